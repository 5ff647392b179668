"""Chaos: at every failpoint everybody dies once, and the VM still runs exactly once in the end.

The real daemon (engine, journal, hands) in virtual time, with real map server and tunnel routers, over the fake
hypervisors. One run is a migration by hand from dc1 to dc2 on a stage that leads to a failpoint; when the
failpoint is passed, a victim falls, and comes back after a while. All the time the world is watched.

    make chaos SEEDS=100
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from fmcc import failpoints
from fmcc.config import FmccConfig
from fmcc.continuity.lisp import LispContinuity
from fmcc.daemon import Hands, lisp_settings, serve_journal
from fmcc.engine import Controller
from fmcc.events import MigrationRequested
from fmcc.failpoints import FAILPOINTS
from fmcc.hypervisor.base import DomainEventKind, DomainState, MigrationOptions
from fmcc.hypervisor.fake import FakeCloud, FakeFailure
from fmcc.journal import Journal
from fmcc.migration import FINAL, Migration, State
from lisp.engine import Command, Event, SendDatagram, Tick
from lisp.runtime.config import load
from lisp.runtime.service import Service
from tests.scenario.cloud import VM, Cloud
from tests.scenario.virtual import LoopNetwork, VirtualLoop

GUEST: Final = "vm1"
SOURCE, TARGET = "dc1", "dc2"

# What the watched world must keep, in seconds since the last victim came back.
TWICE_LIMIT_S: Final = 5.0
NOWHERE_LIMIT_S: Final = 10.0
MAP_LIMIT_S: Final = 3.0
END_LIMIT_S: Final = 60.0
RUN_LIMIT_S: Final = 200.0
# Watched on after the end, in halves of a second: longer than the hypervisors take to see that a link is cut.
TAIL_STEPS: Final = 24

# How a failpoint is come by: what goes wrong anyhow, before any victim falls.
PLAIN, COPY_ERROR, BLACKOUT, SPLIT, SLOW, STUCK, GONE = (
    "plain",
    "copy-error",
    "blackout",
    "split",
    "slow",
    "stuck",
    "gone",
)

STAGES: Final[dict[str, str]] = {
    "saga.before_prechecked": PLAIN,
    "saga.before_prepared": PLAIN,
    "saga.before_copying": PLAIN,
    "saga.before_aborting": SLOW,
    "saga.before_switching": PLAIN,
    "saga.before_remapping": PLAIN,
    "saga.before_verifying": PLAIN,
    "saga.before_reconciling": COPY_ERROR,
    "saga.before_fencing": SPLIT,
    "saga.before_restarting": STUCK,
    "saga.before_rolling-back": BLACKOUT,
    "saga.before_needs-operator": GONE,
    "saga.before_done": PLAIN,
    "saga.before_failed": COPY_ERROR,
    "journal.after_planned": PLAIN,
    "journal.after_prechecked": PLAIN,
    "journal.after_prepared": PLAIN,
    "journal.after_copying": PLAIN,
    "journal.after_aborting": SLOW,
    "journal.after_switching": PLAIN,
    "journal.after_remapping": PLAIN,
    "journal.after_verifying": PLAIN,
    "journal.after_reconciling": COPY_ERROR,
    "journal.after_fencing": SPLIT,
    "journal.after_restarting": STUCK,
    "journal.after_rolling-back": BLACKOUT,
    "journal.after_needs-operator": GONE,
    "journal.after_done": PLAIN,
    "journal.after_failed": COPY_ERROR,
    "hands.before_check": PLAIN,
    "hands.after_check": PLAIN,
    "hands.before_migrate": PLAIN,
    "hands.after_migrate": PLAIN,
    "hands.before_abort": SLOW,
    "hands.after_abort": SLOW,
    "hands.before_locate": COPY_ERROR,
    "hands.after_locate": SPLIT,
    "hands.before_stop": SPLIT,
    "hands.after_stop": SPLIT,
    "hands.before_start": STUCK,
    "hands.after_start": STUCK,
    "guest.suspended": PLAIN,
    "guest.resumed": PLAIN,
    "guest.stopped": PLAIN,
}

_FAILURES: Final = {
    COPY_ERROR: FakeFailure.PRE_COPY_ERROR,
    SPLIT: FakeFailure.SPLIT_BRAIN,
}


class Crashed(BaseException):
    """The controller is no more."""


class Life(Service):
    """One life of the controller: a Service without sockets or a system around it."""

    def __init__(self, world: "World", engine: Controller) -> None:
        super().__init__("fmcc", engine, listen=[])
        self._world = world
        self.alive = True
        self.on(SendDatagram, world.transmit)
        self._mine: set[asyncio.Task[None]] = set()

    def now(self) -> float:
        return self._world.loop.time()

    def spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = self._world.loop.create_task(self._guarded(coroutine))
        self._mine.add(task)
        task.add_done_callback(self._mine.discard)

    async def _guarded(self, coroutine: Coroutine[Any, Any, None]) -> None:
        with suppress(Crashed):
            await coroutine

    def feed(self, event: Event) -> None:
        if not self.alive:
            return
        try:
            super().feed(event)
        except Crashed:
            # It ends here for whoever only told us; our own tasks die with us.
            if asyncio.current_task() in self._mine:
                raise

    def _note(self, notice: Any) -> None:
        self._world.notices[notice.name] += 1

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
    """The controller's place on the network, whoever lives there."""

    world: "World"

    def handle(self, event: Event, _now: float) -> list[Command]:
        self.world.hear(event)
        return []

    def deadline(self) -> float | None:
        return None


