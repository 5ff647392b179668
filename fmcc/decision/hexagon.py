"""The hexagonal plane of section 4: its cells, their rings, and the classes that lump them exactly.

A cell is named by cube coordinates (x, y, z), x + y + z = 0; the serving data centre is at the origin. Its ring,
the distance in hops, is max(|x|, |y|, |z|). The twelve symmetries of the hexagon permute |x|, |y|, |z|, so that
two cells of a ring look alike from the origin exactly when min(|x|, |y|, |z|) is the same: that is the class, 0
for the six corners of a ring, up to ⌊ring / 2⌋ for the middle of an edge. Nothing here is taken from a table:
`lump` counts the neighbours of every cell and refuses a partition that is not exact.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

NEIGHBOURS: Final = ((1, 0), (1, -1), (0, -1), (-1, 0), (-1, 1), (0, 1))
"""Steps to the six neighbouring cells in axial coordinates (x, y)."""

MAX_RINGS: Final = 1000
"""Largest grid accepted: three million cells."""

Cells = NDArray[np.int64]


class NotLumpableError(ValueError):
    """Two cells of one class differ in where they lead: the partition is no Markov chain."""


class InvalidGridError(ValueError):
    """The number of rings is not a whole number within reason."""


@dataclass(frozen=True, slots=True, eq=False)
class Lumped:
    """The exact aggregation of the `rings` rings 0 … rings - 1, from the inside outwards, corners first.

    `ring[s]` and `klass[s]` name state s, `cells[s]` says how many cells it stands for. `neighbours[s]` holds the
    states of its six neighbours, ascending; the number of states stands for "outside the grid".
    """

    ring: Cells
    klass: Cells
    cells: Cells
    neighbours: Cells

    @property
    def states(self) -> int:
        """How many states there are."""
        return len(self.ring)

    @property
    def rings(self) -> int:
        """How many rings there are, the origin included."""
        return int(self.ring[-1]) + 1


def ring_of(cells: Cells) -> Cells:
    """The ring of each cell; `cells[…, 0:2]` are axial coordinates."""
    ring: Cells = _cube(cells).max(axis=-1)
    return ring


def class_of(cells: Cells) -> Cells:
    """The class of each cell within its ring."""
    klass: Cells = _cube(cells).min(axis=-1)
    return klass


def grid(rings: int) -> Cells:
    """The axial coordinates of the cells of the rings 0 … rings - 1, ring by ring. Raises `InvalidGridError`."""
    if not isinstance(rings, int) or not 1 <= rings <= MAX_RINGS:
        raise InvalidGridError(f"the number of rings must be a whole number in 1 … {MAX_RINGS}, not {rings}")
    reach = np.arange(1 - rings, rings)
    square = np.stack(np.meshgrid(reach, reach, indexing="ij"), axis=-1).reshape(-1, 2)
    cells = square[ring_of(square) < rings]
    return cells[np.lexsort((cells[:, 1], cells[:, 0], class_of(cells), ring_of(cells)))]


def state_of(ring: Cells, klass: Cells) -> Cells:
    """The number of the state (ring, class): ring i holds ⌊i/2⌋ + 1 of them."""
    # Σ over the inner rings of ⌊i/2⌋ + 1.
    return ring + (ring // 2) * ((ring - 1) // 2) + klass


def lump(rings: int) -> Lumped:
    """Aggregate the grid into (ring, class) and check, cell by cell, that this is exact.

    Raises `NotLumpableError`, `InvalidGridError`.
    """
    cells = grid(rings)
    ring, klass = ring_of(cells), class_of(cells)
    state = state_of(ring, klass)
    around = cells[:, None, :] + np.array(NEIGHBOURS)
    outside = int(state.max()) + 1
    reached = np.where(ring_of(around) < rings, state_of(ring_of(around), class_of(around)), outside)
    return check_lumping(ring, klass, state, np.sort(reached, axis=1))


def check_lumping(ring: Cells, klass: Cells, state: Cells, reached: Cells) -> Lumped:
    """The lumped chain, if every cell of a state reaches the same states equally often.

    `reached[c]` are the states of the neighbours of cell c, ascending. Raises `NotLumpableError`.
    """
    _, first, counts = np.unique(state, return_index=True, return_counts=True)
    differs = (reached != reached[first][state]).any(axis=1)
    if differs.any():
        cell = int(np.flatnonzero(differs)[0])
        raise NotLumpableError(f"ring {ring[cell]}, class {klass[cell]} is not one state: its cells lead elsewhere")
    return Lumped(ring[first], klass[first], counts, reached[first])


def _cube(cells: Cells) -> Cells:
    x, y = cells[..., 0], cells[..., 1]
    return np.stack([np.abs(x), np.abs(y), np.abs(x + y)], axis=-1)
