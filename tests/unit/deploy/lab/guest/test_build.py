"""Building the guest with every tool replaced: packages found, the cache, and what is said when one is missing."""

import gzip
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.lab.guest import build
from deploy.lab.guest.build import GuestBuildError, build_guest

DEBIAN = {
    "linux-image-cloud-amd64": ["Depends: linux-image-6.1.0-56-cloud-amd64"],
    "linux-image-6.1.0-56-cloud-amd64": ["Depends: kmod", "Depends: initramfs-tools"],
}
UBUNTU = {
    "linux-image-virtual": ["Depends: linux-image-6.8.0-51-generic"],
    "linux-image-6.8.0-51-generic": ["|Depends: kmod", "Depends: linux-modules-6.8.0-51-generic"],
    "linux-modules-6.8.0-51-generic": [],
}


class Tools:
    """Stands in for apt, dpkg and the compiler."""

    def __init__(self, packages: dict[str, list[str]]) -> None:
        self.packages = packages
        self.downloaded: list[str] = []
        self.broken = False

    def run(self, *argv: str, check: bool = True, cwd: Path | None = None, timeout_s: float = 0.0) -> str:
        match argv:
            case ("apt-cache", "depends", name):
                return "\n".join([name, *(f"  {line}" for line in self.packages.get(name, []))])
            case ("apt-get", *_, name):
                assert cwd is not None
                (cwd / f"{name}_1.deb").touch()
                self.downloaded.append(name)
            case ("dpkg-deb", "-x", package, tree):
                boot = Path(tree, "boot")
                boot.mkdir(parents=True, exist_ok=True)
                if "image" in package and not self.broken:
                    (boot / "vmlinuz-6").write_bytes(b"kernel")
            case ("dpkg-deb", "-f", _, "Version"):
                return "6.1.192-2\n"
            case (_, *_, "-o", program, _):
                Path(program).write_bytes(b"compiled init")
        return ""


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, list[str]]], Tools]:
    def install(packages: dict[str, list[str]]) -> Tools:
        replaced = Tools(packages)
        monkeypatch.setattr(build, "_run", replaced.run)
        monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
        return replaced

    return install


Install = Callable[[dict[str, list[str]]], Tools]


def test_debian_needs_one_package(tools: Install, tmp_path: Path) -> None:
    apt = tools(DEBIAN)
    said: list[str] = []
    image = build_guest(said.append, tmp_path)
    assert apt.downloaded == ["linux-image-6.1.0-56-cloud-amd64"]
    assert image.kernel.read_bytes() == b"kernel"
    assert b"compiled init" in gzip.decompress(image.initrd.read_bytes())
    assert "downloading linux-image-6.1.0-56-cloud-amd64" in said


def test_ubuntu_needs_the_modules_too(tools: Install, tmp_path: Path) -> None:
    apt = tools(UBUNTU)
    build_guest(cache=tmp_path)
    assert apt.downloaded == ["linux-image-6.8.0-51-generic", "linux-modules-6.8.0-51-generic"]


def test_second_call_runs_nothing(tools: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools(DEBIAN)
    image = build_guest(cache=tmp_path)
    monkeypatch.setattr(build, "_run", lambda *argv, **options: pytest.fail(f"ran {argv}"))
    assert build_guest(cache=tmp_path) == image


def test_failed_build_leaves_no_image_and_a_killed_one_is_swept(tools: Install, tmp_path: Path) -> None:
    apt = tools(DEBIAN)
    apt.broken = True
    (tmp_path / ".build-killed").mkdir()
    with pytest.raises(GuestBuildError, match="no kernel under /boot"):
        build_guest(cache=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]
    apt.broken = False
    assert build_guest(cache=tmp_path).kernel.exists()


def test_old_images_are_removed(tools: Install, tmp_path: Path) -> None:
    tools(DEBIAN)
    for age in range(5):
        old = tmp_path / f"{age:012}-old"
        old.mkdir()
        (old / "initrd.gz").touch()
        os.utime(old / "initrd.gz", (1000 - age, 1000 - age))
    image = build_guest(cache=tmp_path)
    kept = {path.parent.name for path in tmp_path.glob("*/initrd.gz")}
    assert kept == {image.initrd.parent.name, f"{0:012}-old", f"{1:012}-old"}


def test_what_is_missing_is_named(tools: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools({})
    with pytest.raises(GuestBuildError, match="apt-get update"):
        build_guest(cache=tmp_path)
    tools(DEBIAN)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(GuestBuildError, match="apt-get install gcc"):
        build_guest(cache=tmp_path)


def test_errors_of_tools_are_told_in_their_own_words() -> None:
    with pytest.raises(GuestBuildError, match="sh -c echo no space left >&2; exit 3 failed: no space left"):
        build._run("sh", "-c", "echo no space left >&2; exit 3")
    with pytest.raises(GuestBuildError, match="no-such-tool not found"):
        build._run("no-such-tool")
    with pytest.raises(GuestBuildError, match="took longer than"):
        build._run("sleep", "60", timeout_s=0.05)
