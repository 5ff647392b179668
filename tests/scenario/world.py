"""A cloud in virtual time with the real daemon in it, one or several, and somebody who watches.

Engine, journal, leases and hands are the real ones; map server and tunnel routers too; the hypervisors are fake.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Collection, Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from deploy.lab.cli import DEFAULT_TOPOLOGY
from deploy.lab.topology import with_guests
from fmcc import failpoints
from fmcc.config import FmccConfig
from fmcc.continuity.lisp import LispContinuity
from fmcc.daemon import serve_journal
from fmcc.engine import Controller
from fmcc.estate import Estate
from fmcc.hands import Hands
from fmcc.hypervisor.base import MigrationOptions
from fmcc.hypervisor.fake import FakeCloud, FakeHypervisor
from fmcc.journal import Journal
from fmcc.lease_store import SqliteLeases
from fmcc.leases import Lease, LeaseKeeper, LeaseStoreError
from fmcc.limits import Limits
from fmcc.migration import Migration
from fmcc.opening import lisp_settings
from fmcc.tenancy import Tenancy
from lisp.engine import Command, Event, Notice, SendDatagram, Tick
from lisp.runtime.config import load
from lisp.runtime.service import Service
from lisp.wire import Prefix
from tests.scenario.cloud import VM, Cloud
from tests.scenario.virtual import LoopNetwork, VirtualLoop
from xtr.dataplane.base import DeliverLocally

SOURCE, TARGET = "dc1", "dc2"
SECOND_CONTROLLER: Final = """
[nodes.fmcc2]
kind = "controller"
rloc = "192.0.2.32"
"""


class Crashed(BaseException):
    """The controller is no more."""


class Life(Service):
    """One life of a controller: a Service without sockets or a system around it."""

    def __init__(self, world: "World", name: str, engine: Controller) -> None:
        super().__init__("fmcc", engine, listen=[])
        self._world = world
        self.alive = True
        self.place = name
        self.controller = engine
        self.on(SendDatagram, partial(world.transmit, name))
        self._mine: set[asyncio.Task[None]] = set()

    def now(self) -> float:
        return self._world.loop.time()

    def spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = self._world.loop.create_task(self._guarded(coroutine))
        self._mine.add(task)
        task.add_done_callback(self._mine.discard)
        task.add_done_callback(lambda _: coroutine.close())  # one that was cancelled before it began

    async def _guarded(self, coroutine: Coroutine[Any, Any, None]) -> None:
        with suppress(Crashed):
            await coroutine

    def feed(self, event: Event) -> None:
        if not self.alive:
            return
        thaws_at = self._world.frozen.get(self.place, 0.0)
        if thaws_at > self.now():
            self._world.loop.call_at(thaws_at, self.feed, event)
            return
        try:
            super().feed(event)
        except Crashed:
            # It ends here for whoever only told us; our own tasks die with us.
            if asyncio.current_task() in self._mine:
                raise

    def _note(self, notice: Notice) -> None:
        self._world.notices[notice.name] += 1

    def begin(self) -> None:
        """What the daemon does when it starts."""
        for coroutine in self._waiting:
            self.spawn(coroutine)
        self.feed(Tick())

    def die(self) -> None:
        """kill -9."""
        self.alive = False
        if self._timer is not None:
            self._timer.cancel()
        for task in self._mine:
            if task is not asyncio.current_task():
                task.cancel()


@dataclass
class Slot:
    """A controller's place on the network, whoever lives there."""

    world: "World"
    name: str

    def handle(self, event: Event, _now: float) -> list[Command]:
        self.world.hear(self.name, event)
        return []

    def deadline(self) -> float | None:
        return None


class Leases(SqliteLeases):
    """A lease store that may be out of a controller's reach, for controllers with one journal or with several."""

    def __init__(self, path: Path, world: "World", controller: str) -> None:
        super().__init__(path)
        self._world, self._controller = world, controller

    async def read(self) -> Mapping[Prefix, Lease]:
        await self._reach()
        return await super().read()

    async def renew(self, leases: Collection[Lease]) -> list[Lease]:
        await self._reach()
        return await super().renew(leases)

    async def entrust(self, lease: Lease, text: str) -> None:
        if not self._world.has_own_journals:
            return
        await self._reach()
        found = (await super().read()).get(lease.prefix)
        if found is None or (found.holder, found.epoch) != (lease.holder, lease.epoch):
            raise LeaseStoreError("another holds it")
        self._world.entrusted[lease.prefix] = text

    async def entrusted(self, prefix: Prefix) -> str | None:
        await self._reach()
        return self._world.entrusted.get(prefix)

    async def _reach(self) -> None:
        await self._world.thawed(self._controller)
        if self._controller in self._world.stores_cut:
            raise LeaseStoreError("the store does not answer")


