"""A real etcd on loopback, which a test may stop, freeze, and begin anew."""

import asyncio
import datetime
import ipaddress
import os
import shutil
import signal
import socket
import ssl
import subprocess
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from fmcc.etcd import EtcdClient, EtcdError, Login, packed

START_S = 20.0
ROOT = Login("root", "the password of root")
USER = Login("fmcc", "the password of fmcc")


class Etcd:
    """One member, alone in its cluster; with `certificates` it serves TLS, to clients that show theirs."""

    def __init__(self, directory: Path, certificates: Path | None = None) -> None:
        self._directory = directory
        self._certificates = certificates
        scheme = "https" if certificates else "http"
        self.url = f"{scheme}://127.0.0.1:{_free_port()}"
        self._peer = f"http://127.0.0.1:{_free_port()}"
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self, login: Login | None = None) -> None:
        """Returns when it answers."""
        self._process = self._launched()
        client = self.client(login)
        try:
            async with asyncio.timeout(START_S):
                while True:
                    try:
                        await client.call("kv/range", {"key": packed("/")})
                        return
                    except EtcdError:
                        await asyncio.sleep(0.05)
        finally:
            await client.close()

    def _launched(self) -> subprocess.Popen[bytes]:
        program = shutil.which("etcd")
        assert program, "etcd is not installed: deploy/install/setup.sh installs it"
        arguments = [
            *("--name", "one", "--data-dir", str(self._directory), "--log-level", "error", "--logger", "zap"),
            *("--listen-client-urls", self.url, "--advertise-client-urls", self.url),
            *("--listen-peer-urls", self._peer, "--initial-advertise-peer-urls", self._peer),
            *("--initial-cluster", f"one={self._peer}"),
        ]
        if self._certificates:
            files = {"cert-file": "server.crt", "key-file": "server.key", "trusted-ca-file": "ca.crt"}
            arguments += [f"--{name}={self._certificates / file}" for name, file in files.items()]
            arguments.append("--client-cert-auth")
        return subprocess.Popen([program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def client(self, login: Login | None = None) -> EtcdClient:
        """A client of this member."""
        return EtcdClient([self.url], tls(self._certificates), login)

    async def protect(self) -> None:
        """Ask for passwords from now on; USER may do as it likes below /follow-me-cloud/."""
        client, below = self.client(), packed("/follow-me-cloud/")
        allowed = {"permType": "READWRITE", "key": below, "range_end": packed("/follow-me-cloud0")}
        for login, role in ((ROOT, "root"), (USER, "leases")):
            await client.call("auth/user/add", {"name": login.name, "password": login.password})
            await client.call("auth/role/add", {"name": role})
            await client.call("auth/user/grant", {"user": login.name, "role": role})
        await client.call("auth/role/grant", {"name": "leases", "perm": allowed})
        await client.call("auth/enable", {})
        await client.close()

    def freeze(self) -> None:
        """It is there, and does nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """As by kill -9."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def wipe(self) -> None:
        """Forget everything."""
        self.kill()
        shutil.rmtree(self._directory)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        os.kill(self._process.pid, number)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def tls(certificates: Path | None) -> ssl.SSLContext:
    """What a client of ours trusts and shows."""
    if certificates is None:
        return ssl.create_default_context()
    context = ssl.create_default_context(cafile=certificates / "ca.crt")
    context.load_cert_chain(certificates / "client.crt", certificates / "client.key")
    return context


def make_certificates(directory: Path) -> Path:
    """An authority, and what a server on loopback and a client need of it."""
    directory.mkdir()
    issuer, authority = _name("authority"), ec.generate_private_key(ec.SECP256R1())
    for name in ("ca", "server", "client"):
        key = authority if name == "ca" else ec.generate_private_key(ec.SECP256R1())
        now = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder(issuer, issuer if name == "ca" else _name(name), key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(hours=1))
            .add_extension(x509.BasicConstraints(ca=name == "ca", path_length=None), critical=True)
        )
        if name != "ca":
            # etcd's gateway shows the server's certificate to etcd itself, as a client.
            usage = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
            address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
            certificate = certificate.add_extension(x509.ExtendedKeyUsage(usage), critical=False)
            certificate = certificate.add_extension(x509.SubjectAlternativeName([address]), critical=False)
        signed = certificate.sign(authority, hashes.SHA256())
        (directory / f"{name}.crt").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
        (directory / f"{name}.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
    return directory


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
