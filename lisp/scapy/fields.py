"""The building blocks of the layers: AFI-encoded addresses, flags by their letter, lists of addresses.

An address field holds what people write: `"10.0.0.1"`, `"2001:db8::1"`, `"02:00:00:00:00:01"` as text, a
distinguished name as bytes, an LCAF as its layer, `None` for AFI 0. The AFI in front of it is computed
unless it is set, and then it is written as set, right or wrong: that is what crafting is for.
"""

import re
import socket
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from scapy.config import conf
from scapy.error import Scapy_Exception
from scapy.fields import (
    BitField,
    Field,
    FlagsField,
    PacketField,
    PacketListField,
    ShortEnumField,
    XStrLenField,
)
from scapy.packet import Packet, Raw
from scapy.volatile import VolatileValue

AFI_NONE: Final = 0
AFI_IPV4: Final = 1
AFI_IPV6: Final = 2
AFI_MAC: Final = 6
AFI_NAME: Final = 17
AFI_LCAF: Final = 16387
AFI_MAC48: Final = 16389

AFIS: Final = {
    AFI_NONE: "none",
    AFI_IPV4: "IPv4",
    AFI_IPV6: "IPv6",
    AFI_MAC: "802",
    AFI_NAME: "name",
    AFI_LCAF: "LCAF",
    AFI_MAC48: "MAC-48",
}

# What a layer is made of: scapy fields, of as many types as there are fields.
Fields = list[Any]

# Fields inside fields. An address in an LCAF in a list in an LCAF in a locator is at home; more is an attack
# on whoever watches.
MAX_DEPTH: Final = 16

MAX_ELEMENTS: Final = 256  # of one list: what an 8-bit count can announce

_FAMILIES: Final = {AFI_IPV4: socket.AF_INET, AFI_IPV6: socket.AF_INET6}
_SIZES: Final = {AFI_IPV4: 4, AFI_IPV6: 16, AFI_MAC: 6, AFI_MAC48: 6}
_MAC: Final = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}")


class Layer(Packet):
    """Base of all layers here: rebuilt from its fields, never from the octets it was dissected from.

    Scapy keeps those octets to save work, and forgets them only for changes it can see; a change deep in
    a list of records is not one of them.
    """

    def do_dissect(self, s: bytes) -> bytes:
        """Dissect, and keep no copy of the octets."""
        rest: bytes = super().do_dissect(s)
        self.raw_packet_cache = None
        return rest

    def _raw_packet_cache_field_value(self, fld: Any, val: Any, copy: bool = False) -> None:
        """Nothing is cached, so no value needs watching."""


class Element(Layer):
    """A layer that stands inside another: what follows it is not its payload."""

    def extract_padding(self, s: bytes) -> tuple[bytes, bytes | None]:
        """Leave what follows to the layer around this one."""
        return b"", s


def normalise(value: Any) -> Any:
    """The form in which an address is kept; ValueError for text that is no address."""
    if isinstance(value, list):
        return [normalise(element) for element in value]
    if value is None or isinstance(value, bytes | Packet | VolatileValue):
        return value
    text = str(value).lower()
    for family in _FAMILIES.values():
        try:
            return socket.inet_ntop(family, socket.inet_pton(family, text))
        except OSError:
            continue
    if _MAC.fullmatch(text):
        return text
    raise ValueError(f"{value!r} is no IP or MAC address; a distinguished name is written as bytes")


def afi_of(value: Any) -> int:
    """The AFI that fits an address."""
    if value is None:
        return AFI_NONE
    if isinstance(value, Packet):
        return AFI_LCAF
    if isinstance(value, bytes):
        return AFI_NAME
    if _MAC.fullmatch(str(value)):
        return AFI_MAC
    return AFI_IPV6 if ":" in str(value) else AFI_IPV4


def address_octets(value: Any, afi: int) -> bytes:
    """The octets of an address; bytes stand for themselves, and with a name's AFI for a name."""
    if value is None:
        return b""
    if isinstance(value, Packet):
        return bytes(value)
    if isinstance(value, bytes):
        return value + b"\0" if afi == AFI_NAME else value
    text = str(value)
    fits = afi_of(text)
    return bytes.fromhex(text.replace(":", "")) if fits == AFI_MAC else socket.inet_pton(_FAMILIES[fits], text)


class AFIField(ShortEnumField):
    """The AFI of the address field named `of`, computed while it is None."""

    __slots__ = ["of"]

    def __init__(self, name: str, of: str) -> None:
        # An enumeration of ours with a default of None: scapy's types know only the integer kind.
        super().__init__(name, 0, AFIS)
        self.default = None
        self.of = of

    def i2m(self, pkt: Packet | None, x: Any) -> int:
        """The AFI to write."""
        if x is None and pkt is not None:
            return afi_of(pkt.getfieldval(self.of))
        return int(x or 0)

    def i2repr(self, pkt: Packet | None, x: Any) -> str:
        """The family's name; what it will be, while it is computed."""
        afi = self.i2m(pkt, x)
        return AFIS.get(afi, str(afi))


