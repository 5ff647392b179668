"""ICMP and ICMPv6 errors to the senders of packets that we do not forward.

An error seems to come from the packet's destination, since routers throw away what comes out of a tunnel with an
address of theirs.
"""

import struct
from typing import Final

from lisp.wire.ecm import internet_checksum

_ICMP, _ICMPV6 = 1, 58
_QUOTED: Final = {4: 548, 6: 1232}  # so much of a packet goes into an error about it: RFC 1812, RFC 4443
_NOT_ERRORS: Final = (b"\0", b"\x08")  # the ICMP types that errors are sent about: echo reply, echo


def too_big(packet: bytes, room: int) -> bytes | None:
    """What would fit, in octets. None for packets about which no error is sent."""
    return _error6(packet, 2, 0, room) if packet[0] >> 4 == 6 else _error4(packet, 3, 4, room)


def unreachable(packet: bytes) -> bytes | None:
    """There is no such host, or (IPv6) no route to it. None for packets about which no error is sent."""
    return _error6(packet, 1, 0, 0) if packet[0] >> 4 == 6 else _error4(packet, 3, 1, 0)


def _error6(packet: bytes, kind: int, code: int, extra: int) -> bytes | None:
    if packet[6] == _ICMPV6 and packet[40:41] < b"\x80":
        return None  # an error itself
    source, target = packet[24:40], packet[8:24]
    body = struct.pack("!BBHI", kind, code, 0, extra) + packet[: _QUOTED[6]]
    pseudo = source + target + struct.pack("!II", len(body), _ICMPV6)
    body = body[:2] + struct.pack("!H", internet_checksum(pseudo + body)) + body[4:]
    return struct.pack("!IHBB", 6 << 28, len(body), _ICMPV6, 64) + source + target + body


def _error4(packet: bytes, kind: int, code: int, extra: int) -> bytes | None:
    if struct.unpack_from("!H", packet, 6)[0] & 0x1FFF or (packet[9] == _ICMP and packet[20:21] not in _NOT_ERRORS):
        return None  # not the first fragment, or an error itself
    body = struct.pack("!BBHI", kind, code, 0, extra) + packet[: _QUOTED[4]]
    body = body[:2] + struct.pack("!H", internet_checksum(body)) + body[4:]
    head = struct.pack("!BBHHHBBH", 0x45, 0xC0, 20 + len(body), 0, 0, 64, _ICMP, 0) + packet[16:20] + packet[12:16]
    return head[:10] + struct.pack("!H", internet_checksum(head)) + head[12:] + body
