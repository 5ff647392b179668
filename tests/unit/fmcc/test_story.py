"""What a person is told of a migration."""

import pytest

from fmcc.migration import State
from fmcc.story import advice, undone
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
