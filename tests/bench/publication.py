"""How long a move takes to reach its subscribers: `python -m tests.bench.publication [--subscriptions N]`.

The real daemon on loopback, with N subscriptions of a few subscribers (each an address of its own, which
acknowledges what it gets as an xTR would) spread over the EIDs, three to each. While an xTR refreshes 5 000
EIDs a second, open loop, EIDs move at a steady rate. Measured is the time from the sending of the
Map-Register that moves an EID to the arrival of the Map-Notify at each of its subscribers.

The generator is a process of its own; what it needs itself to acknowledge and to sign is in the times.
"""

import gc
import hashlib
import hmac
import select
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from lisp.output import emit_json, emit_table
from lisp.wire import (
    CONTROL_PORT,
    Address,
    Algorithm,
    EncapsulatedControlMessage,
    Key,
    MapRequest,
    Prefix,
    RequestRecord,
    XtrIdentity,
    encode,
)
from tests.bench.server import SECRET, SERVER, XTR, ServerProcess, configure, running
from tests.bench.traffic import SITE_PREFIX, Registrations, eid
from tests.compiled import installed

SUBSCRIBERS = 16
PER_EID = 3  # an EID is followed by so many of them
TAG = 32
_AUTH_DATA = 16
_TAG_END = _AUTH_DATA + TAG
_EID_AT = _TAG_END + 12
WINDOW = 64
Received = list[tuple[float, bytes]]


@dataclass
class Report:
    """Times are from the sending of a Map-Register; `cpu_share` is of one core, the daemon's."""

    subscriptions: int
    subscribers: int
    registrations_per_s: int
    moves: int
    publications: int
    missing: int
    fan_out: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    last_p99_ms: float  # from the Map-Register to the last of its Map-Notifies
    cpu_share: float
    generator_late_p99_ms: float  # how late it sent: the machine's own part in the times


class Subscribers:
    """The subscribers' sockets; whatever a Map-Notify tells them they acknowledge."""

    def __init__(self, stack: ExitStack, key: Key) -> None:
        self._secret = key.secret
        self._poll = select.epoll()
        stack.callback(self._poll.close)
        self.sockets: list[socket.socket] = []
        for number in range(SUBSCRIBERS):
            udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
            udp.bind((address_of(number), CONTROL_PORT))
            udp.setblocking(False)
            self.sockets.append(udp)
            self._poll.register(udp, select.EPOLLIN)
        self._by_fd = {udp.fileno(): udp for udp in self.sockets}

    def receive(self, timeout_s: float) -> Received:
        """What has arrived, with the time; waits for the first for so long. All of it is acknowledged."""
        received: Received = []
        for fd, _ in self._poll.poll(timeout_s):
            udp = self._by_fd[fd]
            try:
                while True:
                    data = udp.recv(2048)
                    received.append((time.perf_counter(), data))
                    udp.sendto(self._acknowledgement(data), (SERVER, CONTROL_PORT))
            except BlockingIOError:
                pass
        return received

    def _acknowledgement(self, notify: bytes) -> bytes:
        head, rest = b"\x58" + notify[1:_AUTH_DATA], notify[_TAG_END:]
        tag = hmac.digest(self._secret, head + bytes(TAG) + rest, hashlib.sha256)[:TAG]
        return head + tag + rest


def address_of(subscriber: int) -> str:
    """A subscriber's address."""
    return f"127.43.0.{subscriber + 1}"


def identity_of(subscriber: int) -> XtrIdentity:
    """A subscriber's xTR-ID."""
    return XtrIdentity(subscriber.to_bytes(16, "big"), bytes(8))


def followers(number: int) -> list[int]:
    """Who follows EID number i."""
    return [(number * 7 + step * 5) % SUBSCRIBERS for step in range(PER_EID)]


def subscription(number: int, subscriber: int) -> bytes:
    """The encapsulated Map-Request by which a subscriber follows an EID."""
    itr = Address.parse(address_of(subscriber))
    record = RequestRecord.of(Prefix.of(eid(number)), subscribe=True)
    request = MapRequest(1_000, (itr,), (record,), identity=identity_of(subscriber))
    return encode(EncapsulatedControlMessage(itr, CONTROL_PORT, eid(number), CONTROL_PORT, encode(request)))


def configuration(directory: Path, subscriptions: int) -> Path:
    """The daemon's configuration: the site of the other measurements, and the subscribers."""
    config = configure(directory, 2)
    sections = [
        f"""
[[subscriber]]
name = "subscriber {number}"
xtr_id = "{identity_of(number).xtr_id.hex()}"
keys = [{{ id = 1, algorithm = "hmac-sha256-128", file = "site.key" }}]
prefixes = ["{SITE_PREFIX}"]
rlocs = ["{address_of(number)}"]
"""
        for number in range(SUBSCRIBERS)
    ]
    limits = f"subscriptions_per_subscriber = {subscriptions}\nsubscription_requests_per_s = 100000\n"
    config.write_text(config.read_text() + limits + "".join(sections))
    return config


def prepare(xtr: socket.socket, made: Registrations, crowd: Subscribers, eids: int, subscriptions: int) -> None:
    """Register every EID, and have the subscribers follow theirs."""
    for first in range(0, eids, WINDOW):
        batch = range(first, min(first + WINDOW, eids))
        for number in batch:
            xtr.sendto(made.make(number), (SERVER, CONTROL_PORT))
        for _ in batch:
            if not select.select([xtr], [], [], 5.0)[0]:
                raise click.ClickException("the map server does not acknowledge registrations")
            xtr.recv(2048)
    wanted = ((number, who) for number in range(eids) for who in followers(number))
    asked = confirmed = 0
    while confirmed < subscriptions:
        while asked < subscriptions and asked - confirmed < WINDOW:
            number, who = next(wanted)
            crowd.sockets[who].sendto(subscription(number, who), (SERVER, CONTROL_PORT))
            asked += 1
        got = crowd.receive(5.0)
        if not got:
            raise click.ClickException(f"only {confirmed} of {subscriptions} subscriptions were confirmed")
        confirmed += len(got)


