"""What the controller decides about a service: the classes, the candidates, and what it learns of each user.

The policy is `fmcc.decision.planner`, the very one that `fmc policy compare` replays traces through. This file gives
it what the controller knows: where users are, the RTTs as measured, what copying each VM takes, and how full DCs are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from fmcc.copies import CopyBook
from fmcc.decision.judge import Judgement, Situation, capacity_price_ms, judge, learn, prepare
from fmcc.decision.learning import MoveBelief
from fmcc.decision.mdp import Action
from fmcc.decision.moving import CopyEstimate, Prices
from fmcc.decision.placement import InvalidPlacementError, PlacementParameters
from fmcc.decision.planner import Plan, PlanJudgement, Planner, Task
from fmcc.latency import MAX_AGE_S, LatencyTable, Places, Rtt
from fmcc.model import ServiceClass, ServiceSpec
from fmcc.users import Anchors
from lisp.wire import Prefix

# The candidates that an explanation names, the best first, besides the present DC: daemons remember explanations.
MAX_TOLD: Final = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided about a service, and why.

    `judgement` is None where no policy was asked. `rtts` and `copies` say, per candidate, where its RTT comes from
    and what moving the VM there would take.
    """

    action: str
    target: str
    reason: str
    advantage_ms: float = 0.0
    at: float = 0.0
    judgement: Judgement | PlanJudgement | None = None
    rtts: Mapping[str, Rtt] = field(default_factory=dict)
    copies: Mapping[str, CopyEstimate] = field(default_factory=dict)

    @property
    def sweeps(self) -> int:
        """What solving the one-dimensional model took; 0 where it was not asked."""
        return self.judgement.decision.sweeps if isinstance(self.judgement, Judgement) else 0

    def explanation(self) -> dict[str, Any]:
        """Everything the verdict rests on: what `fmc explain`, HTTP and the log show."""
        if self.judgement is None:
            return {
                "action": self.action,
                "target": self.target,
                "reason": self.reason,
                "advantage_ms": round(self.advantage_ms, 3),
            }
        found = self.judgement.as_json()
        told = [c for i, c in enumerate(found["candidates"]) if i < MAX_TOLD or c["is_current"]]
        found["candidates_left_out"] = len(found["candidates"]) - len(told)
        found["candidates"] = told
        for candidate in found["candidates"]:
            rtt, copy = self.rtts[candidate["dc"]], self.copies.get(candidate["dc"])
            candidate["rtt_ms"] = round(rtt.ms, 3)
            candidate["rtt_from"] = str(rtt.source)
            candidate["rtt_age_s"] = None if rtt.at is None else round(self.at - rtt.at, 1)
            candidate["copy_s"] = None if copy is None else round(copy.seconds, 3)
            candidate["copy_bytes"] = None if copy is None else round(copy.sent_bytes)
            candidate["copy_converges"] = None if copy is None else copy.converges
        return found


@dataclass(frozen=True, slots=True)
class DecisionRules:
    """What an operator adds to the model.

    `policy`: `anchors` plans over where users go, `distance` decides by the one-dimensional model alone.
    `hysteresis_ms`: what a move has to be worth beyond its cost. `capacities`: how many services a DC holds (a DC
    left out: any number); a full one is no target, and one that fills up has a price of up to `full_dc_ms`.
    `epoch_s` is how long an epoch is for a user who stays, `prices` what copying costs. `places` stand in for RTTs
    that are neither measured nor configured, and a measured one counts for `max_rtt_age_s`.
    """

    policy: str = "anchors"
    hysteresis_ms: float = 0.0
    full_dc_ms: float = 0.0
    capacities: Mapping[str, int] = field(default_factory=dict)
    epoch_s: float = 60.0
    prices: Prices = field(default_factory=Prices)
    places: Places = field(default_factory=Places)
    max_rtt_age_s: float = MAX_AGE_S


