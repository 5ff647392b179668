"""The forwarding logic: which packet is encapsulated, delivered, held, sent on, or dropped, and why."""

import pytest

from lisp.engine import Command, Event
from lisp.wire import Address, DataHeader, Prefix
from tests.unit.xtr.dataplane.packets import ipv4, udp
from xtr.dataplane import forwarder as forwarder_module
from xtr.dataplane import missqueue, peertable
from xtr.dataplane.base import (
    Action,
    AdmitSources,
    DeliverLocally,
    DropQueued,
    HostSeen,
    InstallMapping,
    Misdelivered,
    Miss,
    RemoveMapping,
    RouteEids,
    StopDelivering,
    Target,
)
from xtr.dataplane.forwarder import Forwarder
from xtr.dataplane.packet import ttl_of

OWN = Address.parse("192.0.2.1")
FAR = Address.parse("192.0.2.2")
THIRD = Address.parse("192.0.2.3")
HOME = Prefix.parse("10.1.0.0/24")
REMOTE = Prefix.parse("10.2.0.0/24")
HOST = Prefix.parse("10.1.0.100/32")
MINE, THEIRS = "10.1.0.100", "10.2.0.100"
PLAIN = bytes(8)


def mapping(prefix: Prefix, *rlocs: Address, relay: bool = False) -> InstallMapping:
    return InstallMapping(prefix, Action.FORWARD, tuple(Target(rloc, 1) for rloc in rlocs), relay)


class Bench:
    """A forwarder between two lists."""

    def __init__(self, iid: int = 0, *, detect: bool = False, check_source: bool = False) -> None:
        self.encapsulated: list[tuple[bytes, Address, int, int, int]] = []
        self.delivered: list[bytes] = []
        self.events: list[Event] = []
        self.forwarder = Forwarder(
            iid,
            frozenset((OWN,)),
            lambda *call: self.encapsulated.append(call),
            self.delivered.append,
            self.events.append,
            check_source=check_source,
        )
        self.forwarder.now = 1000.0
        self.apply(
            RouteEids(Prefix.parse("10.0.0.0/8", iid)),
            RouteEids(Prefix.parse("2001:db8::/32", iid)),
            AdmitSources(HOME._replace(iid=iid), detect),
            DeliverLocally(HOME._replace(iid=iid), "lan0"),
        )

    def apply(self, *commands: Command) -> None:
        for command in commands:
            self.forwarder.apply(command)

    def out(self, packet: bytes) -> None:
        self.forwarder.from_host(packet)

    def into(self, packet: bytes, source: Address = FAR, *, ttl: int = 64, tos: int = 0, header: bytes = PLAIN) -> None:
        self.forwarder.from_tunnel(header + packet, source, ttl, tos)

    def dropped(self, reason: str) -> int:
        return self.forwarder.counters[f"drop.{reason}"]

    def rlocs(self) -> list[Address]:
        return [call[1] for call in self.encapsulated]


# --- from the LAN ------------------------------------------------------------------------------------


def test_packet_is_encapsulated_with_its_ttl_and_class() -> None:
    bench = Bench()
    bench.apply(mapping(REMOTE, FAR))
    packet = udp(MINE, THEIRS, 1, 2, ttl=17, tos=0xB9)
    bench.out(packet)
    bench.out(packet)
    assert [(p, rloc, ttl, tos) for p, rloc, _, ttl, tos in bench.encapsulated] == [(packet, FAR, 17, 0xB9)] * 2
    assert bench.encapsulated[0][2] == bench.encapsulated[1][2]
    assert bench.forwarder.counters["encapsulated"] == 2


def test_flows_spread_over_the_rlocs_by_weight_and_stay() -> None:
    bench = Bench()
    bench.apply(InstallMapping(REMOTE, Action.FORWARD, (Target(FAR, 75), Target(THIRD, 25))))
    packets = [udp(MINE, THEIRS, sport, 80) for sport in range(2000)]
    for packet in packets + packets:
        bench.out(packet)
    rlocs = bench.rlocs()
    assert rlocs[:2000] == rlocs[2000:]
    assert 0.65 < rlocs[:2000].count(FAR) / 2000 < 0.85


