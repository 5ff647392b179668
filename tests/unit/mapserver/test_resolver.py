"""What Map-Requests are answered, and which get no answer."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lisp.engine import SendDatagram
from lisp.lpm import PrefixTable
from lisp.wire import (
    Action,
    Address,
    EncapsulatedControlMessage,
    KeyChain,
    MapRequest,
    Prefix,
    RequestFlag,
    RequestRecord,
    decode,
    encode,
)
from lisp.wire.records import LOCATOR_LOCAL, LOCATOR_REACHABLE
from mapserver.policy import Site, SitePrefix
from mapserver.resolver import hole as hole_beside
from tests.unit.mapserver.bench import (
    ACCESS,
    DC1,
    FMCC,
    MS,
    NET1,
    NET2,
    OTHER_KEY,
    Bench,
    ecm,
    eids,
    make_policy,
    prefix,
    record,
    rlocs_of,
)

# The least-specific hole (RFC 9301 section 8.4).


def hole(asked: Prefix, known: list[Prefix], floor: int = 0) -> Prefix:
    """As the map server computes it, from a table of what is known."""
    table: PrefixTable[bool] = PrefixTable()
    for entry in known:
        table[entry] = True
    return hole_beside(asked, table.shared_bits(asked), floor)


@pytest.mark.parametrize(
    ("known", "asked", "expected"),
    [
        (["10.0.0.0/8"], "11.0.0.1", "11.0.0.0/8"),
        ([], "11.0.0.1", "0.0.0.0/0"),
        (["10.1.0.0/16", "10.3.0.0/16"], "10.2.0.1", "10.2.0.0/16"),
        (["2001:db8::/32"], "10.2.0.1", "0.0.0.0/0"),
        (["[7]10.0.0.0/8"], "11.0.0.1", "0.0.0.0/0"),
        (["10.1.1.0/24", "10.1.1.9/32"], "10.1.1.8", "10.1.1.8/32"),
    ],
)
def test_examples_of_holes(known: list[str], asked: str, expected: str) -> None:
    assert hole(prefix(asked), [prefix(text) for text in known]) == prefix(expected)


def small_prefixes() -> st.SearchStrategy[Prefix]:
    """Prefixes that share many leading bits, so that they meet."""

    def build(value: int, length: int) -> Prefix:
        return Prefix.of(Address(1, (0x0A010000 | value).to_bytes(4, "big")), length)

    return st.builds(build, st.integers(0, 0xFF), st.integers(20, 32))


def overlap(a: Prefix, b: Prefix) -> bool:
    return a.covers(b) or b.covers(a)


def parent(of: Prefix) -> Prefix:
    return Prefix.of(of.address, of.length - 1)


eid_addresses = st.integers(0, 0xFF).map(lambda value: Prefix.of(Address(1, (0x0A010000 | value).to_bytes(4, "big"))))


@given(eid_addresses, st.lists(small_prefixes(), max_size=12))
def test_a_hole_is_the_widest_prefix_around_the_eid_that_meets_nothing_known(eid: Prefix, known: list[Prefix]) -> None:
    assume(not any(entry.covers(eid) for entry in known))
    found = hole(eid, known)
    assert found.covers(eid)
    assert not any(overlap(found, entry) for entry in known)
    assert found.length == 0 or any(overlap(parent(found), entry) for entry in known)


@given(eid_addresses, st.lists(small_prefixes(), max_size=12), small_prefixes())
def test_knowing_more_never_widens_a_hole(eid: Prefix, known: list[Prefix], more: Prefix) -> None:
    assert hole(eid, [*known, more]).length >= hole(eid, known).length


@given(eid_addresses, st.lists(small_prefixes(), max_size=12), st.integers(0, 32))
def test_a_hole_is_no_wider_than_its_floor(eid: Prefix, known: list[Prefix], floor: int) -> None:
    assert hole(eid, known, floor).length == max(floor, hole(eid, known).length)


# Positive answers.


def ipv6_site() -> Site:
    return replace(ACCESS, name="v6", prefixes=(SitePrefix(prefix("2001:db8::/32")),))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2001:db8:1:1::1", ["2001:db8:1:1::/64"]),
        ("2001:db8:1:5::5", ["2001:db8:1::/48", "2001:db8:1:1::/64", "2001:db8:1:2::/64"]),
    ],
)
def test_the_longest_match_comes_with_its_more_specifics(asked: str, expected: list[str]) -> None:
    bench = Bench(make_policy(ipv6_site()))
    for eid in ("2001:db8::/32", "2001:db8:1::/48", "2001:db8:1:1::/64", "2001:db8:1:2::/64"):
        bench.register(record(eid, NET1), xtr=NET1)
    bench.ask(asked)
    assert sorted(eids(bench.reply())) == sorted(expected)
    assert eids(bench.reply())[0] == expected[0]


def test_a_proxy_reply_is_not_authoritative_and_no_locator_is_local() -> None:
    bench = Bench()
    bench.register(record("10.1.0.100/32", NET1), xtr=NET1)
    bench.ask("10.1.0.100")
    (answer,) = bench.reply().records
    assert not answer.authoritative
    assert not any(locator.flags & LOCATOR_LOCAL for locator in answer.locators)
    assert answer.locators[0].usable
    assert answer.ttl_min == 1440


def test_a_proxy_reply_tells_what_its_registrant_can_reach() -> None:
    # RFC 9301 section 5.4: R=0 goes on to the ITR, which must not encapsulate to that locator.
    bench = Bench()
    both = record("10.1.0.100/32", NET1, NET2)
    for reachable in ({NET1}, {NET1, NET2}, set[str]()):
        locators = tuple(
            locator._replace(flags=LOCATOR_LOCAL | (LOCATOR_REACHABLE if str(locator.rloc) in reachable else 0))
            for locator in both.locators
        )
        bench.register(both._replace(locators=locators), xtr=NET1)
        bench.wait(1.0)  # the same answer, but for the R bits, is not given twice at once
        bench.ask("10.1.0.100")
        (answer,) = bench.reply().records
        assert {str(locator.rloc) for locator in answer.locators if locator.usable} == reachable


def test_all_records_of_a_reply_share_one_ttl() -> None:
    bench = Bench()
    bench.register(record("10.1.0.0/24", NET1), record("10.1.0.9/32", NET1, ttl_min=5), xtr=NET1)
    bench.ask("10.1.0.77")
    assert [entry.ttl_min for entry in bench.reply().records] == [5, 5]


def test_a_reply_goes_to_the_itr_rloc_and_the_inner_source_port() -> None:
    bench = Bench()
    bench.register(record("10.1.0.100/32", NET1), xtr=NET1)
    bench.ask("10.1.0.100", NET2, port=51_234, nonce=99)
    ((reply, to, port),) = bench.datagrams()
    assert (to, port) == (NET2, 51_234)
    assert bench.reply().nonce == 99
    assert reply == bench.reply()


def test_a_reply_takes_the_first_itr_rloc_of_a_family_we_speak() -> None:
    bench = Bench()
    bench.register(record("10.1.0.100/32", NET1), xtr=NET1)
    bench.ask("10.1.0.100", "2001:db8::9", DC1)
    assert bench.datagrams()[0][1] == DC1


@pytest.mark.parametrize("rloc", ["224.0.0.1", "255.255.255.255", "0.0.0.0", "127.0.0.1", "2001:db8::9"])
def test_no_reply_goes_where_nobody_asked_from(rloc: str) -> None:
    bench = Bench()
    bench.register(record("10.1.0.100/32", NET1), xtr=NET1)
    bench.ask("10.1.0.100", rloc)
    assert bench.datagrams() == []
    assert bench.drops() == {"no-usable-itr-rloc": 1}


def test_too_many_more_specifics_narrow_the_answer_instead_of_misleading() -> None:
    bench = Bench()
    bench.register(record("10.1.0.0/24", NET1), xtr=NET1)
    for first in range(0, 128, 32):
        hosts = range(first, first + 32)
        bench.register(*(record(f"10.1.0.{host}/32", NET2) for host in hosts), xtr=NET2)
    bench.ask("10.1.0.200")
    (answer,) = bench.reply().records
    assert (str(answer.prefix), rlocs_of(answer)) == ("10.1.0.128/25", [NET1])


def test_a_reply_fits_the_smallest_ipv6_link() -> None:
    bench = Bench()
    bench.register(record("10.1.0.0/24", NET1), xtr=NET1)
    for host in range(60):
        bench.register(record(f"10.1.0.{host}/32", NET2), xtr=NET2)
        bench.ask(f"10.1.0.{200 + host % 50}", nonce=host)
        assert all(len(command.data) <= 1232 for command in bench.commands if isinstance(command, SendDatagram))


def test_a_cached_prefix_that_was_split_is_answered_for_its_first_address() -> None:
    bench = Bench()
    bench.register(record("10.1.0.0/25", NET1), record("10.1.0.128/25", NET2), xtr=NET1)
    bench.ask("10.1.0.0/24")
    assert eids(bench.reply()) == ["10.1.0.0/25"]


# Negative answers.


def test_nothing_configured_is_a_hole_for_fifteen_minutes() -> None:
    bench = Bench()
    bench.ask("192.168.0.1")
    (answer,) = bench.reply().records
    assert (str(answer.prefix), answer.ttl_min) == ("128.0.0.0/1", 15)
    assert (answer.action, answer.locators) == (Action.NATIVELY_FORWARD, ())


def test_configured_but_unregistered_is_one_minute_and_no_wider_than_configured() -> None:
    bench = Bench()
    bench.ask("10.1.0.100")
    (answer,) = bench.reply().records
    assert (str(answer.prefix), answer.ttl_min) == ("10.1.0.0/24", 1)
    assert answer.action == Action.NATIVELY_FORWARD


def test_a_negative_answer_does_not_shadow_registered_hosts() -> None:
    bench = Bench()
    bench.register(record("10.1.0.100/32", NET1), xtr=NET1)
    bench.ask("10.1.0.7")
    (answer,) = bench.reply().records
    assert (str(answer.prefix), answer.ttl_min) == ("10.1.0.0/26", 1)


def test_a_negative_answer_does_not_shadow_a_configured_site() -> None:
    bench = Bench()
    bench.ask("10.8.0.1")
    (answer,) = bench.reply().records
    assert (str(answer.prefix), answer.ttl_min) == ("10.8.0.0/16", 15)


def test_the_wider_registration_of_another_site_does_not_answer_for_an_unregistered_one() -> None:
    wide = replace(ACCESS, prefixes=(SitePrefix(prefix("10.0.0.0/8")),))
    inner = replace(ACCESS, name="inner", prefixes=(SitePrefix(prefix("10.5.0.0/16")),))
    bench = Bench(make_policy(wide, inner))
    bench.register(record("10.0.0.0/8", NET1), xtr=NET1)
    bench.ask("10.5.0.1")
    (answer,) = bench.reply().records
    assert (str(answer.prefix), answer.locators) == ("10.5.0.0/16", ())


# Forwarding to an ETR.


def test_without_proxy_reply_the_request_goes_on_to_the_etr_unchanged() -> None:
    bench = Bench()
    bench.register(record("10.1.0.100/32", NET1, DC1), xtr=NET1, flags=0)
    request = MapRequest(5, (Address.parse(NET2),), (RequestRecord.of(prefix("10.1.0.100")),))
    data = ecm(request, "10.1.0.100", source=NET2, port=50_001)
    bench.receive(data, NET2)
    (command,) = bench.commands
    assert isinstance(command, SendDatagram)
    assert (command.data, str(command.destination)) == (data, f"{NET1}:4342")


def test_the_best_usable_locator_gets_the_forwarded_request() -> None:
    bench = Bench()
    both = record("10.1.0.100/32", NET1, DC1)
    first, second = both.locators
    bench.register(both._replace(locators=(first._replace(priority=255), second)), xtr=NET1, flags=0)
    bench.ask("10.1.0.100")
    ((message, to, port),) = bench.datagrams()
    assert isinstance(message, EncapsulatedControlMessage)
    assert (to, port) == (DC1, 4342)


def test_of_usable_locators_the_one_with_the_lowest_priority_gets_it() -> None:
    bench = Bench()
    both = record("10.1.0.100/32", NET1, DC1)
    first, second = both.locators
    bench.register(both._replace(locators=(first._replace(priority=7), second)), xtr=NET1, flags=0)
    bench.ask("10.1.0.100")
    assert bench.datagrams()[0][1] == DC1


def test_without_a_usable_locator_the_request_goes_where_the_registration_came_from() -> None:
    bench = Bench()
    parked = record("10.1.0.100/32", DC1)
    bench.register(parked._replace(locators=(parked.locators[0]._replace(priority=255),)), xtr=NET1, flags=0)
    bench.ask("10.1.0.100")
    assert bench.datagrams()[0][1] == NET1


def test_a_site_may_have_us_answer_for_all_its_xtrs() -> None:
    bench = Bench(make_policy(replace(ACCESS, proxy_reply=True)))
    bench.register(record("10.1.0.100/32", NET1), xtr=NET1, flags=0)
    bench.ask("10.1.0.100")
    assert eids(bench.reply()) == ["10.1.0.100/32"]


# What gets no answer.


@pytest.mark.parametrize(
    ("flag", "reason"),
    [(RequestFlag.PROBE, "probe"), (RequestFlag.SMR, "smr"), (RequestFlag.NO_REPLY, "no-reply-wanted")],
)
def test_probes_and_smrs_never_get_an_answer(flag: int, reason: str) -> None:
    bench = Bench()
    bench.ask("10.1.0.100", flags=flag)
    assert bench.datagrams() == []
    assert bench.drops() == {reason: 1}


@pytest.mark.parametrize(
    ("flags", "reason"),
    [(0, "request-not-encapsulated"), (RequestFlag.PROBE, "probe"), (RequestFlag.SMR, "smr")],
)
def test_a_request_without_encapsulation_is_dropped(flags: int, reason: str) -> None:
    bench = Bench()
    request = MapRequest(1, (Address.parse(NET2),), (RequestRecord.of(prefix("10.1.0.1")),), flags=flags)
    bench.receive(encode(request), NET2)
    assert bench.datagrams() == []
    assert bench.drops() == {reason: 1}


@pytest.mark.parametrize("port", [0, 4341])
def test_a_reply_is_never_sent_to_the_data_port(port: int) -> None:
    bench = Bench()
    bench.ask("10.1.0.100", port=port)
    assert bench.drops() == {"bad-inner-port": 1}


def test_a_map_register_inside_an_ecm_is_dropped() -> None:
    bench = Bench()
    inner = bench.registration(record("10.1.0.100/32", NET1), xtr=NET1)
    message = EncapsulatedControlMessage(Address.parse(NET1), 4342, Address.parse(MS), 4342, inner)
    bench.receive(encode(message), NET1)
    assert bench.drops() == {"ecm-without-map-request": 1}


@pytest.mark.parametrize("first_octet", [0x00, 0x20, 0x40, 0x60, 0x70, 0x90, 0xF0])
def test_other_messages_are_none_of_our_business(first_octet: int) -> None:
    bench = Bench()
    bench.receive(bytes([first_octet]) + bytes(40), NET1)
    assert bench.drops() == {"unexpected-type": 1}
    assert bench.datagrams() == []


@given(st.binary(max_size=200))
def test_random_octets_are_counted_and_never_answered(data: bytes) -> None:
    bench = Bench()
    assert not [c for c in bench.receive(data, NET1) if isinstance(c, SendDatagram)]
    assert sum(bench.drops().values()) == 1


@given(st.integers(0, 60), st.integers(0, 255))
def test_damaged_requests_never_raise(position: int, value: int) -> None:
    bench = Bench()
    request = MapRequest(5, (Address.parse(NET2),), (RequestRecord.of(prefix("10.1.0.100")),))
    data = bytearray(ecm(request, "10.1.0.100", source=NET2))
    data[position % len(data)] = value
    bench.receive(bytes(data), NET2)
    answers = len(bench.datagrams())
    assert answers + sum(bench.drops().values()) == 1


# Pacing.


def test_the_same_answer_is_not_repeated_at_once() -> None:
    bench = Bench()
    bench.register(record("10.1.0.100/32", NET1), xtr=NET1)
    bench.ask("10.1.0.100")
    bench.ask("10.1.0.100")
    assert bench.datagrams() == []
    assert bench.drops() == {"reply-rate-limited": 1}
    bench.wait(1.0)
    bench.ask("10.1.0.100")
    assert len(bench.datagrams()) == 1


def test_a_changed_answer_goes_out_at_once() -> None:
    bench = Bench()
    bench.register(record("10.1.0.100/32", NET1), xtr=NET1)
    bench.ask("10.1.0.100", FMCC)
    bench.register(record("10.1.0.100/32", NET2), xtr=NET2)
    bench.ask("10.1.0.100", FMCC)
    assert rlocs_of(bench.reply().records[0]) == [NET2]


def test_one_address_gets_only_so_many_replies_a_second() -> None:
    bench = Bench(make_policy(replies_per_s_per_rloc=10.0))
    answered = 0
    for host in range(50):
        bench.ask(f"172.16.{host}.1")
        answered += len(bench.datagrams())
    assert answered == 10
    assert bench.drops() == {"rloc-rate-limited": 40}


def test_the_answer_decodes_from_its_own_octets() -> None:
    bench = Bench()
    bench.register(record("10.1.0.100/32", NET1), xtr=NET1)
    bench.ask("10.1.0.100")
    (command,) = bench.commands
    assert isinstance(command, SendDatagram)
    assert encode(decode(command.data)) == command.data


@pytest.mark.parametrize(("asked", "expected"), [("10.1.0.7/32", "10.1.0.0/26"), ("10.1.0.70/32", "10.1.0.64/26")])
def test_a_negative_answer_keeps_clear_of_prefixes_configured_inside_the_one_around(asked: str, expected: str) -> None:
    inner = replace(ACCESS, name="inner", prefixes=(SitePrefix(prefix("10.1.0.64/26")),))
    bench = Bench(make_policy(ACCESS, inner))
    bench.ask(asked)
    assert eids(bench.reply()) == [expected]


def test_an_answer_about_a_site_does_not_tell_of_one_inside_it_that_requires_lisp_sec() -> None:
    inner = Site("inner", KeyChain.of(OTHER_KEY), (SitePrefix(prefix("10.1.0.64/26")),), require_sec=True)
    bench = Bench(make_policy(ACCESS, inner))
    bench.register(record("10.1.0.0/24", NET1), xtr=NET1)
    bench.register(record("10.1.0.64/26", NET2), xtr=NET2, key=OTHER_KEY)
    for eid in ("10.1.0.7/32", "10.1.0.0/24"):
        bench.ask(eid)
        (only,) = bench.reply().records
        assert only.prefix is not None
        assert rlocs_of(only) == [NET1]
        assert not only.prefix.covers(prefix("10.1.0.64/26"))


def test_what_is_too_wide_to_be_answered_is_answered_for_its_first_address() -> None:
    bench = Bench()
    bench.register(record("10.1.0.0/24", NET1), xtr=NET1)
    bench.register(record("10.1.0.0/26", NET2), xtr=NET2)
    for number in range(128, 228):
        bench.register(record(f"10.1.0.{number}/32", NET1), xtr=NET1)
    bench.ask("10.1.0.0/24")
    (only,) = bench.reply().records
    assert (eids(bench.reply()), rlocs_of(only)) == (["10.1.0.0/26"], [NET2])


def test_whoever_asks_for_what_begins_with_a_site_that_requires_lisp_sec_is_not_told_of_it() -> None:
    inner = Site("inner", KeyChain.of(OTHER_KEY), (SitePrefix(prefix("10.1.0.0/26")),), require_sec=True)
    bench = Bench(make_policy(ACCESS, inner))
    bench.register(record("10.1.0.0/26", NET2), xtr=NET2, key=OTHER_KEY)
    for _ in range(2):
        bench.wait(1.0)
        bench.ask("10.1.0.0/24")  # of a site that requires nothing
        assert [(entry.action, rlocs_of(entry)) for entry in bench.reply().records] == [(Action.DROP_AUTH_FAILURE, [])]
        bench.register(record("10.1.0.0/24", NET1), xtr=NET1)


def test_what_was_told_freely_is_not_told_any_more_once_its_site_requires_lisp_sec() -> None:
    bench = Bench()
    bench.register(record("10.1.0.100/32", NET1), xtr=NET1)
    bench.ask("10.1.0.100/32")
    assert rlocs_of(bench.reply().records[0]) == [NET1]
    bench.server.adopt(make_policy(replace(ACCESS, require_sec=True)), bench.now)
    bench.wait(1.0)
    bench.ask("10.1.0.100/32")
    (refused,) = bench.reply().records
    assert (refused.action, refused.locators) == (Action.DROP_AUTH_FAILURE, ())
