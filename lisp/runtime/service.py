"""Runs one engine: sockets, one timer, the control socket, and the commands the engine gives.

socket ──Datagram──▶ engine.handle(event, now) ──▶ commands ──▶ socket, data plane, journal …
timer  ──Tick─────▶                           └──▶ deadline  ──▶ timer
"""

import asyncio
import signal
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from math import inf
from pathlib import Path
from typing import Any, Final, TypeVar

import structlog

from lisp.engine import Command, Datagram, Endpoint, Engine, Event, Notice, SendDatagram, Tick
from lisp.runtime.config import ConfigError
from lisp.runtime.control import ControlServer, Show
from lisp.runtime.http import HttpServer
from lisp.runtime.sd_notify import notify, watchdog_interval_s
from lisp.runtime.udp import OnDatagrams, UdpEndpoint, runs
from lisp.wire import CONTROL_PORT, Address

# How many notices a daemon remembers for `fmc events`.
MAX_EVENTS: Final = 10_000
# Beyond, notices go to the event list only.
MAX_LOG_LINES_PER_S: Final = 200

C = TypeVar("C", bound=Command)


class AbandonError(Exception):
    """A handler of a command raises it: what follows in the same list must not be done."""


class Service:
    """One daemon: an engine, its sockets, its timer and its control socket."""

    def __init__(
        self,
        name: str,
        engine: Engine,
        *,
        listen: list[Address],
        port: int = CONTROL_PORT,
        control: Path | None = None,
        http: Endpoint | None = None,
    ) -> None:
        """`http` is where the shows are served read-only; port 0 takes any."""
        self.name = name
        self.engine = engine
        self._listen = listen
        self._port = port
        self._control = control
        self._http = http
        self._on_datagrams: OnDatagrams = self.receive
        self._port_is_shared = False
        self._log = structlog.get_logger(name)
        self._handlers: dict[type[Command], Callable[[Any], None]] = {
            SendDatagram: self.send,
            Notice: self._note,
        }
        self._events: deque[tuple[float, Notice]] = deque(maxlen=MAX_EVENTS)
        self._shows: dict[str, Show] = {"events": self.show_events}
        self._orders: dict[str, Show] = {}
        self._waiting: list[Coroutine[Any, Any, None]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._group: asyncio.TaskGroup | None = None
        self._closing: list[Callable[[], None]] = []
        self._take_over: Callable[[Any], None] | None = None
        self._read_configuration: Callable[[], Any] | None = None
        self._endpoints: dict[int, UdpEndpoint] = {}
        self._outgoing: list[SendDatagram] | None = None  # while a batch is being answered
        self._timer: asyncio.TimerHandle | None = None
        self._armed_at = inf
        self._stop = asyncio.Event()
        self._log_second = self._log_lines = 0
        self.serving = asyncio.Event()  # set once everything listens

    def on(self, command: type[C], handler: Callable[[C], None]) -> None:
        """Have `handler` carry out commands of this type."""
        self._handlers[command] = handler

    def show(self, name: str, function: Show) -> None:
        """Serve `function(arguments)` on the control socket, and over HTTP, under this name. It changes nothing."""
        self._shows[name] = function

    def order(self, name: str, function: Show) -> None:
        """Serve `function(arguments)` on the control socket alone: it may change something."""
        self._orders[name] = function

    def share_port(self, pick: Callable[[list[Datagram]], list[Datagram]]) -> None:
        """Listen where other processes listen too; `pick` says which datagrams of a batch are for this engine."""
        self._port_is_shared = True
        self._on_datagrams = lambda batch: self.receive(pick(batch))

    def closing(self, function: Callable[[], None]) -> None:
        """Call `function` at shutdown; the last one given is called first."""
        self._closing.append(function)

    def reloading(self, function: Callable[[Any], None]) -> None:
        """Have `function` take over the configuration, read anew, at SIGHUP. It may raise ConfigError."""
        self._take_over = function

    def configured_by(self, read: Callable[[], Any]) -> None:
        """How to read the configuration anew."""
        self._read_configuration = read

    def spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Run a background task; if it fails, the daemon ends with its error."""
        if self._group is None:
            self._waiting.append(coroutine)
            return
        task = self._group.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def now(self) -> float:
        """Monotonic seconds."""
        return time.monotonic()

    def feed(self, event: Event) -> None:
        """Give the engine an event, carry out its commands, and arm the timer anew."""
        self.carry_out(self.engine.handle(event, self.now()))
        self._arm()

    def carry_out(self, commands: Iterable[Command]) -> None:
        """Do what an engine wants done, in order, unless a handler gives up on the rest."""
        try:
            for command in commands:
                self._handlers[type(command)](command)
        except AbandonError as reason:
            self._note(Notice("commands-abandoned", {"reason": str(reason)}))

    def reload(self) -> None:
        """Take over the configuration as it is now; one with a mistake changes nothing."""
        if self._take_over is None or self._read_configuration is None:
            return
        notify("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1_000}")
        try:
            self._take_over(self._read_configuration())
        except (ConfigError, OSError) as error:
            self._note(Notice("reload-refused", {"reason": str(error)}))
        else:
            self._note(Notice("reloaded"))
        notify("READY=1")
        self._arm()

    def stop(self) -> None:
        """End `run`."""
        self._stop.set()

    async def run(self) -> None:
        """Serve until SIGTERM or SIGINT, or until a background task fails."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        if self._take_over is not None:
            loop.add_signal_handler(signal.SIGHUP, self.reload)
        control = ControlServer(self._control, self._shows | self._orders) if self._control else None
        web = HttpServer(self._http, self._shows) if self._http else None
        try:
            for address in self._listen:
                endpoint = UdpEndpoint(address, self._port, self._on_datagrams, shared=self._port_is_shared)
                self._endpoints[address.afi] = endpoint
            async with asyncio.TaskGroup() as group:
                self._group = group
                for coroutine in (*self._waiting, self._feed_watchdog()):
                    self.spawn(coroutine)
                if control is not None:
                    await control.start()
                if web is not None:
                    await web.start()
                    self._log.info("http", listen=str(web.address))
                self.feed(Tick())
                self.serving.set()
                notify("READY=1", f"STATUS={self.name} is serving")
                self._log.info("started", listen=[str(address) for address in self._listen])
                await self._stop.wait()
                notify("STOPPING=1")
                for task in self._tasks:
                    task.cancel()
        finally:
            await self._shut_down(control, web)

    async def _shut_down(self, control: ControlServer | None, web: HttpServer | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if web is not None:
            await web.stop()
        if control is not None:
            await control.stop()
        for endpoint in self._endpoints.values():
            endpoint.close()
        for function in reversed(self._closing):
            function()
        self._log.info("stopped")

    async def _feed_watchdog(self) -> None:
        interval_s = watchdog_interval_s()
        while interval_s is not None:
            notify("WATCHDOG=1")
            await asyncio.sleep(interval_s)

    def _arm(self) -> None:
        """Have the timer fire by the engine's deadline.

        One that fires early costs a needless Tick; moving it back after every datagram would cost more.
        """
        deadline = self.engine.deadline()
        if deadline is None or deadline >= self._armed_at:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._armed_at = deadline
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(max(0.0, deadline - self.now()), self._on_timer)

    def _on_timer(self) -> None:
        self._timer = None
        self._armed_at = inf
        self.feed(Tick())

    def receive(self, batch: list[Datagram]) -> None:
        """Feed what arrived together at one moment; when all of it is in, carry out what it calls for.

        What is to be sent is sent last, together.
        """
        handle, now, commands = self.engine.handle, self.now(), list[Command]()
        for datagram in batch:
            commands += handle(datagram, now)
        outgoing: list[SendDatagram] = []
        self._outgoing = outgoing
        try:
            self.carry_out(commands)
        finally:
            self._outgoing = None
            self.send_all(outgoing)
        self._arm()

    def send(self, command: SendDatagram) -> None:
        """Send a datagram from the socket of its family; without one it is lost."""
        if self._outgoing is not None:
            self._outgoing.append(command)
            return
        endpoint = self._endpoints.get(command.destination.address.afi)
        if endpoint is not None:
            endpoint.send(command.data, command.destination)

    def send_all(self, commands: list[SendDatagram]) -> None:
        """Send datagrams in order, those for one destination together."""
        for destination, run in runs(commands):
            endpoint = self._endpoints.get(destination.address.afi)
            if endpoint is not None:
                endpoint.send_all(run, destination)

    def _note(self, notice: Notice) -> None:
        self._events.append((self.now(), notice))
        self._log_within_rate(notice)

    def _log_within_rate(self, notice: Notice) -> None:
        """One line per notice, up to so many a second: a storm is counted, it does not fill the disk."""
        second = int(self.now())
        if second != self._log_second:
            if self._log_lines > MAX_LOG_LINES_PER_S:
                self._log.warning("notices-not-logged", count=self._log_lines - MAX_LOG_LINES_PER_S)
            self._log_second, self._log_lines = second, 0
        self._log_lines += 1
        if self._log_lines <= MAX_LOG_LINES_PER_S:
            self._log.info(notice.name, **notice.fields)

    def show_events(self, arguments: dict[str, Any]) -> list[dict[str, Any]]:
        """The remembered notices, oldest first; `since` (monotonic s) leaves out the older ones."""
        since = float(arguments.get("since", 0.0))
        return [{"at_s": at, "name": notice.name, **notice.fields} for at, notice in self._events if at >= since]
