"""Authentication data: LISP-SEC (RFC 9303) in ECM and Map-Reply, and the MAC of a registration.

`authenticate` and `verify` are the MAC of Map-Register, Map-Notify, Map-Notify-Ack and Change Priority
(RFC 9301 section 5.6), over the whole UDP payload, as every implementation computes it. They are for
crafting and looking: a daemon has more to check than a MAC.
"""

import hashlib
import hmac
from typing import Any, ClassVar, Final

from scapy.fields import (
    BitField,
    ByteEnumField,
    ByteField,
    ConditionalField,
    FieldLenField,
    PacketListField,
    ShortEnumField,
    ShortField,
    XBitField,
    XByteField,
    XStrLenField,
)
from scapy.packet import Packet

from lisp.scapy.fields import AddressField, AFIField, Element, Fields, InnerField, OctetsField

AD_TYPES: Final = {1: "LISP-SEC", 2: "RTR authentication"}
HMAC_IDS: Final = {0: "no preference", 1: "HMAC-SHA-1-96", 2: "HMAC-SHA-256-128"}
WRAPPING_IDS: Final = {1: "NULL-KEY-WRAP-128", 2: "AES-KEY-WRAP-128+HKDF-SHA256"}
KDF_IDS: Final = {0: "no preference", 1: "HKDF-SHA1-128", 2: "HKDF-SHA256"}
ALGORITHMS: Final = {0: "none", 1: "HMAC-SHA-1-96", 2: "HMAC-SHA-256-128", 3: "HMAC-SHA256-128+HKDF-SHA256"}

_PREAMBLE_SIZE: Final = 8
_HEAD_SIZE: Final = 4  # of EID-AD and PKT-AD: a length, which counts itself, and an id


class LISPEIDPrefix(Element):
    """An EID prefix that the map server vouches for."""

    name = "LISP-SEC EID prefix"
    fields_desc: ClassVar[Fields] = [
        XByteField("unassigned", 0),
        ByteField("eid_masklen", 0),
        AFIField("eid_afi", "eid"),
        AddressField("eid", "eid_afi"),
    ]


def _is_authorized(ad: Packet) -> bool:
    """Whether the map server's part is there: an ITR stops behind the KDF id."""
    length = ad.getfieldval("length")
    if length is None:
        return bool(ad.getfieldval("records") or ad.getfieldval("eid_hmac"))
    return int(length) > _HEAD_SIZE


def _hmac_size(ad: Packet) -> int:
    """What is left of the EID-AD behind its records."""
    records = sum(len(record) for record in ad.getfieldval("records"))
    return max(0, int(ad.getfieldval("length")) - _HEAD_SIZE - 4 - records)


class LISPEIDAD(Element):
    """EID authentication data: the KDF id of the ITR, then records and MAC of the map server."""

    name = "LISP-SEC EID-AD"
    fields_desc: ClassVar[Fields] = [
        ShortField("length", None),
        ShortEnumField("kdf_id", 0, KDF_IDS),
        ConditionalField(FieldLenField("record_count", None, fmt="B", count_of="records"), _is_authorized),
        ConditionalField(BitField("etr_cant_sign", 0, 1), _is_authorized),
        ConditionalField(BitField("unassigned", 0, 7), _is_authorized),
        ConditionalField(ShortEnumField("eid_hmac_id", 0, HMAC_IDS), _is_authorized),
        ConditionalField(
            PacketListField("records", [], LISPEIDPrefix, count_from=lambda p: p.record_count), _is_authorized
        ),
        ConditionalField(XStrLenField("eid_hmac", b"", length_from=_hmac_size), _is_authorized),
    ]

    def post_build(self, pkt: bytes, pay: bytes) -> bytes:
        """Fill in the length."""
        if self.getfieldval("length") is None:
            pkt = len(pkt).to_bytes(2, "big") + pkt[2:]
        return pkt + pay


class LISPReplySecurity(Element):
    """Authentication data at the end of a Map-Reply (RFC 9303 section 6.2)."""

    name = "LISP-SEC authentication data of a Map-Reply"
    fields_desc: ClassVar[Fields] = [
        ByteEnumField("ad_type", 1, AD_TYPES),
        XBitField("unassigned", 0, 24),
        InnerField("eid_ad", LISPEIDAD(), LISPEIDAD),
        FieldLenField("pkt_ad_length", None, length_of="pkt_hmac", adjust=lambda _, x: x + _HEAD_SIZE),
        ShortEnumField("pkt_hmac_id", 0, HMAC_IDS),
        XStrLenField("pkt_hmac", b"", length_from=lambda p: max(0, p.pkt_ad_length - _HEAD_SIZE)),
    ]


