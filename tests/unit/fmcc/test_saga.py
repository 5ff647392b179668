"""What can go wrong in a migration, and where it ends."""

from typing import TypeVar

import pytest

from fmcc.events import (
    AbortMigration,
    CheckMigration,
    ChecksPassed,
    CopyProgress,
    GuestActed,
    GuestLocated,
    GuestResumed,
    GuestSuspended,
    LocateGuest,
    MigrationClosed,
    MigrationFailed,
    MigrationFinished,
    StartGuest,
    StartMigration,
    StopGuest,
)
from fmcc.findings import MOMENT_S, PATIENCE_S
from fmcc.hypervisor.base import DomainState
from fmcc.ledger import KEPT_FINISHED
from fmcc.limits import Limits, Timeouts
from fmcc.migration import Migration, State
from fmcc.reconciler import MAX_ATTEMPTS
from fmcc.saga import AFTERWARDS_S, RETRY_S
from fmcc.story import undone
from lisp.engine import CHANGE_PRIORITY_RETRY_S, Command, Tick
from lisp.wire import ChangePriority, decode
from tests.unit.fmcc.peers import (
    NET1,
    NET2,
    VM,
    acknowledgement,
    change_priorities,
    noticed,
    notices,
    requests,
)
from tests.unit.fmcc.world import ABSENT, OPTIONS, PAUSED, RUNNING, World

C = TypeVar("C", bound=Command)
TIMEOUTS = Timeouts()


def kinds(commands: list[Command], kind: type[C]) -> list[C]:
    return [command for command in commands if isinstance(command, kind)]


def told(commands: list[Command]) -> dict[str, list[str]]:
    """The locators that each site's xTR is told."""
    found = {}
    for name, datagram in change_priorities(commands).items():
        message = decode(datagram.data)
        assert isinstance(message, ChangePriority)
        found[name] = [str(locator.rloc) for locator in message.records[0].locators]
    return found


def located(dc1: DomainState | None, dc2: DomainState | None) -> GuestLocated:
    return GuestLocated("m-1", {"dc1": dc1, "dc2": dc2})


TO_TARGET = {"dc1": ["192.0.2.12"], "dc2": ["192.0.2.12"]}
TO_SOURCE = {"dc1": ["192.0.2.11"], "dc2": ["192.0.2.11"]}


# Time-outs


def test_checks_that_never_end_time_out_with_what_is_missing() -> None:
    world = World().start()
    world.user_appears(NET2)
    world.wait(TIMEOUTS.check_s + 0.1)
    assert world.state() is State.FAILED
    assert world.migration.reason == "planned took longer than 15 s, waiting for: dc1 and dc2 to be ready"


def test_a_copy_that_takes_too_long_is_aborted_and_the_guest_looked_for() -> None:
    world = World().copying()
    commands = world.wait(OPTIONS.timeout_s + 0.1)
    assert len(kinds(commands, AbortMigration)) == 1
    assert world.state() is State.ABORTING
    commands = world.feed(MigrationFailed("m-1", "aborted"), 0.5)
    assert kinds(commands, LocateGuest)
    assert not kinds(commands, AbortMigration), "the call has ended: nothing is left to abort"
    world.feed(located(RUNNING, ABSENT), 0.1)
    assert world.state() is State.FAILED
    assert world.migration.reason.startswith("copying took longer than 60 s")
    assert not change_priorities(world.log)


def test_an_abort_nobody_answers_is_followed_by_the_question_too() -> None:
    world = World().copying()
    commands = world.wait(OPTIONS.timeout_s + TIMEOUTS.abort_s + 0.1)
    assert world.state() is State.RECONCILING
    assert kinds(commands, LocateGuest)


def test_an_abort_that_comes_too_late_lets_the_migration_succeed() -> None:
    world = World().copying()
    world.wait(OPTIONS.timeout_s + 0.1)
    world.migrated()
    assert world.state() is State.DONE


