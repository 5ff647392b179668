"""The figures of a run, from records small enough to check by hand."""

from deploy.lab.experiments.analysis import Gap, longest_gap, losses, median_rtt_ms

PINGS = [(0.00, 12.0), (0.01, 14.0), (0.02, None), (0.03, None), (0.04, 250.0), (0.05, 252.0), (0.06, None)]


def test_median_is_of_the_window_only() -> None:
    assert median_rtt_ms(PINGS, 0.0, 0.02) == 13.0
    assert median_rtt_ms(PINGS, 0.04, 1.0) == 251.0


def test_median_of_unanswered_pings_is_none() -> None:
    assert median_rtt_ms(PINGS, 0.02, 0.04) is None


def test_longest_gap_counts_from_answered_to_answered() -> None:
    assert longest_gap(PINGS) == Gap(0.01, 0.04)
    gap = longest_gap(PINGS)
    assert gap is not None
    assert round(gap.length_ms, 6) == 30.0


def test_a_longer_path_is_no_gap() -> None:
    gap = longest_gap([(0.0, 1.0), (0.01, 300.0), (0.02, 300.0)])
    assert gap is not None
    assert round(gap.length_ms, 6) == 10.0


def test_gap_of_a_window() -> None:
    assert longest_gap(PINGS, start_s=0.045) == Gap(0.04, 0.05)


def test_no_gap_without_two_answers() -> None:
    assert longest_gap([(0.0, 1.0), (0.01, None)]) is None


def test_losses() -> None:
    assert losses(PINGS) == (7, 3)
