"""Message authentication of Map-Register, Map-Notify, Map-Notify-Ack and Change Priority (RFC 9301 5.6).

A key pins its algorithm: a packet never chooses how it is checked. Anything that is not exactly right,
an unknown key id, another algorithm, an odd tag length, is refused with a reason.

The tag covers the whole datagram with the authentication data zeroed, the xTR-ID trailer included: the
RFC's wording stops before the trailer, every implementation in the field goes to the end. For a peer that
follows the wording a key says so; whoever is on the path can then change the trailer.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Final, Protocol, Self, TypeVar, runtime_checkable

from lisp.wire.messages import AUTH_DATA_OFFSET, AUTH_OFFSET, Authentication, encode
from lisp.wire.reader import Writer
from lisp.wire.records import IDENTITY_SIZE


class Algorithm(IntEnum):
    """Algorithm ids of RFC 9301 section 12.5. 0 (none) is not among them: it is never accepted."""

    HMAC_SHA1_96 = 1
    HMAC_SHA256_128 = 2
    HMAC_SHA256_128_HKDF = 3


# What is sent, and what is accepted: the standard's truncated tags and the full-length ones that
# deployed routers send for algorithms 1 and 2.
DEFAULT_TAG_LENGTH: Final = {1: 20, 2: 32, 3: 16}
TAG_LENGTHS: Final = {1: (12, 20), 2: (16, 32), 3: (16, 32)}

# Salt of the per-message key of algorithm 3, by message type. 15 has one more, for acknowledgements.
# Other messages have none: algorithm 3 is not for them.
_SALTS: Final = {
    3: b"Map-Register Authentication",
    4: b"Map-Notify Authentication",
    5: b"Map-Notify-Ack Authentication",
    15: b"Change-Priority Authentication",
}
_CHANGE_PRIORITY_ACK_SALT: Final = b"Change-Priority-Ack Authentication"
_CHANGE_PRIORITY_ACK_BIT: Final = 0x20  # K, in octet 2


class AuthReason(StrEnum):
    """Why a message is not authentic. Each member is also a counter's name."""

    TRUNCATED = "auth-truncated"
    UNKNOWN_KEY = "auth-unknown-key-id"
    WRONG_ALGORITHM = "auth-wrong-algorithm"
    BAD_TAG_LENGTH = "auth-bad-tag-length"
    BAD_TAG = "auth-bad-tag"


class AuthError(Exception):
    """The message is not from a holder of the key."""

    def __init__(self, reason: AuthReason) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Key:
    """A shared secret with its id and its algorithm. `tag_length` is what we send, in octets.

    `covers_trailer` is off for a peer whose tags end before the xTR-ID and Site-ID.
    """

    key_id: int
    algorithm: Algorithm
    secret: bytes = field(repr=False)
    tag_length: int = 0
    covers_trailer: bool = True

    def __post_init__(self) -> None:
        if not self.secret:
            raise ValueError("an empty secret authenticates nobody")
        if not 0 <= self.key_id <= 255:
            raise ValueError("a key id is 0 to 255")
        length = self.tag_length or DEFAULT_TAG_LENGTH[self.algorithm]
        if length not in TAG_LENGTHS[self.algorithm]:
            raise ValueError(f"algorithm {self.algorithm} has no {length}-octet tag")
        object.__setattr__(self, "tag_length", length)


@dataclass(frozen=True, slots=True)
class KeyChain:
    """The keys that are live for one peer: the first signs, all verify, so a key can be rotated."""

    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        if not self.keys:
            raise ValueError("a key chain needs a key")
        if len({key.key_id for key in self.keys}) != len(self.keys):
            raise ValueError("two keys of a chain have the same id")

    @classmethod
    def of(cls, *keys: Key) -> Self:
        """A chain of these keys."""
        return cls(keys)

    @property
    def signing_key(self) -> Key:
        """The key we sign with."""
        return self.keys[0]

    def find(self, key_id: int) -> Key | None:
        """The key with that id."""
        return next((key for key in self.keys if key.key_id == key_id), None)


@runtime_checkable
class Sealable(Protocol):
    """A message with an authentication header."""

    def encode(self, writer: Writer) -> None:
        """Append the message's octets."""

    def with_auth(self, auth: Authentication) -> Self:
        """The same message under another authentication header."""


