"""Network namespaces: made, entered and set up.

Everything a person may want to look at is where they would look: namespaces are those of `ip netns`, devices and
addresses those of `ip address`. We drive `ip -batch` rather than netlink from Python: one process sets up a whole
namespace in the time pyroute2 needs to open one socket in it (3 ms against 6), it works inside a running event loop,
and an error names the command that a person can repeat.
"""

import ctypes
import errno
import os
import shlex
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

NETNS_DIR: Final = Path("/run/netns")
IP_TIMEOUT_S: Final = 20.0

_CLONE_NEWNET: Final = 0x40000000
_LIBC: Final = ctypes.CDLL(None, use_errno=True)

T = TypeVar("T")


class NetnsError(Exception):
    """A namespace or a device could not be set up; the text has the command and what the kernel said."""


def ip(netns: str | None, *commands: str) -> None:
    """Runs `ip` commands in order, in one process, in a namespace (None: this one). Raises NetnsError."""
    _batch("ip", netns, commands)


def tc(netns: str | None, *commands: str) -> None:
    """The same for `tc`."""
    _batch("tc", netns, commands)


def _batch(tool: str, netns: str | None, commands: Sequence[str]) -> None:
    argv = [tool, *(["-netns", netns] if netns else []), "-batch", "-"]
    result = _run(argv, "".join(f"{command}\n" for command in commands))
    if result.returncode:
        # "Command failed -:3" is the line of our input.
        message, _, number = result.stderr.strip().rpartition("Command failed -:")
        failed = commands[int(number) - 1] if number.isdigit() else "; ".join(commands)
        place = f" (in namespace {netns})" if netns else ""
        raise NetnsError(f"{tool} {failed}{place}: {(message or result.stderr).strip()}")


def _run(argv: list[str], stdin: str = "") -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(argv, input=stdin, capture_output=True, text=True, timeout=IP_TIMEOUT_S, check=False)
    except FileNotFoundError:
        raise NetnsError(f"{argv[0]}: not found (apt install iproute2)") from None
    except subprocess.TimeoutExpired:
        raise NetnsError(f"{shlex.join(argv)}: no end within {IP_TIMEOUT_S:.0f} s") from None


def output(netns: str, argv: Sequence[str]) -> str:
    """What a command prints in a namespace. Raises NetnsError when it fails."""
    result = _run(command(netns, argv))
    if result.returncode:
        raise NetnsError(f"{shlex.join(argv)} (in namespace {netns}): {result.stderr.strip()}")
    return result.stdout


def exists(name: str) -> bool:
    """Whether a namespace of this name is there."""
    return (NETNS_DIR / name).exists()


def names(prefix: str = "") -> list[str]:
    """The names of the namespaces that begin with `prefix`, sorted."""
    if not NETNS_DIR.is_dir():
        return []
    return sorted(entry.name for entry in NETNS_DIR.iterdir() if entry.name.startswith(prefix))


def create(*namespaces: str) -> None:
    """Makes namespaces, with the loopback device up. Raises NetnsError when one exists."""
    if taken := [name for name in namespaces if exists(name)]:
        raise NetnsError(f"namespace {', '.join(taken)}: exists already; `fmc lab down` removes an old lab")
    ip(None, *(f"netns add {name}" for name in namespaces))
    for name in namespaces:
        ip(name, "link set lo up")


def delete(*namespaces: str) -> None:
    """Removes those of the namespaces that exist. A process inside keeps its namespace alive, without a name."""
    present = [name for name in namespaces if exists(name)]
    if present:
        ip(None, *(f"netns delete {name}" for name in present))


def command(netns: str, argv: Sequence[str]) -> list[str]:
    """The command line that runs `argv` in a namespace, with its own /sys and /etc/netns/NAME; same pid."""
    return ["ip", "netns", "exec", netns, *argv]


@contextmanager
def inside(netns: str) -> Iterator[None]:
    """The calling thread is in the namespace within the block: sockets and devices opened there stay there.

    Only this thread moves; never await within the block. Raises NetnsError when there is no such namespace.
    """
    # /proc/self is the first thread of the process, which may be elsewhere.
    home = os.open(f"/proc/self/task/{threading.get_native_id()}/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            there = os.open(NETNS_DIR / netns, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            raise NetnsError(f"namespace {netns}: does not exist") from None
        try:
            _setns(there, netns)
        finally:
            os.close(there)
        try:
            yield
        finally:
            _setns(home, "the one before")
    finally:
        os.close(home)


def _setns(fd: int, name: str) -> None:
    # os.setns came with Python 3.12.
    if _LIBC.setns(fd, _CLONE_NEWNET):
        code = ctypes.get_errno()
        hint = " (only root may)" if code == errno.EPERM else ""
        raise NetnsError(f"cannot enter namespace {name}: {os.strerror(code)}{hint}")


def call_inside(netns: str, function: Callable[[], T]) -> T:
    """Calls a function inside the namespace, in a thread of its own, and returns what it returns or raises.

    For event loops: their thread never leaves its namespace.
    """
    results: list[T] = []
    errors: list[BaseException] = []

    def body() -> None:
        try:
            with inside(netns):
                results.append(function())
        except BaseException as error:  # handed to the caller below
            errors.append(error)

    thread = threading.Thread(target=body, name=f"in-{netns}")
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


def sysctl(netns: str, settings: Mapping[str, int | str], *, optional: Iterable[str] = ()) -> None:
    """Sets kernel parameters, named as sysctl(8) does (`net.ipv4.ip_forward`), in order.

    Those in `optional` may be missing from this kernel. Raises NetnsError.
    """
    may_miss = frozenset(optional)
    with inside(netns):
        for key, value in settings.items():
            path = Path("/proc/sys") / key.replace(".", "/")
            try:
                path.write_text(f"{value}\n")
            except FileNotFoundError:
                if key not in may_miss:
                    raise NetnsError(f"sysctl {key}: this kernel does not have it") from None
            except OSError as error:
                raise NetnsError(f"sysctl {key}={value} (in namespace {netns}): {error.strerror}") from None
