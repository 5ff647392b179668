"""The ETR: tells the map server which EIDs are here, and answers who asks.

Every Map-Register takes the next number of a counter that never goes back, so a map server can refuse
replays. One that stays without Map-Notify is sent again: octet for octet while it is the latest, else
with a new number, since a map server that has seen a later one would refuse the old.
"""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from lisp.engine import REGISTER_RETRY_S, Endpoint, Timers
from lisp.lpm import PrefixTable
from lisp.rate_limiter import RateLimiter
from lisp.wire import (
    Address,
    EcmSecurity,
    EidRecord,
    MapNotify,
    MapRegister,
    MapReply,
    MapRequest,
    Prefix,
    RegisterFlag,
    ReplyFlag,
    encode,
    seal,
)
from lisp.wire.records import LOCATOR_PROBED
from xtr.core import Core
from xtr.dataplane.base import DeliverLocally, StopDelivering
from xtr.memory import Remember, row_of_host
from xtr.security import seal_answer

MAX_LOCAL_EIDS: Final = 16_384
MAX_RECORDS_PER_REGISTER: Final = 20  # keeps a message with two IPv6 locators each below 1500 octets
MAX_RECORDS_PER_REPLY: Final = 16
MAX_REQUESTERS: Final = 4096
PROBE_REPLY_INTERVAL_S: Final = 0.5  # to one requester: it may repeat a probe after a second
REQUESTER_AGE_S: Final = 24 * 3600.0
_REMEMBERED_NONCES: Final = 256
# Registrations that come due within this time of each other share a message.
_BATCH_S: Final = 2.0


@dataclass(slots=True)
class LocalEid:
    """An EID prefix that is delivered here. `kind`: "home", "detected" or "commanded"."""

    prefix: Prefix
    interface: str
    kind: str
    since: float
    registered: bool = False
    silent_since: float | None = None


@dataclass(slots=True)
class _Outstanding:
    data: bytes
    prefixes: list[Prefix]
    tries: int


