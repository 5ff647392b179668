"""LISP-SEC (RFC 9303): one-time keys wrapped and derived, and the two MACs of a protected Map-Reply.

    ITR   otk = 16 random octets, kept with the nonce      protect_request -> ECM to the map resolver
    MS    unwrap_otk, authorize -> EID-AD under the ITR's key; derive_otk, wrapped again, goes to the ETR
    ETR   unwrap_otk, seal_reply -> Map-Reply under the map server's key
    ITR   verify_reply -> the records that the map server vouches for
    both  subscription_key, where the map server answers with a Map-Notify instead (RFC 9437)

The module needs `cryptography` for the AES key wrap; nothing else in `lisp.wire` does. Whoever draws the
one-time key hands it in: there is no randomness here.

Where the RFC names a KDF and no more, HKDF (RFC 5869) runs over the named input with neither salt nor info
and gives 128 bits, the size of every key here.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import replace
from enum import IntEnum, StrEnum
from typing import Any, Final

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from lisp.wire.address import Prefix
from lisp.wire.auth import Algorithm, Key
from lisp.wire.messages import MapReply, encode
from lisp.wire.records import EidRecord
from lisp.wire.sec import (
    PREAMBLE_SIZE,
    AuthorizedEid,
    EcmSecurity,
    EidAuthenticationData,
    EidAuthorization,
    ReplySecurity,
)

OTK_SIZE: Final = 16

_WRAP_LABEL: Final = b"OTK-Key-Wrap"
_ETR_CANNOT_SIGN: Final = 0x80


class HmacId(IntEnum):
    """MACs of RFC 9303 section 8.3."""

    NO_PREFERENCE = 0
    SHA1_96 = 1
    SHA256_128 = 2


class WrapId(IntEnum):
    """Key wraps of RFC 9303 section 8.4."""

    NULL = 1
    AES_HKDF_SHA256 = 2


class KdfId(IntEnum):
    """Key derivation functions of RFC 9303 section 8.5."""

    NO_PREFERENCE = 0
    HKDF_SHA1 = 1
    HKDF_SHA256 = 2


# Digest and octets kept, by HMAC id; digest by KDF id.
_MACS: Final[dict[int, tuple[Any, int]]] = {1: (hashlib.sha1, 12), 2: (hashlib.sha256, 16)}
_KDFS: Final[dict[int, Any]] = {1: hashlib.sha1, 2: hashlib.sha256}


class SecReason(StrEnum):
    """Why LISP-SEC refuses a message. Each member is also a counter's name."""

    NOT_PROTECTED = "sec-not-protected"
    NO_AUTHORIZATION = "sec-no-authorization"
    NOT_AUTHORIZED = "sec-not-authorized"
    UNKNOWN_PEER = "sec-unknown-peer"
    UNKNOWN_KEY = "sec-unknown-key-id"
    UNKNOWN_WRAP = "sec-unknown-wrap"
    UNWRAPPED_KEY = "sec-unwrapped-key"
    BAD_WRAP = "sec-bad-wrap"
    UNKNOWN_KDF = "sec-unknown-kdf"
    UNKNOWN_HMAC = "sec-unknown-hmac"
    OTHER_HMAC = "sec-other-hmac"
    OTHER_KDF = "sec-other-kdf"
    BAD_EID_HMAC = "sec-bad-eid-hmac"
    BAD_PACKET_HMAC = "sec-bad-packet-hmac"


class SecError(Exception):
    """The message does not pass LISP-SEC."""

    def __init__(self, reason: SecReason) -> None:
        super().__init__(str(reason))
        self.reason = reason


def kdf(kdf_id: int, material: bytes, size: int = OTK_SIZE) -> bytes:
    """HKDF without salt or info, one block. Raises SecError for a KDF that is none of ours."""
    digest = _KDFS.get(kdf_id)
    if digest is None:
        raise SecError(SecReason.UNKNOWN_KDF)
    extracted = hmac.digest(b"", material, digest)
    assert size <= len(extracted)
    return hmac.digest(extracted, b"\x01", digest)[:size]


