"""What an operator may order through the control socket: migrate, precheck, close, approve."""

from dataclasses import asdict
from typing import Any

from fmcc.engine import Controller
from fmcc.events import MigrationClosed, MigrationRequested, ProposalApproved
from fmcc.hands import Hands
from fmcc.migration import State
from lisp.runtime.service import Service


class Verbs:
    """What an operator may order through the control socket. A refusal is a ValueError with its reason."""

    def __init__(self, service: Service, controller: Controller, hands: Hands) -> None:
        self._service = service
        self._controller = controller
        self._hands = hands
        service.order("migrate", self.migrate)
        service.order("precheck", self.precheck)
        service.order("close", self.close)
        service.order("approve", self.approve)

    def migrate(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """Migrate `service` to `dc` by hand."""
        name, dc = _argument(arguments, "service"), _argument(arguments, "dc")
        if (reason := self._controller.prechecks.refusal(name, dc)) is not None:
            raise ValueError(reason)
        moved = self._controller.inventory.to_move(name, dc)
        self._service.feed(MigrationRequested(name, dc))
        return self._planned(moved[0])

    async def precheck(self, arguments: dict[str, Any]) -> list[dict[str, Any]]:
        """What speaks for and against migrating `service` to `dc` now; nothing is begun."""
        name, dc = _argument(arguments, "service"), _argument(arguments, "dc")
        checks = self._controller.prechecks.checks(name, dc)
        if all(check.passed for check in checks):
            for member in self._controller.inventory.to_move(name, dc):
                service = self._controller.inventory.services[member]
                assert service.dc is not None
                checks += await self._hands.precheck(service.spec.domain, service.dc, dc)
        return [asdict(check) for check in checks]

    def close(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """End migration `id`, which needs an operator, as the operator's own responsibility."""
        name = _argument(arguments, "id")
        migration = self._controller.saga.find(name)
        if migration is None:
            raise ValueError(f"no migration {name!r}")
        if migration.state is not State.NEEDS_OPERATOR:
            raise ValueError(f"{name} is {migration.state}: only what needs an operator can be closed")
        self._service.feed(MigrationClosed(name))
        return {"migration": name, "state": str(State.FAILED)}

    def approve(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """Release the migration that `service` has proposed."""
        name = _argument(arguments, "service")
        proposal = self._controller.decisions.proposal(name)
        if proposal is None:
            raise ValueError(f"nothing has been proposed for {name!r}")
        if (reason := self._controller.prechecks.refusal(name, proposal.target)) is not None:
            raise ValueError(reason)
        self._service.feed(ProposalApproved(name))
        return self._planned(name)

    def _planned(self, service: str) -> dict[str, Any]:
        migration = [m for m in self._controller.saga if m.service == service][-1]
        return {"migration": migration.id, "to": migration.target, "state": str(migration.state)}


def _argument(arguments: dict[str, Any], name: str) -> str:
    value = arguments.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(f"the argument {name!r} is missing")
    return value
