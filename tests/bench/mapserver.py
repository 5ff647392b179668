"""What one answer of the map server costs: `python -m tests.bench.mapserver [--eids N] [--alg 1|2|3] [--workers N]`.

The real daemon runs as a child process on loopback; a closed-loop generator keeps a window of messages
outstanding. CPU time is the child's own, from the kernel, so a busy machine slows the rate down but does
not change the cost much. A row each for

    register-changed      a known EID with another locator
    register-unchanged    a refresh with a new nonce and nothing else new
    request               Map-Request for a registered EID, answered by proxy
    request-negative      Map-Request for the hole between two registered EIDs

With several workers there are as many sites as it takes to keep all of them busy, and as many xTRs and ITRs as it
takes for the kernel to deal their datagrams out; the cost is that of all processes together.

The daemon is the one that the wheel installs, its inner loop compiled; `--source` runs the checkout as it is.
"""

import random
import select
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path

import click

from lisp.output import emit_json, emit_table
from lisp.wire import CONTROL_PORT, Algorithm, Key
from tests.bench.server import MORE_XTRS, SECRET, SERVER, XTR, ServerProcess, configure, running
from tests.bench.traffic import MAX_EIDS, SITE_PREFIX, Registrations, eid, hole, parts, requests
from tests.compiled import installed

DEFAULT_EIDS = (1_000, 60_000, 1_000_000)
WINDOW = 128
POOL = 200_000  # different Map-Requests; more than are answered in the time an answer is not repeated
LOST_AFTER_S = 0.5
# With several workers: what spreads the load over them.
SITES_PER_WORKER = 8
PEERS_PER_WORKER = 8


@dataclass
class Row:
    """One line of the result."""

    op: str
    eids: int
    alg: int
    per_s: int
    cpu_us: float
    rss_bytes_per_mapping: int
    lost: int = 0
    workers: int = 1


Sent = tuple[socket.socket, bytes]


@contextmanager
def _sockets(addresses: Sequence[str], port: int) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        opened = [stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) for _ in addresses]
        for udp, address in zip(opened, addresses, strict=True):
            udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
            udp.bind((address, port))
            udp.setblocking(False)
        yield opened


def exchange(sockets: list[socket.socket], make: Callable[[], Sent | None]) -> Iterator[tuple[int, int]]:
    """Keep WINDOW messages outstanding; yields (answered, lost) so far, until `make` gives None."""
    to, outstanding, answered, lost, open_ = (SERVER, CONTROL_PORT), 0, 0, 0, True
    while open_ or outstanding:
        while open_ and outstanding < WINDOW:
            sent = make()
            if sent is None:
                open_ = False
                break
            sent[0].sendto(sent[1], to)
            outstanding += 1
        readable = select.select(sockets, [], [], LOST_AFTER_S)[0] if outstanding else []
        if not readable:
            lost, outstanding = lost + outstanding, 0
        for udp in readable:
            with suppress(BlockingIOError):
                while outstanding:
                    udp.recv(2048)
                    answered += 1
                    outstanding -= 1
        yield answered, lost


def measure(
    server: ServerProcess, sockets: list[socket.socket], make: Callable[[], Sent], seconds: float
) -> tuple[int, float, int]:
    """Answers per second, CPU µs per answer, and answers that never came; a tenth of the time warms up."""
    measuring, stop_at = False, time.monotonic() + seconds / 10
    start, cpu, first, missing = 0.0, 0.0, 0, 0
    for answered, lost in exchange(sockets, make):
        now = time.monotonic()
        if now < stop_at:
            continue
        if measuring:
            done = max(1, answered - first)
            return round(done / (now - start)), (server.cpu_s() - cpu) / done * 1e6, lost - missing
        measuring, stop_at = True, now + seconds
        start, cpu, first, missing = now, server.cpu_s(), answered, lost
    raise AssertionError("the generator has no end of its own")


class Xtrs:
    """As many xTRs as there are sockets; each EID is always registered by the same."""

    def __init__(self, sockets: list[socket.socket], key: Key) -> None:
        self.sockets = sockets
        self._registrations = [Registrations(key, xtr=number) for number in range(len(sockets))]

    def make(self, number: int, generation: int = 0) -> Sent:
        """The registration of an EID; another generation has another locator."""
        xtr = number % len(self.sockets)
        return self.sockets[xtr], self._registrations[xtr].make(number, generation)


