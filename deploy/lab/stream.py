"""A steady stream to a guest and back, run inside a user's namespace while the guest moves.

Every request is a datagram that the guest answers in one, so what is sent at a rate comes back at that rate.
It runs as a process of its own, so that nothing else delays its clock:

    python -m deploy.lab.stream --target 10.11.0.10 --out stream.json

SIGTERM ends it; it then waits for the answers still under way and writes its record.
"""

import contextlib
import json
import select
import signal
import socket
import time
from pathlib import Path
from types import FrameType
from typing import Final

import click

from deploy.lab.arrival import ArrivalClock

GUEST_PORT: Final = 7000
LINGER_S: Final = 1.5
_BATCH: Final = 64


class Stream:
    """One request per interval on an absolute schedule; `answers` are (number, at) in the order they came."""

    def __init__(self, target: str, interval_s: float) -> None:
        self.sent_at: list[float] = []
        self.answers: list[tuple[int, float]] = []
        self.stopped = False
        self._interval_s = interval_s
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        self._socket.setblocking(False)
        self._socket.connect((target, GUEST_PORT))
        self._clock = ArrivalClock(self._socket)

    def run(self) -> None:
        """Send until `stopped`, then wait for the last answers."""
        next_at = time.monotonic()
        while not self.stopped:
            self._send()
            next_at += self._interval_s
            self._receive_until(next_at)
        self._receive_until(time.monotonic() + LINGER_S)
        self._socket.close()

    def _send(self) -> None:
        number = len(self.sent_at)
        self.sent_at.append(time.monotonic())
        with contextlib.suppress(OSError):  # a lost request like any other
            self._socket.send(b"?%d" % number)

    def _receive_until(self, deadline: float) -> None:
        while (left := deadline - time.monotonic()) > 0:
            readable, _, _ = select.select([self._socket], [], [], left)
            if readable:
                self._take()

    def _take(self) -> None:
        for _ in range(_BATCH):
            try:
                answer, at = self._clock.receive(512)
            except OSError:
                return
            number = number_of(answer)
            if number is not None:
                self.answers.append((number, at))


def number_of(packet: bytes) -> int | None:
    """The number of a request, or of an answer, which repeats it at its end."""
    number = packet.rpartition(b"?")[2].strip()
    return int(number) if number.isdigit() else None


@click.command()
@click.option("--target", required=True)
@click.option("--interval-ms", type=float, default=1.0, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
def main(target: str, interval_ms: float, out: Path) -> None:
    """Stream to the target until SIGTERM; then write the record."""
    stream = Stream(target, interval_ms / 1000)

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stream.stopped = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    stream.run()
    out.write_text(json.dumps({"sent_at": stream.sent_at, "answers": stream.answers}))


if __name__ == "__main__":
    main()
