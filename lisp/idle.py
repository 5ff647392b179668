"""A bounded table whose keys anybody can make up: addresses that packets name, EIDs, kinds of notices."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class IdleTable(Generic[V]):
    """At most `limit` keys. At the limit those that have been idle for `idle_s` are forgotten; else new ones wait.

    `last` tells when a value was in use (monotonic s). Who adds to `entries` asks for `room` first.
    """

    def __init__(self, limit: int, idle_s: float, last: Callable[[V], float]) -> None:
        self.entries: dict[Hashable, V] = {}
        self._limit = limit
        self._idle_s = idle_s
        self._last = last
        self._full_until = float("-inf")

    def room(self, now: float) -> bool:
        """Whether a new key may come in."""
        return len(self.entries) < self._limit or self._make_room(now)

    def _make_room(self, now: float) -> bool:
        # Looking through all keys for every packet of a flood would be what the flood is for.
        if now < self._full_until:
            return False
        self._full_until = now + self._idle_s / 4
        self.entries = {key: value for key, value in self.entries.items() if now - self._last(value) < self._idle_s}
        return len(self.entries) < self._limit
