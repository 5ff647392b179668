"""Opening the SQLite file that a controller keeps, and may share with other controllers of its computer."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def connect(path: Path) -> sqlite3.Connection:
    """Open a database in WAL mode, or begin one. Raises sqlite3.Error or OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(path.parent):
        database = sqlite3.connect(path, isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
    return database


@contextmanager
def _alone_in(directory: Path) -> Iterator[None]:
    """Hold a lock on a directory: two controllers may begin a database at the same moment.

    SQLite tells whoever comes second to switch one to WAL at once that it is locked, whatever the time-out.
    """
    held = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
