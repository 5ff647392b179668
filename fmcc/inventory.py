"""What the controller has in its care: services, groups of them, data centres, and where each service runs now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fmcc.deciding import Verdict
from fmcc.model import GroupSpec, ServiceSpec
from lisp.wire import Prefix


@dataclass(slots=True)
class ServiceState:
    """A service and what is known of it now."""

    spec: ServiceSpec
    lease: Prefix | None = None  # the prefix of users whose lease is needed to move it
    running_at: set[str] = field(default_factory=set)
    undecided: bool = False  # its user has moved, and nothing has come of it yet
    in_doubt: bool = False  # nobody has moved, but what the last decision rests on may have changed
    verdict: Verdict | None = None
    proposal: Verdict | None = None

    @property
    def dc(self) -> str | None:
        """Where it runs, when one hypervisor says so and no other does."""
        return next(iter(self.running_at)) if len(self.running_at) == 1 else None


@dataclass(slots=True)
class SiteState:
    """A data centre: whether its hypervisor answers, and why not."""

    is_up: bool = False
    reason: str = "not connected yet"


class Inventory:
    """Services, groups and data centres by name."""

    def __init__(
        self,
        services: Sequence[ServiceSpec],
        dcs: Sequence[str],
        groups: Sequence[GroupSpec] = (),
        leases: Sequence[Prefix] = (),
    ) -> None:
        """`leases` are prefixes of users: a service needs that of the narrowest one around its user."""
        self.services = {
            spec.name: ServiceState(
                spec, max((p for p in leases if p.covers(spec.user)), key=lambda p: p.length, default=None)
            )
            for spec in services
        }
        self.sites = {name: SiteState() for name in dcs}
        self.groups = {group.name: group for group in groups}
        self._groups_of = {name: group for group in groups for name in group.services}
        self._by_user: dict[Prefix, list[ServiceState]] = {}
        for service in self:
            self._by_user.setdefault(service.spec.user, []).append(service)

    def __iter__(self) -> Iterator[ServiceState]:
        return iter(self.services.values())

    def of_user(self, user: Prefix) -> list[ServiceState]:
        """The services that follow a user."""
        return self._by_user.get(user, [])

    def of_domain(self, domain: str) -> list[ServiceState]:
        """The services that a VM runs."""
        return [service for service in self if service.spec.domain == domain]

    def of_lease(self, prefix: Prefix) -> list[ServiceState]:
        """The services that need the lease of a prefix of users."""
        return [service for service in self if service.lease == prefix]

    def group_of(self, service: str) -> GroupSpec | None:
        """The group that a service belongs to."""
        return self._groups_of.get(service)

    def to_move(self, name: str, dc: str) -> list[str]:
        """The services that a migration of this service, or of this group, to a DC would move, in order."""
        group = self.groups.get(name)
        return [name] if group is None else [s for s in group.services if self.services[s].dc != dc]

    def is_up(self, dc: str) -> bool:
        """Whether a data centre exists and its hypervisor answers."""
        return dc in self.sites and self.sites[dc].is_up

    def whereabouts(self, service: ServiceState) -> str:
        """Why the place of a service is not known, for people."""
        if service.running_at:
            return "it runs at " + " and ".join(sorted(service.running_at))
        silent = [name for name, site in self.sites.items() if not site.is_up]
        return f"{', '.join(silent)} not reachable" if silent else "no hypervisor runs it"
