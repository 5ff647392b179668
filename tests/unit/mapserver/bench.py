"""A map server on the test bench, and the messages its peers would send it."""

from itertools import count
from typing import Any

from lisp.engine import Command, Datagram, Endpoint, Event, Notice, SendDatagram, Tick
from lisp.wire import (
    CONTROL_PORT,
    NO_ADDRESS,
    Address,
    Algorithm,
    EidRecord,
    EncapsulatedControlMessage,
    Key,
    KeyChain,
    Locator,
    MapNotify,
    MapNotifyAck,
    MapRegister,
    MapReply,
    MapRequest,
    Message,
    Prefix,
    RegisterFlag,
    RequestRecord,
    XtrIdentity,
    decode,
    eid_key,
    encode,
    parse_eid,
    seal,
)
from mapserver.commands import StoreMapping, StoreNonce, StoreSubscription
from mapserver.engine import MapServer
from mapserver.policy import Limits, Policy, Site, SitePrefix, Subscriber
from mapserver.prefix_key import key_of, prefix_of
from mapserver.stored import pack

T0 = 1_000.0
UNIX_S = 1_700_000_000.0
FIRST_NONCE = 5_000_000
SITE_KEY = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"key of the access site")
OTHER_KEY = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"key of the other site")
PUBSUB_KEY = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"key of the controller")
NET1, NET2, DC1 = "192.0.2.1", "192.0.2.2", "192.0.2.11"
MS, FMCC = "192.0.2.21", "192.0.2.31"
FMCC_ID = XtrIdentity(b"F" * 16, b"S" * 8)


def prefix(text: str) -> Prefix:
    return parse_eid(text)


ACCESS = Site("access", KeyChain.of(SITE_KEY), (SitePrefix(prefix("10.1.0.0/24")), SitePrefix(prefix("10.2.0.0/24"))))
OTHER = Site("other", KeyChain.of(OTHER_KEY), (SitePrefix(prefix("10.9.0.0/24"), more_specifics=False),))
CONTROLLER = Subscriber(
    "fmcc", FMCC_ID, KeyChain.of(PUBSUB_KEY), (prefix("10.0.0.0/8"),), frozenset({Address.parse(FMCC)})
)


def make_policy(*sites: Site, subscribers: tuple[Subscriber, ...] = (CONTROLLER,), **limits: Any) -> Policy:
    addresses = (Address.parse(MS),)
    return Policy(sites or (ACCESS, OTHER), subscribers, Limits(**limits), addresses)


def record(eid: str, *rlocs: str, ttl_min: int = 1440) -> EidRecord:
    locators = tuple(Locator.unicast(Address.parse(rloc)) for rloc in rlocs)
    return EidRecord.of(prefix(eid), locators, ttl_min=ttl_min, authoritative=True)


def identity(rloc: str) -> XtrIdentity:
    """Every xTR of the bench has one xTR-ID, made from its address."""
    return XtrIdentity(Address.parse(rloc).packed.rjust(16, b"x"))


def owner(rloc: str) -> str:
    return identity(rloc).xtr_id.hex()


