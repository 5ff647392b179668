"""The wide-area network of the lab: a switch with a delay of its own for every pair of nodes."""

import os
from pathlib import Path
from typing import Final

from deploy.lab.underlay import netem
from deploy.lab.underlay.base import Underlay, UnderlayError
from deploy.lab.underlay.netem import NetemUnderlay
from deploy.lab.underlay.tap import TapUnderlay

_CHOICE: Final = "underlay.backend"


def choose_backend(state_dir: Path, *, probe_prefix: str = "fmc-") -> Underlay:
    """The best backend that works on this kernel, found by trying; remembered for `open_underlay`."""
    chosen = "netem" if netem.works(f"{probe_prefix}probe{os.getpid()}") else "tap"
    state_dir.mkdir(parents=True, exist_ok=True)
    (state_dir / _CHOICE).write_text(chosen)
    return _backend(chosen, state_dir)


def open_underlay(state_dir: Path) -> Underlay:
    """The underlay that was started for this directory, by whichever process. Raises UnderlayError."""
    try:
        chosen = (state_dir / _CHOICE).read_text()
    except FileNotFoundError:
        raise UnderlayError(f"{state_dir}: there is no underlay here") from None
    return _backend(chosen, state_dir)


def _backend(name: str, state_dir: Path) -> Underlay:
    return NetemUnderlay(state_dir) if name == "netem" else TapUnderlay(state_dir)


__all__ = ["Underlay", "UnderlayError", "choose_backend", "open_underlay"]
