"""The user-space plane with two instances: what comes by a device, or with an instance id, is that tenant's alone."""

import os
from collections.abc import Iterator

import pytest
import structlog

from lisp.engine import Event
from lisp.wire import Address, DataHeader, Prefix
from tests.unit.xtr.dataplane.packets import udp
from xtr.dataplane import tun
from xtr.dataplane.base import (
    Action,
    AdmitSources,
    DeliverLocally,
    DropLeftovers,
    InstallMapping,
    Instance,
    Miss,
    RouteEids,
)
from xtr.dataplane.ebpf.marks import marked
from xtr.dataplane.tun import TunPlane

RLOC = Address.parse("192.0.2.1")
FAR = Address.parse("192.0.2.2")
INSTANCES = [Instance(0, "lisp0", 4341, frozenset(("lan0",))), Instance(9, "lisp0-9", 4350, frozenset(("lan9",)))]
INWARD = udp("10.2.0.100", "10.1.0.100", 1, 2, b"data")


class Devices:
    """A plane whose devices are pipes: each end is read apart."""

    def __init__(self) -> None:
        self.events = list[Event]()
        self.plane = TunPlane(instances=INSTANCES, mtu=1444, rlocs=(RLOC,), report=self.events.append)
        self.ends: dict[int, int] = {}
        for instance in INSTANCES:
            end, self.plane._tuns[instance.iid] = os.pipe2(os.O_NONBLOCK)
            self.ends[instance.iid] = end
            home = Prefix.parse("10.1.0.0/24", instance.iid)
            for command in (
                RouteEids(Prefix.parse("10.0.0.0/8", instance.iid)),
                AdmitSources(home, report=False),
                DeliverLocally(home, f"lan{instance.iid}"),
            ):
                self.plane.apply(command)
        self.plane.apply(DropLeftovers())

    def into(self, header: bytes) -> None:
        self.plane._receive(header + INWARD, FAR, 64, 0)

    def delivered(self, iid: int) -> bytes:
        try:
            return os.read(self.ends[iid], 65_535)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        for fd in (*self.ends.values(), *self.plane._tuns.values()):
            os.close(fd)


@pytest.fixture
def devices() -> Iterator[Devices]:
    devices = Devices()
    yield devices
    devices.close()


@pytest.mark.parametrize(("iid", "other"), [(0, 9), (9, 0)])
def test_instance_id_chooses_the_device(devices: Devices, iid: int, other: int) -> None:
    devices.into(DataHeader.for_instance(iid).encode())
    assert devices.delivered(iid) == INWARD
    devices.into(DataHeader.for_instance(iid).with_nonce(7).encode())
    assert devices.delivered(iid) == INWARD
    assert devices.delivered(other) == b""
    (peer,) = devices.plane.peers(Prefix.parse("10.1.0.0/24", iid), 60)
    assert peer.eid == Prefix.parse("10.1.0.100", iid)
    assert devices.plane.peers(Prefix.parse("10.1.0.0/24", other), 60) == []


@pytest.mark.parametrize("header", [DataHeader.for_instance(8).encode(), DataHeader.for_protocol(1, 9).encode()])
def test_what_is_nobodys_is_dropped_under_a_named_reason(devices: Devices, header: bytes) -> None:
    devices.into(header)
    assert devices.delivered(0) == devices.delivered(9) == b""
    refused = {"drop.unknown-instance", "drop.header-bad-reserved"}
    assert sum(devices.plane.counters()[reason] for reason in refused) == 1


def test_miss_is_one_of_the_instance_whose_device_it_came_by(devices: Devices) -> None:
    packet = udp("10.1.0.100", "10.2.0.100", 1, 2)
    devices.plane.apply(InstallMapping(Prefix.parse("10.2.0.0/24"), Action.DROP))
    devices.plane._forwarders[9].from_host(packet)
    assert devices.events == [Miss(Prefix.parse("10.2.0.100", 9), Address.parse("10.1.0.100"))]
    devices.plane._forwarders[0].from_host(packet)
    assert devices.plane.counters()["drop.negative-drop"] == 1


def test_without_marks_it_runs_and_says_what_is_lost(devices: Devices, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_instances: object) -> None:
        raise OSError(1, "the kernel does not take the programs: Operation not permitted")

    monkeypatch.setattr(tun, "Marks", refused)
    with structlog.testing.capture_logs() as lines:
        devices.plane._mark_lans()
    (line,) = lines
    assert (line["event"], "not permitted" in line["error"]) == ("no-marks", True)


def test_marked_are_the_interfaces_that_are_there_and_none_of_an_only_instance() -> None:
    lo = Instance(0, "lo", 4341, frozenset(("no-such-lan",)))
    assert marked([lo, Instance(9, "no-such-device", 4350)]) == {"lo": 0}
    assert marked([lo]) == {}
