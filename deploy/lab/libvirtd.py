"""One libvirtd for each data centre of the lab, several on one computer.

Every libvirtd runs in the network namespace of its DC, with a mount and a UTS namespace of its own: a host
name, private /run, /etc/libvirt and /var/{lib,log,cache}/libvirt bound from the state directory, an
/etc/hosts that knows the other DCs and an empty resolv.conf (else every name costs 5 s of DNS). The
computer's own libvirtd, systemd and D-Bus are out of sight. Outside the state directory only the cache of
capabilities is written, and empty mount points where the system's own libvirtd is not installed.

Which processes belong to a state directory is asked of the kernel (whose /run is it?), not of pid files: so
`stop` also finds what a killed run left behind.
"""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from deploy.lab import reaper
from deploy.lab.domain import CONSOLE_DIRECTORY, IMAGES
from deploy.lab.kvm import QEMU

PORT: Final = 16509
TLS_PORT: Final = 16514
START_TIMEOUT_S: Final = 20.0
STOP_TIMEOUT_S: Final = 5.0  # after each signal

# A cut link must not keep a finished migration waiting for TCP's usual quarter of an hour.
TCP_RETRIES: Final = 4

# What libvirt learned about the emulator, 3 s of probing. Kept between runs and shared by all DCs: libvirt
# checks by itself that neither the emulator, nor the kernel, nor libvirtd has changed.
CAPABILITIES_CACHE: Final = Path("/var/cache/follow-me-cloud/libvirt")

# Directory in the state directory, and where libvirtd sees it. /run is the last: it may hide the former.
_PRIVATE: Final = (
    ("lib", "/var/lib/libvirt"),
    ("log", str(CONSOLE_DIRECTORY)),
    ("etc", "/etc/libvirt"),
    ("run", "/run"),
)

# libvirtd refuses to start without this account, which only the package of the system-wide daemon creates. It
# is not used (guests run as root), so it need not exist outside libvirtd's view.
_ACCOUNTS: Final = {
    "passwd": "libvirt-qemu:x:64055:64055::/nonexistent:/usr/sbin/nologin",
    "group": "libvirt-qemu:x:64055:",
}

# $1 state directory, $2 host name, $3 TCP retries, $4 capabilities cache, $5 Python, $6 reaper, $7 certificates.
# Runs inside the new namespaces and becomes the reaper, with libvirtd below it.
_ENTER: Final = "\n".join(
    (
        "cd /",
        'echo "$2" > /proc/sys/kernel/hostname',
        'echo "$3" > /proc/sys/net/ipv4/tcp_retries2',
        'for file in hosts passwd group; do mount --bind "$1/$file" "/etc/$file"; done',
        'if [ -e /etc/resolv.conf ]; then mount --bind "$1/resolv.conf" /etc/resolv.conf; fi',
        'if [ -n "$7" ]; then mkdir -p /etc/pki && mount --bind "$7" /etc/pki; fi',
        'mkdir -p /var/cache/libvirt && mount --bind "$4" /var/cache/libvirt',
        *(f'mkdir -p {seen} && mount --bind "$1/{own}" {seen}' for own, seen in _PRIVATE),
        'exec "$5" -IS "$6" libvirtd --listen -f /etc/libvirt/libvirtd.conf -p /run/libvirtd.pid',
    )
)


class LibvirtHostError(Exception):
    """libvirtd did not do what the lab needs; the text ends with its own last words."""


