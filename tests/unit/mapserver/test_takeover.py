"""A life after a crash: stored mappings are served at once, and become registrations little by little."""

import asyncio

import pytest

from lisp.engine import Tick
from lisp.wire import Action, AfiList, KeyChain, Prefix, RegisterFlag
from mapserver import daemon, shows
from mapserver.cli import site_table
from mapserver.mapping import REGISTRATION_S
from mapserver.policy import Site, SitePrefix
from mapserver.prefix_key import key_of, prefix_of
from mapserver.registration import HOLD_DOWN_S
from mapserver.resolver import MAX_RECORDS
from mapserver.restorer import STORE_REFRESH_S, TAKEOVER_SLICE
from tests.unit.mapserver.bench import (
    ACCESS,
    FMCC,
    NET1,
    NET2,
    OTHER,
    OTHER_KEY,
    PUBSUB_KEY,
    SITE_KEY,
    StoringBench,
    eids,
    make_policy,
    owner,
    prefix,
    record,
    rlocs_of,
)

NET, EID, BESIDE = "10.1.0.0/24", "10.1.0.100/32", "10.1.0.103/32"


def living(*eids: str, xtr: str = NET1) -> StoringBench:
    """A map server at which these EIDs are registered."""
    bench = StoringBench()
    for eid in eids:
        bench.register(record(eid, xtr), xtr=xtr)
    return bench


def test_a_stored_mapping_is_answered_before_any_time_has_passed() -> None:
    after = living(NET, EID, BESIDE).killed()
    assert after.to_take_over() == 3
    after.ask(EID)
    assert rlocs_of(after.reply().records[0]) == [NET1]
    assert after.to_take_over() == 1  # what covers it was looked at too, what is beside it was not


async def test_a_list_of_all_waits_for_what_is_stored_and_tells_it_from_what_was_heard_since() -> None:
    before = living(NET, EID, BESIDE)
    before.wait(60.0)
    after = before.killed(downtime_s=5.0)
    clock = lambda: after.now  # noqa: E731
    listing = asyncio.create_task(daemon.complete(after.server, {}, shows.eid_map, clock))
    by_site = asyncio.create_task(daemon.complete(after.server, {}, shows.sites, clock))
    await asyncio.sleep(0)
    assert not listing.done()
    after.wait(1.0)  # the engine goes on
    after.register(record(EID, NET1), xtr=NET1)
    assert [(entry["eid"], entry["kind"]) for entry in await listing] == [
        (NET, "stored"),
        (EID, "registered"),
        (BESIDE, "stored"),
    ]
    lines = [line.split() for line in site_table(await by_site).splitlines() if NET1 in line]
    assert [(line[-5:-3], line[-2]) for line in lines] == [
        (["00:01:06", "yes?"], NET),
        (["00:00:00", "yes"], EID),
        (["00:01:06", "yes?"], BESIDE),
    ]


async def test_a_list_of_all_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daemon, "PATIENCE_S", 0.0)
    after = living(NET, EID).killed()
    with pytest.raises(ValueError, match="2 stored mappings are still to be taken over: ask for one EID"):
        await daemon.complete(after.server, {}, shows.sites, lambda: after.now)
    only = await daemon.complete(after.server, {"eid": EID}, shows.eid_map, lambda: after.now)
    assert [entry["eid"] for entry in only] == [NET, EID]


def test_the_longest_stored_match_wins() -> None:
    before = living(NET)
    before.register(record(EID, NET2), xtr=NET2)
    after = before.killed()
    after.ask("10.1.0.7/32")
    assert [(str(r.prefix), rlocs_of(r)) for r in after.reply().records] == [(NET, [NET1]), (EID, [NET2])]


def test_a_registration_finds_the_stored_more_specifics_and_the_stored_prefix_around() -> None:
    after = living("10.1.0.0/25", EID).killed()
    after.register(record(NET, NET2), xtr=NET2)
    after.ask(NET)
    assert eids(after.reply()) == [NET, "10.1.0.0/25", EID]


