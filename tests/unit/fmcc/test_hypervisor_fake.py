"""The fake hypervisors keep the promises of the interface: all above them is tested against those."""

import asyncio
from collections.abc import Callable

import pytest

from fmcc.hypervisor.base import (
    ConnectionLost,
    DomainEvent,
    DomainEventKind,
    DomainState,
    HypervisorError,
    HypervisorEvent,
    HypervisorReason,
    MigrationOptions,
    MigrationProgress,
)
from fmcc.hypervisor.fake import FakeCloud, FakeFailure, FakeHost, FakeHypervisor

OPTIONS = MigrationOptions(bandwidth_mib_s=40, timeout_s=60.0)
GUEST = "vm1"


class VirtualTime:
    """A clock that only sleeping moves; every sleep lets the other tasks run once."""

    def __init__(self) -> None:
        self.now = 100.0

    def clock(self) -> float:
        return self.now

    async def sleep(self, delay_s: float) -> None:
        await asyncio.sleep(0)
        self.now += delay_s


@pytest.fixture
def cloud() -> FakeCloud:
    virtual = VirtualTime()
    return FakeCloud(copy_s=2.0, blackout_s=0.02, confirm_s=1.0, clock=virtual.clock, sleep=virtual.sleep)


async def until(condition: Callable[[], bool]) -> None:
    """Let the others run, in their virtual time, until something holds."""
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to that")


async def two_dcs(cloud: FakeCloud) -> tuple[FakeHypervisor, FakeHypervisor, list[HypervisorEvent]]:
    """dc1 runs the guest; the list collects what both tell."""
    heard: list[HypervisorEvent] = []
    for dc in ("dc1", "dc2"):
        await cloud.hypervisor(dc).connect()
        cloud.hypervisor(dc).subscribe(heard.append)
    cloud.start("dc1", GUEST)
    return cloud.hypervisor("dc1"), cloud.hypervisor("dc2"), heard


async def test_migration_moves_the_guest_and_tells_the_events_in_order(cloud: FakeCloud) -> None:
    dc1, dc2, heard = await two_dcs(cloud)
    progress: list[MigrationProgress] = []

    result = await dc1.migrate(GUEST, dc2, OPTIONS, progress.append)

    assert heard == [
        DomainEvent("dc1", GUEST, DomainEventKind.STARTED, 100.0),
        DomainEvent("dc2", GUEST, DomainEventKind.STARTED_INCOMING, 100.0),
        DomainEvent("dc1", GUEST, DomainEventKind.SUSPENDED_FOR_MIGRATION, 102.0),
        DomainEvent("dc2", GUEST, DomainEventKind.RESUMED_AFTER_MIGRATION, 102.02),
        DomainEvent("dc1", GUEST, DomainEventKind.STOPPED_MIGRATED, 103.02),
    ]
    assert [p.fraction for p in progress] == [0.25, 0.5, 0.75, 1.0]
    assert progress[-1].remaining_bytes == 0
    assert result.total_s == pytest.approx(3.02)
    assert result.blackout_ms == pytest.approx(20.0)
    assert await dc1.domains() == {}
    assert await dc2.domains() == {GUEST: DomainState.RUNNING}
    assert await dc1.domain_state(GUEST) is DomainState.ABSENT


