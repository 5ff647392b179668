"""What comes back after a restart: the map-cache with what is left of its time, and the hosts that are here."""

from pathlib import Path

import pytest

from lisp.engine import Tick
from lisp.wire import Locator, MapRegister, Prefix
from tests.unit.xtr.support import DC1, DC2, MS, NET1, USER, VM, Rig, notify, record
from xtr.dataplane.base import Action, DeliverLocally, DropLeftovers, HostSeen, InstallMapping, RemoveMapping
from xtr.mapcache import MapEntry
from xtr.memory import Memory, Remember, row_of_host, row_of_mapping
from xtr.store import Store

FAR = Prefix.parse("10.1.0.0/24")
GUEST = Prefix.parse("10.12.0.10/32")  # of dc2's prefix, so dc1 has it by command only


def remembered(rig: Rig) -> list[Memory]:
    """What the store would hold."""
    rows = {c.prefix: c.row for c in rig.history if isinstance(c, Remember)}
    return [Memory(prefix, row, 0.0) for prefix, row in rows.items() if row is not None]


def next_life(memories: list[Memory], age_s: float = 0.0) -> Rig:
    rig = Rig(DC1, started=False)
    rig.xtr.remember([memory._replace(age_s=age_s) for memory in memories])
    rig.feed(Tick())
    return rig


def cached() -> list[Memory]:
    rig = Rig(DC1)
    rig.learn(USER, record(FAR, NET1, ttl_min=10))
    rig.run(60)
    return remembered(rig)


def test_mapping_comes_back_with_what_is_left_of_its_time() -> None:
    rig = next_life(cached(), age_s=120.0)
    (install,) = rig.commands(InstallMapping)
    assert (install.prefix, install.targets[0].rloc) == (FAR, NET1)
    row = rig.row(FAR)
    assert row is not None
    assert row["expires_s"] == pytest.approx(600 - 120)
    assert row["age_s"] == pytest.approx(120)
    assert not [request for request in rig.requests() if request.records[0].prefix == FAR]


def test_all_that_is_known_is_said_before_the_rest_is_dropped() -> None:
    rig = next_life([*cached(), Memory(GUEST, row_of_host("lan0", "commanded"), 0.0)])
    end = rig.outbox.index(DropLeftovers())
    said = {c.prefix for c in rig.outbox[:end] if isinstance(c, InstallMapping | DeliverLocally)}
    assert said == {FAR, GUEST, Prefix.parse("10.11.0.0/24")}


def test_what_has_expired_meanwhile_does_not_come_back() -> None:
    rig = next_life(cached(), age_s=601.0)
    assert rig.commands(InstallMapping) == []
    assert [c.prefix for c in rig.commands(Remember) if c.row is None] == [FAR]


@pytest.mark.parametrize(
    "memory",
    [
        Memory(Prefix.parse("192.168.0.1/32"), row_of_host("lan0", "detected"), 0.0),
        Memory(GUEST, row_of_host("lan7", "detected"), 0.0),
        Memory(GUEST, {"what": "mapping"}, 0.0),
        Memory(GUEST, {}, 0.0),
        Memory(GUEST, {**cached()[0].row, "record": "00"}, 0.0),
    ],
)
def test_what_no_longer_fits_or_makes_no_sense_is_left_out(memory: Memory) -> None:
    rig = next_life([memory])
    assert rig.commands(InstallMapping) == []
    assert [c.prefix for c in rig.commands(DeliverLocally)] == [Prefix.parse("10.11.0.0/24")]


def test_forgotten_mapping_is_forgotten_for_good() -> None:
    rig = Rig(DC1)
    rig.learn(USER, record(FAR, NET1, ttl_min=1))
    assert remembered(rig)
    assert RemoveMapping(FAR) in rig.run(61)
    assert remembered(rig) == []


def commanded() -> Rig:
    """A life after one in which the controller had brought a guest here."""
    return next_life([Memory(GUEST, row_of_host("lan0", "commanded"), 0.0)])


