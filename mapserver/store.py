"""What survives a restart, in one JSON file: written beside, synced, and moved into place.

Writing happens off the event loop; of several states that pile up meanwhile only the newest is written.
A crash may lose the last half second (the engine's PERSIST_DELAY_S): a replay of a Map-Register from that
half second repeats what the map server had accepted, and is undone by the next refresh.

There are keys in it, of subscriptions made under LISP-SEC: nobody but its owner may read it.
"""

import asyncio
import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class StateFile:
    """The state file of one daemon."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._newest: Mapping[str, Any] | None = None
        self._wake = asyncio.Event()
        self._writing = threading.Lock()  # the last write must not meet one that is still in its thread

    def read(self) -> Mapping[str, Any] | None:
        """The stored state; None when there is none yet. Raises ValueError when it is damaged."""
        try:
            text = self._path.read_text()
        except FileNotFoundError:
            return None
        state = json.loads(text)
        if not isinstance(state, dict):
            raise ValueError("a JSON object is expected")
        return state

    def put(self, state: Mapping[str, Any]) -> None:
        """Have a state written soon."""
        self._newest = state
        self._wake.set()

    async def write_forever(self) -> None:
        """Write what `put` brings; OSError ends it, and with it the daemon."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            state, self._newest = self._newest, None
            if state is not None:
                await asyncio.to_thread(self.write, state)

    def write(self, state: Mapping[str, Any]) -> None:
        """Write a state now; a reader sees the old file or the new one, never half of one."""
        with self._writing:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside = self._path.with_name(self._path.name + ".new")
            with open(beside, "w", opener=_for_us_only) as file:
                os.fchmod(file.fileno(), 0o600)  # one left behind by a crash may be open to others
                json.dump(state, file)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)


def _for_us_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