class World(Cloud):
    """The demo's cloud with the real daemon in it, and somebody who watches."""

    def __init__(self, directory: Path, loop: VirtualLoop, seed: int, stage: str) -> None:
        self.loop, self.stage = loop, stage
        self.chance = random.Random(seed)
        self.notices: Counter[str] = Counter()
        self.life: Life | None = None
        self.broken = 0  # victims that are down
        self.repaired_at = 0.0
        self.changed_at = 0.0
        self.violations: list[str] = []
        self._said: tuple[set[str], float] = (set(), 0.0)
        self.cloud = FakeCloud(
            copy_s=8.0 if stage == SLOW else self.chance.uniform(0.5, 3.0),
            blackout_s=self.chance.uniform(0.02, 0.2),
            confirm_s=self.chance.uniform(0.3, 2.0),
            clock=loop.time,
            sleep=asyncio.sleep,
            on_change=self._on_change,
        )
        loss = self.chance.choice((0.0, 0.0, 0.05))
        network = LoopNetwork(loop, seed, loss=loss, delay_s=0.005, jitter_s=self.chance.choice((0.0, 0.03)))
        super().__init__(directory, network)

    def _controller(self, _chance: random.Random) -> Controller:
        return Slot(self)  # type: ignore[return-value]  # what stands on the network is the place, not the engine

    # The controller

    def start_controller(self) -> None:
        """A new life, which knows what the journal says."""
        base = self.directory / "fmcc"
        config = load(base / "fmcc.toml", FmccConfig)
        journal = Journal(base / "journal.sqlite")
        controller = Controller(
            services=config.services(),
            dcs=[dc.name for dc in config.dc],
            latencies={},
            decision=config.decision.parameters(),
            options=MigrationOptions(40, 50, timeout_s=5.0),
            continuity=LispContinuity(
                lisp_settings(config, base),
                partial(self.chance.getrandbits, 64),
                first_nonce=int(self.loop.time() * 1e6),
            ),
            history=journal.migrations(),
        )
        self.life = Life(self, controller)
        self.journal_file, self.controller = journal, controller
        serve_journal(self.life, journal)
        Hands(self.life, {dc: self.cloud.hypervisor(dc) for dc in (SOURCE, TARGET)})
        for coroutine in self.life._waiting:
            self.life.spawn(coroutine)
        self.life.feed(Tick())

    def kill_controller(self) -> None:
        """It dies where it stands; what it ordered goes on."""
        if self.life is not None:
            self.life.die()
            self.life = None
            self.cloud.forget_controller()
            self.loop.call_soon(self.journal_file.close)

    def hear(self, event: Event) -> None:
        if self.life is not None:
            self.life.feed(event)

    def transmit(self, command: SendDatagram) -> None:
        self.network._transmit(self.nodes["fmcc"], command.data, command.destination)

    # Watching

    def running_at(self) -> set[str]:
        return self.cloud.running_at(GUEST)

    def _on_change(self) -> None:
        self.changed_at = self.loop.time()
        before, self.vm_at = self.vm_at, self.running_at()
        stopped = before - self.vm_at
        if len(before) > 1 and stopped and self.map_stood_s() > 1.0 and self.map_says() == stopped:
            self.violations.append(f"of two the one was stopped that the map leads to: {sorted(stopped)}")

    def map_says(self) -> set[str]:
        """The DCs that the map server leads the VM's users to."""
        mapping = self.nodes["ms"].engine.registry.longest(VM)  # type: ignore[attr-defined]  # the map server's own
        return {self.sites[locator.rloc] for locator in mapping.record.locators}

    def map_stood_s(self) -> float:
        """How long the map has said the same, with a map server that could have said something else."""
        said = self.map_says()
        if said != self._said[0]:
            self._said = (said, self.loop.time())
        return self.quiet_s(self._said[1])

    def migration(self) -> Migration | None:
        found = list(self.controller.saga) if self.life else []
        return found[-1] if found else None

    def quiet_s(self, since: float) -> float:
        """How long it has been so with everybody there to do something about it."""
        return 0.0 if self.broken else self.loop.time() - max(since, self.repaired_at)


