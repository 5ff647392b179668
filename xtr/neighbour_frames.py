"""Frames of ARP (RFC 826) and neighbour discovery (RFC 4861) as a proxy reads and writes them."""

import struct
from typing import Final, NamedTuple

from lisp.wire import Address
from lisp.wire.ecm import internet_checksum

ETHERTYPE_ARP, ETHERTYPE_IPV6 = 0x0806, 0x86DD
ICMPV6, SOLICITATION = 58, 135
_ADVERTISEMENT = 136
_SOLICITED, _OVERRIDE = 0x40000000, 0x20000000
_TARGET_LINK_ADDRESS: Final = b"\x02\x01"
_EVERYBODY, _ALL_NODES_MAC = b"\xff" * 6, bytes.fromhex("333300000001")
_ALL_NODES: Final = bytes.fromhex("ff02" + "00" * 13 + "01")
_ETHERNET: Final = struct.Struct("!6s6sH")
_ARP_FIELDS: Final = struct.Struct("!HHBBH6s4s6s4s")
_ARP_KIND: Final = (1, 0x0800, 6, 4)
_IPV6_FIELDS: Final = struct.Struct("!IHBB16s16s")
_SOLICITATION_FIELDS: Final = struct.Struct("!BBHI16s")


class Question(NamedTuple):
    """A host asks who has an address."""

    asker: Address
    mac: bytes
    target: Address


def read_question(frame: bytes) -> Question | None:
    """The question in an Ethernet frame. None for what asks nothing: also for probes and announcements."""
    if len(frame) < _ETHERNET.size:
        return None
    _, mac, kind = _ETHERNET.unpack_from(frame)
    body = frame[_ETHERNET.size :]
    found = _read_arp(body) if kind == ETHERTYPE_ARP else _read_solicitation(body) if kind == ETHERTYPE_IPV6 else None
    if found is None:
        return None
    asker, target = found
    return None if not any(asker.packed) or asker == target else Question(asker, mac, target)


def _read_arp(body: bytes) -> tuple[Address, Address] | None:
    if len(body) < _ARP_FIELDS.size:
        return None
    *kind, operation, _, sender, _, target = _ARP_FIELDS.unpack_from(body)
    return (Address(1, sender), Address(1, target)) if tuple(kind) == _ARP_KIND and operation == 1 else None


def _read_solicitation(body: bytes) -> tuple[Address, Address] | None:
    """RFC 4861 section 7.1.1: hop limit 255, so it is of this link; a checksum that is right."""
    if len(body) < _IPV6_FIELDS.size + _SOLICITATION_FIELDS.size:
        return None
    _, length, following, hops, source, _ = _IPV6_FIELDS.unpack_from(body)
    message = body[_IPV6_FIELDS.size : _IPV6_FIELDS.size + length]
    if following != ICMPV6 or hops != 255 or len(message) < _SOLICITATION_FIELDS.size:
        return None
    kind, code, _, _, target = _SOLICITATION_FIELDS.unpack_from(message)
    if (kind, code) != (SOLICITATION, 0) or internet_checksum(_pseudo_header(body, len(message)) + message):
        return None
    return Address(2, source), Address(2, target)


def _pseudo_header(header: bytes, length: int) -> bytes:
    return header[8:40] + struct.pack("!II", length, ICMPV6)


def answer(question: Question, mac: bytes, own: Address) -> bytes:
    """The frame that answers: packets for the target go to `mac`, the LAN's, whose address `own` is."""
    if question.target.afi == 1:
        return _arp(question.mac, mac, 2, question.target, question.mac, question.asker)
    # A proxy's advertisements do not override: the host itself has the last word.
    return _advertisement(question.mac, mac, own.packed, question.asker.packed, _SOLICITED, question.target)


def announcement(target: Address, mac: bytes, own: Address) -> bytes:
    """The frame that tells everybody on the LAN that packets for the target go to `mac`."""
    if target.afi == 1:
        return _arp(_EVERYBODY, mac, 1, target, bytes(6), target)
    return _advertisement(_ALL_NODES_MAC, mac, own.packed, _ALL_NODES, _OVERRIDE, target)


def _arp(to: bytes, mac: bytes, operation: int, sender: Address, target_mac: bytes, target: Address) -> bytes:
    fields = _ARP_FIELDS.pack(*_ARP_KIND, operation, mac, sender.packed, target_mac, target.packed)
    return _ETHERNET.pack(to, mac, ETHERTYPE_ARP) + fields


def _advertisement(to: bytes, mac: bytes, source: bytes, receiver: bytes, flags: int, target: Address) -> bytes:
    message = struct.pack("!BBHI", _ADVERTISEMENT, 0, 0, flags) + target.packed + _TARGET_LINK_ADDRESS + mac
    header = _IPV6_FIELDS.pack(6 << 28, len(message), ICMPV6, 255, source, receiver)
    checksum = internet_checksum(_pseudo_header(header, len(message)) + message)
    return _ETHERNET.pack(to, mac, ETHERTYPE_IPV6) + header + message[:2] + struct.pack("!H", checksum) + message[4:]
