"""What the record of a stream means: what was lost, repeated or late, and how long nothing got through. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

Arrivals = Sequence[tuple[int, float]]  # (number of the request, monotonic s), in the order they came


@dataclass(frozen=True)
class StreamSummary:
    """`reordered` leaves out what the detour explains."""

    sent: int
    lost: int
    repeated: int
    reordered: int
    reordered_by_detour: int


def summarize_stream(sent_at: Sequence[float], answers: Arrivals, detour_ms: float) -> StreamSummary:
    """The stream in a few numbers; times are monotonic seconds.

    An answer is reordered when a later request's came before it. While some packets take a detour of
    `detour_ms` and others no longer do, those of `detour_ms` apart may change places: they are counted apart.
    """
    seen: set[int] = set()
    newest, repeated, reordered, by_detour = -1, 0, 0, 0
    for number, _ in answers:
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
    return StreamSummary(len(sent_at), len(sent_at) - len(seen), repeated, reordered, by_detour)


@dataclass(frozen=True)
class Outage:
    """How long, in ms, the guest ran nowhere, no request reached a running guest, and the user had no answer."""

    blackout_ms: float
    outage_ms: float
    silence_ms: float

    @property
    def network_ms(self) -> float:
        """The network's part of the outage: never negative, for no request reaches a guest that does not run."""
        return self.outage_ms - self.blackout_ms


def measure_outage(
    stopped_s: float, runs_s: float, at_source: Arrivals, at_target: Arrivals, answers: Arrivals, one_way_ms: float
) -> Outage | None:
    """A handover in three times; all are monotonic seconds of one clock. None when nothing came before or after.

    The guest's processors stopped at `stopped_s` and run at the target since `runs_s`. `at_source` and `at_target`
    are the requests at its doors. What comes to the old door after the stop reaches nobody; what comes to the
    new one before the guest runs reaches it when it does. `one_way_ms` is the way from the guest to the user.
    """
    served = [at for _, at in at_source if at <= stopped_s]
    resumed = [max(at, runs_s) for _, at in at_target]
    from_target_s = runs_s + one_way_ms / 1000  # an answer cannot be here before
    before = [at for _, at in answers if at < from_target_s]
    after = [at for _, at in answers if at >= from_target_s]
    if not (served and resumed and before and after):
        return None
    return Outage((runs_s - stopped_s) * 1000, (min(resumed) - max(served)) * 1000, (min(after) - max(before)) * 1000)
