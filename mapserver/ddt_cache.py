"""The referral cache of a DDT client (RFC 8111 section 7.3.1): who to ask about which EIDs, and what is not there."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from lisp.lpm import PrefixTable
from lisp.wire import Address, Prefix, ReferralAction

# At the cap the oldest goes: it costs a lookup from further up.
MAX_REFERRALS: Final = 16_384
_NEGATIVE: Final = frozenset({ReferralAction.DELEGATION_HOLE, ReferralAction.MS_NOT_REGISTERED})
_MAP_SERVERS: Final = frozenset({ReferralAction.MS_REFERRAL, ReferralAction.MS_ACK})


@dataclass(frozen=True, slots=True)
class Referral:
    """Where to ask about a prefix, None for the roots, until when (monotonic s)."""

    prefix: Prefix | None
    action: ReferralAction
    nodes: tuple[Address, ...] = ()
    expires_at: float = float("inf")

    @property
    def negative(self) -> bool:
        """Whether there is nothing to ask for."""
        return self.action in _NEGATIVE

    @property
    def to_map_servers(self) -> bool:
        """Whether the nodes answer for sites: only those are shown one-time keys."""
        return self.action in _MAP_SERVERS


class ReferralCache:
    """Referrals by prefix; what has expired is gone."""

    def __init__(self) -> None:
        self._table: PrefixTable[Referral] = PrefixTable()
        self._ages: OrderedDict[Prefix, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._ages)

    def longest(self, eid: Prefix, now: float) -> Referral | None:
        """The referral of the longest prefix around an EID."""
        for prefix, referral in list(self._table.covering(eid)):
            if now < referral.expires_at:
                return referral
            self.forget(prefix)
        return None

    def put(self, prefix: Prefix, referral: Referral) -> None:
        """Remember a referral in place of an older one for its prefix; inside a hole there is nothing."""
        self.forget(prefix)
        if referral.action == ReferralAction.DELEGATION_HOLE:
            for inside, _ in list(self._table.covered(prefix)):
                self.forget(inside)
        while len(self._ages) >= MAX_REFERRALS:
            self._table.pop(self._ages.popitem(last=False)[0])
        self._table[prefix] = referral
        self._ages[prefix] = None

    def forget(self, prefix: Prefix) -> None:
        """Forget what is known of exactly this prefix."""
        if self._ages.pop(prefix, 0) is None:
            self._table.pop(prefix)

    def entries(self, now: float) -> list[Referral]:
        """All that hold."""
        return [referral for _, referral in self._table.items() if now < referral.expires_at]
