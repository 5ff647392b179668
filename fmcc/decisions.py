"""When a service is decided on, and what comes of a verdict: a migration, a proposal, or nothing. Pure.

`fmcc.deciding` says what to do with a service. It is asked when the user has moved, and again when what it last
answered rests on has changed: a latency, a plan, or an epoch gone by without a move.
"""

import math
from collections import Counter
from collections.abc import Iterable
from typing import Final

from fmcc.continuity.base import Continuity, Step
from fmcc.deciding import Decider, Verdict
from fmcc.decision.mdp import Action
from fmcc.decision.planner import Plan
from fmcc.events import Replan, RttsMissing, RttsReported
from fmcc.inventory import Inventory, ServiceState
from fmcc.model import ServiceClass
from fmcc.prechecks import Prechecks
from fmcc.saga import Saga
from fmcc.tenures import Tenures
from fmcc.users import Relocation, UserTable
from lisp.engine import Counters, Notice, Timers
from lisp.wire import Prefix

# Plans are not made anew more often than this.
REPLAN_S: Final = 10.0
_REPLAN: Final = "replan"


class Decisions:
    """Which service is to be decided on, and its migration begun."""

    def __init__(
        self,
        decider: Decider,
        inventory: Inventory,
        users: UserTable,
        tenures: Tenures,
        saga: Saga,
        prechecks: Prechecks,
        continuity: Continuity,
        counters: Counters,
        epoch_s: float,
    ) -> None:
        """`epoch_s` is how long a user stays in one place before that counts as a stay (s)."""
        self._decider, self._epoch_s = decider, epoch_s
        self._inventory, self._users, self._tenures = inventory, users, tenures
        self._saga, self._prechecks, self._continuity = saga, prechecks, continuity
        self._counters = counters
        self._silent_reporters: set[str] = set()
        self._is_planning = False
        self._planned_at = -REPLAN_S
        self._timers = Timers()

    def deadline(self) -> float | None:
        """When something is due (monotonic s), or None."""
        return self._timers.next_at()

    def on_tick(self, now: float) -> list[Step]:
        """Users have been where they are for an epoch; a plan is due."""
        steps: list[Step] = []
        for key in self._timers.due(now):
            if key == _REPLAN:
                steps += self._plan(now)
                continue
            assert isinstance(key, Prefix)
            self._decider.user_settled(key, self._users.anchors(key))
            steps += self._doubted(self._inventory.of_user(key), now)
        return steps

    # Users

    def user_moved(self, moved: Relocation, now: float) -> list[Step]:
        """A user is elsewhere, or nowhere: decide on the services that follow."""
        user, before, after, stayed_s = moved
        services = self._inventory.of_user(user)
        self._decider.user_moved(user, before, after, stayed_s)
        if services:
            self._timers.set(user, now + self._epoch_s)
        steps: list[Step] = []
        for service in services if after else ():
            self._decider.observe(service.spec, service.dc, before, after, now)
            service.undecided = True
            # What still waits for its turn was decided for where the user has been.
            steps += self._saga.withdraw(service.spec.name, "its user moved on while it waited", now)
            steps += self.reconsider(service, now)
        return steps

    # Plans

    def arrange_plan(self, now: float) -> None:
        """Have a plan made soon, where the last one is out of date."""
        if self._decider.is_due and not self._is_planning and self._timers.at(_REPLAN) is None:
            self._timers.set(_REPLAN, max(now, self._planned_at + REPLAN_S))

    def _plan(self, now: float) -> list[Step]:
        self._is_planning, self._planned_at = True, now
        specs = [service.spec for service in self._inventory]
        return [Replan(self._decider.planning(specs, self._load(), now))]

    def on_replanned(self, plan: Plan | None, now: float) -> list[Step]:
        """A plan has been made: take it, and look at every service by it."""
        self._is_planning = False
        self._counters["plans"] += 1
        if plan is None:
            return []
        self._decider.adopt(plan)
        states, classes = len(plan.moves.numbers), len(plan.worth)
        adopted = Notice("plan-adopted", {"states": states, "classes": classes})
        return [adopted, *self._doubted(self._inventory, now)]

    # Latencies

    def on_rtts(self, event: RttsReported, now: float) -> list[Step]:
        """An xTR has measured: between a user's and a DC's, from whichever end, it tells how far the user is."""
        self._silent_reporters.discard(event.reporter)
        drifted: set[str] = set()
        reporting = self._continuity.site_behind(event.reporter)
        for sample in event.samples:
            asked = self._continuity.site_behind(sample.rloc)
            for anchor, dc in ((event.reporter, asked), (sample.rloc, reporting)):
                if dc is not None and self._decider.latencies.add(anchor, dc, sample, now):
                    drifted.add(anchor)
        self._counters["rtt-reports"] += 1
        if not drifted:
            return []
        self._decider.outdate()
        affected = (s for s in self._inventory if drifted.intersection(self._users.anchors(s.spec.user)))
        return [Notice("latency-drifted", {"anchors": " ".join(sorted(drifted))}), *self._doubted(affected, now)]

    def on_rtts_missing(self, event: RttsMissing) -> list[Step]:
        """An xTR does not say what it measures: told once."""
        self._counters["rtt-reports-missing"] += 1
        is_known = event.reporter in self._silent_reporters
        self._silent_reporters.add(event.reporter)
        fields = {"xtr": event.reporter, "reason": event.reason}
        return [] if is_known else [Notice("rtts-missing", fields)]

    # Verdicts

    def _doubted(self, services: Iterable[ServiceState], now: float) -> list[Step]:
        """Nobody has moved, but what these were decided on has changed: decide again."""
        steps: list[Step] = []
        for service in services:
            if service.verdict is not None:
                service.in_doubt = True
                steps += self.reconsider(service, now)
        return steps

    def reconsider(self, service: ServiceState, now: float) -> list[Step]:
        """Decide, if the user has moved since the last decision and everything needed is known."""
        dc = service.dc
        if dc is None or not self._is_to_be_decided(service, dc):
            return []
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
        self._counters[f"decision-{verdict.action}"] += 1
        return [Notice("decision-made", fields), *self._carried_out(verdict, service, now)]

    def _is_to_be_decided(self, service: ServiceState, dc: str) -> bool:
        if not (service.undecided or service.in_doubt) or not self._inventory.is_up(dc):
            return False
        if self._saga.active(service.spec.name) is not None:
            return False  # decided when it has ended
        if not self._tenures.allow(service.lease) or not self._tenures.are_settled(service.lease):
            return False  # decided by another controller, or when the lease is ours and the users are known
        return bool(self._users.anchors(service.spec.user))  # decided when its user is found

    def _decided(self, service: ServiceState, dc: str, now: float) -> Verdict:
        """What to do with a service that runs at `dc`, and why."""
        anchors = self._users.anchors(service.spec.user)
        group = self._inventory.group_of(service.spec.name)
        others = [self._inventory.services[s] for s in group.services] if group is not None and group.together else []
        along = [(other.spec, other.dc) for other in others if other is not service and other.dc is not None]
        return self._decider.verdict(service.spec, dc, anchors, self._inventory.is_up, self._load(), now, along)

    def _load(self) -> Counter[str]:
        """How many services each DC holds or is about to receive."""
        load: Counter[str] = Counter()
        for name, service in self._inventory.services.items():
            active = self._saga.active(name)
            load.update(service.running_at | ({active.target} if active else set()))
        return load

    def _carried_out(self, verdict: Verdict, service: ServiceState, now: float) -> list[Step]:
        if verdict.action != Action.MIGRATE:
            return []
        if service.spec.kind is ServiceClass.ASK:
            service.proposal = verdict
            proposed = {"service": service.spec.name, "target": verdict.target, "reason": verdict.reason}
            return [Notice("migration-proposed", proposed)]
        group = self._inventory.group_of(service.spec.name)
        name = group.name if group is not None and group.together else service.spec.name
        return self._planned(name, verdict.target, verdict.reason, now, verdict.advantage_ms)

    # Migrations

    def requested(self, name: str, dc: str, cause: str, now: float) -> list[Step]:
        """A person wants a service or a group at a DC."""
        reason = self._prechecks.refusal(name, dc)
        return self._planned(name, dc, cause, now, math.inf) if reason is None else _refused(name, dc, reason)

    def approved(self, name: str, now: float) -> list[Step]:
        """A person agrees to what has been proposed."""
        proposal = self.proposal(name)
        if proposal is None:
            return _refused(name, "", "nothing has been proposed")
        return self.requested(name, proposal.target, f"approved: {proposal.reason}", now)

    def proposal(self, service: str) -> Verdict | None:
        """The migration that waits for a person's approval."""
        known = self._inventory.services.get(service)
        return known.proposal if known else None

    def _planned(self, name: str, dc: str, cause: str, now: float, benefit_ms: float) -> list[Step]:
        """Have a service or a group moved. A group of which one cannot be moved is left where it is."""
        moved = [self._inventory.services[member] for member in self._inventory.to_move(name, dc)]
        group = self._inventory.groups.get(name)
        if group is not None and (reason := self._prechecks.refusal(name, dc)) is not None:
            return _refused(name, dc, reason)
        for service in moved:
            service.proposal = None
        tenure = self._tenures.of(moved[0].lease)
        placed = [(service.spec, service.dc) for service in moved if service.dc is not None]
        if group is not None:
            return self._saga.plan_group(placed, dc, cause, now, benefit_ms, tenure, undo=group.undo)
        ((spec, source),) = placed
        return self._saga.plan(spec, source, dc, cause, now, benefit_ms, tenure)


def _refused(name: str, dc: str, reason: str) -> list[Step]:
    return [Notice("migration-refused", {"service": name, "target": dc, "reason": reason})]
