"""Subscriptions to mappings, against the map server's own engine where it matters."""

from pathlib import Path

import pytest

from lisp.engine import Command, Datagram, Endpoint, SendDatagram, Tick
from lisp.runtime.config import load
from lisp.wire import (
    CONTROL_PORT,
    NO_ADDRESS,
    Action,
    Address,
    EidRecord,
    Key,
    MapNotify,
    MapNotifyAck,
    MapRegister,
    MapRequest,
    Prefix,
    RegisterFlag,
    seal,
)
from mapserver.config import MapServerConfig
from mapserver.engine import MapServer
from mapserver.pubsub import RESTART_LEAP
from tests.unit.xtr.support import (
    DC1,
    DC2,
    MS,
    NET1,
    SITE_KEY,
    STRANGER,
    USER,
    VM,
    WRONG_KEY,
    Rig,
    identity,
    move_notice,
    record,
)
from xtr.dataplane.base import InstallMapping, RemoveMapping
from xtr.subscription import REFRESH_S, REFUSED_S

HOME = Prefix.parse("10.11.0.0/24")


def follower(rloc: Address = NET1) -> Rig:
    """An ITR that has learnt a mapping and now asks to follow it."""
    rig = Rig(rloc, subscribe=True)
    rig.learn(VM, record(HOME, DC1))
    rig.run(0)
    return rig


def subscribing(rig: Rig, among: list[Command] | None = None) -> list[MapRequest]:
    return [request for request in rig.requests(among) if request.records[0].wants_notifications]


def tell(rig: Rig, nonce: int, *records: EidRecord, key: Key = SITE_KEY, source: Address = MS) -> None:
    rig.receive(seal(MapNotify(nonce, records, identity=identity(rig.rloc)), key), source)


def confirmed() -> tuple[Rig, int]:
    """A follower whose subscription is confirmed, and the nonce of that."""
    rig = follower()
    (request,) = subscribing(rig)
    tell(rig, request.nonce, record(HOME, DC1))
    assert rig.xtr.status()["subscriptions"] == 1
    return rig, request.nonce


def acknowledged(rig: Rig) -> list[int]:
    found: list[MapNotifyAck] = rig.sent(MapNotifyAck, MS)
    return [ack.nonce for ack in found]


def test_request_is_what_the_standard_wants() -> None:
    rig = follower()
    (request,) = subscribing(rig)
    assert request.itr_rlocs == (NET1,)
    assert request.identity == identity(NET1)
    assert request.records[0].prefix == HOME


def test_nothing_is_asked_unless_configured() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, DC1))
    assert subscribing(rig, rig.run(30)) == []


def test_confirmation_is_acknowledged_and_once_more_when_that_was_lost() -> None:
    rig, nonce = confirmed()
    assert acknowledged(rig) == [nonce]
    tell(rig, nonce, record(HOME, DC1))
    assert acknowledged(rig) == [nonce]
    assert subscribing(rig, rig.run(60)) == []


def test_published_move_is_used_at_once() -> None:
    rig, nonce = confirmed()
    tell(rig, nonce + 1, record(VM, DC2))
    (install,) = rig.commands(InstallMapping)
    assert (install.prefix, install.targets[0].rloc, install.relay) == (VM, DC2, False)
    assert acknowledged(rig) == [nonce + 1]
    # A retransmission is acknowledged and changes nothing.
    tell(rig, nonce + 1, record(VM, DC2))
    assert acknowledged(rig) == [nonce + 1]
    assert rig.commands(InstallMapping) == []


def test_what_a_restarted_server_publishes_counts() -> None:
    rig, nonce = confirmed()
    for restarts, rloc in ((1, DC2), (2, DC1)):
        tell(rig, nonce + restarts * RESTART_LEAP + 1, record(VM, rloc))
        assert rig.rlocs(VM) == [str(rloc)]
        assert acknowledged(rig) == [nonce + restarts * RESTART_LEAP + 1]


