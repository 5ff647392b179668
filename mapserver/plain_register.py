"""The records of the Map-Register that almost all Map-Registers are, read in one go.

Plain IPv4 or IPv6 EIDs and locators, and nothing after them but the xTR-ID trailer that the I bit
announces. Whatever is not exactly that is left to the codec, which reads every message and names what is
wrong with a bad one. What comes out is what the codec would give.
"""

import struct
from typing import Final, NamedTuple

from lisp.wire import Address, EidRecord, Locator, MapRegister, Prefix, RegisterFlag, XtrIdentity
from lisp.wire.messages import AUTH_DATA_OFFSET, AUTH_OFFSET, Authentication
from lisp.wire.records import IDENTITY_SIZE
from mapserver.policy import AFI_IPV4, AFI_IPV6

_HEAD: Final = struct.Struct("!IQ")
_RECORD: Final = struct.Struct("!IBBHHH")  # TTL, locators, mask length, ACT and A, map-version, AFI
_LOCATOR: Final = struct.Struct("!BBBBHH")
_SIZES: Final = {AFI_IPV4: 4, AFI_IPV6: 16}


class PlainRegister(NamedTuple):
    """The message, and the EID prefix of each of its records."""

    message: MapRegister
    prefixes: tuple[Prefix, ...]


def first_prefix(data: bytes, at: int) -> Prefix | None:
    """The EID prefix of the record at `at`; None where it is not plain."""
    if at + _RECORD.size > len(data):
        return None
    _, _, mask_length, _, _, afi = _RECORD.unpack_from(data, at)
    return _prefix(data, at + _RECORD.size, afi, mask_length)


def read(data: bytes) -> PlainRegister | None:
    """The plain Map-Register in a datagram whose authentication header is known to be in order."""
    word, nonce = _HEAD.unpack_from(data)
    length = int.from_bytes(data[AUTH_DATA_OFFSET - 2 : AUTH_DATA_OFFSET], "big")
    tag_end = at = AUTH_DATA_OFFSET + length
    flags = word >> 8 & 0xFFFFF
    end = len(data) - (IDENTITY_SIZE if flags & RegisterFlag.XTR_ID else 0)
    records: list[EidRecord] = []
    prefixes: list[Prefix] = []
    for _ in range(word & 0xFF):
        if at + _RECORD.size > end:
            return None
        ttl_min, count, mask_length, bits, version_field, afi = _RECORD.unpack_from(data, at)
        at += _RECORD.size
        prefix = _prefix(data, at, afi, mask_length)
        if prefix is None:
            return None
        size = len(prefix.packed)
        eid = Address(afi, data[at : at + size])
        at += size
        locators: list[Locator] = []
        for _ in range(count):
            if at + _LOCATOR.size > end:
                return None
            priority, weight, m_priority, m_weight, reach, afi = _LOCATOR.unpack_from(data, at)
            start = at + _LOCATOR.size
            at = start + _SIZES.get(afi, len(data))
            locators.append(Locator(priority, weight, m_priority, m_weight, reach, Address(afi, data[start:at])))
        authoritative, reserved = bool(bits & 0x1000), bits & 0xFFF
        records.append(
            EidRecord(ttl_min, mask_length, eid, tuple(locators), bits >> 13, authoritative, reserved, version_field)
        )
        prefixes.append(prefix)
    if at != end or not records:
        return None
    identity = XtrIdentity(data[end : end + 16], data[end + 16 :]) if end != len(data) else None
    auth = Authentication(data[AUTH_OFFSET], data[AUTH_OFFSET + 1], data[AUTH_DATA_OFFSET:tag_end])
    return PlainRegister(MapRegister(nonce, tuple(records), flags, auth, identity), tuple(prefixes))


def _prefix(data: bytes, at: int, afi: int, mask_length: int) -> Prefix | None:
    size = _SIZES.get(afi, 0)
    packed = data[at : at + size]
    if not size or len(packed) != size or mask_length > 8 * size:
        return None
    if mask_length == 8 * size:
        return Prefix(0, afi, packed, mask_length)
    return Prefix.of(Address(afi, packed), mask_length)
