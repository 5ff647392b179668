"""Watches the kernel's neighbour table: hosts that appear on our LANs, and hosts that stop answering.

Only some changes prove that a host is there now. An entry the kernel made itself, for a host it looks
for, is INCOMPLETE or FAILED and proves nothing. One that ages from REACHABLE to STALE, or that is being
asked (DELAY, PROBE), proves nothing new. What proves presence is an answer (REACHABLE) and an entry made
by a packet of the host (a new STALE one, or one with another link-layer address).
"""

import asyncio
import contextlib
import errno
import socket
import struct
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from lisp.engine import Event
from lisp.wire import Address, Prefix
from xtr.dataplane.base import HostGone, HostSeen, OwnAddresses, SetNeighbour

MAX_NEIGHBOURS: Final = 65_536

_HEADER: Final = struct.Struct("=IHHII")  # struct nlmsghdr
_NEIGHBOUR: Final = struct.Struct("=BxxxiHBB")  # struct ndmsg
_ADDRESS: Final = struct.Struct("=BBBBI")  # struct ifaddrmsg
_ATTRIBUTE: Final = struct.Struct("=HH")

_NEWADDR, _DELADDR, _GETADDR = 20, 21, 22
_NEWNEIGH, _DELNEIGH, _GETNEIGH = 28, 29, 30
_REQUEST_DUMP: Final = 0x301
_REQUEST_REPLACE: Final = 0x101
_CREATE: Final = 0x400
_GROUPS: Final = 0x4 | 0x10 | 0x100  # neighbours, IPv4 addresses, IPv6 addresses
_NDA_DST, _NDA_LLADDR = 1, 2
_IFA_ADDRESS, _IFA_LOCAL = 1, 2

INCOMPLETE, REACHABLE, STALE, DELAY, PROBE, FAILED = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
_VALID: Final = REACHABLE | STALE | DELAY | PROBE
_PROXY: Final = 0x08
_FAMILIES: Final[dict[int, int]] = {socket.AF_INET: 1, socket.AF_INET6: 2}


class Neighbour(NamedTuple):
    """One message about the neighbour table. `state` 0: the entry is gone."""

    interface: int
    address: Address
    state: int
    link_address: bytes


class LocalAddress(NamedTuple):
    """One message about an address of this machine."""

    interface: int
    address: Address
    present: bool


def parse(data: bytes) -> Iterator[Neighbour | LocalAddress]:
    """The messages of a netlink datagram that we have a use for."""
    offset = 0
    while offset + _HEADER.size <= len(data):
        length, kind, _, _, _ = _HEADER.unpack_from(data, offset)
        if length < _HEADER.size or offset + length > len(data):
            return
        body = data[offset + _HEADER.size : offset + length]
        message: Neighbour | LocalAddress | None = None
        if kind in (_NEWNEIGH, _DELNEIGH):
            message = _neighbour(body, gone=kind == _DELNEIGH)
        elif kind in (_NEWADDR, _DELADDR):
            message = _local_address(body, present=kind == _NEWADDR)
        if message is not None:
            yield message
        offset += (length + 3) & ~3


def _neighbour(body: bytes, *, gone: bool) -> Neighbour | None:
    family, index, state, flags, _ = _NEIGHBOUR.unpack_from(body)
    attributes = _attributes(body[_NEIGHBOUR.size :])
    afi = _FAMILIES.get(family)
    if afi is None or flags & _PROXY or _NDA_DST not in attributes:
        return None
    address = Address(afi, attributes[_NDA_DST])
    return Neighbour(index, address, 0 if gone else state, attributes.get(_NDA_LLADDR, b""))


def _local_address(body: bytes, *, present: bool) -> LocalAddress | None:
    family, _, _, _, index = _ADDRESS.unpack_from(body)
    attributes = _attributes(body[_ADDRESS.size :])
    packed = attributes.get(_IFA_LOCAL) or attributes.get(_IFA_ADDRESS)
    afi = _FAMILIES.get(family)
    return None if afi is None or packed is None else LocalAddress(index, Address(afi, packed), present)


