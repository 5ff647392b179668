"""`fmc decode` over arbitrary bytes in every format: objects come out, and nothing else happens."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lisp.capture import read_capture
from lisp.decode_cli import describe, text_line
from tests.pcap import interface, ipv4, ipv6, pcap, section, udp

BEGINNINGS = {
    "nothing": b"",
    "pcap": pcap([]),
    "pcap, little-endian": pcap([], 1, "<"),
    "pcapng": section(),
    "pcapng with an interface": section(">") + interface(1, ">"),
    "hexadecimal": b"# text\n",
}


def check(data: bytes) -> int:
    """The objects of a capture; each is JSON and has a line."""
    count = 0
    for count, item in enumerate(read_capture(io.BytesIO(data)), 1):
        shown = describe(item, {1: b"secret"})
        assert shown["n"] == count
        assert ("error" in shown) != ("type" in shown)
        assert shown.get("reencodes", True) is True
        assert json.loads(json.dumps(shown)) == shown
        assert text_line(shown).isprintable()
    return count


@pytest.mark.parametrize("beginning", BEGINNINGS)
@given(data=st.binary(max_size=200))
def test_any_capture(beginning: str, data: bytes) -> None:
    check(BEGINNINGS[beginning] + data)


@given(st.lists(st.binary(max_size=80), max_size=4), st.sampled_from([0, 1, 12, 101, 113, 228, 229, 276]))
def test_any_packets(packets: list[bytes], link_type: int) -> None:
    assert check(pcap(packets, link_type)) == len(packets)


@given(st.binary(max_size=120), st.sampled_from([4341, 4342]), st.booleans())
def test_any_payload(payload: bytes, port: int, six: bool) -> None:
    datagram = udp(payload, 1, port)
    assert check(pcap([ipv6(datagram) if six else ipv4(datagram)])) == 1


@given(st.text(st.sampled_from("0123456789abcdef \n:|#xz"), max_size=200))
def test_any_text(text: str) -> None:
    check(text.encode())
