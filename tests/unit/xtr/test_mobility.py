"""Hosts that arrive, hosts that have left, and who is told."""

import pytest

from lisp.engine import Tick
from lisp.wire import Address, ChangePriority, EidRecord, MapNotifyAck, MapRegister, MapRequest, Prefix
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
    move_notice,
    notify,
    record,
    smr,
)
from xtr.core import DynamicPrefix, Limits
from xtr.dataplane.base import (
    DeliverLocally,
    HostGone,
    HostSeen,
    InstallMapping,
    Misdelivered,
    OwnAddresses,
    RemoveMapping,
    StopDelivering,
)

HERE = HostSeen(USER, "neighbour", "lan0")
HOME = Prefix.parse("10.1.0.0/24")


def at_home() -> Rig:
    """NET1 with the user on its LAN, registered."""
    rig = Rig(NET1)
    rig.feed(HERE)
    rig.acknowledge_all()
    return rig


# --- arrivals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rloc", [NET1, NET2])
def test_host_is_delivered_and_registered_where_it_is_seen(rloc: Address) -> None:
    rig = Rig(rloc)
    rig.feed(HERE)
    assert rig.commands(DeliverLocally) == [DeliverLocally(USER, "lan0")]
    assert rig.sent(MapRegister, MS)[0].records[0].prefix == USER
    assert rig.notices("eid-detected") == [{"eid": str(USER), "how": "neighbour"}]
    assert rig.kind(USER) == "detected"


def test_first_packet_is_proof_enough() -> None:
    rig = Rig(NET2)
    rig.feed(HostSeen(USER, "data"))
    assert rig.notices("eid-detected") == [{"eid": str(USER), "how": "data"}]


def test_host_seen_again_changes_nothing() -> None:
    rig = at_home()
    rig.feed(HERE)
    assert rig.outbox == []


def test_detection_may_be_off() -> None:
    rig = Rig(DC2)
    rig.feed(HostSeen(VM, "neighbour", "lan0"))
    assert rig.outbox == []
    assert rig.dropped("host-detection-off") == 1


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (HostSeen(Prefix.parse("10.99.0.1/32"), "neighbour", "lan0"), "host-not-mobile"),
        (HostSeen(USER, "neighbour", "wan0"), "host-on-other-interface"),
        (HostSeen(Prefix.parse("10.1.0.1/32"), "data"), "host-is-ourselves"),
    ],
)
def test_what_is_no_host_of_ours(event: HostSeen, reason: str) -> None:
    rig = Rig(NET1)
    rig.feed(OwnAddresses(frozenset((Prefix.parse("10.1.0.1"),))))
    rig.feed(event)
    assert rig.outbox == []
    assert rig.dropped(reason) == 1


def test_arrival_replaces_the_cached_mapping_in_place() -> None:
    rig = Rig(NET2)
    rig.learn(USER, record(USER, NET1))
    rig.feed(HERE)
    # Overwritten, never removed first: no packet falls between the two.
    assert rig.commands(RemoveMapping) == []
    assert rig.kind(USER) == "detected"


# --- departures --------------------------------------------------------------------------------------


def test_move_notice_redirects_and_is_acknowledged() -> None:
    rig = at_home()
    rig.receive(move_notice(10, USER, NET2), MS)
    (installed,) = rig.commands(InstallMapping)
    assert (installed.prefix, installed.relay) == (USER, True)
    assert [target.rloc for target in installed.targets] == [NET2]
    assert rig.commands(StopDelivering) == []
    assert rig.notices("eid-departed") == [{"eid": str(USER), "to": str(NET2)}]
    (ack,) = rig.sent(MapNotifyAck, MS)
    assert ack.nonce == 10
    registers = rig.sent(MapRegister, among=rig.run(200))
    assert registers
    assert all(r.prefix == HOME for m in registers for r in m.records)


def test_repeated_move_notice_is_acknowledged_again_only() -> None:
    rig = at_home()
    rig.receive(move_notice(10, USER, NET2), MS)
    before = rig.xtr.map_rows(rig.now)
    rig.receive(move_notice(10, USER, NET2), MS)
    assert rig.sent(MapNotifyAck)
    assert rig.commands(InstallMapping) == []
    assert rig.xtr.map_rows(rig.now) == before


