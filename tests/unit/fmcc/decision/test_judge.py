"""The operator's decision: learned p, confidence, hysteresis, prices, sessions that end; and its explanation."""

import json
import timeit
from dataclasses import replace
from typing import Any

import pytest

from fmcc.decision import Action, InvalidPlacementError, PlacementParameters, decide
from fmcc.decision.judge import Situation, capacity_price_ms, judge, prepare
from fmcc.decision.learning import MoveBelief
from fmcc.decision.placement import solved

DEFAULT = PlacementParameters()
FAR = Situation({"dc1": 42.0, "dc2": 12.0}, "dc1")


def believing(away: float, towards: float) -> MoveBelief:
    return MoveBelief(away=away, towards=towards)


def test_knowing_nothing_it_decides_as_the_model_does() -> None:
    for hops in range(12):
        situation = replace(FAR, rtts_ms={"dc1": 12.0 + 10.0 * hops, "dc2": 12.0})
        judgement = judge(situation, DEFAULT)
        assert judgement.decision == decide(situation.rtts_ms, "dc1", DEFAULT)
        assert (judgement.p_low, judgement.p_high) == (0.0, 1.0)


def test_a_user_who_drives_away_is_followed_and_one_who_turns_back_is_not() -> None:
    costly = replace(DEFAULT, migration_cost_ms=90.0)
    leaver = judge(replace(FAR, belief=believing(45, 1)), costly)
    returner = judge(replace(FAR, belief=believing(1, 45)), costly)
    assert (leaver.decision.action, returner.decision.action) == (Action.MIGRATE, Action.STAY)
    assert leaver.parameters.p > 0.8 > 0.2 > returner.parameters.p
    assert leaver.is_certain
    assert returner.is_certain


def test_it_says_when_the_action_hangs_on_p() -> None:
    assert not judge(FAR, replace(DEFAULT, migration_cost_ms=90.0)).is_certain
    assert judge(replace(FAR, rtts_ms={"dc1": 500.0, "dc2": 12.0}), DEFAULT).is_certain


def test_hysteresis_declines_a_small_advantage_and_says_so() -> None:
    situation = replace(FAR, rtts_ms={"dc1": 250.0, "dc2": 3.0})
    advantage = judge(situation, DEFAULT).decision.advantage_ms
    assert judge(situation, DEFAULT, advantage).decision.action is Action.MIGRATE
    declined = judge(situation, DEFAULT, advantage + 1.0).decision
    assert (declined.action, declined.target_dc) == (Action.STAY, "dc1")
    assert "less than the hysteresis" in declined.reason


def test_a_session_that_is_nearly_over_is_not_moved_for() -> None:
    situation = replace(FAR, rtts_ms={"dc1": 52.0, "dc2": 12.0})
    assert judge(situation, DEFAULT).decision.action is Action.MIGRATE
    assert judge(replace(situation, remaining_epochs=100.0), DEFAULT).decision.action is Action.MIGRATE
    assert judge(replace(situation, remaining_epochs=1.0), DEFAULT).decision.action is Action.STAY


def test_a_data_centre_with_a_price_is_passed_over_for_the_next() -> None:
    rtts = {"dc1": 250.0, "dc2": 3.0, "dc3": 20.0}
    assert judge(Situation(rtts, "dc1"), DEFAULT).decision.target_dc == "dc2"
    assert judge(Situation(rtts, "dc1", prices_ms={"dc2": 40.0}), DEFAULT).decision.target_dc == "dc3"


@pytest.mark.parametrize(
    ("load", "capacity", "price"),
    [(5, None, 0.0), (8, 10, 0.0), (9, 10, 25.0), (10, 10, 50.0), (99, 10, 50.0), (0, 0, 50.0)],
)
def test_the_price_of_capacity(load: float, capacity: float | None, price: float) -> None:
    assert capacity_price_ms(load, capacity, 50.0) == pytest.approx(price)


def test_the_explanation_is_json_and_complete() -> None:
    judgement = judge(replace(FAR, belief=believing(3, 1), prices_ms={"dc2": 1.0}), DEFAULT, 2.0)
    said: dict[str, Any] = json.loads(json.dumps(judgement.as_json()))
    assert [c["dc"] for c in said["candidates"]] == ["dc2", "dc1"]
    assert said["candidates"][1] == {
        "dc": "dc1", "rtt_ms": 42.0, "price_ms": 0.0, "hops": 3, "is_current": True, "is_best": False,
    }  # fmt: skip
    assert [s["hops"] for s in said["states"]] == list(range(11))
    (here,) = [s for s in said["states"] if s["is_here"]]
    assert here["hops"] == said["distance_hops"] == 3
    assert here["migrate_ms"] - here["stay_ms"] == pytest.approx(said["advantage_ms"], abs=2e-3)
    assert said["costs"]["hysteresis_ms"] == 2.0
    assert said["confidence"]["moves_seen"] == 4.0
    assert said["confidence"]["p_low"] < said["confidence"]["p"] < said["confidence"]["p_high"]


def test_prepared_policies_are_not_solved_again() -> None:
    parameters = replace(DEFAULT, migration_cost_ms=77.0)
    prepare(parameters)
    before = solved.cache_info().misses
    for away in range(40):
        judge(replace(FAR, belief=believing(away, 40 - away)), parameters)
    assert solved.cache_info().misses == before


def test_a_judgement_takes_microseconds() -> None:
    prepare(DEFAULT)
    assert min(timeit.repeat(lambda: judge(FAR, DEFAULT), number=100, repeat=5)) / 100 < 1e-3, "70 µs on an idle core"


@pytest.mark.parametrize(
    ("situation", "hysteresis", "message"),
    [
        (FAR, -1.0, "hysteresis_ms"),
        (FAR, float("nan"), "hysteresis_ms"),
        (replace(FAR, remaining_epochs=0.5), 0.0, "remaining_epochs"),
        (replace(FAR, current_dc="dc9"), 0.0, "no RTT to 'dc9'"),
    ],
)
def test_refuses(situation: Situation, hysteresis: float, message: str) -> None:
    with pytest.raises(InvalidPlacementError, match=message):
        judge(situation, DEFAULT, hysteresis)
