"""The two frames the lab makes itself, read by another implementation."""

from ipaddress import IPv4Address

import pytest
from scapy.layers.inet import ICMP
from scapy.layers.l2 import ARP, Ether

from deploy.lab.lan import gratuitous_arp
from deploy.lab.ping import echo_request
from lisp.wire.ecm import internet_checksum


def test_gratuitous_arp_announces_the_address_to_all() -> None:
    frame = Ether(gratuitous_arp("02:00:5e:02:00:01", IPv4Address("10.1.0.100")))
    assert (frame.src, frame.dst) == ("02:00:5e:02:00:01", "ff:ff:ff:ff:ff:ff")
    arp = frame[ARP]
    assert arp.op == 2
    assert arp.psrc == arp.pdst == "10.1.0.100"
    assert arp.hwsrc == "02:00:5e:02:00:01"


@pytest.mark.parametrize("payload", [b"", b"odd", bytes(56)])
def test_echo_request_has_the_right_checksum(payload: bytes) -> None:
    request = echo_request(0xABCD, 7, payload)
    parsed = ICMP(request)
    assert (parsed.type, parsed.id, parsed.seq) == (8, 0xABCD, 7)
    stated = parsed.chksum
    del parsed.chksum
    assert ICMP(bytes(parsed)).chksum == stated
    assert internet_checksum(request) == 0


@pytest.mark.parametrize(("data", "checksum"), [(b"", 0xFFFF), (b"\0\0", 0xFFFF), (b"\xff\xff", 0), (b"\1", 0xFEFF)])
def test_internet_checksum_of_extremes(data: bytes, checksum: int) -> None:
    assert internet_checksum(data) == checksum
