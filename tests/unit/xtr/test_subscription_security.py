"""Subscriptions of an xTR that shares a key with its map resolver (RFC 9437 section 7.1)."""

from dataclasses import replace

import pytest

from lisp.engine import Command, SendDatagram, Tick
from lisp.wire import (
    NO_ADDRESS,
    Action,
    Algorithm,
    EcmSecurity,
    EidRecord,
    EncapsulatedControlMessage,
    Key,
    KeyChain,
    MapNotify,
    MapReply,
    MapRequest,
    Prefix,
    encode,
    seal,
    verify,
)
from lisp.wire.lisp_sec import WrapId, authorize, derive_otk, seal_reply, subscription_key, unwrap_otk
from tests.unit.xtr.support import DC1, DC2, MS, NET1, SITE_KEY, STRANGER, VM, Rig, identity, move_notice, record
from xtr.dataplane.base import InstallMapping
from xtr.subscription import MAX_CANDIDATES, REFRESH_S, REFUSED_S

HOME = Prefix.parse("10.11.0.0/24")
LOOKUP_KEY = (7, b"between net1 and its map resolver")


class ProtectedRig(Rig):
    """An xTR that asks under LISP-SEC, and a map server that answers so."""

    def __init__(self) -> None:
        super().__init__(NET1, subscribe=True, resolver_keys=(LOOKUP_KEY, (8, b"the one before")))

    def otk(self, nonce: int) -> bytes:
        """The one-time key of a request that was sent."""
        ecms: list[EncapsulatedControlMessage] = self.sent(EncapsulatedControlMessage, MS, self.history)
        (security,) = [ecm.security for ecm in ecms if ecm.inner[4:12] == nonce.to_bytes(8, "big")]
        assert isinstance(security, EcmSecurity)
        assert (security.key_id, security.wrapping_id) == (7, WrapId.AES_HKDF_SHA256)
        return unwrap_otk(security, nonce, dict([LOOKUP_KEY]))

    def key(self, nonce: int) -> Key:
        """The key of the subscription that a request asked for."""
        return subscription_key(self.otk(nonce), nonce, 7, WrapId.AES_HKDF_SHA256)

    def reply(self, request: MapRequest, *records: EidRecord, nonce: int | None = None) -> list[Command]:
        otk = self.otk(request.nonce)
        prefixes = tuple(entry.prefix for entry in records if entry.prefix is not None)
        message = MapReply(request.nonce if nonce is None else nonce, records)
        return self.receive(seal_reply(message, authorize(prefixes, otk), derive_otk(otk, 2)), MS)

    def tell(self, nonce: int, *records: EidRecord, key: Key) -> list[Command]:
        return self.receive(seal(MapNotify(nonce, records, identity=identity(NET1)), key), MS)

    def acknowledged(self, key: Key) -> list[int]:
        """The nonces that were acknowledged just now, under this key."""
        found = [c.data for c in self.outbox if isinstance(c, SendDatagram) and c.data[0] >> 4 == 5]
        assert all(verify(data, KeyChain.of(key)) == key for data in found)
        return [int.from_bytes(data[4:12], "big") for data in found]

    def subscribing(self, among: list[Command] | None = None) -> list[MapRequest]:
        return [request for request in self.requests(among) if request.records[0].wants_notifications]

    def otks_held(self) -> int:
        return len(self.xtr._subscriptions._guard._otks)


def follower() -> tuple[ProtectedRig, int]:
    """An xTR that has asked to follow a mapping, and the nonce of that."""
    rig = ProtectedRig()
    rig.learn(VM, record(HOME, DC1))
    rig.run(0)
    (request,) = rig.subscribing()
    return rig, request.nonce


def confirmed() -> tuple[ProtectedRig, int]:
    rig, nonce = follower()
    rig.tell(nonce, record(HOME, DC1), key=rig.key(nonce))
    assert rig.xtr.status()["subscriptions"] == 1
    return rig, nonce


def refused(rig: ProtectedRig) -> int:
    return sum(n for name, n in rig.xtr.counters.items() if name.startswith("drop.auth-"))


def test_confirmation_and_publications_count_under_the_key_of_the_request() -> None:
    rig, nonce = confirmed()
    key = rig.key(nonce)
    assert rig.acknowledged(key) == [nonce]
    rig.tell(nonce + 1, record(VM, DC2), key=key)
    assert rig.acknowledged(key) == [nonce + 1]
    assert rig.rlocs(VM) == [str(DC2)]
    # A confirmation whose acknowledgement was lost comes again.
    rig.tell(nonce, record(HOME, DC1), key=key)
    assert rig.acknowledged(key) == [nonce]
    assert rig.otks_held() == 0, "the key is all that is needed from now on"


