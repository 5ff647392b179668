"""The control messages of RFC 9301, one class each, decode and encode side by side.

`decode_known(data)` is the way in, `decode(data)` for tools that only show, and `encode(message)` the way
out. What decodes re-encodes to the same octets: fields that mean nothing today are kept in `flags`, the 20
bits between type and record count.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar, Final, NamedTuple, Protocol, Self, TypeVar

from lisp.wire.address import NO_ADDRESS
from lisp.wire.errors import DecodeError, DecodeReason
from lisp.wire.lcaf import AnyAddress, decode_address, new_tuple
from lisp.wire.reader import Reader, Writer
from lisp.wire.records import IDENTITY_SIZE, EidRecord, RequestRecord, XtrIdentity
from lisp.wire.sec import ReplySecurity

CONTROL_PORT: Final = 4342
DATA_PORT: Final = 4341

# Offsets of the authentication header that Map-Register, Map-Notify, Map-Notify-Ack and
# Change Priority share (RFC 9301 section 5.6): key id, algorithm, length, data.
AUTH_OFFSET: Final = 12
AUTH_DATA_OFFSET: Final = 16

_HEAD: Final = struct.Struct("!IQ")
_AUTH: Final = struct.Struct("!BBH")


class Message(Protocol):
    """What every control message can do."""

    TYPE: ClassVar[int]
    NAME: ClassVar[str]

    def encode(self, writer: Writer) -> None:
        """Append the message's octets."""


Decoder = Callable[[Reader], Message]
DECODERS: Final[dict[int, Decoder]] = {}
# Every message class by its name. Two classes may share a type: the later one's decoder tells them apart.
MESSAGES: Final[dict[str, type]] = {}

M = TypeVar("M", bound=type)


def message(kind: int) -> Callable[[M], M]:
    """Register a class as a message, and as the decoder of its type."""

    def register(cls: M) -> M:
        DECODERS[kind] = cls.decode  # type: ignore[attr-defined]  # each class below defines it
        MESSAGES[cls.NAME] = cls  # type: ignore[attr-defined]  # and its name
        return cls

    return register


def decode_known(data: bytes) -> Message:
    """The message in a datagram, for who acts on it. Raises DecodeError, and nothing else.

    A vendor's LCAF makes a message one to drop (RFC 9306 section 4), since we know no vendor's.
    """
    return decode(data, any_vendor=False)


def decode(data: bytes, *, any_vendor: bool = True) -> Message:
    """The message in a datagram, to be shown. Raises DecodeError, and nothing else, whatever the bytes."""
    if not data:
        raise DecodeError(DecodeReason.EMPTY, 0)
    decoder = DECODERS.get(data[0] >> 4)
    if decoder is None:
        raise DecodeError(DecodeReason.UNKNOWN_TYPE, 0)
    reader = Reader(data)
    decoded = decoder(reader)
    reader.expect_end()
    if reader.vendor and not any_vendor:
        raise DecodeError(DecodeReason.UNKNOWN_VENDOR, 0)
    return decoded


def encode(outgoing: Message) -> bytes:
    """The octets of a message."""
    writer = Writer()
    outgoing.encode(writer)
    return writer.to_bytes()


