"""`workers = N`: the parent of N map server processes that share a port, and their one face to the operator.

    fmc, HTTP ──▶ parent ──asks all, merges──▶ worker 0, 1, … ──SO_REUSEPORT──▶ UDP 4342
    SIGHUP ─────▶ parent ──new assignment────▶ each
    READY=1, WATCHDOG=1 ◀── each

A worker that dies is started again, after as long as systemd would wait and with what the store has of it;
one that dies too often takes the parent with it. What arrives for it meanwhile waits in its inbox.
"""

import asyncio
import os
import signal
import socket
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

from lisp.engine import Command, Event, Notice
from lisp.runtime import log
from lisp.runtime.config import ConfigError
from lisp.runtime.control import ControlError, UnreachableError, ask
from lisp.runtime.sd_notify import watchdog_interval_s
from lisp.runtime.service import Service
from mapserver import union
from mapserver.assignment import Assignment
from mapserver.config import MapServerConfig
from mapserver.inbox import inbox_pair
from mapserver.ownership import Ownership, spread
from mapserver.policy import Policy
from mapserver.sqlite_store import SqliteStore, refusing

# As in the systemd unit: RestartSec, and systemd's own limit of starts.
RESTART_S: Final = 1.0
MAX_ENDS: Final = 5
MAX_ENDS_WITHIN_S: Final = 10.0
STOP_S: Final = 30.0
# How long somebody who asks waits for a worker that is being started again; less than `ask` does.
PATIENCE_S: Final = 3.0
ASK_AGAIN_S: Final = 0.05


class Nothing:
    """The parent's engine: it listens to nobody and waits for nothing."""

    def handle(self, _event: Event, _now: float) -> list[Command]:
        """Nothing comes of anything."""
        return []

    def deadline(self) -> float | None:
        """Never."""
        return None


class Worker:
    """One process: started, watched, and started again."""

    def __init__(self, number: int, directory: Path) -> None:
        self.number = number
        self.control = directory / f"{number}.control"
        self.inbox, self.outlet = inbox_pair()
        self.serving = asyncio.Event()
        self._notify_path = directory / f"{number}.notify"
        self._notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._notify.bind(str(self._notify_path))
        self._alive_at = 0.0
        self._process: asyncio.subprocess.Process | None = None
        asyncio.get_running_loop().add_reader(self._notify.fileno(), self._listen)

    async def start(self, job: Assignment) -> None:
        """Start the process; `serving` is set once it serves."""
        self.serving.clear()
        self._alive_at = asyncio.get_running_loop().time()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "mapserver.worker"),
            stdin=asyncio.subprocess.PIPE,
            pass_fds=(*job.inboxes, job.inbox),
            env={**os.environ, "NOTIFY_SOCKET": str(self._notify_path)},
        )
        self.tell(job)

    @property
    def pid(self) -> int:
        """Of its process."""
        assert self._process is not None
        return self._process.pid

    def tell(self, job: Assignment) -> None:
        """Give it an assignment; one that has died gets the newest when it is started again."""
        if self._process is not None and self._process.stdin is not None:
            with suppress(ConnectionError, RuntimeError):
                self._process.stdin.write(job.line())

    async def ended(self) -> str:
        """Wait for its end; what brought it about."""
        assert self._process is not None
        while True:
            try:
                async with asyncio.timeout(watchdog_interval_s()):
                    status = await self._process.wait()
            except TimeoutError:
                self._kill_if_silent()
            else:
                self.serving.clear()
                return signal.Signals(-status).name if status < 0 else f"exit status {status}"

    async def stop(self) -> None:
        """Have it end, and wait for that."""
        process = self._process
        if process is not None and process.returncode is None:
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), STOP_S)
            except TimeoutError:
                process.kill()
                await process.wait()
        asyncio.get_running_loop().remove_reader(self._notify.fileno())
        for each in (self._notify, self.inbox, self.outlet):
            each.close()

    def _listen(self) -> None:
        """It says how it is, as a service says to systemd."""
        with suppress(BlockingIOError):
            said = self._notify.recv(4_096).split(b"\n")
            self._alive_at = asyncio.get_running_loop().time()
            if b"READY=1" in said:
                self.serving.set()

    def _kill_if_silent(self) -> None:
        interval_s = watchdog_interval_s()
        assert interval_s is not None
        assert self._process is not None
        if asyncio.get_running_loop().time() - self._alive_at > 2 * interval_s and self.serving.is_set():
            self._process.kill()


