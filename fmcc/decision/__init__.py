"""When should a service follow its user? Decision models that need only numpy: no I/O, no clock.

>>> from fmcc.decision import PlacementParameters, decide, model, solve
>>> decide({"dc1": 250.0, "dc2": 3.0}, "dc1", PlacementParameters()).target_dc
'dc2'
>>> int(solve(model("paper", p=0.5, cost=0.7)).policy[6])      # Fig. 14 (a): migrate at distance 6
1
"""

from fmcc.decision.judge import Judgement, Situation, judge
from fmcc.decision.mdp import Action, InvalidMdpError, Mdp
from fmcc.decision.models import MODEL_NAMES, InvalidModelError, model
from fmcc.decision.placement import (
    Decision,
    InvalidPlacementError,
    PlacementParameters,
    decide,
    migration_threshold,
)
from fmcc.decision.planner import PlanJudgement, Planner
from fmcc.decision.solve import (
    METHODS,
    NotConvergedError,
    Solution,
    UnknownMethodError,
    linear_programming,
    modified_policy_iteration,
    policy_iteration,
    solve,
    value_iteration,
)
from fmcc.decision.threshold import thresholds

__all__ = [
    "METHODS",
    "MODEL_NAMES",
    "Action",
    "Decision",
    "InvalidMdpError",
    "InvalidModelError",
    "InvalidPlacementError",
    "Judgement",
    "Mdp",
    "NotConvergedError",
    "PlacementParameters",
    "PlanJudgement",
    "Planner",
    "Situation",
    "Solution",
    "UnknownMethodError",
    "decide",
    "judge",
    "linear_programming",
    "migration_threshold",
    "model",
    "modified_policy_iteration",
    "policy_iteration",
    "solve",
    "thresholds",
    "value_iteration",
]
