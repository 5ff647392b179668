"""Laws of the codec over generated messages and over arbitrary bytes."""

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lisp.wire import (
    LCAFS,
    MESSAGES,
    AnyAddress,
    DataHeader,
    DecodeError,
    Lcaf,
    Message,
    ShimHeader,
    decode,
    encode,
    header_to_dict,
    line,
    to_dict,
)
from lisp.wire.lcaf import decode_address
from lisp.wire.messages import DECODERS
from lisp.wire.reader import Reader, Writer
from tests import strategies

# How many classes the registries hold. These numbers may rise and never fall.
MIN_MESSAGES = 10
MIN_LCAFS = 17


def test_every_registered_class_is_generated() -> None:
    assert set(strategies.messages) == set(MESSAGES.values())
    assert set(strategies.lcafs) == set(LCAFS.values())
    assert len(MESSAGES) >= MIN_MESSAGES
    assert len(LCAFS) >= MIN_LCAFS
    assert {cls.TYPE for cls in strategies.messages} == set(DECODERS)  # type: ignore[attr-defined]  # messages


@pytest.mark.parametrize("kind", strategies.messages, ids=lambda kind: kind.NAME)
@settings(max_examples=50)
@given(data=st.data())
def test_what_is_encoded_decodes_to_the_same(kind: type, data: st.DataObject) -> None:
    message = data.draw(strategies.messages[kind])
    assert type(message) is kind
    octets = encode(message)
    decoded = decode(octets)
    assert decoded == message
    assert hash(decoded) == hash(message)
    assert encode(decoded) == octets


@pytest.mark.parametrize("kind", strategies.lcafs, ids=lambda kind: kind.NAME)
@settings(max_examples=30)
@given(data=st.data())
def test_every_lcaf_decodes_to_the_same(kind: type[Lcaf], data: st.DataObject) -> None:
    check_address(data.draw(strategies.lcafs[kind]))


@given(strategies.addresses)
def test_every_address_decodes_to_the_same(address: AnyAddress) -> None:
    check_address(address)


def check_address(address: AnyAddress) -> None:
    """Out and in again, with a text form of one line."""
    writer = Writer()
    address.encode(writer)
    reader = Reader(writer.to_bytes())
    assert decode_address(reader) == address
    reader.expect_end()
    assert "\n" not in str(address)


@given(strategies.any_message)
def test_every_message_has_a_text_and_a_json_form(message: Message) -> None:
    shown = to_dict(message)
    assert shown["type"] == message.NAME
    assert json.loads(json.dumps(shown)) == shown
    text = line(message)
    assert text.startswith(message.NAME + " ")
    assert text.isprintable()


@given(strategies.any_message, st.data())
def test_every_field_shows(message: Message, data: st.DataObject) -> None:
    # A message that differs in one field must not look the same, or the rendering has lost the field.
    other = data.draw(strategies.messages[type(message)])
    assert dataclasses.is_dataclass(message)
    names = [field.name for field in dataclasses.fields(message) if field.compare]
    name = data.draw(st.sampled_from(names))
    changed = dataclasses.replace(message, **{name: getattr(other, name)})
    assert (to_dict(message) == to_dict(changed)) == (message == changed)


@settings(max_examples=200)
@given(strategies.any_message, st.data())
def test_damaged_messages_decode_to_themselves_or_are_refused(message: Message, data: st.DataObject) -> None:
    octets = bytearray(encode(message))
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(strategies.u8)
    damaged = bytes(octets[: data.draw(st.integers(0, len(octets)))])
    check_contract(damaged)


@given(strategies.any_message)
def test_every_truncation_is_refused_or_decodes_to_itself(message: Message) -> None:
    octets = encode(message)
    for end in range(len(octets)):
        check_contract(octets[:end])


@settings(max_examples=300)
@given(st.binary(max_size=200), st.sampled_from(sorted(DECODERS)))
def test_arbitrary_bytes_decode_to_themselves_or_are_refused(data: bytes, kind: int) -> None:
    check_contract(data)
    if data:
        check_contract(bytes([kind << 4 | data[0] & 0x0F]) + data[1:])


def check_contract(data: bytes) -> None:
    """Accept what re-encodes to itself, refuse the rest with an offset inside it, raise nothing else."""
    try:
        message = decode(data)
    except DecodeError as error:
        refused_at: int | None = error.offset
    else:
        refused_at = None
    if refused_at is not None:
        assert 0 <= refused_at <= len(data)
        return
    assert encode(message) == data
    assert repr(message)
    assert line(message).isprintable()
    hash(message)


@given(strategies.data_headers)
def test_data_header_decodes_to_the_same(header: DataHeader) -> None:
    assert DataHeader.decode(header.encode(), gpe=True) == header
    shown = header_to_dict(header)
    assert json.loads(json.dumps(shown)) == shown


@given(strategies.shims, st.binary(max_size=8))
def test_shim_header_decodes_to_the_same(shim: ShimHeader, payload: bytes) -> None:
    assert ShimHeader.decode(shim.encode() + payload) == shim
