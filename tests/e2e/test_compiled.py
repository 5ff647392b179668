"""The compiled map server passes the tests that the interpreted one passes."""

import subprocess
import sys
from pathlib import Path

from tests.compiled import ROOT, environment, installed


def test_the_compiled_map_server_passes_the_map_servers_tests(tmp_path: Path) -> None:
    for name in ("tests", "deploy", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    env = environment(installed(), tmp_path)
    where = "import lisp.lpm, mapserver.engine; print(lisp.lpm.__file__, mapserver.engine.__file__)"
    paths = subprocess.run([sys.executable, "-c", where], env=env, check=True, capture_output=True, text=True).stdout
    assert [Path(path).suffix for path in paths.split()] == [".so", ".so"], paths
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/unit/mapserver"]
    run = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-4_000:] + run.stderr[-1_000:]
