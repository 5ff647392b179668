"""When registrations end, for a million of them at one list slot each.

A refresh only moves `expires_at`. Items lie in buckets of a quarter of a second; when a bucket comes due,
what has been refreshed meanwhile goes to its new bucket and the rest has expired. An item that ends before its time
keeps its slot until then, so nothing is filed far ahead: registrations of a day that come and go would pile up.
"""

import heapq
import math
from typing import Final, Generic, Protocol, TypeVar

GRAIN_S: Final = 0.25
# How far ahead an item is filed; one that lives longer is looked at and filed again.
HORIZON_S: Final = 180.0
# Items looked at in one go: beyond, the rest of a bucket follows at once, but datagrams get their turn.
MAX_PER_TICK: Final = 4_096


class Expiring(Protocol):
    """What can expire. `bucket` belongs to the wheel; an item that has `ended` is forgotten."""

    bucket: int
    ended: bool

    @property
    def expires_at(self) -> float:
        """When (monotonic s)."""


T = TypeVar("T", bound=Expiring)


class ExpiryWheel(Generic[T]):
    """Items by the time they expire."""

    def __init__(self) -> None:
        self._buckets: dict[int, list[T]] = {}
        self._order: list[int] = []

    def file(self, item: T, now: float) -> None:
        """Watch an item; to be called again when it is to expire earlier than before."""
        number = math.ceil(min(item.expires_at, now + HORIZON_S) / GRAIN_S)
        item.bucket = number
        bucket = self._buckets.get(number)
        if bucket is None:
            self._buckets[number] = bucket = []
            heapq.heappush(self._order, number)
        bucket.append(item)

    def next_at(self) -> float | None:
        """When the next bucket is due."""
        return self._order[0] * GRAIN_S if self._order else None

    def due(self, now: float) -> list[T]:
        """Remove and return what has expired."""
        expired: list[T] = []
        budget = MAX_PER_TICK
        while self._order and self._order[0] * GRAIN_S <= now and budget > 0:
            number = self._order[0]
            bucket = self._buckets[number]
            batch = bucket[-budget:]
            del bucket[-budget:]
            budget -= len(batch)
            if not bucket:
                heapq.heappop(self._order)
                del self._buckets[number]
            for item in reversed(batch):
                if item.ended or item.bucket != number:
                    continue
                if item.expires_at <= now:
                    expired.append(item)
                else:
                    self.file(item, now)
        return expired
