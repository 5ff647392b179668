"""The configuration of the controller, `fmcc.toml`.

Latencies between anchors and data centres are measured where an `[[xtr]]` says whom to ask; what stands in
`[[latency]]`, or follows from positions, is believed where nothing has been measured.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from fmcc.deciding import DecisionRules
from fmcc.decision.moving import Prices
from fmcc.decision.placement import PlacementParameters
from fmcc.hypervisor.base import MigrationOptions
from fmcc.latency import MAX_AGE_S, Places
from fmcc.limits import Limits, Timeouts
from fmcc.model import GroupSpec, Latencies, ServiceClass, ServiceSpec
from lisp.runtime.config import AddressText, EndpointText, KeyFile, PrefixText, Section, SiteIdText, XtrIdText

_DEFAULTS: Final = PlacementParameters()
_PRICES: Final = Prices()
_TIMEOUTS: Final = Timeouts()

Latitude = Annotated[float, Field(ge=-90.0, le=90.0)]
Longitude = Annotated[float, Field(ge=-180.0, le=180.0)]
PositionDegrees = tuple[Latitude, Longitude]


class DcConfig(Section):
    """A data centre: the EID prefix its xTR serves, its hypervisor, and the keys shared with its xTR."""

    name: str = Field(min_length=1)
    prefix: PrefixText
    capacity: int | None = Field(default=None, ge=1)
    position: PositionDegrees | None = None
    hypervisor: str = Field(pattern=r"^[a-z+]+://")
    keys: list[KeyFile] = Field(min_length=1)


class ServiceConfig(Section):
    """A service: the VM that runs it, its address, and the user it follows."""

    name: str = Field(min_length=1)
    domain: str = Field(min_length=1)
    eid: PrefixText
    dc: str
    user: PrefixText
    kind: ServiceClass = Field(default=ServiceClass.AUTO, alias="class")
    migration_cost_ms: float = Field(default=60.0, ge=0.0)
    remaining_epochs: float | None = Field(default=None, ge=1.0, allow_inf_nan=False)
    memory_mib: float | None = Field(default=None, gt=0.0, allow_inf_nan=False)
    dirty_mib_s: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)
    disk_mib: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)

    @field_validator("eid", "user")
    @classmethod
    def _is_host(cls, value: PrefixText) -> PrefixText:
        if not value.is_host:
            raise ValueError("one address is expected, not a prefix")
        return value


class LatencyConfig(Section):
    """The RTT between an anchor, named by its xTR's RLOC, and a data centre, or the hops if that is all one knows."""

    anchor: AddressText
    dc: str
    rtt_ms: float | None = Field(default=None, ge=0.0, allow_inf_nan=False)
    hops: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.rtt_ms is None) == (self.hops is None):
            raise ValueError("either rtt_ms or hops is expected")
        return self


class AnchorConfig(Section):
    """Where an anchor is, for RTTs that are neither measured nor configured."""

    rloc: AddressText
    position: PositionDegrees


class XtrConfig(Section):
    """An xTR that says how far others are from it: its RLOC, and its control socket or its `http` address."""

    rloc: AddressText
    ask: str = Field(pattern=r"^(unix:|http://).+")


class MeasureConfig(Section):
    """How often xTRs are asked, and for how long their answers count."""

    every_s: float = Field(default=10.0, ge=0.1)
    max_age_s: float = Field(default=MAX_AGE_S, gt=0.0)


class DecisionConfig(Section):
    """The policy and its parameters; see `fmcc.deciding.DecisionRules` and `PlacementParameters`."""

    policy: Literal["anchors", "distance"] = "anchors"
    model: str = _DEFAULTS.model
    p: float = _DEFAULTS.p
    quality: Literal["linear", "quadratic"] = _DEFAULTS.quality
    discount: float = _DEFAULTS.discount
    rtt_per_hop_ms: float = _DEFAULTS.rtt_per_hop_ms
    max_hops: int = _DEFAULTS.max_hops
    best_quality_ms: float = _DEFAULTS.best_quality_ms
    method: str = _DEFAULTS.method
    hysteresis_ms: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)
    full_dc_ms: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)
    epoch_s: float = Field(default=60.0, gt=0.0, allow_inf_nan=False)
    cost_per_gib_ms: float = Field(default=_PRICES.per_gib_ms, ge=0.0, allow_inf_nan=False)
    cost_per_s_ms: float = Field(default=_PRICES.per_s_ms, ge=0.0, allow_inf_nan=False)

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        self.parameters()
        if self.policy == "anchors" and self.model != _DEFAULTS.model:
            raise ValueError(f'the model {self.model} knows distances only: it needs policy = "distance"')
        return self

    def parameters(self) -> PlacementParameters:
        """For the decision; the migration cost is the service's own. Raises ValueError."""
        names = {field.name for field in fields(PlacementParameters)} - {"migration_cost_ms"}
        return PlacementParameters(**self.model_dump(include=names))


