"""The picture of a follow-me run: RTT over time, with the steps marked."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from deploy.lab.experiments.analysis import Ping

Step = tuple[str, float]  # what happened, and when (s since the start)

_INK = "#1f2933"
_RTT = "#0b7285"
_LOST = "#c92a2a"
_STEP = "#868e96"


def draw_rtt(pings: Sequence[Ping], steps: Sequence[Step], title: str, subtitle: str, path: Path) -> None:
    """Write a PNG of the round trips (ping times in s since the start) with numbered steps below."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, (axes, legend) = plt.subplots(
        1, 2, figsize=(12.5, 5.4), dpi=110, width_ratios=(3.1, 1.15), layout="constrained"
    )
    answered = [(at, rtt) for at, rtt in pings if rtt is not None]
    lost = [at for at, rtt in pings if rtt is None]
    axes.scatter(*zip(*answered, strict=True), s=5, color=_RTT, linewidths=0, label="answered ping", zorder=3)
    axes.set_yscale("log")
    axes.set_ylim(1, 1000)
    axes.set_yticks([1, 3, 10, 30, 100, 300, 1000], ["1", "3", "10", "30", "100", "300", "1000"])
    axes.minorticks_off()
    axes.plot(lost, [1.15] * len(lost), "|", color=_LOST, markersize=9, label=f"lost ping ({len(lost)})", zorder=3)
    axes.set_xlabel("time (s)")
    axes.set_ylabel("round trip, user to VM (ms, logarithmic)")
    axes.grid(axis="y", color="#e9ecef", zorder=0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.legend(loc="lower left", frameon=False, markerscale=2, bbox_to_anchor=(0, 0.07))
    _mark_steps(axes, legend, steps)
    figure.suptitle(title, x=0.01, ha="left", fontsize=14, fontweight="bold", color=_INK)
    axes.set_title(subtitle, loc="left", fontsize=9.5, color=_STEP, pad=18)
    figure.savefig(path)
    plt.close(figure)


def _mark_steps(axes: object, legend: object, steps: Sequence[Step]) -> None:
    """A numbered line per moment; steps closer than the eye can part share one line."""
    from matplotlib.axes import Axes

    assert isinstance(axes, Axes)
    assert isinstance(legend, Axes)
    legend.axis("off")
    span = max((at for _, at in steps), default=1.0)
    groups: list[tuple[float, list[int]]] = []
    for number, (_, at) in enumerate(steps, start=1):
        if groups and at - groups[-1][0] < span * 0.05:
            groups[-1][1].append(number)
        else:
            groups.append((at, [number]))
    for at, numbers in groups:
        axes.axvline(at, color=_STEP, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
        label = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
        axes.annotate(
            label,
            (at, 1),
            xycoords=("data", "axes fraction"),
            ha="center",
            va="bottom",
            fontsize=8.5,
            color=_INK,
        )
    line = 1.0 / max(len(steps) + 1, 12)
    for number, (name, at) in enumerate(steps, start=1):
        y = 1.0 - number * line
        legend.text(0.0, y, f"{number}", fontsize=9, color=_INK, fontweight="bold", ha="right")
        legend.text(0.05, y, f"{at:7.3f} s", fontsize=9, color=_STEP, family="monospace")
        legend.text(0.33, y, name, fontsize=9, color=_INK)


def draw_handover(rows: Sequence[Mapping[str, Any]], one_way_ms: float, path: Path) -> None:
    """Write a PNG of the handover's outage and its network part by the controller's RTT, for every mode and case.

    Beside it stands what the paper says of its own figure: 7.5 ms at small RTTs, 100 ms at most.
    """
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, 2, figsize=(12.5, 5.0), dpi=110, layout="constrained")
    titles = ("outage of the stream (guest's blackout included)", "network part: outage less the guest's blackout")
    for axes, name, title in zip(panels, ("outage_ms", "network_ms"), titles, strict=True):
        for mode, colour in (("anticipated", _RTT), ("paper", _LOST)):
            for case, style in ((1, "-"), (2, "--")):
                points = sorted(
                    (row["fmcc_rtt_ms"], row[name]) for row in rows if (row["handover"], row["case"]) == (mode, case)
                )
                if points:
                    axes.plot(*zip(*points, strict=True), style, marker="o", color=colour, label=f"{mode}, case {case}")
        axes.set_title(title, loc="left", fontsize=10.5, color=_INK)
        axes.set_xlabel("RTT between controller and target DC (ms)")
        axes.set_ylabel("ms")
        axes.set_ylim(bottom=0)
        axes.grid(axis="y", color="#e9ecef", zorder=0)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    panels[1].axhline(one_way_ms + 5, color=_STEP, linewidth=0.8, linestyle=":", label="one way DC to DC + 5 ms")
    panels[1].axhspan(7.5, 100, color=_STEP, alpha=0.12, linewidth=0, label="paper's Fig. 16: 7.5 to 100 ms")
    panels[1].legend(frameon=False, fontsize=9)
    panels[0].legend(frameon=False, fontsize=9)
    figure.suptitle("Handover of a VM", x=0.01, ha="left", fontsize=14, fontweight="bold", color=_INK)
    figure.savefig(path)
    plt.close(figure)
