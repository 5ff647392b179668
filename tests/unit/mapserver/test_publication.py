"""Moves reach their subscribers through the daemon's socket; `python -m tests.bench.publication` is the long form."""

from tests.bench.publication import PER_EID, publication


def test_every_move_reaches_all_its_subscribers() -> None:
    report = publication(subscriptions=300, per_s=200, moves_per_s=20, seconds=2.0)
    assert (report.moves, report.missing) == (40, 0)
    assert report.publications == 40 * PER_EID
