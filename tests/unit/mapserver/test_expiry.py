"""The wheel of expiries."""

from dataclasses import dataclass

from mapserver.expiry import ExpiryWheel

T0 = 1_000.0


@dataclass(eq=False)
class Item:
    expires_at: float
    bucket: int = 0
    ended: bool = False


def watched(*expire_at: float) -> tuple[ExpiryWheel[Item], list[Item]]:
    wheel, items = ExpiryWheel[Item](), [Item(at) for at in expire_at]
    for item in items:
        wheel.file(item)
    return wheel, items


def run(wheel: ExpiryWheel[Item], until: float) -> list[tuple[float, Item]]:
    """What expires until then, and when."""
    expired: list[tuple[float, Item]] = []
    while (at := wheel.next_at()) is not None and at <= until:
        expired += [(at, item) for item in wheel.due(at)]
    return expired


def test_items_expire_when_it_is_time_and_once() -> None:
    wheel, (first, second) = watched(T0 + 10.0, T0 + 20.1)
    assert run(wheel, T0 + 60) == [(T0 + 10.0, first), (T0 + 20.25, second)]


def test_what_was_refreshed_expires_later() -> None:
    wheel, (item,) = watched(T0 + 10)
    item.expires_at = T0 + 15
    assert run(wheel, T0 + 60) == [(T0 + 15, item)]


def test_what_is_filed_again_expires_earlier() -> None:
    wheel, (item,) = watched(T0 + 60)
    item.expires_at = T0 + 10
    wheel.file(item)
    assert run(wheel, T0 + 90) == [(T0 + 10, item)]


def test_a_long_life_is_as_long_as_it_is() -> None:
    wheel, (item,) = watched(T0 + 86_400)
    assert run(wheel, T0 + 90_000) == [(T0 + 86_400, item)]


def test_what_comes_and_goes_takes_no_more_room_than_what_stays() -> None:
    wheel, items = watched(*[T0 + 86_400] * 100)
    for _ in range(50):
        gone = Item(T0 + 86_400)
        wheel.file(gone)
        wheel.forget(gone)
    for item in items[10:]:
        wheel.forget(item)
    assert len(wheel) <= 2 * 10
    assert {item for _, item in run(wheel, T0 + 90_000)} == set(items[:10])


def test_what_is_filed_again_and_again_takes_few_slots() -> None:
    wheel, (item,) = watched(T0 + 1_000)
    for second in range(100):
        item.expires_at = T0 + 900 - second
        wheel.file(item)
    assert len(wheel) == 1
    assert run(wheel, T0 + 2_000) == [(T0 + 801, item)]


def test_what_was_forgotten_does_not_expire() -> None:
    wheel, (stays, goes) = watched(T0 + 10, T0 + 10)
    wheel.forget(goes)
    assert [item for _, item in run(wheel, T0 + 60)] == [stays]
