"""Nonces and the memory of nonces."""

import pytest

from tests.unit.xtr.support import NET1, settings
from xtr.core import NONCE_RESERVE, Core, ReplayGuard, SaveState


def test_nonces_grow_and_are_reserved_in_blocks() -> None:
    core = Core(settings(NET1), 100, lambda: 1, lambda: 0.0)
    assert [core.nonce() for _ in range(3)] == [100, 101, 102]
    assert core.take() == [SaveState()]
    assert core.nonce_ceiling == 100 + NONCE_RESERVE
    for _ in range(NONCE_RESERVE):
        core.nonce()
    assert core.take() == [SaveState()]
    assert core.nonce_ceiling > 100 + NONCE_RESERVE


def test_replay_guard_forgets_without_letting_anything_old_in() -> None:
    guard = ReplayGuard(2)
    guard.accept("a", 10)
    guard.accept("b", 5)
    guard.accept("c", 20)  # "a" goes
    assert guard.last("a") == 10
    assert guard.last("b") == 5
    assert guard.last("never seen") == 10
    with pytest.raises(AssertionError):
        guard.accept("a", 10)


def test_replay_guard_survives_in_a_snapshot() -> None:
    guard = ReplayGuard(2)
    for nonce, key in enumerate("abcd", start=1):
        guard.accept(key, nonce)
    again = ReplayGuard(2)
    again.restore(guard.snapshot())
    assert [again.last(key) for key in "abcd"] == [guard.last(key) for key in "abcd"]
