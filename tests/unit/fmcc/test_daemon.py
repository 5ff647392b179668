"""The daemon: a real socket on loopback, hypervisors in memory, map server and xTRs by script."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fmcc import daemon
from fmcc.config import FmccConfig
from fmcc.daemon import build
from fmcc.events import LocateGuest, StartMigration
from fmcc.hands import Hands
from fmcc.hypervisor.base import DomainState, MigrationOptions
from fmcc.hypervisor.fake import FakeCloud, FakeFailure
from fmcc.leases import LeaseStoreError
from fmcc.migration import Migration
from fmcc.opening import open_hypervisors, open_leases
from lisp.engine import Command, Datagram, Endpoint, Notice
from lisp.runtime.config import ConfigError, load, load_chain
from lisp.runtime.service import Service
from lisp.runtime.udp import UdpEndpoint
from lisp.wire import (
    Address,
    ChangePriority,
    EidRecord,
    EncapsulatedControlMessage,
    Locator,
    MapNotify,
    MapReply,
    MapRequest,
    Prefix,
    Preparation,
    decode,
    encode,
    seal,
)

EXAMPLE = Path(__file__).parents[3] / "deploy/examples/fmcc.toml"
VM, USER = Prefix.parse("10.11.0.10"), Prefix.parse("10.1.0.100")
TIMEOUT_S = 20.0


def configured(tmp_path: Path, net: str = "127.0.71", **replacements: str) -> FmccConfig:
    """The example, on loopback addresses and with keys in a temporary directory."""
    text = EXAMPLE.read_text().replace("192.0.2.", f"{net}.")
    for old, new in {
        "/run/fmc/fmcc.sock": str(tmp_path / "fmcc.sock"),
        "/var/lib/fmcc/fmcc.sqlite": str(tmp_path / "fmcc.sqlite"),
        **replacements,
    }.items():
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "keys").mkdir(exist_ok=True)
    for name in ("publication", "control-dc1", "control-dc2"):
        (tmp_path / f"keys/{name}.key").write_text(f"secret of {name}")
    path = tmp_path / "fmcc.toml"
    path.write_text(text)
    return load(path, FmccConfig)


@dataclass
class Script:
    """Map server and xTRs in one: they confirm, answer, acknowledge and publish as the real ones do."""

    config: FmccConfig
    base: Path
    vm_at: str = ""
    user_at: str = ""
    endpoints: dict[str, UdpEndpoint] = field(default_factory=dict)
    told: list[ChangePriority] = field(default_factory=list)
    nonces: dict[Prefix, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.vm_at, self.user_at = self.vm_at or self.at(11), self.user_at or self.at(1)

    def at(self, host: int) -> str:
        """An address of this script's network."""
        return f"{str(self.config.rloc).rpartition('.')[0]}.{host}"

    def open(self) -> None:
        for address in (self.at(21), self.at(11), self.at(12)):

            def hear(batch: list[Datagram], at: str = address) -> None:
                for datagram in batch:
                    self._on_datagram(at, datagram.data, datagram.source)

            self.endpoints[address] = UdpEndpoint(Address.parse(address), 4342, hear)

    def switched(self) -> list[ChangePriority]:
        """What changed a mapping: a preparation changes none."""
        return [message for message in self.told if Preparation.of(message.records[0]) is None]

    def close(self) -> None:
        for endpoint in self.endpoints.values():
            endpoint.close()

    def publish(self, prefix: Prefix, around: Prefix, rloc: str) -> None:
        """Tell the controller of a new mapping."""
        self.nonces[around] += 1
        self._notify(self.nonces[around], [_record(prefix, rloc)])

    def _notify(self, nonce: int, records: list[EidRecord]) -> None:
        key = load_chain(self.config.keys, self.base).signing_key
        to = Endpoint(self.config.rloc, 4342)
        self.endpoints[self.at(21)].send(seal(MapNotify(nonce, tuple(records)), key), to)

    def _on_datagram(self, at: str, data: bytes, source: Endpoint) -> None:
        message = decode(data)
        if isinstance(message, EncapsulatedControlMessage):
            request = decode(message.inner)
            assert isinstance(request, MapRequest)
            self._on_request(request, source)
        elif isinstance(message, ChangePriority):
            self.told.append(message)
            name = {self.at(11): "dc1", self.at(12): "dc2"}[at]
            (dc,) = [dc for dc in self.config.dc if dc.name == name]
            key = load_chain(dc.keys, self.base).signing_key
            self.endpoints[at].send(seal(message.acknowledged(), key), source)
            told = str(message.records[0].locators[0].rloc)
            if Preparation.of(message.records[0]) is None and told != self.vm_at:
                self.vm_at = told
                self.publish(VM, VM, told)

    def _on_request(self, request: MapRequest, source: Endpoint) -> None:
        asked = request.records[0].prefix
        assert asked is not None
        places = {"10.1.0.0/24": self.user_at, "10.2.0.0/24": self.at(2), "10.11.0.10/32": self.vm_at}
        places |= {"10.11.0.0/24": self.at(11), "10.12.0.0/24": self.at(12)}
        records = [_record(asked, places[str(asked)])]
        if request.records[0].wants_notifications:
            self.nonces[asked] = request.nonce
            self._notify(request.nonce, records)
        else:
            reply = encode(MapReply(request.nonce, tuple(records)))
            self.endpoints[self.at(21)].send(reply, source)


