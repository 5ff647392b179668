"""Weights become slots."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisp.wire import Address
from xtr.dataplane.base import FLOW_SLOTS, Target, spread

RLOCS = [Address.parse(f"192.0.2.{n}") for n in range(1, 33)]


def shares(*weights: int) -> list[int]:
    counts = Counter(spread([Target(RLOCS[n], weight) for n, weight in enumerate(weights)]))
    return [counts[RLOCS[n]] for n in range(len(weights))]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((100,), [16]),
        ((50, 50), [8, 8]),
        ((0, 0), [8, 8]),
        ((75, 25), [12, 4]),
        ((100, 1), [15, 1]),
        ((3, 2, 1), [8, 5, 3]),
    ],
)
def test_shares_follow_the_weights(weights: tuple[int, ...], expected: list[int]) -> None:
    assert shares(*weights) == expected


@given(st.lists(st.integers(0, 255), min_size=1, max_size=32))
def test_every_slot_is_filled_and_every_target_that_fits_has_one(weights: list[int]) -> None:
    targets = [Target(RLOCS[n], weight) for n, weight in enumerate(weights)]
    slots = spread(targets)
    assert len(slots) == FLOW_SLOTS
    assert set(slots) == {target.rloc for target in targets[:FLOW_SLOTS]}


def test_no_target_has_no_slot() -> None:
    assert spread([]) == ()
