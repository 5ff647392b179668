"""Malformed datagrams at the daemon, short form; `make hostile` is the long one."""

from tests.bench.hostile import storm


def test_every_malformed_datagram_is_accounted_for() -> None:
    report = storm(50_000, seed=3)
    assert report.accounted, report
    assert report.dropped > 0.9 * report.datagrams
    assert all(reason and reason == reason.lower() for reason in report.reasons)
    assert len(report.reasons) > 20
