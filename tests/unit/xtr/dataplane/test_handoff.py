"""What the forwarder keeps for a host whose handover is near: nothing is lost, nothing changes places."""

import pytest

from lisp.engine import Command
from lisp.wire import Address, Prefix
from tests.unit.xtr.dataplane.packets import udp
from tests.unit.xtr.dataplane.test_forwarder import FAR, HOST, OWN, PLAIN, THEIRS, THIRD, Bench, mapping
from xtr.dataplane import handoff as handoff_module
from xtr.dataplane.base import (
    Action,
    Arriving,
    DeliverLocally,
    HoldArrivals,
    InstallMapping,
    KeepRecent,
    PeersReported,
    RemoveMapping,
    Target,
)

MINE = "10.1.0.100"


def packet(number: int) -> bytes:
    return PLAIN + udp(THEIRS, MINE, 1, 2, number.to_bytes(2, "big"), ttl=60)


def numbers(packets: list[bytes]) -> list[int]:
    return [int.from_bytes(p[-2:], "big") for p in packets]


def arrive(bench: Bench, *which: int, sender: Address = FAR) -> None:
    for number in which:
        bench.forwarder.from_tunnel(packet(number), sender, 64, 0)


def sent_on(bench: Bench) -> list[int]:
    return numbers([call[0] for call in bench.encapsulated])


def switch(since: float, to: Address = THIRD) -> InstallMapping:
    return InstallMapping(HOST, Action.FORWARD, (Target(to, 1),), relay=True, resend_since=since)


def test_source_sends_on_what_came_after_the_stop_and_only_that() -> None:
    bench = Bench()
    bench.apply(KeepRecent(HOST, 0.5))
    for number in range(5):
        bench.forwarder.now = 1000.0 + number / 1000
        arrive(bench, number)
    assert numbers(bench.delivered) == [0, 1, 2, 3, 4]
    bench.apply(switch(1000.0025))
    arrive(bench, 5, 6)
    assert sent_on(bench) == [3, 4, 5, 6]
    assert {call[1] for call in bench.encapsulated} == {THIRD}


def test_copies_are_bounded_in_time_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench()
    bench.apply(KeepRecent(HOST, 0.5))
    arrive(bench, 1)
    bench.forwarder.now += 1.0
    arrive(bench, 2)
    bench.apply(switch(0.0))
    assert sent_on(bench) == [2]
    monkeypatch.setattr(handoff_module, "MAX_KEPT", 3)
    bench = Bench()
    bench.apply(KeepRecent(HOST, 0.5))
    arrive(bench, *range(10))
    bench.apply(switch(0.0))
    assert sent_on(bench) == [7, 8, 9]


def test_nothing_is_kept_before_it_is_asked_for_nor_after() -> None:
    bench = Bench()
    arrive(bench, 1)
    bench.apply(KeepRecent(HOST, 0.5))
    arrive(bench, 2)
    bench.apply(KeepRecent(HOST, 0.0))
    arrive(bench, 3)
    bench.apply(switch(0.0))
    assert sent_on(bench) == []


def test_everybody_who_sends_to_a_host_about_to_leave_is_reported_once() -> None:
    bench = Bench()
    arrive(bench, 1)
    assert bench.events == []
    bench.apply(KeepRecent(HOST, 0.5))
    arrive(bench, 2, 3)
    arrive(bench, 4, sender=THIRD)
    assert bench.events == [PeersReported(HOST, (FAR,)), PeersReported(HOST, (THIRD,))]


def target() -> Bench:
    """HOST is at FAR, whose relay we were, and is about to come here."""
    bench = Bench()
    bench.apply(mapping(HOST, FAR, relay=True), HoldArrivals(HOST, (FAR,)))
    return bench


def test_before_the_source_begins_nothing_changes() -> None:
    bench = target()
    arrive(bench, 1, sender=THIRD)
    assert sent_on(bench) == [1]


def test_target_holds_from_the_first_packet_of_the_source_and_delivers_in_order() -> None:
    bench = target()
    arrive(bench, 1)
    arrive(bench, 2, sender=THIRD)
    arrive(bench, 3)
    bench.forwarder.from_host(udp("10.1.0.7", MINE, 1, 2, (4).to_bytes(2, "big")))
    assert not bench.delivered
    assert not bench.encapsulated
    assert bench.events == [Arriving(HOST, Address.parse(source)) for source in (THEIRS, "10.1.0.7")]
    # What the map-cache says meanwhile does not matter.
    bench.apply(mapping(HOST, FAR, relay=True))
    assert not bench.encapsulated
    bench.apply(DeliverLocally(HOST, "lan0"))
    arrive(bench, 5)
    assert numbers(bench.delivered) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("back", [RemoveMapping(HOST), DeliverLocally(HOST, "lan0")])
