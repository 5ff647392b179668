"""The durable store: what goes in comes out, and nothing is said before it is in."""

import asyncio
import os
import sqlite3
import time
from pathlib import Path

import pytest

from lisp.engine import Command, SendDatagram
from mapserver.commands import StoreMapping, StoreNonce, StoreSubscription
from mapserver.engine import MapServer
from mapserver.mapping import REGISTRATION_S
from mapserver.pubsub import RESTART_LEAP
from mapserver.sqlite_store import SqliteStore
from tests.unit.mapserver.bench import (
    FIRST_NONCE,
    FMCC,
    NET1,
    NET2,
    T0,
    Bench,
    eids,
    make_policy,
    owner,
    record,
    rlocs_of,
)

EID = "10.1.0.100/32"


class DurableBench(Bench):
    """A bench whose commands a store carries out."""

    def __init__(self, path: Path, now: float = T0) -> None:
        super().__init__()
        self.now = now
        self.server = MapServer(make_policy(), FIRST_NONCE, durable=True)
        self.sent: list[SendDatagram] = []
        self.said = asyncio.Event()
        self.store = SqliteStore(path, self._send, self._send_all)
        self.server.ledger.restore(self.store.nonces())
        self.server.take_over(self.store.mappings(), time.time(), now)

    def _send(self, datagram: SendDatagram) -> None:
        self.sent.append(datagram)
        self.said.set()

    def _send_all(self, datagrams: list[SendDatagram]) -> None:
        self.sent += datagrams
        self.said.set()

    def carry_out(self, commands: list[Command]) -> None:
        for command in commands:
            match command:
                case StoreNonce():
                    self.store.put_nonce(command)
                case StoreMapping():
                    self.store.put_mapping(command)
                case StoreSubscription():
                    self.store.put_subscription(command)
                case SendDatagram():
                    self.store.deliver(command)


def test_registrations_come_back_with_a_whole_period_to_live(tmp_path: Path) -> None:
    before = DurableBench(tmp_path / "ms.sqlite")
    before.carry_out(before.register(record(EID, NET1), record("10.1.0.0/24", NET2), xtr=NET1, nonce=7))
    before.store.close()
    after = DurableBench(tmp_path / "ms.sqlite", now=T0 + 50)
    assert after.rlocs(EID) == {NET1}
    assert after.rlocs("10.1.0.0/24") == {NET2}
    mapping = after.server.registry.get(record(EID).prefix)  # type: ignore[arg-type]  # it has a prefix
    assert mapping is not None
    assert mapping.contributions[0].owner == owner(NET1)
    assert mapping.proxy_reply
    after.register(record(EID, NET1), xtr=NET1, nonce=7)
    assert after.drops() == {"replayed-nonce": 1}
    after.wait(REGISTRATION_S + 1)
    assert after.rlocs(EID) is None
    after.store.close()


def test_what_was_withdrawn_or_has_expired_does_not_come_back(tmp_path: Path) -> None:
    before = DurableBench(tmp_path / "ms.sqlite")
    before.carry_out(before.register(record(EID, NET1), xtr=NET1))
    before.carry_out(before.register(record(EID, NET1, ttl_min=0), xtr=NET1))
    before.carry_out(before.register(record("10.1.0.7/32", NET1), xtr=NET1))
    before.carry_out(before.wait(REGISTRATION_S + 1))
    before.store.close()
    after = DurableBench(tmp_path / "ms.sqlite")
    assert after.server.registry.to_take_over() == 0
    after.store.close()


def test_a_move_replaces_what_was_stored(tmp_path: Path) -> None:
    before = DurableBench(tmp_path / "ms.sqlite")
    before.carry_out(before.register(record(EID, NET1), xtr=NET1))
    before.carry_out(before.register(record(EID, NET2), xtr=NET2))
    before.store.close()
    after = DurableBench(tmp_path / "ms.sqlite")
    assert after.rlocs(EID) == {NET2}
    after.store.close()


