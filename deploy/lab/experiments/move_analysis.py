"""What the moves of streaming users cost: packets and time, move by move. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, Final

# A request sent this long before a move may have its answer die in it.
BEFORE_S: Final = 0.5
# A stream without an answer to anything sent in its last moments has ended.
LAST_S: Final = 2.0

Record = Sequence[tuple[float, float | None]]  # of one stream: (sent at, answered at or None), monotonic s


@dataclass(frozen=True)
class Move:
    """A user was plugged in at `at_s` (monotonic), having been elsewhere."""

    user: str
    number: int
    to: str
    at_s: float


def measure_moves(moves: Sequence[Move], streams: dict[str, Record]) -> list[dict[str, Any]]:
    """A row per move: what was sent from shortly before it until shortly before the user's next one, what of it was
    lost, and the longest time without an answer (ms, between the sending times of answered requests).
    """
    rows: list[dict[str, Any]] = []
    by_user: dict[str, list[Move]] = {}
    for move in moves:
        by_user.setdefault(move.user, []).append(move)
    for user, own in by_user.items():
        ends = [move.at_s - BEFORE_S for move in own[1:]] + [float("inf")]
        for move, end_s in zip(own, ends, strict=True):
            part = [(sent, at) for sent, at in streams[user] if move.at_s - BEFORE_S <= sent < end_s]
            rows.append(
                {
                    "user": user,
                    "move": move.number,
                    "to": move.to,
                    "sent": len(part),
                    "lost": sum(at is None for _, at in part),
                    "outage_ms": _outage_ms(part),
                }
            )
    return rows


def _outage_ms(part: Record) -> float | None:
    """None when nothing was answered."""
    answered = [sent for sent, at in part if at is not None]
    if not answered:
        return None
    gaps = [after - before for before, after in pairwise(answered)]
    return round(max(gaps, default=0.0) * 1000, 3)


def ended(streams: dict[str, Record]) -> list[str]:
    """The users whose stream did not survive: nothing of its last moments was answered."""
    return [
        user
        for user, record in streams.items()
        if not any(at is not None and sent >= record[-1][0] - LAST_S for sent, at in record)
    ]


def summarize_moves(rows: Sequence[dict[str, Any]], streams: dict[str, Record]) -> dict[str, Any]:
    """All moves in a few numbers; `lost_per_move` maps a number of losses to how many moves had it."""
    losses = [row["lost"] for row in rows]
    outages = sorted(row["outage_ms"] for row in rows if row["outage_ms"] is not None)
    return {
        "users": len(streams),
        "moves": len(rows),
        "streams_ended": ended(streams),
        "sent": sum(len(record) for record in streams.values()),
        "lost": sum(at is None for record in streams.values() for _, at in record),
        "lost_per_move": {str(lost): count for lost, count in sorted(Counter(losses).items())},
        "lost_median": median(losses),
        "lost_max": max(losses),
        "outage_median_ms": outages[len(outages) // 2] if outages else None,
        "outage_p95_ms": outages[int(len(outages) * 0.95)] if outages else None,
        "outage_max_ms": outages[-1] if outages else None,
    }
