"""A short form of `make chaos`, and that it would see what it is there to see."""

import os
import subprocess
import sys

import pytest

from fmcc import findings, reconciler
from fmcc.failpoints import FAILPOINTS
from fmcc.findings import Finding, Side
from fmcc.migration import Trigger
from tests.scenario.chaos import STAGES, VICTIMS, run


def test_no_failpoint_is_forgotten() -> None:
    assert set(STAGES) == set(FAILPOINTS)
    assert len(FAILPOINTS) >= 40


@pytest.mark.parametrize("name", FAILPOINTS)
def test_every_failpoint_is_passed_on_its_stage(name: str) -> None:
    outcome = next(outcome for seed in range(9) if (outcome := run(name, "", seed)).reached)
    assert outcome.violations == []


@pytest.mark.parametrize("victim", VICTIMS)
def test_whoever_dies_the_vm_runs_once_and_the_map_leads_to_it(victim: str) -> None:
    for number, name in enumerate(FAILPOINTS):
        outcome = run(name, victim, number)
        assert outcome.violations == [], outcome


def test_a_run_is_the_same_in_every_process() -> None:
    only = "saga.before_reconciling,target-libvirtd,0"
    command = [sys.executable, "-m", "tests.scenario.chaos", "--only", only]
    told = {
        subprocess.run(
            command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True, timeout=60
        ).stdout
        for seed in ("0", "2")
    }
    assert len(told) == 1, "the order of a set decides something"


def seen(name: str, victim: str) -> str:
    """What is violated in a few runs."""
    return " ".join(violation for seed in range(3) for violation in run(name, victim, seed).violations)


def test_a_split_brain_that_nobody_ends_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    both = (findings.Seen.RUNNING, findings.Seen.RUNNING)
    monkeypatch.setitem(findings.FINDINGS, both, Finding(None))
    assert "twice for more than 5.0 s: runs at ['dc1', 'dc2']" in seen("guest.resumed", "link-between-dcs")


def test_a_guest_that_is_left_standing_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    standing = (findings.Seen.PAUSED, findings.Seen.ABSENT)
    monkeypatch.setitem(findings.FINDINGS, standing, Finding(None))
    assert "nowhere for more than" in seen("saga.before_restarting", "map-server")


def test_the_wrong_side_stopped_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconciler, "survivor", lambda migration, shown_at: Side.SOURCE)
    assert "the one was stopped that the map leads to: ['dc2']" in seen("hands.after_locate", "")


def test_a_migration_declared_failed_on_the_word_of_one_side_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    for target in findings.Seen:
        monkeypatch.setitem(findings.FINDINGS, (findings.Seen.RUNNING, target), Finding(Trigger.FOUND_AT_SOURCE))
    assert "['failed'], and the hypervisors have" in seen("guest.resumed", "link-between-dcs")
