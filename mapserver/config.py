"""The map server's configuration file.

listen = ["192.0.2.21"]
control = "/run/fmc/lisp-mapserver.sock"
state = "/var/lib/fmc/lisp-mapserver.json"    # nonces and subscriptions survive a restart
# store = "/var/lib/fmc/lisp-mapserver.sqlite"  # instead: registrations too, each before it is acknowledged
# workers = 4                                 # processes; with a store, or without state

[[site]]
name = "access"
keys = [{ id = 1, file = "access.key" }]
prefixes = ["10.1.0.0/24", { prefix = "10.2.0.0/24", more_specifics = false }]

[[subscriber]]
name = "fmcc"
xtr_id = "000102030405060708090a0b0c0d0e0f"
keys = [{ id = 1, file = "fmcc.key" }]        # none: it subscribes under LISP-SEC
prefixes = ["10.0.0.0/8"]
rlocs = ["192.0.2.31"]

[damping]                                     # of EIDs that flap: see mapserver.damping
half_life_s = 30.0
suppress_at = 5.0
reuse_at = 2.0

[[lisp_sec]]
name = "net1"
rlocs = ["192.0.2.1"]
keys = [{ id = 1, file = "net1-otk.key" }]
"""

from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field, model_validator

from lisp.runtime.config import (
    AddressText,
    ConfigError,
    EndpointText,
    KeyFile,
    PrefixText,
    SecretFile,
    Section,
    SiteIdText,
    XtrIdText,
    load_chain,
    load_secrets,
)
from lisp.wire import XtrIdentity
from mapserver.damping import Damping
from mapserver.ddt import Ddt, Delegation
from mapserver.policy import Limits, OtkPeer, Policy, Site, SitePrefix, Subscriber

MAX_DDT_NODES: Final = 8  # keeps a Map-Referral about as small as what asks for it


class SitePrefixSection(Section):
    """An EID prefix of a site; a bare string means one with more-specifics."""

    prefix: PrefixText
    more_specifics: bool = True


def _short_form(value: object) -> object:
    return {"prefix": value} if isinstance(value, str) else value


class SiteSection(Section):
    """`[[site]]`: who may register what."""

    name: str = Field(min_length=1)
    keys: list[KeyFile] = Field(min_length=1)
    prefixes: list[Annotated[SitePrefixSection, BeforeValidator(_short_form)]] = Field(min_length=1)
    proxy_reply: bool = False
    nonce_check: Literal["strict", "off"] = "strict"
    require_lisp_sec: bool = False

    def site(self, base: Path) -> Site:
        """The site with its keys loaded. Raises ConfigError."""
        prefixes = tuple(SitePrefix(entry.prefix, entry.more_specifics) for entry in self.prefixes)
        keys = load_chain(self.keys, base)
        check_nonces = self.nonce_check == "strict"
        return Site(self.name, keys, prefixes, self.proxy_reply, check_nonces, self.require_lisp_sec)


class SubscriberSection(Section):
    """`[[subscriber]]`: who may follow which EIDs, and from where."""

    name: str = Field(min_length=1)
    xtr_id: XtrIdText
    site_id: SiteIdText = bytes(8)
    keys: list[KeyFile] = Field(default=[])
    prefixes: list[PrefixText] = Field(min_length=1)
    rlocs: list[AddressText] = Field(default=[])

    def subscriber(self, base: Path) -> Subscriber:
        """The subscriber with its keys loaded. Raises ConfigError."""
        identity = XtrIdentity(self.xtr_id, self.site_id)
        keys = load_chain(self.keys, base) if self.keys else None
        return Subscriber(self.name, identity, keys, tuple(self.prefixes), frozenset(self.rlocs))


class LispSecSection(Section):
    """`[[lisp_sec]]`: an ITR, or another map resolver or map server, with the keys for its one-time keys."""

    name: str = Field(min_length=1)
    rlocs: list[AddressText] = Field(min_length=1)
    keys: list[SecretFile] = Field(min_length=1)
    required: bool = True
    path_encrypted: bool = False

    def peer(self, base: Path) -> OtkPeer:
        """The peer with its keys loaded. Raises ConfigError."""
        keys = load_secrets(self.keys, base)
        return OtkPeer(self.name, frozenset(self.rlocs), keys, self.required, self.path_encrypted)


class DelegationSection(Section):
    """`[[ddt.delegation]]`: a prefix that other nodes answer for."""

    prefix: PrefixText
    nodes: list[AddressText] = Field(min_length=1, max_length=MAX_DDT_NODES)
    map_servers: bool = False


