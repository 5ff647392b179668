"""Follow a user end to end: the experiment of paper 000 section 7.3.2 and 001 Fig. 5.

A user pings a VM every 10 ms and holds a TCP connection to it, then moves to the other subnet. The VM is
expected to follow. Measured: the round trip before, away and after; what was lost; whether the connection and
the VM are still the same ones.
"""

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from deploy.lab.experiments.analysis import Ping, longest_gap, losses, median_rtt_ms
from deploy.lab.experiments.figure import draw_rtt
from deploy.lab.experiments.observe import bare_address
from deploy.lab.experiments.result import Result
from deploy.lab.experiments.timeline import Moment, Step, find_steps
from deploy.lab.lab import POLL_S, Lab, LabError, Say

PING_INTERVAL_MS: Final = 10
SETTLE_S: Final = 3.0  # how long the round trip is watched before the move, and after the service followed
DECISION_LIMIT_S: Final = 15.0  # from the user's move to a migration
MIGRATION_LIMIT_S: Final = 90.0
PROBE: Final = "probe"
CONVERGED: Final = ("done", "failed")


@dataclass(frozen=True)
class Cast:
    """Who plays in this run."""

    user: str
    user_eid: str
    guest: str
    guest_eid: str
    source_subnet: str
    target_subnet: str
    source_dc: str
    map_server: str
    controller: str

    @classmethod
    def of(cls, lab: Lab) -> "Cast":
        """The first user, the first guest, and where they are. Raises LabError when the topology lacks one."""
        topology = lab.topology
        try:
            user, guest = next(iter(topology.users)), next(iter(topology.guests))
            at = topology.users[user].at
            target = next(name for name in topology.subnets if name != at)
            (map_server,), (controller,) = topology.of_kind("mapserver"), topology.of_kind("controller")
        except (StopIteration, ValueError):
            raise LabError(
                "follow-me needs a user, a guest, two subnets, one map server and one controller in the topology"
            ) from None
        return cls(
            user,
            topology.eid(topology.users[user].address.ip),
            guest,
            topology.eid(topology.guests[guest].address.ip),
            at,
            target,
            topology.guests[guest].at,
            map_server,
            controller,
        )


def run(lab: Lab, out: Path, say: Say) -> Result:
    """Run the experiment; writes rtt.png to `out`. Raises LabError."""
    cast = Cast.of(lab)
    lab.wait_for("the controller knows where the user is", lambda: _is_followed(lab, cast))
    say(f"{cast.user} pings {cast.guest} every {PING_INTERVAL_MS} ms and holds a TCP connection to it")
    record_path = lab.directory / "probe.json"
    started = time.monotonic()
    _start_probe(lab, cast, record_path)
    time.sleep(SETTLE_S)
    say(f"{cast.user} moves from {cast.source_subnet} to {cast.target_subnet}, keeping its address")
    moved_at = lab.move_user(cast.user, cast.target_subnet)
    migration = _watch_migration(lab, cast, moved_at, say)
    time.sleep(SETTLE_S)
    lab.processes.stop(PROBE, timeout_s=10)
    if not record_path.exists():
        raise LabError("the probe left no record; see its log with: fmc lab run follow-me --keep")
    record = json.loads(record_path.read_text())
    data = measure(lab, cast, record, migration, started, moved_at)
    _draw(record, data, started, out / "rtt.png")
    return Result(data, summarize(data), data["succeeded"])


def _is_followed(lab: Lab, cast: Cast) -> bool:
    """Whether the controller has taken on the user, and knows behind which RLOC that is."""
    if not lab.ask(cast.controller, "status")["settled"]:
        return False
    users = lab.ask(cast.controller, "users")
    return any(user["anchor"] is not None for user in users if user["eid"] == cast.user_eid)


def _start_probe(lab: Lab, cast: Cast, record: Path) -> None:
    target = bare_address(cast.guest_eid)
    argv = [sys.executable, "-m", "deploy.lab.probe", "--target", target, "--out", str(record)]
    argv += ["--interval-ms", str(PING_INTERVAL_MS)]
    log = lab.directory / "probe.log"
    lab.processes.start(PROBE, argv, log=log, netns=lab.topology.netns(cast.user))


