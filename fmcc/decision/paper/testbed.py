"""What the testbeds of the papers measured, as far as the text states it: the reference of the lab's own runs."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fmcc.decision.moving import Copy, estimate
from fmcc.decision.paper.figure import Cell, Figure, Series
from fmcc.decision.transfer import transfer_s

FIG15_STEPS: Final = ((0.0, 12.0), (55.0, 250.0), (87.0, 3.0), (100.0, 3.0))
"""000 Fig. 15: from when (s) the RTT is about what (ms); 3 ms is from 001."""

FIG15_PRINTED: Final = (
    "12 ms at DC1; the user moves at 55 s, then about 250 ms",
    "the migration lasts from 58 s to 84 s; downtime 7.5 ms",
    "from 87 s about 3 ms (001), 'a much lower value' (000)",
)

MEASURED: Final = ("rtt_start_ms", "rtt_moved_ms", "rtt_followed_ms", "migration_s", "outage_migration_ms")
"""What the lab measures of the same run, beside Fig. 15's 12, 250, 3 ms, 26 s and 7.5 ms."""

HANDOVERS: Final = ("paper", "anticipated")
"""The two handovers of the lab."""

STATED_VM_BYTES: Final = 1e9
"""001: a VM with 1 GB of RAM, its storage shared."""

_FIG16_PRINTED: Final = (
    "proportional to the RTT between the controller and the target DC",
    "the maximum is 100 ms (case 2)",
    "independent of the size of the VM",
)

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
        "RTT between the migrated VM and the user, as the text states it (also 001 Fig. 5)",
        ("at_s", "rtt_ms"),
        list(FIG15_STEPS),
        printed=FIG15_PRINTED,
        assumed=("no result of the lab was given: fmc paper all --result DIR puts it beside",),
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
        "RTT between the migrated VM and the user, as stated and as measured in the lab (also 001 Fig. 5)",
        ("quantity", "stated", "measured"),
        rows,
        printed=FIG15_PRINTED,
        assumed=("measured with " + ", ".join(made),) if made else (),
    )


def fig16(measured: Sequence[Mapping[str, Any]] | None = None) -> Figure:
    """Downtime against the controller's RTT; `measured` is the result.json of a handover run in the lab."""
    if measured is not None:
        return _fig16_measured(measured)
    return Figure(
        "000-fig16",
        "Downtime against path latencies, as the text states it (also 001 Fig. 6)",
        ("case", "rtt_fmcc_xtr1_ms", "rtt_fmcc_xtr2_ms", "max_downtime_ms"),
        [("case 1", 100.0, 10.0, None), ("case 2", 50.0, 50.0, 100.0)],
        printed=_FIG16_PRINTED,
        assumed=(
            "the text gives no other points",
            "no result of the lab was given: fmc paper all --result DIR puts it beside",
        ),
    )


def _fig16_measured(measured: Sequence[Mapping[str, Any]]) -> Figure:
    found = {(row["handover"], row["case"], row["fmcc_rtt_ms"]): row["network_ms"] for row in measured}
    points = sorted({(case, rtt_ms) for _, case, rtt_ms in found}, key=str)
    names = [f"{mode}_{case}_ms" for mode in HANDOVERS for case in dict.fromkeys(case for case, _ in points)]
    rtts = sorted({rtt_ms for _, rtt_ms in points})
    rows: list[tuple[Cell, ...]] = []
    for rtt_ms in rtts:
        cells = [found.get((mode, case, rtt_ms)) for mode in HANDOVERS for case in dict.fromkeys(c for c, _ in points)]
        rows.append((float(rtt_ms), *(None if cell is None else float(cell) for cell in cells)))
    return Figure(
        "000-fig16",
        "Network part of the outage against the controller's RTT to DC2, measured in the lab (also 001 Fig. 6)",
        ("rtt_fmcc_dc2_ms", *names),
        rows,
        printed=_FIG16_PRINTED,
        assumed=(
            "measured: the outage less the guest's own blackout; the paper reports no other part",
            "'paper' is its handover, 'anticipated' the one in which no controller stands in the path",
        ),
        series=tuple(
            Series("rtt_fmcc_dc2_ms", name, name.removesuffix("_ms").replace("_", ", case ")) for name in names
        ),
        x_label="RTT between the controller and DC2 (ms)",
        y_label="outage without the blackout (ms)",
    )


def table_of_001() -> Figure:
    """The cost of a migration: what the text states of the VM, and what follows from it."""
    size_bits, printed_s = 8.0 * STATED_VM_BYTES, 26.0
    copied = estimate(Copy(STATED_VM_BYTES, 0.0, STATED_VM_BYTES / printed_s))
    return Figure(
        "001-table1",
        "Cost of migrating the VM: what the text states, and what follows from it",
        ("quantity", "stated", "computed"),
        [
            ("memory_bytes", STATED_VM_BYTES, copied.sent_bytes),
            ("migration_s", printed_s, copied.seconds),
            ("bandwidth_mbit_s", None, size_bits / printed_s / 1e6),
            ("seconds_at_100_mbit_s", None, transfer_s(size_bits, 0.01, 100e6, window=10_000)),
        ],
        printed=("1 GB of RAM, storage shared; from 58 s to 84 s", "the cost is not a major technical issue"),
        assumed=(
            "the entries of the table are not in the text: the bandwidth is that which the 26 s need for 1 GB",
            "the guest writes nothing meanwhile; what it writes makes the bandwidth needed larger",
        ),
    )
