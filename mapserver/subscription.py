"""Who follows which EID prefix (RFC 9437), and the nonces that keep old requests from coming back."""

from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from lisp.engine import Endpoint
from lisp.pairs import PairTable
from lisp.wire import Key, Prefix, XtrIdentity
from mapserver.mac import Mac
from mapserver.policy import Subscriber

PUBLICATION: Final = "publication"
PublicationKey = tuple[str, Prefix, bytes]

# Subscriptions inside a changed prefix that are looked at together.
_CHUNK: Final = 64


class State(StrEnum):
    """Where a subscription stands."""

    CONFIRMING = "confirming"
    ACTIVE = "active"


@dataclass(slots=True, eq=False)
class Subscription:
    """One subscriber's interest in one EID prefix.

    `nonce` is the last one used for it; a request must exceed `floor`, which is the same but after a restart.
    `told_to`: while the subscriber is told of everything inside its prefix, how far that has come.
    `until`: when it ends by itself (monotonic s), for the hole around an EID that nobody has.
    `derived`: its own key, where it was made under LISP-SEC; else the subscriber's signs.
    """

    subscriber: Subscriber
    prefix: Prefix
    rlocs: tuple[Endpoint, ...]
    nonce: int
    since: float
    state: State = State.CONFIRMING
    backlog: dict[Prefix, None] = field(default_factory=dict)
    in_flight: tuple[Prefix, ...] = ()
    muted: set[Prefix] = field(default_factory=set)
    published: int = 0
    acknowledged: int = 0
    unreachable: bool = False
    confirmed: bool = False  # at least once
    floor: int = -1
    until: float | None = None
    told_to: Prefix | None = None
    derived: Key | None = None

    @property
    def identity(self) -> XtrIdentity:
        """Who subscribed."""
        return self.subscriber.identity

    @property
    def key(self) -> PublicationKey:
        """The key of its Map-Notifies with the notifier."""
        return (PUBLICATION, self.prefix, self.subscriber.identity.xtr_id)

    @property
    def mac(self) -> Mac:
        """What its Map-Notifies are signed with. Made anew for each: a keyed hash is larger than all else here."""
        return self.subscriber.mac if self.derived is None else Mac(self.derived)

    @property
    def macs(self) -> Mapping[int, Mac]:
        """What acknowledges them, by key id."""
        return self.subscriber.macs if self.derived is None else {self.derived.key_id: Mac(self.derived)}

    def hears_of(self, prefix: Prefix) -> bool:
        """False for a part of what it follows that its subscriber has unsubscribed from."""
        return not self.muted or not any(muted.covers(prefix) for muted in self.muted)


