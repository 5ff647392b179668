"""`fmc`: the one command line, for operators of a cloud and for the lab on a laptop."""

import click

from deploy.lab.cli import doctor_command, lab_group
from fmcc.cli import migrate_command, migration_group, service_group
from fmcc.explain_cli import explain_command, latency_command
from fmcc.paper_cli import paper_group
from fmcc.policy_cli import policy_group
from lisp.cli import events_command, lig_command, map_command
from lisp.decode_cli import decode_command
from mapserver.cli import referrals_command, site_command, stats_command, subscribers_command, watch_command
from xtr.cli import rlocs_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="follow-me-cloud", prog_name="fmc")
def main() -> None:
    """Follow-Me Cloud: the service follows its user.

    Try it: `fmc lab run follow-me`. Every command that shows something has --json.
    """


for command in (
    decode_command,
    doctor_command,
    events_command,
    explain_command,
    lab_group,
    latency_command,
    lig_command,
    map_command,
    migrate_command,
    migration_group,
    paper_group,
    policy_group,
    rlocs_command,
    service_group,
    site_command,
    stats_command,
    subscribers_command,
    referrals_command,
    watch_command,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
