"""LISP Canonical Address Format (RFC 8060): addresses with more to say than an IP address.

    AFI 16387 (2) | reserved (1) | flags (1) | type (1) | reserved 2 (1) | length (2) | body

Here are the registry, the instance id, what the record layer asks of an address, and `UnknownLcaf`, which
keeps what this codec does not read bit for bit. The other types are in `lcaf_annotated` (one address and
what is said about it), `lcaf_lists` (many addresses) and `lcaf_keys` (lookup keys and free data).

A body must be consumed to its last octet; nesting, list sizes and the objects of a message are bounded.
"""

import struct
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar, Final, NamedTuple, Self, TypeVar

from lisp.wire.address import AFI_IPV4, AFI_IPV6, AFI_LCAF, AFI_NAME, AFI_NONE, Address, Prefix
from lisp.wire.errors import DecodeError, DecodeReason
from lisp.wire.reader import Reader, Writer

TYPE_INSTANCE_ID: Final = 2

# RFC 8060 sets no limits: deeper, or longer, than this is an attack, not a mapping.
MAX_NESTING: Final = 4
MAX_ADDRESSES_PER_LCAF: Final = 64

# What a NamedTuple's constructor does in the end, without the Python function in front of it: decoding makes
# several of these a message.
new_tuple = tuple.__new__

_HEADER: Final = struct.Struct("!BBBBH")
_IID: Final = struct.Struct("!I")


class LcafHeader(NamedTuple):
    """The fields before the length; reserved ones are kept so that what was read can be written."""

    reserved: int = 0
    flags: int = 0
    reserved2: int = 0


PLAIN_HEADER: Final = LcafHeader()


class Lcaf(ABC):
    """Base of the LCAF types but the instance id.

    Unlike the leaf records they are dataclasses, not tuples: an AS number must not compare equal to a
    nonce locator because the numbers in them happen to be the same.
    """

    __slots__ = ()

    TYPE: ClassVar[int]
    NAME: ClassVar[str]

    header: LcafHeader

    @classmethod
    @abstractmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body after the LCAF header."""

    @abstractmethod
    def encode_body(self, writer: Writer) -> None:
        """Write the body after the LCAF header."""

    def masked(self) -> "AnyAddress | None":
        """The address whose bits an EID record's mask length counts; None where it counts none."""
        return None

    def encode(self, writer: Writer) -> None:
        """Write AFI, header and body."""
        body = Writer()
        self.encode_body(body)
        write_lcaf(writer, self.TYPE, self.header, body.to_bytes())


