"""The anticipated handover: what each of the two xTRs does, and what brings it back."""

import pytest

from lisp.wire import (
    Address,
    ChangePriority,
    EidRecord,
    Locator,
    MapRegister,
    MapRequest,
    Prefix,
    Preparation,
    decode,
    seal,
)
from tests.unit.xtr.support import (
    DC1,
    DC2,
    FMCC,
    MS,
    NET1,
    NET2,
    PEER_KEY,
    STRANGER,
    USER,
    VM,
    WRONG_KEY,
    Rig,
    acknowledgement,
    change_priority,
    record,
)
from xtr.anticipation import KEEP_S, PREPARED_S, RETURN_S, STOP_SLACK_S, GuestPaused, GuestRunning
from xtr.core import Limits
from xtr.dataplane.base import (
    Action,
    Arriving,
    DeliverLocally,
    HoldArrivals,
    HostSeen,
    InstallMapping,
    KeepRecent,
    PeersReported,
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
    assert rig.dropped("cp-not-prepared") == 1, "only the controller prepares"
    rig.feed(GuestRunning(HOST, rig.now))
    assert not rig.commands(DeliverLocally)
    late = Rig(DC2)
    late.receive(change_priority(100, record(VM, DC2), from_controller=True), FMCC)
    late.receive(prepare(200), FMCC)
    assert late.dropped("cp-prepared-elsewhere") == 1


# --- correspondents


def told(rig: Rig, rloc: Address) -> ChangePriority | None:
    """The one message to an RLOC."""
    found = rig.sent(ChangePriority, rloc)
    assert len(found) < 2
    return found[0] if found else None


def prepared_correspondent() -> Rig:
    """NET1 knows where the home of the VM is, and that the VM is about to go to DC2."""
    rig = Rig(NET1)
    rig.learn(VM, record(Prefix.parse("10.11.0.0/24"), DC1))
    rig.receive(change_priority(50, preparation(), sender=DC1, key=PEER_KEY, update_cache=True), DC1)
    return rig


def prepared_target() -> Rig:
    rig = target()
    listed = Preparation.of(preparation())
    assert listed is not None
    news = listed._replace(correspondents=(NET1, STRANGER)).record(VM)
    rig.receive(change_priority(50, news, sender=DC1, key=PEER_KEY), DC1)
    return rig


def test_source_prepares_who_talks_to_the_host_and_tells_the_target() -> None:
    rig = source()
    rig.feed(PeersReported(VM, (NET1, DC2, STRANGER)))
    news = told(rig, NET1)
    assert news is not None
    assert news.update_cache
    found = Preparation.of(news.records[0])
    assert found is not None
    assert ([loc.rloc for loc in found.serving], [loc.rloc for loc in found.standby]) == ([DC1], [DC2])
    assert told(rig, STRANGER) is None, "there is no key"
    news = told(rig, DC2)
    assert news is not None
    assert not news.update_cache
    listed = Preparation.of(news.records[0])
    assert listed is not None
    assert listed.correspondents == (NET1,)
    rig.feed(PeersReported(VM, (NET1,)))
    assert not rig.sent(ChangePriority), "they know"
    rig.feed(PeersReported(VM, (NET2,)))  # it has begun since
    assert [to for to in (NET1, NET2, DC2) if told(rig, to)] == [NET2, DC2]


def test_who_talks_is_of_no_interest_once_the_guest_has_stopped_or_nothing_is_near() -> None:
    rig = source()
    rig.feed(GuestPaused(HOST, rig.now))
    rig.feed(PeersReported(VM, (NET1,)))
    assert not rig.sent(ChangePriority)
    rig = Rig(DC1)
    rig.feed(PeersReported(VM, (NET1,)))
    assert not rig.sent(ChangePriority)


def test_preparation_that_nobody_acknowledges_is_no_reason_to_look_the_host_up() -> None:
    rig = source()
    rig.feed(PeersReported(VM, (NET1,)))
    assert not rig.sent(MapRequest, NET1, rig.run(30.0))


def test_target_tells_the_correspondents_that_the_source_has_named() -> None:
    rig = prepared_target()
    (ack,) = rig.sent(ChangePriority, DC1)
    assert ack.ack
    rig.feed(GuestRunning(HOST, rig.now))
    news = told(rig, NET1)
    assert news is not None
    assert news.update_cache
    assert [loc.rloc for loc in news.records[0].locators if loc.usable] == [DC2]
    assert told(rig, STRANGER) is None
    assert not rig.sent(MapRequest, STRANGER), "it would ask before the map server knows"
    # The controller's word comes second and repeats nothing, and takes nothing back.
    rig.receive(change_priority(200, record(VM, DC2), from_controller=True), FMCC)
    assert told(rig, NET1) is None
    assert rig.sent(ChangePriority, NET1, rig.run(1.0)), "it is repeated until it is acknowledged"
    rig.receive(acknowledgement(seal(news, PEER_KEY), NET1), NET1)
    assert not rig.sent(ChangePriority, NET1, rig.run(30.0))


def test_target_tells_them_when_only_the_controller_speaks() -> None:
    rig = prepared_target()
    rig.receive(change_priority(200, record(VM, DC2), from_controller=True), FMCC)
    assert told(rig, NET1) is not None


def test_target_believes_about_correspondents_only_whom_the_controller_named() -> None:
    listed = Preparation.of(preparation())
    assert listed is not None
    news = listed._replace(correspondents=(NET1,)).record(VM)
    for rig in (Rig(DC2), source()):
        sender = DC1 if rig.rloc == DC2 else DC2
        rig.receive(change_priority(50, news, sender=sender, key=PEER_KEY), sender)
        assert rig.dropped("cp-not-prepared") == 1
        assert not rig.sent(ChangePriority)


def test_prepared_correspondent_changes_nothing_but_whom_it_believes() -> None:
    rig = prepared_correspondent()
    (ack,) = rig.sent(ChangePriority, DC1)
    assert ack.ack
    assert rig.commands(InstallMapping) == [InstallMapping(VM, Action.FORWARD, (Target(DC1, 100),), others=(DC2,))]
    rig.receive(change_priority(7, record(VM, DC2), sender=DC2, key=PEER_KEY, update_cache=True), DC2)
    assert rig.rlocs(VM) == [str(DC2)]
    # The source's word, which comes later, is the same.
    rig.receive(change_priority(60, record(VM, DC2), sender=DC1, key=PEER_KEY, update_cache=True), DC1)
    assert not rig.commands(InstallMapping)
    assert rig.sent(ChangePriority, DC1), "it is acknowledged"


def test_correspondent_that_is_not_prepared_does_not_believe_the_target() -> None:
    rig = Rig(NET1)
    rig.learn(VM, record(VM, DC1))
    rig.receive(change_priority(7, record(VM, DC2), sender=DC2, key=PEER_KEY, update_cache=True), DC2)
    assert rig.dropped("cp-sender-not-cached") == 1
    # Nor does it let another than the present xTR prepare it.
    rig.receive(change_priority(8, preparation(), sender=DC2, key=PEER_KEY, update_cache=True), DC2)
    assert rig.dropped("cp-sender-not-cached") == 2
    assert rig.rlocs(VM) == [str(DC1)]


@pytest.mark.parametrize("cached", [VM, Prefix.parse("10.11.0.0/24")])
def test_handover_that_comes_to_nothing_leaves_no_trace_at_a_correspondent(cached: Prefix) -> None:
    rig = Rig(NET1, limits=Limits(probe_interval_s=0.0))
    rig.learn(VM, record(cached, DC1))
    before = rig.row(cached)
    rig.receive(change_priority(50, preparation(), sender=DC1, key=PEER_KEY, update_cache=True), DC1)
    taken = rig.run(PREPARED_S + 1.0)
    after = rig.row(cached)
    assert before is not None
    assert after is not None
    assert [after[key] for key in ("rlocs", "kind", "action")] == [before[key] for key in ("rlocs", "kind", "action")]
    if cached == VM:
        assert InstallMapping(VM, Action.FORWARD, (Target(DC1, 100),)) in taken
    else:
        assert RemoveMapping(VM) in taken
        assert rig.row(VM) is None
    rig.receive(change_priority(7, record(VM, DC2), sender=DC2, key=PEER_KEY, update_cache=True), DC2)
    assert rig.dropped("cp-sender-not-cached") == 1
