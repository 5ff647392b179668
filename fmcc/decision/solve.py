"""Solvers of a discounted Markov decision process: one function `solve`, several methods behind it.

Every method ends in the same last step (`_finish`): one Bellman sweep whose smallest and largest change
enclose the optimum (MacQueen's bounds), so every `Solution` carries a distance to the optimum that holds
whatever the method did before, and the same rule breaks ties. A new method has to deliver values only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fmcc.decision.mdp import Mdp

MAX_SWEEPS: Final = 200_000
"""Cap of value iteration: enough for a tolerance of 1e-9 at a discount of 0.9998."""

MAX_IMPROVEMENTS: Final = 10_000
"""Cap of policy iteration, which needs fewer than ten improvements on the distance models."""

EVALUATIONS: Final = 20
"""Sweeps with a fixed policy between two Bellman sweeps of modified policy iteration."""

MAX_PIVOTS: Final = 100_000
"""Cap of the simplex, which needs about as many pivots as there are states."""

REFACTOR: Final = 50
"""Pivots after which the simplex computes the inverse of its basis anew, against rounding."""

_EPSILON: Final = float(np.finfo(np.float64).eps)
_TIE: Final = 1e-9
"""Two actions whose values differ by less than this part of the largest value are a tie."""


class NotConvergedError(RuntimeError):
    """The cap on sweeps was reached before the tolerance was."""


class UnknownMethodError(ValueError):
    """No solver has this name."""


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """An optimal policy and how close its values are proven to be.

    `policy[s]` is the index of the action for s; `values[s]` the discounted total reward from s on;
    `action_values[a, s]` that of taking a once in s and acting optimally afterwards (also for actions that
    are not allowed in s). No entry of `values` is farther than `bound` from the optimum: rounding is
    included. `sweeps` counts the Bellman sweeps over all states.
    """

    policy: NDArray[np.intp]
    values: NDArray[np.float64]
    action_values: NDArray[np.float64]
    sweeps: int
    bound: float
    method: str


def solve(mdp: Mdp, method: str = "value-iteration") -> Solution:
    """Solve with the named method; raises `UnknownMethodError`, `NotConvergedError`."""
    try:
        solver = METHODS[method]
    except KeyError:
        known = ", ".join(sorted(METHODS))
        raise UnknownMethodError(f"no solver is called {method!r}; known: {known}") from None
    return solver(mdp)


def value_iteration(mdp: Mdp, tolerance: float = 1e-9, max_sweeps: int = MAX_SWEEPS) -> Solution:
    """Sweep until the values are proven to be within `tolerance` (in the unit of the rewards) of the optimum.

    Stops on the span of the change instead of its largest entry: a change that is the same in all states
    shifts the values and decides nothing. Where double precision cannot reach the tolerance, stops at what
    it can reach and says so in `bound`. Raises `NotConvergedError` after `max_sweeps`.
    """
    if not tolerance > 0.0:
        raise ValueError(f"tolerance must be positive, not {tolerance}")
    values = np.zeros(mdp.states)
    width = float("inf")
    for sweep in range(1, max_sweeps + 1):
        swept = _best(mdp, _price(mdp, values))
        width, rounding = _half_width(mdp, values, swept)
        if width <= max(tolerance - rounding, rounding):
            return _finish(mdp, values, sweep, "value-iteration")
        values = swept
    raise NotConvergedError(
        f"value iteration is still {width:.3g} from the optimum after {max_sweeps} sweeps at discount {mdp.discount}"
    )


def policy_iteration(mdp: Mdp) -> Solution:
    """Evaluate a policy exactly by a linear system, improve it, repeat until nothing improves.

    Shares only the closing bound with value iteration, which makes it the independent check of that. An
    action is replaced only by one that is better by more than rounding can fake, so that ties cannot make
    it cycle.
    """
    states = np.arange(mdp.states)
    policy = np.argmax(mdp.allowed, axis=0)
    for improvement in range(1, MAX_IMPROVEMENTS + 1):
        chain = np.eye(mdp.states) - mdp.discount * mdp.transitions[policy, states]
        values = np.linalg.solve(chain, mdp.rewards[policy, states])
        priced = np.where(mdp.allowed, _price(mdp, values), -np.inf)
        noise = _rounding(mdp, values) / (1.0 - mdp.discount)
        better = priced.max(axis=0) > priced[policy, states] + noise
        if not better.any():
            return _finish(mdp, values, improvement, "policy-iteration")
        policy = np.where(better, priced.argmax(axis=0), policy)
    raise NotConvergedError(f"policy iteration still improves after {MAX_IMPROVEMENTS} policies")


def modified_policy_iteration(
    mdp: Mdp, tolerance: float = 1e-9, evaluations: int = EVALUATIONS, max_sweeps: int = MAX_SWEEPS
) -> Solution:
    """Value iteration that follows the greedy policy for `evaluations` cheap sweeps after every Bellman sweep.

    Stops as `value_iteration` does; `sweeps` counts both kinds. Raises `NotConvergedError`.
    """
    if not tolerance > 0.0 or evaluations < 0:
        raise ValueError("tolerance must be positive and evaluations not negative")
    states = np.arange(mdp.states)
    values = np.zeros(mdp.states)
    sweeps, width = 0, float("inf")
    while sweeps < max_sweeps:
        priced = np.where(mdp.allowed, _price(mdp, values), -np.inf)
        swept = priced.max(axis=0)
        sweeps += 1
        width, rounding = _half_width(mdp, values, swept)
        if width <= max(tolerance - rounding, rounding):
            return _finish(mdp, values, sweeps, "modified-policy-iteration")
        policy = priced.argmax(axis=0)
        rewards, kernel = mdp.rewards[policy, states], mdp.discount * mdp.transitions[policy, states]
        values = swept
        for _ in range(evaluations):
            values = rewards + kernel @ values
        sweeps += evaluations
    raise NotConvergedError(f"modified policy iteration is still {width:.3g} from the optimum after {sweeps} sweeps")


def linear_programming(mdp: Mdp, max_pivots: int = MAX_PIVOTS) -> Solution:
    """The linear programme of the discounted rates x, solved by the revised simplex with Dantzig's rule.

    Maximise Σ r(s,a) x(s,a) subject to Σ_a x(j,a) - γ Σ P(j|s,a) x(s,a) = 1 for every j, x ≥ 0. A basis is one
    action per state, its prices are that policy's values, and the ratio test always lets the other action of the
    same state leave, so a pivot changes one action (Ye 2011: for a fixed discount, polynomially many do). The
    inverse of the basis is updated by rank one and computed anew every `REFACTOR` pivots. `sweeps` counts pivots.
    Raises `NotConvergedError`.
    """
    states = np.arange(mdp.states)
    policy = np.argmax(mdp.allowed, axis=0)
    identity = np.eye(mdp.states)
    inverse = identity
    for pivot in range(max_pivots):
        if pivot % REFACTOR == 0:
            inverse = np.linalg.inv(identity - mdp.discount * mdp.transitions[policy, states])
        values = inverse @ mdp.rewards[policy, states]
        gain = np.where(mdp.allowed, _price(mdp, values) - values, -np.inf)
        action, state = np.unravel_index(int(gain.argmax()), gain.shape)
        if gain[action, state] <= 2.0 * _rounding(mdp, values) / (1.0 - mdp.discount):
            return _finish(mdp, values, pivot + 1, "linear-programming")
        change = mdp.discount * (mdp.transitions[policy[state], state] - mdp.transitions[action, state])
        column, row = inverse[:, state], change @ inverse
        inverse = inverse - np.outer(column, row) / (1.0 + row[state])
        policy[state] = action
    raise NotConvergedError(f"the simplex still improves after {max_pivots} pivots")


METHODS: Final[dict[str, Callable[[Mdp], Solution]]] = {
    "value-iteration": value_iteration,
    "policy-iteration": policy_iteration,
    "modified-policy-iteration": modified_policy_iteration,
    "linear-programming": linear_programming,
}


def _price(mdp: Mdp, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each action is worth in each state when `values` is what the states are worth afterwards."""
    priced: NDArray[np.float64] = mdp.rewards + mdp.discount * (mdp.transitions @ values)
    return priced


