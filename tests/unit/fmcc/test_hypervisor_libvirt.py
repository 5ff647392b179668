"""The libvirt driver against libvirt's own in-memory hypervisor: all but the migration itself, without root."""

import asyncio
from types import SimpleNamespace

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


def test_others_reach_a_hypervisor_without_our_certificates() -> None:
    ours = driver.LibvirtHypervisor("dc1", "qemu+tls://192.0.2.11/system?pkipath=/etc/fmc/pki&no_verify=0")
    assert ours.peer_uri == "qemu+tls://192.0.2.11/system?no_verify=0"
    assert driver.LibvirtHypervisor("dc1", "qemu+tls://dc1/system").peer_uri == "qemu+tls://dc1/system"


def test_an_error_that_a_setting_mends_says_which() -> None:
    refused = "unable to execute QEMU command 'migrate-set-capabilities': Postcopy is not supported"
    assert "vm.unprivileged_userfaultfd = 1" in driver.with_remedy(refused)
    assert driver.with_remedy("no space left") == "no space left"


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


async def test_a_domain_that_leaves_while_all_are_listed_is_left_out() -> None:
    hypervisor = driver.LibvirtHypervisor("dc1", "test:///default")
    await hypervisor.connect()
    other = await asyncio.to_thread(libvirt.open, "test:///default")
    try:
        left = await asyncio.to_thread(other.createXML, XML.format("vm8"))
        await asyncio.to_thread(left.destroy)
        stays = await asyncio.to_thread(other.lookupByName, "test")
        connection = SimpleNamespace(listAllDomains=lambda: [left, stays])
        assert await asyncio.to_thread(driver._states, connection) == {"test": DomainState.RUNNING}
    finally:
        await asyncio.to_thread(other.close)
        await hypervisor.close()


async def test_the_metadata_of_a_domain_keep_earlier_epochs_away() -> None:
    hypervisor = driver.LibvirtHypervisor("dc1", "test:///default")
    await hypervisor.connect()
    try:
        await hypervisor.fence("test", 7)
        await hypervisor.fence("test", 7)
        await hypervisor.fence("test", 9)
        with pytest.raises(HypervisorError, match="test at dc1 is held under epoch 9") as raised:
            await hypervisor.fence("test", 8)
        assert raised.value.reason is HypervisorReason.FENCED
        await hypervisor.fence("nobody", 1)  # what is not there keeps nobody away
        described = await hypervisor._run(lambda: hypervisor._connection.lookupByName("test").XMLDesc())
        assert '<fmc:epoch xmlns:fmc="urn:follow-me-cloud:epoch">9</fmc:epoch>' in described
    finally:
        await hypervisor.close()


LIVE_P2P = 3  # VIR_MIGRATE_LIVE | VIR_MIGRATE_PEER2PEER


@pytest.mark.parametrize(
    ("options", "more"),
    [
        (MigrationOptions(), ["TLS", "AUTO_CONVERGE"]),
        (MigrationOptions(tls=False, auto_converge=False), []),
        (MigrationOptions(tls=False, auto_converge=False, post_copy=True), ["POSTCOPY"]),
        (MigrationOptions(tls=False, auto_converge=False, copy_disks=True), ["NON_SHARED_DISK"]),
    ],
)
def test_what_an_operator_wants_is_asked_of_libvirt(options: MigrationOptions, more: list[str]) -> None:
    expected = LIVE_P2P
    for name in more:
        expected |= getattr(libvirt, f"VIR_MIGRATE_{name}")
    assert driver.flags_of(options) == expected


@pytest.mark.parametrize("persistent", [False, True])
def test_the_copy_is_ordered_with_its_limits(persistent: bool) -> None:
    ordered: list[tuple[object, ...]] = []
    domain = SimpleNamespace(
        isPersistent=lambda: persistent,
        migrateSetMaxDowntime=lambda *arguments: ordered.append(arguments),
        migrateToURI3=lambda *arguments: ordered.append(arguments),
    )
    options = MigrationOptions(bandwidth_mib_s=40, max_downtime_ms=70, tls=False, auto_converge=False)
    driver._migrate(domain, "qemu+tls://192.0.2.12/system", options)
    moved = libvirt.VIR_MIGRATE_PERSIST_DEST | libvirt.VIR_MIGRATE_UNDEFINE_SOURCE if persistent else 0
    assert ordered == [
        (70, 0),
        ("qemu+tls://192.0.2.12/system", {libvirt.VIR_MIGRATE_PARAM_BANDWIDTH: 40}, LIVE_P2P | moved),
    ]


@pytest.mark.parametrize(("wanted", "iterations", "changes"), [(True, 3, 1), (True, 2, 0), (False, 9, 0)])
async def test_post_copy_begins_after_some_rounds_and_only_when_asked_for(
    wanted: bool, iterations: int, changes: int
) -> None:
    rounds = iter(range(1, iterations + 1))
    begun: list[int] = []

    def stats() -> dict[str, int]:
        try:
            return {libvirt.VIR_DOMAIN_JOB_MEMORY_TOTAL: 9, libvirt.VIR_DOMAIN_JOB_MEMORY_ITERATION: next(rounds)}
        except StopIteration:
            raise libvirt.libvirtError("the job is over") from None

    job = SimpleNamespace(jobStats=stats, migrateStartPostCopy=begun.append)
    hypervisor = driver.LibvirtHypervisor("dc1", "test:///default")
    await hypervisor.connect()
    kept, hypervisor._job_connection = hypervisor._job_connection, SimpleNamespace(lookupByName=lambda _name: job)
    try:
        await hypervisor._poll("vm1", lambda _: None, wanted)
    finally:
        hypervisor._job_connection = kept
        await hypervisor.close()
    assert len(begun) == changes


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
