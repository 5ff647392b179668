"""Drives migrations through their table (`fmcc.migration`): journal first, act second.

Every transition yields, in this order: PersistStep; what the new state stands for (start the copy, tell the
network, ask who runs the guest); and, where the facts known already allow it, the next transition. The
network is behind `fmcc.continuity.base`, the hypervisors behind commands: this file knows neither.

Handover mode `paper`: the trigger to remap is the target hypervisor's word that the guest runs there. The
call's own return comes one to two seconds later; it is awaited before `done`, never before the remapping.

No state is left because somebody is silent: a guest that may run elsewhere is not declared lost, and traffic
that may flow elsewhere is not declared led back. Such states say what they wait for again and again, alarm the
operator, and call for one in the end; whatever comes back meanwhile brings them to their right end.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from fmcc import group
from fmcc.acts import COMMITTING, Acts
from fmcc.continuity.base import (
    Committed,
    Continuity,
    Degraded,
    Prepared,
    Report,
    RolledBack,
    Step,
    Token,
    VmSeenAt,
)
from fmcc.events import (
    CheckMigration,
    CopyProgress,
    GuestActed,
    GuestLocated,
    LocateGuest,
    MigrationFailed,
    MigrationFinished,
    PersistStep,
)
from fmcc.failpoints import failpoint
from fmcc.hypervisor.base import MigrationOptions
from fmcc.leases import Tenure
from fmcc.ledger import Ledger
from fmcc.limits import Limits, Queue, Timeouts
from fmcc.migration import CLOSED, TRANSITIONS, Fact, Migration, State, Trigger
from fmcc.model import ServiceSpec
from fmcc.reconciler import Reconciler, Verdict
from fmcc.story import awaited
from lisp.engine import Notice, Timers
from lisp.wire import Prefix

# States that are held until the world agrees: what is missing is asked or said again this often.
RETRY_S: Final = {
    State.REMAPPING: 2.0,
    State.VERIFYING: 2.0,
    State.RECONCILING: 1.0,
    State.ROLLING_BACK: 2.0,
    State.NEEDS_OPERATOR: 10.0,
}
# For so long after its end a migration answers for what the network shows: what was sent before is heard by then.
AFTERWARDS_S: Final = 30.0
# States in which an answer to LocateGuest is waited for.
_ASKING: Final = (State.RECONCILING, State.NEEDS_OPERATOR, State.VERIFYING)

_LIMITS: Final = Limits()
_TIMEOUTS: Final = Timeouts()


@dataclass(frozen=True, slots=True)
class MigrationEnded(Report):
    """A migration is done or has failed."""

    migration: Migration


class Saga:
    """All migrations of one controller. At most one per service is unfinished."""

    def __init__(
        self,
        continuity: Continuity,
        options: MigrationOptions,
        history: Sequence[Migration] = (),
        limits: Limits = _LIMITS,
        timeouts: Timeouts = _TIMEOUTS,
        series: str = "m",
        *,
        resumes: bool = True,
    ) -> None:
        """`history` is what the journal holds; its unfinished migrations are reconciled at the first tick.

        Unless this `resumes` they are left alone until they are adopted.
        """
        self._continuity = continuity
        self._options = options
        self._timeouts = timeouts
        self._ledger = Ledger(history, series, resumes=resumes)
        self._active = self._ledger.active
        self._queue = Queue(limits)
        self._reconciler = Reconciler(continuity, post_copy=options.post_copy)
        self._acts = Acts(continuity, options, self._reconciler.acts_at)
        self._progress: dict[str, CopyProgress] = {}
        self._alarmed: set[str] = set()
        self._timers = Timers()
        self._restarted = list(self._active)

    # Queries

    def active(self, service: str) -> Migration | None:
        """The unfinished migration of a service."""
        return self._ledger.of_service(service)

    def is_queued(self, service: str) -> bool:
        """Whether a service's migration still waits for its turn."""
        migration = self.active(service)
        return migration is not None and migration.id in self._queue

    def find(self, migration: str) -> Migration | None:
        """A migration by its id."""
        return self._ledger.find(migration)

    def progress(self, migration: str) -> CopyProgress | None:
        """How far the copy was when last heard of."""
        return self._progress.get(migration)

    def __iter__(self) -> Iterator[Migration]:
        """All migrations known, oldest first."""
        return iter(self._ledger)

    def deadline(self) -> float | None:
        """When the next time-out is due; at once while migrations of an earlier life wait."""
        return 0.0 if self._restarted else self._timers.next_at()

    # What happens

    def plan(
        self,
        service: ServiceSpec,
        source: str,
        target: str,
        cause: str,
        now: float,
        benefit_ms: float = math.inf,
        tenure: Tenure | None = None,
    ) -> list[Step]:
        """A new migration. It waits for its turn, the one with the greatest benefit first; then it is checked.

        An operator's word has no price: it goes before everything that a model has asked for.
        """
        migration = self._ledger.new(service.name, service.domain, service.address, source, target, cause, now)
        return [*self._enqueue(replace(migration, tenure=tenure), benefit_ms), *self._begin(now)]

    def plan_group(
        self,
        services: Sequence[tuple[ServiceSpec, str]],
        target: str,
        cause: str,
        now: float,
        benefit_ms: float = math.inf,
        tenure: Tenure | None = None,
        *,
        undo: bool,
    ) -> list[Step]:
        """A migration for each of these services from where it is, one after the other (see `fmcc.group`)."""
        name, steps = self._ledger.next_group(), list[Step]()
        for service, source in services:
            migration = self._ledger.new(service.name, service.domain, service.address, source, target, cause, now)
            steps += self._enqueue(replace(migration, tenure=tenure, group=name, undo=undo), benefit_ms)
        return [*steps, *self._begin(now)]

    def _enqueue(self, migration: Migration, benefit_ms: float) -> list[Step]:
        self._active[migration.id] = migration
        self._queue.put(migration.id, benefit_ms)
        fields = {"id": migration.id, "service": migration.service, "from": migration.source, "to": migration.target}
        return [PersistStep(migration), Notice("migration-planned", {**fields, "cause": migration.cause})]

    def _begin(self, now: float) -> list[Step]:
        """Begin what may begin now, and say what has to wait."""
        waited = {name for name in self._active if name in self._queue}
        steps = self._admit(now)
        return steps + [
            Notice("migration-queued", {"id": name, "service": self._active[name].service})
            for name in sorted(waited)
            if name in self._queue and self._active[name].entered_at == now
        ]

    def adopt(self, migrations: Sequence[Migration], tenure: Tenure, now: float) -> list[Step]:
        """Go on with what an earlier holder of the lease has left unfinished: find out where it stands.

        One that is final was ours, and has been ended by somebody else.
        """
        steps: list[Step] = []
        for migration in migrations:
            if migration.is_final:
                steps += self._bury(replace(migration, tenure=tenure))
                continue
            self._ledger.resume(replace(migration, tenure=tenure))
            steps += self._resume(migration.id, now)
        for name in dict.fromkeys(m.group for m in self if m.group and m.tenure == tenure):
            steps += self._group_goes_on(name, tenure, now)
        return steps

    def _bury(self, migration: Migration) -> list[Step]:
        if migration.id in self._active:
            self._clear(migration.id)
        self._ledger.finish(migration)
        return [PersistStep(migration), Notice("migration-ended-elsewhere", {"id": migration.id})]

    def forget(self, service: str, now: float) -> list[Step]:
        """Somebody else drives a service now: nothing more is done or said about it here."""
        migration = self.active(service)
        if migration is None:
            return []
        self._acts.release(migration)
        self._clear(migration.id)
        return [Notice("migration-left", {"id": migration.id, "service": service}), *self._admit(now)]

    def withdraw(self, service: str, reason: str, now: float) -> list[Step]:
        """Give up a migration that still waits for its turn."""
        migration = self.active(service)
        if migration is None or migration.id not in self._queue or migration.group:
            return []  # a group is decided on again when it has come to its end
        return self._advance(migration.because(reason), Trigger.REFUSED, now, reason)

    def close(self, name: str, now: float) -> list[Step]:
        """The operator takes the responsibility for a migration that needs one. Others are left alone."""
        migration = self._active.get(name)
        if migration is None or migration.state is not State.NEEDS_OPERATOR:
            return []
        return self._advance(migration, Trigger.CLOSED, now, CLOSED)

    def _admit(self, now: float) -> list[Step]:
        """Begin those waiting migrations for which there is room, the most useful first."""
        steps: list[Step] = []
        for migration in self._queue.admitted(self._active, lambda m: group.may_begin(m, self)):
            self._arm(migration, now)
            steps.append(CheckMigration(migration))
        return steps

    def turn(self, source: str, target: str) -> str:
        """What a new migration would find, for people."""
        return self._queue.turn(source, target, self._active.values())

    def on_tick(self, now: float) -> list[Step]:
        """Reconcile what an earlier life left behind, and run what has timed out."""
        steps: list[Step] = []
        restarted, self._restarted = self._restarted, []
        for name in restarted:
            steps += self._resume(name, now)
        for key in self._timers.due(now):
            assert isinstance(key, str)
            steps += self._on_timeout(self._active[key], now)
        return steps

    def _resume(self, name: str, now: float) -> list[Step]:
        migration = self._active[name]
        detail = f"the controller was restarted while {migration.state}"
        return self._advance(migration.because(detail), Trigger.RESTARTED, now, detail)

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

    def on_guest_suspended(self, service: str, dc: str, now: float) -> list[Step]:
        """The guest stands still at a DC because it is being moved: the blackout has begun."""
        migration = self.active(service)
        if migration is None or dc != migration.source or migration.state not in (State.COPYING, State.ABORTING):
            return []
        return self._learn(migration.id, Fact.SUSPENDED, now)

    def on_guest_resumed(self, service: str, dc: str, now: float) -> list[Step]:
        """A hypervisor says that the guest runs there now."""
        migration = self.active(service)
        if migration is None:
            return []
        if dc == migration.target and migration.state in (State.COPYING, State.ABORTING, State.SWITCHING):
            return self._learn(migration.id, Fact.RESUMED, now)
        if dc == migration.source and migration.state in (State.SWITCHING, State.REMAPPING, State.VERIFYING):
            reason = f"the guest runs again at {dc}"
            return self._advance(migration.because(reason), Trigger.RESUMED_AT_SOURCE, now, reason)
        if migration.state in (State.RECONCILING, State.NEEDS_OPERATOR):
            return [LocateGuest(migration)]
        return []

    def on_finished(self, event: MigrationFinished, now: float) -> list[Step]:
        """The hypervisor's call has returned."""
        return self._learn(event.migration, Fact.RETURNED, now)

    def on_failed(self, event: MigrationFailed, now: float) -> list[Step]:
        """The hypervisor's call has failed: that says nothing about where the guest runs, so ask."""
        migration = self._active.get(event.migration)
        if migration is None:
            return []
        reason = f"the copy has ended: {event.reason}"
        migration = self._active[migration.id] = migration.knowing([Fact.RETURNED]).because(reason)
        if Trigger.CALL_FAILED in TRANSITIONS[migration.state]:
            return self._advance(migration, Trigger.CALL_FAILED, now, reason)
        return []  # being reconciled or rolled back already

    def on_located(self, event: GuestLocated, now: float) -> list[Step]:
        """Source and target have said who runs the guest. The migration goes where the guest is."""
        migration = self._active.get(event.migration)
        if migration is None or migration.state not in _ASKING:
            return []
        return self._follow(self._reconciler.on_located(migration, event.states, now), now)

    def on_acted(self, event: GuestActed, now: float) -> list[Step]:
        """A guest was stopped or started, or could not be: look again, whatever was said."""
        migration = self._active.get(event.migration)
        if migration is None or migration.state not in (State.FENCING, State.RESTARTING):
            return []
        return self._follow(self._reconciler.on_acted(migration, event), now)

    def _follow(self, verdict: Verdict | None, now: float) -> list[Step]:
        """Go where the hypervisors' answers lead."""
        if verdict is None:
            return []
        migration = verdict.migration
        if verdict.trigger is not None:
            return [*verdict.notices, *self._advance(migration, verdict.trigger, now, verdict.detail)]
        self._active[migration.id] = migration
        return [*verdict.notices, *self._settle(migration.id, now)]

    def on_report(self, report: Report, now: float) -> list[Step]:
        """Continuity reports."""
        match report:
            case Prepared(token):
                return self._learn(token.move.id, Fact.PREPARED, now)
            case Committed(token):
                return self._on_acknowledged(token, COMMITTING, now)
            case RolledBack(token):
                return self._on_acknowledged(token, (State.ROLLING_BACK,), now)
            case Degraded(_, move) if move in self._active:
                return self._acts.urge(self._active[move], now)
            case VmSeenAt(address, site):
                found = next((m for m in self._active.values() if m.address == address), None)
                return self._settle(found.id, now) if found else self._on_seen_afterwards(address, site, now)
        return []

    def _on_seen_afterwards(self, address: Prefix, site: str | None, now: float) -> list[Step]:
        """The network shows a service whose migration is over: elsewhere than that has led it?

        A tunnel router that was away registers what it last knew before it hears, and acknowledges, what is so now.
        """
        last = self._ledger.last_led(address)
        if site is None or last is None or last.place == site or not 0 <= now - last.entered_at < AFTERWARDS_S:
            return []
        fields = {"id": last.id, "service": last.service, "shown_at": site, "runs_at": last.place}
        return [Notice("map-strayed", fields), *self._acts.lead_again(last, now)]

    # How it goes on

    def _on_acknowledged(self, token: Token, states: Sequence[State], now: float) -> list[Step]:
        """Everybody has acknowledged; it counts where it is what is being waited for."""
        migration = self._active.get(token.move.id)
        if migration is None or migration.state not in states:
            return []
        return self._learn(migration.id, Fact.ACKNOWLEDGED, now)

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
        wanted = migration.source if migration.state is State.ROLLING_BACK else migration.target
        if self._continuity.seen_at(migration.address) == wanted:
            migration = migration.knowing([Fact.PUBLISHED])
        else:
            migration = migration.forgetting(Fact.PUBLISHED)
        self._active[name] = migration
        trigger = migration.due()
        return [] if trigger is None else self._advance(migration, trigger, now)

    def _advance(self, migration: Migration, trigger: Trigger, now: float, detail: str = "") -> list[Step]:
        """One transition: journal, act, and whatever follows at once."""
        migration = migration.advanced(trigger, now, detail)
        name = migration.id
        self._alarmed.discard(name)
        self._queue.leave(name)
        failpoint(f"saga.before_{migration.state}")
        steps: list[Step] = [PersistStep(migration)]
        if migration.is_final:
            self._clear(name)
            self._ledger.finish(migration)
            steps += [*self._acts.enter(migration, now), MigrationEnded(migration)]
            return [*steps, *self._rest_of_group(migration, now), *self._admit(now)]
        if migration.state in (State.REMAPPING, State.ROLLING_BACK):
            migration = migration.forgetting(Fact.ACKNOWLEDGED)
        if migration.state is State.RECONCILING:
            self._reconciler.ask_anew(name)
        self._active[name] = migration
        self._arm(migration, now)
        steps += self._acts.enter(migration, now)
        if migration.state is State.NEEDS_OPERATOR:
            steps += self._admit(now)  # it takes nobody's place
        return steps + self._settle(name, now)

    def _clear(self, name: str) -> None:
        """Nothing more is waited for."""
        del self._active[name]
        self._timers.cancel(name)
        self._queue.leave(name)
        self._alarmed.discard(name)
        self._progress.pop(name, None)
        self._reconciler.forget(name)

    def _rest_of_group(self, migration: Migration, now: float) -> list[Step]:
        return self._group_goes_on(migration.group, migration.tenure, now) if migration.group else []

    def _group_goes_on(self, name: str, tenure: Tenure | None, now: float) -> list[Step]:
        """What the end of one member means for the others."""
        steps: list[Step] = []
        for migration in group.left_over(group.members(name, self)):
            reason = "one before it in its group has failed"
            if migration.id in self._active:
                steps += self._advance(migration.because(reason), Trigger.REFUSED, now, reason)
        back = [m for m in group.to_undo(group.members(name, self)) if self.active(m.service) is None]
        if back:
            failpoint("saga.before_group_undo")
        for done in back:
            cause = f"the group {name} is led back"
            new = self._ledger.new(done.service, done.domain, done.address, done.target, done.source, cause, now)
            steps += self._enqueue(replace(new, tenure=tenure, group=name, leads_back=True), math.inf)
        return steps

    def _arm(self, migration: Migration, now: float) -> None:
        """Set the time-out of the present state."""
        match migration.state:
            case State.COPYING:
                self._timers.set(migration.id, now + self._options.timeout_s)
            case state if state in RETRY_S:
                self._timers.set(migration.id, now + RETRY_S[state])
            case state:
                after_s = self._timeouts.of(state)
                if after_s is None:
                    self._timers.cancel(migration.id)
                else:
                    self._timers.set(migration.id, now + after_s)

    def _on_timeout(self, migration: Migration, now: float) -> list[Step]:
        """A phase has taken too long. The reason says what it waited for."""
        waited_s = now - migration.entered_at
        where = f"; the guest runs at {migration.target}" if migration.state in COMMITTING else ""
        reason = f"{migration.state} took longer than {waited_s:.0f} s, waiting for: {awaited(migration)}{where}"
        if migration.state not in RETRY_S:
            return self._advance(migration.because(reason), Trigger.TIMED_OUT, now, reason)
        steps = self._acts.insist(migration, now)
        # A restart of the controller must not put the alarm off for ever.
        if waited_s >= self._timeouts.give_up_s and Trigger.GIVEN_UP in TRANSITIONS[migration.state]:
            return steps + self._advance(migration.because(reason), Trigger.GIVEN_UP, now, reason)
        self._arm(migration, now)
        if waited_s >= self._timeouts.alarm_s and migration.id not in self._alarmed:
            self._alarmed.add(migration.id)
            fields = {"id": migration.id, "service": migration.service, "state": str(migration.state)}
            steps.append(Notice("migration-alarm", {**fields, "reason": reason}))
        return steps