def test_missing_mapping_holds_the_packets_and_asks_once() -> None:
    bench = Bench()
    packets = [udp(MINE, THEIRS, 1, 2, bytes([n])) for n in range(5)]
    for packet in packets:
        bench.out(packet)
    assert bench.events == [Miss(Prefix.parse(f"{THEIRS}/32"), Address.parse(MINE))]
    assert bench.encapsulated == []
    bench.apply(mapping(REMOTE, FAR))
    assert [call[0] for call in bench.encapsulated] == packets
    assert bench.forwarder.held() == 0


def test_held_packets_for_a_host_that_arrives_here_are_delivered() -> None:
    bench = Bench()
    packet = udp(MINE, THEIRS, 1, 2)
    bench.out(packet)
    bench.apply(DeliverLocally(Prefix.parse(f"{THEIRS}/32"), "lan0"))
    assert bench.delivered == [packet]


def test_held_packets_obey_a_negative_answer() -> None:
    bench = Bench()
    bench.out(udp(MINE, THEIRS, 1, 2))
    bench.apply(InstallMapping(REMOTE, Action.DROP))
    assert bench.encapsulated == []
    assert bench.dropped("negative-drop") == 1
    assert bench.forwarder.held() == 0


def test_held_packets_are_dropped_when_nobody_answers() -> None:
    bench = Bench()
    bench.out(udp(MINE, THEIRS, 1, 2))
    bench.apply(DropQueued(Prefix.parse(f"{THEIRS}/32")))
    assert bench.dropped("held-unanswered") == 1
    assert bench.forwarder.held() == 0


def test_held_packets_do_not_outlive_their_use() -> None:
    bench = Bench()
    bench.out(udp(MINE, THEIRS, 1, 2))
    bench.forwarder.now += 60
    bench.apply(mapping(REMOTE, FAR))
    assert bench.encapsulated == []
    assert bench.dropped("held-too-long") == 1


def test_one_eid_cannot_fill_the_queue() -> None:
    bench = Bench()
    for sport in range(100):
        bench.out(udp(MINE, THEIRS, sport, 2))
    assert bench.forwarder.held() == missqueue.MAX_HELD_PER_EID
    assert bench.dropped("held-queue-full") == 100 - missqueue.MAX_HELD_PER_EID


def test_scan_cannot_fill_the_memory_and_old_queues_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missqueue, "MAX_HELD", 50)
    bench = Bench()
    for number in range(80):
        bench.out(udp(MINE, f"10.2.1.{number}", 1, 2))
    assert bench.forwarder.held() == 50
    assert bench.dropped("held-queue-full") == 30
    bench.forwarder.now += 60
    bench.out(udp(MINE, THEIRS, 1, 2))
    bench.out(udp(MINE, THEIRS, 1, 2))
    assert bench.forwarder.held() == 1


def test_miss_is_asked_for_again_after_a_second() -> None:
    bench = Bench()
    for _ in range(5):
        bench.out(udp(MINE, THEIRS, 1, 2))
        bench.forwarder.now += 0.4
    assert len(bench.events) == 2


@pytest.mark.parametrize(
    ("action", "reason"),
    [(Action.DROP, "negative-drop"), (Action.NATIVE, "negative-native"), (Action.FORWARD, "no-usable-rloc")],
)
def test_mapping_without_rlocs_drops(action: Action, reason: str) -> None:
    bench = Bench()
    bench.apply(InstallMapping(REMOTE, action))
    bench.out(udp(MINE, THEIRS, 1, 2))
    assert bench.dropped(reason) == 1
    assert bench.events == []


def test_punt_asks_every_second_and_holds_nothing() -> None:
    bench = Bench()
    bench.apply(InstallMapping(REMOTE, Action.PUNT))
    bench.out(udp(MINE, THEIRS, 1, 2))
    assert len(bench.events) == 1
    assert bench.forwarder.held() == 0


