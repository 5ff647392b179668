"""What the answers of two hypervisors amount to: the table behind `reconciling`.

Both ends say what they have of the domain, or nothing at all (`silent`: the libvirtd is down or cut off; its
guests may well run on). The table is complete: 25 pairs, each with what is concluded, when, and which side is
meant. Silence is never taken for absence: what one side alone cannot tell is asked again.

Split brain (the link broke between the target's resume and the source's hearing of it, so that the source
resumed too): the side that the map leads to is kept, the other is stopped. What the users have seen done was
done on that side; the other has stood still or talked to nobody. Where the map points to neither, the side that
was to have the guest is kept if the network may have been told so, else the source: then the target has served
nobody yet.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final

from fmcc.hypervisor.base import DomainState
from fmcc.migration import Fact, Migration, State, Trigger

# How long an answer must stand before it is believed: a guest that arrives is paused at both ends for some
# milliseconds, and the hypervisors end a failed migration by themselves in a few seconds.
MOMENT_S: Final = 3.0
PATIENCE_S: Final = 10.0


class Seen(StrEnum):
    """What one hypervisor says of a domain."""

    RUNNING = "running"
    PAUSED = "paused"
    OFF = "shutoff"
    ABSENT = "absent"
    SILENT = "silent"

    @classmethod
    def of(cls, state: DomainState | None) -> "Seen":
        """The answer as it stands in the table; None: there was none."""
        return cls.SILENT if state is None else cls(str(state))


class Side(StrEnum):
    """One end of a migration."""

    SOURCE = "source"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is concluded once the answers have stood for `after_s`; `side` is what has to be acted on."""

    trigger: Trigger | None
    after_s: float = 0.0
    side: Side | None = None


_WAIT: Final = Finding(None)
_AT_SOURCE: Final = Finding(Trigger.FOUND_AT_SOURCE)
_AT_TARGET: Final = Finding(Trigger.FOUND_AT_TARGET)
_NOWHERE: Final = Finding(Trigger.FOUND_NOWHERE, PATIENCE_S)
_REMNANT: Final = Finding(Trigger.FOUND_REMNANT, PATIENCE_S, Side.TARGET)
_START_SOURCE: Final = Finding(Trigger.FOUND_STILL, MOMENT_S, Side.SOURCE)
_START_TARGET: Final = Finding(Trigger.FOUND_STILL, MOMENT_S, Side.TARGET)

_R, _P, _O, _A, _Q = Seen.RUNNING, Seen.PAUSED, Seen.OFF, Seen.ABSENT, Seen.SILENT

# (source, target): what is found.
FINDINGS: Final[dict[tuple[Seen, Seen], Finding]] = {
    (_R, _R): Finding(Trigger.FOUND_TWICE),
    (_R, _P): _REMNANT,
    (_R, _O): _AT_SOURCE,
    (_R, _A): _AT_SOURCE,
    (_R, _Q): _WAIT,  # it may run there as well
    # Paused at the source is what a good migration looks like for a second; the target has the users' ear now.
    (_P, _R): _AT_TARGET,
    (_P, _P): _REMNANT,  # the source is complete, the target may not be
    (_P, _O): _START_SOURCE,
    (_P, _A): _START_SOURCE,
    (_P, _Q): _WAIT,  # it may run there: starting it here would make two
    (_O, _R): _AT_TARGET,
    (_O, _P): _START_TARGET,
    (_O, _O): _START_SOURCE,
    (_O, _A): _START_SOURCE,
    (_O, _Q): _WAIT,
    (_A, _R): _AT_TARGET,
    (_A, _P): _START_TARGET,  # a source lets go only of a guest that has arrived whole
    (_A, _O): _NOWHERE,
    (_A, _A): _NOWHERE,
    (_A, _Q): _WAIT,
    (_Q, _R): _AT_TARGET,
    (_Q, _P): _WAIT,
    (_Q, _O): _WAIT,
    (_Q, _A): _WAIT,
    (_Q, _Q): _WAIT,
}
assert set(FINDINGS) == set(product(Seen, Seen)), "an answer has been forgotten"


def find(migration: Migration, source: Seen, target: Seen, stood_s: float, *, post_copy: bool = False) -> Finding:
    """What the answers amount to, after they have been the same for `stood_s` seconds.

    With `post_copy` a source that stands still since the switch may be complete no longer, and the target not yet.
    """
    if source is Seen.RUNNING and not migration.started:
        return _AT_SOURCE  # nothing was ever sent to the target: it need not be asked
    if (source, target) == (Seen.PAUSED, Seen.RUNNING) and migration.has_been(State.VERIFYING):
        # Everybody has turned to the target, and still the source has not let go: it never will.
        found = Finding(Trigger.FOUND_REMNANT, MOMENT_S, Side.SOURCE)
    else:
        found = FINDINGS[source, target]
    if post_copy and source is Seen.PAUSED and found.trigger in (Trigger.FOUND_STILL, Trigger.FOUND_REMNANT):
        found = found if target is Seen.RUNNING else _NOWHERE
    if found.after_s > stood_s:
        return _WAIT
    return found


def survivor(migration: Migration, shown_at: str | None) -> Side:
    """Which of two running guests is kept; `shown_at` is the DC that the map leads to, if it is known."""
    if migration.has_been(State.ROLLING_BACK):
        return Side.SOURCE
    if Fact.ACKNOWLEDGED in migration.facts or migration.has_been(State.VERIFYING):
        return Side.TARGET  # the tunnel routers have turned round already; the map is only later to show it
    if shown_at == migration.target:
        return Side.TARGET
    if shown_at == migration.source:
        return Side.SOURCE
    return Side.TARGET if migration.announced else Side.SOURCE


def dc_of(migration: Migration, side: Side) -> str:
    """The DC at that end."""
    return migration.source if side is Side.SOURCE else migration.target


def other(side: Side) -> Side:
    """The opposite end."""
    return Side.TARGET if side is Side.SOURCE else Side.SOURCE
