"""The topology file of a lab: who is where, with which addresses, and how far apart.

    topology = load_topology(Path("follow-me.toml"))

A node is a network namespace `fmc-<name>` on the underlay. Nodes of kind `subnet` and `dc` are sites: they run a
tunnel router and have a LAN, a bridge on which users or virtual machines live. All sites of a kind can host each
other's addresses, so each of their LANs has the gateways of all of them, always with the same MAC.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from itertools import permutations
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from deploy.lab.underlay.base import WAN_MTU, Link, Pair, Port
from lisp.runtime.config import ConfigError, Section, load

NAMESPACE_PREFIX: Final = "fmc-"
GATEWAY_MAC: Final = "02:00:5e:00:01:01"
MAX_NODES: Final = 200  # the last octet of a MAC counts them
RESERVED_NAMES: Final = frozenset({"core", "processes", "underlay"})

# Device names are made of these names; the kernel allows 15 characters.
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{0,9}$")]


class Distance(Section):
    """Between two nodes: the time there and back, and what each direction does to packets.

    `jitter_ms` is the greatest deviation from the delay of one direction; `loss` a probability; `rate_mbit` 0 means
    no limit.
    """

    rtt_ms: float = Field(default=0.0, ge=0, le=10_000)
    jitter_ms: float = Field(default=0.0, ge=0)
    loss: float = Field(default=0.0, ge=0, le=1)
    rate_mbit: float = Field(default=0.0, ge=0, le=100_000)

    @model_validator(mode="after")
    def _jitter_fits(self) -> Self:
        if self.jitter_ms > self.rtt_ms / 2:
            raise ValueError(f"jitter_ms = {self.jitter_ms} is more than half of rtt_ms = {self.rtt_ms}")
        return self

    def link(self) -> Link:
        """One of the two equal directions."""
        return Link(
            delay_us=round(self.rtt_ms * 500),
            jitter_us=round(self.jitter_ms * 1000),
            loss=self.loss,
            rate_bit_s=round(self.rate_mbit * 1e6),
        )


class UnderlayTable(Section):
    """The wide-area network: its prefix, and the distance of the pairs that `links` does not name."""

    prefix: IPv4Network
    mtu: int = Field(default=WAN_MTU, ge=576, le=9000)
    default: Distance = Distance()


class Node(Section):
    """What every node has: a locator on the underlay."""

    rloc: IPv4Address


class Site(Node):
    """A tunnel router and the LAN behind it."""

    eid_prefix: IPv4Network
    gateway: IPv4Address


class Subnet(Site):
    """A site where users are."""

    kind: Literal["subnet"]
    bridge: Literal["lan0"] = "lan0"


class DataCentre(Site):
    """A site with a hypervisor, whose guests' taps are ports of the bridge."""

    kind: Literal["dc"]
    bridge: Literal["br0"] = "br0"


class MapServerNode(Node):
    """The map server and resolver."""

    kind: Literal["mapserver"]


class ControllerNode(Node):
    """The FMC controller."""

    kind: Literal["controller"]


AnyNode = Annotated[Subnet | DataCentre | MapServerNode | ControllerNode, Field(discriminator="kind")]


class User(Section):
    """A user's device; `at` is the subnet where it is at first, not necessarily the one its address is of."""

    address: IPv4Interface
    at: Name


class Guest(Section):
    """A virtual machine; it keeps rewriting `dirty_mib` of its memory at `dirty_mib_s` MiB a second.

    With `disk_mib` it has a disk, which no two data centres share: it is copied with the guest.
    """

    address: IPv4Interface
    at: Name
    memory_mib: int = Field(default=96, ge=80, le=4096)
    dirty_mib: int = Field(default=16, ge=0)
    dirty_mib_s: int = Field(default=8, ge=0)
    disk_mib: int = Field(default=0, ge=0, le=4096)

    @model_validator(mode="after")
    def _memory_suffices(self) -> Self:
        if self.dirty_mib > self.memory_mib - 64:
            raise ValueError(
                f"dirty_mib = {self.dirty_mib} does not fit: the guest itself needs 64 of its {self.memory_mib} MiB"
            )
        return self


