"""The saved state of an xTR: replaced in one step, refused when damaged, on disk before others hear of it."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from lisp.engine import Endpoint, SendDatagram
from lisp.runtime.config import ConfigError
from lisp.wire import Address
from xtr import statefile
from xtr.core import SaveState
from xtr.statefile import StateFile, read_state, write_state


def test_state_is_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "state.json"
    state = {"nonce": 2**60, "seen": {"": 0, "controller|x|10.0.0.1/32": 7}}
    write_state(path, state)
    write_state(path, state)
    assert read_state(path) == state
    assert list(path.parent.iterdir()) == [path]


def test_no_state_is_an_empty_one(tmp_path: Path) -> None:
    assert read_state(tmp_path / "none.json") == {}


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"nonce": 1, "seen": 5}'])
def test_damaged_state_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(text)
    with pytest.raises(ConfigError, match=str(path)):
        read_state(path)


def test_full_disk_does_not_stop_a_handover(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    write_state(tmp_path / "file" / "state.json", {"nonce": 1, "seen": {}})


class Disk:
    """A slow disk: a write ends when the test says so. `log` is what happened, in order."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.nonce = 0
        self._turn = threading.Semaphore(0)
        self._news = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def write(self, _path: Path, state: dict[str, Any]) -> None:
        assert self._turn.acquire(timeout=10)
        self.log.append(f"nonce {state['nonce']} on disk")
        self._loop.call_soon_threadsafe(self._news.set)

    def finish_one(self) -> None:
        self._turn.release()

    def snapshot(self) -> dict[str, Any]:
        return {"nonce": self.nonce}

    def send(self, command: SendDatagram) -> None:
        self.log.append(command.data.decode())
        self._news.set()

    async def until(self, length: int) -> None:
        async with asyncio.timeout(10):
            while len(self.log) < length:
                await self._news.wait()
                self._news.clear()


@asynccontextmanager
async def saving(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Disk, StateFile]]:
    disk = Disk()
    monkeypatch.setattr(statefile, "write_state", disk.write)
    state = StateFile(Path("state.json"), disk.snapshot, disk.send)
    task = asyncio.create_task(state.run())
    try:
        yield disk, state
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def datagram(text: str) -> SendDatagram:
    return SendDatagram(text.encode(), Endpoint(Address.parse("192.0.2.1"), 4342))


async def test_what_is_said_waits_for_the_disk_and_nobody_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    async with saving(monkeypatch) as (disk, state):
        state.send(datagram("before"))
        disk.nonce = 1
        state.save(SaveState())
        state.send(datagram("acknowledgement"))
        await settle()
        assert disk.log == ["before"], "and the loop runs on meanwhile"
        state.send(datagram("another"))
        disk.finish_one()
        await disk.until(4)
        assert disk.log == ["before", "nonce 1 on disk", "acknowledgement", "another"]
        state.send(datagram("later"))
        assert disk.log[-1] == "later"


async def test_state_that_changes_during_a_write_is_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with saving(monkeypatch) as (disk, state):
        disk.nonce = 1
        state.save(SaveState())
        state.send(datagram("one"))
        await settle()
        disk.nonce = 2
        state.save(SaveState())
        state.send(datagram("two"))
        disk.finish_one()
        await disk.until(2)
        await settle()
        assert disk.log == ["nonce 1 on disk", "one"]
        disk.finish_one()
        await disk.until(4)
        assert disk.log[2:] == ["nonce 2 on disk", "two"]
