"""What tshark should show of a message: its field names, each with the values in the order of the wire.

Written from tshark's list of fields (`tshark -G fields`) and the RFCs' figures, apart from the codec's own
decode and encode: only the attributes of the messages are used.
"""

from collections.abc import Iterator

from lisp.wire import (
    Address,
    AfiList,
    AnyAddress,
    AsNumber,
    Authentication,
    ChangePriority,
    DataHeader,
    EidRecord,
    EncapsulatedControlMessage,
    ExplicitLocatorPath,
    GeoCoordinates,
    InfoReply,
    InfoRequest,
    InstanceId,
    KeyValue,
    Lcaf,
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
    ReferralRecord,
    ReplicationList,
    SourceDestinationKey,
    XtrIdentity,
    decode,
)

Field = tuple[str, int | str]

_AFI_LCAF = 16387
_FAMILIES = {1: "ipv4", 2: "ipv6", 6: "mac", 16389: "mac", 17: "dn"}


def address(at: str, value: AnyAddress, joint: str = ".") -> Iterator[Field]:
    """An address at a place that tshark calls `at`."""
    if isinstance(value, Address):
        yield f"{at}.afi", value.afi
        if value.afi:
            yield f"{at}{joint}{_FAMILIES[value.afi]}", text(value)
    else:
        yield f"{at}.afi", _AFI_LCAF
        yield from lcaf(value)


def text(value: Address) -> str:
    """An address as tshark prints it."""
    return value.packed.decode() if value.afi == 17 else str(value)


def lcaf(value: AnyAddress) -> Iterator[Field]:
    """An LCAF's header and body."""
    assert isinstance(value, InstanceId | Lcaf)
    kind = 2 if isinstance(value, InstanceId) else value.TYPE
    yield "lcaf.res1", value.header.reserved
    yield "lcaf.flags", value.header.flags
    yield "lcaf.type", kind
    yield "lcaf.mcinfo.flags" if kind == 9 else "lcaf.res2", value.header.reserved2
    yield from _body(value)


def _body(value: AnyAddress) -> Iterator[Field]:
    match value:
        case InstanceId(iid, inner):
            yield "lcaf.iid", iid
            yield from address("lcaf.iid", inner)
        case AfiList(addresses):
            for entry in addresses:
                yield from address("lcaf.afi_list", entry)
        case AsNumber(asn, inner):
            yield "lcaf.asn", asn
            yield from address("lcaf.asn", inner)
        case GeoCoordinates():
            for name, positive, angle in (
                ("lat", value.north, value.latitude),
                ("lon", value.east, value.longitude),
            ):
                yield f"lcaf.geo.{name}.hemisphere", int(positive)
                for part, number in zip(("deg", "min", "sec"), angle, strict=True):
                    yield f"lcaf.geo.{name}.{part}", number
            yield from address("lcaf.geo", value.address)
        case NatTraversal():
            yield "lcaf.natt.msport", value.ms_port
            yield "lcaf.natt.etrport", value.etr_port
            seen = (value.global_etr_rloc, value.ms_rloc, value.private_etr_rloc, *value.rtr_rlocs)
            for rloc in seen:
                yield from address("lcaf.natt.rloc", rloc)
        case NonceLocator(nonce, inner, reserved):
            yield "lcaf.nonce_loc.res", reserved
            yield "lcaf.nonce_loc", nonce
            yield from address("lcaf.nonce_loc", inner)
        case MulticastInfo():
            yield "lcaf.mcinfo_iid", value.iid
            yield "lcaf.mcinfo.res", value.reserved
            yield "lcaf.mcinfo.src.masklen", value.source_mask_length
            yield "lcaf.mcinfo.grp.masklen", value.group_mask_length
            yield from address("lcaf.mcinfo.src", value.source)
            yield from address("lcaf.mcinfo.grp", value.group)
        case ExplicitLocatorPath(hops):
            for hop in hops:
                yield "lcaf.elp_hop.flags", hop.flags
                yield "lcaf.elp_hop.flags.local", int(hop.lookup)
                yield "lcaf.elp_hop.flags.probe", int(hop.probe)
                yield "lcaf_elp_hop.flags.strict", int(hop.strict)
                yield from address("lcaf.elp_hop", hop.address)
        case SourceDestinationKey():
            yield "lcaf.srcdst.res", value.reserved
            yield "lcaf.srcdst.src.masklen", value.source_mask_length
            yield "lcaf.srcdst.dst.masklen", value.destination_mask_length
            yield from address("lcaf.srcdst.src", value.source)
            yield from address("lcaf.srcdst.dst", value.destination)
        case ReplicationList(entries):
            for copy in entries:
                yield "lcaf.rle_entry.res", copy.reserved
                yield "lcaf.rle_entry.level", copy.level
                yield from address("lcaf.rle_entry", copy.address)
        case KeyValue(key, data):
            yield from address("lcaf.kv_key", key)
            yield from address("lcaf.kv_value", data)


