"""One migration as a table of states: what may follow what, and what has to be known first.

    planned ──▶ prechecked ──▶ copying ──▶ switching ──▶ verifying ──▶ done

    copying ──▶ aborting                              it takes too long
    copying, aborting, switching, verifying ──▶ reconciling       the call has failed
    any unfinished state ──▶ reconciling              the controller was restarted
    reconciling ──▶ switching                         the guest is at the target
    reconciling ──▶ failed                            it is at the source, and nobody was told otherwise
    reconciling ──▶ rolling-back ──▶ failed           it is at the source again

Rules of the file:
1. An illegal transition raises, in every build: a saga that has lost its way must not go on.
2. The journal comes first: each state is persisted before the act it stands for (see `fmcc.saga`).
3. After an error, or a restart, the question is who runs the guest, never what was to be done next:
   `reconciling` asks both hypervisors and goes where the guest is.
4. The network is told nothing before `switching`. A copy that fails leaves no trace.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from lisp.wire import Prefix


class State(StrEnum):
    """How far a migration is. The names go to the journal."""

    PLANNED = "planned"  # decided; both sides are being checked
    PRECHECKED = "prechecked"  # possible, and the network is prepared; nothing has been touched
    COPYING = "copying"  # the hypervisors copy; the guest runs at the source
    ABORTING = "aborting"  # the copy is being stopped
    SWITCHING = "switching"  # the guest runs at the target; the network is being told
    VERIFYING = "verifying"  # the network has acknowledged; it has to show, too
    RECONCILING = "reconciling"  # nobody knows where the guest runs; both hypervisors are being asked
    ROLLING_BACK = "rolling-back"  # the guest runs at the source after all; the network is being told
    DONE = "done"
    FAILED = "failed"  # the reason says where the guest runs where that is not the source


FINAL: Final = frozenset({State.DONE, State.FAILED})


class Trigger(StrEnum):
    """What moves a migration from one state to the next."""

    CHECKED = "checked"
    REFUSED = "refused"
    STARTED = "started"
    GUEST_MOVED = "guest-moved"
    ACKNOWLEDGED = "acknowledged"
    VERIFIED = "verified"
    CALL_FAILED = "call-failed"
    TIMED_OUT = "timed-out"
    RESUMED_AT_SOURCE = "resumed-at-source"
    RESTARTED = "restarted"
    FOUND_AT_SOURCE = "found-at-source"  # and the network has not been told otherwise
    FOUND_BACK_AT_SOURCE = "found-back-at-source"  # and the network may believe it is at the target
    FOUND_AT_TARGET = "found-at-target"
    FOUND_TWICE = "found-twice"
    FOUND_NOWHERE = "found-nowhere"
    ROLLED_BACK = "rolled-back"


_S, _T = State, Trigger

TRANSITIONS: Final[dict[State, dict[Trigger, State]]] = {
    _S.PLANNED: {
        _T.CHECKED: _S.PRECHECKED,
        _T.REFUSED: _S.FAILED,
        _T.TIMED_OUT: _S.FAILED,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.PRECHECKED: {
        _T.STARTED: _S.COPYING,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.COPYING: {
        _T.GUEST_MOVED: _S.SWITCHING,
        _T.CALL_FAILED: _S.RECONCILING,
        _T.TIMED_OUT: _S.ABORTING,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.ABORTING: {
        # The abort came too late: what counts is where the guest is.
        _T.GUEST_MOVED: _S.SWITCHING,
        _T.CALL_FAILED: _S.RECONCILING,
        _T.TIMED_OUT: _S.RECONCILING,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.SWITCHING: {
        _T.ACKNOWLEDGED: _S.VERIFYING,
        _T.CALL_FAILED: _S.RECONCILING,
        _T.RESUMED_AT_SOURCE: _S.RECONCILING,
        _T.TIMED_OUT: _S.FAILED,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.VERIFYING: {
        _T.VERIFIED: _S.DONE,
        _T.CALL_FAILED: _S.RECONCILING,
        _T.RESUMED_AT_SOURCE: _S.RECONCILING,
        _T.TIMED_OUT: _S.FAILED,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.RECONCILING: {
        _T.FOUND_AT_SOURCE: _S.FAILED,
        _T.FOUND_BACK_AT_SOURCE: _S.ROLLING_BACK,
        _T.FOUND_AT_TARGET: _S.SWITCHING,
        _T.FOUND_TWICE: _S.FAILED,
        _T.FOUND_NOWHERE: _S.FAILED,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.ROLLING_BACK: {
        _T.ROLLED_BACK: _S.FAILED,
        _T.TIMED_OUT: _S.FAILED,
        _T.RESTARTED: _S.RECONCILING,
    },
    _S.DONE: {},
    _S.FAILED: {},
}


class Fact(StrEnum):
    """What has been learned about a migration, in whatever order it came."""

    CHECKED = "checked"  # both hypervisors are ready
    PREPARED = "prepared"  # the network knows both sites
    RESUMED = "resumed"  # the target says that the guest runs there
    RETURNED = "returned"  # the hypervisor's call returned, or will never
    ACKNOWLEDGED = "acknowledged"  # everything that had to be told of the switch has said so
    PUBLISHED = "published"  # the network shows the service at the target


# What lets a migration go on by itself: in this state, with one of these sets of facts known.
AWAITED: Final[dict[State, tuple[tuple[frozenset[Fact], Trigger], ...]]] = {
    _S.PLANNED: ((frozenset({Fact.CHECKED, Fact.PREPARED}), _T.CHECKED),),
    _S.PRECHECKED: ((frozenset(), _T.STARTED),),
    # The call's return is late by a second or two; it counts only where the event was missed.
    _S.COPYING: ((frozenset({Fact.RESUMED}), _T.GUEST_MOVED), (frozenset({Fact.RETURNED}), _T.GUEST_MOVED)),
    _S.ABORTING: ((frozenset({Fact.RESUMED}), _T.GUEST_MOVED), (frozenset({Fact.RETURNED}), _T.GUEST_MOVED)),
    _S.SWITCHING: ((frozenset({Fact.ACKNOWLEDGED}), _T.ACKNOWLEDGED),),
    _S.VERIFYING: ((frozenset({Fact.ACKNOWLEDGED, Fact.PUBLISHED, Fact.RETURNED}), _T.VERIFIED),),
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

    `reason` says what went wrong first. `address` is the service's own, which it keeps.
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
    ) -> Self:
        """A new migration."""
        assert source != target
        step = Step(State.PLANNED, now, cause)
        return cls(f"m-{number}", service, domain, address, source, target, cause, (step,))

    @property
    def number(self) -> int:
        """The number in the id."""
        return int(self.id.removeprefix("m-"))

    @property
    def state(self) -> State:
        """The present state."""
        return self.steps[-1].state

    @property
    def is_final(self) -> bool:
        """Whether the migration is over."""
        return self.state in FINAL

    @property
    def announced(self) -> bool:
        """Whether the network may have been told that the service is at the target."""
        return any(step.state is State.SWITCHING for step in self.steps)

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

    def missing(self) -> list[str]:
        """The facts that the present state still waits for."""
        ways = AWAITED.get(self.state, ())
        return sorted(ways[0][0] - self.facts) if ways else []
