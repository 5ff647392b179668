"""A whole follow-me cloud in virtual time: the real engines under the lab's own configuration.

Only what touches a kernel is played here: the data planes (tables that packets are traced through) and the
hypervisors (a VM that is somewhere, and a copy that takes a while).
"""

import random
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from deploy.lab.cli import DEFAULT_TOPOLOGY
from deploy.lab.configs import write_configs
from deploy.lab.topology import Topology, load_topology
from fmcc.config import FmccConfig
from fmcc.continuity.lisp import LispContinuity, LispSettings, Site
from fmcc.engine import Controller
from fmcc.events import (
    CheckMigration,
    ChecksPassed,
    GuestLocated,
    GuestResumed,
    GuestStopped,
    GuestSuspended,
    HypervisorFound,
    LocateGuest,
    MigrationFailed,
    MigrationFinished,
    PersistStep,
    StartMigration,
)
from fmcc.hypervisor.base import DomainState
from lisp.engine import Command, Endpoint, Event, Tick
from lisp.lpm import PrefixTable
from lisp.runtime.config import load, load_chain
from lisp.wire import CONTROL_PORT, Address, Prefix, XtrIdentity
from mapserver.config import MapServerConfig
from mapserver.engine import MapServer
from tests.scenario.network import Node, VirtualNetwork
from xtr.anticipation import GuestPaused, GuestRunning
from xtr.config import XtrConfig, settings_of
from xtr.dataplane.base import (
    DeliverLocally,
    HoldArrivals,
    HostSeen,
    InstallMapping,
    KeepRecent,
    Miss,
    PeersReported,
    RemoveMapping,
    ReportPeers,
    ReportUse,
    StopDelivering,
    UseReported,
)
from xtr.engine import Xtr

USER = Prefix.parse("10.1.0.100/32")
VM = Prefix.parse("10.11.0.10/32")
COPY_S = 3.0
BLACKOUT_S = 0.05
EVENT_S = 0.003  # from what a hypervisor does to its word of it
MAX_HOPS = 4


@dataclass
class Plane:
    """The forwarding table of one xTR, as the commands of its engine make it.

    `kept` is whose packets are copied, `holding` whose are held and from which RLOCs; `begun` those for whom
    the first has come.
    """

    slots: PrefixTable[InstallMapping | DeliverLocally] = field(default_factory=PrefixTable)
    kept: set[Prefix] = field(default_factory=set)
    holding: dict[Prefix, tuple[Address, ...]] = field(default_factory=dict)
    begun: set[Prefix] = field(default_factory=set)

    def holds(self, eid: Prefix, sender: Address | None) -> bool:
        """Whether a packet is held here."""
        if sender is not None and sender in self.holding.get(eid, ()):
            self.begun.add(eid)
        return eid in self.begun

    def apply(self, command: Command) -> None:
        """Carry out a command, twice: that must change nothing."""
        for _ in range(2):
            match command:
                case InstallMapping(prefix) | DeliverLocally(prefix):
                    self.slots[prefix] = command
                    if isinstance(command, DeliverLocally):
                        self._end_hold(prefix)
                case KeepRecent(prefix, seconds):
                    (self.kept.add if seconds else self.kept.discard)(prefix)
                case HoldArrivals(prefix, senders):
                    self._end_hold(prefix)
                    if senders:
                        self.holding[prefix] = senders
                case RemoveMapping(prefix) if isinstance(self.slots.get(prefix), InstallMapping):
                    self.slots.pop(prefix)
                case StopDelivering(prefix) if isinstance(self.slots.get(prefix), DeliverLocally):
                    self.slots.pop(prefix)
                case _:
                    pass

    def _end_hold(self, prefix: Prefix) -> None:
        self.holding.pop(prefix, None)
        self.begun.discard(prefix)


