"""Drives migrations through their table (`fmcc.migration`): journal first, act second.

Every transition yields, in this order: PersistStep; what the new state stands for (start the copy, tell the
network, ask who runs the guest); and, where the facts known already allow it, the next transition. The
network is behind `fmcc.continuity.base`, the hypervisors behind commands: this file knows neither.

Handover mode `paper`: the trigger to switch is the target hypervisor's word that the guest runs there. The
call's own return comes one to two seconds later; it is awaited before `done`, never before the switch.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fmcc.continuity.base import (
    Committed,
    Continuity,
    Degraded,
    Move,
    Prepared,
    Report,
    RolledBack,
    Step,
    Token,
    VmSeenAt,
)
from fmcc.events import (
    AbortMigration,
    CheckMigration,
    CopyProgress,
    GuestLocated,
    LocateGuest,
    MigrationFailed,
    MigrationFinished,
    PersistStep,
    StartMigration,
)
from fmcc.hypervisor.base import DomainState, MigrationOptions
from fmcc.migration import Fact, Migration, State, Trigger
from fmcc.model import ServiceSpec
from lisp.engine import Notice, Timers

# How long a migration may stay in a state; copying has the operator's own limit.
PHASE_TIMEOUT_S: Final = {
    State.PLANNED: 15.0,
    State.ABORTING: 15.0,
    State.SWITCHING: 20.0,
    State.VERIFYING: 30.0,
    State.ROLLING_BACK: 20.0,
}
# Reconciling has no end of its own: as long as nobody can say who runs the guest, nothing may be done. The
# question is repeated, and a guest that both sides deny, or that is still arriving, is given this long.
LOCATE_RETRY_S: Final = 1.0
UNDECIDED_S: Final = 10.0
# The hypervisor's own time-out is a second line behind ours.
BACKSTOP_S: Final = 60.0
# Finished migrations kept for those who ask; the journal has all.
KEPT_FINISHED: Final = 1000


@dataclass(frozen=True, slots=True)
class MigrationEnded(Report):
    """A migration is done or has failed."""

    migration: Migration


class Saga:
    """All migrations of one controller. At most one per service is unfinished."""

    def __init__(self, continuity: Continuity, options: MigrationOptions, history: Sequence[Migration] = ()) -> None:
        """`history` is what the journal holds; its unfinished migrations are reconciled at the first tick."""
        self._continuity = continuity
        self._options = options
        self._next_number = max((m.number for m in history), default=0) + 1
        self._active = {m.id: m for m in history if not m.is_final}
        self._finished = {m.id: m for m in history if m.is_final}
        self._progress: dict[str, CopyProgress] = {}
        self._timers = Timers()
        self._restarted = list(self._active)

    # Queries

    def active(self, service: str) -> Migration | None:
        """The unfinished migration of a service."""
        return next((m for m in self._active.values() if m.service == service), None)

    def find(self, migration: str) -> Migration | None:
        """A migration by its id."""
        return self._active.get(migration) or self._finished.get(migration)

    def progress(self, migration: str) -> CopyProgress | None:
        """How far the copy was when last heard of."""
        return self._progress.get(migration)

    def __iter__(self) -> Iterator[Migration]:
        """All migrations known, oldest first."""
        return iter(sorted((*self._finished.values(), *self._active.values()), key=lambda m: m.number))

    def deadline(self) -> float | None:
        """When the next time-out is due; at once while migrations of an earlier life wait."""
        return 0.0 if self._restarted else self._timers.next_at()

    # What happens

    def plan(self, service: ServiceSpec, source: str, target: str, cause: str, now: float) -> list[Step]:
        """A new migration, which starts once both hypervisors and the network are ready for it."""
        assert self.active(service.name) is None, "one migration per service at a time"
        migration = Migration.planned(
            self._next_number,
            service=service.name,
            domain=service.domain,
            address=service.address,
            source=source,
            target=target,
            cause=cause,
            now=now,
        )
        self._next_number += 1
        self._active[migration.id] = migration
        self._timers.set(migration.id, now + PHASE_TIMEOUT_S[State.PLANNED])
        fields = {"id": migration.id, "service": service.name, "from": source, "to": target, "cause": cause}
        steps: list[Step] = [PersistStep(migration), Notice("migration-planned", fields)]
        steps.append(CheckMigration(migration))
        return steps + self._continuity.prepare(_token(migration).move, now)

    def on_tick(self, now: float) -> list[Step]:
        """Reconcile what an earlier life left behind, and run what has timed out."""
        steps: list[Step] = []
        restarted, self._restarted = self._restarted, []
        for name in restarted:
            migration = self._active[name]
            detail = f"the controller was restarted while {migration.state}"
            steps += self._advance(migration.because(detail), Trigger.RESTARTED, now, detail)
        for key in self._timers.due(now):
            assert isinstance(key, str)
            steps += self._on_timeout(self._active[key], now)
        return steps

    def on_checked(self, name: str, now: float) -> list[Step]:
        """Both hypervisors are ready."""
        return self._learn(name, Fact.CHECKED, now)

    def on_refused(self, name: str, reason: str, now: float) -> list[Step]:
        """The migration is impossible: it ends before anything has been touched."""
        migration = self._active.get(name)
        if migration is None or migration.state is not State.PLANNED:
            return []
        return self._advance(migration.because(reason), Trigger.REFUSED, now, reason)

    def on_progress(self, event: CopyProgress) -> None:
        """The copy goes on."""
        if event.migration in self._active:
            self._progress[event.migration] = event

    def on_guest_resumed(self, service: str, dc: str, now: float) -> list[Step]:
        """A hypervisor says that the guest runs there now."""
        migration = self.active(service)
        if migration is None:
            return []
        if dc == migration.target and migration.state in (State.COPYING, State.ABORTING):
            return self._learn(migration.id, Fact.RESUMED, now)
        if dc == migration.source and migration.state in (State.SWITCHING, State.VERIFYING):
            reason = f"the guest runs again at {dc}"
            return self._advance(migration.because(reason), Trigger.RESUMED_AT_SOURCE, now, reason)
        return []

    def on_finished(self, event: MigrationFinished, now: float) -> list[Step]:
        """The hypervisor's call has returned."""
        return self._learn(event.migration, Fact.RETURNED, now)

    def on_failed(self, event: MigrationFailed, now: float) -> list[Step]:
        """The hypervisor's call has failed: that says nothing about where the guest runs, so ask."""
        migration = self._active.get(event.migration)
        if migration is None:
            return []
        migration = self._active[migration.id] = migration.knowing([Fact.RETURNED]).because(event.reason)
        if migration.state in (State.COPYING, State.ABORTING, State.SWITCHING, State.VERIFYING):
            return self._advance(migration, Trigger.CALL_FAILED, now, event.reason)
        return []  # being reconciled or rolled back already

    def on_located(self, event: GuestLocated, now: float) -> list[Step]:
        """Source and target have said who runs the guest. The migration goes where the guest is."""
        migration = self._active.get(event.migration)
        if migration is None or migration.state is not State.RECONCILING:
            return []
        source, target = event.states.get(migration.source), event.states.get(migration.target)
        said = f"{migration.source}: {source or 'silent'}, {migration.target}: {target or 'silent'}"
        waited_s = now - migration.steps[-1].at
        trigger = _verdict(source, target, announced=migration.announced, patient=waited_s < UNDECIDED_S)
        if trigger is None:
            return []  # the timer asks again
        if trigger is Trigger.FOUND_AT_TARGET:
            # Whatever the call would still say, the guest is there.
            migration = migration.knowing([Fact.RETURNED])
        elif trigger is Trigger.FOUND_TWICE:
            reason = f"split brain: the guest runs at {migration.source} and at {migration.target}"
            return self._advance(migration.because(reason), trigger, now, f"{reason} ({said})")
        elif trigger is Trigger.FOUND_NOWHERE:
            return self._advance(migration.because("the guest runs nowhere"), trigger, now, said)
        return self._advance(migration, trigger, now, said)

    def on_report(self, report: Report, now: float) -> list[Step]:
        """Continuity reports."""
        match report:
            case Prepared(token):
                return self._learn(token.move.id, Fact.PREPARED, now)
            case Committed(token):
                return self._learn(token.move.id, Fact.ACKNOWLEDGED, now)
            case RolledBack(token):
                migration = self._active.get(token.move.id)
                if migration is not None and migration.state is State.ROLLING_BACK:
                    return self._advance(migration, Trigger.ROLLED_BACK, now)
            case Degraded(_, move) if move in self._active:
                return self._urge(self._active[move], now)
            case VmSeenAt(address, _):
                found = next((m for m in self._active.values() if m.address == address), None)
                return self._settle(found.id, now) if found else []
        return []

    # How it goes on

    def _learn(self, name: str, fact: Fact, now: float) -> list[Step]:
        migration = self._active.get(name)
        if migration is None:
            return []
        self._active[name] = migration.knowing([fact])
        return self._settle(name, now)

    def _settle(self, name: str, now: float) -> list[Step]:
        """Go on as far as the known facts allow."""
        migration = self._active.get(name)
        if migration is None:
            return []
        # Asked, not remembered: the network may have shown it before the switch was acknowledged.
        if self._continuity.seen_at(migration.address) == migration.target:
            migration = migration.knowing([Fact.PUBLISHED])
        else:
            migration = migration.forgetting(Fact.PUBLISHED)
        trigger = migration.due()
        return [] if trigger is None else self._advance(migration, trigger, now)

    def _advance(self, migration: Migration, trigger: Trigger, now: float, detail: str = "") -> list[Step]:
        """One transition: journal, act, and whatever follows at once."""
        migration = migration.advanced(trigger, now, detail)
        self._arm(migration, now)
        steps: list[Step] = [PersistStep(migration)]
        if migration.is_final:
            del self._active[migration.id]
            self._progress.pop(migration.id, None)
            self._finished[migration.id] = migration
            if len(self._finished) > KEPT_FINISHED:
                del self._finished[min(self._finished, key=lambda name: self._finished[name].number)]
            return steps + self._end(migration)
        self._active[migration.id] = migration
        act = _ACTS.get(migration.state)
        if act is not None:
            steps += act(self, migration, now)
        return steps + self._settle(migration.id, now)

    def _arm(self, migration: Migration, now: float) -> None:
        """Set the time-out of the present state."""
        match migration.state:
            case State.COPYING:
                self._timers.set(migration.id, now + self._options.timeout_s)
            case State.RECONCILING:
                self._timers.set(migration.id, now + LOCATE_RETRY_S)
            case state if state in PHASE_TIMEOUT_S:
                self._timers.set(migration.id, now + PHASE_TIMEOUT_S[state])
            case _:
                self._timers.cancel(migration.id)

    def _on_timeout(self, migration: Migration, now: float) -> list[Step]:
        """A phase has taken too long. The reason says what it waited for."""
        if migration.state is State.RECONCILING:
            self._timers.set(migration.id, now + LOCATE_RETRY_S)
            return [LocateGuest(migration)]
        waited_s = now - migration.steps[-1].at
        missing = ", ".join(migration.missing()) or "the roll-back"
        where = f"; the guest runs at {migration.target}" if migration.announced else ""
        reason = f"{migration.state} took longer than {waited_s:.0f} s, waiting for: {missing}{where}"
        return self._advance(migration.because(reason), Trigger.TIMED_OUT, now, reason)

    def _urge(self, migration: Migration, now: float) -> list[Step]:
        """Somebody does not acknowledge: say it again, until the phase's own time-out."""
        if migration.state is State.SWITCHING:
            return self._continuity.commit(_token(migration), now)
        if migration.state is State.ROLLING_BACK:
            return self._continuity.rollback(_token(migration), now)
        return []

    # What a state stands for

    def _start_copy(self, migration: Migration, _now: float) -> list[Step]:
        backstop_s = self._options.timeout_s + BACKSTOP_S
        options = MigrationOptions(self._options.bandwidth_mib_s, self._options.max_downtime_ms, timeout_s=backstop_s)
        fields = {"id": migration.id, "service": migration.service}
        sites = {"from": migration.source, "to": migration.target}
        return [StartMigration(migration, options), Notice("migration-started", {**fields, **sites})]

    def _abort(self, migration: Migration, _now: float) -> list[Step]:
        fields = {"id": migration.id, "reason": migration.reason}
        return [AbortMigration(migration), Notice("migration-aborted", fields)]

    def _switch(self, migration: Migration, now: float) -> list[Step]:
        return self._continuity.commit(_token(migration), now)

    def _roll_back(self, migration: Migration, now: float) -> list[Step]:
        fields = {"id": migration.id, "to": migration.source, "reason": migration.reason}
        notice = Notice("migration-rolled-back", fields)
        return [notice, *self._continuity.rollback(_token(migration), now)]

    def _reconcile(self, migration: Migration, _now: float) -> list[Step]:
        fields = {"id": migration.id, "reason": migration.reason}
        steps: list[Step] = [Notice("migration-reconciling", fields)]
        # A copy that an earlier life started may still go on. Once the guest has arrived there is nothing
        # to stop any more.
        if not migration.announced and Fact.RETURNED not in migration.facts:
            steps.append(AbortMigration(migration))
        return [*steps, LocateGuest(migration)]

    def _end(self, migration: Migration) -> list[Step]:
        self._continuity.release(_token(migration))
        first, last = migration.steps[0], migration.steps[-1]
        fields = {"id": migration.id, "service": migration.service}
        if migration.state is State.DONE:
            notice = Notice("migration-done", {**fields, "total_s": round(last.at - first.at, 6)})
        else:
            notice = Notice("migration-failed", {**fields, "reason": migration.reason})
        return [notice, MigrationEnded(migration)]