def _watch_migration(lab: Lab, cast: Cast, moved_at: float, say: Say) -> dict[str, Any] | None:
    """Follow the migration to its end, saying each new state; None when none was begun in time."""
    deadline, said = moved_at + DECISION_LIMIT_S, ""
    while time.monotonic() < deadline:
        time.sleep(POLL_S)
        migrations = lab.ask(cast.controller, "migrations")
        if not migrations:
            continue
        migration: dict[str, Any] = migrations[-1]
        deadline = moved_at + MIGRATION_LIMIT_S
        if migration["state"] != said:
            said = migration["state"]
            say(f"migration of {migration['service']} to {migration['to']}: {said}")
        if said in CONVERGED:
            return migration
    return None


def measure(
    lab: Lab,
    cast: Cast,
    record: dict[str, Any],
    migration: dict[str, Any] | None,
    started: float,
    moved_at: float,
) -> dict[str, Any]:
    """The result of a run as one JSON object. Times in `steps` are seconds since the first ping."""
    events = {node: lab.ask(node, "events") for node in lab.topology.nodes}
    target_dc = migration["to"] if migration else None
    moved = Step("user-moves", f"{cast.user} moves to {cast.target_subnet}", cast.user, moved_at)
    steps = [moved, *find_steps(_moments(cast, target_dc), events, moved_at)]
    at = {step.name: step.at_s for step in steps}
    pings: list[Ping] = [(sent, rtt) for sent, rtt in record["pings"]]
    sent, lost = losses(pings)
    away_from, away_to = at.get("controller-heard", moved_at), at.get("guest-resumed", float("inf"))
    done_at = at.get("migration-done", float("inf"))
    before, after = _boot_ids(record, moved_at)
    gap, user_gap = longest_gap(pings), longest_gap(pings, moved_at - 0.1, away_from)
    guest_gap = longest_gap(pings, at.get("migration-started", moved_at), done_at)
    controller = lab.ask(cast.controller, "status")
    tcp_survived = record["tcp_connections"] == 1 and record["tcp_error"] is None and after is not None
    data: dict[str, Any] = {
        "handover": controller["handover"],
        "rtt_start_ms": median_rtt_ms(pings, started, moved_at),
        "rtt_moved_ms": median_rtt_ms(pings, away_from, away_to),
        "rtt_followed_ms": median_rtt_ms(pings, done_at, float("inf")),
        "migration_s": _between(at, "migration-started", "migration-done"),
        "outage_ms": round(gap.length_ms, 3) if gap else None,
        "outage_user_move_ms": round(user_gap.length_ms, 3) if user_gap else None,
        "outage_migration_ms": round(guest_gap.length_ms, 3) if guest_gap else None,
        "sent": sent,
        "lost": lost,
        "boot_id_before": before,
        "boot_id_after": after,
        "tcp_survived": tcp_survived,
        "tcp_answers": len(record["tcp_answers"]),
        "memory_verified": all(memory == "verify-ok" for *_, memory in record["tcp_answers"]),
        "steps": [
            {"name": step.name, "text": step.text, "node": step.node, "at_s": round(step.at_s - started, 4)}
            for step in steps
        ],
        "latency_backend": lab.underlay.name,
        "dataplane": lab.ask(cast.target_subnet, "status")["dataplane"],
        "hypervisor": controller["hypervisor"],
        "guest_at": [dc for dc in lab.topology.data_centres if cast.guest in lab.host(dc).guests()],
        "migration": migration,
    }
    data["succeeded"] = (
        migration is not None and migration["state"] == "done" and tcp_survived and before == after is not None
    )
    return data


