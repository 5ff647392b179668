"""A map server among xTRs, an ITR that asks and a subscriber that follows, on a bad network.

The peers say no more than their protocol's part. Whoever has a user registers it until a Map-Notify says
that it is elsewhere; users move at random; everything anybody is told goes into the history.
"""

import random
from collections.abc import Hashable
from itertools import count

from lisp.engine import REGISTER_RETRY_S, Command, Datagram, Endpoint, Event, Retransmissions, SendDatagram, Timers
from lisp.wire import (
    CONTROL_PORT,
    Address,
    EidRecord,
    EncapsulatedControlMessage,
    Key,
    Locator,
    MapNotify,
    MapNotifyAck,
    MapRegister,
    MapReply,
    MapRequest,
    Prefix,
    RegisterFlag,
    RequestRecord,
    decode,
    encode,
    seal,
)
from mapserver.engine import MapServer
from tests.scenario.history import History
from tests.scenario.network import Node, VirtualNetwork
from tests.unit.mapserver.bench import FMCC, FMCC_ID, MS, PUBSUB_KEY, SITE_KEY, identity, make_policy

XTRS = ("192.0.2.1", "192.0.2.2", "192.0.2.3")
EIDS = tuple(f"10.1.0.{host}/32" for host in range(1, 5))
NET = "10.1.0.0/24"
ITR = "192.0.2.9"
SERVER = Endpoint(Address.parse(MS), CONTROL_PORT)
REFRESH_S = 4.0
DETECT_S = 1.0
ASK_S = 0.1


class Peer:
    """What a map server's peers have in common: timers, and what they send again."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.timers = Timers()
        self.now = 0.0

    def deadline(self) -> float | None:
        return self.timers.next_at()

    def handle(self, event: Event, now: float) -> list[Command]:
        self.now = now
        if isinstance(event, Datagram):
            return self.on_message(decode(event.data))
        return [command for key in self.timers.due(now) for command in self.on_timer(key)]

    def on_message(self, message: object) -> list[Command]:
        raise NotImplementedError

    def on_timer(self, key: Hashable) -> list[Command]:
        raise NotImplementedError


class Router(Peer):
    """Registers the users that are with it."""

    def __init__(self, address: str, history: History, first_nonce: int = 1) -> None:
        super().__init__(history)
        self.address = address
        self.present: set[str] = set()
        self.believed: set[str] = set()  # what it holds to be registered as its own
        self._nonces = count(first_nonce)
        self._retries = Retransmissions()
        self._asked: dict[int, str] = {}
        self._noticed: dict[str, int] = {}
        self.timers.set("detect", 1_000.0)
        self.timers.set("refresh", 1_000.0 + REFRESH_S)

    def deadline(self) -> float | None:
        return min(at for at in (super().deadline(), self._retries.next_at()) if at is not None)

    def handle(self, event: Event, now: float) -> list[Command]:
        resends, _ = self._retries.due(now)
        return [*resends, *super().handle(event, now)]

    def on_timer(self, key: Hashable) -> list[Command]:
        self.timers.set(key, self.now + (DETECT_S if key == "detect" else REFRESH_S))
        eids = self.present - self.believed if key == "detect" else self.believed
        return [self._register(eid) for eid in sorted(eids)]

    def _register(self, eid: str) -> Command:
        if eid not in self.believed:
            self.history.claims(eid, self.address, self.now)
        locator = Locator.unicast(Address.parse(self.address))
        record = EidRecord.of(Prefix.parse(eid), (locator,), authoritative=True)
        flags = RegisterFlag.PROXY_REPLY | RegisterFlag.WANT_MAP_NOTIFY | RegisterFlag.XTR_ID
        nonce = next(self._nonces)
        data = seal(MapRegister(nonce, (record,), flags, identity=identity(self.address)), SITE_KEY)
        self._give_up(eid)
        self._asked[nonce] = eid
        return self._retries.start(nonce, data, SERVER, REGISTER_RETRY_S, self.now)

    def _give_up(self, eid: str) -> None:
        """What is under way for an EID counts no more, nor does what acknowledges it."""
        for nonce in [nonce for nonce, asked in self._asked.items() if asked == eid]:
            self._retries.stop(nonce)
            del self._asked[nonce]

    def on_message(self, message: object) -> list[Command]:
        assert isinstance(message, MapNotify)
        (record,) = message.records
        eid, mine = str(record.prefix), [str(x.rloc) for x in record.locators] == [self.address]
        if message.nonce in self._asked:
            self._retries.stop(message.nonce)
            if mine:
                self.believed.add(eid)
                self.history.acknowledged(eid, self.address, self.now)
            else:
                self._lost(eid)
            return []
        if message.nonce > self._noticed.get(eid, 0) and not mine:
            self._noticed[eid] = message.nonce
            self._lost(eid)
        return [acknowledgement(message, SITE_KEY)]

    def _lost(self, eid: str) -> None:
        self.believed.discard(eid)
        self._give_up(eid)


class Asker(Peer):
    """Asks where EIDs are, all the time."""

    def __init__(self, history: History, rng: random.Random) -> None:
        super().__init__(history)
        self._rng = rng
        self._asked: dict[int, float] = {}
        self.known: dict[str, str] = {}
        self.timers.set("ask", 1_000.0)

    def on_timer(self, key: Hashable) -> list[Command]:
        self.timers.set(key, self.now + ASK_S)
        asked, nonce, here = Prefix.parse(self._rng.choice(EIDS)), self._rng.getrandbits(64), Address.parse(ITR)
        self._asked[nonce] = self.now
        return [encapsulated(MapRequest(nonce, (here,), (RequestRecord.of(asked),)), here, asked)]

    def on_message(self, message: object) -> list[Command]:
        assert isinstance(message, MapReply)
        for record in message.records:
            for locator in record.locators:
                asked = self._asked[message.nonce]
                self.history.answered("Map-Reply", str(record.prefix), str(locator.rloc), asked, self.now)
                self.known[str(record.prefix)] = str(locator.rloc)
        return []


class Follower(Peer):
    """Follows the users' network as RFC 9437 section 6 has it: a nonce that is not greater is a replay."""

    def __init__(self, history: History) -> None:
        super().__init__(history)
        self.requests: dict[int, float] = {}
        self.view: dict[str, str] = {}
        self._last = 1_000
        self.timers.set("subscribe", 1_000.0)

    def on_timer(self, key: Hashable) -> list[Command]:
        """Ask until it is confirmed, and again once in a while."""
        self.timers.set(key, self.now + 2.0)
        return self.ask()

    def ask(self) -> list[Command]:
        nonce = self._last + 10 + 10 * len(self.requests)
        self.requests[nonce] = self.now
        here, net = Address.parse(FMCC), Prefix.parse(NET)
        request = MapRequest(nonce, (here,), (RequestRecord.of(net, subscribe=True),), identity=FMCC_ID)
        return [encapsulated(request, here, net)]

    def on_message(self, message: object) -> list[Command]:
        if isinstance(message, MapNotify):
            if message.nonce > self._last:
                self._last = message.nonce
                self.timers.set("subscribe", self.now + 15.0)
                for record in message.records:
                    for locator in record.locators:
                        self.view[str(record.prefix)] = str(locator.rloc)
            return [acknowledgement(message, PUBSUB_KEY)]
        return []


