"""One xTR engine driven by hand, its neighbours played by the test."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any, TypeVar

from lisp.engine import Command, Datagram, Endpoint, Event, Notice, SendDatagram, Tick
from lisp.wire import (
    CONTROL_PORT,
    Address,
    Algorithm,
    ChangePriority,
    EidRecord,
    EncapsulatedControlMessage,
    Key,
    KeyChain,
    Locator,
    MapNotify,
    MapRegister,
    MapReply,
    MapRequest,
    Message,
    Prefix,
    RequestFlag,
    RequestRecord,
    XtrIdentity,
    decode,
    encode,
    seal,
)
from xtr.core import DynamicPrefix, HomePrefix, Limits, Settings
from xtr.dataplane.base import Miss
from xtr.engine import Xtr

MS = Address.parse("192.0.2.21")
NET1 = Address.parse("192.0.2.1")
NET2 = Address.parse("192.0.2.2")
DC1 = Address.parse("192.0.2.11")
DC2 = Address.parse("192.0.2.12")
FMCC = Address.parse("192.0.2.31")
STRANGER = Address.parse("198.51.100.66")

VM = Prefix.parse("10.11.0.10/32")
USER = Prefix.parse("10.1.0.100/32")
SPACE = Prefix.parse("10.0.0.0/8")

SITE_KEY = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"site secret")
CONTROLLER_KEY = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"controller secret")
PEER_KEY = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"peer secret")
WRONG_KEY = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"not the secret")

C = TypeVar("C", bound=Command)


def chain(key: Key) -> KeyChain:
    return KeyChain.of(key)


def identity(rloc: Address) -> XtrIdentity:
    return XtrIdentity(rloc.packed.rjust(16, b"\0"))


def settings(rloc: Address, **changes: Any) -> Settings:
    """A data centre's or subnet's xTR of the demo: DC1 by default has 10.11.0.0/24 as home and dynamic."""
    home = {NET1: "10.1.0.0/24", NET2: "10.2.0.0/24", DC1: "10.11.0.0/24", DC2: "10.12.0.0/24"}
    is_dc = rloc in (DC1, DC2)
    prefixes = ["10.11.0.0/24", "10.12.0.0/24"] if is_dc else ["10.1.0.0/24", "10.2.0.0/24"]
    group = [peer for peer in ((DC1, DC2) if is_dc else (NET1, NET2)) if peer != rloc]
    base = Settings(
        name=str(rloc),
        rlocs=(rloc,),
        identity=identity(rloc),
        map_server=MS,
        map_resolver=MS,
        site_keys=chain(SITE_KEY),
        eid_space=(SPACE,),
        homes=(HomePrefix(Prefix.parse(home[rloc]), "lan0"),),
        dynamics=tuple(DynamicPrefix(Prefix.parse(p), "lan0", not is_dc, tuple(group)) for p in prefixes),
        peers={peer: chain(PEER_KEY) for peer in (NET1, NET2, DC1, DC2) if peer != rloc},
        controller=chain(CONTROLLER_KEY) if is_dc else None,
    )
    return replace(base, **changes)


class Rig:
    """An engine with a clock of its own; `outbox` is what the last step commanded."""

    def __init__(self, rloc: Address, *, limits: Limits | None = None, started: bool = True, **changes: Any) -> None:
        if limits is not None:
            changes["limits"] = limits
        self.now = 1000.0
        nonces = count(1)
        self.xtr = Xtr(
            settings(rloc, **changes), first_nonce=5_000_000, random_nonce=lambda: next(nonces), jitter=lambda: 0.5
        )
        self.rloc = rloc
        self.outbox: list[Command] = []
        self.history: list[Command] = []
        if started:
            self.feed(Tick())
            self.acknowledge_all()
            self.drop_lookups()
            self.history.clear()

    # --- time and events

    def feed(self, event: Event) -> list[Command]:
        self.outbox = self.xtr.handle(event, self.now)
        self.history += self.outbox
        return self.outbox

    def receive(self, data: bytes, source: Address, port: int = CONTROL_PORT) -> list[Command]:
        return self.feed(Datagram(data, Endpoint(source, port)))

    def run(self, seconds: float) -> list[Command]:
        """Let time pass, ticking at every deadline; returns all commands of that time."""
        end, commands = self.now + seconds, list[Command]()
        while (at := self.xtr.deadline()) is not None and at <= end:
            self.now = max(self.now, at)
            commands += self.feed(Tick())
        self.now = end
        return commands

    # --- playing the map server

    def acknowledge_all(self) -> None:
        """Answer the Map-Registers of the outbox."""
        for register in self.sent(MapRegister):
            self.receive(notify(register), MS)

    def drop_lookups(self) -> None:
        """Answer the lookups of the start, for one's own home prefix, with that prefix."""
        for request in self.requests(self.history):
            prefix = request.records[0].prefix
            assert prefix is not None
            self.reply(request, EidRecord.of(prefix, self.xtr.settings.locators()))

    def reply(self, request: MapRequest, *records: EidRecord, nonce: int | None = None) -> list[Command]:
        message = MapReply(request.nonce if nonce is None else nonce, records)
        return self.receive(encode(message), MS)

    def learn(self, eid: Prefix, record: EidRecord) -> None:
        """Have the engine look an EID up and get this record."""
        self.feed(Miss(eid, Address.parse("10.1.0.100")))
        (request,) = self.requests()
        self.reply(request, record)

    # --- looking at the outbox

    def commands(self, kind: type[C]) -> list[C]:
        return [command for command in self.outbox if isinstance(command, kind)]

    def sent(self, kind: type[Message], to: Address | None = None, among: Sequence[Command] | None = None) -> list[Any]:
        """The messages of a type that were sent."""
        datagrams = [c for c in (self.outbox if among is None else among) if isinstance(c, SendDatagram)]
        decoded = [decode(d.data) for d in datagrams if to is None or d.destination.address == to]
        return [message for message in decoded if isinstance(message, kind)]

    def requests(self, among: Sequence[Command] | None = None) -> list[MapRequest]:
        """The Map-Requests that went to the map resolver."""
        ecms: list[EncapsulatedControlMessage] = self.sent(EncapsulatedControlMessage, MS, among)
        inner = [decode(ecm.inner) for ecm in ecms]
        return [request for request in inner if isinstance(request, MapRequest)]

    def notices(self, name: str, among: Sequence[Command] | None = None) -> list[dict[str, Any]]:
        chosen = self.outbox if among is None else among
        return [dict(c.fields) for c in chosen if isinstance(c, Notice) and c.name == name]

    def dropped(self, reason: str) -> int:
        return self.xtr.counters[f"drop.{reason}"]

    def row(self, eid: Prefix) -> dict[str, Any] | None:
        return next((row for row in self.xtr.map_rows(self.now) if row["eid"] == str(eid)), None)

    def kind(self, eid: Prefix) -> str | None:
        row = self.row(eid)
        return None if row is None else row["kind"]

    def rlocs(self, eid: Prefix) -> list[str]:
        row = self.row(eid)
        return [] if row is None else [r["rloc"] for r in row["rlocs"] if r["state"] != "unusable"]


