"""Hypervisor on libvirt, for asyncio.

libvirt's C library blocks, so every call runs in a thread of this hypervisor's own pool, under a time-out;
one DC that hangs cannot starve the others. Connections send keepalives, so a call to a dead host ends after
four seconds.

libvirt's events come from its own poll loop in one daemon thread of the process, and are handed over to
asyncio with `call_soon_threadsafe`. libvirtaio, the adapter that comes with libvirt-python, is not used:
calls made in threads reach its `add_reader` and `ensure_future` from those threads, which asyncio forbids,
and it is bound for ever to the first event loop it saw.

Live migration is peer to peer: the source libvirtd drives it, and it goes on if this process dies.
Progress, aborts and statistics use a second connection, so that they never wait behind the migration.
"""

import asyncio
import contextlib
import functools
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import libvirt

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
from fmcc.hypervisor.libvirt_checks import check_source, check_target

KEEPALIVE_INTERVAL_S: Final = 1
KEEPALIVE_COUNT: Final = 3
CONNECT_TIMEOUT_S: Final = 5.0
CALL_TIMEOUT_S: Final = 10.0
ABORT_TIMEOUT_S: Final = 30.0  # from an abort to the verdict: longer than any failure measured (15 s)
PROGRESS_INTERVAL_S: Final = 0.1
# Rounds over the guest's memory before the change to post-copy, where that is wanted.
PRE_COPY_ROUNDS: Final = 2
# The element of a domain's metadata that says under which epoch it was last acted on.
EPOCH_URI: Final = "urn:follow-me-cloud:epoch"
MAX_CONCURRENT_MIGRATIONS: Final = 8  # out of one DC; further ones wait
_CALL_THREADS: Final = 4

_PORTS: Final = {"qemu+tcp": 16509, "qemu+tls": 16514}

_STATES: Final = {
    libvirt.VIR_DOMAIN_NOSTATE: DomainState.RUNNING,  # nobody knows: better to believe that it runs
    libvirt.VIR_DOMAIN_RUNNING: DomainState.RUNNING,
    libvirt.VIR_DOMAIN_BLOCKED: DomainState.RUNNING,
    libvirt.VIR_DOMAIN_PAUSED: DomainState.PAUSED,
    libvirt.VIR_DOMAIN_SHUTDOWN: DomainState.RUNNING,  # shutting down, not yet off
    libvirt.VIR_DOMAIN_SHUTOFF: DomainState.SHUTOFF,
    libvirt.VIR_DOMAIN_CRASHED: DomainState.SHUTOFF,
    libvirt.VIR_DOMAIN_PMSUSPENDED: DomainState.PAUSED,
}

# By event, then by detail; None is any other detail.
_EVENTS: Final[dict[int, dict[int | None, DomainEventKind]]] = {
    libvirt.VIR_DOMAIN_EVENT_STARTED: {
        libvirt.VIR_DOMAIN_EVENT_STARTED_MIGRATED: DomainEventKind.STARTED_INCOMING,
        None: DomainEventKind.STARTED,
    },
    libvirt.VIR_DOMAIN_EVENT_SUSPENDED: {
        libvirt.VIR_DOMAIN_EVENT_SUSPENDED_MIGRATED: DomainEventKind.SUSPENDED_FOR_MIGRATION,
        libvirt.VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY: DomainEventKind.SUSPENDED_FOR_MIGRATION,
        None: DomainEventKind.SUSPENDED,
    },
    libvirt.VIR_DOMAIN_EVENT_RESUMED: {
        libvirt.VIR_DOMAIN_EVENT_RESUMED_MIGRATED: DomainEventKind.RESUMED_AFTER_MIGRATION,
        libvirt.VIR_DOMAIN_EVENT_RESUMED_POSTCOPY: DomainEventKind.RESUMED_AFTER_MIGRATION,
        None: DomainEventKind.RESUMED,
    },
    libvirt.VIR_DOMAIN_EVENT_STOPPED: {
        libvirt.VIR_DOMAIN_EVENT_STOPPED_MIGRATED: DomainEventKind.STOPPED_MIGRATED,
        libvirt.VIR_DOMAIN_EVENT_STOPPED_CRASHED: DomainEventKind.CRASHED,
        None: DomainEventKind.STOPPED,
    },
    libvirt.VIR_DOMAIN_EVENT_CRASHED: {None: DomainEventKind.CRASHED},
}

