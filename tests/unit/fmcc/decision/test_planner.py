"""The planner: what it learns of moves, what its plans are worth, and that a decision takes microseconds."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from fmcc.decision import InvalidPlacementError, PlacementParameters
from fmcc.decision.judge import Judgement, Situation
from fmcc.decision.mobility import MAX_STATES, Mobility
from fmcc.decision.planner import DISCOUNT, MAX_CLASSES, PlanJudgement, Planner

ROAD = range(12)
RTTS = {at: {f"dc{dc}": 2.0 + 10.0 * abs(at - dc) for dc in ROAD} for at in ROAD}
TERMS = PlacementParameters()


def driven(planner: Planner) -> Planner:
    """Everybody drives from one end of the road to the other and back; then a plan is made for one kind of service."""
    planner.decide("nobody", Situation(RTTS[0], "dc0"), TERMS)
    for user in range(40):
        for at in (*ROAD, *reversed(ROAD)):
            planner.observe(user, at)
    planner.adopt(planner.task(RTTS).solve())
    return planner


def heading(planner: Planner, before: int, at: int) -> Planner:
    planner.observe("we", before)
    planner.observe("we", at)
    return planner


@pytest.mark.parametrize(("before", "present", "ahead"), [(4, "dc1", range(6, 12)), (6, "dc9", range(5))])
def test_who_is_seen_to_drive_on_is_met_ahead(before: int, present: str, ahead: range) -> None:
    found = heading(driven(Planner()), before, 5).decide("we", Situation(RTTS[5], present), TERMS)
    assert isinstance(found, PlanJudgement)
    assert found.migrates
    assert int(found.target_dc.removeprefix("dc")) in ahead


def test_the_plan_solves_the_equation_it_claims_to() -> None:
    """W = cost + γ P V with V = min(W, min W + C), in plain loops; a constant in all of W decides nothing."""
    planner = driven(Planner())
    plan = planner.task(RTTS).solve()
    assert plan is not None
    ((_, worth),) = plan.worth.items()
    best = np.minimum(worth, worth.min(axis=1, keepdims=True) + TERMS.migration_cost_ms)
    error = np.zeros_like(worth)
    for state in range(len(worth)):
        moves = zip(plan.moves.probability[state], plan.moves.following[state], strict=True)
        ahead = sum(p * best[following] for p, following in moves)
        error[state] = plan.costs[state] + DISCOUNT * ahead - worth[state]
    assert np.ptp(error) < 0.5


def test_many_epochs_at_once_are_as_many_one_by_one() -> None:
    once, single = Mobility(), Mobility()
    for anchor, epochs in (("a", 1), ("b", 5), ("a", 2), ("c", 9), ("a", 3), ("b", 1)):
        once.observe("u", anchor, epochs)
        for _ in range(epochs):
            single.observe("u", anchor)
    assert once.observed == single.observed == 20
    a, b = once.counted(), single.counted()
    assert (a.states, dict(a.seen)) == (b.states, dict(b.seen))
    assert a.estimate().next_anchors(a.states.index(("b", "b")))[0][0] == "b"


def test_who_is_lost_and_found_has_not_moved() -> None:
    mobility = Mobility()
    mobility.observe("u", "a")
    mobility.forget("u")
    mobility.observe("u", "b")
    assert mobility.observed == 0
    assert mobility.state("u") == ("b", "b")


def test_what_is_learned_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_STATES <= 100_000
    monkeypatch.setattr("fmcc.decision.mobility.MAX_STATES", 3)
    mobility = Mobility()
    for anchor in range(100):
        mobility.observe("u", anchor, 4)
    assert len(mobility.counted().states) <= 3


def test_counts_fade_and_are_dropped() -> None:
    mobility = Mobility()
    mobility.observe("u", "a", 2)
    for _ in range(60):
        mobility.counted()
    assert mobility.counted().seen == {}


def test_plans_wait_for_moves_and_are_made_anew_when_these_have_grown() -> None:
    planner = Planner()
    assert not planner.is_due
    planner.outdate()
    assert not planner.is_due, "there is no plan to be outdated"
    driven(planner)
    assert not planner.is_due
    planner.outdate()
    assert planner.is_due
    planner.task(RTTS)
    assert not planner.is_due
    assert Planner().task(RTTS).solve() is None


def test_an_unfamiliar_state_is_left_to_the_distance() -> None:
    planner = driven(Planner())
    planner.observe("we", 99)
    assert isinstance(planner.decide("we", Situation({"dc0": 40.0, "dc1": 2.0}, "dc0"), TERMS), Judgement)
    assert isinstance(planner.decide("nobody", Situation(RTTS[0], "dc0"), TERMS), Judgement)
    heading(planner, 4, 5)
    assert isinstance(planner.decide("we", Situation(RTTS[5] | {"new": 1.0}, "dc0"), TERMS), Judgement)


def test_the_first_epoch_costs_what_it_costs_now() -> None:
    """A DC that has become slow since the plan was made is avoided at once, before there is another plan."""
    planner = heading(driven(Planner()), 4, 5)
    before = planner.decide("we", Situation(RTTS[5], "dc1"), TERMS)
    slow = RTTS[5] | {before.target_dc: 2000.0}
    assert planner.decide("we", Situation(slow, "dc1"), TERMS).target_dc not in (before.target_dc, "dc1")


def test_prices_hysteresis_and_the_cost_of_moving_count() -> None:
    planner = heading(driven(Planner()), 4, 5)
    situation = Situation(RTTS[5], "dc1")
    free = planner.decide("we", situation, TERMS)
    assert (
        planner.decide("we", replace(situation, prices_ms={free.target_dc: 500.0}), TERMS).target_dc != free.target_dc
    )
    assert (
        planner.decide("we", replace(situation, moving_ms={free.target_dc: 900.0}), TERMS).target_dc != free.target_dc
    )
    assert not planner.decide("we", replace(situation, moving_ms=dict.fromkeys(RTTS[5], 1e5)), TERMS).migrates
    held = planner.decide("we", situation, TERMS, hysteresis_ms=1e6)
    assert not held.migrates
    assert "less than the hysteresis" in held.reason


def test_a_session_that_is_nearly_over_is_not_moved_for() -> None:
    planner = heading(driven(Planner()), 4, 5)
    ending = Situation(RTTS[5], "dc1", remaining_epochs=1.0)
    planner.decide("we", ending, TERMS)
    planner.adopt(planner.task(RTTS).solve())
    assert planner.decide("we", Situation(RTTS[5], "dc1"), TERMS).migrates
    assert not planner.decide("we", ending, TERMS).migrates


def test_services_of_like_cost_share_a_plan_and_the_kinds_are_bounded() -> None:
    planner = Planner()
    for cost in np.geomspace(1.0, 1e7, 80):
        planner.decide("we", Situation(RTTS[0], "dc0"), replace(TERMS, migration_cost_ms=float(cost)))
    assert len(planner.task(RTTS).classes) == MAX_CLASSES


def test_the_explanation_is_json_and_complete() -> None:
    planner = heading(driven(Planner()), 4, 5)
    said: dict[str, Any] = json.loads(json.dumps(planner.decide("we", Situation(RTTS[5], "dc1"), TERMS).as_json()))
    assert said["policy"] == "anchors"
    assert said["action"] == "migrate"
    assert said["next"][0] == {"anchor": "6", "probability": pytest.approx(0.97, abs=0.03)}
    assert {c["dc"] for c in said["candidates"]} == set(RTTS[5])
    best = next(c for c in said["candidates"] if c["is_best"])
    here = next(c for c in said["candidates"] if c["is_current"])
    gain = here["ahead_ms"] - best["ahead_ms"] - said["costs"]["migration_cost_ms"]
    assert said["advantage_ms"] == pytest.approx(gain, abs=0.01)
    assert said["confidence"]["moves_seen"] > said["confidence"]["needed"]
    assert said["reason"].startswith(f"Migrate from dc1 to {said['target']}: the user is 42.0 ms away")


@pytest.mark.parametrize("make", [lambda: driven(Planner()), Planner])
def test_a_decision_takes_microseconds(make: Callable[[], Planner]) -> None:
    planner = heading(make(), 4, 5)
    situation = Situation(RTTS[5], "dc1")
    planner.decide("we", situation, TERMS)
    started = time.process_time()
    for _ in range(1000):
        planner.decide("we", situation, TERMS)
    assert (time.process_time() - started) / 1000 < 1e-3, "20 µs by a plan, 70 µs by distance, on an idle core"


@pytest.mark.parametrize("wrong", [{"remaining_epochs": 0.5}, {"current_dc": "dc99"}])
def test_refuses(wrong: dict[str, Any]) -> None:
    planner = heading(driven(Planner()), 4, 5)
    with pytest.raises(InvalidPlacementError):
        planner.decide("we", replace(Situation(RTTS[5], "dc1"), **wrong), TERMS)
