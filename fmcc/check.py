"""What `fmcc --check` finds out beyond the file: keys, the lease store, the hypervisors. Nothing is changed there.

The map server and the xTRs answer to signed messages of a running controller only, so they are not asked.
"""

import asyncio
from pathlib import Path
from typing import Final

from fmcc.config import FmccConfig
from fmcc.hypervisor.base import Hypervisor, HypervisorError
from fmcc.leases import LeaseStoreError
from fmcc.opening import lisp_settings, open_hypervisors, open_leases
from lisp.runtime.config import ConfigError
from lisp.runtime.daemon import Finding

# For each of the things that are asked, all at once (s).
ANSWER_S: Final = 10.0


async def examine(config: FmccConfig, base: Path) -> list[Finding]:
    """Whether a controller with this configuration would reach what it needs; `base` is the file's directory."""
    findings = [_keys(config, base)]
    asked = [] if config.leases.etcd is None else [_lease_store(config, base)]
    try:
        hypervisors = open_hypervisors(config)
    except ConfigError as error:
        findings.append(Finding(False, f"hypervisors: {error}"))
    else:
        asked += [_hypervisor(hypervisor) for hypervisor in hypervisors.values()]
    return findings + await asyncio.gather(*asked)


def _keys(config: FmccConfig, base: Path) -> Finding:
    try:
        lisp_settings(config, base)
    except ConfigError as error:
        return Finding(False, f"keys: {error}")
    return Finding(True, "keys: all can be read")


async def _lease_store(config: FmccConfig, base: Path) -> Finding:
    try:
        store = open_leases(config, base)
        try:
            async with asyncio.timeout(ANSWER_S):
                leases = await store.read()
        finally:
            await store.close()
    except (LeaseStoreError, TimeoutError) as error:
        return Finding(False, f"lease store: {error or 'no answer'}")
    held = ", ".join(f"{lease.holder} has {lease.prefix}" for lease in leases.values() if lease.holder)
    return Finding(True, f"lease store: {held or 'nobody has a lease'}")


async def _hypervisor(hypervisor: Hypervisor) -> Finding:
    try:
        async with asyncio.timeout(ANSWER_S):
            await hypervisor.connect()
            domains = await hypervisor.domains()
    except HypervisorError as error:
        return Finding(False, f"hypervisor of {hypervisor.dc}: {error.detail}")
    except TimeoutError:
        return Finding(False, f"hypervisor of {hypervisor.dc}: no answer within {ANSWER_S:g} s")
    finally:
        await hypervisor.close()
    return Finding(True, f"hypervisor of {hypervisor.dc}: {len(domains)} domains")
