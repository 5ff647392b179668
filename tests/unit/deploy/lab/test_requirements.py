"""What is missing is said in one line, with a way to get it."""

import os
import shutil
from pathlib import Path

import pytest

from deploy.lab import requirements
from deploy.lab.requirements import Missing, missing


def test_everything_missing_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda tool, path: None)
    monkeypatch.setattr(requirements, "TUN_DEVICE", Path("/no/such/device"))
    found = {problem.what: problem.how_to_get for problem in missing()}
    assert "sudo" in found["root"]
    assert found["ip, tc"] == "apt install iproute2"
    assert "modprobe tun" in found["/no/such/device"]
    assert found["libvirtd"] == "apt install libvirt-daemon-system"
    assert found["qemu-system-x86_64"] == "apt install qemu-system-x86"
    assert found["gcc"].startswith("apt install gcc")
    assert not any("\n" in str(problem) for problem in missing())


def test_a_lab_without_guests_needs_no_hypervisor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda tool, path: f"/usr/sbin/{tool}")
    assert [problem.what for problem in missing(guests=False) if problem.what == "libvirtd"] == []


def test_one_line() -> None:
    assert str(Missing("gcc", "apt install gcc")) == "gcc: apt install gcc"
