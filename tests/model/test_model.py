"""The model of the handover holds, and each planted mistake is found: the short form of `make model`."""

import pytest

from tests.model.__main__ import PLANTED, QUICK, Case, explore, missing_tool

pytestmark = pytest.mark.skipif(missing_tool() is not None, reason=f"{missing_tool()} is not installed")


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_every_run_ends_well(case: Case) -> None:
    outcome = explore(case)
    assert outcome.passed, outcome.violated
    assert outcome.states > 1_000


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: case.bug)
def test_a_planted_mistake_is_found(case: Case) -> None:
    assert explore(case).violated, "every run ended well: the property cannot fail"
