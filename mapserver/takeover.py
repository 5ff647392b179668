"""Registrations of an earlier life, served from the first moment and taken over little by little.

Making registrations of a million stored rows takes half a minute; reading the rows takes a second. So
whatever a question could touch is taken over before it is answered, the rest in slices while time goes by:
an answer is never made of anything but registrations, and never of less than all that matter. Pairs of source
and destination are few: the first question about what one is looked up as takes all of them over.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice, takewhile
from typing import Final

from lisp.wire import Prefix, PrefixPair
from mapserver.policy import Policy
from mapserver.prefix_key import FAMILY, is_pair, key_of, prefix_of

# Keys that are taken over stay in the list until there are so many: a list loses one as slowly as all.
MAX_GONE: Final = 4_096

# Makes registrations of a row, and says whether there are any now: it may be too old, or not allowed any more.
Take = Callable[[Prefix, bytes], bool]


class Takeover:
    """The rows that are still to be taken over, by key."""

    def __init__(self, rows: dict[bytes, bytes], take: Take) -> None:
        """`rows`: stored mappings by key, in the order of the keys; they are used up.

        Raises ValueError when a key is damaged.
        """
        self._pairs = {key: rows.pop(key) for key in list(filter(is_pair, rows))}
        self._rows = rows
        self._take = take
        self._keys = list(rows)  # in order
        self._gone = 0  # of these keys, how many are rows no more
        self._lengths: dict[bytes, list[int]] = {}
        kinds = {(key[: FAMILY.size], len(key), key[-1:]): key for key in self._keys}
        for (family, _, length), example in sorted(kinds.items(), reverse=True):
            prefix_of(example)
            self._lengths.setdefault(family, []).append(length[0])

    def __len__(self) -> int:
        return len(self._rows) + len(self._pairs)

    def exact(self, prefix: Prefix) -> None:
        """Take over what is stored for exactly this prefix."""
        key = key_of(prefix)
        if key in self._rows:
            self._hand_over(key)
        elif key in self._pairs:
            self._take(prefix, self._pairs.pop(key))

    def around(self, prefix: Prefix, max_length: int) -> None:
        """Take over the prefixes, of at most `max_length` bits, that cover this one; of a pair, all it may be."""
        if isinstance(prefix, PrefixPair):
            self._all_pairs()
            prefix = prefix.destination
            max_length = prefix.length
        family = FAMILY.pack(prefix.iid, prefix.afi)
        width = prefix.width
        value = int.from_bytes(prefix.packed, "big")
        for length in self._lengths.get(family, ()):
            if length <= max_length:
                network = value >> (width - length) << (width - length)
                key = family + network.to_bytes(width // 8, "big") + bytes((length,))
                if key in self._rows:
                    self._hand_over(key)

    def inside(self, prefix: Prefix, limit: int | None = None, after: Prefix | None = None) -> None:
        """Take over the first `limit` prefixes strictly inside this one; `after`: behind one of them."""
        if isinstance(prefix, PrefixPair):
            self._all_pairs()
            if isinstance(after, PrefixPair):
                after = None
            prefix = prefix.destination
        wanted = len(self._rows) if limit is None else limit
        while keys := list(islice(self._inside(prefix, after or prefix), wanted)):
            wanted -= sum(map(self._hand_over, keys))

    def beside(self, prefix: Prefix) -> None:
        """Take over the nearest prefix on either side of the first address of this one that does not hold it."""
        if isinstance(prefix, PrefixPair):
            self.around(prefix, prefix.length)
            prefix = prefix.destination
        host = key_of(prefix.first_host)
        for neighbours in (self._below, self._above):
            while (key := self._nearest(neighbours(host), host)) is not None:
                if self._hand_over(key):
                    break

    def some(self, count: int) -> None:
        """Take over any so many."""
        for key in list(islice(self._pairs, count)):
            self.exact(prefix_of(key))
        for _ in range(min(count, len(self._rows))):
            self._taken(*self._rows.popitem())  # the last: the first ones' places would be searched every time
        while self._keys and self._keys[-1] not in self._rows:
            self._keys.pop()
            self._gone -= 1

    def per_site(self, policy: Policy) -> Counter[str]:
        """How many rows lie in the prefixes of each site, those of a longer configured prefix in its site only."""
        keys = list(self._rows)
        counts: Counter[str] = Counter()
        for configured, (site, _) in policy.configured.items():
            first = key_of(configured)
            last = first[: FAMILY.size] + _last_address(configured) + bytes((configured.width,))
            within = bisect_right(keys, last) - bisect_left(keys, first)
            counts[site.name] += within
            around = policy.configured.longest(configured, configured.length - 1)
            if around is not None:
                counts[around[0].name] -= within
        governing = [policy.governing(prefix_of(key)) for key in self._pairs]
        counts.update(found[0].name for found in governing if found is not None)
        return counts

    def _all_pairs(self) -> None:
        for key in list(self._pairs):
            self.exact(prefix_of(key))

    def _inside(self, prefix: Prefix, after: Prefix) -> Iterator[bytes]:
        last = FAMILY.pack(prefix.iid, prefix.afi) + _last_address(prefix) + bytes((prefix.width,))
        return takewhile(last.__ge__, self._above(key_of(after)))

    def _above(self, key: bytes) -> Iterator[bytes]:
        """The keys of rows greater than this one, ascending; no row must be handed over meanwhile."""
        for at in range(bisect_right(self._keys, key), len(self._keys)):
            if self._keys[at] in self._rows:
                yield self._keys[at]

    def _below(self, key: bytes) -> Iterator[bytes]:
        """The keys of rows less than this one, descending; no row must be handed over meanwhile."""
        for at in range(bisect_left(self._keys, key) - 1, -1, -1):
            if self._keys[at] in self._rows:
                yield self._keys[at]

    def _nearest(self, neighbours: Iterator[bytes], host: bytes) -> bytes | None:
        """The first of these keys, of the host's family, whose prefix does not hold it."""
        asked = prefix_of(host)
        for key in neighbours:
            if key[: FAMILY.size] != host[: FAMILY.size]:
                return None
            if not prefix_of(key).covers(asked):
                return key
        return None

    def _hand_over(self, key: bytes) -> bool:
        return self._taken(key, self._rows.pop(key))

    def _taken(self, key: bytes, row: bytes) -> bool:
        self._gone += 1
        if self._gone > MAX_GONE:
            self._keys, self._gone = list(self._rows), 0
        return self._take(prefix_of(key), row)


def _last_address(prefix: Prefix) -> bytes:
    """The last address of a prefix."""
    value = int.from_bytes(prefix.packed, "big") | ((1 << (prefix.width - prefix.length)) - 1)
    return value.to_bytes(len(prefix.packed), "big")
