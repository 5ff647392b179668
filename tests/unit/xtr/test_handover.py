"""Change Priority in every role, and everything it must refuse."""

import pytest

from lisp.engine import CHANGE_PRIORITY_RETRY_S, SendDatagram
from lisp.wire import (
    Address,
    ChangePriority,
    EidRecord,
    Key,
    Locator,
    MapRegister,
    MapRequest,
    Prefix,
    RequestFlag,
    verify,
)
from tests.unit.xtr.support import (
    CONTROLLER_KEY,
    DC1,
    DC2,
    FMCC,
    MS,
    NET1,
    PEER_KEY,
    STRANGER,
    VM,
    WRONG_KEY,
    Rig,
    acknowledgement,
    chain,
    change_priority,
    record,
)
from xtr.core import SaveState
from xtr.dataplane.base import Action, DeliverLocally, InstallMapping, PeersReported, ReportPeers

HOME = Prefix.parse("10.11.0.0/24")


def order(nonce: int = 100, *rlocs: object, key: Key = CONTROLLER_KEY) -> bytes:
    """The controller's message about the VM."""
    return change_priority(nonce, record(VM, *rlocs), key=key, from_controller=True)  # type: ignore[arg-type]  # RLOCs


def from_target(nonce: int = 100, key: Key = PEER_KEY) -> bytes:
    """What DC2 tells DC1 when it has become the VM's xTR."""
    return change_priority(nonce, record(VM, DC2), sender=DC2, key=key)


def to_correspondent(nonce: int = 100, eid: Prefix = VM, *, key: Key = PEER_KEY, ttl_min: int = 1) -> bytes:
    """What DC1 tells an ITR: the VM is at DC2, and not at DC1."""
    locators = (Locator.unicast(DC2), Locator.unicast(DC1, 255))
    return change_priority(nonce, EidRecord.of(eid, locators, ttl_min=ttl_min), sender=DC1, key=key, update_cache=True)


# --- target ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rlocs", [(), (DC2,)])
def test_target_delivers_registers_and_tells_its_peers(rlocs: tuple[object, ...]) -> None:
    rig = Rig(DC2)
    rig.receive(order(100, *rlocs), FMCC)
    assert rig.commands(DeliverLocally) == [DeliverLocally(VM, "lan0")]
    (register,) = rig.sent(MapRegister, MS)
    assert register.records[0].prefix == VM
    assert [loc.rloc for loc in register.records[0].locators] == [DC2]
    (told,) = rig.sent(ChangePriority, DC1)
    assert (told.from_controller, told.update_cache, told.ack) == (False, False, False)
    assert [loc.rloc for loc in told.records[0].locators if loc.usable] == [DC2]
    (ack,) = rig.sent(ChangePriority, FMCC)
    assert ack.ack
    assert ack.nonce == 100
    assert rig.kind(VM) == "commanded"
    assert rig.notices("change-priority-received") == [{"eid": str(VM), "role": "target", "from": str(FMCC)}]
    assert rig.notices("delivering") == [{"eid": str(VM)}]
    # Delivery comes first, acknowledgement last, and the nonce is on disk before it.
    kinds = [type(command) for command in rig.outbox]
    assert kinds.index(DeliverLocally) < kinds.index(SendDatagram)
    assert kinds.index(SaveState) < len(kinds) - 1 - kinds[::-1].index(SendDatagram)


def test_acknowledgement_is_signed_with_the_senders_key() -> None:
    rig = Rig(DC2)
    rig.receive(order(), FMCC)
    (ack,) = [c.data for c in rig.commands(SendDatagram) if c.destination.address == FMCC]
    verify(ack, chain(CONTROLLER_KEY))


def test_repeated_order_is_acknowledged_again_and_changes_nothing() -> None:
    rig = Rig(DC2)
    rig.receive(order(), FMCC)
    before = rig.xtr.map_rows(rig.now)
    rig.receive(order(), FMCC)
    assert [type(command) for command in rig.outbox] == [SendDatagram]
    assert rig.sent(ChangePriority, FMCC)[0].ack
    assert rig.xtr.map_rows(rig.now) == before


def test_target_becomes_source_again() -> None:
    rig = Rig(DC2)
    rig.receive(order(100), FMCC)
    rig.receive(order(101, DC1), FMCC)
    assert rig.kind(VM) == "away"
    assert rig.rlocs(VM) == [str(DC1)]
    registers = [register for register in rig.sent(MapRegister, among=rig.run(200)) if register.records]
    assert all(r.prefix != VM for register in registers for r in register.records)


