"""Asks the xTRs how far they are from each other, again and again, and tells the controller."""

import asyncio
import json
import urllib.request
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from fmcc.events import RttsMissing, RttsReported
from fmcc.latency import samples_of
from lisp.runtime.control import ControlError, ask
from lisp.runtime.service import Service

TIMEOUT_S: Final = 5.0
MAX_ANSWER: Final = 4 << 20


class AskError(Exception):
    """An xTR does not say how far others are; the text says why."""


async def follow_rtts(service: Service, rloc: str, source: str, every_s: float) -> None:
    """Ask one xTR for ever. `source` is `unix:PATH`, its control socket, or `http://HOST:PORT`, its HTTP address."""
    while True:
        try:
            rows = await asyncio.to_thread(ask_rtts, source)
        except AskError as error:
            service.feed(RttsMissing(rloc, str(error)))
        else:
            service.feed(RttsReported(rloc, samples_of(rows)))
        await asyncio.sleep(every_s)


def ask_rtts(source: str) -> Any:
    """The answer of an xTR to `rlocs`; blocks for some seconds at most. Raises AskError."""
    url = urlsplit(source)
    try:
        if url.scheme == "unix":
            return ask(Path(url.path), "rlocs")
        with urllib.request.urlopen(f"{source.rstrip('/')}/rlocs", timeout=TIMEOUT_S) as answer:
            return json.loads(answer.read(MAX_ANSWER))
    except (ControlError, OSError, ValueError) as error:
        raise AskError(f"{source}: {error}") from None
