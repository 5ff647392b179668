"""Map-Referral: where in the DDT to ask next (RFC 8111 section 6.4)."""

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Final, NamedTuple, Self

from lisp.wire.address import Prefix
from lisp.wire.eid import eid_address
from lisp.wire.lcaf import AnyAddress, eid_prefix
from lisp.wire.messages import message, read_head, write_head
from lisp.wire.reader import Reader, Writer
from lisp.wire.records import Locator, locator_order, read_eid

SIGNATURE_RSA_SHA256: Final = 2
MAX_SIGNATURES: Final = 15

_RECORD: Final = struct.Struct("!IBBHH")
_RECORD_AFI: Final = struct.Struct("!IBBHHH")
_SIGNATURE: Final = struct.Struct("!IIIHHI")
_AUTHORITATIVE: Final = 0x1000
_INCOMPLETE: Final = 0x0800
_RESERVED: Final = 0x07FF


class ReferralAction(IntEnum):
    """What a Map-Referral says about the prefix (RFC 8111 section 6.1)."""

    NODE_REFERRAL = 0
    MS_REFERRAL = 1
    MS_ACK = 2
    MS_NOT_REGISTERED = 3
    DELEGATION_HOLE = 4
    NOT_AUTHORITATIVE = 5


class ReferralSignature(NamedTuple):
    """A signature over a referral record; the times are seconds since 1970 (RFC 8111 section 6.4.1)."""

    original_ttl_min: int
    expiration_unix_s: int
    inception_unix_s: int
    key_tag: int
    algorithm: int
    data: bytes
    reserved: int = 0

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read one signature section."""
        ttl_min, expiration, inception, key_tag, length, word = reader.unpack(_SIGNATURE)
        reader.spend(1)
        data = reader.take(length)
        return cls(ttl_min, expiration, inception, key_tag, word >> 24, data, word & 0xFFFFFF)

    def encode(self, writer: Writer) -> None:
        """Write one signature section."""
        times = (self.original_ttl_min, self.expiration_unix_s, self.inception_unix_s)
        word = self.algorithm << 24 | self.reserved
        writer.pack(_SIGNATURE, *times, self.key_tag, len(self.data), word)
        writer.put(self.data)


class ReferralRecord(NamedTuple):
    """One referral: the next nodes to ask about an EID prefix. `ttl_min` is in minutes.

     0                   1                   2                   3
     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
    +---------------------------------------------------------------+
    |                          Record TTL                           |
    | Referral Count| EID mask-len  | ACT |A|I|      Reserved       |
    |SigCnt |   Map Version Number  |            EID-AFI            |
    ~          EID-Prefix, referral RLOCs, signature sections       ~
    +---------------------------------------------------------------+
    """

    ttl_min: int
    mask_length: int
    eid: AnyAddress
    locators: tuple[Locator, ...] = ()
    action: int = ReferralAction.NODE_REFERRAL
    authoritative: bool = False
    incomplete: bool = False
    map_version: int = 0
    signatures: tuple[ReferralSignature, ...] = ()
    reserved: int = 0

    @classmethod
    def of(
        cls,
        prefix: Prefix,
        action: ReferralAction,
        locators: tuple[Locator, ...] = (),
        *,
        ttl_min: int = 1440,
        incomplete: bool = False,
    ) -> Self:
        """The authoritative referral of an EID prefix, locators in their canonical order."""
        ordered = tuple(sorted(locators, key=locator_order))
        return cls(ttl_min, prefix.length, eid_address(prefix), ordered, action, True, incomplete)

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read one record with its referral set and signatures."""
        ttl_min, count, mask_length, bits, version, afi = reader.unpack(_RECORD_AFI)
        reader.spend(1 + count)
        eid = read_eid(reader, afi, mask_length)
        locators = tuple([Locator.decode(reader) for _ in range(count)])
        signatures = tuple([ReferralSignature.decode(reader) for _ in range(version >> 12)])
        return cls(
            ttl_min,
            mask_length,
            eid,
            locators,
            bits >> 13,
            bool(bits & _AUTHORITATIVE),
            bool(bits & _INCOMPLETE),
            version & 0xFFF,
            signatures,
            bits & _RESERVED,
        )

    def encode(self, writer: Writer) -> None:
        """Write one record with its referral set and signatures."""
        bits = self.action << 13 | self.reserved
        bits |= _AUTHORITATIVE if self.authoritative else 0
        bits |= _INCOMPLETE if self.incomplete else 0
        version = len(self.signatures) << 12 | self.map_version
        writer.pack(_RECORD, self.ttl_min, len(self.locators), self.mask_length, bits, version)
        self.eid.encode(writer)
        for locator in self.locators:
            locator.encode(writer)
        for signature in self.signatures:
            signature.encode(writer)

    @property
    def prefix(self) -> Prefix | None:
        """The EID prefix as a key; None for an EID that is no IP prefix."""
        return eid_prefix(self.eid, self.mask_length)

    def to_bytes(self) -> bytes:
        """The octets of the record, for its signatures."""
        writer = Writer()
        self.encode(writer)
        return writer.to_bytes()


@message(6)
@dataclass(frozen=True, slots=True)
class MapReferral:
    """A DDT node's answer to a Map-Request in an ECM with the D bit (RFC 8111 section 6.4)."""

    TYPE: ClassVar[int] = 6
    NAME: ClassVar[str] = "map-referral"

    nonce: int
    records: tuple[ReferralRecord, ...]
    flags: int = 0

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the message."""
        flags, count, nonce = read_head(reader)
        return cls(nonce, tuple([ReferralRecord.decode(reader) for _ in range(count)]), flags)

    def encode(self, writer: Writer) -> None:
        """Write the message."""
        write_head(writer, self.TYPE, self.flags, len(self.records), self.nonce)
        for record in self.records:
            record.encode(writer)