Fall = Callable[[World], Callable[[], None]]


def _controller_falls(world: World) -> Callable[[], None]:
    world.kill_controller()
    return world.start_controller


def _libvirtd_falls(dc: str, world: World) -> Callable[[], None]:
    world.cloud.cut(dc)
    return partial(world.cloud.heal, dc)


def _node_falls(name: str, world: World) -> Callable[[], None]:
    world.nodes[name].up = False
    assert isinstance(world.network, LoopNetwork)
    return partial(world.network.revive, world.nodes[name])


def _dcs_part(world: World) -> Callable[[], None]:
    assert isinstance(world.network, LoopNetwork)
    link, network = frozenset((SOURCE, TARGET)), world.network
    world.cloud.part(SOURCE, TARGET)
    network.blocked.add(link)

    def join() -> None:
        world.cloud.join(SOURCE, TARGET)
        network.blocked.discard(link)

    return join


def _controller_cut_off(dc: str, world: World) -> Callable[[], None]:
    assert isinstance(world.network, LoopNetwork)
    link, network = frozenset(("fmcc", dc)), world.network
    world.cloud.hide(dc)
    network.blocked.add(link)

    def join() -> None:
        world.cloud.unhide(dc)
        network.blocked.discard(link)

    return join


VICTIMS: Final[dict[str, Fall]] = {
    "controller": _controller_falls,
    "source-libvirtd": partial(_libvirtd_falls, SOURCE),
    "target-libvirtd": partial(_libvirtd_falls, TARGET),
    "map-server": partial(_node_falls, "ms"),
    "target-xtr": partial(_node_falls, TARGET),
    "link-between-dcs": _dcs_part,
    "link-to-source": partial(_controller_cut_off, SOURCE),
    "link-to-target": partial(_controller_cut_off, TARGET),
}


@dataclass(frozen=True)
class Outcome:
    """One run."""

    failpoint: str
    victim: str
    seed: int
    reached: bool
    state: str
    recovery_s: float
    map_s: float
    violations: list[str] = field(default_factory=list)


