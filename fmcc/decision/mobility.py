"""Where users go next: learned from where all of them have gone, from where they came from.

A state is a pair: the anchor a user came from and the one they are at; who stays is in (here, here). What is counted
is which state follows which, with forgetting. Where a state has been seen too rarely, the moves from its anchor
regardless of the direction count with it.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

MAX_STATES: Final = 50_000
"""Pairs of anchors kept; nothing is learned of further ones."""

FORGETTING: Final = 0.9
"""Weight of what has been counted, at each new plan."""

FORGOTTEN: Final = 0.01
"""A count that has faded to this is dropped."""

PRIOR_MOVES: Final = 2.0
"""How many observed moves the direction-blind estimate counts for."""

State = tuple[Hashable, Hashable]


class Mobility:
    """Counts which state follows which, over all users."""

    def __init__(self) -> None:
        self._states: dict[State, int] = {}
        self._seen: dict[tuple[int, int], float] = {}  # (state, next state): how often
        self._last: dict[Hashable, State] = {}  # the state each user was in
        self.observed = 0

    def observe(self, user: Hashable, anchor: Hashable, epochs: int = 1) -> None:
        """The user is at this anchor for so many epochs in a row; new there or not."""
        for _ in range(min(epochs, 2)):
            last = self._last.get(user)
            self._enter(user, last, (anchor if last is None else last[1], anchor), 1.0)
        if epochs > 2:
            # From the third on, who stays goes from (here, here) to (here, here).
            self._enter(user, (anchor, anchor), (anchor, anchor), epochs - 2.0)

    def state(self, user: Hashable) -> State | None:
        """Where the user came from, and is; None for one never seen."""
        return self._last.get(user)

    def forget(self, user: Hashable) -> None:
        """Nobody knows where the user is: their next appearance is no move."""
        self._last.pop(user, None)

    def counted(self) -> "Counted":
        """What is known now, for an estimate elsewhere; what has been counted counts less from here on."""
        counted = Counted(tuple(self._states), self._seen)
        faded = ((pair, FORGETTING * count) for pair, count in self._seen.items())
        self._seen = {pair: count for pair, count in faded if count > FORGOTTEN}
        return counted

    def _enter(self, user: Hashable, last: State | None, state: State, times: float) -> None:
        number = self._states.get(state)
        if number is None:
            if len(self._states) >= MAX_STATES:
                self._last.pop(user, None)
                return
            number = self._states[state] = len(self._states)
        if last is not None:
            pair = self._states[last], number
            self._seen[pair] = self._seen.get(pair, 0.0) + times
            self.observed += int(times)
        self._last[user] = state


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What has been counted, in the order of the states' numbers. Never changed once made."""

    states: tuple[State, ...]
    seen: Mapping[tuple[int, int], float]

    def estimate(self) -> "Moves":
        """P(e'|e). Who is at an anchor goes on to a state that someone at that anchor has gone on to before."""
        anchors = _numbered(here for _, here in self.states)
        at = np.array([anchors[here] for _, here in self.states], dtype=np.intp)
        slots: dict[int, dict[int, int]] = {}
        for state, following in self.seen:
            successors = slots.setdefault(int(at[state]), {})
            successors.setdefault(following, len(successors))
        width = max((len(successors) for successors in slots.values()), default=1)
        counts = np.zeros((len(at), width))
        next_of = np.zeros((len(anchors), width), dtype=np.intp)
        for (state, following), count in self.seen.items():
            slot = slots[int(at[state])][following]
            next_of[at[state], slot] = following
            counts[state, slot] = count
        # Regardless of the direction: where users at this anchor go next, arriving from anywhere.
        pooled = np.zeros((len(anchors), width))
        np.add.at(pooled, at, counts)
        support = pooled.sum(axis=1)[at]
        blind = pooled[at] / np.maximum(support, np.finfo(np.float64).tiny)[:, None]
        estimate, following_states = counts + PRIOR_MOVES * blind, next_of[at]
        # An anchor nobody has left yet is taken to be stayed at.
        nowhere = np.flatnonzero(support == 0.0)
        estimate[nowhere, 0], following_states[nowhere, 0] = 1.0, nowhere
        probability = estimate / estimate.sum(axis=1, keepdims=True)
        numbers = {state: number for number, state in enumerate(self.states)}
        return Moves(tuple(anchors), numbers, at, following_states, probability, support)


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Per state: its anchor, the states that may follow, how likely each is, and on how many moves that rests."""

    anchors: tuple[Hashable, ...]
    numbers: Mapping[State, int]
    at: NDArray[np.intp]
    following: NDArray[np.intp]
    probability: NDArray[np.float64]
    support: NDArray[np.float64]

    def next_anchors(self, state: int) -> list[tuple[Hashable, float]]:
        """Where a user in this state goes next, the likeliest first."""
        shares: dict[Hashable, float] = {}
        for following, probability in zip(
            self.following[state].tolist(), self.probability[state].tolist(), strict=True
        ):
            if probability > 0.0:
                anchor = self.anchors[self.at[following]]
                shares[anchor] = shares.get(anchor, 0.0) + probability
        return sorted(shares.items(), key=lambda entry: -entry[1])


def _numbered(names: Iterable[Hashable]) -> dict[Hashable, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}
