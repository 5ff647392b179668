"""A Delegated Database Tree in virtual time: resolver, root, inner node, two map servers, and who would lead astray.

ITR ─▶ resolver ─▶ root (10.0.0.0/8) ─▶ node (10.11.0.0/16) ─▶ map servers 1 and 2 (10.11.0.0/24) ─▶ ETR
"""

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from lisp.engine import Datagram, Endpoint, SendDatagram, Tick
from lisp.wire import (
    CONTROL_PORT,
    Action,
    Address,
    Algorithm,
    EncapsulatedControlMessage,
    Key,
    KeyChain,
    Locator,
    MapReferral,
    MapReply,
    MapRequest,
    Prefix,
    ReferralAction,
    ReferralRecord,
    RequestRecord,
    XtrIdentity,
    decode,
    encode,
)
from lisp.wire.ecm import DDT_ORIGINATED
from mapserver import ddt_cache, ddt_client, recipients
from mapserver.ddt import Ddt, Delegation
from mapserver.engine import MapServer
from mapserver.policy import OtkPeer, Policy, Site, SitePrefix
from tests.scenario.network import VirtualNetwork
from xtr.core import HomePrefix, Settings
from xtr.dataplane.base import InstallMapping, Miss
from xtr.engine import Xtr

RESOLVER, ROOT, NODE, MS1, MS2 = "192.0.2.20", "192.0.2.40", "192.0.2.41", "192.0.2.21", "192.0.2.22"
ITR, ETR, THIEF = "192.0.2.1", "192.0.2.11", "198.51.100.66"
SITE_KEY = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"between ETRs and map server")
ITR_KEY, RESOLVER_KEY = (1, b"between ITR and map resolver"), (2, b"between map resolver and map server")
VM = Prefix.parse("10.11.0.10/32")


def address(text: str) -> Address:
    return Address.parse(text)


def prefix(text: str) -> Prefix:
    return Prefix.parse(text)


