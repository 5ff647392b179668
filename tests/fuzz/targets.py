"""The fuzzing targets: each takes any bytes and raises only where the code under test breaks its contract."""

import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pydantic import Field

from lisp.capture import read_capture
from lisp.decode_cli import describe, text_line
from lisp.runtime.config import (
    AddressText,
    ConfigError,
    KeyFile,
    PrefixText,
    Section,
    SiteIdText,
    XtrIdText,
    load,
)
from lisp.wire import DataHeader, DecodeError, ShimHeader, decode, encode, header_to_dict, line, to_dict
from lisp.wire.data import FIRST_SHIM, HEADER_SIZE
from lisp.wire.ecm import EncapsulatedControlMessage

MAX_SHIMS: Final = 8


def check_offset(error: DecodeError, data: bytes) -> None:
    """A refusal points into the input."""
    assert 0 <= error.offset <= len(data)


def check_text(error: ConfigError, name: str) -> None:
    """A refusal names the file."""
    assert str(error).startswith(name)


def message(data: bytes) -> None:
    """Any control message: what decodes re-encodes to the same octets and can be shown."""
    try:
        decoded = decode(data)
    except DecodeError as error:
        check_offset(error, data)
        return
    assert encode(decoded) == data
    assert decode(data) == decoded
    hash(decoded)
    json.dumps(to_dict(decoded))
    assert line(decoded).isprintable()


def data_header(data: bytes) -> None:
    """A data packet's header, and the shims behind a GPE header."""
    try:
        header = DataHeader.decode(data, gpe=True)
    except DecodeError as error:
        check_offset(error, data)
        return
    assert header.encode() == data[:HEADER_SIZE]
    json.dumps(header_to_dict(header))
    rest, protocol = data[HEADER_SIZE:], header.next_protocol
    for _ in range(MAX_SHIMS):
        if protocol is None or protocol < FIRST_SHIM:
            return
        try:
            shim = ShimHeader.decode(rest)
        except DecodeError:
            return
        octets = shim.encode()
        assert rest.startswith(octets)
        rest, protocol = rest[len(octets) :], shim.next_protocol


def ecm(data: bytes) -> None:
    """An ECM, and the message inside: the input is everything behind the type."""
    octets = bytes([0x80 | (data[0] & 0x0F if data else 0)]) + data[1:]
    message(octets)
    try:
        decoded = decode(octets)
    except DecodeError:
        return
    assert isinstance(decoded, EncapsulatedControlMessage)
    message(decoded.inner)


def capture(data: bytes) -> None:
    """A file given to `fmc decode`: one object and one line per packet."""
    for number, item in enumerate(read_capture(io.BytesIO(data)), 1):
        shown = describe(item, {0: b"secret", 1: b"secret"})
        assert shown["n"] == number
        assert shown.get("reencodes", True) is True
        json.dumps(shown)
        assert text_line(shown).isprintable()


class Everything(Section):
    """A configuration with a field of every kind."""

    name: str = ""
    number: int = 0
    rate: float = 1.0
    address: AddressText | None = None
    prefixes: list[PrefixText] = Field(default_factory=list)
    xtr_id: XtrIdText | None = None
    site_id: SiteIdText | None = None
    keys: list[KeyFile] = Field(default_factory=list)
    inner: "Everything | None" = None


def config(data: bytes) -> None:
    """A configuration file: a model, or a ConfigError that names the file."""
    with tempfile.NamedTemporaryFile(suffix=".toml") as file:
        file.write(data)
        file.flush()
        try:
            load(Path(file.name), Everything)
        except ConfigError as error:
            check_text(error, file.name)


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "message": message,
    "data": data_header,
    "ecm": ecm,
    "capture": capture,
    "config": config,
}
