"""What the controller is told, and what it asks for, besides the datagrams and ticks of every engine.

The commands are carried out by the daemon. Each may be carried out twice: the second time changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fmcc.hypervisor.base import DomainState, MigrationOptions
from fmcc.latency import RttSample
from fmcc.leases import Tenure
from fmcc.migration import Migration
from lisp.engine import Command, Event

if TYPE_CHECKING:
    from fmcc.deciding import Planning
    from fmcc.decision.planner import Plan


@dataclass(frozen=True, slots=True)
class HypervisorFound(Event):
    """The hypervisor of a DC answers; `domains` is all it knows, by name."""

    dc: str
    domains: Mapping[str, DomainState]


@dataclass(frozen=True, slots=True)
class HypervisorLost(Event):
    """The hypervisor of a DC does not answer (any more). Its guests may well run on."""

    dc: str
    reason: str


@dataclass(frozen=True, slots=True)
class GuestStarted(Event):
    """A guest was started at a DC, not by a migration."""

    dc: str
    domain: str


@dataclass(frozen=True, slots=True)
class GuestSuspended(Event):
    """A guest stands still at a DC for its migration: the blackout begins."""

    dc: str
    domain: str


@dataclass(frozen=True, slots=True)
class GuestResumed(Event):
    """A guest runs again at a DC: at the target of a migration, this is the moment to switch."""

    dc: str
    domain: str


@dataclass(frozen=True, slots=True)
class GuestStopped(Event):
    """A guest is gone from a DC: shut off, crashed, or migrated away."""

    dc: str
    domain: str


@dataclass(frozen=True, slots=True)
class ChecksPassed(Event):
    """Both hypervisors are ready for the migration."""

    migration: str


@dataclass(frozen=True, slots=True)
class ChecksFailed(Event):
    """The migration is impossible; nothing has been touched."""

    migration: str
    reason: str


@dataclass(frozen=True, slots=True)
class CopyProgress(Event):
    """How far the copy is: `fraction` 0…1 of the memory is at the target."""

    migration: str
    fraction: float
    dirty_bytes_s: float


@dataclass(frozen=True, slots=True)
class MigrationFinished(Event):
    """The hypervisor's call returned: the guest is at the target, and only there.

    It comes one to two seconds after the guest resumed. `blackout_ms`: how long the guest stood still.
    """

    migration: str
    blackout_ms: float | None = None
    transferred_bytes: int = 0


@dataclass(frozen=True, slots=True)
class MigrationFailed(Event):
    """The hypervisor's call failed. Where the guest runs is another question."""

    migration: str
    reason: str


@dataclass(frozen=True, slots=True)
class GuestLocated(Event):
    """The answer to LocateGuest: what source and target say of the domain, None where nobody answers."""

    migration: str
    states: Mapping[str, DomainState | None]


@dataclass(frozen=True, slots=True)
class GuestActed(Event):
    """The answer to StopGuest and StartGuest; `reason` says why it was refused. What is, is to be asked anew."""

    migration: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GuestPaused(Event):
    """A guest stands still at a DC, and not for a migration: somebody has paused it."""

    dc: str
    domain: str


@dataclass(frozen=True, slots=True)
class MigrationClosed(Event):
    """An operator has put a guest in order, and takes the responsibility for ending its migration."""

    migration: str


@dataclass(frozen=True, slots=True)
class MigrationRequested(Event):
    """An operator wants a service at a DC, whatever the model says."""

    service: str
    dc: str


@dataclass(frozen=True, slots=True)
class ProposalApproved(Event):
    """An operator releases the migration that a service of class `ask` has proposed."""

    service: str


@dataclass(frozen=True, slots=True)
class LeaseGained(Event):
    """A lease is ours until the monotonic time `until` (s).

    `inherited` is what its holders have begun, and how what we had begun ourselves has ended.
    """

    tenure: Tenure
    until: float
    inherited: tuple[Migration, ...] = ()


@dataclass(frozen=True, slots=True)
class RttsReported(Event):
    """The xTR with this RLOC has said how far it is from others."""

    reporter: str
    samples: tuple[RttSample, ...]


@dataclass(frozen=True, slots=True)
class RttsMissing(Event):
    """The xTR with this RLOC does not say how far it is from others."""

    reporter: str
    reason: str


@dataclass(frozen=True, slots=True)
class CopyMeasured(Event):
    """A VM has been copied: its size, how fast it wrote at the end, how much was sent in how long."""

    domain: str
    source: str
    target: str
    memory_bytes: float
    dirty_bytes_s: float
    sent_bytes: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Replanned(Event):
    """What a Replan came to; None: nothing to plan for."""

    plan: "Plan | None"


@dataclass(frozen=True, slots=True)
class Replan(Command):
    """Solve this beside the event loop: Replanned."""

    planning: "Planning"


@dataclass(frozen=True, slots=True)
class PersistStep(Command):
    """Write the migration's last step to the journal, durably, before the next command is carried out."""

    migration: Migration


@dataclass(frozen=True, slots=True)
class CheckMigration(Command):
    """Ask both hypervisors whether the migration is possible: ChecksPassed or ChecksFailed."""

    migration: Migration


@dataclass(frozen=True, slots=True)
class StartMigration(Command):
    """Start the live migration: MigrationFinished or MigrationFailed, some day."""

    migration: Migration
    options: MigrationOptions


@dataclass(frozen=True, slots=True)
class AbortMigration(Command):
    """Stop the copy. Its verdict comes as MigrationFailed, or as MigrationFinished when it was too late."""

    migration: Migration


@dataclass(frozen=True, slots=True)
class LocateGuest(Command):
    """Ask source and target who runs the guest: GuestLocated."""

    migration: Migration


@dataclass(frozen=True, slots=True)
class StopGuest(Command):
    """Power off what is at this DC: the stale side of a split brain, or a remnant. GuestActed."""

    migration: Migration
    dc: str


@dataclass(frozen=True, slots=True)
class StartGuest(Command):
    """Let the guest run at this DC, where it stands still or is off: it runs nowhere else. GuestActed."""

    migration: Migration
    dc: str


@dataclass(frozen=True, slots=True)
class FenceGuest(Command):
    """Have the hypervisors of these DCs take nothing more about a domain from earlier epochs."""

    domain: str
    dcs: tuple[str, ...]
    tenure: Tenure
