"""libbpf.so.1 through ctypes, and bpf(2) for what maps and links need. No compiler and no package of Python's.

Debian's iproute2 depends on the library, so a machine with `ip` has it. Everything here raises OSError with
the name of what failed.
"""

import contextlib
import ctypes
import errno
import functools
import os
import platform
import socket
import struct
from collections.abc import Callable, Iterator
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_uint32, c_void_p
from pathlib import Path
from typing import Any, Final, NamedTuple

_SYSCALL: Final = {"x86_64": 321, "aarch64": 280, "riscv64": 280, "ppc64le": 361, "s390x": 351}
# linux/bpf.h
_MAP_LOOKUP, _MAP_UPDATE, _MAP_DELETE = 1, 2, 3
_OBJ_PIN, _OBJ_GET = 6, 7
_PROG_TEST_RUN: Final = 10
_OBJ_GET_INFO: Final = 15
_MAP_LOOKUP_BATCH: Final = 24
_LINK_CREATE, _LINK_UPDATE = 28, 29
_TCX_INGRESS, _TCX_EGRESS = 46, 47
# libbpf's enum bpf_tc_attach_point and flags
_TC_INGRESS, _TC_EGRESS = 1, 2
_TC_REPLACE: Final = 1
# Ours among other filters of the same hook.
_TC_HANDLE: Final = 4341
_TC_PRIORITY: Final = 4341


class _Hook(ctypes.Structure):
    _fields_ = (("sz", c_size_t), ("ifindex", c_int), ("point", c_int), ("parent", c_uint32))


class _Options(ctypes.Structure):
    _fields_ = (
        ("sz", c_size_t),
        ("prog_fd", c_int),
        ("flags", c_uint32),
        ("prog_id", c_uint32),
        ("handle", c_uint32),
        ("priority", c_uint32),
    )


_SAMPLE: Final = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_size_t)
_PRINT: Final = ctypes.CFUNCTYPE(c_int, c_int, c_void_p, c_void_p)


class _Library:
    """The functions of libbpf that we use, with their types."""

    def __init__(self) -> None:
        try:
            self.dll = ctypes.CDLL("libbpf.so.1", use_errno=True)
        except OSError as error:
            raise OSError(errno.ENOENT, f"no libbpf.so.1: {error}") from None
        # What it would print goes to nobody: our errors say what matters.
        self._silent = _PRINT(lambda _level, _format, _arguments: 0)
        self._function("libbpf_set_print", c_void_p, _PRINT)(self._silent)
        self.open = self._function("bpf_object__open_mem", c_void_p, c_char_p, c_size_t, c_void_p)
        self.load = self._function("bpf_object__load", c_int, c_void_p)
        self.close = self._function("bpf_object__close", None, c_void_p)
        self.find_map = self._function("bpf_object__find_map_by_name", c_void_p, c_void_p, c_char_p)
        self.map_fd = self._function("bpf_map__fd", c_int, c_void_p)
        self.next_map = self._function("bpf_object__next_map", c_void_p, c_void_p, c_void_p)
        self.map_name = self._function("bpf_map__name", c_char_p, c_void_p)
        self.set_pin_path = self._function("bpf_map__set_pin_path", c_int, c_void_p, c_char_p)
        self.find_program = self._function("bpf_object__find_program_by_name", c_void_p, c_void_p, c_char_p)
        self.program_fd = self._function("bpf_program__fd", c_int, c_void_p)
        self.tc_create = self._function("bpf_tc_hook_create", c_int, POINTER(_Hook))
        self.tc_attach = self._function("bpf_tc_attach", c_int, POINTER(_Hook), POINTER(_Options))
        self.tc_detach = self._function("bpf_tc_detach", c_int, POINTER(_Hook), POINTER(_Options))
        self.ring_new = self._function("ring_buffer__new", c_void_p, c_int, _SAMPLE, c_void_p, c_void_p)
        self.ring_fd = self._function("ring_buffer__epoll_fd", c_int, c_void_p)
        self.ring_consume = self._function("ring_buffer__consume", c_int, c_void_p)
        self.ring_free = self._function("ring_buffer__free", None, c_void_p)
        self.possible_cpus = self._function("libbpf_num_possible_cpus", c_int)

    def _function(self, name: str, result: Any, *arguments: Any) -> Any:
        function = getattr(self.dll, name)
        function.restype, function.argtypes = result, list(arguments)
        return function


@functools.cache
def _library() -> _Library:
    """The one there is: libbpf keeps our function for its messages for as long as it is loaded."""
    return _Library()


def _bpf(command: int, attributes: "ctypes.Array[ctypes.c_char]") -> int:
    """bpf(2). Raises OSError."""
    number = _SYSCALL.get(platform.machine())
    if number is None:
        raise OSError(errno.ENOSYS, f"bpf(2) has no known number on {platform.machine()}")
    result = int(_libc.syscall(number, command, attributes, len(attributes)))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


_libc: Final = ctypes.CDLL(None, use_errno=True)


