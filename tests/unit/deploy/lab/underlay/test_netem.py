"""The exact tc commands of the netem backend."""

from ipaddress import IPv4Interface

import pytest

from deploy.lab.underlay.base import Link, Port, address_commands
from deploy.lab.underlay.netem import (
    change_command,
    cut_command,
    flush_commands,
    netem_limit,
    netem_parameters,
    setup_commands,
)


def port(name: str, number: int) -> Port:
    return Port(name, f"fmc-{name}", f"02:00:5e:01:00:{number:02x}", (IPv4Interface(f"192.0.2.{number}/24"),))


def test_setup_gives_every_ordered_pair_a_class_a_netem_and_a_filter() -> None:
    links = {
        ("net1", "dc1"): Link(delay_us=6_000),
        ("dc1", "net1"): Link(delay_us=125_000, jitter_us=500, loss=0.015, rate_bit_s=100_000_000),
    }
    assert setup_commands([port("net1", 1), port("dc1", 2)], links) == [
        "qdisc add dev p1 root handle 1: htb",
        "class add dev p1 parent 1: classid 1:2 htb rate 32gbit ceil 32gbit burst 1mb cburst 1mb quantum 65536",
        "qdisc add dev p1 parent 1:2 handle 1002: netem limit 1880 delay 125000us 500us loss 1.5% rate 100000000bit",
        "filter add dev p1 parent 1: protocol all prio 1 u32 match ether src 02:00:5e:01:00:02 flowid 1:2",
        "qdisc add dev p2 root handle 1: htb",
        "class add dev p2 parent 1: classid 1:1 htb rate 32gbit ceil 32gbit burst 1mb cburst 1mb quantum 65536",
        "qdisc add dev p2 parent 1:1 handle 1001: netem limit 88334 delay 6000us loss 0% rate 32000000000bit",
        "filter add dev p2 parent 1: protocol all prio 1 u32 match ether src 02:00:5e:01:00:01 flowid 1:1",
    ]


def test_minor_numbers_are_hexadecimal() -> None:
    ports = [port(f"n{number}", number) for number in range(1, 12)]
    commands = setup_commands(ports, {})
    of_last = [command for command in commands if command.startswith(("class", "qdisc", "filter")) and "1:b" in command]
    assert [command.split(" dev p1 ")[1].split()[:6] for command in of_last[:3]] == [
        ["parent", "1:", "classid", "1:b", "htb", "rate"],
        ["parent", "1:b", "handle", "100b:", "netem", "limit"],
        ["parent", "1:", "protocol", "all", "prio", "1"],
    ]
    assert of_last[2].endswith("ether src 02:00:5e:01:00:0b flowid 1:b")
    assert sum("netem" in command for command in commands) == 11 * 10


def test_change_names_everything_the_link_has() -> None:
    # Also what is zero: the kernel keeps attributes that a change does not mention.
    assert change_command(["net1", "dc1"], "net1", "dc1", Link(delay_us=500)) == (
        "qdisc change dev p2 parent 1:1 handle 1001: netem limit 83750 delay 500us loss 0% rate 32000000000bit"
    )


def test_a_cut_puts_an_empty_queue_in_the_place_of_the_full_one() -> None:
    # The same handle twice would be a change, which keeps the frames.
    first, second = flush_commands(["net1", "dc1"], "net1", "dc1", Link(loss=1.0))
    assert first == "qdisc replace dev p2 parent 1:1 netem limit 83334 delay 0us loss 100% rate 32000000000bit"
    assert second == first.replace("parent 1:1", "parent 1:1 handle 1001:")


@pytest.mark.parametrize(("loss", "text"), [(0.0, "0%"), (1.0, "100%"), (0.1, "10%"), (0.000001, "0.0001%")])
def test_loss_is_given_in_percent(loss: float, text: str) -> None:
    assert f" loss {text} " in netem_parameters(Link(loss=loss))


def test_limit_holds_what_is_on_its_way_and_a_queue() -> None:
    assert netem_limit(Link(rate_bit_s=1_000_000)) == 1_000  # never below netem's own default
    assert netem_limit(Link(delay_us=125_000)) == 187_500  # 225 ms of 10 Gbit/s
    assert netem_limit(Link(delay_us=5_000_000)) == 1_000_000


def test_only_senders_into_lossy_or_limited_links_cut_super_frames() -> None:
    links = {("a", "b"): Link(loss=0.1), ("b", "a"): Link(delay_us=9)}
    assert cut_command(links, "a") == "link set dev wan0 gso_max_segs 1"
    assert cut_command(links, "b") == "link set dev wan0 gso_max_segs 65535"


def test_nodes_know_each_other_without_arp() -> None:
    ports = [port("net1", 1), port("dc1", 2)]
    assert address_commands(ports[0], ports) == [
        "link set wan0 address 02:00:5e:01:00:01 mtu 1500 addrgenmode none",
        "address add 192.0.2.1/24 dev wan0",
        "link set wan0 up",
        "neighbour replace 192.0.2.2 lladdr 02:00:5e:01:00:02 nud permanent dev wan0",
    ]
