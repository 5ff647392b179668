"""Carries out on the hypervisors what the engine commands, and tells the engine what happens there.

Each hypervisor has a task that keeps it connected and passes its events on; each command that waits for a hypervisor
runs in a task of its own, so nothing here ever blocks the engine. What a hypervisor refuses goes back to the engine
as an event.
"""

import asyncio
import contextlib
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Final

from fmcc.events import (
    AbortMigration,
    CheckMigration,
    ChecksFailed,
    ChecksPassed,
    CopyMeasured,
    CopyProgress,
    FenceGuest,
    GuestActed,
    GuestLocated,
    GuestPaused,
    GuestResumed,
    GuestStarted,
    GuestStopped,
    GuestSuspended,
    HypervisorFound,
    HypervisorLost,
    LocateGuest,
    MigrationFailed,
    MigrationFinished,
    StartGuest,
    StartMigration,
    StopGuest,
)
from fmcc.failpoints import failpoint
from fmcc.hypervisor.base import (
    Check,
    DomainEvent,
    DomainEventKind,
    DomainState,
    Hypervisor,
    HypervisorError,
    HypervisorEvent,
    HypervisorReason,
    MigrationOptions,
    MigrationProgress,
)
from fmcc.leases import LeaseStoreError, Tenure
from fmcc.migration import Migration
from lisp.engine import Event
from lisp.runtime.service import Service

RECONNECT_S: Final = 2.0
# Domains are listed again this often: an event may be lost, the truth may not.
RELIST_S: Final = 30.0
# A list taken while events arrived may be older than they are, and is taken again, so many times.
MAX_RELISTS: Final = 5

# Begun migrations that are remembered, so that none is begun twice.
REMEMBERED_STARTS: Final = 1000

_GuestEvent = GuestStarted | GuestPaused | GuestSuspended | GuestResumed | GuestStopped
_EVENTS: Final[dict[DomainEventKind, type[_GuestEvent]]] = {
    DomainEventKind.STARTED: GuestStarted,
    DomainEventKind.SUSPENDED: GuestPaused,
    DomainEventKind.SUSPENDED_FOR_MIGRATION: GuestSuspended,
    DomainEventKind.RESUMED: GuestResumed,
    DomainEventKind.RESUMED_AFTER_MIGRATION: GuestResumed,
    DomainEventKind.STOPPED: GuestStopped,
    DomainEventKind.STOPPED_MIGRATED: GuestStopped,
    DomainEventKind.CRASHED: GuestStopped,
}
# Where a test may have the world break before the engine hears of it.
_PASSED: Final[dict[type[_GuestEvent], str]] = {
    GuestSuspended: "guest.suspended",
    GuestResumed: "guest.resumed",
    GuestStopped: "guest.stopped",
}


async def _tell_nobody(_tenure: Tenure) -> None:
    pass


