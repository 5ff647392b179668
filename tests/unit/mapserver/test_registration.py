"""Registrations: contributions, timers, merging, withdrawal, and what counts as a change."""

import pytest

from lisp.wire import RegisterFlag
from lisp.wire.records import LOCATOR_REACHABLE
from mapserver.mapping import REGISTRATION_S
from tests.unit.mapserver.bench import NET1, NET2, Bench, make_policy, owner, record

EID = "10.1.0.100/32"
MERGE = RegisterFlag.MERGE | RegisterFlag.WANT_MAP_NOTIFY | RegisterFlag.PROXY_REPLY
KEEP_TTL = RegisterFlag.USE_TTL | RegisterFlag.PROXY_REPLY


def test_a_new_mapping_is_told_with_its_site_and_xtr() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.notices("eid-registered") == [{"eid": EID, "rlocs": NET1, "site": "access", "xtr": owner(NET1)}]


def test_a_refresh_is_no_news() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.wait(60.0)
    bench.register(record(EID, NET1), xtr=NET1)
    assert len(bench.commands) == 1  # the Map-Notify


def test_a_registration_expires_three_minutes_after_its_last_refresh() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.wait(60.0)
    bench.register(record(EID, NET1), xtr=NET1)
    bench.wait(179.9)
    assert bench.rlocs(EID) == {NET1}
    bench.wait(0.2)
    assert bench.rlocs(EID) is None
    assert bench.notices("eid-expired") == [{"eid": EID, "xtr": owner(NET1)}]


def test_with_the_t_bit_a_registration_lives_for_its_record_ttl() -> None:
    bench = Bench()
    bench.register(record(EID, NET1, ttl_min=10), xtr=NET1, flags=KEEP_TTL)
    bench.wait(599.0)
    assert bench.rlocs(EID) == {NET1}
    bench.wait(2.0)
    assert bench.rlocs(EID) is None


def test_the_t_bit_does_not_buy_eternity() -> None:
    bench = Bench()
    bench.register(record(EID, NET1, ttl_min=0xFFFFFFFF), xtr=NET1, flags=KEEP_TTL)
    bench.wait(86_401.0)
    assert bench.rlocs(EID) is None


def test_ttl_zero_withdraws() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.register(record(EID, NET1, ttl_min=0), xtr=NET1)
    assert bench.rlocs(EID) is None
    assert bench.notices("eid-withdrawn") == [{"eid": EID, "xtr": owner(NET1)}]


def test_a_record_without_locators_withdraws() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.register(record(EID), xtr=NET1)
    assert bench.rlocs(EID) is None


def test_nobody_withdraws_what_another_xtr_registered() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.register(record(EID, NET1, ttl_min=0), xtr=NET2)
    assert bench.rlocs(EID) == {NET1}


def test_without_merge_a_registration_replaces_the_whole_set() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.register(record(EID, NET2), xtr=NET2)
    assert bench.rlocs(EID) == {NET2}


def test_merging_xtrs_share_a_mapping() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1, flags=MERGE)
    bench.register(record(EID, NET2), xtr=NET2, flags=MERGE)
    assert bench.rlocs(EID) == {NET1, NET2}


def test_the_acknowledgement_of_a_merged_registration_shows_the_merged_set() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1, flags=MERGE)
    bench.register(record(EID, NET2), xtr=NET2, flags=MERGE)
    (merged,) = bench.notify_to(NET2).records
    assert [str(locator.rloc) for locator in merged.locators] == [NET1, NET2]


def test_the_other_members_hear_of_a_merged_set() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1, flags=MERGE)
    bench.register(record(EID, NET2), xtr=NET2, flags=MERGE)
    (merged,) = bench.notify_to(NET1).records
    assert len(merged.locators) == 2


def test_a_member_that_expires_leaves_the_others() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1, flags=MERGE)
    bench.wait(100.0)
    bench.register(record(EID, NET2), xtr=NET2, flags=MERGE)
    bench.wait(100.0)
    assert bench.rlocs(EID) == {NET2}


