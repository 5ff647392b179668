"""The default policy: a Markov decision process over anchors on measured latency, choosing which DC.

State: the anchor the user came from, the one they are at (`fmcc.decision.mobility`), and the DC that serves them.
Action: the DC to serve them from now on. A step costs the RTT and the price of the DC, and a migration its price C:

    W(e, d) = rtt(anchor of e, d) + price(d) + γ Σ P(e'|e) V(e', d),    V(e, d) = min(W(e, d), min_d' W(e, d') + C)

Unlike a distance, this sees where users are heading, so it can move a service ahead of them. Until enough has been
seen of an anchor, the one-dimensional model with the user's own p decides (`fmcc.decision.judge`).

The controller and `fmc policy` drive the same planner: `observe` where users are, `decide` on a service, and
whenever `is_due`, `task().solve()` (in a thread: it touches nothing of the planner) and `adopt` what came of it.
"""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from fmcc.decision.judge import Judgement, Situation, check_hysteresis, judge, session_discount
from fmcc.decision.mdp import Action
from fmcc.decision.mobility import Counted, Mobility, Moves
from fmcc.decision.placement import InvalidPlacementError, PlacementParameters

DISCOUNT: Final = 0.98
TOLERANCE_MS: Final = 0.5
MAX_SWEEPS: Final = 5_000

TRUSTED_MOVES: Final = 8.0
"""Moves from an anchor below which the one-dimensional model decides."""

FIRST_PLAN: Final = 200
"""Moves seen before the first plan; afterwards a plan is made anew when they have grown by a half."""

COST_STEP: Final = 1.25
"""Costs, and sessions, this near to each other share a plan of what comes after; now each has its own cost."""

MAX_CLASSES: Final = 64
"""Plans kept beside each other; services of further costs and sessions use the nearest."""

MAX_TOLD: Final = 10
"""Places a user may go to next that an explanation names."""

Rtts = Mapping[Any, Mapping[str, float]]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CostClass:
    """Services whose future is planned together: the price of a migration (ms), and the discount of an epoch."""

    cost_ms: float
    discount: float


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A solved process: `worth[class][state, dc]` is the cost (ms) of serving a state from a DC from now on.

    `costs[state, dc]` is what it was solved with for one epoch. Never changed once made.
    """

    moves: Moves
    dcs: Mapping[str, int]
    costs: Floats
    worth: Mapping[CostClass, Floats]
    values: Mapping[CostClass, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """All that planning needs, cut loose from the planner: to be solved anywhere."""

    counted: Counted
    rtts_ms: Rtts
    prices_ms: Mapping[str, float]
    classes: tuple[CostClass, ...]
    last: Plan | None

    def solve(self) -> Plan | None:
        """Plan for every class, beginning at the last plan's values; None when nothing has been seen yet."""
        if not self.counted.seen:
            return None
        moves = self.counted.estimate()
        dcs = {name: i for i, name in enumerate(sorted({dc for row in self.rtts_ms.values() for dc in row}))}
        if not dcs:
            return None
        costs = self._costs(moves, dcs)
        warm = self.last.values if self.last is not None and self.last.dcs == dcs else {}
        worth: dict[CostClass, Floats] = {}
        values: dict[CostClass, Floats] = {}
        for wanted in self.classes:
            values[wanted], worth[wanted] = _solve(costs, moves, wanted, warm.get(wanted))
        return Plan(moves, dcs, costs, worth, values)

    def _costs(self, moves: Moves, dcs: Mapping[str, int]) -> Floats:
        """The cost of one epoch in every state, per DC: an RTT that is not known is taken for the longest known."""
        longest = max(rtt for row in self.rtts_ms.values() for rtt in row.values())
        table = np.full((len(moves.anchors), len(dcs)), longest)
        for i, anchor in enumerate(moves.anchors):
            for dc, rtt in self.rtts_ms.get(anchor, {}).items():
                table[i, dcs[dc]] = rtt
        table += [self.prices_ms.get(dc, 0.0) for dc in dcs]
        costs: Floats = table[moves.at]
        return costs


