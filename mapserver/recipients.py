"""The addresses that datagrams go to because a packet named them: how much each may be sent.

Who names an address in a Map-Request may have lied. So an address has the same answer once per interval, so
many datagrams a second, and no more octets than were asked with in its name.
"""

from typing import Final

from lisp.idle import IdleTable
from lisp.wire import Address, Prefix

# The same answer to the same asker; a changed answer goes out at once.
REPLY_INTERVAL_S: Final = 0.5
# What an address nobody has asked for yet is sent beyond the question: a record of a dozen locators.
FIRST_OCTETS: Final = 256
MAX_CREDIT: Final = 65_536
# Addresses remembered. At the cap those idle for a second are forgotten; if there are none, new ones wait.
MAX_RECIPIENTS: Final = 65_536
_IDLE_S: Final = 1.0
# Answers remembered per address: a second's worth at the default rate, twice.
_MAX_ANSWERS: Final = 512


class Recipient:
    """One such address, with the datagrams and octets it may have now."""

    def __init__(self, address: Address, tokens: float, now: float) -> None:
        self.address = address
        self._tokens = tokens
        self.since = now  # what the tokens are counted from (monotonic s)
        self._credit = FIRST_OCTETS
        self._answers: dict[Prefix, tuple[int, float]] = {}  # what it was answered about: revision, and when

    def take(self, rate_per_s: float, now: float) -> bool:
        """Whether one more datagram may go there; if so, it is counted. A burst is one second's worth."""
        tokens = min(rate_per_s, self._tokens + (now - self.since) * rate_per_s)
        if tokens < 1.0:
            return False
        self._tokens, self.since = tokens - 1.0, now
        return True

    def had(self, asked: Prefix, revision: int, now: float) -> bool:
        """Whether it was answered just this a moment ago."""
        last = self._answers.get(asked)
        return last is not None and last[0] == revision and now - last[1] < REPLY_INTERVAL_S

    def note(self, asked: Prefix, revision: int, now: float) -> None:
        """Remember what it is answered."""
        if len(self._answers) >= _MAX_ANSWERS:
            self._answers.clear()
        self._answers[asked] = revision, now

    def covers(self, received: int, answer: int) -> bool:
        """Whether a question of `received` octets may be answered with so many; if so, they are spent."""
        credit = min(self._credit, MAX_CREDIT) + received
        covered = answer <= credit
        self._credit = credit - answer if covered else credit
        return covered


class Recipients:
    """All such addresses, so many datagrams a second for each."""

    def __init__(self, rate_per_s: float) -> None:
        self.rate_per_s = rate_per_s
        self._known: IdleTable[Recipient] = IdleTable(MAX_RECIPIENTS, _IDLE_S, _since)

    def find(self, address: Address, now: float) -> Recipient | None:
        """The address as a recipient; None while there are too many others."""
        known = self._known.entries.get(address.packed)
        if known is not None:
            return known
        if not self._known.room(now):
            return None
        self._known.entries[address.packed] = new = Recipient(address, self.rate_per_s, now)
        return new


def _since(recipient: Recipient) -> float:
    return recipient.since
