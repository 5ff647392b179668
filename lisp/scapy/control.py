"""The control plane: RFC 9301, with RFC 9437 (publish/subscribe), RFC 8111 (DDT), RFC 9304 (shared type).

`LISPControl` is what UDP port 4342 leads to; called with octets it becomes the layer of their type.
Counts and lengths are computed unless they are set. Flags have the letters of the RFC's figures
(`flags="S+D"`); an optional part is there when its flag is set.
"""

from typing import Any, ClassVar, Final

from scapy.fields import (
    BitField,
    BitFieldLenField,
    ByteEnumField,
    ByteField,
    ConditionalField,
    FieldLenField,
    IntField,
    PacketListField,
    ShortField,
    XBitField,
    XByteField,
    XLongField,
    XStrLenField,
)
from scapy.layers.inet import IP, UDP
from scapy.layers.inet6 import IPv6
from scapy.packet import NoPayload, Packet, Raw

from lisp.scapy.fields import (
    MAX_ELEMENTS,
    AddressField,
    AddressListField,
    AFIField,
    Element,
    Fields,
    InnerField,
    Layer,
    NamedBitsField,
    OctetsField,
    flags_field,
    type_field,
)
from lisp.scapy.security import ALGORITHMS, LISPReplySecurity, ecm_security

CONTROL_PORT: Final = 4342
CHANGE_PRIORITY: Final = 0xC50

TYPES: Final = {
    1: "Map-Request",
    2: "Map-Reply",
    3: "Map-Register",
    4: "Map-Notify",
    5: "Map-Notify-Ack",
    6: "Map-Referral",
    7: "Info",
    8: "ECM",
    15: "shared extension",
}
ACTIONS: Final = {
    0: "no action",
    1: "natively forward",
    2: "send Map-Request",
    3: "drop",
    4: "drop: policy denied",
    5: "drop: authentication failure",
}
REFERRAL_ACTIONS: Final = {
    0: "node referral",
    1: "MS referral",
    2: "MS ack",
    3: "MS not registered",
    4: "delegation hole",
    5: "not authoritative",
}
SIGNATURE_ALGORITHMS: Final = {1: "RSA-SHA1", 2: "RSA-SHA256"}
SUBTYPES: Final = {CHANGE_PRIORITY: "Change Priority"}


class LISPLocator(Element):
    """A locator record (RFC 9301 section 5.4): L local, p probed, R reachable."""

    name = "LISP locator"
    fields_desc: ClassVar[Fields] = [
        ByteField("priority", 1),
        ByteField("weight", 100),
        ByteField("m_priority", 255),
        ByteField("m_weight", 0),
        BitField("unused", 0, 13),
        flags_field("flags", 13, 3, {13: "L", 14: "p", 15: "R"}, default=0b101),
        AFIField("rloc_afi", "rloc"),
        AddressField("rloc", "rloc_afi"),
    ]


def _prefix_of(record: Packet) -> str:
    """EID and mask length for a summary line."""
    return f"{record.eid}/{record.eid_masklen}"


_EID_FIELDS: Final = [AFIField("eid_afi", "eid"), AddressField("eid", "eid_afi")]


class LISPEIDRecord(Element):
    """An EID-to-RLOC mapping (RFC 9301 section 5.4). The TTL is in minutes; A: authoritative."""

    name = "LISP EID record"
    fields_desc: ClassVar[Fields] = [
        IntField("record_ttl", 1440),
        FieldLenField("locator_count", None, fmt="B", count_of="locators"),
        ByteField("eid_masklen", 32),
        NamedBitsField("act", 0, 3, ACTIONS),
        flags_field("flags", 19, 1, {19: "A"}),
        XBitField("reserved", 0, 12),
        BitField("rsvd", 0, 4),
        BitField("map_version", 0, 12),
        *_EID_FIELDS,
        PacketListField("locators", [], LISPLocator, count_from=lambda p: p.locator_count, max_count=MAX_ELEMENTS),
    ]


class LISPRequestRecord(Element):
    """An EID prefix asked for; N: and notify me when it changes (RFC 9437)."""

    name = "LISP Map-Request record"
    fields_desc: ClassVar[Fields] = [
        flags_field("flags", 0, 1, {0: "N"}),
        XBitField("reserved", 0, 7),
        ByteField("eid_masklen", 32),
        *_EID_FIELDS,
    ]


