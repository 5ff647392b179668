"""Records made from prefixes: their defaults, the order of locators, and what becomes of an order's ack."""

import hashlib
import hmac

import pytest

from lisp.wire import (
    Action,
    Address,
    AfiList,
    Algorithm,
    AnyAddress,
    Authentication,
    ChangePriority,
    EidRecord,
    InstanceId,
    Key,
    KeyChain,
    Locator,
    MapReferral,
    MapReply,
    Prefix,
    ReferralAction,
    ReferralRecord,
    ReferralSignature,
    RequestRecord,
    XtrIdentity,
    decode,
    encode,
    seal,
    verify,
)
from lisp.wire.auth import message_key
from lisp.wire.messages import UNSIGNED

V4, V6 = Address.parse("192.0.2.9"), Address.parse("2001:db8::1")
PREFIX = Prefix.parse("[7]10.0.0.0/24")


def test_unicast_locator() -> None:
    assert Locator.unicast(V4) == Locator(1, 100, 255, 0, 0b101, V4)
    assert Locator.unicast(V4, 2, 50, local=False) == Locator(2, 50, 255, 0, 0b001, V4)


@pytest.mark.parametrize(
    ("priority", "flags", "usable"), [(1, 1, True), (254, 0xFFFF, True), (255, 1, False), (1, 0xFFFE, False)]
)
def test_usable_locator(priority: int, flags: int, usable: bool) -> None:
    assert Locator(priority, 1, 255, 0, flags, V4).usable is usable


def test_record_of_a_prefix() -> None:
    eid = InstanceId(7, Address.parse("10.0.0.0"))
    assert EidRecord.of(PREFIX) == EidRecord(1440, 24, eid, (), 0, False, 0, 0)
    made = EidRecord.of(PREFIX, ttl_min=5, action=Action.DROP, authoritative=True)
    assert made == EidRecord(5, 24, eid, (), 3, True)
    assert made.prefix == PREFIX


def test_referral_of_a_prefix() -> None:
    made = ReferralRecord.of(PREFIX, ReferralAction.MS_ACK)
    assert made == ReferralRecord(1440, 24, InstanceId(7, Address.parse("10.0.0.0")), (), 2, True, False)
    made = ReferralRecord.of(PREFIX, ReferralAction.MS_REFERRAL, ttl_min=1, incomplete=True)
    assert (made.ttl_min, made.action, made.incomplete) == (1, 1, True)


def test_request_of_a_prefix() -> None:
    assert RequestRecord.of(PREFIX).flags == 0
    assert RequestRecord.of(PREFIX, subscribe=True).flags == 0x80
    assert not RequestRecord(0, V4, 0x7F).wants_notifications


def test_locators_are_ordered_by_family_then_address() -> None:
    # Priorities run against the order, so that sorting the records themselves would show.
    rlocs: list[AnyAddress] = [
        Address.parse("10.0.0.1"),
        V4,
        Address.parse("::1"),
        V6,
        AfiList((V4,)),
        AfiList((V6,)),
    ]
    ordered = tuple(Locator.unicast(rloc, priority=9 - at) for at, rloc in enumerate(rlocs))
    for given in (ordered, ordered[::-1], ordered[3:] + ordered[:3]):
        assert EidRecord.of(PREFIX, given).locators == ordered
        assert ReferralRecord.of(PREFIX, ReferralAction.MS_ACK, given).locators == ordered


def test_signatures_count_as_one_object_each() -> None:
    signature = ReferralSignature(1, 2, 3, 4, 2, b"")
    record = ReferralRecord(1, 32, V4, signatures=(signature,) * 15)
    full = MapReferral(1, (record,) * 64)  # 64 records and 960 signatures: the most there may be
    assert decode(encode(full)) == full


def test_requests_count_as_one_object_each() -> None:
    full = MapReply(1, tuple(EidRecord(1, 32, V4, (Locator.unicast(V4),) * 3) for _ in range(255)))
    assert decode(encode(full)) == full


def test_acknowledgement_of_an_order() -> None:
    record = EidRecord.of(PREFIX)
    order = ChangePriority(
        5, (record,), from_controller=True, auth=Authentication(1, 2, b"x"), identity=XtrIdentity(bytes(16))
    )
    mine = XtrIdentity(b"\x01" * 16)
    ack = order.acknowledged(mine)
    assert ack == ChangePriority(5, (record,), from_controller=True, ack=True, auth=UNSIGNED, identity=mine)
    assert order.acknowledged().identity is None


@pytest.mark.parametrize("ack", [True, False])
def test_order_and_acknowledgement_have_salts_of_their_own(ack: bool) -> None:
    key = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"a shared secret")
    data = seal(ChangePriority(5, (), update_cache=True, ack=ack), key)
    salt = b"Change-Priority-Ack Authentication" if ack else b"Change-Priority Authentication"
    blank = data[:16] + bytes(16)
    expected = hmac.digest(message_key(b"a shared secret", data[4:12], salt), blank, hashlib.sha256)[:16]
    assert data[16:] == expected
    assert verify(data, KeyChain.of(key)) is key