def record(prefix: Prefix, *rlocs: Address, ttl_min: int = 1440) -> EidRecord:
    return EidRecord.of(prefix, tuple(Locator.unicast(rloc, local=False) for rloc in rlocs), ttl_min=ttl_min)


def notify(register: MapRegister, key: Key = SITE_KEY) -> bytes:
    return seal(MapNotify(register.nonce, register.records, identity=register.identity), key)


def move_notice(nonce: int, eid: Prefix, *rlocs: Address, key: Key = SITE_KEY) -> bytes:
    return seal(MapNotify(nonce, (record(eid, *rlocs),)), key)


def smr(eid: Prefix, sender: Address) -> bytes:
    flags = RequestFlag.SMR | RequestFlag.NO_REPLY
    return encode(MapRequest(7, (sender,), (RequestRecord.of(eid),), eid.address, flags))


def change_priority(
    nonce: int,
    *records: EidRecord,
    sender: Address = FMCC,
    key: Key = CONTROLLER_KEY,
    from_controller: bool = False,
    update_cache: bool = False,
) -> bytes:
    message = ChangePriority(nonce, records, from_controller, update_cache, identity=identity(sender))
    return seal(message, key)


def acknowledgement(data: bytes, by: Address, key: Key = PEER_KEY) -> bytes:
    """What a peer answers to a Change Priority."""
    message = decode(data)
    assert isinstance(message, ChangePriority)
    return seal(message.acknowledged(identity(by)), key)
