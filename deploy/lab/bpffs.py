"""A BPF file system of the lab's own, where its tunnel routers pin what outlives them.

Every command in a namespace has a /sys of its own (`ip netns exec`), whose mounts end with it; one made
outside is seen by all, and gone with all that is pinned in it when it is unmounted.
"""

import subprocess
from pathlib import Path


def mount(path: Path) -> bool:
    """Make the directory and mount one there; False where that is not allowed."""
    path.mkdir(parents=True, exist_ok=True)
    return path.is_mount() or _succeeds("mount", "-t", "bpf", "bpf", str(path))


def unmount(path: Path) -> None:
    """Remove it, with whatever is pinned there; one that is not there is fine."""
    if path.is_mount():
        _succeeds("umount", str(path))


def _succeeds(*command: str) -> bool:
    try:
        return not subprocess.run(command, capture_output=True, timeout=10, check=False).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False