class Topology(Section):
    """A checked topology: every name in it exists, every address is unique and inside its prefix."""

    name: Name
    tls: bool = False  # libvirtd and QEMU show certificates, of an authority that is made for this lab
    instance_id: int = Field(default=0, ge=0, lt=1 << 24)  # of all its EIDs; above 0 the routers serve 0 too
    underlay: UnderlayTable
    nodes: dict[Name, AnyNode] = Field(min_length=1, max_length=MAX_NODES)
    links: dict[str, Distance] = Field(default={})
    users: dict[Name, User] = Field(default={}, max_length=MAX_NODES)
    guests: dict[Name, Guest] = Field(default={}, max_length=MAX_NODES)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        problems = [
            InitErrorDetails(
                type=PydanticCustomError("topology", "{text}", {"text": problem.text}),
                loc=problem.where,
                input=problem.value,
            )
            for problem in _problems(self)
        ]
        if problems:
            raise ValidationError.from_exception_data("Topology", problems)
        return self

    @property
    def sites(self) -> dict[str, Subnet | DataCentre]:
        """The nodes with a LAN."""
        return {name: node for name, node in self.nodes.items() if isinstance(node, Subnet | DataCentre)}

    @property
    def subnets(self) -> dict[str, Subnet]:
        """The sites of users."""
        return {name: node for name, node in self.nodes.items() if isinstance(node, Subnet)}

    @property
    def data_centres(self) -> dict[str, DataCentre]:
        """The sites of virtual machines."""
        return {name: node for name, node in self.nodes.items() if isinstance(node, DataCentre)}

    def of_kind(self, kind: Literal["subnet", "dc", "mapserver", "controller"]) -> list[str]:
        """The names of the nodes of a kind, in the order of the file."""
        return [name for name, node in self.nodes.items() if node.kind == kind]

    def netns(self, name: str) -> str:
        """The network namespace of a node or a user."""
        assert name in self.nodes or name in self.users, name
        return NAMESPACE_PREFIX + name

    def eid(self, prefix: IPv4Network | IPv4Address) -> str:
        """A prefix or an address of a site as daemons write it, with the instance id."""
        text = str(IPv4Network(prefix))
        return f"[{self.instance_id}]{text}" if self.instance_id else text

    def home(self, name: str) -> str:
        """The site whose prefix holds the address of a user or a guest."""
        address = self._endpoint(name).address
        return next(site for site, node in self.sites.items() if address.ip in node.eid_prefix)

    def gateway(self, name: str) -> IPv4Address:
        """The gateway of a user or a guest, the same wherever it goes."""
        return self.sites[self.home(name)].gateway

    def gateways(self, site: str) -> list[IPv4Address]:
        """The gateways on a site's LAN: its own first, then those of the other sites of its kind."""
        kind = type(self.sites[site])
        others = [node.gateway for name, node in self.sites.items() if type(node) is kind and name != site]
        return [self.sites[site].gateway, *others]

    def mac(self, name: str) -> str:
        """The MAC of a node's `wan0`, of a user's device or of a guest: it follows from the file alone."""
        for group, names in enumerate((list(self.nodes), list(self.users), list(self.guests)), start=1):
            if name in names:
                return f"02:00:5e:{group:02x}:00:{names.index(name) + 1:02x}"
        raise KeyError(name)

    def ports(self) -> list[Port]:
        """Where the nodes meet the underlay."""
        length = self.underlay.prefix.prefixlen
        return [
            Port(name, self.netns(name), self.mac(name), (IPv4Interface((node.rloc, length)),), self.underlay.mtu)
            for name, node in self.nodes.items()
        ]

    def distance(self, a: str, b: str) -> Distance:
        """The distance between two nodes, in whichever order the file names them."""
        return self.links.get(f"{a}-{b}") or self.links.get(f"{b}-{a}") or self.underlay.default

    def pairs(self) -> dict[Pair, Link]:
        """The link of every ordered pair of nodes."""
        return {(a, b): self.distance(a, b).link() for a, b in permutations(self.nodes, 2)}

    def _endpoint(self, name: str) -> User | Guest:
        return self.users[name] if name in self.users else self.guests[name]


def load_topology(path: Path) -> Topology:
    """Reads and checks a topology file. Raises ConfigError, one line `file:line: where: what` per mistake."""
    return load(path, Topology)


def with_guests(text: str, count: int) -> str:
    """The text of a topology with this many guests like its first: vm1, vm2 … at addresses that follow its own."""
    first = Topology.model_validate(tomllib.loads(text)).guests
    name, guest = next(iter(first.items()))
    stem, start = name.rstrip("0123456789"), int(guest.address.ip)
    table = {"at": f'"{guest.at}"', "memory_mib": guest.memory_mib, "dirty_mib": guest.dirty_mib}
    table |= {"dirty_mib_s": guest.dirty_mib_s}
    added = [text]
    for number in range(len(first) + 1, count + 1):
        address = IPv4Interface((start + number - 1, guest.address.network.prefixlen))
        fields = "".join(f"{key} = {value}\n" for key, value in ({"address": f'"{address}"'} | table).items())
        added.append(f"\n[guests.{stem}{number}]\n{fields}")
    return "".join(added)


@dataclass(frozen=True, slots=True)
class _Problem:
    where: tuple[str | int, ...]
    text: str
    value: Any


def _problems(topology: Topology) -> Iterator[_Problem]:
    yield from _name_problems(topology)
    yield from _link_problems(topology)
    yield from _address_problems(topology)
    yield from _site_problems(topology)
    yield from _endpoint_problems(topology)


