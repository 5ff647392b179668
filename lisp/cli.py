"""`fmc` commands that speak with any LISP daemon: its map, its events, and a look-up like an ITR's."""

import asyncio
from pathlib import Path
from typing import Any

import click

from lisp.lig import Lookup, LookupFailure, lookup
from lisp.output import duration, emit_json, emit_table
from lisp.runtime.control import ControlError, ask, find_daemons
from lisp.wire import Action, Address, Prefix, PrefixPair

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def daemons(names: tuple[str, ...]) -> dict[str, Path]:
    """The control sockets of the named daemons, or of all. Raises ClickException with what to do next."""
    found = find_daemons()
    if not found:
        raise click.ClickException("no daemon runs here; start one, or bring the lab up: fmc lab up")
    unknown = [name for name in names if name not in found]
    if unknown:
        raise click.ClickException(f"no daemon called {unknown[0]}; there are {', '.join(sorted(found))}")
    return {name: found[name] for name in names} if names else found


def ask_or_fail(path: Path, show: str, **arguments: object) -> Any:
    """Ask a daemon; its refusal becomes the command's error."""
    try:
        return ask(path, show, **arguments)
    except ControlError as error:
        raise click.ClickException(str(error)) from None


@click.command(name="map")
@click.argument("names", nargs=-1, metavar="[DAEMON]...")
@click.option("--instance", type=int, help="Only the EIDs with this instance id.")
@json_option
def map_command(names: tuple[str, ...], instance: int | None, as_json: bool) -> None:
    """Show the EID-to-RLOC map of every daemon here, or of the named ones."""
    maps = {name: ask_or_fail(path, "map") for name, path in daemons(names).items()}
    if instance is not None:
        maps = {name: [e for e in entries if _instance(e["eid"])[0] == instance] for name, entries in maps.items()}
    if as_json:
        emit_json(maps)
        return
    rows = [
        (name, entry["eid"], entry["kind"], _locators(entry["rlocs"]), duration(entry.get("expires_s")))
        for name, entries in maps.items()
        for entry in entries
    ]
    head: tuple[str, ...] = ("DAEMON", "EID", "KIND", "RLOC (PRI/WGT)", "EXPIRES")
    instances = [_instance(row[1]) for row in rows]
    if len({iid for iid, _ in instances}) > 1:
        head = ("DAEMON", "INST", *head[1:])
        ordered = sorted(zip(rows, instances, strict=True), key=lambda entry: (entry[0][0], entry[1][0]))
        emit_table(head, [(row[0], iid, eid, *row[2:]) for row, (iid, eid) in ordered], empty="the maps are empty")
    else:
        emit_table(head, rows, empty="the maps are empty")


def _instance(eid: str) -> tuple[int, str]:
    """Instance id and bare prefix of `[7]10.0.0.0/8`."""
    number, found, prefix = eid.removeprefix("[").partition("]")
    return (int(number), prefix) if found else (0, eid)


def _locators(rlocs: list[dict[str, Any]]) -> str:
    if not rlocs:
        return "-"
    return ", ".join(f"{entry['rloc']} ({entry['priority']}/{entry['weight']})" for entry in rlocs)


@click.command(name="events")
@click.argument("names", nargs=-1, metavar="[DAEMON]...")
@click.option("--since", type=float, default=0.0, help="Monotonic seconds; leaves out older events.")
@json_option
def events_command(names: tuple[str, ...], since: float, as_json: bool) -> None:
    """Show what the daemons noticed, in the order it happened."""
    events = [
        {"daemon": name, **event}
        for name, path in daemons(names).items()
        for event in ask_or_fail(path, "events", since=since)
    ]
    events.sort(key=lambda event: event["at_s"])
    if as_json:
        emit_json(events)
        return
    rows = [(f"{event['at_s']:.3f}", event["daemon"], event["name"], _fields(event)) for event in events]
    emit_table(("AT (s)", "DAEMON", "EVENT", "DETAILS"), rows, empty="nothing has happened yet")


def _fields(event: dict[str, Any]) -> str:
    """What fits a line: tables within an event are for --json."""
    shown = {key: value for key, value in event.items() if not isinstance(value, dict | list)}
    return " ".join(f"{key}={value}" for key, value in shown.items() if key not in ("at_s", "daemon", "name"))


@click.command(name="lig")
@click.argument("eid")
@click.option("--resolver", required=True, envvar="FMC_RESOLVER", help="RLOC of the map resolver.")
@click.option("--source", help="ITR-RLOC to ask from; by default the address towards the resolver.")
@click.option("--source-eid", help="Ask for the traffic from this EID only, which may go another way.")
@click.option("--instance", type=int, default=0, help="Instance id of the EID.")
@json_option
def lig_command(
    eid: str, resolver: str, source: str | None, source_eid: str | None, instance: int, as_json: bool
) -> None:
    """Look an EID up in the mapping system, as an ITR would (RFC 6835)."""
    try:
        prefix = PrefixPair.parse(f"{source_eid} > {eid}", instance) if source_eid else Prefix.parse(eid, instance)
        resolver_address = Address.parse(resolver)
        source_address = Address.parse(source) if source else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
    try:
        answer = asyncio.run(lookup(prefix, resolver_address, source=source_address))
    except LookupFailure as error:
        raise click.ClickException(str(error)) from None
    result = lookup_result(answer)
    if as_json:
        emit_json(result)
        return
    click.echo(f"answer from {result['responder']} in {result['rtt_ms']:.1f} ms")
    rows = [
        (record["eid"], record["ttl_min"], record["action"] or _locators(record["rlocs"]))
        for record in result["records"]
    ]
    emit_table(("EID", "TTL (min)", "RLOC (PRI/WGT)"), rows, empty="the reply is empty")


def lookup_result(answer: Lookup) -> dict[str, Any]:
    """A Map-Reply as the object that is printed."""
    records = [
        {
            "eid": str(record.prefix or record.eid),
            "ttl_min": record.ttl_min,
            "authoritative": record.authoritative,
            "action": None if record.locators else _action(record.action),
            "rlocs": [
                {"rloc": str(locator.rloc), "priority": locator.priority, "weight": locator.weight}
                for locator in record.locators
            ],
        }
        for record in answer.reply.records
    ]
    return {"responder": str(answer.responder), "rtt_ms": round(answer.rtt_ms, 3), "records": records}


def _action(action: int) -> str:
    known = action in Action.__members__.values()
    return Action(action).name.lower().replace("_", "-") if known else f"action-{action}"
