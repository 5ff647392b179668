"""The cursors, and addresses at their edges."""

import pytest

from lisp.wire import Address, DecodeError, DecodeReason, Prefix
from lisp.wire.reader import Reader, Writer


def test_integers_both_ways() -> None:
    writer = Writer()
    writer.u8(1)
    writer.u16(0x0203)
    writer.u32(0x04050607)
    writer.u64(0x08090A0B0C0D0E0F)
    data = writer.to_bytes()
    assert data == bytes(range(1, 16))
    reader = Reader(data)
    assert (reader.peek(), reader.u8(), reader.u16(), reader.u32(), reader.u64()) == (
        1,
        1,
        0x0203,
        0x04050607,
        0x08090A0B0C0D0E0F,
    )
    reader.expect_end()


@pytest.mark.parametrize("method", ["peek", "u8", "u16", "u32", "u64"])
def test_reading_past_the_end_is_refused(method: str) -> None:
    reader = Reader(b"\0" * 9, 2, 2)
    with pytest.raises(DecodeError) as caught:
        getattr(reader, method)()
    assert (caught.value.reason, caught.value.offset) == (DecodeReason.TRUNCATED, 2)
    assert str(caught.value) == "truncated at byte 2"


def test_limits_nest_and_are_lifted() -> None:
    reader = Reader(bytes(range(8)))
    with reader.restrict(6, DecodeReason.LCAF_LENGTH):
        with reader.restrict(2, DecodeReason.LCAF_LENGTH):
            assert reader.take(2) == b"\0\1"
        assert reader.remaining == 4
        reader.take(4)
    assert reader.remaining == 2
    with (
        pytest.raises(DecodeError, match=DecodeReason.TRUNCATED),
        reader.restrict(3, DecodeReason.LCAF_LENGTH),
    ):
        pass


def test_name_ends_inside_the_limit() -> None:
    reader = Reader(b"abc\0")
    with (
        pytest.raises(DecodeError, match=DecodeReason.UNTERMINATED_NAME),
        reader.restrict(3, DecodeReason.LCAF_LENGTH),
    ):
        reader.take_name()


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (Address(0, b""), "none"),
        (Address(1, bytes([10, 0, 0, 1])), "10.0.0.1"),
        (Address(6, bytes(range(6))), "00:01:02:03:04:05"),
        (Address(16389, bytes(range(6))), "00:01:02:03:04:05"),
        (Address(17, b"it's\n"), '"it\'s\\n"'),
    ],
)
def test_address_text(address: Address, text: str) -> None:
    assert str(address) == text


def test_prefix_properties() -> None:
    prefix = Prefix.of(Address.parse("10.1.2.3"), 16, 7)
    assert prefix.address == Address.parse("10.1.0.0")
    assert (prefix.width, prefix.is_host, str(prefix)) == (32, False, "[7]10.1.0.0/16")
    assert Prefix.of(Address.parse("10.1.2.3"), 0) == Prefix.parse("0.0.0.0/0")
    assert Prefix.of(Address.parse("10.1.2.3")).is_host
    assert Prefix.of(Address.parse("10.1.2.3"), 32).is_host
    for length in (-1, 33):
        with pytest.raises(ValueError, match="does not fit"):
            Prefix.of(Address.parse("10.1.2.3"), length)


def test_prefix_covers_nothing_of_another_family() -> None:
    everything4, everything6 = Prefix.parse("0.0.0.0/0"), Prefix.parse("::/0")
    assert not everything4.covers(everything6)
    assert not everything6.covers(Prefix.parse("10.0.0.0/8"))
    assert not everything4.covers(Prefix.parse("::1/128"))
    assert everything4.covers(Prefix.parse("10.0.0.0/8"))
