"""What an xTR remembers across restarts besides nonces: its map-cache, and the hosts that are here.

One row stands for one EID prefix, as one slot does in the data plane; the last that was written counts. Times
in a row are relative to when it was written, since the next life has another clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from lisp.engine import Command
from lisp.wire import DecodeError, EidRecord, MapReply, Prefix, decode, encode
from xtr.core import Settings
from xtr.dataplane.base import Action
from xtr.mapcache import MapEntry

_HERE: Final = "here"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Remember(Command):
    """Keep a row for the next life in the place of what is kept about this prefix; None: nothing."""

    prefix: Prefix
    row: Row | None


class Memory(NamedTuple):
    """A row of an earlier life, written `age_s` ago."""

    prefix: Prefix
    row: Row
    age_s: float


class HostHere(NamedTuple):
    """A host that an earlier life delivered."""

    eid: Prefix
    interface: str
    kind: str


def row_of_host(interface: str, kind: str) -> Row:
    """The row of a host that is here."""
    return {"what": _HERE, "interface": interface, "kind": kind}


def row_of_mapping(entry: MapEntry, now: float) -> Row:
    """The row of a map-cache entry."""
    record = EidRecord.of(entry.prefix, entry.locators)
    return {
        "what": "mapping",
        "record": encode(MapReply(0, (record,))).hex(),
        "action": str(entry.action),
        "source": entry.source,
        "relay": entry.relay,
        "age_s": now - entry.since,
        "expires_in_s": None if entry.expires_at is None else entry.expires_at - now,
        "refresh_in_s": None if entry.refresh_at is None else entry.refresh_at - now,
    }


def recall(memory: Memory, settings: Settings, now: float) -> MapEntry | HostHere | None:
    """What a row stands for now; None for what has expired, or does not fit the configuration any more."""
    prefix, row, age_s = memory
    try:
        if row["what"] == _HERE:
            return _host(HostHere(prefix, str(row["interface"]), str(row["kind"])), settings)
        return _mapping(prefix, row, now - age_s, now, settings)
    except (DecodeError, KeyError, TypeError, ValueError):
        return None


def _host(host: HostHere, settings: Settings) -> HostHere | None:
    dynamic = settings.dynamic(host.eid)
    return host if dynamic is not None and host.eid.is_host and dynamic.interface == host.interface else None


def _mapping(prefix: Prefix, row: Row, written: float, now: float, settings: Settings) -> MapEntry | None:
    message = decode(bytes.fromhex(row["record"]))
    assert isinstance(message, MapReply)
    expires_at = None if row["expires_in_s"] is None else written + float(row["expires_in_s"])
    refresh_at = None if row["refresh_in_s"] is None else written + float(row["refresh_in_s"])
    inside = any(space.covers(prefix) for space in settings.eid_space)
    if not inside or (expires_at is not None and expires_at <= now):
        return None
    return MapEntry(
        prefix,
        message.records[0].locators,
        Action(row["action"]),
        str(row["source"]),
        expires_at,
        refresh_at,
        bool(row["relay"]),
        written - float(row["age_s"]),
    )
