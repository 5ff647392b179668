"""What the data plane needs of the machine: routes, a policy rule, sysctls.

All routes are in a table of our own, consulted before the main one, so nothing of the operator's is
touched and everything goes with one flush:

    EID space                        dev lisp0
    a prefix delivered here          dev LAN
    a host of ours that moved away   dev lisp0
    a mapping "natively forward"     throw: ask the next table

Several instances have a device and a table each, and tenants may have the same addresses: a packet is routed by
the table of the LAN or device it came in by, and what the kernel itself answers to it by its mark
(`xtr/dataplane/ebpf/marks.py`). Whatever is no EID of a tenant is unreachable for it, so that the main table
does not lead from one tenant to another.

The gateway's address on the LAN is the operator's. Commands of the engine pass through here on their way
to the data plane, so that the two change in an order in which no packet is lost: a host that arrives has
its route first, one that leaves has its mapping first.

Where the data plane outlives us all this stays. The next life leaves it as it is until it has said what it
wants itself, and then removes the rest (`DropLeftovers`).
"""

import asyncio
import contextlib
import ipaddress
import json
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

import structlog
from pyroute2 import AsyncIPRoute
from pyroute2.netlink.exceptions import NetlinkError

from lisp.engine import Command, Counters
from lisp.lpm import PrefixTable
from lisp.wire import Address, Prefix
from xtr.dataplane.base import (
    Action,
    DataPlane,
    DeliverLocally,
    DropLeftovers,
    InstallMapping,
    Instance,
    RemoveMapping,
    RouteEids,
    StopDelivering,
)
from xtr.dataplane.rules import PROTOCOL, RULE_PRIORITY, choose_tables

_UNREACHABLE: Final = 7  # RTN_UNREACHABLE
_SCOPE_LINK: Final = 253
_ANY_SCOPE: Final = 255  # in a deletion; without it the kernel looks for a route of scope "global" only
_SYS: Final = Path("/proc/sys/net")
_ETHERNET: Final = 1  # ARPHRD_ETHER
_ENCAPSULATION: Final = 56  # outer IPv6, UDP and LISP headers

_log = structlog.get_logger("lisp-xtr")


