"""Packets that wait for the mapping of their destination: few for each, not too many in all, in the order they came."""

from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lisp.engine import Counters
from lisp.wire import Prefix

MAX_HELD_PER_EID: Final = 32
MAX_HELD: Final = 2048
MAX_HELD_S: Final = 5.0  # older packets are no use to anybody when their mapping comes


@dataclass(slots=True)
class _Held:
    since: float
    packets: deque[bytes] = field(default_factory=deque)


class MissQueue:
    """The queues by destination, the oldest first; what is given up is counted, with the reason."""

    def __init__(self, counters: Counters) -> None:
        self._counters = counters
        self._held: OrderedDict[Prefix, _Held] = OrderedDict()
        self._total = 0

    def __len__(self) -> int:
        return self._total

    def put(self, eid: Prefix, packet: bytes, now: float) -> None:
        """Have a packet wait for the mapping of its destination, if there is room."""
        held = self._held.get(eid)
        if self._total >= MAX_HELD or (held is not None and len(held.packets) >= MAX_HELD_PER_EID):
            self._expire(now)
            return self._counters.drop("held-queue-full")
        if held is None:
            held = self._held.setdefault(eid, _Held(now))
        held.packets.append(packet)
        self._total += 1
        return None

    def take(self, prefix: Prefix, now: float) -> Iterator[tuple[Prefix, deque[bytes]]]:
        """What has waited for hosts of a prefix; what has done so for too long is given up."""
        for eid in [eid for eid in self._held if prefix.covers(eid)]:
            if now - self._held[eid].since > MAX_HELD_S:
                self._drop(eid, "held-too-long")
            else:
                yield eid, self._pop(eid)

    def drop(self, prefix: Prefix) -> None:
        """Nobody has answered for hosts of a prefix."""
        for eid in [eid for eid in self._held if prefix.covers(eid)]:
            self._drop(eid, "held-unanswered")

    def _expire(self, now: float) -> None:
        """Make room: the oldest queues, if nobody can want them any more."""
        while self._held:
            eid, held = next(iter(self._held.items()))
            if now - held.since <= MAX_HELD_S:
                return
            self._drop(eid, "held-too-long")

    def _drop(self, eid: Prefix, reason: str) -> None:
        self._counters[f"drop.{reason}"] += len(self._pop(eid))

    def _pop(self, eid: Prefix) -> deque[bytes]:
        packets = self._held.pop(eid).packets
        self._total -= len(packets)
        return packets
