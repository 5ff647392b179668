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
    # Paths of this machine stay out of the object, so that it is the same wherever it is made.
    command += [f"-ffile-prefix-map={HERE}=.", "-fdebug-compilation-dir=."]
    command += [f'-DSOURCE_SHA256="{source_digest()}"', "-c", "lisp.bpf.c", "-o", str(target.resolve())]
    subprocess.run(command, cwd=HERE, check=True)
    subprocess.run(["llvm-strip", "-g", str(target)], check=True)


def is_current(compiled: bytes) -> bool:
    """Whether an object was made of the present sources."""
    return source_digest().encode() in compiled


def compiler_of(compiled: bytes) -> bytes:
    """What an object was made by; only the same compiler makes the same octets."""
    start = compiled.index(b"clang ")
    return compiled[start : compiled.index(b"\0", start)]


def check() -> str | None:
    """What is wrong with the object; None when it is what these sources give."""
    compiled = OBJECT.read_bytes()
    if not is_current(compiled):
        return "the sources have changed since the object was made: `make bpf`"
    with tempfile.TemporaryDirectory() as scratch:
        fresh_object = Path(scratch) / "lisp.bpf.o"
        compile_to(fresh_object)
        fresh = fresh_object.read_bytes()
    if compiler_of(fresh) != compiler_of(compiled):
        print(f"made by {compiler_of(compiled).decode()}: not compared octet by octet")
        return None
    return None if fresh == compiled else "the object was not made of these sources"


def main() -> int:
    """Build, or with `--check` compare; 1 when they differ."""
    if "--check" not in sys.argv[1:]:
        compile_to(OBJECT)
        return 0
    wrong = check()
    print(wrong or "object and sources match")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
