"""Chaos: at every failpoint everybody dies once, and the VM still runs exactly once in the end.

The real daemon (engine, journal, hands) in virtual time, with real map server and tunnel routers, over the fake
hypervisors. One run is a migration by hand from dc1 to dc2 on a stage that leads to a failpoint; when the
failpoint is passed, a victim falls, and comes back after a while. All the time the world is watched.

    make chaos SEEDS=100
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Final

from fmcc import failpoints
from fmcc.events import MigrationRequested
from fmcc.failpoints import FAILPOINTS
from fmcc.hypervisor.base import DomainEventKind, DomainState
from fmcc.hypervisor.fake import FakeFailure
from fmcc.migration import FINAL, Migration, State
from tests.scenario import controllers, crowd
from tests.scenario.virtual import LoopNetwork
from tests.scenario.world import SOURCE, TARGET, Crashed, World, virtual_loop

GUEST: Final = "vm1"
CONTROLLER: Final = "fmcc"
GROUP_OF_TWO: Final = """
[[group]]
name = "pair"
services = ["vm1", "vm2"]
"""

# What the watched world must keep, in seconds since the last victim came back.
TWICE_LIMIT_S: Final = 5.0
NOWHERE_LIMIT_S: Final = 10.0
MAP_LIMIT_S: Final = 3.0
END_LIMIT_S: Final = 60.0
RUN_LIMIT_S: Final = 200.0
# Watched on after the end, in halves of a second: longer than the hypervisors take to see that a link is cut.
TAIL_STEPS: Final = 24
PROGRESS_S: Final = 10.0
CROWD: Final = 50

# How a failpoint is come by: what goes wrong anyhow, before any victim falls.
PLAIN, COPY_ERROR, BLACKOUT, SPLIT, SLOW, STUCK, GONE, GROUP, TAKE_OVER = (
    "plain",
    "copy-error",
    "blackout",
    "split",
    "slow",
    "stuck",
    "gone",
    "group",
    "take-over",
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
    "saga.before_group_undo": GROUP,
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
    "lease.taken": TAKE_OVER,
    "lease.fenced": TAKE_OVER,
    "hands.before_fence": TAKE_OVER,
    "hands.after_fence": TAKE_OVER,
    "guest.suspended": PLAIN,
    "guest.resumed": PLAIN,
    "guest.stopped": PLAIN,
}

_FAILURES: Final = {
    COPY_ERROR: FakeFailure.PRE_COPY_ERROR,
    SPLIT: FakeFailure.SPLIT_BRAIN,
}


Fall = Callable[[World], Callable[[], None]]


def _controller_falls(world: World) -> Callable[[], None]:
    world.kill_controller()
    return world.start_controller


def _lease_store_falls(world: World) -> Callable[[], None]:
    world.stores_cut.add(CONTROLLER)
    return partial(world.stores_cut.discard, CONTROLLER)


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
    link, network = frozenset((CONTROLLER, dc)), world.network
    world.cloud.hide(dc, CONTROLLER)
    network.blocked.add(link)

    def join() -> None:
        world.cloud.unhide(dc, CONTROLLER)
        network.blocked.discard(link)

    return join


VICTIMS: Final[dict[str, Fall]] = {
    "controller": _controller_falls,
    "lease-store": _lease_store_falls,
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
        self._stage = STAGES[name]
        self._world, self._name, self._victim, self._seed = world, name, victim, seed
        self._hits, self._fallen = 0, False
        self._wanted = 2 if world.chance.random() < 0.2 else 1
        self._since: dict[tuple[str, str], float] = {}
        self._counted: set[tuple[str, str]] = set()
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
        await world.boot()
        _set_the_stage(world, self._stage)
        failpoints.install(self.hook)
        started = world.loop.time()
        wanted = "pair" if self._stage == GROUP else GUEST
        world.hear(CONTROLLER, MigrationRequested(wanted, TARGET))
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
        migrations = world.known()
        if not migrations:
            # It died before anything was written: then nothing was begun either.
            return not world.broken and self._fallen and world.loop.time() - world.repaired_at > 5.0
        if migrations[-1].state is State.NEEDS_OPERATOR and not world.broken and not world.running_at(GUEST):
            world.cloud.start(SOURCE, GUEST)  # the operator does what the text says
        are_final = all(migration.state in FINAL for migration in migrations)
        return not world.broken and are_final and all(world.map_says(g) == world.running_at(g) for g in world.guests)

    def _watch(self) -> None:
        """What must hold at every instant."""
        world = self._world
        for guest in world.guests:
            running = world.running_at(guest)
            world.map_stood_s(guest)
            hopeless = self._stage == GONE and not running
            self._limit("twice", guest, len(running) > 1, TWICE_LIMIT_S)
            self._limit("nowhere", guest, not running and not hopeless, NOWHERE_LIMIT_S + world.cloud.blackout_s)
            self._limit("map", guest, len(running) == 1 and world.map_says(guest) != running, MAP_LIMIT_S)

    def _limit(self, what: str, guest: str, holds: bool, limit_s: float) -> None:
        world, key = self._world, (what, guest)
        if not holds:
            self._counted.discard(key)
            self._since.pop(key, None)
            return
        stood_s = world.quiet_s(self._since.setdefault(key, world.loop.time()))
        if what == "map":
            self.map_s = max(self.map_s, stood_s)
        if stood_s > limit_s and key not in self._counted:
            self._counted.add(key)
            running, shown = sorted(world.running_at(guest)), sorted(world.map_says(guest))
            world.violations.append(f"{what} for more than {limit_s:.1f} s: runs at {running}, map says {shown}")

    def _outcome(self, started: float) -> Outcome:
        world = self._world
        found = world.known()
        violations = [*world.violations, *_judge(world, found)]
        written = {m.id: m.state for m in world.journals[CONTROLLER].migrations()}
        if written != {m.id: m.state for m in found}:
            violations.append("the journal does not say what the engine says")
        recovery_s = max(0.0, self.ended_at - max(world.repaired_at, world.changed_at, started))
        if recovery_s > END_LIMIT_S:
            violations.append(f"ended only {recovery_s:.1f} s after the last repair")
        state = str(found[-1].state) if found else "never begun"
        return Outcome(self._name, self._victim, self._seed, self._fallen, state, recovery_s, self.map_s, violations)


def _judge(world: World, migrations: Sequence[Migration]) -> Iterator[str]:
    """What must hold in the end."""
    places = dict.fromkeys(world.guests, SOURCE)
    for migration in migrations:
        if migration.state not in FINAL:
            yield f"the journal ends in {migration.state}: {migration.steps[-1].detail}"
        places[migration.service] = migration.target if migration.state is State.DONE else migration.source
    left = dict(world.cloud.states)
    if left != {(place, guest): DomainState.RUNNING for guest, place in places.items()}:
        yield f"{[str(m.state) for m in migrations]}, and the hypervisors have {left}"
    for guest, place in places.items():
        if world.map_says(guest) != {place}:
            yield f"{guest} is at {place}, and the map leads to {world.map_says(guest)}"
    if len(set(places.values())) > 1 and not any(m.leads_back and m.state is State.FAILED for m in migrations):
        yield f"the group is at several places: {places}"
    if world.cloud.jobs:
        yield "a copy is still under way"
    if world.journals[CONTROLLER].unfinished():
        yield "the journal has unfinished entries"


def _set_the_stage(world: World, stage: str) -> None:
    """What goes wrong anyhow, in this run."""
    cloud = world.cloud
    if stage in _FAILURES:
        cloud.failures.append(_FAILURES[stage])
    elif stage == TAKE_OVER:
        world.loop.call_later(world.chance.uniform(0.0, cloud.copy_s + 1.0), _restart_controller, world)
    elif stage in (STUCK, GONE, BLACKOUT, GROUP):
        _lie_in_wait(world, stage)


def _restart_controller(world: World) -> None:
    world.kill_controller()
    world.broken += 1

    def rise() -> None:
        world.broken -= 1
        world.repaired_at = world.loop.time()
        world.start_controller()

    world.loop.call_later(0.2, rise)


def _lie_in_wait(world: World, stage: str) -> None:
    """For the moment when the guest arrives."""
    cloud = world.cloud

    def on_change(before: Callable[[], None] = cloud.on_change) -> None:
        before()
        arriving = cloud.state(TARGET, GUEST)
        if arriving is DomainState.RUNNING and stage == GROUP:
            cloud.on_change = before
            cloud.failures.append(FakeFailure.PRE_COPY_ERROR)  # of the second guest's copy
        elif arriving is DomainState.RUNNING and stage == BLACKOUT:
            # Told already, and then it fails at the target; the source has it still.
            cloud.on_change = before
            world.loop.call_later(cloud.confirm_s / 2, _fail_at_target, world)
        elif arriving is DomainState.PAUSED and stage in (STUCK, GONE):
            cloud.on_change = before
            world.loop.call_later(cloud.copy_s / 2, _lose_guest, world, stage)

    cloud.on_change = on_change


def _fail_at_target(world: World) -> None:
    """The target's guest dies before the source has let its own go, and the source takes it back."""
    cloud = world.cloud
    if cloud.state(SOURCE, GUEST) is DomainState.PAUSED:
        cloud.set_state(TARGET, GUEST, DomainState.ABSENT, DomainEventKind.STOPPED)
        cloud.set_state(SOURCE, GUEST, DomainState.RUNNING, DomainEventKind.RESUMED)


