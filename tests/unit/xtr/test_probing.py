"""RLOC probing: who answers, how far away, and what becomes of a locator that does not."""

from typing import Any

import pytest

from lisp.engine import Command
from lisp.wire import (
    NO_ADDRESS,
    Address,
    EidRecord,
    Locator,
    MapReply,
    MapRequest,
    Prefix,
    ReplyFlag,
    RequestFlag,
    RequestRecord,
    encode,
)
from tests.unit.xtr.support import DC1, DC2, NET1, NET2, SPACE, VM, Rig, record
from xtr.core import Limits
from xtr.dataplane.base import InstallMapping
from xtr.mapcache import MapCache

HOME = Prefix.parse("10.11.0.0/24")
SECOND = Prefix.parse("10.12.0.0/24")


def known(*locators: Locator, limits: Limits | None = None) -> Rig:
    """An ITR that has just looked the guests' prefix up; by default it is at both data centres."""
    rig = Rig(NET1, limits=limits)
    both = (Locator.unicast(DC1, 1, 50), Locator.unicast(DC2, 1, 50))
    rig.learn(VM, EidRecord.of(HOME, locators or both))
    rig.history.clear()
    return rig


def probes(rig: Rig, to: Address, among: list[Command] | None = None) -> list[MapRequest]:
    found: list[MapRequest] = rig.sent(MapRequest, to, among)
    return [request for request in found if request.has(RequestFlag.PROBE)]


def answer(rig: Rig, probe: MapRequest, rloc: Address, after_s: float = 0.0) -> None:
    rig.now += after_s
    rig.receive(encode(MapReply(probe.nonce, (record(HOME, rloc),), ReplyFlag.PROBE)), rloc)


def row(rig: Rig, rloc: Address) -> dict[str, Any]:
    (found,) = [row for row in rig.xtr.rloc_rows(rig.now) if row["rloc"] == str(rloc)]
    return found


def run_answering(rig: Rig, seconds: float, *alive: Address) -> int:
    """Time passes and these locators answer; how many probes there were."""
    end, count = rig.now + seconds, 0
    while (at := rig.xtr.deadline()) is not None and at <= end:
        commands = rig.run(max(0.0, at - rig.now))
        for rloc in (DC1, DC2):
            for probe in probes(rig, rloc, commands):
                count += 1
                if rloc in alive:
                    answer(rig, probe, rloc)
    rig.now = end
    return count


def targets(rig: Rig) -> set[Address]:
    install = [c for c in rig.history if isinstance(c, InstallMapping) and c.prefix == HOME][-1]
    return {target.rloc for target in install.targets}


def test_probe_says_what_the_standard_wants() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, DC1))
    rig.run(0)
    (probe,) = probes(rig, DC1)
    assert probe.source_eid == NO_ADDRESS
    assert probe.itr_rlocs == (NET1,)
    assert probe.records == (RequestRecord.of(HOME),)
    assert not probe.has(RequestFlag.SMR)


def test_round_trips_are_measured_and_shown() -> None:
    rig = known(Locator.unicast(DC1))
    assert row(rig, DC1) == {
        "rloc": str(DC1),
        "iids": [0],
        "up": True,
        "rtt_ms": None,
        "rtt_min_ms": None,
        "last_s": None,
        "lost": 0,
    }
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, DC1))
    for rtt_s in (0.020, 0.012, 0.030):
        while not probes(rig, DC1):
            rig.run(max(0.0, (rig.xtr.deadline() or 0) - rig.now))
        (probe,) = probes(rig, DC1)
        answer(rig, probe, DC1, rtt_s)
    rig.now += 2
    assert row(rig, DC1) == {
        "rloc": str(DC1),
        "iids": [0],
        "up": True,
        "rtt_ms": 30.0,
        "rtt_min_ms": 12.0,
        "last_s": 2.0,
        "lost": 0,
    }


@pytest.mark.parametrize("jitter", [0.0, 0.999])
def test_interval_is_jittered(jitter: float) -> None:
    rig = known(Locator.unicast(DC1))
    rig.xtr._core.jitter = lambda: jitter
    counted = run_answering(rig, 100, DC1)
    assert counted == pytest.approx(100 / (9 if jitter == 0.0 else 11) + 1, abs=1)


def test_silent_locator_goes_down_and_is_left_out_and_comes_back_with_its_answer() -> None:
    rig = known()
    run_answering(rig, 30, DC1, DC2)
    assert {row(rig, DC1)["up"], row(rig, DC2)["up"]} == {True}
    run_answering(rig, 14, DC1)
    assert [row(rig, rloc)["up"] for rloc in (DC1, DC2)] == [True, False]
    assert row(rig, DC2)["lost"] == 3
    assert targets(rig) == {DC1}
    states = {entry["rloc"]: entry["state"] for entry in (rig.row(HOME) or {})["rlocs"]}
    assert states == {str(DC1): "up", str(DC2): "down"}
    run_answering(rig, 12, DC1, DC2)
    assert row(rig, DC2)["up"]
    assert targets(rig) == {DC1, DC2}