def _attributes(data: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    offset = 0
    while offset + _ATTRIBUTE.size <= len(data):
        length, kind = _ATTRIBUTE.unpack_from(data, offset)
        if length < _ATTRIBUTE.size:
            break
        found[kind & 0x3FFF] = data[offset + _ATTRIBUTE.size : offset + length]
        offset += (length + 3) & ~3
    return found


class PresenceTracker:
    """Decides what a neighbour message proves; keeps the last state of every entry, up to a cap."""

    def __init__(self, max_entries: int = MAX_NEIGHBOURS) -> None:
        self._last: OrderedDict[tuple[int, Address], tuple[int, bytes]] = OrderedDict()
        self._max = max_entries

    def update(self, neighbour: Neighbour, *, dumped: bool = False) -> bool | None:
        """True: the host is there. False: it does not answer. None: nothing new.

        `dumped`: an answer to our own question, so a STALE entry may be of any age and proves nothing.
        """
        key = (neighbour.interface, neighbour.address)
        state, link_address = self._last.pop(key, (0, b""))
        if neighbour.state:
            self._last[key] = (neighbour.state, neighbour.link_address)
            if len(self._last) > self._max:
                self._last.popitem(last=False)
        if neighbour.state == FAILED:
            return False if state != FAILED else None
        news = not state & _VALID or link_address != neighbour.link_address
        if neighbour.state == REACHABLE:
            return True if news or state != REACHABLE else None
        if neighbour.state == STALE and not dumped:
            return True if news else None
        return None


class NeighbourWatch:
    """A netlink socket of our own network namespace, read by the loop."""

    def __init__(self, lans: Mapping[str, int], iids: Iterable[int], report: Callable[[Event], None]) -> None:
        """`lans` are the instance ids of our LANs, `iids` all there are."""
        self._lans = lans
        self._iids = frozenset(iids)
        self._report = report
        self._tracker = PresenceTracker()
        self._own: dict[tuple[int, Address], frozenset[Prefix]] = {}
        self._own_hosts = frozenset[Prefix]()
        self._dumping = False
        self._questions: list[int] = []
        self._socket: socket.socket | None = None

    def start(self) -> None:
        """Listen, and ask for what is there already. Raises OSError."""
        sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        sock.bind((0, _GROUPS))
        self._socket = sock
        asyncio.get_running_loop().add_reader(sock.fileno(), self._read)
        self._ask_again()

    def close(self) -> None:
        """Stop listening."""
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket.fileno())
            self._socket.close()
            self._socket = None

    def is_own(self, host: Prefix) -> bool:
        """Whether this machine itself has an address in an instance."""
        return host in self._own_hosts

    def _ask_again(self) -> None:
        """Ask for all addresses, then all neighbours: at the start, and when the kernel dropped news."""
        self._questions = [_GETNEIGH, _GETADDR]
        self._next_question()

    def _next_question(self) -> None:
        """One dump at a time is all that netlink allows."""
        self._dumping = bool(self._questions)
        if self._socket is not None and self._questions:
            kind = self._questions.pop()
            size = _HEADER.size + _NEIGHBOUR.size
            self._socket.send(_HEADER.pack(size, kind, _REQUEST_DUMP, 1, 0) + bytes(_NEIGHBOUR.size))

    def _probe(self, neighbour: Neighbour) -> None:
        """Have the kernel ask a host that was there before we were; its answer makes it REACHABLE."""
        if self._socket is not None and neighbour.link_address and self._lan(neighbour.interface) is not None:
            with contextlib.suppress(OSError):  # the entry may be gone by now
                self._socket.send(change_request(neighbour._replace(state=PROBE)))

    def set(self, command: SetNeighbour) -> None:
        """Spare a host that has just arrived the question for its link-layer address, and its packets the wait.

        A busy guest takes tens of ms to answer; the kernel keeps few packets that long, and those that come at
        the moment of the answer overtake them. Done when this returns. Where it fails the host is asked.
        """
        prefix, interface, link_address = command.prefix, command.interface, command.link_address
        with contextlib.suppress(OSError):  # the interface may be gone
            assert self._socket is not None
            index = socket.if_nametoindex(interface)
            neighbour = Neighbour(index, prefix.address, REACHABLE, link_address)
            self._socket.send(change_request(neighbour, create=True))

    def _lan(self, interface: int) -> str | None:
        """The LAN with this index; None when the interface is no LAN, or went away."""
        try:
            name = socket.if_indextoname(interface)
        except OSError:
            return None
        return name if name in self._lans else None

    def _read(self) -> None:
        assert self._socket is not None
        for _ in range(64):
            try:
                data = self._socket.recv(65_536)
            except BlockingIOError:
                return
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                self._ask_again()
                return
            self._take(data)

    def _take(self, data: bytes) -> None:
        flags: int = _HEADER.unpack_from(data)[2]
        dumped = self._dumping and bool(flags & 0x2)  # NLM_F_MULTI: part of an answer
        for message in parse(data):
            if isinstance(message, LocalAddress):
                self._learn(message)
            else:
                self._judge(message, dumped=dumped)
        if _ends_dump(data):
            self._next_question()

    def _learn(self, message: LocalAddress) -> None:
        """A gateway's address on a tenant's LAN is ours there, and may be a host's elsewhere."""
        key = message.interface, message.address
        self._own.pop(key, None)
        if message.present:
            lan = self._lan(message.interface)
            iids = self._iids if lan is None else {self._lans[lan]}
            self._own[key] = frozenset(Prefix.of(message.address, iid=iid) for iid in iids)
        self._own_hosts = frozenset[Prefix]().union(*self._own.values())
        self._report(OwnAddresses(self._own_hosts))

    def _judge(self, neighbour: Neighbour, *, dumped: bool) -> None:
        present = self._tracker.update(neighbour, dumped=dumped)
        if dumped and neighbour.state in (STALE, DELAY):
            self._probe(neighbour)
        if present is None:
            return
        lan = self._lan(neighbour.interface)
        if lan is None:
            return
        eid = Prefix.of(neighbour.address, iid=self._lans[lan])
        self._report(HostSeen(eid, "neighbour", lan) if present else HostGone(eid, lan))


def change_request(neighbour: Neighbour, *, create: bool = False) -> bytes:
    """The netlink request that makes an entry this one. State PROBE has the kernel ask whether the host is there."""
    flags = _REQUEST_REPLACE | (_CREATE if create else 0)
    family = next(family for family, afi in _FAMILIES.items() if afi == neighbour.address.afi)
    body = _NEIGHBOUR.pack(family, neighbour.interface, neighbour.state, 0, 0)
    for kind, value in ((_NDA_DST, neighbour.address.packed), (_NDA_LLADDR, neighbour.link_address)):
        length = _ATTRIBUTE.size + len(value)
        body += _ATTRIBUTE.pack(length, kind) + value + bytes(-length % 4)
    return _HEADER.pack(_HEADER.size + len(body), _NEWNEIGH, flags, 2, 0) + body


def _ends_dump(data: bytes) -> bool:
    """Whether a datagram holds the end of an answer (NLMSG_DONE) or a refusal (NLMSG_ERROR)."""
    offset = 0
    while offset + _HEADER.size <= len(data):
        length, kind, _, _, _ = _HEADER.unpack_from(data, offset)
        if kind in (2, 3):
            return True
        if length < _HEADER.size:
            return False
        offset += (length + 3) & ~3
    return False
