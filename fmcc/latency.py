"""The RTT from every anchor to every DC: as measured by RLOC probes, else as configured, else by distance.

A measurement is smoothed over time, not over samples, so that it does not matter how often who asks. One that has
grown old counts no more. Between xTRs a round trip is the same from either end: the xTR of a user's subnet and that
of a data centre both say something about the pair.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from fmcc.model import Latencies

# A measurement counts for as long as this; smoothing forgets as fast.
MAX_AGE_S: Final = 180.0
SMOOTHING_S: Final = 20.0
# What has to change for a decision to be looked at again.
DRIFT_SHARE: Final = 0.2
DRIFT_MS: Final = 2.0
# Pairs of anchor and DC that are remembered.
MAX_PAIRS: Final = 200_000

# Light in fibre takes 1 ms for 100 km there and back; cables are longer than the shortest way.
MS_PER_KM: Final = 0.01
DETOUR: Final = 1.6
NEAREST_MS: Final = 1.0
EARTH_KM: Final = 6371.0

# Latitude and longitude in degrees.
Position = tuple[float, float]


class Source(StrEnum):
    """Where an RTT comes from."""

    MEASURED = "measured"
    CONFIGURED = "configured"
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True)
class RttSample:
    """What one xTR says of another: `rtt_ms` is None while it does not answer; `age_s` since the last answer."""

    rloc: str
    rtt_ms: float | None
    age_s: float


@dataclass(frozen=True, slots=True)
class Rtt:
    """An RTT and where it comes from; `at` is when it was measured (monotonic s)."""

    ms: float
    source: Source
    at: float | None = None


@dataclass(slots=True)
class _Measured:
    smoothed_ms: float
    at: float  # when the last probe was answered
    acted_on_ms: float  # the value that decisions were last made with


@dataclass(frozen=True, slots=True)
class Places:
    """Where anchors and DCs are, for pairs of which nothing else is known."""

    anchors: Mapping[str, Position] = field(default_factory=dict)
    dcs: Mapping[str, Position] = field(default_factory=dict)

    def rtt_ms(self, anchor: str, dc: str) -> float | None:
        """The RTT that the distance suggests; None when a place is not known."""
        here, there = self.anchors.get(anchor), self.dcs.get(dc)
        if here is None or there is None:
            return None
        return NEAREST_MS + MS_PER_KM * DETOUR * kilometres(here, there)


class LatencyTable:
    """All RTTs known, and which pairs have stopped to answer."""

    def __init__(self, configured: Latencies, places: Places | None = None, max_age_s: float = MAX_AGE_S) -> None:
        self._configured = configured
        self._places = places or Places()
        self._max_age_s = max_age_s
        self._measured: dict[tuple[str, str], _Measured] = {}
        self._silent: dict[tuple[str, str], float] = {}
        self._rows: dict[str, tuple[float, dict[str, Rtt]]] = {}  # by anchor: what is known, and until when
        self._anchors = {*configured, *self._places.anchors}
        self._dcs = {dc for row in configured.values() for dc in row} | set(self._places.dcs)
        self.refused = 0

    def add(self, anchor: str, dc: str, sample: RttSample, now: float) -> bool:
        """Take a measurement of this pair; whether it differs so much that decisions should be looked at again."""
        pair = anchor, dc
        self._rows.pop(anchor, None)
        known = self._measured.get(pair)
        if sample.rtt_ms is None:
            is_news = pair not in self._silent
            if is_news and len(self._silent) >= MAX_PAIRS:
                self.refused += 1
                return False
            self._silent[pair] = now
            return is_news
        if not (math.isfinite(sample.rtt_ms) and sample.rtt_ms >= 0.0 and sample.age_s >= 0.0):
            self.refused += 1
            return False
        at = now - sample.age_s
        if sample.age_s > self._max_age_s or (known is not None and at <= known.at):
            return False
        was_silent = self._silent.pop(pair, None) is not None
        if known is None or now - known.at > self._max_age_s:
            return self._first(pair, sample.rtt_ms, at, now) or was_silent
        weight = 1.0 - math.exp(-(at - known.at) / SMOOTHING_S)
        known.smoothed_ms += weight * (sample.rtt_ms - known.smoothed_ms)
        known.at = at
        if _differ(known.smoothed_ms, known.acted_on_ms):
            known.acted_on_ms = known.smoothed_ms
            return True
        return was_silent

    def rtt(self, anchor: str, dc: str, now: float) -> Rtt | None:
        """What is known of a pair; None: nothing."""
        known = self._measured.get((anchor, dc))
        if known is not None and now - known.at <= self._max_age_s:
            return Rtt(known.smoothed_ms, Source.MEASURED, known.at)
        configured = self._configured.get(anchor, {}).get(dc)
        if configured is not None:
            return Rtt(configured, Source.CONFIGURED)
        guessed = self._places.rtt_ms(anchor, dc)
        return None if guessed is None else Rtt(guessed, Source.DISTANCE)

    def known(self, anchor: str, now: float) -> Mapping[str, Rtt]:
        """What is known from an anchor to each DC. Put together once, and again when there is news."""
        until, row = self._rows.get(anchor, (-math.inf, {}))
        if now > until:
            found = ((dc, self.rtt(anchor, dc, now)) for dc in sorted(self._dcs))
            row = {dc: rtt for dc, rtt in found if rtt is not None}
            until = min((rtt.at + self._max_age_s for rtt in row.values() if rtt.at is not None), default=math.inf)
            if anchor in self._anchors:
                self._rows[anchor] = until, row
        return row

    def row(self, anchor: str, now: float) -> dict[str, float]:
        """The RTT (ms) from an anchor to every DC of which something is known."""
        return {dc: rtt.ms for dc, rtt in self.known(anchor, now).items()}

    def is_silent(self, anchor: str, dc: str, now: float) -> bool:
        """Whether the last probes of this pair were not answered."""
        at = self._silent.get((anchor, dc))
        return at is not None and now - at <= self._max_age_s

    def rows(self, now: float) -> dict[str, dict[str, float]]:
        """All of it, as a copy."""
        return {anchor: self.row(anchor, now) for anchor in self._anchors}

    def pairs(self, now: float) -> list[tuple[str, str, Rtt, bool]]:
        """Every pair of which something is known, and whether it has fallen silent."""
        found = ((a, dc, self.rtt(a, dc, now)) for a in sorted(self._anchors) for dc in sorted(self._dcs))
        return [(a, dc, rtt, self.is_silent(a, dc, now)) for a, dc, rtt in found if rtt is not None]

    def _first(self, pair: tuple[str, str], rtt_ms: float, at: float, now: float) -> bool:
        if len(self._measured) >= MAX_PAIRS and pair not in self._measured:
            self.refused += 1
            return False
        before = self.rtt(*pair, now)
        self._measured[pair] = _Measured(rtt_ms, at, rtt_ms)
        self._anchors.add(pair[0])
        if pair[1] not in self._dcs:
            self._dcs.add(pair[1])
            self._rows.clear()
        return before is None or _differ(rtt_ms, before.ms)


def samples_of(rows: Any) -> tuple[RttSample, ...]:
    """What an xTR shows of the RLOCs it probes, as samples; a row that says nothing, or nonsense, is left out."""
    found: list[RttSample] = []
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, dict) or not isinstance(rloc := row.get("rloc"), str):
            continue
        rtt_ms, age_s = _number(row.get("rtt_ms")), _number(row.get("last_s"))
        if row.get("up") is False:
            found.append(RttSample(rloc, None, 0.0))
        elif rtt_ms is not None and age_s is not None:
            found.append(RttSample(rloc, rtt_ms, age_s))
    return tuple(found)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def kilometres(here: Position, there: Position) -> float:
    """The great circle between two places (haversine)."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(a), math.radians(b)) for a, b in (here, there))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2.0 * EARTH_KM * math.asin(min(math.sqrt(chord), 1.0))


def _differ(now_ms: float, before_ms: float) -> bool:
    return abs(now_ms - before_ms) > max(DRIFT_MS, DRIFT_SHARE * before_ms)
