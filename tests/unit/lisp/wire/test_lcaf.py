"""LCAFs: what they mean, how they read, and what must be refused."""

from collections.abc import Callable

import pytest

from lisp.wire import (
    NO_ALTITUDE,
    Address,
    AfiList,
    AnyAddress,
    ApplicationData,
    AsNumber,
    AuthorizedEid,
    DecodeError,
    DecodeReason,
    EidAuthenticationData,
    EidAuthorization,
    EidRecord,
    EncapsulationFlag,
    EncapsulationFormat,
    ExplicitLocatorPath,
    GeoCoordinates,
    Hop,
    InstanceId,
    JsonData,
    KeyValue,
    Locator,
    MapReferral,
    MapReply,
    MapRequest,
    MulticastInfo,
    NatTraversal,
    NonceLocator,
    NullBody,
    OpaqueKey,
    Prefix,
    ReferralRecord,
    ReplicationEntry,
    ReplicationList,
    ReplySecurity,
    RequestRecord,
    SecurityKey,
    SourceDestinationKey,
    UnknownLcaf,
    VendorData,
    decode,
    encode,
)
from lisp.wire.eid import eid_prefixes
from lisp.wire.lcaf import MAX_ADDRESSES_PER_LCAF, LcafHeader, decode_address, eid_prefix, mask_width
from lisp.wire.reader import MAX_OBJECTS_PER_MESSAGE, Reader, Writer

V4 = Address.parse("10.0.0.1")
V6 = Address.parse("2001:db8::1")


def octets(address: AnyAddress) -> bytes:
    writer = Writer()
    address.encode(writer)
    return writer.to_bytes()


