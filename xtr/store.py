"""The rows of xtr/memory.py in an SQLite file.

Written at once but not waited for: what counts is that the daemon may be killed at any moment. A machine that
fails forgets its data plane too, and asks the mapping system.
"""

import json
import sqlite3
import time
from pathlib import Path
from typing import Final

import structlog

from lisp.wire import Prefix
from xtr.memory import Memory, Remember

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS memory (eid TEXT PRIMARY KEY, row TEXT NOT NULL, stored_unix_s REAL NOT NULL) WITHOUT ROWID;
"""
_log: Final = structlog.get_logger("lisp-xtr")


class Store:
    """The file. One that is damaged is replaced: it holds nothing that cannot be learnt again."""

    def __init__(self, path: Path) -> None:
        """Open or make it. Raises sqlite3.Error when neither works."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._database = _opened(path)
        except sqlite3.DatabaseError as error:
            _log.warning("memory-damaged", path=str(path), error=str(error))
            path.unlink(missing_ok=True)
            self._database = _opened(path)

    def load(self) -> list[Memory]:
        """All rows."""
        now = time.time()
        found: list[Memory] = []
        for eid, row, stored in self._database.execute("SELECT eid, row, stored_unix_s FROM memory"):
            # A clock that was set back makes nothing younger than it is.
            found.append(Memory(Prefix.parse(eid), json.loads(row), max(0.0, now - stored)))
        return found

    def put(self, command: Remember) -> None:
        """Carry out a command. What cannot be written is forgotten, and said."""
        try:
            if command.row is None:
                self._database.execute("DELETE FROM memory WHERE eid = ?", (str(command.prefix),))
            else:
                values = (str(command.prefix), json.dumps(command.row), time.time())
                self._database.execute("INSERT OR REPLACE INTO memory VALUES (?, ?, ?)", values)
        except sqlite3.Error as error:
            _log.error("memory-not-saved", eid=str(command.prefix), error=str(error))

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(_SCHEMA)
    except sqlite3.Error:
        database.close()
        raise
    return database
