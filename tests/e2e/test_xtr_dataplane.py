"""Tunnel routers in real network namespaces: hosts of three sites reach each other, by either data plane.

h1 moves from a to c and keeps its address.
"""

import errno
import os
import time
from collections.abc import Iterator

import pytest

from tests.e2e.sites import GATEWAY_MAC, Lab, echo, error_told, kinds, mac_of, poll_until, rloc_of, who_has

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


@pytest.mark.parametrize(("eid", "error"), [("10.9.0.1", errno.EHOSTUNREACH), ("2001:db8:a:9::1", errno.ENETUNREACH)])
def test_sender_to_an_eid_that_is_to_be_dropped_is_told(lab: Lab, eid: str, error: int) -> None:
    for _ in range(2):  # the first waits for the answer of the mapping system, the second for the rate limit
        poll_until(lambda: error_told(lab, "h1", eid) == error)


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

    def told(target: str) -> bool:
        return GATEWAY_MAC in lab.ip("h3", "neigh", "show", target)

    for target in ("10.1.0.100", "2001:db8:a:1::100"):
        poll_until(told, target)
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

    def decided(node: str) -> bool:
        return " tentative" not in lab.ip(node, "addr", "show", "dev", "eth0")

    lab.ip("h1", "addr", "del", address, "dev", "eth0")
    for node in ("h3", "h1"):
        lab.ip(node, "addr", "add", address, "dev", "eth0")
        poll_until(decided, node)
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