class Plumbing:
    """Applies the engine's commands to the machine and to the data plane, in order."""

    def __init__(self, plane: DataPlane, instances: Sequence[Instance], undo: Path, *, ipv6: bool) -> None:
        """`undo` is the file that remembers what the sysctls were, across lives that leave them set."""
        self.counters = Counters()
        self._undo = undo
        self._plane = plane
        self._instances = {instance.iid: instance for instance in instances}
        self._lans = frozenset[str]().union(*(instance.lans for instance in instances))
        self._ipv6 = ipv6
        self._queue: asyncio.Queue[Command] = asyncio.Queue()
        self._busy = True  # until `run` is ready
        self._spaces: set[Prefix] = set()
        self._slots: PrefixTable[DeliverLocally | InstallMapping] = PrefixTable()
        self._routes: dict[Prefix, str] = {}
        self._old_routes: set[tuple[int, str]] = set()  # of an earlier life: tables and destinations
        # Told of a host that has left its LAN, and runs elsewhere.
        self.on_left: Callable[[Prefix], None] = lambda _host: None

    # --- commands ------------------------------------------------------------------------------------

    def submit(self, command: Command) -> None:
        """Carry out a command: at once if the machine has no part in it, else in turn."""
        if self._busy or not self._queue.empty() or self._concerns_routing(command):
            self._queue.put_nowait(command)
        else:
            self._plane.apply(command)

    def _concerns_routing(self, command: Command) -> bool:
        match command:
            case InstallMapping(prefix, action, _, relay):
                return relay or action is Action.NATIVE or prefix in self._slots
            case RemoveMapping(prefix):
                return prefix in self._slots
            case RouteEids() | DeliverLocally() | StopDelivering() | DropLeftovers():
                return True
        return False

    async def run(self) -> None:
        """Set the machine up, carry out commands until cancelled, and undo everything."""
        async with AsyncIPRoute() as netlink, self._prepared(netlink):
            while True:
                self._busy = False
                command = await self._queue.get()
                self._busy = True
                await self._carry_out(netlink, command)

    async def _carry_out(self, netlink: Any, command: Command) -> None:
        """One command, routes and data plane in the order its kind needs."""
        match command:
            case RouteEids(prefix):
                self._spaces.add(prefix)
                self._plane.apply(command)
                await self._route(netlink, prefix)
            case DeliverLocally(prefix):
                self._slots[prefix] = command
                await self._route(netlink, prefix)
                self._plane.apply(command)
            case InstallMapping(prefix):
                before = self._slots.get(prefix)
                self._slots[prefix] = command
                self._plane.apply(command)
                await self._route(netlink, prefix)
                if command.relay:
                    await self._left(netlink, command, before)
            case RemoveMapping(prefix) if not isinstance(self._slots.get(prefix), DeliverLocally):
                before = self._slots.pop(prefix)
                if isinstance(before, InstallMapping) and before.relay:
                    # A host is back under the prefix around it: what is delivered must not go out again.
                    await self._route(netlink, prefix)
                self._plane.apply(command)
                await self._route(netlink, prefix)
            case StopDelivering(prefix) if isinstance(self._slots.get(prefix), DeliverLocally):
                before = self._slots.pop(prefix)
                self._plane.apply(command)
                await self._route(netlink, prefix)
                await self._forget_neighbour(netlink, prefix, before)
            case DropLeftovers():
                self._plane.apply(command)
                await self._drop_leftovers(netlink)
            case _:
                self._plane.apply(command)

    # --- routes --------------------------------------------------------------------------------------

    def _wanted(self, prefix: Prefix) -> str | None:
        """Where a prefix shall be routed: an interface, "throw", or (None) nowhere in particular."""
        slot = self._slots.get(prefix)
        match slot:
            case DeliverLocally(_, interface):
                return interface
            case InstallMapping(action=Action.NATIVE):
                return "throw"
            case InstallMapping(relay=True):
                return self._instances[prefix.iid].device
        return self._instances[prefix.iid].device if prefix in self._spaces else None

    async def _route(self, netlink: Any, prefix: Prefix) -> None:
        """Make the kernel's route what it shall be."""
        wanted, present = self._wanted(prefix), self._routes.get(prefix)
        if wanted == present:
            return
        where: dict[str, Any] = {"dst": _text(prefix), "table": self._instances[prefix.iid].table}
        try:
            if wanted is None:
                await netlink.route("del", scope=_ANY_SCOPE, **where)
                del self._routes[prefix]
                return
            if wanted == "throw":
                # IPv6 keeps one route per destination and type, so the old one has to go.
                if prefix.afi == 2 and (present is not None or self._key(prefix) in self._old_routes):
                    await netlink.route("del", **where)
                await netlink.route("replace", type="throw", proto=PROTOCOL, **where)
            else:
                scope = {"scope": _SCOPE_LINK} if prefix.afi == 1 else {}
                index = socket.if_nametoindex(wanted)
                await netlink.route("replace", oif=index, proto=PROTOCOL, **scope, **where)
            self._routes[prefix] = wanted
        except (NetlinkError, OSError) as error:
            self.counters.drop("route-failed")
            _log.error("route-failed", prefix=str(prefix), to=wanted, error=str(error))

    def _key(self, prefix: Prefix) -> tuple[int, str]:
        """Table and destination of the route of a prefix."""
        return self._instances[prefix.iid].table, _text(prefix)

    # --- neighbours ----------------------------------------------------------------------------------

    async def _left(self, netlink: Any, command: InstallMapping, before: Command | None) -> None:
        """A host of ours moved away: forget its neighbour entry, and have its neighbours told.

        With the entry gone only the host itself can bring it back: a stale one says nothing of it. A guest that
        has just stopped may run on here, and must not read on its LAN that somebody else has its address.
        """
        was_here = await self._forget_neighbour(netlink, command.prefix, before)
        had_stopped = isinstance(before, InstallMapping) and before.resend_since is not None
        if (was_here or had_stopped) and command.resend_since is None:
            self.on_left(command.prefix)

    async def _forget_neighbour(self, netlink: Any, prefix: Prefix, before: Command | None) -> bool:
        """Whether there was an entry."""
        lan = before.interface if isinstance(before, DeliverLocally) else self._lan_around(prefix)
        if lan is None or not prefix.is_host:
            return False
        try:
            await netlink.neigh("del", dst=str(prefix.address), ifindex=socket.if_nametoindex(lan))
        except (NetlinkError, OSError):
            return False
        return True

    def _lan_around(self, prefix: Prefix) -> str | None:
        """The LAN of the delivered prefix around a host."""
        around = (slot for found, slot in self._slots.covering(prefix) if found != prefix)
        return next((slot.interface for slot in around if isinstance(slot, DeliverLocally)), None)

    def is_elsewhere(self, host: Prefix) -> bool:
        """Whether packets for a host leave its LAN: it is away, or no prefix around it is delivered here."""
        return not isinstance(self._slots.longest(host), DeliverLocally)

    # --- set-up --------------------------------------------------------------------------------------

    @property
    def _several(self) -> bool:
        return len(self._instances) > 1

    @asynccontextmanager
    async def _prepared(self, netlink: Any) -> AsyncIterator[None]:
        """Rules and sysctls while we run. What a predecessor left is taken over, or swept away first."""
        instances = list(self._instances.values())
        tables = [instance.table for instance in instances]
        if self._plane.outlives:
            self._old_routes = {(table, text) for table in tables async for text in _own_routes(netlink, table)}
        else:
            await _sweep(netlink, tables)
        saved = self._set_sysctls()
        try:
            for family in (socket.AF_INET, socket.AF_INET6) if self._ipv6 else (socket.AF_INET,):
                await choose_tables(netlink, instances, family, taken_over=self._plane.outlives)
            yield
        finally:
            if not self._plane.outlives:
                await _sweep(netlink, tables)
                _restore_sysctls(saved, self._undo)

    async def _drop_leftovers(self, netlink: Any) -> None:
        """Remove the routes of an earlier life that this one has not asked for."""
        for table, text in self._old_routes - {self._key(prefix) for prefix in self._routes}:
            with contextlib.suppress(NetlinkError):
                await netlink.route("del", dst=text, table=table, scope=_ANY_SCOPE)
        self._old_routes = set()

    def _set_sysctls(self) -> dict[str, str]:
        """Set them; what they were before, by an earlier life that left them set or by us."""
        saved = _read_undo(self._undo)
        for path, value in self._sysctls():
            if (old := _write(path, value)) is not None:
                saved.setdefault(str(path), old)
        if self._plane.outlives:
            with contextlib.suppress(OSError):
                self._undo.write_text(json.dumps(saved))
        return saved

    def _sysctls(self) -> list[tuple[Path, str]]:
        """What has to be set, in this order, to route between LAN and tunnel and to see hosts arrive."""
        ipv4, ipv6 = _SYS / "ipv4", _SYS / "ipv6"
        devices = [instance.device for instance in self._instances.values()]
        wanted = [(ipv4 / "ip_forward", "1"), (ipv4 / "conf/all/send_redirects", "0")]
        for name in (*devices, *sorted(self._lans)):
            # Loose: the source is somewhere in the EID space, whichever way it came in. With several instances in
            # that of the packet's mark; a tenant's host may even have an address that we have elsewhere.
            wanted.append((ipv4 / f"conf/{name}/rp_filter", "0" if self._several else "2"))
            if self._several:
                wanted.append((ipv4 / f"conf/{name}/src_valid_mark", "1"))
                wanted.append((ipv4 / f"conf/{name}/accept_local", "1"))
        if self._several:
            wanted.append((ipv4 / "fwmark_reflect", "1"))
        for lan in sorted(self._lans):
            wanted += [
                # A host that announces itself becomes a neighbour, though nobody asked.
                (ipv4 / f"conf/{lan}/arp_accept", "1"),
                # The way to a LAN neighbour may lead through the tunnel tomorrow.
                (ipv4 / f"conf/{lan}/send_redirects", "0"),
            ]
            if self._ipv6:
                wanted.append((ipv6 / f"conf/{lan}/accept_untracked_na", "1"))
        if self._ipv6:
            wanted.append((ipv6 / "conf/all/forwarding", "1"))
            if self._several:
                wanted.append((ipv6 / "fwmark_reflect", "1"))
        else:
            # Or the kernel sends router solicitations into the tunnel.
            wanted += [(ipv6 / f"conf/{device}/disable_ipv6", "1") for device in devices]
        return wanted


