"""An EID has moved: tell the xTRs that still think it is with them.

Told are the xTRs that have lost the EID within the hold-down time, those that serve the nearest prefix
around it (the home network of a user who is away), and those it is merged with. They get an unsolicited
Map-Notify with the new locators, signed with the key they registered with, until they acknowledge it.

Its nonces grow, so that a receiver can tell a new notice from a replay. They start at a number that the
shell gives, larger at every start (microseconds of wall time).
"""

from typing import Final

from lisp.engine import Command, Notice
from lisp.wire import EidRecord, MapNotify, NotifyFlag, Prefix
from mapserver.mapping import Contribution, Mapping
from mapserver.notifier import Notifier
from mapserver.registration import Change, Registry
from mapserver.resolver import proxied

MOVE: Final = "move"
MoveKey = tuple[str, Prefix, str]


class Mobility:
    """Sends move notices and learns from their acknowledgements."""

    def __init__(self, registry: Registry, notifier: Notifier, first_nonce: int) -> None:
        self._registry = registry
        self._notifier = notifier
        self._next_nonce = first_nonce

    def on_change(self, change: Change, now: float) -> list[Command]:
        """Send the notices that a changed mapping calls for."""
        if change.after is None:
            for departed in self._registry.departed(change.prefix, now):
                self._notifier.cancel((MOVE, change.prefix, departed.contribution.owner))
            return []
        if len(self._notifier):
            self._notifier.cancel((MOVE, change.prefix, change.by.owner))  # it has the EID again
        mapping = self._registry.get(change.prefix)
        assert mapping is not None
        commands: list[Command] = []
        for xtr in self._audience(change, mapping, now):
            commands += self._notify(xtr, change.prefix, mapping.record, now)
        return commands

    def remind(self, prefix: Prefix, owner: str, now: float) -> list[Command]:
        """A late refresh shows that `owner` does not know yet: make sure that a notice is under way."""
        mapping = self._registry.get(prefix)
        if mapping is None or (MOVE, prefix, owner) in self._notifier:
            return []
        losers = [d.contribution for d in self._registry.departed(prefix, now)]
        loser = next((loser for loser in losers if loser.owner == owner), None)
        return self._notify(loser, prefix, mapping.record, now) if loser else []

    def on_delivered(self, key: MoveKey, now: float) -> list[Command]:
        """The xTR that lost an EID has acknowledged."""
        _, prefix, owner = key
        self._registry.acknowledge(prefix, owner, now)
        return [Notice("move-acknowledged", {"eid": str(prefix), "xtr": owner})]

    def on_failed(self, key: MoveKey) -> list[Command]:
        """Nobody acknowledged. The hold-down goes on; a refresh of that xTR brings the notice back."""
        _, prefix, owner = key
        return [Notice("move-unacknowledged", {"eid": str(prefix), "xtr": owner})]

    def _audience(self, change: Change, mapping: Mapping, now: float) -> list[Contribution]:
        """Who is to be told of a mapping's new locators."""
        lost = self._registry.departed(change.prefix, now)
        home = self._registry.enclosing(change.prefix) if change.before is None or change.moved else None
        if not lost and home is None and len(mapping.contributions) == 1:
            return []
        told = {c.owner: c for c in home.contributions} if home is not None else {}
        told |= {d.contribution.owner: d.contribution for d in lost}
        gone = [loser for owner, loser in told.items() if mapping.of(owner) is None]
        members = [c for c in mapping.contributions if c.merge and c.owner != change.by.owner]
        return gone + members

    def _notify(self, loser: Contribution, prefix: Prefix, record: EidRecord, now: float) -> list[Command]:
        nonce = self._next_nonce
        self._next_nonce += 1
        flags = NotifyFlag.XTR_ID if loser.identity else 0
        notify = MapNotify(nonce, (proxied(record),), flags, identity=loser.identity)
        key: MoveKey = (MOVE, prefix, loser.owner)
        to = (loser.endpoint,)
        return [self._notifier.send(key, loser.registrant.mac.seal(notify), loser.site.macs, to, now)]