class InstanceId(NamedTuple):
    """An address in a virtual network (RFC 8060 section 4.1); `reserved2` is the mask length of the id."""

    iid: int
    address: "AnyAddress"
    header: LcafHeader = LcafHeader(reserved2=32)

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body after the LCAF header."""
        (iid,) = reader.unpack(_IID)
        return new_tuple(cls, (iid, decode_address(reader, depth + 1), header))

    def encode(self, writer: Writer) -> None:
        """Write AFI, header and body."""
        body = Writer()
        body.u32(self.iid)
        self.address.encode(body)
        write_lcaf(writer, TYPE_INSTANCE_ID, self.header, body.to_bytes())

    def __str__(self) -> str:
        return f"[{self.iid}]{self.address}"


class UnknownLcaf(NamedTuple):
    """An LCAF of a type this codec does not read; RFC 9306 section 3 has the receiver ignore it."""

    type: int
    body: bytes
    header: LcafHeader = PLAIN_HEADER

    def encode(self, writer: Writer) -> None:
        """Write AFI, header and body."""
        write_lcaf(writer, self.type, self.header, self.body)

    def __str__(self) -> str:
        return f"lcaf-{self.type}:{self.body.hex()}"


AnyAddress = Address | InstanceId | UnknownLcaf | Lcaf

Decoder = Callable[[LcafHeader, Reader, int], AnyAddress]
LCAFS: Final[dict[int, type[Lcaf]]] = {}
_DECODERS: Final[dict[int, Decoder]] = {TYPE_INSTANCE_ID: InstanceId.decode}

L = TypeVar("L", bound=type[Lcaf])


def lcaf(cls: L) -> L:
    """Register a class as the reader of its LCAF type."""
    LCAFS[cls.TYPE] = cls
    _DECODERS[cls.TYPE] = cls.decode
    return cls


def decode_address(reader: Reader, depth: int = 0) -> AnyAddress:
    """Read AFI and address, whichever it is."""
    return read_address(reader, reader.u16(), depth)


def read_address(reader: Reader, afi: int, depth: int = 0) -> AnyAddress:
    """Read an address whose AFI has been read; the two everyday families without a detour."""
    if afi == AFI_IPV4:
        return new_tuple(Address, (AFI_IPV4, reader.take(4)))
    if afi == AFI_IPV6:
        return new_tuple(Address, (AFI_IPV6, reader.take(16)))
    return decode_lcaf(reader, depth) if afi == AFI_LCAF else Address.decode_body(afi, reader)


def decode_lcaf(reader: Reader, depth: int) -> AnyAddress:
    """Read an LCAF whose AFI has been read."""
    if depth >= MAX_NESTING:
        raise DecodeError(DecodeReason.LCAF_NESTING, reader.offset - 2)
    reader.spend(1)
    reserved, flags, kind, reserved2, length = reader.unpack(_HEADER)
    header: LcafHeader = new_tuple(LcafHeader, (reserved, flags, reserved2))
    decoder = _DECODERS.get(kind)
    if decoder is None:
        return UnknownLcaf(kind, reader.take(length), header)
    outer_end = reader.narrow(length)
    address = decoder(header, reader, depth)
    reader.widen(outer_end, DecodeReason.LCAF_LENGTH)
    return address


def decode_addresses(reader: Reader, depth: int) -> tuple[AnyAddress, ...]:
    """Read addresses up to the end of the LCAF they are in."""
    addresses: list[AnyAddress] = []
    while reader.remaining:
        count_element(reader, len(addresses))
        addresses.append(decode_address(reader, depth + 1))
    return tuple(addresses)


def count_element(reader: Reader, present: int) -> None:
    """Account for one more element of an LCAF's list. Every element is at least an AFI long."""
    if present >= MAX_ADDRESSES_PER_LCAF:
        raise DecodeError(DecodeReason.LCAF_TOO_LARGE, reader.offset)
    reader.spend(1)


def eid_prefix(address: AnyAddress, mask_length: int) -> Prefix | None:
    """The canonical key of an EID, or None where the address has no IP prefix form.

    An EID inside any LCAF but the instance id is another key than the plain one: it has no prefix.
    """
    iid = 0
    while isinstance(address, InstanceId):
        iid = address.iid
        address = address.address
    if not isinstance(address, Address) or not address.is_ip:
        return None
    return Prefix.of(address, mask_length, iid)


def mask_width(address: AnyAddress) -> int | None:
    """Bits a mask length may count for this EID; None where the mask has no such meaning."""
    inner: AnyAddress | None = address
    while isinstance(inner, InstanceId | Lcaf):
        inner = inner.address if isinstance(inner, InstanceId) else inner.masked()
    if not isinstance(inner, Address) or inner.afi in (AFI_NONE, AFI_NAME):
        return None
    return inner.bits


def check_mask(eid: AnyAddress, mask_length: int, offset: int) -> None:
    """Refuse a mask longer than the address it stands with."""
    width = mask_width(eid)
    if width is not None and mask_length > width:
        raise DecodeError(DecodeReason.BAD_MASK_LENGTH, offset)


def write_lcaf(writer: Writer, kind: int, header: LcafHeader, body: bytes) -> None:
    """Write AFI, LCAF header and body."""
    writer.u16(AFI_LCAF)
    writer.pack(_HEADER, header.reserved, header.flags, kind, header.reserved2, len(body))
    writer.put(body)