def locator(value: Locator) -> Iterator[Field]:
    """A locator record."""
    yield "loc.priority", value.priority
    yield "loc.weight", value.weight
    yield "loc.multicast_priority", value.m_priority
    yield "loc.multicast_weight", value.m_weight
    yield "loc.flags", value.flags
    yield "loc.flags.local", value.flags >> 2 & 1
    yield "loc.flags.probe", value.flags >> 1 & 1
    yield "loc.flags.reach", value.flags & 1
    if isinstance(value.rloc, Address):
        yield "loc.afi", value.rloc.afi
        yield "loc.locator", text(value.rloc) if value.rloc.afi else "not set"
    else:
        yield "loc.afi", _AFI_LCAF
        yield from lcaf(value.rloc)


def record(value: EidRecord | ReferralRecord) -> Iterator[Field]:
    """An EID record, or a referral record, which differs in a few bits."""
    yield "mapping.ttl", value.ttl_min
    yield "mapping.loccnt", len(value.locators)
    yield "mapping.eid.masklen", value.mask_length
    yield "mapping.act", value.action
    yield "mapping.auth", int(value.authoritative)
    yield (
        "mapping.res1",
        value.reserved & 0x7FF,
    )  # the bit in front is Incomplete, which tshark masks everywhere
    yield "mapping.ver", value.map_version
    if isinstance(value, ReferralRecord):
        yield "referral.incomplete", int(value.incomplete)
        yield "referral.sigcnt", len(value.signatures)
    else:
        yield "mapping.res2", value.version_field >> 12
    yield from address("mapping.eid", value.eid)
    for entry in value.locators:
        yield from locator(entry)


def identity(value: XtrIdentity | None) -> Iterator[Field]:
    """The trailer."""
    if value:
        yield "xtrid", value.xtr_id.hex()
        yield "siteid", value.site_id.hex()


def message(value: Message) -> Iterator[Field]:
    """A whole message. Those that tshark does not know go to it under the type given here."""
    match value:
        case MapRequest():
            yield from _map_request(value)
        case MapReply():
            yield from _head(2, value.nonce, len(value.records))
            for bit, name in enumerate(("sec", "enlr", "probe"), 17):
                yield f"mrep.flags.{name}", value.flags >> bit & 1
            yield "mrep.res", value.flags & 0x1FFFF
            yield from _records(value.records)
        case MapRegister() | ChangePriority():
            yield from _map_register(value)
        case MapNotify() | MapNotifyAck():
            yield from _head(4, value.nonce, len(value.records))
            yield "mnot.flags.xtrid", value.flags >> 19
            yield "mnot.flags.rtr", value.flags >> 18 & 1
            yield "mnot.res", value.flags & 0x3FFFF
            yield from _auth(value.auth)
            yield from _records(value.records)
            yield from identity(value.identity)
        case MapReferral():
            yield from _head(6, value.nonce, len(value.records))
            yield "mref.res", value.flags
            yield from _records(value.records)
        case InfoRequest() | InfoReply():
            yield from _info(value)
        case EncapsulatedControlMessage():
            yield "type", 8
            yield "ecm.flags.sec", 0
            yield "ecm.flags.ddt", int(value.from_ddt)
            yield "ecm.res", value.flags & 0x3FFFFFF
            yield from message(decode(value.inner))