_REASONS: Final = {
    libvirt.VIR_ERR_NO_DOMAIN: HypervisorReason.NO_SUCH_DOMAIN,
    libvirt.VIR_ERR_OPERATION_ABORTED: HypervisorReason.ABORTED,
    libvirt.VIR_ERR_OPERATION_TIMEOUT: HypervisorReason.BUSY,
    libvirt.VIR_ERR_DOM_EXIST: HypervisorReason.EXISTS_AT_TARGET,
    libvirt.VIR_ERR_NO_SUPPORT: HypervisorReason.UNSUPPORTED,
    libvirt.VIR_ERR_OPERATION_UNSUPPORTED: HypervisorReason.UNSUPPORTED,
    libvirt.VIR_ERR_NO_CONNECT: HypervisorReason.UNREACHABLE,
}

# libvirt has one code for all of "operation failed"; only its text tells these apart.
_PHRASES: Final = (
    ("failed to connect to remote libvirt URI", HypervisorReason.TARGET_UNREACHABLE),
    ("unable to connect to server at", HypervisorReason.TARGET_UNREACHABLE),
    ("already active", HypervisorReason.EXISTS_AT_TARGET),
    ("already exists with uuid", HypervisorReason.EXISTS_AT_TARGET),
    ("is not running", HypervisorReason.NOT_RUNNING),
    ("no job is active", HypervisorReason.NO_JOB),
)

# What to do about an error whose own words leave one at a loss.
_REMEDIES: Final = (
    (
        "Postcopy is not supported",
        "QEMU at the target may not catch page faults: set vm.unprivileged_userfaultfd = 1 there",
    ),
    ("certificate", "see that both hosts have certificates of one authority, in /etc/pki/libvirt and /etc/pki/qemu"),
)

_T = TypeVar("_T")


@functools.cache
def _start_event_thread() -> None:
    """Registers libvirt's event loop, once in a process and before its first connection."""
    libvirt.registerErrorHandler(lambda _context, _error: None, None)  # errors are raised, not printed too
    libvirt.virEventRegisterDefaultImpl()

    def run() -> None:
        while True:
            libvirt.virEventRunDefaultImpl()

    threading.Thread(target=run, name="libvirt-events", daemon=True).start()


def reason_of(error: libvirt.libvirtError) -> HypervisorReason:
    """The reason behind an error of libvirt."""
    text = str(error)
    for phrase, reason in _PHRASES:
        if phrase in text:
            return reason
    return _REASONS.get(error.get_error_code(), HypervisorReason.FAILED)


def with_remedy(text: str) -> str:
    """An error's text, with what to do about it where that is known."""
    remedy = next((remedy for phrase, remedy in _REMEDIES if phrase in text), None)
    return f"{text} ({remedy})" if remedy else text


