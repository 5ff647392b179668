"""`fmc paper`: the tables and figures of the papers, recomputed and written beside what the papers print."""

import csv
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from fmcc.decision.chain import Chain, chain
from fmcc.decision.fig14 import compare
from fmcc.decision.hexagon import MAX_RINGS
from fmcc.decision.models import MODEL_NAMES
from fmcc.decision.paper import Figure, all_figures
from fmcc.decision.paper.testbed import fig15
from fmcc.figure import draw_figure
from lisp.cli import json_option
from lisp.output import emit_json, emit_table


@click.group(name="paper")
def paper_group() -> None:
    """Recompute what the Follow-Me Cloud papers print."""


@paper_group.command(name="fig14")
@click.option("--model", "name", type=click.Choice(MODEL_NAMES), default="paper", show_default=True)
@json_option
def fig14_command(name: str, as_json: bool) -> None:
    """Compare a model's policies with the 200 cells of Fig. 14."""
    comparison = compare(name)
    misses = [asdict(cell) for cell in comparison.misses]
    if as_json:
        emit_json({"matched": comparison.matched, "of": comparison.cells, "misses": misses})
        return
    click.echo(f"model {name}: {comparison.matched} of {comparison.cells} cells as published")
    rows = [tuple(miss.values()) for miss in misses]
    emit_table(("TAU", "P", "DISTANCE", "PUBLISHED", "COMPUTED"), rows, empty="nothing differs")


@paper_group.command(name="chain")
@click.option("--k", type=click.IntRange(1, MAX_RINGS), required=True, help="Hops at which the service migrates.")
@json_option
def chain_command(k: int, as_json: bool) -> None:
    """Solve the Markov chain of section 4, built from the grid and lumped."""
    figures = chain_figures(chain(k))
    if as_json:
        emit_json(figures)
        return
    for name, value in figures.items():
        click.echo(f"{name:<20} {value:.6g}")


@paper_group.command(name="all")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to write.")
@click.option(
    "--result",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A follow-me run's result.json, to be put beside Fig. 15.",
)
@json_option
def all_command(out: Path, result: Path | None, as_json: bool) -> None:
    """Write every table and figure as CSV, JSON and PNG, with the slips of the papers named."""
    measured = fig15(_read_result(result)) if result is not None else None
    figures = all_figures()
    if measured is not None:
        figures = [measured if figure.name == measured.name else figure for figure in figures]
    out.mkdir(parents=True, exist_ok=True)
    for figure in figures:
        write_figure(figure, out)
    (out / "README.md").write_text(overview(figures))
    if as_json:
        emit_json([{"name": f.name, "title": f.title, "rows": len(f.rows), "slips": list(f.slips)} for f in figures])
        return
    rows = [(figure.name, len(figure.rows), len(figure.slips), figure.title) for figure in figures]
    emit_table(("FIGURE", "ROWS", "SLIPS", "WHAT"), rows, empty="nothing was written")
    click.echo(f"written to {out}: .csv, .json and .png of each; README.md names the slips")


def chain_figures(solved: Chain) -> dict[str, float]:
    """What `fmc paper chain` prints."""
    return {
        "k": solved.k,
        "pi0": solved.pi0,
        "mean_distance": solved.mean_distance,
        "mean_delay_s": solved.mean_delay_s,
        "migrations_per_move": solved.migrations_per_move,
        "states": solved.states,
    }


def write_figure(figure: Figure, out: Path) -> None:
    """One figure as CSV, JSON and PNG."""
    with (out / f"{figure.name}.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(figure.columns)
        writer.writerows(figure.rows)
    (out / f"{figure.name}.json").write_text(json.dumps(figure.as_json(), indent=2, ensure_ascii=False) + "\n")
    try:
        draw_figure(figure, out / f"{figure.name}.png")
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"pictures need matplotlib ({error.name} is missing): pip install 'follow-me-cloud[paper]'"
        ) from None


def overview(figures: list[Figure]) -> str:
    """What was recomputed, what the papers print, where they slip: one page."""
    lines = ["# The papers, recomputed", ""]
    for figure in figures:
        lines += [f"## {figure.name}: {figure.title}", ""]
        for heading, notes in (("printed", figure.printed), ("slip", figure.slips), ("assumed", figure.assumed)):
            lines += [f"- {heading}: {note}" for note in notes]
        lines += ["", f"![{figure.title}]({figure.name}.png)", ""]
    return "\n".join(lines)


def _read_result(path: Path) -> dict[str, Any]:
    try:
        measured = json.loads(path.read_text())
    except ValueError as error:
        raise click.ClickException(f"{path} is not JSON: {error}") from None
    if not isinstance(measured, dict):
        raise click.ClickException(f"{path} holds no result of a lab run")
    return measured
