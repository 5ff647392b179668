"""The short ways of the map server give what the long ways give, and take nothing the long ways refuse."""

import weakref
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lisp.engine import Endpoint
from lisp.wire import (
    Address,
    Algorithm,
    AuthError,
    DecodeError,
    EidRecord,
    EncapsulatedControlMessage,
    Key,
    KeyChain,
    Locator,
    MapNotify,
    MapRegister,
    MapRequest,
    Prefix,
    RegisterFlag,
    RequestRecord,
    XtrIdentity,
    decode,
    encode,
    seal,
    verify,
)
from mapserver import mac, plain_register, plain_request
from mapserver.admission import codec_records
from mapserver.mapping import REGISTRATION_S, Mapping
from mapserver.policy import Site, SitePrefix
from mapserver.records import LocatorSets, Record, decoded, encoded
from mapserver.registrant import MAX_VARIANTS, Registrant, Registrants
from mapserver.registration import HOLD_DOWN_S
from mapserver.replay import NonceTally
from mapserver.resolver import Answer, Resolver, handed_on, proxied
from tests.unit.mapserver.bench import ACCESS, DC1, NET1, NET2, SITE_KEY, Bench, make_policy, record, rlocs_of

EID = "10.1.0.100/32"

ipv4 = st.binary(min_size=4, max_size=4).map(lambda packed: Address(1, packed))
ipv6 = st.binary(min_size=16, max_size=16).map(lambda packed: Address(2, packed))
addresses = st.one_of(ipv4, ipv6)
octet = st.integers(0, 255)


@st.composite
def prefixes(draw: st.DrawFn) -> Prefix:
    address = draw(addresses)
    return Prefix.of(address, draw(st.integers(0, address.bits)))


@st.composite
def records(draw: st.DrawFn) -> EidRecord:
    locator = st.builds(Locator, octet, octet, octet, octet, st.integers(0, 7), addresses)
    made = EidRecord.of(draw(prefixes()), tuple(draw(st.lists(locator, max_size=3))), ttl_min=draw(st.integers(0, 99)))
    return made._replace(authoritative=draw(st.booleans()), version_field=draw(st.integers(0, 0xFFF)))


identities = st.none() | st.builds(XtrIdentity, st.binary(min_size=16, max_size=16), st.binary(min_size=8, max_size=8))
registers = st.builds(
    MapRegister,
    st.integers(0, 2**64 - 1),
    st.lists(records(), min_size=1, max_size=3).map(tuple),
    st.sampled_from((RegisterFlag.PROXY_REPLY, RegisterFlag.MERGE | RegisterFlag.USE_TTL)),
    identity=identities,
)
algorithms = st.sampled_from(Algorithm)


@given(algorithms, st.binary(min_size=1, max_size=100), registers)
def test_the_kept_mac_is_the_codecs(algorithm: Algorithm, secret: bytes, message: MapRegister) -> None:
    key = Key(3, algorithm, secret)
    data = seal(message, key)
    assert mac.Mac(key).seal(message) == data
    assert mac.verify(data, {3: mac.Mac(key)}).key is key
    notify = MapNotify(message.nonce, message.records, identity=message.identity)
    assert mac.Mac(key).seal(notify) == seal(notify, key)


@given(algorithms, registers, st.data())
def test_damaged_datagrams_are_refused_as_the_codec_refuses_them(
    algorithm: Algorithm, message: MapRegister, data: st.DataObject
) -> None:
    key = Key(3, algorithm, b"secret")
    damaged = bytearray(seal(message, key))
    at = data.draw(st.integers(0, len(damaged) - 1))
    damaged[at] ^= data.draw(st.integers(1, 255))
    cut = bytes(damaged[: data.draw(st.integers(0, len(damaged)))])
    with pytest.raises(AuthError) as expected:
        verify(cut, KeyChain.of(key))
    with pytest.raises(AuthError) as refused:
        mac.verify(cut, {3: mac.Mac(key)})
    assert refused.value.reason == expected.value.reason


@given(registers, algorithms)
def test_a_plain_register_reads_as_the_codec_reads_it(message: MapRegister, algorithm: Algorithm) -> None:
    data = seal(message, Key(3, algorithm, b"secret"))
    read = read_plain(data)
    assert read is not None
    assert_reads_as(read, message)


