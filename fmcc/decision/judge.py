"""The decision an operator runs: `decide`, with what is known of this user, this session and the data centres.

* p is learned per user and used only as far as its confidence bound forces it away from the configured one
  (`MoveBelief.used`); what the other end of the interval would do is part of the judgement.
* a data centre that fills up has a price in milliseconds, added to its RTT.
* a session that ends soon is worth less moving for: with n epochs to go on average, each further epoch happens
  with probability 1 - 1/n, which multiplies the discount.
* hysteresis: a move has to be worth `hysteresis_ms` more than staying.

A `Judgement` holds all of it, for people (`fmc explain`), logs and programs alike.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from fmcc.decision.learning import MoveBelief
from fmcc.decision.mdp import Action
from fmcc.decision.placement import Decision, InvalidPlacementError, PlacementParameters, decide, distance_hops, solved

P_STEP: Final = 0.02
"""Grain of a learned p: few enough values that their policies stay in the cache."""

BUSY: Final = 0.8
"""Share of its capacity from which on a data centre has a price."""


@dataclass(frozen=True, slots=True)
class Situation:
    """One service and its user, now.

    `prices_ms` are added to the RTTs (a DC that is left out costs nothing extra), `moving_ms` to the cost of a
    migration there. `remaining_epochs` is the expected number of epochs the session still lasts; None for ever.
    """

    rtts_ms: Mapping[str, float]
    current_dc: str
    belief: MoveBelief = field(default_factory=MoveBelief)
    prices_ms: Mapping[str, float] = field(default_factory=dict)
    moving_ms: Mapping[str, float] = field(default_factory=dict)
    remaining_epochs: float | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision and everything it rests on.

    `decision` is made with `parameters` on RTTs with prices; `is_certain` says whether both ends of the interval
    of p give the same action.
    """

    decision: Decision
    situation: Situation
    parameters: PlacementParameters
    p_low: float
    p_high: float
    moves: float
    is_certain: bool
    hysteresis_ms: float

    @property
    def migrates(self) -> bool:
        """Whether the service is to move."""
        return self.decision.action is Action.MIGRATE

    @property
    def target_dc(self) -> str:
        """Where the service is to run."""
        return self.decision.target_dc

    @property
    def advantage_ms(self) -> float:
        """What migrating now is worth more than staying now."""
        return self.decision.advantage_ms

    @property
    def reason(self) -> str:
        """One sentence for a person."""
        return self.decision.reason

    def as_json(self) -> dict[str, Any]:
        """The candidates, the states of the model with their values, the costs and the confidence."""
        decision, parameters = self.decision, self.parameters
        return {
            "policy": "distance",
            "action": str(decision.action),
            "reason": decision.reason,
            "dc": decision.current_dc,
            "target": decision.target_dc,
            "advantage_ms": round(decision.advantage_ms, 3),
            "distance_hops": decision.distance_hops,
            "candidates": self._candidates(),
            "states": self._states(),
            "costs": {
                "migration_cost_ms": parameters.migration_cost_ms,
                "hysteresis_ms": self.hysteresis_ms,
                "discount": round(parameters.discount, 6),
                "remaining_epochs": self.situation.remaining_epochs,
            },
            "confidence": {
                "p": round(parameters.p, 4),
                "p_low": round(self.p_low, 4),
                "p_high": round(self.p_high, 4),
                "moves_seen": round(self.moves, 2),
                "same_action_at_both_ends": self.is_certain,
                "bound_ms": decision.bound_ms,
            },
            "model": parameters.model,
            "method": parameters.method,
            "sweeps": decision.sweeps,
        }

    def _candidates(self) -> list[dict[str, Any]]:
        priced = _priced(self.situation)
        least = min(priced.values())
        return [
            {
                "dc": dc,
                "rtt_ms": self.situation.rtts_ms[dc],
                "price_ms": round(self.situation.prices_ms.get(dc, 0.0), 3),
                "hops": distance_hops(cost - least, self.parameters),
                "is_current": dc == self.situation.current_dc,
                "is_best": dc == self.decision.best_dc,
            }
            for dc, cost in sorted(priced.items(), key=lambda item: (item[1], item[0]))
        ]

    def _states(self) -> list[dict[str, Any]]:
        """What the model makes of every distance; the last row is "farther than that"."""
        solution = solved(self.parameters)
        stay, migrate = (solution.action_values[action.position] for action in (Action.STAY, Action.MIGRATE))
        migrates = solution.policy == Action.MIGRATE.position
        return [
            {
                "hops": hops,
                "stay_ms": round(float(stay[hops]), 3),
                "migrate_ms": round(float(migrate[hops]), 3),
                "action": str(Action.MIGRATE if hops and migrates[hops] else Action.STAY),
                "is_here": hops == self.decision.distance_hops,
            }
            for hops in range(self.parameters.max_hops + 1)
        ]