def _attributes(layout: str, *values: int, size: int = 0) -> "ctypes.Array[ctypes.c_char]":
    packed = struct.pack("=" + layout, *values)
    return ctypes.create_string_buffer(packed.ljust(size, b"\0"), max(size, len(packed)))


def _pin(fd: int, path: Path) -> None:
    """Give an object a name in a BPF file system, by which it outlives us."""
    name = ctypes.create_string_buffer(os.fsencode(path))
    _bpf(_OBJ_PIN, _attributes("QII", ctypes.addressof(name), fd, 0))


def _pinned(path: Path) -> int | None:
    """A descriptor of what is pinned there; None when nothing is."""
    name = ctypes.create_string_buffer(os.fsencode(path))
    try:
        return _bpf(_OBJ_GET, _attributes("QII", ctypes.addressof(name), 0, 0))
    except FileNotFoundError:
        return None


def _device_of(link: int) -> int:
    """The index of the device a tcx link hangs on; 0 when that is gone."""
    info = ctypes.create_string_buffer(64)  # struct bpf_link_info: type, id, program, then the device
    _bpf(_OBJ_GET_INFO, _attributes("IIQ", link, len(info), ctypes.addressof(info)))
    return int(struct.unpack_from("=I", info, 16)[0])


class Map:
    """A map by its descriptor, with keys and values of fixed sizes."""

    def __init__(self, fd: int, key_size: int, value_size: int) -> None:
        self.fd = fd
        self._key_size = key_size
        self._value_size = value_size
        self._key = ctypes.create_string_buffer(key_size)
        self._value = ctypes.create_string_buffer(value_size)
        key, value = ctypes.addressof(self._key), ctypes.addressof(self._value)
        self._with_value = _attributes("I4xQQQ", fd, key, value, 0)
        self._with_key = _attributes("I4xQQQ", fd, key, 0, 0)

    def update(self, key: bytes, value: bytes) -> None:
        """Set or overwrite an entry; a reader sees the old value or the new one."""
        assert len(key) == self._key_size
        assert len(value) == self._value_size
        self._key.raw, self._value.raw = key, value
        _bpf(_MAP_UPDATE, self._with_value)

    def get(self, key: bytes) -> bytes | None:
        """The value; in a trie that of the longest prefix not longer than the key's."""
        assert len(key) == self._key_size
        self._key.raw = key
        try:
            _bpf(_MAP_LOOKUP, self._with_value)
        except FileNotFoundError:
            return None
        return self._value.raw

    def delete(self, key: bytes) -> None:
        """Remove an entry, if it is there."""
        assert len(key) == self._key_size
        self._key.raw = key
        try:
            _bpf(_MAP_DELETE, self._with_key)
        except FileNotFoundError:
            return

    def items(self, batch: int = 4096) -> Iterator[tuple[bytes, bytes]]:
        """All entries of a hash map, as they are when their turn comes."""
        keys = ctypes.create_string_buffer(batch * self._key_size)
        values = ctypes.create_string_buffer(batch * self._value_size)
        tokens = [ctypes.create_string_buffer(max(self._key_size, 8)) for _ in range(2)]
        into, start = ctypes.addressof(tokens[1]), 0
        k, v = self._key_size, self._value_size
        while True:
            parts = (start, into, ctypes.addressof(keys), ctypes.addressof(values), batch, self.fd, 0, 0)
            attributes = _attributes("QQQQIIQQ", *parts)
            over = False
            try:
                _bpf(_MAP_LOOKUP_BATCH, attributes)
            except FileNotFoundError:
                over = True
            (count,) = struct.unpack_from("=I", attributes, 32)
            raw_keys, raw_values = keys.raw, values.raw
            for i in range(count):
                yield raw_keys[i * k : (i + 1) * k], raw_values[i * v : (i + 1) * v]
            if over:
                return
            ctypes.memmove(tokens[0], tokens[1], len(tokens[0]))
            start = ctypes.addressof(tokens[0])


class Attachment(NamedTuple):
    """A program at a device. `let_go` leaves a pinned one, or a filter, at work; `detach` after it ends that."""

    let_go: Callable[[], None]
    detach: Callable[[], None]


def detach_filter(index: int, *, egress: bool) -> None:
    """Remove our filter from a device (by index), if there is one."""
    hook = _Hook(ctypes.sizeof(_Hook), index, _TC_EGRESS if egress else _TC_INGRESS, 0)
    where = _Options(ctypes.sizeof(_Options), 0, 0, 0, _TC_HANDLE, _TC_PRIORITY)
    _library().tc_detach(byref(hook), byref(where))


def _unlink(pin: Path | None) -> None:
    if pin is not None:
        pin.unlink(missing_ok=True)


