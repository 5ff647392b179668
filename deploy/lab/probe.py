"""What the user experiences: pings at a fixed pace, and one TCP connection that must survive.

Runs in the user's namespace as its own process, so that nothing else delays its clock:

    python -m deploy.lab.probe --target 10.11.0.10 --out probe.json

SIGTERM ends it; it then waits for the echoes still under way and writes its record.
"""

import contextlib
import json
import os
import select
import signal
import socket
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final

import click

from deploy.lab.ping import answered, echo_request

GUEST_PORT: Final = 7000
TCP_INTERVAL_S: Final = 0.1
# Longer than any round trip of the demo: echoes that take longer are lost.
LINGER_S: Final = 1.0

PAYLOAD: Final = 48  # octets in every echo


@dataclass
class Record:
    """Everything seen; times are monotonic seconds, `rtt_ms` is None for an echo that never came."""

    target: str
    interval_s: float
    pings: list[tuple[float, float | None]] = field(default_factory=list)
    tcp_answers: list[tuple[float, str, int, str]] = field(default_factory=list)  # at, boot id, counter, memory
    tcp_connections: int = 0
    tcp_error: str | None = None


class Pinger:
    """Sends one ICMP echo request per interval on an absolute schedule and matches the replies."""

    def __init__(self, target: str, interval_s: float) -> None:
        self.interval_s = interval_s
        self.sent_at: list[float] = []
        self.answered_at: dict[int, float] = {}
        self._target = (target, 0)
        self._identifier = os.getpid() & 0xFFFF
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
        self._socket.setblocking(False)

    def run(self, stop: threading.Event) -> None:
        """Ping until `stop` is set, then wait for the last echoes."""
        next_at = time.monotonic()
        while not stop.is_set():
            self._send()
            next_at += self.interval_s
            self._receive_until(next_at)
        self._receive_until(time.monotonic() + LINGER_S)
        self._socket.close()

    def pings(self) -> list[tuple[float, float | None]]:
        """When each request left, and its round trip in ms."""
        answered = self.answered_at
        return [
            (at, (answered[number] - at) * 1000 if number in answered else None)
            for number, at in enumerate(self.sent_at)
        ]

    def _send(self) -> None:
        sequence = len(self.sent_at) & 0xFFFF
        packet = echo_request(self._identifier, sequence, bytes(PAYLOAD))
        self.sent_at.append(time.monotonic())
        # Without a carrier, while the interface moves, this fails: a lost ping like any other.
        with contextlib.suppress(OSError):
            self._socket.sendto(packet, self._target)

    def _receive_until(self, deadline: float) -> None:
        while (left := deadline - time.monotonic()) > 0:
            readable, _, _ = select.select([self._socket], [], [], left)
            if readable:
                self._take(self._socket.recv(2048), time.monotonic())

    def _take(self, packet: bytes, now: float) -> None:
        sequence = answered(packet, self._identifier)
        if sequence < 0:
            return
        # The 16-bit sequence wraps: it means the latest request that carries it.
        number = len(self.sent_at) - 1 - ((len(self.sent_at) - 1 - sequence) & 0xFFFF)
        if number >= 0:
            self.answered_at.setdefault(number, now)


def hold_connection(record: Record, stop: threading.Event) -> None:
    """Keep one TCP connection to the guest's counter; an error ends it, and it is not opened again."""
    try:
        with socket.create_connection((record.target, GUEST_PORT), timeout=30) as connection:
            record.tcp_connections += 1
            stream = connection.makefile("rwb", buffering=0)
            while not stop.wait(TCP_INTERVAL_S):
                stream.write(b"count\n")
                line = stream.readline().decode()
                if not line:
                    raise ConnectionError("the guest closed the connection")
                boot_id, counter, memory, _uptime_ms = line.split()
                record.tcp_answers.append((time.monotonic(), boot_id, int(counter), memory))
    except (OSError, ValueError) as error:
        record.tcp_error = str(error)


@click.command()
@click.option("--target", required=True)
@click.option("--interval-ms", type=float, default=10.0, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
def main(target: str, interval_ms: float, out: Path) -> None:
    """Ping the target and hold a TCP connection to it until SIGTERM; then write the record."""
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    record = Record(target, interval_ms / 1000)
    tcp = threading.Thread(target=hold_connection, args=(record, stop), daemon=True)
    tcp.start()
    pinger = Pinger(target, interval_ms / 1000)
    pinger.run(stop)
    tcp.join(timeout=LINGER_S)
    record.pings = pinger.pings()
    out.write_text(json.dumps(asdict(record)))


if __name__ == "__main__":
    main()
