"""Registration, its acknowledgement and repetition; answers to those who ask."""

from itertools import pairwise
from typing import Any

import pytest

from lisp.engine import REGISTER_RETRY_S, SendDatagram, Tick
from lisp.wire import (
    Address,
    EncapsulatedControlMessage,
    MapNotify,
    MapNotifyAck,
    MapRegister,
    MapReply,
    MapRequest,
    Prefix,
    RegisterFlag,
    ReplyFlag,
    RequestFlag,
    RequestRecord,
    encode,
    seal,
    verify,
)
from lisp.wire.records import LOCATOR_PROBED
from tests.unit.xtr.support import (
    DC1,
    DC2,
    MS,
    NET1,
    NET2,
    SITE_KEY,
    STRANGER,
    USER,
    VM,
    WRONG_KEY,
    Rig,
    chain,
    identity,
    move_notice,
    notify,
    record,
)
from xtr import etr as etr_module
from xtr.core import HomePrefix, SaveState
from xtr.dataplane.base import AdmitSources, DeliverLocally, HostSeen, PeersReported, RouteEids

HOME = Prefix.parse("10.11.0.0/24")


def fresh(rloc: Address = DC1, **changes: Any) -> Rig:
    """An engine that has had its first tick and no answer yet."""
    rig = Rig(rloc, started=False, **changes)
    rig.feed(Tick())
    return rig


# --- start and registration --------------------------------------------------------------------------


def test_start_sets_the_data_plane_up_and_registers_home() -> None:
    rig = fresh()
    assert rig.commands(RouteEids) == [RouteEids(Prefix.parse("10.0.0.0/8"))]
    assert AdmitSources(HOME, report=False) in rig.outbox
    assert rig.commands(DeliverLocally) == [DeliverLocally(HOME, "lan0")]
    (register,) = rig.sent(MapRegister, MS)
    assert register.records[0].prefix == HOME
    assert register.has(RegisterFlag.WANT_MAP_NOTIFY)
    assert register.has(RegisterFlag.PROXY_REPLY)
    assert not register.has(RegisterFlag.USE_TTL)
    assert register.identity == identity(DC1)
    (sent,) = rig.commands(SendDatagram)
    verify(sent.data, chain(SITE_KEY))


def test_nonces_grow_and_their_reserve_is_saved_first() -> None:
    rig = fresh()
    first = rig.sent(MapRegister)[0].nonce
    assert first == 5_000_000
    assert isinstance(next(c for c in rig.outbox if isinstance(c, SaveState | SendDatagram)), SaveState)
    assert rig.xtr.snapshot()["nonce"] > first
    nonces = [m.nonce for m in rig.sent(MapRegister, among=rig.run(300))]
    assert nonces == sorted(nonces)


def test_notify_confirms_the_registration_once() -> None:
    rig = fresh()
    (register,) = rig.sent(MapRegister)
    rig.receive(notify(register), MS)
    assert rig.notices("registered") == [{"eid": str(HOME)}]
    rig.receive(notify(register), MS)  # the map server's second copy
    assert rig.outbox == []


def test_unanswered_registration_is_repeated_octet_for_octet() -> None:
    rig = fresh()
    (first,) = rig.commands(SendDatagram)
    repeated = [c for c in rig.run(sum(REGISTER_RETRY_S[:4]) + 0.1) if isinstance(c, SendDatagram)]
    assert [c.data for c in repeated] == [first.data] * 4


def test_superseded_registration_is_repeated_with_a_new_nonce() -> None:
    # The map server refuses a nonce below the last it has seen, lost answer or not.
    rig = fresh(NET1)
    home = rig.sent(MapRegister)[0]
    rig.feed(HostSeen(USER, "neighbour", "lan0"))
    host = rig.sent(MapRegister)[0]
    assert host.nonce > home.nonce
    again = rig.sent(MapRegister, MS, rig.run(1.0))
    assert {r.prefix: m.nonce for m in again for r in m.records}[Prefix.parse("10.1.0.0/24")] > host.nonce


def test_quick_phase_then_every_minute() -> None:
    rig = fresh()
    rig.acknowledge_all()
    rig.drop_lookups()
    times: list[float] = []
    while rig.now < 1500:
        at = rig.xtr.deadline()
        assert at is not None
        rig.run(max(at - rig.now, 0))
        if registers := rig.sent(MapRegister):
            times.append(rig.now)
            for register in registers:
                rig.receive(notify(register), MS)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert gaps[0] == pytest.approx(20)
    assert gaps[-1] == pytest.approx(60)


def test_forged_notify_is_refused() -> None:
    rig = fresh()
    (register,) = rig.sent(MapRegister)
    rig.receive(notify(register, WRONG_KEY), MS)
    assert rig.dropped("auth-bad-tag") == 1
    rig.receive(notify(register), STRANGER)
    assert rig.dropped("notify-not-from-map-server") == 1
    assert rig.notices("registered", rig.history) == []