def test_host_that_runs_on_at_the_source_gets_everything_in_order(back: Command) -> None:
    bench = Bench()
    bench.apply(KeepRecent(HOST, 0.5))
    arrive(bench, 0)  # where a host that has stopped finds it
    bench.apply(switch(0.0))
    arrive(bench, 1, 2)
    bench.forwarder.from_host(udp("10.1.0.7", MINE, 1, 2, (3).to_bytes(2, "big")))
    assert sent_on(bench) == [0, 1, 2, 3]
    bench.apply(back)
    arrive(bench, 4)
    assert numbers(bench.delivered) == [0, 1, 2, 3, 4]
    # It may stop again: then they go after it once more.
    bench.encapsulated.clear()
    bench.apply(switch(0.0))
    assert sent_on(bench) == [1, 2, 3, 4]
    bench.apply(KeepRecent(HOST, 0.0), back)
    assert numbers(bench.delivered) == [0, 1, 2, 3, 4], "the handover is over"


def test_copies_of_what_is_sent_on_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handoff_module, "MAX_WAITING", 2)
    bench = Bench()
    bench.apply(KeepRecent(HOST, 0.5), switch(0.0))
    arrive(bench, 1, 2, 3)
    bench.apply(RemoveMapping(HOST))
    assert numbers(bench.delivered) == [1, 2]
    bench.apply(switch(0.0))
    arrive(bench, 4)
    bench.forwarder.now += handoff_module.MAX_WAITING_S + 1
    arrive(bench, 5)
    bench.delivered.clear()
    bench.apply(RemoveMapping(HOST))
    assert numbers(bench.delivered) == [5]


def test_target_leaves_to_the_source_what_it_had_from_there_and_sends_it_the_rest() -> None:
    bench = target()
    arrive(bench, 1, 2)
    arrive(bench, 3, sender=THIRD)
    arrive(bench, 4)
    bench.apply(HoldArrivals(HOST, ()))
    assert sent_on(bench) == [3]
    assert {call[1] for call in bench.encapsulated} == {FAR}
    assert {call[3] for call in bench.encapsulated} == {59}, "one hop older, so nothing circles for ever"
    assert bench.forwarder.counters["left-to-source"] == 3


def test_target_sends_everything_on_when_the_host_runs_at_a_third_site() -> None:
    bench = target()
    arrive(bench, 1, 2)
    bench.apply(mapping(HOST, THIRD, relay=True), HoldArrivals(HOST, ()))
    assert sent_on(bench) == [1, 2]
    assert {call[1] for call in bench.encapsulated} == {THIRD}


def test_what_is_held_for_nobody_is_dropped_and_counted() -> None:
    bench = Bench()
    host = Prefix.parse("10.2.0.9/32")
    bench.apply(HoldArrivals(host, (FAR,)))
    bench.forwarder.from_tunnel(PLAIN + udp("10.3.0.1", "10.2.0.9", 1, 2), FAR, 64, 0)
    bench.apply(HoldArrivals(host, ()))
    assert bench.forwarder.counters["drop.arrival-cancelled"] == 1


def test_held_packets_are_checked_like_all_others() -> None:
    bench = target()
    bench.forwarder.from_tunnel(PLAIN + udp("192.0.2.77", MINE, 1, 2), FAR, 64, 0)
    bench.forwarder.from_tunnel(PLAIN + udp(str(OWN), MINE, 1, 2), FAR, 64, 0)
    bench.apply(DeliverLocally(HOST, "lan0"))
    assert not bench.delivered
    assert bench.forwarder.counters["drop.inner-source-not-eid"] == 1
    assert bench.forwarder.counters["drop.inner-source"] == 1


def test_hold_is_bounded_in_number_and_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handoff_module, "MAX_WAITING", 2)
    bench = target()
    arrive(bench, 1, 2, 3)
    assert bench.forwarder.counters["drop.arrivals-full"] == 1
    bench.forwarder.now += handoff_module.MAX_WAITING_S + 1
    arrive(bench, 4)
    bench.apply(DeliverLocally(HOST, "lan0"))
    assert numbers(bench.delivered) == [4]
