"""Map-Requests: from the datagram to the Map-Reply, to an ETR, into the DDT, or to a subscription.

    plain  ──▶ octets at hand ────────────────────────────┐
    any    ──▶ codec ──┬─▶ pubsub (N bit)                 ├─▶ credit ──▶ Map-Reply
                       └─▶ resolver ──┬─▶ answer ─────────┘
                                      ├─▶ an ETR, unchanged
                                      └─▶ the DDT

What is refused is counted and gets no answer.
"""

import struct
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from lisp.engine import Command, Counters, Endpoint, Notice, SendDatagram
from lisp.rate_limiter import RateLimiter
from lisp.wire import (
    CONTROL_PORT,
    DATA_PORT,
    Action,
    Address,
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
    eid_prefixes,
    encode,
)
from lisp.wire.lcaf import new_tuple
from lisp.wire.lisp_sec import SecError
from mapserver import plain_request
from mapserver.ddt_client import DdtClient, Lookup
from mapserver.ddt_node import referral
from mapserver.mapping import KeptAnswer
from mapserver.plain_request import PlainRequest
from mapserver.policy import Policy
from mapserver.pubsub import Declined, Denied, Dropped, PubSub, ReplayedSubscription, Unauthenticated
from mapserver.recipients import Recipient, Recipients
from mapserver.registrar import NOTICE_INTERVAL_S
from mapserver.registration import Registry
from mapserver.resolver import NEGATIVE_TTL_MIN, Answer, Elsewhere, Resolver
from mapserver.security import Protection, nobody_signs, protection_of

# One message of every kind we take; what an attacker sends beyond is not worth decoding.
MAX_REQUEST_OCTETS: Final = 9_000
# What an ECM has, at least, around its Map-Request.
ENVELOPE_OCTETS: Final = 4 + 20 + 8

_REPLY_HEAD: Final = struct.Struct("!IQ")


