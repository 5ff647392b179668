"""Which leases the engine holds, until when, and whether it is known again where their users are. Pure.

What is known of users from before a lease may be long out of date, and after the subnets the users in them are
published one by one: a decision in between would lead a service to where its user has been. So a new lease settles
first.
"""

import math
from collections.abc import Callable, Iterator
from typing import Final

from fmcc.leases import Tenure
from lisp.wire import Prefix

# After the map server has confirmed a subscription, the users of a new lease are waited for this long: the time in
# which a publication that was lost is repeated twice.
USERS_SETTLE_S: Final = 3.0


class Tenures:
    """The leases of one controller."""

    def __init__(self, confirmed_at: Callable[[Prefix], float | None]) -> None:
        """`confirmed_at` says when the map server last confirmed our subscription to a prefix (monotonic s)."""
        self._confirmed_at = confirmed_at
        self.held: dict[Tenure, float] = {}  # until when
        self._settling: dict[Tenure, float] = {}  # since when

    def gain(self, tenure: Tenure, until: float, now: float) -> None:
        """A lease is ours until a monotonic time (s)."""
        self.held[tenure] = until
        self._settling[tenure] = now

    def renew(self, tenure: Tenure, until: float) -> None:
        """A lease is ours for longer; what has been lost meanwhile stays lost."""
        if tenure in self.held:
            self.held[tenure] = until

    def lose(self, tenure: Tenure) -> bool:
        """A lease is no longer ours; whether it was."""
        self._settling.pop(tenure, None)
        return self.held.pop(tenure, None) is not None

    def run_out(self, now: float) -> list[Tenure]:
        """What should have been renewed by now, and is still among those held."""
        return [tenure for tenure, until in self.held.items() if until <= now]

    def settle(self, now: float) -> list[Tenure]:
        """The leases of which it is known from now on where their users are."""
        settled = [tenure for tenure in self._settling if (at := self._known_at(tenure)) is not None and at <= now]
        for tenure in settled:
            del self._settling[tenure]
        return settled

    def deadlines(self) -> Iterator[float | None]:
        """When a lease runs out, or is settled."""
        yield from self.held.values()
        yield from (self._known_at(tenure) for tenure in self._settling)

    def _known_at(self, tenure: Tenure) -> float | None:
        """When it is known where the users of a new lease are; None: nobody has said it yet."""
        confirmed_at = self._confirmed_at(tenure.prefix)
        if confirmed_at is None or confirmed_at < self._settling[tenure]:
            return None
        return confirmed_at + USERS_SETTLE_S

    def of(self, lease: Prefix | None) -> Tenure | None:
        """The right that a lease gives us; None where none is needed, or somebody else has it."""
        return next((tenure for tenure in self.held if tenure.prefix == lease), None)

    def allow(self, lease: Prefix | None) -> bool:
        """Whether it is for us to move what needs this lease."""
        return lease is None or self.of(lease) is not None

    def are_settled(self, lease: Prefix | None) -> bool:
        """Whether what needs this lease may be decided on."""
        return self.of(lease) not in self._settling

    @property
    def all_settled(self) -> bool:
        """Whether it is known where the users of every lease are."""
        return not self._settling

    def may_act(self, tenure: Tenure | None, now: float) -> bool:
        """Whether something may still be done by a right that we had."""
        return tenure is None or self.held.get(tenure, -math.inf) > now
