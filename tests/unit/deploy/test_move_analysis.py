"""What the moves of streaming users cost, and the topology they move in."""

from pathlib import Path

import pytest

from deploy.lab.cli import DEFAULT_TOPOLOGY
from deploy.lab.experiments.move_analysis import Move, Record, ended, measure_moves, summarize_moves
from deploy.lab.experiments.users import summarize, topology_with
from deploy.lab.lab import LabError
from deploy.lab.topology import MAX_NODES, load_topology

MOVES = [Move("u1", 1, "net2", 3.0), Move("u1", 2, "net1", 6.0)]


def stream(*lost: int, until: int = 100) -> Record:
    """A request every 100 ms, answered after 10 ms but for these."""
    return [(n / 10, None if n in lost or n >= until else n / 10 + 0.01) for n in range(100)]


def test_each_loss_belongs_to_the_move_around_it() -> None:
    # 2.4 s is before the first move's part; 2.5 s in it: its answer may have died in the move.
    first, second = measure_moves(MOVES, {"u1": stream(24, 25, 30, 31, 55, 60)})
    assert (first["lost"], first["sent"], first["outage_ms"]) == (3, 30, 300.0)
    assert (second["lost"], second["sent"], second["outage_ms"]) == (2, 45, 200.0)


def test_stream_without_answers_at_its_end_has_ended() -> None:
    streams = {"u1": stream(), "u2": stream(until=79), "u3": stream(*range(80, 99))}
    assert ended(streams) == ["u2"]
    (row,) = measure_moves([Move("u2", 1, "net2", 9.0)], {"u2": stream(until=79)})
    assert (row["lost"], row["outage_ms"]) == (15, None)


def test_summary_counts_moves_by_their_losses() -> None:
    streams = {"u1": stream(30, 31, 60)}
    data = summarize_moves(measure_moves(MOVES, streams), streams) | {"interval_ms": 100.0}
    assert data["lost_per_move"] == {"1": 1, "2": 1}
    assert (data["users"], data["moves"], data["sent"], data["lost"], data["lost_max"]) == (1, 2, 100, 3, 2)
    text = summarize(data)
    assert "1 of 1 went on through 2 moves" in text
    assert "ENDED" not in text
    assert "ENDED     the streams of u1" in summarize(data | {"streams_ended": ["u1"]})


def test_users_are_spread_over_the_subnets_and_there_is_no_vm(tmp_path: Path) -> None:
    topology = load_topology(topology_with(DEFAULT_TOPOLOGY, 5, tmp_path))
    assert not topology.guests
    assert {name: user.at for name, user in topology.users.items()} == {
        "u1": "net1",
        "u2": "net2",
        "u3": "net1",
        "u4": "net2",
        "u5": "net1",
    }
    assert all(topology.home(name) == user.at for name, user in topology.users.items())


def test_more_users_than_a_lab_holds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LabError, match=f"at most {MAX_NODES}"):
        topology_with(DEFAULT_TOPOLOGY, MAX_NODES + 1, tmp_path)
