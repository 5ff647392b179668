"""The network of the lab on a real kernel: delays, changes, losses, throughput, moving users, and cleaning up."""

import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Address, IPv4Interface
from pathlib import Path

import pytest

from deploy.lab import netns, requirements
from deploy.lab.lan import Lan, UserDevice, add_lan, add_user, announce_user, make_router, move_user
from deploy.lab.ping import ping
from deploy.lab.topology import GATEWAY_MAC
from deploy.lab.underlay import Underlay, UnderlayError, choose_backend, open_underlay
from deploy.lab.underlay.base import Link, Pair, Port

_MISSING = requirements.missing(guests=False)

pytestmark = [
    pytest.mark.lab,
    pytest.mark.skipif(bool(_MISSING), reason="; ".join(map(str, _MISSING)) or "nothing is missing"),
]

PREFIX = f"fmct{os.getpid()}-"
RTTS_MS = {("a", "b"): 1, ("a", "c"): 10, ("b", "c"): 250}
ADDRESSES = {"a": IPv4Address("192.0.2.1"), "b": IPv4Address("192.0.2.2"), "c": IPv4Address("192.0.2.3")}
GATEWAYS = [IPv4Address("10.1.0.1"), IPv4Address("10.2.0.1")]


def both_ways(a: str, b: str, link: Link) -> dict[Pair, Link]:
    return {(a, b): link, (b, a): link}


def rtt_link(rtt_ms: float) -> Link:
    return Link(delay_us=round(rtt_ms * 500))


def within(fastest_ms: float, expected_ms: float) -> bool:
    """The fastest echo tells the link's own time, to a clock's reading: all others also waited for a busy machine."""
    return expected_ms - 0.01 <= fastest_ms <= expected_ms + max(0.6, 0.05 * expected_ms)


