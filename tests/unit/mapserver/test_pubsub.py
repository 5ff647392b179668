"""Publish/subscribe: who is confirmed, what is published, and what becomes of lost acknowledgements."""

import hmac
from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisp.engine import SendDatagram
from lisp.wire import Action, EidRecord, KeyChain, MapNotify, MapNotifyAck, XtrIdentity, decode, seal, verify
from lisp.wire.records import LOCATOR_LOCAL
from mapserver import publisher
from mapserver.mapping import REGISTRATION_S
from mapserver.pacing import SLICE
from mapserver.policy import SitePrefix, Subscriber
from mapserver.publisher import octets_of
from mapserver.pubsub import MAX_NONCE, RESTART_LEAP
from tests.unit.mapserver.bench import (
    ACCESS,
    CONTROLLER,
    DC1,
    FMCC,
    FMCC_ID,
    NET1,
    NET2,
    OTHER,
    PUBSUB_KEY,
    SITE_KEY,
    Bench,
    eids,
    make_policy,
    prefix,
    record,
    rlocs_of,
)

NET = "10.1.0.0/24"
EID = "10.1.0.100/32"
SECOND = "192.0.2.32"  # another address of the controller
ANYWHERE = replace(CONTROLLER, rlocs=frozenset())


def following(nonce: int = 1_000) -> Bench:
    """The user's network registered, and the controller subscribed to it."""
    bench = Bench()
    bench.register(record(NET, NET1), xtr=NET1)
    bench.follow(NET, nonce)
    return bench


# Subscribing.


def test_a_subscription_is_confirmed_with_the_nonce_of_the_request_and_the_mapping() -> None:
    bench = Bench()
    bench.register(record(NET, NET1), xtr=NET1)
    bench.subscribe(NET, 1_000)
    confirmation = bench.notify_to(FMCC)
    assert confirmation.nonce == 1_000
    assert (eids(confirmation), rlocs_of(confirmation.records[0])) == ([NET], [NET1])
    assert confirmation.identity == FMCC_ID
    assert bench.notices("subscribed") == [{"eid": NET, "subscriber": "fmcc", "rlocs": FMCC}]


def test_the_confirmation_is_signed_with_the_subscribers_key_and_goes_to_the_control_port() -> None:
    bench = Bench()
    (command, _) = bench.subscribe(NET, 1_000)
    assert isinstance(command, SendDatagram)
    assert verify(command.data, KeyChain.of(PUBSUB_KEY)) == PUBSUB_KEY
    assert str(command.destination) == f"{FMCC}:4342"


def test_the_confirmation_tells_where_every_host_is_now() -> None:
    bench = Bench()
    bench.register(record(NET, NET1), record("10.1.0.7/32", NET1), xtr=NET1)
    bench.register(record(EID, NET2), xtr=NET2)
    bench.subscribe(NET, 1_000)
    confirmation = bench.notify_to(FMCC)
    assert {str(e.prefix): rlocs_of(e) for e in confirmation.records} == {
        NET: [NET1],
        "10.1.0.7/32": [NET1],
        EID: [NET2],
    }
    assert eids(confirmation)[0] == NET


def test_what_does_not_fit_the_confirmation_follows_as_publications() -> None:
    bench = Bench()
    hosts = [f"10.1.0.{host}/32" for host in range(120)]
    for first in range(0, 120, 30):
        bench.register(*(record(host, NET1) for host in hosts[first : first + 30]), xtr=NET1)
    bench.subscribe(NET, 1_000)
    told: list[str] = []
    nonces: list[int] = []
    while notifies := bench.notifies_to(FMCC):
        (notify,) = notifies
        told += eids(notify)
        nonces.append(notify.nonce)
        assert all(len(c.data) <= 1232 for c in bench.commands if isinstance(c, SendDatagram))
        bench.acknowledge(notify, PUBSUB_KEY, FMCC)
    assert sorted(told) == sorted([NET, *hosts])
    assert nonces == list(range(1_000, 1_000 + len(nonces)))
    assert len(nonces) > 2