class LISPECMSecurity(Element):
    """LISP-SEC authentication data of an ECM (RFC 9303 section 6.1)."""

    name = "LISP-SEC authentication data of an ECM"
    fields_desc: ClassVar[Fields] = [
        ByteEnumField("ad_type", 1, AD_TYPES),
        XByteField("unassigned", 0),
        ShortEnumField("requested_hmac_id", 0, HMAC_IDS),
        FieldLenField("otk_length", None, length_of="otk", adjust=lambda _, x: x + _PREAMBLE_SIZE),
        ByteField("key_id", 0),
        ByteEnumField("otk_wrapping_id", 1, WRAPPING_IDS),
        OctetsField("otk_preamble", _PREAMBLE_SIZE),
        XStrLenField("otk", bytes(16), length_from=lambda p: max(0, p.otk_length - _PREAMBLE_SIZE)),
        InnerField("eid_ad", LISPEIDAD(), LISPEIDAD),
    ]


class LISPRTRSecurity(Element):
    """What a map server signs for an RTR (NAT traversal draft): AD type 2 of an ECM."""

    name = "LISP RTR authentication data"
    fields_desc: ClassVar[Fields] = [
        ByteEnumField("ad_type", 2, AD_TYPES),
        XBitField("reserved", 0, 24),
        ShortField("key_id", 0),
        FieldLenField("auth_length", None, length_of="auth_data"),
        XStrLenField("auth_data", b"", length_from=lambda p: p.auth_length),
    ]


def ecm_security(octets: bytes, **kargs: Any) -> Packet:
    """The authentication data of an ECM, by its type; ValueError for a type nobody knows."""
    layers = {1: LISPECMSecurity, 2: LISPRTRSecurity}
    if octets[0] not in layers:
        raise ValueError(f"authentication data of type {octets[0]}")
    layer: Packet = layers[octets[0]](octets, **kargs)
    return layer


_DIGESTS: Final = {1: hashlib.sha1, 2: hashlib.sha256, 3: hashlib.sha256}
# Octets sent by default. By the RFC 1 and 2 have 12 and 16, but routers in the field send all of them.
_TAG_SIZES: Final = {1: 20, 2: 32, 3: 16}
_SALTS: Final = {
    (3, 0): b"Map-Register Authentication",
    (4, 0): b"Map-Notify Authentication",
    (5, 0): b"Map-Notify-Ack Authentication",
    (15, 0): b"Change-Priority Authentication",
    (15, 1): b"Change-Priority-Ack Authentication",
}
_AUTH_DATA_OFFSET: Final = 16
_CHANGE_PRIORITY_ACK: Final = 0x20


def authenticate(message: Packet, secret: bytes, tag_size: int | None = None) -> Packet:
    """A copy of the message with its MAC, by its `key_id` and `algorithm_id`; `tag_size` is in octets."""
    signed: Packet = message.copy()
    size = tag_size or _TAG_SIZES[signed.algorithm_id]
    signed.auth_length = None
    signed.auth_data = bytes(size)
    signed.auth_data = _mac(signed, secret)[:size]
    return signed


def verify(message: Packet, secret: bytes) -> bool:
    """Whether a message is signed with this secret. Any length of MAC is taken that is not a stump."""
    tag = message.auth_data
    return len(tag) >= 12 and hmac.compare_digest(_mac(message, secret)[: len(tag)], tag)


def _mac(message: Packet, secret: bytes) -> bytes:
    """The MAC over the message with its authentication data zeroed."""
    octets = bytes(message)
    size = len(message.auth_data)
    zeroed = octets[:_AUTH_DATA_OFFSET] + bytes(size) + octets[_AUTH_DATA_OFFSET + size :]
    key = secret
    if message.algorithm_id == 3:
        kind = octets[0] >> 4
        salt = _SALTS[kind, int(kind == 15 and bool(octets[2] & _CHANGE_PRIORITY_ACK))]
        # HKDF (RFC 5869) with an empty info and one block of output.
        extracted = hmac.new(salt, octets[4:12] + secret, hashlib.sha256).digest()
        key = hmac.new(extracted, b"\x01", hashlib.sha256).digest()
    return hmac.new(key, zeroed, _DIGESTS[message.algorithm_id]).digest()
