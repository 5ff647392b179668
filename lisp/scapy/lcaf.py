"""LISP Canonical Address Format: RFC 8060, and the vendor type of RFC 9306.

Every type has the same header; `length` is computed unless it is set. A type that nobody knows, and a body
that does not have the shape its type promises, is an `LISPLCAFUnknown` with its octets in `body`. Octets
left over behind a body become its payload.
"""

from typing import Any, ClassVar, Final

from scapy.fields import (
    BitField,
    ByteEnumField,
    ByteField,
    FieldLenField,
    IntField,
    PacketListField,
    ShortField,
    SignedIntField,
    StrLenField,
    X3BytesField,
    XByteField,
    XShortField,
    XStrField,
    XStrLenField,
)
from scapy.packet import Packet

from lisp.scapy.fields import (
    LCAF_HEADER_SIZE,
    LCAF_LAYERS,
    LCAF_UNKNOWN,
    MAX_ELEMENTS,
    AddressField,
    AddressListField,
    AFIField,
    Element,
    Fields,
    Layer,
    flags_field,
    lcaf_layer,
)

TYPES: Final = {
    0: "null body",
    1: "AFI list",
    2: "instance ID",
    3: "AS number",
    4: "application data",
    5: "geo-coordinates",
    6: "opaque key",
    7: "NAT traversal",
    8: "nonce locator",
    9: "multicast info",
    10: "explicit locator path",
    11: "security key",
    12: "source/destination key",
    13: "replication list",
    14: "JSON",
    15: "key/value pair",
    16: "encapsulation format",
    255: "vendor",
}


def header(kind: int, rsvd2: str = "rsvd2", rsvd2_default: int = 0) -> list[Any]:
    """The fields before the body. Types that use the second reserved octet name it."""
    return [
        XByteField("rsvd1", 0),
        XByteField("lcaf_flags", 0),
        ByteEnumField("type", kind, TYPES),
        ByteField(rsvd2, rsvd2_default),
        ShortField("length", None),
    ]


def address(name: str = "address") -> list[Any]:
    """An AFI and the address it stands for."""
    afi = f"{name}_afi"
    return [AFIField(afi, name), AddressField(name, afi)]


class LISPLCAF(Layer):
    """Base of the LCAF types. Called with octets it becomes the layer of their type."""

    name = "LISP LCAF"
    fields_desc: ClassVar[Fields] = header(0)

    @classmethod
    def dispatch_hook(cls, _pkt: bytes | None = None, *_args: Any, **_kargs: Any) -> type[Packet]:
        """Choose by the type in the header."""
        return lcaf_layer(_pkt or b"")

    def post_build(self, pkt: bytes, pay: bytes) -> bytes:
        """Fill in the length."""
        whole = pkt + pay
        if self.getfieldval("length") is None:
            length = len(whole) - LCAF_HEADER_SIZE
            whole = whole[:4] + length.to_bytes(2, "big") + whole[LCAF_HEADER_SIZE:]
        return whole


class LISPLCAFUnknown(LISPLCAF):
    """An LCAF kept as it came."""

    name = "LISP LCAF of unknown type or form"
    fields_desc: ClassVar[Fields] = [*header(0), XStrField("body", b"")]


class LISPLCAFNull(LISPLCAF):
    """Nothing (RFC 8060 section 3)."""

    name = "LISP LCAF null body"
    fields_desc: ClassVar[Fields] = header(0)


class LISPLCAFAFIList(LISPLCAF):
    """Several addresses in no order (RFC 8060 section 4.10)."""

    name = "LISP LCAF AFI list"
    fields_desc: ClassVar[Fields] = [*header(1), AddressListField("addresses")]


class LISPLCAFInstanceID(LISPLCAF):
    """An address in a virtual network (RFC 8060 section 4.1)."""

    name = "LISP LCAF instance ID"
    fields_desc: ClassVar[Fields] = [*header(2, "iid_masklen", 32), IntField("instance_id", 0), *address()]


class LISPLCAFASNumber(LISPLCAF):
    """An address with the AS it is in (RFC 8060 section 4.2)."""

    name = "LISP LCAF AS number"
    fields_desc: ClassVar[Fields] = [*header(3), IntField("as_number", 0), *address()]


