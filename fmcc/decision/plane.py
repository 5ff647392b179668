"""The two-dimensional model (section 5, Fig. 5): a user at random over hexagons, the service may follow.

The consistent reading of `fmcc.decision.models.default` in two dimensions: staying takes the user to each of the
six neighbours with probability 1/6, migrating takes the service to them; a step earns E[Q(s')] - g(a). Ring
thr + 1 is "farther than thr": migrating is the only action there.

The state is (ring, class), not the ring alone: a corner leads outwards three ways in six, the cells of an edge
two. Both the full grid and the lumped model can be had, and give the same policy and values.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fmcc.decision.hexagon import NEIGHBOURS, class_of, grid, lump, ring_of
from fmcc.decision.mdp import Action, Mdp
from fmcc.decision.models import InvalidModelError, check_parameters
from fmcc.decision.solve import solve

MAX_GRID_THRESHOLD: Final = 20
"""Largest thr of the full grid, whose dense matrices grow with its fourth power."""

MAX_LUMPED_THRESHOLD: Final = 60
"""Largest thr of the lumped model."""

_STAY: Final = Action.STAY.position
_MIGRATE: Final = Action.MIGRATE.position


@dataclass(frozen=True, slots=True)
class PlaneParameters:
    """What both two-dimensional models depend on; the meaning is that of `fmcc.decision.models.default`."""

    cost: float
    discount: float = 0.9
    thr: int = 10
    best: float = 0.0
    per_hop: float = 1.0
    exponent: float = 1.0


@dataclass(frozen=True, slots=True)
class ClassPolicy:
    """The optimal action in one (ring, class); `advantage` is the value of migrating less that of staying."""

    ring: int
    klass: int
    cells: int
    action: Action
    advantage: float


def lumped_model(parameters: PlaneParameters) -> Mdp:
    """The model over (ring, class), in the order of `fmcc.decision.hexagon.lump`. Raises `InvalidModelError`."""
    _check(parameters, MAX_LUMPED_THRESHOLD)
    lumped = lump(parameters.thr + 2)
    return _model(lumped.ring, lumped.neighbours, parameters)


def grid_model(parameters: PlaneParameters) -> Mdp:
    """The model over every cell, in the order of `fmcc.decision.hexagon.grid`. Raises `InvalidModelError`."""
    _check(parameters, MAX_GRID_THRESHOLD)
    cells = grid(parameters.thr + 2)
    number = {(x, y): i for i, (x, y) in enumerate(cells.tolist())}
    around = [[number.get((x + dx, y + dy), len(cells)) for dx, dy in NEIGHBOURS] for x, y in cells.tolist()]
    return _model(ring_of(cells), np.array(around), parameters)


def ring_model(parameters: PlaneParameters) -> Mdp:
    """The model over rings alone: the cells of a ring averaged. Not exact; here to be compared with."""
    _check(parameters, MAX_LUMPED_THRESHOLD)
    lumped = lump(parameters.thr + 2)
    full = _model(lumped.ring, lumped.neighbours, parameters)
    member = lumped.ring[:, None] == np.arange(lumped.rings)
    weights = member * lumped.cells[:, None]
    weights = weights / weights.sum(axis=0)
    transitions = weights.T @ full.transitions @ member
    allowed = np.ones((2, lumped.rings), dtype=np.bool_)
    allowed[_STAY, -1] = False
    return Mdp(transitions, full.rewards @ weights, parameters.discount, allowed)


def cell_states(thr: int) -> NDArray[np.int64]:
    """For each cell of the full grid, the lumped state it belongs to."""
    cells, lumped = grid(thr + 2), lump(thr + 2)
    names = {pair: i for i, pair in enumerate(zip(lumped.ring.tolist(), lumped.klass.tolist(), strict=True))}
    pairs = zip(ring_of(cells).tolist(), class_of(cells).tolist(), strict=True)
    return np.array([names[pair] for pair in pairs], dtype=np.int64)


def class_policies(parameters: PlaneParameters) -> list[ClassPolicy]:
    """The optimal action of every (ring, class) within thr."""
    solution, lumped = solve(lumped_model(parameters), "policy-iteration"), lump(parameters.thr + 2)
    advantage = solution.action_values[_MIGRATE] - solution.action_values[_STAY]
    return [
        ClassPolicy(
            int(lumped.ring[s]), int(lumped.klass[s]), int(lumped.cells[s]),
            Action.MIGRATE if solution.policy[s] == _MIGRATE else Action.STAY, float(advantage[s]),
        )
        for s in range(lumped.states)
        if lumped.ring[s] <= parameters.thr
    ]  # fmt: skip


def split_rings(policies: list[ClassPolicy]) -> list[int]:
    """The rings in which some classes migrate and others do not: where distance alone is not enough."""
    actions: dict[int, set[Action]] = {}
    for policy in policies:
        actions.setdefault(policy.ring, set()).add(policy.action)
    return [ring for ring, chosen in actions.items() if len(chosen) > 1]


def ring_only_error(parameters: PlaneParameters) -> float:
    """What acting on the ring alone loses: the largest loss of value of its policy, relative to the value span.

    The ring model's policy is followed in the true chain and compared with the optimum there. The span is the
    difference between the best and the worst state's value, so that Q(0) does not matter.
    """
    exact, coarse, lumped = lumped_model(parameters), ring_model(parameters), lump(parameters.thr + 2)
    best = solve(exact, "policy-iteration").values
    policy = solve(coarse, "policy-iteration").policy[lumped.ring]
    states = np.arange(exact.states)
    kernel = np.eye(exact.states) - exact.discount * exact.transitions[policy, states]
    followed = np.linalg.solve(kernel, exact.rewards[policy, states])
    return float((best - followed).max() / max(best.max() - best.min(), np.finfo(np.float64).tiny))


def _model(ring: NDArray[np.int64], neighbours: NDArray[np.int64], parameters: PlaneParameters) -> Mdp:
    states = len(ring)
    transitions = np.zeros((2, states, states + 1))
    np.add.at(transitions[_STAY], (np.arange(states)[:, None], neighbours), 1.0 / 6.0)
    beyond = ring == parameters.thr + 1
    # Past thr staying is not allowed; its row repeats the migration so that it is a distribution.
    transitions[_STAY, beyond] = 0.0
    transitions[_STAY, beyond, 0] = 1.0
    transitions[_MIGRATE, :, 0] = 1.0
    assert not transitions[:, :, states].any()
    quality = parameters.best - parameters.per_hop * ring.astype(np.float64) ** parameters.exponent
    kept = transitions[:, :, :states]
    rewards = kept @ quality
    rewards[_MIGRATE] -= parameters.cost
    allowed = np.ones((2, states), dtype=np.bool_)
    allowed[_STAY, beyond] = False
    return Mdp(kept, rewards, parameters.discount, allowed)


def _check(parameters: PlaneParameters, most: int) -> None:
    check_parameters(
        1.0, parameters.thr, cost=parameters.cost, per_hop=parameters.per_hop, exponent=parameters.exponent
    )
    if parameters.thr > most:
        raise InvalidModelError(f"thr must be at most {most} in this model, not {parameters.thr}")


__all__ = [
    "ClassPolicy",
    "PlaneParameters",
    "cell_states",
    "class_policies",
    "grid_model",
    "lumped_model",
    "ring_model",
    "ring_only_error",
    "split_rings",
]
