"""Text and JSON of messages, seen whole once per kind."""

from lisp.wire import (
    Address,
    AfiList,
    Authentication,
    AuthorizedEid,
    ChangePriority,
    EcmSecurity,
    EidAuthenticationData,
    EidAuthorization,
    EidRecord,
    EncapsulatedControlMessage,
    ExplicitLocatorPath,
    Hop,
    InfoReply,
    InfoRequest,
    InstanceId,
    Locator,
    MapNotify,
    MapReferral,
    MapRegister,
    MapReply,
    MapRequest,
    NatTraversal,
    Prefix,
    ReferralRecord,
    ReferralSignature,
    RegisterFlag,
    ReplySecurity,
    RequestFlag,
    RequestRecord,
    RtrAuthentication,
    SecurityKey,
    UnknownLcaf,
    XtrIdentity,
    encode,
    line,
    to_dict,
)
from lisp.wire.lcaf import LcafHeader
from lisp.wire.render import address_to_json

V4 = Address.parse("10.0.0.1")
RLOC = Address.parse("192.0.2.1")
IDENTITY = XtrIdentity(bytes(range(16)), bytes(range(8)))
RECORD = EidRecord(1440, 32, V4, (Locator(1, 100, 255, 0, 0x000D, RLOC),), 4, True, 0, 0x2345)
LOCATOR_JSON = {
    "rloc": "192.0.2.1",
    "priority": 1,
    "weight": 100,
    "m_priority": 255,
    "m_weight": 0,
    "local": True,
    "probed": False,
    "reachable": True,
    "unused_flags": 8,
}
RECORD_JSON = {
    "eid": "10.0.0.1/32",
    "ttl_min": 1440,
    "action": "drop-policy-denied",
    "authoritative": True,
    "map_version": 0x345,
    "version_reserved": 2,
    "locators": [LOCATOR_JSON],
}


def test_map_register() -> None:
    flags = RegisterFlag.XTR_ID | RegisterFlag.MERGE | 0x40
    message = MapRegister(0xABC, (RECORD,), flags, Authentication(1, 2, b"\xab"), IDENTITY)
    assert to_dict(message) == {
        "type": "map-register",
        "nonce": "0x0000000000000abc",
        "flags": ["xtr-id", "merge", "0x40"],
        "key_id": 1,
        "algorithm": 2,
        "auth_data": "ab",
        "records": [RECORD_JSON],
        "xtr_id": "000102030405060708090a0b0c0d0e0f",
        "site_id": "0001020304050607",
    }
    assert line(message) == (
        "map-register nonce=0x0000000000000abc flags=[xtr-id merge 0x40] key_id=1 algorithm=2 auth_data=ab "
        "records=[{eid=10.0.0.1/32 ttl_min=1440 action=drop-policy-denied authoritative=yes map_version=837 "
        "version_reserved=2 locators=[{rloc=192.0.2.1 priority=1 weight=100 m_priority=255 m_weight=0 "
        "local=yes probed=no reachable=yes unused_flags=8}]}] xtr_id=000102030405060708090a0b0c0d0e0f "
        "site_id=0001020304050607"
    )


def test_map_notify() -> None:
    shown = to_dict(MapNotify(1, (), 0x80000))
    assert shown["flags"] == ["xtr-id"]
    assert line(MapNotify(1, ())) == (
        "map-notify nonce=0x0000000000000001 flags=[] key_id=0 algorithm=0 auth_data=- records=[]"
    )


def test_map_request() -> None:
    records = (RequestRecord.of(Prefix.parse("10.0.0.0/24"), subscribe=True), RequestRecord(8, V4, 0x7F))
    flags = RequestFlag.SMR | RequestFlag.MAP_DATA
    assert to_dict(MapRequest(1, (RLOC,), records, V4, flags, RECORD)) == {
        "type": "map-request",
        "nonce": "0x0000000000000001",
        "flags": ["map-data", "smr"],
        "source_eid": "10.0.0.1",
        "itr_rlocs": ["192.0.2.1"],
        "records": [
            {"eid": "10.0.0.0/24", "notify": True},
            {"eid": "10.0.0.1/8", "notify": False, "reserved": 0x7F},
        ],
        "map_reply_record": RECORD_JSON,
    }


