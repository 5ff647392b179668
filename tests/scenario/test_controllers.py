"""Two controllers, and what would happen without what keeps them apart."""

import asyncio
import tempfile
from pathlib import Path

import pytest

from fmcc import failpoints
from fmcc.hypervisor.fake import FakeHypervisor
from fmcc.journal import Journal
from fmcc.leases import RENEW_S, TAKE_S
from fmcc.tenures import Tenures
from tests.scenario.controllers import AWAY, GUEST, HERE, run
from tests.scenario.crowd import run as run_crowd
from tests.scenario.world import SOURCE, Crashed, World, virtual_loop


@pytest.mark.parametrize("has_own_journals", [False, True])
def test_cut_off_killed_or_frozen_every_move_of_the_user_moves_the_vm_once(has_own_journals: bool) -> None:
    outcomes = [run(seed, has_own_journals=has_own_journals) for seed in range(40)]
    assert [outcome for outcome in outcomes if outcome.violations] == []
    assert sum(outcome.vm_moves for outcome in outcomes) == sum(outcome.user_moves for outcome in outcomes)
    assert sum(outcome.handed_over > 2 for outcome in outcomes) > 10


def test_a_decision_on_what_was_known_before_the_lease_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tenures, "_known_at", lambda self, tenure: self._settling[tenure])
    found = " ".join(violation for seed in range(40) for violation in run(seed).violations)
    assert "the user moved 1 times, the VM 3 times" in found


def frozen_in_the_act() -> tuple[list[str], set[str]]:
    """A controller is stopped as it begins a copy, and goes on when the other has moved the VM there and back.

    Returns where the VM went, and where the map leads.
    """
    with tempfile.TemporaryDirectory() as directory, virtual_loop() as loop:
        world = World(Path(directory), loop, 0, controllers=2)

        async def play() -> tuple[list[str], set[str]]:
            await world.boot()
            holder = next(name for name, life in world.lives.items() if life.controller.tenures.held)

            def freeze(name: str) -> None:
                if name == "hands.before_migrate":
                    failpoints.install(None)
                    world.frozen[holder] = loop.time() + 60.0

            failpoints.install(freeze)
            world.move_user(AWAY)
            await asyncio.sleep(30.0)
            world.move_user(HERE)
            await asyncio.sleep(60.0)
            for name in world.controllers:
                world.kill_controller(name)
            await asyncio.sleep(0)
            return [dc for _, _, dc in world.moves], world.map_says(GUEST)

        return loop.run_until_complete(play())


def test_who_wakes_up_with_an_old_lease_moves_nothing() -> None:
    assert frozen_in_the_act() == (["dc2", "dc1"], {SOURCE})


@pytest.mark.parametrize("fence", ["lease", "hypervisor"])
def test_one_fence_is_enough(monkeypatch: pytest.MonkeyPatch, fence: str) -> None:
    break_fences(monkeypatch, spare=fence)
    assert frozen_in_the_act() == (["dc2", "dc1"], {SOURCE})


def test_without_fences_the_vm_is_moved_a_third_time(monkeypatch: pytest.MonkeyPatch) -> None:
    break_fences(monkeypatch, spare="")
    moves, _ = frozen_in_the_act()
    assert moves == ["dc2", "dc1", "dc2"]


def break_fences(monkeypatch: pytest.MonkeyPatch, spare: str) -> None:
    async def pass_all(_self: FakeHypervisor, _name: str, _epoch: int) -> None:
        pass

    if spare != "hypervisor":
        monkeypatch.setattr(FakeHypervisor, "fence", pass_all)
    if spare != "lease":
        monkeypatch.setattr(Tenures, "may_act", lambda _self, _tenure, _now: True)


def test_the_other_takes_over_within_ten_seconds() -> None:
    with tempfile.TemporaryDirectory() as directory, virtual_loop() as loop:
        world = World(Path(directory), loop, 1, controllers=2)

        async def play() -> float:
            await world.boot()
            holder = next(name for name, life in world.lives.items() if life.controller.tenures.held)
            (other,) = set(world.controllers) - {holder}
            world.kill_controller(holder)
            died_at = loop.time()
            while not world.lives[other].controller.tenures.held:  # noqa: ASYNC110 - only time passes
                await asyncio.sleep(0.05)
            took_s = loop.time() - died_at
            world.kill_controller(other)
            await asyncio.sleep(0)
            return took_s

        took_s = loop.run_until_complete(play())
    assert TAKE_S - RENEW_S <= took_s <= 10.0


def killed_in_the_act(failpoint: str) -> tuple[set[str], dict[str, dict[str, str]], list[str]]:
    """On computers of their own, one dies at a failpoint; the other goes on, and dies when the first is back.

    Returns where the map leads, what each journal says in the end, and where the VM went.
    """
    with tempfile.TemporaryDirectory() as directory, virtual_loop() as loop:
        world = World(Path(directory), loop, 3, controllers=2, has_own_journals=True)

        async def play() -> tuple[set[str], dict[str, dict[str, str]], list[str]]:
            await world.boot()
            first = next(name for name, life in world.lives.items() if life.controller.tenures.held)
            (second,) = set(world.controllers) - {first}

            def strike(name: str) -> None:
                if name == failpoint:
                    failpoints.install(None)
                    world.kill_controller(first)
                    raise Crashed

            failpoints.install(strike)
            world.move_user(AWAY)
            await asyncio.sleep(60.0)
            leads_to = world.map_says(GUEST)
            world.start_controller(first)
            await asyncio.sleep(5.0)
            world.kill_controller(second)
            await asyncio.sleep(30.0)
            world.kill_controller(first)
            ends = {name: {m.id: str(m.state) for m in Journal(path).migrations()} for name, path in paths(world)}
            await asyncio.sleep(0)
            return leads_to, ends, [dc for _, _, dc in world.moves]

        return loop.run_until_complete(play())


def paths(world: World) -> list[tuple[str, Path]]:
    """Where the journals are."""
    return [(name, next(world.directory.rglob(f"{name}.sqlite"))) for name in world.controllers]


@pytest.mark.parametrize(
    ("failpoint", "first", "second"),
    [
        ("journal.after_planned", {"fmcc-1": "failed"}, {"fmcc2-1": "done"}),  # nobody else ever hears of it
        ("hands.before_migrate", {"fmcc-1": "failed"}, {"fmcc-1": "failed", "fmcc2-1": "done"}),
        ("journal.after_switching", {"fmcc-1": "done"}, {"fmcc-1": "done"}),
    ],
)
def test_what_one_computer_begins_another_ends_and_the_first_hears_of_it(
    failpoint: str, first: dict[str, str], second: dict[str, str]
) -> None:
    leads_to, ends, moves = killed_in_the_act(failpoint)
    assert ends == {"fmcc": first, "fmcc2": second}
    assert (leads_to, moves) == ({"dc2"}, ["dc2"])


def test_fifty_small_services_at_once() -> None:
    outcome = run_crowd(50)
    assert outcome.violations == []
    assert outcome.at_once == 50
