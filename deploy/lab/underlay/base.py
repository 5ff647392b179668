"""What an underlay is: one switch between all nodes, with a link of its own for every ordered pair of them.

A star of links cannot express the round-trip times of a wide-area network (1 ms from the controller to each of two
DCs that are 10 ms apart), so delay, jitter, loss and rate belong to pairs (source, destination).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Interface, IPv6Interface
from typing import Any, Final, Protocol

WAN_DEVICE: Final = "wan0"
WAN_MTU: Final = 1500

Pair = tuple[str, str]  # source node, destination node


class UnderlayError(Exception):
    """The underlay cannot do what was asked; the text says why."""


@dataclass(frozen=True, slots=True)
class Link:
    """One direction between two nodes.

    A frame waits its turn at `rate_bit_s` (0: no limit), then `delay_us` plus an evenly distributed deviation of at
    most `jitter_us` either way; frames of a pair never overtake each other. `loss` is a probability; 1 is a cable
    that is cut, and what was on its way is lost with it.
    """

    delay_us: int = 0
    jitter_us: int = 0
    loss: float = 0.0
    rate_bit_s: int = 0

    def __post_init__(self) -> None:
        if min(self.delay_us, self.jitter_us, self.rate_bit_s) < 0:
            raise ValueError(f"{self}: delay, jitter and rate cannot be negative")
        if self.jitter_us > self.delay_us:
            raise ValueError(f"{self}: a jitter greater than the delay would deliver frames before they are sent")
        if not 0.0 <= self.loss <= 1.0:
            raise ValueError(f"{self}: loss is a probability, between 0 and 1")

    @property
    def is_cut(self) -> bool:
        """Whether nothing passes, not even what was on its way."""
        return self.loss >= 1.0

    @property
    def cuts_super_frames(self) -> bool:
        """Whether TCP super-frames of up to 64 KiB must be cut into packets before they enter.

        Loss and rate apply to packets: losing 64 KiB at a time, or sending them in one breath, is another network.
        """
        return self.loss > 0 or self.rate_bit_s > 0


@dataclass(frozen=True, slots=True)
class Port:
    """Where a node meets the underlay: device `wan0` in its namespace."""

    node: str
    netns: str
    mac: str
    addresses: tuple[IPv4Interface | IPv6Interface, ...]
    mtu: int = WAN_MTU


class Underlay(Protocol):
    """The interface of the backends.

    A backend is made for a state directory and remembers what runs there: `fmc lab down` in another process, after
    a crash of the first, stops it as well. All methods block for milliseconds and raise UnderlayError.
    """

    name: str

    def start(self, ports: Sequence[Port], links: Mapping[Pair, Link], *, seed: int = 0) -> None:
        """Gives every node its `wan0` (address set, up) and connects them; pairs not named get Link()."""

    def set_link(self, source: str, destination: str, link: Link) -> None:
        """Changes one direction while it runs; frames on their way keep their delay, unless it is cut."""

    def links(self) -> dict[Pair, Link]:
        """What is in force now, for every ordered pair."""

    def counters(self) -> dict[Pair, dict[str, int]]:
        """Per ordered pair: delivered, delivered_octets, lost (on purpose), dropped (queue full), waiting."""

    def status(self) -> dict[str, Any]:
        """What `fmc lab status` shows besides the links: alive, process id, offloads."""

    def stop(self) -> None:
        """Ends what runs and removes what it left; does nothing when nothing is there."""


def address_commands(port: Port, ports: Sequence[Port]) -> list[str]:
    """The `ip` commands that give a port's `wan0`, just made, its MAC, its MTU and its addresses.

    The other nodes are permanent neighbours: a wide-area network asks no ARP questions, and one that travels as far
    as the packet behind it would double the first round-trip time.
    """
    return [
        # No link-local address: its solicitations and reports would be on every link and in every counter.
        f"link set {WAN_DEVICE} address {port.mac} mtu {port.mtu} addrgenmode none",
        *(f"address add {address.with_prefixlen} dev {WAN_DEVICE}" for address in port.addresses),
        f"link set {WAN_DEVICE} up",
        *(
            f"neighbour replace {address.ip} lladdr {other.mac} nud permanent dev {WAN_DEVICE}"
            for other in ports
            if other.node != port.node
            for address in other.addresses
        ),
    ]
