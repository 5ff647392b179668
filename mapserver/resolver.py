"""What a Map-Request is answered: the Map-Server algorithm of RFC 9301 sections 8.3 and 8.4.

    no configured prefix covers the EID        negative, Natively-Forward, 15 min, least-specific hole
    configured, nothing registered             negative, Natively-Forward, 1 min, hole inside the prefix
    registered, we may answer (proxy reply)    the longest match and every more-specific of it
    registered, nobody lets us answer          the request goes on to one ETR, unchanged
    not configured, we are part of a DDT       it is asked there, unless it is a pair

A pair of source and destination (RFC 8060 section 4.8) is looked up as `lisp.pairs` says, and answered in the
same form: with the widest pair around the two hosts all of whose traffic fares alike. A plain EID is never
answered with a pair.

A reply must fit one datagram. Where the more-specifics do not, sending the match without them would
misdirect their traffic; instead the match's locators are returned for the widest prefix around the EID
asked for that holds none of them. So they are where one of them is of a site that requires LISP-SEC and the
match is not: what is said of the match goes to anybody.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lisp.engine import Endpoint
from lisp.wire import CONTROL_PORT, Action, Address, EidRecord, Locator, Prefix, PrefixPair
from lisp.wire.reader import Reader
from mapserver.mapping import Contribution, KeptAnswer, Mapping
from mapserver.policy import Policy
from mapserver.records import encoded, proxied_locators, ttl_min_of
from mapserver.registration import Registry

NEGATIVE_TTL_MIN: Final = 15  # nothing is configured there: it will not appear by itself
UNREGISTERED_TTL_MIN: Final = 1  # configured: it may register any moment

# Every IPv6 link carries 1280 octets: less the IP and UDP headers, and what may stand around records. That is a
# Map-Notify's head, authentication data and trailer, or more: a protected Map-Reply's head, both MACs with what
# says how they were made, and the EID that is vouched for, IPv6 in an instance (RFC 9303 section 6.8).
_NOTIFY_FRAME: Final = 16 + 32 + 24
_PROTECTED_FRAME: Final = 12 + 2 * (4 + 16) + 8 + 2 + 30
MAX_RECORD_OCTETS: Final = 1280 - 40 - 8 - max(_NOTIFY_FRAME, _PROTECTED_FRAME)
MAX_RECORDS: Final = 255

_RECORD: Final = struct.Struct("!IBBHHH")  # TTL, locators, mask length, ACT and A, map-version, AFI
_NATIVELY_FORWARD: Final = Action.NATIVELY_FORWARD << 13


@dataclass(frozen=True)
class Answer:
    """The records of a Map-Reply. `revision` changes when the answer does."""

    records: tuple[EidRecord, ...]
    revision: int = 0


@dataclass(frozen=True)
class Forward:
    """The ETR that is to answer, and for what."""

    etr: Endpoint
    match: Mapping


class Elsewhere:
    """Nobody here answers for it: the DDT is to be asked (RFC 8111)."""


class Resolver:
    """Looks EIDs up for others. Changes nothing."""

    def __init__(self, policy: Policy, registry: Registry) -> None:
        self._policy = policy
        self._registry = registry

    def adopt(self, policy: Policy) -> None:
        """Go on under another policy."""
        self._policy = policy

    def resolve(self, asked: Prefix) -> Answer | Forward | Elsewhere:
        """What becomes of a Map-Request for an EID prefix or a pair."""
        governing = self._policy.governing(asked)
        around = governing[1].prefix if governing else None
        match = self._match(asked, around.length) if around else None
        if match is None and not asked.is_host:
            # Wider than anything registered, say a cached prefix that has been split since: what holds
            # its first address is an answer that is right for that address and harms no other.
            return self.resolve(asked.first_host)
        if governing is None and self._policy.ddt:
            return Elsewhere()
        if match is None:
            ttl_min = UNREGISTERED_TTL_MIN if around else NEGATIVE_TTL_MIN
            negative = EidRecord.of(self._hole(asked, around), ttl_min=ttl_min, action=Action.NATIVELY_FORWARD)
            return Answer((negative,))
        if not match.proxy_reply and (etr := self._etr(match)) is not None:
            return Forward(etr, match)
        return self._positive(asked, match)

    def current(self, asked: Prefix) -> EidRecord:
        """The record that holds now for an EID prefix, as we hand it to others."""
        governing = self._policy.governing(asked)
        match = self._match(asked, governing[1].prefix.length if governing else 0)
        if match is not None:
            return proxied(match.record)
        return EidRecord.of(asked, ttl_min=UNREGISTERED_TTL_MIN, action=Action.NATIVELY_FORWARD)

    def _match(self, asked: Prefix, floor: int) -> Mapping | None:
        """The longest registered prefix around `asked` that is not wider than its configured prefix."""
        match = self._registry.longest(asked)
        return match if match is not None and match.prefix.destination.length >= floor else None

    def _positive(self, asked: Prefix, match: Mapping) -> Answer | Forward | Elsewhere:
        """The records of the match and of what is inside it, or what stands in their place (see the file's head)."""
        whole = None if isinstance(asked, PrefixPair) else self._whole(match)
        if whole is not None:
            count, octets, revision = whole
            reader = Reader(octets)
            return Answer(tuple([EidRecord.decode(reader) for _ in range(count)]), revision)
        if not asked.is_host:
            return self.resolve(asked.first_host)  # which a more-specific may hold
        # Any more-specific may be what makes the answer so narrow.
        return Answer((self._narrow(asked, match),), self._registry.revision)

    def narrow(self, asked: Prefix) -> EidRecord | None:
        """The shortest answer there is about a registered EID; None where it is not registered."""
        host = asked.first_host
        match = self._registry.longest(host)
        return self._narrow(host, match) if match is not None else None

    def _narrow(self, asked: Prefix, match: Mapping) -> EidRecord:
        if isinstance(asked, PrefixPair):
            around: Prefix = self.pair_hole(asked, match.prefix)
        else:
            around = hole(asked, self._registry.shared_bits(asked), match.prefix.length)
        return EidRecord.of(around, proxied(match.record).locators, ttl_min=ttl_min_of(match.octets))

    def _whole(self, match: Mapping) -> KeptAnswer | None:
        """The match and all inside it on the wire, which the match keeps; None where they do not fit or may not."""
        if match.answer is not None:
            return match.answer
        mappings = (match, *self._registry.more_specifics(match.prefix, MAX_RECORDS))
        if not match.site.require_sec and any([mapping.site.require_sec for mapping in mappings]):
            return None
        shortest = min([mapping.octets[:4] for mapping in mappings])
        octets = b"".join([handed_on(mapping, shortest) for mapping in mappings])
        if len(octets) > MAX_RECORD_OCTETS or len(mappings) > MAX_RECORDS:
            return None
        whole = len(mappings), octets, max([mapping.revision for mapping in mappings])
        if match.proxy_reply:
            match.answer = whole
        return whole

    def _hole(self, asked: Prefix, around: Prefix | None) -> Prefix:
        """The least-specific hole inside the configured prefix around an EID, or beside all there are."""
        if isinstance(asked, PrefixPair):
            return self.pair_hole(asked, around)
        # Configured and registered prefixes: a site that has yet to register must not be shadowed.
        shared = max(self._policy.shared_bits(asked, around), self._registry.shared_bits(asked))
        return hole(asked, shared, around.length if around else 0)

    def pair_hole(self, asked: PrefixPair, around: Prefix | None) -> PrefixPair:
        """The widest pair around the first of the hosts asked for, and inside `around`, that fares alike."""
        host = asked.first_host
        floors = (around.source.length, around.destination.length) if around is not None else (0, 0)
        governing = self._policy.governing(host)
        configured = governing[1].prefix if governing is not None else None
        source_bits, bits = self._registry.clear_bits(host, floors[1])
        bits = max(bits, 1 + self._policy.shared_bits(host, configured))
        return PrefixPair.between(
            Prefix.of(asked.address, max(floors[0], source_bits), asked.iid),
            Prefix.of(asked.destination.address, max(floors[1], bits), asked.iid),
        )

    def octets(self, asked: Prefix) -> KeptAnswer | None:
        """The answer on the wire to who asks for a prefix of instance 0; None where it is to go elsewhere."""
        match = self._registry.longest(asked)
        if match is None:
            if asked.length == asked.width and self._policy.ddt is None:
                return self._negative_octets(asked)
        # A registered prefix is not wider than the configured one around it.
        elif match.prefix.length == asked.length or self._match_holds(match, asked):
            whole = match.answer or (self._whole(match) if match.proxy_reply else None)
            if whole is not None:
                return whole
        answer = self.resolve(asked)
        return (len(answer.records), _octets(answer.records), answer.revision) if isinstance(answer, Answer) else None

    def _match_holds(self, match: Mapping, asked: Prefix) -> bool:
        """Whether no configured prefix stands between a registered one and what is asked for."""
        governing = self._policy.governing(asked)
        return governing is not None and match.prefix.length >= governing[1].prefix.length

    def _negative_octets(self, asked: Prefix) -> KeptAnswer:
        """What `resolve` answers where nothing is registered around a host of instance 0, on the wire."""
        governing = self._policy.governing(asked)
        around, ttl_min = (governing[1].prefix, UNREGISTERED_TTL_MIN) if governing else (None, NEGATIVE_TTL_MIN)
        _, afi, packed, length = self._hole(asked, around)
        return 1, _RECORD.pack(ttl_min, 0, length, _NATIVELY_FORWARD, 0, afi) + packed, 0

    def signer(self, match: Mapping) -> tuple[Endpoint, Contribution] | None:
        """An ETR of a mapping that does LISP-SEC, and where it is (RFC 9303 section 6.7)."""
        for contribution in match.contributions:
            if contribution.registrant.signs:
                etr = self._reachable(contribution.locators.locators, (contribution,))
                if etr is not None:
                    return etr, contribution
        return None

    def _etr(self, match: Mapping) -> Endpoint | None:
        """Where to send a request on to: the best locator we can reach, or else where it registered from."""
        return self._reachable(match.locators.locators, match.contributions)

    def _reachable(self, locators: tuple[Locator, ...], contributions: tuple[Contribution, ...]) -> Endpoint | None:
        plain = [
            (locator, locator.rloc)
            for locator in locators
            if isinstance(locator.rloc, Address) and self._policy.may_answer(locator.rloc)
        ]
        usable = [(locator, rloc) for locator, rloc in plain if locator.usable]
        if usable:
            best = min(usable, key=lambda pair: (pair[0].priority, pair[1]))
            return Endpoint(best[1], CONTROL_PORT)
        endpoints = [contribution.endpoint for contribution in contributions]
        return next((e for e in endpoints if self._policy.may_answer(e.address)), None)


def hole(asked: Prefix, shared_bits: int, floor: int = 0) -> Prefix:
    """The shortest prefix, of at least `floor` bits, that holds the EID asked for and nothing known.

    RFC 9301 section 8.4. The EID is the first address of `asked`, and `shared_bits` the most bits it shares
    with a known prefix: one more keeps clear of it. Prefixes around the EID do not count as known: the
    question is what may be said beside those.
    """
    iid, afi, packed, _ = asked
    length = max(floor, shared_bits + 1)
    width = 8 * len(packed)
    if length == width:
        return Prefix(iid, afi, packed, width)
    number = int.from_bytes(packed, "big") >> (width - length) << (width - length)
    return Prefix(iid, afi, number.to_bytes(len(packed), "big"), length)


def proxied(record: EidRecord) -> EidRecord:
    """A registered record as a map server hands it on: not authoritative, no locator its own."""
    return record._replace(
        authoritative=False,
        reserved=0,
        action=Action.NO_ACTION,
        locators=proxied_locators(record.locators),
    )


def handed_on(mapping: Mapping, ttl: bytes) -> bytes:
    """`proxied` on the wire, with another TTL."""
    octets, locators = mapping.octets, mapping.locators
    # Locator count and mask length stay, ACT, A and the reserved bits are cleared, version and EID stay.
    return ttl + octets[4:6] + b"\0\0" + octets[8 : len(octets) - len(locators.octets)] + locators.handed_on


def fit(records: Iterable[EidRecord], octets: int = MAX_RECORD_OCTETS) -> int:
    """How many of these records, from the front, fit one message."""
    count = used = 0
    for record in records:
        used += record_octets(record)
        if used > octets or count == MAX_RECORDS:
            break
        count += 1
    return count


def _octets(records: Iterable[EidRecord]) -> bytes:
    return b"".join([encoded(record) for record in records])


def record_octets(record: EidRecord) -> int:
    """The size of a record on the wire."""
    return len(encoded(record))
