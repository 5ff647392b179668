"""A mapping as the octets that a store keeps: one part after the other.

There is a part for every contribution, and for every xTR that lost the EID and is held down:

    kind (1) · stored at, Unix s (8) · key id (1) · source port (2) · lengths (1 + 1 + 2) ·
    source address · site's name · a Map-Register of this one record, without its tag
"""

import struct
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from lisp.engine import Endpoint
from lisp.wire import Address
from lisp.wire.messages import AUTH_DATA_OFFSET
from mapserver.mapping import Contribution
from mapserver.registrant import Registrant

_PART: Final = struct.Struct("!BdBHBBH")
_STANDS: Final = 0
_LOST: Final = 1
_AFIS: Final = {4: 1, 16: 2}
MAX_REGISTRANTS_KEPT: Final = 4_096


class StoredRegistration(NamedTuple):
    """A contribution as it was stored; `register` is a Map-Register of it alone, without its tag.

    `lost`: another xTR has taken the EID since; what is stored is what the hold-down needs.
    """

    lost: bool
    stored_unix_s: float
    site: str
    key_id: int
    source: Endpoint
    register: bytes


def pack(contributions: Iterable[Contribution], lost: Iterable[tuple[Contribution, float]], unix_s: float) -> bytes:
    """What stands for a prefix at this wall time, and who lost it how long ago (s); nothing where nobody does."""
    stands = [_part(contribution, unix_s, _STANDS) for contribution in contributions]
    return b"".join([*stands, *[_part(contribution, unix_s - age_s, _LOST) for contribution, age_s in lost]])


def _part(contribution: Contribution, stored_unix_s: float, kind: int) -> bytes:
    before, key_id, port, source, site, after = _frame(contribution.registrant)
    register = before + contribution.octets + after
    lengths = len(source), len(site), len(register)
    head = _PART.pack(kind, stored_unix_s, key_id, port, *lengths)
    return head + source + site + register


def unpack(data: bytes) -> list[StoredRegistration]:
    """The parts of a stored mapping. Raises ValueError when it is damaged."""
    parts, at = [], 0
    while at < len(data):
        try:
            kind, stored_unix_s, key_id, port, *lengths = _PART.unpack_from(data, at)
        except struct.error:
            raise ValueError("a stored mapping is cut short") from None
        start = at + _PART.size
        middle = start + lengths[0]
        record = middle + lengths[1]
        at = record + lengths[2]
        if at > len(data) or lengths[0] not in _AFIS:
            raise ValueError("a stored mapping is damaged")
        source = Endpoint(Address(_AFIS[lengths[0]], data[start:middle]), port)
        site = data[middle:record].decode()
        parts.append(StoredRegistration(kind == _LOST, stored_unix_s, site, key_id, source, data[record:at]))
    return parts


@lru_cache(MAX_REGISTRANTS_KEPT)
def _frame(xtr: Registrant) -> tuple[bytes, int, int, bytes, bytes, bytes]:
    """What all registrations of an xTR have in common: the octets around the record, key, source and site."""
    # Type and flags as they came, one record; nonce and authentication are of no more use.
    before = xtr.head + b"\x01" + bytes(AUTH_DATA_OFFSET - 4)
    source, port = xtr.source
    return before, xtr.mac.key.key_id, port, source.packed, xtr.site.name.encode(), xtr.trailer
