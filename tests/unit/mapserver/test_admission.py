"""Which Map-Registers are believed. Whatever is refused changes nothing and gets no answer."""

from dataclasses import replace

import pytest

from lisp.engine import SendDatagram
from lisp.wire import Algorithm, Key, KeyChain, RegisterFlag
from lisp.wire.records import LOCATOR_PROBED
from mapserver.policy import SitePrefix
from mapserver.replay import NonceLedger
from tests.unit.mapserver.bench import (
    ACCESS,
    NET1,
    NET2,
    OTHER,
    OTHER_KEY,
    SITE_KEY,
    Bench,
    make_policy,
    prefix,
    record,
)

USER = record("10.1.0.100/32", NET1)


def assert_refused(bench: Bench, reason: str) -> None:
    assert bench.drops() == {reason: 1}
    assert not [command for command in bench.commands if isinstance(command, SendDatagram)]
    assert bench.notices("registration-refused") == [{"reason": reason, "source": NET1}]
    assert len(bench.server.registry) == 0


def test_a_good_registration_is_accepted_and_acknowledged() -> None:
    bench = Bench()
    bench.register(USER, xtr=NET1, nonce=9)
    notify = bench.notify_to(NET1)
    assert (notify.nonce, notify.records) == (9, (USER,))
    assert bench.rlocs("10.1.0.100/32") == {NET1}


def test_the_map_notify_is_signed_with_the_key_of_the_register() -> None:
    second = Key(2, Algorithm.HMAC_SHA256_128, b"the next key of the site")
    site = replace(ACCESS, keys=KeyChain.of(SITE_KEY, second))
    bench = Bench(make_policy(site))
    bench.register(USER, xtr=NET1, key=second)
    assert bench.notify_to(NET1).auth.key_id == 2


def test_the_map_notify_goes_to_the_control_port() -> None:
    bench = Bench()
    bench.receive(bench.registration(USER, xtr=NET1), NET1, port=40_000)
    assert [(to, port) for _, to, port in bench.datagrams()] == [(NET1, 4342)]


def test_without_m_bit_there_is_no_map_notify() -> None:
    bench = Bench()
    bench.register(USER, xtr=NET1, flags=RegisterFlag.PROXY_REPLY)
    assert bench.datagrams() == []
    assert bench.rlocs("10.1.0.100/32") == {NET1}


def test_a_forged_tag_is_refused() -> None:
    bench = Bench()
    data = bytearray(bench.registration(USER, xtr=NET1))
    data[16] ^= 1
    bench.receive(bytes(data), NET1)
    assert_refused(bench, "auth-bad-tag")


def test_a_changed_record_is_refused() -> None:
    bench = Bench()
    data = bench.registration(USER, xtr=NET1)
    bench.receive(data.replace(bytes([192, 0, 2, 1]), bytes([192, 0, 2, 66])), NET1)
    assert_refused(bench, "auth-bad-tag")


def test_a_changed_xtr_id_is_refused() -> None:
    bench = Bench()
    data = bytearray(bench.registration(USER, xtr=NET1))
    data[-10] ^= 1
    bench.receive(bytes(data), NET1)
    assert_refused(bench, "auth-bad-tag")


def test_an_all_zero_tag_is_refused() -> None:
    bench = Bench()
    data = bytearray(bench.registration(USER, xtr=NET1))
    data[16:32] = bytes(16)
    bench.receive(bytes(data), NET1)
    assert_refused(bench, "auth-bad-tag")


@pytest.mark.parametrize("length", [0, 1, 4, 8, 12, 15])
def test_a_truncated_tag_is_refused_even_if_its_octets_are_right(length: int) -> None:
    bench = Bench()
    data = bench.registration(USER, xtr=NET1)
    shortened = data[:14] + length.to_bytes(2, "big") + data[16 : 16 + length] + data[32:]
    bench.receive(shortened, NET1)
    assert_refused(bench, "auth-bad-tag-length")


def test_an_unknown_key_id_is_refused() -> None:
    bench = Bench()
    bench.register(USER, xtr=NET1, key=replace(SITE_KEY, key_id=7))
    assert_refused(bench, "auth-unknown-key-id")


def test_algorithm_none_is_refused() -> None:
    bench = Bench()
    data = bytearray(bench.registration(USER, xtr=NET1))
    data[13] = 0
    del data[16:32]
    data[14:16] = bytes(2)
    bench.receive(bytes(data), NET1)
    assert_refused(bench, "auth-wrong-algorithm")


def test_an_algorithm_the_key_does_not_have_is_refused() -> None:
    bench = Bench()
    bench.register(USER, xtr=NET1, key=Key(1, Algorithm.HMAC_SHA1_96, SITE_KEY.secret))
    assert_refused(bench, "auth-wrong-algorithm")


def test_the_key_of_another_site_does_not_open_this_one() -> None:
    bench = Bench()
    bench.register(USER, xtr=NET1, key=OTHER_KEY)
    assert_refused(bench, "auth-bad-tag")


