"""One migration as a table of states: what may follow what, and what has to be known first.

    planned ──▶ prechecked ──▶ prepared ──▶ copying ──▶ switching ──▶ remapping ──▶ verifying ──▶ done

    planned, prechecked ──▶ failed                    impossible: nothing was touched
    copying ──▶ aborting                              it takes too long
    any unfinished state ──▶ reconciling              the call has failed, a time-out, a restart
    reconciling ──▶ remapping                         the guest is at the target
    reconciling ──▶ failed                            it is at the source, and nobody was told otherwise
    reconciling ──▶ rolling-back ──▶ failed           it is at the source again
    reconciling ──▶ fencing ──▶ reconciling           it runs twice, or left a remnant: that is stopped
    reconciling ──▶ restarting ──▶ reconciling        it stands still: where it is complete it is started
    reconciling ──▶ needs-operator                    it is nowhere, or nobody can say; asked on and on,
    remapping, verifying, rolling-back ──▶ …          or somebody has not acknowledged for minutes

Rules of the file:
1. An illegal transition raises, in every build: a saga that has lost its way must not go on.
2. The journal comes first: each state is persisted before the act it stands for (see `fmcc.saga`).
3. After an error, or a restart, the question is who runs the guest, never what was to be done next:
   `reconciling` asks both hypervisors and goes where the guest is (`fmcc.findings` has that table).
4. The network is told nothing before `remapping`. A copy that fails leaves no trace.
5. `needs-operator` is not the end: the service stays locked, the question is asked again, and the
   migration ends by itself once the operator has put the guest in order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from fmcc.leases import Tenure
from lisp.wire import Prefix


class State(StrEnum):
    """How far a migration is. The names go to the journal."""

    PLANNED = "planned"  # decided; it waits for its turn, and both sides are checked
    PRECHECKED = "prechecked"  # possible; the network is being prepared
    PREPARED = "prepared"  # everybody is ready; nothing has been touched
    COPYING = "copying"  # the hypervisors copy; the guest runs at the source
    ABORTING = "aborting"  # the copy is being stopped
    SWITCHING = "switching"  # the guest stands still: its last memory is on the way
    REMAPPING = "remapping"  # the guest runs at the target; the network is being told
    VERIFYING = "verifying"  # the network has acknowledged; it has to show, too
    RECONCILING = "reconciling"  # nobody knows where the guest runs; both hypervisors are being asked
    FENCING = "fencing"  # what runs or lies at the wrong side is being stopped
    RESTARTING = "restarting"  # the guest runs nowhere; it is being started where it is complete
    ROLLING_BACK = "rolling-back"  # the guest runs at the source after all; the network is being told
    NEEDS_OPERATOR = "needs-operator"  # beyond what a program may decide; the last step says what to do
    DONE = "done"
    FAILED = "failed"  # the guest runs at the source; the reason says why


# The detail of the step by which an operator ends a migration.
CLOSED: Final = "closed by the operator"
FINAL: Final = frozenset({State.DONE, State.FAILED})


class Trigger(StrEnum):
    """What moves a migration from one state to the next."""

    CHECKED = "checked"
    REFUSED = "refused"
    PREPARED = "prepared"
    STARTED = "started"
    SUSPENDED = "suspended"  # the guest has stopped at the source
    GUEST_MOVED = "guest-moved"
    ACKNOWLEDGED = "acknowledged"
    VERIFIED = "verified"
    CALL_FAILED = "call-failed"
    TIMED_OUT = "timed-out"
    RESUMED_AT_SOURCE = "resumed-at-source"
    RESTARTED = "restarted"  # the controller was
    FOUND_AT_SOURCE = "found-at-source"  # and the network has not been told otherwise
    FOUND_BACK_AT_SOURCE = "found-back-at-source"  # and the network may believe it is at the target
    FOUND_AT_TARGET = "found-at-target"
    FOUND_TWICE = "found-twice"
    FOUND_REMNANT = "found-remnant"  # one side runs it, or can; the other still has what a failure left
    FOUND_STILL = "found-still"  # it runs nowhere, and one side can start it
    FOUND_NOWHERE = "found-nowhere"
    ACTED = "acted"  # what was to be stopped or started has been tried: look again
    GIVEN_UP = "given-up"
    ROLLED_BACK = "rolled-back"
    CLOSED = "closed"  # the operator has taken the responsibility


_S, _T = State, Trigger

TRANSITIONS: Final[dict[State, dict[Trigger, State]]] = {
    _S.PLANNED: {
        _T.CHECKED: _S.PRECHECKED,
        _T.REFUSED: _S.FAILED,
        _T.TIMED_OUT: _S.FAILED,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.PRECHECKED: {
        _T.PREPARED: _S.PREPARED,
        _T.TIMED_OUT: _S.FAILED,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.PREPARED: {
        _T.STARTED: _S.COPYING,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.COPYING: {
        _T.SUSPENDED: _S.SWITCHING,
        # The event of the blackout may be missed, or overtaken by the target's.
        _T.GUEST_MOVED: _S.REMAPPING,
        _T.CALL_FAILED: _S.RECONCILING,
        _T.TIMED_OUT: _S.ABORTING,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.ABORTING: {
        # The abort came too late: what counts is where the guest is.
        _T.SUSPENDED: _S.SWITCHING,
        _T.GUEST_MOVED: _S.REMAPPING,
        _T.CALL_FAILED: _S.RECONCILING,
        _T.TIMED_OUT: _S.RECONCILING,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.SWITCHING: {
        _T.GUEST_MOVED: _S.REMAPPING,
        _T.CALL_FAILED: _S.RECONCILING,
        _T.RESUMED_AT_SOURCE: _S.RECONCILING,
        _T.TIMED_OUT: _S.RECONCILING,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.REMAPPING: {
        _T.ACKNOWLEDGED: _S.VERIFYING,
        _T.CALL_FAILED: _S.RECONCILING,
        _T.RESUMED_AT_SOURCE: _S.RECONCILING,
        _T.GIVEN_UP: _S.NEEDS_OPERATOR,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.VERIFYING: {
        _T.VERIFIED: _S.DONE,
        _T.CALL_FAILED: _S.RECONCILING,
        _T.RESUMED_AT_SOURCE: _S.RECONCILING,
        _T.TIMED_OUT: _S.RECONCILING,
        _T.GIVEN_UP: _S.NEEDS_OPERATOR,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.RECONCILING: {
        _T.FOUND_AT_SOURCE: _S.FAILED,
        _T.FOUND_BACK_AT_SOURCE: _S.ROLLING_BACK,
        _T.FOUND_AT_TARGET: _S.REMAPPING,
        _T.FOUND_TWICE: _S.FENCING,
        _T.FOUND_REMNANT: _S.FENCING,
        _T.FOUND_STILL: _S.RESTARTING,
        _T.FOUND_NOWHERE: _S.NEEDS_OPERATOR,
        _T.GIVEN_UP: _S.NEEDS_OPERATOR,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.FENCING: {
        _T.ACTED: _S.RECONCILING,
        _T.TIMED_OUT: _S.RECONCILING,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.RESTARTING: {
        _T.ACTED: _S.RECONCILING,
        _T.TIMED_OUT: _S.RECONCILING,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.ROLLING_BACK: {
        _T.ROLLED_BACK: _S.FAILED,
        _T.GIVEN_UP: _S.NEEDS_OPERATOR,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.NEEDS_OPERATOR: {
        _T.FOUND_AT_SOURCE: _S.FAILED,
        _T.FOUND_BACK_AT_SOURCE: _S.ROLLING_BACK,
        _T.FOUND_AT_TARGET: _S.REMAPPING,
        _T.FOUND_TWICE: _S.FENCING,
        _T.CLOSED: _S.FAILED,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.DONE: {},
    _S.FAILED: {},
}


class Fact(StrEnum):
    """What has been learned about a migration, in whatever order it came."""

    CHECKED = "checked"  # both hypervisors are ready
    PREPARED = "prepared"  # the network knows both sites
    SUSPENDED = "suspended"  # the source says that the guest stands still for its move
    RESUMED = "resumed"  # the target says that the guest runs there
    RETURNED = "returned"  # the hypervisor's call returned, or will never; the source has let the guest go
    ACKNOWLEDGED = "acknowledged"  # everything that had to be told has said so
    PUBLISHED = "published"  # the network shows the service where it is being led


# What lets a migration go on by itself: in this state, with one of these sets of facts known.
AWAITED: Final[dict[State, tuple[tuple[frozenset[Fact], Trigger], ...]]] = {
    _S.PLANNED: ((frozenset({Fact.CHECKED}), _T.CHECKED),),
    _S.PRECHECKED: ((frozenset({Fact.PREPARED}), _T.PREPARED),),
    _S.PREPARED: ((frozenset(), _T.STARTED),),
    # The call's return is late by a second or two; it counts only where the event was missed.
    _S.COPYING: (
        (frozenset({Fact.RESUMED}), _T.GUEST_MOVED),
        (frozenset({Fact.RETURNED}), _T.GUEST_MOVED),
        (frozenset({Fact.SUSPENDED}), _T.SUSPENDED),
    ),
    _S.ABORTING: (
        (frozenset({Fact.RESUMED}), _T.GUEST_MOVED),
        (frozenset({Fact.RETURNED}), _T.GUEST_MOVED),
        (frozenset({Fact.SUSPENDED}), _T.SUSPENDED),
    ),
    _S.SWITCHING: ((frozenset({Fact.RESUMED}), _T.GUEST_MOVED), (frozenset({Fact.RETURNED}), _T.GUEST_MOVED)),
    _S.REMAPPING: ((frozenset({Fact.ACKNOWLEDGED}), _T.ACKNOWLEDGED),),
    _S.VERIFYING: ((frozenset({Fact.ACKNOWLEDGED, Fact.PUBLISHED, Fact.RETURNED}), _T.VERIFIED),),
    _S.ROLLING_BACK: ((frozenset({Fact.ACKNOWLEDGED, Fact.PUBLISHED}), _T.ROLLED_BACK),),
}


class IllegalTransitionError(RuntimeError):
    """A migration was asked for a transition that its state does not have."""

    def __init__(self, migration: str, state: State, trigger: Trigger) -> None:
        super().__init__(f"migration {migration} in state {state} cannot take {trigger}")


@dataclass(frozen=True, slots=True)
class Step:
    """A state that was entered: `at` monotonic seconds; `at_unix_s` once it stands in the journal."""

    state: State
    at: float
    detail: str = ""
    at_unix_s: float | None = None


@dataclass(frozen=True, slots=True)
class Migration:
    """One migration: who moves from where to where and why, the steps so far, and the facts known.

    `reason` says what went wrong first. `address` is the service's own, which it keeps. `tenure` is the right by
    which it is driven now. `group` is the id of the group it is moved with, if any; with `undo` the failure of one
    has those before it led back, which is what `leads_back` migrations are for.
    """

    id: str
    service: str
    domain: str
    address: Prefix
    source: str
    target: str
    cause: str
    steps: tuple[Step, ...]
    facts: frozenset[Fact] = frozenset()
    reason: str = ""
    tenure: Tenure | None = None
    group: str = ""
    undo: bool = False
    leads_back: bool = False

    @classmethod
    def planned(
        cls,
        number: int,
        *,
        service: str,
        domain: str,
        address: Prefix,
        source: str,
        target: str,
        cause: str,
        now: float,
        series: str = "m",
    ) -> Self:
        """A new migration. Numbers grow within a series; every controller has its own."""
        assert source != target
        step = Step(State.PLANNED, now, cause)
        return cls(f"{series}-{number}", service, domain, address, source, target, cause, (step,))

    @property
    def number(self) -> int:
        """The number in the id."""
        return int(self.id.rpartition("-")[2])

    @property
    def series(self) -> str:
        """Whose number it is."""
        return self.id.rpartition("-")[0]

    @property
    def epoch(self) -> int:
        """The fencing epoch of what is done for it; 0 where there are no leases."""
        return self.tenure.epoch if self.tenure else 0

    @property
    def state(self) -> State:
        """The present state."""
        return self.steps[-1].state

    @property
    def is_final(self) -> bool:
        """Whether the migration is over."""
        return self.state in FINAL

    @property
    def is_closed(self) -> bool:
        """Whether it was the operator who ended it, and not what the hypervisors say."""
        return self.state is State.FAILED and self.steps[-1].detail == CLOSED

    @property
    def place(self) -> str:
        """The DC where the guest is once the migration is over."""
        return self.target if self.state is State.DONE else self.source

    @property
    def announced(self) -> bool:
        """Whether the network may have been told that the service is at the target."""
        return self.has_been(State.REMAPPING)

    @property
    def started(self) -> bool:
        """Whether the hypervisors may have been told to copy."""
        return self.has_been(State.COPYING)

    @property
    def entered_at(self) -> float:
        """Monotonic time at which the present state was entered."""
        return self.steps[-1].at

    def has_been(self, state: State) -> bool:
        """Whether the migration is in a state, or has been."""
        return any(step.state is state for step in self.steps)

    def advanced(self, trigger: Trigger, now: float, detail: str = "") -> Self:
        """The migration in its next state. Raises IllegalTransitionError."""
        following = TRANSITIONS[self.state].get(trigger)
        if following is None:
            raise IllegalTransitionError(self.id, self.state, trigger)
        step = Step(following, now, detail or str(trigger))
        return replace(self, steps=(*self.steps, step))

    def knowing(self, facts: Iterable[Fact]) -> Self:
        """The migration with these facts added."""
        return replace(self, facts=self.facts | frozenset(facts))

    def forgetting(self, *facts: Fact) -> Self:
        """The migration with facts taken back that hold no longer."""
        return replace(self, facts=self.facts - frozenset(facts))

    def because(self, reason: str) -> Self:
        """The migration with what went wrong; the first reason stays."""
        return self if self.reason else replace(self, reason=reason)

    def due(self) -> Trigger | None:
        """The transition that the known facts amount to, if any."""
        ways = AWAITED.get(self.state, ())
        return next((trigger for needed, trigger in ways if needed <= self.facts), None)

    def missing(self) -> list[Fact]:
        """The facts that the present state still waits for."""
        ways = AWAITED.get(self.state, ())
        return sorted(ways[0][0] - self.facts) if ways else []