class LibvirtHypervisor:
    """The libvirtd of one DC, at `uri`; those of the other DCs reach it at `peer_uri`, if that is another.

    They show their own certificates: a `pkipath` of ours is nothing to them.
    """

    def __init__(self, dc: str, uri: str, peer_uri: str | None = None) -> None:
        self._dc = dc
        self.uri = uri
        self.peer_uri = peer_uri or _without_pkipath(uri)
        self._listeners = Listeners()
        self._calls = ThreadPoolExecutor(_CALL_THREADS, f"libvirt-{dc}")
        self._migrations = ThreadPoolExecutor(MAX_CONCURRENT_MIGRATIONS, f"migrate-{dc}")
        self._connection: Any = None
        self._job_connection: Any = None
        self._callback_id: int | None = None

    @property
    def dc(self) -> str:
        return self._dc

    @property
    def connected(self) -> bool:
        return self._connection is not None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        return self._listeners.subscribe(listener)

    async def connect(self) -> None:
        if self.connected:
            return
        _start_event_thread()
        await self._check_port()
        connection = await self._open()
        try:
            job_connection = await self._open()
        except BaseException:
            await self._discard(connection)
            raise
        # First ours, then registered: a loss that is heard of at once must find them.
        self._connection, self._job_connection = connection, job_connection
        try:
            loop = asyncio.get_running_loop()
            self._callback_id = await self._run(self._register, loop, connection, job_connection)
        except BaseException:
            self._connection = self._job_connection = None
            await self._discard(connection)
            await self._discard(job_connection)
            raise

    async def close(self) -> None:
        connections, callback_id = (self._connection, self._job_connection), self._callback_id
        self._connection = self._job_connection = self._callback_id = None
        if callback_id is not None and connections[0] is not None:
            with contextlib.suppress(HypervisorError):
                await self._run(connections[0].domainEventDeregisterAny, callback_id)
        for connection in connections:
            if connection is not None:
                await self._discard(connection)
        self._calls.shutdown(wait=False)
        self._migrations.shutdown(wait=False)

    async def domains(self) -> dict[str, DomainState]:
        connection = self._open_connection()

        return await self._run(_states, connection)

    async def domain_state(self, name: str) -> DomainState:
        connection = self._open_connection()
        try:
            return await self._run(lambda: _STATES[connection.lookupByName(name).state()[0]])
        except HypervisorError as error:
            if error.reason is HypervisorReason.NO_SUCH_DOMAIN:
                return DomainState.ABSENT
            raise

    async def migrate(
        self,
        name: str,
        target: Hypervisor,
        options: MigrationOptions,
        on_progress: ProgressListener | None = None,
    ) -> MigrationResult:
        if not isinstance(target, LibvirtHypervisor):
            raise HypervisorError(HypervisorReason.UNSUPPORTED, f"{target.dc} is not a libvirt hypervisor")
        connection = self._open_connection()
        domain = await self._run(connection.lookupByName, name)
        loop = asyncio.get_running_loop()
        started = loop.time()
        job = loop.run_in_executor(self._migrations, _migrate, domain, target.peer_uri, options)
        async with self._progress(name, on_progress, options):
            await self._verdict(name, job, options.timeout_s)
        total_s = loop.time() - started
        stats = await target._completed_stats(name)
        blackout_ms = stats.get(libvirt.VIR_DOMAIN_JOB_DOWNTIME)
        return MigrationResult(
            total_s=total_s,
            blackout_ms=None if blackout_ms is None else float(blackout_ms),
            transferred_bytes=int(stats.get(libvirt.VIR_DOMAIN_JOB_DATA_PROCESSED, 0)),
        )

    async def abort(self, name: str) -> None:
        self._open_connection()
        connection = self._job_connection
        await self._run(lambda: connection.lookupByName(name).abortJob())

    async def destroy(self, name: str) -> None:
        connection = self._open_connection()
        await self._run(lambda: connection.lookupByName(name).destroy())

    async def start(self, name: str) -> None:
        connection = self._open_connection()

        def let_run() -> None:
            domain = connection.lookupByName(name)
            state = _STATES[domain.state()[0]]
            if state is DomainState.PAUSED:
                domain.resume()
            elif state is DomainState.SHUTOFF:
                domain.create()

        await self._run(let_run)

    async def fence(self, name: str, epoch: int) -> None:
        connection = self._open_connection()
        try:
            known = await self._run(_raise_epoch, connection, name, epoch)
        except HypervisorError as error:
            if error.reason is HypervisorReason.NO_SUCH_DOMAIN:
                return
            raise
        if known > epoch:
            raise HypervisorError(HypervisorReason.FENCED, f"{name} at {self._dc} is held under epoch {known}")

    async def precheck(self, name: str, target: Hypervisor, options: MigrationOptions) -> list[Check]:
        if not isinstance(target, LibvirtHypervisor):
            raise HypervisorError(HypervisorReason.UNSUPPORTED, f"{target.dc} is not a libvirt hypervisor")
        here, there = self._open_connection(), target._open_connection()
        found, xml = await self._run(check_source, here, name, self._dc)
        if xml is None:
            return found
        return found + await target._run(check_target, there, name, target.dc, xml, options)

    async def _verdict(self, name: str, job: "asyncio.Future[None]", timeout_s: float) -> None:
        """Waits for the end of a migration; a time-out or a cancellation aborts it first."""
        try:
            async with asyncio.timeout(timeout_s):
                await asyncio.shield(job)
        except TimeoutError as late:
            await self._abort_and_wait(name, job)
            if job.done() and job.exception() is None:
                return
            detail = f"migration of {name} took longer than {timeout_s:g} s"
            raise HypervisorError(HypervisorReason.TIMED_OUT, detail) from late
        except asyncio.CancelledError:
            await self._abort_and_wait(name, job)
            raise
        except libvirt.libvirtError as error:
            raise self._translated(error) from error

    async def _abort_and_wait(self, name: str, job: "asyncio.Future[None]") -> None:
        with contextlib.suppress(HypervisorError):
            await self.abort(name)
        await asyncio.wait([job], timeout=ABORT_TIMEOUT_S)
        # Its error is reported as a time-out or a cancellation; asyncio shall not report it once more.
        job.add_done_callback(lambda ended: ended.exception())

    @contextlib.asynccontextmanager
    async def _progress(
        self, name: str, on_progress: ProgressListener | None, options: MigrationOptions
    ) -> AsyncIterator[None]:
        """Reports the statistics of the running job until the block ends."""
        if on_progress is None and not options.post_copy:
            yield
            return
        poll = self._poll(name, on_progress or (lambda _: None), options.post_copy)
        poller = asyncio.create_task(poll, name=f"progress of {name}")
        try:
            yield
        finally:
            poller.cancel()
            await asyncio.wait([poller])

    async def _poll(self, name: str, on_progress: ProgressListener, post_copy: bool) -> None:
        """The statistics, several times a second; and after `PRE_COPY_ROUNDS` the change to post-copy, if wanted."""
        connection = self._job_connection
        while True:
            try:
                stats = await self._run(lambda: connection.lookupByName(name).jobStats())
            except HypervisorError:
                return  # the domain has left, or the connection is lost: `migrate` itself will say which
            if (progress := progress_of(name, stats)) is not None:
                on_progress(progress)
                if post_copy and progress.iteration > PRE_COPY_ROUNDS:
                    post_copy = False
                    with contextlib.suppress(HypervisorError):  # it has just ended by itself
                        await self._run(lambda: connection.lookupByName(name).migrateStartPostCopy(0))
            await asyncio.sleep(PROGRESS_INTERVAL_S)

    async def _completed_stats(self, name: str) -> dict[str, Any]:
        """Statistics of the migration that brought the domain here; empty if they cannot be had."""
        connection = self._job_connection
        if connection is None:
            return {}
        flags = libvirt.VIR_DOMAIN_JOB_STATS_COMPLETED
        try:
            return await self._run(lambda: dict(connection.lookupByName(name).jobStats(flags)))
        except HypervisorError:
            return {}

    def _open_connection(self) -> Any:
        if self._connection is None:
            raise HypervisorError(HypervisorReason.UNREACHABLE, f"not connected to {self._dc}")
        return self._connection

    async def _check_port(self) -> None:
        """Fails fast: libvirt itself would wait minutes for a host that does not answer."""
        parts = urlsplit(self.uri)
        if parts.scheme not in _PORTS:
            return
        port = parts.port or _PORTS[parts.scheme]
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                _, writer = await asyncio.open_connection(parts.hostname, port)
        except (TimeoutError, OSError) as error:
            detail = f"{self._dc}: {parts.hostname} port {port}: {str(error) or 'no answer'}"
            raise HypervisorError(HypervisorReason.UNREACHABLE, detail) from error
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    async def _open(self) -> Any:
        abandoned = threading.Event()
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                return await asyncio.get_running_loop().run_in_executor(self._calls, _open, self.uri, abandoned)
        except TimeoutError as late:
            raise HypervisorError(HypervisorReason.UNREACHABLE, f"{self._dc} does not answer") from late
        except libvirt.libvirtError as error:
            raise HypervisorError(HypervisorReason.UNREACHABLE, f"{self._dc}: {error}") from error
        finally:
            abandoned.set()

    async def _discard(self, connection: Any) -> None:
        with contextlib.suppress(HypervisorError):
            await self._run(_close_quietly, connection)

    def _register(self, loop: asyncio.AbstractEventLoop, connection: Any, job_connection: Any) -> int:
        """Registers our callbacks; runs in a thread. They will run in the event thread."""

        def lifecycle(_connection: Any, domain: Any, event: int, detail: int, _opaque: Any) -> None:
            at = time.monotonic()
            kinds = _EVENTS.get(event)
            if kinds is not None:
                kind = kinds.get(detail, kinds[None])
                _hand_over(loop, self._listeners.publish, DomainEvent(self._dc, domain.name(), kind, at))

        def closed(which: Any, _reason: int, _opaque: Any) -> None:
            _hand_over(loop, self._on_closed, which, time.monotonic())

        connection.registerCloseCallback(closed, None)
        job_connection.registerCloseCallback(closed, None)
        callback_id: int = connection.domainEventRegisterAny(
            None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, lifecycle, None
        )
        return callback_id

    def _on_closed(self, which: Any, at: float) -> None:
        """One of our two connections broke: both are given up, and the listeners are told once."""
        if which is not self._connection and which is not self._job_connection:
            return
        for connection in (self._connection, self._job_connection):
            self._calls.submit(_close_quietly, connection)
        self._connection = self._job_connection = self._callback_id = None
        self._listeners.publish(ConnectionLost(self._dc, at))

    async def _run(self, function: Callable[..., _T], *args: Any) -> _T:
        """Runs a blocking call in our threads. A call that is given up ends in its thread, unheard."""
        try:
            async with asyncio.timeout(CALL_TIMEOUT_S):
                return await asyncio.get_running_loop().run_in_executor(self._calls, function, *args)
        except TimeoutError as late:
            detail = f"{self._dc}: no answer within {CALL_TIMEOUT_S:g} s"
            raise HypervisorError(HypervisorReason.TIMED_OUT, detail) from late
        except libvirt.libvirtError as error:
            raise self._translated(error) from error

    def _translated(self, error: libvirt.libvirtError) -> HypervisorError:
        connection = self._connection
        if connection is None or not connection.isAlive():
            return HypervisorError(HypervisorReason.CONNECTION_LOST, f"{self._dc}: {error}")
        return HypervisorError(reason_of(error), f"{self._dc}: {with_remedy(str(error))}")


