"""Leases: who may take what and when, and the fences behind them."""

import sqlite3
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from fmcc.events import (
    ChecksPassed,
    FenceGuest,
    GuestLocated,
    LeaseGained,
    MigrationRequested,
    PersistStep,
    StartMigration,
)
from fmcc.failpoints import install
from fmcc.journal import Journal, StaleEpochError
from fmcc.lease_store import SqliteLeases
from fmcc.leases import (
    HOLD_S,
    RENEW_S,
    TAKE_S,
    Lease,
    LeaseKeeper,
    LeaseLost,
    LeaseRenewed,
    Tenure,
)
from fmcc.migration import Migration, State, Trigger
from lisp.wire import ChangePriority, Prefix, decode
from tests.unit.fmcc.peers import NET2, change_priorities, noticed
from tests.unit.fmcc.tenant import Tenant
from tests.unit.fmcc.world import ABSENT, RUNNING, World

HOME1, HOME2 = Prefix.parse("10.1.0.0/24"), Prefix.parse("10.2.0.0/24")
TENURE = Tenure(HOME1, 1_800_000_000)


def keeper(holder: str = "a", *preferred: Prefix) -> LeaseKeeper:
    return LeaseKeeper(holder, [HOME1, HOME2], preferred)


def test_a_holder_stops_before_the_others_may_take_its_lease() -> None:
    assert HOLD_S < TAKE_S
    assert HOLD_S > 2 * RENEW_S, "one renewal may be lost"


def test_what_nobody_has_is_taken_at_once() -> None:
    assert keeper().free({}, 0.0) == [(HOME1, None), (HOME2, None)]


def test_what_another_prefers_is_left_to_it_for_a_while() -> None:
    mine = keeper("a", HOME1)
    assert mine.free({}, 0.0) == [(HOME1, None)]
    mine.taken(Lease(HOME1, "a", 1))
    assert mine.free({}, TAKE_S - 0.1) == []
    assert mine.free({}, TAKE_S) == [(HOME2, None)]


def test_a_lease_that_is_renewed_is_left_alone_and_one_that_is_not_is_taken() -> None:
    mine, found = keeper(), {HOME1: Lease(HOME1, "b", 5), HOME2: Lease(HOME2, "b", 5)}
    for second in range(20):
        found[HOME1] = replace(found[HOME1], beat=second)
        taken = mine.free(found, float(second))
        assert taken == ([(HOME2, found[HOME2])] if second >= TAKE_S else [])


def test_what_an_earlier_life_held_is_taken_back_at_once_but_not_from_a_namesake() -> None:
    mine, before = keeper(), Lease(HOME1, "a", 5)
    assert (HOME1, before) in mine.free({HOME1: before}, 0.0)
    mine.taken(Lease(HOME1, "a", 6))
    mine.lapsed(Lease(HOME1, "a", 6))
    assert HOME1 not in dict(mine.free({HOME1: Lease(HOME1, "a", 7)}, 1.0)), "somebody of our name has it"


def test_what_has_run_out_without_anybody_taking_it_is_taken_again() -> None:
    mine, held = keeper(), Lease(HOME1, "a", 6, 9)
    mine.taken(held)
    mine.lapsed(held)
    assert (HOME1, held) in mine.free({HOME1: held}, 1.0)


# The journal


def planned(epoch: int, number: int = 1) -> Migration:
    migration = Migration.planned(
        number,
        service="desk",
        domain="vm1",
        address=Prefix.parse("10.11.0.10"),
        source="dc1",
        target="dc2",
        cause="a test",
        now=1.0,
    )
    return replace(migration, tenure=Tenure(HOME1, epoch))


def test_who_has_lost_the_lease_writes_nothing_into_the_journal(tmp_path: Path) -> None:
    ours, theirs = Journal(tmp_path / "journal"), Journal(tmp_path / "journal")
    ours.append(planned(7), 1000.0)
    theirs.fence(Tenure(HOME1, 8))
    with pytest.raises(StaleEpochError, match="followed under epoch 8, after our 7"):
        ours.append(planned(7).advanced(Trigger.CHECKED, 2.0), 1001.0)
    (found,) = theirs.migrations()
    assert found.state is State.PLANNED
    theirs.append(replace(found, tenure=Tenure(HOME1, 8)).advanced(Trigger.RESTARTED, 3.0), 1002.0)
    (found,) = ours.migrations()
    assert (found.state, found.tenure) == (State.RECONCILING, Tenure(HOME1, 8))
    with pytest.raises(StaleEpochError):
        ours.fence(Tenure(HOME1, 7))
    ours.append(replace(planned(1, 2), tenure=Tenure(HOME2, 1)), 1003.0)  # other users are another matter


