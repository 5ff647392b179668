"""fmcc: the controller on sockets and hypervisors.

The engine decides, `fmcc.hands` carries out; this file puts together what a configuration asks for.
"""

import asyncio
import secrets
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from fmcc import shows
from fmcc.check import examine
from fmcc.config import FmccConfig
from fmcc.continuity.lisp import LispContinuity
from fmcc.engine import Controller
from fmcc.estate import Estate
from fmcc.events import PersistStep, Replan, Replanned
from fmcc.failpoints import failpoint
from fmcc.hands import Hands
from fmcc.hypervisor.base import Hypervisor
from fmcc.journal import Journal, JournalError, StaleEpochError
from fmcc.leases import LeaseKeeper, LeaseLost, LeaseStore, LeaseStoreError
from fmcc.measuring import Source, follow_rtts
from fmcc.opening import lisp_settings, open_hypervisors, open_leases
from fmcc.tenancy import Tenancy
from fmcc.tenures import Tenures
from fmcc.verbs import Verbs
from lisp.engine import Notice
from lisp.runtime.config import ConfigError
from lisp.runtime.daemon import daemon_command
from lisp.runtime.service import AbandonError, Service

NAME: Final = "fmcc"


async def build(config: FmccConfig, base: Path, hypervisors: Mapping[str, Hypervisor] | None = None) -> Service:
    """The service of a configuration; `base` is where its relative paths start. Raises ConfigError.

    `hypervisors` by DC take the place of those that the configuration names.
    """
    lisp = LispContinuity(
        lisp_settings(config, base),
        nonces=lambda: secrets.randbits(64),
        # Above every nonce of earlier lives, as long as the clock is not set back.
        first_nonce=time.time_ns() // 1_000,
    )
    hypervisors = hypervisors or open_hypervisors(config)
    try:
        journal = Journal(base / config.journal)
        leases = open_leases(config, base)
    except (JournalError, LeaseStoreError) as error:
        raise ConfigError(str(error)) from None
    controller = Controller(
        services=config.services(),
        dcs=[dc.name for dc in config.dc],
        latencies=config.latencies(),
        decision=config.decision.parameters(),
        options=config.migration.options(),
        continuity=lisp,
        history=journal.migrations(),
        rules=config.rules(),
        limits=config.migration.limits(),
        timeouts=config.migration.timeouts(),
        groups=config.groups(),
        leases=config.user_prefixes,
        series=config.leases.series,
    )
    control = base / config.control if config.control else None
    service = Service(NAME, controller, listen=config.listen or [config.rloc], control=control, http=config.http)
    service.closing(journal.close)
    service.spawn(asyncio.to_thread(controller.prepare))
    service.on(Replan, lambda command: service.spawn(_plan(service, command)))
    for xtr in config.xtr:
        service.spawn(follow_rtts(service, str(xtr.rloc), Source(xtr.ask, base), config.measure.every_s))
    keeper = LeaseKeeper(config.leases.holder, config.user_prefixes, config.leases.prefer)
    estate = Estate(leases, journal, controller.saga, config.leases.series, service.now)
    tenancy = serve_leases(service, keeper, leases, estate, journal, controller.tenures)
    serve_journal(service, journal, tenancy.hurry)
    hands = Hands(service, hypervisors, config.migration.options(), controller.tenures.may_act, tenancy.leave)
    Verbs(service, controller, hands)
    _serve_shows(service, controller, lisp, tenancy, config)
    return service


async def _plan(service: Service, command: Replan) -> None:
    """Solve in a thread of its own, so that nothing waits for it."""
    service.feed(Replanned(await asyncio.to_thread(command.planning.solve)))


def serve_journal(service: Service, journal: Journal, written: Callable[[], None]) -> None:
    """Write every step down before what follows it is carried out; `written` is told of each."""

    def persist(command: PersistStep) -> None:
        try:
            journal.append(command.migration, time.time())
        except StaleEpochError as error:
            service.feed(LeaseLost(error.tenure, str(error)))
            raise AbandonError(str(error)) from None
        written()
        failpoint(f"journal.after_{command.migration.state}")

    service.on(PersistStep, persist)


def serve_leases(
    service: Service, keeper: LeaseKeeper, store: LeaseStore, estate: Estate, journal: Journal, tenures: Tenures
) -> Tenancy:
    """Keep leases for as long as the service runs, and give them back at its end."""

    def note(notice: Notice) -> None:
        service.carry_out([notice])

    tenancy = Tenancy(keeper, store, estate, journal, service.feed, note, service.now, tenures.may_act)

    async def keep() -> None:
        try:
            await tenancy.run()
        finally:
            await tenancy.give_back()
            await store.close()

    service.spawn(keep())
    return tenancy


def _serve_shows(
    service: Service, controller: Controller, lisp: LispContinuity, tenancy: Tenancy, config: FmccConfig
) -> None:
    def offset_s() -> float:
        return time.time() - service.now()

    drivers = sorted({"fake" if dc.hypervisor.startswith("fake:") else "libvirt" for dc in config.dc})
    service.show(
        "status",
        lambda _: shows.status(controller, lisp, config.handover, "+".join(drivers), tenancy.trouble, service.now()),
    )
    service.show("counters", lambda _: shows.counters(controller, lisp))
    service.show("map", lambda arguments: shows.eid_map(lisp, arguments))
    service.show("users", lambda _: shows.users(controller, service.now()))
    service.show("services", lambda _: shows.services(controller, lisp, service.now()))
    service.show("explain", lambda arguments: shows.explain(controller, arguments, service.now()))
    service.show("latencies", lambda _: shows.latencies(controller, service.now()))
    service.show("migrations", lambda _: shows.migrations(controller, offset_s()))
    service.show("migration", lambda arguments: shows.migration(controller, arguments, offset_s()))


main = daemon_command(NAME, FmccConfig, build, examine=examine)

if __name__ == "__main__":
    main()
