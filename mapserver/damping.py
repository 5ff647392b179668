"""EIDs that flap: their publications wait until they calm down, like routes under flap damping (RFC 2439).

Two xTRs that both claim an EID make it move as fast as they register, and every move is news to everybody
who follows it. Each move or withdrawal adds one to the EID's penalty, which halves every `half_life_s`. At
`suppress_at` its publications stop; once the penalty has decayed to `reuse_at` its state is published as it
is then. Registrations, answers to Map-Requests and move notices are never damped: they keep the map right.
"""

from collections import OrderedDict
from dataclasses import dataclass
from math import log2
from typing import Final

from lisp.engine import Timers
from lisp.wire import Prefix

# Penalties remembered. At the cap the oldest is forgotten, and with it that its EID ever moved.
MAX_FLAPPING: Final = 65_536
# However much an EID flaps, it is damped for at most this many half-lives after it has stopped.
MAX_HALF_LIVES: Final = 4


@dataclass(frozen=True, slots=True)
class Damping:
    """When publications of a flapping EID stop and go on; penalties are in moves."""

    half_life_s: float = 30.0
    suppress_at: float = 5.0
    reuse_at: float = 2.0


class Damper:
    """Penalties of the EIDs that have moved lately."""

    def __init__(self, damping: Damping) -> None:
        self.damping = damping
        # Penalty, as of when (s). A plain dict finds its oldest entry by passing all that were there before it.
        self._penalties: OrderedDict[Prefix, tuple[float, float]] = OrderedDict()
        self._ends = Timers()

    def __contains__(self, prefix: Prefix) -> bool:
        """Whether publications of this prefix are held back."""
        return self._ends.at(prefix) is not None

    def flapped(self, prefix: Prefix, now: float) -> bool:
        """Count a move or a withdrawal; True when damping begins with it."""
        penalty, since = self._penalties.pop(prefix, (0.0, now))
        ceiling = self.damping.reuse_at * 2**MAX_HALF_LIVES
        penalty = min(ceiling, penalty * 2 ** ((since - now) / self.damping.half_life_s) + 1.0)
        if len(self._penalties) >= MAX_FLAPPING:
            self._penalties.popitem(last=False)
        self._penalties[prefix] = penalty, now
        was_damped = prefix in self
        if not was_damped and penalty < self.damping.suppress_at:
            return False
        half_lives = max(0.0, log2(penalty / self.damping.reuse_at))
        self._ends.set(prefix, now + half_lives * self.damping.half_life_s)
        return not was_damped

    def due(self, now: float) -> list[Prefix]:
        """The prefixes whose damping ends."""
        return [prefix for prefix in self._ends.due(now) if isinstance(prefix, Prefix)]

    def next_at(self) -> float | None:
        """When damping ends next."""
        return self._ends.next_at()
