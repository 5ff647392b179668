"""The records of the Map-Register that almost all Map-Registers are, read in one go.

Plain IPv4 or IPv6 EIDs and locators, and nothing after them but the xTR-ID trailer that the I bit
announces. Whatever is not exactly that is left to the codec, which reads every message and names what is
wrong with a bad one. What comes out is what the codec would give.
"""

import struct
from typing import Final

from lisp.wire import Address, Prefix
from lisp.wire.messages import AUTH_DATA_OFFSET
from mapserver.policy import AFI_IPV4, AFI_IPV6
from mapserver.records import LocatorSets, Record
from mapserver.registrant import trailer_of

_HEAD: Final = struct.Struct("!4xBBHHH")  # locators, mask length, ACT and A, map-version, AFI
_RECORD_HEAD: Final = 12  # octets of the above, TTL included
_LOCATOR_HEAD: Final = 8  # octets of a locator before its address
_SIZES: Final = {AFI_IPV4: 4, AFI_IPV6: 16}


def records_at(data: bytes) -> int:
    """Where the records of a Map-Register begin: behind a tag of the length it says."""
    return AUTH_DATA_OFFSET + int.from_bytes(data[AUTH_DATA_OFFSET - 2 : AUTH_DATA_OFFSET], "big")


def prefix_at(data: bytes, at: int) -> Prefix | None:
    """The EID prefix of the record at `at`; None where it is not plain."""
    if at + _RECORD_HEAD > len(data):
        return None
    _, mask_length, _, _, afi = _HEAD.unpack_from(data, at)
    size = _SIZES.get(afi)
    if size is None:
        return None
    at += _RECORD_HEAD
    packed = data[at : at + size]
    if len(packed) != size or mask_length > 8 * size:
        return None
    if mask_length == 8 * size:
        return Prefix(0, afi, packed, mask_length)
    return Prefix.of(Address(afi, packed), mask_length)


def read(data: bytes, sets: LocatorSets) -> tuple[Record, ...] | None:
    """The records of the plain Map-Register in a datagram whose authentication header is known to be in order."""
    at = records_at(data)
    end = len(data) - len(trailer_of(data))
    records: list[Record] = []
    for _ in range(data[3]):
        prefix = prefix_at(data, at)
        if prefix is None:
            return None
        locators_at = at + _RECORD_HEAD + len(prefix.packed)
        count = data[at + 4]
        behind = _behind_locators(data, locators_at, count)
        if behind > end:
            return None
        records.append(Record(prefix, data[at:behind], sets.get(data[locators_at:behind], count)))
        at = behind
    return tuple(records) if at == end and records else None


def _behind_locators(data: bytes, at: int, count: int) -> int:
    """Where so many plain locators end; beyond the datagram where they are none."""
    for _ in range(count):
        address_at = at + _LOCATOR_HEAD
        size = _SIZES.get(data[address_at - 2] << 8 | data[address_at - 1]) if address_at <= len(data) else None
        if size is None:
            return len(data) + 1
        at = address_at + size
    return at
