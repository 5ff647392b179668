"""The Map-Request that almost all Map-Requests are, read in one go.

An IPv4 ECM without options or flags around a Map-Request for one IPv4 or IPv6 EID that wants neither
notifications nor anything else special. Whatever is not exactly that, right checksums included, is not
refused here but left to the codec, which reads every message and names what is wrong with a bad one.
"""

import struct
from typing import Final, NamedTuple

from lisp.wire import CONTROL_PORT, DATA_PORT, Address, Prefix
from lisp.wire.lcaf import new_tuple
from mapserver.policy import AFI_IPV4, AFI_IPV6

# ECM word; IPv4: version, total length, fragment, protocol, addresses; UDP: ports, length, checksum.
_ENVELOPE: Final = struct.Struct("!IBxHxxHxBH4s4sHHHH")
_HEAD: Final = struct.Struct("!IQH")  # Map-Request word and nonce, AFI of the source EID
_PLAIN_ECM: Final = 8 << 28
_PLAIN_REQUEST: Final = 1 << 28 | 1  # no flags, one record
_IRC: Final = 0x1F00
_UDP_PROTOCOL: Final = 17
_FRAGMENTED: Final = 0x3FFF
_REQUEST_AT: Final = 32
_SIZES: Final = {AFI_IPV4: 4, AFI_IPV6: 16}
_SOURCE_SIZES: Final = {0: 0, **_SIZES}
_SHORTEST: Final = _REQUEST_AT + _HEAD.size + 2 + 4 + 4 + 4


class PlainRequest(NamedTuple):
    """What matters of it."""

    nonce: int
    source_port: int
    itr_rlocs: list[Address]
    asked: Prefix


def read(data: bytes) -> PlainRequest | None:
    """The plain Map-Request in a datagram; None where it is none."""
    size = len(data)
    if size < _SHORTEST:
        return None
    word, version, total, fragment, protocol, _, _, _, source_port, port, length, checksum = _ENVELOPE.unpack_from(data)
    if (
        word != _PLAIN_ECM
        or version != 0x45
        or total != size - 4
        or length != total - 20
        or protocol != _UDP_PROTOCOL
        or fragment & _FRAGMENTED
        or port != CONTROL_PORT
        or source_port in (0, DATA_PORT)
        or not _checksums_hold(data, length, checksum)
    ):
        return None
    request, nonce, afi = _HEAD.unpack_from(data, _REQUEST_AT)
    if request & ~_IRC != _PLAIN_REQUEST or afi not in _SOURCE_SIZES:
        return None
    at = _REQUEST_AT + _HEAD.size + _SOURCE_SIZES[afi]
    rlocs = []
    for _ in range((request >> 8 & 0x1F) + 1):
        start = at + 2
        if start > size:
            return None
        afi = data[at] << 8 | data[at + 1]
        at = start + _SIZES.get(afi, size)
        rlocs.append(new_tuple(Address, (afi, data[start:at])))
    # The request record, which must end the datagram: flags, mask length, EID.
    eid_at = at + 4
    if eid_at > size or data[at]:
        return None
    length, afi, packed = data[at + 1], data[at + 2] << 8 | data[at + 3], data[eid_at:]
    width = 8 * len(packed)
    if _SIZES.get(afi) != len(packed) or length > width:
        return None
    asked = new_tuple(Prefix, (0, afi, packed, width)) if length == width else Prefix.of(Address(afi, packed), length)
    return new_tuple(PlainRequest, (nonce, source_port, rlocs, asked))


def _checksums_hold(data: bytes, length: int, checksum: int) -> bool:
    """IPv4 and UDP checksums, where they are not zero.

    A sum of 16-bit words in ones' complement is the number the words form together, modulo 65535; it is
    right when that is 0. Addresses and UDP datagram lie side by side, so the pseudo-header is almost there.
    """
    if data[14] | data[15] and int.from_bytes(data[4:24], "big") % 0xFFFF:
        return False
    if not checksum:
        return True
    covered = int.from_bytes(data[16:], "big")
    if len(data) % 2:
        covered <<= 8
    return (covered + _UDP_PROTOCOL + length) % 0xFFFF == 0