def test_a_silent_xtr_is_urged_then_alarmed_then_the_operator_called_and_still_it_may_end_well() -> None:
    world = World().copying()
    commands = world.switching()
    world.feed(acknowledgement(change_priorities(commands)["dc2"]))
    waited = world.wait(TIMEOUTS.alarm_s + RETRY_S[State.REMAPPING] + 0.1)
    assert set(change_priorities(waited)) == {"dc1"}
    (alarm,) = noticed(waited, "migration-alarm")
    assert "waiting for: both tunnel routers to acknowledge; the guest runs at dc2" in str(alarm["reason"])
    assert world.state() is State.REMAPPING, "a silence is no reason to call the move a failure"
    (call,) = noticed(world.wait(TIMEOUTS.give_up_s), "migration-needs-operator")
    assert "both tunnel routers" in str(call["do"])
    assert world.state() is State.NEEDS_OPERATOR
    assert world.controller.inventory.services["desk"].dc == "dc2"
    world.vm_appears("dc2")
    waited = world.feed(located(ABSENT, RUNNING), RETRY_S[State.NEEDS_OPERATOR])
    assert world.state() is State.REMAPPING
    world.acknowledge(waited)
    assert world.state() is State.DONE


def test_one_lost_change_priority_is_sent_again_and_the_migration_ends_well() -> None:
    world = World().copying()
    sent = change_priorities(world.switching())
    world.feed(acknowledgement(sent["dc1"]), 0.01)
    again = change_priorities(world.wait(CHANGE_PRIORITY_RETRY_S[0] + 0.01))
    assert again == {"dc2": sent["dc2"]}
    world.feed(acknowledgement(again["dc2"]), 0.01)
    world.vm_appears("dc2")
    world.feed(MigrationFinished("m-1"), 1.0)
    assert world.state() is State.DONE


def test_a_router_that_registers_late_what_it_knew_last_does_not_lead_the_map_astray() -> None:
    world = World().copying()
    world.acknowledge(world.switching())
    world.vm_appears("dc2")
    ended = world.feed(MigrationFinished("m-1"), 1.0)
    assert world.state() is State.DONE
    assert VM in requests(ended + world.wait(1.0)), "the map server is asked once more what it shows"
    strayed = world.vm_appears("dc1")
    assert told(strayed) == TO_TARGET
    assert noticed(strayed, "map-strayed") == [
        {"id": "m-1", "service": "desk", "shown_at": "dc1", "runs_at": "dc2"},
    ]
    world.vm_appears("dc2")
    assert told(world.vm_appears("dc1")) == TO_TARGET, "however often"


def test_long_after_a_migration_the_map_may_show_what_it_likes() -> None:
    world = World().copying()
    world.acknowledge(world.switching())
    world.vm_appears("dc2")
    world.feed(MigrationFinished("m-1"), 1.0)
    world.now += AFTERWARDS_S
    assert not told(world.vm_appears("dc1"))


def test_done_needs_the_map_server_to_publish() -> None:
    world = World().copying()
    world.acknowledge(world.switching())
    world.feed(MigrationFinished("m-1"), 1.0)
    assert world.state() is State.VERIFYING
    world.vm_appears("dc1")
    assert world.state() is State.VERIFYING
    waited = world.wait(RETRY_S[State.VERIFYING] + 0.1)
    assert told(waited) == TO_TARGET, "the map server may have missed it: it is said anew"
    waited = world.wait(TIMEOUTS.alarm_s)
    assert "waiting for: the map server to lead to dc2" in str(noticed(waited, "migration-alarm")[0]["reason"])
    world.vm_appears("dc2")
    assert world.state() is State.DONE


def test_a_publication_before_the_acknowledgements_counts() -> None:
    world = World().copying()
    commands = world.switching()
    world.vm_appears("dc2")
    world.feed(MigrationFinished("m-1"), 1.0)
    assert world.state() is State.REMAPPING
    world.acknowledge(commands)
    assert world.state() is State.DONE


