"""When registrations end, for a million of them at one list slot each.

A refresh only moves `expires_at`. Items lie in buckets of a quarter of a second; when a bucket comes due,
what has been refreshed meanwhile goes to its new bucket and the rest has expired. What is watched no longer
keeps its slot until half of its bucket is like that: registrations that come and go must not pile up.
"""

import heapq
import math
from typing import Final, Generic, Protocol, TypeVar

GRAIN_S: Final = 0.25
# Items looked at in one go: beyond, the rest of a bucket follows at once, but datagrams get their turn.
MAX_PER_TICK: Final = 4_096


class Expiring(Protocol):
    """What can expire. `bucket` and `ended` belong to the wheel."""

    bucket: int
    ended: bool

    @property
    def expires_at(self) -> float:
        """When (monotonic s)."""


T = TypeVar("T", bound=Expiring)


class _Bucket(Generic[T]):
    """Items that come due together, and how many of them are watched here no longer."""

    __slots__ = ("items", "left")

    def __init__(self) -> None:
        self.items: list[T] = []
        self.left = 0


class ExpiryWheel(Generic[T]):
    """Items by the time they expire."""

    def __init__(self) -> None:
        self._buckets: dict[int, _Bucket[T]] = {}
        self._order: list[int] = []

    def file(self, item: T) -> None:
        """Watch an item; to be called again when it is to expire earlier than before."""
        before, number = item.bucket, math.ceil(item.expires_at / GRAIN_S)
        item.bucket = number
        bucket = self._buckets.get(number)
        if bucket is None:
            self._buckets[number] = bucket = _Bucket()
            heapq.heappush(self._order, number)
        bucket.items.append(item)
        if before:
            self._leave(before)

    def forget(self, item: T) -> None:
        """Watch an item no longer."""
        item.ended = True
        self._leave(item.bucket)

    def next_at(self) -> float | None:
        """When the next bucket is due."""
        return self._order[0] * GRAIN_S if self._order else None

    def due(self, now: float) -> list[T]:
        """Remove and return what has expired."""
        expired: list[T] = []
        budget = MAX_PER_TICK
        while self._order and self._order[0] * GRAIN_S <= now and budget > 0:
            number = self._order[0]
            items = self._buckets[number].items
            batch = items[-budget:]
            del items[-budget:]
            budget -= len(batch)
            if not items:
                heapq.heappop(self._order)
                del self._buckets[number]
            for item in reversed(batch):
                if item.ended or item.bucket != number:
                    continue
                item.bucket = 0
                if item.expires_at <= now:
                    expired.append(item)
                else:
                    self.file(item)
        return expired

    def _leave(self, number: int) -> None:
        """An item of this bucket is watched there no longer."""
        bucket = self._buckets.get(number)
        if bucket is None:
            return
        bucket.left += 1
        if 2 * bucket.left > len(bucket.items):
            bucket.items = [item for item in bucket.items if item.bucket == number and not item.ended]
            bucket.left = 0

    def __len__(self) -> int:
        """How many slots are taken, by what is watched and by what was."""
        return sum(len(bucket.items) for bucket in self._buckets.values())
