"""The controller: follows users, decides, and has services migrated. Sans-IO; `fmcc.daemon` is its shell.

    datagrams ──▶ continuity ──user moved──▶ decision ──plan──▶ saga ──▶ hypervisors (commands)
                      ▲      ──vm seen at───────────────────────▶ │
                      └────────────── prepare, commit, roll back ─┘

A service is decided on only while exactly one hypervisor says that it runs there: configuration tells where
a service starts, hypervisors tell where it is. A user who moves during a migration is remembered, and the
service decided on again when the migration has ended.

What is known is in `inventory`, `users` and `tenures`; `decisions` has services moved, `saga` moves them. This file
takes what happens to each of them, and does what concerns several.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fmcc.continuity.base import Continuity, Degraded, Report, Step, UserMoved
from fmcc.copies import CopyBook
from fmcc.deciding import Decider, DecisionRules
from fmcc.decision.placement import PlacementParameters
from fmcc.decisions import Decisions
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
    Replanned,
    RttsMissing,
    RttsReported,
)
from fmcc.hypervisor.base import DomainState, MigrationOptions
from fmcc.inventory import Inventory
from fmcc.latency import LatencyTable
from fmcc.leases import LeaseLost, LeaseRenewed, Tenure
from fmcc.limits import Limits, Timeouts
from fmcc.migration import Migration
from fmcc.model import GroupSpec, Latencies, ServiceSpec
from fmcc.prechecks import Prechecks
from fmcc.saga import MigrationEnded, Saga
from fmcc.tenures import Tenures
from fmcc.users import UserTable
from lisp.engine import Command, Counters, Datagram, Event, Notice, Tick, earliest
from lisp.wire import Prefix


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
        self.counters = Counters()
        self._continuity = continuity
        rules = rules or DecisionRules()
        self.latencies = LatencyTable(latencies, rules.places, rules.max_rtt_age_s)
        self._decider = Decider(self.latencies, decision, rules, CopyBook(options))
        self.inventory = Inventory(services, dcs, groups, leases)
        self.users = UserTable()
        for spec in services:
            self.users.follow(spec.user)
        self.tenures = Tenures(continuity.confirmed_at)
        self.saga = Saga(
            continuity, options, history, limits or Limits(), timeouts or Timeouts(), series, resumes=not leases
        )
        self.prechecks = Prechecks(self.inventory, self.tenures, self.saga)
        self.decisions = Decisions(
            self._decider,
            self.inventory,
            self.users,
            self.tenures,
            self.saga,
            self.prechecks,
            continuity,
            self.counters,
            rules.epoch_s,
        )

    def handle(self, event: Event, now: float) -> list[Command]:
        """Take one event at monotonic time `now` (s); return what is to be done, in order."""
        commands = self._carried(self._let_leases_run_out(now) + self._decide_where_users_are_known(now), now)
        match event:
            case Datagram():
                steps = self._continuity.handle(event, now)
            case Tick():
                steps = self._continuity.handle(event, now) + self.saga.on_tick(now) + self.decisions.on_tick(now)
            case _:
                steps = self._on_event(event, now)
        commands += self._carried(steps, now)
        self.decisions.arrange_plan(now)
        return commands

    def deadline(self) -> float | None:
        """When the engine wants a Tick (monotonic s), or None."""
        parts = (self._continuity, self.saga, self.decisions)
        return earliest(*(part.deadline() for part in parts), *self.tenures.deadlines())

    def prepare(self) -> None:
        """Solve ahead what the first decisions may need; takes long, touches no state, runs beside the event loop."""
        self._decider.planning([service.spec for service in self.inventory], {}, 0.0).solve()

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
                return self.decisions.requested(service, dc, "by hand", now)
            case ProposalApproved(service):
                return self.decisions.approved(service, now)
            case RttsReported():
                return self.decisions.on_rtts(event, now)
            case RttsMissing():
                return self.decisions.on_rtts_missing(event)
            case Replanned(plan):
                return self.decisions.on_replanned(plan, now)
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
                self.tenures.renew(tenure, until)
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
        self.tenures.gain(tenure, event.until, now)
        ours = self.inventory.of_lease(tenure.prefix)
        names = {service.spec.name for service in ours}
        fields = {"prefix": str(tenure.prefix), "epoch": tenure.epoch}
        steps: list[Step] = [Notice("lease-gained", fields), *self._continuity.refresh(tenure.prefix, now)]
        up = tuple(dc for dc, site in self.inventory.sites.items() if site.is_up)
        steps += [FenceGuest(service.spec.domain, up, tenure) for service in ours]
        steps += self.saga.adopt([m for m in event.inherited if m.service in names], tenure, now)
        for service in ours:
            service.undecided = True
        return steps

    def _decide_where_users_are_known(self, now: float) -> list[Step]:
        settled = self.tenures.settle(now)
        services = [service for tenure in settled for service in self.inventory.of_lease(tenure.prefix)]
        return [step for service in services for step in self.decisions.reconsider(service, now)]

    def _on_lease_lost(self, tenure: Tenure, reason: str, now: float) -> list[Step]:
        """Somebody else follows these users now, or may do so: nothing more is done about them here."""
        if not self.tenures.lose(tenure):
            return []
        fields = {"prefix": str(tenure.prefix), "epoch": tenure.epoch, "reason": reason}
        steps: list[Step] = [Notice("lease-lost", fields)]
        for service in self.inventory.of_lease(tenure.prefix):
            service.proposal = None
            steps += self.saga.forget(service.spec.name, now)
        return steps

    def _let_leases_run_out(self, now: float) -> list[Step]:
        over = self.tenures.run_out(now)
        return [step for tenure in over for step in self._on_lease_lost(tenure, "it could not be renewed", now)]

    # Users

    def _on_user_moved(self, prefix: Prefix, anchors: tuple[str, ...], now: float) -> list[Step]:
        steps: list[Step] = []
        for moved in self.users.update(prefix, anchors, now):
            fields = {"eid": str(moved.user), "from": " ".join(moved.before), "to": " ".join(moved.after)}
            name = "user-moved" if moved.before and moved.after else "user-found" if moved.after else "user-lost"
            self.counters[name] += 1
            steps += [Notice(name, fields), *self.decisions.user_moved(moved, now)]
        return steps

    # Hypervisors and guests

    def _on_hypervisor_found(self, dc: str, domains: Mapping[str, DomainState], now: float) -> list[Step]:
        site = self.inventory.sites[dc]
        is_new = not site.is_up
        site.is_up, site.reason = True, ""
        steps: list[Step] = [Notice("hypervisor-connected", {"dc": dc})] if is_new else []
        for service in self.inventory:
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
            if is_new and (tenure := self.tenures.of(service.lease)) is not None:
                steps.append(FenceGuest(service.spec.domain, (dc,), tenure))
            # A candidate more than at the last decision.
            service.undecided |= is_new and bool(self.users.anchors(service.spec.user))
            steps += self.decisions.reconsider(service, now)
        return steps

    def _on_hypervisor_lost(self, dc: str, reason: str) -> list[Step]:
        site = self.inventory.sites[dc]
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
        for service in self.inventory.of_domain(domain):
            change(service.running_at, dc)
            steps.append(Notice(name, {"service": service.spec.name, "dc": dc}))
            steps += self.decisions.reconsider(service, now)
        return steps

    def _on_guest_suspended(self, dc: str, domain: str, now: float) -> list[Step]:
        steps = self._on_guest(dc, domain, _unchanged, "guest-suspended", now)
        for service in self.inventory.of_domain(domain):
            steps += self.saga.on_guest_suspended(service.spec.name, dc, now)
        return steps

    def _on_guest_resumed(self, dc: str, domain: str, now: float) -> list[Step]:
        steps: list[Step] = []
        for service in self.inventory.of_domain(domain):
            service.running_at = {dc}
            steps.append(Notice("guest-resumed", {"service": service.spec.name, "dc": dc}))
            steps += self.saga.on_guest_resumed(service.spec.name, dc, now)
            steps += self.decisions.reconsider(service, now)
        return steps

    def _on_finished(self, event: MigrationFinished, now: float) -> list[Step]:
        migration = self.saga.find(event.migration)
        if migration is None:
            return []
        self.inventory.services[migration.service].running_at = {migration.target}
        fields: dict[str, Any] = {"id": migration.id, "transferred_bytes": event.transferred_bytes}
        if event.blackout_ms is not None:
            fields["blackout_ms"] = event.blackout_ms
        return [Notice("copy-finished", fields), *self.saga.on_finished(event, now)]

    def _on_located(self, event: GuestLocated, now: float) -> list[Step]:
        migration = self.saga.find(event.migration)
        service = self.inventory.services.get(migration.service) if migration else None
        if service is not None:
            for dc, state in event.states.items():
                if state is DomainState.RUNNING:
                    service.running_at.add(dc)
                elif state is not None:
                    service.running_at.discard(dc)
        return self.saga.on_located(event, now)

    def _on_migration_ended(self, migration: Migration, now: float) -> list[Step]:
        self.counters[f"migration-{migration.state}"] += 1
        service = self.inventory.services.get(migration.service)
        if service is None:
            return []
        steps: list[Step] = []
        if migration.tenure is not None and service.dc is not None:
            # While it was copied its metadata could not be written.
            steps.append(FenceGuest(migration.domain, (service.dc,), migration.tenure))
        return steps + self.decisions.reconsider(service, now)


def _started(running_at: set[str], dc: str) -> None:
    running_at.add(dc)


def _stopped(running_at: set[str], dc: str) -> None:
    running_at.discard(dc)


def _unchanged(_running_at: set[str], _dc: str) -> None:
    pass
