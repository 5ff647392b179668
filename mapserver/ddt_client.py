"""The DDT client of a map resolver (RFC 8111 section 7.3): follows referrals until a map server takes over.

    ITR's Map-Request ──▶ longest referral known, else the roots ──▶ DDT Map-Request ──┐
              ┌──── NODE-REFERRAL, MS-REFERRAL: to a longer prefix each time ◀─────────┤
              └──▶ next DDT Map-Request                                                │
      done ◀──── MS-ACK: the map server has the request, and answers the ITR ◀─────────┤
      negative Map-Reply ◀──── DELEGATION-HOLE, or every node says MS-NOT-REGISTERED ◀─┘

A referral is believed for its nonce, the ITR's, and for coming from a node that was asked. It counts when it
covers the EID and is no wider than the one that led to it; a further step must be narrower, so there are no
loops. What leads astray is tried once more from the roots if it came from the cache, and then given up
without a word, as the RFC has it. One-time keys (LISP-SEC) are shown to map servers only, wrapped for them.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from lisp.engine import Command, Counters, Endpoint, Notice, SendDatagram, Timers
from lisp.rate_limiter import RateLimiter
from lisp.wire import (
    CONTROL_PORT,
    Action,
    Address,
    EcmSecurity,
    EidRecord,
    EncapsulatedControlMessage,
    MapReferral,
    MapRequest,
    Prefix,
    PrefixPair,
    ReferralAction,
    ReferralRecord,
    encode,
)
from lisp.wire.ecm import DDT_ORIGINATED
from lisp.wire.lisp_sec import SecError, SecReason
from mapserver.ddt_cache import Referral, ReferralCache
from mapserver.ddt_node import NODE_TTL_MIN
from mapserver.pacing import TokenBuckets
from mapserver.policy import Policy
from mapserver.pubsub import Dropped
from mapserver.resolver import NEGATIVE_TTL_MIN, UNREGISTERED_TTL_MIN
from mapserver.security import Protection

TRIES_PER_NODE: Final = 3
TIMEOUT_S: Final = 1.0  # of the first round of the nodes; each following one takes twice as long
MAX_STEPS: Final = 32
# Lookups under way, in all and for one ITR-RLOC. At the cap new ones are dropped: the ITR asks again.
MAX_PENDING: Final = 4_096
MAX_PENDING_PER_ITR: Final = 256
MAX_NONCES: Final = 16
# A node above us serves others too.
REQUESTS_PER_S_PER_NODE: Final = 1_000.0
_NOTICE_INTERVAL_S: Final = 5.0

_TTL_CAP_MIN: Final = {
    ReferralAction.NODE_REFERRAL: NODE_TTL_MIN,
    ReferralAction.MS_REFERRAL: NODE_TTL_MIN,
    ReferralAction.MS_ACK: NODE_TTL_MIN,
    ReferralAction.DELEGATION_HOLE: NEGATIVE_TTL_MIN,
    ReferralAction.MS_NOT_REGISTERED: UNREGISTERED_TTL_MIN,
}


@dataclass(slots=True)
class Lookup:
    """An ITR's Map-Request on its way; `asked_nodes` are those of the present step."""

    ecm: EncapsulatedControlMessage
    request: MapRequest
    asked: Prefix
    protection: Protection | None
    referral: Referral
    nonces: list[int]
    tries: int = 0
    steps: int = 0
    from_cache: bool = False
    shown_key: bool = False
    asked_nodes: set[Address] = field(default_factory=set)
    refusing: set[Address] = field(default_factory=set)

    @property
    def key(self) -> tuple[object, Prefix]:
        """One lookup per ITR and EID."""
        return self.request.itr_rlocs[0], self.asked

    @property
    def eid(self) -> Prefix:
        """The address it is about."""
        return Prefix.of(self.asked.address, iid=self.asked.iid)


Reply = Callable[[Lookup, EidRecord, float], list[Command]]


