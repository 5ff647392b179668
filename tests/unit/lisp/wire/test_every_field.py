"""One message and one LCAF of each class with every field in use and no two alike, against their octets.

What takes one field for another, or drops one that is nearly always zero, shows here at once. These octets
are the codec's own; that they are right is for the known answers, for tshark and for scapy's layers to say.
"""

import pytest

from lisp.wire import (
    Address,
    AfiList,
    AnyAddress,
    ApplicationData,
    AsNumber,
    Authentication,
    AuthorizedEid,
    ChangePriority,
    DecodeError,
    DecodeReason,
    EcmSecurity,
    EidAuthenticationData,
    EidAuthorization,
    EidRecord,
    EncapsulatedControlMessage,
    EncapsulationFormat,
    ExplicitLocatorPath,
    GeoCoordinates,
    Hop,
    InfoReply,
    InfoRequest,
    InstanceId,
    JsonData,
    KeyValue,
    Locator,
    MapNotify,
    MapNotifyAck,
    MapReferral,
    MapRegister,
    MapReply,
    MapRequest,
    Message,
    MulticastInfo,
    NatTraversal,
    NonceLocator,
    NullBody,
    OpaqueKey,
    ReferralRecord,
    ReferralSignature,
    ReplicationEntry,
    ReplicationList,
    ReplySecurity,
    RequestFlag,
    RequestRecord,
    RtrAuthentication,
    SecurityKey,
    SourceDestinationKey,
    UnknownLcaf,
    VendorData,
    XtrIdentity,
    decode,
    encode,
)
from lisp.wire.lcaf import LCAFS, LcafHeader, decode_address
from lisp.wire.messages import MESSAGES
from lisp.wire.reader import Reader, Writer

A = Address.parse("10.1.2.3")
B = Address.parse("192.0.2.77")
C = Address.parse("2001:db8::5")
NAME = Address(17, b"r7")
HEADER = LcafHeader(0xA1, 0xB2, 0xC3)
NAT = NatTraversal(0x1011, 0x1213, A, B, C, (B, A), HEADER)

ADDRESSES: list[tuple[AnyAddress, str]] = [
    (
        AfiList((A, C, NAME, Address(6, bytes(range(6))), Address(16389, bytes(6)), Address(0, b"")), HEADER),
        (
            "4003a1b201c3002f00010a010203000220010db800000000000000000000000500117237000006000102030405400500"
            "00000000000000"
        ),
    ),
    (
        InstanceId(0x01020304, A, HEADER),
        "4003a1b202c3000a0102030400010a010203",
    ),
    (
        AsNumber(0x01020304, C, HEADER),
        "4003a1b203c3001601020304000220010db8000000000000000000000005",
    ),
    (
        ApplicationData(0x010203, 0x04, (0x0506, 0x0708), (0x090A, 0x0B0C), A, HEADER),
        "4003a1b204c300120102030405060708090a0b0c00010a010203",
    ),
    (
        GeoCoordinates(True, (89, 1, 2), False, (179, 3, 4), -5, A, HEADER),
        "4003a1b205c300128059010200b30304fffffffb00010a010203",
    ),
    (
        GeoCoordinates(False, (1, 2, 3), True, (4, 5, 59), 0x01020304, C, HEADER),
        "4003a1b205c3001e000102038004053b01020304000220010db8000000000000000000000005",
    ),
    (
        NonceLocator(0x010203, A, 0x04, HEADER),
        "4003a1b208c3000a0401020300010a010203",
    ),
    (
        SecurityKey(0x01, (b"one", b"", b"three"), C, 0x02, 0x03, HEADER),
        "4003a1b20bc300240302010300036f6e65000000057468726565000220010db8000000000000000000000005",
    ),
    (
        EncapsulationFormat(0x01020304, A, HEADER),
        "4003a1b210c3000a0102030400010a010203",
    ),
    (
        NAT,
        (
            "4003a1b207c3002e1011121300010a0102030001c000024d000220010db80000000000000000000000050001c000024d"
            "00010a010203"
        ),
    ),
    (
        ExplicitLocatorPath((Hop(0x0102, A), Hop(0x0304, C)), HEADER),
        "4003a1b20ac3001c010200010a0102030304000220010db8000000000000000000000005",
    ),
    (
        ReplicationList((ReplicationEntry(0x01, A, 0x020304), ReplicationEntry(0x05, C, 0x060708)), HEADER),
        "4003a1b20dc300200203040100010a01020306070805000220010db8000000000000000000000005",
    ),
    (
        NullBody(HEADER),
        "4003a1b200c30000",
    ),
    (
        OpaqueKey(0x01, 0x0203, b"key", HEADER),
        "4003a1b206c300060102036b6579",
    ),
    (
        MulticastInfo(0x01020304, 0x05, 0x06, A, B, 0x0708, HEADER),
        "4003a1b209c30014010203040708050600010a0102030001c000024d",
    ),
    (
        SourceDestinationKey(0x01, 0x02, C, A, 0x0304, HEADER),
        "4003a1b20cc3001c03040102000220010db800000000000000000000000500010a010203",
    ),
    (
        JsonData(b"[1]", C, HEADER),
        "4003a1b20ec3001700035b315d000220010db8000000000000000000000005",
    ),
    (
        KeyValue(A, B, HEADER),
        "4003a1b20fc3000c00010a0102030001c000024d",
    ),
    (
        VendorData(0x010203, b"data", 0x04, HEADER),
        "4003a1b2ffc300080401020364617461",
    ),
    (
        UnknownLcaf(0x63, b"body", HEADER),
        "4003a1b263c30004626f6479",
    ),
]

