"""Which RLOC has last sent data to which of an instance's EIDs, and when: who has to hear of it when a host moves."""

from collections import OrderedDict
from typing import Final

from lisp.wire import Address, Prefix
from xtr.dataplane.base import Peer

MAX_PEERS: Final = 16_384


class PeerTable:
    """Pairs of an EID, as it stands in packets, and an RLOC; at the cap the longest silent one is forgotten."""

    def __init__(self, iid: int) -> None:
        self._iid = iid
        self._seen: OrderedDict[tuple[bytes, Address], float] = OrderedDict()

    def note(self, eid: bytes, rloc: Address, now: float) -> None:
        """An RLOC has sent data to an EID."""
        key = (eid, rloc)
        if key not in self._seen and len(self._seen) >= MAX_PEERS:
            self._seen.popitem(last=False)
        self._seen[key] = now
        self._seen.move_to_end(key)

    def of(self, prefix: Prefix, within_s: float, now: float) -> list[Peer]:
        """Who sent data to EIDs of a prefix lately."""
        found: list[Peer] = []
        for (packed, rloc), at in self._seen.items():
            eid = Prefix.of(Address(1 if len(packed) == 4 else 2, packed), iid=self._iid)
            if now - at <= within_s and prefix.covers(eid):
                found.append(Peer(eid, rloc, now - at))
        return found
