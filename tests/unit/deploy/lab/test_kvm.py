"""The accelerator probe, with a shell script in QEMU's place."""

import json
import os
from pathlib import Path

import pytest

from deploy.lab import kvm
from deploy.lab.guest.build import GuestImage

IMAGE = GuestImage(Path("/cache/kernel"), Path("/cache/initrd.gz"))


@pytest.fixture
def qemu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A QEMU that boots; it counts its boots in a file beside it."""
    path = tmp_path / "qemu"
    monkeypatch.setattr(kvm, "QEMU", path)
    monkeypatch.setattr(kvm, "FIRST_OUTPUT_TIMEOUT_S", 2.0)
    monkeypatch.setattr(os, "access", lambda path, mode: True)
    write(path, "echo Linux version 6.1; echo READY")
    return path


def write(qemu: Path, boot: str) -> None:
    version = "echo QEMU emulator version 7.2.22"
    qemu.write_text(f'#!/bin/sh\n[ "$1" = --version ] && exec {version}\necho >> {qemu}.boots\n{boot}\n')
    qemu.chmod(0o755)


def boots(qemu: Path) -> int:
    return len(Path(f"{qemu}.boots").read_text().splitlines())


def test_guest_that_gets_ready_means_kvm_and_is_asked_once(qemu: Path, tmp_path: Path) -> None:
    assert kvm.probe_accelerator(IMAGE, tmp_path) == "kvm"
    assert kvm.probe_accelerator(IMAGE, tmp_path) == "kvm"
    assert boots(qemu) == 1
    other = GuestImage(IMAGE.kernel, Path("/cache/newer/initrd.gz"))
    assert kvm.probe_accelerator(other, tmp_path) == "kvm"
    assert boots(qemu) == 2


@pytest.mark.parametrize("boot", ["exit 1", "echo panic", "exec sleep 60"], ids=["fails", "panics", "hangs"])
def test_guest_that_does_not_get_ready_means_tcg(
    qemu: Path, tmp_path: Path, boot: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kvm, "FIRST_OUTPUT_TIMEOUT_S", 0.2)
    write(qemu, boot)
    assert kvm.probe_accelerator(IMAGE, tmp_path) == "tcg"
    assert kvm.probe_accelerator(IMAGE, tmp_path) == "tcg"
    assert boots(qemu) == 1


def test_no_device_means_tcg_without_a_boot(qemu: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert kvm.probe_accelerator(IMAGE, tmp_path) == "tcg"
    assert not Path(f"{qemu}.boots").exists()


@pytest.mark.parametrize("kept", ["", "[]", "{}", json.dumps({"key": "another", "accelerator": "tcg"})])
def test_verdict_that_is_broken_or_of_another_host_is_not_believed(qemu: Path, tmp_path: Path, kept: str) -> None:
    (tmp_path / "accelerator.json").write_text(kept)
    assert kvm.probe_accelerator(IMAGE, tmp_path) == "kvm"
    assert boots(qemu) == 1


def test_qemu_version(qemu: Path) -> None:
    assert kvm.qemu_version() == (7, 2)