@dataclass(frozen=True, slots=True, eq=False)
class Planning:
    """What is to be solved beside the event loop: a plan, and the one-dimensional policies that may be needed."""

    parameters: frozenset[tuple[PlacementParameters, float | None]]
    task: Task | None = None

    def solve(self) -> Plan | None:
        """Takes long, touches no state of the controller."""
        for parameters, remaining_epochs in self.parameters:
            prepare(parameters, remaining_epochs)
        return None if self.task is None else self.task.solve()


class Decider:
    """Decides on one service at a time. Pure: knows no clock; remembers how users move and VMs are copied."""

    def __init__(
        self, latencies: LatencyTable, parameters: PlacementParameters, rules: DecisionRules, copies: CopyBook
    ) -> None:
        self.latencies = latencies
        self.copies = copies
        self._parameters = parameters
        self._rules = rules
        self._beliefs: dict[str, MoveBelief] = {}
        self._planner = Planner() if rules.policy == "anchors" else None
        self._settled: set[Prefix] = set()

    # What is learned

    def user_moved(self, user: Prefix, before: Anchors, after: Anchors, stayed_s: float) -> None:
        """A user who was behind `before` for so long (s) is behind `after` now; either may be empty."""
        if self._planner is None:
            return
        # The first epoch was counted on arrival, and a second when they had settled.
        extra = round(stayed_s / self._rules.epoch_s) - 1 - (user in self._settled)
        self._settled.discard(user)
        if before and extra > 0:
            self._planner.observe(user, before[0], extra)
        if after:
            self._planner.observe(user, after[0])
        else:
            self._planner.mobility.forget(user)

    def user_settled(self, user: Prefix, anchors: Anchors) -> None:
        """A user has been behind these anchors for an epoch."""
        if self._planner is not None and anchors and user not in self._settled:
            self._settled.add(user)
            self._planner.observe(user, anchors[0])

    def observe(self, spec: ServiceSpec, dc: str | None, before: Anchors, after: Anchors, now: float) -> None:
        """The user of a service at `dc` has moved: away from it, or towards it?"""
        if dc is not None:
            belief = self._beliefs.setdefault(spec.name, MoveBelief())
            past, present = (self.latencies.row(self._anchor(anchors, now), now) for anchors in (before, after))
            learn(belief, past, present, dc, self._parameters_of(spec))

    # Plans

    @property
    def is_due(self) -> bool:
        """Whether a plan is wanted."""
        return self._planner is not None and self._planner.is_due

    def outdate(self) -> None:
        """Latencies have drifted: the plan is no longer for this world."""
        if self._planner is not None:
            self._planner.outdate()

    def planning(self, services: Sequence[ServiceSpec], load: Mapping[str, int], now: float) -> Planning:
        """What is to be solved now, to be given to a thread."""
        wanted = frozenset((self._parameters_of(spec), spec.remaining_epochs) for spec in services)
        if self._planner is None or not self._planner.is_due:
            return Planning(wanted)
        prices = {dc: self._price_ms(dc, load.get(dc, 0)) for dc in self._rules.capacities}
        return Planning(wanted, self._planner.task(self.latencies.rows(now), prices))

    def adopt(self, plan: Plan | None) -> None:
        """Decide by this plan from now on."""
        if self._planner is not None:
            self._planner.adopt(plan)

    # Decisions

    def verdict(
        self,
        spec: ServiceSpec,
        dc: str,
        anchors: Anchors,
        is_up: Callable[[str], bool],
        load: Mapping[str, int],
        now: float,
        along: Sequence[tuple[ServiceSpec, str]] = (),
    ) -> Verdict:
        """What to do with a service that runs at `dc`; `load` is how many services every DC holds already.

        `along` are the services that move with it, and where they run: their moves are part of the price.
        """
        stay = str(Action.STAY)
        if spec.kind is ServiceClass.PINNED:
            return Verdict(stay, dc, f"Stay in {dc}: the service is pinned.", at=now)
        rtts = self._candidates(dc, anchors, is_up, load, now)
        if dc not in rtts:
            reason = f"Stay in {dc}: no latency is known from {' or '.join(anchors)} to it."
            return Verdict(stay, dc, reason, at=now)
        if spec.kind is ServiceClass.ALWAYS:
            return _nearest(dc, rtts, now)
        copies = {name: copy for name in rtts if name != dc and (copy := self.copies.estimate(spec, dc, name))}
        situation = Situation(
            {name: rtt.ms for name, rtt in rtts.items()},
            dc,
            replace(self._beliefs.get(spec.name, MoveBelief())),
            {name: self._price_ms(name, load.get(name, 0) - (name == dc)) for name in rtts},
            {name: self._moving_ms(copies.get(name), along, name) for name in rtts if name != dc},
            spec.remaining_epochs,
        )
        try:
            found = self._judged(spec, situation)
        except InvalidPlacementError as error:
            return Verdict(stay, dc, f"Stay in {dc}: {error}", at=now)
        action = Action.MIGRATE if found.migrates else Action.STAY
        return Verdict(str(action), found.target_dc, found.reason, found.advantage_ms, now, found, rtts, copies)

    def _judged(self, spec: ServiceSpec, situation: Situation) -> Judgement | PlanJudgement:
        parameters, hysteresis_ms = self._parameters_of(spec), self._rules.hysteresis_ms
        if self._planner is None:
            return judge(situation, parameters, hysteresis_ms)
        return self._planner.decide(spec.user, situation, parameters, hysteresis_ms)

    def _moving_ms(self, copy: CopyEstimate | None, along: Sequence[tuple[ServiceSpec, str]], target: str) -> float:
        """The price of a migration to a DC beyond the fixed one of the service itself."""
        price = 0.0 if copy is None else self._rules.prices.of(copy)
        for spec, dc in along:
            if dc != target:
                other = self.copies.estimate(spec, dc, target)
                price += spec.migration_cost_ms + (0.0 if other is None else self._rules.prices.of(other))
        return price

    def _candidates(
        self, dc: str, anchors: Anchors, is_up: Callable[[str], bool], load: Mapping[str, int], now: float
    ) -> dict[str, Rtt]:
        """The RTT to the present DC and to every other that is up, answers probes and has room."""
        anchor = self._anchor(anchors, now)
        return {
            name: rtt
            for name, rtt in self.latencies.known(anchor, now).items()
            if name == dc
            or (is_up(name) and self._has_room(name, load) and not self.latencies.is_silent(anchor, name, now))
        }

    def _anchor(self, anchors: Anchors, now: float) -> str:
        """The first of a user's anchors from which any RTT is known."""
        return next((anchor for anchor in anchors if self.latencies.known(anchor, now)), "")

    def _has_room(self, dc: str, load: Mapping[str, int]) -> bool:
        capacity = self._rules.capacities.get(dc)
        return capacity is None or load.get(dc, 0) < capacity

    def _price_ms(self, dc: str, others: int) -> float:
        return capacity_price_ms(others, self._rules.capacities.get(dc), self._rules.full_dc_ms)

    def _parameters_of(self, spec: ServiceSpec) -> PlacementParameters:
        return replace(self._parameters, migration_cost_ms=spec.migration_cost_ms)


def _nearest(dc: str, rtts: Mapping[str, Rtt], now: float) -> Verdict:
    """For a service that is always where the latency is least."""
    best = min(rtts, key=lambda name: (rtts[name].ms, name != dc, name))
    verb = f"Stay in {dc}" if best == dc else f"Migrate from {dc} to {best}"
    reason = f"{verb}: the service always runs where the user is nearest ({rtts[best].ms:.1f} ms)."
    action = Action.STAY if best == dc else Action.MIGRATE
    return Verdict(str(action), best, reason, rtts[dc].ms - rtts[best].ms, now)
