"""The controller as a client of the mapping system: it subscribes to EID prefixes and looks others up.

Subscriptions follow RFC 9437. Each is asked for until it is confirmed and refreshed ever after, so that a
map server that lost its memory is found out within a minute. A publication counts when its MAC is right and
its nonce is greater than the last one seen for that EID. Counting per EID, not per subscription, lets two
publications overtake each other without the later one being lost; a replayed one is still older than the
one it repeats.

Request nonces rise from a number the shell gives (the wall clock in µs), so a controller that restarts is
not taken for a replay. Look-ups use unpredictable nonces: their answers carry no MAC.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Final

from fmcc.continuity.base import Degraded, Report, Step
from lisp.engine import Counters, Endpoint, NonceSource, Notice, SendDatagram, Timers
from lisp.lpm import PrefixTable
from lisp.wire import (
    CONTROL_PORT,
    Action,
    Address,
    AuthError,
    EidRecord,
    EncapsulatedControlMessage,
    Key,
    KeyChain,
    Locator,
    MapNotify,
    MapNotifyAck,
    MapReply,
    MapRequest,
    Prefix,
    RequestRecord,
    XtrIdentity,
    decode_known,
    encode,
    seal,
    verify,
)

# At most one Map-Request a second for a prefix, and 30 s of rest after ten (RFC 9301 section 5.3). The ten are
# used: a controller that has taken over a migration can tell no xTR before its map server has been heard, and every
# longer pause would let users wait that much longer for a guest that has arrived.
REQUEST_RETRY_S: Final = (1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 30.0)
# Unanswered requests after which the map server counts as silent.
SILENT_AFTER: Final = 5
SUBSCRIPTION_REFRESH_S: Final = 60.0
# A look-up is asked anew when its answer is wanted and older than this.
LOOKUP_FRESH_S: Final = 5.0
# Room between our request nonces for the publications that count up from each (RFC 9437 section 6), so that
# the nonce of a publication to one subscription is not by chance that of another.
NONCE_STEP: Final = 1000
# EIDs whose last nonce is remembered. Publications for further ones are refused.
MAX_TRACKED_EIDS: Final = 1_000_000

Locators = tuple[Locator, ...]


@dataclass(frozen=True, slots=True)
class MappingChanged(Report):
    """The locators of a prefix under subscription are others than before; none: withdrawn."""

    prefix: Prefix
    locators: Locators


@dataclass(frozen=True, slots=True)
class MappingFound(Report):
    """The answer to a look-up."""

    prefix: Prefix
    locators: Locators


@dataclass(slots=True)
class Subscription:
    """One subscribed prefix. `floor` is the nonce it was confirmed with, `seen` the last one of each EID."""

    prefix: Prefix
    outstanding: set[int] = field(default_factory=set)
    tries: int = 0
    asked_at: float = -REQUEST_RETRY_S[0]
    confirmed_at: float | None = None
    floor: int = 0
    seen: dict[Prefix, int] = field(default_factory=dict)

    def last_nonce(self, prefix: Prefix) -> int:
        """The greatest nonce that has counted for an EID."""
        return max(self.floor, self.seen.get(prefix, 0))


@dataclass(slots=True)
class Lookup:
    """One prefix to be looked up. `nonce` is that of the outstanding request."""

    prefix: Prefix
    nonce: int | None = None
    tries: int = 0
    locators: Locators = ()
    found_at: float | None = None


class MapSystem:
    """Asks one map server, and keeps what it says."""

    def __init__(
        self,
        *,
        rloc: Address,
        port: int,
        identity: XtrIdentity,
        server: Endpoint,
        keys: KeyChain,
        nonces: NonceSource,
        first_nonce: int,
        counters: Counters,
    ) -> None:
        self._rloc = rloc
        self._port = port
        self._identity = identity
        self._server = server
        self._keys = keys
        self._nonces = nonces
        self._last_nonce = first_nonce
        self._counters = counters
        self._timers = Timers()
        self.mappings: PrefixTable[Locators] = PrefixTable()
        self.subscriptions: PrefixTable[Subscription] = PrefixTable()
        self.lookups: dict[Prefix, Lookup] = {}

    def subscribe(self, prefixes: Iterable[Prefix]) -> None:
        """Subscribe to prefixes, from the next tick on. One that another covers needs no own subscription."""
        for prefix in sorted(dict.fromkeys(prefixes), key=lambda p: p.length):
            if not any(self.subscriptions.covering(prefix)):
                self.subscriptions[prefix] = Subscription(prefix)
                self._timers.set(("subscribe", prefix), 0.0)

    def refresh(self, prefix: Prefix, now: float) -> None:
        """Have the subscription around a prefix confirmed anew, with all that the map server knows of it."""
        for _, subscription in self.subscriptions.covering(prefix):
            self._ask_again(subscription, now)

    def confirmed_at(self, prefix: Prefix) -> float | None:
        """When that was last done (monotonic s)."""
        around = next(self.subscriptions.covering(prefix), None)
        return around[1].confirmed_at if around else None

    def look_up(self, prefix: Prefix, now: float) -> list[Step]:
        """Have MappingFound reported: at once when the last answer is fresh, else when one comes."""
        lookup = self.lookups.setdefault(prefix, Lookup(prefix))
        if lookup.found_at is not None and now - lookup.found_at <= LOOKUP_FRESH_S:
            return [MappingFound(prefix, lookup.locators)]
        if lookup.nonce is not None:
            return []  # asked already
        lookup.tries = 0
        return self._ask(lookup, now)

    def on_tick(self, now: float) -> list[Step]:
        """Send what is due."""
        steps: list[Step] = []
        for key in self._timers.due(now):
            steps += self._on_timer(key, now)
        return steps

    def deadline(self) -> float | None:
        """When the next request is due."""
        return self._timers.next_at()

    def on_notify(self, data: bytes, source: Endpoint, now: float) -> list[Step]:
        """A confirmation or a publication. Raises DecodeError, once the MAC has been found right."""
        try:
            key = verify(data, self._keys)
        except AuthError as error:
            return self._drop(error.reason)
        message = decode_known(data)
        assert isinstance(message, MapNotify)
        if message.identity not in (None, self._identity):
            return self._drop("notify-for-another-xtr")
        related = self._related(message)
        if not related:
            return self._drop("notify-not-subscribed")
        ack = self._acknowledgement(message, key, source)
        for subscription in related:
            asked = message.nonce in subscription.outstanding
            if (asked or message.nonce == subscription.floor) and _is_refusal(message):
                return self._on_dropped(subscription, now)
            if asked:
                return [ack, *self._on_confirmed(subscription, message, now)]
            if message.nonce == subscription.floor:
                self._counters["notify-repeated"] += 1  # our ack was lost
                return [ack]
        return self._on_published(message, ack, now)

    def on_reply(self, message: MapReply, now: float) -> list[Step]:
        """A Map-Reply: the answer to a look-up, or "not subscribed"."""
        for lookup in self.lookups.values():
            if lookup.nonce == message.nonce:
                return self._on_found(lookup, message, now)
        for _, subscription in self.subscriptions.items():
            if message.nonce in subscription.outstanding:
                # Not authenticated, so it changes nothing: the next request goes out as planned.
                self._counters["subscription-refused"] += 1
                return []
        return self._drop("reply-unknown-nonce")

    def _related(self, message: MapNotify) -> list[Subscription]:
        """The subscriptions that a record of the message is about: inside of them, or around them."""
        found: dict[Prefix, Subscription] = {}
        for record in message.records:
            if (prefix := record.prefix) is not None:
                found.update(self.subscriptions.covering(prefix))
                found.update(self.subscriptions.covered(prefix))
        return list(found.values())

    def _drop(self, reason: str) -> list[Step]:
        self._counters.drop(reason)
        return []

    def _on_timer(self, key: Hashable, now: float) -> list[Step]:
        assert isinstance(key, tuple)
        kind, prefix = key
        if kind == "lookup":
            return self._ask(self.lookups[prefix], now)
        subscription = self.subscriptions[prefix]
        if subscription.outstanding and subscription.tries == SILENT_AFTER:
            return [*self._silent(prefix), *self._request(subscription, now)]
        return self._request(subscription, now)

    def _silent(self, prefix: Prefix) -> list[Step]:
        reason = f"map server {self._server.address} has not confirmed the subscription to {prefix}"
        return [Degraded(f"{reason} in {SILENT_AFTER} tries")]

    def _request(self, subscription: Subscription, now: float) -> list[Step]:
        """Ask to subscribe: every try has a nonce of its own, greater than all before."""
        if not subscription.outstanding:
            subscription.tries = 0
        known = max(subscription.seen.values(), default=0)
        nonce = max(self._last_nonce, subscription.floor, known) + NONCE_STEP
        self._last_nonce = nonce
        subscription.outstanding.add(nonce)
        delay_s = REQUEST_RETRY_S[min(subscription.tries, len(REQUEST_RETRY_S) - 1)]
        if subscription.tries >= len(REQUEST_RETRY_S):
            subscription.outstanding.remove(min(subscription.outstanding))
        subscription.tries += 1
        subscription.asked_at = now
        self._timers.set(("subscribe", subscription.prefix), now + delay_s)
        self._counters["subscribe-sent"] += 1
        return [self._map_request(subscription.prefix, nonce, subscribe=True)]

    def _ask(self, lookup: Lookup, now: float) -> list[Step]:
        """Look a prefix up (again)."""
        if lookup.nonce is None:
            lookup.nonce = self._nonces()
        delay_s = REQUEST_RETRY_S[min(lookup.tries, len(REQUEST_RETRY_S) - 1)]
        lookup.tries += 1
        self._timers.set(("lookup", lookup.prefix), now + delay_s)
        self._counters["lookup-sent"] += 1
        request: list[Step] = [self._map_request(lookup.prefix, lookup.nonce, subscribe=False)]
        if lookup.tries == SILENT_AFTER:
            server = self._server.address
            request.append(Degraded(f"map server {server} knows no xTR for {lookup.prefix}, or is silent"))
        return request

    def _map_request(self, prefix: Prefix, nonce: int, *, subscribe: bool) -> SendDatagram:
        """An encapsulated Map-Request; the answer comes to our control port."""
        request = MapRequest(
            nonce,
            (self._rloc,),
            (RequestRecord.of(prefix, subscribe=subscribe),),
            identity=self._identity if subscribe else None,
        )
        # The inner header is of one family: an EID of the other cannot stand in it.
        fits = prefix.afi == self._rloc.afi
        outer = EncapsulatedControlMessage(
            source=self._rloc,
            source_port=self._port,
            destination=prefix.address if fits else self._server.address,
            destination_port=CONTROL_PORT,
            inner=encode(request),
        )
        return SendDatagram(encode(outer), self._server)

    def _acknowledgement(self, message: MapNotify, key: Key, source: Endpoint) -> SendDatagram:
        """The Map-Notify-Ack: the same content under our MAC (RFC 9301 section 5.7)."""
        ack = MapNotifyAck(message.nonce, message.records, flags=message.flags, identity=message.identity)
        return SendDatagram(seal(ack, key), source)

    def _on_confirmed(self, subscription: Subscription, message: MapNotify, now: float) -> list[Step]:
        """The map server has taken the subscription, and says what the mapping is now."""
        first = subscription.confirmed_at is None
        subscription.outstanding.clear()
        subscription.tries = 0
        subscription.confirmed_at = now
        subscription.floor = max(subscription.floor, message.nonce)
        self._timers.set(("subscribe", subscription.prefix), now + SUBSCRIPTION_REFRESH_S)
        self._counters["subscription-confirmed"] += 1
        steps: list[Step] = []
        if first:
            steps.append(Notice("subscription-confirmed", {"prefix": str(subscription.prefix)}))
        for record in message.records:
            if (prefix := record.prefix) is not None and message.nonce > subscription.seen.get(prefix, 0):
                steps += self._learn(prefix, record)
        # A nonce at or below the floor is refused without being remembered.
        subscription.seen = {p: nonce for p, nonce in subscription.seen.items() if nonce > subscription.floor}
        return steps

    def _on_dropped(self, subscription: Subscription, now: float) -> list[Step]:
        """The server has given the subscription up, for want of an acknowledgement (RFC 9437 section 5)."""
        self._counters["subscription-dropped"] += 1
        subscription.outstanding.clear()
        self._ask_again(subscription, now)
        return []

    def _on_published(self, message: MapNotify, ack: SendDatagram, now: float) -> list[Step]:
        """A mapping has changed. Acknowledged unless it is stale: a replay gets no answer."""
        steps: list[Step] = []
        for record in message.records:
            prefix = record.prefix
            if prefix is None:
                continue
            around = next(self.subscriptions.covering(prefix), None)
            if around is None:
                if self._is_news(prefix, record):
                    self._refresh_below(prefix, now)
                continue
            subscription = around[1]
            last = subscription.last_nonce(prefix)
            if message.nonce > last:
                if prefix not in subscription.seen and self._tracked() >= MAX_TRACKED_EIDS:
                    return self._drop("publication-too-many-eids")
                subscription.seen[prefix] = message.nonce
                steps += self._learn(prefix, record)
                self._counters["publication-accepted"] += 1
            elif message.nonce == last and not self._is_news(prefix, record):
                self._counters["notify-repeated"] += 1
            else:
                return [*steps, *self._drop("publication-replayed-nonce")]
        return [ack, *steps]

    def _refresh_below(self, prefix: Prefix, now: float) -> None:
        """A mapping around subscribed prefixes has changed: its order is not ours to judge, so ask again."""
        for _, subscription in self.subscriptions.covered(prefix):
            self._ask_again(subscription, now)

    def _ask_again(self, subscription: Subscription, now: float) -> None:
        """Subscribe anew, as soon as the rate of Map-Requests for one prefix allows."""
        soonest = subscription.asked_at + REQUEST_RETRY_S[0]
        self._timers.set(("subscribe", subscription.prefix), max(now, soonest))

    def _tracked(self) -> int:
        return sum(len(subscription.seen) for _, subscription in self.subscriptions.items())

    def _is_news(self, prefix: Prefix, record: EidRecord) -> bool:
        return (self.mappings.get(prefix) or ()) != usable(record)

    def _learn(self, prefix: Prefix, record: EidRecord) -> list[Step]:
        """Keep a mapping; reports it when it is another than before."""
        if not self._is_news(prefix, record):
            return []
        locators = usable(record)
        if locators:
            self.mappings[prefix] = locators
        else:
            self.mappings.pop(prefix)
        return [MappingChanged(prefix, locators)]

    def _on_found(self, lookup: Lookup, message: MapReply, now: float) -> list[Step]:
        """The answer to a look-up: the longest record around what was asked; none means ask again later."""
        lookup.nonce = None
        covering = [(p.length, r) for r in message.records if (p := r.prefix) and p.covers(lookup.prefix)]
        locators = usable(max(covering, key=lambda entry: entry[0])[1]) if covering else ()
        if not locators:
            self._counters["lookup-negative"] += 1
            return []
        lookup.locators, lookup.found_at, lookup.tries = locators, now, 0
        self._timers.cancel(("lookup", lookup.prefix))
        return [MappingFound(lookup.prefix, locators)]


def usable(record: EidRecord) -> Locators:
    """The locators one may send to, the best first; none for a record that withdraws its EID."""
    if record.ttl_min == 0:
        return ()
    return tuple(sorted(filter(_is_usable, record.locators), key=lambda locator: locator.priority))


def _is_usable(locator: Locator) -> bool:
    return locator.usable


def _is_refusal(message: MapNotify) -> bool:
    return any(r.action == Action.DROP_AUTH_FAILURE and not r.locators for r in message.records)