def test_a_hole_ends_at_a_stored_neighbour() -> None:
    before = living(EID, BESIDE)
    before.ask("10.1.0.101/32")
    narrow = before.reply().records[0]
    after = before.killed()
    after.ask("10.1.0.101/32")
    assert after.reply().records[0] == narrow
    assert narrow.action == Action.NATIVELY_FORWARD
    assert eids(after.reply()) == ["10.1.0.101/32"]


def test_a_hole_does_not_end_at_what_is_stored_but_too_old() -> None:
    before = living(EID)
    before.wait(100.0)
    before.register(record("10.1.0.200/32", NET1), xtr=NET1)
    after = before.killed(REGISTRATION_S + STORE_REFRESH_S - 99.0)
    after.ask("10.1.0.101/32")
    assert eids(after.reply()) == ["10.1.0.0/25"]


def test_a_refresh_of_what_is_stored_is_a_refresh() -> None:
    after = living(EID).killed()
    commands = after.register(record(EID, NET1), xtr=NET1)
    assert [type(command).__name__ for command in commands] == ["StoreNonce", "SendDatagram"]
    assert after.to_take_over() == 0


def test_what_was_registered_together_with_others_is_refreshed_with_them() -> None:
    before = StoringBench()
    before.register(record(EID, NET1), record(BESIDE, NET1), xtr=NET1)
    after = before.killed()
    after.register(record(EID, NET1), record(BESIDE, NET1), xtr=NET1)
    assert after.notices("eid-registered") == after.notices("eid-updated") == []
    assert eids(after.notify_to(NET1)) == [EID, BESIDE]
    after.wait(REGISTRATION_S - 1.0)
    assert after.rlocs(BESIDE) == {NET1}


def test_a_move_of_what_is_stored_is_a_move() -> None:
    after = living(EID).killed()
    after.register(record(EID, NET2), xtr=NET2)
    assert after.notices("eid-moved") == [{"eid": EID, "from": NET1, "to": NET2}]
    assert rlocs_of(after.notify_to(NET1).records[0]) == [NET2]
    assert after.killed().rlocs(EID) == {NET2}


def test_a_withdrawal_reaches_what_is_stored() -> None:
    after = living(EID).killed()
    after.register(record(EID, NET1, ttl_min=0), xtr=NET1)
    assert [notice["eid"] for notice in after.notices("eid-withdrawn")] == [EID]
    assert after.stored() == []
    assert after.rlocs(EID) is None


def test_what_nobody_asks_for_is_taken_over_by_and_by() -> None:
    after = living(*(f"10.1.0.{number}/32" for number in range(2 * TAKEOVER_SLICE - 56))).killed()
    at = after.server.deadline()
    assert at is not None
    assert at <= after.now
    after.feed(Tick())
    assert after.to_take_over() == TAKEOVER_SLICE - 56
    assert after.notices("taken-over") == []
    after.feed(Tick())
    assert after.notices("taken-over") == [{"mappings": 2 * TAKEOVER_SLICE - 56}]
    at = after.server.deadline()
    assert at is not None
    assert at > after.now


def test_a_row_that_is_not_refreshed_expires_a_period_after_the_restart() -> None:
    after = living(EID).killed(60.0)
    commands = after.wait(REGISTRATION_S - 1.0)
    assert after.rlocs(EID) == {NET1}
    commands = after.wait(2.0)
    after.commands = commands
    assert [notice["eid"] for notice in after.notices("eid-expired")] == [EID]
    assert after.stored() == []


def test_a_row_older_than_any_refresh_could_have_left_it_is_forgotten() -> None:
    after = living(EID).killed(REGISTRATION_S + STORE_REFRESH_S + 1.0)
    after.ask(EID)
    assert after.reply().records[0].locators == ()
    assert after.stored() == [EID]
    after.wait(0.0)
    assert after.stored() == []
    assert after.server.counters["takeover.forgotten"] == 1


