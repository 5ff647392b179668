"""The codec against known octets: messages, authentication tags, and what must be refused."""

import pytest

from lisp.wire import (
    Action,
    Address,
    Algorithm,
    AuthError,
    AuthReason,
    ChangePriority,
    DataHeader,
    DecodeError,
    DecodeReason,
    EidRecord,
    EncapsulatedControlMessage,
    InstanceId,
    Key,
    KeyChain,
    Locator,
    MapNotify,
    MapRegister,
    MapReply,
    MapRequest,
    Prefix,
    RegisterFlag,
    ReplyFlag,
    RequestFlag,
    RequestRecord,
    UnknownLcaf,
    XtrIdentity,
    decode,
    encode,
    seal,
    verify,
)
from lisp.wire.auth import message_key

PSK = b"correct horse battery staple"
NONCE = 0x0102030405060708

# Messages made by an independent script and accepted by another dissector.
KNOWN = {
    "map-request": "18000001010203040506070800000001c0000209002000010a010101",
    "subscribe": (
        "10100001010203040506070800000001c0000209802000010a010101000102030405060708090a0b0c0d0e0f0001020304050607"
    ),
    "unsubscribe": ("10100001010203040506070800000000802000010a010101000102030405060708090a0b0c0d0e0f0001020304050607"),
    "smr": "11006001010203040506070800010a0101090001c0000209002000010a010101",
    "three-itr-rlocs": (
        "10000201010203040506070800000001c00002090001c000020a000220010db8000000000000000000000001002000010a010101"
    ),
    "map-reply": "200000010102030405060708000005a001201000034500010a0101010164ff0000050001c0000201",
    "negative": "2000000101020304050607080000000f00208000000000010a010101",
    "ecm": (
        "80000000450000380001000040110000c00002090a0101019c4010f60024000018000001010203040506070800000001"
        "c0000209002000010a010101"
    ),
}


def register() -> MapRegister:
    """The Map-Register of the known tags."""
    locator = Locator(1, 100, 255, 0, 0x0005, Address.parse("192.0.2.1"))
    record = EidRecord(1440, 32, Address.parse("10.1.1.1"), (locator,), authoritative=True)
    flags = RegisterFlag.PROXY_REPLY | RegisterFlag.USE_TTL | RegisterFlag.WANT_MAP_NOTIFY
    return MapRegister(NONCE, (record,), flags, identity=XtrIdentity(bytes(range(16)), bytes(range(8))))


@pytest.mark.parametrize("name", KNOWN)
def test_known_message_reencodes_to_itself(name: str) -> None:
    data = bytes.fromhex(KNOWN[name])
    assert encode(decode(data)) == data


def test_map_request_fields() -> None:
    request = decode(bytes.fromhex(KNOWN["subscribe"]))
    assert isinstance(request, MapRequest)
    assert request.itr_rlocs == (Address.parse("192.0.2.9"),)
    assert request.records[0].wants_notifications
    assert request.records[0].prefix == Prefix.parse("10.1.1.1/32")
    assert request.identity == XtrIdentity(bytes(range(16)), bytes(range(8)))


def test_smr_flags() -> None:
    smr = decode(bytes.fromhex(KNOWN["smr"]))
    assert isinstance(smr, MapRequest)
    assert smr.has(RequestFlag.SMR)
    assert smr.has(RequestFlag.LOCAL_XTR)
    assert smr.has(RequestFlag.NO_REPLY)
    assert not smr.has(RequestFlag.PROBE)
    assert smr.source_eid == Address.parse("10.1.1.9")


def test_negative_reply_fields() -> None:
    reply = decode(bytes.fromhex(KNOWN["negative"]))
    assert isinstance(reply, MapReply)
    (record,) = reply.records
    assert (record.action, record.ttl_min, record.locators) == (Action.DROP_POLICY_DENIED, 15, ())


