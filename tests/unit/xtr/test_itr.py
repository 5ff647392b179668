"""Lookups, answers, solicited lookups, and the life of a map-cache entry."""

import pytest

from lisp.engine import Datagram, Endpoint
from lisp.wire import (
    NO_ADDRESS,
    Action,
    Address,
    EidRecord,
    InstanceId,
    Locator,
    MapReply,
    Prefix,
    ReplyFlag,
    RequestFlag,
    VendorData,
    encode,
)
from tests.unit.xtr.support import DC1, DC2, MS, NET1, SPACE, STRANGER, USER, VM, Rig, record, settings, smr
from xtr import itr as itr_module
from xtr.dataplane.base import (
    Action as PlaneAction,
)
from xtr.dataplane.base import DropQueued, InstallMapping, Miss, RemoveMapping, ReportUse, UseReported
from xtr.engine import Xtr
from xtr.mapcache import MapCache

HOME = Prefix.parse("10.11.0.0/24")
SOURCE = USER.address


def test_miss_asks_the_map_resolver() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(VM, SOURCE))
    (request,) = rig.requests()
    assert request.records[0].prefix == VM
    assert request.itr_rlocs == (NET1,)
    assert request.source_eid == SOURCE
    assert rig.notices("map-request-sent") == [{"eid": str(VM), "tries": 1}]


def test_requests_of_an_instance_say_so_of_both_eids() -> None:
    rig = Rig(NET1, eid_space=(SPACE, Prefix.parse(str(SPACE), 9)))
    rig.feed(Miss(Prefix.parse(str(VM), 9), SOURCE))
    (request,) = rig.requests()
    assert request.records[0].prefix == Prefix.parse(str(VM), 9)
    assert request.source_eid == InstanceId(9, SOURCE)
    assert rig.row(VM) is None


def test_inner_header_of_an_ipv6_lookup_is_ipv6() -> None:
    space = Prefix.parse("2001:db8::/32")
    rig = Rig(NET1, eid_space=(SPACE, space))
    rig.feed(Miss(Prefix.parse("2001:db8::7"), Address.parse("2001:db8::1")))
    (request,) = rig.requests()
    assert request.itr_rlocs == (NET1,)


def test_answer_only_a_vendor_understands_is_dropped() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(VM, SOURCE))
    (request,) = rig.requests()
    answer = record(VM, DC1)
    rig.reply(request, answer._replace(locators=(*answer.locators, Locator.unicast(VendorData(0x00000C, b"cisco")))))
    assert rig.dropped("unknown-vendor") == 1
    assert rig.row(VM) is None


def test_second_miss_of_a_pending_eid_asks_nothing() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(VM, SOURCE))
    rig.feed(Miss(VM, SOURCE))
    assert rig.outbox == []


def test_unanswered_lookup_asks_ten_times_then_pauses() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(VM, SOURCE))
    passed = rig.run(10.5)
    assert len(rig.requests(passed)) == 9
    assert len({request.nonce for request in rig.requests(passed)}) == 9
    assert [c for c in passed if isinstance(c, DropQueued)] == [DropQueued(VM)]
    rig.feed(Miss(VM, SOURCE))
    assert rig.outbox == []
    rig.run(31)
    rig.feed(Miss(VM, SOURCE))
    assert len(rig.requests()) == 1


def test_answer_is_installed() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(VM, SOURCE))
    (request,) = rig.requests()
    rig.reply(request, record(HOME, DC1))
    (installed,) = rig.commands(InstallMapping)
    assert installed.prefix == HOME
    assert [target.rloc for target in installed.targets] == [DC1]
    assert rig.notices("mapping-installed") == [{"eid": str(HOME), "rlocs": str(DC1), "source": "map-reply"}]


def test_answer_to_an_earlier_try_counts() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(VM, SOURCE))
    (first,) = rig.requests()
    rig.run(2.5)
    rig.reply(first, record(HOME, DC1))
    assert rig.rlocs(HOME) == [str(DC1)]


def test_answer_counts_once() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(VM, SOURCE))
    (request,) = rig.requests()
    rig.reply(request, record(HOME, DC1))
    rig.reply(request, record(HOME, STRANGER))
    assert rig.dropped("reply-unsolicited") == 1
    assert rig.rlocs(HOME) == [str(DC1)]


def test_unsolicited_answer_is_dropped() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(VM, SOURCE))
    (request,) = rig.requests()
    rig.reply(request, record(HOME, STRANGER), nonce=request.nonce + 1)
    assert rig.dropped("reply-unsolicited") == 1
    assert rig.kind(HOME) is None


def test_answer_about_something_else_is_dropped_and_the_lookup_goes_on() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(VM, SOURCE))
    (request,) = rig.requests()
    rig.reply(request, record(Prefix.parse("10.12.0.0/24"), STRANGER))
    assert rig.dropped("reply-not-covering") == 1
    rig.reply(request, record(HOME, DC1))
    assert rig.rlocs(HOME) == [str(DC1)]


