"""Map-Notifies nobody asked for: sent until acknowledged, to one address after the other (RFC 9301 5.7).

Used for move notices and for publications alike. What is outstanding has a key: sending under a key
again replaces what was outstanding there, because only the newest state is worth delivering.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from lisp.engine import NOTIFY_RETRY_S, Endpoint, Retransmissions, SendDatagram
from lisp.wire import AuthError, DecodeError, Key, KeyChain, MapNotify, MapNotifyAck, decode, seal, verify

# Beyond this many, a Map-Notify is sent once and not followed up: the next change or the next refresh
# repairs what is lost.
MAX_OUTSTANDING: Final = 65_536


@dataclass(slots=True)
class _Outstanding:
    notify: MapNotify
    data: bytes
    chain: KeyChain
    endpoint: Endpoint
    alternatives: tuple[Endpoint, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was acknowledged, and the address that could be reached."""

    key: Hashable
    endpoint: Endpoint
    notify: MapNotify


class NotifyRefusal(Exception):
    """An acknowledgement that is none; the text is the counter's name."""


class Notifier:
    """Delivers Map-Notifies, each under a key of its caller's."""

    def __init__(self) -> None:
        self._retransmissions = Retransmissions()
        self._outstanding: dict[Hashable, _Outstanding] = {}
        self._by_nonce: dict[int, list[Hashable]] = {}

    def __len__(self) -> int:
        return len(self._outstanding)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._outstanding

    def send(
        self,
        key: Hashable,
        notify: MapNotify,
        sign_with: Key,
        chain: KeyChain,
        to: tuple[Endpoint, ...],
        now: float,
    ) -> SendDatagram:
        """Send a Map-Notify to the first of these addresses, and go on until it is acknowledged."""
        assert to, "a Map-Notify needs a destination"
        self.cancel(key)
        data = seal(notify, sign_with)
        if len(self._outstanding) >= MAX_OUTSTANDING:
            return SendDatagram(data, to[0])
        self._outstanding[key] = _Outstanding(notify, data, chain, to[0], to[1:])
        self._by_nonce.setdefault(notify.nonce, []).append(key)
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
        keys = self._by_nonce[entry.notify.nonce]
        keys.remove(key)
        if not keys:
            del self._by_nonce[entry.notify.nonce]

    def acknowledge(self, data: bytes) -> Delivery:
        """Take a Map-Notify-Ack. Raises NotifyRefusal, AuthError or DecodeError.

        Matched by nonce, which stands at a fixed place, then by MAC, and only then decoded. The address
        it comes from is no evidence: a host with several may answer from any.
        """
        keys = self._by_nonce.get(int.from_bytes(data[4:12], "big"), [])
        refusal: Exception = NotifyRefusal("ack-not-outstanding")
        for key in keys:
            entry = self._outstanding[key]
            try:
                verify(data, entry.chain)
                ack = decode(data)
            except (AuthError, DecodeError) as error:
                refusal = error
                continue
            # Two subscriptions may have come to the same nonce: the records tell which one is meant.
            if isinstance(ack, MapNotifyAck) and _eids(ack) == _eids(entry.notify):
                self.cancel(key)
                return Delivery(key, entry.endpoint, entry.notify)
            refusal = NotifyRefusal("ack-other-records")
        raise refusal

    def due(self, now: float) -> tuple[list[SendDatagram], list[Hashable]]:
        """What is to be sent again now, and the keys that nobody acknowledged at any address."""
        resends, exhausted = self._retransmissions.due(now)
        failed: list[Hashable] = []
        for key in exhausted:
            entry = self._outstanding[key]
            if not entry.alternatives:
                self.cancel(key)
                failed.append(key)
                continue
            entry.endpoint, entry.alternatives = entry.alternatives[0], entry.alternatives[1:]
            resends.append(self._retransmissions.start(key, entry.data, entry.endpoint, NOTIFY_RETRY_S, now))
        return resends, failed

    def next_at(self) -> float | None:
        """When something is to be sent again."""
        return self._retransmissions.next_at()


def _eids(message: MapNotify | MapNotifyAck) -> list[object]:
    return [(record.eid, record.mask_length) for record in message.records]
