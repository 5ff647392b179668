"""Configuration, state file, and the daemon on a loopback socket."""

import asyncio
import json
import os
import socket
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lisp.cli import lig_command
from lisp.runtime.config import ConfigError, load
from lisp.runtime.control import ask
from lisp.wire import (
    Address,
    EncapsulatedControlMessage,
    MapNotify,
    MapReply,
    MapRequest,
    RequestRecord,
    decode,
    encode,
)
from lisp.wire.lisp_sec import protect_request, verify_reply
from mapserver.commands import StoreMapping
from mapserver.config import MapServerConfig
from mapserver.daemon import build
from mapserver.sqlite_store import SqliteStore
from mapserver.store import StateFile
from tests.unit.mapserver.bench import NET1, SITE_KEY, Bench, StoringBench, prefix, record, rlocs_of

EXAMPLE = Path(__file__).parents[3] / "deploy/examples/mapserver.toml"
XTR = "127.0.0.2"

CONFIG = """
listen = ["127.0.0.1"]
control = "ms.sock"
state = "state/ms.json"

[[site]]
name = "access"
keys = [{ id = 1, file = "site.key" }]
prefixes = ["10.1.0.0/24", { prefix = "10.2.0.0/24", more_specifics = false }]

[[subscriber]]
name = "fmcc"
xtr_id = "000102030405060708090a0b0c0d0e0f"
keys = [{ id = 3, file = "site.key" }]
prefixes = ["10.0.0.0/8"]
rlocs = ["192.0.2.31"]

[limits]
locators_per_record = 4
"""


@pytest.fixture
def config_path(tmp_path: Path) -> Path:
    (tmp_path / "site.key").write_bytes(SITE_KEY.secret + b"\n")
    path = tmp_path / "ms.toml"
    path.write_text(CONFIG)
    return path


def test_a_configuration_becomes_a_policy(config_path: Path) -> None:
    policy = load(config_path, MapServerConfig).policy(config_path.parent)
    (site,) = policy.sites
    assert site.keys.find(1) == SITE_KEY
    assert policy.may_register(site, prefix("10.1.0.100/32"))
    assert not policy.may_register(site, prefix("10.2.0.100/32"))
    assert policy.limits.locators_per_record == 4
    (subscriber,) = policy.subscribers
    assert subscriber.rlocs == {Address.parse("192.0.2.31")}


DDT = """
[ddt]
authoritative = ["10.0.0.0/8"]
peers = []
roots = ["192.0.2.40"]

[[ddt.delegation]]
prefix = "10.3.0.0/16"
nodes = ["192.0.2.41"]
map_servers = true
"""


def test_a_place_in_the_ddt_is_configured(config_path: Path) -> None:
    config_path.write_text(CONFIG + DDT)
    ddt = load(config_path, MapServerConfig).policy(config_path.parent).ddt
    assert ddt is not None
    assert (ddt.peers, ddt.roots) == ((), (Address.parse("192.0.2.40"),))
    assert ddt.authority.longest(prefix("10.3.0.1/32")) == prefix("10.0.0.0/8")
    delegation = ddt.delegated.longest(prefix("10.3.0.1/32"))
    assert delegation is not None
    assert (delegation.nodes, delegation.map_servers) == ((Address.parse("192.0.2.41"),), True)


def test_a_node_of_the_ddt_needs_no_site(config_path: Path) -> None:
    config_path.write_text('listen = ["127.0.0.1"]\n' + DDT)
    assert load(config_path, MapServerConfig).policy(config_path.parent).sites == ()
    config_path.write_text('listen = ["127.0.0.1"]\n')
    with pytest.raises(ConfigError, match=r"needs a \[\[site\]\]"):
        load(config_path, MapServerConfig)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('roots = ["192.0.2.40"]', 'roots = ["127.0.0.1"]', "cannot be its own root"),
        ('nodes = ["192.0.2.41"]', "nodes = []", "ddt.delegation.1.nodes: "),
        ("map_servers = true", '[[ddt.delegation]]\nprefix = "10.3.0.0/16"\nnodes = ["192.0.2.42"]', "delegated twice"),
    ],
)
def test_a_mistake_in_the_ddt_is_named(config_path: Path, old: str, new: str, where: str) -> None:
    config_path.write_text(CONFIG + DDT.replace(old, new))
    with pytest.raises(ConfigError) as error:
        load(config_path, MapServerConfig).policy(config_path.parent)
    assert where in str(error.value)


