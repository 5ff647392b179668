"""The configuration of every daemon of a lab, as files an operator could have written, and fresh keys.

Users' subnets are one LISP site and data centres another: within a site any tunnel router may register a host
of any of its prefixes, which is what mobility is.
"""

import secrets
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

from deploy.lab.pki import Authority
from deploy.lab.topology import Topology

BANDWIDTH_MIB_S: Final = 40  # of a migration, as in the measurements behind the demo

PKI: Final = "pki"  # with tls: the hosts' certificates by name, and the controllers' own

PINS: Final = "bpf"  # where tunnel routers pin what goes on while they restart

_GROUP: Final = {"subnet": "users", "dc": "services"}


def write_configs(topology: Topology, directory: Path) -> None:
    """Write keys to `directory`/keys and each node's configuration to `directory`/<node>."""
    _write_keys(topology, directory / "keys")
    for name, node in topology.nodes.items():
        home = directory / name
        home.mkdir(parents=True, exist_ok=True)
        match node.kind:
            case "mapserver":
                (home / "lisp-mapserver.toml").write_text(map_server(topology, name))
            case "controller":
                (home / "fmcc.toml").write_text(controller(topology, name, directory / PKI / name))
            case _:
                (home / "lisp-xtr.toml").write_text(xtr(topology, name, directory / PKI / f"{name}-client"))


def write_certificates(topology: Topology, directory: Path) -> None:
    """With tls: certificates for all hypervisors, and for those who connect to them, below `directory`/pki."""
    if not topology.tls:
        return
    authority = Authority()
    for name, node in topology.nodes.items():
        if node.kind == "dc":
            authority.equip_host(directory / PKI / name, name, node.rloc)
            authority.equip_client(directory / PKI / f"{name}-client", name, node.rloc)
        elif node.kind == "controller":
            authority.equip_client(directory / PKI / name, name, node.rloc)


def _hypervisor(topology: Topology, dc: str, pki: Path) -> str:
    """How a daemon whose certificate is in `pki` reaches the hypervisor of a data centre."""
    rloc = topology.nodes[dc].rloc
    return f"qemu+tls://{rloc}/system?pkipath={pki}" if topology.tls else f"qemu+tcp://{rloc}/system"


def _write_keys(topology: Topology, directory: Path) -> None:
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    pairs = {_pair(a, b) for a in topology.sites for b in topology.sites if a != b}
    for name in (
        "users",
        "services",
        "publication",
        *(f"control-{dc}" for dc in topology.data_centres),
        *pairs,
    ):
        path = directory / f"{name}.key"
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))


def _pair(a: str, b: str) -> str:
    """The name of the key that two tunnel routers share."""
    return "-".join(("pair", *sorted((a, b))))


def _key(name: str) -> str:
    """A key table, relative to a node's directory."""
    return f'[{{ id = 1, file = "../keys/{name}.key" }}]'


