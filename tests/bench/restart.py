"""kill -9 under load, and what is there afterwards: `python -m tests.bench.restart [--eids N]`.

The daemon with the SQLite store holds N mappings and takes registrations that change them, 5 000 a second,
when it is killed. The next one is asked from its first moment on, while registrations go on:

    ready_s      from its start to its answer on the control socket, which is when it listens
    ready_cpu_s  CPU time it needed for that, which says more on a busy machine
    served_s     from its start to the moment every EID of a sample has been answered, and rightly
    lost         EIDs of the sample that had been acknowledged and are not there
    stale        answers older than what was acknowledged for their EID
    mappings     what it has taken over at the end, to be compared with N

Every registration says which one it is by its locator: 192.0.2.1 is an EID's first, 192.0.2.2 its second.
"""

import contextlib
import random
import select
import socket
import sys
import tempfile
import time
from collections import deque
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click

from lisp.output import emit_json
from lisp.runtime.control import ask
from lisp.wire import CONTROL_PORT, Address, Algorithm, Key, MapNotify, MapReply, RegisterFlag, decode
from tests.bench.server import SECRET, SERVER, XTR, ServerProcess, configure, running
from tests.bench.traffic import Registrations, eid, requests
from tests.compiled import installed

WINDOW = 128
SAMPLE = 5_000
RATE_PER_S = 5_000
MAX_GENERATIONS = 250
# Mappings outlive the bench, however slow the machine: the record's TTL decides, not the usual three minutes.
FLAGS = RegisterFlag.PROXY_REPLY | RegisterFlag.WANT_MAP_NOTIFY | RegisterFlag.XTR_ID | RegisterFlag.USE_TTL
MAX_OUTSTANDING = 4 * WINDOW
LOST_AFTER_S = 2.0
GIVE_UP_S = 60.0
TAKEN_OVER_WITHIN_S = 300.0


@dataclass
class Report:
    """What the next daemon knew of what the killed one had acknowledged."""

    eids: int
    acknowledged: int
    load_per_s: int
    ready_s: float
    ready_cpu_s: float
    served_s: float | None
    taken_over_s: float
    asked: int
    answers: int
    lost: int
    stale: int
    mappings: int
    replays_refused: bool
    rss_bytes: int

    @property
    def passed(self) -> bool:
        """Nothing acknowledged was lost or older than acknowledged, and the nonces were remembered."""
        complete = self.mappings == self.eids and self.served_s is not None
        return not self.lost and not self.stale and self.replays_refused and complete


