"""LISP-SEC end to end: wrapping, authorizing, signing a Map-Reply, and everything that must be refused."""

import hmac
from dataclasses import replace

import pytest

from lisp.wire import (
    Address,
    Algorithm,
    DecodeError,
    DecodeReason,
    EcmSecurity,
    EidAuthenticationData,
    EidRecord,
    EncapsulatedControlMessage,
    KeyChain,
    Locator,
    MapNotify,
    MapReply,
    MapRequest,
    Prefix,
    ReplySecurity,
    RequestRecord,
    RtrAuthentication,
    decode,
    encode,
    seal,
    verify,
)
from lisp.wire.lisp_sec import (
    HmacId,
    KdfId,
    SecError,
    SecReason,
    WrapId,
    authorize,
    derive_otk,
    kdf,
    protect_request,
    seal_reply,
    subscription_key,
    unwrap_otk,
    verify_reply,
    wrap_otk,
)

OTK = bytes(range(16))
NONCE = 0x0102030405060708
SECRET = b"between the ITR and its map resolver"
EID = Prefix.parse("2001:db8:103::/48")


def test_kdf_is_hkdf() -> None:
    # RFC 5869, test cases 3 and 6: neither salt nor info.
    assert kdf(KdfId.HKDF_SHA256, b"\x0b" * 22, 32).hex() == (
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    )
    assert kdf(KdfId.HKDF_SHA1, b"\x0b" * 22, 20).hex() == "0ac1af7002b3d761d1e55298da9d0506b9ae5205"


def test_derived_keys_are_128_bits_and_differ_by_kdf() -> None:
    keys = {derive_otk(OTK, KdfId.HKDF_SHA1), derive_otk(OTK, KdfId.HKDF_SHA256), OTK}
    assert len(keys) == 3
    assert {len(key) for key in keys} == {16}


@pytest.mark.parametrize("kdf_id", [0, 3])
def test_unknown_kdf_is_refused(kdf_id: int) -> None:
    with pytest.raises(SecError, match=SecReason.UNKNOWN_KDF):
        derive_otk(OTK, kdf_id)


def test_key_wrap_is_rfc_3394_spelled_out() -> None:
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import ECB

    key = kdf(KdfId.HKDF_SHA256, NONCE.to_bytes(8, "big") + b"OTK-Key-Wrap" + SECRET)
    a, r = b"\xa6" * 8, [OTK[:8], OTK[8:]]
    for j in range(6):
        for i in range(2):
            block = Cipher(AES(key), ECB()).encryptor().update(a + r[i])
            a = (int.from_bytes(block[:8], "big") ^ (2 * j + i + 1)).to_bytes(8, "big")
            r[i] = block[8:]
    assert wrap_otk(OTK, NONCE, SECRET) == (a, r[0] + r[1])


def test_wrapped_key_comes_back_and_only_under_the_same_nonce_and_secret() -> None:
    security = protect_request(OTK, NONCE, 1, SECRET)
    assert unwrap_otk(security, NONCE, {1: SECRET}) == OTK
    for nonce, secrets, reason in (
        (NONCE + 1, {1: SECRET}, SecReason.BAD_WRAP),
        (NONCE, {1: b"another secret"}, SecReason.BAD_WRAP),
        (NONCE, {2: SECRET}, SecReason.UNKNOWN_KEY),
    ):
        with pytest.raises(SecError, match=reason):
            unwrap_otk(security, nonce, secrets)


def test_changed_wrap_is_refused() -> None:
    security = protect_request(OTK, NONCE, 1, SECRET)
    for changed in (
        replace(security, preamble=bytes(8)),
        replace(security, otk=bytes(16)),
        replace(security, otk=security.otk[:8]),
        replace(security, otk=b""),
    ):
        with pytest.raises(SecError, match=SecReason.BAD_WRAP):
            unwrap_otk(changed, NONCE, {1: SECRET})