class Authentication(NamedTuple):
    """Key id, algorithm and authentication data (RFC 9301 section 5.6); `lisp.wire.auth` fills it in."""

    key_id: int = 0
    algorithm: int = 0
    data: bytes = b""

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the authentication header."""
        key_id, algorithm, length = reader.unpack(_AUTH)
        return new_tuple(cls, (key_id, algorithm, reader.take(length)))

    def encode(self, writer: Writer) -> None:
        """Write the authentication header."""
        writer.pack(_AUTH, self.key_id, self.algorithm, len(self.data))
        writer.put(self.data)


UNSIGNED: Final = Authentication()


class RequestFlag:
    """Bits 4-18 of a Map-Request, counted within the 20-bit `flags` field (RFC 9301 5.2, RFC 9437 4)."""

    AUTHORITATIVE = 0x80000  # A: let the site answer, not the mapping system
    MAP_DATA = 0x40000  # M: a Map-Reply record of the sender follows
    PROBE = 0x20000  # P: RLOC probe
    SMR = 0x10000  # S: solicit a Map-Request
    PITR = 0x08000  # p: sender is a proxy ITR
    SMR_INVOKED = 0x04000  # s: answer to an SMR
    XTR_ID = 0x01000  # I: xTR-ID and Site-ID at the end
    LOCAL_XTR = 0x00040  # L: sender belongs to the same site
    NO_REPLY = 0x00020  # D: send no Map-Reply
    # IRC, the number of ITR-RLOCs less one, is bits 19-23: written from the list, never kept.


_IRC_MASK: Final = 0x1F
_FLAG_BITS: Final = 0xFFFFF


@message(1)
@dataclass(frozen=True, slots=True)
class MapRequest:
    """Asks for the mapping of an EID prefix (RFC 9301 section 5.2)."""

    TYPE: ClassVar[int] = 1
    NAME: ClassVar[str] = "map-request"

    nonce: int
    itr_rlocs: tuple[AnyAddress, ...]
    records: tuple[RequestRecord, ...]
    source_eid: AnyAddress = NO_ADDRESS
    flags: int = 0
    map_reply_record: EidRecord | None = None
    identity: XtrIdentity | None = None

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the message."""
        flags, count, nonce = read_head(reader)
        source_eid = decode_address(reader)
        itr_rlocs = tuple([decode_address(reader) for _ in range((flags & _IRC_MASK) + 1)])
        if count == 0:
            raise DecodeError(DecodeReason.NO_RECORDS, 3)
        records = tuple([RequestRecord.decode(reader) for _ in range(count)])
        data = EidRecord.decode(reader) if flags & RequestFlag.MAP_DATA else None
        identity = XtrIdentity.decode(reader) if flags & RequestFlag.XTR_ID else None
        return cls(nonce, itr_rlocs, records, source_eid, flags & ~_IRC_MASK, data, identity)

    def encode(self, writer: Writer) -> None:
        """Write the message; the bits that announce optional parts follow from their presence."""
        flags = self.flags & ~(_IRC_MASK | RequestFlag.MAP_DATA | RequestFlag.XTR_ID)
        flags |= len(self.itr_rlocs) - 1
        flags |= RequestFlag.MAP_DATA if self.map_reply_record else 0
        flags |= RequestFlag.XTR_ID if self.identity else 0
        write_head(writer, self.TYPE, flags, len(self.records), self.nonce)
        self.source_eid.encode(writer)
        for rloc in self.itr_rlocs:
            rloc.encode(writer)
        for record in self.records:
            record.encode(writer)
        if self.map_reply_record:
            self.map_reply_record.encode(writer)
        if self.identity:
            self.identity.encode(writer)

    def has(self, flag: int) -> bool:
        """Whether a RequestFlag is set."""
        return bool(self.flags & flag)


class ReplyFlag:
    """Bits of a Map-Reply within its `flags` field (RFC 9301 section 5.4)."""

    PROBE = 0x80000  # P: answers an RLOC probe
    ECHO_NONCE = 0x40000  # E: the sender's data plane can echo nonces
    SECURITY = 0x20000  # S: LISP-SEC authentication data follows the records


