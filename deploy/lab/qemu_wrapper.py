#!/usr/bin/env python3
"""Stands in for QEMU under libvirt and makes the guest's RAM not a multiple of 256 KiB.

QEMU before 9.0 under TCG loses dirty bits of a guest whose RAM is a multiple of 256 KiB, and a live
migration of a guest that writes memory arrives corrupt. libvirt rounds memory to whole MiB, so 8 KiB are
added here, between libvirt and QEMU, wherever the size occurs: in `-m` and in the memory backend "pc.ram".
Everything else passes unchanged, also the calls by which libvirt probes what QEMU can do.

Standard library only: the lab copies this file next to libvirtd's configuration and makes it executable.
"""

import json
import os
import re
import sys

EXTRA_BYTES = 8192
QEMU = "/usr/bin/qemu-system-x86_64"

_UNITS = {"": 1 << 20, "b": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_SIZE = re.compile(r"(?:size=)?(\d+)([bkmg]?)", re.IGNORECASE)


def rewritten(argv: list[str]) -> list[str]:
    """The arguments for QEMU (without its name). Sizes it does not understand stay as they are."""
    result = list(argv)
    for i in range(len(result) - 1):
        if result[i] == "-m":
            result[i + 1] = _memory_option(result[i + 1])
        elif result[i] == "-object":
            result[i + 1] = _memory_backend(result[i + 1])
    return result


def _memory_option(option: str) -> str:
    """`96` (MiB), `size=98304k` and the like, possibly followed by `,slots=…`."""
    size, comma, rest = option.partition(",")
    match = _SIZE.fullmatch(size)
    if match is None:
        return option
    total = int(match[1]) * _UNITS[match[2].lower()] + EXTRA_BYTES
    return f"size={total // 1024}k{comma}{rest}"


def _memory_backend(option: str) -> str:
    try:
        backend = json.loads(option)
    except ValueError:
        return option
    if not isinstance(backend, dict) or backend.get("id") != "pc.ram" or not isinstance(backend.get("size"), int):
        return option
    backend["size"] += EXTRA_BYTES
    return json.dumps(backend, separators=(",", ":"))


if __name__ == "__main__":
    os.execv(QEMU, [QEMU, *rewritten(sys.argv[1:])])
