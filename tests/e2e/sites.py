"""Tunnel routers in real network namespaces, and hosts of three sites behind them.

    h1 (10.1.0.100), h3 (.101) ─ lan0 [a] wan0 ─┐
    h2 (10.2.0.100) ─ lan0 [b] wan0 ─┼─ core ─ [ms]     RLOCs 192.0.2.1, .2, .3, .21
               (no host) lan0 [c] wan0 ─┘

Every instance id has such hosts, with the same addresses, on LANs of its own: h1-9 on lan9.
"""

import contextlib
import json
import os
import secrets
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path
from statistics import median
from typing import Any

from deploy.lab import netns
from lisp.runtime.control import ControlError, ask

ROOT = Path(__file__).parents[2]
GATEWAY_MAC = "02:00:5e:00:01:01"
SITES = {"a": 1, "b": 2, "c": 3}
SPACE = ["10.0.0.0/8", "2001:db8:a::/48"]
_IP_RECVERR, _IPV6_RECVERR = 11, 25


def run(*command: str, check: bool = True, timeout_s: float = 30) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s)
    assert not check or done.returncode == 0, f"{' '.join(command)}: {done.stderr or done.stdout}"
    return done.stdout


def poll_until(condition: Callable[..., bool], *arguments: Any, timeout_s: float = 15) -> None:
    """Return once the condition holds of these arguments."""
    end = time.monotonic() + timeout_s
    while not condition(*arguments):
        assert time.monotonic() < end, "the condition did not come true in time"
        time.sleep(0.05)


def of(node: str, iid: int) -> str:
    """The host of an instance."""
    return f"{node}-{iid}" if iid else node


def eid_of(iid: int, prefix: str) -> str:
    """An EID prefix as the configuration and all shows have it."""
    return f"[{iid}]{prefix}" if iid else prefix


