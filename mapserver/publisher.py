"""What subscribers are owed, and how it reaches them: every follower of a changed prefix, at a bounded pace.

At most one Map-Notify per subscription is outstanding. Changes that happen meanwhile join the next one,
together with whatever is not acknowledged yet, so the newest Map-Notify always carries everything the
subscriber may have missed, in its present state. That makes delivery independent of the order in which
datagrams arrive: RFC 9437 section 6 has a subscriber drop a publication older than the last it saw, and a
retransmission of the older of two would be lost to it for good.

A change with few followers is published at once. One with many goes on in slices, a Tick each, in turn
with other changes: neither received datagrams nor the three followers of another EID wait for the hundred
thousand of this one. What is queued is the prefix, not its state: that is read when a Map-Notify is made.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from lisp.engine import Command, Counters, Notice, SendDatagram, earliest
from lisp.wire import EidRecord, NotifyFlag, Prefix, PrefixPair
from lisp.wire.reader import Writer
from mapserver.notifier import Notifier
from mapserver.pacing import Pace
from mapserver.registration import Registry
from mapserver.resolver import MAX_RECORD_OCTETS, MAX_RECORDS, proxied
from mapserver.subscription import State, Subscription, Subscriptions

# Changes that wait for a subscriber who does not answer. Beyond, the oldest is forgotten: whoever was away
# that long subscribes anew and is told everything.
MAX_BACKLOG: Final = 65_536
# Followers looked at in one go, whether they are sent something or not.
MAX_VISITS: Final = 256
_MAX_ENCODED: Final = 1_024
# So many mappings inside a followed prefix are owed at a time, while its subscriber gets to know it.
_PICTURE: Final = 256
_RESYNC: Final = "resync"

# A follower with what it is owed; None where there was nobody, and it is time for a pause.
Visit = tuple[Subscription, tuple[Prefix, ...]] | None


class Publisher:
    """Publishes changes to their followers."""

    def __init__(
        self, subscriptions: Subscriptions, registry: Registry, notifier: Notifier, pace: Pace, counters: Counters
    ) -> None:
        self._subscriptions = subscriptions
        self._registry = registry
        self._notifier = notifier
        self._pace = pace
        self._counters = counters
        self._running: dict[Prefix | str, Iterator[Visit]] = {}
        self._again: set[Prefix] = set()  # changed once more while their followers were being told
        self._resync_at: float | None = None
        self._encoded: dict[Prefix, tuple[bytes, bytes]] = {}  # what is registered, what is published of it

    def on_change(self, prefix: Prefix, now: float) -> list[Command]:
        """Publish the state of a changed mapping to everybody who follows it; to the first of them at once."""
        if not len(self._subscriptions):
            return []
        if prefix in self._running:
            self._again.add(prefix)
            return []
        visits = self._followers(prefix)
        commands: list[Command] = []
        room = self._pace.room(now)
        for _ in range(MAX_VISITS):
            if room <= 0:
                break
            try:
                visit = next(visits)
            except StopIteration:
                return commands
            sent = self._visit(visit, now)
            commands += sent
            room -= bool(sent)
        self._running[prefix] = visits
        return commands

    def resync(self, at: float) -> None:
        """At this time (monotonic s) tell every subscriber how things are: what it knows, nobody knows."""
        self._resync_at = at

    def work(self, now: float) -> list[Command]:
        """The next slice of what is going on, every changed prefix in its turn."""
        if self._resync_at is not None and now >= self._resync_at:
            self._resync_at = None
            self._running[_RESYNC] = self._everybody()
        commands: list[Command] = []
        room = self._pace.room(now) if self._running else 0
        for _ in range(MAX_VISITS):
            if room <= 0 or not self._running:
                break
            what = next(iter(self._running))
            visits = self._running.pop(what)
            try:
                visit = next(visits)
            except StopIteration:
                if isinstance(what, Prefix) and what in self._again:
                    self._again.remove(what)
                    self._running[what] = self._followers(what)
                continue
            self._running[what] = visits
            sent = self._visit(visit, now)
            commands += sent
            room -= bool(sent)
        return commands

    def next_at(self) -> float | None:
        """When there is something to do."""
        return earliest(self._resync_at, self._pace.next_at() if self._running else None)

    def _visit(self, visit: Visit, now: float) -> list[Command]:
        if visit is None:
            return []
        subscription, prefixes = visit
        for prefix in prefixes:
            self.owe(subscription, prefix)
        return self.pump(subscription, now)

    def _followers(self, prefix: Prefix) -> Iterator[Visit]:
        """The subscriptions around the changed prefix, and those inside it whose mapping it is.

        Of pairs, those with traffic in common with it. Who follows a plain prefix does not hear of pairs, just
        as a request for a plain EID is not answered with one.
        """
        for pair in self._subscriptions.of_pairs(prefix):
            yield (pair, self._news(prefix, pair)) if self._matters(prefix, pair.prefix) else None
        if isinstance(prefix, PrefixPair):
            return
        for subscription in self._subscriptions.followers(prefix):
            yield subscription, self._news(prefix, subscription)
        for inner in self._subscriptions.inside(prefix):
            own = self._registry.longest(inner.prefix) if inner is not None else None
            if inner is None or (own is not None and own.prefix.length > prefix.length):
                yield None
            else:
                yield inner, self._news(prefix, inner)

    def _matters(self, prefix: Prefix, followed: Prefix) -> bool:
        """Whether traffic of the pair followed may be looked up as the changed prefix, or was."""
        own = self._registry.longest(followed) if prefix.covers(followed) else None
        return own is None or _rank(own.prefix) <= _rank(prefix)

    def _news(self, prefix: Prefix, subscription: Subscription) -> tuple[Prefix, ...]:
        if self._registry.get(prefix) is None and prefix.covers(subscription.prefix):
            # What the subscriber followed is gone; what is around it takes its place.
            around = self._registry.longest(subscription.prefix)
            if around is not None:
                return prefix, around.prefix
        return (prefix,)

    def _everybody(self) -> Iterator[Visit]:
        for subscription in list(self._subscriptions):
            if self._subscriptions.get(subscription.prefix, subscription.identity.xtr_id) is subscription:
                match = self._registry.longest(subscription.prefix)
                subscription.told_to = subscription.prefix
                yield subscription, (match.prefix if match is not None else subscription.prefix,)

    def owe(self, subscription: Subscription, prefix: Prefix) -> None:
        """Have a mapping's state told with the next Map-Notify."""
        if prefix not in subscription.backlog and len(subscription.backlog) >= MAX_BACKLOG:
            del subscription.backlog[next(iter(subscription.backlog))]
            self._counters["publication-forgotten"] += 1
        subscription.backlog[prefix] = None

    def pump(self, subscription: Subscription, now: float) -> list[Command]:
        """Send what is owed, unless the datagram under way has no room for any of it."""
        if subscription.state is not State.ACTIVE:
            return []
        if subscription.told_to is not None and not subscription.backlog and not subscription.in_flight:
            self._owe_more(subscription)
        if not subscription.backlog:
            return []
        news, count, records = self._next(subscription)
        if not news:
            return []
        subscription.published += 1
        self._pace.spend()
        name = subscription.subscriber.name
        send = self.send(subscription, signed(subscription, count, records), now)
        return [send, *(Notice("mapping-published", {"eid": str(eid), "subscriber": name}) for eid in news)]

    def _owe_more(self, subscription: Subscription) -> None:
        """Some more of what is inside the prefix followed: a subscriber sets the pace of its own first picture."""
        inside = self._registry.more_specifics(subscription.prefix, _PICTURE, subscription.told_to)
        for mapping in inside:
            self.owe(subscription, mapping.prefix)
        subscription.told_to = inside[-1].prefix if len(inside) == _PICTURE else None

    def refreshed(self, subscription: Subscription, data: bytes) -> bytes:
        """What to send in place of an unacknowledged publication: the same, unless what it tells has changed."""
        if b"".join(map(self._octets, subscription.in_flight)) in data:
            return data
        subscription.backlog = dict.fromkeys((*subscription.in_flight, *subscription.backlog))
        subscription.in_flight = ()
        _, count, records = self._next(subscription)
        return signed(subscription, count, records)

    def _next(self, subscription: Subscription) -> tuple[list[Prefix], int, bytes]:
        """What of the backlog goes out next; with it, under the next nonce, what is under way already."""
        backlog = subscription.backlog
        pieces, taken, used = list[bytes](), dict[Prefix, None](), 0
        for prefix in chain(subscription.in_flight, backlog):
            if prefix in taken:
                continue
            octets = self._octets(prefix)
            used += len(octets)
            if taken and (used > MAX_RECORD_OCTETS or len(taken) == MAX_RECORDS):
                break
            taken[prefix] = None
            pieces.append(octets)
        news = [prefix for prefix in taken if prefix in backlog]
        for prefix in news:
            del backlog[prefix]
        if not news:
            return news, 0, b""
        subscription.in_flight = tuple(taken)
        in_step = subscription.floor == subscription.nonce
        subscription.nonce += 1
        if in_step:
            subscription.floor = subscription.nonce
        return news, len(pieces), b"".join(pieces)

    def _octets(self, prefix: Prefix) -> bytes:
        """The state of a mapping as it is published, TTL 0 once it is gone: made once for all followers."""
        mapping = self._registry.get(prefix)
        held = mapping.octets if mapping is not None else b""
        known = self._encoded.get(prefix)
        if known is not None and known[0] == held:
            return known[1]
        octets = octets_of(proxied(mapping.record) if mapping is not None else EidRecord.of(prefix, ttl_min=0))
        if len(self._encoded) >= _MAX_ENCODED:
            self._encoded.clear()
        self._encoded[prefix] = held, octets
        return octets

    def send(self, subscription: Subscription, data: bytes, now: float) -> SendDatagram:
        """Send a signed Map-Notify until the subscriber acknowledges it."""
        return self._notifier.send(subscription.key, data, subscription.macs, subscription.rlocs, now)


def _rank(prefix: Prefix) -> tuple[int, int]:
    """Of two that match the same traffic the greater one wins."""
    return prefix.destination.length, prefix.source.length


def octets_of(record: EidRecord) -> bytes:
    """A record as it stands on the wire."""
    writer = Writer()
    record.encode(writer)
    return writer.to_bytes()


def signed(subscription: Subscription, count: int, records: bytes) -> bytes:
    """A Map-Notify to a subscriber, under the subscription's present nonce."""
    head = (4 << 28 | NotifyFlag.XTR_ID << 8 | count).to_bytes(4, "big") + subscription.nonce.to_bytes(8, "big")
    identity = subscription.identity
    return subscription.mac.sign(head, records + identity.xtr_id + identity.site_id)
