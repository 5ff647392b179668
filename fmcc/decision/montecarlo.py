"""The chain of section 4 confirmed by chance: many users walk over the hexagons at once.

Every walk begins at the serving data centre and ends with the migration, so that walks are independent and
identically distributed: no burn-in, and no correlation to correct for. What is wanted are ratios of means
over walks (moves spent somewhere per move), so the confidence intervals are those of a ratio estimator. The grid
is walked in coordinates; nothing of the lumped chain is used.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fmcc.decision.chain import DELAY_S
from fmcc.decision.hexagon import NEIGHBOURS, ring_of

Z_999: Final = 3.2905
"""Half-width of a 99.9 % interval of the normal distribution, in standard deviations."""

MAX_MOVES: Final = 10_000_000
"""Cap on the length of a walk; its expected length is about 0.8 k²."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean and half the width of its confidence interval."""

    mean: float
    half_width: float

    def covers(self, value: float) -> bool:
        """Whether the interval contains this value."""
        return abs(value - self.mean) <= self.half_width


@dataclass(frozen=True, slots=True)
class Simulated:
    """What `fmcc.decision.chain.Chain` computes, estimated."""

    walks: int
    moves: int
    pi0: Estimate
    mean_distance: Estimate
    mean_delay_s: Estimate
    migrations_per_move: Estimate


def simulate(k: int, walks: int, rng: np.random.Generator, z: float = Z_999) -> Simulated:
    """Walk `walks` users from one migration to the next. Raises ValueError."""
    if k < 1 or walks < 2:
        raise ValueError("k must be at least 1 and walks at least 2")
    steps = np.array(NEIGHBOURS)
    cells = np.zeros((walks, 2), dtype=np.int64)
    alive = np.arange(walks)
    length, distance, squared = (np.zeros(walks) for _ in range(3))
    origin = np.zeros(walks)
    for _ in range(MAX_MOVES):
        ring = ring_of(cells)
        length[alive] += 1
        distance[alive] += ring
        squared[alive] += ring.astype(np.float64) ** 2
        origin[alive] += ring == 0
        cells = cells + steps[rng.integers(0, len(steps), size=len(cells))]
        inside = ring_of(cells) < k
        cells, alive = cells[inside], alive[inside]
        if not alive.size:
            break
    assert not alive.size, "a walk did not end"
    return Simulated(
        walks,
        int(length.sum()),
        pi0=_ratio(origin, length, z),
        mean_distance=_ratio(distance, length, z),
        mean_delay_s=_ratio(DELAY_S * squared, length, z),
        migrations_per_move=_ratio(np.ones(walks), length, z),
    )


def _ratio(total: NDArray[np.float64], length: NDArray[np.float64], z: float) -> Estimate:
    """Σ total / Σ length and its interval by the delta method."""
    ratio = float(total.sum() / length.sum())
    spread = (total - ratio * length).std(ddof=1) / np.sqrt(len(length)) / length.mean()
    return Estimate(ratio, z * float(spread))
