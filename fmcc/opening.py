"""Opens what a configuration names: keys, the lease store, the hypervisors. Nothing is connected yet."""

from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from fmcc.config import FmccConfig
from fmcc.continuity.lisp import LispSettings, Site
from fmcc.hypervisor.base import Hypervisor
from fmcc.hypervisor.fake import FakeCloud
from fmcc.lease_store import SqliteLeases
from fmcc.leases import LeaseStore, LeaseStoreError
from lisp.engine import Endpoint
from lisp.runtime.config import ConfigError, load_chain
from lisp.wire import CONTROL_PORT, XtrIdentity

# What the in-memory hypervisors of `fake:///NAME` take for a copy, the switch, and the call's return.
FAKE_COPY_S: Final = 0.5
FAKE_BLACKOUT_S: Final = 0.05
FAKE_CONFIRM_S: Final = 0.2


def lisp_settings(config: FmccConfig, base: Path) -> LispSettings:
    """What the LISP continuity needs, keys loaded. Raises ConfigError."""
    return LispSettings(
        rloc=config.rloc,
        identity=XtrIdentity(config.xtr_id, config.site_id),
        map_server=Endpoint(config.map_server, CONTROL_PORT),
        keys=load_chain(config.keys, base),
        user_prefixes=tuple(config.user_prefixes),
        services=tuple(service.eid for service in config.service),
        sites={dc.name: Site(dc.prefix, load_chain(dc.keys, base)) for dc in config.dc},
        hosts={service.eid: service.domain for service in config.service} if config.handover == "anticipated" else {},
    )


def open_leases(config: FmccConfig, base: Path) -> LeaseStore:
    """Where the leases are, not yet asked. Raises LeaseStoreError."""
    if config.leases.etcd is None:
        return SqliteLeases(base / config.journal)
    try:
        from fmcc.etcd_leases import open_etcd
    except ImportError:
        raise LeaseStoreError("[leases.etcd] needs aiohttp: pip install 'follow-me-cloud[etcd]'") from None
    return open_etcd(config.leases.etcd, base)


def open_hypervisors(config: FmccConfig) -> dict[str, Hypervisor]:
    """The driver of every DC, not yet connected. Raises ConfigError.

    `fake:///NAME` is an in-memory hypervisor, for tests and trials: all of one NAME can exchange guests,
    and run at first what the configuration says starts there. Everything else is libvirt's.
    """
    clouds: dict[str, FakeCloud] = {}
    opened: dict[str, Hypervisor] = {}
    for dc in config.dc:
        uri = urlsplit(dc.hypervisor)
        if uri.scheme != "fake":
            opened[dc.name] = _libvirt(dc.name, dc.hypervisor)
            continue
        cloud = clouds.setdefault(uri.path, FakeCloud(FAKE_COPY_S, FAKE_BLACKOUT_S, FAKE_CONFIRM_S))
        opened[dc.name] = cloud.hypervisor(dc.name)
        for service in config.service:
            if service.dc == dc.name:
                cloud.start(dc.name, service.domain)
    return opened


def _libvirt(dc: str, uri: str) -> Hypervisor:
    """The libvirt driver, imported only where it is used: the package works without libvirt."""
    try:
        from fmcc.hypervisor.libvirt import LibvirtHypervisor
    except ImportError:
        text = f"dc {dc}: {uri} needs libvirt-python: pip install 'follow-me-cloud[libvirt]'"
        raise ConfigError(text) from None
    return LibvirtHypervisor(dc, uri)
