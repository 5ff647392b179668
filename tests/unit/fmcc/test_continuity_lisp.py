"""Service continuity by LISP: Change Priority to both xTRs."""

from dataclasses import replace

import pytest

from fmcc.continuity.base import (
    Committed,
    Degraded,
    Move,
    Prepared,
    RolledBack,
    Step,
    Token,
    UserMoved,
    VmSeenAt,
)
from fmcc.continuity.lisp import LispContinuity
from lisp.engine import CHANGE_PRIORITY_RETRY_S, Datagram, Tick
from lisp.wire import ChangePriority, MapNotify, Preparation, decode, seal
from lisp.wire.reader import Writer
from tests.unit.fmcc.peers import (
    FIRST_NONCE,
    HOME1,
    IDENTITY,
    MS,
    NET1,
    PREFIX,
    PUBSUB,
    SITE_KEYS,
    USER,
    VM,
    XTR,
    acknowledgement,
    chain,
    change_priorities,
    nonces,
    noticed,
    notices,
    notify,
    record,
    reply,
    requests,
    settings,
)

MOVE = Move("m-1", VM, "dc1", "dc2")
TOKEN = Token(MOVE)


def continuity() -> LispContinuity:
    return LispContinuity(settings(), nonces().__next__, FIRST_NONCE)


def answer_lookups(lisp: LispContinuity, steps: list[Step], now: float) -> list[Step]:
    """Have the map server say which xTR serves each site that was asked for."""
    found = list[Step]()
    for name, prefix in PREFIX.items():
        request = requests(steps).get(prefix)
        if request is not None:
            found += lisp.handle(reply(request.nonce, record(prefix, str(XTR[name].address))), now)
    return found


def ready() -> LispContinuity:
    """One that has started, knows both xTRs and has its subscription to the VM confirmed at dc1."""
    lisp = continuity()
    steps = lisp.handle(Tick(), 0.0)
    answer_lookups(lisp, steps, 0.1)
    lisp.handle(notify(requests(steps)[VM].nonce, record(PREFIX["dc1"], str(XTR["dc1"].address))), 0.1)
    return lisp


def test_it_starts_by_subscribing_and_looking_up() -> None:
    lisp = continuity()
    assert lisp.deadline() == 0.0
    steps = lisp.handle(Tick(), 0.0)
    assert {HOME1, VM, *PREFIX.values()} <= set(requests(steps))
    found = answer_lookups(lisp, steps, 0.1)
    assert noticed(found, "dc-xtr-found") == [
        {"dc": "dc1", "rloc": "192.0.2.11"},
        {"dc": "dc2", "rloc": "192.0.2.12"},
    ]


def test_publications_become_user_moved_and_vm_seen_at() -> None:
    lisp = continuity()
    asked = requests(lisp.handle(Tick(), 0.0))
    assert UserMoved(HOME1, (NET1,)) in lisp.handle(notify(asked[HOME1].nonce, record(HOME1, NET1)), 0.1)
    answer_lookups(lisp, list(lisp.handle(Tick(), 1.0)), 1.1)
    steps = lisp.handle(notify(asked[VM].nonce, record(PREFIX["dc1"], "192.0.2.11")), 1.2)
    assert VmSeenAt(VM, "dc1") in steps
    assert lisp.seen_at(VM) == "dc1"
    steps = lisp.handle(notify(asked[VM].nonce + 1, record(VM, "192.0.2.99")), 1.3)
    assert VmSeenAt(VM, None) in steps


def test_prepare_looks_both_sites_up_anew_and_says_nothing_to_the_xtrs() -> None:
    lisp = ready()
    steps = lisp.prepare(MOVE, 60.0)
    assert set(requests(steps)) == set(PREFIX.values())
    assert not change_priorities(steps)
    found = answer_lookups(lisp, steps, 60.1)
    assert [step for step in found if isinstance(step, Prepared)] == [Prepared(TOKEN)]
    assert not change_priorities(found)
    # Once more, at once: the answers are fresh.
    assert Prepared(TOKEN) in lisp.prepare(MOVE, 60.2)