def test_a_journal_of_the_first_version_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    database = sqlite3.connect(path)
    database.executescript(
        "CREATE TABLE migration (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, service TEXT NOT NULL,"
        " domain TEXT NOT NULL, address TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,"
        " cause TEXT NOT NULL, reason TEXT NOT NULL, state TEXT NOT NULL);"
        "CREATE TABLE step (number INTEGER NOT NULL REFERENCES migration (number) ON DELETE CASCADE, sequence INTEGER"
        " NOT NULL, state TEXT NOT NULL, at_s REAL NOT NULL, at_unix_s REAL NOT NULL, detail TEXT NOT NULL,"
        " PRIMARY KEY (number, sequence)) WITHOUT ROWID;"
        "INSERT INTO migration VALUES (4, 'm-4', 'desk', 'vm1', '10.11.0.10/32', 'dc1', 'dc2', 'c', '', 'copying');"
        "INSERT INTO step VALUES (4, 0, 'planned', 1.0, 1000.0, 'c'), (4, 1, 'copying', 2.0, 1001.0, 'started');"
        "PRAGMA user_version = 1;"
    )
    database.close()
    journal = Journal(path)
    (found,) = journal.unfinished()
    assert (found.id, found.state, found.tenure, found.group) == ("m-4", State.COPYING, None, "")
    journal.append(planned(3, 5), 1002.0)
    assert [migration.id for migration in journal.migrations()] == ["m-4", "m-5"]


