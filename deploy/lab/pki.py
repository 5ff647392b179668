"""A certificate authority that lives as long as a lab, and the certificates that libvirt and QEMU expect of a host.

Everything below a host's directory is laid out as below /etc/pki, as on the hosts of a real installation. Besides,
the flat directory that a libvirt URI names with `?pkipath=`, for those who only connect.
"""

import datetime
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LIFETIME: Final = datetime.timedelta(days=30)
# The clocks of a machine and of its containers may differ.
SLACK: Final = datetime.timedelta(hours=1)


class Authority:
    """A CA whose key never leaves this object: what it has not issued by the end of the set-up, nobody will."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("Follow-Me Cloud lab")
        usage = _usage(signs_certificates=True)
        builder = _builder(self._name, self._name, self._key).add_extension(usage, critical=True)
        basic = x509.BasicConstraints(ca=True, path_length=0)
        self.certificate = _pem(builder.add_extension(basic, critical=True).sign(self._key, hashes.SHA256()))

    def issue(self, host: str, address: IPv4Address | IPv6Address) -> tuple[bytes, bytes]:
        """A certificate for a host, as server and as client, and its key; both PEM."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(host), x509.IPAddress(address)])
        roles = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
        certificate = (
            _builder(_name(host), self._name, key)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(roles, critical=False)
            .add_extension(names, critical=False)
            .sign(self._key, hashes.SHA256())
        )
        pkcs8 = serialization.PrivateFormat.PKCS8
        secret = key.private_bytes(serialization.Encoding.PEM, pkcs8, serialization.NoEncryption())
        return _pem(certificate), secret

    def equip_host(self, directory: Path, host: str, address: IPv4Address | IPv6Address) -> None:
        """Write what libvirtd and QEMU look for, for a new certificate."""
        certificate, key = self.issue(host, address)
        files = {"CA/cacert.pem": self.certificate, "qemu/ca-cert.pem": self.certificate}
        for role in ("server", "client"):
            files |= {f"libvirt/{role}cert.pem": certificate, f"libvirt/private/{role}key.pem": key}
            files |= {f"qemu/{role}-cert.pem": certificate, f"qemu/{role}-key.pem": key}
        _write(directory, files)

    def equip_client(self, directory: Path, host: str, address: IPv4Address | IPv6Address) -> None:
        """Write what a URI's `pkipath` has to hold, for a new certificate."""
        certificate, key = self.issue(host, address)
        _write(directory, {"cacert.pem": self.certificate, "clientcert.pem": certificate, "clientkey.pem": key})


def _write(directory: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = directory / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(content)


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SLACK)
        .not_valid_after(now + LIFETIME)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=not signs_certificates,  # libvirt insists, whatever the key
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
