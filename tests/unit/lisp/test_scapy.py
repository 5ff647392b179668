"""The scapy layers against known octets, and against the codec: two readings of the RFCs, one result."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scapy.config import conf
from scapy.layers.inet import IP, TCP, UDP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import Ether
from scapy.packet import Packet, Raw

from lisp.scapy import (
    LISPECM,
    LISPEIDAD,
    LISPLCAF,
    LISPLCAFJSON,
    LISPLCAFNAT,
    LISPAddress,
    LISPChangePriority,
    LISPControl,
    LISPData,
    LISPECMSecurity,
    LISPEIDPrefix,
    LISPEIDRecord,
    LISPInfoReply,
    LISPInfoRequest,
    LISPLCAFAFIList,
    LISPLCAFApplication,
    LISPLCAFASNumber,
    LISPLCAFGeo,
    LISPLCAFHop,
    LISPLCAFInstanceID,
    LISPLCAFKey,
    LISPLCAFMulticast,
    LISPLCAFPath,
    LISPLCAFReplication,
    LISPLCAFReplicationList,
    LISPLCAFSecurityKey,
    LISPLCAFSourceDest,
    LISPLCAFUnknown,
    LISPLCAFVendor,
    LISPLocator,
    LISPMapNotify,
    LISPMapNotifyAck,
    LISPMapReferral,
    LISPMapRegister,
    LISPMapReply,
    LISPMapRequest,
    LISPReferralRecord,
    LISPReplySecurity,
    LISPRequestRecord,
    LISPSharedExtension,
    LISPShim,
    authenticate,
    verify,
)
from lisp.scapy.fields import MAX_DEPTH
from lisp.wire import (
    AnyAddress,
    DataHeader,
    EncapsulatedControlMessage,
    Message,
    ShimHeader,
    decode,
    encode,
)
from lisp.wire.lcaf import decode_address
from lisp.wire.reader import Reader, Writer
from tests import strategies
from tests.scapy_twin import agree, named, twin

PSK = b"correct horse battery staple"
NONCE = 0x0102030405060708
XTR_ID, SITE_ID = bytes(range(16)), bytes(range(8))
HEAD = "0102030405060708"
REQUEST = "18000001" + HEAD + "00000001c0000209002000010a010101"
TRAILER = "000102030405060708090a0b0c0d0e0f0001020304050607"


def request(**fields: Any) -> Packet:
    """A Map-Request with the nonce, the ITR-RLOC and the record of the known answers."""
    given: dict[str, Any] = {
        "nonce": NONCE,
        "itr_rlocs": ["192.0.2.9"],
        "records": [LISPRequestRecord(eid="10.1.1.1", eid_masklen=32)],
    }
    return LISPMapRequest(**given | fields)


def record(locator: str = "192.0.2.1", flags: str = "A", **fields: Any) -> Packet:
    """The EID record of the known answers."""
    return LISPEIDRecord(eid="10.1.1.1", flags=flags, locators=[LISPLocator(rloc=locator)], **fields)


def register(**fields: Any) -> Packet:
    """The Map-Register of the known tags, without its tag."""
    identity: dict[str, Any] = {"xtr_id": XTR_ID, "site_id": SITE_ID}
    return LISPMapRegister(flags="P+I+T+M", nonce=NONCE, key_id=1, records=[record()], **identity, **fields)


FRAME = Ether(dst="02:00:00:00:00:02", src="02:00:00:00:00:01")

# What the messages of the known answers say, and their octets.
KNOWN = {
    "map-request": (request(flags="A"), REQUEST),
    "subscribe": (
        request(flags="I", records=[LISPRequestRecord(flags="N", eid="10.1.1.1")], xtr_id=XTR_ID, site_id=SITE_ID),
        "10100001" + HEAD + "00000001c0000209802000010a010101" + TRAILER,
    ),
    "unsubscribe": (
        request(
            flags="I",
            itr_rlocs=[None],
            records=[LISPRequestRecord(flags="N", eid="10.1.1.1")],
            xtr_id=XTR_ID,
            site_id=SITE_ID,
        ),
        "10100001" + HEAD + "00000000802000010a010101" + TRAILER,
    ),
    "smr": (
        request(flags="S+L+D", source_eid="10.1.1.9"),
        "11006001" + HEAD + "00010a0101090001c0000209002000010a010101",
    ),
    "three-itr-rlocs": (
        request(itr_rlocs=["192.0.2.9", "192.0.2.10", "2001:db8::1"]),
        "10000201" + HEAD + "00000001c00002090001c000020a000220010db8000000000000000000000001002000010a010101",
    ),
    "map-reply": (
        LISPMapReply(nonce=NONCE, records=[record(map_version=0x345)]),
        "20000001" + HEAD + "000005a001201000034500010a0101010164ff0000050001c0000201",
    ),
    "negative": (
        LISPMapReply(nonce=NONCE, records=[LISPEIDRecord(record_ttl=15, act=4, eid="10.1.1.1")]),
        "20000001" + HEAD + "0000000f00208000000000010a010101",
    ),
    "map-referral": (
        LISPMapReferral(
            nonce=NONCE,
            records=[
                LISPReferralRecord(
                    act=2,
                    flags="A+I",
                    eid="10.1.1.1",
                    locators=[LISPLocator(m_priority=0, flags="L+R", rloc="192.0.2.7")],
                )
            ],
        ),
        "60000001" + HEAD + "000005a001205800000000010a010101016400000005" + "0001c0000207",
    ),
    "ecm": (
        LISPECM()
        / IP(id=1, chksum=0, src="192.0.2.9", dst="10.1.1.1")
        / UDP(sport=40000, dport=4342, chksum=0)
        / request(flags="A"),
        "80000000450000380001000040110000c00002090a0101019c4010f600240000" + REQUEST,
    ),
}


def chain(packet: Packet) -> list[Packet]:
    """A packet and its payloads."""
    return [packet, *chain(packet.payload)] if packet else []


@pytest.mark.parametrize("name", KNOWN)
def test_known_answer(name: str) -> None:
    built, text = KNOWN[name]
    octets = bytes.fromhex(text)
    assert bytes(built).hex() == text
    dissected = LISPControl(octets)
    for found, expected in zip(chain(dissected), chain(built), strict=True):
        agree(found, expected)
    assert bytes(dissected) == octets
    # The codec takes them all: what scapy builds, it reads, and writes the same again.
    assert encode(decode(bytes(built))) == octets


def test_known_answer_field_by_field() -> None:
    reply = LISPControl(bytes.fromhex(KNOWN["map-reply"][1]))
    assert type(reply) is LISPMapReply
    assert (reply.type, reply.record_count, reply.nonce) == (2, 1, NONCE)
    (mapping,) = reply.records
    assert (mapping.record_ttl, mapping.locator_count, mapping.eid_masklen, mapping.act) == (1440, 1, 32, 0)
    assert (str(mapping.flags), mapping.map_version) == ("A", 0x345)
    assert (mapping.eid_afi, mapping.eid) == (1, "10.1.1.1")
    (locator,) = mapping.locators
    assert (locator.priority, locator.weight, locator.m_priority, locator.m_weight) == (1, 100, 255, 0)
    assert (str(locator.flags), locator.rloc_afi, locator.rloc) == ("R+L", 1, "192.0.2.1")


# LCAF, its octets with the AFI in front.
LCAFS = {
    1: (LISPLCAFAFIList(addresses=["10.0.0.1", "::1"]), "00000100001800010a0000010002" + "00" * 15 + "01"),
    2: (LISPLCAFInstanceID(instance_id=100, address="10.0.0.1"), "00000220000a0000006400010a000001"),
    3: (LISPLCAFASNumber(as_number=65000, address="10.0.0.1"), "00000300000a0000fde800010a000001"),
    4: (
        LISPLCAFApplication(
            protocol=6, local_port_low=80, local_port_high=80, remote_port_low=1024, address="10.0.0.1"
        ),
        "00000400001200000006005000500400ffff00010a000001",
    ),
    5: (
        LISPLCAFGeo(
            latitude_degrees=48,
            latitude_minutes=50,
            longitude_degrees=2,
            longitude_minutes=20,
            altitude=35,
            address="10.0.0.1",
        ),
        "0000050000128030320080021400000000230001" + "0a000001",
    ),
    7: (
        LISPLCAFNAT(
            ms_port=4342,
            etr_port=50000,
            global_etr_rloc="198.51.100.1",
            ms_rloc="192.0.2.1",
            private_etr_rloc="10.0.0.1",
            rtr_rlocs=["203.0.113.1"],
        ),
        "00000700001c10f6c3500001c63364010001c000020100010a0000010001cb007101",
    ),
    9: (
        LISPLCAFMulticast(instance_id=100, source_masklen=32, group_masklen=32, source="10.0.0.1", group="239.1.1.1"),
        "000009000014000000640000202000010a0000010001ef010101",
    ),
    10: (
        LISPLCAFPath(hops=[LISPLCAFHop(flags="L+S", address="192.0.2.1"), LISPLCAFHop(flags="S", address="192.0.2.2")]),
        "00000a00001000050001c000020100010001c0000202",
    ),
    11: (
        LISPLCAFSecurityKey(key_algorithm=2, keys=[LISPLCAFKey(material=b"KKKK")], locator="192.0.2.1"),
        "00000b0000100100020000044b4b4b4b0001c0000201",
    ),
    12: (
        LISPLCAFSourceDest(source_masklen=24, dest_masklen=16, source="10.0.0.0", dest="10.1.0.0"),
        "00000c0000100000181000010a00000000010a010000",
    ),
    13: (
        LISPLCAFReplicationList(entries=[LISPLCAFReplication(address="192.0.2.1")]),
        "00000d00000a000000800001c0000201",
    ),
    14: (LISPLCAFJSON(text=b'{"a":1}'), "00000e00000b00077b2261223a317d0000"),
    255: (LISPLCAFVendor(oui=0x00000C, data=b"cisco"), "0000ff0000090000000c636973636f"),
}


@pytest.mark.parametrize("kind", LCAFS)
def test_known_lcaf(kind: int) -> None:
    built, text = LCAFS[kind]
    assert bytes(built).hex() == text
    dissected = LISPLCAF(bytes.fromhex(text))
    assert dissected.type == kind
    agree(dissected, built)
    assert bytes(dissected).hex() == text
    element = LISPAddress(address=built)
    assert bytes(element).hex() == "4003" + text


@pytest.mark.parametrize(
    ("algorithm", "size", "tag"),
    [
        (1, 12, "35f233794ba2f38271fbe170"),
        (1, None, "b0f7c708a84945fbbe759e35af8d6d3d3c2b5e46"),
        (2, 16, "ed7dbdd1e90864678684c5cce68d03dd"),
        (2, None, "092c9075ba532fa4795e5228f5248520180205cd7433b5c8b46d809a6078a5fe"),
        (3, None, "6eb6c2ceaba40ce3dd9e61f35820b823"),
    ],
)
def test_known_tags(algorithm: int, size: int | None, tag: str) -> None:
    signed = authenticate(register(algorithm_id=algorithm), PSK, size)
    assert signed.auth_data.hex() == tag
    received = LISPControl(bytes(signed))
    assert verify(received, PSK)
    assert not verify(received, b"another secret")
    received.records[0].locators[0].rloc = "192.0.2.66"
    assert not verify(received, PSK)


def test_known_tags_of_the_acknowledgements() -> None:
    fields: dict[str, Any] = {"nonce": NONCE, "key_id": 1, "algorithm_id": 3, "records": [record()]}
    assert authenticate(LISPMapNotify(**fields), PSK).auth_data.hex() == "8d97b816a46f57256a48444ee98cc87d"
    assert authenticate(LISPMapNotifyAck(**fields), PSK).auth_data.hex() == "1035ad4bf82531af28382ff5fb45235b"
    order = authenticate(LISPChangePriority(flags="H", **fields), PSK)
    echo = authenticate(LISPChangePriority(flags="H+K", **fields), PSK)
    assert order.auth_data != echo.auth_data


@pytest.mark.parametrize("kind", strategies.messages, ids=lambda kind: kind.NAME)
@settings(max_examples=60)
@given(data=st.data())
def test_scapy_and_the_codec_say_the_same(kind: type, data: st.DataObject) -> None:
    message: Message = data.draw(strategies.messages[kind])
    octets = encode(message)
    built = twin(message)
    # Scapy's octets, with all counts, lengths and checksums computed, are the codec's.
    assert bytes(built) == octets
    # Scapy reads from the codec's octets the values that the codec put there, and writes them again.
    dissected = LISPControl(octets)
    agree(dissected, built)
    assert bytes(dissected) == octets
    # And the codec reads what scapy built as the message it was built from.
    assert decode(bytes(built)) == message


@given(strategies.addresses)
def test_addresses_say_the_same(address: AnyAddress) -> None:
    writer = Writer()
    address.encode(writer)
    octets = writer.to_bytes()
    built = LISPRequestRecord(**named("eid", address))
    assert bytes(built)[2:] == octets
    dissected = LISPRequestRecord(bytes(2) + octets)
    assert dissected.payload.name == "NoPayload"
    assert bytes(dissected)[2:] == octets
    assert decode_address(Reader(bytes(built)[2:])) == address


def test_data_headers_say_the_same() -> None:
    for flags in range(0, 256, 4):  # every combination of them, and a clear payload
        header = DataHeader(flags << 24 | 0x345678, 0xABCDEF98)
        found = LISPData(header.encode())
        assert bytes(found) == header.encode()
        assert (found.instance_id or 0) == header.iid
        assert found.nonce == header.nonce
        assert bool(found.flags.E and found.nonce is not None) == header.echo_requested
        assert found.next_protocol == header.next_protocol
        versions = (found.source_map_version, found.dest_map_version)
        assert versions == (header.versions or (None, None))
        assert (found.status_bits if found.flags.L else None) == header.status_bits


@given(strategies.shims)
def test_shims_say_the_same(shim: ShimHeader) -> None:
    built = LISPShim(type=shim.type, next_protocol=shim.next_protocol, body=shim.body, reserved=shim.reserved)
    assert bytes(built) == shim.encode()
    agree(LISPShim(shim.encode()), built)


SCAPY_BUILT = {
    "info-request": LISPInfoRequest(nonce=7, key_id=0x0102, auth_data=b"0123", ttl=5, eid="10.1.1.1"),
    "info-reply": LISPInfoReply(nonce=7, eid="10.1.1.1", nat=LCAFS[7][0]),
    "protected-reply": LISPMapReply(
        flags="S",
        nonce=7,
        records=[record()],
        security=LISPReplySecurity(
            eid_ad=LISPEIDAD(
                kdf_id=2,
                eid_hmac_id=2,
                records=[LISPEIDPrefix(eid="10.1.1.1", eid_masklen=32)],
                eid_hmac=bytes(16),
            ),
            pkt_hmac_id=2,
            pkt_hmac=bytes(16),
        ),
    ),
    "protected-ecm": LISPECM(flags="S+D", security=LISPECMSecurity(requested_hmac_id=2, eid_ad=LISPEIDAD(kdf_id=2)))
    / IPv6(src="2001:db8::1", dst="2001:db8::2")
    / UDP(sport=40000, dport=4342)
    / request(records=[LISPRequestRecord(eid="2001:db8::2", eid_masklen=128)]),
    "change-priority": authenticate(
        LISPChangePriority(flags="C", nonce=9, algorithm_id=3, records=[record(record_ttl=1)]), PSK
    ),
    "name": LISPMapReply(records=[LISPEIDRecord(eid=b"host.example", eid_masklen=0)]),
    "mac": LISPMapReply(records=[LISPEIDRecord(eid="02:00:00:00:00:01", eid_masklen=48)]),
}


@pytest.mark.parametrize("name", SCAPY_BUILT)
def test_the_codec_reads_what_scapy_builds(name: str) -> None:
    octets = bytes(SCAPY_BUILT[name])
    message = decode(octets)
    assert encode(message) == octets
    again = LISPControl(octets)
    assert bytes(again) == octets
    if not isinstance(message, EncapsulatedControlMessage):
        agree(again, twin(message))


def test_sniffed_control_message_dissects_by_itself() -> None:
    for network in (IP(src="192.0.2.1", dst="192.0.2.2"), IPv6(src="2001:db8::1", dst="2001:db8::2")):
        for source, destination in ((4342, 61000), (61000, 4342)):
            frame = FRAME / network / UDP(sport=source, dport=destination) / request()
            sniffed = Ether(bytes(frame))
            assert sniffed[LISPMapRequest].records[0].eid == "10.1.1.1"
            assert sniffed.haslayer(LISPControl)
            assert bytes(sniffed) == bytes(frame)


def test_ports_are_filled_in() -> None:
    packet = IP(src="192.0.2.1", dst="192.0.2.2") / UDP() / request()
    assert (packet[UDP].sport, packet[UDP].dport) == (4342, 4342)
    assert (UDP() / LISPData())[UDP].dport == 4341


def test_sniffed_data_packet_dissects_to_the_inner_packet() -> None:
    outer = IP(src="192.0.2.1", dst="192.0.2.2") / UDP(sport=50000, dport=4341, chksum=0)
    inner = IP(src="10.1.1.1", dst="10.2.2.2") / TCP(dport=80)
    packet = IP(bytes(outer / LISPData(flags="N+I", nonce=0xABCDEF, instance_id=7) / inner))
    assert str(packet[LISPData].flags) == "I+N"
    assert (packet[LISPData].nonce, packet[LISPData].instance_id) == (0xABCDEF, 7)
    assert packet[TCP].dport == 80
    assert bytes(packet[LISPData])[:8].hex() == "88abcdef00000700"
    inner6 = IPv6(src="2001:db8::1", dst="2001:db8::2") / UDP(dport=9)
    assert IP(bytes(outer / LISPData() / inner6))[IPv6].dst == "2001:db8::2"


def test_generic_protocol_extension() -> None:
    frame = Ether(bytes(FRAME)[:12] + b"\x88\xb5") / Raw(b"frame")
    header = LISPData(flags="P+I", next_protocol=0x80, instance_id=3)
    shim = LISPShim(next_protocol=3, body=bytes(4))
    packet = LISPData(bytes(header / shim / frame))
    assert packet[LISPShim].length == 1
    assert packet[Ether].type == 0x88B5
    assert LISPData(bytes(LISPData(key_id=1) / Raw(b"\x45secret")))[Raw].load == b"\x45secret"


def test_answers_are_found_by_nonce() -> None:
    asked = LISPECM() / IP(src="192.0.2.9", dst="10.1.1.1") / UDP(sport=4342, dport=4342) / request()
    assert LISPMapReply(nonce=NONCE).answers(asked)
    assert LISPMapReply(nonce=NONCE).hashret() == asked.hashret()
    assert not LISPMapReply(nonce=NONCE + 1).answers(asked)
    assert not LISPMapRegister(nonce=NONCE).answers(asked)
    assert LISPMapNotify(nonce=NONCE).answers(register())
    assert not register().answers(LISPMapNotify(nonce=NONCE))
    assert LISPChangePriority(flags="K").answers(LISPChangePriority(flags="H"))
    assert not LISPChangePriority(flags="H").answers(LISPChangePriority(flags="H"))
    assert not LISPInfoRequest().answers(LISPInfoRequest())
    assert LISPInfoReply().answers(LISPInfoRequest())


def test_show_is_readable() -> None:
    shown = str(LISPControl(bytes.fromhex(KNOWN["smr"][1])).show(dump=True))
    assert "flags     = S+L+D" in shown
    assert "type      = Map-Request (1)" in shown
    assert "source_eid= 10.1.1.9" in shown
    assert "afi       = IPv4" in shown
    assert request(flags="S").summary() == "LISP Map-Request 10.1.1.1/32 (S)"
    negative = str(LISPControl(bytes.fromhex(KNOWN["negative"][1])).show(dump=True))
    assert "act       = drop: policy denied (4)" in negative


def test_command_builds_the_packet_again() -> None:
    for built, text in KNOWN.values():
        rebuilt = eval(LISPControl(bytes(built)).command(), globals())
        assert bytes(rebuilt).hex() == text


def test_a_deep_change_is_not_hidden_by_a_cache() -> None:
    reply = LISPControl(bytes(LISPMapReply(records=[record(eid_afi=None)])))
    reply.records[0].locators[0].priority = 255
    assert LISPControl(bytes(reply)).records[0].locators[0].priority == 255
    nested = LISPControl(bytes(LISPMapReply(records=[LISPEIDRecord(eid=LCAFS[2][0])])))
    nested.records[0].eid.instance_id = 8
    assert LISPControl(bytes(nested)).records[0].eid.instance_id == 8
    assert nested.copy().records[0].eid.instance_id == 8


def test_what_is_set_is_written_right_or_wrong() -> None:
    mapping = LISPEIDRecord(eid="10.1.1.1", eid_afi=2, locator_count=3)
    octets = bytes(LISPMapReply(record_count=9, records=[mapping]))
    assert octets[3] == 9
    assert octets[16] == 3
    assert octets[22:24] == b"\0\x02"
    assert bytes(LISPLCAFInstanceID(length=999, address="10.0.0.1"))[4:6] == (999).to_bytes(2, "big")


def test_text_that_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="distinguished name"):
        LISPEIDRecord(eid="host.example")


def test_unknown_lcaf_and_shared_extension_are_kept_raw() -> None:
    unknown = LISPAddress(bytes.fromhex("4003010263040003aabbcc"))
    assert type(unknown.address) is LISPLCAFUnknown
    assert (unknown.address.type, unknown.address.body) == (0x63, b"\xaa\xbb\xcc")
    assert bytes(unknown).hex() == "4003010263040003aabbcc"
    # A body too short for its type, one with octets left over, and a family nobody knows.
    for text in ("4003000002200002" + "0000", "4003000002200008" + "00000001" + "0000" + "ffff", "9999abcd"):
        assert bytes(LISPAddress(bytes.fromhex(text))).hex() == text
    other = LISPControl(bytes.fromhex("f400aabbcc"))
    assert type(other) is LISPSharedExtension
    assert (other.subtype, other[Raw].load) == (0x400, b"\xaa\xbb\xcc")
    assert LISPControl(b"\x9f\x01")[Raw].load == b"\x01"


def test_announced_trailer_that_is_missing_does_not_hide_the_rest() -> None:
    octets = bytes(register())
    for end in range(len(octets) - 24, len(octets)):
        cut = LISPControl(octets[:end])
        assert cut.records[0].locators[0].rloc == "192.0.2.1"
        assert cut.xtr_id + cut.site_id == (XTR_ID + SITE_ID)[: end - len(octets) + 24]
        assert bytes(cut) == octets[:end]


def test_nesting_is_bounded() -> None:
    octets = bytes.fromhex("00010a000001")
    for _ in range(1000):
        octets = bytes.fromhex("400300000220") + (4 + len(octets)).to_bytes(2, "big") + bytes(4) + octets
    element, depth = LISPAddress(octets), 0
    address = element.address
    while isinstance(address, LISPLCAFInstanceID):
        address, depth = address.address, depth + 1
    assert type(address) is LISPLCAFUnknown
    assert depth == MAX_DEPTH - 1
    assert bytes(element) == octets


@settings(max_examples=300)
@given(strategies.any_message, st.data())
def test_damaged_messages_rebuild_to_themselves(message: Message, data: st.DataObject) -> None:
    octets = bytearray(encode(message))
    for _ in range(data.draw(st.integers(0, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(strategies.u8)
    damaged = bytes(octets[: data.draw(st.integers(1, len(octets)))])
    datagram = UDP(bytes(UDP(sport=61000, dport=4342, chksum=0) / Raw(damaged)))
    assert bytes(datagram)[8:] == damaged
    assert datagram.show(dump=True)


def test_it_stands_alone() -> None:
    script = (
        "import sys, lisp.scapy; "
        "print(*sorted(m for m in sys.modules if m.split('.')[0] == 'lisp' and 'lisp.scapy' not in m)); "
        "print(sys.modules['scapy'].__file__.count('site-packages'))"
    )
    run = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True)
    assert run.stdout.split() == ["lisp", "1"], run.stderr
    assert not conf.debug_dissector
