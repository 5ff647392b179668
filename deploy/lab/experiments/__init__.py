"""Experiments: each runs in a fresh lab, measures, and leaves result.json and pictures."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from deploy.lab import lab as labs
from deploy.lab.capture import finish_capture, start_capture
from deploy.lab.experiments import chaos, follow_me
from deploy.lab.experiments.result import Result

Experiment = Callable[[labs.Lab, Path, labs.Say], Result]

EXPERIMENTS: Final[dict[str, Experiment]] = {"chaos": chaos.run, "follow-me": follow_me.run}


def run(name: str, topology: Path, out: Path, say: labs.Say, *, keep: bool = False, capture: bool = False) -> Result:
    """Bring a lab up, run an experiment in it, take it down again. Raises LabError."""
    try:
        lab = labs.up(topology, say)
        out.mkdir(parents=True, exist_ok=True)
        if capture:
            start_capture(lab)
        result = EXPERIMENTS[name](lab, out, say)
        if capture:
            finish_capture(lab, out / "lisp.pcapng")
        (out / "result.json").write_text(json.dumps(result.data, indent=2) + "\n")
    finally:
        if not keep:
            labs.down(say)
    return result