def test_key_in_the_clear_needs_an_encrypted_path() -> None:
    preamble, otk = wrap_otk(OTK, NONCE, b"", WrapId.NULL)
    assert (preamble, otk) == (bytes(8), OTK)
    security = replace(protect_request(OTK, NONCE, 1, SECRET), wrapping_id=WrapId.NULL, otk=otk)
    assert unwrap_otk(security, NONCE, {}, path_encrypted=True) == OTK
    with pytest.raises(SecError, match=SecReason.UNWRAPPED_KEY):
        unwrap_otk(security, NONCE, {1: SECRET})
    with pytest.raises(SecError, match=SecReason.BAD_WRAP):
        unwrap_otk(replace(security, otk=OTK[:8]), NONCE, {}, path_encrypted=True)


@pytest.mark.parametrize("wrapping_id", [0, 3])
def test_unknown_wrap_is_refused(wrapping_id: int) -> None:
    security = replace(protect_request(OTK, NONCE, 1, SECRET), wrapping_id=wrapping_id)
    with pytest.raises(SecError, match=SecReason.UNKNOWN_WRAP):
        unwrap_otk(security, NONCE, {1: SECRET}, path_encrypted=True)
    with pytest.raises(SecError, match=SecReason.UNKNOWN_WRAP):
        wrap_otk(OTK, NONCE, SECRET, wrapping_id)
    with pytest.raises(SecError, match=SecReason.UNKNOWN_WRAP):
        subscription_key(OTK, NONCE, 1, wrapping_id)


def test_the_key_of_a_subscription_is_hkdf_over_one_time_key_and_nonce() -> None:
    key = subscription_key(OTK, NONCE, 7, WrapId.AES_HKDF_SHA256)
    # RFC 5869 spelled out: no salt is a block of zeros, no info is nothing before the counter.
    extracted = hmac.new(bytes(32), OTK + bytes.fromhex("0102030405060708"), "sha256").digest()
    assert key.secret == hmac.new(extracted, b"\x01", "sha256").digest()[:16]
    assert key.secret.hex() == "98cb6e293ea4db45c43ac8f33fd42e30"
    assert (key.key_id, key.algorithm) == (7, Algorithm.HMAC_SHA256_128)
    assert subscription_key(OTK, NONCE + 1, 7, WrapId.AES_HKDF_SHA256).secret != key.secret


def test_a_one_time_key_that_came_unwrapped_is_the_key_of_the_subscription() -> None:
    key = subscription_key(OTK, NONCE, 0, WrapId.NULL)
    assert (key.secret, key.key_id, key.algorithm) == (OTK, 0, Algorithm.HMAC_SHA256_128)


def test_the_key_of_a_subscription_signs_and_is_not_printed() -> None:
    key = subscription_key(OTK, NONCE, 7, WrapId.AES_HKDF_SHA256)
    notify = seal(MapNotify(NONCE, (EidRecord.of(EID),)), key)
    assert verify(notify, KeyChain.of(key)) == key
    assert notify[12:16].hex() == "07020020"
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)


def test_one_time_key_is_not_printed() -> None:
    assert OTK.hex() not in repr(replace(protect_request(OTK, NONCE, 1, SECRET), otk=OTK))
    assert "otk" not in repr(protect_request(OTK, NONCE, 1, SECRET))


def test_itr_sends_an_eid_ad_of_four_octets() -> None:
    request = encode(MapRequest(NONCE, (Address.parse("192.0.2.9"),), (RequestRecord.of(EID),)))
    ends = Address.parse("192.0.2.9"), 4342, Address.parse("192.0.2.21"), 4342
    ecm = EncapsulatedControlMessage(*ends, request, security=protect_request(OTK, NONCE, 1, SECRET))
    data = encode(ecm)
    # S; AD type 1, HMAC id 2; 24 octets of key under key id 1 and wrap 2; then the EID-AD, KDF id 2.
    assert data[:12].hex() == "88000000" + "01000002" + "00180102"
    assert data[36:40].hex() == "00040002"
    decoded = decode(data)
    assert isinstance(decoded, EncapsulatedControlMessage)
    assert isinstance(decoded.security, EcmSecurity)
    assert unwrap_otk(decoded.security, NONCE, {1: SECRET}) == OTK
    assert decoded.inner == request