class DdtSection(Section):
    """`[ddt]`: the map server's place in the Delegated Database Tree (RFC 8111)."""

    authoritative: list[PrefixText] = Field(default=[])
    delegations: list[DelegationSection] = Field(alias="delegation", default=[])
    peers: list[AddressText] | None = Field(default=None, max_length=MAX_DDT_NODES)
    roots: list[AddressText] = Field(default=[], max_length=MAX_DDT_NODES)

    def ddt(self) -> Ddt:
        """The same as the engine wants it. Raises ValueError."""
        delegations = tuple(Delegation(d.prefix, tuple(d.nodes), d.map_servers) for d in self.delegations)
        peers = None if self.peers is None else tuple(self.peers)
        return Ddt(tuple(self.authoritative), delegations, peers, tuple(self.roots))


class LimitsSection(Section):
    """`[limits]`: caps on what peers can make grow."""

    registrations_per_site: int = Field(default=Limits().registrations_per_site, gt=0)
    records_per_register: int = Field(default=Limits().records_per_register, gt=0, le=255)
    locators_per_record: int = Field(default=Limits().locators_per_record, gt=0, le=255)
    replay_entries: int = Field(default=Limits().replay_entries, gt=0)
    subscriptions: int = Field(default=Limits().subscriptions, gt=0)
    subscriptions_per_subscriber: int = Field(default=Limits().subscriptions_per_subscriber, gt=0)
    subscription_requests_per_s: float = Field(default=Limits().subscription_requests_per_s, ge=1)
    publications_per_s: float = Field(default=Limits().publications_per_s, ge=1)
    temporary_subscription_s: float = Field(default=Limits().temporary_subscription_s, ge=60)
    replies_per_s_per_rloc: float = Field(default=Limits().replies_per_s_per_rloc, ge=1)


class DampingSection(Section):
    """`[damping]`: when publications of an EID that flaps stop and go on; penalties are in moves."""

    half_life_s: float = Field(default=Damping().half_life_s, gt=0)
    suppress_at: float = Field(default=Damping().suppress_at, gt=1)
    reuse_at: float = Field(default=Damping().reuse_at, gt=0)

    @model_validator(mode="after")
    def _ends_below_where_it_begins(self) -> "DampingSection":
        if self.reuse_at >= self.suppress_at:
            raise ValueError("reuse_at: it must be less than suppress_at")
        return self


class MapServerConfig(Section):
    """The whole file."""

    listen: list[AddressText] = Field(min_length=1)
    control: Path | None = None
    http: EndpointText | None = None
    state: Path | None = None
    store: Path | None = None
    workers: int = Field(default=1, ge=1, le=64)
    sites: list[SiteSection] = Field(alias="site", default=[])
    subscribers: list[SubscriberSection] = Field(alias="subscriber", default=[])
    lisp_sec: list[LispSecSection] = Field(default=[])
    ddt: DdtSection | None = None
    limits: LimitsSection = LimitsSection()
    damping: DampingSection = DampingSection()

    @model_validator(mode="after")
    def _one_address_per_family(self) -> "MapServerConfig":
        if len({address.afi for address in self.listen}) != len(self.listen):
            raise ValueError("listen: one address per family is expected")
        if self.state is not None and self.store is not None:
            raise ValueError("store: it holds what state holds, and more; give one of them")
        if self.state is not None and self.workers > 1:
            raise ValueError("workers: state is a file of one process; give store instead, which several can share")
        if not self.sites and self.ddt is None:
            raise ValueError("a map server needs a [[site]], or a [ddt] to be a node of")
        if self.ddt and set(self.ddt.roots) & set(self.listen):
            raise ValueError("ddt.roots: this map server cannot be its own root")
        return self

    def policy(self, base: Path) -> Policy:
        """The policy with all keys loaded; `base` is where relative key files are. Raises ConfigError."""
        sites = tuple(site.site(base) for site in self.sites)
        subscribers = tuple(subscriber.subscriber(base) for subscriber in self.subscribers)
        limits = Limits(**self.limits.model_dump())
        peers = tuple(peer.peer(base) for peer in self.lisp_sec)
        try:
            ddt = self.ddt.ddt() if self.ddt else None
            damping = Damping(**self.damping.model_dump())
            return Policy(sites, subscribers, limits, tuple(self.listen), damping, peers, ddt)
        except ValueError as error:
            raise ConfigError(str(error)) from None
