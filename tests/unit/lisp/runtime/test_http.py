"""The shows over HTTP, asked with the standard library's client and with octets no client would send."""

import asyncio
import json
from collections.abc import AsyncIterator
from http.client import HTTPConnection
from typing import Any

import pytest

from lisp.engine import Endpoint
from lisp.runtime import http
from lisp.runtime.http import MAX_REQUEST, HttpServer
from lisp.wire import Address


def refuse(_arguments: dict[str, Any]) -> None:
    raise ValueError("no such service")


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    async def later(_arguments: dict[str, Any]) -> list[int]:
        return [1, 2]

    shows = {"status": lambda arguments: {"asked": arguments}, "later": later, "refused": refuse}
    found = HttpServer(Endpoint(Address.parse("127.0.0.1"), 0), shows)
    await found.start()
    yield found
    await found.stop()


async def get(server: HttpServer, target: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
    def ask() -> tuple[int, dict[str, str], str]:
        connection = HTTPConnection(str(server.address.address), server.address.port, timeout=5)
        connection.request(method, target)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, dict(answer.getheaders()), body

    return await asyncio.to_thread(ask)


async def raw(server: HttpServer, data: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(str(server.address.address), server.address.port)
    writer.write(data)
    answer = await reader.read()
    writer.close()
    return answer


async def test_a_show_is_served_as_json(server: HttpServer) -> None:
    status, headers, body = await get(server, "/status?service=desk&eid=10.1.0.0%2F24")
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert json.loads(body) == {"asked": {"service": "desk", "eid": "10.1.0.0/24"}}
    assert json.loads((await get(server, "/later"))[2]) == [1, 2]
    assert json.loads((await get(server, "/"))[2]) == {"shows": ["later", "refused", "status"]}
    assert (await get(server, "/status", "HEAD"))[2] == ""


@pytest.mark.parametrize(
    ("target", "method", "status", "text"),
    [
        ("/nothing", "GET", 404, "no such show 'nothing'; there are later, refused, status"),
        ("/refused", "GET", 422, "no such service"),
        ("/status", "POST", 405, "GET only"),
        ("/status", "DELETE", 405, "GET only"),
        ("/status?=&&", "GET", 400, "expected a line"),
    ],
)
async def test_what_is_refused_is_said(server: HttpServer, target: str, method: str, status: int, text: str) -> None:
    found, _, body = await get(server, target, method)
    assert found == status
    assert text in json.loads(body)["error"]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /status\r\n\r\n", b"400"),
        (b"\xff\xfe /status HTTP/1.1\r\n\r\n", b"400"),
        (b"GET http://[/ HTTP/1.1\r\n\r\n", b"400"),
        (b"GET /status HTTP/2\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * MAX_REQUEST + b"\r\n\r\n", b"431"),
    ],
)
async def test_broken_requests_are_answered(server: HttpServer, request_: bytes, status: bytes) -> None:
    assert (await raw(server, request_)).split(b" ")[1] == status


async def test_who_says_nothing_is_hung_up_on(server: HttpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TIMEOUT_S", 0.05)
    assert await raw(server, b"GET / HT") == b""
    assert (await get(server, "/status"))[0] == 200


async def test_connections_are_bounded(server: HttpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MAX_CONNECTIONS", 1)
    _, idle = await asyncio.open_connection(str(server.address.address), server.address.port)
    assert (await get(server, "/status"))[0] == 503
    idle.close()
