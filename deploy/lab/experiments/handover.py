"""How long a handover is felt, by mode and by how far the controller is: the experiment of paper 000 Fig. 16.

A user streams 1 000 packets/s to a VM, which answers each, while the VM is migrated back and forth between
the two data centres. Varied: the handover mode and the controller's round-trip times. Both data centres are
equally far from the user, so that nothing but the handover shows.

    case 1   controller to source DC 100 ms, to target DC as given     (the paper's case 1)
    case 2   controller to source DC  50 ms, to target DC as given     (the paper's case 2)

    blackout   from the stop of the guest's processors at the source to their start at the target: the times of
               QEMU's own events STOP and RESUME
    outage     from the last request that came to the guest's door at the source before the stop, to the first that
               came to its door at the target once it ran
    network    outage - blackout: how long a guest that runs is without its packets. It cannot be negative
    silence    the user's longest time without an answer. It also has what a guest under emulation needs to wake
               up: it runs for tens of ms before it answers what is in its own queue

Stops and starts, doors and user have one clock, that of the machine; packets are stamped by the kernel.
"""

import json
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any, Final

from deploy.lab.experiments.figure import draw_handover
from deploy.lab.experiments.follow_me import Cast
from deploy.lab.experiments.observe import bare_address
from deploy.lab.experiments.result import Result
from deploy.lab.experiments.stream_analysis import Outage, StreamSummary, measure_outage, summarize_stream
from deploy.lab.lab import POLL_S, Lab, LabError, Say
from deploy.lab.underlay.base import Link

MODES: Final = ("anticipated", "paper")
CASES: Final = {1: 100.0, 2: 50.0}  # RTT between the controller and the source DC, ms
FMCC_RTTS_MS: Final = (1.0, 10.0, 50.0, 100.0)
USER_RTT_MS: Final = 12.0
INTERVAL_MS: Final = 1.0
WARM_UP_S: Final = 0.7
COOL_DOWN_S: Final = 0.5
LIMIT_S: Final = 90.0
# What the detour by the source adds to a packet's way is what its path adds, and what forwarding takes.
FORWARDING_MS: Final = 5.0

_STREAM: Final = "stream"
_CONTROLLER: Final = "fmcc.toml"


@dataclass(frozen=True)
class Point:
    """What is varied."""

    handover: str
    case: int
    fmcc_rtt_ms: float


@dataclass(frozen=True)
class Measured:
    """One migration."""

    outage: Outage
    stream: StreamSummary


def run(lab: Lab, out: Path, say: Say, rounds: int, fmcc_rtts_ms: Sequence[float]) -> Result:
    """Run the experiment; writes handover.png to `out`. Raises LabError."""
    cast = Cast.of(lab)
    _pin_services(lab, cast)
    for dc in lab.topology.data_centres:
        _set_rtt(lab, lab.user_at(cast.user), dc, USER_RTT_MS)
    measured: dict[Point, list[Measured]] = defaultdict(list)
    for number in range(1, rounds + 1):
        for mode in MODES:
            _restart_controller(lab, cast, mode)
            for case in CASES:
                for rtt_ms in fmcc_rtts_ms:
                    point = Point(mode, case, rtt_ms)
                    one = _migrate(lab, cast, point)
                    measured[point].append(one)
                    say(
                        f"round {number} of {rounds}: {mode}, case {case}, controller at {rtt_ms:g} ms:"
                        f" network part {one.outage.network_ms:.1f} ms of {one.outage.outage_ms:.1f},"
                        f" lost {one.stream.lost}"
                    )
    rows = [_row(point, found) for point, found in measured.items()]
    one_way_ms = lab.topology.distance(*lab.topology.data_centres).rtt_ms / 2
    draw_handover(rows, one_way_ms, out / "handover.png")
    return Result(rows, summarize(rows), all(row["sent"] for row in rows))


def _row(point: Point, found: Sequence[Measured]) -> dict[str, Any]:
    """One point of the figure: means over the rounds for times, sums for packets."""
    outage, blackout = mean(one.outage.outage_ms for one in found), mean(one.outage.blackout_ms for one in found)
    return {
        "handover": point.handover,
        "case": point.case,
        "fmcc_rtt_ms": point.fmcc_rtt_ms,
        "blackout_ms": round(blackout, 3),
        "outage_ms": round(outage, 3),
        "network_ms": round(outage - blackout, 3),
        "sent": sum(one.stream.sent for one in found),
        "lost": sum(one.stream.lost for one in found),
        "reordered": sum(one.stream.reordered for one in found),
        "reordered_by_detour": sum(one.stream.reordered_by_detour for one in found),
        "repeated": sum(one.stream.repeated for one in found),
        "silence_ms": round(mean(one.outage.silence_ms for one in found), 3),
        "rounds": len(found),
        "network_ms_each": [round(one.outage.network_ms, 3) for one in found],
    }


def summarize(rows: Sequence[dict[str, Any]]) -> str:
    """The result as a person reads it."""
    head = ("HANDOVER", "CASE", "FMCC RTT", "BLACKOUT", "OUTAGE", "NETWORK", "SILENCE", "SENT", "LOST", "REORDERED")
    lines = [head]
    for row in sorted(rows, key=lambda row: (row["handover"], row["case"], row["fmcc_rtt_ms"])):
        times = [
            f"{row[name]:.1f} ms" for name in ("fmcc_rtt_ms", "blackout_ms", "outage_ms", "network_ms", "silence_ms")
        ]
        counts = [str(row[name]) for name in ("sent", "lost", "reordered")]
        lines.append((row["handover"], str(row["case"]), *times, *counts))
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    table = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join(
        [*table, "", *(f"{mode}: slope {slope(rows, mode):.3f} ms of network part per ms" for mode in MODES)]
    )


