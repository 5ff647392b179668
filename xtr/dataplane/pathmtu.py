"""MTUs of the paths to RLOCs, learnt from ICMP, and what becomes of packets that are too big for them.

RFC 9300 section 7.2 (stateful): a router on the way that cannot pass an encapsulated packet on says so to us, who
made it. We remember that for a while, cut up what may be cut, and tell the senders of the rest.
"""

import struct
from typing import Final, NamedTuple

from lisp.wire import DATA_PORT, Address
from lisp.wire.ecm import internet_checksum

LIFETIME_S: Final = 600.0  # RFC 1191 section 6.3: a larger one is tried after ten minutes
MAX_PATHS: Final = 1024
# Nobody is believed who says less: RFC 791 and RFC 8200.
_LEAST: Final = {1: 576, 2: 1280}
_HEADERS: Final = {1: 36, 2: 56}  # outer IP, UDP, LISP
ENCAPSULATION: Final = _HEADERS[2]
_FIRST_SOURCE_PORT: Final = 0xC000
_UDP: Final = 17


class PathNews(NamedTuple):
    """Packets of more than `mtu` octets do not get to an RLOC."""

    rloc: Address
    mtu: int


class PathMtus:
    """The paths on which less than usual fits."""

    def __init__(self) -> None:
        self._known: dict[Address, tuple[int, float]] = {}

    def __bool__(self) -> bool:
        return bool(self._known)

    def learn(self, news: PathNews, now: float) -> bool:
        """Remember; False when that was known, or too many are."""
        mtu = max(news.mtu, _LEAST[news.rloc.afi])
        if self.mtu(news.rloc, now) == mtu or (news.rloc not in self._known and len(self._known) >= MAX_PATHS):
            return False
        self._known[news.rloc] = (mtu, now + LIFETIME_S)
        return True

    def mtu(self, rloc: Address, now: float) -> int | None:
        """What fits in one packet to an RLOC; None: what fits on our own link."""
        known = self._known.get(rloc)
        if known is None:
            return None
        if known[1] <= now:
            del self._known[rloc]
            return None
        return known[0]

    def room(self, rloc: Address, now: float) -> int | None:
        """How large an inner packet to an RLOC may be."""
        mtu = self.mtu(rloc, now)
        return None if mtu is None else mtu - _HEADERS[rloc.afi]


def read_error(message: bytes, own: frozenset[Address]) -> PathNews | None:
    """What an ICMP or ICMPv6 message (`message` begins with its type) says about a packet that we sent.

    Believed is only what quotes outer headers as we make them; anybody can send the rest.
    """
    kind, code = message[:2] if len(message) > 1 else (0, 0)
    if (kind, code) == (3, 4) and len(message) >= 8 + 28:
        (mtu,) = struct.unpack_from("!H", message, 6)
        quoted = message[8:]
        header = (quoted[0] & 0xF) * 4
        protocol, source, target = quoted[9], Address(1, quoted[12:16]), Address(1, quoted[16:20])
    elif (kind, code) == (2, 0) and len(message) >= 8 + 48:
        (mtu,) = struct.unpack_from("!I", message, 4)
        quoted, header = message[8:], 40
        protocol, source, target = quoted[6], Address(2, quoted[8:24]), Address(2, quoted[24:40])
    else:
        return None
    if protocol != _UDP or source not in own or len(quoted) < header + 8:
        return None
    ports = struct.unpack_from("!HH", quoted, header)
    return PathNews(target, mtu) if ports[0] >= _FIRST_SOURCE_PORT and ports[1] == DATA_PORT else None


def fragments(packet: bytes, room: int) -> list[bytes]:
    """An IPv4 packet that may be cut, in pieces that fit; nothing for one that may not."""
    if packet[0] != 0x45 or packet[6] & 0x40:
        return []
    flags, payload = struct.unpack_from("!H", packet, 6)[0], packet[20:]
    size = (room - 20) // 8 * 8
    return [
        _piece(packet, payload[at : at + size], flags, at, last=at + size >= len(payload))
        for at in range(0, len(payload), size)
    ]


def _piece(packet: bytes, part: bytes, flags: int, at: int, *, last: bool) -> bytes:
    more = flags & 0x2000 if last else 0x2000
    head = bytearray(packet[:20])
    struct.pack_into("!H", head, 2, 20 + len(part))
    struct.pack_into("!HBBH", head, 6, more | (flags & 0x1FFF) + at // 8, head[8], head[9], 0)
    struct.pack_into("!H", head, 10, internet_checksum(bytes(head)))
    return bytes(head) + part
