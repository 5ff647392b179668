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
    follow_me = {"rtt_start_ms": 12.2, "rtt_moved_ms": 250.3, "outage_migration_ms": None}
    for name, result in (("follow-me", follow_me), ("handover", HANDOVER)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "result.json").write_text(json.dumps(result))
    out = tmp_path / "out"
    listed = run("all", "--out", str(out), "--result", str(tmp_path))
    assert [entry["name"] for entry in listed] == list(FIGURES)
    for name in FIGURES:
        assert (out / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        picture = json.loads((out / f"{name}.json").read_text())
        with (out / f"{name}.csv").open() as file:
            assert len(list(csv.DictReader(file))) == len(picture["rows"])
    fig15 = json.loads((out / "000-fig15.json").read_text())["rows"]
    assert fig15[0] == {"quantity": "rtt_start_ms", "stated": 12.0, "measured": 12.2}
    assert fig15[4]["measured"] is None
    fig16 = json.loads((out / "000-fig16.json").read_text())["rows"]
    assert [tuple(row.values()) for row in fig16] == [(5.0, 12.0, None, 3.0, None), (50.0, 90.0, 95.0, 3.5, None)]
    assert list(fig16[0]) == ["rtt_fmcc_dc2_ms", "paper_1_ms", "paper_2_ms", "anticipated_1_ms", "anticipated_2_ms"]
    overview = (out / "README.md").read_text()
    assert "passes two hops at k = 5 already" in overview
    assert "the tables say 5 and 6" in overview


HANDOVER = [
    {"handover": mode, "case": case, "fmcc_rtt_ms": rtt_ms, "network_ms": network_ms}
    for mode, case, rtt_ms, network_ms in (
        ("paper", 1, 50.0, 90.0),
        ("paper", 1, 5.0, 12.0),
        ("paper", 2, 50.0, 95.0),
        ("anticipated", 1, 5.0, 3.0),
        ("anticipated", 1, 50.0, 3.5),
    )
]


def test_a_result_that_is_none_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "result.json"
    for text in ("{", "[]", "{}", "7", "[1]", '[{"handover": "paper"}]'):
        broken.write_text(text)
        for path in (broken, tmp_path):
            result = CliRunner().invoke(paper_group, ["all", "--out", str(tmp_path), "--result", str(path)])
            assert result.exit_code == 1, text
            assert "result" in result.output
    broken.unlink()
    result = CliRunner().invoke(paper_group, ["all", "--out", str(tmp_path), "--result", str(tmp_path)])
    assert "holds no result.json" in result.output


def test_the_plane_says_where_corners_and_edges_differ() -> None:
    answer = run("plane", "--cost", "20")
    assert answer["split_rings"] != []
    for entry in answer["classes"]:
        alike = [other["action"] for other in answer["classes"] if other["ring"] == entry["ring"]]
        assert entry["split"] == (len(set(alike)) > 1)
    told = CliRunner().invoke(paper_group, ["plane", "--cost", "20"]).output
    assert f"corners and edges differ in ring {answer['split_rings'][0]}" in told
    assert "every ring has one action" in CliRunner().invoke(paper_group, ["plane", "--cost", "10"]).output


def test_001s_table_follows_from_its_text() -> None:
    rows = {row[0]: list(row[1:]) for row in FIGURES["001-table1"]().rows}
    assert rows["migration_s"] == [26.0, pytest.approx(26.0)]
    assert rows["bandwidth_mbit_s"] == [None, pytest.approx(307.7, abs=0.1)]


def test_the_rules_of_003() -> None:
    """α = 3, β = 6, γ = 3, and 2 per pair of switches: 11 for one migration nobody talks to."""
    assert central_rules(0, 0, ()) == 11
    assert central_rules(1, 2, (0, 4)) == 11 + 1 + 2 + 3 + 7
    assert foreign_rules(2, 5, delta=6) == 13
