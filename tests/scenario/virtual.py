"""Virtual time for asyncio: a loop whose clock jumps to the next timer, and a network that lives in it.

What the daemon does with tasks, locks and time-outs is thereby tested as it is, without a second of waiting.
"""

import asyncio
import selectors
from collections.abc import Callable
from functools import partial
from typing import Any

from lisp.engine import Event, Tick
from tests.scenario.network import Node, VirtualNetwork


class _NoWaiting(selectors.SelectSelector):
    """Nothing is ever read: to wait is to move the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        assert timeout is not None, "everybody waits for something that never comes"
        self.now += max(timeout, 0.0)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in virtual time."""

    def __init__(self) -> None:
        self._clock = _NoWaiting()
        super().__init__(self._clock)

    def time(self) -> float:
        return self._clock.now


class LoopNetwork(VirtualNetwork):
    """The virtual network, with a loop's timers in the place of its own queue; links can be cut."""

    def __init__(self, loop: asyncio.AbstractEventLoop, seed: int, **trouble: float) -> None:
        super().__init__(seed, **trouble)
        self._loop = loop
        self._ticks: dict[str, asyncio.TimerHandle] = {}
        self.blocked: set[frozenset[str]] = set()

    def feed(self, node: Node, event: Event) -> None:
        if not node.up:
            return
        self.now = self._loop.time()
        super().feed(node, event)
        self._arm(node)

    def call_later(self, delay_s: float, action: Callable[[], None]) -> None:
        self._loop.call_later(delay_s, action)

    def _arm(self, node: Node) -> None:
        if (before := self._ticks.pop(node.name, None)) is not None:
            before.cancel()
        if (at := node.engine.deadline()) is not None:
            self._ticks[node.name] = self._loop.call_at(max(at, self._loop.time()), partial(self._tick, node))

    def _tick(self, node: Node) -> None:
        if node.up:
            self.feed(node, Tick())

    def revive(self, node: Node) -> None:
        """A node that was down goes on with what it knew."""
        node.up = True
        self.feed(node, Tick())

    def _transmit(self, sender: Node, data: bytes, destination: Any) -> None:
        target = self.nodes.get(destination.address)
        if target is not None and frozenset((sender.name, target.name)) not in self.blocked:
            super()._transmit(sender, data, destination)
