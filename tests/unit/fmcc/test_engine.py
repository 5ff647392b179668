"""The controller as a whole: from a user's move to a service that has followed."""

import pytest

from fmcc.events import (
    CheckMigration,
    ChecksFailed,
    ChecksPassed,
    GuestLocated,
    GuestResumed,
    GuestStarted,
    GuestStopped,
    HypervisorFound,
    HypervisorLost,
    MigrationFailed,
    MigrationFinished,
    MigrationRequested,
    PersistStep,
    ProposalApproved,
    StartMigration,
)
from fmcc.migration import State
from fmcc.model import ServiceClass
from lisp.engine import Event, SendDatagram
from tests.unit.fmcc.peers import NET1, NET2, change_priorities, noticed, notices
from tests.unit.fmcc.world import ABSENT, OPTIONS, RUNNING, World


def test_the_service_follows_its_user() -> None:
    world = World().start()
    assert world.controller.inventory.services["desk"].dc == "dc1"
    world.log.clear()
    world.user_appears(NET2)
    world.feed(ChecksPassed("m-1"), 0.01)
    world.migrated()
    assert [name for name in notices(world.log) if name != "dc-xtr-found"] == [
        "user-moved",
        "decision-made",
        "migration-planned",
        "migration-started",
        "guest-resumed",
        "change-priority-sent",
        "change-priority-sent",
        "change-priority-acknowledged",
        "change-priority-acknowledged",
        "publication-confirmed",
        "copy-finished",
        "migration-done",
    ]
    assert world.journal == [
        "planned",
        "prechecked",
        "prepared",
        "copying",
        "remapping",
        "verifying",
        "done",
    ]
    assert world.controller.inventory.services["desk"].dc == "dc2"


def test_the_notices_say_what_the_timeline_needs() -> None:
    world = World().copying()
    world.migrated()
    (moved,) = noticed(world.log, "user-moved")
    assert moved == {"eid": "10.1.0.100/32", "from": NET1, "to": NET2}
    decided = noticed(world.log, "decision-made")[-1]
    assert (decided["service"], decided["action"], decided["target"]) == ("desk", "migrate", "dc2")
    assert isinstance(decided["advantage"], float)
    assert isinstance(decided["sweeps"], int)
    assert "Migrate from dc1 to dc2" in str(decided["reason"])
    assert {"service": "desk", "dc": "dc2"} in noticed(world.log, "guest-resumed")
    (done,) = noticed(world.log, "migration-done")
    assert done == {"id": "m-1", "service": "desk", "total_s": pytest.approx(3.54)}
    for command in world.log:
        for name, value in getattr(command, "fields", {}).items():
            assert name == "explanation" or isinstance(value, str | int | float)


def test_the_dcs_are_looked_up_after_the_decision() -> None:
    world = World().start()
    world.log.clear()
    world.user_appears(NET2)
    world.feed(ChecksPassed("m-1"), 0.01)
    names = notices(world.log)
    assert names.index("decision-made") < names.index("dc-xtr-found")
    assert names.count("dc-xtr-found") == 2


def test_every_act_comes_after_its_step_in_the_journal() -> None:
    world = World().copying()
    world.migrated()
    acts = [
        command
        for command in world.log
        if isinstance(command, PersistStep | CheckMigration | StartMigration)
        or (isinstance(command, SendDatagram) and change_priorities([command]))
    ]
    order = [str(c.migration.state) if isinstance(c, PersistStep) else type(c).__name__ for c in acts]
    assert order == [
        "planned",
        "CheckMigration",
        "prechecked",
        "prepared",
        "copying",
        "StartMigration",
        "remapping",
        "SendDatagram",
        "SendDatagram",
        "verifying",
        "done",
    ]


def test_the_copy_gets_the_operators_options() -> None:
    world = World().copying()
    (start,) = [command for command in world.log if isinstance(command, StartMigration)]
    assert start.options.bandwidth_mib_s == OPTIONS.bandwidth_mib_s
    assert start.options.max_downtime_ms == OPTIONS.max_downtime_ms
    assert start.options.timeout_s > OPTIONS.timeout_s, "our own time-out comes first"


