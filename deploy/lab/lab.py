"""The lab: a topology file becomes namespaces, an underlay, daemons, hypervisors and guests; and is gone again.

Everything of a lab that runs is found from its directory, so a lab that was killed at any point can be taken
down by anyone who comes later. There is one lab at a time.
"""

import contextlib
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, Final, Literal
from uuid import NAMESPACE_URL, uuid5

from deploy.lab import bpffs, netns
from deploy.lab.configs import PINS, PKI, write_certificates, write_configs
from deploy.lab.domain import GuestSpec, Machine, domain_xml
from deploy.lab.guest.build import GuestBuildError, build_guest
from deploy.lab.lan import Lan, UserDevice, add_lan, add_user, announce_user, make_router, move_user
from deploy.lab.libvirtd import LibvirtHost, LibvirtHostError
from deploy.lab.netns import NetnsError
from deploy.lab.processes import ProcessError, Processes
from deploy.lab.topology import NAMESPACE_PREFIX, Topology, load_topology
from deploy.lab.underlay import Underlay, UnderlayError, choose_backend, open_underlay
from lisp.runtime.config import ConfigError
from lisp.runtime.control import ControlError, ask

DIRECTORY: Final = Path("/run/fmc-lab")
READY_TIMEOUT_S: Final = 30.0
GUEST_TIMEOUT_S: Final = 120.0
POLL_S: Final = 0.05

Say = Callable[[str], None]
Kind = Literal["mapserver", "subnet", "dc", "controller"]

# Daemon and module by kind of node; in the order in which they are started.
_DAEMONS: Final[dict[Kind, tuple[str, str]]] = {
    "mapserver": ("lisp-mapserver", "mapserver.daemon"),
    "subnet": ("lisp-xtr", "xtr.daemon"),
    "dc": ("lisp-xtr", "xtr.daemon"),
    "controller": ("fmcc", "fmcc.daemon"),
}


class LabError(Exception):
    """The lab cannot do what was asked; the text says why."""


