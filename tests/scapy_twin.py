"""For a message of `lisp.wire`, the scapy layer that says the same; `agree` compares two layers.

Counts, lengths and AFIs are left for scapy to compute, except for the one AFI of two that text cannot tell.
"""

import socket
from typing import Any

from scapy.layers.inet import IP, UDP
from scapy.layers.inet6 import IPv6
from scapy.packet import Packet, Raw

from lisp import scapy as s
from lisp import wire as w

AFI_MAC48 = 16389

Values = dict[str, Any]  # of a layer's fields, by their names


def address(name: str, value: w.AnyAddress, prefix: str = "") -> Values:
    """An address field, and its AFI where it has to be said."""
    if not isinstance(value, w.Address):
        return {name: lcaf(value)}
    match value.afi:
        case 0:
            return {name: None}
        case 1:
            return {name: socket.inet_ntop(socket.AF_INET, value.packed)}
        case 2:
            return {name: socket.inet_ntop(socket.AF_INET6, value.packed)}
        case 17:
            return {name: value.packed}
    field = {name: value.packed.hex(":")}
    return field | ({f"{prefix}afi": AFI_MAC48} if value.afi == AFI_MAC48 else {})


def named(name: str, value: w.AnyAddress) -> Values:
    """An address field that names its AFI after itself."""
    return address(name, value, f"{name}_")


def elements(values: tuple[w.AnyAddress, ...]) -> list[Packet]:
    """Elements of a list of addresses."""
    return [s.LISPAddress(**address("address", value)) for value in values]


def lcaf(value: w.AnyAddress) -> Packet:
    """The layer of an LCAF."""
    assert not isinstance(value, w.Address)
    head: Values = {"rsvd1": value.header.reserved, "lcaf_flags": value.header.flags}
    if isinstance(value, w.InstanceId):
        inner = named("address", value.address)
        return s.LISPLCAFInstanceID(iid_masklen=value.header.reserved2, instance_id=value.iid, **head, **inner)
    head["rsvd2"] = value.header.reserved2
    if isinstance(value, w.UnknownLcaf):
        return s.LISPLCAFUnknown(type=value.type, body=value.body, **head)
    for family in (annotated, lists, keys):
        layer = family(value, head)
        if layer is not None:
            return layer
    raise AssertionError(value)


def annotated(value: w.Lcaf, head: Values) -> Packet | None:
    """LCAFs of one address and what is said about it."""
    match value:
        case w.AsNumber():
            return s.LISPLCAFASNumber(as_number=value.asn, **named("address", value.address), **head)
        case w.ApplicationData():
            return s.LISPLCAFApplication(
                traffic_class=value.traffic_class,
                protocol=value.protocol,
                local_port_low=value.local_ports[0],
                local_port_high=value.local_ports[1],
                remote_port_low=value.remote_ports[0],
                remote_port_high=value.remote_ports[1],
                **named("address", value.address),
                **head,
            )
        case w.GeoCoordinates():
            parts = ("degrees", "minutes", "seconds")
            latitude: Values = {f"latitude_{part}": n for part, n in zip(parts, value.latitude, strict=True)}
            longitude: Values = {f"longitude_{part}": n for part, n in zip(parts, value.longitude, strict=True)}
            signs: Values = {"north": int(value.north), "east": int(value.east), "altitude": value.altitude_m}
            return s.LISPLCAFGeo(**signs, **latitude, **longitude, **named("address", value.address), **head)
        case w.NonceLocator():
            own: Values = {"reserved": value.reserved, "nonce": value.nonce}
            return s.LISPLCAFNonce(**own, **named("address", value.address), **head)
        case w.SecurityKey():
            return s.LISPLCAFSecurityKey(
                rsvd3=value.reserved3,
                key_algorithm=value.algorithm,
                rsvd4=value.flags >> 1,
                revoked=value.flags & 1,
                keys=[s.LISPLCAFKey(material=key) for key in value.keys],
                **named("locator", value.address),
                **head,
            )
        case w.EncapsulationFormat():
            return s.LISPLCAFEncapsulation(formats=value.formats, **named("address", value.address), **head)
    return None


def lists(value: w.Lcaf, head: Values) -> Packet | None:
    """LCAFs of many addresses."""
    match value:
        case w.AfiList():
            return s.LISPLCAFAFIList(addresses=elements(value.addresses), **head)
        case w.NatTraversal():
            return s.LISPLCAFNAT(
                ms_port=value.ms_port,
                etr_port=value.etr_port,
                **named("global_etr_rloc", value.global_etr_rloc),
                **named("ms_rloc", value.ms_rloc),
                **named("private_etr_rloc", value.private_etr_rloc),
                rtr_rlocs=elements(value.rtr_rlocs),
                **head,
            )
        case w.ExplicitLocatorPath():
            hops = [
                s.LISPLCAFHop(rsvd3=hop.flags >> 3, flags=hop.flags & 7, **named("address", hop.address))
                for hop in value.hops
            ]
            return s.LISPLCAFPath(hops=hops, **head)
        case w.ReplicationList():
            entries = [
                s.LISPLCAFReplication(
                    rsvd3=entry.reserved >> 8,
                    rsvd4=entry.reserved & 0xFF,
                    level=entry.level,
                    **named("address", entry.address),
                )
                for entry in value.entries
            ]
            return s.LISPLCAFReplicationList(entries=entries, **head)
    return None