def test_a_first_picture_of_many_comes_as_fast_as_it_is_acknowledged_and_is_complete() -> None:
    bench = Bench()
    hosts = [f"10.1.{third}.{host}/32" for third in range(4) for host in range(1, 251)]
    wide = replace(ACCESS, prefixes=(SitePrefix(prefix("10.1.0.0/16")),))
    bench.server.adopt(make_policy(wide, OTHER), bench.now)
    for first in range(0, len(hosts), 50):
        bench.register(*(record(host, NET1) for host in hosts[first : first + 50]), xtr=NET1)
    bench.subscribe("10.1.0.0/16", 1_000)
    told: set[str] = set()
    while notifies := bench.notifies_to(FMCC):
        (notify,) = notifies
        told |= {str(entry.prefix) for entry in notify.records}
        told -= {str(entry.prefix) for entry in notify.records if not entry.ttl_min}
        (subscription,) = bench.server.pubsub.subscriptions()
        assert len(subscription.backlog) <= 257
        if len(told) > 500 and "10.1.3.250/32" in hosts:  # it goes while the picture is being told
            hosts.remove("10.1.3.250/32")
            bench.register(record("10.1.3.250/32", NET1, ttl_min=0), xtr=NET1)
            assert bench.notifies_to(FMCC) == [], "the one under way is full"
        bench.acknowledge(notify, PUBSUB_KEY, FMCC)
    assert told == {"10.1.0.0/16", *hosts}


def test_an_unregistered_prefix_is_confirmed_as_negative_and_followed_from_then_on() -> None:
    bench = Bench()
    (entry,) = bench.follow(NET).records
    assert (str(entry.prefix), entry.locators, entry.action) == (NET, (), Action.NATIVELY_FORWARD)
    bench.register(record(EID, NET1), xtr=NET1)
    assert eids(bench.notify_to(FMCC)) == [EID]


def test_a_prefix_around_several_sites_may_be_followed() -> None:
    bench = Bench()
    bench.follow("10.0.0.0/8")
    bench.register(record(EID, NET1), xtr=NET1)
    assert eids(bench.notify_to(FMCC)) == [EID]


def test_a_host_inside_a_registered_prefix_is_confirmed_with_that_prefix() -> None:
    bench = Bench()
    bench.register(record(NET, NET1), xtr=NET1)
    assert eids(bench.follow(EID)) == [NET]


def test_a_stranger_is_denied() -> None:
    bench = Bench()
    bench.subscribe(NET, 1_000, who=XtrIdentity(b"?" * 16))
    (entry,) = bench.reply().records
    assert (str(entry.prefix), entry.action, entry.locators) == (NET, Action.DROP_POLICY_DENIED, ())
    assert len(bench.server.pubsub) == 0


def test_two_subscribers_cannot_have_one_xtr_id() -> None:
    twin = replace(CONTROLLER, name="twin", identity=FMCC_ID._replace(site_id=bytes(8)))
    with pytest.raises(ValueError, match="xTR-ID"):
        make_policy(subscribers=(CONTROLLER, twin))


def test_the_site_id_is_part_of_the_identity() -> None:
    bench = Bench()
    bench.subscribe(NET, 1_000, who=FMCC_ID._replace(site_id=bytes(8)))
    assert bench.reply().records[0].action == Action.DROP_POLICY_DENIED


def test_a_prefix_outside_what_the_subscriber_may_follow_is_denied() -> None:
    bench = Bench()
    bench.subscribe("0.0.0.0/0", 1_000)
    assert bench.reply().records[0].action == Action.DROP_POLICY_DENIED


def test_publications_cannot_be_drawn_to_a_foreign_address() -> None:
    bench = following()
    bench.subscribe(NET, 2_000, "192.0.2.66", source="192.0.2.66")
    assert bench.reply().records[0].action == Action.DROP_POLICY_DENIED
    bench.register(record(EID, NET1), xtr=NET1)
    assert len(bench.notifies_to(FMCC)) == 1


@pytest.mark.parametrize(
    ("limit", "reason"), [("subscriptions", "subscription-limit"), ("subscriptions_per_subscriber", "subscriber-limit")]
)
def test_at_the_limit_a_request_is_answered_like_any_other_and_an_operator_told(limit: str, reason: str) -> None:
    bench = Bench(make_policy(subscribers=(CONTROLLER,), **{limit: 1}))
    bench.register(record(NET, NET1), xtr=NET1)
    bench.follow(NET)
    bench.subscribe("10.2.0.0/24", 1_001)
    assert eids(bench.reply()) == ["10.2.0.0/24"]
    assert len(bench.server.pubsub) == 1
    assert bench.notices("subscription-refused") == [{"reason": reason, "subscriber": "fmcc"}]
    assert bench.server.counters[f"subscription.declined.{reason}"] == 1
    assert bench.follow(NET, 1_002).nonce == 1_002, "what there is can be renewed"