def exchange(
    hmac_id: int = HmacId.SHA256_128, kdf_id: int = KdfId.HKDF_SHA256, prefixes: tuple[Prefix, ...] = (EID,)
) -> bytes:
    """What the ETR sends after map server and ETR have done their part."""
    eid_ad = authorize(prefixes, OTK, hmac_id=hmac_id, kdf_id=kdf_id)
    locator = Locator.unicast(Address.parse("192.0.2.2"))
    records = tuple(
        EidRecord.of(Prefix.parse(text), (locator,), authoritative=True)
        for text in ("2001:db8:102::/48", "2001:db8:103::/48", "2001:db8:200::/40")
    )
    return seal_reply(MapReply(NONCE, records), eid_ad, derive_otk(OTK, eid_ad.kdf_id), hmac_id=hmac_id)


def protected(data: bytes) -> MapReply:
    reply = decode(data)
    assert isinstance(reply, MapReply)
    return reply


@pytest.mark.parametrize("hmac_id", [0, 1, 2])
@pytest.mark.parametrize("kdf_id", [0, 1, 2])
def test_records_of_the_worked_example(hmac_id: int, kdf_id: int) -> None:
    # RFC 9303 section 6.9.1: of three records one is authorized, and one claims too much.
    data = exchange(hmac_id, kdf_id, (EID, Prefix.parse("2001:db8:203::/48")))
    valid = verify_reply(data, protected(data), OTK)
    assert [str(record.prefix) for record in valid] == ["2001:db8:103::/48"]


def test_mac_lengths() -> None:
    for hmac_id, size in ((HmacId.SHA1_96, 12), (HmacId.SHA256_128, 16)):
        reply = protected(exchange(hmac_id))
        assert reply.security is not None
        assert reply.security.eid_ad.authorization is not None
        assert len(reply.security.packet_hmac) == len(reply.security.eid_ad.authorization.hmac) == size


def test_every_flipped_bit_is_refused() -> None:
    data = exchange()
    for position in range(len(data)):
        forged = bytearray(data)
        forged[position] ^= 0x01
        try:
            reply = decode(bytes(forged))
        except DecodeError:
            continue
        assert not isinstance(reply, MapReply) or refusal(bytes(forged), reply)


def refusal(data: bytes, reply: MapReply, **asked: int) -> SecReason:
    with pytest.raises(SecError) as caught:
        verify_reply(data, reply, OTK, **asked)
    return caught.value.reason


def test_wrong_one_time_key_is_refused() -> None:
    data = exchange()
    with pytest.raises(SecError, match=SecReason.BAD_EID_HMAC):
        verify_reply(data, protected(data), bytes(16))


def test_etr_cannot_widen_what_the_map_server_authorized() -> None:
    # The ETR knows the MS-OTK, not the ITR's: an EID-AD of its own making does not verify.
    ms_otk = derive_otk(OTK, KdfId.HKDF_SHA256)
    record = EidRecord.of(Prefix.parse("2001:db8::/32"))
    data = seal_reply(MapReply(NONCE, (record,)), authorize((Prefix.parse("::/0"),), ms_otk), ms_otk)
    assert refusal(data, protected(data)) == SecReason.BAD_EID_HMAC


def test_changed_record_is_refused() -> None:
    data = bytearray(exchange())
    data[15] ^= 1  # the TTL of the first record
    assert refusal(bytes(data), protected(bytes(data))) == SecReason.BAD_PACKET_HMAC


def test_short_macs_are_refused() -> None:
    reply = protected(exchange())
    assert reply.security is not None
    short = replace(reply, security=replace(reply.security, packet_hmac=b""))
    assert refusal(encode(short), short) == SecReason.BAD_PACKET_HMAC
    authorization = reply.security.eid_ad.authorization
    assert authorization is not None
    eid_ad = replace(reply.security.eid_ad, authorization=replace(authorization, hmac=b""))
    short = replace(reply, security=replace(reply.security, eid_ad=eid_ad))
    assert refusal(encode(short), short) == SecReason.BAD_EID_HMAC


def test_refusal_prints_its_reason() -> None:
    assert str(SecError(SecReason.BAD_WRAP)) == "sec-bad-wrap"


def test_unprotected_reply_is_refused() -> None:
    reply = MapReply(NONCE, (EidRecord.of(EID),))
    assert refusal(encode(reply), reply) == SecReason.NOT_PROTECTED


