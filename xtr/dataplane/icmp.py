"""Listens for what routers of the underlay say about our packets: ICMP and ICMPv6, "too big" only."""

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import Final

import structlog

from lisp.wire import Address
from xtr.dataplane.pathmtu import PathNews, read_error

_SOL_RAW: Final = 255
_FILTER: Final = 1  # ICMP_FILTER and ICMPV6_FILTER
_UNREACHABLE, _PACKET_TOO_BIG = 3, 2
_BATCH: Final = 64
_log: Final = structlog.get_logger("lisp-xtr")


class ErrorListener:
    """Raw sockets, one for each family of our RLOCs."""

    def __init__(self, rlocs: tuple[Address, ...], report: Callable[[PathNews], object]) -> None:
        self._own = frozenset(rlocs)
        self._report = report
        self._sockets: list[socket.socket] = []

    def open(self) -> None:
        """Start to listen. Without the right to (CAP_NET_RAW) we do without, and say so."""
        for afi in sorted({rloc.afi for rloc in self._own}):
            try:
                sock = _raw6() if afi == 2 else _raw4()
            except OSError as error:
                _log.warning("no-path-mtu-discovery", error=error.strerror)
                return
            sock.setblocking(False)
            self._sockets.append(sock)
            asyncio.get_running_loop().add_reader(sock.fileno(), self._read, sock, afi == 1)

    def close(self) -> None:
        """Stop."""
        for sock in self._sockets:
            asyncio.get_running_loop().remove_reader(sock.fileno())
            sock.close()
        self._sockets.clear()

    def _read(self, sock: socket.socket, with_header: bool) -> None:
        for _ in range(_BATCH):
            try:
                packet = sock.recv(2048)
            except OSError:
                return
            message = packet[(packet[0] & 0xF) * 4 :] if with_header and packet else packet
            if (news := read_error(message, self._own)) is not None:
                self._report(news)


def _raw4() -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
    sock.setsockopt(_SOL_RAW, _FILTER, struct.pack("=I", ~(1 << _UNREACHABLE) & 0xFFFFFFFF))
    return sock


def _raw6() -> socket.socket:
    sock = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
    # 256 bits: the types that are kept from us.
    passed = [0xFFFFFFFF & ~(1 << _PACKET_TOO_BIG), *[0xFFFFFFFF] * 7]
    sock.setsockopt(socket.IPPROTO_ICMPV6, _FILTER, struct.pack("=8I", *passed))
    return sock
