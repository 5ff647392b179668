"""Publish/subscribe (RFC 9437): subscribers learn of every change of a mapping they follow.

A subscription is kept under (EID prefix, xTR-ID) and goes through two states:

    CONFIRMING   its Map-Notify, with the nonce of the request, awaits the acknowledgement
    ACTIVE       changes are published, each Map-Notify with the next nonce

At most one Map-Notify per subscription is outstanding. Changes that happen meanwhile join the next one,
together with whatever is not acknowledged yet, so the newest Map-Notify always carries everything the
subscriber may have missed, in its present state. That makes delivery independent of the order in which
datagrams arrive: RFC 9437 section 6 has a subscriber drop a publication older than the last it saw, and a
retransmission of the older of two would be lost to it for good.

Only configured subscribers are served, to RLOCs the configuration allows. An EID prefix that touches
nothing configured is refused with the ordinary negative reply (section 5 leaves the choice).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from lisp.engine import Command, Counters, Endpoint, Notice, SendDatagram
from lisp.lpm import PrefixTable
from lisp.wire import (
    CONTROL_PORT,
    Action,
    Address,
    EidRecord,
    MapNotify,
    MapRequest,
    NotifyFlag,
    Prefix,
    XtrIdentity,
    seal,
)
from mapserver.notifier import Delivery, Notifier
from mapserver.policy import Policy, Subscriber
from mapserver.registration import Change, Registry
from mapserver.resolver import Resolver, fit, proxied

PUBLICATION: Final = "publication"
PublicationKey = tuple[str, Prefix, bytes]

# Changes that wait for a subscriber who does not answer. Beyond, the oldest is forgotten: whoever was away
# that long subscribes anew and is told everything.
MAX_BACKLOG: Final = 65_536
MAX_MUTED: Final = 4_096
MAX_LAST_NONCES: Final = 65_536
# Nonces grow by one; a request that jumps to the end of the number space would leave no room to publish.
MAX_NONCE: Final = 2**64 - 2**32


class State(StrEnum):
    """Where a subscription stands."""

    CONFIRMING = "confirming"
    ACTIVE = "active"


class Denied(Exception):
    """A subscription that policy does not allow: answered with a negative Map-Reply, ACT 4."""


class Dropped(Exception):
    """A request that gets no answer; the text is the counter's name."""


class ReplayedSubscription(Dropped):
    """A request whose nonce is not newer than the last: no answer, but an operator should hear of it."""


@dataclass(slots=True)
class Subscription:
    """One subscriber's interest in one EID prefix."""

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

    @property
    def identity(self) -> XtrIdentity:
        """Who subscribed."""
        return self.subscriber.identity

    @property
    def key(self) -> PublicationKey:
        """The key of its Map-Notifies with the notifier."""
        return (PUBLICATION, self.prefix, self.identity.xtr_id)