@pytest.mark.parametrize(
    ("failure", "reason", "runs_at"),
    [
        (FakeFailure.TARGET_UNREACHABLE, HypervisorReason.TARGET_UNREACHABLE, {"dc1"}),
        (FakeFailure.PRE_COPY_ERROR, HypervisorReason.FAILED, {"dc1"}),
        (FakeFailure.BLACKOUT_CUT, HypervisorReason.FAILED, {"dc1"}),
        (FakeFailure.CONNECTION_LOST, HypervisorReason.CONNECTION_LOST, {"dc1"}),
        (FakeFailure.LATE_ERROR, HypervisorReason.FAILED, {"dc2"}),
        (FakeFailure.SPLIT_BRAIN, HypervisorReason.FAILED, {"dc1", "dc2"}),
    ],
)
async def test_injected_failure_leaves_the_guest_where_a_real_one_does(
    cloud: FakeCloud, failure: FakeFailure, reason: HypervisorReason, runs_at: set[str]
) -> None:
    dc1, dc2, heard = await two_dcs(cloud)
    cloud.failures.append(failure)

    with pytest.raises(HypervisorError) as raised:
        await dc1.migrate(GUEST, dc2, OPTIONS)

    assert raised.value.reason is reason
    assert cloud.running_at(GUEST) == runs_at
    assert DomainState.PAUSED not in cloud.states.values()
    lost = [event for event in heard if isinstance(event, ConnectionLost)]
    assert len(lost) == (failure is FakeFailure.CONNECTION_LOST)


async def test_failures_are_used_up_one_by_one(cloud: FakeCloud) -> None:
    dc1, dc2, _ = await two_dcs(cloud)
    cloud.failures.append(FakeFailure.PRE_COPY_ERROR)
    with pytest.raises(HypervisorError):
        await dc1.migrate(GUEST, dc2, OPTIONS)
    await dc1.migrate(GUEST, dc2, OPTIONS)
    assert cloud.running_at(GUEST) == {"dc2"}


async def test_abort_keeps_the_guest_at_the_source(cloud: FakeCloud) -> None:
    dc1, dc2, heard = await two_dcs(cloud)
    migration = asyncio.create_task(dc1.migrate(GUEST, dc2, OPTIONS))
    await asyncio.sleep(0)

    await dc1.abort(GUEST)

    with pytest.raises(HypervisorError) as raised:
        await migration
    assert raised.value.reason is HypervisorReason.ABORTED
    assert cloud.running_at(GUEST) == {"dc1"}
    kinds = [(event.dc, event.kind) for event in heard if isinstance(event, DomainEvent)]
    assert kinds[1:] == [
        ("dc2", DomainEventKind.STARTED_INCOMING),
        ("dc2", DomainEventKind.STOPPED),
    ]
    with pytest.raises(HypervisorError) as none_left:
        await dc1.abort(GUEST)
    assert none_left.value.reason is HypervisorReason.NO_JOB


@pytest.mark.parametrize("steps", range(6))
async def test_cancelled_migration_leaves_exactly_one_guest(cloud: FakeCloud, steps: int) -> None:
    """The fifth step is the blackout, the sixth the wait for the source to end."""
    dc1, dc2, _ = await two_dcs(cloud)
    migration = asyncio.create_task(dc1.migrate(GUEST, dc2, OPTIONS))
    for _ in range(steps + 1):
        await asyncio.sleep(0)

    migration.cancel()

    with pytest.raises(asyncio.CancelledError):
        await migration
    assert list(cloud.states.values()) == [DomainState.RUNNING]


async def test_migration_that_takes_too_long_is_stopped(cloud: FakeCloud) -> None:
    dc1, dc2, _ = await two_dcs(cloud)
    with pytest.raises(HypervisorError) as raised:
        await dc1.migrate(GUEST, dc2, MigrationOptions(timeout_s=1.2))
    assert raised.value.reason is HypervisorReason.TIMED_OUT
    assert cloud.running_at(GUEST) == {"dc1"}


async def test_target_lost_in_the_copy(cloud: FakeCloud) -> None:
    dc1, dc2, heard = await two_dcs(cloud)
    migration = asyncio.create_task(dc1.migrate(GUEST, dc2, OPTIONS))
    await asyncio.sleep(0)
    cloud.cut("dc2")
    with pytest.raises(HypervisorError) as raised:
        await migration
    assert raised.value.reason is HypervisorReason.FAILED
    assert cloud.running_at(GUEST) == {"dc1"}
    assert ConnectionLost("dc2", 100.0) in heard