class Run:
    """One failpoint, one victim, one seed."""

    def __init__(self, world: World, name: str, victim: str, seed: int) -> None:
        self._world, self._name, self._victim, self._seed = world, name, victim, seed
        self._hits, self._fallen = 0, False
        self._wanted = 2 if world.chance.random() < 0.2 else 1
        self._since = {"twice": 0.0, "nowhere": 0.0, "map": 0.0}
        self._counted = {"twice": False, "nowhere": False, "map": False}
        self.map_s = 0.0
        self.ended_at = 0.0

    def hook(self, name: str) -> None:
        """A failpoint is passed."""
        if name != self._name or self._fallen:
            return
        self._hits += 1
        if self._hits < self._wanted:
            return
        self._fallen = True
        if not self._victim:
            return
        world = self._world
        world.broken += 1
        rise = VICTIMS[self._victim](world)
        outage_s = world.chance.uniform(0.5, 3.0) if self._victim == "controller" else world.chance.uniform(0.5, 12.0)
        world.loop.call_later(outage_s, self._rise, rise)
        if self._victim == "controller" and not name.startswith("guest."):
            raise Crashed

    def _rise(self, rise: Callable[[], None]) -> None:
        self._world.broken -= 1
        self._world.repaired_at = self._world.loop.time()
        rise()

    async def play(self) -> Outcome:
        """Everything, from the boot to the end of the watch."""
        world = self._world
        world.cloud.start(SOURCE, GUEST)
        for node in world.nodes.values():
            world.network.later(0.0, node, Tick())
        world.start_controller()
        await asyncio.sleep(6.0)
        _set_the_stage(world)
        failpoints.install(self.hook)
        started = world.loop.time()
        if world.life is not None:
            world.life.feed(MigrationRequested(GUEST, TARGET))
        while world.loop.time() - started < RUN_LIMIT_S:
            await asyncio.sleep(0.1)
            self._watch()
            if self._is_over():
                break
        self.ended_at = world.loop.time()
        for _ in range(TAIL_STEPS):
            await asyncio.sleep(0.5)
            self._watch()
        failpoints.install(None)
        return self._outcome(started)

    def _is_over(self) -> bool:
        world = self._world
        migration = world.migration()
        if migration is None:
            # It died before anything was written: then nothing was begun either.
            return not world.broken and self._fallen and world.loop.time() - world.repaired_at > 5.0
        if migration.state is State.NEEDS_OPERATOR and not world.broken and not world.running_at():
            world.cloud.start(SOURCE, GUEST)  # the operator does what the text says
        return not world.broken and migration.state in FINAL and world.map_says() == world.running_at()

    def _watch(self) -> None:
        """What must hold at every instant."""
        world, running = self._world, self._world.running_at()
        world.map_stood_s()
        hopeless = world.stage == GONE and not running
        self._limit("twice", len(running) > 1, TWICE_LIMIT_S)
        self._limit("nowhere", not running and not hopeless, NOWHERE_LIMIT_S + world.cloud.blackout_s)
        self._limit("map", len(running) == 1 and world.map_says() != running, MAP_LIMIT_S)

    def _limit(self, what: str, holds: bool, limit_s: float) -> None:
        world = self._world
        if not holds:
            self._counted[what] = False
            self._since[what] = 0.0
            return
        self._since[what] = self._since[what] or world.loop.time()
        stood_s = world.quiet_s(self._since[what])
        if what == "map":
            self.map_s = max(self.map_s, stood_s)
        if stood_s > limit_s and not self._counted[what]:
            self._counted[what] = True
            running, shown = sorted(world.running_at()), sorted(world.map_says())
            world.violations.append(f"{what} for more than {limit_s:.1f} s: runs at {running}, map says {shown}")

    def _outcome(self, started: float) -> Outcome:
        world = self._world
        found = world.migration()
        violations = list(world.violations)
        if found is not None:
            violations += _judge(world, found)
        if [m.state for m in world.journal_file.migrations()] != ([found.state] if found else []):
            violations.append("the journal does not say what the engine says")
        recovery_s = max(0.0, self.ended_at - max(world.repaired_at, world.changed_at, started))
        if recovery_s > END_LIMIT_S:
            violations.append(f"ended only {recovery_s:.1f} s after the last repair")
        state = str(found.state) if found else "never begun"
        return Outcome(self._name, self._victim, self._seed, self._fallen, state, recovery_s, self.map_s, violations)


def _judge(world: World, migration: Migration) -> Iterator[str]:
    """What must hold in the end."""
    left = dict(world.cloud.states)
    place = TARGET if migration.state is State.DONE else SOURCE
    if migration.state not in FINAL:
        yield f"the journal ends in {migration.state}: {migration.steps[-1].detail}"
    elif left != {(place, GUEST): DomainState.RUNNING}:
        yield f"{migration.state}, and the hypervisors have {left}"
    elif world.map_says() != {place}:
        yield f"{migration.state}, and the map leads to {world.map_says()}"
    if world.cloud.jobs:
        yield "a copy is still under way"
    if world.journal_file.unfinished():
        yield "the journal has unfinished entries"


