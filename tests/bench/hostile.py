"""Malformed datagrams by the million at the map server: `python -m tests.bench.hostile [--datagrams N]`.

Good messages of every kind, damaged in the ways that break decoders: bits flipped, octets cut off, inserted
or repeated, counts and lengths driven to their ends. Some Map-Registers are signed after the damage, so
that they get past the MAC. They go to the real daemon over loopback, in a closed loop so that none is lost
on the way: after every batch a sound Map-Register, whose Map-Notify says that the batch has been read.

What is required: every datagram is received, and either done or dropped under a named reason; the daemon
is the same process in the end, has logged no exception, and has kept no memory.
"""

import random
import select
import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from lisp.output import emit_json, emit_table
from lisp.runtime.control import ask
from lisp.wire import (
    CONTROL_PORT,
    Address,
    Algorithm,
    EidRecord,
    EncapsulatedControlMessage,
    InstanceId,
    Key,
    Locator,
    MapNotifyAck,
    MapRegister,
    MapReply,
    MapRequest,
    Prefix,
    RegisterFlag,
    RequestRecord,
    UnknownLcaf,
    XtrIdentity,
    encode,
    seal,
)
from mapserver.mac import Mac
from tests.bench.server import SECRET, SERVER, XTR, ServerProcess, running
from tests.compiled import installed

KEY = Key(1, Algorithm.HMAC_SHA256_128, SECRET.encode())
MAC = Mac(KEY)
IDENTITY = XtrIdentity(b"x" * 16, b"s" * 8)
MAX_RSS_GROWTH = 5 << 20
BATCH = 64  # two of them, as the kernel counts, fit the smallest receive buffer
SOURCES = 64
# What a datagram counts as that is not dropped: each as exactly one of these.
DONE = (
    "register.accepted",
    "register.repeated",
    "out.map-reply",
    "out.forwarded",
    "subscription.accepted",
    "ack.accepted",
)
# Caps low enough to be reached while warming up: what they bound is not what is looked for.
CONFIG = f"""
listen = ["{SERVER}"]
control = "control.sock"

[[site]]
name = "site"
keys = [{{ id = 1, algorithm = "hmac-sha256-128", file = "site.key" }}]
prefixes = ["10.0.0.0/8", "2001:db8::/32"]
nonce_check = "off"

[[subscriber]]
name = "subscriber"
xtr_id = "{IDENTITY.xtr_id.hex()}"
site_id = "{IDENTITY.site_id.hex()}"
keys = [{{ id = 1, algorithm = "hmac-sha256-128", file = "site.key" }}]
prefixes = ["10.0.0.0/8"]

[limits]
registrations_per_site = 200
replay_entries = 200
subscriptions = 200
"""


@dataclass
class Report:
    """What became of the datagrams."""

    datagrams: int
    received: int
    dropped: int
    done: int
    same_process: bool
    exceptions: int
    rss_growth: int
    reasons: dict[str, int]

    @property
    def accounted(self) -> bool:
        """Whether every datagram was received, and done or dropped, by one daemon without an exception."""
        arrived = self.received == self.datagrams == self.dropped + self.done
        return arrived and self.same_process and not self.exceptions

    @property
    def passed(self) -> bool:
        """Whether everything was accounted for, within the memory allowed."""
        return self.accounted and self.rss_growth < MAX_RSS_GROWTH


def good_messages() -> list[bytes]:
    """A seed of every kind, as it stands on the wire."""
    rloc, itr = Address.parse("192.0.2.1"), Address.parse("192.0.2.2")
    four, six = Prefix.parse("10.1.0.1/32"), Prefix.parse("2001:db8::1/128")
    locators = (Locator.unicast(rloc), Locator.unicast(Address.parse("2001:db8:ffff::1")))
    odd = EidRecord(60, 32, InstanceId(7, four.address), (Locator.unicast(UnknownLcaf(4, b"1234")),))
    records = (EidRecord.of(four, locators), EidRecord.of(six, locators), odd)
    flags = RegisterFlag.PROXY_REPLY | RegisterFlag.WANT_MAP_NOTIFY | RegisterFlag.XTR_ID
    asks = [
        MapRequest(9, (itr,), (RequestRecord.of(four),)),
        MapRequest(9, (itr, rloc), (RequestRecord.of(six), RequestRecord.of(four))),
        MapRequest(9, (itr,), (RequestRecord.of(four, subscribe=True),), identity=IDENTITY),
    ]
    requests = [encode(EncapsulatedControlMessage(itr, 5000, four.address, 4342, encode(ask))) for ask in asks]
    registers = [seal(MapRegister(5, records[:n], flags, identity=IDENTITY), KEY) for n in (1, 2, 3)]
    others = [encode(asks[0]), encode(MapReply(9, records[:1])), seal(MapNotifyAck(9, records[:1]), KEY)]
    return [*requests, *registers, *others]


def damaged(seeds: list[bytes], rng: random.Random) -> bytes:
    """One of the seeds with one to three kinds of damage."""
    data = bytearray(rng.choice(seeds))
    for _ in range(rng.randint(1, 3)):
        rng.choice(_DAMAGES)(data, rng)
    if data and data[0] >> 4 == 3 and rng.random() < 0.3 and len(data) >= 48:
        return MAC.sign(bytes(data[:12]), bytes(data[48:]))
    return bytes(data)