def test_sites_may_number_their_keys_alike() -> None:
    bench = Bench()
    bench.register(USER, xtr=NET1, key=SITE_KEY)
    bench.register(record("10.9.0.0/24", NET2), xtr=NET2, key=OTHER_KEY)
    assert bench.drops() == {}
    assert bench.rlocs("10.9.0.0/24") == {NET2}


def test_a_prefix_of_nobody_is_refused() -> None:
    bench = Bench()
    bench.register(record("10.66.0.0/24", NET1), xtr=NET1)
    assert_refused(bench, "unknown-site")


@pytest.mark.parametrize("claimed", ["10.9.0.0/24", "10.66.0.0/24", "10.0.0.0/8"])
def test_a_prefix_the_site_does_not_own_sinks_the_whole_message(claimed: str) -> None:
    bench = Bench()
    bench.register(USER, record(claimed, NET1), xtr=NET1)
    assert_refused(bench, "prefix-not-allowed")


def test_more_specifics_are_refused_where_the_site_may_not_have_them() -> None:
    bench = Bench()
    bench.register(record("10.9.0.1/32", NET1), xtr=NET1, key=OTHER_KEY)
    assert_refused(bench, "prefix-not-allowed")


def test_the_more_specific_prefix_of_another_site_is_out_of_reach() -> None:
    wide = replace(ACCESS, prefixes=(SitePrefix(prefix("10.0.0.0/8")),))
    bench = Bench(make_policy(wide, OTHER))
    bench.register(record("10.3.0.1/32", NET1), record("10.9.0.0/24", NET1), xtr=NET1)
    assert_refused(bench, "prefix-not-allowed")


def test_a_replay_is_refused() -> None:
    bench = Bench()
    old = bench.registration(USER, xtr=NET1, nonce=5, flags=0)
    bench.receive(old, NET1)
    bench.register(record("10.1.0.100/32", NET2), xtr=NET1, nonce=6)
    bench.receive(old, NET1)
    assert bench.drops() == {"replayed-nonce": 1}
    assert bench.datagrams() == []
    assert bench.rlocs("10.1.0.100/32") == {NET2}


def test_an_equal_nonce_with_other_content_is_refused() -> None:
    bench = Bench()
    bench.register(USER, xtr=NET1, nonce=5)
    bench.register(record("10.1.0.100/32", NET2), xtr=NET1, nonce=5)
    assert bench.drops() == {"replayed-nonce": 1}
    assert bench.datagrams() == []


def test_a_retransmission_is_acknowledged_again_and_changes_nothing() -> None:
    bench = Bench()
    data = bench.registration(USER, xtr=NET1, nonce=5)
    bench.receive(data, NET1)
    first = bench.datagrams()
    bench.wait(170.0)
    bench.receive(data, NET1)
    assert bench.datagrams() == first
    bench.wait(11.0)
    assert bench.rlocs("10.1.0.100/32") is None  # it did not count as a refresh


def test_a_retransmission_is_recognised_after_newer_registers() -> None:
    bench = Bench()
    old = bench.registration(USER, xtr=NET1, nonce=5)
    bench.receive(old, NET1)
    bench.register(record("10.1.0.101/32", NET1), xtr=NET1, nonce=6)
    bench.receive(old, NET1)
    assert bench.notify_to(NET1).nonce == 5


def test_every_xtr_counts_its_own_nonces() -> None:
    bench = Bench()
    bench.register(USER, xtr=NET1, nonce=500)
    bench.register(record("10.2.0.7/32", NET2), xtr=NET2, nonce=2)
    assert bench.drops() == {}


def test_every_key_has_its_own_nonces() -> None:
    fresh = Key(2, Algorithm.HMAC_SHA256_128_HKDF, b"the key after a lost store")
    bench = Bench(make_policy(replace(ACCESS, keys=KeyChain.of(SITE_KEY, fresh))))
    bench.register(USER, xtr=NET1, nonce=500)
    bench.register(USER, xtr=NET1, nonce=1, key=fresh)
    assert bench.drops() == {}


def test_an_xtr_without_id_is_known_by_its_address() -> None:
    bench = Bench()
    bench.register(USER, xtr=NET1, nonce=5, anonymous=True)
    bench.register(record("10.2.0.7/32", NET2), xtr=NET2, nonce=5, anonymous=True)
    bench.register(record("10.1.0.100/32", NET2), xtr=NET1, nonce=5, anonymous=True)
    assert bench.drops() == {"replayed-nonce": 1}


def test_nonces_are_not_checked_where_the_operator_says_so() -> None:
    bench = Bench(make_policy(replace(ACCESS, check_nonces=False)))
    bench.register(USER, xtr=NET1, nonce=500)
    bench.register(USER, xtr=NET1, nonce=3)
    assert bench.drops() == {}
    assert bench.notify_to(NET1).nonce == 3


