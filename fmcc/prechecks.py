"""What the controller itself knows for and against a migration, before any hypervisor is asked. Pure."""

from fmcc.hypervisor.base import Check
from fmcc.inventory import Inventory
from fmcc.saga import Saga
from fmcc.tenures import Tenures


class Prechecks:
    """Questions to the inventory, the leases and the migrations under way."""

    def __init__(self, inventory: Inventory, tenures: Tenures, saga: Saga) -> None:
        self._inventory, self._tenures, self._saga = inventory, tenures, saga

    def refusal(self, name: str, dc: str) -> str | None:
        """Why a migration of a service or a group by hand is impossible now; None when it is possible."""
        return next((check.detail for check in self.checks(name, dc) if not check.passed), None)

    def checks(self, name: str, dc: str) -> list[Check]:
        """For a service or a group, up to the first thing against it."""
        if name not in self._inventory.groups:
            return self._of_service(name, dc)
        names = self._inventory.to_move(name, dc)
        if not names:
            return [Check("group", False, f"all of {name} is at {dc} already")]
        checks = [check for member in names for check in self._of_service(member, dc)]
        return [Check("group", True, f"{name} is {', '.join(names)}"), *checks]

    def _of_service(self, service: str, dc: str) -> list[Check]:
        sites = self._inventory.sites
        known, active = self._inventory.services.get(service), self._saga.active(service)
        if known is None:
            there = ", ".join(sorted(self._inventory.services))
            return [Check("service", False, f"no service {service!r}; there are {there}")]
        checks = [Check("service", True, f"{service} is {known.spec.domain} at {known.spec.address}")]
        if dc not in sites:
            detail = f"no data centre {dc!r}; there are {', '.join(sorted(sites))}"
            return [*checks, Check("dc", False, detail)]
        checks.append(Check("dc", True, f"{dc} is configured"))
        if active is not None:
            detail = f"{service} is being migrated to {active.target} ({active.id}, {active.state})"
            return [*checks, Check("no-other-migration", False, detail)]
        checks.append(Check("no-other-migration", True, "no other migration of it is under way"))
        if not self._tenures.allow(known.lease):
            return [*checks, Check("lease", False, f"another controller follows the users of {known.lease}")]
        if known.dc is None:
            detail = f"where {service} runs is not known: {self._inventory.whereabouts(known)}"
            return [*checks, Check("place", False, detail)]
        if known.dc == dc:
            return [*checks, Check("place", False, f"{service} runs at {dc} already")]
        checks.append(Check("place", True, f"{service} runs at {known.dc} and nowhere else"))
        if not sites[dc].is_up:
            detail = f"the hypervisor of {dc} does not answer: {sites[dc].reason}"
            return [*checks, Check("hypervisor", False, detail)]
        return [*checks, Check("turn", True, self._saga.turn(known.dc, dc))]