@dataclass(frozen=True, slots=True, eq=False)
class PlanJudgement:
    """A decision read from a plan, and everything it rests on.

    `worths_ms` are the expected discounted costs of being served from each candidate from now on, the price of
    getting there not included.
    """

    situation: Situation
    anchor: Hashable
    parameters: PlacementParameters
    plan: Plan
    state: int
    wanted: CostClass
    worths_ms: Mapping[str, float]
    best_dc: str
    advantage_ms: float
    hysteresis_ms: float
    migrates: bool

    @property
    def target_dc(self) -> str:
        """Where the service is to run."""
        return self.best_dc if self.migrates else self.situation.current_dc

    @property
    def _cost_ms(self) -> float:
        """The price of moving to the best DC now."""
        return self.parameters.migration_cost_ms + self.situation.moving_ms.get(self.best_dc, 0.0)

    @property
    def reason(self) -> str:
        """One sentence for a person."""
        here, there, rtts = self.situation.current_dc, self.best_dc, self.situation.rtts_ms
        if here == there:
            return f"Stay in {here}: with where users from {self.anchor} go next, no data centre is better."
        compared = f"the user is {rtts[here]:.1f} ms away and would be {rtts[there]:.1f} ms from {there}"
        next_anchor, share = self.plan.moves.next_anchors(self.state)[0]
        ahead = f"goes on to {next_anchor} with probability {share:.2g}"
        if next_anchor == self.anchor:
            ahead = f"stays with probability {share:.2g}"
        cost = f"its cost of {self._cost_ms:.3g} ms included"
        if self.migrates:
            gain = f"is worth {self.advantage_ms:.1f} ms more than staying"
            return f"Migrate from {here} to {there}: {compared}, and {ahead}; migrating now {gain}, {cost}."
        if self.advantage_ms > 0.0:
            least = f"less than the hysteresis of {self.hysteresis_ms:g} ms"
            return f"Stay in {here}: migrating to {there} is worth {self.advantage_ms:.1f} ms more, {least}."
        loss = f"would be {-self.advantage_ms:.1f} ms worse than staying"
        return f"Stay in {here}: {compared}, and {ahead}; migrating now {loss}, {cost}."

    def as_json(self) -> dict[str, Any]:
        """The candidates with their worths, where the user goes next, the costs and the confidence."""
        situation, least = self.situation, min(self.worths_ms.values())
        return {
            "policy": "anchors",
            "action": str(Action.MIGRATE if self.migrates else Action.STAY),
            "reason": self.reason,
            "dc": situation.current_dc,
            "target": self.target_dc,
            "advantage_ms": round(self.advantage_ms, 3),
            "candidates": [
                {
                    "dc": dc,
                    "rtt_ms": situation.rtts_ms[dc],
                    "price_ms": round(situation.prices_ms.get(dc, 0.0), 3),
                    "ahead_ms": round(worth - least, 3),
                    "is_current": dc == situation.current_dc,
                    "is_best": dc == self.best_dc,
                }
                for dc, worth in sorted(self.worths_ms.items(), key=lambda entry: (entry[1], entry[0]))
            ],
            "next": [
                {"anchor": str(anchor), "probability": round(share, 4)}
                for anchor, share in self.plan.moves.next_anchors(self.state)[:MAX_TOLD]
            ],
            "costs": {
                "migration_cost_ms": round(self._cost_ms, 3),
                "hysteresis_ms": self.hysteresis_ms,
                "discount": round(self.wanted.discount, 6),
                "remaining_epochs": situation.remaining_epochs,
            },
            "confidence": {"moves_seen": round(float(self.plan.moves.support[self.state]), 2), "needed": TRUSTED_MOVES},
        }