@pytest.mark.parametrize(
    ("packet", "reason"),
    [
        (udp("10.9.0.1", THEIRS, 1, 2), "source-not-local"),
        (udp("192.0.2.1", THEIRS, 1, 2), "source-not-local"),
        (udp(MINE, "224.0.0.5", 1, 2), "not-unicast"),
        (udp(MINE, "255.255.255.255", 1, 2), "not-unicast"),
        (udp("fe80::1", "ff02::2", 1, 2), "not-unicast"),
        (udp(MINE, "10.1.0.7", 1, 2), "local-in-tunnel"),
        (b"", "malformed-from-host"),
        (b"E", "malformed-from-host"),
        (udp(MINE, THEIRS, 1, 2)[:-1], "malformed-from-host"),
    ],
)
def test_what_a_host_may_not_send(packet: bytes, reason: str) -> None:
    bench = Bench()
    bench.out(packet)
    assert bench.dropped(reason) == 1
    assert bench.encapsulated == []
    assert bench.events == []


def test_unknown_host_of_a_watched_prefix_is_reported_and_served() -> None:
    bench = Bench(detect=True)
    bench.apply(mapping(REMOTE, FAR))
    for _ in range(3):
        bench.out(udp(MINE, THEIRS, 1, 2))
    assert bench.events == [HostSeen(HOST, "data")]
    assert bench.rlocs() == [FAR] * 3
    bench.apply(DeliverLocally(HOST, "lan0"))
    bench.forwarder.now += 5
    bench.out(udp(MINE, THEIRS, 1, 2))
    assert len(bench.events) == 1


def test_changed_mapping_takes_effect_on_known_flows() -> None:
    bench = Bench()
    bench.apply(mapping(REMOTE, FAR))
    bench.out(udp(MINE, THEIRS, 1, 2))
    bench.apply(mapping(Prefix.parse(f"{THEIRS}/32"), THIRD))
    bench.out(udp(MINE, THEIRS, 1, 2))
    bench.apply(RemoveMapping(Prefix.parse(f"{THEIRS}/32")))
    bench.out(udp(MINE, THEIRS, 1, 2))
    assert bench.rlocs() == [FAR, THIRD, FAR]


def test_ipv6_hosts_too() -> None:
    bench = Bench()
    bench.apply(
        AdmitSources(Prefix.parse("2001:db8:1::/64"), False),
        DeliverLocally(Prefix.parse("2001:db8:1::/64"), "lan0"),
        mapping(Prefix.parse("2001:db8:2::/64"), FAR),
    )
    packet = udp("2001:db8:1::5", "2001:db8:2::5", 1, 2, ttl=9)
    bench.out(packet)
    assert bench.encapsulated[0][0] == packet
    assert bench.encapsulated[0][3] == 9
    answer = udp("2001:db8:2::5", "2001:db8:1::5", 2, 1)
    bench.into(answer)
    assert bench.delivered == [answer]


# --- from the tunnel ---------------------------------------------------------------------------------


def test_packet_for_a_local_host_is_delivered_and_its_sender_remembered() -> None:
    bench = Bench()
    packet = udp(THEIRS, MINE, 1, 2, ttl=64)
    bench.into(packet, ttl=60)
    assert [ttl_of(p) for p in bench.delivered] == [60]
    assert bench.forwarder.counters["decapsulated"] == 1
    (peer,) = bench.forwarder.peers(HOME, 60)
    assert (peer.eid, peer.rloc) == (HOST, FAR)
    bench.forwarder.now += 61
    assert bench.forwarder.peers(HOME, 60) == []