def _without_pkipath(uri: str) -> str:
    parts = urlsplit(uri)
    kept = [field for field in parts.query.split("&") if not field.startswith("pkipath=")]
    return parts._replace(query="&".join(kept)).geturl()


def _open(uri: str, abandoned: threading.Event) -> Any:
    connection = libvirt.open(uri)
    if abandoned.is_set():  # too late: nobody would close it
        _close_quietly(connection)
        return None
    try:
        connection.setKeepAlive(KEEPALIVE_INTERVAL_S, KEEPALIVE_COUNT)
    except libvirt.libvirtError as error:
        if error.get_error_code() != libvirt.VIR_ERR_NO_SUPPORT:  # a driver within this process cannot be lost
            _close_quietly(connection)
            raise
    return connection


def _close_quietly(connection: Any) -> None:
    with contextlib.suppress(libvirt.libvirtError):
        connection.unregisterCloseCallback()
    with contextlib.suppress(libvirt.libvirtError):
        connection.close()


def _hand_over(loop: asyncio.AbstractEventLoop, function: Callable[..., None], *args: Any) -> None:
    """From libvirt's event thread into asyncio; after the end of the loop nobody listens any more."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(function, *args)


def flags_of(options: MigrationOptions) -> int:
    """libvirt's migration flags. Everything that is wanted is asked for: a hypervisor without it refuses."""
    wanted = {
        libvirt.VIR_MIGRATE_TLS: options.tls,
        libvirt.VIR_MIGRATE_AUTO_CONVERGE: options.auto_converge,
        libvirt.VIR_MIGRATE_POSTCOPY: options.post_copy,
        libvirt.VIR_MIGRATE_NON_SHARED_DISK: options.copy_disks,
    }
    flags: int = libvirt.VIR_MIGRATE_LIVE | libvirt.VIR_MIGRATE_PEER2PEER
    for flag, is_wanted in wanted.items():
        flags |= flag if is_wanted else 0
    return flags


