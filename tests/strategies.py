"""Hypothesis strategies for everything the codec registers, by class: addresses, LCAFs, records, messages.

A class that is registered and missing here fails `tests/property/test_codec.py`.
"""

import string
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from lisp.wire import (
    Address,
    AfiList,
    AnyAddress,
    ApplicationData,
    AsNumber,
    Authentication,
    AuthorizedEid,
    ChangePriority,
    DataHeader,
    EcmSecurity,
    EidAuthenticationData,
    EidAuthorization,
    EidRecord,
    EncapsulatedControlMessage,
    EncapsulationFormat,
    ExplicitLocatorPath,
    GeoCoordinates,
    Hop,
    InfoReply,
    InfoRequest,
    InstanceId,
    JsonData,
    KeyValue,
    Lcaf,
    LcafHeader,
    Locator,
    MapNotify,
    MapNotifyAck,
    MapReferral,
    MapRegister,
    MapReply,
    MapRequest,
    Message,
    MulticastInfo,
    NatTraversal,
    NonceLocator,
    NotifyFlag,
    NullBody,
    OpaqueKey,
    ReferralRecord,
    ReferralSignature,
    RegisterFlag,
    ReplicationEntry,
    ReplicationList,
    ReplyFlag,
    ReplySecurity,
    RequestFlag,
    RequestRecord,
    RtrAuthentication,
    SecurityKey,
    ShimHeader,
    SourceDestinationKey,
    UnknownLcaf,
    VendorData,
    XtrIdentity,
)
from lisp.wire.lcaf import LCAFS

T = TypeVar("T")
G = TypeVar("G", MapRegister, MapNotify, MapNotifyAck)


def uint(bits: int) -> SearchStrategy[int]:
    """An unsigned integer of so many bits."""
    return st.integers(0, 2**bits - 1)


def some(strategy: SearchStrategy[T], at_most: int = 3, at_least: int = 0) -> SearchStrategy[tuple[T, ...]]:
    """A tuple of values."""
    return st.lists(strategy, min_size=at_least, max_size=at_most).map(tuple)


u8, u16, u24, u32, nonces = (uint(bits) for bits in (8, 16, 24, 32, 64))
octets = st.binary(max_size=12)

ipv4 = st.builds(Address, st.just(1), st.binary(min_size=4, max_size=4))
ipv6 = st.builds(Address, st.just(2), st.binary(min_size=16, max_size=16))
names = st.builds(Address, st.just(17), st.text(string.ascii_letters, max_size=9).map(str.encode))
macs = st.builds(Address, st.sampled_from([6, 16389]), st.binary(min_size=6, max_size=6))
plain = st.one_of(ipv4, ipv6, names, macs, st.just(Address(0, b"")))

headers = st.builds(LcafHeader, u8, u8, u8)
unknown_lcafs = st.builds(UnknownLcaf, u8.filter(lambda kind: kind != 2 and kind not in LCAFS), octets, headers)
keys = some(st.binary(max_size=8))
degrees = st.tuples(st.integers(0, 90), st.integers(0, 59), st.integers(0, 59))
ports = st.tuples(u16, u16)
masks = st.integers(0, 32)


