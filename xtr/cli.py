"""`fmc rlocs`: what an operator asks a tunnel router."""

from typing import Any

import click

from lisp.cli import ask_or_fail, daemons, json_option
from lisp.output import duration, emit_json, emit_table
from lisp.runtime.control import ControlError, ask


@click.command(name="rlocs")
@click.argument("names", nargs=-1, metavar="[DAEMON]...")
@click.option("--instance", type=int, help="Only the locators of EIDs with this instance id.")
@json_option
def rlocs_command(names: tuple[str, ...], instance: int | None, as_json: bool) -> None:
    """Show the locators in use by the tunnel routers here, or by the named ones: up or down, round trips."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, path in daemons(names).items():
        if names:
            found[name] = ask_or_fail(path, "rlocs")
            continue
        try:
            found[name] = ask(path, "rlocs")
        except ControlError:
            continue  # another kind of daemon has no such show
    if instance is not None:
        found = {name: [row for row in rows if instance in row["iids"]] for name, rows in found.items()}
    if as_json:
        emit_json(found)
        return
    _emit([(name, row) for name, rlocs in found.items() for row in rlocs])


def _emit(found: list[tuple[str, dict[str, Any]]]) -> None:
    """The table; instances have a column where there are several, as in `fmc map`."""
    head: tuple[str, ...] = ("DAEMON", "RLOC", "STATE", "RTT (ms)", "MIN (ms)", "ANSWERED AGO", "LOST")
    rows = [
        (
            name,
            row["rloc"],
            "up" if row["up"] else "down",
            _ms(row["rtt_ms"]),
            _ms(row["rtt_min_ms"]),
            duration(row["last_s"]),
            row["lost"],
        )
        for name, row in found
    ]
    if len({iid for _, row in found for iid in row["iids"]}) > 1:
        head = ("DAEMON", "INST", *head[1:])
        instances = (",".join(map(str, row["iids"])) for _, row in found)
        emit_table(head, [(row[0], iids, *row[1:]) for row, iids in zip(rows, instances, strict=True)], empty="")
    else:
        emit_table(head, rows, empty="no locators are in use")


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
