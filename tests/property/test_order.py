"""The sorted blocks against a sorted list."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisp import order

items = st.tuples(st.integers(0, 60))


@pytest.fixture(autouse=True, scope="module")
def _small_blocks() -> Iterator[None]:
    """Blocks that split and vanish all the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order, "MAX_BLOCK", 4)
        yield


@given(st.lists(st.tuples(st.booleans(), items), max_size=120), items)
def test_blocks_agree_with_a_sorted_list(steps: list[tuple[bool, tuple[int]]], bound: tuple[int]) -> None:
    blocks: order.SortedBlocks[tuple[int]] = order.SortedBlocks()
    plain: list[tuple[int]] = []
    for add, item in steps:
        if add and item not in plain:
            blocks.add(item)
            insort(plain, item)
        elif not add and item in plain:
            blocks.remove(item)
            plain.remove(item)
    assert list(blocks) == plain
    assert len(blocks) == len(plain)
    assert list(blocks.above(bound)) == plain[bisect_right(plain, bound) :]
    assert list(blocks.below(bound)) == plain[: bisect_left(plain, bound)][::-1]