def _quoted(values: Iterable[object]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


def xtr_id(name: str) -> str:
    """A node's xTR-ID: the same on every run."""
    return sha256(name.encode()).hexdigest()[:32]


def eid_space(topology: Topology) -> list[str]:
    """The prefixes that are reached through tunnels: those of all sites."""
    return [topology.eid(site.eid_prefix) for site in topology.sites.values()]


def _spaces(topology: Topology) -> list[str]:
    """What a tunnel router serves: a tenant's instance is not its only one, nor the first, as where it has several."""
    first = [str(site.eid_prefix) for site in topology.sites.values()] if topology.instance_id else []
    return [*first, *eid_space(topology)]


def map_server(topology: Topology, name: str) -> str:
    """The map server's file."""
    lines = [
        f'listen = ["{topology.nodes[name].rloc}"]',
        'control = "control.sock"',
        'store = "registrations.sqlite"',
        "",
        # Experiments move a host more often in a minute than damping lets pass: its controller would hear of it late.
        "[damping]",
        "suppress_at = 1000",
    ]
    for kind, group in _GROUP.items():
        prefixes = [topology.eid(site.eid_prefix) for site in topology.sites.values() if site.kind == kind]
        if prefixes:
            lines += [
                "",
                "[[site]]",
                f'name = "{group}"',
                f"keys = {_key(group)}",
                f"prefixes = {_quoted(prefixes)}",
            ]
    for follower in topology.of_kind("controller"):
        lines += [
            "",
            "[[subscriber]]",
            f'name = "{follower}"',
            f'xtr_id = "{xtr_id(follower)}"',
            f"keys = {_key('publication')}",
            f"prefixes = {_quoted(eid_space(topology))}",
            f'rlocs = ["{topology.nodes[follower].rloc}"]',
        ]
    return "\n".join(lines) + "\n"


def xtr(topology: Topology, name: str, pki: Path) -> str:
    """A tunnel router's file: its home prefix, and the hosts of its group's prefixes that may appear here."""
    site = topology.sites[name]
    (server,) = topology.of_kind("mapserver")
    lines = [
        f'name = "{name}"',
        f'rlocs = ["{site.rloc}"]',
        f'xtr_id = "{xtr_id(name)}"',
        f'map_server = "{topology.nodes[server].rloc}"',
        f"keys = {_key(_GROUP[site.kind])}",
        'control = "control.sock"',
        'state = "state.json"',
        f"eid_space = {_quoted(_spaces(topology))}",
        "",
        "[[eid]]",
        f'prefix = "{topology.eid(site.eid_prefix)}"',
        f'interface = "{site.bridge}"',
    ]
    group = {other: node for other, node in topology.sites.items() if node.kind == site.kind}
    peers = [node.rloc for other, node in group.items() if other != name]
    for member in group.values():
        lines += [
            "",
            "[[dynamic_eid]]",
            f'prefix = "{topology.eid(member.eid_prefix)}"',
            f'interface = "{site.bridge}"',
            # A VM's place is the controller's word; a user's is what the router sees.
            f"detect = {'true' if site.kind == 'subnet' else 'false'}",
            f"peers = {_quoted(peers)}",
        ]
    for other, node in topology.sites.items():
        if other != name:
            lines += ["", "[[peer]]", f'rloc = "{node.rloc}"', f"keys = {_key(_pair(name, other))}"]
    if site.kind == "dc":
        lines += ["", "[controller]", f"keys = {_key(f'control-{name}')}"]
        lines += ["", "[hypervisor]", f'uri = "{_hypervisor(topology, name, pki)}"']
    lines += ["", "[dataplane]", f'pins = "../{PINS}"']
    return "\n".join(lines) + "\n"


def controller(topology: Topology, name: str, pki: Path) -> str:
    """A controller's file: every guest is a service that follows the first user. Several share one journal."""
    (server,) = topology.of_kind("mapserver")
    shared = len(topology.of_kind("controller")) > 1
    lines = [
        f'rloc = "{topology.nodes[name].rloc}"',
        f'xtr_id = "{xtr_id(name)}"',
        f'map_server = "{topology.nodes[server].rloc}"',
        f"keys = {_key('publication')}",
        'control = "control.sock"',
        f'journal = "{"../" if shared else ""}journal.sqlite"',
        'handover = "anticipated"',
        f"user_prefixes = {_quoted([topology.eid(subnet.eid_prefix) for subnet in topology.subnets.values()])}",
        "",
        "[migration]",
        # A cap keeps the last round of the copy short, and so the blackout.
        f"bandwidth_mib_s = {BANDWIDTH_MIB_S}",
        f"tls = {str(topology.tls).lower()}",  # without: the namespaces are the only network there is
        *(['storage = "copied"'] if any(guest.disk_mib for guest in topology.guests.values()) else []),
    ]
    if shared:
        lines += ["", "[leases]", f'name = "{name}"']
    for dc, centre in topology.data_centres.items():
        lines += [
            "",
            "[[dc]]",
            f'name = "{dc}"',
            f'prefix = "{topology.eid(centre.eid_prefix)}"',
            f'hypervisor = "{_hypervisor(topology, dc, pki)}"',
            f"keys = {_key(f'control-{dc}')}",
        ]
    users = list(topology.users.values())
    for guest, entry in topology.guests.items() if users else ():
        lines += [
            "",
            "[[service]]",
            f'name = "{guest}"',
            f'domain = "{guest}"',
            f'eid = "{topology.eid(entry.address.ip)}"',
            f'dc = "{entry.at}"',
            f'user = "{topology.eid(users[0].address.ip)}"',
            'class = "auto"',
            f"memory_mib = {entry.memory_mib}",
            f"dirty_mib_s = {entry.dirty_mib_s}",
            f"disk_mib = {entry.disk_mib}",
        ]
    for subnet, node in topology.subnets.items():
        for dc in topology.data_centres:
            rtt_ms = topology.distance(subnet, dc).rtt_ms
            lines += ["", "[[latency]]", f'anchor = "{node.rloc}"', f'dc = "{dc}"', f"rtt_ms = {rtt_ms}"]
    for site, router in topology.sites.items():
        lines += ["", "[[xtr]]", f'rloc = "{router.rloc}"', f'ask = "unix:../{site}/control.sock"']
    return "\n".join(lines) + "\n"
