"""Captures for reading LISP out of: pcap, pcapng and hexadecimal text, one packet at a time.

    for item in read_capture(stream):     # Frame, or Damage where the capture itself is broken
        datagram = dissect(item)          # the UDP datagram of a frame, or FrameError

Whatever the bytes, nothing else is raised, and memory stays bounded: lengths are checked against a cap
before anything is read for them. Reading stops at damage that leaves the next packet's place unknown.
"""

import re
import struct
from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO, Final, NamedTuple

from lisp.wire import Address

MAX_PACKET: Final = 256 * 1024
MAX_BLOCK: Final = 1024 * 1024
MAX_LINE: Final = 4 * 65536
MAX_INTERFACES: Final = 4096

# Link types (https://www.tcpdump.org/linktypes.html), and one of our own: the LISP message alone.
LINK_MESSAGE: Final = -1
LINK_NULL: Final = 0
LINK_ETHERNET: Final = 1
LINK_RAW: Final = 101
LINK_LOOP: Final = 108
LINK_SLL: Final = 113
LINK_IPV4: Final = 228
LINK_IPV6: Final = 229
LINK_SLL2: Final = 276

# Octets in front of the network layer, and where among them the EtherType stands.
_ETHERTYPE_AT: Final = {LINK_ETHERNET: (14, 12), LINK_SLL: (16, 14), LINK_SLL2: (20, 0)}
_BARE_IP: Final = {LINK_RAW, 12, 14, LINK_IPV4, LINK_IPV6}
_IP_TYPES: Final = (0x0800, 0x86DD)
_VLAN_TYPES: Final = (0x8100, 0x88A8, 0x9100)
_MAX_VLAN_TAGS: Final = 4

_UDP: Final = 17
# IPv6 extension headers that may stand in front of UDP, and the fragment header.
_EXTENSIONS: Final = {0, 43, 60}
_FRAGMENT: Final = 44
_MAX_EXTENSIONS: Final = 8

_PCAP_MAGIC: Final = {
    b"\xa1\xb2\xc3\xd4": ">",
    b"\xd4\xc3\xb2\xa1": "<",
    b"\xa1\xb2\x3c\x4d": ">",
    b"\x4d\x3c\xb2\xa1": "<",
}
_PCAPNG_MAGIC: Final = b"\x0a\x0d\x0d\x0a"
_SECTION: Final = 0x0A0D0D0A
_INTERFACE: Final = 1
_OLD_PACKET: Final = 2
_SIMPLE_PACKET: Final = 3
_ENHANCED_PACKET: Final = 6

_OFFSET: Final = re.compile(rb"(?:0x)?([0-9a-fA-F]{4,16}):?(?=\s|$)")
_HEX: Final = re.compile(rb"[0-9a-fA-F\s]*")


class FrameReason(StrEnum):
    """Why a frame holds no LISP datagram."""

    NOT_LISP = "not-lisp"
    UNKNOWN_LINK_TYPE = "unknown-link-type"
    TRUNCATED = "truncated-packet"
    FRAGMENT = "fragment"
    BAD_IP_HEADER = "bad-ip-header"
    BAD_UDP_LENGTH = "bad-udp-length"


class DamageReason(StrEnum):
    """Why a capture cannot be read on."""

    UNKNOWN_FORMAT = "unknown-format"
    TRUNCATED = "truncated-capture"
    BAD_BLOCK = "bad-block"
    TOO_LARGE = "packet-too-large"
    UNKNOWN_INTERFACE = "unknown-interface"
    NOT_HEX = "not-hex"


class FrameError(Exception):
    """There is no LISP in this frame: `reason` says why, `offset` where in the frame it showed."""

    def __init__(self, reason: FrameReason, offset: int) -> None:
        super().__init__(f"{reason} at byte {offset}")
        self.reason = reason
        self.offset = offset


class Frame(NamedTuple):
    """One packet, numbered from 1 as other tools do."""

    number: int
    link_type: int
    data: bytes


class Damage(NamedTuple):
    """A place in the capture, in bytes from its start, that cannot be read."""

    number: int
    reason: DamageReason
    offset: int


class Datagram(NamedTuple):
    """A UDP datagram with its addresses."""

    source: Address
    source_port: int
    destination: Address
    destination_port: int
    payload: bytes


def read_capture(stream: BinaryIO) -> Iterator[Frame | Damage]:
    """The packets of a capture, whichever of the three formats it has."""
    magic = stream.read(4)
    if not magic:
        return
    if order := _PCAP_MAGIC.get(magic):
        yield from _read_pcap(stream, order)
    elif magic == _PCAPNG_MAGIC:
        yield from _read_pcapng(stream)
    else:
        yield from _read_hex(stream, magic)


