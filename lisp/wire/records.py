"""The records inside control messages: EID records, locator records, the xTR-ID trailer (RFC 9301 5.4)."""

import struct
from enum import IntEnum
from typing import Final, NamedTuple, Self

from lisp.wire.address import AFI_IPV4, AFI_LCAF, Address, Prefix
from lisp.wire.eid import eid_address, eid_mask
from lisp.wire.errors import DecodeError, DecodeReason
from lisp.wire.lcaf import AnyAddress, check_mask, eid_prefix, new_tuple, read_address
from lisp.wire.reader import Reader, Writer

PRIORITY_UNUSABLE: Final = 255  # a locator that must not be used for unicast
TTL_UNLIMITED_MIN: Final = 0xFFFFFFFF  # the receiver decides how long to keep the record

LOCATOR_LOCAL: Final = 0x0004  # L: the locator belongs to the sender
LOCATOR_PROBED: Final = 0x0002  # p: this is the locator that was probed
LOCATOR_REACHABLE: Final = 0x0001  # R: the sender has a route to it

IDENTITY_SIZE: Final = 24  # octets of xTR-ID and Site-ID

_NOTIFY: Final = 0x80
# What is packed, and what is unpacked: with the AFI of the address behind it, which decides what to read.
_LOCATOR: Final = struct.Struct("!BBBBH")
_RECORD: Final = struct.Struct("!IBBHH")
_REQUEST_RECORD: Final = struct.Struct("!BB")
_LOCATOR_AFI: Final = struct.Struct("!BBBBHH")
_RECORD_AFI: Final = struct.Struct("!IBBHHH")
_REQUEST_RECORD_AFI: Final = struct.Struct("!BBH")


class Action(IntEnum):
    """What an ITR does with packets to a negative mapping (RFC 9301 section 5.4)."""

    NO_ACTION = 0
    NATIVELY_FORWARD = 1
    SEND_MAP_REQUEST = 2
    DROP = 3
    DROP_POLICY_DENIED = 4
    DROP_AUTH_FAILURE = 5


class Locator(NamedTuple):
    """One locator record (RFC 9301 section 5.4); `flags` keeps the unused bits it came with."""

    priority: int
    weight: int
    m_priority: int
    m_weight: int
    flags: int
    rloc: AnyAddress

    @classmethod
    def unicast(cls, rloc: AnyAddress, priority: int = 1, weight: int = 100, local: bool = True) -> Self:
        """A reachable unicast locator."""
        flags = LOCATOR_REACHABLE | (LOCATOR_LOCAL if local else 0)
        return cls(priority, weight, PRIORITY_UNUSABLE, 0, flags, rloc)

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read one locator record."""
        priority, weight, m_priority, m_weight, flags, afi = reader.unpack(_LOCATOR_AFI)
        rloc = read_address(reader, afi)
        return new_tuple(cls, (priority, weight, m_priority, m_weight, flags, rloc))

    def encode(self, writer: Writer) -> None:
        """Write one locator record."""
        writer.pack(_LOCATOR, self.priority, self.weight, self.m_priority, self.m_weight, self.flags)
        self.rloc.encode(writer)

    @property
    def usable(self) -> bool:
        """Whether an ITR may encapsulate to it: not priority 255, and reachable (RFC 9300 section 9)."""
        return self.priority != PRIORITY_UNUSABLE and bool(self.flags & LOCATOR_REACHABLE)


class EidRecord(NamedTuple):
    """An EID-to-RLOC mapping, as it stands in Map-Reply, Map-Register and Map-Notify.

    `ttl_min` is in minutes. `reserved` holds the 12 bits after the A bit, `version_field` the four
    reserved bits and the map-version behind them.
    """

    ttl_min: int
    mask_length: int
    eid: AnyAddress
    locators: tuple[Locator, ...] = ()
    action: int = Action.NO_ACTION
    authoritative: bool = False
    reserved: int = 0
    version_field: int = 0

    @classmethod
    def of(
        cls,
        prefix: Prefix,
        locators: tuple[Locator, ...] = (),
        *,
        ttl_min: int = 1440,
        action: int = Action.NO_ACTION,
        authoritative: bool = False,
    ) -> Self:
        """The record of an EID prefix; locators go out in the order of RFC 9301 section 5.4."""
        ordered = tuple(sorted(locators, key=locator_order))
        return cls(ttl_min, eid_mask(prefix), eid_address(prefix), ordered, action, authoritative)

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read one EID record and its locators."""
        ttl_min, count, mask_length, bits, version_field, afi = reader.unpack(_RECORD_AFI)
        reader.spend(1 + count)
        eid = read_eid(reader, afi, mask_length)
        locators = tuple([Locator.decode(reader) for _ in range(count)])
        action, authoritative, reserved = bits >> 13, bits & 0x1000 != 0, bits & 0xFFF
        fields = (ttl_min, mask_length, eid, locators, action, authoritative, reserved, version_field)
        return new_tuple(cls, fields)

    def encode(self, writer: Writer) -> None:
        """Write one EID record and its locators."""
        bits = self.action << 13 | self.authoritative << 12 | self.reserved
        writer.pack(_RECORD, self.ttl_min, len(self.locators), self.mask_length, bits, self.version_field)
        self.eid.encode(writer)
        for locator in self.locators:
            locator.encode(writer)

    @property
    def prefix(self) -> Prefix | None:
        """The EID prefix as a key, host bits cleared; None for an EID that is no IP prefix."""
        return eid_prefix(self.eid, self.mask_length)

    @property
    def map_version(self) -> int:
        """12-bit map-version (RFC 9302); 0 means none."""
        return self.version_field & 0xFFF


