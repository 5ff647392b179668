"""A UDP socket read in batches.

asyncio's own datagram protocol wakes the loop once per datagram. On a busy port that is most of the
cost, so this endpoint takes up to 64 datagrams at every wake-up and hands them on together. Their answers go
out together too: that wakes a peer once, and what is for one peer is one system call.
"""

import asyncio
import errno
import socket
import struct
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final

from lisp.engine import Datagram, Endpoint, SendDatagram
from lisp.wire import Address

BATCH: Final = 64
MAX_DATAGRAM: Final = 65_535
# Room for a burst of registrations while the engine is busy with the last one.
RECEIVE_BUFFER: Final = 4 << 20

# udp(7): one buffer is sent as datagrams of the size given with it, up to 64 of them; not in Python's socket.
UDP_SEGMENT: Final = 103
MAX_SEGMENT: Final = 1_232  # what every path takes unfragmented: IPv6's minimum MTU less its headers
_SEGMENT_SIZE: Final = struct.Struct("=H")

OnDatagrams = Callable[[list[Datagram]], None]


def runs(datagrams: list[SendDatagram]) -> Iterator[tuple[Endpoint, list[bytes]]]:
    """Neighbours of one size to one destination together, at most a batch of them."""
    destination, run = None, list[bytes]()
    for datagram in datagrams:
        data = datagram.data
        if run and (len(data) != len(run[0]) or datagram.destination != destination or len(run) == BATCH):
            assert destination is not None
            yield destination, run
            run = []
        destination = datagram.destination
        run.append(data)
    if destination is not None:
        yield destination, run


class UdpEndpoint:
    """A bound UDP socket of one family that hands what arrives to a function."""

    def __init__(self, address: Address, port: int, on_datagrams: OnDatagrams, *, shared: bool = False) -> None:
        """Bind and start to read; `shared` with other processes that say so too. Raises OSError when it cannot."""
        self._on_datagrams = on_datagrams
        self._loop = asyncio.get_running_loop()
        family = socket.AF_INET if address.afi == 1 else socket.AF_INET6
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        self._segments = True
        self.send_errors = 0
        try:
            self._socket.setblocking(False)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if shared:
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
            if family == socket.AF_INET6:
                self._socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            self._socket.bind((str(address), port))
        except OSError:
            self._socket.close()
            raise
        self.address = address
        self.port: int = self._socket.getsockname()[1]
        self._loop.add_reader(self._socket.fileno(), self._read)

    def send(self, data: bytes, destination: Endpoint) -> None:
        """Send one datagram. One that the kernel refuses is lost, as on any network, and counted."""
        try:
            self._socket.sendto(data, _sockaddr(destination))
        except OSError:
            self.send_errors += 1

    def send_all(self, batch: list[bytes], destination: Endpoint) -> None:
        """Send datagrams of one size to one destination, in one system call where the kernel does that."""
        size = len(batch[0])
        if len(batch) > 1 and self._segments and size <= MAX_SEGMENT:
            control = [(socket.SOL_UDP, UDP_SEGMENT, _SEGMENT_SIZE.pack(size))]
            try:
                self._socket.sendmsg([b"".join(batch)], control, 0, _sockaddr(destination))
                return
            except OSError as error:
                # Not with this kernel, or not on this device: one by one, then, and from now on.
                self._segments = error.errno not in (errno.EINVAL, errno.EIO, errno.EOPNOTSUPP)
        for data in batch:
            self.send(data, destination)

    def close(self) -> None:
        """Stop reading and close the socket."""
        self._loop.remove_reader(self._socket.fileno())
        self._socket.close()

    def _read(self) -> None:
        receive = self._socket.recvfrom
        batch: list[Datagram] = []
        for _ in range(BATCH):
            try:
                data, peer = receive(MAX_DATAGRAM)
            except BlockingIOError:
                break
            except OSError as error:
                # An ICMP error for something we sent earlier; it says nothing about this socket.
                if error.errno in (errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.ENETUNREACH):
                    continue
                raise
            batch.append(Datagram(data, _peer(peer)))
        if batch:
            self._on_datagrams(batch)


@lru_cache(maxsize=65_536)
def _peer(sockaddr: tuple[Any, ...]) -> Endpoint:
    """Who a datagram came from: parsed once, because peers are few and datagrams are many."""
    return Endpoint(Address.parse(sockaddr[0].partition("%")[0]), sockaddr[1])


@lru_cache(maxsize=65_536)
def _sockaddr(endpoint: Endpoint) -> tuple[str, int]:
    """The form of an endpoint that the socket wants."""
    return str(endpoint.address), endpoint.port
