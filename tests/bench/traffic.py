"""Datagrams for the load generator, made as fast as Python can: templates with a few octets replaced.

EID number i is 10.0.0.0 + 2i, so that every odd address is a hole between two registered neighbours,
which is the hardest negative look-up there is.
"""

import hashlib
import hmac
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from lisp.wire import (
    CONTROL_PORT,
    Address,
    EidRecord,
    EncapsulatedControlMessage,
    Key,
    Locator,
    MapRegister,
    MapRequest,
    Prefix,
    RegisterFlag,
    RequestRecord,
    XtrIdentity,
    encode,
    seal,
)
from lisp.wire.auth import message_key

SITE_PREFIX = "10.0.0.0/8"
FIRST_EID = 10 << 24
MAX_EIDS = 1 << 23
# Asked from this many addresses, as a map server in service would be: its limits are per address.
ITRS = 8_192
_SALT = b"Map-Register Authentication"
_NONCE = struct.Struct("!Q")
_IPV4 = struct.Struct("!I")


def eid(number: int) -> Address:
    """The address of EID number i."""
    return Address(1, _IPV4.pack(FIRST_EID + 2 * number))


def hole(number: int) -> Address:
    """An address beside EID number i that nobody registers."""
    return Address(1, _IPV4.pack(FIRST_EID + 2 * number + 1))


def parts(eids: int, count: int) -> list[str]:
    """Prefixes that share so many EIDs, and the holes beside them, out evenly: at least `count` of them."""
    block = 1 << max(0, (2 * eids // count).bit_length() - 1)
    networks = range(FIRST_EID, FIRST_EID + 2 * eids, block)
    return [str(Prefix.of(Address(1, _IPV4.pack(network)), 33 - block.bit_length())) for network in networks]


@dataclass
class Registrations:
    """Signed Map-Registers of one xTR, one host EID each, with growing nonces."""

    key: Key
    rlocs: tuple[str, ...] = ("192.0.2.1", "192.0.2.2")
    flags: int = RegisterFlag.PROXY_REPLY | RegisterFlag.WANT_MAP_NOTIFY | RegisterFlag.XTR_ID
    xtr: int = 0
    nonces: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self._templates = [self._template(rloc) for rloc in self.rlocs]
        self._tag_at = 16
        self._eid_at = self._tag_at + self.key.tag_length + 12

    def _template(self, rloc: str) -> bytes:
        locator = Locator.unicast(Address.parse(rloc))
        record = EidRecord.of(Prefix.of(eid(0)), (locator,), authoritative=True)
        message = MapRegister(0, (record,), self.flags, identity=XtrIdentity(b"bench-xtr-%06d" % self.xtr))
        return seal(message, self.key)

    def make(self, number: int, generation: int = 0) -> bytes:
        """The registration of an EID; another generation has another locator."""
        data = bytearray(self._templates[generation % len(self._templates)])
        nonce = _NONCE.pack(next(self.nonces))
        data[4:12] = nonce
        data[self._eid_at : self._eid_at + 4] = _IPV4.pack(FIRST_EID + 2 * number)
        end = self._tag_at + self.key.tag_length
        data[self._tag_at : end] = bytes(self.key.tag_length)
        data[self._tag_at : end] = self._tag(data, nonce)
        return bytes(data)

    def _tag(self, data: bytearray, nonce: bytes) -> bytes:
        secret, digest = self.key.secret, hashlib.sha1 if self.key.algorithm == 1 else hashlib.sha256
        if self.key.algorithm == 3:
            secret = message_key(secret, nonce, _SALT)
        return hmac.digest(secret, data, digest)[: self.key.tag_length]


def requests(eids: list[Address], port: int, seed: int = 1) -> list[bytes]:
    """Encapsulated Map-Requests for these EIDs, each from one of many ITRs on the loopback network.

    No ITR asks for an EID twice: it would have to wait for the same answer.
    """
    rng = random.Random(seed)
    made = []
    asked_by: set[tuple[int, Address]] = set()
    for asked in eids:
        while (pair := (rng.randrange(ITRS), asked)) in asked_by:
            pass
        asked_by.add(pair)
        number = pair[0]
        itr = Address(1, bytes((127, 64 + (number >> 16), number >> 8 & 0xFF, number & 0xFF or 1)))
        request = MapRequest(rng.getrandbits(64), (itr,), (RequestRecord.of(Prefix.of(asked)),))
        made.append(encode(EncapsulatedControlMessage(itr, port, asked, CONTROL_PORT, encode(request))))
    return made
