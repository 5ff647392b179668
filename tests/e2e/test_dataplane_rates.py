"""Either data plane under a stream of numbered packets: whatever changes, none is lost and none overtakes another.

Two sites with static tables (tests/bench/sites.py); the stream goes from h1 behind a to h2 behind b.
"""

import json
import os
import struct
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from lisp.wire.ecm import internet_checksum
from tests.bench.sites import ROOT, Sites, order
from tests.unit.xtr.dataplane.packets import udp

pytestmark = [
    pytest.mark.lab,
    pytest.mark.skipif(os.geteuid() != 0, reason="network namespaces need root"),
]

KINDS = ["ebpf", "userspace"]
# What a loaded machine of two processors passes on without loss.
RATE = {"ebpf": 60_000, "userspace": 4_000}
SLOW_RATE = 4_000
SPACE, HOST = "10.2.0.0/24", "10.2.0.100/32"


@pytest.fixture(scope="module")
def sites() -> Iterator[Sites]:
    with Sites() as sites:
        yield sites


@pytest.mark.parametrize("kind", KINDS)
def test_changing_an_rloc_under_load_loses_and_reorders_nothing(sites: Sites, kind: str) -> None:
    with sites.mode(kind) as planes:
        sites.stream(0.2, 500).result()  # neighbours found
        stream = sites.stream(2.0, RATE[kind])
        time.sleep(0.3)
        for turn in range(20):
            order(planes["a"], f"send {SPACE} 192.0.2.{3 - turn % 2}")
            time.sleep(0.05)
        found = stream.result()
        counters = json.loads(order(planes["a"], "counters"))
    print(f"\n{kind}: 20 changes under {found['sent'] / 2.0:.0f} packets/s: {found}")
    assert found["sent"] >= RATE[kind] * 2.0 * 0.75
    assert found["received"] == found["sent"]
    assert found["reordered"] == 0
    if kind == "ebpf":
        assert counters["encapsulated"] >= found["sent"]
        assert counters.get("punted-out", 0) < 100


@pytest.mark.parametrize("kind", KINDS)
def test_packets_that_wait_for_a_mapping_arrive_first_and_in_order(sites: Sites, kind: str) -> None:
    with sites.mode(kind) as planes:
        sites.stream(0.2, 500).result()
        order(planes["a"], f"forget {SPACE}")
        stream = sites.stream(1.5, 40)
        time.sleep(0.5)
        order(planes["a"], f"send {SPACE} 192.0.2.2")
        found = stream.result()
        counters = json.loads(order(planes["a"], "counters"))
    assert counters["misses"] >= 1
    assert found["received"] == found["sent"]
    assert found["reordered"] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_overtakes_when_a_host_is_copied_and_no_more(sites: Sites, kind: str) -> None:
    # Under eBPF every turn takes the whole flow from the kernel to user space and back.
    with sites.mode(kind) as planes:
        sites.stream(0.2, 500).result()
        stream = sites.stream(2.0, SLOW_RATE)
        time.sleep(0.3)
        for turn in range(20):
            order(planes["b"], f"keep {HOST} {1 - turn % 2}")
            time.sleep(0.05)
        found = stream.result()
        counters = json.loads(order(planes["b"], "counters"))
    print(f"\n{kind}: {found} {counters}")
    assert found["received"] == found["sent"]
    assert found["reordered"] == 0
    if kind == "ebpf":
        assert 100 < counters["punted-in"] < found["sent"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_held_for_an_arrival_is_delivered_in_order(sites: Sites, kind: str) -> None:
    with sites.mode(kind) as planes:
        sites.stream(0.2, 500).result()
        order(planes["b"], f"hold {HOST} 192.0.2.1")
        stream = sites.stream(1.0, SLOW_RATE)
        time.sleep(0.5)
        order(planes["b"], f"deliver {HOST}")
        found = stream.result()
        counters = json.loads(order(planes["b"], "counters"))
    assert counters["held-for-arrival"] >= 100
    assert found["received"] == found["sent"]
    assert found["reordered"] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_strangers_are_dropped_and_counted(sites: Sites, kind: str) -> None:
    with sites.mode(kind) as planes:
        sites.stream(0.2, 500).result()
        order(planes["b"], f"send {HOST} 192.0.2.1")  # it is not here: and we are no relay
        assert sites.stream(0.5, 200).result()["received"] == 0
        assert json.loads(order(planes["b"], "counters"))["drop.misdelivered"] >= 90
        # A relay to where it came from would be a loop.
        order(planes["b"], f"relay {HOST} 192.0.2.1")
        assert sites.stream(0.5, 200).result()["received"] == 0
        assert json.loads(order(planes["b"], "counters"))["drop.relay-loop"] >= 90
        order(planes["b"], f"deliver {HOST}")
        found = sites.stream(0.5, 200).result()
    assert found["received"] == found["sent"]


def inside(sites: Sites, node: str, *python: str) -> str:
    command = ("ip", "netns", "exec", sites.name(node), sys.executable, *python)
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=30).stdout


def pings(sites: Sites, df: int) -> tuple[int, int]:
    """Echo requests of 1400 octets from h1 to h2: how many were answered, and how many its own kernel refused."""
    options = ("10.2.0.100", "4", "0.15", "size=1372", f"df={df}", "wait_s=0.5")
    found = json.loads(inside(sites, "h1", "-m", "tests.e2e.echo_probe", *options))
    return sum(rtt is not None for rtt in found["rtts_ms"]), found["refused"]


@pytest.mark.parametrize("kind", KINDS)
def test_path_that_takes_less_is_respected(sites: Sites, kind: str) -> None:
    # What a router between a and b would say: 1300 octets at most.
    quoted = udp("192.0.2.1", "192.0.2.2", 0xC000, 4341, bytes(8))
    error = struct.pack("!BBHHH", 3, 4, 0, 0, 1300) + quoted
    error = error[:2] + struct.pack("!H", internet_checksum(error)) + error[4:]
    say = f"import socket; socket.socket(2, 3, 1).sendto(bytes.fromhex('{error.hex()}'), ('192.0.2.1', 0))"
    with sites.mode(kind) as planes:
        sites.stream(0.2, 500).result()
        for node in ("h1", "a"):
            sites.ip(node, "route", "flush", "cache")  # what their kernels have learnt in another mode
        assert pings(sites, 1) == (4, 0)
        inside(sites, "b", "-c", say)
        assert pings(sites, 0) == (4, 0)
        counters = json.loads(order(planes["a"], "counters"))
        assert counters["fragmented"] == 4
        assert "drop.too-big" not in counters
        answered, refused = pings(sites, 1)
        assert answered == 0
        assert refused >= 2  # told once, h1 knows
        assert json.loads(order(planes["a"], "counters"))["too-big-told"] >= 1
        found = sites.stream(0.5, 500).result()
        assert found["received"] == found["sent"]


@pytest.mark.parametrize("kind", KINDS)
def test_packets_from_an_rloc_of_somebody_else_are_refused_where_that_is_checked(sites: Sites, kind: str) -> None:
    with sites.mode(kind, "check") as planes:
        found = sites.stream(0.5, 200).result()
        assert found["received"] == found["sent"]
        order(planes["b"], "send 10.1.0.0/24 192.0.2.7")  # h1 is said to be elsewhere
        assert sites.stream(0.5, 200).result()["received"] == 0
        assert json.loads(order(planes["b"], "counters"))["drop.outer-source"] >= 90
        order(planes["b"], "forget 10.1.0.0/24")  # nothing known, nothing to check
        found = sites.stream(0.5, 200).result()
        assert found["received"] == found["sent"]
