"""What libvirt can say about a migration before it is begun: blocking functions on open connections.

Nothing here changes anything. What a libvirtd cannot tell (some are built without the interface or the network
driver) does not stand in the way: the check passes and says so, and the migration itself will find out.
"""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any, Final

import libvirt

from fmcc.hypervisor.base import Check, MigrationOptions

_RUNNING: Final = (libvirt.VIR_DOMAIN_RUNNING, libvirt.VIR_DOMAIN_BLOCKED, libvirt.VIR_DOMAIN_NOSTATE)
_KIB: Final = 1024
_LACKS_DRIVER: Final = (libvirt.VIR_ERR_NO_SUPPORT, libvirt.VIR_ERR_OPERATION_UNSUPPORTED)


def check_source(connection: Any, name: str, dc: str) -> tuple[list[Check], str | None]:
    """Whether the domain runs here and nothing else is being done with it; and its description."""
    try:
        domain = connection.lookupByName(name)
    except libvirt.libvirtError as error:
        if error.get_error_code() != libvirt.VIR_ERR_NO_DOMAIN:
            raise
        return [Check("running", False, f"{name} is absent at {dc}")], None
    running = domain.state()[0] in _RUNNING

    def ask() -> Check:
        idle = domain.jobInfo()[0] == libvirt.VIR_DOMAIN_JOB_NONE
        return Check("no-job", idle, f"{dc} has {'no' if idle else 'a'} job under way for {name}")

    found = f"{name} {'runs' if running else 'does not run'} at {dc}"
    checks = [Check("running", running, found), _asked("no-job", dc, ask)]
    return checks, domain.XMLDesc(libvirt.VIR_DOMAIN_XML_MIGRATABLE)


def check_target(connection: Any, name: str, dc: str, xml: str, options: MigrationOptions) -> list[Check]:
    """Whether the domain of this description can arrive here."""
    domain = ET.fromstring(xml)
    return [
        _name_free(connection, name, dc),
        _cpu(connection, dc, domain),
        _memory(connection, dc, domain),
        *_networks(connection, dc, domain),
        _disks(connection, dc, domain, options.copy_disks),
        *([_post_copy(dc)] if options.post_copy else []),
    ]


def _post_copy(dc: str) -> Check:
    # No libvirtd knows before its QEMU has tried, which is when the guest is to be received: still before the copy.
    remedy = f"if {dc} refuses it, set vm.unprivileged_userfaultfd = 1 there"
    return Check("post-copy", True, f"shows when {dc} gets ready to receive, before anything is copied: {remedy}")


def _name_free(connection: Any, name: str, dc: str) -> Check:
    try:
        domain = connection.lookupByName(name)
    except libvirt.libvirtError as error:
        if error.get_error_code() != libvirt.VIR_ERR_NO_DOMAIN:
            raise
        return Check("name-free", True, f"no domain is called {name} at {dc}")
    # A definition that is off is taken over by the arriving domain, as libvirt does.
    active = bool(domain.isActive())
    return Check("name-free", not active, f"{name} is {'active' if active else 'defined but off'} at {dc}")


def _cpu(connection: Any, dc: str, domain: ET.Element) -> Check:
    cpu = domain.find("cpu")
    model = domain.findtext("cpu/model") or (cpu.get("mode", "") if cpu is not None else "")
    emulated = domain.get("type") == "qemu"
    if cpu is None or emulated:
        return Check("cpu", True, f"CPU {model or 'by default'}: {'emulated' if emulated else 'any host will do'}")
    text = ET.tostring(cpu, encoding="unicode")

    def ask() -> Check:
        verdict = connection.compareHypervisorCPU(None, None, None, domain.get("type"), text, 0)
        fits = verdict in (libvirt.VIR_CPU_COMPARE_IDENTICAL, libvirt.VIR_CPU_COMPARE_SUPERSET)
        return Check("cpu", fits, f"CPU {model} is {'' if fits else 'not '}offered by {dc}")

    return _asked("cpu", dc, ask)


def _memory(connection: Any, dc: str, domain: ET.Element) -> Check:
    needed = int(domain.findtext("memory") or 0) * _KIB  # libvirt writes KiB, whatever was defined

    def ask() -> Check:
        stats = connection.getMemoryStats(libvirt.VIR_NODE_MEMORY_STATS_ALL_CELLS)
        free = sum(int(stats.get(key, 0)) for key in ("free", "buffers", "cached")) * _KIB
        return Check("memory", free >= needed, f"{needed >> 20} MiB needed, {free >> 20} MiB to be had at {dc}")

    return _asked("memory", dc, ask)


def _networks(connection: Any, dc: str, domain: ET.Element) -> list[Check]:
    bridges = {source.get("bridge") for source in domain.iterfind("devices/interface[@type='bridge']/source")}
    networks = {source.get("network") for source in domain.iterfind("devices/interface[@type='network']/source")}

    def bridge(name: str) -> Callable[[], Check]:
        def ask() -> Check:
            names = [interface.name() for interface in connection.listAllInterfaces()]
            there = name in names
            return Check("bridge", there, f"bridge {name} is {'' if there else 'not '}at {dc}")

        return ask

    def network(name: str) -> Callable[[], Check]:
        def ask() -> Check:
            active = {network.name(): bool(network.isActive()) for network in connection.listAllNetworks()}
            return Check("network", active.get(name, False), f"network {name}: {_network_text(active.get(name))}")

        return ask

    return [
        *(_asked("bridge", dc, bridge(name)) for name in sorted(filter(None, bridges))),
        *(_asked("network", dc, network(name)) for name in sorted(filter(None, networks))),
    ]


def _network_text(active: bool | None) -> str:
    return "not defined" if active is None else "active" if active else "not active"


def _disks(connection: Any, dc: str, domain: ET.Element, are_copied: bool) -> Check:
    """Disks are on storage that both sides share, or each has an image of its size at the target to be filled."""
    paths = [
        source.get("file") or source.get("dev") or source.get("name") or "?"
        for disk in domain.iterfind("devices/disk[@device='disk']")
        if disk.find("readonly") is None
        for source in disk.iterfind("source")
    ]
    if not paths:
        return Check("storage", True, "no disk: memory is all there is to move")

    def ask() -> Check:
        missing = [path for path in paths if not _has_volume(connection, path)]
        verb = "have images to be filled" if are_copied else "are"
        found = f"{verb} in its storage pools" if not missing else f"not in its storage pools: {', '.join(missing)}"
        return Check("storage", not missing, f"{dc}: the disks {found}")

    return _asked("storage", dc, ask)


def _has_volume(connection: Any, path: str) -> bool:
    try:
        connection.storageVolLookupByPath(path)
    except libvirt.libvirtError as error:
        if error.get_error_code() in _LACKS_DRIVER:
            raise
        return False
    return True


def _asked(name: str, dc: str, ask: Callable[[], Check]) -> Check:
    """The answer, or that this libvirtd cannot tell."""
    try:
        return ask()
    except libvirt.libvirtError as error:
        if error.get_error_code() not in _LACKS_DRIVER:
            raise
        return Check(name, True, f"{dc} cannot tell: {error}")
