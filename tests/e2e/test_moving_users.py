"""Users that stream while they move between subnets: no stream ends, and a move costs a few packets at most."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.lab, pytest.mark.timeout(180)]


def test_no_stream_ends_however_often_its_user_moves(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "deploy.cli", "lab", "run", "users", "--users", "6", "--moves", "3"]
    done = subprocess.run(
        [*argv, "--json", "--out", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert (result["users"], result["moves"], result["streams_ended"]) == (6, 18, [])
    assert len(result["rows"]) == 18
    assert all(row["sent"] > row["lost"] for row in result["rows"])
    assert all(row["outage_ms"] < 1000 for row in result["rows"])
    assert (tmp_path / "users.png").read_bytes().startswith(b"\x89PNG")
