"""The corpus through every target, and a short run of real fuzzing where atheris is installed."""

import importlib.util
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fuzz.__main__ import CORPUS, NAMES, fuzz
from tests.fuzz.targets import TARGETS

MUTATIONS_PER_SEED = 200
SHORT_RUN_S = 2


def seeds() -> Iterator[tuple[str, Path]]:
    """Every file of the corpus with its target."""
    for name in sorted(TARGETS):
        for path in sorted((CORPUS / name).iterdir()):
            yield name, path


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The input with something about it changed, as a fuzzer would."""
    octets = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(octets) + 1)
        match rng.randrange(4):
            case 0:
                octets[at : at + 1] = rng.randbytes(1)
            case 1:
                del octets[at : at + rng.randint(1, 8)]
            case 2:
                octets[at:at] = octets[at : at + rng.randint(1, 32)]
            case _:
                octets[at : at + 2] = rng.choice([b"\0\0", b"\xff\xff", b"\x40\x03", b"\0\1"])
    return bytes(octets)


def test_every_target_has_a_corpus_and_a_name() -> None:
    assert set(TARGETS) == set(NAMES)
    assert {name for name, _ in seeds()} == set(TARGETS)


@pytest.mark.parametrize(("name", "path"), list(seeds()), ids=lambda value: getattr(value, "name", value))
def test_corpus_and_its_neighbours(name: str, path: Path) -> None:
    target, data, rng = TARGETS[name], path.read_bytes(), random.Random(path.name)
    target(data)
    for _ in range(MUTATIONS_PER_SEED if name != "config" else MUTATIONS_PER_SEED // 10):
        target(mutated(data, rng))


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_short_run(name: str, tmp_path: Path) -> None:
    run = fuzz(name, SHORT_RUN_S, tmp_path)
    assert run.failure == ""
    assert run.executions > 100
