"""One registered EID prefix: what each of its xTRs contributes, what that makes together, how it has moved."""

from dataclasses import dataclass
from typing import Final

from lisp.engine import Endpoint
from lisp.wire import EidRecord, Key, Prefix, XtrIdentity
from mapserver.policy import Site
from mapserver.records import LocatorSet, decoded, ttl_min_of
from mapserver.registrant import Registrant

REGISTRATION_S: Final = 180.0  # RFC 9301 section 8.2
MAX_REGISTRATION_S: Final = 86_400.0  # cap on a record TTL used as a timeout
# So many moves in so short a time are no user's: an operator hears of it, once per window.
PING_PONG_MOVES: Final = 6
PING_PONG_WINDOW_S: Final = 60.0

KeptAnswer = tuple[int, bytes, int]  # number of records, their octets, revision


@dataclass(eq=False)
class Contribution:
    """What one xTR has registered for one EID prefix: `octets` is the record as it came."""

    prefix: Prefix
    octets: bytes
    locators: LocatorSet
    registrant: Registrant
    refreshed_at: float
    stored_at: float = float("-inf")
    bucket: int = 0
    ended: bool = False

    @property
    def record(self) -> EidRecord:
        """The record, read anew each time."""
        return decoded(self.octets)

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
            return self.refreshed_at + min(60.0 * ttl_min_of(self.octets), MAX_REGISTRATION_S)
        return self.refreshed_at + REGISTRATION_S


@dataclass
class Moves:
    """How often an EID has moved; `recent` since `recent_since`, at most PING_PONG_WINDOW_S before a move."""

    total: int = 0
    at: float = 0.0
    recent: int = 0
    recent_since: float = float("-inf")

    def count(self, now: float) -> bool:
        """Count a move; True when it is the one that makes a ping-pong of them."""
        self.total += 1
        self.at = now
        if now - self.recent_since > PING_PONG_WINDOW_S:
            self.recent, self.recent_since = 0, now
        self.recent += 1
        return self.recent == PING_PONG_MOVES


@dataclass(eq=False)
class Mapping:
    """A registered EID prefix: its contributions, and the record and locators they make together.

    `answer` is the resolver's: the octets it answers with, until something they depend on changes.
    """

    prefix: Prefix
    site: Site
    octets: bytes
    locators: LocatorSet
    registered_at: float
    contributions: tuple[Contribution, ...] = ()
    revision: int = 0
    history: Moves | None = None
    answer: KeptAnswer | None = None

    def of(self, owner: str) -> Contribution | None:
        """What one xTR contributes."""
        for contribution in self.contributions:
            if contribution.registrant.owner == owner:
                return contribution
        return None

    def count_move(self, now: float) -> bool:
        """Count a move; True when it is the one that makes a ping-pong of them."""
        if self.history is None:
            self.history = Moves()
        return self.history.count(now)

    @property
    def record(self) -> EidRecord:
        """The record, read anew each time."""
        return decoded(self.octets)

    @property
    def moves(self) -> int:
        """How often it has moved."""
        return self.history.total if self.history is not None else 0

    @property
    def moved_at(self) -> float | None:
        """When it moved last (monotonic s)."""
        return self.history.at if self.history is not None else None

    @property
    def proxy_reply(self) -> bool:
        """Whether we may answer for it: the site's default, or any xTR's P bit."""
        return self.site.proxy_reply or any(c.registrant.proxy_reply for c in self.contributions)

    @property
    def expires_at(self) -> float:
        """When the last contribution ends (monotonic s)."""
        return max(contribution.expires_at for contribution in self.contributions)