def test_the_switch_does_not_wait_for_the_call_and_done_does() -> None:
    world = World().copying()
    commands = world.switching()
    assert set(change_priorities(commands)) == {"dc1", "dc2"}
    world.acknowledge(commands)
    world.vm_appears("dc2")
    assert world.state() is State.VERIFYING
    world.feed(MigrationFinished("m-1"), 1.5)
    assert world.state() is State.DONE


def test_a_call_that_returns_without_the_event_switches_too() -> None:
    world = World().copying()
    commands = world.feed(MigrationFinished("m-1"), 3.0)
    assert set(change_priorities(commands)) == {"dc1", "dc2"}


def test_a_failed_copy_leaves_everything_as_it_was() -> None:
    world = World().copying()
    world.feed(MigrationFailed("m-1", "no memory at dc2"), 1.0)
    assert world.state() is State.RECONCILING
    world.feed(GuestLocated("m-1", {"dc1": RUNNING, "dc2": ABSENT}), 0.1)
    assert world.state() is State.FAILED
    assert noticed(world.log, "migration-failed") == [
        {"id": "m-1", "service": "desk", "reason": "the copy has ended: no memory at dc2"}
    ]
    assert not change_priorities(world.log)
    assert world.controller.inventory.services["desk"].dc == "dc1"


def test_an_impossible_migration_is_refused_before_anything_moves() -> None:
    world = World().start()
    world.user_appears(NET2)
    world.feed(ChecksFailed("m-1", "vm1 is shutoff at dc1"), 0.1)
    assert world.state() is State.FAILED
    assert not [command for command in world.log if isinstance(command, StartMigration)]
    assert not change_priorities(world.log)


@pytest.mark.parametrize("kind", [ServiceClass.AUTO, ServiceClass.ALWAYS])
def test_a_user_who_stays_near_moves_nothing(kind: ServiceClass) -> None:
    world = World(kind).start()
    world.user_appears(NET1)
    assert list(world.controller.saga) == []


def test_a_pinned_service_stays() -> None:
    world = World(ServiceClass.PINNED).start()
    world.user_appears(NET2)
    assert list(world.controller.saga) == []
    assert noticed(world.log, "decision-made")[-1]["action"] == "stay"


def test_always_asks_no_model() -> None:
    world = World(ServiceClass.ALWAYS, latencies={NET1: {"dc1": 2.0}, NET2: {"dc1": 3.0, "dc2": 2.9}}).start()
    world.user_appears(NET2)
    assert world.migration.target == "dc2"
    assert noticed(world.log, "decision-made")[-1]["sweeps"] == 0


def test_ask_proposes_and_approval_releases() -> None:
    world = World(ServiceClass.ASK).start()
    world.user_appears(NET2)
    assert list(world.controller.saga) == []
    assert noticed(world.log, "migration-proposed")[0]["target"] == "dc2"
    assert world.controller.decisions.proposal("desk") is not None
    world.feed(ProposalApproved("desk"), 60.0)
    assert world.migration.cause.startswith("approved: ")
    assert world.controller.decisions.proposal("desk") is None


def test_a_proposal_is_taken_back_when_the_user_returns() -> None:
    world = World(ServiceClass.ASK).start()
    world.user_appears(NET2)
    world.user_appears(NET1)
    assert world.controller.decisions.proposal("desk") is None
    world.feed(ProposalApproved("desk"))
    assert noticed(world.log, "migration-refused")[-1]["reason"] == "nothing has been proposed"


def test_a_user_who_moves_again_is_decided_on_when_the_migration_has_ended() -> None:
    world = World().copying()
    world.user_appears(NET1)
    assert [m.id for m in world.controller.saga] == ["m-1"]
    world.migrated()
    assert [(m.id, m.source, m.target, str(m.state)) for m in world.controller.saga] == [
        ("m-1", "dc1", "dc2", "done"),
        ("m-2", "dc2", "dc1", "planned"),
    ]


def test_a_failed_migration_is_not_tried_again_by_itself() -> None:
    world = World().copying()
    world.feed(MigrationFailed("m-1", "broken"), 1.0)
    world.feed(GuestLocated("m-1", {"dc1": RUNNING, "dc2": ABSENT}), 0.1)
    world.wait(30.0)
    assert [m.id for m in world.controller.saga] == ["m-1"]
    world.user_appears(NET1)
    world.user_appears(NET2)
    assert world.migration.id == "m-2"


