"""Steady streams of many users to one server and back, each from its user's namespace; all in one process.

    python -m deploy.lab.crowd --target 10.11.0.250 --netns fmc-u1 --netns fmc-u2 --interval-ms 40 --out crowd.json

SIGTERM ends it; it then waits for the answers still under way and writes, per namespace, [[sent at, answered at], …].
"""

import contextlib
import json
import selectors
import signal
import socket
import time
from pathlib import Path
from types import FrameType

import click

from deploy.lab import netns
from deploy.lab.arrival import ArrivalClock
from deploy.lab.stream import GUEST_PORT, LINGER_S, number_of


class UserStream:
    """One user's requests; `record` holds when each was sent, and when first answered."""

    def __init__(self, namespace: str, target: str) -> None:
        """Raises NetnsError and OSError."""
        self.record: list[tuple[float, float | None]] = []
        with netns.inside(namespace):
            self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        self.socket.connect((target, GUEST_PORT))
        self._clock = ArrivalClock(self.socket)

    def send(self) -> None:
        """Send the next request. Without a link it is lost like any other."""
        number = len(self.record)
        self.record.append((time.monotonic(), None))
        with contextlib.suppress(OSError):
            self.socket.send(b"?%d" % number)

    def receive(self) -> None:
        """Take the answers that are there."""
        with contextlib.suppress(OSError):
            while True:
                answer, at = self._clock.receive(512)
                number = number_of(answer)
                if number is not None and number < len(self.record) and self.record[number][1] is None:
                    self.record[number] = (self.record[number][0], at)


class Crowd:
    """All users, their requests spread evenly over the interval."""

    def __init__(self, streams: list[UserStream], interval_s: float) -> None:
        self.stopped = False
        self._streams = streams
        self._step_s = interval_s / len(streams)
        self._selector = selectors.DefaultSelector()
        for stream in streams:
            self._selector.register(stream.socket, selectors.EVENT_READ, stream)

    def run(self) -> None:
        """Send until `stopped`, then wait for the last answers."""
        next_at, turn = time.monotonic(), 0
        while not self.stopped:
            self._streams[turn].send()
            turn = (turn + 1) % len(self._streams)
            next_at += self._step_s
            self._receive_until(next_at)
        self._receive_until(time.monotonic() + LINGER_S)

    def _receive_until(self, deadline: float) -> None:
        while (left := deadline - time.monotonic()) > 0:
            for key, _ in self._selector.select(left):
                key.data.receive()


@click.command()
@click.option("--target", required=True)
@click.option("--netns", "namespaces", multiple=True, required=True)
@click.option("--interval-ms", type=float, default=40.0, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
def main(target: str, namespaces: tuple[str, ...], interval_ms: float, out: Path) -> None:
    """Stream from every namespace to the target until SIGTERM; then write the record."""
    streams = [UserStream(namespace, target) for namespace in namespaces]
    crowd = Crowd(streams, interval_ms / 1000)

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        crowd.stopped = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    crowd.run()
    out.write_text(json.dumps({name: stream.record for name, stream in zip(namespaces, streams, strict=True)}))


if __name__ == "__main__":
    main()
