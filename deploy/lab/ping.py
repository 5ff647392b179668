"""ICMP echo from inside a namespace: the lab checks its own round-trip times, whether or not ping is installed."""

import os
import select
import socket
import struct
import time
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Final

from deploy.lab import netns
from lisp.wire.ecm import internet_checksum

_ECHO_REQUEST: Final = 8
_ECHO_REPLY: Final = 0
_HEADER: Final = struct.Struct("!BBHHH")


@dataclass(frozen=True, slots=True)
class PingResult:
    """What came back: one round-trip time in microseconds for every answered request."""

    sent: int
    rtts_us: tuple[float, ...]

    @property
    def lost(self) -> int:
        """Requests without an answer."""
        return self.sent - len(self.rtts_us)

    @property
    def fastest_ms(self) -> float:
        """The shortest round-trip time, in milliseconds. Raises ValueError without answers."""
        return min(self.rtts_us) / 1000


def ping(
    namespace: str,
    address: IPv4Address,
    *,
    count: int = 5,
    interval_s: float = 0.05,
    timeout_s: float = 1.0,
    payload: int = 56,
) -> PingResult:
    """Sends `count` echo requests, one every `interval_s`, and waits `timeout_s` after the last.

    Raises NetnsError, and OSError (EPERM without root, ENETUNREACH without a route).
    """
    with netns.inside(namespace):
        raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
    with raw:
        identifier = int.from_bytes(os.urandom(2))
        sent_at: dict[int, float] = {}
        rtts: dict[int, float] = {}
        next_at = time.monotonic()
        while True:
            now = time.monotonic()
            if len(sent_at) < count and now >= next_at:
                sequence = len(sent_at)
                sent_at[sequence] = time.monotonic()
                raw.sendto(echo_request(identifier, sequence, bytes(payload)), (str(address), 0))
                next_at += interval_s
            deadline = next_at if len(sent_at) < count else max(sent_at.values()) + timeout_s
            if len(rtts) == count or (len(sent_at) == count and now >= deadline):
                return PingResult(count, tuple(rtt * 1e6 for rtt in rtts.values()))
            if select.select([raw], [], [], max(0.0, deadline - time.monotonic()))[0]:
                packet, source = raw.recvfrom(65535)
                arrived = time.monotonic()
                sequence = answered(packet, identifier)
                if sequence in sent_at and source[0] == str(address):
                    rtts.setdefault(sequence, arrived - sent_at[sequence])


def echo_request(identifier: int, sequence: int, payload: bytes) -> bytes:
    """An ICMP echo request (RFC 792)."""
    blank = _HEADER.pack(_ECHO_REQUEST, 0, 0, identifier, sequence) + payload
    return _HEADER.pack(_ECHO_REQUEST, 0, internet_checksum(blank), identifier, sequence) + payload


def answered(packet: bytes, identifier: int) -> int:
    """The sequence number of the request that `packet`, with its IPv4 header, answers; -1 when it is another."""
    start = (packet[0] & 0xF) * 4
    if len(packet) < start + _HEADER.size:
        return -1
    kind, _, _, its_identifier, sequence = _HEADER.unpack_from(packet, start)
    return int(sequence) if kind == _ECHO_REPLY and its_identifier == identifier else -1
