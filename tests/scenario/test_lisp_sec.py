"""Lookups under LISP-SEC from end to end, with somebody on the path who changes what passes (RFC 9303)."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from lisp.engine import Datagram, Endpoint, SendDatagram, Tick
from lisp.wire import (
    CONTROL_PORT,
    Action,
    Address,
    Algorithm,
    EidRecord,
    EncapsulatedControlMessage,
    Key,
    KeyChain,
    Locator,
    MapRegister,
    MapReply,
    MapRequest,
    Prefix,
    RegisterFlag,
    RequestRecord,
    XtrIdentity,
    decode,
    encode,
    seal,
)
from lisp.wire.lisp_sec import WrapId, authorize, protect_request, seal_reply, wrap_otk
from mapserver.engine import MapServer
from mapserver.policy import OtkPeer, Policy, Site, SitePrefix, Subscriber
from tests.scenario.network import VirtualNetwork
from xtr import etr
from xtr.core import Core, HomePrefix, Settings
from xtr.dataplane.base import InstallMapping, Miss
from xtr.engine import Xtr
from xtr.security import Guard, seal_answer

MS, ITR, ETR, THIEF = "192.0.2.21", "192.0.2.1", "192.0.2.11", "198.51.100.66"
SITE_KEY = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"between ETRs and map server")
LOOKUP_KEY = (7, b"between ITR and map resolver")
VM = Prefix.parse("10.11.0.10/32")
SOMEWHERE = Address.parse("10.1.0.100")

Change = Callable[[bytes], bytes]


class Path(VirtualNetwork):
    """A network with somebody on it: `change` is done to each datagram from one address to another.

    What nothing is left of does not arrive.
    """

    def __init__(self, **trouble: Any) -> None:
        super().__init__(**trouble)
        self.change: dict[tuple[str, str], Change] = {}
        self.seen: list[tuple[str, str, bytes]] = []

    def _transmit(self, sender: Any, data: bytes, destination: Endpoint) -> None:
        ends = str(sender.address), str(destination.address)
        data = self.change.get(ends, bytes)(data)
        self.seen.append((*ends, data))
        if data:
            super()._transmit(sender, data, destination)


class Cloud:
    """One ITR, one ETR, one map server."""

    def __init__(
        self,
        *,
        proxy: bool = True,
        signs: bool = True,
        itr_key: bytes = LOOKUP_KEY[1],
        asks_protected: bool = True,
        seed: int = 0,
        loss: float = 0.0,
        subscriber: Subscriber | None = None,
        **site: Any,
    ) -> None:
        self.net = Path(seed=seed, loss=loss)
        peer = OtkPeer("itr", frozenset({Address.parse(ITR)}), (LOOKUP_KEY,), required=site.pop("required", True))
        prefixes = tuple(SitePrefix(Prefix.parse(text)) for text in ("10.11.0.0/24", "10.1.0.0/24"))
        policy = Policy(
            (Site("dc", KeyChain.of(SITE_KEY), prefixes, **site),),
            () if subscriber is None else (subscriber,),
            addresses=(Address.parse(MS),),
            otk_peers=(peer,),
        )
        self.server = MapServer(policy, first_nonce=1)
        self.net.add("ms", self.server, MS)
        self.nonces = count(2**40, 0x9E3779B97F4A7C15)
        keys = ((LOOKUP_KEY[0], itr_key),) if asks_protected else ()
        self.itr = self._xtr(ITR, "10.1.0.0/24", resolver_keys=keys, subscribe=subscriber is not None)
        self.etr = self._xtr(ETR, "10.11.0.0/24", proxy_reply=proxy)
        if not signs:
            self.net.change[ETR, MS] = unsigned_register
        self.installed: dict[Prefix, InstallMapping] = {}
        self.node = self.net.add("itr", self.itr, ITR, self._perform)
        etr = self.net.add("etr", self.etr, ETR)
        for node in (self.node, etr):
            self.net.feed(node, Tick())
        self.net.run(40.0 if loss else 5.0)

    def _xtr(self, rloc: str, home: str, **changes: Any) -> Xtr:
        settings = Settings(
            name=rloc,
            rlocs=(Address.parse(rloc),),
            identity=identity(rloc),
            map_server=Address.parse(MS),
            map_resolver=Address.parse(MS),
            site_keys=KeyChain.of(SITE_KEY),
            eid_space=(Prefix.parse("10.0.0.0/8"),),
            homes=(HomePrefix(Prefix.parse(home), "lan0"),),
            **changes,
        )
        nonces = self.nonces
        return Xtr(settings, first_nonce=5_000_000, random_nonce=lambda: next(nonces) % 2**64, jitter=lambda: 0.5)

    def _perform(self, command: Any) -> None:
        if isinstance(command, InstallMapping):
            self.installed[command.prefix] = command

    def look_up(self, eid: Prefix = VM, wait_s: float = 3.0) -> InstallMapping | None:
        """What the ITR's data plane is told of an EID after a while."""
        self.net.feed(self.node, Miss(eid, SOMEWHERE))
        self.net.run(wait_s)
        found = [entry for prefix, entry in self.installed.items() if prefix.covers(eid)]
        return max(found, key=lambda entry: entry.prefix.length, default=None)

    def refusals(self) -> dict[str, int]:
        """Why the ITR dropped Map-Replies, by reason."""
        return {
            name.removeprefix("drop.sec-"): n for name, n in self.itr.counters.items() if name.startswith("drop.sec-")
        }

    def replies(self, source: str) -> list[MapReply]:
        """The Map-Replies that one address sent to the ITR."""
        decoded = [decode(data) for sender, to, data in self.net.seen if (sender, to) == (source, ITR)]
        return [message for message in decoded if isinstance(message, MapReply)]