def test_a_publication_that_is_taken_back_does_not_count() -> None:
    world = World().copying()
    commands = world.switching()
    world.vm_appears("dc2")
    world.acknowledge(commands)
    world.vm_appears("dc1")
    world.feed(MigrationFinished("m-1"), 1.0)
    assert world.state() is State.VERIFYING
    world.vm_appears("dc2")
    assert world.state() is State.DONE


# Who runs the guest?


def test_a_call_that_fails_after_the_guest_has_moved_is_no_failure() -> None:
    world = World().copying()
    world.acknowledge(world.switching())
    world.vm_appears("dc2")
    world.feed(MigrationFailed("m-1", "connection lost"), 1.0)
    commands = world.feed(located(ABSENT, RUNNING), 0.1)
    # Both have acknowledged this commit: nobody is told twice.
    assert told(commands) == {}
    assert world.state() is State.DONE


def test_a_guest_that_is_back_at_the_source_takes_the_traffic_with_it() -> None:
    world = World().copying()
    world.acknowledge(world.switching())
    world.vm_appears("dc2")
    world.feed(GuestResumed("dc1", "vm1"), 0.5)
    assert world.state() is State.RECONCILING
    commands = world.feed(located(RUNNING, ABSENT), 0.1)
    assert told(commands) == TO_SOURCE
    assert world.state() is State.ROLLING_BACK
    world.acknowledge(commands)
    world.vm_appears("dc1")
    assert world.state() is State.FAILED
    assert world.migration.reason == "the guest runs again at dc1"
    assert world.controller.inventory.services["desk"].dc == "dc1"


def test_a_roll_back_is_urged_until_it_shows() -> None:
    world = World().copying()
    world.acknowledge(world.switching())
    world.vm_appears("dc2")
    world.feed(MigrationFailed("m-1", "cut"), 0.5)
    world.feed(located(RUNNING, ABSENT), 0.1)
    waited = world.wait(sum(CHANGE_PRIORITY_RETRY_S) + 0.1)
    assert told(waited) == TO_SOURCE
    world.acknowledge(waited)
    assert world.state() is State.ROLLING_BACK, "the map still leads to the target"
    world.vm_appears("dc1")
    assert world.state() is State.FAILED
    assert world.migration.reason == "the copy has ended: cut"


def test_in_a_split_brain_the_side_that_the_map_leads_to_is_kept() -> None:
    world = World().copying()
    world.acknowledge(world.switching())
    world.vm_appears("dc2")
    world.feed(MigrationFailed("m-1", "cut"), 0.5)
    commands = world.feed(located(RUNNING, RUNNING), 4.0)
    assert world.state() is State.FENCING
    assert [c.dc for c in kinds(commands, StopGuest)] == ["dc1"]
    (told_operator,) = noticed(commands, "migration-split-brain")
    assert (told_operator["kept"], told_operator["stopped"]) == ("dc2", "dc1")
    assert world.controller.inventory.services["desk"].dc is None, "nothing is decided while it runs twice"
    world.feed(GuestActed("m-1"), 0.1)
    assert world.state() is State.RECONCILING
    world.feed(located(ABSENT, RUNNING), 0.1)
    assert world.state() is State.DONE
    assert any("split brain: the guest runs at dc1 and at dc2" in step.detail for step in world.migration.steps)


def test_in_a_split_brain_that_nobody_was_told_of_the_source_is_kept() -> None:
    world = World().copying()
    world.feed(MigrationFailed("m-1", "cut"), 0.5)
    commands = world.feed(located(RUNNING, RUNNING), 4.0)
    assert [c.dc for c in kinds(commands, StopGuest)] == ["dc2"]
    world.feed(GuestActed("m-1"), 0.1)
    world.feed(located(RUNNING, ABSENT), 0.1)
    assert world.state() is State.FAILED
    assert not change_priorities(world.log)


