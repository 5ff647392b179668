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

    Beside it stands what paper 000 says in its section 7.3.2: a downtime of 7.5 ms with the controller at 10 ms,
    and of 100 ms at most, in case 2. It counts the network's part only; its Fig. 16 prints no other number.
    """
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, 2, figsize=(12.5, 5.0), dpi=110, layout="constrained")
    titles = (
        "outage of the stream to the guest",
        "network part: outage less the guest's blackout",
    )
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
    panels[1].plot([10], [7.5], "*", color=_INK, markersize=11, label="published: 7.5 ms at 10 ms")
    panels[1].axhline(100, color=_INK, linewidth=0.8, linestyle=(0, (4, 3)), label="published: at most 100 ms (case 2)")
    panels[1].legend(frameon=False, fontsize=9)
    panels[0].legend(frameon=False, fontsize=9)
    figure.suptitle("Handover of a VM", x=0.01, ha="left", fontsize=14, fontweight="bold", color=_INK)
    figure.savefig(path)
    plt.close(figure)


def draw_moves(rows: Sequence[Mapping[str, Any]], interval_ms: float, path: Path) -> None:
    """Write a PNG of what moves of users cost: how many packets each lost, and how long its stream was out."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, (losses, outages) = plt.subplots(1, 2, figsize=(12.5, 4.6), dpi=110, layout="constrained")
    lost = [row["lost"] for row in rows]
    losses.hist(lost, bins=[number - 0.5 for number in range(max(lost) + 2)], color=_LOST, rwidth=0.85)
    losses.set_xlabel(f"requests or answers lost in a move (one every {interval_ms:g} ms)")
    losses.set_ylabel("moves")
    times = sorted(row["outage_ms"] for row in rows if row["outage_ms"] is not None)
    shares = [(number + 1) / len(times) for number in range(len(times))]
    outages.plot(times, shares, color=_RTT, drawstyle="steps-post")
    outages.set_xlabel("longest time without an answer (ms)")
    outages.set_ylabel("share of the moves")
    outages.set_xlim(left=0)
    for axes in (losses, outages):
        axes.grid(axis="y", color="#e9ecef", zorder=0)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    users = len({row["user"] for row in rows})
    title = f"{users} streaming users, {len(rows)} moves between subnets"
    figure.suptitle(title, x=0.01, ha="left", fontsize=14, fontweight="bold", color=_INK)
    figure.savefig(path)
    plt.close(figure)