def test_a_subscriber_that_asks_too_often_is_answered_like_any_other() -> None:
    bench = Bench(make_policy(subscription_requests_per_s=2))
    bench.register(record(NET, NET1), xtr=NET1)
    for nonce in (1_000, 1_001):
        bench.follow(NET, nonce)
    for _ in range(5):  # replays do not use up what the subscriber may ask
        bench.subscribe(NET, 1_000)
    bench.subscribe(NET, 1_002)
    assert eids(bench.reply()) == [NET]
    assert bench.notices("subscription-refused") == [{"reason": "subscription-rate-limit", "subscriber": "fmcc"}]
    bench.wait(0.6)
    assert bench.follow(NET, 1_003).nonce == 1_003


# Holes: EIDs that nobody has.


def test_who_asks_for_an_eid_nobody_has_follows_the_hole_around_it_for_a_while() -> None:
    bench = Bench()
    (entry,) = bench.follow("10.200.0.1/32").records
    # Configured are 10.1/24, 10.2/24 and 10.9/24, and the subscriber may follow no more than 10/8.
    assert (str(entry.prefix), entry.ttl_min, entry.locators) == ("10.128.0.0/9", 15, ())
    assert entry.action == Action.NATIVELY_FORWARD
    bench.wait(899.0)
    assert len(bench.server.pubsub) == 1
    bench.wait(2.0)
    assert len(bench.server.pubsub) == 0
    bench.subscribe("10.200.0.1/32", 1_000)
    assert bench.reply().records[0].ttl_min == 15, "the nonce outlives it: a replay does not bring it back"
    assert len(bench.server.pubsub) == 0


def test_the_subscription_to_a_hole_lasts_as_long_as_it_is_renewed() -> None:
    bench = Bench(make_policy(temporary_subscription_s=300.0))
    for nonce in range(1_000, 1_004):
        assert bench.follow("10.200.0.1/32", nonce).records[0].ttl_min == 5
        bench.wait(200.0)
    assert len(bench.server.pubsub) == 1


def test_what_appears_in_a_hole_is_published() -> None:
    bench = Bench()
    bench.follow("10.200.0.1/32")
    newcomer = replace(ACCESS, prefixes=(*ACCESS.prefixes, SitePrefix(prefix("10.200.0.0/24"))))
    bench.server.adopt(make_policy(newcomer, OTHER), bench.now)
    bench.register(record("10.200.0.7/32", NET1), xtr=NET1)
    assert eids(bench.notify_to(FMCC)) == ["10.200.0.7/32"]


def test_asking_for_every_eid_of_a_hole_takes_one_subscription() -> None:
    bench = Bench()
    for host in range(1, 20):
        bench.follow(f"10.200.0.{host}/32", 1_000 + host)
    assert len(bench.server.pubsub) == 1
    bench.subscribe("10.200.0.77/32", 5)  # its own nonces: no replay, but no subscription either
    (entry,) = bench.reply().records
    assert (str(entry.prefix), entry.ttl_min) == ("10.128.0.0/9", 15)
    assert bench.drops() == {}


# Many followers.


def crowd(size: int, eid: str = EID, **limits: float) -> tuple[Bench, list[Subscriber]]:
    """So many subscribers that all follow one EID."""
    subscribers = [
        replace(
            ANYWHERE,
            name=f"follower {number}",
            identity=XtrIdentity(number.to_bytes(16, "big")),
        )
        for number in range(1, size + 1)
    ]
    bench = Bench(make_policy(subscribers=tuple(subscribers), **limits))
    bench.register(record(EID, NET1), xtr=NET1)
    for number, subscriber in enumerate(subscribers, start=1):
        rloc = f"198.51.{number // 250}.{number % 250 + 1}"
        bench.subscribe(eid, 1_000, rloc, who=subscriber.identity, source=rloc)
        bench.acknowledge(bench.notify_to(rloc), PUBSUB_KEY, rloc)
    return bench, subscribers


def publications(bench: Bench) -> list[SendDatagram]:
    sent = [c for c in bench.commands if isinstance(c, SendDatagram)]
    return [c for c in sent if c.data[0] >> 4 == 4 and str(c.destination.address).startswith("198.51.")]


@pytest.mark.parametrize("eid", [EID, "10.0.0.0/8"])
def test_a_change_with_many_followers_reaches_them_in_slices_at_the_pace_allowed(eid: str) -> None:
    bench, subscribers = crowd(600, eid, publications_per_s=1_000.0)
    bench.register(record(EID, NET2), xtr=NET2)
    told = publications(bench)
    assert len(told) == SLICE
    start = bench.now
    while len(told) < len(subscribers):
        at = bench.server.deadline()
        assert at is not None
        bench.wait(max(0.0, at - bench.now))
        assert len(publications(bench)) <= SLICE
        told += publications(bench)
    assert bench.now - start == pytest.approx((600 - SLICE) / 1_000.0, rel=0.05)
    assert len({c.destination for c in told}) == 600


