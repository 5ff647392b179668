"""What the controller decides about a service: the classes, the candidates, and what it learns of each user."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fmcc.decision.judge import Judgement, Situation, capacity_price_ms, judge, prepare
from fmcc.decision.mdp import Action
from fmcc.decision.placement import InvalidPlacementError, PlacementParameters, distance_hops
from fmcc.decision.policy.learning import MoveBelief
from fmcc.model import Latencies, ServiceClass, ServiceSpec
from fmcc.users import Anchors


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided about a service, and why. `sweeps` is 0 and `judgement` None where no model was asked."""

    action: str
    target: str
    reason: str
    advantage_ms: float = 0.0
    sweeps: int = 0
    at: float = 0.0
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class DecisionRules:
    """What an operator adds to the model.

    `hysteresis_ms`: what a move has to be worth beyond its cost. `capacities`: how many services a DC holds (a DC
    left out: any number); a full one is no target, and one that fills up has a price of up to `full_dc_ms`.
    """

    hysteresis_ms: float = 0.0
    full_dc_ms: float = 0.0
    capacities: Mapping[str, int] = field(default_factory=dict)


class Decider:
    """Decides on one service at a time. Pure: knows no clock and remembers only how users move."""

    def __init__(self, latencies: Latencies, parameters: PlacementParameters, rules: DecisionRules) -> None:
        self._latencies = latencies
        self._parameters = parameters
        self._rules = rules
        self._beliefs: dict[str, MoveBelief] = {}

    def prepare(self, services: Sequence[ServiceSpec]) -> None:
        """Solve ahead of time whatever these services may need; safe beside the event loop."""
        for parameters, remaining in {(self._parameters_of(spec), spec.remaining_epochs) for spec in services}:
            prepare(parameters, remaining)

    def observe(self, spec: ServiceSpec, dc: str | None, before: Anchors, after: Anchors) -> None:
        """The user of a service at `dc` has moved: away from it, or towards it? Unmeasured moves teach nothing."""
        past, now = self._hops(spec, dc, before), self._hops(spec, dc, after)
        if past is None or now is None or past == now:
            return
        if past == 0:
            return  # from the best DC every move leads away: that says nothing about the user
        self._beliefs.setdefault(spec.name, MoveBelief()).observe(now > past)

    def verdict(
        self,
        spec: ServiceSpec,
        dc: str,
        anchors: Anchors,
        is_up: Callable[[str], bool],
        load: Mapping[str, int],
        at: float,
    ) -> Verdict:
        """What to do with a service that runs at `dc`; `load` is how many services every DC holds already."""
        stay, migrate = str(Action.STAY), str(Action.MIGRATE)
        if spec.kind is ServiceClass.PINNED:
            return Verdict(stay, dc, f"Stay in {dc}: the service is pinned.", at=at)
        rtts_ms = self._candidates(dc, anchors, is_up, load)
        if dc not in rtts_ms:
            reason = f"Stay in {dc}: no latency is known from {' or '.join(anchors)} to it."
            return Verdict(stay, dc, reason, at=at)
        if spec.kind is ServiceClass.ALWAYS:
            best = min(rtts_ms, key=lambda name: (rtts_ms[name], name != dc, name))
            verb = f"Stay in {dc}" if best == dc else f"Migrate from {dc} to {best}"
            reason = f"{verb}: the service always runs where the user is nearest ({rtts_ms[best]:.1f} ms)."
            return Verdict(stay if best == dc else migrate, best, reason, rtts_ms[dc] - rtts_ms[best], at=at)
        situation = Situation(
            rtts_ms,
            dc,
            replace(self._beliefs.get(spec.name, MoveBelief())),
            {name: self._price_ms(name, load.get(name, 0) - (name == dc)) for name in rtts_ms},
            spec.remaining_epochs,
        )
        try:
            found = judge(situation, self._parameters_of(spec), self._rules.hysteresis_ms)
        except InvalidPlacementError as error:
            return Verdict(stay, dc, f"Stay in {dc}: {error}", at=at)
        decision = found.decision
        return Verdict(
            str(decision.action), decision.target_dc, decision.reason, decision.advantage_ms, decision.sweeps, at, found
        )

    def _candidates(
        self, dc: str, anchors: Sequence[str], is_up: Callable[[str], bool], load: Mapping[str, int]
    ) -> dict[str, float]:
        """The RTT to the present DC and to every other that is up and has room."""
        known = next((self._latencies[a] for a in anchors if a in self._latencies), {})
        return {name: rtt for name, rtt in known.items() if name == dc or (is_up(name) and self._has_room(name, load))}

    def _has_room(self, dc: str, load: Mapping[str, int]) -> bool:
        capacity = self._rules.capacities.get(dc)
        return capacity is None or load.get(dc, 0) < capacity

    def _price_ms(self, dc: str, others: int) -> float:
        return capacity_price_ms(others, self._rules.capacities.get(dc), self._rules.full_dc_ms)

    def _hops(self, spec: ServiceSpec, dc: str | None, anchors: Sequence[str]) -> int | None:
        known = next((self._latencies[a] for a in anchors if a in self._latencies), {})
        if dc is None or dc not in known:
            return None
        return distance_hops(known[dc] - min(known.values()), self._parameters_of(spec))

    def _parameters_of(self, spec: ServiceSpec) -> PlacementParameters:
        return replace(self._parameters, migration_cost_ms=spec.migration_cost_ms)
