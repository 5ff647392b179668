"""What experiments ask of a lab: a guest which machine it is, the map server where it leads, the controller to wait."""

import socket
from typing import Final

from deploy.lab import netns
from deploy.lab.domain import SERVICE_PORT
from deploy.lab.lab import Lab, LabError
from lisp.wire import Prefix

ANSWER_S: Final = 0.5


def ask_guest(lab: Lab, user: str, eid: str, tries: int = 40) -> tuple[str, str] | None:
    """A guest's boot id and what it says of its memory, asked by a user; None when it never answers."""

    def exchange() -> bytes | None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.settimeout(ANSWER_S)
            udp.sendto(b"?", (bare_address(eid), SERVICE_PORT))
            try:
                return udp.recv(512)
            except OSError:
                return None

    for _ in range(tries):
        answer = netns.call_inside(lab.topology.netns(user), exchange)
        if answer is not None:
            boot_id, _, memory, *_ = answer.decode().split()
            return boot_id, memory
    return None


def map_answer(lab: Lab, map_server: str, eid: str) -> list[str]:
    """The DCs that the map server's longest match for an EID names."""
    places = {str(node.rloc): name for name, node in lab.topology.data_centres.items()}
    wanted = Prefix.parse(eid)
    entries = [entry for entry in lab.ask(map_server, "map") if Prefix.parse(entry["eid"]).covers(wanted)]
    if not entries:
        return []
    best = max(entries, key=lambda entry: int(entry["eid"].rpartition("/")[2]))
    return sorted(places.get(entry["rloc"], entry["rloc"]) for entry in best["rlocs"])


def bare_address(eid: str) -> str:
    """What programs of a tenant send to: an EID without its instance id."""
    return str(Prefix.parse(eid).address)


def pin_services(lab: Lab, controller: str) -> None:
    """The model shall move nothing: only what an experiment asks for."""
    path = lab.directory / controller / "fmcc.toml"
    path.write_text(path.read_text().replace('class = "auto"', 'class = "pinned"'))
    lab.kill_daemon(controller)
    lab.revive_daemons()
    wait_until_settled(lab, controller)


def wait_until_settled(lab: Lab, controller: str) -> None:
    """Wait until the controller reaches every hypervisor, and map and hypervisors agree on every service."""

    def settled() -> bool:
        try:
            hypervisors = lab.ask(controller, "status")["hypervisors"]
            services = lab.ask(controller, "services")
        except LabError:
            return False
        are_up = all(state == "up" for state in hypervisors.values())
        return are_up and all(service["dc"] is not None and service["dc"] == service["seen_at"] for service in services)

    lab.wait_for("the controller knows where the VMs are", settled)
