"""The real daemon on loopback, killed in the middle of its work."""

from tests.bench.restart import restart

EIDS = 20_000


def test_what_was_acknowledged_survives_kill_9() -> None:
    report = restart(EIDS, load_s=2.0)
    assert report.acknowledged > EIDS
    assert (report.lost, report.stale, report.mappings) == (0, 0, EIDS)
    assert report.replays_refused
    # The bounds for a million mappings, in CPU time where the rest of the machine could spoil it.
    assert report.ready_cpu_s <= 2.0
    assert report.served_s is not None
