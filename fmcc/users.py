"""Where every user is: learned from what the network publishes, never asked of the user.

The network speaks of prefixes: a whole subnet is reached through one anchor, and one user who has moved
through another. A user is wherever the longest prefix that covers them is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from lisp.lpm import PrefixTable
from lisp.wire import Prefix

# Users followed by one controller. Beyond that, users nobody named in a service are not taken on.
MAX_USERS: Final = 1_000_000

# The anchors a user is reached through, the preferred one first.
Anchors = tuple[str, ...]


class Relocation(NamedTuple):
    """A user is reached through other anchors than before; `before` is empty the first time.

    `stayed_s` is how long they were behind `before`; 0 when nobody saw them arrive.
    """

    user: Prefix
    before: Anchors
    after: Anchors
    stayed_s: float = 0.0


@dataclass(slots=True)
class UserState:
    """One user: the anchors now and before, since when (monotonic s), and how often they have changed."""

    anchors: Anchors = ()
    previous: Anchors = ()
    since: float = 0.0
    moves: int = 0


class UserTable:
    """Follows users by their prefixes."""

    def __init__(self, max_users: int = MAX_USERS) -> None:
        self._attachments: PrefixTable[Anchors] = PrefixTable()
        self._users: PrefixTable[UserState] = PrefixTable()
        self._max_users = max_users
        self.refused = 0

    def follow(self, user: Prefix) -> None:
        """Follow this user even while only the subnet around them is known."""
        if user not in self._users:
            self._users[user] = UserState(anchors=self.anchors(user))

    def update(self, prefix: Prefix, anchors: Anchors, now: float) -> list[Relocation]:
        """The users of this prefix are reached through these anchors (none: withdrawn).

        Returns the users who are elsewhere now.
        """
        # A user first heard of has been wherever their subnet was.
        if prefix.is_host and anchors and prefix not in self._users:
            if len(self._users) >= self._max_users:
                self.refused += 1
                return []
            self.follow(prefix)
        if anchors:
            self._attachments[prefix] = anchors
        else:
            self._attachments.pop(prefix)
        affected = [(prefix, state)] if (state := self._users.get(prefix)) else []
        if not prefix.is_host:
            affected += self._users.covered(prefix)
        return [moved for user, state in affected if (moved := self._relocate(user, state, now))]

    def anchors(self, user: Prefix) -> Anchors:
        """Through which anchors a user is reached now; empty when nobody knows."""
        found = self._attachments.lookup(user.address, user.iid)
        return found[1] if found else ()

    def __iter__(self) -> Iterator[tuple[Prefix, UserState]]:
        return self._users.items()

    def __len__(self) -> int:
        return len(self._users)

    def _relocate(self, user: Prefix, state: UserState, now: float) -> Relocation | None:
        after = self.anchors(user)
        if after == state.anchors:
            return None
        before = state.anchors
        stayed_s = now - state.since if before and state.since else 0.0
        state.previous, state.anchors, state.since = before, after, now
        # Being found, or found again after a withdrawal, is no move.
        state.moves += bool(before and after)
        return Relocation(user, before, after, stayed_s)
