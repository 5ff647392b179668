"""lisp-mapserver: the map server on sockets, in one process or as the parent of several."""

import asyncio
import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lisp.engine import SendDatagram
from lisp.runtime.config import ConfigError
from lisp.runtime.daemon import daemon_command
from lisp.runtime.sd_notify import notify
from lisp.runtime.service import Service
from mapserver import shows
from mapserver.commands import PersistState, StoreMapping, StoreNonce, StoreSubscription
from mapserver.config import MapServerConfig
from mapserver.engine import MapServer
from mapserver.ownership import Share
from mapserver.sqlite_store import SqliteStore, refusing
from mapserver.store import StateFile
from mapserver.supervisor import supervised

NAME = "lisp-mapserver"
TELL_INTERVAL_S = 1.0
PATIENCE_S = 4.0  # `fmc` waits five seconds for an answer
_POLL_S = 0.05

Arguments = dict[str, Any]


async def build(config: MapServerConfig, base: Path) -> Service:
    """The service of a configuration; `base` is where its relative paths start. Raises ConfigError."""
    if config.workers > 1:
        return await supervised(NAME, config, base)
    return serve(map_server(config, base), config, base)


def map_server(config: MapServerConfig, base: Path) -> MapServer:
    """The engine of a configuration. Raises ConfigError."""
    # Nonces of move notices must grow from one life of the daemon to the next: wall time does.
    return MapServer(
        config.policy(base),
        first_nonce=time.time_ns() // 1_000,
        durable=config.store is not None,
        keeps_state=config.state is not None,
    )


def serve(server: MapServer, config: MapServerConfig, base: Path, share: Share | None = None) -> Service:
    """The engine on sockets and with its store; `share` is what of the store is this process's. Raises ConfigError."""
    # A full collection would walk every registration, a second or more, to find what is never there: what
    # outlives the young generations here is not part of a cycle. The young ones are kept small: everything
    # received waits while one is collected.
    gc.set_threshold(2_000, 2, 1_000_000)
    control = base / config.control if config.control else None
    service = Service(NAME, server, listen=config.listen, control=control, http=config.http)
    if config.store is not None:
        _keep_everything(service, server, base / config.store, share)
    elif config.state is not None:
        _keep_state(service, server, base / config.state)
    service.reloading(lambda new: service.carry_out(server.adopt(new.policy(base), service.now())))
    service.show("status", lambda _: shows.status(server))
    service.show("counters", lambda _: dict(sorted(server.counters.items())))
    service.show("map", lambda arguments: complete(server, arguments, shows.eid_map, service.now))
    service.show("stats", lambda _: shows.stats(server))
    service.show("sites", lambda arguments: complete(server, arguments, shows.sites, service.now))
    service.show("referrals", lambda _: shows.referrals(server, service.now()))
    service.show("subscribers", lambda _: shows.subscribers(server, service.now()))
    return service


def _keep_everything(service: Service, server: MapServer, path: Path, share: Share | None) -> None:
    """Take over registrations, nonces and subscriptions of the last life, and store each from now on."""
    with refusing(path):
        store = SqliteStore(path, service.send, service.send_all, share)
        server.ledger.restore(store.nonces())
        server.take_over(store.mappings(), time.time(), service.now())
        server.restore_subscriptions(store.subscriptions(), service.now())
    gc.freeze()
    service.on(SendDatagram, store.deliver)
    service.on(StoreNonce, store.put_nonce)
    service.on(StoreMapping, store.put_mapping)
    service.on(StoreSubscription, store.put_subscription)
    service.spawn(store.write_forever())
    service.spawn(_tell_service_manager(server))
    service.closing(store.close)


async def complete(
    server: MapServer,
    arguments: Arguments,
    show: Callable[[MapServer, Arguments, float], list[shows.Json]],
    clock: Callable[[], float],
) -> list[shows.Json]:
    """A show of all registrations once those of an earlier life are among them; of one EID at once.

    They are taken over between datagrams, as without the question. Raises ValueError when that takes too long.
    """
    since = clock()
    while (left := server.registry.to_take_over()) and not arguments.get("eid"):
        if clock() - since >= PATIENCE_S:
            raise ValueError(f"{left} stored mappings are still to be taken over: ask for one EID, or again soon")
        await asyncio.sleep(_POLL_S)
    return show(server, arguments, clock())


async def _tell_service_manager(server: MapServer) -> None:
    """Say in the unit's status how much is still to be taken over; all of it is served meanwhile."""
    while left := server.registry.to_take_over():
        notify(f"STATUS={NAME} is serving; {left} stored mappings are still to be taken over")
        await asyncio.sleep(TELL_INTERVAL_S)
    notify(f"STATUS={NAME} is serving")


def _keep_state(service: Service, server: MapServer, path: Path) -> None:
    """Take over the state of the last life, and store it from now on."""
    store = StateFile(path)
    try:
        state = store.read()
        if state is not None:
            server.restore(state, service.now())
    except (OSError, ValueError, KeyError, TypeError) as error:
        # Starting without it would forget every nonce, and open the door to replays.
        raise ConfigError(f"{path}: the stored state cannot be used ({error}); remove it to start without") from None
    service.on(PersistState, lambda command: store.put(command.state))
    service.spawn(store.write_forever())
    service.closing(lambda: store.write(server.snapshot()))


main = daemon_command(NAME, MapServerConfig, build)

if __name__ == "__main__":
    main()
