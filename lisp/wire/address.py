"""Addresses and EID prefixes: what stands where RFC 9301 says "AFI" followed by an address.

`Address` is one plain address of any family, cheap to make, to hash and to sort (IPv4 before IPv6,
ascending, which is the locator order of RFC 9301 section 5.4). `Prefix` is the canonical key of an
EID prefix: instance id, family, masked address, length; `PrefixPair` that of a source and a destination
together. LCAFs are in `lisp.wire.lcaf`.
"""

import ipaddress
import socket
import struct
from typing import Final, NamedTuple, Self

from lisp.wire.errors import DecodeError, DecodeReason
from lisp.wire.reader import Reader, Writer

AFI_NONE: Final = 0
AFI_IPV4: Final = 1
AFI_IPV6: Final = 2
AFI_MAC: Final = 6
AFI_NAME: Final = 17
AFI_LCAF: Final = 16387
AFI_MAC48: Final = 16389

# What a pair's destination is numbered by, before its network: 1, instance id, prefix length.
_DESTINATION: Final = struct.Struct("!BIB")

# Octets of each family with a fixed size.
SIZES: Final = {AFI_NONE: 0, AFI_IPV4: 4, AFI_IPV6: 16, AFI_MAC: 6, AFI_MAC48: 6}


class Address(NamedTuple):
    """A plain address: address family identifier and octets (a name without its NUL)."""

    afi: int
    packed: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """An IPv4 or IPv6 address from text; ValueError when it is neither."""
        ip = ipaddress.ip_address(text)
        return cls(AFI_IPV4 if ip.version == 4 else AFI_IPV6, ip.packed)

    @classmethod
    def decode_body(cls, afi: int, reader: Reader) -> Self:
        """Read the octets of an address whose AFI has been read."""
        if afi == AFI_NAME:
            return cls(afi, reader.take_name())
        size = SIZES.get(afi)
        if size is None:
            raise DecodeError(DecodeReason.UNKNOWN_AFI, reader.offset - 2)
        return cls(afi, reader.take(size))

    def encode(self, writer: Writer) -> None:
        """Write AFI and octets."""
        writer.u16(self.afi)
        writer.put(self.packed)
        if self.afi == AFI_NAME:
            writer.u8(0)

    @property
    def bits(self) -> int:
        """Width of the address in bits."""
        return 8 * len(self.packed)

    @property
    def is_ip(self) -> bool:
        """Whether this is an IPv4 or IPv6 address."""
        return self.afi in (AFI_IPV4, AFI_IPV6)

    def __str__(self) -> str:
        match self.afi:
            case 1:
                return socket_text(socket.AF_INET, self.packed)
            case 2:
                return socket_text(socket.AF_INET6, self.packed)
            case 0:
                return "none"
            case 17:
                return repr(self.packed)[1:]
            case _:
                return self.packed.hex(":")


def socket_text(family: int, packed: bytes) -> str:
    """Presentation form of an IP address."""
    return socket.inet_ntop(family, packed)


NO_ADDRESS: Final = Address(AFI_NONE, b"")


