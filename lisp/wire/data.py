"""The LISP data header (RFC 9300 section 5.3): eight octets between UDP and the inner packet.

 0                   1                   2                   3
 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
+-+-+-+-+-+-+-+-+-----------------------------------------------+
|N|L|E|V|I|R|K|K|            Nonce/Map-Version                  |
|                 Instance ID/Locator-Status-Bits               |
+---------------------------------------------------------------+
"""

import struct
from typing import Final, NamedTuple, Self

from lisp.wire.errors import DecodeError, DecodeReason

HEADER_SIZE: Final = 8
FLAG_INSTANCE: Final = 0x08

_HEADER: Final = struct.Struct("!II")


class DataHeader(NamedTuple):
    """The two words of the header, with the fields that this data plane reads."""

    word0: int
    word1: int

    @classmethod
    def for_instance(cls, iid: int) -> Self:
        """The header we send: the instance id, or nothing at all for instance 0."""
        return cls(FLAG_INSTANCE << 24, iid << 8) if iid else cls(0, 0)

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read the header at the front of a datagram; a GPE or an encrypted payload is refused."""
        if len(data) < HEADER_SIZE:
            raise DecodeError(DecodeReason.TRUNCATED, len(data))
        word0, word1 = _HEADER.unpack_from(data)
        if word0 & 0x07000000:  # R is the next-protocol bit of RFC 9305, KK the key id of RFC 8061
            raise DecodeError(DecodeReason.BAD_RESERVED, 0)
        return cls(word0, word1)

    def encode(self) -> bytes:
        """The eight octets."""
        return _HEADER.pack(self.word0, self.word1)

    @property
    def iid(self) -> int:
        """Instance id; 0 when the I bit is clear."""
        return self.word1 >> 8 if self.word0 & FLAG_INSTANCE << 24 else 0
