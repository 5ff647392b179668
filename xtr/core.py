"""What the parts of the xTR engine share: settings, counters, nonces, replay memory, the command list."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lisp.engine import Command, Counters, Endpoint, NonceSource, Notice, SendDatagram
from lisp.wire import (
    CONTROL_PORT,
    Address,
    Key,
    KeyChain,
    Locator,
    MapNotify,
    MapNotifyAck,
    Prefix,
    XtrIdentity,
    seal,
)

MAX_REPLAY_ENTRIES: Final = 65_536
# Nonces handed out between two writes of the state file.
NONCE_RESERVE: Final = 4096


@dataclass(frozen=True, slots=True)
class HomePrefix:
    """An EID prefix of this site: registered for as long as the xTR runs."""

    prefix: Prefix
    interface: str


@dataclass(frozen=True, slots=True)
class DynamicPrefix:
    """A prefix whose hosts may come and go; `peers` are the other xTRs where they may be."""

    prefix: Prefix
    interface: str
    detect: bool = True
    peers: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds; the defaults are those of RFC 9301 where it gives one."""

    map_request_interval_s: float = 1.0  # per EID, section 5.3
    map_request_tries: int = 10
    map_request_pause_s: float = 30.0  # after that many unanswered
    map_reply_interval_s: float = 3.0  # per requester and EID, section 5.4
    smr_interval_s: float = 3.0  # per RLOC, and per EID for the lookups they cause, 6.1
    correspondent_s: float = 60.0  # who counts as talking to us, section 6.1
    register_interval_s: float = 60.0  # section 8.2
    register_quick_interval_s: float = 20.0
    register_quick_s: float = 300.0
    detection_guard_s: float = 1.0  # data packets do not bring a host back this soon
    silent_host_s: float = 300.0  # a host that answers no ARP is withdrawn after this
    away_s: float = 3600.0  # how long a site that is not the home relays for an EID
    probe_interval_s: float = 10.0  # of each locator in use, section 7.1; 0: they are not probed
    verify_delay_s: float = 5.0  # a cache entry by Change Priority is verified after this
    record_ttl_min: int = 1440


@dataclass(frozen=True, slots=True)
class Settings:
    """The configuration as the engine needs it, keys loaded."""

    name: str
    rlocs: tuple[Address, ...]
    identity: XtrIdentity
    map_server: Address
    map_resolver: Address
    site_keys: KeyChain
    eid_space: tuple[Prefix, ...] = ()
    homes: tuple[HomePrefix, ...] = ()
    dynamics: tuple[DynamicPrefix, ...] = ()
    peers: Mapping[Address, KeyChain] = field(default_factory=dict)
    controller: KeyChain | None = None
    priority: int = 1
    weight: int = 100
    proxy_reply: bool = True
    use_ttl: bool = False
    subscribe: bool = False
    icmp_unreachable: bool = True
    resolver_keys: tuple[tuple[int, bytes], ...] = field(default=(), repr=False)  # ids, secrets: LISP-SEC lookups
    limits: Limits = field(default_factory=Limits)

    def dynamic(self, eid: Prefix) -> DynamicPrefix | None:
        """The longest dynamic prefix that covers an EID."""
        covering = [entry for entry in self.dynamics if entry.prefix.covers(eid)]
        return max(covering, key=lambda entry: entry.prefix.length, default=None)

    def home(self, eid: Prefix) -> HomePrefix | None:
        """The longest home prefix that covers an EID."""
        covering = [entry for entry in self.homes if entry.prefix.covers(eid)]
        return max(covering, key=lambda entry: entry.prefix.length, default=None)

    def locators(self, priority: int | None = None) -> tuple[Locator, ...]:
        """Our own locators, at the configured priority or at another."""
        chosen = self.priority if priority is None else priority
        return tuple(Locator.unicast(rloc, chosen, self.weight) for rloc in self.rlocs)


@dataclass(frozen=True, slots=True)
class SaveState(Command):
    """Write the engine's snapshot to stable storage before anything that follows is done."""


