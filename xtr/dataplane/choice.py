"""Which data plane: what the configuration asks for, or the fastest that this machine allows."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Literal

import structlog

from lisp.engine import Event
from lisp.wire import Address
from xtr.dataplane.base import Instance
from xtr.dataplane.ebpf.plane import EbpfPlane, remove_leftovers
from xtr.dataplane.tun import TunPlane

Kind = Literal["auto", "ebpf", "userspace"]
_log: Final = structlog.get_logger("lisp-xtr")


async def started(
    kind: Kind,
    *,
    instances: Sequence[Instance],
    mtu: int,
    rlocs: tuple[Address, ...],
    report: Callable[[Event], None],
    check_source: bool = False,
    pins: Path | None = None,
) -> TunPlane:
    """A data plane that runs. `auto` loads and attaches the programs, and does without when that fails.

    What of the eBPF one shall outlive us is pinned below `pins`.
    Raises OSError with what is missing for the one that was asked for.
    """
    plane: TunPlane
    if kind != "userspace":
        plane = EbpfPlane(
            instances=instances, mtu=mtu, rlocs=rlocs, report=report, check_source=check_source, pins=pins
        )
        try:
            await plane.start()
            return plane
        except OSError as error:
            if kind == "ebpf":
                raise
            _log.warning("no-ebpf-data-plane", instead="userspace", error=str(error))
    await remove_leftovers(instances, pins, rlocs)
    plane = TunPlane(instances=instances, mtu=mtu, rlocs=rlocs, report=report, check_source=check_source)
    await plane.start()
    return plane
