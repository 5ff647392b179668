"""What the codec reads, for people and for programs: `to_dict` for JSON, `line` for a terminal.

Names are those of the RFCs. Reserved bits show only where one is set; nonces are hexadecimal text, because
64 bits are more than many JSON readers keep. No message holds a key, so nothing has to be left out but a
one-time key that travels unwrapped.
"""

import dataclasses
from collections.abc import Callable
from typing import Any, Final

from lisp.wire.address import AFI_NONE, Address
from lisp.wire.change_priority import ChangePriority
from lisp.wire.data import (
    FLAG_ECHO,
    FLAG_INSTANCE,
    FLAG_NONCE,
    FLAG_PROTOCOL,
    FLAG_STATUS_BITS,
    FLAG_VERSION,
    DataHeader,
)
from lisp.wire.ecm import EncapsulatedControlMessage
from lisp.wire.errors import DecodeError
from lisp.wire.info import InfoReply, InfoRequest
from lisp.wire.lcaf import AnyAddress, InstanceId, Lcaf, LcafHeader, UnknownLcaf
from lisp.wire.messages import (
    Authentication,
    MapNotify,
    MapNotifyAck,
    MapRegister,
    MapReply,
    MapRequest,
    Message,
    NotifyFlag,
    RegisterFlag,
    ReplyFlag,
    RequestFlag,
    decode,
)
from lisp.wire.records import (
    LOCATOR_LOCAL,
    LOCATOR_PROBED,
    LOCATOR_REACHABLE,
    Action,
    EidRecord,
    Locator,
    RequestRecord,
    XtrIdentity,
)
from lisp.wire.referral import MapReferral, ReferralAction, ReferralRecord, ReferralSignature
from lisp.wire.sec import (
    AuthorizedEid,
    EcmAuthentication,
    EcmSecurity,
    EidAuthenticationData,
    EidAuthorization,
    ReplySecurity,
)

Fields = dict[str, Any]

_NULL_WRAP: Final = 1
_ECM_FLAGS: Final = {"security": 0x8000000, "ddt": 0x4000000, "to-etr": 0x2000000, "to-ms": 0x1000000}
_DATA_FLAGS: Final = {
    "nonce": FLAG_NONCE,
    "locator-status-bits": FLAG_STATUS_BITS,
    "echo-nonce": FLAG_ECHO,
    "map-version": FLAG_VERSION,
    "instance-id": FLAG_INSTANCE,
    "next-protocol": FLAG_PROTOCOL,
}


def to_dict(message: Message) -> Fields:
    """The message as an object of JSON: its type first, then its fields in the order of the wire."""
    return {"type": message.NAME, **_RENDERERS[type(message)](message)}


def line(message: Message) -> str:
    """The message in one line."""
    return fields_line(to_dict(message))


def header_to_dict(header: DataHeader) -> Fields:
    """The data header as an object of JSON; fields whose flag is clear are left out."""
    fields: Fields = {"flags": [name for name, bit in _DATA_FLAGS.items() if header.has(bit)]}
    if header.nonce is not None:
        fields["nonce"] = f"{header.nonce:#08x}"
    if header.versions is not None:
        fields["source_version"], fields["destination_version"] = header.versions
    if header.next_protocol is not None:
        fields["next_protocol"] = header.next_protocol
    if header.has(FLAG_INSTANCE):
        fields["iid"] = header.iid
    if header.status_bits is not None:
        fields["status_bits"] = f"{header.status_bits:#x}"
    return fields


def address_to_json(address: AnyAddress) -> str | Fields:
    """Text for an address, an instance id included; an object for the other LCAFs."""
    if isinstance(address, Address):
        return str(address)
    if isinstance(address, UnknownLcaf):
        return {"lcaf": address.type, "body": address.body.hex(), **_header(address.header)}
    if isinstance(address, InstanceId):
        if isinstance(address.address, Address) and address.header == LcafHeader(reserved2=32):
            return str(address)
        inner = address_to_json(address.address)
        return {"lcaf": "instance-id", "iid": address.iid, "address": inner, **_header(address.header)}
    names = [field.name for field in dataclasses.fields(address) if field.name != "header"]  # type: ignore[arg-type]  # all are dataclasses
    body = {name: _json(getattr(address, name)) for name in names}
    return {"lcaf": address.NAME, **body, **_header(address.header)}


def _json(value: Any) -> Any:
    """A field of an LCAF."""
    if isinstance(value, Address | InstanceId | UnknownLcaf | Lcaf):
        return address_to_json(value)
    if isinstance(value, bytes):
        return value.hex()
    if hasattr(value, "_asdict"):
        return {name: _json(field) for name, field in value._asdict().items()}
    if isinstance(value, tuple):
        return [_json(entry) for entry in value]
    return value


