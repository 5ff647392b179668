"""Leases in SQLite, in the journal's own file: for controllers that share a computer.

Controllers on several computers need a store that they all reach; anything with a compare-and-swap will do, see
`fmcc.leases.LeaseStore`. It is named in the configuration as `module:function` and called with the configuration's
`store_url`.
"""

import sqlite3
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Final

from fmcc.leases import Lease, LeaseStore, LeaseStoreError
from lisp.wire import Prefix

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS lease (
    prefix TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    beat INTEGER NOT NULL
) WITHOUT ROWID;
"""
_SAME: Final = "prefix = ? AND holder = ? AND epoch = ? AND beat = ?"


class SqliteLeases:
    """`fmcc.leases.LeaseStore` in a file."""

    def __init__(self, path: Path) -> None:
        """Open the file, or begin one. Raises LeaseStoreError."""
        self._path = path
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, isolation_level=None)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.executescript(_SCHEMA)

    async def read(self) -> Mapping[Prefix, Lease]:
        """See `LeaseStore`."""
        with self._explained():
            rows = self._database.execute("SELECT prefix, holder, epoch, beat FROM lease").fetchall()
        leases = [Lease(Prefix.parse(prefix), holder, epoch, beat) for prefix, holder, epoch, beat in rows]
        return {lease.prefix: lease for lease in leases}

    async def take(self, prefix: Prefix, holder: str, seen: Lease | None) -> Lease | None:
        """See `LeaseStore`. Epochs are seconds of the Unix epoch where the clock allows: nonces grow with them."""
        epoch = max(seen.epoch + 1 if seen else 1, int(time.time()))
        with self._explained():
            self._database.execute("PRAGMA synchronous = FULL")
            if seen is None:
                text = "INSERT OR IGNORE INTO lease VALUES (?, ?, ?, 0)"
                done = self._database.execute(text, (str(prefix), holder, epoch))
            else:
                text = f"UPDATE lease SET holder = ?, epoch = ?, beat = 0 WHERE {_SAME}"
                done = self._database.execute(text, (holder, epoch, *_row(seen)))
        return Lease(prefix, holder, epoch) if done.rowcount == 1 else None

    async def renew(self, leases: Collection[Lease]) -> list[Lease]:
        """See `LeaseStore`. Not flushed to the disk: after a crash of the computer nobody holds anything."""
        renewed = []
        with self._explained():
            self._database.execute("PRAGMA synchronous = NORMAL")
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                for lease in leases:
                    text = f"UPDATE lease SET beat = beat + 1 WHERE {_SAME}"
                    if self._database.execute(text, _row(lease)).rowcount == 1:
                        renewed.append(Lease(lease.prefix, lease.holder, lease.epoch, lease.beat + 1))
        return renewed

    async def release(self, leases: Collection[Lease]) -> None:
        """See `LeaseStore`."""
        with self._explained():
            text = f"UPDATE lease SET holder = '' WHERE {_SAME}"
            self._database.executemany(text, [_row(lease) for lease in leases])

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise LeaseStoreError(f"{self._path}: cannot use the leases: {error}") from error


def _row(lease: Lease) -> tuple[str, str, int, int]:
    return str(lease.prefix), lease.holder, lease.epoch, lease.beat


def open_store(factory: str, url: str) -> LeaseStore:
    """The store that `module:function` opens. Raises LeaseStoreError with what is wrong with the name."""
    module, _, function = factory.partition(":")
    try:
        opened: LeaseStore = getattr(import_module(module), function)(url)
    except (ImportError, AttributeError, TypeError) as error:
        raise LeaseStoreError(f"{factory}: cannot be used as a lease store: {error}") from error
    return opened
