"""Many small services that migrate at once, in the fake cloud: each runs once all the time, and arrives."""

import asyncio
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from fmcc.events import MigrationRequested
from fmcc.hypervisor.base import DomainState
from fmcc.limits import Limits
from fmcc.migration import FINAL, State
from tests.scenario.world import SOURCE, TARGET, World, virtual_loop

LIMIT_S = 120.0


@dataclass
class Outcome:
    """One run: how many copies were under way at once at most, and how long all of it took (virtual seconds)."""

    services: int
    at_once: int
    took_s: float
    violations: list[str] = field(default_factory=list)


async def _play(world: World) -> Outcome:
    await world.boot()
    began, at_once, violations = world.loop.time(), 0, list[str]()
    for guest in world.guests:
        world.hear("fmcc", MigrationRequested(guest, TARGET))
    while world.loop.time() - began < LIMIT_S:
        await asyncio.sleep(0.02)
        at_once = max(at_once, len(world.cloud.jobs))
        violations += [f"{guest} runs twice" for guest in world.guests if len(world.running_at(guest)) > 1]
        if all(migration.state in FINAL for migration in world.known()):
            break
    took_s = world.loop.time() - began
    await asyncio.sleep(3.0)
    if dict(world.cloud.states) != {(TARGET, guest): DomainState.RUNNING for guest in world.guests}:
        violations.append("some have not arrived")
    violations += [f"the map leads to {g} at {SOURCE}" for g in world.guests if world.map_says(g) != {TARGET}]
    states = [migration.state for migration in world.journals["fmcc"].migrations()]
    if states != [State.DONE] * len(world.guests):
        violations.append(f"the journal has {[str(state) for state in states]}")
    return Outcome(len(world.guests), at_once, took_s, violations)


def run(services: int, seed: int = 0, limits: Limits | None = None) -> Outcome:
    """One run; the same every time."""
    scratch = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=scratch) as directory, virtual_loop() as loop:
        limits = limits or Limits(services, services)
        world = World(Path(directory), loop, seed, guests=services, limits=limits)
        world.pin()

        async def play() -> Outcome:
            outcome = await _play(world)
            world.kill_controller()
            await asyncio.sleep(0)
            return outcome

        return loop.run_until_complete(play())
