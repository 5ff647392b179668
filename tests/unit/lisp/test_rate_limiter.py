"""The rate limiter: one per key and interval, and what a flood of keys may cost."""

from lisp.rate_limiter import RateLimiter


def test_rate_limiter_allows_one_per_interval_and_key() -> None:
    limiter = RateLimiter(1.0)
    assert limiter.allow("a", 0.0)
    assert not limiter.allow("a", 0.9)
    assert limiter.allow("b", 0.9)
    assert limiter.allow("a", 1.0)


def test_rate_limiter_is_bounded_and_recovers() -> None:
    limiter = RateLimiter(1.0, max_keys=2)
    assert limiter.allow("a", 0.0)
    assert limiter.allow("b", 0.0)
    assert not limiter.allow("c", 0.5)
    assert limiter.allow("c", 1.5)


class CountedKey:
    """A key that counts how often anybody looks at it."""

    looks = 0

    def __hash__(self) -> int:
        CountedKey.looks += 1
        return id(self)


def test_a_flood_of_keys_does_not_look_through_the_others_each_time() -> None:
    limiter = RateLimiter(1.0, max_keys=1_000)
    assert all([limiter.allow(CountedKey(), 0.0) for _ in range(1_000)])
    CountedKey.looks = 0
    assert not any([limiter.allow(CountedKey(), 0.1 + number * 1e-6) for number in range(1_000)])
    assert CountedKey.looks < 3_000
