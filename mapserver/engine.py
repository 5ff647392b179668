"""The map server as a sans-IO engine: datagrams and ticks in, commands out.

    Map-Register ──▶ admission ──▶ registry ──┬─▶ Map-Notify to the xTR
                                              ├─▶ mobility: Map-Notify to the xTRs that lost the EID
                                              └─▶ pubsub: Map-Notify to the subscribers
    ECM(Map-Request) ──▶ pubsub (N bit) or resolver ──▶ Map-Reply, or on to an ETR
    Map-Notify-Ack ──▶ notifier ──▶ mobility, pubsub

What is refused is counted and gets no answer.
"""

import struct
from collections.abc import Iterable
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from typing import Any, Final

from lisp.engine import (
    Command,
    Counters,
    Datagram,
    Endpoint,
    Event,
    Notice,
    RateLimiter,
    SendDatagram,
    Tick,
    earliest,
)
from lisp.wire import (
    CONTROL_PORT,
    DATA_PORT,
    Action,
    Address,
    AuthError,
    DecodeError,
    EidRecord,
    EncapsulatedControlMessage,
    MapNotify,
    MapReply,
    MapRequest,
    NotifyFlag,
    Prefix,
    RegisterFlag,
    RequestFlag,
    RequestRecord,
    decode,
    encode,
)
from lisp.wire.messages import AUTH_DATA_OFFSET, AUTH_OFFSET
from mapserver import plain_register, plain_request
from mapserver.admission import Admitted, Refused, admit
from mapserver.damping import Damper
from mapserver.mobility import MOVE, Mobility
from mapserver.notifier import MAX_MOVE_NOTICES, Notifier, NotifyRefusal
from mapserver.pacing import Credit, Pace, TokenBuckets
from mapserver.plain_request import PlainRequest
from mapserver.policy import Policy
from mapserver.pubsub import Declined, Denied, Dropped, PubSub, ReplayedSubscription
from mapserver.registration import (
    PING_PONG_MOVES,
    PING_PONG_WINDOW_S,
    Cause,
    Change,
    Contribution,
    Registry,
    Standing,
    addresses,
)
from mapserver.replay import NonceLedger, NonceTally
from mapserver.resolver import NEGATIVE_TTL_MIN, Answer, Forward, Resolver
from mapserver.restorer import STORE_REFRESH_S, Restorer

# One message of every kind we take; what an attacker sends beyond is not worth decoding.
MAX_REQUEST_OCTETS: Final = 9_000
# The same answer to the same asker; a changed answer goes out at once.
REPLY_INTERVAL_S: Final = 0.5
NOTICE_INTERVAL_S: Final = 5.0
# How long a change of what must survive a restart may wait to be written with others.
PERSIST_DELAY_S: Final = 0.5
SNAPSHOT_VERSION: Final = 1

_REPLY_HEAD: Final = struct.Struct("!IQ")
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

_IN_COUNTERS: Final = {kind: f"in.{name}" for kind, name in _TYPE_NAMES.items()}


@dataclass(frozen=True, slots=True)
class PersistState(Command):
    """Store this where a restart finds it, in place of what was stored before."""

    state: MappingABC[str, Any]


@dataclass(frozen=True, slots=True)
class StoreNonce(Command):
    """A sender's last accepted nonce: to be durable before any Map-Notify that follows goes out."""

    sender: str
    last: int


@dataclass(frozen=True, slots=True)
class StoreMapping(Command):
    """What stands for a prefix now, in place of what stood: to be durable before a Map-Notify that follows.

    `lost`: what xTRs contributed that lost the EID to others, and how long ago (s). The contributions may
    go on changing: take from them what is to be stored at once.
    """

    prefix: Prefix
    contributions: tuple[Contribution, ...]
    lost: tuple[tuple[Contribution, float], ...] = ()


