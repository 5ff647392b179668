"""The maps of lisp.bpf.c as Python sees them: layouts of tables.h, and one object that fills and reads them."""

import mmap
import struct
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from pathlib import Path
from typing import Final, NamedTuple

from lisp.wire import Address, Prefix
from xtr.dataplane.base import FLOW_SLOTS, Peer
from xtr.dataplane.ebpf.libbpf import Map, Object, Program, Ring

OBJECT: Final = Path(__file__).parent / "lisp.bpf.o"
MAX_RLOCS: Final = 4
MAX_UPLINKS: Final = 4

_MAPPING: Final = struct.Struct("=QBBBBBB2x16s80s")
_RLOC: Final = struct.Struct("=16sBxH")
_UPLINK: Final = struct.Struct("=I4s16s")
_INSTANCE: Final = struct.Struct("=III")
_SETTINGS: Final = struct.Struct("=12sIIII96s")
_PAIR: Final = struct.Struct("=16s16sI")
_U64: Final = struct.Struct("=Q")
_U32: Final = struct.Struct("=I")
_GATE_SIZE: Final = 128
_HANDLED: Final = 8  # index of gate.handled, in words of 64 bits
_MAPPED: Final = bytes(10) + b"\xff\xff"


class KernelAction(IntEnum):
    """`enum action` of tables.h."""

    FORWARD = 1
    DROP = 2
    NATIVE = 3
    PUNT = 4
    LOCAL = 5
    OURSELVES = 6
    REJECT = 7


class Policy(IntFlag):
    """`enum policy`: what may be said of the sources in a prefix."""

    SPACE = 1
    ADMIT = 2
    REPORT = 4


# `enum count`, in its order.
COUNTS: Final = (
    "encapsulated",
    "decapsulated",
    "relayed",
    "punted-out",
    "punted-in",
    "drop.source-not-local",
    "drop.negative-drop",
    "drop.negative-native",
    "drop.no-usable-rloc",
    "drop.no-rloc-of-family",
    "drop.no-room",
    "drop.unknown-instance",
    "drop.inner-source-not-eid",
    "drop.inner-source-is-local",
    "drop.misdelivered",
    "drop.congestion-not-ecn",
    "drop.ttl-expired",
    "drop.relay-loop",
    "drop.outer-source",
)


@dataclass(frozen=True, slots=True)
class Uplink:
    """An interface of the underlay and our RLOCs on it."""

    interface: str
    index: int
    ipv4: Address | None = None
    ipv6: Address | None = None


class KernelInstance(NamedTuple):
    """`struct instance`: an instance id, the index of its device, and the mark of its packets (0: none)."""

    iid: int
    device: int
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """What the kernel shall do with packets to a prefix. `rlocs` are FLOW_SLOTS of them, or none.

    `mtus` are those of paths on which less fits than on our link; `members` all RLOCs of the mapping.
    """

    action: KernelAction
    rlocs: tuple[Address, ...] = ()
    relay: bool = False
    local: bool = False
    host: bool = False
    mtus: Mapping[Address, int] = field(default_factory=dict)
    members: frozenset[Address] = frozenset()

    def packed(self, used_ns: int) -> bytes:
        """`struct mapping`. Of more than MAX_RLOCS RLOCs those with the smallest shares are left out."""
        shares = {rloc: self.rlocs.count(rloc) for rloc in self.rlocs}
        chosen = sorted(shares, key=lambda rloc: -shares[rloc])[:MAX_RLOCS]
        places = [chosen.index(rloc) if rloc in chosen else i % MAX_RLOCS for i, rloc in enumerate(self.rlocs)]
        choice = bytes(places).ljust(FLOW_SLOTS, b"\0")
        # Those that nothing is sent to stand behind the others.
        listed = [*chosen, *sorted(self.members.difference(chosen))]
        rlocs = b"".join(_RLOC.pack(_wide(r), r.afi == 2, self.mtus.get(r, 0)) for r in listed[:MAX_RLOCS])
        flags = (self.relay, len(chosen), self.local, self.host, min(len(listed), MAX_RLOCS + 1))
        return _MAPPING.pack(used_ns, self.action, *flags, choice, rlocs)


