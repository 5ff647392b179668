"""LCAFs that hold many addresses (RFC 8060): lists, NAT traversal, explicit paths, replication."""

import struct
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple, Self

from lisp.wire.lcaf import (
    PLAIN_HEADER,
    AnyAddress,
    Lcaf,
    LcafHeader,
    count_element,
    decode_address,
    decode_addresses,
    lcaf,
)
from lisp.wire.reader import Reader, Writer

_PORTS: Final = struct.Struct("!HH")
_HOP_LOOKUP: Final = 0x4
_HOP_PROBE: Final = 0x2
_HOP_STRICT: Final = 0x1


@lcaf
@dataclass(frozen=True, slots=True)
class AfiList(Lcaf):
    """Several addresses for one, in no order (RFC 8060 section 4.10)."""

    TYPE: ClassVar[int] = 1
    NAME: ClassVar[str] = "afi-list"

    addresses: tuple[AnyAddress, ...]
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        return cls(decode_addresses(reader, depth), header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        for address in self.addresses:
            address.encode(writer)

    def __str__(self) -> str:
        return f"list({', '.join(map(str, self.addresses))})"


@lcaf
@dataclass(frozen=True, slots=True)
class NatTraversal(Lcaf):
    """What a map server saw of an xTR behind a NAT, and the RTRs to use (RFC 8060 section 4.4)."""

    TYPE: ClassVar[int] = 7
    NAME: ClassVar[str] = "nat-traversal"

    ms_port: int
    etr_port: int
    global_etr_rloc: AnyAddress
    ms_rloc: AnyAddress
    private_etr_rloc: AnyAddress
    rtr_rlocs: tuple[AnyAddress, ...] = ()
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        ms_port, etr_port = reader.unpack(_PORTS)
        global_etr = decode_address(reader, depth + 1)
        ms = decode_address(reader, depth + 1)
        private_etr = decode_address(reader, depth + 1)
        return cls(ms_port, etr_port, global_etr, ms, private_etr, decode_addresses(reader, depth), header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        writer.pack(_PORTS, self.ms_port, self.etr_port)
        for address in (self.global_etr_rloc, self.ms_rloc, self.private_etr_rloc, *self.rtr_rlocs):
            address.encode(writer)

    def __str__(self) -> str:
        seen = f"{self.global_etr_rloc}:{self.etr_port} by {self.ms_rloc}:{self.ms_port}"
        return f"nat({seen} private {self.private_etr_rloc} rtrs {', '.join(map(str, self.rtr_rlocs))})"


class Hop(NamedTuple):
    """One hop of an explicit locator path; `flags` keeps the bits in front of L, P and S."""

    flags: int
    address: AnyAddress

    @property
    def lookup(self) -> bool:
        """L: the hop is an EID, to be looked up."""
        return bool(self.flags & _HOP_LOOKUP)

    @property
    def probe(self) -> bool:
        """P: the hop answers RLOC probes."""
        return bool(self.flags & _HOP_PROBE)

    @property
    def strict(self) -> bool:
        """S: the hop must not be skipped."""
        return bool(self.flags & _HOP_STRICT)

    def __str__(self) -> str:
        letters = "".join(
            letter for letter, is_set in (("L", self.lookup), ("P", self.probe), ("S", self.strict)) if is_set
        )
        return f"{self.address}/{letters}" if letters else str(self.address)


@lcaf
@dataclass(frozen=True, slots=True)
class ExplicitLocatorPath(Lcaf):
    """The RTRs a packet is to pass (RFC 8060 section 4.6)."""

    TYPE: ClassVar[int] = 10
    NAME: ClassVar[str] = "explicit-locator-path"

    hops: tuple[Hop, ...]
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        hops: list[Hop] = []
        while reader.remaining:
            count_element(reader, len(hops))
            hops.append(Hop(reader.u16(), decode_address(reader, depth + 1)))
        return cls(tuple(hops), header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        for hop in self.hops:
            writer.u16(hop.flags)
            hop.address.encode(writer)

    def __str__(self) -> str:
        return f"path({' > '.join(map(str, self.hops))})"


class ReplicationEntry(NamedTuple):
    """One RTR or ETR of a replication tree; `reserved` holds the 24 bits in front of the level."""

    level: int
    address: AnyAddress
    reserved: int = 0

    def __str__(self) -> str:
        return f"{self.address}@{self.level}"


@lcaf
@dataclass(frozen=True, slots=True)
class ReplicationList(Lcaf):
    """To whom multicast is copied (RFC 8060 section 4.9); level 128 where there is one (RFC 8378)."""

    TYPE: ClassVar[int] = 13
    NAME: ClassVar[str] = "replication-list"

    entries: tuple[ReplicationEntry, ...]
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        entries: list[ReplicationEntry] = []
        while reader.remaining:
            count_element(reader, len(entries))
            word = reader.u32()
            address = decode_address(reader, depth + 1)
            entries.append(ReplicationEntry(word & 0xFF, address, word >> 8))
        return cls(tuple(entries), header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        for entry in self.entries:
            writer.u32(entry.reserved << 8 | entry.level)
            entry.address.encode(writer)

    def __str__(self) -> str:
        return f"replicate({', '.join(map(str, self.entries))})"
