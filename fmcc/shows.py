"""What `fmc` can ask the controller: JSON-able pictures of the engine's state, in LISP's terms."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fmcc import group
from fmcc.continuity.lisp import LispContinuity
from fmcc.engine import Controller
from fmcc.inventory import ServiceState
from fmcc.migration import Migration
from fmcc.story import advice, happened, undone
from lisp.wire import Locator, Prefix

Json = dict[str, Any]


def status(
    controller: Controller, lisp: LispContinuity, handover: str, hypervisor: str, store_trouble: str, now: float
) -> Json:
    """The figures a person looks at first; `store_trouble` is why the lease store cannot be used."""
    migrations = list(controller.saga)
    return {
        "handover": handover,
        "hypervisor": hypervisor,
        "users": len(controller.users),
        "services": len(controller.inventory.services),
        "hypervisors": {
            name: "up" if site.is_up else f"down: {site.reason}" for name, site in controller.inventory.sites.items()
        },
        "subscriptions": {
            str(prefix): None if s.confirmed_at is None else round(now - s.confirmed_at, 3)
            for prefix, s in lisp.mapsystem.subscriptions.items()
        },
        "xtrs": {name: _text(lisp.xtr(name)) for name in controller.inventory.sites},
        "leases": {
            str(tenure.prefix): f"epoch {tenure.epoch}, {until - now:.1f} s left"
            for tenure, until in sorted(controller.tenures.held.items(), key=lambda item: item[0].prefix)
        },
        "lease_store": f"unusable: {store_trouble}" if store_trouble else "answers",
        "settled": controller.tenures.all_settled,
        "migrations": len(migrations),
        "migrations_active": sum(not migration.is_final for migration in migrations),
    }


def counters(controller: Controller, lisp: LispContinuity) -> dict[str, int]:
    """Everything that is counted."""
    refused = {"users-refused": controller.users.refused}
    return dict(sorted((controller.counters + lisp.counters).items())) | refused


def eid_map(lisp: LispContinuity, arguments: Mapping[str, Any]) -> list[Json]:
    """What the map server has published, and the xTRs of the data centres.

    `eid` leaves only the prefixes around or inside it. Raises ValueError when it is no prefix.
    """
    wanted = Prefix.parse(str(arguments["eid"])) if arguments.get("eid") else None
    entries = [(prefix, "published", locators) for prefix, locators in lisp.mapsystem.mappings.items()]
    entries += [(prefix, "looked-up", found.locators) for prefix, found in lisp.mapsystem.lookups.items()]
    return [
        {
            "eid": str(prefix),
            "kind": kind,
            "rlocs": [_locator(locator) for locator in locators],
            "expires_s": None,
        }
        for prefix, kind, locators in sorted(entries, key=lambda entry: entry[:2])
        if wanted is None or prefix.covers(wanted) or wanted.covers(prefix)
    ]


def users(controller: Controller, now: float) -> list[Json]:
    """The users, where they are, and which services follow them."""
    return [
        {
            "eid": str(user),
            "anchor": state.anchors[0] if state.anchors else None,
            "anchors": list(state.anchors),
            "previous": list(state.previous),
            "since_s": round(now - state.since, 3) if state.anchors else None,
            "moves": state.moves,
            "services": [service.spec.name for service in controller.inventory.of_user(user)],
        }
        for user, state in controller.users
    ]


def services(controller: Controller, lisp: LispContinuity, now: float) -> list[Json]:
    """The services, where they run, and what was last decided about them."""
    return [_service(controller, lisp, service, now) for service in controller.inventory.services.values()]


def explain(controller: Controller, arguments: Mapping[str, Any], now: float) -> Json:
    """Why `service` moved or stayed, as last decided. Raises ValueError when there is nothing to explain."""
    name = str(arguments.get("service", ""))
    service = controller.inventory.services.get(name)
    if service is None:
        raise ValueError(f"no service {name!r}; there are {', '.join(sorted(controller.inventory.services))}")
    verdict = service.verdict
    if verdict is None:
        raise ValueError(f"nothing has been decided about {name} yet")
    found: Json = {
        "service": name,
        "class": str(service.spec.kind),
        "user": str(service.spec.user),
        "decided_s": round(now - verdict.at, 3),
    }
    return found | verdict.explanation()


def latencies(controller: Controller, now: float) -> list[Json]:
    """The RTT from every anchor to every DC, and where it is known from."""
    return [
        {
            "anchor": anchor,
            "dc": dc,
            "rtt_ms": round(rtt.ms, 3),
            "from": str(rtt.source),
            "age_s": None if rtt.at is None else round(now - rtt.at, 1),
            "answers": not is_silent,
        }
        for anchor, dc, rtt, is_silent in controller.latencies.pairs(now)
    ]


def migrations(controller: Controller, wall_offset_s: float) -> list[Json]:
    """All migrations, oldest first."""
    return [_migration(controller, migration, wall_offset_s) for migration in controller.saga]


def migration(controller: Controller, arguments: Mapping[str, Any], wall_offset_s: float) -> Json:
    """One migration by its `id`. Raises ValueError when there is none."""
    name = str(arguments.get("id", ""))
    found = controller.saga.find(name)
    if found is None:
        raise ValueError(f"no migration {name!r}")
    told = {"undone": undone(found), "advice": advice(found), "members": group.told(found, controller.saga)}
    return _migration(controller, found, wall_offset_s) | told


def _service(controller: Controller, lisp: LispContinuity, service: ServiceState, now: float) -> Json:
    spec, verdict = service.spec, service.verdict
    active = controller.saga.active(spec.name)
    state = str(active.state) if active else "running" if service.dc else controller.inventory.whereabouts(service)
    return {
        "service": spec.name,
        "domain": spec.domain,
        "eid": str(spec.address),
        "class": str(spec.kind),
        "user": str(spec.user),
        "anchor": next(iter(controller.users.anchors(spec.user)), None),
        "home": spec.home,
        "dc": service.dc,
        "seen_at": lisp.seen_at(spec.address),
        "state": state,
        "migration": active.id if active else None,
        "proposal": service.proposal.target if service.proposal else None,
        "action": verdict.action if verdict else None,
        "target": verdict.target if verdict else None,
        "advantage_ms": round(verdict.advantage_ms, 3) if verdict else None,
        "reason": verdict.reason if verdict else None,
        "decided_s": round(now - verdict.at, 3) if verdict else None,
    }


def _migration(controller: Controller, migration: Migration, wall_offset_s: float) -> Json:
    """Step times are monotonic seconds (`at_s`, of this boot) and Unix seconds.

    The journal has the Unix time of earlier lives' steps; those of this life are `wall_offset_s` behind.
    """
    progress = controller.saga.progress(migration.id)
    steps = [
        step if step.at_unix_s is not None else replace(step, at_unix_s=step.at + wall_offset_s)
        for step in migration.steps
    ]
    return {
        "id": migration.id,
        "service": migration.service,
        "domain": migration.domain,
        "eid": str(migration.address),
        "from": migration.source,
        "to": migration.target,
        "state": str(migration.state),
        "cause": migration.cause,
        "group": migration.group or None,
        "epoch": migration.epoch or None,
        "reason": migration.reason,
        "progress": round(progress.fraction, 4) if progress else None,
        "dirty_bytes_s": progress.dirty_bytes_s if progress else None,
        "total_s": round(steps[-1].at - steps[0].at, 6),
        "steps": [
            {
                "state": str(step.state),
                "at_s": step.at,
                "at_unix_s": step.at_unix_s,
                "detail": happened(migration, step),
            }
            for step in steps
        ],
    }


def _locator(locator: Locator) -> Json:
    return {
        "rloc": str(locator.rloc),
        "priority": locator.priority,
        "weight": locator.weight,
        "state": "up",
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
