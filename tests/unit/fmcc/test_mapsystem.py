"""Subscriptions and look-ups at the map server."""

from itertools import pairwise

import pytest

from fmcc.continuity.base import Degraded, Step
from fmcc.continuity.mapsystem import (
    REQUEST_RETRY_S,
    SUBSCRIPTION_REFRESH_S,
    MappingChanged,
    MappingFound,
    MapSystem,
)
from lisp.engine import Counters, Datagram
from lisp.wire import Action, EidRecord, MapReply, Prefix, XtrIdentity, decode
from tests.unit.fmcc.peers import (
    FIRST_NONCE,
    FMCC,
    HOME1,
    IDENTITY,
    MS,
    NET1,
    NET2,
    PREFIX,
    PUBSUB,
    USER,
    VM,
    acks,
    chain,
    nonces,
    notify,
    record,
    refusal,
    reply,
    requests,
)

OUTER = Prefix.parse("10.11.0.0/24")


class Client:
    """A MapSystem under test, driven by hand."""

    def __init__(self, *prefixes: Prefix) -> None:
        self.counters = Counters()
        self.system = MapSystem(
            rloc=FMCC,
            port=4342,
            identity=IDENTITY,
            server=MS,
            keys=PUBSUB,
            nonces=nonces().__next__,
            first_nonce=FIRST_NONCE,
            counters=self.counters,
        )
        self.system.subscribe(prefixes)

    def tick(self, now: float) -> list[Step]:
        return self.system.on_tick(now)

    def hear(self, datagram: Datagram, now: float = 1.0) -> list[Step]:
        return self.system.on_notify(datagram.data, datagram.source, now)

    def answer(self, datagram: Datagram, now: float = 1.0) -> list[Step]:
        message = decode(datagram.data)
        assert isinstance(message, MapReply)
        return self.system.on_reply(message, now)

    def confirmed(self, prefix: Prefix, *records: EidRecord, now: float = 1.0) -> int:
        """Subscribe and confirm; returns the nonce."""
        nonce = requests(self.tick(now))[prefix].nonce
        assert acks(self.hear(notify(nonce, *records), now))
        return nonce


def changes(steps: list[Step]) -> dict[Prefix, list[str]]:
    return {s.prefix: [str(k.rloc) for k in s.locators] for s in steps if isinstance(s, MappingChanged)}


def test_a_subscription_is_an_encapsulated_request_with_n_and_i_bits() -> None:
    request = requests(Client(HOME1).tick(0.0))[HOME1]
    assert request.records[0].wants_notifications
    assert request.identity == IDENTITY
    assert request.itr_rlocs == (FMCC,)
    assert request.nonce > FIRST_NONCE


def test_a_covered_prefix_needs_no_subscription_of_its_own() -> None:
    assert set(requests(Client(USER, HOME1, VM).tick(0.0))) == {HOME1, VM}


def test_requests_repeat_with_rising_nonces_until_confirmed() -> None:
    client = Client(HOME1)
    sent, now = [], 0.0
    for _ in range(12):
        sent.append(requests(client.tick(now))[HOME1].nonce)
        deadline = client.system.deadline()
        assert deadline is not None
        sent_at, now = now, deadline
    assert now - sent_at == REQUEST_RETRY_S[-1]
    assert sent == sorted(set(sent))
    assert len(client.system.subscriptions[HOME1].outstanding) == len(REQUEST_RETRY_S)
    client.hear(notify(sent[-2], record(HOME1, NET1)), now)
    assert client.system.deadline() == now + SUBSCRIPTION_REFRESH_S


def test_silence_is_reported_once() -> None:
    client = Client(HOME1)
    degraded, now = [], 0.0
    for _ in range(12):
        degraded += [step for step in client.tick(now) if isinstance(step, Degraded)]
        now = client.system.deadline() or 0.0
    assert len(degraded) == 1


def test_a_confirmation_is_acknowledged_and_brings_the_mappings() -> None:
    client = Client(HOME1)
    nonce = requests(client.tick(0.0))[HOME1].nonce
    steps = client.hear(notify(nonce, record(HOME1, NET1), record(USER, NET2)))
    assert changes(steps) == {HOME1: [NET1], USER: [NET2]}
    (ack,) = acks(steps)
    assert (ack.nonce, ack.identity) == (nonce, IDENTITY)