def _moments(cast: Cast, target_dc: str | None) -> list[Moment]:
    """The steps of paper 000 Fig. 9, as our daemons call them."""
    user, guest, fmcc = {"eid": cast.user_eid}, {"eid": cast.guest_eid}, cast.controller
    target = target_dc or "?"
    return [
        Moment(
            "user-detected",
            f"{cast.target_subnet} notices the user",
            cast.target_subnet,
            "eid-detected",
            user,
        ),
        Moment("move-registered", "map server takes the move", cast.map_server, "eid-moved", user),
        Moment("controller-heard", "controller hears of it", fmcc, "user-moved", user),
        Moment("decision-made", "value iteration: migrate", fmcc, "decision-made", {"action": "migrate"}),
        Moment("dc-xtrs-found", "xTRs of both DCs found", fmcc, "dc-xtr-found", last=True),
        Moment("migration-started", f"live migration to {target}", fmcc, "migration-started"),
        Moment("guest-resumed", f"VM runs in {target}", fmcc, "guest-resumed"),
        Moment("target-delivers", f"{target} delivers to the VM", target, "delivering", guest),
        Moment("source-redirects", f"{cast.source_dc} redirects", cast.source_dc, "redirecting", guest),
        Moment(
            "correspondent-updated",
            f"{cast.target_subnet} sends to {target}",
            cast.target_subnet,
            "change-priority-received",
            guest,
        ),
        Moment("publication-confirmed", "map server publishes it", fmcc, "publication-confirmed", guest),
        Moment("migration-done", "verified: done", fmcc, "migration-done"),
    ]


def _boot_ids(record: dict[str, Any], moved_at: float) -> tuple[str | None, str | None]:
    """The guest's boot id before the user moved, and in the last answer of the connection."""
    answers = record["tcp_answers"]
    before = [boot_id for at, boot_id, *_ in answers if at < moved_at]
    after = [boot_id for at, boot_id, *_ in answers if at >= moved_at]
    return before[-1] if before else None, after[-1] if after else None


def _between(at: dict[str, float], start: str, end: str) -> float | None:
    return round(at[end] - at[start], 3) if start in at and end in at else None


def summarize(data: dict[str, Any]) -> str:
    """The result as a person reads it."""
    lines = [f"{step['at_s']:9.3f} s  {step['text']}" for step in data["steps"]]
    lines.append("")
    if not data["succeeded"]:
        lines.append(f"FAILED: {_why(data)}")
        places = " and ".join(data["guest_at"]) or "nowhere"
        lines.append(f"the VM runs in {places}; the user reaches it: {'yes' if data['tcp_survived'] else 'no'}")
        return "\n".join(lines)
    lines += [
        f"round trip   {data['rtt_start_ms']:.1f} ms at the start, {data['rtt_moved_ms']:.1f} ms away,"
        f" {data['rtt_followed_ms']:.1f} ms after the service followed",
        f"migration    {data['migration_s']:.2f} s; outage {data['outage_migration_ms']:.0f} ms for the VM's move,"
        f" {data['outage_user_move_ms']:.0f} ms for the user's own",
        f"pings        {data['lost']} of {data['sent']} lost",
        f"continuity   same TCP connection, same boot id {data['boot_id_after']}, guest memory verified",
        f"made with    handover {data['handover']}, data plane {data['dataplane']},"
        f" latency {data['latency_backend']}, hypervisor {data['hypervisor']}",
    ]
    return "\n".join(lines)


def _why(data: dict[str, Any]) -> str:
    migration = data["migration"]
    if migration is None:
        return "the controller did not migrate the VM"
    if migration["state"] != "done":
        return f"the migration {migration['state']}: {migration.get('reason') or 'no reason given'}"
    if not data["tcp_survived"]:
        return "the TCP connection did not survive"
    return "the VM that answers is not the one that was asked first"


def _draw(record: dict[str, Any], data: dict[str, Any], started: float, path: Path) -> None:
    pings = [(sent - started, rtt) for sent, rtt in record["pings"]]
    steps = [(step["text"], step["at_s"]) for step in data["steps"]]
    subtitle = (
        f"one ping every {PING_INTERVAL_MS} ms; handover {data['handover']}, {data['dataplane']} data plane,"
        f" {data['latency_backend']} latency, {data['hypervisor']}"
    )
    draw_rtt(pings, steps, "The service follows its user", subtitle, path)
