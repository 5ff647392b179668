"""Map server workers: who owns what, what crosses between them, and real processes on one port."""

import asyncio
import contextlib
import os
import select
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from lisp.engine import Counters, Datagram, Endpoint
from lisp.runtime.config import ConfigError, load
from lisp.runtime.control import UnreachableError, ask
from lisp.runtime.service import Service
from lisp.wire import (
    Address,
    KeyChain,
    MapNotify,
    MapReferral,
    MapReply,
    MapRequest,
    RequestRecord,
    decode,
    encode,
)
from lisp.wire.lcaf_lists import AfiList
from lisp.wire.lisp_sec import protect_request
from mapserver import steering, supervisor, union
from mapserver.assignment import Assignment
from mapserver.config import MapServerConfig
from mapserver.daemon import build
from mapserver.ddt import Ddt
from mapserver.inbox import MAX_MESSAGE, Inbox, inbox_pair, pack, unpack
from mapserver.ownership import spread
from mapserver.policy import Policy, Site, SitePrefix, Subscriber
from tests.unit.mapserver.bench import FMCC_ID, NET1, PUBSUB_KEY, SITE_KEY, Bench, ecm, prefix, record, rlocs_of

ROOT = Path(__file__).parents[3]


def site(name: str, *prefixes: str) -> Site:
    return Site(name, KeyChain.of(SITE_KEY), tuple(SitePrefix(prefix(each)) for each in prefixes))


def policy(*sites: Site, follows: tuple[str, ...] = (), ddt: Ddt | None = None) -> Policy:
    subscriber = Subscriber("fmcc", FMCC_ID, KeyChain.of(PUBSUB_KEY), tuple(map(prefix, follows)))
    return Policy(sites, (subscriber,), ddt=ddt)


A, B, C = site("a", "10.1.0.0/24", "10.2.0.0/24"), site("b", "10.3.0.0/24"), site("c", "10.4.0.0/24")


def test_sites_go_round_the_workers() -> None:
    assert spread(policy(A, B, C), 2).sites == {"a": 0, "b": 1, "c": 0}


def test_a_subscriber_keeps_what_it_may_follow_together() -> None:
    assert spread(policy(A, B, C, follows=("10.3.0.0/16", "10.4.0.0/24")), 3).sites == {"a": 0, "b": 1, "c": 2}
    assert spread(policy(A, B, C, follows=("10.0.0.0/8",)), 3).sites == {"a": 0, "b": 0, "c": 0}


def test_a_reload_leaves_owners_as_they_are() -> None:
    before = spread(policy(B, C), 2)
    after = spread(policy(A, C), 2, before)
    assert after.sites == {"a": 0, "c": 1}
    # What a subscriber follows where no site is yet: the first site to come there goes to where it is known.
    hole = spread(policy(C, follows=("10.5.0.0/24",)), 2, before)
    assert hole.sites == {"c": 1}
    assert spread(policy(C, site("d", "10.5.0.0/16")), 2, hole).sites == {"c": 1, "d": 0}


def test_a_reload_that_joins_what_is_apart_is_refused() -> None:
    before = spread(policy(A, B), 2)
    with pytest.raises(ValueError, match="site a and site b: what now belongs together"):
        spread(policy(A, B, follows=("10.0.0.0/8",)), 2, before)


def test_what_is_looked_up_in_the_ddt_has_the_owner_of_referrals() -> None:
    ddt = Ddt((), (), None, (Address.parse("192.0.2.40"),))
    ownership = spread(policy(B, site("d", "10.5.1.0/24"), follows=("10.5.0.0/16",), ddt=ddt), 2)
    assert ownership.owner(prefix("10.5.0.1/32")) == 0
    without = spread(policy(B, site("d", "10.5.1.0/24"), follows=("10.5.0.0/16",)), 2)
    with pytest.raises(ValueError, match="site d: what now belongs together"):
        spread(policy(B, site("d", "10.5.1.0/24"), follows=("10.5.0.0/16",), ddt=ddt), 2, without)
    assert steering.owner(encode(MapReferral(1, ())), ownership) == 0


OWNERSHIP = spread(policy(A, B), 2)


def request(eid: RequestRecord, **options: Any) -> bytes:
    return ecm(MapRequest(7, (Address.parse(NET1),), (eid,), **options), "10.3.0.1/32", source=NET1)


