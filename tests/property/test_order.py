"""The sorted blocks against a sorted list."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisp import order

numbers = st.integers(0, 60)


@pytest.fixture(autouse=True, scope="module")
def _small_blocks() -> Iterator[None]:
    """Blocks that split and vanish all the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order, "MAX_BLOCK", 4)
        yield


@given(st.lists(st.tuples(st.booleans(), numbers), max_size=120), numbers, st.booleans())
def test_blocks_agree_with_a_sorted_list(steps: list[tuple[bool, int]], bound: int, wide: bool) -> None:
    base = 1 << 100 if wide else 0
    blocks, plain, bound = order.SortedBlocks(wide=wide), list[int](), base + bound
    for add, number in steps:
        item = base + number
        if add and item not in plain:
            blocks.add(item)
            insort(plain, item)
        elif not add and item in plain:
            blocks.remove(item)
            plain.remove(item)
    above, below = plain[bisect_right(plain, bound) :], plain[: bisect_left(plain, bound)]
    assert list(blocks) == plain
    assert len(blocks) == len(plain)
    assert list(blocks.above(bound)) == above
    assert blocks.around(bound) == (below[-1] if below else None, above[0] if above else None)
    assert blocks.next_below(bound) == (below[-1] if below else None)