def _lose_guest(world: World, stage: str) -> None:
    """The copy breaks, and the source's guest is left standing still, or is lost altogether."""
    cloud = world.cloud
    cloud.set_state(TARGET, GUEST, DomainState.ABSENT, DomainEventKind.STOPPED)
    state = DomainState.PAUSED if stage == STUCK else DomainState.ABSENT
    cloud.set_state(SOURCE, GUEST, state, DomainEventKind.STOPPED)


def run(name: str, victim: str, seed: int) -> Outcome:
    """One run; the same every time."""
    scratch = "/dev/shm" if Path("/dev/shm").is_dir() else None
    stage = STAGES[name]
    with tempfile.TemporaryDirectory(dir=scratch) as directory, virtual_loop() as loop:
        copy_s = (8.0, 8.0) if stage == SLOW else (0.5, 3.0)
        guests, extra = (2, GROUP_OF_TWO) if stage == GROUP else (1, "")
        world = World(Path(directory), loop, seed, guests=guests, copy_s=copy_s, extra=extra)
        world.pin()

        async def play() -> Outcome:
            outcome = await Run(world, name, victim, seed).play()
            world.kill_controller()
            await asyncio.sleep(0)
            return outcome

        return loop.run_until_complete(play())


def _run(arguments: tuple[str, str, int]) -> Outcome:
    return run(*arguments)


