"""One TCP stream as fast as it goes: `tcp_probe receive ADDRESS PORT` or `tcp_probe send ADDRESS PORT SECONDS`."""

import json
import socket
import sys
import time

_CHUNK = 1 << 20


def receive(address: str, port: int) -> None:
    """Take one connection and count until it ends."""
    with socket.create_server((address, port)) as server:
        print("ready", flush=True)
        connection, _ = server.accept()
        with connection:
            buffer, total, start = bytearray(_CHUNK), 0, time.monotonic()
            while count := connection.recv_into(buffer):
                total += count
            seconds = time.monotonic() - start
    print(json.dumps({"octets": total, "seconds": seconds}), flush=True)


def send(address: str, port: int, seconds: float) -> None:
    """Send for some seconds."""
    with socket.create_connection((address, port), timeout=10) as connection:
        chunk, end = bytes(_CHUNK), time.monotonic() + seconds
        while time.monotonic() < end:
            connection.send(chunk)


if __name__ == "__main__":
    if sys.argv[1] == "receive":
        receive(sys.argv[2], int(sys.argv[3]))
    else:
        send(sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