def test_return_home() -> None:
    rig = Rig(DC1)
    rig.receive(order(100, DC2), FMCC)
    assert rig.kind(VM) == "away"
    rig.receive(order(101), FMCC)
    assert rig.kind(VM) == "commanded"
    assert rig.commands(DeliverLocally) == [DeliverLocally(VM, "lan0")]
    # The home prefix alone would not override the host registration of DC2.
    assert rig.sent(MapRegister, MS)[0].records[0].prefix == VM


# --- source ------------------------------------------------------------------------------------------


def assert_source(rig: Rig) -> None:
    assert rig.commands(InstallMapping)[0].prefix == VM
    assert rig.commands(InstallMapping)[0].relay
    assert [target.rloc for target in rig.commands(InstallMapping)[0].targets] == [DC2]
    assert rig.notices("eid-departed") == [{"eid": str(VM), "to": str(DC2)}]
    assert rig.notices("redirecting") == [{"eid": str(VM), "to": str(DC2)}]
    assert rig.kind(VM) == "away"
    assert rig.kind(HOME) == "home"


def test_source_by_controller_redirects() -> None:
    rig = Rig(DC1)
    rig.receive(order(100, DC2), FMCC)
    assert_source(rig)
    assert rig.sent(ChangePriority, FMCC)[0].ack


def test_source_by_target_redirects() -> None:
    rig = Rig(DC1)
    rig.receive(from_target(), DC2)
    assert_source(rig)
    assert rig.sent(ChangePriority, DC2)[0].ack


@pytest.mark.parametrize("controller_first", [True, False])
def test_second_of_the_two_messages_changes_nothing(controller_first: bool) -> None:
    rig = Rig(DC1)
    messages = [(order(100, DC2), FMCC), (from_target(), DC2)]
    first, second = messages if controller_first else messages[::-1]
    rig.receive(*first)
    before = rig.xtr.map_rows(rig.now)
    rig.receive(*second)
    assert rig.xtr.map_rows(rig.now) == before
    assert not rig.commands(InstallMapping)
    assert rig.sent(ChangePriority)[0].ack


def test_source_tells_correspondents_by_change_priority_or_smr() -> None:
    rig = Rig(DC1)
    rig.receive(order(100, DC2), FMCC)
    assert rig.commands(ReportPeers) == [ReportPeers(VM, 60.0)]
    rig.feed(PeersReported(VM, (NET1, STRANGER, DC2)))
    (told,) = rig.sent(ChangePriority, NET1)
    assert told.update_cache
    assert told.records[0].ttl_min == 1
    assert {loc.rloc: loc.priority for loc in told.records[0].locators} == {DC2: 1, DC1: 255}
    (smr,) = rig.sent(MapRequest, STRANGER)  # we share no key with it
    assert smr.has(RequestFlag.SMR)
    assert smr.has(RequestFlag.NO_REPLY)
    assert not [c for c in rig.commands(SendDatagram) if c.destination.address == DC2]  # it knows


def test_unanswered_correspondent_gets_an_smr() -> None:
    rig = Rig(DC1)
    rig.receive(order(100, DC2), FMCC)
    rig.feed(PeersReported(VM, (NET1,)))
    passed = rig.run(sum(CHANGE_PRIORITY_RETRY_S) + 1)
    repeated = [message for message in rig.sent(ChangePriority, NET1, passed) if message.update_cache]
    assert len(repeated) == len(CHANGE_PRIORITY_RETRY_S) - 1
    assert len({message.nonce for message in repeated}) == 1
    assert rig.sent(MapRequest, NET1, passed)[0].has(RequestFlag.SMR)
    assert rig.notices("change-priority-unanswered", passed)


def test_acknowledgement_ends_the_repetition() -> None:
    rig = Rig(DC2)
    rig.receive(order(), FMCC)
    (told,) = [c.data for c in rig.commands(SendDatagram) if c.destination.address == DC1]
    rig.receive(acknowledgement(told, DC1), DC1)
    assert rig.notices("change-priority-acknowledged") == [{"eid": str(VM), "by": str(DC1)}]
    assert not rig.sent(ChangePriority, DC1, rig.run(20))


def test_acknowledgement_of_somebody_else_counts_for_nothing() -> None:
    rig = Rig(DC2)
    rig.receive(order(), FMCC)
    (told,) = [c.data for c in rig.commands(SendDatagram) if c.destination.address == DC1]
    rig.receive(acknowledgement(told, NET1), NET1)
    rig.receive(acknowledgement(told, DC1, WRONG_KEY), DC1)
    assert rig.dropped("cp-ack-unknown") == 1
    assert rig.dropped("cp-auth-bad-tag") == 1
    assert rig.sent(ChangePriority, DC1, rig.run(1))


