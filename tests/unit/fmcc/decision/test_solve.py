"""The solvers against each other, and against every policy evaluated in exact arithmetic."""

import itertools
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmcc.decision import (
    METHODS,
    Mdp,
    NotConvergedError,
    Solution,
    UnknownMethodError,
    linear_programming,
    model,
    modified_policy_iteration,
    policy_iteration,
    solve,
    value_iteration,
)
from fmcc.decision.plane import PlaneParameters, grid_model

EIGHTHS = 8


@st.composite
def mdps(draw: st.DrawFn, max_states: int = 6, max_actions: int = 3) -> Mdp:
    """Random processes whose numbers are exact in binary, with ties and forbidden actions."""
    states, actions = draw(st.integers(1, max_states)), draw(st.integers(1, max_actions))
    steps = st.lists(st.integers(0, states - 1), min_size=EIGHTHS, max_size=EIGHTHS)
    rows = [[draw(steps) for _ in range(states)] for _ in range(actions)]
    transitions = [[np.bincount(row, minlength=states) / EIGHTHS for row in table] for table in rows]
    rewards = [[draw(st.integers(-20, 20)) for _ in range(states)] for _ in range(actions)]
    allowed = np.array([[draw(st.booleans()) for _ in range(states)] for _ in range(actions)])
    allowed[0] |= ~allowed.any(axis=0)
    discount = draw(st.sampled_from([0.0, 0.5, 0.875, 0.96875, 0.9990234375]))
    return Mdp(transitions, rewards, discount, allowed, actions=[f"a{i}" for i in range(actions)])


def exact_optimum(mdp: Mdp) -> list[Fraction]:
    """The best value of each state over all policies, each evaluated by rational Gauss elimination."""
    choices = [np.flatnonzero(mdp.allowed[:, s]) for s in range(mdp.states)]
    evaluated = [_exact_values(mdp, policy) for policy in itertools.product(*choices)]
    return [max(column) for column in zip(*evaluated, strict=True)]


def _exact_values(mdp: Mdp, policy: tuple[np.intp, ...]) -> list[Fraction]:
    size, discount = mdp.states, Fraction(mdp.discount)
    rows = [
        [Fraction(int(s == j)) - discount * Fraction(float(mdp.transitions[a, s, j])) for j in range(size)]
        + [Fraction(float(mdp.rewards[a, s]))]
        for s, a in enumerate(policy)
    ]
    for i in range(size):
        pivot = next(r for r in range(i, size) if rows[r][i] != 0)
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for r in range(size):
            if r != i:
                rows[r] = [x - rows[r][i] * y for x, y in zip(rows[r], rows[i], strict=True)]
    return [row[-1] for row in rows]


@settings(deadline=None)
@given(mdps())
def test_all_methods_agree(mdp: Mdp) -> None:
    reference = value_iteration(mdp)
    assert mdp.allowed[reference.policy, np.arange(mdp.states)].all()
    for method in METHODS:
        solution = solve(mdp, method)
        np.testing.assert_allclose(
            solution.values, reference.values, rtol=0.0, atol=solution.bound + reference.bound, err_msg=method
        )
        np.testing.assert_array_equal(solution.policy, reference.policy, err_msg=method)
        assert solution.method == method


@settings(deadline=None, max_examples=60)
@given(mdps(max_states=3, max_actions=2), st.sampled_from([10.0, 0.1, 1e-9]))
def test_the_bound_encloses_the_exact_optimum(mdp: Mdp, tolerance: float) -> None:
    optimum = exact_optimum(mdp)
    for solution in (
        value_iteration(mdp, tolerance),
        modified_policy_iteration(mdp, tolerance),
        policy_iteration(mdp),
        linear_programming(mdp),
    ):
        error = max(abs(Fraction(float(v)) - o) for v, o in zip(solution.values, optimum, strict=True))
        assert error <= Fraction(solution.bound)


@settings(deadline=None)
@given(mdps(), st.sampled_from([100.0, 1.0, 1e-3]))
def test_stopping_early_keeps_the_bound_honest(mdp: Mdp, tolerance: float) -> None:
    early, reference = value_iteration(mdp, tolerance), policy_iteration(mdp)
    assert early.bound <= tolerance
    assert np.abs(early.values - reference.values).max() <= early.bound + reference.bound


def test_the_policy_is_worth_its_values() -> None:
    """Following the policy forever earns what `values` promises, in a process worked out by hand."""
    # Two states: 0 earns 1 for ever by staying; moving (reward 0) leads to 1, which earns 3 for ever.
    mdp = Mdp([[[1, 0], [0, 1]], [[0, 1], [0, 1]]], [[1, 3], [0, 0]], 0.5)
    solution = value_iteration(mdp)
    np.testing.assert_allclose(solution.values, [3.0, 6.0], atol=1e-9)
    np.testing.assert_allclose(solution.action_values, [[2.5, 6.0], [3.0, 3.0]], atol=1e-9)
    assert solution.policy.tolist() == [1, 0]


