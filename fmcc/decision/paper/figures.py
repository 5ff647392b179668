"""Every table and figure that a paper's own text determines, by name.

000 is the journal paper (Taleb, Ksentini, Frangoudis), 001 its LISP implementation, 002 the OpenFlow
implementation, 003 the scalability of the controller. Figures that were measured (000 Fig. 15 and 16, 002 Fig. 5,
001 Fig. 5 and 6) appear as the values the text states; the lab measures them anew.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from fmcc.decision.chain import Chain, chain, printed_migration_rate
from fmcc.decision.fig14 import CONTRADICTIONS, DISTANCES, PROBABILITIES, TAUS, compare, computed, published
from fmcc.decision.paper.figure import Cell, Figure, Series
from fmcc.decision.paper.plane import corners_and_edges
from fmcc.decision.paper.rules import rules_of_003_fig5, rules_of_003_fig6
from fmcc.decision.paper.testbed import fig15, fig16, latency_of_002_fig5, table_of_001
from fmcc.decision.transfer import MSS_BYTES, WINDOW_SEGMENTS, disruption_s, transfer_s

MAX_K: Final = 7
"""The figures of section 7.1 stop where "the FMC concept is not used"."""

SERVICE_BITS: Final = 1e9
"""Section 7.1: the service to migrate is 1 Gb."""

SHARES: Final = (1.0, 0.5, 0.1)
"""Section 7.1: all, 50 % and 10 % of the service are migrated."""

RTT_S: Final = 0.01
"""Section 7.1: data centres i hops apart are 0.01 i² seconds apart."""

LINK_BIT_S: Final = 100e6
"""The testbed's link between data centres (section 7.3.2)."""

MODELS: Final = ("paper", "paper-exact", "default")

_INNER_LIMIT: Final = "the inner limit of (7) and (8), ⌈(k-2)/2⌉ for every ring, should be ⌈(i-1)/2⌉ for ring i"


def _chains() -> list[Chain]:
    return [chain(k) for k in range(1, MAX_K + 1)]


def fig10a() -> Figure:
    """Probability of being served by the optimal data centre."""
    return Figure(
        "000-fig10a",
        "Probability to be connected to the optimal DC",
        ("k", "pi0", "states"),
        [(c.k, c.pi0, c.states) for c in _chains()],
        printed=("a decreasing function of k",),
        series=(Series("k", "pi0", "π0"),),
        x_label="k (hops at which the service migrates)",
        y_label="π0",
    )


def fig10b() -> Figure:
    """Average distance from the serving data centre."""
    return Figure(
        "000-fig10b",
        "Average distance from the optimal DC",
        ("k", "mean_distance"),
        [(c.k, c.mean_distance) for c in _chains()],
        printed=("an increasing function of k", "exceeds two hops when k is higher than 6"),
        slips=("the average distance passes two hops at k = 5 already, and three at k = 7", _INNER_LIMIT),
        series=(Series("k", "mean_distance", "E[Dist]"),),
        x_label="k (hops at which the service migrates)",
        y_label="hops",
    )


def fig11() -> Figure:
    """Average latency."""
    return Figure(
        "000-fig11",
        "Average latency of the user's connection, 0.02 i² s",
        ("k", "mean_delay_s"),
        [(c.k, c.mean_delay_s) for c in _chains()],
        printed=("between k = 2 and k = 7 a significant difference of about 200 ms",),
        slips=(_INNER_LIMIT,),
        series=(Series("k", "mean_delay_s", "E[D]"),),
        x_label="k (hops at which the service migrates)",
        y_label="s",
    )


def fig12() -> Figure:
    """Cost of migration."""
    rows: list[tuple[Cell, ...]] = []
    for c in _chains():
        costs = [c.migrations_per_move * share * SERVICE_BITS for share in SHARES]
        rows.append((c.k, c.migrations_per_move, *costs, printed_migration_rate(c)))
    return Figure(
        "000-fig12",
        "Cost of service migration per change of cell",
        ("k", "migrations_per_move", "all_bits", "half_bits", "tenth_bits", "rate_as_printed"),
        rows,
        printed=("a decreasing function of k", "highest when all of the service migrates"),
        slips=("(10) as printed gives a rate of 1/2 at k = 1, where every move migrates: the rate is 1",),
        assumed=("μ = 1; the signalling messages 3·SIG of (9), of a size not given, are left out beside 1 Gb",),
        series=(
            Series("k", "all_bits", "all of the service"),
            Series("k", "half_bits", "50 %"),
            Series("k", "tenth_bits", "10 %"),
        ),
        x_label="k (hops at which the service migrates)",
        y_label="bits per change of cell",
        log_y=True,
    )


