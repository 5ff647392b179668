"""The processes of a lab: started once, remembered on disk, ended exactly.

A process is known by its pid together with its start time and the boot it started in, so that another process which
later gets the same pid is never taken for it. The record is on disk before the program runs: whoever takes the lab
down, even after a crash in the middle of bringing it up, finds everything that was started and nothing else.
"""

import contextlib
import json
import os
import select
import signal
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from deploy.lab import netns as namespaces

STOP_TIMEOUT_S: Final = 5.0
KILL_TIMEOUT_S: Final = 2.0

# Waits for a line on its standard input, then becomes the program, with the pid it has. Without the line (we died
# before the record was written) it ends.
_LAUNCHER: Final = 'read -r go && exec "$@" </dev/null'


class ProcessError(Exception):
    """A process could not be started or did not end; the text says which and why."""


@dataclass(frozen=True, slots=True)
class ProcessRecord:
    """What is kept of a process; `start_ticks` is field 22 of /proc/PID/stat."""

    name: str
    pid: int
    start_ticks: int
    boot_id: str
    argv: list[str]
    netns: str | None
    log: str


class Processes:
    """The processes of one lab, by name; records are in `directory`, which is made when it is needed."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def start(
        self,
        name: str,
        argv: Sequence[str],
        *,
        log: Path,
        netns: str | None = None,
        env: Mapping[str, str] | None = None,
    ) -> ProcessRecord:
        """Starts a program in a namespace (None: this one), in a session of its own; output is appended to `log`.

        `env` replaces the whole environment. Raises ProcessError when `name` runs already. A program that cannot
        be executed shows as one that ended at once: see `alive` and its log.
        """
        if self.alive(name):
            raise ProcessError(f"{name} runs already, pid {self._read(name).pid}")
        self.directory.mkdir(parents=True, exist_ok=True)
        log.parent.mkdir(parents=True, exist_ok=True)
        go, let_go = os.pipe()
        try:
            output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
            try:
                pid = _spawn(_command(argv, netns), go, output, dict(os.environ if env is None else env))
            finally:
                os.close(output)
            record = ProcessRecord(name, pid, _start_ticks(pid) or 0, _boot_id(), list(argv), netns, str(log))
            self._write(record)
            with contextlib.suppress(BrokenPipeError):
                os.write(let_go, b"go\n")
        finally:
            os.close(go)
            os.close(let_go)
        return record

    def records(self) -> dict[str, ProcessRecord]:
        """Everything that was started and not stopped, running or not; in the order of starting."""
        if not self.directory.is_dir():
            return {}
        found = [self._read(path.stem) for path in self.directory.glob("*.json")]
        return {record.name: record for record in sorted(found, key=lambda record: record.start_ticks)}

    def alive(self, name: str) -> bool:
        """Whether the process started under this name still runs."""
        return self._path(name).exists() and is_alive(self._read(name))

    def exit_hint(self, name: str, lines: int = 5) -> str:
        """The last lines of a process's log, for an error message."""
        try:
            text = Path(self._read(name).log).read_text(errors="replace")
        except OSError:
            return ""
        return "\n".join(text.strip().splitlines()[-lines:])

    def stop(self, *names: str, timeout_s: float = STOP_TIMEOUT_S) -> None:
        """Ends processes by name, all at once: SIGTERM, and SIGKILL for those that still run after `timeout_s`.

        Names that are unknown or ended already are fine. Raises ProcessError when one survives even that.
        """
        records = [self._read(name) for name in names if self._path(name).exists()]
        survivors = _end(records, signal.SIGTERM, timeout_s)
        survivors = _end(survivors, signal.SIGKILL, KILL_TIMEOUT_S)
        for record in records:
            if record not in survivors:
                self._path(record.name).unlink(missing_ok=True)
        if survivors:
            who = ", ".join(f"{record.name} (pid {record.pid})" for record in survivors)
            raise ProcessError(f"does not end even when killed: {who}")

    def kill(self, name: str) -> None:
        """Ends a process on the spot, as in a crash. Raises ProcessError when it survives."""
        record = self._read(name)
        if _end([record], signal.SIGKILL, KILL_TIMEOUT_S):
            raise ProcessError(f"does not end even when killed: {name} (pid {record.pid})")

    def stop_all(self, timeout_s: float = STOP_TIMEOUT_S) -> None:
        """Ends everything that was started here."""
        self.stop(*reversed(self.records()), timeout_s=timeout_s)

    def _path(self, name: str) -> Path:
        return self.directory / f"{name}.json"

    def _read(self, name: str) -> ProcessRecord:
        return ProcessRecord(**json.loads(self._path(name).read_text()))

    def _write(self, record: ProcessRecord) -> None:
        # Whole or not at all: `down` reads these after crashes.
        temporary = self.directory / f".{record.name}.new"
        temporary.write_text(json.dumps(asdict(record), indent=1))
        temporary.replace(self._path(record.name))


def is_alive(record: ProcessRecord) -> bool:
    """Whether exactly this process runs; one that ended and was not yet waited for does not."""
    return record.start_ticks > 0 and record.boot_id == _boot_id() and _start_ticks(record.pid) == record.start_ticks


def _command(argv: Sequence[str], netns: str | None) -> list[str]:
    launched = ["sh", "-c", _LAUNCHER, "launcher", *argv]
    return launched if netns is None else namespaces.command(netns, launched)


def _spawn(argv: list[str], stdin: int, output: int, env: dict[str, str]) -> int:
    """Not subprocess: its objects insist on being waited for by the process that made them."""
    try:
        return os.posix_spawnp(
            argv[0],
            argv,
            env,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, stdin, 0),
                (os.POSIX_SPAWN_DUP2, output, 1),
                (os.POSIX_SPAWN_DUP2, output, 2),
            ],
            setsid=True,  # Ctrl-C in the terminal is for the lab, which ends its processes in order
            setsigmask=[],
        )
    except OSError as error:
        raise ProcessError(f"cannot start {argv[0]}: {error.strerror}") from None


def _end(records: Iterable[ProcessRecord], sign: signal.Signals, timeout_s: float) -> list[ProcessRecord]:
    """Sends a signal to those that run, waits for their end, and returns the ones still running."""
    waiting: dict[int, ProcessRecord] = {}
    try:
        for record in records:
            try:
                handle = os.pidfd_open(record.pid)
            except ProcessLookupError:
                continue
            waiting[handle] = record
            # The handle keeps its process from now on, so checked here means checked for good.
            if is_alive(record):
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(handle, sign)
            else:
                _reap(waiting.pop(handle))
                os.close(handle)
        deadline = time.monotonic() + timeout_s
        while waiting and (left := deadline - time.monotonic()) > 0:
            for handle in select.select(list(waiting), [], [], left)[0]:
                _reap(waiting.pop(handle))
                os.close(handle)
        return list(waiting.values())
    finally:
        for handle in waiting:
            os.close(handle)


def _reap(record: ProcessRecord) -> None:
    """Our own child leaves no zombie; another's is its parent's to collect."""
    if record.boot_id == _boot_id():
        with contextlib.suppress(ChildProcessError):
            os.waitpid(record.pid, os.WNOHANG)


def _start_ticks(pid: int) -> int | None:
    """When the process with this pid started, in clock ticks since boot; None when none runs."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The second field, the name, may contain anything, also spaces and parentheses.
    state, *fields = stat[stat.rindex(")") + 2 :].split()
    return None if state in "ZX" else int(fields[18])


def _boot_id() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