def derive_otk(itr_otk: bytes, kdf_id: int) -> bytes:
    """The map server's one-time key, MS-OTK, from the ITR's (section 6.7.1). Raises SecError."""
    return kdf(kdf_id, itr_otk)


def wrap_otk(otk: bytes, nonce: int, secret: bytes, wrapping_id: int = WrapId.AES_HKDF_SHA256) -> tuple[bytes, bytes]:
    """Preamble and wrapped key (section 6.5). Raises SecError.

    The NULL wrap hides nothing: it is for a path that something else encrypts.
    """
    assert len(otk) == OTK_SIZE
    if wrapping_id == WrapId.NULL:
        return bytes(PREAMBLE_SIZE), otk
    if wrapping_id != WrapId.AES_HKDF_SHA256:
        raise SecError(SecReason.UNKNOWN_WRAP)
    wrapped = aes_key_wrap(_wrapping_key(nonce, secret), otk)
    return wrapped[:PREAMBLE_SIZE], wrapped[PREAMBLE_SIZE:]


def unwrap_otk(
    security: EcmSecurity, nonce: int, secrets: Mapping[int, bytes], *, path_encrypted: bool = False
) -> bytes:
    """The one-time key of an ECM; `nonce` is that of the Map-Request inside. Raises SecError.

    A key in the clear is taken only where `path_encrypted` says that nobody could have read it.
    """
    if security.wrapping_id == WrapId.NULL:
        if not path_encrypted:
            raise SecError(SecReason.UNWRAPPED_KEY)
        if len(security.otk) != OTK_SIZE:
            raise SecError(SecReason.BAD_WRAP)
        return security.otk
    if security.wrapping_id != WrapId.AES_HKDF_SHA256:
        raise SecError(SecReason.UNKNOWN_WRAP)
    secret = secrets.get(security.key_id)
    if secret is None:
        raise SecError(SecReason.UNKNOWN_KEY)
    if len(security.otk) != OTK_SIZE:
        raise SecError(SecReason.BAD_WRAP)
    try:
        return aes_key_unwrap(_wrapping_key(nonce, secret), security.preamble + security.otk)
    except InvalidUnwrap:
        raise SecError(SecReason.BAD_WRAP) from None


def protect_request(
    otk: bytes,
    nonce: int,
    key_id: int,
    secret: bytes,
    *,
    hmac_id: int = HmacId.SHA256_128,
    kdf_id: int = KdfId.HKDF_SHA256,
    authorization: EidAuthorization | None = None,
) -> EcmSecurity:
    """Authentication data for the ECM of a Map-Request: an ITR's, or a map server's with `authorization`."""
    preamble, wrapped = wrap_otk(otk, nonce, secret)
    eid_ad = EidAuthenticationData(kdf_id, authorization)
    return EcmSecurity(hmac_id, key_id, WrapId.AES_HKDF_SHA256, preamble, wrapped, eid_ad)


def authorize(
    prefixes: tuple[Prefix, ...],
    itr_otk: bytes,
    *,
    hmac_id: int = HmacId.SHA256_128,
    kdf_id: int = KdfId.HKDF_SHA256,
    etr_cannot_sign: bool = False,
) -> EidAuthenticationData:
    """The map server's word for EID prefixes, MACed with the ITR's key (section 6.7.1). Raises SecError.

    0, no preference, for either id means the mandatory function.
    """
    hmac_id = hmac_id or HmacId.SHA256_128
    size = _mac_size(hmac_id)
    records = tuple(AuthorizedEid.of(prefix) for prefix in prefixes)
    flags = _ETR_CANNOT_SIGN if etr_cannot_sign else 0
    blank = EidAuthorization(records, hmac_id, bytes(size), flags)
    eid_ad = EidAuthenticationData(kdf_id or KdfId.HKDF_SHA256, blank)
    tag = _mac(hmac_id, itr_otk, eid_ad.to_bytes())
    return replace(eid_ad, authorization=replace(blank, hmac=tag))


