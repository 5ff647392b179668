"""The exact fast path: the optimal thresholds of very many `default` models at once.

The optimal policy of the one-dimensional model is a threshold: stay below it, migrate from it on. Below it the
values obey v(s) = r(s) + γ (p v(s+1) + (1-p) v(s-1)), which eliminates from the bottom to v(s) = a(s) + b(s)·v(s+1)
with coefficients that know no cost. From there everything is exact and needs no iteration:

1. forwards: v(0) = α(t) + β(t)·v(t), and v(t) = Q(0) - C + γ v(0) where the policy migrates. That gives v(0) for
   every candidate t = 1 … thr + 1; the largest is the optimum;
2. backwards: with what migrating is then worth, w, v(s) = max(w, a(s) + b(s)·v(s+1)). A state in which staying
   does not beat w migrates; the lowest such state is the threshold.

The comparison is made state by state because the candidates' v(0) are nearly equal wherever the user hardly ever
gets to the threshold.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fmcc.decision.models import MAX_EXPONENT, MAX_THRESHOLD, InvalidModelError, hop_quality

BATCH: Final = 4096
"""Models evaluated at once: their coefficients then fit a core's cache."""

_TIE: Final = 1e-9
"""As in `fmcc.decision.solve`: closer than this part of the largest value is a tie, and a tie stays."""

Floats = NDArray[np.float64]


def thresholds(
    p: ArrayLike,
    cost: ArrayLike,
    *,
    discount: float = 0.9,
    thr: int = 10,
    per_hop: float = 1.0,
    exponent: float = 1.0,
) -> NDArray[np.int64]:
    """The smallest distance at which each model migrates: 1 … thr, or thr + 1 where only "farther than thr" does.

    `p` and `cost` are broadcast together; the other parameters are those of `fmcc.decision.models.default`, for
    all models alike. `exponent` must be at least 1 (for less, the policy need not be a threshold). Raises
    `InvalidModelError`.
    """
    moves, costs = np.broadcast_arrays(np.asarray(p, dtype=np.float64), np.asarray(cost, dtype=np.float64))
    _check(moves, costs, discount, thr, per_hop, exponent)
    quality = hop_quality(thr, 0.0, per_hop, exponent)
    found = np.empty(moves.size, dtype=np.int64)
    flat_moves, flat_costs = moves.ravel(), costs.ravel()
    for start in range(0, moves.size, BATCH):
        part = slice(start, start + BATCH)
        found[part] = _batch(flat_moves[part], flat_costs[part], discount, quality)
    return found.reshape(moves.shape)


def _batch(p: Floats, cost: Floats, discount: float, quality: Floats) -> NDArray[np.int64]:
    up = discount * p
    down = discount - up
    constant, slope, best = _forwards(p, cost, up, down, discount, quality)
    migrate = discount * best - cost
    scale = np.maximum(np.abs(migrate), np.maximum(cost, -quality[-1]))
    margin = migrate - _TIE * np.maximum(scale, 1.0)
    # Beyond thr there is no choice; from there inwards the lowest state that migrates is the last one found.
    value = migrate.copy()
    found = np.full(len(p), len(constant), dtype=np.int64)
    staying = np.empty_like(value)
    for s in range(len(constant) - 1, 0, -1):
        np.multiply(slope[s], value, out=staying)
        staying += constant[s]
        migrates = staying < margin
        migrates &= found == s + 1
        found -= migrates
        np.maximum(staying, migrate, out=value)
    return found


def _forwards(
    p: Floats, cost: Floats, up: Floats, down: Floats, discount: float, quality: Floats
) -> tuple[Floats, Floats, Floats]:
    """The coefficients a(s) and b(s) for s = 0 … thr, and the optimal v(0)."""
    distances = len(quality) - 1
    constant, slope = np.empty((distances, len(p))), np.empty((distances, len(p)))
    reward = p * quality[1] + (1.0 - p) * quality[0]
    inverse = 1.0 / (1.0 - down)
    np.multiply(reward, inverse, out=constant[0])
    np.multiply(up, inverse, out=slope[0])
    # v(0) = total + reach · v(t)
    total, reach = constant[0].copy(), slope[0].copy()
    best = (total - reach * cost) / (1.0 - discount * reach)
    work = np.empty_like(p)
    for s in range(1, distances):
        np.multiply(down, slope[s - 1], out=work)
        np.subtract(1.0, work, out=work)
        np.divide(1.0, work, out=work)
        np.multiply(p, quality[s + 1] - quality[s - 1], out=reward)
        reward += quality[s - 1]
        np.multiply(down, constant[s - 1], out=constant[s])
        constant[s] += reward
        constant[s] *= work
        np.multiply(up, work, out=slope[s])
        np.multiply(reach, constant[s], out=work)
        total += work
        reach *= slope[s]
        np.multiply(reach, cost, out=work)
        np.subtract(total, work, out=work)
        work /= 1.0 - discount * reach
        np.maximum(best, work, out=best)
    return constant, slope, best


def _check(p: Floats, cost: Floats, discount: float, thr: int, per_hop: float, exponent: float) -> None:
    if not ((p >= 0.0) & (p <= 1.0)).all():
        raise InvalidModelError("every p must be in [0, 1]")
    if not (np.isfinite(cost) & (cost >= 0.0)).all():
        raise InvalidModelError("every cost must be finite and not negative")
    if not 0.0 <= discount < 1.0:
        raise InvalidModelError(f"discount must be in [0, 1), not {discount}")
    if not isinstance(thr, int) or not 1 <= thr <= MAX_THRESHOLD:
        raise InvalidModelError(f"thr must be a whole number in 1 … {MAX_THRESHOLD}, not {thr}")
    if not (np.isfinite(per_hop) and per_hop >= 0.0):
        raise InvalidModelError(f"per_hop must be finite and not negative, not {per_hop}")
    if not 1.0 <= exponent <= MAX_EXPONENT:
        raise InvalidModelError(f"exponent must be in [1, {MAX_EXPONENT}], not {exponent}")