@dataclass(frozen=True)
class Lab:
    """A lab that is up, or the remains of one: a topology and the directory with what runs."""

    topology: Topology
    directory: Path = DIRECTORY

    @classmethod
    def open(cls, directory: Path = DIRECTORY) -> "Lab":
        """The lab that is up. Raises LabError when none is."""
        path = directory / "topology.toml"
        if not path.exists():
            raise LabError("no lab is up; bring one up with: fmc lab up")
        try:
            return cls(load_topology(path), directory)
        except ConfigError as error:
            raise LabError(str(error)) from None

    @property
    def processes(self) -> Processes:
        """The daemons."""
        return Processes(self.directory / "processes")

    @property
    def underlay(self) -> Underlay:
        """The wide-area network."""
        return open_underlay(self.directory / "underlay")

    def control(self, node: str) -> Path:
        """The control socket of a node's daemon."""
        return self.directory / node / "control.sock"

    def ask(self, node: str, show: str, **arguments: object) -> Any:
        """Ask a node's daemon. Raises LabError."""
        try:
            return ask(self.control(node), show, **arguments)
        except ControlError as error:
            hint = self.processes.exit_hint(self._process(node)) if not self.is_alive(node) else ""
            raise LabError(f"{node}: {error}" + (f"\n{hint}" if hint else "")) from None

    def is_alive(self, node: str) -> bool:
        """Whether a node's daemon runs."""
        return self.processes.alive(self._process(node))

    def host(self, dc: str, emulator: Path | None = None) -> LibvirtHost:
        """The hypervisor of a data centre."""
        centres = self.topology.data_centres
        addresses = {name: node.rloc for name, node in centres.items()}
        arguments = {} if emulator is None else {"emulator": emulator}
        namespace, state = self.topology.netns(dc), self.directory / dc / "libvirt"
        pki = self.directory / PKI / dc if self.topology.tls else None
        return LibvirtHost(dc, namespace, centres[dc].rloc, state, addresses, pki=pki, **arguments)

    def user_at(self, user: str) -> str:
        """The subnet where a user is now."""
        positions: dict[str, str] = json.loads(self._positions.read_text())
        return positions[user]

    def move_user(self, user: str, to: str) -> float:
        """Re-home a user's cable to another subnet; returns the monotonic time at which it was plugged in."""
        with _explained():
            move_user(self._device(user), self._lan(self.user_at(user)), self._lan(to))
        plugged_at = time.monotonic()
        self._positions.write_text(json.dumps(json.loads(self._positions.read_text()) | {user: to}))
        return plugged_at

    def wait_for(self, what: str, condition: Callable[[], bool], timeout_s: float = READY_TIMEOUT_S) -> None:
        """Poll until a condition holds. Raises LabError naming `what` when it does not in time."""
        deadline = time.monotonic() + timeout_s
        while not condition():
            if time.monotonic() > deadline:
                raise LabError(f"{what}: not after {timeout_s:.0f} s")
            time.sleep(POLL_S)

    @property
    def _positions(self) -> Path:
        return self.directory / "users.json"

    def _process(self, node: str) -> str:
        return f"{node}.{_DAEMONS[self.topology.nodes[node].kind][0]}"

    def _lan(self, site: str) -> Lan:
        return Lan(self.topology.netns(site), self.topology.sites[site].bridge)

    def _device(self, user: str) -> UserDevice:
        topology = self.topology
        address, gateway = topology.users[user].address, topology.gateway(user)
        return UserDevice(user, topology.netns(user), address, gateway, topology.mac(user))

    # Bringing up, in the order of these methods.

    def make_networks(self) -> None:
        """Namespaces, the underlay, the LANs and the users on them."""
        topology = self.topology
        names = [*topology.nodes, *topology.users]
        netns.create(*(topology.netns(name) for name in names))
        for site in topology.sites:
            make_router(topology.netns(site))
        choose_backend(self.directory / "underlay").start(topology.ports(), topology.pairs())
        for site in topology.sites:
            add_lan(topology.netns(site), topology.sites[site].bridge, topology.gateways(site))
        for user, entry in topology.users.items():
            add_user(self._device(user), self._lan(entry.at))
        self._positions.write_text(json.dumps({user: entry.at for user, entry in topology.users.items()}))

    def start_daemons(self, *kinds: Kind) -> None:
        """Start the daemons of the nodes of these kinds and wait until they answer."""
        self._start_daemons_of([name for kind in kinds for name in self.topology.of_kind(kind)])

    def restart_daemon(self, node: str) -> None:
        """Stop a node's daemon, and start it with what its configuration says now."""
        self.processes.stop(self._process(node))
        self._start_daemons_of([node])

    def _start_daemons_of(self, nodes: Sequence[str]) -> None:
        for node in nodes:
            self._start(node)
        for node in nodes:
            self.wait_for(f"{node}: its daemon answers", partial(self._answers, node))

    def _start(self, node: str) -> None:
        daemon, module = _DAEMONS[self.topology.nodes[node].kind]
        home = self.directory / node
        argv = [
            sys.executable,
            "-m",
            module,
            "--config",
            str(home / f"{daemon}.toml"),
            "--log-format",
            "json",
        ]
        self.processes.start(self._process(node), argv, log=home / f"{daemon}.log", netns=self.topology.netns(node))

    def kill_daemon(self, node: str) -> None:
        """A node's daemon dies on the spot, as in a crash; `start_daemons` of its kind starts it again."""
        self.processes.kill(self._process(node))

    def revive_daemons(self) -> None:
        """Start again whatever was killed."""
        self._start_daemons_of([node for node in self.topology.nodes if not self.is_alive(node)])

    def _answers(self, node: str) -> bool:
        if not self.is_alive(node):
            raise LabError(f"{node}: its daemon ended\n{self.processes.exit_hint(self._process(node))}")
        try:
            ask(self.control(node), "status")
        except ControlError:
            return False
        return True

    def start_hypervisors(self, machine: Machine) -> None:
        """One libvirtd per data centre, at the same time."""
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda dc: self.host(dc, machine.emulator).start(), self.topology.data_centres))

    def start_guests(self, machine: Machine) -> None:
        """Boot the guests and wait until they serve. A disk has an image wherever its guest may go."""
        disks = {name: guest.disk_mib for name, guest in self.topology.guests.items() if guest.disk_mib}
        for dc in self.topology.data_centres if disks else ():
            self.host(dc).add_disks(disks)
        for name, guest in self.topology.guests.items():
            spec = GuestSpec(
                name=name,
                uuid=uuid5(NAMESPACE_URL, f"follow-me-cloud:{name}"),
                mac=self.topology.mac(name),
                address=guest.address,
                gateway=self.topology.gateway(name),
                bridge=self.topology.data_centres[guest.at].bridge,
                memory_mib=guest.memory_mib,
                dirty_mib=guest.dirty_mib,
                dirty_mib_s=guest.dirty_mib_s,
                has_disk=guest.disk_mib > 0,
            )
            self.host(guest.at).create_guest(domain_xml(spec, machine))
        for name, guest in self.topology.guests.items():
            ready = partial(self._is_ready, self.host(guest.at), name)
            self.wait_for(f"{name}: the guest is ready", ready, GUEST_TIMEOUT_S)

    def _is_ready(self, host: LibvirtHost, guest: str) -> bool:
        return "READY" in host.console(guest)

    def announce_users(self) -> None:
        """Have every user say hello, so that its tunnel router knows it from the start."""
        for user in self.topology.users:
            announce_user(self._device(user))


