"""LibvirtHost without a libvirtd: its files, its addresses, and that stopping nothing is harmless."""

from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest

from deploy.lab.libvirtd import LibvirtHost, with_account

ADDRESS = IPv4Address("192.0.2.11")


def test_uris() -> None:
    host = LibvirtHost("dc1", "fmc-dc1", ADDRESS, Path("/run/fmc-lab/dc1/libvirt"))
    assert host.uri == "qemu+tcp://192.0.2.11/system"
    assert host.local_uri == "qemu:///system?socket=/run/fmc-lab/dc1/libvirt/run/libvirt/libvirt-sock"
    six = LibvirtHost("dc1", "fmc-dc1", IPv6Address("2001:db8::11"), Path("/run/x"))
    assert six.uri == "qemu+tcp://[2001:db8::11]/system"


def test_stop_without_a_start_changes_nothing(tmp_path: Path) -> None:
    host = LibvirtHost("dc1", "fmc-dc1", ADDRESS, tmp_path / "libvirt")
    host.stop()
    assert not (tmp_path / "libvirt").exists()


def test_stop_removes_only_what_is_its_own(tmp_path: Path) -> None:
    host = LibvirtHost("dc1", "fmc-dc1", ADDRESS, tmp_path)
    host.write_state()
    (tmp_path / "precious").write_text("not ours")
    host.stop()
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]


def test_logs_can_outlive_the_stop(tmp_path: Path) -> None:
    host = LibvirtHost("dc1", "fmc-dc1", ADDRESS, tmp_path / "libvirt")
    host.write_state()
    (host.log_dir / "console-vm1.log").write_text("READY")
    host.stop(keep_logs=True)
    assert host.console("vm1") == "READY"
    assert host.console("vm2") == ""
    host.stop()
    assert list(tmp_path.iterdir()) == []


def test_configuration_of_two_dcs(tmp_path: Path) -> None:
    hosts = {"dc1": ADDRESS, "dc2": IPv4Address("192.0.2.12")}
    texts = []
    for name, address in hosts.items():
        host = LibvirtHost(name, f"fmc-{name}", address, tmp_path / name, hosts)
        host.write_state()
        texts.append((tmp_path / name / "etc/libvirtd.conf").read_text())
        assert f'listen_addr = "{address}"\n' in texts[-1]
        assert f'migration_host = "{address}"\n' in (tmp_path / name / "etc/qemu.conf").read_text()
        names = (tmp_path / name / "hosts").read_text()
        assert "192.0.2.11\tdc1\n" in names
        assert "192.0.2.12\tdc2\n" in names
        assert (tmp_path / name / "resolv.conf").read_text() == ""
    uuids = {line for text in texts for line in text.splitlines() if line.startswith("host_uuid")}
    assert len(uuids) == 2


@pytest.mark.parametrize("database", ["root:x:0:0::/root:/bin/sh\n", "root:x:0:0::/root:/bin/sh", ""])
def test_account_is_added_where_it_is_missing(database: str) -> None:
    text = with_account(database, "libvirt-qemu:x:64055:")
    assert text.splitlines()[-1] == "libvirt-qemu:x:64055:"
    assert with_account(text, "libvirt-qemu:x:1:") == text
    assert "" not in text.splitlines()
