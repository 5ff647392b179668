"""The certificates of a lab: those that libvirt and QEMU accept, where they look for them."""

from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID

from deploy.lab.pki import Authority

ADDRESS = IPv4Address("192.0.2.11")


def read(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def test_a_host_gets_what_libvirt_and_qemu_look_for(tmp_path: Path) -> None:
    Authority().equip_host(tmp_path, "dc1", ADDRESS)
    files = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.pem")}
    assert files == {
        "CA/cacert.pem",
        *(f"libvirt/{name}.pem" for name in ("servercert", "clientcert", "private/serverkey", "private/clientkey")),
        *(f"qemu/{name}.pem" for name in ("ca-cert", "server-cert", "server-key", "client-cert", "client-key")),
    }
    assert {path.stat().st_mode & 0o777 for path in tmp_path.rglob("*.pem")} == {0o600}


def test_its_certificate_is_for_its_name_and_address_as_server_and_as_client(tmp_path: Path) -> None:
    Authority().equip_host(tmp_path / "host", "dc1", ADDRESS)
    Authority().equip_client(tmp_path / "stranger", "dc1", ADDRESS)
    certificate = read(tmp_path / "host/libvirt/servercert.pem")
    key = load_pem_private_key((tmp_path / "host/libvirt/private/serverkey.pem").read_bytes(), None)
    assert key.public_key() == certificate.public_key()
    authority, stranger = read(tmp_path / "host/CA/cacert.pem"), read(tmp_path / "stranger/clientcert.pem")
    certificate.verify_directly_issued_by(authority)
    with pytest.raises(InvalidSignature):
        stranger.verify_directly_issued_by(authority)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert list(names) == [x509.DNSName("dc1"), x509.IPAddress(ADDRESS)]
    roles = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert set(roles) == {ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH}