def fig13() -> Figure:
    """Service disruption time."""
    rows: list[tuple[Cell, ...]] = []
    for k in range(1, MAX_K + 1):
        rtt = RTT_S * k * k
        printed = [disruption_s(share * SERVICE_BITS, rtt) for share in SHARES]
        consistent = [transfer_s(share * SERVICE_BITS, rtt, LINK_BIT_S) for share in SHARES]
        rows.append((k, rtt, *printed, *consistent))
    names = ("all_s", "half_s", "tenth_s", "transfer_all_s", "transfer_half_s", "transfer_tenth_s")
    labels = ("all, (11)", "50 %, (11)", "10 %, (11)", "all, slow start", "50 %, slow start", "10 %, slow start")
    return Figure(
        "000-fig13",
        "Service disruption time, RTT 0.01 k² s",
        ("k", "rtt_s", *names),
        rows,
        printed=("an increasing function of k", "highest when all of the service migrates"),
        slips=(
            "f(p, RTT) holds a factor N already, so that f·N grows with the square of the size when packets are lost",
            "(11) leaves its fitted range: on long paths it is faster than one window per round trip",
        ),
        assumed=(
            f"segments of {MSS_BYTES} bytes and a window of {WINDOW_SEGMENTS} of them (64 KiB): the paper gives none",
            "the RTT is that of the k hops at which the migration is triggered",
            f"slow start: the default transfer model at {LINK_BIT_S / 1e6:g} Mbit/s",
        ),
        series=tuple(Series("k", name, label) for name, label in zip(names, labels, strict=True)),
        x_label="k (hops at which the service migrates)",
        y_label="s",
        log_y=True,
    )


def fig14(name: str) -> Figure:
    """The policies of one model beside the published ones. Raises `InvalidModelError`."""
    comparison = compare(name)
    rows: list[tuple[Cell, ...]] = []
    grids: list[tuple[str, tuple[tuple[str, ...], ...]]] = []
    for tau in TAUS:
        theirs, ours = published(tau), computed(name, tau)
        letters = []
        for i, p in enumerate(PROBABILITIES):
            pairs = [("M" if ours[i, j] else "C", "M" if theirs[i, j] else "C") for j in range(len(DISTANCES))]
            rows += [(tau, p, d, ours_is, was) for d, (ours_is, was) in zip(DISTANCES, pairs, strict=True)]
            letters.append(tuple(a if a == b else f"{a}≠{b}" for a, b in pairs))
        grids.append((f"τ = {tau}", tuple(letters)))
    return Figure(
        f"000-fig14-{name}",
        f"Optimal policies, model {name}: {comparison.matched} of {comparison.cells} cells as published",
        ("tau", "p", "distance", "computed", "published"),
        rows,
        printed=("a threshold that falls with p; fewer migrations when τ is high",),
        slips=(
            *CONTRADICTIONS,
            "the printed transitions give a1 what is a2's",
            "Q(s) = Q(0) - K lacks s",
        ),
        assumed=("γ, α, Q(0) and the cost are not given: see fmcc.decision.models and fmcc.decision.fig14",),
        grids=tuple(grids),
        grid_rows=tuple(f"{p:g}" for p in PROBABILITIES),
        grid_note="computed≠published",
        x_label="distance d",
        y_label="p",
    )


FIGURES: Final[dict[str, Callable[[], Figure]]] = {
    "000-fig5-2d": corners_and_edges,
    "000-fig10a": fig10a,
    "000-fig10b": fig10b,
    "000-fig11": fig11,
    "000-fig12": fig12,
    "000-fig13": fig13,
    **{f"000-fig14-{name}": partial(fig14, name) for name in MODELS},
    "000-fig15": fig15,
    "000-fig16": fig16,
    "001-table1": table_of_001,
    "002-fig5": latency_of_002_fig5,
    "003-fig5": rules_of_003_fig5,
    "003-fig6": rules_of_003_fig6,
}
"""Every figure by its name; 001 Fig. 5 and 6 are 000 Fig. 15 and 16."""


def all_figures() -> list[Figure]:
    """Compute them all."""
    return [make() for make in FIGURES.values()]