def test_a_worker_sees_whose_a_datagram_is() -> None:
    b = RequestRecord.of(prefix("10.3.0.1/32"))
    assert steering.owner(request(b), OWNERSHIP) == 1
    assert steering.owner(request(b, source_eid=Address.parse("2001:db8::1")), OWNERSHIP) == 1
    assert steering.owner(request(RequestRecord.of(prefix("10.3.0.0/28"))), OWNERSHIP) == 1
    hosts = AfiList((Address.parse("192.0.2.9"), Address.parse("10.3.0.1")))
    assert steering.owner(request(RequestRecord(0, hosts)), OWNERSHIP) == 1
    protected = decode(request(b))
    object.__setattr__(protected, "security", protect_request(bytes(16), 7, 1, b"itr and server"))
    assert steering.owner(encode(protected), OWNERSHIP) == 1
    assert steering.owner(Bench().registration(record("10.3.0.1/32", NET1), xtr=NET1), OWNERSHIP) == 1


@pytest.mark.parametrize("data", [b"", b"\x30", b"\x80\0\0\0", b"\x88" + bytes(40), b"\x10" + bytes(30)], ids=bytes.hex)
def test_what_names_no_eid_is_anybodys(data: bytes) -> None:
    assert steering.owner(data, OWNERSHIP) is None


@pytest.mark.parametrize("cut", range(0, 70, 3))
def test_what_is_cut_short_is_somebodys(cut: int) -> None:
    for whole in (
        request(RequestRecord.of(prefix("10.3.0.1/32"))),
        Bench().registration(record("10.3.0.1/32"), xtr=NET1),
    ):
        assert steering.owner(whole[:cut], OWNERSHIP) in (None, 0, 1)


def test_what_crosses_arrives_as_it_was() -> None:
    sources = [Endpoint(Address.parse("192.0.2.1"), 4342), Endpoint(Address.parse("2001:db8::1"), 50_000)]
    batch = [Datagram(bytes([n]) * (n * 100), sources[n % 2]) for n in range(64)]
    messages = list(pack(batch))
    assert [datagram for message, _ in messages for datagram in unpack(message)] == batch
    assert sum(carried for _, carried in messages) == len(batch)
    assert len(messages) > 1
    assert max(len(message) for message, _ in messages) < 2 * MAX_MESSAGE


def test_a_worker_that_does_not_read_costs_what_a_full_buffer_costs() -> None:
    with contextlib.ExitStack() as stack:
        pairs = [inbox_pair() for _ in range(2)]
        for end in (end for pair in pairs for end in pair):
            stack.enter_context(end)
        counters = Counters()
        inbox = Inbox(0, OWNERSHIP, [into for into, _ in pairs], pairs[0][1], counters)
        own = Datagram(request(RequestRecord.of(prefix("10.1.0.1/32"))), Endpoint(Address.parse(NET1), 4342))
        theirs = Datagram(request(RequestRecord.of(prefix("10.3.0.1/32"))), Endpoint(Address.parse(NET1), 4342))
        while not counters["drop.worker-busy"]:
            assert inbox.keep_own([own, theirs, theirs]) == [own]
        assert counters["passed-on"] > 1_000
        assert counters["drop.worker-busy"] == 2


def test_an_assignment_arrives_as_it_was() -> None:
    config = load(ROOT / "deploy/examples/mapserver.toml", MapServerConfig).model_copy(update={"control": Path("x")})
    job = Assignment(
        worker=1,
        config=config,
        base=Path("/etc/fmc"),
        owners=OWNERSHIP.to_json(),
        inboxes=[3, 4],
        inbox=5,
        log_level="info",
        log_format="json",
    )
    read = Assignment.of_line(job.line())
    assert read == job
    assert read.ownership.owner(prefix("10.3.0.1/32")) == 1


def test_events_of_all_are_told_in_order_and_none_is_passed_over() -> None:
    first, second = [{"at_s": 1.0}, {"at_s": 4.0}], [{"at_s": 2.0}, {"at_s": 3.0}]
    assert [event["at_s"] for event in union.events([first, second], until=3.5)] == [1.0, 2.0, 3.0]


def test_a_site_is_shown_as_its_owner_sees_it_even_while_the_others_do_not_know_it_yet() -> None:
    down, up, new = {"name": "a", "up": False}, {"name": "a", "up": True}, {"name": "b", "up": False}
    assert union.MERGES["sites"]([[down], [up, new]]) == [up, new]


def test_a_state_file_is_not_for_several() -> None:
    with pytest.raises(ValueError, match="give store instead"):
        MapServerConfig.model_validate({"listen": ["127.0.0.1"], "state": "s.json", "workers": 2, "site": []})


# Real processes.


