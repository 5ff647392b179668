"""Inner packets: what a tunnel does to TTL, traffic class and checksum, and which flow they belong to."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisp.wire.ecm import internet_checksum
from tests.unit.xtr.dataplane.packets import ipv4, ipv6, udp
from xtr.dataplane.packet import (
    decapsulated,
    family_of,
    flow_hash,
    is_unicast,
    merged_ecn,
    rewritten,
    traffic_class_of,
    ttl_of,
)


@given(
    ttl=st.integers(0, 255),
    tos=st.integers(0, 255),
    new_ttl=st.integers(0, 255),
    new_tos=st.integers(0, 255),
    payload=st.binary(max_size=40),
)
def test_rewritten_ipv4_keeps_a_right_checksum(ttl: int, tos: int, new_ttl: int, new_tos: int, payload: bytes) -> None:
    packet = rewritten(ipv4("10.1.0.1", "10.2.0.2", payload, ttl=ttl, tos=tos), new_ttl, new_tos)
    assert internet_checksum(packet[:20]) == 0
    assert (ttl_of(packet), traffic_class_of(packet)) == (new_ttl, new_tos)
    assert packet[20:] == payload


@given(new_ttl=st.integers(0, 255), new_class=st.integers(0, 255))
def test_rewritten_ipv6(new_ttl: int, new_class: int) -> None:
    before = ipv6("2001:db8::1", "2001:db8::2", b"payload", flow_label=0xABCDE)
    packet = rewritten(before, new_ttl, new_class)
    assert (ttl_of(packet), traffic_class_of(packet)) == (new_ttl, new_class)
    assert packet[0] >> 4 == 6
    assert struct.unpack_from("!I", packet)[0] & 0xFFFFF == 0xABCDE
    assert packet[8:] == before[8:]


# RFC 6040 section 4.2, figure 4: rows are the inner codepoint, columns the outer.
NOT_ECT, ECT_1, ECT_0, CE = 0, 1, 2, 3


@pytest.mark.parametrize(
    ("inner", "outer", "result"),
    [
        (NOT_ECT, NOT_ECT, NOT_ECT),
        (NOT_ECT, ECT_0, NOT_ECT),
        (NOT_ECT, ECT_1, NOT_ECT),
        (NOT_ECT, CE, None),
        (ECT_0, NOT_ECT, ECT_0),
        (ECT_0, ECT_0, ECT_0),
        (ECT_0, ECT_1, ECT_1),
        (ECT_0, CE, CE),
        (ECT_1, NOT_ECT, ECT_1),
        (ECT_1, ECT_0, ECT_1),
        (ECT_1, ECT_1, ECT_1),
        (ECT_1, CE, CE),
        (CE, NOT_ECT, CE),
        (CE, ECT_0, CE),
        (CE, ECT_1, CE),
        (CE, CE, CE),
    ],
)
def test_ecn_after_the_tunnel(inner: int, outer: int, result: int | None) -> None:
    assert merged_ecn(inner, outer) == result


@pytest.mark.parametrize(("inner", "outer", "result"), [(64, 60, 60), (60, 64, 60), (64, 64, 64), (1, 255, 1)])
def test_ttl_after_the_tunnel_is_the_lower(inner: int, outer: int, result: int) -> None:
    for packet in (ipv4("10.1.0.1", "10.2.0.2", ttl=inner), ipv6("2001:db8::1", "2001:db8::2", hop_limit=inner)):
        out = decapsulated(packet, outer, 0)
        assert out is not None
        assert ttl_of(out) == result


def test_dscp_after_the_tunnel_is_the_outer() -> None:
    out = decapsulated(ipv4("10.1.0.1", "10.2.0.2", tos=0x02), 64, 0xB8)
    assert out is not None
    assert traffic_class_of(out) == 0xBA


def test_unchanged_packet_is_not_copied() -> None:
    packet = ipv4("10.1.0.1", "10.2.0.2", ttl=60)
    assert decapsulated(packet, 60, 0) is packet


def test_congestion_that_cannot_be_carried_drops_the_packet() -> None:
    assert decapsulated(ipv4("10.1.0.1", "10.2.0.2", tos=0), 64, CE) is None


def test_packets_of_a_flow_hash_alike_and_others_differ() -> None:
    one = flow_hash(udp("10.1.0.1", "10.2.0.2", 1000, 2000, b"a"))
    assert flow_hash(udp("10.1.0.1", "10.2.0.2", 1000, 2000, b"other", ttl=3, tos=8)) == one
    assert flow_hash(udp("10.1.0.1", "10.2.0.2", 1001, 2000, b"a")) != one
    assert flow_hash(udp("10.1.0.1", "10.2.0.3", 1000, 2000, b"a")) != one


def test_fragments_hash_alike_whatever_they_begin_with() -> None:
    first = ipv4("10.1.0.1", "10.2.0.2", b"\x03\xe8\x07\xd0" + bytes(20), fragment=0x2000)
    second = ipv4("10.1.0.1", "10.2.0.2", b"\xff\xff\xff\xff" + bytes(20), fragment=0x0003)
    assert flow_hash(first) == flow_hash(second)


@given(st.binary(max_size=80))
def test_family_of_believes_no_short_or_padded_packet(data: bytes) -> None:
    family = family_of(data)
    if family == 1:
        assert len(data) == int.from_bytes(data[2:4], "big") >= 20
    if family == 2:
        assert len(data) == int.from_bytes(data[4:6], "big") + 40
    if family:
        flow_hash(data)  # reads nothing past the end


def test_family_of_whole_packets() -> None:
    assert family_of(ipv4("10.1.0.1", "10.2.0.2", b"x")) == 1
    assert family_of(ipv6("2001:db8::1", "2001:db8::2", b"x")) == 2
    assert family_of(ipv4("10.1.0.1", "10.2.0.2", b"x") + b"pad") == 0
    assert family_of(ipv4("10.1.0.1", "10.2.0.2", b"x")[:-1]) == 0


@pytest.mark.parametrize(
    ("text", "unicast"),
    [
        ("10.1.0.1", True),
        ("0.1.2.3", False),
        ("127.0.0.1", False),
        ("169.254.1.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("2001:db8::1", True),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("febf::1", False),
        ("ff02::1", False),
        ("fc00::1", True),
    ],
)
def test_unicast_addresses(text: str, unicast: bool) -> None:
    from lisp.wire import Address

    assert is_unicast(Address.parse(text).packed) is unicast
