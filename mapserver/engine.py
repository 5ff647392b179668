"""The map server as a sans-IO engine: datagrams and ticks in, commands out.

    Map-Register ──▶ registrar ──┬─▶ Map-Notify to the xTR
                                 ├─▶ mobility: Map-Notify to the xTRs that lost the EID
                                 └─▶ pubsub: Map-Notify to the subscribers
    ECM(Map-Request) ──▶ requests ──▶ Map-Reply, on to an ETR, into the DDT, or a subscription
    Map-Notify-Ack ──▶ notifier ──▶ mobility, pubsub

What is refused is counted and gets no answer.
"""

from collections.abc import Mapping as MappingABC
from typing import Any, Final

from lisp.engine import (
    Command,
    Counters,
    Datagram,
    Endpoint,
    Event,
    LazyFields,
    Notice,
    SendDatagram,
    Tick,
    earliest,
)
from lisp.wire import (
    AuthError,
    DecodeError,
    Prefix,
)
from mapserver.commands import PersistState, StoreSubscription
from mapserver.damping import Damper
from mapserver.mapping import PING_PONG_MOVES, PING_PONG_WINDOW_S
from mapserver.mobility import MOVE, Mobility
from mapserver.notifier import MAX_MOVE_NOTICES, Notifier, NotifyRefusal
from mapserver.pacing import Pace
from mapserver.policy import Policy
from mapserver.pubsub import PubSub
from mapserver.records import LocatorSet
from mapserver.registrar import Registrar
from mapserver.registration import Cause, Change, Registry
from mapserver.replay import NonceLedger
from mapserver.requests import Requests
from mapserver.resolver import Resolver
from mapserver.restorer import Restorer

# How long a change of what must survive a restart may wait to be written with others.
PERSIST_DELAY_S: Final = 0.5
SNAPSHOT_VERSION: Final = 1

_TYPE_NAMES: Final = {
    1: "map-request",
    2: "map-reply",
    3: "map-register",
    4: "map-notify",
    5: "map-notify-ack",
    6: "map-referral",
    8: "ecm",
    15: "shared-extension",
}

_IN_COUNTERS: Final = tuple(f"in.{_TYPE_NAMES.get(kind, 'unknown')}" for kind in range(16))


