"""Which VMs of a service to move: by hand, and against every placement there is."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmcc.decision.parts import MAX_MOVABLE, Part, best_split, epoch_ms, splits

RTTS = {"near": 2.0, "far": 40.0}


def between(a: str, b: str) -> float:
    assert a != b, "nobody measures the way from a data centre to itself"
    return 38.0


def web_shop(chatter: float, disk: float = 0.0) -> list[Part]:
    """A front end that talks to the user, a database that talks to it, and the storage behind."""
    return [
        Part("front", "far", user_trips=4.0, trips={"database": chatter}, moving_ms=30.0),
        Part("database", "far", trips={"storage": disk}, moving_ms=90.0),
        Part("storage", "far", stays=True),
    ]


@pytest.mark.parametrize(
    ("chatter", "disk", "moved"),
    [
        (0.5, 0.0, ("front", "database")),  # free to go, and 19 ms an epoch to be had
        (0.1, 0.0, ("front",)),  # the database talks too little to be worth 90 ms
        (0.5, 3.0, ("front",)),  # it talks more to the storage, which stays
        (9.0, 9.0, ()),  # all hang together, and the storage stays
    ],
)
def test_what_talks_much_stays_together(chatter: float, disk: float, moved: tuple[str, ...]) -> None:
    found = best_split(web_shop(chatter, disk), RTTS, between, epochs=10.0)
    assert found.moved == moved
    assert not moved or found.dc == "near"


def test_the_price_of_moving_at_all_is_paid_once() -> None:
    prices = {split.moved: split.moving_ms for split in splits(web_shop(1.0), RTTS, between, "near", 60.0)}
    assert prices == {(): 0.0, ("front",): 90.0, ("database",): 150.0, ("front", "database"): 180.0}


def test_a_session_that_is_nearly_over_moves_nothing() -> None:
    assert best_split(web_shop(1.0), RTTS, between, epochs=0.1).moved == ()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_placement_of_one_move_is_cheaper(data: st.DataObject) -> None:
    trips = st.floats(0.0, 10.0)
    count = data.draw(st.integers(1, 4))
    names = [f"p{i}" for i in range(count)]
    parts = [
        Part(name, data.draw(st.sampled_from(sorted(RTTS))), data.draw(trips),
             {other: data.draw(trips) for other in names[:i]}, data.draw(st.floats(0.0, 100.0)),
             data.draw(st.booleans()))
        for i, name in enumerate(names)
    ]  # fmt: skip
    found = best_split(parts, RTTS, between, epochs=7.0)
    for dc, choice in product(RTTS, product((False, True), repeat=count)):
        moved = [p for p, goes in zip(parts, choice, strict=True) if goes]
        if any(p.stays or p.dc == dc for p in moved):
            continue
        at = {p.name: dc if p in moved else p.dc for p in parts}
        cost = sum(p.moving_ms for p in moved) + 7.0 * epoch_ms(parts, at, RTTS, between)
        assert found.moving_ms + 7.0 * found.epoch_ms <= cost + 1e-6


def test_refuses() -> None:
    with pytest.raises(ValueError, match="no such part: cache"):
        splits([Part("a", "far", trips={"cache": 1.0})], RTTS, between, "near")
    with pytest.raises(ValueError, match="two parts of one name"):
        splits([Part("a", "far"), Part("a", "far")], RTTS, between, "near")
    with pytest.raises(ValueError, match=f"at most {MAX_MOVABLE}"):
        splits([Part(f"p{i}", "far") for i in range(MAX_MOVABLE + 1)], RTTS, between, "near")
    with pytest.raises(ValueError, match="horizon"):
        best_split([Part("a", "far")], RTTS, between, 0.0)
