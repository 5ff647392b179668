"""The LISP data header (RFC 9300 section 5.3): eight octets between UDP and the inner packet.

 0                   1                   2                   3
 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
+-+-+-+-+-+-+-+-+-----------------------------------------------+
|N|L|E|V|I|P|K|K|      Nonce/Map-Version/Next Protocol          |
|                 Instance ID/Locator-Status-Bits               |
+---------------------------------------------------------------+

P is the generic protocol extension (RFC 9305): with it set, N, E, V and bits 8-23 mean nothing and bits
24-31 are the next protocol. KK is the key id of an encrypted payload (RFC 8061), always refused.
"""

import struct
from enum import IntEnum
from typing import Final, NamedTuple, Self

from lisp.wire.errors import DecodeError, DecodeReason

HEADER_SIZE: Final = 8
FLAG_NONCE: Final = 0x80
FLAG_STATUS_BITS: Final = 0x40
FLAG_ECHO: Final = 0x20
FLAG_VERSION: Final = 0x10
FLAG_INSTANCE: Final = 0x08
FLAG_PROTOCOL: Final = 0x04

FIRST_SHIM: Final = 0x80

_HEADER: Final = struct.Struct("!II")
_SHIM: Final = struct.Struct("!BBBB")
_KEY_ID: Final = 0x03000000
_GPE: Final = FLAG_PROTOCOL << 24


class NextProtocol(IntEnum):
    """What follows a GPE header (RFC 9305 section 3). From 0x80 on it is a shim header."""

    IPV4 = 1
    IPV6 = 2
    ETHERNET = 3
    NSH = 4


class DataHeader(NamedTuple):
    """The two words of the header, and what they say."""

    word0: int
    word1: int

    @classmethod
    def for_instance(cls, iid: int) -> Self:
        """The header we send: the instance id, or nothing at all for instance 0."""
        return cls(FLAG_INSTANCE << 24, iid << 8) if iid else cls(0, 0)

    @classmethod
    def for_protocol(cls, protocol: int, iid: int = 0) -> Self:
        """A GPE header. Only for peers known to read it: others take the payload for IP."""
        return cls(_GPE | (FLAG_INSTANCE << 24 if iid else 0) | protocol, iid << 8)

    @classmethod
    def decode(cls, data: bytes, *, gpe: bool = False) -> Self:
        """Read the header at the front of a datagram.

        An encrypted payload is refused, and so is a GPE header unless `gpe` says that it is understood.
        """
        if len(data) < HEADER_SIZE:
            raise DecodeError(DecodeReason.TRUNCATED, len(data))
        word0, word1 = _HEADER.unpack_from(data)
        if word0 & (_KEY_ID if gpe else _KEY_ID | _GPE):
            raise DecodeError(DecodeReason.BAD_RESERVED, 0)
        return cls(word0, word1)

    def encode(self) -> bytes:
        """The eight octets."""
        return _HEADER.pack(self.word0, self.word1)

    def has(self, flag: int) -> bool:
        """Whether a FLAG_ bit is set."""
        return bool(self.word0 & flag << 24)

    def with_nonce(self, nonce: int, *, echo: bool = False) -> Self:
        """The same header with a 24-bit nonce, and E set when the peer is to echo it."""
        flags = FLAG_NONCE | (FLAG_ECHO if echo else 0)
        return self._replace(word0=self.word0 | flags << 24 | nonce)

    def with_versions(self, source: int, destination: int) -> Self:
        """The same header with 12-bit map-versions (RFC 9302); a nonce has no room beside them."""
        return self._replace(word0=self.word0 | FLAG_VERSION << 24 | source << 12 | destination)

    def with_status_bits(self, bits: int) -> Self:
        """The same header with locator-status bits: 8 of them beside an instance id, 32 without one."""
        return self._replace(word0=self.word0 | FLAG_STATUS_BITS << 24, word1=self.word1 | bits)

    @property
    def iid(self) -> int:
        """Instance id; 0 when the I bit is clear."""
        return self.word1 >> 8 if self.word0 & FLAG_INSTANCE << 24 else 0

    @property
    def next_protocol(self) -> int | None:
        """The next protocol of a GPE header; None when the P bit is clear and IP follows."""
        return self.word0 & 0xFF if self.has(FLAG_PROTOCOL) else None

    @property
    def nonce(self) -> int | None:
        """The nonce; None where there is none. With V set against the rules, N still wins."""
        return self.word0 & 0xFFFFFF if self.has(FLAG_NONCE) and not self.has(FLAG_PROTOCOL) else None

    @property
    def echo_requested(self) -> bool:
        """The E bit, which means nothing without a nonce."""
        return self.has(FLAG_ECHO) and self.nonce is not None

    @property
    def versions(self) -> tuple[int, int] | None:
        """Source and destination map-version; None where there are none."""
        if not self.has(FLAG_VERSION) or self.has(FLAG_NONCE) or self.has(FLAG_PROTOCOL):
            return None
        return self.word0 >> 12 & 0xFFF, self.word0 & 0xFFF

    @property
    def status_bits(self) -> int | None:
        """Locator-status bits, ordinal 0 in the lowest; None when the L bit is clear."""
        if not self.has(FLAG_STATUS_BITS):
            return None
        return self.word1 & (0xFF if self.has(FLAG_INSTANCE) else 0xFFFFFFFF)


class ShimHeader(NamedTuple):
    """A shim between a GPE header and its payload (RFC 9305 section 3); `body` is a multiple of 4 octets."""

    type: int
    next_protocol: int
    body: bytes = b""
    reserved: int = 0

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read the shim at the front of a payload."""
        if len(data) < _SHIM.size:
            raise DecodeError(DecodeReason.TRUNCATED, len(data))
        kind, words, reserved, protocol = _SHIM.unpack_from(data)
        end = _SHIM.size + 4 * words
        if len(data) < end:
            raise DecodeError(DecodeReason.TRUNCATED, len(data))
        return cls(kind, protocol, data[_SHIM.size : end], reserved)

    def encode(self) -> bytes:
        """The octets of the shim."""
        assert len(self.body) % 4 == 0
        return _SHIM.pack(self.type, len(self.body) // 4, self.reserved, self.next_protocol) + self.body
