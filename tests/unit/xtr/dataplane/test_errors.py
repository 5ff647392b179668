"""The ICMP errors that senders get: their octets, and about what there are none."""

import struct

from lisp.wire import Prefix
from lisp.wire.ecm import internet_checksum
from tests.unit.xtr.dataplane.packets import ipv4, ipv6, udp
from tests.unit.xtr.dataplane.test_forwarder import MINE, THEIRS, Bench
from xtr.dataplane.base import Action, InstallMapping
from xtr.dataplane.errors import too_big, unreachable
from xtr.dataplane.forwarder import ERROR_INTERVAL_S


def test_error_quotes_the_packet_and_says_what_fits() -> None:
    packet = ipv4(MINE, THEIRS, bytes(1000), fragment=0x4000)
    error = too_big(packet, 564)
    assert error is not None
    assert internet_checksum(error[:20]) == internet_checksum(error[20:]) == 0
    assert (error[9], error[20], error[21]) == (1, 3, 4)
    assert error[12:20] == packet[16:20] + packet[12:16]
    assert struct.unpack_from("!H", error, 26)[0] == 564
    assert error[28:] == packet[:548]
    packet = ipv6("2001:db8::1", "2001:db8::2", bytes(1400))
    error = too_big(packet, 1304)
    assert error is not None
    assert len(error) == 1280
    pseudo = error[8:40] + struct.pack("!II", len(error) - 40, 58)
    assert internet_checksum(pseudo + error[40:]) == 0
    assert (error[6], error[40], struct.unpack_from("!I", error, 44)[0]) == (58, 2, 1304)


def test_no_errors_about_errors_nor_about_later_fragments() -> None:
    assert too_big(ipv4(MINE, THEIRS, bytes([11]) + bytes(999), protocol=1, fragment=0x4000), 576) is None
    assert too_big(ipv4(MINE, THEIRS, bytes([8]) + bytes(999), protocol=1, fragment=0x4000), 576) is not None
    assert too_big(ipv4(MINE, THEIRS, bytes(1000), fragment=0x4001), 576) is None
    echo = ipv6("2001:db8::1", "2001:db8::2", bytes([1]) + bytes(1400))
    assert too_big(echo[:6] + b"\x3a" + echo[7:], 1304) is None


def test_unreachable_host() -> None:
    packet = udp(MINE, THEIRS, 1, 2, b"payload")
    error = unreachable(packet)
    assert error is not None
    assert internet_checksum(error[:20]) == internet_checksum(error[20:]) == 0
    assert (error[9], error[20:28], error[28:]) == (1, b"\3\1" + error[22:24] + bytes(4), packet)
    assert error[12:20] == packet[16:20] + packet[12:16]
    packet = ipv6("2001:db8::1", "2001:db8::2", bytes(8))
    error = unreachable(packet)
    assert error is not None
    pseudo = error[8:40] + struct.pack("!II", len(error) - 40, 58)
    assert internet_checksum(pseudo + error[40:]) == 0
    assert (error[6], error[40:42], error[44:48], error[48:]) == (58, b"\1\0", bytes(4), packet)
    assert unreachable(ipv4(MINE, THEIRS, bytes([3]) + bytes(20), protocol=1)) is None


def test_sender_to_what_is_to_be_dropped_is_told_seldom_and_only_where_the_mapping_says_so() -> None:
    bench = Bench()
    bench.apply(InstallMapping(Prefix.parse("10.2.0.0/24"), Action.REJECT))
    packets = [udp(MINE, f"10.2.0.{last}", 1, 2) for last in (1, 1, 2)]
    for packet in packets:
        bench.out(packet)
    assert bench.delivered == [unreachable(packets[0])]
    bench.forwarder.now += ERROR_INTERVAL_S
    bench.out(packets[2])
    assert bench.delivered[1:] == [unreachable(packets[2])]
    assert bench.dropped("negative-drop") == 4
    bench.apply(InstallMapping(Prefix.parse("10.2.0.0/24"), Action.DROP))
    bench.forwarder.now += 1.0
    bench.out(packets[0])
    assert len(bench.delivered) == 2
