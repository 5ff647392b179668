"""A new configuration in a running map server: what it allows stays, what it does not goes."""

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from lisp.runtime.control import ask
from lisp.wire import Algorithm, Key, KeyChain
from mapserver.policy import SitePrefix
from tests.bench.server import configure, running
from tests.unit.mapserver.bench import (
    ACCESS,
    FMCC,
    NET1,
    OTHER,
    OTHER_KEY,
    SITE_KEY,
    Bench,
    make_policy,
    prefix,
    record,
)

EID = "10.1.0.100/32"


def test_registrations_and_subscriptions_stay() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.follow("10.1.0.0/24")
    assert bench.server.adopt(make_policy(), bench.now) == []
    bench.register(record(EID, "192.0.2.9"), xtr=NET1)
    assert bench.rlocs(EID) == {"192.0.2.9"}
    assert bench.notify_to(FMCC)


def test_what_is_no_longer_allowed_is_withdrawn_and_published() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.register(record("10.9.0.0/24", NET1), xtr=NET1, key=OTHER_KEY)
    bench.follow(EID)
    narrow = replace(ACCESS, prefixes=(SitePrefix(prefix("10.2.0.0/24")),))
    bench.commands = bench.server.adopt(make_policy(narrow, OTHER), bench.now)
    assert bench.rlocs(EID) is None
    assert bench.rlocs("10.9.0.0/24") == {NET1}
    assert bench.notify_to(FMCC).records[0].ttl_min == 0


def test_a_key_taken_out_is_refused_even_for_a_refresh() -> None:
    bench = Bench()
    bench.register(record(EID, NET1), xtr=NET1)
    bench.register(record(EID, NET1), xtr=NET1)
    rotated = Key(2, Algorithm.HMAC_SHA256_128, b"the next key")
    bench.server.adopt(make_policy(replace(ACCESS, keys=KeyChain.of(rotated)), OTHER), bench.now)
    bench.register(record(EID, NET1), xtr=NET1, key=SITE_KEY)
    assert bench.drops() == {"auth-unknown-key-id": 1}
    bench.register(record(EID, NET1), xtr=NET1, key=rotated)
    assert bench.rlocs(EID) == {NET1}


def test_subscriptions_of_a_subscriber_taken_out_end() -> None:
    bench = Bench()
    bench.follow(EID)
    bench.server.adopt(make_policy(subscribers=()), bench.now)
    bench.register(record(EID, NET1), xtr=NET1)
    assert bench.notifies_to(FMCC) == []
    assert len(bench.server.pubsub) == 0


def test_sighup_takes_a_good_configuration_over_and_refuses_a_bad_one(tmp_path: Path) -> None:
    config = configure(tmp_path, 2)
    with running(config, tmp_path / "log") as server:
        config.write_text(config.read_text().replace('name = "bench"', 'name = "renamed"'))
        os.kill(server.process.pid, signal.SIGHUP)
        assert _event(server.control, "reloaded")
        assert ask(server.control, "sites")[0]["name"] == "renamed"
        config.write_text("listen = 5")
        os.kill(server.process.pid, signal.SIGHUP)
        assert "listen" in str(_event(server.control, "reload-refused"))
        assert ask(server.control, "sites")[0]["name"] == "renamed"


def _event(control: Path, name: str) -> object:
    """Ask until the event is there: every question takes the daemon once round its loop."""
    for _ in range(2_000):
        for event in ask(control, "events"):
            if event["name"] == name:
                return event
    pytest.fail(f"no {name}")
