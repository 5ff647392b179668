"""The whole loop in virtual time: every engine is the real one, the network loses, repeats and reorders."""

from pathlib import Path

import pytest

from tests.scenario.cloud import USER, VM, Cloud
from tests.scenario.network import VirtualNetwork


def cloud(tmp_path: Path, seed: int = 0, **trouble: float) -> Cloud:
    network = VirtualNetwork(seed, **trouble)
    world = Cloud(tmp_path, network)
    world.boot()
    return world


def state_of_migration(world: Cloud) -> str | None:
    return world.journal[-1] if world.journal else None


def rloc_at_map_server(world: Cloud, eid: str) -> set[str]:
    """What the map server answers for an EID: the RLOCs of its longest match."""
    registry = world.nodes["ms"].engine.registry  # type: ignore[attr-defined]  # the map server's own
    mapping = registry.longest(VM if eid == "vm" else USER)
    return {str(locator.rloc) for locator in mapping.record.locators}


def test_packets_flow_before_anybody_moves(tmp_path: Path) -> None:
    world = cloud(tmp_path)
    world.run(2.0)
    assert world.send("net1", VM) == ["net1", "dc1"]
    assert world.send("dc1", USER) == ["dc1", "net1"]


def test_the_service_follows_its_user(tmp_path: Path) -> None:
    world = cloud(tmp_path)
    world.run(2.0)
    world.move_user("net2")
    world.run(1.0)
    assert world.send("dc1", USER) == ["dc1", "net2"]
    assert state_of_migration(world) == "copying"
    world.run(4.0)
    assert state_of_migration(world) == "done"
    assert world.vm_at == {"dc2"}
    assert world.send("net2", VM) == ["net2", "dc2"]
    assert world.send("dc2", USER) == ["dc2", "net2"]
    assert rloc_at_map_server(world, "vm") == {str(world.rlocs["dc2"])}


def test_a_stale_sender_is_redirected_to_the_new_place(tmp_path: Path) -> None:
    world = cloud(tmp_path)
    world.run(2.0)
    world.send("net1", VM)
    world.move_user("net2")
    world.run(5.0)
    # net1 has not sent to the VM since: its cache is old, and dc1 relays what it still sends.
    assert world.send("net1", VM)[-1] == "dc2"


def test_nothing_happens_to_a_service_whose_user_stays(tmp_path: Path) -> None:
    world = cloud(tmp_path)
    world.run(120.0, packets_per_s=1.0)
    assert world.journal == []
    assert world.send("net1", VM) == ["net1", "dc1"]


def test_failed_copy_leaves_vm_and_map_where_they_were(tmp_path: Path) -> None:
    world = cloud(tmp_path)
    world.copy_fails = True
    world.run(2.0)
    world.move_user("net2")
    world.run(10.0)
    assert state_of_migration(world) == "failed"
    assert world.vm_at == {"dc1"}
    assert rloc_at_map_server(world, "vm") == {str(world.rlocs["dc1"])}
    assert world.send("net2", VM) == ["net2", "dc1"]
    (failure,) = world.nodes["fmcc"].noticed("migration-failed")
    assert "no memory left" in failure["reason"]


def test_user_who_returns_home_is_found_there(tmp_path: Path) -> None:
    world = cloud(tmp_path)
    world.run(2.0)
    world.move_user("net2")
    world.run(8.0)
    world.move_user("net1")
    world.run(10.0)
    assert world.send("dc2", USER)[-1] == "net1" or world.send("dc1", USER)[-1] == "net1"
    assert rloc_at_map_server(world, "user") == {str(world.rlocs["net1"])}
    assert world.vm_at == {"dc1"}


def test_registrations_outlive_their_timeout_by_being_refreshed(tmp_path: Path) -> None:
    world = cloud(tmp_path)
    world.move_user("net2")
    world.run(600.0, packets_per_s=0.2)
    assert world.send("net2", VM) == ["net2", "dc2"]
    assert rloc_at_map_server(world, "user") == {str(world.rlocs["net2"])}
    assert rloc_at_map_server(world, "vm") == {str(world.rlocs["dc2"])}


@pytest.mark.parametrize("seed", range(20))
def test_the_loop_converges_on_a_bad_network(tmp_path: Path, seed: int) -> None:
    world = cloud(tmp_path, seed, loss=0.15, duplicate=0.1, delay_s=0.02, jitter_s=0.08)
    world.run(5.0)
    world.move_user("net2")
    world.run(90.0, packets_per_s=5.0)
    assert world.network.lost > 0
    assert state_of_migration(world) == "done"
    assert world.send("net2", VM) == ["net2", "dc2"]
    assert world.send("dc2", USER) == ["dc2", "net2"]
    assert rloc_at_map_server(world, "vm") == {str(world.rlocs["dc2"])}
    assert rloc_at_map_server(world, "user") == {str(world.rlocs["net2"])}


def test_no_datagram_of_the_loop_is_refused(tmp_path: Path) -> None:
    world = cloud(tmp_path)
    world.run(2.0)
    world.move_user("net2")
    world.run(10.0)
    drops = {
        (name, reason): count
        for name, node in world.nodes.items()
        for reason, count in node.engine.counters.items()  # type: ignore[attr-defined]  # every engine counts
        if reason.startswith("drop.")
    }
    assert drops == {}


def test_map_server_that_was_down_learns_where_everything_is(tmp_path: Path) -> None:
    world = cloud(tmp_path)
    world.run(2.0)
    world.nodes["ms"].up = False
    world.move_user("net2")
    world.run(20.0)
    assert world.journal == []
    world.nodes["ms"].up = True
    world.run(90.0, packets_per_s=5.0)
    assert state_of_migration(world) == "done"
    assert rloc_at_map_server(world, "user") == {str(world.rlocs["net2"])}
