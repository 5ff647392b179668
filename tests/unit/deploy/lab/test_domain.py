"""The guest's domain XML: what the lab depends on, and what TCG and KVM differ in."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Interface
from pathlib import Path
from uuid import UUID

import pytest

from deploy.lab.domain import GuestSpec, Machine, domain_xml, kernel_parameters
from deploy.lab.guest.build import GuestImage
from deploy.lab.kvm import needs_ram_workaround

SPEC = GuestSpec(
    name="vm1",
    uuid=UUID("11111111-2222-3333-4444-555555555555"),
    mac="52:54:00:0b:00:0a",
    address=IPv4Interface("10.11.0.10/24"),
    gateway=IPv4Address("10.11.0.1"),
    dirty_mib=24,
    dirty_mib_s=5,
)
TCG = Machine(GuestImage(Path("/cache/kernel"), Path("/cache/initrd.gz")), "tcg", Path("/cache/wrapper"))
KVM = replace(TCG, accelerator="kvm", emulator=Path("/usr/bin/qemu-system-x86_64"))


def parse(machine: Machine) -> ET.Element:
    return ET.fromstring(domain_xml(SPEC, machine))


def test_a_disk_is_an_image_at_the_same_path_everywhere() -> None:
    assert parse(TCG).find("devices/disk") is None
    domain = ET.fromstring(domain_xml(replace(SPEC, has_disk=True), TCG))
    assert domain.find("devices/disk/source[@file='/var/lib/libvirt/images/vm1.img']") is not None


def test_identity_memory_and_network() -> None:
    domain = parse(TCG)
    assert domain.findtext("name") == "vm1"
    assert domain.findtext("uuid") == "11111111-2222-3333-4444-555555555555"
    assert domain.findtext("memory") == "96"
    assert domain.find("memory[@unit='MiB']") is not None
    assert domain.find("devices/interface[@type='bridge']/source[@bridge='br0']") is not None
    assert domain.find("devices/interface/mac[@address='52:54:00:0b:00:0a']") is not None


def test_guest_gets_its_parameters_on_the_kernel_command_line() -> None:
    parameters = kernel_parameters(SPEC).split()
    assert parse(TCG).findtext("os/cmdline") == " ".join(parameters)
    for wanted in ("fmc.ip=10.11.0.10/24", "fmc.gw=10.11.0.1", "fmc.dirty_mib=24", "fmc.dirty_mib_s=5"):
        assert wanted in parameters
    assert "console=ttyS0" in parameters


def test_nothing_that_costs_time_at_boot_or_state_in_a_migration() -> None:
    devices = parse(TCG).find("devices")
    assert devices is not None
    assert devices.find("memballoon[@model='none']") is not None
    assert devices.find("controller[@type='usb'][@model='none']") is not None
    assert devices.find("interface/rom[@enabled='no']") is not None
    assert devices.find("disk") is None


def test_tcg_emulates_a_plain_cpu_through_the_wrapper() -> None:
    domain = parse(TCG)
    assert domain.get("type") == "qemu"
    assert domain.findtext("cpu/model") == "qemu64"
    assert domain.findtext("devices/emulator") == "/cache/wrapper"


def test_kvm_uses_the_cpu_of_the_host() -> None:
    domain = parse(KVM)
    assert domain.get("type") == "kvm"
    assert domain.find("cpu[@mode='host-passthrough']") is not None
    assert domain.findtext("devices/emulator") == "/usr/bin/qemu-system-x86_64"


def test_the_xml_is_the_same_every_time() -> None:
    """Source and target build it independently."""
    assert domain_xml(SPEC, TCG) == domain_xml(SPEC, TCG)


def test_too_little_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 80 needed"):
        replace(SPEC, memory_mib=64)


def test_ram_workaround_only_where_qemu_needs_it() -> None:
    assert needs_ram_workaround("tcg", (7, 2))
    assert needs_ram_workaround("tcg", (8, 2))
    assert not needs_ram_workaround("tcg", (9, 0))
    assert not needs_ram_workaround("kvm", (7, 2))
