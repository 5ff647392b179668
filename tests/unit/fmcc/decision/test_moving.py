"""What moving a VM costs: the rounds of pre-copy by hand, and their price."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmcc.decision.moving import GIB, Copy, Prices, estimate


def test_an_idle_guest_is_copied_once() -> None:
    found = estimate(Copy(memory_bytes=1000.0, dirty_bytes_s=0.0, bandwidth_bytes_s=100.0))
    assert (found.seconds, found.sent_bytes, found.blackout_s, found.converges) == (10.0, 1000.0, 0.0, True)


def test_the_rounds_are_a_geometric_series() -> None:
    # 1000, 500, 250, 125, 62.5, 31.25, 15.6, 7.8, 3.9: the rest of 3.9 fits into 5.
    found = estimate(Copy(1000.0, 50.0, 100.0, downtime_s=0.05))
    assert found.sent_bytes == pytest.approx(1000.0 * (2.0 - 0.5**8))
    assert found.blackout_s == pytest.approx(1000.0 * 0.5**8 / 100.0)
    assert found.seconds == pytest.approx(found.sent_bytes / 100.0)


def test_a_disk_that_moves_along_is_sent_first() -> None:
    found = estimate(Copy(1000.0, 0.0, 100.0, disk_bytes=500.0))
    assert (found.sent_bytes, found.seconds) == (1500.0, 15.0)


def test_many_small_rounds_are_as_good_as_a_few_big_ones() -> None:
    found = estimate(Copy(1e6, 0.999e6, 1e6, downtime_s=0.1))
    assert found.converges is False, "2300 rounds of a second each"
    assert estimate(Copy(1e4, 0.999e6, 1e6, downtime_s=0.001)).converges


@pytest.mark.parametrize("dirty", [100.0, 250.0])
def test_what_is_written_faster_than_sent_never_ends(dirty: float) -> None:
    found = estimate(Copy(1000.0, dirty, 100.0, timeout_s=60.0))
    assert (found.seconds, found.sent_bytes, found.converges) == (60.0, 6000.0, False)


def test_what_takes_longer_than_allowed_is_not_done() -> None:
    assert not estimate(Copy(1e6, 0.0, 100.0, timeout_s=120.0)).converges


def test_the_price() -> None:
    found = estimate(Copy(2 * GIB, 0.0, GIB))
    assert Prices(per_gib_ms=20.0, per_s_ms=1.0).of(found) == pytest.approx(42.0)


@given(
    st.floats(1e6, 1e12),
    st.floats(0.0, 1e9),
    st.floats(1e6, 1e10),
    st.floats(0.0, 1e12),
)
def test_nothing_is_sent_faster_than_the_link(memory: float, dirty: float, bandwidth: float, disk: float) -> None:
    found = estimate(Copy(memory, dirty, bandwidth, disk))
    assert 0.0 <= found.seconds <= 120.0 * (1 + 1e-9)
    assert found.sent_bytes <= bandwidth * found.seconds * (1 + 1e-9)
    assert not found.converges or found.sent_bytes >= memory + disk
    more = estimate(Copy(memory, 2 * dirty, bandwidth, disk))
    assert more.seconds >= found.seconds * (1 - 1e-9)


@pytest.mark.parametrize("wrong", [(-1.0, 0.0, 1.0), (1.0, float("nan"), 1.0), (1.0, 0.0, 0.0)])
def test_refuses(wrong: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="must be"):
        Copy(*wrong)