def test_what_is_published_is_made_once_for_all_followers(monkeypatch: pytest.MonkeyPatch) -> None:
    bench, _ = crowd(20)
    made: list[EidRecord] = []

    def counted(entry: EidRecord) -> bytes:
        made.append(entry)
        return octets_of(entry)

    monkeypatch.setattr(publisher, "octets_of", counted)
    bench.register(record(EID, NET2), xtr=NET2)
    bench.wait(1.0)
    assert len(made) == 1
    bench.register(record(EID, DC1), xtr=DC1)
    bench.wait(1.0)
    assert len(made) == 2


def test_followers_inside_a_changed_prefix_are_told_in_slices_too() -> None:
    subscribers = (replace(ANYWHERE, identity=FMCC_ID),)
    bench = Bench(make_policy(subscribers=subscribers))
    for host in range(200):
        bench.follow(f"10.1.0.{host}/32")
    bench.register(record(NET, NET1), xtr=NET1)
    assert len(bench.notifies_to(FMCC)) == SLICE
    bench.wait(1.0)
    assert len(bench.notifies_to(FMCC)) == 200 - SLICE


def test_a_change_with_few_followers_does_not_wait_for_one_with_many() -> None:
    bench, _ = crowd(600, publications_per_s=1_000.0)
    bench.register(record("10.1.0.7/32", NET1), xtr=NET1)
    few = bench.server.policy.subscribers[0].identity
    bench.subscribe("10.1.0.7/32", 1_000, "198.51.0.2", who=few, source="198.51.0.2")
    bench.acknowledge(bench.notify_to("198.51.0.2"), PUBSUB_KEY, "198.51.0.2")
    bench.register(record(EID, NET2), xtr=NET2)
    bench.register(record("10.1.0.7/32", NET2), xtr=NET2)
    bench.wait(0.02)
    assert "10.1.0.7/32" in [eid for c in publications(bench) for eid in eids(cast("MapNotify", decode(c.data)))]


def test_a_second_change_while_the_first_is_published_reaches_everybody() -> None:
    bench, _ = crowd(300)
    bench.register(record(EID, NET2), xtr=NET2)
    bench.wait(0.001)
    bench.register(record(EID, DC1), xtr=DC1)
    bench.wait(1.0)
    last = {c.destination: cast("MapNotify", decode(c.data)) for c in publications(bench)}
    assert len(last) == 300
    assert {tuple(rlocs_of(n.records[0])) for n in last.values()} == {(DC1,)}


def test_retransmissions_keep_the_pace() -> None:
    bench, _ = crowd(300, publications_per_s=100.0)
    bench.register(record(EID, NET2), xtr=NET2)
    sent = list[int]()
    for _ in range(20):
        bench.wait(1.0)
        sent.append(len(publications(bench)))
    assert max(sent) <= 100 + SLICE
    assert sum(sent) > 1_400, "none is forgotten"


def test_an_acknowledgement_among_thousands_of_one_nonce_is_found_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    bench, _ = crowd(300, publications_per_s=1e6)
    bench.register(record(EID, NET2), xtr=NET2)
    bench.wait(1.0)
    sent, checked, equal = publications(bench), list[bytes](), hmac.compare_digest

    def counted(tag: bytes, told: bytes) -> bool:
        checked.append(told)
        return equal(tag, told)

    monkeypatch.setattr(hmac, "compare_digest", counted)
    for publication in reversed(sent):
        bench.acknowledge(cast("MapNotify", decode(publication.data)), PUBSUB_KEY, str(publication.destination.address))
        assert bench.notices("publication-acknowledged")
    assert len(checked) == len(sent) > 200


def test_an_acknowledgement_without_our_trailer_counts() -> None:
    bench = Bench()
    bench.subscribe(NET, 1_000)
    notify = bench.notify_to(FMCC)
    bench.receive(seal(MapNotifyAck(notify.nonce, notify.records), PUBSUB_KEY), FMCC)
    assert bench.notices("subscription-confirmed") != []


@pytest.mark.parametrize("nonce", [999, 1_000])
def test_a_replayed_request_is_dropped_and_reported(nonce: int) -> None:
    bench = following(1_000)
    bench.subscribe(NET, nonce)
    assert bench.datagrams() == []
    assert bench.drops() == {"subscription-replay": 1}
    assert bench.notices("subscription-refused") == [{"reason": "subscription-replay", "source": FMCC}]


