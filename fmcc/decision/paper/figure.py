"""One table or figure of a paper: rows to be written as CSV or JSON, and how to draw them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Cell = float | int | str | None


@dataclass(frozen=True, slots=True)
class Series:
    """A curve: the columns it takes its x and y from."""

    x: str
    y: str
    label: str
    step: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure recomputed.

    `printed` says what the paper prints about it, `slips` where the paper is wrong or contradicts itself, and
    `assumed` what it leaves open and was chosen here. `grids` are pictures of letters (Fig. 14), row by
    row, with the names of the rows in `grid_rows`; more than one letter is a cell to look at, and `grid_note` says why.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    printed: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    x_label: str = ""
    y_label: str = ""
    log_y: bool = False
    grids: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()
    grid_rows: tuple[str, ...] = ()
    grid_note: str = ""

    def __post_init__(self) -> None:
        assert all(len(row) == len(self.columns) for row in self.rows)

    def column(self, name: str) -> list[Any]:
        """The values of one column."""
        index = self.columns.index(name)
        return [row[index] for row in self.rows]

    def as_json(self) -> dict[str, Any]:
        """Everything but the instructions for drawing."""
        return {
            "name": self.name,
            "title": self.title,
            "printed": list(self.printed),
            "slips": list(self.slips),
            "assumed": list(self.assumed),
            "rows": [dict(zip(self.columns, row, strict=True)) for row in self.rows],
        }