class Tree(VirtualNetwork):
    """The whole tree, with an ITR at one end and an ETR at the other."""

    def __init__(
        self,
        *,
        proxy: bool = True,
        protected: bool = False,
        peers_known: bool = True,
        etr_server: str = MS1,
        **trouble: Any,
    ) -> None:
        super().__init__(**trouble)
        self.log: list[tuple[str, str, bytes]] = []
        self.installed: dict[Prefix, InstallMapping] = {}
        self.nonces = count(2**40, 0x9E3779B97F4A7C15)
        site = Site("dc", KeyChain.of(SITE_KEY), (SitePrefix(prefix("10.11.0.0/24")),))
        home = Site("access", KeyChain.of(SITE_KEY), (SitePrefix(prefix("10.1.0.0/24")),))
        itr_peer = OtkPeer("itr", frozenset({address(ITR)}), (ITR_KEY,), required=protected)
        servers = OtkPeer("servers", frozenset({address(MS1), address(MS2)}), (RESOLVER_KEY,), required=False)
        asking = OtkPeer("resolver", frozenset({address(RESOLVER)}), (RESOLVER_KEY,), required=protected)
        self.resolver = self._server(RESOLVER, Ddt(roots=(address(ROOT),)), (home,), (itr_peer, servers))
        to_node = Delegation(prefix("10.11.0.0/16"), (address(NODE),))
        self.root = self._server(ROOT, Ddt((prefix("10.0.0.0/8"),), (to_node,)))
        to_servers = Delegation(prefix("10.11.0.0/24"), (address(MS1), address(MS2)), map_servers=True)
        self.inner = self._server(NODE, Ddt((prefix("10.11.0.0/16"),), (to_servers,)))
        for own, other, name in ((MS1, MS2, "ms1"), (MS2, MS1, "ms2")):
            ddt = Ddt((prefix("10.11.0.0/24"),), peers=(address(other),) if peers_known else None)
            setattr(self, name, self._server(own, ddt, (site,), (asking,)))
        self.itr = self._xtr(ITR, RESOLVER, "10.1.0.0/24", resolver_keys=(ITR_KEY,) if protected else ())
        self.etr = self._xtr(ETR, etr_server, "10.11.0.0/24", proxy_reply=proxy)
        self.start(ITR)
        self.start(ETR)
        self.run(40.0 if self.loss else 5.0)

    ms1: MapServer
    ms2: MapServer

    def _server(self, at: str, ddt: Ddt, sites: tuple[Site, ...] = (), peers: tuple[OtkPeer, ...] = ()) -> MapServer:
        policy = Policy(sites, addresses=(address(at),), otk_peers=peers, ddt=ddt)
        server = MapServer(policy, first_nonce=1)
        self.add(at, server, at)
        return server

    def _xtr(self, rloc: str, server: str, home: str, **changes: Any) -> Xtr:
        settings = Settings(
            name=rloc,
            rlocs=(address(rloc),),
            identity=XtrIdentity(address(rloc).packed.rjust(16, b"x")),
            map_server=address(server),
            map_resolver=address(server),
            site_keys=KeyChain.of(SITE_KEY),
            eid_space=(prefix("10.0.0.0/8"),),
            homes=(HomePrefix(prefix(home), "lan0"),),
            **changes,
        )
        xtr = Xtr(settings, first_nonce=5_000_000, random_nonce=lambda: next(self.nonces) % 2**64, jitter=lambda: 0.5)
        self.add(rloc, xtr, rloc, self._perform)
        return xtr

    def start(self, at: str) -> None:
        self.feed(self.nodes[address(at)], Tick())

    def _perform(self, command: Any) -> None:
        if isinstance(command, InstallMapping):
            self.installed[command.prefix] = command

    def _transmit(self, sender: Any, data: bytes, destination: Endpoint) -> None:
        self.log.append((str(sender.address), str(destination.address), data))
        super()._transmit(sender, data, destination)

    def look_up(self, eid: Prefix = VM, wait_s: float = 3.0) -> list[str]:
        """Where the ITR's data plane sends packets for an EID after a while."""
        self.log.clear()
        self.feed(self.nodes[address(ITR)], Miss(eid, address("10.1.0.100")))
        self.run(wait_s)
        found = [entry for prefix, entry in self.installed.items() if prefix.covers(eid)]
        return [str(target.rloc) for entry in found for target in entry.targets]

    def asked(self) -> list[str]:
        """The nodes that the resolver sent DDT Map-Requests to, in order."""
        return [to for sender, to, data in self.log if sender == RESOLVER and data[0] in (0x84, 0x8C)]

    def referrals(self) -> list[ReferralRecord]:
        """The records of all Map-Referrals, in order."""
        decoded = [decode(data) for _, _, data in self.log]
        return [message.records[0] for message in decoded if isinstance(message, MapReferral)]

    def negative(self) -> MapReply:
        """The one Map-Reply that the resolver sent."""
        (reply,) = [decode(data) for sender, to, data in self.log if (sender, to) == (RESOLVER, ITR)]
        assert isinstance(reply, MapReply)
        assert not reply.records[0].locators
        return reply


@pytest.mark.parametrize("proxy", [True, False])
@pytest.mark.parametrize("protected", [True, False])
def test_a_lookup_walks_down_the_tree_once_and_then_takes_the_short_way(proxy: bool, protected: bool) -> None:
    tree = Tree(proxy=proxy, protected=protected)
    assert tree.look_up() == [ETR]
    assert tree.asked() == [ROOT, NODE, MS1]
    actions = [record.action for record in tree.referrals()]
    assert actions == [ReferralAction.NODE_REFERRAL, ReferralAction.MS_REFERRAL, ReferralAction.MS_ACK]
    assert all(record.ttl_min == 1440 and not record.incomplete for record in tree.referrals())
    assert len(tree.resolver.ddt) == 0
    # Another host there, the mapping forgotten: straight to the map server.
    tree.installed.clear()
    tree.itr._itr.discard(prefix("10.11.0.0/24"))
    assert tree.look_up(prefix("10.11.0.77/32")) == [ETR]
    assert tree.asked() == [MS1]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("protected", [True, False])