@given(registers)
def test_the_long_way_holds_the_same_records(message: MapRegister) -> None:
    data, sets = seal(message, SITE_KEY), LocatorSets()
    read = read_plain(data, sets)
    assert read is not None
    assert codec_records(data, sets) == read


@given(registers, st.data())
def test_what_the_codec_refuses_is_no_plain_register(message: MapRegister, data: st.DataObject) -> None:
    damaged = bytearray(encode(message))
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(3, len(damaged) - 1))] = data.draw(octet)
    cut = bytes(damaged[: data.draw(st.integers(16, len(damaged)))])
    read = read_plain(cut)
    try:
        expected = decode(cut)
    except DecodeError:
        assert read is None
    else:
        if read is not None:
            assert isinstance(expected, MapRegister)
            assert_reads_as(read, expected)


def read_plain(data: bytes, sets: LocatorSets | None = None) -> tuple[Record, ...] | None:
    at = plain_register.records_at(data)
    return plain_register.read(data, at, plain_register.prefix_at(data, at), sets or LocatorSets())


def assert_reads_as(read: tuple[Record, ...], message: MapRegister) -> None:
    assert tuple(decoded(entry.octets) for entry in read) == message.records
    assert [entry.prefix for entry in read] == [entry.prefix for entry in message.records]
    assert [entry.locators.locators for entry in read] == [entry.locators for entry in message.records]


@given(registers, algorithms)
def test_a_registrant_is_what_its_register_says(message: MapRegister, algorithm: Algorithm) -> None:
    key, source = Key(3, algorithm, b"secret"), Endpoint(Address.parse(NET1), 4342)
    data = seal(message, key)
    site = Site("site", KeyChain.of(key), (SitePrefix(Prefix.parse("0.0.0.0/0")),))
    xtr = Registrant.of(data, site, site.macs[3], source, NonceTally("site|xtr|3"))
    assert xtr.identity == message.identity
    assert xtr.owner == (message.identity.xtr_id.hex() if message.identity else NET1)
    flags = (xtr.proxy_reply, xtr.merge, xtr.use_ttl)
    assert flags == tuple(
        message.has(flag) for flag in (RegisterFlag.PROXY_REPLY, RegisterFlag.MERGE, RegisterFlag.USE_TTL)
    )
    registrants = Registrants()
    registrants.keep(xtr)
    again = seal(replace(message, nonce=message.nonce ^ 1), key)
    assert registrants.find(again, site, source) is xtr
    assert registrants.find(again, site, source._replace(port=4341)) is None


@given(st.lists(addresses, min_size=1, max_size=4), prefixes(), ipv4, ipv4, st.integers(1, 4340))
def test_a_plain_request_reads_as_the_codec_reads_it(
    rlocs: list[Address], asked: Prefix, source: Address, destination: Address, port: int
) -> None:
    request = MapRequest(5, tuple(rlocs), (RequestRecord.of(asked),))
    data = encode(EncapsulatedControlMessage(source, port, destination, 4342, encode(request)))
    assert plain_request.read(data) == plain_request.PlainRequest(5, port, rlocs, asked)


@given(prefixes(), st.data())
def test_what_the_codec_refuses_is_no_plain_request(asked: Prefix, data: st.DataObject) -> None:
    itr = Address.parse("192.0.2.1")
    request = MapRequest(5, (itr,), (RequestRecord.of(asked),))
    damaged = bytearray(encode(EncapsulatedControlMessage(itr, 9, itr, 4342, encode(request))))
    damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(octet)
    cut = bytes(damaged[: data.draw(st.integers(0, len(damaged)))])
    read = plain_request.read(cut)
    if read is not None:
        outer = decode(cut)
        assert isinstance(outer, EncapsulatedControlMessage)
        inner = decode(outer.inner)
        assert isinstance(inner, MapRequest)
        assert (inner.nonce, list(inner.itr_rlocs), inner.records[0].prefix) == (read.nonce, read.itr_rlocs, read.asked)
        assert outer.source_port == read.source_port


# The refresh that is recognised by its octets.


