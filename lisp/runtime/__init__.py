"""The asyncio shell that every daemon shares: sockets, timers, configuration, log, control socket."""