def test_a_repeated_request_is_confirmed_again_while_the_confirmation_is_awaited() -> None:
    bench = Bench()
    bench.subscribe(NET, 1_000)
    first = bench.notify_to(FMCC)
    bench.wait(1.0)
    bench.subscribe(NET, 1_000)
    assert bench.notify_to(FMCC) == first
    assert len(bench.server.pubsub) == 1


def test_a_new_request_replaces_the_subscription() -> None:
    bench = Bench(make_policy(subscribers=(ANYWHERE,)))
    bench.follow(NET, 1_000)
    bench.subscribe(NET, 5_000, SECOND)
    bench.acknowledge(bench.notify_to(SECOND), PUBSUB_KEY, SECOND)
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.notify_to(SECOND).nonce == 5_001
    assert bench.notifies_to(FMCC) == []


def test_asking_again_is_confirmed_but_no_news() -> None:
    bench = following(1_000)
    assert bench.follow(NET, 2_000).nonce == 2_000
    assert bench.notices("subscription-confirmed") == []
    bench.subscribe(NET, 3_000)
    assert bench.notices("subscribed") == []


def test_asking_again_does_not_forget_what_has_gone_unheard() -> None:
    bench = following(1_000)
    bench.register(record(EID, NET1), xtr=NET1)
    bench.acknowledge(bench.notify_to(FMCC), PUBSUB_KEY, FMCC)
    bench.register(record(EID, NET1, ttl_min=0), xtr=NET1)  # the publication of this is lost
    bench.subscribe(NET, 2_000)
    confirmation = bench.notify_to(FMCC)
    assert eids(confirmation) == [NET]
    bench.acknowledge(confirmation, PUBSUB_KEY, FMCC)
    assert [(str(e.prefix), e.ttl_min) for e in bench.notify_to(FMCC).records] == [(EID, 0)]


def test_what_the_confirmation_tells_is_not_published_once_more() -> None:
    bench = following(1_000)
    bench.register(record(EID, NET1), xtr=NET1)
    bench.subscribe(NET, 2_000)
    bench.acknowledge(bench.notify_to(FMCC), PUBSUB_KEY, FMCC)
    assert bench.notifies_to(FMCC) == []


def test_a_nonce_at_the_end_of_the_numbers_is_refused() -> None:
    bench = Bench()
    bench.subscribe(NET, MAX_NONCE)
    assert bench.drops() == {"subscription-nonce-exhausted": 1}


def test_an_unacknowledged_confirmation_ends_the_subscription_with_a_last_word() -> None:
    bench = Bench()
    bench.subscribe(NET, 1_000)
    bench.wait(60.0)
    last = bench.notifies_to(FMCC)[-1]
    assert (last.nonce, last.records[0].action, last.records[0].locators) == (
        1_000,
        Action.DROP_AUTH_FAILURE,
        (),
    )
    assert len(bench.server.pubsub) == 0
    bench.subscribe(NET, 1_000)
    assert bench.drops() == {"subscription-replay": 1}


def test_a_confirmation_signed_by_somebody_else_does_not_count() -> None:
    bench = Bench()
    bench.subscribe(NET, 1_000)
    bench.acknowledge(bench.notify_to(FMCC), SITE_KEY, FMCC)
    assert bench.drops() == {"auth-bad-tag": 1}
    bench.wait(3.1)
    assert len(bench.notifies_to(FMCC)) == 1


# Publishing.


def test_a_new_host_is_published_to_the_follower_of_its_network() -> None:
    bench = following(1_000)
    bench.register(record(EID, NET1), xtr=NET1)
    publication = bench.notify_to(FMCC)
    assert publication.nonce == 1_001
    assert (eids(publication), rlocs_of(publication.records[0])) == ([EID], [NET1])
    assert bench.notices("mapping-published") == [{"eid": EID, "subscriber": "fmcc"}]
    bench.acknowledge(publication, PUBSUB_KEY, FMCC)
    assert bench.notices("publication-acknowledged") == [{"eid": EID, "subscriber": "fmcc"}]


def test_a_published_record_is_a_map_servers_word() -> None:
    bench = following()
    bench.register(record(EID, NET1), xtr=NET1)
    (entry,) = bench.notify_to(FMCC).records
    assert not entry.authoritative
    assert not entry.locators[0].flags & LOCATOR_LOCAL


