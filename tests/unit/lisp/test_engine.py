"""Timers, retransmission and rate limits, on virtual time."""

from lisp.engine import (
    Counters,
    Endpoint,
    LazyFields,
    Notice,
    Retransmissions,
    SendDatagram,
    Timers,
    earliest,
)
from lisp.wire import Address

PEER = Endpoint(Address.parse("192.0.2.1"), 4342)


def test_timers_come_due_in_order() -> None:
    timers = Timers()
    timers.set("late", 3.0)
    timers.set("early", 1.0)
    assert timers.next_at() == 1.0
    assert timers.due(0.5) == []
    assert timers.due(3.0) == ["early", "late"]
    assert timers.next_at() is None


def test_moved_timer_fires_once_at_its_new_time() -> None:
    timers = Timers()
    timers.set("a", 1.0)
    timers.set("a", 2.0)
    assert timers.due(1.5) == []
    assert timers.due(2.0) == ["a"]
    assert timers.due(9.0) == []


def test_timer_that_is_moved_all_the_time_takes_the_room_of_one() -> None:
    timers = Timers()
    timers.set("still", 2.0)
    for number in range(10_000):
        timers.set("moved", 3.0 + number % 2)
    assert len(timers._heap) < 100
    assert timers.due(9.0) == ["still", "moved"]
    assert timers.next_at() is None


def test_cancelled_timer_stays_silent() -> None:
    timers = Timers()
    timers.set("a", 1.0)
    timers.cancel("a")
    assert timers.next_at() is None
    assert timers.due(5.0) == []


def test_timer_set_back_to_an_earlier_time_does_not_fire_twice() -> None:
    timers = Timers()
    for at in (1.0, 2.0, 1.0):
        timers.set("a", at)
    assert timers.due(2.5) == ["a"]
    assert timers.due(2.5) == []


def test_retransmission_follows_its_schedule_and_gives_up() -> None:
    pending = Retransmissions()
    assert pending.start("k", b"x", PEER, (1.0, 2.0), now=10.0) == SendDatagram(b"x", PEER)
    assert pending.due(10.9) == ([], [])
    assert pending.due(11.0) == ([SendDatagram(b"x", PEER)], [])
    assert pending.next_at() == 13.0
    assert pending.due(13.0) == ([], ["k"])
    assert "k" not in pending


def test_acknowledged_datagram_is_not_sent_again() -> None:
    pending = Retransmissions()
    pending.start("k", b"x", PEER, (1.0, 2.0), now=0.0)
    assert pending.stop("k")
    assert not pending.stop("k")
    assert pending.due(100.0) == ([], [])


def test_counters_name_their_drops() -> None:
    counters = Counters()
    counters.drop("auth-bad-tag")
    assert counters["drop.auth-bad-tag"] == 1


def test_earliest_of_some_deadlines() -> None:
    assert earliest(None, 3.0, 2.0) == 2.0
    assert earliest(None, None) is None


def test_fields_are_made_once_and_only_when_they_are_read() -> None:
    made: list[int] = []

    def make(number: int) -> dict[str, int]:
        made.append(number)
        return {"number": number}

    notice = Notice("counted", LazyFields(make, 7))
    assert made == []
    assert notice.fields == {"number": 7}
    assert {"name": notice.name, **notice.fields} == {"name": "counted", "number": 7}
    assert made == [7]


def test_equal_datagrams_are_one_in_a_set() -> None:
    assert len({SendDatagram(b"x", PEER), SendDatagram(b"x", PEER), SendDatagram(b"y", PEER)}) == 2
