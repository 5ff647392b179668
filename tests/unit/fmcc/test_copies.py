"""What is known of copying VMs before and after the first migration."""

from dataclasses import replace

import pytest

from fmcc.copies import ASSUMED_BANDWIDTH, MIB, CopyBook
from fmcc.events import CopyMeasured
from fmcc.hypervisor.base import MigrationOptions
from fmcc.model import ServiceClass, ServiceSpec
from tests.unit.fmcc.peers import USER, VM

SPEC = ServiceSpec("desk", "vm1", VM, USER, "dc1", ServiceClass.AUTO, 60.0)


def test_nobody_knows_how_big_it_is() -> None:
    assert CopyBook(MigrationOptions()).estimate(SPEC, "dc1", "dc2") is None


def test_what_is_configured_is_believed_until_it_is_measured() -> None:
    book = CopyBook(MigrationOptions(bandwidth_mib_s=40, copy_disks=True))
    configured = book.estimate(replace(SPEC, memory_mib=400.0, disk_mib=400.0), "dc1", "dc2")
    assert configured is not None
    assert configured.seconds == pytest.approx(20.0)
    book.learn(CopyMeasured("vm1", "dc1", "dc2", 800 * MIB, 10 * MIB, 900 * MIB, 9.0))
    measured = book.estimate(SPEC, "dc1", "dc2")
    assert measured is not None
    assert measured.seconds == pytest.approx(8.0 / 0.9, rel=0.02)
    assert book.bandwidth("dc2", "dc1") == pytest.approx(100 * MIB), "the way back is as wide"
    assert book.bandwidth("dc1", "dc3") == 40 * MIB
    book.learn(CopyMeasured("vm1", "dc1", "dc2", 800 * MIB, 30 * MIB, 900 * MIB, 3.0))
    assert book.bandwidth("dc1", "dc2") == pytest.approx(200 * MIB)


def test_a_copy_of_next_to_nothing_measures_no_bandwidth() -> None:
    book = CopyBook(MigrationOptions())
    book.learn(CopyMeasured("vm1", "dc1", "dc2", 0.0, 0.0, 1 * MIB, 5.0))
    assert book.bandwidth("dc1", "dc2") == ASSUMED_BANDWIDTH
    assert book.estimate(SPEC, "dc1", "dc2") is None
