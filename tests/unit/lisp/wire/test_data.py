"""The data header, its generic protocol extension, and map-versions."""

import pytest

from lisp.wire import (
    DataHeader,
    DecodeError,
    DecodeReason,
    NextProtocol,
    ShimHeader,
    header_to_dict,
    is_newer,
    next_version,
)
from lisp.wire.data import FLAG_ECHO, FLAG_INSTANCE, FLAG_NONCE, FLAG_PROTOCOL, FLAG_STATUS_BITS, FLAG_VERSION


def test_nonce_and_echo() -> None:
    header = DataHeader.for_instance(100).with_nonce(0xABCDEF, echo=True).with_status_bits(0x81)
    assert header.encode().hex() == "e8abcdef" + "00006481"
    assert (header.nonce, header.echo_requested, header.iid, header.status_bits) == (
        0xABCDEF,
        True,
        100,
        0x81,
    )
    assert header.versions is None
    assert DataHeader.decode(header.encode()) == header
    assert DataHeader(0, 0).with_nonce(4).encode().hex() == "8000000400000000"


def test_versions() -> None:
    header = DataHeader(0, 0).with_versions(0x123, 0x456).with_status_bits(0x80000001)
    assert header.encode().hex() == "50123456" + "80000001"
    assert header.versions == (0x123, 0x456)
    assert header.nonce is None
    assert header.status_bits == 0x80000001


def test_nonce_wins_over_versions_set_beside_it() -> None:
    header = DataHeader(0x90123456, 0)
    assert header.nonce == 0x123456
    assert header.versions is None


def test_echo_without_a_nonce_means_nothing() -> None:
    assert not DataHeader(FLAG_ECHO << 24, 0).echo_requested


def test_empty_header() -> None:
    header = DataHeader(0x00FFFFFF, 0xFFFFFFFF)
    assert (header.nonce, header.versions, header.status_bits, header.next_protocol) == (None,) * 4
    assert header.iid == 0


def test_gpe() -> None:
    header = DataHeader.for_protocol(NextProtocol.ETHERNET, 7)
    assert header.encode().hex() == "0c000003" + "00000700"
    assert DataHeader.decode(header.encode(), gpe=True).next_protocol == NextProtocol.ETHERNET
    assert DataHeader.for_protocol(NextProtocol.NSH).encode().hex() == "0400000400000000"
    with pytest.raises(DecodeError) as caught:
        DataHeader.decode(header.encode())
    assert caught.value.reason == DecodeReason.BAD_RESERVED


def test_gpe_has_neither_nonce_nor_versions() -> None:
    header = DataHeader(0xFC123401, 0)
    assert header.next_protocol == 1
    assert (header.nonce, header.versions) == (None, None)
    assert not header.echo_requested
    assert DataHeader(0x14123401, 0).versions is None


@pytest.mark.parametrize("word", ["01000000", "02000000", "03000000"])
@pytest.mark.parametrize("gpe", [True, False])
def test_encrypted_payload_is_refused(word: str, gpe: bool) -> None:
    with pytest.raises(DecodeError) as caught:
        DataHeader.decode(bytes.fromhex(word + "00000000"), gpe=gpe)
    assert (caught.value.reason, caught.value.offset) == (DecodeReason.BAD_RESERVED, 0)


@pytest.mark.parametrize("size", range(8))
def test_short_header_is_refused(size: int) -> None:
    with pytest.raises(DecodeError) as caught:
        DataHeader.decode(bytes(size))
    assert (caught.value.reason, caught.value.offset) == (DecodeReason.TRUNCATED, size)


def test_shim() -> None:
    shim = ShimHeader(5, NextProtocol.IPV6, b"12345678", 9)
    assert shim.encode().hex() == "05020902" + b"12345678".hex()
    assert ShimHeader.decode(shim.encode() + b"payload") == shim
    assert ShimHeader.decode(shim.encode()) == shim
    assert ShimHeader.decode(b"\x05\x00\x09\x02") == ShimHeader(5, 2, b"", 9)
    for end in range(12):
        with pytest.raises(DecodeError) as caught:
            ShimHeader.decode(shim.encode()[:end])
        assert (caught.value.reason, caught.value.offset) == (DecodeReason.TRUNCATED, end)


def test_rendering() -> None:
    full = FLAG_NONCE | FLAG_STATUS_BITS | FLAG_ECHO | FLAG_INSTANCE
    assert header_to_dict(DataHeader(full << 24 | 0xABC, 0x00006481)) == {
        "flags": ["nonce", "locator-status-bits", "echo-nonce", "instance-id"],
        "nonce": "0x000abc",
        "iid": 100,
        "status_bits": "0x81",
    }
    assert header_to_dict(DataHeader(FLAG_VERSION << 24 | 0x123456, 0)) == {
        "flags": ["map-version"],
        "source_version": 0x123,
        "destination_version": 0x456,
    }
    assert header_to_dict(DataHeader(FLAG_PROTOCOL << 24 | 4, 0)) == {
        "flags": ["next-protocol"],
        "next_protocol": 4,
    }


def test_newer_versions_of_the_rfc_example() -> None:
    newer = {version for version in range(4096) if is_newer(version, 69)}
    assert newer == set(range(70, 69 + 2048 + 1))
    older = {version for version in range(1, 4096) if is_newer(69, version)}
    assert older == set(range(69 + 2049, 4096)) | set(range(1, 69))


def test_no_version_is_not_compared() -> None:
    assert not any(is_newer(0, version) or is_newer(version, 0) for version in range(4096))


def test_next_version_leaves_zero_out() -> None:
    assert [next_version(version) for version in (1, 4094, 4095)] == [2, 4095, 1]
    assert all(is_newer(next_version(version), version) for version in range(1, 4096))
    for never in (0, 4096):
        with pytest.raises(AssertionError):
            next_version(never)
