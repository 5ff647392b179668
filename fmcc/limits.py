"""What an operator limits: how many migrations are under way at once, and how long each of their phases may take."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from fmcc.migration import Migration, State


@dataclass(frozen=True, slots=True)
class Limits:
    """How many migrations may be under way at once: in all, and in or out of any one DC. The others wait."""

    total: int = 8
    per_dc: int = 4


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a migration may be in a phase before it is looked into, in seconds; copying has its own limit.

    `check_s`: both hypervisors' word; `prepare_s`: the network's; `abort_s`: the end of a copy that was stopped;
    `switch_s`: from the guest's stop to its resume; `act_s`: the stop or start of a guest after a failure.
    States that are held until the world agrees tell the operator after `alarm_s` and call for one after `give_up_s`.
    """

    check_s: float = 15.0
    prepare_s: float = 15.0
    abort_s: float = 15.0
    switch_s: float = 8.0
    act_s: float = 15.0
    alarm_s: float = 20.0
    give_up_s: float = 300.0

    def of(self, state: State) -> float | None:
        """The time-out of a state; None where there is none, or another rule."""
        return {
            State.PLANNED: self.check_s,
            State.PRECHECKED: self.prepare_s,
            State.ABORTING: self.abort_s,
            State.SWITCHING: self.switch_s,
            State.FENCING: self.act_s,
            State.RESTARTING: self.act_s,
        }.get(state)


class Queue:
    """The migrations that wait for their turn, the most useful first."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._waiting: dict[str, float] = {}  # what each is worth, in ms of RTT

    def __contains__(self, migration: str) -> bool:
        return migration in self._waiting

    def put(self, migration: str, benefit_ms: float) -> None:
        """It waits from now on."""
        self._waiting[migration] = benefit_ms

    def leave(self, migration: str) -> None:
        """It waits no longer."""
        self._waiting.pop(migration, None)

    def admitted(self, active: Mapping[str, Migration], may_begin: Callable[[Migration], bool]) -> list[Migration]:
        """Those for which there is room and that may begin; they wait no longer."""
        begun = []
        for name in sorted(self._waiting, key=lambda name: (-self._waiting[name], active[name].number)):
            migration = active[name]
            if may_begin(migration) and self._has_room(migration.source, migration.target, active.values()):
                del self._waiting[name]
                begun.append(migration)
        return begun

    def turn(self, source: str, target: str, active: Iterable[Migration]) -> str:
        """What a new migration would find, for people."""
        load, total = self._load(active)
        counted = f"{load[source]} at {source}, {load[target]} at {target} of {self._limits.per_dc} each"
        fits = total < self._limits.total and max(load[source], load[target]) < self._limits.per_dc
        verb = "it starts at once" if fits else "it has to wait for its turn"
        return f"{verb}: {total} of {self._limits.total} migrations under way, {counted}"

    def _has_room(self, source: str, target: str, active: Iterable[Migration]) -> bool:
        load, total = self._load(active)
        return total < self._limits.total and max(load[source], load[target]) < self._limits.per_dc

    def _load(self, active: Iterable[Migration]) -> tuple[Counter[str], int]:
        """Migrations under way at each DC and in all. One that waits for an operator takes nobody's place."""
        busy = [m for m in active if m.id not in self._waiting and m.state is not State.NEEDS_OPERATOR]
        return Counter(dc for m in busy for dc in (m.source, m.target)), len(busy)
