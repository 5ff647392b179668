"""EIDs as keys: what a source/destination LCAF must be to be one (RFC 8060 section 4.8)."""

import pytest

from lisp.wire import Address, AnyAddress, PrefixPair, SourceDestinationKey, eid_key, eid_prefixes, parse_eid

V4, V6 = Address.parse("10.0.0.0"), Address.parse("2001:db8::")
NAME = Address(17, b"net")


@pytest.mark.parametrize(
    ("source", "destination"),
    [(SourceDestinationKey(8, 8, V4, V4), V4), (V4, SourceDestinationKey(8, 8, V4, V4)), (V4, V6), (NAME, NAME)],
)
def test_what_is_no_pair_of_addresses_of_one_family_is_no_key(source: AnyAddress, destination: AnyAddress) -> None:
    key = SourceDestinationKey(0, 0, source, destination)
    assert eid_key(key, 0) is None
    assert eid_prefixes(key, 0) == ()


def test_a_pair_of_two_families_has_no_text() -> None:
    assert isinstance(parse_eid("10.0.0.0/8 > 10.1.0.0/24"), PrefixPair)
    with pytest.raises(ValueError, match="one address family"):
        parse_eid("10.0.0.0/8 > 2001:db8::/32")