def test_loss_costs_time_and_no_more(seed: int, protected: bool) -> None:
    tree = Tree(seed=seed, loss=0.25, duplicate=0.1, protected=protected)
    found: list[str] = []
    while not found and tree.now < 1300.0:  # the data plane misses again once the ITR has given up
        found = tree.look_up(wait_s=45.0)
    assert found == [ETR]
    tree.run(60.0)
    assert len(tree.resolver.ddt) == 0
    assert tree.resolver.ddt.next_at() is None


def test_a_map_server_without_registration_sends_the_client_to_its_peer() -> None:
    tree = Tree(etr_server=MS2)
    assert tree.look_up() == [ETR]
    assert tree.asked() == [ROOT, NODE, MS1, MS2]
    actions = [record.action for record in tree.referrals()[-2:]]
    assert actions == [ReferralAction.MS_NOT_REGISTERED, ReferralAction.MS_ACK]


@pytest.mark.parametrize(
    ("eid", "action", "hole", "ttl_min", "asked"),
    [
        ("10.200.0.1/32", ReferralAction.DELEGATION_HOLE, "10.128.0.0/9", 15, [ROOT]),
        ("10.11.128.1/32", ReferralAction.DELEGATION_HOLE, "10.11.128.0/17", 15, [ROOT, NODE]),
    ],
)
def test_a_hole_is_said_to_the_itr_and_remembered(
    eid: str, action: ReferralAction, hole: str, ttl_min: int, asked: list[str]
) -> None:
    tree = Tree()
    assert tree.look_up(prefix(eid)) == []
    assert tree.asked() == asked
    assert (tree.referrals()[-1].action, tree.referrals()[-1].ttl_min) == (action, ttl_min)
    (record,) = tree.negative().records
    assert str(record.prefix) == hole
    assert (record.ttl_min, record.action) == (ttl_min, Action.NATIVELY_FORWARD)
    tree.itr._itr.discard(prefix(hole))
    tree.look_up(prefix(eid))
    assert tree.asked() == []
    tree.negative()


def test_nothing_registered_is_said_for_a_minute() -> None:
    tree = Tree()
    tree.nodes[address(ETR)].up = False
    tree.run(200.0)
    assert tree.look_up() == []
    assert tree.asked() == [ROOT, NODE, MS1, MS2]
    assert [record.action for record in tree.referrals()[-2:]] == [ReferralAction.MS_NOT_REGISTERED] * 2
    assert tree.negative().records[0].ttl_min == 1
    tree.nodes[address(ETR)].up = True
    tree.start(ETR)
    tree.run(65.0)
    assert tree.look_up() == [ETR]


@pytest.mark.parametrize("known", [True, False])
def test_incomplete_referrals_are_not_remembered(known: bool) -> None:
    tree = Tree(peers_known=known)
    assert tree.look_up() == [ETR]
    assert tree.referrals()[-1].incomplete is not known
    kept = {(str(entry.prefix), entry.action) for entry in tree.resolver.ddt.cache.entries(tree.now)}
    assert (("10.11.0.0/24", ReferralAction.MS_ACK) in kept) is known


def test_referrals_end_with_their_ttl() -> None:
    tree = Tree()
    tree.look_up()
    tree.run(1440 * 60.0 + 10)
    assert tree.resolver.ddt.cache.entries(tree.now) == []
    tree.look_up(prefix("10.11.0.78/32"), wait_s=10.0)
    assert tree.asked()[0] == ROOT


def test_a_dead_map_server_costs_a_timeout() -> None:
    tree = Tree()
    tree.look_up()
    tree.itr._itr.discard(prefix("10.11.0.0/24"))
    tree.installed.clear()
    tree.nodes[address(MS1)].up = False
    tree.look_up(wait_s=2.5)
    assert tree.asked()[:2] == [MS1, MS2]


