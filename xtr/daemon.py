"""The xTR as a daemon: `lisp-xtr --config xtr.toml`."""

import asyncio
import random
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lisp.engine import Event, SendDatagram
from lisp.runtime.config import ConfigError
from lisp.runtime.daemon import daemon_command
from lisp.runtime.service import Service
from xtr.config import XtrConfig, settings_of
from xtr.core import SaveState
from xtr.dataplane.base import (
    PLANE_COMMANDS,
    PeersReported,
    ReportPeers,
    ReportUse,
    SetNeighbour,
    UseReported,
)
from xtr.dataplane.choice import started
from xtr.dataplane.ebpf.plane import remove_leftovers
from xtr.dataplane.host import Plumbing, clear, underlay_mtu
from xtr.dataplane.tun import remove_device
from xtr.engine import Xtr
from xtr.memory import Remember
from xtr.neighbour_proxy import NeighbourProxy
from xtr.neighbours import NeighbourWatch
from xtr.statefile import StateFile, read_state
from xtr.store import Store


async def build(config: XtrConfig, base: Path) -> Service:
    """The service of an xTR: engine, data plane, host plumbing, neighbour watch. Raises ConfigError."""
    settings = settings_of(config, base)
    state_file = base / config.state
    saved = read_state(state_file)
    engine = Xtr(
        settings,
        # Above everything an earlier life used: its reserve if we know it, the clock in any case.
        first_nonce=max(int(saved.get("nonce", 0)), time.time_ns() // 1000),
        random_nonce=lambda: secrets.randbits(64),
        jitter=random.random,
    )
    if saved:
        engine.restore(saved)
    store = Store(state_file.with_suffix(".sqlite"))
    engine.remember(store.load())
    control = base / config.control if config.control else None
    service = Service("lisp-xtr", engine, listen=list(settings.rlocs), control=control, http=config.http)

    def report(event: Event) -> None:
        # Never from inside a command: the engine's other commands of that event come first.
        asyncio.get_running_loop().call_soon(service.feed, event)

    instances = config.instances
    mtu = config.dataplane.mtu or await underlay_mtu(settings.rlocs)
    kind, pins = config.dataplane.kind, _pins(config, base)
    plane = await started(
        kind,
        instances=instances,
        mtu=mtu,
        rlocs=settings.rlocs,
        report=report,
        check_source=config.dataplane.check_source,
        pins=pins,
    )
    service.closing(plane.close)
    service.closing(store.close)
    ipv6 = any(space.afi == 2 for space in settings.eid_space)
    plumbing = Plumbing(plane, instances, _undo(config, base), ipv6=ipv6)
    watch = NeighbourWatch(config.interfaces, (instance.iid for instance in instances), report)
    lans = config.lans if config.dataplane.answer_for_absent else {}
    proxy = NeighbourProxy(lans, plumbing.is_elsewhere, watch.is_own, report)
    plumbing.on_left = proxy.announce

    for command in PLANE_COMMANDS:
        service.on(command, plumbing.submit)
    service.on(Remember, store.put)
    state = StateFile(state_file, engine.snapshot, service.send)
    service.on(SetNeighbour, watch.set)
    service.on(SaveState, state.save)
    service.on(SendDatagram, state.send)
    service.spawn(state.run())
    service.on(
        ReportPeers,
        lambda c: report(PeersReported(c.prefix, tuple({p.rloc for p in plane.peers(c.prefix, c.within_s)}))),
    )
    service.on(ReportUse, lambda c: report(UseReported(c.prefix, plane.used(c.prefix, c.within_s))))

    def status(_arguments: dict[str, Any]) -> dict[str, Any]:
        watching = {"hypervisor": config.hypervisor.uri} if config.hypervisor else {}
        tenants = [{"iid": i.iid, "device": i.device, "table": i.table, "lans": sorted(i.lans)} for i in instances]
        of_plane = {"dataplane": plane.kind, "device": instances[0].device, "mtu": mtu, "instances": tenants}
        return engine.status() | watching | of_plane

    def counters(_arguments: dict[str, Any]) -> dict[str, dict[str, int]]:
        data = {**plane.counters(), **plumbing.counters, **proxy.counters}
        return {"control": dict(engine.counters), "data": data}

    def correspondents(_arguments: dict[str, Any]) -> list[dict[str, Any]]:
        everything = [plane.peers(space, 3600.0) for space in settings.eid_space]
        peers = [peer for found in everything for peer in found]
        return [{"eid": str(p.eid), "rloc": str(p.rloc), "idle_s": round(p.idle_s, 3)} for p in peers]

    service.show("status", status)
    service.show("counters", counters)
    service.show("map", lambda _arguments: engine.map_rows(service.now()))
    service.show("rlocs", lambda _arguments: engine.rloc_rows(service.now()))
    service.show("correspondents", correspondents)
    _watch_guests(service, config, report)
    watch.start()
    service.closing(watch.close)
    proxy.start()
    service.closing(proxy.close)
    service.spawn(plumbing.run())
    return service


def _pins(config: XtrConfig, base: Path) -> Path | None:
    return base / config.dataplane.pins if config.dataplane.pins else None


def _undo(config: XtrConfig, base: Path) -> Path:
    return (base / config.state).with_suffix(".sysctls")


async def remove(config: XtrConfig, base: Path) -> None:
    """Remove what a stopped daemon left forwarding. Raises OSError when one runs."""
    for instance in config.instances:
        remove_device(instance.device)
    await remove_leftovers(config.instances, _pins(config, base), tuple(config.rlocs))
    await clear([instance.table for instance in config.instances], _undo(config, base))


def _watch_guests(service: Service, config: XtrConfig, report: Callable[[Event], None]) -> None:
    """Listen to the hypervisor of this site, if there is one. Raises ConfigError without libvirt-python."""
    if config.hypervisor is None:
        return
    try:
        from xtr.hypervisor import Announcements, GuestWatch
    except ImportError:
        uri = config.hypervisor.uri
        raise ConfigError(f"hypervisor {uri} needs libvirt-python: pip install 'follow-me-cloud[libvirt]'") from None
    guests = GuestWatch(config.hypervisor.uri, report)
    announcements = Announcements(frozenset(config.interfaces), guests.host_of, report)
    service.spawn(guests.run())
    announcements.start()
    service.closing(announcements.close)


main = daemon_command("lisp-xtr", XtrConfig, build, remove)

if __name__ == "__main__":
    main()
