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
    assert len(rows) >= 7
    assert all(row["same_machine"] and len(row["active_at"]) == 1 for row in rows)
