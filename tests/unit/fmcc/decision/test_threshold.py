"""The exact thresholds against the general solver, and their speed."""

import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmcc.decision import Action, InvalidModelError, model, policy_iteration, thresholds

P = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0.0, 1.0))


@settings(deadline=None, max_examples=150)
@given(
    P, st.floats(0.0, 300.0), st.integers(1, 15), st.sampled_from([0.0, 0.5, 0.9, 0.99]), st.sampled_from([1.0, 2.0])
)
def test_the_threshold_is_that_of_the_solver(p: float, cost: float, thr: int, discount: float, exponent: float) -> None:
    solution = policy_iteration(model("default", p=p, cost=cost, thr=thr, discount=discount, exponent=exponent))
    advantage = solution.action_values[Action.MIGRATE.position] - solution.action_values[Action.STAY.position]
    found = int(thresholds(p, cost, thr=thr, discount=discount, exponent=exponent))
    tolerance = 1e-6 * max(1.0, float(np.abs(solution.action_values).max()))
    assert 1 <= found <= thr + 1
    # Below it staying is best, from it on migrating is; a tie may be settled either way.
    assert (advantage[1:found] <= tolerance).all()
    assert (advantage[found : thr + 1] >= -tolerance).all()


def test_a_tie_stays() -> None:
    # Without cost and without moving away, distance 1 and the move home are worth the same.
    assert int(thresholds(0.0, 0.0)) == 2


def test_arrays_are_broadcast() -> None:
    table = thresholds(np.array([0.1, 0.5, 0.9])[:, None], np.array([1.0, 50.0]))
    assert table.shape == (3, 2)
    assert table[1, 1] == int(thresholds(0.5, 50.0))
    assert (np.diff(table, axis=1) >= 0).all()
    # More than one batch gives what one gives.
    many = thresholds(np.full(10_000, 0.3), 20.0)
    assert set(many.tolist()) == {int(thresholds(0.3, 20.0))}


def test_a_million_a_second_and_more() -> None:
    rng = np.random.default_rng(0)
    p, cost = rng.random(100_000), 100.0 * rng.random(100_000)
    started = time.perf_counter()
    thresholds(p, cost)
    assert time.perf_counter() - started < 1.0, "0.025 s on an idle core"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"p": [0.1, 1.2]}, "every p"),
        ({"p": float("nan")}, "every p"),
        ({"cost": -1.0}, "every cost"),
        ({"cost": float("inf")}, "every cost"),
        ({"discount": 1.0}, "discount"),
        ({"thr": 0}, "thr"),
        ({"per_hop": -1.0}, "per_hop"),
        ({"exponent": 0.5}, "exponent"),
    ],
)
def test_refuses(changed: dict[str, Any], message: str) -> None:
    arguments: dict[str, Any] = {"p": 0.5, "cost": 1.0}
    with pytest.raises(InvalidModelError, match=message):
        thresholds(**(arguments | changed))