LOCATORS = (
    Locator(0x11, 0x22, 0x33, 0x44, 0x5555, A),
    Locator(0x66, 0x77, 0x88, 0x99, 0xAAAA, InstanceId(0x123456, NAME, HEADER)),
)
RECORD = EidRecord(0x01020304, 0x17, C, LOCATORS, 5, True, 0xABC, 0xDEF1)
PLAIN = EidRecord(0x05060708, 0x19, B, (), 2, False, 0x543, 0x210E)
IDENTITY = XtrIdentity(bytes(range(0x10, 0x20)), bytes(range(0x30, 0x38)))
AUTH = Authentication(0x21, 0x43, b"\x65\x87\xa9")
NONCE = 0x0123456789ABCDEF
AUTHORIZED = (AuthorizedEid(0x11, A, 0x71), AuthorizedEid(0x12, C, 0x72))
EID_AD = EidAuthenticationData(0x0203, EidAuthorization(AUTHORIZED, 0x0405, b"mac", 0x86))
RTR_AUTH = RtrAuthentication(0x0102, b"mac", 0x030405)
ECM_SECURITY = EcmSecurity(0x0102, 0x03, 0x04, b"preamble", b"key", EID_AD, 0x05)
ASKED = (RequestRecord(0x11, B, 0x82), RequestRecord(0x12, C, 0x03))
ASKED_FLAGS = 0x5A040 | RequestFlag.MAP_DATA | RequestFlag.XTR_ID
REFERRAL = ReferralRecord(
    0x01020304, 0x17, C, LOCATORS, 5, True, False, 0xDEF,
    (ReferralSignature(1, 2, 3, 4, 5, b"one", 6), ReferralSignature(7, 8, 9, 10, 11, b"two", 12)), 0x5A3,
)  # fmt: skip

