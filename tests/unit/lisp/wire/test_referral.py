"""Map-Referral and its signatures."""

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from lisp.wire import (
    Address,
    DecodeError,
    Locator,
    MapReferral,
    Prefix,
    ReferralAction,
    ReferralRecord,
    decode,
    encode,
)
from lisp.wire.referral_signature import SignatureError, SignatureReason, sign, verify_signature

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEYS = {7: KEY.public_key(), 8: OTHER.public_key()}
NOW = 1_000_000.0


def referral(ttl_min: int = 1440) -> ReferralRecord:
    locators = tuple(Locator.unicast(Address.parse(text)) for text in ("2001:db8::7", "192.0.2.7"))
    prefix = Prefix.parse("[5]10.1.0.0/16")
    return ReferralRecord.of(prefix, ReferralAction.NODE_REFERRAL, locators, ttl_min=ttl_min)


def signed(key: rsa.RSAPrivateKey = KEY, tag: int = 7) -> ReferralRecord:
    return sign(referral(), key, tag, 999_000, 1_001_000)


def refusal(record: ReferralRecord, now: float = NOW) -> SignatureReason:
    with pytest.raises(SignatureError) as caught:
        verify_signature(record, KEYS, now)
    return caught.value.reason


def test_record_fields() -> None:
    record = referral()
    assert record.authoritative
    assert record.prefix == Prefix.parse("[5]10.1.0.0/16")
    assert [str(locator.rloc) for locator in record.locators] == ["192.0.2.7", "2001:db8::7"]


def test_signature_survives_the_wire_and_an_older_ttl() -> None:
    decoded = decode(encode(MapReferral(1, (signed()._replace(ttl_min=5),))))
    assert isinstance(decoded, MapReferral)
    assert verify_signature(decoded.records[0], KEYS, NOW).key_tag == 7


def test_several_signatures_stand_side_by_side() -> None:
    both = sign(signed(), OTHER, 8, 999_000, 1_001_000)
    assert verify_signature(both, KEYS, NOW).key_tag == 7
    assert verify_signature(both, {8: OTHER.public_key()}, NOW).key_tag == 8
    only_second = both._replace(signatures=both.signatures[1:])
    assert verify_signature(only_second, KEYS, NOW).key_tag == 8


def test_changed_record_is_refused() -> None:
    assert refusal(signed()._replace(mask_length=15)) == SignatureReason.BAD_SIGNATURE
    assert refusal(signed()._replace(locators=())) == SignatureReason.BAD_SIGNATURE
    moved = signed()
    changed = moved.signatures[0]._replace(original_ttl_min=1)
    assert refusal(moved._replace(signatures=(changed,))) == SignatureReason.BAD_SIGNATURE


def test_other_refusals() -> None:
    assert refusal(referral()) == SignatureReason.UNSIGNED
    assert str(SignatureError(SignatureReason.UNSIGNED)) == "referral-unsigned"
    assert refusal(signed(tag=9)) == SignatureReason.UNKNOWN_KEY
    assert refusal(signed(), 998_999.0) == SignatureReason.NOT_YET_VALID
    assert refusal(signed(), 1_001_001.0) == SignatureReason.EXPIRED
    weak = signed()
    sha1 = weak.signatures[0]._replace(algorithm=1)
    assert refusal(weak._replace(signatures=(sha1,))) == SignatureReason.UNKNOWN_ALGORITHM


def test_both_ends_of_the_validity_count() -> None:
    assert verify_signature(signed(), KEYS, 999_000.0)
    assert verify_signature(signed(), KEYS, 1_001_000.0)


def test_missing_signature_is_refused() -> None:
    data = bytearray(encode(MapReferral(1, (referral(),))))
    data[20] |= 0x10  # SigCnt 1, and none there
    with pytest.raises(DecodeError):
        decode(bytes(data))


def test_record_has_room_for_15_signatures() -> None:
    full = referral()._replace(signatures=signed().signatures * 14)
    full = sign(full, KEY, 7, 999_000, 1_001_000)
    assert len(full.signatures) == 15
    with pytest.raises(AssertionError):
        sign(full, KEY, 7, 999_000, 1_001_000)
