"""Says on stderr what is being done, with the time since the start."""

import time
from contextlib import suppress

import click


class Progress:
    """Prints one line per step; silent when told so, and when nobody can read it any more."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._started = time.monotonic()

    def __call__(self, text: str) -> None:
        """Say what comes next."""
        if self._quiet:
            return
        with suppress(OSError):  # the terminal was closed: the lab is taken down all the same
            click.echo(f"{click.style(f'{time.monotonic() - self._started:6.1f} s', dim=True)}  {text}", err=True)
