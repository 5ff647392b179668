"""EIDs that are a source and a destination (RFC 8060 section 4.8)."""

from dataclasses import replace

import pytest

from lisp.wire import (
    Action,
    Address,
    EncapsulatedControlMessage,
    InstanceId,
    MapRequest,
    RegisterFlag,
    RequestRecord,
    SourceDestinationKey,
    decode,
    eid_address,
    encode,
    parse_eid,
)
from lisp.wire.ecm import DDT_ORIGINATED
from mapserver import shows
from mapserver.ddt import Ddt
from mapserver.policy import SitePrefix
from tests.unit.mapserver.bench import (
    ACCESS,
    DC1,
    FMCC,
    NET1,
    NET2,
    OTHER,
    OTHER_KEY,
    PUBSUB_KEY,
    Bench,
    StoringBench,
    ecm,
    eids,
    make_policy,
    prefix,
    record,
    rlocs_of,
)

HOME = "10.1.0.0/24"
GUESTS = "10.7.0.0/16 > 10.1.0.0/24"
LAB = "10.7.1.0/24 > 10.1.0.0/25"
FLOW = "10.7.1.9/32 > 10.1.0.5/32"


def registered(*pairs: tuple[str, str]) -> Bench:
    bench = Bench()
    for eid, rloc in pairs:
        bench.register(record(eid, rloc), xtr=rloc)
    return bench


def answer(bench: Bench, eid: str) -> tuple[str, list[str]]:
    """The one record of the answer: its EID and its locators."""
    bench.now += 1.0
    bench.ask(eid)
    (entry,) = bench.reply().records
    return eids(bench.reply())[0], rlocs_of(entry)


@pytest.mark.parametrize("text", [GUESTS, "[7]10.7.0.0/16 > 10.1.0.0/24", "2001:db8:1::/48 > 2001:db8::1/128"])
def test_a_pair_reads_as_it_is_written(text: str) -> None:
    assert str(parse_eid(text)) == text
    assert str(eid_address(parse_eid(text))) == text


