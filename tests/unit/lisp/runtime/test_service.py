"""The shell around an engine: real sockets on loopback, the control socket, the timer."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from lisp.engine import Command, Datagram, Endpoint, Event, Notice, SendDatagram, Tick
from lisp.runtime.control import ControlError, ask
from lisp.runtime.service import AbandonError, Service
from lisp.wire import Address

LOOPBACK = Address.parse("127.0.0.1")


class Echo:
    """Answers every datagram, and wants one tick 10 ms after its start."""

    def __init__(self) -> None:
        self.ticked_twice = asyncio.Event()
        self._ticks = 0
        self._deadline: float | None = None

    def handle(self, event: Event, now: float) -> list[Command]:
        if isinstance(event, Datagram):
            return [SendDatagram(event.data, event.source), Notice("echoed", {"size": len(event.data)})]
        if isinstance(event, Tick):
            self._ticks += 1
            self._deadline = now + 0.01 if self._ticks == 1 else None
            if self._ticks == 2:
                self.ticked_twice.set()
        return []

    def deadline(self) -> float | None:
        return self._deadline


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def running(service: Service) -> AsyncIterator[None]:
    task = asyncio.create_task(service.run())
    async with asyncio.timeout(5):
        await service.serving.wait()
    try:
        yield
    finally:
        service.stop()
        await task


async def test_datagram_goes_through_the_engine_and_back(tmp_path: Path) -> None:
    port, control = free_port(), tmp_path / "control.sock"
    service = Service("echo", Echo(), listen=[LOOPBACK], port=port, control=control)
    async with running(service):
        loop = asyncio.get_running_loop()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.setblocking(False)
            client.bind(("127.0.0.1", 0))
            await loop.sock_sendto(client, b"hello", ("127.0.0.1", port))
            async with asyncio.timeout(5):
                assert await loop.sock_recv(client, 100) == b"hello"
        events = await asyncio.to_thread(ask, control, "events")
    assert [(event["name"], event["size"]) for event in events] == [("echoed", 5)]


async def test_what_arrives_together_is_answered_in_order(tmp_path: Path) -> None:
    control = tmp_path / "control.sock"
    port, said = free_port(), [b"one", b"two", b"three", b"four5", b"six66"]
    service = Service("echo", Echo(), listen=[LOOPBACK], port=port, control=control)
    async with running(service):
        loop = asyncio.get_running_loop()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.bind(("127.0.0.1", 0))
            client.connect(("127.0.0.1", port))
            for data in said:
                client.send(data)
            client.setblocking(False)
            async with asyncio.timeout(5):
                assert [await loop.sock_recv(client, 100) for _ in said] == said
        events = await asyncio.to_thread(ask, control, "events")
    assert [event["size"] for event in events] == [3, 3, 5, 5, 5]


async def test_deadline_brings_a_tick(tmp_path: Path) -> None:
    engine, control = Echo(), tmp_path / "control.sock"
    service = Service("echo", engine, listen=[LOOPBACK], port=free_port(), control=control)
    async with running(service), asyncio.timeout(5):
        await engine.ticked_twice.wait()
    assert engine.deadline() is None


async def test_show_answers_and_refuses(tmp_path: Path) -> None:
    control = tmp_path / "control.sock"
    service = Service("echo", Echo(), listen=[LOOPBACK], port=free_port(), control=control)
    service.show("twice", lambda arguments: 2 * arguments["value"])
    async with running(service):
        assert await asyncio.to_thread(ask, control, "twice", value=21) == 42
        with pytest.raises(ControlError, match="no such show 'nothing'"):
            await asyncio.to_thread(ask, control, "nothing")
        with pytest.raises(ControlError, match="value"):
            await asyncio.to_thread(ask, control, "twice")
    assert not control.exists()


def test_absent_daemon_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ControlError, match="does not answer"):
        ask(tmp_path / "control.sock", "map")


async def test_shutdown_runs_what_was_to_be_closed_and_ends_background_tasks(tmp_path: Path) -> None:
    control = tmp_path / "control.sock"
    service = Service("echo", Echo(), listen=[LOOPBACK], port=free_port(), control=control)
    closed: list[str] = []
    service.closing(lambda: closed.append("first"))
    service.closing(lambda: closed.append("last"))

    second_runs = asyncio.Event()

    async def forever(runs: asyncio.Event) -> None:
        runs.set()
        try:
            await asyncio.Event().wait()
        finally:
            closed.append("task")

    service.spawn(forever(asyncio.Event()))
    async with running(service):
        service.spawn(forever(second_runs))
        await second_runs.wait()
    assert closed == ["task", "task", "last", "first"]


async def test_command_reaches_its_handler(tmp_path: Path) -> None:
    class Beep(Command):
        pass

    class Beeper(Echo):
        def handle(self, event: Event, now: float) -> list[Command]:
            return [Beep()] if isinstance(event, Datagram) else []

    service = Service("beeper", Beeper(), listen=[])
    seen: list[Beep] = []
    service.on(Beep, seen.append)
    service.feed(Datagram(b"", Endpoint(LOOPBACK, 1)))
    assert len(seen) == 1


async def test_a_handler_that_gives_up_keeps_what_follows_from_being_done(tmp_path: Path) -> None:
    class Write(Command):
        pass

    class Act(Command):
        pass

    def refuse(_command: Write) -> None:
        raise AbandonError("the disk is full")

    service, done = Service("echo", Echo(), listen=[]), list[str]()
    service.on(Write, refuse)
    service.on(Act, lambda _: done.append("act"))
    service.carry_out([Act(), Write(), Act()])
    assert done == ["act"]
    (event,) = service.show_events({})
    assert (event["name"], event["reason"]) == ("commands-abandoned", "the disk is full")