def _head(kind: int, nonce: int, count: int) -> Iterator[Field]:
    yield "type", kind
    yield "nonce", nonce
    yield "records", count


def _records(values: tuple[EidRecord, ...] | tuple[ReferralRecord, ...]) -> Iterator[Field]:
    for value in values:
        yield from record(value)


def _auth(auth: Authentication) -> Iterator[Field]:
    yield "keyid", auth.key_id << 8 | auth.algorithm
    yield "authlen", len(auth.data)
    yield "auth", auth.data.hex()


def _map_request(value: MapRequest) -> Iterator[Field]:
    yield from _head(1, value.nonce, len(value.records))
    for bit, name in enumerate(("smri", "pitr", "smr", "probe", "mrp", "auth"), 14):
        yield f"mreq.flags.{name}", value.flags >> bit & 1
    yield "mreq.res", value.flags >> 5 & 0x1FF
    yield "irc", len(value.itr_rlocs) - 1
    source = value.source_eid
    assert isinstance(source, Address)
    yield "mreq.srceid.afi", source.afi
    if source.afi:
        yield {1: "mreq.srceid.ipv4", 2: "mreq.srceid_ipv6", 6: "mreq.srceid.mac"}[source.afi], str(source)
    for rloc in value.itr_rlocs:
        yield from address("mreq.itr_rloc", rloc, "_")
    for asked in value.records:
        yield "mreq.record.res", asked.flags
        yield "mreq.record.prefix.length", asked.mask_length
        yield from address("mreq.record.prefix", asked.eid)
    if value.map_reply_record:
        yield from record(value.map_reply_record)


def _map_register(value: MapRegister | ChangePriority) -> Iterator[Field]:
    """A Change Priority is laid out like it: its own bits are replaced on the way to tshark."""
    yield from _head(3, value.nonce, len(value.records))
    flags = value.flags if isinstance(value, MapRegister) else (0x20000 if value.identity else 0)
    for bit, name in enumerate(("rtr", "xtrid", "sec", "pmr"), 16):
        yield f"mreg.flags.{name}", flags >> bit & 1
    yield "mreg.res", flags >> 1 & 0x7FFF
    yield "mreg.flags.wmn", flags & 1
    yield from _auth(value.auth)
    yield from _records(value.records)
    yield from identity(value.identity)


def _info(value: InfoRequest | InfoReply) -> Iterator[Field]:
    yield "type", 7
    yield "nonce", value.nonce
    yield "info.r", int(isinstance(value, InfoReply))
    yield "info.res1", value.reserved
    yield from _auth(value.auth)
    yield "info.ttl", value.ttl_min
    yield "info.res2", value.eid_reserved
    yield "info.prefix.masklen", value.mask_length
    yield from address("info.prefix", value.eid)
    if isinstance(value, InfoReply):
        yield from address("info", value.nat)
    else:
        yield "info.afi", 0


def data(value: DataHeader) -> Iterator[Field]:
    """A data header."""
    for bit, name in enumerate(("iid", "mv", "enr", "lsb", "nonce"), 27):
        yield f"flags.{name}", value.word0 >> bit & 1
    yield "flags.res", value.word0 >> 24 & 7
    if value.nonce is not None:
        yield "nonce", value.nonce
    if value.versions is not None:
        yield "srcmapver", value.versions[0]
        yield "dstmapver", value.versions[1]
    if value.word0 >> 27 & 1:
        yield "iid", value.iid
    if value.status_bits is not None:
        yield "lsb8" if value.word0 >> 27 & 1 else "lsb", value.status_bits