def lcafs_of(inner: SearchStrategy[AnyAddress]) -> dict[type[Lcaf], SearchStrategy[Lcaf]]:
    """Every registered LCAF, around addresses from `inner`."""
    hops = st.builds(Hop, u16, inner)
    entries = st.builds(ReplicationEntry, u8, inner, u24)
    altitudes = st.integers(-(2**31), 2**31 - 1)
    return {
        NullBody: st.builds(NullBody, headers),
        AfiList: st.builds(AfiList, some(inner), headers),
        AsNumber: st.builds(AsNumber, u32, inner, headers),
        ApplicationData: st.builds(ApplicationData, u24, u8, ports, ports, inner, headers),
        GeoCoordinates: st.builds(
            GeoCoordinates, st.booleans(), degrees, st.booleans(), degrees, altitudes, inner, headers
        ),
        OpaqueKey: st.builds(OpaqueKey, u8, u16, octets, headers),
        NatTraversal: st.builds(NatTraversal, u16, u16, inner, inner, inner, some(inner), headers),
        NonceLocator: st.builds(NonceLocator, u24, inner, u8, headers),
        MulticastInfo: st.builds(MulticastInfo, u32, masks, masks, ipv4, ipv4 | ipv6, u16, headers),
        ExplicitLocatorPath: st.builds(ExplicitLocatorPath, some(hops), headers),
        SecurityKey: st.builds(SecurityKey, u8, keys, inner, u8, u8, headers),
        SourceDestinationKey: st.builds(SourceDestinationKey, masks, masks, ipv6, ipv4, u16, headers),
        ReplicationList: st.builds(ReplicationList, some(entries), headers),
        JsonData: st.builds(JsonData, st.binary(max_size=12) | st.just(b'{"a":1}'), inner, headers),
        KeyValue: st.builds(KeyValue, inner, inner, headers),
        EncapsulationFormat: st.builds(EncapsulationFormat, u32, inner, headers),
        VendorData: st.builds(VendorData, u24, octets, u8, headers),
    }


def _around(inner: SearchStrategy[AnyAddress]) -> SearchStrategy[AnyAddress]:
    return st.one_of(st.builds(InstanceId, u32, inner, headers), *lcafs_of(inner).values())


lcafs = lcafs_of(plain)
shallow = st.one_of(plain, unknown_lcafs, _around(plain))
nested = _around(st.one_of(plain, _around(plain)))
addresses: SearchStrategy[AnyAddress] = st.one_of(plain, shallow, nested)


@st.composite
def eids(draw: st.DrawFn) -> tuple[int, AnyAddress]:
    """A mask length and an EID it fits."""
    address = draw(st.one_of(ipv4, ipv6))
    mask_length = draw(st.integers(0, address.bits))
    match draw(st.integers(0, 7)):
        case 0:
            return mask_length, InstanceId(draw(u24), address, draw(headers))
        case 1:
            return mask_length, AsNumber(draw(u32), address)
        case 2:
            return draw(u8), draw(lcafs[MulticastInfo])
        case _:
            return mask_length, address


locators = st.builds(Locator, u8, u8, u8, u8, u16, st.one_of(ipv4, ipv6, addresses))
records = st.builds(
    lambda eid, ttl, locs, action, auth, reserved, version: EidRecord(
        ttl, eid[0], eid[1], locs, action, auth, reserved, version
    ),
    eids(),
    u32,
    some(locators),
    uint(3),
    st.booleans(),
    uint(12),
    u16,
)
identities = st.builds(XtrIdentity, st.binary(min_size=16, max_size=16), st.binary(min_size=8, max_size=8))
request_records = st.builds(lambda eid, flags: RequestRecord(eid[0], eid[1], flags), eids(), u8)
authentications = st.builds(Authentication, u8, u8, st.binary(max_size=32))
signatures = st.builds(ReferralSignature, u32, u32, u32, u16, u8, octets, u24)
referral_records = st.builds(
    lambda eid, ttl, locs, action, bits, version, signed, reserved: ReferralRecord(
        ttl, eid[0], eid[1], locs, action, bits[0], bits[1], version, signed, reserved
    ),
    eids(),
    u32,
    some(locators),
    uint(3),
    st.tuples(st.booleans(), st.booleans()),
    uint(12),
    some(signatures),
    uint(11),
)
authorized_eids = st.builds(lambda eid, unassigned: AuthorizedEid(eid[0], eid[1], unassigned), eids(), u8)
authorizations = st.builds(EidAuthorization, some(authorized_eids), u16, octets, u8)
eid_ads = st.builds(EidAuthenticationData, u16, st.none() | authorizations)
ecm_securities = st.builds(
    EcmSecurity, u16, u8, u8, st.binary(min_size=8, max_size=8), st.binary(max_size=16), eid_ads, u8
)
ecm_authentications = st.one_of(ecm_securities, st.builds(RtrAuthentication, u16, octets, u24))
reply_securities = st.builds(ReplySecurity, eid_ads, u16, octets, u24)