def test_half_an_answer_prepares_nothing() -> None:
    lisp = ready()
    asked = requests(lisp.prepare(MOVE, 60.0))
    found = lisp.handle(reply(asked[PREFIX["dc1"]].nonce, record(PREFIX["dc1"], "192.0.2.11")), 60.1)
    assert not [step for step in found if isinstance(step, Prepared)]


def test_a_site_nobody_configured_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        ready().prepare(replace(MOVE, target="dc9"), 1.0)


def test_commit_tells_both_xtrs_the_targets_locators() -> None:
    lisp = ready()
    steps = lisp.commit(TOKEN, 1.0)
    sent = change_priorities(steps)
    assert list(sent) == ["dc2", "dc1"], "the target comes first: it has to deliver"
    for datagram in sent.values():
        message = decode(datagram.data)
        assert isinstance(message, ChangePriority)
        assert (message.from_controller, message.update_cache, message.ack) == (True, False, False)
        assert message.identity == IDENTITY
        (told,) = message.records
        assert told.prefix == VM
        assert [(str(k.rloc), k.priority) for k in told.locators] == [("192.0.2.12", 1)]
    assert noticed(steps, "change-priority-sent") == [
        {"eid": "10.11.0.10/32", "to": "192.0.2.12", "dc": "dc2", "serving": "dc2"},
        {"eid": "10.11.0.10/32", "to": "192.0.2.11", "dc": "dc1", "serving": "dc2"},
    ]


def test_committed_once_both_have_acknowledged() -> None:
    lisp = ready()
    sent = change_priorities(lisp.commit(TOKEN, 1.0))
    first = lisp.handle(acknowledgement(sent["dc1"]), 1.1)
    assert notices(first) == ["change-priority-acknowledged"]
    assert not [step for step in first if isinstance(step, Committed)]
    second = lisp.handle(acknowledgement(sent["dc2"]), 1.2)
    assert noticed(second, "change-priority-acknowledged") == [
        {"eid": "10.11.0.10/32", "by": "192.0.2.12", "dc": "dc2"}
    ]
    assert Committed(TOKEN) in second
    assert lisp.commit(TOKEN, 1.3) == [Committed(TOKEN)], "told already: nobody is told again"


def test_a_second_commit_tells_nobody_twice() -> None:
    lisp = ready()
    sent = change_priorities(lisp.commit(TOKEN, 1.0))
    assert lisp.commit(TOKEN, 1.1) == []
    lisp.handle(acknowledgement(sent["dc2"]), 1.2)
    assert lisp.commit(TOKEN, 1.3) == []


def test_a_lost_change_priority_is_sent_again_octet_for_octet() -> None:
    lisp = ready()
    sent = change_priorities(lisp.commit(TOKEN, 1.0))
    lisp.handle(acknowledgement(sent["dc1"]), 1.1)
    again = change_priorities(lisp.handle(Tick(), 1.0 + CHANGE_PRIORITY_RETRY_S[0]))
    assert again == {"dc2": sent["dc2"]}
    assert Committed(TOKEN) in lisp.handle(acknowledgement(again["dc2"]), 1.4)
    assert not change_priorities(lisp.handle(Tick(), 30.0))


def test_silence_degrades_and_commit_urges_the_silent_one_with_a_new_message() -> None:
    lisp = ready()
    sent = change_priorities(lisp.commit(TOKEN, 1.0))
    lisp.handle(acknowledgement(sent["dc2"]), 1.1)
    steps, now = list[Step](), 1.0
    for delay_s in CHANGE_PRIORITY_RETRY_S:
        now += delay_s
        steps += lisp.handle(Tick(), now)
    (degraded,) = [step for step in steps if isinstance(step, Degraded)]
    assert degraded.move == "m-1"
    assert "dc1 (192.0.2.11)" in degraded.reason
    urged = change_priorities(lisp.commit(TOKEN, now))
    assert set(urged) == {"dc1"}
    assert urged["dc1"].data != sent["dc1"].data


