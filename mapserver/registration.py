"""The registered mappings: who contributes which locators to which EID, until when, and who lost it.

A mapping is the union of its contributions, one per xTR. Without the merge bit a registration replaces
the whole set; with it, it joins the others that asked to merge. Registrations are soft state: each
contribution lives three minutes from its last refresh, or its record TTL when the xTR asked for that.

Hold-down. When an EID moves from xTR A to xTR B, a refresh that A sent before it knew may still be on its
way, and would undo the move. The nonces of two xTRs cannot be compared, so the evidence is the
acknowledgement of the move notice that A gets:

    1. A has not acknowledged      A's old locator set is ignored for this EID (HELD); the rest of the
                                   message counts. Another locator set than the one A had is news, and
                                   counts.
    2. A has just acknowledged     whatever arrives within REORDER_GUARD_S may have been overtaken by the
                                   acknowledgement: TOO_SOON, the message is dropped as if the network had
                                   lost it. An xTR that means it sends it again after a second (RFC 9301
                                   section 5.7); one that lost the EID has stopped doing so.
    3. after that                  A knows of the move, so its registration is a return: accepted.
    4. HOLD_DOWN_S after the move, or once nobody else has the EID    accepted in any case.

A user who is back home within seconds is therefore accepted as soon as the home xTR, which acknowledges in
one round trip, detects it again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from lisp.engine import Endpoint, Timers
from lisp.lpm import PrefixTable
from lisp.wire import AnyAddress, EidRecord, Key, Locator, Prefix, XtrIdentity
from lisp.wire.records import LOCATOR_LOCAL
from mapserver.policy import Site

REGISTRATION_S: Final = 180.0  # RFC 9301 section 8.2
MAX_REGISTRATION_S: Final = 86_400.0  # cap on a record TTL used as a timeout
HOLD_DOWN_S: Final = 120.0  # two registration periods
REORDER_GUARD_S: Final = 0.5
# Moves remembered for the hold-down. At the cap the oldest is forgotten: it is the least dangerous.
MAX_DEPARTED: Final = 65_536


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one xTR has registered for one EID prefix, and how to talk to it."""

    prefix: Prefix
    owner: str
    site: Site
    key: Key
    endpoint: Endpoint
    record: EidRecord
    identity: XtrIdentity | None = None
    proxy_reply: bool = False
    merge: bool = False
    use_ttl: bool = False
    refreshed_at: float = 0.0

    @property
    def expires_at(self) -> float:
        """When it ends without a refresh (monotonic s)."""
        if self.use_ttl:
            return self.refreshed_at + min(60.0 * self.record.ttl_min, MAX_REGISTRATION_S)
        return self.refreshed_at + REGISTRATION_S


@dataclass(slots=True)
class Mapping:
    """A registered EID prefix: its contributions and the record they make together."""

    prefix: Prefix
    site: Site
    record: EidRecord
    registered_at: float
    contributions: dict[str, Contribution] = field(default_factory=dict)
    revision: int = 0
    moves: int = 0
    moved_at: float | None = None

    @property
    def proxy_reply(self) -> bool:
        """Whether we may answer for it: the site's default, or any xTR's P bit."""
        return self.site.proxy_reply or any(c.proxy_reply for c in self.contributions.values())

    @property
    def expires_at(self) -> float:
        """When the last contribution ends (monotonic s)."""
        return max(contribution.expires_at for contribution in self.contributions.values())


@dataclass(slots=True)
class Departed:
    """An xTR that has lost an EID to another one."""

    contribution: Contribution
    until: float
    acknowledged_at: float | None = None


class Cause(Enum):
    """Why a mapping changed."""

    REGISTERED = auto()
    WITHDRAWN = auto()
    EXPIRED = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """A mapping that is not what it was. `before` or `after` is None where there was or is none."""

    prefix: Prefix
    cause: Cause
    by: Contribution
    before: EidRecord | None
    after: EidRecord | None