def test_what_cannot_be_stopped_calls_the_operator() -> None:
    world = World().copying()
    world.feed(MigrationFailed("m-1", "cut"), 0.5)
    for _ in range(MAX_ATTEMPTS):
        world.feed(located(RUNNING, RUNNING), 1.0)
        assert world.state() is State.FENCING
        world.feed(GuestActed("m-1", "the domain does not die"), 0.1)
        assert world.migration.steps[-1].detail == "dc2: not stopped: the domain does not die"
    commands = world.feed(located(RUNNING, RUNNING), 1.0)
    assert world.state() is State.NEEDS_OPERATOR
    assert "exactly one of dc1 and dc2" in str(noticed(commands, "migration-needs-operator")[0]["do"])


def test_a_guest_that_stands_still_at_the_source_is_started_there() -> None:
    world = World().copying()
    world.feed(MigrationFailed("m-1", "connection lost"), 0.5)
    world.feed(located(PAUSED, ABSENT), 0.1)
    assert world.state() is State.RECONCILING, "the hypervisor may resume it by itself"
    commands = world.feed(located(PAUSED, ABSENT), MOMENT_S)
    assert [c.dc for c in kinds(commands, StartGuest)] == ["dc1"]
    world.feed(GuestActed("m-1"), 0.1)
    world.feed(located(RUNNING, ABSENT), 0.1)
    assert world.state() is State.FAILED
    assert undone(world.migration) == ["the guest was started again where it is complete"]


def test_a_guest_paused_at_the_source_is_not_started_while_the_target_is_silent() -> None:
    world = World().copying()
    world.feed(MigrationFailed("m-1", "connection lost"), 0.5)
    for _ in range(3):
        commands = world.feed(located(PAUSED, None), PATIENCE_S)
        assert not kinds(commands, StartGuest)
    assert world.state() is State.RECONCILING


def test_what_a_failed_copy_left_at_the_target_is_removed() -> None:
    world = World().copying()
    world.feed(MigrationFailed("m-1", "connection lost"), 0.5)
    world.feed(located(RUNNING, PAUSED), 0.1)
    commands = world.feed(located(RUNNING, PAUSED), PATIENCE_S)
    assert [c.dc for c in kinds(commands, StopGuest)] == ["dc2"]


def test_a_source_that_never_lets_go_is_found_out() -> None:
    world = World().copying()
    world.acknowledge(world.switching())
    world.vm_appears("dc2")
    assert world.state() is State.VERIFYING
    assert kinds(world.wait(RETRY_S[State.VERIFYING] + 0.1), LocateGuest)
    world.feed(located(PAUSED, RUNNING), 0.1)
    assert world.state() is State.VERIFYING, "for a second or two that is as it should be"
    world.feed(located(PAUSED, RUNNING), PATIENCE_S)
    assert world.state() is State.RECONCILING
    world.feed(located(PAUSED, RUNNING), 0.1)
    commands = world.feed(located(PAUSED, RUNNING), MOMENT_S)
    assert [c.dc for c in kinds(commands, StopGuest)] == ["dc1"]
    world.feed(GuestActed("m-1"), 0.1)
    world.feed(located(ABSENT, RUNNING), 0.1)
    assert world.state() is State.DONE


def test_a_guest_nobody_runs_calls_the_operator_and_ends_once_it_runs_again() -> None:
    world = World().copying()
    world.feed(MigrationFailed("m-1", "gone"), 0.5)
    world.feed(located(ABSENT, ABSENT), 0.1)
    assert world.state() is State.RECONCILING
    assert kinds(world.wait(RETRY_S[State.RECONCILING] + 0.1), LocateGuest)
    commands = world.feed(located(ABSENT, ABSENT), PATIENCE_S)
    assert world.state() is State.NEEDS_OPERATOR
    assert "dc1 says absent, dc2 says absent" in str(noticed(commands, "migration-needs-operator")[0]["reason"])
    assert world.controller.prechecks.refusal("desk", "dc2") is not None, "locked until it is in order"
    assert kinds(world.wait(RETRY_S[State.NEEDS_OPERATOR] + 0.1), LocateGuest)
    world.feed(located(RUNNING, None), 0.1)
    assert world.state() is State.NEEDS_OPERATOR
    world.feed(located(RUNNING, ABSENT), 0.1)
    assert world.state() is State.FAILED