def test_withdrawn_mapping_is_forgotten() -> None:
    rig, nonce = confirmed()
    tell(rig, nonce + 1, record(VM, DC2))
    tell(rig, nonce + 2, EidRecord.of(VM, ttl_min=0))
    assert rig.commands(RemoveMapping) == [RemoveMapping(VM)]


def test_older_publication_does_not_undo_a_newer_one() -> None:
    rig, nonce = confirmed()
    tell(rig, nonce + 2, record(VM, DC2))
    tell(rig, nonce + 1, record(VM, DC1))
    assert rig.rlocs(VM) == [str(DC2)]
    assert acknowledged(rig) == []
    assert rig.dropped("publication-replayed") == 1
    # About another EID the older number is news.
    other = Prefix.parse("10.11.0.11/32")
    tell(rig, nonce + 1, record(other, DC2))
    assert rig.rlocs(other) == [str(DC2)]


def test_forged_publications_change_nothing() -> None:
    rig, nonce = confirmed()
    tell(rig, nonce + 1, record(VM, DC2), key=WRONG_KEY)
    tell(rig, nonce + 1, record(VM, DC2), source=STRANGER)
    assert rig.row(VM) is None
    assert acknowledged(rig) == []
    tell(rig, nonce + 1, record(Prefix.parse("10.12.0.0/24"), DC2), record(VM, DC1))
    assert rig.dropped("publication-not-subscribed") == 1
    tell(rig, nonce + 2, record(Prefix.parse("0.0.0.0/0"), DC2))
    assert rig.dropped("publication-overclaims") == 1


@pytest.mark.parametrize("action", [Action.DROP_POLICY_DENIED, Action.DROP_AUTH_FAILURE])
def test_refusal_leaves_the_cache_alone_and_is_asked_again_much_later(action: Action) -> None:
    rig = follower()
    (request,) = subscribing(rig)
    rig.reply(request, EidRecord.of(HOME, ttl_min=15, action=action))
    assert rig.rlocs(HOME) == [str(DC1)]
    assert subscribing(rig, rig.run(REFUSED_S - 1)) == []
    assert len(subscribing(rig, rig.run(1.5))) == 1


def test_of_several_requests_the_first_that_is_confirmed_will_do() -> None:
    rig = follower()
    first, second, _ = (r.nonce for r in (*subscribing(rig), *subscribing(rig, rig.run(6))))
    for nonce in (first, second):
        tell(rig, nonce, record(HOME, DC1))
        assert acknowledged(rig) == [nonce]
    assert rig.xtr.counters["subscription-confirmed"] == 1


def test_silent_server_is_left_in_peace_after_three_tries() -> None:
    rig = follower()
    nonces = [r.nonce for r in (*subscribing(rig), *subscribing(rig, rig.run(60)))]
    assert len(nonces) == 3
    assert nonces == sorted(set(nonces))
    assert len(subscribing(rig, rig.run(REFUSED_S))) == 3


def test_subscription_is_refreshed_with_a_higher_nonce() -> None:
    rig, nonce = confirmed()
    tell(rig, nonce + 1500, record(VM, DC2))
    (request, *_) = subscribing(rig, rig.run(REFRESH_S * 1.1))
    assert request.nonce > nonce + 1500


def test_mapping_that_leaves_the_cache_is_unsubscribed() -> None:
    rig, nonce = confirmed()
    rig.xtr._itr.discard(HOME)
    (request,) = subscribing(rig, rig.feed(Tick()))
    assert request.itr_rlocs == (NO_ADDRESS,)
    assert request.nonce > nonce
    # Neither the answer to that nor a publication under way is taken for anything else.
    before = len(rig.history)
    tell(rig, request.nonce, record(HOME, DC1))
    tell(rig, nonce + 1, record(USER, DC2))
    assert rig.dropped("publication-not-subscribed") == 2
    assert not [c for c in rig.history[before:] if isinstance(c, InstallMapping)]


