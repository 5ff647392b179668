"""Unpacking the ELF kernel: LZ4 blocks by hand, and every reason to leave a bzImage as it is."""

import struct

import pytest

from deploy.lab.guest.vmlinux import extract_elf, lz4_block

MAGIC = struct.pack("<I", 0x184C2102)


def literals(data: bytes) -> bytes:
    """An LZ4 block of literals only."""
    if len(data) < 15:
        return bytes([len(data) << 4]) + data
    more = len(data) - 15
    return b"\xf0" + b"\xff" * (more // 255) + bytes([more % 255]) + data


def bzimage(payload: bytes, size: int, *, setup_sects: int = 3) -> bytes:
    """A boot sector with the fields that matter, and the payload after 64 bytes of 32-bit code."""
    header = bytearray(0x400)
    header[0x1F1] = setup_sects
    header[0x202:0x206] = b"HdrS"
    body = payload + struct.pack("<I", size)
    struct.pack_into("<II", header, 0x248, 64, len(body))
    return bytes(header).ljust(((setup_sects or 4) + 1) * 512, b"\0") + bytes(64) + body


def frame(*blocks: bytes) -> bytes:
    return MAGIC + b"".join(struct.pack("<I", len(block)) + block for block in blocks)


@pytest.mark.parametrize(
    ("block", "plain"),
    [
        (literals(b"hello"), b"hello"),
        (literals(bytes(300)), bytes(300)),
        # 3 literals, then 4 + 2 bytes from 3 back: the match overlaps its own end.
        (b"\x32abc\x03\x00\x10d", b"abcabcabcd"),
        # A run of one byte, with the length in an extra byte: 19 + 6.
        (b"\x1fa\x01\x00\x06\x10b", b"a" * 26 + b"b"),
        # A match that does not overlap.
        (b"\x50abcde\x05\x00\x10f", b"abcdeabcdf"),
        (b"", b""),
    ],
)
def test_lz4_block(block: bytes, plain: bytes) -> None:
    assert lz4_block(block) == plain


@pytest.mark.parametrize("broken", [b"\xf0", b"\x1fa\x01", b"\x10a\x02\x00\x00", b"\x10a\x00\x00\x00"])
def test_broken_lz4_block_is_an_index_error(broken: bytes) -> None:
    with pytest.raises(IndexError):
        lz4_block(broken)


@pytest.mark.parametrize("setup_sects", [0, 3, 39])
def test_elf_comes_out_of_several_blocks(setup_sects: int) -> None:
    elf = b"\x7fELF" + bytes(range(256))
    payload = frame(literals(elf[:100]), literals(elf[100:]))
    assert extract_elf(bzimage(payload, len(elf), setup_sects=setup_sects)) == elf


@pytest.mark.parametrize(
    "image",
    [
        b"",
        bytes(4096),
        bzimage(b"\xfd7zXZ\0" + bytes(50), 50),
        bzimage(frame(literals(b"\x7fELF")), 5),
        bzimage(frame(literals(b"MZ no ELF")), 9),
        bzimage(frame(b"\xf0"), 4),
        bzimage(frame(literals(b"\x7fELF")), 4)[:-8],
    ],
    ids=["empty", "no-header", "xz", "wrong-size", "no-elf", "broken-lz4", "truncated"],
)
def test_anything_else_stays_a_bzimage(image: bytes) -> None:
    assert extract_elf(image) is None
