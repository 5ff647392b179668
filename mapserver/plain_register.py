"""The records of the Map-Register that almost all Map-Registers are, read in one go.

Plain IPv4 or IPv6 EIDs and locators, and nothing after them but the xTR-ID trailer that the I bit
announces. Whatever is not exactly that is left to the codec, which reads every message and names what is
wrong with a bad one. What comes out is what the codec would give.
"""

from typing import Final

from lisp.wire import Address, Prefix
from lisp.wire.lcaf import new_tuple
from lisp.wire.messages import AUTH_DATA_OFFSET
from mapserver.policy import AFI_IPV4, AFI_IPV6
from mapserver.records import LocatorSets, Record
from mapserver.registrant import trailer_of

# Of a record: TTL (4), locator count, mask length, ACT and A (2), map-version (2), AFI (2).
_TTL_0: Final = bytes(4)
_COUNT_AT: Final = 4
_MASK_AT: Final = 5
_HEAD: Final = 12
_LOCATOR_HEAD: Final = 8  # octets of a locator before its address
_SIZES: Final = {AFI_IPV4: 4, AFI_IPV6: 16}


def records_at(data: bytes) -> int:
    """Where the records of a Map-Register begin: behind a tag of the length it says."""
    return AUTH_DATA_OFFSET + int.from_bytes(data[AUTH_DATA_OFFSET - 2 : AUTH_DATA_OFFSET], "big")


def prefix_at(data: bytes, at: int) -> Prefix | None:
    """The EID prefix of the record at `at`; None where it is not plain."""
    eid_at = at + _HEAD
    if eid_at > len(data):
        return None
    afi = data[eid_at - 2] << 8 | data[eid_at - 1]
    size = _SIZES.get(afi)
    if size is None:
        return None
    packed, length = data[eid_at : eid_at + size], data[at + _MASK_AT]
    if len(packed) != size or length > 8 * size:
        return None
    if length == 8 * size:
        return new_tuple(Prefix, (0, afi, packed, length))
    return Prefix.of(Address(afi, packed), length)


def read(data: bytes, at: int, first: Prefix | None, sets: LocatorSets) -> tuple[Record, ...] | None:
    """The records of the plain Map-Register in a datagram whose authentication header is known to be in order.

    `at` is where they begin, `first` what `prefix_at` says there.
    """
    end = len(data) - len(trailer_of(data))
    records: list[Record] = []
    prefix = first
    for _ in range(data[3]):
        if records:
            prefix = prefix_at(data, at)
        if prefix is None:
            return None
        locators_at = at + _HEAD + len(prefix.packed)
        count = data[at + _COUNT_AT]
        behind = _behind_locators(data, locators_at, count)
        if behind > end:
            return None
        locators = sets.get(data[locators_at:behind], count)
        is_withdrawal = not count or data.startswith(_TTL_0, at)
        records.append(new_tuple(Record, (prefix, data[at:behind], locators, is_withdrawal)))
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
