"""The data port of the user-space data plane: UDP 4341 on our RLOCs, and a few sockets to send from.

The source port of an encapsulated packet tells flows apart on the way (RFC 9300 section 5.3). A UDP
socket has one source port, so there are SOURCE_PORTS of them per RLOC and a flow's hash picks one.
"""

import asyncio
import errno
import socket
import struct
import sys
from array import array
from collections.abc import Callable
from typing import Final

from lisp.engine import Counters
from lisp.wire import DATA_PORT, Address

SOURCE_PORTS: Final = 8
FIRST_SOURCE_PORT: Final = 49_152
BATCH: Final = 64
MAX_KNOWN_RLOCS: Final = 65_536
_RECEIVE_BUFFER: Final = 8 << 20
_SEND_BUFFER: Final = 4 << 20
_ANCILLARY: Final = socket.CMSG_SPACE(4) * 2

# Not in the socket module of every Python we support: linux/in.h, linux/udp.h, linux/filter.h.
_IP_RECVTTL: Final = 12
_IP_MTU_DISCOVER: Final = 10
_IPV6_MTU_DISCOVER: Final = 23
_PMTUDISC_DO: Final = 2
_SO_NO_CHECK: Final = 11
_UDP_NO_CHECK6_TX: Final = 101
_UDP_NO_CHECK6_RX: Final = 102
_SO_ATTACH_FILTER: Final = 26
_SO_RCVBUFFORCE: Final = 33
_SO_SNDBUFFORCE: Final = 32
_BPF_RET: Final = 0x06

# (datagram, source RLOC, outer TTL, outer traffic class)
OnDatagram = Callable[[bytes, Address, int, int], None]


class _Sender:
    """One sending socket; remembers the TTL and class it is set to, for they seldom change."""

    def __init__(self, sock: socket.socket, *, ipv6: bool) -> None:
        self.socket = sock
        self.send = sock.sendto
        if ipv6:
            self._level, self._ttl_option, self._class_option = (
                socket.IPPROTO_IPV6,
                socket.IPV6_UNICAST_HOPS,
                socket.IPV6_TCLASS,
            )
        else:
            self._level, self._ttl_option, self._class_option = (
                socket.IPPROTO_IP,
                socket.IP_TTL,
                socket.IP_TOS,
            )
        self._ttl = self._class = -1

    def prepare(self, ttl: int, traffic_class: int) -> None:
        """Have the next datagram carry these."""
        if ttl != self._ttl:
            self.socket.setsockopt(self._level, self._ttl_option, max(1, ttl))
            self._ttl = ttl
        if traffic_class != self._class:
            self.socket.setsockopt(self._level, self._class_option, traffic_class)
            self._class = traffic_class