@st.composite
def map_requests(draw: st.DrawFn) -> MapRequest:
    """With the bits that announce optional parts as decoding gives them."""
    record, identity = draw(st.none() | records), draw(st.none() | identities)
    flags = draw(uint(20)) & ~(0x1F | RequestFlag.MAP_DATA | RequestFlag.XTR_ID)
    flags |= (RequestFlag.MAP_DATA if record else 0) | (RequestFlag.XTR_ID if identity else 0)
    itr_rlocs, asked = draw(some(addresses, 4, 1)), draw(some(request_records, 3, 1))
    return MapRequest(draw(nonces), itr_rlocs, asked, draw(addresses), flags, record, identity)


@st.composite
def map_replies(draw: st.DrawFn) -> MapReply:
    """With and without LISP-SEC."""
    security = draw(st.none() | reply_securities)
    flags = draw(uint(20)) & ~ReplyFlag.SECURITY | (ReplyFlag.SECURITY if security else 0)
    return MapReply(draw(nonces), draw(some(records)), flags, security)


@st.composite
def registrations(draw: st.DrawFn, kind: type[G]) -> G:
    """With the trailer announced, as we send it."""
    bit = RegisterFlag.XTR_ID if kind is MapRegister else NotifyFlag.XTR_ID
    identity = draw(st.none() | identities)
    flags = draw(uint(20)) & ~bit | (bit if identity else 0)
    return kind(draw(nonces), draw(some(records)), flags, draw(authentications), identity)


@st.composite
def ecms(draw: st.DrawFn) -> EncapsulatedControlMessage:
    """Over both families; the inner octets are a message or anything but another ECM."""
    family = draw(st.sampled_from([ipv4, ipv6]))
    security = draw(st.none() | ecm_authentications)
    flags = draw(uint(28)) & ~0x8000000 | (0x8000000 if security else 0)
    inner = draw(st.binary(min_size=1, max_size=64).filter(lambda data: data[0] >> 4 != 8))
    ends = draw(family), draw(u16), draw(family), draw(u16)
    return EncapsulatedControlMessage(*ends, inner, flags, security=security)


@st.composite
def info_requests(draw: st.DrawFn) -> InfoRequest:
    """With every field drawn."""
    mask_length, eid = draw(eids())
    head = draw(nonces), draw(u32), mask_length, eid, draw(authentications)
    return InfoRequest(*head, draw(uint(27)), draw(u8))


@st.composite
def info_replies(draw: st.DrawFn) -> InfoReply:
    """A request's fields, and the NAT LCAF."""
    asked, nat = draw(info_requests()), draw(lcafs[NatTraversal])
    assert isinstance(nat, NatTraversal)
    head = asked.nonce, asked.ttl_min, asked.mask_length, asked.eid, asked.auth
    return InfoReply(*head, asked.reserved, asked.eid_reserved, nat)


messages: dict[type, SearchStrategy[Message]] = {
    MapRequest: map_requests(),
    MapReply: map_replies(),
    MapRegister: registrations(MapRegister),
    MapNotify: registrations(MapNotify),
    MapNotifyAck: registrations(MapNotifyAck),
    MapReferral: st.builds(MapReferral, nonces, some(referral_records), uint(20)),
    InfoRequest: info_requests(),
    InfoReply: info_replies(),
    EncapsulatedControlMessage: ecms(),
    ChangePriority: st.builds(
        ChangePriority,
        nonces,
        some(records),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        authentications,
        st.none() | identities,
    ),
}
any_message = st.one_of(list(messages.values()))

data_headers = st.builds(DataHeader, u32.map(lambda word: word & ~0x03000000), u32)
shims = st.builds(ShimHeader, u8, u8, st.integers(0, 4).map(lambda words: bytes(4 * words)), u8)
