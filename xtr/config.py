"""The configuration of an xTR (TOML), checked, and made into the engine's settings."""

import re
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

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
from lisp.wire import Prefix, XtrIdentity
from xtr.core import DynamicPrefix, HomePrefix, Limits, Settings
from xtr.dataplane.base import Instance

# Interface names that the kernel takes.
_INTERFACE = r"^[^/\s]{1,15}$"


class EidConfig(Section):
    """A home prefix: registered for as long as the xTR runs."""

    prefix: PrefixText
    interface: str = Field(pattern=_INTERFACE)


class DynamicEidConfig(Section):
    """A prefix whose hosts may appear here, or elsewhere; `peers` are the other xTRs of the group."""

    prefix: PrefixText
    interface: str = Field(pattern=_INTERFACE)
    detect: bool = True
    peers: list[AddressText] = Field(default=[])


class PeerConfig(Section):
    """Another xTR and the keys we share with it for Change Priority."""

    rloc: AddressText
    keys: list[KeyFile] = Field(min_length=1)


class ControllerConfig(Section):
    """The keys with which the controller signs."""

    keys: list[KeyFile] = Field(min_length=1)


class LispSecConfig(Section):
    """The keys we share with the map resolver: with them, lookups are protected (RFC 9303)."""

    keys: list[SecretFile] = Field(min_length=1)


class HypervisorConfig(Section):
    """The libvirtd of this site, which says when a guest stops or runs: for handovers that lose nothing."""

    uri: str = Field(pattern=r"^[a-z+]+://")


class DataplaneConfig(Section):
    """What moves the packets. `mtu` 0: what the underlay's interface leaves (its MTU less 56).

    `auto`: eBPF where the kernel lets us, else user space with a line in the log that says why. `pins`: where
    in a BPF file system the eBPF one keeps what goes on forwarding while the daemon restarts; "": nowhere.
    `check_source`: what comes out of the tunnel has to come from an RLOC of its source's mapping, if known.
    `answer_for_absent`: ARP and ND on the LANs for hosts of their prefixes that are elsewhere. `icmp_unreachable`:
    tell LAN hosts that send to what the mapping system says to drop.
    """

    kind: Literal["auto", "ebpf", "userspace"] = "auto"
    device: str = Field(default="lisp0", pattern=_INTERFACE)
    mtu: int = Field(default=0, ge=0, le=65_535)
    check_source: bool = False
    answer_for_absent: bool = True
    icmp_unreachable: bool = True
    pins: Path | Literal[""] = Path("/sys/fs/bpf/lisp-xtr")
    table: int = Field(default=4341, ge=1, le=0xFFFFFFFF)  # the routing table the xTR keeps its routes in

    @model_validator(mode="after")
    def _mtu_is_usable(self) -> Self:
        if 0 < self.mtu < 576:
            raise ValueError("an MTU is at least 576 octets (0: found out)")
        return self


class TimerConfig(Section):
    """Times in seconds; see RFC 9301 for those it sets."""

    map_request_interval_s: float = Field(default=1.0, gt=0)
    map_request_pause_s: float = Field(default=30.0, gt=0)
    register_interval_s: float = Field(default=60.0, ge=1)
    register_quick_interval_s: float = Field(default=20.0, ge=1)
    register_quick_s: float = Field(default=300.0, ge=0)
    detection_guard_s: float = Field(default=1.0, ge=0)
    silent_host_s: float = Field(default=300.0, gt=0)
    away_s: float = Field(default=3600.0, gt=0)
    probe_interval_s: float = Field(default=10.0, ge=0)
    verify_delay_s: float = Field(default=5.0, gt=0, lt=60)
    record_ttl_min: int = Field(default=1440, ge=1, le=10_080)


