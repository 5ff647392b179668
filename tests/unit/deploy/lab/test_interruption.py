"""A command that is told to end cleans up first, once, and however often it is told."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from deploy.lab import cli, lab
from deploy.lab.interruption import SIGNALS, Interrupted, interruptible, undisturbed
from deploy.lab.progress import Progress


@pytest.fixture(autouse=True)
def handlers_are_put_back() -> Iterator[None]:
    before = [signal.getsignal(number) for number in SIGNALS]
    yield
    assert [signal.getsignal(number) for number in SIGNALS] == before


def tell(number: signal.Signals) -> None:
    """The kernel has us handle it before this call returns."""
    os.kill(os.getpid(), number)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signal_ends_the_block_and_then_cleans_up(number: signal.Signals, status: int) -> None:
    steps: list[str] = []

    def work() -> None:
        tell(number)
        steps.append("not reached")

    with pytest.raises(Interrupted) as caught, interruptible(lambda: steps.append("clean")):
        work()
    assert steps == ["clean"]
    assert caught.value.exit_status == status


def test_signals_that_follow_break_neither_the_way_out_nor_the_clean_up() -> None:
    steps: list[str] = []

    def clean_up() -> None:
        for number in SIGNALS:
            tell(number)
        steps.append("clean")

    def work() -> None:
        try:
            tell(signal.SIGTERM)
        finally:
            for number in SIGNALS:
                tell(number)
            steps.append("out")

    with pytest.raises(Interrupted, match="SIGTERM"), interruptible(clean_up):
        work()
    assert steps == ["out", "clean"]


def test_programs_of_a_clean_up_are_not_ended_by_the_terminal_either() -> None:
    program = "import os, signal; [os.kill(os.getpid(), s) for s in (2, 15, 1)]"
    statuses: list[int] = []

    def clean_up() -> None:
        statuses.append(subprocess.run([sys.executable, "-c", program], check=False).returncode)

    with undisturbed():
        clean_up()
    with pytest.raises(Interrupted), interruptible(clean_up):
        tell(signal.SIGTERM)
    assert statuses == [0, 0]


def test_signal_that_nobody_could_be_told_of_ends_the_block_late() -> None:
    steps: list[str] = []

    def work() -> None:
        try:
            tell(signal.SIGTERM)
        except Interrupted:
            steps.append("swallowed")

    with pytest.raises(Interrupted), interruptible(lambda: steps.append("clean")):
        work()
    assert steps == ["swallowed", "clean"]


def test_signal_that_is_ignored_stays_ignored() -> None:
    old = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interruptible(lambda: None):
            tell(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, old)


def test_block_that_is_not_interrupted_cleans_nothing_up() -> None:
    steps: list[str] = []
    with interruptible(lambda: steps.append("clean")):
        pass
    with pytest.raises(ValueError, match="its own"), interruptible(lambda: steps.append("clean")):
        raise ValueError("its own")
    assert steps == []


@pytest.fixture
def downs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was taken down, in a lab that is told to end while it is brought up."""
    happened: list[str] = []

    def up(*_arguments: object) -> None:
        tell(signal.SIGTERM)

    monkeypatch.setattr(cli, "missing", list)
    monkeypatch.setattr(lab, "up", up)
    monkeypatch.setattr(lab, "down", lambda *_: happened.append("down"))
    return happened


def test_lab_that_is_being_brought_up_is_taken_down(downs: list[str]) -> None:
    result = CliRunner().invoke(cli.lab_group, ["up"])
    assert (result.exit_code, result.stderr) == (143, "SIGTERM: the lab was taken down\n")
    assert downs == ["down"]


def test_lab_of_an_experiment_is_taken_down_unless_it_is_to_be_kept(downs: list[str]) -> None:
    assert CliRunner().invoke(cli.lab_group, ["run", "follow-me"]).exit_code == 143
    assert downs
    downs.clear()
    result = CliRunner().invoke(cli.lab_group, ["run", "follow-me", "--keep"])
    assert (result.exit_code, result.stderr) == (143, "SIGTERM: the lab is left up\n")
    assert downs == []


def test_progress_goes_on_when_the_terminal_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def echo(*_arguments: object, **_options: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(click, "echo", echo)
    Progress()("taking a lab down")
