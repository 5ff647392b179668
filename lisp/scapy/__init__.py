"""LISP for scapy: craft, send, sniff and take apart control messages and data packets.

    from scapy.all import *
    from lisp.scapy import *

Importing binds UDP port 4342 to `LISPControl` and 4341 to `LISPData`, in both directions. The layers are
written from the RFCs and share nothing with `lisp.wire`, so that each can be the other's test. They are
for people: what a daemon must refuse, they show.
"""

from scapy.layers.inet import UDP
from scapy.packet import bind_bottom_up, bind_top_down

from lisp.scapy.control import (
    CHANGE_PRIORITY,
    CONTROL_PORT,
    LISPECM,
    LISPChangePriority,
    LISPControl,
    LISPEIDRecord,
    LISPInfoReply,
    LISPInfoRequest,
    LISPLocator,
    LISPMapNotify,
    LISPMapNotifyAck,
    LISPMapReferral,
    LISPMapRegister,
    LISPMapReply,
    LISPMapRequest,
    LISPReferralRecord,
    LISPRequestRecord,
    LISPSharedExtension,
    LISPSignature,
)
from lisp.scapy.data import DATA_PORT, LISPData, LISPShim
from lisp.scapy.fields import LISPAddress
from lisp.scapy.lcaf import (
    LISPLCAF,
    LISPLCAFJSON,
    LISPLCAFNAT,
    LISPLCAFAFIList,
    LISPLCAFApplication,
    LISPLCAFASNumber,
    LISPLCAFEncapsulation,
    LISPLCAFGeo,
    LISPLCAFHop,
    LISPLCAFInstanceID,
    LISPLCAFKey,
    LISPLCAFKeyValue,
    LISPLCAFMulticast,
    LISPLCAFNonce,
    LISPLCAFNull,
    LISPLCAFOpaqueKey,
    LISPLCAFPath,
    LISPLCAFReplication,
    LISPLCAFReplicationList,
    LISPLCAFSecurityKey,
    LISPLCAFSourceDest,
    LISPLCAFUnknown,
    LISPLCAFVendor,
)
from lisp.scapy.security import (
    LISPEIDAD,
    LISPECMSecurity,
    LISPEIDPrefix,
    LISPReplySecurity,
    LISPRTRSecurity,
    authenticate,
    verify,
)

# Scapy takes the first binding that fits: what a packet is sent to says more than where it came from.
for _end in ("dport", "sport"):
    bind_bottom_up(UDP, LISPControl, {_end: CONTROL_PORT})
    bind_bottom_up(UDP, LISPData, {_end: DATA_PORT})
bind_top_down(UDP, LISPControl, sport=CONTROL_PORT, dport=CONTROL_PORT)
bind_top_down(UDP, LISPData, sport=DATA_PORT, dport=DATA_PORT)

__all__ = [
    "CHANGE_PRIORITY",
    "CONTROL_PORT",
    "DATA_PORT",
    "LISPECM",
    "LISPEIDAD",
    "LISPLCAF",
    "LISPLCAFJSON",
    "LISPLCAFNAT",
    "LISPAddress",
    "LISPChangePriority",
    "LISPControl",
    "LISPData",
    "LISPECMSecurity",
    "LISPEIDPrefix",
    "LISPEIDRecord",
    "LISPInfoReply",
    "LISPInfoRequest",
    "LISPLCAFAFIList",
    "LISPLCAFASNumber",
    "LISPLCAFApplication",
    "LISPLCAFEncapsulation",
    "LISPLCAFGeo",
    "LISPLCAFHop",
    "LISPLCAFInstanceID",
    "LISPLCAFKey",
    "LISPLCAFKeyValue",
    "LISPLCAFMulticast",
    "LISPLCAFNonce",
    "LISPLCAFNull",
    "LISPLCAFOpaqueKey",
    "LISPLCAFPath",
    "LISPLCAFReplication",
    "LISPLCAFReplicationList",
    "LISPLCAFSecurityKey",
    "LISPLCAFSourceDest",
    "LISPLCAFUnknown",
    "LISPLCAFVendor",
    "LISPLocator",
    "LISPMapNotify",
    "LISPMapNotifyAck",
    "LISPMapReferral",
    "LISPMapRegister",
    "LISPMapReply",
    "LISPMapRequest",
    "LISPRTRSecurity",
    "LISPReferralRecord",
    "LISPReplySecurity",
    "LISPRequestRecord",
    "LISPSharedExtension",
    "LISPShim",
    "LISPSignature",
    "authenticate",
    "verify",
]
