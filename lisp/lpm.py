"""Longest-prefix match over EID prefixes of any family and instance.

One dict per prefix length: measured faster, in pure Python, than the C radix trees on PyPI as long as
few lengths are in use, which is how EID prefixes are (mostly hosts). Beside them the prefixes in order,
which is what finds the more-specifics and the neighbours of a prefix without looking at all of them.
"""

from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Final, Generic, TypeVar

from lisp.order import SortedBlocks
from lisp.wire import Address, Prefix
from lisp.wire.lcaf import new_tuple

V = TypeVar("V")

_LENGTH_BITS: Final = 8


class _Family:
    """The prefixes of one instance (or the sources of one destination) and address family: by length, and in order.

    `levels` are (length, {network bits: prefix}), longest first, without hosts: a host is its own address,
    so the table finds it by itself, and there may be millions. In `order` a prefix is the number that its
    network and its length make, so that it stands directly before everything inside it.
    """

    __slots__ = ("kind", "levels", "order", "space", "width")

    def __init__(self, prefix: Prefix) -> None:
        self.kind, self.space, self.width = type(prefix), prefix[:2], prefix.width
        self.levels: list[tuple[int, dict[int, Prefix]]] = []
        self.order = SortedBlocks(wide=self.width + _LENGTH_BITS > 64)

    def add(self, prefix: Prefix) -> None:
        self.order.add(_place(prefix))
        if prefix.length == self.width:
            return
        networks = next((networks for length, networks in self.levels if length == prefix.length), None)
        if networks is None:
            networks = {}
            self.levels.append((prefix.length, networks))
            self.levels.sort(key=lambda level: -level[0])
        networks[_network(prefix)] = prefix

    def remove(self, prefix: Prefix) -> None:
        self.order.remove(_place(prefix))
        for position, (length, networks) in enumerate(self.levels):
            if length == prefix.length:
                del networks[_network(prefix)]
                if not networks:
                    del self.levels[position]
                return

    def prefix(self, place: int) -> Prefix:
        """The prefix at a place in the order."""
        packed = (place >> _LENGTH_BITS).to_bytes(self.width // 8, "big")
        return new_tuple(self.kind, (*self.space, packed, place & (1 << _LENGTH_BITS) - 1))


class PrefixTable(Generic[V]):
    """A map from EID prefix to value that can be asked for the longest match."""

    def __init__(self) -> None:
        self._exact: dict[Prefix, V] = {}
        self._families: dict[tuple[int, int], _Family] = {}
        self.get = self._exact.get  # the value of exactly this prefix, or None

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
            family = self._families.get(prefix[:2])
            if family is None:
                family = self._families[prefix[:2]] = _Family(prefix)
            family.add(prefix)
        self._exact[prefix] = value

    def items(self) -> Iterator[tuple[Prefix, V]]:
        """All prefixes with their values, in the order they were first set."""
        return iter(list(self._exact.items()))

    def pop(self, prefix: Prefix) -> V | None:
        """Remove a prefix; returns its value, or None if it was not there."""
        value = self._exact.pop(prefix, None)
        if value is not None:
            family = self._families[prefix[:2]]
            family.remove(prefix)
            if not family.order:
                del self._families[prefix[:2]]
        return value

    def lookup(self, address: Address, iid: int = 0) -> tuple[Prefix, V] | None:
        """The longest prefix that holds this address, with its value."""
        return next(self.covering(Prefix(iid, address.afi, address.packed, address.bits)), None)

    def covering(self, prefix: Prefix) -> Iterator[tuple[Prefix, V]]:
        """The prefixes that cover this one, itself included, longest first."""
        if (value := self._exact.get(prefix)) is not None:
            yield prefix, value
        family = self._families.get(prefix[:2])
        if family is not None:
            number = int.from_bytes(prefix.packed, "big")
            for length, networks in list(family.levels):
                if length < prefix.length and (found := networks.get(number >> (family.width - length))) is not None:
                    yield found, self._exact[found]

    def longest(self, prefix: Prefix, max_length: int | None = None) -> V | None:
        """The value of the longest prefix, of at most `max_length` bits, that covers this one."""
        limit = prefix.length
        if max_length is None or max_length >= limit:
            value = self._exact.get(prefix)
            if value is not None:
                return value
        else:
            limit = max_length + 1
        family = self._families.get(prefix[:2])
        if family is not None and family.levels:
            number = int.from_bytes(prefix.packed, "big")
            for length, networks in family.levels:
                if length < limit and (found := networks.get(number >> (family.width - length))) is not None:
                    return self._exact[found]
        return None

    def covered(
        self, prefix: Prefix, limit: int | None = None, after: Prefix | None = None
    ) -> Iterator[tuple[Prefix, V]]:
        """The more-specific prefixes inside this one, itself excluded, in order; at most `limit`.

        `after`: one of them, to go on from.
        """
        family = self._families.get(prefix[:2])
        if family is None or prefix.length == family.width:
            return iter(())
        place = _place(prefix)
        behind = place + (1 << family.width - prefix.length + _LENGTH_BITS) - prefix.length
        start = _place(after) if after is not None else place
        places = list(islice(takewhile(behind.__gt__, family.order.above(start)), limit))
        return iter([(found, self._exact[found]) for found in map(family.prefix, places)])

    def shared_bits(self, asked: Prefix) -> int:
        """The most leading bits that the first address of `asked` shares with a prefix not around it; else -1.

        Only the nearest on either side can share the most. What holds the address lies before it in
        order, and there is one such prefix per length at most.
        """
        family = self._families.get(asked[:2])
        if family is None:
            return -1
        width, order = family.width, family.order
        number = int.from_bytes(asked.packed, "big")
        below, above = order.around(number << _LENGTH_BITS | width)
        best = width - (number ^ above >> _LENGTH_BITS).bit_length() if above is not None else -1
        while below is not None:
            shared = width - (number ^ below >> _LENGTH_BITS).bit_length()
            if shared < below & (1 << _LENGTH_BITS) - 1:
                return max(best, shared)
            below = order.next_below(below)
        return best


def _network(prefix: Prefix) -> int:
    """The bits before the prefix length."""
    return int.from_bytes(prefix.packed, "big") >> (prefix.width - prefix.length)


def _place(prefix: Prefix) -> int:
    """Where a prefix stands in order."""
    return int.from_bytes(prefix.packed, "big") << _LENGTH_BITS | prefix.length