def judge(situation: Situation, parameters: PlacementParameters, hysteresis_ms: float = 0.0) -> Judgement:
    """Decide, with `parameters` adapted to this user and session. Raises `InvalidPlacementError`."""
    check_hysteresis(hysteresis_ms)
    low, high = situation.belief.interval()
    priced = _priced(situation)
    best = min(priced, key=priced.__getitem__, default="")
    adapted = replace(
        parameters,
        migration_cost_ms=_grained_cost(parameters.migration_cost_ms, situation.moving_ms.get(best, 0.0)),
        p=_grained(situation.belief.used(parameters.p), parameters.p),
        discount=session_discount(parameters.discount, situation.remaining_epochs),
    )
    decision = decide(priced, situation.current_dc, adapted)
    ends = [replace(adapted, p=_grained(p, parameters.p)) for p in (low, high)]
    is_certain = all(_action(end, decision.distance_hops) is decision.action for end in ends)
    if decision.action is Action.MIGRATE and decision.advantage_ms < hysteresis_ms:
        reason = (
            f"Stay in {decision.current_dc}: migrating to {decision.best_dc} is worth {decision.advantage_ms:.1f} ms"
            f" more than staying, which is less than the hysteresis of {hysteresis_ms:g} ms."
        )
        decision = replace(decision, action=Action.STAY, target_dc=decision.current_dc, reason=reason)
    return Judgement(
        decision, situation, adapted, low, high, situation.belief.moves, is_certain, hysteresis_ms
    )  # fmt: skip


def learn(
    belief: MoveBelief,
    before_ms: Mapping[str, float],
    after_ms: Mapping[str, float],
    dc: str,
    parameters: PlacementParameters,
) -> None:
    """The user of a service at `dc` has moved, and the RTTs with them: away from it, or towards it?

    What is not measured teaches nothing. Nor does a move from the best DC: every such move leads away.
    """
    if dc not in before_ms or dc not in after_ms:
        return
    past = distance_hops(before_ms[dc] - min(before_ms.values()), parameters)
    now = distance_hops(after_ms[dc] - min(after_ms.values()), parameters)
    if past not in (0, now):
        belief.observe(now > past)


def check_hysteresis(hysteresis_ms: float) -> None:
    """Raises `InvalidPlacementError` for one that makes no sense."""
    if not (math.isfinite(hysteresis_ms) and hysteresis_ms >= 0.0):
        raise InvalidPlacementError(f"hysteresis_ms must be finite and not negative, not {hysteresis_ms}")


def prepare(parameters: PlacementParameters, remaining_epochs: float | None = None) -> None:
    """Solve the policies of every p that may be learned, so that no decision has to wait for one.

    Takes tens of milliseconds: for a thread beside the event loop. Raises `InvalidPlacementError`.
    """
    discount = session_discount(parameters.discount, remaining_epochs)
    for step in range(round(1.0 / P_STEP) + 1):
        solved(replace(parameters, p=_grained(step * P_STEP, parameters.p), discount=discount))


def _action(parameters: PlacementParameters, hops: int) -> Action:
    migrates = hops > 0 and solved(parameters).policy[hops] == Action.MIGRATE.position
    return Action.MIGRATE if migrates else Action.STAY


def capacity_price_ms(load: float, capacity: float | None, full_ms: float) -> float:
    """What one more service at a DC costs: nothing while it has room, `full_ms` when it is full, linear between.

    `load` and `capacity` are counted in services; None is a DC without limit.
    """
    if capacity is None or capacity <= 0.0:
        return 0.0 if capacity is None else full_ms
    return full_ms * min(max((load / capacity - BUSY) / (1.0 - BUSY), 0.0), 1.0)


def _grained(p: float, configured: float) -> float:
    """A learned p to the nearest grain; the configured one as it is."""
    return p if p == configured else min(max(round(p / P_STEP) * P_STEP, 0.0), 1.0)


def _grained_cost(fixed_ms: float, moving_ms: float) -> float:
    """The price of a move; what is estimated of it to two digits, so that few policies are ever needed."""
    return fixed_ms if moving_ms == 0.0 else fixed_ms + float(f"{moving_ms:.1e}")


def session_discount(discount: float, remaining_epochs: float | None) -> float:
    """The discount of an epoch when the session may end with it. Raises `InvalidPlacementError`."""
    if remaining_epochs is None:
        return discount
    if not remaining_epochs >= 1.0:
        raise InvalidPlacementError(f"remaining_epochs must be at least 1, not {remaining_epochs}")
    # A discount of 0 would be no placement parameter: the last epoch still counts a little.
    return max(discount * (1.0 - 1.0 / remaining_epochs), 1e-6)


def _priced(situation: Situation) -> dict[str, float]:
    return {dc: rtt + situation.prices_ms.get(dc, 0.0) for dc, rtt in situation.rtts_ms.items()}
