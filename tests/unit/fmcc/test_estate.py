"""What a controller leaves with a lease, and what the next holder makes of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from fmcc.estate import Estate
from fmcc.journal import Journal
from fmcc.lease_store import SqliteLeases
from fmcc.leases import Lease, LeaseStoreError, Tenure
from fmcc.migration import Migration, State, Step, Trigger
from lisp.wire import Prefix

HOME = Prefix.parse("10.1.0.0/24")
LEASE, NEXT = Lease(HOME, "a", 7), Lease(HOME, "b", 8)
COPYING = (
    replace(
        Migration.planned(
            3,
            service="desk",
            domain="vm1",
            address=Prefix.parse("10.11.0.10"),
            source="dc1",
            target="dc2",
            cause="a test",
            now=100.0,
            series="a",
        ),
        tenure=LEASE.tenure,
        group="g-a-3",
        undo=True,
    )
    .because("slow")
    .advanced(Trigger.CHECKED, 101.0)
)


class Shelf(SqliteLeases):
    """A store for controllers with a journal each; it counts what is put into it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.text: str | None = None
        self.puts = 0

    async def entrust(self, lease: Lease, text: str) -> None:
        self.text, self.puts = text, self.puts + 1

    async def entrusted(self, prefix: Prefix) -> str | None:
        return self.text


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "leases")


def estate(shelf: Shelf, path: Path, series: str, migrations: list[Migration], booted_at_unix_s: float) -> Estate:
    now = 200.0
    return Estate(shelf, Journal(path / series), migrations, series, lambda: now, lambda: booted_at_unix_s + now)


async def test_the_next_holder_finds_what_was_left_in_its_own_time(shelf: Shelf, tmp_path: Path) -> None:
    first = estate(shelf, tmp_path, "a", [COPYING], 1_000_000.0)
    for _ in range(2):
        await first.leave(LEASE)
    assert shelf.puts == 1, "what has not changed is not written again"
    (found,) = await estate(shelf, tmp_path, "b", [], 999_900.0).take_over(NEXT)
    assert found == replace(
        COPYING,
        steps=(
            Step(State.PLANNED, 200.0, "a test", 1_000_100.0),
            Step(State.PRECHECKED, 201.0, "checked", 1_000_101.0),
        ),
    )


async def test_who_begun_it_is_left_word_of_the_end_and_what_nobody_took_up_is_kept(
    shelf: Shelf, tmp_path: Path
) -> None:
    unknown = replace(COPYING, id="a-4", service="of another configuration")
    await estate(shelf, tmp_path, "a", [COPYING, unknown], 0.0).leave(LEASE)
    engine: list[Migration] = []
    second = estate(shelf, tmp_path, "b", engine, 0.0)
    assert {migration.id for migration in await second.take_over(NEXT)} == {"a-3", "a-4"}
    ended = COPYING.advanced(Trigger.TIMED_OUT, 150.0)
    own = replace(ended, id="b-1")
    engine += [replace(migration, tenure=NEXT.tenure) for migration in (ended, own)]
    await second.leave(NEXT)
    left = await estate(shelf, tmp_path, "a", [], 0.0).take_over(Lease(HOME, "a", 9))
    assert {migration.id: migration.state for migration in left} == {"a-3": State.FAILED, "a-4": State.PRECHECKED}


async def test_what_the_store_has_not_heard_of_was_never_begun(shelf: Shelf, tmp_path: Path) -> None:
    ours = estate(shelf, tmp_path, "a", [], 0.0)
    journal = Journal(tmp_path / "a")
    elsewhere = replace(COPYING, id="a-5", tenure=Tenure(Prefix.parse("10.2.0.0/24"), 7))
    for migration in (COPYING, elsewhere):
        journal.append(migration, 0.0)
    assert {m.state for m in await ours.take_over(NEXT)} == {State.PRECHECKED}, "there is no other word than ours"
    shelf.text = "[]"
    (ended,) = await ours.take_over(NEXT)
    assert (ended.id, ended.state) == ("a-3", State.FAILED)
    assert ended.steps[-1].detail == "the lease was lost before anything of it was begun"


@pytest.mark.parametrize("text", ["", "{}", '[{"id": "a-3"}]', "[3]", "null"])
async def test_what_is_no_list_of_migrations_is_named(shelf: Shelf, tmp_path: Path, text: str) -> None:
    shelf.text = text
    with pytest.raises(LeaseStoreError, match="no list of migrations"):
        await estate(shelf, tmp_path, "a", [], 0.0).take_over(LEASE)