class LISPSignature(Element):
    """The signature of a referral record (RFC 8111 section 6.4.1); times in seconds since 1970."""

    name = "LISP-DDT signature"
    fields_desc: ClassVar[Fields] = [
        IntField("original_ttl", 0),
        IntField("expiration", 0),
        IntField("inception", 0),
        ShortField("key_tag", 0),
        FieldLenField("sig_length", None, length_of="signature"),
        ByteEnumField("sig_algorithm", 2, SIGNATURE_ALGORITHMS),
        XBitField("reserved", 0, 24),
        XStrLenField("signature", b"", length_from=lambda p: p.sig_length),
    ]


class LISPReferralRecord(Element):
    """Where to ask next about a prefix (RFC 8111 section 6.4): A authoritative, I incomplete."""

    name = "LISP referral record"
    fields_desc: ClassVar[Fields] = [
        IntField("record_ttl", 1440),
        FieldLenField("referral_count", None, fmt="B", count_of="locators"),
        ByteField("eid_masklen", 32),
        NamedBitsField("act", 0, 3, REFERRAL_ACTIONS),
        flags_field("flags", 19, 2, {19: "A", 20: "I"}),
        XBitField("reserved", 0, 11),
        BitFieldLenField("sig_count", None, 4, count_of="signatures"),
        BitField("map_version", 0, 12),
        *_EID_FIELDS,
        PacketListField("locators", [], LISPLocator, count_from=lambda p: p.referral_count, max_count=MAX_ELEMENTS),
        PacketListField("signatures", [], LISPSignature, count_from=lambda p: p.sig_count),
    ]


def _records(layer: type[Packet] = LISPEIDRecord) -> PacketListField:
    return PacketListField("records", [], layer, count_from=lambda p: p.record_count, max_count=MAX_ELEMENTS)


def _identity() -> list[ConditionalField]:
    """The trailer that says who sent a message, there when I is set."""
    return [
        ConditionalField(OctetsField("xtr_id", 16), lambda p: p.flags.I),
        ConditionalField(OctetsField("site_id", 8), lambda p: p.flags.I),
    ]


_RECORD_COUNT: Final = FieldLenField("record_count", None, fmt="B", count_of="records")
_NONCE: Final = XLongField("nonce", 0)
_AUTHENTICATION: Final = [
    ByteField("key_id", 0),
    ByteEnumField("algorithm_id", 0, ALGORITHMS),
    FieldLenField("auth_length", None, length_of="auth_data"),
    XStrLenField("auth_data", b"", length_from=lambda p: p.auth_length),
]


class LISPControl(Layer):
    """A control message of a type that is not known; base of those that are."""

    name = "LISP control message"
    match_subclass = True  # `LISPControl in packet` finds whichever it is
    fields_desc: ClassVar[Fields] = [type_field(0, TYPES), XBitField("reserved", 0, 4)]

    @classmethod
    def dispatch_hook(cls, _pkt: bytes | None = None, *_args: Any, **_kargs: Any) -> type[Packet]:
        """Choose by type, and within a type by what tells its messages apart."""
        if not _pkt:
            return cls
        kind = _pkt[0] >> 4
        if kind == 7:
            return LISPInfoReply if _pkt[0] & 0x08 else LISPInfoRequest
        if kind == 15:
            subtype = int.from_bytes(_pkt[:2], "big") & 0xFFF
            return LISPChangePriority if subtype == CHANGE_PRIORITY else LISPSharedExtension
        return _LAYERS.get(kind, LISPControl)

    def hashret(self) -> bytes:
        """What a message and its answer have in common: the nonce."""
        return nonce_of(self).to_bytes(8, "big")

    def answers(self, other: Packet) -> int:
        """Whether this message answers the other one, which may be inside an ECM."""
        asked = innermost(other)
        if type(asked) not in _ANSWERS.get(type(self), ()) or nonce_of(self) != nonce_of(asked):
            return 0
        if isinstance(self, LISPChangePriority):
            return int(bool(self.flags.K) and not asked.flags.K)
        return 1

    def mysummary(self) -> str:
        """Name, EIDs and flags."""
        words = [self.name]
        if isinstance(self.fields.get("records"), list):
            words += [_prefix_of(record) for record in self.records if hasattr(record, "eid")]
        if self.fields.get("flags"):
            words.append(f"({self.get_field('flags').i2repr(self, self.flags)})")
        return " ".join(words)