S = TypeVar("S", bound=Sealable)


def seal(message: Sealable, key: Key) -> bytes:
    """Encode a message and sign it."""
    blank = message.with_auth(Authentication(key.key_id, key.algorithm, bytes(key.tag_length)))
    data = bytearray(encode(blank))  # type: ignore[arg-type]  # every sealable is a Message
    tag = _tag(data, key)[: key.tag_length]
    data[AUTH_DATA_OFFSET : AUTH_DATA_OFFSET + key.tag_length] = tag
    return bytes(data)


def key_id_of(data: bytes) -> int:
    """The key id a datagram names. Raises AuthError when it is too short to name one."""
    if len(data) < AUTH_DATA_OFFSET:
        raise AuthError(AuthReason.TRUNCATED)
    return data[AUTH_OFFSET]


def verify(data: bytes, keys: KeyChain) -> Key:
    """The key that signed this datagram. Raises AuthError.

    Checked over the octets as received, before any record is read.
    """
    key = keys.find(key_id_of(data))
    if key is None:
        raise AuthError(AuthReason.UNKNOWN_KEY)
    if data[AUTH_OFFSET + 1] != key.algorithm:
        raise AuthError(AuthReason.WRONG_ALGORITHM)
    length = int.from_bytes(data[AUTH_OFFSET + 2 : AUTH_DATA_OFFSET], "big")
    if length not in TAG_LENGTHS[key.algorithm]:
        raise AuthError(AuthReason.BAD_TAG_LENGTH)
    if key.algorithm == Algorithm.HMAC_SHA256_128_HKDF and data[0] >> 4 not in _SALTS:
        raise AuthError(AuthReason.WRONG_ALGORITHM)
    end = AUTH_DATA_OFFSET + length
    if len(data) < end:
        raise AuthError(AuthReason.TRUNCATED)
    zeroed = bytearray(data)
    zeroed[AUTH_DATA_OFFSET:end] = bytes(length)
    if not hmac.compare_digest(_tag(zeroed, key)[:length], data[AUTH_DATA_OFFSET:end]):
        raise AuthError(AuthReason.BAD_TAG)
    return key


def verify_any(data: bytes, chains: Iterable[KeyChain]) -> KeyChain:
    """The first of several chains that signed this datagram; the last refusal where none did."""
    refusal = AuthError(AuthReason.UNKNOWN_KEY)
    for chain in chains:
        try:
            verify(data, chain)
        except AuthError as error:
            refusal = error
        else:
            return chain
    raise refusal


def message_key(secret: bytes, nonce: bytes, salt: bytes) -> bytes:
    """Per-message key of algorithm 3: HKDF-SHA256 (RFC 5869) over nonce and secret, 32 octets.

    RFC 9301 section 5.6 names salt and input; info is empty, and the length is RFC 4868's key size.
    """
    extracted = hmac.digest(salt, nonce + secret, hashlib.sha256)
    return hmac.digest(extracted, b"\x01", hashlib.sha256)


def _announces_trailer(data: bytes | bytearray) -> bool:
    """Whether a flag says that the datagram ends in xTR-ID and Site-ID."""
    match data[0] >> 4:
        case 3:
            return bool(data[0] & 0x02)
        case 15:
            return bool(data[2] & 0x10)
        case kind:
            return kind in (4, 5) and bool(data[0] & 0x08)


def _tag(zeroed: bytearray, key: Key) -> bytes:
    """Full-length tag of a datagram whose authentication data is zero."""
    if not key.covers_trailer and _announces_trailer(zeroed):
        zeroed = zeroed[:-IDENTITY_SIZE]
    if key.algorithm == Algorithm.HMAC_SHA1_96:
        return hmac.digest(key.secret, zeroed, hashlib.sha1)
    if key.algorithm == Algorithm.HMAC_SHA256_128:
        return hmac.digest(key.secret, zeroed, hashlib.sha256)
    kind = zeroed[0] >> 4
    is_ack = kind == 15 and zeroed[2] & _CHANGE_PRIORITY_ACK_BIT
    salt = _CHANGE_PRIORITY_ACK_SALT if is_ack else _SALTS[kind]
    return hmac.digest(message_key(key.secret, bytes(zeroed[4:12]), salt), zeroed, hashlib.sha256)
