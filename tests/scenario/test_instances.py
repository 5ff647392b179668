"""Two tenants with the same addresses: xTR engines, forwarders and map server are real, network and time are not.

Hosts of either instance move as they like, and guests of either are handed over; the other's packets go where they
went before.
"""

from collections.abc import Iterable
from itertools import count, pairwise

import pytest

from lisp.engine import Command, Datagram, Endpoint, Event, Tick
from lisp.wire import CONTROL_PORT, Address, DataHeader, Locator, Prefix, Preparation
from mapserver.engine import MapServer
from mapserver.policy import Site, SitePrefix, Subscriber
from tests.scenario.network import VirtualNetwork
from tests.unit.mapserver.bench import make_policy
from tests.unit.xtr.dataplane.packets import udp
from tests.unit.xtr.support import (
    CONTROLLER_KEY,
    FMCC,
    MS,
    PEER_KEY,
    SITE_KEY,
    chain,
    change_priority,
    identity,
    settings,
)
from xtr.anticipation import GuestPaused, GuestRunning
from xtr.core import DynamicPrefix, HomePrefix
from xtr.dataplane.base import (
    DropLeftovers,
    HostSeen,
    PeersReported,
    ReportPeers,
    ReportUse,
    UseReported,
    prefix_of,
)
from xtr.dataplane.forwarder import Forwarder
from xtr.engine import Xtr
from xtr.memory import Remember

RLOCS = {name: Address.parse(f"192.0.2.{number}") for name, number in (("a", 1), ("b", 2), ("c", 3))}
IIDS = (0, 9)
MOBILE, STAYS = "10.1.0.100", "10.2.0.100"


class Router:
    """An engine and its forwarders; `arrived` is what came out at its LANs: (instance id, packet)."""

    def __init__(self, name: str, world: "World", how: str) -> None:
        self.world = world
        self.arrived: list[tuple[int, bytes]] = []
        self.heard: list[tuple[float, int, bytes]] = []  # the same, with the time
        self.rloc = RLOCS[name]
        others = tuple(rloc for rloc in RLOCS.values() if rloc != self.rloc)
        homes = {"a": "10.1.0.0/24", "b": "10.2.0.0/24", "c": "10.3.0.0/24"}
        nonces = count(int.from_bytes(self.rloc.packed) << 20)
        group = tuple(RLOCS[other] for other in "ac" if other != name) if how == "handover" else ()
        self.xtr = Xtr(
            settings(
                Address.parse("192.0.2.1"),
                rlocs=(self.rloc,),
                identity=identity(self.rloc),
                eid_space=tuple(Prefix.parse("10.0.0.0/8", iid) for iid in IIDS),
                homes=tuple(HomePrefix(Prefix.parse(homes[name], iid), f"lan{iid}") for iid in IIDS),
                dynamics=tuple(
                    DynamicPrefix(Prefix.parse("10.1.0.0/24", iid), f"lan{iid}", True, group) for iid in IIDS
                ),
                peers={rloc: chain(PEER_KEY) for rloc in others} if how in ("change-priority", "handover") else {},
                controller=chain(CONTROLLER_KEY),
                subscribe=how == "subscribe",
            ),
            first_nonce=5_000_000,
            random_nonce=lambda: next(nonces),
            jitter=lambda: 0.5,
        )
        self.forwarders = {iid: self._forwarder(iid) for iid in IIDS}
        self.node = world.add(name, self.xtr, str(self.rloc), self._perform)

    def _forwarder(self, iid: int) -> Forwarder:
        header = DataHeader.for_instance(iid).encode()

        def encapsulate(packet: bytes, rloc: Address, *_outer: int) -> None:
            target = self.world.routers[rloc]
            self.world.call_later(self.world.delay_s, lambda: target.receive(header + packet, self.rloc))

        def deliver(packet: bytes) -> None:
            self.arrived.append((iid, packet))
            self.heard.append((self.world.now, iid, packet))

        return Forwarder(iid, frozenset((self.rloc,)), encapsulate, deliver, self._report)

    def _report(self, event: Event) -> None:
        self.world.later(0.0, self.node, event)

    def _forwarder_of(self, iid: int) -> Forwarder:
        self.forwarders[iid].now = self.world.now
        return self.forwarders[iid]

    def receive(self, datagram: bytes, source: Address) -> None:
        self._forwarder_of(DataHeader.decode(datagram).iid).from_tunnel(datagram, source, 64, 0)

    def send(self, iid: int, packet: bytes) -> None:
        self._forwarder_of(iid).from_host(packet)

    def _perform(self, command: Command) -> None:
        prefix = prefix_of(command)
        match command:
            case DropLeftovers() | Remember():
                return
            case ReportPeers(of, within_s):
                peers = self._forwarder_of(of.iid).peers(of, within_s)
                self._report(PeersReported(of, tuple(peer.rloc for peer in peers)))
            case ReportUse(of, within_s):
                self._report(UseReported(of, self._forwarder_of(of.iid).used(of, within_s)))
            case _ if prefix is not None:
                self._forwarder_of(prefix.iid).apply(command)


