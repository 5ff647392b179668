"""Traces of users' movements: read, written, and made up by four patterns.

A trace is a CSV of `time,user,anchor`: where a user was seen when (s). Every row is one epoch of that user; a user
who stays is seen again at the same anchor. Latencies are a CSV of `anchor,dc,rtt_ms`.
"""

import csv
import io
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from fmcc.decision.hexagon import NEIGHBOURS, grid
from fmcc.decision.policy.base import World

MAX_ROWS: Final = 5_000_000
"""Longest trace read."""

EPOCH_S: Final = 60.0
NEAREST_MS: Final = 2.0
HOP_MS: Final = 10.0

Cell = tuple[int, int]


class InvalidTraceError(ValueError):
    """A trace or a table of latencies that makes no sense; the message names the line."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Who was seen where: `users[i]` was at anchor number `anchors[i]` from `times[i]` on, in order of time."""

    times: tuple[float, ...]
    users: tuple[str, ...]
    anchors: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.times)


def parse_trace(text: str) -> Trace:
    """Read a CSV with the columns time, user and anchor. Raises `InvalidTraceError`."""
    rows: list[tuple[float, str, str]] = []
    for line, row in _read(text, ("time", "user", "anchor")):
        if len(rows) >= MAX_ROWS:
            raise InvalidTraceError(f"line {line}: a trace has at most {MAX_ROWS} rows")
        rows.append((_number(row["time"], "time", line), row["user"], row["anchor"]))
    if not rows:
        raise InvalidTraceError("the trace is empty")
    rows.sort(key=lambda row: row[0])
    times, users, anchors = zip(*rows, strict=True)
    return Trace(times, users, anchors)


def format_trace(trace: Trace) -> str:
    """The CSV that `parse_trace` reads."""
    lines = ["time,user,anchor"]
    lines += [f"{t:g},{u},{a}" for t, u, a in zip(trace.times, trace.users, trace.anchors, strict=True)]
    return "\n".join(lines) + "\n"


def parse_latencies(text: str, migration_cost_ms: float = 60.0, rtt_per_hop_ms: float = HOP_MS) -> World:
    """Read a CSV with the columns anchor, dc and rtt_ms; every pair is needed. Raises `InvalidTraceError`."""
    found: dict[tuple[str, str], float] = {}
    for line, row in _read(text, ("anchor", "dc", "rtt_ms")):
        found[row["anchor"], row["dc"]] = _number(row["rtt_ms"], "rtt_ms", line)
    anchors = tuple(dict.fromkeys(anchor for anchor, _ in found))
    dcs = tuple(dict.fromkeys(dc for _, dc in found))
    missing = next(((a, d) for a in anchors for d in dcs if (a, d) not in found), None)
    if missing is not None or not found:
        raise InvalidTraceError(f"no latency from {missing[0]} to {missing[1]}" if missing else "no latencies")
    rtts = np.array([[found[a, d] for d in dcs] for a in anchors])
    try:
        return World(anchors, dcs, rtts, migration_cost_ms, rtt_per_hop_ms)
    except ValueError as error:
        raise InvalidTraceError(str(error)) from None


def format_latencies(world: World) -> str:
    """The CSV that `parse_latencies` reads."""
    lines = ["anchor,dc,rtt_ms"]
    for anchor, row in zip(world.anchors, world.rtts_ms.tolist(), strict=True):
        lines += [f"{anchor},{dc},{rtt:g}" for dc, rtt in zip(world.dcs, row, strict=True)]
    return "\n".join(lines) + "\n"


def random_walk(rng: np.random.Generator, users: int = 40, epochs: int = 400) -> tuple[Trace, World]:
    """Users wander over 91 hexagons, every neighbour equally likely; each has its data centre."""
    cells = [(int(x), int(y)) for x, y in grid(6)]
    inside = set(cells)

    def walk() -> list[Cell]:
        path = [cells[rng.integers(len(cells))]]
        while len(path) < epochs:
            x, y = path[-1]
            around = [(x + dx, y + dy) for dx, dy in NEIGHBOURS if (x + dx, y + dy) in inside]
            path.append(around[rng.integers(len(around))])
        return path

    return _trace([walk() for _ in range(users)]), _world(cells, _hexagonal)


def highway(rng: np.random.Generator, users: int = 40, epochs: int = 400) -> tuple[Trace, World]:
    """Users drive along 60 cells, back and forth from end to end; one in ten epochs they stand in a jam."""
    length = 60

    def walk() -> list[Cell]:
        x, step = int(rng.integers(length)), int(rng.choice([-1, 1]))
        path: list[Cell] = []
        while len(path) < epochs:
            path.append((x, 0))
            if rng.random() < 0.1:
                continue
            if not 0 <= x + step < length:
                step = -step
            x += step
        return path

    return _trace([walk() for _ in range(users)]), _world([(x, 0) for x in range(length)], _straight)


