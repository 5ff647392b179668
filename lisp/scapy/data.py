"""The data plane: the LISP header (RFC 9300 section 5.3) and its generic protocol extension (RFC 9305).

Flags: N nonce, L locator-status bits, E echo the nonce, V map-versions, I instance ID, P next protocol.
Which fields there are follows from them: N wins over V, and P over both.
"""

from typing import ClassVar, Final

from scapy.fields import (
    BitField,
    ByteEnumField,
    ByteField,
    ConditionalField,
    FieldLenField,
    MultipleTypeField,
    ThreeBytesField,
    X3BytesField,
    XByteField,
    XIntField,
    XShortField,
    XStrLenField,
)
from scapy.layers.l2 import Ether
from scapy.packet import Packet, Raw

from lisp.scapy.control import ip_layer
from lisp.scapy.fields import Fields, Layer, flags_field

DATA_PORT: Final = 4341

PROTOCOLS: Final = {1: "IPv4", 2: "IPv6", 3: "Ethernet", 4: "NSH"}
FIRST_SHIM: Final = 0x80


def _has_protocol(header: Packet) -> bool:
    return bool(header.flags.P)


def _has_nonce(header: Packet) -> bool:
    return bool(header.flags.N) and not _has_protocol(header)


def _has_versions(header: Packet) -> bool:
    return bool(header.flags.V) and not header.flags.N and not _has_protocol(header)


def _has_nothing(header: Packet) -> bool:
    return not (_has_protocol(header) or _has_nonce(header) or _has_versions(header))


def _protocol_layer(protocol: int, payload: bytes) -> type[Packet]:
    """The layer of a next protocol."""
    if protocol in (1, 2):
        return ip_layer(payload)
    if protocol >= FIRST_SHIM:
        return LISPShim
    return Ether if protocol == 3 else Raw


class LISPData(Layer):
    """Eight octets between UDP and the inner packet; `key_id` other than 0 means it is encrypted."""

    name = "LISP data"
    fields_desc: ClassVar[Fields] = [
        flags_field("flags", 0, 6, dict(enumerate("NLEVIP"))),
        BitField("key_id", 0, 2),
        ConditionalField(X3BytesField("nonce", 0), _has_nonce),
        ConditionalField(BitField("source_map_version", 0, 12), _has_versions),
        ConditionalField(BitField("dest_map_version", 0, 12), _has_versions),
        ConditionalField(XShortField("reserved_gpe", 0), _has_protocol),
        ConditionalField(ByteEnumField("next_protocol", 1, PROTOCOLS), _has_protocol),
        ConditionalField(X3BytesField("reserved", 0), _has_nothing),
        ConditionalField(ThreeBytesField("instance_id", 0), lambda p: p.flags.I),
        MultipleTypeField(
            [(XByteField("status_bits", 0), lambda p: p.flags.I)],
            XIntField("status_bits", 0),
        ),
    ]

    def guess_payload_class(self, payload: bytes) -> type[Packet]:
        """What the next protocol says; without one IP, by its version."""
        if self.key_id:
            return Raw
        return _protocol_layer(self.next_protocol, payload) if _has_protocol(self) else ip_layer(payload)

    def mysummary(self) -> str:
        """Name, instance and flags."""
        flags = self.get_field("flags").i2repr(self, self.flags)
        instance = f" [{self.instance_id}]" if self.flags.I else ""
        return f"{self.name}{instance}" + (f" ({flags})" if flags else "")


class LISPShim(Layer):
    """A shim header of the protocol extension (RFC 9305 section 3); `length` is in words of four octets."""

    name = "LISP-GPE shim"
    fields_desc: ClassVar[Fields] = [
        ByteField("type", 0),
        FieldLenField("length", None, fmt="B", length_of="body", adjust=lambda _, x: x // 4),
        XByteField("reserved", 0),
        ByteEnumField("next_protocol", 1, PROTOCOLS),
        XStrLenField("body", b"", length_from=lambda p: 4 * p.length),
    ]

    def guess_payload_class(self, payload: bytes) -> type[Packet]:
        """What the next protocol says."""
        return _protocol_layer(self.next_protocol, payload)