class Bench:
    """Drives a map server by hand and reads what it says."""

    def __init__(self, policy: Policy | None = None) -> None:
        self.server = MapServer(policy or make_policy(), first_nonce=FIRST_NONCE)
        self.now = T0
        self.commands: list[Command] = []
        self._nonces = count(1)

    def feed(self, event: Event) -> list[Command]:
        self.commands = self.server.handle(event, self.now)
        return self.commands

    def receive(self, data: bytes, source: str, port: int = CONTROL_PORT) -> list[Command]:
        return self.feed(Datagram(data, Endpoint(Address.parse(source), port)))

    def wait(self, seconds: float) -> list[Command]:
        """Let time pass, with a Tick at every deadline on the way; everything that was commanded."""
        end, commands = self.now + seconds, list[Command]()
        while (at := self.server.deadline()) is not None and at <= end:
            self.now = max(self.now, at)
            commands += self.feed(Tick())
        self.now = end
        self.commands = commands
        return commands

    def register(self, *records: EidRecord, xtr: str, **options: Any) -> list[Command]:
        return self.receive(self.registration(*records, xtr=xtr, **options), xtr)

    def registration(
        self,
        *records: EidRecord,
        xtr: str,
        key: Key = SITE_KEY,
        nonce: int | None = None,
        flags: int = RegisterFlag.PROXY_REPLY | RegisterFlag.WANT_MAP_NOTIFY,
        anonymous: bool = False,
    ) -> bytes:
        who = None if anonymous else identity(xtr)
        flags |= 0 if anonymous else RegisterFlag.XTR_ID
        number = next(self._nonces) if nonce is None else nonce
        return seal(MapRegister(number, records, flags, identity=who), key)

    def ask(self, eid: str, *rlocs: str, port: int = 50_000, nonce: int = 77, flags: int = 0) -> list[Command]:
        addresses = tuple(Address.parse(rloc) for rloc in rlocs or (NET2,))
        request = MapRequest(nonce, addresses, (RequestRecord.of(prefix(eid)),), flags=flags)
        return self.receive(ecm(request, eid, source=str(addresses[0]), port=port), str(addresses[0]))

    def subscribe(
        self, eid: str, nonce: int, *rlocs: str, who: XtrIdentity = FMCC_ID, source: str = FMCC
    ) -> list[Command]:
        addresses = tuple(Address.parse(rloc) for rloc in rlocs or (FMCC,))
        return self.receive(subscription(eid, nonce, addresses, who, source), source)

    def unsubscribe(self, eid: str, nonce: int, source: str = FMCC) -> list[Command]:
        return self.receive(subscription(eid, nonce, (NO_ADDRESS,), FMCC_ID, source), source)

    def acknowledge(self, notify: MapNotify, key: Key, source: str) -> list[Command]:
        ack = MapNotifyAck(notify.nonce, notify.records, notify.flags, identity=notify.identity)
        return self.receive(seal(ack, key), source)

    def follow(self, eid: str, nonce: int = 1_000) -> MapNotify:
        """Subscribe the controller, and have it acknowledge the confirmation, which is returned."""
        self.subscribe(eid, nonce)
        confirmation = self.notify_to(FMCC)
        self.acknowledge(confirmation, PUBSUB_KEY, FMCC)
        return confirmation

    # What came out of the last step.

    def datagrams(self) -> list[tuple[Message, str, int]]:
        return [
            (decode(c.data), str(c.destination.address), c.destination.port)
            for c in self.commands
            if isinstance(c, SendDatagram)
        ]

    def notifies_to(self, rloc: str) -> list[MapNotify]:
        return [m for m, to, _ in self.datagrams() if isinstance(m, MapNotify) and to == rloc]

    def notify_to(self, rloc: str) -> MapNotify:
        (notify,) = self.notifies_to(rloc)
        return notify

    def reply(self) -> MapReply:
        ((message, _, _),) = self.datagrams()
        assert isinstance(message, MapReply)
        return message

    def notices(self, name: str) -> list[dict[str, Any]]:
        return [dict(c.fields) for c in self.commands if isinstance(c, Notice) and c.name == name]

    def drops(self) -> dict[str, int]:
        """Drop counters, by reason."""
        counters = self.server.counters.items()
        return {name.removeprefix("drop."): n for name, n in counters if name.startswith("drop.")}

    def rlocs(self, eid: str) -> set[str] | None:
        """Where an EID is registered; None when it is not."""
        mapping = self.server.registry.get(prefix(eid))
        return None if mapping is None else {str(locator.rloc) for locator in mapping.record.locators}


class StoringBench(Bench):
    """A bench that stores what it is told to, and can be killed: the wall clock shows `UNIX_S` at 0."""

    def __init__(self, policy: Policy | None = None, now: float = T0) -> None:
        super().__init__()
        self.server = MapServer(policy or make_policy(), FIRST_NONCE, durable=True)
        self.now = now
        self.nonces: dict[str, int] = {}
        self.rows: dict[bytes, bytes] = {}
        self.subscriptions: dict[tuple[str, str], Any] = {}

    def feed(self, event: Event) -> list[Command]:
        for command in super().feed(event):
            match command:
                case StoreNonce(sender, last):
                    self.nonces[sender] = last
                case StoreMapping(changed, contributions, lost):
                    self.rows[key_of(changed)] = pack(contributions, lost, UNIX_S + self.now)
                case StoreSubscription(eid, xtr_id, state):
                    self.subscriptions[eid, xtr_id] = state
        return self.commands

    def stored(self) -> list[str]:
        """The EIDs that are stored, in order."""
        return [str(prefix_of(key)) for key in sorted(self.rows) if self.rows[key]]

    def killed(self, downtime_s: float = 0.0, policy: Policy | None = None) -> "StoringBench":
        """The next life, with what this one had stored."""
        after = StoringBench(policy, self.now + downtime_s)
        after._nonces = self._nonces
        after.nonces, after.subscriptions = dict(self.nonces), dict(self.subscriptions)
        after.rows = {key: self.rows[key] for key in sorted(self.rows) if self.rows[key]}
        after.server.ledger.restore(after.nonces)
        after.server.take_over(dict(after.rows), UNIX_S + after.now, after.now)
        after.server.restore_subscriptions(list(after.subscriptions.values()), after.now)
        return after

    def to_take_over(self) -> int:
        return self.server.registry.to_take_over()


def subscription(eid: str, nonce: int, rlocs: tuple[Address, ...], who: XtrIdentity, source: str) -> bytes:
    request = MapRequest(nonce, rlocs, (RequestRecord.of(prefix(eid), subscribe=True),), identity=who)
    return ecm(request, eid, source=source)


def ecm(request: MapRequest, eid: str, *, source: str, port: int = 50_000) -> bytes:
    asked, here = prefix(eid).destination.address, Address.parse(source)
    # The inner header has one family: an EID of the other one cannot be its destination.
    destination = asked if asked.afi == here.afi else Address.parse(MS)
    inner = encode(request)
    return encode(EncapsulatedControlMessage(here, port, destination, CONTROL_PORT, inner))


def eids(message: MapNotify | MapReply) -> list[str]:
    return [str(eid_key(entry.eid, entry.mask_length)) for entry in message.records]


def rlocs_of(entry: EidRecord) -> list[str]:
    return [str(locator.rloc) for locator in entry.locators]
