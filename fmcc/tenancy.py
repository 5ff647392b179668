"""Keeps the leases of a controller: asks the store every second, and tells the engine what is held."""

import asyncio
from collections.abc import Callable
from typing import Final

from fmcc.events import LeaseGained
from fmcc.failpoints import failpoint
from fmcc.journal import Journal, StaleEpochError
from fmcc.leases import (
    HOLD_S,
    RENEW_S,
    Lease,
    LeaseKeeper,
    LeaseLost,
    LeaseRenewed,
    LeaseStore,
    LeaseStoreError,
    Tenure,
)
from lisp.engine import Event, Notice

# A store that does not answer within this time is as good as none.
STORE_TIMEOUT_S: Final = 2.0
_NOT_ASKED: Final = "not asked yet"


class Tenancy:
    """The shell around a `LeaseKeeper`: a store, a journal and an engine to be told."""

    def __init__(
        self,
        keeper: LeaseKeeper,
        store: LeaseStore,
        journal: Journal,
        feed: Callable[[Event], None],
        note: Callable[[Notice], None],
        now: Callable[[], float],
    ) -> None:
        self._keeper, self._store, self._journal = keeper, store, journal
        self._feed, self._note, self._now = feed, note, now
        self._until: dict[Tenure, float] = {}
        self.trouble = _NOT_ASKED  # why the store cannot be used, as long as it cannot

    async def run(self) -> None:
        """Renew what is held and take what is free, until cancelled."""
        while True:
            await self.round()
            await asyncio.sleep(RENEW_S)

    async def round(self) -> None:
        """Once."""
        try:
            async with asyncio.timeout(STORE_TIMEOUT_S):
                await self._renew()
                await self._take()
        except (LeaseStoreError, TimeoutError) as error:
            # What is held runs out by itself, here and in the engine.
            self._complain(str(error) or f"the lease store has not answered within {STORE_TIMEOUT_S:g} s")
        else:
            if self.trouble not in ("", _NOT_ASKED):
                self._note(Notice("lease-store-usable"))
            self.trouble = ""

    async def give_back(self) -> None:
        """At the end: let the others have what is held, at once."""
        held = list(self._keeper.held.values())
        for lease in held:
            self._lose(lease, "this controller ends")
        try:
            async with asyncio.timeout(STORE_TIMEOUT_S):
                await self._store.release(held)
        except (LeaseStoreError, TimeoutError):
            pass  # they will notice

    async def _renew(self) -> None:
        asked_at = self._now()
        for lease in list(self._keeper.held.values()):
            if self._until[lease.tenure] <= asked_at:
                self._lose(lease, "it could not be renewed in time")
        held = dict(self._keeper.held)
        if not held:
            return
        renewed = {lease.prefix: lease for lease in await self._store.renew(list(held.values()))}
        for prefix, lease in held.items():
            if prefix in renewed:
                self._keeper.taken(renewed[prefix])
                self._until[lease.tenure] = asked_at + HOLD_S
                self._feed(LeaseRenewed(lease.tenure, asked_at + HOLD_S))
            else:
                self._lose(lease, "another controller has taken it")

    async def _take(self) -> None:
        found = await self._store.read()
        for prefix, seen in self._keeper.free(found, self._now()):
            asked_at = self._now()
            lease = await self._store.take(prefix, self._keeper.holder, seen)
            if lease is None:
                continue
            failpoint("lease.taken")
            tenure = lease.tenure
            try:
                self._journal.fence(tenure)
            except StaleEpochError as error:
                self._note(Notice("lease-refused", {"prefix": str(prefix), "reason": str(error)}))
                continue
            failpoint("lease.fenced")
            self._keeper.taken(lease)
            self._until[tenure] = asked_at + HOLD_S
            # Read after the fence: whoever held it before can add nothing any more.
            self._feed(LeaseGained(tenure, asked_at + HOLD_S, tuple(self._journal.unfinished())))

    def _lose(self, lease: Lease, reason: str) -> None:
        self._keeper.lapsed(lease)
        self._until.pop(lease.tenure, None)
        self._feed(LeaseLost(lease.tenure, reason))

    def _complain(self, text: str) -> None:
        """Once for as long as it is the same."""
        if text != self.trouble:
            self.trouble = text
            self._note(Notice("lease-store-unusable", {"reason": text}))