def test_a_refresh_keeps_a_registration_and_is_acknowledged_under_its_own_nonce() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1, nonce=1)
    bench.wait(REGISTRATION_S - 1)
    bench.register(record(EID, NET1), xtr=NET1, nonce=2)
    notify = bench.notify_to(NET1)
    assert notify.nonce == 2
    assert notify.records == (record(EID, NET1),)
    verify(bench.commands[-1].data, KeyChain.of(SITE_KEY))  # type: ignore[attr-defined]  # the only datagram
    bench.wait(REGISTRATION_S - 1)
    assert bench.rlocs(EID) == {NET1}
    bench.wait(2)
    assert bench.rlocs(EID) is None


def test_a_replayed_refresh_is_refused() -> None:
    bench = Bench()
    first = bench.registration(record(EID, NET1), xtr=NET1, nonce=1)
    for data in (first, *(bench.registration(record(EID, NET1), xtr=NET1, nonce=nonce) for nonce in range(2, 12))):
        bench.receive(data, NET1)
    bench.receive(first, NET1)
    assert bench.drops() == {"replayed-nonce": 1}


@pytest.mark.parametrize("at", [16, 31])
def test_a_refresh_with_a_wrong_tag_is_refused(at: int) -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1, nonce=1)
    forged = bytearray(bench.registration(record(EID, NET1), xtr=NET1, nonce=2))
    forged[at] ^= 1
    assert bench.receive(bytes(forged), NET1) != []  # the notice; nothing is sent
    assert bench.datagrams() == []
    assert bench.drops() == {"auth-bad-tag": 1}


def test_a_late_refresh_after_a_move_is_looked_at() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.register(record(EID, NET1), xtr=NET1)
    bench.register(record(EID, NET2), xtr=NET2)
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.rlocs(EID) == {NET2}


def test_a_refresh_of_a_message_counts_for_each_of_its_eids_only_while_all_stand() -> None:
    bench = Bench()
    both = (record(EID, NET1), record("10.1.0.101/32", NET1))
    bench.register(*both, xtr=NET1)
    bench.register(record("10.1.0.101/32", NET1, ttl_min=0), xtr=NET1)
    bench.register(*both, xtr=NET1)
    assert bench.rlocs("10.1.0.101/32") == {NET1}


def test_a_kept_answer_is_made_anew_when_a_more_specific_comes_and_goes() -> None:
    bench = Bench()
    bench.register(record("10.1.0.0/24", NET1), xtr=NET1)
    for expected in (1, 1):
        bench.wait(1.0)
        bench.ask("10.1.0.7/32")
        assert len(bench.reply().records) == expected
    bench.register(record(EID, DC1), xtr=DC1)
    bench.ask("10.1.0.7/32")
    assert [rlocs_of(entry) for entry in bench.reply().records] == [[NET1], [DC1]]
    bench.register(record(EID, DC1, ttl_min=0), xtr=DC1)
    bench.wait(1.0)
    bench.ask("10.1.0.7/32")
    assert [rlocs_of(entry) for entry in bench.reply().records] == [[NET1]]


def test_a_kept_answer_is_not_given_for_a_prefix_configured_inside_it() -> None:

    inner = Site(
        "inner", KeyChain.of(Key(1, Algorithm.HMAC_SHA256_128, b"inner")), (SitePrefix(Prefix.parse("10.1.0.64/26")),)
    )
    outer = Site("outer", KeyChain.of(SITE_KEY), (SitePrefix(Prefix.parse("10.1.0.0/24")),))
    bench = Bench(make_policy(inner, outer))
    bench.register(record("10.1.0.0/24", NET1), xtr=NET1)
    bench.ask("10.1.0.7/32")
    assert bench.reply().records[0].locators
    bench.ask("10.1.0.70/32")
    assert not bench.reply().records[0].locators


def test_an_xtr_that_goes_back_to_earlier_locators_is_believed() -> None:
    bench = Bench()
    for rloc in (NET1, DC1, NET1):
        bench.register(record(EID, rloc), xtr=NET1)
        assert bench.rlocs(EID) == {rloc}


