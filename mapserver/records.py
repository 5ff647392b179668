"""EID records as registrations hold them: the octets that came, and the locator set in them.

Locator sets are few and EIDs many, so a set is read and checked once and shared by all EIDs that have it.
The rest of a record is read from its octets when somebody wants to see it.
"""

from dataclasses import dataclass
from typing import NamedTuple, Self
from weakref import WeakValueDictionary

from lisp.wire import Address, AnyAddress, EidRecord, Locator, Prefix
from lisp.wire.reader import Reader, Writer
from lisp.wire.records import LOCATOR_LOCAL, LOCATOR_PROBED
from mapserver.policy import is_unicast

LocatorMeaning = tuple[AnyAddress, int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class LocatorSet:
    """The locators of a record.

    `meaning` is what makes two sets the same: not their order, and not the reachability a sender sees.
    `handed_on` is their octets as a map server tells them, none of them its own. `flaw` is why a
    Map-Register with them is refused, if it is.
    """

    octets: bytes
    locators: tuple[Locator, ...]
    meaning: frozenset[LocatorMeaning]
    addresses: frozenset[AnyAddress]
    handed_on: bytes
    flaw: str | None

    @classmethod
    def of(cls, octets: bytes, locators: tuple[Locator, ...]) -> Self:
        """The set of these locators, whose octets these are."""
        writer = Writer()
        for locator in proxied_locators(locators):
            locator.encode(writer)
        return cls(
            octets,
            locators,
            frozenset((x.rloc, x.priority, x.weight, x.m_priority, x.m_weight) for x in locators),
            frozenset(locator.rloc for locator in locators),
            writer.to_bytes(),
            _flaw(locators),
        )

    def __str__(self) -> str:
        return " ".join(str(locator.rloc) for locator in self.locators)


class Record(NamedTuple):
    """A record of a Map-Register: the EID prefix it is about, all its octets, and its locators.

    `is_withdrawal`: TTL 0, or no locators at all. The xTR no longer has the EID.
    """

    prefix: Prefix
    octets: bytes
    locators: LocatorSet
    is_withdrawal: bool


class LocatorSets:
    """The locator sets in use, each once: they last as long as somebody holds them."""

    def __init__(self) -> None:
        self._sets: WeakValueDictionary[bytes, LocatorSet] = WeakValueDictionary()

    def get(self, octets: bytes, count: int) -> LocatorSet:
        """The set in these octets. Raises DecodeError when they are not `count` locators."""
        found = self._sets.get(octets)
        if found is not None and len(found.locators) == count:
            return found
        reader = Reader(octets)
        locators = tuple([Locator.decode(reader) for _ in range(count)])
        reader.expect_end()
        self._sets[octets] = made = LocatorSet.of(octets, locators)
        return made

    def record(self, prefix: Prefix, record: EidRecord) -> Record:
        """A record of the codec's as we hold it."""
        octets = encoded(record)
        head = len(encoded(record._replace(locators=())))
        locators = self.get(octets[head:], len(record.locators))
        return Record(prefix, octets, locators, not record.locators or not record.ttl_min)


def decoded(octets: bytes) -> EidRecord:
    """The record in octets that have been accepted."""
    return EidRecord.decode(Reader(octets))


def ttl_min_of(octets: bytes) -> int:
    """The TTL of a record (minutes)."""
    return int.from_bytes(octets[:4], "big")


def encoded(record: EidRecord) -> bytes:
    """The octets of a record."""
    writer = Writer()
    record.encode(writer)
    return writer.to_bytes()


def proxied_locators(locators: tuple[Locator, ...]) -> tuple[Locator, ...]:
    """Locators as a map server hands them on: none of them its own, none probed."""
    return tuple(x._replace(flags=x.flags & ~(LOCATOR_LOCAL | LOCATOR_PROBED)) for x in locators)


def _flaw(locators: tuple[Locator, ...]) -> str | None:
    """Locators must be addresses packets can be sent to, each once; LCAFs are taken as they are."""
    if len({locator.rloc for locator in locators}) != len(locators):
        return "duplicate-locator"
    for locator in locators:
        rloc = locator.rloc
        if locator.flags & LOCATOR_PROBED:
            return "bad-locator"
        if isinstance(rloc, Address) and not (rloc.is_ip and is_unicast(rloc)):
            return "bad-locator"
    return None
