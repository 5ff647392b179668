"""The map server as a sans-IO engine: datagrams and ticks in, commands out.

    Map-Register ──▶ registrar ──┬─▶ Map-Notify to the xTR
                                 ├─▶ mobility: Map-Notify to the xTRs that lost the EID
                                 └─▶ pubsub: Map-Notify to the subscribers
    ECM(Map-Request) ──▶ pubsub (N bit) or resolver ──▶ Map-Reply, on to an ETR, or into the DDT
    Map-Notify-Ack ──▶ notifier ──▶ mobility, pubsub

What is refused is counted and gets no answer.
"""

import struct
from collections.abc import Mapping as MappingABC
from dataclasses import replace
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
from lisp.rate_limiter import RateLimiter
from lisp.wire import (
    CONTROL_PORT,
    DATA_PORT,
    Action,
    Address,
    AuthError,
    DecodeError,
    EidRecord,
    EncapsulatedControlMessage,
    MapReferral,
    MapReply,
    MapRequest,
    Prefix,
    ReferralAction,
    ReferralRecord,
    RequestFlag,
    RequestRecord,
    decode_known,
    encode,
)
from lisp.wire.lcaf_lists import eid_prefixes
from lisp.wire.lisp_sec import SecError
from mapserver import plain_request
from mapserver.commands import PersistState, StoreSubscription
from mapserver.damping import Damper
from mapserver.ddt_client import DdtClient, Lookup
from mapserver.ddt_node import referral
from mapserver.mapping import PING_PONG_MOVES, PING_PONG_WINDOW_S, KeptAnswer
from mapserver.mobility import MOVE, Mobility
from mapserver.notifier import MAX_MOVE_NOTICES, Notifier, NotifyRefusal
from mapserver.pacing import Credit, Pace, TokenBuckets
from mapserver.plain_request import PlainRequest
from mapserver.policy import Policy
from mapserver.pubsub import Declined, Denied, Dropped, PubSub, ReplayedSubscription
from mapserver.records import LocatorSet
from mapserver.registrar import NOTICE_INTERVAL_S, Registrar
from mapserver.registration import Cause, Change, Registry
from mapserver.replay import NonceLedger
from mapserver.resolver import NEGATIVE_TTL_MIN, Answer, Elsewhere, Resolver
from mapserver.restorer import Restorer
from mapserver.security import Protection, nobody_signs, protection_of

