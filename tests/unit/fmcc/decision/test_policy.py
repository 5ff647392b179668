"""The policies on traces: what each does, what the default learns, and which costs least."""

import itertools
from typing import Any

import numpy as np
import pytest

from fmcc.decision import PlacementParameters, decide
from fmcc.decision.learning import MoveBelief
from fmcc.decision.policy import POLICIES, InvalidTraceError, Trace, World, policies, replay
from fmcc.decision.policy.anchors import AnchorMdp
from fmcc.decision.policy.baselines import DistanceThreshold, HopMdp, Lyapunov, Never, paper_threshold, wang
from fmcc.decision.policy.trace import (
    PATTERNS,
    format_latencies,
    format_trace,
    highway,
    parse_latencies,
    parse_trace,
)

LINE = World(
    tuple("abcdefgh"), tuple("ABCDEFGH"), 2.0 + 10.0 * np.abs(np.subtract.outer(np.arange(8), np.arange(8)))
)  # fmt: skip


def walk(*anchors: str) -> Trace:
    return Trace(tuple(float(i) for i in range(len(anchors))), ("u",) * len(anchors), anchors)


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_the_default_policy_costs_least_on_every_pattern(pattern: str) -> None:
    trace, world = PATTERNS[pattern](np.random.default_rng(7))
    costs = {name: replay(name, policy, trace, world).cost_ms for name, policy in policies(world).items()}
    assert costs["default"] <= 1.01 * min(costs.values()), costs
    assert costs["default"] <= costs["paper"]


@pytest.mark.parametrize(
    ("name", "migrations", "excess"),
    [("never", 0, 15.0), ("always", 3, 0.0), ("threshold", 1, 7.5), ("myopic", 0, 15.0), ("paper", 0, 15.0)],
)
def test_the_simple_policies_by_hand(name: str, migrations: int, excess: float) -> None:
    outcome = replay(name, POLICIES[name](LINE), walk("a", "b", "c", "d"), LINE, service_bytes=10)
    assert (outcome.migrations, outcome.bytes_moved) == (migrations, 10 * migrations)
    assert outcome.mean_excess_ms == pytest.approx(excess)
    assert outcome.cost_ms == pytest.approx(excess + 60.0 * migrations / 4)
    assert outcome.mean_rtt_ms == pytest.approx(excess + 2.0)


def test_lyapunov_moves_a_service_once_its_latency_has_queued_up() -> None:
    policy = Lyapunov(LINE, target_hops=0.5, trade_off=1.0)
    chosen = [policy.choose(0, 3, 3, dc) for dc in (0, 0, 3)]
    # Three hops too many, half a hop drained: 2.5 after the first epoch, and 2.5 · 3 hops > 6 hops.
    assert chosen == [0, 3, 3]


def test_the_thresholds_follow_the_cost() -> None:
    for make in (paper_threshold, wang):
        cheap = make(World(LINE.anchors, LINE.dcs, LINE.rtts_ms, migration_cost_ms=5.0))
        dear = make(World(LINE.anchors, LINE.dcs, LINE.rtts_ms, migration_cost_ms=400.0))
        assert cheap.hops < dear.hops


def test_who_is_seen_to_drive_on_is_met_ahead() -> None:
    """On a highway the default moves a service beyond the user, which no distance threshold can."""
    trace, world = highway(np.random.default_rng(3), users=10, epochs=300)
    policy = AnchorMdp(world)
    replay("default", policy, trace, world)
    policy.plan()
    middle = world.anchors.index("30:0")
    here, behind = middle, world.dcs.index("dc25:0")
    eastwards = policy.choose(99, middle - 1, here, behind)
    westwards = policy.choose(98, middle + 1, here, world.dcs.index("dc35:0"))
    assert eastwards > middle > westwards


def test_until_it_has_seen_enough_the_distance_decides() -> None:
    policy = AnchorMdp(LINE)
    distance = PlacementParameters(migration_cost_ms=LINE.migration_cost_ms)
    for before, anchor in ((0, 5), (5, 6), (6, 0)):
        policy.plan()
        rtts = dict(zip(LINE.dcs, LINE.rtts_ms[anchor].tolist(), strict=True))
        assert LINE.dcs[policy.choose(0, before, anchor, 0)] == decide(rtts, "A", distance).target_dc


