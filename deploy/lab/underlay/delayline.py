"""The scheduling of the TAP backend, without devices and without a clock: a switch of delay lines.

Time is the argument `now`, integer nanoseconds of one monotonic clock. Frames are bytes that begin, after
`header_octets` of metadata, with an Ethernet header; they are passed on as they came.
"""

import heapq
from collections import deque
from collections.abc import Callable, Mapping
from typing import Final

from deploy.lab.underlay.base import Link, Pair

WIRE_OVERHEAD: Final = 24  # preamble, frame check sequence and gap between frames (IEEE 802.3), octets
MAX_OCTETS_IN_FLIGHT: Final = 64 << 20  # per line: 4 Gbit/s at 125 ms; beyond it frames are dropped
QUEUE_MS: Final = 100  # a limited link's queue is as long as its rate sends in this time ...
MIN_QUEUE_OCTETS: Final = 128 << 10  # ... and at least this long

_BROADCAST_BIT: Final = 1


class DelayLine:
    """One direction of one pair: a clock that serialises, then a delay; first in, first out."""

    __slots__ = (
        "_busy_until",
        "_delay_ns",
        "_jitter_ns",
        "_last_due",
        "_loss",
        "_max_wait_ns",
        "_random",
        "_rate",
        "delivered",
        "delivered_octets",
        "dropped",
        "link",
        "lost",
        "octets",
        "queue",
    )

    def __init__(self, link: Link, random: Callable[[], float]) -> None:
        self._random = random
        self._busy_until = self._last_due = 0
        self.queue: deque[tuple[int, bytes]] = deque()
        self.octets = self.delivered = self.delivered_octets = self.lost = self.dropped = 0
        self.set_link(link)

    def set_link(self, link: Link) -> None:
        """Takes effect with the next frame; those on their way keep their time and place; a cut loses them."""
        self.link = link
        if link.is_cut:
            self.lost += sum(bool(frame) for _, frame in self.queue)
            self.octets = 0
            self.queue = deque((due, b"") for due, _ in self.queue)  # the switch knows when the first is due
        self._delay_ns = link.delay_us * 1000
        self._jitter_ns = link.jitter_us * 1000
        self._loss = link.loss
        self._rate = link.rate_bit_s
        self._max_wait_ns = 0
        if self._rate:
            queue = max(MIN_QUEUE_OCTETS, self._rate * QUEUE_MS // 8000)
            self._max_wait_ns = queue * 8_000_000_000 // self._rate
        else:
            self._busy_until = 0

    def push(self, frame: bytes, now: int) -> bool:
        """Takes a frame in, or loses or drops (and counts) it. True when it is now the only one waiting."""
        if self._loss and self._random() < self._loss:
            self.lost += 1
            return False
        if self.octets + len(frame) > MAX_OCTETS_IN_FLIGHT:
            self.dropped += 1
            return False
        due = now
        if self._rate:
            due = max(now, self._busy_until)
            if due - now > self._max_wait_ns:
                self.dropped += 1
                return False
            due += (len(frame) + WIRE_OVERHEAD) * 8_000_000_000 // self._rate
            self._busy_until = due
        due += self._delay_ns
        if self._jitter_ns:
            due += int((self._random() * 2 - 1) * self._jitter_ns)
        if due < self._last_due:
            due = self._last_due
        self._last_due = due
        self.queue.append((due, frame))
        self.octets += len(frame)
        return len(self.queue) == 1

    def pop(self) -> bytes:
        """The frame that is due first; there must be one. Empty: it was lost in a cut."""
        frame = self.queue.popleft()[1]
        if not frame:
            return frame
        size = len(frame)
        self.octets -= size
        self.delivered += 1
        self.delivered_octets += size
        return frame

    def counters(self) -> dict[str, int]:
        """Frames and octets since the start."""
        return {
            "delivered": self.delivered,
            "delivered_octets": self.delivered_octets,
            "lost": self.lost,
            "dropped": self.dropped,
            "waiting": len(self.queue),
        }


class DelaySwitch:
    """Nodes known by their MAC, and a delay line for every ordered pair of them.

    Frames for one node take one line, frames for all (broadcast, multicast) take each its own delay to every other
    node. A frame for an unknown address is dropped and counted: nothing but the nodes can be here.
    """

    def __init__(
        self,
        macs: Mapping[str, bytes],
        links: Mapping[Pair, Link],
        random: Callable[[], float],
        *,
        header_octets: int = 0,
    ) -> None:
        self.nodes = list(macs)
        self.unknown_destination = 0
        self._start = header_octets
        self._end = header_octets + 6
        count = len(self.nodes)
        self._lines = [[DelayLine(links.get((a, b), Link()), random) for b in self.nodes] for a in self.nodes]
        self._unicast: list[dict[bytes, tuple[int, DelayLine]]] = [
            {mac: (b, self._lines[a][b]) for b, mac in enumerate(macs.values()) if a != b} for a in range(count)
        ]
        self._flood = [[(b, self._lines[a][b]) for b in range(count) if b != a] for a in range(count)]
        # One entry (due, line) per line that holds frames: the heap stays small, and the frames of a burst
        # cost no heap operations.
        self._heads: list[tuple[int, int]] = []
        self._by_number = [(b, self._lines[a][b]) for a in range(count) for b in range(count)]

    def push(self, source: int, frame: bytes, now: int) -> None:
        """A frame leaves node number `source`."""
        mac = frame[self._start : self._end]
        target = self._unicast[source].get(mac)
        if target is not None:
            number, line = target
            if line.push(frame, now):
                self._enqueue(source, number, line)
        elif mac and mac[0] & _BROADCAST_BIT:
            for number, line in self._flood[source]:
                if line.push(frame, now):
                    self._enqueue(source, number, line)
        else:
            self.unknown_destination += 1

    def _enqueue(self, source: int, number: int, line: DelayLine) -> None:
        heapq.heappush(self._heads, (line.queue[0][0], source * len(self.nodes) + number))

    def next_due(self) -> int | None:
        """When the next frame is to be delivered; None when none waits."""
        return self._heads[0][0] if self._heads else None

    def deliver(self, now: int, write: Callable[[int, bytes], None]) -> None:
        """Hands every frame due by `now` to `write(node number, frame)`: in order within each pair."""
        heads = self._heads
        while heads and heads[0][0] <= now:
            line_number = heads[0][1]
            node, line = self._by_number[line_number]
            queue = line.queue
            while queue and queue[0][0] <= now:
                if frame := line.pop():
                    write(node, frame)
            if queue:
                heapq.heapreplace(heads, (queue[0][0], line_number))
            else:
                heapq.heappop(heads)

    def line(self, source: str, destination: str) -> DelayLine:
        """The line of an ordered pair of nodes. Raises KeyError for a name that is no node."""
        for name in (source, destination):
            if name not in self.nodes:
                raise KeyError(name)
        return self._lines[self.nodes.index(source)][self.nodes.index(destination)]

    def pairs(self) -> dict[Pair, DelayLine]:
        """Every line by its pair."""
        return {(a, b): self._lines[i][j] for i, a in enumerate(self.nodes) for j, b in enumerate(self.nodes) if i != j}
