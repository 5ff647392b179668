"""Asking xTRs for their RTTs: over a control socket, over HTTP, and when there is no answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from fmcc import measuring
from fmcc.events import RttsMissing, RttsReported
from fmcc.latency import RttSample
from fmcc.measuring import AskError, Source, follow_rtts
from lisp.engine import Endpoint, Event
from lisp.runtime.control import ControlServer
from lisp.runtime.http import HttpServer
from lisp.wire import Address

ROWS = [{"rloc": "192.0.2.11", "up": True, "rtt_ms": 12.5, "rtt_min_ms": 12.0, "last_s": 3.0, "lost": 0}]
SHOWS: dict[str, Callable[[dict[str, Any]], object]] = {"rlocs": lambda _: ROWS}


@asynccontextmanager
async def serving(shows: dict[str, Callable[[dict[str, Any]], object]], tmp_path: Path) -> AsyncIterator[list[Source]]:
    control = ControlServer(tmp_path / "xtr.sock", shows)
    web = HttpServer(Endpoint(Address.parse("127.0.0.1"), 0), shows)
    await control.start()
    await web.start()
    yield [Source("unix:xtr.sock", tmp_path), Source(f"http://127.0.0.1:{web.address.port}/")]
    await web.stop()
    await control.stop()


async def test_both_ways_give_the_same_answer(tmp_path: Path) -> None:
    async with serving(SHOWS, tmp_path) as sources:
        assert [await source.ask() for source in sources] == [ROWS, ROWS]


async def test_an_xtr_that_does_not_know_the_question_says_so(tmp_path: Path) -> None:
    async with serving({"status": lambda _: {}}, tmp_path) as sources:
        for source in sources:
            with pytest.raises(AskError, match="no such show 'rlocs'"):
                await source.ask()


async def test_no_answer_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "TIMEOUT_S", 0.05)

    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n{")
        writer.close()

    async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    for serve, reason in ((babble, "Expecting"), (mute, "no answer within 0.05 s")):
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        with pytest.raises(AskError, match=reason):
            await Source(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}").ask()
        server.close()
        await server.wait_closed()
    with pytest.raises(AskError, match="No such file"):
        await Source("unix:nobody.sock", tmp_path).ask()


async def test_an_answer_without_end_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "MAX_ANSWER", 1000)
    async with serving({"rlocs": lambda _: "x" * 2000}, tmp_path) as sources:
        for source in sources:
            with pytest.raises(AskError, match="more than 1000 octets"):
                await source.ask()


async def test_the_controller_is_told_either_way(tmp_path: Path) -> None:
    told: asyncio.Queue[Event] = asyncio.Queue()

    class Shell:
        feed = staticmethod(told.put_nowait)

    task = asyncio.create_task(follow_rtts(Shell(), "192.0.2.1", Source("unix:xtr.sock", tmp_path), 0.01))  # type: ignore[arg-type]
    async with asyncio.timeout(5):
        missing = await told.get()
        assert isinstance(missing, RttsMissing)
        assert missing.reporter == "192.0.2.1"
        async with serving(SHOWS, tmp_path):
            while not isinstance(reported := await told.get(), RttsReported):
                pass
            assert reported == RttsReported("192.0.2.1", (RttSample("192.0.2.11", 12.5, 3.0),))
    task.cancel()