def test_the_operator_may_close_only_what_needs_one() -> None:
    world = World().copying()
    world.feed(MigrationClosed("m-1"))
    assert world.state() is State.COPYING
    world.feed(MigrationFailed("m-1", "gone"), 0.5)
    world.feed(located(ABSENT, ABSENT), 0.1)
    world.feed(located(ABSENT, ABSENT), PATIENCE_S)
    world.feed(MigrationClosed("m-1"))
    assert world.state() is State.FAILED
    assert world.migration.steps[-1].detail == "closed by the operator"


def test_an_arriving_guest_is_waited_for() -> None:
    world = World().copying()
    world.feed(MigrationFailed("m-1", "connection lost"), 0.5)
    world.feed(located(RUNNING, PAUSED), 0.1)
    assert world.state() is State.RECONCILING
    commands = world.feed(located(ABSENT, RUNNING), 1.0)
    assert told(commands) == TO_TARGET


@pytest.mark.parametrize(
    ("first", "then", "state"),
    [
        ((None, None), (None, None), State.RECONCILING),
        ((RUNNING, None), (RUNNING, None), State.RECONCILING),
        ((None, ABSENT), (None, ABSENT), State.RECONCILING),
        ((PAUSED, None), (PAUSED, ABSENT), State.RECONCILING),
        ((None, RUNNING), None, State.REMAPPING),
    ],
)
def test_a_silent_hypervisor_decides_nothing_alone(
    first: tuple[DomainState | None, DomainState | None],
    then: tuple[DomainState | None, DomainState | None] | None,
    state: State,
) -> None:
    world = World().copying()
    world.feed(MigrationFailed("m-1", "cut"), 0.5)
    world.feed(located(*first), 0.1)
    if then is not None:
        assert world.state() is State.RECONCILING
        world.feed(located(*then), PATIENCE_S)
    assert world.state() is state


# Restart


def cut_at(state: State) -> Migration:
    """A migration as the journal holds it when the controller dies in this state."""
    world = World().start()
    world.user_appears(NET2)
    if state is not State.PLANNED:
        world.feed(ChecksPassed("m-1"), 0.01)
    if state is State.SWITCHING:
        world.feed(GuestSuspended("dc1", "vm1"), 2.0)
    if state in (State.REMAPPING, State.VERIFYING):
        commands = world.switching()
        if state is State.VERIFYING:
            world.acknowledge(commands)
    if state is State.ABORTING:
        world.wait(OPTIONS.timeout_s + 0.1)
    assert world.state() is state
    return world.migration.forgetting(*world.migration.facts)


UNFINISHED = [
    State.PLANNED,
    State.COPYING,
    State.ABORTING,
    State.SWITCHING,
    State.REMAPPING,
    State.VERIFYING,
]


@pytest.mark.parametrize("state", UNFINISHED)
def test_after_a_restart_a_guest_at_the_target_is_driven_to_done(state: State) -> None:
    world = World(history=[cut_at(state)], now=5000.0)
    world.start(at="dc2", user=NET2)
    assert kinds(world.log, LocateGuest)
    assert not kinds(world.log, StartMigration), "never replayed blindly"
    commands = world.feed(located(ABSENT, RUNNING), 0.1)
    assert told(commands) == TO_TARGET
    world.acknowledge(commands)
    world.vm_appears("dc2")
    assert world.state() is State.DONE
    assert world.controller.inventory.services["desk"].dc == "dc2"


@pytest.mark.parametrize("state", [State.COPYING, State.ABORTING, State.SWITCHING])
def test_after_a_restart_in_the_copy_a_guest_at_the_source_ends_it(state: State) -> None:
    world = World(history=[cut_at(state)], now=5000.0).start()
    assert kinds(world.log, AbortMigration), "the copy of an earlier life may go on"
    world.feed(located(RUNNING, ABSENT), 0.1)
    assert world.state() is State.FAILED
    details = [step.detail for step in world.migration.steps]
    assert f"the controller was restarted while {state}" in details
    assert world.migration.reason
    assert not change_priorities(world.log)