def test_what_a_site_may_no_longer_register_is_forgotten() -> None:
    policy = make_policy(OTHER)
    after = living(EID).killed(policy=policy)
    after.wait(0.0)
    assert len(after.server.registry) == 0
    assert after.stored() == []


def test_what_another_sites_key_had_registered_is_forgotten() -> None:
    before = StoringBench()
    before.register(record("10.9.0.0/24", NET2), xtr=NET2, key=OTHER_KEY)
    taken = make_policy(type(ACCESS)("access", ACCESS.keys, (*ACCESS.prefixes, *OTHER.prefixes)))
    assert before.killed(policy=taken).rlocs("10.9.0.0/24") is None


@pytest.mark.parametrize("eid", ["2001:db8::7/128", "[7]10.1.0.100/32", "[7]2001:db8::/48"])
def test_every_family_and_instance_is_taken_over(eid: str) -> None:
    site = Site(
        "wide", KeyChain.of(SITE_KEY), tuple(SitePrefix(prefix(p)) for p in ("::/0", "[7]10.0.0.0/8", "[7]::/0"))
    )
    policy = make_policy(site)
    before = StoringBench(policy)
    before.register(record(eid, NET1), record("2001:db8::/32", NET1), xtr=NET1)
    after = before.killed(policy=policy)
    assert after.rlocs(eid) == {NET1}
    assert after.to_take_over() == 1
    assert after.server.registry.longest(prefix("2001:db8:9::1/128")) is not None
    assert after.server.registry.longest(prefix("[7]2001:db9::1/128")) is None


def test_an_etr_that_does_lisp_sec_is_known_to_do_so() -> None:
    flags = RegisterFlag.PROXY_REPLY | RegisterFlag.WANT_MAP_NOTIFY
    before = StoringBench()
    before.register(record(EID, NET1), xtr=NET1, flags=flags | RegisterFlag.SECURITY)
    before.register(record(BESIDE, NET2), xtr=NET2, flags=flags)
    registry = before.killed().server.registry
    mappings = [registry.get(prefix(eid)) for eid in (EID, BESIDE)]
    assert [c.registrant.signs for m in mappings if m is not None for c in m.contributions] == [True, False]


def test_an_afi_list_comes_back_as_its_addresses() -> None:
    before = StoringBench()
    both = AfiList((prefix(EID).address, prefix(BESIDE).address))
    before.register(record(EID, NET1)._replace(eid=both, mask_length=0), xtr=NET1)
    after = before.killed()
    assert after.rlocs(EID) == after.rlocs(BESIDE) == {NET1}


def test_merged_contributions_come_back_together() -> None:
    flags = RegisterFlag.PROXY_REPLY | RegisterFlag.WANT_MAP_NOTIFY | RegisterFlag.MERGE
    before = StoringBench()
    for xtr in (NET1, NET2):
        before.register(record(EID, xtr), xtr=xtr, flags=flags)
    after = before.killed()
    assert after.rlocs(EID) == {NET1, NET2}
    after.register(record(EID, NET1, ttl_min=0), xtr=NET1, flags=flags)
    assert after.rlocs(EID) == {NET2}


def test_the_hold_down_survives() -> None:
    before = living(EID)
    before.register(record(EID, NET2), xtr=NET2)
    after = before.killed()
    after.register(record(EID, NET1), xtr=NET1)
    assert after.rlocs(EID) == {NET2}
    assert after.notices("late-refresh-ignored") == [{"eid": EID, "xtr": owner(NET1)}]


def test_the_hold_down_ends_when_it_would_have_ended() -> None:
    before = living(EID)
    before.register(record(EID, NET2), xtr=NET2)
    before.wait(HOLD_DOWN_S - 30.0)
    before.register(record(EID, NET2), xtr=NET2)  # stores the mapping anew
    after = before.killed(31.0)
    after.register(record(EID, NET1), xtr=NET1)
    assert after.rlocs(EID) == {NET1}


def test_a_replay_is_refused_before_anything_is_taken_over() -> None:
    before = StoringBench()
    data = before.registration(record(EID, NET1), xtr=NET1)
    before.receive(data, NET1)
    after = before.killed()
    after.receive(data, NET1)
    assert after.drops() == {"replayed-nonce": 1}


