"""Two-stage look-ups against the obvious slow way."""

from hypothesis import given
from hypothesis import strategies as st

from lisp.pairs import PairTable
from lisp.wire import Address, Prefix, PrefixPair


def prefixes(least: int) -> st.SearchStrategy[Prefix]:
    """Prefixes of a few addresses, so that they nest and neighbour."""
    return st.builds(
        lambda low, length: Prefix.of(Address(1, bytes([10, 0, 0, low])), length),
        st.integers(0, 15),
        st.integers(least, 32),
    )


PAIRS = st.builds(PrefixPair.between, prefixes(28), prefixes(28))
EVERY_HOST = [Prefix.of(Address(1, bytes([10, 0, 0, low]))) for low in range(16)]
EVERY_HOST_PAIR = [PrefixPair.between(source, destination) for source in EVERY_HOST for destination in EVERY_HOST]
KEYS = st.one_of(PAIRS, prefixes(28))


def table_of(keys: list[Prefix]) -> PairTable[Prefix]:
    table: PairTable[Prefix] = PairTable()
    for key in keys:
        table[key] = key
    return table


def looked_up(keys: list[Prefix], asked: Prefix) -> Prefix | None:
    """The longest destination that has a source; of its sources the longest."""
    around = [key for key in keys if key.destination.covers(asked.destination) and key.source.covers(asked.source)]
    # A plain prefix and a pair from anywhere say the same: the pair counts as the more specific.
    rank = {key: (key.destination.length, key.source.length, isinstance(key, PrefixPair)) for key in around}
    return max(around, key=rank.__getitem__, default=None)


@given(st.lists(KEYS, max_size=12, unique=True), st.integers(0, 12), PAIRS)
def test_the_longest_destination_with_a_source_wins(keys: list[Prefix], gone: int, asked: PrefixPair) -> None:
    table, left = table_of(keys), keys[gone:]
    for key in keys[:gone]:
        assert table.pop(key) == key
        assert table.pop(key) is None
    assert table.match(asked) == looked_up(left, asked)
    assert len(table._families) == len({key[:2] for key in left})  # destinations that have gone leave nothing
    assert table.has_pairs == any(isinstance(key, PrefixPair) for key in left)


@given(st.lists(KEYS, max_size=12, unique=True), prefixes(28))
def test_a_plain_prefix_is_not_looked_up_as_a_pair(keys: list[Prefix], asked: Prefix) -> None:
    plain = [key for key in keys if not isinstance(key, PrefixPair)]
    assert table_of(keys).longest(asked) == looked_up(plain, asked)


@given(st.lists(KEYS, max_size=12, unique=True), st.sampled_from(EVERY_HOST_PAIR))
def test_clear_bits_keep_clear_of_all_other_traffic(keys: list[Prefix], asked: PrefixPair) -> None:
    table = table_of(keys)
    match = table.match(asked)
    floors = (match.source.length, match.destination.length) if match is not None else (0, 0)
    source_bits, bits = table.clear_bits(asked, floors[1])
    source = Prefix.of(asked.address, max(source_bits, floors[0]))
    alike = PrefixPair.between(source, Prefix.of(asked.destination.address, max(bits, floors[1])))
    assert {table.match(other) for other in EVERY_HOST_PAIR if alike.covers(other)} == {match}


@given(st.lists(KEYS, max_size=12, unique=True), KEYS, st.integers(0, 12))
def test_overlapping_pairs_are_found_in_order(keys: list[Prefix], asked: Prefix, start: int) -> None:
    table = table_of(keys)
    meeting = sorted(
        (key for key in keys if isinstance(key, PrefixPair) and _meet(key, asked)),
        key=lambda key: (key.destination[2:], key[2:]),
    )
    assert [pair for pair, _ in table.overlapping(asked)] == meeting
    if start < len(meeting):
        assert [pair for pair, _ in table.overlapping(asked, meeting[start])] == meeting[start + 1 :]


@given(st.lists(KEYS, max_size=12, unique=True), PAIRS, st.integers(1, 4))
def test_what_else_a_pair_may_be_looked_up_as_comes_in_pieces(
    keys: list[Prefix], asked: PrefixPair, piece: int
) -> None:
    table = table_of(keys)
    plain = [key for key in keys if type(key) is Prefix and asked.destination.covers(key) and key != asked.destination]
    pairs = [key for key in keys if isinstance(key, PrefixPair) and _meet(key, asked) and not key.covers(asked)]
    found: list[Prefix] = []
    after: Prefix | None = asked
    while chunk := table.beside(asked, piece, after):
        assert len(chunk) <= piece
        found += [key for key, _ in chunk]
        after = found[-1]
    assert set(found) == {*plain, *pairs}
    assert len(found) == len(plain) + len(pairs)
    assert [key for key, _ in table.beside(asked, None, None)] == found


def _meet(a: Prefix, b: Prefix) -> bool:
    return all(
        one.covers(other) or other.covers(one) for one, other in ((a.source, b.source), (a.destination, b.destination))
    )