OTHER = Key(7, Algorithm.HMAC_SHA256_128, bytes(16))


@pytest.mark.parametrize("key", [SITE_KEY, replace(SITE_KEY, key_id=7), OTHER])
def test_a_map_notify_under_another_key_counts_for_nothing(key: Key) -> None:
    rig, nonce = follower()
    rig.tell(nonce, record(HOME, DC1), key=key)
    assert (rig.outbox, refused(rig), rig.xtr.status()["subscriptions"]) == ([], 1, 0)
    rig, nonce = confirmed()
    rig.tell(nonce + 1, record(VM, DC2), key=key)
    assert (rig.outbox, refused(rig)) == ([], 1)
    assert rig.row(VM) is None


def test_the_site_key_is_still_for_everything_else() -> None:
    rig, _ = confirmed()
    rig.receive(move_notice(7, Prefix.parse("10.1.0.100/32"), DC2), MS)
    assert rig.kind(Prefix.parse("10.1.0.100/32")) == "away"


def test_the_id_of_the_key_is_the_servers_to_say() -> None:
    rig, nonce = follower()
    rewrapped = replace(rig.key(nonce), key_id=99)
    rig.tell(nonce, record(HOME, DC1), key=rewrapped)
    assert rig.acknowledged(rewrapped) == [nonce]
    rig.tell(nonce + 1, record(VM, DC2), key=rewrapped)
    assert rig.acknowledged(rewrapped) == [nonce + 1]


def test_every_request_has_a_one_time_key_of_its_own_and_few_are_kept() -> None:
    rig, nonce = follower()
    nonces = [nonce, *(request.nonce for request in rig.subscribing(rig.run(6.5)))]
    assert len({rig.otk(one) for one in nonces}) == len(nonces) == 3
    assert rig.otks_held() == 3
    # An answer to any of them counts, with that one's key.
    rig.tell(nonces[1], record(HOME, DC1), key=rig.key(nonces[2]))
    assert refused(rig) == 1
    rig.tell(nonces[1], record(HOME, DC1), key=rig.key(nonces[1]))
    assert rig.acknowledged(rig.key(nonces[1])) == [nonces[1]]
    assert rig.otks_held() == 2


def test_the_server_may_go_on_with_a_later_request_and_is_asked_again_about_an_earlier_one() -> None:
    rig, first = follower()
    second, third = (request.nonce for request in rig.subscribing(rig.run(6.5)))
    rig.tell(second, record(HOME, DC1), key=rig.key(second))
    rig.tell(third, record(HOME, DC1), key=rig.key(second))
    assert refused(rig) == 1
    rig.tell(third, record(HOME, DC1), key=rig.key(third))
    assert rig.acknowledged(rig.key(third)) == [third]
    rig.tell(second, record(HOME, DC1), key=rig.key(second))
    assert (rig.outbox, rig.dropped("publication-not-subscribed")) == ([], 1), "it is settled"
    rig.tell(first, record(HOME, DC1), key=rig.key(first))
    assert rig.acknowledged(rig.key(first)) == []
    (request,) = rig.subscribing(rig.run(0.5))
    assert request.nonce > third
    # A second copy has no such effect.
    rig.tell(first, record(HOME, DC1), key=rig.key(first))
    assert rig.dropped("publication-not-subscribed") == 2
    assert rig.dropped("subscription-overtaken") == 1
    rig.tell(request.nonce, record(HOME, DC1), key=rig.key(request.nonce))
    assert rig.xtr.status()["subscriptions"] == 1
    assert rig.otks_held() == 0


@pytest.mark.parametrize("leaves", [True, False])
def test_what_ends_takes_every_key_with_it(leaves: bool) -> None:
    rig, first = follower()
    (second, _) = rig.subscribing(rig.run(6.5))
    rig.tell(first, record(HOME, DC1), key=rig.key(first))
    assert rig.otks_held() == 2
    if leaves:
        rig.xtr._itr.discard(HOME)
    else:
        rig.run(REFRESH_S + 60.0)
    assert rig.otks_held() == 0
    rig.tell(second.nonce, record(HOME, DC1), key=rig.key(second.nonce))
    assert rig.dropped("publication-not-subscribed") == 1
    assert rig.xtr.status()["subscriptions"] == 0


def test_a_refusal_of_a_request_that_another_has_overtaken_ends_nothing() -> None:
    rig, nonce = follower()
    (second, _) = rig.subscribing(rig.run(6.5))
    rig.tell(nonce, record(HOME, DC1), key=rig.key(nonce))
    rig.reply(second, EidRecord.of(HOME, ttl_min=15, action=Action.DROP_POLICY_DENIED))
    assert rig.xtr.status()["subscriptions"] == 1


