"""What one answer of the map server costs: `python -m tests.bench.mapserver [--eids N] [--alg 1|2|3]`.

The real daemon runs as a child process on loopback; a closed-loop generator keeps a window of messages
outstanding. CPU time is the child's own, from the kernel, so a busy machine slows the rate down but does
not change the cost much. A row each for

    register-changed      a known EID with another locator
    register-unchanged    a refresh with a new nonce and nothing else new
    request               Map-Request for a registered EID, answered by proxy
    request-negative      Map-Request for the hole between two registered EIDs

The daemon is the one that the wheel installs, its inner loop compiled; `--source` runs the checkout as it is.
"""

import random
import select
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path

import click

from lisp.output import emit_json, emit_table
from lisp.wire import CONTROL_PORT, Algorithm, Key
from tests.bench.server import SECRET, SERVER, XTR, ServerProcess, configure, running
from tests.bench.traffic import MAX_EIDS, Registrations, eid, hole, requests
from tests.compiled import installed

DEFAULT_EIDS = (1_000, 60_000, 1_000_000)
WINDOW = 128
POOL = 60_000  # different Map-Requests; more than are answered in the time an answer is not repeated
LOST_AFTER_S = 0.5


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


@contextmanager
def _socket(address: str, port: int) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        udp.bind((address, port))
        udp.setblocking(False)
        yield udp


def exchange(udp: socket.socket, make: Callable[[], bytes | None]) -> Iterator[tuple[int, int]]:
    """Keep WINDOW messages outstanding; yields (answered, lost) so far, until `make` gives None."""
    to, outstanding, answered, lost, open_ = (SERVER, CONTROL_PORT), 0, 0, 0, True
    while open_ or outstanding:
        while open_ and outstanding < WINDOW:
            data = make()
            if data is None:
                open_ = False
                break
            udp.sendto(data, to)
            outstanding += 1
        if outstanding and not select.select([udp], [], [], LOST_AFTER_S)[0]:
            lost, outstanding = lost + outstanding, 0
        try:
            while outstanding:
                udp.recv(2048)
                answered += 1
                outstanding -= 1
        except BlockingIOError:
            pass
        yield answered, lost


def measure(
    server: ServerProcess, udp: socket.socket, make: Callable[[], bytes], seconds: float
) -> tuple[int, float, int]:
    """Answers per second, CPU µs per answer, and answers that never came; a tenth of the time warms up."""
    measuring, stop_at = False, time.monotonic() + seconds / 10
    start, cpu, first, missing = 0.0, 0.0, 0, 0
    for answered, lost in exchange(udp, make):
        now = time.monotonic()
        if now < stop_at:
            continue
        if measuring:
            done = max(1, answered - first)
            return round(done / (now - start)), (server.cpu_s() - cpu) / done * 1e6, lost - missing
        measuring, stop_at = True, now + seconds
        start, cpu, first, missing = now, server.cpu_s(), answered, lost
    raise AssertionError("the generator has no end of its own")


def load(udp: socket.socket, registrations: Registrations, eids: int) -> None:
    """Register every EID once."""
    numbers = iter(range(eids))

    def make() -> bytes | None:
        number = next(numbers, None)
        return None if number is None else registrations.make(number)

    progress = list(exchange(udp, make))
    answered, lost = progress[-1]
    if lost:
        click.echo(f"note: {lost} of {eids} registrations got no answer ({answered} did)", err=True)


def bench(eids: int, alg: int, seconds: float, extra: str, install: Path | None) -> Iterator[Row]:
    """All rows for one number of EIDs; `install` is where the daemon is installed, if not here."""
    rng = random.Random(eids)
    key = Key(1, Algorithm(alg), SECRET.encode())
    registrations = Registrations(key)
    with tempfile.TemporaryDirectory(prefix="fmc-bench-") as name:
        directory = Path(name)
        config = configure(directory, alg, extra)
        with running(config, directory / "log", install) as server, _socket(XTR, CONTROL_PORT) as xtr:
            empty = server.rss()
            load(xtr, registrations, eids)
            per_mapping = (server.rss() - empty) // eids

            def row(op: str, udp: socket.socket, make: Callable[[], bytes]) -> Row:
                per_s, cpu_us, lost = measure(server, udp, make, seconds)
                return Row(op, eids, alg, per_s, round(cpu_us, 2), per_mapping, lost)

            yield row("register-unchanged", xtr, lambda: registrations.make(rng.randrange(eids)))
            changes = cycle(range(eids))
            generation = [1] * eids

            def change() -> bytes:
                number = next(changes)
                generation[number] += 1
                return registrations.make(number, generation[number] - 1)

            yield row("register-changed", xtr, change)
            with _socket("0.0.0.0", 0) as itr:
                port = itr.getsockname()[1]
                for op, address in (("request", eid), ("request-negative", hole)):
                    pool = cycle(requests([address(rng.randrange(eids)) for _ in range(POOL)], port))
                    yield row(op, itr, pool.__next__)


@click.command()
@click.option("--eids", type=click.IntRange(1, MAX_EIDS), multiple=True, help="Registered EIDs; may be repeated.")
@click.option("--alg", type=click.Choice(["1", "2", "3"]), default="2", show_default=True, help="Of the site's key.")
@click.option("--seconds", default=4.0, show_default=True, help="Per row.")
@click.option("--store", type=click.Choice(["memory", "sqlite"]), default="memory", show_default=True)
@click.option("--source", is_flag=True, help="Measure the checkout, interpreted, and not what the wheel installs.")
@click.option("--json", "as_json", is_flag=True, help="One object per row.")
def main(eids: tuple[int, ...], alg: str, seconds: float, store: str, source: bool, as_json: bool) -> None:
    """Measure the map server's cost per answer."""
    install = None if source else installed()
    extra = 'store = "state.sqlite"' if store == "sqlite" else ""
    rows = []
    for number in eids or DEFAULT_EIDS:
        for row in bench(number, int(alg), seconds, extra, install):
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