# One message of every kind we take; what an attacker sends beyond is not worth decoding.
MAX_REQUEST_OCTETS: Final = 9_000
# The same answer to the same asker; a changed answer goes out at once.
REPLY_INTERVAL_S: Final = 0.5
# What an ECM has, at least, around its Map-Request.
ENVELOPE_OCTETS: Final = 4 + 20 + 8
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
        self._per_rloc = TokenBuckets(policy.limits.replies_per_s_per_rloc)
        self._credit = Credit()
        self._repetitions = RateLimiter(REPLY_INTERVAL_S)
        self._notices = RateLimiter(NOTICE_INTERVAL_S, max_keys=1_024)
        self.ddt = DdtClient(policy, self.counters, self._reply_to_lookup)
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
        self._per_rloc = TokenBuckets(policy.limits.replies_per_s_per_rloc)
        commands: list[Command] = []
        for change in self.registry.adopt(policy):
            commands += self._registrar.store(change.prefix, now)
            commands += self._announce(change, now)
        self.pubsub.adopt(policy)
        self._pace.rate_per_s = policy.limits.publications_per_s
        self._notifier.max_outstanding = policy.limits.subscriptions + MAX_MOVE_NOTICES
        self._damper.damping = policy.damping
        self.ddt.adopt(policy)
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
                return self._on_request(data, source, now)
            case 5:
                return self._on_ack(data, now)
            case 6 if self.policy.ddt is not None:
                return self._on_referral(data, source, now)
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

    # Map-Request

    def _on_request(self, data: bytes, source: Endpoint, now: float) -> list[Command]:
        """A Map-Request, which must come encapsulated: only then is the asker's port known for sure."""
        try:
            plain = plain_request.read(data)
            if (
                plain is not None
                and not self.policy.wants_sec(plain.asked, source.address)
                and (answer := self._resolver.octets(plain.asked)) is not None
            ):
                return self._answer(plain, answer, len(data), now)
            if len(data) > MAX_REQUEST_OCTETS:
                raise Dropped("request-too-large")
            outer = decode_known(data)
            if not isinstance(outer, EncapsulatedControlMessage):
                raise Dropped(_bare_request_reason(outer))
            request = decode_known(outer.inner)
            if not isinstance(request, MapRequest):
                raise Dropped("ecm-without-map-request")
            return self._on_map_request(outer, request, source, now)
        except DecodeError as error:
            self.counters.drop(error.reason)
        except SecError as error:
            self.counters.drop(error.reason)
            if self._notices.allow((error.reason, source.address), now):
                return [Notice("request-refused", {"reason": str(error.reason), "source": str(source.address)})]
        except ReplayedSubscription as drop:
            self.counters.drop(str(drop))
            if self._notices.allow(("subscription", source.address), now):
                fields = {"reason": str(drop), "source": str(source.address)}
                return [Notice("subscription-refused", fields)]
        except Dropped as drop:
            self.counters.drop(str(drop))
        return []

    def _answer(self, request: PlainRequest, answer: KeptAnswer, received: int, now: float) -> list[Command]:
        """A Map-Reply whose records are at hand as octets."""
        count, octets, revision = answer
        rloc = self._allowed_rloc(request.itr_rlocs, request.asked, revision, now)
        data = _REPLY_HEAD.pack(2 << 28 | count, request.nonce) + octets
        return self._within_credit(data, Endpoint(rloc, request.source_port), request.asked, received)

    def _within_credit(self, reply: bytes, to: Endpoint, asked: Prefix, received: int) -> list[Command]:
        """A Map-Reply as large as the ITR-RLOC's credit allows, the narrowest there is if need be."""
        if not self._credit.covers(to.address.packed, received, len(reply)):
            record = None if self.policy.hides(asked) else self._resolver.narrow(asked)
            narrow = encode(MapReply(int.from_bytes(reply[4:12], "big"), (record,))) if record is not None else reply
            if not self._credit.covers(to.address.packed, 0, len(narrow)):
                raise Dropped("amplification-limit")
            self.counters["reply.narrowed"] += 1
            reply = narrow
        self.counters["out.map-reply"] += 1
        return [SendDatagram(reply, to)]

    def _on_map_request(
        self, outer: EncapsulatedControlMessage, request: MapRequest, source: Endpoint, now: float
    ) -> list[Command]:
        _check_request(outer, request)
        if outer.from_ddt and self.policy.ddt is None:
            raise Dropped("ddt-request")
        prefix = self._asked(request.records[0])
        protection = protection_of(outer, request, source.address, self.policy)
        if outer.from_ddt:
            return self._on_ddt_request(outer, request, prefix, protection, source, now)
        return self._serve(outer, request, prefix, protection, now)

    def _asked(self, record: RequestRecord) -> Prefix:
        """The EID prefix asked for. Of an AFI list, which names one host, the first that is registered."""
        prefixes = eid_prefixes(record.eid, record.mask_length)
        if not prefixes:
            raise Dropped("unsupported-eid")
        return next((prefix for prefix in prefixes if self.registry.longest(prefix) is not None), prefixes[0])

    def _serve(
        self,
        outer: EncapsulatedControlMessage,
        request: MapRequest,
        prefix: Prefix,
        protection: Protection | None,
        now: float,
    ) -> list[Command]:
        """Subscribe the asker, or answer it."""
        record = request.records[0]
        if len(request.records) > 1:
            # Senders put one record in a Map-Request (RFC 9301 section 5.2); one is what we answer.
            self.counters["request.extra-records"] += len(request.records) - 1
        if record.wants_notifications:
            try:
                commands = self.pubsub.request(request, prefix, outer.source, now)
            except Denied:
                self.counters["subscription.denied"] += 1
                denied = _negative(record, Action.DROP_POLICY_DENIED)
                return self._reply(outer, request, prefix, Answer((denied,)), protection, now)
            except Declined as declined:
                notices = self._declined(str(declined), request, now)
                return [*notices, *self._resolve(outer, request, prefix, protection, now)]
            self.counters["subscription.accepted"] += 1
            return self._subscriptions_stored(now) + commands
        return self._resolve(outer, request, prefix, protection, now)

    def _declined(self, reason: str, request: MapRequest, now: float) -> list[Command]:
        """A subscription that cannot be granted: an operator hears of it, the subscriber gets a Map-Reply."""
        self.counters[f"subscription.declined.{reason}"] += 1
        subscriber = self.policy.subscriber(request.identity) if request.identity is not None else None
        if subscriber is None or not self._notices.allow((reason, subscriber.name), now):
            return []
        return [Notice("subscription-refused", {"reason": reason, "subscriber": subscriber.name})]

    def _resolve(
        self,
        outer: EncapsulatedControlMessage,
        request: MapRequest,
        asked: Prefix,
        protection: Protection | None,
        now: float,
    ) -> list[Command]:
        """Answer, or have an ETR answer; protected if the request is."""
        if protection is None and self.policy.hides(asked):
            self.counters["request.sec-required"] += 1
            refused = _negative(request.records[0], Action.DROP_AUTH_FAILURE)
            return self._reply(outer, request, asked, Answer((refused,)), None, now)
        resolution = self._resolver.resolve(asked)
        if isinstance(resolution, Elsewhere):
            return self.ddt.look_up(outer, request, asked, protection, now)
        if isinstance(resolution, Answer):
            return self._reply(outer, request, asked, resolution, protection, now)
        onward = replace(outer, flags=0, security=None)
        if protection is None:
            return self._forward(encode(onward), resolution.etr, now)
        signer = self._resolver.signer(resolution.match)
        if signer is None:
            return self._reply(outer, request, asked, nobody_signs(resolution.match), protection, now, unsigned=True)
        some_cannot = not all(contribution.registrant.signs for contribution in resolution.match.contributions)
        etr, contribution = signer
        prefix = resolution.match.prefix
        return self._forward(protection.pass_on(onward, contribution, prefix, etr_cannot_sign=some_cannot), etr, now)

    def _forward(self, data: bytes, etr: Endpoint, now: float) -> list[Command]:
        if not self._per_rloc.take(etr.address.packed, now):
            raise Dropped("etr-rate-limited")
        self.counters["out.forwarded"] += 1
        return [SendDatagram(data, etr)]

    def _reply(
        self,
        outer: EncapsulatedControlMessage,
        request: MapRequest,
        asked: Prefix,
        answer: Answer,
        protection: Protection | None,
        now: float,
        *,
        unsigned: bool = False,
    ) -> list[Command]:
        """A Map-Reply to one ITR-RLOC of the request, at the port it was sent from.

        `unsigned`: it is negative for want of an ETR that does LISP-SEC.
        """
        if request.has(RequestFlag.NO_REPLY):
            raise Dropped("no-reply-wanted")
        plain = [rloc for rloc in request.itr_rlocs if isinstance(rloc, Address)]
        # Where the only one is "no address" (a request to unsubscribe), the source of the request.
        candidates = [outer.source] if [rloc.afi for rloc in plain] == [0] else plain
        rloc = self._allowed_rloc(candidates, asked, answer.revision, now)
        reply, to = MapReply(request.nonce, answer.records), Endpoint(rloc, outer.source_port)
        if protection is not None:
            # Who holds a key for one-time keys has not lied about its address: no credit is needed.
            self.counters["out.map-reply"] += 1
            return [SendDatagram(protection.seal(reply, etr_cannot_sign=unsigned), to)]
        return self._within_credit(encode(reply), to, asked, len(outer.inner))

    def _allowed_rloc(self, candidates: list[Address], asked: Prefix, revision: int, now: float) -> Address:
        """Where a Map-Reply goes: the first ITR-RLOC we can and may send to, unless it has had enough."""
        for rloc in candidates:
            if self.policy.may_answer(rloc):
                break
        else:
            raise Dropped("no-usable-itr-rloc")
        if not self._repetitions.allow((rloc.packed, asked, revision), now):
            raise Dropped("reply-rate-limited")
        if not self._per_rloc.take(rloc.packed, now):
            raise Dropped("rloc-rate-limited")
        return rloc

    # DDT

    def _on_ddt_request(
        self,
        outer: EncapsulatedControlMessage,
        request: MapRequest,
        asked: Prefix,
        protection: Protection | None,
        source: Endpoint,
        now: float,
    ) -> list[Command]:
        """A Map-Request of a DDT client: a referral for it, and the service that an MS-ACK promises."""
        assert self.policy.ddt is not None
        if not self.policy.may_answer(source.address):
            raise Dropped("no-usable-itr-rloc")
        if not self._per_rloc.take(source.address.packed, now):
            raise Dropped("rloc-rate-limited")
        record = referral(asked, self.policy.ddt, self.policy, self._resolver)
        data = self._referral_within_credit(request.nonce, record, source.address, ENVELOPE_OCTETS + len(outer.inner))
        self.counters["out.map-referral"] += 1
        commands: list[Command] = [SendDatagram(data, source)]
        # Without the one-time key that is wanted here the client has to come again: the MS-ACK tells it so.
        served = record.action == ReferralAction.MS_ACK
        if served and (protection is not None or not self.policy.wants_sec(asked, source.address)):
            try:
                commands += self._serve(outer, request, asked, protection, now)
            except Dropped as drop:
                self.counters.drop(str(drop))
        return commands

    def _referral_within_credit(self, nonce: int, record: ReferralRecord, to: Address, received: int) -> bytes:
        """A Map-Referral with all of its nodes, or with one of them where the asker's credit allows no more."""
        data = encode(MapReferral(nonce, (record,)))
        if self._credit.covers(to.packed, received, len(data)):
            return data
        one = record._replace(locators=record.locators[:1], incomplete=True)
        data = encode(MapReferral(nonce, (one,)))
        if not self._credit.covers(to.packed, 0, len(data)):
            raise Dropped("amplification-limit")
        return data

    def _on_referral(self, data: bytes, source: Endpoint, now: float) -> list[Command]:
        try:
            message = decode_known(data)
            assert isinstance(message, MapReferral)
            return self.ddt.on_referral(message, source, now)
        except DecodeError as error:
            self.counters.drop(error.reason)
        except Dropped as drop:
            self.counters.drop(str(drop))
        return []

    def _reply_to_lookup(self, lookup: Lookup, negative: EidRecord, now: float) -> list[Command]:
        """What the DDT says is not there."""
        try:
            return self._reply(lookup.ecm, lookup.request, lookup.asked, Answer((negative,)), lookup.protection, now)
        except Dropped as drop:
            self.counters.drop(str(drop))
            return []

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
    if outer.destination_port != CONTROL_PORT or outer.source_port in (0, DATA_PORT):
        raise Dropped("bad-inner-port")


def _negative(asked: RequestRecord, action: Action) -> EidRecord:
    return EidRecord(NEGATIVE_TTL_MIN, asked.mask_length, asked.eid, action=action)


def _registration_fields(eid: Prefix, locators: LocatorSet, xtr: str, site: str | None = None) -> dict[str, Any]:
    fields = {"eid": str(eid), "rlocs": str(locators), "xtr": xtr}
    return fields if site is None else {**fields, "site": site}


def _move_fields(eid: Prefix, before: LocatorSet, after: LocatorSet) -> dict[str, Any]:
    return {"eid": str(eid), "from": str(before), "to": str(after)}
