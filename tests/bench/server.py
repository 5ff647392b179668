"""The real map server daemon as a child process on loopback, and what the kernel says it used."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from lisp.runtime.control import ControlError, ask
from tests.bench.traffic import SITE_PREFIX
from tests.compiled import environment

# Of this process alone: a UDP port of loopback can be bound twice, and measurements may run side by side.
_OWN = f"{os.getpid() >> 8 & 0xFF}.{os.getpid() & 0xFF}"
SERVER = f"127.42.{_OWN}"
XTR = f"127.41.{_OWN}"
MORE_XTRS = [f"127.{number}.{_OWN}" for number in range(128, 256)]
SECRET = "secret of the bench"
_ALGORITHMS = {1: "hmac-sha1-96", 2: "hmac-sha256-128", 3: "hmac-sha256-128-hkdf"}


class ServerProcess:
    """A running daemon, its workers included."""

    def __init__(self, process: subprocess.Popen[bytes], control: Path) -> None:
        self.process = process
        self.control = control
        self._pids = [process.pid]

    def cpu_s(self) -> float:
        """CPU seconds of all its threads, user and system, to the nanosecond."""
        return sum(time.clock_gettime((~pid) << 3 | 2) for pid in self._pids)  # the kernel's name of a process clock

    def rss(self) -> int:
        """Resident octets."""
        pages = [Path(f"/proc/{pid}/statm").read_text().split()[1] for pid in self._pids]
        return sum(map(int, pages)) * os.sysconf("SC_PAGE_SIZE")

    def wait_ready(self, timeout_s: float = 60.0) -> None:
        """Return once it answers on its control socket."""
        end = time.monotonic() + timeout_s
        while True:
            try:
                events = ask(self.control, "events")
                self._pids = [self.process.pid, *(e["pid"] for e in events if e["name"] == "worker-started")]
                return
            except ControlError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.02)


def configure(directory: Path, alg: int, extra: str = "", prefixes: Sequence[str] = (SITE_PREFIX,)) -> Path:
    """Write key and configuration, with a site for each prefix; `extra` is more TOML for the top of the file."""
    (directory / "site.key").write_text(SECRET)
    (directory / "site.key").chmod(0o600)
    config = directory / "mapserver.toml"
    key = f'{{ id = 1, algorithm = "{_ALGORITHMS[alg]}", file = "site.key" }}'
    sites = [
        f'[[site]]\nname = "bench{number or ""}"\nkeys = [{key}]\nprefixes = ["{prefix}"]\n'
        for number, prefix in enumerate(prefixes)
    ]
    config.write_text(
        f"""listen = ["{SERVER}"]
control = "{directory}/control.sock"
{extra}
{"".join(sites)}
[limits]
registrations_per_site = 4000000
"""
    )
    return config


@contextlib.contextmanager
def running(config: Path, log: Path, install: Path | None = None) -> Iterator[ServerProcess]:
    """The daemon for as long as the block runs; ended, and waited for, in any case.

    `install`: where it is installed (see `tests.compiled`), if it is not to be this checkout's.
    """
    command = [sys.executable, "-m", "mapserver.daemon", "--config", str(config)]
    env = environment(install) if install is not None else None
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=env)
    server = ServerProcess(process, config.parent / "control.sock")
    try:
        server.wait_ready()
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
        process.wait()