def _best(mdp: Mdp, priced: NDArray[np.float64]) -> NDArray[np.float64]:
    best: NDArray[np.float64] = np.where(mdp.allowed, priced, -np.inf).max(axis=0)
    return best


def _rounding(mdp: Mdp, values: NDArray[np.float64]) -> float:
    """How far rounding can put one computed sweep from the exact one (a generous a-priori bound)."""
    size = float(np.abs(mdp.rewards).max() + np.abs(values).max())
    return (mdp.states + 4) * _EPSILON * size


def _half_width(mdp: Mdp, values: NDArray[np.float64], swept: NDArray[np.float64]) -> tuple[float, float]:
    """Half the width of MacQueen's enclosure of the optimum, and what rounding may add to it.

    With d = Tv - v the optimum lies between Tv + c·min(d) and Tv + c·max(d), c = discount / (1 - discount).
    """
    change = swept - values
    scale = mdp.discount / (1.0 - mdp.discount)
    width = 0.5 * scale * float(change.max() - change.min())
    # The enclosure's centre is computed too: its size counts beside that of the sweep itself.
    centre = scale * float(np.abs(change).max())
    return width, 2.0 * _rounding(mdp, values) / (1.0 - mdp.discount) + 4.0 * _EPSILON * centre


def _finish(mdp: Mdp, values: NDArray[np.float64], sweeps: int, method: str) -> Solution:
    """Centre the enclosure of the optimum after one more sweep of `values` and read the policy off it."""
    swept = _best(mdp, _price(mdp, values))
    width, rounding = _half_width(mdp, values, swept)
    change = swept - values
    centred = swept + 0.5 * mdp.discount / (1.0 - mdp.discount) * (change.max() + change.min())
    bound = width + rounding
    action_values = _price(mdp, centred)
    policy = _first_within(mdp, action_values, 2.0 * mdp.discount * bound)
    for array in (policy, centred, action_values):
        array.setflags(write=False)
    return Solution(policy, centred, action_values, sweeps, bound, method)


def _first_within(mdp: Mdp, action_values: NDArray[np.float64], undecidable: float) -> NDArray[np.intp]:
    """The first action that is not provably worse than the best one.

    Action 0 is "stay" in the distance models: a migration has to earn its keep, and the same process gives
    the same policy on every machine and by every method.
    """
    margin = undecidable + _TIE * max(1.0, float(np.abs(action_values).max()))
    candidates = mdp.allowed & (action_values >= _best(mdp, action_values) - margin)
    policy: NDArray[np.intp] = np.argmax(candidates, axis=0)
    return policy
