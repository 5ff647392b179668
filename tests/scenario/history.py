"""What a map server was told and what it answered, and whether an answer came from the past.

A write is an xTR's claim to an EID: from the first Map-Register that makes it to the first Map-Notify that
acknowledges it with the xTR's own locators. Refreshes belong to the write they repeat, so one that comes
late must not bring it back. An answer is stale when it names the xTR of a write that was over before
another one began which, in its turn, was acknowledged before the question was asked.
"""

from dataclasses import dataclass, field


@dataclass
class Write:
    """One xTR's claim to an EID, in monotonic seconds."""

    xtr: str
    begun: float
    acknowledged: float | None = None


@dataclass
class History:
    """Writes by EID, and the answers that came from the past."""

    writes: dict[str, list[Write]] = field(default_factory=dict)
    answers: int = 0
    stale: list[str] = field(default_factory=list)

    def claims(self, eid: str, xtr: str, now: float) -> None:
        """An xTR registers an EID that it does not believe to be registered as its own."""
        mine = self._last(eid, xtr, now)
        if mine is None or mine.acknowledged is not None:
            self.writes.setdefault(eid, []).append(Write(xtr, now))

    def acknowledged(self, eid: str, xtr: str, now: float) -> None:
        """The xTR reads that the EID is its own."""
        mine = self._last(eid, xtr, now)
        if mine is not None and mine.acknowledged is None:
            mine.acknowledged = now

    def answered(self, what: str, eid: str, xtr: str, asked: float, now: float) -> None:
        """A question of that time was answered, now, with this xTR."""
        self.answers += 1
        mine = self._last(eid, xtr, now)
        if mine is None:
            self.stale.append(f"{what}: {xtr} has never claimed {eid}")
        elif mine.acknowledged is not None:
            for other in self.writes[eid]:
                is_newer = other.xtr != xtr and other.begun > mine.acknowledged
                if is_newer and other.acknowledged is not None and other.acknowledged < asked:
                    self.stale.append(f"{what} of {asked:.3f}: {eid} at {xtr}, but {other} came after {mine}")
                    return

    def _last(self, eid: str, xtr: str, now: float) -> Write | None:
        mine = [write for write in self.writes.get(eid, ()) if write.xtr == xtr and write.begun <= now]
        return mine[-1] if mine else None