def _header(header: LcafHeader) -> Fields:
    return {f"lcaf_{name}": value for name, value in header._asdict().items() if value}


def _eid(mask_length: int, eid: AnyAddress) -> Fields:
    """An EID prefix as it stood on the wire, host bits and all; the mask beside an EID without bits."""
    shown = address_to_json(eid)
    if isinstance(shown, str) and not (isinstance(eid, Address) and eid.afi == AFI_NONE):
        return {"eid": f"{shown}/{mask_length}"}
    return {"eid": shown, "mask_length": mask_length}


def _reserved(**fields: int) -> Fields:
    return {name: value for name, value in fields.items() if value}


def _flags(names: type, flags: int) -> list[str]:
    """The names of the bits set, highest first; bits without a name as one number."""
    known = {name: bit for name, bit in vars(names).items() if isinstance(bit, int)}
    shown = [name.lower().replace("_", "-") for name, bit in known.items() if flags & bit]
    rest = flags & ~sum(known.values())
    return [*shown, f"{rest:#x}"] if rest else shown


def _named(kind: type[Action] | type[ReferralAction], value: int) -> str | int:
    """An action's name, or its number where it has none."""
    return kind(value).name.lower().replace("_", "-") if value in list(kind) else value


def _locator(locator: Locator) -> Fields:
    flags = locator.flags
    named = LOCATOR_LOCAL | LOCATOR_PROBED | LOCATOR_REACHABLE
    return {
        "rloc": address_to_json(locator.rloc),
        "priority": locator.priority,
        "weight": locator.weight,
        "m_priority": locator.m_priority,
        "m_weight": locator.m_weight,
        "local": bool(flags & LOCATOR_LOCAL),
        "probed": bool(flags & LOCATOR_PROBED),
        "reachable": bool(flags & LOCATOR_REACHABLE),
        **_reserved(unused_flags=flags & ~named),
    }


def _record(record: EidRecord) -> Fields:
    return {
        **_eid(record.mask_length, record.eid),
        "ttl_min": record.ttl_min,
        "action": _named(Action, record.action),
        "authoritative": record.authoritative,
        "map_version": record.map_version,
        **_reserved(reserved=record.reserved, version_reserved=record.version_field >> 12),
        "locators": [_locator(locator) for locator in record.locators],
    }


def _request_record(record: RequestRecord) -> Fields:
    eid = _eid(record.mask_length, record.eid)
    return {**eid, "notify": record.wants_notifications, **_reserved(reserved=record.flags & 0x7F)}


def _referral_record(record: ReferralRecord) -> Fields:
    return {
        **_eid(record.mask_length, record.eid),
        "ttl_min": record.ttl_min,
        "action": _named(ReferralAction, record.action),
        "authoritative": record.authoritative,
        "incomplete": record.incomplete,
        "map_version": record.map_version,
        **_reserved(reserved=record.reserved),
        "locators": [_locator(locator) for locator in record.locators],
        "signatures": [_signature(signature) for signature in record.signatures],
    }


def _signature(signature: ReferralSignature) -> Fields:
    fields = signature._asdict()
    reserved = fields.pop("reserved")
    return {**fields, "data": signature.data.hex(), **_reserved(reserved=reserved)}


def _auth(auth: Authentication) -> Fields:
    return {"key_id": auth.key_id, "algorithm": auth.algorithm, "auth_data": auth.data.hex()}


def _identity(identity: XtrIdentity | None) -> Fields:
    return {"xtr_id": identity.xtr_id.hex(), "site_id": identity.site_id.hex()} if identity else {}


def _nonce(nonce: int) -> str:
    return f"{nonce:#018x}"


def _map_request(request: MapRequest) -> Fields:
    reply = request.map_reply_record
    return {
        "nonce": _nonce(request.nonce),
        "flags": _flags(RequestFlag, request.flags),
        "source_eid": address_to_json(request.source_eid),
        "itr_rlocs": [address_to_json(rloc) for rloc in request.itr_rlocs],
        "records": [_request_record(record) for record in request.records],
        **({"map_reply_record": _record(reply)} if reply else {}),
        **_identity(request.identity),
    }


def _map_reply(reply: MapReply) -> Fields:
    return {
        "nonce": _nonce(reply.nonce),
        "flags": _flags(ReplyFlag, reply.flags),
        "records": [_record(record) for record in reply.records],
        **({"security": _reply_security(reply.security)} if reply.security else {}),
    }


def _registration(message: MapRegister | MapNotify | MapNotifyAck) -> Fields:
    names = RegisterFlag if isinstance(message, MapRegister) else NotifyFlag
    return {
        "nonce": _nonce(message.nonce),
        "flags": _flags(names, message.flags),
        **_auth(message.auth),
        "records": [_record(record) for record in message.records],
        **_identity(message.identity),
    }


