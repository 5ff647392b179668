"""Change Priority: who serves this EID now (a shared extension message, RFC 9304).

The papers' message in a modern dress: type 15 with a sub-type, then the layout of a Map-Register, so
that authentication, records and trailer are the same code. The record says the whole new state; nothing
is toggled, so a message that arrives twice does no harm.

     0                   1                   2                   3
     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
    +-------+-----------------------+-+-+-+-+-------+---------------+
    |Type=15|       Sub-type        |H|C|K|I| Rsvd  | Record Count  |
    |                          Nonce (64)                           |
    |    Key ID     | Algorithm ID  |  Authentication Data Length   |
    ~    Authentication Data, EID records, optional xTR-ID trailer  ~
    +---------------------------------------------------------------+

A handover can be prepared: the controller (H) then sends a record in which the locators that serve now keep
their priority, those that will serve stand by at 254, and a distinguished name at 255, no place to send to,
is the name that the hypervisors give the host. Such a record changes nothing by itself. The xTR that serves now
sends it on to the correspondents (C), who then believe both; to the one that will serve (neither flag) it adds their
RLOCs, at 255 too: they are to be told by whom the host arrives at.
"""

from dataclasses import dataclass, replace
from typing import ClassVar, Final, NamedTuple, Self

from lisp.wire.address import AFI_NAME, Address, Prefix
from lisp.wire.errors import DecodeError, DecodeReason
from lisp.wire.messages import UNSIGNED, Authentication, message, read_head, write_head
from lisp.wire.reader import Reader, Writer
from lisp.wire.records import PRIORITY_UNUSABLE, EidRecord, Locator, XtrIdentity

# In the first-come-first-served range of RFC 9304, and not registered: for use inside one operator's
# network until it is.
SUBTYPE_CHANGE_PRIORITY: Final = 0xC50

STANDBY_PRIORITY: Final = 254  # of the locators that are to serve once the host has moved

_FROM_CONTROLLER: Final = 0x80
_UPDATE_CACHE: Final = 0x40
_ACK: Final = 0x20
_XTR_ID: Final = 0x10
_RESERVED: Final = 0x0F


@message(15)
@dataclass(frozen=True, slots=True)
class ChangePriority:
    """The locators of an EID have changed.

    `from_controller` (H): the controller tells an xTR of a DC. `update_cache` (C): an xTR tells a
    correspondent. Neither: target xTR tells source xTR. `ack` (K) echoes nonce and records.
    """

    TYPE: ClassVar[int] = 15
    NAME: ClassVar[str] = "change-priority"

    nonce: int
    records: tuple[EidRecord, ...]
    from_controller: bool = False
    update_cache: bool = False
    ack: bool = False
    auth: Authentication = UNSIGNED
    identity: XtrIdentity | None = None

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the message; another sub-type or a reserved bit is refused."""
        flags, count, nonce = read_head(reader)
        if flags >> 8 != SUBTYPE_CHANGE_PRIORITY:
            raise DecodeError(DecodeReason.UNKNOWN_SUBTYPE, 0)
        if flags & _RESERVED:
            raise DecodeError(DecodeReason.BAD_RESERVED, 2)
        auth = Authentication.decode(reader)
        records = tuple([EidRecord.decode(reader) for _ in range(count)])
        identity = XtrIdentity.decode(reader) if flags & _XTR_ID else None
        return cls(
            nonce,
            records,
            from_controller=bool(flags & _FROM_CONTROLLER),
            update_cache=bool(flags & _UPDATE_CACHE),
            ack=bool(flags & _ACK),
            auth=auth,
            identity=identity,
        )

    def encode(self, writer: Writer) -> None:
        """Write the message as it stands; `lisp.wire.auth.seal` fills in the authentication data."""
        flags = SUBTYPE_CHANGE_PRIORITY << 8
        flags |= _FROM_CONTROLLER if self.from_controller else 0
        flags |= _UPDATE_CACHE if self.update_cache else 0
        flags |= _ACK if self.ack else 0
        flags |= _XTR_ID if self.identity else 0
        write_head(writer, self.TYPE, flags, len(self.records), self.nonce)
        self.auth.encode(writer)
        for record in self.records:
            record.encode(writer)
        if self.identity:
            self.identity.encode(writer)

    def with_auth(self, auth: Authentication) -> Self:
        """The same message under another authentication header."""
        return replace(self, auth=auth)

    def acknowledged(self, identity: XtrIdentity | None = None) -> Self:
        """The acknowledgement of this message: same nonce, same records, K set."""
        return replace(self, ack=True, auth=UNSIGNED, identity=identity)


class Preparation(NamedTuple):
    """A handover that is near: who serves the EID, who will, the host's name at the hypervisors, who talks to it."""

    serving: tuple[Locator, ...]
    standby: tuple[Locator, ...]
    host: str
    correspondents: tuple[Address, ...] = ()

    @classmethod
    def of(cls, record: EidRecord) -> Self | None:
        """What a record prepares; None when it is no preparation."""
        names = [entry.rloc for entry in record.locators if _is_name(entry)]
        standby = tuple(entry for entry in record.locators if entry.usable and entry.priority == STANDBY_PRIORITY)
        serving = tuple(entry for entry in record.locators if entry.usable and entry.priority < STANDBY_PRIORITY)
        if len(names) != 1 or not standby or not serving:
            return None
        name = names[0]
        assert isinstance(name, Address)
        unusable = [entry.rloc for entry in record.locators if not entry.usable and entry.rloc != name]
        correspondents = tuple(rloc for rloc in unusable if isinstance(rloc, Address))
        return cls(serving, standby, name.packed.decode("utf-8", "replace"), correspondents)

    def record(self, eid: Prefix) -> EidRecord:
        """The record that says so about an EID. Raises ValueError for a name with a NUL in it."""
        octets = self.host.encode()
        if not octets or b"\0" in octets:
            raise ValueError(f"{self.host!r} is no name of a host")
        standby = tuple(entry._replace(priority=STANDBY_PRIORITY) for entry in self.standby)
        unusable = (Address(AFI_NAME, octets), *self.correspondents)
        known = tuple(Locator.unicast(rloc, PRIORITY_UNUSABLE, 0, local=False) for rloc in unusable)
        return EidRecord.of(eid, (*self.serving, *standby, *known))


def _is_name(locator: Locator) -> bool:
    rloc = locator.rloc
    return isinstance(rloc, Address) and rloc.afi == AFI_NAME and locator.priority == PRIORITY_UNUSABLE
