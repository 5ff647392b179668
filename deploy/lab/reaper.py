"""Runs a command and reaps the processes it orphans, until none is left.

libvirt starts QEMU as a daemon and believes that it has ended when its pid is gone. A zombie keeps its pid
until its parent reaps it; in a container that parent is a PID 1 that does so late or never, and every
migration then ends seconds late or not at all. So libvirtd of the lab runs under this program, which the
kernel makes the parent of orphans instead. Standard library only: it runs as a file, without our packages.
"""

import ctypes
import os
import subprocess
import sys

PR_SET_CHILD_SUBREAPER = 36


def main(command: list[str]) -> int:
    """Exit status of the command, after the last of its orphans has ended too."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "PR_SET_CHILD_SUBREAPER")
    child = subprocess.Popen(command)
    status = 0
    while True:
        try:
            pid, ended = os.wait()
        except ChildProcessError:
            return status
        if pid == child.pid:
            status = os.waitstatus_to_exitcode(ended)
            child.returncode = status  # reaped here, behind the back of subprocess


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) & 0xFF)
