"""The topology file: what the example says, and what is refused with which words."""

from ipaddress import IPv4Address, IPv4Interface
from pathlib import Path

import pytest

from deploy.lab.topology import ConfigError, Topology, load_topology, with_guests
from deploy.lab.underlay.base import Link

EXAMPLE = Path(__file__).parents[4] / "deploy" / "examples" / "follow-me.toml"


@pytest.fixture
def topology() -> Topology:
    return load_topology(EXAMPLE)


def test_example_has_the_round_trip_times_of_the_demo(topology: Topology) -> None:
    rtt_ms = {pair: 2 * link.delay_us / 1000 for pair, link in topology.pairs().items()}
    assert rtt_ms["net1", "dc1"] == rtt_ms["dc1", "net1"] == 12
    assert rtt_ms["net2", "dc1"] == rtt_ms["net1", "dc2"] == 250
    assert rtt_ms["net2", "dc2"] == 3
    assert rtt_ms["dc1", "dc2"] == rtt_ms["fmcc", "dc2"] == 10
    assert rtt_ms["fmcc", "dc1"] == 1
    assert rtt_ms["net1", "net2"] == 20
    assert {rtt_ms["ms", node] for node in topology.nodes if node != "ms"} == {2}
    assert len(rtt_ms) == 6 * 5


def test_sites_of_a_kind_have_each_others_gateways(topology: Topology) -> None:
    assert topology.gateways("net2") == [IPv4Address("10.2.0.1"), IPv4Address("10.1.0.1")]
    assert topology.gateways("dc1") == [IPv4Address("10.11.0.1"), IPv4Address("10.12.0.1")]
    assert list(topology.subnets) == ["net1", "net2"]
    assert list(topology.data_centres) == topology.of_kind("dc") == ["dc1", "dc2"]
    assert topology.of_kind("controller") == ["fmcc"]


def test_users_and_guests_know_their_gateway_wherever_they_are(topology: Topology) -> None:
    assert topology.gateway("user") == IPv4Address("10.1.0.1")
    assert topology.gateway("vm1") == IPv4Address("10.11.0.1")
    assert topology.home("vm1") == "dc1"


def test_macs_follow_from_the_file_and_are_unique(topology: Topology) -> None:
    macs = [topology.mac(name) for name in (*topology.nodes, *topology.users, *topology.guests)]
    assert len(set(macs)) == len(macs) == 8
    assert topology.mac("dc1") == "02:00:5e:01:00:03"
    port = topology.ports()[2]
    assert (port.netns, port.mac) == ("fmc-dc1", topology.mac("dc1"))
    assert port.addresses == (IPv4Interface("192.0.2.11/24"),)


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("net2-dc2 = {", "net2-dc9 = {", "links.net2-dc9", "there is no node dc9; nodes: net1, net2, dc1"),
        ("net2-dc2 = {", "dc1-net1 = {", "links.dc1-net1", "net1-dc1 is this pair already"),
        ("net2-dc2 = {", "dc2-dc2 = {", "links.dc2-dc2", "two different nodes"),
        ("net2-dc2 = {", "net2 = {", "links.net2", "two different nodes"),
        ("rtt_ms = 12 ", "rtt_ms = -12 ", "links.net1-dc1.rtt_ms", "greater than or equal to 0"),
        ("rtt_ms = 12 ", "rtt_ms = 12, jitter_ms = 7 ", "links.net1-dc1", "jitter_ms = 7.0 is more than half"),
        ("rtt_ms = 12 ", "rtt_ms = 12, loss = 2 ", "links.net1-dc1.loss", "less than or equal to 1"),
        ("rtt_ms = 12 ", "rtt = 12 ", "links.net1-dc1.rtt", "no such option"),
        ('"192.0.2.31"', '"192.0.2.21"', "nodes.fmcc.rloc", "the address is taken by nodes.ms.rloc"),
        ('"192.0.2.31"', '"192.0.3.31"', "nodes.fmcc.rloc", "outside the underlay's prefix 192.0.2.0/24"),
        ('"192.0.2.31"', '"192.0.2.255"', "nodes.fmcc.rloc", "network or broadcast address"),
        ('"10.12.0.1"', '"10.13.0.1"', "nodes.dc2.gateway", "outside the site's eid_prefix 10.12.0.0/24"),
        ('"10.12.0.0/24"', '"10.12.0.0/8"', "nodes.dc2", "not a valid IPv4 network"),
        ('"10.2.0.0/24"', '"10.1.0.0/16"', "nodes.net2.eid_prefix", "overlaps nodes.net1.eid_prefix 10.1.0.0/24"),
        ('kind = "mapserver"', 'kind = "map"', "nodes.ms", "expected tags"),
        ('at = "net1"', 'at = "dc1"', "users.user.at", "dc1 is not a subnet; expected one of: net1, net2"),
        ('at = "dc1"', 'at = "dc7"', "guests.vm1.at", "dc7 is no node; expected one of: dc1, dc2"),
        ('"10.1.0.100/24"', '"10.11.0.100/24"', "users.user.address", "in no eid_prefix of a subnet"),
        ('"10.1.0.100/24"', '"10.1.0.100/16"', "users.user.address", "must be that of the site, 24"),
        ('"10.1.0.100/24"', '"10.1.0.1/24"', "users.user.address", "taken by nodes.net1.gateway"),
        ('"10.11.0.10/24"', '"10.11.0.0/24"', "guests.vm1.address", "network or broadcast address"),
        ("dirty_mib = 16 ", "dirty_mib = 90 ", "guests.vm1", "the guest itself needs 64 of its 96 MiB"),
        ("[guests.vm1]", "[guests.user]", "guests.user", "this name is taken"),
        ("[nodes.ms]", "[nodes.core]", "nodes.core", "reserved for the lab itself"),
        ("[nodes.ms]", "[nodes.map-server]", "nodes.map-server", "match pattern"),
    ],
)
def test_mistakes_are_named_with_their_place(tmp_path: Path, old: str, new: str, where: str, what: str) -> None:
    text = EXAMPLE.read_text()
    assert old in text
    path = tmp_path / "wrong.toml"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(ConfigError) as caught:
        load_topology(path)
    message = str(caught.value)
    assert where in message
    assert what in message
    assert message.startswith(f"{path}:")
    assert not message.startswith(f"{path}:1:")


def test_pairs_not_named_have_the_default_and_the_others_all_of_theirs(tmp_path: Path) -> None:
    path = tmp_path / "lossy.toml"
    text = EXAMPLE.read_text().replace("rtt_ms = 12 ", "rtt_ms = 12.5, jitter_ms = 0.25, loss = 0.01, rate_mbit = 2.5 ")
    path.write_text(text)
    pairs = load_topology(path).pairs()
    assert pairs["dc1", "net1"] == Link(delay_us=6_250, jitter_us=250, loss=0.01, rate_bit_s=2_500_000)
    assert pairs["ms", "net1"] == Link(delay_us=1_000)


def test_more_guests_are_like_the_first_at_the_next_addresses(tmp_path: Path) -> None:
    path = tmp_path / "topology.toml"
    path.write_text(with_guests(EXAMPLE.read_text(), 3))
    guests = load_topology(path).guests
    assert [(name, str(guest.address)) for name, guest in guests.items()] == [
        ("vm1", "10.11.0.10/24"),
        ("vm2", "10.11.0.11/24"),
        ("vm3", "10.11.0.12/24"),
    ]
    assert {(guest.at, guest.memory_mib, guest.dirty_mib) for guest in guests.values()} == {("dc1", 96, 16)}
