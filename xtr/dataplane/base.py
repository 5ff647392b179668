"""Between the engine and a data plane: what the engine commands, what a data plane tells it.

A data plane keeps one table of EID prefixes, longest match first. Every prefix has one slot, and a slot
is either a mapping (`InstallMapping`) or a local delivery (`DeliverLocally`); the command that comes last
wins, so a prefix changes hands by being overwritten and no packet falls between two commands.
`RemoveMapping` empties a slot only if it holds a mapping, `StopDelivering` only if it holds a delivery.
Every command may be carried out twice.

Nothing here touches a socket: the commands and events are shared by the engine, the user-space data
plane and any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from lisp.engine import Command, Event
from lisp.wire import Address, Prefix

# Weighted choice by table: every mapping spreads its RLOCs over this many slots, a flow's hash picks one.
FLOW_SLOTS: Final = 16


class Action(StrEnum):
    """What happens to packets whose destination matches a mapping."""

    FORWARD = "forward"  # encapsulate; with no target, drop
    NATIVE = "native"  # leave to ordinary routing
    DROP = "drop"
    REJECT = "reject"  # drop, and tell the sender, seldom: ICMP destination unreachable
    PUNT = "punt"  # raise a Miss for every packet, hold none


class Instance(NamedTuple):
    """What an xTR has for one instance id (RFC 9300 section 8), so that tenants may have the same addresses.

    A tenant is behind its `lans`, and its packets go to the tunnel by a `device` and a routing `table` of its own.
    """

    iid: int
    device: str
    table: int = 0
    lans: frozenset[str] = frozenset()

    @property
    def mark(self) -> int:
        """What tells packets of this instance from others within the machine (fwmark)."""
        return self.table


class Target(NamedTuple):
    """An RLOC that may be used now, and its share of the flows."""

    rloc: Address
    weight: int


@dataclass(frozen=True, slots=True)
class InstallMapping(Command):
    """Forward packets to `prefix` in this way.

    With `relay` the EID used to be here: packets that arrive for it through the tunnel are sent on to
    the targets. Without it such packets are refused, or anybody could use us as a relay. `others` are
    further RLOCs of the mapping: nothing goes there, but where sources are checked they are believed. With
    `resend_since` (monotonic s) copies of what was delivered after that moment, kept by `KeepRecent`, go to
    the targets first: the host stopped then, and will not have read them. What follows them is copied too, and
    delivered if the prefix is delivered here again, as the host's own or under a wider one.
    """

    prefix: Prefix
    action: Action
    targets: tuple[Target, ...] = ()
    relay: bool = False
    resend_since: float | None = None
    others: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class RemoveMapping(Command):
    """Forget the mapping of exactly this prefix."""

    prefix: Prefix


@dataclass(frozen=True, slots=True)
class DeliverLocally(Command):
    """Hosts in `prefix` are on this LAN interface."""

    prefix: Prefix
    interface: str


@dataclass(frozen=True, slots=True)
class SetNeighbour(Command):
    """The host `prefix` is on this LAN interface with this link-layer address: there is no need to ask it."""

    prefix: Prefix
    interface: str
    link_address: bytes


@dataclass(frozen=True, slots=True)
class StopDelivering(Command):
    """Hosts in exactly this prefix are not here any more."""

    prefix: Prefix


@dataclass(frozen=True, slots=True)
class RouteEids(Command):
    """Packets to this prefix go through the tunnel, and such from it are believed when they come out."""

    prefix: Prefix


@dataclass(frozen=True, slots=True)
class AdmitSources(Command):
    """LAN hosts may send from `prefix`; with `report` the first packet of an unknown one is a HostSeen."""

    prefix: Prefix
    report: bool


@dataclass(frozen=True, slots=True)
class DropQueued(Command):
    """No mapping will come: drop the packets held for it."""

    prefix: Prefix


@dataclass(frozen=True, slots=True)
class KeepRecent(Command):
    """Keep copies of what is delivered to the host `prefix`, for the last `seconds`, bounded. 0: end it.

    While it lasts every RLOC from which something comes for the host is told once, with a PeersReported.
    """

    prefix: Prefix
    seconds: float


@dataclass(frozen=True, slots=True)
class HoldArrivals(Command):
    """A host is about to arrive: hold its packets from when its present xTR sends the first one on to us.

    That is a packet for `prefix` out of the tunnel from one of `senders`; before it nothing changes, and
    from then on all packets for `prefix` are held, bounded and in order. DeliverLocally of the prefix
    delivers them and ends the hold. No `senders`: end it, and send them on if the prefix is a relay; if that leads
    back to the senders, not what they have copies of. Other commands about the prefix leave the hold as it is.
    """

    prefix: Prefix
    senders: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class DropLeftovers(Command):
    """All that shall stand has been said since the start: what else an earlier life left is to go."""


@dataclass(frozen=True, slots=True)
class ReportPeers(Command):
    """Answer with a PeersReported: who sent data to this prefix in the last `within_s` seconds."""

    prefix: Prefix
    within_s: float


@dataclass(frozen=True, slots=True)
class ReportUse(Command):
    """Answer with a UseReported: was this mapping used in the last `within_s` seconds?"""

    prefix: Prefix
    within_s: float


@dataclass(frozen=True, slots=True)
class Miss(Event):
    """A packet to `eid` has no mapping; `source` is the EID that sent it."""

    eid: Prefix
    source: Address


@dataclass(frozen=True, slots=True)
class Misdelivered(Event):
    """`rloc` still sends packets for `eid` here; `relayed`: they were sent on to where it lives now."""

    eid: Prefix
    rloc: Address
    relayed: bool


@dataclass(frozen=True, slots=True)
class Arriving(Event):
    """The first packet of the EID `source` for a host that is about to arrive is held."""

    eid: Prefix
    source: Address


@dataclass(frozen=True, slots=True)
class HostSeen(Event):
    """A host proved that it is on our LAN. `how` is "neighbour" or "data"; interface "" is unknown."""

    eid: Prefix
    how: str
    interface: str = ""


@dataclass(frozen=True, slots=True)
class HostGone(Event):
    """A host on our LAN no longer answers."""

    eid: Prefix
    interface: str = ""


@dataclass(frozen=True, slots=True)
class OwnAddresses(Event):
    """The addresses of this machine itself, in each instance; none of them is a host on the LAN."""

    addresses: frozenset[Prefix]


@dataclass(frozen=True, slots=True)
class PeersReported(Event):
    """The RLOCs that sent data to `prefix` lately."""

    prefix: Prefix
    rlocs: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class UseReported(Event):
    """Whether the mapping of `prefix` was used lately."""

    prefix: Prefix
    used: bool


@dataclass(frozen=True, slots=True)
class Peer:
    """A remote RLOC that sent data to one of our EIDs, and how long ago."""

    eid: Prefix
    rloc: Address
    idle_s: float


# What a data plane carries out; the two reports are answered through its queries.
PLANE_COMMANDS: Final = (
    InstallMapping,
    RemoveMapping,
    DeliverLocally,
    StopDelivering,
    RouteEids,
    AdmitSources,
    DropQueued,
    KeepRecent,
    HoldArrivals,
    DropLeftovers,
)


def prefix_of(command: Command) -> Prefix | None:
    """The prefix that a command of a data plane is about; None for one about everything."""
    found: Prefix | None = getattr(command, "prefix", None)
    return found


class DataPlane(Protocol):
    """What moves the packets. It is given a function at construction to which it hands its events."""

    kind: str

    @property
    def outlives(self) -> bool:
        """Whether forwarding goes on after `close`, until another life takes over."""

    async def start(self) -> None:
        """Open devices and sockets. Raises OSError with what is missing."""

    def apply(self, command: Command) -> None:
        """Carry out one of PLANE_COMMANDS."""

    def peers(self, prefix: Prefix, within_s: float) -> list[Peer]:
        """Who sent data to EIDs in this prefix in the last `within_s` seconds."""

    def used(self, prefix: Prefix, within_s: float) -> bool:
        """Whether the mapping of exactly this prefix forwarded a packet in the last `within_s` seconds."""

    def counters(self) -> Mapping[str, int]:
        """Packets in, out, and dropped by reason (`drop.…`)."""

    def close(self) -> None:
        """Stop, and remove every device and socket it made; what `outlives` us stays."""


def spread(targets: Sequence[Target]) -> tuple[Address, ...]:
    """FLOW_SLOTS RLOCs, each in proportion to its weight and at least once (RFC 9300 section 12).

    Weights that are all equal, or all zero, share evenly. Empty when there is no target.
    """
    chosen = list(targets[:FLOW_SLOTS])
    if not chosen:
        return ()
    weights = [max(target.weight, 0) for target in chosen]
    if not any(weights):
        weights = [1] * len(chosen)
    total = sum(weights)
    counts = [max(1, weight * FLOW_SLOTS // total) for weight in weights]
    # Give what rounding left to those furthest below their share, take what it overspent from the largest.
    while (left := FLOW_SLOTS - sum(counts)) != 0:
        due = [weight * FLOW_SLOTS / total - count for weight, count in zip(weights, counts, strict=True)]
        if left > 0:
            counts[due.index(max(due))] += 1
        else:
            counts[counts.index(max(counts))] -= 1
    return tuple(target.rloc for target, count in zip(chosen, counts, strict=True) for _ in range(count))
