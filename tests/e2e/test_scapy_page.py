"""The page about the scapy layers runs as it stands, in a network namespace of its own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.lab
def test_the_page_runs() -> None:
    page = (ROOT / "docs/scapy.md").read_text()
    program = "\n".join(re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE))
    assert "sr1(" in program
    namespace = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
    run = subprocess.run(
        [*namespace, sys.executable, "-"], input=program, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr
    assert "LISP Map-Register" in run.stdout
    assert "rloc      = 192.0.2.1" in run.stdout
