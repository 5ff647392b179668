"""A controller that does nothing but hold leases."""

from pathlib import Path

from fmcc.estate import Estate
from fmcc.events import LeaseGained
from fmcc.journal import Journal
from fmcc.leases import LeaseKeeper, LeaseLost, LeaseRenewed, LeaseStore
from fmcc.tenancy import Tenancy
from fmcc.tenures import Tenures
from lisp.engine import Event, Notice
from lisp.wire import Prefix


class Tenant:
    """A tenancy, what it told the engine and the operator, and as much of an engine as it needs."""

    def __init__(self, store: LeaseStore, journal: Path, prefix: Prefix) -> None:
        self.events = list[Event]()
        self.notices = list[Notice]()
        self.now = 0.0
        self.tenures = Tenures(lambda _prefix: None)
        self.store, self.journal = store, Journal(journal)
        self.tenancy = Tenancy(
            LeaseKeeper("a", [prefix]),
            store,
            Estate(store, self.journal, [], "a", lambda: self.now),
            self.journal,
            self._feed,
            self.notices.append,
            lambda: self.now,
            self.tenures.may_act,
        )

    def _feed(self, event: Event) -> None:
        self.events.append(event)
        for tenure in self.tenures.run_out(self.now):
            self.tenures.lose(tenure)
        match event:
            case LeaseGained(tenure, until):
                self.tenures.gain(tenure, until, self.now)
            case LeaseRenewed(tenure, until):
                self.tenures.renew(tenure, until)
            case LeaseLost(tenure):
                self.tenures.lose(tenure)

    async def round(self, now: float) -> Event:
        """A round at this time; returns what the engine was told last."""
        self.now = now
        await self.tenancy.round()
        return self.events[-1]

    async def close(self) -> None:
        """Close store and journal."""
        await self.store.close()
        self.journal.close()
