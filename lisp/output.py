"""What the command line prints: one object, as a table for people or as JSON for programs."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table


def emit_json(value: object) -> None:
    """Print an object as one line of JSON."""
    click.echo(json.dumps(value, default=str))


def emit_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str) -> None:
    """Print rows under their column names; `empty` is said when there are none."""
    rows = list(rows)
    if not rows:
        click.echo(empty)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(text(cell) for cell in row))
    console().print(table)


def text(value: object) -> str:
    """One table cell."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.1f}"
    return str(value)


def console() -> Console:
    """Stdout; as wide as the terminal, or wide enough for any row where there is none."""
    return Console(highlight=False) if sys.stdout.isatty() else Console(width=160)


def duration(seconds: Any) -> str:
    """Seconds as routers show them: 1d00h, 00:02:45, or `never`."""
    if seconds is None:
        return "never"
    whole = int(seconds)
    if whole >= 86_400:
        return f"{whole // 86_400}d{whole % 86_400 // 3600:02}h"
    return f"{whole // 3600:02}:{whole % 3600 // 60:02}:{whole % 60:02}"
