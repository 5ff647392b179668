"""The saved state of an xTR: replaced in one step, and refused when damaged."""

from pathlib import Path

import pytest

from lisp.runtime.config import ConfigError
from xtr.daemon import read_state, write_state


def test_state_is_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "state.json"
    state = {"nonce": 2**60, "seen": {"": 0, "controller|x|10.0.0.1/32": 7}}
    write_state(path, state)
    write_state(path, state)
    assert read_state(path) == state
    assert list(path.parent.iterdir()) == [path]


def test_no_state_is_an_empty_one(tmp_path: Path) -> None:
    assert read_state(tmp_path / "none.json") == {}


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"nonce": 1, "seen": 5}'])
def test_damaged_state_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(text)
    with pytest.raises(ConfigError, match=str(path)):
        read_state(path)


def test_full_disk_does_not_stop_a_handover(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    write_state(tmp_path / "file" / "state.json", {"nonce": 1, "seen": {}})
