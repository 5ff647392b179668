"""A data plane without a control plane: `python -m tests.bench.static_plane KIND RLOC[,RLOC] LAN LOCAL EIDS [check]`.

Delivers LOCAL on the interface LAN; EIDS go through the tunnel; with `check` the outer sources of packets are
checked. Obeys lines on its standard input, and answers each with a line:

    send PREFIX RLOC       send PREFIX there from now on
    relay PREFIX RLOC      the same, and what arrives for it too
    forget PREFIX          have no mapping for it
    deliver PREFIX         it is on LAN
    keep PREFIX SECONDS    copy what is delivered to it; 0: no more
    hold PREFIX RLOC       hold what arrives for it from there
    counters               print them
"""

import asyncio
import json
import sys

from lisp.engine import Command
from lisp.runtime import log
from lisp.wire import Address, Prefix
from xtr.dataplane.base import (
    Action,
    AdmitSources,
    DeliverLocally,
    HoldArrivals,
    InstallMapping,
    Instance,
    KeepRecent,
    RemoveMapping,
    RouteEids,
    Target,
)
from xtr.dataplane.choice import Kind, started
from xtr.dataplane.host import underlay_mtu


def command_of(words: list[str], lan: str) -> Command:
    """The command that a line stands for."""
    prefix = Prefix.parse(words[1])
    match words[0], words[2:]:
        case ("send" | "relay") as verb, [rloc]:
            return InstallMapping(prefix, Action.FORWARD, (Target(Address.parse(rloc), 100),), relay=verb == "relay")
        case "forget", []:
            return RemoveMapping(prefix)
        case "deliver", []:
            return DeliverLocally(prefix, lan)
        case "keep", [seconds]:
            return KeepRecent(prefix, float(seconds))
        case "hold", [rloc]:
            return HoldArrivals(prefix, (Address.parse(rloc),))
    raise SystemExit(f"no command: {' '.join(words)}")


async def serve(kind: Kind, rlocs: tuple[Address, ...], lan: str, local: Prefix, eids: Prefix, check: bool) -> None:
    """Until standard input ends."""
    mtu = await underlay_mtu(rlocs)
    plane = await started(
        kind,
        instances=[Instance(0, "lisp0")],
        mtu=mtu,
        rlocs=rlocs,
        report=lambda _event: None,
        check_source=check,
    )
    plane.apply(RouteEids(eids))
    plane.apply(AdmitSources(local, report=False))
    plane.apply(DeliverLocally(local, lan))
    print(plane.kind, flush=True)
    loop = asyncio.get_running_loop()
    while words := (await loop.run_in_executor(None, sys.stdin.readline)).split():
        if words == ["counters"]:
            print(json.dumps(dict(plane.counters())), flush=True)
        else:
            plane.apply(command_of(words, lan))
            print("done", flush=True)
    plane.close()


def main() -> None:
    """Read the command line."""
    log.configure("warning", "console")  # standard output is for answers
    asked, rlocs, lan, local, eids, *check = sys.argv[1:]
    kinds: dict[str, Kind] = {"auto": "auto", "ebpf": "ebpf", "userspace": "userspace"}
    ours = tuple(Address.parse(rloc) for rloc in rlocs.split(","))
    asyncio.run(serve(kinds[asked], ours, lan, Prefix.parse(local), Prefix.parse(eids), bool(check)))


if __name__ == "__main__":
    main()
