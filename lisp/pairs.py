"""Two-stage look-ups: the longest destination, of these the longest source (RFC 8060 section 4.8).

    asked: S > D      for every destination around D, longest first:  the longest source around S
                                                                      else the plain prefix, which is for any source
    asked: D          the longest plain prefix around D; pairs do not count

A destination that has no source around S leaves the traffic to the destinations around it.
"""

from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from lisp.lpm import PrefixTable
from lisp.wire import Prefix, PrefixPair

V = TypeVar("V")


class PairTable(PrefixTable[V]):
    """A table of plain prefixes that may hold pairs too. What it can be asked of plain ones knows no pairs."""

    def __init__(self) -> None:
        super().__init__()
        self._destinations: PrefixTable[int] = PrefixTable()  # of pairs, and how many have it

    @property
    def has_pairs(self) -> bool:
        """Whether there are any pairs."""
        return bool(len(self._destinations))

    def __setitem__(self, prefix: Prefix, value: V) -> None:
        if isinstance(prefix, PrefixPair) and prefix not in self:
            self._destinations[prefix.destination] = (self._destinations.get(prefix.destination) or 0) + 1
        super().__setitem__(prefix, value)

    def pop(self, prefix: Prefix) -> V | None:
        """Remove a prefix or a pair; returns its value, or None if it was not there."""
        value = super().pop(prefix)
        if value is not None and isinstance(prefix, PrefixPair):
            others = self._destinations[prefix.destination] - 1
            if others:
                self._destinations[prefix.destination] = others
            else:
                self._destinations.pop(prefix.destination)
        return value

    def match(self, pair: PrefixPair) -> V | None:
        """The value of what traffic of this pair is looked up as; None where part of it may be something else's."""
        plain = next(self.covering(pair.destination), None)
        for destination, _ in self._destinations.covering(pair.destination):
            if plain is not None and plain[0].length > destination.length:
                break
            found = self.longest(PrefixPair.between(pair.source, destination))
            if found is not None:
                return found
        return plain[1] if plain is not None else None

    def clear_bits(self, pair: PrefixPair, down_to: int) -> tuple[int, int]:
        """The least lengths of a source and of a destination around a pair of hosts that are looked up as it is.

        `down_to`: the length of the destination that the look-up ends with. What is around them does not count
        as in their way but for that: a prefix may be as long as the longest destination around, not shorter.
        """
        host = pair.destination
        source_bits = 0
        destination_bits = 1 + max(self.shared_bits(host), self._destinations.shared_bits(host))
        for destination, _ in self._destinations.covering(host):
            if destination.length >= down_to:
                beside = self.shared_bits(PrefixPair.between(pair.source, destination))
                source_bits = max(source_bits, 1 + beside)
                destination_bits = max(destination_bits, destination.length)
        return source_bits, destination_bits

    def overlapping(self, key: Prefix, after: PrefixPair | None = None) -> Iterator[tuple[Prefix, V]]:
        """The pairs with traffic in common with a pair or a plain prefix, in order; `after`: behind one of them."""
        inside = self._destinations.covered(key.destination)
        for destination in (*_widest_first(self._destinations, key.destination), *[found for found, _ in inside]):
            if after is not None and _place(destination) < _place(after.destination):
                continue
            sources = PrefixPair.between(key.source, destination)
            for pair in (*_widest_first(self, sources), *[found for found, _ in self.covered(sources)]):
                if after is None or destination != after.destination or _place(pair) > _place(after):
                    yield pair, self[pair]

    def beside(self, pair: PrefixPair, limit: int | None, after: Prefix | None) -> list[tuple[Prefix, V]]:
        """What part of a pair's traffic may be looked up as, other than all of it; at most `limit`, in order.

        The plain prefixes inside its destination, then the pairs that overlap it. `after`: one of them, or itself.
        """
        found: list[tuple[Prefix, V]] = []
        after = None if after == pair else after
        if not isinstance(after, PrefixPair):
            found, after = list(self.covered(pair.destination, limit, after)), None
        room = None if limit is None else limit - len(found)
        others = (entry for entry in self.overlapping(pair, after) if not entry[0].covers(pair))
        return found + list(islice(others, room))


def _widest_first(table: PrefixTable[V], prefix: Prefix) -> list[Prefix]:
    """The prefixes around this one and itself, shortest first."""
    return [found for found, _ in table.covering(prefix)][::-1]


def _place(prefix: Prefix) -> tuple[bytes, int]:
    """Where a prefix stands in order among those of its family."""
    return prefix.packed, prefix.length
