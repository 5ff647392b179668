"""Which Map-Registers are believed: size, key, MAC, nonce, prefixes, locators, in that order.

Everything up to the MAC works on octets at fixed places, with one exception: the first record's EID says
whose key to check with, because sites number their keys alike. Reading it before the MAC is verified is
safe: the reader is bounds-checked, nothing is stored, and a sender who lies about its EID merely picks a
key it does not hold. One MAC is computed per datagram, however many sites there are.
"""

from dataclasses import dataclass
from typing import Final

from lisp.engine import Endpoint
from lisp.wire import AuthError, DecodeError, MapRegister, Prefix, decode_known, eid_address, eid_mask, eid_prefixes
from lisp.wire.lcaf import check_mask, decode_address
from lisp.wire.messages import AUTH_DATA_OFFSET
from lisp.wire.reader import Reader
from mapserver import plain_register
from mapserver.mac import verify
from mapserver.policy import Policy, Site, SitePrefix
from mapserver.records import LocatorSets, Record
from mapserver.registrant import Registrant, Registrants, owner_of
from mapserver.replay import NonceLedger, Sender, Verdict

# No Map-Register within the limits is larger; a larger one is not worth a MAC.
MAX_REGISTER_OCTETS: Final = 9_000

_BEFORE_MASK: Final = 5  # record TTL and locator count
_AFTER_MASK: Final = 4  # ACT and map-version


class Refused(Exception):
    """A Map-Register that is not believed; the text is the counter's name."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Admitted:
    """An authentic Map-Register, inside its site's prefixes.

    `records`: one for every EID prefix, AFI lists taken apart. `is_known`: the xTR was found among those that
    have registered. A duplicate is to be acknowledged and nothing else.
    """

    registrant: Registrant
    records: tuple[Record, ...]
    nonce: int
    tag: bytes
    is_known: bool
    is_duplicate: bool


class Admission:
    """Checks Map-Registers; changes nothing (the caller tells the ledger and the registrants)."""

    def __init__(self, policy: Policy, ledger: NonceLedger, registrants: Registrants, sets: LocatorSets) -> None:
        self.policy = policy
        self._ledger = ledger
        self._registrants = registrants
        self._sets = sets

    def admit(self, data: bytes, at: int, first: Prefix | None, source: Endpoint) -> Admitted:
        """Check a Map-Register whose records begin at `at`, with `first` if it is plain. Raises Refused."""
        if len(data) > MAX_REGISTER_OCTETS:
            raise Refused("register-too-large")
        governing = self._governing(data, at, first)
        site = governing[0]
        try:
            mac = verify(data, site.macs)
            records = plain_register.read(data, at, first, self._sets) or codec_records(data, self._sets)
        except (AuthError, DecodeError) as error:
            raise Refused(error.reason) from None
        known = registrant = self._registrants.find(data, site, source)
        if registrant is None:
            sender = Sender(site.name, owner_of(data, source), mac.key.key_id)
            registrant = Registrant.of(data, site, mac, source, self._ledger.tally(sender))
        nonce, tag = int.from_bytes(data[4:12], "big"), data[AUTH_DATA_OFFSET:at]
        verdict = self._ledger.judge(registrant.tally, nonce, tag) if site.check_nonces else Verdict.NEW
        if verdict is Verdict.REPLAY:
            raise Refused("replayed-nonce")
        if verdict is Verdict.LEDGER_FULL:
            raise Refused("replay-ledger-full")
        self._check_records(records, governing)
        return Admitted(registrant, records, nonce, tag, known is not None, verdict is Verdict.DUPLICATE)

    def _governing(self, data: bytes, at: int, first: Prefix | None) -> tuple[Site, SitePrefix]:
        """The site whose prefix the first record is in, and that prefix (see the head of the file)."""
        if len(data) < AUTH_DATA_OFFSET:
            raise Refused("auth-truncated")
        if data[3] == 0:
            raise Refused("no-records")
        governing = self.policy.governing(first_prefix(data, at) if first is None else first)
        if governing is None:
            raise Refused("unknown-site")
        return governing

    def _check_records(self, records: tuple[Record, ...], governing: tuple[Site, SitePrefix] | None) -> None:
        """Every record must be in order, or none counts. `governing` is of the first."""
        limits, site = self.policy.limits, governing[0] if governing is not None else None
        if len(records) > 1:
            if len(records) > limits.records_per_register:
                raise Refused("too-many-records")
            if len({record.prefix for record in records}) != len(records):
                raise Refused("duplicate-eid")
        for prefix, _, locators, _ in records:
            if prefix is not records[0].prefix:
                governing = self.policy.governing(prefix)
            if governing is None or governing[0] is not site or not governing[1].allows(prefix):
                raise Refused("prefix-not-allowed")
            if len(locators.locators) > limits.locators_per_record:
                raise Refused("too-many-locators")
            if locators.flaw is not None:
                raise Refused(locators.flaw)


def codec_records(data: bytes, sets: LocatorSets) -> tuple[Record, ...]:
    """The records of a Map-Register with EIDs and locators in any form. Raises DecodeError or Refused.

    There is one for every EID prefix: those of an AFI list share their locators. Pairs are in one form.
    """
    message = decode_known(data)
    assert isinstance(message, MapRegister)
    records: list[Record] = []
    for record in message.records:
        prefixes = eid_prefixes(record.eid, record.mask_length)
        if not prefixes:
            raise Refused("unsupported-eid")
        if record.prefix is not None:
            records.append(sets.record(prefixes[0], record))
        else:
            apart = [(p, record._replace(mask_length=eid_mask(p), eid=eid_address(p))) for p in prefixes]
            records += [sets.record(prefix, single) for prefix, single in apart]
    return tuple(records)


def first_prefix(data: bytes, at: int) -> Prefix:
    """The EID prefix of the record at `at`, in whatever form; of an AFI list the first. Raises Refused."""
    reader = Reader(data, AUTH_DATA_OFFSET)
    try:
        reader.take(at - AUTH_DATA_OFFSET + _BEFORE_MASK)
        mask_length = reader.u8()
        reader.take(_AFTER_MASK)
        eid = decode_address(reader)
        check_mask(eid, mask_length, reader.offset)
    except DecodeError as error:
        raise Refused(error.reason) from None
    prefixes = eid_prefixes(eid, mask_length)
    if not prefixes:
        raise Refused("unsupported-eid")
    return prefixes[0]