class Planner:
    """Learns where users go, plans, and looks decisions up. Knows no clock and starts no thread."""

    def __init__(self, discount: float = DISCOUNT) -> None:
        self.mobility = Mobility()
        self._discount = discount
        self._plan: Plan | None = None
        self._classes: dict[tuple[int, int], CostClass] = {}
        self._due_at = FIRST_PLAN
        self._stale = False

    def observe(self, user: Hashable, anchor: Hashable, epochs: int = 1) -> None:
        """The user is at this anchor for so many epochs in a row; new there or not."""
        self.mobility.observe(user, anchor, epochs)

    @property
    def is_due(self) -> bool:
        """Whether so much has changed since the last plan that another one is wanted."""
        return self.mobility.observed >= self._due_at or (self._stale and self._plan is not None)

    def outdate(self) -> None:
        """Latencies or prices are no longer those of the plan."""
        self._stale = True

    def task(self, rtts_ms: Rtts, prices_ms: Mapping[str, float] | None = None) -> Task:
        """What is to be solved now. `rtts_ms` must not change meanwhile."""
        self._stale = False
        self._due_at = self.mobility.observed + max(self.mobility.observed // 2, FIRST_PLAN)
        return Task(self.mobility.counted(), rtts_ms, prices_ms or {}, tuple(self._classes.values()), self._plan)

    def adopt(self, plan: Plan | None) -> None:
        """Decide by this plan from now on."""
        if plan is not None:
            self._plan = plan

    def decide(
        self, user: Hashable, situation: Situation, parameters: PlacementParameters, hysteresis_ms: float = 0.0
    ) -> Judgement | PlanJudgement:
        """Where the service of a user is to run; `parameters` hold its cost. Raises `InvalidPlacementError`."""
        check_hysteresis(hysteresis_ms)
        cost_ms = parameters.migration_cost_ms + min(situation.moving_ms.values(), default=0.0)
        wanted = self._class_of(cost_ms, situation.remaining_epochs)
        plan, state = self._plan, self.mobility.state(user)
        number = plan.moves.numbers.get(state) if plan is not None and state is not None else None
        if plan is None or state is None or number is None or plan.moves.support[number] < TRUSTED_MOVES:
            return judge(situation, parameters, hysteresis_ms)
        planned = wanted if wanted in plan.worth else _nearest(wanted, plan.worth)
        if planned is None or not situation.rtts_ms.keys() <= plan.dcs.keys():
            return judge(situation, parameters, hysteresis_ms)
        return _read(plan, number, planned, state[1], situation, parameters, hysteresis_ms)

    def _class_of(self, cost_ms: float, remaining_epochs: float | None) -> CostClass:
        """The class of a cost and a session; the first of a kind is its exact pattern."""
        if remaining_epochs is not None and not remaining_epochs >= 1.0:
            raise InvalidPlacementError(f"remaining_epochs must be at least 1, not {remaining_epochs}")
        key = (_step(cost_ms), -1 if remaining_epochs is None else _step(remaining_epochs))
        found = self._classes.get(key)
        if found is None:
            found = CostClass(cost_ms, session_discount(self._discount, remaining_epochs))
            if len(self._classes) < MAX_CLASSES:
                self._classes[key] = found
                self._stale = True
        return found


def _read(
    plan: Plan,
    number: int,
    wanted: CostClass,
    anchor: Hashable,
    situation: Situation,
    parameters: PlacementParameters,
    hysteresis_ms: float,
) -> PlanJudgement:
    """What the plan says of a state; the first epoch costs what it costs now, the later ones as planned."""
    rtts, prices, moving = situation.rtts_ms, situation.prices_ms, situation.moving_ms
    here, fixed = situation.current_dc, parameters.migration_cost_ms
    if here not in rtts:
        raise InvalidPlacementError(f"no RTT to {here!r}, where the service runs")
    ahead = (plan.worth[wanted][number] - plan.costs[number]).tolist()
    worths = {dc: ahead[plan.dcs[dc]] + rtt + prices.get(dc, 0.0) for dc, rtt in rtts.items()}
    # Which DC is best has the price of getting there in it; at equal worth the first name wins.
    reached = [(worth + fixed + moving.get(dc, 0.0), dc) for dc, worth in worths.items() if dc != here]
    least, best = min(reached, default=(math.inf, here))
    if worths[here] <= min(worths.values()):
        best, advantage = here, 0.0
    else:
        advantage = worths[here] - least
    migrates = best != here and advantage > TOLERANCE_MS and advantage >= hysteresis_ms
    return PlanJudgement(
        situation, anchor, parameters, plan, number, wanted, worths, best, advantage, hysteresis_ms, migrates
    )


def _solve(costs: Floats, moves: Moves, wanted: CostClass, warm: Floats | None) -> tuple[Floats, Floats]:
    """The values V and the worths W in each (state, DC), by value iteration."""
    weights = wanted.discount * moves.probability[:, :, None]
    values = np.zeros_like(costs)
    if warm is not None:
        values[: len(warm)] = warm
    scale = wanted.discount / (1.0 - wanted.discount)
    staying = costs
    for _ in range(MAX_SWEEPS):
        staying = costs.copy()
        for slot in range(weights.shape[1]):
            staying += weights[:, slot] * values[moves.following[:, slot]]
        swept = np.minimum(staying, staying.min(axis=1, keepdims=True) + wanted.cost_ms)
        change = swept - values
        values = swept
        if scale * float(change.max() - change.min()) <= TOLERANCE_MS:
            break
    return values, staying


def _step(value: float) -> int:
    return round(math.log(max(value, 1e-3)) / math.log(COST_STEP))


def _nearest(wanted: CostClass, solved: Mapping[CostClass, Any]) -> CostClass | None:
    """The class with a cost nearest to the wanted one, among those of sessions as long."""
    alike = [found for found in solved if found.discount == wanted.discount]
    return min(alike, key=lambda found: abs(_step(found.cost_ms) - _step(wanted.cost_ms)), default=None)
