"""Thousands of generated messages, field by field against tshark: a dissector that others wrote.

One capture, one run. What tshark does not know is left out or sent in a dress it knows: a Map-Notify-Ack as
a Map-Notify, a Change Priority as a Map-Register, which have the same layout behind the first word.
"""

import itertools
import random
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest

from lisp.capture import Frame, read_capture
from lisp.decode_cli import describe
from lisp.wire import (
    Address,
    AfiList,
    AnyAddress,
    AsNumber,
    Authentication,
    ChangePriority,
    DataHeader,
    EidRecord,
    EncapsulatedControlMessage,
    ExplicitLocatorPath,
    GeoCoordinates,
    Hop,
    InfoReply,
    InfoRequest,
    InstanceId,
    KeyValue,
    Locator,
    MapNotify,
    MapNotifyAck,
    MapReferral,
    MapRegister,
    MapReply,
    MapRequest,
    Message,
    MulticastInfo,
    NatTraversal,
    NonceLocator,
    NotifyFlag,
    ReferralRecord,
    RegisterFlag,
    ReplicationEntry,
    ReplicationList,
    RequestFlag,
    RequestRecord,
    SourceDestinationKey,
    XtrIdentity,
    encode,
)
from lisp.wire.lcaf import LcafHeader
from tests.interop import tshark_fields
from tests.pcap import ipv4, pcap, udp

R = TypeVar("R", MapRegister, MapNotify, MapNotifyAck)

CONTROL_MESSAGES: Final = 3000
DATA_HEADERS: Final = 500
TSHARK: Final = shutil.which("tshark")
CAPTURES: Final = sorted(Path(__file__).parents[3].glob("*/pcaps/lisp_*.pcap"))

# Whose presence says that tshark did not follow.
COMPLAINTS: Final = ("_ws.malformed", "lisp.undecoded", "lisp.unexpected_field", "lisp.invalid_field",
                     "lisp.expected_field", "data.len")  # fmt: skip

needs_tshark = pytest.mark.skipif(TSHARK is None, reason="tshark is not installed")