class AddressField(Field[Any, bytes]):
    """The address behind the AFI field named `afi`."""

    __slots__ = ["afi"]
    holds_packets = 1

    def __init__(self, name: str, afi: str, default: Any = None) -> None:
        super().__init__(name, default, "s")
        self.afi = afi

    def any2i(self, pkt: Packet | None, x: Any) -> Any:
        """Check and normalise what was given."""
        return normalise(x)

    def i2repr(self, pkt: Packet | None, x: Any) -> str:
        """Text as it is, names with their quotes."""
        return x if isinstance(x, str) else repr(x)

    def i2len(self, pkt: Packet, x: Any) -> int:
        """Octets of the address."""
        return len(address_octets(x, self._afi(pkt, x)))

    def addfield(self, pkt: Packet, s: bytes, val: Any) -> bytes:
        """Append the address."""
        return s + address_octets(val, self._afi(pkt, val))

    def getfield(self, pkt: Packet, s: bytes) -> tuple[bytes, Any]:
        """Read an address; one cut short or of unknown family is kept as bytes."""
        afi = pkt.getfieldval(self.afi)
        if afi == AFI_NONE:
            return s, None
        if afi == AFI_LCAF:
            return dissect_lcaf(pkt, s)
        if afi == AFI_NAME:
            name, nul, rest = s.partition(b"\0")
            if not nul:
                raise Scapy_Exception("distinguished name without its NUL")
            return rest, name
        size = _SIZES.get(afi, len(s))
        octets, rest = s[:size], s[size:]
        if afi in _FAMILIES and len(octets) == size:
            return rest, socket.inet_ntop(_FAMILIES[afi], octets)
        if afi in _SIZES and len(octets) == size:
            return rest, octets.hex(":")
        return rest, octets

    def _afi(self, pkt: Packet, value: Any) -> int:
        afi = pkt.getfieldval(self.afi)
        return afi_of(value) if afi is None else int(afi)


LCAF_HEADER_SIZE: Final = 6
# By type; `lisp.scapy.lcaf` fills it. Type -1 is the layer for types that nobody knows.
LCAF_LAYERS: Final[dict[int, type[Packet]]] = {}
LCAF_UNKNOWN: Final = -1


def lcaf_layer(octets: bytes) -> type[Packet]:
    """The layer for an LCAF, by the type in its header."""
    kind = octets[2] if len(octets) > 2 else LCAF_UNKNOWN
    return LCAF_LAYERS.get(kind, LCAF_LAYERS[LCAF_UNKNOWN])


def dissect_lcaf(pkt: Packet, s: bytes) -> tuple[bytes, Any]:
    """Read an LCAF of `pkt`, with what is not understood inside its length kept in it, octet for octet."""
    if len(s) < LCAF_HEADER_SIZE:
        return b"", s
    end = LCAF_HEADER_SIZE + int.from_bytes(s[4:LCAF_HEADER_SIZE], "big")
    octets, rest = s[:end], s[end:]
    unknown = LCAF_LAYERS[LCAF_UNKNOWN]
    try:
        layer = lcaf_layer(octets) if depth_of(pkt) < MAX_DEPTH else unknown
        return rest, layer(octets, _parent=pkt)
    except Exception:
        if conf.debug_dissector:
            raise
        return rest, unknown(octets, _parent=pkt)


def depth_of(packet: Packet | None) -> int:
    """How many layers a layer is inside of, as a field of them."""
    depth = 0
    while packet is not None:
        depth, packet = depth + 1, packet.parent
    return depth


class LISPAddress(Element):
    """AFI and address: an element of a list of addresses."""

    name = "LISP address"
    fields_desc: ClassVar[Fields] = [AFIField("afi", "address"), AddressField("address", "afi")]


class AddressListField(PacketListField):
    """A list of addresses, which may be given as they are: `["192.0.2.1", "192.0.2.2"]`."""

    def __init__(self, name: str, **how_many: Any) -> None:
        super().__init__(name, [], LISPAddress, max_count=MAX_ELEMENTS, **how_many)

    def any2i(self, pkt: Packet | None, x: Any) -> Any:
        """Wrap the addresses that are not wrapped yet."""
        return [as_element(element) for element in (x if isinstance(x, list) else [x])]

    def i2m(self, pkt: Packet | None, i: Any) -> bytes:
        """The octets of one element, which may have been appended unwrapped."""
        return bytes(as_element(i))


def as_element(value: Any) -> Packet:
    """An address as an element of a list."""
    return value if isinstance(value, LISPAddress | Raw) else LISPAddress(address=value)


class InnerField(PacketField):
    """One layer as a field. Without octets there is none; one that cannot be read is kept as Raw."""

    def getfield(self, pkt: Packet, s: bytes) -> tuple[bytes, Any]:
        """Read the layer."""
        if not s:
            return s, None
        try:
            return super().getfield(pkt, s)
        except Exception:
            if conf.debug_dissector:
                raise
            return b"", Raw(s)


class OctetsField(XStrLenField):
    """So many octets, as long as there are as many: scapy would pad fewer, and write what it has not read."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(name, bytes(size), length_from=lambda _: size)


def type_field(kind: int, names: Mapping[int, str]) -> BitField:
    """The four bits of the message type."""
    return NamedBitsField("type", kind, 4, names)


class NamedBitsField(BitField):
    """Bits with a name for some values: shown by name, kept as a number."""

    __slots__ = ["names"]

    def __init__(self, name: str, default: int, size: int, names: Mapping[int, str]) -> None:
        super().__init__(name, default, size)
        self.names = names

    def i2repr(self, pkt: Packet | None, x: Any) -> str:
        """The name and the number."""
        return f"{self.names[x]} ({x})" if x in self.names else str(x)


class LettersField(FlagsField):
    """Flags shown in the order of their bits, as in the RFC's figure: scapy begins at the last one."""

    def i2repr(self, pkt: Packet | None, x: Any) -> str:
        """The letters of the flags that are set."""
        return "+".join(reversed(super().i2repr(pkt, x).split("+")))


def flags_field(name: str, first: int, size: int, letters: Mapping[int, str], default: int = 0) -> LettersField:
    """Flags at bits `first` and on, counted as in the RFC's figures; the others are called r and number."""
    numbered = range(first + size - 1, first - 1, -1)
    return LettersField(name, default, size, [letters.get(bit, f"r{bit}") for bit in numbered])