class ReplayGuard:
    """The highest nonce seen per key: a message is new only if its nonce is higher.

    At the cap the oldest key is forgotten and its nonce becomes a floor for unknown keys: forgetting
    never lets an old message in again.
    """

    def __init__(self, max_entries: int = MAX_REPLAY_ENTRIES) -> None:
        self._seen: OrderedDict[str, int] = OrderedDict()
        self._max = max_entries
        self._floor = 0

    def last(self, key: str) -> int:
        """The highest nonce seen under a key; below it everything is old."""
        return self._seen.get(key, self._floor)

    def accept(self, key: str, nonce: int) -> None:
        """Remember a nonce that has been checked."""
        assert nonce > self.last(key)
        self._seen[key] = nonce
        self._seen.move_to_end(key)
        if len(self._seen) > self._max:
            self._floor = max(self._floor, self._seen.popitem(last=False)[1])

    def snapshot(self) -> dict[str, int]:
        """What must survive a restart; the key "" is the floor."""
        return {"": self._floor, **self._seen}

    def restore(self, saved: Mapping[str, int]) -> None:
        """Take back a snapshot."""
        self._seen = OrderedDict((key, nonce) for key, nonce in saved.items() if key)
        self._floor = saved.get("", 0)


class Core:
    """The engine's common ground. Its parts append commands; the engine hands them out."""

    def __init__(
        self, settings: Settings, first_nonce: int, random_nonce: NonceSource, jitter: Callable[[], float]
    ) -> None:
        """`jitter()` gives a number in [0, 1); `random_nonce()` an unpredictable 64-bit number."""
        self.settings = settings
        self.random_nonce = random_nonce
        self.jitter = jitter
        self.counters = Counters()
        self.replay = ReplayGuard()
        self.nonce_ceiling = 0
        self._next_nonce = first_nonce
        self._commands: list[Command] = []

    def nonce(self) -> int:
        """The next number of our counter, which never goes back: Map-Registers and Change Priority."""
        if self._next_nonce >= self.nonce_ceiling:
            self.nonce_ceiling = self._next_nonce + NONCE_RESERVE
            self.emit(SaveState())
        self._next_nonce += 1
        return self._next_nonce - 1

    @property
    def next_nonce(self) -> int:
        """The number that `nonce` will give."""
        return self._next_nonce

    def emit(self, *commands: Command) -> None:
        """Have commands carried out."""
        self._commands.extend(commands)

    def send(self, data: bytes, address: Address, port: int = CONTROL_PORT) -> None:
        """Send a datagram."""
        self.emit(SendDatagram(data, Endpoint(address, port)))

    def acknowledge(self, notify: MapNotify, key: Key) -> None:
        """Tell the map server that a Map-Notify has come, under the key that signed it."""
        ack = MapNotifyAck(notify.nonce, notify.records, notify.flags, identity=notify.identity)
        self.send(seal(ack, key), self.settings.map_server)

    def note(self, name: str, **fields: Any) -> None:
        """Tell the operator."""
        self.emit(Notice(name, fields))

    def drop(self, reason: str) -> None:
        """Count a message that is dropped."""
        self.counters.drop(reason)

    def take(self) -> list[Command]:
        """The commands so far; the list starts anew."""
        commands, self._commands = self._commands, []
        return commands


def foreign(locators: tuple[Locator, ...], own: tuple[Address, ...]) -> bool:
    """Whether none of the locators that may be used is ours, and there is at least one."""
    usable = [locator.rloc for locator in locators if locator.usable]
    return bool(usable) and not any(rloc in own for rloc in usable)


def rlocs_text(locators: tuple[Locator, ...]) -> str:
    """The usable RLOCs as text, for notices."""
    return ",".join(str(locator.rloc) for locator in locators if locator.usable)


def same_rlocs(one: tuple[Locator, ...], other: tuple[Locator, ...]) -> bool:
    """Whether two locator sets have the same usable RLOCs, whatever their order and flags."""
    return {loc.rloc for loc in one if loc.usable} == {loc.rloc for loc in other if loc.usable}