class Connection(FakeHypervisor):
    """A hypervisor as a controller has it that may be frozen."""

    def __init__(self, dc: str, world: "World", controller: str) -> None:
        super().__init__(dc, world.cloud, controller)
        self._world, self._controller = world, controller

    async def fence(self, name: str, epoch: int) -> None:
        await self._world.thawed(self._controller)
        await super().fence(name, epoch)


class World(Cloud):
    """The demo's cloud, with as many guests and controllers as a test wants."""

    def __init__(
        self,
        directory: Path,
        loop: VirtualLoop,
        seed: int,
        *,
        guests: int = 1,
        controllers: int = 1,
        copy_s: tuple[float, float] = (0.5, 3.0),
        extra: str = "",
        limits: Limits | None = None,
        has_own_journals: bool = False,
    ) -> None:
        """With `has_own_journals` each controller is as on a computer of its own."""
        self.loop = loop
        self.has_own_journals = has_own_journals
        self.entrusted: dict[Prefix, str] = {}
        self.chance = random.Random(seed)
        self.notices: Counter[str] = Counter()
        self.lives: dict[str, Life] = {}
        self.journals: dict[str, Journal] = {}
        self.stores_cut: set[str] = set()
        self.frozen: dict[str, float] = {}  # by controller: until when it is stopped, as by SIGSTOP
        self.moves: list[tuple[float, str, str]] = []  # when, which guest, to which DC
        self._last_at: dict[str, str] = {}
        self.limits = limits or Limits()
        self.broken = 0  # victims that are down
        self.repaired_at = 0.0
        self.changed_at = 0.0
        self.violations: list[str] = []
        self.guests = [f"vm{number}" for number in range(1, guests + 1)]
        self.addresses = {name: address_of(number) for number, name in enumerate(self.guests)}
        self.places: dict[str, set[str]] = {name: set() for name in self.guests}
        self._said: dict[str, tuple[set[str], float]] = {}
        self.cloud = FakeCloud(
            copy_s=self.chance.uniform(*copy_s),
            blackout_s=self.chance.uniform(0.02, 0.2),
            confirm_s=self.chance.uniform(0.3, 2.0),
            clock=loop.time,
            sleep=asyncio.sleep,
            on_change=self._on_change,
        )
        loss = self.chance.choice((0.0, 0.0, 0.05))
        network = LoopNetwork(loop, seed, loss=loss, delay_s=0.005, jitter_s=self.chance.choice((0.0, 0.03)))
        topology = directory / "topology.toml"
        text = DEFAULT_TOPOLOGY.read_text() + (SECOND_CONTROLLER if controllers == 2 else "")
        topology.write_text(with_guests(text, guests))
        self.controllers = ["fmcc", "fmcc2"][:controllers]
        super().__init__(directory, network, topology=topology)
        for name in self.controllers:
            config = directory / name / "fmcc.toml"
            config.write_text(config.read_text() + extra)

    def _controller(self, name: str, _chance: random.Random) -> Controller:
        return Slot(self, name)  # type: ignore[return-value]  # what stands on the network is the place, not the engine

    async def boot(self) -> None:  # type: ignore[override]  # here time passes by itself
        """Start everything, and let it settle."""
        for guest in self.guests:
            self.cloud.start(SOURCE, guest)
        for node in self.nodes.values():
            self.network.later(0.0, node, Tick())
        for name in self.controllers:
            self.start_controller(name)
        await asyncio.sleep(0.5)
        self.see_user()
        await asyncio.sleep(5.5)

    def pin(self) -> None:
        """The model shall move nothing by itself."""
        for name in self.controllers:
            config = self.directory / name / "fmcc.toml"
            config.write_text(config.read_text().replace('class = "auto"', 'class = "pinned"'))

    # The controllers

    def start_controller(self, name: str = "fmcc") -> None:
        """A new life, which knows what the journal says."""
        base = self.directory / name
        config = load(base / "fmcc.toml", FmccConfig)
        path = base / config.journal
        own_path = path.with_name(f"{name}.sqlite") if self.has_own_journals else path
        journal = self.journals[name] = Journal(own_path)
        controller = Controller(
            services=config.services(),
            dcs=[dc.name for dc in config.dc],
            latencies=config.latencies(),
            decision=config.decision.parameters(),
            options=MigrationOptions(40, 50, timeout_s=5.0),
            continuity=LispContinuity(
                lisp_settings(config, base),
                partial(self.chance.getrandbits, 64),
                first_nonce=int(self.loop.time() * 1e6),
            ),
            history=journal.migrations(),
            limits=self.limits,
            groups=config.groups(),
            leases=config.user_prefixes,
            series=config.leases.series,
        )
        life = self.lives[name] = Life(self, name, controller)
        hypervisors = {dc: Connection(dc, self, name) for dc in (SOURCE, TARGET)}
        self.cloud.hypervisors.update({(name, dc): hypervisor for dc, hypervisor in hypervisors.items()})
        keeper = LeaseKeeper(config.leases.holder, config.user_prefixes, config.leases.prefer)
        store = Leases(path, self, name)
        life.closing(lambda: _later(self.loop, store.close()))
        estate = Estate(store, journal, controller.saga, config.leases.series, life.now, self.loop.time)
        may_act = controller.tenures.may_act
        tenancy = Tenancy(keeper, store, estate, journal, life.feed, partial(_note, life), life.now, may_act)
        serve_journal(life, journal, tenancy.hurry)
        Hands(life, hypervisors, may_act=may_act, leave=tenancy.leave)
        # Not as the daemon does it: who is killed gives nothing back.
        life.spawn(tenancy.run())
        life.begin()

    def kill_controller(self, name: str = "fmcc") -> None:
        """It dies where it stands; what it ordered goes on."""
        life = self.lives.pop(name, None)
        if life is not None:
            life.die()
            self.cloud.forget_controller(name)
            self.loop.call_soon(self.journals[name].close)
            for close in life._closing:
                self.loop.call_soon(close)

    async def thawed(self, name: str) -> None:
        """Wait while a controller is frozen."""
        while (left_s := self.frozen.get(name, 0.0) - self.loop.time()) > 0:  # noqa: ASYNC110 - only time passes
            await asyncio.sleep(left_s)

    def hear(self, name: str, event: Event) -> None:
        if name in self.lives:
            self.lives[name].feed(event)

    def transmit(self, name: str, command: SendDatagram) -> None:
        self.network._transmit(self.nodes[name], command.data, command.destination)

    # Watching

    def running_at(self, guest: str) -> set[str]:
        """The DCs that run a guest."""
        return self.cloud.running_at(guest)

    def _on_change(self) -> None:
        self.changed_at = self.loop.time()
        for guest in self.guests:
            before, after = self.places[guest], self.running_at(guest)
            self.places[guest] = after
            for dc in after - before:
                if self._last_at.get(guest, dc) != dc:
                    self.moves.append((self.changed_at, guest, dc))
                self._last_at[guest] = dc
            stopped = before - after
            if len(before) > 1 and stopped and self._leads_to(guest, stopped):
                self.violations.append(f"of two the one was stopped that the map leads to: {sorted(stopped)}")
        self.vm_at = self.places[self.guests[0]]

    def _leads_to(self, guest: str, dcs: set[str]) -> bool:
        """Whether users have been led there for a while: by the map, and by the tunnel routers, which it may follow."""
        return self.map_stood_s(guest) > 1.0 and self.map_says(guest) == dcs == self.delivering(guest)

    def map_says(self, guest: str) -> set[str]:
        """The DCs that the map server leads a guest's users to."""
        registry = self.nodes["ms"].engine.registry  # type: ignore[attr-defined]  # the map server's own
        return {self.sites[locator.rloc] for locator in registry.longest(self.addresses[guest]).record.locators}

    def delivering(self, guest: str) -> set[str]:
        """The DCs whose tunnel router hands packets to a guest, rather than send them on."""
        found = {dc: self.planes[dc].slots.lookup(self.addresses[guest].address) for dc in (SOURCE, TARGET)}
        return {dc for dc, slot in found.items() if slot is not None and isinstance(slot[1], DeliverLocally)}

    def map_stood_s(self, guest: str) -> float:
        """How long the map has said the same, with a map server that could have said something else."""
        said = self.map_says(guest)
        if guest not in self._said or said != self._said[guest][0]:
            self._said[guest] = (said, self.loop.time())
        return self.quiet_s(self._said[guest][1])

    def known(self, name: str = "fmcc") -> list[Migration]:
        """What a controller knows of migrations; nothing while it is dead."""
        return list(self.lives[name].controller.saga) if name in self.lives else []

    def quiet_s(self, since: float) -> float:
        """How long it has been so with everybody there to do something about it."""
        return 0.0 if self.broken else self.loop.time() - max(since, self.repaired_at)


def _later(loop: VirtualLoop, work: Coroutine[Any, Any, None]) -> None:
    loop.create_task(work)


def _note(life: Life, notice: Notice) -> None:
    life.carry_out([notice])


def address_of(number: int) -> Prefix:
    """The address of a guest, counted from 0."""
    *net, host = str(VM.address).split(".")
    return Prefix.parse(".".join((*net, str(int(host) + number))))


@contextmanager
def virtual_loop() -> Iterator[VirtualLoop]:
    """An event loop in virtual time; whatever is still under way at the end is cancelled."""
    loop = VirtualLoop()
    asyncio.set_event_loop(loop)
    try:
        yield loop
    finally:
        failpoints.install(None)
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        asyncio.set_event_loop(None)
        loop.close()
