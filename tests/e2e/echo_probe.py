"""Echo requests from inside a namespace, for machines without ping; prints JSON.

    python -m tests.e2e.echo_probe ADDRESS COUNT INTERVAL_S [key=value …]

Keys: wait_s, size (octets of payload), ttl, tos, df (1: never fragment, 0: whoever wants to may).
"""

import errno
import json
import os
import select
import socket
import struct
import sys
import time

from lisp.wire.ecm import internet_checksum

_MTU_DISCOVER, _NEVER_DF, _ALWAYS_DF = 10, 0, 2


def probe(address: str, count: int, interval_s: float, options: dict[str, float]) -> dict[str, object]:
    """Send, wait, and report the round-trip times in milliseconds in the order sent (null: lost)."""
    ipv6 = ":" in address
    family, protocol = (socket.AF_INET6, socket.IPPROTO_ICMPV6) if ipv6 else (socket.AF_INET, socket.IPPROTO_ICMP)
    request, answer = (128, 129) if ipv6 else (8, 0)
    with socket.socket(family, socket.SOCK_RAW, protocol) as raw:
        if "ttl" in options:
            raw.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, int(options["ttl"]))
        if "tos" in options:
            raw.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, int(options["tos"]))
        if "df" in options:
            raw.setsockopt(socket.IPPROTO_IP, _MTU_DISCOVER, _ALWAYS_DF if options["df"] else _NEVER_DF)
        identifier = os.getpid() & 0xFFFF
        payload = bytes(int(options.get("size", 56)))
        sent: list[float] = []
        rtts: list[float | None] = [None] * count
        refused = 0
        start = time.monotonic()
        end = start + interval_s * (count - 1) + options.get("wait_s", 1.0)
        while (now := time.monotonic()) < end and (len(sent) < count or None in rtts):
            due = start + interval_s * len(sent)
            if len(sent) < count and now >= due:
                header = struct.pack("!BBHHH", request, 0, 0, identifier, len(sent))
                checksum = 0 if ipv6 else internet_checksum(header + payload)
                message = struct.pack("!BBHHH", request, 0, checksum, identifier, len(sent)) + payload
                sent.append(time.monotonic())
                try:
                    raw.sendto(message, (address, 0))
                except OSError as error:
                    if error.errno != errno.EMSGSIZE:
                        raise
                    refused += 1
                continue
            limit = min(due, end) if len(sent) < count else end
            if not select.select([raw], [], [], max(0.0, limit - now))[0]:
                continue
            packet = raw.recv(65_535)
            body = packet if ipv6 else packet[(packet[0] & 0xF) * 4 :]
            kind, _, _, who, sequence = struct.unpack_from("!BBHHH", body)
            if kind == answer and who == identifier and sequence < count and rtts[sequence] is None:
                rtts[sequence] = (time.monotonic() - sent[sequence]) * 1e3
    return {"sent": count, "rtts_ms": rtts, "refused": refused}


if __name__ == "__main__":
    pairs = (argument.split("=") for argument in sys.argv[4:])
    keywords = {key: float(value) for key, value in pairs}
    print(json.dumps(probe(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), keywords)))
