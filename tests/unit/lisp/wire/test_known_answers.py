"""Octets made by an independent script, most of them accepted by another dissector as well."""

import pytest

from lisp.wire import (
    Address,
    AfiList,
    Algorithm,
    AnyAddress,
    ApplicationData,
    AsNumber,
    DecodeError,
    EidRecord,
    ExplicitLocatorPath,
    GeoCoordinates,
    Hop,
    InstanceId,
    JsonData,
    Key,
    KeyChain,
    KeyValue,
    Locator,
    MapNotify,
    MapNotifyAck,
    MapReferral,
    MapRegister,
    MulticastInfo,
    NatTraversal,
    ReferralAction,
    ReferralRecord,
    RegisterFlag,
    ReplicationEntry,
    ReplicationList,
    SecurityKey,
    SourceDestinationKey,
    VendorData,
    XtrIdentity,
    decode,
    encode,
    seal,
    verify,
)
from lisp.wire.lcaf import LcafHeader, decode_address
from lisp.wire.reader import Reader, Writer

PSK = b"correct horse battery staple"
NONCE = 0x0102030405060708


def ip(text: str) -> Address:
    return Address.parse(text)


LCAFS: dict[str, tuple[AnyAddress, str]] = {
    "afi-list": (
        AfiList((ip("10.0.0.1"), ip("::1"))),
        "400300000100001800010a000001000200000000000000000000000000000001",
    ),
    "instance-id": (InstanceId(100, ip("10.0.0.1")), "400300000220000a0000006400010a000001"),
    "as-number": (AsNumber(65000, ip("10.0.0.1")), "400300000300000a0000fde800010a000001"),
    "application-data": (
        ApplicationData(0, 6, (80, 80), (1024, 65535), ip("10.0.0.1")),
        "400300000400001200000006005000500400ffff00010a000001",
    ),
    "geo-coordinates": (
        GeoCoordinates(True, (48, 50, 0), True, (2, 20, 0), 35, ip("10.0.0.1")),
        "400300000500001280303200800214000000002300010a000001",
    ),
    "nat-traversal": (
        NatTraversal(4342, 50000, ip("198.51.100.1"), ip("192.0.2.1"), ip("10.0.0.1"), (ip("203.0.113.1"),)),
        "400300000700001c10f6c3500001c63364010001c000020100010a0000010001cb007101",
    ),
    "multicast-info": (
        MulticastInfo(100, 32, 32, ip("10.0.0.1"), ip("239.1.1.1")),
        "4003000009000014000000640000202000010a0000010001ef010101",
    ),
    "explicit-locator-path": (
        ExplicitLocatorPath((Hop(0b101, ip("192.0.2.1")), Hop(0b001, ip("192.0.2.2")))),
        "400300000a00001000050001c000020100010001c0000202",
    ),
    "security-key": (
        SecurityKey(2, (b"KKKK",), ip("192.0.2.1")),
        "400300000b0000100100020000044b4b4b4b0001c0000201",
    ),
    "source-destination-key": (
        SourceDestinationKey(24, 16, ip("10.0.0.0"), ip("10.1.0.0")),
        "400300000c0000100000181000010a00000000010a010000",
    ),
    "replication-list": (
        ReplicationList((ReplicationEntry(128, ip("192.0.2.1")),)),
        "400300000d00000a000000800001c0000201",
    ),
    "json": (JsonData(b'{"a":1}', Address(0, b"")), "400300000e00000b00077b2261223a317d0000"),
    "key-value": (KeyValue(ip("10.0.0.1"), ip("10.0.0.2")), "400300000f00000c00010a00000100010a000002"),
    "vendor": (VendorData(0x00000C, b"cisco"), "40030000ff0000090000000c636973636f"),
}


@pytest.mark.parametrize("name", LCAFS)
def test_known_lcaf(name: str) -> None:
    address, octets = LCAFS[name]
    writer = Writer()
    address.encode(writer)
    assert writer.to_bytes().hex() == octets
    assert decode_address(Reader(bytes.fromhex(octets))) == address


def test_known_map_referral() -> None:
    octets = "600000010102030405060708000005a001185800000000010a0101000164ff0000050001c0000207"
    locator = Locator(1, 100, 255, 0, 5, ip("192.0.2.7"))
    record = ReferralRecord(
        1440, 24, ip("10.1.1.0"), (locator,), ReferralAction.MS_ACK, authoritative=True, incomplete=True
    )
    assert decode(bytes.fromhex(octets)) == MapReferral(NONCE, (record,))
    assert encode(MapReferral(NONCE, (record,))).hex() == octets


def register() -> MapRegister:
    """The Map-Register of the known tags."""
    record = EidRecord(1440, 32, ip("10.1.1.1"), (Locator(1, 100, 255, 0, 5, ip("192.0.2.1")),), authoritative=True)
    flags = RegisterFlag.PROXY_REPLY | RegisterFlag.USE_TTL | RegisterFlag.WANT_MAP_NOTIFY
    return MapRegister(NONCE, (record,), flags, identity=XtrIdentity(bytes(range(16)), bytes(range(8))))


@pytest.mark.parametrize(
    ("algorithm", "length", "tag"),
    [
        (1, 12, "048b7879a7cc0fdcaa7b3e64"),
        (1, 20, "4a2859813f7940519533118cb4b71b3f88ac8c1f"),
        (2, 16, "73616cbdfdc6ff30d5bd2a6197c9a3f3"),
        (2, 32, "45e3dc35b24ecb2cf6b5da32a5ca15de69c089c601c30fabacc8546c91d646c1"),
        (3, 16, "e25f49f64e95c7a4434cb384be3e9aaa"),
    ],
)
def test_known_tags_that_leave_the_trailer_out(algorithm: int, length: int, tag: str) -> None:
    key = Key(1, Algorithm(algorithm), PSK, length, covers_trailer=False)
    data = seal(register(), key)
    assert data[16 : 16 + length].hex() == tag
    changed = data[:-1] + b"\xff"
    assert verify(changed, KeyChain.of(key)) is key


@pytest.mark.parametrize(
    ("kind", "tag"),
    [(MapNotify, "8d97b816a46f57256a48444ee98cc87d"), (MapNotifyAck, "1035ad4bf82531af28382ff5fb45235b")],
)
def test_known_tags_of_map_notify(kind: type[MapNotify] | type[MapNotifyAck], tag: str) -> None:
    data = seal(kind(NONCE, register().records), Key(1, Algorithm.HMAC_SHA256_128_HKDF, PSK))
    assert data[16:32].hex() == tag


def test_change_priority_of_2012_is_authentic_and_no_message_of_today() -> None:
    # Its type, 5, has since become Map-Notify-Ack: the tag is right, the layout is not.
    data = bytes.fromhex(
        "58000001010203040506070800010014c3c4de5d4a7f0e31c6f37125debf3f6015a31f6f2000010a0000010001c0000201"
    )
    assert verify(data, KeyChain.of(Key(0, Algorithm.HMAC_SHA1_96, b"lip6-xtr"))).key_id == 0
    with pytest.raises(DecodeError):
        decode(data)


def test_lcaf_header_is_kept() -> None:
    octets = bytes.fromhex("4003aabb03cc000a0000fde800010a000001")
    address = decode_address(Reader(octets))
    assert isinstance(address, AsNumber)
    assert address.header == LcafHeader(0xAA, 0xBB, 0xCC)
