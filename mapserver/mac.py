"""Message authentication at the rate of a map server: `lisp.wire.auth` with the keyed state kept.

The one-shot HMAC of the standard library sets its hash up anew for every message, which costs more than
hashing one. Here the states after the key's two pads are made once per key and copied. What is accepted,
and under which reasons the rest is refused, is exactly what `lisp.wire.auth` says.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any, Final

from lisp.wire import Algorithm, AuthError, AuthReason, Key
from lisp.wire.auth import TAG_LENGTHS, Sealable
from lisp.wire.messages import AUTH_DATA_OFFSET, AUTH_OFFSET, Authentication, encode

_BLOCK: Final = 64
_INNER: Final = bytes(octet ^ 0x36 for octet in range(256))
_OUTER: Final = bytes(octet ^ 0x5C for octet in range(256))
_SALTS: Final = {
    3: b"Map-Register Authentication",
    4: b"Map-Notify Authentication",
    5: b"Map-Notify-Ack Authentication",
}

Digest = Callable[[bytes], bytes]


def keyed(secret: bytes, blank: Any) -> Digest:
    """HMAC (RFC 2104) under one secret; `blank` is an unused hash object."""
    if len(secret) > _BLOCK:
        long = blank.copy()
        long.update(secret)
        secret = long.digest()
    padded = secret.ljust(_BLOCK, b"\0")
    inner, outer = blank.copy(), blank.copy()
    inner.update(padded.translate(_INNER))
    outer.update(padded.translate(_OUTER))

    def digest(data: bytes) -> bytes:
        inside, outside = inner.copy(), outer.copy()
        inside.update(data)
        outside.update(inside.digest())
        tag: bytes = outside.digest()
        return tag

    return digest


class Mac:
    """Signs and checks under one key."""

    def __init__(self, key: Key) -> None:
        self.key = key
        # What a message under this key has before its tag, as we send it.
        self.header = bytes((key.key_id, key.algorithm)) + key.tag_length.to_bytes(2, "big")
        self.blank_tag = bytes(key.tag_length)
        self.tag_lengths = TAG_LENGTHS[key.algorithm]
        self._blank = hashlib.sha1() if key.algorithm == Algorithm.HMAC_SHA1_96 else hashlib.sha256()
        self._digest = keyed(key.secret, self._blank)
        derives = key.algorithm == Algorithm.HMAC_SHA256_128_HKDF
        # Made where they are of use only: a subscription's own key comes here for every Map-Notify.
        self._extract = {kind: keyed(salt, self._blank) for kind, salt in _SALTS.items()} if derives else {}
        # Full-length tag of a datagram whose authentication data is zero.
        self.tag = self._derived if derives else self._digest

    def _derived(self, zeroed: bytes) -> bytes:
        """The tag of algorithm 3, whose key is made anew for every message."""
        extracted = self._extract[zeroed[0] >> 4](zeroed[4:12] + self.key.secret)
        message_key = keyed(extracted, self._blank)(b"\x01")
        return keyed(message_key, self._blank)(zeroed)

    def sign(self, before: bytes, after: bytes) -> bytes:
        """A signed datagram: `before` and `after` are its octets on either side of the authentication."""
        front = before + self.header
        tag = self.tag(front + self.blank_tag + after)
        return front + tag[: len(self.blank_tag)] + after

    def seal(self, message: Sealable) -> bytes:
        """Encode a message and sign it."""
        data = encode(message.with_auth(Authentication()))  # type: ignore[arg-type]  # every sealable is a Message
        return self.sign(data[:AUTH_OFFSET], data[AUTH_DATA_OFFSET:])

    def accepts(self, data: bytes) -> bool:
        """Whether a datagram, whose authentication header is known to be in order, bears the right tag."""
        length = data[AUTH_DATA_OFFSET - 2] << 8 | data[AUTH_DATA_OFFSET - 1]
        end = AUTH_DATA_OFFSET + length
        zeroed = data[:AUTH_DATA_OFFSET] + bytes(length) + data[end:]
        return hmac.compare_digest(self.tag(zeroed)[:length], data[AUTH_DATA_OFFSET:end])


def verify(data: bytes, macs: Mapping[int, Mac]) -> Mac:
    """The key that signed this datagram. Raises AuthError, as `lisp.wire.auth.verify` does."""
    if len(data) < AUTH_DATA_OFFSET:
        raise AuthError(AuthReason.TRUNCATED)
    mac = macs.get(data[AUTH_OFFSET])
    if mac is None:
        raise AuthError(AuthReason.UNKNOWN_KEY)
    if data[AUTH_OFFSET + 1] != mac.key.algorithm:
        raise AuthError(AuthReason.WRONG_ALGORITHM)
    length = int.from_bytes(data[AUTH_OFFSET + 2 : AUTH_DATA_OFFSET], "big")
    if length not in mac.tag_lengths:
        raise AuthError(AuthReason.BAD_TAG_LENGTH)
    if mac.key.algorithm == Algorithm.HMAC_SHA256_128_HKDF and data[0] >> 4 not in _SALTS:
        raise AuthError(AuthReason.WRONG_ALGORITHM)
    if len(data) < AUTH_DATA_OFFSET + length:
        raise AuthError(AuthReason.TRUNCATED)
    if not mac.accepts(data):
        raise AuthError(AuthReason.BAD_TAG)
    return mac
