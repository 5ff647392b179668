"""The policies to compare with, each behind the interface of `Policy`."""

from collections.abc import Callable
from typing import Final

import numpy as np

from fmcc.decision.learning import MoveBelief
from fmcc.decision.mdp import Action, Mdp
from fmcc.decision.models import model
from fmcc.decision.policy.anchors import AnchorMdp
from fmcc.decision.policy.base import Policy, World
from fmcc.decision.solve import solve
from fmcc.decision.threshold import thresholds

THRESHOLD_HOPS: Final = 3
"""Distance at which the fixed threshold migrates."""

DISCOUNT: Final = 0.95
MAX_HOPS: Final = 20
ASSUMED_P: Final = 0.5

TARGET_HOPS: Final = 1.5
"""Lyapunov: the average excess latency to keep to, in hops."""

TRADE_OFF: Final = 2.0
"""Lyapunov: the weight V of the migration cost against the queue of latency."""


class Never:
    """The service stays where it started."""

    def choose(self, user: int, before: int, anchor: int, dc: int) -> int:
        """See `Policy`."""
        return dc


class Always:
    """The service is always where the latency is least."""

    def __init__(self, world: World) -> None:
        self._world = world

    def choose(self, user: int, before: int, anchor: int, dc: int) -> int:
        """See `Policy`."""
        return self._world.best(anchor) if self._world.hops(anchor, dc) > 0 else dc


class DistanceThreshold:
    """Migrate to the best DC when the present one is `hops` or more worse."""

    def __init__(self, world: World, hops: int = THRESHOLD_HOPS) -> None:
        self._world = world
        self.hops = max(hops, 1)

    def choose(self, user: int, before: int, anchor: int, dc: int) -> int:
        """See `Policy`."""
        return self._world.best(anchor) if self._world.hops(anchor, dc) >= self.hops else dc


class Myopic:
    """Migrate when this epoch's gain in latency alone exceeds the cost."""

    def __init__(self, world: World) -> None:
        self._world = world

    def choose(self, user: int, before: int, anchor: int, dc: int) -> int:
        """See `Policy`."""
        row, best = self._world.rtts_ms[anchor], self._world.best(anchor)
        return best if row[dc] - row[best] > self._world.migration_cost_ms else dc


class Lyapunov:
    """Drift-plus-penalty (after Urgaonkar et al. 2015), knowing nothing of how users move.

    Per user a virtual queue Z grows by the excess latency and drains by a target; every epoch minimises
    V · migration cost + Z · latency, in units of one hop.
    """

    def __init__(self, world: World, target_hops: float = TARGET_HOPS, trade_off: float = TRADE_OFF) -> None:
        self._excess = (world.rtts_ms - world.rtts_ms.min(axis=1, keepdims=True)) / world.rtt_per_hop_ms
        self._price = trade_off * world.migration_cost_ms / world.rtt_per_hop_ms
        self._target = target_hops
        self._queues: dict[int, float] = {}

    def choose(self, user: int, before: int, anchor: int, dc: int) -> int:
        """See `Policy`."""
        queue = self._queues.get(user, 0.0)
        penalties = queue * self._excess[anchor]
        best = int(penalties.argmin())
        chosen = best if penalties[dc] > penalties[best] + self._price else dc
        self._queues[user] = max(queue + float(self._excess[anchor, chosen]) - self._target, 0.0)
        return chosen


class HopMdp:
    """The one-dimensional `default` model with each user's own p, on distance alone.

    p is learned (`MoveBelief`) and used as far as its confidence bound forces it away from 0.5.
    """

    def __init__(self, world: World, discount: float = DISCOUNT) -> None:
        self._world = world
        self._beliefs: dict[int, MoveBelief] = {}
        share = np.linspace(0.0, 1.0, 101)
        cost = world.migration_cost_ms / world.rtt_per_hop_ms
        self._thresholds = thresholds(share, cost, discount=discount, thr=MAX_HOPS).tolist()

    def choose(self, user: int, before: int, anchor: int, dc: int) -> int:
        """See `Policy`."""
        hops = self._world.hops(anchor, dc)
        belief = self._beliefs.get(user)
        if belief is None:
            belief = self._beliefs[user] = MoveBelief()
        past = self._world.hops(before, dc)
        if past != hops and past > 0:
            belief.observe(hops > past)
        threshold = self._thresholds[round(100 * belief.used(ASSUMED_P))]
        return self._world.best(anchor) if hops >= threshold else dc


def paper_threshold(world: World) -> DistanceThreshold:
    """The paper's policy: the `paper` model at p = 0.5, this cost, in hops."""
    mdp = model("paper", p=ASSUMED_P, cost=world.migration_cost_ms / world.rtt_per_hop_ms)
    return DistanceThreshold(world, _first_migration(mdp))


def wang(world: World) -> DistanceThreshold:
    """The distance MDP of Wang et al. (ToN 2019): a uniform walk over hexagons seen as a walk over distances.

    Of the six moves from distance d > 0, 2.5 lead away and 1.5 back on average, and 2 keep the distance.
    """
    states = MAX_HOPS + 2
    transitions = np.zeros((2, states, states))
    inner = np.arange(1, states - 1)
    transitions[0, 0, 1] = 1.0
    transitions[0, inner, inner + 1], transitions[0, inner, inner - 1] = 2.5 / 6, 1.5 / 6
    transitions[0, inner, inner] = 2.0 / 6
    transitions[0, -1, 0] = 1.0
    transitions[1, :, 0] = 1.0
    allowed = np.ones((2, states), dtype=np.bool_)
    allowed[0, -1] = False
    rewards = np.zeros((2, states))
    rewards[0] = -np.arange(states)
    rewards[1] = -world.migration_cost_ms / world.rtt_per_hop_ms
    # The migration takes effect in this epoch; then the user moves on from distance 0.
    transitions[1, :, :] = transitions[0, 0, :]
    return DistanceThreshold(world, _first_migration(Mdp(transitions, rewards, DISCOUNT, allowed)))


def _first_migration(mdp: Mdp) -> int:
    policy = solve(mdp, "policy-iteration").policy
    return next((s for s in range(1, mdp.states) if policy[s] == Action.MIGRATE.position), mdp.states)


POLICIES: Final[dict[str, Callable[[World], Policy]]] = {
    "default": AnchorMdp,
    "hop-mdp": HopMdp,
    "paper": paper_threshold,
    "never": lambda _: Never(),
    "always": Always,
    "threshold": DistanceThreshold,
    "myopic": Myopic,
    "lyapunov": Lyapunov,
    "wang": wang,
}
"""Every policy by its name, made fresh for a world."""


def policies(world: World) -> dict[str, Policy]:
    """All of them, having learned nothing yet."""
    return {name: make(world) for name, make in POLICIES.items()}