def test_register_replayed_as_notify_is_refused() -> None:
    rig = fresh()
    (sent,) = rig.commands(SendDatagram)
    data = bytes([0x40 | sent.data[0] & 0xF]) + sent.data[1:]
    rig.receive(data, MS)
    assert rig.dropped("auth-bad-tag") == 1


def test_local_eids_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(etr_module, "MAX_LOCAL_EIDS", 3)
    rig = Rig(NET1)
    for number in range(5):
        rig.feed(HostSeen(Prefix.parse(f"10.1.0.{number + 2}/32"), "neighbour", "lan0"))
    assert rig.xtr.status()["local_eids"] == 3
    assert rig.dropped("local-eids-full") == 3


def test_many_eids_share_messages() -> None:
    homes = tuple(HomePrefix(Prefix.parse(f"10.11.{n}.0/24"), "lan0") for n in range(45))
    rig = fresh(DC1, homes=homes)
    assert sorted(len(register.records) for register in rig.sent(MapRegister)) == [5, 20, 20]
    rig.acknowledge_all()
    registers = rig.sent(MapRegister, MS, rig.run(20.5))
    assert sorted(len(register.records) for register in registers) == [5, 20, 20]


# --- answers -----------------------------------------------------------------------------------------


def ask(eid: Prefix, *itr_rlocs: Address, flags: int = 0, nonce: int = 9) -> MapRequest:
    return MapRequest(nonce, itr_rlocs or (NET1,), (RequestRecord.of(eid),), flags=flags)


def passed_on(request: MapRequest, port: int = 40_000) -> bytes:
    prefix = request.records[0].prefix
    assert prefix is not None
    return encode(EncapsulatedControlMessage(NET1, port, prefix.address, 4342, encode(request)))


def test_request_is_answered_to_the_itr_with_authority() -> None:
    rig = Rig(DC1)
    rig.receive(passed_on(ask(VM)), MS)
    (sent,) = rig.commands(SendDatagram)
    assert (sent.destination.address, sent.destination.port) == (NET1, 40_000)
    (reply,) = rig.sent(MapReply)
    assert reply.nonce == 9
    assert reply.records[0].prefix == HOME
    assert reply.records[0].authoritative
    assert [loc.rloc for loc in reply.records[0].locators] == [DC1]


def test_request_is_answered_once_in_three_seconds() -> None:
    rig = Rig(DC1)
    for _ in range(10):
        rig.receive(passed_on(ask(VM)), MS)
    assert rig.dropped("request-rate") == 9
    rig.run(3.1)
    rig.receive(passed_on(ask(VM)), MS)
    assert rig.sent(MapReply)


def test_request_for_what_is_not_ours_is_not_answered() -> None:
    rig = Rig(DC1)
    rig.learn(Prefix.parse("10.1.0.7/32"), record(Prefix.parse("10.1.0.0/24"), NET1))
    rig.receive(passed_on(ask(Prefix.parse("10.1.0.7/32"))), MS)
    assert rig.dropped("request-not-ours") == 1
    assert rig.outbox == []


def test_host_that_moved_away_is_not_answered_for_but_named_as_a_hole() -> None:
    rig = Rig(DC1)
    rig.receive(move_notice(1, VM, DC2), MS)
    rig.receive(passed_on(ask(VM)), MS)
    assert rig.dropped("request-not-ours") == 1
    rig.receive(passed_on(ask(Prefix.parse("10.11.0.11/32"))), MS)
    (reply,) = rig.sent(MapReply)
    assert [found.prefix for found in reply.records] == [HOME, VM]
    assert [found.authoritative for found in reply.records] == [True, False]
    assert reply.records[1].ttl_min == 1


def test_more_specific_hosts_come_along() -> None:
    rig = Rig(NET1)
    rig.feed(HostSeen(USER, "neighbour", "lan0"))
    rig.receive(passed_on(ask(Prefix.parse("10.1.0.7/32"), DC1)), MS)
    (reply,) = rig.sent(MapReply)
    assert [found.prefix for found in reply.records] == [Prefix.parse("10.1.0.0/24"), USER]


def test_ecm_from_anybody_else_is_refused() -> None:
    rig = Rig(DC1)
    rig.receive(passed_on(ask(VM)), STRANGER)
    assert rig.dropped("ecm-not-from-map-server") == 1
    assert rig.outbox == []


@pytest.mark.parametrize("rloc", ["224.0.0.1", "127.0.0.1", "0.0.0.0", "255.255.255.255", "192.0.2.11"])
def test_nobody_is_answered_at_an_address_that_is_no_rloc(rloc: str) -> None:
    rig = Rig(DC1)
    rig.receive(passed_on(ask(VM, Address.parse(rloc))), MS)
    assert rig.dropped("request-no-usable-itr-rloc") == 1
    assert rig.outbox == []