def test_what_is_stored_counts_for_the_sites_limit() -> None:
    policy = make_policy(registrations_per_site=2)
    after = living(NET, EID).killed(policy=policy)
    after.register(record(BESIDE, NET1), xtr=NET1)
    assert after.drops() == {"site-full": 1}
    after.register(record(EID, NET1), xtr=NET1)
    assert after.drops() == {"site-full": 1}
    assert after.server.registry.count(ACCESS) == 2
    after.wait(0.0)
    assert after.server.registry.count(ACCESS) == 2


def test_another_policy_while_taking_over() -> None:
    after = living(NET, EID).killed()
    narrower = type(ACCESS)("access", ACCESS.keys, (type(ACCESS.prefixes[0])(prefix(EID)),))
    after.server.adopt(make_policy(narrower), after.now)
    assert after.server.registry.count(narrower) == 1
    after.wait(0.0)
    assert [str(mapping.prefix) for mapping in after.server.registry.mappings()] == [EID]


@pytest.mark.parametrize("cut", [1, 20, -1])
def test_a_damaged_row_is_counted_and_forgotten(cut: int) -> None:
    before = living(EID)
    ((key, row),) = before.rows.items()
    before.rows[key] = row[:cut]
    after = before.killed()
    after.wait(0.0)
    assert after.drops() == {"stored-damaged": 1}
    assert after.stored() == []


@pytest.mark.parametrize("key", ["", "000000000001 0a000001", "000000000001 0a000001 21", "000000000007 0a000001 20"])
def test_a_damaged_key_is_refused_at_the_start(key: str) -> None:
    with pytest.raises(ValueError, match="a stored key"):
        StoringBench().server.take_over({bytes.fromhex(key): b""}, 0.0, 0.0)


def test_keys_sort_as_prefixes_do() -> None:
    prefixes = [
        *(Prefix.parse(text) for text in ("10.1.0.0/24", "10.1.0.0/16", "10.1.0.0/32", "10.0.255.0/24", "::/0")),
        *(Prefix.parse(text, iid=7) for text in ("10.0.0.0/8", "2001:db8::/32")),
    ]
    assert [prefix_of(key) for key in sorted(map(key_of, prefixes))] == sorted(prefixes)


# Subscriptions.


HOSTS = [f"10.{1 + number // 256}.0.{number % 256}/32" for number in range(300)]


def followed() -> StoringBench:
    """A map server with more mappings than one answer may hold, and a subscriber to all of them."""
    before = living(*HOSTS)
    before.follow("10.0.0.0/8")
    return before


def hear(bench: StoringBench) -> set[str]:
    """Everything the subscriber is told until it is told nothing more."""
    told: set[str] = set()
    while notifies := bench.notifies_to(FMCC) or (bench.wait(0.1) and bench.notifies_to(FMCC)):
        for notify in notifies:
            told |= set(eids(notify))
            bench.acknowledge(notify, PUBSUB_KEY, FMCC)
    return told


def test_a_renewal_tells_of_what_is_stored_and_does_not_take_all_of_it_over_first() -> None:
    after = followed().killed()
    after.subscribe("10.0.0.0/8", 2_000_000)
    assert after.to_take_over() == len(HOSTS) - MAX_RECORDS
    assert hear(after) >= set(HOSTS)


def test_after_the_restart_everybody_is_told_everything() -> None:
    after = followed().killed()
    after.feed(Tick())
    assert after.to_take_over() > 0
    assert hear(after) >= set(HOSTS)


# What is shown meanwhile.


def test_a_show_of_one_eid_does_not_miss_what_is_stored() -> None:
    after = living(NET, EID, BESIDE).killed()
    assert shows.status(after.server)["to_take_over"] == 3
    shown = shows.eid_map(after.server, {"eid": EID}, after.now)
    assert [entry["eid"] for entry in shown] == [NET, EID]
    assert shows.status(after.server)["to_take_over"] == 1