class Program:
    """A loaded program."""

    def __init__(self, library: _Library, fd: int, name: str) -> None:
        self._library = library
        self.fd = fd
        self.name = name

    def attach(self, device: str, *, egress: bool, pin: Path | None = None) -> "Attachment":
        """Attach to a device: a tcx link (kernel 6.6), else a clsact filter.

        A link with a `pin` stays when we end. One that an earlier life left there takes this program in the
        place of the old in one step, so that no packet meets neither.
        """
        index = socket.if_nametoindex(device)
        link = self._take_over(pin, index) if pin is not None else None
        if link is None:
            kind = _TCX_EGRESS if egress else _TCX_INGRESS
            try:
                link = _bpf(_LINK_CREATE, _attributes("IIII", self.fd, index, kind, 0, size=64))
            except OSError as error:
                if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):
                    raise OSError(error.errno, f"attach {self.name} to {device}: {error.strerror}") from None
                return self._attach_filter(device, index, egress=egress)
            if pin is not None:
                _pin(link, pin)
        return Attachment(lambda: os.close(link), lambda: _unlink(pin))

    def _take_over(self, pin: Path, index: int) -> int | None:
        """The link that is pinned there, with this program; None when there is none for this device."""
        link = _pinned(pin)
        if link is None:
            return None
        if _device_of(link) == index:
            with contextlib.suppress(OSError):
                _bpf(_LINK_UPDATE, _attributes("IIII", link, self.fd, 0, 0))
                return link
        os.close(link)
        pin.unlink()
        return None

    def _attach_filter(self, device: str, index: int, *, egress: bool) -> "Attachment":
        """Attach as a filter, which stays when we end. One that a predecessor left is replaced."""
        hook = _Hook(ctypes.sizeof(_Hook), index, _TC_EGRESS if egress else _TC_INGRESS, 0)
        made = self._library.tc_create(byref(hook))
        options = _Options(ctypes.sizeof(_Options), self.fd, _TC_REPLACE, 0, _TC_HANDLE, _TC_PRIORITY)
        failed = (made if made != -errno.EEXIST else 0) or self._library.tc_attach(byref(hook), byref(options))
        if failed:
            raise OSError(-failed, f"attach {self.name} to {device}: {os.strerror(-failed)}")
        return Attachment(lambda: None, lambda: detach_filter(index, egress=egress))

    def run(self, packet: bytes) -> tuple[int, bytes]:
        """Run once on an Ethernet frame (BPF_PROG_TEST_RUN): what it returned, and the frame afterwards."""
        data = ctypes.create_string_buffer(packet, len(packet))
        out = ctypes.create_string_buffer(len(packet) + 256)
        fields = (self.fd, 0, len(data), len(out), ctypes.addressof(data), ctypes.addressof(out), 1, 0, 0, 0, 0, 0)
        attributes = _attributes("IIIIQQIIIIQQ", *fields, size=80)
        _bpf(_PROG_TEST_RUN, attributes)
        result, _, size = struct.unpack_from("=III", attributes, 4)
        return result, out.raw[:size]


class Ring:
    """A ring buffer; `fd` becomes readable when there is something to consume."""

    def __init__(self, library: _Library, map_fd: int, on_sample: Callable[[bytes], None]) -> None:
        def sample(_context: int | None, data: int, size: int) -> int:
            on_sample(ctypes.string_at(data, size))
            return 0

        self._library = library
        self._callback = _SAMPLE(sample)
        self._ring = library.ring_new(map_fd, self._callback, None, None)
        if not self._ring:
            raise OSError(ctypes.get_errno(), "cannot make a ring buffer")
        self.fd: int = library.ring_fd(self._ring)

    def consume(self) -> None:
        """Hand over what there is."""
        self._library.ring_consume(self._ring)

    def close(self) -> None:
        """Give the memory back."""
        self._library.ring_free(self._ring)


class Object:
    """A compiled object, loaded: its programs and maps live until it is closed and nothing uses them."""

    def __init__(self, compiled: bytes, pins: Path | None = None) -> None:
        """Load. Raises OSError: no libbpf, no permission, or a kernel that does not take the programs.

        The maps are pinned in the directory `pins`; those that are there already are used as they are.
        """
        self.library = _library()
        self._object = self.library.open(compiled, len(compiled), None)
        if not self._object:
            raise OSError(ctypes.get_errno(), "libbpf cannot read the object")
        found = self.library.next_map(self._object, None) if pins is not None else None
        while found and pins is not None:
            self.library.set_pin_path(found, os.fsencode(pins / self.library.map_name(found).decode()))
            found = self.library.next_map(self._object, found)
        failed = self.library.load(self._object)
        if failed:
            self.close()
            raise OSError(-failed, f"the kernel does not take the programs: {os.strerror(-failed)}")

    def map(self, name: str, key_size: int, value_size: int) -> Map:
        """A map of the object."""
        return Map(self.library.map_fd(self._found(self.library.find_map, name)), key_size, value_size)

    def program(self, name: str) -> Program:
        """A program of the object."""
        fd = self.library.program_fd(self._found(self.library.find_program, name))
        return Program(self.library, fd, name)

    def ring(self, name: str, on_sample: Callable[[bytes], None]) -> Ring:
        """A ring buffer of the object."""
        return Ring(self.library, self.library.map_fd(self._found(self.library.find_map, name)), on_sample)

    def close(self) -> None:
        """Let go of programs and maps."""
        if self._object:
            self.library.close(self._object)
            self._object = None

    def _found(self, find: Any, name: str) -> Any:
        found = find(self._object, name.encode())
        assert found, f"the object has no {name}"
        return found