def refusal(data: bytes) -> tuple[DecodeReason, int]:
    with pytest.raises(DecodeError) as caught:
        decode_address(Reader(data))
    return caught.value.reason, caught.value.offset


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (NullBody(), "null"),
        (AfiList((V4, V6)), "list(10.0.0.1, 2001:db8::1)"),
        (InstanceId(7, V4), "[7]10.0.0.1"),
        (AsNumber(65000, V4), "as65000:10.0.0.1"),
        (ApplicationData(0, 6, (80, 81), (0, 9), V4), "app(6 80-81 0-9):10.0.0.1"),
        (
            GeoCoordinates(True, (48, 5, 0), False, (2, 20, 9), 35, V4),
            "geo(48°05'00\"N 2°20'09\"W 35m):10.0.0.1",
        ),
        (
            GeoCoordinates(False, (1, 0, 0), True, (2, 0, 0), NO_ALTITUDE, V4),
            "geo(1°00'00\"S 2°00'00\"E):10.0.0.1",
        ),
        (OpaqueKey(0, 0, b"\xab\xcd"), "key(abcd)"),
        (
            NatTraversal(4342, 5, V4, V6, V4, (V4, V6)),
            "nat(10.0.0.1:5 by 2001:db8::1:4342 private 10.0.0.1 rtrs 10.0.0.1, 2001:db8::1)",
        ),
        (NonceLocator(0xABC, V4), "nonce(0x000abc):10.0.0.1"),
        (MulticastInfo(5, 32, 24, V4, Address.parse("239.0.0.0")), "[5](10.0.0.1/32, 239.0.0.0/24)"),
        (
            ExplicitLocatorPath((Hop(7, V4), Hop(2, V6), Hop(0, V4))),
            "path(10.0.0.1/LPS > 2001:db8::1/P > 10.0.0.1)",
        ),
        (SecurityKey(2, (b"\x01", b"\x02"), V4), "keys(2 01,02):10.0.0.1"),
        (SourceDestinationKey(8, 128, V4, V6), "10.0.0.1/8 > 2001:db8::1/128"),
        (
            ReplicationList((ReplicationEntry(128, V4), ReplicationEntry(1, V6))),
            "replicate(10.0.0.1@128, 2001:db8::1@1)",
        ),
        (JsonData(b'{"a":"\xc3\xa9\n"}', V4), 'json({"a":"\\xe9\\n"}):10.0.0.1'),
        (JsonData(b"\x01\x02", V4, LcafHeader(reserved2=1)), "json(0102):10.0.0.1"),
        (KeyValue(V4, V6), "pair(10.0.0.1 = 2001:db8::1)"),
        (
            EncapsulationFormat(EncapsulationFlag.LISP | EncapsulationFlag.VXLAN, V4),
            "encap(0x5):10.0.0.1",
        ),
        (VendorData(0xC, b"\x01"), "vendor(00000c 01)"),
        (UnknownLcaf(99, b"\x01"), "lcaf-99:01"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_text(address: AnyAddress, text: str) -> None:
    assert str(address) == text


def test_flags_of_a_hop() -> None:
    hops = [Hop(flags, V4) for flags in (0xFFF8, 4, 2, 1)]
    assert [(hop.lookup, hop.probe, hop.strict) for hop in hops] == [
        (False, False, False),
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_revoked_key_and_binary_json() -> None:
    assert SecurityKey(2, (), V4, flags=0xFF).revoked
    assert not SecurityKey(2, (), V4, flags=0xFE).revoked
    assert JsonData(b"", V4, LcafHeader(reserved2=0x01)).binary
    assert not JsonData(b"", V4, LcafHeader(reserved2=0xFE)).binary


def test_types_with_the_same_numbers_are_not_equal() -> None:
    assert len({AsNumber(7, V4), EncapsulationFormat(7, V4), InstanceId(7, V4, LcafHeader())}) == 3


@pytest.mark.parametrize(
    ("address", "width"),
    [
        (V4, 32),
        (V6, 128),
        (Address(6, bytes(6)), 48),
        (Address(17, b"name"), None),
        (Address(0, b""), None),
        (InstanceId(1, V6), 128),
        (AsNumber(1, V4), 32),
        (InstanceId(1, AsNumber(1, V4)), 32),
        (GeoCoordinates(True, (0, 0, 0), True, (0, 0, 0), 0, V6), 128),
        (InstanceId(1, Address(0, b"")), None),
        (AfiList((V4,)), None),
        (UnknownLcaf(99, b""), None),
    ],
)
def test_what_a_mask_counts(address: AnyAddress, width: int | None) -> None:
    assert mask_width(address) == width


def test_only_plain_eids_and_instances_have_a_prefix() -> None:
    assert eid_prefix(InstanceId(7, V4), 24) == Prefix.parse("[7]10.0.0.0/24")
    assert eid_prefix(AsNumber(7, V4), 24) is None
    assert eid_prefix(Address(6, bytes(6)), 48) is None


@pytest.mark.parametrize(
    "body",
    [
        "005b0000 00000000",
        "00003c00 00000000",
        "0000003c 00000000",
        "00000000 00b50000",
        "00000000 00003c00",
        "00000000 0000003c",
        "0000003b 00b43b3c",
    ],
)
def test_angle_that_no_place_has_is_refused(body: str) -> None:
    data = bytes.fromhex("4003000005000012" + body + "00000000" + "00010a000001")
    assert refusal(data) == (DecodeReason.LCAF_VALUE, 8)


def test_extreme_places_are_read() -> None:
    edge = GeoCoordinates(False, (90, 59, 59), False, (180, 59, 59), -1, V4)
    assert decode_address(Reader(octets(edge))) == edge


def test_mask_of_a_multicast_source_and_group_is_checked() -> None:
    assert refusal(octets(MulticastInfo(1, 33, 0, V4, V4))) == (DecodeReason.BAD_MASK_LENGTH, 22)
    assert refusal(octets(SourceDestinationKey(32, 129, V4, V6))) == (DecodeReason.BAD_MASK_LENGTH, 36)
    assert decode_address(Reader(octets(SourceDestinationKey(32, 128, V4, V6))))


def test_a_list_has_at_most_64_addresses() -> None:
    full = AfiList((V4,) * MAX_ADDRESSES_PER_LCAF)
    assert decode_address(Reader(octets(full))) == full
    over = AfiList((V4,) * (MAX_ADDRESSES_PER_LCAF + 1))
    assert refusal(octets(over)) == (DecodeReason.LCAF_TOO_LARGE, 8 + 6 * 64)


@pytest.mark.parametrize(
    "over",
    [
        NatTraversal(1, 2, V4, V4, V4, (V4,) * 65),
        ExplicitLocatorPath((Hop(0, V4),) * 65),
        ReplicationList((ReplicationEntry(0, V4),) * 65),
        SecurityKey(2, (b"",) * 65, V4),
    ],
    ids=lambda address: type(address).__name__,
)
def test_every_list_is_bounded(over: AnyAddress) -> None:
    assert refusal(octets(over))[0] == DecodeReason.LCAF_TOO_LARGE


def test_key_count_beyond_the_body_is_refused() -> None:
    data = bytes.fromhex("400300000b000010ff00020000044b4b4b4b0001c0000201")
    assert refusal(data)[0] == DecodeReason.TRUNCATED


def nested(depth: int) -> AnyAddress:
    address: AnyAddress = V4
    for _ in range(depth):
        address = AfiList((address,))
    return address


def test_nesting_is_bounded() -> None:
    assert decode_address(Reader(octets(nested(4)))) == nested(4)
    assert refusal(octets(nested(5))) == (DecodeReason.LCAF_NESTING, 32)
    record = EidRecord(1, 0, nested(4), (Locator.unicast(nested(4)),))
    assert decode(encode(MapReply(1, (record,)))) == MapReply(1, (record,))


@pytest.mark.parametrize(
    "wrap",
    [
        lambda a: InstanceId(1, a),
        lambda a: AsNumber(1, a),
        lambda a: ApplicationData(0, 0, (0, 0), (0, 0), a),
        lambda a: GeoCoordinates(True, (0, 0, 0), True, (0, 0, 0), 0, a),
        lambda a: NatTraversal(0, 0, a, V4, V4),
        lambda a: NatTraversal(0, 0, V4, a, V4),
        lambda a: NatTraversal(0, 0, V4, V4, a),
        lambda a: NatTraversal(0, 0, V4, V4, V4, (a,)),
        lambda a: NonceLocator(0, a),
        lambda a: MulticastInfo(0, 0, 0, a, V4),
        lambda a: MulticastInfo(0, 0, 0, V4, a),
        lambda a: ExplicitLocatorPath((Hop(0, a),)),
        lambda a: SecurityKey(0, (), a),
        lambda a: SourceDestinationKey(0, 0, a, V4),
        lambda a: SourceDestinationKey(0, 0, V4, a),
        lambda a: ReplicationList((ReplicationEntry(0, a),)),
        lambda a: JsonData(b"", a),
        lambda a: KeyValue(a, V4),
        lambda a: KeyValue(V4, a),
        lambda a: EncapsulationFormat(0, a),
    ],
)
def test_nesting_counts_through_every_type(wrap: Callable[[AnyAddress], AnyAddress]) -> None:
    assert decode_address(Reader(octets(wrap(nested(3))))) == wrap(nested(3))
    assert refusal(octets(wrap(nested(4))))[0] == DecodeReason.LCAF_NESTING


def test_body_must_be_consumed() -> None:
    data = bytes.fromhex("400300000300000b0000fde800010a000001ff")
    assert refusal(data) == (DecodeReason.LCAF_LENGTH, 18)
    assert refusal(bytes.fromhex("4003000000000001ff")) == (DecodeReason.LCAF_LENGTH, 8)


def test_body_must_fit_the_buffer_and_its_length() -> None:
    whole = bytes.fromhex("400300000300000a0000fde800010a000001")
    for end in range(len(whole)):
        assert refusal(whole[:end])[0] == DecodeReason.TRUNCATED
    assert refusal(whole[:-1]) == (DecodeReason.TRUNCATED, 8)
    short = bytearray(whole)
    short[7] -= 1
    assert refusal(bytes(short))[0] == DecodeReason.TRUNCATED


def test_objects_of_a_message_are_bounded() -> None:
    locators = (Locator.unicast(V4),) * 255
    most = tuple(EidRecord(1, 32, V4, locators) for _ in range(4))
    assert MAX_OBJECTS_PER_MESSAGE == 4 * 256
    assert decode(encode(MapReply(1, most))) == MapReply(1, most)
    with pytest.raises(DecodeError) as caught:
        decode(encode(MapReply(1, (*most, EidRecord(1, 32, V4)))))
    assert caught.value.reason == DecodeReason.TOO_MANY_OBJECTS
    assert caught.value.offset == len(encode(MapReply(1, most))) + 12


def test_everything_of_255_records_counts_once() -> None:
    # Record, list and two elements: four objects each, 1020 in all.
    pair = AfiList((V4, V4))
    request = MapRequest(1, (V4,), (RequestRecord(0, pair),) * 255)
    assert decode(encode(request)) == request
    eid_ad = EidAuthenticationData(2, EidAuthorization((AuthorizedEid(0, pair),) * 255, 2, b""))
    reply = MapReply(1, (), 0x20000, ReplySecurity(eid_ad, 2, b""))
    assert decode(encode(reply)) == reply


def test_referrals_count_their_locators() -> None:
    record = ReferralRecord(1, 32, V4, (Locator.unicast(V4),) * 255)
    assert decode(encode(MapReferral(1, (record,) * 4)))
    with pytest.raises(DecodeError, match=DecodeReason.TOO_MANY_OBJECTS):
        decode(encode(MapReferral(1, (record,) * 5)))


def test_lists_count_as_objects() -> None:
    wide = Locator.unicast(AfiList((V4,) * 63))  # locator, list and 63 elements: 65
    fits = EidRecord(1, 32, V4, (wide,) * 15)
    assert decode(encode(MapReply(1, (fits,))))
    with pytest.raises(DecodeError) as caught:
        decode(encode(MapReply(1, (EidRecord(1, 32, V4, (wide,) * 16),))))
    assert caught.value.reason == DecodeReason.TOO_MANY_OBJECTS


@pytest.mark.parametrize(
    ("eid", "expected"),
    [
        (V4, [Prefix.of(V4, 24)]),
        (InstanceId(7, V4), [Prefix.of(V4, 24, 7)]),
        (InstanceId(7, AfiList((V4, Address(6, bytes(6))))), [Prefix.of(V4, iid=7)]),
        (AfiList((V4, InstanceId(7, V4), Address(2, bytes(16)))), [Prefix.of(V4), Prefix.of(Address(2, bytes(16)))]),
        (AfiList(()), []),
        (Address(6, bytes(6)), []),
        (AsNumber(1, V4), []),
    ],
)
def test_the_prefixes_an_eid_stands_for(eid: AnyAddress, expected: list[Prefix]) -> None:
    assert list(eid_prefixes(eid, 24)) == expected