def test_replayed_move_notice_does_not_take_a_returned_host_away() -> None:
    rig = at_home()
    rig.receive(move_notice(10, USER, NET2), MS)
    rig.run(5)
    rig.receive(move_notice(11, USER, STRANGER), MS)
    rig.feed(HERE)
    rig.receive(move_notice(10, USER, NET2), MS)
    assert rig.outbox == []
    assert rig.dropped("notify-replayed") == 1
    assert rig.kind(USER) == "detected"


def test_forged_move_notice_is_refused() -> None:
    rig = at_home()
    rig.receive(move_notice(10, USER, STRANGER, key=WRONG_KEY), MS)
    rig.receive(move_notice(10, USER, STRANGER), STRANGER)
    assert rig.outbox == []
    assert rig.kind(USER) == "detected"


def test_notice_that_names_us_is_no_departure() -> None:
    rig = at_home()
    rig.receive(move_notice(10, USER, NET1, NET2), MS)
    assert rig.kind(USER) == "detected"


def test_notice_about_a_foreign_prefix_changes_nothing() -> None:
    rig = at_home()
    rig.receive(move_notice(10, VM, DC2), MS)
    assert rig.sent(MapNotifyAck)
    assert rig.dropped("notify-not-ours") == 1
    assert rig.kind(VM) is None


def test_host_returns() -> None:
    rig = at_home()
    rig.receive(move_notice(10, USER, NET2), MS)
    rig.run(5)
    rig.feed(HERE)
    assert rig.commands(DeliverLocally) == [DeliverLocally(USER, "lan0")]
    assert rig.sent(MapRegister, MS)[0].records[0].prefix == USER
    assert rig.kind(USER) == "detected"


def test_last_packets_of_a_departed_host_do_not_bring_it_back() -> None:
    rig = at_home()
    rig.receive(move_notice(10, USER, NET2), MS)
    rig.feed(HostSeen(USER, "data"))
    assert rig.kind(USER) == "away"
    assert rig.dropped("host-just-left") == 1
    rig.run(2)
    rig.feed(HostSeen(USER, "data"))
    assert rig.kind(USER) == "detected"


def test_home_relays_until_the_host_returns_others_for_an_hour() -> None:
    home, visited = at_home(), Rig(NET2)
    home.receive(move_notice(10, USER, NET2), MS)
    visited.feed(HERE)
    visited.acknowledge_all()
    visited.receive(move_notice(10, USER, NET1), MS)
    assert visited.kind(USER) == "away"
    home.run(3700)
    visited.run(3700)
    assert home.kind(USER) == "away"
    assert visited.kind(USER) is None


def test_hosts_that_were_away_at_the_start_are_found_in_the_mapping_system() -> None:
    rig = Rig(NET1, started=False)
    rig.feed(Tick())
    (register,) = rig.sent(MapRegister)
    rig.receive(notify(register), MS)
    (request,) = rig.requests()
    assert request.records[0].prefix == HOME
    rig.reply(request, record(HOME, NET1), record(USER, NET2), record(Prefix.parse("10.1.0.7/32"), NET1))
    assert next(c for c in rig.commands(InstallMapping) if c.relay).prefix == USER
    assert rig.kind(USER) == "away"
    assert rig.kind(Prefix.parse("10.1.0.7/32")) is None


def test_relay_follows_the_host_to_its_next_place() -> None:
    rig = at_home()
    rig.receive(move_notice(10, USER, NET2), MS)
    # The third site's xTR solicits us, since our relayed packets reach the second, now without the host.
    rig.receive(smr(USER, NET2), NET2)
    (request,) = rig.requests()
    rig.reply(request, record(USER, DC1))
    (installed,) = rig.commands(InstallMapping)
    assert installed.relay
    assert rig.rlocs(USER) == [str(DC1)]
    assert rig.kind(USER) == "away"