class Prefix(NamedTuple):
    """An EID prefix as a key: host bits are zero, so equal prefixes compare equal."""

    iid: int
    afi: int
    packed: bytes
    length: int

    @classmethod
    def of(cls, address: Address, length: int | None = None, iid: int = 0) -> Self:
        """The prefix of that length around an IP address (a host prefix when none is given).

        Raises ValueError when the length does not fit the family.
        """
        width = address.bits
        if length is None or length == width:
            return cls(iid, address.afi, address.packed, width)
        if not 0 <= length <= width:
            raise ValueError(f"prefix length {length} does not fit {address}")
        value = int.from_bytes(address.packed, "big") >> (width - length) << (width - length)
        return cls(iid, address.afi, value.to_bytes(width // 8, "big"), length)

    @classmethod
    def parse(cls, text: str, iid: int = 0) -> Self:
        """From `10.1.0.0/24`, `10.1.0.1` or `[100]10.1.0.0/24` (instance id in brackets).

        Raises ValueError when the text is no prefix or has host bits set.
        """
        if text.startswith("["):
            number, _, text = text[1:].partition("]")
            iid = int(number)
        network = ipaddress.ip_network(text)
        afi = AFI_IPV4 if network.version == 4 else AFI_IPV6
        return cls(iid, afi, network.network_address.packed, network.prefixlen)

    @property
    def address(self) -> Address:
        """The network address."""
        return Address(self.afi, self.packed)

    @property
    def width(self) -> int:
        """Bits of the family: 32 or 128."""
        return 8 * len(self.packed)

    @property
    def is_host(self) -> bool:
        """Whether the prefix holds one address only."""
        return self.length == self.width

    @property
    def first_host(self) -> "Prefix":
        """Its first address."""
        return Prefix(self.iid, self.afi, self.packed, self.width)

    @property
    def destination(self) -> "Prefix":
        """Where the traffic goes that a mapping of this EID is for: there."""
        return self

    @property
    def source(self) -> "Prefix":
        """Where it comes from: anywhere."""
        return Prefix(self.iid, self.afi, bytes(len(self.packed)), 0)

    def covers(self, other: "Prefix") -> bool:
        """Whether every address of `other`, or all traffic of a pair, is in this prefix (a prefix covers itself)."""
        other = other.destination
        if self.iid != other.iid or self.afi != other.afi or self.length > other.length:
            return False
        shift = self.width - self.length
        return int.from_bytes(self.packed, "big") >> shift == int.from_bytes(other.packed, "big") >> shift

    def __str__(self) -> str:
        text = f"{self.address}/{self.length}"
        return f"[{self.iid}]{text}" if self.iid else text


class PrefixPair(Prefix):
    """What goes from a source prefix to a destination prefix (RFC 8060 section 4.8), as a key.

    As a tuple it is the source's, with a number for the destination in the place of the instance id, beyond all
    of those: tables keep the sources of each destination apart like the prefixes of each instance.
    """

    __slots__ = ()

    @classmethod
    def between(cls, source: Prefix, destination: Prefix) -> Self:
        """The pair of two prefixes of the same instance and family."""
        number = int.from_bytes(_DESTINATION.pack(1, destination.iid, destination.length) + destination.packed, "big")
        return cls(number, *source[1:])

    @classmethod
    def parse(cls, text: str, iid: int = 0) -> Self:
        """From `10.0.0.0/8 > 10.1.0.0/24`, an instance id in front of it. Raises ValueError."""
        source_text, _, destination_text = text.partition(">")
        source = Prefix.parse(source_text.strip(), iid)
        destination = Prefix.parse(destination_text.strip(), source.iid)
        if source[:2] != destination[:2]:
            raise ValueError(f"{text!r}: source and destination must be of one instance and one address family")
        return cls.between(source, destination)

    @property
    def iid(self) -> int:
        """The instance id of both."""
        return self.destination.iid

    @property
    def destination(self) -> Prefix:
        """Where the traffic goes."""
        _, iid, length = _DESTINATION.unpack_from(self._octets)
        return Prefix(iid, self.afi, self._octets[_DESTINATION.size :], length)

    @property
    def _octets(self) -> bytes:
        return self[0].to_bytes(_DESTINATION.size + len(self.packed), "big")

    @property
    def source(self) -> Prefix:
        """Where it comes from."""
        return Prefix(self.iid, *self[1:])

    @property
    def is_host(self) -> bool:
        """Whether it is about two hosts."""
        return self.length == self.width and self.destination.is_host

    @property
    def first_host(self) -> "PrefixPair":
        """The first address of each."""
        return PrefixPair.between(self.source.first_host, self.destination.first_host)

    def covers(self, other: Prefix) -> bool:
        """Whether all traffic of `other` is of this pair."""
        return self.source.covers(other.source) and self.destination.covers(other.destination)

    def __str__(self) -> str:
        bare = self.destination._replace(iid=0)
        return f"{self.source} > {bare}"
