"""What the controller learns of a user's moves, and the candidates it leaves out."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from fmcc import explain_cli, shows
from fmcc.copies import CopyBook
from fmcc.deciding import MAX_TOLD, Decider, DecisionRules, Verdict
from fmcc.decision import PlacementParameters
from fmcc.decision.judge import Judgement
from fmcc.decision.planner import PlanJudgement
from fmcc.decision.policy.anchors import AnchorMdp
from fmcc.decision.policy.trace import PATTERNS
from fmcc.hypervisor.base import MigrationOptions
from fmcc.latency import LatencyTable, RttSample
from fmcc.model import ServiceClass, ServiceSpec
from lisp.wire import Prefix
from tests.unit.fmcc.peers import NET2, USER, VM
from tests.unit.fmcc.world import World

# A road with a data centre at every third kilometre.
LATENCIES = {str(km): {f"dc{at}": 2.0 + 10.0 * abs(km - at) for at in (0, 3, 6)} for km in range(9)}
SPEC = ServiceSpec("desk", "vm1", VM, USER, "dc0", ServiceClass.AUTO, 60.0)


def decider(rules: DecisionRules | None = None) -> Decider:
    return Decider(
        LatencyTable(LATENCIES), PlacementParameters(), rules or DecisionRules(), CopyBook(MigrationOptions())
    )


def verdict(found: Decider, anchor: str, load: dict[str, int] | None = None, spec: ServiceSpec = SPEC) -> Verdict:
    return found.verdict(spec, "dc0", (anchor,), lambda _: True, Counter(load or {}), 5.0)


def test_moves_away_and_back_are_learned() -> None:
    found = decider()
    for before, after in (("2", "3"), ("3", "5"), ("5", "3")):
        found.observe(SPEC, "dc0", (before,), (after,), 0.0)
    judgement = verdict(found, "3").judgement
    assert isinstance(judgement, Judgement)
    assert judgement.moves == pytest.approx(2.94, abs=0.01)
    assert judgement.p_low < 0.5 < judgement.p_high


def test_what_cannot_be_measured_teaches_nothing() -> None:
    found = decider()
    found.observe(SPEC, None, ("2",), ("3",), 0.0)
    found.observe(SPEC, "dc0", ("unknown",), ("3",), 0.0)
    found.observe(SPEC, "dc9", ("2",), ("3",), 0.0)
    found.observe(SPEC, "dc0", ("0",), ("2",), 0.0)
    judgement = verdict(found, "3").judgement
    assert isinstance(judgement, Judgement)
    assert judgement.moves == 0.0


def test_a_full_data_centre_is_no_candidate() -> None:
    rules = DecisionRules(capacities={"dc6": 2})
    assert verdict(decider(rules), "8", {"dc6": 1}).target == "dc6"
    assert verdict(decider(rules), "8", {"dc6": 2}).target == "dc3"


def test_a_busy_data_centre_costs_more() -> None:
    rules = DecisionRules(full_dc_ms=80.0, capacities={"dc6": 10})
    assert verdict(decider(rules), "8", {"dc6": 5}).target == "dc6"
    assert verdict(decider(rules), "8", {"dc6": 9}).target == "dc3"


def test_the_session_and_the_hysteresis_count() -> None:
    assert verdict(decider(), "5").action == "migrate"
    assert verdict(decider(), "5", spec=replace(SPEC, remaining_epochs=1.0)).action == "stay"
    assert verdict(decider(DecisionRules(hysteresis_ms=1e6)), "5").action == "stay"


def test_the_live_controller_explains_itself() -> None:
    world = World().start()
    world.user_appears(NET2)
    said = shows.explain(world.controller, {"service": "desk"}, world.now + 2.0)
    assert (said["service"], said["action"], said["target"]) == ("desk", "migrate", "dc2")
    assert said["decided_s"] == pytest.approx(2.0)
    assert {c["dc"] for c in said["candidates"]} == {"dc1", "dc2"}
    with pytest.raises(ValueError, match="no service 'other'"):
        shows.explain(world.controller, {"service": "other"}, world.now)
    with pytest.raises(ValueError, match="nothing has been decided"):
        shows.explain(World().controller, {"service": "desk"}, 0.0)
    pinned = World(kind=ServiceClass.PINNED).start()
    assert "pinned" in shows.explain(pinned.controller, {"service": "desk"}, pinned.now)["reason"]


def test_the_command_line_tells_it_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World().start()
    world.user_appears(NET2)
    said = shows.explain(world.controller, {"service": "desk"}, world.now)
    monkeypatch.setattr(explain_cli, "ask_or_fail", lambda *_, **__: said)
    monkeypatch.setattr(explain_cli, "daemons", lambda names: {name: name for name in names})
    result = CliRunner().invoke(explain_cli.explain_command, ["desk"])
    assert result.exit_code == 0, result.output
    assert "Migrate from dc1 to dc2" in result.output
    assert "runs here" in result.output
    assert "costs: 60 ms per migration" in result.output
    assert "confidence: p = 0.5" in result.output
    assert '"candidates"' in CliRunner().invoke(explain_cli.explain_command, ["desk", "--json"]).output


def test_the_live_decider_decides_as_the_simulation_does() -> None:
    """One planner, two drivers: the same trace, epoch by epoch, through both."""
    trace, world = PATTERNS["highway"](np.random.default_rng(5))
    rtts = {
        a: dict(zip(world.dcs, row, strict=True)) for a, row in zip(world.anchors, world.rtts_ms.tolist(), strict=True)
    }
    live = Decider(LatencyTable(rtts), PlacementParameters(), DecisionRules(), CopyBook(MigrationOptions()))
    simulated = AnchorMdp(world)
    names = {f"u{i}": Prefix.parse(f"10.1.0.{i}") for i in range(40)}
    specs = {u: ServiceSpec(u, u, VM, prefix, "", ServiceClass.AUTO, 60.0) for u, prefix in names.items()}
    numbers = {anchor: i for i, anchor in enumerate(world.anchors)}
    last: dict[str, str] = {}
    serving: dict[str, int] = {}
    planned = differing = 0
    for user, anchor in zip(trace.users[:5000], trace.anchors[:5000], strict=True):
        before = last.get(user, anchor)
        dc = serving.setdefault(user, world.best(numbers[anchor]))
        live.user_moved(names[user], (before,) if user in last else (), (anchor,), 0.0)
        live.observe(specs[user], world.dcs[dc], (before,), (anchor,), 0.0)
        if live.is_due:
            live.adopt(live.planning(list(specs.values()), {}, 0.0).solve())
        found = live.verdict(specs[user], world.dcs[dc], (anchor,), lambda _: True, {}, 0.0)
        planned += isinstance(found.judgement, PlanJudgement)
        # Who is reached through the same anchor as before is at the same place: the simulation counts an epoch.
        chosen = simulated.choose(int(user[1:]), numbers[before], numbers[anchor], dc)
        differing += found.target != world.dcs[chosen]
        last[user], serving[user] = anchor, chosen
    assert planned > 3000
    assert differing == 0


def test_staying_is_learned_from_the_time_between_moves() -> None:
    found = decider(DecisionRules(epoch_s=60.0))
    user = SPEC.user
    found.user_moved(user, (), ("2",), 0.0)
    found.user_settled(user, ("2",))
    found.user_settled(user, ("2",))
    found.user_moved(user, ("2",), ("3",), 600.0)
    planner = found._planner
    assert planner is not None
    assert planner.mobility.observed == 10, "nine epochs more at 2, and the move"


def test_a_data_centre_that_answers_no_probes_is_no_target() -> None:
    found = decider()
    assert verdict(found, "8").target == "dc6"
    found.latencies.add("8", "dc6", RttSample("192.0.2.6", None, 0.0), 4.0)
    assert verdict(found, "8").target == "dc3"
    found.latencies.add("8", "dc0", RttSample("192.0.2.0", None, 0.0), 4.0)
    assert verdict(found, "8").target == "dc3", "the present one stays what it was"


def test_what_a_copy_takes_is_part_of_the_price_and_of_the_explanation() -> None:
    small, big = replace(SPEC, memory_mib=100.0), replace(SPEC, memory_mib=64_000.0, dirty_mib_s=20.0)
    assert verdict(decider(), "5", spec=small).action == "migrate"
    said = verdict(decider(), "5", spec=big).explanation()
    assert said["action"] == "stay"
    target = next(c for c in said["candidates"] if c["is_best"])
    assert target["copy_bytes"] > 64_000 << 20 or not target["copy_converges"]
    assert target["rtt_from"] == "configured"
    assert said["costs"]["migration_cost_ms"] > 300.0


def test_what_moves_along_is_paid_for() -> None:
    found, heavy = decider(), replace(SPEC, name="database", domain="vm2", migration_cost_ms=500.0)

    def cost_ms(*along: tuple[ServiceSpec, str]) -> float:
        said = found.verdict(SPEC, "dc0", ("5",), lambda _: True, {}, 0.0, along).explanation()
        return float(said["costs"]["migration_cost_ms"])

    assert (cost_ms(), cost_ms((heavy, "dc0")), cost_ms((heavy, "dc6"))) == (60.0, 560.0, 60.0)
    assert found.verdict(SPEC, "dc0", ("5",), lambda _: True, {}, 0.0, [(heavy, "dc0")]).action == "stay"


def test_an_explanation_is_bounded_and_names_the_present_dc() -> None:
    many = {"here": {f"dc{i:02}": 2.0 + i for i in range(60)} | {"dc99": 500.0}}
    found = Decider(LatencyTable(many), PlacementParameters(), DecisionRules(), CopyBook(MigrationOptions()))
    said = found.verdict(SPEC, "dc99", ("here",), lambda _: True, {}, 0.0).explanation()
    assert [c["dc"] for c in said["candidates"]] == [*(f"dc{i:02}" for i in range(MAX_TOLD)), "dc99"]
    assert said["candidates_left_out"] == 40


def test_the_paper_can_still_be_run() -> None:
    rules, paper = DecisionRules(policy="distance"), replace(PlacementParameters(), model="paper")
    found = Decider(LatencyTable(LATENCIES), paper, rules, CopyBook(MigrationOptions()))
    for step in range(300):
        found.user_moved(SPEC.user, (str(step % 9),), (str((step + 1) % 9),), 0.0)
    assert not found.is_due
    judgement = verdict(found, "8").judgement
    assert isinstance(judgement, Judgement)
    assert judgement.parameters.model == "paper"
