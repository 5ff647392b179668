"""What every sans-IO engine is made of: events in, commands out, timers, retransmission, counters.

An engine is a deterministic state machine. The shell (or a test, or the simulator) calls

    commands = engine.handle(event, now)     # now: monotonic seconds
    wake_at = engine.deadline()              # None: nothing to wait for

and carries the commands out, in order. An engine reads no clock, no socket and no source of randomness:
all of them are arguments.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, Protocol, TypeVar, dataclass_transform

from lisp.wire import Address

T = TypeVar("T")

NonceSource = Callable[[], int]  # an unpredictable 64-bit number each time
Refresh = Callable[[Hashable, bytes], bytes]  # what to send under a key in place of these octets

# Seconds between the first transmission and the following ones, RFC 9301 section 5.7.
REGISTER_RETRY_S: Final = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
NOTIFY_RETRY_S: Final = (3.0, 3.0, 3.0, 6.0, 12.0, 24.0)
# A handover cannot wait for those: Change Priority has a sub-second schedule of its own.
CHANGE_PRIORITY_RETRY_S: Final = (0.25, 0.5, 1.0, 2.0, 4.0)

# Entries of moved and cancelled timers that a heap may hold beyond as many as there are timers.
_STALE_ENTRIES: Final = 64


class Endpoint(NamedTuple):
    """An address and a UDP port."""

    address: Address
    port: int

    def __str__(self) -> str:
        return f"[{self.address}]:{self.port}" if self.address.afi == 2 else f"{self.address}:{self.port}"


@dataclass_transform(frozen_default=True)
def frozen(cls: type[T]) -> type[T]:
    """A dataclass that nobody may change, for those that are made by the ten thousand a second.

    It is the type checker that says so: a class that also says so at run time takes three times as long to make.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


class Event:
    """Something that happened outside the engine."""

    __slots__ = ()


class Command:
    """Something the engine wants done. Carrying it out twice does no more than once."""

    __slots__ = ()


@frozen
class Datagram(Event):
    """A UDP datagram arrived on the control port."""

    data: bytes
    source: Endpoint


@dataclass(frozen=True, slots=True)
class Tick(Event):
    """The deadline has come."""


@frozen
class SendDatagram(Command):
    """Send a UDP datagram from the control port."""

    data: bytes
    destination: Endpoint


class LazyFields(Mapping[str, Any]):
    """Fields of a notice that are put into words only if somebody reads them: under load, few are read.

    They are what `make` makes of the arguments, which must not change.
    """

    __slots__ = ("_arguments", "_made", "_make")

    def __init__(self, make: Callable[..., dict[str, Any]], *arguments: Any) -> None:
        self._make = make
        self._arguments = arguments
        self._made: dict[str, Any] | None = None

    def __getitem__(self, name: str) -> Any:
        return self._fields()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields())

    def __len__(self) -> int:
        return len(self._fields())

    def __repr__(self) -> str:
        return repr(self._fields())

    def _fields(self) -> dict[str, Any]:
        if self._made is None:
            self._made = self._make(*self._arguments)
        return self._made


@frozen
class Notice(Command):
    """Something an operator may want to know: a line in the log and in the daemon's event list."""

    name: str
    fields: Mapping[str, Any] = field(default_factory=dict)


class Engine(Protocol):
    """The verbs of an engine."""

    def handle(self, event: Event, now: float) -> list[Command]:
        """Take one event at monotonic time `now` (s); return what is to be done, in order."""

    def deadline(self) -> float | None:
        """When the engine wants a Tick (monotonic s), or None."""


