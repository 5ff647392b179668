"""The anticipated handover: what each of the two xTRs does, and what brings it back."""

import pytest

from lisp.wire import ChangePriority, EidRecord, Locator, MapRegister, Preparation, decode
from tests.unit.xtr.support import (
    DC1,
    DC2,
    FMCC,
    MS,
    PEER_KEY,
    USER,
    VM,
    WRONG_KEY,
    Rig,
    change_priority,
    record,
)
from xtr.anticipation import KEEP_S, PREPARED_S, RETURN_S, STOP_SLACK_S, GuestPaused, GuestRunning
from xtr.dataplane.base import (
    Action,
    Arriving,
    DeliverLocally,
    HoldArrivals,
    HostSeen,
    InstallMapping,
    KeepRecent,
    RemoveMapping,
    ReportPeers,
    SetNeighbour,
    Target,
)

HOST = "vm1"


def preparation(host: str = HOST) -> EidRecord:
    """The VM is at DC1, and will be at DC2."""
    serving, standby = (Locator.unicast(DC1, local=False),), (Locator.unicast(DC2, local=False),)
    return Preparation(serving, standby, host).record(VM)


def prepare(nonce: int = 100) -> bytes:
    return change_priority(nonce, preparation(), from_controller=True)


def source() -> Rig:
    rig = Rig(DC1)
    rig.receive(prepare(), FMCC)
    return rig


def target() -> Rig:
    rig = Rig(DC2)
    rig.receive(prepare(), FMCC)
    return rig


def test_a_preparation_survives_the_wire_and_is_no_mapping() -> None:
    message = decode(prepare())
    assert isinstance(message, ChangePriority)
    found = Preparation.of(message.records[0])
    assert found is not None
    assert (found.host, [loc.rloc for loc in found.serving], [loc.rloc for loc in found.standby]) == (
        HOST,
        [DC1],
        [DC2],
    )
    assert Preparation.of(record(VM, DC2)) is None
    with pytest.raises(ValueError, match="no name"):
        preparation("")


def test_preparing_changes_no_forwarding() -> None:
    for rig in (source(), target()):
        assert not rig.commands(InstallMapping)
        assert not rig.commands(DeliverLocally)
        assert not rig.sent(MapRegister)
        (ack,) = rig.sent(ChangePriority, FMCC)
        assert ack.ack
    assert source().commands(KeepRecent) == [KeepRecent(VM, KEEP_S)]
    assert [command.prefix for command in source().commands(ReportPeers)] == [VM]
    assert target().commands(HoldArrivals) == [HoldArrivals(VM, (DC1,))]


def test_source_sends_on_from_the_instant_the_guest_stops() -> None:
    rig = source()
    rig.feed(GuestPaused(HOST, rig.now - 0.003))
    assert rig.commands(InstallMapping) == [
        InstallMapping(VM, Action.FORWARD, (Target(DC2, 100),), relay=True, resend_since=rig.now - 0.003 - STOP_SLACK_S)
    ]
    assert not rig.sent(ChangePriority), "nobody is told before the guest runs"
    rig.feed(GuestPaused(HOST, rig.now))
    assert not rig.commands(InstallMapping), "the second word of the same stop changes nothing"


def test_another_guest_or_none_prepared_switches_nothing() -> None:
    rig = source()
    rig.feed(GuestPaused("vm2", rig.now))
    assert not rig.commands(InstallMapping)
    rig = Rig(DC1)
    rig.feed(GuestPaused(HOST, rig.now))
    assert not rig.commands(InstallMapping)


@pytest.mark.parametrize("news", [GuestRunning(HOST, 1000.0), HostSeen(VM, "neighbour", "lan0")])
def test_target_delivers_the_moment_the_guest_is_there(news: GuestRunning | HostSeen) -> None:
    rig = target()
    rig.feed(news)
    assert rig.commands(DeliverLocally) == [DeliverLocally(VM, "lan0")]
    assert not rig.commands(HoldArrivals), "the delivery ends the hold; ending it before would lose what waits"
    (register,) = rig.sent(MapRegister, MS)
    assert register.records[0].prefix == VM
    (told,) = rig.sent(ChangePriority, DC1)
    assert [loc.rloc for loc in told.records[0].locators if loc.usable] == [DC2]


@pytest.mark.parametrize("rig", [target(), source()])
def test_guest_that_runs_is_not_asked_for_its_link_address(rig: Rig) -> None:
    rig.feed(GuestPaused(HOST, rig.now))
    rig.feed(GuestRunning(HOST, rig.now, b"\x02\0\0\0\0\x01"))
    (known,) = rig.commands(SetNeighbour)
    assert known == SetNeighbour(VM, "lan0", b"\x02\0\0\0\0\x01")
    kinds = [type(command) for command in rig.outbox]
    assert kinds.index(SetNeighbour) < min(kinds.index(k) for k in (DeliverLocally, RemoveMapping) if k in kinds)
    rig.feed(GuestRunning("vm2", rig.now, b"\x02\0\0\0\0\x02"))
    assert not rig.commands(SetNeighbour)


def test_source_lets_go_when_the_target_has_the_guest() -> None:
    rig = source()
    rig.feed(GuestPaused(HOST, rig.now))
    rig.receive(change_priority(7, record(VM, DC2), sender=DC2, key=PEER_KEY), DC2)
    assert rig.kind(VM) == "away"
    assert rig.rlocs(VM) == [str(DC2)]
    assert KeepRecent(VM, 0.0) in rig.outbox
    # What the guest's ghost does is of no interest any more.
    rig.feed(GuestRunning(HOST, rig.now))
    assert not rig.commands(RemoveMapping)
    assert not rig.commands(DeliverLocally)


