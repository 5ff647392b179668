"""EID mobility: hosts that appear on our LAN, and hosts of ours that have appeared elsewhere.

    arrives here    HostSeen (neighbour, or its first packet), or a Change Priority: deliver, register
    is elsewhere    Map-Notify with foreign RLOCs, or a Change Priority: stop registering, send its
                    packets on to where it is, tell those who still send them here

A host that has left is never taken for present by its own packets: only packets that come out of our LAN
count as data, and for a moment after a departure not even those.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from lisp.engine import Timers
from lisp.rate_limiter import RateLimiter
from lisp.wire import (
    Address,
    EidRecord,
    Locator,
    MapNotify,
    MapRequest,
    Prefix,
    RequestFlag,
    RequestRecord,
    eid_address,
    encode,
)
from xtr.core import Core, SaveState, foreign, rlocs_text, same_rlocs
from xtr.dataplane.base import Action, HostGone, HostSeen, Misdelivered, ReportPeers
from xtr.etr import Etr
from xtr.itr import Itr
from xtr.mapcache import MapEntry
from xtr.memory import HostHere

# More arrivals of one EID than this within the window are no mobility but two hosts with one address.
FLAP_MOVES: Final = 5
FLAP_WINDOW_S: Final = 10.0
FLAP_FREEZE_S: Final = 30.0
MAX_WATCHED: Final = 4096
# TTL of what we say about a host that is elsewhere: its new xTR and the map server know better.
AWAY_TTL_MIN: Final = 1

# Whether a host seen on our LAN is one that a handover brings here, and has been taken care of.
Expected = Callable[[Prefix, float], bool]
# Tells a correspondent by Change Priority; False when we share no key with it.
Inform = Callable[[Prefix, Address, float], bool]


class Mobility:
    """Arrivals and departures of single hosts."""

    def __init__(self, core: Core, etr: Etr, itr: Itr) -> None:
        self._core = core
        self._etr = etr
        self._itr = itr
        self._timers = Timers()
        self._departed: OrderedDict[Prefix, float] = OrderedDict()
        self._arrivals: OrderedDict[Prefix, list[float]] = OrderedDict()
        self._smr_rate = RateLimiter(core.settings.limits.smr_interval_s, MAX_WATCHED)
        # Hosts of an earlier life that nobody has confirmed to be here still.
        self._unconfirmed: set[Prefix] = set()
        itr.on_answer = self._on_answer
        self.own_addresses: frozenset[Prefix] = frozenset()
        self.inform: Inform = lambda _eid, _rloc, _now: False
        self.expected: Expected = lambda _eid, _now: False

    # --- arrivals ------------------------------------------------------------------------------------

    def on_host_seen(self, event: HostSeen, now: float) -> None:
        """A host is on our LAN."""
        core, eid = self._core, event.eid
        dynamic = core.settings.dynamic(eid)
        local = self._etr.get(eid)
        if local is not None:
            local.silent_since = None
            self._timers.cancel(("silent", eid))
            self._confirm(eid, now)
        elif dynamic is None or not eid.is_host:
            core.drop("host-not-mobile")
        elif event.how == "neighbour" and self.expected(eid, now):
            core.note("eid-detected", eid=str(eid), how="handover")
        elif not dynamic.detect:
            core.drop("host-detection-off")
        elif event.interface and event.interface != dynamic.interface:
            core.drop("host-on-other-interface")
        elif eid in self.own_addresses:
            core.drop("host-is-ourselves")
        elif event.how == "data" and self._just_left(eid, now):
            core.drop("host-just-left")
        elif not self._is_flapping(eid, now):
            core.note("eid-detected", eid=str(eid), how=event.how)
            self.arrive(eid, dynamic.interface, "detected", now)

    def arrive(self, eid: Prefix, interface: str, kind: str, now: float) -> None:
        """Deliver an EID here from now on, and register it."""
        # Its slot in the data plane is overwritten by the delivery, so the cache forgets it silently.
        self._itr.discard(eid)
        self._departed.pop(eid, None)
        self._unconfirmed.discard(eid)
        if self._etr.add(eid, interface, kind, now):
            self._core.note("delivering", eid=str(eid))

    def _just_left(self, eid: Prefix, now: float) -> bool:
        """Whether packets of an EID may still be on their way out of our LAN."""
        left_at = self._departed.get(eid)
        return left_at is not None and now - left_at < self._core.settings.limits.detection_guard_s

    def _is_flapping(self, eid: Prefix, now: float) -> bool:
        """Whether an EID arrives too often to be one host."""
        recent = [at for at in self._arrivals.get(eid, ()) if now - at < FLAP_FREEZE_S]
        frozen = len(recent) >= FLAP_MOVES and recent[-1] - recent[-FLAP_MOVES] < FLAP_WINDOW_S
        if frozen:
            self._core.drop("host-flapping")
        else:
            recent.append(now)
            if len(recent) >= FLAP_MOVES and now - recent[-FLAP_MOVES] < FLAP_WINDOW_S:
                self._core.note("eid-flapping", eid=str(eid), moves=len(recent))
        self._arrivals[eid] = recent[-FLAP_MOVES:]
        self._arrivals.move_to_end(eid)
        if len(self._arrivals) > MAX_WATCHED:
            self._arrivals.popitem(last=False)
        return frozen

    def on_host_gone(self, event: HostGone, now: float) -> None:
        """A host does not answer. It may sleep: it is withdrawn only when it stays silent."""
        local = self._etr.get(event.eid)
        if local is not None and local.kind == "detected" and local.silent_since is None:
            local.silent_since = now
            self._timers.set(("silent", event.eid), now + self._core.settings.limits.silent_host_s)

    # --- a new life ----------------------------------------------------------------------------------

    def resume(self, host: HostHere, now: float) -> None:
        """Deliver a host as an earlier life did, and ask whether it is elsewhere by now.

        Until the mapping system or the host itself has said that it is here it is not registered: that would
        take it away from where it may have gone while nobody listened here.
        """
        self._etr.resume(host.eid, host.interface, host.kind, now)
        self._unconfirmed.add(host.eid)
        self._ask_about(host.eid, now)

    def _ask_about(self, eid: Prefix, now: float) -> None:
        self._itr.resolve(eid, now)
        self._timers.set(("unconfirmed", eid), now + self._core.settings.limits.map_request_pause_s)

    def _confirm(self, eid: Prefix, now: float) -> None:
        """A host of an earlier life is here."""
        if eid in self._unconfirmed:
            self._unconfirmed.discard(eid)
            self._timers.cancel(("unconfirmed", eid))
            self._etr.insist(eid, now)

    def _on_answer(self, asked: Prefix, prefix: Prefix, record: EidRecord, now: float) -> None:
        """The mapping system's word on a prefix that was asked for."""
        if asked not in self._unconfirmed:
            return
        if prefix == asked and foreign(record.locators, self._core.settings.rlocs):
            self._core.note("eid-gone-meanwhile", eid=str(asked), to=rlocs_text(record.locators))
            self.depart(asked, record.locators, "map-reply", now)
        else:
            self._confirm(asked, now)

    # --- departures ----------------------------------------------------------------------------------

    def depart(self, eid: Prefix, locators: tuple[Locator, ...], source: str, now: float) -> None:
        """An EID lives at other RLOCs now. Doing it again with the same RLOCs changes nothing."""
        core, settings = self._core, self._core.settings
        assert foreign(locators, settings.rlocs)
        was_here = self._itr.is_here(eid)
        self._etr.remove(eid)
        self._unconfirmed.discard(eid)
        self._timers.cancel(("silent", eid))
        self._timers.cancel(("unconfirmed", eid))
        known = self._itr.cache.get(eid)
        if known is not None and known.relay and same_rlocs(known.locators, locators):
            return
        expires_at = None if settings.home(eid) else now + settings.limits.away_s
        entry = MapEntry(eid, locators, Action.FORWARD, source, expires_at, relay=True, since=now)
        self._itr.install(entry, now)
        where = rlocs_text(locators)
        if was_here:
            self._departed[eid] = now
            if len(self._departed) > MAX_WATCHED:
                self._departed.popitem(last=False)
            core.note("eid-departed", eid=str(eid), to=where)
        core.note("redirecting", eid=str(eid), to=where)
        for rloc in self._etr.requesters(eid, now):
            self.tell(eid, rloc, now)
        core.emit(ReportPeers(eid, settings.limits.correspondent_s))

    def on_move_notice(self, notify: MapNotify, now: float) -> bool:
        """An unsolicited Map-Notify of our map server, its authenticity checked. True: acknowledge it."""
        core = self._core
        pairs = [(f"map-server|{record.prefix}", record) for record in notify.records]
        if any(notify.nonce < core.replay.last(key) for key, _ in pairs):
            core.drop("notify-replayed")
            return False
        for key, record in pairs:
            prefix = record.prefix
            if notify.nonce == core.replay.last(key):
                continue  # a retransmission: our acknowledgement was lost
            core.replay.accept(key, notify.nonce)
            core.emit(SaveState())
            if prefix is None or not self._is_mobile(prefix):
                core.drop("notify-not-ours")
            elif record.ttl_min and foreign(record.locators, core.settings.rlocs):
                core.counters["move-notified"] += 1
                self.depart(prefix, record.locators, "map-notify", now)
        return True

    def _is_mobile(self, prefix: Prefix) -> bool:
        """Whether this is a host of a prefix that is ours to deliver, or may be."""
        settings = self._core.settings
        return prefix.is_host and (settings.dynamic(prefix) or settings.home(prefix)) is not None

    def away(self, eid: Prefix) -> MapEntry | None:
        """Where a host of ours is that lives elsewhere."""
        entry = self._itr.cache.get(eid)
        return entry if entry is not None and entry.relay else None

    def away_records(self) -> dict[Prefix, EidRecord]:
        """The hosts that live elsewhere, as records for answers about the prefixes around them."""
        return {
            entry.prefix: EidRecord.of(entry.prefix, entry.locators, ttl_min=AWAY_TTL_MIN)
            for entry in self._itr.cache.relays()
        }

    # --- correspondents ------------------------------------------------------------------------------

    def on_peers(self, eid: Prefix, rlocs: tuple[Address, ...], now: float) -> None:
        """The data plane says who sent data to an EID that has left."""
        if self.away(eid) is not None:
            for rloc in rlocs:
                self.tell(eid, rloc, now)

    def on_misdelivered(self, event: Misdelivered, now: float) -> None:
        """Somebody still sends packets for an EID that is not here."""
        self._core.counters["misdelivered"] += 1
        if self.away(event.eid) is not None:
            self.tell(event.eid, event.rloc, now)
        elif self._is_mobile(event.eid) and self._etr.get(event.eid) is None:
            self.solicit(event.eid, event.rloc, now)

    def tell(self, eid: Prefix, rloc: Address, now: float) -> None:
        """Tell a correspondent that an EID has moved: by Change Priority if we share a key, else by SMR."""
        entry = self.away(eid)
        if entry is None or rloc in self._core.settings.rlocs or rloc in [loc.rloc for loc in entry.locators]:
            return
        if not self.inform(eid, rloc, now):
            self.solicit(eid, rloc, now)

    def solicit(self, eid: Prefix, rloc: Address, now: float) -> None:
        """Send an SMR (RFC 9301 section 6.1), at most one in 3 s to each RLOC."""
        core = self._core
        if not self._smr_rate.allow(rloc, now):
            core.counters["smr-suppressed"] += 1
            return
        flags = RequestFlag.SMR | RequestFlag.NO_REPLY
        request = MapRequest(
            core.random_nonce(), core.settings.rlocs, (RequestRecord.of(eid),), eid_address(eid), flags
        )
        core.counters["smr-sent"] += 1
        core.send(encode(request), rloc)
        core.note("smr-sent", eid=str(eid), to=str(rloc))

    # --- time ----------------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        """Withdraw the hosts that have been silent for too long; ask again about those of an earlier life."""
        for key in self._timers.due(now):
            assert isinstance(key, tuple)
            eid: Prefix = key[1]
            if key[0] == "unconfirmed":
                self._ask_about(eid, now)
                continue
            self._unconfirmed.discard(eid)
            self._etr.remove(eid, withdraw=True)
            self._core.note("eid-withdrawn", eid=str(eid))

    def deadline(self) -> float | None:
        """When the next silent host is withdrawn."""
        return self._timers.next_at()
