"""What EID a datagram is about: what a worker looks at to see whose it is.

Nothing is verified: whoever gets it does that, and a sender who lies about its EID changes who refuses it.
What tells no EID, malformed messages above all, is for whoever received it: dropped it is the same everywhere.
"""

from typing import Final

from lisp.wire import DecodeError, EncapsulatedControlMessage, MapRequest, Prefix, decode_known
from lisp.wire.eid import eid_prefixes
from lisp.wire.lcaf import new_tuple
from mapserver.admission import MAX_REGISTER_OCTETS, Refused, first_prefix
from mapserver.ownership import REST, Ownership
from mapserver.plain_register import prefix_at, records_at
from mapserver.policy import AFI_IPV4, AFI_IPV6

_MAP_REGISTER: Final = 3
_MAP_NOTIFY_ACK: Final = 5
_MAP_REFERRAL: Final = 6
_ECM: Final = 8
_SECURITY: Final = 0x08  # S, in the first octet of an ECM
_SIZES: Final = {AFI_IPV4: 4, AFI_IPV6: 16}
_SOURCE_SIZES: Final = {0: 0, **_SIZES}
_REQUEST_HEAD: Final = 12  # octets of a Map-Request before its source EID


def owner(data: bytes, ownership: Ownership) -> int | None:
    """The worker a datagram is for; None where any will do."""
    kind = data[0] >> 4 if data else 0
    if kind == _ECM:
        host = _plainly_asked(data)
        return ownership.owner(host) if host is not None else _owner_of_asked(data, ownership)
    if kind in (_MAP_REGISTER, _MAP_NOTIFY_ACK):
        prefix = _registered(data)
        return ownership.owner(prefix) if prefix is not None else None
    return REST if kind == _MAP_REFERRAL else None


def _registered(data: bytes) -> Prefix | None:
    """The EID of the first record of a Map-Register or a Map-Notify-Ack: the others have the same owner."""
    at = records_at(data)
    prefix = prefix_at(data, at)
    if prefix is not None or len(data) > MAX_REGISTER_OCTETS:
        return prefix
    try:
        return first_prefix(data, at)
    except Refused:
        return None


def _plainly_asked(data: bytes) -> Prefix | None:
    """The one EID, a host's, that a Map-Request of IP addresses asks for; None where it is not as simple."""
    size = len(data)
    if size < 5 or data[0] & _SECURITY:
        return None
    at = 4 + (4 * (data[4] & 0xF) if data[4] >> 4 == 4 else 40) + 8
    if at + _REQUEST_HEAD + 2 > size or data[at] >> 4 != 1 or data[at + 3] != 1:
        return None
    more_rlocs = data[at + 2] & 0x1F
    at += _REQUEST_HEAD
    at += 2 + _SOURCE_SIZES.get(data[at] << 8 | data[at + 1], size)
    for _ in range(more_rlocs + 1):
        if at + 2 > size:
            return None
        at += 2 + _SIZES.get(data[at] << 8 | data[at + 1], size)
    eid_at = at + 4
    if eid_at > size:
        return None
    afi = data[at + 2] << 8 | data[at + 3]
    octets = _SIZES.get(afi)
    if octets is None or data[at + 1] != 8 * octets or eid_at + octets > size:
        return None
    return new_tuple(Prefix, (0, afi, data[eid_at : eid_at + octets], 8 * octets))


def _owner_of_asked(data: bytes, ownership: Ownership) -> int | None:
    """Whose the EID of any Map-Request is. Of an AFI list, the first that is somebody's counts."""
    try:
        outer = decode_known(data)
        request = decode_known(outer.inner) if isinstance(outer, EncapsulatedControlMessage) else None
    except DecodeError:
        return None
    if not isinstance(request, MapRequest):
        return None
    prefixes = eid_prefixes(request.records[0].eid, request.records[0].mask_length)
    if not prefixes:
        return None
    known = (prefix for prefix in prefixes if ownership.roots.longest(prefix) is not None)
    return ownership.owner(next(known, prefixes[0]))