class Subscriptions:
    """All subscriptions, under (EID prefix, xTR-ID)."""

    def __init__(self) -> None:
        self._table: PairTable[dict[bytes, Subscription]] = PairTable()
        self._count = 0
        self._per_subscriber: Counter[str] = Counter()
        self._last_nonces: OrderedDict[tuple[bytes, Prefix], int] = OrderedDict()
        self._earlier_nonces: dict[tuple[bytes, Prefix], int] = {}

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Subscription]:
        for _, holders in self._table.items():
            yield from list(holders.values())

    def get(self, prefix: Prefix, xtr_id: bytes) -> Subscription | None:
        """The subscription of one xTR to exactly this prefix."""
        return (self._table.get(prefix) or {}).get(xtr_id)

    def count(self, subscriber: Subscriber) -> int:
        """How many one subscriber has."""
        return self._per_subscriber[subscriber.name]

    def insert(self, subscription: Subscription) -> None:
        """Add a subscription that is not there yet."""
        holders = self._table.get(subscription.prefix)
        if holders is None:
            self._table[subscription.prefix] = holders = {}
        assert subscription.identity.xtr_id not in holders
        self._count += 1
        self._per_subscriber[subscription.subscriber.name] += 1
        holders[subscription.identity.xtr_id] = subscription

    def remove(self, subscription: Subscription) -> None:
        """Take one out."""
        holders = self._table[subscription.prefix]
        del holders[subscription.identity.xtr_id]
        if not holders:
            self._table.pop(subscription.prefix)
        self._count -= 1
        self._per_subscriber[subscription.subscriber.name] -= 1

    def hand_over(self, subscription: Subscription, subscriber: Subscriber) -> None:
        """The same subscriber under a new configuration."""
        self._per_subscriber[subscription.subscriber.name] -= 1
        self._per_subscriber[subscriber.name] += 1
        subscription.subscriber = subscriber

    def around(self, prefix: Prefix, xtr_id: bytes) -> list[Subscription]:
        """One xTR's subscriptions to strictly shorter prefixes around this one."""
        found = self._table.covering(prefix)
        return [holders[xtr_id] for wider, holders in found if wider != prefix and xtr_id in holders]

    def followers(self, prefix: Prefix) -> Iterator[Subscription]:
        """Who follows this prefix or one around it; of several of one xTR the most specific. Not of a pair.

        Iteration may pause while subscriptions come and go: those that have gone are left out.
        """
        levels = [holders for _, holders in self._table.covering(prefix)]
        for depth, holders in enumerate(levels):
            for subscription in list(holders.values()):
                xtr_id = subscription.identity.xtr_id
                if holders.get(xtr_id) is not subscription or not subscription.hears_of(prefix):
                    continue
                if not _told_by(levels[:depth], xtr_id, prefix):
                    yield subscription

    def inside(self, prefix: Prefix) -> Iterator[Subscription | None]:
        """Who follows a part of this prefix and nothing around it. None now and then: time for a pause."""
        levels = [holders for _, holders in self._table.covering(prefix)]
        last = prefix
        while chunk := list(self._table.covered(prefix, _CHUNK, last)):
            for _, holders in chunk:
                for subscription in list(holders.values()):
                    xtr_id = subscription.identity.xtr_id
                    if holders.get(xtr_id) is subscription and not _told_by(levels, xtr_id, prefix):
                        yield subscription
            last = chunk[-1][0]
            yield None

    def of_pairs(self, prefix: Prefix) -> Iterator[Subscription]:
        """Who follows a pair with traffic in common with this prefix or pair."""
        if not self._table.has_pairs:
            return
        for _, holders in list(self._table.overlapping(prefix)):
            for subscription in list(holders.values()):
                if holders.get(subscription.identity.xtr_id) is subscription and subscription.hears_of(prefix):
                    yield subscription

    # Nonces of subscriptions that are no more.

    def last_nonce(self, prefix: Prefix, xtr_id: bytes) -> int:
        """The greatest nonce ever used for a subscription that has ended; -1 where there was none."""
        return self._last_nonces.get((xtr_id, prefix), -1)

    def last_nonces(self) -> Iterator[tuple[bytes, Prefix, int]]:
        """All of them."""
        return ((xtr_id, prefix, nonce) for (xtr_id, prefix), nonce in self._last_nonces.items())

    def remember_nonce(self, prefix: Prefix, xtr_id: bytes, nonce: int, limit: int) -> None:
        """Keep the nonce of a subscription that ends; beyond `limit` the oldest is forgotten."""
        key = (xtr_id, prefix)
        last = max(nonce, self._last_nonces.pop(key, -1))
        if len(self._last_nonces) >= limit:
            self._last_nonces.popitem(last=False)
        self._last_nonces[key] = last

    def came_from_earlier(self, prefix: Prefix, xtr_id: bytes, nonce: int) -> None:
        """An earlier life took requests with nonces up to this one, and nobody knows their one-time keys."""
        self._earlier_nonces[xtr_id, prefix] = nonce

    def may_be_of_earlier(self, prefix: Prefix, xtr_id: bytes, nonce: int) -> bool:
        """Whether a request with this nonce may be one that an earlier life had already."""
        return nonce <= self._earlier_nonces.get((xtr_id, prefix), -1)


def _told_by(levels: list[dict[bytes, Subscription]], xtr_id: bytes, prefix: Prefix) -> bool:
    """Whether one of these subscriptions of the same xTR brings it the news."""
    return any(xtr_id in holders and holders[xtr_id].hears_of(prefix) for holders in levels)
