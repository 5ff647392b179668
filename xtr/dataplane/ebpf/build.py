"""Compiles the eBPF programs: `python -m xtr.dataplane.ebpf.build`. Only developers need this, and clang.

The object is shipped beside its sources and holds their digest, so that anybody can see whether they
belong together. `--check` compiles once more and compares.
"""

import hashlib
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
SOURCES: Final = ("tables.h", "packet.h", "lisp.bpf.c")
OBJECT: Final = HERE / "lisp.bpf.o"
_WARNINGS: Final = ("-Wall", "-Wextra", "-Werror", "-Wno-sign-compare", "-Wno-missing-field-initializers")


def source_digest() -> str:
    """SHA-256 of the sources, in the order of SOURCES."""
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in SOURCES)).hexdigest()


def compile_to(target: Path) -> None:
    """Compile and strip debug information, which would name the directory it was compiled in."""
    triplet = sysconfig.get_config_var("MULTIARCH") or "x86_64-linux-gnu"
    command = ["clang", "-O2", "-g", "-target", "bpf", "-mcpu=v3", f"-I/usr/include/{triplet}", *_WARNINGS]
    command += [f'-DSOURCE_SHA256="{source_digest()}"', "-c", "lisp.bpf.c", "-o", str(target.resolve())]
    subprocess.run(command, cwd=HERE, check=True)
    subprocess.run(["llvm-strip", "-g", str(target)], check=True)


def is_current(compiled: bytes) -> bool:
    """Whether an object was made of the present sources."""
    return source_digest().encode() in compiled


def main() -> int:
    """Build, or with `--check` compare; 1 when they differ."""
    if "--check" not in sys.argv[1:]:
        compile_to(OBJECT)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / "lisp.bpf.o"
        compile_to(fresh)
        same = fresh.read_bytes() == OBJECT.read_bytes()
    print("object and sources match" if same else "the object was not made of these sources by this clang")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