def test_guest_that_resumes_at_the_source_is_delivered_there_again() -> None:
    rig = source()
    rig.feed(GuestPaused(HOST, rig.now))
    rig.feed(GuestRunning(HOST, rig.now))
    kinds = [type(command) for command in rig.outbox]
    assert RemoveMapping(VM) in rig.outbox
    assert DeliverLocally not in kinds
    assert not rig.sent(ChangePriority, DC2), "not while our data plane may still send on"
    taken = rig.run(RETURN_S + 0.01)
    assert DeliverLocally(VM, "lan0") in taken
    (told,) = rig.sent(ChangePriority, DC2)
    assert [loc.rloc for loc in told.records[0].locators if loc.usable] == [DC1]
    # It may stop once more: the copy goes on.
    rig.feed(GuestPaused(HOST, rig.now))
    assert rig.commands(InstallMapping)
    rig.feed(GuestRunning(HOST, rig.now))
    assert rig.commands(DeliverLocally) == [DeliverLocally(VM, "lan0")]


def test_word_of_a_return_is_not_sent_when_it_is_no_longer_so() -> None:
    rig = source()
    for event in (GuestPaused, GuestRunning, GuestPaused):
        rig.feed(event(HOST, rig.now))
    assert not rig.sent(ChangePriority, DC2, rig.run(1.0))
    rig.feed(GuestRunning(HOST, rig.now))
    assert rig.sent(ChangePriority, DC2, rig.run(RETURN_S + 0.01))


def test_target_sends_back_what_it_holds_when_the_guest_is_back_at_the_source() -> None:
    rig = target()
    rig.receive(change_priority(7, record(VM, DC1), sender=DC1, key=PEER_KEY), DC1)
    (mapping,) = rig.commands(InstallMapping)
    assert mapping.relay
    assert rig.commands(HoldArrivals) == [HoldArrivals(VM, ()), HoldArrivals(VM, (DC1,))]
    assert rig.outbox.index(mapping) < rig.outbox.index(HoldArrivals(VM, ()))


def test_the_controllers_commit_finds_it_done() -> None:
    rig = target()
    rig.feed(GuestRunning(HOST, rig.now))
    rig.receive(change_priority(200, record(VM, DC2), from_controller=True), FMCC)
    assert not rig.commands(DeliverLocally)
    assert rig.kind(VM) == "commanded"
    assert not rig.sent(ChangePriority, DC1), "the source has been told, and its answer is on the way"


def test_the_controllers_commit_makes_it_when_no_hypervisor_spoke() -> None:
    rig = target()
    rig.receive(change_priority(200, record(VM, DC2), from_controller=True), FMCC)
    assert rig.commands(DeliverLocally) == [DeliverLocally(VM, "lan0")]
    assert not rig.commands(HoldArrivals)
    rig = source()
    rig.receive(change_priority(201, record(VM, DC2), from_controller=True), FMCC)
    assert rig.kind(VM) == "away"


def test_the_controllers_rollback_undoes_a_switch_nobody_undid() -> None:
    rig = source()
    rig.feed(GuestPaused(HOST, rig.now))
    rig.receive(change_priority(200, record(VM, DC1), from_controller=True), FMCC)
    assert DeliverLocally(VM, "lan0") in rig.outbox
    rig.feed(GuestPaused(HOST, rig.now))
    assert not rig.commands(InstallMapping)


def test_held_packets_have_the_way_back_looked_up() -> None:
    rig = target()
    rig.feed(Arriving(VM, USER.address))
    assert [request.records[0].prefix for request in rig.requests()] == [USER]


def test_a_preparation_that_comes_to_nothing_is_forgotten() -> None:
    rig = source()
    rig.run(PREPARED_S + 1.0)
    rig.feed(GuestPaused(HOST, rig.now))
    assert not rig.commands(InstallMapping)
    rig = target()
    assert HoldArrivals(VM, ()) in rig.run(PREPARED_S + 1.0)
    rig.feed(GuestRunning(HOST, rig.now))
    assert not rig.commands(DeliverLocally)


def test_a_switch_is_not_forgotten_while_the_guest_is_nowhere() -> None:
    rig = source()
    rig.feed(GuestPaused(HOST, rig.now))
    rig.run(3 * PREPARED_S)
    rig.feed(GuestRunning(HOST, rig.now))
    assert RemoveMapping(VM) in rig.outbox


def test_preparations_that_are_not_ours_are_refused() -> None:
    rig = Rig(DC2)
    rig.receive(change_priority(100, preparation(), from_controller=True, key=WRONG_KEY), FMCC)
    assert rig.dropped("cp-auth-bad-tag") == 1
    rig.receive(change_priority(101, preparation(), sender=DC1, key=PEER_KEY), DC1)
    assert rig.dropped("cp-mixed-locators") == 1, "only the controller prepares"
    rig.feed(GuestRunning(HOST, rig.now))
    assert not rig.commands(DeliverLocally)
    late = Rig(DC2)
    late.receive(change_priority(100, record(VM, DC2), from_controller=True), FMCC)
    late.receive(prepare(200), FMCC)
    assert late.dropped("cp-prepared-elsewhere") == 1
