"""Marks on the packets of several instances, so that the kernel's own answers to them stay with their tenant.

Forwarding between a LAN and its instance's device goes by where a packet came in. What the kernel itself answers (ICMP
errors, echo replies) came in nowhere: it takes the mark of the packet it answers (`fwmark_reflect`), and a rule for the
mark leads to the tenant's routes.
"""

import socket
from collections.abc import Sequence
from contextlib import ExitStack

from xtr.dataplane.base import Instance
from xtr.dataplane.ebpf.tables import KernelInstance, Tables


def marked(instances: Sequence[Instance]) -> dict[str, int]:
    """The interfaces whose packets need a mark, with their instance ids: none where there is one instance only.

    One that is missing gets none. It gets no routes either, and that is said.
    """
    if len(instances) == 1:
        return {}
    present = {name for _, name in socket.if_nameindex()}
    named = {name: instance.iid for instance in instances for name in (instance.device, *sorted(instance.lans))}
    return {name: iid for name, iid in named.items() if name in present}


def kernel_instances(instances: Sequence[Instance]) -> tuple[list[KernelInstance], dict[int, int]]:
    """The instances as the programs know them, and the ids of marked interfaces by their index. Raises OSError."""
    several = len(instances) > 1
    known = [
        KernelInstance(instance.iid, socket.if_nametoindex(instance.device), instance.mark if several else 0)
        for instance in instances
    ]
    return known, {socket.if_nametoindex(name): iid for name, iid in marked(instances).items()}


class Marks:
    """The marks alone, for a data plane that needs nothing else of the kernel."""

    def __init__(self, instances: Sequence[Instance]) -> None:
        """Load and attach. Raises OSError with what the kernel does not allow."""
        known, interfaces = kernel_instances(instances)
        with ExitStack() as undo:
            tables = Tables(lambda _eid, _rloc: None)
            undo.callback(tables.close)
            tables.configure(known, (), interfaces=interfaces)
            program = tables.program("lisp_mark")
            for interface in marked(instances):
                attached = program.attach(interface, egress=False)
                undo.callback(attached.detach)
                undo.callback(attached.let_go)
            self._undo = undo.pop_all()

    def close(self) -> None:
        """End it."""
        self._undo.close()