class Etr:
    """The EIDs that are here, their registration, and the answers about them."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._local: PrefixTable[LocalEid] = PrefixTable()
        self._timers = Timers()
        self._outstanding: dict[int, _Outstanding] = {}
        self._last_nonce = 0
        self._sent: OrderedDict[int, None] = OrderedDict()
        self._quick_until: dict[Prefix, float] = {}
        self._requesters: OrderedDict[tuple[Prefix, Address], float] = OrderedDict()
        self._reply_rate = RateLimiter(core.settings.limits.map_reply_interval_s)
        self._probe_rate = RateLimiter(PROBE_REPLY_INTERVAL_S)

    # --- the local EIDs ------------------------------------------------------------------------------

    def get(self, prefix: Prefix) -> LocalEid | None:
        """The local entry of exactly this prefix."""
        return self._local.get(prefix)

    def covering(self, eid: Prefix) -> LocalEid | None:
        """The longest local prefix around an EID."""
        return next((entry for _, entry in self._local.covering(eid)), None)

    def entries(self) -> list[LocalEid]:
        """All local prefixes."""
        return [entry for _, entry in self._local.items()]

    def add(self, prefix: Prefix, interface: str, kind: str, now: float) -> bool:
        """Deliver a prefix here and register it at once. False when it is known or there is no room."""
        if prefix in self._local:
            return False
        if len(self._local) >= MAX_LOCAL_EIDS:
            self._core.drop("local-eids-full")
            return False
        self._deliver(prefix, interface, kind, now)
        self._register([prefix], now)
        return True

    def add_homes(self, now: float) -> None:
        """Deliver and register the prefixes that are always here, in as few messages as they fit."""
        homes = self._core.settings.homes
        for home in homes:
            self._deliver(home.prefix, home.interface, "home", now)
        self._register([home.prefix for home in homes], now)

    def _deliver(self, prefix: Prefix, interface: str, kind: str, now: float) -> None:
        self._local[prefix] = LocalEid(prefix, interface, kind, now)
        self._core.emit(DeliverLocally(prefix, interface))
        self._quick_until[prefix] = now + self._core.settings.limits.register_quick_s
        if kind != "home":
            self._core.emit(Remember(prefix, row_of_host(interface, kind)))

    def resume(self, prefix: Prefix, interface: str, kind: str, now: float) -> None:
        """Deliver a host as an earlier life did. It is not registered before `insist`: it may have left since."""
        if prefix not in self._local and len(self._local) < MAX_LOCAL_EIDS:
            self._deliver(prefix, interface, kind, now)

    def remove(self, prefix: Prefix, *, withdraw: bool = False) -> LocalEid | None:
        """The EID is not here any more: no Map-Register for it goes out after this.

        `withdraw` also tells the map server (TTL 0) and the data plane; else both know better already.
        """
        entry = self._local.pop(prefix)
        self._quick_until.pop(prefix, None)
        self._timers.cancel(("refresh", prefix))
        # A registration still being repeated would undo the move at the map server.
        for outstanding in self._outstanding.values():
            if prefix in outstanding.prefixes:
                outstanding.prefixes.remove(prefix)
                outstanding.data = b""
        if entry is not None and withdraw:
            self._core.emit(StopDelivering(prefix), Remember(prefix, None))
            record = EidRecord.of(prefix, self._core.settings.locators(), ttl_min=0)
            self._core.send(self._sealed((record,)), self._core.settings.map_server)
        return entry

    # --- Map-Register --------------------------------------------------------------------------------

    def _sealed(self, records: tuple[EidRecord, ...]) -> bytes:
        """A signed Map-Register with the next nonce."""
        settings = self._core.settings
        flags = RegisterFlag.WANT_MAP_NOTIFY | RegisterFlag.SECURITY
        flags |= RegisterFlag.PROXY_REPLY if settings.proxy_reply else 0
        flags |= RegisterFlag.USE_TTL if settings.use_ttl else 0
        self._last_nonce = self._core.nonce()
        self._sent[self._last_nonce] = None
        if len(self._sent) > _REMEMBERED_NONCES:
            self._sent.popitem(last=False)
        self._core.counters["map-register-sent"] += 1
        message = MapRegister(self._last_nonce, records, flags, identity=settings.identity)
        return seal(message, settings.site_keys.signing_key)

    def _register(self, prefixes: list[Prefix], now: float, tries: int = 0) -> None:
        """Register prefixes, in as many messages as they need, and plan the next time."""
        limits, locators = self._core.settings.limits, self._core.settings.locators()
        for start in range(0, len(prefixes), MAX_RECORDS_PER_REGISTER):
            chunk = prefixes[start : start + MAX_RECORDS_PER_REGISTER]
            ttl_min = limits.record_ttl_min
            records = [EidRecord.of(p, locators, ttl_min=ttl_min, authoritative=True) for p in chunk]
            data = self._sealed(tuple(records))
            self._supersede(set(chunk))
            self._outstanding[self._last_nonce] = _Outstanding(data, chunk, tries)
            self._timers.set(("retry", self._last_nonce), now + REGISTER_RETRY_S[tries])
            self._core.send(data, self._core.settings.map_server)
        for prefix in prefixes:
            quick = now < self._quick_until.get(prefix, 0.0)
            period_s = limits.register_quick_interval_s if quick else limits.register_interval_s
            self._timers.set(("refresh", prefix), now + period_s * (0.9 + 0.2 * self._core.jitter()))

    def insist(self, prefix: Prefix, now: float) -> None:
        """Register at once what the map server has not acknowledged yet: it may be back from being away."""
        entry = self._local.get(prefix)
        waiting = any(prefix in outstanding.prefixes for outstanding in self._outstanding.values())
        if entry is not None and (waiting or not entry.registered):
            self._register([prefix], now)

    def _supersede(self, prefixes: set[Prefix]) -> None:
        """A newer message speaks for these prefixes: older ones need no acknowledgement for them."""
        for nonce, outstanding in list(self._outstanding.items()):
            left = [prefix for prefix in outstanding.prefixes if prefix not in prefixes]
            if len(left) == len(outstanding.prefixes):
                continue
            outstanding.prefixes, outstanding.data = left, b""
            if not left:
                del self._outstanding[nonce]
                self._timers.cancel(("retry", nonce))

    def _retry(self, nonce: int, now: float) -> None:
        """A Map-Register has no Map-Notify yet."""
        outstanding = self._outstanding[nonce]
        tries = outstanding.tries + 1
        if not outstanding.prefixes or tries >= len(REGISTER_RETRY_S):
            # From here the periodic registration carries on.
            del self._outstanding[nonce]
        elif nonce == self._last_nonce and outstanding.data:
            outstanding.tries = tries
            self._timers.set(("retry", nonce), now + REGISTER_RETRY_S[tries])
            self._core.counters["map-register-retransmitted"] += 1
            self._core.send(outstanding.data, self._core.settings.map_server)
        else:
            del self._outstanding[nonce]
            self._register(outstanding.prefixes, now, tries)

    def acknowledge(self, notify: MapNotify) -> list[LocalEid] | None:
        """Take a Map-Notify that answers one of our Map-Registers: the EIDs registered by it for the
        first time. None when it answers none of ours.
        """
        outstanding = self._outstanding.pop(notify.nonce, None)
        if outstanding is None:
            return [] if notify.nonce in self._sent else None  # a second copy: answered before
        self._timers.cancel(("retry", notify.nonce))
        self._core.counters["map-notify-accepted"] += 1
        entries = [self._local.get(prefix) for prefix in outstanding.prefixes]
        fresh = [entry for entry in entries if entry is not None and not entry.registered]
        for entry in fresh:
            entry.registered = True
            self._core.note("registered", eid=str(entry.prefix))
        return fresh

    def tick(self, now: float) -> None:
        """Send what has come due."""
        refresh: list[Prefix] = []
        for key in self._timers.due(now):
            assert isinstance(key, tuple)
            if key[0] == "retry":
                self._retry(key[1], now)
            else:
                refresh.append(key[1])
        if refresh:
            end = now + _BATCH_S
            soon = [p for p in self._local if (at := self._timers.at(("refresh", p))) and at <= end]
            self._register([*refresh, *soon], now)

    def deadline(self) -> float | None:
        """When the next registration or retransmission is due."""
        return self._timers.next_at()

    # --- Map-Requests about our EIDs -----------------------------------------------------------------

    def answer(
        self,
        request: MapRequest,
        reply_port: int,
        now: float,
        *,
        probed: Address | None,
        holes: dict[Prefix, EidRecord],
        security: EcmSecurity | None = None,
    ) -> None:
        """Answer a Map-Request for one of our EIDs, from the local table only (RFC 9301 section 5.5).

        `holes` are the hosts of our prefixes that have moved away. `probed` is the locator that an RLOC
        probe asked about. `security` is that of a protected request. Raises SecError.
        """
        core, prefix = self._core, request.records[0].prefix
        match = None if prefix is None else next(self._local.covering(prefix), None)
        if prefix is None or match is None or any(hole.covers(prefix) for hole in holes):
            return core.drop("request-not-ours")
        target = self._reply_to(request)
        if target is None:
            return core.drop("request-no-usable-itr-rloc")
        rate = self._reply_rate if probed is None else self._probe_rate
        if not rate.allow((target, prefix), now):
            return core.drop("request-rate")
        if probed is None:
            self._remember(prefix, target, now)
        records = [self._record(match[0], probed)]
        if probed is None:
            records += [self._record(p, None) for p, _ in self._local.covered(match[0])]
            records += [record for hole, record in holes.items() if match[0].covers(hole)]
        flags = 0 if probed is None else ReplyFlag.PROBE
        reply = MapReply(request.nonce, tuple(records[:MAX_RECORDS_PER_REPLY]), flags)
        data = encode(reply) if security is None else seal_answer(reply, security, core)
        core.counters["map-reply-sent"] += 1
        core.send(data, target, reply_port)
        return None

    def _record(self, prefix: Prefix, probed: Address | None) -> EidRecord:
        settings = self._core.settings
        locators = tuple(
            locator._replace(flags=locator.flags | LOCATOR_PROBED) if locator.rloc == probed else locator
            for locator in settings.locators()
        )
        return EidRecord.of(prefix, locators, ttl_min=settings.limits.record_ttl_min, authoritative=True)

    def _reply_to(self, request: MapRequest) -> Address | None:
        """The first ITR-RLOC that we can and may answer."""
        own = self._core.settings.rlocs
        families = {rloc.afi for rloc in own}
        for rloc in request.itr_rlocs:
            if isinstance(rloc, Address) and rloc.afi in families and rloc not in own and routable(rloc):
                return rloc
        return None

    def _remember(self, prefix: Prefix, rloc: Address, now: float) -> None:
        """Whoever asked will be told when the EID moves."""
        self._requesters[prefix, rloc] = now
        self._requesters.move_to_end((prefix, rloc))
        while len(self._requesters) > MAX_REQUESTERS:
            self._requesters.popitem(last=False)

    def requesters(self, eid: Prefix, now: float) -> list[Address]:
        """The RLOCs that asked for an EID, or a prefix around it, within the last day."""
        found = {
            rloc: None
            for (prefix, rloc), at in self._requesters.items()
            if now - at < REQUESTER_AGE_S and (prefix.covers(eid) or eid.covers(prefix))
        }
        return list(found)


def direct_request_is_honest(request: MapRequest, source: Endpoint) -> bool:
    """A probe or SMR comes from one of the RLOCs it names, or it asks us to answer somebody else."""
    return source.address in request.itr_rlocs


def routable(address: Address) -> bool:
    """Whether an address can be a unicast RLOC: not multicast, loopback, unspecified or link-local."""
    first = address.packed[0]
    if address.afi == 1:
        return first not in (0, 127) and first < 224 and address.packed[:2] != b"\xa9\xfe"
    if address.afi == 2:
        link_local = first == 0xFE and address.packed[1] >> 6 == 2
        return first != 0xFF and any(address.packed[:15]) and not link_local
    return False