class Timers:
    """Keyed one-shot timers. Setting a key again moves it."""

    def __init__(self) -> None:
        self._at: dict[Hashable, float] = {}
        self._heap: list[tuple[float, int, Hashable]] = []
        self._sequence = 0

    def set(self, key: Hashable, at: float) -> None:
        """Have `key` come due at monotonic time `at`."""
        self._at[key] = at
        self._sequence += 1
        heapq.heappush(self._heap, (at, self._sequence, key))
        if len(self._heap) > 2 * len(self._at) + _STALE_ENTRIES:
            self._tidy()

    def cancel(self, key: Hashable) -> None:
        """Forget a timer; unknown keys are fine."""
        self._at.pop(key, None)

    def at(self, key: Hashable) -> float | None:
        """When a key comes due."""
        return self._at.get(key)

    def next_at(self) -> float | None:
        """When the earliest timer comes due."""
        heap = self._heap
        # Moved and cancelled timers leave their old entries behind; drop those that surface.
        while heap and self._at.get(heap[0][2]) != heap[0][0]:
            heapq.heappop(heap)
        return heap[0][0] if heap else None

    def due(self, now: float, limit: int | None = None) -> list[Hashable]:
        """Remove and return the keys that have come due, earliest first; at most `limit` of them."""
        keys: list[Hashable] = []
        while len(keys) != limit and (at := self.next_at()) is not None and at <= now:
            key = heapq.heappop(self._heap)[2]
            del self._at[key]
            keys.append(key)
        return keys

    def _tidy(self) -> None:
        """Drop the entries that moved and cancelled timers have left behind."""
        current: dict[Hashable, tuple[float, int, Hashable]] = {}
        for entry in self._heap:
            if self._at.get(entry[2]) == entry[0]:
                current[entry[2]] = min(entry, current.get(entry[2], entry))
        self._heap = list(current.values())
        heapq.heapify(self._heap)

    def __len__(self) -> int:
        return len(self._at)


@dataclass(slots=True)
class _Outstanding:
    data: bytes
    destination: Endpoint
    delays_s: Sequence[float]
    tries: int = 0


class Retransmissions:
    """Datagrams that are sent again, on a schedule, until somebody acknowledges them."""

    def __init__(self) -> None:
        self._outstanding: dict[Hashable, _Outstanding] = {}
        self._timers = Timers()

    def start(
        self, key: Hashable, data: bytes, destination: Endpoint, delays_s: Sequence[float], now: float
    ) -> SendDatagram:
        """Send now and, until `stop(key)`, again after each delay in turn."""
        self._outstanding[key] = _Outstanding(data, destination, delays_s)
        self._timers.set(key, now + delays_s[0])
        return SendDatagram(data, destination)

    def stop(self, key: Hashable) -> bool:
        """The acknowledgement came. False when nothing was outstanding under this key."""
        self._timers.cancel(key)
        return self._outstanding.pop(key, None) is not None

    def due(
        self, now: float, limit: int | None = None, refresh: Refresh | None = None
    ) -> tuple[list[SendDatagram], list[Hashable]]:
        """The datagrams to send again now, and the keys that have run out of tries; at most `limit` together.

        `refresh` may give other octets for those it is shown: what was true when they were sent may be no more.
        """
        resends: list[SendDatagram] = []
        exhausted: list[Hashable] = []
        for key in self._timers.due(now, limit):
            entry = self._outstanding[key]
            entry.tries += 1
            if entry.tries >= len(entry.delays_s):
                del self._outstanding[key]
                exhausted.append(key)
                continue
            self._timers.set(key, now + entry.delays_s[entry.tries])
            if refresh is not None:
                entry.data = refresh(key, entry.data)
            resends.append(SendDatagram(entry.data, entry.destination))
        return resends, exhausted

    def next_at(self) -> float | None:
        """When the next retransmission is due."""
        return self._timers.next_at()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._outstanding

    def __len__(self) -> int:
        return len(self._outstanding)


class Counters(Counter[str]):
    """Named counters: messages in and out, and every reason for which something was dropped."""

    def drop(self, reason: str) -> None:
        """Count one dropped message under its reason."""
        self[f"drop.{reason}"] += 1


def earliest(*moments: float | None) -> float | None:
    """The first of several deadlines; None when there is none."""
    known = [moment for moment in moments if moment is not None]
    return min(known) if known else None
