"""Notes on a guest's LAN which packets of a stream come to the guest's door, and when. See `deploy.lab.stream`.

    python -m deploy.lab.doorstep --interface br0 --out arrived.json

SIGTERM ends it; it then writes [[number, monotonic s], …].
"""

import json
import select
import signal
import socket
import struct
import time
from ctypes import addressof, create_string_buffer
from pathlib import Path
from types import FrameType
from typing import Final

import click

from deploy.lab.arrival import ArrivalClock
from deploy.lab.stream import GUEST_PORT, number_of

_ETH_P_ALL: Final = 0x0003  # less would not show what the kernel itself sends
_SO_ATTACH_FILTER: Final = 26
_BUFFER: Final = 1 << 24
_SNAP: Final = 128
# UDP over IPv4 to the guest's port: the kernel leaves the rest to others (classic BPF, RFC 9669 section 7).
_FILTER: Final = (
    (0x28, 0, 0, 12),  # ldh [12]
    (0x15, 0, 6, 0x0800),  # IPv4?
    (0x30, 0, 0, 23),  # ldb [23]
    (0x15, 0, 4, 17),  # UDP?
    (0xB1, 0, 0, 14),  # ldxb 4*([14]&0xf)
    (0x48, 0, 0, 16),  # ldh [x+16]
    (0x15, 0, 1, GUEST_PORT),
    (0x06, 0, 0, _SNAP),  # take it
    (0x06, 0, 0, 0),  # leave it
)


def open_filtered(interface: str) -> socket.socket:
    """A packet socket that sees the stream's requests and nothing else. Raises OSError."""
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)  # nothing before filter and buffer are there
    code = create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in _FILTER))
    sock.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("@HP", len(_FILTER), addressof(code)))
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
    sock.setblocking(False)
    sock.bind((interface, _ETH_P_ALL))
    return sock


@click.command()
@click.option("--interface", required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
def main(interface: str, out: Path) -> None:
    """Note what comes to a guest until SIGTERM."""
    arrived: list[tuple[int, float]] = []
    ended: list[float] = []

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        ended.append(time.monotonic())

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    with open_filtered(interface) as sock:
        clock = ArrivalClock(sock)
        while not ended:
            if not select.select([sock], [], [], 0.1)[0]:
                continue
            frame, at = clock.receive(_SNAP)
            request = number_of(frame)
            if request is not None:
                arrived.append((request, at))
    out.write_text(json.dumps(arrived))


if __name__ == "__main__":
    main()
