"""Replay protection of Map-Registers: the last nonce of every xTR under every key (RFC 9301 section 5.6).

A nonce must grow. One exception makes retransmission possible at all: a datagram that is, octet for
octet, one of the last few we accepted is a duplicate, to be acknowledged again and to change nothing. Two
authentic datagrams with one nonce and one tag are the same octets: that is what a MAC is.
"""

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


@dataclass(eq=False)
class NonceTally:
    """The nonces of one sender: the last, and the tags of the last few datagrams."""

    sender: str
    last: int = -1
    recent: dict[int, bytes] = field(default_factory=dict)

    def accept(self, nonce: int, tag: bytes) -> None:
        """Remember a datagram that has taken effect."""
        if nonce > self.last:
            self.last = nonce
        recent = self.recent
        recent[nonce] = tag
        if len(recent) > DUPLICATES_KEPT:
            del recent[next(iter(recent))]


class NonceLedger:
    """Last accepted nonces. At the cap new senders are refused: forgetting one would open it to replay."""

    def __init__(self, max_senders: int) -> None:
        self._max_senders = max_senders
        self._tallies: dict[str, NonceTally] = {}

    def judge(self, tally: NonceTally, nonce: int, tag: bytes) -> Verdict:
        """Whether an authentic datagram is new; changes nothing."""
        if tally.last < 0:  # not in the ledger yet
            return Verdict.NEW if len(self._tallies) < self._max_senders else Verdict.LEDGER_FULL
        if nonce > tally.last:
            return Verdict.NEW
        return Verdict.DUPLICATE if tally.recent.get(nonce) == tag else Verdict.REPLAY

    def tally(self, sender: Sender | str) -> NonceTally:
        """The tally of a sender; a new one counts from its first `accept`."""
        name = str(sender)
        return self._tallies.get(name) or NonceTally(name)

    def accept(self, tally: NonceTally, nonce: int, tag: bytes) -> None:
        """Remember a datagram that has taken effect."""
        if tally.last < 0 and len(self._tallies) < self._max_senders:
            self._tallies.setdefault(tally.sender, tally)
        tally.accept(nonce, tag)

    def __contains__(self, tally: NonceTally) -> bool:
        return self._tallies.get(tally.sender) is tally

    def snapshot(self) -> dict[str, int]:
        """The last nonce of every sender, to be stored."""
        return {sender: tally.last for sender, tally in self._tallies.items()}

    def restore(self, stored: Mapping[str, int]) -> None:
        """Take over what `snapshot` gave in an earlier life."""
        for sender, last in stored.items():
            self._tallies[sender] = NonceTally(sender, last)

    def __len__(self) -> int:
        return len(self._tallies)
