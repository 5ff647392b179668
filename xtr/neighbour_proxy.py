"""Answers ARP and neighbour discovery on our LANs for hosts of their prefixes that are not here.

A host asks its link for every address of its own subnet, wherever that one lives. Who is here answers for itself;
for who is elsewhere the LAN's own MAC address does, which is the same at every site, and the packets that follow
go through the tunnel (proxy ARP, RFC 1027; proxy ND, RFC 4861 section 7.2.8). When a host leaves, its neighbours
are told once: what they remember of it is wrong from then on (RFC 5944 section 4.6, RFC 6275 section 10.4.1).

The kernel's own proxies do not do: they answer who announces an address, or asks whether it is free (RFC 5227,
RFC 4862). That is a host which has come here, and which would learn that its address is taken.
"""

import asyncio
import contextlib
import ctypes
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from lisp.engine import Counters, Event
from lisp.wire import Address, Prefix
from xtr.dataplane.base import HostSeen
from xtr.neighbour_frames import (
    ETHERTYPE_ARP,
    ETHERTYPE_IPV6,
    ICMPV6,
    SOLICITATION,
    Question,
    announcement,
    answer,
    read_question,
)

_BATCH: Final = 64
_SO_ATTACH_FILTER, _SOL_PACKET, _ADD_MEMBERSHIP, _ALL_MULTICAST = 26, 263, 1, 2
# Classic BPF: next header (octet 20 of the frame) 58 and ICMPv6 type (octet 54) 135, else nothing.
_ONLY_SOLICITATIONS: Final = (
    (0x30, 0, 0, 20),
    (0x15, 0, 3, ICMPV6),
    (0x30, 0, 0, 54),
    (0x15, 0, 1, SOLICITATION),
    (0x06, 0, 0, 0xFFFF),
    (0x06, 0, 0, 0),
)


class NeighbourProxy:
    """Packet sockets on the LANs, read by the loop."""

    def __init__(
        self,
        prefixes: Mapping[str, Sequence[Prefix]],
        is_elsewhere: Callable[[Prefix], bool],
        is_own: Callable[[Prefix], bool],
        report: Callable[[Event], None],
    ) -> None:
        """`prefixes` whose hosts a LAN may have; all of a LAN are of one instance.

        `is_elsewhere`: whether packets for a host leave the LAN; `is_own`: whether it is this machine itself, for
        which the kernel answers.
        """
        self.counters = Counters()
        self._prefixes = prefixes
        self._is_elsewhere = is_elsewhere
        self._is_own = is_own
        self._report = report
        self._sockets: dict[tuple[str, int], socket.socket] = {}

    def start(self) -> None:
        """Listen. Raises OSError."""
        for lan, prefixes in self._prefixes.items():
            for kind in sorted({ETHERTYPE_ARP if prefix.afi == 1 else ETHERTYPE_IPV6 for prefix in prefixes}):
                self._sockets[lan, kind] = sock = _open(lan, kind)
                asyncio.get_running_loop().add_reader(sock.fileno(), self._read, lan, sock)

    def close(self) -> None:
        """Stop listening."""
        for sock in self._sockets.values():
            asyncio.get_running_loop().remove_reader(sock.fileno())
            sock.close()
        self._sockets.clear()

    def _read(self, lan: str, sock: socket.socket) -> None:
        for _ in range(_BATCH):
            try:
                frame = sock.recv(2048)
            except OSError:  # nothing more, or the interface is down
                return
            question = read_question(frame)
            if question is not None:
                self._take(lan, sock, question)

    def _take(self, lan: str, sock: socket.socket, question: Question) -> None:
        """Answer if it is for us to answer; who asks is here, and may be new, or has just left."""
        asker = self._host(lan, question.asker)
        if asker is not None and self._is_elsewhere(asker):
            self._report(HostSeen(asker, "data", lan))
        target = self._host(lan, question.target)
        if target is None or not self._is_elsewhere(target):
            return
        own = _own_address(lan, target)
        if own is not None:
            self._send(sock, answer(question, _mac_of(sock), own), "neighbour-answered")

    def announce(self, host: Prefix) -> None:
        """A host has left our LANs."""
        for (lan, kind), sock in self._sockets.items():
            if kind != (ETHERTYPE_ARP if host.afi == 1 else ETHERTYPE_IPV6) or self._host(lan, host.address) != host:
                continue  # on another tenant's LAN somebody else may have this address
            own = _own_address(lan, host)
            if own is not None:
                self._send(sock, announcement(host.address, _mac_of(sock), own), "neighbour-announced")

    def _host(self, lan: str, address: Address) -> Prefix | None:
        """The host with an address, if a prefix of this LAN has it and this machine has not."""
        prefixes = self._prefixes[lan]
        host = Prefix.of(address, iid=prefixes[0].iid)
        return host if any(prefix.covers(host) for prefix in prefixes) and not self._is_own(host) else None

    def _send(self, sock: socket.socket, frame: bytes, name: str) -> None:
        with contextlib.suppress(OSError):  # the interface may be down
            sock.send(frame)
            self.counters[name] += 1


def _open(lan: str, kind: int) -> socket.socket:
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)  # hears nothing before it is bound
    try:
        sock.setblocking(False)
        if kind == ETHERTYPE_IPV6:
            program = b"".join(struct.pack("=HBBI", *step) for step in _ONLY_SOLICITATIONS)
            _attach(sock, program)
            # They are sent to a group of the target's, which nobody here is in.
            membership = struct.pack("=iHH8x", socket.if_nametoindex(lan), _ALL_MULTICAST, 0)
            sock.setsockopt(_SOL_PACKET, _ADD_MEMBERSHIP, membership)
        sock.bind((lan, kind))
    except OSError:
        sock.close()
        raise
    return sock


def _attach(sock: socket.socket, program: bytes) -> None:
    octets = ctypes.create_string_buffer(program, len(program))
    length = len(program) // 8
    sock.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("@HP", length, ctypes.addressof(octets)))


def _mac_of(sock: socket.socket) -> bytes:
    """The LAN's MAC address, as it is now."""
    mac = sock.getsockname()[4]
    assert isinstance(mac, bytes)
    return mac


def _own_address(lan: str, host: Prefix) -> Address | None:
    """The address that an advertisement on a LAN comes from: link-local. ARP needs none."""
    if host.afi == 1:
        return host.address
    with contextlib.suppress(OSError):
        for line in Path("/proc/net/if_inet6").read_text().splitlines():
            address, _, _, scope, _, name = line.split()
            if name == lan and scope == "20":
                return Address(2, bytes.fromhex(address))
    return None
