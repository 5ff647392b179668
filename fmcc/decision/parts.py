"""Services of several VMs: which of them to move, and which to leave behind (section 4 moves parts of services too).

A user's request goes through some of a service's VMs, and these talk among themselves. With the round trips that one
request costs between the user and a VM (`user_trips`), and between two VMs (`trips`), a placement costs per epoch

    Σ user_trips(v) · rtt(user, dc of v) + Σ trips(v, w) · rtt(dc of v, dc of w)

Storage that is left behind is a part like any other: one that never moves. Everything that moves goes to one DC.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

MAX_MOVABLE: Final = 12
"""Parts of which every subset is tried: 4096 of them."""

BetweenDcs = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Part:
    """One VM, or the storage, of a service.

    `user_trips` are the round trips between it and the user that one request costs, `trips` those between it and
    another part, by name (said at either of the two). `moving_ms` is the price of moving it; `stays` one that never
    moves.
    """

    name: str
    dc: str
    user_trips: float = 0.0
    trips: Mapping[str, float] = field(default_factory=dict)
    moving_ms: float = 0.0
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """What to move to `dc`, what an epoch costs then (ms), and what the moves cost (ms)."""

    dc: str
    moved: tuple[str, ...]
    epoch_ms: float
    moving_ms: float


def splits(
    parts: Sequence[Part], rtts_ms: Mapping[str, float], between_ms: BetweenDcs, dc: str, moving_ms: float = 0.0
) -> list[Split]:
    """Every subset of a service that may move to `dc`, the empty one included.

    `rtts_ms` are those from the user to the DCs, `between_ms` those between DCs, `moving_ms` the price of any move at
    all. Raises ValueError for too many parts, and for one that talks to a part there is not.
    """
    names = {part.name for part in parts}
    strangers = {name for part in parts for name in part.trips} - names
    if strangers or len(names) < len(parts):
        raise ValueError(f"no such part: {', '.join(sorted(strangers))}" if strangers else "two parts of one name")
    movable = [part for part in parts if not part.stays and part.dc != dc]
    if len(movable) > MAX_MOVABLE:
        raise ValueError(f"at most {MAX_MOVABLE} parts may move, not {len(movable)}")
    found: list[Split] = []
    for moved in _subsets(movable):
        chosen = tuple(part.name for part in moved)
        at = {part.name: dc if part.name in chosen else part.dc for part in parts}
        price = math.fsum(part.moving_ms for part in moved) + (moving_ms if moved else 0.0)
        found.append(Split(dc, chosen, epoch_ms(parts, at, rtts_ms, between_ms), price))
    return found


def best_split(
    parts: Sequence[Part],
    rtts_ms: Mapping[str, float],
    between_ms: BetweenDcs,
    epochs: float,
    moving_ms: float = 0.0,
) -> Split:
    """The DC and the subset to move that cost least over so many epochs; at equal cost the fewest moves.

    `epochs` is the horizon: with a discount γ, 1 / (1 - γ). Raises ValueError as `splits` does.
    """
    if not (math.isfinite(epochs) and epochs > 0.0):
        raise ValueError(f"the horizon must be positive and finite, not {epochs}")
    candidates = [split for dc in rtts_ms for split in splits(parts, rtts_ms, between_ms, dc, moving_ms)]
    return min(candidates, key=lambda s: (s.moving_ms + epochs * s.epoch_ms, len(s.moved), s.dc, s.moved))


def epoch_ms(
    parts: Sequence[Part], at: Mapping[str, str], rtts_ms: Mapping[str, float], between_ms: BetweenDcs
) -> float:
    """What a request costs in round trips (ms) when every part is where `at` says."""
    user = math.fsum(part.user_trips * rtts_ms[at[part.name]] for part in parts if part.user_trips)
    among = math.fsum(
        trips * between_ms(at[part.name], at[other])
        for part in parts
        for other, trips in part.trips.items()
        if at[part.name] != at[other]
    )
    return user + among


def _subsets(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    for size in range(len(parts) + 1):
        yield from combinations(parts, size)