class LibvirtHost:
    """libvirtd and the guests of one DC. All methods block; run them in a thread from asyncio.

    `netns` exists already and holds `address`, on which libvirtd listens: with the certificates below `pki`, or
    without (TCP, no authentication: the lab's namespaces are its only network). `hosts` are the names of the other
    DCs and their addresses; `emulator` is what guests will run on (`Machine.emulator`), probed during start so that
    no migration waits.
    """

    def __init__(
        self,
        name: str,
        netns: str,
        address: IPv4Address | IPv6Address,
        state_dir: Path,
        hosts: Mapping[str, IPv4Address | IPv6Address] | None = None,
        emulator: Path = QEMU,
        pki: Path | None = None,
    ) -> None:
        self.name = name
        self.netns = netns
        self.address = address
        self.state_dir = state_dir.absolute()
        self.emulator = emulator
        self.pki = pki
        self._hosts = {**(hosts or {}), name: address}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """How the controller and the other libvirtd reach this one."""
        host = f"[{self.address}]" if self.address.version == 6 else str(self.address)
        return f"qemu+{'tls' if self.pki else 'tcp'}://{host}/system"

    @property
    def local_uri(self) -> str:
        """How processes on this computer reach it, from any network namespace."""
        return f"qemu:///system?socket={self.state_dir}/run/libvirt/libvirt-sock"

    @property
    def log_dir(self) -> Path:
        """libvirtd.log, and for each guest console-NAME.log and qemu/NAME.log."""
        return self.state_dir / "log"

    def start(self, timeout_s: float = START_TIMEOUT_S) -> None:
        """Starts libvirtd and waits until it answers; ends first what an earlier run left.

        Raises LibvirtHostError.
        """
        self.stop()
        self.write_state()
        self._launch()
        try:
            self._wait_until_ready(timeout_s)
        except BaseException:
            self.stop(keep_logs=True)
            raise

    def kill_daemon(self) -> None:
        """libvirtd dies on the spot, as in a crash; its guests run on, and what it was doing stays half done."""
        mine = self.processes()
        self._end((pid for pid, name in mine.items() if name == "libvirtd"), signal.SIGKILL)

    def resume(self, timeout_s: float = START_TIMEOUT_S) -> None:
        """Starts libvirtd again over what it left: it finds its guests. Raises LibvirtHostError."""
        self._launch()
        self._wait_until_ready(timeout_s)

    def abort_job(self, guest: str) -> None:
        """Stops the migration of a guest, as an operator would by hand. Raises LibvirtHostError."""
        self._virsh("domjobabort", guest)

    def kill_guest(self, guest: str) -> None:
        """A guest's process dies on the spot."""
        mine = self.processes()
        name = f"guest={guest},".encode()
        self._end((pid for pid in mine if name in _command_line(pid)), signal.SIGKILL)

    def describe_guest(self, guest: str) -> str:
        """The domain XML a guest was made from: `create_guest` makes it anew. Raises LibvirtHostError."""
        return self._virsh("dumpxml", "--migratable", guest)

    def _launch(self) -> None:
        CAPABILITIES_CACHE.mkdir(parents=True, exist_ok=True)
        stderr = (self.log_dir / "libvirtd.stderr").open("ab")
        with stderr:
            self._process = subprocess.Popen(
                [
                    *("ip", "netns", "exec", self.netns, "unshare", "--mount", "--uts"),
                    *("sh", "-eu", "-c", _ENTER, "enter", self.state_dir, self.name, str(TCP_RETRIES)),
                    *(CAPABILITIES_CACHE, sys.executable, reaper.__file__, self.pki or ""),
                ],
                stdin=subprocess.DEVNULL,
                stdout=stderr,
                stderr=stderr,
                start_new_session=True,  # Ctrl-C in the terminal is for the lab, which then stops us in order
            )

    def stop(self, keep_logs: bool = False) -> None:
        """Ends the guests and libvirtd, and removes the state directory. Does nothing when nothing is there.

        Raises LibvirtHostError if a process outlives SIGKILL.
        """
        mine = self.processes()
        self._end((pid for pid, name in mine.items() if name.startswith("qemu")), signal.SIGTERM)
        self._end((pid for pid, name in mine.items() if name == "libvirtd"), signal.SIGTERM)
        self._end(self.processes(), signal.SIGKILL)
        if self._process is not None:
            # Also one that never came as far as the private /run, where the search above would find it.
            if self._process.poll() is None:
                self._process.kill()
            self._process.wait()
            self._process = None
        if left := self.processes():
            raise LibvirtHostError(f"{self.name}: still running after SIGKILL: {left}")
        self._remove_state(keep_logs)

    def create_guest(self, xml: str) -> None:
        """Starts a transient guest: it leaves no definition behind when it stops or moves away.

        Raises LibvirtHostError.
        """
        self._virsh("create", "/dev/stdin", stdin=xml, timeout_s=60.0)

    def add_disks(self, sizes_mib: Mapping[str, int]) -> None:
        """Makes an empty image for the disk of each of these guests, in a pool: libvirt knows what is in one.

        Raises LibvirtHostError.
        """
        for guest, size_mib in sizes_mib.items():
            image = self.disk(guest)
            image.parent.mkdir(exist_ok=True)
            image.touch()
            os.truncate(image, size_mib << 20)
        self._virsh("pool-create-as", "images", "dir", "--target", str(IMAGES))

    def disk(self, guest: str) -> Path:
        """The image of a guest's disk here, seen from outside."""
        return self.state_dir / "lib" / IMAGES.name / f"{guest}.img"

    def destroy_guest(self, name: str) -> None:
        """Powers a guest off. Raises LibvirtHostError."""
        self._virsh("destroy", name)

    def guests(self) -> list[str]:
        """Names of the guests that are active here, running or not. Raises LibvirtHostError."""
        return self._virsh("list", "--name").split()

    def console(self, guest: str) -> str:
        """What the guest has printed on its console so far, in this DC."""
        path = self.log_dir / f"console-{guest}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def write_state(self) -> None:
        """Writes the configuration and the private directories; `start` does."""
        self.state_dir.mkdir(parents=True, exist_ok=True)
        for own, _ in _PRIVATE:
            (self.state_dir / own).mkdir(exist_ok=True)
        names = "".join(f"{address}\t{name}\n" for name, address in self._hosts.items())
        (self.state_dir / "hosts").write_text(f"127.0.0.1\tlocalhost\n::1\tlocalhost\n{names}")
        (self.state_dir / "resolv.conf").write_text("")
        for name, line in _ACCOUNTS.items():
            (self.state_dir / name).write_text(with_account(Path("/etc", name).read_text(), line))
        etc = self.state_dir / "etc"
        (etc / "libvirtd.conf").write_text(self._libvirtd_conf())
        (etc / "qemu.conf").write_text(self._qemu_conf())

    def _libvirtd_conf(self) -> str:
        # host_uuid: libvirt refuses to migrate to "itself", and all DCs of the lab share one DMI UUID.
        host_uuid = uuid5(NAMESPACE_URL, f"follow-me-cloud:{self.state_dir}")
        return (
            f"listen_tls = {int(self.pki is not None)}\n"
            f"listen_tcp = {int(self.pki is None)}\n"
            f'listen_addr = "{self.address}"\n'
            f'tcp_port = "{PORT}"\n'
            f'tls_port = "{TLS_PORT}"\n'
            'auth_tcp = "none"\n'
            'auth_unix_rw = "none"\n'
            f'host_uuid = "{host_uuid}"\n'
            "keepalive_interval = 1\n"
            "keepalive_count = 3\n"
            'log_outputs = "3:file:/var/log/libvirt/libvirtd.log"\n'
        )

    def _qemu_conf(self) -> str:
        # No guest isolation: the guest is our own program, and half of it needs a systemd or cgroups of the
        # host.
        return (
            'user = "root"\n'
            'group = "root"\n'
            "dynamic_ownership = 0\n"
            "remember_owner = 0\n"
            'security_driver = "none"\n'
            "cgroup_controllers = []\n"
            "namespaces = []\n"
            "seccomp_sandbox = 0\n"
            "hugetlbfs_mount = []\n"
            'stdio_handler = "file"\n'
            f"migrate_tls_x509_verify = {int(self.pki is not None)}\n"
            f'migration_address = "{self.address}"\n'
            f'migration_host = "{self.address}"\n'
            "keepalive_interval = 1\n"
            "keepalive_count = 3\n"
        )

    def _wait_until_ready(self, timeout_s: float) -> None:
        assert self._process is not None
        deadline = time.monotonic() + timeout_s
        socket = self.state_dir / "run/libvirt/libvirt-sock"
        problem = "no socket"
        while True:
            if self._process.poll() is not None:
                raise LibvirtHostError(f"{self.name}: libvirtd ended at start: {self._last_words()}")
            if socket.exists():
                # It accepts connections long before its drivers are up, and answers when they are.
                try:
                    left_s = max(deadline - time.monotonic(), 1.0)
                    self._virsh("domcapabilities", "--emulatorbin", str(self.emulator), timeout_s=left_s)
                    return
                except LibvirtHostError as error:
                    problem = str(error)
            if time.monotonic() > deadline:
                raise LibvirtHostError(
                    f"{self.name}: no libvirtd after {timeout_s:.0f} s: {problem}: {self._last_words()}"
                )
            time.sleep(0.05)

    def _last_words(self) -> str:
        lines: list[str] = []
        for name in ("libvirtd.stderr", "libvirtd.log"):
            path = self.log_dir / name
            if path.exists():
                lines += path.read_text(errors="replace").splitlines()[-5:]
        return " | ".join(lines) or "(no log)"

    def _virsh(self, *argv: str, stdin: str = "", timeout_s: float = 10.0) -> str:
        try:
            done = subprocess.run(
                ["virsh", "--quiet", "--connect", self.local_uri, *argv],
                input=stdin,
                capture_output=True,
                text=True,
                timeout=timeout_s,
            )
        except subprocess.TimeoutExpired as late:
            raise LibvirtHostError(f"{self.name}: virsh {argv[0]} took longer than {timeout_s:.0f} s") from late
        if done.returncode != 0:
            raise LibvirtHostError(f"{self.name}: virsh {' '.join(argv)}: {done.stderr.strip()}")
        return done.stdout

    def processes(self) -> dict[int, str]:
        """pid and command name of every process whose /run is ours."""
        try:
            run = (self.state_dir / "run").stat()
        except FileNotFoundError:
            return {}
        mine = {}
        for entry in os.scandir("/proc"):
            # A process may end at any point of this, and a zombie has no root.
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and os.path.samestat(os.stat(f"/proc/{entry.name}/root/run"), run):
                    mine[int(entry.name)] = Path(f"/proc/{entry.name}/comm").read_text().strip()
        return mine

    def _end(self, pids: Iterable[int], sign: signal.Signals) -> None:
        """Signals the processes and waits for their end, through descriptors that no reused pid can fool."""
        with contextlib.ExitStack() as stack:
            waiting: set[int] = set()
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    pidfd = os.pidfd_open(pid)
                    stack.callback(os.close, pidfd)
                    if pid in self.processes():
                        signal.pidfd_send_signal(pidfd, sign)
                        waiting.add(pidfd)
            deadline = time.monotonic() + STOP_TIMEOUT_S
            while waiting and (left_s := deadline - time.monotonic()) > 0:
                ended, _, _ = select.select(waiting, [], [], left_s)
                waiting.difference_update(ended)

    def _remove_state(self, keep_logs: bool) -> None:
        """Removes what `write_state` made and libvirtd filled; nothing else that may be there."""
        for own, _ in _PRIVATE:
            if not (keep_logs and own == "log"):
                shutil.rmtree(self.state_dir / own, ignore_errors=True)
        for name in ("hosts", "resolv.conf", *_ACCOUNTS):
            (self.state_dir / name).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.state_dir.rmdir()


def _command_line(pid: int) -> bytes:
    """The arguments of a process; empty when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def with_account(database: str, line: str) -> str:
    """The text of /etc/passwd or /etc/group, with the account in it."""
    name = line.partition(":")[0]
    if any(known.startswith(f"{name}:") for known in database.splitlines()):
        return database
    return f"{database.rstrip()}\n{line}\n".lstrip()
