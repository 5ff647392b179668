"""Batches against the one-by-one functions they replace."""

from typing import Any

import numpy as np
import pytest

from fmcc.decision import InvalidModelError, PlacementParameters, decide, thresholds
from fmcc.decision.batch import LatencyTable, iterate_thresholds


@pytest.mark.parametrize(("discount", "exponent"), [(0.9, 1.0), (0.99, 1.0), (0.8, 2.0)])
def test_value_iteration_finds_the_exact_thresholds(discount: float, exponent: float) -> None:
    rng = np.random.default_rng(3)
    p, cost = rng.random(3_000), 200.0 * rng.random(3_000)
    swept = iterate_thresholds(p, cost, discount=discount, exponent=exponent)
    assert (swept == thresholds(p, cost, discount=discount, exponent=exponent)).all()


def test_a_table_decides_for_all_users_as_one_call_does_for_each() -> None:
    rng = np.random.default_rng(5)
    rtts = 120.0 * rng.random((7, 4))
    anchor, dc = rng.integers(0, 7, 300), rng.integers(0, 4, 300)
    threshold = int(thresholds(0.5, 60.0, per_hop=10.0))
    targets = LatencyTable(rtts).targets(anchor, dc, np.full(300, threshold))
    parameters = PlacementParameters(migration_cost_ms=60.0)
    for a, d, target in zip(anchor.tolist(), dc.tolist(), targets.tolist(), strict=True):
        one = decide({str(i): float(rtt) for i, rtt in enumerate(rtts[a])}, str(d), parameters)
        assert one.target_dc == str(target)


def test_no_threshold_moves_a_service_from_the_best_data_centre() -> None:
    table = LatencyTable([[5.0, 5.0], [1.0, 90.0]])
    assert table.targets(np.array([0, 1, 1]), np.array([1, 0, 1]), np.array([0, 0, 1])).tolist() == [1, 0, 0]


def test_a_data_centre_that_is_no_candidate_is_never_the_target() -> None:
    table = LatencyTable([[np.inf, 40.0]])
    assert table.targets(np.array([0]), np.array([0]), np.array([3])).tolist() == [1]


@pytest.mark.parametrize("rtts", [[1.0], [[]], [[-1.0]], [[np.nan]], [[np.inf, np.inf]]])
def test_refuses_tables(rtts: Any) -> None:
    with pytest.raises(ValueError, match=r"RTTs|no data centre"):
        LatencyTable(rtts)


def test_refuses_models() -> None:
    with pytest.raises(InvalidModelError, match="p must be"):
        iterate_thresholds(np.array([1.5]), np.array([1.0]))
    with pytest.raises(InvalidModelError, match="equally long"):
        iterate_thresholds(np.array([0.5]), np.array([1.0, 2.0]))
