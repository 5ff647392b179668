"""Many users stream and move between the subnets: what each of their moves costs.

Every user sends a datagram every 40 ms to a server in a data centre, which returns it, and is re-homed again and again
to the next subnet, keeping its address. It says nothing when it arrives: its new tunnel router knows it by its next
packet, registers it, and the map server tells the old one, which sends on what still comes until the server's tunnel
router has learnt. Lost is what dies on the old LAN between the unplugging and that. There is no VM in it.
"""

import json
import sys
import time
from ipaddress import IPv4Address, IPv4Interface
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from deploy.lab import netns
from deploy.lab.experiments.figure import draw_moves
from deploy.lab.experiments.move_analysis import Move, Record, measure_moves, summarize_moves
from deploy.lab.experiments.result import Result
from deploy.lab.lab import Lab, LabError, Say
from deploy.lab.lan import Lan, UserDevice, add_user
from deploy.lab.topology import MAX_NODES, NAMESPACE_PREFIX, load_topology

INTERVAL_MS: Final = 40.0
SETTLE_S: Final = 2.0
# A host that arrives five times in ten seconds at one place is taken for two hosts with one address.
MIN_STAY_S: Final = 3.0

_CROWD: Final = "crowd"
_ECHO: Final = "echo"


def topology_with(path: Path, users: int, directory: Path) -> Path:
    """Write a topology file like `path` with that many users, spread over its subnets, and no VM. Raises LabError."""
    topology = load_topology(path)
    if len(topology.subnets) < 2 or not topology.data_centres:
        raise LabError("users need two subnets to move between, and a data centre for their server")
    if users > MAX_NODES:
        raise LabError(f"{users} users are too many for one machine's lab; at most {MAX_NODES}")
    lines, keep = [], True
    for line in path.read_text().splitlines():
        if line.startswith("["):
            keep = not line.startswith(("[users", "[guests"))
        if keep:
            lines.append(line)
    places = cycle([(name, iter(list(node.eid_prefix.hosts())), node) for name, node in topology.subnets.items()])
    for number in range(1, users + 1):
        name, hosts, node = next(places)
        address = next((host for host in hosts if host != node.gateway), None)
        if address is None:
            raise LabError(f"{name}: its prefix {node.eid_prefix} has no room for so many users")
        lines += ["", f"[users.u{number}]", f'address = "{address}/{node.eid_prefix.prefixlen}"', f'at = "{name}"']
    made = directory / "users.toml"
    made.write_text("\n".join(lines) + "\n")
    return made


def run(lab: Lab, out: Path, say: Say, moves: int) -> Result:
    """Run the experiment; writes users.png to `out`. Raises LabError."""
    users, record = list(lab.topology.users), lab.directory / "crowd.json"
    server = _start_server(lab)
    say(f"{len(users)} users stream to {server}, a datagram every {INTERVAL_MS:g} ms each")
    argv = [sys.executable, "-m", "deploy.lab.crowd", "--target", str(server), "--out", str(record)]
    argv += ["--interval-ms", str(INTERVAL_MS)]
    for user in users:
        argv += ["--netns", lab.topology.netns(user)]
    lab.processes.start(_CROWD, argv, log=lab.directory / "crowd.log")
    try:
        time.sleep(SETTLE_S)
        made = [move for number in range(1, moves + 1) for move in _move_all(lab, users, number, moves, say)]
        time.sleep(SETTLE_S)
    finally:
        lab.processes.stop(_CROWD, timeout_s=30)
    if not record.exists():
        raise LabError(f"the streams left no record; {lab.processes.exit_hint(_CROWD)}")
    found: dict[str, Record] = json.loads(record.read_text())
    streams = {user: found[lab.topology.netns(user)] for user in users}
    rows = measure_moves(made, streams)
    data = summarize_moves(rows, streams) | {"interval_ms": INTERVAL_MS, "rows": rows}
    draw_moves(rows, INTERVAL_MS, out / "users.png")
    return Result(data, summarize(data), not data["streams_ended"])


def _start_server(lab: Lab) -> IPv4Address:
    """A host that answers, on the LAN of the first data centre, at the last address of its prefix."""
    dc, node = next(iter(lab.topology.data_centres.items()))
    address = IPv4Interface((list(node.eid_prefix.hosts())[-1], node.eid_prefix.prefixlen))
    namespace = NAMESPACE_PREFIX + _ECHO
    netns.create(namespace)
    device = UserDevice(_ECHO, namespace, address, node.gateway, "02:00:5e:04:00:01")
    add_user(device, Lan(lab.topology.netns(dc), node.bridge))
    argv = [sys.executable, "-m", "deploy.lab.echo"]
    lab.processes.start(_ECHO, argv, log=lab.directory / "echo.log", netns=namespace)
    return address.ip


def _move_all(lab: Lab, users: list[str], number: int, moves: int, say: Say) -> list[Move]:
    """Every user moves once, one after the other, to the subnet after the one where it is."""
    begun_at, subnets = time.monotonic(), list(lab.topology.subnets)
    made = []
    for user in users:
        to = subnets[(subnets.index(lab.user_at(user)) + 1) % len(subnets)]
        made.append(Move(user, number, to, lab.move_user(user, to)))
    time.sleep(max(0.0, begun_at + MIN_STAY_S - time.monotonic()))
    say(f"move {number} of {moves}: {len(users)} users in {time.monotonic() - begun_at:.1f} s")
    return made


def summarize(data: dict[str, Any]) -> str:
    """The result as a person reads it."""
    lines = ["LOST  MOVES"]
    lines += [f"{lost:>4}  {count:>5}" for lost, count in data["lost_per_move"].items()]
    survivors = data["users"] - len(data["streams_ended"])
    lines += [
        "",
        f"streams   {survivors} of {data['users']} went on through {data['moves']} moves",
        f"lost      {data['lost']} of {data['sent']} requests or answers,"
        f" {data['lost_median']:g} per move in the median, {data['lost_max']} at most",
    ]
    if data["outage_max_ms"] is not None:
        lines.append(
            f"outage    {data['outage_median_ms']:.0f} ms in the median, {data['outage_p95_ms']:.0f} ms in 95 of 100,"
            f" {data['outage_max_ms']:.0f} ms at most; one datagram every {data['interval_ms']:g} ms"
        )
    if data["streams_ended"]:
        lines.append(f"ENDED     the streams of {', '.join(data['streams_ended'])}")
    return "\n".join(lines)
