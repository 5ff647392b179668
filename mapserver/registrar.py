"""Map-Registers: from the datagram to the registration and its acknowledgement.

    as said before, octet for octet  ──▶ refresh ─────────────────────┬─▶ Map-Notify
    anything else ──▶ admission ──▶ hold-down ──▶ registry ──▶ store ─┘

What is refused is counted and gets no answer.
"""

from collections.abc import Callable, Iterable
from typing import Final

from lisp.engine import Command, Counters, Endpoint, Notice, SendDatagram
from lisp.rate_limiter import RateLimiter
from lisp.wire import MapNotify, NotifyFlag, Prefix, RegisterFlag
from lisp.wire.messages import AUTH_DATA_OFFSET, AUTH_OFFSET
from mapserver.admission import Admission, Admitted, Refused
from mapserver.commands import StoreMapping, StoreNonce
from mapserver.mobility import Mobility
from mapserver.plain_register import prefix_at, records_at
from mapserver.policy import Policy
from mapserver.records import decoded
from mapserver.registrant import Registrant, Registrants
from mapserver.registration import Change, Registry, Standing
from mapserver.replay import NonceLedger, NonceTally
from mapserver.restorer import STORE_REFRESH_S

NOTICE_INTERVAL_S: Final = 5.0

Outcome = tuple[list[Command], list[Change]]


