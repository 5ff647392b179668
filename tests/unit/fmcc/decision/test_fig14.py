"""Fig. 14 of the paper: how many of its 200 cells each model gives, and which it does not."""

import pytest

from fmcc.decision import InvalidModelError
from fmcc.decision.fig14 import TAUS, Cell, compare, computed, parameters, published

TABLE_A = """
C C C C C C C C C M
C C C C C C C C M M
C C C C C C C M M M
C C C C C C M M M M
C C C C C M M M M M
C C C C C M M M M M
C C C C M M M M M M
C C C C M M M M M M
C C C C M M M M M M
C C C C M M M M M M
"""
TABLE_B = """
C C C C C C C C C C
C C C C C C C C C M
C C C C C C C C M M
C C C C C C M M M M
C C C C C C M M M M
C C C C C M M M M M
C C C C C M M M M M
C C C C C M M M M M
C C C C C M M M M M
C C C C M M M M M M
"""


@pytest.mark.parametrize(("tau", "printed"), [(0.1, TABLE_A), (0.5, TABLE_B)])
def test_the_published_tables_are_as_printed(tau: float, printed: str) -> None:
    rows = [[letter == "M" for letter in line.split()] for line in printed.strip().splitlines()]
    assert published(tau).tolist() == rows


def test_paper_misses_two_cells_that_break_the_pattern_of_their_table() -> None:
    comparison = compare("paper")
    assert (comparison.matched, comparison.cells) == (198, 200)
    assert comparison.misses == (
        Cell(tau=0.5, p=0.4, distance=7, published="M", computed="C"),
        Cell(tau=0.5, p=1.0, distance=5, published="M", computed="C"),
    )


def test_paper_exact_gives_every_cell() -> None:
    comparison = compare("paper-exact")
    assert (comparison.matched, comparison.misses) == (200, ())


def test_the_consistent_model_does_not_give_the_published_tables() -> None:
    comparison = compare("default")
    assert comparison.matched == 187
    # Its policy does not depend on Q(0): one cost, one table for both τ.
    assert (computed("default", TAUS[0]) == computed("default", TAUS[1])).all()


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(InvalidModelError, match="no model is called 'other'"):
        parameters("other", 0.1)
