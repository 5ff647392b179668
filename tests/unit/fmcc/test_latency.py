"""What the controller believes of latencies: measured, configured, or guessed; old, silent, drifted."""

import math

import pytest

from fmcc.latency import MAX_AGE_S, LatencyTable, Places, RttSample, Source, kilometres, samples_of

PARIS, LYON = (48.857, 2.352), (45.764, 4.836)


def table() -> LatencyTable:
    places = Places({"a": PARIS, "z": PARIS}, {"dc1": PARIS, "dc2": LYON})
    return LatencyTable({"a": {"dc1": 12.0}}, places)


def seen(rtt_ms: float | None, age_s: float = 0.0) -> RttSample:
    return RttSample("192.0.2.1", rtt_ms, age_s)


def test_what_is_measured_goes_before_what_is_configured_before_what_is_guessed() -> None:
    latencies = table()
    configured, guessed = latencies.rtt("a", "dc1", 0.0), latencies.rtt("a", "dc2", 0.0)
    assert configured is not None
    assert (configured.ms, configured.source) == (12.0, Source.CONFIGURED)
    assert guessed is not None
    assert (guessed.source, round(guessed.ms, 1)) == (Source.DISTANCE, 7.3)
    assert latencies.add("a", "dc1", seen(30.0, 2.0), 100.0)
    measured = latencies.rtt("a", "dc1", 101.0)
    assert measured is not None
    assert (measured.ms, measured.source, measured.at) == (30.0, Source.MEASURED, 98.0)
    assert latencies.row("a", 101.0) == {"dc1": 30.0, "dc2": guessed.ms}
    assert latencies.rtt("nowhere", "dc1", 0.0) is None


def test_a_measurement_that_has_grown_old_counts_no_more() -> None:
    latencies = table()
    latencies.add("a", "dc1", seen(30.0), 0.0)
    assert latencies.row("a", MAX_AGE_S)["dc1"] == 30.0
    assert latencies.row("a", MAX_AGE_S + 1.0)["dc1"] == 12.0
    assert not latencies.add("a", "dc2", seen(99.0, MAX_AGE_S + 1.0), 0.0)
    # After that a new one counts at once, not a little.
    latencies.add("a", "dc1", seen(50.0), MAX_AGE_S + 2.0)
    assert latencies.row("a", MAX_AGE_S + 2.0)["dc1"] == 50.0


def test_smoothing_is_over_time_however_often_one_asks() -> None:
    rare, often = table(), table()
    for latencies in (rare, often):
        latencies.add("a", "dc1", seen(10.0), 0.0)
    rare.add("a", "dc1", seen(110.0), 20.0)
    for step in range(1, 41):
        often.add("a", "dc1", seen(110.0), 0.5 * step)
    assert rare.row("a", 20.0)["dc1"] == pytest.approx(10.0 + 100.0 * (1.0 - math.exp(-1.0)))
    assert often.row("a", 20.0)["dc1"] == pytest.approx(rare.row("a", 20.0)["dc1"])


def test_one_probe_told_twice_is_one_probe_and_an_older_one_none() -> None:
    latencies = table()
    latencies.add("a", "dc1", seen(10.0), 0.0)
    latencies.add("a", "dc1", seen(110.0, 0.0), 10.0)
    once = latencies.row("a", 20.0)["dc1"]
    latencies.add("a", "dc1", seen(110.0, 10.0), 20.0)
    assert latencies.row("a", 20.0)["dc1"] == once
    latencies.add("a", "dc1", seen(500.0, 15.0), 20.0)
    assert latencies.row("a", 20.0)["dc1"] == once


def test_noise_is_no_drift_but_a_change_is_once() -> None:
    latencies = table()
    assert not latencies.add("a", "dc1", seen(13.0), 0.0), "as configured, but for noise"
    assert not latencies.add("a", "dc1", seen(14.5), 100.0)
    assert latencies.add("a", "dc1", seen(40.0), 170.0)
    assert not latencies.add("a", "dc1", seen(40.0), 240.0)


def test_silence_is_news_once_and_ends_with_an_answer() -> None:
    latencies = table()
    assert latencies.add("a", "dc1", seen(None), 0.0)
    assert not latencies.add("a", "dc1", seen(None), 10.0)
    assert latencies.is_silent("a", "dc1", 11.0)
    assert not latencies.is_silent("a", "dc2", 11.0)
    assert latencies.add("a", "dc1", seen(12.0), 20.0)
    assert not latencies.is_silent("a", "dc1", 21.0)
    told = [(anchor, dc, rtt.source, is_silent) for anchor, dc, rtt, is_silent in latencies.pairs(21.0)]
    assert ("a", "dc1", Source.MEASURED, False) in told


@pytest.mark.parametrize("sample", [seen(math.nan), seen(-1.0), seen(math.inf), seen(1.0, -5.0)])
def test_nonsense_is_refused_and_counted(sample: RttSample) -> None:
    latencies = table()
    assert not latencies.add("a", "dc1", sample, 0.0)
    assert latencies.refused == 1
    assert latencies.row("a", 0.0)["dc1"] == 12.0


def test_the_pairs_kept_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fmcc.latency.MAX_PAIRS", 2)
    latencies = LatencyTable({})
    for anchor in "abc":
        latencies.add(anchor, "dc1", seen(5.0), 0.0)
        latencies.add(anchor, "dc2", seen(None), 0.0)
    assert latencies.refused == 2
    assert set(latencies.rows(0.0)) == {"a", "b"}


def test_rows_of_an_xtr_become_samples() -> None:
    rows = [
        {"rloc": "192.0.2.11", "up": True, "rtt_ms": 12.5, "rtt_min_ms": 12.0, "last_s": 3.0, "lost": 0},
        {"rloc": "192.0.2.12", "up": False, "rtt_ms": None, "last_s": None},
        {"rloc": "192.0.2.13", "up": True, "rtt_ms": None, "last_s": None},
        {"rloc": "192.0.2.14", "up": True, "rtt_ms": "12", "last_s": True},
        {"rloc": 7},
        "nonsense",
    ]
    assert samples_of(rows) == (RttSample("192.0.2.11", 12.5, 3.0), RttSample("192.0.2.12", None, 0.0))
    assert samples_of({"error": "no such show"}) == ()


def test_the_great_circle() -> None:
    assert kilometres(PARIS, LYON) == pytest.approx(392.0, rel=0.01)
    assert kilometres(PARIS, PARIS) == 0.0
