"""Info-Request and Info-Reply against the figures of the NAT traversal draft."""

import pytest

from lisp.wire import (
    Address,
    Algorithm,
    Authentication,
    DecodeError,
    DecodeReason,
    InfoReply,
    InfoRequest,
    Key,
    KeyChain,
    NatTraversal,
    Prefix,
    decode,
    encode,
    seal,
    verify,
)
from lisp.wire.auth import AuthError, AuthReason

NAT = NatTraversal(4342, 50000, Address.parse("198.51.100.1"), Address.parse("192.0.2.1"), Address(0, b""))
HEAD = "0102030405060708" + "00010002" + "abcd" + "000005a0" + "0020" + "00010a000001"


def test_request_octets() -> None:
    request = InfoRequest(0x0102030405060708, 1440, 32, Address.parse("10.0.0.1"), Authentication(0, 1, b"\xab\xcd"))
    assert encode(request).hex() == "70000000" + HEAD + "0000"
    assert decode(encode(request)) == request
    assert request.prefix == Prefix.parse("10.0.0.1/32")


def test_reply_octets() -> None:
    reply = InfoReply(
        0x0102030405060708, 1440, 32, Address.parse("10.0.0.1"), Authentication(0, 1, b"\xab\xcd"), nat=NAT
    )
    nat = "4003000007000012" + "10f6c350" + "0001c6336401" + "0001c0000201" + "0000"
    assert encode(reply).hex() == "78000000" + HEAD + nat
    assert decode(encode(reply)) == reply


def test_reserved_bits_are_kept() -> None:
    data = bytes.fromhex("77ffffff" + HEAD.replace("0020", "ff20") + "0000")
    request = decode(data)
    assert isinstance(request, InfoRequest)
    assert (request.reserved, request.eid_reserved) == (0x7FFFFFF, 0xFF)
    assert encode(request) == data


@pytest.mark.parametrize(("word", "last"), [("70000000", "00010a000001"), ("78000000", "0000")])
def test_what_follows_the_eid_must_fit_the_r_bit(word: str, last: str) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(bytes.fromhex(word + HEAD + last))
    assert caught.value.reason == DecodeReason.UNEXPECTED_ADDRESS
    assert caught.value.offset == 4 + len(HEAD) // 2


def test_seal_and_verify() -> None:
    request = InfoRequest(1, 1440, 32, Address.parse("10.0.0.1"))
    key = Key(0, Algorithm.HMAC_SHA1_96, b"a shared secret")
    data = seal(request, key)
    assert verify(data, KeyChain.of(key)) is key


def test_algorithm_3_has_no_salt_for_it() -> None:
    key = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"a shared secret")
    data = encode(InfoRequest(1, 0, 32, Address.parse("10.0.0.1"), Authentication(1, 3, bytes(16))))
    with pytest.raises(AuthError) as caught:
        verify(data, KeyChain.of(key))
    assert caught.value.reason == AuthReason.WRONG_ALGORITHM
