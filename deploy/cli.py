"""`fmc`: the one command line, for operators of a cloud and for the lab on a laptop."""

import click

from deploy.lab.cli import doctor_command, lab_group
from fmcc.cli import migration_group, service_group
from lisp.cli import events_command, lig_command, map_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="follow-me-cloud", prog_name="fmc")
def main() -> None:
    """Follow-Me Cloud: the service follows its user.

    Try it: `fmc lab run follow-me`. Every command that shows something has --json.
    """


for command in (
    doctor_command,
    events_command,
    lab_group,
    lig_command,
    map_command,
    migration_group,
    service_group,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
