"""The Markov chain of section 4: derived, lumped, checked, and confirmed by chance."""

import time

import numpy as np
import pytest

from fmcc.decision.chain import chain, printed_migration_rate, transition_matrix
from fmcc.decision.hexagon import InvalidGridError, NotLumpableError, check_lumping, grid, lump, ring_of
from fmcc.decision.montecarlo import simulate

# k: states, π0, E[Dist], E[D], migrations per move; the fractions are exact.
KNOWN = {
    1: (1, 1.0, 0.0, 0.0, 1.0),
    2: (2, 2 / 5, 0.6, 0.012, 0.3),
    3: (4, 15 / 71, 1.126761, 0.036056, 0.136150),
    4: (6, 0.131525, 1.614915, 0.070373, 0.076949),
    5: (9, 0.090364, 2.085198, 0.114668, 0.049327),
}


@pytest.mark.parametrize("k", KNOWN)
def test_the_figures_to_six_digits(k: int) -> None:
    states, *figures = KNOWN[k]
    solved = chain(k)
    assert solved.states == states
    computed = [solved.pi0, solved.mean_distance, solved.mean_delay_s, solved.migrations_per_move]
    assert computed == pytest.approx(figures, abs=5e-7)


def test_the_transitions_for_k_5_are_those_of_figure_3() -> None:
    """In sixths; states are numbered 0, 1, 2, 2′, 3, 3′, 4, 4′, 4″, and 9 is the migration."""
    neighbours = [sorted(row) for row in lump(5).neighbours.tolist()]
    assert neighbours == [
        [1, 1, 1, 1, 1, 1],
        [0, 1, 1, 2, 3, 3],
        [1, 3, 3, 4, 5, 5],
        [1, 1, 2, 2, 5, 5],
        [2, 5, 5, 6, 7, 7],
        [2, 3, 4, 5, 7, 8],
        [4, 7, 7, 9, 9, 9],
        [4, 5, 6, 8, 9, 9],
        [5, 5, 7, 7, 9, 9],
    ]


@pytest.mark.parametrize("rings", [1, 2, 3, 8, 21])
def test_a_grid_has_six_i_cells_in_ring_i_and_half_i_classes(rings: int) -> None:
    cells, lumped = grid(rings), lump(rings)
    assert np.bincount(ring_of(cells)).tolist() == [max(6 * i, 1) for i in range(rings)]
    assert np.bincount(lumped.ring).tolist() == [i // 2 + 1 for i in range(rings)]
    assert lumped.cells.sum() == len(cells)


def test_a_wrong_partition_is_refused() -> None:
    """Rings alone are no Markov chain from ring 2 on: the check has to see it."""
    cells = grid(4)
    ring = ring_of(cells)
    around = np.array([[1, 0], [1, -1], [0, -1], [-1, 0], [-1, 1], [0, 1]])
    reached = np.sort(ring_of(cells[:, None, :] + around), axis=1)
    with pytest.raises(NotLumpableError, match="ring 2"):
        check_lumping(ring, np.zeros_like(ring), ring, reached)


@pytest.mark.parametrize("k", [1, 2, 6, 13])
def test_the_distribution_is_stationary(k: int) -> None:
    solved = chain(k)
    matrix = transition_matrix(solved.lumped)
    np.testing.assert_allclose(matrix.sum(axis=1), 1.0)
    np.testing.assert_allclose(solved.stationary @ matrix, solved.stationary, atol=1e-15)
    assert solved.stationary.sum() == pytest.approx(1.0)


def test_the_printed_rate_holds_but_for_k_1() -> None:
    assert printed_migration_rate(chain(1)) == pytest.approx(0.5)
    for k in range(2, 9):
        assert printed_migration_rate(chain(k)) == pytest.approx(chain(k).migrations_per_move)


@pytest.mark.parametrize("k", [1, 2, 5, 7])
def test_chance_confirms_the_chain(k: int) -> None:
    """Intervals of 99.9 % from walks over the grid, which know nothing of the lumping."""
    solved, simulated = chain(k), simulate(k, 20_000, np.random.default_rng(k))
    assert simulated.pi0.covers(solved.pi0)
    assert simulated.mean_distance.covers(solved.mean_distance)
    assert simulated.mean_delay_s.covers(solved.mean_delay_s)
    assert simulated.migrations_per_move.covers(solved.migrations_per_move)
    assert simulated.mean_distance.half_width < 0.02
    # The intervals are narrow enough to tell this k from the next.
    assert not simulated.mean_distance.covers(chain(k + 1).mean_distance)


def test_two_hundred_hops_are_solved_in_about_a_second() -> None:
    started = time.perf_counter()
    solved = chain(200)
    assert time.perf_counter() - started < 5.0, "0.5 s on an idle core"
    assert solved.states == 10_100


@pytest.mark.parametrize("k", [0, -1, 1001, 2.5])
def test_refuses(k: int) -> None:
    with pytest.raises(InvalidGridError, match="number of rings"):
        chain(k)


def test_refuses_a_simulation_without_walks() -> None:
    with pytest.raises(ValueError, match="walks at least 2"):
        simulate(3, 1, np.random.default_rng(0))