def test_nothing_is_decided_before_a_hypervisor_has_said_where_the_guest_runs() -> None:
    world = World().start(at="nowhere")
    world.user_appears(NET2)
    assert list(world.controller.saga) == []
    assert "runs is not known" in str(world.controller.prechecks.refusal("desk", "dc2"))
    world.feed(GuestStarted("dc1", "vm1"))
    assert world.migration.target == "dc2"


def test_a_dc_that_does_not_answer_is_no_candidate_until_it_does() -> None:
    world = World().start()
    world.feed(HypervisorLost("dc2", "no answer"))
    world.feed(HypervisorLost("dc2", "no answer"))
    assert notices(world.log).count("hypervisor-lost") == 1
    world.user_appears(NET2)
    assert list(world.controller.saga) == []
    assert "does not answer" in str(world.controller.prechecks.refusal("desk", "dc2"))
    world.feed(HypervisorFound("dc2", {}))
    assert world.migration.target == "dc2"


def test_an_event_missed_while_disconnected_is_found_in_the_list() -> None:
    world = World().copying()
    world.feed(HypervisorLost("dc2", "cut"), 1.0)
    commands = world.feed(HypervisorFound("dc2", {"vm1": RUNNING}), 1.0)
    assert set(change_priorities(commands)) == {"dc1", "dc2"}


def test_a_guest_that_runs_twice_is_reported_and_not_decided_on() -> None:
    world = World().start()
    world.feed(HypervisorFound("dc2", {"vm1": RUNNING}))
    assert noticed(world.log, "guest-runs-twice") == [{"service": "desk", "dcs": "dc1 dc2"}]
    world.user_appears(NET2)
    assert list(world.controller.saga) == []
    world.feed(GuestStopped("dc2", "vm1"))
    assert world.migration.source == "dc1"


def test_an_anchor_without_latencies_moves_nothing() -> None:
    world = World(latencies={NET1: {"dc1": 12.0}}).start()
    world.user_appears(NET2)
    assert list(world.controller.saga) == []
    assert "no latency is known from 192.0.2.2" in str(noticed(world.log, "decision-made")[-1]["reason"])


def test_by_hand() -> None:
    world = World(ServiceClass.PINNED).start()
    world.feed(MigrationRequested("desk", "dc2"))
    assert (world.migration.target, world.migration.cause) == ("dc2", "by hand")
    world.feed(MigrationRequested("desk", "dc2"))
    assert [m.id for m in world.controller.saga] == ["m-1"]


@pytest.mark.parametrize(
    ("service", "dc", "reason"),
    [
        ("desk", "dc1", "desk runs at dc1 already"),
        ("desk", "dc9", "no data centre 'dc9'; there are dc1, dc2"),
        ("chair", "dc2", "no service 'chair'; there are desk"),
    ],
)
def test_what_is_refused_by_hand(service: str, dc: str, reason: str) -> None:
    world = World().start()
    assert world.controller.prechecks.refusal(service, dc) == reason
    world.feed(MigrationRequested(service, dc))
    assert noticed(world.log, "migration-refused")[-1]["reason"] == reason
    assert list(world.controller.saga) == []


@pytest.mark.parametrize(
    "event",
    [
        GuestResumed("dc2", "someone-elses"),
        GuestStopped("dc2", "someone-elses"),
        ChecksPassed("m-9"),
        ChecksFailed("m-9", "x"),
        MigrationFinished("m-9"),
        MigrationFailed("m-9", "x"),
        GuestLocated("m-9", {"dc1": RUNNING, "dc2": ABSENT}),
    ],
)
def test_what_is_not_ours_changes_nothing(event: Event) -> None:
    world = World().copying()
    assert world.feed(event) == []
    assert world.state() is State.COPYING


def test_an_event_of_another_world_is_a_programming_error() -> None:
    with pytest.raises(TypeError, match="the controller takes no Event"):
        World().controller.handle(Event(), 1.0)
