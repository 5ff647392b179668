"""`fmc rlocs`: what an operator asks a tunnel router."""

from typing import Any

import click

from lisp.cli import ask_or_fail, daemons, json_option
from lisp.output import duration, emit_json, emit_table
from lisp.runtime.control import ControlError, ask


@click.command(name="rlocs")
@click.argument("names", nargs=-1, metavar="[DAEMON]...")
@json_option
def rlocs_command(names: tuple[str, ...], as_json: bool) -> None:
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
    if as_json:
        emit_json(found)
        return
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
        for name, rlocs in found.items()
        for row in rlocs
    ]
    head = ("DAEMON", "RLOC", "STATE", "RTT (ms)", "MIN (ms)", "ANSWERED AGO", "LOST")
    emit_table(head, rows, empty="no locators are in use")


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
