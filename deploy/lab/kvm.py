"""Finds out whether guests can run under KVM here, or need TCG.

A /dev/kvm that opens proves nothing: on some (nested) machines it runs the first instructions and then
hangs in a real kernel. So the lab's own guest is booted once with `-accel kvm` and has to say READY. The
verdict is kept for as long as the host, its QEMU and the guest stay the same.
"""

import hashlib
import json
import os
import re
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, assert_never

from deploy.lab import qemu_wrapper
from deploy.lab.guest.build import CACHE, GuestImage

Accelerator = Literal["kvm", "tcg"]

QEMU: Final = Path("/usr/bin/qemu-system-x86_64")
WRAPPER_DIRECTORY: Final = Path("/var/cache/follow-me-cloud/emulator")
READY: Final = b"READY"

# KVM that works prints its first line within 0.3 s and is ready within 2 s, also nested on a busy machine.
FIRST_OUTPUT_TIMEOUT_S: Final = 4.0
READY_TIMEOUT_S: Final = 12.0
_PROBE_MEMORY_MIB: Final = 128

_VERSION: Final = re.compile(r"version (\d+)\.(\d+)")


def probe_accelerator(image: GuestImage, cache: Path = CACHE) -> Accelerator:
    """KVM if a real guest boots under it, else TCG. Takes up to 12 s the first time, then nothing."""
    if not os.access("/dev/kvm", os.R_OK | os.W_OK):
        return "tcg"
    verdict_file = cache / "accelerator.json"
    key = _key(image)
    try:
        verdict = json.loads(verdict_file.read_text())
    except (OSError, ValueError):
        verdict = None
    if isinstance(verdict, dict) and verdict.get("key") == key and verdict.get("accelerator") in ("kvm", "tcg"):
        return "kvm" if verdict["accelerator"] == "kvm" else "tcg"
    accelerator: Accelerator = "kvm" if boots(image, "kvm") else "tcg"
    cache.mkdir(parents=True, exist_ok=True)
    scratch = cache / f".accelerator-{os.getpid()}"
    scratch.write_text(json.dumps({"key": key, "accelerator": accelerator}))
    scratch.replace(verdict_file)
    return accelerator


def qemu_version() -> tuple[int, int]:
    """(major, minor) of the installed QEMU. Raises OSError when there is none."""
    done = subprocess.run([QEMU, "--version"], capture_output=True, text=True, timeout=10)
    match = _VERSION.search(done.stdout)
    if match is None:
        raise OSError(f"{QEMU} --version does not tell its version")
    return int(match[1]), int(match[2])


def needs_ram_workaround(accelerator: Accelerator, version: tuple[int, int]) -> bool:
    """Whether guest memory must go through the emulator wrapper (see qemu_wrapper.py)."""
    match accelerator:
        case "kvm":
            return False
        case "tcg":
            return version < (9, 0)
        case _:
            assert_never(accelerator)


def install_wrapper(directory: Path = WRAPPER_DIRECTORY) -> Path:
    """An executable copy of qemu_wrapper.py, run by this very Python; a wheel keeps no executable bits.

    Written once: libvirt keeps what it knows about an emulator for as long as the file does not change.
    """
    source = Path(qemu_wrapper.__file__).read_text().split("\n", 1)[1]
    text = f"#!{sys.executable} -IS\n{source}"
    path = directory / f"qemu-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    if not path.exists():
        directory.mkdir(parents=True, exist_ok=True)
        scratch = directory / f".{path.name}-{os.getpid()}"
        scratch.write_text(text)
        scratch.chmod(0o755)
        scratch.replace(path)
    return path


def boots(image: GuestImage, accelerator: Accelerator) -> bool:
    """Whether the guest's kernel reaches its init under `accelerator`, within the time-outs."""
    with _guest(image, accelerator) as process:
        assert process.stdout is not None
        started = time.monotonic()
        seen = b""
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while True:
                limit_s = READY_TIMEOUT_S if seen else FIRST_OUTPUT_TIMEOUT_S
                left_s = started + limit_s - time.monotonic()
                if left_s <= 0 or not selector.select(left_s):
                    return False
                chunk = os.read(process.stdout.fileno(), 4096)
                if not chunk:
                    return False
                seen = (seen + chunk)[-65536:]
                if READY in seen:
                    return True


@contextmanager
def _guest(image: GuestImage, accelerator: Accelerator) -> Iterator["subprocess.Popen[bytes]"]:
    model = "host" if accelerator == "kvm" else "qemu64"
    argv = [
        *(QEMU, "-accel", accelerator, "-machine", "q35", "-cpu", model, "-m", str(_PROBE_MEMORY_MIB)),
        *("-nodefaults", "-no-user-config", "-display", "none", "-serial", "stdio", "-no-reboot"),
        *("-kernel", image.kernel, "-initrd", image.initrd),
        *("-append", "console=ttyS0 earlyprintk=ttyS0 panic=-1 fmc.probe=1"),
    ]
    process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _key(image: GuestImage) -> str:
    host = Path("/proc/sys/kernel/random/boot_id").read_text() + "".join(os.uname())
    return hashlib.sha256(f"{host} {qemu_version()} {image.initrd}".encode()).hexdigest()
