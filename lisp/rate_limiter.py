"""At most one of a kind per interval: notices, repeated answers, Map-Requests."""

from collections.abc import Hashable

from lisp.idle import IdleTable


class RateLimiter:
    """At most one per key and interval, for a bounded number of keys.

    At the bound the limiter refuses new keys until old ones age out: under a flood, quiet is right.
    """

    def __init__(self, interval_s: float, max_keys: int = 65_536) -> None:
        self.interval_s = interval_s
        self._allowed: IdleTable[float] = IdleTable(max_keys, interval_s, _itself)

    def allow(self, key: Hashable, now: float) -> bool:
        """Whether `key` may happen now; if so, it is counted."""
        last = self._allowed.entries.get(key)
        if last is None:
            if not self._allowed.room(now):
                return False
        elif now - last < self.interval_s:
            return False
        self._allowed.entries[key] = now
        return True


def _itself(at: float) -> float:
    return at
