"""Reading captures: the three formats, the link layers, and every way in which they break."""

import io
import struct

import pytest

from lisp.capture import (
    LINK_ETHERNET,
    LINK_LOOP,
    LINK_MESSAGE,
    LINK_NULL,
    LINK_RAW,
    LINK_SLL,
    LINK_SLL2,
    MAX_BLOCK,
    MAX_INTERFACES,
    MAX_PACKET,
    Damage,
    DamageReason,
    Frame,
    FrameError,
    FrameReason,
    dissect,
    read_capture,
)
from lisp.wire import Address
from tests.pcap import DESTINATION, SOURCE, block, enhanced, interface, ipv4, ipv6, pcap, section, udp

PAYLOAD = bytes.fromhex("18000001")
PACKET = ipv4(udp(PAYLOAD))


def read(data: bytes) -> list[Frame | Damage]:
    return list(read_capture(io.BytesIO(data)))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("magic", [0xA1B2C3D4, 0xA1B23C4D])
def test_pcap(order: str, magic: int) -> None:
    data = pcap([b"one", b"", b"three"], LINK_ETHERNET, order, magic)
    assert read(data) == [Frame(1, 1, b"one"), Frame(2, 1, b""), Frame(3, 1, b"three")]


def test_pcap_link_type_is_sixteen_bits() -> None:
    # The upper half says how long frame check sequences are.
    assert read(pcap([b"x"], 0x50000001)) == [Frame(1, 1, b"x")]


def test_truncated_pcap() -> None:
    data = pcap([b"one", b"two"])
    whole = {24: 0, 24 + 19: 1}  # where nothing is missing, and how many packets are in front
    for end in range(4, len(data)):
        found = read(data[:end])
        if end in whole:
            assert found == read(data)[: whole[end]]
        else:
            assert found[-1] == Damage(len(found), DamageReason.TRUNCATED, end)


def test_pcap_with_an_absurd_length_stops_there() -> None:
    head = pcap([b"one"]) + struct.pack(">II", 0, 0)
    assert read(head + struct.pack(">II", MAX_PACKET + 1, 0) + b"x")[1:] == [
        Damage(2, DamageReason.TOO_LARGE, 24 + 19 + 8)
    ]
    assert read(head + struct.pack(">II", MAX_PACKET, 0) + bytes(MAX_PACKET))[1] == Frame(
        2, LINK_RAW, bytes(MAX_PACKET)
    )


def test_empty_capture() -> None:
    assert read(b"") == []
    assert read(pcap([])) == []


@pytest.mark.parametrize("order", ["<", ">"])
def test_pcapng(order: str) -> None:
    simple = block(3, struct.pack(order + "I", 5) + b"three", order)
    old = block(2, struct.pack(order + "HHIIII", 1, 0, 0, 0, 4, 4) + b"four", order)
    statistics = block(5, bytes(12), order)
    data = section(order) + interface(1, order) + interface(113, order)
    data += enhanced(b"one", 0, order) + statistics + enhanced(b"two", 1, order) + simple + old
    assert read(data) == [
        Frame(1, 1, b"one"),
        Frame(2, 113, b"two"),
        Frame(3, 1, b"three"),
        Frame(4, 113, b"four"),
    ]


def test_pcapng_sections_have_their_own_byte_order_and_interfaces() -> None:
    data = section("<") + interface(1, "<") + enhanced(b"one", 0, "<")
    data += section(">") + interface(113, ">") + enhanced(b"two", 0, ">")
    assert read(data) == [Frame(1, 1, b"one"), Frame(2, 113, b"two")]
    assert read(section() + interface() + section() + enhanced(b"x")) == [
        Damage(1, DamageReason.UNKNOWN_INTERFACE, 28 + 20 + 28)
    ]


def test_simple_packet_shorter_than_it_was() -> None:
    # The length is that of the packet; what was captured is as long as the block.
    data = section() + interface() + block(3, struct.pack("<I", 1500) + b"four")
    assert read(data) == [Frame(1, LINK_RAW, b"four")]