class Standing(Enum):
    """What the hold-down says about a registration."""

    CLEAR = auto()
    HELD = auto()
    TOO_SOON = auto()


class Registry:
    """All registered mappings."""

    def __init__(self) -> None:
        self._mappings: PrefixTable[Mapping] = PrefixTable()
        self._departed: dict[Prefix, dict[str, Departed]] = {}
        self._departed_count = 0
        self._timers = Timers()
        self._per_site: dict[str, int] = {}
        self._revisions = 0

    def __len__(self) -> int:
        return len(self._mappings)

    def get(self, prefix: Prefix) -> Mapping | None:
        """The mapping of exactly this prefix."""
        return self._mappings.get(prefix)

    def mappings(self) -> Iterator[Mapping]:
        """All mappings."""
        return (mapping for _, mapping in self._mappings.items())

    def longest(self, prefix: Prefix) -> Mapping | None:
        """The mapping of the longest registered prefix that covers this one."""
        found = next(self._mappings.covering(prefix), None)
        return found[1] if found else None

    def enclosing(self, prefix: Prefix) -> Mapping | None:
        """The mapping of the longest registered prefix that is strictly shorter than this one."""
        covering = self._mappings.covering(prefix)
        return next((mapping for found, mapping in covering if found != prefix), None)

    def more_specifics(self, prefix: Prefix) -> Iterator[Mapping]:
        """The mappings strictly inside a prefix."""
        return (mapping for _, mapping in self._mappings.covered(prefix))

    def count(self, site: Site) -> int:
        """How many prefixes a site has registered."""
        return self._per_site.get(site.name, 0)

    def standing(self, owner: str, prefix: Prefix, record: EidRecord, now: float) -> Standing:
        """The hold-down's verdict on a registration of `record` by `owner` (see the file's head)."""
        departed = self._departed.get(prefix, {}).get(owner)
        if departed is None or now >= departed.until or prefix not in self._mappings:
            return Standing.CLEAR
        if locator_set(record) != locator_set(departed.contribution.record):
            return Standing.CLEAR
        if departed.acknowledged_at is None:
            return Standing.HELD
        guarded = now - departed.acknowledged_at < REORDER_GUARD_S
        return Standing.TOO_SOON if guarded else Standing.CLEAR

    def register(self, contribution: Contribution, now: float) -> Change | None:
        """Take a registration in; the change it makes, or None for a refresh."""
        prefix, owner = contribution.prefix, contribution.owner
        self._forget_departed(prefix, owner)
        mapping = self._mappings.get(prefix)
        if mapping is None:
            record = _union(prefix, [contribution])
            mapping = Mapping(prefix, contribution.site, record, now)
            self._mappings[prefix] = mapping
            self._per_site[mapping.site.name] = self.count(mapping.site) + 1
            self._settle(mapping, {owner: contribution}, record)
            return Change(prefix, Cause.REGISTERED, contribution, None, record)
        before = mapping.record
        stays = {
            other.owner: other
            for other in mapping.contributions.values()
            if other.owner != owner and contribution.merge and other.merge
        }
        replaced = [c for c in mapping.contributions.values() if c.owner != owner and c.owner not in stays]
        after = _union(prefix, [*stays.values(), contribution])
        changed = locator_set(before) != locator_set(after)
        self._settle(mapping, {**stays, owner: contribution}, after, changed)
        if not changed:
            return None
        if addresses(before) != addresses(after):
            mapping.moves += 1
            mapping.moved_at = now
        for loser in replaced:
            self._depart(loser, now)
        return Change(prefix, Cause.REGISTERED, contribution, before, after)

    def withdraw(self, prefix: Prefix, owner: str, cause: Cause = Cause.WITHDRAWN) -> Change | None:
        """Take out what one xTR contributes; the change that makes, if any."""
        mapping = self._mappings.get(prefix)
        if mapping is None or owner not in mapping.contributions:
            return None
        by, before = mapping.contributions[owner], mapping.record
        rest = {other: c for other, c in mapping.contributions.items() if other != owner}
        self._timers.cancel((prefix, owner))
        if not rest:
            self._mappings.pop(prefix)
            self._per_site[mapping.site.name] -= 1
            return Change(prefix, cause, by, before, None)
        after = _union(prefix, list(rest.values()))
        changed = locator_set(before) != locator_set(after)
        self._settle(mapping, rest, after, changed)
        return Change(prefix, cause, by, before, after) if changed else None

    def expire(self, now: float) -> list[Change]:
        """Take out every contribution that was not refreshed in time."""
        changes = []
        for key in self._timers.due(now):
            assert isinstance(key, tuple)
            prefix, owner = key
            if (change := self.withdraw(prefix, owner, Cause.EXPIRED)) is not None:
                changes.append(change)
        return changes

    def next_at(self) -> float | None:
        """When the next contribution expires."""
        return self._timers.next_at()

    def departed(self, prefix: Prefix, now: float) -> list[Departed]:
        """The xTRs that lost this EID within the hold-down time."""
        lost = self._departed.get(prefix, {})
        for owner in [owner for owner, entry in lost.items() if now >= entry.until]:
            self._forget_departed(prefix, owner)
        return list(lost.values())

    def acknowledge(self, prefix: Prefix, owner: str, now: float) -> None:
        """The xTR that lost this EID knows it now."""
        entry = self._departed.get(prefix, {}).get(owner)
        if entry is not None and entry.acknowledged_at is None:
            entry.acknowledged_at = now

    def _settle(
        self,
        mapping: Mapping,
        contributions: dict[str, Contribution],
        record: EidRecord,
        changed: bool = True,
    ) -> None:
        """Give a mapping its new contributions, record and timers."""
        for owner in mapping.contributions.keys() - contributions.keys():
            self._timers.cancel((mapping.prefix, owner))
        for owner, contribution in contributions.items():
            self._timers.set((mapping.prefix, owner), contribution.expires_at)
        mapping.contributions = contributions
        mapping.record = record
        if changed:
            self._revisions += 1
            mapping.revision = self._revisions

    def _depart(self, loser: Contribution, now: float) -> None:
        """Remember who lost an EID."""
        if self._departed_count >= MAX_DEPARTED:
            oldest = next(iter(self._departed))
            self._departed_count -= len(self._departed.pop(oldest))
        self._departed.setdefault(loser.prefix, {})[loser.owner] = Departed(loser, now + HOLD_DOWN_S)
        self._departed_count += 1

    def _forget_departed(self, prefix: Prefix, owner: str) -> None:
        entries = self._departed.get(prefix)
        if entries is None or entries.pop(owner, None) is None:
            return
        self._departed_count -= 1
        if not entries:
            del self._departed[prefix]


def locator_set(record: EidRecord) -> frozenset[tuple[AnyAddress, int, int, int, int]]:
    """What makes two locator sets the same: not their order, and not the reachability a sender sees."""
    return frozenset((x.rloc, x.priority, x.weight, x.m_priority, x.m_weight) for x in record.locators)


def addresses(record: EidRecord) -> frozenset[AnyAddress]:
    """The locators' addresses."""
    return frozenset(locator.rloc for locator in record.locators)


def _union(prefix: Prefix, contributions: list[Contribution]) -> EidRecord:
    """The record that contributions make together. The owner of a locator knows it best (L bit)."""
    if len(contributions) == 1:
        return contributions[0].record
    locators: dict[AnyAddress, Locator] = {}
    for contribution in contributions:
        for locator in contribution.record.locators:
            if locator.rloc not in locators or locator.flags & LOCATOR_LOCAL:
                locators[locator.rloc] = locator
    ttl_min = min(contribution.record.ttl_min for contribution in contributions)
    return EidRecord.of(prefix, tuple(locators.values()), ttl_min=ttl_min)
