"""The policy rules: by which table a packet is routed.

    one instance     every packet            its table, then the next ones
    several          from a LAN or device    the table of its instance
                     by its mark             the same, for what the kernel itself answers to such a packet

With several instances whatever is no EID of a tenant is unreachable for it: the main table, consulted next, may know
the way from one tenant's LAN to another's.
"""

import contextlib
import errno
import socket
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final, NamedTuple

from pyroute2.netlink.exceptions import NetlinkError

from xtr.dataplane.base import Instance

RULE_PRIORITY: Final = 4341
PROTOCOL: Final = 200  # who made a route, for `ip route`: neither the kernel nor an administrator
_LAST_METRIC: Final = 0xFFFFFFFF


class Rule(NamedTuple):
    """Packets that come in by an interface ("": any), with a mark (0: any), are routed by a table."""

    table: int
    interface: str = ""
    mark: int = 0

    @property
    def attributes(self) -> dict[str, Any]:
        """The rule as pyroute2 takes it."""
        chosen: dict[str, Any] = {"priority": RULE_PRIORITY, "table": self.table}
        if self.interface:
            chosen["iifname"] = self.interface
        if self.mark:
            chosen["fwmark"] = self.mark
        return chosen


def rules_of(instances: Sequence[Instance]) -> list[Rule]:
    """The rules that these instances need."""
    if len(instances) == 1:
        return [Rule(instances[0].table)]
    rules: list[Rule] = []
    for instance in instances:
        rules += [Rule(instance.table, interface) for interface in (instance.device, *sorted(instance.lans))]
        rules.append(Rule(instance.table, mark=instance.mark))
    return rules


async def choose_tables(netlink: Any, instances: Sequence[Instance], family: int, *, taken_over: bool) -> None:
    """Set the rules, and how the tables end; with `taken_over` what an earlier life left and we do not want goes.

    A table that ends with "unreachable" is never that of every packet: the machine's own would go nowhere.
    """
    if len(instances) > 1:
        await _set_rules(netlink, instances, family, taken_over=taken_over)
        await _close_tables(netlink, instances, family)
    else:
        if taken_over:
            await _open_table(netlink, instances[0], family)
        await _set_rules(netlink, instances, family, taken_over=taken_over)


async def _set_rules(netlink: Any, instances: Sequence[Instance], family: int, *, taken_over: bool) -> None:
    wanted = rules_of(instances)
    for rule in wanted:
        try:
            await netlink.rule("add", family=family, **rule.attributes)
        except NetlinkError as error:
            if error.code != errno.EEXIST:  # an earlier life left it
                raise
    for rule in [rule async for rule in _present(netlink, family)] if taken_over else ():
        if rule not in wanted:
            with contextlib.suppress(NetlinkError):
                await netlink.rule("del", family=family, **rule.attributes)


async def _present(netlink: Any, family: int) -> AsyncIterator[Rule]:
    """The rules at our priority."""
    async for rule in await netlink.rule("dump", family=family):
        if rule.get("FRA_PRIORITY") == RULE_PRIORITY:
            yield Rule(rule.get("FRA_TABLE"), rule.get("FRA_IIFNAME") or "", rule.get("FRA_FWMARK") or 0)


async def _close_tables(netlink: Any, instances: Sequence[Instance], family: int) -> None:
    """What is no EID of a tenant is unreachable for it."""
    for instance in instances:
        await netlink.route("replace", proto=PROTOCOL, **_end_of(instance, family))


async def _open_table(netlink: Any, instance: Instance, family: int) -> None:
    """Whatever is no EID is for the next table to know."""
    with contextlib.suppress(NetlinkError):  # an earlier life had several instances, or not
        await netlink.route("del", **_end_of(instance, family))


def _end_of(instance: Instance, family: int) -> dict[str, Any]:
    everything = "::/0" if family == socket.AF_INET6 else "0.0.0.0/0"
    return {"dst": everything, "table": instance.table, "type": "unreachable", "priority": _LAST_METRIC}
