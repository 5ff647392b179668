"""The daemon's decisions on real sockets: RTTs asked of an xTR, explained over HTTP, plans made in a thread."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from fmcc.deciding import Planning
from fmcc.decision import PlacementParameters
from fmcc.events import Replan
from lisp.runtime.control import ControlServer
from lisp.wire import Prefix
from tests.unit.fmcc.test_daemon import TIMEOUT_S, USER, Running, configured, running


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def measuring(tmp_path: Path, port: int) -> AsyncIterator[Running]:
    """The daemon of the example, which serves HTTP and asks the xTR of net2 for its RTTs."""
    http = f'http = "127.0.0.1:{port}"\nuser_prefixes ='
    xtr = '[[xtr]]\nrloc = "127.0.71.2"\nask = "unix:net2.sock"\n[measure]\nevery_s = 0.1\n\n[decision]'
    config = configured(tmp_path, **{"user_prefixes =": http, "[decision]": xtr})
    async with running(tmp_path, config=config) as world:
        yield world


async def get(port: int, target: str, method: str = "GET") -> tuple[int, Any]:
    def ask() -> tuple[int, Any]:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request(method, target)
        answer = connection.getresponse()
        body = json.loads(answer.read())
        connection.close()
        return answer.status, body

    return await asyncio.to_thread(ask)


async def test_what_is_measured_decides_and_is_explained_alike_everywhere(tmp_path: Path) -> None:
    """Configured, dc2 is 3 ms from net2 and worth moving to. Measured, it is as far as dc1."""
    port = free_port()
    rows = [{"rloc": f"127.0.71.{host}", "up": True, "rtt_ms": 250.0, "last_s": 0.0} for host in (11, 12)]
    xtr = ControlServer(tmp_path / "net2.sock", {"rlocs": lambda _: rows})
    async with measuring(tmp_path, port) as world:
        await world.until("rtts-missing")
        await world.until("user-found")
        async with asyncio.timeout(TIMEOUT_S):
            await world.until("dc-xtr-found", lambda fields: fields["dc"] == "dc1")
            await world.until("dc-xtr-found", lambda fields: fields["dc"] == "dc2")
        await xtr.start()
        await world.until("latency-drifted")
        world.script.publish(USER, Prefix.parse("10.1.0.0/24"), "127.0.71.2")
        decided = await world.until("decision-made", lambda fields: "250.0 ms" in fields["reason"])
        explained = (await world.ask("explain", service="desk"))["ok"]
        assert (explained["action"], explained["dc"]) == ("stay", "dc1")
        assert {c["rtt_from"] for c in explained["candidates"]} == {"measured"}
        status, served = await get(port, "/explain?service=desk")
        assert status == 200
        for told in (served, decided["explanation"]):
            assert {key: told[key] for key in ("action", "reason")} == {
                key: explained[key] for key in ("action", "reason")
            }
        latencies = (await get(port, "/latencies"))[1]
        assert [e["rtt_ms"] for e in latencies if e["anchor"] == "127.0.71.2"] == [250.0, 250.0]
        assert world.cloud.running_at("vm1") == {"dc1"}
        await xtr.stop()


async def test_orders_are_not_taken_over_http(tmp_path: Path) -> None:
    port = free_port()
    async with measuring(tmp_path, port) as world:
        for order in ("migrate", "approve", "close", "precheck"):
            assert (await get(port, f"/{order}?service=desk&dc=dc2"))[0] == 404
        assert (await get(port, "/services", "POST"))[0] == 405
        assert (await get(port, "/explain?service=nobody"))[0] == 422
        assert (await world.ask("services"))["ok"][0]["migration"] is None


async def test_plans_are_made_in_a_thread(tmp_path: Path) -> None:
    async with measuring(tmp_path, free_port()) as world:
        world.service.carry_out([Replan(Planning(frozenset({(PlacementParameters(migration_cost_ms=61.5), None)})))])
        async with asyncio.timeout(TIMEOUT_S):
            while (await world.ask("counters"))["ok"].get("plans") != 1:
                pass
