"""The map-cache: longest match, holes, eviction."""

from lisp.wire import Address, EidRecord, Locator, Prefix
from xtr.dataplane.base import Action, Target
from xtr.mapcache import MapCache, MapEntry, entry_of, usable_targets

RLOC = Locator.unicast(Address.parse("192.0.2.1"))


def entry(text: str, *, negative: bool = False, relay: bool = False, expires_at: float | None = 100.0) -> MapEntry:
    locators = () if negative else (RLOC,)
    return MapEntry(Prefix.parse(text), locators, Action.FORWARD, "map-reply", expires_at, relay=relay)


def test_longest_match() -> None:
    cache = MapCache()
    cache.put(entry("10.0.0.0/8"))
    cache.put(entry("10.1.0.0/16"))
    found = cache.lookup(Prefix.parse("10.1.2.3/32"))
    assert found is not None
    assert str(found.prefix) == "10.1.0.0/16"
    assert cache.lookup(Prefix.parse("11.0.0.1/32")) is None


def test_covering_entry_does_not_outlive_its_holes() -> None:
    cache = MapCache()
    cache.put(entry("10.1.0.0/24", expires_at=50.0))
    cache.put(entry("10.0.0.0/8", expires_at=100.0))
    found = cache.get(Prefix.parse("10.0.0.0/8"))
    assert found is not None
    assert found.expires_at == 50.0


def test_negative_entries_make_room_first_then_the_oldest_and_relays_last() -> None:
    cache = MapCache(3)
    cache.put(entry("10.0.0.1/32", relay=True, expires_at=None))
    cache.put(entry("10.0.0.2/32"))
    cache.put(entry("10.0.0.3/32", negative=True))
    assert cache.put(entry("10.0.0.4/32")) == [Prefix.parse("10.0.0.3/32")]
    assert cache.put(entry("10.0.0.5/32")) == [Prefix.parse("10.0.0.2/32")]
    assert [str(e.prefix) for e in cache.relays()] == ["10.0.0.1/32"]


def test_replacing_evicts_nobody_and_makes_the_entry_young() -> None:
    cache = MapCache(2)
    cache.put(entry("10.0.0.1/32"))
    cache.put(entry("10.0.0.2/32"))
    assert cache.put(entry("10.0.0.1/32")) == []
    assert cache.put(entry("10.0.0.3/32")) == [Prefix.parse("10.0.0.2/32")]


def test_entry_that_changes_its_kind_changes_its_queue() -> None:
    cache = MapCache(2)
    cache.put(entry("10.0.0.1/32", relay=True))
    cache.put(entry("10.0.0.1/32", negative=True))
    assert cache.relays() == []
    cache.put(entry("10.0.0.2/32"))
    assert cache.put(entry("10.0.0.3/32")) == [Prefix.parse("10.0.0.1/32")]


def test_ttl_is_minutes_and_a_day_at_most() -> None:
    prefix = Prefix.parse("10.0.0.0/8")
    assert entry_of(EidRecord.of(prefix, (RLOC,), ttl_min=10), prefix, "map-reply", 0.0).expires_at == 600
    assert entry_of(EidRecord.of(prefix, (RLOC,), ttl_min=99_999), prefix, "map-reply", 0.0).expires_at == 86_400


def test_unassigned_action_drops() -> None:
    prefix = Prefix.parse("10.0.0.0/8")
    assert entry_of(EidRecord(1, 8, prefix.address, action=7), prefix, "map-reply", 0.0).action is Action.DROP


def test_targets_are_those_of_the_best_priority_that_can_be_used() -> None:
    best = Address.parse("192.0.2.7")
    locators = (
        Locator.unicast(best, 1, 20),
        Locator.unicast(Address.parse("192.0.2.8"), 2),
        Locator.unicast(Address.parse("192.0.2.9"), 0)._replace(flags=0),
        Locator.unicast(Address.parse("2001:db8::1"), 0),
        RLOC,
    )
    assert usable_targets(locators, frozenset((1,)), (Address.parse("192.0.2.1"),)) == (Target(best, 20),)
    assert usable_targets((), frozenset((1,))) == ()