async def test_impossible_migrations_are_refused_before_anything_moves(cloud: FakeCloud) -> None:
    dc1, dc2, _ = await two_dcs(cloud)

    async def refusal(domain: str) -> HypervisorReason:
        with pytest.raises(HypervisorError) as raised:
            await dc1.migrate(domain, dc2, OPTIONS)
        return raised.value.reason

    assert await refusal("nobody") is HypervisorReason.NO_SUCH_DOMAIN
    cloud.start("dc2", GUEST)
    assert await refusal(GUEST) is HypervisorReason.EXISTS_AT_TARGET
    await dc2.destroy(GUEST)
    cloud.set_state("dc1", GUEST, DomainState.SHUTOFF, DomainEventKind.STOPPED)
    assert await refusal(GUEST) is HypervisorReason.NOT_RUNNING
    cloud.start("dc1", GUEST)
    cloud.cut("dc2")
    assert await refusal(GUEST) is HypervisorReason.TARGET_UNREACHABLE


async def test_second_migration_of_the_same_guest_is_busy(cloud: FakeCloud) -> None:
    dc1, dc2, _ = await two_dcs(cloud)
    migration = asyncio.create_task(dc1.migrate(GUEST, dc2, OPTIONS))
    await asyncio.sleep(0)
    with pytest.raises(HypervisorError) as raised:
        await dc1.migrate(GUEST, dc2, OPTIONS)
    assert raised.value.reason is HypervisorReason.BUSY
    await migration


async def test_lost_connection_is_told_once_and_can_be_opened_again(cloud: FakeCloud) -> None:
    dc1, _, heard = await two_dcs(cloud)
    cloud.cut("dc1")
    assert heard[-1] == ConnectionLost("dc1", 100.0)
    assert not dc1.connected
    for call in (dc1.domains(), dc1.connect(), dc1.abort(GUEST), dc1.destroy(GUEST)):
        with pytest.raises(HypervisorError) as raised:
            await call
        assert raised.value.reason is HypervisorReason.UNREACHABLE

    cloud.heal("dc1")
    await dc1.connect()
    assert await dc1.domain_state(GUEST) is DomainState.RUNNING
    assert len([event for event in heard if isinstance(event, ConnectionLost)]) == 1


async def test_closed_hypervisor_tells_nothing(cloud: FakeCloud) -> None:
    dc1, _, heard = await two_dcs(cloud)
    await dc1.close()
    cloud.start("dc1", "another")
    assert len(heard) == 1


async def test_unsubscribed_listener_hears_nothing(cloud: FakeCloud) -> None:
    dc1 = cloud.hypervisor("dc1")
    await dc1.connect()
    heard: list[HypervisorEvent] = []
    unsubscribe = dc1.subscribe(heard.append)
    unsubscribe()
    unsubscribe()
    cloud.start("dc1", GUEST)
    assert heard == []


@pytest.mark.parametrize("wrong", [{"bandwidth_mib_s": 0}, {"max_downtime_ms": 0}, {"timeout_s": 0.0}])
def test_options_are_checked(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"at least 1 needed|must be positive"):
        MigrationOptions(**wrong)  # type: ignore[arg-type]  # the point of the test


async def test_a_copy_outlives_the_controller_that_ordered_it(cloud: FakeCloud) -> None:
    dc1, dc2, heard = await two_dcs(cloud)
    migration = asyncio.create_task(dc1.migrate(GUEST, dc2, OPTIONS))
    await asyncio.sleep(0)
    cloud.forget_controller()
    migration.cancel()
    await asyncio.wait([migration])
    told = len(heard)
    await until(lambda: not cloud.jobs)
    assert cloud.running_at(GUEST) == {"dc2"}
    assert len(heard) == told, "the dead hear nothing"