def campaign(seeds: Sequence[int], jobs: int = 1) -> Iterator[Outcome]:
    """Every failpoint with every victim and every seed; the outcomes come as the runs end."""
    runs = [(name, victim, seed) for seed in seeds for name in FAILPOINTS for victim in VICTIMS]
    if jobs == 1:
        yield from map(_run, runs)
        return
    with Pool(jobs) as pool:
        yield from pool.imap_unordered(_run, runs, chunksize=16)


class Tally:
    """What has come of the runs so far, for people."""

    def __init__(self, seeds: int) -> None:
        self.expected = len(FAILPOINTS) * len(VICTIMS) * seeds
        self.seeds = seeds
        self.outcomes: list[Outcome] = []
        self.violated = 0
        self._began = time.monotonic()
        self._said_at = self._began

    def add(self, outcome: Outcome) -> None:
        """One more; what it violates is told at once, progress every ten seconds."""
        self.outcomes.append(outcome)
        self.violated += bool(outcome.violations)
        for violation in outcome.violations:
            print(f"VIOLATED {_name(outcome)}: {violation}", flush=True)
        now = time.monotonic()
        if now - self._said_at >= PROGRESS_S:
            self._said_at = now
            done, took_s = len(self.outcomes), now - self._began
            left_s = took_s * (self.expected - done) / done
            text = f"{done} of {self.expected} runs, {self.violated} violations, {left_s / 60:.1f} minutes to go"
            print(text, file=sys.stderr, flush=True)

    def report(self) -> None:
        """All of it."""
        outcomes = self.outcomes
        slowest = max(outcomes, key=lambda outcome: outcome.recovery_s)
        latest = max(outcomes, key=lambda outcome: outcome.map_s)
        ends = ", ".join(f"{count} {state}" for state, count in Counter(o.state for o in outcomes).most_common())
        size = f"{len(FAILPOINTS)} x victims {len(VICTIMS)} x seeds {self.seeds} = {len(outcomes)} runs"
        print(f"failpoints   {size}")
        print(f"fallen       {sum(outcome.reached for outcome in outcomes)} victims at their failpoint")
        print(f"ended        {ends}")
        print(f"violations   {self.violated}")
        print(f"recovery     slowest {slowest.recovery_s:.1f} s ({_name(slowest)})")
        print(f"map          latest {latest.map_s:.1f} s ({_name(latest)})")
        print(f"took         {time.monotonic() - self._began:.0f} s")


def _name(outcome: Outcome) -> str:
    """As --only takes it."""
    return f"{outcome.failpoint},{outcome.victim},{outcome.seed}"


def main() -> None:
    """Print what happened; ends with 1 when anything was violated."""
    parser = argparse.ArgumentParser(description="Let everybody die at every failpoint.")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="", help="failpoint,victim,seed: one run, told in full")
    arguments = parser.parse_args()
    if arguments.only:
        name, victim, seed = arguments.only.split(",")
        print(run(name, victim, int(seed)))
        return
    tally = Tally(arguments.seeds)
    for outcome in campaign(range(arguments.seeds), arguments.jobs):
        tally.add(outcome)
    tally.report()
    violated = tally.violated + _two_controllers(arguments.seeds, arguments.jobs) + _crowd()
    sys.exit(1 if violated else 0)


def _two_controllers(seeds: int, jobs: int) -> int:
    """Cut off, killed and frozen, with every seed; returns how often something was violated."""
    with Pool(jobs) as pool:
        outcomes = pool.map(controllers.run, range(seeds))
    for outcome in outcomes:
        for violation in outcome.violations:
            print(f"VIOLATED controllers,{outcome.seed}: {violation}")
    moves = sum(outcome.vm_moves for outcome in outcomes)
    asked = sum(outcome.user_moves for outcome in outcomes)
    bad = sum(bool(outcome.violations) for outcome in outcomes)
    print(f"controllers  2, seeds {seeds}: {moves} moves of the VM for {asked} of its user, violations {bad}")
    return bad


def _crowd() -> int:
    """Fifty small services at once; returns how much was violated."""
    outcome = crowd.run(CROWD)
    for violation in outcome.violations:
        print(f"VIOLATED crowd: {violation}")
    bad = len(outcome.violations)
    print(f"crowd        {outcome.at_once} migrations at once, all over in {outcome.took_s:.1f} s, violations {bad}")
    return bad


if __name__ == "__main__":
    main()