def test_late_acknowledgement_of_an_older_message_does_not_stop_the_newer() -> None:
    rig = Rig(DC2)
    rig.receive(order(100), FMCC)
    (older,) = [c.data for c in rig.commands(SendDatagram) if c.destination.address == DC1]
    rig.receive(order(101, DC1), FMCC)
    rig.receive(order(102), FMCC)
    (newer,) = rig.sent(ChangePriority, DC1)
    rig.receive(acknowledgement(older, DC1), DC1)
    assert rig.dropped("cp-ack-unknown") == 1
    assert {message.nonce for message in rig.sent(ChangePriority, DC1, rig.run(1))} == {newer.nonce}


# --- correspondent -----------------------------------------------------------------------------------


def correspondent() -> Rig:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, DC1))
    return rig


def test_correspondent_uses_the_new_rloc_at_once_and_verifies_it() -> None:
    rig = correspondent()
    rig.receive(to_correspondent(), DC1)
    (installed,) = rig.commands(InstallMapping)
    assert installed.prefix == VM
    assert installed.action is Action.FORWARD
    assert [target.rloc for target in installed.targets] == [DC2]
    assert not installed.relay
    assert rig.sent(ChangePriority, DC1)[0].ack
    assert rig.rlocs(HOME) == [str(DC1)]
    (request,) = rig.requests(rig.run(5.5))
    assert request.records[0].prefix == VM
    # Unconfirmed, the entry lasts a minute.
    rig.run(60)
    assert rig.kind(VM) is None


def test_correspondent_keeps_what_the_mapping_system_confirms() -> None:
    rig = correspondent()
    rig.receive(to_correspondent(), DC1)
    (request,) = rig.requests(rig.run(5.5))
    rig.reply(request, record(VM, DC2))
    rig.run(120)
    assert rig.rlocs(VM) == [str(DC2)]


def test_ttl_of_a_correspondents_entry_is_a_minute_at_most() -> None:
    rig = correspondent()
    rig.receive(to_correspondent(ttl_min=1440), DC1)
    row = rig.row(VM)
    assert row is not None
    assert row["expires_s"] <= 60


# --- what must be refused ----------------------------------------------------------------------------


def refused(rig: Rig, data: bytes, source: object, reason: str) -> None:
    before = rig.xtr.map_rows(rig.now)
    rig.receive(data, source)  # type: ignore[arg-type]  # an address of the support module
    assert rig.dropped(reason) == 1, rig.xtr.counters
    assert rig.outbox == []
    assert rig.xtr.map_rows(rig.now) == before


def test_wrong_key_is_refused() -> None:
    refused(Rig(DC2), order(key=WRONG_KEY), FMCC, "cp-auth-bad-tag")
    refused(Rig(DC1), from_target(key=WRONG_KEY), DC2, "cp-auth-bad-tag")


def test_peer_key_does_not_make_a_controller() -> None:
    refused(Rig(DC2), order(key=PEER_KEY), DC1, "cp-auth-bad-tag")


def test_without_a_controller_nobody_commands() -> None:
    refused(Rig(NET1), order(), FMCC, "cp-no-key")


def test_unknown_sender_is_refused() -> None:
    refused(Rig(DC1), from_target(), STRANGER, "cp-no-key")


def test_replayed_order_is_refused() -> None:
    rig = Rig(DC2)
    rig.receive(order(100), FMCC)
    rig.receive(order(101, DC1), FMCC)
    refused(rig, order(100), FMCC, "cp-replayed")


def test_of_two_controllers_the_one_with_the_earlier_epoch_is_refused() -> None:
    rig = Rig(DC2)
    first, second = STRANGER, FMCC  # each with an identity of its own, and with the key that all of them share

    def of(epoch: int, count: int, sender: Address, *rlocs: Address) -> bytes:
        nonce = (epoch << 32) + count
        return change_priority(nonce, record(VM, *rlocs), sender=sender, from_controller=True)

    rig.receive(of(6, 9, first), first)
    rig.receive(of(7, 1, second, DC1), second)
    refused(rig, of(6, 10, first), first, "cp-replayed")


