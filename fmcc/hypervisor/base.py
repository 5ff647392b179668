"""What the controller knows of hypervisors: one object for each data centre, and plain data.

The controller asks who runs a domain, moves it, and listens to what happens; it never sees an object of
libvirt. Two implementations: `libvirt` (production and lab) and `fake` (tests, in memory).

After any error of `migrate` the truth is what `domain_state` says at both ends, not the error: a migration
can fail for the caller and succeed for the guest, or leave it at both sides when the network breaks at the
wrong moment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class DomainState(StrEnum):
    """What one hypervisor says of a domain. PAUSED is also the state of a guest that is still arriving."""

    ABSENT = "absent"
    RUNNING = "running"
    PAUSED = "paused"
    SHUTOFF = "shutoff"


class DomainEventKind(StrEnum):
    """Lifecycle of a domain at one hypervisor. During a migration, in the order of time:

    target STARTED_INCOMING, source SUSPENDED_FOR_MIGRATION (the guest has just stopped: the earliest
    trigger for the network), target RESUMED_AFTER_MIGRATION, source STOPPED_MIGRATED (up to two seconds
    later). A source that says RESUMED or RESUMED_AFTER_MIGRATION keeps its guest: the migration has failed.
    """

    STARTED = "started"
    STARTED_INCOMING = "started_incoming"
    SUSPENDED = "suspended"
    SUSPENDED_FOR_MIGRATION = "suspended_for_migration"
    RESUMED = "resumed"
    RESUMED_AFTER_MIGRATION = "resumed_after_migration"
    STOPPED = "stopped"
    STOPPED_MIGRATED = "stopped_migrated"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class DomainEvent:
    """Something happened to a domain in `dc`; `at` is when we heard of it (monotonic seconds)."""

    dc: str
    domain: str
    kind: DomainEventKind
    at: float


@dataclass(frozen=True, slots=True)
class ConnectionLost:
    """The hypervisor of `dc` no longer answers; its guests may well run on. `connect` again to resume."""

    dc: str
    at: float


HypervisorEvent = DomainEvent | ConnectionLost
Listener = Callable[[HypervisorEvent], None]


class HypervisorReason(StrEnum):
    """Why a call failed; also the label of the error in the metrics."""

    UNREACHABLE = "unreachable"
    TARGET_UNREACHABLE = "target_unreachable"
    CONNECTION_LOST = "connection_lost"
    NO_SUCH_DOMAIN = "no_such_domain"
    NOT_RUNNING = "not_running"
    EXISTS_AT_TARGET = "exists_at_target"
    BUSY = "busy"
    NO_JOB = "no_job"
    ABORTED = "aborted"
    TIMED_OUT = "timed_out"
    UNSUPPORTED = "unsupported"
    FENCED = "fenced"
    FAILED = "failed"


class HypervisorError(Exception):
    """The only exception a hypervisor raises."""

    def __init__(self, reason: HypervisorReason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at before a migration; `detail` says what was found, either way."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True, slots=True)
class MigrationOptions:
    """How to move a domain.

    `bandwidth_mib_s`: cap of the copy in MiB/s, None for none. A cap shortens the blackout: less of the
    last round is queued behind the copy. `max_downtime_ms`: how long the guest may stand still at the end;
    the copy goes on in rounds until the rest fits. `timeout_s`: abort when the whole takes longer.

    `tls`: the copy is encrypted, and both ends show certificates. `auto_converge`: a guest that writes faster than
    can be copied is slowed down until the rest fits. `post_copy`: where that does not help either, let it run at the
    target and fetch what is missing; a link that breaks then loses the guest. `copy_disks`: the disks are not on
    storage that both ends share, and are copied too.
    """

    bandwidth_mib_s: int | None = None
    max_downtime_ms: int = 50
    timeout_s: float = 120.0
    tls: bool = True
    auto_converge: bool = True
    post_copy: bool = False
    copy_disks: bool = False

    def __post_init__(self) -> None:
        if self.bandwidth_mib_s is not None and self.bandwidth_mib_s < 1:
            raise ValueError(f"bandwidth_mib_s is {self.bandwidth_mib_s}, at least 1 needed")
        if self.max_downtime_ms < 1 or self.timeout_s <= 0:
            raise ValueError("max_downtime_ms and timeout_s must be positive")


@dataclass(frozen=True, slots=True)
class MigrationProgress:
    """A running migration. `fraction` (0…1) of the memory is at the target; it falls as the guest writes."""

    domain: str
    fraction: float
    total_bytes: int
    remaining_bytes: int
    transferred_bytes: int
    dirty_bytes_s: float
    iteration: int


@dataclass(frozen=True, slots=True)
class MigrationResult:
    """A migration that succeeded. `blackout_ms`: how long the guest stood still, None if unknown."""

    total_s: float
    blackout_ms: float | None
    transferred_bytes: int


ProgressListener = Callable[[MigrationProgress], None]


class Hypervisor(Protocol):
    """The hypervisor of one data centre. Every coroutine raises HypervisorError and nothing else."""

    @property
    def dc(self) -> str:
        """Name of the data centre."""
        ...

    @property
    def connected(self) -> bool: ...

    async def connect(self) -> None:
        """Opens the connection and starts the events. Does nothing when it is open."""
        ...

    async def close(self) -> None:
        """Ends the connection without a ConnectionLost event. Never raises."""
        ...

    async def domains(self) -> dict[str, DomainState]:
        """All domains this hypervisor knows."""
        ...

    async def domain_state(self, name: str) -> DomainState: ...

    async def precheck(self, name: str, target: "Hypervisor", options: MigrationOptions) -> list[Check]:
        """Whether `name` can be moved to `target`: state, name, CPU, memory, networks, disks. Touches nothing."""
        ...

    async def migrate(
        self,
        name: str,
        target: "Hypervisor",
        options: MigrationOptions,
        on_progress: ProgressListener | None = None,
    ) -> MigrationResult:
        """Moves a running domain to `target` by live pre-copy and returns when it runs there.

        Cancelling the call, or its time-out, aborts the migration; both return only after the hypervisor has
        given its verdict. A migration that completes in spite of an abort is a success.
        """
        ...

    async def abort(self, name: str) -> None:
        """Stops the migration of a domain; it goes on running here. Fails with NO_JOB when there is none."""
        ...

    async def destroy(self, name: str) -> None:
        """Powers a domain off at once: for one that, after a failure, runs in two places."""
        ...

    async def start(self, name: str) -> None:
        """Lets a domain run that stands still or is defined but off: for one that runs nowhere after a failure."""
        ...

    async def fence(self, name: str, epoch: int) -> None:
        """Make sure that no controller of a later epoch has a domain in its hands; none of an earlier may act later.

        Raises FENCED. A domain that is absent fences nothing. While the domain is being migrated the epoch can be
        compared, but not always be written.
        """
        ...

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` in the event loop for every event; returns the function that ends it."""
        ...
