"""Publish/subscribe (RFC 9437): who may subscribe, to what, and how subscriptions begin and end.

A subscription is kept under (EID prefix, xTR-ID) and goes through two states:

    CONFIRMING   its Map-Notify, with the nonce of the request, awaits the acknowledgement
    ACTIVE       changes are published, each Map-Notify with the next nonce (mapserver.publisher)

Only configured subscribers are served, to RLOCs the configuration allows. Whoever asks for an EID inside
which and around which nothing is configured follows, for a while, the widest prefix around it that is as
empty (section 5): what appears there is published, and asking for every EID of it takes one subscription.

A request under LISP-SEC brings the key of its subscription with it (section 7.1), for the confirmation and all
that follows; others are confirmed with the subscriber's own. Its one-time key takes the place of the nonce in
telling replays, so nonces may start anew with it. Our reading of what section 7.1 leaves open:

    one-time keys are remembered once a subscription comes of them, or its end; a refused request leaves no trace
    of those an earlier life has seen nothing is known, so where it had nonces, only higher ones are new
    who follows under LISP-SEC goes on so: without, anybody could take its place, unless it answers no more
    an address that shares a key with us subscribes under that one: no other holder of a key can take its place

What cannot be granted is answered like any other Map-Request (section 5); only policy denies (ACT 4), and who
fails to prove who it is (ACT 5).
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Final

from lisp.engine import Command, Counters, Endpoint, Notice, SendDatagram, Timers, earliest
from lisp.wire import (
    CONTROL_PORT,
    Action,
    Address,
    Algorithm,
    EidRecord,
    Key,
    MapRequest,
    Prefix,
    PrefixPair,
    XtrIdentity,
    parse_eid,
)
from mapserver.mapping import REGISTRATION_S
from mapserver.notifier import Delivery, Notifier
from mapserver.otk_memory import OtkMemory
from mapserver.pacing import Pace, TokenBuckets
from mapserver.policy import Policy, Subscriber
from mapserver.publisher import Publisher, octets_of, signed
from mapserver.registration import Registry
from mapserver.resolver import MAX_RECORDS, Resolver, fit, hole, proxied
from mapserver.security import Protection
from mapserver.subscription import PUBLICATION, PublicationKey, State, Subscription, Subscriptions

MAX_MUTED: Final = 4_096
# Nonces grow by one; a request that jumps to the end of the number space would leave no room to publish.
MAX_NONCE: Final = 2**64 - 2**32
# What is stored is not written at every publication: after a restart nonces go on from beyond any that the
# last life can have used since.
RESTART_LEAP: Final = 2**20


class Denied(Exception):
    """A subscription that policy does not allow: answered with a negative Map-Reply, ACT 4."""


class Unauthenticated(Exception):
    """A subscription without a key that may be used, which is the text: a negative Map-Reply, ACT 5."""


class Declined(Exception):
    """A subscription that cannot be granted now: the request is answered like one without the N bit."""


class Dropped(Exception):
    """A request that gets no answer; the text is the counter's name."""


class ReplayedSubscription(Dropped):
    """A request whose nonce is not newer than the last: no answer, but an operator should hear of it."""


