"""What attackers try, one test each: against the engine, and once against the daemon's socket.

What is refused changes nothing and gets no answer; what is answered to somebody unknown is no larger, over
time, than what was asked.
"""

import random
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from lisp.engine import Datagram, Endpoint, SendDatagram
from lisp.runtime.control import ask
from lisp.wire import (
    NO_ADDRESS,
    Address,
    Algorithm,
    Key,
    KeyChain,
    MapNotifyAck,
    MapRegister,
    MapReply,
    MapRequest,
    Prefix,
    RegisterFlag,
    RequestFlag,
    RequestRecord,
    XtrIdentity,
    decode,
    encode,
    seal,
)
from mapserver.engine import MapServer
from mapserver.policy import Limits, Policy, Site, SitePrefix
from mapserver.recipients import FIRST_OCTETS
from tests.bench.server import SECRET, SERVER, configure, running
from tests.unit.mapserver.bench import (
    ACCESS,
    FIRST_NONCE,
    FMCC,
    NET1,
    NET2,
    OTHER_KEY,
    PUBSUB_KEY,
    SITE_KEY,
    Bench,
    ecm,
    make_policy,
    prefix,
    record,
    subscription,
)

EID = "10.1.0.100/32"
USER = record(EID, NET1)
HIJACKED = record(EID, "192.0.2.66")
ATTACKER = "192.0.2.66"
TRIALS = 3_000
TAG_AT = 16

Forge = Callable[[bytes], bytes]


def victim() -> Bench:
    """The user is registered, and the controller follows."""
    bench = Bench()
    bench.register(USER, xtr=NET1, nonce=1)
    bench.follow(EID)
    return bench


def assert_nothing_happened(bench: Bench, reason: str) -> None:
    """Dropped under this reason: no datagram, no change."""
    assert set(bench.drops()) == {reason}
    assert not [command for command in bench.commands if isinstance(command, SendDatagram)]
    assert bench.rlocs(EID) == {NET1}


def hijack(key: Key = SITE_KEY, nonce: int = 10, xtr: str = NET1) -> bytes:
    return Bench().registration(HIJACKED, xtr=xtr, key=key, nonce=nonce)


def with_tag(data: bytes, tag: bytes) -> bytes:
    """The same datagram with another tag, of any length."""
    length = int.from_bytes(data[14:16], "big")
    return data[:14] + len(tag).to_bytes(2, "big") + tag + data[TAG_AT + length :]


def unsigned(data: bytes) -> bytes:
    """Algorithm 0 and no authentication data."""
    data = with_tag(data, b"")
    return data[:13] + b"\0" + data[14:]


