"""What the operator allows: sites with their keys and prefixes, subscribers, LISP-SEC peers, limits.

Plain data with the keys loaded; `mapserver.config` makes it from TOML, tests make it by hand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from lisp.lpm import PrefixTable
from lisp.wire import Address, KeyChain, Prefix, XtrIdentity
from mapserver.damping import Damping
from mapserver.ddt import Ddt
from mapserver.mac import Mac

AFI_IPV4: Final = 1
AFI_IPV6: Final = 2
_UNSPECIFIED: Final = frozenset((bytes(4), bytes(16)))


@dataclass(frozen=True, slots=True)
class SitePrefix:
    """An EID prefix a site may register, and whether it may register pieces of it (EID mobility)."""

    prefix: Prefix
    more_specifics: bool = True

    def allows(self, prefix: Prefix) -> bool:
        """Whether a prefix inside this one, or a pair with its destination there, may be registered."""
        return self.more_specifics or prefix.destination == self.prefix


@dataclass(frozen=True, slots=True)
class Site:
    """Who shares these keys may register these prefixes.

    Several xTRs may belong to one site: they share a key, or each has a key id of its own in the chain.
    `proxy_reply`: answer Map-Requests for the site even when its ETRs do not ask for it (P bit).
    `check_nonces`: refuse Map-Registers whose nonce does not grow; off only for routers that cannot.
    `require_sec`: tell where its EIDs are only to who asks with LISP-SEC.
    """

    name: str
    keys: KeyChain
    prefixes: tuple[SitePrefix, ...]
    proxy_reply: bool = False
    check_nonces: bool = True
    require_sec: bool = False
    macs: Mapping[int, Mac] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "macs", {key.key_id: Mac(key) for key in self.keys.keys})


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who may subscribe, to what, and where its Map-Notifies may go (any RLOC where `rlocs` is empty).

    `keys` is the PubSubKey of RFC 9437 section 7.1, pre-shared and used like a site's key. Without one it has
    to subscribe under LISP-SEC, each time with a key that comes of that.
    """

    name: str
    identity: XtrIdentity
    keys: KeyChain | None
    prefixes: tuple[Prefix, ...]
    rlocs: frozenset[Address] = frozenset()
    macs: Mapping[int, Mac] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = self.keys.keys if self.keys is not None else ()
        object.__setattr__(self, "macs", {key.key_id: Mac(key) for key in keys})

    @property
    def mac(self) -> Mac:
        """What its Map-Notifies are signed with, where it has a pre-shared key."""
        assert self.keys is not None, "without a key of its own it has one of LISP-SEC"
        return self.macs[self.keys.signing_key.key_id]

    def may_follow(self, prefix: Prefix) -> bool:
        """Whether this subscriber may subscribe to `prefix`."""
        return any(allowed.covers(prefix) for allowed in self.prefixes)