class World(VirtualNetwork):
    """Three routers with both tenants behind each, and their map server."""

    def build(self, how: str) -> "World":
        prefixes = tuple(SitePrefix(Prefix.parse("10.0.0.0/8", iid)) for iid in IIDS)
        site = Site("all", chain(SITE_KEY), prefixes)
        subscribers = tuple(
            Subscriber(
                name, identity(rloc), chain(SITE_KEY), tuple(prefix.prefix for prefix in prefixes), frozenset((rloc,))
            )
            for name, rloc in RLOCS.items()
        )
        server = MapServer(make_policy(site, subscribers=subscribers), first_nonce=9_000_000)
        self.add("ms", server, str(MS))
        self.routers = {RLOCS[name]: Router(name, self, how) for name in RLOCS}
        for router in self.routers.values():
            self.feed(router.node, Tick())
        for iid in IIDS:
            self.appears(iid, "a")
        self.run(5.0)
        return self

    def router(self, name: str) -> Router:
        return self.routers[RLOCS[name]]

    def appears(self, iid: int, at: str) -> None:
        """The mobile host of an instance says something on a LAN there."""
        self.feed(self.router(at).node, HostSeen(Prefix.parse(MOBILE, iid), "neighbour", f"lan{iid}"))

    def where(self, iids: Iterable[int] = IIDS) -> dict[int, list[str]]:
        """Where a packet of each instance for the mobile host comes out; nowhere in another instance."""
        for router in self.routers.values():
            router.arrived.clear()
        for iid in iids:
            self.router("b").send(iid, udp(STAYS, MOBILE, 7, 7, b"of instance %d" % iid))
        self.run(2.0)
        found: dict[int, list[str]] = {iid: [] for iid in iids}
        for name in RLOCS:
            for iid, packet in self.router(name).arrived:
                assert packet.endswith(b"of instance %d" % iid), "a tenant has seen another's packet"
                found[iid].append(name)
        return found


@pytest.mark.parametrize("how", ["smr", "change-priority", "subscribe"])
@pytest.mark.parametrize("mover", IIDS)
def test_same_eid_moves_in_one_instance_and_stays_in_the_other(how: str, mover: int) -> None:
    world = World().build(how)
    stayer = next(iid for iid in IIDS if iid != mover)
    assert world.where() == {mover: ["a"], stayer: ["a"]}
    world.appears(mover, "c")
    world.run(8.0)
    assert world.where() == {mover: ["c"], stayer: ["a"]}
    cached = {row["eid"]: row["rlocs"][0]["rloc"] for row in world.router("b").xtr.map_rows(world.now)}
    assert cached[str(Prefix.parse(f"{MOBILE}/32", mover))] == "192.0.2.3"
    world.appears(stayer, "c")
    world.appears(mover, "a")
    world.run(8.0)
    assert world.where() == {mover: ["a"], stayer: ["c"]}
    refused = [reason for router in world.routers.values() for reason in router.xtr.counters if "drop." in reason]
    assert refused == []


@pytest.mark.parametrize("seed", range(5))
def test_instances_stay_apart_on_a_bad_network(seed: int) -> None:
    world = World(seed, loss=0.15, duplicate=0.1, jitter_s=0.08).build("smr")
    world.run(30.0)
    places = {0: "a", 9: "a"}
    for _ in range(4):
        iid, places[iid] = 9, world.random.choice("ac")
        world.appears(iid, places[iid])
        iid = 0
        if world.random.random() < 0.5:
            places[iid] = world.random.choice("ac")
            world.appears(iid, places[iid])
        for _ in range(15):
            world.where()
    assert world.lost > 0
    assert world.where() == {iid: [place] for iid, place in places.items()}


