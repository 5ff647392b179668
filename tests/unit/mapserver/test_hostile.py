"""Malformed datagrams, short form; `make hostile` is the long one."""

from tests.bench.hostile import storm


def test_every_malformed_datagram_is_accounted_for() -> None:
    report = storm(20_000, seed=3)
    assert report.dropped + report.answered == report.datagrams
    assert report.dropped > 19_000
    assert all(reason and reason == reason.lower() for reason in report.reasons)
    assert len(report.reasons) > 20
