"""What the record of a stream means: what was lost, repeated or late, and how long nothing came. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class StreamSummary:
    """`outage_ms` is the longest time between two answers that came; `reordered` leaves out the detour's own."""

    sent: int
    lost: int
    repeated: int
    reordered: int
    reordered_by_detour: int
    outage_ms: float
    outage_from_s: float


def summarize_stream(sent_at: Sequence[float], answers: Sequence[tuple[int, float]], detour_ms: float) -> StreamSummary:
    """The stream in a few numbers; times are monotonic seconds.

    An answer is reordered when a later request's came before it. While some packets take a detour of
    `detour_ms` and others no longer do, those of `detour_ms` apart may change places: they are counted apart.
    """
    seen: set[int] = set()
    newest, repeated, reordered, by_detour = -1, 0, 0, 0
    outage, outage_from, last = 0.0, 0.0, answers[0][1] if answers else 0.0
    for number, at in answers:
        if number in seen:
            repeated += 1
            continue
        seen.add(number)
        if number < newest:
            overtaken_by_ms = (sent_at[newest] - sent_at[number]) * 1000
            if overtaken_by_ms > detour_ms:
                reordered += 1
            else:
                by_detour += 1
        newest = max(newest, number)
        if at - last > outage:
            outage, outage_from = at - last, last
        last = at
    lost = len(sent_at) - len(seen)
    return StreamSummary(len(sent_at), lost, repeated, reordered, by_detour, round(outage * 1000, 3), outage_from)
