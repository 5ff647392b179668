"""The one-dimensional distance models of the Follow-Me Cloud paper, by name.

State s is the number of service areas between the user and the data centre that serves them, 0 … thr; the
extra state thr + 1 is "farther than thr", where migrating is the only action ("the service is automatically
migrated", section 5). Staying (a1) takes the user from s to s+1 with probability p and to s−1 with 1−p;
migrating (a2) takes the service to the best data centre, distance 0. One step is one change of service area.

The paper leaves parameters open and its formulas have slips, so there are three readings:

* `default`: the consistent one. What an operator should run.
* `paper`: inside the text; gives 198 of the 200 cells of Fig. 14.
* `paper-exact`: the text with its slips taken literally; gives all 200 cells.

Rewards and migration cost are in the unit of the quality function Q(s) = best - per_hop · s^exponent.
"""

import inspect
import math
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fmcc.decision.mdp import Action, Mdp

MAX_THRESHOLD: Final = 1000
"""Largest `thr` accepted: the arrays grow with its square."""

MAX_EXPONENT: Final = 8.0
"""Steepest quality function accepted, so that no quality leaves the range of a double."""

_STAY: Final = Action.STAY.position
_MIGRATE: Final = Action.MIGRATE.position


class InvalidModelError(ValueError):
    """No model has this name, or a parameter is missing, unknown or out of its range."""


def model(name: str, **parameters: float) -> Mdp:
    """Build the named model; the parameters are those of `default`, `paper` and `paper_exact` below.

    Raises `InvalidModelError`.
    """
    try:
        build = _MODELS[name]
    except KeyError:
        raise InvalidModelError(f"no model is called {name!r}; known: {', '.join(MODEL_NAMES)}") from None
    try:
        inspect.signature(build).bind(**parameters)
    except TypeError as error:
        raise InvalidModelError(f"model {name!r}: {error}") from None
    return build(**parameters)


def default(
    *,
    p: float,
    cost: float,
    discount: float = 0.9,
    thr: int = 10,
    best: float = 0.0,
    per_hop: float = 1.0,
    exponent: float = 1.0,
) -> Mdp:
    """The consistent model: a step earns E[Q(s')] - g(a), and the service goes on after a migration.

    It is equations r = Q(s') - g(a) and v(s) = max{r + γ Σ P v(s')} of section 5 with three slips of the
    paper mended: the printed transitions give a1 what is a2's; nothing says how a user leaves state 0
    (here: to 1 with p, else stays at 0); the quality "Q(0) - K" lacks the s. Rewards are not weighted by
    (α+β)/(α+c), which belongs to a continuous-time reward rate, not to one counted per move.

    `best` shifts all values alike and never the policy. The closest this model was found to come to Fig. 14
    is 13 wrong cells (`fmcc.decision.fig14`): the published tables do not come from it.
    """
    check_parameters(p, thr, cost=cost, per_hop=per_hop, exponent=exponent)
    quality = hop_quality(thr, best, per_hop, exponent)
    transitions = _walk(p, thr)
    transitions[_STAY, 0, 0], transitions[_STAY, 0, 1] = 1.0 - p, p
    rewards = transitions @ quality
    rewards[_MIGRATE] -= cost
    return Mdp(transitions, rewards, discount, _allowed(thr))


def paper(
    *,
    p: float,
    cost: float,
    alpha: float = 0.1,
    thr: int = 10,
    best: float = 7.0,
    per_hop: float = 1.0,
    exponent: float = 1.0,
) -> Mdp:
    """The reading inside the text: optimal stopping.

    The reward is weighted per transition, r' = r · (α + β(s,s',a)) / (α + c) with β = P(s'|s,a)·μ, c = μ and
    μ = 1; γ = μ/(α + μ) is what the same uniformization gives. State 0 is absorbing with rate 0, so that it
    is worth v(0) = Q(0): arriving at the optimal data centre ends the problem. Slip encoded: in the printed
    transitions nothing but a2 leaves state 0. With α = 0.1, Q(0) = 7, K = 1 and cost = τ·Q(0) it gives 198
    of Fig. 14's 200 cells.
    """
    check_parameters(p, thr, cost=cost, per_hop=per_hop, exponent=exponent)
    _check_alpha(alpha)
    quality = hop_quality(thr, best, per_hop, exponent)
    transitions = _walk(p, thr)
    transitions[:, 0, 0] = 1.0
    rewards = _weighted(transitions, quality, cost, alpha)
    rewards[:, 0] = best * alpha / (alpha + 1.0)
    allowed = _allowed(thr)
    allowed[_MIGRATE, 0] = False
    return Mdp(transitions, rewards, 1.0 / (1.0 + alpha), allowed)