def test_two_lost_probes_are_forgiven() -> None:
    rig = known()
    run_answering(rig, 12, DC1, DC2)
    installs = len([c for c in rig.history if isinstance(c, InstallMapping)])
    rig.run(9.5)  # nobody answers the probes of 10 s and 11 s
    run_answering(rig, 1.5, DC1, DC2)
    assert [row(rig, rloc)["up"] for rloc in (DC1, DC2)] == [True, True]
    assert row(rig, DC1)["lost"] > 0
    assert len([c for c in rig.history if isinstance(c, InstallMapping)]) == installs


def test_last_locator_is_kept_though_it_is_down() -> None:
    rig = known(Locator.unicast(DC1))
    rig.run(30)
    assert not row(rig, DC1)["up"]
    assert targets(rig) == {DC1}


def test_mapping_learnt_later_leaves_out_what_is_down() -> None:
    rig = known()
    run_answering(rig, 30, DC1)
    rig.learn(Prefix.parse("10.12.0.10/32"), EidRecord.of(SECOND, (Locator.unicast(DC1), Locator.unicast(DC2))))
    (install,) = rig.commands(InstallMapping)
    assert [target.rloc for target in install.targets] == [DC1]


def test_down_locator_with_a_better_priority_gives_way() -> None:
    rig = known(Locator.unicast(DC1, 1), Locator.unicast(DC2, 2))
    assert run_answering(rig, 30, DC2) > 3
    assert targets(rig) == {DC2}


def test_locator_nobody_maps_to_is_not_probed_any_more() -> None:
    rig = known(Locator.unicast(DC1, 1), Locator.unicast(DC2, 255))
    assert [row["rloc"] for row in rig.xtr.rloc_rows(rig.now)] == [str(DC1)]
    rig.xtr._itr.discard(HOME)
    assert rig.xtr.rloc_rows(rig.now) == []
    assert run_answering(rig, 60) == 0


def test_locator_of_several_instances_is_probed_once_and_shown_with_all_of_them() -> None:
    tenant = Prefix.parse(str(HOME), 9)
    rig = Rig(NET1, eid_space=(SPACE, Prefix.parse(str(SPACE), 9)))
    rig.learn(Prefix.parse(str(VM), 9), record(tenant, DC1))
    assert row(rig, DC1)["iids"] == [9]
    rig.learn(VM, record(HOME, DC1, DC2))
    assert row(rig, DC1)["iids"] == [0, 9]
    assert row(rig, DC2)["iids"] == [0]
    assert len(probes(rig, DC1, rig.run(0))) == 1
    rig.xtr._itr.discard(tenant)
    assert row(rig, DC1)["iids"] == [0]


def test_refreshed_mapping_keeps_what_is_known_of_its_locators() -> None:
    rig = known(Locator.unicast(DC1))
    run_answering(rig, 12, DC1)
    entry = rig.xtr._itr.cache.get(HOME)
    assert entry is not None
    rig.xtr._itr.install(entry, rig.now)
    assert row(rig, DC1)["rtt_ms"] is not None


def test_answers_nobody_asked_for_change_nothing() -> None:
    rig = known()
    run_answering(rig, 30, DC1)
    rig.receive(encode(MapReply(4711, (record(HOME, DC2),), ReplyFlag.PROBE)), DC2)
    assert rig.dropped("probe-reply-unsolicited") == 1
    assert not row(rig, DC2)["up"]


def test_late_answer_counts() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, DC1))
    rig.run(0)
    (first,) = probes(rig, DC1)
    rig.run(2.5)
    answer(rig, first, DC1)
    assert row(rig, DC1)["rtt_ms"] == 2500.0
    assert row(rig, DC1)["up"]


def test_no_probes_where_they_are_switched_off() -> None:
    rig = known(limits=Limits(probe_interval_s=0))
    assert run_answering(rig, 60) == 0
    assert rig.xtr.rloc_rows(rig.now) == []


def test_probe_to_a_router_of_ours_is_answered_as_often_as_it_is_repeated() -> None:
    rig = Rig(DC1)
    for nonce in range(3):
        request = MapRequest(nonce, (NET2,), (RequestRecord.of(HOME),), flags=RequestFlag.PROBE)
        rig.receive(encode(request), NET2)
        (reply,) = rig.sent(MapReply, NET2)
        assert reply.flags & ReplyFlag.PROBE
        rig.now += 1.0
    rig.now -= 0.9
    rig.receive(encode(MapRequest(9, (NET2,), (RequestRecord.of(HOME),), flags=RequestFlag.PROBE)), NET2)
    assert rig.dropped("request-rate") == 1


def test_cache_tells_what_stood_and_what_stands() -> None:
    cache, seen = MapCache(max_entries=1), []
    cache.watchers.append(lambda old, new: seen.append((old and old.prefix, new and new.prefix)))
    rig = known(Locator.unicast(DC1))
    entry = rig.xtr._itr.cache.get(HOME)
    assert entry is not None
    cache.put(entry)
    cache.put(entry)
    cache.remove(HOME)
    assert seen == [(None, HOME), (HOME, HOME), (HOME, None)]
