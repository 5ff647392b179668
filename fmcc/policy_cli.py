"""`fmc policy`: compares the policies on a trace of users' movements, given or made up."""

from dataclasses import asdict, replace
from pathlib import Path

import click
import numpy as np

from fmcc.decision.policy import (
    InvalidTraceError,
    Outcome,
    Trace,
    World,
    format_trace,
    parse_latencies,
    parse_trace,
    policies,
    replay,
)
from fmcc.decision.policy.baselines import DistanceThreshold
from fmcc.decision.policy.replay import SERVICE_BYTES
from fmcc.decision.policy.trace import PATTERNS, format_latencies
from fmcc.figure import draw_trade_off
from lisp.cli import json_option
from lisp.output import emit_json, emit_table

CURVE_HOPS = 12
"""The trade-off curve is that of the distance thresholds 1 … 12."""


@click.group(name="policy")
def policy_group() -> None:
    """Compare migration policies on traces of users' movements."""


@policy_group.command(name="trace")
@click.argument("pattern", type=click.Choice(sorted(PATTERNS)))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to write.")
@click.option("--seed", type=int, default=1, show_default=True)
def trace_command(pattern: str, out: Path, seed: int) -> None:
    """Write a made-up trace (trace.csv) and its latencies (latency.csv)."""
    trace, world = PATTERNS[pattern](np.random.default_rng(seed))
    out.mkdir(parents=True, exist_ok=True)
    (out / "trace.csv").write_text(format_trace(trace))
    (out / "latency.csv").write_text(format_latencies(world))
    click.echo(f"{len(trace)} rows, {len(world.anchors)} anchors, {len(world.dcs)} data centres written to {out}")


@policy_group.command(name="compare")
@click.option("--trace", "source", required=True, help=f"A CSV (time,user,anchor), or {', '.join(sorted(PATTERNS))}.")
@click.option(
    "--latency",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV (anchor,dc,rtt_ms); needed with a trace of your own.",
)
@click.option(
    "--cost", type=click.FloatRange(min=0.0), default=60.0, show_default=True, help="ms·epochs per migration."
)
@click.option("--bytes", "service_bytes", type=click.IntRange(min=0), default=SERVICE_BYTES, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="For a made-up trace.")
@click.option("--png", type=click.Path(dir_okay=False, path_type=Path), help="Draw the trade-off here.")
@json_option
def compare_command(
    source: str, latency: Path | None, cost: float, service_bytes: int, seed: int, png: Path | None, as_json: bool
) -> None:
    """Replay a trace through every policy: latency, migrations, bytes moved, cost; cheapest first."""
    try:
        trace, world = _load(source, latency, cost, seed)
        outcomes = [replay(name, policy, trace, world, service_bytes) for name, policy in policies(world).items()]
        curve = (
            [replay(str(h), DistanceThreshold(world, h), trace, world) for h in range(1, CURVE_HOPS + 1)] if png else []
        )
    except InvalidTraceError as error:
        raise click.ClickException(str(error)) from None
    outcomes.sort(key=lambda outcome: outcome.cost_ms)
    if png is not None:
        _draw(outcomes, curve, source, png)
    if as_json:
        emit_json([asdict(outcome) for outcome in outcomes])
        return
    rows = [
        (o.policy, f"{o.cost_ms:.2f}", f"{o.mean_rtt_ms:.1f}", f"{o.p95_rtt_ms:.1f}", f"{o.mean_excess_ms:.2f}",
         o.migrations, f"{o.bytes_moved / 1e9:.1f}")
        for o in outcomes
    ]  # fmt: skip
    columns = ("POLICY", "COST (ms)", "MEAN RTT", "P95 RTT", "EXCESS", "MIGRATIONS", "GB MOVED")
    emit_table(columns, rows, empty="no policy")
    click.echo("cost: mean excess RTT per epoch plus the price of the migrations, in ms")


def _load(source: str, latency: Path | None, cost: float, seed: int) -> tuple[Trace, World]:
    make = PATTERNS.get(source)
    if make is not None:
        trace, world = make(np.random.default_rng(seed))
        return trace, replace(world, migration_cost_ms=cost)
    if latency is None:
        raise click.UsageError("a trace of your own needs --latency: the RTT from its anchors to the data centres")
    try:
        return parse_trace(Path(source).read_text()), parse_latencies(latency.read_text(), cost)
    except OSError as error:
        raise click.ClickException(f"{source}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise click.ClickException("a trace and its latencies are UTF-8 text") from None


def _draw(outcomes: list[Outcome], curve: list[Outcome], source: str, png: Path) -> None:
    try:
        draw_trade_off(outcomes, curve, f"Latency against migrations: {Path(source).stem}", png)
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"pictures need matplotlib ({error.name} is missing): pip install 'follow-me-cloud[paper]'"
        ) from None
