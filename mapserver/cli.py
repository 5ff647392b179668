"""`fmc site`, `fmc subscribers`, `fmc referrals`, `fmc stats`, `fmc watch`: what an operator asks a map server.

The layouts are those of routers, because that is what operators' eyes are trained on; our own columns are
at the right end.
"""

import time
from pathlib import Path
from typing import Any, Final

import click

from lisp.cli import ask_or_fail, daemons, json_option
from lisp.output import duration, emit_json, emit_table
from lisp.runtime.control import ControlError, ask

# Events that say what became of an EID.
WATCHED: Final = (
    "eid-registered",
    "eid-moved",
    "eid-updated",
    "eid-withdrawn",
    "eid-expired",
    "eid-ping-pong",
    "eid-damped",
    "eid-calm",
    "registration-refused",
    "subscription-refused",
    "move-unacknowledged",
)
POLL_S: Final = 0.25

server_option = click.option("--server", help="Name of the map server; needed only where several run.")


def map_server(name: str | None) -> Path:
    """The control socket of the map server meant. Raises ClickException when none or several could be."""
    found = daemons((name,) if name else ())
    servers = {}
    for daemon, path in found.items():
        try:
            ask(path, "stats")
        except ControlError:
            continue  # another kind of daemon has no such show
        servers[daemon] = path
    if not servers:
        raise click.ClickException("no map server runs here; start lisp-mapserver, or bring the lab up: fmc lab up")
    if len(servers) > 1:
        raise click.ClickException(
            f"several map servers run here: choose one with --server {'|'.join(sorted(servers))}"
        )
    return next(iter(servers.values()))


@click.command(name="site")
@click.argument("eid", required=False)
@server_option
@json_option
def site_command(eid: str | None, server: str | None, as_json: bool) -> None:
    """Show the sites and who registered what; with an EID, all about its registration."""
    path = map_server(server)
    if eid:
        entries = ask_or_fail(path, "map", eid=eid)
        if as_json:
            emit_json(entries)
        elif not entries:
            click.echo(f"nothing is registered around or inside {eid}")
        else:
            click.echo("\n\n".join(site_detail(entry) for entry in entries))
        return
    sites = ask_or_fail(path, "sites")
    if as_json:
        emit_json(sites)
    else:
        click.echo(site_table(sites))


def site_table(sites: list[dict[str, Any]]) -> str:
    """The layout of `show lisp site`, with the moves of each EID at the right."""
    lines = [
        "LISP Site Registration Information",
        "* = Some locators are down or unreachable    ? = Not refreshed since the map server's restart",
        "",
        f"{'Site Name':<14} {'Last':<9} {'Up':<5} {'Who Last':<20} {'Inst':<8} {'EID Prefix':<24} Moves",
        f"{'':<14} {'Register':<9} {'':<5} {'Registered':<20} {'ID':<8}",
    ]
    for site in sites:
        name = site["name"]
        for allowed in site["prefixes"]:
            if allowed["prefix"] not in {entry["eid"] for entry in site["registered"]}:
                lines.append(_site_line(name, "never", "no", "--", allowed["prefix"], ""))
                name = ""
        for entry in site["registered"]:
            up = "yes" + ("" if entry["reachable"] else "*") + ("" if entry["confirmed"] else "?")
            when = duration(entry["last_register_s"])
            lines.append(_site_line(name, when, up, entry["who_last"], entry["eid"], str(entry["moves"])))
            name = ""
    return "\n".join(lines)


def _site_line(name: str, when: str, up: str, who: str, eid: str, moves: str) -> str:
    instance, prefix = _instance(eid)
    return f"{name:<14} {when:<9} {up:<5} {who:<20} {instance:<8} {prefix:<24} {moves}".rstrip()


def _instance(eid: str) -> tuple[str, str]:
    """Instance id and bare prefix of `[7]10.0.0.0/8`."""
    number, found, prefix = eid.removeprefix("[").partition("]")
    return (number, prefix) if found else ("", eid)


