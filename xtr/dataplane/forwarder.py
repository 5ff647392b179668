"""The forwarding logic of the user-space data plane: which packet of an instance goes where, without any socket.

    LAN ──▶ from_host ──▶ mapping? ──yes──▶ encapsulate ──▶ RLOC
                             └──no──▶ held (bounded), Miss
    RLOC ──▶ from_tunnel ──▶ local? ──yes──▶ deliver ──▶ LAN
                             └──relay──▶ encapsulate again, never to where it came from
                             └──neither──▶ dropped, Misdelivered

Decisions are kept per (source, destination) in one dict, emptied whenever a table changes, so that a
packet of a known flow costs one lookup.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lisp.engine import Command, Counters, Event
from lisp.lpm import PrefixTable
from lisp.rate_limiter import RateLimiter
from lisp.wire import Address, DataHeader, DecodeError, Prefix
from lisp.wire.data import HEADER_SIZE
from xtr.dataplane.base import (
    FLOW_SLOTS,
    Action,
    AdmitSources,
    Arriving,
    DeliverLocally,
    DropLeftovers,
    DropQueued,
    HoldArrivals,
    HostSeen,
    InstallMapping,
    KeepRecent,
    Misdelivered,
    Miss,
    Peer,
    PeersReported,
    RemoveMapping,
    RouteEids,
    StopDelivering,
    spread,
)
from xtr.dataplane.errors import too_big, unreachable
from xtr.dataplane.handoff import Handoff
from xtr.dataplane.missqueue import MissQueue
from xtr.dataplane.packet import (
    decapsulated,
    family_of,
    flow_hash,
    is_unicast,
    rewritten,
    traffic_class_of,
    ttl_of,
)
from xtr.dataplane.pathmtu import PathMtus, fragments
from xtr.dataplane.peertable import PeerTable

MAX_FLOWS: Final = 65_536
# At most one report of a kind about an EID in this time: a data plane must not flood its engine.
REPORT_INTERVAL_S: Final = 1.0
ERROR_INTERVAL_S: Final = 0.1  # between ICMP errors to a sender, about a destination if that has to know
_LIMITER_KEYS: Final = 4096

# (packet, RLOC, flow hash, TTL, traffic class) to the wire.
Encapsulate = Callable[[bytes, Address, int, int, int], None]


@dataclass(slots=True)
class Slot:
    """What stands at a prefix: a mapping, or (`interface`) a local delivery."""

    prefix: Prefix
    interface: str | None = None
    action: Action = Action.DROP
    rlocs: tuple[Address, ...] = ()
    relay: bool = False
    members: frozenset[Address] = frozenset()  # all RLOCs of the mapping, in use or not
    used_at: float = -1e9


class Forwarder:
    """Tables and decisions; packets go out through the functions it is given."""

    def __init__(
        self,
        iid: int,
        own: frozenset[Address],
        encapsulate: Encapsulate,
        deliver: Callable[[bytes], None],
        report: Callable[[Event], None],
        *,
        check_source: bool = False,
        paths: PathMtus | None = None,
    ) -> None:
        """`own` are our RLOCs; `report` takes events and must not call back; instances share `paths`.

        With `check_source` a packet out of the tunnel has to come from an RLOC of its source's mapping, if
        we know that.
        """
        self._check_source = check_source
        self.now = 0.0  # set by the caller for every batch
        self.counters = Counters()
        self._iid = iid
        self._own = own
        self._encapsulate = encapsulate
        self._deliver = deliver
        self._report = report
        self._header = DataHeader.for_instance(iid).encode()
        self._slots: PrefixTable[Slot] = PrefixTable()
        self._space: PrefixTable[bool] = PrefixTable()
        self._admitted: PrefixTable[bool] = PrefixTable()
        # (source, destination) as they stand in the packet -> the slot to forward by.
        self._outbound: dict[bytes, Slot] = {}
        self._inbound: dict[bytes, Slot] = {}
        self._misses = MissQueue(self.counters)
        # Hosts whose handover is near, by their octets.
        self._handoffs: dict[bytes, Handoff] = {}
        self._peers = PeerTable(iid)
        self._miss_rate = RateLimiter(REPORT_INTERVAL_S, _LIMITER_KEYS)
        self._host_rate = RateLimiter(REPORT_INTERVAL_S, _LIMITER_KEYS)
        self._stray_rate = RateLimiter(REPORT_INTERVAL_S, _LIMITER_KEYS)
        self._error_rate = RateLimiter(ERROR_INTERVAL_S, _LIMITER_KEYS)
        self.paths = PathMtus() if paths is None else paths

    @property
    def header(self) -> bytes:
        """The LISP header of every packet we send."""
        return self._header

    # --- commands ------------------------------------------------------------------------------------

    def apply(self, command: Command) -> None:
        """Carry out a command; a second time changes nothing."""
        self._outbound.clear()
        self._inbound.clear()
        match command:
            case InstallMapping(prefix, action, targets, relay):
                old = self._slots.get(prefix)
                rlocs = spread(targets)
                slot = Slot(prefix, None, action, rlocs, relay, frozenset((*rlocs, *command.others)))
                if old is not None and old.interface is None:
                    slot.used_at = old.used_at
                self._slots[prefix] = slot
                if command.resend_since is not None:
                    self._resend(slot, command.resend_since)
                self._release(prefix)
            case DeliverLocally(prefix, interface):
                self._slots[prefix] = Slot(prefix, interface)
                self._take_back(prefix)
                self._end_hold(prefix)
                self._release(prefix)
            case KeepRecent(prefix, seconds):
                self._handoffs.setdefault(prefix.packed, Handoff()).keep_s = seconds
                self._tidy(prefix)
            case HoldArrivals(prefix, senders):
                if not senders:
                    self._end_hold(prefix)
                else:
                    self._handoffs.setdefault(prefix.packed, Handoff()).senders = senders
            case RemoveMapping(prefix):
                if (found := self._slots.get(prefix)) is not None and found.interface is None:
                    self._slots.pop(prefix)
                    self._take_back(prefix)
            case StopDelivering(prefix):
                if (found := self._slots.get(prefix)) is not None and found.interface is not None:
                    self._slots.pop(prefix)
            case RouteEids(prefix):
                self._space[prefix] = True
            case AdmitSources(prefix, report):
                # A home prefix may be dynamic too: whoever wants reports gets them.
                self._admitted[prefix] = report or bool(self._admitted.get(prefix))
            case DropQueued(prefix):
                self._misses.drop(prefix)
            case DropLeftovers():
                pass  # nothing of ours outlives the process
            case _:
                raise AssertionError(f"no command of a data plane: {command!r}")

    def _prefix(self, address: Address) -> Prefix:
        return Prefix.of(address, iid=self._iid)

    def slot(self, prefix: Prefix) -> Slot | None:
        """What stands at exactly this prefix."""
        return self._slots.get(prefix)

    def is_handing_over(self, prefix: Prefix) -> bool:
        """Whether packets for this host are copied or held, so that each has to pass through here."""
        return prefix.is_host and prefix.packed in self._handoffs

    # --- from the LAN --------------------------------------------------------------------------------

    def from_host(self, packet: bytes) -> None:
        """A packet that routing sent into the tunnel."""
        if self._handoffs and self._waits_from_host(packet):
            return
        slot = self._outbound.get(packet[12:20] if packet[:1] == b"E" else packet[8:40])
        if slot is None:
            slot = self._classify_outbound(packet)
            if slot is None:
                return
        slot.used_at = self.now
        flow = flow_hash(packet)
        rloc = slot.rlocs[flow % FLOW_SLOTS]
        self.counters["encapsulated"] += 1
        self._transmit(packet, rloc, flow, ttl_of(packet), traffic_class_of(packet))

    def _transmit(self, packet: bytes, rloc: Address, flow: int, ttl: int, traffic_class: int) -> None:
        """Encapsulate a packet; one that does not fit on the path is cut up, or its sender told."""
        room = self.paths.room(rloc, self.now) if self.paths else None
        if room is None or len(packet) <= room:
            return self._encapsulate(packet, rloc, flow, ttl, traffic_class)
        if pieces := fragments(packet, room):
            self.counters["fragmented"] += 1
            for piece in pieces:
                self._encapsulate(piece, rloc, flow, ttl, traffic_class)
            return None
        error = too_big(packet, room)
        pair = packet[12:20] if packet[0] >> 4 == 4 else packet[8:40]
        if error is not None and self._error_rate.allow(pair, self.now):
            self.counters["too-big-told"] += 1
            self._deliver(error)
        return self._drop("too-big")

    def _classify_outbound(self, packet: bytes) -> Slot | None:
        """The slot to forward a packet by; None when it is dropped, held or delivered here."""
        pair = _addresses(packet)
        if pair is None:
            return self._refuse("malformed-from-host")
        source, destination = pair
        if not is_unicast(destination.packed):
            return self._refuse("not-unicast")
        settled = self._admit(source)
        if settled is None:
            return self._refuse("source-not-local")
        found = self._slots.lookup(destination, self._iid)
        slot = None if found is None else found[1]
        if slot is None or slot.action is Action.PUNT:
            self._miss(packet, source, destination, hold=slot is None)
            return None
        if slot.interface is not None:
            return self._refuse("local-in-tunnel")  # routing and table disagree, for the moment of a move
        slot.used_at = self.now
        if slot.action is Action.REJECT:
            self._tell_unreachable(packet, source)
            return self._refuse("negative-drop")
        if slot.action is not Action.FORWARD:
            return self._refuse(f"negative-{slot.action}")
        if not slot.rlocs:
            return self._refuse("no-usable-rloc")
        if settled:
            _remember(self._outbound, packet, slot)
        return slot

    def _tell_unreachable(self, packet: bytes, source: Address) -> None:
        """The mapping system says that there is no way to an EID (RFC 9301 section 5.4, Drop/No-Reason)."""
        error = unreachable(packet)
        if error is not None and self._error_rate.allow(source.packed, self.now):
            self.counters["unreachable-told"] += 1
            self._deliver(error)

    def _admit(self, source: Address) -> bool | None:
        """Whether a LAN host may send: True known, False reported as new (ask again), None refused."""
        eid = self._prefix(source)
        exact = self._slots.get(eid)
        if exact is not None and exact.interface is not None:
            return True
        admitted = self._admitted.lookup(source, self._iid)
        if admitted is None:
            return None
        if not admitted[1]:
            return True
        if self._host_rate.allow(source, self.now):
            self._report(HostSeen(eid, "data"))
        return False

    def _miss(self, packet: bytes, source: Address, destination: Address, *, hold: bool) -> None:
        """No mapping: ask the engine, and hold the packet if there is room."""
        if self._miss_rate.allow(destination, self.now):
            self.counters["misses"] += 1
            self._report(Miss(self._prefix(destination), source))
        if not hold:
            return self._drop("negative-punt")
        return self._misses.put(self._prefix(destination), packet, self.now)

    def _release(self, prefix: Prefix) -> None:
        """A slot was set: what was held for it goes out, in the order it came."""
        for eid, packets in self._misses.take(prefix, self.now):
            found = self._slots.lookup(eid.address, self._iid)
            here = found is not None and found[1].interface is not None
            for packet in packets:
                if here:
                    self._deliver(packet)
                else:
                    self.from_host(packet)

    def _drop(self, reason: str) -> None:
        self.counters.drop(reason)

    def _refuse(self, reason: str) -> Slot | None:
        """Drop a packet instead of finding its slot."""
        self.counters.drop(reason)
        return None

    # --- from the underlay ---------------------------------------------------------------------------

    def from_tunnel(self, datagram: bytes, source: Address, outer_ttl: int, outer_class: int) -> None:
        """A datagram on the data port, from the RLOC `source`."""
        if datagram[:HEADER_SIZE] != self._header and not self._header_is_ours(datagram):
            return
        packet = datagram[HEADER_SIZE:]
        if not family_of(packet):
            return self._drop("malformed-inner")
        key = packet[12:20] if packet[0] >> 4 == 4 else packet[8:40]
        if self._check_source and not self._may_send(key[: len(key) // 2], source):
            return self._drop("outer-source")
        handoff = self._handoffs.get(key[len(key) // 2 :]) if self._handoffs else None
        if handoff is not None and handoff.holds(source):
            return self._hold_arrival(packet, handoff, source, outer_ttl, outer_class)
        slot = self._inbound.get(key)
        if slot is None:
            slot = self._classify_inbound(packet, source)
            if slot is None:
                return None
        inner = decapsulated(packet, outer_ttl, outer_class)
        if inner is None:
            return self._drop("congestion-not-ecn")
        self._peers.note(key[len(key) // 2 :], source, self.now)
        if slot.interface is not None:
            self.counters["decapsulated"] += 1
            if handoff is not None and handoff.keep_s:
                self._keep_copy(inner, handoff, source)
            return self._deliver(inner)
        if handoff is not None and handoff.sending_on:
            handoff.keep_sent_on(inner, self.now)
        return self._send_on(inner, slot, source)

    def _may_send(self, inner_source: bytes, outer_source: Address) -> bool:
        """Whether an RLOC belongs to the mapping of the EID whose packet it sends."""
        found = self._slots.lookup(Address(1 if len(inner_source) == 4 else 2, inner_source), self._iid)
        return found is None or not found[1].members or outer_source in found[1].members

    def _header_is_ours(self, datagram: bytes) -> bool:
        """Whether a LISP header that differs from ours still says nothing that we would have to know."""
        try:
            header = DataHeader.decode(datagram)
        except DecodeError as error:
            self._drop(f"header-{error.reason}")
            return False
        if header.iid != self._iid:
            self._drop("unknown-instance")
            return False
        return True

    def _classify_inbound(self, packet: bytes, source: Address) -> Slot | None:
        """The slot of a decapsulated packet's destination: local, or a host of ours that has moved.

        Refused: addresses no packet between sites has, our own RLOCs (a tunnel in the tunnel), sources
        outside the EID space, and sources that are hosts of ours: those do not come from outside.
        """
        destination = self._acceptable(packet)
        if destination is None:
            return None
        found = self._slots.lookup(destination, self._iid)
        slot = None if found is None else found[1]
        if slot is not None and (slot.interface is not None or slot.relay):
            _remember(self._inbound, packet, slot)
            return slot
        if self._stray_rate.allow((destination, source), self.now):
            self._report(Misdelivered(self._prefix(destination), source, relayed=False))
        return self._refuse("misdelivered")

    def _acceptable(self, packet: bytes) -> Address | None:
        """The destination of a packet out of the tunnel; None when it is refused for its addresses."""
        pair = _addresses(packet)
        assert pair is not None  # its length has been checked
        objection = self._objection(*pair)
        if objection is not None:
            self._drop(objection)
            return None
        return pair[1]

    def _objection(self, inner_source: Address, destination: Address) -> str | None:
        """What is wrong with the addresses of a packet out of the tunnel."""
        if not is_unicast(destination.packed) or destination in self._own:
            return "inner-destination"
        if not is_unicast(inner_source.packed) or inner_source in self._own:
            return "inner-source"
        if self._space.lookup(inner_source, self._iid) is None:
            return "inner-source-not-eid"
        found = self._slots.lookup(inner_source, self._iid)
        is_local = found is not None and found[1].interface is not None
        return "inner-source-is-local" if is_local else None

    def _send_on(self, packet: bytes, slot: Slot, source: Address | None) -> None:
        """A packet for a host that has moved: on to where it is, one hop older (RFC 9300, re-encapsulation)."""
        destination = _addresses(packet)
        assert destination is not None
        if source is not None and self._stray_rate.allow((destination[1], source), self.now):
            self._report(Misdelivered(self._prefix(destination[1]), source, relayed=True))
        ttl = ttl_of(packet)
        if ttl <= 1:
            return self._drop("ttl-expired")
        flow = flow_hash(packet)
        rloc = slot.rlocs[flow % FLOW_SLOTS] if slot.rlocs else None
        if rloc is None:
            return self._drop("no-usable-rloc")
        if rloc == source:
            return self._drop("relay-loop")
        slot.used_at = self.now
        traffic_class = traffic_class_of(packet)
        self.counters["relayed"] += 1
        return self._transmit(rewritten(packet, ttl - 1, traffic_class), rloc, flow, ttl - 1, traffic_class)

    # --- hosts whose handover is near -------------------------------------------------------------

    def _keep_copy(self, packet: bytes, handoff: Handoff, source: Address) -> None:
        """A packet is delivered to a host that is about to leave."""
        handoff.keep(packet, self.now)
        if handoff.is_new(source):
            pair = _addresses(packet)
            assert pair is not None
            self._report(PeersReported(self._prefix(pair[1]), (source,)))

    def _hold_arrival(self, packet: bytes, handoff: Handoff, sender: Address, outer_ttl: int, outer_class: int) -> None:
        """A packet out of the tunnel for a host that has not arrived yet."""
        destination = self._acceptable(packet)
        if destination is None:
            return None
        inner = decapsulated(packet, outer_ttl, outer_class)
        if inner is None:
            return self._drop("congestion-not-ecn")
        return self._hold(inner, handoff, destination, sender)

    def _waits_from_host(self, packet: bytes) -> bool:
        """Whether a packet of our LAN waits for a host that has not arrived yet. For one that has left it is kept."""
        pair = _addresses(packet)
        handoff = None if pair is None else self._handoffs.get(pair[1].packed)
        if pair is None or handoff is None:
            return False
        if handoff.sending_on:
            handoff.keep_sent_on(packet, self.now)
        if not handoff.holds(None):
            return False
        self._hold(packet, handoff, pair[1], None)
        return True

    def _hold(self, packet: bytes, handoff: Handoff, destination: Address, sender: Address | None) -> None:
        pair = _addresses(packet)
        assert pair is not None
        if handoff.is_new(pair[0]):
            self._report(Arriving(self._prefix(destination), pair[0]))
        if handoff.hold(packet, self.now, sender=sender):
            self.counters["held-for-arrival"] += 1
        else:
            self._drop("arrivals-full")

    def _end_hold(self, prefix: Prefix) -> None:
        """The host is here, or will not come: what waits goes where the slot says now."""
        handoff = self._handoffs.get(prefix.packed) if prefix.is_host else None
        if handoff is None:
            return
        slot = self._slots.get(prefix)
        back_at_source = slot is not None and slot.interface is None and set(slot.rlocs) <= set(handoff.senders)
        packets = handoff.take_waiting(self.now)
        self._tidy(prefix)
        for packet, of_source in packets:
            if slot is not None and slot.interface is not None:
                self._deliver(packet)
            elif back_at_source and of_source:
                self.counters["left-to-source"] += 1  # which has a copy, and delivers that
            elif slot is not None and slot.relay:
                self._send_on(packet, slot, None)
            else:
                self._drop("arrival-cancelled")

    def _take_back(self, prefix: Prefix) -> None:
        """A host that had stopped is here again: what went after it is delivered, before what comes now."""
        handoff = self._handoffs.get(prefix.packed) if prefix.is_host else None
        if handoff is None or not handoff.sending_on:
            return
        found = self._slots.lookup(prefix.address, self._iid)
        here = found is not None and found[1].interface is not None
        for packet in handoff.take_back(self.now):
            if not here:
                self._drop("arrival-cancelled")
                continue
            handoff.keep(packet, self.now)
            self.counters["taken-back"] += 1
            self._deliver(packet)

    def _resend(self, slot: Slot, since: float) -> None:
        """A host has stopped: what was delivered to it afterwards goes after it."""
        handoff = self._handoffs.get(slot.prefix.packed)
        for packet in handoff.take_kept(since) if handoff is not None else ():
            self.counters["resent"] += 1
            self._send_on(packet, slot, None)

    def _tidy(self, prefix: Prefix) -> None:
        if self._handoffs[prefix.packed].is_over:
            del self._handoffs[prefix.packed]

    # --- queries -------------------------------------------------------------------------------------

    def peers(self, prefix: Prefix, within_s: float) -> list[Peer]:
        """Who sent data to EIDs of a prefix lately."""
        return self._peers.of(prefix, within_s, self.now)

    def used(self, prefix: Prefix, within_s: float) -> bool:
        """Whether a mapping forwarded anything lately."""
        slot = self._slots.get(prefix)
        return slot is not None and slot.interface is None and self.now - slot.used_at <= within_s

    def held(self) -> int:
        """How many packets wait for a mapping."""
        return len(self._misses)


def _addresses(packet: bytes) -> tuple[Address, Address] | None:
    """Source and destination of a packet; None when it is no whole IP packet."""
    family = family_of(packet)
    if family == 1:
        return Address(1, packet[12:16]), Address(1, packet[16:20])
    if family == 2:
        return Address(2, packet[8:24]), Address(2, packet[24:40])
    return None


def _remember(flows: dict[bytes, Slot], packet: bytes, slot: Slot) -> None:
    """Keep a decision; a table grown too large starts anew."""
    if len(flows) >= MAX_FLOWS:
        flows.clear()
    flows[packet[12:20] if packet[0] >> 4 == 4 else packet[8:40]] = slot
