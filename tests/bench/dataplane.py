"""How fast packets pass two routers: `python -m tests.bench.dataplane [--json] [--rounds N] [--seconds S]`.

With `--restart` instead: how many are lost when a daemon restarts (tests/bench/xtr_restart.py).

Plain kernel routing, kernel VXLAN, eBPF LISP and user-space LISP, in interleaved rounds on one topology, so
that what else the machine does hits all of them. Hosts, routers and both ends of every measurement share this
machine's processors. One TCP stream of Python's (1 MiB a call), and one UDP stream of 64-octet IPv4 packets by
a small C program (sendmmsg, 32 a call) as fast as it goes, counted where it arrives.
"""

import argparse
import json
import sys
from statistics import median
from typing import Any

from tests.bench import xtr_restart
from tests.bench.sites import MODES, Sites, finish, line_of


def tcp_gbit_s(sites: Sites, seconds: float) -> float:
    """One TCP stream from h1 to h2."""
    probe = (sys.executable, "-m", "tests.bench.tcp_probe")
    receiver = sites.start("h2", *probe, "receive", "10.2.0.100", "7001")
    assert line_of(receiver) == "ready"
    sender = sites.start("h1", *probe, "send", "10.2.0.100", "7001", str(seconds))
    found = json.loads(line_of(receiver, 60))
    finish(sender)
    finish(receiver)
    return float(found["octets"]) * 8 / float(found["seconds"]) / 1e9


def kpps(sites: Sites, seconds: float) -> float:
    """64-octet packets that arrive, thousands a second."""
    found = sites.stream(seconds).result()
    return float(found["received"]) / float(found["seconds"] or 1) / 1e3


def measure(rounds: int, seconds: float) -> list[dict[str, Any]]:
    """Median of every mode over interleaved rounds."""
    tcp: dict[str, list[float]] = {mode: [] for mode in MODES}
    small: dict[str, list[float]] = {mode: [] for mode in MODES}
    with Sites() as sites:
        for turn in range(rounds):
            # Each round starts with another mode.
            for mode in MODES[turn % len(MODES) :] + MODES[: turn % len(MODES)]:
                with sites.mode(mode):
                    sites.stream(0.2, 1000).result()  # neighbours found, caches warm
                    tcp[mode].append(tcp_gbit_s(sites, seconds))
                    small[mode].append(kpps(sites, seconds))
    return [
        {
            "mode": mode,
            "tcp_gbit_s": round(median(tcp[mode]), 3),
            "kpps": round(median(small[mode]), 1),
            "rounds": rounds,
        }
        for mode in MODES
    ]


def table(rows: list[dict[str, Any]]) -> str:
    """For people: the rows, and their ratios to plain routing, VXLAN and user space."""
    by_mode = {row["mode"]: row for row in rows}
    lines = [f"{'':10} {'TCP Gbit/s':>11} {'kpps':>8}   of plain      of VXLAN      of user space   (TCP, pps)"]
    for row in rows:
        ratios = [
            f"{row['tcp_gbit_s'] / by_mode[other]['tcp_gbit_s']:6.2f} {row['kpps'] / by_mode[other]['kpps']:6.2f}"
            for other in ("plain", "vxlan", "userspace")
        ]
        lines.append(f"{row['mode']:10} {row['tcp_gbit_s']:11.3f} {row['kpps']:8.1f}   {' '.join(ratios)}")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Throughput of two routers by the way they pass packets on.")
    parser.add_argument("--json", action="store_true", help="one JSON array of rows")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each measurement")
    parser.add_argument("--restart", action="store_true", help="restart the daemons under 20 kpps and count the lost")
    options = parser.parse_args()
    if options.restart:
        restarts = xtr_restart.measure()
        print(xtr_restart.report(restarts, as_json=options.json))
        sys.exit(any(row.lost for row in restarts))
    rows = measure(options.rounds, options.seconds)
    print(json.dumps(rows) if options.json else table(rows))


if __name__ == "__main__":
    main()
