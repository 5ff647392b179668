"""The tables and figures of the papers, recomputed: each a `Figure` of plain rows, beside what the paper prints."""

from fmcc.decision.paper.figure import Figure, Series
from fmcc.decision.paper.figures import FIGURES, all_figures

__all__ = ["FIGURES", "Figure", "Series", "all_figures"]
