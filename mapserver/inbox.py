"""How a worker gets what another one has received for it.

Every worker has an inbox, one end of a socket pair; all of them hold the other ends. What arrived together
for one worker crosses together, in one message: for each datagram

    AFI of its source (2) · source port (2) · length (4) · source address · datagram

The owner answers from its own socket, which has the same address and port.
"""

import asyncio
import socket
import struct
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lisp.engine import Counters, Datagram, Endpoint
from lisp.runtime.udp import OnDatagrams
from lisp.wire import Address
from lisp.wire.address import SIZES
from mapserver import steering
from mapserver.ownership import Ownership

_HEAD: Final = struct.Struct("!HHI")
MAX_MESSAGE: Final = 64 << 10
# Room for a burst, as a UDP socket has it. A datagram socket would hold net.unix.max_dgram_qlen messages, often 10.
INBOX_BUFFER: Final = 4 << 20


def inbox_pair() -> tuple[socket.socket, socket.socket]:
    """A worker's inbox: the end that the others write to, and its own."""
    into, out_of = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    into.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, INBOX_BUFFER)
    into.setblocking(False)
    out_of.setblocking(False)
    return into, out_of


def pack(batch: list[Datagram]) -> Iterator[tuple[bytes, int]]:
    """The messages that carry these datagrams, and how many each carries."""
    pieces, size, count = list[bytes](), 0, 0
    for data, (address, port) in [(datagram.data, datagram.source) for datagram in batch]:
        if size + len(data) > MAX_MESSAGE and count:
            yield b"".join(pieces), count
            pieces, size, count = [], 0, 0
        pieces += (_HEAD.pack(address.afi, port, len(data)), address.packed, data)
        size += len(data)
        count += 1
    yield b"".join(pieces), count


def unpack(message: bytes) -> list[Datagram]:
    """The datagrams of a message."""
    batch, at = list[Datagram](), 0
    while at < len(message):
        afi, port, length = _HEAD.unpack_from(message, at)
        start = at + _HEAD.size + SIZES[afi]
        at, source = start + length, _endpoint(afi, port, message[at + _HEAD.size : start])
        batch.append(Datagram(message[start:at], source))
    return batch


@lru_cache(maxsize=65_536)
def _endpoint(afi: int, port: int, packed: bytes) -> Endpoint:
    """Who a datagram came from: made once, because peers are few and datagrams are many."""
    return Endpoint(Address(afi, packed), port)


class Inbox:
    """One worker's part: keeps its own datagrams, passes the others on, and gets what is passed on to it."""

    def __init__(
        self, index: int, ownership: Ownership, inboxes: list[socket.socket], inbox: socket.socket, counters: Counters
    ) -> None:
        """`inboxes` are everybody's, by worker; `inbox` is where this worker reads."""
        self.ownership = ownership
        self._index = index
        self._inboxes = inboxes
        self._inbox = inbox
        self._counters = counters

    def keep_own(self, batch: list[Datagram]) -> list[Datagram]:
        """Pass on what belongs to others; the rest."""
        own, others = list[Datagram](), dict[int, list[Datagram]]()
        whose, ownership, index = steering.owner, self.ownership, self._index
        for datagram in batch:
            worker = whose(datagram.data, ownership)
            if worker is None or worker == index:
                own.append(datagram)
            else:
                others.setdefault(worker, []).append(datagram)
        for worker, theirs in others.items():
            self._pass_on(worker, theirs)
        return own

    def _pass_on(self, worker: int, batch: list[Datagram]) -> None:
        for message, count in pack(batch):
            try:
                self._inboxes[worker].send(message)
            except BlockingIOError:  # lost, as where a socket's buffer is full
                self._counters["drop.worker-busy"] += count
            else:
                self._counters["passed-on"] += count

    async def listen(self, receive: OnDatagrams) -> None:
        """Give `receive` what is passed on, one message at a time: what the network brings gets its turn too."""
        loop = asyncio.get_running_loop()
        loop.add_reader(self._inbox.fileno(), self._read, receive)
        try:
            await asyncio.Event().wait()
        finally:
            loop.remove_reader(self._inbox.fileno())

    def _read(self, receive: OnDatagrams) -> None:
        receive(unpack(self._inbox.recv(MAX_MESSAGE * 2)))
