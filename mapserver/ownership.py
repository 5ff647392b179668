"""Which of several workers an EID belongs to.

    workers = 2        10.1.0.0/24, 10.2.0.0/24 of one site ─────▶ worker 0
                       10.8.0.0/16, and 10.8.1.0/24 of another ──▶ worker 1
                       everything else ──────────────────────────▶ worker 0

What one message, one answer or one subscription can touch has one owner. So the prefixes of a site stay
together (one key, one count of nonces, Map-Registers with several records), prefixes stay with those around
them (the longest match, more-specifics, who is told of a move), and so does what a subscriber may follow: a
subscription to 10.0.0.0/8 makes one territory of every site inside it. A negative answer reaches as far as
no configured prefix does, and all workers know those.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Self

from lisp.lpm import PrefixTable
from lisp.wire import Prefix
from mapserver.policy import Policy
from mapserver.prefix_key import END, end_of, key_of

# Whose is what belongs to no site: look-ups in the DDT above all.
REST: Final = 0
MAX_NAMED: Final = 5


@dataclass(frozen=True)
class Ownership:
    """Worker numbers by the widest prefixes of the configuration, none inside another, and by site."""

    roots: PrefixTable[int] = field(default_factory=PrefixTable)
    sites: dict[str, int] = field(default_factory=dict)

    def owner(self, prefix: Prefix) -> int:
        """Whose an EID prefix is; of one wider than a root, its first address says so, as in an answer.

        The destination says whose a pair is, as it says which site may register it.
        """
        destination = prefix.destination
        worker = self.roots.longest(destination)
        if worker is not None:
            return worker
        return REST if destination.is_host else self.owner(destination.first_host)

    def owner_of_sender(self, sender: str) -> int:
        """Whose the nonces of a sender are, by its name in the ledger."""
        return self.sites.get(sender.rsplit("|", 2)[0], REST)

    def to_json(self) -> dict[str, dict[str, int]]:
        """What `from_json` makes an ownership of."""
        return {"roots": {str(prefix): worker for prefix, worker in self.roots.items()}, "sites": self.sites}

    @classmethod
    def from_json(cls, stored: dict[str, dict[str, int]]) -> Self:
        """The ownership that another process has decided on."""
        ownership = cls(sites=stored["sites"])
        for text, worker in stored["roots"].items():
            ownership.roots[Prefix.parse(text)] = worker
        return ownership


@dataclass(frozen=True)
class Share:
    """One worker's part of what is stored."""

    ownership: Ownership
    worker: int

    def has(self, prefix: Prefix) -> bool:
        """Whether it is the owner of an EID prefix."""
        return self.ownership.owner(prefix) == self.worker

    def has_sender(self, sender: str) -> bool:
        """Whether it counts a sender's nonces."""
        return self.ownership.owner_of_sender(sender) == self.worker

    def ranges(self) -> list[tuple[bytes, bytes]]:
        """Where its prefixes are among all keys (`mapserver.prefix_key`), in order: from, and up to but not with."""
        inside = sorted((key_of(root), end_of(root), worker) for root, worker in self.ownership.roots.items())
        found = [(start, end) for start, end, worker in inside if worker == self.worker]
        if self.worker == REST:
            starts, ends = [start for start, _, _ in inside], [end for _, end, _ in inside]
            found += zip([b"", *ends], [*starts, END], strict=True)
        return sorted(found)


@dataclass
class _Territory:
    """Prefixes with one owner, and the sites among them."""

    roots: dict[Prefix, None]
    sites: list[str] = field(default_factory=list)


def spread(policy: Policy, workers: int, before: Ownership | None = None) -> Ownership:
    """Give every territory of a policy to a worker, in the order of the configuration to who has fewest sites.

    What a worker owns since `before` stays with it: its registrations are there and nowhere else. Raises
    ValueError where the policy now joins what different workers own.
    """
    ownership, load, free = Ownership(), [0] * workers, list[_Territory]()
    for territory in _territories(policy):
        held = _held(territory, before) if before is not None else set()
        if policy.ddt is not None and _has_room(territory, policy):
            held.add(REST)
        if len(held) > 1:
            raise ValueError(f"workers: {_named(territory)}: what now belongs together is with different workers")
        if not territory.sites:
            held = held or {REST}
        if held:
            _give(territory, held.pop(), ownership, load)
        else:
            free.append(territory)
    for territory in free:
        _give(territory, load.index(min(load)), ownership, load)
    return ownership


def _give(territory: _Territory, worker: int, ownership: Ownership, load: list[int]) -> None:
    load[worker] += len(territory.sites)
    for root in territory.roots:
        ownership.roots[root] = worker
    ownership.sites.update(dict.fromkeys(territory.sites, worker))


def _territories(policy: Policy) -> Iterator[_Territory]:
    """The prefixes of sites and subscribers under their roots, roots of one site together; in their order."""
    table: PrefixTable[bool] = PrefixTable()
    followed = (prefix for subscriber in policy.subscribers for prefix in subscriber.prefixes)
    for prefix in (*policy.configured, *followed):
        table[prefix] = True
    root_of = {prefix: [around for around, _ in table.covering(prefix)][-1] for prefix in table}
    by_root: dict[Prefix, _Territory] = {}
    for site in policy.sites:
        joined = _Territory({})
        for root in (root_of[allowed.prefix] for allowed in site.prefixes):
            if root not in joined.roots:
                other = by_root.get(root, _Territory({root: None}))
                joined.roots.update(other.roots)
                joined.sites += other.sites
        joined.sites.append(site.name)
        by_root.update(dict.fromkeys(joined.roots, joined))
    for root in dict.fromkeys(root_of.values()):
        by_root.setdefault(root, _Territory({root: None}))
    return iter({id(territory): territory for territory in by_root.values()}.values())


def _held(territory: _Territory, before: Ownership) -> set[int]:
    """Who owns any of a territory already."""
    held = {before.sites[site] for site in territory.sites if site in before.sites}
    for root in territory.roots:
        held.update(worker for _, worker in before.roots.covering(root))
        held.update(worker for _, worker in before.roots.covered(root))
    return held


def _has_room(territory: _Territory, policy: Policy) -> bool:
    """Whether a subscriber may follow EIDs in it that are of no site: those are looked up in the DDT."""
    return any(root not in policy.configured for root in territory.roots)


def _named(territory: _Territory) -> str:
    names = [f"site {site}" for site in territory.sites] or list(map(str, territory.roots))
    return " and ".join(names if len(names) <= MAX_NAMED else [*names[: MAX_NAMED - 1], "others"])
