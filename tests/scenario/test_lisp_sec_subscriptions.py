"""Subscriptions under LISP-SEC from end to end: xTR and map server share a lookup key (RFC 9437 section 7.1)."""

from dataclasses import replace
from typing import Any

import pytest

from lisp.engine import Datagram, Endpoint, Tick
from lisp.wire import (
    CONTROL_PORT,
    Address,
    Algorithm,
    EcmSecurity,
    EidRecord,
    EncapsulatedControlMessage,
    KeyChain,
    Locator,
    MapNotify,
    MapRegister,
    MapReply,
    MapRequest,
    Prefix,
    RegisterFlag,
    decode,
    seal,
)
from lisp.wire.lisp_sec import WrapId, subscription_key, unwrap_otk
from mapserver.commands import PersistState
from mapserver.engine import MapServer
from mapserver.mapping import REGISTRATION_S
from mapserver.policy import Subscriber
from tests.scenario.test_lisp_sec import (
    ETR,
    ITR,
    LOOKUP_KEY,
    MS,
    SITE_KEY,
    THIEF,
    VM,
    Cloud,
    identity,
    rlocs,
    without_protection,
)
from xtr.subscription import REFRESH_S

ETR2, ETR3, ETR4 = "192.0.2.12", "192.0.2.13", "192.0.2.14"
HOME = Prefix.parse("10.11.0.0/24")
FOLLOWS = (Prefix.parse("10.0.0.0/8"),)
KEYLESS = Subscriber("itr", identity(ITR), None, FOLLOWS, frozenset({Address.parse(ITR)}))
PRE_SHARED = replace(KEYLESS, keys=KeyChain.of(SITE_KEY))


class Following(Cloud):
    """An ITR that follows what it looks up, and VMs that move."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"subscriber": KEYLESS, **options})
        self.moves = 0
        self.stored: dict[str, Any] = {}
        self.ms = self.net.nodes[Address.parse(MS)]
        self.ms.perform = self._store

    def _store(self, command: Any) -> None:
        if isinstance(command, PersistState):
            self.stored = dict(command.state)

    def follow(self, wait_s: float = 3.0) -> None:
        """Look the VM up, and wait for the subscription that comes of it."""
        assert rlocs(self.look_up(wait_s=wait_s)) == [ETR]

    def move(self, to: str = ETR2) -> None:
        """The VM registers somewhere else."""
        self.moves += 1
        where = EidRecord.of(VM, (Locator.unicast(Address.parse(to)),), ttl_min=1440, authoritative=True)
        message = MapRegister(10**12 + self.moves, (where,), RegisterFlag.PROXY_REPLY, identity=identity(to))
        self.net.feed(self.ms, Datagram(seal(message, SITE_KEY), Endpoint(Address.parse(to), CONTROL_PORT)))

    def sent_to(self) -> list[str]:
        """Where the ITR's packets to the VM go."""
        found = [entry for prefix, entry in self.installed.items() if prefix.covers(VM)]
        return rlocs(max(found, key=lambda entry: entry.prefix.length))

    def restart_server(self) -> None:
        """The map server starts anew, with what it had stored and without its registrations."""
        self.server = MapServer(self.server.policy, first_nonce=2)
        self.server.restore(self.stored, self.net.now)
        self.ms.engine = self.server
        self.net.feed(self.ms, Tick())

    def requests(self) -> list[tuple[MapRequest, EcmSecurity | None, bytes]]:
        """What the ITR has asked to follow, with the authentication data, and the datagram as it came through."""
        found = []
        for sender, to, data in self.net.seen:
            if (sender, to) == (ITR, MS) and data and data[0] >> 4 == 8:
                ecm = decode(data)
                assert isinstance(ecm, EncapsulatedControlMessage)
                request = decode(ecm.inner)
                if isinstance(request, MapRequest) and request.records[0].wants_notifications:
                    assert ecm.security is None or isinstance(ecm.security, EcmSecurity)
                    found.append((request, ecm.security, data))
        return found

    def notifies(self) -> list[bytes]:
        """The Map-Notifies about what the ITR follows, as they were sent."""
        sent = [data for sender, to, data in self.net.seen if (sender, to) == (MS, ITR) and data]
        notifies = [(data, decode(data)) for data in sent if data[0] >> 4 == 4]
        mine = [data for data, n in notifies if isinstance(n, MapNotify) and HOME.covers(n.records[0].prefix or HOME)]
        return [data for data in mine if data[12:14] != bytes((1, Algorithm.HMAC_SHA256_128_HKDF))]

    def refused(self) -> dict[str, int]:
        """What either end dropped for its authentication."""
        counters = (*self.itr.counters.items(), *self.server.counters.items())
        return {name: n for name, n in counters if name.startswith(("drop.auth-", "drop.sec-")) and n}

    @property
    def is_following(self) -> bool:
        """Whether both ends agree that the ITR follows, and on the key."""
        held = [s for s in self.server.pubsub.subscriptions() if s.prefix == HOME]
        ours = self.itr._subscriptions._table.get(HOME)
        return [s.derived for s in held] == [ours.key if ours else None] and self.itr.status()["subscriptions"] == 1