def test_map_reply_version_and_locator() -> None:
    reply = decode(bytes.fromhex(KNOWN["map-reply"]))
    assert isinstance(reply, MapReply)
    (record,) = reply.records
    assert record.map_version == 0x345
    assert record.authoritative
    assert record.locators[0].usable


@pytest.mark.parametrize(
    ("algorithm", "length", "tag"),
    [
        (1, 12, "35f233794ba2f38271fbe170"),
        (1, 20, "b0f7c708a84945fbbe759e35af8d6d3d3c2b5e46"),
        (2, 16, "ed7dbdd1e90864678684c5cce68d03dd"),
        (2, 32, "092c9075ba532fa4795e5228f5248520180205cd7433b5c8b46d809a6078a5fe"),
        (3, 16, "6eb6c2ceaba40ce3dd9e61f35820b823"),
    ],
)
def test_known_tags(algorithm: int, length: int, tag: str) -> None:
    data = seal(register(), Key(1, Algorithm(algorithm), PSK, length))
    assert data[:4].hex() == "3a000901"
    assert data[16 : 16 + length].hex() == tag


@pytest.mark.parametrize(
    ("salt", "key"),
    [
        (b"Map-Register Authentication", "1cfaafe40d1ab41b1496b43e82fdfb493e78eac9c6f29072d13e348c722529a6"),
        (b"Map-Notify Authentication", "fa773a2b549f7da125220fd294ff982186bac2c456ce44ad969f8dfe437e3d3a"),
        (
            b"Map-Notify-Ack Authentication",
            "a36b5a08452d58b1f0781388fb06cada43f02b8e240f0a590e34a9055739132f",
        ),
    ],
)
def test_known_message_keys(salt: bytes, key: str) -> None:
    assert message_key(PSK, NONCE.to_bytes(8, "big"), salt).hex() == key


def chain(algorithm: Algorithm = Algorithm.HMAC_SHA256_128, key_id: int = 1, secret: bytes = PSK) -> KeyChain:
    return KeyChain.of(Key(key_id, algorithm, secret))


def refusal(data: bytes, keys: KeyChain) -> AuthReason:
    with pytest.raises(AuthError) as caught:
        verify(data, keys)
    return caught.value.reason


def test_right_key_verifies() -> None:
    assert verify(seal(register(), chain().signing_key), chain()).key_id == 1


def test_one_flipped_bit_anywhere_is_refused() -> None:
    data = seal(register(), chain().signing_key)
    for position in range(len(data)):
        forged = bytearray(data)
        forged[position] ^= 0x01
        with pytest.raises(AuthError):
            verify(bytes(forged), chain())


def test_unknown_key_id_is_refused() -> None:
    assert refusal(seal(register(), Key(9, Algorithm.HMAC_SHA256_128, PSK)), chain()) == AuthReason.UNKNOWN_KEY


def test_packet_does_not_choose_its_algorithm() -> None:
    weak = seal(register(), Key(1, Algorithm.HMAC_SHA1_96, PSK))
    assert refusal(weak, chain()) == AuthReason.WRONG_ALGORITHM


def test_unsigned_message_is_refused() -> None:
    assert refusal(encode(register()), chain()) == AuthReason.UNKNOWN_KEY


def test_truncated_tag_is_refused() -> None:
    data = bytearray(seal(register(), chain().signing_key))
    data[14:16] = (4).to_bytes(2, "big")
    assert refusal(bytes(data[:20] + data[48:]), chain()) == AuthReason.BAD_TAG_LENGTH


def test_all_zero_tag_is_refused() -> None:
    data = bytearray(seal(register(), chain().signing_key))
    data[16:48] = bytes(32)
    assert refusal(bytes(data), chain()) == AuthReason.BAD_TAG


