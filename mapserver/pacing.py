"""How much we say: to an address that a packet named, and of what nobody asked for."""

from collections.abc import Hashable
from typing import Final

from lisp.idle import IdleTable

# Addresses remembered. At the cap, full buckets are forgotten first; if there are none, new addresses wait.
MAX_BUCKETS = 65_536
# Map-Notifies that may go out in one go: a millisecond or two, after which received datagrams get their turn.
SLICE: Final = 32
# So many are saved up before a timer is worth its while.
_WORTHWHILE: Final = 8


class TokenBuckets:
    """So many a second for each key, with a burst of one second's worth."""

    def __init__(self, rate_per_s: float) -> None:
        self._rate = rate_per_s
        # Tokens left, as of when (s). A bucket untouched for a second is full again: forgetting it changes nothing.
        self._buckets: IdleTable[tuple[float, float]] = IdleTable(MAX_BUCKETS, 1.0, _as_of)

    def take(self, key: Hashable, now: float) -> bool:
        """Whether one more may go to `key` now; if so, it is counted."""
        bucket = self._buckets.entries.get(key)
        if bucket is None:
            if not self._buckets.room(now):
                return False
            tokens = self._rate
        else:
            tokens = bucket[0] + (now - bucket[1]) * self._rate
            if tokens > self._rate:
                tokens = self._rate
            elif tokens < 1.0:
                return False
        self._buckets.entries[key] = tokens - 1.0, now
        return True


def _as_of(bucket: tuple[float, float]) -> float:
    return bucket[1]


class Pace:
    """Unsolicited Map-Notifies, so many a second in slices of at most SLICE (RFC 9437 section 5)."""

    def __init__(self, rate_per_s: float) -> None:
        self.rate_per_s = rate_per_s
        self._tokens = float(SLICE)
        self._since = float("-inf")

    def room(self, now: float) -> int:
        """How many may go out now."""
        self._tokens = min(float(SLICE), self._tokens + (now - self._since) * self.rate_per_s)
        self._since = now
        return max(0, int(self._tokens))

    def spend(self, count: int = 1) -> None:
        """Count what goes out; what could not wait is counted too, and others wait for it."""
        self._tokens -= count

    def next_at(self) -> float:
        """When there is room again (monotonic s)."""
        return self._since + max(0.0, _WORTHWHILE - self._tokens) / self.rate_per_s
