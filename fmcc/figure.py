"""Pictures of the papers' figures and of compared policies; matplotlib is loaded only here and only when drawing."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fmcc.decision.paper import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from fmcc.decision.policy import Outcome

_COLOURS: Final = ("#0b7285", "#e8590c", "#5f3dc4", "#2b8a3e", "#c92a2a", "#868e96")
_STAY: Final = "#e7f5ff"
_MIGRATE: Final = "#1971c2"
_DIFFERS: Final = "#ffd43b"
_ROWS_SHOWN: Final = 24


def draw_figure(figure: Figure, path: Path) -> None:
    """Write a PNG: curves, pictures of letters, or the first rows of the table. Raises ModuleNotFoundError."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    panels = max(len(figure.grids), 1)
    canvas, axes = plt.subplots(1, panels, figsize=(7.2 if panels == 1 else 11.5, 4.8), dpi=110, squeeze=False)
    canvas.suptitle(figure.title, x=0.02, ha="left", fontsize=12, fontweight="bold")
    if figure.grids:
        for panel, (title, letters) in zip(axes[0], figure.grids, strict=True):
            _draw_letters(panel, figure, title, letters)
    elif figure.series:
        _draw_series(axes[0][0], figure)
    else:
        _draw_table(axes[0][0], figure)
    canvas.tight_layout(rect=(0, 0.08 if figure.slips else 0, 1, 1))
    if figure.slips:
        canvas.text(0.02, 0.02, "slip: " + figure.slips[0], fontsize=8, color="#c92a2a", wrap=True)
    canvas.savefig(path)
    plt.close(canvas)


def _draw_series(axes: "Axes", figure: Figure) -> None:
    for series, colour in zip(figure.series, _COLOURS, strict=False):
        x, y = figure.column(series.x), figure.column(series.y)
        points: dict[str, Any] = {"color": colour, "label": series.label}
        if series.step:
            axes.step(x, y, where="post", **points)
        else:
            axes.plot(x, y, marker="o" if len(x) <= _ROWS_SHOWN else "", markersize=4, **points)
    if figure.log_y:
        axes.set_yscale("log")
    axes.set_xlabel(figure.x_label)
    axes.set_ylabel(figure.y_label)
    axes.grid(color="#e9ecef")
    axes.legend(frameon=False)


def _draw_letters(axes: "Axes", figure: Figure, title: str, letters: tuple[tuple[str, ...], ...]) -> None:
    """Rows from the top, columns are the distances 1 …; yellow is a cell to look at."""
    for row, line in enumerate(letters):
        for column, letter in enumerate(line):
            colour = _DIFFERS if len(letter) > 1 else _MIGRATE if letter == "M" else _STAY
            axes.add_patch(_square(column, row, colour))
            ink = "white" if colour == _MIGRATE else "#1f2933"
            axes.text(column + 0.5, row + 0.5, letter, ha="center", va="center", fontsize=8, color=ink)
    axes.set_xlim(0, len(letters[0]))
    axes.set_ylim(len(letters), 0)
    axes.set_xticks([i + 0.5 for i in range(len(letters[0]))], [str(i + 1) for i in range(len(letters[0]))])
    axes.set_yticks([i + 0.5 for i in range(len(letters))], list(figure.grid_rows))
    axes.set_xlabel(figure.x_label)
    axes.set_ylabel(figure.y_label)
    axes.set_title(f"{title}  ({figure.grid_note})", fontsize=9, loc="left")


def _square(x: int, y: int, colour: str) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((x, y), 1, 1, facecolor=colour, edgecolor="white")


def _draw_table(axes: "Axes", figure: Figure) -> None:
    axes.axis("off")
    rows = [[_text(cell) for cell in row] for row in figure.rows[:_ROWS_SHOWN]]
    table = axes.table(rows, colLabels=list(figure.columns), loc="upper center", cellLoc="right")
    table.auto_set_font_size(False)
    table.set_fontsize(6.5)
    if len(figure.rows) > _ROWS_SHOWN:
        axes.set_title(f"the first {_ROWS_SHOWN} of {len(figure.rows)} rows", fontsize=8, loc="left")


def _text(cell: object) -> str:
    return "-" if cell is None else f"{cell:.4g}" if isinstance(cell, float) else str(cell)


def draw_trade_off(outcomes: "list[Outcome]", curve: "list[Outcome]", title: str, path: Path) -> None:
    """Write a PNG: a point per policy, and the curve of the distance thresholds. Raises ModuleNotFoundError."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    canvas, axes = plt.subplots(figsize=(7.6, 5.2), dpi=110, layout="constrained")
    axes.plot(
        [100 * o.migrations / o.epochs for o in curve],
        [o.mean_excess_ms for o in curve],
        color="#adb5bd", marker=".", label="distance thresholds 1 … 12", zorder=1,
    )  # fmt: skip
    # Policies that come to the same share a point and its label.
    points: dict[tuple[float, float], list[Outcome]] = {}
    for outcome in outcomes:
        points.setdefault((100 * outcome.migrations / outcome.epochs, outcome.mean_excess_ms), []).append(outcome)
    for (x, y), same in points.items():
        is_default = any(outcome.policy == "default" for outcome in same)
        axes.scatter(x, y, s=70 if is_default else 30, color=_COLOURS[4 if is_default else 0], zorder=2)
        label = f"{', '.join(outcome.policy for outcome in same)} ({same[0].cost_ms:.1f})"
        axes.annotate(label, (x, y), xytext=(5, 5), textcoords="offset points", fontsize=8)
    axes.set_xlabel("migrations per 100 epochs")
    axes.set_ylabel("mean excess RTT (ms)")
    axes.set_yscale("symlog", linthresh=10)
    axes.set_ylim(bottom=-1)
    axes.set_title(f"{title}   (cost in brackets, ms per epoch)", loc="left", fontsize=10)
    axes.grid(color="#e9ecef")
    axes.legend(frameon=False, loc="upper right")
    canvas.savefig(path)
    plt.close(canvas)
