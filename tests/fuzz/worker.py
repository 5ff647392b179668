"""One fuzzing target under atheris: `python -m tests.fuzz.worker TARGET [libFuzzer options and corpora]`."""

import sys

import atheris

with atheris.instrument_imports(include=["lisp"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Fuzz until libFuzzer's options say that it is enough."""
    target = TARGETS[sys.argv[1]]
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
