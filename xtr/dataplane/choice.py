"""Which data plane: what the configuration asks for, or the fastest that this machine allows."""

from collections.abc import Callable
from typing import Final, Literal

import structlog

from lisp.engine import Event
from lisp.wire import Address
from xtr.dataplane.ebpf.plane import EbpfPlane
from xtr.dataplane.tun import TunPlane

Kind = Literal["auto", "ebpf", "userspace"]
_log: Final = structlog.get_logger("lisp-xtr")


async def started(
    kind: Kind,
    *,
    device: str,
    mtu: int,
    rlocs: tuple[Address, ...],
    iid: int,
    report: Callable[[Event], None],
) -> TunPlane:
    """A data plane that runs. `auto` loads and attaches the programs, and does without when that fails.

    Raises OSError with what is missing for the one that was asked for.
    """
    plane: TunPlane
    if kind != "userspace":
        plane = EbpfPlane(device=device, mtu=mtu, rlocs=rlocs, iid=iid, report=report)
        try:
            await plane.start()
            return plane
        except OSError as error:
            if kind == "ebpf":
                raise
            _log.warning("no-ebpf-data-plane", instead="userspace", error=str(error))
    plane = TunPlane(device=device, mtu=mtu, rlocs=rlocs, iid=iid, report=report)
    await plane.start()
    return plane