def site_detail(entry: dict[str, Any]) -> str:
    """The layout of `show lisp site <eid>`."""
    proxy = "Yes" if entry["proxy_reply"] else "No"
    merge = "Yes" if any(xtr["merge"] for xtr in entry["xtrs"]) else "No"
    complete = "complete" if entry["rlocs"] else "unknown"
    ttl = duration(60 * entry["ttl_min"])
    moved = "never" if entry["moved_s"] is None else f"{duration(entry['moved_s'])} ago"
    lines = [
        f"Site name: {entry['site']}",
        f"  EID-prefix: {entry['eid']}",
        f"    First registered:     {duration(entry['up_s'])}",
        f"    Last registered:      {duration(min(xtr['last_register_s'] for xtr in entry['xtrs']))}",
        f"    Merge active: {merge}   Proxy reply: {proxy}   TTL: {ttl}   State: {complete}",
        f"    Mobility: {entry['moves']} moves, last {moved}",
    ]
    for xtr in entry["xtrs"]:
        merging = "merge" if xtr["merge"] else "no merge"
        lines.append(
            f"    ETR {xtr['source']}, last registered {duration(xtr['last_register_s'])}, "
            f"{'proxy-reply' if xtr['proxy_reply'] else 'no proxy-reply'}"
        )
        lines.append(f"                 TTL {ttl}, {merging}, hash-function {xtr['hash']}, key-id {xtr['key_id']}")
        lines.append(f"                 xTR {xtr['xtr']}")
    lines.append(f"      {'Locator':<24} {'State':<9} Pri/Wgt")
    for rloc in entry["rlocs"]:
        lines.append(f"      {rloc['rloc']:<24} {rloc['state']:<9} {rloc['priority']:>3}/{rloc['weight']}")
    return "\n".join(lines)


@click.command(name="subscribers")
@server_option
@json_option
def subscribers_command(server: str | None, as_json: bool) -> None:
    """Show who follows which EIDs, and how far each is."""
    entries = ask_or_fail(map_server(server), "subscribers")
    if as_json:
        emit_json(entries)
        return
    columns = ("SUBSCRIBER", "EID", "RLOC", "STATE", "PUBLISHED", "ACKED", "WAITING", "AGE")
    rows = [
        (
            entry["subscriber"],
            entry["eid"],
            " ".join(entry["rlocs"]),
            entry["state"],
            entry["published"],
            entry["acknowledged"],
            entry["waiting"],
            duration(entry["age_s"]),
        )
        for entry in entries
    ]
    emit_table(columns, rows, empty="nobody has subscribed")


@click.command(name="referrals")
@server_option
@json_option
def referrals_command(server: str | None, as_json: bool) -> None:
    """Show what the map server knows of the DDT: who to ask about which EIDs."""
    entries = ask_or_fail(map_server(server), "referrals")
    if as_json:
        emit_json(entries)
        return
    columns = ("EID", "ACTION", "NODES", "EXPIRES")
    rows = [
        (entry["eid"], entry["action"], " ".join(entry["nodes"]) or "-", duration(entry["expires_s"]))
        for entry in entries
    ]
    emit_table(columns, rows, empty="no referrals: nothing has been looked up in the DDT yet")


@click.command(name="stats")
@server_option
@click.option("--metrics", is_flag=True, help="Print in the text format that Prometheus reads.")
@json_option
def stats_command(server: str | None, metrics: bool, as_json: bool) -> None:
    """Show the map server's counters and sizes."""
    stats = ask_or_fail(map_server(server), "stats")
    if metrics:
        click.echo(metrics_text(stats))
    elif as_json:
        emit_json(stats)
    else:
        rows = [(name, value) for name, value in (*stats["sizes"].items(), *stats["counters"].items())]
        emit_table(("NAME", "VALUE"), rows, empty="nothing has been counted yet")


def metrics_text(stats: dict[str, Any]) -> str:
    """Counters and gauges in the Prometheus text format."""
    lines = ["# TYPE lisp_mapserver_events_total counter"]
    for name, value in stats["counters"].items():
        if not name.startswith("drop."):
            lines.append(f'lisp_mapserver_events_total{{event="{name}"}} {value}')
    lines.append("# TYPE lisp_mapserver_dropped_total counter")
    for name, value in stats["counters"].items():
        if name.startswith("drop."):
            lines.append(f'lisp_mapserver_dropped_total{{reason="{name.removeprefix("drop.")}"}} {value}')
    for name, value in stats["sizes"].items():
        lines += [f"# TYPE lisp_mapserver_{name} gauge", f"lisp_mapserver_{name} {value}"]
    return "\n".join(lines)


@click.command(name="watch")
@server_option
@click.option("--for", "seconds", type=float, help="Stop after so many seconds; by default on Ctrl-C.")
@json_option
def watch_command(server: str | None, seconds: float | None, as_json: bool) -> None:
    """Follow registrations, moves and refusals as they happen."""
    path = map_server(server)
    since = time.monotonic()
    end = None if seconds is None else since + seconds
    while end is None or time.monotonic() < end:
        for event in ask_or_fail(path, "events", since=since):
            if event["at_s"] <= since:
                continue  # printed the last time
            since = event["at_s"]
            if event["name"] in WATCHED:
                _print_event(event, as_json)
        time.sleep(POLL_S)


def _print_event(event: dict[str, Any], as_json: bool) -> None:
    if as_json:
        emit_json(event)
        return
    details = " ".join(f"{key}={value}" for key, value in event.items() if key not in ("at_s", "name"))
    click.echo(f"{event['at_s']:.3f} {event['name']} {details}")
