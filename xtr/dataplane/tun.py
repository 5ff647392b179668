"""The user-space data plane: a TUN device towards the LAN, UDP 4341 towards the underlay.

What routing sends into the device is encapsulated; what arrives on the data port is decapsulated and
written back into it, for the kernel to deliver. It runs wherever Linux does, at some tens of thousands
of packets a second; both sides are read in batches of up to 64.
"""

import asyncio
import fcntl
import os
import socket
import struct
import time
from collections.abc import Callable, Mapping
from typing import Final

import structlog

from lisp.engine import Command, Counters, Event
from lisp.wire import Address, Prefix
from xtr.dataplane.base import Peer
from xtr.dataplane.forwarder import Forwarder
from xtr.dataplane.icmp import ErrorListener
from xtr.dataplane.pathmtu import ENCAPSULATION, PathNews
from xtr.dataplane.underlay import BATCH, Underlay

_TUN: Final = "/dev/net/tun"
_TUNSETIFF: Final = 0x400454CA
_TUNSETPERSIST: Final = 0x400454CB
_IFF_TUN: Final = 0x0001
_IFF_NO_PI: Final = 0x1000
_SIOCGIFFLAGS: Final = 0x8913
_SIOCSIFFLAGS: Final = 0x8914
_SIOCSIFMTU: Final = 0x8922
_SIOCSIFTXQLEN: Final = 0x8943
_IFF_UP: Final = 0x1
_ANY_MTU: Final = 1280
_log: Final = structlog.get_logger("lisp-xtr")
# Room for the burst that arrives while the process is busy with the one before.
_QUEUE_LENGTH: Final = 4096


class TunPlane:
    """Encapsulation and decapsulation in this process."""

    kind = "userspace"

    def __init__(
        self,
        *,
        device: str,
        mtu: int,
        rlocs: tuple[Address, ...],
        iid: int,
        report: Callable[[Event], None],
        check_source: bool = False,
    ) -> None:
        """`report` takes the events of the plane; it must not call back into it.

        With `check_source` what comes out of the tunnel has to come from an RLOC of its source's mapping.
        """
        self.device = device
        self._mtu = mtu
        self._tun = -1
        self._refused = Counters()
        self._underlay = Underlay(rlocs, self._from_underlay, self._mark_time)
        own = frozenset(rlocs)
        self._forwarder = Forwarder(iid, own, self._encapsulate, self._deliver, report, check_source=check_source)
        self._header = self._forwarder.header
        self._errors = ErrorListener(rlocs, self._on_path)

    @property
    def outlives(self) -> bool:
        """Whether forwarding goes on after `close`."""
        return False

    async def start(self) -> None:
        """Make the device and bind the sockets. Raises OSError with what is missing."""
        self._tun = _open_tun(self.device, self._mtu)
        try:
            self._underlay.open()
            self._keep_device(self.outlives)
        except OSError:
            self.close()
            raise
        self._errors.open()
        asyncio.get_running_loop().add_reader(self._tun, self._read_tun)

    def apply(self, command: Command) -> None:
        """Carry out a command of the engine."""
        self._mark_time()
        self._forwarder.apply(command)

    def peers(self, prefix: Prefix, within_s: float) -> list[Peer]:
        """Who sent data to EIDs in this prefix in the last `within_s` seconds."""
        self._mark_time()
        return self._forwarder.peers(prefix, within_s)

    def used(self, prefix: Prefix, within_s: float) -> bool:
        """Whether the mapping of exactly this prefix forwarded a packet in the last `within_s` seconds."""
        self._mark_time()
        return self._forwarder.used(prefix, within_s)

    def counters(self) -> Mapping[str, int]:
        """Packets in, out, and dropped by reason."""
        return self._forwarder.counters + self._underlay.counters + self._refused

    def close(self) -> None:
        """Close the sockets and the device, which disappears with its routes."""
        self._underlay.close()
        self._errors.close()
        if self._tun >= 0:
            asyncio.get_running_loop().remove_reader(self._tun)
            os.close(self._tun)
            self._tun = -1

    def _keep_device(self, keep: bool) -> None:
        """Whether the device stays when we close it; an earlier life may have had it so."""
        fcntl.ioctl(self._tun, _TUNSETPERSIST, int(keep))

    def _mark_time(self) -> None:
        self._forwarder.now = time.monotonic()

    def _read_tun(self) -> None:
        self._mark_time()
        for _ in range(BATCH):
            packet = self._read_one()
            if packet is None:
                return
            self._forwarder.from_host(packet)

    def _read_one(self) -> bytes | None:
        """The next packet of the device; None when there is none."""
        try:
            return os.read(self._tun, 65_535)
        except BlockingIOError:
            return None

    def _on_path(self, news: PathNews) -> bool:
        """A router on the way to an RLOC cannot pass large packets on. False when it is no news."""
        self._mark_time()
        if news.mtu >= self._mtu + ENCAPSULATION or not self._forwarder.paths.learn(news, self._forwarder.now):
            return False
        _log.info("path-mtu", rloc=str(news.rloc), mtu=news.mtu)
        return True

    def _from_underlay(self, datagram: bytes, source: Address, ttl: int, traffic_class: int) -> None:
        self._forwarder.from_tunnel(datagram, source, ttl, traffic_class)

    def _encapsulate(self, packet: bytes, rloc: Address, flow: int, ttl: int, traffic_class: int) -> None:
        self._underlay.send(self._header + packet, rloc, flow, ttl, traffic_class)

    def _deliver(self, packet: bytes) -> None:
        try:
            os.write(self._tun, packet)
        except OSError:
            self._refused.drop("device-refused")


def remove_device(device: str) -> None:
    """Remove the device that an earlier life left. Raises OSError when a daemon has it open."""
    try:
        socket.if_nametoindex(device)
    except OSError:
        return
    tun = _open_tun(device, _ANY_MTU)
    fcntl.ioctl(tun, _TUNSETPERSIST, 0)
    os.close(tun)


def _open_tun(device: str, mtu: int) -> int:
    """Make a TUN device in this network namespace, or take over one nobody has open, and set it up."""
    try:
        tun = os.open(_TUN, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise OSError(error.errno, f"{_TUN}: {error.strerror}; the xTR needs the tun driver") from None
    name = device.encode()
    try:
        fcntl.ioctl(tun, _TUNSETIFF, struct.pack("16sH14x", name, _IFF_TUN | _IFF_NO_PI))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
            fcntl.ioctl(control, _SIOCSIFMTU, struct.pack("16si12x", name, mtu))
            fcntl.ioctl(control, _SIOCSIFTXQLEN, struct.pack("16si12x", name, _QUEUE_LENGTH))
            reply = fcntl.ioctl(control, _SIOCGIFFLAGS, struct.pack("16sH14x", name, 0))
            (flags,) = struct.unpack_from("16xH", reply)
            fcntl.ioctl(control, _SIOCSIFFLAGS, struct.pack("16sH14x", name, flags | _IFF_UP))
    except OSError as error:
        os.close(tun)
        raise OSError(error.errno, f"cannot make the device {device}: {error.strerror}") from None
    return tun