@pytest.mark.parametrize(
    ("data", "reason", "offset"),
    [
        (section()[:11], DamageReason.TRUNCATED, 11),
        (section()[:8] + bytes(4) + section()[12:], DamageReason.BAD_BLOCK, 4),
        (section()[:-1], DamageReason.TRUNCATED, 27),
        (section() + b"\1\0", DamageReason.TRUNCATED, 30),
        (section() + struct.pack("<III", 1, 11, 0), DamageReason.BAD_BLOCK, 32),
        (section() + struct.pack("<III", 1, 14, 0), DamageReason.BAD_BLOCK, 32),
        (section() + struct.pack("<III", 1, MAX_BLOCK + 4, 0), DamageReason.BAD_BLOCK, 32),
        (section() + block(1, bytes(4)), DamageReason.BAD_BLOCK, 28),
        (section() + block(6, bytes(16)), DamageReason.BAD_BLOCK, 28),
        (section() + enhanced(b"x"), DamageReason.UNKNOWN_INTERFACE, 28),
        (
            section() + interface() + block(6, struct.pack("<IIIII", 0, 0, 0, 5, 5) + b"four"),
            DamageReason.BAD_BLOCK,
            48,
        ),
        (section() + interface() * (MAX_INTERFACES + 1), DamageReason.BAD_BLOCK, 28 + 20 * MAX_INTERFACES),
    ],
)
def test_damaged_pcapng(data: bytes, reason: DamageReason, offset: int) -> None:
    assert read(data) == [Damage(1, reason, offset)]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (b"18000001\n", ["18000001"]),
        (b"18000001", ["18000001"]),
        (b"18 00 00 01\r\n  2000 0001\n", ["18000001", "20000001"]),
        (b"# a comment\n\n0x18000001\nAbCd\n", ["18000001", "abcd"]),
        (b"\n\n\n\n1800\n", ["1800"]),
        (b"00\n", ["00"]),
        (b"000000 18 00\n000002 00 01\n000004\n", ["18000001"]),
        (b"0000 1800\n0002 0001\n0000 2000\n", ["18000001", "2000"]),
        (b"0000 1800\n\n2000\n", ["1800", "2000"]),
        (b"0000 1800\n0004 0001\n", ["1800", "00040001"]),
        (b"00000000: 1800 0001 0203  ......\n00000006: 0405      ..\n", ["180000010203" + "0405"]),
        (b"00000000  18 00  |..|\n", ["1800"]),
        (b"\t0x0000:  1800 0001\n\t0x0004:  02\n", ["1800000102"]),
        (b"0000", ["0000"]),
    ],
)
def test_hexadecimal_text(text: bytes, messages: list[str]) -> None:
    assert read(text) == [
        Frame(number, LINK_MESSAGE, bytes.fromhex(message)) for number, message in enumerate(messages, 1)
    ]


def test_what_is_no_hexadecimal() -> None:
    assert read(b"1800\nhello\n180\n2000\n") == [
        Frame(1, LINK_MESSAGE, b"\x18\0"),
        Damage(2, DamageReason.NOT_HEX, 5),
        Damage(3, DamageReason.NOT_HEX, 11),
        Frame(4, LINK_MESSAGE, b"\x20\0"),
    ]
    assert read(b"0000 18\n0001 xx\n") == [Damage(1, DamageReason.NOT_HEX, 8)]


@pytest.mark.parametrize("data", [b"\x7fELF\0", b"\x18\0\0\x01" * 20, b"abc\xff\n", b"12\0\n"])
def test_what_is_no_capture(data: bytes) -> None:
    assert read(data) == [Damage(1, DamageReason.UNKNOWN_FORMAT, 0)]


def test_endless_dump_is_cut() -> None:
    words = MAX_PACKET // 4096
    lines = [f"{at:06x} {'00' * 4096}\n" for at in range(0, MAX_PACKET, 4096)]
    assert len(lines) == words
    text = "".join(lines).encode()
    assert read(text) == [Frame(1, LINK_MESSAGE, bytes(MAX_PACKET))]
    assert read(text + f"{MAX_PACKET:06x} 00\n".encode()) == [Damage(1, DamageReason.TOO_LARGE, len(text))]


ETHERNET = bytes(12)


@pytest.mark.parametrize(
    ("link_type", "head"),
    [
        (LINK_RAW, b""),
        (228, b""),
        (LINK_NULL, bytes(4)),
        (LINK_LOOP, bytes(4)),
        (LINK_ETHERNET, ETHERNET + b"\x08\x00"),
        (LINK_ETHERNET, ETHERNET + b"\x81\x00\x00\x07\x08\x00"),
        (LINK_ETHERNET, ETHERNET + b"\x88\xa8\x00\x07" + b"\x81\x00\x00\x08" * 3 + b"\x08\x00"),
        (LINK_SLL, bytes(14) + b"\x08\x00"),
        (LINK_SLL2, b"\x08\x00" + bytes(18)),
    ],
)
def test_link_layers(link_type: int, head: bytes) -> None:
    datagram = dissect(Frame(1, link_type, head + PACKET))
    assert datagram == (SOURCE, 4342, DESTINATION, 4342, PAYLOAD)