def test_a_cached_referral_gone_stale_is_asked_for_anew_from_the_root() -> None:
    tree = Tree()
    tree.look_up()
    tree.itr._itr.discard(prefix("10.11.0.0/24"))
    for server in (tree.ms1, tree.ms2):  # the prefix has moved away from both
        server.adopt(replace(server.policy, sites=(), ddt=Ddt()), tree.now)
    tree.look_up()
    assert tree.asked()[:2] == [MS1, ROOT]
    assert tree.referrals()[0].action == ReferralAction.NOT_AUTHORITATIVE
    assert (tree.referrals()[0].ttl_min, tree.referrals()[0].incomplete) == (0, True)
    assert tree.resolver.counters["drop.ddt-not-authoritative"] >= 1
    assert not [data for sender, to, data in tree.log if (sender, to) == (RESOLVER, ITR)]


def test_a_hole_takes_the_place_of_what_was_there_before() -> None:
    tree = Tree()
    tree.look_up()
    for server in (tree.ms1, tree.ms2):
        server.adopt(replace(server.policy, sites=(), ddt=Ddt()), tree.now)
    tree.root.adopt(replace(tree.root.policy, ddt=Ddt((prefix("10.0.0.0/8"),))), tree.now)
    for expected in ([MS1, ROOT], []):
        for known in ("10.11.0.0/24", "10.0.0.0/8"):
            tree.itr._itr.discard(prefix(known))
        tree.look_up()
        assert tree.asked() == expected
        assert tree.negative().records[0].prefix == prefix("10.0.0.0/8")


def test_nodes_that_do_not_answer_are_asked_with_patience_and_then_given_up() -> None:
    tree = Tree()
    tree.nodes[address(ROOT)].up = False
    start = tree.now
    tree.nodes[address(ITR)].up = False
    tree.log.clear()
    tree.feed(tree.nodes[address(RESOLVER)], Datagram(request(), Endpoint(address(ITR), CONTROL_PORT)))
    tree.run(30.0)
    assert tree.asked() == [ROOT] * ddt_client.TRIES_PER_NODE
    assert tree.resolver.counters["drop.ddt-unanswered"] == 1
    assert tree.nodes[address(RESOLVER)].noticed("lookup-failed") == [{"eid": str(VM), "reason": "ddt-unanswered"}]
    assert len(tree.resolver.ddt) == 0
    assert tree.now - start == 30.0


# Who leads astray.


def request(nonce: int = 77, eid: Prefix = VM, rloc: str = ITR) -> bytes:
    """A Map-Request as an ITR sends it to its resolver."""
    message = MapRequest(nonce, (address(rloc),), (RequestRecord.of(eid),))
    ends = address(rloc), CONTROL_PORT, eid.address, CONTROL_PORT
    return encode(EncapsulatedControlMessage(*ends, encode(message)))


class Alone:
    """A resolver by itself; the test plays everybody else."""

    def __init__(self) -> None:
        policy = Policy((), addresses=(address(RESOLVER),), ddt=Ddt(roots=(address(ROOT),)))
        self.server = MapServer(policy, first_nonce=1)
        self.now = 1000.0

    def feed(self, data: bytes, source: str) -> list[tuple[Any, str]]:
        commands = self.server.handle(Datagram(data, Endpoint(address(source), CONTROL_PORT)), self.now)
        return [(decode(c.data), str(c.destination.address)) for c in commands if isinstance(c, SendDatagram)]

    def refer(self, record: ReferralRecord, source: str, nonce: int = 77) -> list[tuple[Any, str]]:
        return self.feed(encode(MapReferral(nonce, (record,))), source)

    def dropped(self, reason: str) -> int:
        return self.server.counters[f"drop.{reason}"]


def node_referral(eid: str, *nodes: str, action: ReferralAction = ReferralAction.NODE_REFERRAL) -> ReferralRecord:
    return ReferralRecord.of(prefix(eid), action, tuple(Locator.unicast(address(node)) for node in nodes))