def _map_referral(referral: MapReferral) -> Fields:
    return {
        "nonce": _nonce(referral.nonce),
        **_reserved(reserved=referral.flags),
        "records": [_referral_record(record) for record in referral.records],
    }


def _info(message: InfoRequest | InfoReply) -> Fields:
    return {
        "nonce": _nonce(message.nonce),
        **_auth(message.auth),
        "ttl_min": message.ttl_min,
        **_eid(message.mask_length, message.eid),
        **_reserved(reserved=message.reserved, eid_reserved=message.eid_reserved),
        **({"nat": address_to_json(message.nat)} if isinstance(message, InfoReply) else {}),
    }


def _ecm(message: EncapsulatedControlMessage) -> Fields:
    try:
        inner: Fields = to_dict(decode(message.inner))
    except DecodeError as error:
        inner = {"error": str(error.reason), "offset": error.offset, "octets": message.inner.hex()}
    return {
        "flags": [name for name, bit in _ECM_FLAGS.items() if message.flags & bit],
        **_reserved(reserved=message.flags & 0xFFFFFF),
        **({"security": _ecm_security(message.security)} if message.security else {}),
        "source": str(message.source),
        "source_port": message.source_port,
        "destination": str(message.destination),
        "destination_port": message.destination_port,
        "inner": inner,
    }


def _change_priority(message: ChangePriority) -> Fields:
    names = ("from_controller", "update_cache", "ack")
    return {
        "nonce": _nonce(message.nonce),
        "flags": [name.replace("_", "-") for name in names if getattr(message, name)],
        **_auth(message.auth),
        "records": [_record(record) for record in message.records],
        **_identity(message.identity),
    }


def _ecm_security(security: EcmAuthentication) -> Fields:
    if not isinstance(security, EcmSecurity):
        reserved = _reserved(reserved=security.reserved)
        return {
            "ad_type": security.AD_TYPE,
            "key_id": security.key_id,
            "mac": security.data.hex(),
            **reserved,
        }
    return {
        "ad_type": security.AD_TYPE,
        **_reserved(unassigned=security.unassigned),
        "requested_hmac_id": security.requested_hmac_id,
        "key_id": security.key_id,
        "wrapping_id": security.wrapping_id,
        "preamble": security.preamble.hex(),
        "otk": "redacted" if security.wrapping_id == _NULL_WRAP else security.otk.hex(),
        "eid_ad": _eid_ad(security.eid_ad),
    }


def _eid_ad(eid_ad: EidAuthenticationData) -> Fields:
    shown = _authorization(eid_ad.authorization) if eid_ad.authorization else {}
    return {"kdf_id": eid_ad.kdf_id, **shown}


def _authorization(authorization: EidAuthorization) -> Fields:
    return {
        "etr_cannot_sign": authorization.etr_cannot_sign,
        **_reserved(unassigned=authorization.flags & 0x7F),
        "records": [_authorized(record) for record in authorization.records],
        "hmac_id": authorization.hmac_id,
        "hmac": authorization.hmac.hex(),
    }


def _authorized(record: AuthorizedEid) -> Fields:
    return {**_eid(record.mask_length, record.eid), **_reserved(unassigned=record.unassigned)}


def _reply_security(security: ReplySecurity) -> Fields:
    return {
        "ad_type": security.AD_TYPE,
        **_reserved(unassigned=security.unassigned),
        "eid_ad": _eid_ad(security.eid_ad),
        "packet_hmac_id": security.packet_hmac_id,
        "packet_hmac": security.packet_hmac.hex(),
    }


_RENDERERS: Final[dict[type, Callable[[Any], Fields]]] = {
    MapRequest: _map_request,
    MapReply: _map_reply,
    MapRegister: _registration,
    MapNotify: _registration,
    MapNotifyAck: _registration,
    MapReferral: _map_referral,
    InfoRequest: _info,
    InfoReply: _info,
    EncapsulatedControlMessage: _ecm,
    ChangePriority: _change_priority,
}


def fields_line(fields: Fields) -> str:
    """`type key=value …`, nested objects in braces and lists in brackets."""
    return " ".join([fields["type"], *_pairs(fields)])


def _pairs(fields: Fields) -> list[str]:
    return [f"{key}={_text(value)}" for key, value in fields.items() if key != "type"]


def _text(value: Any) -> str:
    if isinstance(value, dict):
        head = [str(value["type"])] if "type" in value else []
        return "{" + " ".join([*head, *_pairs(value)]) + "}"
    if isinstance(value, list):
        return "[" + " ".join(_text(entry) for entry in value) + "]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value != "" else "-"