@dataclass
class Cloud:
    """The demo's topology: two subnets, two data centres, a map server and the controller."""

    directory: Path
    network: VirtualNetwork
    copy_fails: bool = False
    handover: str = "anticipated"
    resumes_at_source: bool = False  # the guest stops, and then runs on where it was
    vm_at: set[str] = field(default_factory=lambda: {"dc1"})
    user_at: str = "net1"
    topology: Path = DEFAULT_TOPOLOGY

    def __post_init__(self) -> None:
        topology = load_topology(self.topology)
        self.user, self.vm = (Prefix.parse(str(eid), topology.instance_id) for eid in (USER, VM))
        write_configs(topology, self.directory)
        self.planes = {site: Plane() for site in topology.sites}
        self.rlocs = {name: Address.parse(str(node.rloc)) for name, node in topology.nodes.items()}
        self.sites = {self.rlocs[site]: site for site in topology.sites}
        # Who has sent tunnelled packets to whom, as (at, local EID) -> RLOCs.
        self.peers: dict[tuple[str, Prefix], set[Address]] = {}
        self.journal: list[str] = []
        self.nodes = self._start(topology)
        self.migrations: list[str] = []

    def _start(self, topology: Topology) -> dict[str, Node]:
        config = load(self.directory / "ms/lisp-mapserver.toml", MapServerConfig)
        server = MapServer(config.policy(self.directory / "ms"), first_nonce=1)
        nodes = {"ms": self.network.add("ms", server, str(self.rlocs["ms"]))}
        chance = random.Random(self.network.seed + 1)
        for site in topology.sites:
            xtr_config = load(self.directory / f"{site}/lisp-xtr.toml", XtrConfig)
            engine = Xtr(
                settings_of(xtr_config, self.directory / site),
                first_nonce=1_000,
                random_nonce=partial(chance.getrandbits, 64),
                jitter=chance.random,
            )
            node = self.network.add(site, engine, str(self.rlocs[site]))
            node.perform = partial(self._perform_at_xtr, node)
            nodes[site] = node
        for name in topology.of_kind("controller"):
            nodes[name] = self.network.add(name, self._controller(name, chance), str(self.rlocs[name]))
            nodes[name].perform = self._perform_at_controller
        return nodes

    def _controller(self, name: str, chance: random.Random) -> Controller:
        base = self.directory / name
        config = load(base / "fmcc.toml", FmccConfig)
        settings = LispSettings(
            rloc=config.rloc,
            identity=XtrIdentity(config.xtr_id, config.site_id),
            map_server=Endpoint(config.map_server, CONTROL_PORT),
            keys=load_chain(config.keys, base),
            user_prefixes=tuple(config.user_prefixes),
            services=tuple(service.eid for service in config.service),
            sites={dc.name: Site(dc.prefix, load_chain(dc.keys, base)) for dc in config.dc},
            hosts={s.eid: s.domain for s in config.service} if self.handover == "anticipated" else {},
        )
        return Controller(
            services=config.services(),
            dcs=[dc.name for dc in config.dc],
            latencies=config.latencies(),
            decision=config.decision.parameters(),
            options=config.migration.options(),
            continuity=LispContinuity(settings, partial(chance.getrandbits, 64), first_nonce=1_000),
        )

    # What happens

    def boot(self) -> None:
        """Start everything, and let it settle: the user is in net1 and the VM in dc1."""
        for node in self.nodes.values():
            self.network.later(0.0, node, Tick())
        for dc in ("dc1", "dc2"):
            domains = {"vm1": DomainState.RUNNING} if dc in self.vm_at else {}
            self.network.later(0.2, self.nodes["fmcc"], HypervisorFound(dc, domains))
        self.network.run(0.5)
        self.see_user()
        self.network.run(5.0)

    def see_user(self) -> None:
        """The user is noticed where it is."""
        interface = "lan0"
        self.network.feed(self.nodes[self.user_at], HostSeen(self.user, "neighbour", interface))

    def move_user(self, to: str) -> None:
        """The user appears in another subnet."""
        self.user_at = to
        self.see_user()

    def run(self, seconds: float, *, packets_per_s: float = 10.0) -> None:
        """Let time pass while user and VM talk."""
        for _ in range(int(seconds * packets_per_s)):
            self.network.run(1 / packets_per_s)
            self.send(self.user_at, self.vm)
            for dc in self.vm_at:
                self.send(dc, self.user)

    # What packets and hypervisors do

    def send(self, site: str, eid: Prefix) -> list[str]:
        """Trace a packet from a site; the sites it passes.

        Behind the last stands "!" where it is lost, "held" where it waits, "kept" where it comes to a guest that
        has stopped and is sent on as soon as the xTR hears of that.
        """
        path = [site]
        while len(path) <= MAX_HOPS:
            here = path[-1]
            sender = self.rlocs[path[-2]] if len(path) > 1 else None
            if self.planes[here].holds(eid, sender):
                return [*path, "held"]
            found = self.planes[here].slots.lookup(eid.address, eid.iid)
            if found is None:
                source = VM.address if eid == self.user else USER.address
                self.network.feed(self.nodes[here], Miss(eid, source))
                return [*path, "!"]
            slot = found[1]
            if isinstance(slot, DeliverLocally):
                if here in self._holders(eid):
                    return path
                return [*path, "kept" if eid in self.planes[here].kept else "!"]
            if not slot.targets or (len(path) > 1 and not slot.relay):
                return [*path, "!"]
            there = self.sites[slot.targets[0].rloc]
            self._note_peer(there, eid, self.rlocs[path[0]])
            path.append(there)
        return [*path, "!"]

    def _note_peer(self, site: str, eid: Prefix, rloc: Address) -> None:
        """Somebody sends; of a host that is about to leave every new one is told."""
        known = self.peers.setdefault((site, eid), set())
        if rloc not in known and eid in self.planes[site].kept:
            self.network.later(0.0, self.nodes[site], PeersReported(eid, (rloc,)))
        known.add(rloc)

    def _holders(self, eid: Prefix) -> set[str]:
        return {self.user_at} if eid == self.user else self.vm_at

    def _perform_at_xtr(self, node: Node, command: Command) -> None:
        match command:
            case ReportPeers(prefix):
                rlocs = self.peers.get((node.name, prefix), set())
                self.network.later(0.0, node, PeersReported(prefix, tuple(sorted(rlocs))))
            case ReportUse(prefix):
                self.network.later(0.0, node, UseReported(prefix, True))
            case _:
                self.planes[node.name].apply(command)

    def _perform_at_controller(self, command: Command) -> None:
        match command:
            case PersistStep(migration):
                self.journal.append(str(migration.state))
            case CheckMigration(migration):
                self._tell(0.01, ChecksPassed(migration.id))
            case StartMigration(migration) if migration.id not in self.migrations:
                self.migrations.append(migration.id)
                self._copy(migration.id, migration.source, migration.target)
            case LocateGuest(migration):
                states = {dc: DomainState.RUNNING if dc in self.vm_at else DomainState.ABSENT for dc in ("dc1", "dc2")}
                self._tell(0.01, GuestLocated(migration.id, states))
            case _:
                pass

    def _copy(self, migration: str, source: str, target: str) -> None:
        if self.copy_fails:
            self._tell(COPY_S, MigrationFailed(migration, "operation failed: the target has no memory left"))
            return
        self._tell(COPY_S, GuestSuspended(source, "vm1"))
        self.network.call_later(COPY_S, partial(self.vm_at.discard, source))
        stopped_at = self.network.now + COPY_S
        self._say(COPY_S + EVENT_S, source, GuestPaused("vm1", stopped_at))
        if self.resumes_at_source:
            self.network.call_later(COPY_S + BLACKOUT_S, partial(self.vm_at.add, source))
            self._say(COPY_S + BLACKOUT_S + EVENT_S, source, GuestRunning("vm1", stopped_at + BLACKOUT_S))
            self._tell(COPY_S + BLACKOUT_S, MigrationFailed(migration, "operation failed: the target has gone"))
            return
        self._say(COPY_S + BLACKOUT_S + EVENT_S, target, GuestRunning("vm1", stopped_at + BLACKOUT_S))
        self.network.call_later(COPY_S + BLACKOUT_S, partial(self.vm_at.add, target))
        self._tell(COPY_S + BLACKOUT_S, GuestResumed(target, "vm1"))
        self._tell(COPY_S + 0.3, GuestStopped(source, "vm1"))
        self._tell(COPY_S + 0.3, MigrationFinished(migration, BLACKOUT_S * 1000))

    def _say(self, delay_s: float, dc: str, event: Event) -> None:
        """The hypervisor of a DC says something to the xTR there."""
        self.network.later(delay_s, self.nodes[dc], event)

    def _tell(self, delay_s: float, event: Event) -> None:
        self.network.later(delay_s, self.nodes["fmcc"], event)
