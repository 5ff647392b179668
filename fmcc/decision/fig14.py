"""Fig. 14 of the Follow-Me Cloud paper (section 7.2): the published policies, and how close a model comes.

The two tables say, per probability p of moving away and distance d from the serving data centre, whether to
continue (C) or to migrate (M); (a) is for τ = 0.1, (b) for τ = 0.5, with τ = migration cost / Q(0).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fmcc.decision.mdp import Action
from fmcc.decision.models import MODEL_NAMES, InvalidModelError, model
from fmcc.decision.solve import solve

PROBABILITIES: Final = tuple(i / 10 for i in range(1, 11))
DISTANCES: Final = tuple(range(1, 11))
TAUS: Final = (0.1, 0.5)

PUBLISHED_FIRST_MIGRATION: Final[dict[float, tuple[int, ...]]] = {
    0.1: (10, 9, 8, 7, 6, 6, 5, 5, 5, 5),
    0.5: (11, 10, 9, 7, 7, 6, 6, 6, 6, 5),
}
"""Per τ, for each p of `PROBABILITIES`: the smallest distance at which the table says M; 11 = never."""

CONTRADICTIONS: Final = (
    "the text for p = 0.8 names d = 6 and d = 5 for the first and second table; the tables say 5 and 6",
    "the text for p = 0.5 says 'beyond 5' for both tables; table (b) still continues at 6",
    "section 5 allows only a1 at the threshold; the tables migrate at d = 10 in 19 of 20 rows",
)
"""Where the paper's own words and its tables disagree (the tables are what is compared)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of Fig. 14 in which a model and the paper disagree."""

    tau: float
    p: float
    distance: int
    published: str
    computed: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A model's two tables against the published ones."""

    model: str
    cells: int
    misses: tuple[Cell, ...]

    @property
    def matched(self) -> int:
        """How many cells agree."""
        return self.cells - len(self.misses)


def parameters(name: str, tau: float) -> dict[str, float]:
    """The parameters with which the named model comes closest to the table for `tau` (found by search).

    Those of `default` give the same table for both τ: its policy depends on the cost, not on Q(0). With one
    Q(0) for both and cost = τ·Q(0) it is farther off (23 wrong cells with Q falling as s², 38 with s).

    Raises `InvalidModelError`.
    """
    match name:
        case "paper":
            return {"alpha": 0.1, "best": 7.0, "cost": tau * 7.0}
        case "paper-exact":
            return {"alpha": 18.0, "discount": 0.935, "cost": 72.0, "best": 72.0 / tau}
        case "default":
            return {"exponent": 2.0, "discount": 0.9, "cost": 184.0, "best": 184.0 / tau}
    raise InvalidModelError(f"no model is called {name!r}; known: {', '.join(MODEL_NAMES)}")


def published(tau: float) -> NDArray[np.bool_]:
    """The published table for `tau`: True where it says M; rows are `PROBABILITIES`, columns `DISTANCES`."""
    first = np.array(PUBLISHED_FIRST_MIGRATION[tau])
    table: NDArray[np.bool_] = np.array(DISTANCES)[None, :] >= first[:, None]
    return table


def computed(name: str, tau: float) -> NDArray[np.bool_]:
    """The named model's table for `tau`, laid out like `published`."""
    rows = []
    for p in PROBABILITIES:
        policy = solve(model(name, p=p, **parameters(name, tau))).policy
        rows.append(policy[DISTANCES[0] : DISTANCES[-1] + 1] == Action.MIGRATE.position)
    return np.array(rows)


def compare(name: str) -> Comparison:
    """Compute both tables with the named model and list the cells that differ from the paper's."""
    misses = []
    for tau in TAUS:
        theirs, ours = published(tau), computed(name, tau)
        misses += [
            Cell(
                tau,
                PROBABILITIES[row],
                DISTANCES[column],
                _letter(theirs[row, column]),
                _letter(ours[row, column]),
            )
            for row, column in np.argwhere(theirs != ours)
        ]
    return Comparison(name, len(TAUS) * len(PROBABILITIES) * len(DISTANCES), tuple(misses))


def _letter(migrate: np.bool_) -> str:
    return "M" if migrate else "C"
