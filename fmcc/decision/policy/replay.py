"""Replays a trace through a policy and adds up what it cost."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from fmcc.decision.policy.base import Policy, World
from fmcc.decision.policy.trace import InvalidTraceError, Trace

SERVICE_BYTES: Final = 125_000_000
"""What one migration moves, unless told otherwise: 1 Gb, as in the journal paper."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a policy made of a trace.

    `cost_ms` is the mean per epoch of the excess RTT over the best DC's plus the price of the migrations; the
    excess is what a policy can do something about.
    """

    policy: str
    epochs: int
    mean_rtt_ms: float
    p95_rtt_ms: float
    mean_excess_ms: float
    migrations: int
    bytes_moved: int
    cost_ms: float


def replay(name: str, policy: Policy, trace: Trace, world: World, service_bytes: int = SERVICE_BYTES) -> Outcome:
    """Give every user a service at the DC best for their first anchor, and let the policy move it.

    Raises `InvalidTraceError` when the trace names an anchor the world does not.
    """
    numbers = {anchor: i for i, anchor in enumerate(world.anchors)}
    users: dict[str, int] = {}
    before: dict[int, int] = {}
    serving: dict[int, int] = {}
    rtts, excess = np.empty(len(trace)), np.empty(len(trace))
    least = world.rtts_ms.min(axis=1)
    migrations = 0
    for i, (name_of_user, name_of_anchor) in enumerate(zip(trace.users, trace.anchors, strict=True)):
        anchor = numbers.get(name_of_anchor)
        if anchor is None:
            raise InvalidTraceError(f"no latency is known from anchor {name_of_anchor!r}")
        user = users.setdefault(name_of_user, len(users))
        if user not in serving:
            serving[user], before[user] = world.best(anchor), anchor
        chosen = policy.choose(user, before[user], anchor, serving[user])
        migrations += chosen != serving[user]
        serving[user], before[user] = chosen, anchor
        rtts[i] = world.rtts_ms[anchor, chosen]
        excess[i] = rtts[i] - least[anchor]
    cost = float(excess.mean()) + world.migration_cost_ms * migrations / len(trace)
    return Outcome(
        name,
        len(trace),
        float(rtts.mean()),
        float(np.percentile(rtts, 95)),
        float(excess.mean()),
        migrations,
        migrations * service_bytes,
        cost,
    )
