"""fmcc: the controller on sockets and hypervisors.

The engine decides; this file carries out. Each hypervisor has a task that keeps it connected and passes its
events on; each command that waits for a hypervisor runs in a task of its own, so nothing here ever blocks
the engine. What a hypervisor refuses goes back to the engine as an event.
"""

import asyncio
import contextlib
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from fmcc import shows
from fmcc.config import FmccConfig
from fmcc.continuity.lisp import LispContinuity, LispSettings, Site
from fmcc.engine import Controller
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
    MigrationClosed,
    MigrationFailed,
    MigrationFinished,
    MigrationRequested,
    PersistStep,
    ProposalApproved,
    Replan,
    Replanned,
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
from fmcc.hypervisor.fake import FakeCloud
from fmcc.journal import Journal, JournalError, StaleEpochError
from fmcc.leases import LeaseKeeper, LeaseLost, LeaseStore, LeaseStoreError, Tenure
from fmcc.measuring import Source, follow_rtts
from fmcc.migration import Migration, State
from fmcc.tenancy import Tenancy
from lisp.engine import Endpoint, Event
from lisp.runtime.config import ConfigError, load_chain
from lisp.runtime.daemon import daemon_command
from lisp.runtime.service import AbandonError, Service
from lisp.wire import CONTROL_PORT, XtrIdentity

NAME: Final = "fmcc"

RECONNECT_S: Final = 2.0
# Domains are listed again this often: an event may be lost, the truth may not.
RELIST_S: Final = 30.0
# A list taken while events arrived may be older than they are, and is taken again, so many times.
MAX_RELISTS: Final = 5

# Begun migrations that are remembered, so that none is begun twice.
REMEMBERED_STARTS: Final = 1000

# What the in-memory hypervisors of `fake:///NAME` take for a copy, the switch, and the call's return.
FAKE_COPY_S: Final = 0.5
FAKE_BLACKOUT_S: Final = 0.05
FAKE_CONFIRM_S: Final = 0.2

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


class Hands:
    """Carries out on the hypervisors what the engine commands."""

    def __init__(
        self,
        service: Service,
        hypervisors: Mapping[str, Hypervisor],
        options: MigrationOptions = MigrationOptions(),  # noqa: B008 - frozen
        may_act: Callable[[Tenure | None, float], bool] = lambda _tenure, _now: True,
    ) -> None:
        """`may_act` says whether a lease is still ours at a monotonic time (s): asked just before each act."""
        self._service = service
        self._may_act = may_act
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