def _set_the_stage(world: World) -> None:
    """What goes wrong anyhow, in this run."""
    cloud = world.cloud
    if world.stage in _FAILURES:
        cloud.failures.append(_FAILURES[world.stage])
        return
    if world.stage not in (STUCK, GONE, BLACKOUT):
        return

    def on_change(before: Callable[[], None] = cloud.on_change) -> None:
        before()
        arriving = cloud.state(TARGET, GUEST)
        if arriving is DomainState.RUNNING and world.stage == BLACKOUT:
            # Told already, and then it fails at the target; the source has it still.
            cloud.on_change = before
            world.loop.call_later(cloud.confirm_s / 2, _fail_at_target, world)
        elif arriving is DomainState.PAUSED and world.stage in (STUCK, GONE):
            cloud.on_change = before
            world.loop.call_later(cloud.copy_s / 2, _lose_guest, world)

    cloud.on_change = on_change


def _fail_at_target(world: World) -> None:
    """The target's guest dies before the source has let its own go, and the source takes it back."""
    cloud = world.cloud
    if cloud.state(SOURCE, GUEST) is DomainState.PAUSED:
        cloud.set_state(TARGET, GUEST, DomainState.ABSENT, DomainEventKind.STOPPED)
        cloud.set_state(SOURCE, GUEST, DomainState.RUNNING, DomainEventKind.RESUMED)


def _lose_guest(world: World) -> None:
    """The copy breaks, and the source's guest is left standing still, or is lost altogether."""
    cloud = world.cloud
    cloud.set_state(TARGET, GUEST, DomainState.ABSENT, DomainEventKind.STOPPED)
    state = DomainState.PAUSED if world.stage == STUCK else DomainState.ABSENT
    cloud.set_state(SOURCE, GUEST, state, DomainEventKind.STOPPED)


@contextmanager
def _loop() -> Iterator[VirtualLoop]:
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


def run(name: str, victim: str, seed: int) -> Outcome:
    """One run; the same every time."""
    scratch = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=scratch) as directory, _loop() as loop:
        world = World(Path(directory), loop, seed, STAGES[name])
        config = Path(directory) / "fmcc/fmcc.toml"
        config.write_text(config.read_text().replace('class = "auto"', 'class = "pinned"'))

        async def play() -> Outcome:
            outcome = await Run(world, name, victim, seed).play()
            world.kill_controller()
            await asyncio.sleep(0)
            return outcome

        return loop.run_until_complete(play())


def _run(arguments: tuple[str, str, int]) -> Outcome:
    return run(*arguments)


def campaign(seeds: Sequence[int], jobs: int = 1) -> Iterator[Outcome]:
    """Every failpoint with every victim and every seed."""
    runs = [(name, victim, seed) for seed in seeds for name in FAILPOINTS for victim in VICTIMS]
    if jobs == 1:
        yield from map(_run, runs)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(_run, runs, chunksize=16)


def main() -> None:
    """Print what happened; ends with 1 when anything was violated."""
    parser = argparse.ArgumentParser(description="Let everybody die at every failpoint.")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="failpoint,victim,seed: one run, told in full")
    arguments = parser.parse_args()
    if arguments.only:
        name, victim, seed = arguments.only.split(",")
        print(run(name, victim, int(seed)))
        return
    began, outcomes = time.monotonic(), []
    for outcome in campaign(range(arguments.seeds), arguments.jobs):
        outcomes.append(outcome)
        for violation in outcome.violations:
            print(f"VIOLATED {outcome.failpoint},{outcome.victim},{outcome.seed}: {violation}", flush=True)
    bad = sum(bool(outcome.violations) for outcome in outcomes)
    slowest = max(outcomes, key=lambda outcome: outcome.recovery_s)
    latest = max(outcomes, key=lambda outcome: outcome.map_s)
    print(f"failpoints   {len(FAILPOINTS)}, victims {len(VICTIMS)}, seeds {arguments.seeds}: {len(outcomes)} runs")
    print(f"fallen       {sum(outcome.reached for outcome in outcomes)} victims at their failpoint")
    print(f"ended        {', '.join(f'{n} {s}' for s, n in Counter(o.state for o in outcomes).most_common())}")
    print(f"violations   {bad}")
    print(f"recovery     slowest {slowest.recovery_s:.1f} s ({slowest.failpoint},{slowest.victim},{slowest.seed})")
    print(f"map          latest {latest.map_s:.1f} s ({latest.failpoint},{latest.victim},{latest.seed})")
    print(f"took         {time.monotonic() - began:.0f} s")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