Act = Callable[[Saga, Migration, float], list[Step]]

_ACTS: Final[Mapping[State, Act]] = {
    State.COPYING: Saga._start_copy,
    State.ABORTING: Saga._abort,
    State.SWITCHING: Saga._switch,
    State.RECONCILING: Saga._reconcile,
    State.ROLLING_BACK: Saga._roll_back,
}


def _token(migration: Migration) -> Token:
    """The continuity's token: made from the migration alone, so that it outlives a restart."""
    return Token(Move(migration.id, migration.address, migration.source, migration.target))


def _verdict(
    source: DomainState | None, target: DomainState | None, *, announced: bool, patient: bool
) -> Trigger | None:
    """What the two hypervisors' answers (None: silent) amount to; None: ask again."""
    at_source, at_target = source is DomainState.RUNNING, target is DomainState.RUNNING
    if at_source and at_target:
        return Trigger.FOUND_TWICE
    if at_target:
        return Trigger.FOUND_AT_TARGET
    if at_source:
        # At the target it may still be arriving, or run unseen.
        if target in (DomainState.PAUSED, None) and patient:
            return None
        return Trigger.FOUND_BACK_AT_SOURCE if announced else Trigger.FOUND_AT_SOURCE
    if source is None or target is None or patient:
        return None
    return Trigger.FOUND_NOWHERE