# Of this process alone: a UDP port of loopback can be bound twice.
OWN = f"{os.getpid() >> 8 & 0xFF}.{os.getpid() & 0xFF or 1}"
SERVER, ITR = f"127.44.{OWN}", f"127.45.{OWN}"
XTRS = [f"127.{46 + number}.{OWN}" for number in range(12)]
RETRY_S, TRIES = 0.6, 20
CONFIG = f"""
listen = ["{SERVER}"]
control = "ms.sock"
store = "ms.sqlite"
workers = 3
"""
SITE = """
[[site]]
name = "{0}"
keys = [{{ id = 1, file = "site.key" }}]
prefixes = ["10.{0}.0.0/24"]
"""
SUBSCRIBER = """
[[subscriber]]
name = "fmcc"
xtr_id = "000102030405060708090a0b0c0d0e0f"
keys = [{ id = 3, file = "site.key" }]
prefixes = ["10.0.0.0/8"]
"""
EIDS = [f"10.{site}.0.{host}/32" for site in (1, 2, 3) for host in range(1, 13)]


def write(directory: Path, *, workers: int = 3, sites: int = 3) -> Path:
    (directory / "site.key").write_bytes(SITE_KEY.secret)
    path = directory / "ms.toml"
    text = CONFIG.replace("workers = 3", f"workers = {workers}")
    path.write_text(text + "".join(SITE.format(number + 1) for number in range(sites)))
    return path


@asynccontextmanager
async def daemon(path: Path) -> AsyncIterator[Service]:
    """The parent in this process, the workers in theirs."""
    async with asyncio.timeout(60):
        service = await build(load(path, MapServerConfig), path.parent)
        service.configured_by(lambda: load(path, MapServerConfig))
        task = asyncio.create_task(service.run())
        await service.serving.wait()
        try:
            yield service
        finally:
            service.stop()
            await task


async def ended(pid: int) -> None:
    """Wait for the end of a process that is not our child."""
    with contextlib.suppress(ProcessLookupError):
        process = os.pidfd_open(pid)
        async with asyncio.timeout(20):
            await asyncio.to_thread(select.select, [process], [], [])
        os.close(process)


@contextmanager
def sockets(addresses: list[str], port: int) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        opened = [stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) for _ in addresses]
        for each, address in zip(opened, addresses, strict=True):
            each.settimeout(RETRY_S)
            each.bind((address, port))
        yield opened


def exchange(peer: socket.socket, data: bytes) -> bytes:
    """The answer to a datagram, which is sent again as peers do: what a dying process had received is lost."""
    for _ in range(TRIES):
        peer.sendto(data, (SERVER, 4342))
        with contextlib.suppress(TimeoutError):
            return peer.recv(2_000)
    raise TimeoutError


async def until(show: str, control: Path, wanted: Callable[[Any], bool]) -> Any:
    """What a show says once it says what is wanted; a daemon may need a moment to say anything."""
    while True:
        with contextlib.suppress(UnreachableError):
            shown = await asyncio.to_thread(ask, control, show)
            if wanted(shown):
                return shown
        await asyncio.sleep(0.01)


