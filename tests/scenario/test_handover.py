"""The anticipated handover in virtual time: nothing is lost, whatever happens to the controller's messages."""

from pathlib import Path

import pytest

from deploy.lab.cli import DEFAULT_TOPOLOGY
from deploy.lab.topology import Topology
from tests.scenario.cloud import BLACKOUT_S, COPY_S, EVENT_S, Cloud
from tests.scenario.network import Node, VirtualNetwork
from xtr.dataplane.base import InstallMapping
from xtr.engine import Xtr

IIDS = (0, 7)


def moving(
    directory: Path,
    seed: int = 0,
    *,
    handover: str = "anticipated",
    stays: bool = False,
    iid: int = 0,
    kind: type[Cloud] = Cloud,
    **trouble: float,
) -> Cloud:
    """A cloud whose user has just moved, so that the VM is about to follow, or (`stays`) to try."""
    directory.mkdir(exist_ok=True)
    topology = directory / "topology.toml"
    topology.write_text(f"instance_id = {iid}\n{DEFAULT_TOPOLOGY.read_text()}")
    network = VirtualNetwork(seed, **trouble)
    world = kind(directory, network, handover=handover, resumes_at_source=stays, topology=topology)
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
        end = world.send("net2", world.vm)[-1]
        fates.append(end if end in ("held", "kept", "!") else "")
    return fates


@pytest.mark.parametrize("iid", IIDS)
def test_no_packet_is_lost_and_none_waits_longer_than_the_guest(tmp_path: Path, iid: int) -> None:
    world = moving(tmp_path, iid=iid)
    fates = watch(world, COPY_S + 1.0)
    assert "!" not in fates
    assert 0 < fates.count("kept") <= 4
    assert 0 < fates.count("held") <= BLACKOUT_S * 1000 + 2
    assert world.send("net2", world.vm) == ["net2", "dc2"]


class OtherTenantsSites(Cloud):
    """The controller finds the tunnel routers by prefixes that another tenant has there."""

    def _start(self, topology: Topology) -> dict[str, Node]:
        for dc, node in topology.data_centres.items():
            own, other = f'"{topology.eid(node.eid_prefix)}"', f'"{node.eid_prefix}"'
            here = f'[[eid]]\nprefix = {other}\ninterface = "br1"\n\n[dataplane]'
            edit(self.directory / dc / "lisp-xtr.toml", "[dataplane]", here)
            edit(self.directory / "ms/lisp-mapserver.toml", own, f"{own}, {other}")
            edit(self.directory / "fmcc/fmcc.toml", f"prefix = {own}", f"prefix = {other}")
        return super()._start(topology)


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def test_site_may_be_found_by_the_prefix_of_another_tenant(tmp_path: Path) -> None:
    world = moving(tmp_path, iid=7, kind=OtherTenantsSites)
    assert "!" not in watch(world, COPY_S + 1.0)
    assert world.send("net2", world.vm) == ["net2", "dc2"]
    assert world.journal[-1] == "done"


def test_the_papers_handover_loses_packets(tmp_path: Path) -> None:
    world = moving(tmp_path, handover="paper")
    assert watch(world, COPY_S + 1.0).count("!") >= BLACKOUT_S * 1000


def test_controller_that_dies_after_the_preparation_is_not_missed(tmp_path: Path) -> None:
    world = moving(tmp_path)
    world.nodes["fmcc"].up = False
    fates = watch(world, COPY_S + 1.0)
    assert "!" not in fates
    assert world.send("net2", world.vm) == ["net2", "dc2"]
    world.network.run(120.0)
    assert world.send("net2", world.vm) == ["net2", "dc2"], "the old mapping does not return"
    assert world.send("net1", world.vm)[-1] == "dc2"


@pytest.mark.parametrize("iid", IIDS)
@pytest.mark.parametrize("controller_lives", [True, False])
def test_guest_that_resumes_at_the_source_is_reached_there(tmp_path: Path, controller_lives: bool, iid: int) -> None:
    world = moving(tmp_path, stays=True, iid=iid)
    world.nodes["fmcc"].up = controller_lives
    fates = watch(world, COPY_S + 1.0)
    assert "!" not in fates
    assert "held" in fates, "the guest had stopped"
    assert world.send("net2", world.vm)[-1] == "dc1"
    world.network.run(60.0)
    assert world.send("net2", world.vm)[-1] == "dc1"


def straight_after_s(world: Cloud) -> float:
    """How long the user's packets still go round by the source once the guest runs at the target."""
    assert world.network.run_until(lambda: "dc2" in world.vm_at)
    since = world.network.now
    while world.send("net2", world.vm) != ["net2", "dc2"]:
        world.network.run(0.001)
    return world.network.now - since


@pytest.mark.parametrize("iid", IIDS)
def test_prepared_correspondent_needs_one_message(tmp_path: Path, iid: int) -> None:
    hop_s = 0.04
    assert straight_after_s(moving(tmp_path / "prepared", delay_s=hop_s, iid=iid)) < EVENT_S + 1.1 * hop_s
    # Without a key between it and the target it is as unprepared: the source hears first, and then tells it.
    world = moving(tmp_path / "old", delay_s=hop_s, iid=iid)
    engine = world.nodes["dc2"].engine
    assert isinstance(engine, Xtr)
    del engine.settings.peers[world.rlocs["net2"]]  # type: ignore[attr-defined]  # it is a dict
    assert 2 * hop_s < straight_after_s(world) < EVENT_S + 2.1 * hop_s


def test_prepared_correspondent_does_not_notice_a_move_that_is_called_off(tmp_path: Path) -> None:
    world = moving(tmp_path, stays=True)
    for _ in range(int((COPY_S + 1.0) * 1000)):
        world.network.run(0.001)
        assert world.send("net2", world.vm)[1] == "dc1"
    believed = world.planes["net2"].slots[world.vm]
    assert isinstance(believed, InstallMapping)
    assert believed.others == (world.rlocs["dc2"],), "it was prepared"


@pytest.mark.parametrize("seed", range(15))
def test_it_converges_on_a_bad_network(tmp_path: Path, seed: int) -> None:
    world = moving(tmp_path, seed, loss=0.15, duplicate=0.1, delay_s=0.02, jitter_s=0.08, iid=IIDS[seed % 2])
    world.run(90.0, packets_per_s=5.0)
    assert world.journal[-1] == "done"
    assert world.send("net2", world.vm) == ["net2", "dc2"]
    assert not any(plane.begun for plane in world.planes.values())
