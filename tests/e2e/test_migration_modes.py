"""How VMs are copied: over TLS, with a disk that nobody shares, and by post-copy; on real hypervisors."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy.lab import lab as labs
from deploy.lab import netns
from deploy.lab.cli import DEFAULT_TOPOLOGY
from deploy.lab.configs import PKI
from deploy.lab.experiments.observe import ask_guest, map_answer, wait_until_settled
from deploy.lab.kvm import QEMU
from deploy.lab.libvirtd import PORT, TLS_PORT
from deploy.lab.pki import Authority

driver = pytest.importorskip("fmcc.hypervisor.libvirt", reason="libvirt-python is not installed")

pytestmark = [pytest.mark.lab, pytest.mark.timeout(300)]

USERFAULTFD = Path("/proc/sys/vm/unprivileged_userfaultfd")
GUEST, EID = "vm1", "10.11.0.10/32"
DISK_MIB = 8


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[labs.Lab]:
    topology = tmp_path_factory.mktemp("topology") / "topology.toml"
    text = "tls = true\n" + DEFAULT_TOPOLOGY.read_text().replace("[guests.vm1]", f"[guests.vm1]\ndisk_mib = {DISK_MIB}")
    topology.write_text(text)
    try:
        run("up", "--topology", str(topology))
        found = labs.Lab.open()
        set_up_controller(found, 'class = "auto"', 'class = "pinned"')
        yield found
    finally:
        run("down")


def run(*arguments: str) -> None:
    """In a process of its own: what a lab starts outlives who started it."""
    argv = [sys.executable, "-m", "deploy.cli", "lab", *arguments]
    subprocess.run(argv, check=True, capture_output=True, timeout=150)


def set_up_controller(lab: labs.Lab, before: str, after: str) -> None:
    """Change a line of the controller's configuration, and restart it."""
    path = lab.directory / "fmcc" / "fmcc.toml"
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
    lab.restart_daemon("fmcc")
    wait_until_settled(lab, "fmcc")


def migrate(lab: labs.Lab, to: str) -> dict[str, Any]:
    """Move the guest; what the controller tells of it in the end."""
    name = lab.ask("fmcc", "migrate", service=GUEST, dc=to)["migration"]
    lab.wait_for("it ends", lambda: lab.ask("fmcc", "migration", id=name)["state"] in ("done", "failed"), 60.0)
    story: dict[str, Any] = lab.ask("fmcc", "migration", id=name)
    return story


def runs_at(lab: labs.Lab) -> list[str]:
    """Where the guest is, after whoever lost it has let go."""
    return [dc for dc in lab.topology.data_centres if GUEST in lab.host(dc).guests()]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def listens(lab: labs.Lab, dc: str, port: int) -> bool:
    def connect() -> bool:
        with socket.socket() as tcp:
            tcp.settimeout(1.0)
            return tcp.connect_ex((str(lab.topology.nodes[dc].rloc), port)) == 0

    return netns.call_inside(lab.topology.netns("fmcc"), connect)


def test_guest_and_disk_move_there_and_back_over_tls(lab: labs.Lab) -> None:
    assert [listens(lab, "dc2", port) for port in (PORT, TLS_PORT)] == [False, True]
    with lab.host("dc1").disk(GUEST).open("r+b") as image:
        image.write(os.urandom(DISK_MIB << 20))  # the guest does not look at its disk
    content, before = digest(lab.host("dc1").disk(GUEST)), ask_guest(lab, "user", EID)
    for source, target in (("dc1", "dc2"), ("dc2", "dc1")):
        story = migrate(lab, target)
        assert story["state"] == "done", story["reason"]
        assert runs_at(lab) == [target]
        assert map_answer(lab, "ms", EID) == [target]
        assert digest(lab.host(target).disk(GUEST)) == content
        assert [path.name for path in lab.host(source).disk(GUEST).parent.iterdir()] == [f"{GUEST}.img"]
        assert not [name for name in lab.host(source).processes().values() if name.startswith("qemu")]
        os.truncate(lab.host(source).disk(GUEST), 0)  # what lies there is of no use on the way back
        os.truncate(lab.host(source).disk(GUEST), DISK_MIB << 20)
    assert ask_guest(lab, "user", EID) == before, "the same machine, its memory as it should be"


def test_a_target_with_certificates_of_another_authority_gets_nothing(lab: labs.Lab, tmp_path: Path) -> None:
    certificates, before = lab.directory / PKI / "dc2", ask_guest(lab, "user", EID)
    kept = shutil.copytree(certificates, tmp_path / "pki")
    try:
        Authority().equip_host(certificates, "dc2", lab.topology.nodes["dc2"].rloc)  # QEMU reads them as it starts
        story = migrate(lab, "dc2")
    finally:
        shutil.copytree(kept, certificates, dirs_exist_ok=True)
    assert story["state"] == "failed"
    assert "certificate" in story["reason"], story["reason"]
    assert (runs_at(lab), map_answer(lab, "ms", EID)) == (["dc1"], ["dc1"])
    assert not [name for name in lab.host("dc2").processes().values() if name.startswith("qemu")]
    assert ask_guest(lab, "user", EID) == before


def test_post_copy_lets_a_busy_guest_run_before_all_of_it_has_come(lab: labs.Lab) -> None:
    set_up_controller(lab, "bandwidth_mib_s = 40", "bandwidth_mib_s = 10\npost_copy = true")
    before = ask_guest(lab, "user", EID)
    listen = ["virsh", "-c", lab.host("dc2").local_uri, "event", "--event", "lifecycle", "--loop", "--timestamp"]
    with subprocess.Popen(listen, stdout=subprocess.PIPE, text=True) as events:
        try:
            story = migrate(lab, "dc2")
        finally:
            events.terminate()
        told, _ = events.communicate(timeout=10)
    assert story["state"] == "done", story["reason"]
    assert "Resumed Post-copy" in told
    assert ask_guest(lab, "user", EID) == before


@pytest.mark.skipif(USERFAULTFD.read_text() != "0\n", reason="this kernel lets every QEMU catch page faults")
def test_what_qemu_says_where_the_kernel_forbids_post_copy_has_a_remedy() -> None:
    """As on a host where QEMU is not root; those of the lab are."""
    unprivileged = ["setpriv", "--reuid", "65534", "--clear-groups", str(QEMU)]
    bare = ["-accel", "tcg", "-nodefaults", "-display", "none", "-incoming", "defer", "-qmp", "stdio"]
    wanted = {"capabilities": [{"capability": "postcopy-ram", "state": True}]}
    orders = [{"execute": "qmp_capabilities"}, {"execute": "migrate-set-capabilities", "arguments": wanted}]
    said = "".join(f"{json.dumps(order)}\n" for order in [*orders, {"execute": "quit"}])
    done = subprocess.run([*unprivileged, *bare], input=said, capture_output=True, text=True, timeout=30)
    (refusal,) = [reply["error"] for line in done.stdout.splitlines() if "error" in (reply := json.loads(line))]
    assert "vm.unprivileged_userfaultfd = 1" in driver.with_remedy(refusal["desc"])