def lost(kind: int, times: int) -> Any:
    """So many datagrams of a type do not arrive."""
    left = [times]

    def change(data: bytes) -> bytes:
        if data[0] >> 4 == kind and left[0]:
            left[0] -= 1
            return b""
        return data

    return change


@pytest.mark.parametrize("subscriber", [KEYLESS, PRE_SHARED])
def test_a_move_is_published_under_the_key_that_the_request_brought(subscriber: Subscriber) -> None:
    cloud = Following(subscriber=subscriber)
    cloud.follow()
    assert cloud.is_following
    cloud.move()
    cloud.net.run(1.0)
    assert cloud.sent_to() == [ETR2]
    assert len(cloud.ms.noticed("publication-acknowledged")) == 1
    ((request, security, _),) = cloud.requests()
    assert security is not None
    otk = unwrap_otk(security, request.nonce, dict([LOOKUP_KEY]))
    (subscription,) = cloud.server.pubsub.subscriptions()
    assert subscription.derived == subscription_key(otk, request.nonce, LOOKUP_KEY[0], WrapId.AES_HKDF_SHA256)
    assert len(cloud.notifies()) == 2
    assert cloud.refused() == {}


def test_without_lisp_sec_at_the_xtr_nothing_changes() -> None:
    cloud = Following(subscriber=PRE_SHARED, asks_protected=False, required=False)
    cloud.follow()
    assert cloud.is_following
    cloud.move()
    cloud.net.run(1.0)
    assert cloud.sent_to() == [ETR2]
    assert [s.derived for s in cloud.server.pubsub.subscriptions()] == [None]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_lost_confirmation_is_made_up_for(times: int) -> None:
    cloud = Following()
    cloud.net.change[MS, ITR] = lost(4, times)
    cloud.follow(wait_s=12.0)
    assert cloud.is_following
    cloud.move()
    cloud.net.run(1.0)
    assert cloud.sent_to() == [ETR2]
    assert cloud.refused() == {}


def test_of_two_requests_that_are_both_confirmed_the_later_counts() -> None:
    cloud = Following()
    held: list[bytes] = []

    def hold(data: bytes) -> bytes:
        if data[0] >> 4 == 4 and not held:
            held.append(data)
            return b""
        return data

    cloud.net.change[MS, ITR] = hold
    cloud.follow(wait_s=0.9)
    # The second request is on its way when the confirmation of the first arrives.
    cloud.net.run_until(lambda: len(cloud.requests()) == 2)
    cloud.net.feed(cloud.node, Datagram(held[0], Endpoint(Address.parse(MS), CONTROL_PORT)))
    assert cloud.itr.status()["subscriptions"] == 1
    cloud.net.run(2.0)
    assert cloud.is_following
    cloud.move()
    cloud.net.run(1.0)
    assert cloud.sent_to() == [ETR2]
    assert cloud.refused() == {}


def test_a_request_that_was_overtaken_by_the_next_does_not_part_the_two() -> None:
    cloud = Following()
    held: list[bytes] = []

    def hold(data: bytes) -> bytes:
        ecm = decode(data)
        if isinstance(ecm, EncapsulatedControlMessage) and not held:
            request = decode(ecm.inner)
            if isinstance(request, MapRequest) and request.records[0].wants_notifications:
                held.append(data)
                return b""
        return data

    cloud.net.change[ITR, MS] = hold
    cloud.follow(wait_s=4.0)
    assert cloud.is_following
    cloud.net.feed(cloud.ms, Datagram(held[0], Endpoint(Address.parse(ITR), CONTROL_PORT)))
    cloud.net.run(2.0)
    assert cloud.is_following
    cloud.move()
    cloud.net.run(1.0)
    assert cloud.sent_to() == [ETR2]


# Nowhere among these are all requests lost: after three the xTR would wait for a quarter of an hour.
@pytest.mark.parametrize("seed", range(8))
def test_loss_delays_what_is_published_and_no_more(seed: int) -> None:
    cloud = Following(seed=seed, loss=0.3)
    cloud.net.jitter_s = 0.02
    cloud.follow(wait_s=30.0)
    for to in (ETR2, ETR3, ETR4):
        cloud.move(to)
        cloud.net.run(45.0)
        assert cloud.sent_to() == [to]
    cloud.net.loss = 0.0
    cloud.net.run(3 * REFRESH_S)
    assert cloud.is_following
    cloud.move(ETR3)
    cloud.net.run(1.0)
    assert cloud.sent_to() == [ETR3]


