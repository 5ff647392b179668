"""Sorted numbers that stay quick when there are many: blocks of bounded size, found by bisection.

Inserting into one long sorted list moves half of it every time; here it moves half a block.
"""

from array import array
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, MutableSequence
from typing import Final

# A block splits in two when it gets this long: large enough that blocks are few, small enough to shift.
MAX_BLOCK: Final = 1_024

Block = MutableSequence[int]


class SortedBlocks:
    """Distinct numbers >= 0 in ascending order; everything is O(log n) but a shift inside one block.

    Numbers of up to 64 bits lie in arrays, eight octets each and no object; wider ones need lists.
    """

    def __init__(self, *, wide: bool = False) -> None:
        self._blocks: list[Block] = []
        self._last: Block = [] if wide else array("Q")  # the greatest number of each block

    def __len__(self) -> int:
        return sum(map(len, self._blocks))

    def __bool__(self) -> bool:
        return bool(self._blocks)

    def __iter__(self) -> Iterator[int]:
        return self.above(-1)

    def add(self, number: int) -> None:
        """Insert a number that is not there yet."""
        if not self._blocks:
            self._blocks.append(self._last[:0])
            self._last.append(number)
        at = min(bisect_left(self._last, number), len(self._blocks) - 1)
        block = self._blocks[at]
        insort(block, number)
        if len(block) > MAX_BLOCK:
            # Ascending arrivals, which are common, would leave every block half empty.
            ascending = at == len(self._blocks) - 1 and block[-1] == number
            half = len(block) - 1 if ascending else len(block) // 2
            self._blocks.insert(at + 1, block[half:])
            self._last.insert(at + 1, block[-1])
            del block[half:]
        self._last[at] = block[-1]

    def remove(self, number: int) -> None:
        """Take a number out that is there."""
        at = bisect_left(self._last, number)
        block = self._blocks[at]
        position = bisect_left(block, number)
        assert block[position] == number, "not there"
        del block[position]
        if block:
            self._last[at] = block[-1]
        else:
            del self._blocks[at], self._last[at]

    def around(self, bound: int) -> tuple[int | None, int | None]:
        """The greatest number less than `bound`, and the least one greater."""
        at = bisect_left(self._last, bound)
        if at == len(self._last):
            return self._last[-1] if at else None, None
        block = self._blocks[at]
        position = bisect_left(block, bound)
        below = block[position - 1] if position else self._last[at - 1] if at else None
        if block[position] > bound:
            return below, block[position]
        return below, next(self.above(bound), None)

    def next_below(self, bound: int) -> int | None:
        """The greatest number less than `bound`."""
        at = bisect_left(self._last, bound)
        if at < len(self._blocks):
            block = self._blocks[at]
            position = bisect_left(block, bound)
            if position:
                return block[position - 1]
        return self._last[at - 1] if at else None

    def above(self, bound: int) -> Iterator[int]:
        """The numbers greater than `bound`, ascending. The collection must not change meanwhile."""
        at = bisect_right(self._last, bound)
        if at < len(self._blocks):
            block = self._blocks[at]
            yield from block[bisect_right(block, bound) :]
            for block in self._blocks[at + 1 :]:
                yield from block
