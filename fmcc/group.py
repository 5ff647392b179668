"""Services of several VMs that are moved in order, as one: what becomes of the rest when one of them ends.

Every VM has a migration of its own, and all of a group's are planned, and in the journal, before the first begins.
Each waits until the one before it is done. When one fails, those behind it are not begun; and where the operator
has asked for it, those before it are led back, the last first. All of this is read from the migrations themselves,
so a controller that was restarted, or another one that has taken over, goes on where the group stands.
"""

from collections.abc import Iterable, Sequence

from fmcc.migration import Migration, State


def members(group: str, known: Iterable[Migration]) -> list[Migration]:
    """The migrations of a group, in their order; those that lead back are behind those that they undo."""
    return sorted((m for m in known if m.group == group), key=lambda m: m.number)


def may_begin(migration: Migration, known: Iterable[Migration]) -> bool:
    """Whether everything that comes before a migration in its group is done."""
    before = [m for m in members(migration.group, known) if m.number < migration.number] if migration.group else []
    # What leads back waits only for its like: the forward part has come to its end.
    return all(m.state is State.DONE for m in before if m.leads_back == migration.leads_back)


def left_over(group: Sequence[Migration]) -> list[Migration]:
    """The migrations that will not begin, because one before them has failed."""
    failed = [m.number for m in group if m.state is State.FAILED and not m.leads_back]
    return [m for m in group if failed and m.state is State.PLANNED and not m.leads_back and m.number > min(failed)]


def to_undo(group: Sequence[Migration]) -> list[Migration]:
    """The migrations to be led back, in that order, once the forward part of the group has come to its end."""
    forward = [m for m in group if not m.leads_back]
    is_over = all(m.is_final for m in forward)
    if not is_over or not any(m.state is State.FAILED and m.undo for m in forward):
        return []
    led_back = {m.service for m in group if m.leads_back}
    return [m for m in reversed(forward) if m.state is State.DONE and m.service not in led_back]


def told(migration: Migration, known: Iterable[Migration]) -> list[str]:
    """The group of a migration for people, one line for each member."""
    return [
        f"{m.id}: {m.service} {'back ' if m.leads_back else ''}from {m.source} to {m.target}: {m.state}"
        for m in (members(migration.group, known) if migration.group else [])
    ]