@dataclass
class Registering:
    """The xTR: registers EIDs, anew and anew, and knows what was acknowledged."""

    eids: int
    udp: socket.socket
    registrations: Registrations
    sent: dict[int, int] = field(default_factory=dict)  # EID number: its newest generation sent
    newest: dict[int, int] = field(default_factory=dict)  # and the newest acknowledged
    outstanding: dict[int, tuple[int, int, float]] = field(default_factory=dict)  # by nonce, oldest first
    latest: deque[int] = field(default_factory=lambda: deque(maxlen=SAMPLE // 2))  # acknowledged last
    acknowledged: int = 0

    def register(self, number: int) -> None:
        """Send the next generation of an EID."""
        generation = min(self.sent.get(number, -1) + 1, MAX_GENERATIONS - 1)
        self.sent[number] = generation
        data = self.registrations.make(number, generation)
        self.outstanding[int.from_bytes(data[4:12], "big")] = number, generation, time.monotonic()
        with contextlib.suppress(ConnectionRefusedError):
            self.udp.sendto(data, (SERVER, CONTROL_PORT))

    def read(self, wait_s: float) -> None:
        """Take the acknowledgements that have come, or come in time."""
        if not select.select([self.udp], [], [], wait_s)[0]:
            return
        with contextlib.suppress(BlockingIOError, ConnectionRefusedError):
            while True:
                notify = decode(self.udp.recv(2048))
                entry = self.outstanding.pop(notify.nonce, None) if isinstance(notify, MapNotify) else None
                if entry is not None:
                    number, generation, _ = entry
                    self.newest[number] = max(generation, self.newest.get(number, -1))
                    self.latest.append(number)
                    self.acknowledged += 1

    def given_up(self) -> list[int]:
        """The EIDs whose registration nobody has acknowledged for long; they wait no more."""
        limit, numbers = time.monotonic() - LOST_AFTER_S, []
        while self.outstanding and next(iter(self.outstanding.values()))[2] < limit:
            numbers.append(self.outstanding.pop(next(iter(self.outstanding)))[0])
        return numbers

    def sample(self, rng: random.Random) -> list[int]:
        """EIDs to ask for: those acknowledged last, whose storing is the likeliest to be cut short, and any."""
        chosen = dict.fromkeys([*self.latest, *rng.sample(sorted(self.newest), min(SAMPLE, len(self.newest)))])
        return list(chosen)[:SAMPLE]

    def fill(self) -> None:
        """Register every EID once, as fast as acknowledgements come; what is lost once more."""
        numbers, again, moved_at = iter(range(self.eids)), list[int](), time.monotonic()
        while len(self.newest) < self.eids:
            while len(self.outstanding) < WINDOW:
                number = again.pop() if again else next(numbers, None)
                if number is None:
                    break
                self.register(number)
            before = self.acknowledged
            self.read(0.5)
            again += self.given_up()
            moved_at = time.monotonic() if self.acknowledged != before else moved_at
            if time.monotonic() - moved_at > GIVE_UP_S:
                raise click.ClickException("the map server has stopped acknowledging")

    def keep_changing(self, number: int, rng: random.Random) -> None:
        """Change so many EIDs, as long as the server keeps up, and read what it says."""
        self.given_up()
        for _ in range(min(number, MAX_OUTSTANDING - len(self.outstanding))):
            self.register(rng.randrange(self.eids))
        self.read(0.001)


class Pace:
    """So many a second; who falls behind does not catch up in one burst."""

    def __init__(self, per_s: float) -> None:
        self._per_s = per_s
        self._last = time.monotonic()

    def due(self) -> int:
        """How many are to be sent now."""
        now = time.monotonic()
        number = int((now - self._last) * self._per_s)
        self._last = max(self._last + number / self._per_s, now - 2 * WINDOW / self._per_s)
        return min(number, 2 * WINDOW)


@dataclass
class Asking:
    """An ITR of many addresses: asks for EIDs until each is answered, and compares with what was acknowledged."""

    numbers: list[int]
    newest: dict[int, int]
    udp: socket.socket
    answers: int = 0
    lost: set[int] = field(default_factory=set)
    stale: set[int] = field(default_factory=set)
    asked: dict[int, tuple[int, int]] = field(default_factory=dict)  # by nonce: EID, and what was acknowledged of it
    unanswered: dict[int, float] = field(default_factory=dict)  # by EID: when it was asked for, oldest first

    def __post_init__(self) -> None:
        made = requests([eid(number) for number in self.numbers], self.udp.getsockname()[1])
        self._waiting = list(zip(self.numbers, made, strict=True))

    def finished(self) -> bool:
        """Whether every EID has been answered."""
        return not self._waiting and not self.unanswered

    def step(self) -> None:
        """Ask, read what has come, and ask again what was not answered for long."""
        now = time.monotonic()
        while self._waiting and len(self.unanswered) < WINDOW:
            number, data = self._waiting.pop()
            self.asked[int.from_bytes(data[36:44], "big")] = number, self.newest[number]
            self.unanswered[number] = now
            self.udp.sendto(data, (SERVER, CONTROL_PORT))
        with contextlib.suppress(BlockingIOError, ConnectionRefusedError):
            while True:
                self._read(decode(self.udp.recv(2048)))
        again = [number for number, asked_at in self.unanswered.items() if now - asked_at > LOST_AFTER_S]
        for number in again:
            del self.unanswered[number]
        made = requests([eid(number) for number in again], self.udp.getsockname()[1], seed=int(now * 1e6))
        self._waiting += zip(again, made, strict=True)

    def _read(self, reply: object) -> None:
        if not isinstance(reply, MapReply) or (entry := self.asked.pop(reply.nonce, None)) is None:
            return
        number, acknowledged = entry
        self.unanswered.pop(number, None)
        self.answers += 1
        generation = _generation(reply)
        if generation is None:
            self.lost.add(number)
        elif generation < acknowledged:
            self.stale.add(number)


def _generation(reply: MapReply) -> int | None:
    """Which registration an answer shows; None where it shows none."""
    locators = reply.records[0].locators
    rloc = locators[0].rloc if locators else None
    return rloc.packed[3] - 1 if isinstance(rloc, Address) else None


def restart(eids: int, load_s: float = 5.0, install: Path | None = None) -> Report:
    """Fill, load, kill, start again, compare; `install` is where the daemon is installed, if not here."""
    rng = random.Random(1)
    rlocs = tuple(f"192.0.2.{1 + generation}" for generation in range(MAX_GENERATIONS))
    registrations = Registrations(Key(1, Algorithm.HMAC_SHA256_128, SECRET.encode()), rlocs, FLAGS)
    with (
        tempfile.TemporaryDirectory(prefix="fmc-bench-") as name,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as itr,
    ):
        directory = Path(name)
        config = configure(directory, 2, 'store = "registrations.sqlite"')
        for each, address in ((udp, (XTR, CONTROL_PORT)), (itr, ("0.0.0.0", 0))):
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
            each.bind(address)
            each.setblocking(False)
        replay = registrations.make(0)
        xtr = Registering(eids, udp, registrations)
        with running(config, directory / "log", install) as server:
            xtr.fill()
            load_per_s = _load(xtr, rng, load_s)
            server.process.kill()
            server.process.wait()
        xtr.read(0.0)  # what was said before the kill was said
        xtr.outstanding.clear()
        asking = Asking(xtr.sample(rng), xtr.newest, itr)
        acknowledged = xtr.acknowledged
        started = time.monotonic()
        with running(config, directory / "log", install) as server:
            ready_s, ready_cpu_s = time.monotonic() - started, server.cpu_s()
            served_s = _ask(asking, xtr, rng, started)
            taken_over_s = _wait_taken_over(server, started)
            udp.sendto(replay, (SERVER, CONTROL_PORT))
            xtr.read(0.2)
            refused = ask(server.control, "counters").get("drop.replayed-nonce", 0) > 0
            status, rss = ask(server.control, "status"), server.rss()
    return Report(
        eids,
        acknowledged,
        load_per_s,
        round(ready_s, 3),
        round(ready_cpu_s, 3),
        served_s,
        taken_over_s,
        len(asking.numbers),
        asking.answers,
        len(asking.lost),
        len(asking.stale),
        status["mappings"],
        refused,
        rss,
    )


def _load(xtr: Registering, rng: random.Random, seconds: float) -> int:
    """Change any EIDs, at the rate, for a while; how many a second were acknowledged."""
    pace, end, before = Pace(RATE_PER_S), time.monotonic() + seconds, xtr.acknowledged
    while time.monotonic() < end:
        xtr.keep_changing(pace.due(), rng)
    return round((xtr.acknowledged - before) / seconds)


def _ask(asking: Asking, xtr: Registering, rng: random.Random, started: float) -> float | None:
    """Ask for the whole sample while registrations go on; seconds since the start, None if it takes for ever."""
    pace = Pace(RATE_PER_S)
    while not asking.finished():
        if time.monotonic() - started > GIVE_UP_S:
            return None
        xtr.keep_changing(pace.due(), rng)
        asking.step()
    return round(time.monotonic() - started, 3)


def _wait_taken_over(server: ServerProcess, started: float) -> float:
    """Seconds since the start until nothing is left to take over."""
    while ask(server.control, "status")["to_take_over"] and time.monotonic() - started < TAKEN_OVER_WITHIN_S:
        time.sleep(0.1)
    return round(time.monotonic() - started, 3)


@click.command()
@click.option("--eids", default=1_000_000, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One object.")
def main(eids: int, as_json: bool) -> None:
    """Kill a map server under load and see what the next one knows."""
    report = restart(eids, install=installed())
    if as_json:
        emit_json({**asdict(report), "passed": report.passed})
    else:
        served = "never" if report.served_s is None else f"after {report.served_s:.2f} s"
        remembered = "refused" if report.replays_refused else "ACCEPTED"
        click.echo(
            f"{report.eids} EIDs, kill -9 under {report.load_per_s} registrations/s\n"
            f"ready again after {report.ready_s:.2f} s ({report.ready_cpu_s:.2f} s of CPU)\n"
            f"all {report.asked} EIDs asked for answered {served}; {report.lost} lost, {report.stale} stale\n"
            f"{report.mappings} mappings taken over after {report.taken_over_s:.1f} s; a replay was {remembered}"
        )
    sys.exit(0 if report.passed else 1)


if __name__ == "__main__":
    main()
