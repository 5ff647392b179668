"""Builds the lab's guest from the distribution's kernel package and `init.c`.

The package is downloaded and unpacked, never installed. A finished image stays in the cache under a name
made of the hash of our sources and the package version; `build_guest` returns it at once and works offline
from then on.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.lab.guest.initramfs import initramfs, load_order
from deploy.lab.guest.vmlinux import extract_elf

CACHE: Final = Path("/var/cache/follow-me-cloud/guest")

# Debian's cloud kernel; Ubuntu's smallest; then whatever a PC would run.
KERNEL_PACKAGES: Final = (
    "linux-image-cloud-amd64",
    "linux-image-virtual",
    "linux-image-generic",
    "linux-image-amd64",
)
MODULES: Final = ("virtio_pci", "virtio_net")

KEPT_IMAGES: Final = 3  # older ones (of earlier sources or kernels) are removed after a build

_SOURCES: Final = ("init.c", "build.py", "initramfs.py", "vmlinux.py")
_CFLAGS: Final = ("-static", "-O2", "-Wall", "-Wextra", "-Werror")
_VERSIONED_IMAGE: Final = re.compile(r"linux-image-(?:unsigned-)?\d[\w.+~-]*")


class GuestBuildError(Exception):
    """The guest cannot be built; the text says what is missing and how to get it."""


@dataclass(frozen=True, slots=True)
class GuestImage:
    """A bootable guest. `kernel` is an ELF that QEMU enters by PVH where that is possible, else a bzImage."""

    kernel: Path
    initrd: Path


def build_guest(progress: Callable[[str], None] = lambda text: None, cache: Path = CACHE) -> GuestImage:
    """The guest image for this version of the sources, built if it is not in the cache yet.

    Safe against another build at the same time and against a build that was killed.
    Raises GuestBuildError.
    """
    here = Path(__file__).parent
    sources = hashlib.sha256(b"".join((here / name).read_bytes() for name in _SOURCES)).hexdigest()[:12]
    if (image := _cached(cache, sources)) is not None:
        return image
    with _locked(cache):
        if (image := _cached(cache, sources)) is not None:
            return image
        for leftover in cache.glob(".build-*"):
            shutil.rmtree(leftover)
        with tempfile.TemporaryDirectory(prefix=".build-", dir=cache) as scratch:
            return _build(cache, sources, Path(scratch), progress)


def _cached(cache: Path, sources: str) -> GuestImage | None:
    finished = sorted(cache.glob(f"{sources}-*/initrd.gz"), key=lambda path: path.stat().st_mtime)
    return GuestImage(finished[-1].parent / "kernel", finished[-1]) if finished else None


@contextmanager
def _locked(cache: Path) -> Iterator[None]:
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(cache: Path, sources: str, scratch: Path, progress: Callable[[str], None]) -> GuestImage:
    progress("looking for a kernel package")
    package = _kernel_package()
    tree = scratch / "tree"
    version = ""
    for name in (package, *_module_packages(package)):
        progress(f"downloading {name}")
        version = _download(name, scratch, tree) or version
    progress("compiling the guest's init")
    program = _compile(Path(__file__).parent / "init.c", scratch / "init")

    progress("packing kernel and initramfs")
    images = sorted((tree / "boot").glob("vmlinuz-*"))
    if not images:
        raise GuestBuildError(f"{package} has no kernel under /boot")
    bzimage = images[-1].read_bytes()
    result = scratch / "image"
    result.mkdir()
    (result / "kernel").write_bytes(extract_elf(bzimage) or bzimage)
    (result / "initrd.gz").write_bytes(initramfs(program, load_order(tree, MODULES)))
    (result / "package").write_text(f"{package} {version}\n")
    final = cache / f"{sources}-{package}-{version.replace(':', '_')}"
    os.rename(result, final)
    for old in sorted(cache.glob("*/initrd.gz"), key=lambda path: path.stat().st_mtime)[:-KEPT_IMAGES]:
        shutil.rmtree(old.parent)
    return GuestImage(final / "kernel", final / "initrd.gz")


def _kernel_package() -> str:
    """The versioned kernel package behind the first meta package apt knows."""
    for meta in KERNEL_PACKAGES:
        for line in _run("apt-cache", "depends", meta, check=False).splitlines():
            kind, _, name = line.strip().partition(": ")
            if kind.lstrip("|") == "Depends" and _VERSIONED_IMAGE.fullmatch(name):
                return name
    raise GuestBuildError(
        f"apt knows none of {', '.join(KERNEL_PACKAGES)}: run 'apt-get update' (x86-64 Debian or Ubuntu)"
    )


def _module_packages(package: str) -> list[str]:
    """Ubuntu ships the modules of a kernel in a package of their own."""
    depends = (line.strip() for line in _run("apt-cache", "depends", package).splitlines())
    names = (line.removeprefix("Depends: ") for line in depends if line.startswith("Depends: linux-modules-"))
    return list(names)


def _download(name: str, scratch: Path, tree: Path) -> str:
    """Unpacks one package into `tree`; returns its version."""
    debs = Path(tempfile.mkdtemp(prefix="deb-", dir=scratch))
    # The scratch directory belongs to root; apt's own user could not write there.
    _run("apt-get", "-o", "APT::Sandbox::User=root", "download", name, cwd=debs, timeout_s=600)
    found = sorted(debs.glob("*.deb"))
    if len(found) != 1:
        raise GuestBuildError(f"apt-get download {name} left {len(found)} packages instead of one")
    _run("dpkg-deb", "-x", str(found[0]), str(tree), timeout_s=120)
    return _run("dpkg-deb", "-f", str(found[0]), "Version").strip()


def _compile(source: Path, program: Path) -> bytes:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise GuestBuildError("no C compiler: apt-get install gcc libc6-dev")
    _run(compiler, *_CFLAGS, "-o", str(program), str(source), timeout_s=120)
    _run("strip", str(program))
    return program.read_bytes()


def _run(*argv: str, check: bool = True, cwd: Path | None = None, timeout_s: float = 60.0) -> str:
    """Output of a packaging or build tool. Raises GuestBuildError with the tool's own last words."""
    try:
        done = subprocess.run(
            argv,
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError as missing:
        raise GuestBuildError(f"{argv[0]} not found: the lab's guest needs Debian or Ubuntu") from missing
    except subprocess.TimeoutExpired as late:
        raise GuestBuildError(f"{' '.join(argv)} took longer than {timeout_s:.0f} s") from late
    if check and done.returncode != 0:
        raise GuestBuildError(f"{' '.join(argv)} failed: {done.stderr.strip()[-400:]}")
    return done.stdout