def test_relay_keeps_its_last_place_while_the_host_is_registered_nowhere() -> None:
    rig = at_home()
    rig.receive(move_notice(10, USER, NET2), MS)
    rig.receive(smr(USER, NET2), NET2)
    (request,) = rig.requests()
    rig.reply(request, EidRecord.of(USER, ttl_min=1))
    assert rig.commands(InstallMapping) == []
    assert rig.rlocs(USER) == [str(NET2)]


# --- who is told -------------------------------------------------------------------------------------


def test_data_for_a_departed_host_solicits_its_sender() -> None:
    rig = at_home()
    rig.receive(move_notice(10, USER, NET2), MS)
    rig.feed(Misdelivered(USER, STRANGER, relayed=True))
    (smr_sent,) = rig.sent(MapRequest, STRANGER)
    assert smr_sent.records[0].prefix == USER
    assert rig.notices("smr-sent") == [{"eid": str(USER), "to": str(STRANGER)}]


def test_peer_with_a_key_gets_change_priority_instead() -> None:
    rig = at_home()
    rig.receive(move_notice(10, USER, NET2), MS)
    rig.feed(Misdelivered(USER, DC1, relayed=True))
    assert rig.sent(ChangePriority, DC1)[0].update_cache
    assert rig.sent(MapRequest, DC1) == []


def test_one_smr_in_three_seconds_for_each_rloc() -> None:
    rig = at_home()
    rig.receive(move_notice(10, USER, NET2), MS)
    sent = 0
    for _ in range(100):
        rig.feed(Misdelivered(USER, STRANGER, relayed=True))
        sent += len(rig.sent(MapRequest, STRANGER))
        rig.run(0.1)
    assert sent == 4  # in 10 s


def test_data_for_a_mobile_host_we_never_saw_solicits_too() -> None:
    rig = Rig(NET2)
    rig.feed(Misdelivered(USER, STRANGER, relayed=False))
    assert rig.sent(MapRequest, STRANGER)


def test_data_for_what_was_never_ours_is_only_counted() -> None:
    rig = Rig(NET2)
    rig.feed(Misdelivered(VM, STRANGER, relayed=False))
    assert rig.outbox == []


# --- silence and noise -------------------------------------------------------------------------------


def test_silent_host_is_withdrawn_after_a_while() -> None:
    rig = at_home()
    rig.feed(HostGone(USER, "lan0"))
    passed = rig.run(301)
    assert StopDelivering(USER) in passed
    (withdrawal,) = [m for m in rig.sent(MapRegister, MS, passed) if m.records[0].ttl_min == 0]
    assert withdrawal.records[0].prefix == USER
    assert rig.kind(USER) is None


def test_silent_host_that_speaks_again_stays() -> None:
    rig = at_home()
    rig.feed(HostGone(USER, "lan0"))
    rig.run(100)
    rig.feed(HERE)
    rig.run(400)
    assert rig.kind(USER) == "detected"


def test_commanded_host_is_never_withdrawn_for_silence() -> None:
    rig = at_home()
    rig.feed(HostGone(VM, "lan0"))
    assert rig.xtr.deadline() is not None
    assert rig.notices("eid-withdrawn", rig.run(400)) == []


def test_two_hosts_with_one_address_are_frozen() -> None:
    rig = Rig(NET1, limits=Limits(detection_guard_s=0.0))
    for nonce in range(20):
        rig.feed(HERE)
        rig.receive(move_notice(100 + nonce, USER, NET2), MS)
        rig.run(0.5)
    assert rig.dropped("host-flapping") > 0
    assert len(rig.notices("eid-detected", rig.history)) == 5
    assert rig.notices("eid-flapping", rig.history)
    rig.run(31)
    rig.feed(HERE)
    assert rig.kind(USER) == "detected"


def test_state_of_an_ipv6_host() -> None:
    eid = Prefix.parse("2001:db8:a:1::100/128")
    rig = Rig(
        NET1,
        site_keys=chain(SITE_KEY),
        eid_space=(Prefix.parse("2001:db8:a::/48"),),
        homes=(),
        dynamics=(DynamicPrefix(Prefix.parse("2001:db8:a:1::/64"), "lan0"),),
    )
    rig.feed(HostSeen(eid, "neighbour", "lan0"))
    assert rig.kind(eid) == "detected"