class XtrConfig(Section):
    """One tunnel router."""

    name: str
    rlocs: list[AddressText] = Field(min_length=1, max_length=4)
    priority: int = Field(default=1, ge=0, le=254)
    weight: int = Field(default=100, ge=0, le=255)
    xtr_id: XtrIdText
    site_id: SiteIdText = bytes(8)
    map_server: AddressText
    map_resolver: AddressText | None = None
    keys: list[KeyFile] = Field(min_length=1)
    proxy_reply: bool = True
    use_ttl: bool = False
    subscribe: bool = False
    control: Path | None = None
    http: EndpointText | None = None
    state: Path
    eid_space: list[PrefixText] = Field(min_length=1)
    eid: list[EidConfig] = Field(default=[])
    dynamic_eid: list[DynamicEidConfig] = Field(default=[])
    peer: list[PeerConfig] = Field(default=[])
    controller: ControllerConfig | None = None
    lisp_sec: LispSecConfig | None = None
    hypervisor: HypervisorConfig | None = None
    dataplane: DataplaneConfig = DataplaneConfig()
    timers: TimerConfig = TimerConfig()

    @model_validator(mode="after")
    def _prefixes_fit_together(self) -> Self:
        homes, dynamics = [e.prefix for e in self.eid], [e.prefix for e in self.dynamic_eid]
        for prefix in (*homes, *dynamics):
            if not any(space.covers(prefix) for space in self.eid_space):
                raise ValueError(f"{prefix} is not inside eid_space")
        for prefixes in (homes, dynamics):
            if len(set(prefixes)) != len(prefixes):
                raise ValueError("a prefix stands twice in the same kind of table")
        if len({peer.rloc for peer in self.peer}) != len(self.peer):
            raise ValueError("two peers have the same rloc")
        return self

    @model_validator(mode="after")
    def _instances_are_apart(self) -> Self:
        owner: dict[str, int] = {}
        for entry in self._entries:
            if owner.setdefault(entry.interface, entry.prefix.iid) != entry.prefix.iid:
                raise ValueError(f"{entry.interface} is in two instances: a LAN belongs to one")
        for instance in self.instances:
            if not 0 <= instance.iid < 1 << 24:
                raise ValueError(f"instance id {instance.iid}: packets have 24 bits for it")
            if not re.fullmatch(_INTERFACE, instance.device):
                raise ValueError(f"the device of instance {instance.iid} would be {instance.device}: too long a name")
            if instance.table > 0xFFFFFFFF:
                raise ValueError(f"instance {instance.iid} would have table {instance.table}: too high a number")
        return self

    @property
    def lans(self) -> dict[str, list[Prefix]]:
        """The LAN interfaces, and the prefixes whose hosts each may have: all of one instance."""
        lans: dict[str, list[Prefix]] = {}
        for entry in self._entries:
            lans.setdefault(entry.interface, []).append(entry.prefix)
        return lans

    @property
    def interfaces(self) -> dict[str, int]:
        """The LAN interfaces, and the instance id of each."""
        return {lan: prefixes[0].iid for lan, prefixes in self.lans.items()}

    @property
    def _entries(self) -> list[EidConfig | DynamicEidConfig]:
        return [*self.eid, *self.dynamic_eid]

    @property
    def instances(self) -> tuple[Instance, ...]:
        """The instances, in the order of `eid_space`: the first has the device and table as they are named."""
        found: dict[int, Instance] = {}
        for iid in (space.iid for space in self.eid_space):
            lans = frozenset(lan for lan, of in self.interfaces.items() if of == iid)
            device, table = self.dataplane.device, self.dataplane.table
            more = (f"{device}-{iid}", table + iid) if found else (device, table)
            found.setdefault(iid, Instance(iid, *more, lans))
        return tuple(found.values())


def settings_of(config: XtrConfig, base: Path) -> Settings:
    """The engine's settings, keys read from files beside the configuration. Raises ConfigError."""
    peers = {peer.rloc: load_chain(peer.keys, base) for peer in config.peer}
    for dynamic in config.dynamic_eid:
        for rloc in dynamic.peers:
            if rloc not in peers and rloc not in config.rlocs:
                where = f"dynamic_eid {dynamic.prefix}"
                raise ConfigError(f"{where}: peer {rloc} has no [[peer]] table with keys")
    site_keys = load_chain(config.keys, base)
    resolver_keys = load_secrets(config.lisp_sec.keys, base) if config.lisp_sec else ()
    if {secret for _, secret in resolver_keys} & {key.secret for key in site_keys.keys}:
        # RFC 9303 section 6.5: who knows the ETRs' key could forge the map server's word.
        raise ConfigError("lisp_sec: the key for the map resolver must not be the site's")
    return Settings(
        name=config.name,
        rlocs=tuple(config.rlocs),
        identity=XtrIdentity(config.xtr_id, config.site_id),
        map_server=config.map_server,
        map_resolver=config.map_resolver or config.map_server,
        site_keys=site_keys,
        eid_space=tuple(config.eid_space),
        homes=tuple(HomePrefix(entry.prefix, entry.interface) for entry in config.eid),
        dynamics=tuple(
            DynamicPrefix(entry.prefix, entry.interface, entry.detect, tuple(entry.peers))
            for entry in config.dynamic_eid
        ),
        peers=peers,
        controller=load_chain(config.controller.keys, base) if config.controller else None,
        priority=config.priority,
        weight=config.weight,
        proxy_reply=config.proxy_reply,
        use_ttl=config.use_ttl,
        subscribe=config.subscribe,
        icmp_unreachable=config.dataplane.icmp_unreachable,
        resolver_keys=resolver_keys,
        limits=Limits(**config.timers.model_dump()),
    )
