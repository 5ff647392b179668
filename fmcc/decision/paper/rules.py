"""003: how many OpenFlow rules a migrated address needs, with one controller and with several."""

from typing import Final

from fmcc.decision.paper.figure import Cell, Figure, Series

ALPHA: Final = 3
"""Rules per migration at the home switch."""
BETA: Final = 6
"""Rules per migration at the foreign switch."""
GAMMA: Final = 3
"""Rules per migration at a correspondent switch."""
MAX_NODES: Final = 100
"""As far as Fig. 5 and 6 are drawn here."""

_LAYOUT: Final = "n nodes talk to the migrated one at home, n abroad, and one in each of n correspondent networks"


def central_rules(home: int, foreign: int, correspondents: tuple[int, ...], switches: int = 1) -> int:
    """R of equation (5) for one migration: `switches` home switches, nodes at home, abroad, per correspondent."""
    own = (ALPHA + home) + (BETA + foreign) + sum(GAMMA + nodes for nodes in correspondents)
    return 2 * switches + own


def home_rules(home: int) -> int:
    """Rules at the home controller of the distributed architecture."""
    return ALPHA + home


def foreign_rules(foreign: int, networks: int, delta: int) -> int:
    """Rules at the foreign controller, equation (6); the paper does not give δ."""
    return delta + foreign + networks


def rules_of_003_fig5() -> Figure:
    """Rules at a central controller and at the foreign controller."""
    rows: list[tuple[Cell, ...]] = [
        (n, central_rules(n, n, (1,) * n), foreign_rules(n, n, 0), home_rules(n), GAMMA + 1)
        for n in range(MAX_NODES + 1)
    ]
    return Figure(
        "003-fig5",
        "Rules for one migration: central and foreign controller",
        ("nodes", "central", "foreign_without_delta", "home", "each_correspondent"),
        rows,
        printed=("both grow linearly; the central controller holds more than the most loaded distributed one",),
        assumed=(
            "not determined by the paper: δ (0 here: only the slope of the foreign curve counts)",
            f"not determined by the paper: how nodes are spread over networks; here {_LAYOUT}",
        ),
        series=(
            Series("nodes", "central", "central controller"),
            Series("nodes", "foreign_without_delta", "foreign controller, less δ"),
        ),
        x_label="nodes talking to the migrated one, per kind of network",
        y_label="rules",
    )


def rules_of_003_fig6() -> Figure:
    """Messages over long distances, one per rule."""
    rows: list[tuple[Cell, ...]] = [(n, home_rules(n) + n * (GAMMA + 1), 1 + n) for n in range(MAX_NODES + 1)]
    return Figure(
        "003-fig6",
        "Long-distance messages for one migration",
        ("nodes", "central", "foreign"),
        rows,
        printed=("grows linearly with the nodes at home and abroad and with the correspondent networks",),
        assumed=(
            "not determined by the paper: the messages per rule; here one message per rule",
            "the central controller stands at the foreign switch; a foreign one tells home and each network once",
            _LAYOUT,
        ),
        series=(Series("nodes", "central", "central controller"), Series("nodes", "foreign", "foreign controller")),
        x_label="nodes talking to the migrated one, per kind of network",
        y_label="messages",
    )