def innermost(packet: Packet) -> Packet:
    """The message inside an ECM, or the packet itself."""
    while isinstance(packet, LISPECM):
        datagram = packet.payload.getlayer(UDP)
        packet = NoPayload() if datagram is None else datagram.payload
    return packet


def nonce_of(packet: Packet) -> int:
    """The nonce of a message, or of the one inside an ECM; 0 where there is none."""
    message = innermost(packet)
    return int(message.nonce) if "nonce" in message.default_fields else 0


class LISPMapRequest(LISPControl):
    """Asks for a mapping (RFC 9301 section 5.2).

    Flags: A authoritative, M Map-Reply record, P probe, S SMR, p proxy ITR, s SMR-invoked, I xTR-ID, L local
    xTR, D no Map-Reply. `irc` is the number of ITR-RLOCs less one.
    """

    name = "LISP Map-Request"
    fields_desc: ClassVar[Fields] = [
        type_field(1, TYPES),
        flags_field("flags", 4, 15, {4: "A", 5: "M", 6: "P", 7: "S", 8: "p", 9: "s", 11: "I", 17: "L", 18: "D"}),
        BitFieldLenField("irc", None, 5, count_of="itr_rlocs", adjust=lambda _, x: max(0, x - 1)),
        _RECORD_COUNT,
        _NONCE,
        AFIField("source_eid_afi", "source_eid"),
        AddressField("source_eid", "source_eid_afi"),
        AddressListField("itr_rlocs", count_from=lambda p: p.irc + 1),
        _records(LISPRequestRecord),
        ConditionalField(InnerField("map_reply_record", None, LISPEIDRecord), lambda p: p.flags.M),
        *_identity(),
    ]


class LISPMapReply(LISPControl):
    """Answers with mappings (RFC 9301 section 5.4): P probe, E echo-nonce, S authentication data."""

    name = "LISP Map-Reply"
    fields_desc: ClassVar[Fields] = [
        type_field(2, TYPES),
        flags_field("flags", 4, 3, {4: "P", 5: "E", 6: "S"}),
        XBitField("reserved", 0, 17),
        _RECORD_COUNT,
        _NONCE,
        _records(),
        ConditionalField(InnerField("security", None, LISPReplySecurity), lambda p: p.flags.S),
    ]


class LISPMapRegister(LISPControl):
    """Registers mappings (RFC 9301 section 5.6).

    Flags: P proxy reply, S LISP-SEC, I xTR-ID, E EID-notify, T use TTL, a merge, M want Map-Notify.
    """

    name = "LISP Map-Register"
    fields_desc: ClassVar[Fields] = [
        type_field(3, TYPES),
        flags_field("flags", 4, 20, {4: "P", 5: "S", 6: "I", 19: "E", 20: "T", 21: "a", 23: "M"}),
        _RECORD_COUNT,
        _NONCE,
        *_AUTHENTICATION,
        _records(),
        *_identity(),
    ]


def _notify_fields(kind: int) -> Fields:
    """A Map-Notify and its acknowledgement differ in their type."""
    return [
        type_field(kind, TYPES),
        flags_field("flags", 4, 2, {4: "I", 5: "R"}),
        XBitField("reserved", 0, 18),
        _RECORD_COUNT,
        _NONCE,
        *_AUTHENTICATION,
        _records(),
        *_identity(),
    ]


class LISPMapNotify(LISPControl):
    """Tells of mappings (RFC 9301 section 5.7). The RFC reserves the flags: I xTR-ID, R for an RTR."""

    name = "LISP Map-Notify"
    fields_desc: ClassVar[Fields] = _notify_fields(4)


class LISPMapNotifyAck(LISPControl):
    """Acknowledges a Map-Notify (RFC 9301 section 5.7)."""

    name = "LISP Map-Notify-Ack"
    fields_desc: ClassVar[Fields] = _notify_fields(5)


class LISPMapReferral(LISPControl):
    """Says which DDT node to ask next (RFC 8111 section 6.4)."""

    name = "LISP Map-Referral"
    fields_desc: ClassVar[Fields] = [
        type_field(6, TYPES),
        XBitField("reserved", 0, 20),
        _RECORD_COUNT,
        _NONCE,
        _records(LISPReferralRecord),
    ]


