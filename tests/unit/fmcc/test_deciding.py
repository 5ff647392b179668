"""What the controller learns of a user's moves, and the candidates it leaves out."""

from collections import Counter
from dataclasses import replace

import pytest
from click.testing import CliRunner

from fmcc import cli, shows
from fmcc.copies import CopyBook
from fmcc.deciding import Decider, DecisionRules, Verdict
from fmcc.decision import PlacementParameters
from fmcc.decision.judge import Judgement
from fmcc.hypervisor.base import MigrationOptions
from fmcc.latency import LatencyTable
from fmcc.model import ServiceClass, ServiceSpec
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
    monkeypatch.setattr(cli, "ask_or_fail", lambda *_, **__: said)
    monkeypatch.setattr(cli, "_controller", lambda name: name)
    result = CliRunner().invoke(cli.explain_command, ["desk"])
    assert result.exit_code == 0, result.output
    assert "Migrate from dc1 to dc2" in result.output
    assert "runs here" in result.output
    assert "costs: 60 ms per migration" in result.output
    assert "confidence: p = 0.5" in result.output
    assert '"candidates"' in CliRunner().invoke(cli.explain_command, ["desk", "--json"]).output
