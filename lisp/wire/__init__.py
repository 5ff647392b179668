"""The LISP codec: bytes to immutable messages and back, and nothing else.

Every accepted datagram re-encodes to itself; every other one raises `DecodeError`, which names the
reason and the offset. Nothing here knows sockets, clocks or configuration.
"""

from lisp.wire.address import NO_ADDRESS, Address, Prefix
from lisp.wire.auth import Algorithm, AuthError, AuthReason, Key, KeyChain, seal, verify, verify_any
from lisp.wire.change_priority import ChangePriority, Preparation
from lisp.wire.data import DataHeader
from lisp.wire.ecm import EncapsulatedControlMessage
from lisp.wire.errors import DecodeError, DecodeReason
from lisp.wire.lcaf import AnyAddress, InstanceId, UnknownLcaf, eid_address, eid_prefix
from lisp.wire.messages import (
    CONTROL_PORT,
    DATA_PORT,
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
    encode,
)
from lisp.wire.records import (
    PRIORITY_UNUSABLE,
    TTL_UNLIMITED_MIN,
    Action,
    EidRecord,
    Locator,
    RequestRecord,
    XtrIdentity,
)

__all__ = [
    "CONTROL_PORT",
    "DATA_PORT",
    "NO_ADDRESS",
    "PRIORITY_UNUSABLE",
    "TTL_UNLIMITED_MIN",
    "Action",
    "Address",
    "Algorithm",
    "AnyAddress",
    "AuthError",
    "AuthReason",
    "Authentication",
    "ChangePriority",
    "DataHeader",
    "DecodeError",
    "DecodeReason",
    "EidRecord",
    "EncapsulatedControlMessage",
    "InstanceId",
    "Key",
    "KeyChain",
    "Locator",
    "MapNotify",
    "MapNotifyAck",
    "MapRegister",
    "MapReply",
    "MapRequest",
    "Message",
    "NotifyFlag",
    "Prefix",
    "Preparation",
    "RegisterFlag",
    "ReplyFlag",
    "RequestFlag",
    "RequestRecord",
    "UnknownLcaf",
    "XtrIdentity",
    "decode",
    "eid_address",
    "eid_prefix",
    "encode",
    "seal",
    "verify",
    "verify_any",
]
