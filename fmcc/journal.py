"""The journal of migrations: every step is on the disk before the act it announces.

SQLite in WAL mode with synchronous=FULL: a commit returns when the log has been flushed. Writing a step
again changes nothing. Monotonic times are kept for durations; the wall-clock time is put beside them here,
because monotonic seconds mean nothing after the next boot.
"""

import sqlite3
from pathlib import Path
from typing import Final

from fmcc.migration import Migration, State, Step
from lisp.wire import Prefix

VERSION: Final = 1
# Finished migrations kept. Older ones go when the journal is opened.
MAX_MIGRATIONS: Final = 100_000

_SCHEMA: Final = """
CREATE TABLE migration (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    service TEXT NOT NULL,
    domain TEXT NOT NULL,
    address TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    cause TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE TABLE step (
    number INTEGER NOT NULL REFERENCES migration (number) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    state TEXT NOT NULL,
    at_s REAL NOT NULL,
    at_unix_s REAL NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (number, sequence)
) WITHOUT ROWID;
"""


class JournalError(Exception):
    """The journal cannot be used; without one nothing may be migrated."""


class Journal:
    """The migrations of one controller, on disk."""

    def __init__(self, path: Path) -> None:
        """Open the journal, or begin one. Raises JournalError."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, isolation_level=None)
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            raise JournalError(f"{path}: cannot use the journal: {error}") from error

    def _prepare(self) -> None:
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute("PRAGMA foreign_keys = ON")
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if version == 0:
            self._database.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
        elif version != VERSION:
            raise JournalError(f"{self._path}: the journal has version {version}, not {VERSION}")
        self._database.execute(
            "DELETE FROM migration WHERE state IN (?, ?) AND number <= "
            "(SELECT coalesce(max(number), 0) FROM migration) - ?",
            (State.DONE, State.FAILED, MAX_MIGRATIONS),
        )

    def append(self, migration: Migration, at_unix_s: float) -> None:
        """Write the steps that are not yet written, as taken at `at_unix_s`; durable on return.

        Raises JournalError; then the step must not be acted on.
        """
        row = (
            migration.number,
            migration.id,
            migration.service,
            migration.domain,
            str(migration.address),
            migration.source,
            migration.target,
            migration.cause,
            migration.reason,
            migration.state,
        )
        steps = [
            (migration.number, sequence, step.state, step.at, at_unix_s, step.detail)
            for sequence, step in enumerate(migration.steps)
        ]
        try:
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                self._database.execute(
                    "INSERT INTO migration VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                    "ON CONFLICT (number) DO UPDATE SET reason = excluded.reason, state = excluded.state",
                    row,
                )
                self._database.executemany("INSERT OR IGNORE INTO step VALUES (?, ?, ?, ?, ?, ?)", steps)
        except sqlite3.Error as error:
            raise JournalError(f"{self._path}: cannot write to the journal: {error}") from error

    def migrations(self) -> list[Migration]:
        """Everything in the journal, oldest first."""
        steps: dict[int, list[Step]] = {}
        for number, state, at, at_unix_s, detail in self._database.execute(
            "SELECT number, state, at_s, at_unix_s, detail FROM step ORDER BY number, sequence"
        ):
            steps.setdefault(number, []).append(Step(State(state), at, detail, at_unix_s))
        rows = self._database.execute(
            "SELECT number, id, service, domain, address, source, target, cause, reason FROM migration ORDER BY number"
        )
        return [
            Migration(
                id=name,
                service=service,
                domain=domain,
                address=Prefix.parse(address),
                source=source,
                target=target,
                cause=cause,
                steps=tuple(steps[number]),
                reason=reason,
            )
            for number, name, service, domain, address, source, target, cause, reason in rows
        ]

    def unfinished(self) -> list[Migration]:
        """The migrations that a controller has to reconcile when it starts."""
        return [migration for migration in self.migrations() if not migration.is_final]

    def close(self) -> None:
        """Close the file."""
        self._database.close()