MESSAGES_IN_FULL: list[tuple[Message, str]] = [
    (
        MapRequest(
            NONCE,
            (A, C),
            (RequestRecord(0x11, B, 0x82), RequestRecord(0x12, C, 0x03)),
            C,
            0x5A040 | RequestFlag.MAP_DATA | RequestFlag.XTR_ID,
            RECORD,
            IDENTITY,
        ),
        (
            "15b041020123456789abcdef000220010db800000000000000000000000500010a010203000220010db8000000000000"
            "00000000000582110001c000024d0312000220010db8000000000000000000000005010203040217babcdef100022001"
            "0db800000000000000000000000511223344555500010a01020366778899aaaa4003a1b202c300090012345600117237"
            "00101112131415161718191a1b1c1d1e1f3031323334353637"
        ),
    ),
    (
        MapReply(NONCE, (RECORD, PLAIN), 0x9A5A5),
        (
            "29a5a5020123456789abcdef010203040217babcdef1000220010db80000000000000000000000051122334455550001"
            "0a01020366778899aaaa4003a1b202c300090012345600117237000506070800194543210e0001c000024d"
        ),
    ),
    (
        MapReply(NONCE, (PLAIN,), 0xBA5A5, ReplySecurity(EID_AD, 0x0607, b"packet", 0x08090A)),
        (
            "2ba5a5010123456789abcdef0506070800194543210e0001c000024d0108090a0027020302860405711100010a010203"
            "7212000220010db80000000000000000000000056d6163000a06077061636b6574"
        ),
    ),
    (
        MapRegister(NONCE, (RECORD, PLAIN), 0xBA5A5, AUTH, IDENTITY),
        (
            "3ba5a5020123456789abcdef214300036587a9010203040217babcdef1000220010db800000000000000000000000511"
            "223344555500010a01020366778899aaaa4003a1b202c300090012345600117237000506070800194543210e0001c000"
            "024d101112131415161718191a1b1c1d1e1f3031323334353637"
        ),
    ),
    (
        MapRegister(NONCE, (PLAIN,), 0x5A5A5, AUTH),
        "35a5a5010123456789abcdef214300036587a90506070800194543210e0001c000024d",
    ),
    (
        MapNotify(NONCE, (RECORD, PLAIN), 0x9A5A5, AUTH, IDENTITY),
        (
            "49a5a5020123456789abcdef214300036587a9010203040217babcdef1000220010db800000000000000000000000511"
            "223344555500010a01020366778899aaaa4003a1b202c300090012345600117237000506070800194543210e0001c000"
            "024d101112131415161718191a1b1c1d1e1f3031323334353637"
        ),
    ),
    (
        MapNotify(NONCE, (PLAIN,), 0x7A5A5, AUTH),
        "47a5a5010123456789abcdef214300036587a90506070800194543210e0001c000024d",
    ),
    (
        MapNotifyAck(NONCE, (RECORD,), 0xFA5A5, AUTH, IDENTITY),
        (
            "5fa5a5010123456789abcdef214300036587a9010203040217babcdef1000220010db800000000000000000000000511"
            "223344555500010a01020366778899aaaa4003a1b202c30009001234560011723700101112131415161718191a1b1c1d"
            "1e1f3031323334353637"
        ),
    ),
    (
        MapReferral(NONCE, (REFERRAL, REFERRAL._replace(authoritative=False, incomplete=True)), 0xA5A5A),
        (
            "6a5a5a020123456789abcdef010203040217b5a32def000220010db80000000000000000000000051122334455550001"
            "0a01020366778899aaaa4003a1b202c3000900123456001172370000000001000000020000000300040003050000066f"
            "6e65000000070000000800000009000a00030b00000c74776f010203040217ada32def000220010db800000000000000"
            "000000000511223344555500010a01020366778899aaaa4003a1b202c300090012345600117237000000000100000002"
            "0000000300040003050000066f6e65000000070000000800000009000a00030b00000c74776f"
        ),
    ),
    (
        InfoRequest(NONCE, 0x01020304, 0x15, C, AUTH, 0x5A5A5A5, 0x16),
        "75a5a5a50123456789abcdef214300036587a9010203041615000220010db80000000000000000000000050000",
    ),
    (
        InfoReply(NONCE, 0x01020304, 0x15, A, AUTH, 0x5A5A5A5, 0x16, NAT),
        (
            "7da5a5a50123456789abcdef214300036587a901020304161500010a0102034003a1b207c3002e1011121300010a0102"
            "030001c000024d000220010db80000000000000000000000050001c000024d00010a010203"
        ),
    ),
    (
        EncapsulatedControlMessage(A, 0x0102, B, 0x0304, b"inner", 0x5A5A5A5),
        "85a5a5a5450000210000400040116c7b0a010203c000024d01020304000de3a8696e6e6572",
    ),
    (
        EncapsulatedControlMessage(
            C,
            0x0102,
            C,
            0x0304,
            b"inner",
            0xDA5A5A5,
            security=EcmSecurity(0x0102, 0x03, 0x04, b"preamble", b"key", EID_AD, 0x05),
        ),
        (
            "8da5a5a501050102000b0304707265616d626c656b65790027020302860405711100010a0102037212000220010db800"
            "00000000000000000000056d616360000000000d114020010db800000000000000000000000520010db8000000000000"
            "00000000000501020304000d567e696e6e6572"
        ),
    ),
    (
        EncapsulatedControlMessage(
            A, 0x0102, B, 0x0304, b"inner", 0xDA5A5A5, security=RtrAuthentication(0x0102, b"mac", 0x030405)
        ),
        "8da5a5a502030405010200036d6163450000210000400040116c7b0a010203c000024d01020304000de3a8696e6e6572",
    ),
    (
        ChangePriority(NONCE, (RECORD, PLAIN), True, False, True, AUTH, IDENTITY),
        (
            "fc50b0020123456789abcdef214300036587a9010203040217babcdef1000220010db800000000000000000000000511"
            "223344555500010a01020366778899aaaa4003a1b202c300090012345600117237000506070800194543210e0001c000"
            "024d101112131415161718191a1b1c1d1e1f3031323334353637"
        ),
    ),
    (
        ChangePriority(NONCE, (PLAIN,), False, True, False, AUTH),
        "fc5040010123456789abcdef214300036587a90506070800194543210e0001c000024d",
    ),
]