def seal_reply(
    reply: MapReply, eid_ad: EidAuthenticationData, ms_otk: bytes, *, hmac_id: int = HmacId.SHA256_128
) -> bytes:
    """A protected Map-Reply: the EID-AD as it came, and the PKT HMAC (section 6.8). Raises SecError."""
    hmac_id = hmac_id or HmacId.SHA256_128
    blank = ReplySecurity(eid_ad, hmac_id, bytes(_mac_size(hmac_id)))
    data = encode(replace(reply, security=blank))
    tag = _mac(hmac_id, ms_otk, data)
    return data[: -len(tag)] + tag


def verify_reply(
    data: bytes,
    reply: MapReply,
    itr_otk: bytes,
    *,
    hmac_id: int = HmacId.NO_PREFERENCE,
    kdf_id: int = KdfId.NO_PREFERENCE,
) -> tuple[EidRecord, ...]:
    """The records of a Map-Reply that its map server vouches for (section 6.9). Raises SecError.

    `data` are the octets received, `reply` what they decode to. An id that was asked for, 0 aside, must
    be the one used. A record counts when an authorized prefix covers it: the worked example of section
    6.9.1 refuses a record that is only partly authorized.
    """
    security = reply.security
    if security is None:
        raise SecError(SecReason.NOT_PROTECTED)
    eid_ad = security.eid_ad
    authorization = eid_ad.authorization
    if authorization is None:
        raise SecError(SecReason.NO_AUTHORIZATION)
    if hmac_id and security.packet_hmac_id != hmac_id:
        raise SecError(SecReason.OTHER_HMAC)
    if kdf_id and eid_ad.kdf_id != kdf_id:
        raise SecError(SecReason.OTHER_KDF)
    zeroed = replace(eid_ad, authorization=replace(authorization, hmac=bytes(len(authorization.hmac))))
    expected = _mac(authorization.hmac_id, itr_otk, zeroed.to_bytes())
    if not hmac.compare_digest(expected, authorization.hmac):
        raise SecError(SecReason.BAD_EID_HMAC)
    size = len(security.packet_hmac)
    blank = data[: len(data) - size] + bytes(size)
    expected = _mac(security.packet_hmac_id, derive_otk(itr_otk, eid_ad.kdf_id), blank)
    if not hmac.compare_digest(expected, security.packet_hmac):
        raise SecError(SecReason.BAD_PACKET_HMAC)
    authorized = [record.prefix for record in authorization.records]
    return tuple(record for record in reply.records if _is_covered(record.prefix, authorized))


def subscription_key(otk: bytes, nonce: int, key_id: int, wrapping_id: int) -> Key:
    """The key of a subscription made under LISP-SEC, PubSubKey (RFC 9437 section 7.1). Raises SecError.

    `nonce`, `key_id` and `wrapping_id` are those of the Map-Request and its authentication data. Our reading:
    the "+" joins octets, the wrap's KDF gives 128 bits as for every key here, the mandatory HMAC-SHA-256-128
    signs, and Map-Notifies name the key by the id that the one-time key was wrapped under.
    """
    if wrapping_id == WrapId.NULL:
        return Key(key_id, Algorithm.HMAC_SHA256_128, otk)
    if wrapping_id != WrapId.AES_HKDF_SHA256:
        raise SecError(SecReason.UNKNOWN_WRAP)
    secret = kdf(KdfId.HKDF_SHA256, otk + nonce.to_bytes(8, "big"))
    return Key(key_id, Algorithm.HMAC_SHA256_128, secret)


def _wrapping_key(nonce: int, secret: bytes) -> bytes:
    """per-msg-key of section 6.5."""
    return kdf(KdfId.HKDF_SHA256, nonce.to_bytes(8, "big") + _WRAP_LABEL + secret)


def _mac_size(hmac_id: int) -> int:
    if hmac_id not in _MACS:
        raise SecError(SecReason.UNKNOWN_HMAC)
    return _MACS[hmac_id][1]


def _mac(hmac_id: int, key: bytes, data: bytes) -> bytes:
    size = _mac_size(hmac_id)
    return hmac.digest(key, data, _MACS[hmac_id][0])[:size]


def _is_covered(prefix: Prefix | None, authorized: list[Prefix | None]) -> bool:
    return prefix is not None and any(entry is not None and entry.covers(prefix) for entry in authorized)