def test_second_key_of_a_chain_verifies_and_the_first_signs() -> None:
    old, new = Key(1, Algorithm.HMAC_SHA256_128, b"the old secret"), Key(2, Algorithm.HMAC_SHA256_128, PSK)
    rotating = KeyChain.of(new, old)
    assert verify(seal(register(), old), rotating) is old
    assert rotating.signing_key is new


def test_key_is_not_printed() -> None:
    assert PSK.decode() not in repr(chain())


def test_register_replayed_as_notify_is_refused() -> None:
    data = bytearray(seal(register(), Key(1, Algorithm.HMAC_SHA256_128_HKDF, PSK)))
    data[0] = 4 << 4 | data[0] & 0x0F
    assert refusal(bytes(data), chain(Algorithm.HMAC_SHA256_128_HKDF)) == AuthReason.BAD_TAG


def test_change_priority_round_trip_and_ack_is_signed_apart() -> None:
    record = EidRecord.of(Prefix.parse("10.0.0.1/32"), (Locator.unicast(Address.parse("192.0.2.12")),))
    order = ChangePriority(NONCE, (record,), from_controller=True)
    key = Key(3, Algorithm.HMAC_SHA256_128_HKDF, PSK)
    data = seal(order, key)
    decoded = decode(data)
    assert isinstance(decoded, ChangePriority)
    assert decoded.from_controller
    assert encode(decoded) == data
    ack = decode(seal(order.acknowledged(), key))
    assert isinstance(ack, ChangePriority)
    assert ack.ack
    assert ack.records == order.records
    # The K bit alone, set on the way, must not turn an order into its own acknowledgement.
    forged = bytearray(data)
    forged[2] |= 0x20
    assert refusal(bytes(forged), KeyChain.of(key)) == AuthReason.BAD_TAG


def test_map_notify_with_an_unannounced_trailer_keeps_it() -> None:
    notify = MapNotify(NONCE, (), identity=XtrIdentity(bytes(16)))
    data = encode(notify)
    assert data[0] == 0x40
    assert decode(data) == notify


def test_ecm_carries_a_message_with_right_checksums() -> None:
    inner = encode(
        MapRequest(NONCE, (Address.parse("2001:db8::9"),), (RequestRecord.of(Prefix.parse("2001:db8::/32")),))
    )
    for source, destination in (("192.0.2.9", "10.1.1.1"), ("2001:db8::9", "2001:db8::1")):
        sent = EncapsulatedControlMessage(Address.parse(source), 4342, Address.parse(destination), 4342, inner)
        received = decode(encode(sent))
        assert isinstance(received, EncapsulatedControlMessage)
        assert received.inner == inner
        assert str(received.destination) == destination


def test_ecm_with_a_damaged_payload_is_refused() -> None:
    inner = bytes.fromhex(KNOWN["map-request"])
    data = bytearray(
        encode(EncapsulatedControlMessage(Address.parse("192.0.2.9"), 1, Address.parse("10.1.1.1"), 2, inner))
    )
    data[-1] ^= 1
    assert reason(bytes(data)) == DecodeReason.BAD_INNER_CHECKSUM


def test_ecm_in_ecm_is_refused() -> None:
    inner = bytes.fromhex(KNOWN["ecm"])
    data = encode(EncapsulatedControlMessage(Address.parse("192.0.2.9"), 1, Address.parse("10.1.1.1"), 2, inner))
    assert reason(data) == DecodeReason.NESTED_ECM


def test_instance_id_is_part_of_the_prefix() -> None:
    eid = InstanceId(100, Address.parse("10.0.0.1"))
    record = EidRecord(5, 24, eid)
    assert record.prefix == Prefix.parse("[100]10.0.0.0/24")
    assert bytes.fromhex("400300000220000a0000006400010a000001") in encode(MapReply(1, (record,)))


def test_unknown_lcaf_survives_bit_for_bit() -> None:
    novel = bytes.fromhex("4003000063000012") + bytes(range(18))
    data = bytes.fromhex("200000010102030405060708") + bytes.fromhex("0000000f002000000000") + novel
    reply = decode(data)
    assert isinstance(reply, MapReply)
    assert isinstance(reply.records[0].eid, UnknownLcaf)
    assert reply.records[0].prefix is None
    assert encode(reply) == data


