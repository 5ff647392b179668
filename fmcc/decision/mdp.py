"""A finite Markov decision process, checked once when it is made.

The solvers of `fmcc.decision.solve` accept any `Mdp`; the distance models of `fmcc.decision.models` make
them. Index order everywhere: action, then state, then next state. Arrays are private read-only copies, so
that a cached process or policy cannot change under the controller.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

ROW_SUM_TOLERANCE: Final = 1e-9
"""How far the sum of a row of probabilities may be from 1 before the process is refused."""


class Action(StrEnum):
    """The two actions of the papers, in the order in which the models number them."""

    STAY = "stay"
    MIGRATE = "migrate"

    @property
    def position(self) -> int:
        """Index along the first axis of the arrays of a distance model."""
        return _POSITIONS[self]


_POSITIONS: Final[dict[Action, int]] = {action: i for i, action in enumerate(Action)}


class InvalidMdpError(ValueError):
    """The arrays do not describe a Markov decision process."""


@dataclass(frozen=True, slots=True, eq=False)
class Mdp:
    """A discounted Markov decision process with finitely many states and actions.

    `transitions[a, s, j]` is the probability of going from s to j under a, `rewards[a, s]` the expected
    immediate reward of a in s (any unit, the same for all), `discount` the weight in [0, 1) of the next
    step against this one, and `allowed[a, s]` whether a may be chosen in s (all may, when it is left out).
    A row of an action that is not allowed must be a distribution too: it is priced, never chosen. Rows are
    normalised exactly.

    Raises `InvalidMdpError`.
    """

    transitions: NDArray[np.float64]
    rewards: NDArray[np.float64]
    discount: float
    allowed: NDArray[np.bool_]
    actions: tuple[str, ...] = field(default=tuple(Action))

    def __init__(
        self,
        transitions: ArrayLike,
        rewards: ArrayLike,
        discount: float,
        allowed: ArrayLike | None = None,
        actions: Sequence[str] = tuple(Action),
    ) -> None:
        probabilities = _floats("transitions", transitions)
        immediate = _floats("rewards", rewards)
        shape = _check_shapes(probabilities, immediate, len(actions))
        if not 0.0 <= discount < 1.0:
            raise InvalidMdpError(f"discount must be in [0, 1), not {discount}")
        mask = np.ones(shape, dtype=np.bool_) if allowed is None else np.array(allowed, dtype=np.bool_)
        if mask.shape != shape:
            raise InvalidMdpError(f"allowed has shape {mask.shape}, expected {shape}")
        stuck = np.flatnonzero(~mask.any(axis=0))
        if stuck.size:
            raise InvalidMdpError(f"no action is allowed in state {stuck[0]}")
        probabilities = _normalised(probabilities)
        for array in (probabilities, immediate, mask):
            array.setflags(write=False)
        object.__setattr__(self, "transitions", probabilities)
        object.__setattr__(self, "rewards", immediate)
        object.__setattr__(self, "discount", float(discount))
        object.__setattr__(self, "allowed", mask)
        object.__setattr__(self, "actions", tuple(actions))

    @property
    def states(self) -> int:
        """How many states there are."""
        return int(self.rewards.shape[1])


def _floats(name: str, values: ArrayLike) -> NDArray[np.float64]:
    try:
        array = np.array(values, dtype=np.float64, order="C")
    except (TypeError, ValueError) as error:
        raise InvalidMdpError(f"{name} is not an array of numbers: {error}") from None
    if not np.isfinite(array).all():
        raise InvalidMdpError(f"{name} holds a value that is not finite")
    return array


def _check_shapes(probabilities: NDArray[np.float64], rewards: NDArray[np.float64], actions: int) -> tuple[int, int]:
    if probabilities.ndim != 3 or probabilities.shape[1] != probabilities.shape[2]:
        raise InvalidMdpError(f"transitions has shape {probabilities.shape}, expected (actions, states, states)")
    if 0 in probabilities.shape:
        raise InvalidMdpError("at least one action and one state are needed")
    shape = (probabilities.shape[0], probabilities.shape[1])
    if rewards.shape != shape:
        raise InvalidMdpError(f"rewards has shape {rewards.shape}, expected {shape}")
    if actions != shape[0]:
        raise InvalidMdpError(f"{actions} action names for {shape[0]} actions")
    return shape


def _normalised(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    if (probabilities < 0.0).any():
        a, s, j = np.argwhere(probabilities < 0.0)[0]
        raise InvalidMdpError(f"transitions[{a}, {s}, {j}] is negative")
    sums = probabilities.sum(axis=2, keepdims=True)
    wrong = np.argwhere(np.abs(sums[:, :, 0] - 1.0) > ROW_SUM_TOLERANCE)
    if wrong.size:
        a, s = wrong[0]
        raise InvalidMdpError(f"transitions[{a}, {s}] sums to {sums[a, s, 0]:.12g}, not to 1")
    normalised: NDArray[np.float64] = probabilities / sums
    return normalised
