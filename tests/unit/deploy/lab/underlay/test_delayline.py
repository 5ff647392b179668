"""Delay lines in virtual time: when frames arrive, in which order, and which do not."""

import random
from collections.abc import Callable

import pytest

from deploy.lab.underlay.base import Link
from deploy.lab.underlay.delayline import MAX_OCTETS_IN_FLIGHT, WIRE_OVERHEAD, DelayLine, DelaySwitch

MS = 1_000_000
A, B, C = (bytes([2, 0, 0, 0, 0, number]) for number in (1, 2, 3))
BROADCAST = b"\xff" * 6


class Trial:
    """A switch of three nodes, and what it delivered: (time, node, payload)."""

    def __init__(self, links: dict[tuple[str, str], Link], header_octets: int = 0) -> None:
        self.switch = DelaySwitch({"a": A, "b": B, "c": C}, links, random.Random(1).random, header_octets=header_octets)
        self.header = bytes(header_octets)
        self.arrivals: list[tuple[int, str, bytes]] = []

    def send(self, source: str, mac: bytes, payload: bytes, now: int) -> None:
        self.switch.push(self.switch.nodes.index(source), self.header + mac + payload, now)

    def run(self) -> list[tuple[int, str, bytes]]:
        while (due := self.switch.next_due()) is not None:
            self.switch.deliver(due, self._writer(due))
        return self.arrivals

    def _writer(self, now: int) -> Callable[[int, bytes], None]:
        def write(node: int, frame: bytes) -> None:
            self.arrivals.append((now, self.switch.nodes[node], frame[len(self.header) + 6 :]))

        return write


def seeded() -> Callable[[], float]:
    return random.Random(7).random


def drain(line: DelayLine) -> list[int]:
    dues = [due for due, _ in line.queue]
    while line.queue:
        line.pop()
    return dues