@pytest.mark.parametrize("state", [State.REMAPPING, State.VERIFYING])
def test_after_a_restart_once_told_a_guest_at_the_source_is_rolled_back(state: State) -> None:
    world = World(history=[cut_at(state)], now=5000.0).start()
    assert not kinds(world.log, AbortMigration)
    commands = world.feed(located(RUNNING, ABSENT), 0.1)
    assert told(commands) == TO_SOURCE
    world.acknowledge(commands)
    assert world.state() is State.FAILED


def test_a_restart_in_the_middle_of_reconciling_asks_again() -> None:
    first = World(history=[cut_at(State.COPYING)], now=5000.0).start()
    assert first.state() is State.RECONCILING
    second = World(history=[first.migration], now=6000.0).start()
    assert kinds(second.log, LocateGuest)
    second.feed(located(RUNNING, ABSENT), 0.1)
    assert second.state() is State.FAILED


def test_a_user_who_moved_meanwhile_is_decided_on_after_the_reconciliation() -> None:
    world = World(history=[cut_at(State.COPYING)], now=5000.0).start()
    world.user_appears(NET2)
    assert len(list(world.controller.saga)) == 1
    world.feed(located(RUNNING, ABSENT), 0.1)
    assert [m.id for m in world.controller.saga] == ["m-1", "m-2"]


def test_finished_migrations_are_remembered_but_not_touched() -> None:
    done = World().copying()
    done.migrated()
    world = World(history=[done.migration], now=5000.0).start(at="dc2", user=NET2)
    assert notices(world.log).count("migration-reconciling") == 0
    assert world.controller.saga.find("m-1") == done.migration
    world.user_appears(NET1)
    assert world.migration.id == "m-2"


# Limits


def test_what_waits_for_its_turn_is_withdrawn_when_its_user_moves_on() -> None:
    world = World(limits=Limits(total=0)).start()
    commands = world.user_appears(NET2)
    assert notices(commands).count("migration-queued") == 1
    assert world.controller.saga.is_queued("desk")
    world.user_appears(NET1)
    assert world.state() is State.FAILED
    assert world.migration.reason == "its user moved on while it waited"
    assert not kinds(world.log, CheckMigration)


# Twice does no harm


def test_every_event_twice_ends_in_the_same_place() -> None:
    once, twice = World().copying(), World().copying()
    for world, times in ((once, 1), (twice, 2)):
        for _ in range(times):
            world.feed(CopyProgress("m-1", 0.5, 1e6))
        sent = {
            name: datagram
            for _ in range(times)
            for name, datagram in change_priorities(world.feed(GuestResumed("dc2", "vm1"))).items()
        }
        for datagram in sent.values():
            for _ in range(times):
                world.feed(acknowledgement(datagram))
        world.vm_appears("dc2")
        for _ in range(times):
            world.feed(MigrationFinished("m-1"))
            world.feed(Tick())
    assert twice.journal == once.journal
    assert twice.state() is State.DONE
    assert notices(twice.log).count("migration-done") == 1
    assert notices(twice.log).count("change-priority-sent") == 2


def test_only_so_many_finished_migrations_are_kept() -> None:
    world = World().copying()
    world.migrated()
    template = world.migration
    history = [
        Migration(
            id=f"m-{number}",
            service="desk",
            domain="vm1",
            address=template.address,
            source="dc1",
            target="dc2",
            cause="",
            steps=template.steps,
        )
        for number in range(1, KEPT_FINISHED + 1)
    ]
    crowded = World(history=history).copying()
    crowded.migrated()
    kept = list(crowded.controller.saga)
    assert len(kept) == KEPT_FINISHED
    assert (kept[0].id, kept[-1].id) == ("m-2", f"m-{KEPT_FINISHED + 1}")
