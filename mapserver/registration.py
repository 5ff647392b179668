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

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final, NamedTuple

from lisp.pairs import PairTable
from lisp.wire import AnyAddress, EidRecord, Locator, Prefix, PrefixPair
from lisp.wire.records import LOCATOR_LOCAL
from mapserver import plain_register
from mapserver.expiry import GRAIN_S, ExpiryWheel
from mapserver.mapping import Contribution, Mapping
from mapserver.policy import Policy, Site
from mapserver.records import LocatorSet, LocatorSets, Record, ttl_min_of
from mapserver.registrant import Registrant
from mapserver.takeover import Takeover

HOLD_DOWN_S: Final = 120.0  # two registration periods
REORDER_GUARD_S: Final = 0.5
# Moves remembered for the hold-down, while it lasts. At the cap the oldest is forgotten: it is the least dangerous.
MAX_DEPARTED: Final = 65_536


@dataclass
class Departed:
    """An xTR that has lost an EID to another one."""

    contribution: Contribution
    lost_at: float
    acknowledged_at: float | None = None

    @property
    def until(self) -> float:
        """When the hold-down ends (monotonic s)."""
        return self.lost_at + HOLD_DOWN_S


class Cause(Enum):
    """Why a mapping changed."""

    REGISTERED = auto()
    WITHDRAWN = auto()
    EXPIRED = auto()


class Change(NamedTuple):
    """A mapping that is not what it was: its locators `before` and `after`, None where there were or are none.

    `moved`: it had locators before, and has other addresses now. `ping_pong`: with this move there were
    PING_PONG_MOVES of them within PING_PONG_WINDOW_S, which is what two xTRs do that both claim an EID.
    """

    prefix: Prefix
    cause: Cause
    by: Contribution
    before: LocatorSet | None
    after: LocatorSet | None
    moved: bool = False
    ping_pong: bool = False


class Standing(Enum):
    """What the hold-down says about a registration."""

    CLEAR = auto()
    HELD = auto()
    TOO_SOON = auto()


