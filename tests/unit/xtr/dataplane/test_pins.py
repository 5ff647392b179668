"""Maps and links that outlive their process, in a BPF file system of the test's own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.lab import bpffs
from lisp.wire import Address, Prefix
from xtr.dataplane.base import Target, spread
from xtr.dataplane.ebpf.pins import Pins, layout_version
from xtr.dataplane.ebpf.tables import Entry, KernelAction, KernelInstance, Policy, Tables, Uplink

EIDS, SPACE = Prefix.parse("10.2.0.0/24"), Prefix.parse("10.0.0.0/8")
V6 = Prefix.parse("[9]2001:db8:a:2::/64")
PEER = Address.parse("192.0.2.9")


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    if os.geteuid() != 0 or not bpffs.mount(tmp_path / "bpf"):
        pytest.skip("pins need a BPF file system")
    yield tmp_path / "bpf" / "xtr"
    bpffs.unmount(tmp_path / "bpf")


def loaded(pins: Pins) -> Tables:
    pins.prepare()
    tables = Tables(lambda _eid, _rloc: None, pins.tables)
    tables.configure([KernelInstance(0, 1)], [Uplink("lo", 1, Address.parse("192.0.2.1"))])
    return tables


def test_tables_are_taken_over_as_they_are(root: Path) -> None:
    pins = Pins(root, "lisp0")
    assert not pins.exist
    tables = loaded(pins)
    forward = Entry(KernelAction.FORWARD, spread([Target(PEER, 1)]))
    tables.set(EIDS, forward)
    tables.set(V6, forward)
    tables.set_policy(SPACE, Policy.SPACE)
    tables.close()
    assert pins.exist
    again = loaded(Pins(root, "lisp0"))
    own = Prefix.parse("192.0.2.1/32")
    assert again.prefixes == {EIDS, V6, own}
    again.keep_policies([EIDS])
    assert again.prefixes == {EIDS, V6, own}
    again.close()


def test_program_is_replaced_at_its_link_and_stays_there(root: Path) -> None:
    pins = Pins(root, "lisp0")
    tables = loaded(pins)
    first = tables.program("lisp_etr").attach("lo", egress=False, pin=pins.link(1))
    first.let_go()
    tables.close()
    inode = pins.link(1).stat().st_ino
    again = loaded(Pins(root, "lisp0"))
    second = again.program("lisp_etr").attach("lo", egress=False, pin=pins.link(1))
    assert pins.link(1).stat().st_ino == inode
    assert pins.links() == [1]
    marks = again.program("lisp_mark").attach("lo", egress=False, pin=pins.mark(1))
    pins.keep([pins.link(1)])
    assert (pins.links(), pins.mark(1).exists()) == ([1], False)
    marks.let_go()
    pins.keep([])
    assert pins.links() == []
    second.let_go()
    again.close()


def test_other_layouts_are_found_and_go_when_ours_is_in_place(root: Path) -> None:
    old = Pins(root, "lisp0", "0123456789abcdef")
    tables = loaded(old)
    tables.set(EIDS, Entry(KernelAction.DROP))
    tables.close()
    pins = Pins(root, "lisp0")
    ours = loaded(pins)
    assert EIDS not in ours.prefixes
    assert pins.other_tables() == [old.tables]
    pins.keep([])
    assert pins.other_tables() == []
    ours.close()
    pins.remove()
    assert not pins.exist
    assert not root.exists()


def test_devices_do_not_share_pins_and_may_have_dots(root: Path) -> None:
    assert Pins(root, "lisp0.1").tables != Pins(root, "lisp0").tables
    loaded(Pins(root, "lisp0.1")).close()


def test_ordinary_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="BPF file system"):
        Pins(tmp_path / "pins", "lisp0").prepare()
    assert list(tmp_path.iterdir()) == []


def test_layout_is_that_of_the_tables() -> None:
    assert len(layout_version()) == 16