def test_lisp_sec_is_configured_per_peer_and_per_site(config_path: Path) -> None:
    text = CONFIG.replace('name = "access"\n', 'name = "access"\nrequire_lisp_sec = true\n')
    text += '[[lisp_sec]]\nname = "net1"\nrlocs = ["192.0.2.1"]\nkeys = [{ id = 4, file = "net1.key" }]\n'
    config_path.write_text(text)
    (config_path.parent / "net1.key").write_bytes(b"for the lookups of net1\n")
    policy = load(config_path, MapServerConfig).policy(config_path.parent)
    (peer,) = policy.otk_peers
    assert peer.secrets == {4: b"for the lookups of net1"}
    assert "lookups" not in repr(peer)
    assert (peer.required, peer.path_encrypted) == (True, False)
    assert policy.hides(prefix("10.1.0.100/32"))
    assert policy.wants_sec(prefix("10.99.0.1/32"), Address.parse("192.0.2.1"))
    assert not policy.wants_sec(prefix("10.99.0.1/32"), Address.parse("192.0.2.2"))
    (config_path.parent / "net1.key").write_bytes(SITE_KEY.secret)
    with pytest.raises(ConfigError, match="net1 has a site's key"):
        load(config_path, MapServerConfig).policy(config_path.parent)
    config_path.write_text(text.replace("id = 4, file", 'id = 4, file = "net1.key" }, { id = 4, file'))
    with pytest.raises(ConfigError, match="same id"):
        load(config_path, MapServerConfig).policy(config_path.parent)


def test_a_subscriber_with_lisp_sec_needs_no_key(config_path: Path) -> None:
    text = CONFIG.replace('keys = [{ id = 3, file = "site.key" }]\n', "")
    config_path.write_text(text)
    with pytest.raises(ConfigError, match="fmcc needs keys, or one of its rlocs in a"):
        load(config_path, MapServerConfig).policy(config_path.parent)
    text += '[[lisp_sec]]\nname = "fmcc"\nrlocs = ["192.0.2.31"]\nkeys = [{ id = 4, file = "otk.key" }]\n'
    config_path.write_text(text)
    (config_path.parent / "otk.key").write_bytes(b"for its one-time keys\n")
    (subscriber,) = load(config_path, MapServerConfig).policy(config_path.parent).subscribers
    assert (subscriber.keys, dict(subscriber.macs)) == (None, {})


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"10.1.0.0/24",', '"10.1.0.1/24",', "ms.toml:9: site.1.prefixes.1.prefix: "),
        ('xtr_id = "00', 'xtr_id = "', "ms.toml:13: subscriber.1.xtr_id: 32 hexadecimal digits"),
        ("locators_per_record = 4", "locaters = 4", "ms.toml:19: limits.locaters: no such option"),
        ("locators_per_record = 4", "publications_per_s = 0", "ms.toml:19: limits.publications_per_s: "),
        ("[limits]", "[damping]\nreuse_at = 5.0\n[limits]", "reuse_at: it must be less than suppress_at"),
        ('listen = ["127.0.0.1"]', "listen = []", "ms.toml:2: listen: "),
        ('listen = ["127.0.0.1"]', 'listen = ["127.0.0.1", "127.0.0.3"]', "one address per family"),
    ],
)
def test_a_mistake_is_named_with_its_line(config_path: Path, old: str, new: str, where: str) -> None:
    config_path.write_text(CONFIG.replace(old, new))
    with pytest.raises(ConfigError) as error:
        load(config_path, MapServerConfig)
    assert where in str(error.value)


def test_two_sites_cannot_have_the_same_prefix(config_path: Path) -> None:
    again = CONFIG[CONFIG.index("[[site]]") : CONFIG.index("[[subscriber]]")].replace("access", "other")
    config_path.write_text(CONFIG + again)
    with pytest.raises(ConfigError, match=r"10\.1\.0\.0/24 is claimed by access and other"):
        load(config_path, MapServerConfig).policy(config_path.parent)