def acknowledgement(notify: MapNotify, key: Key) -> Command:
    ack = MapNotifyAck(notify.nonce, notify.records, notify.flags, identity=notify.identity)
    return SendDatagram(seal(ack, key), SERVER)


def encapsulated(request: MapRequest, source: Address, asked: Prefix) -> Command:
    ecm = EncapsulatedControlMessage(source, CONTROL_PORT, asked.address, CONTROL_PORT, encode(request))
    return SendDatagram(encode(ecm), SERVER)


class MappingSystem(VirtualNetwork):
    """All of them, and users that move."""

    def build(self, server: MapServer | None = None) -> "MappingSystem":
        """Put everybody on the network."""
        self.history = History()
        self.server = server or MapServer(make_policy(), first_nonce=5_000_000)
        self.map_server = self.add("ms", self.server, MS)
        self.routers = {address: Router(address, self.history) for address in XTRS}
        for address, router in self.routers.items():
            self.add(address, router, address)
        self.asker = Asker(self.history, random.Random(self.seed))
        self.add("itr", self.asker, ITR)
        self.follower = Follower(self.history)
        self.add("follower", self.follower, FMCC)
        self.homes: dict[str, str] = {}
        return self

    def live(self, seconds: float, moves_every_s: float) -> None:
        """Users move at random for so long."""
        end = self.now + seconds
        while self.now < end:
            self.move(self.random.choice(EIDS), self.random.choice(XTRS))
            self.run(self.random.expovariate(1 / moves_every_s))

    def move(self, eid: str, xtr: str) -> None:
        """A user appears behind an xTR, which notices within DETECT_S."""
        for router in self.routers.values():
            router.present.discard(eid)
        self.routers[xtr].present.add(eid)
        self.homes[eid] = xtr

    def heal(self) -> None:
        """Nothing is lost from now on."""
        self.loss = self.duplicate = self.jitter_s = 0.0

    def _transmit(self, sender: Node, data: bytes, destination: Endpoint) -> None:
        if sender is self.map_server and data[0] >> 4 == 4 and str(destination.address) == FMCC:
            self._check_publication(data)
        super()._transmit(sender, data, destination)

    def _check_publication(self, data: bytes) -> None:
        """A publication must be right whenever it is sent; a confirmation, for the request it answers."""
        notify = decode(data)
        assert isinstance(notify, MapNotify)
        asked = self.follower.requests.get(notify.nonce, self.now)
        for record in notify.records:
            for locator in record.locators:
                self.history.answered("publication", str(record.prefix), str(locator.rloc), asked, self.now)
