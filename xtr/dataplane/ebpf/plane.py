"""The eBPF data plane: programs at tc forward what they can, the user-space plane does the rest.

The forwarder of the user-space plane stays the one place that knows the rules; after every command the
kernel's table is made to agree with it. A prefix that needs more than a table entry (a host whose handover
is near, a mapping that asks again) stands there as PUNT, and all its packets come up here.

Commands reach the forwarder first: what it held goes out before the kernel sends anything itself, and what
is still in the device's queue keeps its flow on the slow way (see `mark_handled`).

With pins the device, the programs and their tables outlive this process and go on forwarding. The next one
takes them over, says everything anew, and with `DropLeftovers` what it has not said goes.
"""

import asyncio
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import structlog

from lisp.engine import Command, Counters, Event
from lisp.wire import Address, Prefix
from xtr.dataplane.base import (
    Action,
    AdmitSources,
    DeliverLocally,
    DropLeftovers,
    HoldArrivals,
    InstallMapping,
    Instance,
    KeepRecent,
    Misdelivered,
    Peer,
    RemoveMapping,
    RouteEids,
    StopDelivering,
)
from xtr.dataplane.ebpf.libbpf import Attachment, detach_filter
from xtr.dataplane.ebpf.marks import kernel_instances, marked
from xtr.dataplane.ebpf.pins import Pins
from xtr.dataplane.ebpf.tables import MAX_UPLINKS, Entry, KernelAction, Policy, Tables, Uplink
from xtr.dataplane.forwarder import Slot
from xtr.dataplane.host import uplinks_of
from xtr.dataplane.packet import IPV4_HEADER, IPV6_HEADER, traffic_class_of, ttl_of
from xtr.dataplane.pathmtu import LIFETIME_S, PathNews
from xtr.dataplane.tun import TunPlane, read_one
from xtr.dataplane.underlay import BATCH

_UDP_HEADER: Final = 8
_log: Final = structlog.get_logger("lisp-xtr")
_ACTIONS: Final = {
    Action.FORWARD: KernelAction.FORWARD,
    Action.DROP: KernelAction.DROP,
    Action.REJECT: KernelAction.REJECT,
    Action.NATIVE: KernelAction.NATIVE,
    Action.PUNT: KernelAction.PUNT,
}


