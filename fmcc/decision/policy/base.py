"""What a policy is told and what it answers."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """The measured RTTs in ms, `rtts_ms[anchor, dc]`, with the names of both, and what a move costs.

    `migration_cost_ms` is the price of one migration in milliseconds of RTT for one epoch, `rtt_per_hop_ms` what
    one change of service area typically adds.
    """

    anchors: tuple[str, ...]
    dcs: tuple[str, ...]
    rtts_ms: NDArray[np.float64]
    migration_cost_ms: float = 60.0
    rtt_per_hop_ms: float = 10.0

    def __post_init__(self) -> None:
        if self.rtts_ms.shape != (len(self.anchors), len(self.dcs)) or 0 in self.rtts_ms.shape:
            raise ValueError(f"RTTs of shape {self.rtts_ms.shape} for {len(self.anchors)} anchors, {len(self.dcs)} DCs")
        if not (np.isfinite(self.rtts_ms) & (self.rtts_ms >= 0.0)).all():
            raise ValueError("every RTT must be finite and not negative")
        if not (np.isfinite(self.migration_cost_ms) and self.migration_cost_ms >= 0.0):
            raise ValueError(f"the migration cost must be finite and not negative, not {self.migration_cost_ms}")
        if not (np.isfinite(self.rtt_per_hop_ms) and self.rtt_per_hop_ms > 0.0):
            raise ValueError(f"rtt_per_hop_ms must be positive, not {self.rtt_per_hop_ms}")

    def best(self, anchor: int) -> int:
        """The DC with the smallest RTT to an anchor; the first of equals."""
        return int(self.rtts_ms[anchor].argmin())

    def hops(self, anchor: int, dc: int) -> int:
        """By how many hops `dc` is worse than the best: to the nearest hop, halves upwards."""
        row = self.rtts_ms[anchor]
        return int(np.floor((row[dc] - row.min()) / self.rtt_per_hop_ms + 0.5))


class Policy(Protocol):
    """Chooses, epoch by epoch, where the service of a user runs.

    An epoch begins whenever the user is seen: at another anchor, or still at the same one. Policies may learn from
    what they are told, but are told nothing of the future.
    """

    def choose(self, user: int, before: int, anchor: int, dc: int) -> int:
        """Where the service that runs at `dc` is to run in this epoch.

        `before` is the anchor of the last epoch; it equals `anchor` when the user has not moved.
        """
        ...
