"""Cursors over bytes: the Reader checks bounds so that nobody else has to."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from lisp.wire.errors import DecodeError, DecodeReason

_U16: Final = struct.Struct("!H")
_U32: Final = struct.Struct("!I")
_U64: Final = struct.Struct("!Q")


# A datagram of 64 KiB has room for thousands of locators; no mapping needs them.
MAX_OBJECTS_PER_MESSAGE: Final = 1024


class Reader:
    """Reads big-endian fields from the front; every read past the end is a DecodeError.

    `budget` is how many records, locators and structured addresses may still be made of the message;
    `vendor` whether there was something in it that only its vendor understands.
    """

    __slots__ = ("budget", "data", "end", "offset", "vendor")

    def __init__(self, data: bytes, offset: int = 0, end: int | None = None) -> None:
        self.data = data
        self.offset = offset
        self.end = len(data) if end is None else end
        self.budget = MAX_OBJECTS_PER_MESSAGE
        self.vendor = False

    @property
    def remaining(self) -> int:
        """Bytes left before the end of the present limit."""
        return self.end - self.offset

    def unpack(self, layout: struct.Struct) -> tuple[Any, ...]:
        """Read the fields of a fixed layout."""
        offset = self.offset
        end = offset + layout.size
        if end > self.end:
            raise DecodeError(DecodeReason.TRUNCATED, offset)
        self.offset = end
        return layout.unpack_from(self.data, offset)

    def peek(self) -> int:
        """The next byte, left where it is."""
        if self.offset >= self.end:
            raise DecodeError(DecodeReason.TRUNCATED, self.offset)
        return self.data[self.offset]

    def u8(self) -> int:
        """Read one byte."""
        offset = self.offset
        if offset >= self.end:
            raise DecodeError(DecodeReason.TRUNCATED, offset)
        self.offset = offset + 1
        return self.data[offset]

    def u16(self) -> int:
        """Read two bytes. In front of every address: by hand it is faster than by a struct."""
        offset = self.offset
        end = offset + 2
        if end > self.end:
            raise DecodeError(DecodeReason.TRUNCATED, offset)
        self.offset = end
        return self.data[offset] << 8 | self.data[offset + 1]

    def u32(self) -> int:
        """Read four bytes."""
        value: int = self.unpack(_U32)[0]
        return value

    def u64(self) -> int:
        """Read eight bytes."""
        value: int = self.unpack(_U64)[0]
        return value

    def take(self, count: int) -> bytes:
        """Read `count` bytes as they are."""
        offset = self.offset
        end = offset + count
        if end > self.end:
            raise DecodeError(DecodeReason.TRUNCATED, offset)
        self.offset = end
        return self.data[offset:end]

    def take_name(self) -> bytes:
        """Read a NUL-terminated name; the NUL is consumed and not returned (RFC 9735)."""
        nul = self.data.find(0, self.offset, self.end)
        if nul < 0:
            raise DecodeError(DecodeReason.UNTERMINATED_NAME, self.offset)
        name = self.data[self.offset : nul]
        self.offset = nul + 1
        return name

    def spend(self, count: int) -> None:
        """Account for objects about to be made, before anything is allocated for them."""
        self.budget -= count
        if self.budget < 0:
            raise DecodeError(DecodeReason.TOO_MANY_OBJECTS, self.offset)

    @contextmanager
    def restrict(self, count: int, leftover: DecodeReason) -> Iterator[None]:
        """Limit reading to the next `count` bytes, which must all be consumed."""
        outer_end = self.narrow(count)
        yield
        self.widen(outer_end, leftover)

    def narrow(self, count: int) -> int:
        """Limit reading to the next `count` bytes; returns the limit so far, for `widen`.

        `restrict` without its price: a context manager costs more than the LCAF that is read in it.
        """
        outer_end = self.end
        end = self.offset + count
        if end > outer_end:
            raise DecodeError(DecodeReason.TRUNCATED, self.offset)
        self.end = end
        return outer_end

    def widen(self, outer_end: int, leftover: DecodeReason) -> None:
        """Lift a limit; bytes that nothing has read inside it are refused."""
        if self.offset != self.end:
            raise DecodeError(leftover, self.offset)
        self.end = outer_end

    def expect_end(self) -> None:
        """Refuse bytes that nothing has read."""
        if self.offset != self.end:
            raise DecodeError(DecodeReason.TRAILING_BYTES, self.offset)


class Writer:
    """Appends big-endian fields."""

    __slots__ = ("buffer",)

    def __init__(self) -> None:
        self.buffer = bytearray()

    def pack(self, layout: struct.Struct, *values: object) -> None:
        """Append the fields of a fixed layout."""
        self.buffer += layout.pack(*values)

    def u8(self, value: int) -> None:
        """Append one byte."""
        self.buffer.append(value)

    def u16(self, value: int) -> None:
        """Append two bytes."""
        self.buffer += _U16.pack(value)

    def u32(self, value: int) -> None:
        """Append four bytes."""
        self.buffer += _U32.pack(value)

    def u64(self, value: int) -> None:
        """Append eight bytes."""
        self.buffer += _U64.pack(value)

    def put(self, data: bytes) -> None:
        """Append bytes as they are."""
        self.buffer += data

    def to_bytes(self) -> bytes:
        """What has been written so far."""
        return bytes(self.buffer)
