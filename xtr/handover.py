"""Change Priority: the papers' handover of an EID from one xTR to another.

    controller ──H──▶ target:  deliver, register, tell the other xTRs of the prefix (no flag)
    controller ──H──▶ source ┐
    target ─────────▶ source ┴ stop registering, send packets on to the target, tell correspondents
    source ─────C──▶ correspondent: replace the cached mapping, and verify it a little later
    (a prepared correspondent is told by the target itself, and believes it: `xtr/anticipation.py`)

Messages say a state and set it; nothing is toggled, so one that comes twice, or from both the controller
and the target, does its work once. Each is authenticated, acknowledged (K), repeated until it is, and
refused when an equal or newer one of the same sender about the same EID has been seen.
"""

from collections.abc import Set
from typing import Final

from lisp.engine import CHANGE_PRIORITY_RETRY_S, Endpoint, Retransmissions
from lisp.rate_limiter import RateLimiter
from lisp.wire import (
    CONTROL_PORT,
    PRIORITY_UNUSABLE,
    Address,
    AuthError,
    ChangePriority,
    DecodeError,
    EidRecord,
    Key,
    KeyChain,
    Locator,
    Prefix,
    Preparation,
    decode_known,
    seal,
    verify,
)
from xtr.anticipation import PREPARED_S, Anticipation
from xtr.core import Core, SaveState, foreign, same_rlocs
from xtr.dataplane.base import Action
from xtr.etr import Etr
from xtr.itr import Itr
from xtr.mapcache import MapEntry
from xtr.mobility import Mobility

MAX_OUTSTANDING: Final = 4096
MAX_RECORDS: Final = 16
# How long a correspondent may trust a Change Priority before the mapping system has confirmed it.
CACHE_TTL_MIN: Final = 1

_FLAGS_OCTET: Final = 2
_FROM_CONTROLLER: Final = 0x80


