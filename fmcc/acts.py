"""What each state of a migration stands for: what the hypervisors and the network are told when it is entered.

And what they are told again while it waits. All of it may be said twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from fmcc.continuity.base import Continuity, Move, Step, Token
from fmcc.events import AbortMigration, LocateGuest, StartGuest, StartMigration, StopGuest
from fmcc.hypervisor.base import MigrationOptions
from fmcc.migration import Fact, Migration, State
from fmcc.story import advice
from lisp.engine import Notice

# The hypervisor's own time-out is a second line behind ours.
BACKSTOP_S: Final = 60.0
# The traffic is being led to the target, or should be there already.
COMMITTING: Final = (State.REMAPPING, State.VERIFYING)


class Acts:
    """Says it in the words of the continuity and of the hypervisors' commands."""

    def __init__(self, continuity: Continuity, options: MigrationOptions, acts_at: Callable[[str], str]) -> None:
        """`acts_at` says where the guest of a migration is to be stopped or started."""
        self._continuity = continuity
        self._options = options
        self._acts_at = acts_at

    def enter(self, migration: Migration, now: float) -> list[Step]:
        """What the state that a migration has just entered stands for."""
        act = _ACTS.get(migration.state)
        return [] if act is None else act(self, migration, now)

    def insist(self, migration: Migration, now: float) -> list[Step]:
        """Ask or say again what the present state waits for."""
        steps: list[Step] = []
        if migration.state in (State.RECONCILING, State.NEEDS_OPERATOR):
            return [LocateGuest(migration)]
        if migration.state is State.VERIFYING and Fact.RETURNED not in migration.facts:
            steps.append(LocateGuest(migration))
        if Fact.ACKNOWLEDGED in migration.facts and Fact.PUBLISHED not in migration.facts:
            # Acknowledged and yet not shown: the map server may have missed it, so it is said anew.
            self.release(migration)
        elif migration.state is State.VERIFYING:
            return steps
        return steps + self.urge(migration, now)

    def urge(self, migration: Migration, now: float) -> list[Step]:
        """Somebody does not acknowledge: say it again."""
        if migration.state in COMMITTING:
            return self._continuity.commit(_token(migration), now)
        if migration.state is State.ROLLING_BACK:
            return self._continuity.rollback(_token(migration), now)
        return []

    def lead_again(self, migration: Migration, now: float) -> list[Step]:
        """Tell the network anew where a migration that is over has ended."""
        self.release(migration)
        if migration.state is State.DONE:
            return self._continuity.commit(_token(migration), now)
        return self._continuity.rollback(_token(migration), now)

    def release(self, migration: Migration) -> None:
        """The network need not be told of it any more."""
        self._continuity.release(_token(migration))

    def _prepare(self, migration: Migration, now: float) -> list[Step]:
        return self._continuity.prepare(_token(migration).move, now)

    def _start_copy(self, migration: Migration, _now: float) -> list[Step]:
        backstop_s = self._options.timeout_s + BACKSTOP_S
        options = replace(self._options, timeout_s=backstop_s)
        fields = {"id": migration.id, "service": migration.service}
        sites = {"from": migration.source, "to": migration.target}
        return [StartMigration(migration, options), Notice("migration-started", {**fields, **sites})]

    def _abort(self, migration: Migration, _now: float) -> list[Step]:
        fields = {"id": migration.id, "reason": migration.reason}
        return [AbortMigration(migration), Notice("migration-aborted", fields)]

    def _roll_back(self, migration: Migration, now: float) -> list[Step]:
        fields = {"id": migration.id, "to": migration.source, "reason": migration.reason}
        return [Notice("migration-rolled-back", fields), *self.urge(migration, now)]

    def _reconcile(self, migration: Migration, _now: float) -> list[Step]:
        fields = {"id": migration.id, "reason": migration.reason}
        steps: list[Step] = [Notice("migration-reconciling", fields)]
        # A copy that an earlier life started may still go on. Once the guest has arrived there is nothing
        # to stop any more.
        if migration.started and not migration.announced and Fact.RETURNED not in migration.facts:
            steps.append(AbortMigration(migration))
        return [*steps, LocateGuest(migration)]

    def _fence(self, migration: Migration, _now: float) -> list[Step]:
        dc = self._acts_at(migration.id)
        return [Notice("guest-fenced", {"id": migration.id, "dc": dc}), StopGuest(migration, dc)]

    def _restart(self, migration: Migration, _now: float) -> list[Step]:
        dc = self._acts_at(migration.id)
        return [Notice("guest-restarted", {"id": migration.id, "dc": dc}), StartGuest(migration, dc)]

    def _call_operator(self, migration: Migration, _now: float) -> list[Step]:
        fields = {"id": migration.id, "service": migration.service, "reason": migration.steps[-1].detail}
        return [Notice("migration-needs-operator", {**fields, "do": advice(migration)})]

    def _end(self, migration: Migration, now: float) -> list[Step]:
        self.release(migration)
        # Everybody has acknowledged, so nobody says otherwise from now on; what was said before, this brings out.
        asked = self._continuity.refresh(migration.address, now) if migration.announced else []
        first, last = migration.steps[0], migration.steps[-1]
        fields = {"id": migration.id, "service": migration.service}
        if migration.state is State.DONE:
            return [*asked, Notice("migration-done", {**fields, "total_s": round(last.at - first.at, 6)})]
        return [*asked, Notice("migration-failed", {**fields, "reason": migration.reason})]


_ACTS: Final[Mapping[State, Callable[[Acts, Migration, float], list[Step]]]] = {
    State.PRECHECKED: Acts._prepare,
    State.COPYING: Acts._start_copy,
    State.ABORTING: Acts._abort,
    State.REMAPPING: Acts.urge,
    State.RECONCILING: Acts._reconcile,
    State.FENCING: Acts._fence,
    State.RESTARTING: Acts._restart,
    State.ROLLING_BACK: Acts._roll_back,
    State.NEEDS_OPERATOR: Acts._call_operator,
    State.DONE: Acts._end,
    State.FAILED: Acts._end,
}


def _token(migration: Migration) -> Token:
    """The continuity's token: made from the migration alone, so that it outlives a restart."""
    return Token(Move(migration.id, migration.address, migration.source, migration.target, migration.epoch))