def commuter(rng: np.random.Generator, users: int = 40, epochs: int = 400) -> tuple[Trace, World]:
    """Users live somewhere on 91 hexagons, work elsewhere, and spend twelve epochs or so at each end."""
    cells = [(int(x), int(y)) for x, y in grid(6)]

    def walk() -> list[Cell]:
        home = cells[rng.integers(len(cells))]
        far = [cell for cell in cells if _hexagonal(cell, home) >= 3]
        work = far[rng.integers(len(far))]
        path: list[Cell] = []
        here, there = home, work
        while len(path) < epochs:
            path += [here] * int(rng.integers(8, 17))
            path += _line(here, there)
            here, there = there, here
        return path[:epochs]

    return _trace([walk() for _ in range(users)]), _world(cells, _hexagonal)


def manhattan(rng: np.random.Generator, users: int = 40, epochs: int = 400) -> tuple[Trace, World]:
    """Users drive over 10 × 10 blocks: straight on with probability 0.5, else left or right; never back."""
    size = 10
    cells = [(x, y) for x in range(size) for y in range(size)]
    inside = set(cells)

    def walk() -> list[Cell]:
        x, y = cells[rng.integers(len(cells))]
        dx, dy = ((1, 0), (-1, 0), (0, 1), (0, -1))[rng.integers(4)]
        path = [(x, y)]
        while len(path) < epochs:
            turns = [(dx, dy), (dy, -dx), (-dy, dx)]
            weights = np.array([0.5 if i == 0 else 0.25 for i in range(3)])
            weights *= [(x + a, y + b) in inside for a, b in turns]
            if weights.sum() == 0.0:
                dx, dy = -dx, -dy
                continue
            dx, dy = turns[rng.choice(3, p=weights / weights.sum())]
            x, y = x + dx, y + dy
            path.append((x, y))
        return path

    return _trace([walk() for _ in range(users)]), _world(cells, _blocks)


PATTERNS: Final[dict[str, Callable[[np.random.Generator], tuple[Trace, World]]]] = {
    "random-walk": random_walk,
    "highway": highway,
    "commuter": commuter,
    "manhattan": manhattan,
}
"""The bundled patterns, by name."""


def _trace(paths: list[list[Cell]]) -> Trace:
    rows = [
        (EPOCH_S * epoch, f"u{user}", _name(cell)) for user, path in enumerate(paths) for epoch, cell in enumerate(path)
    ]  # fmt: skip
    rows.sort(key=lambda row: row[0])
    times, users, anchors = zip(*rows, strict=True)
    return Trace(times, users, anchors)


def _world(cells: list[Cell], distance: Callable[[Cell, Cell], int]) -> World:
    names = tuple(_name(cell) for cell in cells)
    rtts = np.array([[NEAREST_MS + HOP_MS * distance(a, b) for b in cells] for a in cells])
    return World(names, tuple(f"dc{name}" for name in names), rtts, rtt_per_hop_ms=HOP_MS)


def _name(cell: Cell) -> str:
    return f"{cell[0]}:{cell[1]}"


def _hexagonal(a: Cell, b: Cell) -> int:
    x, y = a[0] - b[0], a[1] - b[1]
    return max(abs(x), abs(y), abs(x + y))


def _straight(a: Cell, b: Cell) -> int:
    return abs(a[0] - b[0])


def _blocks(a: Cell, b: Cell) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _line(start: Cell, end: Cell) -> list[Cell]:
    """The cells on the way from one hexagon to another, without both ends: always the nearest to the end."""
    path, here = [], start
    while _hexagonal(here, end) > 1:
        here = min(((here[0] + dx, here[1] + dy) for dx, dy in NEIGHBOURS), key=lambda cell: _bend(cell, start, end))
        path.append(here)
    return path


def _bend(cell: Cell, start: Cell, end: Cell) -> tuple[int, float]:
    """First the hops that remain, then how far the cell is off the straight line."""
    off = abs((cell[0] - start[0]) * (end[1] - start[1]) - (cell[1] - start[1]) * (end[0] - start[0]))
    return _hexagonal(cell, end), float(off)


def _read(text: str, columns: tuple[str, ...]) -> Iterable[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text))
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise InvalidTraceError(f"line 1: no column {missing[0]!r}; needed: {', '.join(columns)}")
    for row in reader:
        if any(not row[column] for column in columns):
            raise InvalidTraceError(f"line {reader.line_num}: a value is missing")
        yield reader.line_num, row


def _number(text: str, name: str, line: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0.0:
        raise InvalidTraceError(f"line {line}: {name} must be a number that is not negative, not {text!r}")
    return value