@dataclass
class Load:
    """What is sent when: refreshes at a fixed rate, and moves among them."""

    registrations: Registrations
    eids: int
    per_s: int
    moves_per_s: int

    def __post_init__(self) -> None:
        self._generation = [0] * self.eids
        self._moved = 0

    def schedule(self, seconds: float) -> Iterator[tuple[float, int, bool]]:
        """(seconds from the start, EID, whether it moves); refreshed are EIDs whose turn to move is far."""
        every = max(1, self.per_s // self.moves_per_s)
        refreshed = 0
        for number in range(int(seconds * self.per_s)):
            if number % every == 0:
                yield number / self.per_s, self._moved % self.eids, True
                self._moved += 1
            else:
                yield number / self.per_s, (self.eids // 2 + refreshed) % self.eids, False
                refreshed += 1

    def make(self, number: int, moves: bool) -> bytes:
        """The Map-Register of an EID at the locator it has, or at the next one."""
        self._generation[number] += moves
        return self.registrations.make(number, self._generation[number])


def run(server: ServerProcess, xtr: socket.socket, crowd: Subscribers, load: Load, seconds: float) -> Report:
    """Send the load, take the publications, and put both together."""
    sent: dict[bytes, float] = {}
    times: list[float] = []
    last: dict[bytes, float] = {}
    late: list[float] = []
    cpu, start = server.cpu_s(), time.perf_counter()

    def take(received: Received) -> None:
        for at, data in received:
            asked = sent.get(data[_EID_AT : _EID_AT + 4])
            if asked is not None:
                times.append(at - asked)
                last[data[_EID_AT : _EID_AT + 4]] = at - asked

    moves, spread = 0, list[float]()
    for due, number, is_move in load.schedule(seconds):
        data = load.make(number, is_move)
        while (wait := start + due - time.perf_counter()) > 0:
            take(crowd.receive(wait))
            drain(xtr)
        late.append(-wait)
        if is_move:
            packed = eid(number).packed
            moves += 1
            if packed in last:
                spread.append(last.pop(packed))
            sent[packed] = time.perf_counter()
        xtr.sendto(data, (SERVER, CONTROL_PORT))
        take(crowd.receive(0))
    wall = time.perf_counter() - start
    cpu = server.cpu_s() - cpu
    while received := crowd.receive(0.5):
        take(received)
    spread += last.values()
    return Report(
        subscriptions=load.eids * PER_EID,
        subscribers=SUBSCRIBERS,
        registrations_per_s=load.per_s,
        moves=moves,
        publications=len(times),
        missing=moves * PER_EID - len(times),
        fan_out=round(len(times) / moves, 2),
        p50_ms=milliseconds(times, 0.5),
        p99_ms=milliseconds(times, 0.99),
        max_ms=milliseconds(times, 1.0),
        last_p99_ms=milliseconds(spread, 0.99),
        cpu_share=round(cpu / wall, 3),
        generator_late_p99_ms=milliseconds(late, 0.99),
    )


def drain(udp: socket.socket) -> None:
    """Read acknowledgements of registrations, which nobody waits for."""
    try:
        while True:
            udp.recv(2048)
    except BlockingIOError:
        pass


def milliseconds(times_s: list[float], q: float) -> float:
    """The time that a share q of all do not exceed."""
    ordered = sorted(times_s)
    return round(1e3 * ordered[min(len(ordered) - 1, int(q * len(ordered)))], 3) if ordered else float("nan")


def publication(
    subscriptions: int, per_s: int, moves_per_s: int, seconds: float, install: Path | None = None
) -> Report:
    """Set up, warm up, measure; `install` is where the daemon is installed, if not here."""
    key = Key(1, Algorithm.HMAC_SHA256_128, SECRET.encode(), TAG)
    eids = -(-subscriptions // PER_EID)
    subscriptions = eids * PER_EID
    with tempfile.TemporaryDirectory(prefix="fmc-bench-") as name, ExitStack() as stack:
        directory = Path(name)
        config = configuration(directory, subscriptions)
        crowd = Subscribers(stack, key)
        server = stack.enter_context(running(config, directory / "log", install))
        xtr = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        xtr.bind((XTR, CONTROL_PORT))
        made = Registrations(key)
        prepare(xtr, made, crowd, eids, subscriptions)
        xtr.setblocking(False)
        gc.freeze()
        gc.disable()  # its own collections would be in the times
        load = Load(made, eids, per_s, moves_per_s)
        run(server, xtr, crowd, load, 1.0)
        return run(server, xtr, crowd, load, seconds)


@click.command()
@click.option("--subscriptions", default=100_000, show_default=True)
@click.option("--registrations", "per_s", default=5_000, show_default=True, help="Map-Registers a second.")
@click.option("--moves", "moves_per_s", default=100, show_default=True, help="How many of them are moves.")
@click.option("--seconds", default=20.0, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def main(subscriptions: int, per_s: int, moves_per_s: int, seconds: float, as_json: bool) -> None:
    """Measure how long a move takes to reach its subscribers."""
    report = publication(subscriptions, per_s, moves_per_s, seconds, installed())
    if as_json:
        emit_json(asdict(report))
    else:
        rows = [(name, value) for name, value in asdict(report).items()]
        emit_table(("FIGURE", "VALUE"), rows, empty="nothing was measured")
    sys.exit(1 if report.missing else 0)


if __name__ == "__main__":
    main()
