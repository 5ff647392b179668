"""The LISP Internet Groper (RFC 6835): ask the mapping system for an EID, as an ITR would."""

import asyncio
import secrets
import socket
import time
from dataclasses import dataclass
from typing import Final

import asyncio_dgram.aio

from lisp.wire import (
    CONTROL_PORT,
    Address,
    DecodeError,
    EncapsulatedControlMessage,
    MapReply,
    MapRequest,
    Prefix,
    RequestRecord,
    decode_known,
    encode,
)

TRIES: Final = 3
TIMEOUT_S: Final = 1.0


class LookupFailure(Exception):
    """The mapping system did not answer."""


@dataclass(frozen=True)
class Lookup:
    """An answer: the Map-Reply, who sent it, and after how many ms."""

    reply: MapReply
    responder: Address
    rtt_ms: float


async def lookup(
    eid: Prefix, resolver: Address, *, source: Address | None = None, timeout_s: float = TIMEOUT_S
) -> Lookup:
    """Send an encapsulated Map-Request, for a pair if need be, and wait for its Map-Reply. Raises LookupFailure.

    `source` is the ITR-RLOC to ask from; by default the address this host reaches the resolver from.
    """
    itr = source or _address_towards(resolver)
    stream = await asyncio_dgram.bind((str(itr), 0))
    try:
        for _ in range(TRIES):
            nonce = secrets.randbits(64)
            sent_at = time.monotonic()
            await stream.send(_request(eid, nonce, itr, stream.sockname[1]), (str(resolver), CONTROL_PORT))
            try:
                async with asyncio.timeout(timeout_s):
                    reply, responder = await _reply_to(stream, nonce)
            except TimeoutError:
                continue
            return Lookup(reply, responder, (time.monotonic() - sent_at) * 1000)
    finally:
        stream.close()
    raise LookupFailure(f"{resolver} did not answer {TRIES} Map-Requests for {eid}; is it a map resolver?")


def _request(eid: Prefix, nonce: int, itr: Address, port: int) -> bytes:
    """The Map-Request in its ECM; inner and outer source port are the same, so the reply finds us."""
    request = MapRequest(nonce, (itr,), (RequestRecord.of(eid),))
    # The inner header goes from the ITR to the EID asked for. Where their families differ there is no
    # such header; a map resolver reads the Map-Request only, so any destination does.
    destination = eid.destination.address if eid.afi == itr.afi else itr
    return encode(EncapsulatedControlMessage(itr, port, destination, CONTROL_PORT, encode(request)))


async def _reply_to(stream: asyncio_dgram.aio.DatagramServer, nonce: int) -> tuple[MapReply, Address]:
    """The Map-Reply with this nonce; everything else is not for us."""
    while True:
        data, peer = await stream.recv()
        try:
            message = decode_known(data)
        except DecodeError:
            continue
        if isinstance(message, MapReply) and message.nonce == nonce:
            return message, Address.parse(str(peer[0]))  # type: ignore[index]  # an IP socket's peer is a tuple


def _address_towards(destination: Address) -> Address:
    """The local address the kernel would send from; raises LookupFailure without a route."""
    family = socket.AF_INET if destination.afi == 1 else socket.AF_INET6
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((str(destination), CONTROL_PORT))
        except OSError as error:
            raise LookupFailure(f"no way to {destination}: {error.strerror}") from None
        return Address.parse(probe.getsockname()[0])
