"""What a data plane keeps for a host while its handover is near: copies at the source, arrivals at the target.

    source   KeepRecent    what is delivered to the host is copied, the last moments of it are kept;
                           what came after the host stopped is sent on (`InstallMapping.resend_since`);
                           from then on copies of what is sent on are kept
    target   HoldArrivals  what the source sends on waits for the host

If the host runs on at the source, that delivers its copies and then what comes: nothing has to travel back, so
nothing is overtaken. The copies of what came after the stop but before its news are not among them: the host finds
those where they were delivered. The target forgets what the source sent it, and sends the rest there.

All is bounded in packets and in time, and keeps the order in which packets came.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from lisp.wire import Address

MAX_KEPT: Final = 8192  # copies of one host: half a second at 16 000 packets/s
MAX_WAITING: Final = 8192  # arrivals that wait for one host
MAX_WAITING_S: Final = 10.0  # older ones are no use to anybody
# So many correspondents the source reports; to so many hosts the target has the ways back looked up.
MAX_SENDERS: Final = 256


@dataclass(slots=True)
class Handoff:
    """The handover of one host. `keep_s` is the source's part, `senders` the target's."""

    keep_s: float = 0.0
    senders: tuple[Address, ...] = ()
    begun: bool = False
    sending_on: bool = False
    _kept: deque[tuple[float, bytes]] = field(default_factory=deque)
    _sent_on: deque[tuple[float, bytes, bool]] = field(default_factory=deque)
    _waiting: deque[tuple[float, bytes, bool]] = field(default_factory=deque)
    _from: set[Address] = field(default_factory=set)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to do."""
        return not self.keep_s and not self.senders

    def keep(self, packet: bytes, now: float) -> None:
        """A packet was delivered."""
        kept, oldest = self._kept, now - self.keep_s
        kept.append((now, packet))
        while kept[0][0] < oldest or len(kept) > MAX_KEPT:
            kept.popleft()

    def take_kept(self, since: float) -> list[bytes]:
        """What was delivered after a moment, oldest first; it is forgotten."""
        packets = [packet for at, packet in self._kept if at >= since]
        self._kept.clear()
        self.sending_on = True
        return packets

    def keep_sent_on(self, packet: bytes, now: float) -> None:
        """A packet goes after the host; as many are kept as the target holds."""
        _queue(self._sent_on, packet, now, of_source=True)

    def take_back(self, now: float) -> list[bytes]:
        """The host is back: what was sent after it, in order."""
        packets = [packet for at, packet, _ in self._sent_on if now - at <= MAX_WAITING_S]
        self._sent_on.clear()
        self.sending_on = False
        return packets

    def holds(self, sender: Address | None) -> bool:
        """Whether a packet waits: one from the host's present xTR begins it, then all do."""
        if sender is not None and sender in self.senders:
            self.begun = True
        return self.begun

    def is_new(self, source: Address) -> bool:
        """Whether nothing has come from this host or RLOC yet; it is then remembered, if there is room."""
        if source in self._from or len(self._from) >= MAX_SENDERS:
            return False
        self._from.add(source)
        return True

    def hold(self, packet: bytes, now: float, *, sender: Address | None) -> bool:
        """Have a packet wait that came from this RLOC, or (None) our LAN; False when there is no room."""
        return _queue(self._waiting, packet, now, of_source=sender in self.senders)

    def take_waiting(self, now: float) -> list[tuple[bytes, bool]]:
        """What waits, in order, and whether the host's present xTR sent it on; the hold is over."""
        packets = [(packet, of_source) for at, packet, of_source in self._waiting if now - at <= MAX_WAITING_S]
        self._waiting.clear()
        self._from.clear()
        self.senders, self.begun = (), False
        return packets


def _queue(queue: deque[tuple[float, bytes, bool]], packet: bytes, now: float, *, of_source: bool) -> bool:
    """Add a packet behind the others; False when there is no room."""
    while queue and now - queue[0][0] > MAX_WAITING_S:
        queue.popleft()
    if len(queue) >= MAX_WAITING:
        return False
    queue.append((now, packet, of_source))
    return True
