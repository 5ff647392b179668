"""The control socket: how `fmc` asks a running daemon what it knows.

A Unix socket of the daemon's user. One JSON object per line: `{"show": "map"}` is answered with
`{"ok": …}` or `{"error": "…"}`. Trusted by file permissions; nothing on the network reaches it.
"""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

Show = Callable[[dict[str, Any]], object]
MAX_REQUEST: Final = 65_536
_CONNECT_TIMEOUT_S: Final = 5.0

# Where daemons put their sockets: installed ones, and those of the lab's nodes.
SOCKET_PATTERNS: Final = ("run/fmc/*.sock", "run/fmc-lab/*/control.sock")


class ControlError(Exception):
    """The daemon could not be asked, or refused."""


class UnreachableError(ControlError):
    """The daemon is not there, or went away while it was asked."""


class ControlServer:
    """Answers requests on a Unix socket from a table of named functions."""

    def __init__(self, path: Path, shows: dict[str, Show]) -> None:
        self._path = path
        self._shows = shows
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen; a socket left behind by a dead daemon is replaced."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(self._serve, self._path, limit=MAX_REQUEST)
        self._path.chmod(0o600)

    async def stop(self) -> None:
        """Stop listening and remove the socket."""
        if self._server is not None:
            self._server.close()
        self._path.unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                answer = await self._answer(line)
                writer.write(json.dumps(answer, default=str).encode() + b"\n")
                await writer.drain()
        except (ConnectionError, ValueError):
            pass  # the client left, or sent a line past the limit
        finally:
            writer.close()

    async def _answer(self, line: bytes) -> dict[str, object]:
        try:
            request = json.loads(line)
            name = request.pop("show")
        except (ValueError, KeyError, AttributeError, TypeError):
            return {"error": 'expected a line such as {"show": "map"}'}
        show = self._shows.get(name)
        if show is None:
            return {"error": f"no such show {name!r}; there are {', '.join(sorted(self._shows))}"}
        try:
            answer = show(request)
            return {"ok": await answer if isinstance(answer, Awaitable) else answer}
        except (LookupError, ValueError, ControlError) as error:
            return {"error": str(error)}


def find_daemons(root: Path = Path("/")) -> dict[str, Path]:
    """The control sockets of this host's daemons by name; a lab node's socket has the node's name."""
    paths = [path for pattern in SOCKET_PATTERNS for path in sorted(root.glob(pattern))]
    return {path.stem if path.parent.name == "fmc" else path.parent.name: path for path in paths}


def ask(path: Path, show: str, **arguments: object) -> Any:
    """Ask a daemon; blocks for at most five seconds. Raises ControlError."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_CONNECT_TIMEOUT_S)
            connection.connect(str(path))
            connection.sendall(json.dumps({"show": show, **arguments}).encode() + b"\n")
            with connection.makefile("rb") as stream:
                line = stream.readline()
    except OSError as error:
        raise UnreachableError(f"{path}: the daemon does not answer ({error.strerror or error})") from None
    if not line:
        raise UnreachableError(f"{path}: the daemon closed the connection")
    answer = json.loads(line)
    if "error" in answer:
        raise ControlError(answer["error"])
    return answer["ok"]
