"""The two-dimensional model: the full grid against the lumped chain, and what the ring alone misses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmcc.decision import Action, InvalidModelError, solve
from fmcc.decision.plane import (
    PlaneParameters,
    cell_states,
    class_policies,
    grid_model,
    lumped_model,
    ring_only_error,
    split_rings,
)


@settings(deadline=None, max_examples=12)
@given(
    st.integers(1, 10), st.floats(0.0, 80.0), st.sampled_from([0.5, 0.9, 0.97]), st.sampled_from([1.0, 2.0]),
)  # fmt: skip
def test_the_grid_and_the_lumped_chain_decide_alike(thr: int, cost: float, discount: float, exponent: float) -> None:
    parameters = PlaneParameters(cost=cost, discount=discount, thr=thr, exponent=exponent)
    full, lumped = grid_model(parameters), lumped_model(parameters)
    state = cell_states(thr)
    cells, classes = solve(full, "policy-iteration"), solve(lumped, "policy-iteration")
    np.testing.assert_allclose(cells.values, classes.values[state], rtol=0.0, atol=cells.bound + classes.bound)
    gap = np.abs(classes.action_values[0] - classes.action_values[1])[state]
    decided = gap > 1e-6 * max(1.0, float(np.abs(classes.action_values).max()))
    assert (cells.policy == classes.policy[state])[decided].all()


def test_corners_migrate_before_the_edges_of_their_ring() -> None:
    parameters = PlaneParameters(cost=20.0)
    policies = class_policies(parameters)
    assert split_rings(policies) == [5]
    ring = {policy.klass: policy.action for policy in policies if policy.ring == 5}
    assert ring == {0: Action.MIGRATE, 1: Action.STAY, 2: Action.STAY}
    assert ring_only_error(parameters) > 0.01


def test_where_no_ring_is_split_the_ring_is_enough() -> None:
    parameters = PlaneParameters(cost=5.0)
    assert split_rings(class_policies(parameters)) == []
    assert ring_only_error(parameters) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        (PlaneParameters(cost=-1.0), "cost"),
        (PlaneParameters(cost=1.0, thr=0), "thr"),
        (PlaneParameters(cost=1.0, thr=21), "thr must be at most 20"),
        (PlaneParameters(cost=1.0, exponent=0.0), "exponent"),
    ],
)
def test_refuses(parameters: PlaneParameters, message: str) -> None:
    with pytest.raises(InvalidModelError, match=message):
        grid_model(parameters)