def test_what_is_remembered_of_unchecked_nonces_is_the_greatest() -> None:
    lax = Bench(make_policy(replace(ACCESS, check_nonces=False)))
    lax.register(USER, xtr=NET1, nonce=500)
    lax.register(USER, xtr=NET1, nonce=3)
    assert list(lax.server.ledger.snapshot().values()) == [500]


def test_a_refused_register_does_not_use_up_its_nonce() -> None:
    bench = Bench()
    bench.register(USER, record("10.9.0.0/24", NET1), xtr=NET1, nonce=5)
    bench.register(USER, xtr=NET1, nonce=5)
    assert bench.rlocs("10.1.0.100/32") == {NET1}


def test_nonces_survive_a_restart() -> None:
    before = Bench()
    data = before.registration(USER, xtr=NET1, nonce=5)
    before.receive(data, NET1)
    after = Bench()
    after.server.restore(before.server.snapshot(), after.now)
    after.receive(data, NET1)
    assert_refused(after, "replayed-nonce")


def test_at_the_cap_of_the_ledger_new_xtrs_are_refused() -> None:
    bench = Bench(make_policy(replay_entries=1))
    bench.register(record("10.2.0.7/32", NET2), xtr=NET2)
    bench.register(USER, xtr=NET1)
    assert bench.drops() == {"replay-ledger-full": 1}


def test_the_ledger_knows_the_tallies_it_counts_with() -> None:
    ledger = NonceLedger(max_senders=1)
    counted, refused = ledger.tally("site|a|1"), ledger.tally("site|b|1")
    for tally in (counted, refused):
        ledger.accept(tally, 1, b"tag")
    assert counted in ledger
    assert refused not in ledger


def test_two_records_for_one_eid_are_refused() -> None:
    bench = Bench()
    bench.register(USER, record("10.1.0.100/32", NET2), xtr=NET1)
    assert_refused(bench, "duplicate-eid")


@pytest.mark.parametrize("rloc", ["224.0.0.5", "0.0.0.0", "255.255.255.255", "ff02::1"])
def test_a_locator_nobody_can_send_to_is_refused(rloc: str) -> None:
    bench = Bench()
    bench.register(record("10.1.0.100/32", rloc), xtr=NET1)
    assert_refused(bench, "bad-locator")


def test_a_locator_that_claims_to_be_probed_is_refused() -> None:
    probed = USER._replace(locators=(USER.locators[0]._replace(flags=LOCATOR_PROBED),))
    bench = Bench()
    bench.register(probed, xtr=NET1)
    assert_refused(bench, "bad-locator")


def test_the_same_locator_twice_is_refused() -> None:
    bench = Bench()
    bench.register(USER._replace(locators=USER.locators * 2), xtr=NET1)
    assert_refused(bench, "duplicate-locator")


def test_too_many_locators_are_refused() -> None:
    bench = Bench(make_policy(locators_per_record=2))
    bench.register(record("10.1.0.100/32", NET1, NET2, "192.0.2.3"), xtr=NET1)
    assert_refused(bench, "too-many-locators")


def test_too_many_records_are_refused() -> None:
    bench = Bench(make_policy(records_per_register=2))
    bench.register(*(record(f"10.1.0.{host}/32", NET1) for host in range(3)), xtr=NET1)
    assert_refused(bench, "too-many-records")


def test_a_full_site_takes_no_new_prefix_but_still_refreshes() -> None:
    bench = Bench(make_policy(registrations_per_site=1))
    bench.register(USER, xtr=NET1)
    bench.register(record("10.1.0.101/32", NET1), xtr=NET1)
    assert bench.drops() == {"site-full": 1}
    bench.register(USER, xtr=NET1)
    assert bench.notify_to(NET1).records == (USER,)


def test_no_records_at_all_is_refused() -> None:
    bench = Bench()
    bench.register(xtr=NET1)
    assert_refused(bench, "no-records")


def test_an_oversized_datagram_is_refused_before_its_mac_is_computed() -> None:
    bench = Bench()
    bench.receive(bench.registration(USER, xtr=NET1) + bytes(9_000), NET1)
    assert_refused(bench, "register-too-large")


@pytest.mark.parametrize("kept", range(1, 76))
def test_every_truncation_is_refused(kept: int) -> None:
    bench = Bench()
    bench.receive(bench.registration(USER, xtr=NET1)[:kept], NET1)
    assert sum(bench.drops().values()) == 1
    assert bench.datagrams() == []
    assert len(bench.server.registry) == 0


def test_refusals_are_told_once_in_a_while() -> None:
    bench = Bench()
    forged = bench.registration(USER, xtr=NET1, key=OTHER_KEY)
    told = 0
    for _ in range(50):
        bench.receive(forged, NET1)
        told += len(bench.notices("registration-refused"))
    assert told == 1
    assert bench.drops() == {"auth-bad-tag": 50}
