"""Waits on a bridge for the first frame that a guest itself sends there, and writes when it came.

A hypervisor says that a guest runs before the guest does anything: an emulator translates its code anew.
RARP is the hypervisor's own announcement and does not count.

    python -m deploy.lab.first_frame --interface br0 --mac 02:00:5e:03:00:01 --out first.json
"""

import json
import os
import socket
import time
from pathlib import Path

import click

_ETH_P_ALL = 0x0003
_RARP = b"\x80\x35"


@click.command()
@click.option("--interface", required=True)
@click.option("--mac", required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
def main(interface: str, mac: str, out: Path) -> None:
    """Wait for a frame from this MAC address."""
    source = bytes.fromhex(mac.replace(":", ""))
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ETH_P_ALL)) as sock:
        sock.bind((interface, 0))
        while True:
            frame = sock.recv(64)
            at = time.monotonic()
            if frame[6:12] == source and frame[12:14] != _RARP:
                break
    scratch = out.with_suffix(".new")
    scratch.write_text(json.dumps({"at_s": at}))
    os.replace(scratch, out)


if __name__ == "__main__":
    main()
