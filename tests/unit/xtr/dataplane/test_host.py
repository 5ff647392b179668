"""The order in which routes and data plane change, and that everything is undone."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyroute2.netlink.exceptions import NetlinkError

from lisp.engine import Command
from lisp.wire import Address, Prefix
from xtr.dataplane import host
from xtr.dataplane.base import (
    Action,
    DeliverLocally,
    DropLeftovers,
    InstallMapping,
    Instance,
    RemoveMapping,
    RouteEids,
    StopDelivering,
    Target,
)
from xtr.dataplane.host import Plumbing

SPACE = Prefix.parse("10.0.0.0/8")
HOME = Prefix.parse("10.1.0.0/24")
HOST = Prefix.parse("10.1.0.100/32")
AWAY = InstallMapping(HOST, Action.FORWARD, (Target(Address.parse("192.0.2.2"), 1),), relay=True)
INDEX = {"lisp0": 7, "lan0": 8, "lisp0-9": 9, "lan9": 10}
INSTANCES = [Instance(0, "lisp0", 4341, frozenset(("lan0",)))]


Dumped = dict[str, Any]


class Machine:
    """A kernel and a data plane that write down what happens to them, in one list."""

    kind = "recorder"

    def __init__(self) -> None:
        self.log: list[str] = []
        self.routes: dict[str, str] = {}
        self.neighbours: set[str] = set()
        self.rules: list[Dumped] = []
        self.outlives = False

    def apply(self, command: Command) -> None:
        self.log.append(type(command).__name__)

    async def route(self, verb: str, *, table: int, dst: str = "", **attributes: Any) -> Any:
        """Routes of another table than the first have its number behind their destination."""
        if verb == "dump":
            assert attributes["family"] in (2, 10)
            found = [key.split("@") for key in self.routes if (":" in key) == (attributes["family"] == 10)]
            ours = [key[0] for key in found if key[1:] == ([] if table == 4341 else [str(table)])]
            return self._dump(self._dumped_route(dst, table) for dst in ours)
        if table != 4341:
            dst = f"{dst}@{table}"
        names = {index: name for name, index in INDEX.items()}
        where = attributes.get("type") or names.get(attributes.get("oif", 0), "")
        self.log.append(f"{verb} {dst} {where}".strip())
        assert where != "unreachable" or verb == "del" or {"priority": 4341, "table": table} not in self.rules
        if verb == "del":
            if dst not in self.routes:
                raise NetlinkError(3, "No such process")
            # The kernel finds no route of another scope than it is told; 255 stands for any.
            if self.routes[dst] not in ("throw", "unreachable") and ":" not in dst and attributes.get("scope") != 255:
                raise NetlinkError(3, "No such process")
            del self.routes[dst]
        else:
            self.routes[dst] = where

    def _dumped_route(self, dst: str, table: int) -> Dumped:
        where = self.routes[dst if table == 4341 else f"{dst}@{table}"]
        kind = {"throw": 9, "unreachable": 7}.get(where, 1)
        address, length = dst.split("/")
        return {"proto": 200, "type": kind, "RTA_DST": address, "dst_len": int(length)}

    async def neigh(self, verb: str, *, dst: str, ifindex: int) -> None:
        """Those of another LAN than the first have its name behind their address."""
        assert verb == "del"
        assert ifindex in (INDEX["lan0"], INDEX["lan9"])
        dst = dst if ifindex == INDEX["lan0"] else f"{dst}@lan9"
        self.log.append(f"del neighbour {dst}")
        if dst not in self.neighbours:
            raise NetlinkError(2, "No such file or directory")
        self.neighbours.discard(dst)

    async def rule(self, verb: str, *, family: int, **attributes: Any) -> Any:
        if verb == "dump":
            return self._dump({f"FRA_{key.upper()}": value for key, value in rule.items()} for rule in self.rules)
        self.log.append(f"rule {verb}")
        # A table that ends with "unreachable" must never be that of every packet.
        assert verb == "del" or len(attributes) > 2 or self.routes.get("0.0.0.0/0") != "unreachable"
        if verb == "del":
            self.rules.remove(attributes)
        elif attributes in self.rules:
            raise NetlinkError(17, "File exists")
        else:
            self.rules.append(attributes)

    async def _dump(self, entries: Iterable[Dumped]) -> AsyncIterator[Dumped]:
        for entry in list(entries):
            yield entry

    async def flush_rules(self, **attributes: Any) -> None:
        self.log.append("flush rules")
        self.rules.clear()

    async def flush_routes(self, **attributes: Any) -> None:
        self.routes.clear()


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    machine = Machine()

    @asynccontextmanager
    async def netlink() -> AsyncIterator[Machine]:
        yield machine

    monkeypatch.setattr(host, "AsyncIPRoute", netlink)
    monkeypatch.setattr("socket.if_nametoindex", INDEX.__getitem__)
    monkeypatch.setattr(host, "_SYS", tmp_path)
    forward = tmp_path / "ipv4" / "ip_forward"
    forward.parent.mkdir()
    forward.write_text("0\n")
    return machine


async def settle() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


@asynccontextmanager
async def running(
    machine: Machine, *commands: Command, instances: Sequence[Instance] = INSTANCES
) -> AsyncIterator[Plumbing]:
    undo = host._SYS / "undo"
    plumbing = Plumbing(machine, instances, undo, ipv6=False)  # type: ignore[arg-type]  # a recorder
    task = asyncio.create_task(plumbing.run())
    for command in commands:
        plumbing.submit(command)
    await settle()
    machine.log.clear()
    try:
        yield plumbing
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


AT_HOME = (RouteEids(SPACE), DeliverLocally(HOME, "lan0"))


async def test_routes_of_a_start(machine: Machine) -> None:
    async with running(machine, *AT_HOME):
        assert machine.routes == {"10.0.0.0/8": "lisp0", "10.1.0.0/24": "lan0"}


async def test_host_that_arrives_has_its_route_before_its_delivery(machine: Machine) -> None:
    async with running(machine, *AT_HOME) as plumbing:
        plumbing.submit(DeliverLocally(HOST, "lan0"))
        await settle()
        assert machine.log == ["replace 10.1.0.100/32 lan0", "DeliverLocally"]


async def test_host_that_leaves_has_its_mapping_before_its_route(machine: Machine) -> None:
    async with running(machine, *AT_HOME, DeliverLocally(HOST, "lan0")) as plumbing:
        plumbing.submit(AWAY)
        await settle()
        assert machine.log == [
            "InstallMapping",
            "replace 10.1.0.100/32 lisp0",
            "del neighbour 10.1.0.100",
        ]


async def test_host_is_elsewhere_that_has_left_or_that_nothing_here_delivers(machine: Machine) -> None:
    visitor = Prefix.parse("10.2.0.7/32")
    async with running(machine, *AT_HOME) as plumbing:
        assert not plumbing.is_elsewhere(HOST)
        assert plumbing.is_elsewhere(visitor)
        for command, host, gone in (
            (AWAY, HOST, True),
            (DeliverLocally(HOST, "lan0"), HOST, False),
            (DeliverLocally(visitor, "lan0"), visitor, False),
            (StopDelivering(visitor), visitor, True),
            (AWAY, HOST, True),
            (RemoveMapping(HOST), HOST, False),
        ):
            plumbing.submit(command)
            await settle()
            assert plumbing.is_elsewhere(host) == gone


async def test_neighbours_are_told_once_of_a_host_that_left_and_not_of_one_that_has_only_stopped(
    machine: Machine,
) -> None:
    stopped = replace(AWAY, resend_since=1.0)
    async with running(machine, *AT_HOME) as plumbing:
        left: list[Prefix] = []
        plumbing.on_left = left.append

        async def submit(*commands: Command) -> list[Prefix]:
            left.clear()
            for command in commands:
                plumbing.submit(command)
            await settle()
            return left

        assert await submit(AWAY) == [], "it was never here"
        machine.neighbours.add("10.1.0.100")
        assert await submit(RemoveMapping(HOST), AWAY, AWAY) == [HOST]
        machine.neighbours.add("10.1.0.100")
        assert await submit(RemoveMapping(HOST), stopped) == []
        assert await submit(AWAY) == [HOST]


async def test_host_that_is_back_has_its_route_before_it_is_delivered(machine: Machine) -> None:
    async with running(machine, *AT_HOME, AWAY) as plumbing:
        plumbing.submit(RemoveMapping(HOST))
        await settle()
        assert machine.log == ["del 10.1.0.100/32", "RemoveMapping"]
        assert "10.1.0.100/32" not in machine.routes


async def test_mapping_of_a_remote_prefix_needs_no_route_and_does_not_wait(machine: Machine) -> None:
    async with running(machine, *AT_HOME) as plumbing:
        plumbing.submit(InstallMapping(Prefix.parse("10.2.0.0/24"), Action.FORWARD, AWAY.targets))
        assert machine.log == ["InstallMapping"]


async def test_commands_keep_their_order_behind_one_that_waits(machine: Machine) -> None:
    remote = Prefix.parse("10.2.0.0/24")
    async with running(machine, *AT_HOME) as plumbing:
        plumbing.submit(DeliverLocally(HOST, "lan0"))
        plumbing.submit(InstallMapping(remote, Action.FORWARD, AWAY.targets))
        plumbing.submit(RemoveMapping(remote))
        await settle()
        assert [line for line in machine.log if " " not in line] == [
            "DeliverLocally",
            "InstallMapping",
            "RemoveMapping",
        ]


async def test_native_prefix_is_thrown_to_the_next_table_and_comes_back(machine: Machine) -> None:
    hole = Prefix.parse("10.9.0.0/16")
    async with running(machine, *AT_HOME) as plumbing:
        plumbing.submit(InstallMapping(hole, Action.NATIVE))
        await settle()
        assert machine.routes["10.9.0.0/16"] == "throw"
        plumbing.submit(RemoveMapping(hole))
        await settle()
        assert "10.9.0.0/16" not in machine.routes


async def test_native_answer_about_the_whole_space_gives_the_route_back(machine: Machine) -> None:
    async with running(machine, *AT_HOME) as plumbing:
        plumbing.submit(InstallMapping(SPACE, Action.NATIVE))
        await settle()
        assert machine.routes["10.0.0.0/8"] == "throw"
        plumbing.submit(RemoveMapping(SPACE))
        await settle()
        assert machine.routes["10.0.0.0/8"] == "lisp0"


async def test_withdrawn_host_leaves_nothing(machine: Machine) -> None:
    async with running(machine, *AT_HOME, DeliverLocally(HOST, "lan0")) as plumbing:
        plumbing.submit(StopDelivering(HOST))
        plumbing.submit(StopDelivering(HOST))
        await settle()
        assert "10.1.0.100/32" not in machine.routes
        assert "del neighbour 10.1.0.100" in machine.log


async def test_commands_given_twice_change_nothing_more(machine: Machine) -> None:
    async with running(machine, *AT_HOME, AWAY, DeliverLocally(HOST, "lan0")) as plumbing:
        before = dict(machine.routes)
        for command in (*AT_HOME, DeliverLocally(HOST, "lan0")):
            plumbing.submit(command)
        await settle()
        assert machine.routes == before
        assert not [line for line in machine.log if line.startswith(("replace", "add"))]


async def test_sysctls_rule_and_routes_are_undone(machine: Machine, tmp_path: Path) -> None:
    forward = tmp_path / "ipv4" / "ip_forward"
    async with running(machine, *AT_HOME, AWAY):
        assert forward.read_text() == "1"
    assert forward.read_text() == "0"
    assert machine.routes == {}
    assert machine.log.count("flush rules") == 2


async def test_route_that_the_kernel_refuses_is_counted_and_does_not_stop_the_daemon(machine: Machine) -> None:
    async with running(machine, *AT_HOME) as plumbing:
        plumbing.submit(DeliverLocally(HOST, "lan0"))
        plumbing.submit(InstallMapping(Prefix.parse("10.3.0.0/24"), Action.FORWARD))

        async def refuse(*_words: Any, **_attributes: Any) -> None:
            raise OSError(19, "No such device")

        machine.route = refuse  # type: ignore[method-assign]  # from now on
        await settle()
        assert plumbing.counters["drop.route-failed"] == 1
        assert "InstallMapping" in machine.log


async def test_next_life_of_a_plane_that_goes_on_finds_everything_in_place(machine: Machine) -> None:
    machine.outlives = True
    async with running(machine, *AT_HOME, DeliverLocally(HOST, "lan0"), DropLeftovers()):
        pass
    before = dict(machine.routes)
    assert len(before) == 3
    assert (host._SYS / "ipv4" / "ip_forward").read_text() == "1"
    async with running(machine, *AT_HOME) as plumbing:
        assert machine.routes == before  # as long as it has not said all it wants
        plumbing.submit(DropLeftovers())
        await settle()
        assert machine.routes == {dst: to for dst, to in before.items() if dst != "10.1.0.100/32"}
    machine.outlives = False
    async with running(machine):  # and one that ends with its process puts the machine in order
        pass
    assert machine.routes == {}
    assert (host._SYS / "ipv4" / "ip_forward").read_text() == "0"
    assert not (host._SYS / "undo").exists()


# --- several instances, with the same EIDs ---

TENANTS = [*INSTANCES, Instance(9, "lisp0-9", 4350, frozenset(("lan9",)))]


def in_nine(prefix: Prefix) -> Prefix:
    return prefix._replace(iid=9)


NINE_AT_HOME = (RouteEids(in_nine(SPACE)), DeliverLocally(in_nine(HOME), "lan9"))
NINE_AWAY = InstallMapping(in_nine(HOST), Action.FORWARD, AWAY.targets, relay=True)


async def test_each_instance_has_its_routes_by_its_own_interfaces(machine: Machine) -> None:
    async with running(machine, *AT_HOME, *NINE_AT_HOME, instances=TENANTS):
        assert machine.routes == {
            "0.0.0.0/0": "unreachable",
            "10.0.0.0/8": "lisp0",
            "10.1.0.0/24": "lan0",
            "0.0.0.0/0@4350": "unreachable",
            "10.0.0.0/8@4350": "lisp0-9",
            "10.1.0.0/24@4350": "lan9",
        }
        chosen = [(rule["table"], rule.get("iifname") or rule["fwmark"]) for rule in machine.rules]
        by_table = {4341: ["lisp0", "lan0", 4341], 4350: ["lisp0-9", "lan9", 4350]}
        assert chosen == [(table, by) for table, all_by in by_table.items() for by in all_by]
    assert machine.rules == []
    assert machine.routes == {}


async def test_host_moves_in_one_instance_and_stays_in_the_other(machine: Machine) -> None:
    here = [DeliverLocally(HOST, "lan0"), DeliverLocally(in_nine(HOST), "lan9")]
    async with running(machine, *AT_HOME, *NINE_AT_HOME, *here, instances=TENANTS) as plumbing:
        left: list[Prefix] = []
        plumbing.on_left = left.append
        machine.neighbours |= {"10.1.0.100", "10.1.0.100@lan9"}
        plumbing.submit(NINE_AWAY)
        await settle()
        assert machine.neighbours == {"10.1.0.100"}
        assert machine.routes["10.1.0.100/32"] == "lan0"
        assert machine.routes["10.1.0.100/32@4350"] == "lisp0-9"
        assert not plumbing.is_elsewhere(HOST)
        assert plumbing.is_elsewhere(in_nine(HOST))
        assert left == [in_nine(HOST)]


async def test_leftovers_of_one_instance_are_told_from_those_of_the_other(machine: Machine) -> None:
    machine.outlives = True
    both = (*AT_HOME, *NINE_AT_HOME, AWAY)
    async with running(machine, *both, NINE_AWAY, DropLeftovers(), instances=TENANTS):
        assert machine.routes["10.1.0.100/32@4350"] == "lisp0-9"
    async with running(machine, *both, DropLeftovers(), instances=TENANTS):
        assert machine.routes["10.1.0.100/32"] == "lisp0"
        assert "10.1.0.100/32@4350" not in machine.routes


async def test_tenant_that_came_and_went_leaves_the_other_as_it_was(machine: Machine) -> None:
    machine.outlives = True
    async with running(machine, *AT_HOME, DropLeftovers()):
        alone = dict(machine.routes), list(machine.rules)
    async with running(machine, *AT_HOME, *NINE_AT_HOME, DropLeftovers(), instances=TENANTS):
        assert {"priority": 4341, "table": 4341} not in machine.rules  # it would lead one tenant to the other
    async with running(machine, *AT_HOME, DropLeftovers()):
        assert alone[1] == machine.rules
        assert {dst: to for dst, to in machine.routes.items() if "@" not in dst} == alone[0]
