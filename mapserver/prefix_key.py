"""An EID prefix as octets: instance id (4), AFI (2), network (4 or 16), prefix length (1).

Keys in the order of their octets are prefixes in order: a prefix stands directly before what is inside it.
"""

import struct
from typing import Final

from lisp.wire import Prefix
from lisp.wire.address import SIZES

FAMILY: Final = struct.Struct("!IH")  # instance id and AFI: what the keys of one address family begin with

END: Final = b"\xff"  # behind all keys: an instance id has 24 bits


def key_of(prefix: Prefix) -> bytes:
    """The key of a prefix."""
    iid, afi, packed, length = prefix
    return FAMILY.pack(iid, afi) + packed + bytes((length,))


def end_of(prefix: Prefix) -> bytes:
    """What is behind the keys of a prefix and of all inside it, and before any other."""
    iid, afi, packed, length = prefix
    width = 8 * len(packed)
    last = int.from_bytes(packed, "big") | (1 << width - length) - 1
    return FAMILY.pack(iid, afi) + last.to_bytes(len(packed), "big") + bytes((width + 1,))


def prefix_of(key: bytes) -> Prefix:
    """The prefix of a key. Raises ValueError when it is none."""
    if len(key) < FAMILY.size:
        raise ValueError("a stored key is too short")
    iid, afi = FAMILY.unpack_from(key)
    packed = key[FAMILY.size : -1]
    if len(packed) != SIZES.get(afi) or key[-1] > 8 * len(packed):
        raise ValueError("a stored key is no prefix")
    return Prefix(iid, afi, packed, key[-1])
