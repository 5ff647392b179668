"""Captures made by hand: UDP datagrams in IP packets, and pcap files of them."""

import struct
from collections.abc import Iterable

from lisp.capture import LINK_RAW
from lisp.wire import Address
from lisp.wire.ecm import internet_checksum

SOURCE, DESTINATION = Address.parse("192.0.2.1"), Address.parse("192.0.2.2")


def udp(payload: bytes, source_port: int = 4342, destination_port: int = 4342) -> bytes:
    """A UDP header without a checksum, and the payload."""
    return struct.pack("!HHHH", source_port, destination_port, 8 + len(payload), 0) + payload


def ipv4(payload: bytes, *, protocol: int = 17, fragment: int = 0, options: bytes = b"") -> bytes:
    """An IPv4 packet."""
    length = 20 + len(options)
    head = (0x40 | length // 4, 0, length + len(payload), 0, fragment, 64, protocol)
    ends = SOURCE.packed + DESTINATION.packed
    blank = struct.pack("!BBHHHBBH", *head, 0) + ends + options
    return struct.pack("!BBHHHBBH", *head, internet_checksum(blank)) + ends + options + payload


def ipv6(payload: bytes, *, protocol: int = 17) -> bytes:
    """An IPv6 packet between two documentation addresses."""
    ends = Address.parse("2001:db8::1").packed + Address.parse("2001:db8::2").packed
    return struct.pack("!IHBB", 6 << 28, len(payload), protocol, 64) + ends + payload


def pcap(packets: Iterable[bytes], link_type: int = LINK_RAW, order: str = ">", magic: int = 0xA1B2C3D4) -> bytes:
    """A capture file."""
    file = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 262144, link_type)
    for number, packet in enumerate(packets):
        file += struct.pack(order + "IIII", number, 0, len(packet), len(packet)) + packet
    return file


def block(kind: int, body: bytes, order: str = "<") -> bytes:
    """One block of a pcapng file, padded."""
    body += bytes(-len(body) % 4)
    length = struct.pack(order + "I", 12 + len(body))
    return struct.pack(order + "I", kind) + length + body + length


def section(order: str = "<") -> bytes:
    """A pcapng section header."""
    return block(0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1), order)


def interface(link_type: int = LINK_RAW, order: str = "<") -> bytes:
    """A pcapng interface description."""
    return block(1, struct.pack(order + "HHI", link_type, 0, 0), order)


def enhanced(packet: bytes, number: int = 0, order: str = "<") -> bytes:
    """A pcapng packet of an interface."""
    head = struct.pack(order + "IIIII", number, 0, 0, len(packet), len(packet))
    return block(6, head + packet, order)