def _info_fields(is_reply: bool) -> Fields:
    """An Info-Request and its reply differ in the R flag."""
    return [
        type_field(7, TYPES),
        flags_field("flags", 4, 1, {4: "R"}, default=int(is_reply)),
        XBitField("reserved", 0, 27),
        _NONCE,
        ShortField("key_id", 0),
        FieldLenField("auth_length", None, length_of="auth_data"),
        XStrLenField("auth_data", b"", length_from=lambda p: p.auth_length),
        IntField("ttl", 0),
        XByteField("eid_reserved", 0),
        ByteField("eid_masklen", 32),
        *_EID_FIELDS,
        AFIField("nat_afi", "nat"),
        AddressField("nat", "nat_afi"),
    ]


class LISPInfoRequest(LISPControl):
    """Asks the map server how the sender looks from there (NAT traversal draft, section 4.1)."""

    name = "LISP Info-Request"
    fields_desc: ClassVar[Fields] = _info_fields(is_reply=False)


class LISPInfoReply(LISPControl):
    """Answers it: `nat` is an LISPLCAFNAT (NAT traversal draft, section 4.2)."""

    name = "LISP Info-Reply"
    fields_desc: ClassVar[Fields] = _info_fields(is_reply=True)


class LISPECM(LISPControl):
    """Encapsulated control message (RFC 9301 section 5.8): S authentication data, D from a DDT node.

    E (to the ETR) and M (to the map server) are IANA's; the payload is an IP packet.
    """

    name = "LISP encapsulated control message"
    fields_desc: ClassVar[Fields] = [
        type_field(8, TYPES),
        flags_field("flags", 4, 4, {4: "S", 5: "D", 6: "E", 7: "M"}),
        XBitField("reserved", 0, 24),
        ConditionalField(InnerField("security", None, ecm_security), lambda p: p.flags.S),
    ]

    def guess_payload_class(self, payload: bytes) -> type[Packet]:
        """IP, by its version."""
        return ip_layer(payload)


class LISPSharedExtension(LISPControl):
    """A message of the shared type whose sub-type is not known (RFC 9304)."""

    name = "LISP shared extension"
    fields_desc: ClassVar[Fields] = [type_field(15, TYPES), NamedBitsField("subtype", 0, 12, SUBTYPES)]


class LISPChangePriority(LISPControl):
    """Says that the locators of an EID have changed: a message of this project, not registered.

    Flags: H from a controller, C update the cache, K acknowledgement, I xTR-ID.
    """

    name = "LISP Change Priority"
    fields_desc: ClassVar[Fields] = [
        type_field(15, TYPES),
        NamedBitsField("subtype", CHANGE_PRIORITY, 12, SUBTYPES),
        flags_field("flags", 16, 4, {16: "H", 17: "C", 18: "K", 19: "I"}),
        XBitField("reserved", 0, 4),
        _RECORD_COUNT,
        _NONCE,
        *_AUTHENTICATION,
        _records(),
        *_identity(),
    ]


def ip_layer(octets: bytes) -> type[Packet]:
    """IPv4 or IPv6 by the first nibble, Raw for anything else."""
    versions: dict[int, type[Packet]] = {4: IP, 6: IPv6}
    return versions.get(octets[0] >> 4, Raw) if octets else Raw


_LAYERS: Final[dict[int, type[Packet]]] = {
    1: LISPMapRequest,
    2: LISPMapReply,
    3: LISPMapRegister,
    4: LISPMapNotify,
    5: LISPMapNotifyAck,
    6: LISPMapReferral,
    8: LISPECM,
}

# A Map-Request is answered by a Map-Notify when it subscribes.
_ANSWERS: Final[dict[type[Packet], tuple[type[Packet], ...]]] = {
    LISPMapReply: (LISPMapRequest,),
    LISPMapNotify: (LISPMapRegister, LISPMapRequest),
    LISPMapNotifyAck: (LISPMapNotify,),
    LISPMapReferral: (LISPMapRequest,),
    LISPInfoReply: (LISPInfoRequest,),
    LISPChangePriority: (LISPChangePriority,),
}