@given(records(), st.integers(0, 2**32 - 1))
def test_what_is_handed_on_is_the_codecs(registered: EidRecord, ttl_min: int) -> None:
    assume(registered.prefix is not None)
    assert registered.prefix is not None
    held = LocatorSets().record(registered.prefix, registered)
    mapping = Mapping(held.prefix, ACCESS, held.octets, held.locators, 0.0)
    expected = proxied(registered)._replace(ttl_min=ttl_min)
    assert handed_on(mapping, ttl_min.to_bytes(4, "big")) == encoded(expected)


near = st.builds(lambda low, length: Prefix.of(Address(1, bytes((10, 1, 0, low))), length), octet, st.integers(24, 32))
hosts = st.sampled_from(["10.1.0.", "10.2.0.", "10.77.0."]).flatmap(
    lambda net: octet.map(lambda low: Prefix.parse(f"{net}{low}/32"))
)


@given(st.lists(near, max_size=6, unique=True), st.lists(hosts | near, min_size=1, max_size=4))
def test_the_short_answer_is_the_long_one(registered: list[Prefix], asked: list[Prefix]) -> None:
    bench = Bench()
    for entry in registered:
        bench.register(record(str(entry), NET1), xtr=NET1)
    resolver = Resolver(bench.server.policy, bench.server.registry)
    for eid in (*asked, *asked):
        answer = resolver.resolve(eid)
        assert isinstance(answer, Answer)
        octets = b"".join(encoded(entry) for entry in answer.records)
        assert resolver.octets(eid) == (len(answer.records), octets, answer.revision)


def test_locators_are_held_once_and_no_longer_than_needed() -> None:
    bench = Bench()
    for number, rloc in ((1, NET1), (2, NET1), (3, DC1)):
        bench.register(record(f"10.1.0.{number}/32", rloc), xtr=NET1)
    one, two, three = (bench.server.registry.get(Prefix.parse(f"10.1.0.{number}/32")) for number in (1, 2, 3))
    assert one is not None
    assert two is not None
    assert three is not None
    assert one.locators is two.locators
    assert one.locators is not three.locators
    gone = weakref.ref(three.locators)
    del three
    bench.register(record("10.1.0.3/32", NET1, ttl_min=0), xtr=NET1)
    bench.wait(REGISTRATION_S + 1)  # the expiries forget what has ended when its time comes
    bench.commands.clear()
    assert gone() is None


def test_who_lost_an_eid_is_remembered_no_longer_than_the_hold_down() -> None:
    bench = Bench()
    bench.register(record("10.1.0.1/32", NET1), xtr=NET1)
    lost = weakref.ref(next(bench.server.registry.mappings()).locators)
    bench.register(record("10.1.0.1/32", NET2), xtr=NET2)
    bench.wait(HOLD_DOWN_S)
    bench.register(record("10.1.0.2/32", DC1), xtr=NET1)
    bench.register(record("10.1.0.2/32", NET2), xtr=NET2)  # the next move looks after those before it
    bench.wait(REGISTRATION_S)
    bench.commands.clear()
    assert lost() is None


def test_of_the_flags_that_one_xtr_could_send_few_are_remembered() -> None:
    source, registrants = Endpoint(Address.parse(NET1), 4342), Registrants()
    tally = NonceTally("site|xtr|1", 0)
    messages = [
        seal(MapRegister(1, (record(EID, NET1),), RegisterFlag.WANT_MAP_NOTIFY | reserved << 5), SITE_KEY)
        for reserved in range(4 * MAX_VARIANTS)
    ]
    for data in messages:
        registrants.keep(Registrant.of(data, ACCESS, ACCESS.macs[1], source, tally))
    found = [registrants.find(data, ACCESS, source) is not None for data in messages]
    assert found == [False] * 3 * MAX_VARIANTS + [True] * MAX_VARIANTS


def test_messages_of_one_xtr_with_few_and_many_records_are_alike() -> None:
    bench = Bench()
    hosts = [record(f"10.1.0.{number}/32", NET1) for number in range(1, 4)]
    bench.register(*hosts[:2], xtr=NET1)
    bench.register(hosts[2], xtr=NET1)
    xtrs = {mapping.contributions[0].registrant for mapping in bench.server.registry.mappings()}
    assert len(xtrs) == 1