@dataclass(frozen=True, slots=True)
class OtkPeer:
    """An ITR, or another map resolver or map server, that shares keys with us for one-time keys (RFC 9303 6.5).

    `required`: drop what it asks without LISP-SEC. `path_encrypted`: something else encrypts the path to it,
    so a one-time key may come in the clear.
    """

    name: str
    rlocs: frozenset[Address]
    keys: tuple[tuple[int, bytes], ...] = field(repr=False)
    required: bool = True
    path_encrypted: bool = False

    @property
    def secrets(self) -> dict[int, bytes]:
        """The secrets by their key ids."""
        return dict(self.keys)


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on everything a peer can make grow; what happens at each cap stands where it is checked."""

    registrations_per_site: int = 65_536
    records_per_register: int = 64
    locators_per_record: int = 32
    replay_entries: int = 65_536
    subscriptions: int = 131_072
    subscriptions_per_subscriber: int = 16_384
    subscription_requests_per_s: float = 1_000.0  # of one subscriber
    publications_per_s: float = 5_000.0  # to all subscribers together, retransmissions included
    temporary_subscription_s: float = 900.0
    replies_per_s_per_rloc: float = 200.0


@dataclass(frozen=True)
class Policy:
    """All of it, with the lookups the engine needs. `addresses` are the map server's own.

    Raises ValueError when two sites claim the same prefix, two subscribers the same xTR-ID, two peers the
    same address, when a peer's key is a site's: an ETR could then vouch for itself (RFC 9303 section 6.5), when
    what a site tells under LISP-SEC only could be had by subscribing under another's xTR-ID, or when a subscriber
    has no way to a key.
    """

    sites: tuple[Site, ...]
    subscribers: tuple[Subscriber, ...] = ()
    limits: Limits = field(default_factory=Limits)
    addresses: tuple[Address, ...] = ()
    damping: Damping = field(default_factory=Damping)
    otk_peers: tuple[OtkPeer, ...] = ()
    ddt: Ddt | None = None
    configured: PrefixTable[tuple[Site, SitePrefix]] = field(default_factory=PrefixTable, init=False)
    _subscribers: dict[bytes, Subscriber] = field(default_factory=dict, init=False)
    _otk_peers: dict[Address, OtkPeer] = field(default_factory=dict, init=False)
    _subdivided: set[Prefix] = field(default_factory=set, init=False)
    _families: frozenset[int] = field(init=False, repr=False)
    _on_loopback: bool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # Without an address we do not know what we speak, and try.
        families = frozenset(own.afi for own in self.addresses) or frozenset((AFI_IPV4, AFI_IPV6))
        object.__setattr__(self, "_families", families)
        object.__setattr__(self, "_on_loopback", any(is_loopback(own) for own in self.addresses))
        _refuse_duplicates("site", (site.name for site in self.sites))
        _refuse_duplicates("subscriber", (subscriber.name for subscriber in self.subscribers))
        for site in self.sites:
            for allowed in site.prefixes:
                if (other := self.configured.get(allowed.prefix)) is not None:
                    raise ValueError(f"{allowed.prefix} is claimed by {other[0].name} and {site.name}")
                self.configured[allowed.prefix] = site, allowed
        for prefix in self.configured:
            if any(self.configured.covered(prefix, 1)):
                self._subdivided.add(prefix)
        for subscriber in self.subscribers:
            xtr_id = subscriber.identity.xtr_id
            if xtr_id in self._subscribers:
                raise ValueError(f"two subscribers have the xTR-ID {xtr_id.hex()}")
            self._subscribers[xtr_id] = subscriber
            self._refuse_leak(subscriber)
        site_secrets = {key.secret for site in self.sites for key in site.keys.keys}
        for peer in self.otk_peers:
            if not site_secrets.isdisjoint(peer.secrets.values()):
                raise ValueError(f"{peer.name} has a site's key for LISP-SEC: it needs one of its own")
            for rloc in peer.rlocs:
                if (known := self._otk_peers.setdefault(rloc, peer)) is not peer:
                    raise ValueError(f"{rloc} is claimed by {known.name} and {peer.name}")
        for subscriber in self.subscribers:
            self._refuse_keyless(subscriber)

    def _refuse_leak(self, subscriber: Subscriber) -> None:
        """Map-Notifies are signed, requests for them are not: they must go where nobody else gets them."""
        for site in self.sites:
            touched = any(
                allowed.prefix.covers(followed) or followed.covers(allowed.prefix)
                for allowed in site.prefixes
                for followed in subscriber.prefixes
            )
            if site.require_sec and touched and not subscriber.rlocs:
                raise ValueError(
                    f"{subscriber.name} may follow EIDs of {site.name}, which requires LISP-SEC: list its rlocs"
                )

    def _refuse_keyless(self, subscriber: Subscriber) -> None:
        """Who has no key must be able to make one: from an address of a LISP-SEC peer, or through a resolver."""
        direct = subscriber.rlocs and self.ddt is None
        peers = self._otk_peers.keys() & subscriber.rlocs if direct else self._otk_peers
        if subscriber.keys is None and not peers:
            raise ValueError(f"{subscriber.name} needs keys, or one of its rlocs in a [[lisp_sec]]")

    def governing(self, prefix: Prefix) -> tuple[Site, SitePrefix] | None:
        """The longest configured prefix that covers this one, with its site; of a pair, its destination."""
        return self.configured.longest(prefix.destination)

    def may_register(self, site: Site, prefix: Prefix) -> bool:
        """Whether a site may register exactly this prefix: the trivial hijack ends here."""
        governing = self.governing(prefix)
        return governing is not None and governing[0] is site and governing[1].allows(prefix)

    def shared_bits(self, asked: Prefix, governing: Prefix | None) -> int:
        """The most leading bits that an EID shares with a configured prefix not around it; -1 where they matter not.

        `governing` is the longest configured prefix around it. With none inside that one, nothing configured
        comes closer to the EID than it does.
        """
        if governing is not None and governing not in self._subdivided:
            return -1
        return self.configured.shared_bits(asked.destination)

    def touches(self, prefix: Prefix) -> bool:
        """Whether a configured prefix covers this one or lies inside it."""
        return self.governing(prefix) is not None or any(self.configured.covered(prefix.destination, 1))

    def subscriber(self, identity: XtrIdentity) -> Subscriber | None:
        """The configured subscriber with this xTR-ID and Site-ID."""
        subscriber = self._subscribers.get(identity.xtr_id)
        return subscriber if subscriber is not None and subscriber.identity == identity else None

    def otk_peer(self, address: Address) -> OtkPeer | None:
        """Who shares keys for one-time keys with us and sends from this address."""
        return self._otk_peers.get(address)

    def wants_sec(self, asked: Prefix, source: Address) -> bool:
        """Whether a Map-Request from this address for this prefix must come with LISP-SEC."""
        if not self._some_want_sec:
            return False
        peer = self.otk_peer(source)
        return (peer is not None and peer.required) or self.hides(asked)

    def hides(self, asked: Prefix) -> bool:
        """Whether a site that an answer could be about tells only who asks with LISP-SEC.

        What is too wide to be answered as a whole is answered for its first address.
        """
        around = (self.governing(prefix) for prefix in (asked, asked.first_host))
        return any(governing is not None and governing[0].require_sec for governing in around)

    @cached_property
    def _some_want_sec(self) -> bool:
        return any(site.require_sec for site in self.sites) or any(peer.required for peer in self.otk_peers)

    def may_answer(self, rloc: Address) -> bool:
        """Whether a datagram may go to an address that a packet named: unicast, of a family we speak.

        Loopback only where we live on loopback ourselves: a packet from outside must not make us talk
        to our own host.
        """
        return rloc.afi in self._families and is_unicast(rloc) and (self._on_loopback or not is_loopback(rloc))


def is_unicast(address: Address) -> bool:
    """Whether an IP address is neither unspecified, multicast, reserved nor broadcast."""
    afi, packed = address
    if packed in _UNSPECIFIED:
        return False
    return packed[0] < 224 if afi == AFI_IPV4 else packed[0] != 0xFF


def is_loopback(address: Address) -> bool:
    """Whether an IP address never leaves the host."""
    if address.afi == AFI_IPV4:
        return address.packed[0] == 127
    return address.packed == bytes(15) + b"\x01"


def _refuse_duplicates(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"two {what}s are called {name}")
        seen.add(name)