def test_reply_without_authorization_is_refused() -> None:
    data = seal_reply(MapReply(NONCE, ()), EidAuthenticationData(2), derive_otk(OTK, 2))
    assert refusal(data, protected(data)) == SecReason.NO_AUTHORIZATION


def test_functions_asked_for_must_be_used() -> None:
    data = exchange()
    assert refusal(data, protected(data), hmac_id=HmacId.SHA1_96) == SecReason.OTHER_HMAC
    assert refusal(data, protected(data), kdf_id=KdfId.HKDF_SHA1) == SecReason.OTHER_KDF
    assert verify_reply(data, protected(data), OTK, hmac_id=HmacId.SHA256_128, kdf_id=KdfId.HKDF_SHA256)


def test_unknown_functions_are_refused() -> None:
    with pytest.raises(SecError, match=SecReason.UNKNOWN_HMAC):
        authorize((EID,), OTK, hmac_id=3)
    reply = protected(exchange())
    assert reply.security is not None
    other = replace(reply, security=replace(reply.security, packet_hmac_id=3))
    assert refusal(encode(other), other) == SecReason.UNKNOWN_HMAC


def test_records_without_a_prefix_are_never_authorized() -> None:
    eid_ad = authorize((EID,), OTK)
    reply = MapReply(NONCE, (EidRecord(1, 48, Address(6, bytes(6))),))
    data = seal_reply(reply, eid_ad, derive_otk(OTK, 2))
    assert verify_reply(data, protected(data), OTK) == ()


def test_map_server_sends_its_authorization_to_the_etr() -> None:
    authorization = authorize((EID,), OTK).authorization
    assert authorization is not None
    assert authorization.flags == 0
    security = protect_request(OTK, NONCE, 1, SECRET, authorization=authorization)
    assert security.eid_ad == EidAuthenticationData(KdfId.HKDF_SHA256, authorization)


def test_etr_cannot_sign_bit() -> None:
    for cannot in (True, False):
        eid_ad = authorize((EID,), OTK, etr_cannot_sign=cannot)
        assert eid_ad.authorization is not None
        assert eid_ad.authorization.flags == (0x80 if cannot else 0)
        assert eid_ad.authorization.etr_cannot_sign is cannot
        assert eid_ad.authorization.records[0].prefix == EID


def test_rtr_authentication() -> None:
    ends = Address.parse("192.0.2.21"), 4342, Address.parse("192.0.2.9"), 4342
    ecm = EncapsulatedControlMessage(*ends, b"\x40", security=RtrAuthentication(7, b"mac"))
    data = encode(ecm)
    assert data[:15].hex() == "88000000" + "02000000" + "00070003" + b"mac".hex()
    decoded = decode(data)
    assert isinstance(decoded, EncapsulatedControlMessage)
    assert decoded.security == RtrAuthentication(7, b"mac")


@pytest.mark.parametrize(
    ("data", "reason", "offset"),
    [
        ("88000000", DecodeReason.TRUNCATED, 4),
        ("8800000003000000", DecodeReason.UNKNOWN_AD_TYPE, 4),
        ("88000000" + "01000002" + "00070102" + "00" * 8, DecodeReason.AD_LENGTH, 8),
        ("88000000" + "01000002" + "00080102" + "00" * 8 + "00030002", DecodeReason.AD_LENGTH, 20),
        ("88000000" + "01000002" + "00080102" + "00" * 8 + "00050002" + "00", DecodeReason.TRUNCATED, 24),
        ("2200000000000000000000000" + "2000000" + "00040002" + "00040002", DecodeReason.UNKNOWN_AD_TYPE, 12),
        ("2200000000000000000000000" + "1000000" + "00040002" + "00030002", DecodeReason.AD_LENGTH, 20),
        ("2200000000000000000000000" + "1000000" + "00040002" + "00050002", DecodeReason.TRUNCATED, 24),
    ],
)
def test_malformed_authentication_data_is_refused(data: str, reason: DecodeReason, offset: int) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(bytes.fromhex(data))
    assert (caught.value.reason, caught.value.offset) == (reason, offset)


def test_packet_ad_of_four_octets_has_an_empty_mac() -> None:
    data = bytes.fromhex("2200000000000000000000000" + "1000000" + "00040002" + "00040001")
    assert protected(data).security == ReplySecurity(EidAuthenticationData(2), 1, b"")
