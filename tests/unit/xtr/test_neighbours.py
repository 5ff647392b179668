"""What a neighbour message proves, and how one is read."""

import struct

import pytest

from lisp.engine import Event
from lisp.wire import Address, Prefix
from xtr.dataplane.base import HostSeen, OwnAddresses
from xtr.neighbours import (
    DELAY,
    FAILED,
    INCOMPLETE,
    PROBE,
    REACHABLE,
    STALE,
    LocalAddress,
    Neighbour,
    NeighbourWatch,
    PresenceTracker,
    change_request,
    parse,
)

HOST = Address.parse("10.1.0.100")
MAC = bytes.fromhex("020000000009")
OTHER_MAC = bytes.fromhex("02000000000a")


def seen(*states: int, tracker: PresenceTracker | None = None) -> list[bool | None]:
    tracker = tracker or PresenceTracker()
    return [tracker.update(Neighbour(2, HOST, state, MAC if state != INCOMPLETE else b"")) for state in states]


@pytest.mark.parametrize(
    ("states", "verdicts"),
    [
        ((STALE,), [True]),  # made by a packet of the host
        ((REACHABLE,), [True]),
        ((INCOMPLETE,), [None]),  # the kernel looks for it
        ((INCOMPLETE, REACHABLE), [None, True]),  # and finds it
        ((INCOMPLETE, STALE), [None, True]),  # or hears from it
        ((INCOMPLETE, FAILED), [None, False]),
        ((REACHABLE, STALE), [True, None]),  # age proves nothing
        ((REACHABLE, STALE, DELAY, PROBE), [True, None, None, None]),
        ((REACHABLE, STALE, DELAY, PROBE, REACHABLE), [True, None, None, None, True]),
        ((REACHABLE, STALE, DELAY, PROBE, FAILED), [True, None, None, None, False]),
        ((FAILED, FAILED), [False, None]),
        ((FAILED, STALE), [False, True]),
        ((0,), [None]),
        ((STALE, 0, STALE), [True, None, True]),  # forgotten, then heard from again
        ((0x80,), [None]),  # PERMANENT: an administrator's word
        ((0x40,), [None]),  # NOARP
    ],
)
def test_only_the_host_itself_proves_its_presence(states: tuple[int, ...], verdicts: list[bool | None]) -> None:
    assert seen(*states) == verdicts


def test_stale_entry_with_another_link_address_is_another_host() -> None:
    tracker = PresenceTracker()
    assert tracker.update(Neighbour(2, HOST, STALE, MAC)) is True
    assert tracker.update(Neighbour(2, HOST, STALE, OTHER_MAC)) is True
    assert tracker.update(Neighbour(2, HOST, STALE, OTHER_MAC)) is None


def test_stale_entry_found_at_the_start_may_be_of_any_age() -> None:
    tracker = PresenceTracker()
    assert tracker.update(Neighbour(2, HOST, STALE, MAC), dumped=True) is None
    assert tracker.update(Neighbour(2, HOST, REACHABLE, MAC)) is True


def test_entries_of_two_interfaces_are_two() -> None:
    tracker = PresenceTracker()
    assert tracker.update(Neighbour(2, HOST, REACHABLE, MAC)) is True
    assert tracker.update(Neighbour(3, HOST, REACHABLE, MAC)) is True


def test_tracker_is_capped() -> None:
    tracker = PresenceTracker(2)
    for number in range(5):
        tracker.update(Neighbour(2, Address.parse(f"10.1.0.{number}"), STALE, MAC))
    assert tracker.update(Neighbour(2, Address.parse("10.1.0.4"), STALE, MAC)) is None
    assert tracker.update(Neighbour(2, Address.parse("10.1.0.0"), STALE, MAC)) is True


# --- netlink -----------------------------------------------------------------------------------------


def message(kind: int, body: bytes) -> bytes:
    data = struct.pack("=IHHII", 16 + len(body), kind, 0, 0, 0) + body
    return data + bytes(-len(data) % 4)


def attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("=HH", 4 + len(value), kind) + value + bytes(-len(value) % 4)


def neighbour(state: int, kind: int = 28, *, family: int = 2, flags: int = 0) -> bytes:
    body = struct.pack("=BxxxiHBB", family, 5, state, flags, 1)
    return message(kind, body + attribute(1, HOST.packed) + attribute(2, MAC))


def test_neighbour_messages_are_read() -> None:
    data = neighbour(STALE) + neighbour(REACHABLE, 29) + message(24, bytes(12)) + neighbour(FAILED)
    assert list(parse(data)) == [
        Neighbour(5, HOST, STALE, MAC),
        Neighbour(5, HOST, 0, MAC),
        Neighbour(5, HOST, FAILED, MAC),
    ]


def test_bridge_entries_and_proxies_are_no_neighbours() -> None:
    assert list(parse(neighbour(STALE, family=7) + neighbour(STALE, flags=0x08))) == []


def test_addresses_are_read() -> None:
    body = struct.pack("=BBBBI", 2, 32, 0, 0, 5) + attribute(1, HOST.packed) + attribute(2, HOST.packed)
    data = message(20, body) + message(21, body)
    assert list(parse(data)) == [LocalAddress(5, HOST, True), LocalAddress(5, HOST, False)]


def test_change_request_reads_back_as_what_it_asks() -> None:
    wanted = Neighbour(5, HOST, PROBE, MAC)
    assert list(parse(change_request(wanted))) == [wanted]
    assert list(parse(change_request(wanted, create=True))) == [wanted]
    assert change_request(wanted) != change_request(wanted, create=True)


@pytest.mark.parametrize("size", range(len(neighbour(STALE))))
def test_short_datagrams_are_not_read_past_their_end(size: int) -> None:
    assert list(parse(neighbour(STALE)[:size])) == []


def test_host_and_gateway_are_of_the_instance_of_their_lan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.if_indextoname", {2: "lan0", 3: "lan9", 4: "wan0", 5: "wan1"}.__getitem__)
    events = list[Event]()
    watch = NeighbourWatch({"lan0": 0, "lan9": 9}, (0, 9), events.append)
    gateway, rloc = Address.parse("10.1.0.1"), Address.parse("192.0.2.1")
    for interface, address in ((3, gateway), (4, rloc)):
        body = struct.pack("=BBBBI", 2, 32, 0, 0, interface) + attribute(2, address.packed)
        watch._take(message(20, body))
    # The gateway's address may be a host's in the other instance; that of the underlay is nobody's.
    own = {Prefix.of(gateway, iid=9), Prefix.of(rloc), Prefix.of(rloc, iid=9)}
    assert events.pop() == OwnAddresses(frozenset(own))
    assert watch.is_own(Prefix.of(gateway, iid=9))
    assert not watch.is_own(Prefix.of(gateway))
    # On two interfaces, and then on one: still ours.
    for kind, interface in ((20, 5), (21, 5)):
        body = struct.pack("=BBBBI", 2, 32, 0, 0, interface) + attribute(2, rloc.packed)
        watch._take(message(kind, body))
    assert events.pop() == OwnAddresses(frozenset(own))
    events.clear()
    for interface in (2, 3, 4):
        watch._judge(Neighbour(interface, HOST, STALE, MAC), dumped=False)
    eids = Prefix.of(HOST), Prefix.of(HOST, iid=9)
    assert events == [HostSeen(eids[0], "neighbour", "lan0"), HostSeen(eids[1], "neighbour", "lan9")]
