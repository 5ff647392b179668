"""000 Fig. 5, the two-dimensional model: where the corner and the edge cells of a ring differ."""

from typing import Final

from fmcc.decision.mdp import Action
from fmcc.decision.paper.figure import Cell, Figure
from fmcc.decision.plane import ClassPolicy, PlaneParameters, class_policies, ring_only_error, split_rings

COSTS: Final = (2.0, 5.0, 10.0, 20.0, 40.0, 60.0)
DISCOUNTS: Final = (0.9, 0.97)


def corners_and_edges() -> Figure:
    """Optimal policies over (ring, class) for a spread of costs; `split` marks the rings that disagree."""
    rows: list[tuple[Cell, ...]] = []
    grids: list[tuple[str, tuple[tuple[str, ...], ...]]] = []
    for discount in DISCOUNTS:
        letters: list[tuple[str, ...]] = []
        for cost in COSTS:
            parameters = PlaneParameters(cost=cost, discount=discount)
            policies = class_policies(parameters)
            letters.append(_letters(policies))
            split, loss = split_rings(policies), ring_only_error(parameters)
            rows += [
                (discount, cost, c.ring, c.klass, "corner" if c.klass == 0 else "edge", c.cells, str(c.action),
                 c.advantage, "yes" if c.ring in split else "no", max(loss, 0.0))
                for c in policies if c.ring > 0
            ]  # fmt: skip
        grids.append((f"discount {discount:g}", tuple(letters)))
    return Figure(
        "000-fig5-2d",
        "Two-dimensional policies: where the corner and the edge cells of a ring differ",
        ("discount", "cost", "ring", "class", "place", "cells", "action", "advantage", "split", "ring_only_loss"),
        rows,
        printed=("the same reasoning as for one dimension can be applied to the two-dimensional model",),
        slips=("distance alone is not the state: corner cells may migrate where edge cells of their ring stay",),
        assumed=("the paper gives no numbers for two dimensions: thr = 10, Q(s) = -s, these costs and discounts",),
        grids=tuple(grids),
        grid_rows=tuple(f"{cost:g}" for cost in COSTS),
        grid_note="M/C: corners migrate, edges stay",
        x_label="ring",
        y_label="migration cost (hops for one epoch)",
    )


def _letters(policies: list[ClassPolicy]) -> tuple[str, ...]:
    """Per ring what its classes do, from the corner to the middle of the edge: M, C, or M/C where they differ."""
    rings: dict[int, list[str]] = {}
    for policy in policies:
        if policy.ring > 0:
            rings.setdefault(policy.ring, []).append("M" if policy.action is Action.MIGRATE else "C")
    return tuple("/".join(dict.fromkeys(letters)) for letters in rings.values())
