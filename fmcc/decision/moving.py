"""What moving a VM costs now: the seconds and the bytes of its live migration, and their price.

Pre-copy goes in rounds: the first copies everything, each further one what the guest has written meanwhile. With a
dirty rate r and a bandwidth b the rounds are M, M·r/b, M·(r/b)², … until the rest fits into the downtime allowed;
where r ≥ b they never shrink, and the copy goes on until its time is up.
"""

import math
from dataclasses import dataclass
from typing import Final

GIB: Final = float(1 << 30)


@dataclass(frozen=True, slots=True)
class Copy:
    """One VM to be copied.

    `disk_bytes` is the storage that moves along: 0 where it is shared, or left behind. `downtime_s` is how long the
    guest may stand still at the end, `timeout_s` when the copy is given up.
    """

    memory_bytes: float
    dirty_bytes_s: float
    bandwidth_bytes_s: float
    disk_bytes: float = 0.0
    downtime_s: float = 0.05
    timeout_s: float = 120.0

    def __post_init__(self) -> None:
        sizes = (self.memory_bytes, self.dirty_bytes_s, self.disk_bytes, self.downtime_s, self.timeout_s)
        if not all(math.isfinite(size) and size >= 0.0 for size in sizes):
            raise ValueError("sizes, rates and times of a copy must be finite and not negative")
        if not (math.isfinite(self.bandwidth_bytes_s) and self.bandwidth_bytes_s > 0.0):
            raise ValueError(f"the bandwidth must be positive and finite, not {self.bandwidth_bytes_s}")


@dataclass(frozen=True, slots=True)
class CopyEstimate:
    """How long a copy takes, how much it sends, how long the guest stands still (if it ever ends)."""

    seconds: float
    sent_bytes: float
    blackout_s: float
    converges: bool


@dataclass(frozen=True, slots=True)
class Prices:
    """What an operator charges a migration with beyond its fixed cost, in ms of RTT for one epoch."""

    per_gib_ms: float = 20.0
    per_s_ms: float = 1.0

    def of(self, estimate: CopyEstimate) -> float:
        """The price of a copy (ms)."""
        return self.per_gib_ms * estimate.sent_bytes / GIB + self.per_s_ms * estimate.seconds


def estimate(copy: Copy) -> CopyEstimate:
    """Add the rounds of a pre-copy migration up: a geometric series."""
    memory, ratio = copy.memory_bytes, copy.dirty_bytes_s / copy.bandwidth_bytes_s
    rounds = _rounds(memory, ratio, copy.bandwidth_bytes_s * copy.downtime_s)
    if rounds is not None:
        left = memory * ratio**rounds
        # The disk is copied first; memory is written to meanwhile, but none of it has been sent yet.
        sent = copy.disk_bytes + left + (memory * (1.0 - ratio**rounds) / (1.0 - ratio) if rounds else 0.0)
        seconds = sent / copy.bandwidth_bytes_s
        if seconds <= copy.timeout_s:
            return CopyEstimate(seconds, sent, left / copy.bandwidth_bytes_s, converges=True)
    # Given up when its time is over, after all the link has carried until then.
    return CopyEstimate(copy.timeout_s, copy.bandwidth_bytes_s * copy.timeout_s, math.inf, converges=False)


def _rounds(memory: float, ratio: float, fits: float) -> int | None:
    """How many rounds there are before the last one, with the guest stopped; None: without end."""
    if memory <= fits:
        return 0
    if ratio == 0.0:
        return 1
    if ratio >= 1.0 or fits == 0.0:
        return None
    return math.ceil(math.log(fits / memory) / math.log(ratio))
