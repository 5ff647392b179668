"""The anticipated handover in virtual time: nothing is lost, whatever happens to the controller's messages."""

from pathlib import Path

import pytest

from tests.scenario.cloud import BLACKOUT_S, COPY_S, VM, Cloud
from tests.scenario.network import VirtualNetwork


def moving(
    tmp_path: Path, seed: int = 0, *, handover: str = "anticipated", stays: bool = False, **trouble: float
) -> Cloud:
    """A cloud whose user has just moved, so that the VM is about to follow, or (`stays`) to try."""
    world = Cloud(tmp_path, VirtualNetwork(seed, **trouble), handover=handover, resumes_at_source=stays)
    world.boot()
    world.run(2.0)
    world.move_user("net2")
    assert world.network.run_until(lambda: bool(world.migrations))
    world.run(0.5)
    return world


def watch(world: Cloud, seconds: float) -> list[str]:
    """What becomes of a packet of the user in every millisecond: "" delivered, or "held", "kept", "!"."""
    fates = []
    for _ in range(int(seconds * 1000)):
        world.network.run(0.001)
        end = world.send("net2", VM)[-1]
        fates.append(end if end in ("held", "kept", "!") else "")
    return fates


def test_no_packet_is_lost_and_none_waits_longer_than_the_guest(tmp_path: Path) -> None:
    world = moving(tmp_path)
    fates = watch(world, COPY_S + 1.0)
    assert "!" not in fates
    assert 0 < fates.count("kept") <= 4
    assert 0 < fates.count("held") <= BLACKOUT_S * 1000 + 2
    assert world.send("net2", VM) == ["net2", "dc2"]


def test_the_papers_handover_loses_packets(tmp_path: Path) -> None:
    world = moving(tmp_path, handover="paper")
    assert watch(world, COPY_S + 1.0).count("!") >= BLACKOUT_S * 1000


def test_controller_that_dies_after_the_preparation_is_not_missed(tmp_path: Path) -> None:
    world = moving(tmp_path)
    world.nodes["fmcc"].up = False
    fates = watch(world, COPY_S + 1.0)
    assert "!" not in fates
    assert world.send("net2", VM) == ["net2", "dc2"]
    world.network.run(120.0)
    assert world.send("net2", VM) == ["net2", "dc2"], "the old mapping does not return"
    assert world.send("net1", VM)[-1] == "dc2"


@pytest.mark.parametrize("controller_lives", [True, False])
def test_guest_that_resumes_at_the_source_is_reached_there(tmp_path: Path, controller_lives: bool) -> None:
    world = moving(tmp_path, stays=True)
    world.nodes["fmcc"].up = controller_lives
    fates = watch(world, COPY_S + 1.0)
    assert "!" not in fates
    assert "held" in fates, "the guest had stopped"
    assert world.send("net2", VM)[-1] == "dc1"
    world.network.run(60.0)
    assert world.send("net2", VM)[-1] == "dc1"


@pytest.mark.parametrize("seed", range(15))
def test_it_converges_on_a_bad_network(tmp_path: Path, seed: int) -> None:
    world = moving(tmp_path, seed, loss=0.15, duplicate=0.1, delay_s=0.02, jitter_s=0.08)
    world.run(90.0, packets_per_s=5.0)
    assert world.journal[-1] == "done"
    assert world.send("net2", VM) == ["net2", "dc2"]
    assert not any(plane.begun for plane in world.planes.values())
