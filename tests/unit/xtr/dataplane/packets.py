"""Makes inner packets for tests."""

import ipaddress
import struct

from lisp.wire.ecm import internet_checksum


def ipv4(
    source: str,
    destination: str,
    payload: bytes = b"",
    *,
    ttl: int = 64,
    tos: int = 0,
    fragment: int = 0,
    protocol: int = 17,
) -> bytes:
    addresses = ipaddress.IPv4Address(source).packed + ipaddress.IPv4Address(destination).packed
    head = struct.pack("!BBHHHBBH", 0x45, tos, 20 + len(payload), 7, fragment, ttl, protocol, 0) + addresses
    return head[:10] + struct.pack("!H", internet_checksum(head)) + head[12:] + payload


def ipv6(
    source: str,
    destination: str,
    payload: bytes = b"",
    *,
    hop_limit: int = 64,
    traffic_class: int = 0,
    flow_label: int = 0,
) -> bytes:
    addresses = ipaddress.IPv6Address(source).packed + ipaddress.IPv6Address(destination).packed
    word = 6 << 28 | traffic_class << 20 | flow_label
    return struct.pack("!IHBB", word, len(payload), 17, hop_limit) + addresses + payload


def udp(
    source: str, destination: str, sport: int, dport: int, data: bytes = b"", *, ttl: int = 64, tos: int = 0
) -> bytes:
    payload = struct.pack("!HHHH", sport, dport, 8 + len(data), 0) + data
    if ":" in source:
        return ipv6(source, destination, payload, hop_limit=ttl, traffic_class=tos)
    return ipv4(source, destination, payload, ttl=ttl, tos=tos)