def test_a_belief_starts_wide_narrows_and_forgets() -> None:
    belief = MoveBelief()
    assert belief.interval() == (0.0, 1.0)
    assert (belief.mean, belief.used(0.5)) == (0.5, 0.5)
    for _ in range(3):
        belief.observe(True)
    low, high = belief.interval()
    assert 0.0 < low < 0.6 < high <= 1.0
    for _ in range(200):
        belief.observe(True)
    assert belief.used(0.5) == belief.interval()[0] > 0.9
    assert belief.moves == pytest.approx(50.0, rel=0.1)
    for _ in range(200):
        belief.observe(False)
    assert belief.used(0.5) < 0.1


def test_the_hop_policy_learns_each_users_ways() -> None:
    """Who always drives away is followed earlier than who always turns back."""
    costly = World(tuple(map(str, range(40))), tuple(map(str, range(40))), LINE_40, migration_cost_ms=120.0)
    policy = HopMdp(costly)
    for _ in range(60):
        policy.choose(0, 1, 2, 0)
        policy.choose(1, 2, 1, 0)
    first = [next(h for h in range(1, 40) if policy.choose(user, 0, h, 0) != 0) for user in (0, 1)]
    assert first[0] < first[1]


LINE_40 = 2.0 + 10.0 * np.abs(np.subtract.outer(np.arange(40), np.arange(40)))


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_patterns_move_one_hop_at_most_and_are_read_back(pattern: str) -> None:
    trace, world = PATTERNS[pattern](np.random.default_rng(1))
    again, latencies = parse_trace(format_trace(trace)), parse_latencies(format_latencies(world))
    assert again == trace
    assert (latencies.anchors, latencies.dcs) == (world.anchors, world.dcs)
    np.testing.assert_array_equal(latencies.rtts_ms, world.rtts_ms)
    numbers = {anchor: i for i, anchor in enumerate(world.anchors)}
    path = [numbers[a] for a, u in zip(trace.anchors, trace.users, strict=True) if u == "u0"]
    assert len(path) == 400
    assert max(world.hops(b, a) for a, b in itertools.pairwise(path)) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no column 'time'"),
        ("time,user\n1,u\n", "no column 'anchor'"),
        ("time,user,anchor\n", "empty"),
        ("time,user,anchor\n1,u,a\nx,u,a\n", "line 3: time must be"),
        ("time,user,anchor\nnan,u,a\n", "line 2: time must be"),
        ("time,user,anchor\n1,,a\n", "line 2: a value is missing"),
        ("time,user,anchor\n1,u\n", "line 2: a value is missing"),
    ],
)
def test_refuses_traces(text: str, message: str) -> None:
    with pytest.raises(InvalidTraceError, match=message):
        parse_trace(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("anchor,dc,rtt_ms\n", "no latencies"),
        ("anchor,dc,rtt_ms\na,A,1\nb,B,2\n", "no latency from a to B"),
        ("anchor,dc,rtt_ms\na,A,-1\n", "line 2: rtt_ms"),
    ],
)
def test_refuses_latencies(text: str, message: str) -> None:
    with pytest.raises(InvalidTraceError, match=message):
        parse_latencies(text)


def test_an_anchor_without_latencies_is_named() -> None:
    with pytest.raises(InvalidTraceError, match="anchor 'z'"):
        replay("never", Never(), walk("a", "z"), LINE)


def test_refuses_worlds() -> None:
    rtts: dict[str, Any] = {"rtts_ms": LINE.rtts_ms}
    for changed, message in (
        ({"rtts_ms": np.zeros((1, 1))}, "RTTs of shape"),
        ({"rtts_ms": -LINE.rtts_ms}, "every RTT"),
        ({"migration_cost_ms": -1.0}, "migration cost"),
        ({"rtt_per_hop_ms": 0.0}, "rtt_per_hop_ms"),
    ):
        with pytest.raises(ValueError, match=message):
            World(LINE.anchors, LINE.dcs, **(rtts | changed))


def test_a_threshold_never_leaves_the_best_data_centre() -> None:
    assert DistanceThreshold(LINE, 0).choose(0, 0, 2, 2) == 2
