"""At most one of a kind per interval: notices, repeated answers, Map-Requests."""

from collections.abc import Hashable


class RateLimiter:
    """At most one per key and interval, for a bounded number of keys.

    At the bound the limiter refuses new keys until old ones age out: under a flood, quiet is right.
    """

    def __init__(self, interval_s: float, max_keys: int = 65_536) -> None:
        self.interval_s = interval_s
        self.max_keys = max_keys
        self._last: dict[Hashable, float] = {}
        self._full_until = float("-inf")

    def allow(self, key: Hashable, now: float) -> bool:
        """Whether `key` may happen now; if so, it is counted."""
        last = self._last.get(key)
        if last is not None and now - last < self.interval_s:
            return False
        if last is None and len(self._last) >= self.max_keys and not self._make_room(now):
            return False
        self._last[key] = now
        return True

    def _make_room(self, now: float) -> bool:
        # Looking through all keys for every packet of a flood would be what the flood is for.
        if now < self._full_until:
            return False
        self._last = {key: at for key, at in self._last.items() if now - at < self.interval_s}
        self._full_until = now + self.interval_s / 4
        return len(self._last) < self.max_keys