def _read_pcap(stream: BinaryIO, order: str) -> Iterator[Frame | Damage]:
    head, at, number = stream.read(20), 24, 1
    if len(head) < 20:
        yield Damage(number, DamageReason.TRUNCATED, 4 + len(head))
        return
    link_type = struct.unpack(order + "I", head[16:])[0] & 0xFFFF
    while head := stream.read(16):
        if len(head) < 16:
            yield Damage(number, DamageReason.TRUNCATED, at + len(head))
            return
        size = struct.unpack(order + "8xII", head)[0]
        if size > MAX_PACKET:
            yield Damage(number, DamageReason.TOO_LARGE, at + 8)
            return
        data = stream.read(size)
        at += 16 + len(data)
        if len(data) < size:
            yield Damage(number, DamageReason.TRUNCATED, at)
            return
        yield Frame(number, link_type, data)
        number += 1


def _read_pcapng(stream: BinaryIO) -> Iterator[Frame | Damage]:
    """Blocks one after the other; `order` and the interfaces change with every section header."""
    order, interfaces, number, at = "", list[int](), 1, 0
    kind = _PCAPNG_MAGIC
    while kind:
        rest = stream.read(8)
        if kind == _PCAPNG_MAGIC:  # the same in both byte orders; the four octets behind the length decide
            order = {b"\x1a\x2b\x3c\x4d": ">", b"\x4d\x3c\x2b\x1a": "<"}.get(rest[4:8], "")
            interfaces = []
        if len(kind + rest) < 12:
            yield Damage(number, DamageReason.TRUNCATED, at + len(kind + rest))
            return
        length = struct.unpack(order + "I", rest[:4])[0] if order else 0
        # Twelve octets are the smallest block: type, length, and the length again.
        if length < 12 or length % 4 or length > MAX_BLOCK:
            yield Damage(number, DamageReason.BAD_BLOCK, at + 4)
            return
        body = rest[4:] + stream.read(length - 12)
        if len(body) < length - 8:
            yield Damage(number, DamageReason.TRUNCATED, at + 8 + len(body))
            return
        found = _read_block(struct.unpack(order + "I", kind)[0], body[:-4], order, interfaces)
        if isinstance(found, DamageReason):
            yield Damage(number, found, at)
            return
        if found is not None:
            yield Frame(number, *found)
            number += 1
        at += length
        kind = stream.read(4)


def _read_block(kind: int, body: bytes, order: str, interfaces: list[int]) -> tuple[int, bytes] | DamageReason | None:
    """Link type and octets of a packet block; None for a block that holds no packet."""
    if kind == _INTERFACE:
        if len(body) < 8 or len(interfaces) >= MAX_INTERFACES:
            return DamageReason.BAD_BLOCK
        interfaces.append(struct.unpack_from(order + "H", body)[0])
        return None
    layout = {_ENHANCED_PACKET: "I8xI4x", _OLD_PACKET: "H10xI4x", _SIMPLE_PACKET: "I"}.get(kind)
    if layout is None:
        return None
    start = struct.calcsize(order + layout)
    if len(body) < start:
        return DamageReason.BAD_BLOCK
    values = struct.unpack_from(order + layout, body)
    # A simple packet is of interface 0, and its block is as long as what was captured.
    interface, size = (0, min(values[0], len(body) - start)) if kind == _SIMPLE_PACKET else values
    if size > len(body) - start:
        return DamageReason.BAD_BLOCK
    if interface >= len(interfaces):
        return DamageReason.UNKNOWN_INTERFACE
    return interfaces[interface], body[start : start + size]


def _read_hex(stream: BinaryIO, begun: bytes) -> Iterator[Frame | Damage]:
    """LISP messages as text: one a line, or as dumps whose lines begin with an offset.

    Lines that are empty or begin with # are passed over. A dump ends where the next one begins, at
    offset 0, or with the first line that does not continue it.
    """
    number, dump = 1, b""
    for at, line in _lines(stream, begun):
        if at == 0 and (not line.isascii() or b"\0" in line):
            yield Damage(1, DamageReason.UNKNOWN_FORMAT, 0)
            return
        offset, digits = _split_offset(line, len(dump))
        if dump and offset != len(dump):
            yield Frame(number, LINK_MESSAGE, dump)
            number, dump = number + 1, b""
        octets = _octets(digits)
        if octets is None:
            yield Damage(number, DamageReason.NOT_HEX, at)
            number, dump = number + 1, b""
        elif len(dump) + len(octets) > MAX_PACKET:
            yield Damage(number, DamageReason.TOO_LARGE, at)
            return
        elif offset is not None:
            dump += octets
        elif octets:
            yield Frame(number, LINK_MESSAGE, octets)
            number += 1
    if dump:
        yield Frame(number, LINK_MESSAGE, dump)


