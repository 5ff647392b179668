"""The eBPF programs with an xTR's usual tables, run packet by packet in the kernel, and packets for them."""

import struct

from lisp.wire import Address, Prefix
from tests.unit.xtr.dataplane.packets import ipv4, ipv6, udp
from xtr.dataplane.base import Target, spread
from xtr.dataplane.ebpf.tables import Entry, KernelAction, KernelInstance, Policy, Tables, Uplink

OK, SHOT, REDIRECT = 0, 2, 7
IID = 7
OUR4, OUR6 = "192.0.2.1", "2001:db8:0:1::1"
PEER4, PEER6 = "192.0.2.9", "2001:db8:0:1::9"
NEW4 = "192.0.2.17"
HOST4, HOST6 = "10.1.0.100", "2001:db8:a:1::100"
FAR4, FAR6 = "10.2.0.100", "2001:db8:a:2::100"
FORWARD = KernelAction.FORWARD


class Rig:
    """The loaded programs with an xTR's usual tables."""

    def __init__(self) -> None:
        self.sightings: list[tuple[Prefix, Address]] = []
        self.tables = Tables(lambda eid, rloc: self.sightings.append((eid, rloc)))
        loopback = Uplink("lo", 1, Address.parse(OUR4), Address.parse(OUR6))
        self.tables.configure([KernelInstance(IID, 1)], [loopback])
        for space in ("10.0.0.0/8", "2001:db8:a::/48"):
            self.tables.set_policy(Prefix.parse(space, IID), Policy.SPACE)
        for home in ("10.1.0.0/24", "2001:db8:a:1::/64"):
            self.tables.set_policy(Prefix.parse(home, IID), Policy.SPACE | Policy.ADMIT)
            self.set(home, Entry(KernelAction.LOCAL, local=True))

    def set(self, prefix: str, entry: Entry) -> None:
        self.tables.set(Prefix.parse(prefix, IID), entry)

    def forward(self, prefix: str, *rlocs: str, relay: bool = False) -> None:
        targets = [Target(Address.parse(rloc), 1) for rloc in rlocs]
        self.set(prefix, Entry(FORWARD, spread(targets), relay=relay))

    def run(self, program: str, packet: bytes) -> tuple[int, bytes]:
        kind = b"\x86\xdd" if packet[0] >> 4 == 6 else b"\x08\x00"
        verdict, frame = self.tables.program(program).run(bytes(12) + kind + packet)
        assert frame[12:14] == (b"\x86\xdd" if frame[14] >> 4 == 6 else b"\x08\x00")
        return verdict, frame[14:]

    def encapsulate(self, packet: bytes) -> tuple[int, bytes]:
        return self.run("lisp_itr_ethernet", packet)

    def decapsulate(self, packet: bytes) -> tuple[int, bytes]:
        return self.run("lisp_etr", packet)

    def settle(self) -> None:
        """User space has dealt with everything."""
        self.tables.mark_handled(self.tables.punted)


def tunnelled(
    inner: bytes,
    source: str = PEER4,
    destination: str = OUR4,
    *,
    ttl: int = 60,
    tos: int = 0,
    word0: int = 0x08000000,
    iid: int = IID,
    port: int = 4341,
    checksum: int = 0,
) -> bytes:
    """A LISP packet of the underlay."""
    payload = (
        struct.pack("!HHHH", 0xC001, port, 16 + len(inner), checksum) + struct.pack("!II", word0, iid << 8) + inner
    )
    if ":" in source:
        return ipv6(source, destination, payload, hop_limit=ttl, traffic_class=tos)
    return ipv4(source, destination, payload, ttl=ttl, tos=tos)


def inbound(ttl: int = 64, tos: int = 0) -> bytes:
    return udp(FAR4, HOST4, 1000, 2000, b"data", ttl=ttl, tos=tos)
