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

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from lisp.engine import Endpoint
from lisp.lpm import PrefixTable
from lisp.wire import Address, AnyAddress, EidRecord, Key, Locator, Prefix, XtrIdentity
from lisp.wire.records import LOCATOR_LOCAL
from mapserver.expiry import GRAIN_S, ExpiryWheel
from mapserver.mac import Mac
from mapserver.policy import Policy, Site
from mapserver.replay import NonceTally
from mapserver.takeover import Takeover

REGISTRATION_S: Final = 180.0  # RFC 9301 section 8.2
MAX_REGISTRATION_S: Final = 86_400.0  # cap on a record TTL used as a timeout
HOLD_DOWN_S: Final = 120.0  # two registration periods
REORDER_GUARD_S: Final = 0.5
# So many moves in so short a time are no user's: an operator hears of it, once per window.
PING_PONG_MOVES: Final = 6
PING_PONG_WINDOW_S: Final = 60.0
# Moves remembered for the hold-down. At the cap the oldest is forgotten: it is the least dangerous.
MAX_DEPARTED: Final = 65_536
# Locator sets and xTRs remembered for sharing: past this many they are not few, and sharing starts anew.
MAX_SHARED: Final = 65_536


@dataclass(frozen=True, slots=True, eq=False)
class Registrant:
    """An xTR as one of its Map-Registers showed it: who, under which key, from where, with which flags.

    Shared by all EIDs it registers alike. `head` and `auth_head` are the octets before the nonce and before
    the tag: a refresh that means the same has the same.
    """

    owner: str
    site: Site
    mac: Mac
    source: Endpoint
    endpoint: Endpoint
    tally: NonceTally
    head: bytes
    auth_head: bytes
    identity: XtrIdentity | None = None
    proxy_reply: bool = False
    merge: bool = False
    use_ttl: bool = False

    def resembles(self, other: "Registrant") -> bool:
        """Whether two Map-Registers are of one xTR and mean their records alike."""
        return (
            self.tally is other.tally
            and self.head == other.head
            and self.auth_head == other.auth_head
            and self.source == other.source
            and self.identity == other.identity
            and self.mac is other.mac
        )


@dataclass(slots=True, eq=False)
class Contribution:
    """What one xTR has registered for one EID prefix. `form` is the octets that refresh it, if any do."""

    prefix: Prefix
    record: EidRecord
    registrant: Registrant
    refreshed_at: float
    form: bytes | None = None
    stored_at: float = float("-inf")
    bucket: int = 0
    ended: bool = False

    @property
    def owner(self) -> str:
        """The xTR's name: its xTR-ID, or its address where it has none."""
        return self.registrant.owner

    @property
    def site(self) -> Site:
        """The site whose key it used."""
        return self.registrant.site

    @property
    def key(self) -> Key:
        """The key it used."""
        return self.registrant.mac.key

    @property
    def endpoint(self) -> Endpoint:
        """Where it listens."""
        return self.registrant.endpoint

    @property
    def identity(self) -> XtrIdentity | None:
        """Its xTR-ID and Site-ID, if it told them."""
        return self.registrant.identity

    @property
    def merge(self) -> bool:
        """Whether it wants its locators merged with those of others."""
        return self.registrant.merge

    @property
    def expires_at(self) -> float:
        """When it ends without a refresh (monotonic s)."""
        if self.registrant.use_ttl:
            return self.refreshed_at + min(60.0 * self.record.ttl_min, MAX_REGISTRATION_S)
        return self.refreshed_at + REGISTRATION_S


@dataclass(slots=True, eq=False)
class Mapping:
    """A registered EID prefix: its contributions and the record they make together.

    `answer` is the resolver's: the octets it answers with, until something they depend on changes.
    """

    prefix: Prefix
    site: Site
    record: EidRecord
    registered_at: float
    contributions: tuple[Contribution, ...] = ()
    revision: int = 0
    moves: int = 0
    moved_at: float | None = None
    recent_moves: int = 0  # since `recent_since`, which is at most PING_PONG_WINDOW_S ago at a move
    recent_since: float = float("-inf")
    answer: tuple[int, bytes, int] | None = None

    def of(self, owner: str) -> Contribution | None:
        """What one xTR contributes."""
        for contribution in self.contributions:
            if contribution.registrant.owner == owner:
                return contribution
        return None

    def count_move(self, now: float) -> bool:
        """Count a move; True when it is the one that makes a ping-pong of them."""
        self.moves += 1
        self.moved_at = now
        if now - self.recent_since > PING_PONG_WINDOW_S:
            self.recent_moves, self.recent_since = 0, now
        self.recent_moves += 1
        return self.recent_moves == PING_PONG_MOVES

    @property
    def proxy_reply(self) -> bool:
        """Whether we may answer for it: the site's default, or any xTR's P bit."""
        return self.site.proxy_reply or any(c.registrant.proxy_reply for c in self.contributions)

    @property
    def expires_at(self) -> float:
        """When the last contribution ends (monotonic s)."""
        return max(contribution.expires_at for contribution in self.contributions)


