"""Groups: in order, together or in part, and back again where one fails and the operator has asked for it."""

import pytest

from fmcc import group
from fmcc.events import CheckMigration, GuestLocated, MigrationFailed, MigrationRequested
from fmcc.hypervisor.base import DomainState
from fmcc.migration import Migration, State
from fmcc.model import GroupSpec
from tests.unit.fmcc.peers import NET2
from tests.unit.fmcc.test_limits import World, service
from tests.unit.fmcc.world import World as Controlled

ABSENT, RUNNING = DomainState.ABSENT, DomainState.RUNNING


def plan(world: World, *, undo: bool) -> None:
    placed = [(service(number), "dc1") for number in (1, 2, 3)]
    world.take(world.saga.plan_group(placed, "dc2", "a test", 1.0, undo=undo))


def fail(world: World, name: str, source: str = "dc1", target: str = "dc2") -> None:
    """The copy fails, and the guest runs on where it was."""
    world.take(world.saga.on_checked(name, 1.0))
    world.take(world.saga.on_failed(MigrationFailed(name, "no memory left"), 2.0))
    world.take(world.saga.on_located(GuestLocated(name, {source: RUNNING, target: ABSENT}), 2.0))


def states(world: World) -> dict[str, str]:
    return {migration.id: str(migration.state) for migration in world.saga}


def test_one_after_the_other() -> None:
    world = World()
    plan(world, undo=True)
    for name in ("m-1", "m-2", "m-3"):
        assert world.checked[-1] == name
        world.finish(name)
    assert set(states(world).values()) == {"done"}
    assert world.checked == ["m-1", "m-2", "m-3"]


def test_those_behind_a_failed_one_are_not_begun_and_those_before_it_stay() -> None:
    world = World()
    plan(world, undo=False)
    world.finish("m-1")
    fail(world, "m-2")
    assert states(world) == {"m-1": "done", "m-2": "failed", "m-3": "failed"}
    assert world.copied == ["m-1", "m-2"]
    last = world.saga.find("m-3")
    assert last is not None
    assert last.reason == "one before it in its group has failed"


def test_with_roll_back_those_before_it_are_led_back_the_last_first() -> None:
    world = World()
    plan(world, undo=True)
    world.finish("m-1")
    world.finish("m-2")
    fail(world, "m-3")
    back = [m for m in world.saga if m.leads_back]
    assert [(m.service, m.source, m.target) for m in back] == [("s2", "dc2", "dc1"), ("s1", "dc2", "dc1")]
    assert world.checked[-1] == "m-4", "one after the other here too"
    world.finish("m-4")
    world.finish("m-5")
    assert [str(m.state) for m in world.saga] == ["done", "done", "failed", "done", "done"]
    assert group.told(back[0], world.saga)[3] == "m-4: s2 back from dc2 to dc1: done"


def test_what_is_led_back_is_led_back_once_whatever_becomes_of_it() -> None:
    world = World()
    plan(world, undo=True)
    world.finish("m-1")
    fail(world, "m-2")
    fail(world, "m-4", "dc2", "dc1")
    assert len(list(world.saga)) == 4
    for migration in world.saga:
        assert group.to_undo(group.members(migration.group, world.saga)) == []


def test_one_that_waits_for_its_group_is_not_withdrawn_by_its_user() -> None:
    world = World()
    plan(world, undo=True)
    assert world.saga.withdraw("s2", "its user moved on", 1.0) == []


def test_after_a_restart_the_group_is_led_back_too() -> None:
    world = World()
    plan(world, undo=True)
    world.finish("m-1")
    history = list(world.saga)
    assert [m.state for m in history] == [State.DONE, State.PLANNED, State.PLANNED]
    again = World(history=history)
    again.take(again.saga.on_tick(10.0))
    for name in ("m-2", "m-3"):
        again.take(again.saga.on_located(GuestLocated(name, {"dc1": RUNNING, "dc2": ABSENT}), 10.0))
    assert [m.service for m in again.saga if m.leads_back] == ["s1"]


@pytest.mark.parametrize(("together", "moved"), [(True, ["desk", "shelf"]), (False, ["desk"])])
def test_where_the_model_moves_one_all_follow_if_they_belong_together(together: bool, moved: list[str]) -> None:
    world = Controlled(groups=[GroupSpec("office", ("desk", "shelf"), together=together)], shelf=True).start()
    world.user_appears(NET2)
    planned = [m.service for m in world.controller.saga if m.group]
    assert planned == (moved if together else [])
    assert {m.service for m in world.controller.saga} == {"desk", "shelf"}
    verdict = world.controller.inventory.services["desk"].verdict
    assert verdict is not None
    cost_ms = verdict.explanation()["costs"]["migration_cost_ms"]
    assert cost_ms == (120.0 if together else 60.0), "what follows is paid for"


def test_by_hand_a_group_moves_as_one_or_not_at_all() -> None:
    world = Controlled(groups=[GroupSpec("office", ("shelf", "desk"))], shelf=True).start()
    assert world.controller.prechecks.refusal("office", "dc9") == "no data centre 'dc9'; there are dc1, dc2"
    assert world.controller.prechecks.refusal("office", "dc1") == "all of office is at dc1 already"
    commands = world.feed(MigrationRequested("office", "dc2"))
    assert [m.service for m in world.controller.saga] == ["shelf", "desk"]
    assert [c.migration.service for c in commands if isinstance(c, CheckMigration)] == ["shelf"]
    names: set[Migration] = set(world.controller.saga)
    assert {m.group for m in names} == {"g-m-1"}
    assert "shelf is being migrated" in str(world.controller.prechecks.refusal("office", "dc2"))