@pytest.mark.parametrize(
    ("record", "source", "nonce", "reason"),
    [
        (node_referral("10.11.0.0/16", THIEF), ROOT, 78, "referral-unsolicited"),
        (node_referral("10.11.0.0/16", THIEF), THIEF, 77, "referral-from-elsewhere"),
        (node_referral("10.12.0.0/16", THIEF), ROOT, 77, "referral-not-covering"),
    ],
)
def test_a_forged_referral_changes_nothing(record: ReferralRecord, source: str, nonce: int, reason: str) -> None:
    alone = Alone()
    assert [to for _, to in alone.feed(request(), ITR)] == [ROOT]
    assert alone.refer(record, source, nonce) == []
    assert alone.dropped(reason) == 1
    assert len(alone.server.ddt.cache) == 0
    assert [to for _, to in alone.refer(node_referral("10.11.0.0/16", NODE), ROOT)] == [NODE]


@pytest.mark.parametrize(
    ("eid", "action", "reason"),
    [
        ("10.11.0.0/16", ReferralAction.NODE_REFERRAL, "ddt-loop"),
        ("10.11.0.0/16", ReferralAction.MS_REFERRAL, "ddt-loop"),
        ("10.0.0.0/8", ReferralAction.NODE_REFERRAL, "ddt-less-specific"),
        ("10.0.0.0/8", ReferralAction.MS_ACK, "ddt-less-specific"),
        ("0.0.0.0/0", ReferralAction.DELEGATION_HOLE, "ddt-less-specific"),
        ("0.0.0.0/0", ReferralAction.MS_NOT_REGISTERED, "ddt-less-specific"),
    ],
)
def test_a_referral_that_leads_back_up_ends_the_lookup_and_is_not_kept(
    eid: str, action: ReferralAction, reason: str
) -> None:
    alone = Alone()
    alone.feed(request(), ITR)
    alone.refer(node_referral("10.11.0.0/16", NODE), ROOT)
    assert alone.refer(node_referral(eid, THIEF, action=action), NODE) == []
    assert alone.dropped(reason) == 1
    assert len(alone.server.ddt) == 0
    (kept,) = alone.server.ddt.cache.entries(alone.now)
    assert kept.nodes == (address(NODE),)


@pytest.mark.parametrize("node", ["127.0.0.1", "224.0.0.5", "0.0.0.0", "2001:db8::1"])
def test_nodes_we_must_not_or_cannot_ask_are_no_nodes(node: str) -> None:
    alone = Alone()
    alone.feed(request(), ITR)
    assert alone.refer(node_referral("10.11.0.0/16", node), ROOT) == []
    assert alone.dropped("ddt-no-usable-node") == 1


def test_a_cached_referral_that_leads_nowhere_is_forgotten() -> None:
    alone, eid = Alone(), prefix("10.11.0.0/24")
    kept = ddt_cache.Referral(eid, ReferralAction.MS_ACK, (address(MS1),), 9e9)
    alone.server.ddt.cache.put(eid, kept)
    assert [to for _, to in alone.feed(request(), ITR)] == [MS1]
    unknown = ReferralRecord.of(VM, ReferralAction.NOT_AUTHORITATIVE, ttl_min=0, incomplete=True)
    assert [to for _, to in alone.refer(unknown, MS1)] == [ROOT]
    assert len(alone.server.ddt.cache) == 0


@pytest.mark.parametrize("ddt", [None, Ddt(), Ddt(roots=(address(NODE),))])
def test_lookups_under_way_end_when_the_tree_is_configured_anew(ddt: Ddt | None) -> None:
    alone, eid = Alone(), prefix("10.11.0.0/24")
    alone.server.ddt.cache.put(eid, ddt_cache.Referral(eid, ReferralAction.MS_ACK, (address(MS1),), 9e9))
    alone.feed(request(), ITR)
    alone.server.adopt(replace(alone.server.policy, ddt=ddt), alone.now)
    assert len(alone.server.ddt) == len(alone.server.ddt.cache) == 0
    assert alone.server.ddt.next_at() is None


