"""The netem backend: the kernel's own delays, where it has them (sch_netem, sch_htb, cls_u32).

A bridge in a namespace of its own, with one veth per node. What a node receives leaves the bridge through its port,
and there each source node has a class of its own, chosen by source MAC, with netem below it:

    port of dc1:  htb 1: ─┬─ 1:1 ── netem 1001:  from net1
                          ├─ 1:2 ── netem 1002:  from net2 ...

The commands are made by pure functions and tested as text. htb says once for every netem below it that it is
"non-work-conserving": so it is, a delay is just that, and it does no harm.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import permutations
from pathlib import Path
from typing import Any, Final

from deploy.lab import netns
from deploy.lab.netns import NetnsError
from deploy.lab.underlay.base import WAN_DEVICE, Link, Pair, Port, UnderlayError, address_commands

CORE_BRIDGE: Final = "core0"

# Where a link has no rate. Below 2^32 octets a second, so that the rate of a running qdisc can be lowered again
# (the kernel keeps the greater of the 32-bit and the 64-bit attribute), and never 0: with a rate netem keeps the
# order of frames, without it jitter would reorder them.
UNLIMITED_BIT_S: Final = 32_000_000_000
# htb only sorts; it must never be what limits.
HTB_RATE: Final = "32gbit"
# Given, because htb would derive it from the rate and warn that it is big (r2q); one super-frame a turn.
HTB_QUANTUM: Final = 65_536
HTB_BURST: Final = "1mb"

QUEUE_MS: Final = 100  # of a limited link, on top of what is on its way
PACKET_OCTETS: Final = 1500
MIN_LIMIT: Final = 1_000
MAX_LIMIT: Final = 1_000_000
# The most an unlimited link is expected to carry: netem's limit counts what is on its way as well.
EXPECTED_BIT_S: Final = 10_000_000_000


def port_device(number: int) -> str:
    """The bridge port of node number `number`, counted from 1."""
    return f"p{number}"


def netem_parameters(link: Link) -> str:
    """What follows `netem` for a link. Complete, so that a change overwrites everything that was set before."""
    rate = link.rate_bit_s or UNLIMITED_BIT_S
    jitter = f" {link.jitter_us}us" if link.jitter_us else ""
    loss = f"{link.loss * 100:.6f}".rstrip("0").rstrip(".")
    return f"limit {netem_limit(link)} delay {link.delay_us}us{jitter} loss {loss}% rate {rate}bit"


def netem_limit(link: Link) -> int:
    """How many packets may be on their way or waiting, so that only a full queue drops."""
    rate = link.rate_bit_s or EXPECTED_BIT_S
    time_us = link.delay_us + link.jitter_us + QUEUE_MS * 1000
    packets = -(-rate * time_us // (8_000_000 * PACKET_OCTETS))
    return min(MAX_LIMIT, max(MIN_LIMIT, packets))


def setup_commands(ports: Sequence[Port], links: Mapping[Pair, Link]) -> list[str]:
    """The `tc` commands that give every ordered pair its delay, for an empty core namespace."""
    commands = []
    for to, target in enumerate(ports, start=1):
        device = port_device(to)
        # Frames of no class (there are none: every node has a filter) would pass without delay.
        commands.append(f"qdisc add dev {device} root handle 1: htb")
        for number, source in enumerate(ports, start=1):
            if number == to:
                continue
            parameters = netem_parameters(links.get((source.node, target.node), Link()))
            commands += [
                f"class add dev {device} parent 1: classid 1:{number:x} htb rate {HTB_RATE} ceil {HTB_RATE}"
                f" burst {HTB_BURST} cburst {HTB_BURST} quantum {HTB_QUANTUM}",
                f"qdisc add dev {device} parent 1:{number:x} handle {_handle(number)}: netem {parameters}",
                f"filter add dev {device} parent 1: protocol all prio 1 u32"
                f" match ether src {source.mac} flowid 1:{number:x}",
            ]
    return commands


def change_command(ports: Sequence[str], source: str, destination: str, link: Link) -> str:
    """The `tc` command that changes one pair while frames are on their way; they are kept."""
    device = port_device(ports.index(destination) + 1)
    number = ports.index(source) + 1
    return f"qdisc change dev {device} parent 1:{number:x} handle {_handle(number)}: netem {netem_parameters(link)}"


def flush_commands(ports: Sequence[str], source: str, destination: str, link: Link) -> list[str]:
    """The `tc` commands that put an empty qdisc in the place of a pair's: what is on its way is lost.

    The first takes a handle of the kernel's choice, the second the pair's own, for a qdisc is emptied only where
    another takes its place. To delete it first would let frames pass without delay.
    """
    device, number = port_device(ports.index(destination) + 1), ports.index(source) + 1
    replace, netem = f"qdisc replace dev {device} parent 1:{number:x}", f"netem {netem_parameters(link)}"
    return [f"{replace} {netem}", f"{replace} handle {_handle(number)}: {netem}"]


def _handle(number: int) -> str:
    """The handle of a netem qdisc, hexadecimal as tc reads it; never that of the root."""
    return f"{0x1000 + number:x}"


def cut_command(links: Mapping[Pair, Link], node: str) -> str:
    """The `ip` command that lets a node send TCP super-frames, or not (see `Link.cuts_super_frames`)."""
    cut = any(link.cuts_super_frames for (source, _), link in links.items() if source == node)
    return f"link set dev {WAN_DEVICE} gso_max_segs {1 if cut else 65_535}"


class NetemUnderlay:
    """See `base.Underlay`. The kernel holds the state; names and links are remembered in a file."""

    name = "netem"

    def __init__(self, state_dir: Path) -> None:
        self._directory = state_dir
        self._path = state_dir / "underlay.json"

    def start(self, ports: Sequence[Port], links: Mapping[Pair, Link], *, seed: int = 0) -> None:
        """See `base.Underlay`; netem has a random generator of its own and ignores `seed`."""
        if self._path.exists():
            raise UnderlayError("the underlay runs already")
        core = _core_namespace(ports)
        every = {pair: links.get(pair, Link()) for pair in permutations([port.node for port in ports], 2)}
        nodes = {port.node: port.netns for port in ports}
        self._write(core, nodes, every)
        netns.create(core)
        netns.ip(
            core,
            f"link add {CORE_BRIDGE} type bridge stp_state 0 forward_delay 0 mcast_snooping 0",
            f"link set {CORE_BRIDGE} addrgenmode none",  # the core itself says nothing
        )
        for number, port in enumerate(ports, start=1):
            device = port_device(number)
            netns.ip(
                core,
                f"link add {device} mtu {port.mtu} type veth peer name {WAN_DEVICE} netns {port.netns}",
                f"link set {device} master {CORE_BRIDGE} addrgenmode none",
                f"link set {device} up",
            )
            netns.ip(port.netns, *address_commands(port, ports), cut_command(every, port.node))
        netns.tc(core, *setup_commands(ports, every))
        # Last: nothing must have passed without its delay.
        netns.ip(core, f"link set {CORE_BRIDGE} up")

    def set_link(self, source: str, destination: str, link: Link) -> None:
        """See `base.Underlay`."""
        core, nodes, links = self._read()
        if (source, destination) not in links:
            raise UnderlayError(f"there is no pair {source}, {destination}; nodes: {', '.join(nodes)}")
        if link.is_cut:
            netns.tc(core, *flush_commands(list(nodes), source, destination, link))
        else:
            netns.tc(core, change_command(list(nodes), source, destination, link))
        links[source, destination] = link
        self._write(core, nodes, links)
        netns.ip(nodes[source], cut_command(links, source))

    def links(self) -> dict[Pair, Link]:
        """See `base.Underlay`."""
        return self._read()[2]

    def counters(self) -> dict[Pair, dict[str, int]]:
        """See `base.Underlay`; netem counts losses and a full queue together, here as `lost`."""
        core, nodes, _ = self._read()
        names = list(nodes)
        counters = {}
        for to, target in enumerate(names, start=1):
            for qdisc in json.loads(netns.output(core, ["tc", "-s", "-j", "qdisc", "show", "dev", port_device(to)])):
                number = int(qdisc["handle"].rstrip(":"), 16) - 0x1000
                if qdisc["kind"] == "netem":
                    counters[names[number - 1], target] = {
                        "delivered": qdisc["packets"],
                        "delivered_octets": qdisc["bytes"],
                        "lost": qdisc["drops"],
                        "dropped": 0,
                        "waiting": qdisc["qlen"],
                    }
        return counters

    def status(self) -> dict[str, Any]:
        """See `base.Underlay`."""
        alive = self._path.exists() and netns.exists(self._read()[0])
        return {"backend": self.name, "alive": alive}

    def stop(self) -> None:
        """See `base.Underlay`; the nodes' `wan0` go with their other ends."""
        if self._path.exists():
            netns.delete(self._read()[0])
            self._path.unlink()

    def _write(self, core: str, nodes: Mapping[str, str], links: Mapping[Pair, Link]) -> None:
        self._directory.mkdir(parents=True, exist_ok=True)
        state = {
            "core": core,
            "nodes": dict(nodes),
            "links": [[a, b, asdict(link)] for (a, b), link in links.items()],
        }
        temporary = self._path.with_suffix(".new")
        temporary.write_text(json.dumps(state, indent=1))
        temporary.replace(self._path)

    def _read(self) -> tuple[str, dict[str, str], dict[Pair, Link]]:
        try:
            state = json.loads(self._path.read_text())
        except FileNotFoundError:
            raise UnderlayError("the underlay does not run") from None
        return state["core"], state["nodes"], {(a, b): Link(**link) for a, b, link in state["links"]}


def _core_namespace(ports: Sequence[Port]) -> str:
    """Beside the nodes' namespaces, with their prefix: fmc-net1 → fmc-core."""
    assert ports, "an underlay without nodes"
    return ports[0].netns.removesuffix(ports[0].node) + "core"


def works(probe_namespace: str) -> bool:
    """Whether this kernel has what the backend needs: tried in a namespace made for it and removed again."""
    ports = [Port(name, probe_namespace, f"02:00:5e:01:00:0{i}", ()) for i, name in enumerate("ab", start=1)]
    try:
        netns.create(probe_namespace)
        try:
            netns.ip(probe_namespace, "link add p1 type veth peer name p2")
            netns.tc(probe_namespace, *setup_commands(ports, {}))
        finally:
            netns.delete(probe_namespace)
    except NetnsError:
        return False
    return True