def _lines(stream: BinaryIO, begun: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines of a text without the space around them, each with where it begins."""
    at, pending = 0, (begun + stream.readline(MAX_LINE)).splitlines(keepends=True)
    while pending:
        for line in pending:
            yield at, line.strip()
            at += len(line)
        pending = [line] if (line := stream.readline(MAX_LINE)) else []


def _split_offset(line: bytes, expected: int) -> tuple[int | None, bytes]:
    """The offset and the digits of a dump's line; no offset, and the line, of any other.

    A first word is an offset when it is the one expected, or 0 and not alone: a LISP message never
    begins with 0, which is not a type.
    """
    if line.startswith(b"#"):
        return None, b""
    match = _OFFSET.match(line)
    if match is None:
        return None, line.removeprefix(b"0x")
    value, rest = int(match.group(1), 16), line[match.end() :].strip()
    if value == (expected or -1) or (value == 0 and rest):
        # The same octets stand behind as characters, after bars or a wider gap (`xxd`, `hexdump -C`).
        digits = rest.partition(b"|")[0] if b"|" in rest else rest.partition(b"  ")[0]
        return value, digits
    return None, line.removeprefix(b"0x")


def _octets(text: bytes) -> bytes | None:
    """The octets of hexadecimal digits with or without spaces; None for anything else."""
    if not _HEX.fullmatch(text):
        return None
    digits = b"".join(text.split())
    return bytes.fromhex(digits.decode()) if len(digits) % 2 == 0 else None


def dissect(frame: Frame) -> Datagram:
    """The UDP datagram of a frame. Raises FrameError."""
    offset = _network_layer(frame)
    data = frame.data
    if len(data) <= offset:
        raise FrameError(FrameReason.TRUNCATED, len(data))
    version = data[offset] >> 4
    if version == 4:
        source, destination, start, end = _ipv4(data, offset)
    elif version == 6:
        source, destination, start, end = _ipv6(data, offset)
    else:
        raise FrameError(FrameReason.BAD_IP_HEADER, offset)
    if start + 8 > min(end, len(data)):
        raise FrameError(FrameReason.TRUNCATED, len(data))
    source_port, destination_port, length = struct.unpack_from("!HHH", data, start)
    if length < 8 or start + length > end:
        raise FrameError(FrameReason.BAD_UDP_LENGTH, start + 4)
    if start + length > len(data):
        raise FrameError(FrameReason.TRUNCATED, len(data))
    return Datagram(source, source_port, destination, destination_port, data[start + 8 : start + length])


def _network_layer(frame: Frame) -> int:
    """Where the IP header begins."""
    data, link_type = frame.data, frame.link_type
    if link_type in _BARE_IP:
        return 0
    if link_type in (LINK_NULL, LINK_LOOP):
        return 4  # a family number of the capturing host's own; the IP version says the same
    if link_type not in _ETHERTYPE_AT:
        raise FrameError(FrameReason.UNKNOWN_LINK_TYPE, 0)
    offset, type_at = _ETHERTYPE_AT[link_type]
    for _ in range(_MAX_VLAN_TAGS + 1):
        if len(data) < offset:
            raise FrameError(FrameReason.TRUNCATED, len(data))
        ethertype = int.from_bytes(data[type_at : type_at + 2], "big")
        if ethertype not in _VLAN_TYPES:
            break
        type_at, offset = offset + 2, offset + 4
    if ethertype not in _IP_TYPES:
        raise FrameError(FrameReason.NOT_LISP, type_at)
    return offset


def _ipv4(data: bytes, offset: int) -> tuple[Address, Address, int, int]:
    """Addresses, and where the UDP header begins and the packet ends."""
    if len(data) < offset + 20:
        raise FrameError(FrameReason.TRUNCATED, len(data))
    header, total = 4 * (data[offset] & 0x0F), int.from_bytes(data[offset + 2 : offset + 4], "big")
    if header < 20 or total < header:
        raise FrameError(FrameReason.BAD_IP_HEADER, offset)
    if int.from_bytes(data[offset + 6 : offset + 8], "big") & 0x3FFF:
        raise FrameError(FrameReason.FRAGMENT, offset + 6)
    if data[offset + 9] != _UDP:
        raise FrameError(FrameReason.NOT_LISP, offset + 9)
    source, destination = data[offset + 12 : offset + 16], data[offset + 16 : offset + 20]
    return Address(1, source), Address(1, destination), offset + header, offset + total


def _ipv6(data: bytes, offset: int) -> tuple[Address, Address, int, int]:
    """Addresses, and where the UDP header begins and the packet ends, past extension headers."""
    if len(data) < offset + 40:
        raise FrameError(FrameReason.TRUNCATED, len(data))
    protocol, at, start = data[offset + 6], offset + 6, offset + 40
    end = start + int.from_bytes(data[offset + 4 : offset + 6], "big")
    for _ in range(_MAX_EXTENSIONS):
        if protocol not in _EXTENSIONS:
            break
        if len(data) < start + 8:
            raise FrameError(FrameReason.TRUNCATED, len(data))
        protocol, at, start = data[start], start, start + 8 * (data[start + 1] + 1)
    if protocol == _FRAGMENT:
        raise FrameError(FrameReason.FRAGMENT, at)
    if protocol != _UDP:
        raise FrameError(FrameReason.NOT_LISP, at)
    source, destination = data[offset + 8 : offset + 24], data[offset + 24 : offset + 40]
    return Address(2, source), Address(2, destination), start, end
