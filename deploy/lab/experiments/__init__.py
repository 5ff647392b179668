"""Experiments: each runs in a fresh lab, measures, and leaves result.json and pictures."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from deploy.lab import lab as labs
from deploy.lab.capture import finish_capture, start_capture
from deploy.lab.experiments import chaos, follow_me, handover, shuttle, users
from deploy.lab.experiments.result import Result
from deploy.lab.interruption import undisturbed
from deploy.lab.topology import with_guests


@dataclass(frozen=True)
class Extent:
    """How much of it: how often each point is measured, and at which RTTs of the controller; how many users, or
    VMs like the topology's first, and how often each of them moves.
    """

    rounds: int = 3
    fmcc_rtts_ms: tuple[float, ...] = handover.FMCC_RTTS_MS
    users: int = 100
    moves: int = 10
    guests: int | None = None


DEFAULT_EXTENT: Final = Extent()

Experiment = Callable[[labs.Lab, Path, labs.Say, Extent], Result]


def _chaos(lab: labs.Lab, out: Path, say: labs.Say, _extent: Extent) -> Result:
    return chaos.run(lab, out, say)


def _follow_me(lab: labs.Lab, out: Path, say: labs.Say, _extent: Extent) -> Result:
    return follow_me.run(lab, out, say)


def _handover(lab: labs.Lab, out: Path, say: labs.Say, extent: Extent) -> Result:
    return handover.run(lab, out, say, extent.rounds, extent.fmcc_rtts_ms)


def _shuttle(lab: labs.Lab, out: Path, say: labs.Say, extent: Extent) -> Result:
    return shuttle.run(lab, out, say, extent.moves)


def _users(lab: labs.Lab, out: Path, say: labs.Say, extent: Extent) -> Result:
    return users.run(lab, out, say, extent.moves)


EXPERIMENTS: Final[dict[str, Experiment]] = {
    "chaos": _chaos,
    "follow-me": _follow_me,
    "handover": _handover,
    "shuttle": _shuttle,
    "users": _users,
}


def run(
    name: str,
    topology: Path,
    out: Path,
    say: labs.Say,
    *,
    keep: bool = False,
    capture: bool = False,
    extent: Extent = DEFAULT_EXTENT,
) -> Result:
    """Bring a lab up, run an experiment in it, take it down again. Raises LabError."""
    if extent.guests is not None:
        out.mkdir(parents=True, exist_ok=True)
        text = with_guests(topology.read_text(), extent.guests)
        topology = out / "topology.toml"
        topology.write_text(text)
    try:
        lab = _up(name, topology, say, extent)
        out.mkdir(parents=True, exist_ok=True)
        if capture:
            start_capture(lab)
        result = EXPERIMENTS[name](lab, out, say, extent)
        if capture:
            finish_capture(lab, out / "lisp.pcapng")
        (out / "result.json").write_text(json.dumps(result.data, indent=2) + "\n")
    finally:
        if not keep:
            with undisturbed():
                labs.down(say)
    return result


def _up(name: str, topology: Path, say: labs.Say, extent: Extent) -> labs.Lab:
    """The lab of an experiment; that with many users has them added to the topology."""
    if name != "users":
        return labs.up(topology, say)
    with TemporaryDirectory() as scratch:
        return labs.up(users.topology_with(topology, extent.users, Path(scratch)), say)