@dataclass(frozen=True, slots=True)
class StoreSubscription(Command):
    """What is to be known of a subscription after a restart: durable before a Map-Notify that follows."""

    eid: str
    xtr_id: str
    state: MappingABC[str, Any]


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
        self._per_rloc = TokenBuckets(policy.limits.replies_per_s_per_rloc)
        self._credit = Credit()
        self._repetitions = RateLimiter(REPLY_INTERVAL_S)
        self._notices = RateLimiter(NOTICE_INTERVAL_S, max_keys=1_024)
        self._persist_at: float | None = None

    def handle(self, event: Event, now: float) -> list[Command]:
        """Take a Datagram or a Tick at monotonic time `now` (s)."""
        match event:
            case Datagram(data, source):
                commands = self._on_datagram(data, source, now)
            case Tick():
                commands = self._on_tick(now)
            case _:
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
        self._restorer.policy = policy
        self._resolver.adopt(policy)
        self._per_rloc = TokenBuckets(policy.limits.replies_per_s_per_rloc)
        commands: list[Command] = []
        for change in self.registry.adopt(policy):
            if self._durable:
                commands.append(self._store_mapping(change.prefix, now))
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
        self.counters[_IN_COUNTERS.get(kind, "in.unknown")] += 1
        match kind:
            case 3:
                return self._on_register(data, source, now)
            case 8 | 1:
                return self._on_request(data, source, now)
            case 5:
                return self._on_ack(data, now)
            case _:
                self.counters.drop("unexpected-type" if data else "empty")
                return []

    def _on_tick(self, now: float) -> list[Command]:
        commands = self._go_on_taking_over(now)
        for change in self.registry.expire(now):
            if self._durable:
                commands.append(self._store_mapping(change.prefix, now))
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
        if self._persist_at is not None and now >= self._persist_at:
            self._persist_at = None
            commands.append(PersistState(self.snapshot()))
        return commands

    def _go_on_taking_over(self, now: float) -> list[Command]:
        """The next slice of what is stored; what turned out to be worth nothing is stored no more."""
        if not self._restorer.busy:
            return []
        commands: list[Command] = [self._store_mapping(prefix, now) for prefix in self._restorer.go_on()]
        if not self._restorer.busy:
            commands.append(Notice("taken-over", {"mappings": len(self.registry)}))
        return commands

    # Map-Register

    def _on_register(self, data: bytes, source: Endpoint, now: float) -> list[Command]:
        refreshed = self._refresh(data, source, now)
        if refreshed is not None:
            return refreshed
        try:
            admitted = admit(data, source, self.policy, self.ledger)
            if admitted.duplicate:
                return self._on_duplicate(admitted)
            standings = self._standings(admitted, now)
            self._check_room(admitted)
        except Refused as refusal:
            return self._refuse(refusal.reason, source, now)
        message = admitted.message
        commands: list[Command] = []
        changes: list[Change] = []
        for prefix, record, standing in zip(admitted.prefixes, message.records, standings, strict=True):
            if standing is Standing.HELD:
                self.counters["register.held-down"] += 1
                fields = {"eid": str(prefix), "xtr": admitted.sender.owner}
                commands += [Notice("late-refresh-ignored", fields)]
                commands += self._mobility.remind(prefix, admitted.sender.owner, now)
            elif (change := self._apply(admitted, prefix, record, now)) is not None:
                changes.append(change)
        if Standing.HELD not in standings:
            self.registry.keep_form(admitted.form, admitted.prefixes, admitted.sender.owner)
        self.ledger.accept(admitted.registrant.tally, message.nonce, admitted.tag)
        commands += self._stored(admitted.registrant.tally, admitted.prefixes, now)
        self.counters["register.accepted"] += 1
        if message.has(RegisterFlag.WANT_MAP_NOTIFY):
            commands.append(self._acknowledge(admitted))
        for change in changes:
            commands += self._announce(change, now)
        return commands

    def _refresh(self, data: bytes, source: Endpoint, now: float) -> list[Command] | None:
        """A Map-Register that says, octet for octet, what its xTR has said before; None where it does not.

        Its records need no second look: only the MAC and the nonce are new. Anything unusual, a bad MAC or
        an old nonce included, is left to the long way round, which knows what to call it.
        """
        # What follows the tag; its length is in the octet before it, as no tag is longer than 255 octets.
        form_at = AUTH_DATA_OFFSET + data[AUTH_DATA_OFFSET - 1] if len(data) > AUTH_DATA_OFFSET else len(data)
        if self._restorer.busy and (prefix := plain_register.first_prefix(data, form_at)) is not None:
            self.registry.get(prefix)
        form = data[form_at:]
        contributions = self.registry.refreshed(form)
        if contributions is None:
            return None
        xtr = contributions[0].registrant
        nonce = int.from_bytes(data[4:12], "big")
        if (
            data[:4] != xtr.head
            or data[AUTH_OFFSET:AUTH_DATA_OFFSET] != xtr.auth_head
            or source != xtr.source
            or (nonce <= xtr.tally.last and xtr.site.check_nonces)
            or not xtr.mac.accepts(data)
        ):
            return None
        stale = []
        for contribution in contributions:
            contribution.refreshed_at = now
            if now - contribution.stored_at >= STORE_REFRESH_S:
                stale.append(contribution.prefix)
        xtr.tally.accept(nonce, data[AUTH_DATA_OFFSET : -len(form)])
        commands = self._stored(xtr.tally, stale, now)
        self.counters["register.accepted"] += 1
        if not data[2] & RegisterFlag.WANT_MAP_NOTIFY:
            return commands
        self.counters["out.map-notify"] += 1
        return [*commands, SendDatagram(xtr.mac.sign(_notify_head(data, xtr.identity is not None), form), xtr.endpoint)]

    def _stored(self, tally: NonceTally, prefixes: Iterable[Prefix], now: float) -> list[Command]:
        """Have a registration stored: whatever is sent after these commands says that it is."""
        if not self._durable:
            self._persist_soon(now)
            return []
        return [StoreNonce(tally.sender, tally.last), *(self._store_mapping(prefix, now) for prefix in prefixes)]

    def _store_mapping(self, prefix: Prefix, now: float) -> StoreMapping:
        mapping = self.registry.get(prefix)
        contributions = mapping.contributions if mapping is not None else ()
        for contribution in contributions:
            contribution.stored_at = now
        departed = self.registry.departed(prefix, now) if contributions else []
        return StoreMapping(prefix, contributions, tuple([(d.contribution, now - d.lost_at) for d in departed]))

    def _on_duplicate(self, admitted: Admitted) -> list[Command]:
        """A retransmission of what we have accepted: acknowledge again, change nothing."""
        if not admitted.message.has(RegisterFlag.WANT_MAP_NOTIFY):
            raise Refused("replayed-nonce")
        self.counters["register.repeated"] += 1
        return [self._acknowledge(admitted)]

    def _standings(self, admitted: Admitted, now: float) -> list[Standing]:
        """The hold-down's verdict on every record; one that came too soon sinks the message."""
        owner = admitted.sender.owner
        standings = [
            Standing.CLEAR if _is_withdrawal(record) else self.registry.standing(owner, prefix, record, now)
            for prefix, record in zip(admitted.prefixes, admitted.message.records, strict=True)
        ]
        if Standing.TOO_SOON in standings:
            raise Refused("move-reorder-guard")
        return standings

    def _check_room(self, admitted: Admitted) -> None:
        if self.registry.count(admitted.site) + len(admitted.prefixes) <= self.policy.limits.registrations_per_site:
            return
        new = sum(1 for prefix in admitted.prefixes if self.registry.get(prefix) is None)
        if self.registry.count(admitted.site) + new > self.policy.limits.registrations_per_site:
            raise Refused("site-full")

    def _apply(self, admitted: Admitted, prefix: Prefix, record: EidRecord, now: float) -> Change | None:
        if _is_withdrawal(record):
            return self.registry.withdraw(prefix, admitted.sender.owner)
        return self.registry.register(prefix, record, admitted.registrant, now)

    def _acknowledge(self, admitted: Admitted) -> SendDatagram:
        """The Map-Notify that answers a Map-Register: its own records, or what stands in their place.

        A merged set, or the locators of whoever won the EID, are what the registering xTR needs to see.
        """
        records, own = [], True
        for prefix, record in zip(admitted.prefixes, admitted.message.records, strict=True):
            mapping = self.registry.get(prefix)
            lost = mapping is not None and mapping.of(admitted.sender.owner) is None
            merged = mapping is not None and len(mapping.contributions) > 1
            shown = mapping is not None and (lost or merged) and not _is_withdrawal(record)
            records.append(mapping.record if mapping is not None and shown else record)
            own = own and not shown
        message, xtr = admitted.message, admitted.registrant
        self.counters["out.map-notify"] += 1
        if own:
            # Records and trailer as they came: what decodes encodes to the same octets.
            head = _notify_head(_REPLY_HEAD.pack(len(records), message.nonce), message.identity is not None)
            return SendDatagram(xtr.mac.sign(head, admitted.form), xtr.endpoint)
        flags = NotifyFlag.XTR_ID if message.identity else 0
        notify = MapNotify(message.nonce, tuple(records), flags, identity=message.identity)
        return SendDatagram(xtr.mac.seal(notify), xtr.endpoint)

    def _refuse(self, reason: str, source: Endpoint, now: float) -> list[Command]:
        self.counters.drop(reason)
        if not self._notices.allow((reason, source.address), now):
            return []
        return [Notice("registration-refused", {"reason": reason, "source": str(source.address)})]

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
        eid, xtr = str(change.prefix), change.by.owner
        if change.after is None:
            name = "eid-expired" if change.cause is Cause.EXPIRED else "eid-withdrawn"
            return [Notice(name, {"eid": eid, "xtr": xtr})]
        rlocs = _rlocs(change.after)
        if change.before is not None:
            if not change.moved:
                return [Notice("eid-updated", {"eid": eid, "rlocs": rlocs, "xtr": xtr})]
            moved = Notice("eid-moved", {"eid": eid, "from": _rlocs(change.before), "to": rlocs})
            if not change.ping_pong:
                return [moved]
            fields = {"eid": eid, "xtr": xtr, "moves": PING_PONG_MOVES, "within_s": PING_PONG_WINDOW_S}
            return [moved, Notice("eid-ping-pong", fields)]
        site = change.by.site.name
        notices = [Notice("eid-registered", {"eid": eid, "rlocs": rlocs, "site": site, "xtr": xtr})]
        home = self.registry.enclosing(change.prefix)
        if home is not None and addresses(home.record) != addresses(change.after):
            # Until now, whoever served the prefix around it served this EID too.
            notices.append(Notice("eid-moved", {"eid": eid, "from": _rlocs(home.record), "to": rlocs}))
        return list[Command](notices)

    # Map-Request

    def _on_request(self, data: bytes, source: Endpoint, now: float) -> list[Command]:
        """A Map-Request, which must come encapsulated: only then is the asker's port known for sure."""
        try:
            plain = plain_request.read(data)
            if plain is not None and (answer := self._resolver.octets(plain.asked)) is not None:
                return self._answer(plain, answer, len(data), now)
            if len(data) > MAX_REQUEST_OCTETS:
                raise Dropped("request-too-large")
            outer = decode(data)
            if not isinstance(outer, EncapsulatedControlMessage):
                raise Dropped(_bare_request_reason(outer))
            request = decode(outer.inner)
            if not isinstance(request, MapRequest):
                raise Dropped("ecm-without-map-request")
            return self._on_map_request(outer, request, now)
        except DecodeError as error:
            self.counters.drop(error.reason)
        except ReplayedSubscription as drop:
            self.counters.drop(str(drop))
            if self._notices.allow(("subscription", source.address), now):
                fields = {"reason": str(drop), "source": str(source.address)}
                return [Notice("subscription-refused", fields)]
        except Dropped as drop:
            self.counters.drop(str(drop))
        return []

    def _answer(
        self, request: PlainRequest, answer: tuple[int, bytes, int], received: int, now: float
    ) -> list[Command]:
        """A Map-Reply whose records are at hand as octets."""
        count, octets, revision = answer
        rloc = self._allowed_rloc(request.itr_rlocs, request.asked, revision, now)
        data = _REPLY_HEAD.pack(2 << 28 | count, request.nonce) + octets
        return self._within_credit(data, Endpoint(rloc, request.source_port), request.asked, received)

    def _within_credit(self, reply: bytes, to: Endpoint, asked: Prefix, received: int) -> list[Command]:
        """A Map-Reply as large as the ITR-RLOC's credit allows, the narrowest there is if need be."""
        if not self._credit.covers(to.address.packed, received, len(reply)):
            record = self._resolver.narrow(asked)
            narrow = encode(MapReply(int.from_bytes(reply[4:12], "big"), (record,))) if record is not None else reply
            if not self._credit.covers(to.address.packed, 0, len(narrow)):
                raise Dropped("amplification-limit")
            self.counters["reply.narrowed"] += 1
            reply = narrow
        self.counters["out.map-reply"] += 1
        return [SendDatagram(reply, to)]

    def _on_map_request(self, outer: EncapsulatedControlMessage, request: MapRequest, now: float) -> list[Command]:
        _check_request(outer, request)
        record = request.records[0]
        prefix = record.prefix
        if prefix is None:
            raise Dropped("unsupported-eid")
        if len(request.records) > 1:
            # Senders put one record in a Map-Request (RFC 9301 section 5.2); one is what we answer.
            self.counters["request.extra-records"] += len(request.records) - 1
        if record.wants_notifications:
            try:
                commands = self.pubsub.request(request, prefix, outer.source, now)
            except Denied:
                self.counters["subscription.denied"] += 1
                denied = _negative(record, Action.DROP_POLICY_DENIED)
                return self._reply(outer, request, prefix, Answer((denied,)), now)
            except Declined as declined:
                notices = self._declined(str(declined), request, now)
                return [*notices, *self._answered(outer, request, prefix, now)]
            self.counters["subscription.accepted"] += 1
            return self._subscriptions_stored(now) + commands
        return self._answered(outer, request, prefix, now)

    def _declined(self, reason: str, request: MapRequest, now: float) -> list[Command]:
        """A subscription that cannot be granted: an operator hears of it, the subscriber gets a Map-Reply."""
        self.counters[f"subscription.declined.{reason}"] += 1
        subscriber = self.policy.subscriber(request.identity) if request.identity is not None else None
        if subscriber is None or not self._notices.allow((reason, subscriber.name), now):
            return []
        return [Notice("subscription-refused", {"reason": reason, "subscriber": subscriber.name})]

    def _answered(
        self, outer: EncapsulatedControlMessage, request: MapRequest, prefix: Prefix, now: float
    ) -> list[Command]:
        """The ordinary answer to a Map-Request (RFC 9301 section 8.3)."""
        resolution = self._resolver.resolve(prefix)
        if isinstance(resolution, Forward):
            if not self._per_rloc.take(resolution.etr.address.packed, now):
                raise Dropped("etr-rate-limited")
            self.counters["out.forwarded"] += 1
            onward = EncapsulatedControlMessage(
                outer.source,
                outer.source_port,
                outer.destination,
                outer.destination_port,
                outer.inner,
                raw_headers=outer.raw_headers,
            )
            return [SendDatagram(encode(onward), resolution.etr)]
        return self._reply(outer, request, prefix, resolution, now)

    def _reply(
        self,
        outer: EncapsulatedControlMessage,
        request: MapRequest,
        asked: Prefix,
        answer: Answer,
        now: float,
    ) -> list[Command]:
        """A Map-Reply to one ITR-RLOC of the request, at the port it was sent from."""
        if request.has(RequestFlag.NO_REPLY):
            raise Dropped("no-reply-wanted")
        plain = [rloc for rloc in request.itr_rlocs if isinstance(rloc, Address)]
        # Where the only one is "no address" (a request to unsubscribe), the source of the request.
        candidates = [outer.source] if [rloc.afi for rloc in plain] == [0] else plain
        rloc = self._allowed_rloc(candidates, asked, answer.revision, now)
        reply = encode(MapReply(request.nonce, answer.records))
        return self._within_credit(reply, Endpoint(rloc, outer.source_port), asked, len(outer.inner))

    def _allowed_rloc(self, candidates: list[Address], asked: Prefix, revision: int, now: float) -> Address:
        """Where a Map-Reply goes: the first ITR-RLOC we can and may send to, unless it has had enough."""
        rloc = next((rloc for rloc in candidates if self.policy.may_answer(rloc)), None)
        if rloc is None:
            raise Dropped("no-usable-itr-rloc")
        if not self._repetitions.allow((rloc.packed, asked, revision), now):
            raise Dropped("reply-rate-limited")
        if not self._per_rloc.take(rloc.packed, now):
            raise Dropped("rloc-rate-limited")
        return rloc

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