class Verbs:
    """What an operator may order through the control socket. A refusal is a ValueError with its reason."""

    def __init__(self, service: Service, controller: Controller, hands: Hands) -> None:
        self._service = service
        self._controller = controller
        self._hands = hands
        service.order("migrate", self.migrate)
        service.order("precheck", self.precheck)
        service.order("close", self.close)
        service.order("approve", self.approve)

    def migrate(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """Migrate `service` to `dc` by hand."""
        name, dc = _argument(arguments, "service"), _argument(arguments, "dc")
        if (reason := self._controller.prechecks.refusal(name, dc)) is not None:
            raise ValueError(reason)
        moved = self._controller.inventory.to_move(name, dc)
        self._service.feed(MigrationRequested(name, dc))
        return self._planned(moved[0])

    async def precheck(self, arguments: dict[str, Any]) -> list[dict[str, Any]]:
        """What speaks for and against migrating `service` to `dc` now; nothing is begun."""
        name, dc = _argument(arguments, "service"), _argument(arguments, "dc")
        checks = self._controller.prechecks.checks(name, dc)
        if all(check.passed for check in checks):
            for member in self._controller.inventory.to_move(name, dc):
                service = self._controller.inventory.services[member]
                assert service.dc is not None
                checks += await self._hands.precheck(service.spec.domain, service.dc, dc)
        return [asdict(check) for check in checks]

    def close(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """End migration `id`, which needs an operator, as the operator's own responsibility."""
        name = _argument(arguments, "id")
        migration = self._controller.saga.find(name)
        if migration is None:
            raise ValueError(f"no migration {name!r}")
        if migration.state is not State.NEEDS_OPERATOR:
            raise ValueError(f"{name} is {migration.state}: only what needs an operator can be closed")
        self._service.feed(MigrationClosed(name))
        return {"migration": name, "state": str(State.FAILED)}

    def approve(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """Release the migration that `service` has proposed."""
        name = _argument(arguments, "service")
        proposal = self._controller.decisions.proposal(name)
        if proposal is None:
            raise ValueError(f"nothing has been proposed for {name!r}")
        if (reason := self._controller.prechecks.refusal(name, proposal.target)) is not None:
            raise ValueError(reason)
        self._service.feed(ProposalApproved(name))
        return self._planned(name)

    def _planned(self, service: str) -> dict[str, Any]:
        migration = [m for m in self._controller.saga if m.service == service][-1]
        return {"migration": migration.id, "to": migration.target, "state": str(migration.state)}


def _argument(arguments: dict[str, Any], name: str) -> str:
    value = arguments.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(f"the argument {name!r} is missing")
    return value


async def build(config: FmccConfig, base: Path, hypervisors: Mapping[str, Hypervisor] | None = None) -> Service:
    """The service of a configuration; `base` is where its relative paths start. Raises ConfigError.

    `hypervisors` by DC take the place of those that the configuration names.
    """
    lisp = LispContinuity(
        lisp_settings(config, base),
        nonces=lambda: secrets.randbits(64),
        # Above every nonce of earlier lives, as long as the clock is not set back.
        first_nonce=time.time_ns() // 1_000,
    )
    hypervisors = hypervisors or open_hypervisors(config)
    try:
        journal = Journal(base / config.journal)
        leases = config.leases.open(base / config.journal)
    except (JournalError, LeaseStoreError) as error:
        raise ConfigError(str(error)) from None
    controller = Controller(
        services=config.services(),
        dcs=[dc.name for dc in config.dc],
        latencies=config.latencies(),
        decision=config.decision.parameters(),
        options=config.migration.options(),
        continuity=lisp,
        history=journal.migrations(),
        rules=config.rules(),
        limits=config.migration.limits(),
        timeouts=config.migration.timeouts(),
        groups=config.groups(),
        leases=config.user_prefixes,
        series=config.leases.series,
    )
    control = base / config.control if config.control else None
    service = Service(NAME, controller, listen=config.listen or [config.rloc], control=control, http=config.http)
    service.closing(journal.close)
    service.closing(leases.close)
    service.spawn(asyncio.to_thread(controller.prepare))
    serve_journal(service, journal)
    service.on(Replan, lambda command: service.spawn(_plan(service, command)))
    for xtr in config.xtr:
        service.spawn(follow_rtts(service, str(xtr.rloc), Source(xtr.ask, base), config.measure.every_s))
    keeper = LeaseKeeper(config.leases.holder, config.user_prefixes, config.leases.prefer)
    serve_leases(service, keeper, leases, journal)
    hands = Hands(service, hypervisors, config.migration.options(), controller.tenures.may_act)
    Verbs(service, controller, hands)
    _serve_shows(service, controller, lisp, config)
    return service


async def _plan(service: Service, command: Replan) -> None:
    """Solve in a thread of its own, so that nothing waits for it."""
    service.feed(Replanned(await asyncio.to_thread(command.planning.solve)))


def serve_journal(service: Service, journal: Journal) -> None:
    """Write every step down before what follows it is carried out."""

    def persist(command: PersistStep) -> None:
        try:
            journal.append(command.migration, time.time())
        except StaleEpochError as error:
            service.feed(LeaseLost(error.tenure, str(error)))
            raise AbandonError(str(error)) from None
        failpoint(f"journal.after_{command.migration.state}")

    service.on(PersistStep, persist)


def serve_leases(service: Service, keeper: LeaseKeeper, store: LeaseStore, journal: Journal) -> None:
    """Keep leases for as long as the service runs, and give them back at its end."""
    tenancy = Tenancy(keeper, store, journal, service.feed, lambda notice: service.carry_out([notice]), service.now)

    async def keep() -> None:
        try:
            await tenancy.run()
        finally:
            await tenancy.give_back()

    service.spawn(keep())


def _serve_shows(service: Service, controller: Controller, lisp: LispContinuity, config: FmccConfig) -> None:
    def offset_s() -> float:
        return time.time() - service.now()

    drivers = sorted({"fake" if dc.hypervisor.startswith("fake:") else "libvirt" for dc in config.dc})
    service.show(
        "status",
        lambda _: shows.status(controller, lisp, config.handover, "+".join(drivers), service.now()),
    )
    service.show("counters", lambda _: shows.counters(controller, lisp))
    service.show("map", lambda arguments: shows.eid_map(lisp, arguments))
    service.show("users", lambda _: shows.users(controller, service.now()))
    service.show("services", lambda _: shows.services(controller, lisp, service.now()))
    service.show("explain", lambda arguments: shows.explain(controller, arguments, service.now()))
    service.show("latencies", lambda _: shows.latencies(controller, service.now()))
    service.show("migrations", lambda _: shows.migrations(controller, offset_s()))
    service.show("migration", lambda arguments: shows.migration(controller, arguments, offset_s()))


def lisp_settings(config: FmccConfig, base: Path) -> LispSettings:
    """What the LISP continuity needs, keys loaded. Raises ConfigError."""
    return LispSettings(
        rloc=config.rloc,
        identity=XtrIdentity(config.xtr_id, config.site_id),
        map_server=Endpoint(config.map_server, CONTROL_PORT),
        keys=load_chain(config.keys, base),
        user_prefixes=tuple(config.user_prefixes),
        services=tuple(service.eid for service in config.service),
        sites={dc.name: Site(dc.prefix, load_chain(dc.keys, base)) for dc in config.dc},
        hosts={service.eid: service.domain for service in config.service} if config.handover == "anticipated" else {},
    )


def open_hypervisors(config: FmccConfig) -> dict[str, Hypervisor]:
    """The driver of every DC, not yet connected. Raises ConfigError.

    `fake:///NAME` is an in-memory hypervisor, for tests and trials: all of one NAME can exchange guests,
    and run at first what the configuration says starts there. Everything else is libvirt's.
    """
    clouds: dict[str, FakeCloud] = {}
    opened: dict[str, Hypervisor] = {}
    for dc in config.dc:
        uri = urlsplit(dc.hypervisor)
        if uri.scheme != "fake":
            opened[dc.name] = _libvirt(dc.name, dc.hypervisor)
            continue
        cloud = clouds.setdefault(uri.path, FakeCloud(FAKE_COPY_S, FAKE_BLACKOUT_S, FAKE_CONFIRM_S))
        opened[dc.name] = cloud.hypervisor(dc.name)
        for service in config.service:
            if service.dc == dc.name:
                cloud.start(dc.name, service.domain)
    return opened


def _libvirt(dc: str, uri: str) -> Hypervisor:
    """The libvirt driver, imported only where it is used: the package works without libvirt."""
    try:
        from fmcc.hypervisor.libvirt import LibvirtHypervisor
    except ImportError:
        text = f"dc {dc}: {uri} needs libvirt-python: pip install 'follow-me-cloud[libvirt]'"
        raise ConfigError(text) from None
    return LibvirtHypervisor(dc, uri)


main = daemon_command(NAME, FmccConfig, build)

if __name__ == "__main__":
    main()
