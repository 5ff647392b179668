"""The story of a move, put together from what every daemon noticed (all clocks are one: monotonic)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Moment:
    """A step to look for: the first such event at that node, after the step before it (or the last one)."""

    name: str
    text: str
    node: str
    event: str
    match: Mapping[str, object] = field(default_factory=dict)
    last: bool = False


@dataclass(frozen=True)
class Step:
    """A step that happened; `at_s` is monotonic."""

    name: str
    text: str
    node: str
    at_s: float


def find_steps(
    moments: Iterable[Moment], events: Mapping[str, Sequence[Mapping[str, Any]]], since_s: float
) -> list[Step]:
    """The steps that happened after `since_s`, in the order of time. `events` are each node's notices."""
    steps = []
    for moment in moments:
        found = [event["at_s"] for event in events.get(moment.node, ()) if _matches(moment, event, since_s)]
        if found:
            steps.append(Step(moment.name, moment.text, moment.node, found[-1 if moment.last else 0]))
    return sorted(steps, key=lambda step: step.at_s)


def _matches(moment: Moment, event: Mapping[str, Any], since_s: float) -> bool:
    if event["name"] != moment.event or event["at_s"] < since_s:
        return False
    return all(event.get(key) == value for key, value in moment.match.items())
