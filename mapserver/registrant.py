"""The xTRs as their Map-Registers show them: who, under which key, from where, with which flags."""

from dataclasses import dataclass
from typing import Final

from lisp.engine import Endpoint
from lisp.wire import CONTROL_PORT, RegisterFlag, XtrIdentity
from lisp.wire.messages import AUTH_DATA_OFFSET, AUTH_OFFSET
from lisp.wire.records import IDENTITY_SIZE
from mapserver.mac import Mac
from mapserver.policy import Site
from mapserver.replay import NonceTally

# xTRs remembered for sharing: past this many they are not few, and sharing starts anew.
MAX_SHARED: Final = 65_536
# Of one xTR under one key: an address or two, and the flags it uses. At the cap the oldest is forgotten, and shared
# no more; who holds a key could send every combination of reserved bits.
MAX_VARIANTS: Final = 16

# The I and the S bit, in the first octet.
_IDENTIFIED: Final = RegisterFlag.XTR_ID >> 16
_LISP_SEC: Final = RegisterFlag.SECURITY >> 16

RegistrantKey = tuple[str, Endpoint, bytes, bytes, bytes]


@dataclass(frozen=True, eq=False)
class Registrant:
    """An xTR as one of its Map-Registers showed it, shared by all EIDs it registers alike.

    `head`, `auth_head` and `trailer` are the octets before the record count, before the tag, and behind the
    records (its xTR-ID and Site-ID): a Map-Register that means the same has the same.
    """

    owner: str
    site: Site
    mac: Mac
    source: Endpoint
    tally: NonceTally
    head: bytes
    auth_head: bytes
    trailer: bytes
    # Decision A1: an xTR registers from port 4342 and listens there.
    endpoint: Endpoint
    identity: XtrIdentity | None = None
    proxy_reply: bool = False
    merge: bool = False
    use_ttl: bool = False

    @classmethod
    def of(cls, data: bytes, site: Site, mac: Mac, source: Endpoint, tally: NonceTally) -> "Registrant":
        """The xTR that an authentic Map-Register shows."""
        trailer = trailer_of(data)
        identity = XtrIdentity(trailer[:16], trailer[16:]) if trailer else None
        flags = int.from_bytes(data[:4], "big") >> 8 & 0xFFFFF
        return cls(
            owner_of(data, source),
            site,
            mac,
            source,
            tally,
            head_of(data),
            data[AUTH_OFFSET:AUTH_DATA_OFFSET],
            trailer,
            Endpoint(source.address, CONTROL_PORT),
            identity,
            bool(flags & RegisterFlag.PROXY_REPLY),
            bool(flags & RegisterFlag.MERGE),
            bool(flags & RegisterFlag.USE_TTL),
        )

    @property
    def signs(self) -> bool:
        """The S bit of its Map-Registers: it does LISP-SEC (RFC 9303 section 6.3)."""
        return bool(self.head[0] & _LISP_SEC)


class Registrants:
    """The xTRs that have registered, by what their Map-Registers have in common."""

    def __init__(self) -> None:
        self._known: dict[RegistrantKey, Registrant] = {}
        self._variants: dict[str, list[RegistrantKey]] = {}  # of each sender that the ledger has, oldest first

    def find(self, data: bytes, site: Site, source: Endpoint) -> Registrant | None:
        """Whose Map-Register this is if its tag is right; None where we have not seen its like."""
        key = site.name, source, head_of(data), data[AUTH_OFFSET:AUTH_DATA_OFFSET], trailer_of(data)
        return self._known.get(key)

    def keep(self, xtr: Registrant) -> None:
        """Remember one whose nonces are accounted for: what `find` gives is not looked up in the ledger."""
        if len(self._known) >= MAX_SHARED:
            self.clear()
        key = xtr.site.name, xtr.source, xtr.head, xtr.auth_head, xtr.trailer
        variants = self._variants.setdefault(xtr.tally.sender, [])
        if key not in self._known:
            variants.append(key)
        if len(variants) > MAX_VARIANTS:
            del self._known[variants.pop(0)]
        self._known[key] = xtr

    def clear(self) -> None:
        """Forget all of them: sites and keys are not what they were."""
        self._known.clear()
        self._variants.clear()

    def __len__(self) -> int:
        return len(self._known)


def head_of(data: bytes) -> bytes:
    """Type and flags of a Map-Register; its record count differs from message to message."""
    return data[:3]


def trailer_of(data: bytes) -> bytes:
    """The xTR-ID and Site-ID that end a Map-Register with the I bit; nothing without it."""
    return data[-IDENTITY_SIZE:] if data[0] & _IDENTIFIED else b""


def owner_of(data: bytes, source: Endpoint) -> str:
    """Who registers: the xTR-ID names an xTR across all its RLOCs; without one, its address has to do."""
    trailer = trailer_of(data)
    return trailer[:16].hex() if trailer else str(source.address)
