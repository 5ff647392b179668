"""Disruption time: the paper's formula worked by hand, and the transfer model's limits."""

import math

import pytest

from fmcc.decision.transfer import disruption_s, segments, transfer_s


def test_the_printed_formula_by_hand() -> None:
    # N = 100 segments, RTT 0.1 s, no loss, window 25: (log_1.57 100 + 100·f + 10.3/(4·25·5)·100)·0.1, where the
    # window term is 2.06 and f = 0 + 1/(0.1·1000) = 0.01.
    size = 100 * 1460 * 8
    expected = (math.log(100) / math.log(1.57) + 1.0 + 2.06) * 0.1
    assert disruption_s(size, 0.1, window=25) == pytest.approx(expected)
    assert disruption_s(size, 0.1, window=25, conversion_s=3.0) == pytest.approx(expected + 3.0)


def test_loss_makes_it_grow_with_the_square_of_the_size() -> None:
    one, ten = (disruption_s(bits, 0.1, loss=0.01) for bits in (1e9, 1e10))
    assert ten / one > 50


def test_a_transfer_is_never_faster_than_the_link_or_the_window() -> None:
    assert transfer_s(1e9, 0.0001, 100e6) >= 1e9 / 100e6
    assert transfer_s(1e9, 0.5, 100e6) >= segments(1e9) * 0.5 / 44
    # Ten segments, then twenty more: a round trip, and what is left at the link's speed.
    assert transfer_s(30 * 1460 * 8, 1.0, 1e9, window=1_000) == pytest.approx(1.0 + 20 * 1e-3 + 0.5)
    # With 71, forty are left after two round trips, and one after the last.
    assert transfer_s(71 * 1460 * 8, 1.0, 1e9, window=1_000) == pytest.approx(3.0 + 1e-3 + 0.5)
    # One segment: nothing but its own time and half a round trip.
    assert transfer_s(8.0, 0.1, 1e9) == pytest.approx(0.05 + 0.1 / 44)


@pytest.mark.parametrize("size", [0.0, -1.0, math.inf, math.nan])
def test_refuses_sizes(size: float) -> None:
    with pytest.raises(ValueError, match="size"):
        segments(size)


def test_refuses_paths() -> None:
    with pytest.raises(ValueError, match="RTT"):
        disruption_s(1e6, 0.0)
    with pytest.raises(ValueError, match="loss"):
        disruption_s(1e6, 0.1, loss=1.0)
    with pytest.raises(ValueError, match="bandwidth"):
        transfer_s(1e6, 0.1, 0.0)
    with pytest.raises(ValueError, match="RTT"):
        transfer_s(1e6, -0.1, 1e6)