def test_probe_is_answered_with_the_probed_locator() -> None:
    rig = Rig(DC1)
    rig.receive(encode(ask(HOME, NET1, flags=RequestFlag.PROBE)), NET1)
    (reply,) = rig.sent(MapReply, NET1)
    assert reply.flags & ReplyFlag.PROBE
    assert [bool(loc.flags & LOCATOR_PROBED) for loc in reply.records[0].locators] == [True]
    assert all(found.authoritative for found in reply.records)


def test_probe_of_a_foreign_prefix_or_from_a_false_source_is_not_answered() -> None:
    rig = Rig(DC1)
    rig.receive(encode(ask(Prefix.parse("10.12.0.0/24"), NET1, flags=RequestFlag.PROBE)), NET1)
    assert rig.dropped("request-not-ours") == 1
    rig.receive(encode(ask(HOME, NET1, flags=RequestFlag.PROBE)), STRANGER)
    assert rig.dropped("request-source-not-itr-rloc") == 1
    rig.receive(passed_on(ask(HOME, NET1, flags=RequestFlag.PROBE)), MS)
    assert rig.dropped("ecm-probe-or-smr") == 1


def test_request_that_wants_no_reply_gets_none() -> None:
    rig = Rig(DC1)
    rig.receive(passed_on(ask(VM, flags=RequestFlag.NO_REPLY)), MS)
    assert rig.outbox == []


def test_requesters_are_told_when_the_eid_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(etr_module, "MAX_REQUESTERS", 2)
    rig = Rig(DC1, peers={})
    for rloc in (STRANGER, NET1, NET2):
        rig.receive(passed_on(ask(VM, rloc)), MS)
    rig.receive(move_notice(1, VM, DC2), MS)
    smrs = [c.destination.address for c in rig.commands(SendDatagram) if c.data[0] >> 4 == 1]
    assert smrs == [NET1, NET2]  # the longest ago asked is forgotten at the cap


# --- what else arrives -------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 3, 11, 15])
@pytest.mark.parametrize("first", [0x10, 0x20, 0x30, 0x40, 0x50, 0x80, 0xF0, 0x00])
def test_short_datagrams_are_dropped_and_counted(first: int, size: int) -> None:
    rig = Rig(DC1)
    before = sum(n for name, n in rig.xtr.counters.items() if name.startswith("drop."))
    rig.receive(bytes([first] * size), STRANGER)
    assert rig.outbox == []
    assert sum(n for name, n in rig.xtr.counters.items() if name.startswith("drop.")) == before + 1


def test_messages_for_a_map_server_are_dropped() -> None:
    rig = Rig(DC1)
    rig.receive(seal(MapRegister(1, ()), SITE_KEY), STRANGER)
    rig.receive(seal(MapNotifyAck(1, ()), SITE_KEY), MS)
    assert rig.dropped("unexpected-type") == 2


def test_notify_of_nothing_is_acknowledged_and_changes_nothing() -> None:
    rig = Rig(DC1)
    rig.receive(seal(MapNotify(77, ()), SITE_KEY), MS)
    assert rig.sent(MapNotifyAck)[0].nonce == 77
    rig.feed(PeersReported(VM, (NET1,)))
    assert rig.outbox == []


def test_insisting_repeats_only_what_is_not_acknowledged() -> None:
    rig = Rig(DC1)
    rig.feed(HostSeen(VM, "neighbour", "lan0"))
    assert rig.sent(MapRegister) == []  # a data centre is told by the controller who is here
    rig = Rig(NET1)
    rig.feed(HostSeen(USER, "neighbour", "lan0"))
    (first,) = rig.sent(MapRegister)
    etr, core = rig.xtr._etr, rig.xtr._core
    rig.now += 0.3
    etr.insist(USER, rig.now)
    rig.outbox = core.take()
    (second,) = rig.sent(MapRegister)
    assert [entry.prefix for entry in second.records] == [USER]
    assert second.nonce > first.nonce  # the map server may have seen others since the first
    rig.receive(notify(second), MS)
    etr.insist(USER, rig.now)
    etr.insist(Prefix.parse("10.1.0.77/32"), rig.now)
    assert not [c for c in core.take() if isinstance(c, SendDatagram)]


def test_insisting_supersedes_what_was_under_way() -> None:
    rig = Rig(NET1)
    rig.feed(HostSeen(USER, "neighbour", "lan0"))
    rig.xtr._etr.insist(USER, rig.now)
    (second,) = [m for m in rig.sent(MapRegister, among=rig.xtr._core.take())]
    repeated = rig.sent(MapRegister, among=rig.run(1.5))
    assert [message.nonce for message in repeated] == [second.nonce]
