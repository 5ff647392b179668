"""Subscriptions of the ITR (RFC 9437): the map server tells of changes before anybody has to be told.

    mapping cached ──Map-Request, N──▶ map server ──Map-Notify, same nonce──▶ confirmed
    mapping changed                               ──Map-Notify, next nonce──▶ cached, acknowledged

Map-Notifies are signed, so no stranger's counts: with a key of the site or, where we share one with the map
resolver, with a key made of the one-time key that the request brought (RFC 9437 section 7.1). That key belongs to
one subscription until its next confirmation, and with it nothing else is believed.

A server that refuses, or is silent, is asked again a quarter of an hour later; without a subscription SMRs and TTLs
do what they always do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lisp.engine import Timers
from lisp.lpm import PrefixTable
from lisp.wire import (
    CONTROL_PORT,
    NO_ADDRESS,
    Action,
    Address,
    AnyAddress,
    AuthError,
    AuthReason,
    EidRecord,
    EncapsulatedControlMessage,
    Key,
    KeyChain,
    MapNotify,
    MapReply,
    MapRequest,
    Prefix,
    RequestRecord,
    decode_known,
    encode,
    verify,
)
from lisp.wire.auth import key_id_of
from xtr.core import Core
from xtr.itr import Itr
from xtr.mapcache import MapEntry
from xtr.security import Guard

MAX_SUBSCRIPTIONS: Final = 4096
RETRY_S: Final = (1.0, 2.0, 4.0)
# A subscription is asked for anew this often, so that a server that lost its memory hears of us.
REFRESH_S: Final = 300.0
REFUSED_S: Final = 900.0
# Publications count up from the nonce of a request, and requests leave room for them. Map-Registers have
# nonces of their own, far below.
_NONCE_SHIFT: Final = 10
# A map server that restarts leaves out a million nonces, in case it had used them; it may do so again and again.
_MAX_PUBLICATIONS: Final = 1 << 24
# Requests whose confirmation may still come although one to another has: as many as are sent in a row.
_MAX_LATE: Final = len(RETRY_S)
# Subscriptions whose keys a Map-Notify is checked with: one is meant, those around and inside it have nonces near.
MAX_CANDIDATES: Final = 32


@dataclass(slots=True)
class _Subscription:
    """One prefix. `floor` is the nonce of the last confirmation, `seen` the last publication of each EID.

    `key`: what has signed since that confirmation, where the site's keys do not. `late`: requests that were
    under way then, each with a key of its own, which the server may go on with.
    """

    outstanding: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)
    tries: int = 0
    confirmed: bool = False
    floor: int = 0
    seen: dict[Prefix, int] = field(default_factory=dict)
    key: Key | None = None

    def last(self, prefix: Prefix) -> int:
        """The highest nonce that has counted for an EID."""
        return max(self.floor, self.seen.get(prefix, 0))

    def awaits(self, nonce: int) -> bool:
        """Whether a nonce is that of a request whose confirmation would count."""
        return nonce in self.outstanding or nonce in self.late

    def publishes(self, nonce: int) -> bool:
        """Whether a nonce is one of the publications of this subscription."""
        return self.confirmed and self.floor < nonce <= self.floor + _MAX_PUBLICATIONS


_Found = tuple[Prefix, _Subscription]


class Subscriptions:
    """What the ITR follows: the mappings in its cache."""

    def __init__(self, core: Core, itr: Itr) -> None:
        self._core = core
        self._itr = itr
        self._table: PrefixTable[_Subscription] = PrefixTable()
        self._guard = Guard(core)
        self._timers = Timers()
        if core.settings.subscribe:
            itr.cache.watchers.append(self._on_cache)

    def __len__(self) -> int:
        return sum(subscription.confirmed for _, subscription in self._table.items())

    # --- what to follow ------------------------------------------------------------------------------

    def _on_cache(self, old: MapEntry | None, new: MapEntry | None) -> None:
        """An entry of the map-cache took the place of another."""
        if new is not None and new.locators and not new.relay:
            # One subscription tells of everything inside it.
            if any(self._table.covering(new.prefix)):
                return
            if len(self._table) >= MAX_SUBSCRIPTIONS:
                self._core.counters["subscriptions-full"] += 1
                return
            self._table[new.prefix] = _Subscription()
            self._timers.set(new.prefix, 0.0)  # at once
        elif old is not None and new is None and old.prefix in self._table:
            self._unsubscribe(old.prefix)

    def _unsubscribe(self, prefix: Prefix) -> None:
        """Say so once. If that is lost the server goes on telling, and we on refusing."""
        self._timers.cancel(prefix)
        subscription = self._table.pop(prefix)
        assert subscription is not None
        nonce = self._next_nonce(subscription)
        self._forget_requests(subscription)
        if subscription.confirmed:
            self._core.counters["unsubscribe-sent"] += 1
            self._request(prefix, nonce, (NO_ADDRESS,))
            self._guard.forget(nonce)  # whatever the answer, it is not waited for

    # --- requests ------------------------------------------------------------------------------------

    def tick(self, now: float) -> None:
        """Ask for what is not confirmed, and anew for what is."""
        for prefix in self._timers.due(now):
            assert isinstance(prefix, Prefix)
            subscription = self._table[prefix]
            if subscription.tries >= len(RETRY_S):
                self._give_up(prefix, subscription, "silent", now)
                continue
            nonce = self._next_nonce(subscription)
            subscription.outstanding.add(nonce)
            self._timers.set(prefix, now + RETRY_S[subscription.tries])
            subscription.tries += 1
            self._core.counters["subscribe-sent"] += 1
            self._request(prefix, nonce, self._core.settings.rlocs)

    def _next_nonce(self, subscription: _Subscription) -> int:
        """Higher than any that the server may have for this prefix, in this life and in earlier ones."""
        highest = max((subscription.floor, *subscription.seen.values(), *subscription.outstanding))
        return max(self._core.nonce(), (highest >> _NONCE_SHIFT) + 1) << _NONCE_SHIFT

    def _request(self, prefix: Prefix, nonce: int, itr_rlocs: tuple[AnyAddress, ...]) -> None:
        settings = self._core.settings
        record = RequestRecord.of(prefix, subscribe=True)
        request = MapRequest(nonce, itr_rlocs, (record,), identity=settings.identity)
        # Inner source and destination are of one family, and the source is whom an answer can go to.
        source = settings.rlocs[0]
        fits = prefix.afi == source.afi
        destination = prefix.address if fits else Address(source.afi, bytes(len(source.packed)))
        ecm = EncapsulatedControlMessage(source, CONTROL_PORT, destination, CONTROL_PORT, encode(request))
        ecm = replace(ecm, security=self._guard.protect(nonce))
        self._core.send(encode(ecm), settings.map_resolver)

    def _give_up(self, prefix: Prefix, subscription: _Subscription, why: str, now: float) -> None:
        """For now: SMR and TTL keep the mapping right meanwhile."""
        if subscription.confirmed or why == "refused":
            self._core.note("subscription-lost", eid=str(prefix), why=why)
        self._forget_requests(subscription)
        subscription.confirmed, subscription.tries, subscription.key = False, 0, None
        self._timers.set(prefix, now + REFUSED_S)

    def _forget_requests(self, subscription: _Subscription) -> None:
        """No answer to any request of this subscription counts any more."""
        for nonce in subscription.outstanding | subscription.late:
            self._guard.forget(nonce)
        subscription.outstanding.clear()
        subscription.late.clear()

    # --- answers -------------------------------------------------------------------------------------

    def is_ours(self, nonce: int) -> bool:
        """Whether a nonce is from the range of subscriptions, of this life or an earlier one."""
        upto = self._core.next_nonce
        return upto // 2 < nonce >> _NONCE_SHIFT <= upto + (_MAX_PUBLICATIONS >> _NONCE_SHIFT)

    def on_reply(self, data: bytes, reply: MapReply, now: float) -> bool:
        """Take a Map-Reply to a subscription request: not subscribed. False when it answers none.

        `data` are its octets.
        """
        if not self.is_ours(reply.nonce):
            return False
        for prefix, subscription in self._table.items():
            if reply.nonce in subscription.outstanding:
                vouched = self._guard.vouched(data, reply, now)
                if vouched is not None:
                    self._on_refusal(prefix, subscription, vouched, now)
                return True
        return False

    def _on_refusal(self, prefix: Prefix, subscription: _Subscription, reply: MapReply, now: float) -> None:
        self._core.counters["subscription-refused"] += 1
        if self._core.settings.resolver_keys and _fails_authentication(reply) and subscription.tries < len(RETRY_S):
            # The server cannot tell that it has not seen our one-time key; when it is time, it gets another.
            subscription.outstanding.remove(reply.nonce)
            self._guard.forget(reply.nonce)
        else:
            self._give_up(prefix, subscription, "refused", now)

    def on_protected_notify(self, data: bytes, now: float) -> bool:
        """Take a Map-Notify for a subscription under LISP-SEC, with all its consequences; False when it is for none.

        Whose key signed it, only its records say: they are read first, and believed once the key is checked.
        Raises AuthError or DecodeError.
        """
        if not self._core.settings.resolver_keys or not self.is_ours(int.from_bytes(data[4:12], "big")):
            return False
        notify = decode_known(data)
        assert isinstance(notify, MapNotify)
        found = dict(self._about(notify))
        if not found:
            self._core.drop("publication-not-subscribed")
            return True
        # Of several the one that was confirmed last before this was published.
        nearest = sorted(found.items(), key=lambda each: each[1].floor, reverse=True)[:MAX_CANDIDATES]
        prefix, subscription, key = self._signer(data, notify, nearest)
        if self._take(prefix, subscription, notify, now):
            self._core.acknowledge(notify, key)
        return True

    def _signer(self, data: bytes, notify: MapNotify, candidates: list[_Found]) -> tuple[Prefix, _Subscription, Key]:
        """The subscription whose key signed a Map-Notify. Raises AuthError."""
        refusal = AuthError(AuthReason.UNKNOWN_KEY)
        for prefix, subscription in candidates:
            is_answer = subscription.awaits(notify.nonce)
            key = self._guard.subscription_key(notify.nonce) if is_answer else subscription.key
            if key is None:
                continue
            # Our reading of RFC 9437 section 7.1: a map resolver that wraps the one-time key anew for the map
            # server does so under an id of its own, so the id says nothing to us.
            key = replace(key, key_id=key_id_of(data))
            try:
                return prefix, subscription, verify(data, KeyChain.of(key))
            except AuthError as error:
                refusal = error
        raise refusal

    def on_notify(self, notify: MapNotify, now: float) -> bool | None:
        """Take a Map-Notify that a site key signed. True: acknowledge it; None: it is none of ours."""
        if not self.is_ours(notify.nonce):
            return None
        found = next(self._about(notify), None)
        if found is None:
            # Of a subscription that we ended, or had in an earlier life.
            self._core.drop("publication-not-subscribed")
            return False
        return self._take(*found, notify, now)

    def _take(self, prefix: Prefix, subscription: _Subscription, notify: MapNotify, now: float) -> bool:
        """Take an authentic Map-Notify for a subscription; whether to acknowledge it."""
        if notify.nonce in subscription.late and notify.nonce < subscription.floor:
            return self._catch_up(prefix, subscription, notify.nonce, now)
        if subscription.awaits(notify.nonce):
            return self._confirm(prefix, subscription, notify, now)
        if notify.nonce == subscription.floor:
            return True  # our acknowledgement was lost
        return self._publish(prefix, subscription, notify, now)

    def _about(self, notify: MapNotify) -> Iterator[_Found]:
        """The subscriptions that a Map-Notify may belong to, by its nonce."""
        for record in notify.records:
            if (prefix := record.prefix) is None:
                continue
            for near in (*self._table.covering(prefix), *self._table.covered(prefix)):
                subscription = near[1]
                is_answer = subscription.awaits(notify.nonce) or notify.nonce == subscription.floor
                if is_answer or subscription.publishes(notify.nonce):
                    yield near

    def _confirm(self, prefix: Prefix, subscription: _Subscription, notify: MapNotify, now: float) -> bool:
        if _fails_authentication(notify):
            # The server's last word to somebody whose acknowledgements it never got (RFC 9437 section 5).
            self._give_up(prefix, subscription, "unacknowledged", now)
            return False
        if not subscription.confirmed:
            self._core.note("subscribed", eid=str(prefix))
        subscription.key = self._guard.subscription_key(notify.nonce)
        self._settle(subscription, notify.nonce)
        subscription.confirmed, subscription.tries, subscription.floor = True, 0, notify.nonce
        subscription.seen.clear()
        self._timers.set(prefix, now + REFRESH_S * (0.9 + 0.2 * self._core.jitter()))
        self._core.counters["subscription-confirmed"] += 1
        for record in notify.records:
            self._learn(prefix, record, now)
        return True

    def _settle(self, subscription: _Subscription, nonce: int) -> None:
        """One of the requests under way is confirmed; under LISP-SEC the server may still go over to another."""
        others = sorted((subscription.outstanding | subscription.late) - {nonce})
        late = set(others[-_MAX_LATE:]) if subscription.key is not None else set()
        for old in (nonce, *others):
            if old not in late:
                self._guard.forget(old)
        subscription.outstanding, subscription.late = set(), late

    def _catch_up(self, prefix: Prefix, subscription: _Subscription, nonce: int, now: float) -> bool:
        """The server confirms an older request than the last: that one overtook it, or somebody held it back.

        What it goes on with is a key that may be a replay's. A newer request brings both ends together.
        """
        subscription.late.remove(nonce)
        self._guard.forget(nonce)
        self._core.drop("subscription-overtaken")
        self._timers.set(prefix, now)
        return False

    def _publish(self, prefix: Prefix, subscription: _Subscription, notify: MapNotify, now: float) -> bool:
        """All records of a publication count, or none: an old one that comes late must not undo a newer."""
        changed = [record.prefix for record in notify.records if record.prefix is not None]
        if any(notify.nonce < subscription.last(one) for one in changed):
            self._core.drop("publication-replayed")
            return False
        for record in notify.records:
            if record.prefix is not None and notify.nonce > subscription.last(record.prefix):
                subscription.seen[record.prefix] = notify.nonce
                self._core.counters["publication-accepted"] += 1
                self._learn(prefix, record, now)
        return True

    def _learn(self, subscribed: Prefix, record: EidRecord, now: float) -> None:
        """What a publication may say: the mapping of what we follow, or of a part of it."""
        prefix = record.prefix
        if prefix is None or not (subscribed.covers(prefix) or prefix.covers(subscribed)):
            self._core.drop("publication-not-subscribed")
        elif record.locators and not any(space.covers(prefix) for space in self._core.settings.eid_space):
            self._core.drop("publication-overclaims")
        else:
            self._itr.learn(prefix, record, "map-notify", now)

    def deadline(self) -> float | None:
        """When the next request is due."""
        return self._timers.next_at()


def _fails_authentication(message: MapReply | MapNotify) -> bool:
    return any(record.action == Action.DROP_AUTH_FAILURE and not record.locators for record in message.records)
