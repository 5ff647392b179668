"""Captures every LISP packet of a lab, once, into one file for Wireshark."""

import subprocess
from pathlib import Path
from typing import Final

from deploy.lab.lab import Lab, LabError

_FILTER: Final = "udp port 4341 or udp port 4342"
_START_TIMEOUT_S: Final = 10.0


def start_capture(lab: Lab) -> None:
    """Capture at every node's underlay device, until `finish_capture`. Raises LabError."""
    for node in lab.topology.nodes:
        # Each packet is taken where it arrives (-Q in), so that none stands in the file twice, and is written
        # at once (-U). The same as a filter of dumpcap's, "inbound", misses the first packet.
        argv = ["tcpdump", "-i", "wan0", "-Q", "in", "-U", "-Z", "root", "-w", str(_file(lab, node)), _FILTER]
        log = lab.directory / node / "tcpdump.log"
        lab.processes.start(_process(node), argv, log=log, netns=lab.topology.netns(node))
    for node in lab.topology.nodes:
        lab.wait_for(f"{node}: the capture runs", _file(lab, node).exists, _START_TIMEOUT_S)


def finish_capture(lab: Lab, path: Path) -> None:
    """End the captures and merge them, in the order of time, into one pcapng file. Raises LabError."""
    lab.processes.stop(*(_process(node) for node in lab.topology.nodes))
    files = [str(_file(lab, node)) for node in lab.topology.nodes]
    merged = subprocess.run(["mergecap", "-w", str(path), *files], capture_output=True, text=True, check=False)
    if merged.returncode:
        raise LabError(f"mergecap: {merged.stderr.strip()}")


def _process(node: str) -> str:
    return f"{node}.tcpdump"


def _file(lab: Lab, node: str) -> Path:
    return lab.directory / node / "lisp.pcap"
