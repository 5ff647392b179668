"""Runs the targets one after the other, each for its share of the time, and says how many inputs each saw."""

import importlib.util
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

import click

CORPUS: Final = Path(__file__).parent / "corpus"
NAMES: Final = ("message", "data", "ecm", "capture", "config")

# One input must not take longer than this, nor a target grow beyond this.
TIMEOUT_S: Final = 5
MEMORY_MB: Final = 512
MAX_INPUT: Final = 4096


class Run(NamedTuple):
    """What came of fuzzing a target."""

    name: str
    executions: int
    seconds: float
    failure: str

    @property
    def per_second(self) -> float:
        """Inputs per second."""
        return self.executions / self.seconds if self.seconds else 0.0


def fuzz(name: str, seconds: int, artifacts: Path) -> Run:
    """Fuzz one target. What it finds on the way is kept in a directory of its own, not in the corpus."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as found:
        options = [
            f"-max_total_time={seconds}",
            f"-timeout={TIMEOUT_S}",
            f"-rss_limit_mb={MEMORY_MB}",
            f"-max_len={MAX_INPUT}",
            "-print_final_stats=1",
            f"-artifact_prefix={artifacts}/{name}-",
        ]
        run = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.worker", name, *options, found, str(CORPUS / name)],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=seconds + 120,
        )
    executions = _statistic(r"stat::number_of_executed_units:\s*(\d+)", run.stderr)
    elapsed = _statistic(r"Done \d+ runs in (\d+) second", run.stderr) or seconds
    return Run(name, executions, elapsed, "" if run.returncode == 0 else _failure(run.stderr + run.stdout))


def _statistic(pattern: str, text: str) -> int:
    match = re.search(pattern, text)
    return int(match.group(1)) if match else 0


def _failure(text: str) -> str:
    """The end of what a failed run said, without libFuzzer's statistics."""
    lines = [line for line in text.splitlines() if not line.startswith(("stat::", "#"))]
    return "\n".join(lines[-25:])


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(NAMES), metavar="[TARGET]...")
@click.option("--seconds", default=60, show_default=True, type=click.IntRange(1), help="Time for all targets.")
@click.option("--artifacts", default=".", type=click.Path(path_type=Path), help="Where inputs that fail go.")
def main(names: tuple[str, ...], seconds: int, artifacts: Path) -> None:
    """Fuzz the named targets, or all of them. Exits 1 when one fails."""
    if importlib.util.find_spec("atheris") is None:
        raise click.ClickException("atheris is not installed: pip install 'follow-me-cloud[fuzz]'")
    chosen = names or NAMES
    share = max(1, seconds // len(chosen))
    runs = []
    for name in chosen:
        runs.append(run := fuzz(name, share, artifacts))
        verdict = "FAILED" if run.failure else "clean"
        click.echo(f"{name:8} {run.executions:9} executions {run.per_second:8.0f}/s  {verdict}")
    total, elapsed = sum(run.executions for run in runs), sum(run.seconds for run in runs)
    click.echo(f"{'total':8} {total:9} executions {total / elapsed:8.0f}/s")
    failures = [run for run in runs if run.failure]
    for run in failures:
        click.echo(f"\n{run.name}:\n{run.failure}", err=True)
    if failures:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