def test_a_refresh_stores_the_nonce_at_once_and_the_mapping_now_and_then(tmp_path: Path) -> None:
    bench = DurableBench(tmp_path / "ms.sqlite")
    bench.register(record(EID, NET1), xtr=NET1)
    kinds = []
    for _ in range(3):
        bench.wait(50)
        kinds.append([type(command).__name__ for command in bench.register(record(EID, NET1), xtr=NET1)])
    assert kinds[0] == ["StoreNonce", "SendDatagram"]
    assert kinds[1] == ["StoreNonce", "StoreMapping", "SendDatagram"]
    bench.store.close()


async def test_an_acknowledgement_waits_for_the_commit(tmp_path: Path) -> None:
    bench = DurableBench(tmp_path / "ms.sqlite")
    bench.carry_out(bench.register(record(EID, NET1), xtr=NET1, nonce=2**63 + 1))
    assert bench.sent == []
    writer = asyncio.create_task(bench.store.write_forever())
    async with asyncio.timeout(10):
        await bench.said.wait()
    with sqlite3.connect(tmp_path / "ms.sqlite") as reader:
        assert reader.execute("SELECT count(*) FROM mapping").fetchone() == (1,)
        assert reader.execute("SELECT last FROM nonce").fetchone() == (str(2**63 + 1),)
    reader.close()
    writer.cancel()
    bench.store.close()


def test_subscriptions_are_kept_in_the_same_file(tmp_path: Path) -> None:
    bench = DurableBench(tmp_path / "ms.sqlite")
    bench.carry_out(bench.register(record(EID, NET1), record("10.1.0.7/32", NET1), xtr=NET1))
    bench.follow(EID)
    bench.carry_out(bench.commands)
    bench.store.close()
    after = DurableBench(tmp_path / "ms.sqlite")
    after.server.restore_subscriptions(after.store.subscriptions(), after.now)
    assert len(after.server.pubsub) == 1
    after.wait(0.1)
    (told,) = after.notifies_to(FMCC)
    assert (eids(told), rlocs_of(told.records[0])) == ([EID], [NET1]), "the last life may not have told it"
    assert told.nonce == 1_001 + RESTART_LEAP
    after.store.close()


def test_a_request_is_stored_before_it_is_confirmed(tmp_path: Path) -> None:
    bench = DurableBench(tmp_path / "ms.sqlite")
    stored, confirmation = bench.subscribe(EID, 1_000)[:2]
    assert isinstance(stored, StoreSubscription)
    assert isinstance(confirmation, SendDatagram)
    bench.carry_out([stored])
    bench.store.close()
    after = DurableBench(tmp_path / "ms.sqlite")
    after.server.restore_subscriptions(after.store.subscriptions(), after.now)
    assert len(after.server.pubsub) == 0, "nobody has acknowledged it"
    after.subscribe(EID, 1_000)
    assert after.drops() == {"subscription-replay": 1}
    after.store.close()


@pytest.mark.parametrize("is_new", [True, False])
def test_nobody_else_may_read_the_store(tmp_path: Path, is_new: bool) -> None:
    path = tmp_path / "ms.sqlite"
    before = os.umask(0)
    try:
        if not is_new:
            path.touch(0o644)
        bench = DurableBench(path)
        bench.carry_out(bench.register(record(EID, NET1), xtr=NET1))
        bench.store._write(bench.store._gathering)
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
        bench.store.close()
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("ms.sqlite", "ms.sqlite-wal", "ms.sqlite-shm"), 0o600)


def test_a_store_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "ms.sqlite"
    one, other = DurableBench(path), sqlite3.connect(path)
    files = [path, path.with_name("ms.sqlite-wal"), path.with_name("ms.sqlite-shm")]
    for file in files:
        file.chmod(0o644)
    two = DurableBench(path)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    for each in (one.store, two.store, other):
        each.close()


def test_the_file_of_another_schema_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "ms.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(ValueError, match="schema is version 99"):
        SqliteStore(tmp_path / "ms.sqlite", lambda _: None, lambda _: None)
