"""What a DDT Map-Request is answered (RFC 8111 sections 7.1, 7.2 and 8.3).

delegated                       NODE-REFERRAL or MS-REFERRAL, 1440 min, to the nodes of the longest delegation
a site's, something registered  MS-ACK, 1440 min; the request goes on as any other
a site's, nothing registered    MS-NOT-REGISTERED, 1 min, the hole beside what is registered
ours, but nobody's              DELEGATION-HOLE, 15 min, the hole beside delegations and sites
not ours                        NOT-AUTHORITATIVE, the prefix asked for, TTL 0, incomplete
"""

from typing import Final

from lisp.wire import Address, Locator, Prefix, PrefixPair, ReferralAction, ReferralRecord
from mapserver.ddt import Ddt
from mapserver.policy import Policy
from mapserver.pubsub import Dropped
from mapserver.resolver import NEGATIVE_TTL_MIN, UNREGISTERED_TTL_MIN, Answer, Resolver, hole

NODE_TTL_MIN: Final = 1440
REGISTERED_TTL_MIN: Final = 1440


def referral(asked: Prefix, ddt: Ddt, policy: Policy, resolver: Resolver) -> ReferralRecord:
    """The one record of the Map-Referral: about the first address of the prefix asked for. Raises Dropped."""
    if isinstance(asked, PrefixPair):
        raise Dropped("unsupported-eid")
    eid = asked.first_host
    governing, delegation = policy.governing(eid), ddt.delegated.longest(eid)
    if delegation and (governing is None or delegation.prefix.length > governing[1].prefix.length):
        action = ReferralAction.MS_REFERRAL if delegation.map_servers else ReferralAction.NODE_REFERRAL
        return ReferralRecord.of(delegation.prefix, action, _locators(delegation.nodes), ttl_min=NODE_TTL_MIN)
    if governing:
        incomplete, resolution = ddt.peers is None, resolver.resolve(eid)
        if isinstance(resolution, Answer) and not resolution.records[0].locators:
            unregistered = resolution.records[0].prefix
            assert unregistered is not None
            return ReferralRecord.of(
                unregistered,
                ReferralAction.MS_NOT_REGISTERED,
                ttl_min=UNREGISTERED_TTL_MIN,
                incomplete=incomplete,
            )
        nodes = (*policy.addresses, *(ddt.peers or ()))
        action, locators = ReferralAction.MS_ACK, _locators(nodes)
        prefix = governing[1].prefix
        return ReferralRecord.of(prefix, action, locators, ttl_min=REGISTERED_TTL_MIN, incomplete=incomplete)
    if (authority := ddt.authority.longest(eid)) is not None:
        shared = max(ddt.delegated.shared_bits(eid), policy.configured.shared_bits(eid))
        gap = hole(eid, shared, authority.length)
        return ReferralRecord.of(gap, ReferralAction.DELEGATION_HOLE, ttl_min=NEGATIVE_TTL_MIN)
    unknown = ReferralRecord.of(asked, ReferralAction.NOT_AUTHORITATIVE, ttl_min=0, incomplete=True)
    return unknown._replace(authoritative=False)


def _locators(nodes: tuple[Address, ...]) -> tuple[Locator, ...]:
    return tuple(Locator.unicast(node, local=False) for node in nodes)