class MapServer:
    """Map-Resolver and Map-Server. Owns the registrations; knows no sockets and no clock."""

    def __init__(self, policy: Policy, first_nonce: int, *, durable: bool = False, keeps_state: bool = True) -> None:
        """`first_nonce` starts the nonces of move notices: larger at every start of the daemon.

        `durable`: command that registrations, nonces and subscriptions be stored, one by one as they change.
        Otherwise `keeps_state`: command that nonces and subscriptions be stored, all of them.
        """
        self.policy = policy
        self._durable = durable
        self._keeps_state = keeps_state and not durable
        self._persist_at: float | None = None
        self.counters = Counters()
        self.registry = Registry()
        self.ledger = NonceLedger(policy.limits.replay_entries)
        self._restorer = Restorer(policy, self.registry, self.ledger, self.counters)
        self._resolver = Resolver(policy, self.registry)
        self._pace = Pace(policy.limits.publications_per_s)
        self._notifier = Notifier(self._pace, policy.limits.subscriptions + MAX_MOVE_NOTICES)
        self._mobility = Mobility(self.registry, self._notifier, first_nonce)
        self._damper = Damper(policy.damping)
        self.pubsub = PubSub(policy, self.registry, self._resolver, self._notifier, self._pace, self.counters)
        self._requests = Requests(
            policy, self.registry, self._resolver, self.pubsub, self.counters, self._subscriptions_stored
        )
        self.ddt = self._requests.ddt
        self._registrar = Registrar(
            policy, self.registry, self.ledger, self._mobility, self.counters, self._persist_soon, durable=durable
        )

    def handle(self, event: Event, now: float) -> list[Command]:
        """Take a Datagram or a Tick at monotonic time `now` (s)."""
        if isinstance(event, Datagram):
            commands = self._on_datagram(event.data, event.source, now)
        elif isinstance(event, Tick):
            commands = self._on_tick(now)
        else:
            raise TypeError(f"a map server has no use for {event!r}")
        for command in commands:
            if type(command) is SendDatagram:
                self.counters["out.datagrams"] += 1
        return commands

    def deadline(self) -> float | None:
        """When to call with a Tick: an expiry, a retransmission, or state to be stored."""
        return earliest(
            self._restorer.next_at(),
            self.registry.next_at(),
            self._notifier.next_at(),
            self.pubsub.next_at(),
            self._damper.next_at(),
            self.ddt.next_at(),
            self._persist_at,
        )

    def snapshot(self) -> dict[str, Any]:
        """What must survive a restart, JSON-able: nonces, and who had subscribed."""
        nonces = {} if self._durable else self.ledger.snapshot()
        return {"version": SNAPSHOT_VERSION, "nonces": nonces, "subscriptions": self.pubsub.snapshot()}

    def restore(self, state: MappingABC[str, Any], now: float) -> None:
        """Take over a snapshot. Raises ValueError, KeyError or TypeError when it is none."""
        if state["version"] != SNAPSHOT_VERSION:
            raise ValueError(f"state of version {state['version']}, {SNAPSHOT_VERSION} is expected")
        self.ledger.restore(state["nonces"])
        # Nonces of ended subscriptions once had a list of their own.
        self.restore_subscriptions([*state["subscriptions"], *state.get("last_nonces", ())], now)

    def restore_subscriptions(self, stored: list[MappingABC[str, Any]], now: float) -> None:
        """Take over stored subscriptions, after the registrations. Raises like `restore`."""
        self.pubsub.restore(stored, now, registered=self._durable)

    def adopt(self, policy: Policy, now: float) -> list[Command]:
        """Go on under another policy. What it no longer allows ends as if withdrawn; the rest stays as it is."""
        self.policy = policy
        self._restorer.adopt(policy)
        self._registrar.adopt(policy)
        self._resolver.adopt(policy)
        self._requests.adopt(policy)
        commands: list[Command] = []
        for change in self.registry.adopt(policy):
            commands += self._registrar.store(change.prefix, now)
            commands += self._announce(change, now)
        self.pubsub.adopt(policy)
        self._pace.rate_per_s = policy.limits.publications_per_s
        self._notifier.max_outstanding = policy.limits.subscriptions + MAX_MOVE_NOTICES
        self._damper.damping = policy.damping
        return self._subscriptions_stored(now) + commands

    def take_over(self, rows: dict[bytes, bytes], unix_s: float, now: float) -> None:
        """Serve the stored mappings of an earlier life from now on; `unix_s` is the wall time.

        Raises ValueError when a key is damaged.
        """
        self._restorer.start(rows, unix_s, now)

    def _on_datagram(self, data: bytes, source: Endpoint, now: float) -> list[Command]:
        kind = data[0] >> 4 if data else 0
        self.counters[_IN_COUNTERS[kind]] += 1
        match kind:
            case 3:
                commands, changes = self._registrar.receive(data, source, now)
                for change in changes:
                    commands += self._announce(change, now)
                return commands
            case 8 | 1:
                return self._requests.receive(data, source, now)
            case 5:
                return self._on_ack(data, now)
            case 6 if self.policy.ddt is not None:
                return self._requests.on_referral(data, source, now)
            case _:
                self.counters.drop("unexpected-type" if data else "empty")
                return []

    def _on_tick(self, now: float) -> list[Command]:
        commands = self._go_on_taking_over(now)
        for change in self.registry.expire(now):
            commands += self._registrar.store(change.prefix, now)
            commands += self._announce(change, now)
        resends, failed = self._notifier.due(now, self.pubsub.refreshed)
        self.counters["out.retransmissions"] += len(resends)
        commands += resends
        for key in failed:
            assert isinstance(key, tuple)
            commands += self._mobility.on_failed(key) if key[0] == MOVE else self.pubsub.on_failed(key)
        for prefix in self._damper.due(now):
            commands += [Notice("eid-calm", {"eid": str(prefix)}), *self.pubsub.publish(prefix, now)]
        commands += self.pubsub.on_tick(now)
        commands += self._subscriptions_stored(now)
        commands += self.ddt.tick(now)
        if self._persist_at is not None and now >= self._persist_at:
            self._persist_at = None
            commands.append(PersistState(self.snapshot()))
        return commands

    def _go_on_taking_over(self, now: float) -> list[Command]:
        """The next slice of what is stored; what turned out to be worth nothing is stored no more."""
        if not self._restorer.busy:
            return []
        commands = [command for prefix in self._restorer.go_on() for command in self._registrar.store(prefix, now)]
        if not self._restorer.busy:
            commands.append(Notice("taken-over", {"mappings": len(self.registry)}))
        return commands

    def _announce(self, change: Change, now: float) -> list[Command]:
        """Tell everybody whom a changed mapping concerns."""
        commands = [*self._change_notices(change), *self._mobility.on_change(change, now)]
        if (change.moved or change.cause is Cause.WITHDRAWN) and self._damper.flapped(change.prefix, now):
            commands.append(Notice("eid-damped", {"eid": str(change.prefix), "xtr": change.by.owner}))
        if change.prefix in self._damper:
            self.counters["publication-damped"] += 1
            return commands
        return commands + self.pubsub.publish(change.prefix, now)

    def _change_notices(self, change: Change) -> list[Command]:
        eid, xtr = change.prefix, change.by.owner
        before, after = change.before, change.after
        if after is None:
            name = "eid-expired" if change.cause is Cause.EXPIRED else "eid-withdrawn"
            return [Notice(name, {"eid": str(eid), "xtr": xtr})]
        if before is not None:
            if not change.moved:
                return [Notice("eid-updated", LazyFields(_registration_fields, eid, after, xtr))]
            moved = Notice("eid-moved", LazyFields(_move_fields, eid, before, after))
            if not change.ping_pong:
                return [moved]
            wild = {"eid": str(eid), "xtr": xtr, "moves": PING_PONG_MOVES, "within_s": PING_PONG_WINDOW_S}
            return [moved, Notice("eid-ping-pong", wild)]
        notices: list[Command] = [
            Notice("eid-registered", LazyFields(_registration_fields, eid, after, xtr, change.by.site.name))
        ]
        home = self.registry.enclosing(eid)
        if home is not None and home.locators.addresses != after.addresses:
            # Until now, whoever served the prefix around it served this EID too.
            notices.append(Notice("eid-moved", LazyFields(_move_fields, eid, home.locators, after)))
        return notices

    # Map-Notify-Ack

    def _on_ack(self, data: bytes, now: float) -> list[Command]:
        try:
            delivery = self._notifier.acknowledge(data)
        except (AuthError, DecodeError) as error:
            self.counters.drop(error.reason)
            return []
        except NotifyRefusal as refusal:
            self.counters.drop(str(refusal))
            return []
        self.counters["ack.accepted"] += 1
        assert isinstance(delivery.key, tuple)
        if delivery.key[0] == MOVE:
            return self._mobility.on_delivered(delivery.key, now)
        commands = self.pubsub.on_delivered(delivery, now)
        return self._subscriptions_stored(now) + commands

    def _subscriptions_stored(self, now: float) -> list[Command]:
        """Have the subscriptions that have changed stored, before what follows is sent."""
        touched = self.pubsub.touched()
        if not self._durable:
            if touched:
                self._persist_soon(now)
            return []
        return [
            StoreSubscription(str(prefix), xtr_id.hex(), self.pubsub.stored(prefix, xtr_id))
            for prefix, xtr_id in touched
        ]

    def _persist_soon(self, now: float) -> None:
        if self._persist_at is None and self._keeps_state:
            self._persist_at = now + PERSIST_DELAY_S


def _registration_fields(eid: Prefix, locators: LocatorSet, xtr: str, site: str | None = None) -> dict[str, Any]:
    fields = {"eid": str(eid), "rlocs": str(locators), "xtr": xtr}
    return fields if site is None else {**fields, "site": site}


def _move_fields(eid: Prefix, before: LocatorSet, after: LocatorSet) -> dict[str, Any]:
    return {"eid": str(eid), "from": str(before), "to": str(after)}
