"""Processes are ended exactly: those that were started, never another that got the same pid."""

import json
import os
import signal
import time
from pathlib import Path

import pytest

from deploy.lab.processes import ProcessError, Processes, is_alive

TIMEOUT_S = 10.0


@pytest.fixture
def processes(tmp_path: Path) -> Processes:
    return Processes(tmp_path / "processes")


def log_of(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "program.log"


def wait_for(log: Path, text: str) -> None:
    deadline = time.monotonic() + TIMEOUT_S
    while text not in log.read_text():
        assert time.monotonic() < deadline, f"no {text!r} in {log.read_text()!r}"
        os.sched_yield()


def test_another_process_ends_what_one_started(processes: Processes, tmp_path: Path) -> None:
    record = processes.start("one", ["sleep", "60"], log=log_of(tmp_path))
    assert processes.alive("one")
    later = Processes(processes.directory)
    assert later.records() == {"one": record}
    later.stop("one")
    assert not is_alive(record)
    assert later.records() == {}
    later.stop("one")  # again: nothing to do


def test_output_goes_to_the_log_and_the_program_keeps_the_pid(processes: Processes, tmp_path: Path) -> None:
    log = log_of(tmp_path)
    argv = ["sh", "-c", "echo $$ $HOME; echo oops >&2; exec sleep 60"]
    record = processes.start("one", argv, log=log, env={"PATH": os.environ["PATH"], "HOME": "/nowhere"})
    wait_for(log, "oops")
    assert log.read_text() == f"{record.pid} /nowhere\noops\n"
    assert processes.exit_hint("one", lines=1) == "oops"
    processes.stop_all()


def test_a_name_runs_once(processes: Processes, tmp_path: Path) -> None:
    processes.start("one", ["sleep", "60"], log=log_of(tmp_path))
    with pytest.raises(ProcessError, match="one runs already"):
        processes.start("one", ["sleep", "60"], log=log_of(tmp_path))
    processes.stop_all()
    processes.start("one", ["sleep", "60"], log=log_of(tmp_path))
    processes.stop_all()


def test_a_program_that_does_not_exist_is_not_alive(processes: Processes, tmp_path: Path) -> None:
    record = processes.start("one", ["/no/such/program"], log=log_of(tmp_path))
    os.waitpid(record.pid, 0)
    assert not processes.alive("one")
    assert "/no/such/program" in processes.exit_hint("one")
    processes.stop_all()


def test_one_that_ignores_sigterm_is_killed(processes: Processes, tmp_path: Path) -> None:
    log = log_of(tmp_path)
    record = processes.start("deaf", ["sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 60; done"], log=log)
    wait_for(log, "deaf")
    processes.stop("deaf", timeout_s=0.1)
    assert not is_alive(record)
    assert processes.records() == {}


def test_a_pid_that_belongs_to_another_now_is_left_alone(processes: Processes, tmp_path: Path) -> None:
    bystander = processes.start("bystander", ["sleep", "60"], log=log_of(tmp_path))
    path = processes.directory / "bystander.json"
    for changed in ({"start_ticks": bystander.start_ticks - 1}, {"boot_id": "an earlier boot"}):
        path.write_text(json.dumps(json.loads(path.read_text()) | changed))
        assert not processes.alive("bystander")
        processes.stop("bystander")
        assert is_alive(bystander), changed
        path.write_text(json.dumps({name: getattr(bystander, name) for name in bystander.__slots__}))
    processes.stop_all()
    assert not is_alive(bystander)


def test_without_a_record_the_program_never_runs(
    processes: Processes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []

    def crash(self: Processes, record: object) -> None:
        started.append(record.pid)  # type: ignore[attr-defined]  # a record, private to the class
        raise OSError("disk full")

    monkeypatch.setattr(Processes, "_write", crash)
    log = log_of(tmp_path)
    with pytest.raises(OSError, match="disk full"):
        processes.start("one", ["sh", "-c", "echo ran"], log=log)
    assert os.waitstatus_to_exitcode(os.waitpid(started[0], 0)[1]) != 0
    assert log.read_text() == ""


def test_zombies_do_not_count(processes: Processes, tmp_path: Path) -> None:
    record = processes.start("short", ["sleep", "60"], log=log_of(tmp_path))
    os.kill(record.pid, signal.SIGKILL)
    os.waitid(os.P_PID, record.pid, os.WEXITED | os.WNOWAIT)  # ended, and still in the process table
    assert not processes.alive("short")
    processes.stop_all()
    with pytest.raises(ChildProcessError):
        os.waitpid(record.pid, os.WNOHANG)  # stop collected it