def test_a_repeated_confirmation_is_acknowledged_again_and_changes_nothing() -> None:
    client = Client(HOME1)
    nonce = client.confirmed(HOME1, record(HOME1, NET1))
    steps = client.hear(notify(nonce, record(HOME1, NET1)), 4.0)
    assert len(acks(steps)) == len(steps) == 1


def test_a_publication_counts_when_its_nonce_is_greater() -> None:
    client = Client(HOME1)
    nonce = client.confirmed(HOME1, record(HOME1, NET1))
    # Publications may be lost: a gap is no reason to refuse the next.
    steps = client.hear(notify(nonce + 5, record(USER, NET2)))
    assert changes(steps) == {USER: [NET2]}
    assert len(acks(steps)) == 1


def test_a_replayed_publication_changes_nothing_and_gets_no_answer() -> None:
    client = Client(HOME1)
    nonce = client.confirmed(HOME1, record(HOME1, NET1))
    old = notify(nonce + 1, record(USER, NET1))
    client.hear(old)
    client.hear(notify(nonce + 2, record(USER, NET2)))
    assert client.hear(old) == []
    assert client.counters["drop.publication-replayed-nonce"] == 1
    assert [str(k.rloc) for k in client.system.mappings[USER]] == [NET2]


def test_a_retransmitted_publication_is_acknowledged_again() -> None:
    client = Client(HOME1)
    nonce = client.confirmed(HOME1, record(HOME1, NET1))
    publication = notify(nonce + 1, record(USER, NET2))
    client.hear(publication)
    steps = client.hear(publication)
    assert len(acks(steps)) == len(steps) == 1


def test_the_nonce_of_the_last_publication_does_not_carry_another_mapping() -> None:
    client = Client(HOME1)
    nonce = client.confirmed(HOME1, record(HOME1, NET1))
    client.hear(notify(nonce + 1, record(USER, NET2)))
    assert client.hear(notify(nonce + 1, record(USER, NET1))) == []


def test_two_publications_may_overtake_each_other() -> None:
    client = Client(HOME1)
    nonce = client.confirmed(HOME1, record(HOME1, NET1))
    other = Prefix.parse("10.1.0.7")
    client.hear(notify(nonce + 2, record(USER, NET2)))
    assert changes(client.hear(notify(nonce + 1, record(other, NET2)))) == {other: [NET2]}


def test_a_publication_that_overtakes_the_confirmation_is_not_undone_by_it() -> None:
    client = Client(HOME1)
    nonce = requests(client.tick(0.0))[HOME1].nonce
    client.hear(notify(nonce + 1, record(USER, NET2)))
    client.hear(notify(nonce, record(HOME1, NET1), record(USER, NET1)))
    assert [str(k.rloc) for k in client.system.mappings[USER]] == [NET2]


def test_a_withdrawal_removes_the_mapping() -> None:
    client = Client(HOME1)
    nonce = client.confirmed(HOME1, record(HOME1, NET1), record(USER, NET2))
    assert changes(client.hear(notify(nonce + 1, record(USER, ttl_min=0)))) == {USER: []}
    assert client.system.mappings.get(USER) is None


@pytest.mark.parametrize(
    ("datagram", "reason"),
    [
        (notify(FIRST_NONCE * 9, record(USER, NET2), keys=chain("somebody else")), "auth-bad-tag"),
        (notify(FIRST_NONCE * 9, record(VM, NET2)), "notify-not-subscribed"),
        (
            notify(FIRST_NONCE * 9, record(USER, NET2), identity=XtrIdentity(b"x" * 16)),
            "notify-for-another-xtr",
        ),
    ],
)
def test_what_is_not_ours_or_not_authentic_is_dropped_and_counted(datagram: Datagram, reason: str) -> None:
    client = Client(HOME1)
    client.confirmed(HOME1, record(HOME1, NET1))
    assert client.hear(datagram) == []
    assert client.counters[f"drop.{reason}"] == 1
    assert client.system.mappings.get(USER) is None


def test_a_changed_mapping_around_a_subscription_is_asked_for_anew() -> None:
    client = Client(VM)
    nonce = client.confirmed(VM, record(OUTER, "192.0.2.11"))
    steps = client.hear(notify(nonce + 1, record(OUTER, "192.0.2.12")), 5.0)
    assert len(acks(steps)) == 1
    assert changes(steps) == {}
    again = requests(client.tick(5.0))[VM].nonce
    assert changes(client.hear(notify(again, record(OUTER, "192.0.2.12")), 5.1)) == {OUTER: ["192.0.2.12"]}