FORGERIES: dict[str, tuple[Forge, str]] = {
    "a key of one's own": (lambda _: hijack(replace(SITE_KEY, secret=b"guessed right, have I")), "auth-bad-tag"),
    "the key of another site": (lambda _: hijack(OTHER_KEY), "auth-bad-tag"),
    "an unknown key id": (lambda _: hijack(replace(SITE_KEY, key_id=9)), "auth-unknown-key-id"),
    "algorithm 0": (unsigned, "auth-wrong-algorithm"),
    "a weaker algorithm": (lambda _: hijack(Key(1, Algorithm.HMAC_SHA1_96, SITE_KEY.secret)), "auth-wrong-algorithm"),
    "no tag": (lambda data: with_tag(data, b""), "auth-bad-tag-length"),
    "the first octets of the right tag": (lambda data: with_tag(data, data[16:20]), "auth-bad-tag-length"),
    "an all-zero tag": (lambda data: with_tag(data, bytes(16)), "auth-bad-tag"),
    "a changed record": (lambda _: hijack()[:-60] + b"\0" + hijack()[-59:], "auth-bad-tag"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
@pytest.mark.parametrize("refreshing", [False, True], ids=["changed", "refresh"])
def test_a_forged_registration_changes_nothing_and_gets_no_answer(forgery: str, refreshing: bool) -> None:
    forge, reason = FORGERIES[forgery]
    bench = victim()
    sound = bench.registration(USER, xtr=NET1, nonce=10) if refreshing else hijack()
    forged = forge(sound)
    if refreshing and forged[-80:] == hijack()[-80:]:
        pytest.skip("this one does not go by the octets of a sound message")
    before = bench.server.registry.get(prefix(EID))
    assert before is not None
    seen = before.contributions[0].refreshed_at
    bench.wait(10.0)
    bench.receive(forged, NET1)
    assert_nothing_happened(bench, reason)
    assert before.contributions[0].refreshed_at == seen, "it is no refresh either"


def test_an_all_zero_tag_never_passes_whatever_the_key() -> None:
    """A comparison that stops at a zero octet, as of C strings, lets one in 256 of these pass."""
    rng = random.Random(1)
    for trial in range(TRIALS):
        key = Key(1, rng.choice([a for a in Algorithm if a]), rng.randbytes(16))
        bench = Bench(make_policy(replace(ACCESS, keys=KeyChain.of(key))))
        data = bench.registration(USER, xtr=NET1, key=key, nonce=trial)
        bench.receive(with_tag(data, bytes(key.tag_length)), NET1)
        assert bench.drops() == {"auth-bad-tag": 1}
        assert bench.datagrams() == []


def test_the_quick_way_for_refreshes_checks_the_tag() -> None:
    """Once an xTR's octets are known, the same octets are not enough."""
    bench = Bench()
    for nonce in (1, 2):  # from the second on it goes the quick way
        bench.register(USER, xtr=NET1, nonce=nonce)
    rng, sound = random.Random(2), bench.registration(USER, xtr=NET1, nonce=3)
    for _ in range(200):
        at = TAG_AT + rng.randrange(16)
        flipped = bytearray(sound)
        flipped[at] ^= 1 << rng.randrange(8)
        bench.receive(bytes(flipped), NET1)
        assert bench.datagrams() == []
    assert bench.drops() == {"auth-bad-tag": 200}
    bench.receive(sound, NET1)
    assert bench.notify_to(NET1).nonce == 3, "and their nonces were not used up"


def test_a_replay_changes_nothing_even_after_the_eid_has_moved() -> None:
    bench = Bench()
    old = bench.registration(USER, xtr=NET1, nonce=5, flags=0)
    bench.receive(old, NET1)
    for number in range(10):  # more than are remembered as retransmissions
        bench.register(record("10.1.0.7/32", NET1), xtr=NET1, nonce=6 + number)
    bench.register(record(EID, NET2), xtr=NET2)
    bench.receive(old, NET1)
    assert bench.drops() == {"replayed-nonce": 1}
    assert bench.datagrams() == []
    assert bench.rlocs(EID) == {NET2}


def test_a_replay_as_another_kind_of_message_is_no_acknowledgement() -> None:
    bench = victim()
    bench.register(record(EID, NET2), xtr=NET2)
    (publication,) = bench.notifies_to(FMCC)
    (data,) = [c.data for c in bench.commands if isinstance(c, SendDatagram) and str(c.destination.address) == FMCC]
    bench.receive(b"\x58" + data[1:], FMCC)
    assert bench.drops() == {"auth-bad-tag": 1}
    bench.acknowledge(publication, PUBSUB_KEY, FMCC)
    assert bench.notices("publication-acknowledged")


@pytest.mark.parametrize("claimed", ["10.0.0.0/8", "0.0.0.0/0", "10.9.0.0/24", "10.1.0.0/23"])
def test_a_prefix_beyond_the_sites_own_sinks_the_message(claimed: str) -> None:
    bench = victim()
    bench.register(USER, record(claimed, ATTACKER), xtr=NET1, nonce=10)
    assert_nothing_happened(bench, "prefix-not-allowed")


def test_the_first_record_does_not_choose_a_key_for_the_others() -> None:
    """A site's own key and prefix in front do not open what belongs to another site."""
    bench = victim()
    bench.register(record("10.9.0.0/24", ATTACKER), HIJACKED, xtr=ATTACKER, key=OTHER_KEY)
    assert_nothing_happened(bench, "prefix-not-allowed")


def test_what_is_refused_is_never_answered_with_a_signature() -> None:
    """A Map-Notify to a refused Map-Register would make the map server sign what a stranger dictates."""
    rng, bench = random.Random(3), victim()
    sound = bench.registration(USER, xtr=NET1, nonce=10)
    for _ in range(TRIALS):
        data = bytearray(sound)
        for _ in range(rng.randint(1, 4)):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        accepted = bench.server.counters["register.accepted"]
        bench.receive(bytes(data), rng.choice((NET1, NET2, ATTACKER)))
        signed = [c for c in bench.commands if isinstance(c, SendDatagram) and c.data[0] >> 4 == 4]
        assert not signed or bytes(data) == sound
        assert bench.server.counters["register.accepted"] == accepted or bytes(data) == sound


def test_a_stranger_who_knows_an_xtr_id_cannot_draw_publications_to_itself() -> None:
    bench = victim()
    bench.subscribe(EID, 9_000, ATTACKER, source=ATTACKER)
    bench.register(record(EID, NET2), xtr=NET2)
    assert bench.notifies_to(ATTACKER) == []
    assert bench.notifies_to(FMCC) != []


def test_a_forged_acknowledgement_stops_nothing() -> None:
    bench = victim()
    bench.register(record(EID, NET2), xtr=NET2)
    publication = bench.notify_to(FMCC)
    bench.acknowledge(publication, SITE_KEY, FMCC)
    assert bench.drops() == {"auth-bad-tag": 1}
    bench.wait(3.1)
    assert bench.notifies_to(FMCC) == [publication]


# Amplification.


def addressed(number: int) -> Address:
    return Address(1, (10 << 24 | number).to_bytes(4, "big"))


def crowded() -> MapServer:
    """The worst case: a prefix with many locators and many more-specifics."""
    site = Site("big", KeyChain.of(SITE_KEY), (SitePrefix(prefix("10.0.0.0/8")),))
    policy = Policy((site,), make_policy().subscribers, Limits(), (Address.parse("192.0.2.21"),))
    bench = Bench()
    bench.server = MapServer(policy, FIRST_NONCE)
    locators = [f"192.0.2.{host}" for host in range(1, 31)]
    bench.register(record("10.1.0.0/16", *locators), xtr=NET1)
    for first in range(0, 60, 20):
        bench.register(*(record(f"10.1.0.{h}/32", NET1, NET2) for h in range(first, first + 20)), xtr=NET1)
    return bench.server


def questions(rng: random.Random) -> dict[str, Iterator[bytes]]:
    """An endless supply of every kind of message that somebody without a key can send."""
    victim_at = Address.parse(ATTACKER)
    many = tuple(Address.parse(f"192.0.2.{host}") for host in (66, *range(100, 131)))

    def request(text: str, itrs: tuple[Address, ...] = (victim_at,), **options: object) -> bytes:
        asked = RequestRecord.of(Prefix.parse(text))
        return ecm(MapRequest(rng.getrandbits(64), itrs, (asked,), **options), text, source=ATTACKER)  # type: ignore[arg-type]

    def stranger(text: str) -> bytes:
        who = XtrIdentity(rng.randbytes(16))
        return subscription(text, rng.getrandbits(63), (victim_at,), who, ATTACKER)

    fresh = count()
    return {
        "one EID": (request("10.1.0.5/32") for _ in fresh),
        "the widest answer": (request("10.1.0.0/16") for _ in fresh),
        "every host of it": (request(f"10.1.{n >> 8 & 0xFF}.{n & 0xFF}/32") for n in count()),
        "holes": (request(f"11.{n >> 16 & 0xFF}.{n >> 8 & 0xFF}.{n & 0xFF}/32") for n in count()),
        "unregistered": (request(f"10.2.{n >> 8 & 0xFF}.{n & 0xFF}/32") for n in count()),
        "many ITR-RLOCs": (request(f"10.1.{n >> 8 & 0xFF}.{n & 0xFF}/32", many) for n in count()),
        "bare": (encode(MapRequest(n, (victim_at,), (RequestRecord.of(prefix(EID)),))) for n in count()),
        "probe": (request("10.1.0.5/32", flags=RequestFlag.PROBE) for _ in fresh),
        "SMR": (request("10.1.0.5/32", flags=RequestFlag.SMR) for _ in fresh),
        "subscribe": (stranger(f"10.1.0.{n & 0xFF}/32") for n in count()),
        "unsubscribe": (subscription(EID, n, (NO_ADDRESS,), XtrIdentity(b"?" * 16), ATTACKER) for n in count()),
        "register": (
            seal(MapRegister(n, (USER,), RegisterFlag.WANT_MAP_NOTIFY), replace(SITE_KEY, secret=b"not the key"))
            for n in count()
        ),
        "reply": (encode(MapReply(n, (USER,))) for n in count()),
        "acknowledgement": (seal(MapNotifyAck(n, (USER,)), OTHER_KEY) for n in count()),
    }


@pytest.mark.parametrize("kind", questions(random.Random(0)))
@pytest.mark.parametrize("per_s", [20, 2_000])
def test_nobody_unknown_gets_more_octets_than_it_sends(kind: str, per_s: int) -> None:
    server, messages = crowded(), questions(random.Random(4))[kind]
    source, now, received, sent = Endpoint(Address.parse(ATTACKER), 4342), 2_000.0, 0, 0
    for _ in range(1_000):
        data = next(messages)
        now += 1 / per_s
        received += len(data)
        sent += sum(len(c.data) for c in server.handle(Datagram(data, source), now) if isinstance(c, SendDatagram))
    assert sent <= received + FIRST_OCTETS, f"{sent / received:.2f} octets for each"


def test_who_has_no_credit_gets_the_narrowest_answer_that_is_right() -> None:
    server, (message, *_) = crowded(), [next(questions(random.Random(5))["the widest answer"])]
    for number in range(3):
        now = 2_000.0 + number
        sent = [c for c in server.handle(Datagram(message, Endpoint(Address.parse(ATTACKER), 4342)), now)]
        replies = [decode(c.data) for c in sent if isinstance(c, SendDatagram)]
        assert [str(r.prefix) for reply in replies if isinstance(reply, MapReply) for r in reply.records] in (
            [],
            ["10.1.0.0/32"],
        )
    assert server.counters["drop.amplification-limit"] + server.counters["out.map-reply"] == 3


# The same at the daemon's socket.


def test_the_daemon_drops_every_forgery_without_an_answer(tmp_path: Path) -> None:
    key = Key(1, Algorithm.HMAC_SHA256_128, SECRET.encode())
    bench = Bench()
    sound = bench.registration(record(EID, NET1), xtr=NET1, key=key, nonce=5)
    forged = [
        bench.registration(HIJACKED, xtr=NET1, key=replace(key, secret=b"another secret"), nonce=6),
        bench.registration(HIJACKED, xtr=NET1, key=replace(key, key_id=9), nonce=6),
        bench.registration(HIJACKED, xtr=NET1, key=Key(1, Algorithm.HMAC_SHA1_96, key.secret), nonce=6),
        unsigned(sound),
        with_tag(sound, bytes(32)),
        with_tag(sound, sound[16:20]),
        bench.registration(record("0.0.0.0/0", NET1), xtr=NET1, key=key, nonce=6),
        bench.registration(record(EID, NET1), record("11.0.0.0/8", NET1), xtr=NET1, key=key, nonce=6),
        bench.registration(HIJACKED, xtr=NET1, key=key, nonce=4),
    ]
    with (
        running(configure(tmp_path, 2), tmp_path / "log") as server,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as xtr,
    ):
        xtr.bind(("127.45.0.1", 4342))
        xtr.settimeout(10)
        answers = []
        for data in (sound, *forged, bench.registration(record(EID, NET1), xtr=NET1, key=key, nonce=7)):
            xtr.sendto(data, (SERVER, 4342))
        for _ in range(2):  # the first and the last; what is between would have come between
            answers.append(int.from_bytes(xtr.recv(2_048)[4:12], "big"))
        counters = ask(server.control, "counters")
        (mapping,) = ask(server.control, "map")
    assert answers == [5, 7]
    assert [rloc["rloc"] for rloc in mapping["rlocs"]] == [NET1]
    assert {name.removeprefix("drop."): n for name, n in counters.items() if name.startswith("drop.")} == {
        "auth-bad-tag": 2,
        "auth-unknown-key-id": 1,
        "auth-wrong-algorithm": 2,
        "auth-bad-tag-length": 1,
        "unknown-site": 1,
        "prefix-not-allowed": 1,
        "replayed-nonce": 1,
    }
