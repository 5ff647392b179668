"""Guests that move back and forth between two data centres, several at once, with a stream to each of them.

Every guest is migrated to the other data centre as soon as its last migration is over, so their copies share the
link and the hypervisors. All the time the user asks each guest 50 times a second. After each move the guest says
whether it is still the same machine and its memory what it has written.
"""

import json
import sys
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from deploy.lab.experiments.follow_me import Cast
from deploy.lab.experiments.observe import ask_guest, bare_address, map_answer, pin_services, wait_until_settled
from deploy.lab.experiments.result import Result
from deploy.lab.experiments.stream_analysis import StreamSummary, summarize_stream
from deploy.lab.lab import POLL_S, Lab, LabError, Say

INTERVAL_MS: Final = 20.0
MOVE_LIMIT_S: Final = 90.0  # for one move, while all the others move too
OVER: Final = ("done", "failed")
RETRY_S: Final = 1.0  # after a refusal: the controller may know of the guest's arrival a moment later


@dataclass
class Traveller:
    """One guest on its way: the moves it has made, and what it said after each."""

    name: str
    eid: str
    boot_id: str = ""
    migration: str = ""
    began: float = 0.0
    not_before: float = 0.0
    done: int = 0
    failed: int = 0
    reasons: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    is_same: bool = True
    is_intact: bool = True

    @property
    def stream(self) -> str:
        """The name of the process that streams to it."""
        return f"stream-{self.name}"


def run(lab: Lab, out: Path, say: Say, moves: int) -> Result:
    """Move every guest this often; one row for each. Raises LabError when the lab itself breaks."""
    cast = Cast.of(lab)
    pin_services(lab, cast.controller)
    travellers = [Traveller(name, lab.topology.eid(guest.address.ip)) for name, guest in lab.topology.guests.items()]
    for traveller in travellers:
        traveller.boot_id, _ = ask_guest(lab, cast.user, traveller.eid) or ("", "")
        _start_stream(lab, cast, traveller)
    say(f"{len(travellers)} guests move {moves} times each")
    try:
        _shuttle(lab, cast, travellers, moves, say)
        wait_until_settled(lab, cast.controller)
    finally:
        for traveller in travellers:
            lab.processes.stop(traveller.stream, timeout_s=10)
    rows = [_row(lab, cast, traveller, moves) for traveller in travellers]
    return Result(rows, _summary(rows), all(row["passed"] for row in rows))


def _start_stream(lab: Lab, cast: Cast, traveller: Traveller) -> None:
    argv = [sys.executable, "-m", "deploy.lab.stream", "--target", bare_address(traveller.eid)]
    argv += ["--interval-ms", str(INTERVAL_MS), "--out", str(_record(lab, traveller))]
    log = lab.directory / f"{traveller.stream}.log"
    lab.processes.start(traveller.stream, argv, log=log, netns=lab.topology.netns(cast.user))


def _record(lab: Lab, traveller: Traveller) -> Path:
    return lab.directory / f"{traveller.stream}.json"


def _shuttle(lab: Lab, cast: Cast, travellers: list[Traveller], moves: int, say: Say) -> None:
    """Have everybody on the way until all moves are made."""
    waiting = list(travellers)
    while waiting:
        migrations = {entry["id"]: entry for entry in lab.ask(cast.controller, "migrations")}
        for traveller in list(waiting):
            if traveller.migration:
                _look_after(lab, cast, traveller, migrations[traveller.migration], say)
            elif traveller.done + traveller.failed == moves:
                waiting.remove(traveller)
            elif time.monotonic() >= traveller.not_before:
                _depart(lab, cast, traveller)
        time.sleep(POLL_S)


def _depart(lab: Lab, cast: Cast, traveller: Traveller) -> None:
    """Begin the next move, or try again soon."""
    services = {service["service"]: service for service in lab.ask(cast.controller, "services")}
    here = services[traveller.name]["dc"]
    there = next(dc for dc in lab.topology.data_centres if dc != here)
    try:
        answer = lab.ask(cast.controller, "migrate", service=traveller.name, dc=there)
    except LabError:
        traveller.not_before = time.monotonic() + RETRY_S
        return
    traveller.migration, traveller.began = answer["migration"], time.monotonic()


def _look_after(lab: Lab, cast: Cast, traveller: Traveller, migration: dict[str, Any], say: Say) -> None:
    """See whether a move is over, and whether the guest is what it was."""
    if migration["state"] not in OVER:
        if time.monotonic() - traveller.began > MOVE_LIMIT_S:
            raise LabError(f"{traveller.migration} is {migration['state']} after {MOVE_LIMIT_S:.0f} s")
        return
    if migration["state"] == "done":
        traveller.done += 1
        traveller.seconds.append(migration["total_s"])
    else:
        traveller.failed += 1
        traveller.reasons.append(migration["reason"])
    boot_id, memory = ask_guest(lab, cast.user, traveller.eid) or ("", "")
    traveller.is_same &= boot_id == traveller.boot_id != ""
    traveller.is_intact &= memory == "verify-ok"
    traveller.migration = ""
    number = traveller.done + traveller.failed
    say(f"{traveller.name}: move {number} {migration['state']} in {migration['total_s']:.1f} s")


def _row(lab: Lab, cast: Cast, traveller: Traveller, moves: int) -> dict[str, Any]:
    runs_at = [dc for dc in lab.topology.data_centres if traveller.name in lab.host(dc).guests()]
    shown = map_answer(lab, cast.map_server, traveller.eid)
    stream, silence_ms = _stream(lab, traveller)
    passed = traveller.done == moves and traveller.is_same and traveller.is_intact and runs_at == shown
    return {
        "guest": traveller.name,
        "passed": passed and len(runs_at) == 1,
        "moves": moves,
        "done": traveller.done,
        "failed": traveller.failed,
        "reasons": traveller.reasons,
        "move_s": [round(seconds, 3) for seconds in traveller.seconds],
        "sent": stream.sent,
        "lost": stream.lost,
        "outage_max_ms": round(silence_ms, 3),
        "same_boot_id": traveller.is_same,
        "memory_verified": traveller.is_intact,
        "active_at": runs_at,
        "map_answer": shown,
    }


def _stream(lab: Lab, traveller: Traveller) -> tuple[StreamSummary, float]:
    """A guest's stream in a few numbers, and the longest time (ms) without an answer."""
    record = json.loads(_record(lab, traveller).read_text())
    answers = [(number, at) for number, at in record["answers"]]
    silence_s = max((later - earlier for (_, earlier), (_, later) in pairwise(answers)), default=0.0)
    return summarize_stream(record["sent_at"], answers, detour_ms=0.0), silence_s * 1000


def _summary(rows: list[dict[str, Any]]) -> str:
    lines = [
        f"{'ok    ' if row['passed'] else 'FAILED'} {row['guest']}: {row['done']} of {row['moves']} moves, "
        f"longest outage {row['outage_max_ms']:.0f} ms, {row['lost']} of {row['sent']} requests unanswered, "
        f"{'same machine' if row['same_boot_id'] else 'ANOTHER MACHINE'}, "
        f"memory {'verified' if row['memory_verified'] else 'DAMAGED'}"
        for row in rows
    ]
    moved = sum(row["done"] for row in rows)
    return "\n".join([*lines, "", f"{moved} of {sum(row['moves'] for row in rows)} moves made"])
