"""What the map server's engine wants stored."""

from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from typing import Any

from lisp.engine import Command
from lisp.wire import Prefix
from mapserver.mapping import Contribution


@dataclass(frozen=True, slots=True)
class PersistState(Command):
    """Store this where a restart finds it, in place of what was stored before. There may be keys in it."""

    state: MappingABC[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class StoreSubscription(Command):
    """What is to be known of a subscription after a restart, its key too: durable before a Map-Notify that follows."""

    eid: str
    xtr_id: str
    state: MappingABC[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class StoreNonce(Command):
    """A sender's last accepted nonce: to be durable before any Map-Notify that follows goes out."""

    sender: str
    last: int


@dataclass(frozen=True, slots=True)
class StoreMapping(Command):
    """What stands for a prefix now, in place of what stood: to be durable before a Map-Notify that follows.

    `lost`: what xTRs contributed that lost the EID to others, and how long ago (s). The contributions may
    go on changing: take from them what is to be stored at once.
    """

    prefix: Prefix
    contributions: tuple[Contribution, ...]
    lost: tuple[tuple[Contribution, float], ...] = ()