class MigrationConfig(Section):
    """How VMs are moved."""

    bandwidth_mib_s: int | None = Field(default=None, ge=1)
    max_downtime_ms: int = Field(default=50, ge=1)
    timeout_s: float = Field(default=120.0, gt=0.0)
    tls: bool = True
    auto_converge: bool = True
    post_copy: bool = False
    storage: Literal["shared", "copied"] = "shared"
    max_concurrent: int = Field(default=8, ge=1)
    max_concurrent_per_dc: int = Field(default=4, ge=1)
    check_timeout_s: float = Field(default=_TIMEOUTS.check_s, gt=0.0)
    prepare_timeout_s: float = Field(default=_TIMEOUTS.prepare_s, gt=0.0)
    abort_timeout_s: float = Field(default=_TIMEOUTS.abort_s, gt=0.0)
    switch_timeout_s: float = Field(default=_TIMEOUTS.switch_s, gt=0.0)
    act_timeout_s: float = Field(default=_TIMEOUTS.act_s, gt=0.0)
    alarm_s: float = Field(default=_TIMEOUTS.alarm_s, gt=0.0)
    give_up_s: float = Field(default=_TIMEOUTS.give_up_s, gt=0.0)

    def limits(self) -> Limits:
        """How many at once; the others wait, the most useful first."""
        return Limits(self.max_concurrent, self.max_concurrent_per_dc)

    def options(self) -> MigrationOptions:
        """For the hypervisors."""
        return MigrationOptions(
            bandwidth_mib_s=self.bandwidth_mib_s,
            max_downtime_ms=self.max_downtime_ms,
            timeout_s=self.timeout_s,
            tls=self.tls,
            auto_converge=self.auto_converge,
            post_copy=self.post_copy,
            copy_disks=self.storage == "copied",
        )

    def timeouts(self) -> Timeouts:
        """For the saga."""
        return Timeouts(
            check_s=self.check_timeout_s,
            prepare_s=self.prepare_timeout_s,
            abort_s=self.abort_timeout_s,
            switch_s=self.switch_timeout_s,
            act_s=self.act_timeout_s,
            alarm_s=self.alarm_s,
            give_up_s=self.give_up_s,
        )


class EtcdConfig(Section):
    """An etcd cluster, and how we show ourselves to it; files are relative to the configuration's directory."""

    endpoints: list[Annotated[str, Field(pattern=r"^https?://[^/\s]+/?$")]] = Field(min_length=1)
    path: str = Field(default="/follow-me-cloud/", pattern=r"^/[!-~]*/$")
    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    user: str | None = Field(default=None, min_length=1)
    password_file: Path | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if (self.certificate is None) != (self.key is None):
            raise ValueError("certificate and key belong together")
        if (self.user is None) != (self.password_file is None):
            raise ValueError("user and password_file belong together")
        for endpoint in self.endpoints:
            url = urlsplit(endpoint)
            if url.scheme == "http" and url.hostname not in ("127.0.0.1", "::1", "localhost"):
                raise ValueError(f"{endpoint} is not encrypted: use https")
            if "@" in url.netloc:
                raise ValueError("no password in a URL: use user and password_file")
        return self


class LeasesConfig(Section):
    """Which of several controllers this one is: every one needs a `name` of its own.

    `prefer`: the prefixes of users that it takes before others would. `etcd`: where the leases are, for controllers on
    several computers; by default it is the journal's file.
    """

    name: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9]*$")
    prefer: list[PrefixText] = Field(default_factory=list)
    etcd: EtcdConfig | None = None

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if self.etcd is not None and self.name is None:
            raise ValueError("controllers that share an etcd need names: leases.name is missing")
        return self

    @property
    def holder(self) -> str:
        """Who we are to the others."""
        return self.name or "fmcc"

    @property
    def series(self) -> str:
        """What the ids of our migrations begin with."""
        return self.name or "m"


class GroupConfig(Section):
    """Services that belong together, in the order in which they move; see `fmcc.group`."""

    name: str = Field(min_length=1)
    services: list[str] = Field(min_length=2)
    together: bool = True
    roll_back: bool = True