class PubSub:
    """All subscriptions, and what they are owed."""

    def __init__(
        self,
        policy: Policy,
        registry: Registry,
        resolver: Resolver,
        notifier: Notifier,
        pace: Pace,
        counters: Counters,
    ) -> None:
        self._registry = registry
        self._resolver = resolver
        self._notifier = notifier
        self._subscriptions = Subscriptions()
        self._publisher = Publisher(self._subscriptions, registry, notifier, pace, counters)
        self._ends = Timers()
        self._touched: dict[tuple[Prefix, bytes], None] = {}
        self._otks = OtkMemory()
        self._use(policy)

    def _use(self, policy: Policy) -> None:
        self._policy = policy
        self._requests = TokenBuckets(policy.limits.subscription_requests_per_s)

    def __len__(self) -> int:
        return len(self._subscriptions)

    def subscriptions(self) -> Iterator[Subscription]:
        """All subscriptions."""
        return iter(self._subscriptions)

    def adopt(self, policy: Policy) -> None:
        """Go on under another policy; subscriptions it does not allow end without a word."""
        self._use(policy)
        for subscription in self._subscriptions:
            subscriber = policy.subscriber(subscription.identity)
            keyless = subscription.derived is None and subscriber is not None and subscriber.keys is None
            if subscriber is None or keyless or not subscriber.may_follow(subscription.prefix):
                self._remove(subscription)
            else:
                self._subscriptions.hand_over(subscription, subscriber)

    def request(
        self, request: MapRequest, prefix: Prefix, source: Address, protection: Protection | None, now: float
    ) -> list[Command]:
        """A Map-Request with the N bit; `source` is its (inner) source address.

        Raises Denied, Unauthenticated, Declined or Dropped.
        """
        if request.identity is None:
            raise Declined("subscription-without-xtr-id")
        subscriber = self._policy.subscriber(request.identity)
        if subscriber is None or not subscriber.may_follow(prefix):
            raise Denied
        self._refuse_other_peers(request, source, protection)
        if [rloc.afi for rloc in request.itr_rlocs if isinstance(rloc, Address)] == [0]:
            return self._unsubscribe(request, prefix, subscriber, source, protection, now)
        rlocs = self._usable_rlocs(request, subscriber)
        asked, prefix = prefix, self._followed(prefix, subscriber)
        existing = self._subscriptions.get(prefix, subscriber.identity.xtr_id)
        key = _key_of(protection, subscriber, existing)
        if existing is not None and self._is_repetition(request, existing, rlocs, key):
            repeated = self._notifier.again(existing.key, now)
            return [repeated] if repeated else []
        try:
            self._check_is_new(request, prefix, existing, protection)
        except ReplayedSubscription:
            if asked == prefix:
                raise
            # Another EID of the hole, whose nonces the subscriber has counted apart so far.
            raise Declined("subscription-nonce-of-another-eid") from None
        self._check_limits(subscriber, existing, now)
        self._use_up(protection)
        if existing is None:
            return self._subscribe(Subscription(subscriber, prefix, rlocs, request.nonce, now, derived=key), now)
        return self._renew(existing, rlocs, request.nonce, key, now)

    def publish(self, prefix: Prefix, now: float) -> list[Command]:
        """Publish the state of a mapping to everybody who follows it."""
        return self._publisher.on_change(prefix, now)

    def on_tick(self, now: float) -> list[Command]:
        """Publish more of what has to wait, and end the subscriptions whose time has come."""
        for key in self._ends.due(now):
            subscription = self._find(key)
            if subscription is not None:
                self._remove(subscription)
        return self._publisher.work(now)

    def next_at(self) -> float | None:
        """When to call `on_tick`."""
        return earliest(self._ends.next_at(), self._publisher.next_at())

    def on_delivered(self, delivery: Delivery, now: float) -> list[Command]:
        """A subscriber has acknowledged."""
        subscription = self._find(delivery.key)
        if subscription is None:
            return []
        # What could be reached is where the next one goes first.
        if subscription.rlocs[0] != delivery.endpoint:
            others = tuple(rloc for rloc in subscription.rlocs if rloc != delivery.endpoint)
            subscription.rlocs = (delivery.endpoint, *others)
        subscription.unreachable = False
        subscription.floor = subscription.nonce
        name, notices = subscription.subscriber.name, list[Command]()
        if subscription.state is State.CONFIRMING:
            subscription.state = State.ACTIVE
            if not subscription.confirmed:
                fields = {"eid": str(subscription.prefix), "subscriber": name}
                notices.append(Notice("subscription-confirmed", fields))
                self._touch(subscription)
            subscription.confirmed = True
        else:
            subscription.acknowledged += 1
            notices += [
                Notice("publication-acknowledged", {"eid": str(prefix), "subscriber": name})
                for prefix in subscription.in_flight
            ]
        subscription.in_flight = ()
        return notices + self._publisher.pump(subscription, now)

    def refreshed(self, key: Hashable, data: bytes) -> bytes:
        """What to send in place of a Map-Notify that nobody has acknowledged yet: the present state.

        A confirmation stays as it is, because its nonce is the request's and a subscriber may drop other
        words under a nonce it has seen. What has changed since follows it.
        """
        subscription = self._find(key)
        if subscription is None or subscription.state is State.CONFIRMING:
            return data
        return self._publisher.refreshed(subscription, data)

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
            last_word = signed(subscription, 1, octets_of(refusal))
            return [SendDatagram(last_word, subscription.rlocs[0]), Notice("subscription-unconfirmed", fields)]
        subscription.backlog = dict.fromkeys((*subscription.in_flight, *subscription.backlog))
        subscription.in_flight = ()
        subscription.unreachable = True
        return [Notice("publication-unacknowledged", fields)]

    # What survives a restart.

    def touched(self) -> list[tuple[Prefix, bytes]]:
        """The subscriptions, by prefix and xTR-ID, whose stored form has changed since this was last asked."""
        touched, self._touched = list(self._touched), {}
        return touched

    def stored(self, prefix: Prefix, xtr_id: bytes) -> dict[str, Any]:
        """What is to be stored of a subscription, or of one that has ended: JSON-able."""
        subscription = self._subscriptions.get(prefix, xtr_id)
        nonce = self._subscriptions.last_nonce(prefix, xtr_id)
        entry: dict[str, Any] = {"xtr_id": xtr_id.hex(), "eid": str(prefix)}
        if subscription is None:
            return {**entry, "nonce": nonce}
        entry["nonce"] = max(nonce, subscription.nonce)
        if subscription.confirmed and subscription.until is None:
            entry["site_id"] = subscription.identity.site_id.hex()
            entry["rlocs"] = [str(rloc.address) for rloc in subscription.rlocs]
            entry["muted"] = [str(muted) for muted in subscription.muted]
            if subscription.derived is not None:
                entry["key"] = {"id": subscription.derived.key_id, "secret": subscription.derived.secret.hex()}
        return entry

    def snapshot(self) -> list[dict[str, Any]]:
        """All that `stored` has to say."""
        live = [(subscription.prefix, subscription.identity.xtr_id) for subscription in self._subscriptions]
        ended = [(prefix, xtr_id) for xtr_id, prefix, _ in self._subscriptions.last_nonces()]
        return [self.stored(prefix, xtr_id) for prefix, xtr_id in dict.fromkeys((*live, *ended))]

    def restore(self, stored: list[Mapping[str, Any]], now: float, *, registered: bool) -> None:
        """Take over what was stored in an earlier life; who is no longer configured is left out.

        Nobody knows what the last life had still to tell, so everybody is told everything: at once where the
        registrations are `registered` again, else when the xTRs have had the time to register anew.
        """
        for entry in stored:
            xtr_id, prefix, nonce = bytes.fromhex(entry["xtr_id"]), parse_eid(entry["eid"]), int(entry["nonce"])
            self._subscriptions.came_from_earlier(prefix, xtr_id, nonce)
            subscription = self._restored(entry, xtr_id, prefix, nonce, now) if entry.get("rlocs") else None
            if subscription is None:
                self._subscriptions.remember_nonce(prefix, xtr_id, nonce, self._policy.limits.subscriptions)
            else:
                self._subscriptions.insert(subscription)
                self._touch(subscription)
        if len(self._subscriptions):
            self._publisher.resync(now if registered else now + REGISTRATION_S)

    def _restored(
        self, entry: Mapping[str, Any], xtr_id: bytes, prefix: Prefix, nonce: int, now: float
    ) -> Subscription | None:
        subscriber = self._policy.subscriber(XtrIdentity(xtr_id, bytes.fromhex(entry["site_id"])))
        if subscriber is None or not subscriber.may_follow(prefix) or self._subscriptions.get(prefix, xtr_id):
            return None
        key = _stored_key(entry)
        if key is None and subscriber.keys is None:
            return None
        rlocs = tuple(Endpoint(Address.parse(rloc), CONTROL_PORT) for rloc in entry["rlocs"])
        leapt, muted = nonce + RESTART_LEAP, {parse_eid(muted) for muted in entry.get("muted", ())}
        restored = Subscription(subscriber, prefix, rlocs, leapt, now, State.ACTIVE, muted=muted, derived=key)
        restored.confirmed, restored.floor = True, nonce
        return restored

    def _touch(self, subscription: Subscription) -> None:
        self._touched[subscription.prefix, subscription.identity.xtr_id] = None

    # Requests.

    def _followed(self, asked: Prefix, subscriber: Subscriber) -> Prefix:
        """What a request subscribes to: what it asks for or, where nothing is known, the hole around it."""
        if self._policy.touches(asked) or self._registry.longest(asked) is not None:
            return asked
        allowed = min(prefix.length for prefix in subscriber.prefixes if prefix.covers(asked))
        if isinstance(asked, PrefixPair):
            return self._resolver.pair_hole(asked, Prefix.of(asked.destination.address, allowed, asked.iid))
        shared = max(self._policy.configured.shared_bits(asked), self._registry.shared_bits(asked))
        return hole(asked, shared, allowed)

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

    def _refuse_other_peers(self, request: MapRequest, source: Address, protection: Protection | None) -> None:
        """Keep what goes to the addresses of one LISP-SEC peer from being signed with the key of another."""
        if protection is None:
            return
        told = [source, *(rloc for rloc in request.itr_rlocs if isinstance(rloc, Address))]
        owners = filter(None, map(self._policy.otk_peer, told))
        if any(owner is not protection.peer for owner in owners):
            raise Denied

    def _is_repetition(
        self, request: MapRequest, existing: Subscription, rlocs: tuple[Endpoint, ...], key: Key | None
    ) -> bool:
        """A retransmitted request whose confirmation is under way: as with Map-Registers, not a replay."""
        confirming = existing.state is State.CONFIRMING and request.nonce == existing.nonce
        return confirming and set(rlocs) == set(existing.rlocs) and key == existing.derived

    def _check_is_new(
        self, request: MapRequest, prefix: Prefix, existing: Subscription | None, protection: Protection | None
    ) -> None:
        """No replay: that is told by the nonce (RFC 9437 section 5) or the one-time key (section 7.1)."""
        assert request.identity is not None
        xtr_id = request.identity.xtr_id
        if protection is None:
            self._check_nonce(request.nonce, prefix, xtr_id, existing)
        elif protection.itr_otk in self._otks or self._subscriptions.may_be_of_earlier(prefix, xtr_id, request.nonce):
            raise Unauthenticated("otk-reused")
        if request.nonce >= MAX_NONCE:
            raise Dropped("subscription-nonce-exhausted")

    def _check_nonce(self, nonce: int, prefix: Prefix, xtr_id: bytes, existing: Subscription | None) -> None:
        """The nonce must exceed every one used for this xTR-ID and prefix."""
        last = self._subscriptions.last_nonce(prefix, xtr_id)
        if existing is not None:
            last = max(last, existing.floor)
        if nonce <= last:
            raise ReplayedSubscription("subscription-replay")

    def _use_up(self, protection: Protection | None) -> None:
        """What was asked is done: the one-time key is not to be used again."""
        if protection is not None:
            self._otks.add(protection.itr_otk)

    def _check_limits(self, subscriber: Subscriber, existing: Subscription | None, now: float) -> None:
        """Whether this request stays within the limits (RFC 9437 section 7.2)."""
        limits = self._policy.limits
        if not self._requests.take(subscriber.name, now):
            raise Declined("subscription-rate-limit")
        if existing is None and len(self) >= limits.subscriptions:
            raise Declined("subscription-limit")
        if existing is None and self._subscriptions.count(subscriber) >= limits.subscriptions_per_subscriber:
            raise Declined("subscriber-limit")

    def _subscribe(self, subscription: Subscription, now: float) -> list[Command]:
        """Store a new subscription and confirm it."""
        self._subscriptions.insert(subscription)
        for covering in self._subscriptions.around(subscription.prefix, subscription.identity.xtr_id):
            covering.muted.discard(subscription.prefix)
            self._touch(covering)
        return [self._confirm(subscription, now), _subscribed(subscription)]

    def _renew(
        self, subscription: Subscription, rlocs: tuple[Endpoint, ...], nonce: int, key: Key | None, now: float
    ) -> list[Command]:
        """A subscriber asks again, as it does once in a while to see whether we still know it.

        What it acknowledges from now on is the confirmation, under the new key: of what was under way before it
        may have heard or not.
        """
        moved = set(rlocs) != set(subscription.rlocs)
        if nonce < subscription.floor:
            # Nonces start anew; requests that were seen once must stay old.
            self._remember_nonce(subscription.prefix, subscription.identity.xtr_id, subscription.floor)
        subscription.derived = key
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
        """Confirm, and note how long the subscription lasts."""
        subscription.floor = subscription.nonce
        self._touch(subscription)
        temporary = not self._policy.touches(subscription.prefix) and not self._registry.longest(subscription.prefix)
        subscription.until = now + self._policy.limits.temporary_subscription_s if temporary else None
        if subscription.until is not None:
            self._ends.set(subscription.key, subscription.until)
        return self._publisher.send(subscription, self._confirmation(subscription), now)

    def _confirmation(self, subscription: Subscription) -> bytes:
        """The signed Map-Notify that confirms, with the mappings as they are; what has no room follows."""
        current = self._resolver.current(subscription.prefix)
        if subscription.until is not None:
            ttl_min = int(self._policy.limits.temporary_subscription_s // 60)
            current = EidRecord.of(subscription.prefix, ttl_min=ttl_min, action=Action.NATIVELY_FORWARD)
        inside = self._registry.more_specifics(subscription.prefix, MAX_RECORDS)
        records = [current, *(proxied(mapping.record) for mapping in inside)]
        fitting = max(1, fit(records))
        for mapping in inside[: fitting - 1]:
            subscription.backlog.pop(mapping.prefix, None)
        told_to = inside[fitting - 2].prefix if fitting > 1 else subscription.prefix
        subscription.told_to = told_to if len(inside) >= fitting else None
        octets = b"".join(map(octets_of, records[:fitting]))
        return signed(subscription, fitting, octets)

    def _unsubscribe(
        self,
        request: MapRequest,
        prefix: Prefix,
        subscriber: Subscriber,
        source: Address,
        protection: Protection | None,
        now: float,
    ) -> list[Command]:
        """Remove a subscription, which need not exist, and tell the source of the request."""
        xtr_id = subscriber.identity.xtr_id
        existing = self._subscriptions.get(prefix, xtr_id)
        key = _key_of(protection, subscriber, existing)
        self._check_is_new(request, prefix, existing, protection)
        if not self._policy.may_answer(source) or (subscriber.rlocs and source not in subscriber.rlocs):
            raise Dropped("unsubscribe-source")
        if not self._requests.take(subscriber.name, now):
            raise Declined("subscription-rate-limit")
        self._use_up(protection)
        if existing is not None:
            self._remove(existing)
        for covering in self._subscriptions.around(prefix, xtr_id):
            if len(covering.muted) < MAX_MUTED:
                covering.muted.add(prefix)
                self._touch(covering)
        self._remember_nonce(prefix, xtr_id, request.nonce)
        to = (Endpoint(source, CONTROL_PORT),)
        farewell = Subscription(subscriber, prefix, to, request.nonce, now, derived=key)
        data = signed(farewell, 1, octets_of(self._resolver.current(prefix)))
        fields = {"eid": str(prefix), "subscriber": subscriber.name}
        return [SendDatagram(data, farewell.rlocs[0]), Notice("unsubscribed", fields)]

    def _find(self, key: object) -> Subscription | None:
        assert isinstance(key, tuple)
        kind, prefix, xtr_id = key
        if kind != PUBLICATION:
            return None
        return self._subscriptions.get(prefix, xtr_id)

    def _remove(self, subscription: Subscription) -> None:
        """Forget a subscription, but not its nonce: it would open the way to replays."""
        self._notifier.cancel(subscription.key)
        self._ends.cancel(subscription.key)
        self._subscriptions.remove(subscription)
        self._remember_nonce(subscription.prefix, subscription.identity.xtr_id, subscription.nonce)

    def _remember_nonce(self, prefix: Prefix, xtr_id: bytes, nonce: int) -> None:
        self._subscriptions.remember_nonce(prefix, xtr_id, nonce, self._policy.limits.subscriptions)
        self._touched[prefix, xtr_id] = None


def _key_of(protection: Protection | None, subscriber: Subscriber, existing: Subscription | None) -> Key | None:
    """The key that a request brings; None: the subscriber's own is to be used. Raises Unauthenticated."""
    if protection is not None:
        return protection.subscription_key()
    if subscriber.keys is None or (existing is not None and existing.derived is not None and not existing.unreachable):
        raise Unauthenticated("not-protected")
    return None


def _stored_key(entry: Mapping[str, Any]) -> Key | None:
    if "key" not in entry:
        return None
    return Key(int(entry["key"]["id"]), Algorithm.HMAC_SHA256_128, bytes.fromhex(entry["key"]["secret"]))


def _subscribed(subscription: Subscription) -> Notice:
    rlocs = " ".join(str(rloc.address) for rloc in subscription.rlocs)
    fields = {"eid": str(subscription.prefix), "subscriber": subscription.subscriber.name, "rlocs": rlocs}
    return Notice("subscribed", fields)