class Handover:
    """Change Priority in every role an xTR can have."""

    def __init__(self, core: Core, etr: Etr, itr: Itr, mobility: Mobility, anticipation: Anticipation) -> None:
        self._core = core
        self._anticipation = anticipation
        self._etr = etr
        self._itr = itr
        self._mobility = mobility
        # One message at most is under way to each RLOC about each EID: a newer one replaces it.
        self._under_way = Retransmissions()
        self._sent: dict[tuple[Prefix, Address], ChangePriority] = {}
        self._inform_rate = RateLimiter(core.settings.limits.smr_interval_s, MAX_OUTSTANDING)

    # --- receiving -----------------------------------------------------------------------------------

    def on_datagram(self, data: bytes, source: Endpoint, now: float) -> None:
        """Check who sent it, then whether it is new, then whether it may, then do it."""
        core = self._core
        chain = self._chain(data, source)
        if chain is None:
            return core.drop("cp-no-key")
        try:
            key = verify(data, chain)
            message = decode_known(data)
        except (AuthError, DecodeError) as error:
            return core.drop(f"cp-{error.reason}")
        assert isinstance(message, ChangePriority)
        if message.identity == core.settings.identity and not message.ack:
            return core.drop("cp-reflected")
        if message.ack:
            return self._on_ack(message, source)
        if message.from_controller and message.update_cache:
            return core.drop("cp-h-and-c")
        return self._on_order(message, key, source, now)

    def _chain(self, data: bytes, source: Endpoint) -> KeyChain | None:
        """Whose key must have signed: the controller's, or that of the xTR it comes from."""
        if len(data) > _FLAGS_OCTET and data[_FLAGS_OCTET] & _FROM_CONTROLLER:
            return self._core.settings.controller
        return self._core.settings.peers.get(source.address)

    def _on_order(self, message: ChangePriority, key: Key, source: Endpoint, now: float) -> None:
        """All records or none."""
        core = self._core
        if not 0 < len(message.records) <= MAX_RECORDS:
            return core.drop("cp-record-count")
        # Controllers that share the users share the order of their nonces: one that has lost its lease comes late.
        sender = "controller" if message.from_controller else f"peer|{message.identity or source.address}"
        prefixes = [record.prefix for record in message.records]
        if any(prefix is None for prefix in prefixes) or len(set(prefixes)) != len(prefixes):
            return core.drop("cp-bad-eid")
        keys = [f"{sender}|{prefix}" for prefix in prefixes]
        if all(core.replay.last(name) == message.nonce for name in keys):
            core.counters["cp-repeated"] += 1
            return self._acknowledge(message, key, source)  # our acknowledgement was lost
        if any(core.replay.last(name) >= message.nonce for name in keys):
            return core.drop("cp-replayed")
        for record in message.records:
            if (reason := self._refusal(message, record, source.address)) is not None:
                return core.drop(reason)
        for record in message.records:
            self._carry_out(message, record, source.address, now)
        for name in keys:
            core.replay.accept(name, message.nonce)
        core.emit(SaveState())
        return self._acknowledge(message, key, source)

    def _refusal(self, message: ChangePriority, record: EidRecord, sender: Address) -> str | None:
        """Why a record is not for us to carry out; None when it is."""
        settings, eid = self._core.settings, record.prefix
        assert eid is not None
        usable = [locator.rloc for locator in record.locators if locator.usable]
        ours = [rloc for rloc in usable if rloc in settings.rlocs]
        if message.update_cache:
            return self._cache_refusal(record, eid, sender)
        dynamic = settings.dynamic(eid)
        if dynamic is None or not eid.is_host:
            return "cp-not-mobile"
        if (preparation := Preparation.of(record)) is not None:
            if message.from_controller:
                return self._anticipation.refusal(eid, preparation)
            return self._anticipation.correspondents_refusal(eid, sender)
        if ours and len(ours) != len(usable):
            return "cp-mixed-locators"
        if record.locators and not usable:
            return "cp-no-usable-locator"
        if not message.from_controller:
            if sender not in dynamic.peers:
                return "cp-peer-not-of-prefix"
            if sender not in usable:
                return "cp-sender-not-target"
        return None

    def _cache_refusal(self, record: EidRecord, eid: Prefix, sender: Address) -> str | None:
        """Why a correspondent does not let its cache be changed."""
        settings = self._core.settings
        entry = self._itr.cache.lookup(eid)  # covers the EID: what is wider than the cached finds nothing
        if entry is None or self._itr.is_here(eid):
            return "cp-no-mapping"
        if not any(prefix.covers(eid) for prefix in settings.eid_space):
            return "cp-outside-eid-space"
        if not foreign(record.locators, settings.rlocs):
            return "cp-no-usable-locator"
        cached = [locator.rloc for locator in entry.locators]
        if Preparation.of(record) is not None:
            return None if sender in cached and eid.is_host else "cp-sender-not-cached"
        if sender not in (*cached, *entry.expected) and not same_rlocs(entry.locators, record.locators):
            return "cp-sender-not-cached"
        return None

    def _carry_out(self, message: ChangePriority, record: EidRecord, sender: Address, now: float) -> None:
        eid, settings = record.prefix, self._core.settings
        assert eid is not None
        if (preparation := Preparation.of(record)) is not None:
            return self._prepare(message, record, preparation, now)
        if message.update_cache:
            role = "correspondent"
        else:
            role = "source" if foreign(record.locators, settings.rlocs) else "target"
        self._core.counters[f"change-priority-{role}"] += 1
        fields = {"eid": str(eid), "role": role, "from": str(sender)}
        self._core.note("change-priority-received", **fields)
        if role == "correspondent":
            self._update_cache(eid, record, now)
        elif role == "source":
            known = self._mobility.away(eid)
            if known is None or not same_rlocs(known.locators, record.locators):
                # Told twice, by the controller and by the target: what we tell others is then still so.
                self._cancel(eid)
            self._mobility.depart(eid, record.locators, "change-priority", now)
            self._anticipation.on_departed(eid, record.locators)
        else:
            self.become_target(eid, now, self._anticipation.settle_here(eid))
        return None

    def _prepare(self, message: ChangePriority, record: EidRecord, preparation: Preparation, now: float) -> None:
        """A handover is near: ours, as the controller or the source says, or that of a host we talk to."""
        eid = record.prefix
        assert eid is not None
        if message.from_controller:
            self._anticipation.prepare(eid, record, now)
        elif message.update_cache:
            standby = tuple(entry.rloc for entry in preparation.standby if isinstance(entry.rloc, Address))
            self._itr.expect(eid, standby, now + PREPARED_S, now)
        else:
            self._anticipation.on_correspondents(eid, preparation.correspondents)

    def _acknowledge(self, message: ChangePriority, key: Key, source: Endpoint) -> None:
        answer = seal(message.acknowledged(self._core.settings.identity), key)
        self._core.send(answer, source.address, source.port)

    def _on_ack(self, message: ChangePriority, source: Endpoint) -> None:
        """A peer has done what we told it."""
        for record in message.records:
            prefix = record.prefix
            sent = None if prefix is None else self._sent.get((prefix, source.address))
            if prefix is None or sent is None or sent.nonce != message.nonce:
                self._core.drop("cp-ack-unknown")
                continue
            del self._sent[prefix, source.address]
            self._under_way.stop((prefix, source.address))
            self._core.note("change-priority-acknowledged", eid=str(prefix), by=str(source.address))

    # --- the roles -----------------------------------------------------------------------------------

    def become_target(self, eid: Prefix, now: float, correspondents: tuple[Address, ...] = ()) -> None:
        """The EID is here: deliver, register, tell the other xTRs that may have it and prepared correspondents."""
        settings = self._core.settings
        dynamic = settings.dynamic(eid)
        assert dynamic is not None
        record = EidRecord.of(eid, settings.locators(), ttl_min=settings.limits.record_ttl_min)
        # Told by the hypervisor, and then by the controller: what we have said of it once is on its way.
        told = {rloc for known, rloc in self._sent if known == eid and self._is_telling(eid, rloc, record)}
        self._cancel(eid, keep=told)
        local = self._etr.get(eid)
        if local is None:
            self._mobility.arrive(eid, dynamic.interface, "commanded", now)
        else:
            local.kind = "commanded"
            self._etr.insist(eid, now)
        for peer in dynamic.peers:
            if peer not in settings.rlocs and peer not in told:
                self.send(eid, peer, record, update_cache=False, now=now)
        for rloc in correspondents:
            if rloc in settings.peers and rloc not in told:
                self.send(eid, rloc, record, update_cache=True, now=now)

    def _update_cache(self, eid: Prefix, record: EidRecord, now: float) -> None:
        """Use the new RLOCs at once, for a minute; the mapping system has the last word."""
        known = self._itr.cache.get(eid)
        if known is not None and same_rlocs(known.locators, record.locators):
            return
        limits = self._core.settings.limits
        ttl_s = 60.0 * min(max(record.ttl_min, 1), CACHE_TTL_MIN)
        entry = MapEntry(eid, record.locators, Action.FORWARD, "change-priority", now + ttl_s, since=now)
        if known is not None and known.relay:
            entry.relay, entry.expires_at = True, known.expires_at
        self._itr.install(entry, now)
        self._itr.verify_later(eid, limits.verify_delay_s, now)

    def inform(self, eid: Prefix, rloc: Address, now: float) -> bool:
        """Tell a correspondent where an EID of ours is now; False when only an SMR can do it."""
        core = self._core
        if rloc not in core.settings.peers:
            return False
        away = self._mobility.away(eid)
        if away is None:
            return True
        old = core.settings.locators(PRIORITY_UNUSABLE)
        record = EidRecord.of(eid, (*_usable(away.locators), *old), ttl_min=CACHE_TTL_MIN)
        if self._is_telling(eid, rloc, record) or not self._inform_rate.allow((eid, rloc), now):
            return True
        return self.send(eid, rloc, record, update_cache=True, now=now)

    def _is_telling(self, eid: Prefix, rloc: Address, record: EidRecord) -> bool:
        """Whether what is under way to an RLOC about an EID says the same."""
        sent = self._sent.get((eid, rloc))
        return sent is not None and same_rlocs(sent.records[0].locators, record.locators)

    # --- sending -------------------------------------------------------------------------------------

    def send(self, eid: Prefix, rloc: Address, record: EidRecord, *, update_cache: bool, now: float) -> bool:
        """Send a Change Priority until it is acknowledged; False without a key or at the cap."""
        core, chain = self._core, self._core.settings.peers.get(rloc)
        if chain is None or len(self._under_way) >= MAX_OUTSTANDING:
            core.drop("cp-not-sent")
            return False
        message = ChangePriority(core.nonce(), (record,), update_cache=update_cache, identity=core.settings.identity)
        data = seal(message, chain.signing_key)
        self._sent[eid, rloc] = message
        core.counters["change-priority-sent"] += 1
        core.note("change-priority-sent", eid=str(eid), to=str(rloc), update_cache=int(update_cache))
        destination = Endpoint(rloc, CONTROL_PORT)
        core.emit(self._under_way.start((eid, rloc), data, destination, CHANGE_PRIORITY_RETRY_S, now))
        return True

    def _cancel(self, eid: Prefix, keep: Set[Address] = frozenset()) -> None:
        """Our role for an EID changes: what we were telling others about it, but these, is no longer so."""
        for key in [key for key in self._sent if key[0] == eid and key[1] not in keep]:
            del self._sent[key]
            self._under_way.stop(key)

    def tick(self, now: float) -> None:
        """Repeat what is not acknowledged; where that does not help, an SMR may."""
        resends, exhausted = self._under_way.due(now)
        self._core.emit(*resends)
        for key in exhausted:
            assert isinstance(key, tuple)
            eid, rloc = key
            message = self._sent.pop((eid, rloc))
            self._core.note("change-priority-unanswered", eid=str(eid), by=str(rloc))
            if message.update_cache and Preparation.of(message.records[0]) is None:
                self._mobility.solicit(eid, rloc, now)

    def deadline(self) -> float | None:
        """When the next repetition is due."""
        return self._under_way.next_at()


def _usable(locators: tuple[Locator, ...]) -> tuple[Locator, ...]:
    return tuple(locator for locator in locators if locator.usable)
