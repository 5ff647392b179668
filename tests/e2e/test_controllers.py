"""Two controllers on real hypervisors: they share the users, and one finishes what the other leaves half done."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.lab import lab as labs
from deploy.lab.cli import DEFAULT_TOPOLOGY
from deploy.lab.experiments.observe import ask_guest, map_answer

pytestmark = [pytest.mark.lab, pytest.mark.timeout(300)]

USERS = "10.1.0.0/24"
SECOND = """
[nodes.fmcc2]
kind = "controller"
rloc = "192.0.2.32"
"""
CONTROLLERS = ("fmcc", "fmcc2")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[labs.Lab]:
    topology = tmp_path / "topology.toml"
    topology.write_text(DEFAULT_TOPOLOGY.read_text() + SECOND)
    try:
        run("up", "--topology", str(topology))
        yield labs.Lab.open()
    finally:
        run("down")


def run(*arguments: str) -> None:
    """In a process of its own: what a lab starts outlives who started it."""
    argv = [sys.executable, "-m", "deploy.cli", "lab", *arguments]
    subprocess.run(argv, check=True, capture_output=True, timeout=150)


def holders(lab: labs.Lab) -> list[str]:
    """The controllers that follow our user."""
    alive = [name for name in CONTROLLERS if lab.is_alive(name)]
    return [name for name in alive if USERS in lab.ask(name, "status")["leases"]]


def test_one_dies_in_the_copy_and_the_other_ends_its_migration(lab: labs.Lab) -> None:
    lab.wait_for("somebody follows the user", lambda: len(holders(lab)) == 1)
    (holder,) = holders(lab)
    (other,) = set(CONTROLLERS) - {holder}
    before = ask_guest(lab, "user", "10.11.0.10/32")
    with pytest.raises(labs.LabError, match=f"another controller follows the users of {USERS}"):
        lab.ask(other, "migrate", service="vm1", dc="dc2")
    lab.wait_for("it knows where the VM is", lambda: lab.ask(holder, "services")[0]["dc"] == "dc1")
    lab.wait_for("it reaches both DCs", lambda: set(lab.ask(holder, "status")["hypervisors"].values()) == {"up"})
    name = lab.ask(holder, "migrate", service="vm1", dc="dc2")["migration"]
    lab.wait_for("it copies", lambda: lab.ask(holder, "migration", id=name)["state"] != "planned")
    lab.kill_daemon(holder)
    lab.wait_for("the other takes over", lambda: holders(lab) == [other], timeout_s=12.0)
    lab.wait_for("it ends", lambda: lab.ask(other, "migration", id=name)["state"] in ("done", "failed"))
    story = lab.ask(other, "migration", id=name)
    place = "dc2" if story["state"] == "done" else "dc1"
    running = [dc for dc in ("dc1", "dc2") if "vm1" in lab.host(dc).guests()]
    assert running == [place], story
    lab.wait_for("the map leads there", lambda: map_answer(lab, "ms", "10.11.0.10/32") == [place])
    assert ask_guest(lab, "user", "10.11.0.10/32") == before, "the same machine, its memory as it should be"
    if place == "dc2":
        # Asked for anew at the hypervisor where the guest is now: it went with the guest, and was raised since.
        lab.wait_for("the guest is fenced", lambda: f">{story['epoch']}</" in lab.host("dc2").describe_guest("vm1"))