class Underlay:
    """The sockets of all our RLOCs."""

    def __init__(self, rlocs: tuple[Address, ...], on_datagram: OnDatagram, before_batch: Callable[[], None]) -> None:
        """`before_batch` is called once per wake-up, before its datagrams are handed over."""
        self._rlocs = rlocs
        self._on_datagram = on_datagram
        self._before_batch = before_batch
        self._receivers: list[socket.socket] = []
        self._senders: dict[int, list[_Sender]] = {}
        self._names: dict[Address, tuple[str, int]] = {}
        self._known: dict[str, Address] = {}
        self.counters = Counters()

    def open(self) -> None:
        """Bind everything and start to read. Raises OSError."""
        loop = asyncio.get_running_loop()
        for rloc in self._rlocs:
            receiver = _bound(rloc, DATA_PORT)
            self._receivers.append(receiver)
            _expect_outer_fields(receiver, ipv6=rloc.afi == 2)
            if rloc.afi not in self._senders:
                self._senders[rloc.afi] = [_Sender(s, ipv6=rloc.afi == 2) for s in _sending_sockets(rloc)]
            loop.add_reader(receiver.fileno(), self._read, receiver)

    def close(self) -> None:
        """Close everything."""
        loop = asyncio.get_running_loop()
        for receiver in self._receivers:
            loop.remove_reader(receiver.fileno())
            receiver.close()
        for senders in self._senders.values():
            for sender in senders:
                sender.socket.close()
        self._receivers.clear()
        self._senders.clear()

    def send(self, datagram: bytes, rloc: Address, flow: int, ttl: int, traffic_class: int) -> None:
        """Send a datagram to the data port of an RLOC. What the kernel refuses is lost and counted."""
        senders = self._senders.get(rloc.afi)
        if senders is None:
            return self.counters.drop("no-rloc-of-family")
        name = self._names.get(rloc)
        if name is None:
            if len(self._names) >= MAX_KNOWN_RLOCS:
                self._names.clear()
            name = self._names[rloc] = (str(rloc), DATA_PORT)
        sender = senders[(flow >> 8) % SOURCE_PORTS]
        sender.prepare(ttl, traffic_class)
        try:
            sender.send(datagram, name)
        except BlockingIOError:
            self.counters.drop("send-buffer-full")
        except OSError as error:
            self.counters.drop("too-big" if error.errno == errno.EMSGSIZE else "no-underlay-route")
        return None

    def _read(self, receiver: socket.socket) -> None:
        self._before_batch()
        for _ in range(BATCH):
            try:
                datagram, ancillary, _, name = receiver.recvmsg(65_535, _ANCILLARY)
            except BlockingIOError:
                return
            except OSError:
                self.counters.drop("receive-error")
                return
            host = name[0]
            source = self._known.get(host)
            if source is None:
                if len(self._known) >= MAX_KNOWN_RLOCS:
                    self._known.clear()
                source = self._known[host] = Address.parse(host.partition("%")[0])
            ttl, traffic_class = 255, 0
            for _level, kind, data in ancillary:
                if kind in (socket.IP_TTL, socket.IPV6_HOPLIMIT):
                    ttl = int.from_bytes(data[:4], sys.byteorder)
                elif kind in (socket.IP_TOS, socket.IPV6_TCLASS):
                    # One octet for IPv4, an int for IPv6.
                    traffic_class = data[0] if len(data) == 1 else int.from_bytes(data[:4], sys.byteorder)
            self._on_datagram(datagram, source, ttl, traffic_class)


def _bound(rloc: Address, port: int) -> socket.socket:
    """A non-blocking UDP socket on one of our RLOCs."""
    family = socket.AF_INET6 if rloc.afi == 2 else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        if rloc.afi == 2:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind((str(rloc), port))
    except OSError as error:
        sock.close()
        raise OSError(error.errno, f"cannot bind {rloc} port {port}: {error.strerror}") from None
    return sock


def _expect_outer_fields(sock: socket.socket, *, ipv6: bool) -> None:
    """Have TTL and traffic class come with every datagram, and accept a zero UDP checksum."""
    sock.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _RECEIVE_BUFFER)
    if ipv6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVHOPLIMIT, 1)
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVTCLASS, 1)
        sock.setsockopt(socket.IPPROTO_UDP, _UDP_NO_CHECK6_RX, 1)
    else:
        sock.setsockopt(socket.IPPROTO_IP, _IP_RECVTTL, 1)
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_RECVTOS, 1)


def _sending_sockets(rloc: Address) -> list[socket.socket]:
    """SOURCE_PORTS sockets on ports from 49152 on: no checksum, DF set, nothing ever received."""
    sockets: list[socket.socket] = []
    port = FIRST_SOURCE_PORT
    while len(sockets) < SOURCE_PORTS:
        try:
            sock = _bound(rloc, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or port >= 65_535:
                raise
            port += 1
            continue
        sockets.append(sock)
        port += 1
        sock.setsockopt(socket.SOL_SOCKET, _SO_SNDBUFFORCE, _SEND_BUFFER)
        _refuse_everything(sock)
        if rloc.afi == 2:
            sock.setsockopt(socket.IPPROTO_UDP, _UDP_NO_CHECK6_TX, 1)
            sock.setsockopt(socket.IPPROTO_IPV6, _IPV6_MTU_DISCOVER, _PMTUDISC_DO)
        else:
            sock.setsockopt(socket.SOL_SOCKET, _SO_NO_CHECK, 1)
            sock.setsockopt(socket.IPPROTO_IP, _IP_MTU_DISCOVER, _PMTUDISC_DO)
    return sockets


def _refuse_everything(sock: socket.socket) -> None:
    """A one-instruction filter: nobody reads from these sockets, so nothing shall pile up in them."""
    program = array("B", struct.pack("HBBI", _BPF_RET, 0, 0, 0))
    # struct sock_fprog: the number of instructions and a pointer to them.
    sock.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("HL", 1, program.buffer_info()[0]))
