"""On a network that loses, repeats and reorders every message, no answer is older than what was acknowledged."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapserver.engine import MapServer
from mapserver.mapping import Mapping
from mapserver.pubsub import PubSub
from mapserver.registration import REORDER_GUARD_S, Registry, Standing
from tests.scenario.mapping_system import MappingSystem
from tests.unit.mapserver.bench import ACCESS, OTHER, make_policy

if TYPE_CHECKING:
    from lisp.wire import Prefix

BAD = {"loss": 0.15, "duplicate": 0.3, "jitter_s": 0.4}
CALM_S, RESTLESS_S = 1.5, 0.4  # between moves; at the second, publications are damped


def troubled(
    seed: int, server: MapServer | None = None, moves_every_s: float = CALM_S, **trouble: float
) -> MappingSystem:
    """A minute and a half of moving users on a bad network."""
    system = MappingSystem(seed, **{**BAD, **trouble}).build(server)
    system.live(90.0, moves_every_s)
    return system


def assert_settles(system: MappingSystem) -> None:
    """Once the network is good again everybody finds every user where it is."""
    system.heal()
    system.run(150.0)
    assert system.asker.known == system.homes
    assert {eid: xtr for eid, xtr in system.follower.view.items() if eid in system.homes} == system.homes


@pytest.mark.parametrize("moves_every_s", [CALM_S, RESTLESS_S])
@pytest.mark.parametrize("seed", range(5))
def test_no_answer_is_older_than_what_was_acknowledged(seed: int, moves_every_s: float) -> None:
    system = troubled(seed, moves_every_s=moves_every_s)
    assert system.history.stale == []
    assert system.history.answers > 300
    assert moves_every_s == CALM_S or system.server.counters["publication-damped"] > 0
    assert_settles(system)
    assert system.history.stale == []


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(0, 1 << 30), st.floats(0, 0.4), st.floats(0, 0.6), st.floats(0, REORDER_GUARD_S - 0.05))
def test_however_bad_the_network(seed: int, loss: float, duplicate: float, jitter_s: float) -> None:
    system = troubled(seed, loss=loss, duplicate=duplicate, jitter_s=jitter_s)
    assert system.history.stale == []
    assert_settles(system)


# The checker must see what it looks for.


def stale_answers(moves_every_s: float = CALM_S) -> list[str]:
    return [stale for seed in range(4) for stale in troubled(seed, moves_every_s=moves_every_s).history.stale]


def test_it_sees_a_map_server_without_hold_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Registry, "standing", lambda *_arguments: Standing.CLEAR)
    assert stale_answers() != []


class KeptForGood:
    """In the place of `Mapping.answer`: the first answer about a prefix is the answer for ever."""

    def __init__(self) -> None:
        self._kept: dict[Prefix, Any] = {}

    def __get__(self, mapping: Mapping, _owner: type) -> Any:
        return self._kept.get(mapping.prefix)

    def __set__(self, mapping: Mapping, answer: Any) -> None:
        if answer is not None:
            self._kept.setdefault(mapping.prefix, answer)


def test_it_sees_answers_that_are_kept_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Mapping, "answer", KeptForGood())
    assert any("Map-Reply" in stale for stale in stale_answers())


def test_it_sees_publications_repeated_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PubSub, "refreshed", lambda _self, _key, data: data)
    assert any("publication" in stale for stale in stale_answers(RESTLESS_S))


def test_it_sees_registrations_that_are_replayed() -> None:
    policy = make_policy(replace(ACCESS, check_nonces=False), OTHER)
    stale = [
        stale for seed in range(4) for stale in troubled(seed, MapServer(policy, 5_000_000), jitter_s=3.0).history.stale
    ]
    assert stale != []
