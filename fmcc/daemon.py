"""fmcc: the controller on sockets and hypervisors.

The engine decides, `fmcc.hands` carries out; this file puts together what a configuration asks for.
"""

import asyncio
import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from fmcc import shows
from fmcc.config import FmccConfig
from fmcc.continuity.lisp import LispContinuity, LispSettings, Site
from fmcc.engine import Controller
from fmcc.events import PersistStep, Replan, Replanned
from fmcc.failpoints import failpoint
from fmcc.hands import Hands
from fmcc.hypervisor.base import Hypervisor
from fmcc.hypervisor.fake import FakeCloud
from fmcc.journal import Journal, JournalError, StaleEpochError
from fmcc.leases import LeaseKeeper, LeaseLost, LeaseStore, LeaseStoreError
from fmcc.measuring import Source, follow_rtts
from fmcc.tenancy import Tenancy
from fmcc.verbs import Verbs
from lisp.engine import Endpoint
from lisp.runtime.config import ConfigError, load_chain
from lisp.runtime.daemon import daemon_command
from lisp.runtime.service import AbandonError, Service
from lisp.wire import CONTROL_PORT, XtrIdentity

NAME: Final = "fmcc"

# What the in-memory hypervisors of `fake:///NAME` take for a copy, the switch, and the call's return.
FAKE_COPY_S: Final = 0.5
FAKE_BLACKOUT_S: Final = 0.05
FAKE_CONFIRM_S: Final = 0.2


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
        leases = config.leases.open(base / config.journal)
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
    service.closing(leases.close)
    service.spawn(asyncio.to_thread(controller.prepare))
    serve_journal(service, journal)
    service.on(Replan, lambda command: service.spawn(_plan(service, command)))
    for xtr in config.xtr:
        service.spawn(follow_rtts(service, str(xtr.rloc), Source(xtr.ask, base), config.measure.every_s))
    keeper = LeaseKeeper(config.leases.holder, config.user_prefixes, config.leases.prefer)
    serve_leases(service, keeper, leases, journal)
    hands = Hands(service, hypervisors, config.migration.options(), controller.tenures.may_act)
    Verbs(service, controller, hands)
    _serve_shows(service, controller, lisp, config)
    return service


async def _plan(service: Service, command: Replan) -> None:
    """Solve in a thread of its own, so that nothing waits for it."""
    service.feed(Replanned(await asyncio.to_thread(command.planning.solve)))


def serve_journal(service: Service, journal: Journal) -> None:
    """Write every step down before what follows it is carried out."""

    def persist(command: PersistStep) -> None:
        try:
            journal.append(command.migration, time.time())
        except StaleEpochError as error:
            service.feed(LeaseLost(error.tenure, str(error)))
            raise AbandonError(str(error)) from None
        failpoint(f"journal.after_{command.migration.state}")

    service.on(PersistStep, persist)


def serve_leases(service: Service, keeper: LeaseKeeper, store: LeaseStore, journal: Journal) -> None:
    """Keep leases for as long as the service runs, and give them back at its end."""
    tenancy = Tenancy(keeper, store, journal, service.feed, lambda notice: service.carry_out([notice]), service.now)

    async def keep() -> None:
        try:
            await tenancy.run()
        finally:
            await tenancy.give_back()

    service.spawn(keep())


def _serve_shows(service: Service, controller: Controller, lisp: LispContinuity, config: FmccConfig) -> None:
    def offset_s() -> float:
        return time.time() - service.now()

    drivers = sorted({"fake" if dc.hypervisor.startswith("fake:") else "libvirt" for dc in config.dc})
    service.show(
        "status",
        lambda _: shows.status(controller, lisp, config.handover, "+".join(drivers), service.now()),
    )
    service.show("counters", lambda _: shows.counters(controller, lisp))
    service.show("map", lambda arguments: shows.eid_map(lisp, arguments))
    service.show("users", lambda _: shows.users(controller, service.now()))
    service.show("services", lambda _: shows.services(controller, lisp, service.now()))
    service.show("explain", lambda arguments: shows.explain(controller, arguments, service.now()))
    service.show("latencies", lambda _: shows.latencies(controller, service.now()))
    service.show("migrations", lambda _: shows.migrations(controller, offset_s()))
    service.show("migration", lambda arguments: shows.migration(controller, arguments, offset_s()))


def lisp_settings(config: FmccConfig, base: Path) -> LispSettings:
    """What the LISP continuity needs, keys loaded. Raises ConfigError."""
    return LispSettings(
        rloc=config.rloc,
        identity=XtrIdentity(config.xtr_id, config.site_id),
        map_server=Endpoint(config.map_server, CONTROL_PORT),
        keys=load_chain(config.keys, base),
        user_prefixes=tuple(config.user_prefixes),
        services=tuple(service.eid for service in config.service),
        sites={dc.name: Site(dc.prefix, load_chain(dc.keys, base)) for dc in config.dc},
        hosts={service.eid: service.domain for service in config.service} if config.handover == "anticipated" else {},
    )


def open_hypervisors(config: FmccConfig) -> dict[str, Hypervisor]:
    """The driver of every DC, not yet connected. Raises ConfigError.

    `fake:///NAME` is an in-memory hypervisor, for tests and trials: all of one NAME can exchange guests,
    and run at first what the configuration says starts there. Everything else is libvirt's.
    """
    clouds: dict[str, FakeCloud] = {}
    opened: dict[str, Hypervisor] = {}
    for dc in config.dc:
        uri = urlsplit(dc.hypervisor)
        if uri.scheme != "fake":
            opened[dc.name] = _libvirt(dc.name, dc.hypervisor)
            continue
        cloud = clouds.setdefault(uri.path, FakeCloud(FAKE_COPY_S, FAKE_BLACKOUT_S, FAKE_CONFIRM_S))
        opened[dc.name] = cloud.hypervisor(dc.name)
        for service in config.service:
            if service.dc == dc.name:
                cloud.start(dc.name, service.domain)
    return opened


def _libvirt(dc: str, uri: str) -> Hypervisor:
    """The libvirt driver, imported only where it is used: the package works without libvirt."""
    try:
        from fmcc.hypervisor.libvirt import LibvirtHypervisor
    except ImportError:
        text = f"dc {dc}: {uri} needs libvirt-python: pip install 'follow-me-cloud[libvirt]'"
        raise ConfigError(text) from None
    return LibvirtHypervisor(dc, uri)


main = daemon_command(NAME, FmccConfig, build)

if __name__ == "__main__":
    main()
