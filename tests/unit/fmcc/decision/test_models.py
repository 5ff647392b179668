"""The distance models: their shape, what they refuse, and what distinguishes the readings."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmcc.decision import METHODS, MODEL_NAMES, Action, InvalidModelError, model, solve

STAY, MIGRATE = Action.STAY.position, Action.MIGRATE.position
PARAMETERS: dict[str, dict[str, float]] = {
    "default": {"p": 0.3, "cost": 5.0},
    "paper": {"p": 0.3, "cost": 0.7},
    "paper-exact": {"p": 0.3, "best": 720.0},
}


def test_every_model_is_tested() -> None:
    assert set(PARAMETERS) == set(MODEL_NAMES)


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_between_the_ends_all_readings_walk_alike(name: str) -> None:
    mdp = model(name, **PARAMETERS[name])
    assert mdp.states == 12
    for s in range(1, 11):
        assert mdp.transitions[STAY, s, s + 1] == pytest.approx(0.3)
        assert mdp.transitions[STAY, s, s - 1] == pytest.approx(0.7)
        assert mdp.transitions[MIGRATE, s, 0] == 1.0
    assert not mdp.allowed[STAY, 11]
    assert mdp.allowed[:, 1:11].all()


def test_default_stays_near_the_best_data_centre_and_keeps_earning() -> None:
    mdp = model("default", p=0.3, cost=5.0, best=7.0)
    assert mdp.transitions[STAY, 0, :2].tolist() == pytest.approx([0.7, 0.3])
    assert mdp.rewards[STAY, 4] == pytest.approx(0.3 * (7 - 5) + 0.7 * (7 - 3))
    assert mdp.rewards[MIGRATE, 4] == pytest.approx(7.0 - 5.0)
    # Without cost a migration at every step keeps the service at Q(0) for ever.
    free = solve(model("default", p=0.3, cost=0.0, best=7.0, discount=0.9))
    assert free.action_values[MIGRATE, 4] == pytest.approx(7.0 / (1 - 0.9))


def test_default_ignores_the_best_quality() -> None:
    low, high = (solve(model("default", p=0.4, cost=6.0, best=best)) for best in (0.0, 1000.0))
    assert low.policy.tolist() == high.policy.tolist()
    np.testing.assert_allclose(high.values - low.values, 1000.0 / (1 - 0.9))


def test_paper_is_worth_q0_once_it_has_arrived() -> None:
    mdp = model("paper", p=0.3, cost=0.7)
    assert mdp.discount == pytest.approx(1 / 1.1)
    assert solve(mdp).values[0] == pytest.approx(7.0)
    # The weight (α + P·μ)/(α + μ) of equation r' is 1 for a certain transition and less for others.
    assert mdp.rewards[MIGRATE, 4] == pytest.approx(7.0 - 0.7)
    weights = (0.1 + 0.3) / 1.1, (0.1 + 0.7) / 1.1
    assert mdp.rewards[STAY, 4] == pytest.approx(0.3 * weights[0] * 2.0 + 0.7 * weights[1] * 4.0)


def test_paper_exact_pays_for_leaving_state_0() -> None:
    mdp = model("paper-exact", p=0.3, best=720.0)
    assert not mdp.allowed[STAY, 0]
    assert mdp.transitions[MIGRATE, 0, 1] == 1.0
    assert mdp.rewards[MIGRATE, 0] == pytest.approx(720.0 - 1.0 - 72.0)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(["default", "paper"]),
    st.floats(0.0, 1.0),
    st.floats(0.0, 100.0),
    st.integers(1, 30),
)
def test_all_solvers_agree_on_every_distance_model(name: str, p: float, cost: float, thr: int) -> None:
    mdp = model(name, p=p, cost=cost, thr=thr)
    swept = solve(mdp)
    gap = np.abs(swept.action_values[MIGRATE] - swept.action_values[STAY])
    decided = gap > 1e-6 * max(1.0, float(np.abs(swept.action_values).max()))
    for method in METHODS:
        other = solve(mdp, method)
        np.testing.assert_allclose(swept.values, other.values, rtol=0.0, atol=swept.bound + other.bound)
        assert (swept.policy == other.policy)[decided].all(), method


@settings(deadline=None, max_examples=60)
@given(st.floats(0.0, 1.0), st.floats(0.0, 300.0), st.sampled_from([1.0, 2.0]))
def test_the_default_policy_is_a_threshold(p: float, cost: float, exponent: float) -> None:
    policy = solve(model("default", p=p, cost=cost, exponent=exponent)).policy
    assert policy.tolist() == sorted(policy.tolist())


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("best-guess", {}, "no model is called 'best-guess'; known: default, paper, paper-exact"),
        ("default", {"p": 0.5}, "model 'default': missing a required.*'cost'"),
        ("default", {"p": 0.5, "cost": 1.0, "alpha": 1.0}, "'alpha'"),
        ("paper-exact", {"p": 0.5}, "'best'"),
        ("default", {"p": 1.1, "cost": 1.0}, r"p must be in \[0, 1\]"),
        ("default", {"p": float("nan"), "cost": 1.0}, "p must be"),
        ("default", {"p": 0.5, "cost": -1.0}, "cost must be"),
        ("default", {"p": 0.5, "cost": float("inf")}, "cost must be"),
        ("default", {"p": 0.5, "cost": 1.0, "thr": 0}, "thr must be"),
        ("default", {"p": 0.5, "cost": 1.0, "thr": 2.5}, "thr must be"),
        ("default", {"p": 0.5, "cost": 1.0, "thr": 1001}, "thr must be"),
        ("default", {"p": 0.5, "cost": 1.0, "per_hop": -1.0}, "per_hop must be"),
        ("default", {"p": 0.5, "cost": 1.0, "exponent": 0.0}, "exponent must be"),
        ("paper", {"p": 0.5, "cost": 1.0, "alpha": 0.0}, "alpha must be"),
    ],
)
def test_refuses(name: str, parameters: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidModelError, match=message):
        model(name, **parameters)
