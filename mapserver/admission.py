"""Which Map-Registers are believed: size, key, MAC, nonce, prefixes, locators, in that order.

Everything up to the MAC works on octets at fixed places, with one exception: the first record's EID says
whose key to check with, because sites number their keys alike. Reading it before the MAC is verified is
safe: the reader is bounds-checked, nothing is stored, and a sender who lies about its EID merely picks a
key it does not hold. One MAC is computed per datagram, however many sites there are.
"""

from dataclasses import dataclass
from typing import Final

from lisp.engine import Endpoint
from lisp.wire import (
    CONTROL_PORT,
    Address,
    AuthError,
    DecodeError,
    EidRecord,
    MapRegister,
    Prefix,
    RegisterFlag,
    decode,
    eid_prefix,
)
from lisp.wire.lcaf import decode_address
from lisp.wire.messages import AUTH_DATA_OFFSET, AUTH_OFFSET
from lisp.wire.reader import Reader
from lisp.wire.records import LOCATOR_PROBED, check_mask
from mapserver import plain_register
from mapserver.mac import Mac, verify
from mapserver.policy import Policy, Site, is_unicast
from mapserver.registration import Registrant
from mapserver.replay import NonceLedger, NonceTally, Sender, Verdict

# No Map-Register within the limits is larger; a larger one is not worth a MAC.
MAX_REGISTER_OCTETS: Final = 9_000

_BEFORE_MASK: Final = 5  # record TTL and locator count
_AFTER_MASK: Final = 4  # ACT and map-version


class Refused(Exception):
    """A Map-Register that is not believed; the text is the counter's name."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Admitted:
    """An authentic Map-Register, inside its site's prefixes.

    `prefixes` stands beside `message.records`. A duplicate is to be acknowledged and nothing else.
    """

    message: MapRegister
    sender: Sender
    registrant: Registrant
    prefixes: tuple[Prefix, ...]
    form: bytes
    tag: bytes
    duplicate: bool = False

    @property
    def site(self) -> Site:
        """The site whose key it bears."""
        return self.registrant.site


def admit(data: bytes, source: Endpoint, policy: Policy, ledger: NonceLedger) -> Admitted:
    """Check a Map-Register. Raises Refused; changes nothing (the caller tells the ledger)."""
    if len(data) > MAX_REGISTER_OCTETS:
        raise Refused("register-too-large")
    site = _site_of(data, policy)
    try:
        mac = verify(data, site.macs)
        plain = plain_register.read(data)
        message = plain.message if plain is not None else decode(data)
    except AuthError as error:
        raise Refused(error.reason) from None
    except DecodeError as error:
        raise Refused(error.reason) from None
    assert isinstance(message, MapRegister)
    owner = owner_of(message, source)
    sender = Sender(site.name, owner, mac.key.key_id)
    verdict = ledger.judge(sender, message.nonce, message.auth.data) if site.check_nonces else Verdict.NEW
    if verdict is Verdict.REPLAY:
        raise Refused("replayed-nonce")
    if verdict is Verdict.LEDGER_FULL:
        raise Refused("replay-ledger-full")
    prefixes = plain.prefixes if plain is not None else _all_prefixes(message)
    _check_records(message, prefixes, site, policy)
    registrant = registrant_of(message, site, mac, source, ledger.tally(sender), data)
    form = data[AUTH_DATA_OFFSET + len(message.auth.data) :]
    return Admitted(message, sender, registrant, prefixes, form, message.auth.data, verdict is Verdict.DUPLICATE)


def registrant_of(
    message: MapRegister, site: Site, mac: Mac, source: Endpoint, tally: NonceTally, data: bytes
) -> Registrant:
    """The xTR that a Map-Register shows; `data` is the datagram."""
    return Registrant(
        owner_of(message, source),
        site,
        mac,
        source,
        # Decision A1: an xTR registers from port 4342 and listens there.
        Endpoint(source.address, CONTROL_PORT),
        tally,
        data[:4],
        data[AUTH_OFFSET:AUTH_DATA_OFFSET],
        message.identity,
        message.has(RegisterFlag.PROXY_REPLY),
        message.has(RegisterFlag.MERGE),
        message.has(RegisterFlag.USE_TTL),
    )


def owner_of(message: MapRegister, source: Endpoint) -> str:
    """The xTR-ID names an xTR across all its RLOCs; without one, its address has to do."""
    return message.identity.xtr_id.hex() if message.identity else str(source.address)


def codec_register(data: bytes) -> plain_register.PlainRegister | None:
    """A Map-Register with EIDs in any form that has a prefix; None where it is none."""
    try:
        message = decode(data)
        return (
            plain_register.PlainRegister(message, _all_prefixes(message)) if isinstance(message, MapRegister) else None
        )
    except (DecodeError, Refused):
        return None


def _site_of(data: bytes, policy: Policy) -> Site:
    """The site whose prefix the first record is in (see the head of the file)."""
    if len(data) < AUTH_DATA_OFFSET:
        raise Refused("auth-truncated")
    if data[3] == 0:
        raise Refused("no-records")
    tag_length = int.from_bytes(data[AUTH_DATA_OFFSET - 2 : AUTH_DATA_OFFSET], "big")
    prefix = plain_register.first_prefix(data, AUTH_DATA_OFFSET + tag_length)
    if prefix is None:
        prefix = _first_prefix(data, tag_length)
    governing = policy.governing(prefix)
    if governing is None:
        raise Refused("unknown-site")
    return governing[0]


def _first_prefix(data: bytes, tag_length: int) -> Prefix:
    """The EID prefix of the first record, in whatever form."""
    reader = Reader(data, AUTH_DATA_OFFSET)
    try:
        reader.take(tag_length + _BEFORE_MASK)
        mask_length = reader.u8()
        reader.take(_AFTER_MASK)
        eid = decode_address(reader)
        check_mask(eid, mask_length, reader.offset)
    except DecodeError as error:
        raise Refused(error.reason) from None
    prefix = eid_prefix(eid, mask_length)
    if prefix is None:
        raise Refused("unsupported-eid")
    return prefix


def _all_prefixes(message: MapRegister) -> tuple[Prefix, ...]:
    """The EID prefixes of all records."""
    prefixes = []
    for record in message.records:
        prefix = record.prefix
        if prefix is None:
            raise Refused("unsupported-eid")
        prefixes.append(prefix)
    return tuple(prefixes)


def _check_records(message: MapRegister, prefixes: tuple[Prefix, ...], site: Site, policy: Policy) -> None:
    """Every record must be in order, or none counts."""
    if len(message.records) > policy.limits.records_per_register:
        raise Refused("too-many-records")
    if len(prefixes) > 1 and len(set(prefixes)) != len(prefixes):
        raise Refused("duplicate-eid")
    for prefix, record in zip(prefixes, message.records, strict=True):
        if not policy.may_register(site, prefix):
            raise Refused("prefix-not-allowed")
        _check_locators(record, policy.limits.locators_per_record)


def _check_locators(record: EidRecord, limit: int) -> None:
    """Locators must be addresses packets can be sent to, each once; LCAFs are taken as they are."""
    if len(record.locators) > limit:
        raise Refused("too-many-locators")
    if len(record.locators) > 1 and len({locator.rloc for locator in record.locators}) != len(record.locators):
        raise Refused("duplicate-locator")
    for locator in record.locators:
        if locator.flags & LOCATOR_PROBED:
            raise Refused("bad-locator")
        rloc = locator.rloc
        if isinstance(rloc, Address) and not (rloc.is_ip and is_unicast(rloc)):
            raise Refused("bad-locator")
