"""Encapsulated Control Message (RFC 9301 section 5.8): a control message on its way through the map server.

The inner IP and UDP headers are written by hand: no raw socket is needed to send a Map-Request whose
destination is the EID asked for.
"""

import struct
from dataclasses import dataclass, field
from typing import ClassVar, Final, Self

from lisp.wire.address import AFI_IPV4, AFI_IPV6, Address
from lisp.wire.errors import DecodeError, DecodeReason
from lisp.wire.messages import message
from lisp.wire.reader import Reader, Writer
from lisp.wire.sec import EcmAuthentication, decode_ecm_authentication

_WORD: Final = struct.Struct("!I")
_IPV4: Final = struct.Struct("!BBHHHBBH4s4s")
_IPV6: Final = struct.Struct("!IHBB16s16s")
_UDP: Final = struct.Struct("!HHHH")
_UDP_PROTOCOL: Final = 17
_INNER_TTL: Final = 64
_DONT_FRAGMENT: Final = 0x4000
_FRAGMENT_MASK: Final = 0x3FFF  # more fragments, and the offset
_SECURITY: Final = 0x8000000
DDT_ORIGINATED: Final = 0x4000000  # D, in `flags`


@message(8)
@dataclass(frozen=True, slots=True)
class EncapsulatedControlMessage:
    """A control message with the addresses and ports it would have had on its own.

    `inner` is the message's octets. The headers are kept as received in `raw_headers`, so that what was
    read can be written; leave it empty to have them made. `security` is the authentication data in front
    of them: LISP-SEC's, or an RTR's.
    """

    TYPE: ClassVar[int] = 8
    NAME: ClassVar[str] = "ecm"

    source: Address
    source_port: int
    destination: Address
    destination_port: int
    inner: bytes
    flags: int = 0
    raw_headers: bytes = field(default=b"", compare=False)
    security: EcmAuthentication | None = None

    @classmethod
    def decode(cls, reader: Reader) -> Self:
        """Read the message; the inner checksums must be right where they are not zero."""
        (word,) = reader.unpack(_WORD)
        security = decode_ecm_authentication(reader) if word & _SECURITY else None
        start = reader.offset
        source, destination, length = _read_ip(reader)
        udp_start = reader.offset
        source_port, destination_port, udp_length, checksum = reader.unpack(_UDP)
        if udp_length != length or udp_length < _UDP.size:
            raise DecodeError(DecodeReason.BAD_INNER_HEADER, udp_start)
        raw_headers = reader.data[start : reader.offset]
        inner = reader.take(udp_length - _UDP.size)
        if checksum and _udp_checksum(source, destination, reader.data[udp_start : reader.offset]) != 0:
            raise DecodeError(DecodeReason.BAD_INNER_CHECKSUM, udp_start + 6)
        if not inner:
            raise DecodeError(DecodeReason.EMPTY, reader.offset)
        if inner[0] >> 4 == cls.TYPE:
            raise DecodeError(DecodeReason.NESTED_ECM, reader.offset - len(inner))
        flags = word & 0xFFFFFFF
        return cls(source, source_port, destination, destination_port, inner, flags, raw_headers, security)

    def encode(self, writer: Writer) -> None:
        """Write the message; the S bit follows from the presence of `security`."""
        flags = self.flags & ~_SECURITY | (_SECURITY if self.security else 0)
        writer.u32(self.TYPE << 28 | flags)
        if self.security:
            self.security.encode(writer)
        writer.put(self.raw_headers or self._headers())
        writer.put(self.inner)

    @property
    def from_ddt(self) -> bool:
        """The D bit: the sender walks the DDT and wants a Map-Referral (RFC 8111)."""
        return bool(self.flags & DDT_ORIGINATED)

    def _headers(self) -> bytes:
        """Inner IP and UDP headers with their checksums."""
        length = _UDP.size + len(self.inner)
        udp = _UDP.pack(self.source_port, self.destination_port, length, 0)
        checksum = _udp_checksum(self.source, self.destination, udp + self.inner) or 0xFFFF
        udp = _UDP.pack(self.source_port, self.destination_port, length, checksum)
        if self.source.afi == AFI_IPV6:
            fields = (6 << 28, length, _UDP_PROTOCOL, _INNER_TTL, self.source.packed, self.destination.packed)
            return _IPV6.pack(*fields) + udp
        head = (0x45, 0, 20 + length, 0, _DONT_FRAGMENT, _INNER_TTL, _UDP_PROTOCOL)
        addresses = (self.source.packed, self.destination.packed)
        checksum = internet_checksum(_IPV4.pack(*head, 0, *addresses))
        return _IPV4.pack(*head, checksum, *addresses) + udp


def internet_checksum(data: bytes) -> int:
    """Ones' complement sum of 16-bit words (RFC 1071), complemented."""
    if len(data) % 2:
        data += b"\0"
    total: int = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total & 0xFFFF) + (total >> 16)
    total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def _read_ip(reader: Reader) -> tuple[Address, Address, int]:
    """Source, destination and payload length of the inner IP header, which must be UDP and whole."""
    start = reader.offset
    version = reader.peek() >> 4
    if version == 4:
        first, _, total, _, fragment, _, protocol, checksum, source, destination = reader.unpack(_IPV4)
        if first != 0x45 or protocol != _UDP_PROTOCOL or fragment & _FRAGMENT_MASK or total < 20:
            raise DecodeError(DecodeReason.BAD_INNER_HEADER, start)
        if checksum and internet_checksum(reader.data[start : reader.offset]) != 0:
            raise DecodeError(DecodeReason.BAD_INNER_CHECKSUM, start)
        return Address(AFI_IPV4, source), Address(AFI_IPV4, destination), total - 20
    if version == 6:
        _, length, protocol, _, source, destination = reader.unpack(_IPV6)
        if protocol != _UDP_PROTOCOL:
            raise DecodeError(DecodeReason.BAD_INNER_HEADER, start)
        return Address(AFI_IPV6, source), Address(AFI_IPV6, destination), length
    raise DecodeError(DecodeReason.BAD_INNER_HEADER, start)


def _udp_checksum(source: Address, destination: Address, datagram: bytes) -> int:
    """UDP checksum with its pseudo-header; 0 over a datagram that carries the right one."""
    pseudo = source.packed + destination.packed + struct.pack("!IHH", len(datagram), 0, _UDP_PROTOCOL)
    return internet_checksum(pseudo + datagram)
