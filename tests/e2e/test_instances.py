"""Two tenants with the same addresses behind the same tunnel routers, by either data plane: none sees the other."""

import errno
import os
from collections.abc import Iterator

import pytest

from tests.e2e.sites import GATEWAY_MAC, Lab, echo, error_told, kinds, mac_of, of, poll_until, rloc_of, who_has

pytestmark = [
    pytest.mark.lab,
    pytest.mark.skipif(os.geteuid() != 0, reason="network namespaces need root"),
]
IIDS = (0, 9)


@pytest.fixture(scope="module", params=["userspace", "ebpf"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    lab = Lab(tmp_path_factory.mktemp("instances"), request.param, IIDS)
    try:
        lab.build()
        lab.launch()
        yield lab
    finally:
        lab.close()


def asked(lab: Lab, node: str, *, ipv6: bool = False) -> int:
    """How many echo requests have come to a host."""
    path, name = ("snmp6", "Icmp6InEchos") if ipv6 else ("snmp", "InEchos")
    lines = [line.split() for line in lab.execute(node, "cat", f"/proc/net/{path}").splitlines()]
    if ipv6:
        return next(int(line[1]) for line in lines if line[0] == name)
    head, values = [line for line in lines if line[0] == "Icmp:"]
    return int(values[head.index(name)])


@pytest.mark.parametrize("iid", IIDS)
@pytest.mark.parametrize("target", ["10.2.0.100", "2001:db8:a:2::100"])
def test_tenant_reaches_its_own_host_and_no_other_sees_it(lab: Lab, iid: int, target: str) -> None:
    ipv6 = ":" in target
    before = {other: asked(lab, of("h2", other), ipv6=ipv6) for other in IIDS}
    assert echo(lab, of("h1", iid), target, 3).answered == 3  # the first one included
    after = {other: asked(lab, of("h2", other), ipv6=ipv6) for other in IIDS}
    assert {other: after[other] - before[other] for other in IIDS} == {other: 3 * (other == iid) for other in IIDS}


@pytest.mark.parametrize("iid", IIDS)
def test_what_the_router_itself_answers_goes_to_who_asked(lab: Lab, iid: int) -> None:
    assert echo(lab, of("h1", iid), "10.1.0.1", 1).answered == 1
    assert echo(lab, of("h1", iid), "2001:db8:a:1::1", 1).answered == 1
    larger = echo(lab, of("h1", iid), "10.2.0.100", 3, size=1417, df=1)
    assert larger.answered == 0
    assert larger.refused >= 1  # the xTR's ICMP error has taught this tenant's host the MTU


@pytest.mark.parametrize("iid", IIDS)
def test_sender_to_an_eid_that_is_to_be_dropped_is_told(lab: Lab, iid: int) -> None:
    poll_until(lambda: error_told(lab, of("h1", iid), "10.9.0.1") == errno.EHOSTUNREACH)


def test_main_table_leads_from_no_tenant_to_another(lab: Lab) -> None:
    # As when a gateway's address is configured with its prefix, and the prefixes of the tenants differ.
    lab.ip("a", "addr", "add", "172.16.0.1/24", "dev", "lan0")
    lab.ip("h1", "addr", "add", "172.16.0.100/24", "dev", "eth0")
    # From an address that h1 does not take for its own.
    lab.ip("h1-9", "addr", "add", "10.1.0.77/24", "dev", "eth0")
    lab.ip("h1-9", "route", "add", "172.16.0.0/24", "via", "10.1.0.1", "src", "10.1.0.77")
    before = asked(lab, "h1")
    assert echo(lab, "h1-9", "172.16.0.100", 2).answered == 0
    assert asked(lab, "h1") == before


def test_host_moves_in_one_instance_and_stays_in_the_other(lab: Lab) -> None:
    for iid in IIDS:  # h3 knows its neighbour
        assert echo(lab, of("h3", iid), "10.1.0.100", 1).answered == 1
    lab.move("h1-9", "a", "c", "lan9")
    assert echo(lab, "h1-9", "10.2.0.100", 10).answered >= 7  # found within 300 ms, on a loaded machine too
    poll_until(lambda: kinds(lab, "a").get("[9]10.1.0.100/32") == "away")
    poll_until(lambda: rloc_of(lab, "b", "[9]10.1.0.100/32") == "192.0.2.3")
    assert kinds(lab, "a")["10.1.0.100/32"] == "detected"
    assert rloc_of(lab, "b", "10.1.0.100/32") in (None, "192.0.2.1")
    before = {iid: asked(lab, of("h1", iid)) for iid in IIDS}
    for iid in IIDS:
        assert echo(lab, of("h2", iid), "10.1.0.100", 2).answered == 2
    assert {iid: asked(lab, of("h1", iid)) - before[iid] for iid in IIDS} == dict.fromkeys(IIDS, 2)
    assert "drop.route-failed" not in lab.ask("a", "counters")["data"]


def test_absent_host_is_answered_for_on_the_lan_of_its_own_tenant_only(lab: Lab) -> None:
    # Told, before it asks.
    poll_until(lambda: GATEWAY_MAC in lab.ip("h3-9", "neigh", "show", "10.1.0.100"))
    assert mac_of(lab, "h1") in lab.ip("h3", "neigh", "show", "10.1.0.100")
    assert who_has(lab, "h3-9", "10.1.0.100", "10.1.0.101") == [GATEWAY_MAC]
    assert who_has(lab, "h3", "10.1.0.100", "10.1.0.101") == [mac_of(lab, "h1")]
    # Addresses of the router itself are the kernel's to answer for.
    for iid in IIDS:
        assert who_has(lab, of("h3", iid), "10.2.0.1", "10.1.0.101") == [GATEWAY_MAC]
        assert echo(lab, of("h3", iid), "10.1.0.100", 2).answered == 2


def test_shutdown_leaves_the_machine_as_it_was(lab: Lab) -> None:
    process = lab.processes[-1]  # c
    process.terminate()
    assert process.wait(10) == 0, lab.log("c")
    for family in ("-4", "-6"):
        assert "4341" not in lab.ip("c", family, "rule")
        assert "proto 200" not in lab.ip("c", family, "route", "show", "table", "all")
    assert "lisp0" not in lab.ip("c", "link")
