"""`fmc policy`: compares on a made-up trace and on one from files."""

import json
from pathlib import Path

from click.testing import CliRunner

from fmcc.decision.policy import POLICIES
from fmcc.policy_cli import policy_group


def test_a_written_trace_compares_like_the_pattern_it_came_from(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(policy_group, ["trace", "highway", "--out", str(tmp_path)]).exit_code == 0
    files = ["--trace", str(tmp_path / "trace.csv"), "--latency", str(tmp_path / "latency.csv")]
    png = tmp_path / "curve.png"
    from_files = runner.invoke(policy_group, ["compare", *files, "--png", str(png), "--json"])
    made_up = runner.invoke(policy_group, ["compare", "--trace", "highway", "--json"])
    assert from_files.exit_code == 0, from_files.output
    outcomes = json.loads(from_files.output)
    assert outcomes == json.loads(made_up.output)
    assert {outcome["policy"] for outcome in outcomes} == set(POLICIES)
    assert outcomes[0]["policy"] == "default"
    assert [o["cost_ms"] for o in outcomes] == sorted(o["cost_ms"] for o in outcomes)
    assert png.read_bytes().startswith(b"\x89PNG")


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    runner = CliRunner()
    lone = runner.invoke(policy_group, ["compare", "--trace", "some.csv"])
    assert lone.exit_code == 2
    assert "--latency" in lone.output
    latency = tmp_path / "latency.csv"
    latency.write_text("anchor,dc,rtt_ms\na,A,1\n")
    missing = runner.invoke(policy_group, ["compare", "--trace", str(tmp_path / "no.csv"), "--latency", str(latency)])
    assert missing.exit_code == 1
    assert "No such file" in missing.output
    trace = tmp_path / "trace.csv"
    trace.write_text("time,user,anchor\n1,u,b\n")
    unknown = runner.invoke(policy_group, ["compare", "--trace", str(trace), "--latency", str(latency)])
    assert unknown.exit_code == 1
    assert "anchor 'b'" in unknown.output
