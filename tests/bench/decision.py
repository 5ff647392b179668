"""How fast decisions are, on one core: `python -m tests.bench.decision [--json]`.

The reference is pymdptoolbox, the Python solver of Markov decision processes in common use, on the same instances:
its value iteration to the same tolerance, one instance after the other (it knows no other way). All of it runs on
one core: the work is element-wise, and the matrices of the reference too small for numpy to share out.
"""

import argparse
import json
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from fmcc.decision import PlacementParameters, decide, model, thresholds
from fmcc.decision.batch import LatencyTable, iterate_thresholds
from fmcc.decision.judge import Situation, judge
from fmcc.decision.planner import PlanJudgement
from fmcc.decision.policy.anchors import AnchorMdp
from fmcc.decision.policy.replay import replay
from fmcc.decision.policy.trace import random_walk

DISCOUNT = 0.9
THR = 10
TOLERANCE = 1e-9
POLICIES = 400_000
BATCHED = 20_000
REFERENCE = 100
USERS = 1_000_000
DCS = 20

Row = dict[str, Any]


def best_of(times: int, run: Callable[[], object]) -> float:
    """Seconds of the fastest of several runs."""
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        spent.append(time.perf_counter() - started)
    return min(spent)


def reference_policies(p: np.ndarray, cost: np.ndarray) -> tuple[float, np.ndarray] | None:
    """Policies per second of pymdptoolbox and its thresholds; None where it is not installed."""
    try:
        from mdptoolbox import mdp as toolbox
    except ImportError:
        return None
    # The library knows no forbidden actions: staying where it is forbidden is priced like the migration it stands for.
    # Making the arrays is not timed, nor is the library's check of them.
    models = [model("default", p=a, cost=c, discount=DISCOUNT, thr=THR) for a, c in zip(p, cost, strict=True)]
    solvers = [
        toolbox.ValueIteration(m.transitions, np.where(m.allowed, m.rewards, m.rewards[1]).T, DISCOUNT, TOLERANCE)
        for m in models
    ]
    spent = sum(best_of(1, solver.run) for solver in solvers)
    first = [next((s for s in range(1, THR + 1) if solver.policy[s] == 1), THR + 1) for solver in solvers]
    return len(p) / spent, np.array(first)


def measure() -> list[Row]:
    """All rows. Refuses to report speed where the results differ."""
    rng = np.random.default_rng(1)
    # A cost below p makes the library divide by zero: every state is then worth the same after one sweep.
    p, cost = rng.random(POLICIES), 1.0 + 100.0 * rng.random(POLICIES)
    reference = reference_policies(p[:REFERENCE], cost[:REFERENCE])
    exact = thresholds(p, cost, discount=DISCOUNT, thr=THR)
    swept = iterate_thresholds(p[:BATCHED], cost[:BATCHED], discount=DISCOUNT, thr=THR, tolerance=TOLERANCE)
    assert (exact[:BATCHED] == swept).all(), "the exact path and value iteration differ"
    if reference is not None:
        assert (exact[:REFERENCE] == reference[1]).all(), "pymdptoolbox finds other policies"
    speed = None if reference is None else reference[0]
    library = "pymdptoolbox ValueIteration" if reference is not None else "pymdptoolbox (not installed)"
    spent = best_of(3, lambda: thresholds(p, cost, discount=DISCOUNT, thr=THR))
    rows = [line("exact thresholds, policies", POLICIES / spent, library, speed)]
    spent = best_of(2, lambda: iterate_thresholds(p[:BATCHED], cost[:BATCHED], discount=DISCOUNT, thr=THR))
    rows.append(line("batched value iteration, policies", BATCHED / spent, library, speed))
    rows.append(decisions(rng))
    rows.append(planned_decisions(rng))
    return rows


def decisions(rng: np.random.Generator) -> Row:
    """One call for a million users, beside one call per user."""
    anchors, dcs = 1_000, DCS
    rtts = 200.0 * rng.random((anchors, dcs))
    table = LatencyTable(rtts)
    anchor = rng.integers(0, anchors, USERS, dtype=np.int32)
    dc = rng.integers(0, dcs, USERS, dtype=np.int32)
    threshold = rng.integers(1, 12, USERS, dtype=np.int32)
    spent = best_of(5, lambda: table.targets(anchor, dc, threshold))
    named = {f"dc{i}": float(rtt) for i, rtt in enumerate(rtts[0])}
    parameters = PlacementParameters()
    decide(named, "dc0", parameters)
    single = best_of(3, lambda: [decide(named, "dc0", parameters) for _ in range(500)]) / 500
    return line("decisions for 1 M users in one call", USERS / spent, "decide(), one user per call", 1.0 / single)


def planned_decisions(rng: np.random.Generator) -> Row:
    """The controller's own decision, one user per call: read from a plan, beside one by the distance alone."""
    trace, world = random_walk(rng)
    policy = AnchorMdp(world)
    replay("default", policy, trace, world)
    state = policy.planner.mobility.state(0)
    assert state is not None
    assert isinstance(state[1], int)
    row = world.rtts_ms[state[1]]
    near = np.argsort(row)[:DCS].tolist()
    situation = Situation({world.dcs[dc]: float(row[dc]) for dc in near}, world.dcs[near[-1]])
    parameters = PlacementParameters()
    assert isinstance(policy.planner.decide(0, situation, parameters), PlanJudgement)
    planned = best_of(3, lambda: [policy.planner.decide(0, situation, parameters) for _ in range(2_000)])
    by_distance = best_of(3, lambda: [judge(situation, parameters) for _ in range(500)])
    return line("decisions by the plan, one user per call", 2_000 / planned, "judge(), by distance", 500 / by_distance)


def line(what: str, per_s: float, reference: str, reference_per_s: float | None) -> Row:
    """One line of the report."""
    ratio = None if reference_per_s is None else round(per_s / reference_per_s, 1)
    return {
        "what": what,
        "per_s": round(per_s),
        "reference": reference,
        "reference_per_s": None if reference_per_s is None else round(reference_per_s, 1),
        "ratio": ratio,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    as_json = parser.parse_args().json
    rows = measure()
    if as_json:
        print(json.dumps(rows))
        return
    for entry in rows:
        beside = "" if entry["ratio"] is None else f" {entry['reference_per_s']:,}/s, {entry['ratio']:,} times as fast"
        print(f"{entry['what']:<38} {entry['per_s']:>12,}/s   {entry['reference']}{beside}")


if __name__ == "__main__":
    main()
