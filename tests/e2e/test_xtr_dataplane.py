"""Tunnel routers in real network namespaces: hosts of three sites reach each other, by either data plane.

h1 moves from a to c and keeps its address.
"""

import os
import time
from collections.abc import Iterator

import pytest

from tests.e2e.sites import Lab, echo, kinds, poll_until, rloc_of

pytestmark = [
    pytest.mark.lab,
    pytest.mark.skipif(os.geteuid() != 0, reason="network namespaces need root"),
]


@pytest.fixture(scope="module", params=["userspace", "ebpf"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    lab = Lab(tmp_path_factory.mktemp("xtr"), request.param)
    try:
        lab.build()
        lab.launch()
        yield lab
    finally:
        lab.close()


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