def ids(value: object) -> str:
    return type(value).__name__ if not isinstance(value, str) else "octets"


@pytest.mark.parametrize(("address", "octets"), ADDRESSES, ids=ids)
def test_every_field_of_an_address(address: AnyAddress, octets: str) -> None:
    writer = Writer()
    address.encode(writer)
    assert writer.to_bytes().hex() == octets
    reader = Reader(b"\xff\xff" + writer.to_bytes() + b"\xff", offset=2)
    assert decode_address(reader) == address
    assert reader.remaining == 1


@pytest.mark.parametrize(("message", "octets"), MESSAGES_IN_FULL, ids=ids)
def test_every_field_of_a_message(message: Message, octets: str) -> None:
    assert encode(message).hex() == octets
    assert decode(bytes.fromhex(octets)) == message


def test_every_class_is_here() -> None:
    assert {type(address) for address, _ in ADDRESSES} >= set(LCAFS.values())
    assert {type(message) for message, _ in MESSAGES_IN_FULL} == set(MESSAGES.values())


@pytest.mark.parametrize("kind", [MapNotify, MapNotifyAck])
def test_trailer_that_nothing_announces_is_known_by_its_size(kind: type[MapNotify]) -> None:
    silent = kind(NONCE, (PLAIN,), 0, AUTH, IDENTITY)
    data = encode(silent)
    assert decode(data) == silent
    for wrong in (data[:-1], data + b"\0"):
        with pytest.raises(DecodeError) as caught:
            decode(wrong)
        assert caught.value.reason == DecodeReason.TRAILING_BYTES
    assert decode(encode(kind(NONCE, (PLAIN,), 0, AUTH))) == kind(NONCE, (PLAIN,), 0, AUTH)


@pytest.mark.parametrize(
    ("data", "reason", "offset"),
    [
        ("f0010001" + "00" * 12, DecodeReason.UNKNOWN_SUBTYPE, 0),
        ("fc500101" + "00" * 12, DecodeReason.BAD_RESERVED, 2),
        ("10000000" + "00" * 8 + "0000" + "0001c0000209", DecodeReason.NO_RECORDS, 3),
        ("10100001" + "00" * 8 + "0000" + "0001c0000209" + "00200001" + "0a010101" + "00" * 23,
         DecodeReason.MISSING_TRAILER, 28),
        ("20000001" + "00" * 8 + "00000001" + "00200000" + "00000011" + "6e616d65",
         DecodeReason.UNTERMINATED_NAME, 24),
        ("20000001" + "00" * 8 + "00000001" + "00200000" + "00000063", DecodeReason.UNKNOWN_AFI, 22),
        ("20000001" + "00" * 8 + "00000001" + "00210000" + "00000001" + "0a010101",
         DecodeReason.BAD_MASK_LENGTH, 28),
        ("20000001" + "00" * 8 + "00000001" + "00810000" + "00000002" + "00" * 16,
         DecodeReason.BAD_MASK_LENGTH, 40),
        ("90000000", DecodeReason.UNKNOWN_TYPE, 0),
        ("", DecodeReason.EMPTY, 0),
    ],
)  # fmt: skip
def test_refusal_says_where(data: str, reason: DecodeReason, offset: int) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(bytes.fromhex(data))
    assert (caught.value.reason, caught.value.offset) == (reason, offset)


def test_names_side_by_side_end_at_their_own_nul() -> None:
    pair = AfiList((NAME, Address(17, b""), Address(17, b"\x01x")))
    writer = Writer()
    pair.encode(writer)
    assert decode_address(Reader(writer.to_bytes())) == pair


def test_bits_that_announce_parts_follow_from_the_parts() -> None:
    bits = RequestFlag.MAP_DATA | RequestFlag.XTR_ID | 0x1F
    bare = MapRequest(NONCE, (A,), ASKED, flags=bits | RequestFlag.SMR)
    assert decode(encode(bare)) == MapRequest(NONCE, (A,), ASKED, flags=RequestFlag.SMR)
    assert decode(encode(MapReply(NONCE, (), 0xFFFFF))) == MapReply(NONCE, (), 0xDFFFF)
