"""What a probe's record means: medians by phase, losses, and the gaps a user would notice. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

Ping = tuple[float, float | None]  # sent at (monotonic s), round trip (ms) or None when it never came back


@dataclass(frozen=True)
class Gap:
    """A stretch without an answered ping: between the sending times of the answered ones around it."""

    start_s: float
    end_s: float

    @property
    def length_ms(self) -> float:
        """How long it lasted."""
        return (self.end_s - self.start_s) * 1000


def median_rtt_ms(pings: Iterable[Ping], start_s: float, end_s: float) -> float | None:
    """Median round trip of the pings sent in a window; None when none was answered."""
    answered = [rtt for at, rtt in pings if start_s <= at < end_s and rtt is not None]
    return round(median(answered), 3) if answered else None


def longest_gap(pings: Sequence[Ping], start_s: float = float("-inf"), end_s: float = float("inf")) -> Gap | None:
    """The longest stretch between consecutive answered pings that overlaps a window.

    Measured between sending times, so a longer path is no outage; a lost ping is one.
    """
    answered = [at for at, rtt in pings if rtt is not None]
    gaps = [Gap(before, after) for before, after in pairwise(answered) if after >= start_s and before <= end_s]
    return max(gaps, key=lambda gap: gap.length_ms, default=None)


def losses(pings: Iterable[Ping]) -> tuple[int, int]:
    """How many pings were sent, and how many of them never came back."""
    pings = list(pings)
    return len(pings), sum(1 for _, rtt in pings if rtt is None)
