"""Several controllers share the users: one lease for each prefix of users, with a fencing epoch.

    store ──read──▶ LeaseKeeper ──take, renew──▶ store ──▶ LeaseGained, LeaseRenewed, LeaseLost ──▶ engine

A controller decides for the services of those users whose prefix it holds, and moves only those. A lease that is
not renewed is anybody's. No clock is shared: the holder stops `HOLD_S` after it asked for its last renewal that
succeeded, and the others wait until they have seen the same beat for `TAKE_S`, each by its own monotonic clock.

The lease alone does not keep a controller from acting that was suspended in the middle of an act. The epoch does:
it grows with every tenure, and whatever is acted on refuses what comes from an earlier one.

    journal       writes no step of an earlier epoch, so nothing that a step announces is begun
    store         takes no word of what is about to be done under an earlier epoch (see `fmcc.estate`)
    hypervisors   the domain's metadata has the epoch; it is read just before each act
    xTRs          it stands in the upper half of the nonce of a Change Priority, which must grow
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from lisp.engine import Event
from lisp.wire import Prefix

RENEW_S: Final = 1.0
HOLD_S: Final = 5.0
TAKE_S: Final = 7.0


class LeaseStoreError(Exception):
    """The store cannot be asked: no lease is taken or renewed meanwhile, and those held run out."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """The right to move the services of a prefix of users, as long as no greater epoch is known."""

    prefix: Prefix
    epoch: int


@dataclass(frozen=True, slots=True)
class Lease:
    """What the store says of a prefix. `epoch` grows with each tenure, `beat` with each renewal.

    A lease without a holder was given back.
    """

    prefix: Prefix
    holder: str
    epoch: int
    beat: int = 0

    @property
    def tenure(self) -> Tenure:
        """The right that it gives its holder."""
        return Tenure(self.prefix, self.epoch)


def next_epoch(seen: Lease | None, at_unix_s: float) -> int:
    """The epoch of a new tenure after the one that was seen.

    Seconds of the Unix epoch where the clock allows: a store that was lost and begun anew goes on from there, and the
    nonces of the xTRs grow with them.
    """
    return max(seen.epoch + 1 if seen else 1, int(at_unix_s))


class LeaseStore(Protocol):
    """Where the leases are kept: what all controllers see alike. Every coroutine raises LeaseStoreError only."""

    async def read(self) -> Mapping[Prefix, Lease]:
        """All leases that were ever taken."""

    async def take(self, prefix: Prefix, holder: str, seen: Lease | None) -> Lease | None:
        """A new tenure, with an epoch above every earlier one of this prefix, durable on return.

        None when the store no longer says what was `seen` (None: no lease at all).
        """

    async def renew(self, leases: Collection[Lease]) -> list[Lease]:
        """Those leases of these whose holder and epoch are still the same, with a later beat."""

    async def release(self, leases: Collection[Lease]) -> None:
        """Give leases back, where holder and epoch are still the same."""

    async def entrust(self, lease: Lease, text: str) -> None:
        """Keep `text` for whoever has a lease next, as long as it is held as it says; durable on return."""

    async def entrusted(self, prefix: Prefix) -> str | None:
        """What was last kept with a lease; None: nothing ever was, or holders find it in the journal they share."""

    async def close(self) -> None:
        """Let go of whatever is open."""


@dataclass(frozen=True, slots=True)
class LeaseRenewed(Event):
    """A lease is ours until the monotonic time `until` (s)."""

    tenure: Tenure
    until: float


@dataclass(frozen=True, slots=True)
class LeaseLost(Event):
    """A lease is no longer ours."""

    tenure: Tenure
    reason: str


class LeaseKeeper:
    """Which leases to take, and when. Pure."""

    def __init__(self, holder: str, prefixes: Collection[Prefix], preferred: Collection[Prefix] = ()) -> None:
        """`preferred` are taken as soon as they are free, the others `TAKE_S` later; empty: all are preferred."""
        self.holder = holder
        self._prefixes = tuple(prefixes)
        self._preferred = frozenset(preferred or prefixes)
        self._seen: dict[Prefix, tuple[Lease | None, float]] = {}
        self._lost: dict[Prefix, Tenure] = {}
        self.held: dict[Prefix, Lease] = {}

    def free(self, found: Mapping[Prefix, Lease], now: float) -> list[tuple[Prefix, Lease | None]]:
        """What is to be taken now, with what was seen of it."""
        return [
            (prefix, found.get(prefix))
            for prefix in self._prefixes
            if prefix not in self.held and self._free_at(prefix, found.get(prefix), now) <= now
        ]

    def _free_at(self, prefix: Prefix, lease: Lease | None, now: float) -> float:
        is_new = prefix not in self._seen
        if is_new or self._seen[prefix][0] != lease:
            self._seen[prefix] = (lease, now)
        since = self._seen[prefix][1]
        # What an earlier life of ours held, and what has run out without anybody taking it, is nobody else's. Its beat
        # may be later than we know: a renewal that we have given up may still have been carried out.
        if lease is not None and lease.holder == self.holder and (is_new or self._lost.get(prefix) == lease.tenure):
            return now
        idle_s = TAKE_S if lease is not None and lease.holder else 0.0
        return since + idle_s + (0.0 if prefix in self._preferred else TAKE_S)

    def taken(self, lease: Lease) -> None:
        """A lease is ours."""
        self.held[lease.prefix] = lease
        self._lost.pop(lease.prefix, None)

    def lapsed(self, lease: Lease) -> None:
        """A lease of ours has run out, or somebody else has it."""
        self.held.pop(lease.prefix, None)
        self._lost[lease.prefix] = lease.tenure
