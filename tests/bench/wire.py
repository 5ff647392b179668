"""Microseconds per message: the codec beside scapy's layers, one message of each type.

    python -m tests.bench.wire [--json] [MESSAGE]...

The figure is the best of many short runs in several passes over all messages: on a busy machine the others
measure its neighbours.
"""

import json
import timeit
from collections.abc import Callable
from typing import Any, Final

import click

from lisp.output import emit_table
from lisp.wire import (
    Address,
    Algorithm,
    ChangePriority,
    EidRecord,
    EncapsulatedControlMessage,
    InfoReply,
    InfoRequest,
    Key,
    Locator,
    MapNotify,
    MapNotifyAck,
    MapReferral,
    MapRegister,
    MapReply,
    MapRequest,
    NatTraversal,
    Prefix,
    ReferralAction,
    ReferralRecord,
    RegisterFlag,
    RequestRecord,
    XtrIdentity,
    decode,
    encode,
    seal,
)

RUN_S: Final = 0.001
RUNS: Final = 40
PASSES: Final = 4

COLUMNS: Final = ("message", "decode_us", "encode_us", "scapy_decode_us", "scapy_encode_us")


def messages() -> dict[str, bytes]:
    """One message of each type as daemons send it: one record, one locator, an HMAC-SHA-256 tag."""
    rloc, eid = Address.parse("192.0.2.1"), Prefix.parse("10.1.1.1/32")
    record = EidRecord.of(eid, (Locator.unicast(rloc),), authoritative=True)
    v6 = EidRecord.of(
        Prefix.parse("2001:db8::1/128"), (Locator.unicast(Address.parse("2001:db8::2")),), authoritative=True
    )
    in_vpn = EidRecord.of(Prefix.parse("[100]10.1.1.1/32"), (Locator.unicast(rloc),), authoritative=True)
    identity = XtrIdentity(bytes(range(16)), bytes(range(8)))
    key = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"correct horse battery staple")
    flags = RegisterFlag.XTR_ID | RegisterFlag.PROXY_REPLY | RegisterFlag.WANT_MAP_NOTIFY
    request = MapRequest(1, (rloc,), (RequestRecord.of(eid),), eid.address)
    referral = ReferralRecord.of(eid, ReferralAction.MS_ACK, (Locator.unicast(rloc),))
    nat = NatTraversal(4342, 50000, rloc, rloc, rloc, (rloc,))
    return {
        "map-request": encode(request),
        "map-reply": encode(MapReply(1, (record,))),
        "map-register": seal(MapRegister(1, (record,), flags, identity=identity), key),
        "map-register, IPv6": seal(MapRegister(1, (v6,), flags, identity=identity), key),
        "map-register, instance": seal(MapRegister(1, (in_vpn,), flags, identity=identity), key),
        "map-register, 20 records": seal(MapRegister(1, (record,) * 20, flags, identity=identity), key),
        "map-notify": seal(MapNotify(1, (record,), 0x80000, identity=identity), key),
        "map-notify-ack": seal(MapNotifyAck(1, (record,)), key),
        "map-referral": encode(MapReferral(1, (referral,))),
        "info-request": encode(InfoRequest(1, 60, 32, eid.address)),
        "info-reply": encode(InfoReply(1, 60, 32, eid.address, nat=nat)),
        "ecm": encode(EncapsulatedControlMessage(rloc, 4342, eid.address, 4342, encode(request))),
        "change-priority": seal(ChangePriority(1, (record,), identity=identity), key),
    }


def microseconds(call: Callable[[], object]) -> float:
    """The best time of one call."""
    timer = timeit.Timer(call)
    number = _calls(timer)
    return min(timer.repeat(repeat=RUNS, number=number)) / number * 1e6


def _calls(timer: timeit.Timer) -> int:
    """How many calls fill one short run."""
    number = 1
    while timer.timeit(number) < RUN_S:
        number *= 2
    return number


def measure(name: str, octets: bytes) -> dict[str, Any]:
    """One row of the table."""
    from lisp.scapy import LISPControl  # imported late: it takes a second, and only the bench needs it

    message = decode(octets)
    layers = LISPControl(octets)

    def build() -> bytes:
        layers.clear_cache()  # scapy would hand out the octets it dissected
        return bytes(layers)

    assert encode(message) == octets == build()
    times = (
        microseconds(lambda: decode(octets)),
        microseconds(lambda: encode(message)),
        microseconds(lambda: LISPControl(octets)),
        microseconds(build),
    )
    return dict(zip(COLUMNS, (name, *(round(time, 2) for time in times)), strict=True))


def best(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The lowest of every column over the passes."""
    return {column: min(row[column] for row in rows) for column in COLUMNS}


@click.command()
@click.argument("names", nargs=-1, metavar="[MESSAGE]...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per row.")
def main(names: tuple[str, ...], as_json: bool) -> None:
    """Measure decoding and encoding of the named messages, or of all."""
    chosen = {name: octets for name, octets in messages().items() if not names or name in names}
    passes = [[measure(name, octets) for name, octets in chosen.items()] for _ in range(PASSES)]
    rows = [best(list(measured)) for measured in zip(*passes, strict=True)]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row))
    else:
        cells = [list(row.values()) for row in rows]
        emit_table([column.upper() for column in COLUMNS], cells, empty="no such message")


if __name__ == "__main__":
    main()
