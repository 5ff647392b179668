"""What two answers amount to."""

from itertools import product

import pytest

from fmcc.findings import FINDINGS, PATIENCE_S, Seen, Side, find, survivor
from fmcc.migration import Fact, Migration, State, Trigger
from tests.unit.fmcc.test_migration import in_state

FOREVER_S = 1e9


def test_every_pair_of_answers_has_a_finding() -> None:
    assert set(FINDINGS) == set(product(Seen, Seen))


@pytest.mark.parametrize("answers", [pair for pair in product(Seen, Seen) if Seen.RUNNING not in pair])
def test_nothing_is_started_while_a_side_is_silent(answers: tuple[Seen, Seen]) -> None:
    found = find(in_state(State.COPYING), *answers, FOREVER_S)
    if Seen.SILENT in answers:
        assert found.trigger is None
    else:
        assert found.trigger in (Trigger.FOUND_STILL, Trigger.FOUND_NOWHERE, Trigger.FOUND_REMNANT)
        assert find(in_state(State.COPYING), *answers, 0.0).trigger is None, "it may be on its way"


@pytest.mark.parametrize("answers", list(product(Seen, Seen)))
def test_a_running_guest_is_only_stopped_when_it_runs_twice(answers: tuple[Seen, Seen]) -> None:
    found = find(in_state(State.COPYING), *answers, FOREVER_S)
    if found.side is not None and found.trigger is Trigger.FOUND_REMNANT:
        assert answers[0 if found.side is Side.SOURCE else 1] is Seen.PAUSED
    assert (found.trigger is Trigger.FOUND_TWICE) == (answers == (Seen.RUNNING, Seen.RUNNING))


def test_a_migration_that_never_began_needs_no_word_of_the_target() -> None:
    assert find(in_state(State.PREPARED), Seen.RUNNING, Seen.SILENT, 0.0).trigger is Trigger.FOUND_AT_SOURCE
    assert find(in_state(State.COPYING), Seen.RUNNING, Seen.SILENT, FOREVER_S).trigger is None


def test_a_source_that_has_not_let_go_is_a_remnant_once_everybody_has_turned() -> None:
    answers = (Seen.PAUSED, Seen.RUNNING)
    assert find(in_state(State.COPYING), *answers, FOREVER_S).trigger is Trigger.FOUND_AT_TARGET
    found = find(in_state(State.VERIFYING), *answers, PATIENCE_S)
    assert (found.trigger, found.side) == (Trigger.FOUND_REMNANT, Side.SOURCE)


COPYING, REMAPPING, VERIFYING = in_state(State.COPYING), in_state(State.REMAPPING), in_state(State.VERIFYING)


@pytest.mark.parametrize(
    ("migration", "shown_at", "kept"),
    [
        (COPYING, "dc1", Side.SOURCE),
        (COPYING, "dc2", Side.TARGET),
        (COPYING, None, Side.SOURCE),  # nobody has been told of the target
        (REMAPPING, "dc1", Side.SOURCE),
        (REMAPPING, "dc2", Side.TARGET),
        (REMAPPING, None, Side.TARGET),
        (REMAPPING.knowing([Fact.ACKNOWLEDGED]), "dc1", Side.TARGET),
        (VERIFYING, "dc1", Side.TARGET),  # the map is late
        (in_state(State.ROLLING_BACK), "dc2", Side.SOURCE),
    ],
)
def test_of_two_the_one_is_kept_that_the_users_are_led_to(
    migration: Migration, shown_at: str | None, kept: Side
) -> None:
    assert survivor(migration, shown_at) is kept


@pytest.mark.parametrize("target", [seen for seen in Seen if seen not in (Seen.RUNNING, Seen.SILENT)])
def test_after_a_post_copy_a_source_that_stands_still_is_not_whole(target: Seen) -> None:
    migration = in_state(State.SWITCHING)
    assert find(migration, Seen.PAUSED, target, PATIENCE_S).side is not None, "before, it is"
    assert find(migration, Seen.PAUSED, target, PATIENCE_S, post_copy=True).trigger is Trigger.FOUND_NOWHERE
    running = find(migration, Seen.PAUSED, Seen.RUNNING, PATIENCE_S, post_copy=True)
    assert running.trigger is Trigger.FOUND_AT_TARGET