def test_a_renewal_changes_the_key_and_what_happens_meanwhile_is_heard() -> None:
    cloud = Following()
    cloud.follow()
    (before,) = (s.derived for s in cloud.server.pubsub.subscriptions())
    assert cloud.net.run_until(lambda: len(cloud.requests()) == 2, REFRESH_S * 1.2)
    cloud.move()  # while the renewal is on its way
    cloud.net.run(2.0)
    (after,) = (s.derived for s in cloud.server.pubsub.subscriptions())
    assert before != after
    assert cloud.is_following
    assert cloud.sent_to() == [ETR2]
    cloud.move(ETR3)
    cloud.net.run(1.0)
    assert cloud.sent_to() == [ETR3]
    assert cloud.refused() == {}


def test_a_restarted_map_server_goes_on_with_the_key() -> None:
    cloud = Following()
    cloud.follow()
    (key,) = (s.derived for s in cloud.server.pubsub.subscriptions())
    cloud.restart_server()
    cloud.net.run(10.0)
    cloud.move()
    cloud.net.run(1.0)
    assert cloud.sent_to() == [ETR2]
    assert cloud.ms.noticed("publication-acknowledged")
    assert [s.derived for s in cloud.server.pubsub.subscriptions()] == [key]
    # What it does not know, the next renewal tells it.
    cloud.net.run(REFRESH_S * 1.2)
    assert cloud.is_following
    assert [s.derived for s in cloud.server.pubsub.subscriptions()] != [key]
    assert cloud.refused() == {}


def test_a_map_server_that_lost_everything_hears_of_the_xtr_again() -> None:
    cloud = Following()
    cloud.follow()
    cloud.stored = MapServer(cloud.server.policy, first_nonce=1).snapshot()
    cloud.restart_server()
    cloud.net.run(REGISTRATION_S + REFRESH_S)
    assert cloud.is_following
    cloud.move()
    cloud.net.run(1.0)
    assert cloud.sent_to() == [ETR2]


def test_a_restarted_xtr_follows_under_a_new_key() -> None:
    cloud = Following()
    cloud.follow()
    (before,) = (s.derived for s in cloud.server.pubsub.subscriptions())
    again = cloud._xtr(ITR, "10.1.0.0/24", resolver_keys=(LOOKUP_KEY,), subscribe=True)
    again._core._next_nonce = 6_000_000
    cloud.itr = cloud.node.engine = again
    cloud.net.feed(cloud.node, Tick())
    cloud.follow()
    assert cloud.is_following
    assert [s.derived for s in cloud.server.pubsub.subscriptions()] != [before]


@pytest.mark.parametrize("subscriber", [KEYLESS, PRE_SHARED])
@pytest.mark.parametrize("required", [True, False])
def test_stripping_requests_and_answers_gains_nothing(subscriber: Subscriber, required: bool) -> None:
    cloud = Following(subscriber=subscriber, required=required)
    cloud.follow()
    (before,) = (s.derived for s in cloud.server.pubsub.subscriptions())
    cloud.net.change[ITR, MS] = cloud.net.change[MS, ITR] = without_protection
    cloud.net.run(REFRESH_S * 1.2)
    assert [s.derived for s in cloud.server.pubsub.subscriptions()] == [before]
    assert cloud.server.counters["drop.sec-not-protected" if required else "subscription.not-protected"] >= 1


def test_replaying_a_request_gains_nothing() -> None:
    cloud = Following()
    cloud.follow()
    ((_, _, data),) = cloud.requests()
    for source in (ITR, THIEF):
        cloud.net.feed(cloud.ms, Datagram(data, Endpoint(Address.parse(source), CONTROL_PORT)))
        cloud.net.run(1.0)
    assert cloud.server.counters["subscription.otk-reused"] == 1
    assert cloud.server.counters["drop.sec-unknown-peer"] == 1
    assert cloud.itr.counters["drop.reply-unsolicited"] == 1
    assert cloud.is_following
    cloud.restart_server()
    cloud.net.feed(cloud.ms, Datagram(data, Endpoint(Address.parse(ITR), CONTROL_PORT)))
    cloud.net.run(1.0)
    assert cloud.server.counters["subscription.otk-reused"] == 1
    assert cloud.is_following


def test_an_xtr_whose_one_time_key_counts_as_used_tries_another(monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = Following()
    unlucky = [True, True]
    monkeypatch.setattr(
        "mapserver.otk_memory.OtkMemory.__contains__", lambda _self, _otk: bool(unlucky and unlucky.pop())
    )
    cloud.follow(wait_s=5.0)
    assert cloud.is_following
    assert cloud.itr.counters["subscription-refused"] == 2
    sent = [decode(data) for sender, to, data in cloud.net.seen if (sender, to) == (MS, ITR)]
    assert all(reply.security is not None for reply in sent if isinstance(reply, MapReply))


def test_unsubscribing_works_under_lisp_sec() -> None:
    cloud = Following()
    cloud.follow()
    cloud.itr._itr.discard(HOME)
    cloud.net.feed(cloud.node, Tick())
    cloud.net.run(1.0)
    assert list(cloud.server.pubsub.subscriptions()) == []
    assert cloud.ms.noticed("unsubscribed")