def keys(value: w.Lcaf, head: Values) -> Packet | None:
    """LCAFs that are lookup keys or free data."""
    match value:
        case w.NullBody():
            return s.LISPLCAFNull(**head)
        case w.OpaqueKey():
            own: Values = {"key_field_num": value.fields, "key_wildcard_fields": value.wildcards}
            return s.LISPLCAFOpaqueKey(**own, key=value.key, **head)
        case w.MulticastInfo():
            own = {"instance_id": value.iid, "reserved": value.reserved}
            own |= {"source_masklen": value.source_mask_length, "group_masklen": value.group_mask_length}
            ends = named("source", value.source) | named("group", value.group)
            return s.LISPLCAFMulticast(**own, **ends, **head)
        case w.SourceDestinationKey():
            own = {"reserved": value.reserved}
            own |= {"source_masklen": value.source_mask_length, "dest_masklen": value.destination_mask_length}
            ends = named("source", value.source) | named("dest", value.destination)
            return s.LISPLCAFSourceDest(**own, **ends, **head)
        case w.JsonData():
            return s.LISPLCAFJSON(text=value.json, **named("address", value.address), **head)
        case w.KeyValue():
            return s.LISPLCAFKeyValue(**named("key", value.key), **named("value", value.value), **head)
        case w.VendorData():
            return s.LISPLCAFVendor(rsvd3=value.reserved, oui=value.oui, data=value.data, **head)
    return None


def locators(values: tuple[w.Locator, ...]) -> list[Packet]:
    """Locator records."""
    return [
        s.LISPLocator(
            priority=value.priority,
            weight=value.weight,
            m_priority=value.m_priority,
            m_weight=value.m_weight,
            unused=value.flags >> 3,
            flags=value.flags & 7,
            **named("rloc", value.rloc),
        )
        for value in values
    ]


def record(value: w.EidRecord) -> Packet:
    """An EID record."""
    return s.LISPEIDRecord(
        record_ttl=value.ttl_min,
        eid_masklen=value.mask_length,
        act=value.action,
        flags="A" if value.authoritative else "",
        reserved=value.reserved,
        rsvd=value.version_field >> 12,
        map_version=value.version_field & 0xFFF,
        **named("eid", value.eid),
        locators=locators(value.locators),
    )


def request_record(value: w.RequestRecord) -> Packet:
    """An EID record of a Map-Request."""
    bits: Values = {"flags": value.flags >> 7, "reserved": value.flags & 0x7F}
    return s.LISPRequestRecord(**bits, eid_masklen=value.mask_length, **named("eid", value.eid))


def referral_record(value: w.ReferralRecord) -> Packet:
    """A referral record with its signatures."""
    signatures = [
        s.LISPSignature(
            original_ttl=signature.original_ttl_min,
            expiration=signature.expiration_unix_s,
            inception=signature.inception_unix_s,
            key_tag=signature.key_tag,
            sig_algorithm=signature.algorithm,
            reserved=signature.reserved,
            signature=signature.data,
        )
        for signature in value.signatures
    ]
    return s.LISPReferralRecord(
        record_ttl=value.ttl_min,
        eid_masklen=value.mask_length,
        act=value.action,
        flags=value.authoritative << 1 | value.incomplete,
        reserved=value.reserved,
        map_version=value.map_version,
        **named("eid", value.eid),
        locators=locators(value.locators),
        signatures=signatures,
    )


def eid_ad(value: w.EidAuthenticationData) -> Packet:
    """The EID-AD of LISP-SEC."""
    if value.authorization is None:
        return s.LISPEIDAD(kdf_id=value.kdf_id)
    given = value.authorization
    prefixes = [
        s.LISPEIDPrefix(unassigned=eid.unassigned, eid_masklen=eid.mask_length, **named("eid", eid.eid))
        for eid in given.records
    ]
    return s.LISPEIDAD(
        # Said, for an authorization of nothing under no MAC has nothing else to show that it is there.
        length=None if prefixes or given.hmac else 8,
        kdf_id=value.kdf_id,
        etr_cant_sign=given.flags >> 7,
        unassigned=given.flags & 0x7F,
        eid_hmac_id=given.hmac_id,
        records=prefixes,
        eid_hmac=given.hmac,
    )


