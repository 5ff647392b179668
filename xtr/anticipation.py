"""The anticipated handover of a VM: prepared by the controller, made by the two xTRs alone.

    controller ──prepare──▶ source   keep copies of what is delivered to the EID
               ──prepare──▶ target   hold what the source will send on
    source     ──prepare──▶ correspondents   believe the target too;  ──▶ target   who they are
    the guest stops at the source ──▶ source sends on to the target, first what came after the stop
    it runs at the target         ──▶ target delivers what it holds, registers, tells source and correspondents
    it runs at the source again   ──▶ source delivers copies of what it has sent on, and tells the target

What the hypervisor of a site says comes as GuestPaused and GuestRunning, from the xTR's own listener: no
message between "stopped" and "packets flow at the target" passes the controller. A preparation changes no
forwarding, and is forgotten after a while. Correspondents that we share no key with are told by the source when
all is done, as without a preparation; an SMR any earlier would have them ask before the map server knows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from lisp.engine import Event, Timers, earliest
from lisp.wire import Address, EidRecord, Locator, Prefix, Preparation
from xtr.core import Core, foreign, rlocs_text
from xtr.dataplane.base import (
    Action,
    Arriving,
    DeliverLocally,
    HoldArrivals,
    InstallMapping,
    KeepRecent,
    RemoveMapping,
    ReportPeers,
    SetNeighbour,
)
from xtr.etr import Etr
from xtr.itr import Itr
from xtr.mapcache import usable_targets

MAX_PREPARED: Final = 1024
MAX_CORRESPONDENTS: Final = 48  # of one host; with IPv6 RLOCs a message of them stays below 1500 octets
# Longer than any copy may take: the controller gives up on one before.
PREPARED_S: Final = 300.0
# How far back copies go. The hypervisor's word comes within some milliseconds.
KEEP_S: Final = 0.5
# Before a guest is said to have stopped, its emulator has stopped to read, on a busy machine 6 ms before: what
# came in that time is sent on too, though the guest may have it and then gets it twice.
STOP_SLACK_S: Final = 0.010

# The source sends on until its data plane has changed its routes. What it sends on after its word that the guest is
# back would wait at the target for a guest that does not come: the word waits instead.
RETURN_S: Final = 0.05

# Has the EID be here: deliver, register, tell the other xTRs of its prefix and these correspondents.
TakeOver = Callable[[Prefix, float, tuple[Address, ...]], None]


class Tell(Protocol):
    """Sends a Change Priority about an EID to an RLOC until it is acknowledged."""

    def __call__(self, eid: Prefix, rloc: Address, record: EidRecord, *, update_cache: bool, now: float) -> bool:
        """False when it cannot be sent."""


@dataclass(frozen=True, slots=True)
class GuestPaused(Event):
    """The hypervisor of this site says that a guest stopped at `at` (monotonic s)."""

    host: str
    at: float


@dataclass(frozen=True, slots=True)
class GuestRunning(Event):
    """The hypervisor of this site, or its announcement on the LAN, says that a guest runs here since `at`.

    `link_address` is the guest's, where it has one only or the announcement says which.
    """

    host: str
    at: float
    link_address: bytes = b""


@dataclass(slots=True)
class _Near:
    """A prepared handover. `others` are the locators of the other xTR; `switched`: the source has begun.

    `correspondents` are prepared too.
    """

    host: str
    is_source: bool
    others: tuple[Locator, ...]
    switched: bool = False
    correspondents: tuple[Address, ...] = ()

    @property
    def other_rlocs(self) -> tuple[Address, ...]:
        """The RLOCs of the other xTR."""
        return tuple(locator.rloc for locator in self.others if isinstance(locator.rloc, Address))


class Anticipation:
    """The prepared handovers of this xTR."""

    def __init__(self, core: Core, etr: Etr, itr: Itr) -> None:
        self._core = core
        self._etr = etr
        self._itr = itr
        self._near: dict[Prefix, _Near] = {}
        self._timers = Timers()
        self._returns = Timers()
        self.take_over: TakeOver = lambda _eid, _now, _correspondents: None
        self.tell: Tell = lambda _eid, _rloc, _record, *, update_cache, now: False

    # --- preparation ---------------------------------------------------------------------------------

    def refusal(self, eid: Prefix, preparation: Preparation) -> str | None:
        """Why a preparation is not for us; None when it is."""
        role = self._role(preparation)
        if role is None:
            return "cp-mixed-locators"
        if eid not in self._near and len(self._near) >= MAX_PREPARED:
            return "cp-too-many-prepared"
        # Late news: the handover is done, or was never from here.
        if self._itr.is_here(eid) != (role == "source") and not self._is_switched(eid):
            return "cp-prepared-elsewhere"
        return None

    def _role(self, preparation: Preparation) -> str | None:
        own = self._core.settings.rlocs
        serving = {locator.rloc in own for locator in preparation.serving}
        standby = {locator.rloc in own for locator in preparation.standby}
        if serving == {True} and standby == {False}:
            return "source"
        return "target" if serving == {False} and standby == {True} else None

    def prepare(self, eid: Prefix, record: EidRecord, now: float) -> None:
        """Be ready. A second time it only lasts longer."""
        preparation = Preparation.of(record)
        assert preparation is not None
        is_source = self._role(preparation) == "source"
        others = preparation.standby if is_source else preparation.serving
        self._timers.set(eid, now + PREPARED_S)
        known = self._near.get(eid)
        if known is not None and (known.host, known.is_source, known.others) == (preparation.host, is_source, others):
            return
        self.end(eid)
        self._timers.set(eid, now + PREPARED_S)
        near = self._near[eid] = _Near(preparation.host, is_source, others)
        core = self._core
        if is_source:
            core.emit(KeepRecent(eid, KEEP_S), ReportPeers(eid, core.settings.limits.correspondent_s))
        else:
            core.emit(HoldArrivals(eid, near.other_rlocs))
        role = "source" if is_source else "target"
        core.note("handover-prepared", eid=str(eid), role=role, host=preparation.host, other=rlocs_text(others))

    def _is_switched(self, eid: Prefix) -> bool:
        near = self._near.get(eid)
        return near is not None and near.switched

    def end(self, eid: Prefix) -> None:
        """The handover is done, or off: nothing is kept any more, and what is held goes where the slot says."""
        near = self._forget(eid)
        if near is not None:
            self._core.emit(KeepRecent(eid, 0.0) if near.is_source else HoldArrivals(eid, ()))

    # --- correspondents ------------------------------------------------------------------------------

    def on_peers(self, eid: Prefix, rlocs: tuple[Address, ...], now: float) -> None:
        """Who talks to a host that is about to move: they are prepared, and the target learns who they are.

        The other xTRs of its prefix are told by the target anyway.
        """
        settings, near = self._core.settings, self._near.get(eid)
        if near is None or not near.is_source or near.switched:
            return
        dynamic = settings.dynamic(eid)
        group = () if dynamic is None else dynamic.peers
        known = (*near.correspondents, *near.other_rlocs, *group)
        everybody = dict.fromkeys((*rlocs, *self._etr.requesters(eid, now)))
        fresh = [rloc for rloc in everybody if rloc in settings.peers and rloc not in known]
        fresh = fresh[: MAX_CORRESPONDENTS - len(near.correspondents)]
        if not fresh:
            return
        near.correspondents += tuple(fresh)
        news = Preparation(settings.locators(), near.others, near.host)
        for rloc in fresh:
            self.tell(eid, rloc, news.record(eid), update_cache=True, now=now)
        target = next((rloc for rloc in near.other_rlocs if rloc in settings.peers), None)
        if target is not None:
            news = news._replace(correspondents=near.correspondents)
            self.tell(eid, target, news.record(eid), update_cache=False, now=now)

    def correspondents_refusal(self, eid: Prefix, sender: Address) -> str | None:
        """Why a peer may not say who talks to a host: only its present xTR, as the controller has named it."""
        near = self._near.get(eid)
        return None if near is not None and not near.is_source and sender in near.other_rlocs else "cp-not-prepared"

    def on_correspondents(self, eid: Prefix, rlocs: tuple[Address, ...]) -> None:
        """The source says who talks to a host that is to come here."""
        self._near[eid].correspondents = rlocs[:MAX_CORRESPONDENTS]

    def _forget(self, eid: Prefix) -> _Near | None:
        self._timers.cancel(eid)
        self._returns.cancel(eid)
        return self._near.pop(eid, None)

    def settle_here(self, eid: Prefix) -> tuple[Address, ...]:
        """A message says that the EID is here, and its delivery is to follow: that ends a hold by itself.

        Returns the correspondents that are to be told.
        """
        near = self._forget(eid)
        if near is None or not near.is_source:
            return () if near is None else near.correspondents
        if near.switched:
            self._deliver_again(eid)
        self._core.emit(KeepRecent(eid, 0.0))
        return ()

    # --- what the hypervisor says --------------------------------------------------------------------

    def on_paused(self, event: GuestPaused, now: float) -> None:
        """A guest stopped here: if its handover is near, its packets go to the target from now on."""
        core = self._core
        core.note("guest-paused", host=event.host, stopped_at_s=round(event.at, 6))
        for eid, near in self._of(event.host):
            if not near.is_source or near.switched:
                continue
            near.switched = True
            self._returns.cancel(eid)
            targets = usable_targets(self._at_best(near.others), self._itr.families, core.settings.rlocs)
            since = min(event.at, now) - STOP_SLACK_S
            core.emit(InstallMapping(eid, Action.FORWARD, targets, relay=True, resend_since=since))
            core.counters["handover-switched"] += 1
            core.note("handover-switched", eid=str(eid), to=rlocs_text(near.others))

    def on_running(self, event: GuestRunning, now: float) -> None:
        """A guest runs here: its handover is done, or was called off by the hypervisors."""
        self._core.note("guest-running", host=event.host, runs_since_s=round(event.at, 6))
        for eid, near in self._of(event.host):
            if near.is_source and near.switched:
                self._know(eid, event.link_address)
                self._return(eid, near, now)
            elif not near.is_source:
                self._know(eid, event.link_address)
                self.on_host_here(eid, now)

    def _know(self, eid: Prefix, link_address: bytes) -> None:
        """The first packets of a guest that runs do not wait until it has said its link-layer address."""
        dynamic = self._core.settings.dynamic(eid)
        if link_address and dynamic is not None:
            self._core.emit(SetNeighbour(eid, dynamic.interface, link_address))

    def on_host_here(self, eid: Prefix, now: float) -> bool:
        """A host was seen on our LAN; True when we were waiting for it."""
        near = self._near.get(eid)
        if near is None or near.is_source:
            return False
        self._core.note("handover-arrived", eid=str(eid))
        self._forget(eid)  # its delivery ends the hold
        self.take_over(eid, now, near.correspondents)
        return True

    def _return(self, eid: Prefix, near: _Near, now: float) -> None:
        """The guest is back at the source, whose data plane has copies of what it has sent on: they are delivered."""
        near.switched = False
        self._deliver_again(eid)
        self._returns.set(eid, now + RETURN_S)
        self._core.counters["handover-returned"] += 1
        self._core.note("handover-returned", eid=str(eid), other=rlocs_text(near.others))

    def _deliver_again(self, eid: Prefix) -> None:
        """Undo the switch in the data plane; under a home prefix a host has no slot of its own."""
        local = self._etr.get(eid)
        self._core.emit(RemoveMapping(eid) if local is None else DeliverLocally(eid, local.interface))

    @staticmethod
    def _at_best(locators: tuple[Locator, ...]) -> tuple[Locator, ...]:
        return tuple(locator._replace(priority=1) for locator in locators)

    def _of(self, host: str) -> list[tuple[Prefix, _Near]]:
        return [(eid, near) for eid, near in self._near.items() if near.host == host]

    def on_arriving(self, event: Arriving, now: float) -> None:
        """Packets wait for a host: by the time it answers, the way to each who sent them shall be known."""
        self._core.note("handover-holding", eid=str(event.eid), source=str(event.source))
        source = Prefix.of(event.source, iid=event.eid.iid)
        if self._itr.cache.lookup(source) is None and not self._itr.is_here(source):
            self._itr.resolve(source, now)

    # --- what messages say ---------------------------------------------------------------------------

    def on_departed(self, eid: Prefix, locators: tuple[Locator, ...]) -> None:
        """A message has said that the EID is elsewhere, and its slot has been set."""
        near = self._near.get(eid)
        if near is None:
            return
        if near.is_source or not foreign(locators, self._core.settings.rlocs):
            self.end(eid)
            return
        # Still to come here, but not now: nothing waits any more, and the hold begins anew.
        self._core.emit(HoldArrivals(eid, ()), HoldArrivals(eid, near.other_rlocs))

    # --- time ----------------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        """Take back what has returned, and forget the preparations that came to nothing."""
        for key in self._returns.due(now):
            assert isinstance(key, tuple)
            self.take_over(Prefix(*key), now, ())
        for key in self._timers.due(now):
            assert isinstance(key, tuple)
            eid = Prefix(*key)
            if self._is_switched(eid):
                # The guest stopped here and is nowhere yet: as long as that is so its packets go after it.
                self._timers.set(eid, now + PREPARED_S)
                continue
            self._core.note("handover-expired", eid=str(eid))
            self.end(eid)

    def deadline(self) -> float | None:
        """When the next preparation is forgotten, or the next return is told."""
        return earliest(self._timers.next_at(), self._returns.next_at())
