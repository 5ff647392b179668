"""Checksums left open inside UDP tunnels are completed; all others stay for the receiving kernel."""

import struct

import pytest
from scapy.layers.inet import IP, TCP, UDP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import Ether
from scapy.packet import Packet, Raw

from deploy.lab.underlay.checksum import complete_inner_checksum


def tunnelled(outer: Packet, inner: Packet) -> Packet:
    """Parsed again, so that lengths and checksums are filled in; the tunnel header is opaque."""
    return Ether(bytes(Ether() / outer / UDP(sport=50_000, dport=9, chksum=0) / Raw(bytes(8)) / inner))


INNER_TCP = IP(src="10.1.0.100", dst="10.11.0.10") / TCP(sport=1, dport=2) / Raw(b"odd")
INNER_UDP = IP(src="10.1.0.100", dst="10.11.0.10") / UDP(sport=1, dport=2) / Raw(b"even")


@pytest.mark.parametrize("outer", [IP(src="192.0.2.1", dst="192.0.2.11"), IPv6(src="2001:db8::1", dst="2001:db8::2")])
@pytest.mark.parametrize(("inner", "offset"), [(INNER_TCP, 16), (INNER_UDP, 6)])
def test_inner_checksum_is_completed(outer: Packet, inner: Packet, offset: int) -> None:
    inner = IP(bytes(inner))
    whole = bytes(tunnelled(outer, inner))
    transport = bytes(inner.payload)
    start = whole.index(transport)
    pseudo = bytes([10, 1, 0, 100, 10, 11, 0, 10]) + struct.pack("!BBH", 0, inner.proto, len(transport))
    total = sum(struct.unpack(f"!{len(pseudo) // 2}H", pseudo)) % 0xFFFF
    left_open = whole[: start + offset] + total.to_bytes(2) + whole[start + offset + 2 :]
    header = struct.pack("=BBHHHH", 1, 0, 0, 0, start, offset)
    assert left_open != whole
    assert complete_inner_checksum(header + left_open) == bytes(10) + whole


def test_outer_checksum_stays_open() -> None:
    frame = struct.pack("=BBHHHH", 1, 0, 0, 0, 34, 6) + bytes(Ether() / IP() / UDP() / Raw(b"data"))
    assert complete_inner_checksum(frame) is frame


def test_super_frame_stays_as_it_is() -> None:
    frame = struct.pack("=BBHHHH", 1, 1, 54, 1_448, 34, 16) + bytes(Ether() / IP() / TCP() / Raw(bytes(3_000)))
    assert complete_inner_checksum(frame) is frame


@pytest.mark.parametrize("size", range(10, 70, 5))
def test_short_frames_are_left_alone(size: int) -> None:
    header = struct.pack("=BBHHHH", 1, 0, 0, 0, 60, 6)
    frame = (header + bytes(12) + b"\x08\x00\x45" + bytes(8) + b"\x11" + bytes(60))[:size]
    assert len(complete_inner_checksum(frame)) == size