async def test_a_source_that_dies_after_the_resume_leaves_its_guest_standing(cloud: FakeCloud) -> None:
    dc1, dc2, _ = await two_dcs(cloud)
    migration = asyncio.create_task(dc1.migrate(GUEST, dc2, OPTIONS))
    await until(lambda: cloud.state("dc2", GUEST) is DomainState.RUNNING)
    cloud.cut("dc1")
    with pytest.raises(HypervisorError):
        await migration
    await until(lambda: not cloud.jobs)
    cloud.heal("dc1")
    assert cloud.state("dc1", GUEST) is DomainState.PAUSED
    assert cloud.running_at(GUEST) == {"dc2"}


async def test_a_link_cut_after_the_resume_splits_the_brain(cloud: FakeCloud) -> None:
    dc1, dc2, _ = await two_dcs(cloud)
    migration = asyncio.create_task(dc1.migrate(GUEST, dc2, OPTIONS))
    await until(lambda: cloud.state("dc2", GUEST) is DomainState.RUNNING)
    cloud.part("dc1", "dc2")
    with pytest.raises(HypervisorError):
        await migration
    assert cloud.running_at(GUEST) == {"dc1", "dc2"}


async def test_a_guest_is_started_where_it_is_complete_and_nowhere_else(cloud: FakeCloud) -> None:
    dc1, dc2, _ = await two_dcs(cloud)
    cloud.set_state("dc1", GUEST, DomainState.PAUSED, DomainEventKind.SUSPENDED)
    await dc1.start(GUEST)
    await dc1.start(GUEST)
    assert cloud.running_at(GUEST) == {"dc1"}
    cloud.set_state("dc2", GUEST, DomainState.PAUSED, DomainEventKind.STARTED_INCOMING)
    cloud.incomplete.add(("dc2", GUEST))
    with pytest.raises(HypervisorError, match="not all there"):
        await dc2.start(GUEST)
    with pytest.raises(HypervisorError) as raised:
        await dc2.start("nobody")
    assert raised.value.reason is HypervisorReason.NO_SUCH_DOMAIN


async def test_prechecks_name_what_is_in_the_way(cloud: FakeCloud) -> None:
    dc1, dc2, _ = await two_dcs(cloud)
    assert all(check.passed for check in await dc1.precheck(GUEST, dc2, OPTIONS))
    cloud.hosts["dc2"] = FakeHost(cpu="486", free_bytes=1 << 20, bridges=frozenset())
    cloud.part("dc1", "dc2")
    cloud.states["dc2", GUEST] = DomainState.PAUSED
    failed = {check.name for check in await dc1.precheck(GUEST, dc2, OPTIONS) if not check.passed}
    assert failed == {"name-free", "path", "cpu", "memory", "network"}


async def test_an_earlier_epoch_does_nothing_to_a_guest_wherever_it_goes(cloud: FakeCloud) -> None:
    source, target, _ = await two_dcs(cloud)
    await source.fence(GUEST, 7)
    await target.fence(GUEST, 9)  # not there: nothing to be remembered
    await source.migrate(GUEST, target, OPTIONS)
    with pytest.raises(HypervisorError, match="held under epoch 7") as raised:
        await target.fence(GUEST, 6)
    assert raised.value.reason is HypervisorReason.FENCED
    await target.fence(GUEST, 7)
    await source.fence(GUEST, 1)  # it has left


async def test_a_job_of_one_controller_is_not_lost_with_the_connection_of_another(cloud: FakeCloud) -> None:
    source, target, _ = await two_dcs(cloud)
    await cloud.hypervisor("dc1", "other").connect()
    job = asyncio.create_task(source.migrate(GUEST, target, OPTIONS))
    await asyncio.sleep(0)
    cloud.hide("dc1", "other")
    assert not cloud.hypervisor("dc1", "other").connected
    with pytest.raises(HypervisorError, match="unreachable: dc1"):
        await cloud.hypervisor("dc1", "other").connect()
    cloud.unhide("dc1", "other")
    await cloud.hypervisor("dc1", "other").connect()
    await job
    assert cloud.running_at(GUEST) == {"dc2"}
