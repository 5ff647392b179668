"""The handover of a real guest under load: nothing is lost, also when the guest thinks better of it."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from deploy.lab import netns
from deploy.lab.cli import DEFAULT_TOPOLOGY
from deploy.lab.experiments.observe import ask_guest, map_answer, wait_until_settled
from deploy.lab.experiments.stream_analysis import summarize_stream
from deploy.lab.lab import Lab
from lisp.runtime.config import KeyFile
from lisp.wire import (
    CONTROL_PORT,
    Address,
    ChangePriority,
    KeyChain,
    Locator,
    Prefix,
    Preparation,
    XtrIdentity,
    seal,
)

pytestmark = [pytest.mark.lab, pytest.mark.timeout(240)]

VM = Prefix.parse("10.11.0.10/32")
OF_TENANT = Prefix.parse("10.11.0.10/32", 7)
DETOUR_MS = 15.0


def fmc(*arguments: str) -> str:
    argv = [sys.executable, "-m", "deploy.cli", *arguments]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(autouse=True)
def clean_machine() -> Iterator[None]:
    """No lab before, none after, whatever the test did."""
    fmc("lab", "down")
    yield
    fmc("lab", "down")


def test_anticipated_handover_loses_nothing_and_does_not_wait_for_the_controller(tmp_path: Path) -> None:
    rows = json.loads(
        fmc("lab", "run", "handover", "--rounds", "1", "--fmcc-rtt", "100", "--json", "--out", str(tmp_path))
    )
    assert [(row["handover"], row["case"], row["fmcc_rtt_ms"]) for row in rows] == [
        (mode, case, 100.0) for mode in ("anticipated", "paper") for case in (1, 2)
    ]
    for row in rows:
        assert row["network_ms"] == pytest.approx(row["outage_ms"] - row["blackout_ms"], abs=0.01)
        assert row["blackout_ms"] > 0
        if row["handover"] == "paper":
            assert row["network_ms"] > 50, "half a round trip to the controller, and half of one back"
            assert row["lost"] > 50
        else:
            assert 0 <= row["network_ms"] < 50
            assert row["lost"] == 0
            assert row["reordered"] <= 0.01 * row["sent"], "a machine that stalls lets some overtake others, not many"
    assert (tmp_path / "handover.png").read_bytes().startswith(b"\x89PNG")


def prepare(running: Lab, dc: str) -> None:
    """Announce to a data centre, in the controller's name, that the guest is to go from dc1 to dc2."""
    serving, standby = (
        (Locator.unicast(Address.parse(str(running.topology.nodes[name].rloc)), local=False),)
        for name in ("dc1", "dc2")
    )
    record = Preparation(serving, standby, "vm1").record(VM)
    key = KeyFile(id=1, file=Path(f"control-{dc}.key")).load(running.directory / "keys")
    message = ChangePriority(time.time_ns(), (record,), from_controller=True, identity=XtrIdentity(b"e2e" * 5 + b"!"))
    with (
        netns.inside(running.topology.netns("fmcc")),
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock,
    ):
        sock.sendto(seal(message, KeyChain.of(key).signing_key), (str(running.topology.nodes[dc].rloc), CONTROL_PORT))


def has_said(running: Lab, node: str, name: str) -> bool:
    events: list[dict[str, Any]] = running.ask(node, "events")
    return any(event["name"] == name for event in events)


def delivered(running: Lab, node: str) -> int:
    counters: dict[str, dict[str, int]] = running.ask(node, "counters")
    return counters["data"].get("decapsulated", 0)


def virsh(running: Lab, command: str) -> None:
    argv = ["virsh", "--connect", running.host("dc1").local_uri, command, "vm1"]
    subprocess.run(argv, check=True, capture_output=True, timeout=20)


def said_by(running: Lab, node: str, name: str) -> Callable[[], bool]:
    return partial(has_said, running, node, name)


def streamed_to(running: Lab, out: Path) -> "subprocess.Popen[bytes]":
    """The user asks the guest every 2 ms, until the process is told to end."""
    argv = [sys.executable, "-m", "deploy.lab.stream", "--target", str(VM.address), "--interval-ms", "2"]
    return subprocess.Popen(netns.command(running.topology.netns("user"), [*argv, "--out", str(out)]))


def test_guest_that_stops_and_runs_on_at_the_source_loses_and_reorders_nothing(tmp_path: Path) -> None:
    fmc("lab", "up")
    running, out = Lab.open(), tmp_path / "stream.json"
    for dc in ("dc2", "dc1"):
        prepare(running, dc)
        running.wait_for(f"{dc} is prepared", said_by(running, dc, "handover-prepared"))
    with streamed_to(running, out) as stream:
        running.wait_for("the stream flows", lambda: delivered(running, "dc1") > 200)
        virsh(running, "suspend")
        running.wait_for("dc2 holds its packets", said_by(running, "dc2", "handover-holding"))
        assert has_said(running, "dc1", "handover-switched")
        virsh(running, "resume")
        running.wait_for("dc1 has it back", said_by(running, "dc1", "handover-returned"))
        before = delivered(running, "dc1")
        running.wait_for("the stream flows again", lambda: delivered(running, "dc1") > before + 500)
        stream.terminate()
    record = json.loads(out.read_text())
    found = summarize_stream(record["sent_at"], record["answers"], DETOUR_MS)
    assert found.sent > 500
    assert found.lost == 0
    assert found.reordered == 0, "the source delivers its own copies: nothing comes back from the target"
    assert not has_said(running, "dc2", "delivering")


def test_guest_of_a_tenant_is_handed_over_and_loses_nothing(tmp_path: Path) -> None:
    topology, out, eid = tmp_path / "topology.toml", tmp_path / "stream.json", str(OF_TENANT)
    topology.write_text(f"instance_id = {OF_TENANT.iid}\n{DEFAULT_TOPOLOGY.read_text()}")
    fmc("lab", "up", "--topology", str(topology))
    running = Lab.open()
    wait_until_settled(running, "fmcc")
    instances = running.ask("dc2", "status")["instances"]
    assert [(entry["iid"], entry["device"], entry["lans"]) for entry in instances] == [
        (0, "lisp0", []),
        (7, "lisp0-7", ["br0"]),
    ]
    before = ask_guest(running, "user", eid)
    assert before is not None
    with streamed_to(running, out) as stream:
        running.wait_for("the stream flows", lambda: delivered(running, "dc1") > 200)
        number = running.ask("fmcc", "migrate", service="vm1", dc="dc2")["migration"]
        running.wait_for("it is over", lambda: running.ask("fmcc", "migration", id=number)["state"] == "done", 90)
        after = delivered(running, "dc2")
        running.wait_for("the stream flows at dc2", lambda: delivered(running, "dc2") > after + 200)
        stream.terminate()
    record = json.loads(out.read_text())
    found = summarize_stream(record["sent_at"], record["answers"], DETOUR_MS)
    assert found.sent > 500
    assert found.lost == 0
    for node, name in (("dc1", "handover-switched"), ("dc2", "handover-holding"), ("dc2", "handover-arrived")):
        assert [event["eid"] for event in running.ask(node, "events") if event["name"] == name] == [eid], name
    assert map_answer(running, "ms", eid) == ["dc2"]
    assert ask_guest(running, "user", eid) == before, "the same machine, its memory as it should be"
