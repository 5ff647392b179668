"""From what both hypervisors say of a guest to the next transition of its migration.

`fmcc.findings` is the table of answers. What is added here is what a table cannot know: for how long an answer has
stood, what the network shows, how often something has been tried, and which side is being acted on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fmcc.continuity.base import Continuity
from fmcc.events import GuestActed
from fmcc.findings import PATIENCE_S, Finding, Seen, dc_of, find, other, survivor
from fmcc.hypervisor.base import DomainState
from fmcc.migration import TRANSITIONS, Fact, Migration, State, Trigger
from lisp.engine import Notice

# Times that something may be stopped or started in vain before the operator is called.
MAX_ATTEMPTS: Final = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the answers lead to: the migration with what was learned, and its next transition.

    Without a `trigger` something was learned and nothing decided. `notices` are what the operator is told first.
    """

    migration: Migration
    trigger: Trigger | None = None
    detail: str = ""
    notices: tuple[Notice, ...] = ()


class Reconciler:
    """The hypervisors' answers about the migrations of one controller, and where something is stopped or started."""

    def __init__(self, continuity: Continuity, *, post_copy: bool) -> None:
        self._continuity = continuity
        self._post_copy = post_copy
        self._answers: dict[str, tuple[Seen, Seen, float]] = {}  # by migration: the last ones, and since when
        self._acting: dict[str, str] = {}  # by migration: the DC where something is being stopped or started

    def ask_anew(self, migration: str) -> None:
        """What was answered before says nothing any more."""
        self._answers.pop(migration, None)

    def forget(self, migration: str) -> None:
        """It is over."""
        self._answers.pop(migration, None)
        self._acting.pop(migration, None)

    def acts_at(self, migration: str) -> str:
        """The DC where its guest is being stopped or started."""
        return self._acting[migration]

    def on_located(self, migration: Migration, states: Mapping[str, DomainState | None], now: float) -> Verdict | None:
        """Source and target have said who runs the guest. None: nothing follows yet; the timer asks again."""
        source, target = (Seen.of(states.get(dc)) for dc in (migration.source, migration.target))
        before = self._answers.get(migration.id)
        since = before[2] if before is not None and before[:2] == (source, target) else now
        self._answers[migration.id] = (source, target, since)
        if migration.state is State.VERIFYING:
            return _on_located_late(migration, source, target, now - since)
        found = find(migration, source, target, now - since, post_copy=self._post_copy)
        if migration.state is State.NEEDS_OPERATOR and Seen.SILENT in (source, target):
            return None
        if found.trigger is None or found.trigger not in TRANSITIONS[migration.state]:
            return None
        return self._act_on(migration, found, f"{migration.source} says {source}, {migration.target} says {target}")

    def on_acted(self, migration: Migration, event: GuestActed) -> Verdict:
        """A guest was stopped or started, or could not be: look again, whatever was said."""
        dc = self._acting[migration.id]
        verb = "stopped" if migration.state is State.FENCING else "started"
        detail = f"{dc}: not {verb}: {event.reason}" if event.reason else f"{verb} at {dc}"
        return Verdict(migration, Trigger.ACTED, detail)

    def _act_on(self, migration: Migration, found: Finding, said: str) -> Verdict | None:
        """The transition to the end that the finding demands."""
        match found.trigger:
            case Trigger.FOUND_AT_SOURCE if migration.announced:
                return Verdict(migration, Trigger.FOUND_BACK_AT_SOURCE, said)
            case Trigger.FOUND_AT_TARGET:
                # Only a source that says so has let the guest go.
                gone = self._answers[migration.id][0] in (Seen.ABSENT, Seen.OFF)
                known = migration.knowing([Fact.RETURNED]) if gone else migration.forgetting(Fact.RETURNED)
                return Verdict(known, Trigger.FOUND_AT_TARGET, said)
            case Trigger.FOUND_TWICE:
                return self._on_split_brain(migration)
            case Trigger.FOUND_REMNANT | Trigger.FOUND_STILL:
                assert found.side is not None
                dc = dc_of(migration, found.side)
                verb = "start" if found.trigger is Trigger.FOUND_STILL else "stop"
                return self._try(migration, found.trigger, dc, f"{said}: {verb} it at {dc}")
            case Trigger.FOUND_NOWHERE:
                reason = f"the guest runs nowhere ({said})"
                return Verdict(migration.because(reason), Trigger.FOUND_NOWHERE, reason)
            case trigger:
                return Verdict(migration.because(f"the guest is at {migration.source}"), trigger, said)

    def _on_split_brain(self, migration: Migration) -> Verdict | None:
        """Both run the guest: the one that the users are not led to is stopped, and the operator told."""
        shown_at = self._continuity.seen_at(migration.address)
        kept = survivor(migration, shown_at)
        keep, stop = dc_of(migration, kept), dc_of(migration, other(kept))
        reason = f"split brain: the guest runs at {migration.source} and at {migration.target}"
        rule = f"the map leads to {shown_at or 'neither'}: keep {keep}, stop {stop}"
        fields = {"id": migration.id, "service": migration.service, "kept": keep, "stopped": stop, "reason": rule}
        notice = Notice("migration-split-brain", fields)
        return self._try(migration.because(reason), Trigger.FOUND_TWICE, stop, f"{reason}; {rule}", (notice,))

    def _try(
        self, migration: Migration, trigger: Trigger, dc: str, detail: str, notices: tuple[Notice, ...] = ()
    ) -> Verdict | None:
        """Stop or start a guest at a DC, unless that has been tried too often."""
        following = TRANSITIONS[migration.state][trigger]
        if sum(step.state is following for step in migration.steps) >= MAX_ATTEMPTS:
            if migration.state is State.NEEDS_OPERATOR:
                return Verdict(migration, notices=notices) if notices else None
            reason = f"tried {MAX_ATTEMPTS} times in vain: {detail}"
            return Verdict(migration.because(reason), Trigger.GIVEN_UP, reason, notices)
        self._acting[migration.id] = dc
        return Verdict(migration, trigger, detail, notices)


def _on_located_late(migration: Migration, source: Seen, target: Seen, stood_s: float) -> Verdict | None:
    """The call did not return, so both were asked whether the source has let the guest go."""
    if target is Seen.RUNNING and source in (Seen.ABSENT, Seen.OFF):
        return Verdict(migration.knowing([Fact.RETURNED]))
    is_settled = target is Seen.RUNNING and (source is Seen.SILENT or stood_s < PATIENCE_S)
    if is_settled and source is not Seen.RUNNING:
        return None
    reason = f"the guest is {source} at {migration.source} and {target} at {migration.target}"
    return Verdict(migration.because(reason), Trigger.CALL_FAILED, reason)
