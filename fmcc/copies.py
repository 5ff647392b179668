"""What is known of copying VMs: configured at first, then as the last migration measured it."""

from dataclasses import dataclass
from typing import Final

from fmcc.decision.moving import Copy, CopyEstimate, estimate
from fmcc.events import CopyMeasured
from fmcc.hypervisor.base import MigrationOptions
from fmcc.model import ServiceSpec

MIB: Final = float(1 << 20)

# Where neither a cap nor a measurement says how fast a copy is: a link of 1 Gbit/s.
ASSUMED_BANDWIDTH: Final = 1e9 / 8
# Weight of the newest measurement; a guest does not write at the same rate all day.
NEWEST: Final = 0.5
# A copy smaller than this says nothing about the bandwidth: most of its time went into setting up.
LEAST_BYTES: Final = 16 * MIB


@dataclass(frozen=True, slots=True)
class Guest:
    """One VM as its last migration showed it."""

    memory_bytes: float
    dirty_bytes_s: float


class CopyBook:
    """Sizes and dirty rates by VM, bandwidths by pair of DCs."""

    def __init__(self, options: MigrationOptions) -> None:
        self._options = options
        self._guests: dict[str, Guest] = {}
        self._bandwidths: dict[tuple[str, str], float] = {}

    def learn(self, measured: CopyMeasured) -> None:
        """A migration has ended: this is what it was like."""
        known = self._guests.get(measured.domain)
        dirty = measured.dirty_bytes_s if known is None else _mixed(known.dirty_bytes_s, measured.dirty_bytes_s)
        if measured.memory_bytes > 0.0:
            self._guests[measured.domain] = Guest(measured.memory_bytes, dirty)
        if measured.sent_bytes >= LEAST_BYTES and measured.seconds > 0.0:
            pair, rate = (measured.source, measured.target), measured.sent_bytes / measured.seconds
            self._bandwidths[pair] = _mixed(self._bandwidths.get(pair, rate), rate)

    def estimate(self, spec: ServiceSpec, source: str, target: str) -> CopyEstimate | None:
        """What moving a service's VM would take now; None while nobody knows how big it is."""
        known = self._guests.get(spec.domain)
        if known is None:
            if spec.memory_mib is None:
                return None
            known = Guest(spec.memory_mib * MIB, spec.dirty_mib_s * MIB)
        copy = Copy(
            known.memory_bytes,
            known.dirty_bytes_s,
            self.bandwidth(source, target),
            spec.disk_mib * MIB if self._options.copy_disks else 0.0,
            self._options.max_downtime_ms / 1000.0,
            self._options.timeout_s,
        )
        return estimate(copy)

    def bandwidth(self, source: str, target: str) -> float:
        """Octets per second from one DC to another: measured, else the cap of migrations, else assumed."""
        measured = self._bandwidths.get((source, target), self._bandwidths.get((target, source)))
        if measured is not None:
            return measured
        cap = self._options.bandwidth_mib_s
        return ASSUMED_BANDWIDTH if cap is None else cap * MIB


def _mixed(old: float, new: float) -> float:
    return old + NEWEST * (new - old)
