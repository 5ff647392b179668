"""Should this user's service move, and where to? One user, one service, decided on measured latency.

The models of `fmcc.decision.models` know a distance to one data centre (DC); an operator has several DCs and
measures round-trip times. The mapping, and what it leaves out:

* The target is the DC with the smallest RTT to the user's anchor.
* The distance is how much worse the present DC is than that one: (RTT now - smallest RTT) /
  `rtt_per_hop_ms`, rounded to the nearest whole hop and counted as `max_hops` beyond that. A hop stands for
  one change of service area, so `rtt_per_hop_ms` is what one such change typically adds. Measurement noise
  under half a hop never moves anything; an excess beyond `max_hops` is understated, which errs on the side
  of staying.
* What is given up: the model thinks the user's next move changes the excess by one hop, up with p, down with
  1 - p. Real networks jump; then the decision is made anew from the new measurement.

Everything is priced in milliseconds of RTT for one epoch (the time a user spends in one service area).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from fmcc.decision.mdp import Action
from fmcc.decision.models import MODEL_NAMES, model
from fmcc.decision.solve import METHODS, Solution, solve

MAX_HOPS: Final = 100
"""Largest distance a placement may count; a policy of this size still solves in milliseconds."""

MAX_QUALITY_MS: Final = 1e6
"""Largest Q(0): far beyond it the differences that decide would drown in rounding."""

MAX_CACHED_POLICIES: Final = 4096
"""Solved policies kept; beyond that the least recently used is forgotten and solved again when needed."""

_EXPONENTS: Final[dict[str, float]] = {"linear": 1.0, "quadratic": 2.0}


class InvalidPlacementError(ValueError):
    """The parameters or measurements of a placement decision make no sense."""


@dataclass(frozen=True, slots=True)
class PlacementParameters:
    """What a decision depends on besides the measured RTTs. Hashable: it is the key of the solved policy.

    * `migration_cost_ms`: the price of moving the service once, in milliseconds of RTT for one epoch. 60
      means: a move pays if it saves 60 ms for one epoch, or 6 ms for ten (later epochs count for less, see
      `discount`).
    * `p`: probability that the user's next move takes it farther from the present DC.
    * `model`: `default`, `paper` or `paper-exact` (see `fmcc.decision.models`).
    * `quality`: how quality falls with the excess RTT. `linear`: by `rtt_per_hop_ms` per hop, so that
      quality is milliseconds. `quadratic`: by `rtt_per_hop_ms` times the square of the hops, for services
      that bear a little latency well and much of it badly; the only one `paper-exact` is defined for.
    * `discount`: weight of the next epoch against this one. `paper` takes its α from it, α = 1/discount - 1.
    * `rtt_per_hop_ms`: what one change of service area typically adds to the RTT.
    * `max_hops`: the paper's thr. Beyond it the model takes migration for granted.
    * `best_quality_ms`: Q(0), what an epoch at the best DC is worth. `default` decides the same for any
      value; `paper` and `paper-exact` do not.
    * `method`: the solver's name.

    Raises `InvalidPlacementError`.
    """

    migration_cost_ms: float = 60.0
    p: float = 0.5
    model: str = "default"
    quality: Literal["linear", "quadratic"] = "linear"
    discount: float = 0.9
    rtt_per_hop_ms: float = 10.0
    max_hops: int = 10
    best_quality_ms: float = 100.0
    method: str = "value-iteration"

    def __post_init__(self) -> None:
        _require(_finite(self.migration_cost_ms, 0.0), "migration_cost_ms must be finite and not negative")
        _require(0.0 <= self.p <= 1.0, "p must be in [0, 1]")
        _require(self.model in MODEL_NAMES, f"model must be one of {', '.join(MODEL_NAMES)}")
        _require(self.quality in _EXPONENTS, f"quality must be one of {', '.join(_EXPONENTS)}")
        _require(
            self.model != "paper-exact" or self.quality == "quadratic",
            "model paper-exact is defined for quality quadratic only",
        )
        _require(0.0 < self.discount <= 0.999, "discount must be in (0, 0.999]")
        _require(_finite(self.rtt_per_hop_ms, 0.0) and self.rtt_per_hop_ms > 0.0, "rtt_per_hop_ms must be positive")
        _require(
            isinstance(self.max_hops, int) and 1 <= self.max_hops <= MAX_HOPS,
            f"max_hops must be a whole number in 1 … {MAX_HOPS}",
        )
        _require(abs(self.best_quality_ms) <= MAX_QUALITY_MS, f"best_quality_ms is beyond {MAX_QUALITY_MS:g}")
        _require(self.method in METHODS, f"method must be one of {', '.join(METHODS)}")


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with one service for one user, and why.

    `target_dc` is where the service is to run: the present DC when the action is to stay. `value_stay_ms`
    and `value_migrate_ms` are the expected discounted rewards of the two actions (ms of RTT, summed over
    epochs; only their difference `advantage_ms` = migrate - stay means something to an operator; migrating
    needs it to be positive). `distance_hops` is the state of the model the decision was read from, `states`
    how many that model has, `sweeps` what solving it took (once per parameters) and `bound_ms` how exact
    the values are.
    """

    action: Action
    current_dc: str
    target_dc: str
    best_dc: str
    current_rtt_ms: float
    best_rtt_ms: float
    distance_hops: int
    value_stay_ms: float
    value_migrate_ms: float
    states: int
    sweeps: int
    bound_ms: float
    reason: str

    @property
    def advantage_ms(self) -> float:
        """What migrating now is worth more than staying now, the migration cost included."""
        return self.value_migrate_ms - self.value_stay_ms