class EbpfPlane(TunPlane):
    """The user-space plane with a fast path below it."""

    kind = "ebpf"

    def __init__(
        self,
        *,
        instances: Sequence[Instance],
        mtu: int,
        rlocs: tuple[Address, ...],
        report: Callable[[Event], None],
        check_source: bool = False,
        pins: Path | None = None,
    ) -> None:
        """`report` takes the events of the plane; it must not call back into it.

        `pins` is a directory in a BPF file system, for what shall outlive us.
        """
        super().__init__(instances=instances, mtu=mtu, rlocs=rlocs, report=report, check_source=check_source)
        self._own = {rloc.packed: rloc for rloc in rlocs}
        self._tables: Tables | None = None
        self._pins = Pins(pins, self.instances[0].device) if pins is not None else None
        self._attached: list[Attachment] = []
        self._uplinks: list[Uplink] = []
        self._policies: dict[Prefix, Policy] = {}

    @property
    def outlives(self) -> bool:
        """Whether forwarding goes on after `close`."""
        return self._pins is not None

    async def start(self) -> None:
        """Make the device, bind the sockets, load and attach. Raises OSError with what is missing."""
        self._uplinks = [Uplink(*found) for found in await uplinks_of(self._rlocs)]
        if len(self._uplinks) > MAX_UPLINKS:
            raise OSError(f"{len(self._uplinks)} uplinks; the programs know {MAX_UPLINKS}")
        self._prepare_pins()
        await super().start()
        try:
            self._tables = tables = Tables(self._on_sighting, self._pins.tables if self._pins is not None else None)
            here, interfaces = kernel_instances(self.instances)
            tables.configure(here, self._uplinks, interfaces=interfaces, check_source=self._check_source)
            # Programs with tables of another layout go on until ours are full.
            if self._pins is None or not self._pins.other_tables():
                self._attach()
        except OSError:
            self._end()
            raise
        asyncio.get_running_loop().add_reader(tables.ring.fd, tables.ring.consume)

    def _mark_lans(self) -> None:
        """Our programs do."""

    def _prepare_pins(self) -> None:
        """Without a place for pins we do without: then a restart interrupts what is forwarded."""
        if self._pins is None:
            return
        try:
            self._pins.prepare()
        except OSError as error:
            _log.warning("no-pins", effect="a restart interrupts forwarding", error=error.strerror)
            self._pins = None

    def _attach(self) -> None:
        """Have the devices run our programs."""
        assert self._tables is not None
        programs = {uplink.interface: "lisp_etr" for uplink in self._uplinks}
        programs |= {instance.device: "lisp_itr" for instance in self.instances}
        pinned = [self._attach_to(device, name) for device, name in sorted(programs.items())]
        pinned += [self._attach_to(device, "lisp_mark") for device in marked(self.instances)]
        if self._pins is not None:
            self._pins.keep([pin for pin in pinned if pin is not None])

    def _attach_to(self, device: str, name: str) -> Path | None:
        """Have a device run a program; where that is pinned."""
        assert self._tables is not None
        pin: Path | None = None
        if self._pins is not None:
            index = socket.if_nametoindex(device)
            pin = self._pins.mark(index) if name == "lisp_mark" else self._pins.link(index)
        self._attached.append(self._tables.program(name).attach(device, egress=name == "lisp_itr", pin=pin))
        return pin

    def apply(self, command: Command) -> None:
        """Carry out a command of the engine."""
        super().apply(command)
        match command:
            case InstallMapping(prefix) | RemoveMapping(prefix) | DeliverLocally(prefix) | StopDelivering(prefix):
                self._agree(prefix)
            case KeepRecent(prefix) | HoldArrivals(prefix):
                self._agree(prefix)
            case RouteEids(prefix):
                self._extend(prefix, Policy.SPACE)
            case AdmitSources(prefix, report):
                self._extend(prefix, Policy.ADMIT | Policy.REPORT if report else Policy.ADMIT)
            case DropLeftovers():
                self._drop_leftovers()

    def peers(self, prefix: Prefix, within_s: float) -> list[Peer]:
        """Who sent data to EIDs in this prefix in the last `within_s` seconds."""
        assert self._tables is not None
        found = {(peer.eid, peer.rloc): peer for peer in super().peers(prefix, within_s)}
        for peer in self._tables.peers(time.monotonic()):
            other = found.get((peer.eid, peer.rloc))
            if peer.idle_s <= within_s and prefix.covers(peer.eid) and (other is None or other.idle_s > peer.idle_s):
                found[peer.eid, peer.rloc] = peer
        return list(found.values())

    def used(self, prefix: Prefix, within_s: float) -> bool:
        """Whether the mapping of exactly this prefix forwarded a packet in the last `within_s` seconds."""
        assert self._tables is not None
        slot = self._forwarders[prefix.iid].slot(prefix)
        if slot is None or slot.interface is not None:
            return False
        used_at = self._tables.used_ns(prefix) / 1e9
        # The kernel notes a use once a second.
        lately = used_at > 0 and time.monotonic() - used_at <= within_s + 1.0
        return lately or super().used(prefix, within_s)

    def counters(self) -> Mapping[str, int]:
        """Packets in, out, and dropped by reason, on either way."""
        kernel = self._tables.counters() if self._tables is not None else {}
        return Counters(super().counters()) + Counters(kernel)

    def close(self) -> None:
        """Close the sockets and let go of the device and the programs: without pins they end with us."""
        for attached in self._attached:
            attached.let_go()
            if not self.outlives:
                attached.detach()
        self._attached.clear()
        super().close()
        if self._tables is not None:
            asyncio.get_running_loop().remove_reader(self._tables.ring.fd)
            self._tables.close()
            self._tables = None

    def _end(self) -> None:
        """Close, and leave nothing."""
        if self._pins is not None:
            self._keep_devices(False)
            self._pins.remove()
            self._pins = None
        self.close()

    # --- the kernel's tables -----------------------------------------------------------------------------

    def _agree(self, prefix: Prefix) -> None:
        """Make the kernel's entry for a prefix what the forwarder has there."""
        assert self._tables is not None
        forwarder = self._forwarders.get(prefix.iid)
        if forwarder is None:  # an earlier life served that instance
            return self._tables.remove(prefix)
        slot = forwarder.slot(prefix)
        if forwarder.is_handing_over(prefix):
            local = slot is not None and slot.interface is not None
            self._tables.set(prefix, Entry(KernelAction.PUNT, local=local, host=local and prefix.is_host))
        elif slot is not None:
            self._tables.set(prefix, self._entry_of(slot))
        elif prefix.is_host and prefix.packed in self._own:
            self._tables.set(prefix, Entry(KernelAction.OURSELVES))
        else:
            self._tables.remove(prefix)
        return None

    def _entry_of(self, slot: Slot) -> Entry:
        if slot.interface is not None:
            return Entry(KernelAction.LOCAL, local=True, host=slot.prefix.is_host)
        paths, now = self._paths, self._first.now
        known = {rloc: paths.mtu(rloc, now) for rloc in slot.rlocs} if paths else {}
        mtus = {rloc: mtu for rloc, mtu in known.items() if mtu is not None}
        return Entry(_ACTIONS[slot.action], slot.rlocs, relay=slot.relay, mtus=mtus, members=slot.members)

    def _on_path(self, news: PathNews) -> bool:
        """A path's MTU goes into every entry that leads there, and out again when it is forgotten."""
        if not super()._on_path(news):
            return False
        self._agree_about(news.rloc)
        asyncio.get_running_loop().call_later(LIFETIME_S + 1, self._agree_about, news.rloc)
        return True

    def _agree_about(self, rloc: Address) -> None:
        self._mark_time()
        for prefix in self._tables.prefixes if self._tables is not None else ():
            forwarder = self._forwarders.get(prefix.iid)
            slot = None if forwarder is None else forwarder.slot(prefix)
            if slot is not None and rloc in slot.rlocs:
                self._agree(prefix)

    def _drop_leftovers(self) -> None:
        """Everything has been said anew: what else an earlier life left is to go."""
        assert self._tables is not None
        for prefix in self._tables.prefixes:
            self._agree(prefix)
        self._tables.keep_policies(self._policies)
        if not self._attached:
            self._attach()

    def _extend(self, prefix: Prefix, more: Policy) -> None:
        """Say more of a prefix. A trie answers with its longest match, so the longer ones inherit it."""
        assert self._tables is not None
        self._policies[prefix] = self._policies.get(prefix, Policy(0)) | more
        for inner in [known for known in self._policies if prefix.covers(known)]:
            self._tables.set_policy(inner, self._policy_of(inner))

    def _policy_of(self, prefix: Prefix) -> Policy:
        """SPACE of any prefix around it; who may send, of the longest that says so."""
        around = [(known.length, policy) for known, policy in self._policies.items() if known.covers(prefix)]
        space = Policy.SPACE if any(policy & Policy.SPACE for _, policy in around) else Policy(0)
        admitting = [entry for entry in around if entry[1] & Policy.ADMIT]
        admitted = max(admitting)[1] & ~Policy.SPACE if admitting else Policy(0)
        return space | admitted

    # --- the slow way ------------------------------------------------------------------------------------

    def _read_tun(self, iid: int) -> None:
        """What the programs left to us: packets of the LANs, and whole packets of the underlay.

        Tickets are for all devices together, so all are read.
        """
        if self._tables is None or not self._tuns:
            return
        self._mark_time()
        ticket = self._tables.punted
        if all([self._drained(one) for one in self._tuns]):
            # The queues were empty at some moment after the ticket was read.
            self._tables.mark_handled(ticket)
        else:
            # Nobody wakes us for a queue that is empty now, and its last tickets are still open.
            asyncio.get_running_loop().call_soon(self._read_tun, iid)

    def _drained(self, iid: int) -> bool:
        """Read a batch from a device; whether nothing is left there."""
        tun, forwarder = self._tuns[iid], self._forwarders[iid]
        for _ in range(BATCH):
            packet = read_one(tun)
            if packet is None:
                return True
            if (packet[16:20] if packet[0] >> 4 == 4 else packet[24:40]) in self._own:
                self._from_uplink(packet)
            else:
                forwarder.from_host(packet)
        return False

    def _from_uplink(self, packet: bytes) -> None:
        """A LISP packet with its outer headers, which have no options."""
        ipv6 = packet[0] >> 4 == 6
        source = Address(2, packet[8:24]) if ipv6 else Address(1, packet[12:16])
        data = packet[(IPV6_HEADER if ipv6 else IPV4_HEADER) + _UDP_HEADER :]
        self._receive(data, source, ttl_of(packet), traffic_class_of(packet))

    def _on_sighting(self, eid: Prefix, rloc: Address) -> None:
        self._report(Misdelivered(eid, rloc, relayed=True))


async def remove_leftovers(instances: Sequence[Instance], pins: Path | None, rlocs: tuple[Address, ...]) -> None:
    """End what an earlier life with pins left forwarding; the devices stay, without its programs."""
    if pins is None or not (left := Pins(pins, instances[0].device)).exist:
        return
    left.remove()
    indexes = [index for _, index, _, _ in await uplinks_of(rlocs)]
    for index in (*indexes, *map(socket.if_nametoindex, marked(instances))):
        detach_filter(index, egress=False)
