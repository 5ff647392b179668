"""The ITR: finds mappings for packets that have none, and keeps the used ones fresh.

    Miss ──▶ Map-Request (ECM, through the map resolver) ──▶ Map-Reply ──▶ map-cache ──▶ data plane

A Map-Reply is believed for its nonce: unpredictable, used once; with LISP-SEC, for its MACs too. An SMR is
believed for nothing but the wish to look again, and that through the mapping system, seldom enough to be no
weapon.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from lisp.engine import Timers, earliest
from lisp.rate_limiter import RateLimiter
from lisp.wire import (
    CONTROL_PORT,
    NO_ADDRESS,
    Address,
    AnyAddress,
    EidRecord,
    EncapsulatedControlMessage,
    MapReply,
    MapRequest,
    Prefix,
    ReplyFlag,
    RequestFlag,
    RequestRecord,
    eid_address,
    encode,
)
from xtr.core import Core, rlocs_text
from xtr.dataplane.base import Action, DropQueued, InstallMapping, Miss, RemoveMapping, ReportUse
from xtr.etr import Etr
from xtr.mapcache import MapCache, MapEntry, entry_of, usable_targets
from xtr.memory import Remember, row_of_mapping
from xtr.probing import Probing
from xtr.security import Guard

MAX_PENDING: Final = 4096
MAX_RECORDS_PER_REPLY: Final = 64
MAX_SOLICITED: Final = 16_384
_LIMITER_KEYS: Final = 16_384

# Hears what the mapping system says about what was asked for: (asked, its record's prefix, the record, now).
OnAnswer = Callable[[Prefix, Prefix, EidRecord, float], None]


@dataclass(slots=True)
class _Pending:
    """A lookup under way; every try has a nonce of its own, and an answer to any of them counts."""

    source_eid: AnyAddress
    flags: int
    tries: int = 0
    nonces: list[int] = field(default_factory=list)


class Itr:
    """Lookups and the map-cache. The engine calls it; it appends commands to the core."""

    def __init__(self, core: Core, cache: MapCache, etr: Etr) -> None:
        self._core = core
        self._etr = etr
        self.cache = cache
        self.probing = Probing(core, cache, self._choose_again)
        self._pending: dict[Prefix, _Pending] = {}
        self._asked: dict[int, Prefix] = {}
        self._guard = Guard(core)
        self._timers = Timers()
        limits = core.settings.limits
        self._request_rate = RateLimiter(limits.map_request_interval_s, _LIMITER_KEYS)
        self._solicited: OrderedDict[Prefix, float] = OrderedDict()
        self.families = frozenset(rloc.afi for rloc in core.settings.rlocs)
        self.on_answer: OnAnswer = lambda _asked, _prefix, _record, _now: None

    # --- lookups -------------------------------------------------------------------------------------

    def on_miss(self, event: Miss, now: float) -> None:
        """A packet waits for a mapping."""
        if not any(prefix.covers(event.eid) for prefix in self._core.settings.eid_space):
            self._core.drop("miss-outside-eid-space")
        elif self.is_here(event.eid):
            self._core.drop("miss-for-local-eid")
        else:
            self.resolve(event.eid, now, source_eid=eid_address(Prefix.of(event.source, iid=event.eid.iid)))

    def resolve(self, prefix: Prefix, now: float, *, source_eid: AnyAddress = NO_ADDRESS, flags: int = 0) -> bool:
        """Ask the mapping system for a prefix. False when that is under way or was done too recently."""
        if prefix in self._pending:
            return False
        if len(self._pending) >= MAX_PENDING:
            self._core.drop("lookups-full")
            return False
        if not self._request_rate.allow(prefix, now):
            self._core.drop("map-request-rate")
            return False
        self._pending[prefix] = _Pending(source_eid, flags)
        self._ask(prefix, now)
        return True

    def _ask(self, prefix: Prefix, now: float) -> None:
        """Send one Map-Request for a pending lookup."""
        core, settings, pending = self._core, self._core.settings, self._pending[prefix]
        nonce = core.random_nonce()
        pending.nonces.append(nonce)
        pending.tries += 1
        self._asked[nonce] = prefix
        request = MapRequest(nonce, settings.rlocs, (RequestRecord.of(prefix),), pending.source_eid, pending.flags)
        # Inner source and destination are of one family. The reply goes to an ITR-RLOC, not to the inner
        # source, so where we have no RLOC of the EID's family any address of that family will do.
        zero = Address(prefix.afi, bytes(len(prefix.packed)))
        source = next((rloc for rloc in settings.rlocs if rloc.afi == prefix.afi), zero)
        ends = source, CONTROL_PORT, prefix.address, CONTROL_PORT
        ecm = EncapsulatedControlMessage(*ends, encode(request), security=self._guard.protect(nonce))
        core.send(encode(ecm), settings.map_resolver)
        core.counters["map-request-sent"] += 1
        core.note("map-request-sent", eid=str(prefix), tries=pending.tries)
        self._timers.set(("ask", prefix), now + settings.limits.map_request_interval_s)

    def _retry(self, prefix: Prefix, now: float) -> None:
        """No answer yet: ask again, or pause (RFC 9301 section 5.3: ten tries, then 30 s)."""
        pending, limits = self._pending[prefix], self._core.settings.limits
        if pending.tries < limits.map_request_tries:
            self._ask(prefix, now)
        elif pending.nonces:
            self._forget_nonces(pending)
            self._timers.set(("ask", prefix), now + limits.map_request_pause_s)
            self._core.emit(DropQueued(prefix))
            self._core.note("map-request-unanswered", eid=str(prefix))
        else:
            del self._pending[prefix]

    def _forget_nonces(self, pending: _Pending) -> None:
        for nonce in pending.nonces:
            self._asked.pop(nonce, None)
            self._guard.forget(nonce)
        pending.nonces.clear()

    def _settle(self, prefix: Prefix) -> None:
        """A lookup has its answer."""
        pending = self._pending.pop(prefix)
        self._forget_nonces(pending)
        self._timers.cancel(("ask", prefix))

    # --- answers -------------------------------------------------------------------------------------

    def on_reply(self, data: bytes, received: MapReply, now: float) -> None:
        """Take a Map-Reply: what it says about the EID asked for, and about holes in that mapping.

        `data` are its octets.
        """
        core = self._core
        if received.flags & ReplyFlag.PROBE:
            return self.probing.on_reply(received, now)
        asked = self._asked.get(received.nonce)
        if asked is None:
            return core.drop("reply-unsolicited")
        reply = self._guard.vouched(data, received, now)
        if reply is None:
            return None
        pairs = [(record.prefix, record) for record in reply.records[:MAX_RECORDS_PER_REPLY]]
        covering = [(p, record) for p, record in pairs if p is not None and p.covers(asked)]
        if not covering:
            return core.drop("reply-not-covering")
        match, record = max(covering, key=lambda pair: pair[0].length)
        if record.locators and not any(prefix.covers(match) for prefix in core.settings.eid_space):
            return core.drop("reply-overclaims")
        self._settle(asked)
        core.counters["map-reply-accepted"] += 1
        self.on_answer(asked, match, record, now)
        self.learn(match, record, "map-reply", now)
        for prefix, extra in pairs:
            if prefix is None or prefix == match:
                continue
            if match.covers(prefix):
                self.learn(prefix, extra, "map-reply", now)
            else:
                core.drop("reply-unrelated-record")
        return None

    def learn(self, prefix: Prefix, record: EidRecord, source: str, now: float) -> None:
        """Install what the mapping system says of one prefix, unless we know better."""
        settings = self._core.settings
        has_ours = any(locator.rloc in settings.rlocs for locator in record.locators)
        if has_ours or self._etr.get(prefix) is not None:
            # Ours: what we deliver is not for others to say. A locator of ours in a foreign answer is a
            # registration of ours that has not aged out yet.
            self._core.counters["reply-about-own-eid"] += 1
            return
        if record.ttl_min == 0:
            if (entry := self.cache.get(prefix)) is not None and not entry.relay:
                self._forget(prefix)
            return
        entry = entry_of(record, self._clip(prefix), source, now)
        known = self.cache.get(entry.prefix)
        if known is not None and known.relay:
            if entry.negative:
                return  # the host is registered nowhere just now; keep sending to where it was last
            entry.relay, entry.expires_at = True, known.expires_at
        elif (home := settings.home(prefix)) is not None and home.prefix != prefix and not entry.negative:
            # A hole in our own home prefix: a host of ours that lives elsewhere.
            entry.relay, entry.expires_at, entry.refresh_at = True, None, None
        self.install(entry, now)

    def _clip(self, prefix: Prefix) -> Prefix:
        """A negative answer may be wider than the EID space: it speaks of no more than that."""
        inside = [space for space in self._core.settings.eid_space if prefix.covers(space)]
        return max(inside, key=lambda space: -space.length, default=prefix)

    # --- the map-cache -------------------------------------------------------------------------------

    def install(self, entry: MapEntry, now: float) -> None:
        """Put an entry into the cache and the data plane, whatever was there before."""
        core, prefix = self._core, entry.prefix
        for evicted in self.cache.put(entry):
            self._timers.cancel(("expire", evicted))
            self._timers.cancel(("refresh", evicted))
            core.counters["map-cache-evicted"] += 1
            core.emit(RemoveMapping(evicted), Remember(evicted, None))
        for name, at in (("expire", entry.expires_at), ("refresh", entry.refresh_at)):
            if at is None:
                self._timers.cancel((name, prefix))
            else:
                self._timers.set((name, prefix), at)
        core.emit(self._installation(entry))
        core.emit(Remember(prefix, row_of_mapping(entry, now)))
        core.note(
            "mapping-installed",
            eid=str(prefix),
            rlocs=rlocs_text(entry.locators) or str(entry.action),
            source=entry.source,
        )

    def _installation(self, entry: MapEntry) -> InstallMapping:
        """The entry as the data plane shall have it: with the locators that may be used now."""
        own = self._core.settings.rlocs
        targets = usable_targets(entry.locators, self.families, own, self.probing.down)
        sent_to = {target.rloc for target in targets}
        known = (*(locator.rloc for locator in entry.locators), *entry.expected)
        others = tuple(rloc for rloc in known if isinstance(rloc, Address) and rloc not in sent_to)
        action = entry.action
        if action is Action.REJECT and not self._core.settings.icmp_unreachable:
            action = Action.DROP
        return InstallMapping(entry.prefix, action, targets, entry.relay, others=others)

    def expect(self, eid: Prefix, rlocs: tuple[Address, ...], until: float, now: float) -> None:
        """A host that we know a mapping for may soon be at these RLOCs: they are believed until then.

        A mapping of a wider prefix stays what it is: the host gets a copy of its own.
        """
        known = self.cache.lookup(eid)
        assert known is not None
        if known.prefix == eid:
            entry = replace(known, expected=rlocs)
        else:
            ends = until if known.expires_at is None else min(until, known.expires_at)
            entry = replace(known, prefix=eid, source="change-priority", expires_at=ends, refresh_at=None, since=now)
            entry.expected = rlocs
        self.install(entry, now)
        self._timers.set(("expected", eid), until)

    def _choose_again(self, prefixes: list[Prefix]) -> None:
        """A locator of these mappings went down, or came back."""
        entries = [entry for prefix in prefixes if (entry := self.cache.get(prefix)) is not None]
        self._core.emit(*(self._installation(entry) for entry in entries))

    def discard(self, prefix: Prefix) -> None:
        """Drop an entry from the cache without telling the data plane: its slot is being overwritten."""
        self.cache.remove(prefix)
        self._timers.cancel(("expire", prefix))
        self._timers.cancel(("refresh", prefix))

    def _forget(self, prefix: Prefix) -> None:
        self.discard(prefix)
        self._core.emit(RemoveMapping(prefix), Remember(prefix, None))

    def on_use(self, prefix: Prefix, used: bool, now: float) -> None:
        """The data plane says whether an entry near its end is in use: only then is it kept alive."""
        if used and self.cache.get(prefix) is not None:
            self.resolve(prefix, now)

    def verify_later(self, prefix: Prefix, delay_s: float, now: float) -> None:
        """Look a prefix up through the mapping system after a while."""
        self._timers.set(("verify", prefix), now + delay_s)

    # --- solicited requests --------------------------------------------------------------------------

    def on_smr(self, request: MapRequest, source: Address, now: float) -> None:
        """Somebody says that a mapping changed: look again, seldom, and believe nothing until then."""
        core, prefix = self._core, request.records[0].prefix
        if prefix is None or self.cache.lookup(prefix) is None:
            core.drop("smr-no-mapping")
        elif self.is_here(prefix):
            core.drop("smr-for-local-eid")
        elif self._timers.at(("smr", prefix)) is not None:
            core.drop("smr-rate")
        else:
            core.counters["smr-received"] += 1
            core.note("smr-received", eid=str(prefix), sender=str(source))
            due = self._solicited.get(prefix, -1e9) + core.settings.limits.smr_interval_s
            if due <= now:
                self._look_again(prefix, now)
            else:  # two moves within the interval: the second lookup is late, but it comes
                self._timers.set(("smr", prefix), due)

    def _look_again(self, prefix: Prefix, now: float) -> None:
        """An SMR-invoked lookup."""
        self._solicited[prefix] = now
        self._solicited.move_to_end(prefix)
        if len(self._solicited) > MAX_SOLICITED:
            self._solicited.popitem(last=False)
        if not self.resolve(prefix, now, flags=RequestFlag.SMR_INVOKED):
            # An answer just had, or on its way, may be from before the change.
            self._timers.set(("smr", prefix), now + self._core.settings.limits.map_request_interval_s)

    # --- time ----------------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        """Do what has come due."""
        self.probing.tick(now)
        for key in self._timers.due(now):
            assert isinstance(key, tuple)
            name, prefix = key
            match name:
                case "ask":
                    self._retry(prefix, now)
                case "expire":
                    self._core.counters["map-cache-expired"] += 1
                    self._forget(prefix)
                case "refresh":
                    entry = self.cache.get(prefix)
                    if entry is not None:
                        self._core.emit(ReportUse(prefix, now - entry.since))
                case "verify":
                    self.resolve(prefix, now)
                case "smr":
                    self._look_again(prefix, now)
                case "expected":
                    entry = self.cache.get(prefix)
                    if entry is not None and entry.expected:
                        entry.expected = ()
                        self._core.emit(self._installation(entry))

    def deadline(self) -> float | None:
        """When the next timer comes due."""
        return earliest(self._timers.next_at(), self.probing.deadline())

    def lookups(self) -> int:
        """How many lookups are under way or pausing."""
        return len(self._pending)

    def is_here(self, eid: Prefix) -> bool:
        """Whether an EID is delivered here: under a local prefix, and not known to have moved away."""
        local = self._etr.covering(eid)
        if local is None:
            return False
        entry = self.cache.lookup(eid)
        return entry is None or not entry.relay or local.prefix.length >= entry.prefix.length