@dataclass(slots=True)
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


@dataclass(frozen=True, slots=True)
class Change:
    """A mapping that is not what it was. `before` or `after` is None where there was or is none.

    `moved`: it had locators before, and has other addresses now. `ping_pong`: with this move there were
    PING_PONG_MOVES of them within PING_PONG_WINDOW_S, which is what two xTRs do that both claim an EID.
    """

    prefix: Prefix
    cause: Cause
    by: Contribution
    before: EidRecord | None
    after: EidRecord | None
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
        self._mappings: PrefixTable[Mapping] = PrefixTable()
        self._departed: dict[Prefix, dict[str, Departed]] = {}
        self._departed_count = 0
        self._expiries: ExpiryWheel[Contribution] = ExpiryWheel()
        self._per_site: dict[str, int] = {}
        self._forms: dict[bytes, tuple[Contribution, ...]] = {}
        # Locator sets are few, EIDs many: those of one xTR share theirs.
        self._locator_sets: dict[tuple[Locator, ...], tuple[Locator, ...]] = {}
        self._registrants: dict[str, Registrant] = {}
        self._stored: Takeover | None = None
        self._stored_per_site: Counter[str] = Counter()
        self.revision = 0

    def __len__(self) -> int:
        return len(self._mappings)

    def await_stored(self, stored: Takeover, policy: Policy) -> None:
        """Have everything that a question touches made a registration before it is answered."""
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
        """The mapping of the longest registered prefix that covers this one."""
        if self._stored is not None:
            self._stored.around(prefix, prefix.length)
        return self._mappings.longest(prefix)

    def enclosing(self, prefix: Prefix) -> Mapping | None:
        """The mapping of the longest registered prefix that is strictly shorter than this one."""
        if self._stored is not None:
            self._stored.around(prefix, prefix.length - 1)
        return self._mappings.longest(prefix, prefix.length - 1)

    def more_specifics(self, prefix: Prefix, limit: int | None = None, after: Prefix | None = None) -> list[Mapping]:
        """The mappings strictly inside a prefix, in order, at most `limit` of them; `after` one of them."""
        if self._stored is not None:
            self._stored.inside(prefix, limit, after)
        return [mapping for _, mapping in self._mappings.covered(prefix, limit, after)]

    def shared_bits(self, asked: Prefix) -> int:
        """See PrefixTable.shared_bits."""
        if self._stored is not None:
            self._stored.beside(asked)
        return self._mappings.shared_bits(asked)

    def count(self, site: Site) -> int:
        """How many prefixes a site has registered."""
        return self._per_site.get(site.name, 0) + self._stored_per_site[site.name]

    def standing(self, owner: str, prefix: Prefix, record: EidRecord, now: float) -> Standing:
        """The hold-down's verdict on a registration of `record` by `owner` (see the file's head)."""
        mapping = self.get(prefix)
        lost = self._departed.get(prefix)
        departed = lost.get(owner) if lost else None
        if departed is None or now >= departed.until or mapping is None:
            return Standing.CLEAR
        if locator_set(record) != locator_set(departed.contribution.record):
            return Standing.CLEAR
        if departed.acknowledged_at is None:
            return Standing.HELD
        guarded = now - departed.acknowledged_at < REORDER_GUARD_S
        return Standing.TOO_SOON if guarded else Standing.CLEAR

    def refreshed(self, form: bytes) -> tuple[Contribution, ...] | None:
        """The contributions that these octets, records and trailer of a Map-Register, stand for as they are."""
        return self._forms.get(form)

    def keep_form(self, form: bytes, prefixes: Iterable[Prefix], owner: str) -> None:
        """Let a registration be refreshed by its octets, if its xTR alone stands for every prefix in it."""
        contributions = []
        for prefix in prefixes:
            mapping = self._mappings.get(prefix)
            if mapping is None or len(mapping.contributions) != 1:
                return
            (contribution,) = mapping.contributions
            if contribution.registrant.owner != owner:
                return
            contributions.append(contribution)
        for contribution in contributions:
            self._drop_form(contribution)
            contribution.form = form
        self._forms[form] = tuple(contributions)

    def register(self, prefix: Prefix, record: EidRecord, registrant: Registrant, now: float) -> Change | None:
        """Take a registration in; the change it makes, or None for a refresh."""
        owner = registrant.owner
        record, registrant = self._sharing(record, prefix), self._shared(registrant)
        mapping = self.get(prefix)
        self._forget_departed(prefix, owner)
        if mapping is None:
            contribution = Contribution(prefix, record, registrant, now)
            mapping = Mapping(prefix, registrant.site, record, now)
            self._mappings[prefix] = mapping
            self._per_site[mapping.site.name] = self._per_site.get(mapping.site.name, 0) + 1
            self._expiries.file(contribution)
            self._settle(mapping, (contribution,), record)
            return Change(prefix, Cause.REGISTERED, contribution, None, record)
        before, mine = mapping.record, mapping.of(owner)
        if mine is None:
            mine = Contribution(prefix, record, registrant, now)
            self._expiries.file(mine)
        else:
            mine.record, mine.registrant, mine.refreshed_at = record, registrant, now
            if mine.expires_at < (mine.bucket - 1) * GRAIN_S:
                self._expiries.file(mine)
        stays, replaced = _partition(mapping, mine)
        after = _union(prefix, [*stays, mine])
        changed = before.locators is not after.locators and locator_set(before) != locator_set(after)
        self._settle(mapping, (*stays, mine), after, changed)
        if not changed:
            return None
        moved = addresses(before) != addresses(after)
        ping_pong = moved and mapping.count_move(now)
        for loser in replaced:
            self._depart(loser, now)
        return Change(prefix, Cause.REGISTERED, mine, before, after, moved, ping_pong)

    def withdraw(self, prefix: Prefix, owner: str, cause: Cause = Cause.WITHDRAWN) -> Change | None:
        """Take out what one xTR contributes; the change that makes, if any."""
        mapping = self.get(prefix)
        by = mapping.of(owner) if mapping is not None else None
        if mapping is None or by is None:
            return None
        before = mapping.record
        rest = tuple(c for c in mapping.contributions if c is not by)
        if not rest:
            self._end(by)
            self._forget_answers(mapping)
            self._mappings.pop(prefix)
            self.revision += 1
            self._per_site[mapping.site.name] -= 1
            return Change(prefix, cause, by, before, None)
        after = _union(prefix, list(rest))
        changed = locator_set(before) != locator_set(after)
        self._settle(mapping, rest, after, changed)
        return Change(prefix, cause, by, before, after) if changed else None

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
                self._drop_form(contribution)
                if new is None or not policy.may_register(new.site, mapping.prefix):
                    change = self.withdraw(mapping.prefix, contribution.owner)
                    changes += [change] if change is not None else []
                else:
                    contribution.registrant, mapping.site = new, new.site
        self._registrants.clear()
        self._departed.clear()  # their keys may be gone; what they still believe ends with their next refresh
        self._departed_count = 0
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

    def _settle(
        self, mapping: Mapping, contributions: tuple[Contribution, ...], record: EidRecord, changed: bool = True
    ) -> None:
        """Give a mapping its new contributions and record; what was kept of the old ones goes."""
        for contribution in mapping.contributions:
            self._drop_form(contribution)
            if contribution not in contributions:
                self._end(contribution)
        answers_differ = changed or record != mapping.record
        mapping.contributions = contributions
        mapping.record = record
        if changed:
            self.revision += 1
            mapping.revision = self.revision
        if answers_differ:
            self._forget_answers(mapping)

    def _forget_answers(self, mapping: Mapping) -> None:
        """An answer holds the more-specifics of its prefix: a change concerns every prefix around it."""
        mapping.answer = None
        around = self._mappings.longest(mapping.prefix, mapping.prefix.length - 1)
        while around is not None:
            around.answer = None
            around = self._mappings.longest(around.prefix, around.prefix.length - 1)

    def _sharing(self, record: EidRecord, prefix: Prefix) -> EidRecord:
        """The same record, holding what other records hold already where it is equal."""
        if len(self._locator_sets) >= MAX_SHARED:
            self._locator_sets.clear()
        locators = self._locator_sets.setdefault(record.locators, record.locators)
        eid = record.eid
        if isinstance(eid, Address) and eid.packed == prefix.packed:
            eid = Address(eid.afi, prefix.packed)
        return EidRecord(record.ttl_min, record.mask_length, eid, locators, *record[4:])

    def _shared(self, registrant: Registrant) -> Registrant:
        """The same registrant, as the last registration of this xTR had it if nothing is new."""
        known = self._registrants.get(registrant.tally.sender)
        if known is not None and known.resembles(registrant):
            return known
        if len(self._registrants) >= MAX_SHARED:
            self._registrants.clear()
        self._registrants[registrant.tally.sender] = registrant
        return registrant

    def _end(self, contribution: Contribution) -> None:
        self._drop_form(contribution)
        contribution.ended = True

    def _drop_form(self, contribution: Contribution) -> None:
        """From now on these octets have to be looked at; the same goes for what came with them."""
        if contribution.form is not None:
            for other in self._forms.pop(contribution.form, ()):
                other.form = None
            contribution.form = None

    def lose(self, prefix: Prefix, record: EidRecord, registrant: Registrant, lost_at: float) -> None:
        """An xTR had lost this EID to another one when it was stored."""
        self._depart(Contribution(prefix, record, registrant, lost_at), lost_at)

    def _depart(self, loser: Contribution, now: float) -> None:
        """Remember who lost an EID."""
        if self._departed_count >= MAX_DEPARTED:
            oldest = next(iter(self._departed))
            self._departed_count -= len(self._departed.pop(oldest))
        self._departed.setdefault(loser.prefix, {})[loser.owner] = Departed(loser, now)
        self._departed_count += 1

    def _forget_departed(self, prefix: Prefix, owner: str) -> None:
        entries = self._departed.get(prefix)
        if entries is None or entries.pop(owner, None) is None:
            return
        self._departed_count -= 1
        if not entries:
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
