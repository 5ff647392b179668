"""The initramfs writer: newc framing that other programs read, and modules after their dependencies."""

import gzip
import lzma
from pathlib import Path

import pytest

from deploy.lab.guest.initramfs import (
    Entry,
    character_device,
    cpio,
    directory,
    initramfs,
    load_order,
    regular,
)


def read_newc(archive: bytes) -> dict[str, tuple[int, tuple[int, int], bytes]]:
    """A reader that shares no code with the writer: name → (mode, device, data)."""
    found: dict[str, tuple[int, tuple[int, int], bytes]] = {}
    at = 0
    while True:
        assert at % 4 == 0
        assert archive[at : at + 6] == b"070701"
        field = [int(archive[at + 6 + 8 * i : at + 14 + 8 * i], 16) for i in range(13)]
        mode, size, device, name_size = field[1], field[6], (field[9], field[10]), field[11]
        name = archive[at + 110 : at + 110 + name_size]
        assert name.endswith(b"\0")
        data_at = (at + 110 + name_size + 3) & ~3
        if name == b"TRAILER!!!\0":
            return found
        found[name[:-1].decode()] = (mode, device, archive[data_at : data_at + size])
        at = (data_at + size + 3) & ~3


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 4096, 4097])
@pytest.mark.parametrize("name", ["a", "ab", "abc", "abcd"])
def test_every_alignment_reads_back(name: str, size: int) -> None:
    data = bytes(i % 251 for i in range(size))
    entries = [directory("dir"), regular(f"dir/{name}", data), character_device("console", 5, 1)]
    assert read_newc(cpio(entries)) == {
        "dir": (0o040755, (0, 0), b""),
        f"dir/{name}": (0o100644, (0, 0), data),
        "console": (0o020600, (5, 1), b""),
    }


def test_inode_numbers_differ_so_that_the_kernel_makes_no_hard_links() -> None:
    archive = cpio([Entry("a", 0o100644, b"x"), Entry("b", 0o100644, b"y")])
    assert archive.count(b"07070100000001") == 1
    assert archive.count(b"07070100000002") == 1


def test_initramfs_holds_init_the_console_and_the_modules_in_order() -> None:
    packed = initramfs(b"program", {"virtio": b"1", "virtio_net": b"2"})
    files = read_newc(gzip.decompress(packed))
    assert files["init"] == (0o100755, (0, 0), b"program")
    assert files["dev/console"][:2] == (0o020600, (5, 1))
    assert files["modules/order"][2] == b"virtio.ko\nvirtio_net.ko\n"
    assert files["modules/virtio_net.ko"][2] == b"2"
    assert packed == initramfs(b"program", {"virtio": b"1", "virtio_net": b"2"})


def module(depends: str) -> bytes:
    return b"\x7fELF...\0license=GPL\0depends=" + depends.encode() + b"\0name=x\0"


def test_modules_come_after_what_they_depend_on(tmp_path: Path) -> None:
    drivers = tmp_path / "lib/modules/6.1/kernel/drivers"
    drivers.mkdir(parents=True)
    (drivers / "virtio_net.ko").write_bytes(module("net-failover,virtio,virtio_ring"))
    (drivers / "net_failover.ko").write_bytes(module("failover"))
    (drivers / "failover.ko").write_bytes(module(""))
    (drivers / "virtio.ko.xz").write_bytes(lzma.compress(module("virtio_ring")))
    (drivers / "virtio-ring.ko").write_bytes(module(""))
    (drivers / "unrelated.ko").write_bytes(module("virtio"))

    ordered = load_order(tmp_path, ["virtio_net", "built_in"])

    assert list(ordered) == ["failover", "net_failover", "virtio_ring", "virtio", "virtio_net"]
    assert ordered["virtio"] == module("virtio_ring")


def test_modules_that_depend_on_each_other_do_not_loop(tmp_path: Path) -> None:
    (tmp_path / "a.ko").write_bytes(module("b"))
    (tmp_path / "b.ko").write_bytes(module("a"))
    assert set(load_order(tmp_path, ["a"])) == {"a", "b"}
