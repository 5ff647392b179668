"""The systemd notification protocol (sd_notify(3)): ready, status, watchdog. Silent outside systemd."""

import os
import socket


def notify(*assignments: str) -> None:
    """Send assignments such as `READY=1` to the service manager, if there is one."""
    path = os.environ.get("NOTIFY_SOCKET")
    if not path:
        return
    address = "\0" + path[1:] if path.startswith("@") else path
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as connection:
        connection.sendto("\n".join(assignments).encode(), address)


def watchdog_interval_s() -> float | None:
    """How often to say `WATCHDOG=1`: half of what the unit asks for, or None."""
    microseconds = os.environ.get("WATCHDOG_USEC")
    return int(microseconds) / 2e6 if microseconds else None
