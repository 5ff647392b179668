"""When a packet came, by the kernel's own word: a process that has to wait for the processor adds nothing to it."""

import socket
import struct
import time
from typing import Final

_SO_TIMESTAMPNS: Final = 35  # asm-generic/socket.h; the control message has the same number
_TIMESPEC: Final = struct.Struct("@qq")


class ArrivalClock:
    """Receives from a socket with the monotonic time (s) at which the kernel took each packet."""

    def __init__(self, sock: socket.socket) -> None:
        """The kernel's stamps are of the calendar's clock, which must not be set while this is in use."""
        sock.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        self._socket = sock
        self._ahead_s = time.time() - time.monotonic()

    def receive(self, size: int) -> tuple[bytes, float]:
        """A packet and when it came. Raises OSError, BlockingIOError when there is none."""
        data, messages, _, _ = self._socket.recvmsg(size, socket.CMSG_SPACE(_TIMESPEC.size))
        for level, kind, content in messages:
            if (level, kind) == (socket.SOL_SOCKET, _SO_TIMESTAMPNS):
                seconds, nanoseconds = _TIMESPEC.unpack_from(content)
                return data, seconds + nanoseconds / 1e9 - self._ahead_s
        return data, time.monotonic()
