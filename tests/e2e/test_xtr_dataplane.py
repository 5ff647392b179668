"""Tunnel routers in real network namespaces: hosts of three sites reach each other, by either data plane.

    h1 (10.1.0.100), h3 (.101) ─ lan0 [a] wan0 ─┐
    h2 (10.2.0.100) ─ lan0 [b] wan0 ─┼─ core ─ [ms]     RLOCs 192.0.2.1, .2, .3, .21
               (no host) lan0 [c] wan0 ─┘

h1 moves from a to c and keeps its address.
"""

import contextlib
import errno
import json
import os
import secrets
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from deploy.lab import netns
from lisp.runtime.control import ControlError, ask

pytestmark = [
    pytest.mark.lab,
    pytest.mark.skipif(os.geteuid() != 0, reason="network namespaces need root"),
]

ROOT = Path(__file__).parents[2]
GATEWAY_MAC = "02:00:5e:00:01:01"
SITES = {"a": 1, "b": 2, "c": 3}
SPACE = ["10.0.0.0/8", "2001:db8:a::/48"]
_IP_RECVERR, _IPV6_RECVERR = 11, 25


def run(*command: str, check: bool = True, timeout_s: float = 30) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s)
    assert not check or done.returncode == 0, f"{' '.join(command)}: {done.stderr or done.stdout}"
    return done.stdout


def poll_until(condition: Callable[[], bool], timeout_s: float = 15) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "the condition did not come true in time"
        time.sleep(0.05)


