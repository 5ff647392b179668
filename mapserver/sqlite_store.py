"""The durable store: registrations, nonces and subscriptions in one SQLite file.

The engine never waits. What it wants stored gathers here while a thread commits what gathered before, so
one commit, synced to the disk, carries whatever a burst brought; a prefix or a sender that changed twice is
written once. Map-Notifies that say something is registered wait with it: after a crash, what was
acknowledged is there, and a replay of what was not is a first delivery.
"""

import asyncio
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from lisp.engine import Endpoint, SendDatagram
from lisp.wire import Address, encode
from lisp.wire.messages import Authentication, MapRegister
from mapserver.engine import PersistState
from mapserver.mapping import Contribution
from mapserver.registrar import StoreMapping, StoreNonce

SCHEMA_VERSION: Final = 1
_MAP_NOTIFY: Final = 4
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS registration (
    eid TEXT NOT NULL, owner TEXT NOT NULL, site TEXT NOT NULL, key_id INTEGER NOT NULL, sender TEXT NOT NULL,
    address TEXT NOT NULL, port INTEGER NOT NULL, register BLOB NOT NULL, stored_unix_s REAL NOT NULL,
    PRIMARY KEY (eid, owner)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS nonce (sender TEXT PRIMARY KEY, last TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
"""

Row = tuple[str, str, str, int, str, str, int, bytes, float]


class StoredRegistration(NamedTuple):
    """A contribution as it was stored; `register` is a Map-Register of it alone, without its tag."""

    site: str
    key_id: int
    sender: str
    source: Endpoint
    register: bytes
    age_s: float


@dataclass
class _Batch:
    nonces: dict[str, int] = field(default_factory=dict)
    mappings: dict[str, list[Row]] = field(default_factory=dict)
    state: Mapping[str, Any] | None = None
    notifies: list[SendDatagram] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.nonces or self.mappings or self.state is not None)


class SqliteStore:
    """Writes behind the engine's back, in order; `send` gets the Map-Notifies when their time has come."""

    def __init__(self, path: Path, send: Callable[[SendDatagram], None]) -> None:
        """Open or make the file. Raises sqlite3.Error or ValueError when it is not one of ours."""
        self._send = send
        path.parent.mkdir(parents=True, exist_ok=True)
        # One thread at a time uses it: the writer, or whoever reads before it starts and after it has ended.
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        version = self._database.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, SCHEMA_VERSION):
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
        return {sender: int(last) for sender, last in self._database.execute("SELECT sender, last FROM nonce")}

    def state(self) -> Mapping[str, Any] | None:
        """The stored snapshot of everything else."""
        row = self._database.execute("SELECT json FROM state WHERE name = 'state'").fetchone()
        return json.loads(row[0]) if row else None

    def registrations(self) -> Iterator[StoredRegistration]:
        """The stored registrations, by EID."""
        now = time.time()
        sources: dict[tuple[str, int], Endpoint] = {}
        query = "SELECT site, key_id, sender, address, port, register, stored_unix_s FROM registration"
        for site, key_id, sender, address, port, register, stored in self._database.execute(query):
            source = sources.get((address, port))
            if source is None:
                sources[address, port] = source = Endpoint(Address.parse(address), port)
            yield StoredRegistration(site, key_id, sender, source, register, max(0.0, now - stored))

    def put_nonce(self, command: StoreNonce) -> None:
        """Have a nonce stored."""
        self._gathering.nonces[command.sender] = command.last
        self._wake.set()

    def put_mapping(self, command: StoreMapping) -> None:
        """Have what stands for a prefix stored."""
        eid, now = str(command.prefix), time.time()
        self._gathering.mappings[eid] = [_row(eid, contribution, now) for contribution in command.contributions]
        self._wake.set()

    def put_state(self, command: PersistState) -> None:
        """Have a snapshot stored."""
        self._gathering.state = command.state
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
            for notify in batch.notifies:
                self._send(notify)

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
        database.executemany("DELETE FROM registration WHERE eid = ?", [(eid,) for eid in batch.mappings])
        rows = [row for rows in batch.mappings.values() for row in rows]
        database.executemany("INSERT INTO registration VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        if batch.state is not None:
            database.execute("INSERT OR REPLACE INTO state VALUES ('state', ?)", (json.dumps(batch.state),))
        database.execute("COMMIT")


def _row(eid: str, contribution: Contribution, now: float) -> Row:
    xtr = contribution.registrant
    message = MapRegister(0, (contribution.record,), _flags(xtr.head), Authentication(), xtr.identity)
    register = encode(message)
    address, port = str(xtr.source.address), xtr.source.port
    return eid, xtr.owner, xtr.site.name, xtr.mac.key.key_id, xtr.tally.sender, address, port, register, now


def _flags(head: bytes) -> int:
    return int.from_bytes(head, "big") >> 8 & 0xFFFFF