def _record(prefix: Prefix, rloc: str) -> EidRecord:
    return EidRecord.of(prefix, (Locator.unicast(Address.parse(rloc), local=False),))


class Running:
    """A daemon that serves, its world, and what it has noticed."""

    def __init__(self, service: Service, script: Script, cloud: FakeCloud, control: Path) -> None:
        self.service, self.script, self.cloud, self.control = service, script, cloud, control
        self.notices: list[Notice] = []
        self._changed = asyncio.Event()
        service.on(Notice, self._note)

    def _note(self, notice: Notice) -> None:
        self.notices.append(notice)
        self._changed.set()

    async def until(self, name: str, condition: Callable[[Any], bool] = lambda _: True) -> dict[str, Any]:
        """Wait for a notice; returns its fields."""
        async with asyncio.timeout(TIMEOUT_S):
            while True:
                for notice in self.notices:
                    if notice.name == name and condition(notice.fields):
                        return dict(notice.fields)
                self._changed.clear()
                await self._changed.wait()

    async def ask(self, show: str, **arguments: object) -> Any:
        """Ask through the control socket."""
        reader, writer = await asyncio.open_unix_connection(self.control)
        writer.write(json.dumps({"show": show, **arguments}).encode() + b"\n")
        async with asyncio.timeout(TIMEOUT_S):
            line = await reader.readline()
        writer.close()
        await writer.wait_closed()
        return json.loads(line)


@asynccontextmanager
async def running(
    tmp_path: Path, cloud: FakeCloud | None = None, config: FmccConfig | None = None
) -> AsyncIterator[Running]:
    """The daemon with what it talks to; of the example where no other configuration is given."""
    config = config or configured(tmp_path)
    if cloud is None:
        cloud = FakeCloud()
        cloud.start("dc1", "vm1")
    script = Script(config, tmp_path)
    script.open()
    client = config.leases.name or ""
    service = await build(config, tmp_path, {name: cloud.hypervisor(name, client) for name in ("dc1", "dc2")})
    world = Running(service, script, cloud, tmp_path / "fmcc.sock")
    task = asyncio.create_task(service.run())
    try:
        async with asyncio.timeout(TIMEOUT_S):
            await service.serving.wait()
        await world.until("hypervisor-connected", lambda fields: fields["dc"] == "dc2")
        yield world
    finally:
        service.stop()
        async with asyncio.timeout(TIMEOUT_S):
            await task
        script.close()