def decide(rtts_ms: Mapping[str, float], current_dc: str, parameters: PlacementParameters) -> Decision:
    """Decide whether the service at `current_dc` should move, given the RTT from the user's anchor to each
    DC.

    `rtts_ms` holds the candidates that may run the service, the present one included, in milliseconds. Raises
    `InvalidPlacementError`.
    """
    if current_dc not in rtts_ms:
        raise InvalidPlacementError(f"no RTT to {current_dc!r}, where the service runs")
    for dc, rtt in rtts_ms.items():
        _require(_finite(rtt, 0.0), f"the RTT to {dc!r} must be finite and not negative, not {rtt}")
    current_rtt = rtts_ms[current_dc]
    # At equal RTTs the present DC wins, then the first name: the answer may not depend on the order of a
    # mapping.
    best_dc = min(rtts_ms, key=lambda dc: (rtts_ms[dc], dc != current_dc, dc))
    best_rtt = rtts_ms[best_dc]
    distance = distance_hops(current_rtt - best_rtt, parameters)
    solution = solved(parameters)
    # In state 0 of `paper-exact` the policy says "migrate" for want of another action: at the best DC we
    # stay.
    migrate = distance > 0 and solution.policy[distance] == Action.MIGRATE.position
    decision = Decision(
        action=Action.MIGRATE if migrate else Action.STAY,
        current_dc=current_dc,
        target_dc=best_dc if migrate else current_dc,
        best_dc=best_dc,
        current_rtt_ms=current_rtt,
        best_rtt_ms=best_rtt,
        distance_hops=distance,
        value_stay_ms=float(solution.action_values[Action.STAY.position, distance]),
        value_migrate_ms=float(solution.action_values[Action.MIGRATE.position, distance]),
        states=len(solution.values),
        sweeps=solution.sweeps,
        bound_ms=solution.bound,
        reason="",
    )
    return replace(decision, reason=_reason(decision, len(rtts_ms), parameters))


def distance_hops(excess_ms: float, parameters: PlacementParameters) -> int:
    """How many hops an excess RTT counts as: to the nearest hop, halves upwards, at most `max_hops`."""
    hops = min(excess_ms / parameters.rtt_per_hop_ms, float(parameters.max_hops))
    return math.floor(hops + 0.5)


def migration_threshold(parameters: PlacementParameters) -> int | None:
    """The smallest distance in hops at which the policy migrates; None if it never does within `max_hops`."""
    policy = solved(parameters).policy
    distances = range(1, parameters.max_hops + 1)
    return next((d for d in distances if policy[d] == Action.MIGRATE.position), None)


@lru_cache(maxsize=MAX_CACHED_POLICIES)
def solved(parameters: PlacementParameters) -> Solution:
    """The solved model behind a decision: computed once per parameters, then remembered."""
    arguments: dict[str, float] = {
        "p": parameters.p,
        "cost": parameters.migration_cost_ms,
        "thr": parameters.max_hops,
        "best": parameters.best_quality_ms,
        "per_hop": parameters.rtt_per_hop_ms,
    }
    if parameters.model == "paper":
        arguments["alpha"] = 1.0 / parameters.discount - 1.0
    else:
        arguments["discount"] = parameters.discount
    if parameters.model != "paper-exact":
        arguments["exponent"] = _EXPONENTS[parameters.quality]
    return solve(model(parameters.model, **arguments), parameters.method)


def _reason(decision: Decision, candidates: int, parameters: PlacementParameters) -> str:
    """One sentence for the person who reads the journal."""
    here, there = decision.current_dc, decision.best_dc
    now, best = f"{decision.current_rtt_ms:.1f} ms", f"{decision.best_rtt_ms:.1f} ms"
    if here == there:
        rank = f"the best of {candidates} data centres" if candidates > 1 else "the only data centre on offer"
        return f"Stay in {here}: at {now} from the user it is {rank}."
    if decision.distance_hops == 0:
        half = f"{parameters.rtt_per_hop_ms / 2:g} ms"
        return f"Stay in {here}: its {now} are less than half a hop ({half}) behind the {best} of {there}."
    hops = f"{decision.distance_hops} hop{'s' if decision.distance_hops > 1 else ''}"
    most = ", the most that is counted" if decision.distance_hops == parameters.max_hops else ""
    compared = (
        f"the user is {now} away and would be {best} from {there} ({hops} of {parameters.rtt_per_hop_ms:g} ms"
        f"{most}) and moves farther with probability {parameters.p:.2g}"
    )
    cost = f"its cost of {parameters.migration_cost_ms:g} ms included"
    if decision.action is Action.MIGRATE:
        gain = f"is worth {decision.advantage_ms:.1f} ms more than staying"
        return f"Migrate from {here} to {there}: {compared}; migrating now {gain}, {cost}."
    loss = f"would be {max(-decision.advantage_ms, 0.0):.1f} ms worse than staying"
    return f"Stay in {here}: {compared}; migrating now {loss}, {cost}."


def _finite(value: float, least: float) -> bool:
    return math.isfinite(value) and value >= least


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise InvalidPlacementError(message)
