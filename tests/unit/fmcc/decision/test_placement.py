"""The controller's decision for one user and one service."""

import math
import timeit
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmcc.decision import (
    Action,
    Decision,
    InvalidPlacementError,
    PlacementParameters,
    decide,
    model,
    solve,
)
from fmcc.decision.placement import distance_hops, migration_threshold, solved

DEFAULT = PlacementParameters()
PAPER_EXACT = PlacementParameters(model="paper-exact", quality="quadratic", discount=0.935)


def test_the_user_has_moved_away_so_the_service_follows() -> None:
    decision = decide({"dc1": 250.0, "dc2": 3.0}, "dc1", DEFAULT)
    assert decision.action is Action.MIGRATE
    assert (decision.current_dc, decision.target_dc, decision.best_dc) == ("dc1", "dc2", "dc2")
    assert decision.distance_hops == 10
    assert decision.states == 12
    assert decision.sweeps > 0
    assert decision.bound_ms <= 1e-9
    assert decision.advantage_ms == pytest.approx(decision.value_migrate_ms - decision.value_stay_ms)
    assert decision.reason == (
        "Migrate from dc1 to dc2: the user is 250.0 ms away and would be 3.0 ms from dc2 (10 hops of 10 ms, "
        "the most that is counted) and moves farther with probability 0.5; migrating now is worth "
        f"{decision.advantage_ms:.1f} ms more than staying, its cost of 60 ms included."
    )


def test_the_service_is_where_it_should_be_so_it_stays() -> None:
    decision = decide({"dc1": 12.0, "dc2": 250.0}, "dc1", DEFAULT)
    assert decision.action is Action.STAY
    assert decision.target_dc == "dc1"
    assert decision.distance_hops == 0
    assert decision.advantage_ms < 0
    assert decision.reason == "Stay in dc1: at 12.0 ms from the user it is the best of 2 data centres."


def test_a_gain_that_does_not_repay_the_move_is_declined_with_its_price() -> None:
    decision = decide({"dc1": 32.0, "dc2": 12.0}, "dc1", DEFAULT)
    assert (decision.action, decision.target_dc, decision.best_dc) == (Action.STAY, "dc1", "dc2")
    assert decision.distance_hops == 2
    assert decision.reason.startswith(
        "Stay in dc1: the user is 32.0 ms away and would be 12.0 ms from dc2 (2 hops of 10 ms)"
    )
    assert f"would be {-decision.advantage_ms:.1f} ms worse than staying" in decision.reason


def test_noise_below_half_a_hop_moves_nothing_even_when_moving_is_free() -> None:
    free = PlacementParameters(migration_cost_ms=0.0)
    decision = decide({"dc1": 16.9, "dc2": 12.0}, "dc1", free)
    assert decision.action is Action.STAY
    assert "less than half a hop (5 ms) behind the 12.0 ms of dc2" in decision.reason
    assert decide({"dc1": 17.0, "dc2": 12.0}, "dc1", free).action is Action.MIGRATE


def test_the_only_data_centre_keeps_the_service() -> None:
    decision = decide({"dc1": 900.0}, "dc1", DEFAULT)
    assert decision.action is Action.STAY
    assert "the only data centre on offer" in decision.reason


def test_the_best_of_many_is_chosen_whatever_their_order() -> None:
    rtts = {"dc4": 40.0, "dc3": 3.0, "dc1": 250.0, "dc2": 3.0}
    for names in (sorted(rtts), sorted(rtts, reverse=True)):
        assert decide({name: rtts[name] for name in names}, "dc1", DEFAULT).target_dc == "dc2"
    assert decide(rtts, "dc3", DEFAULT).target_dc == "dc3"


@pytest.mark.parametrize("parameters", [DEFAULT, PlacementParameters(model="paper"), PAPER_EXACT])
def test_every_model_follows_a_user_far_away_and_leaves_a_near_one(parameters: PlacementParameters) -> None:
    assert decide({"dc1": 250.0, "dc2": 3.0}, "dc1", parameters).target_dc == "dc2"
    assert decide({"dc1": 3.0, "dc2": 250.0}, "dc1", parameters).target_dc == "dc1"


@pytest.mark.parametrize(
    ("excess_ms", "hops"), [(0.0, 0), (4.9, 0), (5.0, 1), (14.9, 1), (15.0, 2), (94.9, 9), (1e9, 10)]
)
def test_the_excess_is_counted_in_whole_hops(excess_ms: float, hops: int) -> None:
    assert distance_hops(excess_ms, DEFAULT) == hops


costs = st.floats(0.0, 2000.0)


