"""Keeps the leases of a controller: asks the store every second, and tells the engine what is held."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Final

from fmcc.estate import Estate
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
_SILENT: Final = f"the lease store has not answered within {STORE_TIMEOUT_S:g} s"
_NOT_ASKED: Final = "not asked yet"


class Tenancy:
    """The shell around a `LeaseKeeper`: a store, a journal and an engine to be told."""

    def __init__(
        self,
        keeper: LeaseKeeper,
        store: LeaseStore,
        estate: Estate,
        journal: Journal,
        feed: Callable[[Event], None],
        note: Callable[[Notice], None],
        now: Callable[[], float],
        may_act: Callable[[Tenure, float], bool],
    ) -> None:
        """`may_act` is the engine's word on whether a lease is still held at a monotonic time (s).

        It is asked each time: the engine lets a lease go when its time is over, though the answer that it is renewed
        may just be on its way.
        """
        self._keeper, self._store, self._estate, self._journal = keeper, store, estate, journal
        self._feed, self._note, self._now = feed, note, now
        self._may_act = may_act
        self._hurry = asyncio.Event()
        self.trouble = _NOT_ASKED  # why the store cannot be used, as long as it cannot

    async def run(self) -> None:
        """Renew what is held and take what is free, until cancelled."""
        while True:
            await self.round()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(RENEW_S):
                    await self._hurry.wait()
            self._hurry.clear()

    def hurry(self) -> None:
        """Something has been begun or ended: let the store know soon."""
        self._hurry.set()

    async def leave(self, tenure: Tenure) -> None:
        """Have the store know what is about to be done by a right. Raises LeaseStoreError: then it must not be."""
        lease = self._keeper.held.get(tenure.prefix)
        if lease is None or lease.tenure != tenure:
            raise LeaseStoreError(f"the lease of {tenure.prefix} is not ours any more")
        try:
            async with asyncio.timeout(STORE_TIMEOUT_S):
                await self._estate.leave(lease)
        except TimeoutError:
            raise LeaseStoreError(_SILENT) from None

    async def round(self) -> None:
        """Once."""
        try:
            async with asyncio.timeout(STORE_TIMEOUT_S):
                await self._renew()
                for lease in list(self._keeper.held.values()):
                    await self._estate.leave(lease)
                await self._take()
        except (LeaseStoreError, TimeoutError) as error:
            # What is held runs out by itself, here and in the engine.
            self._complain(str(error) or _SILENT)
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
            if not self._may_act(lease.tenure, asked_at):
                self._lose(lease, "it could not be renewed in time")
        held = dict(self._keeper.held)
        if not held:
            return
        renewed = {lease.prefix: lease for lease in await self._store.renew(list(held.values()))}
        for prefix, lease in held.items():
            if prefix in renewed:
                self._keeper.taken(renewed[prefix])
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
            self._keeper.lapsed(lease)  # taken anew, at once, should the next fail
            # Read after the fence: whoever held it before can add nothing any more.
            inherited = await self._estate.take_over(lease)
            self._keeper.taken(lease)
            self._feed(LeaseGained(tenure, asked_at + HOLD_S, inherited))

    def _lose(self, lease: Lease, reason: str) -> None:
        self._keeper.lapsed(lease)
        self._feed(LeaseLost(lease.tenure, reason))

    def _complain(self, text: str) -> None:
        """Once for as long as it is the same."""
        if text != self.trouble:
            self.trouble = text
            self._note(Notice("lease-store-unusable", {"reason": text}))
