"""What an `Mdp` accepts, and what it says when it refuses."""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from fmcc.decision import Action, InvalidMdpError, Mdp

TRANSITIONS = [[[0.5, 0.5], [0.0, 1.0]], [[1.0, 0.0], [1.0, 0.0]]]
REWARDS = [[1.0, 2.0], [3.0, 4.0]]


def test_keeps_its_own_copies_and_cannot_be_changed() -> None:
    rewards = np.array(REWARDS)
    mdp = Mdp(TRANSITIONS, rewards, 0.9)
    rewards[0, 0] = 99.0
    assert mdp.rewards[0, 0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        mdp.rewards[0, 0] = 99.0
    with pytest.raises(ValueError, match="read-only"):
        mdp.transitions[0, 0, 0] = 0.0
    assert mdp.states == 2
    assert mdp.allowed.all()
    assert mdp.actions == ("stay", "migrate")


def test_rows_are_normalised() -> None:
    nearly = 0.5 + 1e-10
    mdp = Mdp([[[nearly, 0.5], [0.0, 1.0]], [[1.0, 0.0], [1.0, 0.0]]], REWARDS, 0.9)
    assert mdp.transitions.sum(axis=2).tolist() == [[1.0, 1.0], [1.0, 1.0]]


def test_actions_are_numbered_in_the_order_of_the_arrays() -> None:
    assert (Action.STAY.position, Action.MIGRATE.position) == (0, 1)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"transitions": [[[0.5, 0.4], [0.0, 1.0]], [[1.0, 0.0], [1.0, 0.0]]]}, r"\[0, 0\] sums to 0.9"),
        ({"transitions": [[[1.5, -0.5], [0.0, 1.0]], [[1.0, 0.0], [1.0, 0.0]]]}, r"\[0, 0, 1\] is negative"),
        ({"transitions": [[[np.nan, 0.5], [0.0, 1.0]], [[1.0, 0.0], [1.0, 0.0]]]}, "not finite"),
        ({"transitions": [[0.5, 0.5], [0.0, 1.0]]}, r"expected \(actions, states, states\)"),
        ({"transitions": [[["x"]]]}, "not an array of numbers"),
        ({"transitions": np.zeros((0, 0, 0))}, "at least one action"),
        ({"rewards": [[1.0, 2.0]]}, r"rewards has shape \(1, 2\)"),
        ({"rewards": [[1.0, np.inf], [3.0, 4.0]]}, "not finite"),
        ({"discount": 1.0}, "discount"),
        ({"discount": -0.1}, "discount"),
        ({"discount": float("nan")}, "discount"),
        ({"allowed": [[True, True]]}, "allowed has shape"),
        ({"allowed": [[True, False], [True, False]]}, "no action is allowed in state 1"),
        ({"actions": ("stay",)}, "1 action names for 2 actions"),
    ],
)
def test_refuses(changed: dict[str, Any], message: str) -> None:
    arguments: dict[str, Any] = {"transitions": TRANSITIONS, "rewards": REWARDS, "discount": 0.9}
    with pytest.raises(InvalidMdpError, match=message):
        Mdp(**(arguments | changed))


def test_the_package_needs_nothing_but_the_standard_library_and_numpy() -> None:
    """A researcher imports the models without the daemons: no other distribution may come along."""
    program = (
        "import importlib, pkgutil, sys, fmcc.decision\n"
        "for found in pkgutil.walk_packages(fmcc.decision.__path__, 'fmcc.decision.'):\n"
        "    importlib.import_module(found.name)\n"
        "tops = {name.partition('.')[0] for name in sys.modules}\n"
        "print(*sorted(tops & {'lisp', 'xtr', 'mapserver', 'deploy', 'pydantic', 'structlog', 'click',"
        " 'rich', 'pyroute2', 'libvirt', 'asyncio_dgram', 'scapy', 'scipy', 'matplotlib'}))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""
