"""What a controller leaves to the next holder of a lease, so that a migration is ended by whoever is there.

Controllers that share a journal find in it what the others have begun. Those on several computers have a journal
each; for them the unfinished migrations lie with the lease, in the store, before anything is done for them:

    journal ──▶ store ──▶ act        and, when the lease changes hands,        store ──▶ journal ──▶ reconcile

Whoever ends a migration that another has begun leaves word of it in the same place, for that one's journal. What is in
a controller's own journal, and not in the store, has never been begun. No step is taken on what the store says without
asking both hypervisors.
"""

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from typing import Any

from fmcc.journal import Journal
from fmcc.leases import Lease, LeaseStore, LeaseStoreError, Tenure
from fmcc.migration import Migration, State, Step, Trigger
from lisp.wire import Prefix


class Estate:
    """What one controller leaves and takes over."""

    def __init__(
        self,
        store: LeaseStore,
        journal: Journal,
        migrations: Iterable[Migration],
        series: str,
        now: Callable[[], float],
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`migrations` are those of the engine as they are now, `series` what the ids of our own begin with."""
        self._store, self._journal, self._migrations, self._series = store, journal, migrations, series
        self._now, self._clock = now, clock
        self._left: dict[Tenure, str] = {}  # what the store has
        self._found: dict[Tenure, list[Migration]] = {}  # there, and to be kept for others
        self._one_by_one = asyncio.Lock()

    async def leave(self, lease: Lease) -> None:
        """Have the store know what this lease's migrations are; durable on return. Raises LeaseStoreError."""
        async with self._one_by_one:
            tenure = lease.tenure
            text = _written(self._of(tenure), self._clock() - self._now())
            if self._left.get(tenure) != text:
                await self._store.entrust(lease, text)
                self._left = {tenure: text} | {t: left for t, left in self._left.items() if t.prefix != tenure.prefix}

    def _of(self, tenure: Tenure) -> list[Migration]:
        current = {migration.id: migration for migration in self._migrations if migration.tenure == tenure}
        # What the engine has not taken up, a service that it does not know perhaps, stays as it was found.
        self._found[tenure] = [m for m in self._found.get(tenure, ()) if m.id not in current]
        return self._found[tenure] + [m for m in current.values() if not self._is_settled(m)]

    def _is_settled(self, migration: Migration) -> bool:
        return migration.is_final and migration.series == self._series

    async def take_over(self, lease: Lease) -> tuple[Migration, ...]:
        """What has been begun under a lease that is ours now, and how what we had begun has ended.

        Raises LeaseStoreError.
        """
        in_journal = self._journal.unfinished()
        text = await self._store.entrusted(lease.prefix)
        if text is None:
            return tuple(in_journal)
        found = _read(text, self._clock() - self._now())
        self._found = {tenure: kept for tenure, kept in self._found.items() if tenure.prefix != lease.prefix}
        self._found[lease.tenure] = [migration for migration in found if not self._is_settled(migration)]
        known = {migration.id for migration in found}
        never_begun = [
            _ended(migration, self._now())
            for migration in in_journal
            if migration.id not in known and migration.series == self._series and _is_under(migration, lease.prefix)
        ]
        return (*(m for m in found if not m.is_final or self._is_settled(m)), *never_begun)


def _is_under(migration: Migration, prefix: Prefix) -> bool:
    return migration.tenure is not None and migration.tenure.prefix == prefix


def _ended(migration: Migration, now: float) -> Migration:
    reason = "the lease was lost before anything of it was begun"
    migration = migration.because(reason).advanced(Trigger.RESTARTED, now, reason)
    return migration.advanced(Trigger.FOUND_AT_SOURCE, now, reason)


def _written(migrations: Iterable[Migration], offset_s: float) -> str:
    """As text; the store has Unix seconds, which are `offset_s` more than monotonic ones."""
    return json.dumps([_row(migration, offset_s) for migration in sorted(migrations, key=lambda m: m.id)])


def _row(migration: Migration, offset_s: float) -> dict[str, Any]:
    tenure = migration.tenure
    return {
        "id": migration.id,
        "service": migration.service,
        "domain": migration.domain,
        "address": str(migration.address),
        "source": migration.source,
        "target": migration.target,
        "cause": migration.cause,
        "reason": migration.reason,
        "lease": [str(tenure.prefix), tenure.epoch] if tenure else None,
        "group": migration.group,
        "undo": migration.undo,
        "leads_back": migration.leads_back,
        "steps": [
            [step.state, step.detail, round(step.at + offset_s if step.at_unix_s is None else step.at_unix_s, 3)]
            for step in migration.steps
        ],
    }


def _read(text: str, offset_s: float) -> list[Migration]:
    """The migrations of a text. Raises LeaseStoreError: what somebody has begun is not to be guessed."""
    try:
        rows = json.loads(text)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ValueError("a list of objects is expected")
        return [_migration(row, offset_s) for row in rows]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise LeaseStoreError(f"the lease store has what is no list of migrations: {error}") from None


def _migration(row: dict[str, Any], offset_s: float) -> Migration:
    steps = tuple(Step(State(state), at - offset_s, detail, at) for state, detail, at in row.pop("steps"))
    if not steps:
        raise ValueError("a migration without steps")
    lease = row.pop("lease")
    tenure = Tenure(Prefix.parse(lease[0]), int(lease[1])) if lease else None
    address = Prefix.parse(row.pop("address"))
    return Migration(**row, address=address, steps=steps, tenure=tenure)
