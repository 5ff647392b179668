"""The migrations that one controller knows: those under way, those that are over, and the next number."""

from collections.abc import Iterator, Sequence
from typing import Final

from fmcc.migration import Migration
from lisp.wire import Prefix

# Finished migrations kept for those who ask; the journal has all.
KEPT_FINISHED: Final = 1000


class Ledger:
    """All migrations of one controller, by id. At most one per service is in `active`."""

    def __init__(self, history: Sequence[Migration], series: str, *, resumes: bool) -> None:
        """`history` is what the journal holds; unless this `resumes` the unfinished ones are left to others."""
        self._series = series
        self._next_number = max((m.number for m in history if m.series == series), default=0) + 1
        self.active = {m.id: m for m in history if resumes and not m.is_final}
        self._finished = {m.id: m for m in history if m.is_final}

    def of_service(self, service: str) -> Migration | None:
        """The unfinished migration of a service."""
        return next((m for m in self.active.values() if m.service == service), None)

    def find(self, migration: str) -> Migration | None:
        """A migration by its id."""
        return self.active.get(migration) or self._finished.get(migration)

    def last_led(self, address: Prefix) -> Migration | None:
        """The last migration of a service that is over and has led the network; not one that the operator closed."""
        over = [m for m in self._finished.values() if m.address == address]
        led = [m for m in over if m.announced and not m.is_closed]
        return max(led, key=lambda m: m.entered_at, default=None)

    def __iter__(self) -> Iterator[Migration]:
        """All of them, oldest first."""
        return iter(sorted((*self._finished.values(), *self.active.values()), key=lambda m: (m.number, m.id)))

    def next_group(self) -> str:
        """The name of a group whose first migration is the next one."""
        return f"g-{self._series}-{self._next_number}"

    def new(
        self, service: str, domain: str, address: Prefix, source: str, target: str, cause: str, now: float
    ) -> Migration:
        """A migration with the next number; it is active once it is put there."""
        assert self.of_service(service) is None, "one migration per service at a time"
        self._next_number += 1
        return Migration.planned(
            self._next_number - 1,
            service=service,
            domain=domain,
            address=address,
            source=source,
            target=target,
            cause=cause,
            now=now,
            series=self._series,
        )

    def resume(self, migration: Migration) -> None:
        """One that somebody else has left unfinished is ours from now on."""
        self.active[migration.id] = migration
        self._finished.pop(migration.id, None)

    def finish(self, migration: Migration) -> None:
        """It is over; the oldest of too many are forgotten."""
        assert migration.is_final
        self.active.pop(migration.id, None)
        self._finished[migration.id] = migration
        if len(self._finished) > KEPT_FINISHED:
            del self._finished[min(self._finished, key=lambda name: self._finished[name].number)]
