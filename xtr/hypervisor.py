"""Hears from the libvirtd of our own site when a guest stops and when one runs. Needs libvirt-python.

libvirt's events come from its poll loop in a thread of its own, and are handed over to asyncio. QEMU's own
STOP and RESUME are the first to come, and say when it happened; the lifecycle events of libvirt come a
little later, and for every hypervisor. Whoever gets both sees the second change nothing.

RARP, by which QEMU announces a guest that has just arrived, says it without libvirt: `Announcements`.
"""

import asyncio
import contextlib
import functools
import socket
import struct
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final
from urllib.parse import urlsplit
from xml.etree import ElementTree

import libvirt
import libvirt_qemu
import structlog

from lisp.engine import Event
from xtr.anticipation import GuestPaused, GuestRunning

RECONNECT_S: Final = 1.0
CONNECT_TIMEOUT_S: Final = 5.0
KEEPALIVE_INTERVAL_S: Final = 1
KEEPALIVE_COUNT: Final = 3
# An event that says it is older than this, or of the future, comes from another clock.
MAX_EVENT_AGE_S: Final = 0.25
# From a guest's stop to libvirt's lifecycle event, at most.
LIFECYCLE_DELAY_S: Final = 0.010

_PORTS: Final = {"qemu+tcp": 16509, "qemu+tls": 16514}
_ETH_P_RARP: Final = 0x8035
_RARP_HEADER: Final = struct.Struct("!6x6xH8x6s")  # Ethernet, then RARP up to the sender's hardware address

_log = structlog.get_logger("lisp-xtr")

Report = Callable[[Event], None]


@functools.cache
def _start_event_thread() -> None:
    """Registers libvirt's event loop, once in a process and before its first connection."""
    libvirt.registerErrorHandler(lambda _context, _error: None, None)  # errors are raised, not printed too
    libvirt.virEventRegisterDefaultImpl()

    def run() -> None:
        while True:
            libvirt.virEventRunDefaultImpl()

    threading.Thread(target=run, name="libvirt-events", daemon=True).start()


class GuestWatch:
    """A connection to one libvirtd that is made again whenever it is lost."""

    def __init__(self, uri: str, report: Report) -> None:
        """`report` is called in the event loop of `run`."""
        self.uri = uri
        self.connected = False
        self._report = report
        self._macs: dict[str, str] = {}
        self._lost = asyncio.Event()
        self._threads = ThreadPoolExecutor(1, "libvirt-watch")

    def host_of(self, mac: str) -> str | None:
        """The guest of this site with that MAC address."""
        return self._macs.get(mac)

    async def run(self) -> None:
        """Stay connected until cancelled."""
        _start_event_thread()
        loop = asyncio.get_running_loop()
        said = ""
        while True:
            self._lost.clear()
            try:
                await self._check_port()
                connection = await loop.run_in_executor(self._threads, self._open, loop)
            except (libvirt.libvirtError, OSError, TimeoutError) as error:
                if said != (said := str(error) or "no answer"):
                    _log.warning("hypervisor-not-connected", uri=self.uri, error=said)
                await asyncio.sleep(RECONNECT_S)
                continue
            said, self.connected = "", True
            _log.info("hypervisor-connected", uri=self.uri)
            try:
                await self._lost.wait()
                _log.warning("hypervisor-lost", uri=self.uri)
            finally:
                self.connected = False
                await loop.run_in_executor(self._threads, _close_quietly, connection)

    async def _check_port(self) -> None:
        """Fails fast where libvirt itself would wait for minutes."""
        parts = urlsplit(self.uri)
        if parts.scheme in _PORTS:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                _, writer = await asyncio.open_connection(parts.hostname, parts.port or _PORTS[parts.scheme])
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def _open(self, loop: asyncio.AbstractEventLoop) -> Any:
        """Connect, register for events, and say what runs now; in a thread of ours."""
        connection = libvirt.open(self.uri)
        with contextlib.suppress(libvirt.libvirtError):  # a driver within this process cannot be lost
            connection.setKeepAlive(KEEPALIVE_INTERVAL_S, KEEPALIVE_COUNT)

        def closed(_connection: Any, _reason: int, _opaque: Any) -> None:
            _hand_over(loop, self._lost.set)

        def lifecycle(_connection: Any, domain: Any, event: int, _detail: int, _opaque: Any) -> None:
            at = time.monotonic() - LIFECYCLE_DELAY_S
            self._learn(domain, event)
            if event == libvirt.VIR_DOMAIN_EVENT_SUSPENDED:
                _hand_over(loop, self._report, GuestPaused(domain.name(), at))
            elif event == libvirt.VIR_DOMAIN_EVENT_RESUMED:
                _hand_over(loop, self._report, self._running(domain.name(), time.monotonic()))

        def monitor(_c: Any, domain: Any, event: str, seconds: int, micros: int, _details: Any, _opaque: Any) -> None:
            if event == "STOP":
                _hand_over(loop, self._report, GuestPaused(domain.name(), monotonic_of(seconds + micros / 1e6)))
            elif event == "RESUME":
                at = monotonic_of(seconds + micros / 1e6)
                _hand_over(loop, self._report, self._running(domain.name(), at))

        try:
            connection.registerCloseCallback(closed, None)
            connection.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, lifecycle, None)
            with contextlib.suppress(libvirt.libvirtError):  # another driver than QEMU's
                for name in ("STOP", "RESUME"):
                    libvirt_qemu.qemuMonitorEventRegister(connection, None, name, monitor, None, 0)
            self._say_what_runs(loop, connection)
        except libvirt.libvirtError:
            _close_quietly(connection)
            raise
        return connection

    def _say_what_runs(self, loop: asyncio.AbstractEventLoop, connection: Any) -> None:
        """An event may have been missed while we were not connected."""
        for domain in connection.listAllDomains(libvirt.VIR_CONNECT_LIST_DOMAINS_ACTIVE):
            self._ask_macs(domain)
            state, _reason = domain.state()
            if state == libvirt.VIR_DOMAIN_RUNNING:
                _hand_over(loop, self._report, self._running(domain.name(), time.monotonic()))

    def _running(self, host: str, at: float) -> GuestRunning:
        """A guest runs; its link-layer address, if there is no doubt which."""
        macs = [mac for mac, name in list(self._macs.items()) if name == host]
        return GuestRunning(host, at, bytes.fromhex(macs[0].replace(":", "")) if len(macs) == 1 else b"")

    def _learn(self, domain: Any, event: int) -> None:
        """Which MAC addresses a guest has; in a thread of libvirt's or ours.

        libvirt forbids calls on a connection from its own callbacks, so events only start the question.
        """
        if event == libvirt.VIR_DOMAIN_EVENT_STARTED:
            self._threads.submit(self._ask_macs, domain)

    def _ask_macs(self, domain: Any) -> None:
        with contextlib.suppress(libvirt.libvirtError, ElementTree.ParseError):
            self._macs |= dict.fromkeys(macs_of(domain.XMLDesc()), domain.name())


