"""What a lab guest is, and its libvirt domain XML.

The machine is as bare as q35 allows (no balloon, no USB, no option ROM, no firmware in the way of the
kernel): it boots in two seconds without hardware virtualisation, and there is little state to migrate.
"""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface
from pathlib import Path
from typing import Final
from uuid import UUID

from deploy.lab.guest.build import GuestImage
from deploy.lab.kvm import (
    QEMU,
    Accelerator,
    install_wrapper,
    needs_ram_workaround,
    probe_accelerator,
    qemu_version,
)

SERVICE_PORT: Final = 7000  # UDP and TCP, see guest/init.c
MIN_MEMORY_MIB: Final = 80  # the kernel is 53 MB before it has freed anything

# These directories are private to each LibvirtHost, their paths are the same for all.
CONSOLE_DIRECTORY: Final = Path("/var/log/libvirt")
IMAGES: Final = Path("/var/lib/libvirt/images")

# A guest without hardware support must not calibrate or probe clocks against an emulated, jittery timer.
_KERNEL_PARAMETERS: Final = (
    "console=ttyS0 quiet panic=-1 nokaslr mitigations=off tsc=reliable no_timer_check lpj=4000000"
)


@dataclass(frozen=True, slots=True)
class GuestSpec:
    """One lab guest: its place in the network and the load it puts on its memory.

    `dirty_mib` is the working set it keeps rewriting and verifying, `dirty_mib_s` the rate in MiB/s.
    `has_disk`: it has one of its own, whose image is in `IMAGES`.
    """

    name: str
    uuid: UUID
    mac: str
    address: IPv4Interface
    gateway: IPv4Address
    bridge: str = "br0"
    memory_mib: int = 96
    dirty_mib: int = 16
    dirty_mib_s: int = 8
    has_disk: bool = False

    def __post_init__(self) -> None:
        if self.memory_mib < MIN_MEMORY_MIB:
            raise ValueError(f"guest {self.name}: memory_mib is {self.memory_mib}, at least {MIN_MEMORY_MIB} needed")


@dataclass(frozen=True, slots=True)
class Machine:
    """How guests run on this computer: the kernel they boot, the accelerator and the emulator."""

    image: GuestImage
    accelerator: Accelerator
    emulator: Path

    @classmethod
    def probe(cls, image: GuestImage) -> "Machine":
        """Finds out what works here; up to 12 s the first time. Raises OSError without QEMU."""
        accelerator = probe_accelerator(image)
        wrapped = needs_ram_workaround(accelerator, qemu_version())
        return cls(image, accelerator, install_wrapper() if wrapped else QEMU)


def kernel_parameters(spec: GuestSpec) -> str:
    """The guest's kernel command line, with the parameters init.c reads."""
    return (
        f"{_KERNEL_PARAMETERS} fmc.ip={spec.address.with_prefixlen} fmc.gw={spec.gateway}"
        f" fmc.dirty_mib={spec.dirty_mib} fmc.dirty_mib_s={spec.dirty_mib_s}"
    )


def domain_xml(spec: GuestSpec, machine: Machine) -> str:
    """The libvirt domain of `spec`, the same text in every DC."""
    kvm = machine.accelerator == "kvm"
    domain = ET.Element("domain", type="kvm" if kvm else "qemu")
    _text(domain, "name", spec.name)
    _text(domain, "uuid", str(spec.uuid))
    _text(domain, "memory", str(spec.memory_mib), unit="MiB")
    _text(domain, "vcpu", "1")
    boot = ET.SubElement(domain, "os")
    _text(boot, "type", "hvm", arch="x86_64", machine="q35")
    _text(boot, "kernel", str(machine.image.kernel))
    _text(boot, "initrd", str(machine.image.initrd))
    _text(boot, "cmdline", kernel_parameters(spec))
    ET.SubElement(ET.SubElement(domain, "features"), "acpi")
    if kvm:
        ET.SubElement(domain, "cpu", mode="host-passthrough", check="none", migratable="on")
    else:
        cpu = ET.SubElement(domain, "cpu", mode="custom", match="exact", check="none")
        _text(cpu, "model", "qemu64", fallback="forbid")
    clock = ET.SubElement(domain, "clock", offset="utc")
    ET.SubElement(clock, "timer", name="hpet", present="no")
    for event in ("on_poweroff", "on_reboot", "on_crash"):
        _text(domain, event, "destroy")
    _devices(domain, spec, machine)
    ET.indent(domain)
    return ET.tostring(domain, encoding="unicode")


def _devices(domain: ET.Element, spec: GuestSpec, machine: Machine) -> None:
    devices = ET.SubElement(domain, "devices")
    _text(devices, "emulator", str(machine.emulator))
    ET.SubElement(devices, "controller", type="usb", model="none")
    interface = ET.SubElement(devices, "interface", type="bridge")
    ET.SubElement(interface, "mac", address=spec.mac)
    ET.SubElement(interface, "source", bridge=spec.bridge)
    ET.SubElement(interface, "model", type="virtio")
    ET.SubElement(interface, "rom", enabled="no")
    # On the root bus: a root port of its own costs the guest's kernel time at boot.
    ET.SubElement(interface, "address", type="pci", domain="0", bus="0", slot="2", function="0")
    if spec.has_disk:
        disk = ET.SubElement(devices, "disk", type="file", device="disk")
        ET.SubElement(disk, "driver", name="qemu", type="raw")
        ET.SubElement(disk, "source", file=str(IMAGES / f"{spec.name}.img"))
        ET.SubElement(disk, "target", dev="vda", bus="virtio")
        ET.SubElement(disk, "address", type="pci", domain="0", bus="0", slot="3", function="0")
    serial = ET.SubElement(devices, "serial", type="file")
    ET.SubElement(serial, "source", path=str(CONSOLE_DIRECTORY / f"console-{spec.name}.log"), append="on")
    ET.SubElement(devices, "memballoon", model="none")


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text
    return element