async def underlay_mtu(rlocs: tuple[Address, ...]) -> int:
    """MTU for the tunnel device: that of the narrowest interface with one of our RLOCs, less the headers.

    Raises OSError when an RLOC is on no interface.
    """
    async with AsyncIPRoute() as netlink:
        found = await _indexes(netlink, rlocs)
        links = [link for index in found.values() for link in await netlink.link("get", index=index)]
        mtus = [int(link.get("IFLA_MTU")) for link in links]
    return min(65_535, *mtus) - _ENCAPSULATION


async def uplinks_of(rlocs: tuple[Address, ...]) -> list[tuple[str, int, Address | None, Address | None]]:
    """The Ethernet interfaces of our RLOCs: name, index, IPv4 and IPv6 RLOC; one twice if it has several.

    Raises OSError when an RLOC is on no interface, or on one that no packet comes in by.
    """
    uplinks: list[tuple[str, int, Address | None, Address | None]] = []
    async with AsyncIPRoute() as netlink:
        found = await _indexes(netlink, rlocs)
        for index in dict.fromkeys(found.values()):
            (link,) = await netlink.link("get", index=index)
            name = str(link.get("IFLA_IFNAME"))
            if link["ifi_type"] != _ETHERNET:
                raise OSError(f"{name} with our RLOC is no Ethernet interface")
            ours = [rloc for rloc in rlocs if found[str(rloc)] == index]
            ipv4, ipv6 = ([rloc for rloc in ours if rloc.afi == afi] for afi in (1, 2))
            uplinks += [(name, index, a, b) for a, b in zip_longest(ipv4, ipv6)]
    return uplinks


