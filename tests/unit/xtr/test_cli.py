"""`fmc rlocs` where one locator may serve several tenants."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from xtr import cli


def row(rloc: str, *iids: int) -> dict[str, Any]:
    return {
        "rloc": rloc,
        "iids": list(iids),
        "up": True,
        "rtt_ms": 12.34,
        "rtt_min_ms": 11.0,
        "last_s": 2.0,
        "lost": 0,
    }


def shown(monkeypatch: pytest.MonkeyPatch, rows: list[dict[str, Any]], *arguments: str) -> str:
    monkeypatch.setattr(cli, "daemons", lambda _names: {"net1": Path("net1.sock")})
    monkeypatch.setattr(cli, "ask", lambda _path, _show: rows)
    result = CliRunner().invoke(cli.rlocs_command, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_several_instances_have_a_column(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(monkeypatch, [row("192.0.2.11", 0, 9), row("192.0.2.12", 9)]).strip().splitlines()
    assert lines[0].split()[:4] == ["DAEMON", "INST", "RLOC", "STATE"]
    assert [line.split()[1:5] for line in lines[2:]] == [
        ["0,9", "192.0.2.11", "up", "12.3"],
        ["9", "192.0.2.12", "up", "12.3"],
    ]


@pytest.mark.parametrize("iid", [0, 9])
def test_an_only_instance_has_no_column(monkeypatch: pytest.MonkeyPatch, iid: int) -> None:
    lines = shown(monkeypatch, [row("192.0.2.11", iid), row("192.0.2.12", iid)]).strip().splitlines()
    assert lines[0].split()[:3] == ["DAEMON", "RLOC", "STATE"]
    assert lines[2].split()[:3] == ["net1", "192.0.2.11", "up"]


def test_one_instance_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row("192.0.2.11", 0, 9), row("192.0.2.12", 0), row("192.0.2.13", 90)]
    found = json.loads(shown(monkeypatch, rows, "--instance", "9", "--json"))
    assert [(entry["rloc"], entry["iids"]) for entry in found["net1"]] == [("192.0.2.11", [0, 9])]


def test_no_locators(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, []) == "no locators are in use\n"