def identity(rloc: str) -> XtrIdentity:
    return XtrIdentity(Address.parse(rloc).packed.rjust(16, b"x"))


def unsigned_register(data: bytes) -> bytes:
    """What an ETR without LISP-SEC registers: the S bit off, under its own key."""
    message = decode(data)
    if not isinstance(message, MapRegister):
        return data
    return seal(replace(message, flags=message.flags & ~RegisterFlag.SECURITY), SITE_KEY)


def rlocs(entry: InstallMapping | None) -> list[str]:
    return [] if entry is None else [str(target.rloc) for target in entry.targets]


@pytest.mark.parametrize(("proxy", "answers"), [(True, MS), (False, ETR)])
def test_a_protected_lookup_finds_the_etr(proxy: bool, answers: str) -> None:
    cloud = Cloud(proxy=proxy)
    assert rlocs(cloud.look_up()) == [ETR]
    assert cloud.refusals() == {}
    (reply,) = [reply for reply in cloud.replies(answers) if reply.records[0].locators and reply.security]
    assert reply.security is not None
    assert reply.security.eid_ad.authorization is not None
    (authorized,) = reply.security.eid_ad.authorization.records
    assert str(authorized.prefix) == "10.11.0.0/24"
    assert not reply.security.eid_ad.authorization.etr_cannot_sign


@pytest.mark.parametrize("proxy", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_loss_delays_a_protected_lookup_and_no_more(proxy: bool, seed: int) -> None:
    cloud = Cloud(proxy=proxy, seed=seed, loss=0.3)
    assert rlocs(cloud.look_up(wait_s=15.0)) == [ETR]
    assert cloud.refusals() == {}


def test_a_hole_is_vouched_for_too() -> None:
    cloud = Cloud()
    nowhere = Prefix.parse("10.99.0.1/32")
    entry = cloud.look_up(nowhere)
    assert entry is not None
    assert not entry.targets
    (reply,) = [reply for reply in cloud.replies(MS) if not reply.records[0].locators]
    assert reply.security is not None


def tampered(at: int) -> Change:
    """One bit of a protected Map-Reply changed, `at` octets from its start or its end."""

    def change(data: bytes) -> bytes:
        if data[0] >> 4 != 2:
            return data
        forged = bytearray(data)
        forged[at] ^= 1
        return bytes(forged)

    return change


# A proxy reply here ends in: EID-AD (length, KDF; count, E, HMAC id; one record of 8 octets; HMAC 16), PKT-AD 20.
@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (15, "bad-packet-hmac"),  # the TTL of the record
        (-20 - 16 - 5, "bad-eid-hmac"),  # the authorized prefix: its AFI or address
        (-20 - 1, "bad-eid-hmac"),  # the EID HMAC
        (-1, "bad-packet-hmac"),
    ],
)
@pytest.mark.parametrize(("proxy", "sender"), [(True, MS), (False, ETR)])
def test_a_changed_reply_is_dropped_and_the_lookup_goes_on(at: int, reason: str, proxy: bool, sender: str) -> None:
    cloud = Cloud(proxy=proxy)
    cloud.net.change[sender, ITR] = tampered(at)
    assert cloud.look_up() is None
    assert set(cloud.refusals()) == {reason}
    assert cloud.node.noticed("map-reply-refused") == [{"reason": f"sec-{reason}"}]
    del cloud.net.change[sender, ITR]
    cloud.net.run(3.0)
    assert ETR in [rloc for entry in cloud.installed.values() for rloc in rlocs(entry)]


def test_an_etr_that_claims_more_than_it_registered_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = Cloud(proxy=False)

    def claim(reply: MapReply, security: Any, core: Any) -> bytes:
        wide = EidRecord.of(Prefix.parse("10.0.0.0/8"), (Locator.unicast(Address.parse(THIEF)),))
        return seal_answer(replace(reply, records=(wide,)), security, core)

    monkeypatch.setattr(etr, "seal_answer", claim)
    assert cloud.look_up() is None
    assert set(cloud.refusals()) == {"not-authorized"}


