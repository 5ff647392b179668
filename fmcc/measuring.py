"""Asks the xTRs how far they are from each other, again and again, and tells the controller."""

import asyncio
import contextlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from fmcc.events import RttsMissing, RttsReported
from fmcc.latency import samples_of
from lisp.runtime.service import Service

TIMEOUT_S: Final = 5.0
MAX_ANSWER: Final = 4 << 20

_Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class AskError(Exception):
    """An xTR does not say how far others are; the text says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """`unix:PATH`, an xTR's control socket, relative to `base`, or `http://HOST:PORT`, its HTTP address."""

    address: str
    base: Path = Path("/")

    async def ask(self) -> Any:
        """The xTR's answer to `rlocs`. Raises AskError."""
        try:
            async with asyncio.timeout(TIMEOUT_S):
                return await (self._ask_here() if self.address.startswith("unix:") else self._ask_there())
        except TimeoutError:
            raise AskError(f"{self.address}: no answer within {TIMEOUT_S:g} s") from None
        except (OSError, ValueError, TypeError) as error:
            raise AskError(f"{self.address}: {error}") from None

    async def _ask_here(self) -> Any:
        path = self.base / self.address.removeprefix("unix:")
        answer = await _asked(await asyncio.open_unix_connection(path), b'{"show": "rlocs"}\n', b"\n")
        found = json.loads(answer)
        return found["ok"] if "ok" in found else _refused(found)

    async def _ask_there(self) -> Any:
        url = urlsplit(self.address)
        lines = (f"GET {url.path.rstrip('/')}/rlocs HTTP/1.1", f"Host: {url.netloc}", "Connection: close", "", "")
        streams = await asyncio.open_connection(url.hostname, url.port or 80)
        head, _, body = (await _asked(streams, "\r\n".join(lines).encode(), b"")).partition(b"\r\n\r\n")
        found = json.loads(body)
        return found if head.split(b" ", 2)[1:2] == [b"200"] else _refused(found)


async def follow_rtts(service: Service, rloc: str, source: Source, every_s: float) -> None:
    """Ask one xTR for ever."""
    while True:
        try:
            rows = await source.ask()
        except AskError as error:
            service.feed(RttsMissing(rloc, str(error)))
        else:
            service.feed(RttsReported(rloc, samples_of(rows)))
        await asyncio.sleep(every_s)


async def _asked(streams: _Streams, request: bytes, end: bytes) -> bytes:
    """What is answered up to the end mark, or until the other side closes. Raises ValueError when it is too long."""
    reader, writer = streams
    answer = bytearray()
    try:
        writer.write(request)
        while chunk := await reader.read(65_536):
            answer += chunk
            if len(answer) > MAX_ANSWER:
                raise ValueError(f"an answer of more than {MAX_ANSWER} octets")
            if end and answer.endswith(end):
                break
        return bytes(answer)
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


def _refused(found: Any) -> Any:
    raise ValueError(str(found.get("error", "refused")) if isinstance(found, dict) else "refused")