class Registry:
    """All registered mappings."""

    def __init__(self) -> None:
        self._mappings: PairTable[Mapping] = PairTable()
        self._departed: dict[Prefix, dict[str, Departed]] = {}
        self._departures: deque[Departed] = deque()  # of these, and some that are forgotten, oldest first
        self._expiries: ExpiryWheel[Contribution] = ExpiryWheel()
        self._per_site: dict[str, int] = {}
        self.locator_sets = LocatorSets()
        self._stored: Takeover | None = None
        self._stored_per_site: Counter[str] = Counter()
        self.revision = 0
        self.restarted_at = float("-inf")  # what was not refreshed since is known from an earlier life

    def __len__(self) -> int:
        return len(self._mappings)

    def await_stored(self, stored: Takeover, policy: Policy, now: float) -> None:
        """Have everything that a question touches made a registration before it is answered, as of `now`."""
        self.restarted_at = now
        self._stored = stored
        self._stored_per_site = stored.per_site(policy)

    def to_take_over(self) -> int:
        """How many stored prefixes nobody has asked for yet."""
        return len(self._stored) if self._stored is not None else 0

    def take_some_over(self, count: int) -> None:
        """Make registrations of so many stored prefixes."""
        if self._stored is not None:
            self._stored.some(count)
            if not len(self._stored):
                self._stored = None

    def taken_over(self, site: Site) -> None:
        """A stored prefix of this site is one no more: it is registered by now, or forgotten."""
        self._stored_per_site[site.name] -= 1

    def get(self, prefix: Prefix) -> Mapping | None:
        """The mapping of exactly this prefix."""
        if self._stored is not None:
            self._stored.exact(prefix)
        return self._mappings.get(prefix)

    def mappings(self) -> Iterator[Mapping]:
        """All mappings."""
        return (mapping for _, mapping in self._mappings.items())

    def longest(self, prefix: Prefix) -> Mapping | None:
        """The mapping of the longest registered prefix that covers this one; of a pair, by destination first."""
        if self._stored is not None:
            self._stored.around(prefix, prefix.length)
        if type(prefix) is PrefixPair:
            return self._mappings.match(prefix)
        return self._mappings.longest(prefix)

    def enclosing(self, prefix: Prefix) -> Mapping | None:
        """The mapping of the longest registered prefix that is strictly shorter than this one.

        A pair has none: what else its traffic could be looked up as says nothing of where its EIDs are.
        """
        if isinstance(prefix, PrefixPair):
            return None
        if self._stored is not None:
            self._stored.around(prefix, prefix.length - 1)
        return self._mappings.longest(prefix, prefix.length - 1)

    def more_specifics(self, prefix: Prefix, limit: int | None = None, after: Prefix | None = None) -> list[Mapping]:
        """The mappings strictly inside a prefix, in order, at most `limit` of them; `after` one of them.

        Of a pair: those that part of its traffic may be looked up as (see PairTable.beside).
        """
        if self._stored is not None:
            self._stored.inside(prefix, limit, after)
        if isinstance(prefix, PrefixPair):
            return [mapping for _, mapping in self._mappings.beside(prefix, limit, after)]
        return [mapping for _, mapping in self._mappings.covered(prefix, limit, after)]

    def shared_bits(self, asked: Prefix) -> int:
        """See PrefixTable.shared_bits."""
        if self._stored is not None:
            self._stored.beside(asked)
        return self._mappings.shared_bits(asked)

    def clear_bits(self, asked: PrefixPair, down_to: int) -> tuple[int, int]:
        """See PairTable.clear_bits."""
        if self._stored is not None:
            self._stored.beside(asked)
        return self._mappings.clear_bits(asked, down_to)

    def count(self, site: Site) -> int:
        """How many prefixes a site has registered."""
        return self._per_site.get(site.name, 0) + self._stored_per_site[site.name]

    def shared_or_lost(self, prefix: Prefix, xtr: Registrant) -> Mapping | None:
        """The mapping of a prefix unless it is what `xtr` alone has registered."""
        mapping = self.get(prefix)
        if mapping is None:
            return None
        contributions = mapping.contributions
        alone = len(contributions) == 1 and contributions[0].registrant.owner == xtr.owner
        return None if alone else mapping

    @property
    def holds_down(self) -> bool:
        """Whether any EID has been lost lately, so that `standing` may have something to say."""
        return bool(self._departed) or self._stored is not None

    def standing(self, owner: str, record: Record, now: float) -> Standing:
        """The hold-down's verdict on a registration of `record` by `owner` (see the file's head)."""
        mapping = self.get(record.prefix)
        lost = self._departed.get(record.prefix)
        departed = lost.get(owner) if lost else None
        if departed is None or now >= departed.until or mapping is None:
            return Standing.CLEAR
        if record.locators.meaning != departed.contribution.locators.meaning:
            return Standing.CLEAR
        if departed.acknowledged_at is None:
            return Standing.HELD
        guarded = now - departed.acknowledged_at < REORDER_GUARD_S
        return Standing.TOO_SOON if guarded else Standing.CLEAR

    def refreshed(self, data: bytes, at: int, first: Prefix) -> list[Contribution] | None:
        """The contributions that a Map-Register repeats, octet for octet, from its record of `first` at `at` on.

        None unless all that it says is what one xTR, alone with it, has said before.
        """
        if self._stored is not None:
            self._stored.exact(first)
        contributions: list[Contribution] = []
        prefix: Prefix | None = first
        for _ in range(data[3]):
            if contributions:
                prefix = plain_register.prefix_at(data, at)
            mapping = self._mappings.get(prefix) if prefix is not None else None
            if mapping is None or len(mapping.contributions) != 1:
                return None
            contribution = mapping.contributions[0]
            octets = contribution.octets
            if not data.startswith(octets, at):
                return None
            contributions.append(contribution)
            at += len(octets)
        if not contributions:
            return None
        xtr = contributions[0].registrant
        if data[at:] != xtr.trailer or any([contribution.registrant is not xtr for contribution in contributions]):
            return None
        return contributions

    def register(self, record: Record, registrant: Registrant, now: float) -> Change | None:
        """Take a registration in; the change it makes, or None for a refresh."""
        prefix, octets, locators, _ = record
        mapping = self.get(prefix)
        if mapping is None:
            return self._register_new(record, registrant, now)
        if self._departed:
            self._forget_departed(prefix, registrant.owner)
        before, mine = mapping.locators, mapping.of(registrant.owner)
        if mine is None:
            mine = Contribution(prefix, octets, locators, registrant, now)
            self._expiries.file(mine)
        else:
            as_ever = mine.registrant is registrant and not registrant.use_ttl
            mine.octets, mine.locators, mine.registrant, mine.refreshed_at = octets, locators, registrant, now
            if not as_ever and mine.expires_at < (mine.bucket - 1) * GRAIN_S:
                self._expiries.file(mine)
        stays, replaced = _partition(mapping, mine)
        after = self._settle(mapping, (*stays, mine))
        if before.meaning == after.meaning:
            return None
        moved = before.addresses != after.addresses
        ping_pong = moved and mapping.count_move(now)
        for loser in replaced:
            self._depart(loser, now)
        return Change(prefix, Cause.REGISTERED, mine, before, after, moved, ping_pong)

    def _register_new(self, record: Record, registrant: Registrant, now: float) -> Change:
        """The first registration of a prefix."""
        prefix, octets, locators, _ = record
        self._forget_departed(prefix, registrant.owner)
        contribution = Contribution(prefix, octets, locators, registrant, now)
        site = registrant.site
        self.revision += 1
        mapping = Mapping(prefix, site, octets, locators, now, (contribution,), self.revision)
        self._mappings[prefix] = mapping
        self._per_site[site.name] = self._per_site.get(site.name, 0) + 1
        self._expiries.file(contribution)
        self._forget_answers(mapping)
        return Change(prefix, Cause.REGISTERED, contribution, None, locators)

    def withdraw(self, prefix: Prefix, owner: str, cause: Cause = Cause.WITHDRAWN) -> Change | None:
        """Take out what one xTR contributes; the change that makes, if any."""
        mapping = self.get(prefix)
        by = mapping.of(owner) if mapping is not None else None
        if mapping is None or by is None:
            return None
        before = mapping.locators
        rest = tuple(c for c in mapping.contributions if c is not by)
        if not rest:
            self._expiries.forget(by)
            self._forget_answers(mapping)
            self._mappings.pop(prefix)
            self.revision += 1
            self._per_site[mapping.site.name] -= 1
            return Change(prefix, cause, by, before, None)
        after = self._settle(mapping, rest)
        return Change(prefix, cause, by, before, after) if before.meaning != after.meaning else None

    def adopt(self, policy: Policy) -> list[Change]:
        """Go on under another policy: withdraw what it no longer allows, and use its keys from now on."""
        if self._stored is not None:
            self._stored_per_site = self._stored.per_site(policy)
        sites = {site.name: site for site in policy.sites}
        registrants: dict[Registrant, Registrant | None] = {}
        changes: list[Change] = []
        for mapping in list(self.mappings()):
            mapping.answer = None
            for contribution in mapping.contributions:
                old = contribution.registrant
                if old not in registrants:
                    registrants[old] = _under(old, sites.get(old.site.name))
                new = registrants[old]
                if new is None or not policy.may_register(new.site, mapping.prefix):
                    change = self.withdraw(mapping.prefix, contribution.owner)
                    changes += [change] if change is not None else []
                else:
                    contribution.registrant, mapping.site = new, new.site
        self._departed.clear()  # their keys may be gone; what they still believe ends with their next refresh
        self._departures.clear()
        return changes

    def expire(self, now: float) -> list[Change]:
        """Take out contributions that were not refreshed in time."""
        gone = [self.withdraw(c.prefix, c.owner, Cause.EXPIRED) for c in self._expiries.due(now)]
        return [change for change in gone if change is not None]

    def next_at(self) -> float | None:
        """When to look for contributions that have expired."""
        return self._expiries.next_at()

    def departed(self, prefix: Prefix, now: float) -> list[Departed]:
        """The xTRs that lost this EID within the hold-down time."""
        self.get(prefix)  # what is stored of a mapping says who lost it
        lost = self._departed.get(prefix)
        if lost is None:
            return []
        for owner in [owner for owner, entry in lost.items() if now >= entry.until]:
            self._forget_departed(prefix, owner)
        return list(lost.values())

    def acknowledge(self, prefix: Prefix, owner: str, now: float) -> None:
        """The xTR that lost this EID knows it now."""
        entry = self._departed.get(prefix, {}).get(owner)
        if entry is not None and entry.acknowledged_at is None:
            entry.acknowledged_at = now

    def _settle(self, mapping: Mapping, contributions: tuple[Contribution, ...]) -> LocatorSet:
        """Give a mapping its new contributions, and the record they make, whose locators it returns."""
        before, octets_before = mapping.locators, mapping.octets
        if contributions != mapping.contributions:
            for contribution in mapping.contributions:
                if contribution not in contributions:
                    self._expiries.forget(contribution)
            mapping.contributions = contributions
        if len(contributions) == 1:
            mapping.octets, mapping.locators = contributions[0].octets, contributions[0].locators
        else:
            _, mapping.octets, mapping.locators, _ = self._union(mapping)
        mapping.answer = None  # whether we may give it may have changed with the flags
        if before.meaning != mapping.locators.meaning:
            self.revision += 1
            mapping.revision = self.revision
        if mapping.octets != octets_before:
            self._forget_answers(mapping)
        return mapping.locators

    def _union(self, mapping: Mapping) -> Record:
        """The record that contributions make together. The owner of a locator knows it best (L bit)."""
        locators: dict[AnyAddress, Locator] = {}
        for contribution in mapping.contributions:
            for locator in contribution.locators.locators:
                if locator.rloc not in locators or locator.flags & LOCATOR_LOCAL:
                    locators[locator.rloc] = locator
        shortest = min(ttl_min_of(contribution.octets) for contribution in mapping.contributions)
        record = EidRecord.of(mapping.prefix, tuple(locators.values()), ttl_min=shortest)
        return self.locator_sets.record(mapping.prefix, record)

    def _forget_answers(self, mapping: Mapping) -> None:
        """An answer holds the more-specifics of its prefix: a change concerns every prefix around it."""
        mapping.answer = None
        around = self._mappings.longest(mapping.prefix, mapping.prefix.length - 1)
        while around is not None:
            around.answer = None
            around = self._mappings.longest(around.prefix, around.prefix.length - 1)

    def lose(self, record: Record, registrant: Registrant, lost_at: float) -> None:
        """An xTR had lost this EID to another one when it was stored."""
        self._depart(Contribution(record.prefix, record.octets, record.locators, registrant, lost_at), lost_at)

    def _depart(self, loser: Contribution, lost_at: float) -> None:
        """Remember who lost an EID, and forget those for whom the hold-down is over."""
        entry = Departed(loser, lost_at)
        self._departed.setdefault(loser.prefix, {})[loser.owner] = entry
        departures = self._departures
        departures.append(entry)
        while len(departures) > MAX_DEPARTED or departures[0].until <= lost_at:
            oldest = departures.popleft()
            prefix, owner = oldest.contribution.prefix, oldest.contribution.owner
            if self._departed.get(prefix, {}).get(owner) is oldest:
                self._forget_departed(prefix, owner)

    def _forget_departed(self, prefix: Prefix, owner: str) -> None:
        entries = self._departed.get(prefix)
        if entries is not None and entries.pop(owner, None) is not None and not entries:
            del self._departed[prefix]


def _under(registrant: Registrant, site: Site | None) -> Registrant | None:
    """The same xTR under its site's new configuration; None when the site is gone.

    If its key is gone it gets the site's first, for what we send it. It must use a live one itself: every
    refresh is looked at anew.
    """
    if site is None:
        return None
    mac = site.macs.get(registrant.mac.key.key_id) or site.macs[site.keys.signing_key.key_id]
    return replace(registrant, site=site, mac=mac)


def _partition(mapping: Mapping, mine: Contribution) -> tuple[list[Contribution], list[Contribution]]:
    """The other xTRs' contributions: those that a registration joins, and those it replaces."""
    stays: list[Contribution] = []
    replaced: list[Contribution] = []
    for other in mapping.contributions:
        if other is not mine:
            (stays if mine.merge and other.merge else replaced).append(other)
    return stays, replaced
