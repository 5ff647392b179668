"""`fmc migrate` and `fmc migration`, with the controller's answers by script."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from fmcc import cli

CHECKS = [
    {"name": "place", "passed": True, "detail": "vm1 runs at dc1 and nowhere else"},
    {"name": "memory", "passed": False, "detail": "96 MiB needed, 12 MiB to be had at dc2"},
]
STORY = {
    "id": "m-3",
    "service": "vm1",
    "eid": "10.11.0.10/32",
    "from": "dc1",
    "to": "dc2",
    "state": "failed",
    "cause": "by hand",
    "reason": "failed: dc2 was lost in the copy",
    "group": "g-m-2",
    "members": ["m-2: vm0 from dc1 to dc2: done", "m-3: vm1 from dc1 to dc2: failed"],
    "steps": [
        {"state": "planned", "at_s": 10.0, "at_unix_s": 1763740800.0, "detail": "by hand"},
        {"state": "failed", "at_s": 12.5, "at_unix_s": 1763740802.5, "detail": "dc1: running, dc2: absent"},
    ],
    "undone": ["nothing: the network had not been told of the target"],
    "advice": "vm1 is as before at dc1",
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """What the controller is asked."""
    seen: list[tuple[str, dict[str, Any]]] = []
    answers = {"precheck": CHECKS, "migration": STORY, "migrate": {"migration": "m-1"}, "close": {"migration": "m-3"}}

    def answer(_path: Path, show: str, **arguments: Any) -> Any:
        seen.append((show, arguments))
        return answers[show]

    monkeypatch.setattr(cli, "ask_or_fail", answer)
    monkeypatch.setattr(cli, "_controller", Path)
    return seen


def test_a_dry_run_prints_every_check_and_fails_when_one_fails(asked: list[tuple[str, dict[str, Any]]]) -> None:
    done = CliRunner().invoke(cli.migrate_command, ["vm1", "dc2", "--dry-run"])
    assert done.exit_code == 1
    assert "12 MiB to be had at dc2" in done.output
    assert "vm1 cannot be migrated to dc2 now" in done.output
    assert asked == [("precheck", {"service": "vm1", "dc": "dc2"})]
    done = CliRunner().invoke(cli.migrate_command, ["vm1", "dc2", "--dry-run", "--json"])
    assert json.loads(done.output) == {"service": "vm1", "dc": "dc2", "possible": False, "checks": CHECKS}


def test_without_it_the_migration_begins(asked: list[tuple[str, dict[str, Any]]]) -> None:
    done = CliRunner().invoke(cli.migrate_command, ["vm1", "dc2"])
    assert (done.exit_code, done.output) == (0, "migration=m-1\n")
    assert asked == [("migrate", {"service": "vm1", "dc": "dc2"})]


def test_a_failed_migration_is_told_to_its_end(asked: list[tuple[str, dict[str, Any]]]) -> None:
    done = CliRunner().invoke(cli.migration_group, ["show", "m-3"])
    told = (
        "2.500",
        "failed after 2.5 s",
        "dc2 was lost in the copy",
        "undone: nothing",
        "what to do: vm1 is as before at dc1",
    )
    for text in (*told, "group g-m-2: m-2: vm0 from dc1 to dc2: done"):
        assert text in done.output
    CliRunner().invoke(cli.migration_group, ["close", "m-3"])
    assert asked[-1] == ("close", {"id": "m-3"})
