"""Compiles the map server's inner loop when a wheel is built (mypyc): about half of its CPU time.

A checkout that is installed editable runs as it is written. Where there is no C compiler the wheel is what it
was before, slower and for every machine.
"""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileHook(BuildHookInterface[Any]):
    """Puts a shared object beside every module that pyproject.toml names under `modules`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, for a wheel that is not an editable one."""
        if version == "editable":
            return
        missing = _missing_tool()
        if missing:
            self.app.display_warning(f"the map server is not compiled: {missing}")
            return
        self._scratch = TemporaryDirectory(prefix="fmc-compile-")
        made = _compile(Path(self.root), Path(self._scratch.name), self.config["modules"])
        build_data["force_include"].update(made)
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made on the way."""
        if hasattr(self, "_scratch"):
            self._scratch.cleanup()


def _missing_tool() -> str | None:
    """What a compilation would want and does not find here."""
    if not shutil.which(sysconfig.get_config_var("CC").split()[0]):
        return "there is no C compiler (Debian: gcc, libc6-dev)"
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        return "there is no Python.h (Debian: python3-dev)"
    return None


def _compile(root: Path, scratch: Path, modules: list[str]) -> dict[str, str]:
    """Compile a copy, so that no shared object is ever left in a checkout; file made -> place in the wheel."""
    for package in {module.split("/")[0] for module in modules}:
        shutil.copytree(root / package, scratch / package, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    # The types of other packages are of no use to these modules, and need not be installed here.
    command = [sys.executable, "-m", "mypyc", "--ignore-missing-imports", *modules]
    run = subprocess.run(command, cwd=scratch, capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f"mypyc failed:\n{run.stdout}{run.stderr}")
    made = [path for path in scratch.rglob("*.so") if path.relative_to(scratch).parts[0] != "build"]
    return {str(path): str(path.relative_to(scratch)) for path in made}
