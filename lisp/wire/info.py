"""Info-Request and Info-Reply: finding out about a NAT (draft-ermagan-lisp-nat-traversal, section 4).

 0                   1                   2                   3
 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
+-------+-+-----------------------------------------------------+
|Type=7 |R|                      Reserved                       |
|                          Nonce (64)                           |
|            Key ID             |  Authentication Data Length   |
~                      Authentication Data                      ~
|                              TTL                              |
|   Reserved    | EID mask-len  |        EID-prefix-AFI         |
~   EID-prefix, then AFI 0 (R = 0) or the NAT LCAF (R = 1)      ~
+---------------------------------------------------------------+

The draft's 16-bit key id is read as RFC 9301 reads it elsewhere, a key id and an algorithm of eight bits:
senders of the old form put 0 and the algorithm there.
"""

import struct
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Self

from lisp.wire.address import NO_ADDRESS, Prefix
from lisp.wire.errors import DecodeError, DecodeReason
from lisp.wire.lcaf import AnyAddress, decode_address, eid_prefix
from lisp.wire.lcaf_lists import NatTraversal
from lisp.wire.messages import DECODERS, UNSIGNED, Authentication, message
from lisp.wire.reader import Reader, Writer
from lisp.wire.records import read_eid

_HEAD: Final = struct.Struct("!IQ")
_EID: Final = struct.Struct("!IBB")
_EID_AFI: Final = struct.Struct("!IBBH")
_REPLY: Final = 0x8000000
_RESERVED: Final = 0x7FFFFFF
_NO_NAT: Final = NatTraversal(0, 0, NO_ADDRESS, NO_ADDRESS, NO_ADDRESS)


@dataclass(frozen=True, slots=True)
class _Info:
    """What the two messages share; `ttl_min` is how long the RTRs of the reply are good for, in minutes."""

    TYPE: ClassVar[int] = 7

    nonce: int
    ttl_min: int
    mask_length: int
    eid: AnyAddress
    auth: Authentication = UNSIGNED
    reserved: int = 0
    eid_reserved: int = 0

    def with_auth(self, auth: Authentication) -> Self:
        """The same message under another authentication header."""
        return replace(self, auth=auth)

    @property
    def prefix(self) -> Prefix | None:
        """The EID prefix as a key; None for an EID that is no IP prefix."""
        return eid_prefix(self.eid, self.mask_length)

    def _encode(self, writer: Writer, bits: int, last: AnyAddress) -> None:
        writer.pack(_HEAD, self.TYPE << 28 | bits | self.reserved, self.nonce)
        self.auth.encode(writer)
        writer.pack(_EID, self.ttl_min, self.eid_reserved, self.mask_length)
        self.eid.encode(writer)
        last.encode(writer)


@message(7)
@dataclass(frozen=True, slots=True)
class InfoRequest(_Info):
    """An xTR asks its map server how it looks from there."""

    NAME: ClassVar[str] = "info-request"

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the message; what follows the EID prefix must be AFI 0."""
        fields, last, offset = _read(reader)
        if last != NO_ADDRESS:
            raise DecodeError(DecodeReason.UNEXPECTED_ADDRESS, offset)
        return cls(*fields)

    def encode(self, writer: Writer) -> None:
        """Write the message."""
        self._encode(writer, 0, NO_ADDRESS)


@message(7)
@dataclass(frozen=True, slots=True)
class InfoReply(_Info):
    """The map server's answer: the addresses and ports it saw, and the RTRs to use."""

    NAME: ClassVar[str] = "info-reply"

    nat: NatTraversal = _NO_NAT

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the message; what follows the EID prefix must be the NAT LCAF."""
        fields, last, offset = _read(reader)
        if not isinstance(last, NatTraversal):
            raise DecodeError(DecodeReason.UNEXPECTED_ADDRESS, offset)
        return cls(*fields, last)

    def encode(self, writer: Writer) -> None:
        """Write the message."""
        self._encode(writer, _REPLY, self.nat)


_Fields = tuple[int, int, int, AnyAddress, Authentication, int, int]


def _read(reader: Reader) -> tuple[_Fields, AnyAddress, int]:
    """The shared fields, the address behind them, and where it stood."""
    word, nonce = reader.unpack(_HEAD)
    auth = Authentication.decode(reader)
    ttl_min, eid_reserved, mask_length, afi = reader.unpack(_EID_AFI)
    eid = read_eid(reader, afi, mask_length)
    offset = reader.offset
    last = decode_address(reader)
    return (nonce, ttl_min, mask_length, eid, auth, word & _RESERVED, eid_reserved), last, offset


def _decode(reader: Reader) -> InfoRequest | InfoReply:
    """The R bit, not the type, tells the two apart."""
    return InfoReply.decode(reader) if reader.peek() & 0x08 else InfoRequest.decode(reader)


DECODERS[InfoRequest.TYPE] = _decode
