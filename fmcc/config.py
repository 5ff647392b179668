"""The configuration of the controller, `fmcc.toml`.

Latencies between anchors and data centres are configured for now, not measured: the controller believes
what stands here.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import Field, field_validator, model_validator

from fmcc.deciding import DecisionRules
from fmcc.decision.placement import PlacementParameters
from fmcc.hypervisor.base import MigrationOptions
from fmcc.model import Latencies, ServiceClass, ServiceSpec
from fmcc.saga import Limits
from lisp.runtime.config import AddressText, KeyFile, PrefixText, Section, SiteIdText, XtrIdText

_DEFAULTS: Final = PlacementParameters()


class DcConfig(Section):
    """A data centre: the EID prefix its xTR serves, its hypervisor, and the keys shared with its xTR."""

    name: str = Field(min_length=1)
    prefix: PrefixText
    capacity: int | None = Field(default=None, ge=1)
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

    @field_validator("eid", "user")
    @classmethod
    def _is_host(cls, value: PrefixText) -> PrefixText:
        if not value.is_host:
            raise ValueError("one address is expected, not a prefix")
        return value


class LatencyConfig(Section):
    """The RTT between an anchor, named by its xTR's RLOC, and a data centre."""

    anchor: AddressText
    dc: str
    rtt_ms: float = Field(ge=0.0, allow_inf_nan=False)


class DecisionConfig(Section):
    """The decision model and its parameters; see `fmcc.decision.placement.PlacementParameters`."""

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

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        self.parameters()
        return self

    def parameters(self) -> PlacementParameters:
        """For the decision; the migration cost is the service's own. Raises ValueError."""
        return PlacementParameters(**self.model_dump(exclude={"hysteresis_ms", "full_dc_ms"}))


class MigrationConfig(Section):
    """How VMs are moved."""

    bandwidth_mib_s: int | None = Field(default=None, ge=1)
    max_downtime_ms: int = Field(default=50, ge=1)
    timeout_s: float = Field(default=120.0, gt=0.0)
    max_concurrent: int = Field(default=8, ge=1)
    max_concurrent_per_dc: int = Field(default=4, ge=1)

    def limits(self) -> Limits:
        """How many at once; the others wait, the most useful first."""
        return Limits(self.max_concurrent, self.max_concurrent_per_dc)

    def options(self) -> MigrationOptions:
        """For the hypervisors."""
        return MigrationOptions(self.bandwidth_mib_s, self.max_downtime_ms, self.timeout_s)


class FmccConfig(Section):
    """The whole file. `rloc` is our own address; `keys` are the PubSubKeys shared with the map server."""

    rloc: AddressText
    listen: list[AddressText] = Field(default_factory=list)
    xtr_id: XtrIdText
    site_id: SiteIdText = bytes(8)
    map_server: AddressText
    keys: list[KeyFile] = Field(min_length=1)
    control: Path | None = None
    journal: Path
    handover: Literal["paper", "anticipated"] = "anticipated"
    user_prefixes: list[PrefixText] = Field(min_length=1)
    migration: MigrationConfig = MigrationConfig()
    decision: DecisionConfig = DecisionConfig()
    dc: list[DcConfig] = Field(min_length=1)
    service: list[ServiceConfig] = Field(default_factory=list)
    latency: list[LatencyConfig] = Field(default_factory=list)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.map_server.afi != self.rloc.afi:
            raise ValueError("map_server and rloc must be of one address family")
        _unique("dc name", (dc.name for dc in self.dc))
        _unique("dc prefix", (str(dc.prefix) for dc in self.dc))
        _unique("service name", (service.name for service in self.service))
        _unique("service domain", (service.domain for service in self.service))
        _unique("service eid", (str(service.eid) for service in self.service))
        _unique("latency", (f"{entry.anchor} to {entry.dc}" for entry in self.latency))
        known = {dc.name for dc in self.dc}
        for service in self.service:
            if service.dc not in known:
                raise ValueError(f"service {service.name}: no dc is called {service.dc!r}")
            if not any(prefix.covers(service.user) for prefix in self.user_prefixes):
                raise ValueError(f"service {service.name}: user {service.user} is in none of user_prefixes")
        for entry in self.latency:
            if entry.dc not in known:
                raise ValueError(f"latency from {entry.anchor}: no dc is called {entry.dc!r}")
        return self

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
            )
            for service in self.service
        ]

    def rules(self) -> DecisionRules:
        """What is added to the decision model, for the engine."""
        capacities = {dc.name: dc.capacity for dc in self.dc if dc.capacity is not None}
        return DecisionRules(self.decision.hysteresis_ms, self.decision.full_dc_ms, capacities)

    def latencies(self) -> Latencies:
        """RTT in ms from each anchor to each DC."""
        table: Latencies = {}
        for entry in self.latency:
            table.setdefault(str(entry.anchor), {})[entry.dc] = entry.rtt_ms
        return table


def _unique(what: str, names: Iterable[str]) -> None:
    """Refuse a name that is given twice."""
    for name, count in Counter(names).items():
        if count > 1:
            raise ValueError(f"{what} {name} is given {count} times")