class RequestRecord(NamedTuple):
    """An EID prefix asked for in a Map-Request; `flags` bit 7 asks for notifications (RFC 9437)."""

    mask_length: int
    eid: AnyAddress
    flags: int = 0

    @classmethod
    def of(cls, prefix: Prefix, *, subscribe: bool = False) -> Self:
        """The request record of an EID prefix."""
        return cls(eid_mask(prefix), eid_address(prefix), _NOTIFY if subscribe else 0)

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read one record."""
        flags, mask_length, afi = reader.unpack(_REQUEST_RECORD_AFI)
        reader.spend(1)
        return new_tuple(cls, (mask_length, read_eid(reader, afi, mask_length), flags))

    def encode(self, writer: Writer) -> None:
        """Write one record."""
        writer.pack(_REQUEST_RECORD, self.flags, self.mask_length)
        self.eid.encode(writer)

    @property
    def prefix(self) -> Prefix | None:
        """The EID prefix as a key; None for an EID that is no IP prefix."""
        return eid_prefix(self.eid, self.mask_length)

    @property
    def wants_notifications(self) -> bool:
        """The N bit: the requester subscribes (RFC 9437 section 4)."""
        return bool(self.flags & _NOTIFY)


class XtrIdentity(NamedTuple):
    """The xTR-ID (16 octets) and Site-ID (8 octets) that end a message with the I bit."""

    xtr_id: bytes
    site_id: bytes = bytes(8)

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the trailer; RFC 9437 section 4 has a message without it dropped as malformed."""
        if reader.remaining < IDENTITY_SIZE:
            raise DecodeError(DecodeReason.MISSING_TRAILER, reader.offset)
        return new_tuple(cls, (reader.take(16), reader.take(8)))

    def encode(self, writer: Writer) -> None:
        """Write the trailer."""
        writer.put(self.xtr_id)
        writer.put(self.site_id)

    def __str__(self) -> str:
        return f"{self.xtr_id.hex()}@{self.site_id.hex()}"


def locator_order(locator: Locator) -> tuple[int, bytes]:
    """Sort key of RFC 9301 section 5.4: IPv4 before IPv6, ascending; LCAFs last."""
    rloc = locator.rloc
    return (rloc.afi, rloc.packed) if isinstance(rloc, Address) else (AFI_LCAF, str(rloc).encode())


def read_eid(reader: Reader, afi: int, mask_length: int) -> AnyAddress:
    """Read an EID whose AFI has been read; its mask must not be longer than the address."""
    eid = read_address(reader, afi)
    if afi != AFI_IPV4 or mask_length > 32:
        check_mask(eid, mask_length, reader.offset)
    return eid
