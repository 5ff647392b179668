"""`fmc paper`: the tables and figures of the papers, recomputed and written beside what the papers print."""

import csv
import json
from dataclasses import asdict
from pathlib import Path

import click

from fmcc.decision.chain import Chain, chain
from fmcc.decision.fig14 import compare
from fmcc.decision.hexagon import MAX_RINGS
from fmcc.decision.models import MODEL_NAMES
from fmcc.decision.paper import Figure, all_figures
from fmcc.decision.paper.testbed import fig15, fig16
from fmcc.decision.plane import (
    MAX_LUMPED_THRESHOLD,
    ClassPolicy,
    PlaneParameters,
    class_policies,
    ring_only_error,
    split_rings,
)
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


@paper_group.command(name="plane")
@click.option("--cost", type=click.FloatRange(min=0.0), default=20.0, show_default=True, help="In hops for one epoch.")
@click.option("--discount", type=click.FloatRange(0.0, 0.999), default=0.9, show_default=True)
@click.option("--thr", type=click.IntRange(1, MAX_LUMPED_THRESHOLD), default=10, show_default=True)
@json_option
def plane_command(cost: float, discount: float, thr: int, as_json: bool) -> None:
    """Solve the two-dimensional model, and say where the corner and edge cells of a ring differ."""
    parameters = PlaneParameters(cost=cost, discount=discount, thr=thr)
    policies = class_policies(parameters)
    split, loss = split_rings(policies), max(ring_only_error(parameters), 0.0)
    if as_json:
        classes = [asdict(policy) | {"place": _place(policy), "split": policy.ring in split} for policy in policies]
        emit_json({"split_rings": split, "ring_only_loss": loss, "classes": classes})
        return
    rows = [
        (p.ring, _place(p), p.cells, str(p.action), f"{p.advantage:.4f}", "differs" if p.ring in split else "")
        for p in policies
    ]
    emit_table(("RING", "PLACE", "CELLS", "ACTION", "MIGRATING IS WORTH", ""), rows, empty="no ring")
    rings = ", ".join(map(str, split))
    click.echo(f"corners and edges differ in ring {rings}" if split else "every ring has one action")
    click.echo(f"acting on the ring alone loses up to {loss:.2%} of the span of values")


def _place(policy: ClassPolicy) -> str:
    return "centre" if policy.ring == 0 else "corner" if policy.klass == 0 else f"edge {policy.klass}"


@paper_group.command(name="all")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to write.")
@click.option(
    "--result",
    "results",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="Where lab runs left result.json: follow-me's goes to Fig. 15, handover's to Fig. 16. May be repeated.",
)
@json_option
def all_command(out: Path, results: tuple[Path, ...], as_json: bool) -> None:
    """Write every table and figure as CSV, JSON and PNG, with the slips of the papers named."""
    measured = {figure.name: figure for path in results for figure in _measured(path)}
    figures = [measured.get(figure.name, figure) for figure in all_figures()]
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


def _measured(path: Path) -> list[Figure]:
    """The figures that lab runs in this file, or below this directory, have measured."""
    if path.is_file():
        return [_measured_by(path)]
    found = sorted(path.rglob("result.json"))
    if not found:
        raise click.ClickException(f"{path} holds no result.json of a lab run")
    return [_measured_by(file) for file in found]


def _measured_by(path: Path) -> Figure:
    try:
        measured = json.loads(path.read_text())
        if isinstance(measured, dict) and "rtt_start_ms" in measured:
            return fig15(measured)
        if isinstance(measured, list) and measured:
            return fig16(measured)
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(f"{path} is no result of a lab run: {error}") from None
    raise click.ClickException(f"{path} holds no result of follow-me or handover")
