"""Checksums a sending kernel left open (struct virtio_net_hdr, linux/virtio_net.h).

Between kernels that is safe: the receiver knows that the checksum is still to be made. It is not when the open
checksum belongs to a packet inside a UDP tunnel: a tunnel router in user space receives the outer datagram on a
socket and would pass the inner packet on as broken as it is.
"""

import struct
from typing import Final

VNET_HEADER_OCTETS: Final = 10

_NEEDS_CSUM: Final = 1
_CSUM: Final = struct.Struct("=HH")  # csum_start, csum_offset: native byte order
_CSUM_AT: Final = 6
_UDP: Final = 17
_IPV4: Final = b"\x08\x00"
_IPV6: Final = b"\x86\xdd"
_ETHERNET: Final = 14


def complete_inner_checksum(frame: bytes) -> bytes:
    """A frame (with its virtio header) whose open checksum, if it is one inside UDP, is filled in."""
    if not frame[0] & _NEEDS_CSUM or frame[1]:
        return frame
    start, offset = _CSUM.unpack_from(frame, _CSUM_AT)
    ether_type = frame[VNET_HEADER_OCTETS + 12 : VNET_HEADER_OCTETS + 14]
    if ether_type == _IPV4 and len(frame) > 34:
        protocol = frame[VNET_HEADER_OCTETS + _ETHERNET + 9]
        outer = _ETHERNET + (frame[VNET_HEADER_OCTETS + _ETHERNET] & 0xF) * 4
    elif ether_type == _IPV6 and len(frame) > 54:
        protocol = frame[VNET_HEADER_OCTETS + _ETHERNET + 6]
        outer = _ETHERNET + 40
    else:
        return frame
    begin = VNET_HEADER_OCTETS + start
    field = begin + offset
    if protocol != _UDP or start <= outer or field + 2 > len(frame):
        return frame
    covered = frame[begin:]
    # The field holds the sum of the pseudo header already. Modulo 65535 is the one's complement sum, and what is
    # left to 65535 is never 0, which in UDP would mean "no checksum".
    value = 0xFFFF - int.from_bytes(covered + b"\0" * (len(covered) % 2)) % 0xFFFF
    return b"\0" * VNET_HEADER_OCTETS + frame[VNET_HEADER_OCTETS:field] + value.to_bytes(2) + frame[field + 2 :]