def test_a_member_withdraws_only_what_it_contributed() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1, flags=MERGE)
    bench.register(record(EID, NET2), xtr=NET2, flags=MERGE)
    bench.register(record(EID, NET1, NET2, ttl_min=0), xtr=NET1, flags=MERGE)
    assert bench.rlocs(EID) == {NET2}


def test_a_re_registration_replaces_only_the_members_own_locators() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1, flags=MERGE)
    bench.register(record(EID, NET2), xtr=NET2, flags=MERGE)
    bench.register(record(EID, "192.0.2.7"), xtr=NET1, flags=MERGE)
    assert bench.rlocs(EID) == {NET2, "192.0.2.7"}


def test_a_registration_without_merge_ends_a_merged_set() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1, flags=MERGE)
    bench.register(record(EID, NET2), xtr=NET2, flags=MERGE)
    bench.register(record(EID, "192.0.2.7"), xtr="192.0.2.7")
    assert bench.rlocs(EID) == {"192.0.2.7"}


def test_who_did_not_ask_to_merge_is_not_merged_with() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.register(record(EID, NET2), xtr=NET2, flags=MERGE)
    assert bench.rlocs(EID) == {NET2}


def test_a_withdrawn_prefix_makes_room_and_leaves_nothing_to_wait_for() -> None:
    bench = Bench(make_policy(registrations_per_site=1))
    bench.register(record(EID, NET1), xtr=NET1)
    bench.register(record(EID, NET1, ttl_min=0), xtr=NET1)
    bench.wait(REGISTRATION_S)
    assert bench.server.deadline() is None
    bench.register(record("10.1.0.101/32", NET1), xtr=NET1)
    assert bench.drops() == {}


def test_the_order_of_locators_is_no_change() -> None:
    bench = Bench()
    both = record(EID, NET1, NET2)
    bench.register(both, xtr=NET1)
    bench.register(both._replace(locators=both.locators[::-1]), xtr=NET1)
    assert len(bench.commands) == 1


def test_reachability_is_no_change() -> None:
    bench = Bench()
    seen = record(EID, NET1)
    unseen = seen.locators[0]._replace(flags=seen.locators[0].flags & ~LOCATOR_REACHABLE)
    bench.register(seen, xtr=NET1)
    bench.register(seen._replace(locators=(unseen,)), xtr=NET1)
    assert len(bench.commands) == 1


def test_a_changed_priority_is_an_update_but_no_move() -> None:
    bench = Bench()
    before = record(EID, NET1)
    bench.register(before, xtr=NET1)
    bench.register(before._replace(locators=(before.locators[0]._replace(priority=255),)), xtr=NET1)
    assert [notice["eid"] for notice in bench.notices("eid-updated")] == [EID]
    assert bench.notices("eid-moved") == []


def test_two_xtrs_of_one_multihomed_site_may_take_turns() -> None:
    bench = Bench()
    bench.register(record(EID, NET1, NET2), xtr=NET1)
    bench.register(record(EID, NET1, NET2), xtr=NET2)
    assert len(bench.commands) == 1
    bench.register(record(EID, NET1, NET2), xtr=NET1)
    assert len(bench.commands) == 1


@pytest.mark.parametrize("flags", [0, RegisterFlag.PROXY_REPLY])
def test_the_proxy_bit_of_any_xtr_lets_us_answer(flags: int) -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1, flags=flags)
    mapping = bench.server.registry.get(record(EID).prefix or pytest.fail("no prefix"))
    assert mapping is not None
    assert mapping.proxy_reply is bool(flags)


def test_an_xtr_keeps_its_identity_when_its_address_changes() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    renumbered = bench.registration(record(EID, "192.0.2.99"), xtr=NET1)
    bench.receive(renumbered, "192.0.2.99")
    assert bench.notices("eid-moved") == [{"eid": EID, "from": NET1, "to": "192.0.2.99"}]
    assert bench.notifies_to(NET1) == []  # nobody lost it