def test_a_move_is_published() -> None:
    bench = following()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.acknowledge(bench.notify_to(FMCC), PUBSUB_KEY, FMCC)
    bench.register(record(EID, NET2), xtr=NET2)
    assert rlocs_of(bench.notify_to(FMCC).records[0]) == [NET2]


def test_a_refresh_is_not_published() -> None:
    bench = following()
    bench.register(record(NET, NET1), xtr=NET1)
    assert bench.notifies_to(FMCC) == []


def test_a_withdrawn_mapping_is_published_with_ttl_zero() -> None:
    bench = following()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.acknowledge(bench.notify_to(FMCC), PUBSUB_KEY, FMCC)
    bench.register(record(EID, NET1, ttl_min=0), xtr=NET1)
    (entry,) = bench.notify_to(FMCC).records
    assert (str(entry.prefix), entry.ttl_min, entry.locators) == (EID, 0, ())


def test_an_expired_mapping_is_published_with_ttl_zero() -> None:
    bench = following()
    bench.wait(181.0)
    (entry,) = bench.notifies_to(FMCC)[0].records
    assert (str(entry.prefix), entry.ttl_min) == (NET, 0)


def test_who_followed_a_withdrawn_host_hears_what_takes_its_place() -> None:
    bench = Bench()
    bench.register(record(NET, NET1), record(EID, NET1), xtr=NET1)
    bench.follow(EID)
    bench.register(record(EID, NET1, ttl_min=0), xtr=NET1)
    publication = bench.notify_to(FMCC)
    assert [(str(e.prefix), e.ttl_min) for e in publication.records] == [(EID, 0), (NET, 1440)]


def test_who_follows_a_host_hears_of_the_prefix_it_is_reached_by() -> None:
    bench = Bench()
    bench.register(record(NET, NET1), xtr=NET1)
    bench.follow(EID)
    bench.register(record(NET, DC1), xtr=DC1)
    assert (eids(bench.notify_to(FMCC)), rlocs_of(bench.notify_to(FMCC).records[0])) == ([NET], [DC1])


def test_who_follows_a_host_hears_nothing_of_its_neighbours() -> None:
    bench = Bench()
    bench.follow(EID)
    bench.register(record("10.1.0.7/32", NET1), xtr=NET1)
    assert bench.notifies_to(FMCC) == []


def test_who_follows_a_registered_host_hears_nothing_of_the_prefix_around_it() -> None:
    bench = Bench()
    bench.register(record(NET, NET1), record(EID, NET1), xtr=NET1)
    bench.follow(EID)
    bench.register(record(NET, DC1), xtr=DC1)
    assert bench.notifies_to(FMCC) == []


def test_of_two_subscriptions_the_more_specific_one_is_used() -> None:
    bench = Bench()
    bench.follow(NET, 1_000)
    bench.follow(EID, 7_000)
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.notify_to(FMCC).nonce == 7_001


def test_two_subscriptions_at_the_same_nonce_are_told_apart() -> None:
    bench = Bench()
    bench.follow(NET, 1_000)
    bench.subscribe("10.2.0.0/24", 1_001)
    confirmation = bench.notify_to(FMCC)
    bench.register(record(EID, NET1), xtr=NET1)
    publication = bench.notify_to(FMCC)
    assert publication.nonce == confirmation.nonce
    bench.acknowledge(publication, PUBSUB_KEY, FMCC)
    assert bench.notices("publication-acknowledged") != []
    bench.acknowledge(confirmation, PUBSUB_KEY, FMCC)
    assert bench.notices("subscription-confirmed") == [{"eid": "10.2.0.0/24", "subscriber": "fmcc"}]


def test_a_lost_publication_is_sent_again_with_the_same_nonce() -> None:
    bench = following()
    bench.register(record(EID, NET1), xtr=NET1)
    lost = bench.notify_to(FMCC)
    bench.wait(3.1)
    assert bench.notify_to(FMCC) == lost
    bench.acknowledge(lost, PUBSUB_KEY, FMCC)
    bench.wait(60.0)
    assert bench.notifies_to(FMCC) == []


def test_the_next_publication_carries_what_was_not_acknowledged() -> None:
    bench = following(1_000)
    bench.register(record(EID, NET1), xtr=NET1)
    bench.register(record("10.1.0.7/32", NET1), xtr=NET1)
    publication = bench.notify_to(FMCC)
    assert (publication.nonce, eids(publication)) == (1_002, [EID, "10.1.0.7/32"])
    assert [n["eid"] for n in bench.notices("mapping-published")] == ["10.1.0.7/32"]
    bench.acknowledge(publication, PUBSUB_KEY, FMCC)
    bench.wait(60.0)
    assert bench.notifies_to(FMCC) == []


