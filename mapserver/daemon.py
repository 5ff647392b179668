"""lisp-mapserver: the map server on sockets."""

import gc
import time
from pathlib import Path

from lisp.runtime.config import ConfigError
from lisp.runtime.daemon import daemon_command
from lisp.runtime.service import Service
from mapserver import shows
from mapserver.config import MapServerConfig
from mapserver.engine import MapServer, PersistState
from mapserver.store import StateFile

NAME = "lisp-mapserver"


async def build(config: MapServerConfig, base: Path) -> Service:
    """The service of a configuration; `base` is where its relative paths start. Raises ConfigError."""
    # A full collection would walk every registration, a second or more, to find what is never there: what
    # outlives the young generations here is not part of a cycle.
    gc.set_threshold(10_000, 20, 1_000_000)
    # Nonces of move notices must grow from one life of the daemon to the next: wall time does.
    server = MapServer(config.policy(base), first_nonce=time.time_ns() // 1_000)
    control = base / config.control if config.control else None
    service = Service(NAME, server, listen=config.listen, control=control)
    if config.state is None:
        service.on(PersistState, lambda _command: None)
    else:
        _keep_state(service, server, base / config.state)
    service.show("status", lambda _: shows.status(server))
    service.show("counters", lambda _: dict(sorted(server.counters.items())))
    service.show("map", lambda arguments: shows.eid_map(server, arguments, service.now()))
    service.show("sites", lambda _: shows.sites(server, service.now()))
    service.show("subscribers", lambda _: shows.subscribers(server, service.now()))
    return service


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