class Registrar:
    """Takes Map-Registers in. `persist_soon` is called, where nothing is stored one by one, after each."""

    def __init__(
        self,
        policy: Policy,
        registry: Registry,
        ledger: NonceLedger,
        mobility: Mobility,
        counters: Counters,
        persist_soon: Callable[[float], None],
        *,
        durable: bool,
    ) -> None:
        self._policy = policy
        self._registry = registry
        self._ledger = ledger
        self._mobility = mobility
        self._counters = counters
        self._persist_soon = persist_soon
        self._durable = durable
        self._registrants = Registrants()
        self._admission = Admission(policy, ledger, self._registrants, registry.locator_sets)
        self._notices = RateLimiter(NOTICE_INTERVAL_S, max_keys=1_024)

    def adopt(self, policy: Policy) -> None:
        """Go on under another policy."""
        self._policy = self._admission.policy = policy
        self._registrants.clear()

    def receive(self, data: bytes, source: Endpoint, now: float) -> Outcome:
        """What a Map-Register calls for, and the mappings it has changed."""
        at = records_at(data)
        first = prefix_at(data, at)
        if first is not None:
            refreshed = self._refresh(data, at, first, source, now)
            if refreshed is not None:
                return refreshed, []
        try:
            admitted = self._admission.admit(data, at, first, source)
            if admitted.is_duplicate:
                return self._on_duplicate(data, at, admitted), []
            held = self._held(admitted, now)
            self._check_room(admitted)
        except Refused as refusal:
            return self._refuse(refusal.reason, source, now), []
        commands, changes = self._take_in(admitted, held, now)
        xtr = admitted.registrant
        self._ledger.accept(xtr.tally, admitted.nonce, admitted.tag)
        if not admitted.is_known and xtr.tally in self._ledger:
            self._registrants.keep(xtr)
        commands += self._stored(xtr.tally, [record.prefix for record in admitted.records], now)
        self._counters["register.accepted"] += 1
        if wants_notify(data):
            commands.append(self._acknowledge(data, at, admitted))
        return commands, changes

    def _take_in(self, admitted: Admitted, held: frozenset[Prefix], now: float) -> Outcome:
        """Do what the records say; `held` are the EIDs that the hold-down keeps out."""
        commands: list[Command] = []
        changes: list[Change] = []
        xtr = admitted.registrant
        for record in admitted.records:
            if held and record.prefix in held:
                commands += self._hold(record.prefix, xtr.owner, now)
                continue
            if record.is_withdrawal:
                change = self._registry.withdraw(record.prefix, xtr.owner)
            else:
                change = self._registry.register(record, xtr, now)
            if change is not None:
                changes.append(change)
        return commands, changes

    def _refresh(self, data: bytes, at: int, first: Prefix, source: Endpoint, now: float) -> list[Command] | None:
        """A Map-Register that says, octet for octet, what its xTR has said before; None where it does not.

        Its records need no second look: only the MAC and the nonce are new. Anything unusual, a bad MAC or
        an old nonce included, is left to the long way round, which knows what to call it.
        """
        contributions = self._registry.refreshed(data, at, first)
        if contributions is None:
            return None
        xtr = contributions[0].registrant
        nonce = int.from_bytes(data[4:12], "big")
        if (
            not data.startswith(xtr.head)
            or not data.startswith(xtr.auth_head, AUTH_OFFSET)
            or source != xtr.source
            or (nonce <= xtr.tally.last and xtr.site.check_nonces)
            or not xtr.mac.accepts(data)
        ):
            return None
        stale = []
        for contribution in contributions:
            contribution.refreshed_at = now
            if now - contribution.stored_at >= STORE_REFRESH_S:
                stale.append(contribution.prefix)
        xtr.tally.accept(nonce, data[AUTH_DATA_OFFSET:at])
        commands = self._stored(xtr.tally, stale, now)
        self._counters["register.accepted"] += 1
        if wants_notify(data):
            commands.append(self._echo(data, at, xtr))
        return commands

    def store(self, prefix: Prefix, now: float) -> list[Command]:
        """Have what stands for a prefix now stored, where registrations are."""
        return [self._store_mapping(prefix, now)] if self._durable else []

    def _stored(self, tally: NonceTally, prefixes: Iterable[Prefix], now: float) -> list[Command]:
        """Have a registration stored: whatever is sent after these commands says that it is."""
        if not self._durable:
            self._persist_soon(now)
            return []
        return [StoreNonce(tally.sender, tally.last), *(self._store_mapping(prefix, now) for prefix in prefixes)]

    def _store_mapping(self, prefix: Prefix, now: float) -> StoreMapping:
        mapping = self._registry.get(prefix)
        contributions = mapping.contributions if mapping is not None else ()
        for contribution in contributions:
            contribution.stored_at = now
        departed = self._registry.departed(prefix, now) if contributions and self._registry.holds_down else []
        return StoreMapping(prefix, contributions, tuple([(d.contribution, now - d.lost_at) for d in departed]))

    def _on_duplicate(self, data: bytes, at: int, admitted: Admitted) -> list[Command]:
        """A retransmission of what we have accepted: acknowledge again, change nothing."""
        if not wants_notify(data):
            raise Refused("replayed-nonce")
        self._counters["register.repeated"] += 1
        return [self._acknowledge(data, at, admitted)]

    def _held(self, admitted: Admitted, now: float) -> frozenset[Prefix]:
        """The EIDs for which the hold-down ignores this message; a record that came too soon sinks it."""
        if not self._registry.holds_down:
            return frozenset()
        owner = admitted.registrant.owner
        standings = {
            record.prefix: self._registry.standing(owner, record, now)
            for record in admitted.records
            if not record.is_withdrawal
        }
        if Standing.TOO_SOON in standings.values():
            raise Refused("move-reorder-guard")
        return frozenset(prefix for prefix, standing in standings.items() if standing is Standing.HELD)

    def _check_room(self, admitted: Admitted) -> None:
        count, limit = self._registry.count(admitted.registrant.site), self._policy.limits.registrations_per_site
        if count + len(admitted.records) <= limit:
            return
        new = sum(1 for record in admitted.records if self._registry.get(record.prefix) is None)
        if count + new > limit:
            raise Refused("site-full")

    def _hold(self, prefix: Prefix, owner: str, now: float) -> list[Command]:
        """A late refresh of who has lost the EID: it does not count, and its xTR is to learn why."""
        self._counters["register.held-down"] += 1
        notice = Notice("late-refresh-ignored", {"eid": str(prefix), "xtr": owner})
        return [notice, *self._mobility.remind(prefix, owner, now)]

    def _acknowledge(self, data: bytes, at: int, admitted: Admitted) -> SendDatagram:
        """The Map-Notify that answers a Map-Register: its own records, or what stands in their place.

        A merged set, or the locators of whoever won the EID, are what the registering xTR needs to see.
        """
        xtr = admitted.registrant
        instead = {
            record.prefix: mapping
            for record in admitted.records
            if (mapping := self._registry.shared_or_lost(record.prefix, xtr)) is not None and not record.is_withdrawal
        }
        if not instead:
            return self._echo(data, at, xtr)
        self._counters["out.map-notify"] += 1
        records = tuple([decoded(instead.get(record.prefix, record).octets) for record in admitted.records])
        flags = NotifyFlag.XTR_ID if xtr.identity else 0
        notify = MapNotify(admitted.nonce, records, flags, identity=xtr.identity)
        return SendDatagram(xtr.mac.seal(notify), xtr.endpoint)

    def _echo(self, data: bytes, at: int, xtr: Registrant) -> SendDatagram:
        """A Map-Notify with records and trailer as they came: what decodes encodes to the same octets."""
        self._counters["out.map-notify"] += 1
        # Type and flags; the record count and the nonce are the register's.
        head = (b"\x48\0\0" if xtr.trailer else b"\x40\0\0") + data[3:AUTH_OFFSET]
        return SendDatagram(xtr.mac.sign(head, data[at:]), xtr.endpoint)

    def _refuse(self, reason: str, source: Endpoint, now: float) -> list[Command]:
        self._counters.drop(reason)
        if not self._notices.allow((reason, source.address), now):
            return []
        return [Notice("registration-refused", {"reason": reason, "source": str(source.address)})]


def wants_notify(data: bytes) -> bool:
    """The M bit of a Map-Register."""
    return bool(data[2] & RegisterFlag.WANT_MAP_NOTIFY)
