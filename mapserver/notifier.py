"""Map-Notifies nobody asked for: sent until acknowledged, to one address after the other (RFC 9301 5.7).

Used for move notices and for publications alike. What is outstanding has a key: sending under a key
again replaces what was outstanding there, because only the newest state is worth delivering.

Retransmissions keep the pace that publications keep: a hundred thousand subscribers behind one broken
link are not asked again in one burst.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lisp.engine import NOTIFY_RETRY_S, Endpoint, Refresh, Retransmissions, SendDatagram
from lisp.wire import AuthError, DecodeError, MapNotify, MapNotifyAck, decode_known
from lisp.wire.messages import AUTH_DATA_OFFSET
from mapserver.mac import Mac, verify
from mapserver.pacing import Pace

# Move notices under way. Beyond, one is sent once and not followed up: the next refresh repairs what is lost.
MAX_MOVE_NOTICES: Final = 65_536
# Map-Notifies of one nonce that an acknowledgement is compared with when its octets are those of none.
MAX_CANDIDATES: Final = 8


@dataclass(slots=True)
class _Outstanding:
    data: bytes
    macs: Mapping[int, Mac]
    endpoint: Endpoint
    alternatives: tuple[Endpoint, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was acknowledged, and the address that could be reached."""

    key: Hashable
    endpoint: Endpoint


class NotifyRefusal(Exception):
    """An acknowledgement that is none; the text is the counter's name."""


class Notifier:
    """Delivers Map-Notifies, each under a key of its caller's."""

    def __init__(self, pace: Pace, max_outstanding: int) -> None:
        self._pace = pace
        self.max_outstanding = max_outstanding
        self._retransmissions = Retransmissions()
        self._outstanding: dict[Hashable, _Outstanding] = {}
        # By nonce, and within one by what follows the tag: subscribers that started alike have nonces alike.
        self._by_nonce: dict[int, dict[bytes, list[Hashable]]] = {}

    def __len__(self) -> int:
        return len(self._outstanding)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._outstanding

    def send(
        self, key: Hashable, data: bytes, macs: Mapping[int, Mac], to: tuple[Endpoint, ...], now: float
    ) -> SendDatagram:
        """Send a signed Map-Notify to the first of these addresses, and go on until it is acknowledged."""
        assert to, "a Map-Notify needs a destination"
        self.cancel(key)
        if len(self._outstanding) >= self.max_outstanding:
            return SendDatagram(data, to[0])
        self._outstanding[key] = _Outstanding(data, macs, to[0], to[1:])
        self._index(key, data)
        return self._retransmissions.start(key, data, to[0], NOTIFY_RETRY_S, now)

    def again(self, key: Hashable, now: float) -> SendDatagram | None:
        """Send what is outstanding under a key once more, right now, and start its schedule anew."""
        entry = self._outstanding.get(key)
        if entry is None:
            return None
        return self._retransmissions.start(key, entry.data, entry.endpoint, NOTIFY_RETRY_S, now)

    def cancel(self, key: Hashable) -> None:
        """Stop; nothing happens when nothing is outstanding."""
        entry = self._outstanding.pop(key, None)
        if entry is None:
            return
        self._retransmissions.stop(key)
        self._forget(key, entry.data)

    def _index(self, key: Hashable, data: bytes) -> None:
        self._by_nonce.setdefault(_nonce(data), {}).setdefault(_content(data), []).append(key)

    def _forget(self, key: Hashable, data: bytes) -> None:
        nonce, content = _nonce(data), _content(data)
        alike = self._by_nonce[nonce]
        alike[content].remove(key)
        if not alike[content]:
            del alike[content]
        if not alike:
            del self._by_nonce[nonce]

    def acknowledge(self, data: bytes) -> Delivery:
        """Take a Map-Notify-Ack. Raises NotifyRefusal, AuthError or DecodeError.

        Matched by nonce and content, then by MAC. The address it comes from is no evidence: a host with
        several may answer from any.
        """
        alike = self._by_nonce.get(_nonce(data), {})
        refusal: Exception = NotifyRefusal("ack-not-outstanding")
        same = alike.get(_content(data), ())
        for key in same:
            entry = self._outstanding[key]
            try:
                verify(data, entry.macs)
            except AuthError as error:
                refusal = error
            else:
                return self._delivered(key, entry)
        if same:
            raise refusal
        # A copy in other words, without our trailer for one: the records tell which one is meant.
        for key in islice((key for keys in alike.values() for key in keys), MAX_CANDIDATES):
            entry = self._outstanding[key]
            try:
                verify(data, entry.macs)
                ack = decode_known(data)
            except (AuthError, DecodeError) as error:
                refusal = error
                continue
            if isinstance(ack, MapNotifyAck) and _eids(ack) == _eids(decode_known(entry.data)):
                return self._delivered(key, entry)
            refusal = NotifyRefusal("ack-other-records")
        raise refusal

    def _delivered(self, key: Hashable, entry: _Outstanding) -> Delivery:
        self.cancel(key)
        return Delivery(key, entry.endpoint)

    def due(self, now: float, refresh: Refresh) -> tuple[list[SendDatagram], list[Hashable]]:
        """What is to be sent again now, and the keys that nobody acknowledged at any address.

        `refresh` gives the signed Map-Notify to send in place of one that may tell of an older state.
        """

        def newest(key: Hashable, data: bytes) -> bytes:
            entry, fresh = self._outstanding[key], refresh(key, data)
            if fresh != data:
                self._forget(key, data)
                self._index(key, fresh)
                entry.data = fresh
            return fresh

        resends, exhausted = self._retransmissions.due(now, self._pace.room(now), newest)
        failed: list[Hashable] = []
        for key in exhausted:
            entry = self._outstanding[key]
            if not entry.alternatives:
                self.cancel(key)
                failed.append(key)
                continue
            newest(key, entry.data)
            entry.endpoint, entry.alternatives = entry.alternatives[0], entry.alternatives[1:]
            resends.append(self._retransmissions.start(key, entry.data, entry.endpoint, NOTIFY_RETRY_S, now))
        self._pace.spend(len(resends) + len(failed))
        return resends, failed

    def next_at(self) -> float | None:
        """When something is to be sent again, and may be."""
        at = self._retransmissions.next_at()
        return None if at is None else max(at, self._pace.next_at())


def _nonce(data: bytes) -> int:
    return int.from_bytes(data[4:12], "big")


def _content(data: bytes) -> bytes:
    """The number of records, the records and the trailer."""
    return data[3:4] + data[AUTH_DATA_OFFSET + int.from_bytes(data[AUTH_DATA_OFFSET - 2 : AUTH_DATA_OFFSET], "big") :]


def _eids(message: object) -> list[object]:
    assert isinstance(message, MapNotify | MapNotifyAck)
    return [(record.eid, record.mask_length) for record in message.records]
