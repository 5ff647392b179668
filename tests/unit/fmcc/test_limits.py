"""How many migrations may be under way, and who goes first."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fmcc.continuity.base import Committed, Move, Prepared, RolledBack, Step, Token, VmSeenAt
from fmcc.events import CheckMigration, GuestLocated, MigrationFailed, MigrationFinished, StartMigration
from fmcc.hypervisor.base import DomainState, MigrationOptions
from fmcc.limits import Limits
from fmcc.migration import Migration, State
from fmcc.model import ServiceClass, ServiceSpec
from fmcc.saga import Saga
from lisp.engine import Datagram, Tick
from lisp.wire import Prefix


@dataclass
class Willing:
    """A network that does at once what it is told."""

    shown: dict[Prefix, str] = field(default_factory=dict)

    def handle(self, event: Datagram | Tick, now: float) -> list[Step]:
        return []

    def deadline(self) -> float | None:
        return None

    def prepare(self, move: Move, now: float) -> list[Step]:
        return [Prepared(Token(move))]

    def commit(self, token: Token, now: float) -> list[Step]:
        self.shown[token.move.address] = token.move.target
        return [Committed(token), VmSeenAt(token.move.address, token.move.target)]

    def rollback(self, token: Token, now: float) -> list[Step]:
        self.shown[token.move.address] = token.move.source
        return [RolledBack(token)]

    def release(self, token: Token) -> None:
        pass

    def refresh(self, users: Prefix, now: float) -> list[Step]:
        return []

    def confirmed_at(self, users: Prefix) -> float | None:
        return None

    def seen_at(self, address: Prefix) -> str | None:
        return self.shown.get(address)

    def site_behind(self, anchor: str) -> str | None:
        return None


def service(number: int) -> ServiceSpec:
    return ServiceSpec(
        name=f"s{number}",
        domain=f"vm{number}",
        address=Prefix.parse(f"10.11.0.{number}"),
        user=Prefix.parse(f"10.1.0.{number}"),
        home="dc1",
        kind=ServiceClass.AUTO,
        migration_cost_ms=60.0,
    )


class World:
    """A saga whose reports go straight back to it."""

    def __init__(self, total: int = 8, per_dc: int = 4, history: Sequence[Migration] = ()) -> None:
        self.saga = Saga(Willing(), MigrationOptions(), history, Limits(total, per_dc))
        self.checked: list[str] = []
        self.copied: list[str] = []

    def take(self, steps: list[Step]) -> None:
        for step in steps:
            match step:
                case CheckMigration(migration):
                    self.checked.append(migration.id)
                case StartMigration(migration, _):
                    self.copied.append(migration.id)
                case Prepared() | Committed() | RolledBack() | VmSeenAt():
                    self.take(self.saga.on_report(step, 1.0))

    def plan(self, number: int, source: str = "dc1", target: str = "dc2", benefit_ms: float = 1.0) -> None:
        self.take(self.saga.plan(service(number), source, target, "a test", 1.0, benefit_ms))

    def finish(self, name: str) -> None:
        self.take(self.saga.on_checked(name, 1.0))
        self.take(self.saga.on_finished(MigrationFinished(name), 1.0))


def test_the_most_useful_goes_first_and_the_operators_own_before_all() -> None:
    world = World(total=1)
    world.plan(1)
    for number, benefit_ms in ((2, 5.0), (3, 50.0), (4, 50.0)):
        world.plan(number, benefit_ms=benefit_ms)
    world.take(world.saga.plan(service(5), "dc1", "dc2", "by hand", 1.0))
    for name in ("m-1", "m-5", "m-3", "m-4", "m-2"):
        assert world.checked[-1] == name
        world.finish(name)
    assert all(migration.state is State.DONE for migration in world.saga)


def test_a_full_dc_does_not_hold_up_the_others() -> None:
    world = World(per_dc=1)
    world.plan(1, "dc1", "dc2")
    world.plan(2, "dc2", "dc3", benefit_ms=99.0)
    world.plan(3, "dc3", "dc4")
    assert world.checked == ["m-1", "m-3"]
    assert world.saga.turn("dc2", "dc5").startswith("it has to wait")
    world.finish("m-1")
    assert world.checked == ["m-1", "m-3"], "dc3 is busy still"
    world.finish("m-3")
    assert world.checked == ["m-1", "m-3", "m-2"]


def test_one_that_waits_for_an_operator_takes_nobodys_place() -> None:
    world = World(total=1)
    world.plan(1)
    world.plan(2)
    world.take(world.saga.on_checked("m-1", 1.0))
    world.take(world.saga.on_failed(MigrationFailed("m-1", "gone"), 2.0))
    nowhere = GuestLocated("m-1", {"dc1": DomainState.ABSENT, "dc2": DomainState.ABSENT})
    world.take(world.saga.on_located(nowhere, 2.0))
    world.take(world.saga.on_located(nowhere, 20.0))
    first = world.saga.find("m-1")
    assert first is not None
    assert first.state is State.NEEDS_OPERATOR
    assert world.checked == ["m-1", "m-2"]


def test_fifty_at_once_all_arrive() -> None:
    world = World(total=50, per_dc=50)
    for number in range(1, 51):
        world.plan(number)
    assert len(world.checked) == 50
    for name in list(world.checked):
        world.finish(name)
    assert {migration.state for migration in world.saga} == {State.DONE}
    assert len(world.copied) == 50