def _bare_request_reason(message: object) -> str:
    """Why a Map-Request that is not encapsulated is dropped."""
    assert isinstance(message, MapRequest)
    if message.has(RequestFlag.PROBE):
        return "probe"
    return "smr" if message.has(RequestFlag.SMR) else "request-not-encapsulated"


def _check_request(outer: EncapsulatedControlMessage, request: MapRequest) -> None:
    """Refuse what never belongs to the mapping system (RFC 9301 sections 5.2 and 5.8)."""
    if request.has(RequestFlag.PROBE):
        raise Dropped("probe")
    if request.has(RequestFlag.SMR):
        raise Dropped("smr")
    if outer.from_ddt:
        raise Dropped("ddt-request")
    if outer.destination_port != CONTROL_PORT or outer.source_port in (0, DATA_PORT):
        raise Dropped("bad-inner-port")


def _notify_head(register: bytes, identified: bool) -> bytes:
    """What a Map-Notify has before its authentication: type, flags, record count, the register's nonce."""
    return (b"\x48\0\0" if identified else b"\x40\0\0") + register[3:12]


def _is_withdrawal(record: EidRecord) -> bool:
    """TTL 0, or no locators at all: the xTR no longer has the EID."""
    return record.ttl_min == 0 or not record.locators


def _negative(asked: RequestRecord, action: Action) -> EidRecord:
    return EidRecord(NEGATIVE_TTL_MIN, asked.mask_length, asked.eid, action=action)


def _rlocs(record: EidRecord) -> str:
    return " ".join(str(locator.rloc) for locator in record.locators)
