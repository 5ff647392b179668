"""Service continuity by LISP (papers: LISP-based FMC): Change Priority to the xTRs of both sites.

    prepare   look up at the map server which xTR serves each site's prefix; where the handover is to be
              anticipated, have first the target's xTR and then the source's get ready for it
    commit    Change Priority H=1 to both xTRs, with the target's locators, repeated until acknowledged
    rollback  the same with the source's locators

Users and services are followed by subscriptions (`fmcc.continuity.mapsystem`). A user's anchor is the RLOC
they are reached through.

An anticipated handover is made by the two xTRs as soon as the guest stops; the commit that follows finds it
made. Where an xTR could not be prepared, the commit makes it: the papers' handover.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from fmcc.continuity.base import (
    Committed,
    Degraded,
    Move,
    Prepared,
    RolledBack,
    Step,
    Token,
    UserMoved,
    VmSeenAt,
)
from fmcc.continuity.mapsystem import Locators, MappingChanged, MappingFound, MapSystem
from lisp.engine import (
    CHANGE_PRIORITY_RETRY_S,
    Counters,
    Datagram,
    Endpoint,
    NonceSource,
    Notice,
    Retransmissions,
    Tick,
    earliest,
)
from lisp.wire import (
    CONTROL_PORT,
    Address,
    AuthError,
    ChangePriority,
    DecodeError,
    EidRecord,
    KeyChain,
    Locator,
    MapNotify,
    MapReply,
    Prefix,
    Preparation,
    XtrIdentity,
    decode_known,
    seal,
    verify,
)

# A verb given again within this time finds its messages still under way.
URGE_S: Final = 1.0
# The upper half of a Change Priority's nonce is the epoch of the lease under which it is sent.
EPOCH_SHIFT: Final = 32


@dataclass(frozen=True, slots=True)
class Site:
    """A data centre as LISP knows it: its EID prefix, and the keys its xTR shares with the controller."""

    prefix: Prefix
    keys: KeyChain


@dataclass(frozen=True, slots=True)
class LispSettings:
    """Who we are, whom we ask, what we follow. `services` are the host prefixes of the services."""

    rloc: Address
    identity: XtrIdentity
    map_server: Endpoint
    keys: KeyChain
    user_prefixes: tuple[Prefix, ...]
    services: tuple[Prefix, ...]
    sites: Mapping[str, Site]
    port: int = CONTROL_PORT
    # The names of the services' guests at the hypervisors: for these the handover is anticipated.
    hosts: Mapping[Prefix, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Switch:
    """The switch of one service to a site: whose xTRs have been told (nonce), and whose have answered.

    With `prepares` it is not made yet, only announced.
    """

    token: Token
    to: str
    told_at: float
    prepares: bool = False
    told: dict[str, int] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)

    @property
    def parties(self) -> tuple[str, str]:
        """The sites to tell: where the guest runs first, that one has to deliver."""
        move = self.token.move
        return (move.target, move.source) if self.to == move.target else (move.source, move.target)

    @property
    def is_complete(self) -> bool:
        """Whether everybody has acknowledged."""
        return self.acknowledged.issuperset(self.parties)


class LispContinuity:
    """The LISP implementation of `fmcc.continuity.base.Continuity`."""

    def __init__(self, settings: LispSettings, nonces: NonceSource, first_nonce: int) -> None:
        """`nonces` are unpredictable; `first_nonce` is greater than any this controller used before."""
        self._settings = settings
        self._retries = Retransmissions()
        self._first_nonce = first_nonce
        self._said = 0
        self._xtrs: dict[str, Locators] = {}
        self._preparing: dict[Move, set[str]] = {}
        self._switches: dict[Prefix, _Switch] = {}
        self._seen: dict[Prefix, Locators] = {}
        self.counters = Counters()
        self.mapsystem = MapSystem(
            rloc=settings.rloc,
            port=settings.port,
            identity=settings.identity,
            server=settings.map_server,
            keys=settings.keys,
            nonces=nonces,
            first_nonce=first_nonce,
            counters=self.counters,
        )
        self.mapsystem.subscribe([*settings.user_prefixes, *settings.services])
        self._started = False

    def handle(self, event: Datagram | Tick, now: float) -> list[Step]:
        """Take a datagram or a tick. What cannot be read or believed is dropped and counted."""
        steps: list[Step] = []
        if not self._started:
            self._started = True
            for site in self._settings.sites.values():
                steps += self.mapsystem.look_up(site.prefix, now)
        match event:
            case Datagram(data, source):
                self.counters["received"] += 1
                try:
                    steps += self._on_datagram(data, source, now)
                except DecodeError as error:
                    self.counters.drop(error.reason)
            case Tick():
                steps += self._on_tick(now)
        return self._resolved(steps, now)

    def deadline(self) -> float | None:
        """When the next transmission is due."""
        return earliest(self._retries.next_at(), self.mapsystem.deadline()) if self._started else 0.0

    def prepare(self, move: Move, now: float) -> list[Step]:
        """Look the xTRs of both sites up; Prepared when both are known, and ready if that is wanted."""
        self._preparing[move] = {move.source, move.target}
        steps: list[Step] = []
        for name in (move.source, move.target):
            steps += self.mapsystem.look_up(self._settings.sites[name].prefix, now)
        return self._resolved(steps, now)

    def commit(self, token: Token, now: float) -> list[Step]:
        """Tell both xTRs that the service is at the target."""
        return self._announce(token, token.move.target, now)

    def rollback(self, token: Token, now: float) -> list[Step]:
        """Tell both xTRs that the service is at the source."""
        return self._announce(token, token.move.source, now)

    def release(self, token: Token) -> None:
        """Stop every retransmission for a move that is over."""
        self._preparing.pop(token.move, None)
        switch = self._switches.get(token.move.address)
        if switch is not None and switch.token == token:
            self._forget(switch)

    def refresh(self, users: Prefix, now: float) -> list[Step]:
        """Subscribe anew: the confirmation says what the map server has now."""
        self.mapsystem.refresh(users, now)
        return []

    def confirmed_at(self, users: Prefix) -> float | None:
        """When the map server has last confirmed the subscription around a prefix."""
        return self.mapsystem.confirmed_at(users)

    def seen_at(self, address: Prefix) -> str | None:
        """The site whose xTR the map server names for this service."""
        return self._site_of(self._seen.get(address, ()))

    def site_behind(self, anchor: str) -> str | None:
        """The site whose xTR has this RLOC."""
        return next((name for name, known in self._xtrs.items() if anchor in {str(k.rloc) for k in known}), None)

    def xtr(self, site: str) -> Address | None:
        """The RLOC of a site's xTR, once it has been looked up."""
        locators = self._xtrs.get(site)
        return _rloc(locators) if locators else None

    def _on_datagram(self, data: bytes, source: Endpoint, now: float) -> list[Step]:
        match data[0] >> 4 if data else None:
            case MapNotify.TYPE:
                return self.mapsystem.on_notify(data, source, now)
            case ChangePriority.TYPE:
                return self._on_change_priority(data, now)
            case MapReply.TYPE:
                message = decode_known(data)
                assert isinstance(message, MapReply)
                return self.mapsystem.on_reply(message, now)
            case None:
                self.counters.drop("empty")
            case _:
                # A controller is no xTR: it answers no probe and serves no EID.
                decode_known(data)
                self.counters.drop("unexpected-type")
        return []

    def _on_tick(self, now: float) -> list[Step]:
        resends, exhausted = self._retries.due(now)
        self.counters["change-priority-retransmitted"] += len(resends)
        steps: list[Step] = [*resends]
        for nonce in exhausted:
            steps += self._on_exhausted(nonce, now)
        return steps + self.mapsystem.on_tick(now)

    def _resolved(self, steps: list[Step], now: float) -> list[Step]:
        """Replace what the mapping system reports by what it means for users, services and sites."""
        resolved: list[Step] = []
        for step in steps:
            match step:
                case MappingChanged(prefix, locators):
                    resolved += self._on_mapping(prefix, locators)
                case MappingFound(prefix, locators):
                    resolved += self._on_xtr_found(prefix, locators, now)
                case _:
                    resolved.append(step)
        return resolved

    def _on_mapping(self, prefix: Prefix, locators: Locators) -> list[Step]:
        """A prefix is reached elsewhere: tell of the users in it and the services in it."""
        steps: list[Step] = []
        if any(users.covers(prefix) or prefix.covers(users) for users in self._settings.user_prefixes):
            steps.append(UserMoved(prefix, tuple(str(locator.rloc) for locator in locators)))
        for address in self._settings.services:
            if prefix.covers(address):
                steps += self._on_service_seen(address)
        return steps

    def _on_service_seen(self, address: Prefix) -> list[Step]:
        """The mapping of a service, or of the subnet around it, has changed."""
        found = self.mapsystem.mappings.lookup(address.address, address.iid)
        locators = found[1] if found else ()
        if self._seen.get(address, ()) == locators:
            return []
        self._seen[address] = locators
        site = self._site_of(locators)
        switch = self._switches.get(address)
        steps: list[Step] = []
        if switch is not None and site == switch.to:  # an anticipated handover is published before it is committed
            fields = {"eid": str(address), "rloc": str(locators[0].rloc), "dc": site}
            steps.append(Notice("publication-confirmed", fields))
        return [*steps, VmSeenAt(address, site)]

    def _on_xtr_found(self, prefix: Prefix, locators: Locators, now: float) -> list[Step]:
        """The map server has said which xTR serves a site."""
        steps: list[Step] = []
        for name, site in self._settings.sites.items():
            if site.prefix == prefix:
                if not isinstance(locators[0].rloc, Address):
                    self.counters["site-rloc-not-plain"] += 1
                    continue
                self._xtrs[name] = locators
                steps.append(Notice("dc-xtr-found", {"dc": name, "rloc": str(locators[0].rloc)}))
                for missing in self._preparing.values():
                    missing.discard(name)
        for move in [move for move, missing in self._preparing.items() if not missing]:
            del self._preparing[move]
            if move.address in self._settings.hosts:
                steps += self._announce(Token(move), move.target, now, prepares=True)
            else:
                steps.append(Prepared(Token(move)))
        for switch in list(self._switches.values()):
            steps += self._tell(switch, now)
        return steps

    def _site_of(self, locators: Locators) -> str | None:
        """The site whose xTR the best locator is."""
        if not locators:
            return None
        best = locators[0].rloc
        return next((name for name, known in self._xtrs.items() if best in {k.rloc for k in known}), None)

    def _announce(self, token: Token, to: str, now: float, *, prepares: bool = False) -> list[Step]:
        """Start to tell both xTRs, or go on with those that have not acknowledged."""
        address = token.move.address
        switch = self._switches.get(address)
        if switch is None or (switch.token, switch.to, switch.prepares) != (token, to, prepares):
            if switch is not None:
                self._forget(switch)
            switch = self._switches[address] = _Switch(token, to, now, prepares)
        if switch.is_complete:
            return [self._completed(switch)]
        if now - switch.told_at >= URGE_S:
            # Urged: who has not acknowledged is told from the start of the schedule, not in its long pauses.
            switch.told_at = now
            for nonce in switch.told.values():
                self._retries.stop(nonce)
            switch.told.clear()
        steps: list[Step] = []
        for party in switch.parties:
            if party not in self._xtrs:
                steps += self.mapsystem.look_up(self._settings.sites[party].prefix, now)
        return self._resolved(steps, now) + self._tell(switch, now)

    def _tell(self, switch: _Switch, now: float) -> list[Step]:
        """Change Priority H=1 to the parties that have not been told, as soon as their xTRs are known."""
        record = self._record(switch)
        if record is None:
            return []
        address = switch.token.move.address
        steps: list[Step] = []
        for party in switch.parties:
            if switch.prepares and switch.told:
                break  # one after the other: the source may send on only to a target that holds
            if party not in self._xtrs or party in switch.told or party in switch.acknowledged:
                continue
            nonce = switch.told[party] = self._nonce(switch.token.move.epoch)
            message = ChangePriority(nonce, (record,), from_controller=True, identity=self._settings.identity)
            data = seal(message, self._settings.sites[party].keys.signing_key)
            to = Endpoint(_rloc(self._xtrs[party]), CONTROL_PORT)
            steps.append(self._retries.start(nonce, data, to, CHANGE_PRIORITY_RETRY_S, now))
            fields = {"eid": str(address), "to": str(to.address), "dc": party, "serving": switch.to}
            steps.append(Notice("handover-announced" if switch.prepares else "change-priority-sent", fields))
            self.counters["change-priority-sent"] += 1
        return steps

    def _nonce(self, epoch: int) -> int:
        """A nonce above all that were ever used under earlier epochs: whoever is told refuses a lower one.

        Epochs are of the size of Unix times in seconds, so they are also above what is used without leases,
        microseconds: 2^51 in 2040.
        """
        self._said += 1
        assert self._said < 1 << EPOCH_SHIFT
        return (epoch << EPOCH_SHIFT) + self._said if epoch else self._first_nonce + self._said

    def _record(self, switch: _Switch) -> EidRecord | None:
        """What the switch says of the service: where it is, or where it is and will be. None: not known yet."""
        move = switch.token.move
        to = self._xtrs.get(switch.to)
        if not switch.prepares or to is None:
            return EidRecord.of(move.address, _plain(to)) if to else None
        source = self._xtrs.get(move.source)
        if source is None:
            return None
        return Preparation(_plain(source), _plain(to), self._settings.hosts[move.address]).record(move.address)

    def _on_change_priority(self, data: bytes, now: float) -> list[Step]:
        """An acknowledgement, or something that nobody should send to a controller."""
        nonce = int.from_bytes(data[4:12], "big")
        switch, party = self._told(nonce)
        if switch is None:
            return self._drop("change-priority-unknown-nonce")
        try:
            verify(data, self._settings.sites[party].keys)
        except AuthError as error:
            return self._drop(error.reason)
        message = decode_known(data)
        assert isinstance(message, ChangePriority)
        if not message.ack or [record.prefix for record in message.records] != [switch.token.move.address]:
            return self._drop("change-priority-unexpected")
        self._retries.stop(nonce)
        del switch.told[party]
        switch.acknowledged.add(party)
        fields = {"eid": str(switch.token.move.address), "by": str(self.xtr(party)), "dc": party}
        steps: list[Step] = [Notice("change-priority-acknowledged", fields)]
        return [*steps, *self._go_on(switch, now)]

    def _go_on(self, switch: _Switch, now: float) -> list[Step]:
        """One party has done its part."""
        return [self._completed(switch)] if switch.is_complete else self._tell(switch, now)

    def _told(self, nonce: int) -> tuple[_Switch | None, str]:
        """The switch and the party that a nonce belongs to."""
        for switch in self._switches.values():
            for party, told in switch.told.items():
                if told == nonce:
                    return switch, party
        return None, ""

    def _on_exhausted(self, nonce: object, now: float) -> list[Step]:
        """Nobody acknowledged in all tries. The saga may urge, by the same verb.

        A preparation that fails is given up: the handover is then the papers'.
        """
        switch, party = self._told(nonce) if isinstance(nonce, int) else (None, "")
        if switch is None:
            return []
        del switch.told[party]
        reason = f"the xTR of {party} ({self.xtr(party)}) has not acknowledged the Change Priority"
        if not switch.prepares:
            return [Degraded(reason, switch.token.move.id)]
        self._forget(switch)
        return [Degraded(reason, switch.token.move.id), Prepared(switch.token)]

    def _completed(self, switch: _Switch) -> Step:
        move = switch.token.move
        if switch.prepares:
            return Prepared(switch.token)
        return Committed(switch.token) if switch.to == move.target else RolledBack(switch.token)

    def _forget(self, switch: _Switch) -> None:
        for nonce in switch.told.values():
            self._retries.stop(nonce)
        del self._switches[switch.token.move.address]

    def _drop(self, reason: str) -> list[Step]:
        self.counters.drop(reason)
        return []


def _plain(locators: Locators) -> tuple[Locator, ...]:
    """Another xTR's locators as we pass them on."""
    return tuple(Locator.unicast(known.rloc, known.priority, known.weight, local=False) for known in locators)


def _rloc(locators: Locators) -> Address:
    """The address of the best locator; sites with other than plain addresses are refused when found."""
    rloc = locators[0].rloc
    assert isinstance(rloc, Address)
    return rloc