@settings(deadline=None)
@given(
    st.sampled_from(["default", "paper"]),
    st.sampled_from(["linear", "quadratic"]),
    st.floats(0.0, 1.0),
    st.sampled_from([0.5, 0.9, 0.99]),
    costs,
    costs,
)
def test_a_higher_cost_never_migrates_earlier(
    name: str, quality: Any, p: float, discount: float, cost: float, other: float
) -> None:
    cheap, dear = (
        PlacementParameters(migration_cost_ms=c, p=p, model=name, quality=quality, discount=discount)
        for c in sorted((cost, other))
    )
    thresholds = [migration_threshold(parameters) or math.inf for parameters in (cheap, dear)]
    assert thresholds[0] <= thresholds[1]


@settings(deadline=None)
@given(st.floats(0.0, 1.0), costs, st.lists(st.floats(0.0, 500.0), min_size=2, max_size=2))
def test_a_user_farther_away_is_never_followed_less(p: float, cost: float, rtts: list[float]) -> None:
    parameters = PlacementParameters(p=p, migration_cost_ms=cost)
    near, far = (decide({"dc1": rtt, "dc2": 0.0}, "dc1", parameters).action for rtt in sorted(rtts))
    assert (near, far) != (Action.MIGRATE, Action.STAY)


@settings(deadline=None)
@given(st.floats(0.0, 1.0), costs, st.floats(0.0, 500.0))
def test_a_migration_always_has_a_positive_advantage(p: float, cost: float, rtt: float) -> None:
    decision = decide({"dc1": rtt, "dc2": 0.0}, "dc1", PlacementParameters(p=p, migration_cost_ms=cost))
    if decision.action is Action.MIGRATE:
        assert decision.advantage_ms > 0.0
    elif decision.distance_hops > 0:
        assert decision.advantage_ms < 1e-3


def test_a_service_too_dear_to_move_stays_at_any_distance() -> None:
    parameters = PlacementParameters(migration_cost_ms=5000.0)
    assert migration_threshold(parameters) is None
    assert decide({"dc1": 250.0, "dc2": 3.0}, "dc1", parameters).action is Action.STAY


@pytest.mark.parametrize(
    ("changed", "arguments"),
    [
        ({"model": "default", "discount": 0.5}, {"discount": 0.5, "exponent": 1.0}),
        ({"model": "default", "quality": "quadratic"}, {"discount": 0.9, "exponent": 2.0}),
        ({"model": "paper", "discount": 0.5}, {"alpha": 1.0, "exponent": 1.0}),
        ({"model": "paper-exact", "quality": "quadratic", "discount": 0.8}, {"discount": 0.8}),
    ],
)
def test_the_policy_is_that_of_the_named_model(changed: dict[str, Any], arguments: dict[str, float]) -> None:
    parameters = PlacementParameters(migration_cost_ms=35.0, p=0.7, rtt_per_hop_ms=4.0, max_hops=8, **changed)
    mdp = model(parameters.model, p=0.7, cost=35.0, thr=8, best=100.0, per_hop=4.0, **arguments)
    assert solved(parameters).action_values.tolist() == solve(mdp).action_values.tolist()


def test_a_known_policy_is_not_solved_again() -> None:
    parameters = PlacementParameters(p=0.123)
    assert solved(parameters) is solved(replace(parameters))


def test_a_decision_is_far_below_a_millisecond() -> None:
    def once() -> Decision:
        return decide({"dc1": 250.0, "dc2": 3.0}, "dc1", DEFAULT)

    once()
    assert min(timeit.repeat(once, number=100, repeat=5)) / 100 < 1e-3


@pytest.mark.parametrize(
    ("rtts", "message"),
    [
        ({}, "no RTT to 'dc1'"),
        ({"dc2": 3.0}, "no RTT to 'dc1'"),
        ({"dc1": 3.0, "dc2": -1.0}, "the RTT to 'dc2' must be"),
        ({"dc1": 3.0, "dc2": float("nan")}, "the RTT to 'dc2' must be"),
        ({"dc1": float("inf"), "dc2": 3.0}, "the RTT to 'dc1' must be"),
    ],
)
def test_refuses_measurements(rtts: dict[str, float], message: str) -> None:
    with pytest.raises(InvalidPlacementError, match=message):
        decide(rtts, "dc1", DEFAULT)


@pytest.mark.parametrize(
    "changed",
    [
        {"migration_cost_ms": -1.0},
        {"migration_cost_ms": float("nan")},
        {"p": -0.1},
        {"p": float("nan")},
        {"model": "other"},
        {"quality": "cubic"},
        {"model": "paper-exact"},
        {"discount": 0.0},
        {"discount": 1.0},
        {"rtt_per_hop_ms": 0.0},
        {"rtt_per_hop_ms": float("inf")},
        {"max_hops": 0},
        {"max_hops": 101},
        {"max_hops": 2.5},
        {"best_quality_ms": float("inf")},
        {"method": "simplex"},
    ],
)
def test_refuses_parameters(changed: dict[str, Any]) -> None:
    with pytest.raises(InvalidPlacementError, match=next(reversed(changed))):
        PlacementParameters(**changed)
