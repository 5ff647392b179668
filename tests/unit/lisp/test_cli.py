"""`fmc map` where tenants have the same addresses."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lisp import cli


def entry(eid: str, kind: str = "home") -> dict[str, Any]:
    return {"eid": eid, "kind": kind, "rlocs": [{"rloc": "192.0.2.1", "priority": 1, "weight": 100}]}


def shown(monkeypatch: pytest.MonkeyPatch, eids: list[str], *arguments: str) -> str:
    monkeypatch.setattr(cli, "daemons", lambda _names: {"net1": Path("net1.sock")})
    monkeypatch.setattr(cli, "ask_or_fail", lambda _path, _show: [entry(eid) for eid in eids])
    result = CliRunner().invoke(cli.map_command, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_several_instances_have_a_column_and_stand_together(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(monkeypatch, ["[9]10.1.0.0/24", "10.1.0.0/24", "[9]10.1.0.100/32"]).strip().splitlines()
    assert lines[0].split()[:4] == ["DAEMON", "INST", "EID", "KIND"]
    assert [line.split()[1:3] for line in lines[2:]] == [
        ["0", "10.1.0.0/24"],
        ["9", "10.1.0.0/24"],
        ["9", "10.1.0.100/32"],
    ]
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("eid", ["10.1.0.0/24", "[9]10.1.0.0/24"])
def test_an_only_instance_has_no_column(monkeypatch: pytest.MonkeyPatch, eid: str) -> None:
    lines = shown(monkeypatch, [eid]).strip().splitlines()
    assert lines[0].split()[:3] == ["DAEMON", "EID", "KIND"]
    assert lines[2].split()[1] == eid


def test_one_instance_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    eids = ["[9]10.1.0.0/24", "10.1.0.0/24", "[90]10.1.0.0/24"]
    found = json.loads(shown(monkeypatch, eids, "--instance", "9", "--json"))
    assert [row["eid"] for row in found["net1"]] == ["[9]10.1.0.0/24"]
