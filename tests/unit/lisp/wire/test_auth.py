"""Keys and key chains: what makes no key, and which of several chains signed."""

import pytest

from lisp.wire import (
    Address,
    Algorithm,
    AuthError,
    AuthReason,
    ChangePriority,
    InfoReply,
    Key,
    KeyChain,
    MapNotify,
    MapNotifyAck,
    MapRegister,
    NotifyFlag,
    RegisterFlag,
    XtrIdentity,
    seal,
    verify,
    verify_any,
)
from lisp.wire.auth import key_id_of

SHA256 = Algorithm.HMAC_SHA256_128
KEY = Key(1, SHA256, b"a shared secret")
OTHER = Key(1, SHA256, b"another secret")
REGISTER = MapRegister(1, ())


def test_key_must_have_a_secret_an_octet_of_id_and_a_known_tag_length() -> None:
    with pytest.raises(ValueError, match=r"^an empty secret authenticates nobody$"):
        Key(1, SHA256, b"")
    for key_id in (-1, 256):
        with pytest.raises(ValueError, match=r"^a key id is 0 to 255$"):
            Key(key_id, SHA256, b"x")
    assert (Key(0, SHA256, b"x").key_id, Key(255, SHA256, b"x").key_id) == (0, 255)
    with pytest.raises(ValueError, match=r"^algorithm 2 has no 12-octet tag$"):
        Key(1, SHA256, b"x", 12)


def test_chain_must_have_keys_with_different_ids() -> None:
    with pytest.raises(ValueError, match=r"^a key chain needs a key$"):
        KeyChain(())
    with pytest.raises(ValueError, match=r"^two keys of a chain have the same id$"):
        KeyChain.of(KEY, OTHER)


def test_first_chain_that_signed_is_found() -> None:
    data = seal(REGISTER, KEY)
    chains = [KeyChain.of(OTHER), KeyChain.of(KEY)]
    assert verify_any(data, chains) is chains[1]


def test_no_chain_signed() -> None:
    data = seal(REGISTER, KEY)
    with pytest.raises(AuthError, match=AuthReason.BAD_TAG):
        verify_any(data, [KeyChain.of(OTHER)])
    with pytest.raises(AuthError, match=AuthReason.UNKNOWN_KEY):
        verify_any(data, [])


def test_every_truncation_is_refused() -> None:
    data = seal(REGISTER, KEY)
    for end in range(len(data)):
        with pytest.raises(AuthError) as caught:
            verify(data[:end], KeyChain.of(KEY))
        assert caught.value.reason == AuthReason.TRUNCATED
    with pytest.raises(AuthError):
        key_id_of(data[:15])
    assert key_id_of(data[:16]) == 1


@pytest.mark.parametrize(
    "message",
    [
        MapRegister(1, (), identity=XtrIdentity(bytes(16))),
        MapNotify(1, (), 0x80000, identity=XtrIdentity(bytes(16))),
        MapNotifyAck(1, (), 0x80000, identity=XtrIdentity(bytes(16))),
        ChangePriority(1, (), identity=XtrIdentity(bytes(16))),
    ],
    ids=lambda message: message.NAME,
)
def test_announced_trailer_may_be_left_out_of_the_tag(message: MapRegister | MapNotify) -> None:
    lax = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"a shared secret", covers_trailer=False)
    data = seal(message, lax)
    assert verify(data[:-24] + bytes(range(24)), KeyChain.of(lax)) is lax
    strict = Key(1, Algorithm.HMAC_SHA256_128_HKDF, b"a shared secret")
    with pytest.raises(AuthError, match=AuthReason.BAD_TAG):
        verify(data, KeyChain.of(strict))


ALL_FLAGS = 0xFFFFF


@pytest.mark.parametrize(
    "message",
    [
        MapRegister(1, (), ALL_FLAGS & ~RegisterFlag.XTR_ID),
        MapNotify(1, (), ALL_FLAGS & ~NotifyFlag.XTR_ID),
        MapNotifyAck(1, (), ALL_FLAGS & ~NotifyFlag.XTR_ID),
        ChangePriority(1, (), True, True, True),
        InfoReply(1, 60, 32, Address.parse("10.0.0.1")),
    ],
    ids=lambda message: message.NAME,
)
def test_message_without_a_trailer_is_covered_whole(message: MapRegister | MapNotify) -> None:
    # Whatever its other flags are: only the one that announces a trailer counts.
    lax = Key(1, SHA256, b"a shared secret", covers_trailer=False)
    assert seal(message, lax) == seal(message, KEY)


def test_tag_length_is_sixteen_bits() -> None:
    data = bytearray(seal(REGISTER, KEY))
    data[14] = 0x01
    with pytest.raises(AuthError, match=AuthReason.BAD_TAG_LENGTH):
        verify(bytes(data) + bytes(256), KeyChain.of(KEY))
