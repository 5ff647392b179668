"""The demo itself, on real parts: what it measures, what is on the wire, what happens when the copy fails."""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scapy.layers.inet import IP, UDP
from scapy.layers.l2 import Ether
from scapy.packet import Packet
from scapy.utils import PcapReader, wrpcap

from deploy.lab.lab import Lab, LabError
from deploy.lab.underlay.base import Link
from lisp.wire import ChangePriority, EncapsulatedControlMessage, MapNotifyAck, decode, encode
from lisp.wire.messages import CONTROL_PORT

pytestmark = [pytest.mark.lab, pytest.mark.timeout(180)]

FMC = str(Path(sys.executable).with_name("fmc"))


def fmc(*arguments: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run([FMC, *arguments], capture_output=True, text=True, timeout=120, check=False)
    assert not check or done.returncode == 0, done.stderr
    return done


@pytest.fixture(autouse=True)
def clean_machine() -> Iterator[None]:
    """No lab before, none after, whatever the test did."""
    fmc("lab", "down")
    yield
    fmc("lab", "down")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """One run of the demo, captured: its result and the directory it wrote."""
    out = tmp_path_factory.mktemp("demo")
    done = fmc("lab", "run", "follow-me", "--json", "--capture", "--out", str(out))
    result: dict[str, Any] = json.loads(done.stdout)
    return result, out


def test_round_trips_are_those_of_the_paper(demo: tuple[dict[str, Any], Path]) -> None:
    result, _ = demo
    assert 10 <= result["rtt_start_ms"] <= 16
    assert 230 <= result["rtt_moved_ms"] <= 270
    assert 2 <= result["rtt_followed_ms"] <= 6


def test_service_is_the_same_one_and_its_connection_too(demo: tuple[dict[str, Any], Path]) -> None:
    result, _ = demo
    assert result["succeeded"]
    assert result["tcp_survived"]
    assert result["memory_verified"]
    assert result["boot_id_before"] == result["boot_id_after"] is not None
    assert result["guest_at"] == ["dc2"]


def test_steps_are_complete_and_in_order(demo: tuple[dict[str, Any], Path]) -> None:
    result, _ = demo
    times = [step["at_s"] for step in result["steps"]]
    assert times == sorted(times)
    names = [step["name"] for step in result["steps"]]
    assert names[:7] == [
        "user-moves",
        "user-detected",
        "move-registered",
        "controller-heard",
        "decision-made",
        "dc-xtrs-found",
        "migration-started",
    ]
    assert set(names[7:]) == {
        "guest-resumed",
        "source-redirects",
        "target-delivers",
        "correspondent-updated",
        "publication-confirmed",
        "migration-done",
    }
    assert names[-1] == "migration-done"


def test_result_says_how_it_was_made(demo: tuple[dict[str, Any], Path]) -> None:
    result, out = demo
    assert result["handover"] == "anticipated"
    assert result["latency_backend"] in ("netem", "tap")
    assert result["dataplane"] in ("ebpf", "userspace")
    assert result["hypervisor"] == "libvirt"
    assert result["sent"] > result["lost"] >= 0
    assert result["outage_ms"] > 0
    assert json.loads((out / "result.json").read_text()) == result
    assert (out / "rtt.png").read_bytes().startswith(b"\x89PNG")


def control_messages(capture: Path) -> list[tuple[Packet, bytes]]:
    """Every packet on the control port, with the octets of its LISP message."""
    found: list[tuple[Packet, bytes]] = []
    with PcapReader(str(capture)) as reader:
        for packet in reader:
            assert isinstance(packet, Ether)
            udp = packet.getlayer(UDP)
            if udp is not None and CONTROL_PORT in (udp.sport, udp.dport):
                found.append((packet, bytes(udp.payload)))
    return found


def with_payload(packet: Packet, octets: bytes) -> Packet:
    """The same packet around another message; lengths and checksums follow."""
    packet[UDP].remove_payload()
    packet[UDP].add_payload(octets)
    packet[UDP].len = packet[UDP].chksum = packet[IP].len = packet[IP].chksum = None
    return packet


def test_every_captured_message_is_ours_to_the_bit(demo: tuple[dict[str, Any], Path]) -> None:
    _, out = demo
    messages = [decode(octets) for _, octets in control_messages(out / "lisp.pcapng")]
    kinds = {type(message).__name__ for message in messages}
    assert {"MapRegister", "MapNotify", "MapNotifyAck", "MapReply", "ChangePriority"} <= kinds
    assert any(isinstance(message, EncapsulatedControlMessage) for message in messages)
    for message, (_, octets) in zip(messages, control_messages(out / "lisp.pcapng"), strict=True):
        assert encode(message) == octets


def malformed(capture: Path) -> list[str]:
    """What tshark finds wrong in a capture, a line a packet."""
    shown = subprocess.run(
        ["tshark", "-r", str(capture), "-Y", "_ws.malformed || lisp.undecoded || lisp.invalid_field"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return shown.stdout.splitlines()


def test_tshark_dissects_the_whole_run(demo: tuple[dict[str, Any], Path], tmp_path: Path) -> None:
    _, out = demo
    assert malformed(out / "lisp.pcapng") == []
    # tshark knows neither Map-Notify-Ack nor Change Priority. From the nonce on they are built like a
    # Map-Notify and a Map-Register: under those types it dissects them as well.
    disguised = []
    for packet, octets in control_messages(out / "lisp.pcapng"):
        message = decode(octets)
        if isinstance(message, MapNotifyAck):
            disguised.append(with_payload(packet, bytes([0x40 | octets[0] & 0x0F]) + octets[1:]))
        elif isinstance(message, ChangePriority):
            first = 0x3 << 28 | bool(message.identity) << 25 | len(message.records)
            disguised.append(with_payload(packet, first.to_bytes(4, "big") + octets[4:]))
    assert len(disguised) > 5
    wrpcap(str(tmp_path / "disguised.pcap"), disguised)
    assert malformed(tmp_path / "disguised.pcap") == []
    # The check can fail: a message cut short is found.
    packet = with_payload(disguised[0], bytes(disguised[0][UDP].payload)[:-6])
    wrpcap(str(tmp_path / "cut.pcap"), [packet])
    assert malformed(tmp_path / "cut.pcap") != []


def wait_for_copy(deadline_s: float = 60.0) -> Lab:
    """The lab of a run that was started elsewhere, as soon as its migration copies."""
    end = time.monotonic() + deadline_s
    while time.monotonic() < end:
        try:
            lab = Lab.open()
            migrations = lab.ask("fmcc", "migrations")
        except LabError:
            migrations = []
        if migrations and migrations[-1]["state"] == "copying":
            return lab
        time.sleep(0.05)
    raise AssertionError("no migration began to copy")


def test_copy_that_fails_leaves_everything_where_it_was(tmp_path: Path) -> None:
    argv = [FMC, "lab", "run", "follow-me", "--json", "--keep", "--out", str(tmp_path)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        lab = wait_for_copy()
        # The cable between the data centres is cut in the middle of the copy.
        for source, target in (("dc1", "dc2"), ("dc2", "dc1")):
            lab.underlay.set_link(source, target, Link(delay_us=5_000, loss=1.0))
        stdout, stderr = run.communicate(timeout=120)
    result = json.loads(stdout)
    assert run.returncode == 1, stderr
    assert not result["succeeded"]
    assert result["migration"]["state"] == "failed"
    assert result["migration"]["reason"]
    assert result["guest_at"] == ["dc1"]
    assert result["tcp_survived"]
    assert result["boot_id_before"] == result["boot_id_after"]
    answer = fmc("lab", "exec", "net2", FMC, "lig", "10.11.0.10", "--resolver", "192.0.2.21", "--json")
    (record,) = json.loads(answer.stdout)["records"]
    assert [rloc["rloc"] for rloc in record["rlocs"]] == ["192.0.2.11"]


def test_running_lab_can_be_looked_at(tmp_path: Path) -> None:
    fmc("lab", "up")
    status = json.loads(fmc("lab", "status", "--json").stdout)
    assert {node["name"]: node["daemon"] for node in status["nodes"]} == dict.fromkeys(
        ("net1", "net2", "dc1", "dc2", "ms", "fmcc"), "up"
    )
    maps = json.loads(fmc("map", "ms", "--json").stdout)
    assert {"10.11.0.0/24", "10.1.0.100/32"} <= {entry["eid"] for entry in maps["ms"]}
    (service,) = json.loads(fmc("service", "--json").stdout)
    assert (service["service"], service["dc"], service["class"]) == ("vm1", "dc1", "auto")
    assert json.loads(fmc("migration", "--json").stdout) == []
    assert "10.11.0.0/24" in fmc("map", "dc1").stdout
    assert "vm1" in fmc("service").stdout
    assert "dc2" in fmc("lab", "status").stdout
    by_hand = fmc("service", "migrate", "vm1", "dc2")
    assert "to=dc2" in by_hand.stdout
    lab = Lab.open()
    lab.wait_for("the migration by hand", lambda: lab.ask("fmcc", "migrations")[-1]["state"] == "done", 60)
    story = fmc("migration", "show", lab.ask("fmcc", "migrations")[-1]["id"]).stdout
    assert "verifying" in story
    refused = fmc("service", "migrate", "vm1", "nowhere", check=False)
    assert refused.returncode == 1
    assert "nowhere" in refused.stderr


def running_commands() -> list[str]:
    """The command lines of all processes."""
    commands = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it ended while we looked
            commands.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return commands


def test_lab_that_was_killed_half_way_is_taken_down(tmp_path: Path) -> None:
    with subprocess.Popen([FMC, "lab", "up"], stderr=subprocess.PIPE, text=True) as half:
        assert half.stderr is not None
        for line in half.stderr:
            if "guests" in line:
                break
        half.kill()
    fmc("lab", "down")
    assert not Path("/run/fmc-lab").exists()
    assert not [path.name for path in Path("/run/netns").iterdir() if path.name.startswith("fmc-")]
    assert "fmc-lab" not in Path("/proc/mounts").read_text()
    assert not [command for command in running_commands() if "/run/fmc-lab" in command]
