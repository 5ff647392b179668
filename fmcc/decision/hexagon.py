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

Cells = NDArray[np.signedinteger]


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
    return _ring_and_class(cells[..., 0], cells[..., 1])[0]


def class_of(cells: Cells) -> Cells:
    """The class of each cell within its ring."""
    return _ring_and_class(cells[..., 0], cells[..., 1])[1]


def grid(rings: int) -> Cells:
    """The axial coordinates of the cells of the rings 0 … rings - 1, ring by ring. Raises `InvalidGridError`."""
    if not isinstance(rings, int) or not 1 <= rings <= MAX_RINGS:
        raise InvalidGridError(f"the number of rings must be a whole number in 1 … {MAX_RINGS}, not {rings}")
    reach = np.arange(1 - rings, rings)
    square = np.stack(np.meshgrid(reach, reach, indexing="ij"), axis=-1).reshape(-1, 2)
    cells = square[ring_of(square) < rings]
    # By ring, then by class; within both, in the order of the coordinates.
    return cells[np.argsort(state_of(*_ring_and_class(cells[:, 0], cells[:, 1])), kind="stable")]


def state_of(ring: Cells, klass: Cells) -> Cells:
    """The number of the state (ring, class): ring i holds ⌊i/2⌋ + 1 of them."""
    # Σ over the inner rings of ⌊i/2⌋ + 1.
    return ring + (ring // 2) * ((ring - 1) // 2) + klass


def lump(rings: int) -> Lumped:
    """Aggregate the grid into (ring, class) and check, cell by cell, that this is exact.

    Raises `NotLumpableError`, `InvalidGridError`.
    """
    # Half the width suffices for any grid accepted, and halves the time.
    x, y = (axis.astype(np.int32) for axis in grid(rings).T)
    ring, klass = _ring_and_class(x, y)
    state = state_of(ring, klass)
    outside = int(state.max()) + 1
    reached = np.empty((len(NEIGHBOURS), len(x)), dtype=np.int32)
    for row, (dx, dy) in zip(reached, NEIGHBOURS, strict=True):
        beyond, place = _ring_and_class(x + np.int32(dx), y + np.int32(dy))
        row[:] = np.where(beyond < rings, state_of(beyond, place), outside)
    return check_lumping(ring, klass, state, np.sort(reached.T, axis=1))


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


def _ring_and_class(x: Cells, y: Cells) -> tuple[Cells, Cells]:
    a, b, c = np.abs(x), np.abs(y), np.abs(x + y)
    return np.maximum(np.maximum(a, b), c), np.minimum(np.minimum(a, b), c)
