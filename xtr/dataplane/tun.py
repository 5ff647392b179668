"""The user-space data plane: a TUN device towards the LAN, UDP 4341 towards the underlay.

What routing sends into the device is encapsulated; what arrives on the data port is decapsulated and
written back into it, for the kernel to deliver. It runs wherever Linux does, at some tens of thousands
of packets a second; both sides are read in batches of up to 64.

Every instance has a device and a forwarder of its own: what enters by a device leaves with its instance id, and
an instance id chooses the device by which a packet comes out. Tenants share the sockets and nothing else.
"""

import asyncio
import fcntl
import os
import socket
import struct
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import structlog

from lisp.engine import Command, Counters, Event
from lisp.wire import Address, DataHeader, DecodeError, Prefix
from lisp.wire.data import HEADER_SIZE
from xtr.dataplane.base import Instance, Peer, prefix_of
from xtr.dataplane.ebpf.marks import Marks
from xtr.dataplane.forwarder import Forwarder
from xtr.dataplane.icmp import ErrorListener
from xtr.dataplane.pathmtu import ENCAPSULATION, PathMtus, PathNews
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
        instances: Sequence[Instance],
        mtu: int,
        rlocs: tuple[Address, ...],
        report: Callable[[Event], None],
        check_source: bool = False,
    ) -> None:
        """`report` takes the events of the plane; it must not call back into it.

        With `check_source` what comes out of the tunnel has to come from an RLOC of its source's mapping.
        """
        self.instances = tuple(instances)
        self._mtu = mtu
        self._rlocs = rlocs
        self._report = report
        self._check_source = check_source
        self._tuns: dict[int, int] = {}  # by instance id
        self._marks: Marks | None = None
        self._refused = Counters()
        self._paths = PathMtus()
        self._forwarders = {instance.iid: self._made(instance.iid) for instance in instances}
        self._first = self._forwarders[self.instances[0].iid]
        self._by_header = {forwarder.header: forwarder for forwarder in self._forwarders.values()}
        # An only one refuses by itself what is not its own.
        self._receive = self._first.from_tunnel if len(self.instances) == 1 else self._from_underlay
        self._underlay = Underlay(rlocs, self._receive, self._mark_time)
        self._errors = ErrorListener(rlocs, self._on_path)

    def _made(self, iid: int) -> Forwarder:
        """The forwarder of an instance, between its device and the sockets of all."""
        header = DataHeader.for_instance(iid).encode()

        def encapsulate(packet: bytes, rloc: Address, flow: int, ttl: int, traffic_class: int) -> None:
            self._underlay.send(header + packet, rloc, flow, ttl, traffic_class)

        def deliver(packet: bytes) -> None:
            try:
                os.write(self._tuns.get(iid, -1), packet)
            except OSError:
                self._refused.drop("device-refused")

        return Forwarder(
            iid,
            frozenset(self._rlocs),
            encapsulate,
            deliver,
            self._report,
            check_source=self._check_source,
            paths=self._paths,
        )

    @property
    def outlives(self) -> bool:
        """Whether forwarding goes on after `close`."""
        return False

    async def start(self) -> None:
        """Make the devices and bind the sockets. Raises OSError with what is missing."""
        try:
            for instance in self.instances:
                self._tuns[instance.iid] = _open_tun(instance.device, self._mtu)
            self._underlay.open()
            self._keep_devices(self.outlives)
        except OSError:
            self.close()
            raise
        self._mark_lans()
        self._errors.open()
        for iid, tun in self._tuns.items():
            asyncio.get_running_loop().add_reader(tun, self._read_tun, iid)

    def _mark_lans(self) -> None:
        """Where the kernel does not let us, its own answers to several tenants are lost."""
        if len(self.instances) == 1:
            return
        try:
            self._marks = Marks(self.instances)
        except OSError as error:
            effect = "the kernel's own answers (ICMP errors, echo replies) reach no tenant"
            _log.warning("no-marks", effect=effect, error=str(error))

    def apply(self, command: Command) -> None:
        """Carry out a command of the engine."""
        self._mark_time()
        prefix = prefix_of(command)
        for forwarder in self._forwarders.values() if prefix is None else (self._forwarders[prefix.iid],):
            forwarder.apply(command)

    def peers(self, prefix: Prefix, within_s: float) -> list[Peer]:
        """Who sent data to EIDs in this prefix in the last `within_s` seconds."""
        self._mark_time()
        return self._forwarders[prefix.iid].peers(prefix, within_s)

    def used(self, prefix: Prefix, within_s: float) -> bool:
        """Whether the mapping of exactly this prefix forwarded a packet in the last `within_s` seconds."""
        self._mark_time()
        return self._forwarders[prefix.iid].used(prefix, within_s)

    def counters(self) -> Mapping[str, int]:
        """Packets in, out, and dropped by reason."""
        return sum((f.counters for f in self._forwarders.values()), self._underlay.counters + self._refused)

    def close(self) -> None:
        """Close the sockets and the devices, which disappear with their routes."""
        self._underlay.close()
        self._errors.close()
        if self._marks is not None:
            self._marks.close()
            self._marks = None
        for tun in self._tuns.values():
            asyncio.get_running_loop().remove_reader(tun)
            os.close(tun)
        self._tuns.clear()

    def _keep_devices(self, keep: bool) -> None:
        """Whether the devices stay when we close them; an earlier life may have had it so."""
        for tun in self._tuns.values():
            fcntl.ioctl(tun, _TUNSETPERSIST, int(keep))

    def _mark_time(self) -> None:
        now = time.monotonic()
        for forwarder in self._forwarders.values():
            forwarder.now = now

    def _read_tun(self, iid: int) -> None:
        self._mark_time()
        for _ in range(BATCH):
            packet = read_one(self._tuns[iid])
            if packet is None:
                return
            self._forwarders[iid].from_host(packet)

    def _on_path(self, news: PathNews) -> bool:
        """A router on the way to an RLOC cannot pass large packets on. False when it is no news."""
        self._mark_time()
        if news.mtu >= self._mtu + ENCAPSULATION or not self._paths.learn(news, self._first.now):
            return False
        _log.info("path-mtu", rloc=str(news.rloc), mtu=news.mtu)
        return True

    def _from_underlay(self, datagram: bytes, source: Address, ttl: int, traffic_class: int) -> None:
        forwarder = self._by_header.get(datagram[:HEADER_SIZE]) or self._instance_of(datagram)
        forwarder.from_tunnel(datagram, source, ttl, traffic_class)

    def _instance_of(self, datagram: bytes) -> Forwarder:
        """Whose a datagram is that says more than an instance id; the first refuses what is nobody's."""
        try:
            return self._forwarders.get(DataHeader.decode(datagram).iid, self._first)
        except DecodeError:
            return self._first


def read_one(tun: int) -> bytes | None:
    """The next packet of a device; None when there is none."""
    try:
        return os.read(tun, 65_535)
    except BlockingIOError:
        return None


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
