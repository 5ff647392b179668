"""Registrations: contributions, timers, merging, withdrawal, and what counts as a change."""

from dataclasses import replace

import pytest

from lisp.engine import Command, SendDatagram
from lisp.wire import (
    Address,
    AfiList,
    AnyAddress,
    EidRecord,
    InstanceId,
    MapNotify,
    MapRequest,
    Prefix,
    RegisterFlag,
    RequestRecord,
    decode,
)
from lisp.wire.records import LOCATOR_REACHABLE
from mapserver.mapping import REGISTRATION_S
from mapserver.policy import SitePrefix
from tests.unit.mapserver.bench import (
    ACCESS,
    DC1,
    FIRST_NONCE,
    NET1,
    NET2,
    SITE_KEY,
    Bench,
    ecm,
    eids,
    make_policy,
    owner,
    prefix,
    record,
    rlocs_of,
)

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


def merged(bench: Bench, *members: str) -> None:
    """Have xTRs share the EID, and acknowledge what they are told of it."""
    for rloc in members:
        bench.register(record(EID, rloc), xtr=rloc, flags=MERGE)
        for told in members:
            for notify in [n for n in bench.notifies_to(told) if n.nonce >= FIRST_NONCE]:
                bench.acknowledge(notify, SITE_KEY, told)


def told_of(commands: list[Command], rloc: str) -> list[set[str]]:
    """The locator sets that an xTR is told of, unasked."""
    datagrams = [c for c in commands if isinstance(c, SendDatagram) and str(c.destination.address) == rloc]
    notifies = [m for m in (decode(c.data) for c in datagrams) if isinstance(m, MapNotify) and m.nonce >= FIRST_NONCE]
    return [set(rlocs_of(notify.records[0])) for notify in notifies]


def test_the_others_hear_when_a_member_withdraws() -> None:
    bench = Bench()
    merged(bench, NET1, NET2, DC1)
    commands = bench.register(record(EID, NET1, ttl_min=0), xtr=NET1, flags=MERGE)
    assert told_of(commands, NET2) == told_of(commands, DC1) == [{NET2, DC1}]
    assert told_of(commands, NET1) == []


def test_the_others_hear_when_a_member_expires() -> None:
    bench = Bench()
    merged(bench, NET1, NET2, DC1)
    bench.wait(100.0)
    for rloc in (NET2, DC1):
        bench.register(record(EID, rloc), xtr=rloc, flags=MERGE)
    commands = bench.wait(90.0)
    assert bench.rlocs(EID) == {NET2, DC1}
    assert {NET2, DC1} in told_of(commands, NET2)
    assert {NET2, DC1} in told_of(commands, DC1)
    assert told_of(commands, NET1) == []


def test_a_member_is_told_again_until_it_acknowledges() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1, flags=MERGE)
    bench.register(record(EID, NET2), xtr=NET2, flags=MERGE)
    (notify,) = [n for n in bench.notifies_to(NET1) if n.nonce >= FIRST_NONCE]
    assert told_of(bench.wait(4.0), NET1) == [{NET1, NET2}]
    bench.acknowledge(notify, SITE_KEY, NET1)
    assert told_of(bench.wait(60.0), NET1) == []


def test_a_members_refresh_tells_nobody() -> None:
    bench = Bench()
    merged(bench, NET1, NET2)
    commands = bench.register(record(EID, NET1), xtr=NET1, flags=MERGE)
    assert told_of(commands, NET2) == told_of(commands, NET1) == []
    assert bench.notify_to(NET1).records[0].locators  # its acknowledgement


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


# EIDs that are more than an address (RFC 8060).

V6 = "2001:db8::64/128"
BOTH = AfiList((Address.parse("10.1.0.100"), Address(6, bytes(6)), Address.parse("2001:db8::64")))


def dual_stack() -> Bench:
    return Bench(make_policy(replace(ACCESS, prefixes=(*ACCESS.prefixes, SitePrefix(prefix("2001:db8::/64"))))))


def listed(*rlocs: str) -> EidRecord:
    return record(EID, *rlocs)._replace(eid=BOTH, mask_length=0)


def test_every_ip_address_of_an_afi_list_is_registered() -> None:
    bench = dual_stack()
    sent = listed(NET1)
    bench.register(sent, xtr=NET1)
    assert bench.rlocs(EID) == bench.rlocs(V6) == {NET1}
    assert bench.notify_to(NET1).records == (sent,)  # acknowledged as it came
    bench.wait(60.0)
    assert len(bench.register(listed(NET1), xtr=NET1)) == 1  # a refresh of both
    bench.wait(170.0)
    assert bench.rlocs(EID) == bench.rlocs(V6) == {NET1}
    bench.register(listed(), xtr=NET1)
    assert bench.rlocs(EID) is bench.rlocs(V6) is None


def test_a_plain_eid_and_an_afi_list_are_refreshed_together() -> None:
    bench = dual_stack()
    plain = record("10.1.0.7/32", NET1)
    for _ in range(3):
        bench.register(plain, listed(NET1), xtr=NET1)
        assert bench.notify_to(NET1).records == (plain, listed(NET1))
        bench.wait(100.0)
    assert bench.rlocs("10.1.0.7/32") == bench.rlocs(EID) == bench.rlocs(V6) == {NET1}


def test_an_afi_list_with_an_address_of_another_site_is_refused_as_a_whole() -> None:
    bench = Bench()
    bench.register(listed(NET1), xtr=NET1)
    assert bench.drops() == {"prefix-not-allowed": 1}
    assert bench.rlocs(EID) is None


def test_an_afi_list_in_a_virtual_network() -> None:
    inside = replace(ACCESS, prefixes=(SitePrefix(Prefix.parse("10.1.0.0/24", 7)),))
    bench = Bench(make_policy(inside))
    both = AfiList((Address.parse("10.1.0.100"), Address.parse("10.1.0.101")))
    bench.register(listed(NET1)._replace(eid=InstanceId(7, both)), xtr=NET1)
    assert bench.rlocs("[7]10.1.0.100/32") == bench.rlocs("[7]10.1.0.101/32") == {NET1}


def test_an_afi_list_is_looked_up_by_the_first_address_that_is_registered() -> None:
    bench = dual_stack()
    bench.register(record(V6, NET1), xtr=NET1)
    request = MapRequest(1, (Address.parse(NET2),), (RequestRecord(0, BOTH),))
    bench.receive(ecm(request, EID, source=NET2), NET2)
    assert eids(bench.reply()) == [V6]


@pytest.mark.parametrize("eid", [AfiList(()), AfiList((Address(6, bytes(6)),)), Address(6, bytes(6))])
def test_an_eid_without_an_ip_address_is_refused(eid: AnyAddress) -> None:
    bench = Bench()
    bench.register(listed(NET1)._replace(eid=eid), xtr=NET1)
    bench.register(record("10.1.0.101/32", NET1), listed(NET1)._replace(eid=eid), xtr=NET1)
    request = MapRequest(1, (Address.parse(NET2),), (RequestRecord(0, eid),))
    bench.receive(ecm(request, EID, source=NET2), NET2)
    assert bench.drops() == {"unsupported-eid": 3}