def test_the_example_is_valid() -> None:
    config = load(EXAMPLE, MapServerConfig)
    assert config.sites
    assert config.subscribers
    assert config.lisp_sec


def test_the_example_of_a_node_of_the_ddt_is_valid() -> None:
    config = load(EXAMPLE.with_name("ddt.toml"), MapServerConfig)
    assert config.ddt is not None
    assert set(type(config.ddt).model_fields) == config.ddt.model_fields_set


async def test_a_state_file_is_read_back(tmp_path: Path) -> None:
    store = StateFile(tmp_path / "deep" / "state.json")
    assert store.read() is None
    store.write({"version": 1})
    assert store.read() == {"version": 1}
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["state.json"]


def test_nobody_else_may_read_the_state_file(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    for left in (path, path.with_name("state.json.new")):
        left.write_text("{}")
        left.chmod(0o644)
    StateFile(path).write({"version": 1})
    assert path.stat().st_mode & 0o777 == 0o600
    path.unlink()
    before = os.umask(0)
    try:
        StateFile(path).write({"version": 1})
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600


class WatchedStateFile(StateFile):
    """Tells when it has written."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.written = threading.Event()

    def write(self, state: Mapping[str, Any]) -> None:
        super().write(state)
        self.written.set()


async def test_the_newest_of_several_states_is_stored(tmp_path: Path) -> None:
    store = WatchedStateFile(tmp_path / "state.json")
    for number in range(3):
        store.put({"number": number})
    writer = asyncio.create_task(store.write_forever())
    assert await asyncio.to_thread(store.written.wait, 15)
    writer.cancel()
    assert store.read() == {"number": 2}


async def test_a_damaged_state_is_not_passed_over(config_path: Path) -> None:
    (config_path.parent / "state").mkdir()
    (config_path.parent / "state/ms.json").write_text('{"version": 1}')
    with pytest.raises(ConfigError, match=r"state/ms\.json: the stored state cannot be used"):
        await build(load(config_path, MapServerConfig), config_path.parent)


async def test_the_daemon_registers_over_a_socket_and_remembers_the_nonce(config_path: Path) -> None:
    data = Bench().registration(record("10.1.0.100/32", NET1), xtr=NET1, nonce=7)
    service = await build(load(config_path, MapServerConfig), config_path.parent)
    task = asyncio.create_task(service.run())
    async with asyncio.timeout(15):
        await service.serving.wait()
        notify = await asyncio.to_thread(exchange, data)
        shown = await asyncio.to_thread(ask, config_path.parent / "ms.sock", "map")
        service.stop()
        await task
    assert isinstance(notify, MapNotify)
    assert notify.nonce == 7
    assert [entry["eid"] for entry in shown] == ["10.1.0.100/32"]
    state: dict[str, Any] = json.loads((config_path.parent / "state/ms.json").read_text())
    assert list(state["nonces"].values()) == [7]


async def test_lig_asks_a_daemon_for_traffic_from_a_source(config_path: Path) -> None:
    data = Bench().registration(record("10.7.0.0/16 > 10.1.0.0/24", NET1), xtr=NET1, nonce=7)
    service = await build(load(config_path, MapServerConfig), config_path.parent)
    task = asyncio.create_task(service.run())
    from_there = ["10.1.0.5", "--resolver", "127.0.0.1", "--source-eid", "10.7.0.1", "--json"]
    async with asyncio.timeout(15):
        await service.serving.wait()
        await asyncio.to_thread(exchange, data)
        result = await asyncio.to_thread(CliRunner().invoke, lig_command, from_there)
        service.stop()
        await task
    (found,) = json.loads(result.output)["records"]
    assert (found["eid"], found["rlocs"][0]["rloc"]) == ("10.7.0.0/16 > 10.1.0.0/24", NET1)


def keep(path: Path, count: int) -> None:
    """Have so many mappings stored."""
    bench, store = StoringBench(), SqliteStore(path, lambda _: None, lambda _: None)
    for number in range(count):
        for command in bench.register(record(f"10.1.0.{number}/32", NET1), xtr=NET1):
            if isinstance(command, StoreMapping):
                store.put_mapping(command)
    store.close()


async def test_a_daemon_with_a_store_says_when_it_serves_and_what_is_left(
    config_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = config_path.parent
    config = load(config_path, MapServerConfig).model_copy(update={"state": None, "store": Path("ms.sqlite")})
    keep(directory / "ms.sqlite", 150)
    said: list[bytes] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(directory / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(directory / "notify"))
        service = await build(config, directory)
        task = asyncio.create_task(service.run())
        async with asyncio.timeout(15):
            while not said or said[-1] != b"STATUS=lisp-mapserver is serving":
                said.append(await asyncio.to_thread(manager.recv, 500))
            shown = await asyncio.to_thread(ask, directory / "ms.sock", "status")
            service.stop()
            await task
    assert said[0] == b"STATUS=lisp-mapserver is serving; 150 stored mappings are still to be taken over"
    assert b"READY=1\nSTATUS=lisp-mapserver is serving" in said
    assert (shown["mappings"], shown["to_take_over"]) == (150, 0)


def exchange(data: bytes) -> object:
    """Send a Map-Register from the control port of a loopback address; the decoded answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as xtr:
        xtr.settimeout(10)
        xtr.bind((XTR, 4342))
        xtr.sendto(data, ("127.0.0.1", 4342))
        return decode(xtr.recv(2_000))


RESOLVER = """
listen = ["127.0.0.1"]

[ddt]
roots = ["127.0.0.3"]

[[lisp_sec]]
name = "itr"
rlocs = ["127.0.0.2"]
keys = [{ id = 1, file = "itr.key" }]

[[lisp_sec]]
name = "server"
rlocs = ["127.0.0.3"]
keys = [{ id = 2, file = "server.key" }]
"""
SERVER = """
listen = ["127.0.0.3"]

[[site]]
name = "access"
keys = [{ id = 1, file = "site.key" }]
prefixes = ["10.1.0.0/24"]

[ddt]
peers = []

[[lisp_sec]]
name = "resolver"
rlocs = ["127.0.0.1"]
keys = [{ id = 2, file = "server.key" }]
"""


async def test_a_protected_lookup_crosses_a_ddt_of_daemons(tmp_path: Path) -> None:
    for name, secret in (("site", SITE_KEY.secret), ("itr", b"itr and resolver"), ("server", b"resolver and server")):
        (tmp_path / f"{name}.key").write_bytes(secret)
    services = []
    for name, text in (("resolver", RESOLVER), ("server", SERVER)):
        path = tmp_path / f"{name}.toml"
        path.write_text(text)
        services.append(await build(load(path, MapServerConfig), tmp_path))
    register = Bench().registration(record("10.1.0.100/32", NET1), xtr=NET1, nonce=7)
    async with asyncio.timeout(15), asyncio.TaskGroup() as tasks:
        for service in services:
            tasks.create_task(service.run())
            await service.serving.wait()
        data = await asyncio.to_thread(register_then_ask, register)
        for service in services:
            service.stop()
    reply = decode(data)
    assert isinstance(reply, MapReply)
    (vouched,) = verify_reply(data, reply, ONE_TIME_KEY)
    assert rlocs_of(vouched) == [NET1]


ONE_TIME_KEY = bytes(range(16))


def register_then_ask(register: bytes) -> bytes:
    """Register with one daemon, ask the other under LISP-SEC; the octets of the Map-Reply."""
    here, eid = Address.parse(XTR), prefix("10.1.0.100/32")
    security = protect_request(ONE_TIME_KEY, 77, 1, b"itr and resolver")
    inner = encode(MapRequest(77, (here,), (RequestRecord.of(eid),)))
    request = EncapsulatedControlMessage(here, 4342, eid.address, 4342, inner, security=security)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as xtr:
        xtr.settimeout(10)
        xtr.bind((XTR, 4342))
        xtr.sendto(register, ("127.0.0.3", 4342))
        assert isinstance(decode(xtr.recv(2_000)), MapNotify)
        xtr.sendto(encode(request), ("127.0.0.1", 4342))
        data, source = xtr.recvfrom(2_000)
        assert source == ("127.0.0.3", 4342)  # who is the EID's map server, not who was asked
        return data