def reason(data: bytes) -> DecodeReason:
    with pytest.raises(DecodeError) as caught:
        decode(data)
    return caught.value.reason


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("", DecodeReason.EMPTY),
        ("00", DecodeReason.UNKNOWN_TYPE),
        ("18", DecodeReason.TRUNCATED),
        (KNOWN["map-request"] + "00", DecodeReason.TRAILING_BYTES),
        (KNOWN["map-request"][:6] + "00" + KNOWN["map-request"][8:], DecodeReason.NO_RECORDS),
        (KNOWN["subscribe"][:-2], DecodeReason.MISSING_TRAILER),
        (KNOWN["map-request"].replace("00200001", "00210001"), DecodeReason.BAD_MASK_LENGTH),
        (KNOWN["map-request"].replace("00200001", "00200063"), DecodeReason.UNKNOWN_AFI),
        ("f0010001" + "00" * 12, DecodeReason.UNKNOWN_SUBTYPE),
        ("fc500f01" + "00" * 12, DecodeReason.BAD_RESERVED),
    ],
)
def test_refusals_have_their_reason(data: str, why: DecodeReason) -> None:
    assert reason(bytes.fromhex(data)) == why


def test_lcaf_nested_too_deep_is_refused() -> None:
    address: Address | InstanceId = Address.parse("10.0.0.1")
    for iid in range(5):
        address = InstanceId(iid, address)
    data = encode(MapReply(1, (EidRecord(1, 32, address),)))
    assert reason(data) == DecodeReason.LCAF_NESTING


def test_lcaf_that_ends_inside_its_address_is_refused() -> None:
    data = bytearray(encode(MapReply(1, (EidRecord(1, 32, InstanceId(7, Address.parse("10.0.0.1"))),))))
    length_at = data.index(b"\x02\x20\x00\x0a") + 2
    data[length_at : length_at + 2] = (11).to_bytes(2, "big")
    assert reason(bytes(data)) == DecodeReason.TRUNCATED
    assert reason(bytes(data) + b"\0") == DecodeReason.LCAF_LENGTH


def test_data_header_instance() -> None:
    header = DataHeader.for_instance(100)
    assert header.encode().hex() == "0800000000006400"
    assert DataHeader.decode(header.encode()).iid == 100
    assert DataHeader.for_instance(0).encode() == bytes(8)


def test_data_header_refuses_gpe() -> None:
    with pytest.raises(DecodeError):
        DataHeader.decode(bytes.fromhex("0400000100000000"))


@pytest.mark.parametrize("text", ["10.0.0.0/24", "2001:db8::/32", "[7]10.0.0.1/32"])
def test_prefix_text_round_trip(text: str) -> None:
    assert str(Prefix.parse(text)) == text


def test_prefix_covers() -> None:
    wide, host = Prefix.parse("10.0.0.0/24"), Prefix.parse("10.0.0.7/32")
    assert wide.covers(host)
    assert wide.covers(wide)
    assert not host.covers(wide)
    assert not wide.covers(Prefix.parse("[1]10.0.0.7/32"))


def test_flags_are_asked_for_by_name() -> None:
    assert MapReply(1, (), ReplyFlag.PROBE).has(ReplyFlag.PROBE)
    assert not MapReply(1, (), ReplyFlag.PROBE).has(ReplyFlag.ECHO_NONCE)
    assert register().has(RegisterFlag.WANT_MAP_NOTIFY)
    assert not register().has(RegisterFlag.MERGE)


def test_trailer_prints_both_ids() -> None:
    assert str(XtrIdentity(b"\x01" * 16, b"\x02" * 8)) == "01" * 16 + "@" + "02" * 8