class Requests:
    """Takes Map-Requests in. `subscriptions_stored` has what has changed of the subscriptions stored."""

    def __init__(
        self,
        policy: Policy,
        registry: Registry,
        resolver: Resolver,
        pubsub: PubSub,
        counters: Counters,
        subscriptions_stored: Callable[[float], list[Command]],
    ) -> None:
        self._policy = policy
        self._registry = registry
        self._resolver = resolver
        self._pubsub = pubsub
        self._counters = counters
        self._subscriptions_stored = subscriptions_stored
        self._recipients = Recipients(policy.limits.replies_per_s_per_rloc)
        self._notices = RateLimiter(NOTICE_INTERVAL_S, max_keys=1_024)
        self.ddt = DdtClient(policy, counters, self._reply_to_lookup)

    def adopt(self, policy: Policy) -> None:
        """Go on under another policy."""
        self._policy = policy
        self._recipients.rate_per_s = policy.limits.replies_per_s_per_rloc
        self.ddt.adopt(policy)

    def receive(self, data: bytes, source: Endpoint, now: float) -> list[Command]:
        """A Map-Request, which must come encapsulated: only then is the asker's port known for sure."""
        try:
            plain = plain_request.read(data)
            if (
                plain is not None
                and not self._policy.wants_sec(plain.asked, source.address)
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
            self._counters.drop(error.reason)
        except SecError as error:
            self._counters.drop(error.reason)
            if self._notices.allow((error.reason, source.address), now):
                return [Notice("request-refused", {"reason": str(error.reason), "source": str(source.address)})]
        except ReplayedSubscription as drop:
            self._counters.drop(str(drop))
            if self._notices.allow(("subscription", source.address), now):
                fields = {"reason": str(drop), "source": str(source.address)}
                return [Notice("subscription-refused", fields)]
        except Dropped as drop:
            self._counters.drop(str(drop))
        return []

    def _answer(self, request: PlainRequest, answer: KeptAnswer, received: int, now: float) -> list[Command]:
        """A Map-Reply whose records are at hand as octets."""
        count, octets, revision = answer
        to = self._recipient(request.itr_rlocs, request.asked, revision, now)
        data = _REPLY_HEAD.pack(2 << 28 | count, request.nonce) + octets
        return self._within_credit(data, to, request.source_port, request.asked, received)

    def _within_credit(self, reply: bytes, to: Recipient, port: int, asked: Prefix, received: int) -> list[Command]:
        """A Map-Reply as large as the ITR-RLOC's credit allows, the narrowest there is if need be."""
        if not to.covers(received, len(reply)):
            record = None if self._policy.hides(asked) else self._resolver.narrow(asked)
            narrow = encode(MapReply(int.from_bytes(reply[4:12], "big"), (record,))) if record is not None else reply
            if not to.covers(0, len(narrow)):
                raise Dropped("amplification-limit")
            self._counters["reply.narrowed"] += 1
            reply = narrow
        self._counters["out.map-reply"] += 1
        return [SendDatagram(reply, new_tuple(Endpoint, (to.address, port)))]

    def _on_map_request(
        self, outer: EncapsulatedControlMessage, request: MapRequest, source: Endpoint, now: float
    ) -> list[Command]:
        _check_request(outer, request)
        if outer.from_ddt and self._policy.ddt is None:
            raise Dropped("ddt-request")
        prefix = self._asked(request.records[0])
        protection = protection_of(outer, request, source.address, self._policy)
        if outer.from_ddt:
            return self._on_ddt_request(outer, request, prefix, protection, source, now)
        return self._serve(outer, request, prefix, protection, now)

    def _asked(self, record: RequestRecord) -> Prefix:
        """The EID prefix asked for. Of an AFI list, which names one host, the first that is registered."""
        prefixes = eid_prefixes(record.eid, record.mask_length)
        if not prefixes:
            raise Dropped("unsupported-eid")
        return next((prefix for prefix in prefixes if self._registry.longest(prefix) is not None), prefixes[0])

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
            self._counters["request.extra-records"] += len(request.records) - 1
        if record.wants_notifications:
            try:
                commands = self._pubsub.request(request, prefix, outer.source, protection, now)
            except Denied:
                self._counters["subscription.denied"] += 1
                denied = _negative(record, Action.DROP_POLICY_DENIED)
                return self._reply(outer, request, prefix, Answer((denied,)), protection, now)
            except Unauthenticated as failure:
                self._counters[f"subscription.{failure}"] += 1
                refused = _negative(record, Action.DROP_AUTH_FAILURE)
                notices = self._refusal(str(failure), request, now)
                return [*notices, *self._reply(outer, request, prefix, Answer((refused,)), protection, now)]
            except Declined as declined:
                self._counters[f"subscription.declined.{declined}"] += 1
                notices = self._refusal(str(declined), request, now)
                return [*notices, *self._resolve(outer, request, prefix, protection, now)]
            self._counters["subscription.accepted"] += 1
            return self._subscriptions_stored(now) + commands
        return self._resolve(outer, request, prefix, protection, now)

    def _refusal(self, reason: str, request: MapRequest, now: float) -> list[Command]:
        """A subscription that cannot be granted: an operator hears of it, the subscriber gets a Map-Reply."""
        subscriber = self._policy.subscriber(request.identity) if request.identity is not None else None
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
        if protection is None and self._policy.hides(asked):
            self._counters["request.sec-required"] += 1
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
        to = self._recipients.find(etr.address, now)
        if to is None or not to.take(self._recipients.rate_per_s, now):
            raise Dropped("etr-rate-limited")
        self._counters["out.forwarded"] += 1
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
        to = self._recipient(candidates, asked, answer.revision, now)
        reply = MapReply(request.nonce, answer.records)
        if protection is not None:
            # Who holds a key for one-time keys has not lied about its address: no credit is needed.
            self._counters["out.map-reply"] += 1
            sealed = protection.seal(reply, etr_cannot_sign=unsigned)
            return [SendDatagram(sealed, Endpoint(to.address, outer.source_port))]
        return self._within_credit(encode(reply), to, outer.source_port, asked, len(outer.inner))

    def _recipient(self, candidates: list[Address], asked: Prefix, revision: int, now: float) -> Recipient:
        """Where a Map-Reply goes: the first ITR-RLOC we can and may send to, unless it has had enough."""
        for rloc in candidates:
            if self._policy.may_answer(rloc):
                break
        else:
            raise Dropped("no-usable-itr-rloc")
        to = self._recipients.find(rloc, now)
        if to is None:
            raise Dropped("rloc-rate-limited")
        if to.had(asked, revision, now):
            raise Dropped("reply-rate-limited")
        if not to.take(self._recipients.rate_per_s, now):
            raise Dropped("rloc-rate-limited")
        to.note(asked, revision, now)
        return to

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
        assert self._policy.ddt is not None
        if not self._policy.may_answer(source.address):
            raise Dropped("no-usable-itr-rloc")
        to = self._recipients.find(source.address, now)
        if to is None or not to.take(self._recipients.rate_per_s, now):
            raise Dropped("rloc-rate-limited")
        record = referral(asked, self._policy.ddt, self._policy, self._resolver)
        data = _referral_within_credit(request.nonce, record, to, ENVELOPE_OCTETS + len(outer.inner))
        self._counters["out.map-referral"] += 1
        commands: list[Command] = [SendDatagram(data, source)]
        # Without the one-time key that is wanted here the client has to come again: the MS-ACK tells it so.
        served = record.action == ReferralAction.MS_ACK
        if served and (protection is not None or not self._policy.wants_sec(asked, source.address)):
            try:
                commands += self._serve(outer, request, asked, protection, now)
            except Dropped as drop:
                self._counters.drop(str(drop))
        return commands

    def on_referral(self, data: bytes, source: Endpoint, now: float) -> list[Command]:
        """A Map-Referral, for one of the look-ups in the DDT."""
        try:
            message = decode_known(data)
            assert isinstance(message, MapReferral)
            return self.ddt.on_referral(message, source, now)
        except DecodeError as error:
            self._counters.drop(error.reason)
        except Dropped as drop:
            self._counters.drop(str(drop))
        return []

    def _reply_to_lookup(self, lookup: Lookup, negative: EidRecord, now: float) -> list[Command]:
        """What the DDT says is not there."""
        try:
            return self._reply(lookup.ecm, lookup.request, lookup.asked, Answer((negative,)), lookup.protection, now)
        except Dropped as drop:
            self._counters.drop(str(drop))
            return []


def _bare_request_reason(message: object) -> str:
    """Why a Map-Request that is not encapsulated is dropped."""
    assert isinstance(message, MapRequest)
    if message.has(RequestFlag.PROBE):
        return "probe"
    return "smr" if message.has(RequestFlag.SMR) else "request-not-encapsulated"


def _referral_within_credit(nonce: int, record: ReferralRecord, to: Recipient, received: int) -> bytes:
    """A Map-Referral with all of its nodes, or with one of them where the asker's credit allows no more."""
    data = encode(MapReferral(nonce, (record,)))
    if to.covers(received, len(data)):
        return data
    one = record._replace(locators=record.locators[:1], incomplete=True)
    data = encode(MapReferral(nonce, (one,)))
    if not to.covers(0, len(data)):
        raise Dropped("amplification-limit")
    return data


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
