"""What the lab needs from the computer, and how to get what is missing."""

import os
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from deploy.lab import netns
from deploy.lab.netns import NetnsError

TUN_DEVICE: Final = Path("/dev/net/tun")
_ADMIN_PATH: Final = "/usr/local/sbin:/usr/sbin:/sbin"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing the lab cannot do without."""

    what: str
    how_to_get: str

    def __str__(self) -> str:
        return f"{self.what}: {self.how_to_get}"


def missing(*, guests: bool = True) -> list[Missing]:
    """Everything that is missing, each thing once; empty when a lab can be brought up.

    `guests=False` leaves out what only virtual machines need. Kernel features are tried out in a namespace that is
    removed again, which takes root: without it only that is reported of them.
    """
    checks: list[Callable[[], Iterator[Missing]]] = [_privileges, _network_tools]
    if guests:
        checks.append(_virtualisation)
    return [problem for check in checks for problem in check()]


def _privileges() -> Iterator[Missing]:
    if os.geteuid() != 0:
        yield Missing("root", "the lab makes network namespaces; run it with sudo")


def _network_tools() -> Iterator[Missing]:
    tools = [tool for tool in ("ip", "tc") if not _which(tool)]
    if tools:
        yield Missing(", ".join(tools), "apt install iproute2")
    if not TUN_DEVICE.exists():
        yield Missing(
            str(TUN_DEVICE), "modprobe tun; in a container also: --device /dev/net/tun, or mknod (char 10, 200)"
        )
    elif os.geteuid() == 0 and (problem := _tun_problem()):
        yield problem
    if os.geteuid() == 0 and not tools:
        yield from _kernel_features()


def _tun_problem() -> Missing | None:
    try:
        os.close(os.open(TUN_DEVICE, os.O_RDWR))
    except OSError as error:
        return Missing(
            str(TUN_DEVICE),
            f"does not open ({error.strerror}); modprobe tun, or allow the device (in a container: --device)",
        )
    return None


def _kernel_features() -> Iterator[Missing]:
    probe = f"fmc-probe{os.getpid()}"
    try:
        netns.create(probe)
    except NetnsError as error:
        yield Missing(
            "network namespaces",
            f"a kernel with CONFIG_NET_NS and the right to use it (in a container: --privileged); {error}",
        )
        return
    try:
        for what, option, command in (
            ("veth devices", "CONFIG_VETH", "link add p1 type veth peer name p2"),
            ("bridges", "CONFIG_BRIDGE", "link add b1 type bridge"),
        ):
            try:
                netns.ip(probe, command)
            except NetnsError:
                module = option.removeprefix("CONFIG_").lower()
                yield Missing(what, f"modprobe {module}, or a kernel with {option} (this is {platform.release()})")
    finally:
        netns.delete(probe)


def _virtualisation() -> Iterator[Missing]:
    if not _which("libvirtd"):
        yield Missing("libvirtd", "apt install libvirt-daemon-system")
    if not _which("virsh"):
        yield Missing("virsh", "apt install libvirt-clients")
    if not _which("qemu-system-x86_64"):
        yield Missing("qemu-system-x86_64", "apt install qemu-system-x86")
    if not _which("gcc"):
        yield Missing("gcc", "apt install gcc libc6-dev (the guest's program is built on this computer)")
    if platform.machine() != "x86_64":
        yield Missing("an x86-64 computer", f"the lab's guests are x86-64 and this is {platform.machine()}")


def _which(tool: str) -> str | None:
    """Found also where a user's PATH does not look."""
    return shutil.which(tool, path=f"{os.environ.get('PATH', os.defpath)}:{_ADMIN_PATH}")
