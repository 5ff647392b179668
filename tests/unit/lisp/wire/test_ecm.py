"""Encapsulated control messages: the inner headers, and every way in which they can be wrong."""

from dataclasses import replace

import pytest

from lisp.wire import (
    Address,
    DecodeError,
    DecodeReason,
    EncapsulatedControlMessage,
    MapRequest,
    Prefix,
    RequestRecord,
    decode,
    encode,
)
from lisp.wire.ecm import internet_checksum

V4 = Address.parse("192.0.2.9"), Address.parse("10.1.1.1")
V6 = Address.parse("2001:db8::9"), Address.parse("2001:db8::1")
INNER = encode(MapRequest(1, (V4[0],), (RequestRecord.of(Prefix.parse("10.1.1.1/32")),)))


def ecm(ends: tuple[Address, Address] = V4, inner: bytes = INNER) -> bytes:
    return encode(EncapsulatedControlMessage(ends[0], 40000, ends[1], 4342, inner))


def changed(data: bytes, at: int, octets: str, *, fix: bool = False) -> bytes:
    """The message with octets replaced; `fix` puts the inner IPv4 header's checksum right."""
    new = bytearray(data)
    new[at : at + len(octets) // 2] = bytes.fromhex(octets)
    if fix:
        new[14:16] = bytes(2)
        new[14:16] = internet_checksum(bytes(new[4:24])).to_bytes(2, "big")
    return bytes(new)


def refusal(data: bytes) -> tuple[DecodeReason, int]:
    with pytest.raises(DecodeError) as caught:
        decode(data)
    return caught.value.reason, caught.value.offset


def test_checksum_of_rfc_1071() -> None:
    assert internet_checksum(bytes.fromhex("0001f203f4f5f6f7")) == 0x220D
    assert internet_checksum(bytes.fromhex("0001f203f4f5f6")) == internet_checksum(bytes.fromhex("0001f203f4f5f600"))
    assert internet_checksum(b"\xff\xff" * 3 + b"\x00\x02") == 0xFFFD


def test_made_headers() -> None:
    data = ecm()
    assert data[4:16].hex() == "45000038" + "00004000" + "4011" + data[14:16].hex()
    assert data[24:30].hex() == "9c40" + "10f6" + "0024"
    six = ecm(V6)
    assert six[4:12].hex() == "60000000" + "0024" + "1140"


@pytest.mark.parametrize("ends", [V4, V6])
def test_fields(ends: tuple[Address, Address]) -> None:
    message = decode(ecm(ends))
    assert isinstance(message, EncapsulatedControlMessage)
    assert (message.source, message.destination) == ends
    assert (message.source_port, message.destination_port, message.inner) == (40000, 4342, INNER)
    assert not message.from_ddt
    assert replace(message, raw_headers=b"") == message


def test_udp_checksum_is_never_zero() -> None:
    # Among 65536 payloads that differ in two octets one sums to zero: it goes out as 0xffff.
    for value in range(0x10000):
        data = ecm(inner=b"\x40" + bytes(1) + value.to_bytes(2, "big"))
        assert data[30:32] != b"\0\0"
        if data[30:32] == b"\xff\xff":
            decode(data)
            break
    else:
        pytest.fail("no payload has that checksum")


def test_ddt_bit() -> None:
    message = decode(changed(ecm(), 0, "84"))
    assert isinstance(message, EncapsulatedControlMessage)
    assert message.from_ddt


@pytest.mark.parametrize(
    ("at", "octets", "reason", "offset"),
    [
        (4, "46", DecodeReason.BAD_INNER_HEADER, 4),  # options
        (13, "06", DecodeReason.BAD_INNER_HEADER, 4),  # TCP
        (10, "2000", DecodeReason.BAD_INNER_HEADER, 4),  # more fragments
        (10, "0001", DecodeReason.BAD_INNER_HEADER, 4),  # a later fragment
        (6, "0013", DecodeReason.BAD_INNER_HEADER, 4),  # total length below the header's
        (6, "0014", DecodeReason.BAD_INNER_HEADER, 24),  # no room for UDP
        (6, "0037", DecodeReason.BAD_INNER_HEADER, 24),  # total length other than UDP's
        (28, "0025", DecodeReason.BAD_INNER_HEADER, 24),  # UDP length other than IP's
        (4, "55", DecodeReason.BAD_INNER_HEADER, 4),  # IP version 5
    ],
)
def test_bad_inner_header_is_refused(at: int, octets: str, reason: DecodeReason, offset: int) -> None:
    assert refusal(changed(ecm(), at, octets, fix=True)) == (reason, offset)


def test_udp_length_below_its_header_is_refused() -> None:
    data = changed(changed(ecm(), 6, "001b", fix=True), 28, "0007")
    assert refusal(data) == (DecodeReason.BAD_INNER_HEADER, 24)


def test_bad_checksums_are_refused_and_absent_ones_are_not() -> None:
    data = ecm()
    assert refusal(changed(data, 12, "41")) == (DecodeReason.BAD_INNER_CHECKSUM, 4)
    assert refusal(changed(data, 24, "9c41")) == (DecodeReason.BAD_INNER_CHECKSUM, 30)
    bare = changed(changed(changed(data, 14, "0000"), 30, "0000"), 12, "41")
    assert encode(decode(bare)) == bare


def test_dont_fragment_is_no_fragment() -> None:
    for octets in ("4000", "0000"):
        assert decode(changed(ecm(), 10, octets, fix=True))


def test_other_protocol_over_ipv6_is_refused() -> None:
    assert refusal(changed(ecm(V6), 10, "06")) == (DecodeReason.BAD_INNER_HEADER, 4)


def test_empty_payload_is_refused() -> None:
    assert refusal(ecm(inner=b"")) == (DecodeReason.EMPTY, 32)


def test_nested_ecm_is_refused() -> None:
    assert refusal(ecm(inner=b"\x80\0\0\0")) == (DecodeReason.NESTED_ECM, 32)


def test_bytes_behind_the_inner_packet_are_refused() -> None:
    data = ecm()
    assert refusal(data + b"\0") == (DecodeReason.TRAILING_BYTES, len(data))


@pytest.mark.parametrize("ends", [V4, V6])
def test_every_truncation_is_refused(ends: tuple[Address, Address]) -> None:
    data = ecm(ends)
    for end in range(len(data)):
        assert refusal(data[:end])[0] in (DecodeReason.EMPTY, DecodeReason.TRUNCATED)