class Tables:
    """The loaded object with its maps."""

    def __init__(self, on_sighting: Callable[[Prefix, Address], None], pins: Path | None = None) -> None:
        """Load the object. `on_sighting` gets (EID, RLOC) of packets that were relayed. Raises OSError.

        With `pins` the maps outlive us there, and hold what an earlier life left in them.
        """
        self._object = Object(OBJECT.read_bytes(), pins)
        take = self._object.map
        self._maps = {1: take("map4", 12, _MAPPING.size), 2: take("map6", 24, _MAPPING.size)}
        self._policies = {1: take("policy4", 12, 4), 2: take("policy6", 24, 4)}
        self._present = {_prefix(key, afi) for afi, table in self._maps.items() for key, _ in table.items()}
        self._ruled = {_prefix(key, afi) for afi, table in self._policies.items() for key, _ in table.items()}
        self._peers = take("peers", _PAIR.size, 8)
        self._config = take("config", 4, _SETTINGS.size)
        self._instances = take("instances", 4, _INSTANCE.size)
        self._interfaces = take("interfaces", 4, _INSTANCE.size)
        self._cpus: int = self._object.library.possible_cpus()
        self._counts = take("counts", 4, 8 * self._cpus)
        self._gate_memory = mmap.mmap(take("gates", 4, _GATE_SIZE).fd, mmap.PAGESIZE)
        # One store of 64 bits per write, which the programs see whole.
        self._gate = memoryview(self._gate_memory).cast("Q")
        self.ring: Ring = self._object.ring("sightings", lambda sample: on_sighting(*_pair(sample)))

    @property
    def prefixes(self) -> frozenset[Prefix]:
        """All prefixes with an entry."""
        return frozenset(self._present)

    def program(self, name: str) -> Program:
        """A program of the object."""
        return self._object.program(name)

    def configure(
        self,
        instances: Sequence[KernelInstance],
        uplinks: Sequence[Uplink],
        *,
        interfaces: Mapping[int, int] | None = None,
        check_source: bool = False,
    ) -> None:
        """Tell the programs who we are; `interfaces` are the instance ids of marked ones, by their index.

        Our own RLOCs are never tunnelled to. An instance of an earlier life that is not ours ends here.
        """
        packed, has4, has6 = b"", 0, 0
        for i, uplink in enumerate(uplinks):
            has4 |= (uplink.ipv4 is not None) << i
            has6 |= (uplink.ipv6 is not None) << i
            ipv4 = uplink.ipv4.packed if uplink.ipv4 else bytes(4)
            ipv6 = uplink.ipv6.packed if uplink.ipv6 else bytes(16)
            packed += _UPLINK.pack(uplink.index, ipv4, ipv6)
            for rloc in [rloc for rloc in (uplink.ipv4, uplink.ipv6) if rloc is not None]:
                for instance in instances:
                    self.set(Prefix.of(rloc, iid=instance.iid), Entry(KernelAction.OURSELVES))
        by_iid = {instance.iid: instance for instance in instances}
        _agree(self._instances, by_iid)
        devices = {instance.device: instance for instance in instances}
        _agree(self._interfaces, devices | {index: by_iid[iid] for index, iid in (interfaces or {}).items()})
        first = _INSTANCE.pack(*instances[0])
        settings = _SETTINGS.pack(first, len(uplinks), has4, has6, check_source, packed)
        # Not written while programs of an earlier life read it, unless they have to learn something.
        if self._config.get(_U32.pack(0)) != settings:
            self._config.update(_U32.pack(0), settings)

    def set(self, prefix: Prefix, entry: Entry) -> None:
        """Set or overwrite what happens to a prefix; when it was last used is kept."""
        self._maps[prefix.afi].update(_key(prefix), entry.packed(self.used_ns(prefix)))
        self._present.add(prefix)

    def remove(self, prefix: Prefix) -> None:
        """Take a prefix out."""
        self._present.discard(prefix)
        self._maps[prefix.afi].delete(_key(prefix))

    def set_policy(self, prefix: Prefix, policy: Policy) -> None:
        """Say what sources in a prefix may do."""
        self._policies[prefix.afi].update(_key(prefix), _U32.pack(policy))
        self._ruled.add(prefix)

    def keep_policies(self, prefixes: Collection[Prefix]) -> None:
        """Forget what was said of the sources in other prefixes."""
        for prefix in self._ruled.difference(prefixes):
            self._policies[prefix.afi].delete(_key(prefix))
        self._ruled.intersection_update(prefixes)

    def used_ns(self, prefix: Prefix) -> int:
        """When a packet last went by the entry of exactly this prefix (monotonic); 0: never."""
        # The trie itself would answer for a missing prefix with the one around it.
        found = self._maps[prefix.afi].get(_key(prefix)) if prefix in self._present else None
        return int(_U64.unpack_from(found)[0]) if found is not None else 0

    def peers(self, now: float) -> Iterable[Peer]:
        """Every remote RLOC that sent data to one of our EIDs."""
        for key, value in self._peers.items():
            yield Peer(*_pair(key), max(0.0, now - _U64.unpack(value)[0] / 1e9))

    def counters(self) -> dict[str, int]:
        """Packets by what became of them, in the kernel."""
        found: dict[str, int] = {}
        for i, name in enumerate(COUNTS):
            value = self._counts.get(_U32.pack(i))
            assert value is not None  # an array has all its entries
            if total := sum(struct.unpack(f"={self._cpus}Q", value)):
                found[name] = total
        return found

    @property
    def punted(self) -> int:
        """The highest ticket the programs have given out."""
        return self._gate[0]

    def mark_handled(self, ticket: int) -> None:
        """All packets with this ticket or a lower one have been dealt with."""
        self._gate[_HANDLED] = ticket

    def close(self) -> None:
        """Let go of everything."""
        self.ring.close()
        self._gate.release()
        self._gate_memory.close()
        self._object.close()


