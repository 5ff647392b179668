"""The TAP backend: works on every kernel with /dev/net/tun, also where there is no netem.

`wan0` is a persistent TAP device in each namespace, so addresses and routes survive the process that moves the
frames (`wire.py`); when that dies, the nodes see a carrier loss, as if the cable were cut.
"""

import json
import os
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from deploy.lab import netns
from deploy.lab.processes import Processes
from deploy.lab.underlay.base import WAN_DEVICE, Link, Pair, Port, UnderlayError, address_commands

START_TIMEOUT_S: Final = 10.0
ANSWER_TIMEOUT_S: Final = 3.0
TAP_QUEUE_FRAMES: Final = 10_000

READY: Final = "ready"  # what wire.py prints when frames pass

_PROCESS: Final = "underlay"


class TapUnderlay:
    """See `base.Underlay`; `offload=False` is for comparison: every packet by itself, checksums made."""

    name = "tap"

    def __init__(self, state_dir: Path, *, offload: bool = True) -> None:
        self._directory = state_dir
        self._processes = Processes(state_dir / "processes")
        self._offload = offload
        self._socket_path = state_dir / "underlay.sock"
        self._config_path = state_dir / "underlay.json"
        self._log = state_dir / "underlay.log"

    def start(self, ports: Sequence[Port], links: Mapping[Pair, Link], *, seed: int = 0) -> None:
        """See `base.Underlay`."""
        if self._processes.alive(_PROCESS):
            raise UnderlayError("the underlay runs already")
        for port in ports:
            _make_tap(port, ports, offload=self._offload)
        config = {
            "control": str(self._socket_path),
            "offload": self._offload,
            "seed": seed,
            "nodes": [
                {"name": port.node, "netns": port.netns, "device": WAN_DEVICE, "mac": port.mac} for port in ports
            ],
            "links": [[a, b, asdict(link)] for (a, b), link in links.items()],
        }
        self._directory.mkdir(parents=True, exist_ok=True)
        self._config_path.write_text(json.dumps(config, indent=1))
        self._log.unlink(missing_ok=True)
        argv = [sys.executable, "-m", "deploy.lab.underlay.wire", str(self._config_path)]
        # The package may be used from its source tree without being installed.
        root = str(Path(__file__).resolve().parents[3])
        self._processes.start(_PROCESS, argv, log=self._log, env={**os.environ, "PYTHONPATH": root})
        self._wait_until_ready()

    def set_link(self, source: str, destination: str, link: Link) -> None:
        """See `base.Underlay`."""
        self._ask({"links": [[source, destination, asdict(link)]]})

    def links(self) -> dict[Pair, Link]:
        """See `base.Underlay`."""
        return {pair: Link(**link) for pair, link in self._ask_pairs("links").items()}

    def counters(self) -> dict[Pair, dict[str, int]]:
        """See `base.Underlay`."""
        return self._ask_pairs("counters")

    def status(self) -> dict[str, Any]:
        """See `base.Underlay`."""
        if not self._processes.alive(_PROCESS):
            return {"backend": self.name, "alive": False}
        return {"backend": self.name, "alive": True, **self._ask({"get": "status"})}

    def stop(self) -> None:
        """See `base.Underlay`; the devices go with their namespaces."""
        self._processes.stop(_PROCESS)
        self._socket_path.unlink(missing_ok=True)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while READY not in (self._log.read_text().split() if self._log.exists() else ()):
            if not self._processes.alive(_PROCESS):
                hint = self._processes.exit_hint(_PROCESS)
                self.stop()
                raise UnderlayError(f"the underlay process ended at once: {hint}")
            if time.monotonic() > deadline:
                self.stop()
                raise UnderlayError(f"the underlay process was not ready within {START_TIMEOUT_S:.0f} s")
            time.sleep(0.005)

    def _ask_pairs(self, what: str) -> dict[Pair, dict[str, Any]]:
        """Node by node: the answer for all pairs at once would outgrow a datagram."""
        if not self._config_path.exists():
            raise UnderlayError("the underlay process does not run: it was never started")
        nodes = [node["name"] for node in json.loads(self._config_path.read_text())["nodes"]]
        return {(a, b): values for a in nodes for b, values in self._ask({"get": what, "source": a})[what].items()}

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as client:
            client.settimeout(ANSWER_TIMEOUT_S)
            client.bind("")  # an address of the kernel's choosing, for the answer
            try:
                client.connect(str(self._socket_path))
                client.send(json.dumps(request).encode())
                answer: dict[str, Any] = json.loads(client.recv(1 << 20))
            except TimeoutError:
                raise UnderlayError(f"the underlay process did not answer in {ANSWER_TIMEOUT_S} s") from None
            except OSError as error:
                raise UnderlayError(f"the underlay process does not run: {error.strerror}") from None
        if "error" in answer:
            raise UnderlayError(f"the underlay process refused: {answer['error']}")
        return answer


def _make_tap(port: Port, ports: Sequence[Port], *, offload: bool) -> None:
    vnet = "vnet_hdr" if offload else ""
    netns.ip(
        port.netns,
        f"tuntap add dev {WAN_DEVICE} mode tap {vnet}",
        f"link set {WAN_DEVICE} txqueuelen {TAP_QUEUE_FRAMES}",
        *address_commands(port, ports),
    )
