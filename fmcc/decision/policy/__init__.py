"""Policies that choose where a service runs, behind one interface, and the traces to compare them on."""

from fmcc.decision.policy.anchors import AnchorMdp
from fmcc.decision.policy.base import Policy, World
from fmcc.decision.policy.baselines import POLICIES, policies
from fmcc.decision.policy.replay import Outcome, replay
from fmcc.decision.policy.trace import InvalidTraceError, Trace, format_trace, parse_latencies, parse_trace

__all__ = [
    "POLICIES",
    "AnchorMdp",
    "InvalidTraceError",
    "Outcome",
    "Policy",
    "Trace",
    "World",
    "format_trace",
    "parse_latencies",
    "parse_trace",
    "policies",
    "replay",
]