@pytest.mark.parametrize(
    "text", ["10.0.0.0/8 > 2001:db8::/32", "10.0.0.0/8 >", "> 10.0.0.0/8", "10.0.0.1/8 > 10.0.0.0/8"]
)
def test_what_is_no_pair_has_no_key(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_eid(text)


def test_a_pair_is_registered_acknowledged_refreshed_and_withdrawn() -> None:
    bench = registered((GUESTS, NET1))
    assert bench.notify_to(NET1).records == (record(GUESTS, NET1),)
    bench.wait(100.0)
    bench.register(record(GUESTS, NET1), xtr=NET1)
    bench.wait(100.0)
    assert bench.rlocs(GUESTS) == {NET1}
    (entry,) = [mapping.record for mapping in bench.server.registry.mappings()]
    assert (entry.eid, entry.mask_length) == (eid_address(prefix(GUESTS)), 0)  # a pair has its own masks
    bench.register(record(GUESTS, NET1, ttl_min=0), xtr=NET1)
    assert bench.rlocs(GUESTS) is None
    bench.register(record(GUESTS, NET1), xtr=NET1)
    bench.wait(181.0)
    assert bench.rlocs(GUESTS) is None


def test_the_longest_destination_is_looked_up_first_then_the_source() -> None:
    bench = registered((HOME, NET1), (GUESTS, NET2), (LAB, DC1))
    assert answer(bench, FLOW) == (LAB, [DC1])
    # The lab's destination has nothing for this source: the wider one has, outside the lab's sources.
    assert answer(bench, "10.7.2.9/32 > 10.1.0.5/32") == ("10.7.2.0/23 > 10.1.0.0/25", [NET2])
    assert answer(bench, "10.7.1.9/32 > 10.1.0.200/32") == ("10.7.0.0/16 > 10.1.0.128/25", [NET2])
    # No pair has this source: what is registered for any source holds, clear of both pairs.
    assert answer(bench, "10.6.0.1/32 > 10.1.0.5/32") == ("10.6.0.0/16 > 10.1.0.0/25", [NET1])


def test_the_plain_prefix_stands_for_any_source() -> None:
    bench = registered((GUESTS, NET2), ("10.1.0.5/32", NET1))
    assert answer(bench, FLOW) == ("0.0.0.0/0 > 10.1.0.5/32", [NET1])
    assert answer(bench, "10.7.1.9/32 > 10.1.0.4/32") == ("10.7.0.0/16 > 10.1.0.4/32", [NET2])


def test_a_plain_eid_is_never_answered_with_a_pair() -> None:
    bench = registered((GUESTS, NET2))
    assert answer(bench, "10.1.0.5/32") == (HOME, [])
    bench.register(record(HOME, NET1), xtr=NET1)
    assert answer(bench, "10.1.0.5/32") == (HOME, [NET1])
    assert answer(bench, HOME) == (HOME, [NET1])


def test_a_pair_from_anywhere_is_its_destination() -> None:
    bench = registered(("0.0.0.0/0 > 10.1.0.0/24", NET1))
    assert bench.notify_to(NET1).records == (record("0.0.0.0/0 > 10.1.0.0/24", NET1),)  # acknowledged as it came
    assert bench.rlocs(HOME) == {NET1}
    assert answer(bench, "10.1.0.5/32") == (HOME, [NET1])


def test_nothing_registered_for_a_pair_is_the_widest_hole_around_it() -> None:
    bench = registered((LAB, DC1))
    assert answer(bench, "10.7.2.9/32 > 10.1.0.5/32") == ("10.7.2.0/23 > 10.1.0.0/25", [])
    assert bench.reply().records[0].action == Action.NATIVELY_FORWARD
    assert bench.reply().records[0].ttl_min == 1
    assert answer(bench, "10.7.1.9/32 > 10.1.0.200/32") == ("0.0.0.0/0 > 10.1.0.128/25", [])
    assert answer(bench, "10.7.1.9/32 > 10.5.0.1/32") == ("0.0.0.0/0 > 10.4.0.0/14", [])  # nobody's
    assert bench.reply().records[0].ttl_min == 15


def test_a_pair_wider_than_a_packet_is_answered_for_its_first_hosts() -> None:
    bench = registered((HOME, NET1), (LAB, DC1))
    assert answer(bench, "10.7.0.0/16 > 10.1.0.0/24") == ("10.7.0.0/24 > 10.1.0.0/25", [NET1])


def test_a_pair_of_another_site_around_a_configured_prefix_does_not_count_in_it() -> None:
    wide = replace(OTHER, prefixes=(SitePrefix(prefix("10.0.0.0/8")),))
    bench = Bench(make_policy(ACCESS, wide))
    bench.register(record("10.7.0.0/16 > 10.0.0.0/8", NET2), xtr=NET2, key=OTHER_KEY)
    assert answer(bench, FLOW) == ("0.0.0.0/0 > 10.1.0.0/24", [])
    assert answer(bench, "10.7.1.9/32 > 10.3.0.5/32") == ("10.7.0.0/16 > 10.3.0.0/16", [NET2])


def test_the_etr_answers_where_nobody_lets_us() -> None:
    bench = Bench()
    bench.register(record(GUESTS, NET1), xtr=NET1, flags=RegisterFlag.WANT_MAP_NOTIFY)
    bench.ask(FLOW)
    ((message, to, _),) = bench.datagrams()
    assert (message.NAME, to) == ("ecm", NET1)


@pytest.mark.parametrize(
    ("eid", "reason"),
    [
        ("10.7.0.0/16 > 10.9.0.0/24", "prefix-not-allowed"),
        ("10.1.0.0/24 > 10.5.0.0/24", "prefix-not-allowed"),  # the source gives no right
    ],
)
def test_the_destination_says_who_may_register_a_pair(eid: str, reason: str) -> None:
    bench = Bench()
    bench.register(record(HOME, NET1), record(eid, NET1), xtr=NET1)
    assert bench.drops() == {reason: 1}


def test_where_more_specifics_are_not_allowed_a_pair_has_the_whole_destination() -> None:
    bench = Bench()
    bench.register(record("10.7.0.0/16 > 10.9.0.0/24", NET1), xtr=NET1, key=OTHER_KEY)
    bench.register(record("10.7.0.0/16 > 10.9.0.0/25", NET1), xtr=NET1, key=OTHER_KEY)
    assert bench.drops() == {"prefix-not-allowed": 1}
    assert bench.rlocs("10.7.0.0/16 > 10.9.0.0/24") == {NET1}


@pytest.mark.parametrize(
    "eid",
    [
        SourceDestinationKey(16, 32, Address.parse("10.7.0.0"), Address.parse("2001:db8::")),
        SourceDestinationKey(16, 24, InstanceId(7, Address.parse("10.7.0.0")), Address.parse("10.1.0.0")),
        SourceDestinationKey(0, 0, Address(6, bytes(6)), Address(6, bytes(6))),
    ],
)
def test_pairs_of_other_addresses_are_refused(eid: SourceDestinationKey) -> None:
    bench = Bench()
    bench.register(record(HOME, NET1)._replace(eid=eid, mask_length=0), xtr=NET1)
    request = MapRequest(1, (Address.parse(NET2),), (RequestRecord(0, eid),))
    bench.receive(ecm(request, HOME, source=NET2), NET2)
    assert bench.drops() == {"unsupported-eid": 2}


def test_the_ddt_is_not_asked_about_pairs() -> None:
    bench = Bench(replace(make_policy(), ddt=Ddt((), (), None, (Address.parse("192.0.2.90"),))))
    bench.ask("10.7.1.9/32 > 10.5.0.1/32")
    assert bench.drops() == {"unsupported-eid": 1}
    request = MapRequest(1, (Address.parse(NET2),), (RequestRecord.of(prefix(FLOW)),))
    outer = decode(ecm(request, FLOW, source=NET2))
    assert isinstance(outer, EncapsulatedControlMessage)
    bench.receive(encode(replace(outer, flags=DDT_ORIGINATED)), NET2)
    assert bench.drops() == {"unsupported-eid": 2}


def test_another_xtr_with_the_same_pair_is_a_move_and_a_wider_pair_is_not() -> None:
    bench = registered((GUESTS, NET1))
    bench.register(record("10.7.1.0/24 > 10.1.0.0/24", NET2), xtr=NET2)
    assert bench.notices("eid-moved") == []
    assert bench.notifies_to(NET1) == []
    bench.register(record(GUESTS, NET2), xtr=NET2)
    assert bench.notices("eid-moved") == [{"eid": GUESTS, "from": NET1, "to": NET2}]
    assert eids(bench.notify_to(NET1)) == [GUESTS]


# Publications (RFC 9437).


def published(bench: Bench) -> list[tuple[str, int]]:
    """What the controller is told: EIDs and TTLs; it acknowledges."""
    notifies = bench.notifies_to(FMCC)
    told = [(eid, entry.ttl_min) for n in notifies for eid, entry in zip(eids(n), n.records, strict=True)]
    for notify in notifies:
        bench.acknowledge(notify, PUBSUB_KEY, FMCC)
    return told


def test_a_subscriber_to_a_pair_is_told_what_its_traffic_is_looked_up_as() -> None:
    bench = registered((HOME, NET1), (LAB, DC1), ("10.1.0.9/32", NET2), ("10.9.0.0/16 > 10.1.0.0/24", NET2))
    assert eids(bench.follow(GUESTS)) == [HOME, "10.1.0.9/32", LAB]
    bench.register(record("10.1.0.0/26", NET2), xtr=NET2)  # inside the destination, from anywhere
    assert published(bench) == [("10.1.0.0/26", 1440)]
    bench.register(record("10.7.3.0/24 > 10.1.0.0/24", NET2), xtr=NET2)  # inside
    assert published(bench) == [("10.7.3.0/24 > 10.1.0.0/24", 1440)]
    bench.register(record("10.0.0.0/8 > 10.1.0.128/25", NET2), xtr=NET2)  # across
    assert published(bench) == [("10.0.0.0/8 > 10.1.0.128/25", 1440)]
    bench.register(record("10.8.0.0/16 > 10.1.0.0/24", NET2), xtr=NET2)  # of other sources
    bench.register(record("10.2.0.0/24", NET2), xtr=NET2)  # another destination
    assert published(bench) == []
    bench.register(record(LAB, DC1, ttl_min=0), xtr=DC1)
    assert published(bench) == [(LAB, 0)]


def test_a_pair_that_goes_is_replaced_by_what_takes_its_place() -> None:
    bench = registered((HOME, NET1), (GUESTS, NET2))
    assert eids(bench.follow(FLOW)) == [GUESTS]
    bench.register(record(HOME, DC1), xtr=DC1)  # which is not what this traffic is looked up as
    assert published(bench) == []
    bench.register(record(GUESTS, NET2, ttl_min=0), xtr=NET2)
    assert published(bench) == [(GUESTS, 0), (HOME, 1440)]


def test_a_subscriber_to_a_plain_prefix_does_not_hear_of_pairs() -> None:
    bench = registered((HOME, NET1))
    assert eids(bench.follow(HOME)) == [HOME]
    bench.register(record(GUESTS, NET2), xtr=NET2)
    assert published(bench) == []


def test_a_pair_of_nobodys_is_followed_as_the_hole_around_it() -> None:
    bench = registered((HOME, NET1))
    assert eids(bench.follow("10.7.1.9/32 > 10.5.0.1/32")) == ["0.0.0.0/0 > 10.4.0.0/14"]
    (subscription,) = bench.server.pubsub.subscriptions()
    assert subscription.until is not None


def test_only_destinations_within_its_prefixes_may_be_followed() -> None:
    bench = Bench()
    bench.subscribe("10.7.0.0/16 > 192.168.0.0/24", 1)
    assert bench.server.counters["subscription.denied"] == 1


def test_a_pair_is_followed_no_more_once_unsubscribed() -> None:
    bench = registered((HOME, NET1))
    bench.follow(GUESTS)
    bench.unsubscribe(GUESTS, 2_000)
    bench.register(record(LAB, DC1), xtr=DC1)
    assert published(bench) == []


def test_a_large_first_picture_comes_in_pieces() -> None:
    bench = registered((HOME, NET1))
    many = [f"10.7.{number}.0/24 > 10.1.0.{number}/32" for number in range(100)]
    for eid in many:
        bench.register(record(eid, NET1), xtr=NET1)
    told = eids(bench.follow(GUESTS))
    while notifies := bench.notifies_to(FMCC):
        told += [eid for notify in notifies for eid in eids(notify)]
        bench.acknowledge(notifies[-1], PUBSUB_KEY, FMCC)
    assert told == [HOME, *many]


# A restart.


def test_pairs_and_who_follows_them_survive_a_restart() -> None:
    before = StoringBench()
    before.register(record(HOME, NET1), xtr=NET1)
    before.register(record(GUESTS, NET2), xtr=NET2)
    before.register(record(LAB, DC1), xtr=DC1)
    before.follow(GUESTS)
    for question, expected in (
        (FLOW, (LAB, [DC1])),
        ("10.6.0.1/32 > 10.1.0.5/32", ("10.6.0.0/16 > 10.1.0.0/25", [NET1])),
    ):
        assert answer(before.killed(), question) == expected
    after = before.killed()
    inside = before.killed().server.registry.more_specifics(prefix(GUESTS))
    assert [str(mapping.prefix) for mapping in inside] == [LAB]
    asked = before.killed()
    assert [entry["eid"] for entry in shows.eid_map(asked.server, {"eid": HOME}, asked.now)] == [HOME, GUESTS, LAB]
    assert after.server.registry.count(ACCESS) == after.to_take_over() == 3
    assert answer(after, "10.1.0.5/32") == (HOME, [NET1])
    assert after.to_take_over() == 2  # a plain EID has nothing to do with pairs
    after.wait(1.0)
    assert after.to_take_over() == 0
    assert after.stored() == [HOME, GUESTS, LAB]
    assert {str(s.prefix) for s in after.server.pubsub.subscriptions()} == {GUESTS}
    after.register(record(GUESTS, DC1), xtr=DC1)
    assert eids(after.notify_to(NET2)) == [GUESTS]


def test_a_damaged_key_of_a_pair_is_noticed_at_the_start() -> None:
    before = StoringBench()
    before.register(record(GUESTS, NET2), xtr=NET2)
    (key,) = before.rows
    with pytest.raises(ValueError, match="no prefix"):
        Bench().server.take_over({key[:-1] + b"\x21": b""}, 0.0, 0.0)


# What an operator sees.


def test_pairs_are_shown_behind_their_destination() -> None:
    bench = registered((LAB, DC1), (GUESTS, NET2), (HOME, NET1), ("10.1.0.9/32", NET1))
    shown = [entry["eid"] for entry in shows.eid_map(bench.server, {}, bench.now)]
    assert shown == [HOME, GUESTS, LAB, "10.1.0.9/32"]
    around = shows.eid_map(bench.server, {"eid": FLOW}, bench.now)
    assert [entry["eid"] for entry in around] == [HOME, GUESTS, LAB]
    (access, _) = shows.sites(bench.server, {}, bench.now)
    assert [entry["eid"] for entry in access["registered"]] == shown
