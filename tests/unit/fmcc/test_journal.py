"""The journal survives its writer."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from fmcc import journal as journal_module
from fmcc.journal import Journal, JournalError
from fmcc.migration import Migration, State, Trigger
from lisp.wire import Prefix


def planned(number: int = 1) -> Migration:
    return Migration.planned(
        number,
        service="desk",
        domain="vm1",
        address=Prefix.parse("[7]10.11.0.10/32"),
        source="dc1",
        target="dc2",
        cause="the user moved",
        now=10.0,
    )


def test_what_was_written_is_there_after_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "state/fmcc.sqlite"
    writer = Journal(path)
    migration = planned()
    writer.append(migration, 1000.0)
    migration = migration.advanced(Trigger.CHECKED, 11.0).advanced(Trigger.PREPARED, 11.5, "to dc2")
    writer.append(migration.because("a reason"), 1001.5)
    # No close: the next life finds what the last one left. WAL lets both be open.
    (found,) = Journal(path).migrations()
    assert replace(found, steps=()) == replace(migration.because("a reason"), steps=())
    assert [(s.state, s.at, s.detail, s.at_unix_s) for s in found.steps] == [
        (State.PLANNED, 10.0, "the user moved", 1000.0),
        (State.PRECHECKED, 11.0, "checked", 1001.5),
        (State.PREPARED, 11.5, "to dc2", 1001.5),
    ]


def test_a_step_written_twice_is_there_once_with_its_first_time(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "fmcc.sqlite")
    journal.append(planned(), 1000.0)
    journal.append(planned(), 2000.0)
    (found,) = journal.migrations()
    assert [step.at_unix_s for step in found.steps] == [1000.0]


def test_unfinished_are_those_without_an_end(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "fmcc.sqlite")
    journal.append(planned(1).advanced(Trigger.REFUSED, 11.0), 1000.0)
    journal.append(planned(2), 1001.0)
    assert [m.id for m in journal.unfinished()] == ["m-2"]
    assert [m.id for m in journal.migrations()] == ["m-1", "m-2"]


def test_every_commit_is_flushed(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "fmcc.sqlite")
    settings = {
        name: journal._database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
    }
    assert settings == {"journal_mode": "wal", "synchronous": 2}


def test_old_finished_migrations_go_and_unfinished_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "MAX_MIGRATIONS", 2)
    path = tmp_path / "fmcc.sqlite"
    journal = Journal(path)
    journal.append(planned(1), 1000.0)
    for number in (2, 3, 4):
        journal.append(planned(number).advanced(Trigger.REFUSED, 11.0), 1000.0)
    journal.close()
    assert [m.id for m in Journal(path).migrations()] == ["m-1", "m-3", "m-4"]


def test_a_file_that_is_no_journal_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fmcc.sqlite"
    path.write_bytes(b"not a database, whatever its name says" * 100)
    with pytest.raises(JournalError, match="cannot use the journal"):
        Journal(path)


def test_a_journal_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fmcc.sqlite"
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 9")
    database.close()
    with pytest.raises(JournalError, match="version 9, not 2"):
        Journal(path)


def test_a_step_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "fmcc.sqlite")
    journal.close()
    with pytest.raises(JournalError, match="cannot write to the journal"):
        journal.append(planned(), 1000.0)


def test_two_may_begin_one_journal_at_the_same_moment(tmp_path: Path) -> None:
    def begin(path: Path) -> None:
        Journal(path).close()

    with ThreadPoolExecutor(4) as pool:
        for number in range(20):
            list(pool.map(begin, [tmp_path / f"{number}.sqlite"] * 4))