def registered(rig: Rig) -> set[Prefix | None]:
    found: list[MapRegister] = rig.sent(MapRegister, MS)
    return {entry.prefix for register in found for entry in register.records}


def test_host_given_by_the_controller_is_delivered_again_and_registered_once_confirmed() -> None:
    rig = commanded()
    assert DeliverLocally(GUEST, "lan0") in rig.outbox
    assert GUEST not in registered(rig)
    (request,) = [r for r in rig.requests() if r.records[0].prefix == GUEST]
    rig.reply(request, record(GUEST, DC1))
    assert registered(rig) == {GUEST}
    assert rig.kind(GUEST) == "commanded"


def test_host_that_moved_while_nobody_listened_is_not_taken_back() -> None:
    rig = commanded()
    (request,) = [r for r in rig.requests() if r.records[0].prefix == GUEST]
    rig.reply(request, record(GUEST, DC2))
    assert rig.kind(GUEST) == "away"
    rig.run(100)
    assert GUEST not in registered(rig)
    install = [c for c in rig.history if isinstance(c, InstallMapping)][-1]
    assert install.relay
    assert install.targets[0].rloc == DC2


def test_host_that_nobody_knows_any_more_is_registered_anew() -> None:
    # The map server's own registration has aged out: it answers for the prefix around it.
    rig = commanded()
    (request,) = [r for r in rig.requests() if r.records[0].prefix == GUEST]
    rig.reply(request, record(Prefix.parse("10.12.0.0/24"), DC2))
    assert registered(rig) == {GUEST}


def test_host_that_answers_is_here_whatever_the_map_server_does() -> None:
    rig = commanded()
    rig.feed(HostSeen(GUEST, "neighbour", "lan0"))
    assert registered(rig) == {GUEST}
    rig.receive(notify(rig.sent(MapRegister)[0]), MS)
    rig.feed(HostSeen(GUEST, "neighbour", "lan0"))
    assert registered(rig) == set()


def test_silent_map_resolver_is_asked_again_and_nothing_is_claimed() -> None:
    rig = commanded()
    commands = rig.run(200)
    asked = [r for r in rig.requests(commands) if r.records[0].prefix == GUEST]
    assert len(asked) > 20
    assert not [r for m in rig.sent(MapRegister, MS, commands) for r in m.records if r.prefix == GUEST]


# --- the file --------------------------------------------------------------------------------------------


def entry() -> MapEntry:
    locators = (Locator.unicast(NET1, 1, 50), Locator.unicast(DC2, 2, 50))
    return MapEntry(FAR, locators, Action.FORWARD, "map-reply", 1500.0, 1400.0, since=900.0)


def test_rows_are_read_as_written_and_the_last_one_counts(tmp_path: Path) -> None:
    store = Store(tmp_path / "new" / "state.sqlite")
    store.put(Remember(FAR, row_of_mapping(entry(), 1000.0)))
    store.put(Remember(VM, row_of_host("lan0", "detected")))
    store.put(Remember(FAR, row_of_host("lan0", "detected")))
    store.put(Remember(VM, None))
    store.close()
    again = Store(tmp_path / "new" / "state.sqlite")
    (memory,) = again.load()
    assert (memory.prefix, dict(memory.row)) == (FAR, dict(row_of_host("lan0", "detected")))
    assert 0 <= memory.age_s < 5
    again.close()


def test_what_was_written_survives_a_kill(tmp_path: Path) -> None:
    store = Store(tmp_path / "state.sqlite")
    store.put(Remember(VM, row_of_host("lan0", "detected")))
    other = Store(tmp_path / "state.sqlite")  # the first is still open, as after kill -9
    assert [memory.prefix for memory in other.load()] == [VM]
    other.close()
    store.close()


def test_damaged_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"no database at all" * 100)
    store = Store(path)
    assert store.load() == []
    store.put(Remember(VM, row_of_host("lan0", "detected")))
    assert len(store.load()) == 1
    store.close()
