"""Registrations made of what an earlier life had stored: which of it still counts, and since when.

Each lives a whole period from the restart on, because its xTR may have refreshed it since it was stored, or
have tried to. What is too old even so, damaged, or allowed no longer is forgotten.
"""

from typing import Final

from lisp.engine import Counters, Endpoint
from lisp.wire import DecodeError, Prefix
from lisp.wire.messages import AUTH_DATA_OFFSET, AUTH_OFFSET
from mapserver import plain_register
from mapserver.admission import Refused, codec_records
from mapserver.mac import Mac
from mapserver.mapping import Contribution
from mapserver.policy import Policy, Site
from mapserver.records import Record
from mapserver.registrant import Registrant, head_of, owner_of, trailer_of
from mapserver.registration import HOLD_DOWN_S, Registry
from mapserver.replay import NonceLedger, Sender
from mapserver.stored import StoredRegistration, unpack
from mapserver.takeover import Takeover

# A stored registration is stored again, to show that it lives, this long after the last time.
STORE_REFRESH_S: Final = 90.0
# Stored mappings taken over in one go: a few milliseconds, then datagrams have their turn.
TAKEOVER_SLICE: Final = 128


class Restorer:
    """Takes the stored mappings of an earlier life over, as they are touched and in slices."""

    def __init__(self, policy: Policy, registry: Registry, ledger: NonceLedger, counters: Counters) -> None:
        self._policy = policy
        self._registry = registry
        self._ledger = ledger
        self._counters = counters
        # The last moment of the downtime, as monotonic and as wall time: what is stored is that old.
        self._restarted_at = self._restarted_unix_s = 0.0
        self._forgotten: list[Prefix] = []
        self._registrants: dict[tuple[str, int, Endpoint, bytes, bytes], Registrant] = {}
        self.busy = False

    def start(self, rows: dict[bytes, bytes], unix_s: float, now: float) -> None:
        """Have these rows served from now on; `unix_s` is the wall time. Raises ValueError for a damaged key."""
        self._restarted_at, self._restarted_unix_s = now, unix_s
        self._registry.await_stored(Takeover(rows, self._take), self._policy, now)
        self.busy = bool(rows)

    def adopt(self, policy: Policy) -> None:
        """Go on under another policy."""
        self._policy = policy
        self._registrants.clear()

    def next_at(self) -> float | None:
        """When to go on: at once, again and again; datagrams get their turn in between."""
        return self._restarted_at if self.busy else None

    def go_on(self) -> list[Prefix]:
        """Take the next slice over; the prefixes whose rows turned out to be worth nothing."""
        self._registry.take_some_over(TAKEOVER_SLICE)
        self.busy = self._registry.to_take_over() > 0
        forgotten, self._forgotten = self._forgotten, []
        return forgotten

    def _take(self, prefix: Prefix, row: bytes) -> bool:
        """Make registrations of one row; whether there are any now."""
        governing = self._policy.governing(prefix)
        taken = False
        if governing is not None:
            self._registry.taken_over(governing[0])
            for part in self._parts(row):
                taken = self._take_part(prefix, part, governing[0]) or taken
        if not taken:
            self._counters["takeover.forgotten"] += 1
            self._forgotten.append(prefix)
        return taken

    def _parts(self, row: bytes) -> list[StoredRegistration]:
        try:
            return unpack(row)
        except ValueError:
            self._counters.drop("stored-damaged")
            return []

    def _take_part(self, prefix: Prefix, part: StoredRegistration, site: Site) -> bool:
        """Register one stored contribution, or hold its xTR down; whether there is a registration now."""
        mac = site.macs.get(part.key_id)
        record = self._record(part.register)
        if part.site != site.name or mac is None or record is None or not self._policy.may_register(site, prefix):
            return False
        registrant = self._registrant(part, site, mac)
        age_s = max(0.0, self._restarted_unix_s - part.stored_unix_s)
        if part.lost:
            if age_s < HOLD_DOWN_S:
                self._registry.lose(record, registrant, self._restarted_at - age_s)
            return False
        lifetime_s = Contribution(prefix, record.octets, record.locators, registrant, 0.0).expires_at
        if age_s > lifetime_s + STORE_REFRESH_S:
            return False
        self._registry.register(record, registrant, self._restarted_at)
        mapping = self._registry.get(prefix)
        contribution = mapping.of(registrant.owner) if mapping is not None else None
        assert contribution is not None
        contribution.stored_at = self._restarted_at - age_s
        return True

    def _record(self, register: bytes) -> Record | None:
        """The one record of a stored Map-Register; None where it is damaged."""
        sets, at = self._registry.locator_sets, plain_register.records_at(register)
        first = plain_register.prefix_at(register, at)
        try:
            (record,) = plain_register.read(register, at, first, sets) or codec_records(register, sets)
        except (DecodeError, Refused, ValueError):
            return None
        return record

    def _registrant(self, part: StoredRegistration, site: Site, mac: Mac) -> Registrant:
        """The xTR of a stored registration, the same for all that it had registered alike."""
        register = part.register
        key = site.name, part.key_id, part.source, head_of(register), trailer_of(register)
        xtr = self._registrants.get(key)
        if xtr is None:
            tally = self._ledger.tally(Sender(site.name, owner_of(register, part.source), part.key_id))
            # As it came: its next refresh is known by its octets.
            head = register[:AUTH_OFFSET] + mac.header + register[AUTH_DATA_OFFSET:]
            xtr = self._registrants[key] = Registrant.of(head, site, mac, part.source, tally)
        return xtr
