"""What a stream's record means."""

from deploy.lab.experiments.stream_analysis import summarize_stream

SENT = [number / 1000 for number in range(20)]


def test_a_quiet_stream() -> None:
    found = summarize_stream(SENT, [(n, at + 0.01) for n, at in enumerate(SENT)], 5.0)
    assert (found.sent, found.lost, found.repeated, found.reordered, found.reordered_by_detour) == (20, 0, 0, 0, 0)
    assert found.outage_ms == 1.0


def test_losses_repetitions_and_the_outage() -> None:
    answers = [(0, 0.010), (1, 0.011), (1, 0.012), (5, 0.031), (6, 0.032)]
    found = summarize_stream(SENT[:8], answers, 5.0)
    assert (found.lost, found.repeated) == (4, 1)
    assert (found.outage_ms, found.outage_from_s) == (20.0, 0.011), "a repeated answer ends no outage"


def test_a_detour_may_change_the_order_but_not_by_more_than_its_length() -> None:
    answers = [(0, 0.01), (4, 0.02), (1, 0.021), (12, 0.022), (2, 0.023)]
    found = summarize_stream(SENT, answers, 5.0)
    assert (found.reordered_by_detour, found.reordered) == (1, 1)


def test_no_answer_at_all() -> None:
    found = summarize_stream(SENT, [], 5.0)
    assert (found.lost, found.outage_ms) == (20, 0.0)
