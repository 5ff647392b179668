"""EIDs that move: who is told, for how long, and which late registrations are believed."""

from lisp.wire import RegisterFlag
from mapserver.registration import HOLD_DOWN_S, REORDER_GUARD_S
from tests.unit.mapserver.bench import (
    DC1,
    FIRST_NONCE,
    NET1,
    NET2,
    OTHER_KEY,
    SITE_KEY,
    Bench,
    eids,
    identity,
    owner,
    record,
    rlocs_of,
)

EID = "10.1.0.100/32"


def moved(bench: Bench | None = None) -> Bench:
    """A user registered by net1 and, ten seconds later, by net2."""
    bench = bench or Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.wait(10.0)
    bench.register(record(EID, NET2), xtr=NET2)
    return bench


def test_a_move_is_told_with_both_places() -> None:
    assert moved().notices("eid-moved") == [{"eid": EID, "from": NET1, "to": NET2}]


def test_the_old_xtr_gets_the_new_locators() -> None:
    notice = moved().notify_to(NET1)
    assert (eids(notice), rlocs_of(notice.records[0])) == ([EID], [NET2])
    assert notice.identity == identity(NET1)
    assert notice.nonce == FIRST_NONCE


def test_the_new_xtr_gets_its_acknowledgement_only() -> None:
    bench = moved()
    assert rlocs_of(bench.notify_to(NET2).records[0]) == [NET2]


def test_a_move_notice_goes_to_the_control_port() -> None:
    assert {port for _, _, port in moved().datagrams()} == {4342}


def test_a_move_notice_is_sent_again_until_it_is_acknowledged() -> None:
    bench = moved()
    notice = bench.notify_to(NET1)
    bench.wait(2.9)
    assert bench.notifies_to(NET1) == []
    bench.wait(0.2)
    assert bench.notify_to(NET1) == notice
    bench.acknowledge(notice, SITE_KEY, NET1)
    assert bench.notices("move-acknowledged") == [{"eid": EID, "xtr": owner(NET1)}]
    bench.wait(60.0)
    assert bench.notifies_to(NET1) == []


def test_a_lost_acknowledgement_costs_six_transmissions_and_no_more() -> None:
    bench = moved()
    bench.wait(60.0)
    assert len(bench.notifies_to(NET1)) == 5
    assert bench.notices("move-unacknowledged") == [{"eid": EID, "xtr": owner(NET1)}]


def test_a_forged_acknowledgement_does_not_count() -> None:
    bench = moved()
    bench.acknowledge(bench.notify_to(NET1), OTHER_KEY, NET1)
    assert bench.drops() == {"auth-bad-tag": 1}
    bench.wait(3.1)
    assert len(bench.notifies_to(NET1)) == 1


def test_an_acknowledgement_of_nothing_is_counted() -> None:
    bench = moved()
    notice = bench.notify_to(NET1)
    bench.acknowledge(notice, SITE_KEY, NET1)
    bench.acknowledge(notice, SITE_KEY, NET1)
    assert bench.drops() == {"ack-not-outstanding": 1}


def test_every_move_notice_has_a_greater_nonce() -> None:
    bench = moved()
    first = bench.notify_to(NET1).nonce
    bench.register(record(EID, DC1), xtr=DC1)
    nonces = [notify.nonce for rloc in (NET1, NET2) for notify in bench.notifies_to(rloc)]
    assert len(nonces) == 2
    assert min(nonces) > first


def test_the_home_xtr_hears_of_a_host_that_shows_up_elsewhere() -> None:
    bench = Bench()
    bench.register(record("10.1.0.0/24", NET1), xtr=NET1)
    bench.register(record(EID, NET2), xtr=NET2)
    assert eids(bench.notify_to(NET1)) == [EID]
    assert [notice["eid"] for notice in bench.notices("eid-registered")] == [EID]
    assert bench.notices("eid-moved") == [{"eid": EID, "from": NET1, "to": NET2}]


def test_the_home_xtr_hears_nothing_of_its_own_hosts() -> None:
    bench = Bench()
    bench.register(record("10.1.0.0/24", NET1), xtr=NET1)
    bench.register(record(EID, NET1), xtr=NET1)
    assert len(bench.notifies_to(NET1)) == 1
    assert bench.notices("eid-moved") == []


def test_the_home_xtr_hears_of_every_further_move() -> None:
    bench = Bench()
    bench.register(record("10.1.0.0/24", NET1), xtr=NET1)
    bench.register(record(EID, NET2), xtr=NET2)
    bench.acknowledge(bench.notify_to(NET1), SITE_KEY, NET1)
    bench.register(record(EID, DC1), xtr=DC1)
    assert rlocs_of(bench.notify_to(NET1).records[0]) == [DC1]
    assert rlocs_of(bench.notify_to(NET2).records[0]) == [DC1]


def test_a_newer_move_replaces_the_notice_under_way() -> None:
    bench = moved()
    bench.register(record(EID, DC1), xtr=DC1)
    bench.wait(3.1)
    assert rlocs_of(bench.notify_to(NET1).records[0]) == [DC1]


def test_acknowledging_an_older_notice_does_not_settle_a_newer_one() -> None:
    bench = moved()
    older = bench.notify_to(NET1)
    bench.register(record(EID, DC1), xtr=DC1)
    bench.acknowledge(older, SITE_KEY, NET1)
    assert bench.drops() == {"ack-not-outstanding": 1}
    bench.wait(3.1)
    assert rlocs_of(bench.notify_to(NET1).records[0]) == [DC1]


# Hold-down.


