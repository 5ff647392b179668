"""Subscriptions under LISP-SEC (RFC 9437 section 7.1): the key they have, and everything that must not get one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from lisp.engine import Notice, SendDatagram
from lisp.wire import (
    CONTROL_PORT,
    NO_ADDRESS,
    Action,
    Address,
    EcmSecurity,
    EncapsulatedControlMessage,
    Key,
    KeyChain,
    MapNotify,
    MapReply,
    MapRequest,
    RequestRecord,
    decode,
    encode,
    verify,
)
from lisp.wire.lisp_sec import SecError, WrapId, protect_request, subscription_key, verify_reply, wrap_otk
from mapserver import otk_memory, shows
from mapserver.otk_memory import OtkMemory
from mapserver.policy import OtkPeer, Policy
from mapserver.pubsub import RESTART_LEAP
from tests.unit.mapserver.bench import (
    ACCESS,
    CONTROLLER,
    FMCC,
    FMCC_ID,
    MS,
    NET1,
    NET2,
    PUBSUB_KEY,
    Bench,
    StoringBench,
    eids,
    make_policy,
    prefix,
    record,
)

NET, EID = "10.1.0.0/24", "10.1.0.100/32"
LOOKUP_KEY = (7, b"between FMCC and the map server")
PEER = OtkPeer("fmcc", frozenset({Address.parse(FMCC)}), (LOOKUP_KEY,), required=False)
KEYLESS = replace(CONTROLLER, keys=None)
OTK, OTHER_OTK, THIRD_OTK = (bytes([number]) * 16 for number in (1, 2, 3))


def sec_policy(subscriber: Any = CONTROLLER, peer: OtkPeer = PEER, **limits: Any) -> Policy:
    return replace(make_policy(**limits), subscribers=(subscriber,), otk_peers=(peer,))


def derived(otk: bytes, nonce: int) -> Key:
    return subscription_key(otk, nonce, LOOKUP_KEY[0], WrapId.AES_HKDF_SHA256)


def protected(
    nonce: int, otk: bytes, eid: str = NET, *, rloc: str | None = FMCC, secret: bytes = LOOKUP_KEY[1]
) -> bytes:
    """A request to subscribe under LISP-SEC, or with no address to unsubscribe."""
    here, there = Address.parse(FMCC), Address.parse(MS)
    rlocs = (NO_ADDRESS,) if rloc is None else (Address.parse(rloc),)
    request = MapRequest(nonce, rlocs, (RequestRecord.of(prefix(eid), subscribe=True),), identity=FMCC_ID)
    security = protect_request(otk, nonce, LOOKUP_KEY[0], secret)
    return encode(EncapsulatedControlMessage(here, 50_000, there, CONTROL_PORT, encode(request), security=security))


def signed_notify(bench: Bench, key: Key) -> MapNotify:
    """The Map-Notify that was just sent to the subscriber, and which this key must have signed."""
    (data,) = [c.data for c in bench.commands if isinstance(c, SendDatagram)]
    verify(data, KeyChain.of(key))
    notify = decode(data)
    assert isinstance(notify, MapNotify)
    return notify


def follow(bench: Bench, nonce: int = 1_000, otk: bytes = OTK) -> MapNotify:
    """Subscribe under LISP-SEC, and acknowledge the confirmation, which is returned."""
    bench.receive(protected(nonce, otk), FMCC)
    notify = signed_notify(bench, derived(otk, nonce))
    bench.acknowledge(notify, derived(otk, nonce), FMCC)
    return notify


def following(**options: Any) -> Bench:
    bench = Bench(sec_policy(**options))
    bench.register(record(NET, NET1), xtr=NET1)
    follow(bench)
    return bench


def refused(bench: Bench, otk: bytes | None) -> None:
    """The last answer was ACT 5; protected under a one-time key where there was one."""
    (data,) = [command.data for command in bench.commands if isinstance(command, SendDatagram)]
    reply = decode(data)
    assert isinstance(reply, MapReply)
    records = reply.records if otk is None else verify_reply(data, reply, otk)
    assert [(str(r.prefix), r.action, r.locators) for r in records] == [(NET, Action.DROP_AUTH_FAILURE, ())]


def state(bench: Bench) -> list[tuple[int, Key | None]]:
    return [(s.nonce, s.derived) for s in bench.server.pubsub.subscriptions()]


# The key.


@pytest.mark.parametrize("subscriber", [CONTROLLER, KEYLESS])
def test_everything_said_of_it_is_signed_with_the_key_of_its_request(subscriber: Any) -> None:
    bench = Bench(sec_policy(subscriber))
    bench.register(record(NET, NET1), xtr=NET1)
    key = derived(OTK, 1_000)
    confirmation = follow(bench)
    assert (confirmation.nonce, eids(confirmation)) == (1_000, [NET])
    bench.register(record(EID, NET1), xtr=NET1)
    (data,) = [c.data for c in bench.commands if isinstance(c, SendDatagram) and str(c.destination.address) == FMCC]
    verify(data, KeyChain.of(key))
    publication = bench.notify_to(FMCC)
    bench.acknowledge(publication, key, FMCC)
    assert bench.notices("publication-acknowledged") == [{"eid": EID, "subscriber": "fmcc"}]


def test_the_last_word_is_signed_with_it_too() -> None:
    bench = Bench(sec_policy())
    bench.receive(protected(1_000, OTK), FMCC)
    sent = [c.data for c in bench.wait(300.0) if isinstance(c, SendDatagram)]
    for data in sent:
        verify(data, KeyChain.of(derived(OTK, 1_000)))
    last = decode(sent[-1])
    assert isinstance(last, MapNotify)
    assert last.records[0].action == Action.DROP_AUTH_FAILURE
    assert state(bench) == []


def test_there_is_no_map_reply_beside_the_map_notify() -> None:
    bench = Bench(sec_policy())
    bench.receive(protected(1_000, OTK), FMCC)
    assert [type(message) for message, _, _ in bench.datagrams()] == [MapNotify]


def test_a_request_without_lisp_sec_has_the_key_both_sides_know() -> None:
    bench = Bench(sec_policy())
    bench.subscribe(NET, 1_000)
    (data,) = [c.data for c in bench.commands if isinstance(c, SendDatagram)]
    assert verify(data, KeyChain.of(PUBSUB_KEY)) == PUBSUB_KEY


@pytest.mark.parametrize("key", [PUBSUB_KEY, replace(PUBSUB_KEY, key_id=7), derived(OTHER_OTK, 1_000)])
def test_an_acknowledgement_under_another_key_counts_for_nothing(key: Key) -> None:
    bench = Bench(sec_policy())
    bench.receive(protected(1_000, OTK), FMCC)
    bench.acknowledge(bench.notify_to(FMCC), key, FMCC)
    assert sum(bench.drops().values()) == 1
    assert [s.confirmed for s in bench.server.pubsub.subscriptions()] == [False]


def test_a_key_that_came_in_the_clear_over_an_encrypted_path_is_the_key() -> None:
    bench = Bench(sec_policy(peer=replace(PEER, path_encrypted=True)))
    ecm = decode(protected(1_000, OTK))
    assert isinstance(ecm, EncapsulatedControlMessage)
    preamble, otk = wrap_otk(OTK, 1_000, b"", WrapId.NULL)
    assert isinstance(ecm.security, EcmSecurity)
    security = replace(ecm.security, wrapping_id=WrapId.NULL, preamble=preamble, otk=otk)
    bench.receive(encode(replace(ecm, security=security)), FMCC)
    signed_notify(bench, subscription_key(OTK, 1_000, 7, WrapId.NULL))


# Renewing and unsubscribing.


def test_a_renewal_brings_the_next_key() -> None:
    bench = following()
    bench.receive(protected(2_000, OTHER_OTK), FMCC)
    confirmation = signed_notify(bench, derived(OTHER_OTK, 2_000))
    bench.acknowledge(confirmation, derived(OTK, 1_000), FMCC)
    assert sum(bench.drops().values()) == 1, "the old key is of no more use"
    bench.acknowledge(confirmation, derived(OTHER_OTK, 2_000), FMCC)
    bench.register(record(EID, NET1), xtr=NET1)
    bench.acknowledge(bench.notify_to(FMCC), derived(OTHER_OTK, 2_000), FMCC)
    assert bench.notices("publication-acknowledged")


def test_what_is_acknowledged_under_the_old_key_after_a_renewal_is_told_once_more() -> None:
    bench = following()
    bench.register(record(EID, NET1), xtr=NET1)
    publication = bench.notify_to(FMCC)
    bench.receive(protected(2_000, OTHER_OTK), FMCC)
    confirmation = signed_notify(bench, derived(OTHER_OTK, 2_000))
    bench.acknowledge(publication, derived(OTK, 1_000), FMCC)
    assert bench.drops() == {"ack-not-outstanding": 1}
    assert EID in eids(confirmation), "the confirmation tells it"
    bench.acknowledge(confirmation, derived(OTHER_OTK, 2_000), FMCC)
    assert bench.datagrams() == []


def test_a_change_while_the_renewal_is_unacknowledged_waits_for_the_new_key() -> None:
    bench = following()
    bench.receive(protected(2_000, OTHER_OTK), FMCC)
    confirmation = bench.notify_to(FMCC)
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.notifies_to(FMCC) == []
    bench.acknowledge(confirmation, derived(OTHER_OTK, 2_000), FMCC)
    assert eids(signed_notify(bench, derived(OTHER_OTK, 2_000))) == [EID]


def test_nonces_may_start_anew_with_a_new_key() -> None:
    bench = following()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.acknowledge(bench.notify_to(FMCC), derived(OTK, 1_000), FMCC)
    follow(bench, 5, OTHER_OTK)
    assert state(bench) == [(5, derived(OTHER_OTK, 5))]


def test_unsubscribing_is_answered_under_the_key_of_that_request() -> None:
    bench = following()
    bench.receive(protected(2_000, OTHER_OTK, rloc=None), FMCC)
    assert signed_notify(bench, derived(OTHER_OTK, 2_000)).nonce == 2_000
    assert state(bench) == []
    bench.wait(1.0)
    bench.receive(protected(2_000, OTHER_OTK, rloc=None), FMCC)
    refused(bench, OTHER_OTK)


# What must not work.


def test_a_retransmitted_request_is_confirmed_again_and_a_replayed_one_refused() -> None:
    bench = Bench(sec_policy())
    request = protected(1_000, OTK)
    bench.receive(request, FMCC)
    first = signed_notify(bench, derived(OTK, 1_000))
    bench.receive(request, FMCC)
    assert signed_notify(bench, derived(OTK, 1_000)) == first
    bench.acknowledge(first, derived(OTK, 1_000), FMCC)
    bench.receive(request, FMCC)
    refused(bench, OTK)
    assert bench.server.counters["subscription.otk-reused"] == 1
    assert bench.notices("subscription-refused") == [{"reason": "otk-reused", "subscriber": "fmcc"}]
    assert state(bench) == [(1_000, derived(OTK, 1_000))]


@pytest.mark.parametrize("eid", [NET, "10.2.0.0/24"])
def test_a_one_time_key_is_used_once_whatever_the_nonce_and_the_eid(eid: str) -> None:
    bench = following()
    bench.receive(protected(9_000, OTK, eid), FMCC)
    assert bench.reply().records[0].action == Action.DROP_AUTH_FAILURE
    assert bench.server.counters["subscription.otk-reused"] == 1
    assert state(bench) == [(1_000, derived(OTK, 1_000))]
    follow(bench, 9_001, OTHER_OTK)


def test_another_request_with_the_nonce_of_one_under_way_is_no_repetition_of_it() -> None:
    bench = Bench(sec_policy())
    bench.receive(protected(1_000, OTK), FMCC)
    bench.receive(protected(1_000, OTHER_OTK), FMCC)
    signed_notify(bench, derived(OTHER_OTK, 1_000))


def test_a_collision_counts_as_reuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(otk_memory, "_place", lambda _otk: (0, 0, 1))
    bench = following()
    bench.receive(protected(2_000, OTHER_OTK), FMCC)
    refused(bench, OTHER_OTK)


def test_a_one_time_key_wrapped_with_another_secret_gets_no_answer() -> None:
    bench = Bench(sec_policy())
    bench.receive(protected(1_000, OTK, secret=b"something else altogether"), FMCC)
    assert bench.datagrams() == []
    assert bench.drops() == {"sec-bad-wrap": 1}
    assert state(bench) == []
    follow(bench)


def test_who_denies_or_declines_creates_nothing_and_answers_under_lisp_sec() -> None:
    bench = Bench(sec_policy(subscriptions=1))
    follow(bench)
    for eid, expected in ((NET, Action.DROP_POLICY_DENIED), ("10.2.0.0/24", Action.NATIVELY_FORWARD)):
        rloc = NET2 if expected is Action.DROP_POLICY_DENIED else FMCC
        bench.receive(protected(2_000, OTHER_OTK, eid, rloc=rloc), FMCC)
        (data,) = [command.data for command in bench.commands if isinstance(command, SendDatagram)]
        reply = decode(data)
        assert isinstance(reply, MapReply)
        assert [entry.action for entry in verify_reply(data, reply, OTHER_OTK)] == [expected]
        with pytest.raises(SecError):
            verify_reply(data, reply, OTK)
    assert state(bench) == [(1_000, derived(OTK, 1_000))]
    follow(bench, 2_001, OTHER_OTK)


def test_nobody_takes_the_place_of_a_key_by_going_without() -> None:
    bench = following()
    bench.subscribe(NET, 2_000)
    refused(bench, None)
    bench.wait(1.0)
    bench.unsubscribe(NET, 2_000)
    refused(bench, None)
    assert bench.server.counters["subscription.not-protected"] == 2
    assert state(bench) == [(1_000, derived(OTK, 1_000))]


def test_who_answers_no_more_may_go_on_without() -> None:
    bench = following()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.wait(70.0)
    bench.subscribe(NET, 2_000)
    (data,) = [c.data for c in bench.commands if isinstance(c, SendDatagram)]
    verify(data, KeyChain.of(PUBSUB_KEY))


def test_a_request_without_lisp_sec_stays_old_when_nonces_have_started_anew() -> None:
    bench = Bench(sec_policy())
    bench.follow(NET, 1_000)
    follow(bench, 5, OTK)
    bench.register(record(EID, NET1), xtr=NET1)
    bench.wait(70.0)
    assert [s.unreachable for s in bench.server.pubsub.subscriptions()] == [True]
    bench.subscribe(NET, 1_000)
    assert bench.drops() == {"subscription-replay": 1}


@pytest.mark.parametrize("rloc", [FMCC, None])
def test_who_has_a_key_of_its_own_takes_nobodys_place(rloc: str | None) -> None:
    thief = OtkPeer("thief", frozenset({Address.parse(NET2)}), ((7, b"between the thief and the map server"),))
    bench = Bench(replace(sec_policy(), otk_peers=(PEER, thief)))
    follow(bench)
    bench.receive(protected(2_000, OTHER_OTK, rloc=rloc, secret=thief.keys[0][1]), NET2)
    (data,) = [command.data for command in bench.commands if isinstance(command, SendDatagram)]
    reply = decode(data)
    assert isinstance(reply, MapReply)
    assert [entry.action for entry in reply.records] == [Action.DROP_POLICY_DENIED]
    assert state(bench) == [(1_000, derived(OTK, 1_000))]


def test_without_any_key_a_request_must_come_with_lisp_sec() -> None:
    bench = Bench(sec_policy(KEYLESS))
    bench.subscribe(NET, 1_000)
    refused(bench, None)
    assert bench.notices("subscription-refused") == [{"reason": "not-protected", "subscriber": "fmcc"}]
    bench.wait(1.0)
    bench.unsubscribe(NET, 1_000)
    refused(bench, None)
    follow(bench)


def test_a_nonce_at_the_end_of_the_numbers_is_refused() -> None:
    bench = Bench(sec_policy())
    bench.receive(protected(2**64 - 1, OTK), FMCC)
    assert bench.drops() == {"subscription-nonce-exhausted": 1}


# Configuration, restarts, and what nobody is to see.


@pytest.mark.parametrize("peers", [(), (replace(PEER, rlocs=frozenset({Address.parse(NET2)})),)])
def test_who_has_no_key_needs_a_way_to_one(peers: tuple[OtkPeer, ...]) -> None:
    with pytest.raises(ValueError, match="fmcc needs keys, or one of its rlocs in a"):
        replace(make_policy(), subscribers=(KEYLESS,), otk_peers=peers)
    replace(make_policy(), subscribers=(replace(KEYLESS, rlocs=frozenset()),), otk_peers=(PEER,))


def test_who_loses_its_key_by_a_new_configuration_loses_what_hung_on_it() -> None:
    bench = Bench(sec_policy())
    bench.follow("10.2.0.0/24", 1_000)
    follow(bench)
    bench.server.adopt(sec_policy(KEYLESS), bench.now)
    assert state(bench) == [(1_000, derived(OTK, 1_000))]


def restarted(before: Bench, policy: Policy) -> Bench:
    after = Bench(policy)
    after.server.restore(before.server.snapshot(), after.now)
    return after


def test_the_key_survives_a_restart() -> None:
    after = restarted(following(subscriber=KEYLESS), sec_policy(KEYLESS))
    after.register(record(EID, NET1), xtr=NET1, nonce=10_000)
    (data,) = [c.data for c in after.commands if isinstance(c, SendDatagram) and str(c.destination.address) == FMCC]
    verify(data, KeyChain.of(derived(OTK, 1_000)))
    assert after.notify_to(FMCC).nonce == 1_001 + RESTART_LEAP
    after.acknowledge(after.notify_to(FMCC), derived(OTK, 1_000), FMCC)
    assert after.notices("publication-acknowledged")


def test_the_key_survives_a_crash_with_a_store() -> None:
    before = StoringBench(sec_policy())
    before.register(record(NET, NET1), xtr=NET1)
    follow(before)
    after = before.killed(policy=sec_policy())
    told = [c.data for c in after.wait(0.1) if isinstance(c, SendDatagram)]
    assert [verify(data, KeyChain.of(derived(OTK, 1_000))) for data in told] == [derived(OTK, 1_000)]


def test_a_subscription_whose_key_is_no_longer_configured_is_not_restored() -> None:
    before = Bench(sec_policy())
    before.follow(NET, 1_000)
    assert state(restarted(before, sec_policy(KEYLESS))) == []


@pytest.mark.parametrize("ended", [False, True])
def test_what_the_last_life_had_is_refused_and_the_next_request_is_not(ended: bool) -> None:
    before = following()
    if ended:
        before.receive(protected(1_500, OTHER_OTK, rloc=None), FMCC)
    after = restarted(before, sec_policy())
    for nonce, otk in ((1_000, OTK), (999, THIRD_OTK)):
        after.receive(protected(nonce, otk), FMCC)
        refused(after, otk)
        after.wait(1.0)
    follow(after, 2_000, THIRD_OTK)
    # Its nonces are known from now on: what it starts anew is new.
    follow(after, 1_600, bytes([9]) * 16)


def test_nonces_that_started_anew_do_not_make_older_requests_new_after_a_restart() -> None:
    before = following()
    follow(before, 5, OTHER_OTK)
    after = restarted(before, sec_policy())
    after.receive(protected(1_000, OTK), FMCC)
    refused(after, OTK)
    follow(after, 1_001, THIRD_OTK)


def test_restart_after_restart_the_next_nonce_is_enough() -> None:
    bench = following()
    for number in range(1, 4):
        bench = restarted(bench, sec_policy())
        follow(bench, 1_000 + number, bytes([number + 10]) * 16)


def secrets() -> Iterator[str]:
    for secret in (OTK, derived(OTK, 1_000).secret):
        yield from (secret.hex(), repr(secret)[2:-1], str(secret))


def test_no_secret_is_shown_or_said() -> None:
    bench = StoringBench(sec_policy())
    said = [bench.receive(protected(1_000, OTK), FMCC)]
    said.append(bench.acknowledge(bench.notify_to(FMCC), derived(OTK, 1_000), FMCC))
    (subscription,) = bench.server.pubsub.subscriptions()
    notices = [dict(c.fields) for commands in said for c in commands if isinstance(c, Notice)]
    (row,) = shows.subscribers(bench.server, bench.now)
    assert row["lisp_sec"]
    shown = [row, shows.stats(bench.server), notices]
    texts = [repr(subscription), repr(said[0]), repr(said[1]), repr(bench.server.policy), repr(shown)]
    assert any("StoreSubscription" in text for text in texts)
    assert not [secret for secret in secrets() for text in texts if secret in text]


def test_memory_of_one_time_keys_is_bounded_and_forgets_nothing() -> None:
    memory, keys = OtkMemory(), [number.to_bytes(16, "big") for number in range(20_000)]
    assert not any(key in memory for key in keys)
    fresh = 0
    for key in keys:
        fresh += key not in memory
        memory.add(key)
    assert all(key in memory for key in keys)
    assert fresh > 19_990
    assert sum(map(len, memory._pages.values())) <= 1 << otk_memory.OTK_BITS - 3
    assert len({otk_memory._place(key) for key in keys}) == fresh


def test_a_site_that_requires_lisp_sec_has_subscribers_that_use_it() -> None:
    site = replace(ACCESS, require_sec=True)
    policy = replace(make_policy(site), subscribers=(KEYLESS,), otk_peers=(replace(PEER, required=True),))
    bench = Bench(policy)
    follow(bench)
    bench.subscribe(NET, 2_000)
    assert bench.drops() == {"sec-not-protected": 1}
