"""Two controllers share the users, and are cut off, killed and frozen: still every move of a user moves the VM once.

Both follow the user of the demo; a lease says who may move the VM. The user goes to the other subnet and perhaps
comes back, while one controller or the other loses the store of the leases, a data centre or the map server, dies,
or is stopped in the middle of what it does and goes on later with what it believed then.
"""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fmcc.hypervisor.base import DomainState
from tests.scenario.virtual import LoopNetwork
from tests.scenario.world import SOURCE, TARGET, World, virtual_loop

GUEST: Final = "vm1"
HERE, AWAY = "net1", "net2"
NEAREST: Final = {HERE: SOURCE, AWAY: TARGET}

TROUBLES: Final = ("store", SOURCE, TARGET, "map-server", "death", "freeze")
FAULTS: Final = 3
SETTLE_S: Final = 60.0
TWICE_LIMIT_S: Final = 5.0
STEP_S: Final = 0.1


@dataclass
class Outcome:
    """One run."""

    seed: int
    user_moves: int
    vm_moves: int
    handed_over: int  # times that a lease changed hands
    violations: list[str] = field(default_factory=list)


def trouble(world: World, what: str, name: str, seconds: float) -> None:
    """Something happens to a controller, and ends after a while."""
    world.broken += 1
    rise = _fall(world, what, name, seconds)

    def repair() -> None:
        world.broken -= 1
        world.repaired_at = world.loop.time()
        rise()

    world.loop.call_later(seconds, repair)


def _fall(world: World, what: str, name: str, seconds: float) -> Callable[[], None]:
    match what:
        case "death":
            world.kill_controller(name)
            return lambda: None if name in world.lives else world.start_controller(name)
        case "freeze":
            world.frozen[name] = max(world.frozen.get(name, 0.0), world.loop.time() + seconds)
            return lambda: None
        case "store":
            world.stores_cut.add(name)
            return lambda: world.stores_cut.discard(name)
        case _:
            return _cut(world, "ms" if what == "map-server" else what, name)


def _cut(world: World, node: str, name: str) -> Callable[[], None]:
    assert isinstance(world.network, LoopNetwork)
    link, blocked = frozenset((name, node)), world.network.blocked
    blocked.add(link)
    if node in (SOURCE, TARGET):
        world.cloud.hide(node, name)

    def join() -> None:
        blocked.discard(link)
        world.cloud.unhide(node, name)

    return join


async def _play(world: World, seed: int) -> Outcome:
    await world.boot()
    chance, began = world.chance, world.loop.time()
    returns = chance.random() < 0.5
    places = [AWAY, HERE] if returns else [AWAY]
    for number in range(FAULTS):
        at, what = chance.uniform(0.0, 12.0), chance.choice(TROUBLES)
        # The first strikes the one that holds the lease, which is where it hurts.
        name = _holder(world) if number == 0 else chance.choice(world.controllers)
        world.loop.call_later(at, trouble, world, what, name, chance.uniform(0.5, 20.0))
    world.loop.call_later(chance.uniform(1.0, 4.0), world.move_user, AWAY)
    if returns:
        world.loop.call_later(chance.uniform(15.0, 40.0), world.move_user, HERE)
    violations, twice_since = list[str](), 0.0
    while world.loop.time() - began < 45.0 + SETTLE_S:
        await asyncio.sleep(STEP_S)
        is_twice = len(world.running_at(GUEST)) > 1
        twice_since = (twice_since or world.loop.time()) if is_twice else 0.0
        if is_twice and world.quiet_s(twice_since) > TWICE_LIMIT_S and not violations:
            violations.append(f"it runs twice for more than {TWICE_LIMIT_S} s")
    violations += world.violations + _judge(world, places)
    epochs = world.notices["lease-gained"]
    return Outcome(seed, len(places), len(world.moves), epochs, violations)


def _judge(world: World, places: list[str]) -> list[str]:
    """What must hold in the end."""
    violations, nearest = [], NEAREST[places[-1]]
    if len(world.moves) > len(places):
        violations.append(f"the user moved {len(places)} times, the VM {len(world.moves)} times")
    if dict(world.cloud.states) != {(nearest, GUEST): DomainState.RUNNING}:
        violations.append(f"the user is nearest to {nearest}, and the hypervisors have {dict(world.cloud.states)}")
    if world.map_says(GUEST) != world.running_at(GUEST):
        violations.append(f"the map leads to {world.map_says(GUEST)}")
    if left := unfinished(world):
        violations.append(f"no journal says how these have ended: {sorted(left)}")
    return violations


def unfinished(world: World) -> set[str]:
    """The migrations that are unfinished in some journal, and final in none."""
    known = [migration for journal in world.journals.values() for migration in journal.migrations()]
    return {migration.id for migration in known} - {migration.id for migration in known if migration.is_final}


def _holder(world: World) -> str:
    """The controller that may move the VM, or the first one."""
    held = (name for name, life in world.lives.items() if life.controller.tenures.held)
    return next(held, world.controllers[0])


def run(seed: int, *, has_own_journals: bool = False) -> Outcome:
    """One run; the same every time. With `has_own_journals` the controllers are on computers of their own."""
    scratch = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=scratch) as directory, virtual_loop() as loop:
        world = World(Path(directory), loop, seed, controllers=2, has_own_journals=has_own_journals)

        async def play() -> Outcome:
            outcome = await _play(world, seed)
            for name in world.controllers:
                world.kill_controller(name)
            await asyncio.sleep(0)
            return outcome

        return loop.run_until_complete(play())