def test_map_reply_with_security() -> None:
    authorization = EidAuthorization((AuthorizedEid(8, V4, 3),), 2, b"\x01", 0x81)
    security = ReplySecurity(EidAuthenticationData(2, authorization), 1, b"\x02", 5)
    assert to_dict(MapReply(1, (), 0x20000, security)) == {
        "type": "map-reply",
        "nonce": "0x0000000000000001",
        "flags": ["security"],
        "records": [],
        "security": {
            "ad_type": 1,
            "unassigned": 5,
            "eid_ad": {
                "kdf_id": 2,
                "etr_cannot_sign": True,
                "unassigned": 1,
                "records": [{"eid": "10.0.0.1/8", "unassigned": 3}],
                "hmac_id": 2,
                "hmac": "01",
            },
            "packet_hmac_id": 1,
            "packet_hmac": "02",
        },
    }


def test_ecm() -> None:
    message = EncapsulatedControlMessage(
        RLOC, 1, V4, 2, encode(MapReply(1, ())), 0x4000001, security=RtrAuthentication(7, b"\x01", 9)
    )
    assert to_dict(message) == {
        "type": "ecm",
        "flags": ["ddt"],
        "reserved": 1,
        "security": {"ad_type": 2, "reserved": 9, "key_id": 7, "mac": "01"},
        "source": "192.0.2.1",
        "source_port": 1,
        "destination": "10.0.0.1",
        "destination_port": 2,
        "inner": {"type": "map-reply", "nonce": "0x0000000000000001", "flags": [], "records": []},
    }
    assert line(message).endswith("inner={map-reply nonce=0x0000000000000001 flags=[] records=[]}")


def test_ecm_around_what_is_no_message() -> None:
    message = EncapsulatedControlMessage(RLOC, 1, V4, 2, b"\x20\x00")
    assert to_dict(message)["inner"] == {"error": "truncated", "offset": 0, "octets": "2000"}


def test_one_time_key_shows_wrapped_and_never_plain() -> None:
    def security(wrapping_id: int) -> object:
        ad = EcmSecurity(2, 1, wrapping_id, bytes(8), b"\xaa" * 16, EidAuthenticationData(2), 4)
        return to_dict(EncapsulatedControlMessage(RLOC, 1, V4, 2, b"\x20", security=ad))["security"]

    shown = {
        "ad_type": 1,
        "unassigned": 4,
        "requested_hmac_id": 2,
        "key_id": 1,
        "wrapping_id": 2,
        "preamble": "00" * 8,
        "otk": "aa" * 16,
        "eid_ad": {"kdf_id": 2},
    }
    assert security(2) == shown
    assert security(1) == {**shown, "wrapping_id": 1, "otk": "redacted"}


def test_map_referral() -> None:
    signature = ReferralSignature(1, 2, 3, 4, 2, b"\x01", 6)
    record = ReferralRecord(1440, 8, V4, (), 6, False, True, 5, (signature,), 7)
    assert to_dict(MapReferral(1, (record, record._replace(action=5)), 0x10))["records"][1]["action"] == (
        "not-authoritative"
    )
    assert to_dict(MapReferral(1, (record,), 0x10)) == {
        "type": "map-referral",
        "nonce": "0x0000000000000001",
        "reserved": 16,
        "records": [
            {
                "eid": "10.0.0.1/8",
                "ttl_min": 1440,
                "action": 6,
                "authoritative": False,
                "incomplete": True,
                "map_version": 5,
                "reserved": 7,
                "locators": [],
                "signatures": [
                    {
                        "original_ttl_min": 1,
                        "expiration_unix_s": 2,
                        "inception_unix_s": 3,
                        "key_tag": 4,
                        "algorithm": 2,
                        "data": "01",
                        "reserved": 6,
                    }
                ],
            }
        ],
    }


def test_info_reply() -> None:
    nat = NatTraversal(4342, 5, V4, RLOC, V4, (RLOC,))
    assert to_dict(InfoReply(1, 60, 32, V4, nat=nat, reserved=3)) == {
        "type": "info-reply",
        "nonce": "0x0000000000000001",
        "key_id": 0,
        "algorithm": 0,
        "auth_data": "",
        "ttl_min": 60,
        "eid": "10.0.0.1/32",
        "reserved": 3,
        "nat": {
            "lcaf": "nat-traversal",
            "ms_port": 4342,
            "etr_port": 5,
            "global_etr_rloc": "10.0.0.1",
            "ms_rloc": "192.0.2.1",
            "private_etr_rloc": "10.0.0.1",
            "rtr_rlocs": ["192.0.2.1"],
        },
    }