class LISPLCAFApplication(LISPLCAF):
    """An address for some traffic only; port ranges include both ends (RFC 8060 section 5.1)."""

    name = "LISP LCAF application data"
    fields_desc: ClassVar[Fields] = [
        *header(4),
        X3BytesField("traffic_class", 0),
        ByteField("protocol", 0),
        ShortField("local_port_low", 0),
        ShortField("local_port_high", 65535),
        ShortField("remote_port_low", 0),
        ShortField("remote_port_high", 65535),
        *address(),
    ]


class LISPLCAFGeo(LISPLCAF):
    """A place; altitude in metres, 0x7fffffff where it is not known (RFC 8060 section 4.3)."""

    name = "LISP LCAF geo-coordinates"
    fields_desc: ClassVar[Fields] = [
        *header(5),
        BitField("north", 1, 1),
        BitField("latitude_degrees", 0, 15),
        ByteField("latitude_minutes", 0),
        ByteField("latitude_seconds", 0),
        BitField("east", 1, 1),
        BitField("longitude_degrees", 0, 15),
        ByteField("longitude_minutes", 0),
        ByteField("longitude_seconds", 0),
        SignedIntField("altitude", 0x7FFFFFFF),
        *address(),
    ]


class LISPLCAFOpaqueKey(LISPLCAF):
    """A key of `key_field_num` + 1 parts, of which some do not matter (RFC 8060 section 5.2)."""

    name = "LISP LCAF opaque key"
    fields_desc: ClassVar[Fields] = [
        *header(6),
        ByteField("key_field_num", 0),
        XShortField("key_wildcard_fields", 0),
        XStrField("key", b""),
    ]


class LISPLCAFNAT(LISPLCAF):
    """What a NAT made of an xTR's address (RFC 8060 section 4.4)."""

    name = "LISP LCAF NAT traversal"
    fields_desc: ClassVar[Fields] = [
        *header(7),
        ShortField("ms_port", 0),
        ShortField("etr_port", 0),
        *address("global_etr_rloc"),
        *address("ms_rloc"),
        *address("private_etr_rloc"),
        AddressListField("rtr_rlocs"),
    ]


class LISPLCAFNonce(LISPLCAF):
    """An address with a nonce for echoing (RFC 8060 section 5.3)."""

    name = "LISP LCAF nonce locator"
    fields_desc: ClassVar[Fields] = [
        *header(8),
        XByteField("reserved", 0),
        X3BytesField("nonce", 0),
        *address(),
    ]


class LISPLCAFMulticast(LISPLCAF):
    """(S, G) in a virtual network (RFC 8060 section 4.5)."""

    name = "LISP LCAF multicast info"
    fields_desc: ClassVar[Fields] = [
        *header(9),
        IntField("instance_id", 0),
        XShortField("reserved", 0),
        ByteField("source_masklen", 0),
        ByteField("group_masklen", 0),
        *address("source"),
        *address("group"),
    ]


class LISPLCAFHop(Element):
    """A hop of an explicit path: L look it up, P probes allowed, S strict."""

    name = "LISP re-encapsulation hop"
    fields_desc: ClassVar[Fields] = [
        BitField("rsvd3", 0, 13),
        flags_field("flags", 13, 3, {13: "L", 14: "P", 15: "S"}),
        *address(),
    ]


class LISPLCAFPath(LISPLCAF):
    """An explicit locator path (RFC 8060 section 4.6)."""

    name = "LISP LCAF explicit locator path"
    fields_desc: ClassVar[Fields] = [
        *header(10),
        PacketListField("hops", [], LISPLCAFHop, max_count=MAX_ELEMENTS),
    ]


class LISPLCAFKey(Element):
    """Key material with its length."""

    name = "LISP key"
    fields_desc: ClassVar[Fields] = [
        FieldLenField("length", None, length_of="material"),
        XStrLenField("material", b"", length_from=lambda p: p.length),
    ]


