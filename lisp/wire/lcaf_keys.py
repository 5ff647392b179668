"""LCAFs that are lookup keys or carry data of their own (RFC 8060, RFC 9306)."""

import struct
from dataclasses import dataclass
from typing import ClassVar, Final, Self

from lisp.wire.lcaf import (
    PLAIN_HEADER,
    AnyAddress,
    Lcaf,
    LcafHeader,
    check_mask,
    decode_address,
    lcaf,
)
from lisp.wire.reader import Reader, Writer

_OPAQUE: Final = struct.Struct("!BH")
_MULTICAST: Final = struct.Struct("!IHBB")
_PAIR: Final = struct.Struct("!HBB")
_BINARY_JSON: Final = 0x01


@lcaf
@dataclass(frozen=True, slots=True)
class NullBody(Lcaf):
    """An LCAF of type 0, which has no body."""

    TYPE: ClassVar[int] = 0
    NAME: ClassVar[str] = "null"

    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        return cls(header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""

    def __str__(self) -> str:
        return "null"


@lcaf
@dataclass(frozen=True, slots=True)
class OpaqueKey(Lcaf):
    """A key in `fields` + 1 parts of equal size, bit n of `wildcards` for a part that does not matter.

    RFC 8060 section 5.2.
    """

    TYPE: ClassVar[int] = 6
    NAME: ClassVar[str] = "opaque-key"

    fields: int
    wildcards: int
    key: bytes
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        fields, wildcards = reader.unpack(_OPAQUE)
        return cls(fields, wildcards, reader.take(reader.remaining), header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        writer.pack(_OPAQUE, self.fields, self.wildcards)
        writer.put(self.key)

    def __str__(self) -> str:
        return f"key({self.key.hex()})"


@lcaf
@dataclass(frozen=True, slots=True)
class MulticastInfo(Lcaf):
    """A source prefix and a group prefix in a virtual network (RFC 8060 section 4.5).

    The mask lengths of source and group are here: that of the EID record means nothing beside them.
    """

    TYPE: ClassVar[int] = 9
    NAME: ClassVar[str] = "multicast-info"

    iid: int
    source_mask_length: int
    group_mask_length: int
    source: AnyAddress
    group: AnyAddress
    reserved: int = 0
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        iid, reserved, source_mask, group_mask = reader.unpack(_MULTICAST)
        source, group = _masked_pair(reader, depth, source_mask, group_mask)
        return cls(iid, source_mask, group_mask, source, group, reserved, header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        writer.pack(_MULTICAST, self.iid, self.reserved, self.source_mask_length, self.group_mask_length)
        self.source.encode(writer)
        self.group.encode(writer)

    def __str__(self) -> str:
        source = f"{self.source}/{self.source_mask_length}"
        return f"[{self.iid}]({source}, {self.group}/{self.group_mask_length})"


@lcaf
@dataclass(frozen=True, slots=True)
class SourceDestinationKey(Lcaf):
    """A mapping for traffic from one prefix to another (RFC 8060 section 4.8)."""

    TYPE: ClassVar[int] = 12
    NAME: ClassVar[str] = "source-destination-key"

    source_mask_length: int
    destination_mask_length: int
    source: AnyAddress
    destination: AnyAddress
    reserved: int = 0
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        reserved, source_mask, destination_mask = reader.unpack(_PAIR)
        source, destination = _masked_pair(reader, depth, source_mask, destination_mask)
        return cls(source_mask, destination_mask, source, destination, reserved, header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        writer.pack(_PAIR, self.reserved, self.source_mask_length, self.destination_mask_length)
        self.source.encode(writer)
        self.destination.encode(writer)

    def __str__(self) -> str:
        source = f"{self.source}/{self.source_mask_length}"
        return f"{source} > {self.destination}/{self.destination_mask_length}"


@lcaf
@dataclass(frozen=True, slots=True)
class JsonData(Lcaf):
    """A JSON text about an address, or in its stead (RFC 8060 section 5.4); the octets are not parsed."""

    TYPE: ClassVar[int] = 14
    NAME: ClassVar[str] = "json"

    json: bytes
    address: AnyAddress
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        json = reader.take(reader.u16())
        return cls(json, decode_address(reader, depth + 1), header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        writer.u16(len(self.json))
        writer.put(self.json)
        self.address.encode(writer)

    @property
    def binary(self) -> bool:
        """The B bit: the octets are a binary encoding of JSON."""
        return bool(self.header.reserved2 & _BINARY_JSON)

    def __str__(self) -> str:
        text = self.json.hex() if self.binary else ascii(self.json.decode("utf-8", "replace"))[1:-1]
        return f"json({text}):{self.address}"


@lcaf
@dataclass(frozen=True, slots=True)
class KeyValue(Lcaf):
    """A pair of addresses, one a key and one its value (RFC 8060 section 5.5)."""

    TYPE: ClassVar[int] = 15
    NAME: ClassVar[str] = "key-value"

    key: AnyAddress
    value: AnyAddress
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        return cls(decode_address(reader, depth + 1), decode_address(reader, depth + 1), header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        self.key.encode(writer)
        self.value.encode(writer)

    def __str__(self) -> str:
        return f"pair({self.key} = {self.value})"


@lcaf
@dataclass(frozen=True, slots=True)
class VendorData(Lcaf):
    """What only its vendor understands (RFC 9306 section 4).

    A receiver that does not know the OUI must drop the message: see `lisp.wire.messages.decode_known`.
    """

    TYPE: ClassVar[int] = 255
    NAME: ClassVar[str] = "vendor"

    oui: int
    data: bytes
    reserved: int = 0
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        word = reader.u32()
        reader.vendor = True
        return cls(word & 0xFFFFFF, reader.take(reader.remaining), word >> 24, header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        writer.u32(self.reserved << 24 | self.oui)
        writer.put(self.data)

    def __str__(self) -> str:
        return f"vendor({self.oui:06x} {self.data.hex()})"


def _masked_pair(reader: Reader, depth: int, first_mask: int, second_mask: int) -> tuple[AnyAddress, AnyAddress]:
    """Two addresses, each checked against its mask length."""
    first = decode_address(reader, depth + 1)
    check_mask(first, first_mask, reader.offset)
    second = decode_address(reader, depth + 1)
    check_mask(second, second_mask, reader.offset)
    return first, second