class Supervisor:
    """The workers of one map server."""

    def __init__(self, config: MapServerConfig, base: Path) -> None:
        """Raises ConfigError."""
        self._config, self._base = config, base
        self._ownership = _spread(config.policy(base), config.workers, None)
        self.directory = tempfile.TemporaryDirectory(prefix="lisp-mapserver-")
        self.workers = [Worker(number, Path(self.directory.name)) for number in range(config.workers)]

    async def start(self) -> None:
        """Start all of them; returns when they serve. Raises ConfigError when one does not come to that."""
        if self._config.store is not None:
            path = self._base / self._config.store
            with refusing(path):
                SqliteStore(path, _nobody, _nobody).close()  # made once, by one process
        for worker in self.workers:
            await worker.start(self._assignment(worker))
        for worker in self.workers:
            ended, serving = (asyncio.ensure_future(event) for event in (worker.ended(), worker.serving.wait()))
            await asyncio.wait((ended, serving), return_when=asyncio.FIRST_COMPLETED)
            ended.cancel()
            serving.cancel()
            if not worker.serving.is_set():
                await asyncio.gather(*(each.stop() for each in self.workers))
                self.directory.cleanup()
                raise ConfigError(f"worker {worker.number} does not start: it has said why")

    async def tend(self, worker: Worker, note: Callable[[Notice], None]) -> None:
        """Start a worker again when it dies, until cancelled: then it ends. Raises OSError when it dies too often."""
        loop, ends = asyncio.get_running_loop(), deque[float](maxlen=MAX_ENDS)
        try:
            while True:
                note(Notice("worker-started", {"worker": worker.number, "pid": worker.pid}))
                how = await worker.ended()
                note(Notice("worker-ended", {"worker": worker.number, "how": how}))
                ends.append(loop.time())
                if len(ends) == MAX_ENDS and ends[-1] - ends[0] < MAX_ENDS_WITHIN_S:
                    raise ChildProcessError(f"worker {worker.number} ends again and again: it has said why")
                await asyncio.sleep(RESTART_S)
                await worker.start(self._assignment(worker))
        finally:
            await worker.stop()

    def reload(self, config: MapServerConfig) -> None:
        """Have all of them adopt a configuration. Raises ConfigError, and changes nothing then."""
        ownership = _spread(config.policy(self._base), len(self.workers), self._ownership)
        self._config, self._ownership = config, ownership
        for worker in self.workers:
            worker.tell(self._assignment(worker))

    async def ask(self, show: str, arguments: dict[str, Any]) -> list[Any]:
        """What each worker answers to a request. Raises ControlError when one does not."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    await asyncio.gather(*(worker.serving.wait() for worker in self.workers))
                    with suppress(UnreachableError):  # one has just died
                        asked = (asyncio.to_thread(ask, worker.control, show, **arguments) for worker in self.workers)
                        return list(await asyncio.gather(*asked))
                    await asyncio.sleep(ASK_AGAIN_S)
        except TimeoutError:
            raise ControlError("not all workers answer: try again in a moment") from None

    def _assignment(self, worker: Worker) -> Assignment:
        private = {"control": worker.control, "http": None, "workers": 1}
        level, form = log.settings
        return Assignment(
            worker=worker.number,
            config=self._config.model_copy(update=private),
            base=self._base.absolute(),
            owners=self._ownership.to_json(),
            inboxes=[each.inbox.fileno() for each in self.workers],
            inbox=worker.outlet.fileno(),
            log_level=level,
            log_format=form,
        )


def _spread(policy: Policy, workers: int, before: Ownership | None) -> Ownership:
    try:
        return spread(policy, workers, before)
    except ValueError as error:
        raise ConfigError(f"{error}; restart the map server to have it so") from None


def _nobody(_datagrams: object) -> None:
    """Nothing is sent."""


async def supervised(name: str, config: MapServerConfig, base: Path) -> Service:
    """The parent as a service, its workers started. Raises ConfigError."""
    supervisor = Supervisor(config, base)
    await supervisor.start()
    control = base / config.control if config.control else None
    service = Service(name, Nothing(), listen=[], control=control, http=config.http)
    for worker in supervisor.workers:
        service.spawn(supervisor.tend(worker, lambda notice: service.carry_out([notice])))
    service.closing(supervisor.directory.cleanup)
    service.reloading(supervisor.reload)

    async def shown(show: str, merge: union.Merge, arguments: dict[str, Any]) -> Any:
        return merge(await supervisor.ask(show, arguments))

    async def events(arguments: dict[str, Any]) -> Any:
        until = service.now()
        return union.events([service.show_events(arguments), *await supervisor.ask("events", arguments)], until)

    for show, merge in union.MERGES.items():
        service.show(show, partial(shown, show, merge))
    service.show("events", events)
    return service
