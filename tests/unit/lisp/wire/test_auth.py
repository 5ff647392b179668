"""Keys and key chains: what makes no key, and which of several chains signed."""

import pytest

from lisp.wire import (
    Algorithm,
    AuthError,
    AuthReason,
    ChangePriority,
    Key,
    KeyChain,
    MapNotify,
    MapRegister,
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
    with pytest.raises(ValueError, match="empty secret"):
        Key(1, SHA256, b"")
    for key_id in (-1, 256):
        with pytest.raises(ValueError, match="key id"):
            Key(key_id, SHA256, b"x")
    assert (Key(0, SHA256, b"x").key_id, Key(255, SHA256, b"x").key_id) == (0, 255)
    with pytest.raises(ValueError, match="12-octet tag"):
        Key(1, SHA256, b"x", 12)


def test_chain_must_have_keys_with_different_ids() -> None:
    with pytest.raises(ValueError, match="needs a key"):
        KeyChain(())
    with pytest.raises(ValueError, match="same id"):
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


def test_message_without_a_trailer_is_covered_whole() -> None:
    lax = Key(1, SHA256, b"a shared secret", covers_trailer=False)
    for message in (MapRegister(1, ()), MapNotify(1, ()), ChangePriority(1, ())):
        assert seal(message, lax) == seal(message, KEY)
    # A type without a trailer has no flag for one, whatever its bits are.
    data = bytearray(seal(MapRegister(1, ()), KEY))
    data[0] = 0x2F
    with pytest.raises(AuthError):
        verify(bytes(data), KeyChain.of(lax))
