"""Failpoints: named places where a test may let the world break, just before or after what cannot be undone.

    failpoint("hands.after_migrate")

In production nothing is installed, and a failpoint is one comparison. The registry lists every one, so that a
test loop over it forgets none; a name that is not registered is an error where it stands.
"""

from collections.abc import Callable
from typing import Final

from fmcc.migration import State

_SAGA: Final = {f"saga.before_{state}": f"entering {state}, not yet in the journal" for state in State}
del _SAGA["saga.before_planned"]
_SAGA["saga.before_group_undo"] = "a group is about to be led back"
_JOURNAL: Final = {f"journal.after_{state}": f"{state} is durable, nothing of it has been done" for state in State}
_HANDS: Final = {
    "hands.before_check": "nothing has been asked",
    "hands.after_check": "both sides are ready, the engine does not know",
    "hands.before_migrate": "the copy is about to be ordered",
    "hands.after_migrate": "the call has returned, the engine does not know",
    "hands.before_abort": "the copy is about to be stopped",
    "hands.after_abort": "the copy was stopped",
    "hands.before_locate": "nobody has been asked where the guest is",
    "hands.after_locate": "both have answered, the engine does not know",
    "hands.before_stop": "a guest is about to be powered off",
    "hands.after_stop": "a guest was powered off, the engine does not know",
    "hands.before_start": "a guest is about to be started",
    "hands.after_start": "a guest was started, the engine does not know",
}
_LEASE: Final = {
    "lease.taken": "a lease is ours, nothing that came before is fenced off yet",
    "lease.fenced": "nobody else can write to the journal any more, the engine does not know",
    "hands.before_fence": "the hypervisors do not know of the new epoch",
    "hands.after_fence": "the hypervisors know of it",
}
_GUEST: Final = {
    "guest.suspended": "the guest has stopped at the source, the engine does not know",
    "guest.resumed": "the guest runs at a DC, the engine does not know",
    "guest.stopped": "the guest has left a DC, the engine does not know",
}

# Every failpoint, and what is true there.
FAILPOINTS: Final[dict[str, str]] = {**_SAGA, **_JOURNAL, **_HANDS, **_LEASE, **_GUEST}

_hook: Callable[[str], None] | None = None


def failpoint(name: str) -> None:
    """Here something may break, if a test has so arranged."""
    if _hook is not None:
        assert name in FAILPOINTS, f"failpoint {name} is not registered"
        _hook(name)


def install(hook: Callable[[str], None] | None) -> None:
    """Call `hook` with the name of every failpoint that is passed; None: no more."""
    global _hook
    _hook = hook