class DdtClient:
    """The lookups under way, and the referrals known. `reply` sends a negative Map-Reply to an ITR."""

    def __init__(self, policy: Policy, counters: Counters, reply: Reply) -> None:
        self._policy = policy
        self._counters = counters
        self._reply = reply
        self.cache = ReferralCache()
        self._pending: dict[tuple[object, Prefix], Lookup] = {}
        self._by_nonce: dict[int, Lookup] = {}
        self._per_itr: Counter[object] = Counter()
        self._timers = Timers()
        self._rate = TokenBuckets(REQUESTS_PER_S_PER_NODE)
        self._notices = RateLimiter(_NOTICE_INTERVAL_S, max_keys=1_024)

    def __len__(self) -> int:
        return len(self._pending)

    def adopt(self, policy: Policy) -> None:
        """Go on under another policy; where our place in the tree has changed, ITRs have to ask again."""
        if policy.ddt != self._policy.ddt:
            self.cache = ReferralCache()
            for lookup in list(self._pending.values()):
                self._close(lookup)
        self._policy = policy

    def next_at(self) -> float | None:
        """When the next request is to be repeated."""
        return self._timers.next_at()

    # --- requests ------------------------------------------------------------------------------------

    def look_up(
        self,
        ecm: EncapsulatedControlMessage,
        request: MapRequest,
        asked: Prefix,
        protection: Protection | None,
        now: float,
    ) -> list[Command]:
        """An ITR asks about an EID of no site of ours. Raises Dropped."""
        if isinstance(asked, PrefixPair):
            raise Dropped("unsupported-eid")
        if not self._roots().nodes:
            raise Dropped("ddt-no-roots")  # whether it exists elsewhere is not ours to say
        lookup = Lookup(ecm, request, asked, protection, self._roots(), [request.nonce])
        pending = self._pending.get(lookup.key)
        if pending is not None:
            return self._renew(pending, lookup)
        known = self.cache.longest(lookup.eid, now)
        if known is not None and known.negative:
            assert known.prefix is not None
            ttl_min = max(1, round((known.expires_at - now) / 60.0))
            return self._reply(lookup, _negative(known.prefix, ttl_min), now)
        if len(self._pending) >= MAX_PENDING:
            raise Dropped("ddt-pending-full")
        if self._per_itr[lookup.key[0]] >= MAX_PENDING_PER_ITR:
            raise Dropped("ddt-itr-full")
        if request.nonce in self._by_nonce:
            raise Dropped("ddt-nonce-in-use")
        if known is not None:
            lookup.referral, lookup.from_cache = known, True
        self._pending[lookup.key] = self._by_nonce[request.nonce] = lookup
        self._per_itr[lookup.key[0]] += 1
        return self._ask(lookup, now)

    def _roots(self) -> Referral:
        assert self._policy.ddt is not None
        return Referral(None, ReferralAction.NODE_REFERRAL, self._policy.ddt.roots)

    def _renew(self, pending: Lookup, repeated: Lookup) -> list[Command]:
        """The ITR asks again before there is an answer: from now on with the nonce it waits for."""
        nonce = repeated.request.nonce
        if self._by_nonce.get(nonce, pending) is not pending or len(pending.nonces) >= MAX_NONCES:
            raise Dropped("ddt-nonce-in-use")
        if nonce not in pending.nonces:
            pending.nonces.append(nonce)
            self._by_nonce[nonce] = pending
        pending.ecm, pending.request, pending.protection = repeated.ecm, repeated.request, repeated.protection
        pending.shown_key = False
        self._counters["ddt.repeated"] += 1
        return []

    def _ask(self, lookup: Lookup, now: float) -> list[Command]:
        """One DDT Map-Request, to the nodes of the present step in turn."""
        nodes = [node for node in lookup.referral.nodes if node not in lookup.refusing]
        node = nodes[lookup.tries % len(nodes)]
        security = None
        if lookup.protection is not None and lookup.referral.to_map_servers:
            try:
                security = self._wrapped(lookup.protection, node)
            except SecError as error:
                return self._give_up(lookup, error.reason, now)
            lookup.shown_key = True
        self._timers.set(lookup.key, now + TIMEOUT_S * 2.0 ** (lookup.tries // len(nodes)))
        lookup.tries += 1
        lookup.asked_nodes.add(node)
        if not self._rate.take(node.packed, now):
            self._counters["ddt.paced"] += 1
            return []
        self._counters["out.ddt-request"] += 1
        data = encode(replace(lookup.ecm, flags=DDT_ORIGINATED, security=security))
        return [SendDatagram(data, Endpoint(node, CONTROL_PORT))]

    def _wrapped(self, protection: Protection, node: Address) -> EcmSecurity:
        """The ITR's one-time key for a map server. Raises SecError when we share no key with it."""
        peer = self._policy.otk_peer(node)
        if peer is None:
            raise SecError(SecReason.UNKNOWN_PEER)
        return protection.rewrapped(*peer.keys[0])

    def tick(self, now: float) -> list[Command]:
        """Ask again where nobody has answered, or give up."""
        commands: list[Command] = []
        for key in self._timers.due(now):
            lookup = self._pending[key]  # type: ignore[index]  # only lookups' keys are set
            nodes = len(lookup.referral.nodes) - len(lookup.refusing)
            if lookup.tries < TRIES_PER_NODE * nodes:
                commands += self._ask(lookup, now)
            else:
                commands += self._astray(lookup, "ddt-unanswered", now)
        return commands

    # --- referrals -----------------------------------------------------------------------------------

    def on_referral(self, message: MapReferral, source: Endpoint, now: float) -> list[Command]:
        """A Map-Referral. Raises Dropped for one that is not an answer to what we asked."""
        lookup = self._by_nonce.get(message.nonce)
        if lookup is None:
            raise Dropped("referral-unsolicited")
        if source.address not in lookup.asked_nodes:
            raise Dropped("referral-from-elsewhere")
        if not message.records:
            raise Dropped("no-records")
        record = message.records[0]
        prefix = record.prefix
        if prefix is None or not (prefix.covers(lookup.eid) or prefix == lookup.asked):
            raise Dropped("referral-not-covering")
        self._counters["in.ddt-referral"] += 1
        if record.action == ReferralAction.NOT_AUTHORITATIVE:
            return self._astray(lookup, "ddt-not-authoritative", now)
        last = lookup.referral.prefix
        if last is not None and prefix.length < last.length:
            return self._astray(lookup, "ddt-less-specific", now)
        match record.action:
            case ReferralAction.NODE_REFERRAL | ReferralAction.MS_REFERRAL:
                if last == prefix or lookup.steps >= MAX_STEPS:
                    return self._astray(lookup, "ddt-loop", now)
                return self._follow(lookup, prefix, record, now)
            case ReferralAction.MS_ACK:
                return self._on_ack(lookup, prefix, record, source.address, now)
            case ReferralAction.MS_NOT_REGISTERED:
                return self._on_not_registered(lookup, prefix, record, source.address, now)
            case ReferralAction.DELEGATION_HOLE:
                self._keep(prefix, record, (), now)
                return self._end(lookup, _negative(prefix, NEGATIVE_TTL_MIN), now)
            case _:
                return self._astray(lookup, "ddt-unknown-action", now)

    def _follow(self, lookup: Lookup, prefix: Prefix, record: ReferralRecord, now: float) -> list[Command]:
        nodes = self._nodes(record)
        if not nodes:
            return self._astray(lookup, "ddt-no-usable-node", now)
        referral = self._keep(prefix, record, nodes, now)
        return self._step(lookup, referral, now)

    def _on_ack(
        self, lookup: Lookup, prefix: Prefix, record: ReferralRecord, source: Address, now: float
    ) -> list[Command]:
        """A map server has the request; but where it came without the one-time key, once more with it."""
        if nodes := self._nodes(record):
            self._keep(prefix, record, nodes, now)
        if lookup.protection is None or lookup.shown_key:
            return self._end(lookup, None, now)
        return self._step(lookup, Referral(prefix, ReferralAction.MS_ACK, (source,)), now)

    def _on_not_registered(
        self, lookup: Lookup, prefix: Prefix, record: ReferralRecord, source: Address, now: float
    ) -> list[Command]:
        """One map server knows of no ETR; its peers may."""
        if source in lookup.refusing:
            return []
        lookup.refusing.add(source)
        if not set(lookup.referral.nodes) <= lookup.refusing:
            lookup.tries = 0
            return self._ask(lookup, now)
        self._keep(prefix, record, (), now)
        return self._end(lookup, _negative(prefix, UNREGISTERED_TTL_MIN), now)

    def _step(self, lookup: Lookup, referral: Referral, now: float) -> list[Command]:
        lookup.referral = referral
        lookup.steps += 1
        lookup.tries = 0
        lookup.shown_key = False
        lookup.asked_nodes.clear()
        lookup.refusing.clear()
        return self._ask(lookup, now)

    def _nodes(self, record: ReferralRecord) -> tuple[Address, ...]:
        """The nodes of a referral that we can ask."""
        rlocs = [locator.rloc for locator in record.locators]
        return tuple(rloc for rloc in rlocs if isinstance(rloc, Address) and self._policy.may_answer(rloc))

    def _keep(self, prefix: Prefix, record: ReferralRecord, nodes: tuple[Address, ...], now: float) -> Referral:
        """The referral of a record, remembered unless it says that it must not be."""
        action = ReferralAction(record.action)
        lifetime_s = 60.0 * min(record.ttl_min, _TTL_CAP_MIN[action])
        referral = Referral(prefix, action, nodes, now + lifetime_s)
        if lifetime_s > 0 and not record.incomplete:
            self.cache.put(prefix, referral)
        return referral

    # --- ends ----------------------------------------------------------------------------------------

    def _astray(self, lookup: Lookup, reason: str, now: float) -> list[Command]:
        """From the roots once more if we came by a cached referral; else that was it."""
        if not lookup.from_cache:
            return self._give_up(lookup, reason, now)
        lookup.from_cache = False
        self._counters["ddt.restarted"] += 1
        if lookup.referral.prefix is not None:
            self.cache.forget(lookup.referral.prefix)
        return self._step(lookup, self._roots(), now)

    def _give_up(self, lookup: Lookup, reason: str, now: float) -> list[Command]:
        self._counters[f"drop.{reason}"] += 1
        commands = self._end(lookup, None, now)
        if self._notices.allow(reason, now):
            commands.append(Notice("lookup-failed", {"eid": str(lookup.asked), "reason": reason}))
        return commands

    def _end(self, lookup: Lookup, negative: EidRecord | None, now: float) -> list[Command]:
        self._close(lookup)
        return [] if negative is None else self._reply(lookup, negative, now)

    def _close(self, lookup: Lookup) -> None:
        self._timers.cancel(lookup.key)
        del self._pending[lookup.key]
        for nonce in lookup.nonces:
            del self._by_nonce[nonce]
        self._per_itr[lookup.key[0]] -= 1
        if not self._per_itr[lookup.key[0]]:
            del self._per_itr[lookup.key[0]]


def _negative(prefix: Prefix, ttl_min: int) -> EidRecord:
    return EidRecord.of(prefix, ttl_min=ttl_min, action=Action.NATIVELY_FORWARD)