def security(value: w.EcmSecurity | w.RtrAuthentication | w.ReplySecurity | None) -> Packet | None:
    """Authentication data."""
    match value:
        case w.EcmSecurity():
            return s.LISPECMSecurity(
                unassigned=value.unassigned,
                requested_hmac_id=value.requested_hmac_id,
                key_id=value.key_id,
                otk_wrapping_id=value.wrapping_id,
                otk_preamble=value.preamble,
                otk=value.otk,
                eid_ad=eid_ad(value.eid_ad),
            )
        case w.RtrAuthentication():
            return s.LISPRTRSecurity(reserved=value.reserved, key_id=value.key_id, auth_data=value.data)
        case w.ReplySecurity():
            hmacs: Values = {"pkt_hmac_id": value.packet_hmac_id, "pkt_hmac": value.packet_hmac}
            return s.LISPReplySecurity(unassigned=value.unassigned, eid_ad=eid_ad(value.eid_ad), **hmacs)
    return None


def trailer(value: w.XtrIdentity | None) -> Values:
    """xTR-ID and Site-ID."""
    return {"xtr_id": value.xtr_id, "site_id": value.site_id} if value else {}


def signed(message: Any) -> Values:
    """What Map-Register and its like share."""
    return {
        "nonce": message.nonce,
        "key_id": message.auth.key_id,
        "algorithm_id": message.auth.algorithm,
        "auth_data": message.auth.data,
        "records": [record(value) for value in message.records],
        **trailer(message.identity),
    }


def split(flags: int, reserved: int) -> Values:
    """Flags and the reserved bits behind them."""
    return {"flags": flags >> reserved, "reserved": flags & (1 << reserved) - 1}


def twin(message: w.Message) -> Packet:
    """The scapy layer of a message."""
    match message:
        case w.MapRequest():
            data = message.map_reply_record
            return s.LISPMapRequest(
                nonce=message.nonce,
                flags=message.flags >> 5,
                **named("source_eid", message.source_eid),
                itr_rlocs=elements(message.itr_rlocs),
                records=[request_record(value) for value in message.records],
                map_reply_record=record(data) if data else None,
                **trailer(message.identity),
            )
        case w.MapReply():
            records = [record(value) for value in message.records]
            appended = security(message.security)
            return s.LISPMapReply(nonce=message.nonce, records=records, security=appended, **split(message.flags, 17))
        case w.MapRegister():
            return s.LISPMapRegister(flags=message.flags, **signed(message))
        case w.MapNotify():
            return s.LISPMapNotify(**split(message.flags, 18), **signed(message))
        case w.MapNotifyAck():
            return s.LISPMapNotifyAck(**split(message.flags, 18), **signed(message))
        case w.MapReferral():
            records = [referral_record(value) for value in message.records]
            return s.LISPMapReferral(reserved=message.flags, nonce=message.nonce, records=records)
        case w.ChangePriority():
            letters = (("H", message.from_controller), ("C", message.update_cache), ("K", message.ack))
            flags = [letter for letter, is_set in (*letters, ("I", message.identity)) if is_set]
            return s.LISPChangePriority(flags="+".join(flags), **signed(message))
        case w.InfoRequest() | w.InfoReply():
            return info(message)
        case w.EncapsulatedControlMessage():
            return ecm(message)
    raise AssertionError(message)


def info(message: w.InfoRequest | w.InfoReply) -> Packet:
    """Info-Request or Info-Reply; the key id is wider than elsewhere."""
    shared: Values = {
        "reserved": message.reserved,
        "nonce": message.nonce,
        "key_id": message.auth.key_id << 8 | message.auth.algorithm,
        "auth_data": message.auth.data,
        "ttl": message.ttl_min,
        "eid_reserved": message.eid_reserved,
        "eid_masklen": message.mask_length,
        **named("eid", message.eid),
    }
    if isinstance(message, w.InfoReply):
        return s.LISPInfoReply(**shared, nat=lcaf(message.nat))
    return s.LISPInfoRequest(**shared)


def ecm(message: w.EncapsulatedControlMessage) -> Packet:
    """An ECM with the inner headers the codec makes."""
    ends: Values = {"src": str(message.source), "dst": str(message.destination)}
    network = IP(id=0, flags="DF", ttl=64, **ends) if message.source.afi == 1 else IPv6(hlim=64, **ends)
    datagram = UDP(sport=message.source_port, dport=message.destination_port) / Raw(message.inner)
    layer = s.LISPECM(security=security(message.security), **split(message.flags, 24))
    return layer / network / datagram


def agree(dissected: Packet, built: Packet) -> None:
    """Every field that was given when the one was built has its value in the other."""
    assert type(dissected) is type(built)
    for name, expected in built.fields.items():
        compare(name, dissected.getfieldval(name), expected)


def compare(name: str, found: Any, expected: Any) -> None:
    """Compare values of a field; a None that the layer computes has nothing to compare."""
    if isinstance(expected, list):
        assert len(found) == len(expected), name
        for one, other in zip(found, expected, strict=True):
            agree(one, other)
    elif isinstance(expected, Packet):
        agree(found, expected)
    elif not (expected is None and isinstance(found, int)):
        assert found == expected, name