@pytest.mark.parametrize(
    ("packet", "reason"),
    [
        (b"", "malformed-inner"),
        (b"\x45", "malformed-inner"),
        (udp(THEIRS, MINE, 1, 2)[:-1], "malformed-inner"),
        (udp(THEIRS, MINE, 1, 2) + b"x", "malformed-inner"),
        (udp(THEIRS, "224.0.0.1", 1, 2), "inner-destination"),
        (udp(THEIRS, "127.0.0.1", 1, 2), "inner-destination"),
        (udp(THEIRS, str(OWN), 1, 4341), "inner-destination"),
        (udp("127.0.0.1", MINE, 1, 2), "inner-source"),
        (udp(str(OWN), MINE, 1, 2), "inner-source"),
        (udp("203.0.113.5", MINE, 1, 2), "inner-source-not-eid"),
        (udp("10.1.0.7", MINE, 1, 2), "inner-source-is-local"),
        (udp(THEIRS, "10.3.0.1", 1, 2), "misdelivered"),
    ],
)
def test_hostile_inner_packets_are_dropped(packet: bytes, reason: str) -> None:
    bench = Bench()
    bench.into(packet)
    assert bench.dropped(reason) == 1
    assert bench.delivered == []
    assert bench.encapsulated == []


@pytest.mark.parametrize("datagram", [b"", b"\0" * 7, b"\x01" + bytes(30), b"\x04" + bytes(30), b"\x03" + bytes(30)])
def test_headers_we_do_not_speak_are_dropped(datagram: bytes) -> None:
    bench = Bench()
    bench.forwarder.from_tunnel(datagram, FAR, 64, 0)
    assert sum(bench.forwarder.counters.values()) == 1
    assert bench.delivered == []


def test_instance_id_must_be_ours() -> None:
    packet = udp(THEIRS, MINE, 1, 2)
    plain, tagged = Bench(), Bench(iid=7)
    plain.into(packet, header=DataHeader.for_instance(7).encode())
    tagged.into(packet)
    assert plain.dropped("unknown-instance") == tagged.dropped("unknown-instance") == 1
    tagged.into(packet, header=DataHeader.for_instance(7).encode())
    assert tagged.delivered == [packet]
    assert tagged.forwarder.header == DataHeader.for_instance(7).encode()


def test_nonce_and_status_bits_do_not_matter() -> None:
    bench = Bench()
    packet = udp(THEIRS, MINE, 1, 2)
    bench.into(packet, header=bytes.fromhex("c0abcdef00000001"))
    assert bench.delivered == [packet]


def test_unsolicited_traffic_does_not_make_us_a_relay() -> None:
    bench = Bench()
    bench.apply(mapping(Prefix.parse("10.3.0.0/24"), THIRD))  # in the cache, but never one of our hosts
    bench.into(udp(THEIRS, "10.3.0.1", 1, 2))
    assert bench.encapsulated == []
    assert bench.events == [Misdelivered(Prefix.parse("10.3.0.1/32"), FAR, relayed=False)]


# --- a host that has moved ---------------------------------------------------------------------------


def moved() -> Bench:
    bench = Bench()
    bench.apply(DeliverLocally(HOST, "lan0"), mapping(HOST, THIRD, relay=True))
    return bench


def test_packet_for_a_host_that_moved_is_sent_on_one_hop_older() -> None:
    bench = moved()
    bench.into(udp(THEIRS, MINE, 1, 2, ttl=64, tos=0xB8), ttl=33, tos=0xB8)
    ((packet, rloc, _, ttl, tos),) = bench.encapsulated
    assert (rloc, ttl, tos, ttl_of(packet)) == (THIRD, 32, 0xB8, 32)
    assert bench.delivered == []
    assert bench.events == [Misdelivered(HOST, FAR, relayed=True)]


def test_packet_is_never_sent_back_to_where_it_came_from() -> None:
    bench = moved()
    bench.into(udp(THEIRS, MINE, 1, 2), THIRD)
    assert bench.encapsulated == []
    assert bench.dropped("relay-loop") == 1


def test_relayed_packet_dies_of_age() -> None:
    bench = moved()
    bench.into(udp(THEIRS, MINE, 1, 2), ttl=1)
    assert bench.encapsulated == []
    assert bench.dropped("ttl-expired") == 1


def test_neighbours_of_the_moved_host_are_still_delivered() -> None:
    bench = moved()
    bench.into(udp(THEIRS, "10.1.0.7", 1, 2))
    assert len(bench.delivered) == 1


def test_moved_host_may_talk_to_its_old_neighbours() -> None:
    bench = moved()
    bench.into(udp(MINE, "10.1.0.7", 1, 2), THIRD)
    assert len(bench.delivered) == 1


