"""A sorted collection that stays quick when it is large: blocks of bounded size, found by bisection.

Inserting into one long sorted list moves half of it every time; here it moves half a block.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from typing import Any, Final, Generic, TypeVar

# A block splits in two when it gets this long: large enough that blocks are few, small enough to shift.
MAX_BLOCK: Final = 1_024

T = TypeVar("T", bound=tuple[Any, ...])


class SortedBlocks(Generic[T]):
    """Distinct tuples in ascending order; everything is O(log n) but a shift inside one block."""

    def __init__(self) -> None:
        self._blocks: list[list[T]] = []
        self._last: list[T] = []  # the greatest item of each block

    def __len__(self) -> int:
        return sum(map(len, self._blocks))

    def __iter__(self) -> Iterator[T]:
        return self.above(())

    def add(self, item: T) -> None:
        """Insert an item that is not there yet."""
        if not self._blocks:
            self._blocks.append([item])
            self._last.append(item)
            return
        at = min(bisect_left(self._last, item), len(self._blocks) - 1)
        block = self._blocks[at]
        insort(block, item)
        if len(block) > MAX_BLOCK:
            half = len(block) // 2
            # Ascending arrivals, which are common, would leave every block half empty.
            half = len(block) - 1 if at == len(self._blocks) - 1 and block[-1] is item else half
            self._blocks.insert(at + 1, block[half:])
            self._last.insert(at + 1, block[-1])
            del block[half:]
        self._last[at] = block[-1]

    def remove(self, item: T) -> None:
        """Take an item out that is there."""
        at = bisect_left(self._last, item)
        block = self._blocks[at]
        position = bisect_left(block, item)
        assert block[position] == item, "not there"
        del block[position]
        if block:
            self._last[at] = block[-1]
        else:
            del self._blocks[at], self._last[at]

    def above(self, bound: tuple[Any, ...]) -> Iterator[T]:
        """The items greater than `bound`, ascending. The collection must not change meanwhile."""
        at = bisect_right(self._last, bound)
        if at < len(self._blocks):
            block = self._blocks[at]
            yield from block[bisect_right(block, bound) :]
            for block in self._blocks[at + 1 :]:
                yield from block

    def below(self, bound: tuple[Any, ...]) -> Iterator[T]:
        """The items less than `bound`, descending. The collection must not change meanwhile."""
        at = min(bisect_left(self._last, bound), len(self._blocks) - 1)
        if at < 0:
            return
        block = self._blocks[at]
        for position in range(bisect_left(block, bound) - 1, -1, -1):
            yield block[position]
        for earlier in range(at - 1, -1, -1):
            yield from reversed(self._blocks[earlier])
