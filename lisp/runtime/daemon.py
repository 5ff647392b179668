"""The command line that the daemons share: read the configuration, then serve."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click
from pydantic import BaseModel

from lisp.runtime import log
from lisp.runtime.config import ConfigError, load
from lisp.runtime.service import Service

M = TypeVar("M", bound=BaseModel)


class Finding(NamedTuple):
    """Something that a daemon needs, and whether it is there."""

    is_good: bool
    text: str


def run(name: str, coroutine: Coroutine[Any, Any, None]) -> None:
    """Run a daemon to its end; what ends it early becomes a message and the exit status 1."""
    try:
        asyncio.run(coroutine)
    except ConfigError as error:
        raise click.ClickException(str(error)) from None
    except ExceptionGroup as group:
        # One failed background task is the usual case: its own message says more than the group's.
        for failure in group.exceptions:
            click.echo(f"{name}: {failure}", err=True)
        sys.exit(1)
    except OSError as error:
        raise click.ClickException(f"{name}: {error}") from None


def daemon_command(
    name: str,
    model: type[M],
    build: Callable[[M, Path], Awaitable[Service]],
    remove: Callable[[M, Path], Awaitable[None]] | None = None,
    examine: Callable[[M, Path], Awaitable[list[Finding]]] | None = None,
) -> click.Command:
    """The click command of a daemon. `build(config, base)` makes its service inside the running loop.

    A daemon that leaves something at work when it ends has a `remove(config, base)`, for the option --remove. One
    that can say beforehand whether it would reach what it needs has an `examine(config, base)`, for --check.
    """

    @click.command(name=name, help=f"Run {name}. Ends on SIGTERM.")
    @click.option(
        "--config",
        "path",
        type=click.Path(path_type=Path),
        required=True,
        help="The TOML configuration file.",
    )
    @click.option("--check", is_flag=True, help="Check the configuration, and what it needs, and exit.")
    @click.option(
        "--log-level",
        type=click.Choice(["debug", "info", "warning", "error"]),
        default="info",
        show_default=True,
    )
    @click.option("--log-format", type=click.Choice(["console", "json"]), default="console", show_default=True)
    def main(path: Path, check: bool, log_level: str, log_format: log.Format, **arguments: bool) -> None:
        log.configure(log_level, log_format)
        try:
            config = load(path, model)
            if check:
                click.echo(f"{path}: the configuration is valid")
                asyncio.run(_examine(config, path))
                return
        except ConfigError as error:
            raise click.ClickException(str(error)) from None
        run(name, _remove(config, path) if arguments.get("remove") else _serve(config, path))

    async def _serve(config: M, path: Path) -> None:
        service = await build(config, path.parent)
        service.configured_by(lambda: load(path, model))
        await service.run()

    async def _examine(config: M, path: Path) -> None:
        found = await examine(config, path.parent) if examine is not None else []
        for finding in found:
            click.echo(f"{'ok    ' if finding.is_good else 'FAILED'} {finding.text}")
        bad = sum(not finding.is_good for finding in found)
        if bad:
            raise ConfigError(f"{bad} of {len(found)} things it needs cannot be used")

    async def _remove(config: M, path: Path) -> None:
        assert remove is not None
        await remove(config, path.parent)
        click.echo(f"{name}: nothing is left of {path}")

    if remove is not None:
        what = "Remove what the stopped daemon has left at work, and exit."
        main.params.append(click.Option(["--remove"], is_flag=True, help=what))
    return main