STOPPED_MS, STARTED_MS, EVENT_MS, END_MS = 100, 160, 3, 400


class Guest:
    """A guest of one tenant that is handed over from a to c, or (`stays`) runs on at a; b sends to it every ms."""

    def __init__(self, world: World, iid: int, *, stays: bool) -> None:
        self.world, self.iid = world, iid
        self.end = "a" if stays else "c"
        serving, standby = ((Locator.unicast(RLOCS[name], local=False),) for name in "ac")
        record = Preparation(serving, standby, "vm").record(Prefix.parse(MOBILE, iid))
        for nonce, name in ((1, "c"), (2, "a")):
            message = change_priority(nonce, record, from_controller=True)
            world.feed(world.router(name).node, Datagram(message, Endpoint(FMCC, CONTROL_PORT)))
            world.run(0.05)
        self.stopped_at, self.started_at = (world.now + ms / 1000 for ms in (STOPPED_MS, STARTED_MS))

    def run(self) -> None:
        """It stops, and starts again; all the while somebody sends to it and to its namesake of the other tenant."""
        for router in self.world.routers.values():
            router.heard.clear()
        for ms in range(END_MS):
            if ms == STOPPED_MS + EVENT_MS:
                self.world.feed(self.world.router("a").node, GuestPaused("vm", self.stopped_at))
            if ms == STARTED_MS + EVENT_MS:
                self.world.feed(self.world.router(self.end).node, GuestRunning("vm", self.started_at))
            for iid in IIDS:
                self.world.router("b").send(iid, udp(STAYS, MOBILE, 7, 7, b"%d %d" % (iid, ms)))
            self.world.run(0.001)
        self.world.run(1.0)

    def heard(self, name: str, iid: int) -> list[tuple[float, int]]:
        """When which packet of an instance came out at a router; none comes out in another."""
        said = [(at, out, packet[28:].split()) for at, out, packet in self.world.router(name).heard if out == iid]
        assert all(int(of) == out for _, out, (of, _) in said), "a tenant has seen another's packet"
        return [(at, int(number)) for at, _, (_, number) in said]

    def got(self) -> set[int]:
        """The packets that came while it ran, or wait for it where it has stopped and goes on."""
        at_source, at_target = self.heard("a", self.iid), self.heard("c", self.iid)
        found = {number for at, number in at_source if self.end == "a" or at < self.stopped_at}
        return found | {number for at, number in at_target if self.end == "c" and at >= self.started_at}


@pytest.mark.parametrize("stays", [False, True])
@pytest.mark.parametrize("namesake_at", ["a", "c"])
@pytest.mark.parametrize("mover", IIDS)
def test_guest_is_handed_over_in_one_instance_and_its_namesake_does_not_notice(
    mover: int, namesake_at: str, stays: bool
) -> None:
    world = World().build("handover")
    other = next(iid for iid in IIDS if iid != mover)
    if namesake_at == "c":
        world.appears(other, "c")
        world.run(8.0)
    assert world.where() == {mover: ["a"], other: [namesake_at]}
    guest = Guest(world, mover, stays=stays)
    guest.run()
    assert guest.got() == set(range(END_MS)), "packets are lost"
    numbers = [number for _, number in guest.heard(guest.end, mover)]
    assert numbers == sorted(numbers) or not stays, "the detour by the source is overtaken, its copies are not"
    undisturbed = guest.heard(namesake_at, other)
    assert [number for _, number in undisturbed] == list(range(END_MS))
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(undisturbed)]
    assert max(gaps) < 0.0015, "its packets have waited"
    assert world.where() == {mover: [guest.end], other: [namesake_at]}
    ways_back = {row["eid"] for row in world.router("c").xtr.map_rows(world.now) if "10.2.0." in row["eid"]}
    assert ways_back == {str(Prefix.parse("10.2.0.0/24", mover))}
    assert not world.router("c").forwarders[other].counters["held-for-arrival"]
    assert world.router("c").forwarders[mover].counters["held-for-arrival"]