def _migrate(domain: Any, target_uri: str, options: MigrationOptions) -> None:
    """The blocking migration itself."""
    flags = flags_of(options)
    if domain.isPersistent():
        flags |= libvirt.VIR_MIGRATE_PERSIST_DEST | libvirt.VIR_MIGRATE_UNDEFINE_SOURCE
    parameters = {}
    if options.bandwidth_mib_s is not None:
        parameters[libvirt.VIR_MIGRATE_PARAM_BANDWIDTH] = options.bandwidth_mib_s
    domain.migrateSetMaxDowntime(options.max_downtime_ms, 0)
    domain.migrateToURI3(target_uri, parameters, flags)


def _states(connection: Any) -> dict[str, DomainState]:
    """All domains of a connection. One that leaves while they are being asked is not there any more."""
    found = {}
    for domain in connection.listAllDomains():
        try:
            found[domain.name()] = _STATES[domain.state()[0]]
        except libvirt.libvirtError as error:
            if error.get_error_code() != libvirt.VIR_ERR_NO_DOMAIN:
                raise
    return found


def _raise_epoch(connection: Any, name: str, epoch: int) -> int:
    """The epoch that a domain's metadata had; a greater one is written, unless a job of the domain is under way.

    A job is not waited for: it would be half a minute. Whoever began it read the metadata before.
    """
    domain = connection.lookupByName(name)
    try:
        text = domain.metadata(libvirt.VIR_DOMAIN_METADATA_ELEMENT, EPOCH_URI, libvirt.VIR_DOMAIN_AFFECT_CURRENT)
        known = int(ET.fromstring(text).text or 0)
    except libvirt.libvirtError as error:
        if error.get_error_code() != libvirt.VIR_ERR_NO_DOMAIN_METADATA:
            raise
        known = 0
    if known < epoch and _is_idle(domain):
        domain.setMetadata(
            libvirt.VIR_DOMAIN_METADATA_ELEMENT,
            f"<epoch>{epoch}</epoch>",
            "fmc",
            EPOCH_URI,
            libvirt.VIR_DOMAIN_AFFECT_CURRENT,
        )
    return known


