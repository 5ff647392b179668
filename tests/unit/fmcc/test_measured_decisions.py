"""What measurements do to decisions: RTTs that drift, routers that fall silent, plans made beside the event loop."""

from collections.abc import Sequence
from typing import Any

import pytest

from fmcc.deciding import Planning
from fmcc.events import CopyMeasured, Replan, Replanned, RttsMissing, RttsReported
from fmcc.latency import RttSample
from fmcc.model import ServiceClass
from lisp.engine import Command, Notice, Tick
from tests.unit.fmcc.peers import NET1, NET2, XTR
from tests.unit.fmcc.world import World

DC1, DC2 = str(XTR["dc1"].address), str(XTR["dc2"].address)


def noticed(commands: Sequence[Command], name: str) -> list[dict[str, Any]]:
    return [dict(c.fields) for c in commands if isinstance(c, Notice) and c.name == name]


def report(world: World, reporter: str, after_s: float = 1.0, **rtts_ms: float | None) -> list[Command]:
    rlocs = {"dc1": DC1, "dc2": DC2, "net1": NET1, "net2": NET2}
    samples = tuple(RttSample(rlocs[name], rtt, 0.0) for name, rtt in rtts_ms.items())
    return world.feed(RttsReported(reporter, samples), after_s)


def test_a_user_whose_path_gets_worse_is_followed_without_having_moved() -> None:
    world = World().start()
    assert world.controller.inventory.services["desk"].verdict is not None
    assert noticed(report(world, NET1, dc1=12.5, dc2=250.0), "decision-made") == []
    commands = report(world, NET1, 60.0, dc1=400.0, dc2=20.0)
    (decided,) = noticed(commands, "decision-made")
    assert (decided["action"], decided["target"]) == ("migrate", "dc2")
    assert noticed(commands, "latency-drifted") == [{"anchors": NET1}]
    assert world.state() == "planned"
    (here,) = [c for c in decided["explanation"]["candidates"] if c["is_current"]]
    assert (here["rtt_from"], here["rtt_age_s"]) == ("measured", 0.0)
    assert here["rtt_ms"] == pytest.approx(400.0, rel=0.06)


def test_the_routers_of_data_centres_measure_the_same_paths() -> None:
    world = World().start()
    report(world, DC1, net1=200.0)
    (decided,) = noticed(report(world, DC2, net1=20.0), "decision-made")
    assert (decided["action"], decided["target"]) == ("migrate", "dc2")


def test_a_decision_that_stands_is_no_news() -> None:
    world = World(kind=ServiceClass.ASK).start()
    world.user_appears(NET2)
    proposal = world.controller.decisions.proposal("desk")
    assert proposal is not None
    commands = report(world, NET2, dc1=500.0)
    assert noticed(commands, "decision-made") == noticed(commands, "migration-proposed") == []
    assert world.controller.decisions.proposal("desk") == proposal


def test_a_data_centre_that_answers_no_probes_is_no_target() -> None:
    world = World().start()
    report(world, NET2, dc2=None)
    world.user_appears(NET2)
    verdict = world.controller.inventory.services["desk"].verdict
    assert verdict is not None
    assert (verdict.action, set(verdict.rtts)) == ("stay", {"dc1"})
    (decided,) = noticed(report(world, NET2, dc2=3.0), "decision-made")
    assert decided["target"] == "dc2"


def test_a_router_that_does_not_say_is_told_once() -> None:
    world = World().start()
    assert noticed(world.feed(RttsMissing(NET1, "no such show")), "rtts-missing") == [
        {"xtr": NET1, "reason": "no such show"}
    ]
    assert world.feed(RttsMissing(NET1, "no such show")) == []
    report(world, NET1, dc1=12.0)
    assert noticed(world.feed(RttsMissing(NET1, "gone")), "rtts-missing") != []
    assert world.controller.counters["rtt-reports-missing"] == 3


def test_strangers_teach_nothing() -> None:
    world = World().start()
    before = world.controller.latencies.rows(world.now)
    world.feed(RttsReported("203.0.113.9", (RttSample("203.0.113.10", 1.0, 0.0),)))
    assert world.controller.latencies.rows(world.now) == before


def test_a_plan_is_made_beside_the_loop_and_taken_over_whole() -> None:
    """Two hundred moves are enough for a plan; until it is adopted, and after, every decision has one basis."""
    world = World(kind=ServiceClass.ASK).start()
    commands: list[Command] = []
    for move in range(220):
        commands += world.user_appears((NET2, NET1)[move % 2])
    assert not [c for c in commands if isinstance(c, Replan)], "a plan is the business of a tick"
    (replan,) = [c for c in world.wait(1.0) if isinstance(c, Replan)]
    assert isinstance(replan.planning, Planning)
    assert not [c for c in world.wait(30.0) if isinstance(c, Replan)], "there is one plan at a time"
    world.user_appears(NET2)
    adopted = world.feed(Replanned(replan.planning.solve()))
    assert noticed(adopted, "plan-adopted") == [{"states": 3, "classes": 1}]
    verdict = world.controller.inventory.services["desk"].verdict
    assert verdict is not None
    said = verdict.explanation()
    assert said["policy"] == "anchors"
    assert said["next"][0] == {"anchor": NET1, "probability": pytest.approx(1.0, abs=0.02)}


def test_a_plan_that_came_to_nothing_changes_nothing() -> None:
    world = World().start()
    assert world.feed(Replanned(None)) == []


def test_drift_has_the_plan_made_anew_but_not_too_often() -> None:
    world = World(kind=ServiceClass.PINNED).start()
    for move in range(220):
        world.user_appears((NET2, NET1)[move % 2])
    (replan,) = [c for c in world.wait(1.0) if isinstance(c, Replan)]
    for move in range(220):
        world.user_appears((NET2, NET1)[move % 2])
    assert [c for c in world.wait(15.0) if isinstance(c, Replan)] == [], "the first is still being made"
    world.feed(Replanned(replan.planning.solve()))
    (replan,) = [c for c in world.wait(1.0) if isinstance(c, Replan)]
    world.feed(Replanned(replan.planning.solve()))
    report(world, NET1, 0.1, dc1=99.0)
    assert [c for c in world.wait(5.0) if isinstance(c, Replan)] == []
    assert len([c for c in world.wait(10.0) if isinstance(c, Replan)]) == 1


def test_who_stays_for_an_epoch_is_seen_to_stay() -> None:
    world = World().start()
    planner = world.controller._decider._planner
    assert planner is not None
    world.wait(61.0)
    assert planner.mobility.observed == 1
    world.feed(Tick(), 600.0)
    assert planner.mobility.observed == 1, "the rest is counted when the user moves on"


def test_a_copy_teaches_what_the_next_one_takes() -> None:
    world = World().start()
    world.feed(CopyMeasured("vm1", "dc1", "dc2", 2e9, 0.0, 2e9, 20.0))
    world.user_appears(NET2)
    verdict = world.controller.inventory.services["desk"].verdict
    assert verdict is not None
    candidate = next(c for c in verdict.explanation()["candidates"] if c["dc"] == "dc2")
    assert (candidate["copy_s"], candidate["copy_bytes"]) == (pytest.approx(20.0), 2_000_000_000)
