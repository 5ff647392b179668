"""Explores every run of the handover's model with SPIN: `python -m tests.model [--json]`.

Each property is first explored as it should be, then with a mistake planted that must break it: a property
that cannot fail proves nothing.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import click

from lisp.output import emit_json, emit_table

MODEL: Final = Path(__file__).parent / "handover.pml"
# Deeper than any run; a search that gets there is reported as cut short.
MAX_DEPTH: Final = 100_000
MAX_MEMORY_MB: Final = 8_000


@dataclass(frozen=True)
class Case:
    """One exploration: how much goes wrong, and which mistake is planted, if any."""

    name: str
    moves: int = 1
    losses: int = 0
    replays: int = 0
    refreshes: int = 0
    packet: bool = False
    bug: str = ""

    @property
    def definitions(self) -> list[str]:
        """What the preprocessor is told."""
        flags = [f"-DMOVES={self.moves}", f"-DLOSSES={self.losses}"]
        flags += [f"-DREPLAYS={self.replays}", f"-DREFRESHES={self.refreshes}"]
        return flags + ["-DPACKET"] * self.packet + [f"-DBUG_{self.bug}"] * bool(self.bug)


@dataclass(frozen=True)
class Outcome:
    """What the search found. `violated` is the assertion that failed, or empty."""

    case: str
    bug: str
    states: int
    violated: str
    passed: bool


QUICK: Final = (
    Case("a loss and a late refresh", losses=1, refreshes=1),
    Case("a packet under way", packet=True),
)
FULL: Final = (
    Case("back and forth, a loss, a late refresh", moves=2, losses=1, refreshes=1),
    Case("back and forth, a replay", moves=2, replays=1),
    Case("back and forth, a packet under way", moves=2, packet=True),
)
PLANTED: Final = (
    Case("the old mapping returns", refreshes=1, bug="NO_HOLD_DOWN"),
    Case("the old site goes on registering", bug="GOES_ON_REGISTERING"),
    Case("an old order is carried out", moves=2, replays=1, bug="NO_REPLAY_CHECK"),
    Case("a black hole at the target", bug="HOLDS_FOREVER"),
    Case("a rollback ends elsewhere", bug="PRESUMES_SUCCESS"),
    Case("a rollback that correspondents notice", bug="TELLS_AT_THE_STOP"),
    Case("a forwarding loop", moves=2, packet=True, bug="RELAYS_BACK"),
)


def missing_tool() -> str | None:
    """The program that is needed and not there."""
    return next((name for name in ("spin", "cc") if shutil.which(name) is None), None)


def explore(case: Case) -> Outcome:
    """Make the verifier and run it. Raises RuntimeError when it cannot be made, or has not seen every state."""
    with tempfile.TemporaryDirectory(prefix="fmc-model-") as directory:
        _run(["spin", *case.definitions, "-a", str(MODEL)], directory)
        flags = ["-O2", "-w", "-DSAFETY", "-DCOLLAPSE", "-DVECTORSZ=2048", f"-DMEMLIM={MAX_MEMORY_MB}"]
        _run(["cc", *flags, "-o", "pan", "pan.c"], directory)
        text = _run(["./pan", f"-m{MAX_DEPTH}"], directory)
    states = re.search(r"(\d+) states, stored", text)
    failed = re.search(r"^pan:\d+: (?:assertion violated )?(.*) \(at depth", text, re.MULTILINE)
    if states is None or "max search depth" in text or ("not completed" in text and failed is None):
        raise RuntimeError(f"{case.name}: the search was cut short\n{text}")
    violated = failed.group(1).strip() if failed else ""
    return Outcome(case.name, case.bug, int(states.group(1)), violated, bool(violated) == bool(case.bug))


def _run(command: list[str], directory: str) -> str:
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")
    return done.stdout


@click.command()
@click.option("--quick", is_flag=True, help="Fewer things go wrong: seconds rather than minutes.")
@click.option("--json", "as_json", is_flag=True, help="One object per exploration.")
def main(quick: bool, as_json: bool) -> None:
    """Explore every run of the handover, and see that each planted mistake is found."""
    if (tool := missing_tool()) is not None:
        raise click.ClickException(f"{tool} is not installed: apt install spin gcc")
    outcomes = []
    for case in (*(QUICK if quick else FULL), *PLANTED):
        click.echo(f"exploring: {case.name} …", err=True)
        outcomes.append(explore(case))
        if as_json:
            emit_json(asdict(outcomes[-1]))
    if not as_json:
        rows = [(o.case, o.bug.lower() or "-", o.states, o.violated or "-", _verdict(o)) for o in outcomes]
        emit_table(("CASE", "PLANTED", "STATES", "VIOLATED", ""), rows, empty="nothing was explored")
        total = sum(outcome.states for outcome in outcomes)
        wrong = sum(not outcome.passed for outcome in outcomes)
        click.echo(f"{total} states explored, {len(PLANTED)} mistakes planted, {wrong} surprises")
    sys.exit(0 if all(outcome.passed for outcome in outcomes) else 1)


def _verdict(outcome: Outcome) -> str:
    if not outcome.passed:
        return "not found" if outcome.bug else "VIOLATED"
    return "found" if outcome.bug else "holds"


if __name__ == "__main__":
    main()