class LISPLCAFSecurityKey(LISPLCAF):
    """A locator with keys for talking to it; R: the key is revoked (RFC 8060 section 4.7)."""

    name = "LISP LCAF security key"
    fields_desc: ClassVar[Fields] = [
        *header(11),
        FieldLenField("key_count", None, fmt="B", count_of="keys"),
        XByteField("rsvd3", 0),
        ByteField("key_algorithm", 0),
        BitField("rsvd4", 0, 7),
        BitField("revoked", 0, 1),
        PacketListField("keys", [], LISPLCAFKey, count_from=lambda p: p.key_count),
        *address("locator"),
    ]


class LISPLCAFSourceDest(LISPLCAF):
    """A mapping for traffic from one prefix to another (RFC 8060 section 4.8)."""

    name = "LISP LCAF source/destination key"
    fields_desc: ClassVar[Fields] = [
        *header(12),
        XShortField("reserved", 0),
        ByteField("source_masklen", 0),
        ByteField("dest_masklen", 0),
        *address("source"),
        *address("dest"),
    ]


class LISPLCAFReplication(Element):
    """An entry of a replication list; level 128 where there is one level only (RFC 8378)."""

    name = "LISP replication list entry"
    fields_desc: ClassVar[Fields] = [
        XShortField("rsvd3", 0),
        XByteField("rsvd4", 0),
        ByteField("level", 128),
        *address(),
    ]


class LISPLCAFReplicationList(LISPLCAF):
    """Where multicast packets are copied to (RFC 8060 section 4.9)."""

    name = "LISP LCAF replication list"
    fields_desc: ClassVar[Fields] = [
        *header(13),
        PacketListField("entries", [], LISPLCAFReplication, max_count=MAX_ELEMENTS),
    ]


class LISPLCAFJSON(LISPLCAF):
    """A JSON text, binary when bit 0 of rsvd2 is set (RFC 8060 section 5.4)."""

    name = "LISP LCAF JSON"
    fields_desc: ClassVar[Fields] = [
        *header(14),
        FieldLenField("json_length", None, length_of="text"),
        # Not called json: that is a method of every scapy layer.
        StrLenField("text", b"", length_from=lambda p: p.json_length),
        *address(),
    ]


class LISPLCAFKeyValue(LISPLCAF):
    """Two addresses, a key and its value (RFC 8060 section 5.5)."""

    name = "LISP LCAF key/value pair"
    fields_desc: ClassVar[Fields] = [*header(15), *address("key"), *address("value")]


class LISPLCAFEncapsulation(LISPLCAF):
    """Encapsulations a locator takes: GUE, Geneve, NVGRE, VXLAN-GPE, VXLAN, L2-LISP, LISP (RFC 8060 5.6)."""

    name = "LISP LCAF encapsulation format"
    fields_desc: ClassVar[Fields] = [
        *header(16),
        flags_field("formats", 0, 32, dict(zip(range(25, 32), "UGNvVlL", strict=True))),
        *address(),
    ]


class LISPLCAFVendor(LISPLCAF):
    """What only its vendor understands (RFC 9306 section 4)."""

    name = "LISP LCAF vendor"
    fields_desc: ClassVar[Fields] = [
        *header(255),
        XByteField("rsvd3", 0),
        X3BytesField("oui", 0),
        XStrField("data", b""),
    ]


LCAF_LAYERS.update({LCAF_UNKNOWN: LISPLCAFUnknown, 255: LISPLCAFVendor})
LCAF_LAYERS.update(
    enumerate(
        (
            LISPLCAFNull,
            LISPLCAFAFIList,
            LISPLCAFInstanceID,
            LISPLCAFASNumber,
            LISPLCAFApplication,
            LISPLCAFGeo,
            LISPLCAFOpaqueKey,
            LISPLCAFNAT,
            LISPLCAFNonce,
            LISPLCAFMulticast,
            LISPLCAFPath,
            LISPLCAFSecurityKey,
            LISPLCAFSourceDest,
            LISPLCAFReplicationList,
            LISPLCAFJSON,
            LISPLCAFKeyValue,
            LISPLCAFEncapsulation,
        )
    )
)