def _name_problems(topology: Topology) -> Iterator[_Problem]:
    """Nodes, users and guests share one space of names: they become namespaces, directories and domains."""
    for table, all_names in (("nodes", topology.nodes), ("users", topology.users)):
        for name in RESERVED_NAMES.intersection(all_names):
            yield _Problem((table, name), "this name is reserved for the lab itself", name)
    for table, names in (("users", topology.users), ("guests", topology.guests)):
        for name in names:
            if name in topology.nodes or (table == "guests" and name in topology.users):
                yield _Problem((table, name), "this name is taken by a node or a user", name)


def _link_problems(topology: Topology) -> Iterator[_Problem]:
    seen: dict[frozenset[str], str] = {}
    for key in topology.links:
        ends = key.split("-")
        if len(ends) != 2 or ends[0] == ends[1]:
            yield _Problem(("links", key), "two different nodes joined by a hyphen are expected: net1-dc1", key)
            continue
        for end in ends:
            if end not in topology.nodes:
                yield _Problem(("links", key), f"there is no node {end}; nodes: {', '.join(topology.nodes)}", key)
        if first := seen.get(frozenset(ends)):
            yield _Problem(("links", key), f"{first} is this pair already", key)
        seen.setdefault(frozenset(ends), key)


def _address_problems(topology: Topology) -> Iterator[_Problem]:
    """Every address belongs to one holder."""
    holders: dict[IPv4Address, str] = {}
    claims: list[tuple[tuple[str, str, str], IPv4Address]] = [
        *((("nodes", name, "rloc"), node.rloc) for name, node in topology.nodes.items()),
        *((("nodes", name, "gateway"), site.gateway) for name, site in topology.sites.items()),
        *((("users", name, "address"), user.address.ip) for name, user in topology.users.items()),
        *((("guests", name, "address"), guest.address.ip) for name, guest in topology.guests.items()),
    ]
    for where, address in claims:
        if holder := holders.get(address):
            yield _Problem(where, f"the address is taken by {holder}", str(address))
        holders.setdefault(address, ".".join(where))
    for name, node in topology.nodes.items():
        yield from _inside(("nodes", name, "rloc"), node.rloc, topology.underlay.prefix, "the underlay's prefix")


def _inside(where: tuple[str, ...], address: IPv4Address, prefix: IPv4Network, what: str) -> Iterator[_Problem]:
    if address not in prefix:
        yield _Problem(where, f"the address is outside {what} {prefix}", str(address))
    elif prefix.prefixlen < 31 and address in (prefix.network_address, prefix.broadcast_address):
        yield _Problem(where, f"the network or broadcast address of {prefix} cannot be a host's", str(address))


def _site_problems(topology: Topology) -> Iterator[_Problem]:
    sites = list(topology.sites.items())
    for position, (name, site) in enumerate(sites):
        where = ("nodes", name, "eid_prefix")
        yield from _inside(("nodes", name, "gateway"), site.gateway, site.eid_prefix, "the site's eid_prefix")
        others = [("underlay.prefix", topology.underlay.prefix)]
        others += [(f"nodes.{other}.eid_prefix", node.eid_prefix) for other, node in sites[:position]]
        for other, prefix in others:
            if site.eid_prefix.overlaps(prefix):
                yield _Problem(where, f"the prefix overlaps {other} {prefix}", str(site.eid_prefix))


def _endpoint_problems(topology: Topology) -> Iterator[_Problem]:
    """Users start at subnets and guests at DCs, with an address of a site of that kind."""
    places: tuple[tuple[str, str, dict[str, Any], dict[str, Any]], ...] = (
        ("users", "a subnet", dict(topology.users), dict(topology.subnets)),
        ("guests", "a DC", dict(topology.guests), dict(topology.data_centres)),
    )
    for table, kind, endpoints, sites in places:
        for name, endpoint in endpoints.items():
            if endpoint.at not in sites:
                what = "is not " + kind if endpoint.at in topology.nodes else "is no node"
                yield _Problem(
                    (table, name, "at"), f"{endpoint.at} {what}; expected one of: {', '.join(sites)}", endpoint.at
                )
            where, address = (table, name, "address"), endpoint.address
            prefix = next((site.eid_prefix for site in sites.values() if address.ip in site.eid_prefix), None)
            if prefix is None:
                yield _Problem(where, f"the address is in no eid_prefix of {kind}", str(address))
            elif address.network != prefix:
                yield _Problem(where, f"the prefix length must be that of the site, {prefix.prefixlen}", str(address))
            else:
                yield from _inside(where, address.ip, prefix, "the site's eid_prefix")


__all__ = [
    "GATEWAY_MAC",
    "NAMESPACE_PREFIX",
    "ConfigError",
    "ControllerNode",
    "DataCentre",
    "Distance",
    "Guest",
    "MapServerNode",
    "Node",
    "Site",
    "Subnet",
    "Topology",
    "User",
    "load_topology",
]