def _is_idle(domain: Any) -> bool:
    try:
        return bool(domain.jobInfo()[0] == libvirt.VIR_DOMAIN_JOB_NONE)
    except libvirt.libvirtError as error:
        if error.get_error_code() != libvirt.VIR_ERR_NO_SUPPORT:
            raise
        return True  # a driver that knows no jobs has none


def progress_of(name: str, stats: dict[str, Any]) -> MigrationProgress | None:
    """Progress from the statistics of a job; None before the copy has begun, when no sizes are known."""
    total = int(stats.get(libvirt.VIR_DOMAIN_JOB_MEMORY_TOTAL, 0))
    if total <= 0:
        return None
    remaining = int(stats.get(libvirt.VIR_DOMAIN_JOB_MEMORY_REMAINING, 0))
    dirty_pages_s = int(stats.get(libvirt.VIR_DOMAIN_JOB_MEMORY_DIRTY_RATE, 0))
    page_bytes = int(stats.get(libvirt.VIR_DOMAIN_JOB_MEMORY_PAGE_SIZE, 4096))
    return MigrationProgress(
        domain=name,
        fraction=1.0 - remaining / total,
        total_bytes=total,
        remaining_bytes=remaining,
        transferred_bytes=int(stats.get(libvirt.VIR_DOMAIN_JOB_MEMORY_PROCESSED, 0)),
        dirty_bytes_s=float(dirty_pages_s * page_bytes),
        iteration=int(stats.get(libvirt.VIR_DOMAIN_JOB_MEMORY_ITERATION, 0)),
    )
