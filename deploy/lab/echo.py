"""Sends every datagram back to where it came from: a server for streams that needs no VM.

python -m deploy.lab.echo
"""

import socket

import click

from deploy.lab.stream import GUEST_PORT


@click.command()
def main() -> None:
    """Answer on the stream's port until killed."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        sock.bind(("", GUEST_PORT))
        while True:
            data, source = sock.recvfrom(512)
            sock.sendto(data, source)


if __name__ == "__main__":
    main()