def test_what_is_not_acknowledged_is_published_in_its_newest_state() -> None:
    bench = following()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.register(record(EID, NET2), xtr=NET2)
    publication = bench.notify_to(FMCC)
    assert [rlocs_of(entry) for entry in publication.records] == [[NET2]]


def test_changes_before_the_confirmation_is_acknowledged_wait_for_it() -> None:
    bench = Bench()
    bench.subscribe(NET, 1_000)
    confirmation = bench.notify_to(FMCC)
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.notifies_to(FMCC) == []
    bench.acknowledge(confirmation, PUBSUB_KEY, FMCC)
    assert eids(bench.notify_to(FMCC)) == [EID]


def test_when_one_address_does_not_answer_the_next_is_tried() -> None:
    bench = Bench(make_policy(subscribers=(ANYWHERE,)))
    bench.subscribe(NET, 1_000, FMCC, SECOND)
    bench.acknowledge(bench.notify_to(FMCC), PUBSUB_KEY, FMCC)
    bench.register(record(EID, NET1), xtr=NET1)
    nonce = bench.notify_to(FMCC).nonce
    bench.wait(50.0)
    assert bench.notifies_to(SECOND) == []
    bench.wait(2.0)
    second = bench.notifies_to(SECOND)[0]
    assert second.nonce == nonce
    bench.acknowledge(second, PUBSUB_KEY, SECOND)
    bench.register(record("10.1.0.7/32", NET1), xtr=NET1)
    assert len(bench.notifies_to(SECOND)) == 1  # what answered last is tried first


def test_a_subscriber_who_answers_nowhere_is_told_everything_with_the_next_change() -> None:
    bench = following()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.wait(60.0)
    assert bench.notices("publication-unacknowledged") == [{"eid": NET, "subscriber": "fmcc"}]
    assert len(bench.server.pubsub) == 1
    bench.register(record("10.1.0.7/32", NET1), xtr=NET1)
    assert eids(bench.notify_to(FMCC)) == [EID, "10.1.0.7/32"]


# Unsubscribing.


def test_unsubscribing_is_answered_and_ends_publications() -> None:
    bench = following(1_000)
    bench.unsubscribe(NET, 1_001)
    assert bench.notify_to(FMCC).nonce == 1_001
    assert bench.notices("unsubscribed") == [{"eid": NET, "subscriber": "fmcc"}]
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.notifies_to(FMCC) == []


def test_unsubscribing_is_answered_even_if_there_was_nothing() -> None:
    bench = Bench()
    bench.unsubscribe(NET, 1_001)
    assert bench.notify_to(FMCC).nonce == 1_001


def test_the_nonce_outlives_the_subscription() -> None:
    bench = following(1_000)
    bench.unsubscribe(NET, 1_001)
    bench.subscribe(NET, 1_001)
    assert bench.drops() == {"subscription-replay": 1}
    bench.subscribe(NET, 1_002)
    assert bench.notify_to(FMCC).nonce == 1_002


def test_a_replayed_unsubscription_is_dropped() -> None:
    bench = following(1_000)
    bench.unsubscribe(NET, 900)
    assert bench.drops() == {"subscription-replay": 1}
    assert len(bench.server.pubsub) == 1


def test_nobody_unsubscribes_a_subscriber_from_a_foreign_address() -> None:
    bench = following(1_000)
    bench.unsubscribe(NET, 1_001, source="192.0.2.66")
    assert bench.drops() == {"unsubscribe-source": 1}
    assert len(bench.server.pubsub) == 1


def test_a_part_unsubscribed_from_is_silent_until_it_is_subscribed_to_again() -> None:
    bench = following(1_000)
    bench.unsubscribe(EID, 1)
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.notifies_to(FMCC) == []
    bench.register(record("10.1.0.7/32", NET1), xtr=NET1)
    bench.acknowledge(bench.notify_to(FMCC), PUBSUB_KEY, FMCC)
    bench.follow(EID, 2)
    bench.register(record(EID, NET2), xtr=NET2)
    assert bench.notify_to(FMCC).nonce == 3


def test_subscribing_to_a_silent_part_ends_the_silence_for_good() -> None:
    bench = following(1_000)
    bench.unsubscribe(EID, 1)
    bench.subscribe(EID, 2)
    bench.wait(60.0)  # nobody acknowledges: that subscription ends, the one around it stays
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.notify_to(FMCC).nonce == 1_001


# Restart.


