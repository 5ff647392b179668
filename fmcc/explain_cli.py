"""`fmc explain` and `fmc latency`: why a service moved or stayed, and how far everybody is."""

from typing import Any

import click

from fmcc.cli import controller_option
from lisp.cli import ask_or_fail, daemons, json_option
from lisp.output import emit_json, emit_table

SHOWN_NEXT = 4
"""Places a user may go to next that are named."""


@click.command(name="explain")
@click.argument("service")
@controller_option
@json_option
def explain_command(service: str, controller: str, as_json: bool) -> None:
    """Say why a service moved or stayed: candidates, values, costs and confidence."""
    entry = ask_or_fail(daemons((controller,))[controller], "explain", service=service)
    if as_json:
        emit_json(entry)
        return
    click.echo(f"{entry['service']} ({entry['class']}), {entry['decided_s']:.1f} s ago: {entry['reason']}")
    match entry.get("policy"):
        case "anchors":
            _print_plan(entry)
        case "distance":
            _print_distance(entry)


@click.command(name="latency")
@controller_option
@json_option
def latency_command(controller: str, as_json: bool) -> None:
    """Show the RTT from every anchor to every data centre, and where it is known from."""
    entries = ask_or_fail(daemons((controller,))[controller], "latencies")
    if as_json:
        emit_json(entries)
        return
    rows = [
        (e["anchor"], e["dc"], e["rtt_ms"], e["from"], e["age_s"], "yes" if e["answers"] else "NO") for e in entries
    ]
    emit_table(("ANCHOR", "DC", "RTT (ms)", "FROM", "AGE (s)", "ANSWERS"), rows, empty="no latency is known")


def _print_plan(entry: dict[str, Any]) -> None:
    _print_candidates(entry, "AHEAD (ms)", "ahead_ms")
    ahead = ", ".join(f"{there['anchor']} {there['probability']:.0%}" for there in entry["next"][:SHOWN_NEXT])
    click.echo(f"ahead: what being served from there costs more than from the best from now on; next: {ahead}")
    _print_costs(entry)
    confidence = entry["confidence"]
    click.echo(
        f"confidence: {confidence['moves_seen']:g} moves from this anchor seen; a plan needs {confidence['needed']:g}"
    )


def _print_distance(entry: dict[str, Any]) -> None:
    _print_candidates(entry, "HOPS WORSE", "hops")
    states = [
        (
            s["hops"],
            s["stay_ms"],
            s["migrate_ms"],
            s["migrate_ms"] - s["stay_ms"],
            s["action"],
            "now" if s["is_here"] else "",
        )
        for s in entry["states"]
    ]
    columns = ("HOPS", "WORTH OF STAYING (ms)", "OF MIGRATING (ms)", "DIFFERENCE", "ACTION", "")
    emit_table(columns, states, empty="no states")
    _print_costs(entry)
    confidence = entry["confidence"]
    firm = "either end decides the same" if confidence["same_action_at_both_ends"] else "the ends decide differently"
    click.echo(
        f"confidence: p = {confidence['p']:g}, between {confidence['p_low']:.2f} and {confidence['p_high']:.2f}"
        f" after {confidence['moves_seen']:g} moves; {firm}; values exact to {confidence['bound_ms']:.1g} ms"
    )


def _print_candidates(entry: dict[str, Any], title: str, key: str) -> None:
    rows = [
        (c["dc"], c["rtt_ms"], c["rtt_from"], c["price_ms"], _copy(c), c[key], _marks(c)) for c in entry["candidates"]
    ]
    columns = ("CANDIDATE", "RTT (ms)", "FROM", "PRICE (ms)", "COPYING", title, "")
    emit_table(columns, rows, empty="no data centre")


def _copy(candidate: dict[str, Any]) -> str:
    """What moving the VM there takes."""
    if candidate["copy_s"] is None:
        return "-"
    ends = "" if candidate["copy_converges"] else ", never done"
    return f"{candidate['copy_bytes'] / (1 << 20):.0f} MiB, {candidate['copy_s']:.1f} s{ends}"


def _marks(candidate: dict[str, Any]) -> str:
    names = {"is_current": "runs here", "is_best": "best"}
    return " ".join(name for key, name in names.items() if candidate[key])


def _print_costs(entry: dict[str, Any]) -> None:
    costs = entry["costs"]
    session = costs["remaining_epochs"]
    click.echo(
        f"costs: {costs['migration_cost_ms']:g} ms per migration, hysteresis {costs['hysteresis_ms']:g} ms,"
        f" discount {costs['discount']:g}" + ("" if session is None else f", about {session:g} epochs to go")
    )
