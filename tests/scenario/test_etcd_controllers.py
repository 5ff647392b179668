"""Two daemons on sockets, a real etcd, hypervisors in memory; each daemon as on a computer of its own.

Each has its own journal, map server and tunnel routers, so nothing but the leases keeps them from moving a VM twice.
Times are half of the real ones.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from fmcc import etcd, leases, tenancy, tenures
from fmcc.hypervisor.fake import FakeCloud
from lisp.wire import Prefix
from tests.unit.fmcc.etcd_process import Etcd
from tests.unit.fmcc.test_daemon import USER, Running, configured, running

SCALE = 0.5
LONG_S = 60.0  # a copy that outlives a lease
HOME, AWAY = 1, 2


class Relay:
    """The way from one controller to etcd, which can be cut: connections stay open, and nothing comes through."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._to = (parts.hostname, parts.port)
        self._open = asyncio.Event()
        self._open.set()
        self.url = ""
        self._tasks: set[asyncio.Task[None] | None] = set()

    async def ended(self) -> None:
        """Wait until the connections are closed at either end."""
        await asyncio.wait([task for task in self._tasks if task is not None])

    async def serve(self) -> asyncio.Server:
        server = await asyncio.start_server(self._join, "127.0.0.1")
        self.url = "http://{}:{}".format(*server.sockets[0].getsockname())
        return server

    def cut(self) -> None:
        self._open.clear()

    def mend(self) -> None:
        self._open.set()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.add(asyncio.current_task())
        try:
            there = await asyncio.open_connection(*self._to)
            await asyncio.gather(self._pass(reader, there[1]), self._pass(there[0], writer))
        except OSError:
            writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while octets := await reader.read(65536):
                await self._open.wait()
                writer.write(octets)
        writer.close()


class Pair:
    """Two controllers, what they share, and where the VM has been."""

    def __init__(self, directory: Path) -> None:
        self.etcd = Etcd(directory / "etcd")
        self.cloud = FakeCloud(copy_s=0.2, on_change=self._look)
        self.moves: list[str] = []
        self.one: Running
        self.two: Running
        self.relay: Relay

    def _look(self) -> None:
        for dc in self.cloud.running_at("vm1"):
            if dc != (self.moves[-1:] or ["dc1"])[0]:
                self.moves.append(dc)

    def move_user(self, net: int) -> None:
        """Everybody is told that the user is in the other subnet."""
        for world in (self.one, self.two):
            world.script.publish(USER, Prefix.parse("10.1.0.0/24"), world.script.at(net))

    async def until_copying(self) -> None:
        """Wait until a copy is under way."""
        async with asyncio.timeout(20.0):
            while not self.cloud.jobs:  # noqa: ASYNC110 - as below
                await asyncio.sleep(0.01)

    async def until_moved(self, *moves: str) -> None:
        """Wait until the VM has gone this way, and a while longer: it shall go no farther."""
        async with asyncio.timeout(20.0):
            while self.moves != list(moves):
                assert self.moves == list(moves)[: len(self.moves)]
                await asyncio.sleep(0.05)
        await asyncio.sleep(1.0)
        assert self.moves == list(moves)


@pytest.fixture
async def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pair]:
    for module, name in (
        (tenancy, "HOLD_S"),
        (tenancy, "RENEW_S"),
        (tenancy, "STORE_TIMEOUT_S"),
        (leases, "TAKE_S"),
        (tenures, "USERS_SETTLE_S"),
        (etcd, "ANSWER_S"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name) * SCALE)
    found = Pair(tmp_path)
    await found.etcd.start()
    found.relay = Relay(found.etcd.url)
    found.cloud.start("dc1", "vm1")
    async with AsyncExitStack() as stack:
        server = await found.relay.serve()
        stack.callback(server.close)
        for name, net, prefers, url in (
            ("one", "127.0.72", "10.1.0.0/24", found.relay.url),
            ("two", "127.0.73", "10.2.0.0/24", found.etcd.url),
        ):
            (tmp_path / name).mkdir()
            section = (
                f'[leases]\nname = "{name}"\nprefer = ["{prefers}"]\n[leases.etcd]\nendpoints = ["{url}"]\n[decision]\n'
            )
            config = configured(tmp_path / name, net, **{"[decision]\n": section})
            world = await stack.enter_async_context(running(tmp_path / name, found.cloud, config))
            await world.until("subscription-confirmed", lambda fields: fields["prefix"] == "10.1.0.0/24")
            setattr(found, name, world)
        yield found
        found.relay.mend()
        found.etcd.thaw()
    found.etcd.kill()
    await found.relay.ended()


async def test_who_is_cut_off_from_the_store_leaves_the_vm_to_the_other(pair: Pair) -> None:
    one, two = pair.one, pair.two
    await one.until("lease-gained", lambda fields: fields["prefix"] == "10.1.0.0/24")
    pair.cloud.copy_s = LONG_S
    pair.move_user(AWAY)
    await pair.until_copying()
    pair.relay.cut()
    await one.until("lease-store-unusable")
    lost = await one.until("lease-lost")
    gained = await two.until("lease-gained", lambda fields: fields["prefix"] == lost["prefix"])
    pair.cloud.copy_s = 0.2
    assert gained["epoch"] > lost["epoch"]
    assert (await one.ask("status"))["ok"]["leases"] == {}
    assert (await one.ask("status"))["ok"]["lease_store"].startswith("unusable: etcd: http://127.0.0.1:")
    assert "another controller" in (await one.ask("migrate", service="desk", dc="dc1"))["error"]
    await pair.until_moved("dc2")
    pair.move_user(HOME)
    await pair.until_moved("dc2", "dc1")
    ended = {migration["id"]: migration["state"] for migration in (await two.ask("migrations"))["ok"]}
    assert ended == {"one-1": "failed", "two-1": "done", "two-2": "done"}, "what was half done has been taken over"
    pair.relay.mend()
    await one.until("lease-store-usable")
    pair.move_user(AWAY)
    await pair.until_moved("dc2", "dc1", "dc2")


async def test_while_nobody_reaches_the_store_nothing_moves(pair: Pair) -> None:
    one, two = pair.one, pair.two
    await one.until("lease-gained", lambda fields: fields["prefix"] == "10.1.0.0/24")
    pair.etcd.freeze()
    await one.until("lease-lost")
    pair.move_user(AWAY)
    await asyncio.sleep(leases.TAKE_S + 1.0)
    assert pair.moves == []
    assert [(await world.ask("migrations"))["ok"] for world in (one, two)] == [[], []]
    pair.etcd.thaw()
    await pair.until_moved("dc2")