def test_a_subscription_that_is_being_renewed_survives_a_restart() -> None:
    before = following(1_000)
    before.subscribe(NET, 2_000)
    after = Bench()
    after.server.restore(before.server.snapshot(), after.now)
    after.register(record(EID, NET1), xtr=NET1, nonce=10_000)
    assert after.notify_to(FMCC).nonce == 2_001 + RESTART_LEAP


def test_subscriptions_survive_a_restart() -> None:
    before = following(1_000)
    after = Bench()
    after.server.restore(before.server.snapshot(), after.now)
    after.register(record(EID, NET1), xtr=NET1, nonce=10_000)
    assert after.notify_to(FMCC).nonce == 1_001 + RESTART_LEAP


def test_after_a_restart_a_subscriber_that_has_heard_nothing_may_still_ask() -> None:
    before = following(1_000)
    after = Bench()
    after.server.restore(before.server.snapshot(), after.now)
    after.register(record(EID, NET1), xtr=NET1, nonce=10_000)  # the publication of this is lost
    after.subscribe(NET, 1_001)
    assert after.notify_to(FMCC).nonce == 1_001
    after.acknowledge(after.notify_to(FMCC), PUBSUB_KEY, FMCC)
    after.subscribe(NET, 1_001)
    assert after.drops() == {"subscription-replay": 1}


def test_what_did_not_come_back_after_a_restart_is_published_as_gone() -> None:
    before = following(1_000)
    after = Bench()
    after.server.restore(before.server.snapshot(), after.now)
    after.wait(REGISTRATION_S - 1.0)
    assert after.notifies_to(FMCC) == []
    after.wait(2.0)
    assert [(str(e.prefix), e.ttl_min) for e in after.notify_to(FMCC).records] == [(NET, 0)]


def test_what_is_silent_stays_silent_over_a_restart() -> None:
    before = following(1_000)
    before.unsubscribe(EID, 1)
    after = Bench()
    after.server.restore(before.server.snapshot(), after.now)
    after.register(record(EID, NET1), xtr=NET1, nonce=10_000)
    assert after.notifies_to(FMCC) == []


def test_the_last_nonces_survive_a_restart() -> None:
    before = following(1_000)
    before.unsubscribe(NET, 1_001)
    after = Bench()
    after.server.restore(before.server.snapshot(), after.now)
    after.subscribe(NET, 1_001)
    assert after.drops() == {"subscription-replay": 1}


def test_a_subscriber_that_is_no_longer_configured_is_not_restored() -> None:
    before = following(1_000)
    after = Bench(make_policy(subscribers=()))
    after.server.restore(before.server.snapshot(), after.now)
    assert len(after.server.pubsub) == 0


# Delivery on a bad network.


class StrictSubscriber:
    """Follows one prefix as RFC 9437 section 6 has it: a nonce that is not greater is a replay."""

    def __init__(self) -> None:
        self.last_nonce = -1
        self.view: dict[str, list[str]] = {}

    def take(self, notify: MapNotify) -> None:
        if notify.nonce <= self.last_nonce:
            return
        self.last_nonce = notify.nonce
        for entry in notify.records:
            self.view[str(entry.prefix)] = rlocs_of(entry)


steps = st.tuples(st.integers(1, 5), st.sampled_from([NET1, NET2, DC1]), st.booleans(), st.booleans(), st.floats(0, 10))


@given(st.lists(steps, max_size=25))
def test_whatever_is_lost_a_strict_subscriber_ends_up_with_the_truth(
    history: list[tuple[int, str, bool, bool, float]],
) -> None:
    bench, subscriber = following(1_000), StrictSubscriber()

    def deliver(arrives: bool, is_acknowledged: bool) -> None:
        for notify in bench.notifies_to(FMCC):
            if arrives:
                subscriber.take(notify)
            if arrives and is_acknowledged:
                bench.acknowledge(notify, PUBSUB_KEY, FMCC)

    for host, xtr, arrives, is_acknowledged, pause_s in history:
        bench.register(record(f"10.1.0.{host}/32", xtr), xtr=xtr)
        deliver(arrives, is_acknowledged)
        bench.wait(pause_s)
        deliver(arrives, is_acknowledged)
    bench.wait(25.0)
    while bench.notifies_to(FMCC):
        deliver(True, True)
        bench.wait(25.0)
    registered = {str(m.prefix): rlocs_of(m.record) for m in bench.server.registry.mappings()}
    del registered[NET]  # told by the confirmation
    gone = {eid for eid, rlocs in subscriber.view.items() if not rlocs}
    assert {eid: rlocs for eid, rlocs in subscriber.view.items() if eid not in gone} == registered
