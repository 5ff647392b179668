"""Malformed datagrams by the million at the map server: `python -m tests.bench.hostile [--datagrams N]`.

Good messages of every kind, damaged in the ways that break decoders: bits flipped, octets cut off, inserted
or repeated, counts and lengths driven to their ends. Some Map-Registers are signed after the damage, so
that they get past the MAC. What is required: no exception, every datagram either answered or dropped under
a named reason, and no memory kept.
"""

import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import click

from lisp.engine import Datagram, Endpoint
from lisp.output import emit_json, emit_table
from lisp.wire import (
    Address,
    Algorithm,
    EidRecord,
    EncapsulatedControlMessage,
    InstanceId,
    Key,
    KeyChain,
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
from mapserver.engine import MapServer
from mapserver.mac import Mac
from mapserver.policy import Limits, Policy, Site, SitePrefix, Subscriber

KEY = Key(1, Algorithm.HMAC_SHA256_128, b"key of the site")
MAC = Mac(KEY)
IDENTITY = XtrIdentity(b"x" * 16, b"s" * 8)
MAX_RSS_GROWTH = 5 << 20


@dataclass
class Report:
    """What became of the datagrams."""

    datagrams: int
    dropped: int
    answered: int
    rss_growth: int
    reasons: dict[str, int]

    @property
    def passed(self) -> bool:
        """Whether everything was accounted for, within the memory allowed."""
        return self.dropped + self.answered == self.datagrams and self.rss_growth < MAX_RSS_GROWTH


def server() -> MapServer:
    """One site, one subscriber."""
    prefixes = tuple(SitePrefix(Prefix.parse(text)) for text in ("10.0.0.0/8", "2001:db8::/32"))
    site = Site("site", KeyChain.of(KEY), prefixes, check_nonces=False)
    subscriber = Subscriber("subscriber", IDENTITY, KeyChain.of(KEY), (Prefix.parse("10.0.0.0/8"),))
    return MapServer(Policy((site,), (subscriber,), Limits(), (Address.parse("192.0.2.21"),)), first_nonce=1)


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


def storm(datagrams: int, seed: int = 1) -> Report:
    """Send that many to a fresh map server, from thousands of sources."""
    rng, engine, seeds = random.Random(seed), server(), good_messages()
    sources = [Endpoint(Address(1, rng.randbytes(4)), 4342) for _ in range(4_096)]
    answered, now, warm_up, before = 0, 0.0, min(datagrams // 2, 200_000), _rss()
    for number in range(datagrams):
        if number == warm_up:
            before = _rss()
        now += 1e-5
        dropped, accepted = _dropped(engine), engine.counters["register.accepted"]
        commands = engine.handle(Datagram(damaged(seeds, rng), rng.choice(sources)), now)
        if _dropped(engine) == dropped:
            # Damage that leaves a message well formed: what it asks for is done, and usually answered.
            answered += bool(commands) or engine.counters["register.accepted"] > accepted
    reasons = {n.removeprefix("drop."): count for n, count in engine.counters.items() if n.startswith("drop.")}
    return Report(datagrams, _dropped(engine), answered, max(0, _rss() - before), dict(_descending(reasons)))


def _dropped(engine: MapServer) -> int:
    return sum([count for name, count in engine.counters.items() if name.startswith("drop.")])


def _descending(reasons: dict[str, int]) -> Iterator[tuple[str, int]]:
    yield from sorted(reasons.items(), key=lambda item: -item[1])


def _rss() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@click.command()
@click.option("--datagrams", default=1_000_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def main(datagrams: int, seed: int, as_json: bool) -> None:
    """Send malformed datagrams to a map server and account for every one."""
    report = storm(datagrams, seed)
    if as_json:
        emit_json({**asdict(report), "passed": report.passed})
    else:
        emit_table(("REASON", "DROPPED"), list(report.reasons.items()), empty="nothing was dropped")
        click.echo(
            f"{report.datagrams} datagrams: {report.dropped} dropped, {report.answered} were well formed after all; "
            f"RSS grew by {report.rss_growth / 1e6:.1f} MB"
        )
    sys.exit(0 if report.passed else 1)


if __name__ == "__main__":
    main()