def test_the_numbers_of_two_controllers_are_apart(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    for series in ("a", "b"):
        journal.append(replace(planned(1), id=f"{series}-1"), 1000.0)
    assert [migration.id for migration in journal.migrations()] == ["a-1", "b-1"]


# The engine


def leased(**options: object) -> World:
    """A controller that needs a lease and has none yet; the user is at NET2, the VM at dc1."""
    return World(leases=(HOME1,), **options).start(user=NET2)  # type: ignore[arg-type]


def gain(world: World, *unfinished: Migration, tenure: Tenure = TENURE) -> list[object]:
    return list(world.feed(LeaseGained(tenure, world.now + HOLD_S, unfinished), 0.1))


def confirm_users(world: World) -> None:
    """The map server answers to the refreshed subscription, and the users are waited for."""
    world.wait(1.5)  # one request a second
    world.refreshed()
    for _ in range(5):
        world.feed(LeaseRenewed(TENURE, world.now + HOLD_S))
        world.wait(1.0)


def test_without_the_lease_nothing_is_decided_and_nothing_done_by_hand() -> None:
    world = leased()
    world.wait(10.0)
    assert noticed(world.log, "decision-made") == []
    assert world.controller.prechecks.refusal("desk", "dc2") == "another controller follows the users of 10.1.0.0/24"
    world.feed(MigrationRequested("desk", "dc2"))
    assert list(world.controller.saga) == []


def test_with_the_lease_it_decides_once_it_has_been_told_anew_where_the_users_are() -> None:
    world = leased()
    commands = gain(world)
    assert [c.domain for c in commands if isinstance(c, FenceGuest)] == ["vm1"]
    world.feed(LeaseRenewed(TENURE, world.now + 60.0))
    world.wait(10.0)
    assert noticed(world.log, "decision-made") == [], "what it knows is from before"
    confirm_users(world)
    assert [(made["action"], made["target"]) for made in noticed(world.log, "decision-made")] == [("migrate", "dc2")]
    assert world.migration.tenure == TENURE


def test_a_lease_that_is_not_renewed_runs_out_and_its_migrations_are_left() -> None:
    world = leased()
    gain(world)
    confirm_users(world)
    assert world.controller.tenures.may_act(TENURE, world.now)
    commands = world.wait(HOLD_S + 0.1)
    assert noticed(commands, "lease-lost")[0]["reason"] == "it could not be renewed"
    assert noticed(commands, "migration-left") == [{"id": "m-1", "service": "desk"}]
    assert not world.controller.tenures.may_act(TENURE, world.now)
    assert world.controller.saga.active("desk") is None
    assert not [command for command in world.wait(60.0) if isinstance(command, PersistStep | StartMigration)]


def test_a_lost_lease_is_left_at_once_and_a_later_tenure_is_another() -> None:
    world = leased()
    gain(world)
    world.feed(LeaseLost(TENURE, "another has it"))
    assert world.controller.tenures.held == {}
    world.feed(LeaseRenewed(TENURE, world.now + 99.0))
    assert not world.controller.tenures.may_act(TENURE, world.now)
    later = Tenure(HOME1, TENURE.epoch + 1)
    gain(world, tenure=later)
    assert world.controller.tenures.may_act(later, world.now)
    assert not world.controller.tenures.may_act(TENURE, world.now)


def test_what_another_left_unfinished_is_reconciled_under_the_new_epoch() -> None:
    world = leased()
    copying = planned(TENURE.epoch - 1).advanced(Trigger.CHECKED, 2.0).advanced(Trigger.PREPARED, 2.0)
    copying = copying.advanced(Trigger.STARTED, 2.0)
    gain(world, copying)
    world.feed(LeaseRenewed(TENURE, world.now + 600.0))
    assert (world.state(), world.migration.tenure) == (State.RECONCILING, TENURE)
    commands = world.feed(GuestLocated("m-1", {"dc1": ABSENT, "dc2": RUNNING}), 0.1)
    assert world.state() is State.REMAPPING
    told = [decode(datagram.data) for datagram in change_priorities(commands).values()]
    assert told
    for message in told:
        assert isinstance(message, ChangePriority)
        assert message.nonce >> 32 == TENURE.epoch


def test_a_guest_that_has_arrived_is_fenced_where_it_is_now() -> None:
    world = leased()
    gain(world)
    confirm_users(world)
    world.feed(LeaseRenewed(TENURE, world.now + 600.0))
    world.feed(ChecksPassed("m-1"), 0.01)
    fenced = [command for command in world.migrated() if isinstance(command, FenceGuest)]
    assert world.state() is State.DONE
    assert fenced == [FenceGuest("vm1", ("dc2",), TENURE)]


# The shell


def tenant(path: Path, store: SqliteLeases | None = None) -> Tenant:
    return Tenant(store or SqliteLeases(path), path, HOME1)


async def test_a_tenancy_takes_renews_loses_and_gives_back(tmp_path: Path) -> None:
    install(None)
    ours = tenant(tmp_path / "journal")
    gained = await ours.round(0.0)
    assert isinstance(gained, LeaseGained)
    assert await ours.round(1.0) == LeaseRenewed(gained.tenure, 1.0 + HOLD_S)
    again = await ours.round(60.0)  # we were suspended
    assert ours.events[-2] == LeaseLost(gained.tenure, "it could not be renewed in time")
    assert isinstance(again, LeaseGained)
    assert again.tenure.epoch > gained.tenure.epoch
    found = (await ours.store.read())[HOME1]
    other = SqliteLeases(tmp_path / "journal")
    await other.take(HOME1, "b", found)
    await ours.round(61.0)
    assert LeaseLost(again.tenure, "another controller has taken it") in ours.events
    await ours.tenancy.give_back()
    assert (await ours.store.read())[HOME1].holder == "b"
    await other.close()
    await ours.close()


async def test_a_renewal_that_is_heard_of_too_late_is_none(tmp_path: Path) -> None:
    class Slow(SqliteLeases):
        async def renew(self, leases: Collection[Lease]) -> list[Lease]:
            ours.now = HOLD_S + 0.1  # the engine lets go while the answer is on its way
            return await super().renew(leases)

    ours = tenant(tmp_path / "journal", Slow(tmp_path / "journal"))
    gained = await ours.round(0.0)
    assert isinstance(gained, LeaseGained)
    await ours.round(HOLD_S - 0.1)
    assert ours.tenures.held == {}
    again = await ours.round(HOLD_S + 1.0)
    assert isinstance(again, LeaseGained)
    assert ours.tenures.may_act(again.tenure, ours.now)
    await ours.close()


async def test_a_store_that_fails_is_complained_of_once(tmp_path: Path) -> None:
    ours = tenant(tmp_path / "journal")
    await ours.round(0.0)
    await ours.store.close()
    for now in (1.0, 2.0):
        await ours.round(now)
    assert [notice.name for notice in ours.notices] == ["lease-store-unusable"]
    ours.journal.close()
