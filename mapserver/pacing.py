"""Token buckets: how much we say to one address that a packet named."""

from collections.abc import Hashable

# Addresses remembered. At the cap, full buckets are forgotten first; if there are none, new addresses wait.
MAX_BUCKETS = 65_536


class TokenBuckets:
    """So many a second for each key, with a burst of one second's worth."""

    def __init__(self, rate_per_s: float) -> None:
        self._rate = rate_per_s
        self._buckets: dict[Hashable, tuple[float, float]] = {}  # tokens left, as of when (s)

    def take(self, key: Hashable, now: float) -> bool:
        """Whether one more may go to `key` now; if so, it is counted."""
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= MAX_BUCKETS and not self._make_room(now):
                return False
            tokens = self._rate
        else:
            tokens = bucket[0] + (now - bucket[1]) * self._rate
            if tokens > self._rate:
                tokens = self._rate
            elif tokens < 1.0:
                return False
        self._buckets[key] = tokens - 1.0, now
        return True

    def _make_room(self, now: float) -> bool:
        # A bucket untouched for a second is full again: forgetting it changes nothing.
        self._buckets = {k: bucket for k, bucket in self._buckets.items() if now - bucket[1] < 1.0}
        return len(self._buckets) < MAX_BUCKETS
