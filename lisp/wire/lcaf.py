"""LISP Canonical Address Format (RFC 8060): addresses with more to say than an IP address.

    AFI 16387 (2) | reserved (1) | flags (1) | type (1) | reserved 2 (1) | length (2) | body

The instance id (type 2) is understood; every other type is kept as it came, bit for bit.
"""

import struct
from typing import Final, NamedTuple, Self

from lisp.wire.address import AFI_LCAF, AFI_NAME, AFI_NONE, Address, Prefix
from lisp.wire.errors import DecodeError, DecodeReason
from lisp.wire.reader import Reader, Writer

TYPE_INSTANCE_ID: Final = 2

# RFC 8060 sets no limit on nesting: deeper than this is an attack, not a mapping.
MAX_NESTING: Final = 4

_HEADER: Final = struct.Struct("!BBBBH")
_IID: Final = struct.Struct("!I")


class LcafHeader(NamedTuple):
    """The fields before the length; reserved ones are kept so that what was read can be written."""

    reserved: int = 0
    flags: int = 0
    reserved2: int = 0


class InstanceId(NamedTuple):
    """An address in a virtual network (RFC 8060 section 4.1); `reserved2` is the mask length of the id."""

    iid: int
    address: "AnyAddress"
    header: LcafHeader = LcafHeader(reserved2=32)

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body after the LCAF header."""
        (iid,) = reader.unpack(_IID)
        return cls(iid, decode_address(reader, depth + 1), header)

    def encode(self, writer: Writer) -> None:
        """Write AFI, header and body."""
        body = Writer()
        body.u32(self.iid)
        self.address.encode(body)
        _encode(writer, TYPE_INSTANCE_ID, self.header, body.to_bytes())

    def __str__(self) -> str:
        return f"[{self.iid}]{self.address}"


class UnknownLcaf(NamedTuple):
    """An LCAF of a type this codec does not read; RFC 9306 section 3 has the receiver ignore it."""

    type: int
    body: bytes
    header: LcafHeader = LcafHeader()

    def encode(self, writer: Writer) -> None:
        """Write AFI, header and body."""
        _encode(writer, self.type, self.header, self.body)

    def __str__(self) -> str:
        return f"lcaf-{self.type}:{self.body.hex()}"


AnyAddress = Address | InstanceId | UnknownLcaf


def decode_address(reader: Reader, depth: int = 0) -> AnyAddress:
    """Read AFI and address, whichever it is."""
    afi = reader.u16()
    if afi != AFI_LCAF:
        return Address.decode_body(afi, reader)
    if depth >= MAX_NESTING:
        raise DecodeError(DecodeReason.LCAF_NESTING, reader.offset - 2)
    reserved, flags, kind, reserved2, length = reader.unpack(_HEADER)
    header = LcafHeader(reserved, flags, reserved2)
    if kind != TYPE_INSTANCE_ID:
        return UnknownLcaf(kind, reader.take(length), header)
    with reader.restrict(length, DecodeReason.LCAF_LENGTH):
        return InstanceId.decode(header, reader, depth)


def eid_prefix(address: AnyAddress, mask_length: int) -> Prefix | None:
    """The canonical key of an EID, or None where the address has no IP prefix form."""
    iid = 0
    while isinstance(address, InstanceId):
        iid = address.iid
        address = address.address
    if isinstance(address, UnknownLcaf) or not address.is_ip:
        return None
    return Prefix.of(address, mask_length, iid)


def eid_address(prefix: Prefix) -> AnyAddress:
    """How an EID prefix stands on the wire: plain, or inside an instance id when it has one."""
    return InstanceId(prefix.iid, prefix.address) if prefix.iid else prefix.address


def mask_width(address: AnyAddress) -> int | None:
    """Bits a mask length may count for this EID; None where the mask has no such meaning."""
    while isinstance(address, InstanceId):
        address = address.address
    if isinstance(address, UnknownLcaf) or address.afi in (AFI_NONE, AFI_NAME):
        return None
    return address.bits


def _encode(writer: Writer, kind: int, header: LcafHeader, body: bytes) -> None:
    writer.u16(AFI_LCAF)
    writer.pack(_HEADER, header.reserved, header.flags, kind, header.reserved2, len(body))
    writer.put(body)