class Maker:
    """Random messages whose every field tshark names."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def bits(self, count: int) -> int:
        """A number of so many bits; the ends of the range come up often."""
        edges = 0, 1, int(2**count - 1)
        return self.random.choice(edges) if self.random.random() < 0.4 else self.random.getrandbits(count)

    def some(self, make: Callable[[], Any], at_least: int = 0, at_most: int = 3) -> tuple[Any, ...]:
        """A few of what `make` makes."""
        return tuple(make() for _ in range(self.random.randint(at_least, at_most)))

    def octets(self, count: int) -> bytes:
        """Random octets."""
        return self.random.randbytes(count)

    def ip(self) -> Address:
        """An IPv4 or IPv6 address."""
        return Address(1, self.octets(4)) if self.random.random() < 0.6 else Address(2, self.octets(16))

    def plain(self) -> Address:
        """An address of any family. No address at all, AFI 0, tshark takes amiss in most places."""
        other = [
            Address(6, self.octets(6)),
            Address(16389, self.octets(6)),
            Address(17, b"router-7"),
        ]
        return self.random.choice([self.ip(), self.ip(), *other])

    def header(self, reserved2: int | None = None) -> LcafHeader:
        """An LCAF header with its reserved bits in use."""
        return LcafHeader(self.bits(8), self.bits(8), self.bits(8) if reserved2 is None else reserved2)

    def lcaf(self) -> AnyAddress:
        """One of the LCAFs that tshark dissects; the instance id may hold another one."""
        angle = (self.random.randint(0, 90), self.random.randint(0, 59), self.random.randint(0, 59))
        first, second = Address(1, self.octets(4)), Address(2, self.octets(16))
        masks = self.random.randint(0, 32), self.random.randint(0, 128)
        rlocs = (self.ip(), self.ip(), self.ip(), self.some(self.ip))
        makers: list[Callable[[], AnyAddress]] = [
            lambda: AfiList(self.some(self.plain, 1), self.header()),
            lambda: InstanceId(self.bits(32), self.plain(), self.header()),
            lambda: InstanceId(self.bits(32), AfiList(self.some(self.ip, 1))),
            lambda: AsNumber(self.bits(32), self.plain(), self.header()),
            lambda: GeoCoordinates(True, angle, False, angle, self.bits(31), self.plain(), self.header()),
            lambda: NatTraversal(self.bits(16), self.bits(16), *rlocs, self.header()),
            lambda: NonceLocator(self.bits(24), self.plain(), self.bits(8), self.header()),
            lambda: MulticastInfo(self.bits(32), *masks, first, second, self.bits(16), self.header()),
            lambda: ExplicitLocatorPath(self.some(lambda: Hop(self.bits(16), self.ip()), 1), self.header()),
            lambda: SourceDestinationKey(*masks, first, second, self.bits(16), self.header()),
            lambda: ReplicationList(
                self.some(lambda: ReplicationEntry(self.bits(8), self.ip(), self.bits(24)), 1), self.header()
            ),
            lambda: KeyValue(self.plain(), self.plain(), self.header()),
        ]
        return self.random.choice(makers)()

    def eid(self) -> tuple[int, AnyAddress]:
        """A mask length and an EID it fits."""
        address = self.ip()
        mask_length = self.random.randint(0, address.bits)
        kinds: list[AnyAddress] = [
            address,
            address,
            address,
            InstanceId(self.bits(24), address, self.header()),
        ]
        return mask_length, self.random.choice([*kinds, AsNumber(self.bits(32), address, self.header())])

    def locator(self) -> Locator:
        """A locator of any kind."""
        rloc = self.random.choice([self.ip(), self.ip(), self.plain(), Address(0, b""), self.lcaf()])
        return Locator(self.bits(8), self.bits(8), self.bits(8), self.bits(8), self.bits(16), rloc)

    def record(self) -> EidRecord:
        """A mapping."""
        mask_length, eid = self.eid()
        locators, bits = (
            self.some(self.locator),
            (self.bits(3), bool(self.bits(1)), self.bits(12), self.bits(16)),
        )
        return EidRecord(self.bits(32), mask_length, eid, locators, *bits)

    def referral(self) -> ReferralRecord:
        """A referral without signatures, which tshark does not read."""
        mask_length, eid = self.eid()
        bits = self.bits(3), bool(self.bits(1)), bool(self.bits(1)), self.bits(12)
        return ReferralRecord(self.bits(32), mask_length, eid, self.some(self.locator), *bits, (), self.bits(11))

    def asked(self) -> RequestRecord:
        """What a Map-Request asks for."""
        return RequestRecord(*self.eid(), self.bits(8))

    def auth(self) -> Authentication:
        """An authentication header."""
        return Authentication(self.bits(8), self.bits(8), self.octets(self.random.choice([12, 16, 20, 32])))

    def identity(self) -> XtrIdentity | None:
        """A trailer, or none."""
        return self.random.choice([None, XtrIdentity(self.octets(16), self.octets(8))])

    def map_request(self) -> MapRequest:
        """Without the trailer of RFC 9437, which tshark takes for data."""
        record = self.random.choice([None, self.record()])
        flags = self.bits(20) & ~(0x1F | RequestFlag.XTR_ID | RequestFlag.MAP_DATA)
        flags |= RequestFlag.MAP_DATA if record else 0
        source = self.random.choice([self.ip(), Address(0, b""), Address(6, self.octets(6))])
        return MapRequest(self.bits(64), self.some(self.ip, 1, 5), self.some(self.asked, 1), source, flags, record)

    def registration(self, kind: type[R]) -> R:
        """With the trailer as announced. A Map-Notify's R bit has tshark look for an RTR's fields."""
        bit = RegisterFlag.XTR_ID if kind is MapRegister else NotifyFlag.XTR_ID
        identity = self.identity()
        flags = self.bits(20) & ~bit & (0xFFFFF if kind is MapRegister else 0xBFFFF)
        flags |= bit if identity else 0
        return kind(self.bits(64), self.some(self.record), flags, self.auth(), identity)

    def info(self) -> InfoRequest | InfoReply:
        """A request or a reply."""
        address = self.ip()
        head = self.bits(64), self.bits(32), self.random.randint(0, address.bits), address, self.auth()
        if self.random.random() < 0.5:
            return InfoRequest(*head, self.bits(27), self.bits(8))
        nat = NatTraversal(self.bits(16), self.bits(16), self.ip(), self.ip(), self.ip(), self.some(self.ip))
        return InfoReply(*head, self.bits(27), self.bits(8), nat)

    def ecm(self) -> EncapsulatedControlMessage:
        """Around a Map-Request, over either family; tshark reads the inner packet by its ports."""
        family = self.random.choice([(1, 4), (2, 16)])
        ends = Address(family[0], self.octets(family[1])), Address(family[0], self.octets(family[1]))
        inner = encode(self.map_request())
        return EncapsulatedControlMessage(ends[0], 4342, ends[1], 4342, inner, self.bits(27))

    def message(self) -> Message:
        """Any control message."""
        makers: list[Callable[[], Message]] = [
            self.map_request,
            lambda: MapReply(self.bits(64), self.some(self.record), self.bits(20) & ~0x20000),
            lambda: self.registration(MapRegister),
            lambda: self.registration(MapNotify),
            lambda: self.registration(MapNotifyAck),
            lambda: MapReferral(self.bits(64), self.some(self.referral), self.bits(20)),
            self.info,
            self.ecm,
            lambda: ChangePriority(self.bits(64), self.some(self.record), auth=self.auth(), identity=self.identity()),
        ]
        return self.random.choice(makers)()


def dressed(message: Message) -> bytes:
    """The octets, in a type that tshark knows."""
    data = bytearray(encode(message))
    if isinstance(message, MapNotifyAck):
        data[0] = 0x40 | data[0] & 0x0F
    if isinstance(message, ChangePriority):
        data[:3] = bytes([0x32 if message.identity else 0x30, 0, 0])
    return bytes(data)


def grouped(fields: Any) -> dict[str, list[int | str]]:
    """The values of every field name, in order."""
    values: dict[str, list[int | str]] = defaultdict(list)
    for name, value in fields:
        values[name].append(value)
    return dict(values)


def dissect(path: Path, prefix: str, names: list[str]) -> list[tuple[dict[str, list[int | str]], list[str]]]:
    """What tshark shows of every packet, and what it complains of."""
    assert TSHARK is not None
    columns = [f"{prefix}.{name}" for name in names] + [*COMPLAINTS]
    options = list(itertools.chain.from_iterable(("-e", column) for column in columns))
    run = subprocess.run(
        [TSHARK, "-n", "-r", str(path), "-T", "fields", "-E", "occurrence=a", "-E", "aggregator=|", *options],
        capture_output=True, text=True, check=True, timeout=240,
    )  # fmt: skip
    packets = []
    for line in run.stdout.split("\n")[:-1]:
        cells = line.split("\t")
        shown = {
            name: [number(name, value) for value in cell.split("|")]
            for name, cell in zip(names, cells, strict=False)
            if cell
        }
        packets.append((shown, [c for c, cell in zip(COMPLAINTS, cells[len(names) :], strict=True) if cell]))
    return packets


TEXT_FIELDS: Final = ("ipv4", "ipv6", "mac", "dn", "locator")
OCTET_FIELDS: Final = ("auth", "xtrid", "siteid")


def number(name: str, value: str) -> int | str:
    """A cell of tshark's as the expectation has it."""
    last = name.replace("_", ".").rsplit(".", 1)[-1]
    if name in OCTET_FIELDS:
        return value.replace(":", "")
    if last in TEXT_FIELDS:
        return value
    return int({"True": "1", "False": "0"}.get(value, value), 0)


