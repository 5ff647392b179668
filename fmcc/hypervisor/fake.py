"""Hypervisors in memory, for tests: any number of DCs that share one FakeCloud.

They tell the same events in the same order as libvirt does, and fail in the ways real ones fail. Time and
waiting are injected, so that a test decides how long a copy takes, or that it takes none.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from fmcc.hypervisor.base import (
    ConnectionLost,
    DomainEvent,
    DomainEventKind,
    DomainState,
    Hypervisor,
    HypervisorError,
    HypervisorReason,
    Listener,
    MigrationOptions,
    MigrationProgress,
    MigrationResult,
    ProgressListener,
)
from fmcc.hypervisor.events import Listeners

PROGRESS_STEPS: Final = 4


class FakeFailure(StrEnum):
    """How the next migration goes wrong, and who runs the guest afterwards."""

    TARGET_UNREACHABLE = "target_unreachable"  # nothing was begun: the source
    PRE_COPY_ERROR = "pre_copy_error"  # in the middle of the copy: the source
    BLACKOUT_CUT = "blackout_cut"  # after the guest stopped: the source, resumed
    CONNECTION_LOST = "connection_lost"  # the source's libvirtd dies in the copy: the source
    LATE_ERROR = "late_error"  # an error after all had gone well: the target
    SPLIT_BRAIN = "split_brain"  # the target's last answer was lost: both


@dataclass
class FakeCloud:
    """What all fake hypervisors share: where the domains are, how long things take, what fails next.

    Durations in seconds. `memory_bytes` is the size of every guest. `clock` and `sleep` may be virtual.
    """

    copy_s: float = 0.0
    blackout_s: float = 0.0
    confirm_s: float = 0.0  # from the guest's resume to the return of the call
    memory_bytes: int = 96 << 20
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    states: dict[tuple[str, str], DomainState] = field(default_factory=dict)
    unreachable: set[str] = field(default_factory=set)
    hypervisors: dict[str, "FakeHypervisor"] = field(default_factory=dict)
    failures: deque[FakeFailure] = field(default_factory=deque)  # one for each of the next migrations

    def hypervisor(self, dc: str) -> "FakeHypervisor":
        """The hypervisor of a DC, created when first asked for."""
        if dc not in self.hypervisors:
            self.hypervisors[dc] = FakeHypervisor(dc, self)
        return self.hypervisors[dc]

    def start(self, dc: str, domain: str) -> None:
        """Starts a guest."""
        self.set_state(dc, domain, DomainState.RUNNING, DomainEventKind.STARTED)

    def running_at(self, domain: str) -> set[str]:
        """The DCs that run a guest: more than one is a split brain."""
        return {dc for (dc, name), state in self.states.items() if name == domain and state == DomainState.RUNNING}

    def cut(self, dc: str) -> None:
        """The hypervisor of a DC stops answering; its guests run on."""
        self.unreachable.add(dc)
        self.hypervisor(dc).lose_connection()

    def heal(self, dc: str) -> None:
        """It answers again, to those who connect again."""
        self.unreachable.discard(dc)

    def set_state(self, dc: str, domain: str, state: DomainState, kind: DomainEventKind) -> None:
        """Changes the state of a domain and tells it to the listeners of that DC."""
        if state is DomainState.ABSENT:
            self.states.pop((dc, domain), None)
        else:
            self.states[dc, domain] = state
        self.hypervisor(dc).tell(domain, kind)


class FakeHypervisor:
    """One DC of a FakeCloud."""

    def __init__(self, dc: str, cloud: FakeCloud) -> None:
        self._dc = dc
        self._cloud = cloud
        self._connected = False
        self._listeners = Listeners()
        self._jobs: dict[str, asyncio.Event] = {}

    @property
    def dc(self) -> str:
        return self._dc

    @property
    def connected(self) -> bool:
        return self._connected

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        return self._listeners.subscribe(listener)

    async def connect(self) -> None:
        if self._dc in self._cloud.unreachable:
            raise HypervisorError(HypervisorReason.UNREACHABLE, self._dc)
        self._connected = True

    async def close(self) -> None:
        self._connected = False

    async def domains(self) -> dict[str, DomainState]:
        self._check_connected()
        return {name: state for (dc, name), state in self._cloud.states.items() if dc == self._dc}

    async def domain_state(self, name: str) -> DomainState:
        self._check_connected()
        return self._state(name)

    async def destroy(self, name: str) -> None:
        self._check_connected()
        if self._state(name) is DomainState.ABSENT:
            raise HypervisorError(HypervisorReason.NO_SUCH_DOMAIN, name)
        self._cloud.set_state(self._dc, name, DomainState.ABSENT, DomainEventKind.STOPPED)

    async def abort(self, name: str) -> None:
        self._check_connected()
        if name not in self._jobs:
            raise HypervisorError(HypervisorReason.NO_JOB, name)
        self._jobs[name].set()

    async def migrate(
        self,
        name: str,
        target: Hypervisor,
        options: MigrationOptions,
        on_progress: ProgressListener | None = None,
    ) -> MigrationResult:
        self._check_connected()
        if not isinstance(target, FakeHypervisor):
            raise HypervisorError(HypervisorReason.UNSUPPORTED, f"{target.dc} is not a fake hypervisor")
        failure = self._cloud.failures.popleft() if self._cloud.failures else None
        self._check_possible(name, target, failure)
        started = self._cloud.clock()
        self._jobs[name] = asyncio.Event()
        try:
            await self._copy(name, target, failure, started + options.timeout_s, on_progress)
            return await self._switch(name, target, failure, started)
        except (HypervisorError, asyncio.CancelledError):
            self._clean_up(name, target)
            raise
        finally:
            del self._jobs[name]

    def tell(self, domain: str, kind: DomainEventKind) -> None:
        """Publishes an event, if anybody is connected to hear it."""
        if self._connected:
            self._listeners.publish(DomainEvent(self._dc, domain, kind, self._cloud.clock()))

    def lose_connection(self) -> None:
        """As `FakeCloud.cut` for this DC, but it can be connected again at once."""
        if self._connected:
            self._connected = False
            self._listeners.publish(ConnectionLost(self._dc, self._cloud.clock()))

    def _state(self, name: str) -> DomainState:
        return self._cloud.states.get((self._dc, name), DomainState.ABSENT)

    def _check_connected(self) -> None:
        if not self._connected:
            raise HypervisorError(HypervisorReason.UNREACHABLE, f"not connected to {self._dc}")

    def _check_possible(self, name: str, target: "FakeHypervisor", failure: FakeFailure | None) -> None:
        if self._state(name) is DomainState.ABSENT:
            raise HypervisorError(HypervisorReason.NO_SUCH_DOMAIN, name)
        if self._state(name) is not DomainState.RUNNING:
            raise HypervisorError(HypervisorReason.NOT_RUNNING, name)
        if name in self._jobs:
            raise HypervisorError(HypervisorReason.BUSY, name)
        if failure is FakeFailure.TARGET_UNREACHABLE or target.dc in self._cloud.unreachable:
            raise HypervisorError(HypervisorReason.TARGET_UNREACHABLE, target.dc)
        if target._state(name) is not DomainState.ABSENT:
            raise HypervisorError(HypervisorReason.EXISTS_AT_TARGET, name)

    async def _copy(
        self,
        name: str,
        target: "FakeHypervisor",
        failure: FakeFailure | None,
        deadline: float,
        on_progress: ProgressListener | None,
    ) -> None:
        cloud = self._cloud
        cloud.set_state(target.dc, name, DomainState.PAUSED, DomainEventKind.STARTED_INCOMING)
        for step in range(1, PROGRESS_STEPS + 1):
            await cloud.sleep(cloud.copy_s / PROGRESS_STEPS)
            if self._jobs[name].is_set():
                raise HypervisorError(HypervisorReason.ABORTED, name)
            if cloud.clock() > deadline:
                raise HypervisorError(HypervisorReason.TIMED_OUT, name)
            if target.dc in cloud.unreachable:
                raise HypervisorError(HypervisorReason.FAILED, f"{target.dc} was lost in the copy")
            if step > PROGRESS_STEPS // 2 and failure is FakeFailure.PRE_COPY_ERROR:
                raise HypervisorError(HypervisorReason.FAILED, "injected in the copy")
            if step > PROGRESS_STEPS // 2 and failure is FakeFailure.CONNECTION_LOST:
                self.lose_connection()
                raise HypervisorError(HypervisorReason.CONNECTION_LOST, self._dc)
            if on_progress is not None:
                done = cloud.memory_bytes * step // PROGRESS_STEPS
                left = cloud.memory_bytes - done
                on_progress(MigrationProgress(name, step / PROGRESS_STEPS, cloud.memory_bytes, left, done, 0.0, 1))

    def _clean_up(self, name: str, target: "FakeHypervisor") -> None:
        """What both sides do after a migration that failed: no guest is left standing still."""
        if target._state(name) is DomainState.PAUSED:
            self._cloud.set_state(target.dc, name, DomainState.ABSENT, DomainEventKind.STOPPED)
        if self._state(name) is not DomainState.PAUSED:
            return
        if target._state(name) is DomainState.RUNNING:
            self._cloud.set_state(self._dc, name, DomainState.ABSENT, DomainEventKind.STOPPED_MIGRATED)
        else:
            self._cloud.set_state(self._dc, name, DomainState.RUNNING, DomainEventKind.RESUMED)

    async def _switch(
        self, name: str, target: "FakeHypervisor", failure: FakeFailure | None, started: float
    ) -> MigrationResult:
        """From here on a real hypervisor cannot be stopped any more, and neither can this one."""
        cloud = self._cloud
        cloud.set_state(self._dc, name, DomainState.PAUSED, DomainEventKind.SUSPENDED_FOR_MIGRATION)
        await cloud.sleep(cloud.blackout_s)
        if failure is FakeFailure.BLACKOUT_CUT:
            cloud.set_state(self._dc, name, DomainState.RUNNING, DomainEventKind.RESUMED)
            raise HypervisorError(HypervisorReason.FAILED, "injected in the blackout")
        cloud.set_state(target.dc, name, DomainState.RUNNING, DomainEventKind.RESUMED_AFTER_MIGRATION)
        await cloud.sleep(cloud.confirm_s)
        if failure is FakeFailure.SPLIT_BRAIN:
            cloud.set_state(self._dc, name, DomainState.RUNNING, DomainEventKind.RESUMED)
            raise HypervisorError(HypervisorReason.FAILED, "injected: the target's last answer was lost")
        cloud.set_state(self._dc, name, DomainState.ABSENT, DomainEventKind.STOPPED_MIGRATED)
        if failure is FakeFailure.LATE_ERROR:
            raise HypervisorError(HypervisorReason.FAILED, "injected after the end")
        return MigrationResult(cloud.clock() - started, cloud.blackout_s * 1e3, cloud.memory_bytes)
