"""Takes the ELF kernel out of an LZ4 bzImage, so that QEMU can enter it directly (PVH) and save a second.

Boot protocol: Documentation/arch/x86/boot.rst; the payload is an LZ4 legacy frame, followed by the size of
the kernel. The decoder is pure Python: it runs once for each kernel package, and lz4(1) is not on every
machine.
"""

import struct

_LZ4_LEGACY_MAGIC = 0x184C2102
_SETUP_SECTS_AT = 0x1F1
_HEADER_MAGIC_AT = 0x202
_PAYLOAD_AT = 0x248
_DEFAULT_SETUP_SECTS = 4
_SECTOR = 512


def extract_elf(bzimage: bytes) -> bytes | None:
    """The ELF kernel inside `bzimage`, or None when it is packed in any other way."""
    if len(bzimage) < _SECTOR * 2 or bzimage[_HEADER_MAGIC_AT : _HEADER_MAGIC_AT + 4] != b"HdrS":
        return None
    start = ((bzimage[_SETUP_SECTS_AT] or _DEFAULT_SETUP_SECTS) + 1) * _SECTOR
    offset, length = struct.unpack_from("<II", bzimage, _PAYLOAD_AT)
    payload = bzimage[start + offset : start + offset + length]
    if len(payload) != length or length < 8 or struct.unpack_from("<I", payload)[0] != _LZ4_LEGACY_MAGIC:
        return None
    (size,) = struct.unpack_from("<I", payload, length - 4)
    try:
        elf = lz4_legacy(payload[:-4])
    except (IndexError, struct.error):
        return None
    return elf if len(elf) == size and elf.startswith(b"\x7fELF") else None


def lz4_legacy(frame: bytes) -> bytes:
    """Decodes an LZ4 legacy frame: the magic number, then blocks that each start with their length.

    Raises IndexError or struct.error on a truncated frame.
    """
    out = bytearray()
    at = 4
    while at < len(frame):
        (length,) = struct.unpack_from("<I", frame, at)
        at += 4
        if length != _LZ4_LEGACY_MAGIC:  # frames may follow one another
            out += lz4_block(frame[at : at + length])
            at += length
    return bytes(out)


def lz4_block(block: bytes) -> bytes:
    """Decodes one LZ4 block. Raises IndexError on a truncated one or a match before its start."""
    out = bytearray()
    at, end = 0, len(block)
    while at < end:
        token = block[at]
        at += 1
        count = token >> 4
        if count == 15:
            while (more := block[at]) == 255:
                count += 255
                at += 1
            count += more
            at += 1
        if count:
            out += block[at : at + count]
            at += count
        if at >= end:
            break  # the last sequence has no match
        distance = block[at] | block[at + 1] << 8
        at += 2
        count = (token & 15) + 4
        if count == 19:
            while (more := block[at]) == 255:
                count += 255
                at += 1
            count += more
            at += 1
        start = len(out) - distance
        if start < 0 or distance == 0:
            raise IndexError(start)
        if distance >= count:
            out += out[start : start + count]
        else:  # the match overlaps its own end: it repeats the last `distance` bytes
            out += (out[start:] * (count // distance + 1))[:count]
    return bytes(out)