def test_change_priority() -> None:
    order = ChangePriority(1, (RECORD,), True, True, True, Authentication(1, 2, b"\xab"), IDENTITY)
    assert to_dict(order) == {
        "type": "change-priority",
        "nonce": "0x0000000000000001",
        "flags": ["from-controller", "update-cache", "ack"],
        "key_id": 1,
        "algorithm": 2,
        "auth_data": "ab",
        "records": [RECORD_JSON],
        "xtr_id": "000102030405060708090a0b0c0d0e0f",
        "site_id": "0001020304050607",
    }
    assert to_dict(ChangePriority(1, (), from_controller=True, ack=True))["flags"] == [
        "from-controller",
        "ack",
    ]


def test_addresses() -> None:
    assert address_to_json(InstanceId(7, V4)) == "[7]10.0.0.1"
    assert address_to_json(InstanceId(7, V4, LcafHeader(0, 0, 8))) == {
        "lcaf": "instance-id",
        "iid": 7,
        "address": "10.0.0.1",
        "lcaf_reserved2": 8,
    }
    inner = AfiList((V4,), LcafHeader(1, 2, 3))
    assert address_to_json(InstanceId(7, inner)) == {
        "lcaf": "instance-id",
        "iid": 7,
        "address": {
            "lcaf": "afi-list",
            "addresses": ["10.0.0.1"],
            "lcaf_reserved": 1,
            "lcaf_flags": 2,
            "lcaf_reserved2": 3,
        },
        "lcaf_reserved2": 32,
    }
    assert address_to_json(UnknownLcaf(99, b"\x01")) == {"lcaf": 99, "body": "01"}


def test_eid_without_bits_keeps_its_mask_beside_it() -> None:
    shown = to_dict(MapReply(1, (EidRecord(1, 9, Address(0, b"")),)))["records"][0]
    assert (shown["eid"], shown["mask_length"]) == ("none", 9)


def test_each_bit_of_a_locator_shows_by_itself() -> None:
    names = ("local", "probed", "reachable")
    for flags, shown in ((4, (True, False, False)), (2, (False, True, False)), (1, (False, False, True))):
        record = EidRecord(1, 32, V4, (Locator(1, 2, 3, 4, flags, V4),))
        (locator,) = to_dict(MapReply(1, (record,)))["records"][0]["locators"]
        assert tuple(locator[name] for name in names) == shown
        assert "unused_flags" not in locator


def test_reserved_bits_of_a_record() -> None:
    assert to_dict(MapReply(1, (EidRecord(1, 32, V4, reserved=0xABC),)))["records"][0]["reserved"] == 0xABC
    assert "reserved" not in to_dict(MapReply(1, (EidRecord(1, 32, V4),)))["records"][0]


def test_map_request_with_identity_and_without_a_record() -> None:
    shown = to_dict(MapRequest(1, (RLOC,), (RequestRecord(8, V4),), identity=IDENTITY))
    assert shown["xtr_id"] == "000102030405060708090a0b0c0d0e0f"
    assert "map_reply_record" not in shown
    assert "security" not in to_dict(MapReply(1, ()))


def test_info_request() -> None:
    assert to_dict(InfoRequest(1, 60, 32, V4, eid_reserved=9)) == {
        "type": "info-request",
        "nonce": "0x0000000000000001",
        "key_id": 0,
        "algorithm": 0,
        "auth_data": "",
        "ttl_min": 60,
        "eid": "10.0.0.1/32",
        "eid_reserved": 9,
    }


def test_referral_locators_and_plain_signatures() -> None:
    signature = ReferralSignature(1, 2, 3, 4, 2, b"\x01")
    locator = Locator(1, 100, 255, 0, 0x000D, RLOC)
    record = ReferralRecord(1, 8, V4, (locator,), signatures=(signature,))
    (shown,) = to_dict(MapReferral(1, (record,)))["records"]
    assert shown["locators"] == [LOCATOR_JSON]
    assert "reserved" not in shown["signatures"][0]
    assert "reserved" not in to_dict(MapReferral(1, ()))


def test_lists_inside_lcafs() -> None:
    path = ExplicitLocatorPath((Hop(5, V4), Hop(0, AfiList((RLOC,)))))
    assert address_to_json(path) == {
        "lcaf": "explicit-locator-path",
        "hops": [
            {"flags": 5, "address": "10.0.0.1"},
            {"flags": 0, "address": {"lcaf": "afi-list", "addresses": ["192.0.2.1"]}},
        ],
    }
    assert address_to_json(SecurityKey(2, (b"\x01",), V4)) == {
        "lcaf": "security-key",
        "algorithm": 2,
        "keys": ["01"],
        "address": "10.0.0.1",
        "reserved3": 0,
        "flags": 0,
    }
