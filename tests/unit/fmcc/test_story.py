"""What a person is told of a migration."""

import pytest

from fmcc.migration import AWAITED, CLOSED, State, Step, Trigger
from fmcc.story import advice, awaited, happened, undone
from tests.unit.fmcc.test_migration import in_state


@pytest.mark.parametrize("state", State)
def test_there_is_always_something_to_say(state: State) -> None:
    assert advice(in_state(state))


def test_a_failed_copy_has_nothing_to_undo() -> None:
    assert undone(in_state(State.FAILED)) == ["nothing: the network had not been told of the target"]


def test_a_roll_back_is_told() -> None:
    assert "the traffic was led back to dc1" in undone(in_state(State.ROLLING_BACK))


def test_what_the_operator_has_to_do_depends_on_where_it_got_stuck() -> None:
    assert "runs at exactly one of dc1 and dc2" in advice(in_state(State.NEEDS_OPERATOR))


@pytest.mark.parametrize("trigger", {trigger for ways in AWAITED.values() for _, trigger in ways})
def test_a_step_that_nobody_explained_is_put_into_words(trigger: Trigger) -> None:
    migration = in_state(State.VERIFYING)
    assert happened(migration, Step(State.VERIFYING, 0.0, str(trigger))) != str(trigger)
    assert happened(migration, Step(State.FENCING, 0.0, "dc1: {braces}")) == "dc1: {braces}"


@pytest.mark.parametrize("state", State)
def test_what_is_waited_for_is_put_into_words(state: State) -> None:
    text = awaited(in_state(state))
    assert text
    assert not set(text.split(", ")) & set(in_state(state).missing())


def test_what_to_do_after_a_failure_is_a_command() -> None:
    assert "fmc migrate desk dc2" in advice(in_state(State.FAILED))


def test_of_a_migration_that_was_closed_nobody_claims_to_know_where_its_guest_is() -> None:
    closed = in_state(State.NEEDS_OPERATOR).advanced(Trigger.CLOSED, 99.0, CLOSED)
    assert "runs at dc1" not in advice(closed)
    assert "fmc service shows where" in advice(closed)
