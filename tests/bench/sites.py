"""Two sites for measurements, in network namespaces: host h1 ─ router a ═ router b ─ host h2.

    h1 10.1.0.100 ─ lan0 [a] wan0 192.0.2.1 ══ 192.0.2.2, .3 wan0 [b] lan0 ─ h2 10.2.0.100

How a and b pass packets on is the mode; one is set up, measured and taken down at a time.
"""

import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

from deploy.lab.netns import sysctl

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
MODES = ("plain", "vxlan", "ebpf", "userspace")
_ENCAPSULATION = 56


def run(*command: str) -> str:
    """Run a command; raises RuntimeError with what it said when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


class Sites:
    """The four namespaces; everything goes when the context ends."""

    def __init__(self) -> None:
        self._tag = f"xdp-{os.getpid() % 100_000}"
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            scratch = undo.enter_context(tempfile.TemporaryDirectory())
            self.pps = f"{scratch}/pps"
            run("gcc", "-O2", "-o", self.pps, str(HERE / "pps.c"))
            for node in ("h1", "a", "b", "h2"):
                run("ip", "netns", "add", self.name(node))
                undo.callback(run, "ip", "netns", "del", self.name(node))
                self.ip(node, "link", "set", "lo", "up")
            self._build()
            self._stack = undo.pop_all()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._stack.close()

    def name(self, node: str) -> str:
        """The namespace of a node."""
        return f"{self._tag}-{node}"

    def ip(self, node: str, *arguments: str) -> None:
        """`ip` in a namespace."""
        run("ip", "-n", self.name(node), *arguments)

    def _build(self) -> None:
        for node, device, other, other_device in (
            ("h1", "eth0", "a", "lan0"),
            ("a", "wan0", "b", "wan0"),
            ("h2", "eth0", "b", "lan0"),
        ):
            peer = ("peer", "name", other_device, "netns", self.name(other))
            self.ip(node, "link", "add", device, "type", "veth", *peer)
            self.ip(node, "link", "set", device, "up")
            self.ip(other, "link", "set", other_device, "up")
        for number, host, site in ((1, "h1", "a"), (2, "h2", "b")):
            self.ip(host, "addr", "add", f"10.{number}.0.100/24", "dev", "eth0")
            self.ip(host, "route", "add", "default", "via", f"10.{number}.0.1")
            self.ip(site, "addr", "add", f"10.{number}.0.1/24", "dev", "lan0")
            self.ip(site, "addr", "add", f"192.0.2.{number}/24", "dev", "wan0")
            sysctl(self.name(site), {"net.ipv4.ip_forward": 1})
        self.ip("b", "addr", "add", "192.0.2.3/24", "dev", "wan0")

    def start(self, node: str, *command: str) -> subprocess.Popen[str]:
        """Start a program in a namespace, with pipes to talk to it."""
        full = ["ip", "netns", "exec", self.name(node), *command]
        pipe = subprocess.PIPE
        return subprocess.Popen(full, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, bufsize=1)

    @contextmanager
    def mode(self, mode: str, *options: str) -> Iterator[dict[str, subprocess.Popen[str]]]:
        """Have a and b pass packets on in this way; yields the processes of the data planes, if any.

        `options` are for these.
        """
        ends = (("a", 1, 2), ("b", 2, 1))
        with ExitStack() as undo:
            planes: dict[str, subprocess.Popen[str]] = {}
            for site, own, other in ends:
                device, via = {"plain": ("wan0", ("via", f"192.0.2.{other}")), "vxlan": ("vx0", ())}.get(
                    mode, ("lisp0", ())
                )
                if mode == "vxlan":
                    where = ("id", "1", "local", f"192.0.2.{own}", "remote", f"192.0.2.{other}", "dstport", "4789")
                    self.ip(site, "link", "add", "vx0", "type", "vxlan", *where)
                    undo.callback(self.ip, site, "link", "del", "vx0")
                    # The same room for everybody.
                    self.ip(site, "addr", "add", f"198.51.100.{own}/24", "dev", "vx0")
                    self.ip(site, "link", "set", "vx0", "mtu", str(1500 - _ENCAPSULATION), "up")
                    via = ("via", f"198.51.100.{other}")
                elif mode != "plain":
                    planes[site] = undo.enter_context(self._plane(mode, site, own, other, *options))
                self.ip(site, "route", "add", f"10.{other}.0.0/24", *via, "dev", device)
                if mode == "plain":
                    undo.callback(self.ip, site, "route", "del", f"10.{other}.0.0/24")
            yield planes

    @contextmanager
    def _plane(self, kind: str, site: str, own: int, other: int, *options: str) -> Iterator[subprocess.Popen[str]]:
        rlocs = "192.0.2.2,192.0.2.3" if own == 2 else "192.0.2.1"
        words = (kind, rlocs, "lan0", f"10.{own}.0.0/24", "10.0.0.0/8", *options)
        plane = self.start(site, sys.executable, "-m", "tests.bench.static_plane", *words)
        try:
            found = line_of(plane)
            if found != kind:
                raise RuntimeError(f"asked for {kind}, got {found or 'nothing'}")
            order(plane, f"send 10.{other}.0.0/24 192.0.2.{other}")
            yield plane
        finally:
            finish(plane)

    def stream(self, seconds: float, rate: float = 0, quiet_s: float = 0.4) -> "Stream":
        """Send small packets from h1 to h2, `rate` a second or (0) as many as it can.

        It is over when nothing has come for `quiet_s`.
        """
        receiver = self.start("h2", self.pps, "receive", "10.2.0.100", "7000", str(quiet_s))
        assert line_of(receiver) == "ready"
        sender = self.start("h1", self.pps, "send", "10.2.0.100", "7000", str(seconds), str(rate))
        return Stream(sender, receiver)


class Stream:
    """A stream that runs."""

    def __init__(self, sender: subprocess.Popen[str], receiver: subprocess.Popen[str]) -> None:
        self._sender = sender
        self._receiver = receiver

    def result(self) -> dict[str, Any]:
        """Wait for its end: sent, received, reordered, and the receiver's seconds."""
        sent = json.loads(line_of(self._sender, 60))
        received = json.loads(line_of(self._receiver, 60))
        finish(self._sender)
        finish(self._receiver)
        return {**received, "sent": sent["sent"]}


def order(plane: subprocess.Popen[str], line: str) -> str:
    """Give a data plane an order; returns its answer."""
    assert plane.stdin is not None
    plane.stdin.write(f"{line}\n")
    return line_of(plane)


def finish(process: subprocess.Popen[str]) -> None:
    """Close the pipes and wait for the end; one that does not come is brought about."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    try:
        process.wait(10)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def line_of(process: subprocess.Popen[str], timeout_s: float = 15) -> str:
    """The next line a process says; raises RuntimeError when it says nothing in time."""
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], timeout_s)
    if not ready:
        raise RuntimeError("a process of the measurement does not answer")
    return process.stdout.readline().strip()
