"""EIDs that flap: when their publications stop, and what is published when they go on."""

from math import log2

import pytest

from lisp.wire import Prefix
from mapserver.damping import MAX_HALF_LIVES, Damper, Damping
from tests.unit.mapserver.bench import (
    FMCC,
    NET1,
    NET2,
    PUBSUB_KEY,
    SITE_KEY,
    Bench,
    owner,
    record,
    rlocs_of,
)

EID = "10.1.0.100/32"
DAMPING = Damping(half_life_s=10.0, suppress_at=3.0, reuse_at=1.0)
PREFIX = Prefix.parse(EID)


def test_moves_far_apart_are_no_flapping() -> None:
    damper = Damper(DAMPING)
    assert not any(damper.flapped(PREFIX, 10.0 * number) for number in range(100))
    assert damper.next_at() is None


def test_damping_begins_once_and_ends_when_the_penalty_has_decayed() -> None:
    damper = Damper(DAMPING)
    assert [damper.flapped(PREFIX, 0.0) for _ in range(4)] == [False, False, True, False]
    assert PREFIX in damper
    ends = 10.0 * log2(4.0)
    assert damper.next_at() == pytest.approx(ends)
    assert damper.due(ends - 0.1) == []
    assert damper.due(ends + 0.1) == [PREFIX]
    assert PREFIX not in damper


def test_however_much_it_flaps_it_is_not_damped_for_long_after_it_has_stopped() -> None:
    damper = Damper(DAMPING)
    for _ in range(10_000):
        damper.flapped(PREFIX, 0.0)
    assert damper.next_at() == pytest.approx(10.0 * MAX_HALF_LIVES)


def flap(bench: Bench, moves: int) -> int:
    """Let two xTRs that acknowledge everything claim the EID in turn; how many publications that took."""
    published = 0
    for number in range(moves):
        xtr, other = (NET1, NET2) if number % 2 else (NET2, NET1)
        bench.register(record(EID, xtr), xtr=xtr)
        lost, told = bench.notifies_to(other), bench.notifies_to(FMCC)
        for notify in lost:
            bench.acknowledge(notify, SITE_KEY, other)
        for notify in told:
            published += 1
            bench.acknowledge(notify, PUBSUB_KEY, FMCC)
        bench.wait(1.0)
    return published


def test_publications_of_an_eid_that_flaps_stop_and_its_last_state_follows() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.follow(EID)
    assert flap(bench, 21) == 5
    assert bench.rlocs(EID) == {NET2}, "the map is never damped"
    bench.ask(EID)
    assert rlocs_of(bench.reply().records[0]) == [NET2]
    bench.wait(120.0)
    told = bench.notifies_to(FMCC)
    assert {tuple(rlocs_of(notify.records[0])) for notify in told} == {(NET2,)}
    assert bench.notices("eid-calm") == [{"eid": EID}]
    bench.acknowledge(told[0], PUBSUB_KEY, FMCC)
    bench.register(record(EID, NET1), xtr=NET1)
    assert rlocs_of(bench.notify_to(FMCC).records[0]) == [NET1], "what has calmed down is published at once again"


def test_an_operator_hears_when_damping_begins() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    flap(bench, 5)
    begun = list[dict[str, object]]()
    for xtr in (NET1, NET2, NET1):
        bench.register(record(EID, xtr), xtr=xtr)
        begun += bench.notices("eid-damped")
        bench.wait(1.0)
    assert begun == [{"eid": EID, "xtr": owner(NET1)}]


def test_registering_and_withdrawing_in_turn_is_flapping_too() -> None:
    bench = Bench()
    bench.follow(EID)
    published = 0
    for _ in range(20):
        for ttl_min in (60, 0):
            bench.register(record(EID, NET1, ttl_min=ttl_min), xtr=NET1)
            for notify in bench.notifies_to(FMCC):
                published += 1
                bench.acknowledge(notify, PUBSUB_KEY, FMCC)
    assert published == 9
    bench.wait(120.0)
    assert bench.notifies_to(FMCC)[0].records[0].ttl_min == 0


def test_a_publication_under_way_when_damping_begins_is_not_repeated_with_its_old_state() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.follow(EID)
    flap(bench, 4)
    bench.register(record(EID, NET2), xtr=NET2)  # the fifth: published, and lost
    bench.acknowledge(bench.notify_to(NET1), SITE_KEY, NET1)
    bench.wait(1.0)
    bench.register(record(EID, NET1), xtr=NET1)  # the sixth: damped
    assert bench.notices("eid-damped")
    bench.wait(20.0)
    assert {tuple(rlocs_of(notify.records[0])) for notify in bench.notifies_to(FMCC)} <= {(NET1,)}
