"""What is learned of one user: the probability p of moving away, with forgetting and a confidence bound."""

import math
from dataclasses import dataclass
from typing import Final

FORGETTING: Final = 0.98
"""Weight of what is known after each further move: about the last fifty moves count."""

Z_90: Final = 1.645
"""Half-width of a 90 % interval of the normal distribution, in standard deviations."""


@dataclass(slots=True)
class MoveBelief:
    """A Beta posterior over p = P(a move leads away from the present DC), from a uniform prior.

    Old moves fade by `forgetting` per move, back towards the prior: people change their ways.
    """

    away: float = 0.0
    towards: float = 0.0
    forgetting: float = FORGETTING

    def observe(self, is_away: bool) -> None:
        """One more move."""
        self.away = self.forgetting * self.away + is_away
        self.towards = self.forgetting * self.towards + (not is_away)

    @property
    def moves(self) -> float:
        """How many moves the belief rests on, faded ones in part."""
        return self.away + self.towards

    @property
    def mean(self) -> float:
        """The posterior mean of p."""
        return (self.away + 1.0) / (self.moves + 2.0)

    def interval(self, z: float = Z_90) -> tuple[float, float]:
        """An interval for p (Wilson's score interval around the faded counts); [0, 1] before the first move."""
        n = self.moves
        if n == 0.0:
            return 0.0, 1.0
        share = self.away / n
        centre = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        return max(centre - half, 0.0), min(centre + half, 1.0)

    def used(self, assumed: float) -> float:
        """The p to decide with: `assumed`, moved only as far as the interval forces it."""
        low, high = self.interval()
        return min(max(assumed, low), high)
