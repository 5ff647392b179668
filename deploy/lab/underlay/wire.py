"""The process behind the TAP backend: it holds every node's `wan0` and passes frames after their delay.

    python -m deploy.lab.underlay.wire CONFIG.json

Frames carry the kernel's virtio header (IFF_VNET_HDR): TCP hands over super-frames of up to 64 KiB with their
checksums left open, and the receiving kernel takes them as they are. Only where packets are what counts (loss, a
rate) the sender's kernel is told to cut them first.

It is controlled by JSON datagrams on a Unix socket, see `_Control`.
"""

import contextlib
import ctypes
import fcntl
import gc
import json
import os
import random
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

from deploy.lab import netns
from deploy.lab.underlay.base import Link
from deploy.lab.underlay.checksum import VNET_HEADER_OCTETS, complete_inner_checksum
from deploy.lab.underlay.delayline import DelayLine, DelaySwitch
from deploy.lab.underlay.tap import READY

_TUNSETIFF: Final = 0x400454CA
_TUNSETOFFLOAD: Final = 0x400454D0
_IFF_TAP: Final = 0x0002
_IFF_NO_PI: Final = 0x1000
_IFF_VNET_HDR: Final = 0x4000
_TUN_F_CSUM: Final = 0x01
_TUN_F_TSO4: Final = 0x02
_TUN_F_TSO6: Final = 0x04
_TFD_NONBLOCK: Final = 0o4000
_TFD_TIMER_ABSTIME: Final = 1

_BATCH: Final = 32  # frames read from one device before the others get their turn
_READ_OCTETS: Final = 65536 + 64  # the greatest super-frame with its headers
_PRIORITY: Final = 10
# Waking up takes 50 µs (busy) to 140 µs (idle processor), measured; aiming this much early centres the error.
_LEAD_NS: Final = 80_000

_LIBC: Final = ctypes.CDLL(None, use_errno=True)


class Tap:
    """One node's device, attached in its namespace; reading and writing never block."""

    def __init__(self, namespace: str, device: str, *, offload: bool) -> None:
        self.offload = offload
        flags = _IFF_TAP | _IFF_NO_PI | (_IFF_VNET_HDR if offload else 0)
        with netns.inside(namespace):
            self.fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
            fcntl.ioctl(self.fd, _TUNSETIFF, struct.pack("16sH22x", device.encode(), flags))
        self._cut: bool | None = None
        self.cut_super_frames(False)

    def cut_super_frames(self, cut: bool) -> None:
        """Whether the kernel has to cut TCP super-frames into packets before it hands them over."""
        if self.offload and cut != self._cut:
            segmentation = 0 if cut else _TUN_F_TSO4 | _TUN_F_TSO6
            fcntl.ioctl(self.fd, _TUNSETOFFLOAD, _TUN_F_CSUM | segmentation)
            self._cut = cut


class Timer:
    """A timerfd on the clock of time.monotonic_ns(): epoll's own timeouts are only milliseconds."""

    def __init__(self) -> None:
        self.fd: int = _LIBC.timerfd_create(time.CLOCK_MONOTONIC, _TFD_NONBLOCK)
        if self.fd < 0:
            raise OSError(ctypes.get_errno(), "timerfd_create")
        self._value = ctypes.create_string_buffer(32)  # struct itimerspec
        self._armed = 0

    def set(self, at_ns: int) -> None:
        """Fires at this time, or at once when it has passed."""
        if at_ns != self._armed:
            struct.pack_into("qqqq", self._value, 0, 0, 0, *divmod(at_ns, 1_000_000_000))
            _LIBC.timerfd_settime(self.fd, _TFD_TIMER_ABSTIME, self._value, None)
            self._armed = at_ns

    def clear(self) -> None:
        """Acknowledges that it fired."""
        with contextlib.suppress(BlockingIOError):
            os.read(self.fd, 8)
        self._armed = 0