@pytest.mark.parametrize("method", sorted(METHODS))
def test_a_tie_is_settled_by_staying(method: str) -> None:
    mdp = Mdp([[[0, 1], [0, 1]], [[0, 1], [0, 1]]], [[1, 0], [1, 0]], 0.9)
    assert solve(mdp, method).policy.tolist() == [0, 0]


@pytest.mark.parametrize("method", sorted(METHODS))
def test_an_action_that_is_not_allowed_is_priced_but_never_chosen(method: str) -> None:
    mdp = Mdp([[[1]], [[1]]], [[1], [5]], 0.5, allowed=[[True], [False]])
    solution = solve(mdp, method)
    assert solution.policy.tolist() == [0]
    np.testing.assert_allclose(solution.values, [2.0])
    np.testing.assert_allclose(solution.action_values, [[2.0], [6.0]])


def test_a_general_solver_of_linear_programmes_finds_the_same_optimum() -> None:
    optimize = pytest.importorskip("scipy.optimize", reason="scipy only checks our simplex; it is no dependency")
    mdp = model("default", p=0.4, cost=25.0, discount=0.95)
    kernel = np.eye(mdp.states) - mdp.discount * mdp.transitions
    rows, right = -kernel[mdp.allowed], -mdp.rewards[mdp.allowed]
    found = optimize.linprog(np.ones(mdp.states), A_ub=rows, b_ub=right, bounds=(None, None), method="highs")
    np.testing.assert_allclose(linear_programming(mdp).values, found.x, atol=1e-6)


def test_the_simplex_gives_the_grid_its_policy_in_about_a_pivot_per_state() -> None:
    mdp = grid_model(PlaneParameters(cost=20.0, thr=8))
    pivoted, improved = linear_programming(mdp), policy_iteration(mdp)
    np.testing.assert_array_equal(pivoted.policy, improved.policy)
    assert pivoted.sweeps <= 2 * mdp.states


def test_modified_policy_iteration_needs_fewer_bellman_sweeps() -> None:
    # Slow mixing is where it pays: a long chain at a discount near 1.
    mdp = model("default", p=0.5, cost=2_000, thr=80, discount=0.999)
    plain, modified = value_iteration(mdp), modified_policy_iteration(mdp)
    assert modified.sweeps / 21 < plain.sweeps / 2


@pytest.mark.parametrize("method", [modified_policy_iteration, linear_programming])
def test_the_caps_of_the_other_methods_are_errors(method: Callable[..., Solution]) -> None:
    cap = "max_pivots" if method is linear_programming else "max_sweeps"
    with pytest.raises(NotConvergedError, match="after"):
        method(model("default", p=0.5, cost=10), **{cap: 1})


def test_modified_policy_iteration_refuses() -> None:
    with pytest.raises(ValueError, match="tolerance must be positive"):
        modified_policy_iteration(model("default", p=0.5, cost=10), tolerance=0.0)


def test_the_span_stop_needs_few_sweeps_at_any_discount() -> None:
    for discount in (0.9, 0.99, 0.999):
        solution = value_iteration(model("default", p=0.5, cost=10, discount=discount))
        assert solution.sweeps < 100


def test_a_tolerance_finer_than_double_precision_ends_and_is_not_claimed() -> None:
    # Periodic: the change never becomes the same in all states, it only fades into rounding noise.
    mdp = Mdp([[[0, 1, 0], [0, 0, 1], [1, 0, 0]]], [[1e6 / 3, -1e6 / 7, 1e6 / 11]], 0.99, actions=["go"])
    solution = value_iteration(mdp, tolerance=1e-15, max_sweeps=3_200)
    assert 1e-15 < solution.bound < 1e-3


def test_a_tolerance_close_to_rounding_is_kept_with_the_rounding_included() -> None:
    mdp = model("default", p=0.3, cost=7, best=100, discount=0.99)
    finest = value_iteration(mdp, 1e-15).bound
    for tolerance in np.geomspace(3 * finest, 1000 * finest, 100):
        assert value_iteration(mdp, float(tolerance)).bound <= tolerance


def test_the_cap_on_sweeps_is_an_error_with_numbers() -> None:
    with pytest.raises(NotConvergedError, match=r"after 3 sweeps at discount 0\.9"):
        value_iteration(model("default", p=0.5, cost=10), max_sweeps=3)


@pytest.mark.parametrize("tolerance", [0.0, -1.0, float("nan")])
def test_a_tolerance_must_be_positive(tolerance: float) -> None:
    with pytest.raises(ValueError, match="tolerance"):
        value_iteration(model("default", p=0.5, cost=10), tolerance=tolerance)


def test_an_unknown_method_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownMethodError, match=r"'simplex'; known: linear-programming, mod"):
        solve(model("default", p=0.5, cost=10), "simplex")
