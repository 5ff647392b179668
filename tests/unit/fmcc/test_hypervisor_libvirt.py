"""The libvirt driver against libvirt's own in-memory hypervisor: all but the migration itself, without root."""

import asyncio

import pytest

from fmcc.hypervisor.base import (
    DomainEvent,
    DomainEventKind,
    DomainState,
    HypervisorError,
    HypervisorEvent,
    HypervisorReason,
    MigrationOptions,
)
from fmcc.hypervisor.fake import FakeCloud

driver = pytest.importorskip("fmcc.hypervisor.libvirt", reason="libvirt-python is not installed")
libvirt = pytest.importorskip("libvirt", reason="libvirt-python is not installed")

XML = "<domain type='test'><name>{}</name><memory>8192</memory><os><type>hvm</type></os></domain>"


async def test_domains_events_and_errors_of_a_hypervisor() -> None:
    heard: asyncio.Queue[HypervisorEvent] = asyncio.Queue()
    hypervisor = driver.LibvirtHypervisor("dc1", "test:///default")
    hypervisor.subscribe(heard.put_nowait)
    await hypervisor.connect()
    await hypervisor.connect()  # does nothing the second time
    assert hypervisor.connected
    other = await asyncio.to_thread(libvirt.open, "test:///default")
    try:
        loop = asyncio.get_running_loop()
        before = loop.time()
        await asyncio.to_thread(other.createXML, XML.format("vm1"))
        async with asyncio.timeout(5):
            event = await heard.get()
        assert isinstance(event, DomainEvent)
        assert (event.dc, event.domain, event.kind) == ("dc1", "vm1", DomainEventKind.STARTED)
        assert before <= event.at <= loop.time()

        assert (await hypervisor.domains())["vm1"] is DomainState.RUNNING
        assert await hypervisor.domain_state("vm1") is DomainState.RUNNING
        assert await hypervisor.domain_state("vm2") is DomainState.ABSENT

        await hypervisor.destroy("vm1")
        async with asyncio.timeout(5):
            stopped = await heard.get()
        assert isinstance(stopped, DomainEvent)
        assert stopped.kind is DomainEventKind.STOPPED
        with pytest.raises(HypervisorError) as raised:
            await hypervisor.destroy("vm1")
        assert raised.value.reason is HypervisorReason.NO_SUCH_DOMAIN
        assert "dc1" in raised.value.detail
    finally:
        await asyncio.to_thread(other.close)
        await hypervisor.close()
    assert not hypervisor.connected
    with pytest.raises(HypervisorError) as closed:
        await hypervisor.domains()
    assert closed.value.reason is HypervisorReason.UNREACHABLE
    await hypervisor.close()


async def test_only_libvirt_migrates_to_libvirt() -> None:
    hypervisor = driver.LibvirtHypervisor("dc1", "test:///default")
    with pytest.raises(HypervisorError) as raised:
        await hypervisor.migrate("vm1", FakeCloud().hypervisor("dc2"), MigrationOptions())
    assert raised.value.reason is HypervisorReason.UNSUPPORTED
    await hypervisor.close()


@pytest.mark.parametrize("uri", ["qemu+tcp://127.0.0.1:1/system", "nonsense:///system"])
async def test_a_hypervisor_that_is_not_there_is_unreachable(uri: str) -> None:
    hypervisor = driver.LibvirtHypervisor("dc1", uri)
    with pytest.raises(HypervisorError) as raised:
        await hypervisor.connect()
    assert raised.value.reason is HypervisorReason.UNREACHABLE
    assert "dc1" in raised.value.detail
    assert not hypervisor.connected
    await hypervisor.close()


def test_progress_needs_a_size_and_counts_dirty_pages_in_bytes() -> None:
    assert driver.progress_of("vm1", {}) is None
    progress = driver.progress_of(
        "vm1",
        {
            libvirt.VIR_DOMAIN_JOB_MEMORY_TOTAL: 1000,
            libvirt.VIR_DOMAIN_JOB_MEMORY_REMAINING: 250,
            libvirt.VIR_DOMAIN_JOB_MEMORY_PROCESSED: 900,
            libvirt.VIR_DOMAIN_JOB_MEMORY_DIRTY_RATE: 3,
            libvirt.VIR_DOMAIN_JOB_MEMORY_PAGE_SIZE: 4096,
            libvirt.VIR_DOMAIN_JOB_MEMORY_ITERATION: 2,
        },
    )
    assert progress is not None
    assert progress.fraction == 0.75
    assert progress.dirty_bytes_s == 12288
    assert progress.iteration == 2


DISKY = """<domain type='test'><name>vm3</name><memory>8192</memory><os><type>hvm</type></os><devices>
<disk type='file' device='disk'><source file='/nowhere/vm3.img'/><target dev='vda'/></disk>
<interface type='network'><source network='default'/></interface>
<interface type='network'><source network='missing'/></interface>
<interface type='bridge'><source bridge='br7'/></interface></devices></domain>"""


async def test_prechecks_of_a_domain_that_cannot_move() -> None:
    here = driver.LibvirtHypervisor("dc1", "test:///default")
    there = driver.LibvirtHypervisor("dc2", "test:///default")
    await here.connect()
    await there.connect()
    other = await asyncio.to_thread(libvirt.open, "test:///default")
    try:
        nobody = await here.precheck("nobody", there, MigrationOptions())
        assert [(check.name, check.passed) for check in nobody] == [("running", False)]
        await asyncio.to_thread(other.createXML, DISKY)
        checks = await here.precheck("vm3", there, MigrationOptions())
        found = {(check.name, check.passed) for check in checks}
        assert ("running", True) in found
        assert ("name-free", False) in found, "both are one and the same hypervisor here"
        assert ("storage", False) in found
        details = "; ".join(check.detail for check in checks)
        assert "bridge br7 is not at dc2" in details
        assert "network missing: not defined" in details
        assert "network default: active" in details
        assert "/nowhere/vm3.img" in details
        await here.start("vm3")  # does nothing: it runs
        await asyncio.to_thread(lambda: other.lookupByName("vm3").suspend())
        await here.start("vm3")
        assert await here.domain_state("vm3") is DomainState.RUNNING
        await here.destroy("vm3")
    finally:
        await asyncio.to_thread(other.close)
        await here.close()
        await there.close()
