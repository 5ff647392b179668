"""What breaks on real hypervisors, and what the controller makes of it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.lab, pytest.mark.timeout(420)]


def test_whatever_breaks_one_hypervisor_runs_the_vm_and_the_map_leads_there(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "deploy.cli", "lab", "run", "chaos", "--json", "--out", str(tmp_path)]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=400, check=False)
    assert done.stdout, done.stderr
    rows = json.loads(done.stdout)
    assert [row["case"] for row in rows if not row["passed"]] == [], done.stdout
    assert len(rows) >= 12
    assert all(row["operator_told"] and len(row["active_at"]) == 1 for row in rows)
    (split,) = [row for row in rows if "split brain" in row["case"]]
    happened = [event["what"] for event in split["ran"]]
    assert happened.count("guest-resumed") == 2, "it ran at both"
    assert "migration-split-brain" in happened
    assert [event["dc"] for event in split["ran"] if event["what"] == "guest-fenced"] == ["dc1"]


def test_guests_move_at_the_same_time_and_stay_what_they_are(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "deploy.cli", "lab", "run", "shuttle", "--guests", "2", "--moves", "1"]
    done = subprocess.run(
        [*argv, "--json", "--out", str(tmp_path)], capture_output=True, text=True, timeout=200, check=False
    )
    assert done.stdout, done.stderr
    rows = json.loads(done.stdout)
    assert [row["guest"] for row in rows] == ["vm1", "vm2"]
    for row in rows:
        assert (row["done"], row["active_at"], row["map_answer"]) == (1, ["dc2"], ["dc2"]), row
        assert row["same_boot_id"], row
        assert row["memory_verified"], row
        assert row["sent"] > row["lost"], row
