"""What of the eBPF data plane outlives the daemon: its maps and links, pinned in a BPF file system.

    ROOT/lisp0-4026531840/       one xTR: its tunnel device and its network namespace
        LAYOUT/map4, …           the tables, under the digest of what describes them
        link-7, …                the program that forwards at a device, by the device's index
        mark-7, …                the one that marks what comes in there

The next daemon takes over tables of its own layout as they are. Others it replaces: it fills new ones while
the old programs forward, and then has the links run its own.
"""

import contextlib
import ctypes
import errno
import hashlib
import os
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Final

_BPF_FS_MAGIC: Final = 0xCAFE4A11
_LINK: Final = "link-"
_MARK: Final = "mark-"
_libc: Final = ctypes.CDLL(None, use_errno=True)


def layout_version() -> str:
    """Says whether tables of another life are laid out as ours: a digest of their description."""
    return hashlib.sha256((Path(__file__).parent / "tables.h").read_bytes()).hexdigest()[:16]


class Pins:
    """The pins of one xTR, that of this network namespace with this device."""

    def __init__(self, root: Path, device: str, layout: str | None = None) -> None:
        # A BPF file system takes no dots.
        namespace = os.stat("/proc/self/ns/net").st_ino
        self._directory = root / f"{device.replace('.', '_')}-{namespace}"
        self._layout = layout or layout_version()

    def prepare(self) -> None:
        """Make the directories. Raises OSError, with what is missing, where nothing can be pinned."""
        present = next(path for path in (self._directory, *self._directory.parents) if path.exists())
        if not _is_bpf_filesystem(present):
            raise OSError(errno.ENODEV, f"{self._directory.parent} is not in a BPF file system (mount -t bpf)")
        self.tables.mkdir(parents=True, exist_ok=True)

    @property
    def exist(self) -> bool:
        """Whether an earlier life left anything."""
        return self._directory.is_dir()

    @property
    def tables(self) -> Path:
        """Where the tables are."""
        return self._directory / self._layout

    def link(self, index: int) -> Path:
        """Where the link at a device is."""
        return self._directory / f"{_LINK}{index}"

    def mark(self, index: int) -> Path:
        """Where the link of the program is that marks what comes in at a device."""
        return self._directory / f"{_MARK}{index}"

    def links(self) -> list[int]:
        """The devices (by index) that have links."""
        return [int(path.name.removeprefix(_LINK)) for path in self._directory.glob(f"{_LINK}*")]

    def other_tables(self) -> list[Path]:
        """The tables of other layouts, with programs that still use them."""
        return [path for path in self._directory.iterdir() if path.is_dir() and path != self.tables]

    def keep(self, links: Collection[Path]) -> None:
        """Remove tables of other layouts and all other links: programs of ours have taken their place."""
        for path in self.other_tables():
            _remove(path)
        for path in _links_in(self._directory):
            if path not in links:
                path.unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove all of it: what is only pinned ends."""
        _remove(self._directory)
        with contextlib.suppress(OSError):  # others may have theirs there, or it is a mount point
            self._directory.parent.rmdir()


def _links_in(directory: Path) -> list[Path]:
    return [*directory.glob(f"{_LINK}*"), *directory.glob(f"{_MARK}*")]


def _remove(directory: Path) -> None:
    # Links first: with them the programs go, and only then the tables they use.
    for link in _links_in(directory):
        link.unlink(missing_ok=True)
    shutil.rmtree(directory, ignore_errors=True)


def _is_bpf_filesystem(path: Path) -> bool:
    # struct statfs begins with the type of the file system; it is much smaller than this.
    buffer = (ctypes.c_ulong * 64)()
    return not _libc.statfs(os.fsencode(path), buffer) and buffer[0] & 0xFFFFFFFF == _BPF_FS_MAGIC