@message(2)
@dataclass(frozen=True, slots=True)
class MapReply:
    """Answers a Map-Request (RFC 9301 section 5.4); `security` is LISP-SEC's part (RFC 9303)."""

    TYPE: ClassVar[int] = 2
    NAME: ClassVar[str] = "map-reply"

    nonce: int
    records: tuple[EidRecord, ...]
    flags: int = 0
    security: ReplySecurity | None = None

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the message."""
        flags, count, nonce = read_head(reader)
        records = tuple([EidRecord.decode(reader) for _ in range(count)])
        security = ReplySecurity.decode(reader) if flags & ReplyFlag.SECURITY else None
        return cls(nonce, records, flags, security)

    def encode(self, writer: Writer) -> None:
        """Write the message; the S bit follows from the presence of `security`."""
        flags = self.flags & ~ReplyFlag.SECURITY | (ReplyFlag.SECURITY if self.security else 0)
        write_head(writer, self.TYPE, flags, len(self.records), self.nonce)
        for record in self.records:
            record.encode(writer)
        if self.security:
            self.security.encode(writer)

    def has(self, flag: int) -> bool:
        """Whether a ReplyFlag is set."""
        return bool(self.flags & flag)


class RegisterFlag:
    """Bits of a Map-Register within its `flags` field (RFC 9301 section 5.6)."""

    PROXY_REPLY = 0x80000  # P: the map server may answer for me
    SECURITY = 0x40000  # S: LISP-SEC capable
    XTR_ID = 0x20000  # I: xTR-ID and Site-ID at the end
    EID_NOTIFY = 0x00010  # E: from a first-hop router
    USE_TTL = 0x00008  # T: expire by record TTL
    MERGE = 0x00004  # a: merge with what other xTRs register
    WANT_MAP_NOTIFY = 0x00001  # M: acknowledge with a Map-Notify


class NotifyFlag:
    """Bits of a Map-Notify in use: RFC 9301 reserves them, routers in the field set bit 4."""

    XTR_ID = 0x80000


@dataclass(frozen=True, slots=True)
class _Registration:
    """The shape that Map-Register, Map-Notify and Map-Notify-Ack share.

     0                   1                   2                   3
     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
    +-------+---------------------------------------+---------------+
    | Type  |                 flags                 | Record Count  |
    |                          Nonce (64)                           |
    |    Key ID     | Algorithm ID  |  Authentication Data Length   |
    ~                      Authentication Data                      ~
    ~                   EID records with locators                   ~
    ~             xTR-ID (128) and Site-ID (64), optional           ~
    +---------------------------------------------------------------+
    """

    TYPE: ClassVar[int]
    NAME: ClassVar[str]
    TRAILER_FLAG: ClassVar[int]
    TRAILER_BY_SIZE: ClassVar[bool]

    nonce: int
    records: tuple[EidRecord, ...]
    flags: int = 0
    auth: Authentication = UNSIGNED
    identity: XtrIdentity | None = None

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the message."""
        flags, count, nonce = read_head(reader)
        auth = Authentication.decode(reader)
        records = tuple([EidRecord.decode(reader) for _ in range(count)])
        announced = bool(flags & cls.TRAILER_FLAG)
        # Map-Notifies in the field carry the trailer without announcing it: 24 octets tell.
        present = announced or (cls.TRAILER_BY_SIZE and reader.remaining == IDENTITY_SIZE)
        identity = XtrIdentity.decode(reader) if present else None
        return cls(nonce, records, flags, auth, identity)

    def encode(self, writer: Writer) -> None:
        """Write the message as it stands; `lisp.wire.auth.seal` fills in the authentication data."""
        flags = self.flags
        if self.identity and not self.TRAILER_BY_SIZE:
            flags |= self.TRAILER_FLAG
        write_head(writer, self.TYPE, flags, len(self.records), self.nonce)
        self.auth.encode(writer)
        for record in self.records:
            record.encode(writer)
        if self.identity:
            self.identity.encode(writer)

    def with_auth(self, auth: Authentication) -> Self:
        """The same message under another authentication header."""
        return replace(self, auth=auth)

    def has(self, flag: int) -> bool:
        """Whether a flag of this message's flag class is set."""
        return bool(self.flags & flag)


@message(3)
@dataclass(frozen=True, slots=True)
class MapRegister(_Registration):
    """An ETR tells the map server its mappings (RFC 9301 section 5.6)."""

    TYPE: ClassVar[int] = 3
    NAME: ClassVar[str] = "map-register"
    TRAILER_FLAG: ClassVar[int] = RegisterFlag.XTR_ID
    TRAILER_BY_SIZE: ClassVar[bool] = False


@message(4)
@dataclass(frozen=True, slots=True)
class MapNotify(_Registration):
    """The map server acknowledges a registration, or publishes a change (RFC 9301 5.7, RFC 9437 6)."""

    TYPE: ClassVar[int] = 4
    NAME: ClassVar[str] = "map-notify"
    TRAILER_FLAG: ClassVar[int] = NotifyFlag.XTR_ID
    TRAILER_BY_SIZE: ClassVar[bool] = True


@message(5)
@dataclass(frozen=True, slots=True)
class MapNotifyAck(_Registration):
    """Acknowledges an unsolicited Map-Notify (RFC 9301 section 5.7)."""

    TYPE: ClassVar[int] = 5
    NAME: ClassVar[str] = "map-notify-ack"
    TRAILER_FLAG: ClassVar[int] = NotifyFlag.XTR_ID
    TRAILER_BY_SIZE: ClassVar[bool] = True


def read_head(reader: Reader) -> tuple[int, int, int]:
    """The first twelve octets of most messages: flags (20 bits), record count, nonce."""
    word, nonce = reader.unpack(_HEAD)
    return word >> 8 & _FLAG_BITS, word & 0xFF, nonce


def write_head(writer: Writer, kind: int, flags: int, count: int, nonce: int) -> None:
    """Write the first twelve octets of most messages."""
    writer.pack(_HEAD, kind << 28 | flags << 8 | count, nonce)