@pytest.mark.parametrize("wide", ["0.0.0.0/0", "0.0.0.0/1", "10.0.0.0/7"])
def test_answer_wider_than_the_eid_space_is_refused(wide: str) -> None:
    rig = Rig(NET1)
    rig.feed(Miss(VM, SOURCE))
    (request,) = rig.requests()
    rig.reply(request, record(Prefix.parse(wide), STRANGER))
    assert rig.dropped("reply-overclaims") == 1
    assert rig.commands(InstallMapping) == []


def test_more_specifics_come_along_and_others_do_not() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(Prefix.parse("10.11.0.9/32"), SOURCE))
    (request,) = rig.requests()
    rig.reply(request, record(HOME, DC1), record(VM, DC2), record(Prefix.parse("10.99.0.0/16"), STRANGER))
    assert [c.prefix for c in rig.commands(InstallMapping)] == [HOME, VM]
    assert rig.dropped("reply-unrelated-record") == 1


def test_answer_does_not_take_our_own_eids_away() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(VM, SOURCE))
    (request,) = rig.requests()
    rig.reply(request, record(SPACE, DC1), record(Prefix.parse("10.1.0.0/24"), STRANGER))
    assert rig.kind(Prefix.parse("10.1.0.0/24")) == "home"


def test_probe_answer_is_no_answer() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(VM, SOURCE))
    (request,) = rig.requests()
    rig.receive(encode(MapReply(request.nonce, (record(HOME, DC1),), ReplyFlag.PROBE)), MS)
    assert rig.dropped("probe-reply-unsolicited") == 1


@pytest.mark.parametrize(
    ("action", "installed"),
    [
        (Action.NATIVELY_FORWARD, PlaneAction.NATIVE),
        (Action.DROP, PlaneAction.REJECT),
        (Action.NO_ACTION, PlaneAction.DROP),
        (Action.SEND_MAP_REQUEST, PlaneAction.PUNT),
        (Action.DROP_POLICY_DENIED, PlaneAction.DROP),
        (Action.DROP_AUTH_FAILURE, PlaneAction.DROP),
    ],
)
def test_negative_answer(action: Action, installed: PlaneAction) -> None:
    rig = Rig(NET1)
    rig.learn(VM, EidRecord.of(HOME, ttl_min=1, action=action))
    assert rig.commands(InstallMapping) == [InstallMapping(HOME, installed)]
    assert rig.kind(HOME) == "negative"
    assert [c for c in rig.run(61) if isinstance(c, RemoveMapping)] == [RemoveMapping(HOME)]


def test_nobody_is_told_of_a_drop_where_that_is_not_wanted() -> None:
    rig = Rig(NET1, icmp_unreachable=False)
    rig.learn(VM, EidRecord.of(HOME, ttl_min=1, action=Action.DROP))
    assert rig.commands(InstallMapping) == [InstallMapping(HOME, PlaneAction.DROP)]


def test_negative_answer_wider_than_the_eid_space_is_cut_to_it() -> None:
    rig = Rig(NET1)
    rig.learn(VM, EidRecord.of(Prefix.parse("0.0.0.0/0"), ttl_min=15, action=Action.NATIVELY_FORWARD))
    assert [c.prefix for c in rig.commands(InstallMapping)] == [SPACE]


def test_own_rloc_is_never_a_target() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, NET1))
    assert rig.commands(InstallMapping) == []


def test_best_priority_is_installed_and_unusable_locators_are_not() -> None:
    rig = Rig(NET1)
    locators = (
        Locator.unicast(DC1, 2),
        Locator.unicast(DC2, 1, 30),
        Locator.unicast(STRANGER, 255),
        Locator.unicast(Address.parse("192.0.2.77"), 1, 70)._replace(flags=0),
        Locator.unicast(Address.parse("2001:db8::1"), 0),
    )
    rig.learn(VM, EidRecord.of(HOME, locators))
    (installed,) = rig.commands(InstallMapping)
    assert [(t.rloc, t.weight) for t in installed.targets] == [(DC2, 30)]


def test_only_unusable_locators_drop_rather_than_forward_natively() -> None:
    rig = Rig(NET1)
    rig.learn(VM, EidRecord.of(HOME, (Locator.unicast(DC1, 255),)))
    (installed,) = rig.commands(InstallMapping)
    assert (installed.action, installed.targets) == (PlaneAction.FORWARD, ())


def test_used_entry_is_refreshed_before_it_expires() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, DC1, ttl_min=10))
    passed = rig.run(9 * 60 + 1)
    (question,) = [c for c in passed if isinstance(c, ReportUse)]
    rig.feed(UseReported(question.prefix, True))
    (request,) = rig.requests()
    assert request.records[0].prefix == HOME
    assert request.source_eid == NO_ADDRESS
    rig.reply(request, record(HOME, DC2, ttl_min=10))
    assert rig.rlocs(HOME) == [str(DC2)]


def test_unused_entry_is_left_to_expire() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, DC1, ttl_min=10))
    rig.run(9 * 60 + 1)
    rig.feed(UseReported(HOME, False))
    assert rig.outbox == []
    assert [c for c in rig.run(60) if isinstance(c, RemoveMapping)] == [RemoveMapping(HOME)]