async def _indexes(netlink: Any, rlocs: tuple[Address, ...]) -> dict[str, int]:
    """The interface of each RLOC. Raises OSError."""
    names = {str(rloc) for rloc in rlocs}
    found: dict[str, int] = {}
    async for address in await netlink.addr("dump"):
        text = address.get("IFA_LOCAL") or address.get("IFA_ADDRESS")
        if text in names:
            found[text] = address["index"]
    if missing := names - found.keys():
        raise OSError(f"RLOC {', '.join(sorted(missing))} is no address of this machine")
    return found


async def clear(tables: Sequence[int], undo: Path) -> None:
    """Remove what an xTR has left on the machine: rules, routes, sysctls."""
    async with AsyncIPRoute() as netlink:
        await _sweep(netlink, tables)
    _restore_sysctls(_read_undo(undo), undo)


async def _sweep(netlink: Any, tables: Sequence[int]) -> None:
    """Remove our rules, and empty our tables."""
    for family in (socket.AF_INET, socket.AF_INET6):
        with contextlib.suppress(NetlinkError):
            await netlink.flush_rules(priority=RULE_PRIORITY, family=family)
        for table in tables:
            with contextlib.suppress(NetlinkError):
                await netlink.flush_routes(table=table, family=family)


async def _own_routes(netlink: Any, table: int) -> AsyncIterator[str]:
    """The destinations in our table."""
    for family in (socket.AF_INET, socket.AF_INET6):
        with contextlib.suppress(NetlinkError):  # no such table yet
            async for route in await netlink.route("dump", table=table, family=family):
                if route["proto"] == PROTOCOL and route["type"] != _UNREACHABLE:
                    everything = "::" if family == socket.AF_INET6 else "0.0.0.0"
                    yield f"{route.get('RTA_DST') or everything}/{route['dst_len']}"


def _read_undo(path: Path) -> dict[str, str]:
    """What the sysctls were, if a life before us left them set."""
    try:
        saved = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return {str(name): str(old) for name, old in saved.items()} if isinstance(saved, dict) else {}


def _restore_sysctls(saved: dict[str, str], undo: Path) -> None:
    for path, old in reversed(saved.items()):
        _write(Path(path), old)
    undo.unlink(missing_ok=True)


def _text(prefix: Prefix) -> str:
    return str(ipaddress.ip_network((prefix.packed, prefix.length)))


def _write(path: Path, value: str) -> str | None:
    """Set a sysctl; returns what it was, or None where it is missing, read-only, or so already."""
    try:
        old = path.read_text().strip()
        if old == value:
            return None
        path.write_text(value)
    except OSError as error:
        _log.warning("sysctl-not-set", path=str(path), error=error.strerror)
        return None
    return old
