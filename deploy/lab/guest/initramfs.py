"""The guest's initial RAM disk: a cpio archive in "newc" format, and the order in which modules load.

Only what a guest with one program needs: directories, regular files and one device node. Written here because
neither cpio(1) nor depmod(8) is on every machine, and both are a page of code.
"""

import gzip
import lzma
import re
import stat
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_DEPENDS = re.compile(rb"(?:^|\0)depends=([^\0]*)\0")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the archive. `device` is (major, minor) and only means something for a device node."""

    name: str
    mode: int
    data: bytes = b""
    device: tuple[int, int] = (0, 0)


def directory(name: str) -> Entry:
    return Entry(name, stat.S_IFDIR | 0o755)


def regular(name: str, data: bytes, *, executable: bool = False) -> Entry:
    return Entry(name, stat.S_IFREG | (0o755 if executable else 0o644), data)


def character_device(name: str, major: int, minor: int) -> Entry:
    return Entry(name, stat.S_IFCHR | 0o600, device=(major, minor))


def cpio(entries: Iterable[Entry]) -> bytes:
    """The archive, uncompressed. All times are 0 and all owners root, so equal entries give equal bytes."""
    archive = bytearray()
    for inode, entry in enumerate([*entries, Entry("TRAILER!!!", 0)], start=1):
        name = entry.name.encode() + b"\0"
        fields = (inode, entry.mode, 0, 0, 1, 0, len(entry.data), 0, 0, *entry.device, len(name), 0)
        archive += b"070701" + b"".join(b"%08x" % field for field in fields) + name
        archive += bytes(-len(archive) % 4)
        archive += entry.data
        archive += bytes(-len(archive) % 4)
    return bytes(archive)


def initramfs(init: bytes, modules: Mapping[str, bytes]) -> bytes:
    """gzip-ed archive with `init` as PID 1 and the modules, in load order, under /modules."""
    entries = [directory("dev"), character_device("dev/console", 5, 1), directory("modules")]
    entries += [regular(f"modules/{name}.ko", data) for name, data in modules.items()]
    entries += [
        regular("modules/order", "".join(f"{name}.ko\n" for name in modules).encode()),
        regular("init", init, executable=True),
    ]
    return gzip.compress(cpio(entries), mtime=0)


def load_order(tree: Path, wanted: Iterable[str]) -> dict[str, bytes]:
    """The wanted modules found under `tree` and all they depend on, each after its dependencies.

    Dependencies are read from the modules themselves. A module without a file is built into the kernel.
    """
    files = {_module_name(path): path for path in sorted(tree.rglob("*.ko*"))}
    ordered: dict[str, bytes] = {}
    visiting: set[str] = set()

    def add(name: str) -> None:
        if name in ordered or name in visiting or name not in files:
            return
        visiting.add(name)
        data = _read_module(files[name])
        depends = _DEPENDS.search(data)
        for dependency in depends.group(1).decode().split(",") if depends else ():
            add(dependency.replace("-", "_"))
        ordered[name] = data

    for name in wanted:
        add(name)
    return ordered


def _module_name(path: Path) -> str:
    return path.name.split(".ko")[0].replace("-", "_")


def _read_module(path: Path) -> bytes:
    if path.suffix == ".xz":
        return lzma.decompress(path.read_bytes())
    if path.suffix == ".zst":
        done = subprocess.run(["zstd", "-dcq", path], check=True, capture_output=True, timeout=30)
        return done.stdout
    return path.read_bytes()
