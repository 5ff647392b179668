"""The map-cache: which RLOCs serve an EID prefix, for how long, and what to do where none does.

An entry with `relay` is an EID that was here and has moved away: it does not expire with its TTL.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass, field
from typing import Final

from lisp.lpm import PrefixTable
from lisp.wire import TTL_UNLIMITED_MIN, Address, EidRecord, Locator, Prefix
from lisp.wire import Action as MapReplyAction
from xtr.dataplane.base import Action, Target

MAX_MAP_CACHE_ENTRIES: Final = 65_536
MAX_TTL_S: Final = 24 * 3600.0
# A refreshed entry is asked for again after this share of its life.
REFRESH_AT: Final = 0.9

_ACTIONS: Final[dict[int, Action]] = {
    MapReplyAction.NO_ACTION: Action.DROP,
    MapReplyAction.NATIVELY_FORWARD: Action.NATIVE,
    MapReplyAction.SEND_MAP_REQUEST: Action.PUNT,
    MapReplyAction.DROP: Action.REJECT,  # the only one of which the sender is to be told (RFC 9301 section 5.4)
    MapReplyAction.DROP_POLICY_DENIED: Action.DROP,
    MapReplyAction.DROP_AUTH_FAILURE: Action.DROP,
}


@dataclass(slots=True)
class MapEntry:
    """One mapping. `expires_at` None: until further notice. `source` says who told us.

    `expected` are RLOCs that a handover may bring the EID to: they are believed, and nothing is sent there.
    """

    prefix: Prefix
    locators: tuple[Locator, ...]
    action: Action
    source: str
    expires_at: float | None
    refresh_at: float | None = None
    relay: bool = False
    since: float = field(default=0.0)
    expected: tuple[Address, ...] = ()

    @property
    def negative(self) -> bool:
        """Whether the mapping has no locators."""
        return not self.locators


class MapCache:
    """The entries, with longest match and a cap."""

    def __init__(self, max_entries: int = MAX_MAP_CACHE_ENTRIES) -> None:
        self._table: PrefixTable[MapEntry] = PrefixTable()
        self._max = max_entries
        # Who goes when the cache is full, in this order: negative entries, then positive ones, each the
        # longest unrefreshed first. Relays stay: a host's traffic hangs on them.
        # Told of every change: what stood at a prefix, and what stands there now.
        self.watchers: list[Callable[[MapEntry | None, MapEntry | None], None]] = []
        self._queues: tuple[dict[Prefix, None], dict[Prefix, None], dict[Prefix, None]] = ({}, {}, {})

    def __len__(self) -> int:
        return len(self._table)

    def get(self, prefix: Prefix) -> MapEntry | None:
        """The entry of exactly this prefix."""
        return self._table.get(prefix)

    def lookup(self, eid: Prefix) -> MapEntry | None:
        """The longest entry that covers an EID or prefix."""
        return next((entry for _, entry in self._table.covering(eid)), None)

    def entries(self) -> list[MapEntry]:
        """All entries."""
        return [entry for _, entry in self._table.items()]

    def relays(self) -> list[MapEntry]:
        """The EIDs that were here and have moved away."""
        return [self._table[prefix] for prefix in self._queues[2]]

    def put(self, entry: MapEntry) -> list[Prefix]:
        """Add or replace an entry; returns the prefixes that had to make room for it."""
        evicted: list[Prefix] = []
        # A covering entry must not outlive the holes in it (RFC 9301 section 5.5).
        holes = [e.expires_at for _, e in self._table.covered(entry.prefix) if e.expires_at is not None]
        if holes and entry.expires_at is not None:
            entry.expires_at = min(entry.expires_at, *holes)
        old = self._take(entry.prefix)
        if len(self._table) >= self._max:
            evicted.append(next(iter(next(queue for queue in self._queues if queue))))
            self.remove(evicted[0])
        self._table[entry.prefix] = entry
        self._queues[_rank(entry)][entry.prefix] = None
        self._tell(old, entry)
        return evicted

    def remove(self, prefix: Prefix) -> MapEntry | None:
        """Forget an entry; returns it, or None."""
        entry = self._take(prefix)
        self._tell(entry, None)
        return entry

    def _tell(self, old: MapEntry | None, new: MapEntry | None) -> None:
        for watcher in self.watchers:
            watcher(old, new)

    def _take(self, prefix: Prefix) -> MapEntry | None:
        for queue in self._queues:
            queue.pop(prefix, None)
        return self._table.pop(prefix)


def _rank(entry: MapEntry) -> int:
    """Which queue of the cache an entry waits in for its eviction."""
    return 2 if entry.relay else 0 if entry.negative else 1


def entry_of(record: EidRecord, prefix: Prefix, source: str, now: float) -> MapEntry:
    """The cache entry that a record asks for; its TTL is minutes, capped at a day."""
    ttl_s = MAX_TTL_S if record.ttl_min == TTL_UNLIMITED_MIN else min(record.ttl_min * 60.0, MAX_TTL_S)
    action = Action.FORWARD
    if not record.locators:
        # The codes that RFC 9301 leaves unassigned are treated as No-Action.
        action = _ACTIONS.get(record.action, Action.DROP)
    refresh_at = now + ttl_s * REFRESH_AT if record.locators else None
    return MapEntry(prefix, record.locators, action, source, now + ttl_s, refresh_at, since=now)


def usable_targets(
    locators: tuple[Locator, ...],
    families: frozenset[int],
    own: tuple[Address, ...] = (),
    down: Set[Address] = frozenset(),
) -> tuple[Target, ...]:
    """The RLOCs to spread flows over (RFC 9300 section 9): the best priority among the usable ones.

    Priority 255, unreachable ones, families we have no RLOC of and our own RLOCs are left out; those that
    are `down` too, as long as one is not.
    """
    candidates = [
        locator
        for locator in locators
        if locator.usable
        and isinstance(locator.rloc, Address)
        and locator.rloc.afi in families
        and locator.rloc not in own
    ]
    candidates = [locator for locator in candidates if locator.rloc not in down] or candidates
    best = min((locator.priority for locator in candidates), default=0)
    return tuple(
        Target(locator.rloc, locator.weight)
        for locator in candidates
        if locator.priority == best and isinstance(locator.rloc, Address)
    )