def test_an_acknowledgement_under_another_key_counts_for_nothing() -> None:
    lisp = ready()
    sent = change_priorities(lisp.commit(TOKEN, 1.0))
    assert lisp.handle(acknowledgement(sent["dc1"], chain("somebody else")), 1.1) == []
    assert lisp.counters["drop.auth-bad-tag"] == 1
    # Nor does our own message, reflected.
    assert lisp.handle(Datagram(sent["dc1"].data, XTR["dc1"]), 1.1) == []
    assert lisp.counters["drop.change-priority-unexpected"] == 1
    assert "dc1" in change_priorities(lisp.handle(Tick(), 1.25))


def test_a_change_priority_nobody_asked_for_is_dropped() -> None:
    lisp = ready()
    stranger = ChangePriority(4711, (record(VM, "192.0.2.66"),), from_controller=True)
    datagram = Datagram(seal(stranger, SITE_KEYS["dc1"].signing_key), XTR["dc1"])
    assert lisp.handle(datagram, 1.0) == []
    assert lisp.counters["drop.change-priority-unknown-nonce"] == 1


def test_rollback_takes_the_word_back_at_both_xtrs() -> None:
    lisp = ready()
    sent = change_priorities(lisp.commit(TOKEN, 1.0))
    lisp.handle(acknowledgement(sent["dc2"]), 1.1)
    back = change_priorities(lisp.rollback(TOKEN, 1.2))
    assert list(back) == ["dc1", "dc2"]
    for datagram in back.values():
        message = decode(datagram.data)
        assert isinstance(message, ChangePriority)
        assert [str(k.rloc) for k in message.records[0].locators] == ["192.0.2.11"]
    # The commit is no longer repeated, and its late acknowledgement is nobody's.
    assert not change_priorities(lisp.handle(acknowledgement(sent["dc1"]), 1.3))
    repeated = [step for step in lisp.handle(Tick(), 1.46) if change_priorities([step])]
    assert repeated == list(back.values())
    lisp.handle(acknowledgement(back["dc1"]), 1.5)
    assert RolledBack(TOKEN) in lisp.handle(acknowledgement(back["dc2"]), 1.6)


def test_after_a_restart_commit_waits_for_the_look_ups() -> None:
    lisp = continuity()
    steps = lisp.handle(Tick(), 0.0)
    assert not change_priorities(lisp.commit(TOKEN, 0.0))
    assert set(change_priorities(answer_lookups(lisp, steps, 0.1))) == {"dc1", "dc2"}


def test_release_ends_the_retransmissions() -> None:
    lisp = ready()
    lisp.commit(TOKEN, 1.0)
    lisp.release(TOKEN)
    assert not change_priorities(lisp.handle(Tick(), 1.25))


def test_the_publication_of_the_switch_is_noticed() -> None:
    lisp = ready()
    lisp.commit(TOKEN, 1.0)
    steps = lisp.handle(notify(FIRST_NONCE * 2, record(VM, "192.0.2.12")), 1.1)
    assert noticed(steps, "publication-confirmed") == [{"eid": "10.11.0.10/32", "rloc": "192.0.2.12", "dc": "dc2"}]
    assert VmSeenAt(VM, "dc2") in steps


@pytest.mark.parametrize(
    ("data", "counter"),
    [
        (b"", "drop.empty"),
        (b"\xf0", "drop.change-priority-unknown-nonce"),
        (b"\x20", "drop.truncated"),
        (b"\x40\x00", "drop.auth-truncated"),
        (b"\x90" + bytes(40), "drop.unknown-type"),
    ],
)
def test_rubbish_is_dropped_and_counted(data: bytes, counter: str) -> None:
    lisp = ready()
    assert lisp.handle(Datagram(data, XTR["dc1"]), 1.0) == []
    assert lisp.counters[counter] == 1