def test_a_late_refresh_of_the_old_xtr_does_not_undo_the_move() -> None:
    bench = moved()
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.rlocs(EID) == {NET2}
    assert bench.notices("late-refresh-ignored") == [{"eid": EID, "xtr": owner(NET1)}]
    assert bench.server.counters["register.held-down"] == 1


def test_a_late_refresh_is_answered_with_the_locators_that_won() -> None:
    bench = moved()
    bench.register(record(EID, NET1), xtr=NET1)
    assert rlocs_of(bench.notify_to(NET1).records[0]) == [NET2]


def test_the_rest_of_a_late_refresh_counts() -> None:
    bench = moved()
    bench.register(record(EID, NET1), record("10.1.0.101/32", NET1), xtr=NET1)
    assert bench.rlocs(EID) == {NET2}
    assert bench.rlocs("10.1.0.101/32") == {NET1}


def test_a_late_refresh_brings_an_exhausted_notice_back() -> None:
    bench = moved()
    bench.wait(60.0)
    bench.register(record(EID, NET1), xtr=NET1, flags=RegisterFlag.PROXY_REPLY)
    assert rlocs_of(bench.notify_to(NET1).records[0]) == [NET2]


def test_a_refresh_that_the_acknowledgement_overtook_is_as_good_as_lost() -> None:
    bench = moved()
    in_flight = bench.registration(record(EID, NET1), xtr=NET1)
    bench.acknowledge(bench.notify_to(NET1), SITE_KEY, NET1)
    bench.wait(REORDER_GUARD_S / 2)
    bench.receive(in_flight, NET1)
    assert bench.datagrams() == []
    assert bench.drops() == {"move-reorder-guard": 1}
    assert bench.rlocs(EID) == {NET2}


def test_a_user_who_is_back_home_is_accepted_once_home_has_acknowledged() -> None:
    bench = moved()
    bench.acknowledge(bench.notify_to(NET1), SITE_KEY, NET1)
    bench.wait(REORDER_GUARD_S)
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.rlocs(EID) == {NET1}
    assert bench.notices("eid-moved") == [{"eid": EID, "from": NET2, "to": NET1}]
    assert rlocs_of(bench.notify_to(NET2).records[0]) == [NET1]


def test_a_return_within_the_guard_succeeds_with_its_retransmission() -> None:
    bench = moved()
    bench.acknowledge(bench.notify_to(NET1), SITE_KEY, NET1)
    bench.wait(0.1)
    back = bench.registration(record(EID, NET1), xtr=NET1)
    bench.receive(back, NET1)
    assert bench.rlocs(EID) == {NET2}
    bench.wait(1.0)
    bench.receive(back, NET1)
    assert bench.rlocs(EID) == {NET1}


def test_the_hold_down_ends() -> None:
    bench = moved()
    for _ in range(3):  # net2 keeps refreshing
        bench.wait(HOLD_DOWN_S / 3)
        bench.register(record(EID, NET2), xtr=NET2)
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.rlocs(EID) == {NET1}


def test_other_locators_of_the_old_xtr_are_news() -> None:
    bench = moved()
    bench.register(record(EID, "192.0.2.7"), xtr=NET1)
    assert bench.rlocs(EID) == {"192.0.2.7"}


def test_after_two_moves_both_earlier_xtrs_are_held_down() -> None:
    bench = moved()
    bench.register(record(EID, DC1), xtr=DC1)
    bench.register(record(EID, NET1), xtr=NET1)
    bench.register(record(EID, NET2), xtr=NET2)
    assert bench.rlocs(EID) == {DC1}


def test_an_eid_that_nobody_else_has_is_not_held_down() -> None:
    bench = moved()
    bench.register(record(EID, NET2, ttl_min=0), xtr=NET2)
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.rlocs(EID) == {NET1}


def test_no_notice_goes_on_about_an_eid_that_is_gone() -> None:
    bench = moved()
    bench.register(record(EID, NET2, ttl_min=0), xtr=NET2)
    bench.wait(60.0)
    assert bench.notifies_to(NET1) == []


def test_no_notice_goes_on_to_an_xtr_that_has_the_eid_again() -> None:
    bench = moved()
    bench.register(record(EID, "192.0.2.7"), xtr=NET1)  # other locators: accepted at once
    bench.wait(60.0)
    assert bench.notifies_to(NET1) == []


def test_ping_pong_is_followed_as_long_as_everybody_acknowledges() -> None:
    bench = moved()
    here, there = NET2, NET1
    for _ in range(5):
        bench.acknowledge(bench.notify_to(there), SITE_KEY, there)
        bench.wait(1.0)
        here, there = there, here
        bench.register(record(EID, here), xtr=here)
        assert bench.rlocs(EID) == {here}


def test_an_eid_that_two_xtrs_claim_raises_one_alarm_per_window() -> None:
    bench = Bench()
    bench.register(record("10.1.0.100/32", NET1), xtr=NET1)
    alarms = []
    for step in range(8):
        bench.wait(1.0)
        # Locators of its own each time, so that the hold-down has no say.
        bench.register(record("10.1.0.100/32", f"192.0.2.{100 + step}"), xtr=NET2 if step % 2 else NET1)
        alarms += bench.notices("eid-ping-pong")
    assert [(alarm["eid"], alarm["moves"]) for alarm in alarms] == [("10.1.0.100/32", 6)]


def test_a_user_who_moves_now_and_then_raises_no_alarm() -> None:
    bench = Bench()
    for step in range(8):
        bench.register(record("10.1.0.100/32", f"192.0.2.{100 + step}"), xtr=NET1)
        assert bench.notices("eid-ping-pong") == []
        bench.wait(30.0)
