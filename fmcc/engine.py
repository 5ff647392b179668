"""The controller: follows users, decides, and has services migrated. Sans-IO; `fmcc.daemon` is its shell.

    datagrams ──▶ continuity ──user moved──▶ decision ──plan──▶ saga ──▶ hypervisors (commands)
                      ▲      ──vm seen at───────────────────────▶ │
                      └────────────── prepare, commit, roll back ─┘

A service is decided on only while exactly one hypervisor says that it runs there: configuration tells where
a service starts, hypervisors tell where it is. A user who moves during a migration is remembered, and the
service decided on again when the migration has ended.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from fmcc.continuity.base import Continuity, Degraded, Report, Step, UserMoved
from fmcc.copies import CopyBook
from fmcc.deciding import Decider, DecisionRules, Verdict
from fmcc.decision.mdp import Action
from fmcc.decision.placement import PlacementParameters
from fmcc.decision.planner import Plan
from fmcc.events import (
    ChecksFailed,
    ChecksPassed,
    CopyMeasured,
    CopyProgress,
    FenceGuest,
    GuestActed,
    GuestLocated,
    GuestPaused,
    GuestResumed,
    GuestStarted,
    GuestStopped,
    GuestSuspended,
    HypervisorFound,
    HypervisorLost,
    LeaseGained,
    MigrationClosed,
    MigrationFailed,
    MigrationFinished,
    MigrationRequested,
    ProposalApproved,
    Replan,
    Replanned,
    RttsMissing,
    RttsReported,
)
from fmcc.hypervisor.base import Check, DomainState, MigrationOptions
from fmcc.latency import LatencyTable
from fmcc.leases import LeaseLost, LeaseRenewed, Tenure
from fmcc.limits import Limits, Timeouts
from fmcc.migration import Migration
from fmcc.model import GroupSpec, Latencies, ServiceClass, ServiceSpec
from fmcc.saga import MigrationEnded, Saga
from fmcc.users import UserTable
from lisp.engine import Command, Counters, Datagram, Event, Notice, Tick, Timers, earliest
from lisp.wire import Prefix

# Plans are not made anew more often than this.
REPLAN_S: Final = 10.0
_REPLAN: Final = "replan"
# After the map server has confirmed a subscription, the users of a new lease are waited for this long: the time in
# which a publication that was lost is repeated twice.
USERS_SETTLE_S: Final = 3.0


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


class Controller:
    """The engine of the `fmcc` daemon."""

    def __init__(
        self,
        *,
        services: Sequence[ServiceSpec],
        dcs: Sequence[str],
        latencies: Latencies,
        decision: PlacementParameters,
        options: MigrationOptions,
        continuity: Continuity,
        history: Sequence[Migration] = (),
        rules: DecisionRules | None = None,
        limits: Limits | None = None,
        timeouts: Timeouts | None = None,
        groups: Sequence[GroupSpec] = (),
        leases: Sequence[Prefix] = (),
        series: str = "m",
    ) -> None:
        """`history` is what the journal holds; its unfinished migrations are reconciled first of all.

        With `leases`, prefixes of users, only those services are moved whose user is in one that is held, and
        `series` tells our migrations from those of other controllers.
        """
        self.tenures: dict[Tenure, float] = {}  # what is held, and until when
        self._settling: dict[Tenure, float] = {}  # since when, while it is not known again where their users are
        self.groups = {group.name: group for group in groups}
        self._groups_of = {name: group for group in groups for name in group.services}
        self.services = {
            spec.name: ServiceState(
                spec, max((p for p in leases if p.covers(spec.user)), key=lambda p: p.length, default=None)
            )
            for spec in services
        }
        self._by_user: dict[Prefix, list[ServiceState]] = {}
        for service in self.services.values():
            self._by_user.setdefault(service.spec.user, []).append(service)
        self.sites = {name: SiteState() for name in dcs}
        self._rules = rules or DecisionRules()
        self.latencies = LatencyTable(latencies, self._rules.places, self._rules.max_rtt_age_s)
        self._decider = Decider(self.latencies, decision, self._rules, CopyBook(options))
        self._silent_reporters: set[str] = set()
        self._is_planning = False
        self._planned_at = -REPLAN_S
        self._timers = Timers()
        self._continuity = continuity
        self.saga = Saga(
            continuity, options, history, limits or Limits(), timeouts or Timeouts(), series, resumes=not leases
        )
        self.users = UserTable()
        for spec in services:
            self.users.follow(spec.user)
        self.counters = Counters()

    def handle(self, event: Event, now: float) -> list[Command]:
        """Take one event at monotonic time `now` (s); return what is to be done, in order."""
        commands = self._carried(self._let_leases_run_out(now) + self._decide_where_users_are_known(now), now)
        match event:
            case Datagram():
                steps = self._continuity.handle(event, now)
            case Tick():
                steps = self._continuity.handle(event, now) + self.saga.on_tick(now) + self._on_timers(now)
            case _:
                steps = self._on_event(event, now)
        commands += self._carried(steps, now)
        if self._decider.is_due and not self._is_planning and self._timers.at(_REPLAN) is None:
            self._timers.set(_REPLAN, max(now, self._planned_at + REPLAN_S))
        return commands

    def deadline(self) -> float | None:
        """When the engine wants a Tick (monotonic s), or None."""
        leases_end = min(self.tenures.values(), default=None)
        known = (self._known_at(tenure) for tenure in self._settling)
        own = self._timers.next_at()
        return earliest(self._continuity.deadline(), self.saga.deadline(), own, leases_end, *known)

    def prepare(self) -> None:
        """Solve ahead what the first decisions may need; takes long, touches no state, runs beside the event loop."""
        self._decider.planning([service.spec for service in self._all()], {}, 0.0).solve()

    # Queries

    def refusal(self, service: str, dc: str) -> str | None:
        """Why a migration of a service or a group by hand is impossible now; None when it is possible."""
        return next((check.detail for check in self.prechecks(service, dc) if not check.passed), None)

    def to_move(self, name: str, dc: str) -> list[str]:
        """The services that a migration of this service, or of this group, to a DC would move, in order."""
        group = self.groups.get(name)
        return [name] if group is None else [s for s in group.services if self.services[s].dc != dc]

    def tenure_of(self, service: ServiceState) -> Tenure | None:
        """The right by which we may move a service; None where that needs no lease, or somebody else has it."""
        return next((tenure for tenure in self.tenures if tenure.prefix == service.lease), None)

    def may_move(self, service: ServiceState) -> bool:
        """Whether it is for us to move a service."""
        return service.lease is None or self.tenure_of(service) is not None

    @property
    def is_settled(self) -> bool:
        """Whether it is known where the users of every lease are."""
        return not self._settling

    def may_act(self, tenure: Tenure | None, now: float) -> bool:
        """Whether something may still be done by a right that we had."""
        return tenure is None or self.tenures.get(tenure, -math.inf) > now

    def prechecks(self, service: str, dc: str) -> list[Check]:
        """What the controller itself knows for and against a migration, up to the first thing against it."""
        if service in self.groups:
            names = self.to_move(service, dc)
            if not names:
                return [Check("group", False, f"all of {service} is at {dc} already")]
            checks = [check for name in names for check in self.prechecks(name, dc)]
            return [Check("group", True, f"{service} is {', '.join(names)}"), *checks]
        known, active = self.services.get(service), self.saga.active(service)
        if known is None:
            there = ", ".join(sorted(self.services))
            return [Check("service", False, f"no service {service!r}; there are {there}")]
        checks = [Check("service", True, f"{service} is {known.spec.domain} at {known.spec.address}")]
        if dc not in self.sites:
            detail = f"no data centre {dc!r}; there are {', '.join(sorted(self.sites))}"
            return [*checks, Check("dc", False, detail)]
        checks.append(Check("dc", True, f"{dc} is configured"))
        if active is not None:
            detail = f"{service} is being migrated to {active.target} ({active.id}, {active.state})"
            return [*checks, Check("no-other-migration", False, detail)]
        checks.append(Check("no-other-migration", True, "no other migration of it is under way"))
        if not self.may_move(known):
            return [*checks, Check("lease", False, f"another controller follows the users of {known.lease}")]
        if known.dc is None:
            detail = f"where {service} runs is not known: {self.whereabouts(known)}"
            return [*checks, Check("place", False, detail)]
        if known.dc == dc:
            return [*checks, Check("place", False, f"{service} runs at {dc} already")]
        checks.append(Check("place", True, f"{service} runs at {known.dc} and nowhere else"))
        if not self.sites[dc].is_up:
            detail = f"the hypervisor of {dc} does not answer: {self.sites[dc].reason}"
            return [*checks, Check("hypervisor", False, detail)]
        return [*checks, Check("turn", True, self.saga.turn(known.dc, dc))]

    def services_of(self, user: Prefix) -> list[ServiceState]:
        """The services that follow a user."""
        return self._by_user.get(user, [])

    def proposal(self, service: str) -> Verdict | None:
        """The migration that waits for a person's approval."""
        known = self.services.get(service)
        return known.proposal if known else None

    def whereabouts(self, service: ServiceState) -> str:
        """Why the place of a service is not known, for people."""
        if service.running_at:
            return "it runs at " + " and ".join(sorted(service.running_at))
        silent = [name for name, site in self.sites.items() if not site.is_up]
        return f"{', '.join(silent)} not reachable" if silent else "no hypervisor runs it"

    # Events

    def _on_event(self, event: Event, now: float) -> list[Step]:
        match event:
            case HypervisorFound(dc, domains):
                return self._on_hypervisor_found(dc, domains, now)
            case HypervisorLost(dc, reason):
                return self._on_hypervisor_lost(dc, reason)
            case GuestStarted(dc, domain):
                return self._on_guest(dc, domain, _started, "guest-started", now)
            case GuestSuspended(dc, domain):
                return self._on_guest_suspended(dc, domain, now)
            case GuestPaused(dc, domain):
                return self._on_guest(dc, domain, _unchanged, "guest-paused", now)
            case GuestResumed(dc, domain):
                return self._on_guest_resumed(dc, domain, now)
            case GuestStopped(dc, domain):
                return self._on_guest(dc, domain, _stopped, "guest-stopped", now)
            case MigrationRequested(service, dc):
                return self._on_requested(service, dc, "by hand", now)
            case ProposalApproved(service):
                return self._on_approved(service, now)
            case RttsReported():
                return self._on_rtts(event, now)
            case RttsMissing(reporter, reason):
                self.counters["rtt-reports-missing"] += 1
                is_known = reporter in self._silent_reporters
                self._silent_reporters.add(reporter)
                return [] if is_known else [Notice("rtts-missing", {"xtr": reporter, "reason": reason})]
            case Replanned(plan):
                return self._on_replanned(plan, now)
            case _:
                return self._on_migration_event(event, now)

    def _on_migration_event(self, event: Event, now: float) -> list[Step]:
        match event:
            case ChecksPassed(migration):
                return self.saga.on_checked(migration, now)
            case ChecksFailed(migration, reason):
                return self.saga.on_refused(migration, reason, now)
            case CopyProgress():
                self.saga.on_progress(event)
                return []
            case CopyMeasured():
                self._decider.copies.learn(event)
                return []
            case MigrationFinished():
                return self._on_finished(event, now)
            case MigrationFailed():
                return self.saga.on_failed(event, now)
            case GuestLocated():
                return self._on_located(event, now)
            case GuestActed():
                return self.saga.on_acted(event, now)
            case MigrationClosed(migration):
                return self.saga.close(migration, now)
            case LeaseGained():
                return self._on_lease_gained(event, now)
            case LeaseRenewed(tenure, until):
                self.tenures.update({tenure: until} if tenure in self.tenures else {})
                return []
            case LeaseLost(tenure, reason):
                return self._on_lease_lost(tenure, reason, now)
            case _:
                raise TypeError(f"the controller takes no {type(event).__name__}")

    def _carried(self, steps: list[Step], now: float) -> list[Command]:
        """The commands among the steps; reports are acted on where they stand, so that order is kept."""
        commands: list[Command] = []
        for step in steps:
            if isinstance(step, Report):
                commands += self._carried(self._on_report(step, now), now)
            else:
                commands.append(step)
        return commands

    def _on_report(self, report: Report, now: float) -> list[Step]:
        match report:
            case UserMoved(prefix, anchors):
                return self._on_user_moved(prefix, anchors, now)
            case MigrationEnded(migration):
                return self._on_migration_ended(migration, now)
            case Degraded(reason, move):
                self.counters["degraded"] += 1
                fields = {"reason": reason} | ({"id": move} if move else {})
                return [Notice("degraded", fields), *self.saga.on_report(report, now)]
            case _:
                return self.saga.on_report(report, now)

    # Leases

    def _on_lease_gained(self, event: LeaseGained, now: float) -> list[Step]:
        """Users are ours to follow: first of all, their unfinished migrations are reconciled."""
        tenure = event.tenure
        self.tenures[tenure] = event.until
        self._settling[tenure] = now
        ours = [service for service in self.services.values() if service.lease == tenure.prefix]
        names = {service.spec.name for service in ours}
        fields = {"prefix": str(tenure.prefix), "epoch": tenure.epoch}
        steps: list[Step] = [Notice("lease-gained", fields), *self._continuity.refresh(tenure.prefix, now)]
        up = tuple(dc for dc, site in self.sites.items() if site.is_up)
        steps += [FenceGuest(service.spec.domain, up, tenure) for service in ours]
        steps += self.saga.adopt([m for m in event.unfinished if m.service in names], tenure, now)
        for service in ours:
            service.undecided = True
        return steps

    def _known_at(self, tenure: Tenure) -> float | None:
        """When it is known where the users of a new lease are; None: nobody has said it yet.

        What is known from before may be long out of date, and after the subnets the users in them are published one
        by one: a decision in between would lead a service to where its user has been.
        """
        confirmed_at = self._continuity.confirmed_at(tenure.prefix)
        if confirmed_at is None or confirmed_at < self._settling[tenure]:
            return None
        return confirmed_at + USERS_SETTLE_S

    def _decide_where_users_are_known(self, now: float) -> list[Step]:
        steps: list[Step] = []
        for tenure in list(self._settling):
            at = self._known_at(tenure)
            if at is not None and at <= now:
                del self._settling[tenure]
                for service in self.services.values():
                    if service.lease == tenure.prefix:
                        steps += self._reconsider(service, now)
        return steps

    def _on_lease_lost(self, tenure: Tenure, reason: str, now: float) -> list[Step]:
        """Somebody else follows these users now, or may do so: nothing more is done about them here."""
        self._settling.pop(tenure, None)
        if self.tenures.pop(tenure, None) is None:
            return []
        fields = {"prefix": str(tenure.prefix), "epoch": tenure.epoch, "reason": reason}
        steps: list[Step] = [Notice("lease-lost", fields)]
        for service in self.services.values():
            if service.lease == tenure.prefix:
                service.proposal = None
                steps += self.saga.forget(service.spec.name, now)
        return steps

    def _let_leases_run_out(self, now: float) -> list[Step]:
        over = [tenure for tenure, until in self.tenures.items() if until <= now]
        return [step for tenure in over for step in self._on_lease_lost(tenure, "it could not be renewed", now)]

    def _on_user_moved(self, prefix: Prefix, anchors: tuple[str, ...], now: float) -> list[Step]:
        steps: list[Step] = []
        for user, before, after, stayed_s in self.users.update(prefix, anchors, now):
            self._decider.user_moved(user, before, after, stayed_s)
            if user in self._by_user:
                self._timers.set(user, now + self._rules.epoch_s)
            fields = {"eid": str(user), "from": " ".join(before), "to": " ".join(after)}
            name = "user-moved" if before and after else "user-found" if after else "user-lost"
            self.counters[name] += 1
            steps.append(Notice(name, fields))
            for service in self.services_of(user) if after else ():
                self._decider.observe(service.spec, service.dc, before, after, now)
                service.undecided = True
                # What still waits for its turn was decided for where the user has been.
                steps += self.saga.withdraw(service.spec.name, "its user moved on while it waited", now)
                steps += self._reconsider(service, now)
        return steps

    def _on_timers(self, now: float) -> list[Step]:
        """Users have been where they are for an epoch; a plan is due."""
        steps: list[Step] = []
        for key in self._timers.due(now):
            if key == _REPLAN:
                steps += self._plan(now)
                continue
            assert isinstance(key, Prefix)
            self._decider.user_settled(key, self.users.anchors(key))
            steps += self._doubted(self.services_of(key), now)
        return steps

    def _plan(self, now: float) -> list[Step]:
        self._is_planning, self._planned_at = True, now
        specs = [service.spec for service in self.services.values()]
        return [Replan(self._decider.planning(specs, self._load(), now))]

    def _on_replanned(self, plan: Plan | None, now: float) -> list[Step]:
        """A plan has been made: take it, and look at every service by it."""
        self._is_planning = False
        self.counters["plans"] += 1
        if plan is None:
            return []
        self._decider.adopt(plan)
        states, classes = len(plan.moves.numbers), len(plan.worth)
        return [Notice("plan-adopted", {"states": states, "classes": classes}), *self._doubted(self._all(), now)]

    def _on_rtts(self, event: RttsReported, now: float) -> list[Step]:
        """An xTR has measured: between a user's and a DC's, from whichever end, it tells how far the user is."""
        self._silent_reporters.discard(event.reporter)
        drifted: set[str] = set()
        reporting = self._continuity.site_behind(event.reporter)
        for sample in event.samples:
            asked = self._continuity.site_behind(sample.rloc)
            for anchor, dc in ((event.reporter, asked), (sample.rloc, reporting)):
                if dc is not None and self.latencies.add(anchor, dc, sample, now):
                    drifted.add(anchor)
        self.counters["rtt-reports"] += 1
        if not drifted:
            return []
        self._decider.outdate()
        affected = (s for s in self._all() if drifted.intersection(self.users.anchors(s.spec.user)))
        return [Notice("latency-drifted", {"anchors": " ".join(sorted(drifted))}), *self._doubted(affected, now)]

    def _doubted(self, services: Iterable[ServiceState], now: float) -> list[Step]:
        """Nobody has moved, but what these were decided on has changed: decide again."""
        steps: list[Step] = []
        for service in services:
            if service.verdict is not None:
                service.in_doubt = True
                steps += self._reconsider(service, now)
        return steps

    def _all(self) -> Iterable[ServiceState]:
        return self.services.values()

    def _on_hypervisor_found(self, dc: str, domains: Mapping[str, DomainState], now: float) -> list[Step]:
        site = self.sites[dc]
        is_new = not site.is_up
        site.is_up, site.reason = True, ""
        steps: list[Step] = [Notice("hypervisor-connected", {"dc": dc})] if is_new else []
        for service in self.services.values():
            name, running_at = service.spec.name, service.running_at
            if domains.get(service.spec.domain) is DomainState.RUNNING:
                running_at.add(dc)
                # A migration may have missed the event of this.
                steps += self.saga.on_guest_resumed(name, dc, now)
            else:
                running_at.discard(dc)
            if len(running_at) > 1 and self.saga.active(name) is None:
                dcs = " ".join(sorted(running_at))
                steps.append(Notice("guest-runs-twice", {"service": name, "dcs": dcs}))
            if is_new and (tenure := self.tenure_of(service)) is not None:
                steps.append(FenceGuest(service.spec.domain, (dc,), tenure))
            # A candidate more than at the last decision.
            service.undecided |= is_new and bool(self.users.anchors(service.spec.user))
            steps += self._reconsider(service, now)
        return steps

    def _on_hypervisor_lost(self, dc: str, reason: str) -> list[Step]:
        site = self.sites[dc]
        was_up, is_known = site.is_up, site.reason == reason
        site.is_up, site.reason = False, reason
        self.counters["hypervisor-unreachable"] += 1
        if not was_up and is_known:
            return []
        # Its guests may run on: where they are is not forgotten, but nothing is decided on it.
        return [Notice("hypervisor-lost" if was_up else "hypervisor-unreachable", {"dc": dc, "reason": reason})]

    def _on_guest(
        self, dc: str, domain: str, change: Callable[[set[str], str], None], name: str, now: float
    ) -> list[Step]:
        """A guest of ours has been started, suspended or stopped."""
        steps: list[Step] = []
        for service in self._of_domain(domain):
            change(service.running_at, dc)
            steps.append(Notice(name, {"service": service.spec.name, "dc": dc}))
            steps += self._reconsider(service, now)
        return steps

    def _on_guest_suspended(self, dc: str, domain: str, now: float) -> list[Step]:
        steps = self._on_guest(dc, domain, _unchanged, "guest-suspended", now)
        for service in self._of_domain(domain):
            steps += self.saga.on_guest_suspended(service.spec.name, dc, now)
        return steps

    def _on_guest_resumed(self, dc: str, domain: str, now: float) -> list[Step]:
        steps: list[Step] = []
        for service in self._of_domain(domain):
            service.running_at = {dc}
            steps.append(Notice("guest-resumed", {"service": service.spec.name, "dc": dc}))
            steps += self.saga.on_guest_resumed(service.spec.name, dc, now)
            steps += self._reconsider(service, now)
        return steps

    def _on_finished(self, event: MigrationFinished, now: float) -> list[Step]:
        migration = self.saga.find(event.migration)
        if migration is None:
            return []
        self.services[migration.service].running_at = {migration.target}
        fields: dict[str, Any] = {"id": migration.id, "transferred_bytes": event.transferred_bytes}
        if event.blackout_ms is not None:
            fields["blackout_ms"] = event.blackout_ms
        return [Notice("copy-finished", fields), *self.saga.on_finished(event, now)]

    def _on_located(self, event: GuestLocated, now: float) -> list[Step]:
        migration = self.saga.find(event.migration)
        service = self.services.get(migration.service) if migration else None
        if service is not None:
            for dc, state in event.states.items():
                if state is DomainState.RUNNING:
                    service.running_at.add(dc)
                elif state is not None:
                    service.running_at.discard(dc)
        return self.saga.on_located(event, now)

    def _on_migration_ended(self, migration: Migration, now: float) -> list[Step]:
        self.counters[f"migration-{migration.state}"] += 1
        service = self.services.get(migration.service)
        if service is None:
            return []
        steps: list[Step] = []
        if migration.tenure is not None and service.dc is not None:
            # While it was copied its metadata could not be written.
            steps.append(FenceGuest(migration.domain, (service.dc,), migration.tenure))
        return steps + self._reconsider(service, now)

    # Decisions

    def _reconsider(self, service: ServiceState, now: float) -> list[Step]:
        """Decide, if the user has moved since the last decision and everything needed is known."""
        dc = service.dc
        if not (service.undecided or service.in_doubt) or dc is None or not self.sites[dc].is_up:
            return []
        if self.saga.active(service.spec.name) is not None:
            return []  # decided when it has ended
        if not self.may_move(service) or self.tenure_of(service) in self._settling:
            return []  # decided by another controller, or when the lease is ours and the users are known
        if not self.users.anchors(service.spec.user):
            return []  # decided when its user is found
        last, is_asked = service.verdict, service.undecided
        service.undecided = service.in_doubt = False
        verdict = self._decided(service, dc, now)
        service.verdict = verdict
        if not is_asked and last is not None and (verdict.action, verdict.target) == (last.action, last.target):
            return []  # a decision that stands is no news
        service.proposal = None
        fields = {
            "service": service.spec.name,
            "action": verdict.action,
            "target": verdict.target,
            "advantage": verdict.advantage_ms,
            "reason": verdict.reason,
            "sweeps": verdict.sweeps,
            "explanation": verdict.explanation(),
        }
        self.counters[f"decision-{verdict.action}"] += 1
        steps: list[Step] = [Notice("decision-made", fields)]
        if verdict.action != Action.MIGRATE:
            return steps
        if service.spec.kind is ServiceClass.ASK:
            service.proposal = verdict
            proposed = {"service": service.spec.name, "target": verdict.target, "reason": verdict.reason}
            return [*steps, Notice("migration-proposed", proposed)]
        group = self._groups_of.get(service.spec.name)
        name = group.name if group is not None and group.together else service.spec.name
        return steps + self._planned(name, verdict.target, verdict.reason, now, verdict.advantage_ms)

    def _decided(self, service: ServiceState, dc: str, now: float) -> Verdict:
        """What to do with a service that runs at `dc`, and why."""
        anchors = self.users.anchors(service.spec.user)
        group = self._groups_of.get(service.spec.name)
        others = [self.services[name] for name in group.services] if group is not None and group.together else []
        along = [(other.spec, other.dc) for other in others if other is not service and other.dc is not None]
        return self._decider.verdict(service.spec, dc, anchors, self._is_up, self._load(), now, along)

    def _load(self) -> Counter[str]:
        """How many services each DC holds or is about to receive."""
        load: Counter[str] = Counter()
        for name, service in self.services.items():
            active = self.saga.active(name)
            load.update(service.running_at | ({active.target} if active else set()))
        return load

    def _on_requested(self, name: str, dc: str, cause: str, now: float) -> list[Step]:
        reason = self.refusal(name, dc)
        if reason is not None:
            return [Notice("migration-refused", {"service": name, "target": dc, "reason": reason})]
        return self._planned(name, dc, cause, now, math.inf)

    def _planned(self, name: str, dc: str, cause: str, now: float, benefit_ms: float) -> list[Step]:
        """Have a service or a group moved. A group of which one cannot be moved is left where it is."""
        moved = [self.services[member] for member in self.to_move(name, dc)]
        if name in self.groups and (reason := self.refusal(name, dc)) is not None:
            return [Notice("migration-refused", {"service": name, "target": dc, "reason": reason})]
        for service in moved:
            service.proposal = None
        tenure = self.tenure_of(moved[0])
        placed = [(service.spec, service.dc) for service in moved if service.dc is not None]
        if name in self.groups:
            undo = self.groups[name].undo
            return self.saga.plan_group(placed, dc, cause, now, benefit_ms, tenure, undo=undo)
        ((spec, source),) = placed
        return self.saga.plan(spec, source, dc, cause, now, benefit_ms, tenure)

    def _on_approved(self, name: str, now: float) -> list[Step]:
        proposal = self.proposal(name)
        if proposal is None:
            reason = "nothing has been proposed"
            return [Notice("migration-refused", {"service": name, "target": "", "reason": reason})]
        cause = f"approved: {proposal.reason}"
        return self._on_requested(name, proposal.target, cause, now)

    # Helpers

    def _is_up(self, dc: str) -> bool:
        return dc in self.sites and self.sites[dc].is_up

    def _of_domain(self, domain: str) -> list[ServiceState]:
        return [service for service in self.services.values() if service.spec.domain == domain]


def _started(running_at: set[str], dc: str) -> None:
    running_at.add(dc)


def _stopped(running_at: set[str], dc: str) -> None:
    running_at.discard(dc)


def _unchanged(_running_at: set[str], _dc: str) -> None:
    pass
