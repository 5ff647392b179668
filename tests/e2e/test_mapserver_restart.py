"""The real daemon on loopback, killed in the middle of its work."""

from tests.bench.restart import restart


def test_what_was_acknowledged_survives_kill_9() -> None:
    report = restart(2_000)
    assert report.acknowledged == 2_000
    assert (report.missing, report.stale) == (0, 0)
    assert report.replays_refused
