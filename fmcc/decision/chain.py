"""The Markov chain of section 4: how far a user is from the data centre when the service follows at k hops.

The user walks at random over the hexagons; leaving ring k - 1 migrates the service, which puts the user back in
ring 0. The chain is built from the grid (`fmcc.decision.hexagon`), never from a table. Its stationary
distribution is found ring by ring from the outside inwards: with x_i the row of ring i,

    x_i = x_{i-1} R_i,   R_i = U_{i-1} (I - S_i - R_{i+1} D_{i+1})⁻¹

where U, S and D lead one ring outwards, along the ring and inwards. Nothing is subtracted from anything nearly
equal to it, so the digits hold for any k.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fmcc.decision.hexagon import Lumped, lump

DELAY_S: Final = 0.02
"""Section 7.1: a user i hops away sees a latency of 0.02 i² seconds."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The solved chain for one k.

    `stationary[s]` is the share of moves after which the user is in state s of `lumped`, `leaving[s]` the
    probability that a move from s migrates.
    """

    k: int
    lumped: Lumped
    stationary: Floats
    leaving: Floats

    @property
    def states(self) -> int:
        """How many states the lumped chain has."""
        return self.lumped.states

    @property
    def pi0(self) -> float:
        """Probability that the user is served by the optimal data centre."""
        return float(self.stationary[0])

    @property
    def mean_distance(self) -> float:
        """E[Dist] in hops, equation (7) with its inner limit mended."""
        return float(self.stationary @ self.lumped.ring)

    @property
    def mean_delay_s(self) -> float:
        """E[D] in seconds, equation (8) with its inner limit mended and D_i = 0.02 i²."""
        return float(self.stationary @ (DELAY_S * self.lumped.ring.astype(np.float64) ** 2))

    @property
    def migrations_per_move(self) -> float:
        """How often a change of cell migrates: the rate of equation (10) in units of μ."""
        return float(self.stationary @ self.leaving)


def chain(k: int) -> Chain:
    """Build, lump, check and solve the chain that migrates `k` hops away.

    Raises `InvalidGridError`, `NotLumpableError`.
    """
    lumped = lump(k)
    leaving = (lumped.neighbours == lumped.states).sum(axis=1) / 6.0
    return Chain(k, lumped, _stationary(lumped), leaving)


def printed_migration_rate(solved: Chain) -> float:
    """Equation (10) as printed: 3p π(corner) + 2p Σ_{j ≤ ⌈(k-2)/2⌉} π(edge class j), p = 1/6."""
    outer = solved.lumped.ring == solved.k - 1
    edges = outer & (solved.lumped.klass >= 1) & (solved.lumped.klass <= -((2 - solved.k) // 2))
    corner = outer & (solved.lumped.klass == 0)
    return float((3.0 * solved.stationary[corner].sum() + 2.0 * solved.stationary[edges].sum()) / 6.0)


def transition_matrix(lumped: Lumped) -> Floats:
    """The dense matrix of the embedded chain, migrations included: for checks and for small k."""
    matrix = np.zeros((lumped.states, lumped.states + 1))
    np.add.at(matrix, (np.arange(lumped.states)[:, None], lumped.neighbours), 1.0 / 6.0)
    matrix[:, 0] += matrix[:, -1]
    return matrix[:, :-1]


def _stationary(lumped: Lumped) -> Floats:
    starts = np.searchsorted(lumped.ring, np.arange(lumped.rings + 1))
    ratios: dict[int, Floats] = {}
    for i in range(lumped.rings - 1, 0, -1):
        inner, own, outer = starts[i - 1], starts[i], starts[i + 1]
        kernel = np.eye(outer - own) - _block(lumped, i, own, outer)
        if i + 1 in ratios:
            kernel -= ratios[i + 1] @ _block(lumped, i + 1, own, outer)
        up = _block(lumped, i - 1, own, outer)
        assert up.shape == (own - inner, outer - own)
        ratios[i] = np.asarray(np.linalg.solve(kernel.T, up.T).T, dtype=np.float64)
    rows = [np.ones(1)]
    for i in range(1, lumped.rings):
        rows.append(rows[-1] @ ratios[i])
    measure = np.concatenate(rows)
    normalised: Floats = measure / measure.sum()
    return normalised


def _block(lumped: Lumped, ring: int, first: np.int64, last: np.int64) -> Floats:
    """Probabilities from the states of `ring` to the states first … last - 1."""
    start, stop = np.searchsorted(lumped.ring, [ring, ring + 1])
    reached = lumped.neighbours[start:stop]
    row, column = np.nonzero((reached >= first) & (reached < last))
    block = np.zeros((stop - start, last - first))
    np.add.at(block, (row, reached[row, column] - first), 1.0 / 6.0)
    return block