class Lab:
    """Namespaces, cables, daemons; everything goes when it is closed."""

    def __init__(self, directory: Path, backend: str, iids: tuple[int, ...] = (0,)) -> None:
        self.directory = directory
        self.backend = backend
        self.iids = iids
        self.tag = f"xtrt{os.getpid() % 100_000}"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.namespaces: list[str] = []

    def name(self, node: str) -> str:
        return f"{self.tag}-{node}"

    def ip(self, node: str, *arguments: str) -> str:
        return run("ip", "-n", self.name(node), *arguments)

    def execute(self, node: str, *command: str, check: bool = True) -> str:
        return run("ip", "netns", "exec", self.name(node), *command, check=check)

    def start(self, node: str, *command: str) -> None:
        log = (self.directory / f"{node}.log").open("wb")
        full = ["ip", "netns", "exec", self.name(node), *command]
        with log:
            self.processes.append(subprocess.Popen(full, cwd=ROOT, stdout=log, stderr=log))

    def log(self, node: str) -> str:
        return (self.directory / f"{node}.log").read_text()

    def ask(self, site: str, show: str) -> Any:
        return ask(self.directory / site / "control.sock", show)

    def events(self, site: str, name: str) -> list[dict[str, Any]]:
        return [event for event in self.ask(site, "events") if event["name"] == name]

    def namespace(self, node: str) -> None:
        run("ip", "netns", "add", self.name(node))
        self.namespaces.append(self.name(node))
        self.ip(node, "link", "set", "lo", "up")

    def cable(self, node: str, device: str, other: str, other_device: str) -> None:
        peer = ("peer", "name", other_device, "netns", self.name(other))
        self.ip(node, "link", "add", device, "type", "veth", *peer)
        self.ip(node, "link", "set", device, "up")
        self.ip(other, "link", "set", other_device, "up")

    def build(self) -> None:
        self.namespace("core")
        self.ip("core", "link", "add", "sw0", "type", "bridge")
        self.ip("core", "link", "set", "sw0", "up")
        for node, number in {**SITES, "ms": 21}.items():
            self.namespace(node)
            self.cable(node, "wan0", "core", f"p-{node}")
            self.ip("core", "link", "set", f"p-{node}", "master", "sw0")
            self.ip(node, "addr", "add", f"192.0.2.{number}/24", "dev", "wan0")
        for iid in self.iids:
            for site in SITES:
                self.lan(site, f"lan{iid}")
            self.host(of("h1", iid), "a", 1, f"lan{iid}")
            self.host(of("h2", iid), "b", 2, f"lan{iid}")
            self.host(of("h3", iid), "a", 1, f"lan{iid}", 101)

    def lan(self, site: str, lan: str) -> None:
        self.ip(site, "link", "add", lan, "address", GATEWAY_MAC, "type", "bridge")
        self.ip(site, "link", "set", lan, "up")
        for number in SITES.values():
            self.ip(site, "addr", "add", f"10.{number}.0.1/32", "dev", lan)
            self.ip(site, "addr", "add", f"2001:db8:a:{number}::1/128", "dev", lan, "nodad")

    def host(self, node: str, site: str, number: int, lan: str, last: int = 100) -> None:
        self.namespace(node)
        self.cable(node, "eth0", site, f"l-{node}")
        self.ip(site, "link", "set", f"l-{node}", "master", lan)
        self.ip(node, "addr", "add", f"10.{number}.0.{last}/24", "dev", "eth0")
        self.ip(node, "addr", "add", f"2001:db8:a:{number}::{last}/64", "dev", "eth0", "nodad")
        self.ip(node, "route", "add", "default", "via", f"10.{number}.0.1")
        self.ip(node, "route", "add", "default", "via", f"2001:db8:a:{number}::1")

    def configure(self, site: str, number: int) -> None:
        home = self.directory / site
        home.mkdir()
        lines = [
            f'name = "{site}"',
            f'rlocs = ["192.0.2.{number}"]',
            f'xtr_id = "{number:032x}"',
            'map_server = "192.0.2.21"',
            'keys = [{ id = 1, file = "../site.key" }]',
            'control = "control.sock"',
            'state = "state.json"',
            f"eid_space = {[eid_of(iid, space) for iid in self.iids for space in SPACE]}",
        ]
        for iid in self.iids:
            for other in SITES.values():
                for eid in (f"10.{other}.0.0/24", f"2001:db8:a:{other}::/64"):
                    where = [f'prefix = "{eid_of(iid, eid)}"', f'interface = "lan{iid}"']
                    lines += (["[[eid]]", *where] if other == number else []) + ["[[dynamic_eid]]", *where]
        lines += ["[dataplane]", f'kind = "{self.backend}"']
        (home / "xtr.toml").write_text("\n".join(lines) + "\n")

    def launch(self) -> None:
        (self.directory / "site.key").write_text(secrets.token_hex(16))
        self.start("ms", sys.executable, "-m", "tests.e2e.stub_map_server", "192.0.2.21", f"{self.directory}/site.key")
        for site, number in SITES.items():
            self.configure(site, number)
            self.start(site, sys.executable, "-m", "xtr.daemon", "--config", f"{self.directory}/{site}/xtr.toml")
        for site in SITES:
            poll_until(self.registered, site)

    def registered(self, site: str) -> bool:
        with contextlib.suppress(ControlError):
            status = self.ask(site, "status")
            return bool(status["local_eids"] >= 2 * len(self.iids) and status["registered"] == status["local_eids"])
        return False

    def move(self, node: str, source: str, target: str, lan: str = "lan0") -> None:
        cable = f"l-{node}"
        self.ip(source, "link", "set", cable, "netns", self.name(target))
        self.ip(target, "link", "set", cable, "master", lan, "up")

    def close(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
        for namespace in self.namespaces:
            run("ip", "netns", "del", namespace, check=False)


@dataclass
class Echo:
    """What came back; times in milliseconds, None for a request without an answer."""

    sent: int
    rtts_ms: list[float | None]
    refused: int

    @property
    def answered(self) -> int:
        return sum(rtt is not None for rtt in self.rtts_ms)

    @property
    def median_ms(self) -> float:
        return median(rtt for rtt in self.rtts_ms if rtt is not None)


def echo(lab: Lab, node: str, target: str, count: int, interval_s: float = 0.1, **options: float) -> Echo:
    words = [f"{key}={value}" for key, value in options.items()]
    python = (sys.executable, "-m", "tests.e2e.echo_probe")
    return Echo(**json.loads(lab.execute(node, *python, target, str(count), str(interval_s), *words)))


def kinds(lab: Lab, site: str) -> dict[str, str]:
    return {row["eid"]: row["kind"] for row in lab.ask(site, "map")}


def rloc_of(lab: Lab, site: str, eid: str) -> str | None:
    rows = {row["eid"]: row for row in lab.ask(site, "map")}
    return rows[eid]["rlocs"][0]["rloc"] if eid in rows else None


def mac_of(lab: Lab, node: str) -> str:
    (link,) = json.loads(lab.ip(node, "-j", "link", "show", "eth0"))
    return str(link["address"])


def who_has(lab: Lab, node: str, target: str, sender: str) -> list[str]:
    """The MAC addresses that a host is given for another's IPv4 address, within 0.2 s."""
    mac, told = bytes.fromhex(mac_of(lab, node).replace(":", "")), []
    with netns.inside(lab.name(node)):
        link = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    with link:
        link.bind(("eth0", 0x0806))
        question = struct.pack("!HHBBH6s4s6s4s", 1, 0x0800, 6, 4, 1, mac, _packed(sender), bytes(6), _packed(target))
        link.send(b"\xff" * 6 + mac + b"\x08\x06" + question)
        end = time.monotonic() + 0.2
        while (left_s := end - time.monotonic()) > 0:
            link.settimeout(left_s)
            with contextlib.suppress(TimeoutError):
                answer = link.recv(64)
                if answer[20:22] == b"\0\2" and answer[28:32] == _packed(target):
                    told.append(answer[22:28].hex(":"))
    return told


def _packed(address: str) -> bytes:
    return IPv4Address(address).packed


def error_told(lab: Lab, node: str, eid: str) -> int | None:
    """Has a host send a packet; the number of the error that an ICMP message brings it within 0.3 s."""
    ipv6 = ":" in eid
    with netns.inside(lab.name(node)):
        sock = socket.socket(socket.AF_INET6 if ipv6 else socket.AF_INET, socket.SOCK_DGRAM)
    with sock:
        sock.setsockopt(*((socket.IPPROTO_IPV6, _IPV6_RECVERR) if ipv6 else (socket.IPPROTO_IP, _IP_RECVERR)), 1)
        sock.settimeout(0.3)
        sock.connect((eid, 9))
        try:
            sock.send(b"x")
            sock.recv(1)
        except OSError as error:
            return error.errno
    return None
