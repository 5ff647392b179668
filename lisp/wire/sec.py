"""The authentication data that LISP-SEC adds to an ECM and to a Map-Reply (RFC 9303): layout only.

Keys, wrapping and MACs are in `lisp.wire.lisp_sec`. Lengths count themselves: an EID-AD with nothing but
its KDF id is four octets long.
"""

import struct
from dataclasses import dataclass, field
from typing import ClassVar, Final, NamedTuple, Self

from lisp.wire.address import Prefix
from lisp.wire.eid import eid_address, eid_mask
from lisp.wire.errors import DecodeError, DecodeReason
from lisp.wire.lcaf import AnyAddress, eid_prefix
from lisp.wire.reader import Reader, Writer
from lisp.wire.records import read_eid

AD_LISP_SEC: Final = 1
AD_RTR: Final = 2

PREAMBLE_SIZE: Final = 8

_ETR_CANNOT_SIGN: Final = 0x80
_ECM_HEAD: Final = struct.Struct("!BBHHBB")
_REPLY_HEAD: Final = struct.Struct("!I")
_EID_AD_HEAD: Final = struct.Struct("!HH")
_EID_AD_BODY: Final = struct.Struct("!BBH")
_EID: Final = struct.Struct("!BB")
_EID_AFI: Final = struct.Struct("!BBH")
_PKT_AD: Final = struct.Struct("!HH")
_RTR_HEAD: Final = struct.Struct("!IHH")


class AuthorizedEid(NamedTuple):
    """An EID prefix that the map server vouches for; `unassigned` is the octet in front."""

    mask_length: int
    eid: AnyAddress
    unassigned: int = 0

    @classmethod
    def of(cls, prefix: Prefix) -> Self:
        """The record of an EID prefix."""
        return cls(eid_mask(prefix), eid_address(prefix))

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read one record."""
        unassigned, mask_length, afi = reader.unpack(_EID_AFI)
        reader.spend(1)
        return cls(mask_length, read_eid(reader, afi, mask_length), unassigned)

    def encode(self, writer: Writer) -> None:
        """Write one record."""
        writer.pack(_EID, self.unassigned, self.mask_length)
        self.eid.encode(writer)

    @property
    def prefix(self) -> Prefix | None:
        """The EID prefix as a key; None for an EID that is no IP prefix."""
        return eid_prefix(self.eid, self.mask_length)


@dataclass(frozen=True, slots=True)
class EidAuthorization:
    """The EID-AD but for its KDF id: what the map server adds (RFC 9303 section 6.1)."""

    records: tuple[AuthorizedEid, ...]
    hmac_id: int
    hmac: bytes
    flags: int = 0

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read to the end of the EID-AD, whose last part is the MAC."""
        count, flags, hmac_id = reader.unpack(_EID_AD_BODY)
        records = tuple([AuthorizedEid.decode(reader) for _ in range(count)])
        return cls(records, hmac_id, reader.take(reader.remaining), flags)

    def encode(self, writer: Writer) -> None:
        """Write what stands after the KDF id."""
        writer.pack(_EID_AD_BODY, len(self.records), self.flags, self.hmac_id)
        for record in self.records:
            record.encode(writer)
        writer.put(self.hmac)

    @property
    def etr_cannot_sign(self) -> bool:
        """The E bit: not every ETR of the prefix does LISP-SEC."""
        return bool(self.flags & _ETR_CANNOT_SIGN)


