"""Longest-prefix match against the obvious slow way."""

from hypothesis import given
from hypothesis import strategies as st

from lisp.lpm import PrefixTable
from lisp.wire import Address, Prefix


@st.composite
def prefixes(draw: st.DrawFn) -> Prefix:
    """Prefixes close together, of both families and two instances, so that they overlap often."""
    iid = draw(st.sampled_from([0, 7]))
    low = draw(st.integers(0, 255))
    if draw(st.booleans()):
        return Prefix.of(Address(1, bytes([10, 0, 0, low])), draw(st.integers(22, 32)), iid)
    return Prefix.of(Address(2, bytes(15) + bytes([low])), draw(st.sampled_from([0, 120, 126, 128])), iid)


@given(st.lists(prefixes(), max_size=30), st.lists(prefixes(), max_size=10), prefixes())
def test_table_agrees_with_a_linear_search(inserted: list[Prefix], removed: list[Prefix], asked: Prefix) -> None:
    table: PrefixTable[str] = PrefixTable()
    plain: dict[Prefix, str] = {}
    for prefix in inserted:
        table[prefix] = plain[prefix] = str(prefix)
    for prefix in removed:
        assert table.pop(prefix) == plain.pop(prefix, None)
    host = Prefix.of(asked.address, iid=asked.iid)
    holders = sorted((prefix for prefix in plain if prefix.covers(host)), key=lambda prefix: -prefix.length)
    best = (holders[0], plain[holders[0]]) if holders else None
    assert table.lookup(asked.address, asked.iid) == best
    assert [prefix for prefix, _ in table.covering(host)] == holders
    inside = {prefix for prefix in plain if asked.covers(prefix) and prefix != asked}
    assert {prefix for prefix, _ in table.covered(asked)} == inside
    assert len(table) == len(plain)
    nearest = [p for p in plain if (p.iid, p.afi) == (asked.iid, asked.afi) and not p.covers(host)]
    assert table.shared_bits(asked) == max((_shared(p, asked) for p in nearest), default=-1)
    around = [prefix for prefix in holders if prefix.covers(asked)]
    assert table.longest(asked) == (plain[around[0]] if around else None)


def _shared(a: Prefix, b: Prefix) -> int:
    return a.width - (int.from_bytes(a.packed, "big") ^ int.from_bytes(b.packed, "big")).bit_length()