class Peers:
    """xTRs, and ITRs that ask from many ports."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.nonces = count(100)
        self.last: dict[str, tuple[str, bytes]] = {}

    def register(self, eids: list[str]) -> None:
        """Register each EID from an xTR of its own choice; returns when all are acknowledged."""
        with sockets(XTRS, 4342) as xtrs:
            for number, eid in enumerate(eids):
                xtr, address = xtrs[number % len(xtrs)], XTRS[number % len(xtrs)]
                data = self.bench.registration(record(eid, address), xtr=address, nonce=next(self.nonces))
                notify = decode(exchange(xtr, data))
                assert isinstance(notify, MapNotify)
                assert [str(entry.prefix) for entry in notify.records] == [eid]
                self.last[eid] = address, data

    def look_up(self, eids: list[str], ports: int = 8) -> dict[str, list[str]]:
        """Where each EID is, asked from another port and in another order than it was registered."""
        found = {}
        with sockets([ITR] * ports, 0) as itrs:
            for number, eid in enumerate(eids):
                itr = itrs[number * 5 % ports]
                address, port = itr.getsockname()
                wanted = RequestRecord.of(prefix(eid))
                asking = MapRequest(next(self.nonces), (Address.parse(address),), (wanted,))
                reply = decode(exchange(itr, ecm(asking, eid, source=address, port=port)))
                assert isinstance(reply, MapReply)
                assert reply.nonce == asking.nonce
                found[eid] = rlocs_of(reply.records[0])
        return found

    def expected(self, eids: list[str]) -> dict[str, list[str]]:
        return {eid: [self.last[eid][0]] for eid in eids}


def pids_in(events: list[dict[str, Any]], worker: int) -> list[int]:
    """The process ids that a worker has had."""
    return [e["pid"] for e in events if e["name"] == "worker-started" and e["worker"] == worker]


async def lived(control: Path, worker: int, lives: int) -> list[int]:
    """The same, once it has had so many."""
    while len(pids := pids_in(await until("events", control, bool), worker)) != lives:
        pass
    return pids


async def test_processes_on_one_port_answer_as_one(tmp_path: Path) -> None:
    peers, path, control = Peers(), write(tmp_path), tmp_path / "ms.sock"
    async with daemon(path) as service:
        await asyncio.to_thread(peers.register, EIDS)
        assert await asyncio.to_thread(peers.look_up, EIDS) == peers.expected(EIDS)
        shown = await asyncio.to_thread(ask, control, "map")
        assert [entry["eid"] for entry in shown] == sorted(EIDS, key=prefix)
        sites = await asyncio.to_thread(ask, control, "sites")
        assert [(site["name"], len(site["registered"])) for site in sites] == [("1", 12), ("2", 12), ("3", 12)]
        stats = await asyncio.to_thread(ask, control, "stats")
        assert (stats["sizes"]["mappings"], stats["sizes"]["sites"]) == (len(EIDS), 3)
        assert 0 < stats["counters"]["passed-on"] < 2 * len(EIDS)

        # Two sites more, and nothing lost.
        write(tmp_path, sites=5)
        service.reload()
        await until("sites", control, lambda sites: len(sites) == 5)
        await asyncio.to_thread(peers.register, ["10.4.0.1/32", "10.5.0.1/32"])
        everything = [*EIDS, "10.4.0.1/32", "10.5.0.1/32"]
        assert await asyncio.to_thread(peers.look_up, everything) == peers.expected(everything)

        # One dies: the others go on, and it comes back with what it knew.
        (pid,) = await lived(control, 0, 1)
        os.kill(pid, signal.SIGKILL)
        rest = [eid for eid in everything if not eid.startswith(("10.1.", "10.4."))]
        assert await asyncio.to_thread(peers.look_up, rest[::-1]) == peers.expected(rest)
        assert await asyncio.to_thread(peers.look_up, everything) == peers.expected(everything)
        await lived(control, 0, 2)
        with sockets([peers.last["10.1.0.1/32"][0]], 4342) as (replaying,):
            replaying.sendto(peers.last["10.1.0.1/32"][1], (SERVER, 4342))
            await until("counters", control, lambda counters: counters.get("drop.replayed-nonce") == 1)

        # What would have to change hands is refused, and what was stays.
        path.write_text(path.read_text() + SUBSCRIBER)
        service.reload()
        events = await asyncio.to_thread(ask, control, "events")
        (refused,) = [event["reason"] for event in events if event["name"] == "reload-refused"]
        assert refused.startswith("workers: site 1 and site 2 and site 3 and site 4 and site 5: what now")

    # As many as one likes at the next start.
    async with daemon(write(tmp_path, workers=2, sites=5)):
        assert await asyncio.to_thread(peers.look_up, everything) == peers.expected(everything)
    async with daemon(write(tmp_path, workers=1, sites=5)):
        assert await asyncio.to_thread(peers.look_up, everything) == peers.expected(everything)


async def test_a_worker_that_hangs_is_started_again_and_one_that_keeps_ending_ends_the_daemon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "500000")
    monkeypatch.setattr(supervisor, "RESTART_S", 0.0)
    monkeypatch.setattr(supervisor, "MAX_ENDS", 2)
    control = tmp_path / "ms.sock"
    with pytest.RaisesGroup(pytest.RaisesExc(ChildProcessError, match="worker 1 ends again and again")):
        async with daemon(write(tmp_path, workers=2)):
            for how, lives in ((signal.SIGSTOP, 1), (signal.SIGKILL, 2)):
                pids = await lived(control, 1, lives)
                os.kill(pids[-1], how)
            await lived(control, 1, 3)


async def test_workers_do_not_outlive_their_parent(tmp_path: Path) -> None:
    path, control = write(tmp_path, workers=2), tmp_path / "ms.sock"
    command = (sys.executable, "-m", "mapserver.daemon", "--config", str(path), "--log-level", "error")
    async with asyncio.timeout(60):
        parent = await asyncio.create_subprocess_exec(*command)
        events = await until("events", control, lambda events: len(events) > 1)
        parent.kill()
        await parent.wait()
        for pid in (*pids_in(events, 0), *pids_in(events, 1)):
            await ended(pid)


async def test_a_worker_that_cannot_start_is_a_reason_not_to(tmp_path: Path) -> None:
    path = write(tmp_path, workers=2)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind((SERVER, 4342))
        with pytest.raises(ConfigError, match=r"worker \d does not start"):
            await build(load(path, MapServerConfig), tmp_path)
