"""Experiments: each runs in a fresh lab, measures, and leaves result.json and pictures."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from deploy.lab import lab as labs
from deploy.lab.capture import finish_capture, start_capture
from deploy.lab.experiments import chaos, follow_me, handover, shuttle
from deploy.lab.experiments.result import Result
from deploy.lab.topology import with_guests

Experiment = Callable[[labs.Lab, Path, labs.Say, int], Result]


def _chaos(lab: labs.Lab, out: Path, say: labs.Say, _rounds: int) -> Result:
    return chaos.run(lab, out, say)


def _follow_me(lab: labs.Lab, out: Path, say: labs.Say, _rounds: int) -> Result:
    return follow_me.run(lab, out, say)


EXPERIMENTS: Final[dict[str, Experiment]] = {
    "chaos": _chaos,
    "follow-me": _follow_me,
    "handover": handover.run,
    "shuttle": shuttle.run,
}
DEFAULT_ROUNDS: Final = 3


def run(
    name: str,
    topology: Path,
    out: Path,
    say: labs.Say,
    *,
    keep: bool = False,
    capture: bool = False,
    rounds: int = DEFAULT_ROUNDS,
    guests: int | None = None,
) -> Result:
    """Bring a lab up, run an experiment in it, take it down again. Raises LabError.

    `rounds` is how often an experiment that varies something visits each of its points, or moves each guest;
    `guests`: how many of them there are, all like the topology's first.
    """
    if guests is not None:
        out.mkdir(parents=True, exist_ok=True)
        text = with_guests(topology.read_text(), guests)
        topology = out / "topology.toml"
        topology.write_text(text)
    try:
        lab = labs.up(topology, say)
        out.mkdir(parents=True, exist_ok=True)
        if capture:
            start_capture(lab)
        result = EXPERIMENTS[name](lab, out, say, rounds)
        if capture:
            finish_capture(lab, out / "lisp.pcapng")
        (out / "result.json").write_text(json.dumps(result.data, indent=2) + "\n")
    finally:
        if not keep:
            labs.down(say)
    return result
