"""What really happens when things break in a migration: real hypervisors, one case after the other.

The VM is at home in the first data centre. Each case begins a migration to the second one by hand, breaks
something at a chosen moment, puts it right again, and waits until the controller has brought the migration to
its end. Then exactly one hypervisor must have the VM, the map server must lead there, and the VM must be the
same running machine with its memory intact.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from deploy.lab.experiments.follow_me import Cast
from deploy.lab.experiments.observe import ask_guest, map_answer, pin_services, wait_until_settled
from deploy.lab.experiments.result import Result
from deploy.lab.lab import Lab, LabError, Say
from deploy.lab.underlay.base import Link

POLL_S: Final = 0.005
PHASE_LIMIT_S: Final = 30.0
END_LIMIT_S: Final = 60.0
# Into the copy, of which a guest of the lab takes some two seconds.
INTO_COPY_S: Final = 0.4
# With this delay between the DCs there is time to break the link between the guest's stop and its resume, ...
SLOW_LINK: Final = Link(100_000)
# ... and with this one, on the way back, between its resume and the source's hearing of it.
SLOW_ANSWER: Final = Link(500_000)
CUT: Final = Link(loss=1.0)
# Longer than libvirt takes to see that the other side is gone: 4 s in the copy, 6.6 s in the blackout.
OUTAGE_S: Final = 8.0
FINAL: Final = ("done", "failed")
TOLD: Final = (
    "guest-suspended",
    "guest-resumed",
    "guest-stopped",
    "guest-fenced",
    "guest-restarted",
    "migration-split-brain",
    "migration-needs-operator",
)


class Stage:
    """One case on its stage: the lab, who plays, the migration under way, and what was done to whom when."""

    def __init__(self, lab: Lab, cast: Cast, source: str, target: str) -> None:
        self.lab, self.cast, self.source, self.target = lab, cast, source, target
        self.migration = ""
        self.repaired_at = 0.0

    def migrate(self, to: str | None = None) -> None:
        """Begin the migration."""
        answer = self.lab.ask(self.cast.controller, "migrate", service=self.cast.guest, dc=to or self.target)
        self.migration = answer["migration"]

    def told(self) -> dict[str, Any] | None:
        """What the controller says of the migration; None while it says nothing."""
        try:
            found: dict[str, Any] = self.lab.ask(self.cast.controller, "migration", id=self.migration)
        except LabError:
            return None
        return found

    def until(self, *states: str, limit_s: float = PHASE_LIMIT_S) -> str:
        """Wait for the migration to reach one of the states, or its end."""
        deadline = time.monotonic() + limit_s
        while time.monotonic() < deadline:
            told = self.told()
            if told is not None and told["state"] in (*states, *FINAL):
                return str(told["state"])
            time.sleep(POLL_S)
        raise LabError(f"{self.migration} was not {' or '.join(states) or 'over'} within {limit_s:.0f} s")

    def in_the_copy(self) -> None:
        """Begin, and go into the copy."""
        self.migrate()
        self.until("copying")
        time.sleep(INTO_COPY_S)

    def links(self, link: Link, *pairs: tuple[str, str]) -> dict[tuple[str, str], Link]:
        """Change links; returns how they were."""
        before = self.lab.underlay.links()
        for source, destination in pairs:
            self.lab.underlay.set_link(source, destination, link)
        return {pair: before[pair] for pair in pairs}

    def restore(self, links: dict[tuple[str, str], Link]) -> None:
        """Put links back."""
        for (source, destination), link in links.items():
            self.lab.underlay.set_link(source, destination, link)

    @contextmanager
    def before_the_source_knows(self) -> Iterator[None]:
        """A migration whose guest runs at the target, while the word of that is still on its way to the source."""
        links = self.lab.underlay.links()
        before = {pair: links[pair] for pair in self.both_ways}
        try:
            self.migrate()
            self.until("switching")
            self.links(SLOW_ANSWER, self.both_ways[1])
            self.until("remapping", "verifying")
            yield
        finally:
            self.restore(before)

    @property
    def both_ways(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The link between the two DCs."""
        return (self.source, self.target), (self.target, self.source)


def _abort(stage: Stage) -> None:
    stage.in_the_copy()
    stage.lab.host(stage.source).abort_job(stage.cast.guest)


def _target_libvirtd_killed(stage: Stage) -> None:
    stage.in_the_copy()
    stage.lab.host(stage.target).kill_daemon()
    time.sleep(1.0)
    stage.lab.host(stage.target).resume()


