"""A map server's place in the Delegated Database Tree (RFC 8111), as the operator describes it.

delegations     prefixes that other nodes answer for: a Map-Referral leads there
authoritative   prefixes of ours: what is neither delegated nor a site's in them is a hole
roots           where a lookup for an EID of no site of ours starts; without roots there are none
"""

from dataclasses import dataclass, field

from lisp.lpm import PrefixTable
from lisp.wire import Address, Prefix


@dataclass(frozen=True, slots=True)
class Delegation:
    """A prefix that other nodes answer for; `map_servers`: at least one of them is a map server."""

    prefix: Prefix
    nodes: tuple[Address, ...]
    map_servers: bool = False


@dataclass(frozen=True)
class Ddt:
    """Plain data with its lookup tables. Raises ValueError when a prefix is delegated twice.

    `peers` are the other map servers of our sites' prefixes, all of them: None where not all are known,
    which makes our referrals "incomplete" (section 6.3).
    """

    authoritative: tuple[Prefix, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    peers: tuple[Address, ...] | None = None
    roots: tuple[Address, ...] = ()
    authority: PrefixTable[Prefix] = field(default_factory=PrefixTable, init=False, compare=False)
    delegated: PrefixTable[Delegation] = field(default_factory=PrefixTable, init=False, compare=False)

    def __post_init__(self) -> None:
        for prefix in self.authoritative:
            self.authority[prefix] = prefix
        for delegation in self.delegations:
            if delegation.prefix in self.delegated:
                raise ValueError(f"{delegation.prefix} is delegated twice")
            self.delegated[delegation.prefix] = delegation
