"""Laws of the codec over generated messages and over arbitrary bytes."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from lisp.wire import (
    Address,
    ChangePriority,
    DecodeError,
    EidRecord,
    EncapsulatedControlMessage,
    InstanceId,
    Locator,
    MapNotify,
    MapNotifyAck,
    MapRegister,
    MapReply,
    MapRequest,
    Message,
    NotifyFlag,
    RequestRecord,
    UnknownLcaf,
    XtrIdentity,
    decode,
    encode,
)
from lisp.wire.lcaf import LcafHeader
from lisp.wire.messages import DECODERS

u8, u16, u32 = (st.integers(0, 2**bits - 1) for bits in (8, 16, 32))
nonces = st.integers(0, 2**64 - 1)

ipv4 = st.builds(Address, st.just(1), st.binary(min_size=4, max_size=4))
ipv6 = st.builds(Address, st.just(2), st.binary(min_size=16, max_size=16))
names = st.builds(Address, st.just(17), st.text(string.ascii_letters, max_size=9).map(str.encode))
macs = st.builds(Address, st.sampled_from([6, 16389]), st.binary(min_size=6, max_size=6))
plain = st.one_of(ipv4, ipv6, names, macs, st.just(Address(0, b"")))
headers = st.builds(LcafHeader, u8, u8, u8)
opaque = st.builds(UnknownLcaf, st.integers(3, 255), st.binary(max_size=12), headers)
addresses = st.recursive(
    st.one_of(plain, opaque), lambda inner: st.builds(InstanceId, u32, inner, headers), max_leaves=3
)


@st.composite
def eids(draw: st.DrawFn) -> tuple[int, Address | InstanceId]:
    """A mask length and an EID it fits."""
    address = draw(st.one_of(ipv4, ipv6))
    mask_length = draw(st.integers(0, address.bits))
    iid = draw(st.none() | st.integers(0, 2**24 - 1))
    return mask_length, address if iid is None else InstanceId(iid, address, draw(headers))


locators = st.builds(Locator, u8, u8, u8, u8, u16, addresses)
records = st.builds(
    lambda eid, ttl, locs, action, auth, reserved, version: EidRecord(
        ttl, eid[0], eid[1], tuple(locs), action, auth, reserved, version
    ),
    eids(),
    u32,
    st.lists(locators, max_size=3),
    st.integers(0, 7),
    st.booleans(),
    st.integers(0, 0xFFF),
    u16,
)
record_tuples = st.lists(records, max_size=3).map(tuple)
identities = st.builds(XtrIdentity, st.binary(min_size=16, max_size=16), st.binary(min_size=8, max_size=8))
request_records = st.builds(lambda eid, flags: RequestRecord(eid[0], eid[1], flags), eids(), u8)


@st.composite
def notifies(draw: st.DrawFn, kind: type[MapNotify] | type[MapNotifyAck]) -> MapNotify | MapNotifyAck:
    """With the trailer announced, as we send it."""
    identity = draw(st.none() | identities)
    return kind(draw(nonces), draw(record_tuples), NotifyFlag.XTR_ID if identity else 0, identity=identity)


messages: dict[int, st.SearchStrategy[Message]] = {
    1: st.builds(
        MapRequest,
        nonces,
        st.lists(addresses, min_size=1, max_size=4).map(tuple),
        st.lists(request_records, min_size=1, max_size=3).map(tuple),
        addresses,
    ),
    2: st.builds(MapReply, nonces, record_tuples),
    3: st.builds(MapRegister, nonces, record_tuples),
    4: notifies(MapNotify),
    5: notifies(MapNotifyAck),
    8: st.builds(
        EncapsulatedControlMessage,
        ipv4,
        u16,
        ipv4,
        u16,
        st.binary(min_size=1, max_size=64).filter(lambda inner: inner[0] >> 4 != 8),
    ),
    15: st.builds(
        ChangePriority,
        nonces,
        record_tuples,
        st.booleans(),
        st.booleans(),
        st.booleans(),
        identity=st.none() | identities,
    ),
}


def test_every_registered_message_is_generated() -> None:
    assert set(messages) == set(DECODERS)


@given(st.one_of(list(messages.values())))
def test_what_is_encoded_decodes_to_the_same(message: Message) -> None:
    data = encode(message)
    decoded = decode(data)
    assert encode(decoded) == data
    if not isinstance(message, EncapsulatedControlMessage):
        assert decoded == message


@settings(max_examples=200)
@given(st.one_of(list(messages.values())), st.data())
def test_damaged_messages_decode_to_themselves_or_are_refused(message: Message, data: st.DataObject) -> None:
    octets = bytearray(encode(message))
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(u8)
    damaged = bytes(octets[: data.draw(st.integers(0, len(octets)))])
    check_contract(damaged)


@settings(max_examples=300)
@given(st.binary(max_size=200), st.sampled_from(sorted(DECODERS)))
def test_arbitrary_bytes_decode_to_themselves_or_are_refused(data: bytes, kind: int) -> None:
    check_contract(data)
    if data:
        check_contract(bytes([kind << 4 | data[0] & 0x0F]) + data[1:])


def check_contract(data: bytes) -> None:
    """Accept what re-encodes to itself, refuse the rest with an offset inside it, raise nothing else."""
    try:
        message = decode(data)
    except DecodeError as error:
        refused_at: int | None = error.offset
    else:
        refused_at = None
    if refused_at is not None:
        assert 0 <= refused_at <= len(data)
        return
    assert encode(message) == data
    assert repr(message)
    hash(message)