def _source_libvirtd_killed(stage: Stage) -> None:
    stage.in_the_copy()
    stage.lab.host(stage.source).kill_daemon()
    time.sleep(1.0)
    stage.lab.host(stage.source).resume()


def _controller_killed(stage: Stage) -> None:
    stage.in_the_copy()
    stage.lab.kill_daemon(stage.cast.controller)
    stage.lab.revive_daemons()


def _map_server_killed(stage: Stage) -> None:
    stage.in_the_copy()
    stage.lab.kill_daemon(stage.cast.map_server)
    stage.until("remapping", "verifying")
    time.sleep(1.0)
    stage.lab.revive_daemons()


def _cut_in_the_copy(stage: Stage) -> None:
    stage.in_the_copy()
    before = stage.links(CUT, *stage.both_ways)
    time.sleep(OUTAGE_S)
    stage.restore(before)


def _cut_in_the_blackout(stage: Stage) -> None:
    """Both directions, before the target hears that the memory is complete."""
    before = stage.links(SLOW_LINK, *stage.both_ways)
    try:
        stage.migrate()
        stage.until("switching")
        stage.links(CUT, *stage.both_ways)
        time.sleep(OUTAGE_S)
    finally:
        stage.restore(before)


def _split_brain(stage: Stage) -> None:
    """The link is cut while the target's word that the guest runs there is on its way: the source resumes it too."""
    with stage.before_the_source_knows():
        stage.links(CUT, *stage.both_ways)
        time.sleep(OUTAGE_S)


def _source_libvirtd_killed_at_the_end(stage: Stage) -> None:
    """It does not hear that the guest runs at the target, and does not end its own."""
    with stage.before_the_source_knows():
        stage.lab.host(stage.source).kill_daemon()
    stage.lab.host(stage.source).resume()


def _only_the_source_is_left(stage: Stage) -> None:
    """The guest dies right after its arrival, and stands still at a source that has not heard of it."""
    with stage.before_the_source_knows():
        stage.lab.host(stage.source).kill_daemon()
        stage.lab.host(stage.target).kill_guest(stage.cast.guest)
    stage.lab.host(stage.source).resume()


def _arriving_guest_killed(stage: Stage) -> None:
    stage.in_the_copy()
    stage.lab.host(stage.target).kill_guest(stage.cast.guest)


def _guest_lost(stage: Stage) -> None:
    """It runs nowhere, and nothing is left of it. The operator does what the controller says."""
    source = stage.lab.host(stage.source)
    description = source.describe_guest(stage.cast.guest)
    stage.in_the_copy()
    source.kill_guest(stage.cast.guest)
    stage.until("needs-operator")
    source.create_guest(description)


def _target_router_killed(stage: Stage) -> None:
    stage.in_the_copy()
    stage.lab.kill_daemon(stage.target)
    stage.until("remapping")
    time.sleep(1.0)
    stage.lab.revive_daemons()


def _controller_cut_off_from_the_target(stage: Stage) -> None:
    """It misses what the target says of the guest's arrival."""
    stage.in_the_copy()
    controller = stage.cast.controller
    before = stage.links(CUT, (controller, stage.target), (stage.target, controller))
    time.sleep(OUTAGE_S)
    stage.restore(before)


@dataclass(frozen=True)
class Case:
    """What is broken, and what must come of it.

    `at` is the end's place, by role; None: either is right. `told` is what the operator must have been told;
    `survives`: the guest is the same running machine in the end.
    """

    name: str
    act: Callable[[Stage], None]
    at: str | None
    told: str = ""
    survives: bool = True


CASES: Final = (
    Case("abort in the copy", _abort, "source"),
    Case("target libvirtd killed in the copy", _target_libvirtd_killed, "source"),
    Case("source libvirtd killed in the copy", _source_libvirtd_killed, "source"),
    # The copy goes on without the controller: whether it is stopped or has arrived depends on who is faster.
    Case("controller killed in the copy and restarted", _controller_killed, None),
    Case("map server killed before the remapping", _map_server_killed, "target"),
    Case("link between the DCs cut in the copy", _cut_in_the_copy, "source"),
    Case("link between the DCs cut in the blackout", _cut_in_the_blackout, "source"),
    Case("link cut after the guest's resume: split brain", _split_brain, "target", "migration-split-brain"),
    Case("arriving guest killed in the copy", _arriving_guest_killed, "source"),
    Case(
        "source libvirtd killed after the guest's resume", _source_libvirtd_killed_at_the_end, "target", "guest-fenced"
    ),
    Case("... and the guest's process at the target too", _only_the_source_is_left, "source", "guest-restarted"),
    Case("target tunnel router killed before the remapping", _target_router_killed, "target"),
    Case("controller cut off from the target", _controller_cut_off_from_the_target, "target"),
    # Last: the guest is another one afterwards.
    Case("guest lost in the copy", _guest_lost, "source", "migration-needs-operator", survives=False),
)