def _key(prefix: Prefix) -> bytes:
    """Key of a trie: the bits that count (the instance id's included), instance id, address."""
    return struct.pack("=I", 32 + prefix.length) + struct.pack("!I", prefix.iid) + prefix.packed


def _prefix(key: bytes, afi: int) -> Prefix:
    bits, iid = struct.unpack_from("=I", key)[0], struct.unpack_from("!I", key, 4)[0]
    return Prefix(iid, afi, key[8:], bits - 32)


def _wide(address: Address) -> bytes:
    """16 octets for either family."""
    return address.packed if address.afi == 2 else _MAPPED + address.packed


def _narrow(packed: bytes) -> Address:
    return Address(1, packed[12:]) if packed.startswith(_MAPPED) else Address(2, packed)


def _pair(packed: bytes) -> tuple[Prefix, Address]:
    eid, rloc, iid = _PAIR.unpack(packed)
    return Prefix.of(_narrow(eid), iid=iid), _narrow(rloc)


def _agree(table: Map, wanted: Mapping[int, KernelInstance]) -> None:
    """Make a table of instances what it shall be, without a moment in which one that stays is missing."""
    for number, instance in wanted.items():
        table.update(_U32.pack(number), _INSTANCE.pack(*instance))
    for key, _ in list(table.items()):
        if _U32.unpack(key)[0] not in wanted:
            table.delete(key)


__all__ = ["COUNTS", "Entry", "KernelAction", "KernelInstance", "Map", "Policy", "Tables", "Uplink"]
