"""`fmc lab` and `fmc doctor`: a whole follow-me cloud in network namespaces on this machine."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import click

from deploy.lab import experiments, lab
from deploy.lab.interruption import Interrupted, interruptible
from deploy.lab.progress import Progress
from deploy.lab.requirements import missing
from lisp.cli import json_option
from lisp.output import emit_json, emit_table

DEFAULT_TOPOLOGY: Final = Path(__file__).parents[1] / "examples" / "follow-me.toml"

topology_option = click.option(
    "--topology",
    type=click.Path(path_type=Path),
    default=DEFAULT_TOPOLOGY,
    help="The topology file; by default the paper's two subnets and two data centres.",
)


@click.group(name="lab")
def lab_group() -> None:
    """Bring a cloud up in namespaces on this machine, look at it, run experiments in it."""


@lab_group.command()
@topology_option
def up(topology: Path) -> None:
    """Bring the lab up: networks, map server, xTRs, hypervisors, guests, controller."""
    _check_requirements()
    progress = Progress()
    with _errors(), _interruptible(progress):
        lab.up(topology, progress)
    click.echo("the lab is up; look at it with: fmc lab status, fmc map, fmc service")


@lab_group.command()
def down() -> None:
    """Take the lab down, whatever state it is in."""
    _check_requirements()
    with _errors():
        lab.down(Progress())


@lab_group.command()
@json_option
def status(as_json: bool) -> None:
    """Show the lab's nodes, daemons, links and guests."""
    with _errors():
        state = lab.status()
    if as_json:
        emit_json(state)
        return
    nodes = [
        (node["name"], node["kind"], node["rloc"], node["daemon"], node["guests"] or "-") for node in state["nodes"]
    ]
    emit_table(("NODE", "KIND", "RLOC", "DAEMON", "GUESTS"), nodes, empty="the lab has no nodes")
    users = [(user["name"], user["address"], user["at"]) for user in state["users"]]
    emit_table(("USER", "ADDRESS", "AT"), users, empty="the lab has no users")
    click.echo(f"one-way delays between sites (ms), by the {state['latency_backend']} backend")
    names = [node["name"] for node in state["nodes"]]
    delays = {(link["from"], link["to"]): _link_text(link) for link in state["links"]}
    matrix = [(source, *(delays.get((source, to), "") for to in names)) for source in names]
    emit_table(("FROM / TO", *names), matrix, empty="no links")


def _link_text(link: dict[str, Any]) -> str:
    """A cell of the matrix: the delay, and what else is not usual about the link."""
    extras = [
        f"±{link['jitter_ms']:g}" if link["jitter_ms"] else "",
        f"loss {link['loss']:.1%}" if link["loss"] else "",
        f"{link['rate_mbit']:g} Mbit/s" if link["rate_mbit"] else "",
    ]
    return " ".join(filter(None, (f"{link['delay_ms']:g}", *extras)))


@lab_group.command(name="exec", context_settings={"ignore_unknown_options": True})
@click.argument("node")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def exec_command(node: str, command: tuple[str, ...]) -> None:
    """Run a command in a node's network namespace: fmc lab exec user ping 10.11.0.10."""
    with _errors():
        argv = lab.command_in(node, command)
    os.execvp(argv[0], argv)


@lab_group.command()
@click.argument("experiment", type=click.Choice(sorted(experiments.EXPERIMENTS)))
@topology_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Where results go.",
)
@click.option("--capture", is_flag=True, help="Also write lisp.pcapng: every LISP packet, for Wireshark.")
@click.option("--keep", is_flag=True, help="Leave the lab up afterwards.")
@click.option(
    "--rounds",
    type=click.IntRange(min=1),
    default=experiments.DEFAULT_EXTENT.rounds,
    show_default=True,
    help="handover: how often each point is measured.",
)
@click.option(
    "--fmcc-rtt",
    "fmcc_rtts",
    type=click.FloatRange(min=0.1, max=1000.0),
    multiple=True,
    default=experiments.DEFAULT_EXTENT.fmcc_rtts_ms,
    show_default=True,
    help="handover: the controller's round trip to the target, ms; may be repeated.",
)
@click.option(
    "--users",
    type=click.IntRange(min=1),
    default=experiments.DEFAULT_EXTENT.users,
    show_default=True,
    help="users: how many there are.",
)
@click.option(
    "--moves",
    type=click.IntRange(min=1),
    default=experiments.DEFAULT_EXTENT.moves,
    show_default=True,
    help="users, shuttle: how often each of them moves.",
)
@click.option("--guests", type=click.IntRange(min=1), help="How many VMs there are, all like the topology's first.")
@json_option
def run(
    experiment: str,
    topology: Path,
    out: Path,
    capture: bool,
    keep: bool,
    rounds: int,
    fmcc_rtts: tuple[float, ...],
    users: int,
    guests: int | None,
    moves: int,
    as_json: bool,
) -> None:
    """Run an experiment in a fresh lab; prints a summary, writes result.json and pictures to --out."""
    _check_requirements()
    progress = Progress()
    extent = experiments.Extent(rounds, fmcc_rtts, users, moves, guests)
    with _errors(), _interruptible(progress, keep=keep):
        result = experiments.run(experiment, topology, out, progress, keep=keep, capture=capture, extent=extent)
    if as_json:
        emit_json(result.data)
    else:
        click.echo(result.summary)
    sys.exit(0 if result.succeeded else 1)


@click.command(name="doctor")
@json_option
def doctor_command(as_json: bool) -> None:
    """Say what this machine lacks to run the lab, and what it will use."""
    lacks = missing()
    if as_json:
        emit_json({"missing": [{"what": item.what, "how_to_get": item.how_to_get} for item in lacks]})
    elif lacks:
        emit_table(("MISSING", "HOW TO GET IT"), [(item.what, item.how_to_get) for item in lacks], empty="")
    else:
        click.echo("nothing is missing")
    sys.exit(1 if lacks else 0)


def _check_requirements() -> None:
    """Refuse before anything is touched, one line per thing that is missing."""
    lacks = missing()
    if lacks:
        lines = "\n".join(f"  {item.what}: {item.how_to_get}" for item in lacks)
        raise click.ClickException(f"the lab cannot run here:\n{lines}")


@contextmanager
def _errors() -> Iterator[None]:
    """Turn what the lab raises on purpose into the command's one-line error."""
    try:
        yield
    except lab.LabError as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def _interruptible(progress: Progress, *, keep: bool = False) -> Iterator[None]:
    """When a signal ends the block, take the lab down (unless it is to be kept) and end as a shell expects."""

    def take_down() -> None:
        if not keep:
            lab.down(progress)

    try:
        with interruptible(take_down):
            yield
    except Interrupted as interrupted:
        with suppress(OSError):  # the terminal may be what has gone
            click.echo(f"{interrupted}: the lab {'is left up' if keep else 'was taken down'}", err=True)
        sys.exit(interrupted.exit_status)
