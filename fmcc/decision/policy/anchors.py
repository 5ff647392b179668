"""The default policy of `fmc policy`: the planner that the controller runs, driven by a trace."""

from fmcc.decision.judge import Situation, learn
from fmcc.decision.learning import MoveBelief
from fmcc.decision.placement import PlacementParameters
from fmcc.decision.planner import Planner
from fmcc.decision.policy.base import World


class AnchorMdp:
    """Learns where users go from where they came from, plans, and looks decisions up."""

    def __init__(self, world: World) -> None:
        self.planner = Planner()
        self._world = world
        self._dcs = {name: number for number, name in enumerate(world.dcs)}
        self._rtts = {i: dict(zip(world.dcs, row, strict=True)) for i, row in enumerate(world.rtts_ms.tolist())}
        self._beliefs: dict[int, MoveBelief] = {}
        self._parameters = PlacementParameters(
            migration_cost_ms=world.migration_cost_ms, rtt_per_hop_ms=world.rtt_per_hop_ms
        )

    def choose(self, user: int, before: int, anchor: int, dc: int) -> int:
        """Where the service is to run; see `Policy`."""
        planner, name = self.planner, self._world.dcs[dc]
        if planner.mobility.state(user) is None and before != anchor:
            planner.observe(user, before)
        planner.observe(user, anchor)
        if planner.is_due:
            self.plan()
        belief = self._beliefs.get(user)
        if belief is None:
            belief = self._beliefs[user] = MoveBelief()
        rtts = self._rtts[anchor]
        learn(belief, self._rtts[before], rtts, name, self._parameters)
        return self._dcs[planner.decide(user, Situation(rtts, name, belief), self._parameters).target_dc]

    def plan(self) -> None:
        """Plan for what has been counted so far."""
        self.planner.adopt(self.planner.task(self._rtts).solve())