class Announcements:
    """RARP on the LANs: a hypervisor announces the guest that has just arrived on it."""

    def __init__(self, lans: frozenset[str], host_of: Callable[[str], str | None], report: Report) -> None:
        self._lans = lans
        self._host_of = host_of
        self._report = report
        self._sockets: list[socket.socket] = []

    def start(self) -> None:
        """Listen. Raises OSError."""
        for lan in sorted(self._lans):
            sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ETH_P_RARP))
            self._sockets.append(sock)
            sock.setblocking(False)
            sock.bind((lan, _ETH_P_RARP))
            asyncio.get_running_loop().add_reader(sock.fileno(), self._read, sock)

    def close(self) -> None:
        """Stop listening."""
        for sock in self._sockets:
            asyncio.get_running_loop().remove_reader(sock.fileno())
            sock.close()
        self._sockets.clear()

    def _read(self, sock: socket.socket) -> None:
        for _ in range(64):
            try:
                frame = sock.recv(256)
            except BlockingIOError:
                return
            mac = announced(frame)
            host = None if mac is None else self._host_of(mac)
            if mac is not None and host is not None:
                self._report(GuestRunning(host, time.monotonic(), bytes.fromhex(mac.replace(":", ""))))


def announced(frame: bytes) -> str | None:
    """The MAC address that a RARP frame announces; None when it is none."""
    if len(frame) < _RARP_HEADER.size:
        return None
    kind, mac = _RARP_HEADER.unpack_from(frame)
    return mac.hex(":") if kind == _ETH_P_RARP else None


def macs_of(xml: str) -> list[str]:
    """The MAC addresses of a guest's interfaces. Raises ElementTree.ParseError."""
    found = ElementTree.fromstring(xml).findall("./devices/interface/mac")
    return [address.lower() for mac in found if (address := mac.get("address"))]


def monotonic_of(unix_s: float) -> float:
    """The monotonic time of a moment a little while ago; of one that cannot be right, the present."""
    age_s = time.time() - unix_s
    return time.monotonic() - (age_s if 0.0 <= age_s <= MAX_EVENT_AGE_S else LIFECYCLE_DELAY_S)


def _close_quietly(connection: Any) -> None:
    with contextlib.suppress(libvirt.libvirtError):
        connection.unregisterCloseCallback()
    with contextlib.suppress(libvirt.libvirtError):
        connection.close()


def _hand_over(loop: asyncio.AbstractEventLoop, function: Callable[..., None], *args: Any) -> None:
    """From a thread into asyncio; after the end of the loop nobody listens any more."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(function, *args)
