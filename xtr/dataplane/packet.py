"""Inner packets as bytes: what encapsulation and decapsulation do to them (RFC 9300 section 5.3, RFC 6040).

Pure functions, written for speed: a data plane in Python calls several of them for every packet.
"""

import struct
from typing import Final
from zlib import crc32

IPV4_HEADER: Final = 20
IPV6_HEADER: Final = 40

# ECN codepoints, the two low bits of the traffic class.
NOT_ECT: Final = 0
ECT_1: Final = 1
ECT_0: Final = 2
CE: Final = 3

_WORD: Final = struct.Struct("!H")
_PORTED: Final = frozenset((6, 17, 132))  # TCP, UDP, SCTP start with source and destination port


def family_of(packet: bytes) -> int:
    """AFI of a whole, well-formed IP packet: 1 or 2; 0 for anything else.

    Whole means that the length in the header is the length of the packet.
    """
    size = len(packet)
    if size < IPV4_HEADER:
        return 0
    first = packet[0]
    if first >> 4 == 4:
        header = (first & 0xF) * 4
        return 1 if IPV4_HEADER <= header <= size and packet[2] << 8 | packet[3] == size else 0
    if first >> 4 == 6:
        return 2 if size >= IPV6_HEADER and (packet[4] << 8 | packet[5]) + IPV6_HEADER == size else 0
    return 0


def flow_hash(packet: bytes) -> int:
    """32-bit hash of a packet's flow: addresses and ports, or addresses only for fragments and the rest.

    All fragments of a datagram hash alike, so they take one path; `packet` has passed `family_of`.
    """
    if packet[0] == 0x45:
        if packet[9] in _PORTED and not (packet[6] & 0x3F or packet[7]) and len(packet) >= 24:
            return crc32(packet[12:24], packet[9])
        return crc32(packet[12:20], packet[9])
    if packet[0] >> 4 == 4:
        return crc32(packet[12:20], packet[9])
    if packet[6] in _PORTED and len(packet) >= 44:
        return crc32(packet[8:44], packet[6])
    return crc32(packet[8:40], packet[6])


def ttl_of(packet: bytes) -> int:
    """TTL or hop limit."""
    return packet[8] if packet[0] >> 4 == 4 else packet[7]


def traffic_class_of(packet: bytes) -> int:
    """The TOS octet, or the traffic class: DSCP and ECN."""
    return packet[1] if packet[0] >> 4 == 4 else (packet[0] & 0xF) << 4 | packet[1] >> 4


def merged_ecn(inner: int, outer: int) -> int | None:
    """ECN codepoint after decapsulation, normal mode (RFC 6040 section 4.2); None: drop the packet."""
    if outer == CE:
        return None if inner == NOT_ECT else CE
    if outer == ECT_1 and inner == ECT_0:
        return ECT_1
    return inner


def decapsulated(packet: bytes, outer_ttl: int, outer_class: int) -> bytes | None:
    """The inner packet as it leaves the tunnel; None when congestion was signalled that it cannot carry.

    The TTL becomes the lower of the two, the DSCP that of the outer header, the ECN field as RFC 6040 has
    it. Most packets need no change at all and are returned as they are.
    """
    inner_class = traffic_class_of(packet)
    ecn = merged_ecn(inner_class & 3, outer_class & 3)
    if ecn is None:
        return None
    merged = outer_class & 0xFC | ecn
    ttl = ttl_of(packet)
    if outer_ttl >= ttl and merged == inner_class:
        return packet
    return rewritten(packet, min(ttl, outer_ttl), merged)


def rewritten(packet: bytes, ttl: int, traffic_class: int) -> bytes:
    """The packet with another TTL and traffic class; the IPv4 checksum follows (RFC 1624)."""
    changed = bytearray(packet)
    if packet[0] >> 4 == 4:
        old = _WORD.unpack_from(packet, 0)[0] + _WORD.unpack_from(packet, 8)[0]
        changed[1], changed[8] = traffic_class, ttl
        new = _WORD.unpack_from(changed, 0)[0] + _WORD.unpack_from(changed, 8)[0]
        # Two words changed: the sum of their complements is 0x1FFFE less their sum.
        total = (~_WORD.unpack_from(packet, 10)[0] & 0xFFFF) + new + (0x1FFFE - old)
        total = (total & 0xFFFF) + (total >> 16)
        total = (total & 0xFFFF) + (total >> 16)
        _WORD.pack_into(changed, 10, ~total & 0xFFFF)
    else:
        changed[0] = packet[0] & 0xF0 | traffic_class >> 4
        changed[1] = packet[1] & 0x0F | (traffic_class & 0xF) << 4
        changed[7] = ttl
    return bytes(changed)


def is_unicast(packed: bytes) -> bool:
    """Whether an inner address may stand in a unicast packet between sites.

    Not unspecified, loopback, multicast, broadcast, or link-local.
    """
    first = packed[0]
    if len(packed) == 4:
        return 0 < first < 224 and first != 127 and packed[:2] != b"\xa9\xfe"
    return first != 0xFF and any(packed[:15]) and not (first == 0xFE and packed[1] >> 6 == 2)