def test_an_etr_may_add_records_but_only_its_own_count(monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = Cloud(proxy=False)

    def claim(reply: MapReply, security: Any, core: Any) -> bytes:
        foreign = EidRecord.of(Prefix.parse("10.1.0.0/24"), (Locator.unicast(Address.parse(THIEF)),))
        return seal_answer(replace(reply, records=(*reply.records, foreign)), security, core)

    monkeypatch.setattr(etr, "seal_answer", claim)
    assert rlocs(cloud.look_up()) == [ETR]
    assert THIEF not in [rloc for entry in cloud.installed.values() for rloc in rlocs(entry)]
    assert cloud.refusals() == {"not-authorized": 1}


def test_a_wrong_key_gets_no_answer() -> None:
    cloud = Cloud(itr_key=b"something else altogether")
    assert cloud.look_up() is None
    assert cloud.server.counters["drop.sec-bad-wrap"] >= 1
    assert cloud.net.nodes[Address.parse(MS)].noticed("request-refused")[0]["reason"] == "sec-bad-wrap"


def without_protection(data: bytes) -> bytes:
    """Somebody on the path who strips the authentication data."""
    message = decode(data)
    if isinstance(message, EncapsulatedControlMessage):
        return encode(replace(message, security=None, flags=0))
    return encode(replace(message, security=None)) if isinstance(message, MapReply) else data


def test_stripping_the_reply_gets_it_dropped() -> None:
    cloud = Cloud()
    cloud.net.change[MS, ITR] = without_protection
    assert cloud.look_up() is None
    assert set(cloud.refusals()) == {"not-protected"}


@pytest.mark.parametrize("required", [True, False])
def test_stripping_the_request_gets_no_mapping_either(required: bool) -> None:
    cloud = Cloud(required=required)
    cloud.net.change[ITR, MS] = without_protection
    assert cloud.look_up() is None
    if required:
        assert cloud.server.counters["drop.sec-not-protected"] >= 1
        assert not cloud.replies(MS)
    else:
        assert set(cloud.refusals()) == {"not-protected"}


def test_a_site_may_require_protection() -> None:
    cloud = Cloud(asks_protected=False, required=False, require_sec=True)
    entry = cloud.look_up()
    assert entry is not None
    assert not entry.targets
    (reply,) = cloud.replies(MS)[-1:]
    assert reply.records[0].action == Action.DROP_AUTH_FAILURE
    assert cloud.server.counters["request.sec-required"] >= 1


def test_replayed_replies_are_nobodys_answer() -> None:
    cloud = Cloud()
    assert rlocs(cloud.look_up()) == [ETR]
    replays = [data for sender, to, data in cloud.net.seen if (sender, to) == (MS, ITR) and data[0] >> 4 == 2]
    before = dict(cloud.installed)
    cloud.installed.clear()
    for data in replays:
        cloud.net.feed(cloud.node, Datagram(data, Endpoint(Address.parse(MS), CONTROL_PORT)))
    assert cloud.installed == {}
    assert cloud.itr.counters["drop.reply-unsolicited"] == len(replays) > 0
    assert before


def test_a_request_replayed_from_elsewhere_gets_no_answer() -> None:
    cloud = Cloud()
    assert rlocs(cloud.look_up()) == [ETR]
    replay = [data for sender, to, data in cloud.net.seen if (sender, to) == (ITR, MS) and data[0] >> 4 == 8][-1]
    event = Datagram(replay, Endpoint(Address.parse(THIEF), CONTROL_PORT))
    commands = cloud.server.handle(event, cloud.net.now + 60)
    assert not [command for command in commands if isinstance(command, SendDatagram)]
    assert cloud.server.counters["drop.sec-unknown-peer"] == 1


def test_the_one_time_key_ends_with_its_lookup() -> None:
    guard = Guard(Core(Cloud().itr.settings, 1, lambda: 5, lambda: 0.5))
    reply = MapReply(1, (EidRecord.of(VM),))
    assert guard.protect(1) is not None
    assert guard.vouched(encode(reply), reply, 0.0) is None
    guard.forget(1)
    assert guard.vouched(encode(reply), reply, 0.0) is reply


def test_nobody_signs_is_said_under_protection() -> None:
    cloud = Cloud(proxy=False, signs=False)
    entry = cloud.look_up()
    assert entry is not None
    assert not entry.targets
    (reply,) = [reply for reply in cloud.replies(MS) if reply.records[0].prefix == Prefix.parse("10.11.0.0/24")]
    assert reply.records[0].action == Action.DROP_AUTH_FAILURE
    assert reply.records[0].ttl_min == 1
    assert reply.security is not None
    assert reply.security.eid_ad.authorization is not None
    assert reply.security.eid_ad.authorization.etr_cannot_sign
    assert cloud.itr.counters["sec-etr-cannot-sign"] >= 1


def protected_request(wrapping_id: int) -> bytes:
    """A Map-Request from the ITR whose one-time key is wrapped as told."""
    nonce, otk = 77, bytes(range(16))
    request = MapRequest(nonce, (Address.parse(ITR),), (RequestRecord.of(VM),))
    security = protect_request(otk, nonce, *LOOKUP_KEY)
    preamble, wrapped = wrap_otk(otk, nonce, LOOKUP_KEY[1], wrapping_id)
    security = replace(security, wrapping_id=wrapping_id, preamble=preamble, otk=wrapped)
    ends = Address.parse(ITR), CONTROL_PORT, VM.address, CONTROL_PORT
    return encode(EncapsulatedControlMessage(*ends, encode(request), security=security))


@pytest.mark.parametrize("path_encrypted", [True, False])
def test_a_key_in_the_clear_is_taken_only_where_the_path_is_encrypted(path_encrypted: bool) -> None:
    cloud = Cloud()
    peer = replace(cloud.server.policy.otk_peers[0], path_encrypted=path_encrypted)
    cloud.server.adopt(replace(cloud.server.policy, otk_peers=(peer,)), cloud.net.now)
    event = Datagram(protected_request(WrapId.NULL), Endpoint(Address.parse(ITR), CONTROL_PORT))
    sent = [c for c in cloud.server.handle(event, cloud.net.now) if isinstance(c, SendDatagram)]
    assert bool(sent) is path_encrypted
    assert cloud.server.counters["drop.sec-unwrapped-key"] == (not path_encrypted)


def test_an_etr_answers_no_request_without_the_map_servers_word() -> None:
    cloud = Cloud(proxy=False)
    for key, reason in ((SITE_KEY.secret, "sec-no-authorization"), (b"not the site's key", "sec-bad-wrap")):
        request = MapRequest(78, (Address.parse(ITR),), (RequestRecord.of(VM),))
        security = protect_request(bytes(16), 78, 1, key)
        ends = Address.parse(ITR), CONTROL_PORT, VM.address, CONTROL_PORT
        data = encode(EncapsulatedControlMessage(*ends, encode(request), security=security))
        cloud.net.run(10.0)
        assert not cloud.etr.handle(Datagram(data, Endpoint(Address.parse(MS), CONTROL_PORT)), cloud.net.now)
        assert cloud.etr.counters[f"drop.{reason}"] == 1


def test_an_etr_cannot_vouch_for_itself() -> None:
    cloud = Cloud(proxy=False)

    def forge(data: bytes) -> bytes:
        reply = decode(data)
        if not isinstance(reply, MapReply):
            return data
        wide = EidRecord.of(Prefix.parse("10.0.0.0/8"), (Locator.unicast(Address.parse(THIEF)),))
        ms_otk = bytes(16)
        return seal_reply(MapReply(reply.nonce, (wide,)), authorize((Prefix.parse("10.0.0.0/8"),), ms_otk), ms_otk)

    cloud.net.change[ETR, ITR] = forge
    assert cloud.look_up() is None
    assert set(cloud.refusals()) == {"bad-eid-hmac"}


def test_the_key_for_lookups_must_not_be_a_sites() -> None:
    site = Site("dc", KeyChain.of(SITE_KEY), (SitePrefix(Prefix.parse("10.11.0.0/24")),))
    peer = OtkPeer("itr", frozenset({Address.parse(ITR)}), ((1, SITE_KEY.secret),))
    with pytest.raises(ValueError, match="site's key"):
        Policy((site,), otk_peers=(peer,))
    fine = replace(peer, keys=(LOOKUP_KEY,))
    with pytest.raises(ValueError, match="claimed by itr and twin"):
        Policy((site,), otk_peers=(fine, replace(fine, name="twin")))


def test_a_site_that_requires_protection_is_not_betrayed_by_a_short_answer() -> None:
    cloud = Cloud(asks_protected=False, required=False, require_sec=True)
    source = Endpoint(Address.parse(THIEF), CONTROL_PORT)
    for nonce in range(200):
        request = MapRequest(nonce, (source.address,), (RequestRecord.of(VM),))
        data = encode(
            EncapsulatedControlMessage(source.address, CONTROL_PORT, VM.address, CONTROL_PORT, encode(request))
        )
        sent = cloud.server.handle(Datagram(data, source), cloud.net.now + nonce)
        replies = [decode(command.data) for command in sent if isinstance(command, SendDatagram)]
        assert not [r for r in replies if isinstance(r, MapReply) and r.records[0].locators]
    assert cloud.server.counters["request.sec-required"] == 200