def slope(rows: Sequence[dict[str, Any]], mode: str) -> float:
    """By how many ms the network part grows with each ms of the controller's RTT (least squares)."""
    points = [(row["fmcc_rtt_ms"], row["network_ms"]) for row in rows if row["handover"] == mode]
    middle_x, middle_y = mean(x for x, _ in points), mean(y for _, y in points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread if spread else 0.0


# --- one migration


def _migrate(lab: Lab, cast: Cast, point: Point) -> Measured:
    """Migrate the guest to the other data centre while the user streams."""
    (source,) = [dc for dc in lab.topology.data_centres if cast.guest in lab.host(dc).guests()]
    (target,) = [dc for dc in lab.topology.data_centres if dc != source]
    _set_rtt(lab, cast.controller, source, CASES[point.case])
    _set_rtt(lab, cast.controller, target, point.fmcc_rtt_ms)
    directory = lab.directory / _STREAM
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    begun_at = time.monotonic()
    for dc in (source, target):
        _listen(lab, dc, directory)
    argv = [*_python("stream", directory / "user.json"), "--interval-ms", str(INTERVAL_MS)]
    argv += ["--target", bare_address(cast.guest_eid)]
    lab.processes.start(_STREAM, argv, log=directory / "user.log", netns=lab.topology.netns(cast.user))
    try:
        time.sleep(WARM_UP_S)
        number = lab.ask(cast.controller, "migrate", service=cast.guest, dc=target)["migration"]
        _wait_for_end(lab, cast, number)
        time.sleep(COOL_DOWN_S)
    finally:
        lab.processes.stop(_STREAM, _door(source), _door(target), timeout_s=10)
    user, at_source, at_target = (_read(directory / f"{name}.json") for name in ("user", source, target))
    detour_ms = lab.topology.distance(source, target).rtt_ms / 2 + FORWARDING_MS
    stopped_s, runs_s = _blackout(lab, source, target, begun_at)
    outage = measure_outage(stopped_s, runs_s, at_source, at_target, user["answers"], USER_RTT_MS / 2)
    if outage is None:
        raise LabError("the stream did not get through, before the handover or after it")
    return Measured(outage, summarize_stream(user["sent_at"], user["answers"], detour_ms))


def _python(module: str, out: Path) -> list[str]:
    return [sys.executable, "-m", f"deploy.lab.{module}", "--out", str(out)]


def _door(dc: str) -> str:
    return f"doorstep-{dc}"


def _listen(lab: Lab, dc: str, directory: Path) -> None:
    """Note what comes to the guest's door in a data centre."""
    argv = [*_python("doorstep", directory / f"{dc}.json"), "--interface", lab.topology.data_centres[dc].bridge]
    lab.processes.start(_door(dc), argv, log=directory / f"{dc}.log", netns=lab.topology.netns(dc))


def _read(record: Path) -> Any:
    """What a process of ours wrote at its end. Raises LabError."""
    try:
        return json.loads(record.read_text())
    except FileNotFoundError:
        log = record.with_suffix(".log")
        raise LabError(f"{record.stem} left no record: {log.read_text()[-500:] if log.exists() else ''}") from None


def _wait_for_end(lab: Lab, cast: Cast, number: str) -> None:
    deadline = time.monotonic() + LIMIT_S
    while time.monotonic() < deadline:
        time.sleep(POLL_S)
        migration = next(m for m in lab.ask(cast.controller, "migrations") if m["id"] == number)
        if migration["state"] == "done":
            return
        if migration["state"] == "failed":
            raise LabError(f"migration {number} failed: {migration.get('reason')}")
    raise LabError(f"migration {number} did not end within {LIMIT_S:.0f} s")


def _blackout(lab: Lab, source: str, target: str, since_s: float) -> tuple[float, float]:
    """The times of the guest's stop at the source and its start at the target, as the hypervisors say."""
    stops = [e["stopped_at_s"] for e in lab.ask(source, "events", since=since_s) if e["name"] == "guest-paused"]
    starts = [e["runs_since_s"] for e in lab.ask(target, "events", since=since_s) if e["name"] == "guest-running"]
    if not stops or not starts:
        raise LabError("the tunnel routers did not hear the guest stop and start: is libvirt-python installed?")
    # The first stop is QEMU's own word, those that follow are libvirt's.
    return stops[0], min(start for start in starts if start > stops[0])


# --- the lab's settings


def _set_rtt(lab: Lab, one: str, other: str, rtt_ms: float) -> None:
    for pair in ((one, other), (other, one)):
        lab.underlay.set_link(*pair, Link(delay_us=round(rtt_ms * 500)))


def _pin_services(lab: Lab, cast: Cast) -> None:
    """Nobody but this experiment moves the guest."""
    path = lab.directory / cast.controller / _CONTROLLER
    path.write_text(path.read_text().replace('class = "auto"', 'class = "pinned"'))


def _restart_controller(lab: Lab, cast: Cast, mode: str) -> None:
    """The controller anew, in another handover mode; it is near while it starts."""
    for dc in lab.topology.data_centres:
        _set_rtt(lab, cast.controller, dc, 1.0)
    path = lab.directory / cast.controller / _CONTROLLER
    lines = path.read_text().splitlines()
    path.write_text("\n".join(f'handover = "{mode}"' if x.startswith("handover") else x for x in lines) + "\n")
    lab.restart_daemon(cast.controller)

    def knows_the_guest() -> bool:
        return any(s["service"] == cast.guest and s["dc"] for s in lab.ask(cast.controller, "services"))

    lab.wait_for("the controller knows where the guest runs", knows_the_guest)