def test_a_refusal_that_comes_twice_counts_once() -> None:
    alone = Alone()
    alone.feed(request(), ITR)
    alone.refer(node_referral("10.11.0.0/24", MS1, MS2, action=ReferralAction.MS_REFERRAL), ROOT)
    refusal = ReferralRecord.of(prefix("10.11.0.0/24"), ReferralAction.MS_NOT_REGISTERED, ttl_min=1)
    assert [to for _, to in alone.refer(refusal, MS1)] == [MS2]
    assert alone.refer(refusal, MS1) == []
    assert [to for _, to in alone.refer(refusal, MS2)] == [ITR]


def test_a_referral_of_an_unknown_kind_or_of_nothing() -> None:
    alone = Alone()
    alone.feed(request(), ITR)
    assert alone.feed(encode(MapReferral(77, ())), ROOT) == []
    assert alone.dropped("no-records") == 1
    alone.refer(node_referral("10.11.0.0/16", NODE)._replace(action=7), ROOT)
    assert alone.dropped("ddt-unknown-action") == 1


def test_lookups_under_way_are_few_per_itr_and_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ddt_client, "MAX_PENDING", 8)
    monkeypatch.setattr(ddt_client, "MAX_PENDING_PER_ITR", 5)
    alone = Alone()
    for index in range(7):
        alone.feed(request(100 + index, prefix(f"10.11.0.{index}/32")), ITR)
    assert (len(alone.server.ddt), alone.dropped("ddt-itr-full")) == (5, 2)
    for index in range(7):
        alone.feed(request(200 + index, prefix(f"10.11.0.{index}/32"), "192.0.2.2"), "192.0.2.2")
    assert (len(alone.server.ddt), alone.dropped("ddt-pending-full")) == (8, 4)
    while (at := alone.server.deadline()) is not None:
        alone.now = at
        alone.server.handle(Tick(), at)
    assert len(alone.server.ddt) == 0
    assert alone.feed(request(300), ITR)


def test_nobody_can_flood_a_node_through_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ddt_client, "REQUESTS_PER_S_PER_NODE", 10.0)
    alone = Alone()
    sent = [alone.feed(request(100 + index, prefix(f"10.11.0.{index}/32")), ITR) for index in range(100)]
    assert sum(bool(datagrams) for datagrams in sent) == 10
    assert alone.server.counters["ddt.paced"] == 90


def test_an_itr_that_asks_again_is_one_lookup_and_gets_the_answer_to_its_last_request() -> None:
    alone = Alone()
    alone.feed(request(77), ITR)
    assert alone.feed(request(78), ITR) == []
    assert alone.server.counters["ddt.repeated"] == 1
    ((onward, to),) = alone.refer(node_referral("10.11.0.0/16", NODE), ROOT, 77)
    assert to == NODE
    inner = decode(onward.inner)
    assert isinstance(inner, MapRequest)
    assert inner.nonce == 78
    assert onward.flags & DDT_ORIGINATED
    for nonce in range(79, 79 + ddt_client.MAX_NONCES):
        alone.feed(request(nonce), ITR)
    assert alone.dropped("ddt-nonce-in-use") > 0
    assert alone.feed(request(77, prefix("10.11.0.11/32"), "192.0.2.2"), "192.0.2.2") == []


def test_a_node_of_the_tree_without_roots_does_not_say_what_is_not_there() -> None:
    tree = Tree()
    commands = tree.root.handle(Datagram(request(), Endpoint(address(ITR), CONTROL_PORT)), tree.now)
    assert commands == []
    assert tree.root.counters["drop.ddt-no-roots"] == 1