def test_every_pair_has_its_own_delay() -> None:
    trial = Trial({("a", "b"): Link(delay_us=6_000), ("c", "b"): Link(delay_us=500)})
    trial.send("a", B, b"far", now=0)
    trial.send("c", B, b"near", now=1 * MS)
    trial.send("b", A, b"unnamed pair", now=2 * MS)
    assert trial.run() == [
        (1 * MS + MS // 2, "b", b"near"),
        (2 * MS, "a", b"unnamed pair"),
        (6 * MS, "b", b"far"),
    ]


def test_broadcast_reaches_every_other_node_after_its_own_delay() -> None:
    trial = Trial({("a", "b"): Link(delay_us=1_000), ("a", "c"): Link(delay_us=250_000)})
    trial.send("a", BROADCAST, b"who has", now=0)
    assert trial.run() == [(1 * MS, "b", b"who has"), (250 * MS, "c", b"who has")]


def test_metadata_before_the_frame_passes_unread() -> None:
    trial = Trial({("a", "b"): Link(delay_us=1_000)}, header_octets=10)
    trial.send("a", B, b"hello", now=0)
    assert trial.run() == [(1 * MS, "b", b"hello")]


@pytest.mark.parametrize("frame", [bytes([2, 9, 9, 9, 9, 9]) + b"stray", A + b"to itself", b"", b"\x02"])
def test_frame_for_nobody_is_counted(frame: bytes) -> None:
    trial = Trial({})
    trial.switch.push(0, frame, 0)
    assert trial.run() == []
    assert trial.switch.unknown_destination == 1


def test_frames_are_not_delivered_early() -> None:
    trial = Trial({("a", "b"): Link(delay_us=1_000)})
    trial.send("a", B, b"x", now=0)
    trial.switch.deliver(1 * MS - 1, lambda node, frame: pytest.fail("early"))
    assert trial.switch.next_due() == 1 * MS


def test_burst_keeps_its_order() -> None:
    trial = Trial({("a", "b"): Link(delay_us=1_000)})
    for number in range(100):
        trial.send("a", B, bytes([number]), now=0)
    assert [payload[0] for _, _, payload in trial.run()] == list(range(100))


def test_frames_of_one_pair_leave_one_by_one() -> None:
    trial = Trial({("a", "b"): Link(delay_us=1_000), ("c", "b"): Link(delay_us=1_000)})
    for number in range(4):
        trial.send("ac"[number % 2], B, bytes([number]), now=number * MS // 4)
    assert trial.run() == [(MS + number * MS // 4, "b", bytes([number])) for number in range(4)]
    assert trial.switch.next_due() is None


def test_jitter_spreads_but_never_reorders() -> None:
    line = DelayLine(Link(delay_us=10_000, jitter_us=2_000), seeded())
    sent = [number * 5 * MS for number in range(400)]
    for now in sent:
        line.push(b"x", now)
    dues = drain(line)
    delays = [due - now for due, now in zip(dues, sent, strict=True)]
    assert all(8 * MS <= delay <= 12 * MS for delay in delays)
    assert max(delays) - min(delays) > 3 * MS

    for _ in range(400):  # all at once: jitter would shuffle them
        line.push(b"x", 10_000 * MS)
    dues = drain(line)
    assert dues == sorted(dues)


def test_shorter_delay_does_not_overtake() -> None:
    line = DelayLine(Link(delay_us=125_000), seeded())
    line.push(b"old", 0)
    line.set_link(Link(delay_us=500))
    line.push(b"new", 1 * MS)
    line.push(b"later", 200 * MS)
    assert drain(line) == [125 * MS, 125 * MS, 200 * MS + MS // 2]


def test_rate_is_a_clock_that_serialises() -> None:
    line = DelayLine(Link(delay_us=1_000, rate_bit_s=8_000_000), seeded())  # an octet a microsecond
    frame = bytes(1_000 - WIRE_OVERHEAD)
    for now in (0, 0, 0, 10 * MS):
        line.push(frame, now)
    assert drain(line) == [2 * MS, 3 * MS, 4 * MS, 12 * MS]


def test_full_queue_of_a_limited_link_drops() -> None:
    line = DelayLine(Link(rate_bit_s=1_000_000), seeded())
    for _ in range(1_000):
        line.push(bytes(1_000), 0)
    kept = len(line.queue)
    assert line.dropped == 1_000 - kept
    # 128 KiB, the least queue, plus the frame that is being sent.
    assert kept == pytest.approx((128 << 10) / (1_000 + WIRE_OVERHEAD) + 1, abs=1)
    assert line.push(bytes(1_000), 2_000 * MS) is False  # there is room again, behind the others
    assert len(line.queue) == kept + 1


def test_unlimited_link_is_bounded_in_octets() -> None:
    line = DelayLine(Link(delay_us=125_000), seeded())
    frame = bytes(1 << 20)
    for _ in range(100):
        line.push(frame, 0)
    assert len(line.queue) == MAX_OCTETS_IN_FLIGHT >> 20
    assert line.dropped == 100 - len(line.queue)
    line.pop()
    line.push(frame, 0)
    assert len(line.queue) == MAX_OCTETS_IN_FLIGHT >> 20


def test_loss_is_a_probability_and_repeatable() -> None:
    def survivors(seed: int) -> list[int]:
        line = DelayLine(Link(loss=0.25), random.Random(seed).random)
        for now in range(200):
            line.push(b"x", now)
        return drain(line)

    line = DelayLine(Link(loss=0.25), seeded())
    for _ in range(4_000):
        line.push(b"x", 0)
    assert line.lost == pytest.approx(1_000, rel=0.1)
    assert len(line.queue) == 4_000 - line.lost
    assert survivors(3) == survivors(3) != survivors(4)


@pytest.mark.parametrize(("loss", "expected"), [(0.0, 0), (1.0, 50)])
def test_loss_of_none_and_of_all(loss: float, expected: int) -> None:
    line = DelayLine(Link(loss=loss), seeded())
    for _ in range(50):
        line.push(b"x", 0)
    assert line.lost == expected


def test_a_cut_loses_what_is_on_its_way_and_nothing_after_the_repair() -> None:
    trial = Trial({("a", "b"): Link(delay_us=10_000)})
    line = trial.switch.line("a", "b")
    trial.send("a", B, b"1", 0)
    trial.send("a", B, b"2", 1 * MS)
    line.set_link(Link(loss=1.0))
    trial.send("a", B, b"3", 2 * MS)
    line.set_link(Link(delay_us=1_000))
    trial.send("a", B, b"4", 3 * MS)
    assert [payload for _, _, payload in trial.run()] == [b"4"]
    assert line.counters()["lost"] == 3
    assert (line.counters()["delivered"], line.counters()["waiting"], line.octets) == (1, 0, 0)


def test_counters() -> None:
    trial = Trial({("a", "b"): Link(delay_us=1_000)})
    for _ in range(3):
        trial.send("a", B, b"1234", now=0)
    line = trial.switch.line("a", "b")
    assert line.counters() == {
        "delivered": 0,
        "delivered_octets": 0,
        "lost": 0,
        "dropped": 0,
        "waiting": 3,
    }
    trial.run()
    assert (line.delivered, line.delivered_octets, line.octets) == (3, 30, 0)
    assert trial.switch.pairs()["a", "b"] is line
    assert ("a", "a") not in trial.switch.pairs()
    with pytest.raises(KeyError):
        trial.switch.line("a", "z")


@pytest.mark.parametrize(
    "wrong",
    [{"delay_us": -1}, {"delay_us": 5, "jitter_us": 6}, {"loss": 1.5}, {"loss": -0.1}, {"rate_bit_s": -8}],
)
def test_impossible_links_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="Link"):
        Link(**wrong)
