"""The lab's configuration files are files that the daemons accept."""

from pathlib import Path

import pytest

from deploy.lab.cli import DEFAULT_TOPOLOGY
from deploy.lab.configs import write_certificates, write_configs
from deploy.lab.topology import load_topology
from fmcc.config import FmccConfig
from lisp.runtime.config import load
from mapserver.config import MapServerConfig
from xtr.config import XtrConfig, settings_of


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    write_configs(load_topology(DEFAULT_TOPOLOGY), tmp_path)
    return tmp_path


def test_map_server_accepts_its_file(directory: Path) -> None:
    config = load(directory / "ms/lisp-mapserver.toml", MapServerConfig)
    policy = config.policy(directory / "ms")
    assert [site.name for site in policy.sites] == ["users", "services"]


@pytest.mark.parametrize("site", ["net1", "net2", "dc1", "dc2"])
def test_every_tunnel_router_accepts_its_file(directory: Path, site: str) -> None:
    config = load(directory / f"{site}/lisp-xtr.toml", XtrConfig)
    settings = settings_of(config, directory / site)
    assert len(settings.peers) == 3
    assert (settings.controller is not None) == site.startswith("dc")


def test_controller_accepts_its_file(directory: Path) -> None:
    config = load(directory / "fmcc/fmcc.toml", FmccConfig)
    assert config.latencies()["192.0.2.2"] == {"dc1": 250.0, "dc2": 3.0}
    assert [service.name for service in config.service] == ["vm1"]


def test_with_tls_everybody_connects_with_a_certificate_of_the_lab(tmp_path: Path) -> None:
    path = tmp_path / "topology.toml"
    text = DEFAULT_TOPOLOGY.read_text().replace("[guests.vm1]", "[guests.vm1]\ndisk_mib = 8")
    path.write_text("tls = true\n" + text)
    topology = load_topology(path)
    write_certificates(topology, tmp_path)
    write_configs(topology, tmp_path)
    config = load(tmp_path / "fmcc/fmcc.toml", FmccConfig)
    assert (config.migration.tls, config.migration.storage) == (True, "copied")
    hypervisor = load(tmp_path / "dc1/lisp-xtr.toml", XtrConfig).hypervisor
    assert hypervisor is not None
    for uri in (hypervisor.uri, *(dc.hypervisor for dc in config.dc)):
        assert uri.startswith("qemu+tls://192.0.2.1")
        assert (Path(uri.partition("?pkipath=")[2]) / "clientcert.pem").exists()


def test_in_an_instance_everybody_speaks_of_the_same_eids(tmp_path: Path) -> None:
    path = tmp_path / "topology.toml"
    path.write_text("instance_id = 7\n" + DEFAULT_TOPOLOGY.read_text())
    write_configs(load_topology(path), tmp_path)
    policy = load(tmp_path / "ms/lisp-mapserver.toml", MapServerConfig).policy(tmp_path / "ms")
    assert {entry.prefix.iid for site in policy.sites for entry in site.prefixes} == {7}
    assert {prefix.iid for subscriber in policy.subscribers for prefix in subscriber.prefixes} == {7}
    for site in ("net1", "dc2"):
        config = load(tmp_path / f"{site}/lisp-xtr.toml", XtrConfig)
        assert [(instance.iid, len(instance.lans)) for instance in config.instances] == [(0, 0), (7, 1)]
    fmcc = load(tmp_path / "fmcc/fmcc.toml", FmccConfig)
    (service,) = fmcc.service
    assert (str(service.eid), str(service.user)) == ("[7]10.11.0.10/32", "[7]10.1.0.100/32")
    assert {prefix.iid for prefix in (*fmcc.user_prefixes, *(dc.prefix for dc in fmcc.dc))} == {7}


def test_keys_are_for_their_owner_only(directory: Path) -> None:
    keys = list((directory / "keys").iterdir())
    assert len(keys) == 3 + 2 + 6
    assert {key.stat().st_mode & 0o777 for key in keys} == {0o600}
    assert len({key.read_text() for key in keys}) == len(keys)
