"""The nouns of the controller: data centres, services, what a migration may cost.

Nothing here knows how a user is located, how traffic is re-routed or which hypervisor runs the guests.
"""

from dataclasses import dataclass
from enum import StrEnum

from lisp.wire import Prefix


class ServiceClass(StrEnum):
    """Who decides whether a service follows its user."""

    AUTO = "auto"  # the model
    ASK = "ask"  # the model proposes, a person approves
    PINNED = "pinned"  # nobody: it stays where it is, short of a migration by hand
    ALWAYS = "always"  # nothing to decide: it goes wherever the latency is least


@dataclass(frozen=True, slots=True)
class ServiceSpec:
    """A service as the operator describes it: one VM that follows one user.

    `address` and `user` are host prefixes: what the VM and the user are called, wherever they are. `home` is
    the DC where it was started; where it is now, the hypervisors know.
    `migration_cost_ms` is the fixed price of one move, in milliseconds of RTT for one epoch; `remaining_epochs` how
    many moves of the user a session lasts on average (None: it does not end). The sizes of the VM are believed until
    its first migration has measured them: its memory (None: not known), what it writes to it per second, and the
    storage that moves along (0: shared, or left behind).
    """

    name: str
    domain: str
    address: Prefix
    user: Prefix
    home: str
    kind: ServiceClass
    migration_cost_ms: float
    remaining_epochs: float | None = None
    memory_mib: float | None = None
    dirty_mib_s: float = 0.0
    disk_mib: float = 0.0

    def __post_init__(self) -> None:
        assert self.address.is_host
        assert self.user.is_host


@dataclass(frozen=True, slots=True)
class GroupSpec:
    """Services that belong together, in the order in which they move.

    `together`: where the model moves one, all follow. `undo`: where one cannot be moved, those moved are led back.
    """

    name: str
    services: tuple[str, ...]
    together: bool = True
    undo: bool = True


# RTT in ms from each anchor (where a user is attached, as the continuity names it) to each DC.
Latencies = dict[str, dict[str, float]]