class PubSub:
    """All subscriptions, and what they are owed."""

    def __init__(
        self, policy: Policy, registry: Registry, resolver: Resolver, notifier: Notifier, counters: Counters
    ) -> None:
        self._policy = policy
        self._registry = registry
        self._resolver = resolver
        self._notifier = notifier
        self._counters = counters
        self._table: PrefixTable[dict[bytes, Subscription]] = PrefixTable()
        self._last_nonces: dict[tuple[bytes, Prefix], int] = {}
        self._count = 0
        self._per_subscriber: Counter[str] = Counter()

    def __len__(self) -> int:
        return self._count

    def subscriptions(self) -> Iterator[Subscription]:
        """All subscriptions."""
        for _, holders in self._table.items():
            yield from list(holders.values())

    def adopt(self, policy: Policy) -> None:
        """Go on under another policy; subscriptions it does not allow end without a word."""
        self._policy = policy
        for subscription in list(self.subscriptions()):
            subscriber = policy.subscriber(subscription.identity)
            if subscriber is None or not subscriber.may_follow(subscription.prefix):
                self._remove(subscription)
                continue
            self._per_subscriber[subscription.subscriber.name] -= 1
            self._per_subscriber[subscriber.name] += 1
            subscription.subscriber = subscriber

    def request(self, request: MapRequest, prefix: Prefix, source: Address, now: float) -> list[Command] | None:
        """A Map-Request with the N bit; `source` is its (inner) source address.

        None where it is to be treated as an ordinary Map-Request. Raises Denied or Dropped.
        """
        if request.identity is None:
            return None
        subscriber = self._policy.subscriber(request.identity)
        if subscriber is None or not subscriber.may_follow(prefix):
            raise Denied
        existing = (self._table.get(prefix) or {}).get(subscriber.identity.xtr_id)
        if [rloc.afi for rloc in request.itr_rlocs if isinstance(rloc, Address)] == [0]:
            self._check_nonce(request, prefix, existing)
            return self._unsubscribe(request, prefix, subscriber, source, now)
        rlocs = self._usable_rlocs(request, subscriber)
        if existing is not None and self._is_repetition(request, existing, rlocs):
            repeated = self._notifier.again(existing.key, now)
            return [repeated] if repeated else []
        self._check_nonce(request, prefix, existing)
        if existing is None and not self._has_room(subscriber):
            self._counters["subscription-limit"] += 1
            return None
        if not self._policy.touches(prefix):
            return None
        if existing is None:
            return self._subscribe(Subscription(subscriber, prefix, rlocs, request.nonce, now), now)
        return self._renew(existing, rlocs, request.nonce, now)

    def on_change(self, change: Change, now: float) -> list[Command]:
        """Publish a changed mapping to everybody who follows it."""
        commands: list[Command] = []
        for subscription in self._followers(change):
            self._owe(subscription, change.prefix)
            if change.after is None and subscription.prefix.length >= change.prefix.length:
                # What the subscriber followed is gone; what is around it takes its place.
                around = self._registry.longest(subscription.prefix)
                if around is not None:
                    self._owe(subscription, around.prefix)
            commands += self._pump(subscription, now)
        return commands

    def on_delivered(self, delivery: Delivery, now: float) -> list[Command]:
        """A subscriber has acknowledged."""
        subscription = self._find(delivery.key)
        if subscription is None:
            return []
        # What could be reached is where the next one goes first.
        others = tuple(rloc for rloc in subscription.rlocs if rloc != delivery.endpoint)
        subscription.rlocs = (delivery.endpoint, *others)
        subscription.unreachable = False
        name, notices = subscription.subscriber.name, list[Command]()
        if subscription.state is State.CONFIRMING:
            subscription.state = State.ACTIVE
            if not subscription.confirmed:
                fields = {"eid": str(subscription.prefix), "subscriber": name}
                notices.append(Notice("subscription-confirmed", fields))
            subscription.confirmed = True
        else:
            subscription.acknowledged += 1
            notices += [
                Notice("publication-acknowledged", {"eid": str(prefix), "subscriber": name})
                for prefix in subscription.in_flight
            ]
        subscription.in_flight = ()
        return notices + self._pump(subscription, now)

    def on_failed(self, key: PublicationKey) -> list[Command]:
        """Nobody acknowledged, at any of the subscriber's RLOCs.

        An unconfirmed subscription ends, with one last Map-Notify that says so (RFC 9437 section 5); a
        confirmed one stays, and owes what was lost until the next change.
        """
        subscription = self._find(key)
        if subscription is None:
            return []
        fields = {"eid": str(subscription.prefix), "subscriber": subscription.subscriber.name}
        if subscription.state is State.CONFIRMING:
            self._remove(subscription)
            refusal = EidRecord.of(subscription.prefix, ttl_min=0, action=Action.DROP_AUTH_FAILURE)
            last_word = _notify(subscription, (refusal,))
            data = seal(last_word, subscription.subscriber.keys.signing_key)
            gone = Notice("subscription-unconfirmed", fields)
            return [SendDatagram(data, subscription.rlocs[0]), gone]
        subscription.backlog = dict.fromkeys((*subscription.in_flight, *subscription.backlog))
        subscription.in_flight = ()
        subscription.unreachable = True
        return [Notice("publication-unacknowledged", fields)]

    def snapshot(self) -> dict[str, Any]:
        """Subscriptions and last nonces, to be stored."""
        return {
            "subscriptions": [
                {
                    "xtr_id": s.identity.xtr_id.hex(),
                    "site_id": s.identity.site_id.hex(),
                    "eid": str(s.prefix),
                    "rlocs": [str(rloc.address) for rloc in s.rlocs],
                    "nonce": s.nonce,
                }
                for s in self.subscriptions()
                if s.confirmed
            ],
            "last_nonces": [
                {"xtr_id": xtr_id.hex(), "eid": str(prefix), "nonce": nonce}
                for (xtr_id, prefix), nonce in self._last_nonces.items()
            ],
        }

    def restore(self, stored: Mapping[str, Any], now: float) -> None:
        """Take over what `snapshot` gave in an earlier life; who is no longer configured is left out."""
        for entry in stored["last_nonces"]:
            key = bytes.fromhex(entry["xtr_id"]), Prefix.parse(entry["eid"])
            self._last_nonces[key] = int(entry["nonce"])
        for entry in stored["subscriptions"]:
            identity = XtrIdentity(bytes.fromhex(entry["xtr_id"]), bytes.fromhex(entry["site_id"]))
            prefix = Prefix.parse(entry["eid"])
            rlocs = tuple(Endpoint(Address.parse(rloc), CONTROL_PORT) for rloc in entry["rlocs"])
            subscriber = self._policy.subscriber(identity)
            if subscriber is None or not subscriber.may_follow(prefix) or not rlocs:
                continue
            nonce = int(entry["nonce"])
            if identity.xtr_id not in (self._table.get(prefix) or {}):
                self._insert(Subscription(subscriber, prefix, rlocs, nonce, now, State.ACTIVE, confirmed=True))

    def _usable_rlocs(self, request: MapRequest, subscriber: Subscriber) -> tuple[Endpoint, ...]:
        """The ITR-RLOCs we can and may send to. The request is not authenticated: this check is all
        that keeps a stranger who knows an xTR-ID from having its publications sent elsewhere."""
        plain = [rloc for rloc in request.itr_rlocs if isinstance(rloc, Address)]
        if subscriber.rlocs and not subscriber.rlocs.issuperset(plain):
            raise Denied
        usable = dict.fromkeys(rloc for rloc in plain if self._policy.may_answer(rloc))
        if not usable:
            raise Dropped("no-usable-itr-rloc")
        return tuple(Endpoint(rloc, CONTROL_PORT) for rloc in usable)

    def _is_repetition(self, request: MapRequest, existing: Subscription, rlocs: tuple[Endpoint, ...]) -> bool:
        """A retransmitted request whose confirmation is under way: as with Map-Registers, not a replay."""
        confirming = existing.state is State.CONFIRMING and request.nonce == existing.nonce
        return confirming and set(rlocs) == set(existing.rlocs)

    def _check_nonce(self, request: MapRequest, prefix: Prefix, existing: Subscription | None) -> None:
        """The nonce must exceed every one used for this xTR-ID and prefix (RFC 9437 section 5)."""
        assert request.identity is not None
        last = self._last_nonces.get((request.identity.xtr_id, prefix), -1)
        if existing is not None:
            last = max(last, existing.nonce)
        if request.nonce <= last:
            raise ReplayedSubscription("subscription-replay")
        if request.nonce >= MAX_NONCE:
            raise Dropped("subscription-nonce-exhausted")

    def _has_room(self, subscriber: Subscriber) -> bool:
        """Whether one more subscription stays within the limits."""
        limits = self._policy.limits
        own = self._per_subscriber[subscriber.name]
        return self._count < limits.subscriptions and own < limits.subscriptions_per_subscriber

    def _subscribe(self, subscription: Subscription, now: float) -> list[Command]:
        """Store a new subscription and confirm it."""
        self._insert(subscription)
        for covering in self._covering_holders(subscription):
            covering.muted.discard(subscription.prefix)
        return [self._confirm(subscription, now), _subscribed(subscription)]

    def _renew(self, subscription: Subscription, rlocs: tuple[Endpoint, ...], nonce: int, now: float) -> list[Command]:
        """A subscriber asks again, as it does once in a while to see whether we still know it."""
        moved = set(rlocs) != set(subscription.rlocs)
        subscription.rlocs = rlocs
        subscription.nonce = nonce
        subscription.state = State.CONFIRMING
        # What it has not acknowledged is owed still: the confirmation tells of every mapping there is, but
        # not of those that have gone.
        subscription.backlog = dict.fromkeys((*subscription.in_flight, *subscription.backlog))
        subscription.in_flight = ()
        confirmation = self._confirm(subscription, now)
        return [confirmation, _subscribed(subscription)] if moved else [confirmation]

    def _confirm(self, subscription: Subscription, now: float) -> SendDatagram:
        """The Map-Notify that confirms, with the mappings as they are.

        It is one datagram; what does not fit follows as publications.
        """
        inside = list(self._registry.more_specifics(subscription.prefix))
        records = [self._resolver.current(subscription.prefix), *(proxied(mapping.record) for mapping in inside)]
        fitting = max(1, fit(records))
        for mapping in inside[: fitting - 1]:
            subscription.backlog.pop(mapping.prefix, None)
        for mapping in inside[fitting - 1 :]:
            self._owe(subscription, mapping.prefix)
        return self._send(subscription, _notify(subscription, tuple(records[:fitting])), now)

    def _unsubscribe(
        self, request: MapRequest, prefix: Prefix, subscriber: Subscriber, source: Address, now: float
    ) -> list[Command]:
        """Remove a subscription, which need not exist, and tell the source of the request."""
        if not self._policy.may_answer(source) or (subscriber.rlocs and source not in subscriber.rlocs):
            raise Dropped("unsubscribe-source")
        xtr_id = subscriber.identity.xtr_id
        existing = (self._table.get(prefix) or {}).get(xtr_id)
        probe = Subscription(subscriber, prefix, (Endpoint(source, CONTROL_PORT),), request.nonce, now)
        if existing is not None:
            self._remove(existing)
        self._remember_nonce(xtr_id, prefix, request.nonce)
        for covering in self._covering_holders(probe):
            if len(covering.muted) < MAX_MUTED:
                covering.muted.add(prefix)
        notify = _notify(probe, (self._resolver.current(prefix),))
        fields = {"eid": str(prefix), "subscriber": subscriber.name}
        return [
            SendDatagram(seal(notify, subscriber.keys.signing_key), probe.rlocs[0]),
            Notice("unsubscribed", fields),
        ]

    def _followers(self, change: Change) -> Iterator[Subscription]:
        """Who is told of a change: of several subscriptions of one xTR the most specific one.

        Subscriptions around the changed prefix, and those inside it whose mapping it is.
        """
        told: set[bytes] = set()
        around = [holders for _, holders in self._table.covering(change.prefix)]
        for holders in around:
            for xtr_id, subscription in list(holders.items()):
                if xtr_id not in told and not _is_muted(subscription, change.prefix):
                    told.add(xtr_id)
                    yield subscription
        for prefix, holders in self._table.covered(change.prefix):
            longest = self._registry.longest(prefix)
            if longest is not None and longest.prefix.length > change.prefix.length:
                continue  # it follows a mapping of its own
            for xtr_id, subscription in list(holders.items()):
                if xtr_id not in told:
                    yield subscription

    def _pump(self, subscription: Subscription, now: float) -> list[Command]:
        """Send what is owed, unless the datagram under way has no room for any of it."""
        if subscription.state is not State.ACTIVE or not subscription.backlog:
            return []
        candidates = list(dict.fromkeys((*subscription.in_flight, *subscription.backlog)))
        records = [self._present(prefix) for prefix in candidates]
        taken = candidates[: max(1, fit(records))]
        news = [prefix for prefix in taken if prefix in subscription.backlog]
        if not news:
            return []
        for prefix in news:
            del subscription.backlog[prefix]
        subscription.in_flight = tuple(taken)
        subscription.nonce += 1
        subscription.published += 1
        name = subscription.subscriber.name
        send = self._send(subscription, _notify(subscription, tuple(records[: len(taken)])), now)
        return [
            send,
            *(Notice("mapping-published", {"eid": str(prefix), "subscriber": name}) for prefix in news),
        ]

    def _present(self, prefix: Prefix) -> EidRecord:
        """The state of a mapping as it is published: TTL 0 once it is gone."""
        mapping = self._registry.get(prefix)
        return proxied(mapping.record) if mapping else EidRecord.of(prefix, ttl_min=0)

    def _owe(self, subscription: Subscription, prefix: Prefix) -> None:
        if prefix not in subscription.backlog and len(subscription.backlog) >= MAX_BACKLOG:
            del subscription.backlog[next(iter(subscription.backlog))]
            self._counters["publication-forgotten"] += 1
        subscription.backlog[prefix] = None

    def _send(self, subscription: Subscription, notify: MapNotify, now: float) -> SendDatagram:
        keys = subscription.subscriber.keys
        return self._notifier.send(subscription.key, notify, keys.signing_key, keys, subscription.rlocs, now)

    def _find(self, key: object) -> Subscription | None:
        assert isinstance(key, tuple)
        _, prefix, xtr_id = key
        return (self._table.get(prefix) or {}).get(xtr_id)

    def _covering_holders(self, subscription: Subscription) -> Iterable[Subscription]:
        """The same xTR's subscriptions to prefixes around this one."""
        xtr_id = subscription.identity.xtr_id
        for prefix, holders in self._table.covering(subscription.prefix):
            if prefix != subscription.prefix and xtr_id in holders:
                yield holders[xtr_id]

    def _insert(self, subscription: Subscription) -> None:
        holders = self._table.get(subscription.prefix)
        if holders is None:
            self._table[subscription.prefix] = holders = {}
        assert subscription.identity.xtr_id not in holders
        self._count += 1
        self._per_subscriber[subscription.subscriber.name] += 1
        holders[subscription.identity.xtr_id] = subscription

    def _remove(self, subscription: Subscription) -> None:
        """Forget a subscription, but not its nonce: it would open the way to replays."""
        self._notifier.cancel(subscription.key)
        holders = self._table[subscription.prefix]
        del holders[subscription.identity.xtr_id]
        if not holders:
            self._table.pop(subscription.prefix)
        self._count -= 1
        self._per_subscriber[subscription.subscriber.name] -= 1
        self._remember_nonce(subscription.identity.xtr_id, subscription.prefix, subscription.nonce)

    def _remember_nonce(self, xtr_id: bytes, prefix: Prefix, nonce: int) -> None:
        key = (xtr_id, prefix)
        last = max(nonce, self._last_nonces.pop(key, -1))
        if len(self._last_nonces) >= MAX_LAST_NONCES:
            del self._last_nonces[next(iter(self._last_nonces))]
        self._last_nonces[key] = last


def _is_muted(subscription: Subscription, prefix: Prefix) -> bool:
    """Whether the subscriber has unsubscribed from this part of what it follows."""
    return any(muted.covers(prefix) for muted in subscription.muted)


def _subscribed(subscription: Subscription) -> Notice:
    rlocs = " ".join(str(rloc.address) for rloc in subscription.rlocs)
    fields = {"eid": str(subscription.prefix), "subscriber": subscription.subscriber.name, "rlocs": rlocs}
    return Notice("subscribed", fields)


def _notify(subscription: Subscription, records: tuple[EidRecord, ...]) -> MapNotify:
    """A Map-Notify to a subscriber, under the subscription's present nonce."""
    return MapNotify(subscription.nonce, records, NotifyFlag.XTR_ID, identity=subscription.identity)