def test_move_notices_are_still_what_they_were() -> None:
    rig, _ = confirmed()
    rig.receive(move_notice(7, USER, DC2), MS)
    assert rig.kind(USER) == "away"


def test_last_word_of_a_server_that_got_no_acknowledgement() -> None:
    rig = follower()
    (request,) = subscribing(rig)
    tell(rig, request.nonce, EidRecord.of(HOME, ttl_min=0, action=Action.DROP_AUTH_FAILURE))
    assert rig.xtr.status()["subscriptions"] == 0
    assert rig.rlocs(HOME) == [str(DC1)]


# --- with a real map server ------------------------------------------------------------------------------


def server(directory: Path, *, subscriber: bool) -> MapServer:
    (directory / "site.key").write_text(SITE_KEY.secret.decode())
    text = f'listen = ["{MS}"]\ncontrol = "c.sock"\n[[site]]\nname = "dcs"\nprefixes = ["10.0.0.0/8"]\n'
    text += 'keys = [{ id = 1, file = "site.key" }]\n'
    if subscriber:
        text += f'[[subscriber]]\nname = "net1"\nxtr_id = "{identity(NET1).xtr_id.hex()}"\nprefixes = ["10.0.0.0/8"]\n'
        text += f'rlocs = ["{NET1}"]\nkeys = [{{ id = 1, file = "site.key" }}]\n'
    (directory / "ms.toml").write_text(text)
    return MapServer(load(directory / "ms.toml", MapServerConfig).policy(directory), first_nonce=1)


def register(engine: MapServer, now: float, nonce: int, rloc: Address, eid: Prefix) -> list[Command]:
    message = MapRegister(nonce, (record(eid, rloc),), RegisterFlag.PROXY_REPLY, identity=identity(rloc))
    return engine.handle(Datagram(seal(message, SITE_KEY), Endpoint(rloc, CONTROL_PORT)), now)


def exchange(rig: Rig, engine: MapServer, commands: list[Command]) -> list[Command]:
    """Carry datagrams between the two until nobody has any; all that the xTR did."""
    done: list[Command] = []
    while commands:
        todo, commands = commands, []
        for command in todo:
            if not isinstance(command, SendDatagram):
                continue
            if command.destination.address == MS:
                commands += engine.handle(Datagram(command.data, Endpoint(NET1, CONTROL_PORT)), rig.now)
            elif command.destination.address == NET1:
                answer = rig.receive(command.data, MS)
                done += answer
                commands += answer
    return done


def test_real_server_confirms_and_publishes(tmp_path: Path) -> None:
    engine = server(tmp_path, subscriber=True)
    engine.handle(Tick(), 1000.0)
    register(engine, 1000.0, 10, DC1, HOME)
    rig = Rig(NET1, subscribe=True)
    rig.learn(VM, record(HOME, DC1))
    exchange(rig, engine, rig.run(0))
    assert rig.xtr.status()["subscriptions"] == 1
    done = exchange(rig, engine, register(engine, rig.now, 11, DC2, VM))
    assert [c.targets[0].rloc for c in done if isinstance(c, InstallMapping) and c.prefix == VM] == [DC2]
    rig.xtr._itr.discard(HOME)
    exchange(rig, engine, rig.feed(Tick()))
    assert rig.dropped("publication-not-subscribed") == 1  # the answer to the end of it
    assert not exchange(rig, engine, register(engine, rig.now, 12, DC1, VM))


def test_real_server_without_a_subscriber_table_refuses(tmp_path: Path) -> None:
    engine = server(tmp_path, subscriber=False)
    engine.handle(Tick(), 1000.0)
    register(engine, 1000.0, 10, DC1, HOME)
    rig = Rig(NET1, subscribe=True)
    rig.learn(VM, record(HOME, DC1))
    exchange(rig, engine, rig.run(0))
    assert rig.xtr.status()["subscriptions"] == 0
    assert rig.xtr.counters["subscription-refused"] == 1
