"""A network in virtual time: engines exchange datagrams over links that lose, repeat and delay.

Everything comes from one seed, so a failure is a failure again. No clock is read and nothing sleeps.
"""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from lisp.engine import Command, Datagram, Endpoint, Engine, Event, Notice, SendDatagram, Tick
from lisp.wire import CONTROL_PORT, Address

Perform = Callable[[Command], None]


@dataclass
class Node:
    """An engine at an address; `perform` takes the commands that are not datagrams or notices."""

    name: str
    engine: Engine
    address: Address
    perform: Perform
    up: bool = True
    notices: list[tuple[float, Notice]] = field(default_factory=list)

    def noticed(self, name: str) -> list[dict[str, Any]]:
        """The fields of every notice of that name, oldest first."""
        return [dict(notice.fields) for _, notice in self.notices if notice.name == name]


@dataclass
class VirtualNetwork:
    """Carries datagrams between engines. `loss` and `duplicate` are probabilities, delays are seconds."""

    seed: int = 0
    delay_s: float = 0.005
    jitter_s: float = 0.0
    loss: float = 0.0
    duplicate: float = 0.0
    now: float = 1000.0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.nodes: dict[Address, Node] = {}
        self._queue: list[tuple[float, int, Callable[[], None]]] = []
        self._sequence = count()
        self.sent = 0
        self.lost = 0

    def add(self, name: str, engine: Engine, address: str, perform: Perform | None = None) -> Node:
        """Put an engine on the network."""
        node = Node(name, engine, Address.parse(address), perform or (lambda _command: None))
        self.nodes[node.address] = node
        return node

    def feed(self, node: Node, event: Event) -> None:
        """Give a node an event now, and carry out what it commands."""
        for command in node.engine.handle(event, self.now):
            match command:
                case SendDatagram(data, destination):
                    self._transmit(node, data, destination)
                case Notice():
                    node.notices.append((self.now, command))
                case _:
                    node.perform(command)

    def call_later(self, delay_s: float, action: Callable[[], None]) -> None:
        """Have something happen after a while."""
        heapq.heappush(self._queue, (self.now + delay_s, next(self._sequence), action))

    def later(self, delay_s: float, node: Node, event: Event) -> None:
        """Give a node an event after a while; one that is down then does not get it."""
        self.call_later(delay_s, partial(self._give, node, event))

    def _give(self, node: Node, event: Event) -> None:
        if node.up:
            self.feed(node, event)

    def run(self, seconds: float) -> None:
        """Let virtual time pass."""
        end = self.now + seconds
        while self._step(end):
            pass
        self.now = end

    def run_until(self, condition: Callable[[], bool], limit_s: float = 60.0) -> bool:
        """Let time pass until the condition holds; False when it does not within the limit."""
        end = self.now + limit_s
        while not condition():
            if not self._step(end):
                return False
        return True

    def _step(self, end: float) -> bool:
        """Do the next thing, a datagram in flight or an engine's deadline; False when none is before `end`."""
        deadlines = [(node.engine.deadline(), node) for node in self.nodes.values() if node.up]
        ticks = [(max(at, self.now), node) for at, node in deadlines if at is not None]
        tick = min(ticks, key=lambda entry: entry[0], default=None)
        if self._queue and (tick is None or self._queue[0][0] <= tick[0]):
            at, _, action = self._queue[0]
            if at > end:
                return False
            heapq.heappop(self._queue)
            self.now = max(self.now, at)
            action()
            return True
        if tick is None or tick[0] > end:
            return False
        self.now = tick[0]
        self.feed(tick[1], Tick())
        return True

    def _transmit(self, sender: Node, data: bytes, destination: Endpoint) -> None:
        target = self.nodes.get(destination.address)
        if target is None or destination.port != CONTROL_PORT:
            return
        copies = 2 if self.random.random() < self.duplicate else 1
        for _ in range(copies):
            self.sent += 1
            if self.random.random() < self.loss:
                self.lost += 1
                continue
            event = Datagram(data, Endpoint(sender.address, CONTROL_PORT))
            self.later(self.delay_s + self.random.random() * self.jitter_s, target, event)
