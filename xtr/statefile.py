"""What must survive a restart: read at the start, and written before anything is said that depends on it.

A write to stable storage takes milliseconds, in which packets of a handover would wait for us. So it is done in a
thread; datagrams that follow a SaveState wait until it is on disk, and nothing else does.
"""

import asyncio
import json
import os
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from lisp.engine import SendDatagram
from lisp.runtime.config import ConfigError
from xtr.core import SaveState

_log = structlog.get_logger("lisp-xtr")


class StateFile:
    """Carries out SaveState and SendDatagram, in the order in which they are given."""

    def __init__(
        self, path: Path, snapshot: Callable[[], dict[str, Any]], send: Callable[[SendDatagram], None]
    ) -> None:
        """`snapshot` gives the state of the moment; `send` sends at once."""
        self._path = path
        self._snapshot = snapshot
        self._send = send
        self._queue: deque[SaveState | SendDatagram] = deque()  # a SaveState is first, or there is none
        self._wanted = asyncio.Event()

    def save(self, command: SaveState) -> None:
        """Have the state written; what is to be sent from now on waits for it."""
        self._queue.append(command)
        self._wanted.set()

    def send(self, command: SendDatagram) -> None:
        """Send a datagram: at once unless a SaveState before it is not on disk yet."""
        if self._queue:
            self._queue.append(command)
        else:
            self._send(command)

    async def run(self) -> None:
        """Write whenever it is wanted, until cancelled."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            while self._queue:
                covered, state = len(self._queue), self._snapshot()
                await asyncio.to_thread(write_state, self._path, state)
                self._release(covered)

    def _release(self, covered: int) -> None:
        """The first so many commands are covered by what has been written, and what follows up to the next save."""
        while self._queue and (covered > 0 or isinstance(self._queue[0], SendDatagram)):
            covered -= 1
            command = self._queue.popleft()
            if isinstance(command, SendDatagram):
                self._send(command)


def read_state(path: Path) -> dict[str, Any]:
    """What an earlier life saved; empty if there was none.

    Raises ConfigError when the file is damaged: to start without it would let replayed messages in.
    """
    try:
        saved = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: cannot read the saved state: {error}") from None
    if not isinstance(saved, dict) or not isinstance(saved.get("seen"), dict):
        raise ConfigError(f"{path}: not the saved state of an xTR")
    return saved


def write_state(path: Path, state: dict[str, Any]) -> None:
    """Replace the file in one step, on stable storage before we return."""
    scratch = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with scratch.open("w") as file:
            json.dump(state, file)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except OSError as error:
        # A handover must not fail for a full disk; what is lost is the memory of nonces across a restart.
        _log.error("state-not-saved", path=str(path), error=error.strerror)