def test_who_is_no_part_of_a_tree_takes_neither_requests_nor_referrals_of_one() -> None:
    server = MapServer(Policy((), addresses=(address(MS1),)), first_nonce=1)
    asked = bytearray(request())
    asked[0] |= 0x04
    for data, reason in ((bytes(asked), "ddt-request"), (encode(MapReferral(1, ())), "unexpected-type")):
        assert server.handle(Datagram(data, Endpoint(address(ITR), CONTROL_PORT)), 1.0) == []
        assert server.counters[f"drop.{reason}"] == 1


def test_the_one_time_key_goes_to_map_servers_only() -> None:
    tree = Tree(protected=True)
    assert tree.look_up() == [ETR]
    shown = {to for sender, to, data in tree.log if sender == RESOLVER and data[0] >> 4 == 8 and data[0] & 0x08}
    assert shown == {MS1}


def test_without_a_key_for_the_map_server_a_protected_lookup_ends() -> None:
    tree = Tree(protected=True)
    tree.resolver.adopt(replace(tree.resolver.policy, otk_peers=tree.resolver.policy.otk_peers[:1]), tree.now)
    assert tree.look_up() == []
    assert tree.resolver.counters["drop.sec-unknown-peer"] >= 1
    assert not [data for sender, to, data in tree.log if (sender, to) == (RESOLVER, MS1)]


def test_a_map_server_met_by_surprise_is_asked_again_with_the_key() -> None:
    tree = Tree(protected=True)
    plain = replace(tree.inner.policy.ddt or Ddt(), delegations=(Delegation(prefix("10.11.0.0/24"), (address(MS1),)),))
    tree.inner.adopt(replace(tree.inner.policy, ddt=plain), tree.now)
    assert tree.look_up(wait_s=0.5) == [ETR]
    assert tree.asked() == [ROOT, NODE, MS1, MS1]
    assert [record.action for record in tree.referrals()[-2:]] == [ReferralAction.MS_ACK] * 2
    # Not a word to the ITR before the key was there: it would have to take that for an attack.
    assert not [name for name in tree.itr.counters if name.startswith("drop.sec-")]


def test_the_cache_forgets_the_oldest_at_its_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ddt_cache, "MAX_REFERRALS", 3)
    cache = ddt_cache.ReferralCache()
    for index in range(5):
        eid = prefix(f"10.{index}.0.0/16")
        cache.put(eid, ddt_cache.Referral(eid, ReferralAction.NODE_REFERRAL, (address(NODE),), 2000.0))
    assert len(cache) == 3
    assert cache.longest(prefix("10.0.0.1/32"), 1000.0) is None
    assert cache.longest(prefix("10.4.0.1/32"), 1000.0) is not None
    assert cache.longest(prefix("10.4.0.1/32"), 2000.0) is None
    assert len(cache) == 2


def test_a_prefix_is_delegated_once() -> None:
    twice = (Delegation(prefix("10.0.0.0/8"), ()), Delegation(prefix("10.0.0.0/8"), ()))
    with pytest.raises(ValueError, match="delegated twice"):
        Ddt(delegations=twice)


def test_a_referral_is_no_larger_than_what_asks_for_it() -> None:
    tree = Tree()
    nodes = tuple(address(f"192.0.2.{last}") for last in range(50, 58))
    wide = Ddt((prefix("10.0.0.0/8"),), (Delegation(prefix("10.11.0.0/16"), nodes),))
    tree.root.adopt(replace(tree.root.policy, ddt=wide), tree.now)
    asked = bytearray(request())
    asked[0] |= 0x04
    sizes, received = [], 0
    for _ in range(100):
        event = Datagram(bytes(asked), Endpoint(address(THIEF), CONTROL_PORT))
        received += len(asked)
        sizes += [len(c.data) for c in tree.root.handle(event, tree.now) if isinstance(c, SendDatagram)]
    assert len(sizes) == 100
    assert min(sizes) < len(asked) < max(sizes)  # all nodes as long as there is credit, then one
    assert sum(sizes) <= received + recipients.FIRST_OCTETS