class FmccConfig(Section):
    """The whole file. `rloc` is our own address; `keys` are the PubSubKeys shared with the map server."""

    rloc: AddressText
    listen: list[AddressText] = Field(default_factory=list)
    xtr_id: XtrIdText
    site_id: SiteIdText = bytes(8)
    map_server: AddressText
    keys: list[KeyFile] = Field(min_length=1)
    control: Path | None = None
    http: EndpointText | None = None
    journal: Path
    handover: Literal["paper", "anticipated"] = "anticipated"
    user_prefixes: list[PrefixText] = Field(min_length=1)
    migration: MigrationConfig = MigrationConfig()
    decision: DecisionConfig = DecisionConfig()
    dc: list[DcConfig] = Field(min_length=1)
    service: list[ServiceConfig] = Field(default_factory=list)
    group: list[GroupConfig] = Field(default_factory=list)
    leases: LeasesConfig = LeasesConfig()
    latency: list[LatencyConfig] = Field(default_factory=list)
    anchor: list[AnchorConfig] = Field(default_factory=list)
    xtr: list[XtrConfig] = Field(default_factory=list)
    measure: MeasureConfig = MeasureConfig()

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.map_server.afi != self.rloc.afi:
            raise ValueError("map_server and rloc must be of one address family")
        _unique("dc name", (dc.name for dc in self.dc))
        _unique("dc prefix", (str(dc.prefix) for dc in self.dc))
        _unique("service name", (service.name for service in self.service))
        _unique("service domain", (service.domain for service in self.service))
        _unique("service eid", (str(service.eid) for service in self.service))
        _unique("anchor", (str(anchor.rloc) for anchor in self.anchor))
        _unique("xtr", (str(xtr.rloc) for xtr in self.xtr))
        _unique("service or group", [entry.name for part in (self.service, self.group) for entry in part])
        _unique("grouped service", (name for group in self.group for name in group.services))
        _unique("latency", (f"{entry.anchor} to {entry.dc}" for entry in self.latency))
        known = {dc.name for dc in self.dc}
        for service in self.service:
            if service.dc not in known:
                raise ValueError(f"service {service.name}: no dc is called {service.dc!r}")
            if not any(prefix.covers(service.user) for prefix in self.user_prefixes):
                raise ValueError(f"service {service.name}: user {service.user} is in none of user_prefixes")
        self._check_groups()
        for prefix in self.leases.prefer:
            if prefix not in self.user_prefixes:
                raise ValueError(f"leases.prefer: {prefix} is not one of user_prefixes")
        for dc in self.dc:
            if self.migration.tls and dc.hypervisor.startswith("qemu+tcp:"):
                raise ValueError(f"dc {dc.name}: qemu+tcp is not encrypted; use qemu+tls, or set migration.tls = false")
        for entry in self.latency:
            if entry.dc not in known:
                raise ValueError(f"latency from {entry.anchor}: no dc is called {entry.dc!r}")
        return self

    def _check_groups(self) -> None:
        """The services of a group exist, and one controller follows all their users."""
        users = {service.name: service.user for service in self.service}
        for group in self.group:
            for name in group.services:
                if name not in users:
                    raise ValueError(f"group {group.name}: no service is called {name!r}")
            if not any(all(prefix.covers(users[name]) for name in group.services) for prefix in self.user_prefixes):
                raise ValueError(f"group {group.name}: its users are in several of user_prefixes")

    def groups(self) -> list[GroupSpec]:
        """The groups, for the engine."""
        return [
            GroupSpec(group.name, tuple(group.services), together=group.together, undo=group.roll_back)
            for group in self.group
        ]

    def services(self) -> list[ServiceSpec]:
        """The services, for the engine."""
        return [
            ServiceSpec(
                name=service.name,
                domain=service.domain,
                address=service.eid,
                user=service.user,
                home=service.dc,
                kind=service.kind,
                migration_cost_ms=service.migration_cost_ms,
                remaining_epochs=service.remaining_epochs,
                memory_mib=service.memory_mib,
                dirty_mib_s=service.dirty_mib_s,
                disk_mib=service.disk_mib,
            )
            for service in self.service
        ]

    def rules(self) -> DecisionRules:
        """What is added to the decision model, for the engine."""
        capacities = {dc.name: dc.capacity for dc in self.dc if dc.capacity is not None}
        decision = self.decision
        return DecisionRules(
            policy=decision.policy,
            hysteresis_ms=decision.hysteresis_ms,
            full_dc_ms=decision.full_dc_ms,
            capacities=capacities,
            epoch_s=decision.epoch_s,
            prices=Prices(decision.cost_per_gib_ms, decision.cost_per_s_ms),
            places=Places(
                {str(anchor.rloc): anchor.position for anchor in self.anchor},
                {dc.name: dc.position for dc in self.dc if dc.position is not None},
            ),
            max_rtt_age_s=self.measure.max_age_s,
        )

    def latencies(self) -> Latencies:
        """RTT in ms from each anchor to each DC."""
        table: Latencies = {}
        for entry in self.latency:
            hops_ms = (entry.hops or 0) * self.decision.rtt_per_hop_ms
            table.setdefault(str(entry.anchor), {})[entry.dc] = hops_ms if entry.rtt_ms is None else entry.rtt_ms
        return table


def _unique(what: str, names: Iterable[str]) -> None:
    """Refuse a name that is given twice."""
    for name, count in Counter(names).items():
        if count > 1:
            raise ValueError(f"{what} {name} is given {count} times")