class Lab:
    """Namespaces, cables, daemons; everything goes when it is closed."""

    def __init__(self, directory: Path, backend: str) -> None:
        self.directory = directory
        self.backend = backend
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
        for site in SITES:
            self.ip(site, "link", "add", "lan0", "address", GATEWAY_MAC, "type", "bridge")
            self.ip(site, "link", "set", "lan0", "up")
            for number in SITES.values():
                self.ip(site, "addr", "add", f"10.{number}.0.1/32", "dev", "lan0")
                self.ip(site, "addr", "add", f"2001:db8:a:{number}::1/128", "dev", "lan0", "nodad")
        self.host("h1", "a", 1)
        self.host("h2", "b", 2)
        self.host("h3", "a", 1, 101)

    def host(self, node: str, site: str, number: int, last: int = 100) -> None:
        self.namespace(node)
        self.cable(node, "eth0", site, f"l-{node}")
        self.ip(site, "link", "set", f"l-{node}", "master", "lan0")
        self.ip(node, "addr", "add", f"10.{number}.0.{last}/24", "dev", "eth0")
        self.ip(node, "addr", "add", f"2001:db8:a:{number}::{last}/64", "dev", "eth0", "nodad")
        self.ip(node, "route", "add", "default", "via", f"10.{number}.0.1")
        self.ip(node, "route", "add", "default", "via", f"2001:db8:a:{number}::1")

    def configure(self, site: str, number: int) -> None:
        home = self.directory / site
        home.mkdir()
        eids = [f"10.{number}.0.0/24", f"2001:db8:a:{number}::/64"]
        lines = [
            f'name = "{site}"',
            f'rlocs = ["192.0.2.{number}"]',
            f'xtr_id = "{number:032x}"',
            'map_server = "192.0.2.21"',
            'keys = [{ id = 1, file = "../site.key" }]',
            'control = "control.sock"',
            'state = "state.json"',
            f"eid_space = {SPACE}",
        ]
        for eid in eids:
            lines += ["[[eid]]", f'prefix = "{eid}"', 'interface = "lan0"']
        for other in SITES.values():
            for eid in (f"10.{other}.0.0/24", f"2001:db8:a:{other}::/64"):
                lines += ["[[dynamic_eid]]", f'prefix = "{eid}"', 'interface = "lan0"']
        lines += ["[dataplane]", f'kind = "{self.backend}"']
        (home / "xtr.toml").write_text("\n".join(lines) + "\n")

    def launch(self) -> None:
        (self.directory / "site.key").write_text(secrets.token_hex(16))
        self.start("ms", sys.executable, "-m", "tests.e2e.stub_map_server", "192.0.2.21", f"{self.directory}/site.key")
        for site, number in SITES.items():
            self.configure(site, number)
            self.start(site, sys.executable, "-m", "xtr.daemon", "--config", f"{self.directory}/{site}/xtr.toml")
        for site in SITES:
            poll_until(lambda site=site: self.registered(site))  # type: ignore[misc]  # bound per turn

    def registered(self, site: str) -> bool:
        with contextlib.suppress(ControlError):
            status = self.ask(site, "status")
            return bool(status["local_eids"] >= 2 and status["registered"] == status["local_eids"])
        return False

    def move(self, node: str, source: str, target: str) -> None:
        cable = f"l-{node}"
        self.ip(source, "link", "set", cable, "netns", self.name(target))
        self.ip(target, "link", "set", cable, "master", "lan0", "up")

    def close(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
        for namespace in self.namespaces:
            run("ip", "netns", "del", namespace, check=False)


@pytest.fixture(scope="module", params=["userspace", "ebpf"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    lab = Lab(tmp_path_factory.mktemp("xtr"), request.param)
    try:
        lab.build()
        lab.launch()
        yield lab
    finally:
        lab.close()


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


def test_hosts_of_two_sites_reach_each_other(lab: Lab) -> None:
    assert echo(lab, "h1", "10.2.0.100", 3).answered == 3  # the first one included
    assert echo(lab, "h1", "2001:db8:a:2::100", 3).answered == 3
    data = lab.ask("a", "counters")["data"]
    assert data["encapsulated"] >= 6
    assert data["decapsulated"] >= 6
    assert data["misses"] >= 2
    found = kinds(lab, "a")
    assert found["10.1.0.100/32"] == "detected"
    assert found["2001:db8:a:1::100/128"] == "detected"
    assert found["10.1.0.0/24"] == "home"
    assert rloc_of(lab, "a", "10.2.0.0/24") == "192.0.2.2"


def test_added_round_trip_time(lab: Lab) -> None:
    tunnel = echo(lab, "h1", "10.2.0.100", 300, 0.005)
    plain = echo(lab, "a", "192.0.2.2", 300, 0.005)
    assert tunnel.answered == 300
    added = tunnel.median_ms - plain.median_ms
    print(f"\nRTT {tunnel.median_ms:.3f} ms through the tunnel, {plain.median_ms:.3f} plain: {added:.3f} ms added")
    assert added < 10


def test_ttl_and_tos_survive_the_tunnel(lab: Lab) -> None:
    # The two xTRs are one hop each: TTL 2 dies at the second, TTL 3 arrives.
    assert echo(lab, "h1", "10.2.0.100", 1, ttl=2).answered == 0
    assert echo(lab, "h1", "10.2.0.100", 1, ttl=3).answered == 1
    assert echo(lab, "h1", "10.2.0.100", 1, tos=0xB8).answered == 1


def test_full_size_packets_fit_and_larger_ones_are_refused_with_the_mtu(lab: Lab) -> None:
    assert echo(lab, "h1", "10.2.0.100", 1, size=1416, df=1).answered == 1  # 1500 - 56 - 28
    larger = echo(lab, "h1", "10.2.0.100", 3, size=1417, df=1)
    assert larger.answered == 0
    assert larger.refused >= 1  # the xTR's ICMP error has taught the host the MTU
    assert echo(lab, "h1", "10.2.0.100", 1, size=4000).answered == 1  # in fragments


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
        question = struct.pack("!HHBBH6s4s6s4s", 1, 0x0800, 6, 4, 1, mac, packed(sender), bytes(6), packed(target))
        link.send(b"\xff" * 6 + mac + b"\x08\x06" + question)
        end = time.monotonic() + 0.2
        while (left_s := end - time.monotonic()) > 0:
            link.settimeout(left_s)
            with contextlib.suppress(TimeoutError):
                answer = link.recv(64)
                if answer[20:22] == b"\0\2" and answer[28:32] == packed(target):
                    told.append(answer[22:28].hex(":"))
    return told


def packed(address: str) -> bytes:
    return IPv4Address(address).packed


@pytest.mark.parametrize(("eid", "error"), [("10.9.0.1", errno.EHOSTUNREACH), ("2001:db8:a:9::1", errno.ENETUNREACH)])
def test_sender_to_an_eid_that_is_to_be_dropped_is_told(lab: Lab, eid: str, error: int) -> None:
    ipv6 = ":" in eid
    with netns.inside(lab.name("h1")):
        sock = socket.socket(socket.AF_INET6 if ipv6 else socket.AF_INET, socket.SOCK_DGRAM)
    with sock:
        sock.setsockopt(*((socket.IPPROTO_IPV6, _IPV6_RECVERR) if ipv6 else (socket.IPPROTO_IP, _IP_RECVERR)), 1)
        sock.settimeout(0.3)
        sock.connect((eid, 9))
        for _ in range(2):  # the first waits for the answer of the mapping system, the second for the rate limit
            poll_until(lambda: what_is_said(sock) == error)


def what_is_said(sock: socket.socket) -> int | None:
    """Sends a packet; the number of the error that comes back."""
    try:
        sock.send(b"x")
        sock.recv(1)
    except OSError as error:
        return error.errno
    return None


def test_host_that_is_there_answers_for_itself_and_nobody_for_who_may_be(lab: Lab) -> None:
    assert who_has(lab, "h3", "10.1.0.100", "10.1.0.101") == [mac_of(lab, "h1")]
    assert who_has(lab, "h3", "10.1.0.200", "10.1.0.101") == []
    assert who_has(lab, "h3", "10.2.0.100", "10.1.0.101") == [GATEWAY_MAC]
    assert echo(lab, "h3", "10.1.0.100", 1).answered == 1
    assert echo(lab, "h3", "2001:db8:a:1::100", 1).answered == 1


def test_host_moves_and_keeps_its_address(lab: Lab) -> None:
    assert echo(lab, "h2", "10.1.0.100", 2).answered == 2
    lab.move("h1", "a", "c")
    # Its first packet gives it away; nothing else is said to anybody.
    assert echo(lab, "h1", "10.2.0.100", 10).answered >= 7  # found within 300 ms, on a loaded machine too
    poll_until(lambda: any(event["eid"] == "10.1.0.100/32" for event in lab.events("a", "eid-departed")))
    assert lab.events("a", "redirecting")[-1]["to"] == "192.0.2.3"
    poll_until(lambda: any(event["eid"] == "10.1.0.100/32" for event in lab.events("b", "smr-received")))
    poll_until(lambda: rloc_of(lab, "b", "10.1.0.100/32") == "192.0.2.3")
    assert echo(lab, "h2", "10.1.0.100", 5).answered == 5
    # Nothing at the old site claims it again.
    time.sleep(1.5)
    assert kinds(lab, "a")["10.1.0.100/32"] == "away"
    assert "drop.route-failed" not in lab.ask("a", "counters")["data"]


def test_xtr_answers_for_a_host_that_is_elsewhere(lab: Lab) -> None:
    assert echo(lab, "h1", "2001:db8:a:2::100", 5).answered >= 2  # its other address moves with its first packet, too
    # h3 was told, and did not have to ask.
    for target in ("10.1.0.100", "2001:db8:a:1::100"):
        poll_until(lambda target=target: GATEWAY_MAC in lab.ip("h3", "neigh", "show", target))  # type: ignore[misc]
    assert who_has(lab, "h3", "10.1.0.100", "10.1.0.101") == [GATEWAY_MAC]
    lab.ip("h3", "-6", "neigh", "flush", "dev", "eth0")
    for target in ("10.1.0.100", "2001:db8:a:1::100"):
        assert echo(lab, "h3", target, 2).answered == 2
    # The whole subnet of a visitor is elsewhere; where it is, the hosts of it answer for themselves.
    assert who_has(lab, "h1", "10.1.0.101", "10.1.0.100") == [GATEWAY_MAC]
    assert who_has(lab, "h1", "10.1.0.77", "10.1.0.100") == [GATEWAY_MAC]
    for target in ("10.1.0.101", "2001:db8:a:1::101"):
        assert echo(lab, "h1", target, 2).answered == 2


def test_host_that_asks_whether_its_address_is_free_is_not_told_that_it_is_taken(lab: Lab) -> None:
    for node in ("h1", "h3"):  # where it is, and where it may be back at any moment
        assert who_has(lab, node, "10.1.0.100", "0.0.0.0") == []
        assert who_has(lab, node, "10.1.0.100", "10.1.0.100") == []
    # The kernel of the host itself asks so (RFC 4862), at c and, in h3's person, at a.
    address = "2001:db8:a:1::100/64"
    lab.ip("h1", "addr", "del", address, "dev", "eth0")
    for node in ("h3", "h1"):
        lab.ip(node, "addr", "add", address, "dev", "eth0")
        poll_until(lambda node=node: " tentative" not in lab.ip(node, "addr", "show", "dev", "eth0"))  # type: ignore[misc]
        assert "dadfailed" not in lab.ip(node, "addr", "show", "dev", "eth0")
        if node == "h3":
            lab.ip("h3", "addr", "del", address, "dev", "eth0")


def test_host_returns_home(lab: Lab) -> None:
    lab.move("h1", "c", "a")
    assert echo(lab, "h1", "10.2.0.100", 10).answered >= 7  # found within 300 ms, on a loaded machine too
    poll_until(lambda: kinds(lab, "a")["10.1.0.100/32"] == "detected")
    poll_until(lambda: rloc_of(lab, "b", "10.1.0.100/32") == "192.0.2.1")
    assert echo(lab, "h2", "10.1.0.100", 3).answered == 3


def test_shutdown_leaves_the_machine_as_it_was(lab: Lab) -> None:
    process = lab.processes[-1]  # c
    process.terminate()
    assert process.wait(10) == 0, lab.log("c")
    assert "4341" not in lab.ip("c", "rule")
    assert "4341" not in lab.ip("c", "-6", "rule")
    assert "lisp0" not in lab.ip("c", "route", "show", "table", "all")
    assert "lan0 proto 200" not in lab.ip("c", "route", "show", "table", "all")
    assert "lisp0" not in lab.ip("c", "link")
