"""A lab whose command is told to end, while it is brought up or in the middle of an experiment, leaves nothing."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address
from pathlib import Path

import pytest

from deploy.lab import lab, netns
from deploy.lab.libvirtd import LibvirtHost
from deploy.lab.processes import Processes
from deploy.lab.topology import NAMESPACE_PREFIX

pytestmark = [pytest.mark.lab, pytest.mark.timeout(180)]

FMC = (sys.executable, "-m", "deploy.cli", "lab")
STARTS_S, ENDS_S = 90.0, 60.0


@pytest.fixture(autouse=True)
def clean_machine() -> Iterator[None]:
    """No lab before, none after, whatever the test did."""
    subprocess.run([*FMC, "down"], check=True, capture_output=True, timeout=60)
    yield
    subprocess.run([*FMC, "down"], check=True, capture_output=True, timeout=60)


class Command:
    """`fmc lab` in a session of its own, as in a terminal; what it says is in a file."""

    def __init__(self, said: Path, *arguments: str) -> None:
        self._said = said
        with said.open("wb") as stderr:
            self.process = subprocess.Popen(
                [*FMC, *arguments], stdout=subprocess.DEVNULL, stderr=stderr, start_new_session=True
            )

    def said(self) -> str:
        return self._said.read_text()

    def tell(self, number: signal.Signals) -> None:
        """As a terminal does: the programs it has started hear it too."""
        os.killpg(self.process.pid, number)

    def wait_until(self, condition: Callable[[], bool], timeout_s: float) -> None:
        deadline = time.monotonic() + timeout_s
        while not condition():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.02)


def started(name: str) -> bool:
    return name in Processes(lab.DIRECTORY / "processes").records()


def processes() -> list[int]:
    """A handle of each process of the lab: no other can take its place."""
    pids = {record.pid for record in Processes(lab.DIRECTORY / "processes").records().values()}
    for state in lab.DIRECTORY.glob("*/libvirt"):
        name = state.parent.name
        pids |= LibvirtHost(name, NAMESPACE_PREFIX + name, IPv4Address(0), state).processes().keys()
    return [os.pidfd_open(pid) for pid in pids]


def has_ended(handle: int) -> bool:
    return bool(select.select([handle], [], [], 0.0)[0])


def assert_it_leaves_nothing(command: Command, number: signal.Signals) -> None:
    """Told to end, and told again while it does, the command ends in order."""
    handles = processes()
    try:
        assert netns.names(NAMESPACE_PREFIX)
        assert handles
        command.tell(number)
        command.wait_until(lambda: "taking a lab down" in command.said(), ENDS_S)
        command.tell(signal.SIGTERM)
        assert command.process.wait(ENDS_S) == 128 + number, command.said()
        assert command.said().splitlines()[-1] == f"{number.name}: the lab was taken down"
        assert command.said().count("taking a lab down") == 1
        assert netns.names(NAMESPACE_PREFIX) == []
        assert not lab.DIRECTORY.exists()
        assert all(map(has_ended, handles))
    finally:
        for handle in handles:
            os.close(handle)


def test_lab_that_is_being_brought_up(tmp_path: Path) -> None:
    command = Command(tmp_path / "said", "up")
    command.wait_until(lambda: started("net1.lisp-xtr"), STARTS_S)
    assert_it_leaves_nothing(command, signal.SIGHUP)


def test_lab_in_the_middle_of_an_experiment(tmp_path: Path) -> None:
    command = Command(tmp_path / "said", "run", "follow-me", "--out", str(tmp_path))
    command.wait_until(lambda: started("probe"), STARTS_S)
    assert_it_leaves_nothing(command, signal.SIGTERM)
    assert not (tmp_path / "result.json").exists()
