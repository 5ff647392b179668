"""Real live migration: two libvirtds in two namespaces, one guest that verifies its own memory.

        vmt-dc1 ── wan0 ─────── wan0 ── vmt-dc2        libvirt and the copy
           br0 ─── lan0 ─────── lan0 ─── br0           the guest's LAN, one broadcast domain

No LISP here: the guest must survive the hypervisors alone before anything re-routes its traffic.
"""

import asyncio
import os
import shutil
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

import pytest

from deploy.lab import netns
from deploy.lab.domain import SERVICE_PORT, GuestSpec, Machine, domain_xml
from deploy.lab.guest.build import build_guest
from deploy.lab.libvirtd import LibvirtHost
from fmcc.hypervisor.base import (
    ConnectionLost,
    DomainEvent,
    DomainEventKind,
    DomainState,
    HypervisorError,
    HypervisorEvent,
    HypervisorReason,
    MigrationOptions,
    MigrationProgress,
)

if TYPE_CHECKING:
    from fmcc.hypervisor.libvirt import LibvirtHypervisor

TOOLS = ("ip", "libvirtd", "virsh", "qemu-system-x86_64", "gcc")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]

pytestmark = [
    pytest.mark.lab,
    pytest.mark.skipif(os.geteuid() != 0, reason="needs root for namespaces and libvirtd"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

libvirt_driver = pytest.importorskip("fmcc.hypervisor.libvirt", reason="libvirt-python is not installed")

GUEST = GuestSpec(
    name="vm1",
    uuid=UUID("6d0c4c8e-5d3c-4c53-9d0f-2f5a3d1e7a10"),
    mac="52:54:00:0b:00:0a",
    address=IPv4Interface("10.11.0.10/24"),
    gateway=IPv4Address("10.11.0.1"),
)
RLOCS = {"dc1": IPv4Address("192.0.2.11"), "dc2": IPv4Address("192.0.2.12")}
NAMESPACES = {dc: f"vmt-{dc}" for dc in RLOCS}
CAPPED = MigrationOptions(bandwidth_mib_s=40, timeout_s=60.0, tls=False)
SLOW = MigrationOptions(bandwidth_mib_s=4, timeout_s=60.0, tls=False)  # 20 s and more: time to interfere


class Answer(NamedTuple):
    """What the guest says of itself."""

    boot_id: str
    counter: int
    memory: str
    uptime_ms: int
    passes: int


@dataclass
class Site:
    """One running guest and the two hypervisors that may have it."""

    hosts: dict[str, LibvirtHost]
    where: str = "dc1"

    @property
    def elsewhere(self) -> str:
        return "dc2" if self.where == "dc1" else "dc1"

    def ask(self) -> Answer | None:
        """Asks the guest over UDP from dc1's namespace, None when it does not answer within half a second."""

        def exchange() -> bytes | None:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
                udp.settimeout(0.5)
                udp.sendto(b"?", (str(GUEST.address.ip), SERVICE_PORT))
                try:
                    return udp.recv(512)
                except TimeoutError:
                    return None

        if (answer := netns.call_inside(NAMESPACES["dc1"], exchange)) is None:
            return None
        boot_id, counter, memory, uptime_ms, passes, _ = answer.decode().split()
        return Answer(boot_id, int(counter), memory, int(uptime_ms), int(passes))

    async def answer(self, accept: Callable[[Answer], bool] = lambda answer: True) -> Answer:
        """Asks until an answer is acceptable."""
        async with asyncio.timeout(30):
            while True:
                answer = await asyncio.to_thread(self.ask)
                if answer is not None and accept(answer):
                    return answer
                await asyncio.sleep(0.05)

    async def verified(self) -> Answer:
        """An answer from after the guest has verified every page at least once more."""
        passes = (await self.answer()).passes
        return await self.answer(lambda answer: answer.passes >= passes + 2)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    machine = Machine.probe(build_guest())
    state = Path("/run/vmt-lab")
    names = tuple(NAMESPACES.values())
    netns.delete(*names)  # of a test run that was killed
    hosts = {
        dc: LibvirtHost(dc, NAMESPACES[dc], rloc, state / dc, RLOCS, machine.emulator) for dc, rloc in RLOCS.items()
    }
    try:
        netns.create(*names)
        for cable in ("wan0", "lan0"):
            netns.ip(None, f"link add {cable} netns {names[0]} type veth peer name {cable} netns {names[1]}")
        for dc, name in NAMESPACES.items():
            netns.ip(name, "link add br0 type bridge", "link set br0 up", "link set lan0 master br0 up")
            netns.ip(name, f"address add {RLOCS[dc]}/24 dev wan0", "link set wan0 up")
        netns.ip(names[0], f"address add {GUEST.gateway}/24 dev br0")
        for host in hosts.values():
            host.start()
        hosts["dc1"].create_guest(domain_xml(GUEST, machine))
        deadline = time.monotonic() + 60
        while "READY" not in hosts["dc1"].console(GUEST.name):
            assert time.monotonic() < deadline, "the guest did not boot"
            time.sleep(0.05)
        yield Site(hosts)
    finally:
        for host in hosts.values():
            host.stop()
        netns.delete(*names)
        if state.exists():
            state.rmdir()


class Watched(NamedTuple):
    """The drivers of both DCs, and what they told during one test."""

    drivers: "dict[str, LibvirtHypervisor]"
    heard: list[HypervisorEvent]

    def kinds(self) -> list[tuple[str, DomainEventKind]]:
        return [(event.dc, event.kind) for event in self.heard if isinstance(event, DomainEvent)]


@pytest.fixture
async def watched(site: Site) -> AsyncIterator[Watched]:
    drivers = {dc: libvirt_driver.LibvirtHypervisor(dc, host.local_uri, host.uri) for dc, host in site.hosts.items()}
    heard: list[HypervisorEvent] = []
    for driver in drivers.values():
        driver.subscribe(heard.append)
        await driver.connect()
    yield Watched(drivers, heard)
    for driver in drivers.values():
        await driver.close()


async def test_guest_moves_there_and_back_with_its_memory_intact(site: Site, watched: Watched) -> None:
    before = await site.answer()
    for _ in range(2):
        source, target = site.where, site.elsewhere
        progress: list[MigrationProgress] = []
        watched.heard.clear()

        result = await watched.drivers[source].migrate(GUEST.name, watched.drivers[target], CAPPED, progress.append)
        site.where = target

        after = await site.verified()
        assert after.boot_id == before.boot_id
        assert after.memory == "verify-ok"
        assert after.counter > before.counter
        assert await watched.drivers[source].domain_state(GUEST.name) is DomainState.ABSENT
        assert await watched.drivers[target].domains() == {GUEST.name: DomainState.RUNNING}
        assert watched.kinds() == [
            (target, DomainEventKind.STARTED_INCOMING),
            (source, DomainEventKind.SUSPENDED_FOR_MIGRATION),
            (target, DomainEventKind.RESUMED_AFTER_MIGRATION),
            (source, DomainEventKind.STOPPED_MIGRATED),
        ]
        assert progress
        assert all(0.0 <= step.fraction <= 1.0 and step.total_bytes > 90 << 20 for step in progress)
        assert result.transferred_bytes > 16 << 20  # the working set, at least
        assert result.blackout_ms is not None
        assert 0 < result.blackout_ms < 1000
        before = after


async def test_aborted_migration_leaves_the_guest_at_the_source(site: Site, watched: Watched) -> None:
    before = await site.answer()
    source, target = watched.drivers[site.where], watched.drivers[site.elsewhere]
    copying = asyncio.Event()
    migration = asyncio.create_task(source.migrate(GUEST.name, target, SLOW, lambda progress: copying.set()))
    async with asyncio.timeout(30):
        await copying.wait()

    await source.abort(GUEST.name)

    with pytest.raises(HypervisorError) as raised:
        await migration
    assert raised.value.reason is HypervisorReason.ABORTED
    await expect_at_source(site, watched, before)
    with pytest.raises(HypervisorError) as none_left:
        await source.abort(GUEST.name)
    assert none_left.value.reason is HypervisorReason.NO_JOB


async def test_time_out_and_cancellation_stop_the_copy(site: Site, watched: Watched) -> None:
    before = await site.answer()
    source, target = watched.drivers[site.where], watched.drivers[site.elsewhere]
    with pytest.raises(HypervisorError) as raised:
        await source.migrate(GUEST.name, target, MigrationOptions(bandwidth_mib_s=4, timeout_s=1.5, tls=False))
    assert raised.value.reason is HypervisorReason.TIMED_OUT

    copying = asyncio.Event()
    migration = asyncio.create_task(source.migrate(GUEST.name, target, SLOW, lambda progress: copying.set()))
    async with asyncio.timeout(30):
        await copying.wait()
    migration.cancel()
    with pytest.raises(asyncio.CancelledError):
        await migration
    await expect_at_source(site, watched, before)


async def expect_at_source(site: Site, watched: Watched, before: Answer) -> None:
    after = await site.verified()
    assert after.boot_id == before.boot_id
    assert after.memory == "verify-ok"
    assert await watched.drivers[site.where].domain_state(GUEST.name) is DomainState.RUNNING
    assert await watched.drivers[site.elsewhere].domains() == {}


async def test_impossible_migrations_are_named(site: Site, watched: Watched) -> None:
    source, target = watched.drivers[site.where], watched.drivers[site.elsewhere]
    with pytest.raises(HypervisorError) as raised:
        await source.migrate("nobody", target, CAPPED)
    assert raised.value.reason is HypervisorReason.NO_SUCH_DOMAIN

    nowhere = libvirt_driver.LibvirtHypervisor("dc3", "qemu+tcp://192.0.2.12:1/system")
    with pytest.raises(HypervisorError) as raised:
        await source.migrate(GUEST.name, nowhere, CAPPED)
    assert raised.value.reason is HypervisorReason.TARGET_UNREACHABLE
    assert await source.domain_state(GUEST.name) is DomainState.RUNNING
    await nowhere.close()


async def test_lost_hypervisor_is_told_and_comes_back(site: Site, watched: Watched) -> None:
    empty, driver = site.hosts[site.elsewhere], watched.drivers[site.elsewhere]
    told = asyncio.Event()
    driver.subscribe(lambda event: told.set() if isinstance(event, ConnectionLost) else None)
    await asyncio.to_thread(empty.stop)
    async with asyncio.timeout(15):
        await told.wait()
    assert not driver.connected
    lost = [event for event in watched.heard if isinstance(event, ConnectionLost)]
    assert [event.dc for event in lost] == [empty.name]
    with pytest.raises(HypervisorError) as raised:
        await driver.domains()
    assert raised.value.reason is HypervisorReason.UNREACHABLE
    with pytest.raises(HypervisorError) as raised:
        await driver.connect()
    assert raised.value.reason is HypervisorReason.UNREACHABLE

    await asyncio.to_thread(empty.start)
    await driver.connect()
    assert await driver.domains() == {}


def test_stop_leaves_nothing_even_after_a_killed_run(site: Site) -> None:
    """The next run finds what a killed one left by its state directory alone; last, as it ends the guest."""
    host = site.hosts[site.where]
    stranger = LibvirtHost(host.name, host.netns, host.address, host.state_dir)
    running = stranger.processes()
    assert {"libvirtd", "qemu"} <= {name[:8].partition("-")[0] for name in running.values()}

    stranger.stop()

    assert stranger.processes() == {}
    assert not any(Path(f"/proc/{pid}/root/etc").exists() for pid in running)
    assert not host.state_dir.exists()
    assert str(host.state_dir) not in Path("/proc/self/mountinfo").read_text()
    assert "vnet" not in netns.output(host.netns, ["ip", "-brief", "link"])