def test_requests_that_are_never_answered_do_not_pile_up() -> None:
    rig, nonce = follower()
    for _ in range(5):
        requests = [nonce, *(request.nonce for request in rig.subscribing(rig.run(6.2)))]
        rig.tell(requests[0], record(HOME, DC1), key=rig.key(requests[0]))
        assert rig.xtr.status()["subscriptions"] == 1
        assert rig.otks_held() <= 3
        (renewal, *_) = rig.subscribing(rig.run(REFRESH_S + 0.5))
        nonce = renewal.nonce


def test_a_renewal_replaces_the_key_when_it_is_confirmed() -> None:
    rig, nonce = confirmed()
    old = rig.key(nonce)
    (request, *_) = rig.subscribing(rig.run(REFRESH_S + 0.5))
    rig.tell(nonce + 1, record(VM, DC2), key=old)
    assert rig.acknowledged(old) == [nonce + 1]
    rig.tell(request.nonce, record(HOME, DC1), key=old)
    assert (rig.outbox, refused(rig)) == ([], 1)
    new = rig.key(request.nonce)
    rig.tell(request.nonce, record(HOME, DC1), key=new)
    rig.tell(request.nonce + 1, record(VM, DC1), key=old)
    assert (rig.outbox, refused(rig)) == ([], 2)
    rig.tell(request.nonce + 1, record(VM, DC1), key=new)
    assert rig.acknowledged(new) == [request.nonce + 1]


def test_a_used_one_time_key_is_replaced_at_the_next_try() -> None:
    rig, nonce = follower()
    (first,) = rig.subscribing()
    rig.reply(first, EidRecord.of(HOME, ttl_min=15, action=Action.DROP_AUTH_FAILURE))
    assert rig.otks_held() == 0
    assert rig.subscribing(rig.run(0.9)) == []
    (second,) = rig.subscribing(rig.run(0.2))
    assert second.nonce > nonce
    assert rig.otk(second.nonce) != rig.otk(nonce)
    rig.tell(second.nonce, record(HOME, DC1), key=rig.key(second.nonce))
    assert rig.xtr.status()["subscriptions"] == 1
    assert rig.xtr.counters["subscription-refused"] == 1


def test_after_three_refusals_there_is_a_pause() -> None:
    rig, _ = follower()
    for _ in range(3):
        (request,) = rig.subscribing(rig.history[-1:]) or rig.subscribing()
        rig.reply(request, EidRecord.of(HOME, ttl_min=15, action=Action.DROP_AUTH_FAILURE))
        next_at = rig.xtr._subscriptions.deadline()
        assert next_at is not None
        rig.run(0 if rig.xtr.counters["subscription-refused"] == 3 else next_at - rig.now)
    assert rig.xtr.counters["subscription-refused"] == 3
    assert rig.subscribing(rig.run(REFUSED_S - 1)) == []
    assert len(rig.subscribing(rig.run(1.5))) == 1


def test_a_denial_is_for_longer() -> None:
    rig, _ = follower()
    (request,) = rig.subscribing()
    rig.reply(request, EidRecord.of(HOME, ttl_min=15, action=Action.DROP_POLICY_DENIED))
    assert rig.subscribing(rig.run(REFUSED_S - 1)) == []


def test_a_refusal_without_protection_is_not_believed() -> None:
    rig, nonce = follower()
    for action in (Action.DROP_POLICY_DENIED, Action.DROP_AUTH_FAILURE):
        rig.receive(encode(MapReply(nonce, (EidRecord.of(HOME, ttl_min=15, action=action),))), MS)
    assert rig.dropped("sec-not-protected") == 2
    assert rig.xtr.counters["subscription-refused"] == 0
    rig.tell(nonce, record(HOME, DC1), key=rig.key(nonce))
    assert rig.xtr.status()["subscriptions"] == 1


def test_the_last_word_counts_under_the_key_only() -> None:
    rig, nonce = follower()
    last_word = EidRecord.of(HOME, ttl_min=0, action=Action.DROP_AUTH_FAILURE)
    rig.tell(nonce, last_word, key=SITE_KEY)
    assert refused(rig) == 1
    assert rig.otks_held() == 1
    rig.tell(nonce, last_word, key=rig.key(nonce))
    assert rig.otks_held() == 0
    assert rig.subscribing(rig.run(REFUSED_S - 1)) == []


