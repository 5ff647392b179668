"""LCAFs that say something about one address (RFC 8060): AS number, ports, place, nonce, keys, formats."""

import struct
from dataclasses import dataclass
from typing import ClassVar, Final, Self

from lisp.wire.errors import DecodeError, DecodeReason
from lisp.wire.lcaf import PLAIN_HEADER, AnyAddress, Lcaf, LcafHeader, count_element, decode_address, lcaf
from lisp.wire.reader import Reader, Writer

NO_ALTITUDE: Final = 0x7FFFFFFF

_NUMBER: Final = struct.Struct("!I")
_APPLICATION: Final = struct.Struct("!IHHHH")
_GEO: Final = struct.Struct("!HBBHBBi")
_KEYS: Final = struct.Struct("!BBBB")
_POSITIVE: Final = 0x8000  # north, or east
_REVOKED: Final = 0x01


@lcaf
@dataclass(frozen=True, slots=True)
class AsNumber(Lcaf):
    """The autonomous system of an address (RFC 8060 section 4.2)."""

    TYPE: ClassVar[int] = 3
    NAME: ClassVar[str] = "as-number"

    asn: int
    address: AnyAddress
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        (asn,) = reader.unpack(_NUMBER)
        return cls(asn, decode_address(reader, depth + 1), header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        writer.pack(_NUMBER, self.asn)
        self.address.encode(writer)

    def masked(self) -> AnyAddress:
        """The address inside, whose bits an EID record's mask length counts."""
        return self.address

    def __str__(self) -> str:
        return f"as{self.asn}:{self.address}"


@lcaf
@dataclass(frozen=True, slots=True)
class ApplicationData(Lcaf):
    """An address for one application (RFC 8060 section 5.1). Port ranges are (lowest, highest).

    `traffic_class` holds an IPv4 TOS, an IPv6 traffic class or a flow label, 24 bits.
    """

    TYPE: ClassVar[int] = 4
    NAME: ClassVar[str] = "application-data"

    traffic_class: int
    protocol: int
    local_ports: tuple[int, int]
    remote_ports: tuple[int, int]
    address: AnyAddress
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        word, *ports = reader.unpack(_APPLICATION)
        address = decode_address(reader, depth + 1)
        return cls(word >> 8, word & 0xFF, (ports[0], ports[1]), (ports[2], ports[3]), address, header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        word = self.traffic_class << 8 | self.protocol
        writer.pack(_APPLICATION, word, *self.local_ports, *self.remote_ports)
        self.address.encode(writer)

    def __str__(self) -> str:
        (low, high), (remote_low, remote_high) = self.local_ports, self.remote_ports
        return f"app({self.protocol} {low}-{high} {remote_low}-{remote_high}):{self.address}"


@lcaf
@dataclass(frozen=True, slots=True)
class GeoCoordinates(Lcaf):
    """Where an address is (RFC 8060 section 4.3), WGS 84.

    Angles are (degrees, minutes, seconds); the altitude is in metres, NO_ALTITUDE where none is given.
    """

    TYPE: ClassVar[int] = 5
    NAME: ClassVar[str] = "geo-coordinates"

    north: bool
    latitude: tuple[int, int, int]
    east: bool
    longitude: tuple[int, int, int]
    altitude_m: int
    address: AnyAddress
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body; an angle that no place has is refused."""
        start = reader.offset
        lat, lat_min, lat_s, lon, lon_min, lon_s, altitude_m = reader.unpack(_GEO)
        latitude = (lat & ~_POSITIVE, lat_min, lat_s)
        longitude = (lon & ~_POSITIVE, lon_min, lon_s)
        if latitude[0] > 90 or longitude[0] > 180 or max(lat_min, lat_s, lon_min, lon_s) > 59:
            raise DecodeError(DecodeReason.LCAF_VALUE, start)
        address = decode_address(reader, depth + 1)
        north, east = bool(lat & _POSITIVE), bool(lon & _POSITIVE)
        return cls(north, latitude, east, longitude, altitude_m, address, header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        lat, lat_min, lat_s = self.latitude
        lon, lon_min, lon_s = self.longitude
        lat |= _POSITIVE if self.north else 0
        lon |= _POSITIVE if self.east else 0
        writer.pack(_GEO, lat, lat_min, lat_s, lon, lon_min, lon_s, self.altitude_m)
        self.address.encode(writer)

    def masked(self) -> AnyAddress:
        """The address inside, whose bits an EID record's mask length counts."""
        return self.address

    def __str__(self) -> str:
        lat = "{}°{:02}'{:02}\"".format(*self.latitude) + ("N" if self.north else "S")
        lon = "{}°{:02}'{:02}\"".format(*self.longitude) + ("E" if self.east else "W")
        height = "" if self.altitude_m == NO_ALTITUDE else f" {self.altitude_m}m"
        return f"geo({lat} {lon}{height}):{self.address}"


@lcaf
@dataclass(frozen=True, slots=True)
class NonceLocator(Lcaf):
    """A locator that wants this nonce in the data header (RFC 8060 section 5.3): 24 bits."""

    TYPE: ClassVar[int] = 8
    NAME: ClassVar[str] = "nonce-locator"

    nonce: int
    address: AnyAddress
    reserved: int = 0
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        (word,) = reader.unpack(_NUMBER)
        return cls(word & 0xFFFFFF, decode_address(reader, depth + 1), word >> 24, header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        writer.pack(_NUMBER, self.reserved << 24 | self.nonce)
        self.address.encode(writer)

    def __str__(self) -> str:
        return f"nonce({self.nonce:#08x}):{self.address}"


@lcaf
@dataclass(frozen=True, slots=True)
class SecurityKey(Lcaf):
    """Public keys of a locator (RFC 8060 section 4.7); RFC 8061 and RFC 8111 put them to use."""

    TYPE: ClassVar[int] = 11
    NAME: ClassVar[str] = "security-key"

    algorithm: int
    keys: tuple[bytes, ...]
    address: AnyAddress
    reserved3: int = 0
    flags: int = 0
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        count, reserved3, algorithm, flags = reader.unpack(_KEYS)
        keys: list[bytes] = []
        for present in range(count):
            count_element(reader, present)
            keys.append(reader.take(reader.u16()))
        return cls(algorithm, tuple(keys), decode_address(reader, depth + 1), reserved3, flags, header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        writer.pack(_KEYS, len(self.keys), self.reserved3, self.algorithm, self.flags)
        for key in self.keys:
            writer.u16(len(key))
            writer.put(key)
        self.address.encode(writer)

    @property
    def revoked(self) -> bool:
        """The R bit: the key is to be used no more."""
        return bool(self.flags & _REVOKED)

    def __str__(self) -> str:
        return f"keys({self.algorithm} {','.join(key.hex() for key in self.keys)}):{self.address}"


class EncapsulationFlag:
    """Bits of `EncapsulationFormat.formats`: what the locator can take (RFC 8060 section 5.6)."""

    LISP = 0x01
    LISP_L2 = 0x02
    VXLAN = 0x04
    VXLAN_GPE = 0x08
    NVGRE = 0x10
    GENEVE = 0x20
    GUE = 0x40


@lcaf
@dataclass(frozen=True, slots=True)
class EncapsulationFormat(Lcaf):
    """A locator and the encapsulations it takes (RFC 8060 section 5.6)."""

    TYPE: ClassVar[int] = 16
    NAME: ClassVar[str] = "encapsulation-format"

    formats: int
    address: AnyAddress
    header: LcafHeader = PLAIN_HEADER

    @classmethod
    def decode(cls, header: LcafHeader, reader: Reader, depth: int) -> Self:
        """Read the body."""
        (formats,) = reader.unpack(_NUMBER)
        return cls(formats, decode_address(reader, depth + 1), header)

    def encode_body(self, writer: Writer) -> None:
        """Write the body."""
        writer.pack(_NUMBER, self.formats)
        self.address.encode(writer)

    def __str__(self) -> str:
        return f"encap({self.formats:#x}):{self.address}"
