"""The project as its wheel installs it, with the map server's inner loop compiled."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).parents[1]
_BUILDS = ROOT / ".build"
_KEPT_S = 86_400.0


def installed() -> Path:
    """The directory of an installation of this checkout; made where the sources are new, in half a minute.

    Raises CalledProcessError.
    """
    target = _BUILDS / f"wheel-{_digest()}"
    if not target.exists():
        _BUILDS.mkdir(exist_ok=True)
        scratch = Path(mkdtemp(dir=_BUILDS))
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        # What the wheel needs is in the development environment: nothing is downloaded.
        options = ["--no-deps", "--no-build-isolation", "--target", str(scratch), str(ROOT)]
        try:
            subprocess.run([*command, *options], check=True)
            scratch.rename(target)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        _forget_old(target)
    return target


def environment(install: Path, *others: Path) -> dict[str, str]:
    """The environment in which Python imports what is installed there, and not this checkout."""
    path = os.pathsep.join([str(install), *map(str, others)])
    return {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}


def _digest() -> str:
    """What an installation depends on."""
    digest = hashlib.sha256(sys.version.encode())
    packages = ("lisp", "mapserver", "xtr", "fmcc", "deploy")
    for path in [ROOT / "pyproject.toml", *(path for name in packages for path in sorted((ROOT / name).rglob("*.*")))]:
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _forget_old(but: Path) -> None:
    """Remove installations of sources that have changed since; one in use is younger than a day."""
    for path in _BUILDS.glob("wheel-*"):
        if path != but and time.time() - path.stat().st_mtime > _KEPT_S:
            shutil.rmtree(path, ignore_errors=True)
