"""Many models, many users: what a controller of a million users does in one vectorised call."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fmcc.decision.models import InvalidModelError, check_parameters, hop_quality
from fmcc.decision.solve import MAX_SWEEPS, NotConvergedError

MODELS_PER_BATCH: Final = 512
"""Models swept at once: their values then fit a core's cache."""

CHECK_EVERY: Final = 8
"""Sweeps between two looks at the span, which costs as much as a sweep."""

_TIE: Final = 1e-9

Floats = NDArray[np.float64]
Indices = NDArray[np.integer]


def iterate_thresholds(
    p: Floats,
    cost: Floats,
    *,
    discount: float = 0.9,
    thr: int = 10,
    per_hop: float = 1.0,
    exponent: float = 1.0,
    tolerance: float = 1e-9,
) -> NDArray[np.int64]:
    """The thresholds of `fmcc.decision.threshold.thresholds`, by value iteration on all models at once.

    The independent check of the exact path, and the general way where rewards are not those of `default`. `p` and
    `cost` are one-dimensional and equally long. Raises `InvalidModelError`, `NotConvergedError`.
    """
    if p.ndim != 1 or p.shape != cost.shape:
        raise InvalidModelError("p and cost must be one-dimensional and equally long")
    for value, price in ((p.min(initial=0.0), cost.min(initial=0.0)), (p.max(initial=0.0), cost.max(initial=0.0))):
        check_parameters(float(value), thr, cost=float(price), per_hop=per_hop, exponent=exponent)
    quality = hop_quality(thr, 0.0, per_hop, exponent)
    found = np.empty(len(p), dtype=np.int64)
    for start in range(0, len(p), MODELS_PER_BATCH):
        part = slice(start, start + MODELS_PER_BATCH)
        found[part] = _swept(p[part], cost[part], discount, quality, tolerance)
    return found


def _swept(p: Floats, cost: Floats, discount: float, quality: Floats, tolerance: float) -> NDArray[np.int64]:
    states = len(quality)
    before = np.r_[quality[0], quality[: states - 2]][:, None]
    reward = p * quality[1:, None] + (1.0 - p) * before
    values = np.zeros((states, len(p)))
    staying = np.empty((states - 1, len(p)))
    towards = np.empty_like(staying)
    up, down = discount * p, discount * (1.0 - p)
    scale = discount / (1.0 - discount)
    for sweep in range(MAX_SWEEPS):
        np.multiply(up, values[1:], out=staying)
        np.multiply(down, values[0], out=towards[0])
        np.multiply(down, values[: states - 2], out=towards[1:])
        staying += towards
        staying += reward
        migrate = discount * values[0] - cost
        # The last state has no choice.
        np.maximum(staying, migrate, out=towards)
        if sweep % CHECK_EVERY:
            values[:-1], values[-1] = towards, migrate
            continue
        change = towards - values[:-1]
        last = migrate - values[-1]
        span = np.maximum(change.max(axis=0), last) - np.minimum(change.min(axis=0), last)
        values[:-1], values[-1] = towards, migrate
        if 0.5 * scale * float(span.max()) <= tolerance:
            margin = migrate - _TIE * np.maximum(np.abs(migrate), 1.0)
            migrates = staying[1:] < margin
            return np.where(migrates.any(axis=0), migrates.argmax(axis=0) + 1, states - 1).astype(np.int64)
    raise NotConvergedError(f"batched value iteration has not converged after {MAX_SWEEPS} sweeps")


class LatencyTable:
    """Measured RTTs from every anchor to every data centre, made ready for decisions on all users at once."""

    def __init__(self, rtts_ms: ArrayLike, *, rtt_per_hop_ms: float = 10.0, max_hops: int = 10) -> None:
        """`rtts_ms[anchor, dc]`; a DC that is no candidate (down, full) has an infinite RTT. Raises ValueError."""
        rtts = np.array(rtts_ms, dtype=np.float64)
        if rtts.ndim != 2 or 0 in rtts.shape or np.isnan(rtts).any() or (rtts < 0.0).any():
            raise ValueError("RTTs must be a table anchor × DC of numbers that are not negative")
        if not np.isfinite(rtts.min(axis=1)).all():
            raise ValueError("an anchor reaches no data centre")
        best = rtts.argmin(axis=1)
        excess = np.minimum((rtts - rtts.min(axis=1, keepdims=True)) / rtt_per_hop_ms, float(max_hops))
        self._best = best.astype(np.int32)
        self._hops = np.floor(excess + 0.5).astype(np.int16).ravel()
        self._dcs = rtts.shape[1]

    def targets(self, anchor: Indices, dc: Indices, threshold: Indices) -> NDArray[np.int32]:
        """Where each user's service is to run: `dc` unless its anchor's best DC is `threshold` or more hops nearer.

        `anchor`, `dc` and `threshold` hold one entry per user; a threshold beyond `max_hops` never migrates. At
        equal RTT the present DC keeps the service: its distance is 0.
        """
        hops = self._hops.take(anchor * self._dcs + dc)
        return np.where((hops >= threshold) & (hops > 0), self._best.take(anchor), dc).astype(np.int32, copy=False)