def run(lab: Lab, out: Path, say: Say) -> Result:
    """Play all cases; the result is one row for each. Raises LabError when the lab itself breaks."""
    cast = Cast.of(lab)
    source = cast.source_dc
    target = next(dc for dc in lab.topology.data_centres if dc != source)
    pin_services(lab, cast.controller)
    rows = []
    for case in CASES:
        say(f"case: {case.name}")
        row = _play(case, Stage(lab, cast, source, target))
        rows.append(row)
        say(f"{'passed' if row['passed'] else 'FAILED'}: {row['state']}, the VM at {row['active_at']}")
        _go_home(Stage(lab, cast, source, target))
    return Result(rows, _summary(rows), all(row["passed"] for row in rows))


def _play(case: Case, stage: Stage) -> dict[str, Any]:
    """One case, from a quiet lab to a quiet lab."""
    lab, cast = stage.lab, stage.cast
    before = ask_guest(lab, cast.user, cast.guest_eid)
    began = time.monotonic()
    case.act(stage)
    repaired_at = time.monotonic()
    state = stage.until(limit_s=END_LIMIT_S)
    active_at: list[str] = []
    shown: list[str] = []
    deadline = time.monotonic() + 10.0
    while time.monotonic() < deadline:
        active_at = [dc for dc in (stage.source, stage.target) if cast.guest in lab.host(dc).guests()]
        shown = map_answer(lab, cast.map_server, cast.guest_eid)
        if len(active_at) == 1 and shown == active_at:
            break
        time.sleep(0.05)
    recovered_s = time.monotonic() - repaired_at
    after = ask_guest(lab, cast.user, cast.guest_eid)
    told = stage.told() or {}
    events = [e for e in lab.ask(cast.controller, "events", since=began) if e["name"] in TOLD]
    expected = {"source": [stage.source], "target": [stage.target], None: active_at}[case.at]
    same = before is not None and after is not None and before[0] == after[0] and after[1] == "verify-ok"
    right = len(active_at) == 1 and active_at == expected and shown == active_at and state == _end_of(stage, active_at)
    heard = not case.told or any(event["name"] == case.told for event in events)
    return {
        "case": case.name,
        "passed": right and heard and same is case.survives,
        "active_at": active_at,
        "map_answer": shown,
        "state": state,
        "recovered_s": round(recovered_s, 3),
        "same_machine": same,
        "operator_told": heard,
        "migration": stage.migration,
        "reason": told.get("reason"),
        "undone": told.get("undone"),
        "ran": [
            {"at_s": round(event["at_s"] - began, 3), "what": event["name"], "dc": event.get("dc", event.get("kept"))}
            for event in events
        ],
        "steps": [{"state": step["state"], "detail": step["detail"]} for step in told.get("steps", [])],
    }


def _end_of(stage: Stage, active_at: list[str]) -> str:
    """The state that says where the VM is."""
    return "done" if active_at == [stage.target] else "failed"


def _go_home(stage: Stage) -> None:
    """Bring the VM back to where the next case begins."""
    wait_until_settled(stage.lab, stage.cast.controller)
    (service,) = stage.lab.ask(stage.cast.controller, "services")
    if service["dc"] != stage.source:
        stage.migrate(stage.source)
        state = stage.until(limit_s=END_LIMIT_S)
        if state != "done":
            told = stage.told() or {}
            raise LabError(f"the VM could not be brought home: {told.get('reason')}")
        wait_until_settled(stage.lab, stage.cast.controller)


def _summary(rows: list[dict[str, Any]]) -> str:
    lines = [
        f"{'ok    ' if row['passed'] else 'FAILED'} {row['case']}: {row['state']}, runs at"
        f" {' and '.join(row['active_at']) or 'nowhere'}, map says {' '.join(row['map_answer'])},"
        f" {row['recovered_s']:.1f} s after the repair"
        for row in rows
    ]
    return "\n".join([*lines, "", f"{sum(row['passed'] for row in rows)} of {len(rows)} cases passed"])
