"""What every store of leases does alike, and what etcd does when it is cut off, restarted, or wary of us."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from fmcc import etcd as client
from fmcc.config import EtcdConfig
from fmcc.etcd import EtcdClient, Login, packed
from fmcc.etcd_leases import MAX_OPERATIONS, EtcdLeases, open_etcd
from fmcc.events import LeaseGained
from fmcc.lease_store import SqliteLeases
from fmcc.leases import HOLD_S, LeaseLost, LeaseRenewed, LeaseStore, LeaseStoreError
from lisp.wire import Prefix
from tests.unit.fmcc.etcd_process import ROOT, USER, Etcd, make_certificates, tls
from tests.unit.fmcc.tenant import Tenant

HOME1, HOME2 = Prefix.parse("10.1.0.0/24"), Prefix.parse("2001:db8::/64")
PATH = "/follow-me-cloud/"

# Other tests may keep the machine busy.
PATIENCE_S = 2.0

Clock = Callable[[], float]
Open = Callable[[Clock], LeaseStore]


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "ANSWER_S", PATIENCE_S)


@pytest.fixture
async def etcd(tmp_path: Path) -> AsyncIterator[Etcd]:
    member = Etcd(tmp_path / "etcd")
    await member.start()
    yield member
    member.kill()


@pytest.fixture(params=["sqlite", "etcd"])
async def opened(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Open]:
    """Opens the same store again and again, each time as another controller would."""
    member = Etcd(tmp_path / "etcd")
    stores: list[LeaseStore] = []
    if request.param == "etcd":
        await member.start()

    def open_one(clock: Clock = time.time) -> LeaseStore:
        store: LeaseStore
        if request.param == "etcd":
            store = EtcdLeases(member.client(), PATH, clock)
        else:
            store = SqliteLeases(tmp_path / "leases", clock)
        stores.append(store)
        return store

    yield open_one
    for store in stores:
        await store.close()
    member.kill()


# Every store


async def test_two_cannot_take_one_lease_and_epochs_grow(opened: Open) -> None:
    one, two = opened(time.time), opened(time.time)
    assert await one.read() == {}
    first = await one.take(HOME1, "a", None)
    assert first is not None
    assert await two.take(HOME1, "b", None) is None
    (renewed,) = await one.renew([first])
    assert renewed.beat > first.beat
    assert (await two.read())[HOME1] == renewed
    assert await two.take(HOME1, "b", first) is None, "it was renewed meanwhile"
    second = await two.take(HOME1, "b", renewed)
    assert second is not None
    assert second.epoch > first.epoch
    assert await one.renew([renewed]) == []
    await one.release([renewed])
    assert (await one.read())[HOME1].holder == "b", "only what is still ours is given back"
    await two.release([second])
    free = (await one.read())[HOME1]
    assert free.holder == ""
    third = await one.take(HOME1, "a", free)
    assert third is not None
    assert third.epoch > second.epoch, "giving back forgets nothing"


async def test_of_those_who_take_at_once_one_succeeds(opened: Open) -> None:
    stores = [opened(time.time) for _ in range(5)]
    taken = await asyncio.gather(*(store.take(HOME1, f"c{n}", None) for n, store in enumerate(stores)))
    (lease,) = [lease for lease in taken if lease is not None]
    assert await stores[0].read() == {HOME1: lease}


async def test_a_renewal_whose_answer_was_lost_takes_nothing_away(opened: Open) -> None:
    store = opened(time.time)
    lease = await store.take(HOME1, "a", None)
    assert lease is not None
    (heard,) = await store.renew([lease])  # the answer is lost: we go on with what we had
    (again,) = await store.renew([lease])
    assert again.beat > heard.beat


async def test_each_lease_is_renewed_by_itself(opened: Open) -> None:
    one, two = opened(time.time), opened(time.time)
    prefixes = [Prefix.parse(f"10.1.{n}.0/24") for n in range(MAX_OPERATIONS + 1)]
    mine = [await one.take(prefix, "a", None) for prefix in (*prefixes, HOME2)]
    held = [lease for lease in mine if lease is not None]
    assert len(held) == len(prefixes) + 1
    assert await two.take(prefixes[1], "b", held[1]) is not None
    renewed = await one.renew(held)
    assert [lease.prefix for lease in renewed] == [lease.prefix for lease in held if lease is not held[1]]
    found = await two.read()
    assert [found[lease.prefix] for lease in renewed] == renewed


async def test_a_clock_that_is_set_back_does_not_set_epochs_back(opened: Open) -> None:
    first = await opened(time.time).take(HOME1, "a", None)
    assert first is not None
    second = await opened(lambda: 3600.0).take(HOME1, "b", first)
    assert second is not None
    assert second.epoch == first.epoch + 1


async def test_who_cannot_reach_the_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(LeaseStoreError, match="cannot use the leases"):
        SqliteLeases(tmp_path)


# etcd


async def test_epochs_and_holders_outlive_compaction_and_a_crash(etcd: Etcd) -> None:
    store, raw = EtcdLeases(etcd.client(), PATH), etcd.client()
    lease = await store.take(HOME1, "a", None)
    assert lease is not None
    (renewed,) = await store.renew([lease])
    await raw.call("kv/compaction", {"revision": str(renewed.beat), "physical": True})
    etcd.kill()
    await etcd.start()
    assert await store.read() == {HOME1: renewed}
    (again,) = await store.renew([renewed])
    taken = await store.take(HOME1, "b", again)
    assert taken is not None
    assert taken.epoch > lease.epoch
    await raw.close()
    await store.close()


async def test_a_store_begun_anew_does_not_begin_epochs_anew(etcd: Etcd) -> None:
    store = EtcdLeases(etcd.client(), PATH, lambda: 1_800_000_000.0)
    first = await store.take(HOME1, "a", None)
    assert first is not None
    etcd.wipe()
    await etcd.start()
    assert await store.renew([first]) == [], "what the store does not know is not held"
    later = EtcdLeases(etcd.client(), PATH, lambda: 1_800_000_010.0)
    second = await later.take(HOME1, "a", None)
    assert second is not None
    assert second.epoch > first.epoch
    await store.close()
    await later.close()


async def test_a_member_that_is_dead_or_frozen_is_passed_over(etcd: Etcd, tmp_path: Path) -> None:
    frozen = Etcd(tmp_path / "frozen")
    await frozen.start()
    frozen.freeze()
    store = EtcdLeases(EtcdClient(["http://127.0.0.1:1", frozen.url, etcd.url], tls(None)), PATH)
    try:
        assert await store.take(HOME1, "a", None) is not None
        began = time.monotonic()
        assert HOME1 in await store.read()
        assert time.monotonic() - began < PATIENCE_S, "the one that answered is asked first"
        etcd.kill()
        with pytest.raises(LeaseStoreError, match=rf"http://127.0.0.1:1: .*{frozen.url}: no answer within 2 s"):
            await store.read()
    finally:
        frozen.kill()
        await store.close()


async def test_what_somebody_else_wrote_there_is_named(etcd: Etcd) -> None:
    raw, store = etcd.client(), EtcdLeases(etcd.client(), PATH)
    await raw.call("kv/put", {"key": packed(PATH + "leases/10.1.0.0/24"), "value": packed("not a lease")})
    with pytest.raises(LeaseStoreError, match=f"etcd has what is no lease below {PATH}leases/"):
        await store.read()
    await raw.close()
    await store.close()


@pytest.mark.parametrize(
    "answer", [b"200 OK\r\n\r\n{}", b"404 Not Found\r\n\r\n404 page not found", b"200 OK\r\n\r\n[]"]
)
async def test_what_is_no_etcd_is_not_taken_for_an_empty_one(answer: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 " + answer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1")
    host, port = server.sockets[0].getsockname()
    store = EtcdLeases(EtcdClient([f"http://{host}:{port}"], tls(None)), PATH)
    with pytest.raises(LeaseStoreError, match=rf"HTTP status {answer[:3].decode()} and no answer of etcd"):
        await store.read()
    await store.close()
    server.close()
    await server.wait_closed()


async def test_passwords_are_asked_for_forgotten_and_shown_to_nobody(etcd: Etcd) -> None:
    await etcd.protect()
    store = EtcdLeases(etcd.client(USER), PATH)
    lease = await store.take(HOME1, "a", None)
    assert lease is not None
    etcd.kill()  # it forgets the tokens it has given
    await etcd.start(ROOT)
    assert len(await store.renew([lease])) == 1
    await store.close()
    for login, path, why in (
        (None, PATH, "user name is empty"),
        (Login("fmcc", "wrong and secret"), PATH, "authentication failed"),
        (USER, "/elsewhere/", "permission denied"),
    ):
        refused = EtcdLeases(etcd.client(login), path)
        with pytest.raises(LeaseStoreError, match=why) as raised:
            await refused.take(HOME1, "b", None)
        assert login is None or login.password not in f"{raised.value!r} {login!r}"
        await refused.close()


async def test_both_ends_show_certificates(tmp_path: Path) -> None:
    certificates = make_certificates(tmp_path / "tls")
    etcd = Etcd(tmp_path / "etcd", certificates)
    await etcd.start()
    files = {"ca": Path("tls/ca.crt"), "certificate": Path("tls/client.crt"), "key": Path("tls/client.key")}
    try:
        store = open_etcd(EtcdConfig(endpoints=[etcd.url], **files), tmp_path)  # type: ignore[arg-type]
        assert await store.take(HOME1, "a", None) is not None
        await store.close()
        nameless = ssl.create_default_context(cafile=certificates / "ca.crt")
        for context in (nameless, ssl.create_default_context()):
            refused = EtcdLeases(EtcdClient([etcd.url], context), PATH)
            with pytest.raises(LeaseStoreError, match=r"(?i)certificate"):
                await refused.read()
            await refused.close()
    finally:
        etcd.kill()


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"user": "fmcc", "password_file": Path("nowhere")}, "cannot read the password"),
        ({"user": "fmcc", "password_file": Path("empty")}, "there is no password in it"),
        ({"ca": Path("nowhere")}, "no certificates to trust"),
        ({"certificate": Path("empty"), "key": Path("empty")}, "no certificate to show"),
    ],
)
def test_files_that_are_no_use_are_named(tmp_path: Path, settings: dict[str, object], reason: str) -> None:
    (tmp_path / "empty").write_text("")
    config = EtcdConfig.model_validate({"endpoints": ["https://127.0.0.1:1"], **settings})
    with pytest.raises(LeaseStoreError, match=reason):
        open_etcd(config, tmp_path)


async def test_what_is_left_with_a_lease_is_taken_from_its_holder_only(etcd: Etcd) -> None:
    one, two = EtcdLeases(etcd.client(), PATH), EtcdLeases(etcd.client(), PATH)
    first = await one.take(HOME1, "a", None)
    assert first is not None
    assert await two.entrusted(HOME1) is None
    for text in ("begun", ""):
        await one.entrust(first, text)
        assert await two.entrusted(HOME1) == text
    second = await two.take(HOME1, "b", first)
    assert second is not None
    with pytest.raises(LeaseStoreError, match=r"etcd does not take what is left with 10.1.0.0/24"):
        await one.entrust(first, "of an earlier epoch")
    await two.entrust(second, "of now")
    assert await one.entrusted(HOME1) == "of now"
    assert HOME1 in await one.read()
    await one.close()
    await two.close()


# The shell, while the store is away


async def test_what_is_held_ends_while_etcd_is_frozen_and_it_goes_on_when_etcd_does(
    etcd: Etcd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # with the real times
    ours = Tenant(EtcdLeases(etcd.client(), PATH), tmp_path / "journal", HOME1)
    gained = await ours.round(100.0)
    assert isinstance(gained, LeaseGained)
    assert gained.until == 100.0 + HOLD_S
    etcd.freeze()
    assert await ours.round(101.0) == gained
    assert [notice.name for notice in ours.notices] == ["lease-store-unusable"]
    assert "no answer within" in ours.tenancy.trouble
    assert await ours.round(100.0 + HOLD_S) == LeaseLost(gained.tenure, "it could not be renewed in time")
    etcd.thaw()
    async with asyncio.timeout(20.0):
        while not isinstance(regained := await ours.round(120.0), LeaseGained):
            pass
    assert regained.tenure.epoch > gained.tenure.epoch
    assert (ours.notices[-1].name, ours.tenancy.trouble) == ("lease-store-usable", "")
    assert await ours.round(121.0) == LeaseRenewed(regained.tenure, 121.0 + HOLD_S)
    await ours.tenancy.give_back()
    assert (await ours.store.read())[HOME1].holder == ""
    await ours.close()
