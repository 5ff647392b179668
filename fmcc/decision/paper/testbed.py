"""What the testbeds of the papers measured, as far as the text states it: the reference of the lab's own runs."""

from collections.abc import Mapping
from typing import Any, Final

from fmcc.decision.paper.figure import Cell, Figure, Series

FIG15_STEPS: Final = ((0.0, 12.0), (55.0, 250.0), (87.0, 3.0), (100.0, 3.0))
"""000 Fig. 15: from when (s) the RTT is about what (ms); 3 ms is from 001."""

FIG15_PRINTED: Final = (
    "12 ms at DC1; the user moves at 55 s, then about 250 ms",
    "the migration lasts from 58 s to 84 s; downtime 7.5 ms",
    "from 87 s about 3 ms (001), 'a much lower value' (000)",
)

MEASURED: Final = ("rtt_start_ms", "rtt_moved_ms", "rtt_followed_ms", "migration_s", "outage_migration_ms")
"""What the lab measures of the same run, beside Fig. 15's 12, 250, 3 ms, 26 s and 7.5 ms."""

_STATED: Final = (12.0, 250.0, 3.0, 26.0, 7.5)


def latency_of_002_fig5() -> Figure:
    """Ping latency with and without Follow-Me Cloud (OpenFlow)."""
    rows: list[tuple[Cell, ...]] = [(0.0, 150.0, 150.0), (1.0, 50.0, 50.0), (32.0, 50.0, 1.0), (60.0, 50.0, 1.0)]
    return Figure(
        "002-fig5",
        "Client ping latency with and without FMC, as the text states it",
        ("at_s", "without_fmc_ms", "with_fmc_ms"),
        rows,
        printed=(
            "150 ms at first, from the installation of rules",
            "1 ms to the optimal and 50 ms to the suboptimal DC",
            "the latency drops to 1 ms around 32 s",
            "few pings are lost",
        ),
        slips=("the text calls the figure Fig. 4; its caption is Fig. 5",),
        assumed=("the first, slow ping is taken to last 1 s; the run 60 s",),
        series=(
            Series("at_s", "without_fmc_ms", "without FMC", step=True),
            Series("at_s", "with_fmc_ms", "with FMC", step=True),
        ),
        x_label="time (s)",
        y_label="round trip (ms)",
        log_y=True,
    )


def fig15(measured: Mapping[str, Any] | None = None) -> Figure:
    """RTT between the user and the migrated VM; `measured` is the result.json of a follow-me run in the lab."""
    if measured is not None:
        return _fig15_measured(measured)
    return Figure(
        "000-fig15",
        "RTT between the migrated VM and the user, as the text states it",
        ("at_s", "rtt_ms"),
        list(FIG15_STEPS),
        printed=FIG15_PRINTED,
        assumed=("no result of the lab was given: fmc paper all --result FILE puts it beside",),
        series=(Series("at_s", "rtt_ms", "stated", step=True),),
        x_label="time (s)",
        y_label="round trip (ms)",
        log_y=True,
    )


def _fig15_measured(measured: Mapping[str, Any]) -> Figure:
    rows: list[tuple[Cell, ...]] = []
    for name, stated in zip(MEASURED, _STATED, strict=True):
        value = measured.get(name)
        rows.append((name, stated, float(value) if isinstance(value, int | float) else None))
    made = [f"{key} {measured[key]}" for key in ("handover", "dataplane", "hypervisor") if key in measured]
    return Figure(
        "000-fig15",
        "RTT between the migrated VM and the user, as stated and as measured in the lab",
        ("quantity", "stated", "measured"),
        rows,
        printed=FIG15_PRINTED,
        assumed=("measured with " + ", ".join(made),) if made else (),
    )


def fig16() -> Figure:
    """Downtime against the RTT between the controller and DC2: only its two configurations and its maximum."""
    return Figure(
        "000-fig16",
        "Downtime against path latencies, as the text states it",
        ("case", "rtt_fmcc_xtr1_ms", "rtt_fmcc_xtr2_ms", "max_downtime_ms"),
        [("case 1", 100.0, 10.0, None), ("case 2", 50.0, 50.0, 100.0)],
        printed=(
            "proportional to the RTT between the controller and the target DC",
            "the maximum is 100 ms (case 2)",
            "independent of the size of the VM",
        ),
        assumed=("the text gives no other points",),
    )
