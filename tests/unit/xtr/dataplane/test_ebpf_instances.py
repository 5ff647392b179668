"""The eBPF programs with several instances: tenants with the same EIDs, packet by packet in the kernel."""

import struct

import pytest

from lisp.wire import Address, Prefix
from tests.unit.xtr.dataplane.packets import udp
from tests.unit.xtr.dataplane.programs import (
    FAR4,
    FAR6,
    FORWARD,
    HOST4,
    HOST6,
    IID,
    NEW4,
    OK,
    OUR4,
    OUR6,
    PEER4,
    REDIRECT,
    SHOT,
    Rig,
    inbound,
    tunnelled,
)
from xtr.dataplane.base import Target, spread
from xtr.dataplane.ebpf.tables import Entry, KernelAction, KernelInstance, Policy, Uplink
from xtr.dataplane.packet import decapsulated

NINE = 9


@pytest.fixture
def tenants(rig: Rig) -> Rig:
    """The usual instance and another with the same EIDs, where BPF_PROG_TEST_RUN's device is that of the other."""
    uplinks = [Uplink("lo", 1, Address.parse(OUR4), Address.parse(OUR6))]
    rig.tables.configure([KernelInstance(IID, 98, 4341), KernelInstance(NINE, 1, 4350)], uplinks)
    for space in ("10.0.0.0/8", "2001:db8:a::/48"):
        rig.tables.set_policy(Prefix.parse(space, NINE), Policy.SPACE)
    for home in ("10.1.0.0/24", "2001:db8:a:1::/64"):
        rig.tables.set_policy(Prefix.parse(home, NINE), Policy.SPACE | Policy.ADMIT)
        rig.tables.set(Prefix.parse(home, NINE), Entry(KernelAction.LOCAL, local=True))
    return rig


def mapped(rig: Rig, iid: int, prefix: str, rloc: str, *, relay: bool = False) -> None:
    entry = Entry(FORWARD, spread([Target(Address.parse(rloc), 1)]), relay=relay)
    rig.tables.set(Prefix.parse(prefix, iid), entry)


@pytest.mark.parametrize(("ends", "prefix"), [((HOST4, FAR4), "10.2.0.0/24"), ((HOST6, FAR6), "2001:db8:a:2::/64")])
def test_packet_leaves_with_the_instance_id_of_its_device(tenants: Rig, ends: tuple[str, str], prefix: str) -> None:
    mapped(tenants, IID, prefix, NEW4)
    assert tenants.encapsulate(udp(*ends, 1, 2))[0] == OK  # the other tenant's mapping is none of ours
    tenants.settle()
    mapped(tenants, NINE, prefix, PEER4)
    _, packet = tenants.encapsulate(udp(*ends, 1, 2))
    assert packet[16:20] == Address.parse(PEER4).packed
    assert packet[28:36] == struct.pack("!II", 0x08000000, NINE << 8)
    assert tenants.tables.used_ns(Prefix.parse(prefix, NINE)) > 0
    assert tenants.tables.used_ns(Prefix.parse(prefix, IID)) == 0


def test_instance_id_of_a_packet_chooses_the_tenant(tenants: Rig) -> None:
    for iid in (IID, NINE):
        assert tenants.decapsulate(tunnelled(inbound(), iid=iid))[0] == REDIRECT
    assert {peer.eid for peer in tenants.tables.peers(1e12)} == {Prefix.parse(HOST4, iid) for iid in (IID, NINE)}
    # Here in one, moved away in the other.
    mapped(tenants, NINE, f"{HOST4}/32", NEW4, relay=True)
    _, packet = tenants.decapsulate(tunnelled(inbound(), iid=NINE))
    assert packet[16:20] == Address.parse(NEW4).packed
    assert packet[28:36] == struct.pack("!II", 0x08000000, NINE << 8)
    tenants.tables.ring.consume()
    assert tenants.sightings == [(Prefix.parse(HOST4, NINE), Address.parse(PEER4))]
    assert tenants.decapsulate(tunnelled(inbound(), iid=IID)) == (REDIRECT, decapsulated(inbound(), 60, 0))
    assert tenants.tables.counters() == {"decapsulated": 3, "relayed": 1}


@pytest.mark.parametrize("iid", [0, 8, 0xFFFFFF])
def test_instance_that_is_not_served_is_refused_and_so_is_one_no_longer_served(tenants: Rig, iid: int) -> None:
    assert tenants.decapsulate(tunnelled(inbound(), iid=iid))[0] == SHOT
    tenants.tables.configure([KernelInstance(IID, 1)], [Uplink("lo", 1, Address.parse(OUR4))])
    assert tenants.decapsulate(tunnelled(inbound(), iid=NINE))[0] == SHOT
    assert tenants.tables.counters() == {"drop.unknown-instance": 2}


def test_source_of_one_tenant_is_not_that_of_the_other(tenants: Rig) -> None:
    other_home = Prefix.parse("10.3.0.0/24", IID)
    tenants.tables.set_policy(other_home, Policy.SPACE | Policy.ADMIT)
    tenants.tables.set(other_home, Entry(KernelAction.LOCAL, local=True))
    mapped(tenants, NINE, "10.2.0.0/24", PEER4)
    assert tenants.encapsulate(udp("10.3.0.7", FAR4, 1, 2))[0] == SHOT  # no host of instance 9 has it
    assert tenants.decapsulate(tunnelled(udp("10.3.0.7", HOST4, 1, 2), iid=NINE))[0] == REDIRECT
    assert tenants.decapsulate(tunnelled(udp("10.3.0.7", HOST4, 1, 2), iid=IID))[0] == SHOT
    assert tenants.tables.counters() == {
        "drop.source-not-local": 1,
        "decapsulated": 1,
        "drop.inner-source-is-local": 1,
    }


def test_sender_of_each_tenant_is_told_of_what_is_rejected(tenants: Rig) -> None:
    uplinks = [Uplink("lo", 1, Address.parse(OUR4))]
    for iid, other in ((NINE, IID), (IID, NINE)):
        tenants.tables.configure([KernelInstance(iid, 1, 4350), KernelInstance(other, 98, 4341)], uplinks)
        tenants.tables.set(Prefix.parse("10.2.0.0/24", iid), Entry(KernelAction.REJECT))
        assert tenants.encapsulate(udp(HOST4, FAR4, 1, 2))[0] == OK
        tenants.settle()
        assert tenants.encapsulate(udp(HOST4, FAR4, 1, 2))[0] == SHOT
        tenants.settle()
