"""Signatures over Map-Referral records with RSA-SHA256 (RFC 8111 section 6.4.1).

Times are seconds since 1970, because the protocol says so: the caller hands in its wall clock. The padding
is that of PKCS #1 version 1.5, as in DNSSEC, from which the format comes; the RFC names none.
"""

from collections.abc import Mapping
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from lisp.wire.referral import MAX_SIGNATURES, SIGNATURE_RSA_SHA256, ReferralRecord, ReferralSignature


class SignatureReason(StrEnum):
    """Why a referral is not to be believed. Each member is also a counter's name."""

    UNSIGNED = "referral-unsigned"
    UNKNOWN_ALGORITHM = "referral-unknown-algorithm"
    UNKNOWN_KEY = "referral-unknown-key-tag"
    NOT_YET_VALID = "referral-not-yet-valid"
    EXPIRED = "referral-expired"
    BAD_SIGNATURE = "referral-bad-signature"


class SignatureError(Exception):
    """No signature of the record holds."""

    def __init__(self, reason: SignatureReason) -> None:
        super().__init__(str(reason))
        self.reason = reason


def sign(
    record: ReferralRecord, key: RSAPrivateKey, key_tag: int, inception_unix_s: int, expiration_unix_s: int
) -> ReferralRecord:
    """The record with one signature more. Signatures it already has do not suffer."""
    assert len(record.signatures) < MAX_SIGNATURES
    size = (key.key_size + 7) // 8
    blank = ReferralSignature(
        record.ttl_min, expiration_unix_s, inception_unix_s, key_tag, SIGNATURE_RSA_SHA256, bytes(size)
    )
    data = key.sign(_covered(record, blank), PKCS1v15(), SHA256())
    return record._replace(signatures=(*record.signatures, blank._replace(data=data)))


def verify_signature(record: ReferralRecord, keys: Mapping[int, RSAPublicKey], now_unix_s: float) -> ReferralSignature:
    """The first signature that holds, `keys` by key tag. Raises SignatureError, for the last one tried."""
    refusal = SignatureError(SignatureReason.UNSIGNED)
    for signature in record.signatures:
        try:
            _check(record, signature, keys, now_unix_s)
        except SignatureError as error:
            refusal = error
        else:
            return signature
    raise refusal


def _check(
    record: ReferralRecord,
    signature: ReferralSignature,
    keys: Mapping[int, RSAPublicKey],
    now_unix_s: float,
) -> None:
    if signature.algorithm != SIGNATURE_RSA_SHA256:
        raise SignatureError(SignatureReason.UNKNOWN_ALGORITHM)
    key = keys.get(signature.key_tag)
    if key is None:
        raise SignatureError(SignatureReason.UNKNOWN_KEY)
    if now_unix_s < signature.inception_unix_s:
        raise SignatureError(SignatureReason.NOT_YET_VALID)
    if now_unix_s > signature.expiration_unix_s:
        raise SignatureError(SignatureReason.EXPIRED)
    try:
        key.verify(signature.data, _covered(record, signature), PKCS1v15(), SHA256())
    except InvalidSignature:
        raise SignatureError(SignatureReason.BAD_SIGNATURE) from None


def _covered(record: ReferralRecord, signature: ReferralSignature) -> bytes:
    """What a signature covers: the record under its original TTL, with this signature alone, zeroed.

    The RFC speaks of one signature. Where there are several each is made as if it were the only one: the
    signers need not know of each other.
    """
    blank = signature._replace(data=bytes(len(signature.data)))
    return record._replace(ttl_min=signature.original_ttl_min, signatures=(blank,)).to_bytes()