def test_a_mapping_around_a_subscription_that_is_no_news_is_only_acknowledged() -> None:
    client = Client(VM)
    nonce = client.confirmed(VM, record(OUTER, "192.0.2.11"))
    before = client.system.deadline()
    assert len(acks(client.hear(notify(nonce + 1, record(OUTER, "192.0.2.11")), 5.0))) == 1
    assert client.system.deadline() == before


def test_news_around_a_subscription_are_asked_for_once_a_second_at_most() -> None:
    client = Client(VM)
    nonce = client.confirmed(VM, record(OUTER, "192.0.2.11"), now=5.0)
    client.hear(notify(nonce + 1, record(OUTER, "192.0.2.12")), 5.5)
    assert requests(client.tick(5.9)) == {}
    assert VM in requests(client.tick(6.0))


def test_a_refresh_needs_a_greater_nonce_than_any_publication() -> None:
    client = Client(HOME1)
    nonce = client.confirmed(HOME1, record(HOME1, NET1))
    client.hear(notify(nonce + 70_000, record(USER, NET2)))
    assert requests(client.tick(1.0 + SUBSCRIPTION_REFRESH_S))[HOME1].nonce > nonce + 70_000


def test_a_server_that_gives_the_subscription_up_is_asked_again_at_once() -> None:
    client = Client(HOME1)
    nonce = client.confirmed(HOME1, record(HOME1, NET1))
    assert client.hear(refusal(nonce, HOME1), 50.0) == []
    assert HOME1 in requests(client.tick(50.0))


def test_a_map_reply_to_a_subscription_means_not_subscribed() -> None:
    client = Client(HOME1)
    nonce = requests(client.tick(0.0))[HOME1].nonce
    denied = EidRecord.of(HOME1, action=Action.DROP_POLICY_DENIED)
    assert client.answer(reply(nonce, denied)) == []
    assert client.counters["subscription-refused"] == 1
    assert HOME1 in requests(client.tick(1.0))


def test_a_look_up_asks_until_there_is_an_answer() -> None:
    client = Client()
    nonce = requests(client.system.look_up(PREFIX["dc1"], 0.0))[PREFIX["dc1"]].nonce
    assert client.system.look_up(PREFIX["dc1"], 0.1) == []
    assert requests(client.tick(1.0))[PREFIX["dc1"]].nonce == nonce
    (found,) = client.answer(reply(nonce, record(PREFIX["dc1"], "192.0.2.11"), record(VM, "192.0.2.12")), 1.1)
    assert isinstance(found, MappingFound)
    assert [str(k.rloc) for k in found.locators] == ["192.0.2.11"]
    assert client.system.deadline() is None


def test_ten_requests_of_a_look_up_are_at_most_two_seconds_apart_and_at_least_one() -> None:
    client, sent = Client(), [0.0]
    client.system.look_up(PREFIX["dc1"], 0.0)
    while len(sent) < 11:
        at = client.system.deadline()
        assert at is not None
        assert client.tick(at)
        sent.append(at)
    gaps = [later - earlier for earlier, later in pairwise(sent)]
    assert all(1.0 <= gap <= 2.0 for gap in gaps[:9])
    assert gaps[9] == 30.0, "RFC 9301 section 5.3: after ten, a rest"


def test_a_fresh_answer_is_used_again_and_an_old_one_is_not() -> None:
    client = Client()
    nonce = requests(client.system.look_up(PREFIX["dc1"], 0.0))[PREFIX["dc1"]].nonce
    client.answer(reply(nonce, record(PREFIX["dc1"], "192.0.2.11")), 0.5)
    assert [type(step) for step in client.system.look_up(PREFIX["dc1"], 1.0)] == [MappingFound]
    assert requests(client.system.look_up(PREFIX["dc1"], 60.0))


def test_a_negative_answer_is_asked_again_later() -> None:
    client = Client()
    nonce = requests(client.system.look_up(PREFIX["dc1"], 0.0))[PREFIX["dc1"]].nonce
    negative = EidRecord.of(PREFIX["dc1"], action=Action.NATIVELY_FORWARD, ttl_min=1)
    assert client.answer(reply(nonce, negative)) == []
    assert requests(client.tick(1.0))[PREFIX["dc1"]].nonce != nonce


def test_a_reply_nobody_asked_for_is_dropped() -> None:
    client = Client()
    assert client.answer(reply(5, record(PREFIX["dc1"], "192.0.2.66"))) == []
    assert client.counters["drop.reply-unknown-nonce"] == 1
