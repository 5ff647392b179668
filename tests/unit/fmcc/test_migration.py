"""The table of migration states."""

import pytest

from fmcc.migration import (
    AWAITED,
    FINAL,
    TRANSITIONS,
    Fact,
    IllegalTransitionError,
    Migration,
    State,
    Trigger,
)
from lisp.wire import Prefix


def planned() -> Migration:
    return Migration.planned(
        7,
        service="desk",
        domain="vm1",
        address=Prefix.parse("10.11.0.10"),
        source="dc1",
        target="dc2",
        cause="a test",
        now=1.0,
    )


def path_to(state: State) -> list[Trigger]:
    """The shortest way from `planned` to a state."""
    ways: dict[State, list[Trigger]] = {State.PLANNED: []}
    queue = [State.PLANNED]
    for at in queue:
        for trigger, following in TRANSITIONS[at].items():
            if following not in ways:
                ways[following] = [*ways[at], trigger]
                queue.append(following)
    return ways[state]


def in_state(state: State) -> Migration:
    migration = planned()
    for trigger in path_to(state):
        migration = migration.advanced(trigger, 2.0)
    return migration


def test_the_table_is_closed() -> None:
    assert set(TRANSITIONS) == set(State)
    assert {following for row in TRANSITIONS.values() for following in row.values()} <= set(State)
    assert {trigger for row in TRANSITIONS.values() for trigger in row} == set(Trigger)


@pytest.mark.parametrize("state", State)
def test_every_state_is_reachable(state: State) -> None:
    assert in_state(state).state is state


@pytest.mark.parametrize("state", State)
def test_final_states_end_and_all_others_go_on(state: State) -> None:
    assert (TRANSITIONS[state] == {}) == (state in FINAL)
    assert in_state(state).is_final == (state in FINAL)


@pytest.mark.parametrize("state", [s for s in State if s not in FINAL])
def test_every_unfinished_state_can_be_reconciled_after_a_restart(state: State) -> None:
    assert in_state(state).advanced(Trigger.RESTARTED, 3.0).state is State.RECONCILING


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("trigger", Trigger)
def test_what_the_table_lacks_raises(state: State, trigger: Trigger) -> None:
    migration = in_state(state)
    if trigger in TRANSITIONS[state]:
        assert migration.advanced(trigger, 3.0).state is TRANSITIONS[state][trigger]
    else:
        with pytest.raises(IllegalTransitionError, match=f"m-7 in state {state} cannot take {trigger}"):
            migration.advanced(trigger, 3.0)


def test_the_network_is_told_only_once_a_hypervisor_has_the_guest_at_the_target() -> None:
    ways = {
        trigger
        for state, row in TRANSITIONS.items()
        for trigger, following in row.items()
        if following is State.REMAPPING
    }
    assert ways == {Trigger.GUEST_MOVED, Trigger.FOUND_AT_TARGET}
    assert not in_state(State.RECONCILING).announced
    assert in_state(State.REMAPPING).announced


def test_done_is_reached_by_verification_alone() -> None:
    ways = {
        (state, trigger)
        for state, row in TRANSITIONS.items()
        for trigger, following in row.items()
        if following is State.DONE
    }
    assert ways == {(State.VERIFYING, Trigger.VERIFIED)}
    assert AWAITED[State.VERIFYING][0][0] == {Fact.ACKNOWLEDGED, Fact.PUBLISHED, Fact.RETURNED}


@pytest.mark.parametrize("state", AWAITED)
def test_what_facts_bring_about_is_in_the_table(state: State) -> None:
    for facts, trigger in AWAITED[state]:
        migration = in_state(state).knowing(facts)
        assert migration.due() is trigger
        assert trigger in TRANSITIONS[state]


def test_missing_names_what_is_still_awaited() -> None:
    verifying = in_state(State.VERIFYING).knowing([Fact.ACKNOWLEDGED, Fact.RETURNED])
    assert verifying.due() is None
    assert verifying.missing() == ["published"]
    assert in_state(State.DONE).missing() == []


def test_steps_keep_their_times_and_the_first_reason_stays() -> None:
    migration = planned().advanced(Trigger.CHECKED, 2.5, "both sides ready")
    assert [(s.state, s.at, s.detail) for s in migration.steps] == [
        (State.PLANNED, 1.0, "a test"),
        (State.PRECHECKED, 2.5, "both sides ready"),
    ]
    assert migration.because("first").because("second").reason == "first"