# What the parts of the lab raise on purpose; each says in its text what is wrong.
_PART_ERRORS: Final = (ConfigError, GuestBuildError, LibvirtHostError, NetnsError, ProcessError, UnderlayError)


@contextmanager
def _explained() -> Iterator[None]:
    """Turn the parts' errors into the lab's own."""
    try:
        yield
    except _PART_ERRORS as error:
        raise LabError(str(error)) from error


def up(path: Path, say: Say, directory: Path = DIRECTORY) -> Lab:
    """Bring a lab up from its topology file; whatever an earlier one left is removed first. Raises LabError."""
    with _explained():
        topology = load_topology(path)
        down(say, directory)
        say("preparing the guest (built once)")
        machine = Machine.probe(build_guest(say))
        directory.mkdir(parents=True)
        shutil.copy(path, directory / "topology.toml")
        bpffs.mount(directory / PINS)
        return _bring_up(Lab(topology, directory), machine, say)


def _bring_up(lab: Lab, machine: Machine, say: Say) -> Lab:
    topology = lab.topology
    say(f"networks: {', '.join(topology.nodes)}, users {', '.join(topology.users) or 'none'}")
    lab.make_networks()
    write_certificates(topology, lab.directory)
    write_configs(topology, lab.directory)
    say(f"hypervisors in {', '.join(topology.data_centres)} ({machine.accelerator}); map server and tunnel routers")
    with ThreadPoolExecutor() as pool:
        hypervisors = pool.submit(lab.start_hypervisors, machine)
        lab.start_daemons("mapserver", "subnet", "dc")
        hypervisors.result()
    say(f"guests: {', '.join(topology.guests) or 'none'}")
    lab.start_guests(machine)
    lab.announce_users()
    say("controller")
    lab.start_daemons("controller")
    return lab


def down(say: Say, directory: Path = DIRECTORY) -> None:
    """Take a lab down, whatever state it is in: processes, guests, namespaces, files. Raises LabError."""
    with _explained():
        if directory.exists():
            say("taking a lab down: daemons, guests, hypervisors")
            _end_processes(directory)
        leftovers = netns.names(NAMESPACE_PREFIX)
        if leftovers:
            say(f"removing namespaces: {', '.join(leftovers)}")
            netns.delete(*leftovers)
        bpffs.unmount(directory / PINS)
    shutil.rmtree(directory, ignore_errors=True)


def _end_processes(directory: Path) -> None:
    """From what is on disk alone: the topology of a half-made lab may not even be there."""
    Processes(directory / "processes").stop_all()
    states = list(directory.glob("*/libvirt"))
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda state: _remains(state).stop(), states))
    # A lab that was killed before it chose an underlay has none.
    with contextlib.suppress(UnderlayError):
        open_underlay(directory / "underlay").stop()


def _remains(state: Path) -> LibvirtHost:
    """A hypervisor to be ended: for that its state directory says everything."""
    name = state.parent.name
    return LibvirtHost(name, NAMESPACE_PREFIX + name, IPv4Address(0), state)


def status() -> dict[str, Any]:
    """What is up. Raises LabError when no lab is, or one of its parts does not answer."""
    with _explained():
        return _status(Lab.open())


def _status(lab: Lab) -> dict[str, Any]:
    topology = lab.topology
    guests = {dc: lab.host(dc).guests() for dc in topology.data_centres}
    nodes = [
        {
            "name": name,
            "kind": node.kind,
            "rloc": str(node.rloc),
            "daemon": "up" if lab.is_alive(name) else "down",
            "guests": ", ".join(guests.get(name, [])),
        }
        for name, node in topology.nodes.items()
    ]
    users = [
        {"name": name, "address": str(user.address), "at": lab.user_at(name)} for name, user in topology.users.items()
    ]
    underlay = lab.underlay
    links = [
        {
            "from": source,
            "to": destination,
            "delay_ms": link.delay_us / 1000,
            "jitter_ms": link.jitter_us / 1000,
            "loss": link.loss,
            "rate_mbit": link.rate_bit_s / 1e6 or None,
        }
        for (source, destination), link in underlay.links().items()
    ]
    return {"latency_backend": underlay.name, "nodes": nodes, "users": users, "links": links}


def command_in(node: str, command: Sequence[str]) -> list[str]:
    """The command line that runs `command` in a node's or a user's namespace. Raises LabError."""
    topology = Lab.open().topology
    names = [*topology.nodes, *topology.users]
    if node not in names:
        raise LabError(f"no node called {node}; there are {', '.join(names)}")
    return netns.command(topology.netns(node), command)