def answers(user: UserDevice) -> bool:
    """The gateway answers, as soon as the kernel has noticed the carrier (it may take its time about it)."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        if ping(user.netns, user.gateway, count=1, timeout_s=0.2).lost == 0:
            return ping(user.netns, user.gateway, count=3, interval_s=0.01).lost == 0
    return False


@pytest.fixture
def state_dir() -> Iterator[Path]:
    # Not tmp_path: the path of a Unix socket has at most 107 characters.
    path = Path(tempfile.mkdtemp(prefix="fmct-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def underlay(state_dir: Path) -> Iterator[Underlay]:
    """Nodes a, b and c, connected."""
    ports = [
        Port(name, PREFIX + name, f"02:00:5e:01:00:0{number}", (IPv4Interface((ADDRESSES[name], 24)),))
        for number, name in enumerate("abc", start=1)
    ]
    links: dict[Pair, Link] = {}
    for (a, b), rtt_ms in RTTS_MS.items():
        links |= both_ways(a, b, rtt_link(rtt_ms))
    chosen = choose_backend(state_dir, probe_prefix=PREFIX)
    try:
        netns.create(*(port.netns for port in ports))
        chosen.start(ports, links, seed=1)
        yield chosen
    finally:
        chosen.stop()
        netns.delete(*netns.names(PREFIX))


def apply(underlay: Underlay, links: Mapping[Pair, Link]) -> None:
    for (a, b), link in links.items():
        underlay.set_link(a, b, link)


def test_every_pair_has_its_round_trip_time(underlay: Underlay) -> None:
    for (a, b), rtt_ms in RTTS_MS.items():
        result = ping(PREFIX + a, ADDRESSES[b], count=12 if rtt_ms > 100 else 40, interval_s=0.02)
        assert result.lost == 0
        assert within(result.fastest_ms, rtt_ms), f"{a}-{b}: {result.fastest_ms:.2f} ms instead of {rtt_ms}"


def test_links_change_while_they_run(underlay: Underlay, state_dir: Path) -> None:
    assert underlay.links()["a", "b"] == rtt_link(1)
    other_process = open_underlay(state_dir)
    other_process.set_link("a", "b", Link(delay_us=30_000))
    result = ping(PREFIX + "a", ADDRESSES["b"], count=10, interval_s=0.02)
    assert within(result.fastest_ms, 30.5), result
    assert underlay.links()["a", "b"] == Link(delay_us=30_000)
    assert underlay.links()["b", "a"] == rtt_link(1)
    with pytest.raises(UnderlayError):
        underlay.set_link("a", "z", Link())


def test_loss_is_per_direction_and_counted(underlay: Underlay) -> None:
    underlay.set_link("b", "a", Link(loss=0.3))
    result = ping(PREFIX + "a", ADDRESSES["b"], count=500, interval_s=0.001, timeout_s=0.3)
    assert 0.2 < result.lost / result.sent < 0.4
    counters = underlay.counters()
    assert counters["b", "a"]["lost"] == result.lost
    assert counters["a", "b"]["lost"] == 0
    assert counters["a", "b"]["delivered"] >= 500


def test_nodes_need_no_arp(underlay: Underlay) -> None:
    underlay.set_link("a", "c", Link(loss=1.0))
    before = underlay.counters()["a", "c"]["lost"]
    ping(PREFIX + "a", ADDRESSES["c"], count=1, timeout_s=0.1)
    assert underlay.counters()["a", "c"]["lost"] == before + 1
    assert underlay.counters()["a", "b"]["delivered"] == 0  # nothing was asked of all


def test_tcp_is_fast_without_a_rate_and_keeps_to_one(underlay: Underlay) -> None:
    apply(underlay, both_ways("a", "b", Link()))
    assert tcp_bit_s("a", "b", duration_s=1.5) > 500e6
    apply(underlay, both_ways("a", "b", Link(delay_us=1_000, rate_bit_s=50_000_000)))
    before = underlay.counters()["a", "b"]
    assert tcp_bit_s("a", "b", duration_s=2.0) == pytest.approx(47e6, rel=0.15)
    after = underlay.counters()["a", "b"]
    octets = after["delivered_octets"] - before["delivered_octets"]
    # Where a rate applies it applies to packets, not to super-frames of many.
    assert 1_000 < octets / (after["delivered"] - before["delivered"]) < 1_600


def tcp_bit_s(source: str, destination: str, duration_s: float) -> float:
    """What one TCP connection carries, after a second of it has passed."""
    with netns.inside(PREFIX + destination):
        listener = socket.create_server((str(ADDRESSES[destination]), 5001))
    with netns.inside(PREFIX + source):
        sender = socket.socket()
    rates: list[float] = []

    def receive() -> None:
        connection, _ = listener.accept()
        with connection:
            buffer = bytearray(1 << 18)
            total, started = 0, time.monotonic()
            half, half_at = 0, started
            while size := connection.recv_into(buffer):
                total += size
                if not half and time.monotonic() - started > duration_s / 2:
                    half, half_at = total, time.monotonic()
            rates.append((total - half) * 8 / (time.monotonic() - half_at))

    thread = threading.Thread(target=receive)
    thread.start()
    with listener, sender:
        sender.settimeout(5)
        sender.connect((str(ADDRESSES[destination]), 5001))
        end = time.monotonic() + duration_s
        chunk = bytes(1 << 17)
        while time.monotonic() < end:
            sender.send(chunk)
    thread.join(10)
    return rates[0]


def test_after_a_crash_another_process_removes_everything(underlay: Underlay, state_dir: Path) -> None:
    later = open_underlay(state_dir)
    assert later.status()["alive"]
    later.stop()
    assert not underlay.status()["alive"]
    assert not list((state_dir / "processes").glob("*.json"))
    with pytest.raises(UnderlayError):
        underlay.set_link("a", "b", Link())
    later.stop()
    netns.delete(*netns.names(PREFIX))
    assert netns.names(PREFIX) == []


@pytest.fixture
def user() -> Iterator[UserDevice]:
    """A user of 10.1.0.0/24 at site 1; site 2 hosts its prefix as well. The test is the tunnel router."""
    device = UserDevice("u", f"{PREFIX}u", IPv4Interface("10.1.0.100/24"), GATEWAYS[0], mac="02:00:5e:02:00:01")
    try:
        netns.create(device.netns, *(lan.netns for lan in (SITE1, SITE2)))
        for lan, gateways in ((SITE1, GATEWAYS), (SITE2, GATEWAYS[::-1])):
            make_router(lan.netns)
            add_lan(lan.netns, lan.bridge, gateways)
            netns.ip(lan.netns, f"route add {device.address.ip}/32 dev {lan.bridge}")
        add_user(device, SITE1)
        yield device
    finally:
        netns.delete(*netns.names(PREFIX))


SITE1 = Lan(f"{PREFIX}s1", "lan0")
SITE2 = Lan(f"{PREFIX}s2", "lan0")


def test_user_keeps_address_and_gateway_when_it_moves(user: UserDevice) -> None:
    assert answers(user)
    address = netns.output(user.netns, ["ip", "-brief", "-4", "address", "show", "dev", "eth0"]).split()[2:]
    assert address == ["10.1.0.100/24"]
    for source, target in ((SITE1, SITE2), (SITE2, SITE1)):
        assert move_user(user, source, target) < 0.5
        neighbours = netns.output(user.netns, ["ip", "neighbour"])
        assert f"{user.gateway} dev eth0 lladdr {GATEWAY_MAC}" in neighbours
        assert answers(user)
        assert "10.1.0.100/24" in netns.output(user.netns, ["ip", "address", "show", "dev", "eth0"])
        assert "u-u" not in netns.output(source.netns, ["ip", "link"])


def test_site_learns_a_user_that_announces_itself(user: UserDevice) -> None:
    move_user(user, SITE1, SITE2)
    assert str(user.address.ip) not in netns.output(SITE2.netns, ["ip", "neighbour"])
    announce_user(user)
    assert f"{user.address.ip} dev lan0 lladdr {user.mac}" in netns.output(SITE2.netns, ["ip", "neighbour"])


def test_only_the_calling_thread_is_inside(user: UserDevice) -> None:
    def devices() -> list[str]:
        return [name for _, name in socket.if_nameindex()]

    outside = devices()
    with netns.inside(SITE1.netns):
        assert "lan0" in devices()
    assert devices() == outside
    assert "eth0" in netns.call_inside(user.netns, devices)
    with pytest.raises(netns.NetnsError, match="does not exist"), netns.inside(f"{PREFIX}none"):
        pytest.fail("entered")
    assert devices() == outside


def test_errors_name_the_command(user: UserDevice) -> None:
    with pytest.raises(netns.NetnsError, match=r"ip link set nodev up \(in namespace .*-u\): Cannot find device"):
        netns.ip(user.netns, "link set lo up", "link set nodev up")
    with pytest.raises(netns.NetnsError, match="this kernel does not have it"):
        netns.sysctl(user.netns, {"net.ipv4.no_such_parameter": 1})
    with pytest.raises(netns.NetnsError, match="exists already"):
        netns.create(user.netns)
