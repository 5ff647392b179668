"""Leases in SQLite, in the journal's own file: for controllers that share a computer."""

import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from fmcc.database import connect
from fmcc.leases import Lease, LeaseStoreError, next_epoch
from lisp.wire import Prefix

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS lease (
    prefix TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    beat INTEGER NOT NULL
) WITHOUT ROWID;
"""
_HELD: Final = "prefix = ? AND holder = ? AND epoch = ?"


class SqliteLeases:
    """`fmcc.leases.LeaseStore` in a file."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        """Open the file, or begin one; `clock` tells Unix seconds. Raises LeaseStoreError."""
        self._path, self._clock = path, clock
        with self._explained():
            self._database = connect(path)
            self._database.executescript(_SCHEMA)

    async def read(self) -> Mapping[Prefix, Lease]:
        """See `LeaseStore`."""
        with self._explained():
            rows = self._database.execute("SELECT prefix, holder, epoch, beat FROM lease").fetchall()
        leases = [Lease(Prefix.parse(prefix), holder, epoch, beat) for prefix, holder, epoch, beat in rows]
        return {lease.prefix: lease for lease in leases}

    async def take(self, prefix: Prefix, holder: str, seen: Lease | None) -> Lease | None:
        """See `LeaseStore`."""
        epoch = next_epoch(seen, self._clock())
        with self._explained():
            self._database.execute("PRAGMA synchronous = FULL")
            if seen is None:
                text = "INSERT OR IGNORE INTO lease VALUES (?, ?, ?, 0)"
                done = self._database.execute(text, (str(prefix), holder, epoch))
            else:
                text = f"UPDATE lease SET holder = ?, epoch = ?, beat = 0 WHERE {_HELD} AND beat = ?"
                done = self._database.execute(text, (holder, epoch, *_held(seen), seen.beat))
        return Lease(prefix, holder, epoch) if done.rowcount == 1 else None

    async def renew(self, leases: Collection[Lease]) -> list[Lease]:
        """See `LeaseStore`. Not flushed to the disk: after a crash of the computer nobody holds anything."""
        renewed = []
        with self._explained():
            self._database.execute("PRAGMA synchronous = NORMAL")
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                for lease in leases:
                    text = f"UPDATE lease SET beat = beat + 1 WHERE {_HELD} RETURNING beat"
                    for (beat,) in self._database.execute(text, _held(lease)).fetchall():
                        renewed.append(replace(lease, beat=beat))
        return renewed

    async def release(self, leases: Collection[Lease]) -> None:
        """See `LeaseStore`."""
        with self._explained():
            text = f"UPDATE lease SET holder = '' WHERE {_HELD}"
            self._database.executemany(text, [_held(lease) for lease in leases])

    async def entrust(self, lease: Lease, text: str) -> None:
        """See `LeaseStore`. Nothing to do: those who share this file share the journal in it."""

    async def entrusted(self, prefix: Prefix) -> str | None:
        """See `LeaseStore`."""
        return None

    async def close(self) -> None:
        """See `LeaseStore`."""
        self._database.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise LeaseStoreError(f"{self._path}: cannot use the leases: {error}") from error


def _held(lease: Lease) -> tuple[str, str, int]:
    return str(lease.prefix), lease.holder, lease.epoch
