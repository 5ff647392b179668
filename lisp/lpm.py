"""Longest-prefix match over EID prefixes of any family and instance.

One dict per prefix length: measured faster, in pure Python, than the C radix trees on PyPI as long as
few lengths are in use, which is how EID prefixes are (mostly hosts). Beside them the prefixes in order,
which is what finds the more-specifics and the neighbours of a prefix without looking at all of them.
"""

from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Generic, TypeVar

from lisp.order import SortedBlocks
from lisp.wire import Address, Prefix

V = TypeVar("V")


class PrefixTable(Generic[V]):
    """A map from EID prefix to value that can be asked for the longest match."""

    def __init__(self) -> None:
        self._exact: dict[Prefix, V] = {}
        # (instance, family) -> [(length, {network bits: prefix})], longest first.
        self._families: dict[tuple[int, int], list[tuple[int, dict[int, Prefix]]]] = {}
        # A prefix sorts directly before everything inside it: by instance, family, network, length.
        self._order: SortedBlocks[Prefix] = SortedBlocks()

    def __len__(self) -> int:
        return len(self._exact)

    def __contains__(self, prefix: Prefix) -> bool:
        return prefix in self._exact

    def __iter__(self) -> Iterator[Prefix]:
        return iter(self._exact)

    def __getitem__(self, prefix: Prefix) -> V:
        return self._exact[prefix]

    def __setitem__(self, prefix: Prefix, value: V) -> None:
        if prefix not in self._exact:
            self._level(prefix)[_network(prefix)] = prefix
            self._order.add(prefix)
        self._exact[prefix] = value

    def get(self, prefix: Prefix) -> V | None:
        """The value of exactly this prefix."""
        return self._exact.get(prefix)

    def items(self) -> Iterator[tuple[Prefix, V]]:
        """All prefixes with their values, in the order they were first set."""
        return iter(list(self._exact.items()))

    def pop(self, prefix: Prefix) -> V | None:
        """Remove a prefix; returns its value, or None if it was not there."""
        value = self._exact.pop(prefix, None)
        if value is None:
            return None
        self._order.remove(prefix)
        levels = self._families[prefix.iid, prefix.afi]
        for position, (length, networks) in enumerate(levels):
            if length == prefix.length:
                del networks[_network(prefix)]
                if not networks:
                    del levels[position]
                break
        return value

    def lookup(self, address: Address, iid: int = 0) -> tuple[Prefix, V] | None:
        """The longest prefix that holds this address, with its value."""
        value = int.from_bytes(address.packed, "big")
        width = address.bits
        for length, networks in self._families.get((iid, address.afi), ()):
            prefix = networks.get(value >> (width - length))
            if prefix is not None:
                return prefix, self._exact[prefix]
        return None

    def covering(self, prefix: Prefix) -> Iterator[tuple[Prefix, V]]:
        """The prefixes that cover this one, itself included, longest first."""
        value = int.from_bytes(prefix.packed, "big")
        width = prefix.width
        for length, networks in list(self._families.get((prefix.iid, prefix.afi), ())):
            if length <= prefix.length and (found := networks.get(value >> (width - length))) is not None:
                yield found, self._exact[found]

    def longest(self, prefix: Prefix, max_length: int | None = None) -> V | None:
        """The value of the longest prefix, of at most `max_length` bits, that covers this one."""
        value = int.from_bytes(prefix.packed, "big")
        width = 8 * len(prefix.packed)
        limit = prefix.length if max_length is None else max_length
        for length, networks in self._families.get((prefix.iid, prefix.afi), ()):
            if length <= limit and (found := networks.get(value >> (width - length))) is not None:
                return self._exact[found]
        return None

    def covered(
        self, prefix: Prefix, limit: int | None = None, after: Prefix | None = None
    ) -> Iterator[tuple[Prefix, V]]:
        """The more-specific prefixes inside this one, itself excluded, in order; at most `limit`.

        `after`: one of them, to go on from.
        """
        if prefix.length == prefix.width:
            return iter(())
        inside = list(islice(takewhile(prefix.covers, self._order.above(after or prefix)), limit))
        return iter([(found, self._exact[found]) for found in inside])

    def shared_bits(self, asked: Prefix) -> int:
        """The most leading bits that the first address of `asked` shares with a prefix not around it; else -1.

        Only the nearest on either side can share the most. What holds the address lies before it in
        order, and there is one such prefix per length at most.
        """
        width = asked.width
        host = Prefix(asked.iid, asked.afi, asked.packed, width)
        value = int.from_bytes(asked.packed, "big")
        best = -1
        for neighbours in (self._order.below(host), self._order.above(host)):
            for found in neighbours:
                if found.iid != asked.iid or found.afi != asked.afi:
                    break
                shared = width - (value ^ int.from_bytes(found.packed, "big")).bit_length()
                if shared < found.length:
                    best = max(best, shared)
                    break
        return best

    def _level(self, prefix: Prefix) -> dict[int, Prefix]:
        """The dict of this prefix's length, made if it is the first of its length."""
        levels = self._families.setdefault((prefix.iid, prefix.afi), [])
        for length, networks in levels:
            if length == prefix.length:
                return networks
        networks = {}
        levels.append((prefix.length, networks))
        levels.sort(key=lambda level: -level[0])
        return networks


def _network(prefix: Prefix) -> int:
    """The bits before the prefix length."""
    return int.from_bytes(prefix.packed, "big") >> (prefix.width - prefix.length)