def test_ttl_zero_removes_the_entry() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, DC1))
    rig.receive(smr(HOME, DC1), DC1)
    (request,) = rig.requests()
    rig.reply(request, record(HOME, DC1, ttl_min=0))
    assert rig.commands(RemoveMapping) == [RemoveMapping(HOME)]


def test_unlimited_ttl_is_a_day() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, DC1, ttl_min=0xFFFFFFFF))
    row = rig.row(HOME)
    assert row is not None
    assert row["expires_s"] == 86_400


# --- SMR ---------------------------------------------------------------------------------------------


def test_smr_causes_a_lookup_and_changes_nothing_itself() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, DC1))
    rig.run(2)
    rig.receive(smr(VM, DC1), DC1)
    (request,) = rig.requests()
    assert request.records[0].prefix == VM
    assert request.has(RequestFlag.SMR_INVOKED)
    assert request.nonce != 7
    assert rig.rlocs(HOME) == [str(DC1)]
    assert not rig.commands(RemoveMapping)
    assert not rig.commands(InstallMapping)
    rig.reply(request, record(VM, DC2))
    assert rig.rlocs(VM) == [str(DC2)]


def test_smr_without_a_cached_mapping_is_ignored() -> None:
    rig = Rig(NET1)
    rig.receive(smr(VM, DC1), DC1)
    assert rig.outbox == []
    assert rig.dropped("smr-no-mapping") == 1


def test_smr_whose_source_is_not_its_itr_rloc_is_ignored() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, DC1))
    rig.receive(smr(VM, DC1), STRANGER)
    assert rig.outbox == []
    assert rig.dropped("request-source-not-itr-rloc") == 1


def test_smr_flood_causes_one_lookup_in_three_seconds() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, DC1))
    requests = 0
    for _ in range(1000):
        rig.receive(smr(VM, DC1), DC1)
        for request in rig.requests():
            requests += 1
            rig.reply(request, record(VM, DC1))
        for request in rig.requests(rig.run(0.01)):
            requests += 1
            rig.reply(request, record(VM, DC1))
    assert requests <= 4  # 10 s


def test_smr_within_the_interval_is_answered_late_rather_than_never() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, DC1))
    rig.run(2)
    rig.receive(smr(VM, DC1), DC1)
    rig.reply(rig.requests()[0], record(VM, DC2))
    rig.run(1)
    rig.receive(smr(VM, DC2), DC2)
    assert rig.requests() == []
    (request,) = rig.requests(rig.run(2.5))
    assert request.records[0].prefix == VM


def test_smr_right_after_an_answer_is_not_lost() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(VM, DC1))  # of this very moment, and already old
    rig.receive(smr(VM, DC1), DC1)
    assert rig.requests() == []  # one lookup a second
    (request,) = rig.requests(rig.run(1.1))
    rig.reply(request, record(VM, DC2))
    assert rig.rlocs(VM) == [str(DC2)]


def test_smr_for_our_own_eid_is_ignored() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(SPACE, DC1))
    rig.receive(smr(Prefix.parse("10.1.0.5/32"), DC1), DC1)
    assert rig.outbox == []
    assert rig.dropped("smr-for-local-eid") == 1


# --- caps --------------------------------------------------------------------------------------------


def test_pending_lookups_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(itr_module, "MAX_PENDING", 10)
    rig = Rig(NET1)
    for number in range(12):
        rig.feed(Miss(Prefix.parse(f"10.11.1.{number}/32"), SOURCE))
    assert rig.xtr.status()["lookups"] == 10
    assert rig.dropped("lookups-full") == 2


def test_map_cache_is_capped_and_tells_the_data_plane() -> None:
    nonces = iter(range(1, 100))
    xtr = Xtr(
        settings(NET1, homes=()),
        first_nonce=1,
        random_nonce=lambda: next(nonces),
        jitter=lambda: 0.0,
        cache=MapCache(2),
    )
    removed: list[Prefix] = []
    for number in range(1, 4):
        eid = Prefix.parse(f"10.11.0.{number}/32")
        xtr.handle(Miss(eid, SOURCE), 1.0)
        reply = MapReply(number, (record(eid, DC1),))
        commands = xtr.handle(Datagram(encode(reply), Endpoint(MS, 4342)), 1.0)
        removed += [c.prefix for c in commands if isinstance(c, RemoveMapping)]
    assert removed == [Prefix.parse("10.11.0.1/32")]
    assert xtr.status()["map_cache"] == 2


def test_miss_outside_the_eid_space_is_dropped() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(Prefix.parse("198.51.100.1/32"), SOURCE))
    assert rig.outbox == []
    assert rig.dropped("miss-outside-eid-space") == 1


def test_miss_for_a_local_eid_is_dropped() -> None:
    rig = Rig(NET1)
    rig.feed(Miss(Prefix.parse("10.1.0.9/32"), SOURCE))
    assert rig.outbox == []
