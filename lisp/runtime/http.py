"""The shows of a daemon over HTTP, for programs on other machines: GET /NAME?argument=value answers JSON.

Read-only by construction: it is given the shows and none of the orders. There is no encryption and no login here:
listen on loopback or on a management network. One request per connection (RFC 9112, `Connection: close`).
"""

import asyncio
import contextlib
import json
from collections.abc import Awaitable
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from lisp.engine import Endpoint
from lisp.runtime.control import ControlError, Show
from lisp.wire import Address

MAX_REQUEST: Final = 8_192
MAX_CONNECTIONS: Final = 64
# For the request to arrive, and for the answer to leave.
TIMEOUT_S: Final = 5.0

_REASONS: Final = {
    200: "OK",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    422: "Unprocessable Content",
    431: "Request Header Fields Too Large",
    503: "Service Unavailable",
}

_Answer = tuple[int, object]


class HttpServer:
    """Answers GET requests from a table of named functions."""

    def __init__(self, address: Endpoint, shows: dict[str, Show]) -> None:
        self.address = address
        self._shows = shows
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def start(self) -> None:
        """Listen. Raises OSError when the address is taken."""
        host, port = str(self.address.address), self.address.port
        self._server = await asyncio.start_server(self._serve, host, port, limit=MAX_REQUEST)
        bound = self._server.sockets[0].getsockname()
        self.address = Endpoint(Address.parse(bound[0]), bound[1])

    async def stop(self) -> None:
        """Stop listening; answers under way are cut off."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
            await _closed(writer)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            async with asyncio.timeout(TIMEOUT_S):
                is_head, (status, body) = await self._answer(reader)
                writer.write(_encoded(status, body, with_body=not is_head))
                await writer.drain()
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError):
            pass  # the client left, or took too long
            writer.transport.abort()
        finally:
            writer.close()
            await _closed(writer)
            self._writers.discard(writer)

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[bool, _Answer]:
        """Whether only the head of the answer is wanted, and the answer."""
        if len(self._writers) > MAX_CONNECTIONS:
            return False, (503, {"error": "too many connections"})
        try:
            request = await reader.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError:
            return False, (431, {"error": f"a request has at most {MAX_REQUEST} octets"})
        try:
            method, target, version = request.split(b"\r\n", 1)[0].decode("ascii").split(" ")
            url = urlsplit(target)
            arguments = dict(parse_qsl(url.query, keep_blank_values=True, strict_parsing=bool(url.query)))
        except ValueError:
            return False, (400, {"error": "expected a line such as GET /status HTTP/1.1"})
        if not version.startswith("HTTP/1."):
            return False, (400, {"error": "expected HTTP/1.1"})
        if method not in {"GET", "HEAD"}:
            return False, (405, {"error": "nothing can be changed here: GET only"})
        return method == "HEAD", await self._shown(url.path.strip("/"), arguments)

    async def _shown(self, name: str, arguments: dict[str, str]) -> _Answer:
        if not name:
            return 200, {"shows": sorted(self._shows)}
        show = self._shows.get(name)
        if show is None:
            return 404, {"error": f"no such show {name!r}; there are {', '.join(sorted(self._shows))}"}
        try:
            answer = show(dict(arguments))
            return 200, await answer if isinstance(answer, Awaitable) else answer
        except (LookupError, ValueError, ControlError) as error:
            return 422, {"error": str(error)}


async def _closed(writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()


def _encoded(status: int, body: object, *, with_body: bool) -> bytes:
    data = json.dumps(body, default=str).encode() + b"\n"
    head = [
        f"HTTP/1.1 {status} {_REASONS[status]}",
        "Content-Type: application/json",
        f"Content-Length: {len(data)}",
        "Cache-Control: no-store",
        "Connection: close",
        *(["Allow: GET, HEAD"] if status == 405 else []),
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + (data if with_body else b"")
