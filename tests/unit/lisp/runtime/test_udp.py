"""UDP in batches, on real sockets: what is sent arrives as it was, one by one or in one system call."""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from lisp.engine import Datagram, Endpoint, SendDatagram
from lisp.runtime.udp import BATCH, MAX_SEGMENT, UdpEndpoint, runs
from lisp.wire import Address

LOOPBACK = Address.parse("127.0.0.1")
HERE, THERE = Endpoint(LOOPBACK, 1), Endpoint(LOOPBACK, 2)


class Listener:
    """Collects what an endpoint hears."""

    def __init__(self) -> None:
        self.batches: list[list[Datagram]] = []
        self._heard = asyncio.Event()

    def hear(self, batch: list[Datagram]) -> None:
        self.batches.append(batch)
        self._heard.set()

    async def datagrams(self, count: int) -> list[bytes]:
        async with asyncio.timeout(5):
            while sum(map(len, self.batches)) < count:
                self._heard.clear()
                await self._heard.wait()
        return [datagram.data for batch in self.batches for datagram in batch]


@asynccontextmanager
async def pair(host: Address = LOOPBACK) -> AsyncIterator[tuple[UdpEndpoint, UdpEndpoint, Listener]]:
    listener = Listener()
    sender, receiver = UdpEndpoint(host, 0, lambda _: None), UdpEndpoint(host, 0, listener.hear)
    try:
        yield sender, receiver, listener
    finally:
        sender.close()
        receiver.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
@pytest.mark.parametrize("size", [1, 100, MAX_SEGMENT, MAX_SEGMENT + 1])
async def test_a_run_arrives_datagram_by_datagram(host: str, size: int) -> None:
    run = [bytes([number]) * size for number in range(BATCH)]
    async with pair(Address.parse(host)) as (sender, receiver, listener):
        sender.send_all(run, Endpoint(receiver.address, receiver.port))
        assert await listener.datagrams(BATCH) == run
        source = Endpoint(sender.address, sender.port)
        assert {datagram.source for batch in listener.batches for datagram in batch} == {source}


async def test_what_waits_is_heard_together() -> None:
    async with pair() as (sender, receiver, listener):
        for _ in range(3):
            sender.send(b"hello", Endpoint(receiver.address, receiver.port))
        await listener.datagrams(3)
        assert [len(batch) for batch in listener.batches] == [3]


class WithoutSegments:
    """A socket of a kernel that does not cut buffers up."""

    def __init__(self, real: socket.socket) -> None:
        self._real = real
        self.tries = 0

    def sendmsg(self, *_arguments: object) -> int:
        self.tries += 1
        raise OSError(errno.EIO, "no")

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)


async def test_where_the_kernel_does_not_cut_buffers_up_they_go_one_by_one() -> None:
    async with pair() as (sender, receiver, listener):
        without = WithoutSegments(sender._socket)
        sender._socket = without  # type: ignore[assignment]  # as far as the endpoint uses it
        for run in ([b"a1", b"a2"], [b"b1", b"b2"]):
            sender.send_all(run, Endpoint(receiver.address, receiver.port))
        assert await listener.datagrams(4) == [b"a1", b"a2", b"b1", b"b2"]
        assert without.tries == 1
        assert sender.send_errors == 0


def test_runs_are_neighbours_of_one_size_to_one_place() -> None:
    sent = [(b"aa", HERE), (b"bb", HERE), (b"c", HERE), (b"d", THERE), (b"e", THERE), (b"f", HERE)]
    expected = [(HERE, [b"aa", b"bb"]), (HERE, [b"c"]), (THERE, [b"d", b"e"]), (HERE, [b"f"])]
    assert list(runs([SendDatagram(data, to) for data, to in sent])) == expected
    assert list(runs([])) == []


def test_a_run_is_no_longer_than_the_kernel_takes() -> None:
    assert [len(run) for _, run in runs([SendDatagram(b"x", HERE)] * (2 * BATCH + 1))] == [BATCH, BATCH, 1]
