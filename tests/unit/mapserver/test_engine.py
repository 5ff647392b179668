"""The engine as a whole: deadlines, persistence, and what it tells an operator."""

import json

import pytest

from lisp.engine import Event, Notice
from lisp.wire import Address, Locator, MapRequest, RequestRecord, VendorData
from mapserver import shows
from mapserver.commands import PersistState
from mapserver.engine import PERSIST_DELAY_S, MapServer
from mapserver.pubsub import RESTART_LEAP
from tests.unit.mapserver.bench import FIRST_NONCE, FMCC, NET1, NET2, T0, Bench, ecm, make_policy, owner, prefix, record

EID = "10.1.0.100/32"


def test_an_idle_map_server_waits_for_nothing() -> None:
    assert Bench().server.deadline() is None


def test_the_deadline_is_the_next_thing_to_do() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.server.deadline() == T0 + PERSIST_DELAY_S
    bench.wait(1.0)
    assert bench.server.deadline() == T0 + 180.0


def test_changes_are_stored_together() -> None:
    bench = Bench()
    for host in range(5):
        bench.register(record(f"10.1.0.{host}/32", NET1), xtr=NET1)
    stored = [command for command in bench.wait(10.0) if isinstance(command, PersistState)]
    assert [command.state for command in stored] == [bench.server.snapshot()]


def test_a_snapshot_is_json_and_comes_back_the_same() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.follow("10.1.0.0/24")
    snapshot = bench.server.snapshot()
    other = Bench()
    other.server.restore(json.loads(json.dumps(snapshot)), other.now)
    for entry in snapshot["subscriptions"]:
        entry["nonce"] += RESTART_LEAP
    assert other.server.snapshot() == snapshot


def test_nothing_is_put_together_to_be_stored_where_nothing_is_stored() -> None:
    server = MapServer(make_policy(), FIRST_NONCE, keeps_state=False)
    bench = Bench()
    bench.server = server
    bench.register(record(EID, NET1), xtr=NET1)
    assert [command for command in bench.wait(10.0) if isinstance(command, PersistState)] == []


def test_a_snapshot_of_another_version_is_refused() -> None:
    bench = Bench()
    with pytest.raises(ValueError, match="version"):
        bench.server.restore({**bench.server.snapshot(), "version": 99}, bench.now)


def test_a_snapshot_holds_no_secret() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.follow("10.1.0.0/24")
    assert "key of" not in json.dumps(bench.server.snapshot())
    assert "key of" not in repr(bench.server.policy)


def test_an_event_of_another_kind_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError):
        Bench().feed(Event())


def test_shows_are_json() -> None:
    bench = Bench()
    bench.register(record("10.1.0.0/24", NET1), record(EID, NET1), xtr=NET1)
    bench.follow("10.1.0.0/24")
    bench.register(record(EID, NET2), xtr=NET2)
    server = bench.server
    pictures = [
        shows.status(server),
        shows.eid_map(server, {}, bench.now),
        shows.sites(server, {}, bench.now),
        shows.subscribers(server, bench.now),
    ]
    assert json.loads(json.dumps(pictures)) == pictures


def test_the_map_shows_where_an_eid_is_and_who_says_so() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.wait(20.0)
    (entry,) = shows.eid_map(bench.server, {}, bench.now)
    assert (entry["eid"], entry["kind"], entry["expires_s"]) == (EID, "registered", 160.0)
    assert entry["rlocs"] == [{"rloc": NET1, "priority": 1, "weight": 100, "state": "up"}]
    assert [xtr["xtr"] for xtr in entry["xtrs"]] == [owner(NET1)]


def test_the_map_can_be_asked_for_one_eid() -> None:
    bench = Bench()
    bench.register(record("10.1.0.0/24", NET1), record(EID, NET1), record("10.2.0.0/24", NET1), xtr=NET1)
    asked = shows.eid_map(bench.server, {"eid": "10.1.0.100"}, bench.now)
    assert [entry["eid"] for entry in asked] == ["10.1.0.0/24", EID]


def test_a_silent_subscriber_shows_as_unreachable() -> None:
    bench = Bench()
    bench.follow("10.1.0.0/24")
    bench.register(record(EID, NET1), xtr=NET1)
    bench.wait(60.0)
    (entry,) = shows.subscribers(bench.server, bench.now)
    assert (entry["state"], entry["waiting"], entry["rlocs"]) == ("unreachable", 1, [FMCC])


def test_messages_are_counted_by_kind() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.ask(EID)
    counters = bench.server.counters
    assert (counters["in.map-register"], counters["in.ecm"], counters["out.map-reply"]) == (1, 1, 1)
    assert counters["out.datagrams"] == 2


def test_what_only_a_vendor_understands_is_dropped() -> None:
    bench, vendor = Bench(), VendorData(0x00000C, b"cisco")
    both = record(EID, NET1)
    spoilt = both._replace(locators=(*both.locators, Locator.unicast(vendor)))
    assert bench.register(spoilt, xtr=NET1)[0] == Notice(
        "registration-refused", {"reason": "unknown-vendor", "source": NET1}
    )
    request = MapRequest(1, (Address.parse(NET2), vendor), (RequestRecord.of(prefix(EID)),))
    assert bench.receive(ecm(request, EID, source=NET2), NET2) == []
    assert bench.drops() == {"unknown-vendor": 2}
    assert bench.rlocs(EID) is None