def test_ipv6_with_extension_headers() -> None:
    assert dissect(Frame(1, LINK_RAW, ipv6(udp(PAYLOAD)))).source == Address.parse("2001:db8::1")
    chained = bytes([60, 1]) + bytes(14) + bytes([17, 0]) + bytes(6) + udp(PAYLOAD)
    assert dissect(Frame(1, 229, ipv6(chained, protocol=0))).payload == PAYLOAD


def test_padding_behind_the_packet_is_no_payload() -> None:
    assert dissect(Frame(1, LINK_RAW, PACKET + bytes(20))).payload == PAYLOAD
    assert dissect(Frame(1, LINK_RAW, ipv4(udp(PAYLOAD), options=bytes(8)))).payload == PAYLOAD


UDP_LENGTH = 24


@pytest.mark.parametrize(
    ("link_type", "data", "reason", "offset"),
    [
        (147, b"", FrameReason.UNKNOWN_LINK_TYPE, 0),
        (LINK_RAW, b"", FrameReason.TRUNCATED, 0),
        (LINK_NULL, bytes(4), FrameReason.TRUNCATED, 4),
        (LINK_RAW, b"\x55" + PACKET[1:], FrameReason.BAD_IP_HEADER, 0),
        (LINK_RAW, b"\x44" + PACKET[1:], FrameReason.BAD_IP_HEADER, 0),
        (LINK_RAW, PACKET[:2] + b"\0\x13" + PACKET[4:], FrameReason.BAD_IP_HEADER, 0),
        (LINK_RAW, PACKET[:19], FrameReason.TRUNCATED, 19),
        (LINK_RAW, PACKET[:27], FrameReason.TRUNCATED, 27),
        (LINK_RAW, PACKET[:-1], FrameReason.TRUNCATED, 31),
        (LINK_RAW, ipv4(udp(PAYLOAD), fragment=0x2000), FrameReason.FRAGMENT, 6),
        (LINK_RAW, ipv4(udp(PAYLOAD), fragment=1), FrameReason.FRAGMENT, 6),
        (LINK_RAW, ipv4(udp(PAYLOAD), protocol=6), FrameReason.NOT_LISP, 9),
        (LINK_RAW, ipv4(b"1234567"), FrameReason.TRUNCATED, 27),
        (LINK_RAW, PACKET[:UDP_LENGTH] + b"\0\7" + PACKET[26:], FrameReason.BAD_UDP_LENGTH, UDP_LENGTH),
        (LINK_RAW, PACKET[:UDP_LENGTH] + b"\0\x0d" + PACKET[26:] + b"x", FrameReason.BAD_UDP_LENGTH, 24),
        (LINK_RAW, ipv6(udp(PAYLOAD))[:39], FrameReason.TRUNCATED, 39),
        (LINK_RAW, ipv6(udp(PAYLOAD), protocol=58), FrameReason.NOT_LISP, 6),
        (LINK_RAW, ipv6(bytes([17, 0]) + bytes(6), protocol=44), FrameReason.FRAGMENT, 6),
        (LINK_RAW, ipv6(bytes(7), protocol=0), FrameReason.TRUNCATED, 47),
        (LINK_RAW, ipv6(bytes(8 * 9), protocol=0), FrameReason.NOT_LISP, 40 + 8 * 7),
        (LINK_ETHERNET, bytes(13), FrameReason.TRUNCATED, 13),
        (LINK_ETHERNET, ETHERNET + b"\x08\x06", FrameReason.NOT_LISP, 12),
        (LINK_ETHERNET, ETHERNET + b"\x81\x00\x00", FrameReason.TRUNCATED, 15),
        (LINK_ETHERNET, ETHERNET + b"\x81\x00\x00\x07" * 5 + b"\x08\x00", FrameReason.NOT_LISP, 32),
    ],
)
def test_frames_without_lisp(link_type: int, data: bytes, reason: FrameReason, offset: int) -> None:
    with pytest.raises(FrameError) as caught:
        dissect(Frame(1, link_type, data))
    assert (caught.value.reason, caught.value.offset) == (reason, offset)
    assert str(caught.value) == f"{reason} at byte {offset}"
