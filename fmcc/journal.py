"""The journal of migrations: every step is on the disk before the act it announces.

SQLite in WAL mode with synchronous=FULL: a commit returns when the log has been flushed. Writing a step
again changes nothing. Monotonic times are kept for durations; the wall-clock time is put beside them here,
because monotonic seconds mean nothing after the next boot.

Several controllers may write to one journal. Each step is written under the epoch of a lease, and in the same
transaction the journal makes sure that it knows of no greater one: what a controller that has lost its lease wants
to do is not written, and so not begun.
"""

import sqlite3
from pathlib import Path
from typing import Final

from fmcc.database import connect
from fmcc.leases import Tenure
from fmcc.migration import Migration, State, Step
from lisp.wire import Prefix

VERSION: Final = 2
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
    state TEXT NOT NULL,
    lease TEXT NOT NULL DEFAULT '',
    epoch INTEGER NOT NULL DEFAULT 0,
    party TEXT NOT NULL DEFAULT '',
    undo INTEGER NOT NULL DEFAULT 0,
    leads_back INTEGER NOT NULL DEFAULT 0
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
CREATE TABLE fence (
    lease TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL
) WITHOUT ROWID;
"""

# From one version to the next.
_UPGRADES: Final = {
    1: """
ALTER TABLE migration ADD COLUMN lease TEXT NOT NULL DEFAULT '';
ALTER TABLE migration ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE migration ADD COLUMN party TEXT NOT NULL DEFAULT '';
ALTER TABLE migration ADD COLUMN undo INTEGER NOT NULL DEFAULT 0;
ALTER TABLE migration ADD COLUMN leads_back INTEGER NOT NULL DEFAULT 0;
CREATE TABLE fence (lease TEXT PRIMARY KEY, epoch INTEGER NOT NULL) WITHOUT ROWID;
"""
}


_INSERT: Final = (
    "INSERT INTO migration (id, service, domain, address, source, target, cause, reason, state, lease, epoch, party,"
    " undo, leads_back) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
    " reason = excluded.reason, state = excluded.state, lease = excluded.lease, epoch = excluded.epoch"
)


class JournalError(Exception):
    """The journal cannot be used; without one nothing may be migrated."""


class StaleEpochError(JournalError):
    """Somebody holds the lease under a later epoch: the step is not for us to take."""

    def __init__(self, tenure: Tenure, epoch: int) -> None:
        super().__init__(f"{tenure.prefix} is followed under epoch {epoch}, after our {tenure.epoch}")
        self.tenure = tenure


class Journal:
    """The migrations of all controllers that write to it, on disk."""

    def __init__(self, path: Path) -> None:
        """Open the journal, or begin one. Raises JournalError."""
        self._path = path
        try:
            self._database = connect(path)
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            raise JournalError(f"{path}: cannot use the journal: {error}") from error

    def _prepare(self) -> None:
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute("PRAGMA foreign_keys = ON")
        with self._database:
            # Read and written in one transaction: controllers that share a journal may begin it at the same moment.
            self._database.execute("BEGIN IMMEDIATE")
            (version,) = self._database.execute("PRAGMA user_version").fetchone()
            if version not in (0, VERSION, *_UPGRADES):
                raise JournalError(f"{self._path}: the journal has version {version}, not {VERSION}")
            script = _SCHEMA if version == 0 else _UPGRADES.get(version, "")
            for statement in script.split(";"):
                self._database.execute(statement)
            self._database.execute(f"PRAGMA user_version = {VERSION}")
        self._database.execute(
            "DELETE FROM migration WHERE state IN (?, ?) AND number <= "
            "(SELECT coalesce(max(number), 0) FROM migration) - ?",
            (State.DONE, State.FAILED, MAX_MIGRATIONS),
        )

    def append(self, migration: Migration, at_unix_s: float) -> None:
        """Write the steps that are not yet written, as taken at `at_unix_s`; durable on return.

        Raises JournalError, StaleEpochError among them; then the step must not be acted on.
        """
        row = (
            migration.id,
            migration.service,
            migration.domain,
            str(migration.address),
            migration.source,
            migration.target,
            migration.cause,
            migration.reason,
            migration.state,
            str(migration.tenure.prefix) if migration.tenure else "",
            migration.epoch,
            migration.group,
            migration.undo,
            migration.leads_back,
        )
        try:
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                if migration.tenure is not None:
                    self._pass_fence(migration.tenure)
                self._database.execute(_INSERT, row)
                (number,) = self._database.execute(
                    "SELECT number FROM migration WHERE id = ?", (migration.id,)
                ).fetchone()
                steps = [
                    (number, sequence, step.state, step.at, at_unix_s, step.detail)
                    for sequence, step in enumerate(migration.steps)
                ]
                self._database.executemany("INSERT OR IGNORE INTO step VALUES (?, ?, ?, ?, ?, ?)", steps)
        except sqlite3.Error as error:
            raise JournalError(f"{self._path}: cannot write to the journal: {error}") from error

    def fence(self, tenure: Tenure) -> None:
        """From now on nothing is written under an earlier epoch. Raises JournalError, StaleEpochError among them."""
        try:
            with self._database:
                self._database.execute("BEGIN IMMEDIATE")
                self._pass_fence(tenure)
        except sqlite3.Error as error:
            raise JournalError(f"{self._path}: cannot write to the journal: {error}") from error

    def _pass_fence(self, tenure: Tenure) -> None:
        text = "SELECT epoch FROM fence WHERE lease = ?"
        found = self._database.execute(text, (str(tenure.prefix),)).fetchone()
        if found is not None and found[0] > tenure.epoch:
            raise StaleEpochError(tenure, found[0])
        if found is None or found[0] < tenure.epoch:
            self._database.execute("INSERT OR REPLACE INTO fence VALUES (?, ?)", (str(tenure.prefix), tenure.epoch))

    def migrations(self) -> list[Migration]:
        """Everything in the journal, oldest first."""
        steps: dict[int, list[Step]] = {}
        for number, state, at, at_unix_s, detail in self._database.execute(
            "SELECT number, state, at_s, at_unix_s, detail FROM step ORDER BY number, sequence"
        ):
            steps.setdefault(number, []).append(Step(State(state), at, detail, at_unix_s))
        rows = self._database.execute(
            "SELECT number, id, service, domain, address, source, target, cause, reason, lease, epoch, party, undo, "
            "leads_back FROM migration ORDER BY number"
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
                tenure=Tenure(Prefix.parse(lease), epoch) if lease else None,
                group=party,
                undo=bool(undo),
                leads_back=bool(leads_back),
            )
            for (
                number,
                name,
                service,
                domain,
                address,
                source,
                target,
                cause,
                reason,
                lease,
                epoch,
                party,
                undo,
                leads_back,
            ) in rows
        ]

    def unfinished(self) -> list[Migration]:
        """The migrations that a controller has to reconcile when it starts."""
        return [migration for migration in self.migrations() if not migration.is_final]

    def close(self) -> None:
        """Close the file."""
        self._database.close()
