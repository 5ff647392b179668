"""Which questions on a LAN the xTR answers, and what its frames say. Frames are read by scapy, not by us."""

import pytest
from scapy.layers.inet6 import ICMPv6ND_NA, ICMPv6ND_NS, ICMPv6NDOptDstLLAddr, ICMPv6NDOptSrcLLAddr, IPv6
from scapy.layers.l2 import ARP, Ether

from lisp.wire import Address
from xtr.neighbour_frames import Question, announcement, answer, read_question

MAC, OURS = "02:00:00:00:00:07", "02:00:5e:00:01:01"
ASKER4, ABSENT4 = "10.1.0.7", "10.1.0.100"
ASKER6, ABSENT6 = "2001:db8:a:1::7", "2001:db8:a:1::100"
LINK_LOCAL = Address.parse("fe80::1")


def packed(mac: str) -> bytes:
    return bytes.fromhex(mac.replace(":", ""))


def arp(sender: str, target: str, operation: int = 1) -> bytes:
    return bytes(Ether(src=MAC, dst="ff:ff:ff:ff:ff:ff") / ARP(op=operation, hwsrc=MAC, psrc=sender, pdst=target))


def solicitation(sender: str, target: str, hops: int = 255, code: int = 0) -> bytes:
    ip = IPv6(src=sender, dst="ff02::1:ff00:100", hlim=hops)
    message = ICMPv6ND_NS(tgt=target, code=code) / ICMPv6NDOptSrcLLAddr(lladdr=MAC)
    return bytes(Ether(src=MAC, dst="33:33:ff:00:01:00") / ip / message)


def question(asker: str, target: str) -> Question:
    return Question(Address.parse(asker), packed(MAC), Address.parse(target))


def test_questions_are_read() -> None:
    assert read_question(arp(ASKER4, ABSENT4)) == question(ASKER4, ABSENT4)
    assert read_question(arp(ASKER4, ABSENT4) + bytes(18)) == question(ASKER4, ABSENT4), "padded to 60 octets"
    assert read_question(solicitation(ASKER6, ABSENT6)) == question(ASKER6, ABSENT6)


@pytest.mark.parametrize(
    "frame",
    [
        arp("0.0.0.0", ABSENT4),  # is it free? RFC 5227 section 2.1.1
        arp(ABSENT4, ABSENT4),  # it is mine: section 2.3
        arp(ASKER4, ABSENT4, operation=2),
        solicitation("::", ABSENT6),  # is it free? RFC 4862 section 5.4
        solicitation(ASKER6, ABSENT6, hops=254),  # from beyond the link
        solicitation(ASKER6, ABSENT6, code=1),
        solicitation(ASKER6, ABSENT6)[:-1] + b"\x08",  # its checksum is wrong
        bytes(Ether(src=MAC) / IPv6(src=ASKER6, dst=ABSENT6, hlim=255) / ICMPv6ND_NA(tgt=ABSENT6)),
        bytes(Ether(src=MAC, type=0x88CC) / bytes(40)),
    ],
)
def test_what_asks_nothing_of_us_is_left_alone(frame: bytes) -> None:
    assert read_question(frame) is None


@pytest.mark.parametrize("frame", [arp(ASKER4, ABSENT4), solicitation(ASKER6, ABSENT6)])
def test_short_frames_are_not_read_past_their_end(frame: bytes) -> None:
    needed = len(frame) if frame[12:14] == b"\x08\x06" else 14 + 40 + 24
    for size in range(needed):
        read_question(frame[:size])
    assert read_question(frame[: needed - 1]) is None


def test_arp_answer_and_announcement() -> None:
    reply = Ether(answer(question(ASKER4, ABSENT4), packed(OURS), Address.parse(ABSENT4)))
    assert (reply.dst, reply.src) == (MAC, OURS)
    found = reply[ARP]
    assert (found.op, found.hwsrc, found.psrc, found.hwdst, found.pdst) == (2, OURS, ABSENT4, MAC, ASKER4)
    told = Ether(announcement(Address.parse(ABSENT4), packed(OURS), Address.parse(ABSENT4)))
    assert told.dst == "ff:ff:ff:ff:ff:ff"
    assert (told[ARP].op, told[ARP].hwsrc, told[ARP].psrc, told[ARP].pdst) == (1, OURS, ABSENT4, ABSENT4)


def test_neighbour_advertisements() -> None:
    reply = Ether(answer(question(ASKER6, ABSENT6), packed(OURS), LINK_LOCAL))
    told = Ether(announcement(Address.parse(ABSENT6), packed(OURS), LINK_LOCAL))
    for frame, to, mac in ((reply, ASKER6, MAC), (told, "ff02::1", "33:33:00:00:00:01")):
        assert (frame.dst, frame.src) == (mac, OURS)
        assert (frame[IPv6].src, frame[IPv6].dst, frame[IPv6].hlim) == ("fe80::1", to, 255)
        assert frame[ICMPv6ND_NA].tgt == ABSENT6
        assert frame[ICMPv6NDOptDstLLAddr].lladdr == OURS
        right = frame[ICMPv6ND_NA].cksum
        del frame[ICMPv6ND_NA].cksum
        assert Ether(bytes(frame))[ICMPv6ND_NA].cksum == right
    flags = [(frame[ICMPv6ND_NA].R, frame[ICMPv6ND_NA].S, frame[ICMPv6ND_NA].O) for frame in (reply, told)]
    assert flags == [(0, 1, 0), (0, 0, 1)]
