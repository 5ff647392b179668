"""What operators read: the layouts of `fmc site`, `fmc stats` and their kin."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lisp.wire import Address, ReferralAction
from mapserver import cli, shows
from mapserver.ddt_cache import Referral
from tests.unit.mapserver.bench import NET1, NET2, Bench, prefix, record


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A map server with one EID that has moved, standing in for the one behind the control socket."""
    bench = Bench()
    bench.register(record("10.1.0.100/32", NET1), xtr=NET1)
    bench.register(record("10.1.0.100/32", NET2), xtr=NET2)
    bench.follow("10.1.0.0/24")
    bench.wait(56)

    def ask(_path: Path, show: str, **arguments: object) -> Any:
        match show:
            case "sites":
                return shows.sites(bench.server, {}, bench.now)
            case "map":
                return shows.eid_map(bench.server, arguments, bench.now)
            case "subscribers":
                return shows.subscribers(bench.server, bench.now)
            case "referrals":
                return shows.referrals(bench.server, bench.now)
            case "events":
                return [{"at_s": 1e12, "name": "eid-moved", "eid": "10.1.0.100/32", "to": NET2}]
        return shows.stats(bench.server)

    monkeypatch.setattr(cli, "ask", ask)
    monkeypatch.setattr(cli, "ask_or_fail", ask)
    monkeypatch.setattr(cli, "daemons", lambda _names: {"ms": Path("ms.sock")})
    return bench


def run(command: Any, *arguments: str) -> str:
    result = CliRunner().invoke(command, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.usefixtures("bench")
def test_sites_read_like_a_routers() -> None:
    lines = run(cli.site_command).splitlines()
    assert lines[0] == "LISP Site Registration Information"
    assert lines[3].split() == ["Site", "Name", "Last", "Up", "Who", "Last", "Inst", "EID", "Prefix", "Moves"]
    assert lines[5].split() == ["access", "never", "no", "--", "10.1.0.0/24"]
    assert [line.split() for line in lines if NET2 in line] == [["00:00:56", "yes", NET2, "10.1.0.100/32", "1"]]


@pytest.mark.usefixtures("bench")
def test_the_detail_of_an_eid_names_its_etr_and_its_locators() -> None:
    text = run(cli.site_command, "10.1.0.100/32")
    assert "  EID-prefix: 10.1.0.100/32\n    First registered:     00:00:56" in text
    assert f"ETR {NET2}, last registered 00:00:56, proxy-reply" in text
    assert "TTL 1d00h, no merge, hash-function sha256, key-id 1" in text
    assert "Mobility: 1 moves, last 00:00:56 ago" in text
    assert run(cli.site_command, "10.9.0.1/32") == "nothing is registered around or inside 10.9.0.1/32\n"


@pytest.mark.usefixtures("bench")
def test_subscribers_stats_and_metrics() -> None:
    assert "10.1.0.0/24" in run(cli.subscribers_command)
    assert "register.accepted" in run(cli.stats_command)
    metrics = run(cli.stats_command, "--metrics")
    assert 'lisp_mapserver_events_total{event="register.accepted"} 2' in metrics
    assert "# TYPE lisp_mapserver_mappings gauge\nlisp_mapserver_mappings 1" in metrics


def test_referrals_say_who_to_ask(bench: Bench) -> None:
    assert run(cli.referrals_command).startswith("no referrals")
    nodes = (Address.parse(NET1), Address.parse(NET2))
    for eid, action in (("10.3.0.0/16", ReferralAction.MS_ACK), ("10.128.0.0/9", ReferralAction.DELEGATION_HOLE)):
        found = Referral(prefix(eid), action, nodes if action == ReferralAction.MS_ACK else (), bench.now + 60)
        bench.server.ddt.cache.put(prefix(eid), found)
    lines = [line.split() for line in run(cli.referrals_command).splitlines()]
    assert ["10.3.0.0/16", "ms-ack", NET1, NET2, "00:01:00"] in lines
    assert ["10.128.0.0/9", "delegation-hole", "-", "00:01:00"] in lines
    assert json.loads(run(cli.referrals_command, "--json"))[0]["nodes"] == [NET1, NET2]


@pytest.mark.usefixtures("bench")
def test_watch_prints_each_event_once() -> None:
    assert run(cli.watch_command, "--for", "0.4").count("eid-moved eid=10.1.0.100/32") == 1
