"""What a stream's record means."""

import pytest

from deploy.lab.experiments.stream_analysis import Outage, measure_outage, summarize_stream

SENT = [number / 1000 for number in range(20)]
ONE_WAY_MS = 6.0


def test_a_quiet_stream() -> None:
    found = summarize_stream(SENT, [(n, at + 0.01) for n, at in enumerate(SENT)], 5.0)
    assert (found.sent, found.lost, found.repeated, found.reordered, found.reordered_by_detour) == (20, 0, 0, 0, 0)


def test_losses_and_repetitions() -> None:
    found = summarize_stream(SENT[:8], [(0, 0.010), (1, 0.011), (1, 0.012), (5, 0.031), (6, 0.032)], 5.0)
    assert (found.lost, found.repeated) == (4, 1)


def test_a_detour_may_change_the_order_but_not_by_more_than_its_length() -> None:
    answers = [(0, 0.01), (4, 0.02), (1, 0.021), (12, 0.022), (2, 0.023)]
    found = summarize_stream(SENT, answers, 5.0)
    assert (found.reordered_by_detour, found.reordered) == (1, 1)


def test_no_answer_at_all() -> None:
    assert summarize_stream(SENT, [], 5.0).lost == 20


def outage(at_target: list[tuple[int, float]]) -> Outage:
    """The guest stops at 10.000 s and runs at 10.030 s; its source's door sees requests until 10.005 s."""
    at_source = [(n, 9.990 + n / 1000) for n in range(16)]
    answers = [(0, 10.004), (1, 10.0055), (12, 10.090), (13, 10.091)]
    found = measure_outage(10.0, 10.030, at_source, at_target, answers, ONE_WAY_MS)
    assert found is not None
    return found


def test_network_part_is_what_the_guest_waits_for_packets_after_it_runs() -> None:
    found = outage([(11, 10.042), (12, 10.043)])
    assert found.blackout_ms == pytest.approx(30.0)
    assert found.outage_ms == pytest.approx(42.0)
    assert found.network_ms == pytest.approx(12.0)
    assert found.silence_ms == pytest.approx(84.5), "the guest was slow to answer: that is its own affair"


def test_network_part_is_not_negative_where_packets_wait_for_the_guest() -> None:
    assert outage([(11, 10.010), (12, 10.043)]).network_ms == pytest.approx(0.0)


def test_what_comes_to_the_old_door_after_the_stop_ends_no_outage() -> None:
    at_source = [(0, 9.999), (1, 10.001), (2, 10.200)]
    found = measure_outage(10.0, 10.030, at_source, [(3, 10.130)], [(0, 10.005), (3, 10.140)], ONE_WAY_MS)
    assert found is not None
    assert found.network_ms == pytest.approx(101.0)


def test_stream_that_never_reaches_the_target_has_no_outage_to_measure() -> None:
    assert measure_outage(10.0, 10.030, [(0, 9.999)], [], [(0, 10.005)], ONE_WAY_MS) is None
