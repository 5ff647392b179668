"""Answers under LISP-SEC: that they fit, and that they vouch for pairs too; who may hear of what requires it."""

from dataclasses import replace

import pytest

from lisp.engine import SendDatagram
from lisp.wire import (
    CONTROL_PORT,
    Address,
    EncapsulatedControlMessage,
    MapReply,
    MapRequest,
    Prefix,
    RequestRecord,
    decode,
    eid_key,
    encode,
)
from lisp.wire.lisp_sec import protect_request
from mapserver.policy import OtkPeer, SitePrefix
from tests.unit.mapserver.bench import ACCESS, CONTROLLER, MS, NET1, NET2, OTHER, Bench, make_policy, prefix, record

PEER = OtkPeer("itr", frozenset({Address.parse(NET2)}), ((7, b"between ITR and map resolver"),))
# Every IPv6 link carries 1280 octets; headers of IPv6 and UDP.
LARGEST = 1280 - 40 - 8


def ask_protected(bench: Bench, eid: str) -> bytes:
    """The Map-Reply to a protected Map-Request."""
    bench.wait(1.0)
    here, there = Address.parse(NET2), Address.parse(MS)
    security = protect_request(bytes(range(16)), 77, *PEER.keys[0])
    inner = encode(MapRequest(77, (here,), (RequestRecord.of(prefix(eid)),)))
    bench.receive(encode(EncapsulatedControlMessage(here, 50_000, there, CONTROL_PORT, inner, security=security)), NET2)
    (reply,) = [command.data for command in bench.commands if isinstance(command, SendDatagram)]
    return reply


@pytest.mark.parametrize("site", ["10.3.0.0/16", "2001:db8::/48", "[7]2001:db8::/48"])
def test_a_protected_answer_crosses_every_ipv6_link(site: str) -> None:
    around = prefix(site)
    access = replace(ACCESS, prefixes=(SitePrefix(around),))
    bench = Bench(replace(make_policy(access), otk_peers=(PEER,)))
    bench.register(record(site, NET1), xtr=NET1)
    largest = 0
    for number in range(60):
        piece = Prefix.of(Address(around.afi, around.packed[:-1] + bytes([number])), iid=around.iid)
        bench.register(record(str(piece), NET1), xtr=NET1)
        largest = max(largest, len(ask_protected(bench, site)))
    assert 1_150 < largest <= LARGEST


def test_a_protected_answer_about_a_pair_is_vouched_for() -> None:
    pair = "10.7.0.0/16 > 10.1.0.0/24"
    bench = Bench(replace(make_policy(), otk_peers=(PEER,)))
    bench.register(record(pair, NET1), xtr=NET1)
    reply = decode(ask_protected(bench, "10.7.0.1/32 > 10.1.0.1/32"))
    assert isinstance(reply, MapReply)
    assert reply.security is not None
    assert reply.security.eid_ad.authorization is not None
    (vouched,) = reply.security.eid_ad.authorization.records
    assert str(eid_key(vouched.eid, vouched.mask_length)) == pair
    assert [str(entry.eid) for entry in reply.records] == [pair]


@pytest.mark.parametrize("secret", ["10.1.0.64/26", "10.0.0.0/7"])
def test_who_hears_of_what_requires_lisp_sec_has_fixed_addresses(secret: str) -> None:
    inner = replace(OTHER, prefixes=(SitePrefix(prefix(secret)),), require_sec=True)
    anywhere = replace(CONTROLLER, rlocs=frozenset())
    with pytest.raises(ValueError, match="fmcc may follow EIDs of other, which requires LISP-SEC: list its rlocs"):
        make_policy(ACCESS, inner, subscribers=(anywhere,))
    make_policy(ACCESS, inner)
    elsewhere = replace(anywhere, prefixes=(prefix("192.168.0.0/16"),))
    make_policy(ACCESS, inner, subscribers=(elsewhere,))
