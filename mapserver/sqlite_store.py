"""The durable store: registrations, nonces and subscriptions in one SQLite file.

The engine never waits. What it wants stored gathers here while a thread commits what gathered before, so
one commit, synced to the disk, carries whatever a burst brought; a prefix or a sender that changed twice is
written once. Map-Notifies that say something is registered wait with it: after a crash, what was
acknowledged is there, and a replay of what was not is a first delivery.

There are keys in it, of subscriptions made under LISP-SEC: nobody but its owner may read it.

Several workers share one file: each reads the rows that are its own, and they take turns to write.
"""

import asyncio
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from lisp.engine import SendDatagram
from lisp.runtime.config import ConfigError
from lisp.wire import parse_eid
from mapserver.commands import StoreMapping, StoreNonce, StoreSubscription
from mapserver.ownership import Share
from mapserver.prefix_key import key_of
from mapserver.stored import pack

SCHEMA_VERSION: Final = 2
# How long to wait for the other workers' commits.
TURN_S: Final = 30.0
_MAP_NOTIFY: Final = 4
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS mapping (prefix BLOB PRIMARY KEY, parts BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS nonce (sender TEXT PRIMARY KEY, last TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS subscription (
    eid TEXT NOT NULL, xtr_id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (eid, xtr_id)) WITHOUT ROWID;
"""


@dataclass
class _Batch:
    nonces: dict[str, int] = field(default_factory=dict)
    mappings: dict[bytes, bytes] = field(default_factory=dict)  # no octets: there is none any more
    subscriptions: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict, repr=False)
    notifies: list[SendDatagram] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.nonces or self.mappings or self.subscriptions)


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turns what is wrong with a store into a ConfigError that says what to do."""
    try:
        yield
    except (OSError, sqlite3.Error, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{path}: the store cannot be used ({error}); remove it to start without") from None


def _close_to_others(path: Path) -> None:
    """Have the file, made if need be, and what SQLite keeps beside it readable by us only; new ones take after it."""
    path.touch(mode=0o600)
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        beside = path.with_name(name)
        if beside.exists() and beside.stat().st_mode & 0o077:
            beside.chmod(0o600)


class SqliteStore:
    """Writes behind the engine's back, in order.

    `send` gets what need not wait, `send_all` the Map-Notifies whose time has come.
    """

    def __init__(
        self,
        path: Path,
        send: Callable[[SendDatagram], None],
        send_all: Callable[[list[SendDatagram]], None],
        share: Share | None = None,
    ) -> None:
        """Open or make the file; without a `share`, all of it is ours.

        Raises sqlite3.Error, OSError or ValueError when it is not one of ours.
        """
        self._send, self._send_all, self._share = send, send_all, share
        path.parent.mkdir(parents=True, exist_ok=True)
        _close_to_others(path)
        # One thread at a time uses it: the writer, or whoever reads before it starts and after it has ended.
        self._database = sqlite3.connect(path, TURN_S, check_same_thread=False, isolation_level=None)
        version = self._database.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, SCHEMA_VERSION):
            self._database.close()
            raise ValueError(f"its schema is version {version}, {SCHEMA_VERSION} is expected")
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.executescript(_SCHEMA)
        self._database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        self._gathering = _Batch()
        self._writing: _Batch | None = None
        self._wake = asyncio.Event()
        self._one_at_a_time = threading.Lock()  # the last commit must not meet one that is still in its thread

    def nonces(self) -> dict[str, int]:
        """The stored last nonces."""
        share, rows = self._share, self._database.execute("SELECT sender, last FROM nonce")
        return {sender: int(last) for sender, last in rows if share is None or share.has_sender(sender)}

    def subscriptions(self) -> list[Mapping[str, Any]]:
        """The stored subscriptions, and the nonces of those that have ended."""
        share, rows = self._share, self._database.execute("SELECT eid, json FROM subscription")
        return [json.loads(text) for eid, text in rows if share is None or share.has(parse_eid(eid))]

    def mappings(self) -> dict[bytes, bytes]:
        """The stored mappings by key, in the order of the keys."""
        if self._share is None:
            return dict(self._database.execute("SELECT prefix, parts FROM mapping ORDER BY prefix"))
        within = "SELECT prefix, parts FROM mapping WHERE prefix >= ? AND prefix < ? ORDER BY prefix"
        return dict(row for part in self._share.ranges() for row in self._database.execute(within, part))

    def put_nonce(self, command: StoreNonce) -> None:
        """Have a nonce stored."""
        self._gathering.nonces[command.sender] = command.last
        self._wake.set()

    def put_mapping(self, command: StoreMapping) -> None:
        """Have what stands for a prefix stored, and who lost it."""
        parts = pack(command.contributions, command.lost, time.time())
        self._gathering.mappings[key_of(command.prefix)] = parts
        self._wake.set()

    def put_subscription(self, command: StoreSubscription) -> None:
        """Have a subscription stored."""
        self._gathering.subscriptions[command.eid, command.xtr_id] = command.state
        self._wake.set()

    def deliver(self, command: SendDatagram) -> None:
        """Send a datagram; a Map-Notify once everything that was put before it is durable."""
        if command.data[0] >> 4 == _MAP_NOTIFY and (self._gathering or self._writing is not None):
            self._gathering.notifies.append(command)
            self._wake.set()
        else:
            self._send(command)

    async def write_forever(self) -> None:
        """Commit batch after batch; sqlite3.Error ends it, and with it the daemon."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            self._writing, self._gathering = self._gathering, _Batch()
            await asyncio.to_thread(self._write, self._writing)
            batch, self._writing = self._writing, None
            self._send_all(batch.notifies)

    def close(self) -> None:
        """Commit what is left and close; Map-Notifies that still wait are lost, and sent again when asked for."""
        for batch in (self._writing, self._gathering):
            if batch is not None:
                self._write(batch)  # twice, where its thread has just done it: that changes nothing
        self._database.close()

    def _write(self, batch: _Batch) -> None:
        if batch:
            with self._one_at_a_time:
                self._commit(batch)

    def _commit(self, batch: _Batch) -> None:
        database = self._database
        database.execute("BEGIN IMMEDIATE")
        database.executemany(
            "INSERT INTO nonce VALUES (?, ?) ON CONFLICT (sender) DO UPDATE SET last = excluded.last",
            [(sender, str(last)) for sender, last in batch.nonces.items()],  # 64 bits: text, not a signed integer
        )
        gone = [(key,) for key, parts in batch.mappings.items() if not parts]
        database.executemany("DELETE FROM mapping WHERE prefix = ?", gone)
        rows = [(key, parts) for key, parts in batch.mappings.items() if parts]
        database.executemany("INSERT OR REPLACE INTO mapping VALUES (?, ?)", rows)
        database.executemany(
            "INSERT OR REPLACE INTO subscription VALUES (?, ?, ?)",
            [(eid, xtr_id, json.dumps(state)) for (eid, xtr_id), state in batch.subscriptions.items()],
        )
        database.execute("COMMIT")