def test_stale_senders_are_reported_at_a_bounded_rate() -> None:
    bench = moved()
    for _ in range(100):
        bench.into(udp(THEIRS, MINE, 1, 2))
        bench.forwarder.now += 0.05
    assert len(bench.events) == 5


def test_host_that_returns_is_delivered_again() -> None:
    bench = moved()
    bench.apply(DeliverLocally(HOST, "lan0"))
    bench.into(udp(THEIRS, MINE, 1, 2))
    assert len(bench.delivered) == 1


# --- commands ----------------------------------------------------------------------------------------


def test_slots_are_emptied_only_by_the_command_of_their_kind() -> None:
    bench = moved()
    bench.apply(StopDelivering(HOST))
    bench.into(udp(THEIRS, MINE, 1, 2))
    assert bench.rlocs() == [THIRD]
    bench.apply(DeliverLocally(HOST, "lan0"), RemoveMapping(HOST))
    bench.into(udp(THEIRS, MINE, 1, 2))
    assert len(bench.delivered) == 1
    bench.apply(StopDelivering(HOST), StopDelivering(HOME), RemoveMapping(HOST))
    bench.into(udp(THEIRS, MINE, 1, 2))
    assert bench.dropped("misdelivered") == 1


def test_commands_given_twice_change_nothing_more() -> None:
    commands: list[Command] = [
        DeliverLocally(HOST, "lan0"),
        mapping(REMOTE, FAR),
        mapping(HOST, THIRD, relay=True),
        RemoveMapping(REMOTE),
        StopDelivering(HOME),
    ]
    once, twice = Bench(), Bench()
    for command in commands:
        once.apply(command)
        twice.apply(command, command)
    for bench in (once, twice):
        bench.into(udp(THEIRS, MINE, 1, 2))
        bench.into(udp(THEIRS, "10.1.0.7", 1, 2))
        bench.out(udp(MINE, THEIRS, 1, 2))
    assert once.encapsulated == twice.encapsulated
    assert once.forwarder.counters == twice.forwarder.counters


def test_use_of_a_mapping_is_known_and_survives_its_refresh() -> None:
    bench = Bench()
    bench.apply(mapping(REMOTE, FAR))
    assert not bench.forwarder.used(REMOTE, 60)
    bench.out(udp(MINE, THEIRS, 1, 2))
    bench.apply(mapping(REMOTE, THIRD))
    assert bench.forwarder.used(REMOTE, 60)
    bench.forwarder.now += 61
    assert not bench.forwarder.used(REMOTE, 60)


def test_peers_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peertable, "MAX_PEERS", 10)
    bench = Bench()
    for number in range(30):
        bench.into(udp(THEIRS, MINE, 1, 2), Address.parse(f"198.51.100.{number}"))
    peers = bench.forwarder.peers(HOME, 60)
    assert len(peers) == 10
    assert Address.parse("198.51.100.29") in [peer.rloc for peer in peers]


def test_flows_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forwarder_module, "MAX_FLOWS", 4)
    bench = Bench()
    bench.apply(mapping(REMOTE, FAR))
    for number in range(20):
        bench.out(ipv4(MINE, f"10.2.0.{number}"))
    assert len(bench.encapsulated) == 20


def test_outer_source_is_checked_against_the_mapping_of_the_inner_one() -> None:
    bench = Bench(check_source=True)
    packet = udp(THEIRS, MINE, 1, 2)
    bench.into(packet, THIRD)  # no mapping, nothing to check
    bench.apply(mapping(REMOTE, FAR))
    bench.into(packet, FAR)
    bench.into(packet, THIRD)  # though the flow is known
    assert bench.delivered == [packet, packet]
    assert bench.dropped("outer-source") == 1
    bench.apply(InstallMapping(REMOTE, Action.FORWARD, (Target(FAR, 1),), others=(THIRD,)))
    bench.into(packet, THIRD)
    assert len(bench.delivered) == 3
    assert Bench().forwarder.counters == {}