def compare(expected: list[dict[str, list[int | str]]], path: Path, prefix: str, ignored: tuple[str, ...] = ()) -> int:
    """Every packet, every field; how many values were compared."""
    names = sorted({name for fields in expected for name in fields})
    packets = dissect(path, prefix, names)
    assert len(packets) == len(expected)
    count = 0
    for index, (fields, (shown, complaints)) in enumerate(zip(expected, packets, strict=True)):
        assert [c for c in complaints if c not in ignored] == [], f"packet {index}"
        assert shown == fields, f"packet {index}"
        count += sum(map(len, fields.values()))
    return count


@needs_tshark
def test_control_messages(tmp_path: Path) -> None:
    maker = Maker(20)
    messages = [maker.message() for _ in range(CONTROL_MESSAGES)]
    path = tmp_path / "control.pcap"
    path.write_bytes(pcap([ipv4(udp(dressed(message))) for message in messages]))
    expected = [grouped(tshark_fields.message(message)) for message in messages]
    compared = compare(expected, path, "lisp")
    assert compared > 40 * CONTROL_MESSAGES


@needs_tshark
def test_data_headers(tmp_path: Path) -> None:
    maker = Maker(21)
    headers = [DataHeader(maker.bits(32) & ~0x07000000, maker.bits(32)) for _ in range(DATA_HEADERS)]
    path = tmp_path / "data.pcap"
    path.write_bytes(pcap([ipv4(udp(header.encode() + ipv4(b""), 50000, 4341)) for header in headers]))
    compare([grouped(tshark_fields.data(header)) for header in headers], path, "lisp-data")


@needs_tshark
def test_the_comparison_sees_a_difference(tmp_path: Path) -> None:
    request = Maker(22).map_request()
    path = tmp_path / "one.pcap"
    path.write_bytes(pcap([ipv4(udp(encode(request)))]))
    other = replace(request, nonce=request.nonce ^ 1)
    with pytest.raises(AssertionError):
        compare([grouped(tshark_fields.message(other))], path, "lisp")


@pytest.mark.skipif(not CAPTURES, reason="no directory beside this repository holds the public captures")
def test_public_captures() -> None:
    verdicts = {}
    for path in CAPTURES:
        with path.open("rb") as file:
            items = list(read_capture(file))
        assert all(isinstance(item, Frame) for item in items)
        shown = [describe(item, {}) for item in items]
        assert all(entry.get("reencodes", True) for entry in shown)
        verdicts[path.name] = [entry.get("type", entry.get("error")) for entry in shown]
    assert verdicts["lisp_eid_register.pcap"] == ["map-register"] * 2
    assert verdicts["lisp_eid_notify.pcap"] == ["map-notify", "map-notify", "missing-trailer", "map-notify"]
    assert verdicts["lisp_ipv6.pcap"] == ["map-register", "map-notify"]
    assert verdicts["lisp_invalid.pcap"] == ["unknown-afi", "truncated-packet"]
    assert verdicts["lisp_invalid_length.pcap"] == ["truncated"]
