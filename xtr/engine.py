"""The xTR engine: takes datagrams, ticks and what the data plane reports; gives commands.

    control port ──Datagram──▶ ┌──────────────── Xtr ────────────────┐ ──▶ SendDatagram, Notice, SaveState
    data plane ──Miss, …─────▶ │ itr  etr  mobility  handover        │
    LAN ────────HostSeen─────▶ └──── map-cache · settings · nonces ──┘ ──▶ InstallMapping, DeliverLocally …

The first Tick starts it. Nothing here reads a clock, a socket or chance.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from lisp.engine import Command, Counters, Datagram, Endpoint, Event, NonceSource, Tick, earliest
from lisp.wire import (
    Address,
    AuthError,
    DecodeError,
    EcmSecurity,
    EncapsulatedControlMessage,
    Locator,
    MapNotify,
    MapReply,
    MapRequest,
    RequestFlag,
    decode_known,
    verify,
)
from lisp.wire.lisp_sec import SecError
from xtr.anticipation import Anticipation, GuestPaused, GuestRunning
from xtr.core import Core, Settings
from xtr.dataplane.base import (
    AdmitSources,
    Arriving,
    DropLeftovers,
    HostGone,
    HostSeen,
    Misdelivered,
    Miss,
    OwnAddresses,
    PeersReported,
    RouteEids,
    UseReported,
)
from xtr.etr import Etr, direct_request_is_honest
from xtr.handover import Handover
from xtr.itr import Itr
from xtr.mapcache import MapCache, MapEntry
from xtr.memory import HostHere, Memory, Remember, recall
from xtr.mobility import Mobility
from xtr.subscription import Subscriptions

_MAP_NOTIFY = 4
_CHANGE_PRIORITY = 15


class Xtr:
    """A tunnel router without its sockets: ITR, ETR, EID mobility and Change Priority."""

    def __init__(
        self,
        settings: Settings,
        *,
        first_nonce: int,
        random_nonce: NonceSource,
        jitter: Callable[[], float],
        cache: MapCache | None = None,
    ) -> None:
        """`first_nonce` must be above every nonce this xTR ever used with its keys."""
        self.settings = settings
        self._core = Core(settings, first_nonce, random_nonce, jitter)
        self._etr = Etr(self._core)
        self._itr = Itr(self._core, MapCache() if cache is None else cache, self._etr)
        self._subscriptions = Subscriptions(self._core, self._itr)
        self._mobility = Mobility(self._core, self._etr, self._itr)
        self._anticipation = Anticipation(self._core, self._etr, self._itr)
        self._handover = Handover(self._core, self._etr, self._itr, self._mobility, self._anticipation)
        self._mobility.inform = self._handover.inform
        self._mobility.expected = self._anticipation.on_host_here
        self._anticipation.take_over = self._handover.become_target
        self._anticipation.tell = self._handover.send
        self._started = False
        self._memories: Sequence[Memory] = ()

    # --- the verbs -----------------------------------------------------------------------------------

    def handle(self, event: Event, now: float) -> list[Command]:
        """Take one event at monotonic time `now` (s); return what is to be done, in order."""
        match event:
            case Datagram(data, source):
                self._on_datagram(data, source, now)
            case Tick():
                self._tick(now)
            case Miss():
                self._itr.on_miss(event, now)
            case Misdelivered():
                self._mobility.on_misdelivered(event, now)
            case HostSeen():
                self._mobility.on_host_seen(event, now)
            case GuestPaused():
                self._anticipation.on_paused(event, now)
            case GuestRunning():
                self._anticipation.on_running(event, now)
            case Arriving():
                self._anticipation.on_arriving(event, now)
            case HostGone():
                self._mobility.on_host_gone(event, now)
            case PeersReported(prefix, rlocs):
                self._mobility.on_peers(prefix, rlocs, now)
                self._anticipation.on_peers(prefix, rlocs, now)
            case UseReported(prefix, used):
                self._itr.on_use(prefix, used, now)
            case OwnAddresses(addresses):
                self._mobility.own_addresses = addresses
            case _:
                raise AssertionError(f"an xTR has no use for {event!r}")
        return self._core.take()

    def deadline(self) -> float | None:
        """When the engine wants a Tick (monotonic s); at once until it has had its first."""
        if not self._started:
            return 0.0
        parts = (self._etr, self._itr, self._subscriptions, self._mobility, self._handover, self._anticipation)
        return earliest(*(part.deadline() for part in parts))

    def snapshot(self) -> dict[str, Any]:
        """What must survive a restart: JSON-able."""
        return {"nonce": self._core.nonce_ceiling, "seen": self._core.replay.snapshot()}

    def restore(self, saved: Mapping[str, Any]) -> None:
        """Take back the nonces seen by an earlier life; `first_nonce` is the caller's to choose."""
        self._core.replay.restore(saved["seen"])

    def remember(self, memories: Sequence[Memory]) -> None:
        """Start with the map-cache and the hosts of an earlier life; before the first event."""
        self._memories = memories

    def _tick(self, now: float) -> None:
        if not self._started:
            self._started = True
            self._start(now)
        self._etr.tick(now)
        self._itr.tick(now)
        self._subscriptions.tick(now)
        self._mobility.tick(now)
        self._handover.tick(now)
        self._anticipation.tick(now)

    def _start(self, now: float) -> None:
        """Set the data plane up and register what is always here."""
        settings = self.settings
        self._core.emit(*(RouteEids(prefix) for prefix in settings.eid_space))
        for home in settings.homes:
            self._core.emit(AdmitSources(home.prefix, report=False))
        for dynamic in settings.dynamics:
            self._core.emit(AdmitSources(dynamic.prefix, report=dynamic.detect))
        self._etr.add_homes(now)
        self._recall(now)
        self._core.emit(DropLeftovers())

    def _recall(self, now: float) -> None:
        """Carry on where an earlier life ended."""
        for memory in self._memories:
            match recall(memory, self.settings, now):
                case MapEntry() as entry:
                    self._itr.install(entry, now)
                case HostHere() as host:
                    self._mobility.resume(host, now)
                case None:
                    self._core.emit(Remember(memory.prefix, None))
        self._memories = ()

    # --- datagrams -----------------------------------------------------------------------------------

    def _on_datagram(self, data: bytes, source: Endpoint, now: float) -> None:
        """Authenticated types are checked before their records are read."""
        core = self._core
        core.counters["control-received"] += 1
        kind = data[0] >> 4 if data else -1
        if kind == _CHANGE_PRIORITY:
            return self._handover.on_datagram(data, source, now)
        if kind == _MAP_NOTIFY:
            return self._on_notify(data, source, now)
        try:
            message = decode_known(data)
            match message:
                case MapReply():
                    is_refusal = self._subscriptions.on_reply(data, message, now)
                    return None if is_refusal else self._itr.on_reply(data, message, now)
                case MapRequest():
                    return self._on_direct_request(message, source, now)
                case EncapsulatedControlMessage():
                    return self._on_ecm(message, source, now)
        except DecodeError as error:
            return core.drop(error.reason)
        return core.drop("unexpected-type")

    def _on_notify(self, data: bytes, source: Endpoint, now: float) -> None:
        """A Map-Notify: the answer to a registration, a publication, or the news that an EID of ours is elsewhere."""
        core, settings = self._core, self.settings
        if source.address != settings.map_server:
            return core.drop("notify-not-from-map-server")
        try:
            if self._subscriptions.on_protected_notify(data, now):
                return None
            key = verify(data, settings.site_keys)
            notify = decode_known(data)
        except (AuthError, DecodeError) as error:
            return core.drop(error.reason)
        assert isinstance(notify, MapNotify)
        registered = self._etr.acknowledge(notify)
        if registered is None:
            published = self._subscriptions.on_notify(notify, now)
            if self._mobility.on_move_notice(notify, now) if published is None else published:
                core.acknowledge(notify, key)
            return None
        for entry in registered:
            # Hosts of our own prefix that were elsewhere when we started are holes in it: ask for them.
            if entry.kind == "home" and any(d.prefix.covers(entry.prefix) for d in settings.dynamics):
                self._itr.resolve(entry.prefix, now)
        return None

    def _on_direct_request(self, request: MapRequest, source: Endpoint, now: float) -> None:
        """A Map-Request that did not come through the map server: an SMR or an RLOC probe."""
        if not direct_request_is_honest(request, source):
            return self._core.drop("request-source-not-itr-rloc")
        if request.has(RequestFlag.SMR):
            return self._itr.on_smr(request, source.address, now)
        probed = None
        if request.has(RequestFlag.PROBE):
            # A socket per family: the probe came to our RLOC of the sender's family.
            probed = next((r for r in self.settings.rlocs if r.afi == source.address.afi), None)
        return self._answer(request, source.port, probed, None, now)

    def _on_ecm(self, ecm: EncapsulatedControlMessage, source: Endpoint, now: float) -> None:
        """A Map-Request that the map server passed on to us."""
        if source.address != self.settings.map_server:
            return self._core.drop("ecm-not-from-map-server")
        request = decode_known(ecm.inner)
        if not isinstance(request, MapRequest):
            return self._core.drop("ecm-no-map-request")
        if request.has(RequestFlag.PROBE) or request.has(RequestFlag.SMR):
            return self._core.drop("ecm-probe-or-smr")
        security = ecm.security if isinstance(ecm.security, EcmSecurity) else None
        return self._answer(request, ecm.source_port, None, security, now)

    def _answer(
        self, request: MapRequest, port: int, probed: Address | None, security: EcmSecurity | None, now: float
    ) -> None:
        if request.has(RequestFlag.NO_REPLY):
            return self._core.drop("request-wants-no-reply")
        holes = self._mobility.away_records()
        try:
            return self._etr.answer(request, port, now, probed=probed, holes=holes, security=security)
        except SecError as error:
            return self._core.drop(error.reason)

    # --- queries -------------------------------------------------------------------------------------

    @property
    def counters(self) -> Counters:
        """Messages in, out and dropped, by name."""
        return self._core.counters

    def status(self) -> dict[str, Any]:
        """The state in a few numbers."""
        local = self._etr.entries()
        return {
            "name": self.settings.name,
            "rlocs": [str(rloc) for rloc in self.settings.rlocs],
            "map_server": str(self.settings.map_server),
            "local_eids": len(local),
            "registered": sum(entry.registered for entry in local),
            "map_cache": len(self._itr.cache),
            "away": len(self._itr.cache.relays()),
            "subscriptions": len(self._subscriptions),
            "lookups": self._itr.lookups(),
        }

    def rloc_rows(self, now: float) -> list[dict[str, Any]]:
        """The locators in use, with what their probes have found."""
        return self._itr.probing.rows(now)

    def map_rows(self, now: float) -> list[dict[str, Any]]:
        """Every EID prefix this xTR knows: what is here, what was here, and the map-cache."""
        rows: list[dict[str, Any]] = [
            {
                "eid": str(entry.prefix),
                "kind": entry.kind,
                "rlocs": _rloc_rows(self.settings.locators(), "local"),
                "expires_s": None,
                "interface": entry.interface,
                "registered": entry.registered,
                "age_s": round(now - entry.since, 3),
            }
            for entry in self._etr.entries()
        ]
        rows += [
            {
                "eid": str(entry.prefix),
                "kind": "away" if entry.relay else "negative" if entry.negative else "cached",
                "rlocs": _rloc_rows(entry.locators, "up", self._itr.probing.down),
                "expires_s": None if entry.expires_at is None else round(entry.expires_at - now, 3),
                "action": str(entry.action),
                "source": entry.source,
                "age_s": round(now - entry.since, 3),
            }
            for entry in self._itr.cache.entries()
        ]
        return rows


def _rloc_rows(locators: tuple[Locator, ...], state: str, down: Set[Address] = frozenset()) -> list[dict[str, Any]]:
    return [
        {
            "rloc": str(locator.rloc),
            "priority": locator.priority,
            "weight": locator.weight,
            "state": "unusable" if not locator.usable else "down" if locator.rloc in down else state,
        }
        for locator in locators
    ]
