"""The emulator wrapper changes the memory sizes and nothing else."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from deploy.lab.kvm import install_wrapper
from deploy.lab.qemu_wrapper import rewritten

MIB = 1 << 20


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("96", "size=98312k"),
        ("size=98304k", "size=98312k"),
        ("96M", "size=98312k"),
        ("1g", "size=1048584k"),
        ("size=98304k,slots=16,maxmem=1g", "size=98312k,slots=16,maxmem=1g"),
        ("lots", "lots"),
    ],
)
def test_memory_option(given: str, expected: str) -> None:
    assert rewritten(["-S", "-m", given, "-smp", "1"]) == ["-S", "-m", expected, "-smp", "1"]


def test_memory_backend_grows_by_the_same_bytes_and_is_no_multiple_of_256_kib() -> None:
    backend = {"qom-type": "memory-backend-ram", "id": "pc.ram", "size": 96 * MIB}
    (_, option) = rewritten(["-object", json.dumps(backend)])
    size = json.loads(option)["size"]
    assert json.loads(option) == {**backend, "size": size}
    assert size == 98312 << 10
    assert size % (256 << 10) != 0


@pytest.mark.parametrize(
    "argv",
    [
        ["-version"],
        ["-m"],
        ["-object", '{"qom-type":"secret","id":"masterKey0"}'],
        ["-object", '{"qom-type":"memory-backend-ram","id":"dimm0","size":1048576}'],
        ["-object", "rng-random,id=rng0"],
        ["-device", "96", "-name", "-m"],
    ],
)
def test_everything_else_passes_unchanged(argv: list[str]) -> None:
    assert rewritten(argv) == argv


def test_installed_copy_is_executable_and_is_written_only_once(tmp_path: Path) -> None:
    path = install_wrapper(tmp_path / "emulator")
    before = path.stat()
    assert os.access(path, os.X_OK)
    assert install_wrapper(tmp_path / "emulator") == path
    assert path.stat().st_mtime_ns == before.st_mtime_ns

    # Without a QEMU it must fail by the kernel's word for that, not by a traceback of ours.
    text = path.read_text().replace('QEMU = "/usr/bin/qemu-system-x86_64"', 'QEMU = "/bin/echo"')
    path.write_text(text)
    done = subprocess.run([path, "-m", "96"], capture_output=True, text=True, timeout=10, check=True)
    assert done.stdout == "-m size=98312k\n"
