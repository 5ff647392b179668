"""A controller with its world scripted by hand, in virtual time."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fmcc.continuity.lisp import LispContinuity
from fmcc.decision.placement import PlacementParameters
from fmcc.engine import Controller
from fmcc.events import ChecksPassed, GuestResumed, HypervisorFound, MigrationFinished, PersistStep
from fmcc.hypervisor.base import DomainState, MigrationOptions
from fmcc.limits import Limits
from fmcc.migration import Migration, State
from fmcc.model import GroupSpec, ServiceClass, ServiceSpec
from lisp.engine import Command, Event, SendDatagram, Tick
from lisp.wire import Prefix
from tests.unit.fmcc.peers import (
    FIRST_NONCE,
    HOME1,
    HOME2,
    NET1,
    NET2,
    PREFIX,
    USER,
    VM,
    XTR,
    acknowledgement,
    change_priorities,
    nonces,
    notify,
    record,
    reply,
    requests,
    settings,
)

LATENCIES = {NET1: {"dc1": 12.0, "dc2": 250.0}, NET2: {"dc1": 250.0, "dc2": 3.0}}
OPTIONS = MigrationOptions(bandwidth_mib_s=40, timeout_s=60.0)
RUNNING, PAUSED, ABSENT = DomainState.RUNNING, DomainState.PAUSED, DomainState.ABSENT


@dataclass
class World:
    """The user is in net1, vm1 runs at dc1; dc2 is nearer to net2."""

    kind: ServiceClass = ServiceClass.AUTO
    history: Sequence[Migration] = ()
    latencies: dict[str, dict[str, float]] = field(default_factory=lambda: dict(LATENCIES))
    now: float = 100.0
    limits: Limits = field(default_factory=Limits)
    leases: Sequence[Prefix] = ()
    groups: Sequence[GroupSpec] = ()
    shelf: bool = False  # a second service, of the same user and at the same place

    def __post_init__(self) -> None:
        self.lisp = LispContinuity(settings(), nonces().__next__, FIRST_NONCE)
        service = ServiceSpec(
            name="desk",
            domain="vm1",
            address=VM,
            user=USER,
            home="dc1",
            kind=self.kind,
            migration_cost_ms=60.0,
        )
        shelf = replace(service, name="shelf", domain="vm2", address=Prefix.parse("10.11.0.11/32"))
        self.controller = Controller(
            services=[service, shelf] if self.shelf else [service],
            dcs=["dc1", "dc2"],
            latencies=self.latencies,
            decision=PlacementParameters(),
            options=OPTIONS,
            continuity=self.lisp,
            history=self.history,
            limits=self.limits,
            leases=self.leases,
            groups=self.groups,
        )
        self.log: list[Command] = []
        self.journal: list[str] = []
        self._nonces: dict[object, int] = {}

    def feed(self, event: Event, after_s: float = 0.0) -> list[Command]:
        """Let time pass, then give an event. Look-ups are answered at once, as the map server would."""
        self.now += after_s
        commands = self.controller.handle(event, self.now)
        self.log += commands
        self.journal += [str(c.migration.state) for c in commands if isinstance(c, PersistStep)]
        for prefix, request in requests(commands).items():
            if not request.records[0].wants_notifications and prefix in PREFIX.values():
                (name,) = [name for name, known in PREFIX.items() if known == prefix]
                commands = commands + self.feed(reply(request.nonce, record(prefix, str(XTR[name].address))))
        return commands

    def start(self, at: str = "dc1", user: str = NET1) -> "World":
        """Subscribe, find the hypervisors, learn where everybody is."""
        asked = requests(self.feed(Tick()))
        mappings = {
            HOME1: [record(HOME1, NET1)] + ([record(USER, user)] if user != NET1 else []),
            HOME2: [record(HOME2, NET2)],
            VM: [record(PREFIX["dc1"], str(XTR["dc1"].address))],
        }
        for prefix, records in mappings.items():
            self._nonces[prefix] = asked[prefix].nonce
            self.feed(notify(asked[prefix].nonce, *records))
        for dc in ("dc1", "dc2"):
            self.feed(HypervisorFound(dc, {"vm1": RUNNING, "vm2": RUNNING} if dc == at else {}))
        return self

    def refreshed(self, user: str = NET2) -> None:
        """The map server confirms the subscription to the users, asked for anew, with where the user is."""
        asked = [c for c in self.log if isinstance(c, SendDatagram)]
        nonce = max(request.nonce for prefix, request in requests(asked).items() if prefix == HOME1)
        self._nonces[HOME1] = max(nonce, self._nonces[HOME1])
        self.feed(notify(nonce, record(HOME1, NET1), record(USER, user)))

    def user_appears(self, rloc: str) -> list[Command]:
        """The map server publishes that the user is behind this RLOC."""
        self._nonces[HOME1] += 1
        return self.feed(notify(self._nonces[HOME1], record(USER, rloc)), 1.0)

    def vm_appears(self, dc: str) -> list[Command]:
        """The map server publishes that the VM is behind the xTR of this DC."""
        self._nonces[VM] += 1
        return self.feed(notify(self._nonces[VM], record(VM, str(XTR[dc].address))), 0.01)

    @property
    def migration(self) -> Migration:
        """The last migration."""
        return list(self.controller.saga)[-1]

    def state(self) -> State:
        """That of the last migration."""
        return self.migration.state

    def copying(self) -> "World":
        """Started, with a migration to dc2 in its copy."""
        self.start()
        self.user_appears(NET2)
        self.feed(ChecksPassed(self.migration.id), 0.01)
        assert self.migration.state == "copying"
        return self

    def switching(self) -> list[Command]:
        """The guest has resumed at the target: what is done about it."""
        return self.feed(GuestResumed("dc2", "vm1"), 2.0)

    def acknowledge(self, commands: Sequence[Command]) -> list[Command]:
        """Both xTRs acknowledge their Change Priority."""
        done: list[Command] = []
        for datagram in change_priorities(commands).values():
            done += self.feed(acknowledgement(datagram), 0.01)
        return done

    def migrated(self) -> list[Command]:
        """A whole migration, up to the return of the hypervisor's call."""
        self.acknowledge(self.switching())
        self.vm_appears("dc2")
        return self.feed(MigrationFinished(self.migration.id, 52.0, 100 << 20), 1.5)

    def wait(self, seconds: float) -> list[Command]:
        """Let time pass, with a tick whenever the controller wants one."""
        end, commands = self.now + seconds, list[Command]()
        while (at := self.controller.deadline()) is not None and at <= end:
            self.now = max(self.now, at)
            commands += self.feed(Tick())
        self.now = end
        return commands
