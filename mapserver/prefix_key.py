"""An EID prefix as octets: instance id (4), AFI (2), network (4 or 16), prefix length (1).

Keys in the order of their octets are prefixes in order: a prefix stands directly before what is inside it.
The key of a pair is that of its destination with the source's network and length behind it.
"""

import struct
from typing import Final

from lisp.wire import Prefix, PrefixPair
from lisp.wire.address import AFI_IPV4, AFI_IPV6, SIZES

FAMILY: Final = struct.Struct("!IH")  # instance id and AFI: what the keys of one address family begin with
_PLAIN_SIZES: Final = {afi: FAMILY.size + SIZES[afi] + 1 for afi in (AFI_IPV4, AFI_IPV6)}
_PAIR_SIZES: Final = {afi: FAMILY.size + 2 * (SIZES[afi] + 1) for afi in (AFI_IPV4, AFI_IPV6)}
_EVERY_PAIR_SIZE: Final = frozenset(_PAIR_SIZES.values())

END: Final = b"\xff"  # behind all keys: an instance id has 24 bits


def key_of(prefix: Prefix) -> bytes:
    """The key of a prefix."""
    iid, afi, packed, length = prefix.destination
    key = FAMILY.pack(iid, afi) + packed + bytes((length,))
    return key + prefix.packed + bytes((prefix.length,)) if isinstance(prefix, PrefixPair) else key


def is_pair(key: bytes) -> bool:
    """Whether a key is that of a pair, if it is one."""
    return len(key) in _EVERY_PAIR_SIZE


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
    behind = _PLAIN_SIZES.get(afi)
    if behind is None or len(key) not in (behind, _PAIR_SIZES[afi]):
        raise ValueError("a stored key is no prefix")
    destination = _prefix(iid, afi, key[FAMILY.size : behind])
    return destination if len(key) == behind else PrefixPair.between(_prefix(iid, afi, key[behind:]), destination)


def _prefix(iid: int, afi: int, octets: bytes) -> Prefix:
    packed, length = octets[:-1], octets[-1]
    if length > 8 * len(packed):
        raise ValueError("a stored key is no prefix")
    return Prefix(iid, afi, packed, length)