def _flip(data: bytearray, rng: random.Random) -> None:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _extreme(data: bytearray, rng: random.Random) -> None:
    if data:
        data[rng.randrange(len(data))] = rng.choice((0, 1, 0x7F, 0x80, 0xFF))


def _cut(data: bytearray, rng: random.Random) -> None:
    del data[rng.randint(0, len(data)) :]


def _insert(data: bytearray, rng: random.Random) -> None:
    at = rng.randint(0, len(data))
    data[at:at] = rng.randbytes(rng.randint(1, 8))


def _repeat(data: bytearray, rng: random.Random) -> None:
    at = rng.randint(0, len(data))
    data[at:at] = data[at : at + rng.randint(1, 64)]


def _noise(data: bytearray, rng: random.Random) -> None:
    data[:] = rng.randbytes(rng.randint(0, 200))


_DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _extreme, _cut, _insert, _repeat, _noise)


class Storm:
    """Sends damaged messages in batches, from many sockets, and waits for each to have been read."""

    def __init__(self, stack: ExitStack, seed: int) -> None:
        self._rng, self._seeds = random.Random(seed), good_messages()
        self._sync = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        self._sync.bind((XTR, CONTROL_PORT))
        self._sources = []
        for number in range(SOURCES):
            udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)  # nobody reads the answers
            udp.bind((f"127.44.1.{number + 1}", 0))
            self._sources.append(udp)
        self._nonce = 0
        self.sent = 0

    def send(self, datagrams: int) -> None:
        """Send so many, two batches under way at a time."""
        rng, seeds, sources, to = self._rng, self._seeds, self._sources, (SERVER, CONTROL_PORT)
        under_way = 0
        for first in range(0, datagrams, BATCH):
            size = min(BATCH, datagrams - first)
            for _ in range(size):
                rng.choice(sources).sendto(damaged(seeds, rng), to)
            self._sync.sendto(self._marker(), to)
            self.sent += size + 1
            under_way += 1
            if under_way == 2:
                self._wait()
                under_way -= 1
        for _ in range(under_way):
            self._wait()

    def _marker(self) -> bytes:
        """A sound Map-Register."""
        self._nonce += 1
        record = EidRecord.of(Prefix.parse("10.255.255.1/32"), (Locator.unicast(Address.parse("192.0.2.9")),))
        return seal(MapRegister(self._nonce, (record,), RegisterFlag.WANT_MAP_NOTIFY), KEY)

    def _wait(self) -> None:
        if not select.select([self._sync], [], [], 10.0)[0]:
            raise click.ClickException("the map server has stopped answering")
        self._sync.recv(2048)


def storm(datagrams: int, seed: int = 1, install: Path | None = None) -> Report:
    """Send that many to a fresh daemon; `install` is where it is installed, if not here."""
    with tempfile.TemporaryDirectory(prefix="fmc-bench-") as name, ExitStack() as stack:
        directory = Path(name)
        (directory / "site.key").write_text(SECRET)
        (directory / "site.key").chmod(0o600)
        config = directory / "mapserver.toml"
        config.write_text(CONFIG)
        sender = Storm(stack, seed)
        server = stack.enter_context(running(config, directory / "log", install))
        # What is remembered of every address, up to a cap, is there after a while.
        warm_up = min(datagrams // 2, 2_000_000)
        sender.send(warm_up)
        before = server.rss()
        sender.send(datagrams - warm_up)
        log = (directory / "log").read_text()
        return _report(sender.sent, server, before, log.count("Traceback"))


def _report(sent: int, server: ServerProcess, rss_before: int, exceptions: int) -> Report:
    counters: dict[str, int] = ask(server.control, "counters")
    reasons = {name.removeprefix("drop."): n for name, n in counters.items() if name.startswith("drop.")}
    return Report(
        datagrams=sent,
        received=sum(n for name, n in counters.items() if name.startswith("in.")),
        dropped=sum(reasons.values()),
        done=sum(counters.get(name, 0) for name in DONE),
        same_process=server.process.poll() is None,
        exceptions=exceptions,
        rss_growth=max(0, server.rss() - rss_before),
        reasons=dict(sorted(reasons.items(), key=lambda item: -item[1])),
    )


@click.command()
@click.option("--datagrams", default=1_000_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def main(datagrams: int, seed: int, as_json: bool) -> None:
    """Send malformed datagrams to a map server and account for every one."""
    report = storm(datagrams, seed, installed())
    if as_json:
        emit_json({**asdict(report), "passed": report.passed})
    else:
        emit_table(("REASON", "DROPPED"), list(report.reasons.items()), empty="nothing was dropped")
        click.echo(
            f"{report.datagrams} datagrams sent, {report.received} received: {report.dropped} dropped, {report.done} "
            f"were well formed after all; {report.exceptions} exceptions; RSS grew by {report.rss_growth / 1e6:.1f} MB"
        )
    sys.exit(0 if report.passed else 1)


if __name__ == "__main__":
    main()
