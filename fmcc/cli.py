"""`fmc service` and `fmc migration`: what the controller knows, and the word of the operator."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from lisp.cli import ask_or_fail, daemons, json_option
from lisp.output import emit_json, emit_table

controller_option = click.option(
    "--controller", default="fmcc", show_default=True, help="The controller's name among the daemons here."
)


def _controller(name: str) -> Path:
    return daemons((name,))[name]


@click.group(name="service", invoke_without_command=True)
@controller_option
@json_option
@click.pass_context
def service_group(context: click.Context, controller: str, as_json: bool) -> None:
    """Show the services: whom they follow, where they run, what was last decided."""
    context.obj = controller
    if context.invoked_subcommand is not None:
        return
    services = ask_or_fail(_controller(controller), "services")
    if as_json:
        emit_json(services)
        return
    rows = [
        (entry["service"], entry["eid"], entry["class"], entry["dc"], entry["state"], entry["user"], entry["anchor"])
        for entry in services
    ]
    columns = ("SERVICE", "EID", "CLASS", "DC", "STATE", "USER", "USER IS BEHIND")
    emit_table(columns, rows, empty="the controller has no services")
    for entry in services:
        if entry["reason"]:
            click.echo(f"{entry['service']}: {entry['reason']}")
        if entry["proposal"]:
            click.echo(f"{entry['service']}: waits for approval: fmc service approve {entry['service']}")


@service_group.command(name="migrate")
@click.argument("service")
@click.argument("dc")
@click.pass_obj
def migrate_service(controller: str, service: str, dc: str) -> None:
    """Migrate a service to a data centre by hand."""
    answer = ask_or_fail(_controller(controller), "migrate", service=service, dc=dc)
    click.echo(_said(answer))


@click.command(name="migrate")
@click.argument("service")
@click.argument("dc")
@click.option("--dry-run", is_flag=True, help="Only say what speaks for and against it.")
@controller_option
@json_option
def migrate_command(service: str, dc: str, dry_run: bool, controller: str, as_json: bool) -> None:
    """Migrate a service or a group to a data centre by hand, or say whether that would go well."""
    path = _controller(controller)
    if not dry_run:
        answer = ask_or_fail(path, "migrate", service=service, dc=dc)
        click.echo(json.dumps(answer) if as_json else _said(answer))
        return
    checks = ask_or_fail(path, "precheck", service=service, dc=dc)
    possible = all(check["passed"] for check in checks)
    if as_json:
        emit_json({"service": service, "dc": dc, "possible": possible, "checks": checks})
    else:
        rows = [(check["name"], "ok" if check["passed"] else "NO", check["detail"]) for check in checks]
        emit_table(("CHECK", "", "FOUND"), rows, empty="nothing was checked")
        click.echo(f"{service} can be migrated to {dc}" if possible else f"{service} cannot be migrated to {dc} now")
    sys.exit(0 if possible else 1)


@service_group.command()
@click.argument("service")
@click.pass_obj
def approve(controller: str, service: str) -> None:
    """Let the migration begin that the controller proposed for a service of class `ask`."""
    answer = ask_or_fail(_controller(controller), "approve", service=service)
    click.echo(_said(answer))


def _said(answer: Any) -> str:
    return " ".join(f"{key}={value}" for key, value in answer.items()) if isinstance(answer, dict) else str(answer)


@click.group(name="migration", invoke_without_command=True)
@controller_option
@json_option
@click.pass_context
def migration_group(context: click.Context, controller: str, as_json: bool) -> None:
    """Show the migrations, oldest first."""
    context.obj = controller
    if context.invoked_subcommand is not None:
        return
    migrations = ask_or_fail(_controller(controller), "migrations")
    if as_json:
        emit_json(migrations)
        return
    rows = [
        (
            entry["id"],
            entry["service"],
            entry["from"],
            entry["to"],
            entry["state"],
            "-" if entry["progress"] is None else f"{entry['progress']:.0%}",
            f"{entry['total_s']:.2f}",
            entry["reason"] or entry["cause"],
        )
        for entry in migrations
    ]
    columns = ("ID", "SERVICE", "FROM", "TO", "STATE", "COPIED", "TIME (s)", "WHY")
    emit_table(columns, rows, empty="nothing has been migrated yet")


@migration_group.command()
@click.argument("migration_id", metavar="ID")
@json_option
@click.pass_obj
def show(controller: str, migration_id: str, as_json: bool) -> None:
    """Tell the story of one migration, step by step."""
    entry = ask_or_fail(_controller(controller), "migration", id=migration_id)
    if as_json:
        emit_json(entry)
        return
    click.echo(f"{entry['id']}: {entry['service']} ({entry['eid']}) from {entry['from']} to {entry['to']}")
    click.echo(f"because: {entry['cause']}")
    first, last = entry["steps"][0], entry["steps"][-1]
    began = datetime.fromtimestamp(first["at_unix_s"], UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    click.echo(f"began: {began}, {entry['state']} after {last['at_s'] - first['at_s']:.1f} s")
    rows = [(f"{step['at_s'] - first['at_s']:.3f}", step["state"], step["detail"]) for step in entry["steps"]]
    emit_table(("AT (s)", "STATE", "WHAT HAPPENED"), rows, empty="no step was taken")
    for text in entry["members"]:
        click.echo(f"group {entry['group']}: {text}")
    if entry["reason"]:
        click.echo(f"what went wrong: {entry['reason']}")
    for text in entry["undone"]:
        click.echo(f"undone: {text}")
    click.echo(f"what to do: {entry['advice']}")


@migration_group.command()
@click.argument("migration_id", metavar="ID")
@click.pass_obj
def close(controller: str, migration_id: str) -> None:
    """End a migration that needs an operator, when you have put its VM in order."""
    click.echo(_said(ask_or_fail(_controller(controller), "close", id=migration_id)))
