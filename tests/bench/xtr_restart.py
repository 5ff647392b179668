"""lisp-xtr ends and starts again under a stream of numbered packets: `python -m tests.bench.dataplane --restart`.

Real daemons on the topology of tests/bench/sites.py, with a map server beside b. Each side is ended in both
ways, by SIGTERM and by kill -9, while h1 sends to h2; it starts again a while later. None may be lost.
"""

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from deploy.lab import bpffs
from lisp.runtime.control import ControlError, ask
from tests.bench.sites import ROOT, Sites

RATE = 20_000
STREAM_S = 6.0
DOWN_S = 0.5
SIGNALS = {"SIGTERM": signal.SIGTERM, "SIGKILL": signal.SIGKILL}
_MAP_SERVER = "192.0.2.3"  # an address of b that is none of its RLOCs
_NUMBERS = {"a": 1, "b": 2}


@dataclass(frozen=True)
class Restart:
    """What a stream noticed of one restart. `back_s`: from the end of the old daemon to the first answer of the new."""

    site: str
    ended_by: str
    sent: int
    lost: int
    reordered: int
    back_s: float


class Routers:
    """The xTRs of a and b and their map server."""

    def __init__(self, sites: Sites, directory: Path) -> None:
        self.sites = sites
        self.directory = directory
        self._daemons: dict[str, subprocess.Popen[bytes]] = {}
        (directory / "site.key").write_text(secrets.token_hex(16))
        for site, number in _NUMBERS.items():
            home = directory / site
            home.mkdir()
            (home / "xtr.toml").write_text(_config(site, number, directory / "bpf"))

    @contextmanager
    def running(self) -> Iterator[None]:
        """Daemons that serve and know of each other; all gone afterwards, whatever they pinned."""
        with ExitStack() as undo:
            server = (sys.executable, "-m", "tests.e2e.stub_map_server", _MAP_SERVER, str(self.directory / "site.key"))
            undo.callback(_end, self.sites.start("b", *server))
            for site in _NUMBERS:
                self.start(site)
                undo.callback(self.remove, site)
            for site in _NUMBERS:
                self.wait(site)
            yield

    def start(self, site: str) -> None:
        """Start the daemon of a site."""
        command = (sys.executable, "-m", "xtr.daemon", "--config", str(self.directory / site / "xtr.toml"))
        full = ["ip", "netns", "exec", self.sites.name(site), *command]
        with (self.directory / f"{site}.log").open("ab") as log:
            self._daemons[site] = subprocess.Popen(full, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def end(self, site: str, how: signal.Signals) -> None:
        """End the daemon of a site and wait for that."""
        self._daemons[site].send_signal(how)
        self._daemons[site].wait(20)

    def tables(self, site: str) -> Path:
        """Where the daemon of a site has pinned its tables."""
        namespace = os.stat(f"/run/netns/{self.sites.name(site)}").st_ino
        (found,) = (path for path in (self.directory / "bpf" / f"lisp0-{namespace}").iterdir() if path.is_dir())
        return found

    def wait(self, site: str) -> None:
        """Wait until the daemon serves, and its prefix is registered."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with contextlib.suppress(ControlError):
                if ask(self.directory / site / "control.sock", "status")["registered"]:
                    return
            time.sleep(0.02)
        raise RuntimeError(f"{site} does not serve: {(self.directory / f'{site}.log').read_text()[-2000:]}")

    def remove(self, site: str) -> None:
        """End the daemon and have nothing left of it."""
        self.end(site, signal.SIGTERM)
        command = (sys.executable, "-m", "xtr.daemon", "--config", str(self.directory / site / "xtr.toml"), "--remove")
        full = ["ip", "netns", "exec", self.sites.name(site), *command]
        subprocess.run(full, cwd=ROOT, check=True, capture_output=True, timeout=30)


def _config(site: str, number: int, pins: Path) -> str:
    return f"""
name = "{site}"
rlocs = ["192.0.2.{number}"]
xtr_id = "{number:032x}"
map_server = "{_MAP_SERVER}"
keys = [{{ id = 1, file = "../site.key" }}]
control = "control.sock"
state = "state.json"
eid_space = ["10.0.0.0/8"]
[[eid]]
prefix = "10.{number}.0.0/24"
interface = "lan0"
[[dynamic_eid]]
prefix = "10.{number}.0.0/24"
interface = "lan0"
[dataplane]
kind = "ebpf"
pins = "{pins}"
"""


def _end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()


@contextmanager
def routers() -> Iterator[Routers]:
    """The two sites with their routers, in directories of their own."""
    with ExitStack() as undo:
        directory = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="fmc-bench-")))
        if not bpffs.mount(directory / "bpf"):
            raise RuntimeError("cannot mount a BPF file system")
        undo.callback(bpffs.unmount, directory / "bpf")
        found = Routers(undo.enter_context(Sites()), directory)
        undo.enter_context(found.running())
        yield found


def restart(found: Routers, site: str, ended_by: str, while_down: Callable[[], object] = bool) -> Restart:
    """End and start one daemon in the middle of a stream; `while_down` is called in between."""
    sites = found.sites
    sites.stream(0.5, 500).result()  # mappings asked for, neighbours found, the hosts known
    stream = sites.stream(STREAM_S, RATE, quiet_s=3.0)  # a loaded machine may pause the sender for a while
    time.sleep(1.0)
    ended_at = time.monotonic()
    found.end(site, SIGNALS[ended_by])
    while_down()
    time.sleep(DOWN_S)
    found.start(site)
    found.wait(site)
    back_s = time.monotonic() - ended_at
    result = stream.result()
    lost = result["sent"] - result["received"]
    return Restart(site, ended_by, result["sent"], lost, result["reordered"], round(back_s, 2))


def measure() -> list[Restart]:
    """Both sides, both ways."""
    with routers() as found:
        return [restart(found, site, ended_by) for ended_by in SIGNALS for site in _NUMBERS]


def report(rows: list[Restart], *, as_json: bool) -> str:
    """One line per restart, or JSON."""
    if as_json:
        return json.dumps([asdict(row) for row in rows])
    lines = [f"{'site':4} {'ended by':8} {'sent':>8} {'lost':>6} {'reordered':>9} {'back after':>10}"]
    lines += [f"{r.site:4} {r.ended_by:8} {r.sent:8} {r.lost:6} {r.reordered:9} {r.back_s:8.2f} s" for r in rows]
    return "\n".join(lines)