class Wire:
    """The loop: devices in, delay lines, devices out."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.offload = bool(config["offload"])
        nodes = config["nodes"]
        self._taps = [Tap(node["netns"], node["device"], offload=self.offload) for node in nodes]
        self.switch = DelaySwitch(
            {node["name"]: bytes.fromhex(node["mac"].replace(":", "")) for node in nodes},
            {(a, b): Link(**link) for a, b, link in config["links"]},
            random.Random(config["seed"]).random,
            header_octets=VNET_HEADER_OCTETS if self.offload else 0,
        )
        self.write_errors = 0
        self.realtime = _become_realtime()
        self.adapt_offloads()

    def adapt_offloads(self) -> None:
        """Super-frames stay whole where none of a node's links has a loss or a rate."""
        cutting = {a for (a, _), line in self.switch.pairs().items() if line.link.cuts_super_frames}
        for name, tap in zip(self.switch.nodes, self._taps, strict=True):
            tap.cut_super_frames(name in cutting)

    def run(self, control: socket.socket, answer: Callable[[], None]) -> NoReturn:
        """Passes frames until a signal ends the process."""
        timer = Timer()
        poll = select.epoll()
        for fd in (timer.fd, control.fileno(), *(tap.fd for tap in self._taps)):
            poll.register(fd, select.EPOLLIN)
        by_fd = {tap.fd: number for number, tap in enumerate(self._taps)}
        fds = [tap.fd for tap in self._taps]
        switch, offload, clock = self.switch, self.offload, time.monotonic_ns
        read, write_fd, push, deliver = os.read, os.write, switch.push, switch.deliver

        def write(number: int, frame: bytes) -> None:
            try:
                write_fd(fds[number], frame)
            except OSError:  # the node's device is down or out of memory: a lost frame, as on any link
                self.write_errors += 1

        while True:
            for fd, _ in poll.poll():
                number = by_fd.get(fd)
                if number is None:
                    timer.clear() if fd == timer.fd else answer()
                    continue
                for _ in range(_BATCH):
                    try:
                        frame = read(fd, _READ_OCTETS)
                    except OSError:  # nothing left, or the device is down
                        break
                    push(number, complete_inner_checksum(frame) if offload and frame[0] else frame, clock())
            deliver(clock() + _LEAD_NS, write)
            due = switch.next_due()
            if due is not None:
                timer.set(due - _LEAD_NS)


class _Control:
    """Answers `{"links": [[a, b, LINK], ...]}` (sets them, all or none), `{"get": "links" | "counters", "source": a}`
    (of one node, by destination) and `{"get": "status"}`.

    Every answer is one JSON object, with `error` when the request was refused.
    """

    def __init__(self, path: Path, wire: Wire) -> None:
        self._wire = wire
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        path.unlink(missing_ok=True)
        self.socket.bind(str(path))
        self.socket.setblocking(False)

    def answer(self) -> None:
        """Takes one request off the socket and answers it."""
        try:
            data, client = self.socket.recvfrom(1 << 20)
        except BlockingIOError:
            return
        try:
            result = self._do(json.loads(data))
        except (ValueError, TypeError, KeyError) as error:
            result = {"error": f"{type(error).__name__}: {error}"}
        if client:
            with contextlib.suppress(OSError):  # a client that is gone or reads nothing needs no answer
                self.socket.sendto(json.dumps(result).encode(), client)

    def _do(self, request: dict[str, Any]) -> dict[str, Any]:
        if "links" in request:
            changes = [(self._wire.switch.line(a, b), Link(**link)) for a, b, link in request["links"]]
            for line, link in changes:
                line.set_link(link)
            self._wire.adapt_offloads()
            return {}
        match request.get("get"):
            case "links":
                return {"links": {b: asdict(line.link) for b, line in self._from(request["source"])}}
            case "counters":
                return {"counters": {b: line.counters() for b, line in self._from(request["source"])}}
            case "status":
                return {
                    "pid": os.getpid(),
                    "offload": self._wire.offload,
                    "realtime": self._wire.realtime,
                    "unknown_destination": self._wire.switch.unknown_destination,
                    "write_errors": self._wire.write_errors,
                }
        raise ValueError(f"unknown request {request}")

    def _from(self, source: str) -> list[tuple[str, DelayLine]]:
        return [(b, line) for (a, b), line in self._wire.switch.pairs().items() if a == source]


def _become_realtime() -> bool:
    """Ahead of ordinary processes where that is allowed: a late wake-up is a wrong delay."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(_PRIORITY))
    except PermissionError:
        return False
    return True


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)


def main() -> None:
    """Reads the configuration file named by the only argument, says `ready`, and runs."""
    config = json.loads(Path(sys.argv[1]).read_text())
    signal.signal(signal.SIGTERM, _end)
    wire = Wire(config)
    control = _Control(Path(config["control"]), wire)
    # Nothing here makes reference cycles, and a collection would hold frames up.
    gc.collect()
    gc.freeze()
    gc.disable()
    print(READY, flush=True)
    wire.run(control.socket, control.answer)


if __name__ == "__main__":
    main()
