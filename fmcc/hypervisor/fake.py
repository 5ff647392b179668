"""Hypervisors in memory, for tests: any number of DCs that share one FakeCloud.

They tell the same events in the same order as libvirt does, and fail in the ways real ones fail: a copy belongs
to the two hypervisors, not to the controller that ordered it, and goes on when that dies; a hypervisor that dies
leaves its guests running and what it was doing half done, until it comes back and cleans up. Time and waiting
are injected, so that a test decides how long a copy takes, or that it takes none.
"""

import asyncio
import contextlib
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from fmcc.hypervisor.base import (
    Check,
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
# How long each side takes to see that the other is gone, as measured with libvirt: in the copy, in the blackout,
# and after the target has resumed.
LOST_IN_COPY_S: Final = 4.0
LOST_IN_BLACKOUT_S: Final = 6.6
LOST_AFTER_RESUME_S: Final = 4.0


class FakeFailure(StrEnum):
    """How the next migration goes wrong, and who runs the guest afterwards."""

    TARGET_UNREACHABLE = "target_unreachable"  # nothing was begun: the source
    PRE_COPY_ERROR = "pre_copy_error"  # in the middle of the copy: the source
    BLACKOUT_CUT = "blackout_cut"  # after the guest stopped: the source, resumed
    CONNECTION_LOST = "connection_lost"  # the source's libvirtd dies in the copy: the source
    LATE_ERROR = "late_error"  # an error after all had gone well: the target
    SPLIT_BRAIN = "split_brain"  # the target's last answer was lost: both


@dataclass(frozen=True, slots=True)
class FakeHost:
    """What a DC offers to arriving guests."""

    cpu: str = "qemu64"
    free_bytes: int = 1 << 40
    bridges: frozenset[str] = frozenset({"br0"})


@dataclass(eq=False)
class _Job:
    """A copy under way. `verdict` is what the one who ordered it hears, should they still listen."""

    name: str
    source: str
    target: str
    failure: FakeFailure | None
    deadline: float
    started: float
    verdict: "asyncio.Future[MigrationResult]"
    on_progress: ProgressListener | None = None
    client: str = ""  # who ordered it
    aborted: asyncio.Event = field(default_factory=asyncio.Event)


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
    unreachable: set[str] = field(default_factory=set)  # libvirtd is dead: for everybody
    hidden: set[tuple[str, str]] = field(default_factory=set)  # by client and DC: the client cannot reach it
    parted: set[frozenset[str]] = field(default_factory=set)  # pairs of DCs that do not reach each other
    hosts: dict[str, FakeHost] = field(default_factory=dict)
    hypervisors: dict[tuple[str, str], "FakeHypervisor"] = field(default_factory=dict)  # by client and DC
    failures: deque[FakeFailure] = field(default_factory=deque)  # one for each of the next migrations
    jobs: dict[str, _Job] = field(default_factory=dict)
    incomplete: set[tuple[str, str]] = field(default_factory=set)  # arrivals whose memory is not all there
    epochs: dict[tuple[str, str], int] = field(default_factory=dict)  # by DC and domain: the greatest that fenced
    on_change: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._on_return: defaultdict[str, list[Callable[[], None]]] = defaultdict(list)

    def hypervisor(self, dc: str, client: str = "") -> "FakeHypervisor":
        """The hypervisor of a DC as a client has it, created when first asked for."""
        if (client, dc) not in self.hypervisors:
            self.hypervisors[client, dc] = FakeHypervisor(dc, self, client)
        return self.hypervisors[client, dc]

    def forget_controller(self, client: str = "") -> None:
        """A controller dies without a word: it does not listen any more, and what it ordered goes on."""
        for key in [key for key in self.hypervisors if key[0] == client]:
            self.hypervisors.pop(key).abandon()

    def _clients_of(self, dc: str) -> list["FakeHypervisor"]:
        return [hypervisor for (_, name), hypervisor in list(self.hypervisors.items()) if name == dc]

    def start(self, dc: str, domain: str) -> None:
        """Starts a guest."""
        self.set_state(dc, domain, DomainState.RUNNING, DomainEventKind.STARTED)

    def running_at(self, domain: str) -> set[str]:
        """The DCs that run a guest: more than one is a split brain."""
        return {dc for (dc, name), state in self.states.items() if name == domain and state == DomainState.RUNNING}

    def cut(self, dc: str) -> None:
        """The hypervisor of a DC stops answering anybody; its guests run on."""
        self.unreachable.add(dc)
        for hypervisor in self._clients_of(dc):
            hypervisor.lose_connection()

    def heal(self, dc: str) -> None:
        """It answers again, to those who connect again; first it cleans up what it had begun."""
        self.unreachable.discard(dc)
        for clean_up in self._on_return.pop(dc, []):
            clean_up()

    def hide(self, dc: str, client: str = "") -> None:
        """A controller cannot reach a DC; the others can, and so can the other DCs."""
        self.hidden.add((client, dc))
        self.hypervisor(dc, client).lose_connection()

    def unhide(self, dc: str, client: str = "") -> None:
        """The controller can reach it again."""
        self.hidden.discard((client, dc))

    def part(self, first: str, second: str) -> None:
        """Two DCs do not reach each other."""
        self.parted.add(frozenset((first, second)))

    def join(self, first: str, second: str) -> None:
        """They do again."""
        self.parted.discard(frozenset((first, second)))

    def state(self, dc: str, domain: str) -> DomainState:
        """What a DC has of a domain, whether or not it can say so."""
        return self.states.get((dc, domain), DomainState.ABSENT)

    def set_state(self, dc: str, domain: str, state: DomainState, kind: DomainEventKind) -> None:
        """Changes the state of a domain and tells it to the listeners of that DC."""
        if state is DomainState.ABSENT:
            self.states.pop((dc, domain), None)
            self.epochs.pop((dc, domain), None)
            self.incomplete.discard((dc, domain))
        else:
            self.states[dc, domain] = state
        self.on_change()
        if dc not in self.unreachable:
            for hypervisor in self._clients_of(dc):
                hypervisor.tell(domain, kind)

    # A copy, as the two hypervisors carry it out between themselves

    def order(self, job: _Job) -> None:
        """Begins a copy."""
        self.jobs[job.name] = job
        task = asyncio.get_running_loop().create_task(self._carry_out(job))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry_out(self, job: _Job) -> None:
        try:
            await self._copy(job)
            result = await self._switch(job)
        except HypervisorError as error:
            if not job.verdict.done():
                job.verdict.set_exception(error)
                job.verdict.exception()  # heard, whether or not anybody listens
        else:
            if not job.verdict.done():
                job.verdict.set_result(result)
        finally:
            self.jobs.pop(job.name, None)

    async def _copy(self, job: _Job) -> None:
        self.incomplete.add((job.target, job.name))
        self.epochs[job.target, job.name] = self.epochs.get((job.source, job.name), 0)
        self.set_state(job.target, job.name, DomainState.PAUSED, DomainEventKind.STARTED_INCOMING)
        for step in range(1, PROGRESS_STEPS + 1):
            await self._copy_on(job, self.copy_s / PROGRESS_STEPS)
            if (error := self._trouble_in_copy(job, step)) is not None:
                await self._drop_arrival(job)
                raise error
            if job.on_progress is not None and not job.verdict.done():
                done = self.memory_bytes * step // PROGRESS_STEPS
                left, total = self.memory_bytes - done, self.memory_bytes
                job.on_progress(MigrationProgress(job.name, step / PROGRESS_STEPS, total, left, done, 0.0, 1))

    async def _copy_on(self, job: _Job, seconds: float) -> None:
        """Let the copy take its time, or end at once when it is aborted."""
        waits = [asyncio.ensure_future(self.sleep(seconds)), asyncio.ensure_future(job.aborted.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def _trouble_in_copy(self, job: _Job, step: int) -> HypervisorError | None:
        late = step > PROGRESS_STEPS // 2
        if job.aborted.is_set():
            return HypervisorError(HypervisorReason.ABORTED, job.name)
        if self.clock() > job.deadline:
            return HypervisorError(HypervisorReason.TIMED_OUT, job.name)
        if (lost := self._lost(job)) is not None:
            return HypervisorError(HypervisorReason.FAILED, f"{lost} was lost in the copy")
        if self.state(job.target, job.name) is not DomainState.PAUSED:
            return HypervisorError(HypervisorReason.FAILED, f"{job.name} vanished from {job.target}")
        if late and job.failure is FakeFailure.PRE_COPY_ERROR:
            return HypervisorError(HypervisorReason.FAILED, "injected in the copy")
        if late and job.failure is FakeFailure.CONNECTION_LOST:
            for hypervisor in self._clients_of(job.source):
                hypervisor.lose_connection()
            return HypervisorError(HypervisorReason.CONNECTION_LOST, job.source)
        return None

    def _lost(self, job: _Job) -> str | None:
        """Who of the two is gone, or what between them."""
        for dc in (job.target, job.source):
            if dc in self.unreachable:
                return dc
        return f"the link to {job.target}" if frozenset((job.source, job.target)) in self.parted else None

    async def _drop_arrival(self, job: _Job) -> None:
        """The target gives up what was arriving: when it sees that nothing comes, or when it is back."""
        if frozenset((job.source, job.target)) in self.parted:
            await self.sleep(LOST_IN_COPY_S)
        if job.target in self.unreachable:
            self._on_return[job.target].append(lambda: self._remove_arrival(job))
        else:
            self._remove_arrival(job)

    def _remove_arrival(self, job: _Job) -> None:
        if self.state(job.target, job.name) is DomainState.PAUSED:
            self.set_state(job.target, job.name, DomainState.ABSENT, DomainEventKind.STOPPED)

    async def _switch(self, job: _Job) -> MigrationResult:
        """From here on a real hypervisor cannot be stopped any more, and neither can this one."""
        self.set_state(job.source, job.name, DomainState.PAUSED, DomainEventKind.SUSPENDED_FOR_MIGRATION)
        await self.sleep(self.blackout_s)
        lost = self._lost(job)
        arrived = self.state(job.target, job.name) is DomainState.PAUSED
        if lost is not None or not arrived or job.failure is FakeFailure.BLACKOUT_CUT:
            if lost is not None:
                await self.sleep(LOST_IN_BLACKOUT_S)
            self._resume_at_source(job)
            await self._drop_arrival(job)
            detail = f"{lost} was lost in the blackout" if lost else "injected in the blackout"
            raise HypervisorError(HypervisorReason.FAILED, detail)
        self.incomplete.discard((job.target, job.name))
        self.set_state(job.target, job.name, DomainState.RUNNING, DomainEventKind.RESUMED_AFTER_MIGRATION)
        await self.sleep(self.confirm_s)
        lost = self._lost(job)
        if job.source in self.unreachable:
            # It never hears the end, and leaves its guest as it is: standing still.
            raise HypervisorError(HypervisorReason.CONNECTION_LOST, job.source)
        if lost is not None or job.failure is FakeFailure.SPLIT_BRAIN:
            if lost is not None:
                await self.sleep(LOST_AFTER_RESUME_S)
            self._resume_at_source(job)
            raise HypervisorError(HypervisorReason.FAILED, "the target's last answer was lost")
        self._let_go(job)
        if job.failure is FakeFailure.LATE_ERROR:
            raise HypervisorError(HypervisorReason.FAILED, "injected after the end")
        return MigrationResult(self.clock() - job.started, self.blackout_s * 1e3, self.memory_bytes)

    def _resume_at_source(self, job: _Job) -> None:
        def resume() -> None:
            if self.state(job.source, job.name) is DomainState.PAUSED:
                self.set_state(job.source, job.name, DomainState.RUNNING, DomainEventKind.RESUMED)

        if job.source in self.unreachable:
            self._on_return[job.source].append(resume)
        else:
            resume()

    def _let_go(self, job: _Job) -> None:
        """The source ends its own, if nobody has done that already."""
        if self.state(job.source, job.name) is DomainState.PAUSED:
            self.set_state(job.source, job.name, DomainState.ABSENT, DomainEventKind.STOPPED_MIGRATED)


class FakeHypervisor:
    """A connection to one DC of a FakeCloud."""

    def __init__(self, dc: str, cloud: FakeCloud, client: str = "") -> None:
        self._dc = dc
        self._cloud = cloud
        self._client = client
        self._connected = False
        self._abandoned = False
        self._listeners = Listeners()

    @property
    def dc(self) -> str:
        return self._dc

    @property
    def connected(self) -> bool:
        return self._connected

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        return self._listeners.subscribe(listener)

    async def connect(self) -> None:
        if self._dc in self._cloud.unreachable or (self._client, self._dc) in self._cloud.hidden:
            raise HypervisorError(HypervisorReason.UNREACHABLE, self._dc)
        self._connected = True

    async def close(self) -> None:
        self._connected = False

    async def domains(self) -> dict[str, DomainState]:
        self._check_connected()
        return {name: state for (dc, name), state in self._cloud.states.items() if dc == self._dc}

    async def domain_state(self, name: str) -> DomainState:
        self._check_connected()
        return self._cloud.state(self._dc, name)

    async def destroy(self, name: str) -> None:
        self._check_connected()
        if self._cloud.state(self._dc, name) is DomainState.ABSENT:
            raise HypervisorError(HypervisorReason.NO_SUCH_DOMAIN, name)
        self._cloud.set_state(self._dc, name, DomainState.ABSENT, DomainEventKind.STOPPED)

    async def start(self, name: str) -> None:
        self._check_connected()
        match self._cloud.state(self._dc, name):
            case DomainState.ABSENT:
                raise HypervisorError(HypervisorReason.NO_SUCH_DOMAIN, name)
            case DomainState.RUNNING:
                return
            case _ if name in self._cloud.jobs:
                raise HypervisorError(HypervisorReason.BUSY, name)
            case _ if (self._dc, name) in self._cloud.incomplete:
                raise HypervisorError(HypervisorReason.FAILED, f"the memory of {name} is not all there")
            case state:
                kind = DomainEventKind.RESUMED if state is DomainState.PAUSED else DomainEventKind.STARTED
                self._cloud.set_state(self._dc, name, DomainState.RUNNING, kind)

    async def fence(self, name: str, epoch: int) -> None:
        self._check_connected()
        known = self._cloud.epochs.get((self._dc, name), 0)
        if known > epoch:
            raise HypervisorError(HypervisorReason.FENCED, f"{name} at {self._dc} is held under epoch {known}")
        if self._cloud.state(self._dc, name) is not DomainState.ABSENT:
            self._cloud.epochs[self._dc, name] = epoch

    async def abort(self, name: str) -> None:
        self._check_connected()
        job = self._cloud.jobs.get(name)
        if job is None or job.source != self._dc:
            raise HypervisorError(HypervisorReason.NO_JOB, name)
        job.aborted.set()

    async def precheck(self, name: str, target: Hypervisor, options: MigrationOptions) -> list[Check]:
        self._check_connected()
        cloud, there = self._cloud, target.dc
        at_source, at_target = cloud.state(self._dc, name), cloud.state(there, name)
        here, host = (cloud.hosts.get(dc, FakeHost()) for dc in (self._dc, there))
        reachable = there not in cloud.unreachable and frozenset((self._dc, there)) not in cloud.parted
        missing = sorted(here.bridges - host.bridges)
        return [
            Check("running", at_source is DomainState.RUNNING, f"{name} is {at_source} at {self._dc}"),
            Check("no-job", name not in cloud.jobs, f"{self._dc} has no job for {name}"),
            Check("name-free", at_target is DomainState.ABSENT, f"{name} is {at_target} at {there}"),
            Check("path", reachable, f"{there} is {'' if reachable else 'not '}reached from {self._dc}"),
            Check("cpu", here.cpu == host.cpu, f"CPU {here.cpu} at {self._dc}, {host.cpu} at {there}"),
            Check("memory", host.free_bytes >= cloud.memory_bytes, f"{host.free_bytes >> 20} MiB free at {there}"),
            Check("network", not missing, f"missing at {there}: {', '.join(missing) or 'nothing'}"),
        ]

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
        cloud = self._cloud
        failure = cloud.failures.popleft() if cloud.failures else None
        self._check_possible(name, target, failure)
        now = cloud.clock()
        verdict = asyncio.get_running_loop().create_future()
        deadline = now + options.timeout_s
        job = _Job(name, self._dc, target.dc, failure, deadline, now, verdict, on_progress, self._client)
        cloud.order(job)
        try:
            return await asyncio.shield(verdict)
        except asyncio.CancelledError:
            if not self._abandoned:
                job.aborted.set()
                with contextlib.suppress(HypervisorError):
                    await verdict
            raise

    def tell(self, domain: str, kind: DomainEventKind) -> None:
        """Publishes an event, if anybody is connected to hear it."""
        if self._connected:
            self._listeners.publish(DomainEvent(self._dc, domain, kind, self._cloud.clock()))

    def lose_connection(self) -> None:
        """As `FakeCloud.cut` for this DC, but it can be connected again at once."""
        if not self._connected:
            return
        self._connected = False
        for job in self._cloud.jobs.values():
            if job.source == self._dc and job.client == self._client and not job.verdict.done():
                job.verdict.set_exception(HypervisorError(HypervisorReason.CONNECTION_LOST, self._dc))
                job.verdict.exception()
        self._listeners.publish(ConnectionLost(self._dc, self._cloud.clock()))

    def abandon(self) -> None:
        """Whoever held this connection has died: it tells nothing, and a call given up aborts nothing."""
        self._connected, self._abandoned = False, True

    def _check_connected(self) -> None:
        if not self._connected:
            raise HypervisorError(HypervisorReason.UNREACHABLE, f"not connected to {self._dc}")

    def _check_possible(self, name: str, target: "FakeHypervisor", failure: FakeFailure | None) -> None:
        cloud = self._cloud
        if cloud.state(self._dc, name) is DomainState.ABSENT:
            raise HypervisorError(HypervisorReason.NO_SUCH_DOMAIN, name)
        if cloud.state(self._dc, name) is not DomainState.RUNNING:
            raise HypervisorError(HypervisorReason.NOT_RUNNING, name)
        if name in cloud.jobs:
            raise HypervisorError(HypervisorReason.BUSY, name)
        is_parted = frozenset((self._dc, target.dc)) in cloud.parted
        if failure is FakeFailure.TARGET_UNREACHABLE or target.dc in cloud.unreachable or is_parted:
            raise HypervisorError(HypervisorReason.TARGET_UNREACHABLE, target.dc)
        if cloud.state(target.dc, name) is not DomainState.ABSENT:
            raise HypervisorError(HypervisorReason.EXISTS_AT_TARGET, name)
