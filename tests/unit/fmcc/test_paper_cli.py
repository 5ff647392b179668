"""`fmc paper`: what it prints and what it writes."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from fmcc.decision.paper import FIGURES
from fmcc.decision.paper.rules import central_rules, foreign_rules
from fmcc.paper_cli import paper_group


def run(*arguments: str) -> Any:
    result = CliRunner().invoke(paper_group, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


@pytest.mark.parametrize(("name", "matched"), [("paper", 198), ("paper-exact", 200), ("default", 187)])
def test_fig14(name: str, matched: int) -> None:
    answer = run("fig14", "--model", name)
    assert (answer["matched"], answer["of"], len(answer["misses"])) == (matched, 200, 200 - matched)


def test_chain() -> None:
    answer = run("chain", "--k", "3")
    assert list(answer) == ["k", "pi0", "mean_distance", "mean_delay_s", "migrations_per_move", "states"]
    assert answer["pi0"] == pytest.approx(15 / 71)


def test_all_writes_every_figure_three_times_with_the_slips_named(tmp_path: Path) -> None:
    measured = tmp_path / "result.json"
    measured.write_text(json.dumps({"rtt_start_ms": 12.2, "rtt_moved_ms": 250.3, "outage_migration_ms": None}))
    out = tmp_path / "out"
    listed = run("all", "--out", str(out), "--result", str(measured))
    assert [entry["name"] for entry in listed] == list(FIGURES)
    for name in FIGURES:
        assert (out / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        picture = json.loads((out / f"{name}.json").read_text())
        with (out / f"{name}.csv").open() as file:
            assert len(list(csv.DictReader(file))) == len(picture["rows"])
    fig15 = json.loads((out / "000-fig15.json").read_text())["rows"]
    assert fig15[0] == {"quantity": "rtt_start_ms", "stated": 12.0, "measured": 12.2}
    assert fig15[4]["measured"] is None
    overview = (out / "README.md").read_text()
    assert "passes two hops at k = 5 already" in overview
    assert "the tables say 5 and 6" in overview


def test_a_result_that_is_none_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "result.json"
    for text in ("{", "[]"):
        broken.write_text(text)
        result = CliRunner().invoke(paper_group, ["all", "--out", str(tmp_path), "--result", str(broken)])
        assert result.exit_code == 1


def test_the_rules_of_003() -> None:
    """α = 3, β = 6, γ = 3, and 2 per pair of switches: 11 for one migration nobody talks to."""
    assert central_rules(0, 0, ()) == 11
    assert central_rules(1, 2, (0, 4)) == 11 + 1 + 2 + 3 + 7
    assert foreign_rules(2, 5, delta=6) == 13