class Hands:
    """Carries out on the hypervisors what the engine commands."""

    def __init__(
        self,
        service: Service,
        hypervisors: Mapping[str, Hypervisor],
        options: MigrationOptions = MigrationOptions(),  # noqa: B008 - frozen
        may_act: Callable[[Tenure | None, float], bool] = lambda _tenure, _now: True,
        leave: Callable[[Tenure], Awaitable[None]] = _tell_nobody,
    ) -> None:
        """`may_act` says whether a lease is still ours at a monotonic time (s): asked just before each act.

        `leave` tells the lease store of what is about to be done, or raises LeaseStoreError.
        """
        self._service = service
        self._may_act, self._leave = may_act, leave
        self._hypervisors = hypervisors
        self._options = options
        # Commands about one guest are carried out in order; the copy itself runs beside them.
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._started: deque[str] = deque(maxlen=REMEMBERED_STARTS)
        self._locating: set[str] = set()
        service.on(CheckMigration, lambda command: self._soon(self._check(command.migration)))
        service.on(StartMigration, self._start)
        service.on(AbortMigration, lambda command: self._soon(self._abort(command.migration)))
        service.on(LocateGuest, self._locate_once)
        service.on(FenceGuest, lambda command: self._soon(self._fence_off(command)))
        service.on(StopGuest, lambda command: self._soon(self._stop(command)))
        service.on(StartGuest, lambda command: self._soon(self._let_run(command)))
        for hypervisor in hypervisors.values():
            service.spawn(self._watch(hypervisor))

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        self._service.spawn(work)

    def _feed(self, event: Event) -> None:
        self._service.feed(event)

    async def _watch(self, hypervisor: Hypervisor) -> None:
        """Keep one hypervisor connected, and tell the engine what happens there."""
        dc = hypervisor.dc
        heard, lost = 0, asyncio.Event()

        def listen(event: HypervisorEvent) -> None:
            nonlocal heard
            heard += 1
            if not isinstance(event, DomainEvent):
                lost.set()
            elif (kind := _EVENTS.get(event.kind)) is not None:
                if kind in _PASSED:
                    failpoint(_PASSED[kind])
                self._feed(kind(event.dc, event.domain))

        hypervisor.subscribe(listen)
        while True:
            try:
                await hypervisor.connect()
                lost.clear()
                for _ in range(MAX_RELISTS):
                    before = heard
                    domains = await hypervisor.domains()
                    if heard == before:
                        break
                self._feed(HypervisorFound(dc, domains))
            except HypervisorError as error:
                self._feed(HypervisorLost(dc, error.detail))
                await asyncio.sleep(RECONNECT_S)
                continue
            try:
                async with asyncio.timeout(RELIST_S):
                    await lost.wait()
            except TimeoutError:
                continue
            self._feed(HypervisorLost(dc, "the connection was lost"))

    async def _fence(self, migration: Migration, dc: str) -> None:
        """Nothing is done to a guest that is somebody else's now. Raises HypervisorError."""
        if migration.tenure is None:
            return
        try:
            await self._leave(migration.tenure)
        except LeaseStoreError as error:
            raise HypervisorError(HypervisorReason.FENCED, str(error)) from None
        await self._hypervisors[dc].fence(migration.domain, migration.epoch)
        # Last: what comes between this and the act is as little as can be.
        if not self._may_act(migration.tenure, self._service.now()):
            raise HypervisorError(
                HypervisorReason.FENCED, f"the lease of {migration.tenure.prefix} is not ours any more"
            )

    async def _fence_off(self, command: FenceGuest) -> None:
        """A lease is ours: whoever had it before shall not act on the guest any more, wherever it is."""
        failpoint("hands.before_fence")
        for dc in command.dcs:
            # One that cannot be told now is told before the first act there.
            with contextlib.suppress(HypervisorError):
                await self._hypervisors[dc].fence(command.domain, command.tenure.epoch)
        failpoint("hands.after_fence")

    async def _check(self, migration: Migration) -> None:
        """Refuse now what would fail later."""
        failpoint("hands.before_check")
        async with self._locks[migration.domain]:
            checks = await self.precheck(migration.domain, migration.source, migration.target)
        failpoint("hands.after_check")
        refusals = [check.detail for check in checks if not check.passed]
        if refusals:
            self._feed(ChecksFailed(migration.id, "; ".join(refusals)))
        else:
            self._feed(ChecksPassed(migration.id))

    async def precheck(self, domain: str, source: str, target: str) -> list[Check]:
        """Everything that can be known of a migration before it is begun. Touches nothing."""
        checks: list[Check] = []
        for dc in (source, target):
            try:
                await self._hypervisors[dc].domains()
            except HypervisorError as error:
                detail = f"the hypervisor of {dc} does not answer: {error.detail}"
                checks.append(Check(f"{dc}-answers", False, detail))
            else:
                checks.append(Check(f"{dc}-answers", True, f"the hypervisor of {dc} answers"))
        if not all(check.passed for check in checks):
            return checks
        try:
            return checks + await self._hypervisors[source].precheck(domain, self._hypervisors[target], self._options)
        except HypervisorError as error:
            return [*checks, Check("driver", False, str(error))]

    def _start(self, command: StartMigration) -> None:
        """Begin the copy; a second command for the same migration finds it begun."""
        if command.migration.id not in self._started:
            self._started.append(command.migration.id)
            self._soon(self._copy(command))

    async def _copy(self, command: StartMigration) -> None:
        migration = command.migration
        source, target = self._hypervisors[migration.source], self._hypervisors[migration.target]

        last: MigrationProgress | None = None

        def progress(heard: MigrationProgress) -> None:
            nonlocal last
            last = heard
            self._feed(CopyProgress(migration.id, heard.fraction, heard.dirty_bytes_s))

        failpoint("hands.before_migrate")
        try:
            await self._fence(migration, migration.source)
            result = await source.migrate(migration.domain, target, command.options, progress)
        except HypervisorError as error:
            failpoint("hands.after_migrate")
            self._feed(MigrationFailed(migration.id, str(error)))
        else:
            failpoint("hands.after_migrate")
            size, rate = (last.total_bytes, last.dirty_bytes_s) if last is not None else (0, 0.0)
            ends = migration.domain, migration.source, migration.target
            self._feed(CopyMeasured(*ends, size, rate, result.transferred_bytes, result.total_s))
            self._feed(MigrationFinished(migration.id, result.blackout_ms, result.transferred_bytes))

    async def _abort(self, migration: Migration) -> None:
        """Stop the copy. Where there is none, or no answer, the question who runs the guest comes next anyway."""
        async with self._locks[migration.domain]:
            failpoint("hands.before_abort")
            with contextlib.suppress(HypervisorError):
                await self._fence(migration, migration.source)
                await self._hypervisors[migration.source].abort(migration.domain)
            failpoint("hands.after_abort")

    def _locate_once(self, command: LocateGuest) -> None:
        """Ask where the guest runs, unless the last question has not been answered yet."""
        if command.migration.id not in self._locating:
            self._locating.add(command.migration.id)
            self._soon(self._locate(command.migration))

    async def _locate(self, migration: Migration) -> None:
        failpoint("hands.before_locate")
        states: dict[str, DomainState | None] = {}
        async with self._locks[migration.domain]:
            # The target first: a guest that runs there now and at the source a moment later does run twice,
            # while in the other order it may have moved between the two answers.
            for dc in (migration.target, migration.source):
                try:
                    states[dc] = await self._hypervisors[dc].domain_state(migration.domain)
                except HypervisorError:
                    states[dc] = None
        self._locating.discard(migration.id)
        failpoint("hands.after_locate")
        self._feed(GuestLocated(migration.id, states))

    async def _stop(self, command: StopGuest) -> None:
        """Power a guest off; one that is gone already is what was wanted."""
        migration, reason = command.migration, ""
        failpoint("hands.before_stop")
        async with self._locks[migration.domain]:
            try:
                await self._fence(migration, command.dc)
                await self._hypervisors[command.dc].destroy(migration.domain)
            except HypervisorError as error:
                reason = "" if error.reason is HypervisorReason.NO_SUCH_DOMAIN else str(error)
        failpoint("hands.after_stop")
        self._feed(GuestActed(migration.id, reason))

    async def _let_run(self, command: StartGuest) -> None:
        """Start a guest that stands still or is off."""
        migration, reason = command.migration, ""
        failpoint("hands.before_start")
        async with self._locks[migration.domain]:
            try:
                await self._fence(migration, command.dc)
                await self._hypervisors[command.dc].start(migration.domain)
            except HypervisorError as error:
                reason = str(error)
        failpoint("hands.after_start")
        self._feed(GuestActed(migration.id, reason))