async def test_a_service_follows_its_user(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.until("user-found")
        await world.until("subscription-confirmed", lambda fields: fields["prefix"] == "10.11.0.10/32")
        world.script.publish(USER, Prefix.parse("10.1.0.0/24"), "127.0.71.2")
        await world.until("migration-done")
        assert world.cloud.running_at("vm1") == {"dc2"}
        prepared = [Preparation.of(message.records[0]) is not None for message in world.script.told]
        assert prepared == [True, True, False, False], "both tunnel routers, before the copy and after it"
        (migration,) = (await world.ask("migrations"))["ok"]
        assert (migration["id"], migration["state"]) == ("m-1", "done")
        assert (await world.ask("migration", id="m-1"))["ok"]["id"] == "m-1"
        states = [step["state"] for step in migration["steps"]]
        assert states == ["planned", "prechecked", "prepared", "copying", "switching", "remapping", "verifying", "done"]
        assert all(step["at_unix_s"] > 1e9 for step in migration["steps"])
        (service,) = (await world.ask("services"))["ok"]
        assert (service["dc"], service["seen_at"], service["state"]) == ("dc2", "dc2", "running")
        (user,) = (await world.ask("users"))["ok"]
        assert (user["eid"], user["anchor"], user["moves"]) == ("10.1.0.100/32", "127.0.71.2", 1)
        eids = [(entry["eid"], entry["kind"]) for entry in (await world.ask("map"))["ok"]]
        assert ("10.1.0.100/32", "published") in eids
        assert ("10.12.0.0/24", "looked-up") in eids
        status = (await world.ask("status"))["ok"]
        assert (status["handover"], status["hypervisor"]) == ("anticipated", "libvirt")
        assert status["hypervisors"] == {"dc1": "up", "dc2": "up"}
        assert (await world.ask("counters"))["ok"]["migration-done"] == 1


async def test_by_hand_and_what_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        await world.until("subscription-confirmed", lambda fields: fields["prefix"] == "10.11.0.10/32")
        assert "desk runs at dc1" in (await world.ask("migrate", service="desk", dc="dc1"))["error"]
        assert "'dc' is missing" in (await world.ask("migrate", service="desk"))["error"]
        assert "nothing has been proposed" in (await world.ask("approve", service="desk"))["error"]
        assert "no migration" in (await world.ask("migration", id="m-9"))["error"]
        answer = (await world.ask("migrate", service="desk", dc="dc2"))["ok"]
        assert (answer["migration"], answer["to"]) == ("m-1", "dc2")
        await world.until("migration-done")


async def test_a_failed_copy_leaves_the_guest_and_the_network_alone(tmp_path: Path) -> None:
    cloud = FakeCloud()
    cloud.start("dc1", "vm1")
    cloud.failures.append(FakeFailure.PRE_COPY_ERROR)
    async with running(tmp_path, cloud) as world:
        await world.ask("migrate", service="desk", dc="dc2")
        fields = await world.until("migration-failed")
        assert fields["reason"] == "the copy has ended: failed: injected in the copy"
        assert cloud.running_at("vm1") == {"dc1"}
        assert world.script.switched() == []


async def test_a_guest_that_is_in_the_way_refuses_the_migration(tmp_path: Path) -> None:
    cloud = FakeCloud()
    cloud.start("dc1", "vm1")
    cloud.states["dc2", "vm1"] = DomainState.PAUSED
    async with running(tmp_path, cloud) as world:
        await world.ask("migrate", service="desk", dc="dc2")
        fields = await world.until("migration-failed")
        assert fields["reason"] == "vm1 is paused at dc2"


async def test_a_call_that_fails_late_does_not_undo_the_move(tmp_path: Path) -> None:
    cloud = FakeCloud()
    cloud.start("dc1", "vm1")
    cloud.failures.append(FakeFailure.LATE_ERROR)
    async with running(tmp_path, cloud) as world:
        await world.until("subscription-confirmed", lambda fields: fields["prefix"] == "10.11.0.10/32")
        await world.ask("migrate", service="desk", dc="dc2")
        await world.until("migration-done")
        assert cloud.running_at("vm1") == {"dc2"}


class Recorder(Service):
    """A service that runs nothing: it keeps the work it is given."""

    def __init__(self) -> None:
        self.handlers: dict[type[Command], Callable[[Any], None]] = {}
        self.work: list[Coroutine[Any, Any, None]] = []

    def on(self, command: type[Any], handler: Callable[[Any], None]) -> None:
        self.handlers[command] = handler

    def spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        self.work.append(coroutine)


@pytest.mark.parametrize("kind", [StartMigration, LocateGuest])
def test_a_command_given_twice_is_carried_out_once(kind: type[Command]) -> None:
    recorder = Recorder()
    Hands(recorder, {})
    migration = Migration.planned(
        1, service="desk", domain="vm1", address=VM, source="dc1", target="dc2", cause="", now=0.0
    )
    command = StartMigration(migration, MigrationOptions()) if kind is StartMigration else LocateGuest(migration)
    for _ in range(2):
        recorder.handlers[kind](command)
    assert len(recorder.work) == 1
    for work in recorder.work:
        work.close()


async def test_a_hypervisor_that_is_lost_is_said_so(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        world.cloud.cut("dc2")
        await world.until("hypervisor-lost", lambda fields: fields["dc"] == "dc2")
        status = (await world.ask("status"))["ok"]
        assert status["hypervisors"]["dc2"].startswith("down: ")
        assert "does not answer" in (await world.ask("migrate", service="desk", dc="dc2"))["error"]


async def test_the_next_life_reconciles(tmp_path: Path) -> None:
    cloud = FakeCloud(copy_s=60.0)
    cloud.start("dc1", "vm1")
    async with running(tmp_path, cloud) as world:
        await world.ask("migrate", service="desk", dc="dc2")
        await world.until("migration-started")
        # The controller goes away in the middle of the copy.
    async with running(tmp_path, cloud) as world:
        assert (await world.until("migration-reconciling"))["id"] == "m-1"
        fields = await world.until("migration-failed")
        assert fields["reason"] == "the controller was restarted while copying"
        assert world.script.switched() == []
        (migration,) = (await world.ask("migrations"))["ok"]
        states = [step["state"] for step in migration["steps"]]
        assert states == ["planned", "prechecked", "prepared", "copying", "reconciling", "failed"]


def test_fake_uris_share_a_cloud_by_name(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        **{"qemu+tls://127.0.71.11/system": "fake:///lab", "qemu+tls://127.0.71.12/system": "fake:///lab"},
    )
    hypervisors = open_hypervisors(config)
    assert set(hypervisors) == {"dc1", "dc2"}


def test_without_libvirt_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fmcc.hypervisor.libvirt", None)
    with pytest.raises(ConfigError, match=r"pip install 'follow-me-cloud\[libvirt\]'"):
        open_hypervisors(configured(tmp_path))


def test_without_aiohttp_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fmcc.etcd_leases", None)
    leases = '[leases]\nname = "a"\n[leases.etcd]\nendpoints = ["https://etcd.example.net:2379"]\n'
    config = configured(tmp_path, **{"[decision]\n": f"{leases}[decision]\n"})
    with pytest.raises(LeaseStoreError, match=r"pip install 'follow-me-cloud\[etcd\]'"):
        open_leases(config, tmp_path)


def checked(path: Path) -> Result:
    return CliRunner().invoke(daemon.main, ["--config", str(path), "--check"])


def test_check_says_what_can_be_reached(tmp_path: Path) -> None:
    uris = {f"qemu+tls://127.0.71.1{n}/system": "fake:///lab" for n in (1, 2)}
    configured(tmp_path, **uris)
    result = checked(tmp_path / "fmcc.toml")
    assert result.exit_code == 0, result.output
    assert "the configuration is valid\n" in result.output
    assert "ok     hypervisor of dc1: 1 domains\n" in result.output


def test_check_says_what_cannot_be_reached(tmp_path: Path) -> None:
    leases = '[leases]\nname = "fmcc1"\n[leases.etcd]\nendpoints = ["http://127.0.0.1:1"]\n'
    configured(
        tmp_path,
        **{
            "qemu+tls://127.0.71.11/system": "qemu+tcp://127.0.0.1:1/system",
            "qemu+tls://127.0.71.12/system": "fake:///lab",
            "tls = true ": "tls = false",
            "[decision]\n": f"{leases}[decision]\n",
        },
    )
    (tmp_path / "keys/control-dc1.key").unlink()
    result = checked(tmp_path / "fmcc.toml")
    assert result.exit_code == 1
    for line in (
        "FAILED keys: ",
        "FAILED lease store: etcd: http://127.0.0.1:1: ",
        "FAILED hypervisor of dc1: ",
        "ok     hypervisor of dc2: 0 domains\n",
        "Error: 3 of 4 things it needs cannot be used",
    ):
        assert line in result.output, result.output