class _Padded(MapNotify):
    """A Map-Notify with an octet too many, which a holder of the key may well sign."""

    __slots__ = ()

    def encode(self, writer: Writer) -> None:
        MapNotify.encode(self, writer)
        writer.u8(0)


def test_an_authentic_notify_that_does_not_decode_is_dropped() -> None:
    lisp = ready()
    data = seal(_Padded(FIRST_NONCE * 2, (record(USER, NET1),)), PUBSUB.signing_key)
    assert lisp.handle(Datagram(data, MS), 1.0) == []
    assert lisp.counters["drop.trailing-bytes"] == 1


def test_keys_are_not_in_the_settings_text() -> None:
    assert "secret" not in repr(settings())


# --- anticipated -------------------------------------------------------------------------------------


def ready_to_anticipate() -> LispContinuity:
    lisp = LispContinuity(replace(settings(), hosts={VM: "vm1"}), nonces().__next__, FIRST_NONCE)
    steps = lisp.handle(Tick(), 0.0)
    answer_lookups(lisp, steps, 0.1)
    return lisp


def test_prepare_tells_the_target_and_then_the_source() -> None:
    lisp = ready_to_anticipate()
    first = change_priorities(lisp.prepare(MOVE, 1.0))
    assert list(first) == ["dc2"], "the source may send on only to a target that holds"
    second = lisp.handle(acknowledgement(first["dc2"]), 1.1)
    assert not [step for step in second if isinstance(step, Prepared)]
    last = change_priorities(second)
    assert list(last) == ["dc1"]
    for datagram in (*first.values(), *last.values()):
        message = decode(datagram.data)
        assert isinstance(message, ChangePriority)
        preparation = Preparation.of(message.records[0])
        assert preparation is not None
        assert preparation.host == "vm1"
        assert [str(locator.rloc) for locator in preparation.serving] == ["192.0.2.11"]
        assert [str(locator.rloc) for locator in preparation.standby] == ["192.0.2.12"]
    assert Prepared(TOKEN) in lisp.handle(acknowledgement(last["dc1"]), 1.2)
    assert Prepared(TOKEN) in lisp.prepare(MOVE, 1.3)


def test_commit_after_an_anticipated_prepare_is_the_papers() -> None:
    lisp = ready_to_anticipate()
    first = change_priorities(lisp.prepare(MOVE, 1.0))
    last = change_priorities(lisp.handle(acknowledgement(first["dc2"]), 1.1))
    lisp.handle(acknowledgement(last["dc1"]), 1.2)
    sent = change_priorities(lisp.commit(TOKEN, 5.0))
    assert set(sent) == {"dc1", "dc2"}
    lisp.handle(acknowledgement(sent["dc1"]), 5.1)
    assert Committed(TOKEN) in lisp.handle(acknowledgement(sent["dc2"]), 5.1)


def test_an_xtr_that_cannot_be_prepared_does_not_stop_the_move() -> None:
    lisp = ready_to_anticipate()
    steps, now = lisp.prepare(MOVE, 1.0), 1.0
    for delay_s in CHANGE_PRIORITY_RETRY_S:
        now += delay_s
        steps = lisp.handle(Tick(), now)
    assert [step for step in steps if isinstance(step, Degraded)]
    assert Prepared(TOKEN) in steps
    assert set(change_priorities(lisp.commit(TOKEN, now))) == {"dc1", "dc2"}


def test_a_later_epoch_speaks_with_a_greater_nonce_whoever_speaks() -> None:
    said = list[int]()
    for epoch in (0, 1_800_000_000, 1_800_000_001):
        lisp = ready()  # another controller, or another life
        for at in (1.0, 100.0):
            move = replace(MOVE, id=f"m-{at}", epoch=epoch)
            for datagram in change_priorities(lisp.commit(Token(move), at)).values():
                message = decode(datagram.data)
                assert isinstance(message, ChangePriority)
                said.append(message.nonce)
    assert len(said) == 12
    assert said == sorted(set(said))
    assert said[-1] >> 32 == 1_800_000_001
