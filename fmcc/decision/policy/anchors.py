"""The default policy of `fmc policy`: a Markov decision process over anchors, choosing which DC.

State: the anchor the user came from, the one they are at, and the DC that serves them. Action: the DC to serve
them from now on. A step costs the measured RTT, and a migration its price:

    W(e, d) = rtt(anchor of e, d) + γ Σ P(e'|e) V(e', d),    V(e, d) = min(W(e, d), min_d' W(e, d') + C)

with e = (from, at). P is learned from all users' moves, with forgetting; where a state has been seen too rarely
to be trusted, the moves from its anchor regardless of the direction stand in, and where those are rare too, the
one-dimensional model with the user's own p decides (`fmcc.decision.policy.baselines.HopMdp`).

Unlike a distance, this sees where a user is heading, so it can move a service ahead of them.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fmcc.decision.policy.base import Policy, World

MAX_STATES: Final = 50_000
"""Pairs of anchors kept; users on further ones are decided on by the fallback."""

DISCOUNT: Final = 0.98
TOLERANCE_MS: Final = 0.5
MAX_SWEEPS: Final = 5_000
TRUSTED_MOVES: Final = 8.0
"""Moves from an anchor below which the fallback decides."""

FIRST_PLAN: Final = 200
"""Moves seen before the first plan; afterwards a plan is made anew when they have grown by a half."""

FORGETTING: Final = 0.9
"""Weight of what has been counted, at each new plan."""

PRIOR_MOVES: Final = 2.0
"""How many observed moves the direction-blind estimate counts for."""


class AnchorMdp:
    """Learns where users go from where they came from, plans, and looks decisions up."""

    def __init__(self, world: World, fallback: Policy) -> None:
        self._world = world
        self._fallback = fallback
        self._states: dict[tuple[int, int], int] = {}
        self._seen: dict[tuple[int, int], float] = {}  # (state, next state): how often
        self._last: dict[int, int] = {}  # the state each user was in
        self._observed, self._planned_at, self._due = 0, 0, FIRST_PLAN
        self._values: NDArray[np.float64] = np.zeros((0, len(world.dcs)))
        self._plan: NDArray[np.int32] = np.zeros((0, len(world.dcs)), dtype=np.int32)
        self._trusted: NDArray[np.bool_] = np.zeros(0, dtype=np.bool_)

    def choose(self, user: int, before: int, anchor: int, dc: int) -> int:
        """Where the service is to run; see `Policy`."""
        state = self._observe(user, before, anchor)
        if self._observed >= self._due:
            self.plan()
        known = state is not None and state < len(self._plan) and self._trusted[state]
        # The fallback learns from every move, also while it is not asked.
        advice = self._fallback.choose(user, before, anchor, dc)
        return int(self._plan[state, dc]) if known else advice

    def plan(self) -> None:
        """Solve the process for what has been counted so far, beginning at the last plan's values."""
        if not self._seen:
            return
        moves = self._estimate()
        self._trusted = moves.trusted
        self._values, self._plan = _solve(self._world, moves, self._values)
        self._seen = {pair: FORGETTING * count for pair, count in self._seen.items()}
        self._due = self._observed + max(self._observed // 2, FIRST_PLAN)

    def _observe(self, user: int, before: int, anchor: int) -> int | None:
        state = self._states.get((before, anchor))
        if state is None:
            if len(self._states) >= MAX_STATES:
                self._last.pop(user, None)
                return None
            state = self._states[before, anchor] = len(self._states)
        last = self._last.get(user)
        if last is not None:
            self._seen[last, state] = self._seen.get((last, state), 0.0) + 1.0
            self._observed += 1
        self._last[user] = state
        return state

    def _estimate(self) -> "_Moves":
        """P(e'|e). Who is at an anchor goes on to a state that someone at that anchor has gone on to before."""
        at = np.array([anchor for _, anchor in self._states], dtype=np.intp)
        slots: dict[int, dict[int, int]] = {}
        for state, following in self._seen:
            successors = slots.setdefault(int(at[state]), {})
            successors.setdefault(following, len(successors))
        width = max(len(successors) for successors in slots.values())
        counts = np.zeros((len(at), width))
        next_of = np.zeros((len(self._world.anchors), width), dtype=np.intp)
        for (state, following), count in self._seen.items():
            slot = slots[int(at[state])][following]
            next_of[at[state], slot] = following
            counts[state, slot] = count
        # Regardless of the direction: where users at this anchor go next, arriving from anywhere.
        pooled = np.zeros((len(self._world.anchors), width))
        np.add.at(pooled, at, counts)
        support = pooled.sum(axis=1)[at]
        blind = pooled[at] / np.maximum(support, np.finfo(np.float64).tiny)[:, None]
        estimate, following_states = counts + PRIOR_MOVES * blind, next_of[at]
        # An anchor nobody has left yet is taken to be stayed at.
        nowhere = np.flatnonzero(support == 0.0)
        estimate[nowhere, 0], following_states[nowhere, 0] = 1.0, nowhere
        return _Moves(at, following_states, estimate / estimate.sum(axis=1, keepdims=True), support >= TRUSTED_MOVES)


@dataclass(frozen=True, slots=True, eq=False)
class _Moves:
    """Per state: its anchor, the states that may follow, how likely each is, and whether that can be trusted."""

    at: NDArray[np.intp]
    following: NDArray[np.intp]
    probability: NDArray[np.float64]
    trusted: NDArray[np.bool_]


def _solve(world: World, moves: _Moves, warm: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """The values and the DC to use in each (state, present DC), by value iteration."""
    costs = world.rtts_ms[moves.at]
    weights = DISCOUNT * moves.probability[:, :, None]
    values = np.zeros_like(costs)
    values[: len(warm)] = warm
    price, scale = world.migration_cost_ms, DISCOUNT / (1.0 - DISCOUNT)
    staying = costs
    for _ in range(MAX_SWEEPS):
        staying = costs.copy()
        for slot in range(weights.shape[1]):
            staying += weights[:, slot] * values[moves.following[:, slot]]
        swept = np.minimum(staying, staying.min(axis=1, keepdims=True) + price)
        change = swept - values
        values = swept
        if scale * float(change.max() - change.min()) <= TOLERANCE_MS:
            break
    best = staying.argmin(axis=1)[:, None]
    present = np.arange(len(world.dcs))[None, :]
    pays = staying > staying.min(axis=1, keepdims=True) + price + TOLERANCE_MS
    return values, np.where(pays, best, present).astype(np.int32)