def test_nonces_of_different_eids_do_not_order_each_other() -> None:
    rig = Rig(DC2)
    other = Prefix.parse("10.11.0.11/32")
    rig.receive(change_priority(101, record(other), from_controller=True), FMCC)
    rig.receive(order(100), FMCC)  # was lost at first, comes again after its successor
    assert rig.kind(VM) == rig.kind(other) == "commanded"


def test_replay_memory_survives_a_restart() -> None:
    rig = Rig(DC2)
    rig.receive(order(100), FMCC)
    rig.receive(order(101, DC1), FMCC)
    saved = rig.xtr.snapshot()
    reborn = Rig(DC2)
    reborn.xtr.restore(saved)
    refused(reborn, order(100), FMCC, "cp-replayed")


def test_h_and_c_together_are_refused() -> None:
    data = change_priority(100, record(VM), from_controller=True, update_cache=True)
    refused(Rig(DC2), data, FMCC, "cp-h-and-c")


def test_mixed_locators_are_refused() -> None:
    refused(Rig(DC2), order(100, DC1, DC2), FMCC, "cp-mixed-locators")


def test_eid_outside_the_mobility_group_is_refused() -> None:
    data = change_priority(100, record(Prefix.parse("10.1.0.100/32")), from_controller=True)
    refused(Rig(DC2), data, FMCC, "cp-not-mobile")


def test_whole_prefix_is_refused() -> None:
    refused(Rig(DC2), change_priority(100, record(HOME), from_controller=True), FMCC, "cp-not-mobile")


def test_one_bad_record_refuses_all() -> None:
    data = change_priority(100, record(VM), record(HOME), from_controller=True)
    refused(Rig(DC2), data, FMCC, "cp-not-mobile")


def test_only_unusable_locators_are_refused() -> None:
    data = change_priority(100, EidRecord.of(VM, (Locator.unicast(DC2, 255),)), from_controller=True)
    refused(Rig(DC1), data, FMCC, "cp-no-usable-locator")


def test_peer_outside_the_group_may_not_take_an_eid() -> None:
    data = change_priority(100, record(VM, NET1), sender=NET1, key=PEER_KEY)
    refused(Rig(DC1), data, NET1, "cp-peer-not-of-prefix")


def test_peer_may_not_give_an_eid_to_somebody_else() -> None:
    data = change_priority(100, record(VM, STRANGER), sender=DC2, key=PEER_KEY)
    refused(Rig(DC1), data, DC2, "cp-sender-not-target")


def test_own_message_reflected_is_refused() -> None:
    data = change_priority(100, record(VM, DC2), sender=DC1, key=PEER_KEY)
    refused(Rig(DC1), data, DC2, "cp-reflected")


def test_cache_update_without_an_entry_is_refused() -> None:
    refused(Rig(NET1), to_correspondent(), DC1, "cp-no-mapping")


def test_cache_update_from_an_rloc_that_is_not_cached_is_refused() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(HOME, STRANGER))
    refused(rig, to_correspondent(), DC1, "cp-sender-not-cached")


def test_cache_update_wider_than_cached_is_refused() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(VM, DC1))
    refused(rig, to_correspondent(eid=HOME), DC1, "cp-no-mapping")


def test_cache_update_for_an_eid_of_ours_is_refused() -> None:
    refused(Rig(NET1), to_correspondent(eid=Prefix.parse("10.1.0.7/32")), DC1, "cp-no-mapping")


def test_cache_update_that_points_to_us_is_refused() -> None:
    rig = correspondent()
    data = change_priority(100, record(VM, NET1), sender=DC1, key=PEER_KEY, update_cache=True)
    refused(rig, data, DC1, "cp-no-usable-locator")


def test_late_cache_update_that_says_what_is_known_is_acknowledged() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(VM, DC2))
    rig.receive(to_correspondent(), DC1)
    assert rig.sent(ChangePriority, DC1)[0].ack
    assert not rig.commands(InstallMapping)


def test_truncated_message_is_refused() -> None:
    rig = Rig(DC2)
    for size in range(1, len(order())):
        rig.receive(order()[:size], FMCC)
        assert rig.outbox == []
    assert rig.kind(VM) is None


def test_source_does_not_register_late() -> None:
    """A registration still being repeated when the EID leaves would undo the move at the map server."""
    rig = Rig(DC2)
    rig.receive(order(100), FMCC)  # its Map-Register stays unanswered
    rig.receive(order(101, DC1), FMCC)
    registers = rig.sent(MapRegister, MS, rig.run(130))
    assert registers
    assert all(r.prefix != VM for register in registers for r in register.records)
