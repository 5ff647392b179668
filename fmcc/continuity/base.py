"""Service continuity as the saga and the decision see it: prepare, commit, roll back, and what is reported.

    prepare(move)    no effect on traffic; in the end Prepared(token)
    commit(token)    the guest runs at the target: traffic follows; in the end Committed(token)
    rollback(token)  the guest runs at the source after all: traffic returns; in the end RolledBack(token)

An implementation is sans-IO like an engine. Every method returns steps, to be taken in order: commands for
the daemon, and reports for the controller. All three verbs are idempotent: a verb given twice tells nobody
twice who has acknowledged, and reports again. How services and users are found and traffic is re-routed is
the implementation's own business; it speaks of users by prefix, and of where they are by opaque anchors.
"""

from dataclasses import dataclass
from typing import Protocol

from lisp.engine import Command, Datagram, Tick
from lisp.wire import Prefix


@dataclass(frozen=True, slots=True)
class Move:
    """A service that keeps its address while its guest goes from one site to another. Sites are DC names.

    `epoch`: what is said under a lower one, by a controller that has lost its lease, is to be refused; 0: no leases.
    """

    id: str
    address: Prefix
    source: str
    target: str
    epoch: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """The right to commit or to roll back a prepared move. Equal moves have equal tokens."""

    move: Move


class Report:
    """What one part of the controller tells another."""

    __slots__ = ()


Step = Command | Report


@dataclass(frozen=True, slots=True)
class UserMoved(Report):
    """The users of this prefix are reached through these anchors now, the preferred one first."""

    prefix: Prefix
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VmSeenAt(Report):
    """The network shows the service at a site; None when the place is none of the sites, or unknown."""

    address: Prefix
    site: str | None


@dataclass(frozen=True, slots=True)
class Degraded(Report):
    """Something that continuity depends on does not answer; `move` is the id of the move that suffers."""

    reason: str
    move: str | None = None


@dataclass(frozen=True, slots=True)
class Prepared(Report):
    """The move can be committed."""

    token: Token


@dataclass(frozen=True, slots=True)
class Committed(Report):
    """Everybody who had to be told of the commit has acknowledged it."""

    token: Token


@dataclass(frozen=True, slots=True)
class RolledBack(Report):
    """Everybody who had to be told of the roll-back has acknowledged it."""

    token: Token


class Continuity(Protocol):
    """A way to keep a moved service reachable."""

    def handle(self, event: Datagram | Tick, now: float) -> list[Step]:
        """Take a datagram, or the passing of time, at monotonic `now` (s)."""

    def deadline(self) -> float | None:
        """When a Tick is wanted (monotonic s), or None."""

    def prepare(self, move: Move, now: float) -> list[Step]:
        """Find out what the move needs. Raises LookupError for a site nobody configured."""

    def commit(self, token: Token, now: float) -> list[Step]:
        """Lead the traffic to the target. May be given again to urge those who have not acknowledged."""

    def rollback(self, token: Token, now: float) -> list[Step]:
        """Lead the traffic to the source."""

    def release(self, token: Token) -> None:
        """The move is over: tell nobody any more."""

    def refresh(self, users: Prefix, now: float) -> list[Step]:
        """Ask anew where the users of a prefix are; what has changed is reported as ever."""

    def confirmed_at(self, users: Prefix) -> float | None:
        """When the network last said where the users of a prefix are (monotonic s); None: never."""

    def seen_at(self, address: Prefix) -> str | None:
        """The site where the network shows a service now, if it is one."""

    def site_behind(self, anchor: str) -> str | None:
        """The site that is reached through this anchor, if one is."""