@dataclass(frozen=True, slots=True)
class EidAuthenticationData:
    """The EID-AD: an ITR sends its KDF id alone, the map server the authorization as well."""

    kdf_id: int
    authorization: EidAuthorization | None = None

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the EID-AD."""
        start = reader.offset
        length, kdf_id = reader.unpack(_EID_AD_HEAD)
        if length < _EID_AD_HEAD.size:
            raise DecodeError(DecodeReason.AD_LENGTH, start)
        if length == _EID_AD_HEAD.size:
            return cls(kdf_id)
        with reader.restrict(length - _EID_AD_HEAD.size, DecodeReason.AD_LENGTH):
            return cls(kdf_id, EidAuthorization.decode(reader))

    def encode(self, writer: Writer) -> None:
        """Write the EID-AD."""
        body = Writer()
        if self.authorization:
            self.authorization.encode(body)
        writer.pack(_EID_AD_HEAD, _EID_AD_HEAD.size + len(body.buffer), self.kdf_id)
        writer.put(body.to_bytes())

    def to_bytes(self) -> bytes:
        """The octets, over which the EID HMAC is computed."""
        writer = Writer()
        self.encode(writer)
        return writer.to_bytes()


@dataclass(frozen=True, slots=True)
class EcmSecurity:
    """LISP-SEC authentication data of an ECM (RFC 9303 section 6.1).

     0                   1                   2                   3
     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
    +---------------+---------------+-------------------------------+
    |  AD Type = 1  |   Unassigned  |       Requested HMAC ID       |
    |          OTK Length           |    Key ID     |  Wrapping ID  |
    |                   One-Time-Key Preamble (64)                  |
    ~                         One-Time Key                          ~
    ~                            EID-AD                             ~
    +---------------------------------------------------------------+

    The one-time key is secret only while it is wrapped: it stays out of `repr`.
    """

    AD_TYPE: ClassVar[int] = AD_LISP_SEC

    requested_hmac_id: int
    key_id: int
    wrapping_id: int
    preamble: bytes
    otk: bytes = field(repr=False)
    eid_ad: EidAuthenticationData
    unassigned: int = 0

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the authentication data."""
        start = reader.offset
        _, unassigned, hmac_id, length, key_id, wrapping_id = reader.unpack(_ECM_HEAD)
        if length < PREAMBLE_SIZE:
            raise DecodeError(DecodeReason.AD_LENGTH, start + 4)
        preamble, otk = reader.take(PREAMBLE_SIZE), reader.take(length - PREAMBLE_SIZE)
        return cls(hmac_id, key_id, wrapping_id, preamble, otk, EidAuthenticationData.decode(reader), unassigned)

    def encode(self, writer: Writer) -> None:
        """Write the authentication data."""
        length = len(self.preamble) + len(self.otk)
        ids = (self.requested_hmac_id, length, self.key_id, self.wrapping_id)
        writer.pack(_ECM_HEAD, self.AD_TYPE, self.unassigned, *ids)
        writer.put(self.preamble)
        writer.put(self.otk)
        self.eid_ad.encode(writer)


@dataclass(frozen=True, slots=True)
class RtrAuthentication:
    """What a map server signs for an RTR (NAT traversal draft, section 4.4): AD type 2 of an ECM."""

    AD_TYPE: ClassVar[int] = AD_RTR

    key_id: int
    data: bytes
    reserved: int = 0

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the authentication data."""
        word, key_id, length = reader.unpack(_RTR_HEAD)
        return cls(key_id, reader.take(length), word & 0xFFFFFF)

    def encode(self, writer: Writer) -> None:
        """Write the authentication data."""
        writer.pack(_RTR_HEAD, self.AD_TYPE << 24 | self.reserved, self.key_id, len(self.data))
        writer.put(self.data)


EcmAuthentication = EcmSecurity | RtrAuthentication


def decode_ecm_authentication(reader: Reader) -> EcmAuthentication:
    """Read the authentication data of an ECM; behind one of unknown type nothing could be found."""
    match reader.peek():
        case EcmSecurity.AD_TYPE:
            return EcmSecurity.decode(reader)
        case RtrAuthentication.AD_TYPE:
            return RtrAuthentication.decode(reader)
        case _:
            raise DecodeError(DecodeReason.UNKNOWN_AD_TYPE, reader.offset)


@dataclass(frozen=True, slots=True)
class ReplySecurity:
    """LISP-SEC authentication data of a Map-Reply (RFC 9303 section 6.2).

     0                   1                   2                   3
     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
    +---------------+-----------------------------------------------+
    |  AD Type = 1  |                  Unassigned                   |
    ~                            EID-AD                             ~
    |         PKT-AD Length         |          PKT HMAC ID          |
    ~                           PKT HMAC                            ~
    +---------------------------------------------------------------+
    """

    AD_TYPE: ClassVar[int] = AD_LISP_SEC

    eid_ad: EidAuthenticationData
    packet_hmac_id: int
    packet_hmac: bytes
    unassigned: int = 0

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the authentication data."""
        start = reader.offset
        (word,) = reader.unpack(_REPLY_HEAD)
        if word >> 24 != cls.AD_TYPE:
            raise DecodeError(DecodeReason.UNKNOWN_AD_TYPE, start)
        eid_ad = EidAuthenticationData.decode(reader)
        packet_start = reader.offset
        length, hmac_id = reader.unpack(_PKT_AD)
        if length < _PKT_AD.size:
            raise DecodeError(DecodeReason.AD_LENGTH, packet_start)
        return cls(eid_ad, hmac_id, reader.take(length - _PKT_AD.size), word & 0xFFFFFF)

    def encode(self, writer: Writer) -> None:
        """Write the authentication data."""
        writer.pack(_REPLY_HEAD, self.AD_TYPE << 24 | self.unassigned)
        self.eid_ad.encode(writer)
        writer.pack(_PKT_AD, _PKT_AD.size + len(self.packet_hmac), self.packet_hmac_id)
        writer.put(self.packet_hmac)