def test_what_is_not_followed_any_more_has_no_key() -> None:
    rig, nonce = confirmed()
    key = rig.key(nonce)
    rig.xtr._itr.discard(HOME)
    (request,) = rig.subscribing(rig.feed(Tick()))
    assert request.itr_rlocs == (NO_ADDRESS,)
    assert rig.otk(request.nonce) != rig.otk(nonce)
    assert rig.otks_held() == 0
    rig.tell(request.nonce, record(HOME, DC1), key=rig.key(request.nonce))
    rig.tell(nonce + 1, record(VM, DC2), key=key)
    assert rig.dropped("publication-not-subscribed") == 2
    assert rig.commands(InstallMapping) == []


def test_what_is_given_up_before_it_is_confirmed_leaves_no_one_time_key() -> None:
    rig, _ = follower()
    rig.xtr._itr.discard(HOME)
    assert rig.otks_held() == 0
    rig, _ = follower()
    rig.run(60)
    assert rig.otks_held() == 0


def test_who_gives_a_renewal_up_keeps_no_key() -> None:
    rig, nonce = confirmed()
    rig.run(REFRESH_S + 60.0)
    rig.tell(nonce, record(HOME, DC1), key=rig.key(nonce))
    assert (rig.outbox, refused(rig)) == ([], 1)


def test_the_key_has_the_id_that_its_one_time_key_was_wrapped_under() -> None:
    rig, nonce = follower()
    key = rig.xtr._subscriptions._guard.subscription_key(nonce)
    assert (key, rig.xtr._subscriptions._guard.subscription_key(nonce + 1)) == (rig.key(nonce), None)


def test_of_two_subscriptions_around_an_eid_each_has_its_key() -> None:
    rig = ProtectedRig()
    rig.learn(VM, record(VM, DC1))
    (inner,) = rig.subscribing(rig.run(0))
    rig.tell(inner.nonce, record(VM, DC1), key=rig.key(inner.nonce))
    rig.learn(Prefix.parse("10.11.0.11/32"), record(HOME, DC1))
    (outer,) = rig.subscribing(rig.run(0))
    rig.tell(outer.nonce, record(HOME, DC1), key=rig.key(outer.nonce))
    assert rig.xtr.status()["subscriptions"] == 2
    distance = outer.nonce - inner.nonce
    assert distance < 1 << 20, "the nonces say not which of the two is meant"
    rig.tell(inner.nonce + distance + 5, record(VM, DC2), key=rig.key(inner.nonce))
    assert rig.acknowledged(rig.key(inner.nonce)) == [inner.nonce + distance + 5]
    rig.tell(outer.nonce + 6, record(VM, DC1), key=rig.key(outer.nonce))
    assert rig.acknowledged(rig.key(outer.nonce)) == [outer.nonce + 6]


def test_a_forgery_costs_a_few_checks_however_much_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    rig = ProtectedRig()
    nonces: list[int] = []
    for host in range(1, 41):
        eid = Prefix.parse(f"10.11.0.{host}/32")
        rig.learn(eid, record(eid, DC1))
        (request,) = rig.subscribing(rig.run(0))
        rig.tell(request.nonce, record(eid, DC1), key=rig.key(request.nonce))
        nonces.append(request.nonce)
    assert rig.xtr.status()["subscriptions"] == len(nonces)
    checks: list[bytes] = []

    def counted(data: bytes, keys: KeyChain) -> Key:
        checks.append(data)
        return verify(data, keys)

    monkeypatch.setattr("xtr.subscription.verify", counted)
    rig.tell(request.nonce + 1, record(HOME, DC2), key=OTHER)
    assert len(checks) == MAX_CANDIDATES < len(nonces)
    assert refused(rig) == 1
    for nonce in (nonces[0], nonces[-1]):
        rig.tell(nonce + 1, record(HOME, DC2), key=rig.key(nonce))
        assert rig.acknowledged(rig.key(nonce)) == [nonce + 1]


def test_a_map_notify_cut_short_or_from_elsewhere_changes_nothing() -> None:
    rig, nonce = confirmed()
    data = seal(MapNotify(nonce + 1, (record(VM, DC2),), identity=identity(NET1)), rig.key(nonce))
    rig.receive(data, STRANGER)
    for size in range(len(data)):
        rig.receive(data[:size], MS)
        assert rig.outbox == []
    assert rig.row(VM) is None


def test_no_key_is_printed() -> None:
    rig, nonce = confirmed()
    shown = (
        repr(rig.xtr._subscriptions._table[HOME]) + repr(rig.history) + repr(rig.xtr.status()) + repr(rig.xtr.settings)
    )
    for secret in (rig.key(nonce).secret, rig.otk(nonce)):
        assert not [text for text in (secret.hex(), repr(secret)[2:-1]) if text in shown]