def load(xtrs: Xtrs, eids: int) -> None:
    """Register every EID once."""
    numbers = iter(range(eids))

    def make() -> Sent | None:
        number = next(numbers, None)
        return None if number is None else xtrs.make(number)

    progress = list(exchange(xtrs.sockets, make))
    answered, lost = progress[-1]
    if lost:
        click.echo(f"note: {lost} of {eids} registrations got no answer ({answered} did)", err=True)


def bench(eids: int, alg: int, workers: int, seconds: float, extra: str, install: Path | None) -> Iterator[Row]:
    """All rows for one number of EIDs; `install` is where the daemon is installed, if not here."""
    rng = random.Random(eids)
    key = Key(1, Algorithm(alg), SECRET.encode())
    peers = 1 if workers == 1 else PEERS_PER_WORKER * workers
    with tempfile.TemporaryDirectory(prefix="fmc-bench-") as name, ExitStack() as stack:
        directory = Path(name)
        prefixes = [SITE_PREFIX] if workers == 1 else parts(eids, SITES_PER_WORKER * workers)
        config = configure(directory, alg, f"workers = {workers}\n{extra}", prefixes)
        server = stack.enter_context(running(config, directory / "log", install))
        xtrs = Xtrs(stack.enter_context(_sockets([XTR, *MORE_XTRS][:peers], CONTROL_PORT)), key)
        empty = server.rss()
        load(xtrs, eids)
        per_mapping = (server.rss() - empty) // eids

        def row(op: str, sockets: list[socket.socket], make: Callable[[], Sent]) -> Row:
            per_s, cpu_us, lost = measure(server, sockets, make, seconds)
            return Row(op, eids, alg, per_s, round(cpu_us, 2), per_mapping, lost, workers)

        yield row("register-unchanged", xtrs.sockets, lambda: xtrs.make(rng.randrange(eids)))
        changes = cycle(range(eids))
        generation = [1] * eids

        def change() -> Sent:
            number = next(changes)
            generation[number] += 1
            return xtrs.make(number, generation[number] - 1)

        yield row("register-changed", xtrs.sockets, change)
        itrs = stack.enter_context(_sockets(["0.0.0.0"] * peers, 0))
        for op, address in (("request", eid), ("request-negative", hole)):
            asked = [address(rng.randrange(eids)) for _ in range(POOL)]
            shares = [requests(asked[n::peers], itr.getsockname()[1], seed=n) for n, itr in enumerate(itrs)]
            turns = cycle(
                [(itr, data) for each in zip(*shares, strict=False) for itr, data in zip(itrs, each, strict=True)]
            )
            yield row(op, itrs, turns.__next__)


@click.command()
@click.option("--eids", type=click.IntRange(1, MAX_EIDS), multiple=True, help="Registered EIDs; may be repeated.")
@click.option("--alg", type=click.Choice(["1", "2", "3"]), default="2", show_default=True, help="Of the site's key.")
@click.option("--workers", type=click.IntRange(1, 16), default=1, show_default=True, help="Processes of the daemon.")
@click.option("--seconds", default=4.0, show_default=True, help="Per row.")
@click.option("--store", type=click.Choice(["memory", "sqlite"]), default="memory", show_default=True)
@click.option("--source", is_flag=True, help="Measure the checkout, interpreted, and not what the wheel installs.")
@click.option("--json", "as_json", is_flag=True, help="One object per row.")
def main(
    eids: tuple[int, ...], alg: str, workers: int, seconds: float, store: str, source: bool, as_json: bool
) -> None:
    """Measure the map server's cost per answer."""
    install = None if source else installed()
    extra = 'store = "state.sqlite"' if store == "sqlite" else ""
    rows = []
    for number in eids or DEFAULT_EIDS:
        for row in bench(number, int(alg), workers, seconds, extra, install):
            rows.append(row)
            if as_json:
                emit_json(asdict(row))
                sys.stdout.flush()
    if not as_json:
        columns = ("OP", "EIDS", "ALG", "PER S", "CPU (us)", "RSS (B/mapping)", "LOST")
        cells = [(r.op, r.eids, r.alg, r.per_s, f"{r.cpu_us:.1f}", r.rss_bytes_per_mapping, r.lost) for r in rows]
        emit_table(columns, cells, empty="nothing was measured")


if __name__ == "__main__":
    main()