def paper_exact(
    *,
    p: float,
    cost: float = 72.0,
    alpha: float = 18.0,
    discount: float = 0.935,
    thr: int = 10,
    best: float,
    per_hop: float = 1.0,
) -> Mdp:
    """The slips taken literally: from state 0 only a2 leads on, to state 1, and it pays the migration cost.

    That is the printed case "1, j = 1, s = 0, a = a2" of the transition probabilities; a1 there is not
    allowed. The quality is best - per_hop·s² and the reward weighted as in `paper`, but γ is free instead
    of μ/(α + μ). With the cost fixed at 72, Q(0) = 72/τ, α = 18 and γ = 0.935 it gives all 200 cells of
    Fig. 14.
    """
    check_parameters(p, thr, cost=cost, per_hop=per_hop, exponent=2.0)
    _check_alpha(alpha)
    quality = hop_quality(thr, best, per_hop, 2.0)
    transitions = _walk(p, thr)
    transitions[:, 0, :] = 0.0
    transitions[:, 0, 1] = 1.0
    allowed = _allowed(thr)
    allowed[_STAY, 0] = False
    return Mdp(transitions, _weighted(transitions, quality, cost, alpha), discount, allowed)


_MODELS: Final[dict[str, Callable[..., Mdp]]] = {
    "default": default,
    "paper": paper,
    "paper-exact": paper_exact,
}
MODEL_NAMES: Final = tuple(_MODELS)


def hop_quality(thr: int, best: float, per_hop: float, exponent: float) -> NDArray[np.float64]:
    """Q(s) = best - per_hop · s^exponent for s = 0 … thr + 1."""
    quality: NDArray[np.float64] = best - per_hop * np.arange(thr + 2, dtype=np.float64) ** exponent
    return quality


def _walk(p: float, thr: int) -> NDArray[np.float64]:
    """The transitions all readings share; staying in state 0 is left for the reading to fill."""
    states = thr + 2
    transitions = np.zeros((2, states, states))
    inner = np.arange(1, thr + 1)
    transitions[_STAY, inner, inner + 1] = p
    transitions[_STAY, inner, inner - 1] = 1.0 - p
    # Past thr staying is not allowed; its row repeats the migration so that it is a distribution.
    transitions[_STAY, thr + 1, 0] = 1.0
    transitions[_MIGRATE, :, 0] = 1.0
    return transitions


def _weighted(
    transitions: NDArray[np.float64], quality: NDArray[np.float64], cost: float, alpha: float
) -> NDArray[np.float64]:
    """Σ_j P(j|s,a) · (α + P(j|s,a)·μ)/(α + μ) · (Q(j) - g(a)) with μ = 1."""
    weights = transitions * (alpha + transitions) / (alpha + 1.0)
    rewards: NDArray[np.float64] = weights @ quality
    rewards[_MIGRATE] -= cost * weights[_MIGRATE].sum(axis=1)
    return rewards


def _allowed(thr: int) -> NDArray[np.bool_]:
    allowed = np.ones((2, thr + 2), dtype=np.bool_)
    allowed[_STAY, thr + 1] = False
    return allowed


def check_parameters(p: float, thr: int, *, cost: float, per_hop: float, exponent: float) -> None:
    """Refuse parameters out of range, whatever the geometry. Raises `InvalidModelError`."""
    if not 0.0 <= p <= 1.0:
        raise InvalidModelError(f"p must be in [0, 1], not {p}")
    if not isinstance(thr, int) or not 1 <= thr <= MAX_THRESHOLD:
        raise InvalidModelError(f"thr must be a whole number in 1 … {MAX_THRESHOLD}, not {thr}")
    for name, value in (("cost", cost), ("per_hop", per_hop)):
        if not (math.isfinite(value) and value >= 0.0):
            raise InvalidModelError(f"{name} must be finite and not negative, not {value}")
    if not 0.0 < exponent <= MAX_EXPONENT:
        raise InvalidModelError(f"exponent must be in (0, {MAX_EXPONENT}], not {exponent}")


def _check_alpha(alpha: float) -> None:
    if not (math.isfinite(alpha) and alpha > 0.0):
        raise InvalidModelError(f"alpha must be positive, not {alpha}")
