"""Replay protection of Map-Registers: the last nonce of every xTR under every key (RFC 9301 section 5.6).

A nonce must grow. One exception makes retransmission possible at all: a datagram that is, octet for
octet, one of the last few we accepted is a duplicate, to be acknowledged again and to change nothing.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final, NamedTuple

# An xTR with several Map-Registers under way retransmits any of them: this many are remembered.
DUPLICATES_KEPT: Final = 8


class Verdict(Enum):
    """What a nonce says about a datagram."""

    NEW = auto()
    DUPLICATE = auto()
    REPLAY = auto()
    LEDGER_FULL = auto()


class Sender(NamedTuple):
    """Who counts nonces: an xTR of a site, under one key."""

    site: str
    owner: str
    key_id: int

    def __str__(self) -> str:
        return f"{self.site}|{self.owner}|{self.key_id}"


@dataclass(slots=True)
class _Entry:
    last: int = -1
    recent: OrderedDict[int, bytes] = field(default_factory=OrderedDict)


class NonceLedger:
    """Last accepted nonces. At the cap new senders are refused: forgetting one would open it to replay."""

    def __init__(self, max_senders: int) -> None:
        self._max_senders = max_senders
        self._entries: dict[str, _Entry] = {}

    def judge(self, sender: Sender, nonce: int, data: bytes) -> Verdict:
        """Whether an authentic datagram is new; changes nothing."""
        entry = self._entries.get(str(sender))
        if entry is None:
            return Verdict.NEW if len(self._entries) < self._max_senders else Verdict.LEDGER_FULL
        if nonce > entry.last:
            return Verdict.NEW
        return Verdict.DUPLICATE if entry.recent.get(nonce) == _digest(data) else Verdict.REPLAY

    def accept(self, sender: Sender, nonce: int, data: bytes) -> None:
        """Remember a datagram that has taken effect."""
        entry = self._entries.setdefault(str(sender), _Entry())
        entry.last = max(entry.last, nonce)
        entry.recent[nonce] = _digest(data)
        if len(entry.recent) > DUPLICATES_KEPT:
            entry.recent.popitem(last=False)

    def snapshot(self) -> dict[str, int]:
        """The last nonce of every sender, to be stored."""
        return {sender: entry.last for sender, entry in self._entries.items()}

    def restore(self, stored: Mapping[str, int]) -> None:
        """Take over what `snapshot` gave in an earlier life."""
        for sender, last in stored.items():
            self._entries[sender] = _Entry(last)

    def __len__(self) -> int:
        return len(self._entries)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
