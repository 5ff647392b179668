"""Path MTUs: whom we believe, for how long, and what becomes of packets that do not fit."""

import struct

import pytest

from lisp.wire import Address, Prefix
from lisp.wire.ecm import internet_checksum
from tests.unit.xtr.dataplane.packets import ipv4, ipv6, udp
from tests.unit.xtr.dataplane.test_forwarder import FAR, MINE, OWN, REMOTE, THEIRS, Bench, mapping
from xtr.dataplane.errors import too_big
from xtr.dataplane.pathmtu import LIFETIME_S, MAX_PATHS, PathMtus, PathNews, fragments, read_error

OWN6, FAR6 = Address.parse("2001:db8:0:1::1"), Address.parse("2001:db8:0:1::9")
US = frozenset((OWN, OWN6))
REMOTE6 = Prefix.parse("2001:db8:a:2::/64")


def sent(source: Address, target: Address, sport: int = 0xC123, dport: int = 4341) -> bytes:
    """The beginning of a packet of ours, as a router quotes it."""
    return udp(str(source), str(target), sport, dport, bytes(8))


def error4(quoted: bytes, mtu: int = 1400, kind: int = 3, code: int = 4) -> bytes:
    return struct.pack("!BBHHH", kind, code, 0, 0, mtu) + quoted


def error6(quoted: bytes, mtu: int = 1400) -> bytes:
    return struct.pack("!BBHI", 2, 0, 0, mtu) + quoted


def test_errors_about_our_packets_are_believed() -> None:
    assert read_error(error4(sent(OWN, FAR)), US) == PathNews(FAR, 1400)
    assert read_error(error6(sent(OWN6, FAR6)), US) == PathNews(FAR6, 1400)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\3\4",
        error4(sent(OWN, FAR)[:24]),
        error4(sent(FAR, OWN)),
        error4(sent(OWN, FAR, sport=4341)),
        error4(sent(OWN, FAR, dport=4342)),
        error4(sent(OWN, FAR), code=3),
        error4(sent(OWN, FAR), kind=11),
        error4(ipv4(str(OWN), str(FAR), bytes(8), protocol=6)),
        error6(sent(FAR6, OWN6)),
        error6(sent(OWN6, FAR6)[:44]),
        error4(b"\x4f" + sent(OWN, FAR)[1:28]),
    ],
)
def test_errors_about_anything_else_are_not(message: bytes) -> None:
    assert read_error(message, US) is None


def test_path_is_remembered_for_ten_minutes_and_never_believed_too_small() -> None:
    paths = PathMtus()
    assert not paths
    assert paths.learn(PathNews(FAR, 1400), 0.0)
    assert not paths.learn(PathNews(FAR, 1400), 1.0)
    assert (paths.mtu(FAR, 1.0), paths.room(FAR, 1.0), paths.room(OWN, 1.0)) == (1400, 1364, None)
    assert paths.room(FAR, LIFETIME_S) is None
    assert not paths
    assert paths.learn(PathNews(FAR, 68), 0.0)
    assert paths.learn(PathNews(FAR6, 68), 0.0)
    assert (paths.mtu(FAR, 1.0), paths.room(FAR6, 1.0)) == (576, 1280 - 56)


def test_paths_are_capped() -> None:
    paths = PathMtus()
    for number in range(MAX_PATHS):
        assert paths.learn(PathNews(Address(1, struct.pack("!I", number)), 1400), 0.0)
    assert not paths.learn(PathNews(FAR, 1400), 0.0)


def reassembled(pieces: list[bytes]) -> bytes:
    parts = {(struct.unpack_from("!H", piece, 6)[0] & 0x1FFF) * 8: piece[20:] for piece in pieces}
    whole = b""
    for at in sorted(parts):
        assert at == len(whole)
        whole += parts[at]
    return whole


def test_packet_that_may_be_cut_is_cut_into_pieces_that_fit() -> None:
    packet = udp(MINE, THEIRS, 1, 2, bytes(range(256)) * 5)
    pieces = fragments(packet, 600)
    assert all(len(piece) <= 600 and internet_checksum(piece[:20]) == 0 for piece in pieces)
    assert all(struct.unpack_from("!H", piece, 2)[0] == len(piece) for piece in pieces)
    assert [struct.unpack_from("!H", piece, 6)[0] & 0x2000 for piece in pieces] == [0x2000, 0x2000, 0]
    assert reassembled(pieces) == packet[20:]


def test_fragment_is_cut_further_and_keeps_its_place() -> None:
    packet = ipv4(MINE, THEIRS, bytes(1000), fragment=0x2000 | 100)
    pieces = fragments(packet, 600)
    marks = [struct.unpack_from("!H", piece, 6)[0] for piece in pieces]
    assert marks == [0x2000 | 100, 0x2000 | 100 + 576 // 8]


def test_packets_that_may_not_be_cut_are_not() -> None:
    assert fragments(ipv4(MINE, THEIRS, bytes(1000), fragment=0x4000), 600) == []
    assert fragments(ipv6("2001:db8::1", "2001:db8::2", bytes(1000)), 600) == []


def test_forwarder_cuts_or_tells_and_does_neither_when_it_fits() -> None:
    bench = Bench()
    bench.apply(mapping(REMOTE, FAR))
    bench.forwarder.paths.learn(PathNews(FAR, 600), bench.forwarder.now)
    fits = ipv4(MINE, THEIRS, bytes(544), fragment=0x4000)
    bench.out(fits)
    assert [call[0] for call in bench.encapsulated] == [fits]
    bench.out(ipv4(MINE, THEIRS, bytes(1000)))
    assert reassembled([call[0] for call in bench.encapsulated[1:]]) == bytes(1000)
    large = ipv4(MINE, THEIRS, bytes(545), fragment=0x4000)
    bench.out(large)
    bench.out(large)
    assert bench.delivered == [too_big(large, 564)]  # the second is too soon after the first
    assert bench.dropped("too-big") == 2
    bench.forwarder.now += LIFETIME_S
    bench.out(large)
    assert bench.encapsulated[-1][0] == large
